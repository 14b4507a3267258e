//! The one way in which anything changes: load, authorise and decide, commit.
//!
//! A command is decided on the state in memory. Another writer may have been quicker: then the store reports a
//! conflict and the command is decided again on the newer state. A person who named the version that she saw is
//! told what changed instead. A refusal counts only when it was decided on the newest state.

use std::sync::Arc;

use regie_care::case::{Case, CaseEvent, Recorded as Stamp};
use regie_care::ids::CaseId;
use regie_care::pathways::Pathways;
use regie_care::rows;
use regie_care::seat::Actor;
use regie_care::view::ViewRow;
use regie_store::{Append, Commit, CommitError, NewEvent, NewJob, Receipt, RowChange, views};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::aggregate::Aggregate;
use crate::app::{App, fold};
use crate::clock::Moment;
use crate::error::AppError;
use crate::load::Loaded;

/// How often a command is decided anew when others were quicker.
pub(crate) const ATTEMPTS: usize = 8;

/// Who asks, what she saw, and by which key a repeated request is known.
#[derive(Debug, Clone)]
pub struct Request {
    /// Who asks.
    pub actor: Actor,
    /// The version that she saw; `None` when any version will do.
    pub seen: Option<u64>,
    /// The idempotency key, with the request it stands for.
    pub key: Option<RequestKey>,
}

impl Request {
    /// A request on whatever version there is, without a key.
    #[must_use]
    pub const fn by(actor: Actor) -> Self {
        Self { actor, seen: None, key: None }
    }
}

/// An idempotency key chosen by the caller, and a hash of the request for which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestKey {
    /// The key.
    pub key: String,
    /// SHA-256 of the request, hexadecimal.
    pub request_hash: String,
}

impl RequestKey {
    /// A key for a request, given as the bytes that identify it: route and body.
    #[must_use]
    pub fn new(key: String, request: &[u8]) -> Self {
        let digest = Sha256::digest(request);
        Self { key, request_hash: digest.iter().map(|byte| format!("{byte:02x}")).collect() }
    }
}

/// What a command brought about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Done {
    /// The id of the thing that changed.
    pub id: String,
    /// The version at which it stands now.
    pub version: u64,
    /// The kinds of the events, in order.
    pub events: Vec<String>,
}

/// One decided change of one stream, ready to be committed.
pub(crate) struct Prepared<A> {
    pub(crate) after: A,
    pub(crate) version: u64,
    pub(crate) commit: Commit,
    pub(crate) kinds: Vec<String>,
}

impl App {
    /// Begins a new stream with `events`.
    pub(crate) async fn create<A: Aggregate>(
        &self,
        request: &Request,
        moment: Moment,
        id: A::Id,
        name: String,
        events: Vec<A::Event>,
        jobs: impl FnOnce(&A, &[A::Event]) -> Vec<NewJob>,
    ) -> Result<(Done, A), AppError> {
        let mut prepared = self.prepare::<A>(None, request.actor, moment, id, &events)?;
        prepared.commit.jobs = jobs(&prepared.after, &events);
        let done = Done { id: name, version: prepared.version, events: prepared.kinds };
        prepared.commit.receipt = receipt(request, &done)?;
        match self.inner.store.commit(prepared.commit).await {
            Ok(_) => Ok((done, prepared.after)),
            Err(error) => Ok((answered(request, error)?, prepared.after)),
        }
    }

    /// Changes a stream that is loaded afresh; for the small streams, which are not kept in memory.
    pub(crate) async fn change<A: Aggregate>(
        &self,
        request: &Request,
        id: A::Id,
        name: String,
        decide: impl Fn(&A, Moment) -> Result<Vec<A::Event>, AppError>,
    ) -> Result<(Done, A), AppError> {
        for _ in 0..ATTEMPTS {
            let loaded = self.load::<A>(id, &name).await?;
            let moment = self.moment();
            if request.seen.is_some_and(|seen| seen != loaded.version) {
                not_denied(decide(&loaded.state, moment))?;
                return Err(self.changed_meanwhile::<A>(id, request.seen, loaded.version).await);
            }
            let events = decide(&loaded.state, moment)?;
            let prepared = self.prepare(Some(&loaded), request.actor, moment, id, &events)?;
            let done = Done { id: name.clone(), version: prepared.version, events: prepared.kinds };
            let mut commit = prepared.commit;
            commit.receipt = receipt(request, &done)?;
            match self.inner.store.commit(commit).await {
                Ok(_) => return Ok((done, prepared.after)),
                Err(CommitError::Conflict { .. }) => {}
                Err(error) => return Ok((answered(request, error)?, prepared.after)),
            }
        }
        Err(busy())
    }

    /// Changes a case. The state comes from memory; a refusal or conflict is judged again on the journal's newest.
    pub(crate) async fn change_case(
        &self,
        request: &Request,
        id: CaseId,
        decide: impl Fn(&Case, Moment) -> Result<Vec<CaseEvent>, AppError>,
        jobs: impl Fn(&Case, &[CaseEvent], &Case, u64, Moment) -> Vec<NewJob>,
    ) -> Result<(Done, Arc<Loaded<Case>>), AppError> {
        let mut loaded = self.remembered_case(id).await?;
        for _ in 0..ATTEMPTS {
            if request.seen.is_some_and(|seen| seen != loaded.version) {
                loaded = self.current_case(id).await?;
                if request.seen.is_some_and(|seen| seen != loaded.version) {
                    not_denied(decide(&loaded.state, self.moment()))?;
                    return Err(self.case_changed_meanwhile(request, &loaded, id).await);
                }
            }
            let moment = self.moment();
            let events = match decide(&loaded.state, moment) {
                Ok(events) => events,
                Err(refusal) => {
                    let newest = self.current_case(id).await?;
                    if newest.version == loaded.version {
                        return Err(refusal);
                    }
                    loaded = newest;
                    continue;
                }
            };
            let prepared = self.prepare(Some(&*loaded), request.actor, moment, id, &events)?;
            let done = Done { id: id.to_string(), version: prepared.version, events: prepared.kinds };
            let mut commit = prepared.commit;
            commit.jobs = jobs(&loaded.state, &events, &prepared.after, loaded.version, moment);
            commit.receipt = receipt(request, &done)?;
            match self.inner.store.commit(commit).await {
                Ok(_) => {
                    let after = Arc::new(Loaded { state: prepared.after, version: prepared.version });
                    self.remember(id, &after);
                    return Ok((done, after));
                }
                Err(CommitError::Conflict { .. }) => loaded = self.current_case(id).await?,
                Err(error) => return Ok((answered(request, error)?, self.current_case(id).await?)),
            }
        }
        Err(busy())
    }

    /// The answer that this request already got, when it comes with a key for the second time.
    pub(crate) async fn answered_before(&self, request: &Request) -> Result<Option<Done>, AppError> {
        let Some(key) = &request.key else { return Ok(None) };
        let Some(stored) = self.inner.store.receipt(&request.actor.to_string(), &key.key).await? else {
            return Ok(None);
        };
        same_answer(key, &stored.request_hash, &stored.response).map(Some)
    }

    /// Keeps a committed state unless memory already has a newer one.
    pub(crate) fn remember(&self, id: CaseId, after: &Arc<Loaded<Case>>) {
        let newer = self.inner.cases.peek(&id).is_some_and(|known| known.version > after.version);
        if !newer {
            self.inner.cases.insert(id, Arc::clone(after));
        }
    }

    pub(crate) fn prepare<A: Aggregate>(
        &self,
        before: Option<&Loaded<A>>,
        actor: Actor,
        moment: Moment,
        id: A::Id,
        events: &[A::Event],
    ) -> Result<Prepared<A>, AppError> {
        prepare(&self.inner.pathways, before, actor, moment, id, events)
    }
}

/// Folds the decided events into the state and makes the commit: events and changed view rows.
pub(crate) fn prepare<A: Aggregate>(
    pathways: &Pathways,
    before: Option<&Loaded<A>>,
    actor: Actor,
    moment: Moment,
    id: A::Id,
    events: &[A::Event],
) -> Result<Prepared<A>, AppError> {
    let stamp = Stamp { by: actor, at: moment.now };
    let mut after = before.map(|loaded| loaded.state.clone());
    for event in events {
        after = fold(after, id, event, stamp);
    }
    let after = after.ok_or_else(|| AppError::Internal(format!("no {} began with these events", A::WHAT)))?;
    let expected = before.map_or(0, |loaded| loaded.version);
    let old = before.map(|loaded| loaded.state.rows(pathways)).unwrap_or_default();
    let mut commit = Commit::new(moment.now, actor.to_string());
    commit.rows = row_changes(&old, &after.rows(pathways));
    let new_events = events.iter().map(new_event::<A>).collect::<Result<_, _>>()?;
    commit.appends = vec![Append { stream: A::stream(id), expected, events: new_events }];
    Ok(Prepared {
        version: expected + events.len() as u64,
        kinds: events.iter().map(|event| A::kind(event).to_owned()).collect(),
        after,
        commit,
    })
}

fn new_event<A: Aggregate>(event: &A::Event) -> Result<NewEvent, AppError> {
    let payload = serde_json::to_string(event).map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(NewEvent { kind: A::kind(event).to_owned(), payload })
}

fn row_changes(old: &[ViewRow], new: &[ViewRow]) -> Vec<RowChange> {
    let changes = rows::diff(old, new);
    let put = changes.put.iter().map(views::put);
    changes.remove.iter().map(views::remove).chain(put).collect()
}

pub(crate) fn receipt(request: &Request, done: &Done) -> Result<Option<Receipt>, AppError> {
    let Some(key) = &request.key else { return Ok(None) };
    let response = serde_json::to_string(done).map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(Some(Receipt {
        actor: request.actor.to_string(),
        key: key.key.clone(),
        request_hash: key.request_hash.clone(),
        response,
    }))
}

/// The same request met itself in flight: the first answer counts. Any other error stays one.
pub(crate) fn answered(request: &Request, error: CommitError) -> Result<Done, AppError> {
    match (error, &request.key) {
        (CommitError::DuplicateReceipt { request_hash, response }, Some(key)) => {
            same_answer(key, &request_hash, &response)
        }
        (error, _) => Err(error.into()),
    }
}

fn same_answer(key: &RequestKey, request_hash: &str, response: &str) -> Result<Done, AppError> {
    if key.request_hash != request_hash {
        return Err(AppError::KeyReused);
    }
    serde_json::from_str(response).map_err(|error| AppError::Corrupt(format!("a stored answer: {error}")))
}

/// Whether this may be done at all: who may not do it does not hear what others changed either.
fn not_denied<T>(decided: Result<T, AppError>) -> Result<(), AppError> {
    match decided {
        Err(denied @ AppError::Denied { .. }) => Err(denied),
        Ok(_) | Err(_) => Ok(()),
    }
}

pub(crate) fn busy() -> AppError {
    AppError::Unavailable { code: "busy", message: "many people change this at once; try again in a moment".to_owned() }
}
