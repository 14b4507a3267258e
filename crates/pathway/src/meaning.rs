//! What a step means to care: words from closed lists, that care knows how to act on.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Work that is recorded on the case itself, and that does a step: `does = "…"` in the file.
///
/// The list is closed: care must know how each of them is recorded. A step without `does` is done by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = StepWork)]
pub enum Work {
    /// The intake: done when the medical, psychological and social history are there.
    Intake,
    /// The evaluation of the care with the client.
    Evaluation,
    /// The letter with which she is referred to second or third line.
    ReferralLetter,
}

impl Work {
    /// Every work with its word in the file.
    pub const ALL: [(&'static str, Self); 3] =
        [("intake", Self::Intake), ("evaluation", Self::Evaluation), ("referral-letter", Self::ReferralLetter)];

    /// Whether recording it does the step at once. The intake comes in parts, so that somebody says when it is done.
    #[must_use]
    pub const fn does_at_once(self) -> bool {
        match self {
            Self::Evaluation | Self::ReferralLetter => true,
            Self::Intake => false,
        }
    }
}

/// In which line of care a role does its steps, whoever is accountable: `done-in = "…"` in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DoneIn {
    /// They stay with the first-line case manager while second line is accountable.
    FirstLine,
    /// Second or third line does them; while first line is accountable, its case manager waits for them.
    SecondLine,
}

impl DoneIn {
    /// Both with their word in the file.
    pub const ALL: [(&'static str, Self); 2] = [("first-line", Self::FirstLine), ("second-line", Self::SecondLine)];
}
