//! What somebody began and did not finish, whatever it is: found in one look at her drafts.

use jiff::Timestamp;
use regie_care::ids::MeetingId;
use regie_care::seat::Seat;

use crate::app::App;
use crate::case_drafts::UnsentForm;
use crate::drafts::Interrupted;
use crate::error::AppError;
use crate::registration::RegistrationDraft;

/// What she began and did not finish, each kind with the last one first; without what is not for her any more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Begun {
    /// Parts of intakes.
    pub intakes: Vec<Interrupted>,
    /// Registrations.
    pub registrations: Vec<RegistrationDraft>,
    /// Forms of cases.
    pub forms: Vec<UnsentForm>,
    /// Meetings of which she wrote down something.
    pub meetings: Vec<UnsentMeeting>,
}

/// A meeting of which she wrote down something that is not recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsentMeeting {
    /// Which.
    pub meeting: MeetingId,
    /// Its title.
    pub title: String,
    /// When it was saved last.
    pub at: Timestamp,
}

impl App {
    /// What she began and did not finish.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn begun(&self, seat: Seat) -> Result<Begun, AppError> {
        let drafts = self.inner.store.drafts_of(&seat.person.to_string(), &seat.org.to_string()).await?;
        let mut begun = Begun::default();
        for draft in &drafts {
            begun.intakes.extend(still_hers(self.interrupted_intake(seat, draft).await)?);
            begun.registrations.extend(still_hers(self.registration_begun(seat, draft).await)?);
            begun.forms.extend(still_hers(self.unsent_form(seat, draft).await)?);
            begun.meetings.extend(still_hers(self.unsent_meeting(seat, draft).await)?);
        }
        Ok(begun)
    }
}

/// What she may not do any more is not hers to finish.
fn still_hers<T>(found: Result<Option<T>, AppError>) -> Result<Option<T>, AppError> {
    match found {
        Err(AppError::Denied { .. } | AppError::Refused(_) | AppError::NotFound { .. }) => Ok(None),
        found => found,
    }
}
