//! Opens a case: from the first event on exactly one person is accountable (AZ-01).

use regie_pathway as pathway;

use super::{check, level, steps, team, texts};
use crate::case::command::{CaseCommand, OpenCase};
use crate::case::context::Context;
use crate::case::event::CaseEvent;
use crate::case::records::Deputyship;
use crate::case::refusal::Refusal;
use crate::case::state::Case;
use crate::charge::Charge;
use crate::ids::{CaseId, OrgId};
use crate::policy::{self, CaseAction, Subject};
use crate::seat::Seat;

/// Judges an opening. The day may lie in the past: care often begins before it is entered.
///
/// # Errors
/// When case manager or deputy may not be that, the day is not plausible, an organisation of the team does not fit,
/// the pathway is unknown or refuses to start, or it runs in one of the client's `other` cases.
pub fn open(_id: CaseId, command: &OpenCase, ctx: &Context<'_>, others: &[&Case]) -> Result<Vec<CaseEvent>, Refusal> {
    texts::storable(command)?;
    runs_nowhere_else(&command.pathway, others, ctx)?;
    check::happened("on", command.on, ctx.today)?;
    let charge = Charge::of(&command.pathway);
    begins_there(ctx, charge, command.case_manager)?;
    check::deputy(ctx, charge, command.case_manager, command.deputy)?;
    let mut events = vec![CaseEvent::Opened {
        client: command.client,
        case_manager: command.case_manager,
        deputy: Deputyship { deputy: command.deputy, from: command.on, until: None },
        on: command.on,
    }];
    for (at, member) in command.team.iter().enumerate() {
        team::fits(ctx, member)?;
        if command.team.iter().take(at).any(|earlier| earlier.role == member.role) {
            let problem = "names two organisations for the same function; keep one";
            return Err(Refusal::Implausible { field: "team", problem });
        }
        events.push(CaseEvent::TeamMemberSet { member: member.clone() });
    }
    let definition = begun_at(ctx, &command.pathway, command.case_manager.org)?;
    level::refuse_at_the_start(definition, &command.facts, ctx.today)?;
    let start =
        pathway::Command::Start { entry: command.on, anchors: command.anchors.clone(), facts: command.facts.clone() };
    let started = pathway::decide(definition, &pathway::State::default(), &start, ctx.today)?;
    events.extend(steps::wrap(&command.pathway, definition, started));
    Ok(events)
}

/// A case begins where its care is done, and where somebody answers: everybody around the client is told that number (CM-11).
fn begins_there(ctx: &Context<'_>, charge: &Charge, case_manager: Seat) -> Result<(), Refusal> {
    let unfit = |problem| Err(Refusal::UnfitOrg { field: "case-manager", problem });
    check::may_manage(ctx, charge, "case-manager", case_manager)?;
    let org = check::org(ctx, "case-manager", case_manager.org)?;
    if !charge.begins_at.contains(&org.kind) {
        return unfit(
            "is not a midwife practice; open the case there and hand it over, so that it has a first line to return to",
        );
    }
    if org.contact.phone.is_empty() {
        return unfit("has no phone number in the directory; enter it there first");
    }
    Ok(())
}

/// One accountable person per client and pathway: refuses what would let a pathway run in this case too while it runs in
/// one of the client's `others`.
///
/// # Errors
/// When a pathway that the command starts, or brings back with a reopened case, runs in another open case.
pub fn runs_once(case: &Case, command: &CaseCommand, ctx: &Context<'_>, others: &[&Case]) -> Result<(), Refusal> {
    match command {
        CaseCommand::StartPathway { pathway, .. } => runs_nowhere_else(pathway, others, ctx),
        CaseCommand::Reopen { .. } => case.runs.iter().try_for_each(|run| runs_nowhere_else(&run.pathway, others, ctx)),
        _ => Ok(()),
    }
}

/// The other case is named to whom may see it.
fn runs_nowhere_else(pathway: &pathway::PathwayId, others: &[&Case], ctx: &Context<'_>) -> Result<(), Refusal> {
    let sees = |case: &Case| {
        let subject = Subject::Case { case, action: CaseAction::View };
        policy::allow(ctx.actor, ctx.directory, ctx.today, &subject).is_allowed()
    };
    let runs = || others.iter().filter(|case| case.is_open() && case.runs_variant_of(pathway));
    if runs().next().is_none() {
        return Ok(());
    }
    let case = runs().find(|case| sees(case)).map(|case| case.id);
    Err(Refusal::AlreadyOpen { pathway: pathway.clone(), case })
}

/// The version of a pathway that starts now where this organisation is accountable: its network's own, where it has one
/// (CM-02). Nobody asks for a variant by name, so that no case runs on that of another network, or on two of them.
pub(super) fn begun_at<'a>(
    ctx: &Context<'a>,
    id: &pathway::PathwayId,
    accountable: OrgId,
) -> Result<&'a pathway::Definition, Refusal> {
    if id.is_of_a_network() && ctx.pathways.ids().any(|known| known == id) {
        return Err(Refusal::NetworkDecides { pathway: id.clone(), shared: id.shared() });
    }
    let network = ctx.directory.org(accountable).map_or("", |org| org.network.as_str());
    ctx.pathways.for_network(id, network, ctx.today).map(AsRef::as_ref).ok_or_else(|| unknown(ctx, id))
}

/// The refusal that names what is known instead.
pub(super) fn unknown(ctx: &Context<'_>, id: &pathway::PathwayId) -> Refusal {
    let known = ctx.pathways.ids().filter(|id| !id.is_of_a_network());
    let known = known.map(ToString::to_string).collect::<Vec<_>>().join(", ");
    Refusal::UnknownPathway { pathway: id.clone(), known }
}
