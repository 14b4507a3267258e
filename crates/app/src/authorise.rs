//! Every use case passes through here: after the thing is loaded, before anything is decided or shown.

use regie_care::policy::{self, Subject, Verdict};
use regie_care::seat::{Actor, Seat};

use crate::app::App;
use crate::clock::Moment;
use crate::error::AppError;

impl App {
    /// Whether a person may do this now, to offer only what she may do.
    #[must_use]
    pub fn may(&self, seat: Seat, subject: &Subject<'_>) -> bool {
        self.authorise(Actor::Person(seat), subject, self.moment()).is_ok()
    }

    /// Asks the policy whether the actor may see or do this now.
    pub(crate) fn authorise(&self, actor: Actor, subject: &Subject<'_>, moment: Moment) -> Result<(), AppError> {
        match policy::allow(actor, &self.directory(), moment.today, subject) {
            Verdict::Allowed { .. } => Ok(()),
            Verdict::Denied { why } => Err(AppError::Denied { code: why.code(), message: why.text() }),
        }
    }
}
