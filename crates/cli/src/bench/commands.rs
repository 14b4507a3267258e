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
    let (place, raw_place) = (scratch.make("commands").await?, scratch.make("floor").await?);
    let store = Store::open(&place.url).await?;
    let app = App::new(store, Clock::System, Ids::unpredictable()).await?;
    let mut desks = desks(&app).await?;
    let mut floor = Floor::default();
    let mut rates = Vec::new();
    for writers in WRITERS {
        floor.measure(scratch, &raw_place.url, time).await?;
        rates.push((writers, work(&app, &mut desks, writers, time).await?));
    }
    let what = "contacts, actions, urgent particulars";
    let mut section = Section::new(format!("commands, {}: {what} on {CASES} cases", scratch.name()));
    floor.tell(&mut section);
    for (writers, rate) in &rates {
        let people = if *writers == 1 { "writer" } else { "writers" };
        section.figure(format!("commands, {writers} {people}"), *rate, Unit::PerSecond);
    }
    floor.judge(&mut section, rates.last().map_or(0.0, |(_, rate)| *rate));
    if !floor::is_durable(&place.url).await? {
        section.note("this server runs with fsync off: nothing here is durable, start it with fsync on");
    }
    section.note("raw: measured before each of the three, the best counts");
    app.store().close().await;
    raw_place.remove().await?;
    place.remove().await?;
    Ok(section)
}

/// Single-row inserts per second, the best so far. The disk is not always the same: a floor that was measured in a bad
/// moment would flatter what is measured beside it.
#[derive(Debug, Default)]
struct Floor {
    alone: f64,
    /// On 64 connections; where the database has several writers.
    together: Option<f64>,
}

impl Floor {
    async fn measure(&mut self, scratch: &Scratch<'_>, url: &str, time: Duration) -> Result<(), Failure> {
        self.alone = self.alone.max(floor::insert_rate(url, 1, time).await?);
        if let Scratch::Postgres(_) = scratch {
            let rate = floor::insert_rate(url, 64, time).await?;
            self.together = Some(self.together.map_or(rate, |best| best.max(rate)));
        }
        Ok(())
    }

    fn tell(&self, section: &mut Section) {
        section.figure("raw single-row inserts, 1 connection", self.alone, Unit::PerSecond);
        if let Some(together) = self.together {
            section.figure("raw single-row inserts, 64 connections", together, Unit::PerSecond);
        }
    }

    fn judge(&self, section: &mut Section, rate: f64) {
        match self.together {
            None => {
                let what = "64 writers beside the raw single-insert rate";
                section.judged(what, rate / self.alone, Unit::Times, Target::AtLeast(5.0));
            }
            Some(together) => {
                let ratio = rate / self.alone;
                section.judged("64 writers beside raw, 1 connection", ratio, Unit::Times, Target::AtLeast(0.5));
                let what = "64 writers beside raw, 64 connections";
                section.judged(what, rate / together, Unit::Times, Target::AtLeast(0.5));
            }
        }
    }
}

async fn desks(app: &App) -> Result<Vec<Desk>, Failure> {
    let plan = Plan { seed: super::SEED, cases: CASES, today: app.moment().today };
    fill::fill(app.store(), &app.pathways(), plan).await?;
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
