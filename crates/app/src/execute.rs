//! The one way in which anything changes: load, authorise and decide, commit.
//!
//! A command on a case is decided on the state in memory. Another writer may have been quicker: then the store reports a
//! conflict and the command is decided again on the newer state. A person who named the version that she saw is
//! told what changed instead. A refusal counts only when it was decided on the newest state.

use std::sync::Arc;

use regie_care::case::Recorded as Stamp;
use regie_care::pathways::Pathways;
use regie_care::rows;
use regie_care::seat::Actor;
use regie_care::view::ViewRow;
use regie_store::{Append, Commit, CommitError, Condition, NewEvent, NewJob, Receipt, RowChange, views};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::aggregate::Aggregate;
use crate::app::{App, fold};
use crate::clock::Moment;
use crate::error::AppError;
use crate::load::Loaded;
use crate::told;

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

/// What is stored along with a change, in the same transaction.
#[derive(Debug, Default)]
pub(crate) struct Along {
    /// Who must be told.
    pub(crate) jobs: Vec<NewJob>,
    /// Other streams that must still stand where they stood: on several nodes the lock on which deciders meet.
    pub(crate) unchanged: Vec<Append>,
    /// Questions whose answers must still be the same.
    pub(crate) conditions: Vec<Condition>,
    /// What changes of other streams.
    pub(crate) besides: Option<Commit>,
}

impl Along {
    /// Puts it into the commit, and notes in the journal what is told.
    pub(crate) fn join(self, commit: &mut Commit) -> Result<(), AppError> {
        commit.jobs = self.jobs;
        commit.appends.extend(self.unchanged);
        if let Some(besides) = self.besides {
            commit.appends.extend(besides.appends);
            commit.rows.extend(besides.rows);
            commit.jobs.extend(besides.jobs);
        }
        commit.conditions = self.conditions;
        told::note(commit)
    }
}

/// One decided change of one stream, ready to be committed.
pub(crate) struct Prepared<A> {
    pub(crate) after: Loaded<A>,
    pub(crate) commit: Commit,
}

/// A state with the events that led to it: what the jobs of a change follow from.
pub(crate) struct Changed<'a, A: Aggregate> {
    pub(crate) before: &'a Loaded<A>,
    pub(crate) events: &'a [A::Event],
    pub(crate) after: &'a A,
    pub(crate) moment: Moment,
}

impl App {
    /// Begins a new stream with `events`. Without the state when the same request began it at the same moment: then the
    /// first answer counts, and nothing was begun here.
    pub(crate) async fn create<A: Aggregate>(
        &self,
        request: &Request,
        moment: Moment,
        id: A::Id,
        events: Vec<A::Event>,
        along: impl FnOnce(&A, &[A::Event]) -> Along,
    ) -> Result<(Done, Option<Arc<Loaded<A>>>), AppError> {
        let Prepared { after, mut commit } = self.prepare::<A>(None, request.actor, moment, id, &events)?;
        along(&after.state, &events).join(&mut commit)?;
        let done = self.done(request.actor, moment, id, &after, &events);
        commit.receipt = receipt(request, &done)?;
        match self.inner.store.commit(commit).await {
            Ok(_) => {
                let after = Arc::new(after);
                self.remember(id, &after);
                Ok((done, Some(after)))
            }
            Err(error) => Ok((answered(request, error)?, None)),
        }
    }

    /// Changes a stream. The state may come from memory; a refusal or a version that differs from the one seen is judged
    /// again on the journal's newest.
    pub(crate) async fn change<A: Aggregate>(
        &self,
        request: &Request,
        id: A::Id,
        decide: impl Fn(&A, Moment) -> Result<Vec<A::Event>, AppError>,
        along: impl Fn(Changed<'_, A>) -> Along,
    ) -> Result<(Done, Arc<Loaded<A>>), AppError> {
        self.change_with(request, id, decide, |changed| Ok(along(changed))).await
    }

    /// The same, where what goes along may itself not go through: then nothing is stored.
    pub(crate) async fn change_with<A: Aggregate>(
        &self,
        request: &Request,
        id: A::Id,
        decide: impl Fn(&A, Moment) -> Result<Vec<A::Event>, AppError>,
        along: impl Fn(Changed<'_, A>) -> Result<Along, AppError>,
    ) -> Result<(Done, Arc<Loaded<A>>), AppError> {
        let remembered = self.remembered::<A>(id);
        let mut newest = remembered.is_none();
        let mut loaded = match remembered {
            Some(remembered) => remembered,
            None => self.current(id).await?,
        };
        for _ in 0..ATTEMPTS {
            let moment = self.moment();
            let decided = decide(&loaded.state, moment);
            let now = loaded.version_for(request.actor, moment.today);
            let overtaken = request.seen.is_some_and(|seen| seen != now);
            if !newest && (overtaken || decided.is_err()) {
                (loaded, newest) = (self.current(id).await?, true);
                continue;
            }
            if overtaken {
                not_denied(decided)?;
                return Err(self.changed_meanwhile::<A>(id, request, now).await);
            }
            let events = decided?;
            let Prepared { after, mut commit } = self.prepare(Some(&*loaded), request.actor, moment, id, &events)?;
            let done = self.done(request.actor, moment, id, &after, &events);
            along(Changed { before: &loaded, events: &events, after: &after.state, moment })?.join(&mut commit)?;
            commit.receipt = receipt(request, &done)?;
            match self.inner.store.commit(commit).await {
                Ok(_) => {
                    let after = Arc::new(after);
                    self.remember(id, &after);
                    return Ok((done, after));
                }
                Err(CommitError::Conflict { stream, .. }) if stream == A::stream(id) => {
                    (loaded, newest) = (self.current(id).await?, true);
                }
                Err(error) => return Ok((answered(request, error)?, self.current(id).await?)),
            }
        }
        Err(AppError::busy())
    }

    /// Carries out what rests on more than its own stream: again, with the directory as it is by then, when another node
    /// changed the rest meanwhile.
    pub(crate) async fn until_not_overtaken<F>(&self, mut attempt: impl FnMut() -> F) -> Result<Done, AppError>
    where
        F: Future<Output = Result<Done, AppError>>,
    {
        for _ in 0..ATTEMPTS {
            match attempt().await {
                Err(error) if error.is_overtaken() => self.refresh_directory().await?,
                done => return done,
            }
        }
        Err(AppError::busy())
    }

    /// The answer that this request already got, when it comes with a key for the second time.
    ///
    /// # Errors
    /// When the key was another request's, or the store cannot be read.
    pub async fn answered_before(&self, request: &Request) -> Result<Option<Done>, AppError> {
        let Some(key) = &request.key else { return Ok(None) };
        let Some(stored) = self.inner.store.receipt(&request.actor.to_string(), &key.key).await? else {
            return Ok(None);
        };
        same_answer(key, &stored.request_hash, &stored.response).map(Some)
    }

    /// What a command brought about, as far as who gave it may know of that.
    pub(crate) fn done<A: Aggregate>(
        &self,
        actor: Actor,
        moment: Moment,
        id: A::Id,
        after: &Loaded<A>,
        events: &[A::Event],
    ) -> Done {
        let all = after.state.hidden_from(actor, moment.today) == 0;
        let pathways = self.pathways();
        let told = events.iter().filter(|event| all || after.state.told(event, &pathways).is_some());
        let events = told.map(|event| A::kind(event).to_owned()).collect();
        Done { id: id.to_string(), version: after.version_for(actor, moment.today), events }
    }

    pub(crate) fn prepare<A: Aggregate>(
        &self,
        before: Option<&Loaded<A>>,
        actor: Actor,
        moment: Moment,
        id: A::Id,
        events: &[A::Event],
    ) -> Result<Prepared<A>, AppError> {
        prepare(&self.pathways(), before, actor, moment, id, events)
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
    let old = before.map(|loaded| loaded.rows(pathways)).unwrap_or_default();
    let after = Loaded::new(after, expected + events.len() as u64);
    let mut commit = Commit::new(moment.now, actor.to_string());
    commit.lapses = A::lapses(id, before.map(|loaded| &loaded.state), events);
    commit.rows = row_changes(old, after.rows(pathways));
    let new_events = events.iter().map(new_event::<A>).collect::<Result<_, _>>()?;
    commit.appends = vec![Append { stream: A::stream(id), expected, events: new_events }];
    Ok(Prepared { after, commit })
}

fn new_event<A: Aggregate>(event: &A::Event) -> Result<NewEvent, AppError> {
    let payload = A::write(event).map_err(|error| AppError::Internal(error.to_string()))?;
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
