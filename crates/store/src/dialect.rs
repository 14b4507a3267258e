//! The one place that knows what differs between SQLite and PostgreSQL; its inner room `cells` holds how each driver
//! takes and gives values.
//!
//! Everywhere else a query is written once, with `$1`, `$2`, … as parameters. A statement over many rows says
//! `{rows}` where the rows belong; here that becomes a SELECT from one JSON text on SQLite, and from `unnest` of one
//! array per column on PostgreSQL: the text of a statement is the same for any number of rows.

mod cells;

use std::collections::HashMap;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use cells::{arrays, fetch_postgres, fetch_sqlite, json, postgres_row, read_all, sqlite_row};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgDatabaseError, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteError, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection as _, Executor, PgPool, SqlitePool};

use crate::StoreError;
use crate::error::Failure;
use crate::schema::without_password;
use crate::statement::{Kind, RowsStatement, Script, Sql};
use crate::value::{Row, Rows, Value};

/// Which database a store runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded in this process, one file.
    Sqlite,
    /// A server that many nodes share.
    Postgres,
}

impl Engine {
    /// Ends a query whose rows this transaction is about to change.
    pub(crate) fn for_update(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }
}

impl Engine {
    /// What `{rows}` stands for in a statement over rows of these kinds.
    pub(crate) fn rows(self, kinds: &[Kind]) -> String {
        match self {
            Self::Sqlite => {
                let columns: Vec<String> = (0..kinds.len()).map(|index| format!("value ->> {index}")).collect();
                // Without WHERE an upsert would read its own ON CONFLICT as the join's.
                format!("SELECT {} FROM json_each(?) WHERE true", columns.join(", "))
            }
            Self::Postgres => {
                let array = |(index, kind): (usize, &Kind)| match kind {
                    Kind::Text => format!("${}::text[]", index + 1),
                    Kind::Int => format!("${}::bigint[]", index + 1),
                };
                let arrays: Vec<String> = kinds.iter().enumerate().map(array).collect();
                format!("SELECT * FROM unnest({})", arrays.join(","))
            }
        }
    }

    /// A table of the texts in a JSON array: for a list of any length in a statement that stays the same, and so prepared.
    pub(crate) fn texts(self, place: usize) -> String {
        match self {
            Self::Sqlite => format!("SELECT value FROM json_each(${place})"),
            Self::Postgres => format!("SELECT value FROM json_array_elements_text(${place}::json)"),
        }
    }

    /// A migration in this database's words: byte order everywhere, so that lists and prefixes mean the same on both,
    /// and tables marked `keyed` stored by their key.
    pub(crate) fn schema(self, sql: &'static str) -> Sql {
        match self {
            Self::Sqlite => sql.replace("/* keyed */", "WITHOUT ROWID").into(),
            Self::Postgres => sql.replace(" TEXT", " TEXT COLLATE \"C\"").into(),
        }
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(inner) => {
                let text = inner.to_string();
                if let Some(inner) = inner.try_downcast_ref::<PgDatabaseError>() {
                    return classify_postgres(inner.code(), text);
                }
                let code = inner.try_downcast_ref::<SqliteError>().and_then(|_| inner.code()?.parse().ok());
                classify_sqlite(code.unwrap_or_default(), text)
            }
            sqlx::Error::Encode(_) | sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. } => {
                Self::Refused(error.to_string())
            }
            _ => Self::Lost(error.to_string()),
        }
    }
}

fn classify_postgres(code: &str, text: String) -> Failure {
    let text = format!("{text}, SQLSTATE {code}");
    match code {
        "53100" => Failure::Full(text),
        "40001" | "40P01" | "23505" => Failure::Clash(text),
        "55P03" | "57014" | "53200" | "53300" => Failure::Busy(text),
        // Operator intervention, connection exceptions, I/O errors, and a server that became a standby.
        _ if code.starts_with("57P") || code.starts_with("08") || code.starts_with("58") || code == "25006" => {
            Failure::Lost(text)
        }
        _ => Failure::Refused(text),
    }
}

/// Codes: <https://www.sqlite.org/rescode.html>; the low byte is the primary one.
fn classify_sqlite(code: i32, text: String) -> Failure {
    const IOERR_SHMSIZE: i32 = 10 | (19 << 8);
    match (code & 0xff, code) {
        (13, _) | (_, IOERR_SHMSIZE) => Failure::Full(text),
        (5 | 6, _) => Failure::Busy(text),
        (_, 1555 | 2067) => Failure::Clash(text),
        // No memory, read-only, interrupted, I/O error, corrupt, cannot open. Code 26, no database at all, stays.
        (7..=11 | 14, _) => Failure::Lost(text),
        _ => Failure::Refused(text),
    }
}

/// What the database is doing, with what comes of it. Boxed: an `async fn` is compiled wherever it is waited for, and the
/// drivers' code is long. Behind a box it is compiled here, once, and not again in every room above.
pub(crate) type Doing<'a, T, E = Failure> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>>;

/// For what a connection is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Carrying batches: many small statements that each find their rows by key.
    Batches,
    /// Whole-database work: verify, rebuild, backup, migration.
    Whole,
}

/// Where the data is, and a pool to read it from.
#[derive(Debug, Clone)]
pub(crate) enum Database {
    Sqlite { pool: SqlitePool, options: SqliteConnectOptions },
    Postgres { pool: PgPool, options: PgConnectOptions },
}

/// Rows that go to the database in one trip.
const CHUNK: usize = 4096;
/// How long to wait for a lock or a connection before saying that the database is not available.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long one read may take before it is given up.
const READ_LIMIT: Duration = Duration::from_secs(30);

impl Database {
    /// Reads the address and prepares the pool; connects to nothing yet.
    pub(crate) fn new(url: &str, readers: u32) -> Result<Self, StoreError> {
        let refuse = |reason: String| StoreError::Address { url: without_password(url), reason };
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url).map_err(|error| refuse(error.to_string()))?;
            if url.contains(":memory:") || url.contains("mode=memory") || options.get_filename().as_os_str().is_empty()
            {
                return Err(refuse("a database in memory is not durable, name a file".to_owned()));
            }
            let options = sqlite_options(options);
            let pool = SqlitePoolOptions::new()
                .max_connections(readers)
                .acquire_timeout(PATIENCE)
                .test_before_acquire(false)
                .connect_lazy_with(sqlite_reader(options.clone()));
            Ok(Self::Sqlite { pool, options })
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url).map_err(|error| refuse(error.to_string()))?;
            let options = options
                .disable_statement_logging()
                .application_name("regie")
                .statement_cache_capacity(512)
                .options([("jit", "off")]);
            let pool = PgPoolOptions::new()
                .max_connections(readers)
                .acquire_timeout(PATIENCE)
                .connect_lazy_with(options.clone());
            Ok(Self::Postgres { pool, options })
        } else {
            Err(refuse("it starts with neither `sqlite:` nor `postgres:`".to_owned()))
        }
    }

    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres { .. } => Engine::Postgres,
        }
    }

    /// Sees that a SQLite file is there. A new one is for its owner alone: it will hold medical records.
    pub(crate) fn prepare_file(&self, make: bool) -> Result<(), StoreError> {
        let Self::Sqlite { options, .. } = self else { return Ok(()) };
        let path = options.get_filename();
        if path.exists() {
            return Ok(());
        }
        if !make {
            return Err(StoreError::Absent(path.display().to_string()));
        }
        match private_file(path) {
            // Another program that starts at the same moment made it.
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                Err(StoreError::File(format!("{}: {error}", path.display())))
            }
            _ => Ok(()),
        }
    }

    /// Reads on a connection of the pool.
    pub(crate) fn fetch<'a>(&'a self, sql: Sql, args: &'a [Value]) -> Doing<'a, Vec<Row>> {
        let read = async move {
            match self {
                Self::Sqlite { pool, .. } => fetch_sqlite(pool, sql, args).await,
                Self::Postgres { pool, .. } => fetch_postgres(pool, sql, args).await,
            }
        };
        Box::pin(async move {
            tokio::time::timeout(READ_LIMIT, read)
                .await
                .unwrap_or_else(|_| Err(Failure::Busy(format!("no answer within {} s", READ_LIMIT.as_secs()))))
        })
    }

    /// Opens a connection of its own, outside the pool.
    pub(crate) fn connect(&self, purpose: Purpose) -> Doing<'_, Connection> {
        let connect = async move {
            match self {
                Self::Sqlite { options, .. } => Ok(Connection::Sqlite(options.connect().await?)),
                Self::Postgres { options, .. } => {
                    let mut connection = postgres_options(options.clone(), purpose).connect().await?;
                    // A server that answers before it has written would make every promise of this store a lie.
                    let durable = "SELECT set_config('synchronous_commit', 'on', false) \
                                   WHERE current_setting('synchronous_commit') = 'off'";
                    connection.execute(durable).await?;
                    Ok(Connection::Postgres(connection))
                }
            }
        };
        Box::pin(async move {
            tokio::time::timeout(PATIENCE, connect)
                .await
                .unwrap_or_else(|_| Err(Failure::Lost(format!("no connection within {} s", PATIENCE.as_secs()))))
        })
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { pool, .. } => pool.close().await,
            Self::Postgres { pool, .. } => pool.close().await,
        }
    }
}

/// Makes a file that does not exist yet and that only its owner can read: what Regie writes holds medical records.
///
/// # Errors
/// `AlreadyExists` when there is a file of this name, and whatever else keeps it from being made.
pub fn private_file(path: &std::path::Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn sqlite_options(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-65536")
        // 8 000 pages are 32 MB: a page that changes often is copied home once for many commits.
        .pragma("wal_autocheckpoint", "8000")
        .pragma("journal_size_limit", "67108864")
        .statement_cache_capacity(1024)
        .row_buffer_size(512)
        .disable_statement_logging()
}

fn sqlite_reader(options: SqliteConnectOptions) -> SqliteConnectOptions {
    // As much of the file as SQLite allows is read where the operating system keeps it, without a copy.
    options.pragma("query_only", "on").pragma("cache_size", "-16384").pragma("mmap_size", "2147418112")
}

fn postgres_options(options: PgConnectOptions, purpose: Purpose) -> PgConnectOptions {
    match purpose {
        Purpose::Whole => options,
        // The writer finds every row by key. A plan made while a table was small would scan it, and stay cached when
        // it has grown.
        Purpose::Batches => {
            options.options([("enable_seqscan", "off"), ("enable_hashjoin", "off"), ("enable_mergejoin", "off")])
        }
    }
}

/// Kinds of transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begin {
    /// A batch of commits.
    Write,
    /// One unchanging picture of everything, to read.
    Snapshot,
    /// Nobody else may append meanwhile.
    Alone,
}

/// A connection of its own.
#[derive(Debug)]
pub(crate) enum Connection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Connection {
    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Waits in a transaction until nobody else is in one under this name. SQLite has one writer at a time anyhow.
    pub(crate) async fn meet(&mut self, name: &'static str) -> Result<(), Failure> {
        if self.engine() == Engine::Postgres {
            let sql = "SELECT CAST(pg_advisory_xact_lock(hashtextextended($1, 0)) AS TEXT)";
            self.fetch(sql, &[name.into()]).await?;
        }
        Ok(())
    }

    /// Begins a transaction; end it with [`Connection::commit`] or [`Connection::rollback`].
    pub(crate) async fn begin(&mut self, begin: Begin) -> Result<(), Failure> {
        let sql = match (self.engine(), begin) {
            (Engine::Sqlite, Begin::Write | Begin::Alone) => "BEGIN IMMEDIATE",
            (Engine::Sqlite, Begin::Snapshot) => "BEGIN",
            // Said, since a server can be set up to begin otherwise: a condition is asked when the streams are locked, and
            // must see what was committed while the lock was waited for.
            (Engine::Postgres, Begin::Write | Begin::Alone) => "BEGIN ISOLATION LEVEL READ COMMITTED",
            (Engine::Postgres, Begin::Snapshot) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        self.fetch(sql, &[]).await?;
        if (self.engine(), begin) == (Engine::Postgres, Begin::Alone) {
            self.fetch("LOCK TABLE journal IN SHARE ROW EXCLUSIVE MODE", &[]).await?;
        }
        Ok(())
    }

    pub(crate) async fn commit(&mut self) -> Result<(), Failure> {
        self.fetch("COMMIT", &[]).await.map(drop)
    }

    pub(crate) async fn rollback(&mut self) -> Result<(), Failure> {
        self.fetch("ROLLBACK", &[]).await.map(drop)
    }

    /// Runs one statement and returns its rows.
    pub(crate) fn fetch<'a>(&'a mut self, sql: impl Into<Sql>, args: &'a [Value]) -> Doing<'a, Vec<Row>> {
        self.fetch_sql(sql.into(), args)
    }

    fn fetch_sql<'a>(&'a mut self, sql: Sql, args: &'a [Value]) -> Doing<'a, Vec<Row>> {
        match self {
            Self::Sqlite(connection) => Box::pin(fetch_sqlite(connection, sql, args)),
            Self::Postgres(connection) => Box::pin(fetch_postgres(connection, sql, args)),
        }
    }

    /// Runs one statement over many rows.
    pub(crate) fn fetch_rows<'a>(
        &'a mut self,
        statement: &'a RowsStatement,
        rows: &'a Rows<'_>,
    ) -> Doing<'a, Vec<Row>> {
        Box::pin(async move {
            statement.check(rows)?;
            let width = statement.kinds().len();
            let mut found = Vec::new();
            for chunk in rows.cells().chunks(width * CHUNK) {
                let sql = Sql::Made(Arc::clone(statement.text())).into_sql();
                match self {
                    Self::Sqlite(connection) => {
                        let query = sqlx::query_with(sql, json([(width, chunk)])?);
                        read_all(query.fetch_all(connection).await?, sqlite_row, &mut found)?;
                    }
                    Self::Postgres(connection) => {
                        let query = sqlx::query_with(sql, arrays(statement.kinds(), chunk)?);
                        read_all(query.fetch_all(connection).await?, postgres_row, &mut found)?;
                    }
                }
            }
            Ok(found)
        })
    }

    /// Runs every statement of a script, of which no rows are wanted back. On SQLite they go as one text: each trip
    /// to the thread that holds the connection costs more than most of the statements.
    pub(crate) fn carry<'a>(&'a mut self, script: &'a Script<'_>) -> Doing<'a, ()> {
        Box::pin(async move {
            match self {
                Self::Sqlite(connection) if !script.parts().is_empty() => {
                    let texts: Vec<&str> = script.parts().iter().map(|(statement, _)| &**statement.text()).collect();
                    let sql = Sql::from(texts.join(";\n")).into_sql();
                    let args =
                        json(script.parts().iter().map(|(statement, rows)| (statement.kinds().len(), rows.cells())))?;
                    sqlx::query_with(sql, args).execute(connection).await?;
                }
                Self::Sqlite(_) => {}
                Self::Postgres(_) => {
                    for (statement, rows) in script.parts() {
                        self.fetch_rows(statement, rows).await?;
                    }
                }
            }
            Ok(())
        })
    }

    /// The columns of a table and what they hold; empty when there is no such table.
    pub(crate) async fn columns(&mut self, table: &str) -> Result<HashMap<String, Kind>, Failure> {
        let sql = match self {
            Self::Sqlite(_) => "SELECT name, lower(type) FROM pragma_table_info($1)",
            Self::Postgres(_) => {
                "SELECT column_name::text, data_type::text FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name = $1"
            }
        };
        let mut columns = HashMap::new();
        for mut row in self.fetch(sql, &[table.into()]).await? {
            let name = row.text(0).map_err(|error| Failure::Refused(error.to_string()))?;
            let kind = row.text(1).map_err(|error| Failure::Refused(error.to_string()))?;
            columns.insert(name, if kind == "bigint" { Kind::Int } else { Kind::Text });
        }
        Ok(columns)
    }

    /// Runs the migrations that are missing. On PostgreSQL nodes that start together wait for each other.
    pub(crate) fn migrate<'a>(&'a mut self, migrator: &'a Migrator) -> Doing<'a, (), MigrateError> {
        match self {
            Self::Sqlite(connection) => Box::pin(migrator.run_direct(None, connection, false)),
            Self::Postgres(connection) => Box::pin(migrator.run_direct(None, connection, false)),
        }
    }

    pub(crate) async fn close(self) {
        let closed = match self {
            Self::Sqlite(connection) => connection.close().await,
            Self::Postgres(connection) => connection.close().await,
        };
        if let Err(error) = closed {
            tracing::debug!(%error, "a database connection did not close cleanly");
        }
    }
}
