//! Clients, duplicates and signing in, on both databases.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{TODAY, by, scene};
use jiff::civil::date;
use regie_app::{AppError, Request, RequestKey};
use regie_care::case::records::ClosingReason;
use regie_care::case::{CaseCommand, OpenCase};
use regie_care::client::{ClientCommand, Identity, RegisterClient};
use regie_care::identity::{Bsn, VNumber};
use regie_care::ids::{CaseId, ClientId};
use regie_care::notice::Subject;
use regie_care::organisation::{ContactPoints, RegisterOrg};
use regie_care::seat::{Actor, OrgKind};
use regie_testkit::{TestDb, on_both_databases};

on_both_databases! {
    async fn az_01_a_client_without_a_case_is_kept_in_sight_where_she_was_registered(db: TestDb) {
        let scene = scene(db.open().await).await;
        let client = scene.client("Haddad", "2301234417").await;
        let waiting = scene.app.clients_without_case(scene.joke).await.unwrap();
        assert_eq!(waiting.iter().map(|row| row.client).collect::<Vec<_>>(), [client]);
        assert_eq!(waiting[0].registered.by, Actor::Person(scene.joke));
        let found = async |seat| scene.app.search_clients(seat, "haddad", None, 10).await.unwrap().len();
        assert_eq!((found(scene.joke).await, found(scene.nadia).await), (1, 0));
        assert!(scene.app.clients_without_case(scene.nadia).await.unwrap().is_empty());
        // A double that is merged into her brings its case.
        let double = scene.client("Hadad", "2301234418").await;
        scene.case_of(double).await;
        let merge = ClientCommand::Merge { into: client, reason: "Zelfde vrouw".to_owned() };
        scene.app.command_client(&by(scene.joke), double, &merge).await.unwrap();
        assert!(scene.app.clients_without_case(scene.joke).await.unwrap().is_empty());
        assert_eq!(found(scene.nadia).await, 0);
    }

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

    async fn g_01_a_practice_judges_no_record_of_a_woman_whom_only_others_treat(db: TestDb) {
        let scene = scene(db.open().await).await;
        let own = scene.client("Haddad", "2301234417").await;
        scene.case_of(own).await;
        // Hers is a stranger's record to Joke: another practice treats her.
        let stranger = scene.client("Hadad", "2301234417").await;
        let command = OpenCase {
            client: stranger,
            case_manager: scene.nadia,
            deputy: scene.lotte,
            on: TODAY,
            pathway: "az-verloskunde".into(),
            anchors: [("due".into(), date(2027, 1, 24))].into(),
            facts: [].into(),
            team: [].into(),
        };
        scene.app.open_case(&by(scene.nadia), &command).await.unwrap();
        let reason = || "Zelfde V-nummer".to_owned();
        let merge = |into| ClientCommand::Merge { into, reason: reason() };
        let dismiss = |other| ClientCommand::DismissDuplicate { other, reason: reason() };
        for seat in [scene.joke, scene.nadia] {
            for (record, other) in [(own, stranger), (stranger, own)] {
                for command in [merge(other), dismiss(other)] {
                    let error = scene.app.command_client(&by(seat), record, &command).await.unwrap_err();
                    assert!(matches!(error, AppError::Denied { .. }), "{error}");
                }
            }
        }
        let system = Request::by(Actor::System);
        scene.app.command_client(&system, own, &merge(stranger)).await.unwrap();
        for seat in [scene.joke, scene.nadia] {
            let undo = ClientCommand::UndoMerge { reason: reason() };
            let error = scene.app.command_client(&by(seat), own, &undo).await.unwrap_err();
            assert!(matches!(error, AppError::Denied { .. }), "{error}");
        }
    }

    async fn g_07_a_number_entered_later_is_held_against_all_records(db: TestDb) {
        let scene = scene(db.open().await).await;
        let bsn = Bsn::parse("111222333").unwrap();
        let holder = Identity {
            family_name: "Tesfay".to_owned(),
            given_name: "Selam".to_owned(),
            bsn: Some(bsn),
            ..Identity::default()
        };
        let holder = scene.app.register_client(&by(scene.joke), &RegisterClient { identity: holder }).await.unwrap();
        let holder: ClientId = holder.id.parse().unwrap();
        let record = scene.client("Haddad", "2301234417").await;
        let known = scene.app.client_file(scene.joke, record).await.unwrap().client.state;
        assert_eq!(known.open_suspicions().count(), 0);
        let correct = |phone: &str| ClientCommand::CorrectIdentity {
            identity: Box::new(Identity { bsn: Some(bsn), phone: phone.to_owned(), ..known.identity.clone() }),
            reason: "BSN ontvangen".to_owned(),
        };
        let done = scene.app.command_client(&by(scene.joke), record, &correct("")).await.unwrap();
        assert_eq!(done.events, ["identity-corrected", "duplicate-suspected"]);
        for (one, other) in [(record, holder), (holder, record)] {
            let file = scene.app.client_file(scene.joke, one).await.unwrap();
            let proposed: Vec<ClientId> = file.client.state.open_suspicions().map(|open| open.other).collect();
            assert_eq!(proposed, [other], "on both sides");
        }
        let aside = ClientCommand::DismissDuplicate { other: holder, reason: "BSN verwisseld".to_owned() };
        scene.app.command_client(&by(scene.joke), record, &aside).await.unwrap();
        let done = scene.app.command_client(&by(scene.joke), record, &correct("06-1234 5678")).await.unwrap();
        assert_eq!(done.events, ["identity-corrected"], "set aside on this ground before");
    }

    async fn g_07_a_second_open_case_is_shown_to_both_sides(db: TestDb) {
        let scene = scene(db.open().await).await;
        // Two records of one woman, each with a case, until somebody sees it.
        let (client, double) =
            (scene.client("Haddad", "2301234417").await, scene.client("Hadad", "2301234417").await);
        let one = scene.case_of(client).await;
        let opening = OpenCase {
            client: double,
            case_manager: scene.selin,
            deputy: scene.anne,
            on: TODAY,
            pathway: "az-verloskunde".into(),
            anchors: [("due".into(), date(2027, 1, 24))].into(),
            facts: [].into(),
            team: [].into(),
        };
        let other: CaseId = scene.app.open_case(&by(scene.selin), &opening).await.unwrap().id.parse().unwrap();
        let merge = ClientCommand::Merge { into: client, reason: "Zelfde V-nummer".to_owned() };
        scene.app.command_client(&by(scene.anne), double, &merge).await.unwrap();
        for (manager, case, who) in [(scene.joke, one, "Selin Öztürk"), (scene.selin, other, "Joke de Vries")] {
            let told = scene.app.to_read(manager, None, 9).await.unwrap().notices;
            let told: Vec<_> = told.iter().filter(|told| told.notice.subject == Subject::SecondCase).collect();
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told[0].case == case && told[0].notice.body.nl.contains(who), "{told:?}");
            scene.app.notice(manager, &told[0].id).await.unwrap();
        }
        let cases = async || {
            let file = scene.app.client_file(scene.joke, client).await.unwrap();
            file.cases.iter().map(|row| (row.case, row.closed_on.is_none())).collect::<Vec<_>>()
        };
        assert_eq!(cases().await, [(one, true), (other, true)], "both stand with the record that goes on");
        let file = scene.app.case_file(scene.joke, one).await.unwrap();
        assert_eq!(file.elsewhere.iter().map(|row| row.case).collect::<Vec<_>>(), [other]);
        let file = scene.app.case_file(scene.selin, other).await.unwrap();
        assert_eq!(file.elsewhere.iter().map(|row| row.case).collect::<Vec<_>>(), [one]);
        let close =
            CaseCommand::Close { on: TODAY, reason: ClosingReason::OpenedByMistake, note: "Dubbel".to_owned(), died_on: None };
        scene.give(scene.selin, other, close).await;
        assert_eq!(cases().await, [(one, true), (other, false)], "closed as a double, without an evaluation");
        let reopen = CaseCommand::Reopen { reason: "Toch niet".to_owned() };
        let error = scene.app.command_case(&by(scene.selin), other, &reopen).await.unwrap_err();
        assert!(matches!(&error, AppError::Refused(refused) if refused.code == "already-open"), "{error}");
    }

    async fn az_01_nobody_takes_over_a_client_by_opening_a_second_case(db: TestDb) {
        let scene = scene(db.open().await).await;
        let client = scene.client("Haddad", "2301234417").await;
        let opening = |case_manager, deputy| OpenCase {
            client,
            case_manager,
            deputy,
            on: TODAY,
            pathway: "az-verloskunde".into(),
            anchors: [("due".into(), date(2027, 1, 24))].into(),
            facts: [].into(),
            team: [].into(),
        };
        let identity = Identity { phone: "06-1234 5678".to_owned(), ..scene.identity(client).await };
        let correct = ClientCommand::CorrectIdentity { identity: Box::new(identity), reason: String::new() };
        let denied = |error: AppError, expected: &str| {
            assert!(matches!(&error, AppError::Denied { code, .. } if *code == expected), "{error}");
        };
        let correction = scene.app.command_client(&by(scene.nadia), client, &correct).await;
        denied(correction.unwrap_err(), "not-entered-here");

        let (ours, theirs) = (opening(scene.joke, scene.anne), opening(scene.nadia, scene.lotte));
        let (joke, nadia) = (by(scene.joke), by(scene.nadia));
        let (one, other) =
            tokio::join!(scene.app.open_case(&joke, &ours), scene.app.open_case(&nadia, &theirs));
        let (winner, loser) = if one.is_ok() { (scene.joke, scene.nadia) } else { (scene.nadia, scene.joke) };
        assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "one accountable person: {one:?} {other:?}");
        denied(one.and(other).unwrap_err(), "already-in-care");
        assert!(scene.app.client_file(winner, client).await.is_ok());
        assert!(scene.app.client_file(loser, client).await.is_err());
        let correction = scene.app.command_client(&by(loser), client, &correct).await;
        denied(correction.unwrap_err(), "no-relation");

        let mine = if winner == scene.joke { &ours } else { &theirs };
        let error = scene.app.open_case(&by(winner), mine).await.unwrap_err();
        assert!(matches!(&error, AppError::Refused(refused) if refused.code == "already-open"), "{error}");
    }

    async fn g_10_the_same_request_twice_at_once_leaves_one_thing_in_the_directory(db: TestDb) {
        let scene = scene(db.open().await).await;
        let before = scene.app.directory().orgs.len();
        let command = RegisterOrg {
            name: "Kraamzorg Noord".to_owned(),
            org_kind: OrgKind::Kraamzorg,
            network: "VSV Noord".to_owned(),
            contact: ContactPoints::default(),
        };
        let key = RequestKey::new("klik".to_owned(), b"register");
        let request = Request { actor: Actor::System, seen: None, key: Some(key) };
        let (one, other) =
            tokio::join!(scene.app.register_org(&request, &command), scene.app.register_org(&request, &command));
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!(one, other, "the first answer counts");
        let directory = scene.app.directory();
        assert_eq!(directory.orgs.len(), before + 1);
        assert!(directory.org(one.id.parse().unwrap()).is_some());
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
