//! A file with one thing left out or turned round, to see that a guarantee bites: what no mutant refutes proves nothing.

use std::collections::BTreeSet;

use toml::{Table, Value};

use crate::parts::outermost;

/// A file that differs in one thing.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// What was changed, for a message.
    pub what: String,
    /// The file.
    pub text: String,
}

/// Keys that a step can do without.
const DROPPED: [&str; 10] =
    ["opens", "ends", "window", "late-entry", "lapses", "repeat", "marks", "alternative-of", "must-be-done", "in-turn"];
/// Keys that turn round.
const FLAGS: [&str; 3] = ["required", "discretionary", "early"];
const CRITERIA: [&str; 2] = ["opens", "ends"];
/// A window that opens when others have passed.
const LATER: &str = "entry+28d..entry+42d";

/// Every mutant of a pathway file. Some cannot be read: what names a step that is gone is an error, and so is caught
/// before any proof.
#[must_use]
pub fn mutants(text: &str) -> Vec<Mutant> {
    let file: Table = text.parse().unwrap_or_default();
    let steps = file.get("step").and_then(Value::as_array).map(Vec::len).unwrap_or(0);
    let mut found = Vec::new();
    for at in 0..steps {
        of_step(&file, at, &mut found);
    }
    of_tables(&file, &mut found);
    for (table, key) in
        [("facts", "only-while"), ("facts", "default"), ("anchors", "only-while"), ("anchors", "plausible")]
    {
        let named = file.get(table).and_then(Value::as_table).into_iter().flat_map(|table| table.keys());
        for name in named {
            let mut changed = file.clone();
            let one = changed.get_mut(table).and_then(|table| table.get_mut(name)).and_then(Value::as_table_mut);
            if one.and_then(|one| one.remove(key)).is_some() {
                found.push(Mutant { what: format!("{table} {name}: no {key}"), text: changed.to_string() });
            }
        }
    }
    found
}

/// Each row of a table left out, and decided otherwise.
fn of_tables(file: &Table, found: &mut Vec<Mutant>) {
    for (at, table) in file.get("table").and_then(Value::as_array).into_iter().flatten().enumerate() {
        let rows = table.get("rows").and_then(Value::as_array).cloned().unwrap_or_default();
        let id = table.get("id").and_then(Value::as_str).unwrap_or_default();
        let mut put = |what: String, rows: Vec<Value>| {
            let mut changed = file.clone();
            let tables = changed.get_mut("table").and_then(Value::as_array_mut);
            if let Some(table) = tables.and_then(|tables| tables.get_mut(at)?.as_table_mut()) {
                table.insert("rows".into(), Value::Array(rows));
                found.push(Mutant { what, text: changed.to_string() });
            }
        };
        let outcome = |row: &Value| row.get("is").and_then(Value::as_str).map(str::to_owned);
        let outcomes: BTreeSet<String> = rows.iter().filter_map(outcome).collect();
        for row in 0..rows.len() {
            let mut without = rows.clone();
            without.remove(row);
            put(format!("{id}: no row {}", row + 1), without);
            for other in outcomes.iter().filter(|other| Some(*other) != outcome(&rows[row]).as_ref()) {
                let mut otherwise = rows.clone();
                if let Some(row) = otherwise[row].as_table_mut() {
                    row.insert("is".into(), Value::String(other.clone()));
                }
                put(format!("{id}: row {} is {other}", row + 1), otherwise);
            }
        }
    }
}

fn of_step(file: &Table, at: usize, found: &mut Vec<Mutant>) {
    let Some(step) = step(&mut file.clone(), at).cloned() else { return };
    let id = step.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut mutate = |what: String, change: &dyn Fn(&mut Table)| {
        let mut changed = file.clone();
        if let Some(step) = self::step(&mut changed, at) {
            change(step);
        }
        found.push(Mutant { what: format!("{id}: {what}"), text: changed.to_string() });
    };
    for key in DROPPED.into_iter().filter(|key| step.contains_key(*key)) {
        mutate(format!("no {key}"), &|step| drop(step.remove(key)));
    }
    if step.contains_key("window") {
        let value = Value::String(LATER.into());
        mutate(format!("window = {LATER}"), &|step| drop(step.insert("window".into(), value.clone())));
    }
    for key in FLAGS {
        let now = step.get(key).and_then(Value::as_bool).unwrap_or(false);
        mutate(format!("{key} = {}", !now), &|step| drop(step.insert(key.into(), Value::Boolean(!now))));
    }
    for key in CRITERIA {
        for other in step.get(key).and_then(Value::as_str).map(changed_criteria).unwrap_or_default() {
            let value = Value::String(other.clone());
            mutate(format!("{key} = {other}"), &|step| drop(step.insert(key.into(), value.clone())));
        }
    }
    let outcomes = step.get("outcome").and_then(Value::as_table).cloned().unwrap_or_default();
    for (outcome, rule) in &outcomes {
        let in_outcomes = |step: &mut Table, change: &dyn Fn(&mut Table)| {
            step.get_mut("outcome").and_then(Value::as_table_mut).into_iter().for_each(change);
        };
        mutate(format!("no outcome {outcome}"), &|step| in_outcomes(step, &|all| drop(all.remove(outcome))));
        if rule.get("sets").is_some() {
            let bare = |all: &mut Table| {
                all.get_mut(outcome).and_then(Value::as_table_mut).into_iter().for_each(|one| drop(one.remove("sets")));
            };
            mutate(format!("outcome {outcome} sets nothing"), &|step| in_outcomes(step, &bare));
        }
    }
    let mut without = file.clone();
    if let Some(steps) = without.get_mut("step").and_then(Value::as_array_mut) {
        steps.remove(at);
    }
    found.push(Mutant { what: format!("{id}: gone"), text: without.to_string() });
}

fn step(file: &mut Table, at: usize) -> Option<&mut Table> {
    file.get_mut("step")?.as_array_mut()?.get_mut(at)?.as_table_mut()
}

/// The criterion turned round, and with each of its outermost parts left out.
fn changed_criteria(criterion: &str) -> Vec<String> {
    let mut changed = vec![format!("not ({criterion})")];
    for word in [" or ", " and "] {
        let parts = outermost(criterion, word);
        if parts.len() > 1 {
            let without = |left_out: usize| {
                let kept = parts.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, part)| *part);
                kept.collect::<Vec<_>>().join(word)
            };
            changed.extend((0..parts.len()).map(without));
            break;
        }
    }
    changed
}
