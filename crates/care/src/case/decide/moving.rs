//! A move that was agreed on and does not take place after all, or on another day (AZ-10).
//!
//! Nothing of it moves accountability: who accepted stays accountable until somebody accepts from her.

use jiff::civil::Date;

use super::draft::Draft;
use super::standing::{self, words};
use super::{check, handover, tick};
use crate::case::records::{HandoverKind, No, TeamMember};
use crate::case::state::{Case, HandoverRecord};
use crate::case::{CaseEvent, Context, Refusal};
use crate::seat::OrgKind;

const MOVE: &str = "move";

/// The client stays where she is. With `hand_back_by` the case manager proposes to give the case back.
pub(super) fn call_off(
    case: &Case,
    ctx: &Context<'_>,
    no: No,
    reason: &str,
    hand_back_by: Option<Date>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let record = coming(case, ctx, no)?;
    let reason = words("reason", reason)?;
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::MoveCalledOff { no, reason: reason.clone() });
    for member in put_too_early(case, ctx, record) {
        draft.push(CaseEvent::TeamMemberSet { member });
    }
    if let Some(answer_by) = hand_back_by {
        let from = record.proposal.from;
        let to_person = standing::manages(case, ctx, from).then_some(from.person);
        let note = format!("De verhuizing gaat niet door: {reason}");
        draft.step(|case, ctx| {
            handover::propose(case, ctx, &HandoverKind::Return, (from.org, to_person), &note, answer_by, &[])
        })?;
    }
    Ok(draft.finish())
}

/// The client moves on another day; on one that has come, at once.
pub(super) fn change(
    case: &Case,
    ctx: &Context<'_>,
    no: No,
    moves_on: Date,
    reason: &str,
) -> Result<Vec<CaseEvent>, Refusal> {
    let record = coming(case, ctx, no)?;
    let reason = words("reason", reason)?;
    handover::between("moves-on", moves_on, ctx.today, handover::later(ctx.today, handover::MOVES_WITHIN))?;
    if record.moves_on() == Some(moves_on) {
        return Err(Refusal::SameDay { field: "moves-on", on: moves_on });
    }
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::MoveChanged { no, moves_on, reason });
    draft.step(|case, ctx| Ok(tick::moved(case, ctx).into_iter().collect()))?;
    Ok(draft.finish())
}

/// The move, if it is still to come and the actor is of one of its two sides.
fn coming<'a>(case: &'a Case, ctx: &Context<'_>, no: No) -> Result<&'a HandoverRecord, Refusal> {
    let record = check::numbered(&case.handovers, MOVE, no)?;
    let from = record.proposal.from;
    // The reception agency that she does not leave after all calls whom it knows: who handed her over.
    let sender = ctx.actor.seat().is_some_and(|seat| {
        let stands_in = seat.org == from.org && standing::is_away(ctx, from) && standing::manages(case, ctx, seat);
        seat == from || seat == record.proposal.proposed_by || stands_in
    });
    if !sender && !standing::is_case_manager(case, ctx) && !standing::is_deputy(case, ctx) {
        return Err(Refusal::NotYours {
            who: "the case manager, her deputy, or who handed the case over",
            mend: "tell the case manager with a signal",
        });
    }
    match case.coming_move(ctx.today) {
        Some((coming, record)) if coming == no => Ok(record),
        _ if record.moves_on().is_none() => Err(Refusal::NoSuch { what: MOVE, no }),
        _ => {
            let how = if record.called_off.is_some() { "it was called off" } else { "it is not a move still to come" };
            Err(Refusal::Settled { what: MOVE, no, how })
        }
    }
}

/// Those around her where she stays, for whom the new ones were put in the team before the day came.
fn put_too_early(case: &Case, ctx: &Context<'_>, record: &HandoverRecord) -> Vec<TeamMember> {
    let HandoverKind::Relocation { coa, gc_a, .. } = &record.proposal.handover else { return Vec::new() };
    let new = [(OrgKind::Coa, *coa), (OrgKind::GcA, *gc_a)];
    let too_early = new.into_iter().filter(|(role, org)| org.is_some() && case.team_org(*role) == *org);
    let old = too_early.filter_map(|(role, new)| {
        let of_kind = |org| ctx.directory.kind(org) == Some(role) && Some(org) != new;
        let leaving = case.leaving.iter().find(|leaving| of_kind(leaving.org))?;
        Some(TeamMember { role, org: leaving.org, contact_person: None })
    });
    old.collect()
}
