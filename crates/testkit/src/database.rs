//! One database per test.

use std::future::Future;
use std::path::PathBuf;

use regie_store::{Engine, Store};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};

use crate::postgres;

/// A database that belongs to one test and goes away with it.
#[derive(Debug)]
pub struct TestDb {
    url: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Sqlite(tempfile::TempDir),
    Postgres { name: String },
}

impl TestDb {
    /// A new, empty SQLite database in a temporary folder.
    ///
    /// # Panics
    /// When no temporary folder can be made.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite:{}", folder.path().join("regie.db").display());
        Self { url, place: Place::Sqlite(folder) }
    }

    /// A new database on the test server, with the schema in place.
    ///
    /// # Panics
    /// When `REGIE_TEST_POSTGRES` is not set, or its server makes no database.
    pub async fn postgres() -> Self {
        let (name, url) = postgres::create().await;
        Self { url, place: Place::Postgres { name } }
    }

    /// The address, as `--database` takes it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Which database it is on.
    pub fn engine(&self) -> Engine {
        match self.place {
            Place::Sqlite(_) => Engine::Sqlite,
            Place::Postgres { .. } => Engine::Postgres,
        }
    }

    /// A file name in a folder that goes away with the test.
    ///
    /// # Panics
    /// When no temporary folder can be made.
    pub fn file(&self, name: &str) -> PathBuf {
        match &self.place {
            Place::Sqlite(folder) => folder.path().join(name),
            Place::Postgres { name: database } => {
                let folder = std::env::temp_dir().join(database);
                std::fs::create_dir_all(&folder).expect("a temporary folder");
                folder.join(name)
            }
        }
    }

    /// Opens a store on it; more than one may be open, as two nodes would be.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn open(&self) -> Store {
        Store::open(&self.url).await.expect("the test database opens")
    }

    /// Runs SQL behind the store's back: another table for a test, or a hand in the till. Tables are made as the
    /// migrations make them (see `0001_journal.sql`).
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn execute(&self, sql: &str) {
        let done = match self.place {
            Place::Sqlite(_) => {
                let mut connection =
                    SqliteConnection::connect(&format!("{}?mode=rwc", self.url)).await.expect("a connection");
                let sql = sql.replace("/* keyed */", "WITHOUT ROWID");
                let done = connection.execute(AssertSqlSafe(sql)).await.map(drop);
                connection.close().await.expect("the connection closes");
                done
            }
            Place::Postgres { .. } => {
                let mut connection = PgConnection::connect(&self.url).await.expect("a connection");
                let sql = sql.replace(" TEXT", " TEXT COLLATE \"C\"");
                let done = connection.execute(AssertSqlSafe(sql)).await.map(drop);
                connection.close().await.expect("the connection closes");
                done
            }
        };
        done.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Cuts every connection of the stores on this database, as a restart of the server would. Does nothing on
    /// SQLite, which has no connections to cut; returns how many were cut.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn cut_connections(&self) -> usize {
        match &self.place {
            Place::Sqlite(_) => 0,
            Place::Postgres { name } => postgres::cut_connections(name).await,
        }
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if let Place::Postgres { name } = &self.place {
            postgres::drop_database(name);
            drop(std::fs::remove_dir_all(std::env::temp_dir().join(name)));
        }
    }
}

/// Tells a story on SQLite.
///
/// # Panics
/// When the story does.
pub fn on_sqlite<F: Future<Output = ()>>(story: impl FnOnce(TestDb) -> F) {
    runtime().block_on(async { story(TestDb::sqlite()).await });
}

/// Tells a story on PostgreSQL.
///
/// # Panics
/// When the story does, or when `REGIE_TEST_POSTGRES` is not set.
pub fn on_postgres<F: Future<Output = ()>>(story: impl FnOnce(TestDb) -> F) {
    runtime().block_on(async { story(TestDb::postgres().await).await });
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}
