//! Full disks, vanished servers, callers that go away: clear errors, nothing acknowledged lost, service by itself.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use common::{NO_PROGRESS, Tallies, append, make_views, stream, told};
use regie_store::{CommitError, Store, StoreError};
use regie_testkit::{TestDb, on_both_databases, on_postgres, on_sqlite};

on_both_databases! {
    async fn g_10_a_caller_that_goes_away_leaves_nothing_half_done(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        for number in 0..60 {
            let name = format!("case-{number}");
            let commit = store.commit(told(&name, 0, &["a", "b", "c"]));
            drop(tokio::time::timeout(Duration::from_micros(number * 50), commit).await);
        }
        store.commit(told("case-last", 0, &["after all that"])).await.unwrap();
        let report = store.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap();
        assert!(report.is_clean(), "{:?}", report.breaches);
        for (_, version) in store.streams("case-", None, 100).await.unwrap() {
            assert!(version == 3 || version == 1, "{version}");
        }
    }

    async fn g_10_a_runtime_that_is_killed_loses_nothing_acknowledged(db: TestDb) {
        make_views(&db).await;
        let url = db.url().to_owned();
        let acknowledged = tokio::task::spawn_blocking(move || killed_in_the_middle(&url)).await.unwrap();
        let store = db.open().await;
        assert!(!acknowledged.is_empty());
        for (name, version) in acknowledged {
            let head = store.head(&stream(&name)).await.unwrap().unwrap();
            assert!(head.version >= version, "{name} was acknowledged at {version} and stands at {}", head.version);
        }
        let report = store.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap();
        assert!(report.is_clean(), "{:?}", report.breaches);
    }
}

/// Writes from many tasks and tears the runtime down under them; returns what was acknowledged.
fn killed_in_the_middle(url: &str) -> Vec<(String, u64)> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (told_of, acknowledged) = std::sync::mpsc::channel();
    let url = url.to_owned();
    runtime.block_on(async move {
        let store = Store::open(&url).await.unwrap();
        for writer in 0..16 {
            let (store, told_of) = (store.clone(), told_of.clone());
            tokio::spawn(async move {
                let name = format!("case-{writer}");
                for turn in 0.. {
                    store.commit(told(&name, turn, &["x"])).await.unwrap();
                    told_of.send((name.clone(), turn + 1)).unwrap();
                }
            });
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    });
    runtime.shutdown_background();
    acknowledged.try_iter().collect()
}

#[test]
fn g_10_a_full_disk_is_told_and_service_returns() {
    on_sqlite(|db| async move {
        make_views(&db).await;
        let store = db.open().await;
        store.commit(told("case-first", 0, &["a"])).await.unwrap();
        store.limit_pages(60).await.unwrap();
        let big = "x".repeat(3_000);
        let mut stored = 0;
        let full = loop {
            match store.commit(told(&format!("case-{stored}"), 0, &[&big])).await {
                Ok(_) => stored += 1,
                Err(error) => break error,
            }
            assert!(stored < 1_000, "the limit holds nothing back");
        };
        assert!(matches!(full, CommitError::Full(_)), "{full:?}");
        assert!(full.to_string().contains("free disk space"));
        assert!(stored > 0);
        // Many at once: each is told, and reading goes on.
        let many: Vec<_> = (0..20)
            .map(|number| {
                let (store, big) = (store.clone(), big.clone());
                tokio::spawn(async move { store.commit(told(&format!("org-{number}"), 0, &[&big])).await })
            })
            .collect();
        for one in many {
            assert!(matches!(one.await.unwrap(), Err(CommitError::Full(_))));
        }
        assert!(matches!(store.put_account(&filling_account()).await, Err(StoreError::Full(_))));
        assert_eq!(store.streams("case-", None, 1_000).await.unwrap().len(), stored + 1);

        store.limit_pages(100_000).await.unwrap();
        store.commit(told("case-after", 0, &[&big])).await.unwrap();
        let report = store.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap();
        assert_eq!((report.is_clean(), report.streams), (true, stored as u64 + 2), "{:?}", report.breaches);
    });
}

fn filling_account() -> regie_store::Account {
    regie_store::Account {
        person: "person-1".to_owned(),
        login: "anna".to_owned(),
        password_hash: "x".repeat(100_000),
        created_at: common::moment(0),
        disabled_at: None,
    }
}

#[test]
fn g_10_another_program_that_holds_the_file_is_waited_for() {
    on_sqlite(|db| async move {
        let (store, other) = (db.open().await, db.open().await);
        let work = [("case-1", store.clone()), ("case-2", other)].map(|(name, store)| {
            tokio::spawn(async move {
                let mut done = 0;
                for turn in 0..200 {
                    done += u64::from(store.commit(append(name, turn, &["x"])).await.is_ok());
                }
                done
            })
        });
        for work in work {
            assert_eq!(work.await.unwrap(), 200);
        }
    });
}

#[test]
fn g_10_cut_connections_are_told_and_service_returns() {
    on_postgres(|db| async move {
        make_views(&db).await;
        let store = db.open().await;
        store.commit(told("case-1", 0, &["a"])).await.unwrap();
        store.events(&stream("case-1"), 0).await.unwrap();
        // Idle connections: nobody notices.
        assert!(db.cut_connections().await >= 2);
        store.commit(told("case-1", 1, &["b"])).await.unwrap();
        assert_eq!(store.events(&stream("case-1"), 0).await.unwrap().len(), 2);

        // Under load: who is not told Ok is told why, and what was told Ok is there.
        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..32)
            .map(|writer| tokio::spawn(write_until(store.clone(), format!("client-{writer}"), Arc::clone(&stop))))
            .collect();
        for _ in 0..10 {
            tokio::time::sleep(Duration::from_millis(40)).await;
            db.cut_connections().await;
        }
        stop.store(true, Ordering::Relaxed);
        for writer in writers {
            let (name, acknowledged) = writer.await.unwrap();
            let head = store.head(&stream(&name)).await.unwrap();
            assert!(head.is_some_and(|head| head.version >= acknowledged && acknowledged > 0), "{name}");
        }
        store.commit(told("case-1", 2, &["c"])).await.unwrap();
        let report = store.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap();
        assert!(report.is_clean(), "{:?}", report.breaches);
    });
}

/// Appends until told to stop; an error must be one of a vanished server. Returns the last acknowledged version.
async fn write_until(store: Store, name: String, stop: Arc<AtomicBool>) -> (String, u64) {
    let (mut version, mut acknowledged) = (0, 0);
    while !stop.load(Ordering::Relaxed) || acknowledged == 0 {
        match store.commit(told(&name, version, &["x"])).await {
            Ok(_) => {
                version += 1;
                acknowledged = version;
            }
            Err(CommitError::Unavailable { reason, .. }) => assert!(!reason.is_empty()),
            // A commit that was in doubt turns out to be there.
            Err(CommitError::Conflict { actual, .. }) => version = actual,
            Err(error) => panic!("{error:?}"),
        }
    }
    (name, acknowledged)
}
