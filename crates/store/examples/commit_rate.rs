//! How many durable commits per second the write path carries, beside the raw floor of the same machine and settings.
//!
//! `cargo run --release -p regie-store --example commit_rate [SECONDS [WRITERS]]`; with `REGIE_TEST_POSTGRES` set, PostgreSQL is
//! measured too. A commit here is one or two events of 300 bytes and three changed view rows.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement prints, and stops when it cannot measure")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use regie_store::{Append, Commit, NewEvent, RowChange, Store, StreamId, Table, Value};
use regie_testkit::TestDb;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, PgConnection};

static CASELOAD: Table = Table {
    name: "rate_caseload",
    key: 1,
    columns: &["case_id", "org", "manager", "client", "due", "state", "version", "at"],
};
static WORKLIST: Table =
    Table { name: "rate_worklist", key: 2, columns: &["case_id", "step", "org", "person", "target", "until", "title"] };

const STREAMS_PER_WRITER: u64 = 40;

#[tokio::main]
async fn main() {
    let seconds = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(3);
    let time = Duration::from_secs(seconds);
    let only = std::env::args().nth(2).and_then(|text| text.parse().ok());
    if let Some(writers) = only {
        return alone(writers, time).await;
    }
    let db = TestDb::sqlite();
    make_views(&db).await;
    let raw = raw_sqlite(&db, time).await;
    println!("sqlite   raw single inserts      {raw:>8.0} /s");
    let store = db.open().await;
    for writers in [1, 16, 64] {
        let rate = commits(&store, writers, time).await;
        println!("sqlite   commits, {writers:>2} writers     {rate:>8.0} /s   {:.2} x raw", rate / raw);
    }
    bulk(&store, "sqlite").await;
    if std::env::var("REGIE_TEST_POSTGRES").is_err() {
        return;
    }
    let db = TestDb::postgres().await;
    make_views(&db).await;
    println!("postgres raw, 1 connection       {:>8.0} /s", raw_postgres(&db, 1, time).await);
    let raw = raw_postgres(&db, 64, time).await;
    println!("postgres raw, 64 connections     {raw:>8.0} /s");
    let store = db.open().await;
    for writers in [1, 16, 64] {
        let rate = commits(&store, writers, time).await;
        println!("postgres commits, {writers:>2} writers     {rate:>8.0} /s   {:.2} x raw of 64", rate / raw);
    }
    bulk(&store, "postgres").await;
}

/// One phase by itself, to be looked at with a profiler.
async fn alone(writers: u64, time: Duration) {
    let db = TestDb::sqlite();
    make_views(&db).await;
    println!("sqlite   commits, {writers:>2} writers     {:>8.0} /s", commits(&db.open().await, writers, time).await);
}

async fn make_views(db: &TestDb) {
    db.execute(
        "CREATE TABLE rate_caseload (case_id TEXT NOT NULL PRIMARY KEY, org TEXT NOT NULL, manager TEXT NOT NULL, \
         client TEXT NOT NULL, due BIGINT, state TEXT NOT NULL, version BIGINT NOT NULL, at BIGINT NOT NULL) /* keyed */",
    )
    .await;
    db.execute("CREATE INDEX rate_caseload_manager ON rate_caseload (org, manager, case_id)").await;
    db.execute(
        "CREATE TABLE rate_worklist (case_id TEXT NOT NULL, step TEXT NOT NULL, org TEXT NOT NULL, person TEXT NOT \
         NULL, target BIGINT NOT NULL, until BIGINT NOT NULL, title TEXT NOT NULL, PRIMARY KEY (case_id, step)) /* keyed */",
    )
    .await;
    db.execute("CREATE INDEX rate_worklist_person ON rate_worklist (org, person, target)").await;
    db.execute("CREATE TABLE rate_raw (id TEXT NOT NULL PRIMARY KEY, payload TEXT NOT NULL)").await;
}

fn payload() -> String {
    format!("{{\"kind\":\"contact-recorded\",\"note\":\"{}\"}}", "n".repeat(260))
}

/// One row, one transaction, one wait for the disk, with the settings of the store.
async fn raw_sqlite(db: &TestDb, time: Duration) -> f64 {
    let options: SqliteConnectOptions = db.url().parse().unwrap();
    let mut connection = options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", "-65536")
        .pragma("wal_autocheckpoint", "8000")
        .disable_statement_logging()
        .connect()
        .await
        .unwrap();
    let (started, mut count) = (Instant::now(), 0_u32);
    while started.elapsed() < time {
        sqlx::query("INSERT INTO rate_raw (id, payload) VALUES ($1, $2)")
            .bind(format!("sqlite-{count}"))
            .bind(payload())
            .execute(&mut connection)
            .await
            .unwrap();
        count += 1;
    }
    let rate = f64::from(count) / started.elapsed().as_secs_f64();
    connection.close().await.unwrap();
    rate
}

async fn raw_postgres(db: &TestDb, connections: usize, time: Duration) -> f64 {
    let mut ready = Vec::new();
    for _ in 0..connections {
        ready.push(PgConnection::connect(db.url()).await.unwrap());
    }
    let started = Instant::now();
    let tasks: Vec<_> = ready
        .into_iter()
        .enumerate()
        .map(|(number, mut connection)| {
            tokio::spawn(async move {
                let mut count = 0_u32;
                while started.elapsed() < time {
                    sqlx::query("INSERT INTO rate_raw (id, payload) VALUES ($1, $2)")
                        .bind(format!("postgres-{connections}-{number}-{count}"))
                        .bind(payload())
                        .execute(&mut connection)
                        .await
                        .unwrap();
                    count += 1;
                }
                connection.close().await.unwrap();
                count
            })
        })
        .collect();
    let mut count = 0;
    for task in tasks {
        count += task.await.unwrap();
    }
    f64::from(count) / started.elapsed().as_secs_f64()
}

async fn commits(store: &Store, writers: u64, time: Duration) -> f64 {
    let count = Arc::new(AtomicU64::new(0));
    let started = Instant::now();
    let tasks: Vec<_> = (0..writers)
        .map(|writer| {
            let (store, count) = (store.clone(), Arc::clone(&count));
            tokio::spawn(async move {
                let mut versions = vec![0; STREAMS_PER_WRITER as usize];
                for turn in 0.. {
                    if started.elapsed() >= time {
                        break;
                    }
                    let stream = (turn * 7) % STREAMS_PER_WRITER;
                    let version = &mut versions[stream as usize];
                    let name = format!("case-{writers}-{writer}-{stream}");
                    let done = store.commit(one(&name, *version, 1 + turn % 2)).await.unwrap();
                    *version = done.versions[0].1;
                    count.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    count.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64()
}

fn one(name: &str, expected: u64, events: u64) -> Commit {
    let stream = StreamId::from(name);
    let event = || NewEvent { kind: "contact-recorded".to_owned(), payload: payload() };
    let version = (expected + events) as i64;
    let mut commit = Commit::new(Timestamp::UNIX_EPOCH, "person-01J8ZQ4Y7N3V5");
    commit.appends.push(Append { stream, expected, events: (0..events).map(|_| event()).collect() });
    let case: Value = name.into();
    let caseload = vec![
        case.clone(),
        "org-practice-1".into(),
        "person-01J8ZQ4Y7N3V5".into(),
        "client-01J8ZQ4Y7N3V5".into(),
        20_000.into(),
        "active".into(),
        version.into(),
        commit.at.into(),
    ];
    commit.rows.push(RowChange::Put { table: &CASELOAD, values: caseload });
    let step = |number: i64| -> Value { format!("contact-{}", (version + number) % 8).into() };
    let work = vec![
        case.clone(),
        step(0),
        "org-practice-1".into(),
        "person-01J8ZQ4Y7N3V5".into(),
        20_100.into(),
        20_114.into(),
        "Controle verloskundige".into(),
    ];
    commit.rows.push(RowChange::Put { table: &WORKLIST, values: work });
    commit.rows.push(RowChange::Remove { table: &WORKLIST, key: vec![case, step(1)] });
    commit
}

async fn bulk(store: &Store, name: &str) {
    let commits = (0..10_000).map(|number| {
        let mut commit = one(&format!("bulk-{number:05}"), 0, 1);
        commit.rows.truncate(1);
        commit
    });
    let commits: Vec<Commit> = commits.collect();
    let started = Instant::now();
    let outcomes = store.load_bulk(commits).await.unwrap();
    assert!(outcomes.iter().all(Result::is_ok));
    println!("{name:<8} bulk, 10 000 events + rows {:>6.0} ms", started.elapsed().as_secs_f64() * 1_000.0);
}
