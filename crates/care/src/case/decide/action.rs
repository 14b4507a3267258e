//! Actions: what someone will do, by when (AZ-14).

use jiff::civil::Date;

use super::standing::words;
use super::{check, follow};
use crate::case::context::Context;
use crate::case::event::CaseEvent;
use crate::case::records::{ActionPlan, No};
use crate::case::refusal::Refusal;
use crate::case::state::{ActionLife, ActionRecord, Case};
use crate::plan::Responsible;
use crate::seat::Seat;

/// Sets an action.
pub(super) fn set(case: &Case, ctx: &Context<'_>, action: &ActionPlan) -> Result<Vec<CaseEvent>, Refusal> {
    fits(case, ctx, action)?;
    Ok(vec![CaseEvent::ActionSet { no: check::next_no(&case.actions), action: action.clone(), agenda: None }])
}

/// Whether an action says what, by when and by whom.
pub(super) fn fits(case: &Case, ctx: &Context<'_>, action: &ActionPlan) -> Result<(), Refusal> {
    check::not_empty("what", &action.what)?;
    check::not_before("by", action.by, ctx.today)?;
    action.who.map_or(Ok(()), |who| check::can_be_given_work(case, ctx, "who", who))
}

/// Reports an action done.
pub(super) fn complete(
    case: &Case,
    ctx: &Context<'_>,
    no: No,
    on: Date,
    note: &str,
) -> Result<Vec<CaseEvent>, Refusal> {
    open(case, no)?;
    check::happened("on", on, ctx.today)?;
    Ok(vec![CaseEvent::ActionDone { no, on, note: note.to_owned() }])
}

/// Drops an action. Of a measure it makes a version of the plan that no longer has it (CM-08).
pub(super) fn drop(case: &Case, no: No, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    let record = open(case, no)?;
    let reason = words("reason", reason)?;
    match &record.measure {
        Some(_) => follow::without(case, no, &reason),
        None => Ok(vec![CaseEvent::ActionDropped { no, reason }]),
    }
}

/// Gives an action to someone else; to nobody by name means to the case manager of the moment. Of a measure it makes a
/// version of the plan that says why (CM-08).
pub(super) fn reassign(
    case: &Case,
    ctx: &Context<'_>,
    no: No,
    to: Option<Seat>,
    reason: Option<&str>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let record = open(case, no)?;
    if let Some(to) = to {
        check::can_be_given_work(case, ctx, "to", to)?;
    }
    let Some(measure) = &record.measure else {
        if record.plan.who == to {
            return Err(Refusal::NothingToDo { what: "who does this action" });
        }
        return Ok(vec![CaseEvent::ActionReassigned { no, to }]);
    };
    let responsible = Responsible::of(to);
    if measure.responsible == responsible {
        return Err(Refusal::NothingToDo { what: "who does this measure" });
    }
    let reason = words("reason", reason.unwrap_or_default())?;
    follow::given_to(case, no, &responsible, &reason)
}

fn open(case: &Case, no: No) -> Result<&ActionRecord, Refusal> {
    let record = check::numbered(&case.actions, "action", no)?;
    match record.life {
        ActionLife::Open => Ok(record),
        ActionLife::Done(..) => Err(Refusal::Settled { what: "action", no, how: "done" }),
        ActionLife::Dropped(_) => Err(Refusal::Settled { what: "action", no, how: "dropped" }),
    }
}
