//! What a table must be before it may decide.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::{
    Aggregator, Cell, HitPolicy, Kind, MOST_INPUTS, MOST_ROWS, Otherwise, Place, Problem, RawTable, Row, Text, Value,
    parse, value::quoted,
};

/// What is wrong in everything but the rows.
pub(crate) fn heads(raw: &RawTable) -> Vec<Problem> {
    let mut found = Vec::new();
    found.extend(sizes(raw));
    found.extend(name(raw.id.as_str(), Place::Table));
    found.extend(plain(&[&raw.version, &raw.source, &raw.title.nl, &raw.title.en], Place::Table));
    if let (Some(from), Some(until)) = (raw.valid_from, raw.valid_until)
        && until < from
    {
        let message = format!("it is valid until {until}, before it is valid from {from}");
        found.push(Problem::new("never-valid", Place::Table, message, "Write the earlier day as the first"));
    }
    let mut names = BTreeSet::new();
    for (column, input) in raw.inputs.iter().enumerate() {
        found.extend(column_head(input.id.as_str(), &input.kind, Place::Input(column), &mut names));
    }
    let mut names = BTreeSet::new();
    for (column, output) in raw.outputs.iter().enumerate() {
        found.extend(column_head(output.id.as_str(), &output.kind, Place::Output(column), &mut names));
    }
    found.extend(policy(raw));
    found
}

fn sizes(raw: &RawTable) -> Vec<Problem> {
    let too = |code, message: String, help: &str| Problem::new(code, Place::Table, message, help);
    let mut found = Vec::new();
    if raw.inputs.is_empty() {
        found.push(too("no-inputs", "it has no inputs".to_owned(), "Name at least one fact that decides"));
    }
    if raw.inputs.len() > MOST_INPUTS {
        let message = format!("it has {} inputs; {MOST_INPUTS} is the most", raw.inputs.len());
        found.push(too("too-many-inputs", message, "Divide it into two tables"));
    }
    if raw.outputs.is_empty() {
        found.push(too("no-outcome", "it decides nothing".to_owned(), "Declare its outcome"));
    }
    if raw.rows.is_empty() {
        found.push(too("no-rows", "it has no rows".to_owned(), "Write at least one row"));
    }
    if raw.rows.len() > MOST_ROWS {
        let message = format!("it has {} rows; {MOST_ROWS} is the most", raw.rows.len());
        found.push(too("too-many-rows", message, "Divide it into two tables"));
    }
    found
}

fn column_head<'r>(id: &'r str, kind: &'r Kind, place: Place, names: &mut BTreeSet<&'r str>) -> Vec<Problem> {
    let mut found: Vec<Problem> = name(id, place).into_iter().collect();
    if !names.insert(id) {
        found.push(Problem::new("repeated-name", place, format!("`{id}` is there twice"), "Take one out"));
    }
    match kind {
        Kind::Choice(options) => {
            if options.is_empty() {
                let message = format!("`{id}` has no options");
                found.push(Problem::new("no-options", place, message, "Name its options"));
            }
            let mut seen = BTreeSet::new();
            for option in options {
                found.extend(plain(&[option], place));
                if !seen.insert(option) {
                    let message = format!("the option {} of `{id}` is there twice", quoted(option));
                    found.push(Problem::new("repeated-option", place, message, "Take one out"));
                }
            }
        }
        Kind::Number(range) => {
            let (least, most) = (range.least, range.most);
            let empty = least.zip(most).is_some_and(|(least, most)| most < least);
            if empty {
                let message = format!("no number can be `{id}`: {range}");
                found.push(Problem::new("empty-range", place, message, "Write the smaller number as the least"));
            }
        }
        Kind::YesNo | Kind::Date | Kind::Text => {}
    }
    found
}

fn name(id: &str, place: Place) -> Option<Problem> {
    let fits = !id.is_empty() && id.trim() == id && !id.chars().any(char::is_control);
    (!fits).then(|| {
        let message = format!("{} is no name", quoted(id));
        Problem::new("bad-name", place, message, "Write a name without spaces around it")
    })
}

/// Texts must be able to stand in XML.
fn plain(texts: &[&str], place: Place) -> Option<Problem> {
    let strange = |c: &char| (c.is_control() && !"\n\r\t".contains(*c)) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let c = texts.iter().find_map(|text| text.chars().find(strange))?;
    let message = format!("a text holds the invisible character U+{:04X}", u32::from(c));
    Some(Problem::new("invisible-character", place, message, "Type the text anew"))
}

fn policy(raw: &RawTable) -> Option<Problem> {
    let chooses = |kind: &Kind| matches!(kind, Kind::Choice(_));
    if raw.hit.needs_weights() && !raw.outputs.iter().any(|output| chooses(&output.kind)) {
        let message = format!("{} wants to know which outcome weighs most", raw.hit);
        return Some(Problem::new("no-weights", Place::Table, message, "Declare the outcome's options in their order"));
    }
    if let HitPolicy::Collect(Some(Aggregator::Sum | Aggregator::Min | Aggregator::Max)) = raw.hit
        && !matches!(raw.outputs.as_slice(), [output] if matches!(output.kind, Kind::Number(_)))
    {
        let message = format!("{} makes one number, so there must be one output, of kind number", raw.hit);
        return Some(Problem::new("nothing-to-count", Place::Table, message, "Declare one output of kind number"));
    }
    None
}

/// The rows, as far as they can be read.
pub(crate) fn rows(raw: &RawTable, found: &mut Vec<Problem>) -> Vec<Row> {
    let mut rows = Vec::with_capacity(raw.rows.len());
    for (number, row) in raw.rows.iter().enumerate() {
        found.extend(width(row.when.len(), raw.inputs.len(), "inputs", number));
        found.extend(width(row.is.len(), raw.outputs.len(), "outputs", number));
        found.extend(reason(&row.why, &row.source, Place::Row(number)));
        let mut when = Vec::with_capacity(row.when.len());
        for (column, (text, input)) in row.when.iter().zip(&raw.inputs).enumerate() {
            match Cell::parse(text, &input.kind) {
                Ok(cell) => when.push(cell),
                Err(mistake) => found.push(mistake.found_in(Place::When { row: number, column })),
            }
        }
        let place = |column| Place::Is { row: number, column };
        let is = values(&row.is, raw, place, found);
        rows.push(Row { when, is, why: row.why.clone(), source: row.source.clone() });
    }
    rows
}

/// What holds when no row matches, as far as it can be read.
pub(crate) fn otherwise(raw: &RawTable, found: &mut Vec<Problem>) -> Option<Otherwise> {
    let written = raw.otherwise.as_ref()?;
    if raw.hit == HitPolicy::Collect(Some(Aggregator::Count)) {
        let message = format!("{} comes to 0 when no row matches", raw.hit);
        found.push(Problem::new("needless-otherwise", Place::Otherwise(0), message, "Take `otherwise` out"));
    }
    if written.is.len() != raw.outputs.len() {
        let message = format!("`otherwise` has {} values for {} outputs", written.is.len(), raw.outputs.len());
        found.push(Problem::new("wrong-width", Place::Otherwise(0), message, "Write one value per output"));
    }
    found.extend(reason(&written.why, &written.source, Place::Otherwise(0)));
    let is = values(&written.is, raw, Place::Otherwise, found);
    Some(Otherwise { is, why: written.why.clone(), source: written.source.clone() })
}

fn width(cells: usize, columns: usize, what: &str, row: usize) -> Option<Problem> {
    (cells != columns).then(|| {
        let message = format!("it has {cells} cells for {columns} {what}");
        Problem::new("wrong-width", Place::Row(row), message, "Write one cell per column, `-` for \"whatever it is\"")
    })
}

fn reason(why: &Text, source: &str, place: Place) -> Option<Problem> {
    plain(&[&why.nl, &why.en, source], place)
}

fn values(texts: &[String], raw: &RawTable, place: impl Fn(usize) -> Place, found: &mut Vec<Problem>) -> Vec<Value> {
    let mut values = Vec::with_capacity(texts.len());
    for (column, (text, output)) in texts.iter().zip(&raw.outputs).enumerate() {
        match parse::value(text, &output.kind) {
            Ok(value) => values.push(value),
            Err(mistake) => found.push(mistake.found_in(place(column))),
        }
    }
    values
}

/// A sum that could grow out of what a decimal holds exactly.
pub(crate) fn sum(raw: &RawTable, rows: &[Row]) -> Option<Problem> {
    if raw.hit != HitPolicy::Collect(Some(Aggregator::Sum)) {
        return None;
    }
    let numbers = rows.iter().flat_map(|row| &row.is).filter_map(|value| match value {
        Value::Number(number) => Some(number.abs()),
        _ => None,
    });
    let total = numbers.into_iter().try_fold(Decimal::ZERO, |total, number| total.checked_add(number));
    total.is_none().then(|| {
        Problem::new(
            "too-large-sum",
            Place::Table,
            "its numbers can add up to more than can be kept",
            "Use smaller ones",
        )
    })
}
