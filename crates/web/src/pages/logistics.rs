//! A case as those see it who get logistics only (COA): who, where, in which language, whom to call.

use askama::Template;

use jiff::civil::Date;
use regie_care::case::Death;
use regie_care::case::records::No;

use super::card::CardLine;
use super::{Chrome, FormKey};
use crate::texts::{Chip, Texts};

/// The page. There is nothing about health in it, and nothing to fill in but that a measure of her own organisation is done.
#[derive(Debug, Clone, Template)]
#[template(path = "logistics.html")]
pub struct LogisticsPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// The case, as in its URL.
    pub id: String,
    /// The client's name.
    pub name: String,
    /// That the client died.
    pub died: Option<Death>,
    /// Where she stays.
    pub site: String,
    /// When and whereto she moves, while that is still to come.
    pub moves: Option<String>,
    /// Her language.
    pub language: String,
    /// Whether an interpreter is needed.
    pub interpreter: bool,
    /// Whom to approach now, for what and how.
    pub who: Vec<CardLine>,
    /// Today.
    pub today: Date,
    /// Of which the forms post.
    pub key: FormKey,
    /// What her organisation carries out.
    pub measures: Vec<OwedLine>,
}

/// A measure that her organisation carries out.
#[derive(Debug, Clone)]
pub struct OwedLine {
    /// The number of its action.
    pub no: No,
    /// What.
    pub what: String,
    /// By when.
    pub chip: Chip,
}
