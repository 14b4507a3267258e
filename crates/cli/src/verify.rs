//! `regie verify` and `regie rebuild`: proof that the journal is whole and the views follow from it, and the mending of
//! views that do not.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use regie_app::{Views, known_pathways};
use regie_store::{Report, Seal, Store, StoreError, private_file};

use crate::args::{DatabaseArgs, VerifyArgs};
use crate::failure::Failure;
use crate::output;
use crate::progress::Progress;

/// Events between two lines of progress.
const EVERY: u64 = 50_000;

/// Runs `regie verify`: status 1 when anything is not as it must be.
pub async fn verify(args: VerifyArgs, json: bool) -> Result<(), Failure> {
    let earlier = args.seal.as_deref().map(read_seal).transpose()?;
    let store = Store::open_existing(&args.database.database).await?;
    let pathways = known_pathways(&store).await?;
    let progress = Progress::new("events", EVERY);
    let views = Views { pathways: &pathways };
    // What an earlier version filled is not wrong, only of another shape.
    store.renew_views(&views, &mut |_| {}).await?;
    let verified = store.verify_sealed(Some(&views), earlier.as_ref(), &mut |done| progress.at(done, None)).await;
    progress.finish();
    store.close().await;
    let (report, seal) = verified?;
    if let (Some(file), true) = (&args.write_seal, report.is_clean()) {
        write_seal(file, &seal)?;
    }
    tell(&report, json)
}

fn read_seal(file: &Path) -> Result<Seal, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| Failure::file(file, &error))?;
    text.parse().map_err(|error: StoreError| Failure::Refused(format!("{}: {error}", file.display())))
}

fn write_seal(file: &Path, seal: &Seal) -> Result<(), Failure> {
    let written = private_file(file).and_then(|mut out| {
        out.write_all(seal.to_string().as_bytes())?;
        out.sync_all()
    });
    written.map_err(|error| Failure::file(file, &error))
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
    let mut text = format!(
        "{} streams, {} events, {} view rows, {} notices",
        report.streams, report.events, report.rows, report.jobs
    );
    if report.unproved_jobs > 0 {
        let _ =
            write!(text, " ({} not proved: of an earlier version, or left behind by an export)", report.unproved_jobs);
    }
    for breach in &report.breaches {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n- {breach}");
    }
    if report.more > 0 {
        let _ = write!(text, "\n- and {} more", report.more);
    }
    let verdict = if report.is_clean() {
        "clean: every hash holds, every view equals its rebuild and every notice is as it was enqueued".to_owned()
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
