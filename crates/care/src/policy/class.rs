//! Classes of commands: what a command does to a case, as far as it matters for who may give it.

use regie_pathway as pathway;
use serde::Serialize;

use crate::case::CaseCommand;

/// What kind of thing a command on a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CommandClass {
    /// Regie: deputies, pathways, delegation, agreements with others.
    Direction,
    /// Care itself: intake, steps and facts of a pathway, informing providers.
    Clinical,
    /// Appointments, the people around the client, actions.
    Planning,
    /// A contact that took place.
    Contact,
    /// Correcting what was noted of a contact.
    Correction,
    /// A particular that must reach the case manager.
    Signal,
    /// The case manager knows of it.
    Acknowledgement,
    /// Examination and treatment elsewhere.
    Investigation,
    /// Meetings' agendas.
    Agenda,
    /// An action was done.
    Report,
    /// Feedback that was owed came.
    Feedback,
    /// Proposing a handover and taking it back.
    HandoverSend,
    /// Accepting or declining it.
    HandoverAnswer,
    /// The letter that follows an acute handover.
    Letter,
    /// Evaluation with the client.
    Evaluation,
    /// Closing and reopening.
    Closing,
    /// What only Regie itself does.
    Machine,
}

impl CommandClass {
    /// Every class, in the order of the access table.
    pub const ALL: [Self; 17] = [
        Self::Direction,
        Self::Clinical,
        Self::Planning,
        Self::Contact,
        Self::Correction,
        Self::Signal,
        Self::Acknowledgement,
        Self::Investigation,
        Self::Agenda,
        Self::Report,
        Self::Feedback,
        Self::HandoverSend,
        Self::HandoverAnswer,
        Self::Letter,
        Self::Evaluation,
        Self::Closing,
        Self::Machine,
    ];

    /// The class of a command. Every command has a line here: a new one does not compile without.
    #[must_use]
    pub const fn of(command: &CaseCommand) -> Self {
        match command {
            CaseCommand::NameDeputy { .. }
            | CaseCommand::NameFirstLine { .. }
            | CaseCommand::StartPathway { .. }
            | CaseCommand::DelegateStep { .. }
            | CaseCommand::EndDelegation { .. }
            | CaseCommand::AgreeSharing { .. }
            | CaseCommand::EndSharing { .. }
            | CaseCommand::DeclineSharingRequest { .. }
            | CaseCommand::NameCoordinator { .. }
            | CaseCommand::NameReader { .. }
            | CaseCommand::StrikeReader { .. }
            | CaseCommand::WaiveFeedback { .. } => Self::Direction,
            CaseCommand::Pathway { command, .. } => Self::of_pathway(command),
            CaseCommand::RecordIntake { .. }
            | CaseCommand::SetLevel { .. }
            | CaseCommand::InformProviders { .. }
            | CaseCommand::SendLetter { .. }
            | CaseCommand::ReturnLetter { .. }
            | CaseCommand::WriteSealedNote { .. }
            | CaseCommand::DiagnoseCare { .. }
            | CaseCommand::RevisePlan { .. }
            | CaseCommand::FixPlan { .. }
            | CaseCommand::AgreeVisit { .. }
            | CaseCommand::DetailBirth { .. }
            | CaseCommand::EvaluateGoal { .. }
            | CaseCommand::HandOverCoordination { .. } => Self::Clinical,
            CaseCommand::SetTeamMember { .. }
            | CaseCommand::NameTrustedPerson { .. }
            | CaseCommand::RemoveTrustedPerson
            | CaseCommand::SetAction { .. }
            | CaseCommand::DropAction { .. }
            | CaseCommand::ReassignAction { .. }
            | CaseCommand::ExpectFeedback { .. }
            | CaseCommand::RequestSharing { .. } => Self::Planning,
            CaseCommand::RecordContact { completes, .. } if completes.is_empty() => Self::Contact,
            CaseCommand::RecordContact { .. } => Self::Clinical,
            CaseCommand::CorrectContact { .. } => Self::Correction,
            CaseCommand::RaiseSignal { .. } => Self::Signal,
            CaseCommand::AcknowledgeSignal { .. } => Self::Acknowledgement,
            CaseCommand::NoteInvestigation { .. } | CaseCommand::RecordResult { .. } => Self::Investigation,
            CaseCommand::PutOnAgenda { .. } | CaseCommand::WithdrawFromAgenda { .. } => Self::Agenda,
            CaseCommand::RecordDiscussion { inform, .. } if inform.is_empty() => Self::Agenda,
            // To tell other providers is care itself, whatever it is told of.
            CaseCommand::RecordDiscussion { .. } => Self::Clinical,
            CaseCommand::CompleteAction { .. } => Self::Report,
            CaseCommand::ReceiveFeedback { .. } => Self::Feedback,
            CaseCommand::ProposeHandover { .. }
            | CaseCommand::WithdrawHandover { .. }
            | CaseCommand::CallOffMove { .. }
            | CaseCommand::ChangeMove { .. } => Self::HandoverSend,
            CaseCommand::AcceptHandover { .. } | CaseCommand::DeclineHandover { .. } => Self::HandoverAnswer,
            CaseCommand::SendReferralLetter { .. } => Self::Letter,
            CaseCommand::Evaluate { .. } => Self::Evaluation,
            CaseCommand::Close { .. } | CaseCommand::Reopen { .. } => Self::Closing,
            CaseCommand::Tick => Self::Machine,
        }
    }

    const fn of_pathway(command: &pathway::Command) -> Self {
        match command {
            pathway::Command::Start { .. } | pathway::Command::End { .. } => Self::Direction,
            pathway::Command::SetAnchor { .. }
            | pathway::Command::RetractAnchor { .. }
            | pathway::Command::RetractFact { .. }
            | pathway::Command::Reopen { .. }
            | pathway::Command::SetFact { .. }
            | pathway::Command::Complete { .. }
            | pathway::Command::Skip { .. }
            | pathway::Command::Add { .. } => Self::Clinical,
            pathway::Command::Plan { .. } | pathway::Command::Unplan { .. } => Self::Planning,
            pathway::Command::Tick => Self::Machine,
        }
    }
}
