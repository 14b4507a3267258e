//! Where is measured: a database of its own for each measurement, gone afterwards.

use std::path::{Path, PathBuf};

use regie_store::floor;
use tempfile::TempDir;

use crate::failure::Failure;

/// On what databases are made.
#[derive(Debug, Clone, Copy)]
pub enum Scratch<'a> {
    /// Files in a temporary folder.
    Sqlite,
    /// Databases on the server at this address.
    Postgres(&'a str),
}

/// A database for one measurement.
#[derive(Debug)]
pub struct Place<'a> {
    /// Its address.
    pub url: String,
    kind: Kind<'a>,
}

#[derive(Debug)]
enum Kind<'a> {
    Sqlite(TempDir),
    Postgres { server: &'a str, name: String },
}

impl<'a> Scratch<'a> {
    /// The name for titles.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// Makes an empty database. `what` tells the databases of one run apart.
    pub async fn make(self, what: &str) -> Result<Place<'a>, Failure> {
        match self {
            Self::Sqlite => {
                let folder = tempfile::Builder::new()
                    .prefix("regie-bench-")
                    .tempdir()
                    .map_err(|error| Failure::Refused(format!("no temporary folder: {error}")))?;
                let url = format!("sqlite:{}", file(folder.path()).display());
                Ok(Place { url, kind: Kind::Sqlite(folder) })
            }
            Self::Postgres(server) => {
                let name = format!("regie_bench_{}_{what}", std::process::id());
                let url = floor::make_database(server, &name).await?;
                Ok(Place { url, kind: Kind::Postgres { server, name } })
            }
        }
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("regie.db")
}

impl Place<'_> {
    /// The size of the database's files in bytes; `None` for a server, which does not say.
    pub fn bytes_on_disk(&self) -> Result<Option<u64>, Failure> {
        let Kind::Sqlite(folder) = &self.kind else { return Ok(None) };
        let size = || {
            let mut bytes = 0;
            for entry in std::fs::read_dir(folder.path())? {
                bytes += entry?.metadata()?.len();
            }
            Ok(bytes)
        };
        size().map(Some).map_err(|error| Failure::file(folder.path(), &error))
    }

    /// Removes the database; every store on it is closed by now.
    pub async fn remove(self) -> Result<(), Failure> {
        match self.kind {
            Kind::Sqlite(folder) => {
                let path = folder.path().to_owned();
                folder.close().map_err(|error| Failure::file(&path, &error))
            }
            Kind::Postgres { server, name } => Ok(floor::drop_database(server, &name).await?),
        }
    }
}
