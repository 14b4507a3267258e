//! Shared case management: who is approached for which situation, in writing (AZ-12).

use jiff::civil::Date;

use super::check;
use super::standing::{self, words};
use crate::case::records::Agreement;
use crate::case::state::Case;
use crate::case::{CaseEvent, Context, Refusal};
use crate::charge::Charge;
use crate::sharing::Circle;

/// Agrees shared case management, or replaces what was agreed before.
pub(super) fn agree(
    case: &Case,
    ctx: &Context<'_>,
    agreements: &[Agreement],
    from: Date,
) -> Result<Vec<CaseEvent>, Refusal> {
    if !standing::decides(case, ctx) {
        return Err(Refusal::NotYours {
            who: "the accountable case manager, or her deputy while she is away,",
            mend: "ask her to record what was agreed",
        });
    }
    check::not_before("from", from, case.opened_on)?;
    check::not_in_future("from", from, ctx.today)?;
    for agreement in agreements {
        check::may_manage(ctx, Charge::of_case(case), "agreements.case-manager", agreement.case_manager)?;
    }
    if let Some(breach) = Circle::of(case).breach(agreements, ctx.directory) {
        return Err(breach.refusal());
    }
    if agreements == case.sharing.as_slice() {
        return Err(Refusal::NothingToDo { what: "this division of situations" });
    }
    Ok(vec![CaseEvent::SharingAgreed { agreements: agreements.to_vec(), from }])
}

/// Ends shared case management: the accountable case manager is approached for everything again.
pub(super) fn end(case: &Case, ctx: &Context<'_>, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    if !standing::decides(case, ctx) && ctx.actor.seat() != Some(case.first_line) {
        return Err(Refusal::NotYours {
            who: "the accountable case manager, her deputy while she is away, or the first-line case manager",
            mend: "ask one of them to end it",
        });
    }
    let reason = words("reason", reason)?;
    if case.sharing.is_empty() {
        return Err(Refusal::NothingToDo { what: "that one case manager is approached for everything" });
    }
    Ok(vec![CaseEvent::SharingEnded { reason }])
}

/// Records the client's own request.
pub(super) fn request(case: &Case, ctx: &Context<'_>, on: Date, wish: &str) -> Result<Vec<CaseEvent>, Refusal> {
    check::not_before("on", on, case.opened_on)?;
    check::not_in_future("on", on, ctx.today)?;
    let wish = words("wish", wish)?;
    if !case.sharing.is_empty() {
        return Err(Refusal::NothingToDo { what: "shared case management" });
    }
    if case.waiting_sharing_request().is_some() {
        return Err(Refusal::NothingToDo { what: "a request that waits for an answer" });
    }
    Ok(vec![CaseEvent::SharingRequested { on, wish }])
}

/// Answers the client that it cannot be, and why; she and GC A are told.
pub(super) fn decline_request(case: &Case, ctx: &Context<'_>, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    if !standing::decides(case, ctx) {
        return Err(Refusal::NotYours {
            who: "the accountable case manager, or her deputy while she is away,",
            mend: "ask her to answer the client",
        });
    }
    let reason = words("reason", reason)?;
    if case.waiting_sharing_request().is_none() {
        return Err(Refusal::NoSharingRequest);
    }
    Ok(vec![CaseEvent::SharingRequestDeclined { reason }])
}

#[cfg(test)]
mod tests;
