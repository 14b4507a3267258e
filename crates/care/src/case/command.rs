//! Everything that can be asked of a case.

use jiff::civil::Date;
use regie_pathway as pathway;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::letter::Addressee;
use super::records::{
    ActionDecision, ActionPlan, Agreement, ClosingReason, Contact, Evaluation, Expectation, HandoverKind,
    IntakeSection, Investigation, No, ReferralLetter, Signal, TeamMember, TrustedPerson,
};
use super::seal::SealedSubject;
use crate::ids::{ClientId, MeetingId, OrgId, PersonId};
use crate::plan::{CareDiagnosis, Consent, GoalEvaluation, PlanDraft, TookPart};
use crate::postnatal::{BirthDetails, VisitCode, VisitDecision};
use crate::seat::Seat;

/// Opens a case. The one command that has no case yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OpenCase {
    /// Whose care it is.
    pub client: ClientId,
    /// Who becomes accountable.
    pub case_manager: Seat,
    /// Who becomes her fixed deputy.
    pub deputy: Seat,
    /// Day on which the care began; not in the future.
    pub on: Date,
    /// The pathway to start, by id.
    pub pathway: pathway::PathwayId,
    /// The pathway's anchors as far as they are known: `due`, `born`.
    #[serde(default)]
    pub anchors: std::collections::BTreeMap<pathway::AnchorId, Date>,
    /// Facts that are already known.
    #[serde(default)]
    pub facts: std::collections::BTreeMap<pathway::FactId, pathway::FactValue>,
    /// The organisations around the client.
    #[serde(default)]
    pub team: Vec<TeamMember>,
}

/// A command on an open case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
#[expect(missing_docs, reason = "the variant says what its fields are; their types are documented in records.rs")]
pub enum CaseCommand {
    /// Names the fixed deputy for a time (AZ-01).
    NameDeputy { deputy: Seat, from: Date, until: Option<Date> },
    /// While second line is accountable: makes a colleague in the practice the first-line case manager, to whom the
    /// case returns (AZ-13). Given by the practice, for instance when the former one leaves it.
    NameFirstLine { case_manager: Seat },
    /// Puts an organisation in the team.
    SetTeamMember { member: TeamMember },
    /// Records whom the client trusts (AZ-02).
    NameTrustedPerson { person: TrustedPerson },
    /// Takes that back.
    RemoveTrustedPerson,
    /// Starts another pathway on this case.
    StartPathway {
        pathway: pathway::PathwayId,
        #[serde(default)]
        anchors: std::collections::BTreeMap<pathway::AnchorId, Date>,
        #[serde(default)]
        facts: std::collections::BTreeMap<pathway::FactId, pathway::FactValue>,
    },
    /// Moves a pathway: complete, skip, plan, set a fact, correct an anchor (AZ-03).
    Pathway { pathway: pathway::PathwayId, command: pathway::Command },
    /// Sets the level of a case otherwise than the decision table of its pathway says, with the reason (CM-03).
    SetLevel { pathway: pathway::PathwayId, level: String, reason: String },
    /// Lets someone else do a step; the case manager stays responsible (AZ-09). While she does a sealed step she reads what
    /// is sealed, so that it takes a reason (PS-02).
    DelegateStep {
        pathway: pathway::PathwayId,
        step: pathway::StepId,
        nth: u16,
        to: Seat,
        #[serde(default)]
        reason: Option<String>,
    },
    /// Ends a delegation.
    EndDelegation { pathway: pathway::PathwayId, step: pathway::StepId, nth: u16 },
    /// Names somebody who takes part in the care, so that she may read what is sealed (PS-02). For the case manager and her
    /// deputy, who are always named.
    NameReader { reader: Seat, reason: String },
    /// Strikes her again.
    StrikeReader { reader: Seat, reason: String },
    /// Writes a sealed note about Kindcheck or Meldcode, which only those read who are named; it is never changed.
    WriteSealedNote { subject: SealedSubject, text: String },
    /// Records a part of the intake (AZ-04).
    RecordIntake { intake: IntakeSection },
    /// Records a contact; `completes` names the steps whose work it did.
    RecordContact {
        contact: Contact,
        #[serde(default)]
        completes: Vec<CompletedStep>,
    },
    /// Corrects a contact's note.
    CorrectContact { no: No, note: String, reason: String },
    /// Raises a particular, urgent or not (AZ-06).
    RaiseSignal { signal: Signal },
    /// Acknowledges it; only the case manager, or the deputy while she is absent.
    AcknowledgeSignal { no: No },
    /// Notes examination or treatment elsewhere (AZ-07).
    NoteInvestigation { investigation: Investigation },
    /// Records its result.
    RecordResult { no: No, on: Date, result: String },
    /// Tells other providers what matters (AZ-07).
    InformProviders { orgs: Vec<OrgId>, subject: String, text: String },
    /// Sends the letter that does a step, where its pathway says that one does: the plan that was fixed and what was
    /// agreed, or the handover after the birth (PS-06, PS-07). Each of `to` gets one of its own.
    SendLetter {
        pathway: pathway::PathwayId,
        step: pathway::StepId,
        nth: u16,
        to: Vec<Addressee>,
        #[serde(default)]
        note: String,
    },
    /// Records that such a letter did not arrive: it is owed again.
    ReturnLetter { no: No, reason: String },
    /// Puts the case on a meeting's agenda (AZ-08).
    PutOnAgenda { meeting: MeetingId, question: String },
    /// Takes it off.
    WithdrawFromAgenda { no: No, reason: String },
    /// Records what the meeting said; decisions become actions, and the outcome goes to `inform` (AZ-08, PS-06).
    RecordDiscussion {
        no: No,
        outcome: String,
        decisions: Vec<ActionPlan>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        inform: Vec<OrgId>,
    },
    /// Sets an action.
    SetAction { action: ActionPlan },
    /// Reports an action done.
    CompleteAction { no: No, on: Date, note: String },
    /// Drops an action.
    DropAction { no: No, reason: String },
    /// Gives an action to someone else.
    ReassignAction {
        no: No,
        to: Option<Seat>,
        /// Why; must be given for a measure of the plan, of which this makes a version.
        #[serde(default)]
        reason: Option<String>,
    },
    /// Proposes a handover (AZ-10, AZ-11, AZ-13); `work` says of open actions whether they go along, stay or are dropped.
    ProposeHandover {
        handover: HandoverKind,
        to_org: OrgId,
        to_person: Option<PersonId>,
        note: String,
        answer_by: Date,
        #[serde(default)]
        work: Vec<(No, ActionDecision)>,
    },
    /// Accepts it: the actor becomes accountable.
    AcceptHandover { no: No, deputy: Seat, actions: Vec<(No, ActionDecision)> },
    /// Declines it.
    DeclineHandover { no: No, reason: String },
    /// Takes the proposal back.
    WithdrawHandover { no: No, reason: String },
    /// Calls off the move after a handover that was accepted, before its day: the reception agency changed its mind
    /// (AZ-10). Who is accountable stays that; with `hand-back-by` she proposes in the same change to give the case back
    /// to where it came from, with an answer by that day.
    CallOffMove {
        no: No,
        reason: String,
        #[serde(default)]
        hand_back_by: Option<Date>,
    },
    /// Sets such a move to another day.
    ChangeMove { no: No, moves_on: Date, reason: String },
    /// Sends the letter that had to follow an acute handover.
    SendReferralLetter { no: No, letter: ReferralLetter },
    /// Notes that another party owes feedback.
    ExpectFeedback { expectation: Expectation },
    /// Records it; `sealed` says that the number is one of what is owed under seal, which has numbers of its own.
    ReceiveFeedback {
        no: No,
        on: Date,
        text: String,
        #[serde(default)]
        sealed: bool,
    },
    /// Waives it.
    WaiveFeedback {
        no: No,
        reason: String,
        #[serde(default)]
        sealed: bool,
    },
    /// Agrees shared case management in writing (AZ-12).
    AgreeSharing { agreements: Vec<Agreement>, from: Date },
    /// Ends it.
    EndSharing { reason: String },
    /// Records the client's request for it.
    RequestSharing { on: Date, wish: String },
    /// Answers that it cannot be.
    DeclineSharingRequest { reason: String },
    /// Records a care diagnosis over all life domains (CM-01).
    DiagnoseCare { diagnosis: CareDiagnosis },
    /// Writes a version of the treatment plan; from the second on with the reason why (CM-01, CM-08, PS-05).
    RevisePlan {
        plan: PlanDraft,
        #[serde(default)]
        reason: Option<String>,
        #[serde(default)]
        took_part: TookPart,
        consent: Consent,
    },
    /// Fixes the version that holds, as the MDO does (PS-06); `agenda` is the case's place on its agenda.
    FixPlan {
        on: Date,
        #[serde(default)]
        agenda: Option<No>,
    },
    /// Records the evaluation of a goal of the plan (CM-08).
    EvaluateGoal { goal: No, evaluation: GoalEvaluation },
    /// Names the coordinating provider, or who coordinates after the birth (PS-04, PS-06).
    NameCoordinator {
        coordinator: Seat,
        #[serde(default)]
        after_birth: bool,
    },
    /// Hands coordination over after the birth (PS-07).
    HandOverCoordination { note: String },
    /// Decides about one postnatal visit: how, on which days, at what time (PN-04).
    AgreeVisit { visit: VisitCode, decision: VisitDecision },
    /// Records what of a birth the postnatal visits rest on: hour, place, planned caesarean, coming home (PN-01, PN-04).
    DetailBirth { birth: BirthDetails },
    /// Records the evaluation with the client (AZ-15).
    Evaluate { evaluation: Evaluation },
    /// Closes the case, or is refused with what is missing (AZ-15). Of a client who died `died-on` says when, unless a
    /// pathway knows that already.
    Close {
        on: Date,
        reason: ClosingReason,
        note: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(required = false)]
        died_on: Option<Date>,
    },
    /// Undoes a closing.
    Reopen { reason: String },
    /// Lets the day come: opens and lapses steps, alarms unanswered handovers. Given by Regie itself.
    Tick,
}

impl CaseCommand {
    /// Reads a command from JSON. A type so large is compiled again wherever it is read by its `Deserialize`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn of_json(json: serde_json::Value) -> serde_json::Result<Self> {
        serde_json::from_value(json)
    }
}

/// A step whose work a contact did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CompletedStep {
    /// The pathway.
    pub pathway: pathway::PathwayId,
    /// The step.
    pub step: pathway::StepId,
    /// The outcome where the step has outcomes.
    pub outcome: Option<pathway::OutcomeId>,
}
