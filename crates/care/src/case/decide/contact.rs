//! Contacts: what took place, and which steps it did the work of.

use regie_pathway::{self as pathway, Party};

use super::draft::Draft;
use super::{check, steps};
use crate::case::command::CompletedStep;
use crate::case::context::Context;
use crate::case::event::CaseEvent;
use crate::case::records::{Contact, No, With};
use crate::case::refusal::Refusal;
use crate::case::state::Case;

/// Minutes in a day: no contact lasts longer.
const LONGEST: u16 = 24 * 60;

/// Records a contact. It may complete steps of several pathways; one that cannot be completed refuses the whole.
pub(super) fn record(
    case: &Case,
    ctx: &Context<'_>,
    contact: &Contact,
    completes: &[CompletedStep],
) -> Result<Vec<CaseEvent>, Refusal> {
    let by = check::person(ctx)?;
    check::happened("on", contact.on, ctx.today)?;
    check::not_empty("note", &contact.note)?;
    if contact.minutes.is_some_and(|minutes| minutes == 0 || minutes > LONGEST) {
        let problem = "is not between 1 and 1440; leave it out when it is not known";
        return Err(Refusal::Implausible { field: "minutes", problem });
    }
    with(ctx, "with", &contact.with)?;
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::ContactRecorded { no: check::next_no(&case.contacts), contact: contact.clone(), by });
    for (at, done) in completes.iter().enumerate() {
        if completes.iter().take(at).any(|other| other.pathway == done.pathway && other.step == done.step) {
            return Err(Refusal::Implausible { field: "completes", problem: "names a step twice; keep one" });
        }
        with_whom_it_asks(case, ctx, &contact.with, done)?;
        // What was noted of the contact is what the step asks words for.
        let definition = steps::pinned(ctx, steps::running(case, &done.pathway)?)?;
        let asks = definition.step(&done.step).is_some_and(|step| step.words.is_some());
        let words = asks.then(|| contact.note.clone());
        let command = pathway::Command::Complete {
            step: done.step.clone(),
            nth: None,
            on: contact.on,
            outcome: done.outcome.clone(),
            words,
            whom: None,
            day: None,
        };
        steps::carry_out(&mut draft, &done.pathway, &command)?;
    }
    Ok(draft.finish())
}

/// That the GP was spoken to is not said by a talk with the client (PZ-02): a step names the party, where it matters.
fn with_whom_it_asks(case: &Case, ctx: &Context<'_>, with: &With, done: &CompletedStep) -> Result<(), Refusal> {
    let definition = steps::pinned(ctx, steps::running(case, &done.pathway)?)?;
    let Some(step) = definition.step(&done.step) else { return Ok(()) };
    match step.with.filter(|party| !is(ctx, with, *party)) {
        None => Ok(()),
        Some(party) => {
            let (step, title) = (step.id.clone(), step.title.clone());
            Err(Refusal::ContactWithAnother { step, title, with: party.named() })
        }
    }
}

fn is(ctx: &Context<'_>, with: &With, party: Party) -> bool {
    match with {
        With::Client => party == Party::Client,
        With::Relative { .. } => party == Party::Relative,
        With::Org { org } => {
            party == Party::Provider || ctx.directory.org(*org).is_some_and(|org| org.kind.party() == party)
        }
    }
}

/// Whether the other side of a contact is someone we know.
pub(super) fn with(ctx: &Context<'_>, field: &'static str, with: &With) -> Result<(), Refusal> {
    match with {
        With::Client => Ok(()),
        With::Relative { name } => check::not_empty(field, name),
        With::Org { org } => check::org(ctx, field, *org).map(|_| ()),
    }
}

/// Corrects a note. The first text stays in the journal.
pub(super) fn correct(case: &Case, no: No, note: &str, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    let record = check::numbered(&case.contacts, "contact", no)?;
    check::not_empty("note", note)?;
    check::not_empty("reason", reason)?;
    if record.contact.note == note {
        return Err(Refusal::NothingToDo { what: "this note" });
    }
    Ok(vec![CaseEvent::ContactCorrected { no, note: note.to_owned(), reason: reason.to_owned() }])
}
