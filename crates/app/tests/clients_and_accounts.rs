//! Clients, duplicates and signing in, on both databases.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{by, scene};
use jiff::civil::date;
use regie_app::AppError;
use regie_care::client::{ClientCommand, Identity, RegisterClient};
use regie_care::identity::VNumber;
use regie_care::ids::ClientId;
use regie_testkit::{TestDb, on_both_databases};

on_both_databases! {
    async fn g_07_a_double_is_proposed_merged_by_a_person_and_undone(db: TestDb) {
        let scene = scene(db.open().await).await;
        let first = scene.client("Haddad", "2301234417").await;
        let identity = Identity {
            family_name: "Hadad".to_owned(),
            given_name: "Rania".to_owned(),
            birth_date: Some(date(1999, 3, 14)),
            v_number: Some(VNumber::parse("2301234417").unwrap()),
            ..Identity::default()
        };
        let done = scene.app.register_client(&by(scene.joke), &RegisterClient { identity }).await.unwrap();
        let second: ClientId = done.id.parse().unwrap();
        let file = scene.app.client_file(scene.joke, second).await.unwrap();
        assert_eq!(file.client.state.open_suspicions().next().unwrap().other, first, "proposed");
        assert!(file.client.state.merged.is_none(), "never merged by itself");
        let proposed = scene.app.suspected_doubles(scene.joke, None, 10).await.unwrap();
        assert_eq!(proposed.len(), 2, "both sides of the proposal are listed: {proposed:?}");
        let merge = ClientCommand::Merge { into: first, reason: "Zelfde V-nummer".to_owned() };
        scene.app.command_client(&by(scene.joke), second, &merge).await.unwrap();
        assert!(scene.app.suspected_doubles(scene.joke, None, 10).await.unwrap().len() < 2);
        let kept = scene.app.client_file(scene.joke, first).await.unwrap();
        assert_eq!(kept.client.state.absorbed, [second]);
        let undo = ClientCommand::UndoMerge { reason: "Toch haar zus".to_owned() };
        scene.app.command_client(&by(scene.joke), second, &undo).await.unwrap();
        assert!(scene.app.client_file(scene.joke, second).await.unwrap().client.state.merged.is_none());
        assert!(scene.app.client_file(scene.joke, first).await.unwrap().client.state.absorbed.is_empty());
    }

    async fn g_07_a_second_open_case_is_shown_to_both_sides(db: TestDb) {
        let scene = scene(db.open().await).await;
        let client = scene.client("Haddad", "2301234417").await;
        let one = scene.case_of(client).await;
        let other = scene.case_of(client).await;
        let file = scene.app.case_file(scene.joke, one).await.unwrap();
        assert_eq!(file.elsewhere.iter().map(|row| row.case).collect::<Vec<_>>(), [other]);
        let file = scene.app.case_file(scene.joke, other).await.unwrap();
        assert_eq!(file.elsewhere.iter().map(|row| row.case).collect::<Vec<_>>(), [one]);
    }

    async fn g_01_only_the_right_password_signs_in_and_a_session_ends(db: TestDb) {
        let scene = scene(db.open().await).await;
        let app = &scene.app;
        app.set_account(scene.joke.person, "Joke", "een lang wachtwoord").await.unwrap();
        assert!(matches!(app.sign_in("joke", "een ander wachtwoord").await, Err(AppError::NotSignedIn)));
        assert!(matches!(app.sign_in("niemand", "een lang wachtwoord").await, Err(AppError::NotSignedIn)));
        let session = app.sign_in(" JOKE ", "een lang wachtwoord").await.unwrap();
        assert_eq!(app.session(&session.token).await.unwrap().seat, scene.joke);
        app.sign_out(&session.token).await.unwrap();
        assert!(matches!(app.session(&session.token).await, Err(AppError::NotSignedIn)));
        let short = app.set_account(scene.anne.person, "anne", "kort").await;
        assert!(matches!(short, Err(AppError::Invalid { field: "password", .. })));
    }

    async fn g_01_a_session_expires(db: TestDb) {
        let scene = scene(db.open().await).await;
        let app = &scene.app;
        app.set_account(scene.joke.person, "joke", "een lang wachtwoord").await.unwrap();
        let session = app.sign_in("joke", "een lang wachtwoord").await.unwrap();
        app.clock().set(session.expires_at);
        assert!(matches!(app.session(&session.token).await, Err(AppError::NotSignedIn)));
    }
}
