//! Which history is taken: a midwife's, that of palliative care, or one over all domains of life.
//!
//! Each is medical, psychological and social; outside of midwifery care also of wishes and complexity (PZ-01, CM-01). What a
//! pathway decides by is asked here too, and told to it: a question with the name of its fact.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Kind, Part, Question};

/// A history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = HistoryForm)]
pub enum Form {
    /// A midwife's.
    Midwifery,
    /// That of palliative care.
    Palliative,
    /// Over all domains of life.
    AllDomains,
}

const fn said(name: &'static str) -> Question {
    Question { name, kind: Kind::Words }
}

const fn number(name: &'static str) -> Question {
    Question { name, kind: Kind::Number }
}

const fn yes_no(name: &'static str) -> Question {
    Question { name, kind: Kind::YesNo }
}

const fn fact(name: &'static str) -> Question {
    Question { name, kind: Kind::Fact }
}

const MEDICAL: &[Question] = &[
    number("gravida"),
    number("para"),
    yes_no("caesarean-before"),
    yes_no("hypertension"),
    said("conditions"),
    said("medication"),
    said("allergies"),
    said("infections"),
    yes_no("genital-mutilation"),
    said("notes"),
];
const PSYCHOLOGICAL: &[Question] =
    &[said("complaints"), said("treatment"), said("trauma"), said("substance-use"), said("notes")];
const SOCIAL: &[Question] = &[
    said("partner"),
    said("children"),
    said("support"),
    said("housing"),
    said("procedure"),
    said("safety"),
    said("notes"),
];

/// Handreiking, hoofdstuk 2 and tekstvak 5 and 9: diagnoses, surprise question, life expectancy, functional state, aims.
const PALLIATIVE_MEDICAL: &[Question] = &[
    said("diagnosis"),
    said("conditions"),
    fact("surprise"),
    fact("life-expectancy"),
    fact("functioning"),
    fact("aims"),
    said("symptoms"),
    said("medication"),
    said("allergies"),
    said("notes"),
];
const PALLIATIVE_PSYCHOLOGICAL: &[Question] =
    &[said("coping"), said("complaints"), said("meaning"), said("treatment"), said("notes")];
const SURROUNDINGS: &[Question] = &[
    said("household"),
    said("relatives"),
    said("carers-strength"),
    said("support"),
    said("providers"),
    said("housing"),
    said("notes"),
];
const PALLIATIVE_WISHES: &[Question] = &[
    said("wishes"),
    fact("wish"),
    fact("preferred-place"),
    said("treatment-limits"),
    said("representative"),
    fact("complexity"),
    fact("regular-care"),
    said("complexity-notes"),
    said("notes"),
];

const ALL_MEDICAL: &[Question] = &[
    said("diagnosis"),
    said("conditions"),
    said("symptoms"),
    said("daily-life"),
    said("medication"),
    said("allergies"),
    said("notes"),
];
const ALL_PSYCHOLOGICAL: &[Question] =
    &[said("complaints"), said("coping"), said("treatment"), said("trauma"), said("substance-use"), said("notes")];
const ALL_SOCIAL: &[Question] = &[
    said("household"),
    said("relatives"),
    said("carers-strength"),
    said("support"),
    said("providers"),
    said("housing"),
    said("means"),
    said("safety"),
    said("notes"),
];
const ALL_WISHES: &[Question] = &[
    said("wishes"),
    said("strengths"),
    said("treatment-limits"),
    said("representative"),
    said("complexity-notes"),
    said("notes"),
];

impl Form {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Midwifery, Self::Palliative, Self::AllDomains];

    /// Its parts, in the order in which they are asked.
    #[must_use]
    pub const fn parts(self) -> &'static [Part] {
        match self {
            Self::Midwifery => &[Part::Medical, Part::Psychological, Part::Social],
            Self::Palliative | Self::AllDomains => &Part::ALL,
        }
    }

    /// The questions of a part, in the order in which they are asked; none of a part that it does not have.
    #[must_use]
    pub const fn questions(self, part: Part) -> &'static [Question] {
        match (self, part) {
            (Self::Midwifery, Part::Medical) => MEDICAL,
            (Self::Midwifery, Part::Psychological) => PSYCHOLOGICAL,
            (Self::Midwifery, Part::Social) => SOCIAL,
            (Self::Midwifery, Part::Wishes) => &[],
            (Self::Palliative, Part::Medical) => PALLIATIVE_MEDICAL,
            (Self::Palliative, Part::Psychological) => PALLIATIVE_PSYCHOLOGICAL,
            (Self::Palliative, Part::Social) => SURROUNDINGS,
            (Self::Palliative, Part::Wishes) => PALLIATIVE_WISHES,
            (Self::AllDomains, Part::Medical) => ALL_MEDICAL,
            (Self::AllDomains, Part::Psychological) => ALL_PSYCHOLOGICAL,
            (Self::AllDomains, Part::Social) => ALL_SOCIAL,
            (Self::AllDomains, Part::Wishes) => ALL_WISHES,
        }
    }

    /// The question of that name in any history: what it is called and how it is answered is everywhere the same.
    #[must_use]
    pub fn question(name: &str) -> Option<Question> {
        let all =
            Self::ALL.into_iter().flat_map(|form| form.parts().iter().flat_map(move |part| form.questions(*part)));
        all.copied().find(|question| question.name == name)
    }
}
