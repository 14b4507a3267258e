//! Steps that a meeting does: `meeting = "mdo"` in the pathway (AZ-08, PS-05, PS-06).
//!
//! To have the case on the agenda is to have planned the meeting, and what was said of the case there is the meeting held.
//! Both can be said by hand too, since not every meeting is in Regie: whatever comes first does the step, and the other finds
//! none that is open.

use jiff::civil::Date;
use regie_pathway::{self as pathway, Gathering, Status, StepKind};

use super::by_work::{came_up_after, complete, running};
use super::draft::Draft;
use crate::case::context::Context;
use crate::case::refusal::Refusal;
use crate::ids::MeetingId;

/// The case stands on the agenda: what was to be planned is planned, today, or by the day of a meeting that was held before.
pub(super) fn planned(draft: &mut Draft<'_>, ctx: &Context<'_>, meeting: MeetingId) -> Result<(), Refusal> {
    let Some(meeting) = ctx.meetings.get(&meeting) else { return Ok(()) };
    let kind = meeting.kind.gathering();
    settle(draft, ctx, kind, StepKind::Task, meeting.on.min(ctx.today))?;
    settle(draft, ctx, kind, StepKind::Task, ctx.today)
}

/// The case was discussed, on the day of the meeting.
pub(super) fn held(draft: &mut Draft<'_>, ctx: &Context<'_>, meeting: MeetingId) -> Result<(), Refusal> {
    let Some(meeting) = ctx.meetings.get(&meeting) else { return Ok(()) };
    let (kind, on) = (meeting.kind.gathering(), meeting.on.min(ctx.today));
    settle(draft, ctx, kind, StepKind::Task, on)?;
    settle(draft, ctx, kind, StepKind::Meeting, on)
}

/// Completes the open steps of this kind that such a meeting does, those that were there by that day.
fn settle(draft: &mut Draft<'_>, ctx: &Context<'_>, kind: Gathering, of: StepKind, on: Date) -> Result<(), Refusal> {
    for (run, definition) in running(draft.case(), ctx.pathways) {
        let does = |step: &pathway::Step| step.meeting == Some(kind) && step.kind == of;
        let open = |one: &&pathway::Occurrence| {
            one.status() == Status::Open && !came_up_after(one, on) && definition.step(&one.step).is_some_and(does)
        };
        let done: Vec<_> = run.state.occurrences().filter(open).map(|one| (one.step.clone(), one.nth)).collect();
        match complete(draft, ctx, &run.pathway, done, on) {
            // What was said is recorded all the same; the step is left to be done by hand.
            Ok(()) | Err(Refusal::Pathway(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}
