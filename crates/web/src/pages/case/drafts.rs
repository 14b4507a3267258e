//! What she began of the forms of a case, and where each of them stands.

use std::fmt::Display;

use jiff::Timestamp;
use jiff::civil::Date;
use regie_app::{CaseForm, FormDraft};
use regie_care::case::records::No;
use regie_care::intake::Typed;

use super::{CasePage, Tab};
use crate::pages::Choice;
use crate::pages::draft::said;
use crate::pages::handover::Way;
use crate::routes::link::with_query;
use crate::texts::Texts;

/// What she typed in the forms of a case and did not send.
#[derive(Debug, Clone, Default)]
pub struct Drafts {
    /// Her own name.
    pub me: String,
    /// Each form of which she typed something.
    pub of: Vec<(CaseForm, FormDraft)>,
    /// The one that she comes back to, by its name; empty when she comes for none.
    pub asked: String,
}

impl Drafts {
    /// What she typed in a form.
    #[must_use]
    pub fn of(&self, form: &CaseForm) -> Option<&FormDraft> {
        self.of.iter().find(|(one, _)| one == form).map(|(_, draft)| draft)
    }
}

/// A form as she left it.
#[derive(Debug, Clone)]
pub struct FormState<'a> {
    /// Its name, as posted.
    pub name: String,
    /// How often her draft was saved; 0 when there is none.
    pub rev: u64,
    /// When it was saved last; `None` when there is none.
    pub saved: Option<Timestamp>,
    /// Whether she comes back to go on with it.
    pub is_asked: bool,
    me: &'a str,
    typed: Option<&'a Typed>,
}

impl FormState<'_> {
    /// The element of the form.
    #[must_use]
    pub fn element(&self) -> String {
        self.name.parse().as_ref().map(element).unwrap_or_default()
    }

    /// What was typed in a field.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.typed.and_then(|typed| typed.get(field)).map_or("", String::as_str)
    }

    /// The same; what the page proposes, where it says nothing.
    #[must_use]
    pub fn or(&self, field: &str, proposed: &impl Display) -> String {
        match self.text(field) {
            "" => proposed.to_string(),
            typed => typed.to_owned(),
        }
    }

    /// The same of words that are there already: what she emptied stays empty.
    #[must_use]
    pub fn words(&self, field: &str, standing: &str) -> String {
        if self.typed.is_some() { self.text(field).to_owned() } else { standing.to_owned() }
    }

    /// Whether this was chosen, or ticked.
    #[must_use]
    pub fn is(&self, field: &str, value: &str) -> bool {
        self.text(field).lines().any(|line| line == value)
    }

    /// The same of what may stand ticked already.
    #[must_use]
    pub fn ticked(&self, field: &str, value: &str, standing: &bool) -> bool {
        if self.typed.is_some() { self.is(field, value) } else { *standing }
    }

    /// A list with what she chose.
    #[must_use]
    pub fn choose(&self, field: &str, choices: &[Choice]) -> Vec<Choice> {
        let typed = self.text(field);
        let chosen = |choice: &Choice| Choice {
            chosen: if typed.is_empty() { choice.chosen } else { choice.value == typed },
            ..choice.clone()
        };
        choices.iter().map(chosen).collect()
    }

    /// Her draft in words; that there is none.
    #[must_use]
    pub fn line(&self, t: &Texts, today: &Date) -> String {
        said(t, self.saved.as_ref(), self.me, today)
    }
}

impl CasePage {
    /// A form of which there is one, as she left it.
    #[must_use]
    pub fn form(&self, name: &str) -> FormState<'_> {
        let form = name.parse::<CaseForm>().ok();
        let draft = form.and_then(|form| self.drafts.of(&form));
        FormState {
            name: name.to_owned(),
            rev: draft.map_or(0, |draft| draft.rev),
            saved: draft.map(|draft| draft.at),
            is_asked: self.drafts.asked == name,
            me: &self.drafts.me,
            typed: draft.map(|draft| &draft.typed),
        }
    }

    /// Whether forms stand on this part that are kept while they are typed.
    #[must_use]
    pub fn keeps_forms(&self) -> bool {
        let plain = matches!(self.tab, Tab::Plan | Tab::Record | Tab::People | Tab::History);
        self.stood_on.is_none() && self.state.is_open() && !plain
    }

    /// The form about a numbered thing.
    #[must_use]
    pub fn form_of(&self, name: &str, no: &No) -> FormState<'_> {
        self.form(&format!("{name}-{no}"))
    }
}

/// The element in which a form stands on its page.
#[must_use]
pub fn element(form: &CaseForm) -> String {
    match form {
        CaseForm::Note => "notitie".to_owned(),
        CaseForm::Evaluation => "evaluatie".to_owned(),
        form => format!("vorm-{form}"),
    }
}

/// Where on the case a form posts to.
#[must_use]
pub const fn posts_to(form: &CaseForm) -> &'static str {
    match form {
        CaseForm::Handover(_) | CaseForm::Accept(_) | CaseForm::Decline(_) | CaseForm::OwedLetter(_) => "overdracht",
        CaseForm::Sharing => "gedeeld",
        CaseForm::Note | CaseForm::Contact | CaseForm::Correction(_) => "contact",
        CaseForm::Signal => "signaal",
        CaseForm::Inform => "informeren",
        CaseForm::Diagnosis => "zorgdiagnostiek",
        CaseForm::Plan => "zorgplan",
        CaseForm::Coordination => "coordinatie",
        CaseForm::Goal(_) => "doel",
        CaseForm::Evaluation => "evaluatie",
        CaseForm::Closing => "afsluiten",
        CaseForm::Letter { .. } => "brief",
        CaseForm::Agenda | CaseForm::Discussion(_) => "agenda",
    }
}

/// Where she goes on with a form.
#[must_use]
pub fn place(case: impl Display, form: &CaseForm) -> String {
    let tab = match form {
        CaseForm::Handover(code) => return Way::Handover(*code).at(&case.to_string()),
        CaseForm::Sharing => return Way::Shared.at(&case.to_string()),
        CaseForm::Accept(_) | CaseForm::Decline(_) => return format!("/overdracht/{case}#{}", element(form)),
        CaseForm::Letter { pathway, step, nth } => {
            let nth = nth.to_string();
            let query = [("zorgpad", pathway.as_str()), ("stap", step.as_str()), ("nr", &nth)];
            return with_query(&format!("/casus/{case}/brief"), &query);
        }
        CaseForm::Note => return format!("{}#{}", Tab::Contacts.path(case), element(form)),
        CaseForm::Signal => Tab::Overview,
        CaseForm::Diagnosis | CaseForm::Plan | CaseForm::Goal(_) | CaseForm::Coordination => Tab::CarePlan,
        CaseForm::Contact | CaseForm::Correction(_) | CaseForm::Inform | CaseForm::Agenda | CaseForm::Discussion(_) => {
            Tab::Contacts
        }
        CaseForm::OwedLetter(_) => Tab::Handover,
        CaseForm::Evaluation | CaseForm::Closing => Tab::Closing,
    };
    let page = with_query(&tab.path(case), &[("concept", &form.to_string())]);
    format!("{page}#{}", element(form))
}
