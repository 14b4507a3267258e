//! A form that did not come through: changed meanwhile, or refused. What was typed stays.

mod offered;

use askama::Template;
use jiff::Timestamp;
use jiff::civil::Date;
use regie_care::intake::{Form, Kind};

use self::offered::{Offered, offered, unchosen};
use super::case::CasePage;
use super::case::records::HistoryLine;
use super::draft::DraftBar;
use super::{Choice, Chrome, FormKey};
use crate::fields::{Fields, Shape, shape};
use crate::pages::case::intake::label;
use crate::pages::new_intake::OF_A_CLIENT;
use crate::texts::Texts;

/// What a page puts into its forms anew.
const OF_THE_PAGE: [&str; 4] = ["versie", "sleutel", "terug", "onverstuurd"];

/// The page: says why, and offers the form again with everything that was typed.
#[derive(Debug, Clone, Template)]
#[template(path = "again.html")]
pub struct AgainPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// Why.
    pub why: Why,
    /// The client, for the heading.
    pub client: String,
    /// Which step or form it is; empty for what has no name on the page.
    pub what: String,
    /// Where the form posts to.
    pub action: String,
    /// The version of now, a new nonce, and where to return to.
    pub key: FormKey,
    /// The fields as typed.
    pub fields: Vec<AgainField>,
    /// Whether sending it once more, mended, could help.
    pub save: bool,
    /// How it stands with her draft, of a form that is kept.
    pub draft: Option<DraftBar>,
}

/// Why a form did not come through.
#[derive(Debug, Clone)]
pub enum Why {
    /// 409: someone changed the case since the user's page was made.
    Changed {
        /// Who changed it last.
        by: String,
        /// When.
        at: Timestamp,
        /// What changed since, newest first.
        changes: Vec<HistoryLine>,
    },
    /// 422: the command was refused.
    Refused {
        /// Why, in the user's language.
        reason: String,
        /// What is missing, where the refusal lists it.
        missing: Vec<String>,
    },
}

impl Why {
    /// The same refusal in other words.
    #[must_use]
    pub fn said(self, words: String) -> Self {
        match self {
            Self::Refused { missing, .. } => Self::Refused { reason: words, missing },
            changed @ Self::Changed { .. } => changed,
        }
    }

    /// What the button says that sends the form once more: over another's change, or mended.
    #[must_use]
    pub const fn save(&self) -> &'static str {
        match self {
            Self::Changed { .. } => "again-save",
            Self::Refused { .. } => "again-save-mended",
        }
    }
}

/// A field as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgainField {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What was typed, or chosen.
    pub value: String,
    /// How it is shown.
    pub control: Control,
    /// What is wrong with it; empty when nothing is.
    pub fault: String,
}

/// How a field is shown again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// As something typed.
    Typed(Shape),
    /// As a list from which one is chosen.
    List(Vec<Choice>),
    /// As a box that is ticked; the words beside it.
    Tick(String),
    /// As a box that can be ticked; the words beside it.
    Box(String),
}

/// What is typed in an anamnese or of a new client.
fn asked(name: &str) -> Option<(Shape, &'static str)> {
    match Form::question(name).map(|question| question.kind) {
        Some(Kind::Words) => return Some((Shape::Long, label(name))),
        Some(Kind::Number) => return Some((Shape::Line, label(name))),
        Some(Kind::YesNo | Kind::Fact) => return None,
        None => {}
    }
    let (_, key) = OF_A_CLIENT.into_iter().find(|(field, _)| *field == name && *field != "tolk")?;
    Some((if name == "geboren" { Shape::Day } else { Shape::Line }, key))
}

impl Texts {
    /// Who changed the case when, and that nothing of the user's was saved.
    #[must_use]
    pub fn changed_by(&self, client: &str, by: &str, at: &Timestamp, today: &Date) -> String {
        let when = self.moment(at, today);
        self.with("changed-by", &[("client", &client), ("by", &by), ("when", &when)]).into_owned()
    }
}

impl AgainField {
    /// Shows what was chosen in a field that the case itself no longer offers.
    pub fn offer(&mut self, name: &str, label: impl Into<String>, choices: &[Choice]) {
        let hidden = self.control == Control::Typed(Shape::Hidden);
        if self.name == name && hidden && choices.iter().any(|choice| choice.value == self.value) {
            let chosen = |choice: &Choice| Choice { chosen: choice.value == self.value, ..choice.clone() };
            self.control = Control::List(choices.iter().map(chosen).collect());
            self.label = label.into();
        }
    }

    /// Whether something is wrong with it.
    #[must_use]
    pub const fn is_faulty(&self) -> bool {
        !self.fault.is_empty()
    }

    /// The fields of a posted form. `versie`, `sleutel` and `terug` are left out: the page gives new ones. What was
    /// chosen is offered again from what `case` offers now.
    #[must_use]
    pub fn from_posted(posted: &Fields, form: &str, case: &CasePage) -> Vec<Self> {
        posted
            .iter()
            .filter(|(name, _)| !OF_THE_PAGE.contains(name))
            .map(|(name, value)| Self::of(posted, form, case, name, value))
            .chain(Self::not_posted(posted, form, case))
            .collect()
    }

    /// What the form asks and nobody chose: a browser sends no box that is not ticked, and what was forgotten is mended here.
    fn not_posted(posted: &Fields, form: &str, case: &CasePage) -> Vec<Self> {
        let mut fields = Vec::new();
        for &name in unchosen(form, posted, case) {
            let Some(Offered { label, choices, several }) = offered(case, form, posted, name) else { continue };
            let is_posted = |value: &str| posted.all(name).any(|posted| posted == value);
            let field = |value: &str, control| {
                let (name, label) = (name.to_owned(), label.clone());
                Self { name, label, value: value.to_owned(), control, fault: String::new() }
            };
            if several {
                let left = choices.iter().filter(|choice| !is_posted(&choice.value));
                fields.extend(left.map(|choice| field(&choice.value, Control::Box(choice.label.clone()))));
            } else if posted.filled(name).is_none() && posted.iter().all(|(posted, _)| posted != name) {
                fields.push(field("", Control::List(choices)));
            }
        }
        fields
    }

    fn of(posted: &Fields, form: &str, case: &CasePage, name: &str, value: &str) -> Self {
        let (name, value) = (name.to_owned(), value.to_owned());
        let known =
            |choices: &[Choice]| choices.iter().find(|choice| choice.value == value).map(|one| one.label.clone());
        match offered(case, form, posted, &name) {
            Some(Offered { label, choices, several: true }) if known(&choices).is_some() => {
                let words = known(&choices).unwrap_or_default();
                Self { name, label, value, control: Control::Tick(words), fault: String::new() }
            }
            // What can no longer be chosen stays out of the list: it is chosen anew.
            Some(Offered { label, mut choices, several: false }) => {
                choices.iter_mut().for_each(|choice| choice.chosen = choice.value == value);
                Self { name, label, value, control: Control::List(choices), fault: String::new() }
            }
            _ => Self::typed(case.t, shape(&name), name, value),
        }
    }

    fn typed(t: Texts, (shape, key): (Shape, &str), name: String, value: String) -> Self {
        // What is no day stands in no field for days: there it would be lost.
        let no_day = shape == Shape::Day && !value.is_empty() && value.parse::<Date>().is_err();
        let control = Control::Typed(if no_day { Shape::Line } else { shape });
        Self { label: t.of(key).into_owned(), name, value, control, fault: String::new() }
    }

    /// The fields of a form that stands on a page of its own: what was typed can be changed, what was chosen goes along.
    #[must_use]
    pub fn of_any_form(t: Texts, posted: &Fields) -> Vec<Self> {
        let shape = |name: &str| Some(shape(name)).filter(|(shape, _)| *shape != Shape::Hidden).or_else(|| asked(name));
        posted
            .iter()
            .filter(|(name, _)| !OF_THE_PAGE.contains(name))
            .map(|(name, value)| {
                let shape = shape(name).unwrap_or((Shape::Hidden, "field-hidden"));
                Self::typed(t, shape, name.to_owned(), value.to_owned())
            })
            .collect()
    }
}
