//! `regie verify` and `regie rebuild`: proof that the journal is whole and the views follow from it, and the mending of
//! views that do not.

use std::fmt::Write;

use regie_app::{Views, known_pathways};
use regie_store::{Report, Store};

use crate::args::DatabaseArgs;
use crate::failure::Failure;
use crate::output;
use crate::progress::Progress;

/// Events between two lines of progress.
const EVERY: u64 = 50_000;

/// Runs `regie verify`: status 1 when anything is not as it must be.
pub async fn verify(args: DatabaseArgs, json: bool) -> Result<(), Failure> {
    let store = Store::open_existing(&args.database).await?;
    let pathways = known_pathways(&store).await?;
    let progress = Progress::new("events", EVERY);
    let report = store.verify(Some(&Views { pathways: &pathways }), &mut |done| progress.at(done, None)).await;
    progress.finish();
    store.close().await;
    tell(&report?, json)
}

/// Tells a report; a breach is a failure.
pub fn tell(report: &Report, json: bool) -> Result<(), Failure> {
    if json {
        output::json(report)?;
    } else {
        output::line(text(report))?;
    }
    if report.is_clean() { Ok(()) } else { Err(Failure::Told) }
}

fn text(report: &Report) -> String {
    let mut text = format!("{} streams, {} events, {} view rows", report.streams, report.events, report.rows);
    for breach in &report.breaches {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n- {breach}");
    }
    if report.more > 0 {
        let _ = write!(text, "\n- and {} more", report.more);
    }
    let verdict = if report.is_clean() {
        "clean: every hash holds and every view equals its rebuild".to_owned()
    } else {
        format!("NOT CLEAN: {} breaches", report.breaches.len() as u64 + report.more)
    };
    format!("{text}\n{verdict}\nseal {}", report.seal)
}

/// Runs `regie rebuild`.
pub async fn rebuild(args: DatabaseArgs, json: bool) -> Result<(), Failure> {
    let store = Store::open_existing(&args.database).await?;
    let pathways = known_pathways(&store).await?;
    let progress = Progress::new("events", EVERY);
    let rebuilt = store.rebuild(&Views { pathways: &pathways }, &mut |done| progress.at(done, None)).await;
    progress.finish();
    store.close().await;
    let rebuilt = rebuilt?;
    let (streams, events, rows) = (rebuilt.streams, rebuilt.events, rebuilt.rows);
    if json {
        return output::json(&serde_json::json!({ "streams": streams, "events": events, "rows": rows }));
    }
    output::line(format_args!("{rows} view rows written anew from {events} events of {streams} streams"))
}
