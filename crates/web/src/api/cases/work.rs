//! What is to be done on a case, how handovers went, and what others owe.

use jiff::Timestamp;
use jiff::civil::Date;
use regie_care::case::Case;
use regie_care::case::records::{Expectation, HandoverKind, No, ReferralLetter};
use regie_care::case::state::{
    ActionLife, ActionRecord, ExpectationLife, ExpectationRecord, HandoverLife, HandoverRecord, numbered,
};
use regie_care::directory::Directory;
use regie_care::seat::Seat;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::names::{OrgName, PersonName, SeatName};

/// What is to be done, handed over and owed. Things are numbered from 1 per list; commands name them by their number.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Work {
    /// Actions.
    actions: Vec<ActionView>,
    /// Handovers; at most one waits for an answer.
    handovers: Vec<HandoverView>,
    /// Feedback that others owe.
    feedback: Vec<FeedbackView>,
}

/// An action.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct ActionView {
    /// Its number.
    no: No,
    /// What.
    what: String,
    /// Who; absent means the case manager of the moment.
    who: Option<SeatName>,
    /// By when.
    by: Date,
    /// The place on an agenda from which it came.
    agenda: Option<No>,
    /// Where it stands.
    life: ActionLifeView,
}

/// Where an action stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum ActionLifeView {
    /// To do.
    Open,
    /// Done.
    Done {
        /// The day.
        on: Date,
        /// What was said of it.
        note: String,
    },
    /// Dropped.
    Dropped {
        /// Why.
        reason: String,
    },
}

/// A handover. Until it is accepted the sender stays accountable.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct HandoverView {
    /// Its number.
    no: No,
    /// Why, and under which conditions.
    handover: HandoverKind,
    /// The accountable case manager at that moment.
    from: SeatName,
    /// Who proposed it.
    proposed_by: SeatName,
    /// The receiving organisation.
    to_org: OrgName,
    /// The receiving person, where she is already known.
    to_person: Option<PersonName>,
    /// What the receiver should know.
    note: String,
    /// Last day for an answer.
    answer_by: Date,
    /// When it was proposed.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Where the handshake stands.
    life: HandoverLifeView,
    /// The letter, once it was sent.
    letter: Option<ReferralLetter>,
    /// Why the move that it was for was called off, after it was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    called_off: Option<String>,
}

/// Where a handshake stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum HandoverLifeView {
    /// Waits for the receiver.
    Proposed {
        /// Whether no answer came in time.
        alarmed: bool,
    },
    /// The receiver is accountable.
    Accepted {
        /// Who.
        by: SeatName,
        /// Since when.
        #[schema(value_type = String, format = DateTime)]
        at: Timestamp,
    },
    /// The sender stayed accountable.
    Declined {
        /// Who declined.
        by: SeatName,
        /// Why.
        reason: String,
    },
    /// The sender took it back.
    Withdrawn {
        /// Why.
        reason: String,
    },
}

/// Feedback that another owes.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct FeedbackView {
    /// Its number.
    no: No,
    /// What is owed, by whom, by when.
    expectation: Expectation,
    /// Where it stands.
    life: FeedbackLife,
}

/// Where feedback stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum FeedbackLife {
    /// Not there yet.
    Waiting,
    /// Received.
    Received {
        /// The day.
        on: Date,
        /// What it says.
        text: String,
    },
    /// Waived.
    Waived {
        /// Why.
        reason: String,
    },
}

impl Work {
    /// All work of a case.
    pub(super) fn of(case: &Case, directory: &Directory) -> Self {
        Self {
            actions: numbered(&case.actions).map(|(no, record)| action(no, record, directory)).collect(),
            handovers: numbered(&case.handovers).map(|(no, record)| handover(no, record, directory)).collect(),
            feedback: numbered(&case.expectations).map(|(no, record)| feedback(no, record)).collect(),
        }
    }

    /// The open actions of one person.
    pub(super) fn own(case: &Case, seat: Seat, directory: &Directory) -> Self {
        let hers = |record: &ActionRecord| {
            let named = record.life == ActionLife::Open && record.plan.who == Some(seat);
            named || record.owed_by() == Some(seat.org)
        };
        let actions = numbered(&case.actions).filter(|(_, record)| hers(record));
        Self {
            actions: actions.map(|(no, record)| action(no, record, directory)).collect(),
            handovers: Vec::new(),
            feedback: Vec::new(),
        }
    }

    /// What the receiver of a handover needs to answer it.
    pub(super) fn to_answer(case: &Case, directory: &Directory) -> Self {
        let open = numbered(&case.actions).filter(|(_, record)| record.life == ActionLife::Open);
        Self {
            actions: open.map(|(no, record)| action(no, record, directory)).collect(),
            handovers: case
                .pending_handover()
                .map(|(no, record)| handover(no, record, directory))
                .into_iter()
                .collect(),
            feedback: Vec::new(),
        }
    }
}

fn action(no: No, record: &ActionRecord, directory: &Directory) -> ActionView {
    ActionView {
        no,
        what: record.plan.what.clone(),
        who: record.plan.who.map(|seat| SeatName::of(seat, directory)),
        by: record.plan.by,
        agenda: record.agenda,
        life: match &record.life {
            ActionLife::Open => ActionLifeView::Open,
            ActionLife::Done(on, note) => ActionLifeView::Done { on: *on, note: note.clone() },
            ActionLife::Dropped(reason) => ActionLifeView::Dropped { reason: reason.clone() },
        },
    }
}

fn handover(no: No, record: &HandoverRecord, directory: &Directory) -> HandoverView {
    let (seat, proposal) = (|seat| SeatName::of(seat, directory), &record.proposal);
    HandoverView {
        no,
        handover: proposal.handover.clone(),
        from: seat(proposal.from),
        proposed_by: seat(proposal.proposed_by),
        to_org: OrgName::of(proposal.to_org, directory),
        to_person: proposal.to_person.map(|person| PersonName::of(person, directory)),
        note: proposal.note.clone(),
        answer_by: proposal.answer_by,
        at: record.at,
        life: match &record.life {
            HandoverLife::Proposed { alarmed } => HandoverLifeView::Proposed { alarmed: *alarmed },
            HandoverLife::Accepted(by, at) => HandoverLifeView::Accepted { by: seat(*by), at: *at },
            HandoverLife::Declined(by, reason) => HandoverLifeView::Declined { by: seat(*by), reason: reason.clone() },
            HandoverLife::Withdrawn(reason) => HandoverLifeView::Withdrawn { reason: reason.clone() },
        },
        letter: record.letter.clone(),
        called_off: record.called_off.clone(),
    }
}

pub(super) fn feedback(no: No, record: &ExpectationRecord) -> FeedbackView {
    FeedbackView {
        no,
        expectation: record.expectation.clone(),
        life: match &record.life {
            ExpectationLife::Waiting => FeedbackLife::Waiting,
            ExpectationLife::Received(on, text) => FeedbackLife::Received { on: *on, text: text.clone() },
            ExpectationLife::Waived(reason) => FeedbackLife::Waived { reason: reason.clone() },
        },
    }
}
