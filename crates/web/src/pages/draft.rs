//! The line under a form whose draft is kept on the server.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::texts::Texts;

/// How it stands with the draft of a form.
#[derive(Debug, Clone)]
pub struct DraftBar {
    /// Which registration, as posted.
    pub about: String,
    /// How often her draft had been saved when this page was made.
    pub rev: u64,
    /// When it was saved last; `None` when there is none.
    pub saved: Option<Timestamp>,
    /// Her own name.
    pub me: String,
    /// Where the page with the draft is.
    pub at: String,
    /// Where she typed on elsewhere: when, and what differs there, by the label of the field.
    pub newer: Option<(Timestamp, Vec<(String, String)>)>,
}

impl DraftBar {
    /// Her draft in words; that there is none.
    #[must_use]
    pub fn line(&self, t: &Texts, today: &Date) -> String {
        said(t, self.saved.as_ref(), &self.me, today)
    }
}

/// A draft in words: whose it is and of when; that there is none.
#[must_use]
pub fn said(t: &Texts, saved: Option<&Timestamp>, me: &str, today: &Date) -> String {
    match saved {
        Some(at) => t.draft_saved(me, at, today),
        None => t.of("registration-no-draft").into_owned(),
    }
}
