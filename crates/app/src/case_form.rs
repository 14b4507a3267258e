//! The forms of a case in which so much is typed that it is kept while it is: their names, and who fills them in.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use regie_care::case::records::{
    Channel, ClosingReason, Contact, Direction, Evaluation, HandoverCode, No, ReferralLetter, Signal, Urgency, With,
};
use regie_care::case::state::{AgendaLife, HandoverLife, by_no};
use regie_care::case::{Case, CaseCommand};
use regie_care::seat::Seat;
use regie_pathway::{PathwayId, StepId};

/// A form of a case that takes long to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseForm {
    /// A kind of handover.
    Handover(HandoverCode),
    /// Shared case management.
    Sharing,
    /// A quick note.
    Note,
    /// A contact with all that can be said of it.
    Contact,
    /// A contact that was recorded is set right.
    Correction(No),
    /// An urgent or other particular.
    Signal,
    /// What other providers are told.
    Inform,
    /// The care diagnosis.
    Diagnosis,
    /// A version of the treatment plan.
    Plan,
    /// The evaluation of a goal.
    Goal(No),
    /// What goes along when the coordination is handed over.
    Coordination,
    /// The evaluation with the client.
    Evaluation,
    /// Closing.
    Closing,
    /// The letter that does a step.
    Letter {
        /// Of which pathway.
        pathway: PathwayId,
        /// Which step.
        step: StepId,
        /// Which time.
        nth: u16,
    },
    /// The letter that an acute handover owes.
    OwedLetter(No),
    /// What is asked of a meeting.
    Agenda,
    /// What was said in a meeting.
    Discussion(No),
    /// A handover is accepted.
    Accept(No),
    /// A handover is declined.
    Decline(No),
}

/// The forms of which there is one, with their names.
const SINGLE: [(CaseForm, &str); 16] = [
    (CaseForm::Handover(HandoverCode::Planned), "handover-planned"),
    (CaseForm::Handover(HandoverCode::Acute), "handover-acute"),
    (CaseForm::Handover(HandoverCode::Relocation), "handover-relocation"),
    (CaseForm::Handover(HandoverCode::Return), "handover-return"),
    (CaseForm::Handover(HandoverCode::Colleague), "handover-colleague"),
    (CaseForm::Sharing, "sharing"),
    (CaseForm::Note, "note"),
    (CaseForm::Contact, "contact"),
    (CaseForm::Signal, "signal"),
    (CaseForm::Inform, "inform"),
    (CaseForm::Diagnosis, "diagnosis"),
    (CaseForm::Plan, "plan"),
    (CaseForm::Coordination, "coordination"),
    (CaseForm::Evaluation, "evaluation"),
    (CaseForm::Closing, "closing"),
    (CaseForm::Agenda, "agenda"),
];

/// The form about the thing with a number.
type Of = fn(No) -> CaseForm;

/// The forms of which there is one for each numbered thing.
const NUMBERED: [(Of, &str); 6] = [
    (CaseForm::Correction, "correction-"),
    (CaseForm::Goal, "goal-"),
    (CaseForm::OwedLetter, "owed-letter-"),
    (CaseForm::Discussion, "discussion-"),
    (CaseForm::Accept, "accept-"),
    (CaseForm::Decline, "decline-"),
];

/// How a letter that does a step begins.
const LETTER: &str = "letter-";

impl fmt::Display for CaseForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letter { pathway, step, nth } => write!(f, "{LETTER}{pathway}:{step}:{nth}"),
            Self::Correction(no)
            | Self::Goal(no)
            | Self::OwedLetter(no)
            | Self::Discussion(no)
            | Self::Accept(no)
            | Self::Decline(no) => {
                let name = NUMBERED.iter().find(|(of, _)| of(*no) == *self).map_or("", |(_, name)| name);
                write!(f, "{name}{no}")
            }
            single => f.write_str(SINGLE.iter().find(|(one, _)| one == single).map_or("", |(_, name)| name)),
        }
    }
}

impl FromStr for CaseForm {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let single = || SINGLE.iter().find(|(_, known)| *known == name).map(|(form, _)| form.clone());
        let numbered =
            || NUMBERED.iter().find_map(|(of, known)| name.strip_prefix(known).and_then(|no| no.parse().ok()).map(of));
        let letter = || {
            let (step, nth) = name.strip_prefix(LETTER)?.rsplit_once(':')?;
            let (pathway, step) = step.split_once(':')?;
            Some(Self::Letter { pathway: pathway.into(), step: step.into(), nth: nth.parse().ok()? })
        };
        single().or_else(numbered).or_else(letter).ok_or_else(|| format!("'{name}' names no form of a case"))
    }
}

impl CaseForm {
    /// Whether it can be sent on this case as it stands.
    pub(crate) fn has_a_use(&self, case: &Case) -> bool {
        let pending = case.pending_handover().map(|(no, _)| no);
        case.is_open()
            && match self {
                Self::Handover(_) => pending.is_none(),
                Self::Accept(no) | Self::Decline(no) => pending == Some(*no),
                Self::Goal(no) => case.care_plan.open_goals().any(|(open, _)| open == *no),
                Self::Discussion(no) => by_no(&case.agenda, *no).is_some_and(|one| one.life == AgendaLife::Waiting),
                Self::OwedLetter(no) => by_no(&case.handovers, *no).is_some_and(|one| {
                    let stands = matches!(one.life, HandoverLife::Proposed { .. } | HandoverLife::Accepted(..));
                    stands && one.letter.is_none()
                }),
                Self::Letter { pathway, step, nth } => {
                    case.run(pathway).is_some_and(|run| run.state.occurrence(step, *nth).is_some())
                }
                _ => true,
            }
    }

    /// What the form asks for, saying nothing: what the policy is asked with. Of a handover and of shared case management
    /// it is asked when they are sent.
    pub(crate) fn asks(&self, seat: Seat, today: Date) -> Option<CaseCommand> {
        let nothing = String::new;
        Some(match self {
            Self::Handover(_) | Self::Sharing => return None,
            Self::Note | Self::Contact => {
                CaseCommand::RecordContact { contact: blank_contact(today), completes: Vec::new() }
            }
            Self::Correction(no) => CaseCommand::CorrectContact { no: *no, note: nothing(), reason: nothing() },
            Self::Signal => CaseCommand::RaiseSignal {
                signal: Signal { urgency: Urgency::Normal, text: nothing(), from: With::Client },
            },
            Self::Inform => CaseCommand::InformProviders { orgs: Vec::new(), subject: nothing(), text: nothing() },
            Self::Diagnosis | Self::Plan | Self::Goal(_) => CaseCommand::FixPlan { on: today, agenda: None },
            Self::Coordination => CaseCommand::HandOverCoordination { note: nothing() },
            Self::Evaluation => CaseCommand::Evaluate {
                evaluation: Evaluation { on: today, client_view: nothing(), lessons: nothing() },
            },
            Self::Closing => {
                CaseCommand::Close { on: today, reason: ClosingReason::Completed, note: nothing(), died_on: None }
            }
            Self::Letter { pathway, step, nth } => CaseCommand::SendLetter {
                pathway: pathway.clone(),
                step: step.clone(),
                nth: *nth,
                to: Vec::new(),
                note: nothing(),
            },
            Self::OwedLetter(no) => CaseCommand::SendReferralLetter { no: *no, letter: blank_letter() },
            Self::Agenda | Self::Discussion(_) => CaseCommand::WithdrawFromAgenda { no: 1, reason: nothing() },
            Self::Accept(no) => CaseCommand::AcceptHandover { no: *no, deputy: seat, actions: Vec::new() },
            Self::Decline(no) => CaseCommand::DeclineHandover { no: *no, reason: nothing() },
        })
    }
}

/// A contact of this day about which nothing is said: what the policy is asked with.
#[must_use]
pub fn blank_contact(on: Date) -> Contact {
    Contact {
        on,
        channel: Channel::Phone,
        with: With::Client,
        direction: Direction::Outgoing,
        minutes: None,
        interpreter: false,
        note: String::new(),
    }
}

/// A referral letter in which nothing is written: what the policy is asked with.
#[must_use]
pub const fn blank_letter() -> ReferralLetter {
    ReferralLetter {
        reason: String::new(),
        history: String::new(),
        findings: String::new(),
        question: String::new(),
        psychosocial: String::new(),
        case_manager: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_known_again_by_its_name() {
        let letter = CaseForm::Letter { pathway: "az-verloskunde".into(), step: "letter".into(), nth: 2 };
        let singles = SINGLE.into_iter().map(|(form, _)| form);
        for form in singles.chain(NUMBERED.map(|(of, _)| of(12))).chain([letter]) {
            assert_eq!(form.to_string().parse(), Ok(form.clone()), "{form}");
        }
        for odd in ["", "goal-", "goal-x", "letter-a:b", "letter-a:b:c", "intake-social"] {
            assert!(odd.parse::<CaseForm>().is_err(), "{odd}");
        }
    }
}
