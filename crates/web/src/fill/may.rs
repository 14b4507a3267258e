//! What somebody may do on a case. Asked of the one policy, with a command of each kind; what she may not is not shown.

use regie_app::{App, blank_contact, blank_letter};
use regie_care::case::records::{ClosingReason, Evaluation, HandoverKind, IntakeSection, SocialHistory};
use regie_care::case::{Case, CaseCommand};
use regie_care::presence::Presence;
use regie_pathway::{Command, Definition, DoneIn, Step};

use super::Desk;
use crate::pages::case::May;

/// What she may do here.
#[must_use]
pub fn may(app: &App, desk: &Desk, case: &Case) -> May {
    let seat = desk.seat;
    let may = |command: CaseCommand| app.is_hers(seat, case, &command);
    let pending = case.pending_handover().map(|(no, _)| no);
    if !case.is_open() {
        return May { close: may(close(desk)), ..May::default() };
    }
    let call_off = |no| CaseCommand::CallOffMove { no, reason: String::new(), hand_back_by: None };
    let moves = case.coming_move(desk.today).map(|(no, _)| no).filter(|no| may(call_off(*no)));
    let accept = |no| CaseCommand::AcceptHandover { no, deputy: seat, actions: Vec::new() };
    let letter = |no| CaseCommand::SendReferralLetter { no, letter: blank_letter() };
    May {
        record: may(CaseCommand::RecordContact { contact: blank_contact(desk.today), completes: Vec::new() }),
        care: may(CaseCommand::RecordIntake { intake: IntakeSection::Social(SocialHistory::default()) }),
        first_line_steps: a_step(desk, case, |definition, step| definition.done_in(step) == Some(DoneIn::FirstLine))
            .is_some_and(may),
        coordinated_steps: a_step(desk, case, |definition, step| !step.sealed && is_coordinated(definition, step))
            .is_some_and(may),
        first_line: case.in_second_line()
            && seat.org == case.first_line.org
            && may(CaseCommand::NameFirstLine { case_manager: case.first_line }),
        plan: may(CaseCommand::RemoveTrustedPerson),
        agenda: may(CaseCommand::WithdrawFromAgenda { no: 1, reason: String::new() }),
        evaluate: may(CaseCommand::Evaluate { evaluation: evaluation(desk) }),
        direct: app.may_command(seat, case, &decline()),
        share: may(decline()),
        acknowledge: is_the_one(desk, case),
        propose: may(propose(desk, HandoverKind::Colleague)),
        propose_planned: may(propose(desk, HandoverKind::Planned { letter: blank_letter() })),
        propose_acute: may(propose(desk, HandoverKind::Acute { letter_by: desk.today })),
        withdraw: pending.is_some_and(|no| may(CaseCommand::WithdrawHandover { no, reason: String::new() })),
        moves,
        hand_back: moves.is_some() && may(propose(desk, HandoverKind::Return)),
        give_back: !case.in_second_line()
            && case.stayed_with().is_some_and(|org| org != case.case_manager.org)
            && may(propose(desk, HandoverKind::Return)),
        answer: pending.is_some_and(|no| may(accept(no))),
        letter: super::settled::owed_letters(case).next().is_some_and(|no| may(letter(no))),
        close: may(close(desk)),
        care_plan: super::care_plan::may(app, desk, case),
    }
}

fn decline() -> CaseCommand {
    CaseCommand::DeclineSharingRequest { reason: String::new() }
}

/// The case manager, or who attends to the case while she is away: only they can say that she knows (AZ-06).
fn is_the_one(desk: &Desk, case: &Case) -> bool {
    let presence = Presence { directory: &desk.directory, now: desk.now, today: desk.today };
    presence.hears_for(case, desk.seat)
}

fn evaluation(desk: &Desk) -> Evaluation {
    Evaluation { on: desk.today, client_view: String::new(), lessons: String::new() }
}

/// Whether a step is the coordinating provider's.
pub(super) fn is_coordinated(definition: &Definition, step: &Step) -> bool {
    definition.role_of(step).is_some_and(|role| role.coordinates)
}

/// Doing one of the steps of this kind that a pathway of the case has; for all of them holds the same.
fn a_step(desk: &Desk, case: &Case, kind: fn(&Definition, &Step) -> bool) -> Option<CaseCommand> {
    case.runs.iter().find_map(|run| {
        let definition = desk.pathways.of(run)?;
        let step = definition.steps().iter().find(|step| kind(definition, step))?;
        let (step, on) = (step.id.clone(), desk.today);
        let command = Command::complete(step, on);
        Some(CaseCommand::Pathway { pathway: run.pathway.clone(), command })
    })
}

fn propose(desk: &Desk, handover: HandoverKind) -> CaseCommand {
    CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover,
        to_org: desk.seat.org,
        to_person: None,
        note: String::new(),
        answer_by: desk.today,
    }
}

fn close(desk: &Desk) -> CaseCommand {
    CaseCommand::Close { on: desk.today, reason: ClosingReason::Completed, note: String::new(), died_on: None }
}
