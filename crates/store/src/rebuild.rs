//! Views from the journal: what a projector is, and writing all views anew.

use std::collections::BTreeMap;

use crate::chain::digest;
use crate::dialect::{Begin, Connection};
use crate::journal::{Entry, Walk};
use crate::statement::ViewStatements;
use crate::told::Told;
use crate::value::Rows;
use crate::{Recorded, Store, StoreError, StreamId, Table, Value};

/// Rows gathered before they are written.
const ROWS: usize = 4_000;

/// A row of a view: one value per column of its table.
pub type ViewRow = (&'static Table, Vec<Value>);

/// Folds a stream into the rows its views must hold: the same pure function that `commit` callers use.
pub trait Projector: Sync {
    /// All views this projector writes; a rebuild empties exactly these.
    fn tables(&self) -> &[&'static Table];

    /// The rows that follow from a whole stream.
    ///
    /// # Errors
    /// A sentence that says why the events cannot be folded.
    fn rows(&self, stream: &StreamId, events: &[Recorded]) -> Result<Vec<ViewRow>, String>;

    /// The jobs that an event says were enqueued with it, by identity with the mark of each ([`crate::NewJob::mark`]);
    /// `None` when it says nothing of jobs, as events of earlier versions do.
    fn told(&self, _event: &Recorded) -> Option<Told> {
        None
    }

    /// Changes when the same events lead to other rows in the same columns: what an earlier edition wrote is then
    /// written anew.
    fn edition(&self) -> u32 {
        1
    }
}

/// Names what a projector writes: its tables and its edition.
fn shape(projector: &dyn Projector) -> String {
    let edition = projector.edition().to_string();
    let tables = projector.tables().iter().flat_map(|table| std::iter::once(&table.name).chain(table.columns));
    let parts: Vec<&str> = std::iter::once(edition.as_str()).chain(tables.copied()).collect();
    digest(&parts)
}

/// What a rebuild did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Streams folded.
    pub streams: u64,
    /// Events read.
    pub events: u64,
    /// Rows written.
    pub rows: u64,
}

/// A stream as a projector wants it.
pub(crate) fn fold(projector: &dyn Projector, entries: Vec<Entry>) -> Result<(StreamId, Vec<ViewRow>), StoreError> {
    let Some(stream) = entries.first().map(|entry| entry.stream.clone()) else {
        return Ok((StreamId::from(""), Vec::new()));
    };
    let events: Vec<Recorded> = entries.into_iter().map(|entry| entry.event).collect();
    let rows = projector
        .rows(&stream, &events)
        .map_err(|reason| StoreError::Corrupt(format!("{stream} cannot be folded into its views: {reason}")))?;
    for (table, values) in &rows {
        if !projector.tables().contains(table) {
            let name = table.name;
            return Err(StoreError::Invalid(format!(
                "{stream} has rows for {name}, which the projector does not list"
            )));
        }
        table.fits(values, table.columns.len()).map_err(StoreError::Invalid)?;
    }
    Ok((stream, rows))
}

impl Store {
    /// Writes the views anew when they are not in the shape in which this projector writes them: when an earlier
    /// program filled them, or a migration emptied one. Returns what was done, if anything.
    ///
    /// # Errors
    /// As [`Store::rebuild`].
    pub async fn renew_views(
        &self,
        projector: &dyn Projector,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<Option<Rebuilt>, StoreError> {
        let rows = self.query("SELECT shape FROM view_shape", &[]).await?;
        let current = rows.into_iter().next().map(|mut row| row.text(0)).transpose()?;
        if current.as_deref() == Some(shape(projector).as_str()) {
            return Ok(None);
        }
        self.rebuild(projector, progress).await.map(Some)
    }

    /// Empties the projector's views and writes them anew from the journal, in one transaction: readers see the old
    /// rows until the new ones are all there; those who want to commit wait,
    /// and are told `Unavailable` when that takes more than seconds. `progress` hears how many events are
    /// done, now and then.
    ///
    /// # Errors
    /// `Corrupt` when a stream cannot be folded; the old rows then stay.
    pub async fn rebuild(
        &self,
        projector: &dyn Projector,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<Rebuilt, StoreError> {
        let mut connection = self.connection().await?;
        connection.begin(Begin::Alone).await?;
        let result = rebuild(&mut connection, projector, progress).await;
        match &result {
            Ok(_) => connection.commit().await?,
            // The reason it failed matters more than whether the connection could still roll back; closing it does.
            Err(_) => drop(connection.rollback().await),
        }
        connection.close().await;
        result
    }
}

/// The rebuild itself, in a transaction that keeps others from appending.
pub(crate) async fn rebuild(
    connection: &mut Connection,
    projector: &dyn Projector,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Rebuilt, StoreError> {
    for table in projector.tables() {
        connection.fetch(format!("DELETE FROM {}", table.name), &[]).await?;
    }
    let mut done = Rebuilt::default();
    let mut walk = Walk::default();
    let mut waiting = Waiting::default();
    while let Some(entries) = walk.next(connection).await? {
        done.streams += 1;
        done.events += entries.len() as u64;
        for (table, values) in fold(projector, entries)?.1 {
            done.rows += 1;
            waiting.count += 1;
            waiting.rows.entry(table.name).or_insert_with(|| (table, Vec::new())).1.push(values);
        }
        if waiting.count >= ROWS {
            waiting.write(connection).await?;
            progress(done.events);
        }
    }
    waiting.write(connection).await?;
    connection.fetch("DELETE FROM view_shape", &[]).await?;
    connection.fetch("INSERT INTO view_shape (shape) VALUES ($1)", &[shape(projector).as_str().into()]).await?;
    progress(done.events);
    Ok(done)
}

#[derive(Default)]
struct Waiting {
    rows: BTreeMap<&'static str, (&'static Table, Vec<Vec<Value>>)>,
    statements: BTreeMap<&'static str, ViewStatements>,
    count: usize,
}

impl Waiting {
    async fn write(&mut self, connection: &mut Connection) -> Result<(), StoreError> {
        for (name, (table, waiting)) in &mut self.rows {
            if !self.statements.contains_key(name) {
                let columns = connection.columns(name).await?;
                self.statements.insert(name, ViewStatements::new(connection.engine(), table, &columns)?);
            }
            let mut rows = Rows::default();
            waiting.iter().for_each(|values| rows.push(values.iter().map(Value::cell)));
            if let Some(statements) = self.statements.get(name) {
                connection.fetch_rows(&statements.insert, &rows).await?;
            }
            waiting.clear();
        }
        self.count = 0;
        Ok(())
    }
}
