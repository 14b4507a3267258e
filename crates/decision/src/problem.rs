//! What is wrong in a table, where, and how to mend it.

use std::fmt;

/// A place in a [`crate::RawTable`]. All numbers count from 0, as the lists of the table do; messages count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The table as a whole.
    Table,
    /// The declaration of an input.
    Input(usize),
    /// The declaration of an output.
    Output(usize),
    /// A row as a whole.
    Row(usize),
    /// A cell under an input.
    When {
        /// The row.
        row: usize,
        /// The input.
        column: usize,
    },
    /// A cell under an output.
    Is {
        /// The row.
        row: usize,
        /// The output.
        column: usize,
    },
    /// What holds when no row matches: its cell under this output.
    Otherwise(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table => f.write_str("the table"),
            Self::Input(column) => write!(f, "input {}", column + 1),
            Self::Output(column) => write!(f, "output {}", column + 1),
            Self::Row(row) => write!(f, "row {}", row + 1),
            Self::When { row, column } => write!(f, "row {}, input {}", row + 1, column + 1),
            Self::Is { row, column } => write!(f, "row {}, output {}", row + 1, column + 1),
            Self::Otherwise(column) => write!(f, "otherwise, output {}", column + 1),
        }
    }
}

/// One thing that keeps a table from being used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}. {help}")]
pub struct Problem {
    /// A stable name, for example `unknown-option`.
    pub code: &'static str,
    /// Where.
    pub place: Place,
    /// In a cell: at which character, from 0.
    pub at: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl Problem {
    pub(crate) fn new(code: &'static str, place: Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, place, at: None, message: message.into(), help: help.into() }
    }
}

/// What is wrong in the text of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub code: &'static str,
    /// In characters, from 0.
    pub at: usize,
    pub message: String,
    pub help: String,
}

impl Mistake {
    pub(crate) fn new(code: &'static str, at: usize, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, at, message: message.into(), help: help.into() }
    }

    pub(crate) fn found_in(self, place: Place) -> Problem {
        Problem { code: self.code, place, at: Some(self.at), message: self.message, help: self.help }
    }
}
