//! Everything that can happen to a case, as the journal keeps it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use regie_pathway as pathway;
use serde::{Deserialize, Serialize};

use super::letter::Letter;
use super::records::{
    ActionDecision, ActionPlan, Agreement, ClosingReason, Contact, Deputyship, Evaluation, Expectation, IntakeSection,
    Investigation, No, Proposal, ReferralLetter, Signal, TeamMember, TrustedPerson,
};
use super::seal::SealedSubject;
use crate::ids::{ClientId, MeetingId, OrgId};
use crate::plan::{CareDiagnosis, Consent, GoalEvaluation, Plan, TookPart};
use crate::postnatal::{BirthDetails, VisitCode, VisitDecision};
use crate::seat::Seat;

/// An event of a case. The journal adds who and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
#[expect(missing_docs, reason = "the variant says what its fields are; their types are documented in records.rs")]
pub enum CaseEvent {
    /// The case began: from here on exactly one person is accountable (AZ-01).
    Opened { client: ClientId, case_manager: Seat, deputy: Deputyship, on: Date },
    /// A deputy was named for a time.
    DeputyNamed { deputyship: Deputyship },
    /// Somebody else in the practice became the first-line case manager, to whom the case returns (AZ-13).
    FirstLineNamed { case_manager: Seat },
    /// An organisation joined the team around the client, or replaced the one in that function.
    TeamMemberSet { member: TeamMember },
    /// An organisation at the site that the client left takes part no longer: the day of her move has gone by (AZ-10).
    InvolvementEnded { org: OrgId },
    /// The day of her move has come: from here on she stays at the new place, with those around her there (AZ-10).
    Moved { coa: Option<OrgId>, gc_a: Option<OrgId>, place: String },
    /// The client named the person she trusts.
    TrustedPersonNamed { person: TrustedPerson },
    /// She took that back.
    TrustedPersonRemoved,
    /// A pathway on this case moved.
    Pathway {
        pathway: pathway::PathwayId,
        event: pathway::Event,
        /// It is about a sealed step or answer: only who is named on the seal may know of it (PS-02).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        sealed: bool,
    },
    /// Someone else will do a step; the case manager stays responsible (AZ-09).
    StepDelegated {
        pathway: pathway::PathwayId,
        step: pathway::StepId,
        nth: u16,
        to: Seat,
        /// Why she may read what is sealed for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        sealed: bool,
    },
    /// The delegation ended.
    DelegationEnded {
        pathway: pathway::PathwayId,
        step: pathway::StepId,
        nth: u16,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        sealed: bool,
    },
    /// Somebody may read what is sealed from now on (PS-02).
    ReaderNamed { reader: Seat, reason: String },
    /// She may read it no longer; without a reason when her deputyship is over.
    ReaderStruck { reader: Seat, reason: Option<String> },
    /// Kindcheck or Meldcode: what was seen, said or weighed.
    SealedNoteWritten { no: No, subject: SealedSubject, text: String, by: Seat },
    /// A part of the intake was recorded or corrected (AZ-04).
    IntakeRecorded { intake: IntakeSection },
    /// A contact took place.
    ContactRecorded { no: No, contact: Contact, by: Seat },
    /// A contact's note was corrected; the first text stays in the journal.
    ContactCorrected { no: No, note: String, reason: String },
    /// A particular came in (AZ-06).
    SignalRaised { no: No, signal: Signal, taken_by: Option<Seat> },
    /// The case manager knows of it.
    SignalAcknowledged { no: No, by: Seat },
    /// Examination or treatment elsewhere was asked for or heard of (AZ-07).
    InvestigationNoted { no: No, investigation: Investigation },
    /// Its result came.
    InvestigationResult { no: No, on: Date, result: String },
    /// Other providers were told what matters (AZ-07).
    ProvidersInformed { no: No, orgs: Vec<OrgId>, subject: String, text: String },
    /// A letter that does a step was sent (PS-06, PS-07).
    LetterSent { no: No, letter: Letter },
    /// It did not arrive.
    LetterReturned { no: No, reason: String },
    /// The case was put on a meeting's agenda (AZ-08).
    AgendaPut { no: No, meeting: MeetingId, question: String },
    /// It was taken off again.
    AgendaWithdrawn { no: No, reason: String },
    /// It was discussed; the decisions follow as `ActionSet` events.
    AgendaDiscussed { no: No, outcome: String },
    /// Someone will do something.
    ActionSet { no: No, action: ActionPlan, agenda: Option<No> },
    /// Done.
    ActionDone { no: No, on: Date, note: String },
    /// Not needed any more.
    ActionDropped { no: No, reason: String },
    /// Someone else will do it.
    ActionReassigned { no: No, to: Option<Seat> },
    /// A handover was proposed: the first half of the handshake (AZ-10, AZ-11).
    HandoverProposed { no: No, proposal: Proposal },
    /// It was accepted: from here on `by` is accountable. Who is around the client at her new place takes over on
    /// `moves_on`, where that day is still to come; at once in one that names no day.
    HandoverAccepted {
        no: No,
        by: Seat,
        deputy: Deputyship,
        actions: Vec<(No, ActionDecision)>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        moves_on: Option<Date>,
    },
    /// It was declined; the sender stays accountable and is told.
    HandoverDeclined { no: No, by: Seat, reason: String },
    /// The sender took it back.
    HandoverWithdrawn { no: No, reason: String },
    /// No answer came in time; both sides are told, and the coordinators of their networks, where there are any.
    HandoverUnanswered {
        no: No,
        #[serde(default)]
        coordinators: BTreeSet<Seat>,
    },
    /// The move after an accepted handover was called off: she stays where she is, and so does who is accountable (AZ-10).
    MoveCalledOff { no: No, reason: String },
    /// It is on another day.
    MoveChanged { no: No, moves_on: Date, reason: String },
    /// The referral letter that had to follow an acute handover was sent.
    ReferralLetterSent { no: No, letter: ReferralLetter },
    /// Another party owes feedback (AZ-11).
    FeedbackExpected {
        no: No,
        expectation: Expectation,
        /// It is owed on a sealed step; what is sealed has numbers of its own.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        sealed: bool,
    },
    /// It came.
    FeedbackReceived {
        no: No,
        on: Date,
        text: String,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        sealed: bool,
    },
    /// It was waived.
    FeedbackWaived {
        no: No,
        reason: String,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        sealed: bool,
    },
    /// Shared case management was agreed in writing (AZ-12).
    SharingAgreed { agreements: Vec<Agreement>, from: Date },
    /// It ended.
    SharingEnded { reason: String },
    /// The client asked for shared case management.
    SharingRequested { on: Date, wish: String },
    /// Her request cannot be met; client and GC A were answered.
    SharingRequestDeclined { reason: String },
    /// The care was diagnosed over all life domains (CM-01).
    CareDiagnosed { diagnosis: CareDiagnosis },
    /// The level of a case was set otherwise than the decision tables say; the fact itself follows (CM-03).
    LevelSet {
        pathway: regie_pathway::PathwayId,
        fact: regie_pathway::FactId,
        level: String,
        said: Option<String>,
        tables: Vec<String>,
        reason: String,
    },
    /// A version of the treatment plan was written; its measures are actions from here on (CM-01, CM-08).
    PlanRevised { version: No, plan: Plan, reason: Option<String>, took_part: TookPart, consent: Consent },
    /// A version was fixed, as the MDO does (PS-06).
    PlanFixed { version: No, on: Date, agenda: Option<No> },
    /// A goal was evaluated (CM-08).
    GoalEvaluated { goal: No, evaluation: GoalEvaluation },
    /// Who coordinates was named, for now or for after the birth; the case manager stays accountable (PS-04, PS-06).
    CoordinatorNamed { coordinator: Seat, after_birth: bool },
    /// After the birth coordination was handed over (PS-07).
    CoordinationHandedOver { to: Seat, note: String },
    /// The visiting midwife decided about a postnatal visit (PN-04).
    VisitAgreed { visit: VisitCode, decision: VisitDecision, by: Seat },
    /// What of the birth the postnatal visits rest on; it replaces what was recorded before (PN-01, PN-04).
    BirthDetailed { birth: BirthDetails },
    /// The care was evaluated with the client (AZ-15).
    Evaluated { evaluation: Evaluation },
    /// The case ended; of a client who died, when that was.
    Closed {
        on: Date,
        reason: ClosingReason,
        note: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        died_on: Option<Date>,
    },
    /// It was closed by mistake and goes on under the same case manager.
    Reopened { reason: String },
}

impl CaseEvent {
    /// The kind as the journal's column has it, equal to the payload's `kind`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::DeputyNamed { .. } => "deputy-named",
            Self::FirstLineNamed { .. } => "first-line-named",
            Self::TeamMemberSet { .. } => "team-member-set",
            Self::InvolvementEnded { .. } => "involvement-ended",
            Self::Moved { .. } => "moved",
            Self::TrustedPersonNamed { .. } => "trusted-person-named",
            Self::TrustedPersonRemoved => "trusted-person-removed",
            Self::Pathway { .. } => "pathway",
            Self::StepDelegated { .. } => "step-delegated",
            Self::DelegationEnded { .. } => "delegation-ended",
            Self::ReaderNamed { .. } => "reader-named",
            Self::ReaderStruck { .. } => "reader-struck",
            Self::SealedNoteWritten { .. } => "sealed-note-written",
            Self::IntakeRecorded { .. } => "intake-recorded",
            Self::ContactRecorded { .. } => "contact-recorded",
            Self::ContactCorrected { .. } => "contact-corrected",
            Self::SignalRaised { .. } => "signal-raised",
            Self::SignalAcknowledged { .. } => "signal-acknowledged",
            Self::InvestigationNoted { .. } => "investigation-noted",
            Self::InvestigationResult { .. } => "investigation-result",
            Self::ProvidersInformed { .. } => "providers-informed",
            Self::LetterSent { .. } => "letter-sent",
            Self::LetterReturned { .. } => "letter-returned",
            Self::AgendaPut { .. } => "agenda-put",
            Self::AgendaWithdrawn { .. } => "agenda-withdrawn",
            Self::AgendaDiscussed { .. } => "agenda-discussed",
            Self::ActionSet { .. } => "action-set",
            Self::ActionDone { .. } => "action-done",
            Self::ActionDropped { .. } => "action-dropped",
            Self::ActionReassigned { .. } => "action-reassigned",
            Self::HandoverProposed { .. } => "handover-proposed",
            Self::HandoverAccepted { .. } => "handover-accepted",
            Self::HandoverDeclined { .. } => "handover-declined",
            Self::HandoverWithdrawn { .. } => "handover-withdrawn",
            Self::HandoverUnanswered { .. } => "handover-unanswered",
            Self::MoveCalledOff { .. } => "move-called-off",
            Self::MoveChanged { .. } => "move-changed",
            Self::ReferralLetterSent { .. } => "referral-letter-sent",
            Self::FeedbackExpected { .. } => "feedback-expected",
            Self::FeedbackReceived { .. } => "feedback-received",
            Self::FeedbackWaived { .. } => "feedback-waived",
            Self::SharingAgreed { .. } => "sharing-agreed",
            Self::SharingEnded { .. } => "sharing-ended",
            Self::SharingRequested { .. } => "sharing-requested",
            Self::SharingRequestDeclined { .. } => "sharing-request-declined",
            Self::CareDiagnosed { .. } => "care-diagnosed",
            Self::LevelSet { .. } => "level-set",
            Self::PlanRevised { .. } => "plan-revised",
            Self::PlanFixed { .. } => "plan-fixed",
            Self::GoalEvaluated { .. } => "goal-evaluated",
            Self::CoordinatorNamed { .. } => "coordinator-named",
            Self::CoordinationHandedOver { .. } => "coordination-handed-over",
            Self::VisitAgreed { .. } => "visit-agreed",
            Self::BirthDetailed { .. } => "birth-detailed",
            Self::Evaluated { .. } => "evaluated",
            Self::Closed { .. } => "closed",
            Self::Reopened { .. } => "reopened",
        }
    }
}
