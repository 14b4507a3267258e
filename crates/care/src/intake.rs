//! The intake as it is typed: its parts, their questions, and the way between what is typed and what is recorded (AZ-04).
//!
//! What is typed need not be readable yet: a draft keeps every text as it stands in its field.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::case::records::{IntakeSection, MedicalHistory, PsychologicalHistory, SocialHistory};

/// What stands in the fields of one part, by the name of the question: what is asked and not answered is empty.
pub type Typed = BTreeMap<String, String>;

/// A part of the intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Medische anamnese.
    Medical,
    /// Psychische anamnese.
    Psychological,
    /// Sociale anamnese.
    Social,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// With a whole number.
    Number,
    /// With `yes`, `no`, or not at all.
    YesNo,
    /// In words.
    Words,
}

/// A question of the intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Its name, as in the record.
    pub name: &'static str,
    /// How it is answered.
    pub kind: Kind,
}

/// An answer that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("'{question}' cannot be read; {}", if *.kind == Kind::Number { "give a whole number" } else { "answer yes or no, or leave it open" })]
pub struct Unreadable {
    /// To which question.
    pub question: &'static str,
    /// How it should be answered.
    pub kind: Kind,
}

const fn question(name: &'static str, kind: Kind) -> Question {
    Question { name, kind }
}

const MEDICAL: [Question; 10] = [
    question("gravida", Kind::Number),
    question("para", Kind::Number),
    question("caesarean-before", Kind::YesNo),
    question("hypertension", Kind::YesNo),
    question("conditions", Kind::Words),
    question("medication", Kind::Words),
    question("allergies", Kind::Words),
    question("infections", Kind::Words),
    question("genital-mutilation", Kind::YesNo),
    question("notes", Kind::Words),
];
const PSYCHOLOGICAL: [Question; 5] = [
    question("complaints", Kind::Words),
    question("treatment", Kind::Words),
    question("trauma", Kind::Words),
    question("substance-use", Kind::Words),
    question("notes", Kind::Words),
];
const SOCIAL: [Question; 7] = [
    question("partner", Kind::Words),
    question("children", Kind::Words),
    question("support", Kind::Words),
    question("housing", Kind::Words),
    question("procedure", Kind::Words),
    question("safety", Kind::Words),
    question("notes", Kind::Words),
];

impl Part {
    /// All parts, in the order in which they are asked.
    pub const ALL: [Self; 3] = [Self::Medical, Self::Psychological, Self::Social];

    /// The name, as in the record.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Medical => "medical",
            Self::Psychological => "psychological",
            Self::Social => "social",
        }
    }

    /// To which part a recorded one belongs.
    #[must_use]
    pub const fn of(recorded: &IntakeSection) -> Self {
        match recorded {
            IntakeSection::Medical(_) => Self::Medical,
            IntakeSection::Psychological(_) => Self::Psychological,
            IntakeSection::Social(_) => Self::Social,
        }
    }

    /// Its questions, in the order in which they are asked.
    #[must_use]
    pub const fn questions(self) -> &'static [Question] {
        match self {
            Self::Medical => &MEDICAL,
            Self::Psychological => &PSYCHOLOGICAL,
            Self::Social => &SOCIAL,
        }
    }

    /// What can be recorded of what was typed.
    ///
    /// # Errors
    /// When an answer cannot be read; the first one is named.
    pub fn read(self, typed: &Typed) -> Result<IntakeSection, Unreadable> {
        let words = |name: &str| typed.get(name).map_or("", |text| text.trim()).to_owned();
        Ok(match self {
            Self::Medical => IntakeSection::Medical(MedicalHistory {
                gravida: number(typed, "gravida")?,
                para: number(typed, "para")?,
                caesarean_before: yes_no(typed, "caesarean-before")?,
                hypertension: yes_no(typed, "hypertension")?,
                conditions: words("conditions"),
                medication: words("medication"),
                allergies: words("allergies"),
                infections: words("infections"),
                genital_mutilation: yes_no(typed, "genital-mutilation")?,
                notes: words("notes"),
            }),
            Self::Psychological => IntakeSection::Psychological(PsychologicalHistory {
                complaints: words("complaints"),
                treatment: words("treatment"),
                trauma: words("trauma"),
                substance_use: words("substance-use"),
                notes: words("notes"),
            }),
            Self::Social => IntakeSection::Social(SocialHistory {
                partner: words("partner"),
                children: words("children"),
                support: words("support"),
                housing: words("housing"),
                procedure: words("procedure"),
                safety: words("safety"),
                notes: words("notes"),
            }),
        })
    }
}

impl FromStr for Part {
    type Err = UnknownPart;

    fn from_str(text: &str) -> Result<Self, UnknownPart> {
        Self::ALL.into_iter().find(|part| part.code() == text).ok_or(UnknownPart)
    }
}

/// There is no such part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no such part of the intake; it is medical, psychological or social")]
pub struct UnknownPart;

/// A recorded part as it stands in its fields.
#[must_use]
pub fn typed(recorded: &IntakeSection) -> Typed {
    let count = |value: Option<u8>| value.map(|number| number.to_string()).unwrap_or_default();
    let answer = |value: Option<bool>| value.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned();
    let answers: Vec<(&str, String)> = match recorded {
        IntakeSection::Medical(part) => vec![
            ("gravida", count(part.gravida)),
            ("para", count(part.para)),
            ("caesarean-before", answer(part.caesarean_before)),
            ("hypertension", answer(part.hypertension)),
            ("conditions", part.conditions.clone()),
            ("medication", part.medication.clone()),
            ("allergies", part.allergies.clone()),
            ("infections", part.infections.clone()),
            ("genital-mutilation", answer(part.genital_mutilation)),
            ("notes", part.notes.clone()),
        ],
        IntakeSection::Psychological(part) => vec![
            ("complaints", part.complaints.clone()),
            ("treatment", part.treatment.clone()),
            ("trauma", part.trauma.clone()),
            ("substance-use", part.substance_use.clone()),
            ("notes", part.notes.clone()),
        ],
        IntakeSection::Social(part) => vec![
            ("partner", part.partner.clone()),
            ("children", part.children.clone()),
            ("support", part.support.clone()),
            ("housing", part.housing.clone()),
            ("procedure", part.procedure.clone()),
            ("safety", part.safety.clone()),
            ("notes", part.notes.clone()),
        ],
    };
    answers.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

/// Whether two say the same: nothing typed is the same as nothing there, and line ends are what a browser makes of them.
#[must_use]
pub fn says_the_same(one: &Typed, other: &Typed, part: Part) -> bool {
    part.questions().iter().all(|question| same_answer(one, other, question.name))
}

/// Whether two answer one question alike.
#[must_use]
pub fn same_answer(one: &Typed, other: &Typed, question: &str) -> bool {
    let plain = |typed: &Typed| typed.get(question).map_or("", |text| text.trim()).replace("\r\n", "\n");
    plain(one) == plain(other)
}

fn number(typed: &Typed, question: &'static str) -> Result<Option<u8>, Unreadable> {
    let text = typed.get(question).map_or("", |text| text.trim());
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Unreadable { question, kind: Kind::Number })
}

fn yes_no(typed: &Typed, question: &'static str) -> Result<Option<bool>, Unreadable> {
    match typed.get(question).map_or("", |text| text.trim()) {
        "" => Ok(None),
        "yes" => Ok(Some(true)),
        "no" => Ok(Some(false)),
        _ => Err(Unreadable { question, kind: Kind::YesNo }),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    fn of(answers: &[(&str, &str)]) -> Typed {
        answers.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn az_04_what_is_recorded_stands_in_the_fields_and_comes_back_the_same() {
        let answers = of(&[("gravida", "3"), ("para", "1"), ("caesarean-before", "yes"), ("medication", "geen")]);
        let recorded = Part::Medical.read(&answers).unwrap();
        assert_eq!(Part::Medical.read(&typed(&recorded)).unwrap(), recorded);
        assert!(says_the_same(&typed(&recorded), &answers, Part::Medical));
        for part in Part::ALL {
            let all: Typed = part
                .questions()
                .iter()
                .map(|question| {
                    let text = match question.kind {
                        Kind::Number => "2",
                        Kind::YesNo => "no",
                        Kind::Words => question.name,
                    };
                    (question.name.to_owned(), text.to_owned())
                })
                .collect();
            let recorded = part.read(&all).unwrap();
            assert_eq!((typed(&recorded), Part::of(&recorded)), (all, part), "every question has its place");
            assert_eq!(part.code().parse::<Part>(), Ok(part));
        }
        assert!("other".parse::<Part>().is_err());
    }

    #[test]
    fn az_04_an_answer_that_cannot_be_read_is_named() {
        let wrong = Part::Medical.read(&of(&[("gravida", "veel")])).unwrap_err();
        assert_eq!((wrong.question, wrong.kind), ("gravida", Kind::Number));
        assert!(wrong.to_string().contains("whole number"), "{wrong}");
        assert_eq!(Part::Medical.read(&of(&[("hypertension", "misschien")])).unwrap_err().question, "hypertension");
        assert!(Part::Social.read(&of(&[("partner", "misschien")])).is_ok());
    }

    #[test]
    fn az_04_line_ends_and_blanks_around_make_no_difference() {
        let (one, other) = (of(&[("notes", "een\r\ntwee ")]), of(&[("notes", "een\ntwee"), ("housing", "")]));
        assert!(says_the_same(&one, &other, Part::Social));
        assert!(!says_the_same(&one, &of(&[("notes", "een")]), Part::Social));
    }
}
