//! What a caller hands to the one write path, and what it gets back.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::value::Row;
use crate::{CommitError, Store, StoreError, Table, Value};

/// Names one stream of the journal: `case-…`, `client-…`, `org-…`, `person-…`, `meeting-…`. Holds no spaces or commas.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StreamId(String);

impl StreamId {
    /// A stream by its name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for StreamId {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl From<String> for StreamId {
    fn from(name: String) -> Self {
        Self(name)
    }
}

impl AsRef<str> for StreamId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An event that is to be appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Kind of event, kebab-case.
    pub kind: String,
    /// The event as JSON text; stored byte for byte, for the hash covers it.
    pub payload: String,
}

/// Events for one stream, decided on a known version of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Append {
    /// The stream.
    pub stream: StreamId,
    /// The version the decision was made on; 0 for a stream that does not exist yet.
    pub expected: u64,
    /// The events, in order. None at all means: only check that the stream still stands at `expected`.
    pub events: Vec<NewEvent>,
}

/// A change to a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowChange {
    /// Insert the row, or replace the one with the same key.
    Put {
        /// The view.
        table: &'static Table,
        /// One value per column of the table.
        values: Vec<Value>,
    },
    /// Remove the row with this key, if there is one.
    Remove {
        /// The view.
        table: &'static Table,
        /// One value per key column of the table.
        key: Vec<Value>,
    },
}

/// Work for the outbox. At least once; a second job with the same id is the same job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Identity, made from the event that caused it, so that replaying the event enqueues nothing twice.
    pub id: String,
    /// What is to be done.
    pub kind: String,
    /// On whose behalf: an organisation, or empty when it is Regie's own.
    pub sender: String,
    /// For whom.
    pub receiver: String,
    /// The content as JSON text.
    pub payload: String,
}

/// Work for the outbox that has become needless: the jobs that nobody did yet whose identity begins and ends so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapse {
    /// How their identity begins, such as `case-01J…:`.
    pub begins: String,
    /// How it ends, such as `:handover-2`.
    pub ends: String,
}

/// Proof that a command with an idempotency key was carried out, stored in the same transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Who sent the command: keys of different actors never meet.
    pub actor: String,
    /// The key the caller chose.
    pub key: String,
    /// Hash of the request, so that the same key for another request is noticed.
    pub request_hash: String,
    /// What was answered, to be answered again.
    pub response: String,
}

/// A question to the database and its answer, on which a decision rests: whoever leaves must not be named in an open
/// case, whoever opens a case must know of the others.
///
/// It is asked again in the transaction of the commit, when the streams that the commit names are locked. So who changes
/// the answer and who relies on it must name one stream in common: then the later of two nodes sees what the
/// earlier stored. What other commits of the same batch change is not seen; callers within one node keep such commits
/// apart themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    sql: String,
    args: Vec<Value>,
    answer: Vec<Row>,
    meeting: Option<&'static str>,
}

impl Condition {
    /// The same, for deciders who name no stream in common: before it is asked again they meet under this name, one at a
    /// time until each has committed, on whatever node.
    pub(crate) fn meeting_at(self, name: &'static str) -> Self {
        Self { meeting: Some(name), ..self }
    }

    /// Under which name those meet who rely on it.
    pub(crate) fn meeting(&self) -> Option<&'static str> {
        self.meeting
    }

    /// Whether a new answer is the same.
    pub(crate) fn holds(&self, answer: &[Row]) -> bool {
        self.answer == answer
    }

    pub(crate) fn question(&self) -> (String, &[Value]) {
        (self.sql.clone(), &self.args)
    }

    pub(crate) fn rows(&self) -> &[Row] {
        &self.answer
    }
}

impl Store {
    /// Asks a question of which a commit may make a condition.
    pub(crate) async fn condition(&self, sql: String, args: Vec<Value>) -> Result<Condition, StoreError> {
        let answer = self.query(sql.clone(), &args).await?;
        Ok(Condition { sql, args, answer, meeting: None })
    }
}

/// One atomic change: everything in it is stored, or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// The moment of the change; stored with microseconds.
    pub at: Timestamp,
    /// Who did it: a person id or `system`.
    pub actor: String,
    /// The events.
    pub appends: Vec<Append>,
    /// What must still hold for it to be stored.
    pub conditions: Vec<Condition>,
    /// The view rows that changed, in order; the last change to a key counts.
    pub rows: Vec<RowChange>,
    /// The jobs that follow from it.
    pub jobs: Vec<NewJob>,
    /// The earlier jobs that it makes needless.
    pub lapses: Vec<Lapse>,
    /// The receipt, when the command carried an idempotency key.
    pub receipt: Option<Receipt>,
}

impl Commit {
    /// A commit in which nothing happens yet.
    pub fn new(at: Timestamp, actor: impl Into<String>) -> Self {
        Self {
            at,
            actor: actor.into(),
            appends: Vec::new(),
            conditions: Vec::new(),
            rows: Vec::new(),
            jobs: Vec::new(),
            lapses: Vec::new(),
            receipt: None,
        }
    }

    /// Refuses what no database could store, before it can spoil a batch that others share.
    pub(crate) fn check(&self) -> Result<(), CommitError> {
        text("the actor", &self.actor, true)?;
        for append in &self.appends {
            let name = append.stream.as_str();
            text("a stream name", name, true)?;
            if name.contains(|letter: char| letter == ',' || letter.is_whitespace() || letter.is_control()) {
                return Err(CommitError::Invalid(format!("the stream name {name:?} holds a space or a comma")));
            }
            if i64::try_from(append.expected).is_err() {
                return Err(CommitError::Invalid(format!("version {} does not exist", append.expected)));
            }
            for event in &append.events {
                text("an event kind", &event.kind, true)?;
                text("an event", &event.payload, false)?;
            }
        }
        for change in &self.rows {
            match change {
                RowChange::Put { table, values } => table.fits(values, table.columns.len()),
                RowChange::Remove { table, key } => table.fits(key, table.key),
            }
            .map_err(CommitError::Invalid)?;
        }
        for job in &self.jobs {
            text("a job id", &job.id, true)?;
            text("a job kind", &job.kind, true)?;
            text("a job's sender", &job.sender, false)?;
            text("a job's receiver", &job.receiver, false)?;
            text("a job's content", &job.payload, false)?;
        }
        if let Some(receipt) = &self.receipt {
            text("a receipt's actor", &receipt.actor, true)?;
            text("an idempotency key", &receipt.key, true)?;
            text("a request hash", &receipt.request_hash, false)?;
            text("a response", &receipt.response, false)?;
        }
        Ok(())
    }
}

fn text(what: &str, text: &str, needed: bool) -> Result<(), CommitError> {
    if needed && text.is_empty() {
        return Err(CommitError::Invalid(format!("{what} is empty")));
    }
    if text.contains('\0') {
        return Err(CommitError::Invalid(format!("{what} holds a NUL character")));
    }
    Ok(())
}

/// A commit that is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The new version of each stream, in the order of the appends.
    pub versions: Vec<(StreamId, u64)>,
}

impl Committed {
    /// The version `stream` stands at after this commit, if it was part of it.
    pub fn version(&self, stream: &StreamId) -> Option<u64> {
        self.versions.iter().rev().find(|(name, _)| name == stream).map(|(_, version)| *version)
    }
}

/// An event as it stands in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Place in its stream, counted from 1 without gaps.
    pub seq: u64,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub actor: String,
    /// Kind of event, kebab-case.
    pub kind: String,
    /// The event as JSON text.
    pub payload: String,
}
