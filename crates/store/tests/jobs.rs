//! The outbox: enqueued with its event, claimed by one worker at a time, delivered at least once.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod common;

use std::collections::BTreeSet;

use common::{append, job, moment};
use jiff::SignedDuration;
use regie_store::{Failed, Job, JobState, NewJob, Store};
use regie_testkit::{TestDb, on_both_databases};

const LEASE: SignedDuration = SignedDuration::from_secs(60);

async fn enqueue(store: &Store, name: &str, jobs: Vec<NewJob>) {
    let mut commit = append(name, 0, &["a"]);
    commit.jobs = jobs;
    store.commit(commit).await.unwrap();
}

async fn claim(store: &Store, worker: &str, second: i64, limit: u32) -> Vec<Job> {
    store.claim_jobs(None, moment(second), worker, limit, LEASE).await.unwrap()
}

on_both_databases! {
    async fn g_10_a_job_goes_its_way(db: TestDb) {
        let store = db.open().await;
        enqueue(&store, "case-1", vec![job("job-1", "org-1", moment(10))]).await;
        assert!(claim(&store, "w", 9, 5).await.is_empty());
        let taken = claim(&store, "w", 10, 5).await;
        assert_eq!((taken.len(), taken[0].id.as_str(), taken[0].attempts), (1, "job-1", 1));
        assert_eq!((taken[0].state, taken[0].worker.as_deref()), (JobState::Claimed, Some("w")));
        assert!(claim(&store, "other", 69, 5).await.is_empty());

        assert!(store.job_failed("job-1", "printer on fire", Failed::RetryAt(moment(100))).await.unwrap());
        let waiting = store.job("job-1").await.unwrap().unwrap();
        assert_eq!((waiting.state, waiting.last_error.as_deref()), (JobState::Queued, Some("printer on fire")));
        assert!(claim(&store, "w", 99, 5).await.is_empty());
        assert_eq!(claim(&store, "w", 100, 5).await[0].attempts, 2);
        assert!(store.job_delivered("job-1", moment(101)).await.unwrap());
        let done = store.job("job-1").await.unwrap().unwrap();
        assert_eq!((done.state, done.delivered_at, done.next_at), (JobState::Delivered, Some(moment(101)), None));
        // Over is over.
        assert!(!store.job_delivered("job-1", moment(102)).await.unwrap());
        assert!(!store.job_failed("job-1", "late", Failed::GiveUp).await.unwrap());
        assert!(!store.job_delivered("job-9", moment(102)).await.unwrap());
        assert!(claim(&store, "w", 9_999, 5).await.is_empty());
    }

    async fn g_10_the_same_job_is_enqueued_once(db: TestDb) {
        let store = db.open().await;
        enqueue(&store, "case-1", vec![job("job-1", "org-1", moment(0)), job("job-1", "org-1", moment(0))]).await;
        claim(&store, "w", 0, 5).await;
        store.job_delivered("job-1", moment(0)).await.unwrap();
        enqueue(&store, "case-2", vec![job("job-1", "org-1", moment(0))]).await;
        assert!(claim(&store, "w", 999, 5).await.is_empty());
    }

    async fn g_10_a_job_given_up_waits_for_a_person(db: TestDb) {
        let store = db.open().await;
        enqueue(&store, "case-1", vec![job("job-1", "org-1", moment(0))]).await;
        claim(&store, "w", 0, 5).await;
        assert!(store.job_failed("job-1", "no such\0address", Failed::GiveUp).await.unwrap());
        assert!(claim(&store, "w", 9_999, 5).await.is_empty());
        assert_eq!(store.jobs_in(JobState::Failed, None, 5).await.unwrap().len(), 1);
        assert!(store.retry_job("job-1", moment(50)).await.unwrap());
        assert!(!store.retry_job("job-1", moment(50)).await.unwrap());
        assert_eq!(claim(&store, "w", 50, 5).await.len(), 1);
    }

    async fn g_10_a_dead_workers_job_is_taken_over_after_its_lease(db: TestDb) {
        let store = db.open().await;
        enqueue(&store, "case-1", vec![job("job-1", "org-1", moment(0))]).await;
        assert_eq!(claim(&store, "dies", 0, 5).await.len(), 1);
        assert!(claim(&store, "heir", 59, 5).await.is_empty());
        let taken = claim(&store, "heir", 60, 5).await;
        assert_eq!((taken.len(), taken[0].attempts, taken[0].worker.as_deref()), (1, 2, Some("heir")));
    }

    async fn g_10_two_workers_never_hold_one_job(db: TestDb) {
        let (one, other) = tokio::join!(db.open(), db.open());
        let jobs = (0..300).map(|number| job(&format!("job-{number:03}"), "org-1", moment(0))).collect();
        enqueue(&one, "case-1", jobs).await;
        let workers: Vec<_> = (0..8)
            .map(|worker| {
                let store = if worker % 2 == 0 { one.clone() } else { other.clone() };
                tokio::spawn(async move {
                    let mut held = Vec::new();
                    loop {
                        let taken = claim(&store, &format!("worker-{worker}"), 0, 7).await;
                        // Passing over what others are just taking may leave a worker without; it is told nothing twice.
                        if taken.is_empty() && store.jobs_in(JobState::Queued, None, 1).await.unwrap().is_empty() {
                            return held;
                        }
                        held.extend(taken.into_iter().map(|job| job.id));
                    }
                })
            })
            .collect();
        let mut all = Vec::new();
        for worker in workers {
            all.extend(worker.await.unwrap());
        }
        assert_eq!(all.len(), 300);
        assert_eq!(all.into_iter().collect::<BTreeSet<_>>().len(), 300);
    }

    async fn g_10_jobs_are_listed_by_receiver_and_state_with_a_cursor(db: TestDb) {
        let store = db.open().await;
        let mut jobs: Vec<NewJob> =
            (0..5).map(|number| job(&format!("job-{number}"), &format!("org-{}", number % 2), moment(number))).collect();
        jobs[4].kind = "signal".to_owned();
        enqueue(&store, "case-1", jobs).await;
        let ids = |jobs: Vec<Job>| jobs.into_iter().map(|job| job.id).collect::<Vec<_>>();
        assert_eq!(ids(store.jobs_for("org-0", None, 2).await.unwrap()), ["job-4", "job-2"]);
        assert_eq!(ids(store.jobs_for("org-0", Some("job-2"), 2).await.unwrap()), ["job-0"]);
        let signal = store.claim_jobs(Some("signal"), moment(99), "w", 5, LEASE).await.unwrap();
        assert_eq!(ids(signal), ["job-4"]);
        assert_eq!(ids(store.jobs_in(JobState::Claimed, None, 9).await.unwrap()), ["job-4"]);
        assert_eq!(ids(store.jobs_in(JobState::Queued, Some("job-3"), 9).await.unwrap()), ["job-2", "job-1", "job-0"]);
        // Those due longest come first.
        assert_eq!(ids(claim(&store, "w", 99, 2).await), ["job-0", "job-1"]);
    }
}
