//! Checks that many decisions share: texts, days, seats, organisations and numbers.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::case::context::Context;
use crate::case::records::No;
use crate::case::refusal::Refusal;
use crate::case::state::{self, Case};
use crate::charge::Charge;
use crate::ids::OrgId;
use crate::organisation::Organisation;
use crate::seat::{OrgKind, Role, Seat};

/// How far back something can be recorded: a case lasts a year at most, so what is older than this is a typing error.
const YEARS_BACK: i64 = 2;

/// A text that must say something.
pub(super) fn not_empty(field: &'static str, text: &str) -> Result<(), Refusal> {
    if regie_pathway::says_nothing(text) { Err(Refusal::Empty { field }) } else { Ok(()) }
}

/// A day on which something happened.
pub(super) fn not_in_future(field: &'static str, on: Date, today: Date) -> Result<(), Refusal> {
    if on > today { Err(Refusal::InFuture { field, on, today }) } else { Ok(()) }
}

/// A day that cannot lie before another.
pub(super) fn not_before(field: &'static str, on: Date, earliest: Date) -> Result<(), Refusal> {
    if on < earliest { Err(Refusal::TooEarly { field, on, earliest }) } else { Ok(()) }
}

/// A day on which something happened, recorded at most two years later.
pub(super) fn happened(field: &'static str, on: Date, today: Date) -> Result<(), Refusal> {
    not_in_future(field, on, today)?;
    not_before(field, on, today.saturating_sub(YEARS_BACK.years()))
}

/// The person who acts; Regie itself cannot do what needs a person.
pub(super) fn person(ctx: &Context<'_>) -> Result<Seat, Refusal> {
    ctx.actor.seat().ok_or(Refusal::NotYours { who: "a person", mend: "sign in and do it yourself" })
}

/// A known organisation that still takes part.
pub(super) fn org<'a>(ctx: &Context<'a>, field: &'static str, id: OrgId) -> Result<&'a Organisation, Refusal> {
    match ctx.directory.org(id) {
        None => Err(Refusal::UnfitOrg { field, problem: "is not in the directory; enter it there first" }),
        Some(org) if org.ended => {
            Err(Refusal::UnfitOrg { field, problem: "no longer takes part; choose its successor" })
        }
        Some(org) => Ok(org),
    }
}

/// A known organisation that may read medical content: any but the COA.
pub(super) fn caring_org<'a>(ctx: &Context<'a>, field: &'static str, id: OrgId) -> Result<&'a Organisation, Refusal> {
    let org = org(ctx, field, id)?;
    if org.kind == OrgKind::Coa {
        let problem = "is the COA, which gets logistics only; choose an organisation that gives care";
        return Err(Refusal::UnfitOrg { field, problem });
    }
    Ok(org)
}

/// What a person does at her organisation, which must still take part.
pub(super) fn seated(ctx: &Context<'_>, field: &'static str, seat: Seat) -> Result<Role, Refusal> {
    org(ctx, field, seat.org)?;
    ctx.directory.role(seat).ok_or(Refusal::Unfit { field, problem: "does not work at that organisation" })
}

/// A person who may be accountable: for midwifery care a midwife or doctor where that is given.
pub(super) fn may_manage(ctx: &Context<'_>, charge: &Charge, field: &'static str, seat: Seat) -> Result<(), Refusal> {
    let (role, kind) = (seated(ctx, field, seat)?, org(ctx, field, seat.org)?.kind);
    if !charge.roles.contains(&role) {
        let problem = match charge.is_midwifery() {
            true => "does not work as a midwife or doctor",
            false => "does not work as a nurse or doctor",
        };
        return Err(Refusal::Unfit { field, problem });
    }
    if !charge.accountable.contains(&kind) {
        let problem = match charge.is_midwifery() {
            true => "gives no obstetric care; choose a midwife practice or a hospital",
            false => "does not do the care of this pathway; choose an organisation that does",
        };
        return Err(Refusal::UnfitOrg { field, problem });
    }
    Ok(())
}

/// A fixed deputy: another person than the case manager, at the same organisation, who may be accountable (AZ-01).
pub(super) fn deputy(ctx: &Context<'_>, charge: &Charge, case_manager: Seat, deputy: Seat) -> Result<(), Refusal> {
    if deputy.person == case_manager.person {
        return Err(Refusal::DeputyIsCaseManager);
    }
    if deputy.org != case_manager.org {
        return Err(Refusal::Unfit { field: "deputy", problem: "does not work at the case manager's organisation" });
    }
    may_manage(ctx, charge, "deputy", deputy)
}

/// The organisations that take part in the case: the accountable one, the first-line practice, those of shared case
/// management and the team.
pub(super) fn takes_part(case: &Case, org: OrgId) -> bool {
    org == case.case_manager.org
        || org == case.first_line.org
        || case.orgs_around().any(|around| around == org)
        || case.sharing.iter().any(|agreement| agreement.case_manager.org == org)
}

/// Someone who can be given work on this case: she gives care at an organisation that takes part.
pub(super) fn can_be_given_work(
    case: &Case,
    ctx: &Context<'_>,
    field: &'static str,
    seat: Seat,
) -> Result<(), Refusal> {
    let role = seated(ctx, field, seat)?;
    caring_org(ctx, field, seat.org)?;
    if !role.gives_care() {
        return Err(Refusal::Unfit { field, problem: "does not work with clients" });
    }
    if !takes_part(case, seat.org) {
        let problem = "takes no part in this case; put it in the team first";
        return Err(Refusal::UnfitOrg { field, problem });
    }
    Ok(())
}

/// The record of that number.
pub(super) fn numbered<'a, T>(records: &'a [T], what: &'static str, no: No) -> Result<&'a T, Refusal> {
    state::by_no(records, no).ok_or(Refusal::NoSuch { what, no })
}

/// The number that the next record gets.
pub(super) fn next_no<T>(records: &[T]) -> No {
    No::try_from(records.len()).unwrap_or(No::MAX).saturating_add(1)
}
