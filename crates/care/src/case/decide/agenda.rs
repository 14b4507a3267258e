//! The case on a meeting's agenda; what the meeting decides becomes actions (AZ-08).

use super::{action, check};
use crate::case::context::Context;
use crate::case::event::CaseEvent;
use crate::case::records::{ActionPlan, No};
use crate::case::refusal::Refusal;
use crate::case::state::{AgendaLife, Case};
use crate::ids::MeetingId;

/// Puts the case on the agenda.
pub(super) fn put(case: &Case, meeting: MeetingId, question: &str) -> Result<Vec<CaseEvent>, Refusal> {
    check::not_empty("question", question)?;
    let waits = |record: &crate::case::state::AgendaRecord| {
        record.life == AgendaLife::Waiting && record.meeting == meeting && record.question == question
    };
    if case.agenda.iter().any(waits) {
        return Err(Refusal::NothingToDo { what: "that agenda" });
    }
    Ok(vec![CaseEvent::AgendaPut { no: check::next_no(&case.agenda), meeting, question: question.to_owned() }])
}

/// Takes it off.
pub(super) fn withdraw(case: &Case, no: No, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    waiting(case, no)?;
    check::not_empty("reason", reason)?;
    Ok(vec![CaseEvent::AgendaWithdrawn { no, reason: reason.to_owned() }])
}

/// Records the outcome; every decision is fed back as an action.
pub(super) fn discuss(
    case: &Case,
    ctx: &Context<'_>,
    no: No,
    outcome: &str,
    decisions: &[ActionPlan],
) -> Result<Vec<CaseEvent>, Refusal> {
    waiting(case, no)?;
    check::not_empty("outcome", outcome)?;
    let mut events = vec![CaseEvent::AgendaDiscussed { no, outcome: outcome.to_owned() }];
    for (action_no, decision) in (check::next_no(&case.actions)..).zip(decisions) {
        action::fits(case, ctx, decision)?;
        events.push(CaseEvent::ActionSet { no: action_no, action: decision.clone(), agenda: Some(no) });
    }
    Ok(events)
}

fn waiting(case: &Case, no: No) -> Result<(), Refusal> {
    let how = match check::numbered(&case.agenda, "place on an agenda,", no)?.life {
        AgendaLife::Waiting => return Ok(()),
        AgendaLife::Discussed(_) => "discussed",
        AgendaLife::Withdrawn(_) => "withdrawn",
    };
    Err(Refusal::Settled { what: "place on an agenda,", no, how })
}
