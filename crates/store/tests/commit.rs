//! The one write path: versions, batches, receipts, bulk loads.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod common;

use common::{LINE, NO_PROGRESS, TALLY, Tallies, append, make_views, moment, payload, receipt, stream, told};
use regie_store::{Append, Commit, CommitError, NewEvent, Options, RowChange, Store, StoreError, Table, Value};
use regie_testkit::{TestDb, on_both_databases};

on_both_databases! {
    async fn g_09_what_is_appended_is_read_back(db: TestDb) {
        let store = db.open().await;
        let done = store.commit(append("case-1", 0, &["één", "twee"])).await.unwrap();
        assert_eq!(done.version(&stream("case-1")), Some(2));
        store.commit(append("case-1", 2, &["drie"])).await.unwrap();

        let events = store.events(&stream("case-1"), 0).await.unwrap();
        let told: Vec<_> = events.iter().map(|event| (event.seq, event.payload.clone())).collect();
        assert_eq!(told, [(1, payload("één")), (2, payload("twee")), (3, payload("drie"))]);
        assert_eq!((events[0].actor.as_str(), events[0].kind.as_str()), ("person-1", "said"));
        assert_eq!((events[0].at, events[2].at), (moment(0), moment(2)));
        assert_eq!(store.events(&stream("case-1"), 2).await.unwrap(), events[2..]);
        assert!(store.events(&stream("case-2"), 0).await.unwrap().is_empty());
        assert_eq!(store.head(&stream("case-1")).await.unwrap().unwrap().version, 3);
        assert_eq!(store.head(&stream("case-2")).await.unwrap(), None);
    }

    async fn g_09_where_many_streams_stand_is_one_question(db: TestDb) {
        let store = db.open().await;
        store.commit(append("case-1", 0, &["één", "twee"])).await.unwrap();
        store.commit(append("case-\"2\"", 0, &["één"])).await.unwrap();
        let asked = [stream("case-1"), stream("case-\"2\""), stream("case-3")];
        let versions = store.versions(&asked).await.unwrap();
        assert_eq!(versions.get(&asked[0]), Some(&2));
        assert_eq!(versions.get(&asked[1]), Some(&1));
        assert_eq!(versions.len(), 2, "the third does not exist");
        assert!(store.versions(&[]).await.unwrap().is_empty());
        let whole = store.streams_named(&asked).await.unwrap();
        let told: Vec<_> = whole.iter().map(|(stream, events)| (stream.clone(), events.len())).collect();
        assert_eq!(told, [(asked[1].clone(), 1), (asked[0].clone(), 2)], "in the order of their names");
        assert_eq!(whole[1].1, store.events(&asked[0], 0).await.unwrap());
    }

    async fn g_09_streams_are_listed_in_the_same_order_everywhere(db: TestDb) {
        let store = db.open().await;
        for name in ["case-b", "case-B", "case-é", "org-1", "case-a", "case-_"] {
            store.commit(append(name, 0, &["x"])).await.unwrap();
        }
        let names = |found: Vec<(regie_store::StreamId, u64)>| {
            found.into_iter().map(|(name, _)| name.to_string()).collect::<Vec<_>>()
        };
        let first = names(store.streams("case-", None, 3).await.unwrap());
        assert_eq!(first, ["case-B", "case-_", "case-a"]);
        let next = names(store.streams("case-", Some(&stream("case-a")), 3).await.unwrap());
        assert_eq!(next, ["case-b", "case-é"]);
        assert_eq!(store.streams("", None, 99).await.unwrap().len(), 6);
    }

    async fn g_10_a_conflict_is_told_and_stores_nothing(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        store.commit(told("case-1", 0, &["one", "two"])).await.unwrap();
        let mut late = told("case-1", 1, &["late"]);
        late.jobs.push(common::job("job-late", "org-1"));
        late.receipt = Some(receipt("person-1", "key-late", "late"));
        let error = store.commit(late).await.unwrap_err();
        assert_eq!(error, CommitError::Conflict { stream: stream("case-1"), expected: 1, actual: 2 });
        assert_eq!(store.head(&stream("case-1")).await.unwrap().unwrap().version, 2);
        assert_eq!(store.job("job-late").await.unwrap(), None);
        assert_eq!(store.receipt("person-1", "key-late").await.unwrap(), None);
        let error = store.commit(append("case-1", 0, &["again new"])).await.unwrap_err();
        assert!(matches!(error, CommitError::Conflict { expected: 0, actual: 2, .. }));
        let error = store.commit(append("case-9", 3, &["from nothing"])).await.unwrap_err();
        assert!(matches!(error, CommitError::Conflict { expected: 3, actual: 0, .. }));
        assert!(store.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap().is_clean());
    }

    async fn g_10_a_conflict_in_a_batch_is_refused_alone(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        // A bulk load is one batch: what it does to one commit, a shared transaction does too.
        let outcomes = store
            .load_bulk(vec![
                told("case-1", 0, &["a"]),
                told("case-1", 0, &["also first"]),
                told("case-2", 0, &["b"]),
                told("case-1", 1, &["sees the one before"]),
                told("case-2", 5, &["too far"]),
            ])
            .await
            .unwrap();
        let good: Vec<bool> = outcomes.iter().map(Result::is_ok).collect();
        assert_eq!(good, [true, false, true, true, false]);
        let conflict = |name, expected, actual| CommitError::Conflict { stream: stream(name), expected, actual };
        assert_eq!(outcomes[1].clone().unwrap_err(), conflict("case-1", 0, 1));
        assert_eq!(outcomes[4].clone().unwrap_err(), conflict("case-2", 5, 1));
        let report = store.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap();
        assert_eq!((report.is_clean(), report.events, report.rows), (true, 3, 5));
    }

    async fn g_10_two_streams_in_one_commit_go_together_or_not_at_all(db: TestDb) {
        let store = db.open().await;
        store.commit(append("case-1", 0, &["a"])).await.unwrap();
        let both = |expected| {
            let mut commit = append("org-1", 0, &["b"]);
            commit.appends.push(append("case-1", expected, &["c"]).appends.remove(0));
            // The same stream once more, after its own append.
            commit.appends.push(append("case-1", expected + 1, &["d"]).appends.remove(0));
            commit
        };
        assert!(store.commit(both(0)).await.is_err());
        assert_eq!(store.head(&stream("org-1")).await.unwrap(), None);
        let done = store.commit(both(1)).await.unwrap();
        assert_eq!(done.versions, [(stream("org-1"), 1), (stream("case-1"), 2), (stream("case-1"), 3)]);
    }

    async fn g_10_an_append_without_events_only_checks_the_version(db: TestDb) {
        let store = db.open().await;
        store.commit(append("person-1", 0, &["a"])).await.unwrap();
        let mut commit = append("case-1", 0, &["b"]);
        commit.appends.push(Append { stream: stream("person-1"), expected: 1, events: vec![] });
        store.commit(commit.clone()).await.unwrap();
        store.commit(append("person-1", 1, &["moved on"])).await.unwrap();
        commit.appends[0].expected = 1;
        assert!(matches!(store.commit(commit).await.unwrap_err(), CommitError::Conflict { actual: 2, .. }));
    }

    async fn g_10_the_last_change_to_a_row_counts(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        let put = |last: &str| RowChange::Put { table: &TALLY, values: common::tally("case-1", 1, last) };
        let remove = || RowChange::Remove { table: &TALLY, key: vec!["case-1".into()] };
        let mut commit = append("case-1", 0, &["kept"]);
        let line = vec!["case-1".into(), 1.into(), payload("kept").into()];
        commit.rows = vec![remove(), put("x"), remove(), put("y"), put(&payload("kept"))];
        commit.rows.push(RowChange::Put { table: &LINE, values: line.clone() });
        commit.rows.push(RowChange::Remove { table: &LINE, key: vec!["case-1".into(), 2.into()] });
        store.commit(commit).await.unwrap();
        assert!(store.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap().is_clean());

        let mut gone = append("case-1", 1, &[]);
        gone.rows = vec![put("z"), remove()];
        store.commit(gone).await.unwrap();
        let report = store.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap();
        assert_eq!(report.breaches.len(), 1, "{:?}", report.breaches);
        assert!(matches!(&report.breaches[0], regie_store::Breach::MissingRow { table, .. } if table == "test_tally"));
    }

    async fn g_10_an_idempotency_key_is_used_once(db: TestDb) {
        let store = db.open().await;
        let with_key = |name: &str, actor: &str| {
            let mut commit = append(name, 0, &["a"]);
            commit.receipt = Some(receipt(actor, "key-1", name));
            commit
        };
        store.commit(with_key("case-1", "person-1")).await.unwrap();
        store.commit(with_key("case-2", "person-2")).await.unwrap();
        // Answered by the receipt even though its stream has moved on.
        let again = store.commit(with_key("case-1", "person-1")).await.unwrap_err();
        let told = CommitError::DuplicateReceipt { request_hash: "abc".into(), response: "case-1".into() };
        assert_eq!(again, told);
        let kept = store.receipt("person-1", "key-1").await.unwrap().unwrap();
        assert_eq!((kept.response.as_str(), kept.request_hash.as_str()), ("case-1", "abc"));
        assert_eq!(store.receipt("person-3", "key-1").await.unwrap(), None);

        let twice = store.load_bulk(vec![with_key("case-3", "person-3"), with_key("case-4", "person-3")]).await.unwrap();
        assert!(twice[0].is_ok());
        assert!(matches!(&twice[1], Err(CommitError::DuplicateReceipt { response, .. }) if response == "case-3"));
        assert_eq!(store.head(&stream("case-4")).await.unwrap(), None);
        assert_eq!(store.forget_receipts(moment(1)).await.unwrap(), 3);
        assert_eq!(store.receipt("person-1", "key-1").await.unwrap(), None);
    }

    async fn g_10_a_malformed_commit_is_refused_with_a_reason(db: TestDb) {
        make_views(&db).await;
        static NOWHERE: Table = Table { name: "nowhere", key: 1, columns: &["a"] };
        let store = db.open().await;
        let row = |table, values| {
            let mut commit = append("case-1", 0, &["a"]);
            commit.rows.push(RowChange::Put { table, values });
            commit
        };
        let refused = [
            (row(&TALLY, vec!["case-1".into()]), "has 1 values, it needs 4"),
            (row(&TALLY, vec![Value::Null, 1.into(), "x".into(), Value::Null]), "null in its key"),
            (row(&TALLY, vec!["c\0".into(), 1.into(), "x".into(), Value::Null]), "NUL"),
            (append("", 0, &["a"]), "a stream name is empty"),
            (append("case 1", 0, &["a"]), "holds a space or a comma"),
            (append("case-1,case-2", 0, &["a"]), "holds a space or a comma"),
            (append("case-1", 0, &["a\0b"]), "NUL"),
            (append("case-1", u64::MAX, &["a"]), "does not exist"),
            (row(&TALLY, vec!["case-1".into(), "one".into(), "x".into(), Value::Null]), "cannot hold"),
            (row(&TALLY, vec!["case-1".into(), Value::Null, "x".into(), Value::Null]), "events"),
            (row(&NOWHERE, vec!["x".into()]), "nowhere"),
        ];
        for (commit, reason) in refused {
            let error = store.commit(commit).await.unwrap_err();
            assert!(matches!(error, CommitError::Invalid(_) | CommitError::Refused(_)), "{error:?}");
            assert!(error.to_string().contains(reason), "{error} should name {reason:?}");
        }
        assert_eq!(store.head(&stream("case-1")).await.unwrap(), None);
        store.commit(append("case-1", 0, &["a"])).await.unwrap();
    }

    async fn g_10_one_wrong_commit_does_not_spoil_the_batch(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        let mut wrong = told("case-2", 0, &["b"]);
        wrong.rows.push(RowChange::Put { table: &TALLY, values: vec!["x".into(), Value::Null, "x".into(), Value::Null] });
        let outcomes =
            store.load_bulk(vec![told("case-1", 0, &["a"]), wrong, told("case-3", 0, &["c"])]).await.unwrap();
        assert!(matches!(outcomes[..], [Ok(_), Err(CommitError::Refused(_)), Ok(_)]), "{outcomes:?}");
        let report = store.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap();
        assert_eq!((report.is_clean(), report.streams), (true, 2));
    }

    async fn g_10_sixty_four_writers_lose_nothing(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        let writers: Vec<_> = (0..64)
            .map(|writer| {
                let store = store.clone();
                tokio::spawn(async move {
                    let own = format!("case-{writer}");
                    for turn in 0..10 {
                        let done = store.commit(told(&own, turn, &["own"])).await.unwrap();
                        assert_eq!(done.version(&stream(&own)), Some(turn + 1));
                        append_to_shared(&store, "org-shared", &format!("{writer}-{turn}")).await;
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        for writer in 0..64 {
            assert_eq!(store.events(&stream(&format!("case-{writer}")), 0).await.unwrap().len(), 10);
        }
        let shared = store.events(&stream("org-shared"), 0).await.unwrap();
        let texts: std::collections::BTreeSet<_> = shared.iter().map(|event| event.payload.clone()).collect();
        assert_eq!((shared.len(), texts.len()), (640, 640));
        assert!(store.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap().is_clean());
    }

    async fn g_10_two_nodes_on_one_database_agree(db: TestDb) {
        make_views(&db).await;
        let (one, other) = tokio::join!(db.open(), db.open());
        let work: Vec<_> = (0..32)
            .map(|writer| {
                let store = if writer % 2 == 0 { one.clone() } else { other.clone() };
                tokio::spawn(async move {
                    for turn in 0..5 {
                        append_to_shared(&store, &format!("case-{}", writer % 4), &format!("{writer}-{turn}")).await;
                    }
                })
            })
            .collect();
        for work in work {
            work.await.unwrap();
        }
        let report = one.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap();
        assert_eq!((report.is_clean(), report.events, report.streams), (true, 160, 4), "{:?}", report.breaches);
    }

    async fn g_10_ten_thousand_commits_load_in_bulk(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        let commits: Vec<Commit> = (0..10_000)
            .map(|number| {
                let name = format!("client-{number:05}");
                let mut commit = append(&name, 0, &["loaded"]);
                commit.rows.push(RowChange::Put { table: &LINE, values: vec![name.into(), 1.into(), payload("loaded").into()] });
                commit
            })
            .collect();
        let started = std::time::Instant::now();
        let outcomes = store.load_bulk(commits).await.unwrap();
        // Far above what it takes, even unoptimised on a busy machine; per-commit transactions would take longer.
        assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
        assert!(outcomes.iter().all(Result::is_ok));
        assert_eq!(store.streams("client-", None, 20_000).await.unwrap().len(), 10_000);
    }

    async fn g_10_closing_answers_what_was_asked_and_then_refuses(db: TestDb) {
        let store = db.open().await;
        let asked: Vec<_> = (0..50)
            .map(|number| {
                let store = store.clone();
                tokio::spawn(async move { store.commit(append(&format!("case-{number}"), 0, &["a"])).await })
            })
            .collect();
        tokio::task::yield_now().await;
        store.close().await;
        let mut stored = Vec::new();
        for (number, asked) in asked.into_iter().enumerate() {
            match asked.await.unwrap() {
                Ok(_) => stored.push(format!("case-{number}")),
                Err(error) => assert_eq!(error, CommitError::Closed),
            }
        }
        assert_eq!(store.commit(append("case-x", 0, &["a"])).await.unwrap_err(), CommitError::Closed);
        assert_eq!(store.events(&stream("case-1"), 0).await.unwrap_err(), StoreError::Closed);
        let again = db.open().await;
        let found: Vec<String> =
            again.streams("", None, 100).await.unwrap().into_iter().map(|(name, _)| name.to_string()).collect();
        stored.sort();
        assert_eq!(found, stored);
    }

    async fn g_09_nodes_that_start_together_share_one_migration(db: TestDb) {
        let opened = futures_all((0..6).map(|_| {
            let url = db.url().to_owned();
            tokio::spawn(async move { Store::open_with(&url, &Options { writers: 1, readers: 1, batch: 8, make: true }).await })
        }))
        .await;
        for store in opened {
            store.unwrap().ping().await.unwrap();
        }
    }
}

/// Appends to a stream that others append to as well, deciding again after each conflict.
async fn append_to_shared(store: &Store, name: &str, text: &str) {
    let mut version = store.head(&stream(name)).await.unwrap().map_or(0, |head| head.version);
    loop {
        let commit = told(name, version, &[text]);
        match store.commit(commit).await {
            Ok(_) => return,
            Err(CommitError::Conflict { actual, .. }) => version = actual,
            Err(error) => panic!("{error}"),
        }
    }
}

async fn futures_all<T>(tasks: impl Iterator<Item = tokio::task::JoinHandle<T>>) -> Vec<T> {
    let tasks: Vec<_> = tasks.collect();
    let mut done = Vec::new();
    for task in tasks {
        done.push(task.await.unwrap());
    }
    done
}

#[test]
fn g_09_a_mistyped_path_is_no_empty_database_and_a_new_one_is_for_its_owner_alone() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("regie.db");
        let url = format!("sqlite:{}", path.display());
        let error = Store::open_existing(&url).await.unwrap_err();
        assert!(matches!(&error, StoreError::Absent(told) if told.ends_with("regie.db")), "{error:?}");
        assert!(!path.exists(), "nothing was made");

        Store::open(&url).await.unwrap().close().await;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        Store::open_existing(&url).await.unwrap().close().await;
    });
}

#[test]
fn g_09_an_address_that_names_no_database_is_explained() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for url in ["mysql://x", "regie.db", "sqlite::memory:", "sqlite:"] {
            let error = Store::open(url).await.unwrap_err();
            assert!(matches!(error, StoreError::Address { .. }), "{url}: {error:?}");
            assert!(error.to_string().contains("write `sqlite:PATH`"), "{error}");
        }
        let error = Store::open("sqlite:/nowhere/at/all/regie.db").await.unwrap_err();
        assert!(matches!(error, StoreError::File(_)), "{error:?}");
        let error = Store::open("postgres://regie:secret@127.0.0.1:1/x").await.unwrap_err();
        assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
        assert!(!error.to_string().contains("secret"));
    });
}

#[test]
fn events_are_kept_byte_for_byte() {
    let event = NewEvent { kind: "said".to_owned(), payload: "{ \"a\" : 1.0 }".to_owned() };
    regie_testkit::on_sqlite(|db| async move {
        let store = db.open().await;
        let mut commit = append("case-1", 0, &[]);
        commit.appends[0].events.push(event.clone());
        store.commit(commit).await.unwrap();
        assert_eq!(store.events(&stream("case-1"), 0).await.unwrap()[0].payload, event.payload);
    });
}
