//! Versions of the plan that follow from what happens to its measures and goals: who does one changes, one is dropped, a goal
//! is let go. Whatever changes who, what or a goal is a version that says what changed and why (CM-08).
//!
//! Nobody discussed such a version with the client yet, and no meeting fixed it: it says so.

use crate::case::records::No;
use crate::case::state::{ActionLife, Case, by_no};
use crate::case::{CaseEvent, Refusal};
use crate::plan::{Consent, GoalLife, Measure, Plan, Responsible, TookPart};

use super::check;
use super::draft::Draft;

/// A version in which somebody else carries out a measure.
pub(super) fn given_to(case: &Case, no: No, to: &Responsible, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    let events = change(case, reason, |plan| {
        for measure in measures(plan).filter(|measure| measure.no == no) {
            measure.responsible = to.clone();
        }
    });
    something(events?)
}

/// A version that no longer has a measure.
pub(super) fn without(case: &Case, no: No, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    let events = change(case, reason, |plan| {
        for goal in &mut plan.goals {
            goal.measures.retain(|measure| measure.no != no);
        }
    });
    something(events?)
}

fn something(events: Vec<CaseEvent>) -> Result<Vec<CaseEvent>, Refusal> {
    if events.is_empty() { Err(Refusal::NothingToDo { what: "this measure" }) } else { Ok(events) }
}

/// After a goal was let go, or measures were decided about at a handover: a version that says so, where it differs from the
/// one that holds.
pub(super) fn as_it_stands(draft: &mut Draft<'_>, reason: &str) -> Result<(), Refusal> {
    draft.step(|case, _| {
        if case.care_plan.versions.is_empty() {
            return Ok(Vec::new());
        }
        let goal_falls = |no| {
            let goal = by_no(&case.care_plan.goals, no);
            goal.is_some_and(|goal| matches!(goal.life, GoalLife::Dropped { .. }))
        };
        let falls = |no| by_no(&case.actions, no).is_some_and(|one| matches!(one.life, ActionLife::Dropped(_)));
        let who = |no| Some(by_no(&case.actions, no)?.measure.as_ref()?.responsible.clone());
        change(case, reason, |plan| {
            plan.goals.retain(|goal| !goal_falls(goal.no));
            for goal in &mut plan.goals {
                goal.measures.retain(|measure| !falls(measure.no));
            }
            for measure in measures(plan) {
                measure.responsible = who(measure.no).unwrap_or_else(|| measure.responsible.clone());
            }
        })
    })
}

fn measures(plan: &mut Plan) -> impl Iterator<Item = &mut Measure> {
    plan.goals.iter_mut().flat_map(|goal| &mut goal.measures)
}

fn change(case: &Case, reason: &str, change: impl FnOnce(&mut Plan)) -> Result<Vec<CaseEvent>, Refusal> {
    let (_, current) = case.care_plan.current().ok_or(Refusal::NoCarePlan)?;
    let mut plan = current.plan.clone();
    change(&mut plan);
    if plan == current.plan {
        return Ok(Vec::new());
    }
    let reason = reason.to_owned();
    Ok(vec![CaseEvent::PlanRevised {
        version: check::next_no(&case.care_plan.versions),
        plan,
        reason: Some(reason.clone()),
        took_part: TookPart::default(),
        consent: Consent::NotAsked { why: reason },
    }])
}
