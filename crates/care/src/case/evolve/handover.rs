//! What handovers do to the state: the only place where accountability moves.

use jiff::ToSpan;

use super::{add, change};
use crate::case::event::CaseEvent;
use crate::case::records::{ActionDecision, Deputyship, HandoverCode, HandoverKind, No, TeamMember};
use crate::case::state::{ActionLife, Case, HandoverLife, HandoverRecord, Recorded, by_no};
use crate::ids::OrgId;
use crate::seat::{OrgKind, Seat};

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
        }),
        E::HandoverAccepted { no, by, deputy, actions } => accept(case, *no, *by, deputy, actions, recorded),
        E::HandoverDeclined { no, by, reason } => change(&mut case.handovers, *no, |record| {
            record.life = HandoverLife::Declined(*by, reason.clone());
        }),
        E::HandoverWithdrawn { no, reason } => change(&mut case.handovers, *no, |record| {
            record.life = HandoverLife::Withdrawn(reason.clone());
        }),
        E::HandoverUnanswered { no } => change(&mut case.handovers, *no, |record| {
            if let HandoverLife::Proposed { alarmed } = &mut record.life {
                *alarmed = true;
            }
        }),
        E::ReferralLetterSent { no, letter } => change(&mut case.handovers, *no, |record| {
            record.letter = Some(letter.clone());
        }),
        _ => {}
    }
}

/// From here on `by` is accountable. Without a proposal of that number nobody moves.
fn accept(
    case: &mut Case,
    no: No,
    by: Seat,
    deputy: &Deputyship,
    actions: &[(No, ActionDecision)],
    recorded: Recorded,
) {
    let Some(record) = by_no(&case.handovers, no) else { return };
    let kind = record.proposal.handover.clone();
    let former = case.case_manager;
    if moves_first_line(case, kind.code()) {
        case.first_line = by;
    }
    case.case_manager = by;
    change(&mut case.handovers, no, |record| record.life = HandoverLife::Accepted(by, recorded.at));
    succeed(&mut case.deputies, deputy);
    for (no, decision) in actions {
        decide_action(case, *no, decision, former);
    }
    end_delegations(case, former, by);
    if let HandoverKind::Relocation { coa, gc_a, .. } = kind {
        replace(case, OrgKind::Coa, coa);
        replace(case, OrgKind::GcA, gc_a);
    }
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
/// former case manager named them.
fn succeed(deputies: &mut Vec<Deputyship>, deputy: &Deputyship) {
    deputies.retain(|old| old.from < deputy.from);
    if let Ok(last) = deputy.from.checked_sub(1.day()) {
        for old in deputies.iter_mut().filter(|old| old.until.is_none_or(|until| until > last)) {
            old.until = Some(last);
        }
    }
    deputies.push(deputy.clone());
}

fn decide_action(case: &mut Case, no: No, decision: &ActionDecision, former: Seat) {
    change(&mut case.actions, no, |record| match decision {
        ActionDecision::Take => record.plan.who = None,
        ActionDecision::Keep => record.plan.who = Some(record.plan.who.unwrap_or(former)),
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

fn replace(case: &mut Case, role: OrgKind, org: Option<OrgId>) {
    if let Some(org) = org {
        case.team.insert(role, TeamMember { role, org, contact_person: None });
    }
}
