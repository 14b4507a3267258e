//! Opening a case: from here on one person is accountable.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::Arc;

use regie_care::case::{self, Case, CaseEvent, OpenCase};
use regie_care::charge;
use regie_care::client::Client;
use regie_care::ids::{CaseId, ClientId};
use regie_care::policy::{Denial, Subject};
use regie_care::seat::{Actor, Seat};

use regie_store::{Append, Condition};

use crate::aggregate::Aggregate;
use crate::app::App;
use crate::change_case::{context, known_seats, notice_jobs};
use crate::error::AppError;
use crate::execute::{Along, Done, Request};
use crate::load::Loaded;

/// Lets one command at a time of this node give a client another running pathway. Between nodes the conditions of their
/// commits see to that.
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
    /// Whether she may open cases where she works: asked before she fills in anything.
    ///
    /// # Errors
    /// When her role does not cover it, or no case begins at her organisation.
    pub fn may_open_cases(&self, seat: Seat) -> Result<(), AppError> {
        let subject = Subject::OpenCase { org: seat.org, pathway: None, open: &[] };
        self.authorise(Actor::Person(seat), &subject, self.moment())?;
        let directory = self.directory();
        let refused = |why: Denial| Err(AppError::Denied { code: why.code(), message: why.text() });
        match directory.kind(seat.org).zip(directory.role(seat)) {
            Some((kind, role)) if charge::begins_with(kind, role) => Ok(()),
            Some((kind, role)) if charge::begins_at(kind) => refused(Denial::Role(role)),
            _ => refused(Denial::BeginsElsewhere),
        }
    }

    /// Opens a case for a client (AZ-01).
    ///
    /// # Errors
    /// When the client is unknown or merged away, she is in care elsewhere, the actor may not open cases at that
    /// organisation, or the rules of care refuse.
    pub async fn open_case(&self, request: &Request, command: &OpenCase) -> Result<Done, AppError> {
        self.until_not_overtaken(|| self.try_open_case(request, command)).await
    }

    async fn try_open_case(&self, request: &Request, command: &OpenCase) -> Result<Done, AppError> {
        // One at a time for each client, or two would each find that she has no case yet.
        let _one_at_a_time = self.inner.openings.of(command.client).await;
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        let moment = self.moment();
        let client: Loaded<Client> = self.load(command.client, command.client).await?;
        let id = CaseId::new(self.inner.ids.ulid(moment.now));
        let besides = self.open_cases_besides(command.client, id).await?;
        let open: Vec<&Case> = besides.cases.iter().map(|loaded| &loaded.state).collect();
        let (org, pathway) = (command.case_manager.org, Some(&command.pathway));
        self.authorise(request.actor, &Subject::OpenCase { org, pathway, open: &open }, moment)?;
        if let Some(into) = client.state.merged.map(|merge| merge.into) {
            return Err(AppError::refused(
                "client-merged",
                format!("this client was merged into {into}; open the case for that client"),
            ));
        }
        let _nobody_leaves = self.inner.seats.read().await;
        let (known, pathways) = (self.known(), self.pathways());
        let context = context(request.actor, moment, &known.directory, &pathways);
        let events = case::decide::open(id, command, &context, &open)?;
        let along = |after: &Case, events: &[CaseEvent]| {
            let mut unchanged = known_seats(&known, None, after);
            unchanged.push(besides.record.clone());
            let jobs = notice_jobs(None, events, after, 0, &context);
            Along { jobs, unchanged, conditions: vec![besides.condition.clone()], besides: None }
        };
        let (done, _) = self.create::<Case>(request, moment, id, events, along).await?;
        Ok(done)
    }

    /// The open cases of a client and of the records merged with hers, besides one.
    pub(crate) async fn open_cases_besides(&self, client: ClientId, besides: CaseId) -> Result<Besides, AppError> {
        let (record, expected) = self.record_that_goes_on(client).await?;
        let (ids, condition) = self.inner.store.open_cases_besides(client, besides).await?;
        let mut cases = Vec::with_capacity(ids.len());
        for id in ids {
            cases.push(self.current_case(id).await?);
        }
        Ok(Besides {
            cases,
            record: Append { stream: Client::stream(record), expected, events: Vec::new() },
            condition,
        })
    }

    /// The record into which this one was merged in the end, or itself, with its version.
    pub(crate) async fn record_that_goes_on(&self, client: ClientId) -> Result<(ClientId, u64), AppError> {
        let (mut id, mut loaded) = (client, self.load::<Client>(client, client).await?);
        let mut seen = BTreeSet::from([id]);
        while let Some(into) = loaded.state.merged.as_ref().map(|merge| merge.into).filter(|into| seen.insert(*into)) {
            (id, loaded) = (into, self.load::<Client>(into, into).await?);
        }
        Ok((id, loaded.version))
    }
}

/// The other open cases of a client, and what keeps it at these until a commit.
pub(crate) struct Besides {
    /// The cases.
    pub(crate) cases: Vec<Arc<Loaded<Case>>>,
    /// The record of the client, on which those meet who open something for her.
    pub(crate) record: Append,
    /// That there are no others.
    pub(crate) condition: Condition,
}
