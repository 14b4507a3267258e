//! What the region's pages and the API show of the roster: plain values (PN-04).

use jiff::Timestamp;
use jiff::civil::Date;
use regie_care::ids::{CaseId, ClientId, PersonId};
use regie_care::region::{Means, Occasion, Purpose, Visitor};
use regie_pathway::Text;
use regie_roster::reasons;
use serde::Serialize;
use utoipa::ToSchema;

use super::unrecorded::UnrecordedPrick;

/// A visit on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct BoardVisit {
    /// Its name.
    pub visit: String,
    /// Whose.
    pub case: CaseId,
    /// Her name.
    pub client: String,
    /// Where she stays.
    pub site: String,
    /// What it is for.
    pub purpose: Purpose,
    /// How.
    pub means: Means,
    /// By whom.
    pub midwife: PersonId,
    /// Her name.
    pub midwife_name: String,
    /// On which day.
    pub on: Date,
    /// When it begins, in seconds after midnight.
    pub start: u32,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// The midwife's break before it: from when until when, in seconds after midnight.
    pub break_before: Option<(u32, u32)>,
    /// The visiting midwife set its days, its means or its time (PN-04).
    pub agreed: bool,
    /// When it may begin, where she set that, in minutes after midnight.
    pub hours: Option<(u16, u16)>,
    /// A planner set it.
    pub pinned: bool,
    /// Where a planner set it while the roster that is shown has it elsewhere.
    pub pin: Option<PinView>,
    /// The client was told of it as it stands.
    pub told: bool,
    /// It took place.
    pub made: bool,
    /// The client met this midwife or was attended by her; a deputy who never came is a new face.
    pub known_face: bool,
    /// There are complaints of an infection in the household: protective equipment.
    pub infected: bool,
}

/// What a planner set by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PinView {
    /// By whom.
    pub name: String,
    /// On which day.
    pub on: Date,
    /// The next roster can keep it; else something changed since.
    pub can: bool,
}

/// A visit that is on nobody's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct WaitingVisit {
    /// Its name.
    pub visit: String,
    /// Whose.
    pub case: CaseId,
    /// Her name.
    pub client: String,
    /// What it is for.
    pub purpose: Purpose,
    /// The first day on which it may be.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// How.
    pub means: Means,
    /// The roster tried and found nobody; else it is newer than the roster.
    pub impossible: bool,
    /// Why nobody can, where the roster found nobody.
    pub why: Option<Text>,
    /// A heel prick that could still be in time, if the hour of birth were known.
    pub needs_hour: bool,
    /// Who is accountable for her care.
    pub case_manager: String,
    /// How the case manager is reached.
    pub case_manager_phone: String,
}

/// A visitor with her week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct VisitorLine {
    /// Her name.
    pub name: String,
    /// Who, and when she visits.
    pub visitor: Visitor,
    /// Each day of the board.
    pub days: Vec<VisitorDay>,
    /// From when she is ill, when she is or will be.
    pub ill_from: Option<Date>,
    /// Until when she is ill, when she is or will be.
    pub ill_until: Option<Date>,
}

/// A visitor's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VisitorDay {
    /// She can visit.
    Works,
    /// It is no day of hers.
    Free,
    /// The directory has her away.
    Away,
    /// She is ill.
    Ill,
    /// She has a turn of duty.
    Duty,
}

/// Somebody whom a woman knows, and who does not come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct KnownAway {
    /// Who.
    pub name: String,
    /// Whether she visits in this region at all.
    pub visits: bool,
    /// How her days stand on which a visit of this woman may be, each way once; where she works on one of them, the roster
    /// had no room for it there.
    pub days: Vec<VisitorDay>,
}

/// A woman whom the region visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct WomanLine {
    /// Which case.
    pub case: CaseId,
    /// Which client.
    pub client: ClientId,
    /// Her name.
    pub name: String,
    /// Her own date of birth: many bear one name.
    pub birth_date: Option<Date>,
    /// Where she stays.
    pub site: String,
    /// When her child was born.
    pub born: Date,
    /// Who attended the birth, where that is known.
    pub attending: Option<String>,
    /// There are complaints of an infection in the household.
    pub infected: bool,
    /// Where she stays is no place of the region: the roster reckons with its middle.
    pub place_unknown: bool,
    /// How many faces she will have seen after this roster.
    pub faces: usize,
    /// Who those are.
    pub face_names: Vec<Face>,
    /// Someone whom she knows makes at least one of her coming visits; so it is too when she needs none.
    pub keeps_known_face: bool,
    /// Where nobody whom she knows comes: who those are, and why not.
    pub known_away: Vec<KnownAway>,
    /// The day on which she comes home, where that is after the tenth day: she is visited once then.
    pub home_late: Option<Date>,
    /// No visit of hers is still to be made.
    pub needs_none: bool,
    /// She was told of all her coming visits as they stand.
    pub told: bool,
    /// She was told of a coming visit that is otherwise in the roster that holds: she must hear it again.
    pub tell_again: bool,
}

/// A midwife whom a client meets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Face {
    /// Her name.
    pub name: String,
    /// This roster brings her: the client did not meet her before, and was not attended by her.
    pub new: bool,
}

/// A visit of the roster that what was recorded since breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct BrokenVisit {
    /// The visit.
    pub visit: String,
    /// Whose.
    pub case: CaseId,
    /// Her name.
    pub client: String,
    /// What it is for.
    pub purpose: Purpose,
    /// With whom it is written.
    pub midwife: String,
    /// On which day.
    pub on: Date,
    /// When it begins, in seconds after midnight.
    pub start: u32,
    /// The midwife is not there on that day.
    pub absent: bool,
    /// Its hour has come: it was made or not, and nobody is told of it any more.
    pub begun: bool,
    /// Why it cannot be made so.
    pub why: Text,
}

/// What is different from one roster to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RosterChange {
    /// The visit.
    pub visit: String,
    /// Whose.
    pub case: CaseId,
    /// Her name.
    pub client: String,
    /// What it is for.
    pub purpose: Purpose,
    /// By whom and when it was; absent when it is new.
    pub was: Option<(String, Date, u32)>,
    /// By whom and when it is; absent when it is no longer planned.
    pub is: Option<(String, Date, u32)>,
    /// Another midwife.
    pub face: bool,
    /// Another day.
    pub day: bool,
    /// The client had been told.
    pub told: bool,
}

/// What the checker says of a roster.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RosterFigures {
    /// Visits that somebody makes who is there.
    pub planned: usize,
    /// Needed visits that the roster has with nobody.
    pub unplanned: usize,
    /// Visits with somebody who is not there on that day any more: the roster is to be made anew.
    pub overtaken: usize,
    /// Faces per client, those whom she met already too, in thousandths.
    pub faces: u32,
    /// How many of those faces the roster brings: each is one extra face on the bill.
    pub new_faces: usize,
    /// Minutes of travel.
    pub travel_minutes: u32,
    /// Visits that are otherwise than the client had been told: by a proposal, or in the roster that holds since she was.
    pub broken_promises: u32,
    /// What it costs, unit by unit.
    pub bill: Vec<(Text, i64)>,
}

/// A roster that waits to be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ProposalView {
    /// Why it was asked for.
    pub occasion: Occasion,
    /// Who asked.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What would change.
    pub changes: Vec<RosterChange>,
}

/// A week of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct WeekBoard {
    /// The network.
    pub network: String,
    /// The region's version: for `If-Match`.
    pub version: u64,
    /// Today.
    pub today: Date,
    /// The days shown.
    pub days: Vec<Date>,
    /// The visits of those days.
    pub visits: Vec<BoardVisit>,
    /// Visits that are needed and on nobody's day.
    pub waiting: Vec<WaitingVisit>,
    /// Who visits.
    pub visitors: Vec<VisitorLine>,
    /// Who is visited.
    pub women: Vec<WomanLine>,
    /// The places with where they are: name, latitude, longitude in millionths of a degree.
    pub places: Vec<(String, i64, i64)>,
    /// What the checker says of what is shown.
    pub figures: RosterFigures,
    /// The visits of what is shown that what was recorded since breaks; empty while it keeps all rules.
    pub broken: Vec<BrokenVisit>,
    /// The heel pricks whose days went by without anybody recording whether they were made.
    pub unrecorded: Vec<UnrecordedPrick>,
    /// What is shown is a proposal.
    pub proposal: Option<ProposalView>,
    /// Who accepted the roster that holds, and when.
    #[schema(value_type = Option<Vec<String>>)]
    pub accepted: Option<(String, Timestamp)>,
    /// What changed since yesterday's roster, or today's first where there is none of yesterday.
    pub changes: Vec<RosterChange>,
    /// When that one was accepted.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub changed_since: Option<Timestamp>,
    /// Minutes of a visitor's day that a visit takes on average.
    pub pace: u16,
}

/// Where a visit could be as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Alternative {
    /// Who would make it.
    pub midwife: PersonId,
    /// Her name.
    pub name: String,
    /// On which day.
    pub on: Date,
    /// The client met her or was attended by her; a deputy who never came is a new face.
    pub known_face: bool,
    /// What the whole roster would cost more.
    pub extra: i64,
    /// What that is made of.
    pub units: Vec<(Text, i64)>,
}

/// Why a visit is where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct VisitReason {
    /// The visit.
    pub visit: String,
    /// Whose.
    pub client: String,
    /// What it is for.
    pub purpose: Purpose,
    /// Who makes it; nobody when it is not planned.
    pub midwife: Option<String>,
    /// On which day.
    pub on: Option<Date>,
    /// What speaks for it.
    pub because: Vec<Text>,
    /// Where else it could be, the cheapest first.
    pub next: Vec<Alternative>,
    /// The first day on which it may be.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// Where a planner set it.
    pub pin: Option<PinView>,
}

/// A visit of somebody who is ill, with who could make it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StandIn {
    /// The visit.
    pub visit: String,
    /// Whose.
    pub client: String,
    /// What it is for.
    pub purpose: Purpose,
    /// On which day it is planned.
    pub on: Date,
    /// What could be done: others that day and the best other day, the cheapest first; then a call.
    pub ranked: Vec<StandInChoice>,
    /// Why nothing can be done, when nothing can.
    pub unmet: Option<Text>,
}

/// What could be done about a visit of somebody who is ill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = StandInKind)]
pub enum ChoiceKind {
    /// Another midwife comes on the same day.
    SameDay,
    /// Somebody comes on another day inside the visit's window.
    OtherDay,
    /// A call instead of a check in person.
    Call,
}

impl From<reasons::ChoiceKind> for ChoiceKind {
    fn from(kind: reasons::ChoiceKind) -> Self {
        match kind {
            reasons::ChoiceKind::SameDay => Self::SameDay,
            reasons::ChoiceKind::OtherDay => Self::OtherDay,
            reasons::ChoiceKind::Call => Self::Call,
        }
    }
}

/// One thing that could be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StandInChoice {
    /// What.
    pub kind: ChoiceKind,
    /// By whom, on which day, and what it costs.
    pub place: Alternative,
}

/// The visits of somebody who is ill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StandInList {
    /// Who.
    pub midwife: PersonId,
    /// Her name.
    pub name: String,
    /// Her visits.
    pub visits: Vec<StandIn>,
}
