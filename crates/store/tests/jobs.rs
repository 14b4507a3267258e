//! The outbox: enqueued with its event, claimed by one worker at a time, delivered at least once.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod common;

use std::collections::BTreeSet;

use common::{append, job, moment};
use jiff::SignedDuration;
use regie_store::{Failed, Job, JobPlace, JobState, Lapse, NewJob, Store, Undelivered};
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

    async fn az_10_a_job_that_became_needless_lapses_with_the_event_that_made_it_so(db: TestDb) {
        let store = db.open().await;
        let names = ["case-1:1:0:handover-1", "case-1:1:1", "case-1:4:0:handover-11", "case-2:1:0:handover-1"];
        let mut jobs: Vec<NewJob> = names.iter().map(|name| job(name, "org-1", moment(0))).collect();
        jobs.push(job("case-1:2:0:handover-1", "org-1", moment(0)));
        enqueue(&store, "case-1", jobs).await;
        store.job_delivered("case-1:2:0:handover-1", moment(1)).await.unwrap();
        let mut commit = append("case-1", 1, &["b"]);
        commit.lapses = vec![Lapse { begins: "case-1:".to_owned(), ends: ":handover-1".to_owned() }];
        store.commit(commit).await.unwrap();
        let lapsed = store.job(names[0]).await.unwrap().unwrap();
        assert_eq!((lapsed.state, lapsed.next_at, lapsed.delivered_at), (JobState::Lapsed, None, Some(moment(1))));
        let open = store.undelivered(Undelivered::For("org-1"), "letter", None, 9).await.unwrap();
        let open: BTreeSet<&str> = open.iter().map(|job| job.id.as_str()).collect();
        assert_eq!(open, names[1..].iter().copied().collect(), "no other job, other handover or other case");
        let done = store.job("case-1:2:0:handover-1").await.unwrap().unwrap();
        assert_eq!(done.state, JobState::Delivered, "what was done stays done");
        assert!(!store.job_delivered(names[0], moment(9)).await.unwrap());
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

    async fn g_10_jobs_are_listed_newest_first_with_a_cursor_whatever_their_names(db: TestDb) {
        let store = db.open().await;
        // Enqueued at seconds 1 to 5; the names run against time, as those of cases opened long ago do.
        for second in 1..=5_i64 {
            let mut commit = append(&format!("case-{second}"), 0, &["a"]);
            commit.at = moment(second);
            let named = job(&format!("job-{}", 9 - second), &format!("org-{}", second % 2), moment(second));
            let kind = if second == 5 { "signal" } else { "letter" }.to_owned();
            commit.jobs = vec![NewJob { kind, sender: "org-9".to_owned(), ..named }];
            store.commit(commit).await.unwrap();
        }
        let ids = |jobs: Vec<Job>| jobs.into_iter().map(|job| job.id).collect::<Vec<_>>();
        let first = store.jobs_for("org-1", None, 2).await.unwrap();
        let place = first[1].place();
        assert_eq!(place, JobPlace { at: moment(3), id: "job-6".to_owned() });
        assert_eq!(ids(first), ["job-4", "job-6"]);
        assert_eq!(ids(store.jobs_for("org-1", Some(&place), 2).await.unwrap()), ["job-8"]);
        assert_eq!(ids(store.jobs_from("org-9", Some(&place), 9).await.unwrap()), ["job-7", "job-8"]);
        assert_eq!(ids(store.jobs_named("org-9", "job-7", 9).await.unwrap()), ["job-7"]);
        assert_eq!(ids(store.jobs_named("org-9", "job-", 2).await.unwrap()), ["job-4", "job-5"]);
        assert_eq!(ids(store.jobs_named("org-8", "job-", 2).await.unwrap()), Vec::<String>::new());
        let signal = store.claim_jobs(Some("signal"), moment(99), "w", 5, LEASE).await.unwrap();
        assert_eq!(ids(signal), ["job-4"]);
        assert_eq!(ids(store.jobs_in(JobState::Claimed, None, 9).await.unwrap()), ["job-4"]);
        assert_eq!(ids(store.jobs_in(JobState::Queued, Some(&place), 9).await.unwrap()), ["job-7", "job-8"]);
        // Those due longest come first.
        assert_eq!(ids(claim(&store, "w", 99, 2).await), ["job-8", "job-7"]);
    }

    async fn az_06_what_nobody_delivered_is_listed_and_counted_however_much_was_delivered_since(db: TestDb) {
        let store = db.open().await;
        for second in 0..300_i64 {
            let mut commit = append(&format!("case-{second}"), 0, &["a"]);
            commit.at = moment(second);
            let (person, org) = (format!("p-{second:03}"), format!("o-{second:03}"));
            let jobs = [(person, "person-1"), (org, if second % 2 == 0 { "org-2" } else { "person-2" })];
            let named = |(id, to): (String, &str)| NewJob { sender: "org-1".to_owned(), ..job(&id, to, moment(second)) };
            commit.jobs = jobs.into_iter().map(named).collect();
            store.commit(commit).await.unwrap();
        }
        for second in 2..300 {
            store.job_delivered(&format!("p-{second:03}"), moment(999)).await.unwrap();
        }
        let mine = Undelivered::For("person-1");
        let sent = Undelivered::From { sender: "org-1", except: "person-" };
        let ids = |jobs: Vec<Job>| jobs.into_iter().map(|job| job.id).collect::<Vec<_>>();
        let first = store.undelivered(mine, "letter", None, 1).await.unwrap();
        let place = first[0].place();
        assert_eq!(ids(first), ["p-001"]);
        assert_eq!(ids(store.undelivered(mine, "letter", Some(&place), 9).await.unwrap()), ["p-000"]);
        assert_eq!(ids(store.undelivered(sent, "letter", None, 2).await.unwrap()), ["o-298", "o-296"]);
        assert_eq!(store.count_undelivered(mine, "letter").await.unwrap(), 2);
        assert_eq!(store.count_undelivered(sent, "letter").await.unwrap(), 150);
        assert_eq!(store.count_undelivered(sent, "signal").await.unwrap(), 0);
        store.job_failed("o-298", "no such address", Failed::GiveUp).await.unwrap();
        assert_eq!(store.count_undelivered(sent, "letter").await.unwrap(), 150, "given up is not delivered");
    }
}
