//! The intake as it is typed: its parts, their questions, and the way between what is typed and what is recorded (AZ-04).
//!
//! What is typed need not be readable yet: a draft keeps every text as it stands in its field.

mod form;

use std::collections::BTreeMap;
use std::str::FromStr;

use regie_pathway::{FactId, FactValue};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use form::Form;

use crate::case::Case;
use crate::case::records::{IntakeSection, MedicalHistory, OtherHistory, PsychologicalHistory, SocialHistory};
use crate::charge::Charge;

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
    /// Wensen en complexiteit.
    Wishes,
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
    /// With a choice of the pathway's fact of that name.
    Fact,
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

impl Part {
    /// All parts, in the order in which they are asked.
    pub const ALL: [Self; 4] = [Self::Medical, Self::Psychological, Self::Social, Self::Wishes];

    /// The name, as in the record.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Medical => "medical",
            Self::Psychological => "psychological",
            Self::Social => "social",
            Self::Wishes => "wishes",
        }
    }

    /// To which part a recorded one belongs.
    #[must_use]
    pub const fn of(recorded: &IntakeSection) -> Self {
        match recorded {
            IntakeSection::Medical(_) => Self::Medical,
            IntakeSection::Psychological(_) => Self::Psychological,
            IntakeSection::Social(_) => Self::Social,
            IntakeSection::History(history) => history.part,
        }
    }
}

impl Form {
    /// What can be recorded of what was typed.
    ///
    /// # Errors
    /// When an answer cannot be read; the first one is named.
    pub fn read(self, part: Part, typed: &Typed) -> Result<IntakeSection, Unreadable> {
        let words = |name: &str| typed.get(name).map_or("", |text| text.trim()).to_owned();
        if self != Self::Midwifery {
            let answered = self.questions(part).iter().map(|question| (question.name.to_owned(), words(question.name)));
            let answers = answered.filter(|(_, answer)| !answer.is_empty()).collect();
            return Ok(IntakeSection::History(OtherHistory { form: self, part, answers }));
        }
        Ok(match part {
            Part::Wishes => IntakeSection::History(OtherHistory { form: self, part, answers: BTreeMap::new() }),
            Part::Medical => IntakeSection::Medical(MedicalHistory {
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
            Part::Psychological => IntakeSection::Psychological(PsychologicalHistory {
                complaints: words("complaints"),
                treatment: words("treatment"),
                trauma: words("trauma"),
                substance_use: words("substance-use"),
                notes: words("notes"),
            }),
            Part::Social => IntakeSection::Social(SocialHistory {
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
#[error("there is no such part of the intake; it is medical, psychological, social or wishes")]
pub struct UnknownPart;

/// A recorded part as it stands in its fields.
#[must_use]
pub fn typed(recorded: &IntakeSection) -> Typed {
    let count = |value: Option<u8>| value.map(|number| number.to_string()).unwrap_or_default();
    let answer = |value: Option<bool>| value.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned();
    let answers: Vec<(&str, String)> = match recorded {
        IntakeSection::History(history) => return history.answers.clone(),
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

/// What stands in the fields of a part before she types: what is recorded of it, and of what the pathways ask what they know
/// by now.
#[must_use]
pub fn standing(case: &Case, part: Part) -> Typed {
    let mut standing = case.intake.part(part).as_ref().map(typed).unwrap_or_default();
    let asked = Charge::of_case(case).history.questions(part).iter().filter(|question| question.kind == Kind::Fact);
    for question in asked {
        let fact = FactId::from(question.name);
        let known = case.runs.iter().find_map(|run| run.state.fact(&fact));
        if let Some(FactValue::Choice(known)) = known {
            standing.insert(question.name.to_owned(), known.clone());
        }
    }
    standing
}

/// Whether every part of the case's history is recorded.
#[must_use]
pub fn is_whole(case: &Case) -> bool {
    Charge::of_case(case).history.parts().iter().all(|part| case.intake.part(*part).is_some())
}

/// Whether two say the same: nothing typed is the same as nothing there, and line ends are what a browser makes of them.
#[must_use]
pub fn says_the_same(one: &Typed, other: &Typed, questions: &[Question]) -> bool {
    questions.iter().all(|question| same_answer(one, other, question.name))
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
        let recorded = Form::Midwifery.read(Part::Medical, &answers).unwrap();
        assert_eq!(Form::Midwifery.read(Part::Medical, &typed(&recorded)).unwrap(), recorded);
        assert!(says_the_same(&typed(&recorded), &answers, Form::Midwifery.questions(Part::Medical)));
        for (form, part) in Form::ALL.into_iter().flat_map(|form| form.parts().iter().map(move |part| (form, *part))) {
            let all: Typed = form
                .questions(part)
                .iter()
                .map(|question| {
                    let text = match question.kind {
                        Kind::Number => "2",
                        Kind::YesNo => "no",
                        Kind::Words | Kind::Fact => question.name,
                    };
                    (question.name.to_owned(), text.to_owned())
                })
                .collect();
            let recorded = form.read(part, &all).unwrap();
            assert_eq!((typed(&recorded), Part::of(&recorded)), (all, part), "every question has its place");
            assert_eq!(part.code().parse::<Part>(), Ok(part));
        }
        assert!("other".parse::<Part>().is_err());
    }

    #[test]
    fn az_04_an_answer_that_cannot_be_read_is_named() {
        let wrong = Form::Midwifery.read(Part::Medical, &of(&[("gravida", "veel")])).unwrap_err();
        assert_eq!((wrong.question, wrong.kind), ("gravida", Kind::Number));
        assert!(wrong.to_string().contains("whole number"), "{wrong}");
        assert_eq!(
            Form::Midwifery.read(Part::Medical, &of(&[("hypertension", "misschien")])).unwrap_err().question,
            "hypertension"
        );
        assert!(Form::Midwifery.read(Part::Social, &of(&[("partner", "misschien")])).is_ok());
    }

    #[test]
    fn az_04_line_ends_and_blanks_around_make_no_difference() {
        let (one, other) = (of(&[("notes", "een\r\ntwee ")]), of(&[("notes", "een\ntwee"), ("housing", "")]));
        assert!(says_the_same(&one, &other, Form::Midwifery.questions(Part::Social)));
        assert!(!says_the_same(&one, &of(&[("notes", "een")]), Form::Midwifery.questions(Part::Social)));
    }
}
