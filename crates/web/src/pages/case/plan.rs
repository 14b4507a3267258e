//! The steps of the pathways, the dates they count from and the facts that decide about them.

use jiff::civil::Date;

use crate::pages::Choice;
use crate::pages::work::StepAct;
use crate::texts::{Chip, StepState};

/// A step on the case page.
#[derive(Debug, Clone)]
pub struct StepLine {
    /// Its pathway.
    pub pathway: String,
    /// The id of its element: [`crate::pages::work::step_anchor`].
    pub anchor: String,
    /// What.
    pub title: String,
    /// Where it stands.
    pub state: StepState,
    /// How much time is left, or when it was settled.
    pub chip: Chip,
    /// Who does it, in words: `casemanager`, `Anne Bakker, namens de casemanager`.
    pub by: String,
    /// Why it stands here, in a sentence.
    pub why: String,
    /// What must be answered before it is known whether it comes: the question, and the id of the element where it is answered.
    pub asks: Vec<(&'static str, String)>,
    /// Where on the case that is answered which `why` says is missing.
    pub answers: Vec<&'static str>,
    /// How a decision table will decide it as things stand, in a sentence.
    pub will_be: Option<String>,
    /// What was said with it when it was done, to whom and for which day; of what is still to be done, of the appointment.
    pub said: Vec<String>,
    /// The question that must be answered before it can be decided.
    pub next: Option<Fact>,
    /// The whole explanation: rule, window arithmetic, what is not known yet.
    pub reasons: Vec<String>,
    /// The passage of the source text that asks for it.
    pub source: String,
    /// Must be settled before closing.
    pub required: bool,
    /// Only who is named on the seal sees it (PS-02).
    pub sealed: bool,
    /// What can be done about it, or turned back once it is settled; `None` when nothing, or not by this user.
    pub act: Option<StepAct>,
}

/// A step that can be added.
#[derive(Debug, Clone)]
pub struct Discretionary {
    /// The pathway.
    pub pathway: String,
    /// The step.
    pub step: String,
    /// What.
    pub title: String,
}

/// A date that windows count from.
#[derive(Debug, Clone)]
pub struct Anchor {
    /// The pathway.
    pub pathway: String,
    /// The anchor.
    pub anchor: String,
    /// In words: à terme datum, bevalling.
    pub label: String,
    /// The date, when known.
    pub date: Option<Date>,
    /// How what it marks can go, while that is not known: who attended the birth. Value is what that answers, `fact=choice`.
    pub outcomes: Vec<Choice>,
}

impl Anchor {
    /// The date as a date field wants it.
    #[must_use]
    pub fn value(&self) -> String {
        self.date.map(|date| date.to_string()).unwrap_or_default()
    }
}

/// A fact of a pathway.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The pathway.
    pub pathway: String,
    /// The fact.
    pub fact: String,
    /// The question.
    pub ask: String,
    /// The answer that somebody gave, in words.
    pub answer: Option<String>,
    /// Who gave it, and when.
    pub by: String,
    /// As what it counts as long as nobody answered it.
    pub counts_as: Option<String>,
    /// How it is answered.
    pub input: FactInput,
    /// Only who is named on the seal reads the answer (PS-02).
    pub sealed: bool,
    /// Whether it is the level on the board, which is set with a reason where the table says otherwise (CM-03).
    pub is_level: bool,
}

/// How a fact is answered. The form posts `soort` and `waarde`.
#[derive(Debug, Clone)]
pub enum FactInput {
    /// `ja` or `nee`.
    YesNo,
    /// One of these.
    Choice(Vec<Choice>),
    /// A whole number, in this range where the pathway gives one.
    Number {
        /// The smallest.
        from: Option<i64>,
        /// The largest.
        to: Option<i64>,
    },
    /// A date.
    Date,
    /// A text.
    Text,
}

impl FactInput {
    /// The smallest number that can be answered.
    #[must_use]
    pub const fn least(&self) -> Option<i64> {
        match self {
            Self::Number { from, .. } => *from,
            Self::YesNo | Self::Choice(_) | Self::Date | Self::Text => None,
        }
    }

    /// The largest.
    #[must_use]
    pub const fn most(&self) -> Option<i64> {
        match self {
            Self::Number { to, .. } => *to,
            Self::YesNo | Self::Choice(_) | Self::Date | Self::Text => None,
        }
    }

    /// The kind as posted in `soort`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::YesNo => "yes-no",
            Self::Choice(_) => "choice",
            Self::Number { .. } => "number",
            Self::Date => "date",
            Self::Text => "text",
        }
    }

    /// The type of the input.
    #[must_use]
    pub const fn input(&self) -> &'static str {
        match self {
            Self::Number { .. } => "number",
            Self::Date => "date",
            Self::YesNo | Self::Choice(_) | Self::Text => "text",
        }
    }
}
