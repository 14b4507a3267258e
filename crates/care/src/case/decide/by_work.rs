//! Steps that the work on the case does: `does = "…"` in the pathway (AZ-04, AZ-11, AZ-15, CM-01, PS-05 to PS-07).
//!
//! Such a step cannot be said to be done while the work does not stand on the case. Recording an evaluation, sending a
//! referral letter or writing the treatment plan does the step at once; of the intake, which comes in parts, somebody says
//! when it is done.

use jiff::civil::Date;
use regie_pathway::{self as pathway, Life, Status, Work};

use super::draft::Draft;
use super::{intake, steps};
use crate::case::context::Context;
use crate::case::refusal::Refusal;
use crate::case::state::{Case, HandoverLife, HandoverRecord, Run};
use crate::pathways::Pathways;
use crate::plan;

/// Refuses to complete a step whose work does not stand on the case: for the intake its three parts, for an evaluation
/// one that was held on that day when the step was open already, for a referral letter one that did no step of this pathway yet.
pub(super) fn stands_on_the_case(
    case: &Case,
    pathways: &Pathways,
    definition: &pathway::Definition,
    run: &Run,
    step: &pathway::StepId,
    nth: Option<u16>,
    on: Date,
) -> Result<(), Refusal> {
    match does(definition, step) {
        None => Ok(()),
        Some(Work::Intake) => intake::whole(case),
        Some(Work::Evaluation) => {
            let held = case.evaluations.iter().any(|evaluation| evaluation.on == on);
            let mut asked = run.state.occurrences().filter(|one| one.step == *step);
            let before_it = asked.any(|one| nth.is_none_or(|nth| nth == one.nth) && came_up_after(one, on));
            if held && !before_it { Ok(()) } else { Err(Refusal::EvaluationNotRecorded) }
        }
        Some(Work::ReferralLetter) => {
            let done = letters_done(run, definition).len();
            if done < letters_that_stand(case) { Ok(()) } else { Err(Refusal::ReferralLetterNotSent) }
        }
        Some(work) if work.is_letter_to() => letter_stands(case, run, step, nth),
        Some(work) => {
            let is_done =
                |one: &pathway::Occurrence| one.status() == Status::Done && does(definition, &one.step) == Some(work);
            // What stood there before the first step of its kind came up does that one, and no later one.
            let first = !run.state.occurrences().any(is_done);
            let mut asked = run.state.occurrences().filter(|one| one.step == *step);
            let since = asked.find(|one| nth.is_none_or(|nth| nth == one.nth)).and_then(since);
            if work == Work::CarePlan && !plan::does_the_work(case, pathways, definition) {
                return Err(Refusal::PlanIncomplete { lacks: plan::lacks(case, pathways) });
            }
            let recorded = last_day(case, work).is_some_and(|day| first || since.is_none_or(|since| since <= day));
            if recorded { Ok(()) } else { Err(Refusal::WorkNotRecorded { work }) }
        }
    }
}

/// That a letter was sent for this occurrence of the step, and did not come back.
fn letter_stands(case: &Case, run: &Run, step: &pathway::StepId, nth: Option<u16>) -> Result<(), Refusal> {
    let sent = |nth| case.letters.iter().any(|record| record.does(&run.pathway, step, nth));
    let live = run.state.occurrences().filter(|one| one.step == *step && one.status().is_live());
    match nth.or_else(|| live.map(|one| one.nth).last()) {
        Some(nth) if sent(nth) => Ok(()),
        _ => Err(Refusal::LetterNotSent),
    }
}

/// The last day on which work of the plan was recorded.
fn last_day(case: &Case, work: Work) -> Option<Date> {
    let plan = &case.care_plan;
    match work {
        Work::Intake
        | Work::Evaluation
        | Work::ReferralLetter
        | Work::PlanLetter
        | Work::HandoverLetter
        | Work::PregnancyDeclaration => None,
        Work::CareDiagnosis => plan.diagnoses.iter().map(|record| record.diagnosis.on).max(),
        Work::CarePlan => plan.versions.last().map(|version| version.on),
        Work::FixedPlan => plan.versions.iter().filter_map(|version| Some(version.fixed.as_ref()?.on)).max(),
        // Who coordinates is named once, whatever the day.
        Work::Coordinator => plan.coordinator.map(|_| Date::MAX),
        Work::CoordinatorAfterBirth => plan.after_birth.map(|_| Date::MAX),
        Work::CoordinationHandover => plan.handed_over.then_some(Date::MAX),
    }
}

fn since(one: &pathway::Occurrence) -> Option<Date> {
    match one.life {
        Life::Open { since } => Some(since),
        _ => None,
    }
}

/// Completes the steps that work of the plan does, recorded as of this day: those that were open by then. A step with one
/// way to end ends so.
pub(super) fn work_does(draft: &mut Draft<'_>, ctx: &Context<'_>, work: Work, on: Date) -> Result<(), Refusal> {
    for (run, definition) in running(draft.case(), ctx.pathways) {
        // A plan that is not whole is a draft: it does no step that asks for the plan itself.
        if work == Work::CarePlan && !plan::does_the_work(draft.case(), ctx.pathways, definition) {
            continue;
        }
        let was_open = |one: &&pathway::Occurrence| one.status() == Status::Open && !came_up_after(one, on);
        let done = run.state.occurrences().filter(|one| does(definition, &one.step) == Some(work)).filter(was_open);
        let done: Vec<_> = done.map(|one| (one.step.clone(), one.nth)).collect();
        complete(draft, ctx, &run.pathway, done, on)?;
    }
    Ok(())
}

/// Completes the steps that an evaluation on this day does: those that were open by then. An earlier evaluation does not
/// do the work of a step that came up later.
pub(super) fn evaluation_does(draft: &mut Draft<'_>, ctx: &Context<'_>, on: Date) -> Result<(), Refusal> {
    for (run, definition) in running(draft.case(), ctx.pathways) {
        let was_open = |one: &&pathway::Occurrence| one.status() == Status::Open && !came_up_after(one, on);
        let evaluations = run.state.occurrences().filter(|one| does(definition, &one.step) == Some(Work::Evaluation));
        let done: Vec<_> = evaluations.filter(was_open).map(|one| (one.step.clone(), one.nth)).collect();
        complete(draft, ctx, &run.pathway, done, on)?;
    }
    Ok(())
}

/// Whether an open step came up only after this day: neither its window had begun, nor was it open yet.
pub(super) fn came_up_after(one: &pathway::Occurrence, on: Date) -> bool {
    match one.life {
        Life::Open { since } => one.window.map_or(since, |window| since.min(window.from())) > on,
        _ => false,
    }
}

/// Completes the step of every pathway that the letter sent today does, so that the course shows the letter on its day.
/// Where nobody called for that step yet, it is added first; a pathway that does not call for it now, as after a loss,
/// goes on without.
pub(super) fn letter_does(draft: &mut Draft<'_>, ctx: &Context<'_>) -> Result<(), Refusal> {
    for (run, definition) in running(draft.case(), ctx.pathways) {
        let mut called_for = letters_called_for(&run, definition);
        if called_for.is_empty() {
            let mut letters = definition.steps().iter().filter(|step| step.does == Some(Work::ReferralLetter));
            let Some(letter) = letters.find(|step| step.discretionary) else { continue };
            let add = pathway::Command::Add { step: letter.id.clone() };
            match steps::carry_out(draft, &run.pathway, &add) {
                Ok(()) => {}
                Err(Refusal::Pathway(pathway::Refusal::NotCalledFor { .. })) => continue,
                Err(other) => return Err(other),
            }
            called_for =
                draft.case().run(&run.pathway).map(|run| letters_called_for(run, definition)).unwrap_or_default();
        }
        complete(draft, ctx, &run.pathway, called_for, ctx.today)?;
    }
    Ok(())
}

/// Opens the step of a letter again when the handover for which it was written did not come about: the letter stays with
/// that handover as it was written, and nobody has taken over on it. A pathway that cannot go back goes on without.
pub(super) fn letter_is_owed_again(draft: &mut Draft<'_>, ctx: &Context<'_>, reason: &str) -> Result<(), Refusal> {
    for (run, definition) in running(draft.case(), ctx.pathways) {
        let done = letters_done(&run, definition);
        let Some((step, nth)) = done.last().filter(|_| done.len() > letters_that_stand(draft.case())) else { continue };
        let (step, reason) = (step.clone(), reason.to_owned());
        let reopen = pathway::Command::Reopen { step, nth: Some(*nth), reason };
        match steps::carry_out(draft, &run.pathway, &reopen) {
            Ok(()) | Err(Refusal::Pathway(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// How many letters went with a handover that waits for its answer or was accepted.
fn letters_that_stand(case: &Case) -> usize {
    let stands = |handover: &&HandoverRecord| {
        handover.letter.is_some() && matches!(handover.life, HandoverLife::Proposed { .. } | HandoverLife::Accepted(..))
    };
    case.handovers.iter().filter(stands).count()
}

/// The steps of a pathway that a referral letter did, in their order.
fn letters_done(run: &Run, definition: &pathway::Definition) -> Vec<(pathway::StepId, u16)> {
    let done = run.state.occurrences().filter(|one| one.status() == Status::Done);
    let letters = done.filter(|one| does(definition, &one.step) == Some(Work::ReferralLetter));
    letters.map(|one| (one.step.clone(), one.nth)).collect()
}

/// The referral letters that are open, or that somebody called for ahead of their time.
fn letters_called_for(run: &Run, definition: &pathway::Definition) -> Vec<(pathway::StepId, u16)> {
    let called_for = |one: &&pathway::Occurrence| {
        definition.step(&one.step).is_some_and(|step| {
            let status = one.status();
            let live = status == Status::Open || (status == Status::Waiting && step.discretionary);
            live && step.does == Some(Work::ReferralLetter)
        })
    };
    run.state.occurrences().filter(called_for).map(|one| (one.step.clone(), one.nth)).collect()
}

fn does(definition: &pathway::Definition, step: &pathway::StepId) -> Option<Work> {
    definition.step(step)?.does
}

/// Completes these occurrences on this day. A step with one way to end ends so.
pub(super) fn complete(
    draft: &mut Draft<'_>,
    ctx: &Context<'_>,
    pathway: &pathway::PathwayId,
    done: Vec<(pathway::StepId, u16)>,
    on: Date,
) -> Result<(), Refusal> {
    done.into_iter().try_for_each(|(step, nth)| {
        let definition = draft.case().run(pathway).and_then(|run| ctx.pathways.of(run));
        let outcomes = definition.and_then(|definition| definition.step(&step)).map(|step| step.outcomes.as_slice());
        let outcome = match outcomes {
            Some([only]) => Some(only.id.clone()),
            _ => None,
        };
        let command =
            pathway::Command::Complete { step, nth: Some(nth), on, outcome, words: None, whom: None, day: None };
        steps::carry_out(draft, pathway, &command)
    })
}

/// The pathways under way with their definitions. One of which the version is not here cannot be moved; that must not
/// hold up the letter or the evaluation itself.
pub(super) fn running<'a>(case: &Case, pathways: &'a Pathways) -> Vec<(Run, &'a pathway::Definition)> {
    let under_way = case.runs.iter().filter(|run| run.state.ended().is_none());
    under_way.filter_map(|run| Some((run.clone(), pathways.of(run)?))).collect()
}
