//! A form that was sent after the session had ended, given back to who filled it in.

use askama::Template;
use jiff::Timestamp;
use jiff::civil::Date;

use super::again::{AgainField, Control};
use super::{Chrome, FormKey};
use crate::texts::Texts;

/// The page: offers the form again, to send it or to throw it away.
#[derive(Debug, Clone, Template)]
#[template(path = "unsent.html")]
pub struct UnsentPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// When it was sent.
    pub at: Timestamp,
    /// The client whom it is about; empty when it is about none.
    pub client: String,
    /// Why it cannot be shown any more; empty when it can.
    pub unread: String,
    /// Where the form posts to.
    pub action: String,
    /// A new nonce, the version that she saw, and where to return to.
    pub key: FormKey,
    /// The key under which it is kept.
    pub number: String,
    /// The fields as typed.
    pub fields: Vec<AgainField>,
    /// How many others wait.
    pub more: usize,
}
