//! Judges commands on a case: events, or a refusal that says what is wrong and how to mend it.
//!
//! One function per command, in the file of its subject. Who may give which command is the policy's question, asked
//! before; here only what the source text itself demands of the actor.

mod action;
mod agenda;
mod by_meeting;
mod by_work;
mod check;
mod closing;
mod contact;
mod cover;
mod draft;
mod feedback;
mod follow;
mod handover;
mod intake;
mod investigation;
mod letter;
mod level;
mod moving;
mod open;
mod plan;
mod postnatal;
mod revise;
mod sealing;
mod sharing;
mod signal;
mod standing;
mod steps;
mod team;
#[cfg(test)]
mod tests;
mod texts;
mod tick;
mod whom;

use super::command::{CaseCommand, CaseCommand as C};
use super::context::Context;
use super::event::CaseEvent;
use super::refusal::Refusal;
use super::state::Case;
pub use cover::{CoverStays, end_cover};
pub use handover::FEEDBACK_ABOUT;
pub(crate) use handover::{DECLINED, WITHDRAWN};

pub use open::{open, runs_once};

/// Judges a command on a case. An empty list of events means that nothing changes, which only `Tick` may answer.
///
/// # Errors
/// The refusal names what is wrong. Nothing changed then.
pub fn decide(case: &Case, command: &CaseCommand, ctx: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    match (&case.closed, command) {
        (Some(_), CaseCommand::Tick) => return Ok(Vec::new()),
        (Some(closing), command) if !matches!(command, CaseCommand::Reopen { .. }) => {
            return Err(Refusal::Closed { on: closing.on });
        }
        (None, CaseCommand::Tick) => {}
        _ => texts::storable(command)?,
    }
    sealing::guard(case, command, ctx)?;
    dispatch(case, command, ctx)
}

/// Every command to its function.
fn dispatch(case: &Case, command: &CaseCommand, ctx: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        C::NameDeputy { deputy, from, until } => team::name_deputy(case, ctx, *deputy, *from, *until),
        C::NameFirstLine { case_manager } => team::name_first_line(case, ctx, *case_manager),
        C::SetTeamMember { member } => team::set_member(case, ctx, member),
        C::NameTrustedPerson { .. } | C::RemoveTrustedPerson => team::trusted(case, command),
        C::StartPathway { pathway, anchors, facts } => steps::start(case, ctx, pathway, anchors, facts),
        C::Pathway { pathway, command } => steps::command(case, ctx, pathway, command),
        C::DelegateStep { .. } | C::EndDelegation { .. } => steps::decide_delegation(case, ctx, command),
        C::NameReader { .. } | C::StrikeReader { .. } | C::WriteSealedNote { .. } => {
            sealing::decide(case, ctx, command)
        }
        C::RecordIntake { intake } => intake::record(case, ctx, intake),
        C::RecordContact { contact, completes } => contact::record(case, ctx, contact, completes),
        C::CorrectContact { no, note, reason } => contact::correct(case, *no, note, reason),
        C::RaiseSignal { signal } => signal::raise(case, ctx, signal),
        C::AcknowledgeSignal { no } => signal::acknowledge(case, ctx, *no),
        C::NoteInvestigation { investigation } => investigation::note(case, ctx, investigation),
        C::RecordResult { no, on, result } => investigation::result(case, ctx, *no, *on, result),
        C::InformProviders { orgs, subject, text } => investigation::inform(case, ctx, orgs, subject, text),
        C::SendLetter { .. } | C::ReturnLetter { .. } => letter::decide(case, ctx, command),
        C::PutOnAgenda { meeting, question } => agenda::put(case, ctx, *meeting, question),
        C::WithdrawFromAgenda { no, reason } => agenda::withdraw(case, *no, reason),
        C::RecordDiscussion { no, outcome, decisions, inform } => {
            agenda::discuss(case, ctx, *no, outcome, decisions, inform)
        }
        C::SetAction { action } => action::set(case, ctx, action),
        C::CompleteAction { no, on, note } => action::complete(case, ctx, *no, *on, note),
        C::DropAction { no, reason } => action::drop(case, *no, reason),
        C::ReassignAction { no, to, reason } => action::reassign(case, ctx, *no, *to, reason.as_deref()),
        C::ExpectFeedback { expectation } => feedback::expect(case, ctx, expectation),
        C::ReceiveFeedback { no, on, text, sealed } => feedback::receive(case, ctx, *no, *on, text, *sealed),
        C::WaiveFeedback { no, reason, sealed } => feedback::waive(case, ctx, *no, reason, *sealed),
        C::AgreeSharing { agreements, from } => sharing::agree(case, ctx, agreements, *from),
        C::EndSharing { reason } => sharing::end(case, ctx, reason),
        C::RequestSharing { on, wish } => sharing::request(case, ctx, *on, wish),
        C::DeclineSharingRequest { reason } => sharing::decline_request(case, ctx, reason),
        C::ProposeHandover { handover, to_org, to_person, note, answer_by, work } => {
            handover::propose(case, ctx, handover, (*to_org, *to_person), note, *answer_by, work)
        }
        C::AcceptHandover { no, deputy, actions } => handover::accept(case, ctx, *no, *deputy, actions),
        C::DeclineHandover { no, reason } => handover::decline(case, ctx, *no, reason),
        C::WithdrawHandover { no, reason } => handover::withdraw(case, ctx, *no, reason),
        C::CallOffMove { no, reason, hand_back_by } => moving::call_off(case, ctx, *no, reason, *hand_back_by),
        C::ChangeMove { no, moves_on, reason } => moving::change(case, ctx, *no, *moves_on, reason),
        C::SendReferralLetter { no, letter } => handover::send_letter(case, ctx, *no, letter),
        C::DiagnoseCare { diagnosis } => plan::diagnose(case, ctx, diagnosis),
        C::SetLevel { pathway, level, reason } => level::set(case, ctx, pathway, level, reason),
        C::RevisePlan { plan, reason, took_part, consent } => {
            revise::revise(case, ctx, plan, reason.as_deref(), took_part, consent)
        }
        C::FixPlan { on, agenda } => plan::fix(case, ctx, *on, *agenda),
        C::EvaluateGoal { goal, evaluation } => plan::evaluate(case, ctx, *goal, evaluation),
        C::NameCoordinator { coordinator: who, after_birth } => plan::name_coordinator(case, ctx, *who, *after_birth),
        C::HandOverCoordination { note } => plan::hand_over(case, ctx, note),
        C::AgreeVisit { .. } | C::DetailBirth { .. } => postnatal::decide(case, ctx, command),
        C::Evaluate { evaluation } => closing::evaluate(case, ctx, evaluation),
        C::Close { on, reason, note, died_on } => closing::close(case, ctx, (*on, *died_on), *reason, note),
        C::Reopen { reason } => closing::reopen(case, ctx, reason),
        C::Tick => tick::tick(case, ctx),
    }
}
