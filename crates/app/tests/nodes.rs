//! Several nodes on one database: what one program knows or locks, the other must too.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{Scene, TODAY, by, morning, scene};
use jiff::civil::date;
use regie_app::{App, AppError, Clock, Ids, Request, SHIPPED_PATHWAYS, Views, known_pathways};
use regie_care::case::records::ClosingReason;
use regie_care::case::{CaseCommand, OpenCase};
use regie_care::client::{Identity, RegisterClient};
use regie_care::ids::{CaseId, ClientId};
use regie_care::organisation::OrgCommand;
use regie_care::person::PersonCommand;
use regie_care::seat::{Actor, Role, Seat};
use regie_testkit::{TestDb, on_both_databases};

/// A second program on the same database.
async fn second_node(db: &TestDb, scene: &Scene, shipped: &[(&str, &str)]) -> App {
    let clock = Clock::standing_at(scene.app.moment().now);
    App::shipping(db.open().await, clock, Ids::seeded(8), shipped).await.unwrap()
}

fn opening(scene: &Scene, client: ClientId, deputy: Seat) -> OpenCase {
    OpenCase {
        client,
        case_manager: scene.joke,
        deputy,
        on: TODAY,
        pathway: "az-verloskunde".into(),
        anchors: [("due".into(), date(2027, 1, 24))].into(),
        facts: [].into(),
        team: [].into(),
    }
}

fn code(error: &AppError) -> &'static str {
    match error {
        AppError::Refused(refused) => refused.code,
        AppError::Denied { code, .. } => code,
        other => panic!("{other:?}"),
    }
}

async fn views_are_true(app: &App) {
    let pathways = known_pathways(app.store()).await.unwrap();
    let report = app.store().verify(Some(&Views { pathways: &pathways }), &mut |_| {}).await.unwrap();
    assert!(report.is_clean(), "{report:?}");
}

on_both_databases! {
    async fn g_09_two_nodes_never_open_two_cases_of_one_client(db: TestDb) {
        let scene = scene(db.open().await).await;
        let other = second_node(&db, &scene, SHIPPED_PATHWAYS).await;
        for number in ["2733044006", "2733044014", "2733044022", "2733044030"] {
            let client = scene.client("Tesfay", number).await;
            let open = opening(&scene, client, scene.anne);
            let (joke, anne) = (by(scene.joke), by(scene.anne));
            let (here, there) = tokio::join!(scene.app.open_case(&joke, &open), other.open_case(&anne, &open));
            let refused = match (here, there) {
                (Ok(_), Err(error)) | (Err(error), Ok(_)) => error,
                both => panic!("one of them: {both:?}"),
            };
            assert_eq!(code(&refused), "already-open", "{refused}");
            assert_eq!(scene.app.client_file(scene.joke, client).await.unwrap().cases.len(), 1);
        }
        views_are_true(&other).await;
    }

    async fn g_07_two_who_enter_the_same_woman_at_once_are_told_of_each_other(db: TestDb) {
        let scene = scene(db.open().await).await;
        let other = second_node(&db, &scene, SHIPPED_PATHWAYS).await;
        let pattern = scene.client("Tesfay", "2733044006").await;
        let pattern = scene.identity(pattern).await;
        for number in ["2733044014", "2733044022", "2733044030"] {
            let v_number = Some(number.parse().unwrap());
            let identity = Identity { family_name: format!("Haddad {number}"), v_number, ..pattern.clone() };
            let command = RegisterClient { identity };
            let (joke, anne) = (by(scene.joke), by(scene.anne));
            let (here, there) = tokio::join!(scene.app.register_client(&joke, &command), other.register_client(&anne, &command));
            let ids: Vec<ClientId> = [here, there].map(|done| done.unwrap().id.parse().unwrap()).into();
            for (own, twin) in [(ids[0], ids[1]), (ids[1], ids[0])] {
                let file = scene.app.client_file(scene.joke, own).await.unwrap();
                assert!(file.client.state.open_suspicions().any(|suspicion| suspicion.other == twin), "{number}");
            }
        }
        views_are_true(&other).await;
    }

    async fn g_09_a_case_is_not_reopened_at_one_node_beside_one_that_another_opens(db: TestDb) {
        let scene = scene(db.open().await).await;
        let other = second_node(&db, &scene, SHIPPED_PATHWAYS).await;
        for number in ["2733044006", "2733044014", "2733044022"] {
            let client = scene.client("Tesfay", number).await;
            let first = scene.case_of(client).await;
            let (reason, note) = (ClosingReason::OpenedByMistake, "Dubbel".to_owned());
            scene.give(scene.joke, first, CaseCommand::Close { on: TODAY, reason, note, died_on: None }).await;
            let reopen = CaseCommand::Reopen { reason: "Toch niet".to_owned() };
            let (open, joke) = (opening(&scene, client, scene.anne), by(scene.joke));
            let (here, there) =
                tokio::join!(scene.app.command_case(&joke, first, &reopen), other.open_case(&joke, &open));
            assert!(here.is_ok() != there.is_ok(), "one of them: {here:?} {there:?}");
            let refused = here.err().or(there.err()).unwrap();
            assert_eq!(code(&refused), "already-open", "{refused}");
        }
    }

    async fn g_09_nobody_leaves_at_one_node_while_another_names_her(db: TestDb) {
        let scene = scene(db.open().await).await;
        let other = second_node(&db, &scene, SHIPPED_PATHWAYS).await;
        let case = scene.case().await;
        for number in 0..6 {
            let colleague = scene.colleague(&format!("Roos {number}"), scene.practice, Role::Midwife).await;
            if number % 2 == 0 {
                other.refresh_directory().await.unwrap();
            }
            let name = CaseCommand::NameDeputy { deputy: colleague, from: TODAY, until: None };
            let leave = PersonCommand::Leave { org: scene.practice };
            let (joke, system) = (by(scene.joke), Request::by(Actor::System));
            let (named, left) = if number < 3 {
                tokio::join!(
                    other.command_case(&joke, case, &name),
                    scene.app.command_person(&system, colleague.person, &leave)
                )
            } else {
                tokio::join!(
                    scene.app.command_case(&joke, case, &name),
                    other.command_person(&system, colleague.person, &leave)
                )
            };
            assert!(named.is_ok() != left.is_ok(), "she stays or is not named: {named:?} {left:?}");
        }
        views_are_true(&other).await;
    }

    async fn g_09_a_node_that_did_not_hear_that_she_left_does_not_name_her(db: TestDb) {
        let scene = scene(db.open().await).await;
        let other = second_node(&db, &scene, SHIPPED_PATHWAYS).await;
        let case = scene.case().await;
        let leave = PersonCommand::Leave { org: scene.practice };
        scene.app.command_person(&Request::by(Actor::System), scene.selin.person, &leave).await.unwrap();
        let name = CaseCommand::NameDeputy { deputy: scene.selin, from: TODAY, until: None };
        let refused = other.command_case(&by(scene.joke), case, &name).await.unwrap_err();
        assert!(matches!(refused, AppError::Refused(_)), "{refused:?}");
        // The same of an organisation that ended.
        scene.app.command_org(&Request::by(Actor::System), scene.other_practice, &OrgCommand::End).await.unwrap();
        let client = scene.client("Tesfay", "2733044006").await;
        let there = OpenCase { case_manager: scene.nadia, ..opening(&scene, client, scene.lotte) };
        assert!(other.open_case(&by(scene.nadia), &there).await.is_err());
    }

    async fn g_09_a_node_goes_on_with_a_case_that_began_on_a_text_it_did_not_start_with(db: TestDb) {
        let scene = scene(db.open().await).await;
        let newer = SHIPPED_PATHWAYS[0].1.replace("\"2026.1\"", "\"2026.2\"");
        let other = second_node(&db, &scene, &[("newer", &newer)]).await;
        let client = scene.client("Tesfay", "2733044006").await;
        let opened = other.open_case(&by(scene.joke), &opening(&scene, client, scene.anne)).await.unwrap();
        let case: CaseId = opened.id.parse().unwrap();
        let plan = scene.app.case_file(scene.joke, case).await.unwrap().plan;
        assert!(!plan.is_empty(), "its steps are known here too");
        let until = morning(TODAY.saturating_add(jiff::ToSpan::days(20)));
        scene.app.clock().set(until);
        scene.app.tick_due_cases().await.unwrap();
        views_are_true(&scene.app).await;
        // New cases of this node still begin on what it ships.
        let client = scene.client("Nur", "2733044014").await;
        let mine: CaseId = scene.case_of(client).await;
        let file = scene.app.case_file(scene.joke, mine).await.unwrap();
        let hash = &file.case.state.runs[0].state.started().unwrap().hash;
        assert_eq!(scene.app.pathways().pinned(hash).unwrap().version(), "2026.1");
    }
}
