//! *Anamnese*: the intake of a case part by part, interrupted and resumed at will (AZ-04).

use askama::Template;
use jiff::Timestamp;
use jiff::civil::Date;
use regie_care::intake::{Kind, Part};

use super::case::{HistoryLine, IntakeValue};
use super::{Choice, Chrome, FormKey};
use crate::texts::{Chip, Texts};

/// The page: one part with its questions, or the overview of what is recorded.
#[derive(Debug, Clone, Template)]
#[template(path = "intake.html")]
pub struct IntakePage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// The case, as in its URL.
    pub id: String,
    /// The client's name.
    pub name: String,
    /// Her own name, for the draft.
    pub me: String,
    /// The parts, and the overview.
    pub tabs: Vec<PartTab>,
    /// That colleagues are at it too, in words.
    pub others: Vec<String>,
    /// The part that is filled in; `None` for the overview.
    pub part: Option<PartForm>,
    /// What is recorded of every part, for the overview.
    pub overview: Vec<PartRecord>,
    /// Whether she may record it.
    pub may_record: bool,
    /// The step that this intake does, when it is whole and nobody said yet that it is done.
    pub to_finish: Option<ToFinish>,
}

/// The step that an intake does, and what its form posts.
#[derive(Debug, Clone)]
pub struct ToFinish {
    /// Along with the form.
    pub key: FormKey,
    /// Where the step is on the case.
    pub at: String,
    /// The pathway.
    pub pathway: String,
    /// The step.
    pub step: String,
    /// Which occurrence.
    pub nth: u16,
}

/// A part in the row over the page.
#[derive(Debug, Clone)]
pub struct PartTab {
    /// As in the URL.
    pub code: &'static str,
    /// Its name.
    pub title: String,
    /// How far it is; nothing for the overview.
    pub chip: Option<Chip>,
    /// Whether it is shown.
    pub here: bool,
}

/// A part that is filled in.
#[derive(Debug, Clone)]
pub struct PartForm {
    /// Which.
    pub part: Part,
    /// Its name.
    pub title: String,
    /// A value that is new for every page shown.
    pub key: FormKey,
    /// How often it had been recorded when this page was made.
    pub seen: u64,
    /// How often her draft of it had been saved.
    pub rev: u64,
    /// When her draft was saved last; `None` when there is none.
    pub saved: Option<Timestamp>,
    /// Who recorded it last, and when.
    pub recorded: Option<(String, Timestamp)>,
    /// The questions by group.
    pub groups: Vec<Group>,
    /// Why it did not come through.
    pub refusal: Option<String>,
    /// What colleagues recorded since she began, newest first.
    pub meanwhile: Vec<HistoryLine>,
    /// Since when there is a newer draft of her own on another device.
    pub newer: Option<Timestamp>,
}

/// Questions that belong together.
#[derive(Debug, Clone)]
pub struct Group {
    /// Their heading.
    pub title: String,
    /// The questions.
    pub fields: Vec<IntakeField>,
}

/// A question with what stands in its field.
#[derive(Debug, Clone)]
pub struct IntakeField {
    /// Its name, as posted.
    pub name: &'static str,
    /// What is asked.
    pub label: String,
    /// How it is answered.
    pub kind: Kind,
    /// What can be chosen, where it is a question of the pathway.
    pub options: Vec<Choice>,
    /// What stands in the field.
    pub value: String,
    /// What stands elsewhere, where that differs: from whom, and what.
    pub beside: Vec<(String, String)>,
    /// What is wrong with the answer.
    pub wrong: Option<String>,
}

/// What is recorded of a part.
#[derive(Debug, Clone)]
pub struct PartRecord {
    /// As in the URL.
    pub code: &'static str,
    /// Its name.
    pub title: String,
    /// Who recorded it last, and when.
    pub recorded: Option<(String, Timestamp)>,
    /// The answers that were given.
    pub values: Vec<IntakeValue>,
    /// The questions without an answer, where the part was recorded.
    pub unanswered: Vec<String>,
}

impl PartRecord {
    /// The questions without an answer, in a row.
    #[must_use]
    pub fn not_asked(&self) -> String {
        self.unanswered.join(" · ")
    }
}

impl IntakeField {
    /// Whether it is answered with yes or no.
    #[must_use]
    pub fn is_yes_no(&self) -> bool {
        self.kind == Kind::YesNo
    }

    /// Whether it is answered with a number.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.kind == Kind::Number
    }

    /// Whether it is answered with a choice of the pathway.
    #[must_use]
    pub fn is_choice(&self) -> bool {
        self.kind == Kind::Fact
    }

    /// Whether this is what stands in the field.
    #[must_use]
    pub fn says(&self, value: &str) -> bool {
        self.value == value
    }
}

impl Group {
    /// Whether all of it is short enough to stand in a row.
    #[must_use]
    pub fn numbers(&self) -> Vec<&IntakeField> {
        self.fields.iter().filter(|field| field.is_number()).collect()
    }

    /// What is not a number.
    #[must_use]
    pub fn others(&self) -> Vec<&IntakeField> {
        self.fields.iter().filter(|field| !field.is_number()).collect()
    }
}

impl PartForm {
    /// Her draft in words; that there is none.
    #[must_use]
    pub fn draft_line(&self, t: &Texts, me: &str, today: &Date) -> String {
        match &self.saved {
            Some(at) => t.draft_saved(me, at, today),
            None => t.of("intake-no-draft").into_owned(),
        }
    }
}

impl Texts {
    /// `Concept van Joke de Vries, vandaag 14:10.`
    #[must_use]
    pub fn draft_saved(&self, name: &str, at: &Timestamp, today: &Date) -> String {
        self.two("intake-draft", "name", name, "when", self.moment(at, today)).into_owned()
    }

    /// `Joke de Vries, vandaag 14:10`.
    #[must_use]
    pub fn recorded_by(&self, (name, at): &(String, Timestamp), today: &Date) -> String {
        self.two("intake-recorded-by", "name", name, "when", self.moment(at, today)).into_owned()
    }
}
