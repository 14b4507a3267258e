//! A table as it is written, before anybody has looked at its cells.

use jiff::civil::Date;

use crate::{HitPolicy, InputId, Kind, OutputId, TableId, Text};

/// A table as a file gives it: cells are text. [`crate::Table::compile`] makes a table of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawTable {
    /// Its name.
    pub id: TableId,
    /// Its version: decisions tell by which they were made.
    pub version: String,
    /// The first day on which it may decide.
    pub valid_from: Option<Date>,
    /// The last day on which it may decide.
    pub valid_until: Option<Date>,
    /// What it decides, as a heading.
    pub title: Text,
    /// The passage of the source that it renders.
    pub source: String,
    /// What it means when several rows match.
    pub hit: HitPolicy,
    /// What must be known, in the order in which it is asked.
    pub inputs: Vec<Input>,
    /// What is decided.
    pub outputs: Vec<Output>,
    /// The rows, first row first.
    pub rows: Vec<RawRow>,
    /// What holds when no row matches; without it such a case is uncovered.
    pub otherwise: Option<RawOtherwise>,
}

/// An input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its name.
    pub id: InputId,
    /// Its kind.
    pub kind: Kind,
}

impl Input {
    /// An input of this name and kind.
    #[must_use]
    pub fn new(id: &str, kind: Kind) -> Self {
        Self { id: id.into(), kind }
    }
}

/// An output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its name.
    pub id: OutputId,
    /// Its kind; a choice's options stand in their order of weight.
    pub kind: Kind,
}

impl Output {
    /// An output of this name and kind.
    #[must_use]
    pub fn new(id: &str, kind: Kind) -> Self {
        Self { id: id.into(), kind }
    }
}

/// A row: when all its cells hold, it matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawRow {
    /// One cell per input.
    pub when: Vec<String>,
    /// One value per output.
    pub is: Vec<String>,
    /// The reason, as it is told to people.
    pub why: Text,
    /// The passage of the source.
    pub source: String,
}

/// What holds when no row matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawOtherwise {
    /// One value per output.
    pub is: Vec<String>,
    /// The reason, as it is told to people.
    pub why: Text,
    /// The passage of the source.
    pub source: String,
}

impl RawTable {
    /// A table without inputs, outputs and rows yet.
    #[must_use]
    pub fn new(id: &str, hit: HitPolicy) -> Self {
        Self {
            id: id.into(),
            version: String::new(),
            valid_from: None,
            valid_until: None,
            title: Text::default(),
            source: String::new(),
            hit,
            inputs: Vec::new(),
            outputs: Vec::new(),
            rows: Vec::new(),
            otherwise: None,
        }
    }

    /// With one more input.
    #[must_use]
    pub fn input(mut self, id: &str, kind: Kind) -> Self {
        self.inputs.push(Input::new(id, kind));
        self
    }

    /// With one more output.
    #[must_use]
    pub fn output(mut self, id: &str, kind: Kind) -> Self {
        self.outputs.push(Output::new(id, kind));
        self
    }

    /// With one more row, its reason in Dutch.
    #[must_use]
    pub fn row(mut self, when: &[&str], is: &[&str], why: &str) -> Self {
        let owned = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        self.rows.push(RawRow { when: owned(when), is: owned(is), why: Text::same(why), source: String::new() });
        self
    }
}
