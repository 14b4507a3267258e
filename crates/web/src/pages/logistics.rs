//! A case as those see it who get logistics only (COA): who, where, in which language, whom to call.

use askama::Template;

use super::Chrome;
use super::card::CardLine;
use crate::texts::Texts;

/// The page. There is nothing about health in it, and nothing to fill in.
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
    /// Where she stays.
    pub site: String,
    /// Her language.
    pub language: String,
    /// Whether an interpreter is needed.
    pub interpreter: bool,
    /// Whom to approach now, for what and how.
    pub who: Vec<CardLine>,
}
