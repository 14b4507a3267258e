//! The case as one person may see it: whole, or without what is sealed (PS-02, PS-04).
//!
//! Whatever shows a case, or something made of a case, shows what comes out of here: the open part of the case with the
//! veiled pathways. No reader, list or message looks for sealed things itself, so that none can forget to.

use jiff::civil::Date;
use regie_pathway::{self as pathway, Command};

use crate::case::state::Run;
use crate::case::{Case, CaseEvent};
use crate::pathways::Pathways;
use crate::seat::Actor;

/// A case and its pathways as somebody sees them who is not named on the seal.
#[derive(Debug, Clone)]
pub struct Open {
    /// The case without what is sealed.
    pub case: Case,
    /// Its pathways, veiled.
    pub pathways: Pathways,
}

/// Whether this actor sees all of the case, as far as it is for the seal to say.
#[must_use]
pub fn sees_all(case: &Case, actor: Actor, today: Date) -> bool {
    match actor {
        Actor::System => true,
        Actor::Person(seat) => case.reads_sealed(seat, today),
    }
}

/// The case as this actor may see it when that is not all of it; `None` when nothing of it is sealed, or she sees all.
#[must_use]
pub fn as_seen_by(case: &Case, pathways: &Pathways, actor: Actor, today: Date) -> Option<Open> {
    if sees_all(case, actor, today) { None } else { open_to_all(case, pathways) }
}

/// The case as everybody may see it who takes part in it, named on the seal or not; `None` when nothing of it is sealed.
#[must_use]
pub fn open_to_all(case: &Case, pathways: &Pathways) -> Option<Open> {
    seals(case, pathways).then(|| open_part(case, pathways))
}

/// How many of its events this actor does not see.
#[must_use]
pub fn hidden_from(case: &Case, actor: Actor, today: Date) -> u64 {
    if case.sealed_events == 0 || sees_all(case, actor, today) { 0 } else { case.sealed_events }
}

/// An event as those see it who are not named: nothing of one that is sealed, and of another not what it says of those.
#[must_use]
pub fn open_event(event: &CaseEvent, case: &Case, pathways: &Pathways) -> Option<CaseEvent> {
    if event.is_sealed() {
        return None;
    }
    let CaseEvent::Pathway { pathway, event: moved, sealed } = event else { return Some(event.clone()) };
    let definition = case.run(pathway).and_then(|run| pathways.of(run));
    let event = definition.map_or_else(|| moved.clone(), |definition| definition.veil(moved));
    Some(CaseEvent::Pathway { pathway: pathway.clone(), event, sealed: *sealed })
}

/// Whether a step of a pathway of this case is sealed.
#[must_use]
pub fn is_sealed_step(case: &Case, pathways: &Pathways, id: &pathway::PathwayId, step: &pathway::StepId) -> bool {
    let definition = case.run(id).and_then(|run| pathways.of(run));
    definition.is_some_and(|known| known.step(step).is_some_and(|step| step.sealed))
}

/// Whether a command on a pathway names a sealed step or a sealed answer.
pub(crate) fn names_sealed(case: &Case, pathways: &Pathways, id: &pathway::PathwayId, command: &Command) -> bool {
    match command {
        Command::Complete { step, .. }
        | Command::Skip { step, .. }
        | Command::Plan { step, .. }
        | Command::Unplan { step, .. }
        | Command::Reopen { step, .. }
        | Command::Add { step } => is_sealed_step(case, pathways, id, step),
        Command::SetFact { fact, .. } | Command::RetractFact { fact, .. } => {
            let definition = case.run(id).and_then(|run| pathways.of(run));
            definition.is_some_and(|known| known.fact(fact).is_some_and(|fact| fact.sealed))
        }
        Command::Start { .. }
        | Command::SetAnchor { .. }
        | Command::RetractAnchor { .. }
        | Command::Tick
        | Command::End { .. } => false,
    }
}

/// Whether anything of this case is, or can come to be, sealed.
fn seals(case: &Case, pathways: &Pathways) -> bool {
    case.sealed_events > 0 || case.runs.iter().any(|run| pathways.of(run).is_some_and(pathway::Definition::seals))
}

fn open_part(case: &Case, pathways: &Pathways) -> Open {
    let mut open = Open { case: case.clone(), pathways: pathways.veiled_for(case) };
    (open.case.seal, open.case.sealed_events) = (None, 0);
    open.case.runs.iter_mut().for_each(|run| open_run(run, pathways));
    if let Some(closing) = &mut open.case.closed {
        closing.runs.iter_mut().for_each(|run| open_run(run, pathways));
    }
    open
}

/// Where the version of a pathway is not known here, nobody can say what of it is sealed: then none of it is shown.
fn open_run(run: &mut Run, pathways: &Pathways) {
    let Some(definition) = pathways.of(run) else {
        run.state = pathway::State::default();
        run.delegations.clear();
        run.answered.clear();
        run.done.clear();
        return;
    };
    run.state = run.state.unsealed(definition);
    run.delegations.retain(|(step, _), _| !definition.step(step).is_some_and(|step| step.sealed));
    run.done.retain(|(step, _), _| !definition.step(step).is_some_and(|step| step.sealed));
    run.answered.retain(|fact, _| !definition.fact(fact).is_some_and(|fact| fact.sealed));
}
