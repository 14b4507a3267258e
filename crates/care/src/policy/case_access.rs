//! What may be done with one case: relation × role × class of command.

use regie_pathway as pathway;

use super::class::CommandClass;
use super::relation::{lasting, receives};
use super::{Asker, CaseAction, Denial, Ground, Verdict, allowed, denied};
use crate::case::records::No;
use crate::case::state::{ActionLife, ActionRecord, by_no};
use crate::case::{Case, CaseCommand, CompletedStep};
use crate::charge::Charge;
use crate::pathways::Pathways;
use crate::seat::Role;
use crate::view::Relation;

/// Where someone stands towards a case.
#[derive(Clone, Copy)]
struct Standing {
    /// She is the deputy today; that counts as much as the accountable organisation.
    deputy: bool,
    /// A step of the case is hers to do.
    delegated: bool,
    /// She is the coordinating provider (PS-04): the plan, its evaluation and the steps of that role are hers.
    coordinates: bool,
    /// An action of the case is hers to do; also after a handover that left it with her. That is no treatment
    /// relationship: it opens what belongs to the action, never the case.
    owes: bool,
    /// What her organisation has to do with the case, apart from the next.
    relation: Option<Relation>,
    /// A handover to her organisation waits for an answer.
    receives: bool,
}

pub(super) fn judge(asker: &Asker<'_>, case: &Case, action: CaseAction<'_>) -> Verdict {
    let standing = Standing {
        deputy: case.deputy_on(asker.today) == Some(asker.seat),
        delegated: case.is_open() && delegations(asker, case).next().is_some(),
        coordinates: case.is_open() && case.care_plan.coordinator == Some(asker.seat),
        owes: case.is_open() && owes_action(asker, case),
        relation: lasting(case, asker.seat.org, asker.today),
        receives: receives(case, asker.seat.org),
    };
    if asker.sees_logistics_only() {
        return logistics(asker, standing, case, action);
    }
    match asker.role {
        Role::Coordinator => coordinator(asker, case, action),
        Role::Administrator | Role::Logistics => denied(Denial::Role(asker.role)),
        Role::Midwife | Role::Doctor | Role::Nurse | Role::Assistant => match action {
            CaseAction::Command(command, pathways) => judge_command(asker, standing, case, command, pathways),
            CaseAction::View => view(asker, standing, case, &[]),
            CaseAction::ViewSummary => view(asker, standing, case, &[Relation::Receiving]),
            CaseAction::ViewOwnActions if standing.owes => allowed(Ground::Own),
            CaseAction::ViewOwnActions => denied(outside(standing, standing.relation)),
            CaseAction::ViewLogistics if standing.owes => allowed(Ground::Own),
            CaseAction::ViewLogistics => view(asker, standing, case, &[Relation::Receiving, Relation::Logistics]),
            CaseAction::ViewHandover => view(asker, standing, case, &[Relation::Receiving, Relation::Former]),
        },
    }
}

/// The COA: who to approach, when she is expected where, and the measures that it carries out itself, which it reports done;
/// never more, whatever else it has to do with the case.
fn logistics(asker: &Asker<'_>, standing: Standing, case: &Case, action: CaseAction<'_>) -> Verdict {
    let role = asker.role;
    match (action, role) {
        (CaseAction::ViewLogistics, Role::Logistics) if standing.owes => allowed(Ground::Own),
        (CaseAction::Command(CaseCommand::CompleteAction { no, .. }, _), Role::Logistics)
            if case.is_open() && by_no(&case.actions, *no).and_then(ActionRecord::owed_by) == Some(asker.seat.org) =>
        {
            allowed(Ground::Own)
        }
        (CaseAction::ViewLogistics, Role::Coordinator | Role::Administrator) => denied(Denial::Role(role)),
        (CaseAction::ViewLogistics, _) if standing.relation.is_some() => allowed(Ground::Relation(Relation::Logistics)),
        (CaseAction::ViewLogistics, _) => denied(Denial::NoRelation),
        _ => denied(Denial::LogisticsOnly),
    }
}

/// The network's coordinator hears of handovers that nobody answers, in the network of either side.
fn coordinator(asker: &Asker<'_>, case: &Case, action: CaseAction<'_>) -> Verdict {
    if !matches!(action, CaseAction::ViewHandover) {
        return denied(Denial::Role(asker.role));
    }
    let receiver = case.pending_handover().map(|(_, handover)| handover.proposal.to_org);
    let mut sides = [Some(case.case_manager.org), receiver].into_iter().flatten();
    let own = sides.any(|org| asker.directory.org(org).is_some_and(|org| org.network == asker.network));
    if own { allowed(Ground::OwnNetwork) } else { denied(Denial::OtherNetwork) }
}

/// Seeing: for those who give care in the case, and for the relations in `also`.
fn view(asker: &Asker<'_>, standing: Standing, case: &Case, also: &[Relation]) -> Verdict {
    if let Some(because) = directing(asker, standing, case) {
        return allowed(because);
    }
    match standing.relation {
        Some(found @ (Relation::FirstLine | Relation::Sharing | Relation::Team)) => allowed(Ground::Relation(found)),
        _ if standing.receives && also.contains(&Relation::Receiving) => allowed(Ground::Relation(Relation::Receiving)),
        Some(found) if also.contains(&found) => allowed(Ground::Relation(found)),
        _ if standing.delegated => allowed(Ground::Delegated),
        _ if standing.coordinates => allowed(Ground::Coordinates),
        other => denied(outside(standing, other)),
    }
}

/// Why the case is closed to an organisation that does not direct it and gives no care in it.
const fn outside(standing: Standing, relation: Option<Relation>) -> Denial {
    match relation {
        _ if standing.receives => Denial::NotAcceptedYet,
        Some(Relation::Former) => Denial::HandedOver,
        Some(Relation::Logistics) => Denial::LogisticsOnly,
        Some(_) | None => Denial::NoRelation,
    }
}

/// The ground of those who direct the case: the case manager, her deputy today, her organisation.
fn directing(asker: &Asker<'_>, standing: Standing, case: &Case) -> Option<Ground> {
    if case.case_manager == asker.seat {
        Some(Ground::CaseManager)
    } else if standing.deputy {
        Some(Ground::Deputy)
    } else {
        (standing.relation == Some(Relation::Accountable)).then_some(Ground::Relation(Relation::Accountable))
    }
}

fn judge_command(
    asker: &Asker<'_>,
    standing: Standing,
    case: &Case,
    command: &CaseCommand,
    pathways: &Pathways,
) -> Verdict {
    let class = CommandClass::of(command);
    if class == CommandClass::Machine {
        return denied(Denial::SystemOnly);
    }
    if standing.delegated && of_her_delegation(asker, case, command) {
        return allowed(Ground::Delegated);
    }
    if standing.coordinates && asker.role.gives_care() && of_coordination(asker, case, command, pathways) {
        return allowed(Ground::Coordinates);
    }
    if !role_covers(asker.role, class) && !Charge::of_case(case).covers(asker.kind, asker.role) {
        return denied(Denial::Role(asker.role));
    }
    match command {
        CaseCommand::AcceptHandover { no, .. } | CaseCommand::DeclineHandover { no, .. } => answer(asker, case, *no),
        CaseCommand::SendReferralLetter { no, .. } => send_letter(asker, standing, case, *no),
        _ => by_relation(asker, standing, case, command, pathways),
    }
}

/// What a role may do at all, wherever it works.
const fn role_covers(role: Role, class: CommandClass) -> bool {
    use CommandClass as C;
    match role {
        Role::Midwife | Role::Doctor => !matches!(class, C::Machine),
        Role::Nurse => {
            matches!(class, C::Contact | C::Correction | C::Signal | C::Investigation | C::Report | C::Feedback)
        }
        Role::Assistant => matches!(
            class,
            C::Planning
                | C::Contact
                | C::Correction
                | C::Signal
                | C::Investigation
                | C::Agenda
                | C::Report
                | C::Feedback
        ),
        Role::Logistics | Role::Coordinator | Role::Administrator => false,
    }
}

fn by_relation(
    asker: &Asker<'_>,
    standing: Standing,
    case: &Case,
    command: &CaseCommand,
    pathways: &Pathways,
) -> Verdict {
    let class = CommandClass::of(command);
    if let Some(because) = directing(asker, standing, case) {
        return allowed(because);
    }
    match standing.relation {
        Some(found @ (Relation::Sharing | Relation::FirstLine | Relation::Team)) => {
            if relation_covers(found, class)
                || (found == Relation::FirstLine && stays_in_first_line(asker, case, command, pathways))
            {
                allowed(Ground::Relation(found))
            } else if is_own(asker, case, command) {
                allowed(Ground::Own)
            } else if matches!(class, CommandClass::Correction | CommandClass::Report | CommandClass::Feedback) {
                denied(Denial::NotYours)
            } else {
                denied(Denial::NotAccountable)
            }
        }
        _ if is_own(asker, case, command) => allowed(Ground::Own),
        other => denied(outside(standing, other)),
    }
}

/// What an organisation may do that does not direct the case. What is its own it may always do.
const fn relation_covers(relation: Relation, class: CommandClass) -> bool {
    use CommandClass as C;
    match relation {
        Relation::Sharing => matches!(
            class,
            C::Clinical
                | C::Planning
                | C::Contact
                | C::Signal
                | C::Investigation
                | C::Agenda
                | C::Report
                | C::Feedback
                | C::Evaluation
        ),
        Relation::FirstLine => matches!(
            class,
            C::Contact | C::Signal | C::Investigation | C::Agenda | C::Report | C::Feedback | C::Evaluation
        ),
        Relation::Team => matches!(class, C::Contact | C::Signal | C::Investigation),
        Relation::Accountable | Relation::Receiving | Relation::Logistics | Relation::Former => false,
    }
}

/// What stays with the first line while second line is accountable: the steps that the pathway leaves to its case
/// manager, her own deputy, doing without feedback that is owed to her, and ending what she shares.
fn stays_in_first_line(asker: &Asker<'_>, case: &Case, command: &CaseCommand, pathways: &Pathways) -> bool {
    use pathway::Command as P;
    let left_to_her = |id: &pathway::PathwayId, step: &pathway::StepId| {
        let definition = case.run(id).and_then(|run| pathways.of(run));
        let reads = case.reads_sealed(asker.seat, asker.today);
        let known = |definition: &pathway::Definition| {
            let step = definition.step(step).filter(|step| reads || !step.sealed)?;
            definition.done_in(step)
        };
        let done_in = definition.and_then(known);
        done_in == Some(pathway::DoneIn::FirstLine)
    };
    match command {
        CaseCommand::Pathway { pathway, command: P::Complete { step, .. } }
        | CaseCommand::Pathway { pathway, command: P::Skip { step, .. } }
        | CaseCommand::Pathway { pathway, command: P::Reopen { step, .. } }
        | CaseCommand::Pathway { pathway, command: P::Plan { step, .. } }
        | CaseCommand::Pathway { pathway, command: P::Unplan { step, .. } }
        | CaseCommand::SendLetter { pathway, step, .. }
        | CaseCommand::DelegateStep { pathway, step, .. }
        | CaseCommand::EndDelegation { pathway, step, .. } => left_to_her(pathway, step),
        CaseCommand::RecordContact { completes, .. } => {
            completes.iter().all(|done| left_to_her(&done.pathway, &done.step))
        }
        CaseCommand::NameDeputy { deputy, .. } => deputy.org == asker.seat.org,
        CaseCommand::NameFirstLine { .. } | CaseCommand::WaiveFeedback { .. } | CaseCommand::EndSharing { .. } => true,
        _ => false,
    }
}

/// Whether the command is about something of her own: an action given to her organisation, a contact that it had,
/// feedback that it owes.
fn is_own(asker: &Asker<'_>, case: &Case, command: &CaseCommand) -> bool {
    let org = asker.seat.org;
    match command {
        CaseCommand::CompleteAction { no, .. } => {
            let named = |action: &ActionRecord| action.plan.who.is_some_and(|who| who.org == org);
            by_no(&case.actions, *no).is_some_and(|action| named(action) || action.owed_by() == Some(org))
        }
        CaseCommand::CorrectContact { no, .. } => {
            by_no(&case.contacts, *no).is_some_and(|contact| contact.by.org == org)
        }
        CaseCommand::ReceiveFeedback { no, sealed: false, .. } => {
            by_no(&case.expectations, *no).is_some_and(|owed| owed.expectation.from == Some(org))
        }
        CaseCommand::ReturnLetter { no, .. } => {
            by_no(&case.letters, *no).is_some_and(|record| record.letter.by.org == org)
        }
        // Who handed a client over may say that she stays, or moves on another day, until that day.
        CaseCommand::CallOffMove { no, .. } | CaseCommand::ChangeMove { no, .. } => case
            .coming_move(asker.today)
            .is_some_and(|(coming, record)| coming == *no && record.proposal.from.org == org),
        CaseCommand::WriteSealedNote { .. } => case.reads_sealed(asker.seat, asker.today),
        _ => false,
    }
}

fn answer(asker: &Asker<'_>, case: &Case, no: No) -> Verdict {
    match by_no(&case.handovers, no) {
        Some(handover) if handover.proposal.to_org == asker.seat.org => allowed(Ground::Receiver),
        _ => denied(Denial::NotTheReceiver),
    }
}

/// The letter of an acute handover comes from where the handover came from, also once the case has moved on.
fn send_letter(asker: &Asker<'_>, standing: Standing, case: &Case, no: No) -> Verdict {
    let org = asker.seat.org;
    match by_no(&case.handovers, no).map(|handover| &handover.proposal) {
        Some(sent) if [sent.from.org, sent.proposed_by.org].contains(&org) => allowed(Ground::Sender),
        Some(sent) if standing.deputy && sent.from == case.case_manager => allowed(Ground::Deputy),
        _ => denied(Denial::NotTheSender),
    }
}

/// The steps of this case that she is to do for the case manager.
fn delegations<'a>(
    asker: &Asker<'_>,
    case: &'a Case,
) -> impl Iterator<Item = (&'a pathway::PathwayId, &'a pathway::StepId, u16)> {
    let seat = asker.seat;
    case.runs.iter().flat_map(move |run| {
        let hers = run.delegations.iter().filter(move |(_, to)| **to == seat);
        hers.map(|((step, nth), _)| (&run.pathway, step, *nth))
    })
}

/// Whether an open action of this case is hers: by name, or as a measure of the plan that her organisation carries out.
fn owes_action(asker: &Asker<'_>, case: &Case) -> bool {
    let hers = |action: &ActionRecord| action.life == ActionLife::Open && action.plan.who == Some(asker.seat);
    case.actions.iter().any(|action| hers(action) || action.owed_by() == Some(asker.seat.org))
}

/// Whether the command does the work that was delegated to her, or tells of it.
fn of_her_delegation(asker: &Asker<'_>, case: &Case, command: &CaseCommand) -> bool {
    let hers = |pathway: &pathway::PathwayId, step: &pathway::StepId, nth: Option<u16>| {
        delegations(asker, case)
            .any(|known| known.0 == pathway && known.1 == step && nth.is_none_or(|nth| nth == known.2))
    };
    if !asker.role.gives_care() {
        return false;
    }
    match command {
        CaseCommand::RecordContact { completes, .. } => {
            completes.iter().all(|CompletedStep { pathway, step, .. }| hers(pathway, step, None))
        }
        CaseCommand::Pathway { pathway, command: pathway::Command::Complete { step, nth, .. } }
        | CaseCommand::Pathway { pathway, command: pathway::Command::Plan { step, nth, .. } }
        | CaseCommand::Pathway { pathway, command: pathway::Command::Unplan { step, nth } } => {
            hers(pathway, step, *nth)
        }
        CaseCommand::SendLetter { pathway, step, nth, .. } => hers(pathway, step, Some(*nth)),
        CaseCommand::RaiseSignal { .. } => true,
        _ => false,
    }
}

/// Whether the command is the work of the coordinating provider: the care diagnosis, the plan and its evaluation, the MDO
/// with its agenda, who coordinates after the birth, and the steps of that role (PS-05 to PS-07). Who coordinates now is
/// named by those who direct the case.
fn of_coordination(asker: &Asker<'_>, case: &Case, command: &CaseCommand, pathways: &Pathways) -> bool {
    use pathway::Command as P;
    let hers = |id: &pathway::PathwayId, step: &pathway::StepId| {
        let definition = case.run(id).and_then(|run| pathways.of(run));
        let role = definition.and_then(|definition| {
            let step = definition.step(step)?;
            let reads = !step.sealed || case.reads_sealed(asker.seat, asker.today);
            definition.role_of(step).filter(|_| reads)
        });
        role.is_some_and(|role| role.coordinates)
    };
    match command {
        CaseCommand::DiagnoseCare { .. }
        | CaseCommand::RevisePlan { .. }
        | CaseCommand::FixPlan { .. }
        | CaseCommand::EvaluateGoal { .. }
        | CaseCommand::HandOverCoordination { .. }
        | CaseCommand::NameCoordinator { after_birth: true, .. }
        | CaseCommand::PutOnAgenda { .. }
        | CaseCommand::WithdrawFromAgenda { .. }
        | CaseCommand::RecordDiscussion { .. }
        | CaseCommand::ReturnLetter { .. }
        | CaseCommand::InformProviders { .. } => true,
        CaseCommand::SendLetter { pathway, step, .. } => hers(pathway, step),
        CaseCommand::RecordContact { completes, .. } => completes.iter().all(|done| hers(&done.pathway, &done.step)),
        CaseCommand::Pathway { pathway, command: P::Complete { step, .. } }
        | CaseCommand::Pathway { pathway, command: P::Skip { step, .. } }
        | CaseCommand::Pathway { pathway, command: P::Plan { step, .. } }
        | CaseCommand::Pathway { pathway, command: P::Unplan { step, .. } } => hers(pathway, step),
        _ => false,
    }
}
