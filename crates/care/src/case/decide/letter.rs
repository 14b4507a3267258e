//! Letters that do a step: sent to a provider of the kind that the step names, in the directory or outside of it (PS-06,
//! PS-07, AZ-05, AZ-15).

use regie_pathway::{self as pathway, Party, Status};

use super::draft::Draft;
use super::standing::words;
use super::{by_work, check, steps};
use crate::case::letter::{Addressee, Letter, may_be_told, needs_note};
use crate::case::records::No;
use crate::case::{Case, CaseCommand, CaseEvent, Context, Refusal};
use crate::ids::OrgId;

/// To how many a letter goes at most at once.
const MOST: usize = 20;

/// Judges a letter that does a step, and one that came back.
pub(super) fn decide(case: &Case, ctx: &Context<'_>, command: &CaseCommand) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::SendLetter { pathway, step, nth, to, note } => send(case, ctx, (pathway, step, *nth), to, note),
        CaseCommand::ReturnLetter { no, reason } => returned(case, ctx, *no, reason),
        _ => Ok(Vec::new()),
    }
}

/// Sends the letter of a step to each of `to`, and so does the step. Where it was done already, the letter goes to these
/// besides.
fn send(
    case: &Case,
    ctx: &Context<'_>,
    (id, step, nth): (&pathway::PathwayId, &pathway::StepId, u16),
    to: &[Addressee],
    note: &str,
) -> Result<Vec<CaseEvent>, Refusal> {
    let by = check::person(ctx)?;
    let run = steps::running(case, id)?;
    let definition = steps::pinned(ctx, run)?;
    let letter = definition.step(step).and_then(|step| Some((step, step.does.filter(|work| work.is_letter_to())?)));
    let Some((asked, work)) = letter else {
        let problem = "is not done by a letter; complete it, or do the work that it asks for";
        return Err(Refusal::Implausible { field: "step", problem });
    };
    let to = addressees(ctx, &asked.to, to)?;
    let version = case.version_for(work, definition);
    let note = if needs_note(work, version) { words("note", note)? } else { note.trim().to_owned() };
    let mut draft = Draft::new(case, ctx);
    for to in to {
        let no = check::next_no(&draft.case().letters);
        let (pathway, step, note) = (id.clone(), step.clone(), note.clone());
        draft.push(CaseEvent::LetterSent { no, letter: Letter { pathway, step, nth, work, to, version, note, by } });
    }
    let done = run.state.occurrence(step, nth).is_some_and(|one| one.status() == Status::Done);
    if !done {
        by_work::complete(&mut draft, ctx, id, vec![(step.clone(), nth)], ctx.today)?;
    }
    Ok(draft.finish())
}

/// To whom it goes, each once.
fn addressees(ctx: &Context<'_>, asked: &[Party], to: &[Addressee]) -> Result<Vec<Addressee>, Refusal> {
    if to.is_empty() {
        return Err(Refusal::Empty { field: "to" });
    }
    if to.len() > MOST {
        return Err(Refusal::Implausible { field: "to", problem: "names more than 20; send it in two turns" });
    }
    let mut named = Vec::with_capacity(to.len());
    for one in to {
        let one = fits(ctx, asked, one)?;
        if named.contains(&one) {
            return Err(Refusal::Implausible { field: "to", problem: "names somebody twice; keep one" });
        }
        named.push(one);
    }
    Ok(named)
}

/// An organisation of a kind that the step names, a professional there who gives care, or a name and address.
fn fits(ctx: &Context<'_>, asked: &[Party], to: &Addressee) -> Result<Addressee, Refusal> {
    match to {
        Addressee::Org { org } => fitting_org(ctx, asked, *org)?,
        Addressee::Person { seat } => {
            fitting_org(ctx, asked, seat.org)?;
            if !check::seated(ctx, "to", *seat)?.gives_care() {
                return Err(Refusal::Unfit { field: "to", problem: "does not work with clients" });
            }
            if ctx.actor.seat().is_some_and(|actor| actor.person == seat.person) {
                let problem = "is you yourself; write to another, or leave the step out with that reason";
                return Err(Refusal::Unfit { field: "to", problem });
            }
        }
        Addressee::Elsewhere { name, address } => {
            let (name, address) = (words("name", name)?, words("address", address)?);
            return Ok(Addressee::Elsewhere { name, address });
        }
    }
    Ok(to.clone())
}

fn fitting_org(ctx: &Context<'_>, asked: &[Party], org: OrgId) -> Result<(), Refusal> {
    let kind = check::caring_org(ctx, "to", org)?.kind;
    if may_be_told(asked, kind) {
        return Ok(());
    }
    let problem = "is not of the kind to which this letter goes; choose one that is, or give a name and address";
    Err(Refusal::UnfitOrg { field: "to", problem })
}

/// Records that a letter did not arrive. Where no other letter does its step, that is owed again.
fn returned(case: &Case, ctx: &Context<'_>, no: No, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    let record = check::numbered(&case.letters, "letter", no)?;
    if record.returned.is_some() {
        return Err(Refusal::Settled { what: "letter", no, how: "returned" });
    }
    let reason = words("reason", reason)?;
    let letter = record.letter.clone();
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::LetterReturned { no, reason: reason.clone() });
    if draft.case().letters.iter().any(|other| other.does(&letter.pathway, &letter.step, letter.nth)) {
        return Ok(draft.finish());
    }
    let reopen = pathway::Command::Reopen { step: letter.step, nth: Some(letter.nth), reason };
    // A pathway that ended, or that cannot go back, goes on without.
    match steps::carry_out(&mut draft, &letter.pathway, &reopen) {
        Ok(()) | Err(Refusal::Pathway(_) | Refusal::PathwayNotRunning { .. }) => Ok(draft.finish()),
        Err(other) => Err(other),
    }
}
