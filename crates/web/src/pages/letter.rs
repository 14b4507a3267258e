//! The letter that does a step: to whom it goes, and what stands in it (PS-06, PS-07); and the letters of a case as a list.

use askama::Template;
use jiff::Timestamp;
use jiff::civil::Date;
use regie_care::case::records::No;

use super::draft::DraftBar;
use super::notice::Delivery;
use super::{Choice, Chrome, FormKey};
use crate::texts::{Chip, Texts};

/// The page on which a letter is sent.
#[derive(Debug, Clone, Template)]
#[template(path = "letter.html")]
pub struct LetterPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// The case, as in its URL.
    pub id: String,
    /// The client.
    pub client: String,
    /// The step.
    pub title: String,
    /// The pathway of the step.
    pub pathway: String,
    /// The step, by its id.
    pub step: String,
    /// Which occurrence of it.
    pub nth: u16,
    /// To whom it goes, in words: *de huisarts*.
    pub asked: String,
    /// Who of them stands around her, to be ticked.
    pub around: Vec<Choice>,
    /// The others of that kind in the directory.
    pub others: Vec<Choice>,
    /// Name, address and note as they were typed.
    pub typed: Typed,
    /// Whether the sender must write something.
    pub note_needed: bool,
    /// What stands in the letter besides, one entry per paragraph.
    pub paragraphs: Vec<String>,
    /// What was sent for this step already.
    pub sent: Vec<LetterLine>,
    /// Along with the form.
    pub key: FormKey,
    /// The form, by the name under which it is kept.
    pub form: String,
    /// How it stands with her draft of it.
    pub draft: DraftBar,
    /// What is wrong with what was posted.
    pub problem: Option<String>,
}

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The name of somebody who is not in the directory.
    pub name: String,
    /// Her address.
    pub address: String,
    /// What the sender adds.
    pub note: String,
}

/// A letter of a case that did a step.
#[derive(Debug, Clone)]
pub struct LetterLine {
    /// Its number.
    pub no: No,
    /// What it is.
    pub subject: String,
    /// To whom.
    pub to: String,
    /// Who sent it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// How it stands.
    pub delivery: Delivery,
    /// Its notice, where she may open that.
    pub notice: Option<String>,
    /// Whether she may say that it did not arrive.
    pub may_return: bool,
}

impl LetterLine {
    /// Whether it is not there yet.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.delivery.is_open()
    }

    /// How it stands, in a word.
    #[must_use]
    pub fn chip(&self, t: &Texts) -> Chip {
        self.delivery.chip(t)
    }
}
