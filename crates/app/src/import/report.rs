//! What an import found and did.

use serde::Serialize;

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// The whole row was left out.
    Row,
    /// The field was left out, or replaced as the reason says; the rest of the row was imported.
    Field,
    /// The field was understood after mending; nothing was left out.
    Note,
}

/// Something wrong in the file: where, what, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Problem {
    /// The line of the file, from 1.
    pub line: u64,
    /// The header of the column; empty when the whole row is meant.
    pub column: String,
    /// What is wrong.
    pub reason: String,
    /// How much it weighs.
    pub weight: Weight,
}

impl Problem {
    /// A row that was left out.
    #[must_use]
    pub fn row(line: u64, reason: String) -> Self {
        Self { line, column: String::new(), reason, weight: Weight::Row }
    }

    /// A field that was left out or mended.
    #[must_use]
    pub fn field(line: u64, column: &str, reason: String, weight: Weight) -> Self {
        Self { line, column: column.to_owned(), reason, weight }
    }
}

/// The whole result of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Report {
    /// Rows with any content.
    pub rows: usize,
    /// Clients entered.
    pub clients_new: usize,
    /// Clients of whom the file says something else than at the last import.
    pub clients_corrected: usize,
    /// Clients of whom the file says the same as at the last import.
    pub clients_unchanged: usize,
    /// Cases opened.
    pub cases_opened: usize,
    /// Cases that an earlier import began and did not finish, finished now.
    pub cases_finished: usize,
    /// Clients entered without a case, because the export says that the care is elsewhere or over.
    pub without_case: usize,
    /// Organisations and people entered.
    pub directory_new: usize,
    /// Pairs proposed for merging.
    pub duplicates_proposed: usize,
    /// What is wrong in the file, in order of line.
    pub problems: Vec<Problem>,
}

impl Report {
    /// Rows that were left out.
    #[must_use]
    pub fn rows_left_out(&self) -> usize {
        self.problems.iter().filter(|problem| problem.weight == Weight::Row).count()
    }
}
