//! A form that did not come through: changed meanwhile, or refused. What was typed stays.

use askama::Template;
use jiff::Timestamp;
use jiff::civil::Date;

use super::case::records::HistoryLine;
use super::{Chrome, FormKey};
use crate::fields::{Fields, Shape, shape};
use crate::texts::Texts;

/// The page: says why, and offers the form again with everything that was typed.
#[derive(Debug, Clone, Template)]
#[template(path = "again.html")]
pub struct AgainPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// Why.
    pub why: Why,
    /// The client, for the heading.
    pub client: String,
    /// Where the form posts to.
    pub action: String,
    /// The version of now, a new nonce, and where to return to.
    pub key: FormKey,
    /// The fields as typed.
    pub fields: Vec<AgainField>,
}

/// Why a form did not come through.
#[derive(Debug, Clone)]
pub enum Why {
    /// 409: someone changed the case since the user's page was made.
    Changed {
        /// Who changed it last.
        by: String,
        /// When.
        at: Timestamp,
        /// What changed since, newest first.
        changes: Vec<HistoryLine>,
    },
    /// 422: the command was refused.
    Refused {
        /// Why, in the user's language.
        reason: String,
        /// What is missing, where the refusal lists it.
        missing: Vec<String>,
    },
}

/// A field as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgainField {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What was typed.
    pub value: String,
    /// What kind of field.
    pub shape: Shape,
}

impl Texts {
    /// Who changed the case when, and that nothing of the user's was saved.
    #[must_use]
    pub fn changed_by(&self, client: &str, by: &str, at: &Timestamp, today: &Date) -> String {
        let when = self.moment(at, today);
        self.with("changed-by", &[("client", &client), ("by", &by), ("when", &when)]).into_owned()
    }
}

impl AgainField {
    /// The fields of a posted form. `versie`, `sleutel` and `terug` are left out: the page gives new ones.
    #[must_use]
    pub fn from_posted(posted: &Fields, t: Texts) -> Vec<Self> {
        posted
            .iter()
            .filter(|(name, _)| !matches!(*name, "versie" | "sleutel" | "terug"))
            .map(|(name, value)| {
                let (shape, key) = shape(name);
                Self { name: name.to_owned(), label: t.of(key).into_owned(), value: value.to_owned(), shape }
            })
            .collect()
    }
}
