//! A region's postnatal care: who visits, the week's roster, and the decision to centralise (PN-01, PN-02, PN-04).
//!
//! A region is a network. What is needed follows from the cases in care and what can be carried from its visitors, so
//! neither is kept here: only what people decided. A roster is searched elsewhere and comes in as a value; here it is
//! proposed, accepted, pinned, told and replaced, each with who and when.

mod decide;
mod decision;
mod evolve;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use decide::{Given, Refusal, RegionCommand, decide, propose};
pub use decision::{Decision, DecisionRecord, Foreseen, Organising, Partner, PartnerTold, Phase, Shortage};
pub use evolve::{begin, evolve, replay};

use crate::ids::{CaseId, PersonId, RegionId};

impl RegionId {
    /// The region of a network. Made from its name, so that whoever begins it first, all mean the same stream.
    #[must_use]
    pub fn of_network(network: &str) -> Self {
        // FNV-1a, 128 bits: fixed for ever, because streams are found by it.
        let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
        for byte in network.trim().bytes() {
            hash ^= u128::from(byte);
            hash = hash.wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
        Self::new(ulid::Ulid(hash))
    }
}

/// Somebody who visits for the region, and when she can: her own week, without the days on which the directory has her
/// away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Visitor {
    /// Who.
    pub person: PersonId,
    /// Her days, 1 is Monday and 7 is Sunday.
    pub weekdays: BTreeSet<u8>,
    /// From when on such a day, in minutes after midnight.
    pub from: u16,
    /// Until when, home again, in minutes after midnight.
    pub until: u16,
    /// She may do the heel prick.
    pub heel_prick: bool,
    /// She is set apart for households with an infection: she visits those, and after them no other on that day.
    pub infected_households: bool,
    /// The place from which she leaves, one of the region's places; empty is the middle of the region.
    #[serde(default)]
    pub base: String,
}

/// A place with where it is: a site, a practice, a neighbourhood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Place {
    /// Its name, as on the clients' records.
    pub name: String,
    /// Latitude in millionths of a degree.
    pub latitude: i64,
    /// Longitude in millionths of a degree.
    pub longitude: i64,
}

/// What a visit is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// On coming home.
    ComingHome,
    /// In between.
    Check,
    /// The heel prick.
    HeelPrick,
    /// The last one.
    Last,
}

/// How a visit is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// At the client's home.
    Home,
    /// By video.
    Video,
    /// By telephone.
    Phone,
}

/// A visit in a roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PlannedVisit {
    /// Its name, the same from day to day.
    pub visit: String,
    /// Whose.
    pub case: CaseId,
    /// What it is for.
    pub purpose: Purpose,
    /// How.
    pub means: Means,
    /// By whom.
    pub midwife: PersonId,
    /// On which day.
    pub on: Date,
    /// When it begins, in seconds after midnight.
    pub start: u32,
    /// How long it takes, in minutes.
    pub minutes: u16,
}

/// A visit that nobody can make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Unplanned {
    /// Its name.
    pub visit: String,
    /// Whose.
    pub case: CaseId,
    /// What it is for.
    pub purpose: Purpose,
}

/// A break of a midwife in a roster (Arbeidstijdenwet 5:4): after one visit, before the way to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PlannedBreak {
    /// The visit that comes after it.
    pub before: String,
    /// When it begins, in seconds after midnight.
    pub from: u32,
    /// When it ends.
    pub until: u32,
}

/// A roster that the checker passed, with what the checker says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Roster {
    /// The visits, by day, midwife and time.
    pub visits: Vec<PlannedVisit>,
    /// Those that nobody can make.
    pub unplanned: Vec<Unplanned>,
    /// The breaks of long days; rosters of before there was a rule for them have none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<PlannedBreak>,
    /// What it costs, unit by unit, as the checker counts.
    pub bill: BTreeMap<String, i64>,
    /// Faces per client, in thousandths.
    pub faces: u32,
    /// Seconds of travel.
    pub travel: u32,
    /// Changes of face or day of which the client had been told.
    pub broken_promises: u32,
}

impl Roster {
    /// A visit by its name.
    #[must_use]
    pub fn visit(&self, name: &str) -> Option<&PlannedVisit> {
        self.visits.iter().find(|visit| visit.visit == name)
    }

    /// The break before a visit: from when until when, in seconds after midnight.
    #[must_use]
    pub fn break_before(&self, visit: &str) -> Option<(u32, u32)> {
        self.breaks.iter().find(|one| one.before == visit).map(|one| (one.from, one.until))
    }

    /// What it costs in all.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.bill.values().sum()
    }
}

/// Why a roster was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Occasion {
    /// For the coming days: new births, visits made.
    Days,
    /// A midwife fell ill.
    Illness {
        /// Who.
        person: PersonId,
    },
}

/// What a planner set by hand: who, and on which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Pin {
    /// By whom.
    pub midwife: PersonId,
    /// On which day.
    pub on: Date,
}

/// A midwife who is ill for visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Illness {
    /// Who.
    pub person: PersonId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
}

impl Illness {
    /// Whether she is ill on a day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        (self.from..=self.until).contains(&day)
    }
}

/// What happened to a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum RegionEvent {
    /// It was set up.
    Begun {
        /// The network that it is.
        network: String,
    },
    /// Somebody visits for the region, or at other times.
    VisitorSet {
        /// Who and when.
        visitor: Visitor,
    },
    /// She no longer does.
    VisitorRemoved {
        /// Who.
        person: PersonId,
    },
    /// Where a place is.
    PlaceSet {
        /// The place.
        place: Place,
    },
    /// How long a visit takes of a visitor's day on average, way and notes included.
    PaceSet {
        /// Minutes.
        minutes: u16,
    },
    /// A roster was found and checked.
    Proposed {
        /// The roster.
        roster: Roster,
        /// The first of its days.
        from: Date,
        /// Why it was asked for.
        occasion: Occasion,
    },
    /// The proposal is the roster from here on.
    Accepted {
        /// On which day: changes since yesterday are told against what stood before it.
        on: Date,
    },
    /// The proposal was put aside.
    Dropped,
    /// A planner set a visit.
    Pinned {
        /// Which.
        visit: String,
        /// Who and when.
        pin: Pin,
    },
    /// It may move again.
    Unpinned {
        /// Which.
        visit: String,
    },
    /// The client was told of these visits as they stand.
    ClientTold {
        /// Whose.
        case: CaseId,
        /// Which, as they stood.
        visits: Vec<PlannedVisit>,
    },
    /// A midwife fell ill.
    FellIll {
        /// Who and until when.
        illness: Illness,
    },
    /// She is well again.
    Recovered {
        /// Who.
        person: PersonId,
    },
    /// It was decided to centralise, or to end that.
    Decided {
        /// The decision.
        decision: Decision,
        /// What the forecast said then; nothing where that was not kept yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        foreseen: Option<Foreseen>,
    },
    /// A partner was told of the latest decision.
    ToldPartner {
        /// Who and how.
        told: PartnerTold,
    },
}

impl RegionEvent {
    /// The kind as the journal's column has it, equal to the payload's `kind`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Begun { .. } => "begun",
            Self::VisitorSet { .. } => "visitor-set",
            Self::VisitorRemoved { .. } => "visitor-removed",
            Self::PlaceSet { .. } => "place-set",
            Self::PaceSet { .. } => "pace-set",
            Self::Proposed { .. } => "proposed",
            Self::Accepted { .. } => "accepted",
            Self::Dropped => "dropped",
            Self::Pinned { .. } => "pinned",
            Self::Unpinned { .. } => "unpinned",
            Self::ClientTold { .. } => "client-told",
            Self::FellIll { .. } => "fell-ill",
            Self::Recovered { .. } => "recovered",
            Self::Decided { .. } => "decided",
            Self::ToldPartner { .. } => "told-partner",
        }
    }
}

/// A roster that waits to be accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The roster.
    pub roster: Roster,
    /// The first of its days.
    pub from: Date,
    /// Why it was asked for.
    pub occasion: Occasion,
    /// Who asked, and when.
    pub recorded: crate::case::Recorded,
}

/// A roster that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The roster, with the visits of the days before it was made.
    pub roster: Roster,
    /// The day on which it was accepted.
    pub on: Date,
    /// Who accepted it, and when.
    pub recorded: crate::case::Recorded,
}

/// A region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Which.
    pub id: RegionId,
    /// The network that it is.
    pub network: String,
    /// Who visits.
    pub visitors: BTreeMap<PersonId, Visitor>,
    /// The places, by name.
    pub places: BTreeMap<String, Place>,
    /// Minutes of a visitor's day that a visit takes on average.
    pub pace: u16,
    /// Who is ill.
    pub ill: Vec<Illness>,
    /// What planners set, by visit.
    pub pins: BTreeMap<String, Pin>,
    /// Of what clients were told, by visit.
    pub told: BTreeMap<String, PlannedVisit>,
    /// The roster that waits to be accepted.
    pub proposal: Option<Proposal>,
    /// The roster that holds.
    pub roster: Option<Standing>,
    /// The roster as it stood on the last day before the one on which it was accepted last.
    pub before: Option<Standing>,
    /// The decisions to centralise, oldest first.
    pub decisions: Vec<DecisionRecord>,
}

impl Region {
    /// A visitor's day takes so many minutes per visit until the region says otherwise: three quarters of an hour with the
    /// woman, and a quarter for the way and the notes.
    pub const PACE: u16 = 60;

    /// A region of which nobody decided anything yet.
    #[must_use]
    pub fn new(id: RegionId, network: &str) -> Self {
        Self {
            id,
            network: network.to_owned(),
            visitors: BTreeMap::new(),
            places: BTreeMap::new(),
            pace: Self::PACE,
            ill: Vec::new(),
            pins: BTreeMap::new(),
            told: BTreeMap::new(),
            proposal: None,
            roster: None,
            before: None,
            decisions: Vec::new(),
        }
    }

    /// Whether a visitor is ill on a day.
    #[must_use]
    pub fn is_ill(&self, person: PersonId, day: Date) -> bool {
        self.ill.iter().any(|illness| illness.person == person && illness.covers(day))
    }

    /// Whether she fell ill before a day and was still ill on it: on the first day she may have worked before.
    #[must_use]
    pub fn fell_ill_before(&self, person: PersonId, day: Date) -> bool {
        self.ill.iter().any(|illness| illness.person == person && illness.from < day && illness.covers(day))
    }

    /// Whether the region centralises postnatal care, by the latest decision.
    #[must_use]
    pub fn centralises(&self, today: Date) -> bool {
        let decided = self.decided().find(|decision| decision.from <= today);
        decided.is_some_and(|decision| decision.organising == Organising::Centralise)
    }

    /// The decisions that nobody withdrew, the newest first.
    pub fn decided(&self) -> impl Iterator<Item = &Decision> {
        not_withdrawn(self.decisions.iter().rev().map(|record| &record.decision), |decision| decision.organising)
    }
}

/// Of decisions, the newest first, those that nobody withdrew: each withdrawal takes back the one before it.
pub fn not_withdrawn<T>(
    newest_first: impl Iterator<Item = T>,
    organising: impl Fn(&T) -> Organising,
) -> impl Iterator<Item = T> {
    let mut withdrawn = 0_usize;
    newest_first.filter(move |one| match organising(one) {
        Organising::Withdraw => {
            withdrawn += 1;
            false
        }
        _ if withdrawn > 0 => {
            withdrawn -= 1;
            false
        }
        Organising::Centralise | Organising::EndCentralising => true,
    })
}
