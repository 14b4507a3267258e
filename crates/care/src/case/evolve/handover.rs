//! What handovers do to the state: the only place where accountability moves.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{add, change};
use crate::case::event::CaseEvent;
use crate::case::records::Recorded;
use crate::case::records::{ActionDecision, Deputyship, HandoverCode, HandoverKind, No, TeamMember};
use crate::case::state::{ActionLife, Arriving, Case, HandoverLife, HandoverRecord, Leaving, by_no};
use crate::day::day_of;
use crate::ids::OrgId;
use crate::seat::{OrgKind, Seat};
use crate::view::Relation;

/// Adds an event of a handshake.
pub(super) fn evolve(case: &mut Case, event: &CaseEvent, recorded: Recorded) {
    use CaseEvent as E;
    match event {
        E::HandoverProposed { no, proposal } => add(&mut case.handovers, *no, || HandoverRecord {
            proposal: proposal.clone(),
            at: recorded.at,
            life: HandoverLife::Proposed { alarmed: false },
            letter: match &proposal.handover {
                HandoverKind::Planned { letter } => Some(letter.clone()),
                _ => None,
            },
            called_off: None,
            formerly: None,
        }),
        E::HandoverAccepted { no, by, deputy, actions, moves_on } => {
            accept(case, (*no, *moves_on), *by, deputy, actions, recorded);
        }
        E::HandoverDeclined { no, by, reason } => answer(case, *no, HandoverLife::Declined(*by, reason.clone())),
        E::HandoverWithdrawn { no, reason } => answer(case, *no, HandoverLife::Withdrawn(reason.clone())),
        E::HandoverUnanswered { no, .. } => change(&mut case.handovers, *no, |record| {
            if let HandoverLife::Proposed { alarmed } = &mut record.life {
                *alarmed = true;
            }
        }),
        E::MoveCalledOff { no, reason } => called_off(case, *no, reason),
        E::MoveChanged { no, moves_on, .. } => on_another_day(case, *no, *moves_on),
        E::ReferralLetterSent { no, letter } => change(&mut case.handovers, *no, |record| {
            record.letter = Some(letter.clone());
        }),
        _ => {}
    }
}

/// Ends a proposal that waits for its answer; one that is settled stays as it is.
fn answer(case: &mut Case, no: No, life: HandoverLife) {
    change(&mut case.handovers, no, |record| {
        if matches!(record.life, HandoverLife::Proposed { .. }) {
            record.life = life;
        }
    });
}

/// From here on `by` is accountable. Without a proposal of that number that waits for its answer nobody moves.
fn accept(
    case: &mut Case,
    (no, moves_later): (No, Option<Date>),
    by: Seat,
    deputy: &Deputyship,
    actions: &[(No, ActionDecision)],
    recorded: Recorded,
) {
    let waits = |record: &&HandoverRecord| matches!(record.life, HandoverLife::Proposed { .. });
    let Some(record) = by_no(&case.handovers, no).filter(waits) else { return };
    let kind = record.proposal.handover.clone();
    let former = case.case_manager;
    if let HandoverKind::Relocation { moves_on, coa, gc_a, .. } = &kind {
        let today = day_of(recorded.at);
        stay_until(case, today, *moves_on, &[(OrgKind::Coa, *coa), (OrgKind::GcA, *gc_a)]);
    }
    if moves_first_line(case, kind.code()) {
        case.first_line = by;
    }
    case.case_manager = by;
    // Who has the case back that was called off leaves it no more on the day that was meant.
    if case.handovers.iter().any(|record| record.called_off.is_some()) {
        case.leaving.retain(|leaving| leaving.org != by.org);
    }
    answer(case, no, HandoverLife::Accepted(by, recorded.at));
    succeed(case, deputy);
    for (no, decision) in actions {
        decide_action(case, *no, decision, former);
    }
    end_delegations(case, former, by);
    if let HandoverKind::Relocation { coa, gc_a, place, .. } = kind {
        case.arriving = moves_later.map(|on| Arriving { on, coa, gc_a, place }).filter(|arriving| !arriving.is_empty());
        if moves_later.is_none() {
            replace(case, OrgKind::Coa, coa);
            replace(case, OrgKind::GcA, gc_a);
        }
    }
}

/// The day of the move has come.
pub(super) fn moved(case: &mut Case, coa: Option<OrgId>, gc_a: Option<OrgId>) {
    replace(case, OrgKind::Coa, coa);
    replace(case, OrgKind::GcA, gc_a);
    case.arriving = None;
}

/// She does not move. Those of the team who were to stay until that day stay for good; who handed over takes part until
/// the day that was meant, in which the case can be given back.
fn called_off(case: &mut Case, no: No, reason: &str) {
    change(&mut case.handovers, no, |record| record.called_off = Some(reason.to_owned()));
    case.arriving = None;
    let team = &case.team;
    case.leaving.retain(|leaving| team.values().all(|member| member.org != leaving.org));
}

/// She moves, and those whom she leaves stay, until another day.
fn on_another_day(case: &mut Case, no: No, moves_on: Date) {
    let Some(was) = by_no(&case.handovers, no).and_then(HandoverRecord::moves_on) else { return };
    change(&mut case.handovers, no, |record| {
        record.formerly = Some(was);
        if let HandoverKind::Relocation { moves_on: day, .. } = &mut record.proposal.handover {
            *day = moves_on;
        }
    });
    case.leaving.iter_mut().filter(|leaving| leaving.until == was).for_each(|leaving| leaving.until = moves_on);
    if let Some(arriving) = &mut case.arriving {
        arriving.on = moves_on;
    }
}

/// Puts an organisation in the team. Who names another than the present one before the move has the last word: what was
/// agreed about that function falls away.
pub(super) fn set_member(case: &mut Case, member: &TeamMember) {
    if case.team_org(member.role) != Some(member.org) {
        if let Some(arriving) = &mut case.arriving {
            match member.role {
                OrgKind::Coa => arriving.coa = None,
                OrgKind::GcA => arriving.gc_a = None,
                _ => {}
            }
        }
        case.arriving = case.arriving.take().filter(|arriving| !arriving.is_empty());
    }
    case.team.insert(member.role, member.clone());
}

/// Whether the receiver becomes the client's first-line case manager too (AZ-13): always when the case returns or
/// moves along with the client, and among colleagues while the case is in first line. A referral leaves it.
fn moves_first_line(case: &Case, code: HandoverCode) -> bool {
    match code {
        HandoverCode::Return | HandoverCode::Relocation => true,
        HandoverCode::Colleague => !case.in_second_line(),
        HandoverCode::Planned | HandoverCode::Acute => false,
    }
}

/// The new deputyship follows the old ones: they end the day before, and those still to come fall away, since the
/// former case manager named them. The deputies of a first-line case manager who stays that go on.
fn succeed(case: &mut Case, deputy: &Deputyship) {
    let last = deputy.from.checked_sub(1.day());
    let old = std::mem::take(&mut case.deputies);
    for mut old in old {
        if case.stands_in_for(old.deputy) == case.case_manager {
            if old.from >= deputy.from {
                continue;
            }
            if let Ok(last) = last {
                old.until = Some(old.until.map_or(last, |until| until.min(last)));
            }
        }
        case.deputies.push(old);
    }
    case.deputies.push(deputy.clone());
}

fn decide_action(case: &mut Case, no: No, decision: &ActionDecision, former: Seat) {
    change(&mut case.actions, no, |record| match decision {
        ActionDecision::Take => record.give(None),
        ActionDecision::Keep => record.give(Some(record.plan.who.unwrap_or(former))),
        ActionDecision::Drop { reason } => record.life = ActionLife::Dropped(reason.clone()),
    });
}

/// A step that the former case manager had given to her own organisation comes back to the new one when the case
/// goes elsewhere, and so does one that was the new case manager's already.
fn end_delegations(case: &mut Case, former: Seat, by: Seat) {
    for run in &mut case.runs {
        run.delegations.retain(|_, to| to.person != by.person && (former.org == by.org || to.org != former.org));
    }
}

/// The practices and the organisations at the old site that are replaced take part until she has moved.
fn stay_until(case: &mut Case, today: Date, moves_on: Date, replaced: &[(OrgKind, Option<OrgId>)]) {
    if moves_on < today {
        return;
    }
    let mut stay = BTreeMap::from([case.case_manager.org, case.first_line.org].map(|org| (org, Relation::Team)));
    for (role, new) in replaced {
        let relation = if *role == OrgKind::Coa { Relation::Logistics } else { Relation::Team };
        let old = case.team_org(*role).filter(|old| new.is_some_and(|new| new != *old));
        if let Some(old) = old {
            stay.entry(old).or_insert(relation);
        }
    }
    case.leaving.retain(|leaving| !stay.contains_key(&leaving.org));
    case.leaving.extend(stay.into_iter().map(|(org, relation)| Leaving { org, relation, until: moves_on }));
}

fn replace(case: &mut Case, role: OrgKind, org: Option<OrgId>) {
    if let Some(org) = org {
        case.team.insert(role, TeamMember { role, org, contact_person: None });
    }
}
