//! What must be told, on both databases.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{TODAY, scene};
use jiff::ToSpan;
use regie_app::AppError;
use regie_care::case::CaseCommand;
use regie_care::case::records::{HandoverKind, Signal, Urgency, With};
use regie_care::notice::{Receiver, Subject};
use regie_care::person::{Absence, PersonCommand};
use regie_testkit::{TestDb, on_both_databases};

on_both_databases! {
    async fn az_06_what_was_told_long_ago_and_never_read_is_still_told(db: TestDb) {
        let scene = scene(db.open().await).await;
        let clock = scene.app.clock();
        let mut cases = Vec::new();
        for number in 0..3 {
            cases.push(scene.case_of(scene.client("Haddad", &format!("230123441{number}")).await).await);
        }
        // Told last in the case that was opened first, whose notices have the lowest names.
        for (hours, case) in cases.iter().rev().enumerate() {
            clock.set(common::morning(TODAY).checked_add(i64::try_from(hours).unwrap().hours()).unwrap());
            let signal = Signal {
                urgency: Urgency::Urgent,
                text: format!("RR 155/10{hours}"),
                from: With::Org { org: scene.gc_a },
            };
            scene.give(scene.anne, *case, CaseCommand::RaiseSignal { signal }).await;
        }
        let told = scene.app.notices_for(scene.joke, None, 10).await.unwrap();
        let order: Vec<_> = told.iter().map(|notice| notice.case).collect();
        assert_eq!(order, cases, "newest first, whenever its case was opened");
        let rest = scene.app.notices_for(scene.joke, Some(&told[0].place()), 10).await.unwrap();
        assert_eq!(rest.len(), 2);
        scene.app.notice_delivered(scene.joke, &told[0].id).await.unwrap();
        let first = scene.app.to_read(scene.joke, None, 1).await.unwrap();
        assert_eq!(first.notices[0].id, told[1].id);
        let all = scene.app.to_read(scene.joke, None, 50).await.unwrap();
        assert_eq!(all.total, all.notices.len() as u64);
        let mut following = Vec::new();
        let mut before = None;
        loop {
            let page = scene.app.to_read(scene.joke, before.as_ref(), 2).await.unwrap();
            let Some(last) = page.notices.last() else { break };
            before = Some(last.place());
            following.extend(page.notices.into_iter().map(|notice| notice.id));
        }
        assert_eq!(following, all.notices.iter().map(|notice| notice.id.clone()).collect::<Vec<_>>());
    }

    async fn az_06_what_a_stand_in_acknowledged_waits_for_the_case_manager_alone(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let absence = Absence { from: TODAY, until: Some(TODAY.saturating_add(7.days())) };
        for seat in [scene.joke, scene.anne] {
            let away = PersonCommand::SetAbsence { absence: absence.clone() };
            scene.app.command_person(&common::by(seat), seat.person, &away).await.unwrap();
        }
        let signal =
            Signal { urgency: Urgency::Urgent, text: "RR 155/100".to_owned(), from: With::Org { org: scene.gc_a } };
        scene.give(scene.nurse, case, CaseCommand::RaiseSignal { signal }).await;
        let told = scene.app.notices_for(scene.selin, None, 10).await.unwrap();
        assert!(told.iter().any(|notice| notice.notice.subject == Subject::UrgentSignal), "neither manager nor deputy");
        let signals = |boards: Vec<regie_app::DeputyBoard>| {
            let lines = boards.into_iter().flat_map(|board| board.lines);
            lines.filter(|line| line.work.item == "signal:1").count()
        };
        assert_eq!(signals(scene.app.today(scene.selin).await.unwrap().boards), 1);
        scene.give(scene.selin, case, CaseCommand::AcknowledgeSignal { no: 1 }).await;
        assert_eq!(signals(scene.app.today(scene.selin).await.unwrap().boards), 0, "she has done what she can");
        let hers = scene.app.today(scene.joke).await.unwrap().urgent;
        assert_eq!(hers.len(), 1, "still to be read by the case manager");
        scene.give(scene.joke, case, CaseCommand::AcknowledgeSignal { no: 1 }).await;
        assert!(scene.app.today(scene.joke).await.unwrap().urgent.is_empty());
    }

    async fn az_10_what_asked_for_an_answer_lapses_with_the_answer(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let propose = || CaseCommand::ProposeHandover { work: Vec::new(),
            handover: HandoverKind::Relocation { moves_on: TODAY.saturating_add(2.days()), coa: None, gc_a: None, place: String::new() },
            to_org: scene.other_practice,
            to_person: None,
            note: String::new(),
            answer_by: TODAY.saturating_add(3.days()),
        };
        let reason = || "Kan niet".to_owned();
        let answers = [
            (scene.nadia, CaseCommand::DeclineHandover { no: 1, reason: reason() }),
            (scene.joke, CaseCommand::WithdrawHandover { no: 2, reason: reason() }),
            (scene.nadia, CaseCommand::AcceptHandover { no: 3, deputy: scene.lotte, actions: Vec::new() }),
        ];
        for (by, answer) in answers {
            scene.give(scene.joke, case, propose()).await;
            let waits = |told: Vec<regie_app::OutboxNotice>| {
                told.into_iter().filter(|one| one.notice.subject == Subject::HandoverProposed).collect::<Vec<_>>()
            };
            let open = async || {
                let mut open = scene.app.to_read(scene.joke, None, 50).await.unwrap().notices;
                open.extend(scene.app.to_tell(scene.joke, None, 50).await.unwrap().notices);
                waits(open)
            };
            let asked = open().await;
            assert_eq!(asked.len(), 2, "the question and her own copy");
            scene.give(by, case, answer).await;
            let still = open().await;
            assert!(still.is_empty(), "{still:?}");
            for notice in asked {
                let kept = scene.app.notice(scene.joke, &notice.id).await.unwrap();
                assert_eq!((kept.delivered_at, kept.lapsed_at.is_some()), (None, true), "it can still be looked up");
            }
        }
    }

    async fn az_10_what_names_a_day_on_which_she_does_not_move_is_not_sent_any_more(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let on = |days: i64| TODAY.saturating_add(days.days());
        let propose = CaseCommand::ProposeHandover { work: Vec::new(),
            handover: HandoverKind::Relocation { moves_on: on(20), coa: None, gc_a: None, place: String::new() },
            to_org: scene.other_practice,
            to_person: None,
            note: String::new(),
            answer_by: on(3),
        };
        scene.give(scene.joke, case, propose).await;
        scene.give(scene.nadia, case, CaseCommand::AcceptHandover { no: 1, deputy: scene.lotte, actions: Vec::new() }).await;
        let told = async || {
            let mut of_move = Vec::new();
            let told = scene.app.to_tell(scene.nadia, None, 50).await.unwrap().notices;
            for notice in told.into_iter().filter(|notice| notice.notice.receiver == Receiver::Org(scene.gc_a)) {
                of_move.push((notice.notice.subject, notice.notice.body.nl));
            }
            of_move
        };
        let first = told().await;
        assert_eq!(first.len(), 1, "{first:?}");
        let reason = || "Het COA verzet het".to_owned();
        for days in [25, 20, 27] {
            scene.give(scene.nadia, case, CaseCommand::ChangeMove { no: 1, moves_on: on(days), reason: reason() }).await;
            let now = told().await;
            assert_eq!(now.len(), 1, "only what holds now is still to be sent: {now:?}");
            let (subject, body) = &now[0];
            let day = format!("nu op {} december 2026", 22 + days - 30);
            assert!(*subject == Subject::MoveChanged && body.contains(&day), "{day}: {body}");
            for said in ["Nadia Bos", "Lotte Jansen", "Spoed: 050-555 0199"] {
                assert!(body.contains(said), "it stands for the first letter: {said}: {body}");
            }
        }
        let lotte = scene.app.to_read(scene.lotte, None, 50).await.unwrap().notices;
        let hers = |subject| lotte.iter().filter(|notice| notice.notice.receiver == Receiver::Person(scene.lotte.person) && notice.notice.subject == subject).count();
        assert_eq!((hers(Subject::DeputyNamed), hers(Subject::MoveChanged)), (1, 1), "the deputy hears of it too");
        let client = scene.app.to_tell(scene.nadia, None, 50).await.unwrap().notices;
        let client = client.iter().filter(|notice| matches!(notice.notice.receiver, Receiver::Client(_)));
        let subjects: Vec<_> = client.map(|notice| notice.notice.subject).collect();
        assert_eq!(subjects, [Subject::MoveChanged, Subject::NewCaseManager], "who she is, holds whenever she moves");
        scene.give(scene.nadia, case, CaseCommand::CallOffMove { no: 1, reason: reason(), hand_back_by: None }).await;
        let now = told().await;
        assert_eq!(now.len(), 1, "{now:?}");
        assert!(now[0].1.starts_with("De cliënt verhuist niet."), "{now:?}");
    }

    async fn az_10_only_the_receiver_says_that_she_has_read_it(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        for (org, person) in [(scene.other_practice, Some(scene.nadia.person)), (scene.other_practice, None)] {
            let propose = CaseCommand::ProposeHandover { work: Vec::new(),
                handover: HandoverKind::Relocation { moves_on: TODAY.saturating_add(2.days()), coa: None, gc_a: None, place: String::new() },
                to_org: org,
                to_person: person,
                note: "Verhuist naar Delfzijl".to_owned(),
                answer_by: TODAY.saturating_add(3.days()),
            };
            scene.give(scene.joke, case, propose).await;
            let outbox = scene.app.outbox(scene.joke, None, 50).await.unwrap();
            let to = person.map_or(Receiver::Org(org), Receiver::Person);
            let id = outbox.iter().find(|notice| notice.notice.receiver == to).unwrap().id.clone();
            let strangers = [scene.nurse, scene.coa];
            for seat in strangers {
                let error = scene.app.notice_delivered(seat, &id).await.unwrap_err();
                assert!(matches!(error, AppError::NotFound { .. }), "{error}");
            }
            if person.is_some() {
                let error = scene.app.notice_delivered(scene.joke, &id).await.unwrap_err();
                assert!(matches!(error, AppError::Denied { code: "not-the-receiver", .. }), "{error}");
                assert!(matches!(scene.app.notice_delivered(scene.lotte, &id).await, Err(AppError::NotFound { .. })));
                scene.app.notice_delivered(scene.nadia, &id).await.unwrap();
            } else {
                scene.app.notice_delivered(scene.lotte, &id).await.unwrap();
            }
            assert!(scene.app.notice(scene.joke, &id).await.unwrap().delivered_at.is_some());
            let no = scene.app.case_file(scene.joke, case).await.unwrap().case.state.handovers.len();
            let withdraw = CaseCommand::WithdrawHandover { no: u32::try_from(no).unwrap(), reason: "Blijft".to_owned() };
            scene.give(scene.joke, case, withdraw).await;
        }
    }
}
