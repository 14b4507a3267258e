//! Who stands in while a case manager is away, and until when, on both databases.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{Scene, TODAY, by, scene};
use jiff::ToSpan;
use jiff::civil::Date;
use regie_app::{Clash, Request, RequestKey, Views, known_pathways};
use regie_care::case::CaseCommand;
use regie_care::ids::CaseId;
use regie_care::notice::{Receiver, Subject};
use regie_care::person::{Absence, PersonCommand};
use regie_care::seat::{Actor, Seat};
use regie_testkit::{TestDb, on_both_databases};

fn in_days(days: i64) -> Date {
    TODAY.saturating_add(days.days())
}

async fn away(scene: &Scene, seat: Seat, from: Date, until: Option<Date>) -> Absence {
    let absence = Absence { from, until };
    let set = PersonCommand::SetAbsence { absence: absence.clone() };
    scene.app.command_person(&by(scene.joke), seat.person, &set).await.unwrap();
    absence
}

/// Joke's leave of two weeks, for which Selin stands in in each of these cases.
async fn covered(scene: &Scene, cases: &[CaseId]) -> Absence {
    let leave = away(scene, scene.joke, TODAY, Some(in_days(14))).await;
    for case in cases {
        let name = CaseCommand::NameDeputy { deputy: scene.selin, from: leave.from, until: leave.until };
        scene.give(scene.joke, *case, name).await;
    }
    leave
}

async fn several_cases(scene: &Scene, how_many: u32) -> Vec<CaseId> {
    let mut cases = Vec::new();
    for number in 0..how_many {
        let client = scene.client(&format!("Haddad {number}"), &format!("23{number:08}")).await;
        cases.push(scene.case_of(client).await);
    }
    cases
}

/// The deputy of today in each case.
async fn deputies(scene: &Scene, cases: &[CaseId]) -> Vec<Option<Seat>> {
    let mut deputies = Vec::new();
    for case in cases {
        deputies.push(scene.app.case_file(scene.joke, *case).await.unwrap().case.state.deputy_on(TODAY));
    }
    deputies
}

async fn views_and_outbox_are_true(scene: &Scene) {
    let pathways = known_pathways(scene.app.store()).await.unwrap();
    let report = scene.app.store().verify(Some(&Views { pathways: &pathways }), &mut |_| {}).await.unwrap();
    assert!(report.is_clean() && report.unproved_jobs == 0, "{report:?}");
}

on_both_databases! {
    async fn az_01_the_end_of_a_leave_and_of_its_covers_is_one_change(db: TestDb) {
        let scene = scene(db.open().await).await;
        let cases = several_cases(&scene, 3).await;
        covered(&scene, &cases).await;
        let never = PersonCommand::EndAbsence { from: TODAY, until: None };
        let anne = by(scene.anne);
        let ended = scene.app.command_person(&anne, scene.joke.person, &never);
        // Cut off as soon as anything of it can be seen.
        let seen = async {
            while !scene.app.directory().person(scene.joke.person).unwrap().absences.is_empty() {
                tokio::task::yield_now().await;
            }
        };
        tokio::pin!(ended);
        tokio::select! {
            biased;
            () = seen => {}
            ended = &mut ended => { ended.unwrap(); }
        }
        assert_eq!(deputies(&scene, &cases).await, [Some(scene.anne); 3]);
        views_and_outbox_are_true(&scene).await;
    }

    async fn az_01_a_repeated_end_of_a_leave_ends_no_cover_twice_and_others_stay(db: TestDb) {
        let scene = scene(db.open().await).await;
        let cases = several_cases(&scene, 3).await;
        covered(&scene, &cases[..2]).await;
        let apart = CaseCommand::NameDeputy { deputy: scene.selin, from: TODAY, until: Some(in_days(3)) };
        scene.give(scene.joke, cases[2], apart).await;
        let back = PersonCommand::EndAbsence { from: TODAY, until: Some(in_days(2)) };
        let key = RequestKey::new("k".to_owned(), b"back");
        let request = Request { key: Some(key), ..by(scene.joke) };
        let first = scene.app.command_person(&request, scene.joke.person, &back).await.unwrap();
        assert_eq!(scene.app.command_person(&request, scene.joke.person, &back).await.unwrap(), first);
        assert_eq!(deputies(&scene, &cases).await, [Some(scene.selin); 3], "until she is back");
        for (case, on_that_day) in cases.iter().zip([scene.anne, scene.anne, scene.selin]) {
            let known = scene.app.case_file(scene.joke, *case).await.unwrap().case.state.clone();
            assert_eq!(known.deputy_on(in_days(3)), Some(on_that_day));
            assert_eq!(known.deputies.len(), if on_that_day == scene.anne { 3 } else { 2 });
        }
        views_and_outbox_are_true(&scene).await;
    }

    async fn az_01_who_no_longer_stands_in_is_told_for_whom_and_the_colleague_who_did(db: TestDb) {
        let scene = scene(db.open().await).await;
        let cases = several_cases(&scene, 1).await;
        covered(&scene, &cases).await;
        let annes = scene.app.notices_for(scene.anne, None, 10).await.unwrap().len();
        let never = PersonCommand::EndAbsence { from: TODAY, until: None };
        scene.app.command_person(&by(scene.anne), scene.joke.person, &never).await.unwrap();
        let told = async |seat: Seat| {
            let told = scene.app.notices_for(seat, None, 10).await.unwrap();
            let newest = told.into_iter().find(|told| told.notice.subject == Subject::DeputyNamed);
            newest.map(|told| (told.case, told.notice.receiver, told.notice.body.nl))
        };
        let (case, receiver, body) = told(scene.selin).await.unwrap();
        assert_eq!((case, receiver), (cases[0], Receiver::Person(scene.selin.person)));
        for part in ["vervang je Joke de Vries (De Ooievaar) niet meer", "is dan Anne Bakker", "door Anne Bakker"] {
            assert!(body.contains(part), "{part}: {body}");
        }
        let (_, _, body) = told(scene.joke).await.unwrap();
        for part in ["neemt Selin Öztürk (De Ooievaar) niet meer voor je waar", "Anne Bakker (De Ooievaar) is weer"] {
            assert!(body.contains(part), "{part}: {body}");
        }
        assert_eq!(scene.app.notices_for(scene.anne, None, 10).await.unwrap().len(), annes, "she did it herself");
    }

    async fn az_01_a_cover_in_the_first_line_ends_too_while_the_hospital_is_accountable(db: TestDb) {
        let scene = scene(db.open().await).await;
        let cases = several_cases(&scene, 1).await;
        let deputy = scene.referred_acutely(cases[0]).await;
        covered(&scene, &cases).await;
        let first_line = async || {
            let known = scene.app.case_file(scene.joke, cases[0]).await.unwrap().case.state.clone();
            (known.deputy_of(scene.joke, TODAY), known.deputy_on(TODAY))
        };
        assert_eq!(first_line().await, (Some(scene.selin), Some(deputy)));
        let never = PersonCommand::EndAbsence { from: TODAY, until: None };
        scene.app.command_person(&by(scene.joke), scene.joke.person, &never).await.unwrap();
        assert_eq!(first_line().await, (Some(scene.anne), Some(deputy)));
    }

    async fn az_01_a_clash_is_told_of_every_case_and_only_where_nobody_is_there(db: TestDb) {
        let scene = scene(db.open().await).await;
        let cases = several_cases(&scene, 4).await;
        let annes = away(&scene, scene.anne, in_days(5), Some(in_days(8))).await;
        let leave = Absence { from: in_days(4), until: Some(in_days(6)) };
        let clashes = async || scene.app.clashes(scene.joke, scene.joke.person, &leave).await.unwrap();
        let clash = |cases| Clash { other: scene.anne.person, absence: annes.clone(), cases, stands_in: true };
        assert_eq!(clashes().await, [clash(4)]);
        let cover = CaseCommand::NameDeputy { deputy: scene.selin, from: in_days(4), until: Some(in_days(6)) };
        scene.give(scene.joke, cases[0], cover.clone()).await;
        assert_eq!(clashes().await, [clash(3)], "Selin is there for one of them");
        away(&scene, scene.joke, leave.from, leave.until).await;
        let selins = Absence { from: in_days(1), until: Some(in_days(6)) };
        let hers = scene.app.clashes(scene.joke, scene.selin.person, &selins).await.unwrap();
        let absence = leave.clone();
        let clash = Clash { other: scene.joke.person, absence, cases: 1, stands_in: false };
        assert_eq!(hers, [clash], "Anne is away on the fifth and sixth day too");
        let early = Absence { from: in_days(1), until: Some(in_days(4)) };
        let hers = scene.app.clashes(scene.joke, scene.selin.person, &early).await.unwrap();
        assert_eq!(hers, [], "the fixed deputy is there on the fourth");
    }

    async fn az_01_an_import_that_ends_a_leave_sends_no_post(db: TestDb) {
        let scene = scene(db.open().await).await;
        let cases = several_cases(&scene, 1).await;
        covered(&scene, &cases).await;
        let before = scene.app.notices_for(scene.selin, None, 10).await.unwrap().len();
        let never = PersonCommand::EndAbsence { from: TODAY, until: None };
        scene.app.command_person(&Request::by(Actor::System), scene.joke.person, &never).await.unwrap();
        assert_eq!(deputies(&scene, &cases).await, [Some(scene.anne)]);
        assert_eq!(scene.app.notices_for(scene.selin, None, 10).await.unwrap().len(), before);
    }
}
