//! A table that can decide.

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    Cell, HitPolicy, Input, InputId, Kind, Output, Problem, RawOtherwise, RawRow, RawTable, TableId, Text, Value,
    check, column::Column, row_set::RowSet,
};

/// The most inputs of a table.
pub const MOST_INPUTS: usize = 64;

/// A table whose cells have been read and which keeps every rule; made by [`Table::compile`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub(crate) id: TableId,
    pub(crate) version: String,
    pub(crate) valid_from: Option<Date>,
    pub(crate) valid_until: Option<Date>,
    pub(crate) title: Text,
    pub(crate) source: String,
    pub(crate) hit: HitPolicy,
    pub(crate) inputs: Vec<Input>,
    pub(crate) outputs: Vec<Output>,
    pub(crate) rows: Vec<Row>,
    pub(crate) otherwise: Option<Otherwise>,
    pub(crate) index: Index,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// One cell per input.
    pub when: Vec<Cell>,
    /// One value per output.
    pub is: Vec<Value>,
    /// The reason, as it is told to people.
    pub why: Text,
    /// The passage of the source.
    pub source: String,
}

/// What holds when no row matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Otherwise {
    /// One value per output.
    pub is: Vec<Value>,
    /// The reason, as it is told to people.
    pub why: Text,
    /// The passage of the source.
    pub source: String,
}

/// What makes deciding quick. Rows are known here by their place in the order of decision: that of the table, or that of
/// the weights of the outcomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Index {
    pub columns: Vec<Column>,
    /// The row of the table at each place.
    pub order: Vec<usize>,
    /// The outcome at each place, by a number that equal outcomes share.
    pub outcomes: Vec<u16>,
    /// The same for what holds otherwise.
    pub otherwise: Option<u16>,
    pub all: RowSet,
}

impl Table {
    /// Reads the cells and checks the whole.
    ///
    /// # Errors
    /// Every problem found, in the order of the table.
    pub fn compile(raw: RawTable) -> Result<Self, Vec<Problem>> {
        let mut problems = check::heads(&raw);
        let rows = check::rows(&raw, &mut problems);
        let otherwise = check::otherwise(&raw, &mut problems);
        if problems.is_empty() {
            problems.extend(check::sum(&raw, &rows));
        }
        if !problems.is_empty() {
            problems.sort_by_key(|problem| problem.place);
            return Err(problems);
        }
        let index = Index::new(&raw, &rows, otherwise.as_ref());
        let RawTable { id, version, valid_from, valid_until, title, source, hit, inputs, outputs, .. } = raw;
        Ok(Self { id, version, valid_from, valid_until, title, source, hit, inputs, outputs, rows, otherwise, index })
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> &TableId {
        &self.id
    }

    /// Its version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What it decides, as a heading.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// The passage of the source that it renders.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The first day on which it may decide.
    #[must_use]
    pub fn valid_from(&self) -> Option<Date> {
        self.valid_from
    }

    /// The last day on which it may decide.
    #[must_use]
    pub fn valid_until(&self) -> Option<Date> {
        self.valid_until
    }

    /// May it decide on this day?
    #[must_use]
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_until.is_none_or(|until| day <= until)
    }

    /// What it means when several rows match.
    #[must_use]
    pub fn hit(&self) -> HitPolicy {
        self.hit
    }

    /// What must be known, in the order in which it is asked.
    #[must_use]
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// What is decided.
    #[must_use]
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// The input of this name.
    #[must_use]
    pub fn input(&self, id: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| input.id == *id)
    }

    /// The rows, first row first; messages and answers call the first one row 1.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// What holds when no row matches.
    #[must_use]
    pub fn otherwise(&self) -> Option<&Otherwise> {
        self.otherwise.as_ref()
    }

    /// The table as a file would write it. Compiling it gives the same table.
    #[must_use]
    pub fn to_raw(&self) -> RawTable {
        let values = |values: &[Value]| values.iter().map(Value::to_string).collect::<Vec<_>>();
        let row = |row: &Row| RawRow {
            when: row.when.iter().map(Cell::to_string).collect(),
            is: values(&row.is),
            why: row.why.clone(),
            source: row.source.clone(),
        };
        let otherwise = self.otherwise.as_ref().map(|otherwise| RawOtherwise {
            is: values(&otherwise.is),
            why: otherwise.why.clone(),
            source: otherwise.source.clone(),
        });
        RawTable {
            id: self.id.clone(),
            version: self.version.clone(),
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            title: self.title.clone(),
            source: self.source.clone(),
            hit: self.hit,
            inputs: self.inputs.clone(),
            outputs: self.outputs.clone(),
            rows: self.rows.iter().map(row).collect(),
            otherwise,
        }
    }

    pub(crate) fn input_id(&self, column: usize) -> &InputId {
        &self.inputs[column].id
    }
}

impl Index {
    fn new(raw: &RawTable, rows: &[Row], otherwise: Option<&Otherwise>) -> Self {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        if raw.hit.needs_weights() {
            order.sort_by_key(|row| weight(&raw.outputs, &rows[*row].is));
        }
        let columns = raw.inputs.iter().enumerate().map(|(column, input)| {
            let cells: Vec<&Cell> = order.iter().map(|row| &rows[*row].when[column]).collect();
            Column::new(&input.kind, &cells)
        });
        let columns = columns.collect();
        let mut known: Vec<&[Value]> = Vec::new();
        let outcomes = order.iter().map(|row| number_of(&rows[*row].is, &mut known)).collect();
        let otherwise = otherwise.map(|otherwise| number_of(&otherwise.is, &mut known));
        Self { columns, all: RowSet::first_rows(order.len()), order, outcomes, otherwise }
    }

    /// The outcome that all these rows share.
    pub(crate) fn shared_outcome(&self, rows: RowSet) -> Option<u16> {
        let mut outcomes = rows.iter().map(|row| self.outcomes[row]);
        let first = outcomes.next()?;
        outcomes.all(|outcome| outcome == first).then_some(first)
    }
}

/// The number of an outcome; equal outcomes share one.
fn number_of<'r>(is: &'r [Value], known: &mut Vec<&'r [Value]>) -> u16 {
    let place = known.iter().position(|outcome| *outcome == is).unwrap_or_else(|| {
        known.push(is);
        known.len() - 1
    });
    // There are at most MOST_ROWS + 1 outcomes.
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// The places of the outcome's options in their declared order, output by output; the smaller weighs more.
fn weight(outputs: &[Output], is: &[Value]) -> Vec<usize> {
    let pairs = outputs.iter().zip(is);
    pairs
        .filter_map(|(output, value)| match (&output.kind, value) {
            (Kind::Choice(options), Value::Choice(option)) => options.iter().position(|known| Arc::eq(known, option)),
            _ => None,
        })
        .collect()
}
