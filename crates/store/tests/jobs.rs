//! The outbox: enqueued with its event, delivered once.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod common;

use std::collections::BTreeSet;

use common::{append, job, moment};
use regie_store::{Job, JobPlace, JobState, Lapse, NewJob, Store, Undelivered};
use regie_testkit::{TestDb, on_both_databases};

async fn enqueue(store: &Store, name: &str, jobs: Vec<NewJob>) {
    let mut commit = append(name, 0, &["a"]);
    commit.jobs = jobs;
    store.commit(commit).await.unwrap();
}

on_both_databases! {
    async fn g_10_a_job_is_delivered_once(db: TestDb) {
        let store = db.open().await;
        enqueue(&store, "case-1", vec![job("job-1", "org-1")]).await;
        let waiting = store.job("job-1").await.unwrap().unwrap();
        assert_eq!((waiting.state, waiting.delivered_at), (JobState::Queued, None));
        assert!(store.job_delivered("job-1", moment(101)).await.unwrap());
        let done = store.job("job-1").await.unwrap().unwrap();
        assert_eq!((done.state, done.delivered_at), (JobState::Delivered, Some(moment(101))));
        // Over is over.
        assert!(!store.job_delivered("job-1", moment(102)).await.unwrap());
        assert!(!store.job_delivered("job-9", moment(102)).await.unwrap());
    }

    async fn az_10_a_job_that_became_needless_lapses_with_the_event_that_made_it_so(db: TestDb) {
        let store = db.open().await;
        let names = ["case-1:1:0:handover-1", "case-1:1:1", "case-1:4:0:handover-11", "case-2:1:0:handover-1"];
        let mut jobs: Vec<NewJob> = names.iter().map(|name| job(name, "org-1")).collect();
        jobs.push(job("case-1:2:0:handover-1", "org-1"));
        enqueue(&store, "case-1", jobs).await;
        store.job_delivered("case-1:2:0:handover-1", moment(1)).await.unwrap();
        let mut commit = append("case-1", 1, &["b"]);
        commit.lapses = vec![Lapse { begins: "case-1:".to_owned(), ends: ":handover-1".to_owned() }];
        store.commit(commit).await.unwrap();
        let lapsed = store.job(names[0]).await.unwrap().unwrap();
        assert_eq!((lapsed.state, lapsed.delivered_at), (JobState::Lapsed, Some(moment(1))));
        let open = store.undelivered(Undelivered::For("org-1"), "letter", None, 9).await.unwrap();
        let open: BTreeSet<&str> = open.iter().map(|job| job.id.as_str()).collect();
        assert_eq!(open, names[1..].iter().copied().collect(), "no other job, other handover or other case");
        let done = store.job("case-1:2:0:handover-1").await.unwrap().unwrap();
        assert_eq!(done.state, JobState::Delivered, "what was done stays done");
        assert!(!store.job_delivered(names[0], moment(9)).await.unwrap());
    }

    async fn g_10_the_same_job_is_enqueued_once(db: TestDb) {
        let store = db.open().await;
        enqueue(&store, "case-1", vec![job("job-1", "org-1"), job("job-1", "org-1")]).await;
        assert_eq!(store.jobs_for("org-1", None, 9).await.unwrap().len(), 1);
        store.job_delivered("job-1", moment(0)).await.unwrap();
        enqueue(&store, "case-2", vec![job("job-1", "org-1")]).await;
        assert!(store.jobs_in(JobState::Queued, None, 9).await.unwrap().is_empty(), "it was done");
    }

    async fn g_10_jobs_are_listed_newest_first_with_a_cursor_whatever_their_names(db: TestDb) {
        let store = db.open().await;
        // Enqueued at seconds 1 to 5; the names run against time, as those of cases opened long ago do.
        for second in 1..=5_i64 {
            let mut commit = append(&format!("case-{second}"), 0, &["a"]);
            commit.at = moment(second);
            let named = job(&format!("job-{}", 9 - second), &format!("org-{}", second % 2));
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
        assert_eq!(ids(store.jobs_from("org-9", "", Some(&place), 9).await.unwrap()), ["job-7", "job-8"]);
        assert_eq!(ids(store.jobs_named("org-9", "job-7", 9).await.unwrap()), ["job-7"]);
        assert_eq!(ids(store.jobs_named("org-9", "job-", 2).await.unwrap()), ["job-4", "job-5"]);
        assert_eq!(ids(store.jobs_named("org-8", "job-", 2).await.unwrap()), Vec::<String>::new());
        store.job_delivered("job-4", moment(9)).await.unwrap();
        assert_eq!(ids(store.jobs_in(JobState::Delivered, None, 9).await.unwrap()), ["job-4"]);
        assert_eq!(ids(store.jobs_in(JobState::Queued, Some(&place), 9).await.unwrap()), ["job-7", "job-8"]);
    }

    async fn the_letters_of_a_region_that_is_told_have_arrived_but_for_the_last(db: TestDb) {
        let store = db.open().await;
        for (second, name) in [(1, "case-1:3:0:sent-1"), (2, "case-2:3:0:sent-1"), (3, "case-3:3:0")] {
            let mut commit = append(&format!("case-{second}"), 0, &["a"]);
            (commit.at, commit.jobs) = (moment(second), vec![job(name, "org-1")]);
            store.commit(commit).await.unwrap();
        }
        assert_eq!(store.jobs_delivered(":sent-", moment(2)).await.unwrap(), 1);
        let done = store.job("case-1:3:0:sent-1").await.unwrap().unwrap();
        assert_eq!((done.state, done.delivered_at), (JobState::Delivered, Some(moment(86_401))));
        assert_eq!(store.jobs_in(JobState::Queued, None, 9).await.unwrap().len(), 2);
    }

    async fn az_06_what_nobody_delivered_is_listed_and_counted_however_much_was_delivered_since(db: TestDb) {
        let store = db.open().await;
        for second in 0..300_i64 {
            let mut commit = append(&format!("case-{second}"), 0, &["a"]);
            commit.at = moment(second);
            let (person, org) = (format!("p-{second:03}"), format!("o-{second:03}"));
            let jobs = [(person, "person-1"), (org, if second % 2 == 0 { "org-2" } else { "person-2" })];
            let named = |(id, to): (String, &str)| NewJob { sender: "org-1".to_owned(), ..job(&id, to) };
            commit.jobs = jobs.into_iter().map(named).collect();
            store.commit(commit).await.unwrap();
        }
        for second in 2..300 {
            store.job_delivered(&format!("p-{second:03}"), moment(999)).await.unwrap();
        }
        let mine = Undelivered::For("person-1");
        let sent = Undelivered::From { sender: "org-1", itself: "org-3", except: "person-" };
        let ids = |jobs: Vec<Job>| jobs.into_iter().map(|job| job.id).collect::<Vec<_>>();
        let first = store.undelivered(mine, "letter", None, 1).await.unwrap();
        let place = first[0].place();
        assert_eq!(ids(first), ["p-001"]);
        assert_eq!(ids(store.undelivered(mine, "letter", Some(&place), 9).await.unwrap()), ["p-000"]);
        assert_eq!(ids(store.undelivered(sent, "letter", None, 2).await.unwrap()), ["o-298", "o-296"]);
        assert_eq!(store.count_undelivered(mine, "letter").await.unwrap(), 2);
        let ending = Undelivered::Ending { receiver: "person-1", ends: "-000" };
        assert_eq!(ids(store.undelivered(ending, "letter", None, 9).await.unwrap()), ["p-000"]);
        assert_eq!(store.count_undelivered(sent, "letter").await.unwrap(), 150);
        assert_eq!(store.count_undelivered(sent, "signal").await.unwrap(), 0);
        let to_itself = Undelivered::From { sender: "org-1", itself: "org-2", except: "person-" };
        assert_eq!(store.count_undelivered(to_itself, "letter").await.unwrap(), 0, "its own post is nothing to send");
    }
}
