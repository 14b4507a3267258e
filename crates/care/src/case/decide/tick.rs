//! The day comes: steps open and lapse, and a handover that nobody answered sounds the alarm, and a client moves.

use regie_pathway as pathway;

use super::draft::Draft;
use super::{handover, sealing, steps};
use crate::case::context::Context;
use crate::case::event::CaseEvent;
use crate::case::refusal::Refusal;
use crate::case::state::Case;

/// What the day brings; often nothing.
pub(super) fn tick(case: &Case, ctx: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    let mut draft = Draft::new(case, ctx);
    for run in case.runs.iter().filter(|run| run.state.ended().is_none()) {
        draft.step(|case, ctx| steps::pathway_events(case, ctx, &run.pathway, &pathway::Command::Tick))?;
    }
    draft.step(|case, ctx| Ok(handover::unanswered(case, ctx)))?;
    draft.step(|case, ctx| Ok(moved(case, ctx).into_iter().collect()))?;
    draft.step(|case, ctx| Ok(moved_away(case, ctx)))?;
    draft.step(|case, ctx| Ok(sealing::out_of_office(case, ctx)))?;
    Ok(draft.finish())
}

/// The day of the move has come.
pub(super) fn moved(case: &Case, ctx: &Context<'_>) -> Option<CaseEvent> {
    let arriving = case.arriving.as_ref().filter(|arriving| arriving.on <= ctx.today)?;
    Some(CaseEvent::Moved { coa: arriving.coa, gc_a: arriving.gc_a, place: arriving.place.clone() })
}

/// Who took part at the old site until the client moved, and does no longer.
fn moved_away(case: &Case, ctx: &Context<'_>) -> Vec<CaseEvent> {
    let over = case.leaving.iter().filter(|leaving| leaving.until < ctx.today);
    over.map(|leaving| CaseEvent::InvolvementEnded { org: leaving.org }).collect()
}
