//! Reading the journal: one stream, the list of streams, or everything in order.

use std::collections::HashMap;

use crate::chain::Link;
use crate::dialect::{Begin, Connection};
use crate::value::Row;
use crate::{Recorded, Store, StoreError, StreamId, Value};

/// Rows that a walk over the whole journal reads at a time.
const PAGE: i64 = 2_000;

/// Where a stream stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its last sequence number, which is also the number of its events.
    pub version: u64,
    /// Hash of its last event, in hexadecimal.
    pub hash: String,
}

/// A row of the journal, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The stream it belongs to.
    pub stream: StreamId,
    /// The event.
    pub event: Recorded,
    /// Its hash, in hexadecimal.
    pub hash: String,
}

impl Entry {
    /// What this entry's hash ought to be after an entry with hash `previous`.
    pub(crate) fn expected_hash(&self, previous: &str) -> String {
        let Recorded { seq, at, actor, kind, payload } = &self.event;
        let (stream, at) = (self.stream.as_str(), at.as_microsecond());
        Link { stream, seq: *seq, at, actor, kind, payload }.hash(previous)
    }
}

impl Store {
    /// The events of a stream after sequence number `after`, in order; none for a stream that does not exist.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn events(&self, stream: &StreamId, after: u64) -> Result<Vec<Recorded>, StoreError> {
        let sql = "SELECT seq, at, actor, kind, payload FROM journal WHERE stream = $1 AND seq > $2 ORDER BY seq";
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let rows = self.query(sql, &[stream.as_str().into(), after.into()]).await?;
        rows.into_iter().map(|mut row| recorded(&mut row, 0)).collect()
    }

    /// All streams whose name begins with `prefix`, each with all its events, in the order of their names. For kinds of
    /// stream of which there are few: organisations and people.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn streams_of(&self, prefix: &str) -> Result<Vec<(StreamId, Vec<Recorded>)>, StoreError> {
        let sql = "SELECT stream, seq, at, actor, kind, payload FROM journal WHERE stream >= $1 AND stream < $2 \
                   ORDER BY stream, seq";
        by_stream(self.query(sql, &[prefix.into(), format!("{prefix}\u{10ffff}").into()]).await?)
    }

    /// These streams, each with all its events, in the order of their names; those that do not exist are left out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn streams_named(&self, named: &[StreamId]) -> Result<Vec<(StreamId, Vec<Recorded>)>, StoreError> {
        if named.is_empty() {
            return Ok(Vec::new());
        }
        let each = self.engine().texts(1);
        let sql = format!(
            "SELECT stream, seq, at, actor, kind, payload FROM journal WHERE stream IN ({each}) ORDER BY stream, seq"
        );
        by_stream(self.query(sql, &[Value::texts(named.iter().map(StreamId::as_str))]).await?)
    }

    /// Where a stream stands; `None` when it does not exist.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn head(&self, stream: &StreamId) -> Result<Option<Head>, StoreError> {
        let rows = self.query("SELECT version, hash FROM stream WHERE stream = $1", &[stream.as_str().into()]).await?;
        rows.into_iter().next().map(|mut row| Ok(Head { version: row.count(0)?, hash: row.text(1)? })).transpose()
    }

    /// At which version these streams stand; those that do not exist are left out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn versions(&self, streams: &[StreamId]) -> Result<HashMap<StreamId, u64>, StoreError> {
        if streams.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = format!("SELECT stream, version FROM stream WHERE stream IN ({})", self.engine().texts(1));
        let rows = self.query(sql, &[Value::texts(streams.iter().map(StreamId::as_str))]).await?;
        rows.into_iter().map(|mut row| Ok((row.text(0)?.into(), row.count(1)?))).collect()
    }

    /// Up to `limit` streams whose name begins with `prefix`, after the stream `after`, in the order of their names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn streams(
        &self,
        prefix: &str,
        after: Option<&StreamId>,
        limit: u32,
    ) -> Result<Vec<(StreamId, u64)>, StoreError> {
        let sql = "SELECT stream, version FROM stream WHERE stream >= $1 AND stream < $2 AND stream > $3 \
                   ORDER BY stream LIMIT $4 + 0";
        let after = after.map_or("", StreamId::as_str);
        let args = [prefix.into(), format!("{prefix}\u{10ffff}").into(), after.into(), i64::from(limit).into()];
        let rows = self.query(sql, &args).await?;
        rows.into_iter().map(|mut row| Ok((row.text(0)?.into(), row.count(1)?))).collect()
    }

    /// Everything in the journal as it stands now, by stream and sequence number; later commits are not in it.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn export(&self) -> Result<Export, StoreError> {
        let mut connection = self.connection().await?;
        connection.begin(Begin::Snapshot).await?;
        Ok(Export { connection, cursor: Cursor::default() })
    }
}

/// The whole journal, read a page at a time from one unchanging picture.
#[derive(Debug)]
pub struct Export {
    pub(crate) connection: Connection,
    cursor: Cursor,
}

impl Export {
    /// The next entries; empty at the end.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next(&mut self) -> Result<Vec<Entry>, StoreError> {
        self.cursor.next(&mut self.connection).await
    }

    /// Gives the connection back. Dropping the export does the same, without waiting for it.
    pub async fn close(self) {
        self.connection.close().await;
    }
}

/// How far a walk over the journal has come.
#[derive(Debug, Default)]
pub(crate) struct Cursor {
    stream: String,
    seq: i64,
}

impl Cursor {
    /// The next page of the journal, by stream and sequence number; empty at the end.
    pub(crate) async fn next(&mut self, connection: &mut Connection) -> Result<Vec<Entry>, StoreError> {
        let sql = "SELECT stream, seq, at, actor, kind, payload, hash FROM journal \
                   WHERE (stream, seq) > ($1, $2) ORDER BY stream, seq LIMIT $3 + 0";
        let args: [Value; 3] = [self.stream.as_str().into(), self.seq.into(), PAGE.into()];
        let rows = connection.fetch(sql, &args).await?;
        let entries: Vec<Entry> = rows.into_iter().map(|mut row| entry(&mut row)).collect::<Result<_, _>>()?;
        if let Some(last) = entries.last() {
            self.stream.clone_from(&last.stream.as_str().to_owned());
            self.seq = last.event.seq.cast_signed();
        }
        Ok(entries)
    }
}

/// Walks the journal stream by stream.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    cursor: Cursor,
    read: std::collections::VecDeque<Entry>,
    ended: bool,
}

impl Walk {
    /// All entries of the next stream; `None` at the end.
    pub(crate) async fn next(&mut self, connection: &mut Connection) -> Result<Option<Vec<Entry>>, StoreError> {
        let mut whole: Vec<Entry> = Vec::new();
        loop {
            while let Some(entry) = self.read.pop_front() {
                if whole.first().is_some_and(|first| first.stream != entry.stream) {
                    self.read.push_front(entry);
                    return Ok(Some(whole));
                }
                whole.push(entry);
            }
            if self.ended {
                return Ok((!whole.is_empty()).then_some(whole));
            }
            self.read.extend(self.cursor.next(connection).await?);
            self.ended = self.read.is_empty();
        }
    }
}

fn entry(row: &mut Row) -> Result<Entry, StoreError> {
    Ok(Entry { stream: row.text(0)?.into(), event: recorded(row, 1)?, hash: row.text(6)? })
}

/// The events of several streams, of which each begins where the name changes.
fn by_stream(rows: Vec<Row>) -> Result<Vec<(StreamId, Vec<Recorded>)>, StoreError> {
    let mut streams: Vec<(StreamId, Vec<Recorded>)> = Vec::new();
    for mut row in rows {
        let stream = StreamId::new(row.text(0)?);
        let event = recorded(&mut row, 1)?;
        match streams.last_mut() {
            Some((last, events)) if *last == stream => events.push(event),
            _ => streams.push((stream, vec![event])),
        }
    }
    Ok(streams)
}

fn recorded(row: &mut Row, first: usize) -> Result<Recorded, StoreError> {
    Ok(Recorded {
        seq: row.count(first)?,
        at: row.moment(first + 1)?,
        actor: row.text(first + 2)?,
        kind: row.text(first + 3)?,
        payload: row.text(first + 4)?,
    })
}
