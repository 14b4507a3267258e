//! `regie pathway run`: told courses on the engine alone.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use regie_pathway::scenario::{self, Played, Scenario};
use regie_pathway::{Definition, Event, StepId, Whom};
use serde_json::json;

use super::source::{lines, read};
use crate::failure::Failure;
use crate::output;

/// Reads a scenario file.
pub fn scenario(path: &Path) -> Result<Scenario, Failure> {
    let (name, text) = read(path)?;
    Scenario::parse(&name, &text).map_err(|diagnostics| Failure::Refused(lines(&diagnostics)))
}

/// Plays scenarios; status 1 when one of them does not come out as told.
pub fn play(definition: &Definition, scenarios: &[PathBuf], as_json: bool) -> Result<(), Failure> {
    let mut clean = true;
    for path in scenarios {
        let scenario = scenario(path)?;
        let played = scenario::play(definition, &scenario);
        clean &= played.failures.is_empty();
        if as_json {
            output::json(&json!({ "file": path, "title": scenario.title, "failures": played.failures,
                "moments": played.moments.iter().map(|moment| json!({ "date": moment.date,
                    "events": moment.events })).collect::<Vec<_>>() }))?;
        } else {
            output::line(course(definition, &scenario, &played))?;
        }
    }
    if clean { Ok(()) } else { Err(Failure::Told) }
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
        Event::Completed { step, nth, on, outcome, decided, words, whom, day } => {
            let outcome = outcome.as_ref().map(|outcome| format!(", {outcome}")).unwrap_or_default();
            let why = decided.as_ref().map(|decided| format!(", want {}", decided.why.nl)).unwrap_or_default();
            let said = words.as_ref().map(|words| format!(": {words}")).unwrap_or_default();
            let whom = whom.as_ref().map(|whom| match whom {
                Whom::Org { org: who } | Whom::Elsewhere { name: who } => format!(", {who}"),
            });
            let whom = whom.unwrap_or_default();
            let day = day.map(|day| format!(", dag {day}")).unwrap_or_default();
            format!("{}: gedaan op {on}{outcome}{whom}{day}{why}{said}", name(step, *nth))
        }
        Event::Skipped { step, nth, reason, .. } => format!("{}: overgeslagen, {reason}", name(step, *nth)),
        Event::Reopened { step, nth, reason } => format!("{}: heropend, {reason}", name(step, *nth)),
        Event::Missed { step, nth, .. } => format!("{}: gemist", name(step, *nth)),
        Event::Cancelled { step, nth, .. } => format!("{}: vervallen", name(step, *nth)),
        Event::Ended { cause, .. } => format!("zorgpad beëindigd: {cause}"),
    }
}
