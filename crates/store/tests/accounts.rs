//! Accounts and sessions.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod common;

use common::moment;
use regie_store::{Account, Session, StoreError};
use regie_testkit::{TestDb, on_both_databases};

fn account(person: &str, login: &str) -> Account {
    let [person, login] = [person, login].map(str::to_owned);
    Account { person, login, password_hash: "$argon2id$x".to_owned(), created_at: moment(0), disabled_at: None }
}

fn session(token: &str, person: &str, until: i64) -> Session {
    let [token_hash, person] = [token, person].map(str::to_owned);
    Session { token_hash, person, org: "org-1".to_owned(), created_at: moment(0), expires_at: moment(until) }
}

on_both_databases! {
    async fn g_09_accounts_are_kept_and_changed(db: TestDb) {
        let store = db.open().await;
        store.put_account(&account("person-1", "anna")).await.unwrap();
        store.put_account(&account("person-2", "bea")).await.unwrap();
        let error = store.put_account(&account("person-3", "anna")).await.unwrap_err();
        assert!(matches!(&error, StoreError::Invalid(told) if told.contains("\"anna\"")), "{error}");
        let error = store.put_account(&account("person-2", "anna")).await.unwrap_err();
        assert!(matches!(error, StoreError::Invalid(_)));

        let changed = Account { disabled_at: Some(moment(5)), ..account("person-1", "anna.v") };
        store.put_account(&changed).await.unwrap();
        assert!(store.account_by_login("anna").await.unwrap().is_none());
        assert!(store.account_by_login("anna.v").await.unwrap().unwrap() == changed);
    }

    async fn g_09_sessions_end(db: TestDb) {
        let store = db.open().await;
        store.put_session(&session("a", "person-1", 100)).await.unwrap();
        store.put_session(&session("b", "person-1", 200)).await.unwrap();
        store.put_session(&session("c", "person-2", 300)).await.unwrap();
        assert!(store.session("a", moment(99)).await.unwrap().unwrap() == session("a", "person-1", 100));
        assert!(store.session("a", moment(100)).await.unwrap().is_none());
        assert_eq!(store.delete_expired_sessions(moment(200)).await.unwrap(), 2);
        assert!(store.end_session("c", moment(250)).await.unwrap());
        assert!(!store.end_session("c", moment(260)).await.unwrap(), "it ended before");
        assert!(store.session("c", moment(250)).await.unwrap().is_none());
        store.put_session(&session("d", "person-1", 400)).await.unwrap();
        assert_eq!(store.delete_sessions_of("person-1").await.unwrap(), 1);
    }

    async fn g_09_whose_a_session_was_is_known_until_it_is_removed(db: TestDb) {
        let store = db.open().await;
        store.put_session(&session("0a1f", "person-1", 100)).await.unwrap();
        store.put_session(&session("0a2f", "person-2", 100)).await.unwrap();
        store.end_session("0a1f", moment(50)).await.unwrap();
        assert_eq!(store.session_once("0a1").await.unwrap().unwrap().person, "person-1");
        assert_eq!(store.session_once("0a2").await.unwrap().unwrap().person, "person-2");
        assert!(store.session_once("0a3").await.unwrap().is_none());
        assert_eq!(store.delete_expired_sessions(moment(50)).await.unwrap(), 1);
        assert!(store.session_once("0a1").await.unwrap().is_none());
    }
}

#[test]
fn what_is_logged_of_an_account_or_session_holds_no_hash() {
    let shown = format!("{:?} {:?}", account("person-1", "anna"), session("token", "person-1", 1));
    assert!(shown.contains("anna") && !shown.contains("argon2") && !shown.contains("token"), "{shown}");
}
