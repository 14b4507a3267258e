//! What is sealed (PS-02, PS-04): who may read it, what was written down, and who may act on it at all.

use regie_pathway as pathway;

use super::draft::Draft;
use super::standing::{self, words};
use super::{check, feedback, open};
use crate::case::command::CaseCommand;
use crate::case::context::Context;
use crate::case::event::CaseEvent;
use crate::case::refusal::Refusal;
use crate::case::seal::{self, SealedSubject, Why};
use crate::case::state::Case;
use crate::sealing;
use crate::seat::Seat;

const HERS: &str = "the case manager or her deputy";

/// Refuses what a person who is not named on the seal asks of something sealed, in the words in which it would be refused
/// if there were no such thing; and a decision that rests on answers that she may not read.
pub(super) fn guard(case: &Case, command: &CaseCommand, ctx: &Context<'_>) -> Result<(), Refusal> {
    use CaseCommand as C;
    let reads = sealing::sees_all(case, ctx.actor, ctx.today);
    match command {
        C::Pathway { pathway, command } => {
            let hidden = sealing::names_sealed(case, ctx.pathways, pathway, command);
            if !reads && hidden {
                return Err(unknown(case, ctx, pathway, command)?);
            }
            match command {
                pathway::Command::Complete { step, .. }
                | pathway::Command::Skip { step, .. }
                | pathway::Command::Reopen { step, .. } => sees_the_reason(case, ctx, reads, pathway, step),
                _ => Ok(()),
            }
        }
        C::DelegateStep { pathway, step, nth, .. } | C::EndDelegation { pathway, step, nth }
            if !reads && sealing::is_sealed_step(case, ctx.pathways, pathway, step) =>
        {
            Err(match command {
                C::DelegateStep { .. } => feedback::no_such_turn(*nth),
                _ => Refusal::NothingToDo { what: "that the case manager does this step herself" },
            })
        }
        C::ExpectFeedback { expectation } => match &expectation.step {
            Some(turn) if !reads && sealing::is_sealed_step(case, ctx.pathways, &turn.pathway, &turn.step) => {
                Err(feedback::no_such_turn(turn.nth))
            }
            _ => Ok(()),
        },
        C::ReceiveFeedback { no, sealed: true, .. } | C::WaiveFeedback { no, sealed: true, .. } if !reads => {
            Err(feedback::no_such_number(*no))
        }
        C::RecordContact { contact, completes } => completes.iter().try_for_each(|done| {
            let (pathway, step) = (&done.pathway, &done.step);
            if !sealing::is_sealed_step(case, ctx.pathways, pathway, step) {
                return sees_the_reason(case, ctx, reads, pathway, step);
            }
            if reads {
                return Err(Refusal::SealedStepByContact);
            }
            let outcome = done.outcome.clone();
            let command = pathway::Command::complete(step.clone(), contact.on).with_outcome(outcome);
            Err(unknown(case, ctx, pathway, &command)?)
        }),
        _ => Ok(()),
    }
}

/// What the pathway says of this command on a step or question that it does not have.
fn unknown(
    case: &Case,
    ctx: &Context<'_>,
    id: &pathway::PathwayId,
    command: &pathway::Command,
) -> Result<Refusal, Refusal> {
    let not_running = || Refusal::PathwayNotRunning { pathway: id.clone() };
    let run = case.run(id).ok_or_else(not_running)?;
    let definition = ctx.pathways.of(run).ok_or_else(|| open::unknown(ctx, id))?;
    Ok(definition.as_if_unknown(&run.state, command, ctx.today).into())
}

/// Who decides must be able to read on what the decision rests.
fn sees_the_reason(
    case: &Case,
    ctx: &Context<'_>,
    reads: bool,
    id: &pathway::PathwayId,
    step: &pathway::StepId,
) -> Result<(), Refusal> {
    let definition = case.run(id).and_then(|run| ctx.pathways.of(run));
    let rests = definition.is_some_and(|known| known.step(step).is_some_and(|step| known.rests_on_sealed(step)));
    if rests && !reads { Err(Refusal::RestsOnSealed) } else { Ok(()) }
}

/// Judges who is named on the seal, and what is written under it.
pub(super) fn decide(case: &Case, ctx: &Context<'_>, command: &CaseCommand) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::NameReader { reader, reason } => name(case, ctx, *reader, reason),
        CaseCommand::StrikeReader { reader, reason } => strike(case, ctx, *reader, reason),
        CaseCommand::WriteSealedNote { subject, text } => write(case, ctx, *subject, text),
        _ => Ok(Vec::new()),
    }
}

/// Names somebody who may read what is sealed from now on.
fn name(case: &Case, ctx: &Context<'_>, reader: Seat, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    hers(case, ctx)?;
    let reason = words("reason", reason)?;
    check::can_be_given_work(case, ctx, "reader", reader)?;
    let for_a_step = |seal: &seal::Seal| seal.reader(reader).is_some_and(|known| matches!(known.why, Why::Step { .. }));
    if case.reads_sealed(reader, ctx.today) && !case.seal.as_ref().is_some_and(for_a_step) {
        return Err(Refusal::NothingToDo { what: "that she may read what is sealed" });
    }
    Ok(vec![CaseEvent::ReaderNamed { reader, reason }])
}

/// Strikes somebody: from now on she sees nothing of it any more.
fn strike(case: &Case, ctx: &Context<'_>, reader: Seat, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    hers(case, ctx)?;
    let reason = words("reason", reason)?;
    if case.reads_by_office(reader, ctx.today) {
        return Err(Refusal::ReadsByOffice);
    }
    if case.seal.as_ref().is_none_or(|seal| seal.reader(reader).is_none()) {
        return Err(Refusal::NothingToDo { what: "that she may not read what is sealed" });
    }
    // What she was given to do of it she cannot do any more.
    let mut events: Vec<CaseEvent> = Vec::new();
    for run in &case.runs {
        let hers = run.delegations.iter().filter(|(_, to)| **to == reader).map(|(given, _)| given);
        let sealed = hers.filter(|(step, _)| sealing::is_sealed_step(case, ctx.pathways, &run.pathway, step));
        events.extend(sealed.map(|(step, nth)| CaseEvent::DelegationEnded {
            pathway: run.pathway.clone(),
            step: step.clone(),
            nth: *nth,
            sealed: true,
        }));
    }
    events.push(CaseEvent::ReaderStruck { reader, reason: Some(reason) });
    Ok(events)
}

/// Writes down what was seen, said or weighed. A note is never changed.
fn write(case: &Case, ctx: &Context<'_>, subject: SealedSubject, text: &str) -> Result<Vec<CaseEvent>, Refusal> {
    let by = check::person(ctx)?;
    if !case.reads_sealed(by, ctx.today) {
        return Err(Refusal::NotYours {
            who: "the case manager, her deputy or who is named on the seal",
            mend: "tell the case manager with a signal what she must know",
        });
    }
    let text = words("text", text)?;
    Ok(vec![CaseEvent::SealedNoteWritten { no: seal::next_note(case), subject, text, by }])
}

/// The coordinating provider does the sealed steps of her role herself, as the Kindcheck that is repeated (PS-05): they are
/// given to her by naming her, and so she reads what is sealed while such a step is open. Only who may read it gives it;
/// what was given to somebody by hand stays hers.
pub(super) fn give_coordinator_hers(draft: &mut Draft<'_>, ctx: &Context<'_>, former: Option<Seat>) {
    let case = draft.case();
    let Some(coordinator) = case.care_plan.coordinator.filter(|_| sealing::sees_all(case, ctx.actor, ctx.today)) else {
        return;
    };
    let mut events = Vec::new();
    for run in case.runs.iter().filter(|run| run.state.ended().is_none()) {
        let Some(definition) = ctx.pathways.of(run) else { continue };
        for turn in run.state.occurrences().filter(|turn| turn.status().is_live()) {
            let step = definition.step(&turn.step).filter(|step| step.sealed);
            let Some(role) = step.and_then(|step| definition.role_of(step)).filter(|role| role.coordinates) else {
                continue;
            };
            let given = run.delegations.get(&(turn.step.clone(), turn.nth)).copied();
            let (pathway, step, nth, sealed) = (run.pathway.clone(), turn.step.clone(), turn.nth, true);
            if given.is_some_and(|to| Some(to) != former || to == coordinator) {
                continue;
            }
            if coordinator.person != case.case_manager.person {
                let reason = Some(role.title.nl.clone());
                events.push(CaseEvent::StepDelegated { pathway, step, nth, to: coordinator, reason, sealed });
            } else if given.is_some() {
                events.push(CaseEvent::DelegationEnded { pathway, step, nth, sealed });
            }
        }
    }
    events.into_iter().for_each(|event| draft.push(event));
}

/// The same of the turns that the events since then brought into the course, as a new round of the Meldcode: what comes up
/// again is hers again. For who recorded what it comes up by, and reads what is sealed.
pub(super) fn give_coordinator_what_came_up(draft: &mut Draft<'_>, since: usize) {
    use pathway::Event as E;
    let (case, ctx) = (draft.case(), draft.ctx());
    let other = |seat: &Seat| seat.person != case.case_manager.person;
    let Some(coordinator) = case.care_plan.coordinator.filter(other) else { return };
    let came_up = draft.events().iter().skip(since).filter_map(|event| match event {
        CaseEvent::Pathway {
            pathway,
            event: E::Planned { step, nth, .. } | E::Added { step, nth, .. },
            sealed: true,
        } => {
            let run = case.run(pathway)?;
            let role = ctx
                .pathways
                .of(run)
                .and_then(|known| known.role_of(known.step(step)?))
                .filter(|role| role.coordinates)?;
            run.state.occurrence(step, *nth).filter(|turn| turn.status().is_live())?;
            let (pathway, step, reason) = (pathway.clone(), step.clone(), Some(role.title.nl.clone()));
            Some(CaseEvent::StepDelegated { pathway, step, nth: *nth, to: coordinator, reason, sealed: true })
        }
        _ => None,
    });
    let given: Vec<CaseEvent> = came_up.collect();
    given.into_iter().for_each(|event| draft.push(event));
}

/// The deputies whose last day is over may read it no longer.
pub(super) fn out_of_office(case: &Case, ctx: &Context<'_>) -> Vec<CaseEvent> {
    let over = case.readers_out_of_office(ctx.today);
    over.map(|reader| CaseEvent::ReaderStruck { reader, reason: None }).collect()
}

/// Who may read it is for those who answer for the case, whether or not anything is sealed yet.
fn hers(case: &Case, ctx: &Context<'_>) -> Result<(), Refusal> {
    if standing::is_case_manager(case, ctx) || standing::is_deputy(case, ctx) {
        return Ok(());
    }
    Err(Refusal::NotYours { who: HERS, mend: "ask her" })
}
