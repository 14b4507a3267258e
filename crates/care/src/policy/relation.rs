//! What an organisation has to do with a case.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::case::Case;
use crate::case::records::HandoverKind;
use crate::case::state::{Arriving, HandoverLife, Leaving};
use crate::day::day_of;
use crate::ids::OrgId;
use crate::seat::OrgKind;
use crate::view::Relation;

/// The strongest relation of one organisation to the case on `day`; `None` when it has nothing to do with it.
#[must_use]
pub fn relation(case: &Case, org: OrgId, day: Date) -> Option<Relation> {
    grounds(case, Some(day)).filter(|(involved, _)| *involved == org).map(|(_, relation)| relation).min()
}

/// The strongest relation that an organisation has apart from a handover to it that waits for an answer. A hospital of
/// the team does not lose sight of the case because it is also to receive it.
pub(super) fn lasting(case: &Case, org: OrgId, day: Date) -> Option<Relation> {
    let lasting =
        grounds(case, Some(day)).filter(|(involved, relation)| *involved == org && *relation != Relation::Receiving);
    lasting.map(|(_, relation)| relation).min()
}

/// The last day on which an organisation takes part in the care as the case stands: [`Date::MAX`] while no end is known,
/// the day of the move while it stays until the client leaves; `None` when it takes no part.
pub(super) fn takes_part_until(case: &Case, org: OrgId) -> Option<Date> {
    let cares = |relation: Relation| {
        matches!(relation, Relation::Accountable | Relation::FirstLine | Relation::Sharing | Relation::Team)
    };
    if lasting(case, org, Date::MAX).is_some_and(cares) {
        return Some(Date::MAX);
    }
    let leaving = case.leaving.iter().filter(|leaving| leaving.org == org && cares(leaving.relation));
    leaving.filter(|_| case.is_open()).map(|leaving| leaving.until).max()
}

/// The last day of an organisation's part, where an end is known: the day of the move while it stays until the client
/// leaves; for who handed over, the day on which that was accepted, or of the move where she moved later.
#[must_use]
pub fn last_day(case: &Case, org: OrgId) -> Option<Date> {
    if lasting(case, org, Date::MAX).is_some_and(|relation| relation != Relation::Former) {
        return None;
    }
    let leaving = case.leaving.iter().filter(|leaving| leaving.org == org && case.is_open());
    let handed_over = case.handovers.iter().filter(|handover| handover.proposal.from.org == org);
    let ended = handed_over.filter_map(|handover| match (&handover.life, &handover.proposal.handover) {
        (HandoverLife::Accepted(_, at), HandoverKind::Relocation { moves_on, .. }) => Some(day_of(*at).max(*moves_on)),
        (HandoverLife::Accepted(_, at), _) => Some(day_of(*at)),
        _ => None,
    });
    leaving.map(|leaving| leaving.until).max().or_else(|| ended.max())
}

/// Whether a handover to this organisation waits for an answer.
pub(super) fn receives(case: &Case, org: OrgId) -> bool {
    grounds(case, None).any(|ground| ground == (org, Relation::Receiving))
}

/// The strongest relation of every organisation that has one. A function of the case alone, so that a list's rows can
/// be rebuilt from its stream: who takes part until the client moves is in it until a tick on the next day ends that.
/// That a COA never sees more than logistics, whatever its relation, is for [`super::allow`], which knows the kinds of
/// organisation.
#[must_use]
pub fn involved(case: &Case) -> BTreeMap<OrgId, Relation> {
    let mut strongest = BTreeMap::new();
    for (org, relation) in grounds(case, None) {
        strongest.entry(org).and_modify(|known: &mut Relation| *known = relation.min(*known)).or_insert(relation);
    }
    strongest
}

/// Every reason for which some organisation has to do with the case on a day, or without a day as the case stands;
/// [`Relation`] is ordered from strong to weak.
fn grounds(case: &Case, day: Option<Date>) -> impl Iterator<Item = (OrgId, Relation)> {
    let still_there = move |leaving: &&Leaving| case.is_open() && day.is_none_or(|day| day <= leaving.until);
    let leaving = case.leaving.iter().filter(still_there).map(|leaving| (leaving.org, leaving.relation));
    let handovers = case.handovers.iter().filter_map(|handover| match handover.life {
        HandoverLife::Proposed { .. } => case.is_open().then_some((handover.proposal.to_org, Relation::Receiving)),
        HandoverLife::Accepted(..) => Some((handover.proposal.from.org, Relation::Former)),
        HandoverLife::Declined(..) | HandoverLife::Withdrawn(_) => None,
    });
    let arriving = case.arriving.iter().flat_map(Arriving::orgs);
    let stays = move |(role, _): &(OrgKind, OrgId)| {
        let moved = case.arriving.as_ref().filter(|arriving| day.is_some_and(|day| day > arriving.on));
        !moved.is_some_and(|arriving| arriving.orgs().any(|(new, _)| new == *role))
    };
    let team = case.team.values().map(|member| (member.role, member.org)).filter(stays).chain(arriving);
    let team = team.map(|(role, org)| match role {
        OrgKind::Coa => (org, Relation::Logistics),
        OrgKind::MidwifePractice
        | OrgKind::Gp
        | OrgKind::GcA
        | OrgKind::Jgz
        | OrgKind::Cjg
        | OrgKind::Kraamzorg
        | OrgKind::HomeCare
        | OrgKind::Hospital
        | OrgKind::VeiligThuis
        | OrgKind::PalliativeTeam
        | OrgKind::MentalHealth => (org, Relation::Team),
    });
    [(case.case_manager.org, Relation::Accountable), (case.first_line.org, Relation::FirstLine)]
        .into_iter()
        .chain(handovers)
        .chain(case.sharing.iter().map(|agreement| (agreement.case_manager.org, Relation::Sharing)))
        .chain(team)
        .chain(leaving)
}
