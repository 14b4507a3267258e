//! *Verzegeld dossier*: what was written down of Kindcheck and Meldcode, and who may read it (PS-02).

use jiff::Timestamp;
use jiff::civil::Date;

use crate::pages::Choice;
use crate::pages::case::FeedbackLine;

/// The section, for those who are named.
#[derive(Debug, Clone, Default)]
pub struct SealedRecord {
    /// Who may read it; nobody as long as there is no seal.
    pub readers: Vec<ReaderLine>,
    /// The notes, newest first.
    pub notes: Vec<SealedNote>,
    /// Feedback that is owed on sealed steps, what is owed first.
    pub feedback: Vec<FeedbackLine>,
    /// Whether she may write a note.
    pub write: bool,
    /// Whether she may name and strike others.
    pub name: bool,
    /// Who can be named; value is `person:org`.
    pub nameable: Vec<Choice>,
    /// Who can be struck; value is `person:org`.
    pub strikable: Vec<Choice>,
}

/// Somebody who may read what is sealed.
#[derive(Debug, Clone)]
pub struct ReaderLine {
    /// Who, with her organisation where that is another.
    pub who: String,
    /// Why, in words.
    pub why: String,
    /// Since when.
    pub since: Timestamp,
    /// The first day on which she will read it, when that is still to come.
    pub from: Option<Date>,
    /// Who named her; empty when it follows from what she is to the case.
    pub by: String,
}

/// A sealed note.
#[derive(Debug, Clone)]
pub struct SealedNote {
    /// Kindcheck or Meldcode.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
