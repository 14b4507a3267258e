//! *Verzegeld dossier*: what was written down of Kindcheck and Meldcode, and who may read it (PS-02).

use jiff::Timestamp;

use crate::pages::Choice;

/// The section, for those who are named.
#[derive(Debug, Clone, Default)]
pub struct SealedRecord {
    /// Who may read it; nobody as long as there is no seal.
    pub readers: Vec<ReaderLine>,
    /// The notes, newest first.
    pub notes: Vec<SealedNote>,
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
