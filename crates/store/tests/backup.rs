//! Copies, and what comes back from them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod common;

use common::{NO_PROGRESS, Tallies, job, make_views, moment, receipt, stream, told};
use regie_store::{Account, Content, Definition, Draft, Engine, Imported, Report, Store, StoreError, definitions_in};
use regie_testkit::{TestDb, on_both_databases, on_postgres, on_sqlite};

async fn fill(store: &Store) {
    for number in 0..40 {
        let mut commit = told(&format!("case-{number}"), 0, &["één", "\\\"twee\\\"\\n"]);
        commit.jobs.push(job(&format!("job-{number}"), "org-1"));
        commit.receipt = Some(receipt("person-1", &format!("key-{number}"), "done"));
        store.commit(commit).await.unwrap();
    }
    store.job_delivered("job-3", moment(50)).await.unwrap();
    let [person, login, password_hash] = ["person-1", "anna", "$argon2id$x"].map(str::to_owned);
    let account = Account { person, login, password_hash, created_at: moment(0), disabled_at: None };
    store.put_account(&account).await.unwrap();
    store.keep_definition(&definition()).await.unwrap();
    store.note_imported("VP Noord", "7", &imported(), moment(0)).await.unwrap();
    assert!(store.put_draft(&draft()).await.unwrap());
}

fn draft() -> Draft {
    let [person, org, about, form, fields] =
        ["person-1", "org-1", "case-7", "intake-social", "{\"partner\":\"één\"}"].map(str::to_owned);
    Draft { person, org, about, form, rev: 1, seen: 0, fields, at: moment(3) }
}

fn definition() -> Definition {
    let [hash, name, text] = ["abc", "pathways/a/pathway.toml", "id = \"a\"\n"].map(str::to_owned);
    Definition { hash, name, text, at: moment(0) }
}

fn imported() -> Imported {
    Imported { client: "client-1".to_owned(), hash: "def".to_owned(), settled: true }
}

async fn lines(store: &Store) -> Vec<u8> {
    let mut copy = Vec::new();
    let done = store.export_lines(Content::Everything, moment(99), &mut copy).await.unwrap();
    assert_eq!((done.events, done.rows), (80, 84));
    copy
}

async fn restore(store: &Store, copy: &[u8]) -> Result<Report, StoreError> {
    store.restore_lines(&mut &*copy, &Tallies, &mut NO_PROGRESS.clone()).await
}

async fn assert_same(one: &Store, other: &Store) {
    let report = one.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap();
    assert_eq!(other.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap(), report);
    assert_eq!((report.is_clean(), report.events, report.rows), (true, 80, 120));
    assert_eq!(other.events(&stream("case-7"), 0).await.unwrap(), one.events(&stream("case-7"), 0).await.unwrap());
    assert!(other.account_by_login("anna").await.unwrap() == one.account_by_login("anna").await.unwrap());
    for id in ["job-3", "job-4"] {
        assert_eq!(other.job(id).await.unwrap(), one.job(id).await.unwrap());
    }
    let kept = one.receipt("person-1", "key-9").await.unwrap();
    assert!(kept.is_some());
    assert_eq!(other.receipt("person-1", "key-9").await.unwrap(), kept);
    assert_eq!(other.definitions().await.unwrap(), [definition()]);
    assert_eq!(other.imported("VP Noord", "7").await.unwrap(), Some(imported()));
    assert_eq!(other.drafts_about(&stream("case-7")).await.unwrap(), [draft()]);
}

async fn new_like(db: &TestDb) -> TestDb {
    match db.engine() {
        Engine::Sqlite => TestDb::sqlite(),
        Engine::Postgres => TestDb::postgres().await,
    }
}

on_both_databases! {
    async fn g_09_what_is_exported_comes_back_whole(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        fill(&store).await;
        let copy = lines(&store).await;
        let new = new_like(&db).await;
        make_views(&new).await;
        let restored = new.open().await;
        assert!(restore(&restored, &copy).await.unwrap().is_clean());
        assert_same(&store, &restored).await;
        // The copy of the copy is the copy.
        assert_eq!(lines(&restored).await, copy);
        // And work goes on where it was.
        restored.commit(told("case-7", 2, &["drie"])).await.unwrap();
        let full = restore(&restored, &copy).await.unwrap_err();
        assert!(full.to_string().contains("not empty"), "{full}");
    }

    async fn g_09_a_copy_of_an_earlier_version_comes_back_without_the_columns_for_a_worker(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        fill(&store).await;
        let copy = String::from_utf8(lines(&store).await).unwrap();
        let earlier = copy.lines().map(|line| {
            let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
            if line["table"] == "job" {
                let values = line["values"].as_array_mut().unwrap();
                let delivered_at = values.pop().unwrap();
                let worker = [serde_json::json!(0), serde_json::json!(17), serde_json::Value::Null];
                values.extend(worker.into_iter().chain([delivered_at, serde_json::Value::Null]));
            }
            format!("{line}\n")
        });
        let earlier: String = earlier.collect();
        let new = new_like(&db).await;
        make_views(&new).await;
        let restored = new.open().await;
        assert!(restore(&restored, earlier.as_bytes()).await.unwrap().is_clean());
        assert_same(&store, &restored).await;
    }

    async fn g_01_an_export_holds_the_journal_and_what_it_needs_but_no_credentials(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        fill(&store).await;
        let mut copy = Vec::new();
        let done = store.export_lines(Content::Journal, moment(99), &mut copy).await.unwrap();
        assert_eq!((done.events, done.rows), (80, 2));
        let text = String::from_utf8(copy.clone()).unwrap();
        for secret in ["argon2", "anna", "key-9", "job-3"] {
            assert!(!text.contains(secret), "{secret} is no part of an export");
        }
        assert_eq!(definitions_in(&mut &*copy).unwrap(), [definition()]);
        let new = new_like(&db).await;
        make_views(&new).await;
        let restored = new.open().await;
        assert!(restore(&restored, &copy).await.unwrap().is_clean());
        assert_eq!(restored.definitions().await.unwrap(), [definition()]);
        assert_eq!(restored.imported("VP Noord", "7").await.unwrap(), Some(imported()));
        assert!(restored.account_by_login("anna").await.unwrap().is_none());
    }

    async fn g_09_tables_of_more_than_a_page_are_copied_whole(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        let jobs = |part: usize| (0..1_500).map(move |number| job(&format!("job-{part}-{number:04}"), "org-1"));
        for part in 0..3 {
            let mut commit = told(&format!("case-{part}"), 0, &["één"]);
            commit.jobs = jobs(part).collect();
            commit.receipt = Some(receipt("person-1", &format!("key-{part}"), "done"));
            store.commit(commit).await.unwrap();
        }
        let mut copy = Vec::new();
        let done = store.export_lines(Content::Everything, moment(99), &mut copy).await.unwrap();
        assert_eq!((done.events, done.rows), (3, 4_503));
        let new = new_like(&db).await;
        make_views(&new).await;
        let restored = new.open().await;
        assert!(restore(&restored, &copy).await.unwrap().is_clean());
        let mut again = Vec::new();
        restored.export_lines(Content::Everything, moment(99), &mut again).await.unwrap();
        assert!(again == copy, "the copy of the copy is the copy");
    }

    async fn g_09_a_damaged_copy_leaves_nothing_behind(db: TestDb) {
        make_views(&db).await;
        let store = db.open().await;
        fill(&store).await;
        let copy = String::from_utf8(lines(&store).await).unwrap();
        let new = new_like(&db).await;
        make_views(&new).await;
        let restored = new.open().await;
        let all: Vec<&str> = copy.lines().collect();
        let without = |gone: usize| {
            let kept: Vec<&str> = all.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, line)| *line).collect();
            kept.join("\n")
        };
        let damaged = [
            (all[..all.len() - 1].join("\n"), "line 166: the copy ends here, it was cut short"),
            (without(30), "lines are missing"),
            (without(0), "no copy made by Regie"),
            (copy.replace("\"format\":1", "\"format\":9"), "form 9"),
            (copy.replacen("\"seq\":2", "\"seq\":true", 1), "line 5 is not understood"),
            (copy.replacen("\"table\":\"job\"", "\"table\":\"session\"", 1), "no table session"),
            (String::new(), "no copy made by Regie"),
        ];
        for (text, reason) in damaged {
            let error = restore(&restored, text.as_bytes()).await.unwrap_err();
            assert!(error.to_string().contains(reason), "{error} should name {reason:?}");
            assert!(restored.streams("", None, 5).await.unwrap().is_empty());
        }
        let twice = copy.replacen(all[3], &format!("{}\n{}", all[3], all[3]), 1);
        assert!(restore(&restored, twice.as_bytes()).await.is_err());
        // A copy with a changed event comes in, and the report says so.
        let changed = copy.replacen("één", "nul", 1);
        let report = restore(&restored, changed.as_bytes()).await.unwrap();
        assert_eq!(report.breaches.len(), 1, "{:?}", report.breaches);
    }
}

#[test]
fn g_09_a_case_moves_from_sqlite_to_postgres_and_back() {
    on_sqlite(|db| async move {
        make_views(&db).await;
        let store = db.open().await;
        fill(&store).await;
        let copy = lines(&store).await;
        let (server, back) = (TestDb::postgres().await, TestDb::sqlite());
        make_views(&server).await;
        make_views(&back).await;
        let on_server = server.open().await;
        restore(&on_server, &copy).await.unwrap();
        assert_same(&store, &on_server).await;
        let returned = lines(&on_server).await;
        assert_eq!(String::from_utf8(returned.clone()).unwrap(), String::from_utf8(copy).unwrap());
        let again = back.open().await;
        restore(&again, &returned).await.unwrap();
        assert_same(&store, &again).await;
    });
}

#[test]
fn g_10_a_file_is_copied_while_it_is_written() {
    on_sqlite(|db| async move {
        make_views(&db).await;
        let store = db.open().await;
        fill(&store).await;
        let busy = tokio::spawn({
            let store = store.clone();
            async move {
                for turn in 0..100 {
                    store.commit(told("case-busy", turn, &["x"])).await.unwrap();
                }
            }
        });
        let path = db.file("copy.db");
        store.backup_file(&path).await.unwrap();
        busy.await.unwrap();
        let copy = Store::open(&format!("sqlite:{}", path.display())).await.unwrap();
        let report = copy.verify(Some(&Tallies), &mut NO_PROGRESS.clone()).await.unwrap();
        assert!(report.is_clean() && report.events >= 80 && report.events <= 180, "{report:?}");
        let error = store.backup_file(&path).await.unwrap_err();
        assert!(matches!(&error, StoreError::File(told) if told.contains("already")), "{error}");
        let error = store.backup_file(&db.file("no/such/folder/copy.db")).await.unwrap_err();
        assert!(matches!(&error, StoreError::File(_)), "{error:?}");
    });
}

#[test]
fn g_09_a_server_is_not_copied_as_a_file() {
    on_postgres(|db| async move {
        let error = db.open().await.backup_file(&db.file("copy.db")).await.unwrap_err();
        assert!(error.to_string().contains("pg_dump"), "{error}");
    });
}
