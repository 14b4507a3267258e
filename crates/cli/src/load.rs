//! `regie load`: commands for ever, each acknowledged on standard output, for the crash runs.
//!
//! `ack STREAM VERSION` is printed only after the command was acknowledged: whoever reads that line may hold the
//! database to it. What goes wrong is told on standard error as `wait REASON`, and the writer tries again.

use std::io::Write;
use std::time::{Duration, Instant};

use regie_app::{App, AppError, Clock, Ids};
use regie_care::ids::CaseId;
use regie_care::seat::Seat;
use regie_store::{Store, StoreError};

use crate::args::LoadArgs;
use crate::failure::Failure;
use crate::fill;
use crate::region::Plan;
use crate::traffic::{self, Desk};

/// How long a writer waits before it tries again.
const PAUSE: Duration = Duration::from_millis(100);

/// Runs the writers until the time is over, or for ever.
pub async fn run(args: &LoadArgs) -> Result<(), Failure> {
    let until = args.seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let store = open(&args.database.database).await?;
    let app = App::new(store, Clock::System, Ids::unpredictable()).await?;
    let cases = cases(&app, args).await?;
    say("ready")?;
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..args.writers {
        let own: Vec<_> = cases.iter().skip(writer).step_by(args.writers).copied().collect();
        let app = app.clone();
        writers.spawn(async move {
            let mut desks: Vec<Desk> = own.into_iter().map(|(case, seat)| Desk::new(case, seat)).collect();
            for desk in &mut desks {
                look_again(&app, desk, until).await?;
            }
            write(&app, &mut desks, until).await
        });
    }
    while let Some(ended) = writers.join_next().await {
        ended.map_err(|error| Failure::Refused(error.to_string()))??;
    }
    app.store().close().await;
    Ok(())
}

async fn open(url: &str) -> Result<Store, Failure> {
    loop {
        match Store::open(url).await {
            Ok(store) => return Ok(store),
            Err(error @ (StoreError::Unavailable(_) | StoreError::Full(_))) => wait(&error).await,
            Err(error) => return Err(error.into()),
        }
    }
}

/// The cases to work on. When there are fewer than there are writers, a new small region comes beside what is there.
async fn cases(app: &App, args: &LoadArgs) -> Result<Vec<(CaseId, Seat)>, Failure> {
    let mut cases = traffic::open_cases(app).await?;
    if cases.len() < args.writers {
        let moment = app.moment();
        // Another seed each time: a region that was cut off halfway stays beside the new one.
        let seed = app.ids().ulid(moment.now).random() as u64;
        let plan = Plan { seed, cases: args.cases.max(2 * count(args.writers)), today: moment.today };
        fill::fill(app.store(), &app.pathways(), plan).await?;
        app.refresh_directory().await?;
        cases = traffic::open_cases(app).await?;
    }
    if cases.len() < args.writers {
        let (found, wanted) = (cases.len(), args.writers);
        return Err(Failure::WrongUse(format!("{found} open cases for {wanted} writers: take more --cases")));
    }
    Ok(cases)
}

fn count(writers: usize) -> u32 {
    u32::try_from(writers).unwrap_or(u32::MAX / 2)
}

async fn write(app: &App, desks: &mut [Desk], until: Option<Instant>) -> Result<(), Failure> {
    loop {
        for desk in &mut *desks {
            if until.is_some_and(|until| Instant::now() >= until) {
                return Ok(());
            }
            match desk.work(app).await {
                Ok(done) => say(&format!("ack {} {}", desk.case.stream(), done.version))?,
                Err(error) => {
                    wait(&error).await;
                    look_again(app, desk, until).await?;
                }
            }
        }
    }
}

/// Sees where the case stands, as soon as the database answers or until the time is over.
async fn look_again(app: &App, desk: &mut Desk, until: Option<Instant>) -> Result<(), Failure> {
    loop {
        match desk.look_again(app).await {
            Ok(()) => return Ok(()),
            Err(error @ AppError::Unavailable { .. }) if until.is_none_or(|until| Instant::now() < until) => {
                wait(&error).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

async fn wait(reason: &impl std::fmt::Display) {
    eprintln!("wait {reason}");
    tokio::time::sleep(PAUSE).await;
}

fn say(line: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).map_err(|error| Failure::Refused(format!("output: {error}")))
}
