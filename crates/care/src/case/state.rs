//! The state of a case: what all its events add up to.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use regie_pathway as pathway;

use super::letter::LetterRecord;
pub use super::moving::{Arriving, Leaving};
use super::records::{
    ActionPlan, Agreement, ClosingReason, Contact, Deputyship, Evaluation, Expectation, IntakeSection, Investigation,
    MedicalHistory, No, OtherHistory, Proposal, PsychologicalHistory, Recorded, ReferralLetter, Signal, SocialHistory,
    TeamMember, TrustedPerson,
};
use super::seal::Seal;
use crate::ids::{CaseId, ClientId, MeetingId, OrgId};
use crate::intake::Part;
use crate::plan::{CarePlan, MeasureOf, Responsible};
use crate::postnatal::Postnatal;
use crate::seat::{Actor, OrgKind, Seat};
use crate::vocabulary::{anchor, fact};

/// A case from intake to close.
///
/// `case_manager` is a plain value, neither optional nor a list: that exactly one person is accountable at every
/// sequence number is the shape of this type (AZ-01).
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Which case.
    pub id: CaseId,
    /// Whose.
    pub client: ClientId,
    /// When the care began.
    pub opened_on: Date,
    /// The one accountable case manager.
    pub case_manager: Seat,
    /// The last case manager in the first line: to whom the case returns (AZ-13).
    pub first_line: Seat,
    /// Deputies by date, oldest first.
    pub deputies: Vec<Deputyship>,
    /// The organisations around the client, one per function.
    pub team: BTreeMap<OrgKind, TeamMember>,
    /// Organisations that take part until the client moves away from them, after a handover that was accepted before.
    pub leaving: Vec<Leaving>,
    /// The move that is still to come, after a handover that was accepted before.
    pub arriving: Option<Arriving>,
    /// Whom she trusts.
    pub trusted: Option<TrustedPerson>,
    /// The pathways that run on this case.
    pub runs: Vec<Run>,
    /// The intake as far as it was recorded.
    pub intake: Intake,
    /// Contacts, oldest first; the number is the place plus one. The same holds for the lists below.
    pub contacts: Vec<ContactRecord>,
    /// Particulars.
    pub signals: Vec<SignalRecord>,
    /// Examination and treatment elsewhere.
    pub investigations: Vec<InvestigationRecord>,
    /// What other providers were told.
    pub notices: Vec<NoticeRecord>,
    /// Letters that did a step (PS-06, PS-07).
    pub letters: Vec<LetterRecord>,
    /// Places on meetings' agendas.
    pub agenda: Vec<AgendaRecord>,
    /// Actions.
    pub actions: Vec<ActionRecord>,
    /// Handovers; at most one is proposed at a time.
    pub handovers: Vec<HandoverRecord>,
    /// Feedback owed by others.
    pub expectations: Vec<ExpectationRecord>,
    /// Shared case management while agreed; empty otherwise.
    pub sharing: Vec<Agreement>,
    /// The client's request for shared case management.
    pub sharing_request: Option<SharingRequest>,
    /// Care diagnosis, treatment plan and who coordinates (CM-01, PS-05).
    pub care_plan: CarePlan,
    /// What was decided about the postnatal visits, and of the birth (PN-01, PN-04).
    pub postnatal: Postnatal,
    /// Evaluations with the client.
    pub evaluations: Vec<Evaluation>,
    /// How it ended.
    pub closed: Option<Closing>,
    /// What is sealed, and who may read it (PS-02).
    pub seal: Option<Seal>,
    /// How many of its events only those know of who are named on the seal.
    pub sealed_events: u64,
}

/// One pathway on a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Which pathway.
    pub pathway: pathway::PathwayId,
    /// Where it stands.
    pub state: pathway::State,
    /// Steps that someone else does; the case manager stays responsible (AZ-09).
    pub delegations: BTreeMap<(pathway::StepId, u16), Seat>,
    /// That the level was set otherwise than the decision tables said, as long as that stands.
    pub deviation: Option<Deviation>,
    /// Who gave each answer, and when.
    pub answered: BTreeMap<pathway::FactId, Recorded>,
    /// Who recorded that a step was done, and when (AZ-09).
    pub done: BTreeMap<(pathway::StepId, u16), Recorded>,
}

/// A level that was set otherwise than the decision tables say (CM-03).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// The choice that makes the board.
    pub fact: pathway::FactId,
    /// The level.
    pub level: String,
    /// What the tables said then; nothing while they did not decide.
    pub said: Option<String>,
    /// The tables.
    pub tables: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who set it.
    pub by: Actor,
    /// When.
    pub on: Date,
}

/// The structured intake (AZ-04).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Intake {
    /// Medische anamnese.
    pub medical: Option<MedicalHistory>,
    /// Psychische anamnese.
    pub psychological: Option<PsychologicalHistory>,
    /// Sociale anamnese.
    pub social: Option<SocialHistory>,
    /// The parts of the history of other than midwifery care.
    pub history: BTreeMap<Part, OtherHistory>,
}

impl Intake {
    /// A part as it is recorded.
    #[must_use]
    pub fn part(&self, part: Part) -> Option<IntakeSection> {
        let other = self.history.get(&part).cloned().map(IntakeSection::History);
        other.or_else(|| match part {
            Part::Medical => self.medical.clone().map(IntakeSection::Medical),
            Part::Psychological => self.psychological.clone().map(IntakeSection::Psychological),
            Part::Social => self.social.clone().map(IntakeSection::Social),
            Part::Wishes => None,
        })
    }
}

/// A contact and who recorded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRecord {
    /// The contact.
    pub contact: Contact,
    /// Who had it.
    pub by: Seat,
    /// Whether its note was corrected later.
    pub corrected: bool,
}

/// A particular and whether the case manager knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignalRecord {
    /// The particular.
    pub signal: Signal,
    /// Who took it.
    pub taken_by: Option<Seat>,
    /// When it came in.
    pub at: Timestamp,
    /// Who acknowledged it, and when.
    pub acknowledged: Option<(Seat, Timestamp)>,
    /// Whether that was a stand-in, in the case manager's absence. The alarm is over then, but the case manager must
    /// still hear of it: she acknowledges it once more herself.
    pub by_deputy: bool,
}

/// How far a particular has come on its way to the case manager (AZ-06).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Awareness {
    /// Nobody acknowledged it.
    Unheard,
    /// Somebody did in her absence; she must still read it.
    ToBeRead,
    /// She knows.
    Known,
}

/// An investigation and its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvestigationRecord {
    /// The investigation.
    pub investigation: Investigation,
    /// Day and text of the result.
    pub result: Option<(Date, String)>,
}

/// What other providers were told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRecord {
    /// To whom.
    pub orgs: Vec<OrgId>,
    /// About what.
    pub subject: String,
    /// The text.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// A place on an agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaRecord {
    /// Which meeting.
    pub meeting: MeetingId,
    /// What is asked.
    pub question: String,
    /// Where it stands.
    pub life: AgendaLife,
}

/// Where a place on an agenda stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgendaLife {
    /// Will be discussed.
    Waiting,
    /// Was discussed, with this outcome.
    Discussed(String),
    /// Was taken off, for this reason.
    Withdrawn(String),
}

/// An action and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRecord {
    /// What, who and by when.
    pub plan: ActionPlan,
    /// The agenda place from which it came.
    pub agenda: Option<No>,
    /// What makes it a measure of the treatment plan (CM-01).
    pub measure: Option<MeasureOf>,
    /// Where it stands.
    pub life: ActionLife,
}

impl ActionRecord {
    /// Somebody else does it from now on; nobody by name is the case manager of the moment. What the client, a carer or an
    /// organisation does stays theirs.
    pub(crate) fn give(&mut self, to: Option<Seat>) {
        self.plan.who = to;
        if let Some(measure) = self.measure.as_mut().filter(|measure| !measure.responsible.is_elsewhere()) {
            measure.responsible = Responsible::of(to);
        }
    }

    /// The organisation that is to carry it out as a measure of the plan, while it is open.
    #[must_use]
    pub fn owed_by(&self) -> Option<OrgId> {
        let measure = self.measure.as_ref().filter(|_| self.life == ActionLife::Open)?;
        measure.responsible.org()
    }
}

/// Where an action stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionLife {
    /// To do.
    Open,
    /// Done on this day.
    Done(Date, String),
    /// Dropped for this reason.
    Dropped(String),
}

/// A handover and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverRecord {
    /// As proposed; the day of a move as it was set since.
    pub proposal: Proposal,
    /// When it was proposed.
    pub at: Timestamp,
    /// Where the handshake stands.
    pub life: HandoverLife,
    /// The letter that was sent; for an acute handover it may come later.
    pub letter: Option<ReferralLetter>,
    /// Why the move that it was for was called off after it was accepted.
    pub called_off: Option<String>,
    /// The day on which she was to move until the move was last put on another.
    pub formerly: Option<Date>,
}

/// Where a handshake stands: proposed → accepted | declined | withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandoverLife {
    /// Waits for the receiver. `alarmed` once no answer came in time.
    Proposed {
        /// Whether the alarm went.
        alarmed: bool,
    },
    /// The receiver is accountable.
    Accepted(Seat, Timestamp),
    /// The sender stayed accountable.
    Declined(Seat, String),
    /// The sender took it back.
    Withdrawn(String),
}

/// Feedback that is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectationRecord {
    /// What is owed.
    pub expectation: Expectation,
    /// Since when.
    pub at: Timestamp,
    /// Where it stands.
    pub life: ExpectationLife,
}

/// Where feedback stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectationLife {
    /// Not there yet.
    Waiting,
    /// Received on this day.
    Received(Date, String),
    /// Waived for this reason.
    Waived(String),
}

/// A client's request for shared case management.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharingRequest {
    /// The day.
    pub on: Date,
    /// In her words.
    pub wish: String,
    /// Why it cannot be, once answered so.
    pub declined: Option<String>,
}

/// How a case ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Closing {
    /// The day.
    pub on: Date,
    /// Why.
    pub reason: ClosingReason,
    /// Remarks.
    pub note: String,
    /// When the client died, where that is why.
    pub died_on: Option<Date>,
    /// The pathways as they stood before they ended with the case: a reopened case goes on with them.
    pub runs: Vec<Run>,
}

impl Case {
    /// Whether the case is still open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Whether second line is accountable; the first-line case manager then waits for the case to return (AZ-13).
    #[must_use]
    pub fn in_second_line(&self) -> bool {
        self.case_manager != self.first_line
    }

    /// The day of a planned caesarean, while the child is not born and the pregnancy goes on.
    #[must_use]
    pub fn planned_caesarean(&self) -> Option<Date> {
        let (born, lost) = (pathway::AnchorId::from(anchor::BORN), pathway::FactId::from(fact::PREGNANCY_LOST));
        let over = self.runs.iter().any(|run| {
            run.state.anchor(&born).is_some() || run.state.fact(&lost) == Some(&pathway::FactValue::YesNo(true))
        });
        self.postnatal.birth.planned_caesarean.filter(|_| !over && self.death().is_none())
    }

    /// Who is responsible for a step: the first-line case manager for what is done in first line whoever is accountable,
    /// such as telling GC A what was agreed with second line ("Stel GC A waar de zwangere verblijft op de hoogte van deze
    /// afspraken"), else the accountable one.
    #[must_use]
    pub const fn responsible_for(&self, done_in: Option<pathway::DoneIn>) -> Seat {
        match done_in {
            Some(pathway::DoneIn::FirstLine) => self.first_line,
            Some(pathway::DoneIn::SecondLine) | None => self.case_manager,
        }
    }

    /// The handover that waits for an answer, with its number.
    #[must_use]
    pub fn pending_handover(&self) -> Option<(No, &HandoverRecord)> {
        numbered(&self.handovers).find(|(_, h)| matches!(h.life, HandoverLife::Proposed { .. }))
    }

    /// The client's request for shared case management while it waits for an answer.
    #[must_use]
    pub fn waiting_sharing_request(&self) -> Option<&SharingRequest> {
        self.sharing_request.as_ref().filter(|request| request.declined.is_none())
    }

    /// Whether this pathway runs here, as it is or as a network's variant of it (CM-02).
    #[must_use]
    pub fn runs_variant_of(&self, id: &pathway::PathwayId) -> bool {
        let shared = id.shared();
        self.runs.iter().any(|run| run.pathway.shared() == shared)
    }

    /// The run of a pathway.
    #[must_use]
    pub fn run(&self, id: &pathway::PathwayId) -> Option<&Run> {
        self.runs.iter().find(|run| run.pathway == *id)
    }

    /// How far a particular of this case has come on its way to the one who is case manager now.
    #[must_use]
    pub fn awareness(&self, record: &SignalRecord) -> Awareness {
        match record.acknowledged {
            None => Awareness::Unheard,
            // A stand-in who became case manager since knows what she acknowledged.
            Some((by, _)) if record.by_deputy && by.person != self.case_manager.person => Awareness::ToBeRead,
            Some(_) => Awareness::Known,
        }
    }

    /// The organisation in a function of the team.
    #[must_use]
    pub fn team_org(&self, role: OrgKind) -> Option<OrgId> {
        self.team.get(&role).map(|member| member.org)
    }
}

/// Numbers the records of a list from 1.
pub fn numbered<T>(records: &[T]) -> impl DoubleEndedIterator<Item = (No, &T)> + ExactSizeIterator {
    records.iter().enumerate().map(|(index, record)| (No::try_from(index + 1).unwrap_or(No::MAX), record))
}

/// Finds a record by its number.
#[must_use]
pub fn by_no<T>(records: &[T], no: No) -> Option<&T> {
    index(no).and_then(|index| records.get(index))
}

pub(crate) fn index(no: No) -> Option<usize> {
    usize::try_from(no).ok()?.checked_sub(1)
}
