//! The anamnese in three parts (AZ-04).

use regie_care::case::records::{IntakeSection, MedicalHistory, PsychologicalHistory, SocialHistory};
use regie_care::intake::{Kind, Part, typed};

use crate::texts::Texts;

/// The anamnese as far as it was taken.
#[derive(Debug, Clone, Default)]
pub struct Intake {
    /// Medisch.
    pub medical: Option<MedicalHistory>,
    /// Psychisch.
    pub psychological: Option<PsychologicalHistory>,
    /// Sociaal.
    pub social: Option<SocialHistory>,
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntakeValue {
    /// The question.
    pub label: String,
    /// The answer.
    pub value: String,
}

impl Intake {
    /// Whether every part was taken.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.medical.is_some() && self.psychological.is_some() && self.social.is_some()
    }

    /// The medical answers that were given.
    #[must_use]
    pub fn medical_values(&self, t: &Texts) -> Vec<IntakeValue> {
        self.medical.clone().map(|part| values(t, &IntakeSection::Medical(part))).unwrap_or_default()
    }

    /// The psychological answers that were given.
    #[must_use]
    pub fn psychological_values(&self, t: &Texts) -> Vec<IntakeValue> {
        self.psychological.clone().map(|part| values(t, &IntakeSection::Psychological(part))).unwrap_or_default()
    }

    /// The social answers that were given.
    #[must_use]
    pub fn social_values(&self, t: &Texts) -> Vec<IntakeValue> {
        self.social.clone().map(|part| values(t, &IntakeSection::Social(part))).unwrap_or_default()
    }
}

/// The answers that were given in a part, in the order of its questions.
#[must_use]
pub fn values(t: &Texts, recorded: &IntakeSection) -> Vec<IntakeValue> {
    let answers = typed(recorded);
    let given = Part::of(recorded).questions().iter().filter_map(|question| {
        let answer = answers.get(question.name).filter(|answer| !answer.trim().is_empty())?;
        let value = match (question.kind, answer.as_str()) {
            (Kind::YesNo, yes) => t.yes_no(&Some(yes == "yes")).into_owned(),
            (Kind::Number | Kind::Words, words) => words.to_owned(),
        };
        Some(IntakeValue { label: t.of(label(question.name)).into_owned(), value })
    });
    given.collect()
}

/// The key of what a question asks.
#[must_use]
pub fn label(question: &str) -> &'static str {
    match question {
        "gravida" => "intake-gravida",
        "para" => "intake-para",
        "caesarean-before" => "intake-caesarean",
        "hypertension" => "intake-hypertension",
        "conditions" => "intake-conditions",
        "medication" => "intake-medication",
        "allergies" => "intake-allergies",
        "infections" => "intake-infections",
        "genital-mutilation" => "intake-mutilation",
        "complaints" => "intake-complaints",
        "treatment" => "intake-treatment",
        "trauma" => "intake-trauma",
        "substance-use" => "intake-substance-use",
        "partner" => "intake-partner",
        "children" => "intake-children",
        "support" => "intake-support",
        "housing" => "intake-housing",
        "procedure" => "intake-procedure",
        "safety" => "intake-safety",
        _ => "intake-notes",
    }
}
