//! `regie pathway`: checks, shows and runs pathway files on the engine alone, without a database.

use std::fmt::Write;
use std::path::Path;

use regie_pathway::scenario::{self, Played, Scenario};
use regie_pathway::{Definition, Diagnostic, Event, Severity, Step, StepId, StepKind, Work, lint};
use serde_json::json;

use crate::args::PathwayCommand;
use crate::failure::Failure;
use crate::output;

/// Runs `regie pathway`.
pub fn run(command: PathwayCommand, as_json: bool) -> Result<(), Failure> {
    match command {
        PathwayCommand::Check { files } => check(&files, as_json),
        PathwayCommand::Show { file } => {
            let definition = definition(&file)?;
            if as_json { output::json(&shown(&definition)) } else { output::line(table(&definition)) }
        }
        PathwayCommand::Prove { file, states } => {
            let (name, text) = read(&file)?;
            crate::prove::run(&name, &text, states, as_json)
        }
        PathwayCommand::Run { file, scenarios } => {
            let definition = definition(&file)?;
            let mut clean = true;
            for path in &scenarios {
                let scenario = scenario(path)?;
                let played = scenario::play(&definition, &scenario);
                clean &= played.failures.is_empty();
                if as_json {
                    output::json(&json!({ "file": path, "title": scenario.title, "failures": played.failures,
                        "moments": played.moments.iter().map(|moment| json!({ "date": moment.date,
                            "events": moment.events })).collect::<Vec<_>>() }))?;
                } else {
                    output::line(course(&definition, &scenario, &played))?;
                }
            }
            if clean { Ok(()) } else { Err(Failure::Told) }
        }
    }
}

fn read(path: &Path) -> Result<(String, String), Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let until = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..until].iter().filter(|byte| **byte == b'\n').count();
        Failure::Refused(format!("{}:{line}: this line is not UTF-8: save the file as UTF-8", path.display()))
    })?;
    Ok((path.display().to_string(), text))
}

fn definition(path: &Path) -> Result<Definition, Failure> {
    let (name, text) = read(path)?;
    Definition::parse(&name, &text).map_err(|diagnostics| Failure::Refused(lines(&diagnostics)))
}

/// Reads a scenario file.
pub fn scenario(path: &Path) -> Result<Scenario, Failure> {
    let (name, text) = read(path)?;
    Scenario::parse(&name, &text).map_err(|diagnostics| Failure::Refused(lines(&diagnostics)))
}

pub(crate) fn lines(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn check(files: &[std::path::PathBuf], as_json: bool) -> Result<(), Failure> {
    let mut found = Vec::new();
    for file in files {
        let (name, text) = read(file)?;
        found.extend(match Definition::parse(&name, &text) {
            Ok(definition) => lint(&definition),
            Err(diagnostics) => diagnostics,
        });
    }
    let errors = found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    if as_json {
        output::json(&json!({ "files": files.len(), "errors": errors, "diagnostics": found }))?;
    } else {
        if !found.is_empty() {
            output::line(format_args!("{}\n", lines(&found)))?;
        }
        let warnings = found.len() - errors;
        output::line(format_args!("{} files, {errors} errors, {warnings} warnings", files.len()))?;
    }
    if errors == 0 { Ok(()) } else { Err(Failure::Told) }
}

/// A pathway as a table: what, who, when, and on what condition.
fn table(definition: &Definition) -> String {
    let mut text = format!("{} ({}, versie {})\n", definition.title().nl, definition.id(), definition.version());
    if let Some(from) = definition.valid_from() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "geldig vanaf {from}");
    }
    let _ = writeln!(text, "bron: {}", definition.source());
    let stages = definition.stages().iter().map(|stage| (Some(&stage.id), stage.title.nl.as_str()));
    for (stage, title) in stages.chain([(None, "Buiten de fasen")]) {
        let steps: Vec<&Step> = definition.steps().iter().filter(|step| step.stage.as_ref() == stage).collect();
        if !steps.is_empty() {
            let _ = write!(text, "\n{title}\n{}", rows(definition, &steps));
        }
    }
    text.trim_end().to_owned()
}

fn rows(definition: &Definition, steps: &[&Step]) -> String {
    let header = ["stap", "soort", "wie", "wanneer", "hoe"].map(str::to_owned);
    let row = |step: &&Step| {
        [step.title.nl.clone(), kind(step.kind).to_owned(), who(definition, step), when(definition, step), how(step)]
    };
    let rows: Vec<[String; 5]> = std::iter::once(header).chain(steps.iter().map(row)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 5] = std::array::from_fn(width);
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        let _ = writeln!(text, "  {}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    text
}

const fn kind(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Contact => "contact",
        StepKind::Task => "taak",
        StepKind::Question => "vraag",
        StepKind::Decision => "besluit",
        StepKind::Meeting => "overleg",
        StepKind::Letter => "brief",
        StepKind::Referral => "verwijzing",
        StepKind::Consent => "toestemming",
        StepKind::Milestone => "mijlpaal",
    }
}

fn who(definition: &Definition, step: &Step) -> String {
    definition.role_of(step).map_or_else(|| step.by.to_string(), |role| role.title.nl.clone())
}

fn when(definition: &Definition, step: &Step) -> String {
    let window = definition.window_in_words(step).map_or_else(|| "-".to_owned(), |window| window.nl);
    match definition.opens_in_words(step) {
        Some(opens) => format!("{window}, als {}", opens.nl),
        None => window,
    }
}

fn how(step: &Step) -> String {
    let marks = [
        (step.required, "verplicht"),
        (step.discretionary, "naar keuze"),
        (step.repeats(), "kan herhaald"),
        (step.feedback.is_some(), "met terugkoppeling"),
        (step.does == Some(Work::Intake), "met de drie anamneses"),
        (step.does == Some(Work::Evaluation), "door de evaluatie vast te leggen"),
        (step.does == Some(Work::ReferralLetter), "door de verwijsbrief te sturen"),
        (step.must_be_done, "moet gedaan zijn"),
        (step.even_if_she_leaves, "ook als zij uit beeld is"),
    ];
    marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| *mark).collect::<Vec<_>>().join(", ")
}

fn shown(definition: &Definition) -> serde_json::Value {
    let step = |step: &Step| {
        json!({ "id": step.id, "kind": step.kind, "by": step.by, "title": step.title, "stage": step.stage,
            "window": step.window_rule(), "opens": step.opens(), "ends": step.ends(), "required": step.required,
            "does": step.does, "must-be-done": step.must_be_done, "even-if-she-leaves": step.even_if_she_leaves,
            "discretionary": step.discretionary, "repeats": step.repeats(), "source": step.source,
            "outcomes": step.outcomes.iter().map(|outcome| &outcome.id).collect::<Vec<_>>() })
    };
    json!({ "id": definition.id(), "version": definition.version(), "hash": definition.hash(),
        "title": definition.title(), "source": definition.source(), "valid-from": definition.valid_from(),
        "stages": definition.stages(), "roles": definition.roles(),
        "steps": definition.steps().iter().map(step).collect::<Vec<_>>() })
}

/// A course on the engine alone: its days and what each brought.
fn course(definition: &Definition, scenario: &Scenario, played: &Played) -> String {
    let mut text = format!("{}\n", scenario.title);
    for moment in &played.moments {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n{}", moment.date);
        for event in &moment.events {
            let _ = writeln!(text, "  {}", said(definition, event));
        }
    }
    if !played.not_played.is_empty() {
        let lines: Vec<String> = played.not_played.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "\nniet gespeeld zonder casus (`regie run`): regel {}", lines.join(", "));
    }
    for failure in &played.failures {
        let _ = writeln!(text, "\nANDERS DAN VERTELD: {failure}");
    }
    text.trim_end().to_owned()
}

fn said(definition: &Definition, event: &Event) -> String {
    let name = |step: &StepId, nth: u16| {
        let title = definition.step(step).map_or_else(|| step.to_string(), |step| step.title.nl.clone());
        if nth > 1 { format!("{title} ({nth}e keer)") } else { title }
    };
    let span = |window: Option<regie_pathway::Window>| window.map(|window| format!(", {window}")).unwrap_or_default();
    match event {
        Event::Started { pathway, version, entry, .. } => {
            format!("zorgpad {pathway} {version} gestart, in zorg sinds {entry}")
        }
        Event::AnchorSet { anchor, date, was: None, .. } => format!("{anchor}: {date}"),
        Event::AnchorSet { anchor, date, was: Some(was), .. } => format!("{anchor}: {date}, was {was}"),
        Event::AnchorRetracted { anchor, was, .. } => format!("{anchor}: {was} ingetrokken"),
        Event::FactSet { fact, value } => format!("{fact}: {value}"),
        Event::FactRetracted { fact, was, .. } => format!("{fact}: {was} ingetrokken"),
        Event::Planned { step, nth, window, .. } => format!("{}: gepland{}", name(step, *nth), span(*window)),
        Event::Added { step, nth, window, .. } => format!("{}: toegevoegd{}", name(step, *nth), span(*window)),
        Event::Opened { step, nth, window, .. } => format!("{}: open{}", name(step, *nth), span(*window)),
        Event::Moved { step, nth, window, .. } => format!("{}: verschoven naar {window}", name(step, *nth)),
        Event::Pinned { step, nth, date } => format!("{}: afspraak op {date}", name(step, *nth)),
        Event::Unpinned { step, nth } => format!("{}: afspraak vervallen", name(step, *nth)),
        Event::Completed { step, nth, on, outcome, decided } => {
            let outcome = outcome.as_ref().map(|outcome| format!(", {outcome}")).unwrap_or_default();
            let why = decided.as_ref().map(|decided| format!(", want {}", decided.why.nl)).unwrap_or_default();
            format!("{}: gedaan op {on}{outcome}{why}", name(step, *nth))
        }
        Event::Skipped { step, nth, reason, .. } => format!("{}: overgeslagen, {reason}", name(step, *nth)),
        Event::Reopened { step, nth, reason } => format!("{}: heropend, {reason}", name(step, *nth)),
        Event::Missed { step, nth, .. } => format!("{}: gemist", name(step, *nth)),
        Event::Cancelled { step, nth, .. } => format!("{}: vervallen", name(step, *nth)),
        Event::Ended { cause, .. } => format!("zorgpad beëindigd: {cause}"),
    }
}
