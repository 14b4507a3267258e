//! A meeting at which cases are discussed: of the VSV, an MDO, or the practice's client meeting (AZ-08, AZ-14, PS-06).
//!
//! What was said about a case belongs to the case; the meeting keeps its day and its minutes.

mod decide;
mod evolve;

use jiff::civil::Date;
use regie_pathway::Gathering;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use decide::{MeetingCommand, PlanMeeting, Refusal, decide, plan, still_to_be_held};
pub use evolve::{begin, evolve, replay};

use crate::ids::{MeetingId, OrgId};

/// The kinds of meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingKind {
    /// Of the network (VSV): providers of several organisations.
    Vsv,
    /// Cliëntenoverleg, inside one organisation.
    ClientMeeting,
    /// Multidisciplinair overleg: providers of several organisations on the plans of single clients (PS-06).
    Mdo,
}

impl MeetingKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::ClientMeeting, Self::Vsv, Self::Mdo];

    /// As a pathway file calls it, where a meeting does a step.
    #[must_use]
    pub const fn gathering(self) -> Gathering {
        match self {
            Self::Vsv => Gathering::Vsv,
            Self::ClientMeeting => Gathering::ClientMeeting,
            Self::Mdo => Gathering::Mdo,
        }
    }

    /// The code as in lists and in the journal.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vsv => "vsv",
            Self::ClientMeeting => "client-meeting",
            Self::Mdo => "mdo",
        }
    }
}

/// What happened to a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum MeetingEvent {
    /// It was called.
    Planned {
        /// Which kind.
        meeting_kind: MeetingKind,
        /// Who calls it.
        org: OrgId,
        /// The network in which it is held.
        network: String,
        /// The day.
        on: Date,
        /// Its title.
        title: String,
    },
    /// It is on another day.
    Moved {
        /// The day from here on.
        on: Date,
    },
    /// It was held.
    Held {
        /// What was said in general; what was said of a case is on the case.
        minutes: String,
    },
    /// It will not be held.
    Cancelled {
        /// Why.
        reason: String,
    },
}

impl MeetingEvent {
    /// The kind as the journal's column has it, equal to the payload's `kind`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Planned { .. } => "planned",
            Self::Moved { .. } => "moved",
            Self::Held { .. } => "held",
            Self::Cancelled { .. } => "cancelled",
        }
    }
}

/// Where a meeting stands: planned → held | cancelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeetingLife {
    /// Will be held.
    Planned,
    /// Was held, with these minutes.
    Held(String),
    /// Will not be held, for this reason.
    Cancelled(String),
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Which.
    pub id: MeetingId,
    /// Its kind.
    pub kind: MeetingKind,
    /// Who calls it.
    pub org: OrgId,
    /// The network in which it is held.
    pub network: String,
    /// The day.
    pub on: Date,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub life: MeetingLife,
}

impl Meeting {
    /// Whether it was held.
    #[must_use]
    pub const fn is_held(&self) -> bool {
        matches!(self.life, MeetingLife::Held(_))
    }
}
