//! The proof of a pathway as a file beside it: what was proved, of which exact text, on how many states. The same text gives
//! the same file on every machine, so that a check can compare it.

use regie_pathway::{Definition, Text};
use serde::Serialize;

use crate::verdict::{Cut, Moment, Report, Verdict};

/// What a file says of itself, and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Proof {
    /// The name of the pathway.
    pub pathway: String,
    /// Its version, as people name it.
    pub version: String,
    /// SHA-256 of the text that was proved: of another text this says nothing.
    pub hash: String,
    /// All states that were looked at.
    pub states: usize,
    /// The guarantees of the file in its order, and then what every file promises.
    pub promises: Vec<Promised>,
}

/// One promise, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Promised {
    /// Its name.
    pub id: String,
    /// Every file promises it.
    pub built_in: bool,
    /// What it says.
    pub says: Text,
    /// The passage of the source text; empty for what every file promises.
    pub source: String,
    /// Whether it holds.
    pub verdict: Word,
    /// The states that were looked at; 0 when the text alone tells. What every file promises of its steps is proved on the
    /// same states.
    pub states: usize,
    /// The shortest course that breaks it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story: Option<Vec<Moment>>,
    /// What is wrong at the end of that course.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<Text>,
    /// What was not looked at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_unseen: Vec<Cut>,
}

/// A verdict in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Word {
    /// It holds in every course.
    Proved,
    /// There is a course that breaks it.
    Refuted,
    /// Some courses were not looked at.
    Unfinished,
}

impl Proof {
    /// Of a definition and the gathered reports of all its tasks.
    #[must_use]
    pub fn of(def: &Definition, reports: &[Report]) -> Self {
        // What every file promises of its steps is proved on the same states: they count once.
        let own = reports.iter().filter(|report| !report.built_in).map(|report| report.states).sum::<usize>();
        let shared = reports.iter().filter(|report| report.built_in).map(|report| report.states).max();
        Self {
            pathway: def.id().to_string(),
            version: def.version().to_owned(),
            hash: def.hash().to_string(),
            states: own + shared.unwrap_or(0),
            promises: reports.iter().map(Promised::of).collect(),
        }
    }

    /// Everything holds, and nothing was left unseen.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.promises.iter().all(|promise| promise.verdict == Word::Proved)
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        // Names, numbers and texts can always be written.
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }
}

impl Promised {
    fn of(report: &Report) -> Self {
        let (verdict, story, left_unseen) = match &report.verdict {
            Verdict::Proved => (Word::Proved, None, Vec::new()),
            Verdict::Refuted { story } => (Word::Refuted, Some(story), Vec::new()),
            Verdict::Cut { by } => (Word::Unfinished, None, by.clone()),
        };
        Self {
            id: report.id.clone(),
            built_in: report.built_in,
            says: report.says.clone(),
            source: report.source.clone(),
            verdict,
            states: report.states,
            story: story.map(|story| story.moments.clone()),
            conclusion: story.map(|story| story.conclusion.clone()),
            left_unseen,
        }
    }
}
