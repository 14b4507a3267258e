//! What stands between a case and its closing (AZ-15).

use regie_pathway as pathway;

use crate::case::Obstacle;
use crate::case::records::{ClosingReason, HandoverKind, Urgency};
use crate::case::state::{ActionLife, Case, ExpectationLife, HandoverLife, Run, numbered};
use crate::pathways::Pathways;

/// The steps that still count when a client is out of reach or declines further care: her own health centre or GP must
/// know that nobody here is in charge any more.
pub const HANDOVER_STEPS: [&str; 2] = ["handover-gp", "handover-gp-after-loss"];

/// What is missing for closing a case whose care is complete.
#[must_use]
pub fn obstacles(case: &Case, pathways: &Pathways) -> Vec<Obstacle> {
    obstacles_for(case, pathways, ClosingReason::Completed)
}

/// What is missing for closing it for this reason. A case that was opened by mistake only may not have a handover under
/// way; one that ends without the client's cooperation need not finish its steps, but still its agreements with others.
#[must_use]
pub fn obstacles_for(case: &Case, pathways: &Pathways, reason: ClosingReason) -> Vec<Obstacle> {
    let mut found: Vec<Obstacle> =
        case.pending_handover().map(|(no, _)| Obstacle::Handover { no }).into_iter().collect();
    if reason == ClosingReason::OpenedByMistake {
        return found;
    }
    let unevaluated = needs_evaluation(reason) && case.evaluations.is_empty();
    if unevaluated {
        found.push(Obstacle::Evaluation);
    }
    found.extend(steps(case, pathways).into_iter().filter(|obstacle| match obstacle {
        Obstacle::Step { step, .. } => step_counts(step, reason),
        _ => true,
    }));
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

fn step_counts(step: &pathway::StepId, reason: ClosingReason) -> bool {
    match reason {
        ClosingReason::Completed | ClosingReason::PregnancyEnded => true,
        ClosingReason::OutOfReach | ClosingReason::Declined => HANDOVER_STEPS.contains(&step.as_str()),
        ClosingReason::Died | ClosingReason::OpenedByMistake => false,
    }
}

/// The required steps of every pathway that are not settled.
fn steps(case: &Case, pathways: &Pathways) -> Vec<Obstacle> {
    case.runs.iter().flat_map(|run| run_steps(run, pathways)).collect()
}

fn run_steps(run: &Run, pathways: &Pathways) -> Vec<Obstacle> {
    let obstacle =
        |step: &pathway::StepId, title| Obstacle::Step { pathway: run.pathway.clone(), step: step.clone(), title };
    match run.state.started().and_then(|started| pathways.pinned(&started.hash)) {
        Some(definition) => pathway::outstanding(definition, &run.state)
            .into_iter()
            .map(|left| obstacle(&left.step, left.title))
            .collect(),
        // Without the definition nobody can say which steps are required, so none may be taken for granted.
        None => run
            .state
            .occurrences()
            .filter(|occurrence| occurrence.status().is_live())
            .map(|occurrence| obstacle(&occurrence.step, pathway::Text::same(occurrence.step.as_str())))
            .collect(),
    }
}

/// What was promised to others, or by them, and is not settled.
fn promises(case: &Case) -> Vec<Obstacle> {
    let letters = numbered(&case.handovers).filter(|(_, handover)| {
        let stands = matches!(handover.life, HandoverLife::Proposed { .. } | HandoverLife::Accepted(..));
        stands && handover.letter.is_none() && matches!(handover.proposal.handover, HandoverKind::Acute { .. })
    });
    let signals = numbered(&case.signals)
        .filter(|(_, record)| record.signal.urgency == Urgency::Urgent && record.acknowledged.is_none());
    let actions = numbered(&case.actions).filter(|(_, action)| action.life == ActionLife::Open);
    let feedback = numbered(&case.expectations).filter(|(_, record)| record.life == ExpectationLife::Waiting);

    let mut found: Vec<Obstacle> = letters.map(|(no, _)| Obstacle::Letter { no }).collect();
    found.extend(signals.map(|(no, _)| Obstacle::Signal { no }));
    found.extend(actions.map(|(no, action)| Obstacle::Action { no, what: action.plan.what.clone() }));
    found.extend(feedback.map(|(no, record)| Obstacle::Feedback { no, about: record.expectation.about.clone() }));
    found
}
