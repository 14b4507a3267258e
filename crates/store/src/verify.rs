//! Proof that the journal is whole and that every view equals its rebuild.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use crate::chain::{Fingerprint, fingerprint};
use crate::dialect::{Begin, Connection};
use crate::journal::{Entry, Head, Walk};
use crate::rebuild::{Projector, fold};
use crate::told::Promised;
use crate::value::Row;
use crate::{Seal, Store, StoreError, StreamId, Table, Value};

/// Breaches that are told one by one; more are only counted.
const TOLD: usize = 1_000;
/// Rows read at a time.
const PAGE: i64 = 2_000;

/// Something that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Breach {
    /// The event, or the one before it, is not what was written.
    #[error("{stream}, event {seq}: its content does not match its hash, it or the event before it was changed")]
    Hash {
        /// The stream.
        stream: StreamId,
        /// The first sequence number that does not fit.
        seq: u64,
    },
    /// Events are missing, or stand in the wrong place.
    #[error("{stream}: event {found} follows {after}, what was between is gone")]
    Gap {
        /// The stream.
        stream: StreamId,
        /// Last sequence number before the gap.
        after: u64,
        /// First after it.
        found: u64,
    },
    /// The last event of a stream is not the one its head names.
    #[error("{stream}: the head says version {head}, the journal ends at {journal} (or with another hash)")]
    Head {
        /// The stream.
        stream: StreamId,
        /// Version of the head; 0 when there is no head.
        head: u64,
        /// Last sequence number in the journal; 0 when there are no events.
        journal: u64,
    },
    /// What was sealed of a stream is not in the journal any more.
    #[error(
        "{stream}: the {version} events that were sealed are not in the journal any more: they were removed or replaced after the seal was made"
    )]
    Seal {
        /// The stream.
        stream: StreamId,
        /// The version that was sealed.
        version: u64,
    },
    /// The events of a stream cannot be folded.
    #[error("{reason}")]
    Fold {
        /// The stream.
        stream: StreamId,
        /// Why not.
        reason: String,
    },
    /// Two streams claim the same row of a view.
    #[error("{table}: two streams write the row {key}, the second is {stream}")]
    DoubleRow {
        /// The view.
        table: String,
        /// The key of the row.
        key: String,
        /// The second of the streams.
        stream: StreamId,
    },
    /// A row that follows from the journal is not there.
    #[error("{table}: the row {key} of {stream} is missing; `regie rebuild` writes it")]
    MissingRow {
        /// The view.
        table: String,
        /// The key of the row.
        key: String,
        /// The stream it follows from.
        stream: StreamId,
    },
    /// A row is there that follows from nothing.
    #[error("{table}: the row {key} follows from nothing in the journal; `regie rebuild` removes it")]
    ExtraRow {
        /// The view.
        table: String,
        /// The key of the row.
        key: String,
    },
    /// A job that was enqueued is not in the outbox.
    #[error("outbox: {id}, enqueued with event {seq} of {stream}, is gone")]
    MissingJob {
        /// The job.
        id: String,
        /// The stream whose event enqueued it.
        stream: StreamId,
        /// Which event.
        seq: u64,
    },
    /// A job is in the outbox that no event enqueued.
    #[error("outbox: no event enqueued {id}")]
    ExtraJob {
        /// The job.
        id: String,
    },
    /// A job does not say what it said when it was enqueued.
    #[error("outbox: {id} is not as it was enqueued; its receiver, sender, text or moment was changed")]
    DifferentJob {
        /// The job.
        id: String,
    },
    /// A job is said to be over and has no moment at which it ended, or the other way round.
    #[error("outbox: {id} is {state}, and the moment at which it was delivered or lapsed says otherwise")]
    JobState {
        /// The job.
        id: String,
        /// As stored.
        state: String,
    },
    /// A row is not what follows from the journal.
    #[error("{table}: the row {key} differs from what follows from the journal; `regie rebuild` mends it")]
    DifferentRow {
        /// The view.
        table: String,
        /// The key of the row.
        key: String,
    },
}

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Report {
    /// Streams walked.
    pub streams: u64,
    /// Events whose hash was proved.
    pub events: u64,
    /// View rows compared.
    pub rows: u64,
    /// Jobs of the outbox compared with what the journal says was enqueued.
    pub jobs: u64,
    /// Jobs of which the journal says nothing: enqueued by an earlier version, or left behind by an export.
    pub unproved_jobs: u64,
    /// The hash of the [`Seal`] of the journal as it stands: one over the end of every stream.
    pub seal: String,
    /// What is wrong, as far as told one by one.
    pub breaches: Vec<Breach>,
    /// How many more there are.
    pub more: u64,
}

impl Report {
    /// Whether everything is as it must be.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.breaches.is_empty()
    }

    pub(crate) fn tell(&mut self, breach: Breach) {
        if self.breaches.len() < TOLD {
            self.breaches.push(breach);
        } else {
            self.more += 1;
        }
    }
}

impl Store {
    /// Walks the whole journal and proves every hash, every sequence and every head; with a projector also that every
    /// view equals its rebuild and every job of the outbox is as it was enqueued. Works on one unchanging picture while others go on writing. `progress` hears how many
    /// events are done, now and then.
    ///
    /// # Errors
    /// When the database cannot be read. What is wrong with its content is in the report.
    pub async fn verify(
        &self,
        projector: Option<&dyn Projector>,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<Report, StoreError> {
        Ok(self.verify_sealed(projector, None, progress).await?.0)
    }

    /// The same, and that everything an earlier seal holds is still in the journal: whoever removes or replaces whole
    /// streams, heads and rows and all, leaves a journal that is true in itself. Gives the seal of the journal as
    /// it stands too.
    ///
    /// # Errors
    /// As [`Store::verify`].
    pub async fn verify_sealed(
        &self,
        projector: Option<&dyn Projector>,
        earlier: Option<&Seal>,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<(Report, Seal), StoreError> {
        let mut connection = self.connection().await?;
        connection.begin(Begin::Snapshot).await?;
        let mut report = Report::default();
        let mut expected = Expected { rows: ExpectedRows::new(projector), jobs: Promised::default() };
        let seal = walk(&mut connection, projector, earlier, &mut expected, &mut report, progress).await?;
        let Expected { rows: mut expected, jobs } = expected;
        report.seal = seal.hash();
        for (stream, version) in earlier.into_iter().flat_map(|earlier| earlier.gone_from(&seal)) {
            report.tell(Breach::Seal { stream: stream.clone(), version });
        }
        for table in projector.map(Projector::tables).unwrap_or_default() {
            compare(&mut connection, table, &mut expected, &mut report).await?;
        }
        if let Some(projector) = projector {
            name_missing(&mut connection, projector, &expected, &mut report).await?;
            jobs.compare(&mut connection, projector, &mut report).await?;
        }
        connection.rollback().await?;
        connection.close().await;
        Ok((report, seal))
    }
}

/// What follows from the journal.
struct Expected {
    rows: ExpectedRows,
    jobs: Promised,
}

/// Fingerprints of the rows that follow from the journal: key to whole row.
struct ExpectedRows(BTreeMap<&'static str, HashMap<Fingerprint, Fingerprint>>);

impl ExpectedRows {
    fn new(projector: Option<&dyn Projector>) -> Self {
        let tables = projector.map(Projector::tables).unwrap_or_default();
        Self(tables.iter().map(|table| (table.name, HashMap::new())).collect())
    }

    /// Returns false when the row is there already.
    fn insert(&mut self, table: &Table, values: &[Value]) -> bool {
        let rows = self.0.entry(table.name).or_default();
        rows.insert(fingerprint(table.key_of(values)), fingerprint(values)).is_none()
    }
}

async fn walk(
    connection: &mut Connection,
    projector: Option<&dyn Projector>,
    earlier: Option<&Seal>,
    expected: &mut Expected,
    report: &mut Report,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Seal, StoreError> {
    let mut seal = Seal::default();
    let mut heads = Heads::default();
    let mut walk = Walk::default();
    let mut told = 0;
    while let Some(entries) = walk.next(connection).await? {
        let Some(last) = entries.last() else { continue };
        let stream = last.stream.clone();
        let end = Head { version: last.event.seq, hash: last.hash.clone() };
        check_chain(&entries, report);
        if let Some(version) = earlier.and_then(|earlier| earlier.broken_by(&stream, &entries)) {
            report.tell(Breach::Seal { stream: stream.clone(), version });
        }
        while let Some((orphan, head)) = heads.next_before(connection, &stream).await? {
            report.tell(Breach::Head { stream: orphan, head: head.version, journal: 0 });
        }
        let head = heads.take(&stream);
        if head.as_ref() != Some(&end) {
            let head = head.map_or(0, |head| head.version);
            report.tell(Breach::Head { stream: stream.clone(), head, journal: end.version });
        }
        report.streams += 1;
        report.events += entries.len() as u64;
        seal.add(stream.clone(), end);
        if let Some(projector) = projector {
            expected.jobs.hear(projector, &entries);
            expect(projector, stream, entries, &mut expected.rows, report);
        }
        if report.events - told >= 10_000 {
            told = report.events;
            progress(told);
        }
    }
    while let Some((orphan, head)) = heads.next(connection).await? {
        report.tell(Breach::Head { stream: orphan, head: head.version, journal: 0 });
    }
    progress(report.events);
    Ok(seal)
}

fn check_chain(entries: &[Entry], report: &mut Report) {
    let (mut seq, mut previous) = (0, "");
    for entry in entries {
        let (stream, found) = (&entry.stream, entry.event.seq);
        if found != seq + 1 {
            // The hash before is gone too, so there is nothing to hold this one against.
            report.tell(Breach::Gap { stream: stream.clone(), after: seq, found });
        } else if entry.hash != entry.expected_hash(previous) {
            report.tell(Breach::Hash { stream: stream.clone(), seq: found });
        }
        (seq, previous) = (found, &entry.hash);
    }
}

fn expect(
    projector: &dyn Projector,
    stream: StreamId,
    entries: Vec<Entry>,
    expected: &mut ExpectedRows,
    report: &mut Report,
) {
    match fold(projector, entries) {
        Ok((_, rows)) => {
            for (table, values) in rows {
                if !expected.insert(table, &values) {
                    let key = show(table.key_of(&values));
                    report.tell(Breach::DoubleRow { table: table.name.to_owned(), key, stream: stream.clone() });
                }
            }
        }
        Err(error) => report.tell(Breach::Fold { stream, reason: error.to_string() }),
    }
}

/// The heads, in the order of their streams, read beside the journal.
#[derive(Default)]
struct Heads {
    read: std::collections::VecDeque<(StreamId, Head)>,
    last: String,
    ended: bool,
}

impl Heads {
    async fn fill(&mut self, connection: &mut Connection) -> Result<(), StoreError> {
        if !self.read.is_empty() || self.ended {
            return Ok(());
        }
        let sql = "SELECT stream, version, hash FROM stream WHERE stream > $1 ORDER BY stream LIMIT $2";
        let rows = connection.fetch(sql, &[self.last.as_str().into(), PAGE.into()]).await?;
        for mut row in rows {
            let (stream, head) = (row.text(0)?, Head { version: row.count(1)?, hash: row.text(2)? });
            self.last.clone_from(&stream);
            self.read.push_back((stream.into(), head));
        }
        self.ended = self.read.is_empty();
        Ok(())
    }

    async fn next(&mut self, connection: &mut Connection) -> Result<Option<(StreamId, Head)>, StoreError> {
        self.fill(connection).await?;
        Ok(self.read.pop_front())
    }

    /// The next head whose stream comes before `stream`.
    async fn next_before(
        &mut self,
        connection: &mut Connection,
        stream: &StreamId,
    ) -> Result<Option<(StreamId, Head)>, StoreError> {
        self.fill(connection).await?;
        Ok(self.read.pop_front_if(|(next, _)| *next < *stream))
    }

    /// The head of `stream`, if it is the next.
    fn take(&mut self, stream: &StreamId) -> Option<Head> {
        self.read.pop_front_if(|(next, _)| next == stream).map(|(_, head)| head)
    }
}

/// Holds every row of a view against what is expected, and leaves in `expected` what was not found.
async fn compare(
    connection: &mut Connection,
    table: &'static Table,
    expected: &mut ExpectedRows,
    report: &mut Report,
) -> Result<(), StoreError> {
    let (name, columns, key) = (table.name, table.columns.join(", "), table.key_columns().join(", "));
    let width = table.key_columns().len();
    let places: Vec<String> = (1..=width).map(|index| format!("${index}")).collect();
    let first = format!("SELECT {columns} FROM {name} ORDER BY {key} LIMIT $1");
    let next = format!(
        "SELECT {columns} FROM {name} WHERE ({key}) > ({}) ORDER BY {key} LIMIT ${}",
        places.join(", "),
        width + 1
    );
    let mut page = connection.fetch(first, &[PAGE.into()]).await?;
    let rows = expected.0.entry(name).or_default();
    while let Some(Row(last)) = page.last() {
        let args: Vec<Value> = table.key_of(last).iter().cloned().chain([PAGE.into()]).collect();
        for Row(values) in &page {
            report.rows += 1;
            let (table, key) = (name.to_owned(), table.key_of(values));
            match rows.remove(&fingerprint(key)) {
                None => report.tell(Breach::ExtraRow { table, key: show(key) }),
                Some(row) if row != fingerprint(values) => {
                    report.tell(Breach::DifferentRow { table, key: show(key) });
                }
                Some(_) => {}
            }
        }
        page = connection.fetch(next.clone(), &args).await?;
    }
    Ok(())
}

/// Folds everything once more to name the rows that were not found: only their fingerprints were kept.
async fn name_missing(
    connection: &mut Connection,
    projector: &dyn Projector,
    expected: &ExpectedRows,
    report: &mut Report,
) -> Result<(), StoreError> {
    let missing: HashSet<(&str, &Fingerprint)> =
        expected.0.iter().flat_map(|(table, rows)| rows.keys().map(move |key| (*table, key))).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut walk = Walk::default();
    while let Some(entries) = walk.next(connection).await? {
        // What cannot be folded has been told before.
        let Ok((stream, rows)) = fold(projector, entries) else { continue };
        for (table, values) in rows {
            let key = table.key_of(&values);
            if missing.contains(&(table.name, &fingerprint(key))) {
                let (table, key, stream) = (table.name.to_owned(), show(key), stream.clone());
                report.tell(Breach::MissingRow { table, key, stream });
            }
        }
    }
    Ok(())
}

fn show(key: &[Value]) -> String {
    let parts: Vec<String> = key.iter().map(ToString::to_string).collect();
    format!("({})", parts.join(", "))
}
