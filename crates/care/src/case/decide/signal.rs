//! Particulars (bijzonderheden): raised by anyone, and open until the case manager knows (AZ-06).
//!
//! "GC A mag er dan vanuit gaan dat de vervangende zorgverlener de informatie doorgeeft aan de casemanager": so what a
//! stand-in takes stays open. While the case manager is away, who attends to the case in her place may acknowledge it,
//! which ends the alarm; the case manager acknowledges it once more herself when she is back.

use super::{check, contact};
use crate::case::context::Context;
use crate::case::event::CaseEvent;
use crate::case::records::{No, Signal};
use crate::case::refusal::Refusal;
use crate::case::state::{Awareness, Case};
use crate::presence::Presence;

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
    let settled = match case.awareness(record) {
        Awareness::Known => true,
        Awareness::ToBeRead => by.person != case.case_manager.person,
        Awareness::Unheard => false,
    };
    if settled {
        return Err(Refusal::Settled { what: "signal", no, how: "acknowledged" });
    }
    if !Presence::of(ctx).hears_for(case, by) {
        return Err(Refusal::NotYours {
            who: "the case manager, or while she is away who attends to the case in her place,",
            mend: "tell her; until she has acknowledged it the signal stays open",
        });
    }
    Ok(vec![CaseEvent::SignalAcknowledged { no, by }])
}
