//! *Bord*: who gets how much care, since when and why (CM-03, CM-09).

use askama::Template;
use jiff::civil::Date;
use regie_care::case::Death;

use super::{Choice, Chrome};
use crate::texts::Texts;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "board.html")]
pub struct BoardPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// The boards to choose from; value is the pathway.
    pub boards: Vec<Choice>,
    /// The name of the pathway.
    pub title: String,
    /// What was asked for, when it is no board.
    pub unknown: Option<String>,
    /// The columns.
    pub columns: Vec<BoardColumnView>,
    /// How many cases are left off.
    pub left_off: u64,
}

/// A column.
#[derive(Debug, Clone)]
pub struct BoardColumnView {
    /// What it is called.
    pub title: String,
    /// Whether nobody decided yet: these come first to the reader's notice.
    pub undecided: bool,
    /// Its cases.
    pub cases: Vec<BoardCase>,
}

/// A case on the board.
#[derive(Debug, Clone)]
pub struct BoardCase {
    /// As in its URL.
    pub case: String,
    /// The client's name.
    pub client: String,
    /// That the client died.
    pub died: Option<Death>,
    /// The case manager's name.
    pub manager: String,
    /// Whether she is away today.
    pub manager_away: bool,
    /// Since when.
    pub since: Option<Date>,
    /// Why, as a sentence; empty when no decision says.
    pub why: String,
    /// Whether somebody set it otherwise than the table says.
    pub by_hand: bool,
    /// Urgent signals not acknowledged.
    pub urgent: u32,
    /// The earliest last day of what is open.
    pub next: Option<Date>,
}

impl BoardCase {
    /// Whether the first last day is past.
    #[must_use]
    pub fn is_late(&self, today: &Date) -> bool {
        self.next.is_some_and(|next| next < *today)
    }
}
