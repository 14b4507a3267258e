//! What pathways and delegations do to the state.

use std::collections::BTreeMap;

use regie_pathway as pathway;

use crate::case::event::CaseEvent;
use crate::case::records::Recorded;
use crate::case::state::{Case, Deviation, Run};
use crate::day::day_of;
use crate::seat::Seat;

/// A pathway moved. A delegation ends by itself when its step is done or skipped (AZ-09); the journal keeps who did
/// it. What was missed or cancelled may return after a correction, and its delegation with it.
pub(super) fn moved(case: &mut Case, id: &pathway::PathwayId, event: &pathway::Event, recorded: Recorded) {
    if matches!(event, pathway::Event::Started { .. }) && case.run(id).is_none() {
        let state = pathway::State::default();
        let (delegations, answered, done) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        case.runs.push(Run { pathway: id.clone(), state, delegations, deviation: None, answered, done });
    }
    let Some(run) = case.runs.iter_mut().find(|run| run.pathway == *id) else { return };
    pathway::evolve(&mut run.state, event);
    run.deviation = run.deviation.take().filter(|deviation| stands(deviation, event));
    answer(run, event, recorded);
    if let pathway::Event::Completed { step, nth, .. } = event {
        run.done.insert((step.clone(), *nth), recorded);
    }
    let state = &run.state;
    run.delegations.retain(|(step, nth), _| {
        let status = state.occurrence(step, *nth).map(pathway::Occurrence::status);
        !matches!(status, Some(pathway::Status::Done | pathway::Status::Skipped))
    });
}

/// Keeps who gave the answers that stand: told, or decided by what was done.
fn answer(run: &mut Run, event: &pathway::Event, recorded: Recorded) {
    let state = &run.state;
    run.answered.retain(|fact, _| state.fact(fact).is_some());
    if let pathway::Event::FactSet { fact, .. } = event {
        run.answered.remove(fact);
    }
    for (fact, _) in state.facts() {
        run.answered.entry(fact.clone()).or_insert(recorded);
    }
}

/// A level that was set by hand stands until the table decides again, or somebody tells another.
fn stands(deviation: &Deviation, event: &pathway::Event) -> bool {
    match event {
        pathway::Event::Completed { decided: Some(ruling), .. } => !deviation.tables.contains(&ruling.table),
        pathway::Event::FactSet { fact, value } if *fact == deviation.fact => {
            matches!(value, pathway::FactValue::Choice(level) if *level == deviation.level)
        }
        pathway::Event::FactRetracted { fact, .. } => *fact != deviation.fact,
        _ => true,
    }
}

/// The level of a pathway was set by hand.
pub(super) fn deviate(case: &mut Case, event: &CaseEvent, recorded: Recorded) {
    let CaseEvent::LevelSet { pathway, fact, level, said, tables, reason } = event else { return };
    let (fact, level, said) = (fact.clone(), level.clone(), said.clone());
    let (tables, reason, on) = (tables.clone(), reason.clone(), day_of(recorded.at));
    if let Some(run) = case.runs.iter_mut().find(|run| run.pathway == *pathway) {
        run.deviation = Some(Deviation { fact, level, said, tables, reason, by: recorded.by, on });
    }
}

/// Someone else does a step, or nobody else any more.
pub(super) fn delegate(case: &mut Case, id: &pathway::PathwayId, step: &pathway::StepId, nth: u16, to: Option<Seat>) {
    let Some(run) = case.runs.iter_mut().find(|run| run.pathway == *id) else { return };
    match to {
        Some(to) => run.delegations.insert((step.clone(), nth), to),
        None => run.delegations.remove(&(step.clone(), nth)),
    };
}
