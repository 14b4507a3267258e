//! The program's commands on a database, as a script uses them: exit status, output, and what they leave behind.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

mod common;

use std::io::Write;
use std::process::Stdio;

use common::{Said, done, regie, run};
use regie_app::SHIPPED_PATHWAYS;
use regie_testkit::{TestDb, on_both_databases};

fn account(database: &str, login: &str, password: &str) -> Said {
    let args = ["account", "--database", database, "--login", login, "--name", "Joke de Vries", "--organisation"];
    let rest = ["De Ooievaar", "--network", "VSV Noord", "--phone", "050-5550101", "--role", "midwife"];
    let mut program = regie(&[args.as_slice(), &rest].concat());
    let mut child =
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    child.stdin.take().unwrap().write_all(format!("{password}\n").as_bytes()).unwrap();
    child.wait_with_output().expect("the program ends").into()
}

on_both_databases! {
    async fn g_02_an_account_is_entered_once_and_the_journal_verifies(db: TestDb) {
        let said = account(db.url(), "joke", "een-lang-wachtwoord");
        assert_eq!(said.status, 0, "{said:?}");
        assert!(said.out.contains("joke can sign in: Joke de Vries, midwife at De Ooievaar"), "{said:?}");
        let again = account(db.url(), "joke", "een-ander-wachtwoord");
        assert_eq!(again.status, 0, "a new password for the same person: {again:?}");
        let report = done(&["verify", "--json", "--database", db.url()]).json();
        assert_eq!((report["streams"].as_u64(), report["breaches"].as_array().map(Vec::len)), (Some(2), Some(0)));
        let short = account(db.url(), "joke", "kort");
        assert_eq!(short.status, 1, "{short:?}");
        assert!(short.err.contains("password: too short"), "{short:?}");
    }

    async fn g_02_a_seal_kept_elsewhere_tells_that_a_whole_stream_was_removed(db: TestDb) {
        assert_eq!(account(db.url(), "joke", "een-lang-wachtwoord").status, 0);
        let seal = db.file("seal.txt");
        let seal = seal.to_str().unwrap();
        let told = done(&["verify", "--write-seal", seal, "--database", db.url()]);
        let hash = told.out.lines().last().unwrap().strip_prefix("seal ").unwrap();
        let text = std::fs::read_to_string(seal).unwrap();
        assert_eq!(text.lines().count(), 4, "two streams between the first line and the last: {text}");
        assert!(text.ends_with(&format!("end {hash}\n")), "{text}");
        let twice = run(&["verify", "--write-seal", seal, "--database", db.url()]);
        assert_eq!(twice.status, 1, "a seal is not written over: {twice:?}");
        // The journal grows, and the seal still holds.
        assert_eq!(account(db.url(), "anne", "een-lang-wachtwoord").status, 0);
        done(&["verify", "--seal", seal, "--database", db.url()]);
        for table in ["journal", "stream"] {
            db.execute(&format!("DELETE FROM {table} WHERE stream LIKE 'org-%'")).await;
        }
        assert_eq!(run(&["verify", "--database", db.url()]).status, 0, "true in itself");
        let missed = run(&["verify", "--seal", seal, "--database", db.url()]);
        assert_eq!(missed.status, 1, "{missed:?}");
        assert!(missed.out.contains("were sealed are not in the journal any more"), "{missed:?}");
        assert!(missed.out.contains("- org-"), "it is named: {missed:?}");
        std::fs::write(seal, "regie-seal-1\nno seal").unwrap();
        let wrong = run(&["verify", "--seal", seal, "--database", db.url()]);
        assert_eq!(wrong.status, 1, "{wrong:?}");
        assert!(wrong.err.contains("line 2 "), "{wrong:?}");
    }

    async fn g_09_an_export_fills_an_empty_database_and_is_proved_whole(db: TestDb) {
        assert_eq!(account(db.url(), "joke", "een-lang-wachtwoord").status, 0);
        let (lines, target) = (db.file("copy.jsonl"), TestDb::sqlite());
        let lines = lines.to_str().unwrap();
        let told = done(&["export", "--json", "--database", db.url(), "--out", lines]).json();
        // The rows are the texts of the pathways.
        let shipped = SHIPPED_PATHWAYS.len() as u64;
        assert_eq!((told["events"].as_u64(), told["rows"].as_u64()), (Some(3), Some(shipped)), "{told}");
        let text = std::fs::read_to_string(lines).unwrap();
        assert!(text.contains("\"table\":\"definition\"") && !text.contains("argon2"), "no credentials: {text}");
        let said = done(&["restore", lines, "--database", target.url()]);
        assert!(said.out.contains("clean: every hash holds"), "{said:?}");
        let seal = |url: &str| done(&["verify", "--json", "--database", url]).json()["seal"].clone();
        assert_eq!(seal(db.url()), seal(target.url()));
        let full = run(&["restore", lines, "--database", target.url()]);
        assert_eq!(full.status, 1);
        assert!(full.err.contains("not empty"), "{full:?}");
        let twice = run(&["export", "--database", db.url(), "--out", lines]);
        assert_eq!(twice.status, 1, "a copy is not written over: {twice:?}");
        let restored = target.open().await;
        assert!(restored.account_by_login("joke").await.unwrap().is_none());
        restored.close().await;
    }

    async fn g_09_a_backup_is_all_of_the_database_and_any_database_takes_it_back(db: TestDb) {
        assert_eq!(account(db.url(), "joke", "een-lang-wachtwoord").status, 0);
        let copy = db.file("backup");
        let copy = copy.to_str().unwrap();
        done(&["backup", copy, "--database", db.url()]);
        let before = std::fs::read(copy).unwrap();
        let store = db.open().await;
        let kept = store.account_by_login("joke").await.unwrap();
        assert!(kept.is_some());
        for target in [TestDb::sqlite(), TestDb::postgres().await] {
            done(&["restore", copy, "--database", target.url()]);
            let restored = target.open().await;
            assert!(restored.account_by_login("joke").await.unwrap() == kept, "she signs in as before");
            assert_eq!(restored.definitions().await.unwrap(), store.definitions().await.unwrap());
            restored.close().await;
        }
        assert_eq!(std::fs::read(copy).unwrap(), before, "the backup itself stays as it was");
        let again = run(&["backup", copy, "--database", db.url()]);
        assert_eq!(again.status, 1, "a copy is not written over: {again:?}");
        store.close().await;
    }

    async fn g_09_a_view_that_was_tampered_with_is_told_and_mended(db: TestDb) {
        assert_eq!(account(db.url(), "joke", "een-lang-wachtwoord").status, 0);
        db.execute("INSERT INTO view_person (person, search) VALUES ('01J9ZC3QF5T1Y0A7M2N8B4K6XE', 'niemand')").await;
        let said = run(&["verify", "--database", db.url()]);
        assert_eq!(said.status, 1, "{said:?}");
        assert!(said.out.contains("NOT CLEAN: 1 breaches") && said.out.contains("view_person"), "{said:?}");
        let json = run(&["verify", "--json", "--database", db.url()]);
        assert_eq!((json.status, json.json()["breaches"].as_array().map(Vec::len)), (1, Some(1)));
        done(&["rebuild", "--database", db.url()]);
        done(&["verify", "--database", db.url()]);
    }
}

#[test]
fn g_09_a_copy_that_was_cut_short_leaves_nothing_behind() {
    let (db, target) = (TestDb::sqlite(), TestDb::sqlite());
    assert_eq!(account(db.url(), "joke", "een-lang-wachtwoord").status, 0);
    let out = done(&["export", "--database", db.url()]).out;
    let lines: Vec<&str> = out.lines().collect();
    let cut = db.file("cut.jsonl");
    std::fs::write(&cut, lines[..lines.len() - 1].join("\n")).unwrap();
    let said = run(&["restore", cut.to_str().unwrap(), "--database", target.url()]);
    assert_eq!(said.status, 1);
    assert!(said.err.contains("cut short"), "{said:?}");
    assert_eq!(done(&["verify", "--json", "--database", target.url()]).json()["events"], 0);
}

#[test]
fn wrong_use_has_status_2_and_says_how_to_mend_it() {
    for args in [
        ["verify", "--database", "mysql://localhost/regie"].as_slice(),
        &["verify", "--database", "regie.db"],
        &["serve", "--listen", "nowhere", "--database", "sqlite::memory:"],
        &["dance"],
        &["import"],
        &["bench", "--only", "planning", "--database", "sqlite:regie.db"],
    ] {
        let said = run(args);
        assert_eq!(said.status, 2, "{args:?}: {said:?}");
        assert!(!said.err.is_empty() && said.out.is_empty(), "{args:?}: {said:?}");
    }
    let said = run(&["verify", "--json", "--database", "mysql://u:secret@localhost/regie"]);
    let error: serde_json::Value = serde_json::from_str(said.err.trim()).unwrap();
    assert!(error["error"].as_str().unwrap().contains("sqlite:PATH"), "{said:?}");
    assert!(!said.err.contains("secret"), "{said:?}");
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_status_1() {
    let db = TestDb::sqlite();
    for args in [
        ["import", "nowhere.csv", "--database", db.url()].as_slice(),
        &["restore", "nowhere.jsonl", "--database", db.url()],
        &["pathway", "check", "nowhere.toml"],
        &["run", "nowhere.toml"],
    ] {
        let said = run(args);
        assert_eq!(said.status, 1, "{args:?}: {said:?}");
        assert!(said.err.contains("nowhere."), "{args:?}: {said:?}");
    }
}

#[test]
fn g_10_a_mistyped_database_is_no_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("typo.db");
    let url = format!("sqlite:{}", path.display());
    let out = folder.path().join("out");
    let out = out.to_str().unwrap();
    for args in [vec!["verify"], vec!["rebuild"], vec!["export", "--out", out], vec!["backup", out]] {
        let said = run(&[args.as_slice(), &["--database", &url]].concat());
        assert_eq!(said.status, 1, "{args:?}: {said:?}");
        assert!(said.err.contains("there is no database at") && said.err.contains("typo.db"), "{said:?}");
        assert!(!path.exists() && !folder.path().join("out").exists(), "nothing is made");
    }
}

#[cfg(unix)]
#[test]
fn g_09_what_the_program_writes_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let url = format!("sqlite:{}", place("regie.db").display());
    assert_eq!(account(&url, "joke", "een-lang-wachtwoord").status, 0);
    done(&["backup", place("copy").to_str().unwrap(), "--database", &url]);
    done(&["export", "--out", place("lines").to_str().unwrap(), "--database", &url]);
    for name in ["regie.db", "copy", "lines"] {
        let mode = std::fs::metadata(place(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{name}");
    }
}

#[test]
fn g_10_a_file_that_is_not_utf_8_is_told_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("odd.toml");
    std::fs::write(&path, b"title = \"a\"\nkey = \"caf\xe9\"\n").unwrap();
    for args in [["pathway", "check"].as_slice(), &["run"]] {
        let said = run(&[args, &[path.to_str().unwrap()]].concat());
        assert_eq!(said.status, 1, "{said:?}");
        assert!(said.err.contains("odd.toml:2: this line is not UTF-8"), "{said:?}");
    }
}
