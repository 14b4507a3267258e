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
        assert!(store.delete_session("c").await.unwrap());
        assert!(!store.delete_session("c").await.unwrap());
        store.put_session(&session("d", "person-1", 400)).await.unwrap();
        assert_eq!(store.delete_sessions_of("person-1").await.unwrap(), 1);
    }
}

#[test]
fn what_is_logged_of_an_account_or_session_holds_no_hash() {
    let shown = format!("{:?} {:?}", account("person-1", "anna"), session("token", "person-1", 1));
    assert!(shown.contains("anna") && !shown.contains("argon2") && !shown.contains("token"), "{shown}");
}
