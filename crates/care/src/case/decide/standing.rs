//! What the actor is to the case: its case manager, her deputy, or neither.

use super::check;
use crate::case::context::Context;
use crate::case::refusal::Refusal;
use crate::case::state::Case;
use crate::charge::Charge;
use crate::presence::Presence;
use crate::seat::Seat;

/// Whether the actor is the accountable case manager, acting from the seat in which she is that.
pub(super) fn is_case_manager(case: &Case, ctx: &Context<'_>) -> bool {
    ctx.actor.seat() == Some(case.case_manager)
}

/// Whether the actor is the deputy of today, whether or not the case manager is away; the fixed one too while who was
/// named for a while is away herself.
pub(super) fn is_deputy(case: &Case, ctx: &Context<'_>) -> bool {
    let there = || Presence::of(ctx).deputy_there(case, case.case_manager);
    ctx.actor.seat().is_some_and(|seat| case.deputy_on(ctx.today) == Some(seat) || there() == Some(seat))
}

/// Whether the actor decides for the case today: the case manager, or her deputy while she is away.
pub(super) fn decides(case: &Case, ctx: &Context<'_>) -> bool {
    is_case_manager(case, ctx) || (is_deputy(case, ctx) && is_away(ctx, case.case_manager))
}

/// Whether the actor has to do with leading the case: the case manager, her deputy, or the first-line case manager to
/// whom the case returns.
pub(super) fn leads(case: &Case, ctx: &Context<'_>) -> bool {
    is_case_manager(case, ctx) || is_deputy(case, ctx) || ctx.actor.seat() == Some(case.first_line)
}

/// Whether nobody can wait for this person today: she is away, or has left her seat.
pub(super) fn is_away(ctx: &Context<'_>, seat: Seat) -> bool {
    Presence::of(ctx).is_away(seat)
}

/// Whether a person in this seat may be accountable for this case.
pub(super) fn manages(case: &Case, ctx: &Context<'_>, seat: Seat) -> bool {
    let (kind, role) = (ctx.directory.kind(seat.org), ctx.directory.role(seat));
    kind.zip(role).is_some_and(|(kind, role)| Charge::of_case(case).covers(kind, role))
}

/// A text that must say something, without the spaces around it.
pub(super) fn words(field: &'static str, text: &str) -> Result<String, Refusal> {
    check::not_empty(field, text)?;
    Ok(text.trim().to_owned())
}
