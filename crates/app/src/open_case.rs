//! Opening a case: from here on one person is accountable.

use regie_care::case::{self, Case, OpenCase};
use regie_care::client::Client;
use regie_care::ids::CaseId;
use regie_care::policy::Subject;

use crate::app::App;
use crate::change_case::notice_jobs;
use crate::error::AppError;
use crate::execute::{Done, Request};
use crate::load::Loaded;

impl App {
    /// Opens a case for a client (AZ-01).
    ///
    /// # Errors
    /// When the client is unknown or merged away, the actor may not open cases at that organisation, or the rules of
    /// care refuse.
    pub async fn open_case(&self, request: &Request, command: &OpenCase) -> Result<Done, AppError> {
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        let moment = self.moment();
        self.authorise(request.actor, &Subject::OpenCase { org: command.case_manager.org }, moment)?;
        let client: Loaded<Client> = self.load(command.client, command.client).await?;
        if let Some(into) = client.state.merged.map(|merge| merge.into) {
            return Err(AppError::refused(
                "client-merged",
                format!("this client was merged into {into}; open the case for that client"),
            ));
        }
        let id = CaseId::new(self.inner.ids.ulid(moment.now));
        let directory = self.directory();
        let context = self.context(request.actor, moment, &directory);
        let events = case::decide::open(id, command, &context)?;
        let (done, after) = self
            .create::<Case>(request, moment, id, id.to_string(), events, |after, events| {
                notice_jobs(None, events, after, 0, &context)
            })
            .await?;
        self.remember(id, &std::sync::Arc::new(Loaded { state: after, version: done.version }));
        Ok(done)
    }
}
