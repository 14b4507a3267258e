//! Nobody is without a case manager who can be reached: leaving, and the absent first line, on both databases.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{Scene, TODAY, by, scene};
use jiff::ToSpan;
use regie_app::{AppError, Request};
use regie_care::case::CaseCommand;
use regie_care::case::records::HandoverKind;
use regie_care::ids::CaseId;
use regie_care::organisation::{DutyShift, OrgCommand};
use regie_care::person::{Absence, PersonCommand};
use regie_care::seat::{Actor, Role, Seat};
use regie_testkit::{TestDb, on_both_databases};

async fn leave(scene: &Scene, seat: Seat) -> Result<(), AppError> {
    let leave = PersonCommand::Leave { org: seat.org };
    scene.app.command_person(&Request::by(Actor::System), seat.person, &leave).await.map(|_| ())
}

fn refused(result: Result<(), AppError>) -> (&'static str, serde_json::Value) {
    match result {
        Err(AppError::Refused(refused)) => (refused.code, refused.detail),
        other => panic!("{other:?}"),
    }
}

/// Hands the case over to a colleague of the case manager.
async fn hand_over(scene: &Scene, case: CaseId, from: Seat, to: Seat, deputy: Seat) {
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Colleague,
        to_org: to.org,
        to_person: Some(to.person),
        note: "Ik ga weg".to_owned(),
        answer_by: TODAY,
    };
    scene.give(from, case, propose).await;
    scene.give(to, case, CaseCommand::AcceptHandover { no: 1, deputy, actions: Vec::new() }).await;
}

on_both_databases! {
    async fn az_01_nobody_leaves_while_open_cases_name_her(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let (code, detail) = refused(leave(&scene, scene.joke).await);
        assert_eq!((code, detail), ("still-named", serde_json::json!({ "named": { "case-manager": 1, "deputy": 0 } })));
        assert_eq!(refused(leave(&scene, scene.anne).await).1["named"]["deputy"], 1);
        let demoted = PersonCommand::Join { org: scene.practice, role: Role::Assistant };
        let system = Request::by(Actor::System);
        let demoted = scene.app.command_person(&system, scene.joke.person, &demoted).await.map(|_| ());
        assert_eq!(refused(demoted).0, "still-named");
        let end = scene.app.command_org(&system, scene.practice, &OrgCommand::End).await.map(|_| ());
        assert_eq!(refused(end).0, "still-accountable");

        hand_over(&scene, case, scene.joke, scene.selin, scene.anne).await;
        leave(&scene, scene.joke).await.unwrap();
        let name = CaseCommand::NameDeputy { deputy: scene.joke, from: TODAY, until: None };
        let gone = scene.app.command_case(&by(scene.selin), case, &name).await.map(|_| ());
        assert_eq!(refused(gone).0, "unfit-person", "who left is named no more");
    }

    async fn az_01_leaving_and_being_named_at_once_never_both_happen(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let name = CaseCommand::NameDeputy { deputy: scene.selin, from: TODAY, until: None };
        let request = by(scene.joke);
        let (named, left) = tokio::join!(scene.app.command_case(&request, case, &name), leave(&scene, scene.selin));
        assert_ne!(named.is_ok(), left.is_ok(), "{named:?} {left:?}");
    }

    async fn az_13_the_first_line_case_manager_leaves_once_a_colleague_took_over(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        scene.referred_acutely(case).await;
        assert_eq!(refused(leave(&scene, scene.joke).await).1["named"]["case-manager"], 1, "the case returns to her");
        scene.give(scene.joke, case, CaseCommand::NameFirstLine { case_manager: scene.selin }).await;
        leave(&scene, scene.joke).await.unwrap();
        let items = scene.app.today(scene.selin).await.unwrap();
        assert!(items.todo.iter().any(|line| line.work.item == "letter:1"), "{:?}", items.todo);
    }

    async fn az_11_the_letter_of_an_absent_first_line_case_manager_reaches_her_deputy(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        scene.referred_acutely(case).await;
        assert!(scene.app.today(scene.anne).await.unwrap().boards.is_empty(), "Joke is there");
        let absence = Absence { from: TODAY, until: Some(TODAY.saturating_add(7.days())) };
        let away = PersonCommand::SetAbsence { absence };
        scene.app.command_person(&by(scene.joke), scene.joke.person, &away).await.unwrap();
        let boards = scene.app.today(scene.anne).await.unwrap().boards;
        assert_eq!(boards.iter().map(|board| board.absent).collect::<Vec<_>>(), [scene.joke.person]);
        let items: Vec<&str> = boards[0].lines.iter().map(|line| line.work.item.as_str()).collect();
        for owed in ["letter:1", "feedback:1", "step:az-verloskunde:inform-gca-second-line:1"] {
            assert!(items.contains(&owed), "{owed} in {items:?}");
        }
        assert!(!items.iter().any(|item| item.contains("birth-plan")), "that is the hospital's: {items:?}");

        assert!(scene.app.today(scene.selin).await.unwrap().boards.is_empty(), "Anne is there");
        scene.app.command_person(&by(scene.anne), scene.anne.person, &away).await.unwrap();
        let boards = scene.app.today(scene.selin).await.unwrap().boards;
        assert_eq!(boards[0].absent, scene.joke.person, "the rota is silent, so every midwife there");
        assert!(boards[0].lines.iter().any(|line| line.work.item == "letter:1"));
        let now = scene.app.moment().now;
        let shift = DutyShift { person: scene.lotte.person, from: now, until: now + 8.hours() };
        let elsewhere = OrgCommand::SetDuty { shift: shift.clone() };
        scene.app.command_org(&Request::by(Actor::System), scene.other_practice, &elsewhere).await.unwrap();
        assert!(scene.app.today(scene.lotte).await.unwrap().boards.is_empty(), "another practice's duty");
        let selin = OrgCommand::SetDuty { shift: DutyShift { person: scene.selin.person, ..shift } };
        scene.app.command_org(&Request::by(Actor::System), scene.practice, &selin).await.unwrap();
        assert_eq!(scene.app.today(scene.selin).await.unwrap().boards.len(), 1, "she is on duty");
    }
}
