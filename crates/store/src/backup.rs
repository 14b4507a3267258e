//! Copies: of a SQLite file while it is in use, and in a portable form that any database takes back.
//!
//! The portable form is one JSON object a line: a header, every event of the journal, every row of the plain tables
//! worth keeping (accounts, receipts, jobs; sessions end with the copy), and a last line by which a file that was cut
//! short is known. Views are not in it: they follow from the journal.

use std::io::{BufRead, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::dialect::{Begin, Connection, Engine};
use crate::journal::{Cursor, Entry};
use crate::rebuild::{Projector, rebuild};
use crate::statement::{Kind, RowsStatement};
use crate::value::{Cell, Row, Rows};
use crate::{Recorded, Report, Store, StoreError, Value};

/// Version of the portable form.
const FORMAT: u32 = 1;
/// Lines gathered before they are written.
const LINES: usize = 2_000;

const TEXT: Kind = Kind::Text;
const INT: Kind = Kind::Int;

/// A plain table that is worth keeping.
struct Plain {
    name: &'static str,
    /// Its key.
    order: &'static str,
    columns: &'static [(&'static str, Kind)],
}

const PLAIN: [Plain; 3] = [
    Plain {
        name: "account",
        order: "person",
        columns: &[
            ("person", TEXT),
            ("login", TEXT),
            ("password_hash", TEXT),
            ("created_at", INT),
            ("disabled_at", INT),
        ],
    },
    Plain {
        name: "receipt",
        order: "actor, key",
        columns: &[("actor", TEXT), ("key", TEXT), ("request_hash", TEXT), ("response", TEXT), ("at", INT)],
    },
    Plain {
        name: "job",
        order: "id",
        columns: &[
            ("id", TEXT),
            ("kind", TEXT),
            ("sender", TEXT),
            ("receiver", TEXT),
            ("payload", TEXT),
            ("created_at", INT),
            ("state", TEXT),
            ("attempts", INT),
            ("next_at", INT),
            ("worker", TEXT),
            ("delivered_at", INT),
            ("last_error", TEXT),
        ],
    },
];

#[derive(Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
enum Line {
    /// The first line.
    Regie {
        format: u32,
        at: Timestamp,
    },
    Event {
        stream: String,
        seq: u64,
        at: i64,
        actor: String,
        kind: String,
        payload: String,
        hash: String,
    },
    Row {
        table: String,
        values: Vec<Json>,
    },
    /// The last line.
    End {
        events: u64,
        rows: u64,
    },
}

/// How much a copy holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exported {
    /// Events of the journal.
    pub events: u64,
    /// Rows of plain tables.
    pub rows: u64,
}

impl Store {
    /// Copies a SQLite database to a new file while it is in use. The copy is a database of its own, complete up to
    /// one commit, and safely on disk when this returns.
    ///
    /// # Errors
    /// `Invalid` on PostgreSQL (use [`Store::export_lines`] or the server's own tools), `File` when the file exists
    /// or cannot be written.
    pub async fn backup_file(&self, path: &Path) -> Result<(), StoreError> {
        if self.engine() == Engine::Postgres {
            let advice = "a PostgreSQL database is not one file: use the export, or pg_dump on the server";
            return Err(StoreError::Invalid(advice.to_owned()));
        }
        let file = |what: &str| StoreError::File(format!("{}: {what}", path.display()));
        if path.exists() {
            return Err(file("there is a file of this name already, choose another"));
        }
        let text = path.to_str().ok_or_else(|| file("the name is not UTF-8"))?;
        let mut connection = self.connection().await?;
        connection.fetch("VACUUM INTO $1", &[text.into()]).await.map_err(|failure| {
            match StoreError::from(failure) {
                StoreError::Refused(reason) | StoreError::Unavailable(reason) => file(&reason),
                other => other,
            }
        })?;
        connection.close().await;
        // SQLite leaves it to the caller to see that the copy survives a power cut.
        let synced = std::fs::File::open(path).and_then(|copy| copy.sync_all());
        synced.map_err(|error| file(&error.to_string()))
    }

    /// Writes everything that cannot be computed again, in the portable form, from one unchanging picture.
    ///
    /// # Errors
    /// When the database cannot be read, or `File` when `out` refuses.
    pub async fn export_lines(&self, at: Timestamp, out: &mut (dyn Write + Send)) -> Result<Exported, StoreError> {
        let mut connection = self.connection().await?;
        connection.begin(Begin::Snapshot).await?;
        let mut done = Exported::default();
        write_line(out, &Line::Regie { format: FORMAT, at })?;
        let mut cursor = Cursor::default();
        loop {
            let entries = cursor.next(&mut connection).await?;
            if entries.is_empty() {
                break;
            }
            done.events += entries.len() as u64;
            entries.into_iter().try_for_each(|entry| write_line(out, &event_line(entry)))?;
        }
        for table in &PLAIN {
            let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
            let sql = format!("SELECT {} FROM {} ORDER BY {}", columns.join(", "), table.name, table.order);
            for Row(values) in connection.fetch(sql, &[]).await? {
                done.rows += 1;
                let values = values.into_iter().map(to_json).collect();
                write_line(out, &Line::Row { table: table.name.to_owned(), values })?;
            }
        }
        write_line(out, &Line::End { events: done.events, rows: done.rows })?;
        out.flush().map_err(|error| StoreError::File(format!("the export cannot be written: {error}")))?;
        connection.close().await;
        Ok(done)
    }

    /// Takes a portable copy into this empty database, writes the views and verifies all of it; the report says
    /// whether the copy was true. All in one transaction: a copy that is cut short or malformed leaves nothing behind.
    ///
    /// # Errors
    /// `Invalid` when the database is not empty or a line is not understood (with its number), `File` when the copy
    /// cannot be read.
    pub async fn restore_lines(
        &self,
        copy: &mut (dyn BufRead + Send),
        projector: &dyn Projector,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<Report, StoreError> {
        let mut connection = self.connection().await?;
        connection.begin(Begin::Alone).await?;
        let restored = restore(&mut connection, copy, projector, progress).await;
        match restored {
            Ok(()) => connection.commit().await?,
            Err(error) => {
                drop(connection.rollback().await);
                return Err(error);
            }
        }
        connection.close().await;
        self.verify(Some(projector), progress).await
    }
}

async fn restore(
    connection: &mut Connection,
    copy: &mut (dyn BufRead + Send),
    projector: &dyn Projector,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<(), StoreError> {
    for table in ["journal", "stream", "account", "receipt", "job"] {
        let rows = connection.fetch(format!("SELECT 1 FROM {table} LIMIT 1"), &[]).await?;
        if !rows.is_empty() {
            let what = format!("the database is not empty ({table} has rows): restore into a new one");
            return Err(StoreError::Invalid(what));
        }
    }
    let mut lines = Lines { copy, number: 0 };
    let wrong = |number: u64, what: &str| StoreError::Invalid(format!("line {number}: {what}"));
    match lines.next()? {
        Some(Line::Regie { format: FORMAT, .. }) => {}
        Some(Line::Regie { format, .. }) => {
            return Err(wrong(1, &format!("the copy has form {format}, this program reads form {FORMAT}")));
        }
        _ => return Err(wrong(1, "this is no copy made by Regie")),
    }
    let mut taken = Taken::default();
    let mut found = Exported::default();
    loop {
        match lines.next()? {
            Some(Line::Event { stream, seq, at, actor, kind, payload, hash }) => {
                found.events += 1;
                let seq = i64::try_from(seq).map_err(|_| wrong(lines.number, "no such sequence number"))?;
                let event = [stream, actor, kind, payload, hash];
                taken.events.push((event, seq, at));
            }
            Some(Line::Row { table, values }) => {
                found.rows += 1;
                taken.row(&table, values).map_err(|what| wrong(lines.number, &what))?;
            }
            Some(Line::End { events, rows }) if (Exported { events, rows }) == found => break,
            Some(Line::End { .. }) => return Err(wrong(lines.number, "lines are missing before this one")),
            Some(Line::Regie { .. }) => return Err(wrong(lines.number, "a second header")),
            None => return Err(wrong(lines.number, "the copy ends here, it was cut short")),
        }
        if taken.events.len() + taken.rows[0].len() + taken.rows[1].len() + taken.rows[2].len() >= LINES {
            taken.write(connection).await?;
            progress(found.events);
        }
    }
    taken.write(connection).await?;
    let heads = "INSERT INTO stream (stream, version, hash) SELECT stream, seq, hash FROM journal AS last \
                 WHERE seq = (SELECT max(seq) FROM journal WHERE stream = last.stream)";
    connection.fetch(heads, &[]).await?;
    rebuild(connection, projector, progress).await.map(drop)
}

struct Lines<'a> {
    copy: &'a mut (dyn BufRead + Send),
    number: u64,
}

impl Lines<'_> {
    fn next(&mut self) -> Result<Option<Line>, StoreError> {
        self.number += 1;
        let mut text = String::new();
        let number = self.number;
        match self.copy.read_line(&mut text) {
            Ok(0) => Ok(None),
            Ok(_) => serde_json::from_str(&text)
                .map(Some)
                .map_err(|error| StoreError::Invalid(format!("line {number} is not understood: {error}"))),
            Err(error) => Err(StoreError::File(format!("line {number} cannot be read: {error}"))),
        }
    }
}

/// Lines read and not yet written.
#[derive(Default)]
struct Taken {
    events: Vec<([String; 5], i64, i64)>,
    rows: [Vec<Vec<Value>>; 3],
}

impl Taken {
    fn row(&mut self, table: &str, values: Vec<Json>) -> Result<(), String> {
        let place = PLAIN.iter().position(|plain| plain.name == table);
        let place = place.ok_or_else(|| format!("there is no table {table}"))?;
        if values.len() != PLAIN[place].columns.len() {
            return Err(format!("a row for {table} with {} values", values.len()));
        }
        let values = values.into_iter().map(from_json).collect::<Result<_, _>>()?;
        self.rows[place].push(values);
        Ok(())
    }

    async fn write(&mut self, connection: &mut Connection) -> Result<(), StoreError> {
        let mut journal = RowsStatement::new(
            "INSERT INTO journal (stream, actor, kind, payload, hash, seq, at) {rows}",
            [TEXT, TEXT, TEXT, TEXT, TEXT, INT, INT],
        );
        let mut rows = Rows::default();
        for (texts, seq, at) in &self.events {
            rows.push(texts.iter().map(|text| Cell::Text(text)).chain([Cell::Int(*seq), Cell::Int(*at)]));
        }
        connection.fetch_rows(&mut journal, &rows).await?;
        for (table, waiting) in PLAIN.iter().zip(&self.rows) {
            let (columns, kinds): (Vec<&str>, Vec<Kind>) = table.columns.iter().copied().unzip();
            let sql = format!("INSERT INTO {} ({}) {{rows}}", table.name, columns.join(", "));
            let mut rows = Rows::default();
            waiting.iter().for_each(|values| rows.push(values.iter().map(Value::cell)));
            connection.fetch_rows(&mut RowsStatement::new(sql, kinds), &rows).await?;
        }
        *self = Self::default();
        Ok(())
    }
}

fn write_line(out: &mut (dyn Write + Send), line: &Line) -> Result<(), StoreError> {
    let failed = |reason: String| StoreError::File(format!("the export cannot be written: {reason}"));
    serde_json::to_writer(&mut *out, line).map_err(|error| failed(error.to_string()))?;
    out.write_all(b"\n").map_err(|error| failed(error.to_string()))
}

fn event_line(entry: Entry) -> Line {
    let Recorded { seq, at, actor, kind, payload } = entry.event;
    let (stream, at) = (entry.stream.to_string(), at.as_microsecond());
    Line::Event { stream, seq, at, actor, kind, payload, hash: entry.hash }
}

fn to_json(value: Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Int(number) => number.into(),
        Value::Text(text) => text.into(),
    }
}

fn from_json(value: Json) -> Result<Value, String> {
    match value {
        Json::Null => Ok(Value::Null),
        Json::String(text) => Ok(Value::Text(text)),
        other => other.as_i64().map(Value::Int).ok_or_else(|| format!("{other} is neither text nor a whole number")),
    }
}
