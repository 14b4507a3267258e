//! What was proved of a pathway file: `proof.json` beside it. The same text gives the same file on every machine, so that a
//! check can compare it. The prover writes it, and whatever shows a pathway reads it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Text,
    ids::{ContentHash, PathwayId},
};

/// What a file says of itself, and whether it holds, as `regie pathway prove FILE --write` wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Proof {
    /// Which pathway.
    pub pathway: PathwayId,
    /// Its version, as people name it.
    pub version: String,
    /// The exact text that was proved: of another text this says nothing.
    pub hash: ContentHash,
    /// All states that were looked at.
    pub states: u64,
    /// What the file promises in its order, and then what every file promises.
    pub promises: Vec<Promise>,
}

/// A promise and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Promise {
    /// Its name.
    pub id: String,
    /// Whether every file promises it.
    pub built_in: bool,
    /// What it says.
    pub says: Text,
    /// The passage of the source text that asks for it; empty for what every file promises.
    #[serde(default)]
    pub source: String,
    /// What was found.
    pub verdict: Found,
    /// How many states were looked at; none when it can be read off the text. What every file promises of its steps is
    /// proved on the same states.
    pub states: u64,
    /// The shortest course that breaks it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub story: Vec<Moment>,
    /// What is wrong at its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<Text>,
    /// What was not looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_unseen: Vec<Cut>,
}

/// What was found of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Found {
    /// It holds in every course.
    Proved,
    /// A course breaks it.
    Refuted,
    /// Some courses were left unseen.
    Unfinished,
}

/// One day of a told course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// What was done, and what it set in motion.
    pub tells: Text,
}

/// What cut an exploration short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cut {
    /// More states than the limit.
    States,
    /// Courses that last longer than the limit.
    Days,
    /// A course was found that the whole pathway does not allow, also with everything that it hangs on: a fault of the
    /// prover.
    Replay,
}

impl Proof {
    /// Everything holds, and nothing was left unseen.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.promises.iter().all(|promise| promise.verdict == Found::Proved)
    }
}

impl Cut {
    /// In words.
    #[must_use]
    pub fn in_words(self) -> Text {
        match self {
            Self::States => Text::new("te veel situaties", "too many states"),
            Self::Days => Text::new("een verloop dat te lang duurt", "courses that last too long"),
            Self::Replay => Text::new(
                "een verloop dat het hele zorgpad niet toelaat: meld dit met het bestand",
                "a course that the whole pathway does not allow: report this with the file",
            ),
        }
    }
}
