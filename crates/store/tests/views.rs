//! Every view equals its rebuild, and a view that does not is named and mended.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod common;

use common::{LINE, NO_PROGRESS, TALLY, Tallies, append, make_views, payload, stream, told};
use regie_store::{Breach, Projector, Recorded, Report, RowChange, Store, StoreError, StreamId, Table, Value};
use regie_testkit::{TestDb, on_both_databases};

async fn verify(store: &Store) -> Report {
    store.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap()
}

/// A projector that gives each stream's row the same key.
struct OneKey;

static ONLY_TALLY: [&Table; 1] = [&TALLY];

impl Projector for OneKey {
    fn tables(&self) -> &[&'static Table] {
        &ONLY_TALLY
    }

    fn rows(&self, _: &StreamId, events: &[Recorded]) -> Result<Vec<(&'static Table, Vec<Value>)>, String> {
        Ok(vec![(&TALLY, common::tally("the only one", events.len() as u64, ""))])
    }
}

on_both_databases! {
    async fn g_02_differing_missing_and_extra_rows_are_named_and_rebuilt(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        for number in 0..30 {
            store.commit(told(&format!("case-{number:02}"), 0, &["a", "b"])).await.unwrap();
        }
        let clean = verify(&store).await;
        assert_eq!((clean.is_clean(), clean.rows), (true, 90));

        db.execute("UPDATE test_tally SET note = 'by hand' WHERE stream = 'case-05'").await;
        db.execute("DELETE FROM test_line WHERE stream = 'case-07' AND seq = 2").await;
        db.execute("INSERT INTO test_line (stream, seq, payload) VALUES ('case-99', 1, 'x')").await;
        let (table, line) = ("test_tally".to_owned(), "test_line".to_owned());
        let found = verify(&store).await.breaches;
        let wanted = [
            Breach::DifferentRow { table, key: "(\"case-05\")".into() },
            Breach::ExtraRow { table: line.clone(), key: "(\"case-99\", 1)".into() },
            Breach::MissingRow { table: line, key: "(\"case-07\", 2)".into(), stream: stream("case-07") },
        ];
        assert_eq!(found, wanted);

        let mut heard = Vec::new();
        let done = store.rebuild(&Tallies, &mut |events| heard.push(events)).await.unwrap();
        assert_eq!((done.streams, done.events, done.rows), (30, 60, 90));
        assert_eq!(heard.last(), Some(&60));
        assert_eq!(verify(&store).await, clean);
        store.commit(told("case-00", 2, &["c"])).await.unwrap();
        assert!(verify(&store).await.is_clean());
    }

    async fn g_02_a_long_journal_is_walked_and_rebuilt_in_pages(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        let long: Vec<String> = (0..4_500).map(|number| number.to_string()).collect();
        let long: Vec<&str> = long.iter().map(String::as_str).collect();
        let mut commits = vec![append("case-long", 0, &long)];
        commits.extend((0..4_500).map(|number| append(&format!("case-{number}"), 0, &["x"])));
        store.load_bulk(commits).await.unwrap();
        let done = store.rebuild(&Tallies, &mut NO_PROGRESS.clone()).await.unwrap();
        assert_eq!((done.streams, done.events, done.rows), (4_501, 9_000, 13_501));
        let report = verify(&store).await;
        assert_eq!((report.is_clean(), report.events, report.rows), (true, 9_000, 13_501));
        let mut export = store.export().await.unwrap();
        let mut all = Vec::new();
        loop {
            let entries = export.next().await.unwrap();
            if entries.is_empty() {
                break;
            }
            all.extend(entries.into_iter().map(|entry| (entry.stream, entry.event.seq)));
        }
        assert_eq!(all.len(), 9_000);
        assert!(all.is_sorted());
    }

    async fn g_02_a_stream_that_cannot_be_folded_is_told_and_leaves_the_views_alone(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        store.commit(told("case-1", 0, &["a"])).await.unwrap();
        store.commit(append("case-2", 0, &["unfoldable"])).await.unwrap();
        let found = verify(&store).await.breaches;
        let reason = "case-2 cannot be folded into its views: it says so itself";
        assert!(matches!(&found[..], [Breach::Fold { reason: told, .. }] if told.contains(reason)), "{found:?}");
        let error = store.rebuild(&Tallies, &mut NO_PROGRESS.clone()).await.unwrap_err();
        assert!(matches!(&error, StoreError::Corrupt(told) if told.contains(reason)), "{error}");
        assert_eq!(verify(&store).await.rows, 2);
    }

    async fn g_02_two_streams_that_claim_one_row_are_told(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        for name in ["case-1", "case-2"] {
            let mut commit = append(name, 0, &["a"]);
            commit.rows.push(RowChange::Put { table: &TALLY, values: common::tally("the only one", 1, "") });
            store.commit(commit).await.unwrap();
        }
        let report = store.verify(Some(&OneKey), &mut NO_PROGRESS.clone()).await.unwrap();
        let double = Breach::DoubleRow {
            table: "test_tally".into(),
            key: "(\"the only one\")".into(),
            stream: stream("case-2"),
        };
        assert_eq!(report.breaches, [double]);
        assert!(store.rebuild(&OneKey, &mut NO_PROGRESS.clone()).await.is_err());
        assert_eq!(store.verify(Some(&OneKey), &mut NO_PROGRESS.clone()).await.unwrap().rows, 1);
    }

    async fn g_02_verifying_sees_one_picture_while_others_write(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        let busy = tokio::spawn({
            let store = store.clone();
            async move {
                for turn in 0..200 {
                    store.commit(told("case-busy", turn, &["x"])).await.unwrap();
                    store.commit(told(&format!("case-{turn}"), 0, &["x"])).await.unwrap();
                }
            }
        });
        let mut rounds = 0;
        while !busy.is_finished() || rounds == 0 {
            let report = verify(&store).await;
            assert!(report.is_clean(), "{:?}", report.breaches);
            rounds += 1;
        }
        busy.await.unwrap();
        assert_eq!(verify(&store).await.events, 400);
    }

    async fn g_02_commits_wait_for_a_rebuild_and_are_in_the_views(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        store.load_bulk((0..500).map(|number| told(&format!("case-{number}"), 0, &["a"])).collect()).await.unwrap();
        let busy = tokio::spawn({
            let store = store.clone();
            async move {
                for number in 0..100 {
                    store.commit(told(&format!("case-{number}"), 1, &["b"])).await.unwrap();
                }
            }
        });
        for _ in 0..3 {
            store.rebuild(&Tallies, &mut NO_PROGRESS.clone()).await.unwrap();
        }
        busy.await.unwrap();
        let report = verify(&store).await;
        assert_eq!((report.is_clean(), report.events), (true, 600), "{:?}", report.breaches);
    }
}

#[test]
fn a_key_with_two_columns_is_the_first_two() {
    let row = [Value::from("case-1"), Value::from(2), Value::from(payload("x"))];
    assert_eq!((LINE.key, LINE.columns.len(), row.len()), (2, 3, 3));
}
