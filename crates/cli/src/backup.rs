//! `regie backup` and `regie restore`: a copy of the whole database, and the proof that a copy is true.
//!
//! A SQLite database is copied as a file that is a database itself, one on a PostgreSQL server as JSON lines; `restore`
//! takes either, and the lines of `regie export`, into any database.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use regie_app::{Views, pathways_with};
use regie_store::{Content, Engine, Store, definitions_in};

use crate::args::{BackupArgs, RestoreArgs};
use crate::export;
use crate::failure::Failure;
use crate::output;
use crate::progress::Progress;
use crate::verify;

/// With these bytes begins every SQLite database.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// Runs `regie backup`.
pub async fn backup(args: BackupArgs, json: bool) -> Result<(), Failure> {
    let store = Store::open_existing(&args.database.database).await?;
    let copied = copy(&store, &args.out).await;
    store.close().await;
    copied?;
    let size = std::fs::metadata(&args.out).map_err(|error| Failure::file(&args.out, &error))?.len();
    if json {
        return output::json(&serde_json::json!({ "file": args.out, "bytes": size }));
    }
    output::line(format_args!("{size} bytes written to {}; `regie restore` proves it", args.out.display()))
}

async fn copy(store: &Store, out: &Path) -> Result<(), Failure> {
    match store.engine() {
        Engine::Sqlite => Ok(store.backup_file(out).await?),
        Engine::Postgres => export::to_file(store, Content::Everything, out).await.map(drop),
    }
}

/// Runs `regie restore`: takes a copy into an empty database and verifies all of it.
pub async fn restore(args: RestoreArgs, json: bool) -> Result<(), Failure> {
    let mut head = [0_u8; SQLITE.len()];
    let mut file = File::open(&args.file).map_err(|error| Failure::file(&args.file, &error))?;
    let is_sqlite = file.read_exact(&mut head).is_ok() && head == SQLITE;
    drop(file);
    if !is_sqlite {
        return restore_lines(&args.file, &args.database.database, json).await;
    }
    let folder = tempfile::tempdir().map_err(|error| Failure::Refused(format!("no temporary folder: {error}")))?;
    let lines = folder.path().join("copy.jsonl");
    lines_of_sqlite(&args.file, folder.path(), &lines).await?;
    restore_lines(&lines, &args.database.database, json).await
}

/// The portable form of a SQLite copy. It is opened as a copy of its own, so that the backup stays as it is.
async fn lines_of_sqlite(backup: &Path, folder: &Path, lines: &Path) -> Result<(), Failure> {
    let copy = folder.join("copy.db");
    std::fs::copy(backup, &copy).map_err(|error| Failure::file(backup, &error))?;
    let store = Store::open(&format!("sqlite:{}", copy.display()))
        .await
        .map_err(|error| Failure::Refused(format!("{}: {error}", backup.display())))?;
    let exported = export::to_file(&store, Content::Everything, lines).await;
    store.close().await;
    exported.map(drop)
}

async fn restore_lines(path: &Path, database: &str, json: bool) -> Result<(), Failure> {
    let open = || File::open(path).map(BufReader::new).map_err(|error| Failure::file(path, &error));
    let pathways = pathways_with(&definitions_in(&mut open()?)?)?;
    let mut lines = open()?;
    let store = Store::open(database).await?;
    let progress = Progress::new("events", 10_000);
    let report =
        store.restore_lines(&mut lines, &Views { pathways: &pathways }, &mut |done| progress.at(done, None)).await;
    progress.finish();
    store.close().await;
    verify::tell(&report?, json)
}
