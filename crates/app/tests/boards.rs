//! Boards and post by role, on both databases.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{Scene, TODAY, morning, scene};
use jiff::ToSpan;
use regie_app::{AppError, HandoverAlarm};
use regie_care::case::CaseCommand;
use regie_care::case::records::{ActionPlan, HandoverCode, HandoverKind, Signal, Urgency, With};
use regie_care::ids::CaseId;
use regie_care::notice::{ContentPolicy, Receiver};
use regie_care::seat::{Role, Seat};
use regie_testkit::{TestDb, on_both_databases};

async fn propose(scene: &Scene, case: CaseId) {
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Relocation {
            moves_on: TODAY.saturating_add(9.days()),
            coa: None,
            gc_a: None,
            place: String::new(),
        },
        to_org: scene.other_practice,
        to_person: None,
        note: "Verhuist naar Delfzijl".to_owned(),
        answer_by: TODAY.saturating_add(3.days()),
    };
    scene.give(scene.joke, case, propose).await;
}

async fn urgent(scene: &Scene, case: CaseId) {
    let from = With::Org { org: scene.gc_a };
    let signal = Signal { urgency: Urgency::Urgent, text: "RR 155/100".to_owned(), from };
    scene.give(scene.anne, case, CaseCommand::RaiseSignal { signal }).await;
}

/// How many lines about clients a board shows.
async fn lines(scene: &Scene, seat: Seat) -> usize {
    let board = scene.app.today(seat).await.unwrap();
    let others: usize = board.boards.iter().map(|board| board.lines.len()).sum();
    board.urgent.len() + board.todo.len() + board.answers.len() + board.waiting.len() + others
}

on_both_databases! {
    async fn g_01_a_board_shows_only_what_the_role_may_act_on(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let administrator = scene.colleague("Ada Prins", scene.other_practice, Role::Administrator).await;
        let coordinator = scene.colleague("Regina Kok", scene.other_practice, Role::Coordinator).await;
        propose(&scene, case).await;
        assert_eq!(lines(&scene, scene.nadia).await, 1, "she may answer it");
        for seat in [administrator, coordinator] {
            assert_eq!(lines(&scene, seat).await, 0, "{seat:?}");
        }
        let alarms = async |seat| scene.app.today(seat).await.unwrap().alarms;
        assert_eq!(alarms(coordinator).await, [], "there is time yet");
        scene.app.clock().set(morning(TODAY.saturating_add(5.days())));
        scene.app.tick_due_cases().await.unwrap();
        let expected = HandoverAlarm {
            case,
            no: 1,
            code: HandoverCode::Relocation,
            from: scene.practice,
            to: scene.other_practice,
            answer_by: TODAY.saturating_add(3.days()),
            days: 2,
        };
        assert_eq!(alarms(coordinator).await, [expected], "once, though both sides are of her network");
        assert_eq!(alarms(administrator).await, []);
        assert_eq!(lines(&scene, coordinator).await, 0, "nothing of the client");
    }

    async fn cm_03_whatever_text_is_asked_for_as_a_board_is_no_board(db: TestDb) {
        let scene = scene(db.open().await).await;
        let empty = scene.app.board(scene.joke, Some(&"dementie".into())).await.unwrap();
        assert_eq!((empty.pathway, empty.unknown), (Some("dementie".into()), None), "a board on which nobody stands");
        for text in ["nergens", "az-verloskunde", "", "\0", "\u{1f}\u{0}\u{fffd}"] {
            let board = scene.app.board(scene.joke, Some(&text.into())).await.unwrap();
            assert_eq!((board.pathway, board.unknown), (None, Some(text.into())), "it says so");
            assert_eq!(board.columns, [], "{text:?}");
        }
    }

    async fn az_05_a_seat_reads_the_post_of_its_organisation(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let administrator = scene.colleague("Ada Prins", scene.gc_a, Role::Administrator).await;
        let inform = CaseCommand::InformProviders {
            orgs: vec![scene.gc_a],
            subject: "Bloeddruk".to_owned(),
            text: "RR 155/100".to_owned(),
        };
        scene.give(scene.joke, case, inform).await;
        propose(&scene, case).await;
        let accept = CaseCommand::AcceptHandover { no: 1, deputy: scene.lotte, actions: Vec::new() };
        scene.give(scene.nadia, case, accept).await;

        let told = async |seat| scene.app.notices_for(seat, None, 50).await.unwrap();
        let of_org = async |seat: Seat| {
            let notices = told(seat).await;
            notices.into_iter().filter(|told| told.notice.receiver == Receiver::Org(seat.org)).collect::<Vec<_>>()
        };
        let nurse = of_org(scene.nurse).await;
        assert!(nurse.iter().any(|told| told.notice.body.nl.contains("RR 155/100")), "{nurse:?}");
        let coa = of_org(scene.coa).await;
        assert!(!coa.is_empty(), "who is case manager now");
        assert!(coa.iter().all(|told| told.notice.policy != ContentPolicy::Medical), "{coa:?}");
        assert!(told(administrator).await.is_empty(), "her role reads no post about clients");
        assert_eq!(scene.app.to_read(administrator, None, 50).await.unwrap().total, 0);

        for (seat, notices) in [(scene.nurse, &nurse), (scene.coa, &coa)] {
            assert_eq!(scene.app.to_tell(seat, None, 50).await.unwrap().total, 0, "it is told, and has nothing to tell");
            let waits = scene.app.to_read(seat, None, 50).await.unwrap();
            assert_eq!((waits.notices.len(), waits.total), (notices.len(), notices.len() as u64));
            assert!(scene.app.notice(seat, &notices[0].id).await.is_ok());
            scene.app.notice_delivered(seat, &notices[0].id).await.unwrap();
            assert_eq!(scene.app.to_read(seat, None, 50).await.unwrap().total, notices.len() as u64 - 1);
        }
        let hidden = scene.app.notice(administrator, &nurse[0].id).await;
        assert!(matches!(hidden, Err(AppError::NotFound { .. })));
        let elsewhere = scene.app.notice(scene.coa, &nurse[0].id).await;
        assert!(matches!(elsewhere, Err(AppError::NotFound { .. })));
    }

    async fn az_06_no_amount_of_other_work_pushes_an_urgent_particular_off_the_board(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        for number in 0..205 {
            let action = ActionPlan { what: format!("Bellen {number}"), who: None, by: TODAY };
            scene.give(scene.joke, case, CaseCommand::SetAction { action }).await;
        }
        scene.app.clock().set(morning(TODAY.saturating_add(2.days())));
        urgent(&scene, case).await;
        let board = scene.app.today(scene.joke).await.unwrap();
        assert_eq!(board.urgent.len(), 1);
        let shown = board.todo.len() + board.waiting.len();
        assert_eq!(shown, 200);
        let steps = {
            let file = scene.app.case_file(scene.joke, case).await.unwrap();
            let horizon = TODAY.saturating_add(9.days());
            let begun = |at: &&regie_app::PlannedStep| {
                let occurrence = &at.occurrence;
                occurrence.status().is_live() && occurrence.window.is_some_and(|window| window.from() <= horizon)
            };
            file.plan.iter().filter(begun).count()
        };
        assert!(board.left_off >= 5 && board.left_off <= 5 + steps as u64, "{} of {steps} steps", board.left_off);

        // Nor off the board of who stands in for her.
        let absence = regie_care::person::Absence { from: TODAY, until: None };
        let away = regie_care::person::PersonCommand::SetAbsence { absence };
        scene.app.command_person(&common::by(scene.joke), scene.joke.person, &away).await.unwrap();
        let board = scene.app.today(scene.anne).await.unwrap();
        let hers = board.boards.iter().find(|board| board.absent == scene.joke.person).unwrap();
        assert!(hers.lines.iter().any(|line| line.work.item == "signal:1"), "it comes first");
        assert!(board.boards_left_off >= 6);
    }

    async fn az_10_the_old_site_keeps_its_access_until_she_moves(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        propose(&scene, case).await;
        let accept = CaseCommand::AcceptHandover { no: 1, deputy: scene.lotte, actions: Vec::new() };
        scene.give(scene.nadia, case, accept).await;
        assert!(scene.app.case_file(scene.anne, case).await.is_ok(), "she lives there still");
        let after = TODAY.saturating_add(10.days());
        scene.app.clock().set(morning(after));
        let error = scene.app.case_file(scene.anne, case).await.unwrap_err();
        assert!(matches!(error, AppError::Denied { code: "handed-over", .. }), "{error}");
        scene.app.tick_due_cases().await.unwrap();
        let history = scene.app.history(scene.nadia, case, None, 20).await.unwrap();
        assert!(history.iter().any(|change| change.line.what.nl.contains("verhuisd: De Ooievaar")), "{history:?}");
    }
}
