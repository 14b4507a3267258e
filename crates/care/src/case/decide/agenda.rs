//! The case on a meeting's agenda; what the meeting decides becomes actions, and goes back to the parties (AZ-08, PS-06).

use super::draft::Draft;
use super::{action, by_meeting, check, investigation};
use crate::case::context::Context;
use crate::case::event::CaseEvent;
use crate::case::records::{ActionPlan, No};
use crate::case::refusal::Refusal;
use crate::case::state::{AgendaLife, AgendaRecord, Case};
use crate::ids::{MeetingId, OrgId};
use crate::wording;

/// Puts the case on the agenda, and so does the steps that plan such a meeting.
pub(super) fn put(
    case: &Case,
    ctx: &Context<'_>,
    meeting: MeetingId,
    question: &str,
) -> Result<Vec<CaseEvent>, Refusal> {
    check::not_empty("question", question)?;
    let waits = |record: &AgendaRecord| {
        record.life == AgendaLife::Waiting && record.meeting == meeting && record.question == question
    };
    if case.agenda.iter().any(waits) {
        return Err(Refusal::NothingToDo { what: "that agenda" });
    }
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::AgendaPut { no: check::next_no(&case.agenda), meeting, question: question.to_owned() });
    by_meeting::planned(&mut draft, ctx, meeting)?;
    Ok(draft.finish())
}

/// Takes it off.
pub(super) fn withdraw(case: &Case, no: No, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    waiting(case, no)?;
    check::not_empty("reason", reason)?;
    Ok(vec![CaseEvent::AgendaWithdrawn { no, reason: reason.to_owned() }])
}

/// Records the outcome; every decision is fed back as an action, and all of it is told to the parties in `inform`. The steps
/// that such a meeting does are done.
pub(super) fn discuss(
    case: &Case,
    ctx: &Context<'_>,
    no: No,
    outcome: &str,
    decisions: &[ActionPlan],
    inform: &[OrgId],
) -> Result<Vec<CaseEvent>, Refusal> {
    let place = waiting(case, no)?;
    check::not_empty("outcome", outcome)?;
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::AgendaDiscussed { no, outcome: outcome.to_owned() });
    for (action_no, decision) in (check::next_no(&case.actions)..).zip(decisions) {
        action::fits(case, ctx, decision)?;
        draft.push(CaseEvent::ActionSet { no: action_no, action: decision.clone(), agenda: Some(no) });
    }
    if !inform.is_empty() {
        let subject = format!("Uitkomst van het overleg: {}", place.question.trim());
        let text = told(case, ctx, outcome, decisions);
        draft.step(|case, ctx| investigation::inform(case, ctx, inform, &subject, &text))?;
    }
    by_meeting::held(&mut draft, ctx, place.meeting)?;
    Ok(draft.finish())
}

/// The outcome and the decisions as they are told to others, who read Dutch.
fn told(case: &Case, ctx: &Context<'_>, outcome: &str, decisions: &[ActionPlan]) -> String {
    let mut text = outcome.trim().to_owned();
    for decision in decisions {
        let who = decision.who.unwrap_or(case.case_manager).person;
        let who = ctx.directory.person(who).map_or("", |person| person.name.as_str());
        let by = wording::day(decision.by).nl;
        text.push_str(&format!("\n- {} ({who}, uiterlijk {by})", decision.what.trim()));
    }
    text
}

fn waiting(case: &Case, no: No) -> Result<&AgendaRecord, Refusal> {
    let place = check::numbered(&case.agenda, "place on an agenda,", no)?;
    let how = match place.life {
        AgendaLife::Waiting => return Ok(place),
        AgendaLife::Discussed(_) => "discussed",
        AgendaLife::Withdrawn(_) => "withdrawn",
    };
    Err(Refusal::Settled { what: "place on an agenda,", no, how })
}
