//! Particulars (bijzonderheden): raised by anyone, and open until the case manager knows (AZ-06).
//!
//! "GC A mag er dan vanuit gaan dat de vervangende zorgverlener de informatie doorgeeft aan de casemanager": so what a
//! stand-in takes stays open. While the case manager is absent her deputy may acknowledge it, which ends the alarm;
//! the case manager acknowledges it once more herself when she is back.

use super::{check, contact};
use crate::case::context::Context;
use crate::case::event::CaseEvent;
use crate::case::records::{No, Signal};
use crate::case::refusal::Refusal;
use crate::case::state::Case;
use crate::seat::Seat;

/// Raises a particular. What the case manager takes herself she knows at once.
pub(super) fn raise(case: &Case, ctx: &Context<'_>, signal: &Signal) -> Result<Vec<CaseEvent>, Refusal> {
    check::not_empty("text", &signal.text)?;
    contact::with(ctx, "from", &signal.from)?;
    let no = check::next_no(&case.signals);
    let taken_by = ctx.actor.seat();
    let mut events = vec![CaseEvent::SignalRaised { no, signal: signal.clone(), taken_by }];
    if let Some(by) = taken_by.filter(|by| by.person == case.case_manager.person) {
        events.push(CaseEvent::SignalAcknowledged { no, by });
    }
    Ok(events)
}

/// Acknowledges a particular.
pub(super) fn acknowledge(case: &Case, ctx: &Context<'_>, no: No) -> Result<Vec<CaseEvent>, Refusal> {
    let record = check::numbered(&case.signals, "signal", no)?;
    let by = check::person(ctx)?;
    let herself = by.person == case.case_manager.person;
    if record.acknowledged.is_some() && !(herself && record.by_deputy) {
        return Err(Refusal::Settled { what: "signal", no, how: "acknowledged" });
    }
    if !herself && !stands_in(case, ctx, by) {
        return Err(Refusal::NotYours {
            who: "the case manager, or her deputy while she is absent,",
            mend: "tell her; until she has acknowledged it the signal stays open",
        });
    }
    Ok(vec![CaseEvent::SignalAcknowledged { no, by }])
}

fn stands_in(case: &Case, ctx: &Context<'_>, by: Seat) -> bool {
    case.deputy_on(ctx.today).is_some_and(|deputy| deputy.person == by.person)
        && ctx.directory.is_absent(case.case_manager.person, ctx.today)
}
