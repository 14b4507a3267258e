//! Copies: of a SQLite file while it is in use, and in a portable form that any database takes back.
//!
//! The portable form is one JSON object a line: a header, the rows of the plain tables that it holds, every event of
//! the journal, and a last line by which a file that was cut short is known. An export holds what the journal needs to
//! be read (the pathways' texts, what was imported) and no credentials; a backup holds the accounts, receipts, jobs and
//! drafts too. Sessions end with the copy. Views are not in it: they follow from the journal.

use std::io::{BufRead, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::dialect::{Begin, Connection, Engine, private_file};
use crate::journal::{Cursor, Entry};
use crate::rebuild::{Projector, rebuild};
use crate::statement::{Kind, RowsStatement};
use crate::value::{Cell, Row, Rows};
use crate::{Definition, Recorded, Report, Store, StoreError, Value};

/// Version of the portable form.
const FORMAT: u32 = 1;
/// Lines gathered before they are written, and rows read at a time.
const LINES: usize = 2_000;

const TEXT: Kind = Kind::Text;
const INT: Kind = Kind::Int;

/// What a copy holds besides the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// An export: the texts of the pathways, and what was imported last. No accounts, receipts, jobs or drafts.
    Journal,
    /// A backup: all that cannot be computed again, password hashes among it.
    Everything,
}

/// A plain table that is worth keeping.
struct Plain {
    name: &'static str,
    /// How many of the first columns are its key.
    key: usize,
    columns: &'static [(&'static str, Kind)],
    /// Whether an export holds it too.
    exported: bool,
}

const DEFINITION: Plain = Plain {
    name: "definition",
    key: 1,
    columns: &[("hash", TEXT), ("name", TEXT), ("text", TEXT), ("at", INT)],
    exported: true,
};

/// In the order of the copy; the definitions first, so that a reader has them before the events that need them.
const PLAIN: [Plain; 7] = [
    DEFINITION,
    Plain {
        name: "imported",
        key: 2,
        columns: &[("source", TEXT), ("number", TEXT), ("client", TEXT), ("hash", TEXT), ("settled", INT), ("at", INT)],
        exported: true,
    },
    Plain {
        name: "account",
        key: 1,
        columns: &[
            ("person", TEXT),
            ("login", TEXT),
            ("password_hash", TEXT),
            ("created_at", INT),
            ("disabled_at", INT),
        ],
        exported: false,
    },
    Plain {
        name: "receipt",
        key: 2,
        columns: &[("actor", TEXT), ("key", TEXT), ("request_hash", TEXT), ("response", TEXT), ("at", INT)],
        exported: false,
    },
    Plain {
        name: "job",
        key: 1,
        columns: &[
            ("id", TEXT),
            ("kind", TEXT),
            ("sender", TEXT),
            ("receiver", TEXT),
            ("payload", TEXT),
            ("created_at", INT),
            ("state", TEXT),
            ("delivered_at", INT),
        ],
        exported: false,
    },
    Plain {
        name: "draft",
        key: 4,
        columns: &[
            ("person", TEXT),
            ("org", TEXT),
            ("about", TEXT),
            ("form", TEXT),
            ("rev", INT),
            ("seen", INT),
            ("fields", TEXT),
            ("at", INT),
        ],
        exported: false,
    },
    Plain { name: "outbox_since", key: 1, columns: &[("at", INT)], exported: false },
];

impl Plain {
    fn columns(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        names.join(", ")
    }

    /// The rows after the one with this key, in the order of the key; the first rows without one.
    async fn page(&self, connection: &mut Connection, after: Option<&[Value]>) -> Result<Vec<Row>, StoreError> {
        let columns = self.columns();
        let keys: Vec<&str> = self.columns.iter().take(self.key).map(|(name, _)| *name).collect();
        let (name, key) = (self.name, keys.join(", "));
        let places: Vec<String> = (1..=self.key).map(|place| format!("${place}")).collect();
        let (condition, mut args) = match after {
            Some(last) => (format!("WHERE ({key}) > ({})", places.join(", ")), last.to_vec()),
            None => (String::new(), Vec::new()),
        };
        args.push(i64::try_from(LINES).unwrap_or(i64::MAX).into());
        let sql = format!("SELECT {columns} FROM {name} {condition} ORDER BY {key} LIMIT ${} + 0", args.len());
        Ok(connection.fetch(sql, &args).await?)
    }

    /// Writes all its rows; returns how many.
    async fn export(&self, connection: &mut Connection, out: &mut (dyn Write + Send)) -> Result<u64, StoreError> {
        let mut count = 0;
        let mut last: Option<Vec<Value>> = None;
        loop {
            let page = self.page(connection, last.as_deref()).await?;
            let Some(Row(end)) = page.last() else { return Ok(count) };
            last = Some(end.iter().take(self.key).cloned().collect());
            count += page.len() as u64;
            for Row(values) in page {
                let values = values.into_iter().map(to_json).collect();
                write_line(out, &Line::Row { table: self.name.to_owned(), values })?;
            }
        }
    }
}

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
            let advice = "a PostgreSQL database is not one file: copy its lines, or use pg_dump on the server";
            return Err(StoreError::Invalid(advice.to_owned()));
        }
        let file = |what: &str| StoreError::File(format!("{}: {what}", path.display()));
        let text = path.to_str().ok_or_else(|| file("the name is not UTF-8"))?;
        let mut connection = self.connection().await?;
        private_file(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => file("there is a file of this name already, choose another"),
            _ => file(&error.to_string()),
        })?;
        // SQLite fills an empty file.
        if let Err(failure) = connection.fetch("VACUUM INTO $1", &[text.into()]).await {
            let left = std::fs::remove_file(path);
            tracing::debug!(?left, "the unfinished copy goes");
            return Err(match StoreError::from(failure) {
                StoreError::Refused(reason) | StoreError::Unavailable(reason) => file(&reason),
                other => other,
            });
        }
        connection.close().await;
        // SQLite leaves it to the caller to see that the copy survives a power cut.
        let synced = std::fs::File::open(path).and_then(|copy| copy.sync_all());
        synced.map_err(|error| file(&error.to_string()))
    }

    /// Writes a copy in the portable form, from one unchanging picture.
    ///
    /// # Errors
    /// When the database cannot be read, or `File` when `out` refuses.
    pub async fn export_lines(
        &self,
        content: Content,
        at: Timestamp,
        out: &mut (dyn Write + Send),
    ) -> Result<Exported, StoreError> {
        let mut connection = self.connection().await?;
        connection.begin(Begin::Snapshot).await?;
        let mut done = Exported::default();
        write_line(out, &Line::Regie { format: FORMAT, at })?;
        let tables = || PLAIN.iter().filter(|table| table.exported || content == Content::Everything);
        for table in tables().filter(|table| table.exported) {
            done.rows += table.export(&mut connection, out).await?;
        }
        let mut cursor = Cursor::default();
        loop {
            let entries = cursor.next(&mut connection).await?;
            if entries.is_empty() {
                break;
            }
            done.events += entries.len() as u64;
            entries.into_iter().try_for_each(|entry| write_line(out, &event_line(entry)))?;
        }
        for table in tables().filter(|table| !table.exported) {
            done.rows += table.export(&mut connection, out).await?;
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
    for table in ["journal", "stream"].into_iter().chain(PLAIN.iter().map(|plain| plain.name)) {
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
    let (mut taken, mut has_jobs) = (Taken::default(), false);
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
                has_jobs |= table == "job";
                taken.row(&table, values).map_err(|what| wrong(lines.number, &what))?;
            }
            Some(Line::End { events, rows }) if (Exported { events, rows }) == found => break,
            Some(Line::End { .. }) => return Err(wrong(lines.number, "lines are missing before this one")),
            Some(Line::Regie { .. }) => return Err(wrong(lines.number, "a second header")),
            None => return Err(wrong(lines.number, "the copy ends here, it was cut short")),
        }
        if taken.events.len() + taken.rows.iter().map(Vec::len).sum::<usize>() >= LINES {
            taken.write(connection).await?;
            progress(found.events);
        }
    }
    taken.write(connection).await?;
    let heads = "INSERT INTO stream (stream, version, hash) SELECT stream, seq, hash FROM journal AS last \
                 WHERE seq = (SELECT max(seq) FROM journal WHERE stream = last.stream)";
    connection.fetch(heads, &[]).await?;
    if !has_jobs {
        // An export leaves the outbox behind: what was enqueued until now is not to be looked for.
        let since = "INSERT INTO outbox_since (at) SELECT at FROM (SELECT at FROM journal ORDER BY at DESC LIMIT 1) AS last \
                     WHERE true ON CONFLICT (at) DO NOTHING";
        connection.fetch(since, &[]).await?;
    }
    rebuild(connection, projector, progress).await.map(drop)
}

/// The pathways' texts of a portable copy, which stand at its beginning: what a projector needs before the copy is
/// taken in.
///
/// # Errors
/// As [`Store::restore_lines`] for the lines up to the first event.
pub fn definitions_in(copy: &mut (dyn BufRead + Send)) -> Result<Vec<Definition>, StoreError> {
    let mut lines = Lines { copy, number: 0 };
    let mut found = Vec::new();
    loop {
        match lines.next()? {
            Some(Line::Regie { .. }) => {}
            Some(Line::Row { table, values }) if table == DEFINITION.name => {
                let number = lines.number;
                let wrong = |what: String| StoreError::Invalid(format!("line {number}: {what}"));
                let values = values.into_iter().map(from_json).collect::<Result<_, _>>().map_err(wrong)?;
                found.push(Definition::read(Row(values))?);
            }
            _ => return Ok(found),
        }
    }
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
    rows: [Vec<Vec<Value>>; PLAIN.len()],
}

impl Taken {
    fn row(&mut self, table: &str, mut values: Vec<Json>) -> Result<(), String> {
        if table == "job" && values.len() == 12 {
            // A copy made earlier holds four columns for a worker.
            let worker = [7, 8, 9, 11];
            let mut place = 0;
            values.retain(|_| {
                place += 1;
                !worker.contains(&(place - 1))
            });
        }
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
        let engine = connection.engine();
        let journal = RowsStatement::new(
            engine,
            "INSERT INTO journal (stream, actor, kind, payload, hash, seq, at) {rows}",
            [TEXT, TEXT, TEXT, TEXT, TEXT, INT, INT],
        );
        let mut rows = Rows::default();
        for (texts, seq, at) in &self.events {
            rows.push(texts.iter().map(|text| Cell::Text(text)).chain([Cell::Int(*seq), Cell::Int(*at)]));
        }
        connection.fetch_rows(&journal, &rows).await?;
        for (table, waiting) in PLAIN.iter().zip(&self.rows) {
            let kinds: Vec<Kind> = table.columns.iter().map(|(_, kind)| *kind).collect();
            let sql = format!("INSERT INTO {} ({}) {{rows}}", table.name, table.columns());
            let mut rows = Rows::default();
            waiting.iter().for_each(|values| rows.push(values.iter().map(Value::cell)));
            connection.fetch_rows(&RowsStatement::new(engine, &sql, kinds), &rows).await?;
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
