//! What stands between a case and its closing (AZ-15).

use regie_pathway as pathway;

use crate::case::Obstacle;
use crate::case::records::{ClosingReason, HandoverKind, Urgency};
use crate::case::state::{ActionLife, Awareness, Case, ExpectationLife, HandoverLife, Run, numbered};
use crate::pathways::Pathways;
use crate::rows;
use crate::vocabulary::anchor;

/// What is missing for closing a case as it should end: after a loss because the pregnancy ended, else because the care
/// is complete.
#[must_use]
pub fn obstacles(case: &Case, pathways: &Pathways) -> Vec<Obstacle> {
    let lost = rows::pregnancy_ended(case);
    obstacles_for(case, pathways, if lost { ClosingReason::PregnancyEnded } else { ClosingReason::Completed })
}

/// What is missing for closing it for this reason. A case that was opened by mistake may not have a handover under
/// way, nor an urgent signal that nobody heard, nor a danger that is being looked into: that is about somebody. One that
/// ends without the client's cooperation need not finish its steps, but still its agreements with others.
#[must_use]
pub fn obstacles_for(case: &Case, pathways: &Pathways, reason: ClosingReason) -> Vec<Obstacle> {
    let mut found: Vec<Obstacle> =
        case.pending_handover().map(|(no, _)| Obstacle::Handover { no }).into_iter().collect();
    if reason == ClosingReason::OpenedByMistake {
        found.extend(unheard(case));
        found.extend(case.runs.iter().flat_map(|run| dangers(run, pathways)));
        return found;
    }
    let unevaluated = needs_evaluation(reason) && case.evaluations.is_empty() && asks_evaluation(case, pathways);
    if unevaluated {
        found.push(Obstacle::Evaluation);
    }
    found.extend(case.runs.iter().flat_map(|run| outstanding(run, pathways, reason)));
    if reason == ClosingReason::Completed {
        for undone in case.runs.iter().flat_map(|run| undone(run, pathways)) {
            if !found.contains(&undone) {
                found.push(undone);
            }
        }
    }
    if reason == ClosingReason::Completed {
        let goals = case.care_plan.open_goals();
        found.extend(goals.map(|(no, record)| Obstacle::Goal { no, wanted: record.goal.wanted.clone() }));
    }
    found.extend(promises(case));
    found
}

/// Whether the care must have been evaluated with the client before closing for this reason.
#[must_use]
pub const fn needs_evaluation(reason: ClosingReason) -> bool {
    match reason {
        ClosingReason::Completed | ClosingReason::PregnancyEnded | ClosingReason::Declined => true,
        ClosingReason::OutOfReach | ClosingReason::Died | ClosingReason::OpenedByMistake => false,
    }
}

/// Whether a pathway of the case has the care evaluated with the client. A one-off question to the palliative team does not.
/// Without a pathway, or without knowing what one says, nobody can take it for granted.
fn asks_evaluation(case: &Case, pathways: &Pathways) -> bool {
    let evaluates = |definition: &pathway::Definition| {
        definition.steps().iter().any(|step| step.does == Some(pathway::Work::Evaluation))
    };
    case.runs.is_empty() || case.runs.iter().any(|run| pathways.of(run).is_none_or(evaluates))
}

/// Whether closing for this reason asks for a required step. Who is out of reach or declines further care leaves behind
/// what must reach others: her own health centre or GP must know that nobody here is in charge any more. Who died leaves
/// relatives, and it may be a child in danger (PS-02, PS-07, PZ-03).
fn step_counts(
    definition: &pathway::Definition,
    run: &Run,
    left: &pathway::Outstanding,
    reason: ClosingReason,
) -> bool {
    let Some(step) = definition.step(&left.step) else { return false };
    let died = || run.state.anchor(&pathway::AnchorId::from(anchor::DIED)).is_some();
    let owed = || step.even_if_she_leaves && (step.must_be_done || has_come(definition, run, step));
    match reason {
        ClosingReason::Completed | ClosingReason::PregnancyEnded => true,
        ClosingReason::OutOfReach | ClosingReason::Declined => owed() || (step.even_if_she_dies && died()),
        ClosingReason::Died => step.even_if_she_dies && left.certain,
        ClosingReason::OpenedByMistake => false,
    }
}

/// Whether the dates that a step counts from are known: a birth that is yet to come asks nothing of who leaves before it.
fn has_come(definition: &pathway::Definition, run: &Run, step: &pathway::Step) -> bool {
    definition.step_counts_from(step).dates.iter().all(|date| run.state.anchor(date).is_some())
}

/// The open steps of a danger that is being looked into, by which others are to be told (PS-02).
fn dangers(run: &Run, pathways: &Pathways) -> Vec<Obstacle> {
    let Some(definition) = pathways.of(run) else { return Vec::new() };
    let open = run.state.occurrences().filter(|occurrence| occurrence.status() == pathway::Status::Open);
    let steps = open.filter_map(|occurrence| definition.step(&occurrence.step));
    let dangers = steps.filter(|step| step.sealed && step.required && step.even_if_she_leaves);
    dangers.map(|step| obstacle(run, &step.id, step.title.clone())).collect()
}

fn obstacle(run: &Run, step: &pathway::StepId, title: pathway::Text) -> Obstacle {
    Obstacle::Step { pathway: run.pathway.clone(), step: step.clone(), title }
}

/// The required steps of a pathway that are not settled, as far as closing for this reason asks for them.
fn outstanding(run: &Run, pathways: &Pathways, reason: ClosingReason) -> Vec<Obstacle> {
    match pathways.of(run) {
        Some(definition) => pathway::outstanding(definition, &run.state)
            .into_iter()
            .filter(|left| step_counts(definition, run, left, reason))
            .map(|left| obstacle(run, &left.step, left.title))
            .collect(),
        None if reason == ClosingReason::Died => Vec::new(),
        // Without the definition nobody can say which steps are required, so none may be taken for granted.
        None => run
            .state
            .occurrences()
            .filter(|occurrence| occurrence.status().is_live())
            .map(|occurrence| obstacle(run, &occurrence.step, pathway::Text::same(occurrence.step.as_str())))
            .collect(),
    }
}

/// What a pathway's care is not complete without: a birth that is known, and the steps that must be done, neither
/// skipped nor missed: a reason to skip them is a reason to close it otherwise. What was done elsewhere is recorded as
/// done. What was skipped because it was called for by mistake is asked for no more: a Kindcheck on an answer that was
/// taken back, or that was done when it was called for once more (PS-02).
fn undone(run: &Run, pathways: &Pathways) -> Vec<Obstacle> {
    let Some(definition) = pathways.of(run) else { return Vec::new() };
    let born = pathway::AnchorId::from(anchor::BORN);
    let unborn = run.state.anchor(&born).is_none();
    let birth =
        definition.steps().iter().filter(|step| unborn && definition.marks(step) == Some(&born)).map(|step| &step.id);
    let passed_over = run.state.occurrences().filter(|occurrence| {
        let passed_over = matches!(occurrence.status(), pathway::Status::Skipped | pathway::Status::Missed);
        let step = definition.step(&occurrence.step).filter(|step| passed_over && step.must_be_done);
        step.is_some_and(|step| {
            is_called_for(definition, run, step) && !(step.repeats_each_time() && came_again(run, occurrence))
        })
    });
    let steps = birth.chain(passed_over.map(|occurrence| &occurrence.step));
    let found = steps.filter_map(|id| Some(obstacle(run, id, definition.step(id)?.title.clone())));
    found.collect()
}

/// The urgent signals of which it is not known that the case manager heard them.
fn unheard(case: &Case) -> impl Iterator<Item = Obstacle> {
    let urgent = numbered(&case.signals).filter(|(_, record)| record.signal.urgency == Urgency::Urgent);
    let unheard = urgent.filter(|(_, record)| case.awareness(record) != Awareness::Known);
    unheard.map(|(no, _)| Obstacle::Signal { no })
}

/// Whether what opens a step holds, or may yet.
fn is_called_for(definition: &pathway::Definition, run: &Run, step: &pathway::Step) -> bool {
    let opening = definition.steps().iter().filter(|one| one.opens().is_some());
    let standing = pathway::Standing::of(definition, &run.state);
    let its_own = opening.zip(standing.opens()).find(|(one, _)| one.id == step.id);
    its_own.is_none_or(|(_, opens)| opens != pathway::Truth::False)
}

/// Whether the same step was done when it came again.
fn came_again(run: &Run, passed_over: &pathway::Occurrence) -> bool {
    let later = run.state.occurrences().filter(|one| one.step == passed_over.step && one.nth > passed_over.nth);
    later.last().is_some_and(|one| one.status() == pathway::Status::Done)
}

/// What was promised to others, or by them, and is not settled.
fn promises(case: &Case) -> Vec<Obstacle> {
    let letters = numbered(&case.handovers).filter(|(_, handover)| {
        let stands = matches!(handover.life, HandoverLife::Proposed { .. } | HandoverLife::Accepted(..));
        stands && handover.letter.is_none() && matches!(handover.proposal.handover, HandoverKind::Acute { .. })
    });
    let actions = numbered(&case.actions).filter(|(_, action)| action.life == ActionLife::Open);
    let sealed = case.seal.iter().flat_map(|seal| numbered(&seal.expectations));
    let feedback = numbered(&case.expectations).chain(sealed);
    let feedback = feedback.filter(|(_, record)| record.life == ExpectationLife::Waiting);

    let mut found: Vec<Obstacle> = letters.map(|(no, _)| Obstacle::Letter { no }).collect();
    found.extend(unheard(case));
    found.extend(actions.map(|(no, action)| Obstacle::Action { no, what: action.plan.what.clone() }));
    found.extend(case.waiting_sharing_request().map(|_| Obstacle::SharingRequest));
    found.extend(feedback.map(|(no, record)| Obstacle::Feedback { no, about: record.expectation.about.clone() }));
    found
}
