//! One transaction's worth of commits: checked against the heads in memory, written with a few statements.

use std::collections::{BTreeMap, HashMap};

use crate::chain::Link;
use crate::dialect::{Connection, Engine};
use crate::error::Failure;
use crate::statement::{Kind, RowsStatement, Script, ViewStatements};
use crate::value::{Cell, Rows};
use crate::{Append, Commit, CommitError, Committed, NewJob, Receipt, RowChange, StreamId, Table, Value};

const TEXT: Kind = Kind::Text;
const INT: Kind = Kind::Int;

/// The statements of a writer, made once.
#[derive(Debug)]
pub(crate) struct Statements {
    engine: Engine,
    heads: RowsStatement,
    receipts: RowsStatement,
    put_journal: RowsStatement,
    put_heads: RowsStatement,
    put_receipts: RowsStatement,
    lapse_jobs: RowsStatement,
    put_jobs: RowsStatement,
    views: HashMap<&'static str, ViewStatements>,
}

impl Statements {
    pub(crate) fn new(engine: Engine) -> Self {
        let lock = engine.for_update();
        let made = |text: &str, kinds: &[Kind]| RowsStatement::new(engine, text, kinds);
        Self {
            engine,
            // All heads in one value: on SQLite every row that comes back wakes the writer once more.
            heads: made(
                &format!(
                    "SELECT string_agg(stream || ' ' || CAST(version AS TEXT) || ' ' || hash, ',') FROM (\
                     SELECT stream, version, hash FROM stream WHERE stream IN ({{rows}}) ORDER BY stream{lock}) AS held"
                ),
                &[TEXT],
            ),
            receipts: made(
                "SELECT actor, key, request_hash, response FROM receipt WHERE (actor, key) IN ({rows})",
                &[TEXT, TEXT],
            ),
            put_journal: made(
                "INSERT INTO journal (stream, seq, at, actor, kind, payload, hash) {rows}",
                &[TEXT, INT, INT, TEXT, TEXT, TEXT, TEXT],
            ),
            put_heads: made(
                "INSERT INTO stream (stream, version, hash) {rows} \
                 ON CONFLICT (stream) DO UPDATE SET version = excluded.version, hash = excluded.hash",
                &[TEXT, INT, TEXT],
            ),
            put_receipts: made(
                "INSERT INTO receipt (actor, key, request_hash, response, at) {rows}",
                &[TEXT, TEXT, TEXT, TEXT, INT],
            ),
            lapse_jobs: made(
                "WITH gone (begins, beyond, ends, at) AS ({rows}) \
                 UPDATE job SET state = 'lapsed', delivered_at = gone.at FROM gone \
                 WHERE job.id >= gone.begins AND job.id < gone.beyond AND job.id LIKE gone.ends \
                 AND job.delivered_at IS NULL",
                &[TEXT, TEXT, TEXT, INT],
            ),
            put_jobs: made(
                "INSERT INTO job (id, kind, sender, receiver, payload, created_at, state) {rows} \
                 ON CONFLICT (id) DO NOTHING",
                &[TEXT, TEXT, TEXT, TEXT, TEXT, INT, TEXT],
            ),
            views: HashMap::new(),
        }
    }

    /// Makes the statements for a view, if they are not there yet.
    async fn learn(&mut self, connection: &mut Connection, table: &Table) -> Result<(), Failure> {
        if !self.views.contains_key(table.name) {
            let made = ViewStatements::new(self.engine, table, &connection.columns(table.name).await?)?;
            self.views.insert(table.name, made);
        }
        Ok(())
    }
}

#[derive(Debug, Clone, Default)]
struct Head {
    version: u64,
    hash: String,
    moved: bool,
}

struct NewEntry<'a> {
    link: Link<'a>,
    hash: String,
}

struct Change<'a> {
    key: &'a [Value],
    /// The whole row, or nothing when it goes.
    values: Option<&'a [Value]>,
}

/// What a transaction is going to write.
#[derive(Default)]
pub(crate) struct Batch<'a> {
    heads: HashMap<&'a str, Head>,
    answered: HashMap<(&'a str, &'a str), (String, String)>,
    entries: Vec<NewEntry<'a>>,
    changes: BTreeMap<&'static str, (&'static Table, Vec<Change<'a>>)>,
    jobs: Vec<(&'a NewJob, i64)>,
    /// As the statement wants them: the range of identities, the pattern of their end, the moment.
    lapses: Vec<(&'a str, String, String, i64)>,
    receipts: Vec<(&'a Receipt, i64)>,
}

impl<'a> Batch<'a> {
    /// Reads, and on PostgreSQL locks, what the commits will be checked against.
    pub(crate) async fn load(
        connection: &mut Connection,
        statements: &Statements,
        commits: impl Iterator<Item = &'a Commit> + Clone + Send,
    ) -> Result<Self, Failure> {
        let mut batch = Self::default();
        let mut streams: Vec<&str> =
            commits.clone().flat_map(|commit| &commit.appends).map(|append| append.stream.as_str()).collect();
        streams.sort_unstable();
        streams.dedup();
        batch.load_heads(connection, statements, streams).await?;
        let mut keys: Vec<(&str, &str)> = commits
            .filter_map(|commit| commit.receipt.as_ref())
            .map(|receipt| (receipt.actor.as_str(), receipt.key.as_str()))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        batch.load_receipts(connection, statements, keys).await?;
        Ok(batch)
    }

    async fn load_heads(
        &mut self,
        connection: &mut Connection,
        statements: &Statements,
        streams: Vec<&'a str>,
    ) -> Result<(), Failure> {
        let mut wanted = Rows::default();
        streams.iter().for_each(|stream| wanted.push([Cell::Text(stream)]));
        self.heads = streams.into_iter().map(|stream| (stream, Head::default())).collect();
        for mut row in connection.fetch_rows(&statements.heads, &wanted).await? {
            let Some(held) = row.optional_text(0).map_err(corrupt)? else { continue };
            for text in held.split(',') {
                let (stream, head) = read_head(text).map_err(corrupt)?;
                if let Some(known) = self.heads.get_mut(stream) {
                    *known = head;
                }
            }
        }
        Ok(())
    }

    async fn load_receipts(
        &mut self,
        connection: &mut Connection,
        statements: &Statements,
        keys: Vec<(&'a str, &'a str)>,
    ) -> Result<(), Failure> {
        let mut wanted = Rows::default();
        keys.iter().for_each(|(actor, key)| wanted.push([Cell::Text(actor), Cell::Text(key)]));
        for mut row in connection.fetch_rows(&statements.receipts, &wanted).await? {
            let [actor, key, request_hash, response] = [0, 1, 2, 3].map(|index| row.text(index));
            let (actor, key) = (actor.map_err(corrupt)?, key.map_err(corrupt)?);
            if let Some(known) = keys.iter().find(|known| **known == (actor.as_str(), key.as_str())) {
                let stored = (request_hash.map_err(corrupt)?, response.map_err(corrupt)?);
                self.answered.insert(*known, stored);
            }
        }
        Ok(())
    }

    /// Takes a commit in, or says why not; a refused commit leaves no trace. Later commits see earlier ones.
    pub(crate) fn add(&mut self, commit: &'a Commit) -> Result<Committed, CommitError> {
        if let Some(receipt) = &commit.receipt {
            let key = (receipt.actor.as_str(), receipt.key.as_str());
            if let Some((request_hash, response)) = self.answered.get(&key) {
                return Err(CommitError::DuplicateReceipt {
                    request_hash: request_hash.clone(),
                    response: response.clone(),
                });
            }
        }
        self.check_versions(&commit.appends)?;
        let at = commit.at.as_microsecond();
        let versions = commit.appends.iter().map(|append| self.append(append, at, &commit.actor)).collect();
        for change in &commit.rows {
            let (table, change) = match change {
                RowChange::Put { table, values } => (table, Change { key: table.key_of(values), values: Some(values) }),
                RowChange::Remove { table, key } => (table, Change { key, values: None }),
            };
            self.changes.entry(table.name).or_insert_with(|| (table, Vec::new())).1.push(change);
        }
        self.jobs.extend(commit.jobs.iter().map(|job| (job, at)));
        self.lapses.extend(commit.lapses.iter().map(|lapse| {
            let beyond = format!("{}\u{10ffff}", lapse.begins);
            (lapse.begins.as_str(), beyond, format!("%{}", lapse.ends), at)
        }));
        if let Some(receipt) = &commit.receipt {
            let stored = (receipt.request_hash.clone(), receipt.response.clone());
            self.answered.insert((&receipt.actor, &receipt.key), stored);
            self.receipts.push((receipt, at));
        }
        Ok(Committed { versions })
    }

    fn check_versions(&self, appends: &[Append]) -> Result<(), CommitError> {
        for (index, append) in appends.iter().enumerate() {
            let stored = self.heads.get(append.stream.as_str()).map_or(0, |head| head.version);
            let before = &appends[..index];
            let earlier: usize =
                before.iter().filter(|other| other.stream == append.stream).map(|other| other.events.len()).sum();
            let actual = stored + earlier as u64;
            if actual != append.expected {
                let (stream, expected) = (append.stream.clone(), append.expected);
                return Err(CommitError::Conflict { stream, expected, actual });
            }
        }
        Ok(())
    }

    fn append(&mut self, append: &'a Append, at: i64, actor: &'a str) -> (StreamId, u64) {
        let stream = append.stream.as_str();
        let head = self.heads.entry(stream).or_default();
        for event in &append.events {
            let (kind, payload) = (event.kind.as_str(), event.payload.as_str());
            let link = Link { stream, seq: head.version + 1, at, actor, kind, payload };
            let hash = link.hash(&head.hash);
            *head = Head { version: link.seq, hash: hash.clone(), moved: true };
            self.entries.push(NewEntry { link, hash });
        }
        (append.stream.clone(), head.version)
    }

    /// Writes everything that was taken in. Rows go in the order of their keys, so that two writers on one server
    /// take their locks in the same order.
    pub(crate) async fn write(
        &mut self,
        connection: &mut Connection,
        statements: &mut Statements,
    ) -> Result<(), Failure> {
        for (table, _) in self.changes.values() {
            statements.learn(connection, table).await?;
        }
        self.sort();
        let mut script = Script::default();
        script.add(&statements.put_journal, self.journal_rows())?;
        script.add(&statements.put_heads, self.head_rows())?;
        script.add(&statements.put_receipts, self.receipt_rows())?;
        for (name, (_, changes)) in &self.changes {
            let (gone, put) = latest(changes);
            if let Some(view) = statements.views.get(name) {
                script.add(&view.remove, gone)?;
                script.add(&view.put, put)?;
            }
        }
        // A proposal and its answer may come in one batch; and no commit lapses its own jobs, whose names differ.
        script.add(&statements.put_jobs, self.job_rows())?;
        script.add(&statements.lapse_jobs, self.lapse_rows())?;
        connection.carry(&script).await
    }

    fn sort(&mut self) {
        self.entries.sort_unstable_by_key(|entry| (entry.link.stream, entry.link.seq));
        self.receipts.sort_unstable_by_key(|(receipt, _)| (&receipt.actor, &receipt.key));
        self.jobs.sort_by_key(|(job, _)| &job.id);
        for (_, changes) in self.changes.values_mut() {
            // Stable, so that equal keys stay in the order of their commits.
            changes.sort_by_key(|change| change.key);
        }
    }

    fn journal_rows(&self) -> Rows<'_> {
        let mut rows = Rows::default();
        for NewEntry { link, hash } in &self.entries {
            rows.push([
                Cell::Text(link.stream),
                Cell::Int(link.seq.cast_signed()),
                Cell::Int(link.at),
                Cell::Text(link.actor),
                Cell::Text(link.kind),
                Cell::Text(link.payload),
                Cell::Text(hash),
            ]);
        }
        rows
    }

    fn head_rows(&self) -> Rows<'_> {
        let mut moved: Vec<_> = self.heads.iter().filter(|(_, head)| head.moved).collect();
        moved.sort_unstable_by_key(|(stream, _)| **stream);
        let mut rows = Rows::default();
        for (stream, head) in moved {
            rows.push([Cell::Text(stream), Cell::Int(head.version.cast_signed()), Cell::Text(&head.hash)]);
        }
        rows
    }

    fn receipt_rows(&self) -> Rows<'_> {
        let mut rows = Rows::default();
        for (receipt, at) in &self.receipts {
            let texts = [&receipt.actor, &receipt.key, &receipt.request_hash, &receipt.response];
            rows.push(texts.map(|text| Cell::Text(text)).into_iter().chain([Cell::Int(*at)]));
        }
        rows
    }

    fn lapse_rows(&self) -> Rows<'_> {
        let mut rows = Rows::default();
        for (begins, beyond, ends, at) in &self.lapses {
            rows.push([Cell::Text(begins), Cell::Text(beyond), Cell::Text(ends), Cell::Int(*at)]);
        }
        rows
    }

    fn job_rows(&self) -> Rows<'_> {
        let mut rows = Rows::default();
        for (job, at) in &self.jobs {
            rows.push([
                Cell::Text(&job.id),
                Cell::Text(&job.kind),
                Cell::Text(&job.sender),
                Cell::Text(&job.receiver),
                Cell::Text(&job.payload),
                Cell::Int(*at),
                Cell::Text("queued"),
            ]);
        }
        rows
    }
}

/// Keys to remove and rows to put, of changes ordered by key; of several changes to one key the last.
fn latest<'r>(changes: &'r [Change<'_>]) -> (Rows<'r>, Rows<'r>) {
    let (mut gone, mut put) = (Rows::default(), Rows::default());
    for (index, change) in changes.iter().enumerate() {
        if changes.get(index + 1).is_some_and(|next| next.key == change.key) {
            continue;
        }
        match change.values {
            Some(values) => put.push(values.iter().map(Value::cell)),
            None => gone.push(change.key.iter().map(Value::cell)),
        }
    }
    (gone, put)
}

/// A head as the statement puts it in one text: stream names hold neither spaces nor commas (`Commit::check`).
fn read_head(text: &str) -> Result<(&str, Head), crate::StoreError> {
    let wrong = || crate::StoreError::Corrupt(format!("a head that reads {text:?}"));
    let mut parts = text.split(' ');
    let [Some(stream), Some(version), Some(hash)] = [parts.next(), parts.next(), parts.next()] else {
        return Err(wrong());
    };
    let version = version.parse().map_err(|_| wrong())?;
    Ok((stream, Head { version, hash: hash.to_owned(), moved: false }))
}

fn corrupt(error: crate::StoreError) -> Failure {
    Failure::Refused(error.to_string())
}
