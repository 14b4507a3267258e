//! The client: the person whose care it is, and how we know that she is who we think (G-07).
//!
//! A record is never removed or merged silently. A merge says why, leaves both streams whole and can be undone.

pub mod command;
pub mod decide;
pub mod duplicate;
pub mod event;
pub mod evolve;
pub mod name;
pub mod refusal;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use command::{ClientCommand, RegisterClient};
pub use decide::{Changes, decide, doubles_of_corrected, register};
pub use duplicate::{Candidate, Reason, candidates};
pub use event::ClientEvent;
pub use evolve::{begin, evolve, replay};
pub use name::fold_name;
pub use refusal::Refusal;

use crate::case::records::Recorded;
use crate::identity::{Bsn, VNumber};
use crate::ids::ClientId;
use crate::view::{ClientRow, full_name};

/// Whether, and how, an interpreter is needed (G-04).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Interpreter {
    /// Nobody asked yet.
    #[default]
    Unknown,
    /// Not needed.
    None,
    /// Needed; how was not recorded.
    Needed,
    /// Needed, by telephone.
    Phone,
    /// Needed, in the room.
    Present,
}

impl Interpreter {
    /// Whether an interpreter must be arranged.
    #[must_use]
    pub const fn is_needed(self) -> bool {
        matches!(self, Self::Needed | Self::Phone | Self::Present)
    }
}

/// The number under which another system knows her: an import recognises her by it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SourceNumber {
    /// The system or practice: `VP Noorderlicht`.
    pub source: String,
    /// The number there: `10338`.
    pub number: String,
}

/// Stands between source and number in a key: a control character, which neither of them can hold.
const BETWEEN: char = '\u{1f}';

impl SourceNumber {
    /// Both in one text, for lists that look her up by it.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}{BETWEEN}{}", self.source, self.number)
    }

    /// What [`SourceNumber::key`] gave; `None` for any other text.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        let (source, number) = key.split_once(BETWEEN)?;
        Some(Self { source: source.to_owned(), number: number.to_owned() })
    }
}

/// Who she is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Identity {
    /// Achternaam.
    pub family_name: String,
    /// Voornaam.
    pub given_name: String,
    /// Day of birth, where known. Many asylum seekers are registered on 1 January.
    pub birth_date: Option<Date>,
    /// BSN, where she has one.
    pub bsn: Option<Bsn>,
    /// V-number, where she has one.
    pub v_number: Option<VNumber>,
    /// The language she speaks, as the professional wrote it.
    pub language: String,
    /// Whether an interpreter is needed.
    pub interpreter: Interpreter,
    /// Her own number.
    pub phone: String,
    /// Where she stays: the name of the site.
    pub site: String,
    /// The number under which the source system knows her.
    pub source: Option<SourceNumber>,
    /// Remarks that belong to her rather than to one case.
    pub notes: String,
}

impl Identity {
    /// Given and family name as on the page; never empty for a registered client.
    #[must_use]
    pub fn full_name(&self) -> String {
        full_name(&self.given_name, &self.family_name)
    }

    /// Whether `other` says something else about who she is (names, birth date, numbers), not only how to reach her.
    #[must_use]
    pub fn names_someone_else_than(&self, other: &Self) -> bool {
        (&self.family_name, &self.given_name, self.birth_date, self.bsn, self.v_number)
            != (&other.family_name, &other.given_name, other.birth_date, other.bsn, other.v_number)
    }
}

impl From<&ClientRow> for Identity {
    /// What a list's row says about her, enough to look for duplicates. Notes and the kind of interpreter are not in
    /// the row; a number that would not be valid is left out.
    fn from(row: &ClientRow) -> Self {
        Self {
            family_name: row.family_name.clone(),
            given_name: row.given_name.clone(),
            birth_date: row.birth_date,
            bsn: row.bsn.as_deref().and_then(|text| Bsn::parse(text).ok()),
            v_number: row.v_number.as_deref().and_then(|text| VNumber::parse(text).ok()),
            language: row.language.clone(),
            interpreter: if row.interpreter { Interpreter::Needed } else { Interpreter::Unknown },
            phone: row.phone.clone(),
            site: row.site.clone(),
            source: row.source_number.as_deref().and_then(SourceNumber::from_key),
            notes: String::new(),
        }
    }
}

/// A suspicion that two records are one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspicion {
    /// The other record.
    pub other: ClientId,
    /// How strong, from 0 to 100.
    pub score: u8,
    /// Why.
    pub reasons: Vec<Reason>,
    /// Why it was set aside, once someone did.
    pub dismissed: Option<String>,
}

/// That this record was merged into another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The record that goes on.
    pub into: ClientId,
    /// Why.
    pub reason: String,
}

/// A client's record: what all its events add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Which record.
    pub id: ClientId,
    /// Who entered her, and when.
    pub registered: Recorded,
    /// Who she is.
    pub identity: Identity,
    /// Suspected duplicates, one per other record, in the order in which they came up.
    pub suspicions: Vec<Suspicion>,
    /// The record that goes on instead of this one.
    pub merged: Option<Merge>,
    /// Records that were merged into this one.
    pub absorbed: Vec<ClientId>,
}

impl Client {
    /// The suspicions that nobody set aside yet.
    pub fn open_suspicions(&self) -> impl Iterator<Item = &Suspicion> {
        self.suspicions.iter().filter(|suspicion| suspicion.dismissed.is_none())
    }
}
