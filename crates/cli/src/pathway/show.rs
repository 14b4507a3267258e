//! `regie pathway show`: a pathway as a person reads it beside the source text, or as JSON.

use std::fmt::Write;

use regie_pathway::{Claim, Definition, Fact, FactKind, Guarantee, Step, StepKind, ToldTable, Work};
use serde_json::json;

use crate::failure::Failure;
use crate::output;

/// Shows a pathway.
///
/// # Errors
/// When standard output cannot be written.
pub fn show(definition: &Definition, as_json: bool) -> Result<(), Failure> {
    if as_json { output::json(&shown(definition)) } else { output::line(told(definition)) }
}

/// What it is, its steps by stage, its questions, decision tables and guarantees.
fn told(definition: &Definition) -> String {
    let mut text = format!("{} ({}, versie {})\n", definition.title().nl, definition.id(), definition.version());
    if let Some(variant) = definition.variant() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "variant voor {} van {}, versie {}", variant.network, variant.of, variant.version);
    }
    if let Some(from) = definition.valid_from() {
        let _ = writeln!(text, "geldig vanaf {from}");
    }
    let _ = writeln!(text, "bron: {}", definition.source());
    let stages = definition.stages().iter().map(|stage| (Some(&stage.id), stage.title.nl.as_str()));
    for (stage, title) in stages.chain([(None, "Buiten de fasen")]) {
        let steps: Vec<&Step> = definition.steps().iter().filter(|step| step.stage.as_ref() == stage).collect();
        if !steps.is_empty() {
            let _ = write!(text, "\n{title}\n{}", steps_in(definition, &steps));
        }
    }
    if !definition.facts().is_empty() {
        let _ = write!(text, "\nVragen\n{}", facts(definition));
    }
    for table in definition.tables_in_words() {
        text += &decision_table(&table);
    }
    if !definition.guarantees().is_empty() {
        text += "\nWaarborgen\n";
        for guarantee in definition.guarantees() {
            let _ = writeln!(text, "  {}: {}", guarantee.id, guarantee.says.nl);
            let _ = writeln!(text, "    {}", guarantee.claim.in_words(definition).nl);
        }
    }
    text.trim_end().to_owned()
}

/// Rows under one another, each column as wide as its widest cell; the first row is the heading.
fn grid(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        let _ = writeln!(text, "  {}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    text
}

fn heading(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn steps_in(definition: &Definition, steps: &[&Step]) -> String {
    let row = |step: &&Step| {
        vec![
            step.title.nl.clone(),
            kind(step.kind).to_owned(),
            who(definition, step),
            when(definition, step),
            how(step),
        ]
    };
    let rows = [heading(&["stap", "soort", "wie", "wanneer", "hoe"])].into_iter().chain(steps.iter().map(row));
    grid(&rows.collect::<Vec<_>>())
}

fn facts(definition: &Definition) -> String {
    let row = |fact: &Fact| {
        let default = fact.default.as_ref().map(|value| answer(fact, &value.to_string()));
        let mut how = Vec::new();
        how.extend(default.map(|default| format!("{default} zolang niemand iets anders zegt")));
        how.extend(fact.sealed.then(|| "verzegeld".to_owned()));
        vec![fact.ask.nl.clone(), fact.id.to_string(), answers(fact), how.join(", ")]
    };
    let rows = [heading(&["vraag", "naam", "antwoord", "hoe"])].into_iter().chain(definition.facts().iter().map(row));
    grid(&rows.collect::<Vec<_>>())
}

fn answers(fact: &Fact) -> String {
    match &fact.answer {
        FactKind::YesNo => "ja of nee".to_owned(),
        FactKind::Choice { options } => {
            options.iter().map(|option| option.title.nl.as_str()).collect::<Vec<_>>().join(" | ")
        }
        FactKind::Number => "een getal".to_owned(),
        FactKind::Date => "een datum".to_owned(),
        FactKind::Text => "in eigen woorden".to_owned(),
    }
}

fn answer(fact: &Fact, value: &str) -> String {
    match &fact.answer {
        FactKind::YesNo => if value == "yes" { "ja" } else { "nee" }.to_owned(),
        FactKind::Choice { options } => {
            let known = options.iter().find(|option| option.id == value);
            known.map_or_else(|| value.to_owned(), |option| option.title.nl.clone())
        }
        FactKind::Number | FactKind::Date | FactKind::Text => value.to_owned(),
    }
}

fn decision_table(table: &ToldTable) -> String {
    let version = if table.version.is_empty() { String::new() } else { format!(", versie {}", table.version) };
    let mut text = format!("\nBeslistabel {}: {}{version}\n  {}\n", table.id, table.title.nl, table.hit.nl);
    if !table.source.is_empty() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  bron: {}", table.source);
    }
    for (at, ask) in table.asks.iter().enumerate() {
        let _ = writeln!(text, "  {}. {}", letter(at), ask.nl);
    }
    let letters = (0..table.asks.len()).map(letter);
    let mut rows =
        vec![["rij".to_owned()].into_iter().chain(letters).chain(heading(&["dan", "want"])).collect::<Vec<_>>()];
    for (at, row) in table.rows.iter().enumerate() {
        let cells = row.when.iter().map(|cell| cell.nl.clone());
        rows.push(
            [(at + 1).to_string()].into_iter().chain(cells).chain([row.is.nl.clone(), row.why.nl.clone()]).collect(),
        );
    }
    if let Some(otherwise) = &table.otherwise {
        let cells = table.asks.iter().map(|_| "anders".to_owned());
        let rest = [otherwise.is.nl.clone(), otherwise.why.nl.clone()];
        rows.push([String::new()].into_iter().chain(cells).chain(rest).collect());
    }
    text + &grid(&rows)
}

/// A question by its letter: `a`, `b` … and beyond `z` by its number.
fn letter(at: usize) -> String {
    u8::try_from(at)
        .ok()
        .filter(|at| *at < 26)
        .map_or_else(|| (at + 1).to_string(), |at| char::from(b'a' + at).to_string())
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
        (step.must_be_done, "moet gedaan zijn"),
        (step.even_if_she_leaves, "ook als zij uit beeld is"),
        (step.sealed, "verzegeld"),
    ];
    let marks = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| (*mark).to_owned());
    marks.chain(step.does.map(done_by)).collect::<Vec<_>>().join(", ")
}

/// The work on the case that does the step.
fn done_by(work: Work) -> String {
    match work {
        Work::Intake => "met de drie anamneses".to_owned(),
        Work::Evaluation => "door de evaluatie vast te leggen".to_owned(),
        Work::ReferralLetter => "door de verwijsbrief te sturen".to_owned(),
        other => format!("door het werk `{}` vast te leggen", other.word()),
    }
}

fn shown(definition: &Definition) -> serde_json::Value {
    let step = |step: &Step| {
        json!({ "id": step.id, "kind": step.kind, "by": step.by, "title": step.title, "stage": step.stage,
            "window": step.window_rule(), "opens": step.opens(), "ends": step.ends(), "required": step.required,
            "does": step.does, "must-be-done": step.must_be_done, "even-if-she-leaves": step.even_if_she_leaves,
            "sealed": step.sealed, "table": definition.table_of(step).map(|table| table.id().as_str()),
            "discretionary": step.discretionary, "repeats": step.repeats(), "source": step.source,
            "outcomes": step.outcomes.iter().map(|outcome| &outcome.id).collect::<Vec<_>>() })
    };
    let guarantee = |one: &Guarantee| {
        let text = |condition: &regie_pathway::Condition| condition.text().to_owned();
        let claim = match &one.claim {
            Claim::Whenever { whenever, then, within } => {
                json!({ "whenever": text(whenever), "then": text(then), "within": within })
            }
            Claim::AtClose(condition) => json!({ "at-close": text(condition) }),
            Claim::Never(condition) => json!({ "never": text(condition) }),
        };
        json!({ "id": one.id, "says": one.says, "source": one.source, "claim": claim })
    };
    json!({ "id": definition.id(), "variant": definition.variant(), "version": definition.version(),
        "hash": definition.hash(), "title": definition.title(), "source": definition.source(),
        "valid-from": definition.valid_from(), "stages": definition.stages(), "roles": definition.roles(),
        "facts": definition.facts(), "tables": definition.tables_in_words(),
        "guarantees": definition.guarantees().iter().map(guarantee).collect::<Vec<_>>(),
        "steps": definition.steps().iter().map(step).collect::<Vec<_>>() })
}
