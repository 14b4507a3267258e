//! An organisation: its kind, how to reach it, and its on-duty rota.

pub mod decide;
pub mod evolve;
mod rota;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use decide::{OrgCommand, Refusal, RegisterOrg, decide, register};
pub use evolve::{begin, evolve, replay};
pub use rota::{Gap, RotaDoubt};

use crate::ids::{OrgId, PersonId};
use crate::seat::OrgKind;

/// How to reach an organisation. CM-11: one first point of contact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct ContactPoints {
    /// The first number for everyone.
    pub phone: String,
    /// The number for emergencies, answered day and night.
    pub emergency: String,
    /// Fax.
    pub fax: String,
    /// Secure mail address (Zorgmail).
    pub secure_mail: String,
    /// Street and place, or the name of the site.
    pub address: String,
    /// Whom or which desk to ask for first (CM-11): a name or a function.
    pub contact_person: String,
    /// When the first number is answered: `ma–vr 8.00–17.00 uur`.
    pub hours: String,
}

/// One turn of duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct DutyShift {
    /// Who.
    pub person: PersonId,
    /// From this moment.
    #[schema(value_type = String, format = DateTime)]
    pub from: Timestamp,
    /// Until this moment, not included.
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
}

/// What happened to an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum OrgEvent {
    /// It was entered.
    Registered {
        /// Its name.
        name: String,
        /// Its kind; it stays what it is.
        org_kind: OrgKind,
        /// The network (VSV) in which it takes part.
        network: String,
        /// How to reach it.
        contact: ContactPoints,
    },
    /// Its name or contact points changed.
    Changed {
        /// Its name from here on.
        name: String,
        /// How to reach it from here on.
        contact: ContactPoints,
    },
    /// A turn of duty was set; it replaces what overlapped.
    DutySet {
        /// The turn.
        shift: DutyShift,
    },
    /// A turn of duty was withdrawn.
    DutyWithdrawn {
        /// The turn.
        shift: DutyShift,
    },
    /// It no longer takes part.
    Ended,
}

impl OrgEvent {
    /// The kind as the journal's column has it, equal to the payload's `kind`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Registered { .. } => "registered",
            Self::Changed { .. } => "changed",
            Self::DutySet { .. } => "duty-set",
            Self::DutyWithdrawn { .. } => "duty-withdrawn",
            Self::Ended => "ended",
        }
    }
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Which.
    pub id: OrgId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: OrgKind,
    /// The network (VSV) in which it takes part.
    pub network: String,
    /// How to reach it.
    pub contact: ContactPoints,
    /// The rota: in order of start, without overlap.
    pub duty: Vec<DutyShift>,
    /// Whether it ended.
    pub ended: bool,
}

impl Organisation {
    /// Who is on duty at a moment (dienstdoende), where the rota says so.
    #[must_use]
    pub fn on_duty(&self, at: Timestamp) -> Option<PersonId> {
        let begun = self.duty.partition_point(|shift| shift.from <= at);
        let shift = self.duty.get(begun.checked_sub(1)?)?;
        (at < shift.until).then_some(shift.person)
    }

    /// The number for emergencies: its own, or the first number where it has none.
    #[must_use]
    pub fn emergency_phone(&self) -> &str {
        let emergency = self.contact.emergency.trim();
        if emergency.is_empty() { self.contact.phone.trim() } else { emergency }
    }
}
