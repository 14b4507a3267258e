//! A person who works with Regie: her seats and her absences.

pub mod decide;
pub mod evolve;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use decide::{Named, PersonCommand, Refusal, RegisterPerson, decide, register};
pub use evolve::{begin, evolve, replay};

use crate::ids::{OrgId, PersonId};
use crate::seat::Role;

/// A time away: leave, illness, training.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Absence {
    /// First day away.
    pub from: Date,
    /// Last day away; absent when not known yet (illness).
    pub until: Option<Date>,
}

impl Absence {
    /// Whether she is away on `day`.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the two have a day in common.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.until.is_none_or(|until| other.from <= until) && other.until.is_none_or(|until| self.from <= until)
    }
}

/// What happened to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum PersonEvent {
    /// She was entered.
    Registered {
        /// Her name as on the page.
        name: String,
        /// Her number; may be empty.
        phone: String,
    },
    /// Her name or number changed.
    Changed {
        /// Her name from here on.
        name: String,
        /// Her number from here on.
        phone: String,
    },
    /// She took a seat, or another role in it.
    Joined {
        /// Where.
        org: OrgId,
        /// As what.
        role: Role,
    },
    /// She left it.
    Left {
        /// Where.
        org: OrgId,
    },
    /// She is away.
    AbsenceSet {
        /// From when until when.
        absence: Absence,
    },
    /// She is not away, or came back early: the absence that starts on `from` ends on `until`, or never was.
    AbsenceEnded {
        /// The first day of the absence, by which it is known.
        from: Date,
        /// Its last day from here on; absent when it never was.
        until: Option<Date>,
    },
}

impl PersonEvent {
    /// The kind as the journal's column has it, equal to the payload's `kind`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Registered { .. } => "registered",
            Self::Changed { .. } => "changed",
            Self::Joined { .. } => "joined",
            Self::Left { .. } => "left",
            Self::AbsenceSet { .. } => "absence-set",
            Self::AbsenceEnded { .. } => "absence-ended",
        }
    }
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Which.
    pub id: PersonId,
    /// Her name as on the page: Joke de Vries.
    pub name: String,
    /// Her number.
    pub phone: String,
    /// Her role per organisation.
    pub roles: BTreeMap<OrgId, Role>,
    /// Her absences: in order of start, without overlap.
    pub absences: Vec<Absence>,
}

impl Person {
    /// Whether she is away on `day`.
    #[must_use]
    pub fn absent_on(&self, day: Date) -> bool {
        self.absence_on(day).is_some()
    }

    /// The absence that holds on `day`.
    #[must_use]
    pub fn absence_on(&self, day: Date) -> Option<&Absence> {
        self.absences.iter().find(|absence| absence.covers(day))
    }
}
