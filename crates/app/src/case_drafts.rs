//! A handover that was begun and not proposed, or shared case management that was not agreed yet (decision 16).
//!
//! What is typed is her own and no part of the record. Who may not see the case any more does not read it either: it may
//! repeat what the record says.

use jiff::Timestamp;
use regie_care::case::Case;
use regie_care::case::records::HandoverCode;
use regie_care::client::Client;
use regie_care::ids::CaseId;
use regie_care::intake::Typed;
use regie_care::policy::{CaseAction, Subject};
use regie_care::seat::{Actor, Seat};

use crate::aggregate::Aggregate;
use crate::app::App;
use crate::drafts::{Fields, FormDraft, Keeping, Place};
use crate::error::AppError;

/// How these forms are named in the store.
const FORM: &str = "form-";

/// A form of a case that takes long to fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseForm {
    /// A kind of handover.
    Handover(HandoverCode),
    /// Shared case management.
    Sharing,
}

impl CaseForm {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Handover(HandoverCode::Planned),
        Self::Handover(HandoverCode::Acute),
        Self::Handover(HandoverCode::Relocation),
        Self::Handover(HandoverCode::Return),
        Self::Handover(HandoverCode::Colleague),
        Self::Sharing,
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Handover(HandoverCode::Planned) => "handover-planned",
            Self::Handover(HandoverCode::Acute) => "handover-acute",
            Self::Handover(HandoverCode::Relocation) => "handover-relocation",
            Self::Handover(HandoverCode::Return) => "handover-return",
            Self::Handover(HandoverCode::Colleague) => "handover-colleague",
            Self::Sharing => "sharing",
        }
    }

    fn of(form: &str) -> Option<Self> {
        let code = form.strip_prefix(FORM)?;
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Whether it can be sent on this case as it stands: one handover at a time.
    fn has_a_use(self, case: &Case) -> bool {
        case.is_open() && !(matches!(self, Self::Handover(_)) && case.pending_handover().is_some())
    }
}

/// A form that she began and did not send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsentForm {
    /// Of which case.
    pub case: CaseId,
    /// The client's name.
    pub name: String,
    /// Which form.
    pub form: CaseForm,
    /// When it was saved last.
    pub at: Timestamp,
}

impl App {
    /// Saves what stands in a form of a case, over the revision `rev` of her draft (0 when she has none; over whatever there
    /// is without one). `nothing` says that nothing was typed in it that the page does not propose by itself.
    ///
    /// # Errors
    /// When the case is unknown or closed, she may not see all of it, the form is too long, or the store cannot be written.
    pub async fn keep_case_form(
        &self,
        seat: Seat,
        (id, form): (CaseId, CaseForm),
        typed: &Typed,
        rev: Option<u64>,
        nothing: bool,
    ) -> Result<Keeping<FormDraft>, AppError> {
        self.may_fill_in(seat, id).await?;
        let fields = Fields { typed, seen: 0, rev, nothing };
        self.keep_draft(&place(seat, id, form), fields, |one, other| one == other).await?.read(FormDraft::read)
    }

    /// What she typed in a form of a case and did not send; none where she may not see all of the case any more.
    ///
    /// # Errors
    /// When the case is unknown, or the store cannot be read.
    pub async fn case_form(&self, seat: Seat, id: CaseId, form: CaseForm) -> Result<Option<FormDraft>, AppError> {
        match self.may_fill_in(seat, id).await {
            Err(AppError::Denied { .. } | AppError::Refused(_)) => return Ok(None),
            may => may?,
        };
        self.draft_at(&place(seat, id, form)).await?.as_ref().map(FormDraft::read).transpose()
    }

    /// Throws what she typed in a form away; false when there was nothing.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn drop_case_form(&self, seat: Seat, id: CaseId, form: CaseForm) -> Result<bool, AppError> {
        self.drop_draft(&place(seat, id, form)).await
    }

    /// Throws the draft away of a form that is sent. One that is left because the database went away in that moment is shown
    /// as begun, and she throws it away herself.
    pub async fn case_form_sent(&self, seat: Seat, id: CaseId, form: CaseForm) {
        if let Err(error) = self.drop_case_form(seat, id, form).await {
            tracing::warn!(%id, form = form.code(), %error, "the draft of a form that is sent could not be removed");
        }
    }

    /// The forms that she began and did not send, the last one first; without those that are of no use any more.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn unsent_forms(&self, seat: Seat) -> Result<Vec<UnsentForm>, AppError> {
        let drafts = self.inner.store.drafts_of(&seat.person.to_string(), &seat.org.to_string()).await?;
        let mut found = Vec::new();
        for draft in drafts {
            let case = draft.about.strip_prefix("case-").and_then(|id| id.parse::<CaseId>().ok());
            let (Some(case), Some(form)) = (case, CaseForm::of(&draft.form)) else { continue };
            match self.may_fill_in(seat, case).await {
                Ok(open) if form.has_a_use(&open) => {
                    let client = self.load::<Client>(open.client, open.client).await?.state;
                    found.push(UnsentForm { case, name: client.identity.full_name(), form, at: draft.at });
                }
                Ok(_) | Err(AppError::Denied { .. } | AppError::Refused(_) | AppError::NotFound { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }

    /// The case, when it is open and she may see all of it.
    async fn may_fill_in(&self, seat: Seat, id: CaseId) -> Result<Case, AppError> {
        let case = self.current_case(id).await?;
        let subject = Subject::Case { case: &case.state, action: CaseAction::View };
        self.authorise(Actor::Person(seat), &subject, self.moment())?;
        if !case.state.is_open() {
            let message = "this case is closed; reopen it to change it".to_owned();
            return Err(AppError::refused("case-closed", message));
        }
        Ok(case.state.clone())
    }
}

fn place(seat: Seat, id: CaseId, form: CaseForm) -> Place {
    Place::new(seat, Case::stream(id), format!("{FORM}{}", form.code()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_known_again_by_its_name_in_the_store() {
        for form in CaseForm::ALL {
            assert_eq!(CaseForm::of(&format!("{FORM}{}", form.code())), Some(form));
        }
        assert_eq!(CaseForm::of("note"), None);
    }
}
