//! Opening, writing through the one path, closing.

use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::dialect::{Connection, Database, Engine, Purpose};
use crate::statement::Sql;
use crate::value::Row;
use crate::writer::{Request, Writer};
use crate::{Commit, CommitError, Committed, StoreError, Value, schema};

/// How a store is run; the default suits a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Transactions under way at the same time on PostgreSQL; SQLite has one writer by its nature.
    pub writers: usize,
    /// Connections that read.
    pub readers: u32,
    /// Requests that may share a transaction.
    pub batch: usize,
    /// Whether a SQLite file that is not there is made.
    pub make: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { writers: 2, readers: 8, batch: 128, make: true }
    }
}

/// The database: cheap to clone, every clone is the same store.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    database: Database,
    /// Taken out when the store closes.
    requests: RwLock<Option<mpsc::Sender<Request>>>,
    writers: Mutex<Vec<JoinHandle<()>>>,
}

/// What was answered to a command with an idempotency key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReceipt {
    /// Hash of the request that was carried out.
    pub request_hash: String,
    /// What was answered.
    pub response: String,
}

impl Store {
    /// Opens the database at `sqlite:PATH` or `postgres://…` and brings its schema up to date. Must be called within
    /// a tokio runtime, which then carries the writer.
    ///
    /// # Errors
    /// `Address` for an address that names no database, `Unavailable` when it cannot be reached, `Migration` when its
    /// schema cannot be brought up to date.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Self::open_with(url, &Options::default()).await
    }

    /// Like [`Store::open`], but makes no new database: for work on what is there, where a mistyped path must not look
    /// like an empty one.
    ///
    /// # Errors
    /// As [`Store::open`], and `Absent` when there is no such file.
    pub async fn open_existing(url: &str) -> Result<Self, StoreError> {
        Self::open_with(url, &Options { make: false, ..Options::default() }).await
    }

    /// Like [`Store::open`], with chosen sizes.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_with(url: &str, options: &Options) -> Result<Self, StoreError> {
        let database = Database::new(url, options.readers.max(1))?;
        database.prepare_file(options.make)?;
        let mut connection = database.connect(Purpose::Whole).await?;
        schema::migrate(&mut connection).await?;
        connection.close().await;
        let count = match database.engine() {
            Engine::Sqlite => 1,
            Engine::Postgres => options.writers.max(1),
        };
        let (sender, receiver) = mpsc::channel(1024);
        let receiver = Arc::new(Mutex::new(receiver));
        let mut writers = Vec::with_capacity(count);
        for _ in 0..count {
            let connection = database.connect(Purpose::Batches).await?;
            let writer = Writer::new(database.clone(), connection, options.batch.max(1));
            writers.push(writer.start(Arc::clone(&receiver)));
        }
        tracing::info!(engine = ?database.engine(), "database open");
        let (requests, writers) = (RwLock::new(Some(sender)), Mutex::new(writers));
        Ok(Self { inner: Arc::new(Inner { database, requests, writers }) })
    }

    /// Which database this is.
    pub fn engine(&self) -> Engine {
        self.inner.database.engine()
    }

    /// Stores a commit. When this returns `Ok`, it is on disk; when the caller goes away before, it may be.
    ///
    /// # Errors
    /// See [`CommitError`]; a refused commit stores nothing.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn commit(&self, commit: Commit) -> Result<Committed, CommitError> {
        commit.check()?;
        let (answer, answered) = oneshot::channel();
        self.ask(Request::Commit(Box::new(commit), answer)).await?;
        answered.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Stores many commits with as few transactions as possible, for import and demonstration data. Each has its own
    /// outcome, in order; a refused one does not hold up the others.
    ///
    /// # Errors
    /// `Closed` or `Unavailable` when the writer is gone; outcomes of single commits are in the result.
    pub async fn load_bulk(&self, commits: Vec<Commit>) -> Result<Vec<Result<Committed, CommitError>>, CommitError> {
        commits.iter().try_for_each(Commit::check)?;
        let (answer, answered) = oneshot::channel();
        self.ask(Request::Bulk(commits, answer)).await?;
        answered.await.map_err(|_| stopped())
    }

    /// What was answered when `actor` first used this idempotency key.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn receipt(&self, actor: &str, key: &str) -> Result<Option<StoredReceipt>, StoreError> {
        let sql = "SELECT request_hash, response FROM receipt WHERE actor = $1 AND key = $2";
        let rows = self.query(sql, &[actor.into(), key.into()]).await?;
        rows.into_iter()
            .next()
            .map(|mut row| Ok(StoredReceipt { request_hash: row.text(0)?, response: row.text(1)? }))
            .transpose()
    }

    /// Forgets receipts stored before this moment; returns how many.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget_receipts(&self, before: jiff::Timestamp) -> Result<u64, StoreError> {
        let sql = "DELETE FROM receipt WHERE at < $1 RETURNING key";
        Ok(self.run(sql, vec![before.into()]).await?.len() as u64)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// `Unavailable` when it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.query("SELECT version FROM stream WHERE stream = ''", &[]).await.map(drop)
    }

    /// Answers everything that was asked, then closes. Later calls on any clone fail with `Closed`.
    pub async fn close(&self) {
        let sender = self.inner.requests.write().unwrap_or_else(PoisonError::into_inner).take();
        drop(sender);
        for writer in self.inner.writers.lock().await.drain(..) {
            if let Err(error) = writer.await {
                tracing::error!(%error, "the writer did not end well");
            }
        }
        self.inner.database.close().await;
    }

    /// Limits the size of a SQLite database to so many pages, so that tests can fill it.
    ///
    /// # Errors
    /// `Refused` on PostgreSQL, which knows no such limit.
    #[doc(hidden)]
    pub async fn limit_pages(&self, pages: u32) -> Result<(), StoreError> {
        self.run(format!("PRAGMA max_page_count = {pages}"), Vec::new()).await.map(drop)
    }

    /// Reads. The text is written once for both databases, with `$1`, `$2`, … as parameters.
    pub(crate) async fn query(&self, sql: impl Into<Sql>, args: &[Value]) -> Result<Vec<Row>, StoreError> {
        if self.inner.requests.read().unwrap_or_else(PoisonError::into_inner).is_none() {
            return Err(StoreError::Closed);
        }
        Ok(self.inner.database.fetch(sql.into(), args).await?)
    }

    /// A small write to a plain table, on the one write path; returns what `RETURNING` names.
    pub(crate) async fn run(&self, sql: impl Into<Sql>, args: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.ask(Request::Run(sql.into(), args, answer)).await?;
        Ok(answered.await.unwrap_or_else(|_| Err(stopped()))?)
    }

    /// A connection of its own, for work on the whole database.
    pub(crate) async fn connection(&self) -> Result<Connection, StoreError> {
        Ok(self.inner.database.connect(Purpose::Whole).await?)
    }

    async fn ask(&self, request: Request) -> Result<(), CommitError> {
        let sender = self.inner.requests.read().unwrap_or_else(PoisonError::into_inner).clone();
        sender.ok_or(CommitError::Closed)?.send(request).await.map_err(|_| CommitError::Closed)
    }
}

fn stopped() -> CommitError {
    CommitError::Unavailable { reason: "the writer stopped before it answered".to_owned(), in_doubt: true }
}
