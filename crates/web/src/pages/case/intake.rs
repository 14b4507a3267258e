//! The anamnese in three parts (AZ-04).

use regie_care::case::records::{MedicalHistory, PsychologicalHistory, SocialHistory};

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
    /// Whether a part was not taken yet.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.medical.is_some() && self.psychological.is_some() && self.social.is_some()
    }

    /// The medical part as the form shows it.
    #[must_use]
    pub fn medical_or_empty(&self) -> MedicalHistory {
        self.medical.clone().unwrap_or_default()
    }

    /// The psychological part as the form shows it.
    #[must_use]
    pub fn psychological_or_empty(&self) -> PsychologicalHistory {
        self.psychological.clone().unwrap_or_default()
    }

    /// The social part as the form shows it.
    #[must_use]
    pub fn social_or_empty(&self) -> SocialHistory {
        self.social.clone().unwrap_or_default()
    }

    /// The medical answers that were given.
    #[must_use]
    pub fn medical_values(&self, t: &Texts) -> Vec<IntakeValue> {
        let Some(medical) = &self.medical else { return Vec::new() };
        let number = |value: Option<u8>| value.map(|n| n.to_string()).unwrap_or_default();
        let yes_no = |value: Option<bool>| value.map(|_| t.yes_no(&value).into_owned()).unwrap_or_default();
        given(
            t,
            &[
                ("intake-gravida", &number(medical.gravida)),
                ("intake-para", &number(medical.para)),
                ("intake-caesarean", &yes_no(medical.caesarean_before)),
                ("intake-hypertension", &yes_no(medical.hypertension)),
                ("intake-conditions", &medical.conditions),
                ("intake-medication", &medical.medication),
                ("intake-allergies", &medical.allergies),
                ("intake-infections", &medical.infections),
                ("intake-mutilation", &yes_no(medical.genital_mutilation)),
                ("intake-notes", &medical.notes),
            ],
        )
    }

    /// The psychological answers that were given.
    #[must_use]
    pub fn psychological_values(&self, t: &Texts) -> Vec<IntakeValue> {
        let Some(part) = &self.psychological else { return Vec::new() };
        given(
            t,
            &[
                ("intake-complaints", &part.complaints),
                ("intake-treatment", &part.treatment),
                ("intake-trauma", &part.trauma),
                ("intake-substance-use", &part.substance_use),
                ("intake-notes", &part.notes),
            ],
        )
    }

    /// The social answers that were given.
    #[must_use]
    pub fn social_values(&self, t: &Texts) -> Vec<IntakeValue> {
        let Some(part) = &self.social else { return Vec::new() };
        given(
            t,
            &[
                ("intake-partner", &part.partner),
                ("intake-children", &part.children),
                ("intake-support", &part.support),
                ("intake-housing", &part.housing),
                ("intake-procedure", &part.procedure),
                ("intake-safety", &part.safety),
                ("intake-notes", &part.notes),
            ],
        )
    }
}

fn given(t: &Texts, answers: &[(&str, &String)]) -> Vec<IntakeValue> {
    answers
        .iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(key, value)| IntakeValue { label: t.of(key).into_owned(), value: (*value).clone() })
        .collect()
}

/// A number as a number field wants it.
#[must_use]
pub fn number_value(value: &Option<u8>) -> String {
    value.map(|number| number.to_string()).unwrap_or_default()
}
