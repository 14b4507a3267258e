//! Adds events to the state of a case.
//!
//! Total and without effects: an event that does not fit (a number that names nothing, a second `Opened`) changes
//! nothing, so replaying a journal needs no guards and equals what happened live.

mod handover;
mod plan;
mod steps;
mod work;

use super::event::CaseEvent;
use super::records::Recorded;
use super::records::{IntakeSection, No};
use super::seal;
use super::state::{self, Case, Closing, Intake, SharingRequest};
use crate::ids::CaseId;
use crate::postnatal::Postnatal;

/// The state after the first event of a case; `None` when that is not `Opened`, for then there is no case.
#[must_use]
pub fn begin(id: CaseId, event: &CaseEvent, _recorded: Recorded) -> Option<Case> {
    let CaseEvent::Opened { client, case_manager, deputy, on } = event else { return None };
    Some(Case {
        id,
        client: *client,
        opened_on: *on,
        case_manager: *case_manager,
        first_line: *case_manager,
        deputies: vec![deputy.clone()],
        team: std::collections::BTreeMap::new(),
        leaving: Vec::new(),
        arriving: None,
        trusted: None,
        runs: Vec::new(),
        intake: Intake::default(),
        contacts: Vec::new(),
        signals: Vec::new(),
        investigations: Vec::new(),
        notices: Vec::new(),
        letters: Vec::new(),
        agenda: Vec::new(),
        actions: Vec::new(),
        handovers: Vec::new(),
        expectations: Vec::new(),
        sharing: Vec::new(),
        sharing_request: None,
        care_plan: crate::plan::CarePlan::default(),
        postnatal: Postnatal::default(),
        evaluations: Vec::new(),
        closed: None,
        seal: None,
        sealed_events: 0,
    })
}

/// The state after all events of a case, in order; `None` when the first is not `Opened`.
#[must_use]
pub fn replay(id: CaseId, events: impl IntoIterator<Item = (CaseEvent, Recorded)>) -> Option<Case> {
    let mut events = events.into_iter();
    let (first, recorded) = events.next()?;
    let mut case = begin(id, &first, recorded)?;
    for (event, recorded) in events {
        evolve(&mut case, &event, recorded);
    }
    Some(case)
}

/// Adds one event to the case. Last the seal follows: whoever became accountable by the event is named by it.
pub fn evolve(case: &mut Case, event: &CaseEvent, recorded: Recorded) {
    apply(case, event, recorded);
    seal::follow(case, event, recorded);
}

fn apply(case: &mut Case, event: &CaseEvent, recorded: Recorded) {
    use CaseEvent as E;
    match event {
        E::Opened { .. } | E::ReaderNamed { .. } | E::ReaderStruck { .. } | E::SealedNoteWritten { .. } => {}
        E::DeputyNamed { deputyship } => case.deputies.push(deputyship.clone()),
        E::FirstLineNamed { case_manager } => case.first_line = *case_manager,
        E::TeamMemberSet { member } => handover::set_member(case, member),
        E::Moved { coa, gc_a, .. } => handover::moved(case, *coa, *gc_a),
        E::InvolvementEnded { org } => case.leaving.retain(|leaving| leaving.org != *org),
        E::TrustedPersonNamed { person } => case.trusted = Some(person.clone()),
        E::TrustedPersonRemoved => case.trusted = None,
        E::Pathway { pathway, event, .. } => steps::moved(case, pathway, event, recorded),
        E::LevelSet { .. } => steps::deviate(case, event, recorded),
        E::StepDelegated { pathway, step, nth, to, .. } => steps::delegate(case, pathway, step, *nth, Some(*to)),
        E::DelegationEnded { pathway, step, nth, .. } => steps::delegate(case, pathway, step, *nth, None),
        E::IntakeRecorded { intake } => record_intake(&mut case.intake, intake),
        E::HandoverProposed { .. }
        | E::HandoverAccepted { .. }
        | E::HandoverDeclined { .. }
        | E::HandoverWithdrawn { .. }
        | E::HandoverUnanswered { .. }
        | E::MoveCalledOff { .. }
        | E::MoveChanged { .. }
        | E::ReferralLetterSent { .. } => handover::evolve(case, event, recorded),
        E::ContactRecorded { .. }
        | E::ContactCorrected { .. }
        | E::SignalRaised { .. }
        | E::SignalAcknowledged { .. }
        | E::InvestigationNoted { .. }
        | E::InvestigationResult { .. }
        | E::ProvidersInformed { .. }
        | E::LetterSent { .. }
        | E::LetterReturned { .. }
        | E::FeedbackExpected { .. }
        | E::FeedbackReceived { .. }
        | E::FeedbackWaived { .. } => work::exchange(case, event, recorded),
        E::AgendaPut { .. }
        | E::AgendaWithdrawn { .. }
        | E::AgendaDiscussed { .. }
        | E::ActionSet { .. }
        | E::ActionDone { .. }
        | E::ActionDropped { .. }
        | E::ActionReassigned { .. } => work::agreed(case, event),
        E::SharingAgreed { .. }
        | E::SharingEnded { .. }
        | E::SharingRequested { .. }
        | E::SharingRequestDeclined { .. } => share(case, event),
        E::CareDiagnosed { .. }
        | E::PlanRevised { .. }
        | E::PlanFixed { .. }
        | E::GoalEvaluated { .. }
        | E::CoordinatorNamed { .. }
        | E::CoordinationHandedOver { .. } => plan::evolve(case, event, recorded),
        E::VisitAgreed { .. } | E::BirthDetailed { .. } => case.postnatal.evolve(event),
        E::Evaluated { evaluation } => case.evaluations.push(evaluation.clone()),
        E::Closed { on, reason, note, died_on } => {
            let (note, runs) = (note.clone(), case.runs.clone());
            case.closed = Some(Closing { on: *on, reason: *reason, note, died_on: *died_on, runs });
        }
        E::Reopened { .. } => reopen(case),
    }
}

fn reopen(case: &mut Case) {
    if let Some(closing) = case.closed.take() {
        case.runs = closing.runs;
    }
}

fn record_intake(intake: &mut Intake, section: &IntakeSection) {
    match section {
        IntakeSection::Medical(history) => intake.medical = Some(history.clone()),
        IntakeSection::Psychological(history) => intake.psychological = Some(history.clone()),
        IntakeSection::Social(history) => intake.social = Some(history.clone()),
        IntakeSection::History(history) => {
            intake.history.insert(history.part, history.clone());
        }
    }
}

fn share(case: &mut Case, event: &CaseEvent) {
    match event {
        CaseEvent::SharingAgreed { agreements, .. } => {
            case.sharing.clone_from(agreements);
            case.sharing_request = None;
        }
        CaseEvent::SharingEnded { .. } => case.sharing.clear(),
        CaseEvent::SharingRequested { on, wish } => {
            case.sharing_request = Some(SharingRequest { on: *on, wish: wish.clone(), declined: None });
        }
        CaseEvent::SharingRequestDeclined { reason } => {
            if let Some(request) = &mut case.sharing_request {
                request.declined = Some(reason.clone());
            }
        }
        _ => {}
    }
}

/// Adds a record when its number is the next one.
pub(super) fn add<T>(records: &mut Vec<T>, no: No, record: impl FnOnce() -> T) {
    if state::index(no) == Some(records.len()) {
        records.push(record());
    }
}

/// Changes the record of that number, where there is one.
pub(super) fn change<T>(records: &mut [T], no: No, change: impl FnOnce(&mut T)) {
    if let Some(record) = state::index(no).and_then(|index| records.get_mut(index)) {
        change(record);
    }
}
