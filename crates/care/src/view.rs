//! The rows that lists are made of: a pure function of a stream's state, written beside its events.
//!
//! A row never depends on the clock or on another stream, so that it can be rebuilt at any time and compared.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use regie_pathway::{ContentHash, PathwayId, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::case::Death;
use crate::case::records::{HandoverCode, No, Recorded, Urgency};
use crate::ids::{CaseId, ClientId, MeetingId, OrgId, PersonId};
use crate::seat::Line;

/// A row of any view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViewRow {
    /// The caseload.
    Case(CaseRow),
    /// Deputies by date.
    Deputy(DeputyRow),
    /// Which organisation has to do with which case.
    Involved(InvolvedRow),
    /// Who may read what is sealed.
    Reader(ReaderRow),
    /// What is to be done, answered or waited for.
    Work(WorkRow),
    /// Places on agendas.
    Agenda(AgendaRow),
    /// Clients.
    Client(ClientRow),
    /// Names of professionals.
    Person(PersonRow),
    /// Meetings.
    Meeting(MeetingRow),
    /// Boards by level.
    Board(BoardRow),
}

/// Where a case is in its course; for filters and the caseload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Pregnant.
    Pregnancy,
    /// After birth.
    Postnatal,
    /// The pregnancy ended early.
    Ended,
    /// The case is closed.
    Closed,
}

/// One case in the caseload (AZ-01).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// Key.
    pub case: CaseId,
    /// Whose.
    pub client: ClientId,
    /// The accountable case manager's organisation.
    pub org: OrgId,
    /// The first-line practice.
    pub practice: OrgId,
    /// The one accountable person.
    pub case_manager: PersonId,
    /// The first-line case manager, who is the same while the case is in first line.
    pub first_line: PersonId,
    /// Where she is.
    pub phase: Phase,
    /// In which line the case manager works.
    pub line: Line,
    /// À terme datum.
    pub due: Option<Date>,
    /// Day of birth of the child.
    pub born: Option<Date>,
    /// Whether it is her first child, where the number of births before is known (PN-01).
    pub first_child: Option<bool>,
    /// The day of a planned caesarean, while the child is not born (PN-01).
    pub caesarean: Option<Date>,
    /// Whether she gives birth in hospital, where that is known (PN-01).
    pub in_hospital: Option<bool>,
    /// That the client died.
    pub died: Option<Death>,
    /// Begin of the care.
    pub opened_on: Date,
    /// End of the care.
    pub closed_on: Option<Date>,
    /// Earliest last day of what is open now and not sealed.
    pub next_until: Option<Date>,
    /// Earliest appointment of what is open and not sealed, made inside its window; one that passed is no longer ahead.
    pub next_planned: Option<Date>,
    /// The same with sealed work, where that comes first: for who is named on the seal (PS-02).
    pub next_sealed: Option<Date>,
    /// The next day on which `Tick` would change something; `None` when nothing waits for a day.
    pub next_due: Option<Date>,
    /// Urgent signals that the case manager herself has not acknowledged.
    pub urgent: u32,
    /// The version of each pathway that the case pinned.
    pub pinned: BTreeMap<PathwayId, ContentHash>,
}

impl CaseRow {
    /// The day that comes next in the case: an appointment ahead, or the last day of what is open where that is before it.
    #[must_use]
    pub fn next_day(&self, today: Date) -> Option<Date> {
        self.next_planned.filter(|planned| *planned >= today).into_iter().chain(self.next_until).min()
    }
}

/// A deputyship of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeputyRow {
    /// Key.
    pub case: CaseId,
    /// Key: place in the list of deputyships, from 1.
    pub no: No,
    /// Who.
    pub deputy: PersonId,
    /// At which organisation.
    pub org: OrgId,
    /// For whom: the accountable case manager, or the first-line one while second line is accountable.
    pub absent: PersonId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Option<Date>,
}

/// What an organisation has to do with a case: the ground for seeing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The case manager works there.
    Accountable,
    /// The first-line practice while second line is accountable.
    FirstLine,
    /// A proposed handover waits for its answer.
    Receiving,
    /// One of its people is case manager for a situation (shared case management).
    Sharing,
    /// It takes part in the team and gives care.
    Team,
    /// It takes part for logistics only (COA).
    Logistics,
    /// It was accountable before.
    Former,
}

/// One organisation's relation to a case; the strongest, where there are several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvolvedRow {
    /// Key.
    pub org: OrgId,
    /// Key.
    pub case: CaseId,
    /// Which relation.
    pub relation: Relation,
    /// Whether the case is open.
    pub open: bool,
    /// The last day on which it takes or took part, where that is known: the day of the move while it stays until the
    /// client leaves, and of who handed over.
    pub until: Option<Date>,
}

/// Where a line of work stands on *Vandaag*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Lane {
    /// On top until acknowledged.
    Urgent,
    /// The owner does it.
    Todo,
    /// The owner decides on a handover, or any midwife of the organisation when no person was named.
    Answer,
    /// The owner waits for another.
    Waiting,
}

/// What kind of work it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum WorkKind {
    /// A step of a pathway; `delegated-to` does it while the owner stays responsible (AZ-09).
    Step {
        /// Which pathway.
        pathway: String,
        /// Which step.
        step: String,
        /// Which occurrence.
        nth: u16,
        /// Planned on this day. Where that lies after the last day of the line, it is as due as if it were not planned.
        planned: Option<Date>,
        /// Whether it must be settled before closing.
        required: bool,
        /// Whether it came too late for its own window and was given a catch-up window.
        late: bool,
        /// Whether it waits for what comes before it, so that it can be neither done nor left out yet.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[schema(required = false)]
        waits: bool,
        /// Who does it.
        delegated_to: Option<PersonId>,
    },
    /// A particular that the case manager must acknowledge.
    Signal {
        /// Its number.
        no: No,
        /// How soon.
        urgency: Urgency,
        /// Who took it.
        taken_by: Option<PersonId>,
        /// When.
        #[schema(value_type = String, format = DateTime)]
        at: Timestamp,
        /// Who acknowledged it in the case manager's absence; she must still read it herself, and nobody else.
        #[serde(default)]
        heard_by: Option<PersonId>,
    },
    /// An action.
    Action {
        /// Its number.
        no: No,
    },
    /// A goal of the treatment plan that is to be evaluated (CM-08).
    Goal {
        /// Its number.
        no: No,
    },
    /// A handover that the sender waits for, or that the receiver must answer.
    Handover {
        /// Its number.
        no: No,
        /// Why.
        code: HandoverCode,
        /// The other side.
        other: OrgId,
        /// Whether the alarm went.
        alarmed: bool,
    },
    /// The letter that must follow an acute handover.
    Letter {
        /// The handover's number.
        no: No,
    },
    /// Feedback that another owes.
    Feedback {
        /// Its number; what is owed under seal has numbers of its own.
        no: No,
        /// From whom, where an organisation is known.
        from: Option<OrgId>,
    },
    /// A result that another owes.
    Result {
        /// The investigation's number.
        no: No,
        /// From whom.
        from: OrgId,
    },
    /// The client's request for shared case management that waits for an answer.
    SharingRequest,
}

/// One line of work (AZ-14).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkRow {
    /// Key.
    pub case: CaseId,
    /// Key: names the thing inside the case, such as `step:az-verloskunde:birth-plan:1` or `signal:3`.
    pub item: String,
    /// Who is responsible; `None` when anyone of the organisation may take it.
    pub owner: Option<PersonId>,
    /// At which organisation.
    pub org: OrgId,
    /// Where it stands.
    pub lane: Lane,
    /// What kind.
    pub work: WorkKind,
    /// First day.
    pub from: Date,
    /// Best day.
    pub target: Date,
    /// Last day.
    pub until: Date,
    /// What, in both languages.
    pub title: Text,
    /// Only for who is named on the case's seal (PS-02).
    pub sealed: bool,
}

/// Where an open case stands on the board of one of its pathways (CM-03, CM-09).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardRow {
    /// Key.
    pub case: CaseId,
    /// Key.
    pub pathway: PathwayId,
    /// The column: an option of the choice that the pathway names; `None` while it was not decided.
    pub level: Option<String>,
    /// Since when, where a step decided it.
    pub since: Option<Date>,
    /// Which step decided it, and by which row of a table and why.
    pub why: Option<Placed>,
}

/// Why a case stands in a column of a board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Placed {
    /// The step that decided it.
    pub step: Text,
    /// The rows of its decision table, counted from 1; none when no table decides it.
    #[serde(default)]
    pub rows: Vec<usize>,
    /// The reason that the row gives.
    #[serde(default)]
    pub why: Option<Text>,
    /// That somebody set it otherwise than the table says.
    #[serde(default)]
    pub by_hand: Option<ByHand>,
}

/// A level that somebody set otherwise than the decision table says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ByHand {
    /// Why.
    pub reason: String,
    /// What the table said; nothing while it did not decide.
    pub said: Option<Text>,
    /// Who set it; nobody when Regie itself did.
    pub by: Option<PersonId>,
}

/// Somebody who may read what is sealed of a case (PS-02).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderRow {
    /// Key.
    pub case: CaseId,
    /// Key: who.
    pub person: PersonId,
    /// Key: in which seat.
    pub org: OrgId,
    /// Key: from which day on; of a deputy one row for each time that she is that.
    pub from: Date,
    /// The last day, where it is known.
    pub until: Option<Date>,
}

/// A place on an agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaRow {
    /// Key.
    pub meeting: MeetingId,
    /// Key.
    pub case: CaseId,
    /// Key: the number inside the case.
    pub no: No,
    /// What is asked.
    pub question: String,
    /// Whether it still waits to be discussed.
    pub waiting: bool,
}

/// A client, as lists and search need her (G-07).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRow {
    /// Key.
    pub client: ClientId,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Family and given name folded for search: lower case, without accents.
    pub search: String,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// BSN, nine digits.
    pub bsn: Option<String>,
    /// V-number, ten digits.
    pub v_number: Option<String>,
    /// Number in the source system, `source:number`, by which an import recognises her.
    pub source_number: Option<String>,
    /// Language.
    pub language: String,
    /// Needs an interpreter.
    pub interpreter: bool,
    /// Phone.
    pub phone: String,
    /// Where she stays.
    pub site: String,
    /// How many records may be the same person and were not set aside yet.
    pub suspicions: u32,
    /// The client into whom this record was merged.
    pub merged_into: Option<ClientId>,
    /// Who entered her, and when.
    pub registered: Recorded,
}

impl ClientRow {
    /// Given and family name as on the page.
    #[must_use]
    pub fn full_name(&self) -> String {
        full_name(&self.given_name, &self.family_name)
    }
}

/// Given and family name as on the page; one of them may be empty.
#[must_use]
pub fn full_name(given: &str, family: &str) -> String {
    format!("{given} {family}").trim().to_owned()
}

/// A professional's name, by which lists put who is responsible in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Key.
    pub person: PersonId,
    /// Her name folded for search: lower case, without accents.
    pub search: String,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingRow {
    /// Key.
    pub meeting: MeetingId,
    /// Who calls it.
    pub org: OrgId,
    /// The kind of meeting: `vsv` or `client-meeting`.
    pub meeting_kind: String,
    /// The network in which it is held.
    pub network: String,
    /// The day.
    pub on: Date,
    /// Whether it was held.
    pub held: bool,
    /// Whether it was called off; what waited on its agenda needs another place.
    pub cancelled: bool,
    /// Its title.
    pub title: String,
}
