//! The anamnese, part by part (AZ-04, PZ-01).

use std::collections::BTreeMap;

use regie_care::case::records::IntakeSection;
use regie_care::intake::{Form, Kind, Part, typed};
use regie_pathway::{Fact, FactKind};

use crate::texts::Texts;

/// What the pathways of a case ask, by name: a question of the history may be one of theirs.
pub type Asked = BTreeMap<String, Fact>;

/// The anamnese as far as it was taken.
#[derive(Debug, Clone, Default)]
pub struct Intake {
    /// Its parts.
    pub parts: Vec<IntakePart>,
}

/// A part of the anamnese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntakePart {
    /// Its name.
    pub title: String,
    /// The answers that were given; `None` while it was not taken.
    pub values: Option<Vec<IntakeValue>>,
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
    /// A history as far as it is recorded.
    #[must_use]
    pub fn of(t: &Texts, form: Form, recorded: impl Fn(Part) -> Option<IntakeSection>, asked: &Asked) -> Self {
        let part = |part: &Part| IntakePart {
            title: t.intake_part(*part),
            values: recorded(*part).map(|recorded| values(t, &recorded, asked)),
        };
        Self { parts: form.parts().iter().map(part).collect() }
    }

    /// Whether every part was taken.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.parts.is_empty() && self.parts.iter().all(|part| part.values.is_some())
    }
}

/// The answers that were given in a part, in the order of its questions.
#[must_use]
pub fn values(t: &Texts, recorded: &IntakeSection, asked: &Asked) -> Vec<IntakeValue> {
    let answers = typed(recorded);
    let given = form_of(recorded).questions(Part::of(recorded)).iter().filter_map(|question| {
        let answer = answers.get(question.name).filter(|answer| !answer.trim().is_empty())?;
        let fact = asked.get(question.name).filter(|_| question.kind == Kind::Fact);
        let value = match (question.kind, answer.as_str()) {
            (Kind::YesNo, yes) => t.yes_no(&Some(yes == "yes")).into_owned(),
            (Kind::Number | Kind::Words, words) => words.to_owned(),
            (Kind::Fact, chosen) => options(t, fact).into_iter().find(|(code, _)| code == chosen)?.1,
        };
        Some(IntakeValue { label: question_of(t, question.name, fact), value })
    });
    given.collect()
}

/// What a question asks: in the words of the pathway, where it is the pathway's.
#[must_use]
pub fn question_of(t: &Texts, name: &str, fact: Option<&Fact>) -> String {
    fact.map_or_else(|| t.of(label(name)).into_owned(), |fact| t.both(&fact.ask).to_owned())
}

/// What can be answered to a question of the pathway: code and words.
#[must_use]
pub fn options(t: &Texts, fact: Option<&Fact>) -> Vec<(String, String)> {
    match fact.map(|fact| &fact.answer) {
        Some(FactKind::Choice { options }) => {
            options.iter().map(|option| (option.id.clone(), t.both(&option.title).to_owned())).collect()
        }
        _ => Vec::new(),
    }
}

impl Texts {
    /// The name of a part of the anamnese.
    #[must_use]
    pub fn intake_part(&self, part: Part) -> String {
        let key = match part {
            Part::Medical => "intake-medical",
            Part::Psychological => "intake-psychological",
            Part::Social => "intake-social",
            Part::Wishes => "intake-wishes",
        };
        self.of(key).into_owned()
    }
}

/// The questions of a part that nobody answered, but remarks: those need not be there.
#[must_use]
pub fn unanswered(t: &Texts, recorded: &IntakeSection, asked: &Asked) -> Vec<String> {
    let answers = typed(recorded);
    let is_open = |name: &str| answers.get(name).is_none_or(|answer| answer.trim().is_empty());
    let questions = form_of(recorded).questions(Part::of(recorded)).iter();
    let open = questions.filter(|question| question.name != "notes" && is_open(question.name));
    let words = open.filter_map(|question| match question.kind {
        Kind::Fact => asked.get(question.name).map(|fact| question_of(t, question.name, Some(fact))),
        _ => Some(question_of(t, question.name, None)),
    });
    words.collect()
}

/// Of which form a part was recorded.
const fn form_of(recorded: &IntakeSection) -> Form {
    match recorded {
        IntakeSection::History(history) => history.form,
        IntakeSection::Medical(_) | IntakeSection::Psychological(_) | IntakeSection::Social(_) => Form::Midwifery,
    }
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
        "diagnosis" => "intake-diagnosis",
        "symptoms" => "intake-symptoms",
        "daily-life" => "intake-daily-life",
        "coping" => "intake-coping",
        "meaning" => "intake-meaning",
        "household" => "intake-household",
        "relatives" => "intake-relatives",
        "carers-strength" => "intake-carers-strength",
        "providers" => "intake-providers",
        "means" => "intake-means",
        "wishes" => "intake-wish-list",
        "treatment-limits" => "intake-treatment-limits",
        "representative" => "intake-representative",
        "complexity-notes" => "intake-complexity-notes",
        "strengths" => "intake-strengths",
        _ => "intake-notes",
    }
}
