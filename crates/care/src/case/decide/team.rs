//! The people around the client: the deputy, the organisations of the team, and whom she trusts.

use jiff::civil::Date;

use super::draft::Draft;
use super::{check, handover};
use crate::case::command::CaseCommand;
use crate::case::context::Context;
use crate::case::event::CaseEvent;
use crate::case::records::{Deputyship, TeamMember, TrustedPerson};
use crate::case::refusal::Refusal;
use crate::case::state::Case;
use crate::charge::Charge;
use crate::seat::Seat;

/// Names the fixed deputy from a day on, today at the earliest: who stood in before cannot change afterwards (AZ-01).
/// With an end, the deputy before her follows again. While second line is accountable, a deputy in the first-line
/// practice is the first-line case manager's. Nobody names herself, with or without a seal, so that the refusal tells nothing.
pub(super) fn name_deputy(
    case: &Case,
    ctx: &Context<'_>,
    deputy: Seat,
    from: Date,
    until: Option<Date>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let manager = case.stands_in_for(deputy);
    check::deputy(ctx, Charge::of_case(case), manager, deputy)?;
    if ctx.actor.seat().is_some_and(|seat| seat.person == deputy.person) {
        return Err(Refusal::DeputyNamesHerself);
    }
    check::not_before("from", from, ctx.today)?;
    if let Some(until) = until {
        check::not_before("until", until, from)?;
    }
    let deputyship = Deputyship { deputy, from, until };
    if case.deputies.iter().rfind(|known| case.stands_in_for(known.deputy) == manager) == Some(&deputyship) {
        return Err(Refusal::NothingToDo { what: "this deputyship" });
    }
    Ok(vec![CaseEvent::DeputyNamed { deputyship }])
}

/// Makes a colleague the first-line case manager while second line is accountable. No handshake: nobody's
/// accountability moves, only to whom the case returns and what second line owes to first line (AZ-11, AZ-13).
pub(super) fn name_first_line(case: &Case, ctx: &Context<'_>, case_manager: Seat) -> Result<Vec<CaseEvent>, Refusal> {
    let practice = case.first_line.org;
    if practice == case.case_manager.org {
        return Err(Refusal::NotYours {
            who: "the first-line practice, while second line is accountable,",
            mend: "propose a handover to the colleague",
        });
    }
    if ctx.actor.seat().is_some_and(|seat| seat.org != practice) {
        return Err(Refusal::NotYours { who: "the first-line practice", mend: "ask it to name another" });
    }
    if case_manager.org != practice {
        return Err(Refusal::Unfit { field: "case-manager", problem: "does not work at the first-line practice" });
    }
    check::may_manage(ctx, Charge::of_case(case), "case-manager", case_manager)?;
    if case_manager == case.first_line {
        return Err(Refusal::NothingToDo { what: "the first-line case manager" });
    }
    if case.will_have_deputy(case_manager, ctx.today) {
        return Err(Refusal::DeputyIsCaseManager);
    }
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::FirstLineNamed { case_manager });
    draft.step(|case, ctx| Ok(handover::sharing_after(case, ctx).into_iter().collect()))?;
    Ok(draft.finish())
}

/// Puts an organisation in the team, in the place of the one in that function.
pub(super) fn set_member(case: &Case, ctx: &Context<'_>, member: &TeamMember) -> Result<Vec<CaseEvent>, Refusal> {
    fits(ctx, member)?;
    if case.team.get(&member.role) == Some(member) {
        return Err(Refusal::NothingToDo { what: "this place in the team" });
    }
    Ok(vec![CaseEvent::TeamMemberSet { member: member.clone() }])
}

/// Whether the organisation exists and is what it takes part as.
pub(super) fn fits(ctx: &Context<'_>, member: &TeamMember) -> Result<(), Refusal> {
    let org = check::org(ctx, "team", member.org)?;
    if org.kind != member.role {
        let problem = "is of another kind than its function in the team; choose the function that it has";
        return Err(Refusal::UnfitOrg { field: "team", problem });
    }
    member.contact_person.as_deref().map_or(Ok(()), |name| check::not_empty("contact-person", name))
}

/// Whom the client trusts, or nobody any more (AZ-02).
pub(super) fn trusted(case: &Case, command: &CaseCommand) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::NameTrustedPerson { person } => name_trusted(case, person),
        _ => remove_trusted(case),
    }
}

/// Records whom the client trusts.
fn name_trusted(case: &Case, person: &TrustedPerson) -> Result<Vec<CaseEvent>, Refusal> {
    check::not_empty("name", &person.name)?;
    check::not_empty("relation", &person.relation)?;
    if let Some(phone) = &person.phone {
        check::not_empty("phone", phone)?;
    }
    if case.trusted.as_ref() == Some(person) {
        return Err(Refusal::NothingToDo { what: "the trusted person" });
    }
    Ok(vec![CaseEvent::TrustedPersonNamed { person: person.clone() }])
}

/// Takes it back.
fn remove_trusted(case: &Case) -> Result<Vec<CaseEvent>, Refusal> {
    if case.trusted.is_none() {
        return Err(Refusal::NothingToDo { what: "that there is no trusted person" });
    }
    Ok(vec![CaseEvent::TrustedPersonRemoved])
}
