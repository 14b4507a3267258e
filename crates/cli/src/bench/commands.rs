//! Durable commands per second, through the whole use case: authorise, decide, commit with its views and notices.

use std::time::{Duration, Instant};

use regie_app::{App, AppError, Clock, Ids};
use regie_store::{Store, floor};

use super::report::{Section, Target, Unit};
use super::scratch::Scratch;
use crate::failure::Failure;
use crate::fill;
use crate::region::Plan;
use crate::traffic::{self, Desk};

/// The cases that the writers share; each has its own.
const CASES: u32 = 2_000;
const WRITERS: [usize; 3] = [1, 16, 64];

pub async fn measure(scratch: &Scratch<'_>, time: Duration) -> Result<Section, Failure> {
    let place = scratch.make("commands").await?;
    let mut section =
        Section::new(format!("commands, {}: contacts, actions, urgent particulars on {CASES} cases", scratch.name()));
    let raw_place = scratch.make("floor").await?;
    let alone = floor::insert_rate(&raw_place.url, 1, time).await?;
    section.figure("raw single-row inserts, 1 connection", alone, Unit::PerSecond);
    let together = match scratch {
        Scratch::Sqlite => None,
        Scratch::Postgres(_) => Some(floor::insert_rate(&raw_place.url, 64, time).await?),
    };
    if let Some(rate) = together {
        section.figure("raw single-row inserts, 64 connections", rate, Unit::PerSecond);
    }
    raw_place.remove().await?;
    if !floor::is_durable(&place.url).await? {
        section.note("this server runs with fsync off: nothing here is durable, start it with fsync on");
    }
    let store = Store::open(&place.url).await?;
    let app = App::new(store, Clock::System, Ids::unpredictable()).await?;
    let mut most = 0.0;
    let mut desks = desks(&app).await?;
    for writers in WRITERS {
        let commands = work(&app, &mut desks, writers, time).await?;
        section.figure(format!("commands, {writers} writers"), commands, Unit::PerSecond);
        most = commands;
    }
    match together {
        None => {
            let what = "64 writers beside the raw single-insert rate";
            section.judged(what, most / alone, Unit::Times, Target::AtLeast(5.0));
        }
        Some(together) => {
            section.judged("64 writers beside raw, 1 connection", most / alone, Unit::Times, Target::AtLeast(0.5));
            let what = "64 writers beside raw, 64 connections";
            section.judged(what, most / together, Unit::Times, Target::AtLeast(0.5));
        }
    }
    app.store().close().await;
    place.remove().await?;
    Ok(section)
}

async fn desks(app: &App) -> Result<Vec<Desk>, Failure> {
    let plan = Plan { seed: super::SEED, cases: CASES, today: app.moment().today };
    fill::fill(app.store(), app.pathways(), plan).await?;
    app.refresh_directory().await?;
    let mut desks = Vec::new();
    for (case, seat) in traffic::open_cases(app).await? {
        let mut desk = Desk::new(case, seat);
        desk.look_again(app).await?;
        desks.push(desk);
    }
    Ok(desks)
}

/// Commands per second of so many writers, each going round its own cases.
async fn work(app: &App, desks: &mut Vec<Desk>, writers: usize, time: Duration) -> Result<f64, Failure> {
    let mut shares: Vec<Vec<Desk>> = vec![Vec::new(); writers];
    for (index, desk) in desks.drain(..).enumerate() {
        shares[index % writers].push(desk);
    }
    let started = Instant::now();
    let tasks: Vec<_> = shares
        .into_iter()
        .map(|mut share| {
            let app = app.clone();
            tokio::spawn(async move {
                let mut count = 0_u32;
                'time: loop {
                    for desk in &mut share {
                        if started.elapsed() >= time {
                            break 'time;
                        }
                        desk.work(&app).await?;
                        count += 1;
                    }
                }
                Ok::<_, AppError>((share, count))
            })
        })
        .collect();
    let mut done = 0.0;
    for task in tasks {
        let (share, count) = task.await.map_err(|error| Failure::Refused(error.to_string()))??;
        desks.extend(share);
        done += f64::from(count);
    }
    Ok(done / started.elapsed().as_secs_f64())
}
