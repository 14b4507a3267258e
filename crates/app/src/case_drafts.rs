//! What is typed in a form of a case and not sent yet (decision 16).
//!
//! It is her own and no part of the record. Who may not send the form any more does not read what she typed either: it may
//! repeat what the record says.

use jiff::Timestamp;
use regie_care::case::Case;
use regie_care::client::Client;
use regie_care::ids::CaseId;
use regie_care::intake::Typed;
use regie_care::policy::{CaseAction, Subject};
use regie_care::seat::{Actor, Seat};
use regie_pathway::Text;
use regie_store::Draft;

use crate::aggregate::Aggregate;
use crate::app::App;
use crate::case_form::CaseForm;
use crate::drafts::{Fields, FormDraft, Keeping, Place};
use crate::error::AppError;

/// How these forms are named in the store.
const FORM: &str = "form-";

/// A form that she began and did not send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsentForm {
    /// Of which case.
    pub case: CaseId,
    /// The client's name.
    pub name: String,
    /// Which form.
    pub form: CaseForm,
    /// What the step is called that a letter does.
    pub step: Option<Text>,
    /// When it was saved last.
    pub at: Timestamp,
}

impl App {
    /// Saves what stands in a form of a case, over the revision `rev` of her draft (0 when she has none; over whatever there
    /// is without one). `nothing` says that nothing was typed in it that the page does not propose by itself.
    ///
    /// # Errors
    /// When the case is unknown or closed, she may not send the form, it is too long, or the store cannot be written.
    pub async fn keep_case_form(
        &self,
        seat: Seat,
        (id, form): (CaseId, &CaseForm),
        typed: &Typed,
        rev: Option<u64>,
        nothing: bool,
    ) -> Result<Keeping<FormDraft>, AppError> {
        let case = self.current_case(id).await?;
        self.may_fill_in(seat, &case.state, form)?;
        let fields = Fields { typed, seen: 0, rev, nothing };
        self.keep_draft(&place(seat, id, form), fields, |one, other| one == other).await?.read(FormDraft::read)
    }

    /// What she typed in a form of a case and did not send; none where she may not send it any more.
    ///
    /// # Errors
    /// When the case is unknown, or the store cannot be read.
    pub async fn case_form(&self, seat: Seat, id: CaseId, form: &CaseForm) -> Result<Option<FormDraft>, AppError> {
        let found = self.case_forms(seat, id).await?.into_iter().find(|(one, _)| one == form);
        Ok(found.map(|(_, draft)| draft))
    }

    /// What she typed in all forms of a case and did not send; without those that are of no use any more.
    ///
    /// # Errors
    /// When the case is unknown, or the store cannot be read.
    pub async fn case_forms(&self, seat: Seat, id: CaseId) -> Result<Vec<(CaseForm, FormDraft)>, AppError> {
        let case = self.current_case(id).await?;
        let drafts =
            self.inner.store.drafts(&seat.person.to_string(), &seat.org.to_string(), &Case::stream(id)).await?;
        let mut found = Vec::new();
        for draft in &drafts {
            let Some(form) = form_of(draft) else { continue };
            if form.has_a_use(&case.state) && self.may_fill_in(seat, &case.state, &form).is_ok() {
                found.push((form, FormDraft::read(draft)?));
            }
        }
        Ok(found)
    }

    /// Throws what she typed in a form away; false when there was nothing.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn drop_case_form(&self, seat: Seat, id: CaseId, form: &CaseForm) -> Result<bool, AppError> {
        self.drop_draft(&place(seat, id, form)).await
    }

    /// Throws the draft away of a form that is sent. One that is left because the database went away in that moment is shown
    /// as begun, and she throws it away herself.
    pub async fn case_form_sent(&self, seat: Seat, id: CaseId, form: &CaseForm) {
        // A handover is answered once: what she began of the other answer has no use any more.
        let other = match form {
            CaseForm::Accept(no) => Some(CaseForm::Decline(*no)),
            CaseForm::Decline(no) => Some(CaseForm::Accept(*no)),
            _ => None,
        };
        for form in std::iter::once(form).chain(&other) {
            if let Err(error) = self.drop_case_form(seat, id, form).await {
                tracing::warn!(%id, %form, %error, "the draft of a form that is sent could not be removed");
            }
        }
    }

    /// The form of a case that a draft is of; `None` where it is of something else, or of no use to her any more.
    pub(crate) async fn unsent_form(&self, seat: Seat, draft: &Draft) -> Result<Option<UnsentForm>, AppError> {
        let id = draft.about.strip_prefix("case-").and_then(|id| id.parse::<CaseId>().ok());
        let (Some(id), Some(form)) = (id, form_of(draft)) else { return Ok(None) };
        let case = self.current_case(id).await?;
        self.may_fill_in(seat, &case.state, &form)?;
        if !form.has_a_use(&case.state) {
            return Ok(None);
        }
        let client = self.load::<Client>(case.state.client, case.state.client).await?.state;
        let step = match &form {
            CaseForm::Letter { pathway, step, .. } => {
                let (pathways, run) = (self.pathways(), case.state.run(pathway));
                run.and_then(|run| pathways.of(run)?.step(step).map(|step| step.title.clone()))
            }
            _ => None,
        };
        Ok(Some(UnsentForm { case: id, name: client.identity.full_name(), form, step, at: draft.at }))
    }

    /// Asks the policy whether she may send the form: then she reads what she typed in it.
    fn may_fill_in(&self, seat: Seat, case: &Case, form: &CaseForm) -> Result<(), AppError> {
        let (moment, pathways) = (self.moment(), self.pathways());
        let command = form.asks(seat, moment.today);
        let action = match &command {
            Some(command) => CaseAction::Command(command, &pathways),
            None => CaseAction::View,
        };
        self.authorise(Actor::Person(seat), &Subject::Case { case, action }, moment)?;
        if !case.is_open() {
            let message = "this case is closed; reopen it to change it".to_owned();
            return Err(AppError::refused("case-closed", message));
        }
        Ok(())
    }
}

fn place(seat: Seat, id: CaseId, form: &CaseForm) -> Place {
    // Notes were kept before the other forms, under this name.
    let name = if *form == CaseForm::Note { form.to_string() } else { format!("{FORM}{form}") };
    Place::new(seat, Case::stream(id), name)
}

fn form_of(draft: &Draft) -> Option<CaseForm> {
    let name = draft.form.strip_prefix(FORM);
    name.or(Some(draft.form.as_str()).filter(|name| *name == "note"))?.parse().ok()
}
