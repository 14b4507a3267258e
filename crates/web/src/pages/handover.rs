//! A handover step by step: what it is, to whom, what goes along, who will be told what; and the page on which the receiver
//! answers (AZ-10, AZ-11, AZ-12, AZ-13).

use askama::Template;
use jiff::civil::Date;
use regie_care::case::records::{HandoverCode, No};

use super::case::{CasePage, HandoverView};
use super::draft::DraftBar;
use super::{Choice, Chrome, FormKey};
use crate::fields::Fields;
use crate::texts::Texts;

/// The ways in which accountability moves, or is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// One kind of handover.
    Handover(HandoverCode),
    /// Shared case management (AZ-12).
    Shared,
}

impl Way {
    const ALL: [Self; 6] = [
        Self::Handover(HandoverCode::Planned),
        Self::Handover(HandoverCode::Acute),
        Self::Handover(HandoverCode::Relocation),
        Self::Handover(HandoverCode::Return),
        Self::Handover(HandoverCode::Colleague),
        Self::Shared,
    ];

    /// Its name in the address.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        match self {
            Self::Handover(HandoverCode::Planned) => "gepland",
            Self::Handover(HandoverCode::Acute) => "acuut",
            Self::Handover(HandoverCode::Relocation) => "verhuizing",
            Self::Handover(HandoverCode::Return) => "terug",
            Self::Handover(HandoverCode::Colleague) => "collega",
            Self::Shared => "gedeeld",
        }
    }

    /// Where its form stands.
    #[must_use]
    pub fn at(&self, case: &str) -> String {
        format!("/casus/{case}/overdracht/{}", self.path())
    }

    /// From the address.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.path() == path)
    }

    /// The key of the sentence that explains it.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Handover(HandoverCode::Planned) => "way-planned",
            Self::Handover(HandoverCode::Acute) => "way-acute",
            Self::Handover(HandoverCode::Relocation) => "way-relocation",
            Self::Handover(HandoverCode::Return) => "way-return",
            Self::Handover(HandoverCode::Colleague) => "way-colleague",
            Self::Shared => "way-shared",
        }
    }

    /// Its name.
    #[must_use]
    pub fn title(&self, t: &Texts) -> String {
        match self {
            Self::Handover(code) => t.handover(code).into_owned(),
            Self::Shared => t.of("sharing-title").into_owned(),
        }
    }

    /// The kind of handover; `None` for shared case management.
    #[must_use]
    pub const fn code(&self) -> Option<HandoverCode> {
        match self {
            Self::Handover(code) => Some(*code),
            Self::Shared => None,
        }
    }

    /// Whether it is this kind of handover.
    #[must_use]
    pub fn is(&self, code: HandoverCode) -> bool {
        self.code() == Some(code)
    }
}

impl CasePage {
    /// What a way is called here.
    #[must_use]
    pub fn way_title(&self, way: &Way) -> String {
        match self.gives_back(way) {
            true => self.t.of("handover-give-back").into_owned(),
            false => way.title(&self.t),
        }
    }

    /// The sentence that explains a way here.
    #[must_use]
    pub fn way_hint(&self, way: &Way) -> String {
        self.t.of(if self.gives_back(way) { "way-give-back" } else { way.hint() }).into_owned()
    }

    /// Whether it goes back to the practice that handed over who does not move after all.
    fn gives_back(&self, way: &Way) -> bool {
        way.is(HandoverCode::Return) && self.may.give_back
    }

    /// The ways that can be taken from here.
    #[must_use]
    pub fn ways(&self) -> Vec<Way> {
        let mut ways: Vec<Way> = Vec::new();
        if self.can_be_handed_over() {
            let forms = self.handover_forms();
            ways.extend(Way::ALL.into_iter().filter(|way| way.code().is_some_and(|code| forms.contains(&code))));
        }
        if self.may.share && self.state.is_open() {
            ways.push(Way::Shared);
        }
        ways
    }
}

/// The form of one way.
#[derive(Debug, Clone, Template)]
#[template(path = "handover/form.html")]
pub struct HandoverPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// The case, as in its address.
    pub id: String,
    /// The client's name.
    pub client: String,
    /// The day of a planned caesarean, while the child is not born.
    pub caesarean: Option<Date>,
    /// Which way.
    pub way: Way,
    /// What it is called here.
    pub title: String,
    /// The sentence that explains it.
    pub hint: String,
    /// Who is accountable now, and how to reach her.
    pub accountable: String,
    /// Who can receive it: organisations, each with its people.
    pub receivers: Vec<Group>,
    /// Reception agencies.
    pub coas: Vec<Choice>,
    /// Health centres.
    pub gc_as: Vec<Choice>,
    /// The parts of the referral letter.
    pub letter: Vec<LetterPart>,
    /// The open work.
    pub work: Vec<WorkChoice>,
    /// Whom to approach for which situation: name of the field, label, people.
    pub situations: Vec<(String, String, Vec<Choice>)>,
    /// Why sharing might be considered.
    pub suggestions: Vec<String>,
    /// What was posted.
    pub posted: Fields,
    /// The last day for an answer: proposed, and the latest that can be.
    pub answer_by: (Date, Date),
    /// The last day for the letter: proposed, and the latest that can be.
    pub letter_by: (Date, Date),
    /// Along with the form.
    pub key: FormKey,
    /// How it stands with her draft of it.
    pub draft: DraftBar,
    /// What is wrong with what was posted.
    pub problem: Option<String>,
}

impl HandoverPage {
    /// What was typed in a field.
    #[must_use]
    pub fn typed(&self, name: &str) -> &str {
        self.posted.text(name)
    }

    /// What was typed in a field of days, or what is proposed for it.
    #[must_use]
    pub fn typed_or(&self, name: &str, day: &Date) -> String {
        self.posted.filled(name).map_or_else(|| day.to_string(), str::to_owned)
    }

    /// The parts of the letter that are still empty.
    #[must_use]
    pub fn missing(&self) -> Vec<&LetterPart> {
        self.letter.iter().filter(|part| part.text.trim().is_empty()).collect()
    }
}

/// An organisation with whom there can be asked for.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its name.
    pub label: String,
    /// The organisation itself, then its people.
    pub choices: Vec<Choice>,
}

/// A part of the referral letter.
#[derive(Debug, Clone)]
pub struct LetterPart {
    /// The field.
    pub name: &'static str,
    /// The key of its label.
    pub label: &'static str,
    /// What is written.
    pub text: String,
}

/// What becomes of an open action.
#[derive(Debug, Clone)]
pub struct WorkChoice {
    /// Its number.
    pub no: No,
    /// What is to be done, by whom and when.
    pub what: String,
    /// What is chosen: `take`, `keep` or `drop`.
    pub chosen: &'static str,
    /// Why that is the default.
    pub because: String,
    /// Why it is dropped.
    pub reason: String,
    /// Whether it must be decided about.
    pub must: bool,
}

/// Who would be told what: looked at before it is done.
#[derive(Debug, Clone, Template)]
#[template(path = "handover/preview.html")]
pub struct PreviewPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// The case, as in its address.
    pub id: String,
    /// The client's name.
    pub client: String,
    /// The day of a planned caesarean, while the child is not born.
    pub caesarean: Option<Date>,
    /// Which way.
    pub way: Way,
    /// What it is called here.
    pub title: String,
    /// Who is accountable until the other accepts.
    pub accountable: String,
    /// To whom, and how to reach her; empty for shared case management.
    pub to: String,
    /// Whether nobody there can accept in Regie.
    pub nobody: bool,
    /// What else is proposed, by its label: when and whereto she moves, until when the letter may follow, what is agreed.
    pub facts: Vec<(String, String)>,
    /// Last day for an answer; of shared case management nothing is asked.
    pub answer_by: Option<Date>,
    /// The open work with what becomes of it.
    pub work: Vec<(String, String)>,
    /// Who would be told, by occasion.
    pub told: Vec<ToldGroup>,
    /// Posted again with the confirmation.
    pub posted: Vec<(String, String)>,
    /// The version that was looked at.
    pub version: u64,
    /// By which a second click is recognised.
    pub nonce: String,
}

/// Who is told on one occasion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldGroup {
    /// When.
    pub when: String,
    /// To whom, how and what.
    pub lines: Vec<ToldLine>,
}

/// A notice that would be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldLine {
    /// To whom.
    pub to: String,
    /// How it reaches her.
    pub how: String,
    /// Its title.
    pub title: String,
    /// Its text; empty where that hangs on who accepts.
    pub paragraphs: Vec<String>,
    /// Whether it holds logistics only.
    pub logistics_only: bool,
}

/// The receiver's page.
#[derive(Debug, Clone, Template)]
#[template(path = "handover/answer.html")]
pub struct AnswerPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// The case as far as she sees it.
    pub page: CasePage,
    /// The handover.
    pub view: HandoverView,
    /// What else is proposed, by its label: when and whereto she moves, until when the letter may follow.
    pub facts: Vec<(String, String)>,
    /// Who is accountable until she accepts.
    pub accountable: String,
    /// The open work.
    pub work: Vec<WorkChoice>,
    /// Who is told once she accepts.
    pub told: Vec<ToldGroup>,
}
