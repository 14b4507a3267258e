//! Every use case passes through here: after the thing is loaded, before anything is decided or shown.

use regie_care::policy::{self, Subject, Verdict};
use regie_care::seat::Actor;

use crate::app::App;
use crate::clock::Moment;
use crate::error::AppError;

impl App {
    /// Asks the policy whether the actor may see or do this now.
    pub(crate) fn authorise(&self, actor: Actor, subject: &Subject<'_>, moment: Moment) -> Result<(), AppError> {
        match policy::allow(actor, &self.directory(), moment.today, subject) {
            Verdict::Allowed { .. } => Ok(()),
            Verdict::Denied { why } => Err(AppError::Denied { code: why.code(), message: why.text() }),
        }
    }
}
