//! Feedback that another party owes: expected, received or waived (AZ-11).

use jiff::civil::Date;
use regie_pathway::{self as pathway, Whom};

use super::check;
use super::standing::{self, words};
use crate::case::records::{Expectation, No, StepTurn};
use crate::case::seal;
use crate::case::state::{Case, ExpectationLife, ExpectationRecord};
use crate::case::{CaseEvent, Context, Refusal};
use crate::sealing;
use crate::whom;

const FEEDBACK: &str = "expected feedback";

/// Notes what another party will report back, and by when. What is owed on a sealed step is sealed.
pub(super) fn expect(case: &Case, ctx: &Context<'_>, expectation: &Expectation) -> Result<Vec<CaseEvent>, Refusal> {
    let from = expectation.from.ok_or(Refusal::Empty { field: "from" })?;
    check::caring_org(ctx, "from", from)?;
    if from == case.case_manager.org && from == case.first_line.org {
        let problem = "is the case manager's own, which owes itself no feedback; set an action instead";
        return Err(Refusal::UnfitOrg { field: "from", problem });
    }
    let about = words("about", &expectation.about)?;
    check::not_before("by", expectation.by, ctx.today)?;
    let sealed = match &expectation.step {
        None => false,
        Some(StepTurn { pathway, step, nth }) => {
            let run = case.run(pathway).ok_or_else(|| Refusal::PathwayNotRunning { pathway: pathway.clone() })?;
            if run.state.occurrence(step, *nth).is_none() {
                return Err(no_such_turn(*nth));
            }
            sealing::is_sealed_step(case, ctx.pathways, pathway, step)
        }
    };
    let expectation = Expectation { about, ..expectation.clone() };
    Ok(vec![CaseEvent::FeedbackExpected { no: check::next_no(owed(case, sealed)), expectation, sealed }])
}

/// How a step is refused of which the case has no such turn, or none that she knows of.
pub(super) fn no_such_turn(nth: u16) -> Refusal {
    Refusal::NoSuch { what: "occurrence of this step,", no: nth.into() }
}

/// How a number is refused that she does not know of.
pub(super) const fn no_such_number(no: No) -> Refusal {
    Refusal::NoSuch { what: FEEDBACK, no }
}

/// Records that it came.
pub(super) fn receive(
    case: &Case,
    ctx: &Context<'_>,
    no: No,
    on: Date,
    text: &str,
    sealed: bool,
) -> Result<Vec<CaseEvent>, Refusal> {
    waiting(case, no, sealed)?;
    check::not_before("on", on, case.opened_on)?;
    check::not_in_future("on", on, ctx.today)?;
    let text = words("text", text)?;
    Ok(vec![CaseEvent::FeedbackReceived { no, on, text, sealed }])
}

/// Decides to do without it.
pub(super) fn waive(
    case: &Case,
    ctx: &Context<'_>,
    no: No,
    reason: &str,
    sealed: bool,
) -> Result<Vec<CaseEvent>, Refusal> {
    if !standing::leads(case, ctx) {
        return Err(Refusal::NotYours {
            who: "the case manager, her deputy or the first-line case manager",
            mend: "ask one of them whether the feedback can be missed",
        });
    }
    waiting(case, no, sealed)?;
    let reason = words("reason", reason)?;
    Ok(vec![CaseEvent::FeedbackWaived { no, reason, sealed }])
}

/// What others promise to report back by what happened in a pathway (PS-04): done is a step of which the file says that
/// feedback follows, and the feedback is owed from that day; reopened is such a step, and it is owed no longer. With a
/// referral letter the handover that it goes with says by when.
pub(super) fn promised(
    case: &Case,
    id: &pathway::PathwayId,
    definition: &pathway::Definition,
    moved: &[pathway::Event],
) -> Vec<CaseEvent> {
    let mut events = Vec::new();
    let mut next = [false, true].map(|sealed| check::next_no(owed(case, sealed)));
    for event in moved {
        let Some((step, nth)) = event.occurrence() else { continue };
        let Some(rule) = definition.step(step).filter(|rule| rule.does != Some(pathway::Work::ReferralLetter)) else {
            continue;
        };
        let Some(feedback) = &rule.feedback else { continue };
        let (sealed, turn) = (rule.sealed, StepTurn { pathway: id.clone(), step: step.clone(), nth });
        let waits = seal::waiting_on(owed(case, sealed), &turn).map(|(no, _)| no);
        match event {
            pathway::Event::Completed { on, whom, .. } if waits.is_none() => {
                let role = definition.roles().iter().find(|role| role.id == feedback.from);
                let who = match whom {
                    Some(Whom::Elsewhere { name }) => name.as_str(),
                    _ => role.map_or_else(|| feedback.from.as_str(), |role| role.title.nl.as_str()),
                };
                let about = format!("{who}: {}", rule.title.nl);
                let by = feedback.within.after_date(*on);
                let from = whom.as_ref().map_or_else(|| whom::in_the_team(case, &feedback.from), whom::org);
                let expectation = Expectation { from, about, by, step: Some(turn) };
                let no = &mut next[usize::from(sealed)];
                events.push(CaseEvent::FeedbackExpected { no: *no, expectation, sealed });
                *no = no.saturating_add(1);
            }
            pathway::Event::Reopened { reason, .. } => {
                events.extend(waits.map(|no| CaseEvent::FeedbackWaived { no, reason: reason.clone(), sealed }));
            }
            _ => {}
        }
    }
    events
}

/// What is owed: under seal, or for everybody to read.
fn owed(case: &Case, sealed: bool) -> &[ExpectationRecord] {
    match (sealed, &case.seal) {
        (false, _) => &case.expectations,
        (true, Some(seal)) => &seal.expectations,
        (true, None) => &[],
    }
}

fn waiting(case: &Case, no: No, sealed: bool) -> Result<&ExpectationRecord, Refusal> {
    let record = check::numbered(owed(case, sealed), FEEDBACK, no)?;
    match record.life {
        ExpectationLife::Waiting => Ok(record),
        ExpectationLife::Received(..) => Err(Refusal::Settled { what: FEEDBACK, no, how: "received" }),
        ExpectationLife::Waived(..) => Err(Refusal::Settled { what: FEEDBACK, no, how: "waived" }),
    }
}

#[cfg(test)]
mod tests;
