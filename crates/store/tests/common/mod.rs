//! A tiny domain for the tests of the store: tallies, a view of them, and a view of their lines.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]
#![allow(dead_code, reason = "each test file uses a part")]

use jiff::Timestamp;
use regie_store::{Append, Commit, NewEvent, NewJob, Projector, Receipt, Recorded, RowChange, StreamId, Table, Value};
use regie_testkit::TestDb;

/// One row per tally: how many events, and the last payload.
pub static TALLY: Table = Table { name: "test_tally", key: 1, columns: &["stream", "events", "last", "note"] };
/// One row per event, with a key of two columns.
pub static LINE: Table = Table { name: "test_line", key: 2, columns: &["stream", "seq", "payload"] };

static VIEWS: [&Table; 2] = [&TALLY, &LINE];

pub const NO_PROGRESS: fn(u64) = |_| {};

/// Makes the tables of the two views.
pub async fn make_views(db: &TestDb) {
    db.execute(
        "CREATE TABLE test_tally (stream TEXT NOT NULL PRIMARY KEY, events BIGINT NOT NULL, last TEXT NOT NULL, \
         note TEXT)",
    )
    .await;
    db.execute(
        "CREATE TABLE test_line (stream TEXT NOT NULL, seq BIGINT NOT NULL, payload TEXT NOT NULL, \
         PRIMARY KEY (stream, seq))",
    )
    .await;
}

pub fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + second).unwrap()
}

pub fn payload(text: &str) -> String {
    format!("{{\"text\":\"{text}\"}}")
}

/// Appends one event per text, without view rows.
pub fn append(stream: &str, expected: u64, texts: &[&str]) -> Commit {
    let event = |text: &&str| NewEvent { kind: "said".to_owned(), payload: payload(text) };
    let events = texts.iter().map(event).collect();
    Commit {
        appends: vec![Append { stream: stream.into(), expected, events }],
        ..Commit::new(moment(expected.cast_signed()), "person-1")
    }
}

/// The same, with the view rows that follow.
pub fn told(stream: &str, expected: u64, texts: &[&str]) -> Commit {
    let mut commit = append(stream, expected, texts);
    for (seq, text) in (expected + 1..).zip(texts) {
        commit.rows.push(RowChange::Put { table: &TALLY, values: tally(stream, seq, &payload(text)) });
        commit.rows.push(RowChange::Put { table: &LINE, values: line(stream, seq, &payload(text)) });
    }
    commit
}

pub fn tally(stream: &str, events: u64, last: &str) -> Vec<Value> {
    vec![stream.into(), events.cast_signed().into(), last.into(), Value::Null]
}

fn line(stream: &str, seq: u64, payload: &str) -> Vec<Value> {
    vec![stream.into(), seq.cast_signed().into(), payload.into()]
}

pub fn job(id: &str, receiver: &str) -> NewJob {
    let (id, kind) = (id.to_owned(), "letter".to_owned());
    NewJob { id, kind, sender: String::new(), receiver: receiver.to_owned(), payload: "{}".to_owned() }
}

pub fn receipt(actor: &str, key: &str, response: &str) -> Receipt {
    let [actor, key, response] = [actor, key, response].map(str::to_owned);
    Receipt { actor, key, request_hash: "abc".to_owned(), response }
}

pub fn stream(name: &str) -> StreamId {
    StreamId::from(name)
}

/// Folds tallies into their two views.
pub struct Tallies;

impl Projector for Tallies {
    fn tables(&self) -> &[&'static Table] {
        &VIEWS
    }

    fn rows(&self, stream: &StreamId, events: &[Recorded]) -> Result<Vec<(&'static Table, Vec<Value>)>, String> {
        let name = stream.as_str();
        let last = events.last().ok_or("a stream without events")?;
        if last.payload.contains("unfoldable") {
            return Err("it says so itself".to_owned());
        }
        let mut rows = vec![(&TALLY, tally(name, last.seq, &last.payload))];
        rows.extend(events.iter().map(|event| (&LINE, line(name, event.seq, &event.payload))));
        Ok(rows)
    }
}
