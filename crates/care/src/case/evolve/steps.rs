//! What pathways and delegations do to the state.

use regie_pathway as pathway;

use crate::case::state::{Case, Run};
use crate::seat::Seat;

/// A pathway moved. A delegation ends by itself when its step is done or skipped (AZ-09); the journal keeps who did
/// it. What was missed or cancelled may return after a correction, and its delegation with it.
pub(super) fn moved(case: &mut Case, id: &pathway::PathwayId, event: &pathway::Event) {
    if matches!(event, pathway::Event::Started { .. }) && case.run(id).is_none() {
        let state = pathway::State::default();
        case.runs.push(Run { pathway: id.clone(), state, delegations: std::collections::BTreeMap::new() });
    }
    let Some(run) = case.runs.iter_mut().find(|run| run.pathway == *id) else { return };
    pathway::evolve(&mut run.state, event);
    let state = &run.state;
    run.delegations.retain(|(step, nth), _| {
        let status = state.occurrence(step, *nth).map(pathway::Occurrence::status);
        !matches!(status, Some(pathway::Status::Done | pathway::Status::Skipped))
    });
}

/// Someone else does a step, or nobody else any more.
pub(super) fn delegate(case: &mut Case, id: &pathway::PathwayId, step: &pathway::StepId, nth: u16, to: Option<Seat>) {
    let Some(run) = case.runs.iter_mut().find(|run| run.pathway == *id) else { return };
    match to {
        Some(to) => run.delegations.insert((step.clone(), nth), to),
        None => run.delegations.remove(&(step.clone(), nth)),
    };
}
