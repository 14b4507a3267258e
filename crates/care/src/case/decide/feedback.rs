//! Feedback that another party owes: expected, received or waived (AZ-11).

use jiff::civil::Date;

use super::check;
use super::standing::{self, words};
use crate::case::records::{Expectation, No};
use crate::case::state::{Case, ExpectationLife, ExpectationRecord};
use crate::case::{CaseEvent, Context, Refusal};

const FEEDBACK: &str = "expected feedback";

/// Notes what another party will report back, and by when.
pub(super) fn expect(case: &Case, ctx: &Context<'_>, expectation: &Expectation) -> Result<Vec<CaseEvent>, Refusal> {
    check::caring_org(ctx, "from", expectation.from)?;
    if expectation.from == case.case_manager.org && expectation.from == case.first_line.org {
        let problem = "is the case manager's own, which owes itself no feedback; set an action instead";
        return Err(Refusal::UnfitOrg { field: "from", problem });
    }
    let about = words("about", &expectation.about)?;
    check::not_before("by", expectation.by, ctx.today)?;
    let expectation = Expectation { about, ..expectation.clone() };
    Ok(vec![CaseEvent::FeedbackExpected { no: check::next_no(&case.expectations), expectation }])
}

/// Records that it came.
pub(super) fn receive(case: &Case, ctx: &Context<'_>, no: No, on: Date, text: &str) -> Result<Vec<CaseEvent>, Refusal> {
    waiting(case, no)?;
    check::not_before("on", on, case.opened_on)?;
    check::not_in_future("on", on, ctx.today)?;
    let text = words("text", text)?;
    Ok(vec![CaseEvent::FeedbackReceived { no, on, text }])
}

/// Decides to do without it.
pub(super) fn waive(case: &Case, ctx: &Context<'_>, no: No, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    if !standing::leads(case, ctx) {
        return Err(Refusal::NotYours {
            who: "the case manager, her deputy or the first-line case manager",
            mend: "ask one of them whether the feedback can be missed",
        });
    }
    waiting(case, no)?;
    let reason = words("reason", reason)?;
    Ok(vec![CaseEvent::FeedbackWaived { no, reason }])
}

fn waiting(case: &Case, no: No) -> Result<&ExpectationRecord, Refusal> {
    let record = check::numbered(&case.expectations, FEEDBACK, no)?;
    match record.life {
        ExpectationLife::Waiting => Ok(record),
        ExpectationLife::Received(..) => Err(Refusal::Settled { what: FEEDBACK, no, how: "received" }),
        ExpectationLife::Waived(..) => Err(Refusal::Settled { what: FEEDBACK, no, how: "waived" }),
    }
}

#[cfg(test)]
mod tests;
