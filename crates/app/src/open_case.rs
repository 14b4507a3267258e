//! Opening a case: from here on one person is accountable.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::Arc;

use regie_care::case::{self, Case, CaseEvent, OpenCase};
use regie_care::client::Client;
use regie_care::ids::{CaseId, ClientId};
use regie_care::policy::Subject;

use crate::app::App;
use crate::change_case::notice_jobs;
use crate::error::AppError;
use crate::execute::{Done, Request};
use crate::load::Loaded;

/// Lets one command at a time give a client another running pathway. On several nodes what two of them do at the same
/// moment escapes this; both sides then see the second open case.
#[derive(Debug, Default)]
pub(crate) struct Openings([tokio::sync::Mutex<()>; 32]);

impl Openings {
    /// Waits for the others that open something for this client.
    pub(crate) async fn of(&self, client: ClientId) -> tokio::sync::MutexGuard<'_, ()> {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(client);
        let place = usize::try_from(hash % self.0.len() as u64).unwrap_or_default();
        #[expect(clippy::indexing_slicing, reason = "a remainder is less than the length")]
        self.0[place].lock().await
    }
}

impl App {
    /// Opens a case for a client (AZ-01).
    ///
    /// # Errors
    /// When the client is unknown or merged away, she is in care elsewhere, the actor may not open cases at that
    /// organisation, or the rules of care refuse.
    pub async fn open_case(&self, request: &Request, command: &OpenCase) -> Result<Done, AppError> {
        // One at a time for each client, or two would each find that she has no case yet.
        let _one_at_a_time = self.inner.openings.of(command.client).await;
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        let moment = self.moment();
        let client: Loaded<Client> = self.load(command.client, command.client).await?;
        let id = CaseId::new(self.inner.ids.ulid(moment.now));
        let open = self.open_cases_besides(command.client, id).await?;
        let open: Vec<&Case> = open.iter().map(|loaded| &loaded.state).collect();
        self.authorise(request.actor, &Subject::OpenCase { org: command.case_manager.org, open: &open }, moment)?;
        if let Some(into) = client.state.merged.map(|merge| merge.into) {
            return Err(AppError::refused(
                "client-merged",
                format!("this client was merged into {into}; open the case for that client"),
            ));
        }
        let _nobody_leaves = self.inner.seats.read().await;
        let directory = self.directory();
        let context = self.context(request.actor, moment, &directory);
        let events = case::decide::open(id, command, &context, &open)?;
        let jobs = |after: &Case, events: &[CaseEvent]| notice_jobs(None, events, after, 0, &context);
        let (done, _) = self.create::<Case>(request, moment, id, events, jobs).await?;
        Ok(done)
    }

    /// The open cases of a client and of the records merged with hers, besides one.
    pub(crate) async fn open_cases_besides(
        &self,
        client: ClientId,
        besides: CaseId,
    ) -> Result<Vec<Arc<Loaded<Case>>>, AppError> {
        let mut open = Vec::new();
        for row in self.inner.store.other_open_cases(client, besides).await? {
            open.push(self.current_case(row.case).await?);
        }
        Ok(open)
    }
}
