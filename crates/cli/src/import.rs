//! `regie import`: takes in a practice's export; `docs/import.md` describes the mapping.

use std::cell::Cell;

use regie_app::import::mapping::BUILT_IN;
use regie_app::import::{Mapping, Report, Weight};
use regie_app::{App, Clock, Ids};
use regie_store::Store;

use crate::args::ImportArgs;
use crate::failure::Failure;
use crate::output;
use crate::progress::Progress;

/// Runs `regie import`.
pub async fn run(args: ImportArgs, json: bool) -> Result<(), Failure> {
    let mapping = mapping(args.mapping.as_deref())?;
    let bytes = std::fs::read(&args.file).map_err(|error| Failure::file(&args.file, &error))?;
    let store = Store::open(&args.database.database).await?;
    let app = App::new(store, Clock::System, Ids::unpredictable()).await?;
    let report = if args.dry_run {
        app.inspect_import(&bytes, &mapping).map(|(_, report)| report)
    } else {
        let progress = Progress::new("rows", 100);
        let entered = Cell::new(0);
        let report = app
            .import(&bytes, &mapping, |done, total| {
                entered.set(done);
                progress.at(done as u64, Some(total as u64));
            })
            .await;
        progress.finish();
        // What came before the trouble is entered and stays; running again goes on from there.
        if report.is_err() && entered.get() > 0 {
            eprintln!("{} rows were entered; run the import again to go on", entered.get());
        }
        report
    };
    app.store().close().await;
    let report = report.map_err(|error| Failure::Refused(format!("{}: {error}", args.file.display())))?;
    if json {
        output::json(&report)?;
    } else {
        output::line(text(&report, args.dry_run))?;
    }
    if report.rows_left_out() > 0 { Err(Failure::Told) } else { Ok(()) }
}

fn mapping(file: Option<&std::path::Path>) -> Result<Mapping, Failure> {
    let Some(file) = file else {
        return Mapping::parse(BUILT_IN).map_err(|error| Failure::Refused(format!("the built-in mapping: {error}")));
    };
    let text = std::fs::read_to_string(file).map_err(|error| Failure::file(file, &error))?;
    Mapping::parse(&text)
        .map_err(|error| Failure::Refused(format!("{}: {}; see docs/import.md", file.display(), error.trim_end())))
}

/// The report as people read it: what was done, then every problem with its place.
fn text(report: &Report, dry_run: bool) -> String {
    let mut lines = vec![format!("{:>5} rows read", report.rows)];
    if dry_run {
        lines.push("    - nothing was changed: this was a dry run".to_owned());
    } else {
        let counts = [
            (report.clients_new, "clients entered"),
            (report.clients_corrected, "clients corrected"),
            (report.clients_unchanged, "clients already there, unchanged"),
            (report.cases_opened, "cases opened"),
            (report.cases_finished, "cases finished that an earlier import began"),
            (
                report.without_case,
                "clients without a case: by the status column, or for lack of a case manager or deputy",
            ),
            (report.directory_new, "organisations, people and their seats entered"),
            (report.duplicates_proposed, "pairs proposed for merging; nothing was merged"),
        ];
        lines.extend(counts.iter().map(|(count, what)| format!("{count:>5} {what}")));
    }
    for (weight, title) in [
        (Weight::Row, "rows left out"),
        (Weight::Field, "fields left out or replaced"),
        (Weight::Note, "fields mended"),
    ] {
        let problems: Vec<_> = report.problems.iter().filter(|problem| problem.weight == weight).collect();
        lines.push(format!("{:>5} {title}{}", problems.len(), if problems.is_empty() { "" } else { ":" }));
        lines.extend(problems.iter().map(|problem| match problem.column.as_str() {
            "" => format!("      line {}: {}", problem.line, problem.reason),
            column => format!("      line {}, column {column}: {}", problem.line, problem.reason),
        }));
    }
    lines.join("\n")
}
