//! A quick note on a case that was begun and is not recorded yet (decision 16).
//!
//! It is her own and no part of the record. Who may not record a contact on the case any more does not read what she typed
//! either: it may repeat what the record says.

use regie_care::case::records::{Channel, Contact, Direction, With};
use regie_care::case::{Case, CaseCommand};
use regie_care::ids::CaseId;
use regie_care::intake::Typed;
use regie_care::policy::{CaseAction, Subject};
use regie_care::seat::{Actor, Seat};

use crate::aggregate::Aggregate;
use crate::app::App;
use crate::drafts::{Fields, FormDraft, Keeping, Place};
use crate::error::AppError;

/// How the form is named in the store.
const FORM: &str = "note";

/// The fields in which something is said; the others say with whom and when.
const SAYS: [&str; 2] = ["notitie", "vervolg-voor"];

impl App {
    /// Saves what stands in the fields of a note, over the revision `rev` of her draft (0 when she has none; over whatever there
    /// is without one).
    ///
    /// # Errors
    /// When the case is unknown, she may not record a contact on it, the note is too long, or the store cannot be written.
    pub async fn keep_note(
        &self,
        seat: Seat,
        id: CaseId,
        typed: &Typed,
        rev: Option<u64>,
    ) -> Result<Keeping<FormDraft>, AppError> {
        self.authorise_note(seat, id).await?;
        let says = |name: &str| typed.get(name).is_some_and(|text| !text.trim().is_empty());
        let fields = Fields { typed, seen: 0, rev, nothing: !SAYS.into_iter().any(says) };
        self.keep_draft(&place(seat, id), fields, |one, other| one == other).await?.read(FormDraft::read)
    }

    /// Her note on a case that she did not record yet; none where she may not record one any more.
    ///
    /// # Errors
    /// When the case is unknown, or the store cannot be read.
    pub async fn note_draft(&self, seat: Seat, id: CaseId) -> Result<Option<FormDraft>, AppError> {
        match self.authorise_note(seat, id).await {
            Err(AppError::Denied { .. }) => return Ok(None),
            may => may?,
        }
        self.draft_at(&place(seat, id)).await?.as_ref().map(FormDraft::read).transpose()
    }

    /// Throws her note away; false when there was none.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn drop_note(&self, seat: Seat, id: CaseId) -> Result<bool, AppError> {
        self.drop_draft(&place(seat, id)).await
    }

    /// Throws the draft away of a note that is recorded. One that is left because the database went away in that moment is shown
    /// as begun, and she throws it away herself.
    pub async fn noted(&self, seat: Seat, id: CaseId) {
        if let Err(error) = self.drop_draft(&place(seat, id)).await {
            tracing::warn!(%id, %error, "the draft of a note that is recorded could not be removed");
        }
    }

    async fn authorise_note(&self, seat: Seat, id: CaseId) -> Result<(), AppError> {
        let (case, moment, pathways) = (self.current_case(id).await?, self.moment(), self.pathways());
        let contact = Contact {
            on: moment.today,
            channel: Channel::Phone,
            with: With::Client,
            direction: Direction::Outgoing,
            minutes: None,
            interpreter: false,
            note: String::new(),
        };
        let command = CaseCommand::RecordContact { contact, completes: Vec::new() };
        let subject = Subject::Case { case: &case.state, action: CaseAction::Command(&command, &pathways) };
        self.authorise(Actor::Person(seat), &subject, moment)
    }
}

fn place(seat: Seat, id: CaseId) -> Place {
    Place::new(seat, Case::stream(id), FORM)
}
