//! What the visiting midwife decides about a woman's postnatal visits, and what of a birth the region's roster and forecast
//! rest on (PN-01, PN-04).
//!
//! The source: *visites worden op maat afgesproken met de kraamvrouw; de verloskundige die contact heeft met de kraamvrouw
//! bepaalt wanneer de volgende visite plaats moet vinden*. So a region's norm is where planning starts, and her decision, kept
//! on the case per visit, goes before it: on which days, in person, by video or by telephone, and at what time of the day.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::case::{Case, CaseEvent};
use crate::ids::PersonId;
use crate::region::{Means, Purpose};
use crate::seat::Seat;
use crate::vocabulary::anchor;

/// Days after birth on which postnatal care ends (`docs/pathways`, postnataal).
pub const LAST_DAY: i32 = 10;
/// Days after coming home on which somebody who comes home later than that may still be visited.
pub const AFTER_LATE_HOME: i32 = 3;
/// Days after birth beyond which nobody is thought to stay in hospital.
pub const LONGEST_STAY: i32 = 42;
/// Days after birth on which a heel prick can be made at the earliest.
pub const HEEL_PRICK_FROM: i64 = 3;
/// How many visits can be added to those of the norm.
pub const EXTRAS: u8 = 5;
/// A visit begins by day, in minutes after midnight: somebody who needs care at night calls, and is no visit of a roster.
pub const EARLIEST_BEGIN: u16 = 7 * 60;
/// And at the latest.
pub const LATEST_BEGIN: u16 = 21 * 60;
/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// Which visit of a woman's postnatal period: one of the norm, or an extra one that the midwife added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum VisitCode {
    /// On coming home.
    Home,
    /// The first check.
    FirstCheck,
    /// The heel prick.
    HeelPrick,
    /// The second check.
    SecondCheck,
    /// An extra check, counted from 1 to [`EXTRAS`].
    Extra(u8),
    /// The last visit.
    Last,
}

impl VisitCode {
    /// The code, as at the end of a visit's name: `home`, `check-1`, `heel-prick`, `check-2`, `extra-1`, `last`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Home => "home".to_owned(),
            Self::FirstCheck => "check-1".to_owned(),
            Self::HeelPrick => "heel-prick".to_owned(),
            Self::SecondCheck => "check-2".to_owned(),
            Self::Extra(number) => format!("extra-{number}"),
            Self::Last => "last".to_owned(),
        }
    }

    /// The visit of that code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        match code {
            "home" => Some(Self::Home),
            "check-1" => Some(Self::FirstCheck),
            "heel-prick" => Some(Self::HeelPrick),
            "check-2" => Some(Self::SecondCheck),
            "last" => Some(Self::Last),
            extra => {
                let number = extra.strip_prefix("extra-")?.parse().ok()?;
                (1..=EXTRAS).contains(&number).then_some(Self::Extra(number))
            }
        }
    }

    /// What it is for.
    #[must_use]
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Home => Purpose::ComingHome,
            Self::HeelPrick => Purpose::HeelPrick,
            Self::Last => Purpose::Last,
            Self::FirstCheck | Self::SecondCheck | Self::Extra(_) => Purpose::Check,
        }
    }
}

impl utoipa::PartialSchema for VisitCode {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        String::schema()
    }
}

impl ToSchema for VisitCode {}

impl From<VisitCode> for String {
    fn from(code: VisitCode) -> Self {
        code.code()
    }
}

impl TryFrom<String> for VisitCode {
    type Error = String;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::of(&code).ok_or_else(|| {
            format!("'{code}' is no visit; give home, check-1, heel-prick, check-2, last, or extra-1 to extra-{EXTRAS}")
        })
    }
}

/// Whether a visit may be made by video or telephone: a check may (*digitale visites*); the first visit at home, the heel
/// prick and the last visit are made in person.
#[must_use]
pub const fn may_call(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Check)
}

/// What the visiting midwife decided about one visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum VisitDecision {
    /// It is made so.
    Agreed {
        /// How.
        means: Means,
        /// The first day on which it may be.
        first: Date,
        /// The last day.
        last: Date,
        /// Not before this time of the day, in minutes after midnight.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<u16>,
        /// It begins at the latest at this time, in minutes after midnight.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<u16>,
    },
    /// It is not needed.
    NotNeeded {
        /// Why not: she has no more questions, the heel prick was taken in hospital.
        reason: String,
    },
    /// It was made, and nobody recorded the contact.
    Made {
        /// On which day.
        on: Date,
        /// By whom.
        who: PersonId,
    },
    /// Its days went by, and nobody made it. A heel prick is then still to be made, as soon as somebody can.
    NotMade {
        /// Why nobody came, or why it could not be done.
        reason: String,
    },
    /// As the norm of the region has it.
    AsUsual,
}

/// Where a woman gives or gave birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BirthPlace {
    /// At home or in a birth centre.
    Home,
    /// In hospital: she comes home a day later, unless the day is known.
    Hospital,
}

/// What of a birth the visits rest on, besides its day. Each part may be unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct BirthDetails {
    /// The time of birth, in minutes after midnight: the heel prick may be made from 72 to 168 hours later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<u16>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<BirthPlace>,
    /// The day of a planned caesarean: the forecast counts on that day instead of the spread around the due date (PN-01).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned_caesarean: Option<Date>,
    /// The day on which she comes or came home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discharged: Option<Date>,
    /// Whether somebody in the household has complaints of an infection: who visits wears protective equipment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infected: Option<bool>,
}

/// A decision about a visit, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitRecord {
    /// What was decided.
    pub decision: VisitDecision,
    /// By whom.
    pub by: Seat,
}

/// What a case keeps of the postnatal visits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Postnatal {
    /// Of the birth.
    pub birth: BirthDetails,
    /// What was decided, by visit; a visit that is as usual is not here.
    pub visits: BTreeMap<VisitCode, VisitRecord>,
}

impl Postnatal {
    /// Adds an event; one of another kind changes nothing.
    pub(crate) fn evolve(&mut self, event: &CaseEvent) {
        match event {
            CaseEvent::VisitAgreed { visit, decision: VisitDecision::AsUsual, .. } => drop(self.visits.remove(visit)),
            CaseEvent::VisitAgreed { visit, decision, by } => {
                self.visits.insert(*visit, VisitRecord { decision: decision.clone(), by: *by });
            }
            CaseEvent::BirthDetailed { birth } => self.birth = *birth,
            _ => {}
        }
    }
}

/// The day on which the child was born: of the first pathway that knows it.
#[must_use]
pub fn born(case: &Case) -> Option<Date> {
    let mut anchors = case.runs.iter().flat_map(|run| run.state.anchors());
    anchors.find(|(id, _)| id.as_str() == anchor::BORN).map(|(_, date)| date)
}

/// The day on which she comes home, where that is after the tenth day.
///
/// Then none of the norm's visits is left, and without a rule of their own she and her child would drop out of the roster in
/// silence. The source names what a childbed is for (*medische situatie van kraamvrouw en baby, sociale situatie, verwerking
/// baring, verloop transitie naar ouderschap*) and bids to reckon with when hospitals send home; it does not say that this
/// ends on a day. Who was in hospital for so long has had more to bear than others. So she is visited at least once when she
/// comes home, on the day itself or up to three days later; who visits her sets what follows, or says beforehand that it is
/// not needed, with why.
#[must_use]
pub fn home_late(born: Date, birth: &BirthDetails) -> Option<Date> {
    birth.discharged.filter(|home| *home > born.saturating_add(i64::from(LAST_DAY).days()))
}

/// The last day on which a woman is visited.
#[must_use]
pub fn last_day(born: Date, birth: &BirthDetails) -> Date {
    match home_late(born, birth) {
        Some(home) => home.saturating_add(i64::from(AFTER_LATE_HOME).days()),
        None => born.saturating_add(i64::from(LAST_DAY).days()),
    }
}

/// The days on which the heel prick may be made: some hour of each is 72 to 168 hours after birth. While the time of birth is
/// not known, only the days of which every hour is so, whatever that time was.
#[must_use]
pub fn heel_prick_days(born: Date, at: Option<u16>) -> (Date, Date) {
    let (first, last) = if at.is_some() { (3, 7) } else { (4, 6) };
    (born.saturating_add(first.days()), born.saturating_add(last.days()))
}

/// The days on which a visit can make the heel prick: those on which it may still begin by day. Of a child born at five in the
/// morning the 168 hours end before anybody is on her way.
#[must_use]
pub fn heel_prick_visit_days(born: Date, at: Option<u16>) -> (Date, Date) {
    let (first, last) = heel_prick_days(born, at);
    match at {
        Some(at) if at < EARLIEST_BEGIN => (first, last.saturating_sub(1.days())),
        Some(at) if at > LATEST_BEGIN => (first.saturating_add(1.days()), last),
        _ => (first, last),
    }
}

/// The day on which she comes home, where that is after the days of the heel prick: the hospital then makes it, and who
/// looks after her asks whether it did.
#[must_use]
pub fn heel_prick_in_hospital(born: Date, birth: &BirthDetails) -> Option<Date> {
    birth.discharged.filter(|home| *home > heel_prick_visit_days(born, birth.at).1)
}

/// Whether minutes are a time of the day.
#[must_use]
pub const fn is_time(minutes: u16) -> bool {
    minutes < DAY
}
