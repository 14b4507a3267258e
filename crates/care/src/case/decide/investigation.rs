//! Examination and treatment by other providers, and telling them what matters (AZ-07).

use jiff::civil::Date;

use super::check;
use crate::case::context::Context;
use crate::case::event::CaseEvent;
use crate::case::records::{Investigation, No};
use crate::case::refusal::Refusal;
use crate::case::state::Case;
use crate::ids::OrgId;

/// Notes examination or treatment elsewhere.
pub(super) fn note(case: &Case, ctx: &Context<'_>, investigation: &Investigation) -> Result<Vec<CaseEvent>, Refusal> {
    check::not_empty("what", &investigation.what)?;
    check::caring_org(ctx, "by", investigation.by)?;
    check::happened("on", investigation.on, ctx.today)?;
    if let Some(due) = investigation.result_due {
        check::not_before("result-due", due, investigation.on)?;
    }
    let no = check::next_no(&case.investigations);
    Ok(vec![CaseEvent::InvestigationNoted { no, investigation: investigation.clone() }])
}

/// Records its result.
pub(super) fn result(
    case: &Case,
    ctx: &Context<'_>,
    no: No,
    on: Date,
    result: &str,
) -> Result<Vec<CaseEvent>, Refusal> {
    let record = check::numbered(&case.investigations, "investigation", no)?;
    if record.result.is_some() {
        return Err(Refusal::Settled { what: "investigation", no, how: "its result came" });
    }
    check::not_in_future("on", on, ctx.today)?;
    check::not_before("on", on, record.investigation.on)?;
    check::not_empty("result", result)?;
    Ok(vec![CaseEvent::InvestigationResult { no, on, result: result.to_owned() }])
}

/// Tells other providers what matters in the course of pregnancy, birth and postnatal period. Medical content goes
/// only to who takes part in the case or examines or treats the client, and never to the COA.
pub(super) fn inform(
    case: &Case,
    ctx: &Context<'_>,
    orgs: &[OrgId],
    subject: &str,
    text: &str,
) -> Result<Vec<CaseEvent>, Refusal> {
    if orgs.is_empty() {
        return Err(Refusal::Empty { field: "orgs" });
    }
    check::not_empty("subject", subject)?;
    check::not_empty("text", text)?;
    for org in orgs {
        check::caring_org(ctx, "orgs", *org)?;
        let treats = case.investigations.iter().any(|record| record.investigation.by == *org);
        if !treats && !check::takes_part(case, *org) {
            let problem = "takes no part in this case; put it in the team first";
            return Err(Refusal::UnfitOrg { field: "orgs", problem });
        }
    }
    let mut orgs = orgs.to_vec();
    orgs.sort_unstable();
    orgs.dedup();
    let no = check::next_no(&case.notices);
    Ok(vec![CaseEvent::ProvidersInformed { no, orgs, subject: subject.to_owned(), text: text.to_owned() }])
}
