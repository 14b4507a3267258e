//! One `[[table]]`: a decision table whose inputs are facts of the file. The cells are read by [`regie_decision`].

use std::sync::Arc;

use regie_decision::{HitPolicy, Input, Kind, Output, Place, Problem, RawOtherwise, RawRow, RawTable, Table};

use super::{
    head::{Head, id_of},
    place::Sink,
    table::{Reader, Words},
};
use crate::{
    criterion::parse::nearest,
    definition::DecisionTable,
    fact::{Fact, FactKind},
};

/// The output of every table: which outcome the step that it decides ends with.
const OUTCOME: &str = "outcome";

/// The byte places of a table's parts, so that what is wrong in a cell is told at that cell.
struct Places {
    table: usize,
    inputs: Vec<usize>,
    rows: Vec<RowPlaces>,
}

struct RowPlaces {
    row: usize,
    cells: Vec<usize>,
    is: usize,
}

/// The tables of the file.
#[derive(Default)]
pub(super) struct Tables {
    pub(super) compiled: Vec<DecisionTable>,
    /// The names of all of them, those that are wrong as well.
    pub(super) named: Vec<String>,
}

/// Reads every table of the file. What is wrong in one is reported.
pub(super) fn read_all(file: &Reader<'_>, sink: &Sink, head: &Head) -> Tables {
    let mut tables = Tables::default();
    for block in file.blocks("table") {
        let id = id_of(&block);
        if tables.named.contains(&id) {
            let message = format!("there is already a table `{id}`");
            block.error("duplicate-id", block.place("id"), message, "give each table a name of its own");
        }
        tables.compiled.extend(read(&block, &id, sink, head));
        tables.named.push(id);
    }
    tables
}

fn read(block: &Reader<'_>, id: &str, sink: &Sink, head: &Head) -> Option<DecisionTable> {
    let place = block.place("id");
    let title = block.title("title");
    let hit = hit_policy(block);
    let inputs = inputs(block, head);
    let mut raw = RawTable::new(id, hit.unwrap_or(HitPolicy::Unique));
    raw.title = title;
    raw.source = block.optional("source").map(|words| words.value).unwrap_or_default();
    raw.version = block.optional("version").map(|words| words.value).unwrap_or_default();
    (raw.valid_from, raw.valid_until) = (block.date("valid-from"), block.date("valid-until"));
    let outcomes = block.texts("outcomes");
    let mut rows = Vec::new();
    for row in block.blocks("rows") {
        let (read, places) = read_row(&row);
        raw.rows.push(read);
        rows.push(places);
    }
    if raw.rows.is_empty() {
        block.missing("rows", "rows = [ { when = [\"yes\"], is = \"complex\", why = { nl = \"…\" } } ]");
    }
    raw.otherwise = block.table("otherwise", "`otherwise`").map(|reader| otherwise(&reader));
    block.finish();
    let inputs = inputs?;
    raw.inputs = inputs.iter().map(|(fact, _)| Input::new(fact.id.as_str(), kind(&fact.answer))).collect();
    raw.outputs = vec![Output::new(OUTCOME, Kind::Choice(options(&outcomes, &raw)))];
    hit?;
    let places = Places { table: place, inputs: inputs.iter().map(|(_, at)| *at).collect(), rows };
    match Table::compile(raw) {
        Ok(table) => {
            let facts = inputs.iter().filter_map(|(fact, _)| head.facts.iter().position(|known| known.id == fact.id));
            Some(DecisionTable {
                table,
                facts: facts.filter_map(|at| u16::try_from(at).ok()).collect(),
                place: places.table,
                row_places: places.rows.iter().map(|row| row.row).collect(),
            })
        }
        Err(problems) => {
            problems.iter().for_each(|problem| report(sink, &places, problem));
            None
        }
    }
}

fn hit_policy(block: &Reader<'_>) -> Option<HitPolicy> {
    let words = block.required("hit", "hit = \"first\"")?;
    // A step ends one way: a table that gives several outcomes, or a number, cannot decide it.
    let one =
        |hit: &HitPolicy| matches!(hit, HitPolicy::Unique | HitPolicy::First | HitPolicy::Priority | HitPolicy::Any);
    let found = HitPolicy::named(&words.value).filter(one);
    if found.is_none() {
        let known = ["unique", "first", "priority", "any"];
        let help = match nearest(&words.value, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "choose one of these".into(),
        };
        let message = format!("`{}` is no hit policy for a step; expected one of {}", words.value, known.join(", "));
        block.error("unknown-word", words.at, message, help);
    }
    found
}

/// The facts that the table looks at, each with its place in the file; nothing when one is wrong.
fn inputs<'h>(block: &Reader<'_>, head: &'h Head) -> Option<Vec<(&'h Fact, usize)>> {
    if !block.has("inputs") {
        block.missing("inputs", "inputs = [\"a-fact\", …], names of [facts]");
    }
    let named = block.texts("inputs");
    let found: Vec<_> = named.iter().filter_map(|words| Some((input(block, head, words)?, words.at))).collect();
    (!named.is_empty() && found.len() == named.len()).then_some(found)
}

fn input<'h>(block: &Reader<'_>, head: &'h Head, words: &Words) -> Option<&'h Fact> {
    let Some(fact) = head.facts.iter().find(|fact| fact.id == words.value.as_str()) else {
        let help = match nearest(&words.value, head.facts.iter().map(|fact| fact.id.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "declare it under [facts]".into(),
        };
        block.error("unknown-fact", words.at, format!("there is no fact `{}`", words.value), help);
        return None;
    };
    if fact.answer == FactKind::Text {
        let message = format!("`{}` takes free text, which no table can decide on", fact.id);
        block.error("wrong-fact-type", words.at, message, "ask it as yes-no, choice, number or date");
        return None;
    }
    Some(fact)
}

fn kind(answer: &FactKind) -> Kind {
    match answer {
        FactKind::YesNo => Kind::YesNo,
        FactKind::Choice { options } => {
            Kind::Choice(options.iter().map(|option| Arc::from(option.id.as_str())).collect())
        }
        FactKind::Number { from, to } => Kind::whole_number_in(*from, *to),
        FactKind::Date => Kind::Date,
        FactKind::Text => Kind::Text,
    }
}

/// The outcomes in their declared order, else in the order in which the rows name them.
fn options(declared: &[Words], raw: &RawTable) -> Vec<Arc<str>> {
    let mut options: Vec<Arc<str>> = Vec::new();
    let in_rows = raw.rows.iter().flat_map(|row| &row.is).chain(raw.otherwise.iter().flat_map(|row| &row.is));
    let named: Vec<&str> = match declared {
        [] => in_rows.map(String::as_str).collect(),
        declared => declared.iter().map(|words| words.value.as_str()).collect(),
    };
    for option in named {
        if !options.iter().any(|known| **known == *option) {
            options.push(Arc::from(option));
        }
    }
    options
}

fn read_row(row: &Reader<'_>) -> (RawRow, RowPlaces) {
    let cells = row.texts("when");
    if !row.has("when") {
        row.missing("when", "when = [\"yes\", \"-\"], one cell for each input");
    }
    let is = row.required("is", "is = \"an-outcome\"");
    let read = RawRow {
        when: cells.iter().map(|cell| cell.value.clone()).collect(),
        is: is.iter().map(|words| words.value.clone()).collect(),
        why: row.title("why"),
        source: row.optional("source").map(|words| words.value).unwrap_or_default(),
    };
    row.finish();
    let places = RowPlaces {
        row: row.at,
        cells: cells.iter().map(|cell| cell.at).collect(),
        is: is.map_or(row.at, |words| words.at),
    };
    (read, places)
}

fn otherwise(reader: &Reader<'_>) -> RawOtherwise {
    let is = reader.required("is", "is = \"an-outcome\"");
    let read = RawOtherwise {
        is: is.into_iter().map(|words| words.value).collect(),
        why: reader.title("why"),
        source: reader.optional("source").map(|words| words.value).unwrap_or_default(),
    };
    reader.finish();
    read
}

fn report(sink: &Sink, places: &Places, problem: &Problem) {
    let row = |row: usize| places.rows.get(row);
    let at = match problem.place {
        Place::Table | Place::Output(_) | Place::Otherwise(_) => None,
        Place::Input(column) => places.inputs.get(column).copied(),
        Place::Row(at) => row(at).map(|row| row.row),
        Place::When { row: at, column } => row(at).map(|row| row.cells.get(column).copied().unwrap_or(row.row)),
        Place::Is { row: at, .. } => row(at).map(|row| row.is),
    };
    let at = at.unwrap_or(places.table);
    sink.error(problem.code, at, format!("{}: {}", problem.place, problem.message), problem.help.clone());
}
