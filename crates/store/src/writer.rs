//! The writer: takes what waits, carries it in one transaction, answers when it is on disk.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::batch::{Batch, Statements};
use crate::dialect::{Begin, Connection, Database, Purpose};
use crate::error::Failure;
use crate::statement::Sql;
use crate::value::{Row, Value};
use crate::{Commit, CommitError, Committed};

/// Commits of a bulk load that share a transaction.
const BULK: usize = 1_000;
/// How long a transaction may take before its connection is given up.
const LIMIT: Duration = Duration::from_secs(30);
/// How often a single commit is tried again when it meets another node's transaction.
const CLASHES: u32 = 8;

type Answer<T> = oneshot::Sender<Result<T, CommitError>>;

/// What callers ask of the writer.
pub(crate) enum Request {
    Commit(Box<Commit>, Answer<Committed>),
    Bulk(Vec<Commit>, oneshot::Sender<Vec<Result<Committed, CommitError>>>),
    /// One small write to a plain table, with the rows it returns.
    Run(Sql, Vec<Value>, Answer<Vec<Row>>),
}

/// A piece of work in a transaction.
#[derive(Clone, Copy)]
enum Work<'a> {
    Commit(&'a Commit),
    Run(&'a Sql, &'a [Value]),
}

#[derive(Debug)]
enum Done {
    Committed(Committed),
    Rows(Vec<Row>),
}

type Outcome = Result<Done, CommitError>;

/// Why a transaction did not come about.
struct Broken {
    failure: Failure,
    /// Whether the database had already been asked to commit.
    committing: bool,
}

impl From<Failure> for Broken {
    fn from(failure: Failure) -> Self {
        Self { failure, committing: false }
    }
}

pub(crate) struct Writer {
    database: Database,
    connection: Option<Connection>,
    statements: Statements,
    most: usize,
}

impl Writer {
    /// `most` is the number of requests that may share a transaction.
    pub(crate) fn new(database: Database, connection: Connection, most: usize) -> Self {
        let statements = Statements::new(database.engine());
        Self { database, connection: Some(connection), statements, most }
    }

    /// Sets it to work, until every sender is gone and every request answered.
    pub(crate) fn start(self, requests: Arc<Mutex<mpsc::Receiver<Request>>>) -> JoinHandle<()> {
        tokio::spawn(self.run(requests))
    }

    async fn run(mut self, requests: Arc<Mutex<mpsc::Receiver<Request>>>) {
        let mut waiting = Vec::with_capacity(self.most);
        loop {
            // Those who were just answered get the chance to ask again before the next transaction starts.
            tokio::task::yield_now().await;
            if requests.lock().await.recv_many(&mut waiting, self.most).await == 0 {
                break;
            }
            self.serve(&mut waiting).await;
        }
        if let Some(connection) = self.connection.take() {
            connection.close().await;
        }
    }

    async fn serve(&mut self, waiting: &mut Vec<Request>) {
        let work: Vec<Work<'_>> = waiting
            .iter()
            .filter_map(|request| match request {
                Request::Commit(commit, _) => Some(Work::Commit(commit)),
                Request::Run(sql, args, _) => Some(Work::Run(sql, args)),
                Request::Bulk(..) => None,
            })
            .collect();
        let mut outcomes = self.carry(&work).await.into_iter();
        drop(work);
        for request in waiting.drain(..) {
            match request {
                Request::Commit(_, answer) => drop(answer.send(committed(outcomes.next()))),
                Request::Run(_, _, answer) => drop(answer.send(rows(outcomes.next()))),
                Request::Bulk(commits, answer) => drop(answer.send(self.bulk(&commits).await)),
            }
        }
    }

    async fn bulk(&mut self, commits: &[Commit]) -> Vec<Result<Committed, CommitError>> {
        let mut answers = Vec::with_capacity(commits.len());
        for chunk in commits.chunks(BULK) {
            let work: Vec<Work<'_>> = chunk.iter().map(Work::Commit).collect();
            answers.extend(self.carry(&work).await.into_iter().map(|outcome| committed(Some(outcome))));
        }
        answers
    }

    /// Carries all the work, each piece with its own outcome: together if that goes, one by one if pieces meet other
    /// nodes' transactions or one of them is wrong.
    async fn carry(&mut self, work: &[Work<'_>]) -> Vec<Outcome> {
        if work.is_empty() {
            return Vec::new();
        }
        match self.persist(work).await {
            Ok(outcomes) => outcomes,
            Err(Failure::Clash(_) | Failure::Refused(_)) if work.len() > 1 => {
                tracing::debug!(requests = work.len(), "a batch is carried one by one");
                let mut outcomes = Vec::with_capacity(work.len());
                for piece in work {
                    outcomes.push(self.alone(*piece).await);
                }
                outcomes
            }
            Err(Failure::Clash(_)) => vec![self.alone(work[0]).await],
            Err(failure) => {
                let error = explain(failure, false);
                work.iter().map(|_| Err(error.clone())).collect()
            }
        }
    }

    async fn alone(&mut self, piece: Work<'_>) -> Outcome {
        let mut last = String::new();
        for attempt in 0..CLASHES {
            match self.persist(&[piece]).await {
                Ok(mut outcomes) => return outcomes.pop().unwrap_or(Err(CommitError::Closed)),
                Err(Failure::Clash(reason)) => {
                    last = reason;
                    tokio::time::sleep(Duration::from_millis(u64::from(attempt) * 5)).await;
                }
                Err(failure) => return Err(explain(failure, false)),
            }
        }
        // A clash that never ends is no clash: a unique column holds this value already.
        Err(CommitError::Refused(last))
    }

    /// One transaction, tried a second time when the connection turns out to be gone before the commit was sent.
    async fn persist(&mut self, work: &[Work<'_>]) -> Result<Vec<Outcome>, Failure> {
        let mut again = self.connection.is_some();
        loop {
            let limit = LIMIT * u32::try_from(1 + work.len() / BULK).unwrap_or(u32::MAX);
            let attempt = tokio::time::timeout(limit, self.attempt(work)).await;
            let broken = match attempt {
                Ok(Ok(outcomes)) => return Ok(outcomes),
                Ok(Err(broken)) => broken,
                Err(_) => Broken {
                    failure: Failure::Lost(format!("no answer within {} s", limit.as_secs())),
                    committing: true,
                },
            };
            tracing::warn!(failure = ?broken.failure, requests = work.len(), "a transaction failed");
            self.clean_up(&broken.failure).await;
            match broken.failure {
                Failure::Lost(reason) if broken.committing => {
                    let error = explain(Failure::Lost(reason), true);
                    return Ok(work.iter().map(|_| Err(error.clone())).collect());
                }
                Failure::Lost(_) if again => again = false,
                failure => return Err(failure),
            }
        }
    }

    /// Leaves no transaction open; a connection that cannot even roll back is given up.
    async fn clean_up(&mut self, failure: &Failure) {
        let Some(mut connection) = self.connection.take() else { return };
        if matches!(failure, Failure::Lost(_)) {
            return;
        }
        let rolled_back = tokio::time::timeout(LIMIT, connection.rollback()).await;
        // SQLite may have rolled back by itself (then it refuses to do so again); both leave the connection usable.
        if matches!(rolled_back, Ok(Ok(()) | Err(Failure::Refused(_)))) {
            self.connection = Some(connection);
        }
    }

    async fn attempt(&mut self, work: &[Work<'_>]) -> Result<Vec<Outcome>, Broken> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            None => self.connection.insert(self.database.connect(Purpose::Batches).await?),
        };
        connection.begin(Begin::Write).await?;
        let commits = work.iter().filter_map(|piece| match piece {
            Work::Commit(commit) => Some(*commit),
            Work::Run(..) => None,
        });
        let mut batch = Batch::load(connection, &self.statements, commits).await?;
        let mut outcomes = Vec::with_capacity(work.len());
        for piece in work {
            outcomes.push(match piece {
                Work::Commit(commit) if !hold(connection, commit).await? => Err(CommitError::Overtaken),
                Work::Commit(commit) => batch.add(commit).map(Done::Committed),
                Work::Run(sql, args) => {
                    connection.fetch((*sql).clone(), args).await.map(|rows| Ok(Done::Rows(rows)))?
                }
            });
        }
        batch.write(connection, &mut self.statements).await?;
        if outcomes.iter().all(Result::is_err) {
            connection.rollback().await?;
        } else {
            connection.commit().await.map_err(|failure| Broken { failure, committing: true })?;
        }
        Ok(outcomes)
    }
}

/// Whether everything on which the commit rests still holds, now that its streams are locked.
async fn hold(connection: &mut Connection, commit: &Commit) -> Result<bool, Failure> {
    for condition in &commit.conditions {
        if let Some(name) = condition.meeting() {
            connection.meet(name).await?;
        }
        let (sql, args) = condition.question();
        if !condition.holds(&connection.fetch(sql, args).await?) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn committed(outcome: Option<Outcome>) -> Result<Committed, CommitError> {
    match outcome {
        Some(Ok(Done::Committed(committed))) => Ok(committed),
        Some(Err(error)) => Err(error),
        Some(Ok(Done::Rows(_))) | None => Err(CommitError::Closed),
    }
}

fn rows(outcome: Option<Outcome>) -> Result<Vec<Row>, CommitError> {
    match outcome {
        Some(Ok(Done::Rows(rows))) => Ok(rows),
        Some(Err(error)) => Err(error),
        Some(Ok(Done::Committed(_))) | None => Err(CommitError::Closed),
    }
}

fn explain(failure: Failure, in_doubt: bool) -> CommitError {
    match failure {
        Failure::Full(reason) => CommitError::Full(reason),
        Failure::Lost(reason) | Failure::Busy(reason) => CommitError::Unavailable { reason, in_doubt },
        Failure::Clash(reason) | Failure::Refused(reason) => CommitError::Refused(reason),
    }
}
