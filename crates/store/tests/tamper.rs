//! The journal is tamper-evident: whatever is changed behind the store's back, a verification tells.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod common;

use common::{NO_PROGRESS, Tallies, make_views, stream, told};
use regie_store::{Breach, Report, Seal, Store};
use regie_testkit::{TestDb, on_both_databases};

/// Three streams with three, two and one events.
async fn three_streams(db: &TestDb) -> Store {
    make_views(db).await;
    let store = db.open().await;
    store.commit(told("case-1", 0, &["a", "b", "c"])).await.unwrap();
    store.commit(told("case-2", 0, &["d", "e"])).await.unwrap();
    store.commit(told("case-3", 0, &["f"])).await.unwrap();
    let report = verify(&store).await;
    assert_eq!((report.is_clean(), report.streams, report.events), (true, 3, 6));
    store
}

/// Only the journal: what a hand in the till does to the views is another matter.
async fn verify(store: &Store) -> Report {
    store.verify(None, &mut NO_PROGRESS.clone()).await.unwrap()
}

async fn breaches_after(db: &TestDb, tampering: &str) -> Vec<Breach> {
    let store = three_streams(db).await;
    let seal = verify(&store).await.seal;
    db.execute(tampering).await;
    let report = verify(&store).await;
    assert!(!report.is_clean());
    assert!(report.seal == seal || tampering.contains("hash") || tampering.contains("DELETE"), "{tampering}");
    report.breaches
}

on_both_databases! {
    async fn g_02_a_changed_payload_is_found(db: TestDb) {
        let found = breaches_after(&db, "UPDATE journal SET payload = '{}' WHERE stream = 'case-1' AND seq = 2").await;
        assert_eq!(found, [Breach::Hash { stream: stream("case-1"), seq: 2 }]);
    }

    async fn g_02_a_changed_actor_or_moment_is_found(db: TestDb) {
        let store = three_streams(&db).await;
        db.execute("UPDATE journal SET actor = 'person-2' WHERE stream = 'case-1' AND seq = 1").await;
        db.execute("UPDATE journal SET at = at + 1 WHERE stream = 'case-2' AND seq = 2").await;
        db.execute("UPDATE journal SET kind = 'unsaid' WHERE stream = 'case-3' AND seq = 1").await;
        let hash = |name, seq| Breach::Hash { stream: stream(name), seq };
        assert_eq!(verify(&store).await.breaches, [hash("case-1", 1), hash("case-2", 2), hash("case-3", 1)]);
    }

    async fn g_02_a_removed_event_is_found(db: TestDb) {
        let found = breaches_after(&db, "DELETE FROM journal WHERE stream = 'case-1' AND seq = 2").await;
        assert_eq!(found, [Breach::Gap { stream: stream("case-1"), after: 1, found: 3 }]);
    }

    async fn g_02_a_removed_last_event_is_found(db: TestDb) {
        let found = breaches_after(&db, "DELETE FROM journal WHERE stream = 'case-1' AND seq = 3").await;
        assert_eq!(found, [Breach::Head { stream: stream("case-1"), head: 3, journal: 2 }]);
    }

    async fn g_02_a_removed_stream_is_found(db: TestDb) {
        let found = breaches_after(&db, "DELETE FROM journal WHERE stream = 'case-2'").await;
        assert_eq!(found, [Breach::Head { stream: stream("case-2"), head: 2, journal: 0 }]);
    }

    async fn g_02_a_removed_last_stream_is_found(db: TestDb) {
        let found = breaches_after(&db, "DELETE FROM journal WHERE stream = 'case-3'").await;
        assert_eq!(found, [Breach::Head { stream: stream("case-3"), head: 1, journal: 0 }]);
    }

    async fn g_02_a_removed_head_is_found(db: TestDb) {
        let store = three_streams(&db).await;
        db.execute("DELETE FROM stream WHERE stream = 'case-2'").await;
        let found = verify(&store).await.breaches;
        assert_eq!(found, [Breach::Head { stream: stream("case-2"), head: 0, journal: 2 }]);
    }

    async fn g_02_swapped_events_are_found(db: TestDb) {
        let store = three_streams(&db).await;
        for (from, to) in [(1, 9), (2, 1), (9, 2)] {
            db.execute(&format!("UPDATE journal SET seq = {to} WHERE stream = 'case-1' AND seq = {from}")).await;
        }
        let hash = |seq| Breach::Hash { stream: stream("case-1"), seq };
        assert_eq!(verify(&store).await.breaches, [hash(1), hash(2), hash(3)]);
    }

    async fn g_02_an_event_moved_to_another_stream_is_found(db: TestDb) {
        let store = three_streams(&db).await;
        db.execute("UPDATE journal SET stream = 'case-3', seq = 2 WHERE stream = 'case-2' AND seq = 2").await;
        let found = verify(&store).await.breaches;
        assert!(found.contains(&Breach::Hash { stream: stream("case-3"), seq: 2 }), "{found:?}");
        assert!(found.contains(&Breach::Head { stream: stream("case-2"), head: 2, journal: 1 }), "{found:?}");
    }

    async fn g_02_an_event_with_its_hash_forged_anew_is_found(db: TestDb) {
        let store = three_streams(&db).await;
        // The forger computes a true hash for the first event, from another stream that began with the forged one.
        store.commit(told("case-x", 0, &["forged"])).await.unwrap();
        db.execute(
            "UPDATE journal SET payload = (SELECT payload FROM journal WHERE stream = 'case-x'), \
             hash = (SELECT hash FROM journal WHERE stream = 'case-x') WHERE stream = 'case-1' AND seq = 1",
        )
        .await;
        let found = verify(&store).await.breaches;
        let hash = |seq| Breach::Hash { stream: stream("case-1"), seq };
        assert_eq!(found, [hash(1), hash(2)]);
    }

    async fn g_02_a_stream_replaced_whole_changes_the_seal(db: TestDb) {
        let store = three_streams(&db).await;
        let seal = verify(&store).await.seal;
        assert_eq!(verify(&store).await.seal, seal);
        // Everything about the stream is true in itself; only the seal, kept elsewhere, tells.
        store.commit(told("case-x", 0, &["forged"])).await.unwrap();
        for table in ["journal", "stream", "test_tally", "test_line"] {
            db.execute(&format!("DELETE FROM {table} WHERE stream IN ('case-3', 'case-x')")).await;
        }
        store.commit(told("case-3", 0, &["forged"])).await.unwrap();
        let report = store.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap();
        assert!(report.is_clean());
        assert_ne!(report.seal, seal);
    }

    async fn g_02_what_was_sealed_is_missed_when_it_goes_and_growth_breaks_no_seal(db: TestDb) {
        let store = three_streams(&db).await;
        let verify = async |earlier: Option<&Seal>| {
            store.verify_sealed(Some(&Tallies), earlier, &mut NO_PROGRESS.clone()).await.unwrap()
        };
        let (report, seal) = verify(None).await;
        assert_eq!((seal.hash(), seal.streams()), (report.seal, 3));
        let kept: Seal = seal.to_string().parse().unwrap();
        store.commit(told("case-1", 3, &["later"])).await.unwrap();
        store.commit(told("case-4", 0, &["new"])).await.unwrap();
        let (report, grown) = verify(Some(&kept)).await;
        assert!(report.is_clean(), "{:?}", report.breaches);
        assert_ne!(grown.hash(), kept.hash());
        // A whole stream goes, its head and its rows too; another is told anew, true in itself.
        for stream in ["case-2", "case-3"] {
            for table in ["journal", "stream", "test_tally", "test_line"] {
                db.execute(&format!("DELETE FROM {table} WHERE stream = '{stream}'")).await;
            }
        }
        store.commit(told("case-3", 0, &["forged", "forged"])).await.unwrap();
        assert!(verify(None).await.0.is_clean(), "the journal alone does not tell");
        let gone = |name, version| Breach::Seal { stream: stream(name), version };
        assert_eq!(verify(Some(&kept)).await.0.breaches, [gone("case-3", 1), gone("case-2", 2)]);
        assert_eq!(verify(Some(&grown)).await.0.breaches.len(), 2);
    }

    async fn g_02_many_breaches_are_counted_and_the_first_told(db: TestDb) {
        let store = db.open().await;
        let commits = (0..1_200).map(|number| common::append(&format!("case-{number}"), 0, &["x"])).collect();
        store.load_bulk(commits).await.unwrap();
        db.execute("UPDATE journal SET payload = '{}'").await;
        let report = verify(&store).await;
        assert_eq!((report.breaches.len(), report.more), (1_000, 200));
        let first = "case-0, event 1: its content does not match its hash, it or the event before it was changed";
        assert_eq!(report.breaches[0].to_string(), first);
    }
}
