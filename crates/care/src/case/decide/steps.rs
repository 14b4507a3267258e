//! Pathways on a case: starting one, moving it, and letting someone else do a step.
//!
//! Facts and clinical dates belong to the case, steps to the pathway: what is told to one pathway is told to every
//! other on the case that asks the same. What follows from a pathway's own decision (`own`) stays its own.

use std::collections::BTreeMap;

use regie_pathway as pathway;

use super::draft::Draft;
use super::standing::words;
use super::{by_work, check, feedback, level, open, sealing as seal, whom};
use crate::case::command::CaseCommand;
use crate::case::context::Context;
use crate::case::event::CaseEvent;
use crate::case::refusal::Refusal;
use crate::case::state::{Case, Run};
use crate::charge::Charge;
use crate::sealing;
use crate::seat::{Actor, Seat};

/// Starts another pathway. What the case knows already goes in, unless the command says it anew.
pub(super) fn start(
    case: &Case,
    ctx: &Context<'_>,
    id: &pathway::PathwayId,
    anchors: &BTreeMap<pathway::AnchorId, pathway::Date>,
    facts: &BTreeMap<pathway::FactId, pathway::FactValue>,
) -> Result<Vec<CaseEvent>, Refusal> {
    if case.runs_variant_of(id) {
        return Err(Refusal::PathwayRuns { pathway: id.clone() });
    }
    if !Charge::of_case(case).goes_with(id) {
        let problem = "does no midwifery care; open a case for that in a midwife practice";
        return Err(Refusal::UnfitOrg { field: "case-manager", problem });
    }
    let definition = open::begun_at(ctx, id, case.case_manager.org)?;
    level::refuse_at_the_start(definition, facts, ctx.today)?;
    let command = pathway::Command::Start {
        entry: ctx.today,
        anchors: known_anchors(case, definition, anchors),
        facts: known_facts(case, ctx, definition, facts),
    };
    let started = pathway::decide(definition, &pathway::State::default(), &command, ctx.today)?;
    let mut draft = Draft::new(case, ctx);
    draft.step(|_, _| Ok(wrap(id, definition, started)))?;
    tell_news(&mut draft, 0)?;
    seal::give_coordinator_hers(&mut draft, ctx, None);
    Ok(draft.finish())
}

fn known_anchors(
    case: &Case,
    definition: &pathway::Definition,
    given: &BTreeMap<pathway::AnchorId, pathway::Date>,
) -> BTreeMap<pathway::AnchorId, pathway::Date> {
    let told = case.runs.iter().flat_map(|run| run.state.anchors());
    let mut known: BTreeMap<_, _> = told
        .filter(|(anchor, _)| definition.anchor(anchor).is_some())
        .map(|(anchor, date)| (anchor.clone(), date))
        .collect();
    known.extend(given.iter().map(|(anchor, date)| (anchor.clone(), *date)));
    known
}

/// What was answered under seal is not told to a pathway in which everybody reads it, and what is of one pathway alone to no
/// other.
fn known_facts(
    case: &Case,
    ctx: &Context<'_>,
    definition: &pathway::Definition,
    given: &BTreeMap<pathway::FactId, pathway::FactValue>,
) -> BTreeMap<pathway::FactId, pathway::FactValue> {
    let told = case.runs.iter().flat_map(|run| {
        let pinned = ctx.pathways.of(run);
        let open_to_it = move |fact| !is_sealed(pinned, fact) || is_sealed(Some(definition), fact);
        let shared = move |fact| !is_own(pinned, fact) && !is_own(Some(definition), fact);
        run.state.facts().filter(move |(fact, _)| open_to_it(fact) && shared(fact))
    });
    let mut known: BTreeMap<_, _> = told
        .filter(|(fact, value)| asks(definition, fact, value))
        .map(|(fact, value)| (fact.clone(), value.clone()))
        .collect();
    known.extend(given.iter().map(|(fact, value)| (fact.clone(), value.clone())));
    known
}

fn is_sealed(definition: Option<&pathway::Definition>, fact: &pathway::FactId) -> bool {
    definition.and_then(|definition| definition.fact(fact)).is_some_and(|fact| fact.sealed)
}

fn is_own(definition: Option<&pathway::Definition>, fact: &pathway::FactId) -> bool {
    definition.and_then(|definition| definition.fact(fact)).is_some_and(|fact| fact.own)
}

/// Whether the pathway asks this fact and takes this kind of answer. A fact of the same name that takes another kind
/// of answer is another question.
pub(super) fn asks(definition: &pathway::Definition, fact: &pathway::FactId, value: &pathway::FactValue) -> bool {
    definition.fact(fact).is_some_and(|known| known.answer.accepts(value))
}

/// Moves a pathway on behalf of a person.
pub(super) fn command(
    case: &Case,
    ctx: &Context<'_>,
    id: &pathway::PathwayId,
    command: &pathway::Command,
) -> Result<Vec<CaseEvent>, Refusal> {
    use pathway::Command as P;
    match command {
        P::Start { .. } if case.run(id).is_some() => {
            return Err(Refusal::PathwayRuns { pathway: id.clone() });
        }
        P::Start { .. } => return Err(Refusal::PathwayNotRunning { pathway: id.clone() }),
        P::End { .. } => {
            let mend = "close the case, or skip with a reason what is not done";
            return Err(Refusal::NotYours { who: "Regie itself, at closing,", mend });
        }
        P::SetAnchor { .. }
        | P::RetractAnchor { .. }
        | P::RetractFact { .. }
        | P::Reopen { .. }
        | P::SetFact { .. }
        | P::Complete { .. }
        | P::Skip { .. }
        | P::Plan { .. }
        | P::Unplan { .. }
        | P::Add { .. }
        | P::Tick => {}
    }
    if let P::SetFact { fact, value } = command {
        let run = running(case, id)?;
        level::refuse_past_the_tables(pinned(ctx, run)?, &run.state, fact, value, ctx.today)?;
    }
    let mut draft = Draft::new(case, ctx);
    carry_out(&mut draft, id, command)?;
    let events = draft.finish();
    if events.is_empty() && *command != P::Tick {
        return Err(Refusal::NothingToDo { what: "what you ask of this pathway" });
    }
    Ok(events)
}

/// Carries out a command on one pathway, and tells the others what it made known: a fact or date that was set, an
/// outcome that sets facts, a step that marks a date.
pub(super) fn carry_out(
    draft: &mut Draft<'_>,
    id: &pathway::PathwayId,
    command: &pathway::Command,
) -> Result<(), Refusal> {
    let (before, ctx) = (draft.events().len(), draft.ctx());
    let reads = ctx.actor != Actor::System && sealing::sees_all(draft.case(), ctx.actor, ctx.today);
    draft.step(|case, ctx| pathway_events(case, ctx, id, command))?;
    tell_news(draft, before)?;
    if reads {
        seal::give_coordinator_what_came_up(draft, before);
    }
    Ok(())
}

fn tell_news(draft: &mut Draft<'_>, since: usize) -> Result<(), Refusal> {
    let (case, ctx) = (draft.case(), draft.ctx());
    let news: Vec<_> = draft.events().iter().skip(since).filter_map(|event| news(case, ctx, event)).collect();
    news.iter().try_for_each(|(command, said)| tell_as(draft, command, *said))
}

/// Where something was said that a pathway may have to hear.
#[derive(Clone, Copy)]
enum Said {
    /// By care itself, which means the same by its names in every pathway.
    ByCare,
    /// In another pathway of the case, under seal or not.
    InAPathway { sealed: bool },
}

/// What an event makes known to other pathways; nothing when it is of its own pathway alone.
fn news(case: &Case, ctx: &Context<'_>, event: &CaseEvent) -> Option<(pathway::Command, Said)> {
    use pathway::Event as E;
    let CaseEvent::Pathway { pathway: id, event, sealed } = event else { return None };
    let definition = case.run(id).and_then(|run| ctx.pathways.of(run));
    if let E::FactSet { fact, .. } | E::FactRetracted { fact, .. } = event
        && is_own(definition, fact)
    {
        return None;
    }
    let command = match event {
        E::AnchorSet { anchor, date, reason, .. } => {
            let (anchor, date, reason) = (anchor.clone(), *date, reason.clone());
            Some(pathway::Command::SetAnchor { anchor, date, reason })
        }
        E::AnchorRetracted { anchor, reason, .. } => {
            Some(pathway::Command::RetractAnchor { anchor: anchor.clone(), reason: reason.clone() })
        }
        E::FactRetracted { fact, reason, .. } => {
            Some(pathway::Command::RetractFact { fact: fact.clone(), reason: reason.clone() })
        }
        E::FactSet { fact, value } => Some(pathway::Command::SetFact { fact: fact.clone(), value: value.clone() }),
        _ => None,
    };
    command.map(|command| (command, Said::InAPathway { sealed: *sealed }))
}

/// Tells a fact or date to every running pathway that asks for it and does not know it so yet.
pub(super) fn tell(draft: &mut Draft<'_>, command: &pathway::Command) -> Result<(), Refusal> {
    tell_as(draft, command, Said::ByCare)
}

/// What is sealed where it was answered is told only to where it is sealed too.
fn tell_as(draft: &mut Draft<'_>, command: &pathway::Command, said: Said) -> Result<(), Refusal> {
    let running = draft.case().runs.iter().filter(|run| run.state.ended().is_none());
    let running: Vec<_> = running.map(|run| run.pathway.clone()).collect();
    for id in running {
        draft.step(|case, ctx| {
            if wants(case, ctx, &id, command, said)? { pathway_events(case, ctx, &id, command) } else { Ok(Vec::new()) }
        })?;
    }
    Ok(())
}

fn wants(
    case: &Case,
    ctx: &Context<'_>,
    id: &pathway::PathwayId,
    command: &pathway::Command,
    said: Said,
) -> Result<bool, Refusal> {
    let run = running(case, id)?;
    let definition = pinned(ctx, run)?;
    let not_for_it = |fact| match said {
        Said::ByCare => definition.decided_at(fact).is_some(),
        Said::InAPathway { sealed } => is_own(Some(definition), fact) || (sealed && !is_sealed(Some(definition), fact)),
    };
    Ok(match command {
        pathway::Command::RetractFact { fact, .. } | pathway::Command::SetFact { fact, .. } if not_for_it(fact) => {
            false
        }
        pathway::Command::SetAnchor { anchor, date, .. } => {
            definition.anchor(anchor).is_some() && run.state.anchor(anchor) != Some(*date)
        }
        pathway::Command::RetractAnchor { anchor, .. } => run.state.anchor(anchor).is_some(),
        pathway::Command::RetractFact { fact, .. } => run.state.fact(fact).is_some(),
        pathway::Command::SetFact { fact, value } => {
            // What is measured anew is news, whatever it comes to.
            let anew = matches!(said, Said::ByCare) && definition.is_measured(fact);
            asks(definition, fact, value) && (anew || run.state.fact(fact) != Some(value))
        }
        _ => false,
    })
}

/// Runs a command on a pathway of the case, with the version that the case pinned.
///
/// A step that is done by work on the case is complete only when that work stands there.
pub(super) fn pathway_events(
    case: &Case,
    ctx: &Context<'_>,
    id: &pathway::PathwayId,
    command: &pathway::Command,
) -> Result<Vec<CaseEvent>, Refusal> {
    let run = running(case, id)?;
    let definition = pinned(ctx, run)?;
    if let pathway::Command::Complete { step, nth, on, .. } = command {
        since_care_began(case, definition, step, *on)?;
        by_work::stands_on_the_case(case, ctx.pathways, definition, run, step, *nth, *on)?;
    }
    let command = whom::told(case, ctx, (definition, run), command)?;
    let moved = pathway::decide(definition, &run.state, &command, ctx.today)?;
    let promised = feedback::promised(case, id, definition, &moved);
    Ok(wrap(id, definition, moved).into_iter().chain(promised).collect())
}

/// Of what goes in its turn nothing was done before this care began, also in a pathway that began later. What any other
/// step asks may have been done elsewhere before.
fn since_care_began(
    case: &Case,
    definition: &pathway::Definition,
    step: &pathway::StepId,
    on: pathway::Date,
) -> Result<(), Refusal> {
    let in_turn = definition.step(step).is_some_and(|step| step.in_turn);
    if in_turn && on < case.opened_on {
        return Err(Refusal::BeforeCareBegan { step: step.clone(), on, began: case.opened_on });
    }
    Ok(())
}

/// The events as the journal keeps them: each says whether it is sealed, so that nobody needs the pathway to know.
pub(super) fn wrap(
    id: &pathway::PathwayId,
    definition: &pathway::Definition,
    events: Vec<pathway::Event>,
) -> Vec<CaseEvent> {
    let seals = definition.seals();
    let wrapped = events.into_iter().map(|event| {
        let sealed = seals && definition.is_sealed(&event);
        CaseEvent::Pathway { pathway: id.clone(), event, sealed }
    });
    wrapped.collect()
}

/// The run of a pathway on this case.
pub(super) fn running<'a>(case: &'a Case, id: &pathway::PathwayId) -> Result<&'a Run, Refusal> {
    case.run(id).ok_or_else(|| Refusal::PathwayNotRunning { pathway: id.clone() })
}

/// The version of the pathway that the run pinned when it started.
pub(super) fn pinned<'a>(ctx: &Context<'a>, run: &Run) -> Result<&'a pathway::Definition, Refusal> {
    ctx.pathways.of(run).ok_or_else(|| open::unknown(ctx, &run.pathway))
}

/// Judges who does a step.
pub(super) fn decide_delegation(
    case: &Case,
    ctx: &Context<'_>,
    command: &CaseCommand,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::DelegateStep { pathway, step, nth, to, reason } => {
            delegate(case, ctx, (pathway, step, *nth), *to, reason.as_deref())
        }
        CaseCommand::EndDelegation { pathway, step, nth } => end_delegation(case, ctx, pathway, step, *nth),
        _ => Ok(Vec::new()),
    }
}

/// Lets someone else do a step; the case manager stays responsible (AZ-09). Who does a sealed step reads what is sealed
/// while it is hers, so that it takes a reason (PS-02).
fn delegate(
    case: &Case,
    ctx: &Context<'_>,
    (id, step, nth): (&pathway::PathwayId, &pathway::StepId, u16),
    to: Seat,
    reason: Option<&str>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let run = running(case, id)?;
    let Some(occurrence) = run.state.occurrence(step, nth) else {
        return Err(Refusal::NoSuch { what: "occurrence of this step,", no: nth.into() });
    };
    if !occurrence.status().is_live() {
        return Err(Refusal::Settled { what: "this step,", no: nth.into(), how: occurrence.status().word() });
    }
    check::can_be_given_work(case, ctx, "to", to)?;
    if to.person == case.case_manager.person {
        let problem = "is the case manager herself; end the delegation instead";
        return Err(Refusal::Implausible { field: "to", problem });
    }
    if run.delegations.get(&(step.clone(), nth)) == Some(&to) {
        return Err(Refusal::NothingToDo { what: "this delegation" });
    }
    let sealed = sealing::is_sealed_step(case, ctx.pathways, id, step);
    let reason = if sealed { Some(words("reason", reason.unwrap_or_default())?) } else { None };
    Ok(vec![CaseEvent::StepDelegated { pathway: id.clone(), step: step.clone(), nth, to, reason, sealed }])
}

/// The case manager does the step herself after all.
fn end_delegation(
    case: &Case,
    ctx: &Context<'_>,
    id: &pathway::PathwayId,
    step: &pathway::StepId,
    nth: u16,
) -> Result<Vec<CaseEvent>, Refusal> {
    if !running(case, id)?.delegations.contains_key(&(step.clone(), nth)) {
        return Err(Refusal::NothingToDo { what: "that the case manager does this step herself" });
    }
    let sealed = sealing::is_sealed_step(case, ctx.pathways, id, step);
    Ok(vec![CaseEvent::DelegationEnded { pathway: id.clone(), step: step.clone(), nth, sealed }])
}
