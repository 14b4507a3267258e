//! What came out of a proof.

pub use regie_pathway::proof::{Cut, Moment};
use regie_pathway::{Command, Date, Text};
use serde::Serialize;

/// How far an exploration goes before it gives up. What is left unseen is told in the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// States per exploration.
    pub states: usize,
    /// Days after the start of a course.
    pub days: i32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { states: 250_000, days: 3_000 }
    }
}

/// A course that breaks a promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Story {
    /// Its days, in order; empty when what is wrong shows without a course.
    pub moments: Vec<Moment>,
    /// What is wrong at its end.
    pub conclusion: Text,
    /// The same course as commands, each with its day: played on the engine, it breaks the promise.
    #[serde(skip)]
    pub commands: Vec<(Date, Command)>,
    /// The day on which it ends: until then the clock runs.
    pub until: Option<Date>,
}

impl Story {
    /// What is wrong without any course.
    #[must_use]
    pub fn without_course(conclusion: Text) -> Self {
        Self { moments: Vec::new(), conclusion, commands: Vec::new(), until: None }
    }

    /// The whole story in both languages, a line per day.
    #[must_use]
    pub fn told(&self) -> Text {
        let days = |pick: fn(&Text) -> &str| {
            let mut lines: Vec<String> =
                self.moments.iter().map(|moment| format!("{} {}", moment.date, pick(&moment.tells))).collect();
            lines.push(pick(&self.conclusion).to_owned());
            lines.join("\n")
        };
        Text::new(days(|text| &text.nl), days(|text| &text.en))
    }
}

/// Whether a promise holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Verdict {
    /// In every course.
    Proved,
    /// Not in this one: the shortest or, where not every course could be looked at, one with nothing needless.
    Refuted {
        /// The course.
        story: Box<Story>,
    },
    /// In every course that was seen.
    Cut {
        /// What was left unseen.
        by: Vec<Cut>,
    },
}

impl Verdict {
    /// It holds in every course.
    #[must_use]
    pub fn is_proved(&self) -> bool {
        *self == Self::Proved
    }

    /// The course that breaks it.
    #[must_use]
    pub fn story(&self) -> Option<&Story> {
        if let Self::Refuted { story } = self { Some(story) } else { None }
    }

    /// Of two parts of one promise: refuted when one is, cut when one is.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (refuted @ Self::Refuted { .. }, _) | (_, refuted @ Self::Refuted { .. }) => refuted,
            (Self::Cut { by }, Self::Cut { by: more }) => {
                let mut by = [by, more].concat();
                by.sort_unstable();
                by.dedup();
                Self::Cut { by }
            }
            (cut @ Self::Cut { .. }, Self::Proved) | (Self::Proved, cut @ Self::Cut { .. }) => cut,
            (Self::Proved, Self::Proved) => Self::Proved,
        }
    }
}

/// What became of one promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Report {
    /// The guarantee, or the name of one that every file gives.
    pub id: String,
    /// What it says.
    pub says: Text,
    /// The passage of the source text; empty for what every file promises.
    pub source: String,
    /// Every file promises it.
    pub built_in: bool,
    /// Whether it holds.
    pub verdict: Verdict,
    /// The states that were looked at.
    pub states: usize,
}
