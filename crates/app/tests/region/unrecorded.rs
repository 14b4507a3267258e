//! Visits whose days went by without anybody recording what became of them (PN-04).

use regie_app::{VisitStands, WeekBoard};
use regie_care::case::CaseCommand;
use regie_care::ids::CaseId;
use regie_care::postnatal::{BirthDetails, VisitCode, VisitDecision};
use regie_care::region::{Occasion, Purpose, RegionCommand};
use regie_testkit::{TestDb, on_both_databases};

use super::common::{Scene, TODAY, by, morning, scene};
use super::{birth, day, pregnant, region};

/// A woman of Joke's who gave birth at eight in the morning, so many days ago, and of whose visits nothing is recorded.
pub(super) async fn woman(scene: &Scene, number: u32, ago: i64) -> CaseId {
    let case = pregnant(scene, number, scene.joke, day(-ago)).await;
    birth(scene, case, scene.joke, day(-ago)).await;
    let birth = BirthDetails { at: Some(8 * 60), ..BirthDetails::default() };
    scene.give(scene.joke, case, CaseCommand::DetailBirth { birth }).await;
    scene.app.clock().set(morning(TODAY));
    case
}

pub(super) async fn stands(scene: &Scene, case: CaseId, code: VisitCode) -> VisitStands {
    let plan = scene.app.visit_plan(scene.joke, case).await.unwrap();
    plan.visits.iter().find(|visit| visit.code == code).unwrap().stands
}

pub(super) fn heel_prick(decision: VisitDecision) -> CaseCommand {
    CaseCommand::AgreeVisit { visit: VisitCode::HeelPrick, decision }
}

fn is_asked(board: &WeekBoard, case: CaseId) -> bool {
    board.unrecorded.iter().any(|one| one.case == case)
}

on_both_databases! {
    async fn pn_04_a_heel_prick_that_nobody_recorded_is_told_to_planner_and_case_manager_until_somebody_does(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let (in_time, late, long_ago) =
            (woman(&scene, 50, 7).await, woman(&scene, 51, 8).await, woman(&scene, 52, 20).await);
        let board = planner.board().await;
        assert!(!is_asked(&board, in_time), "until the 168th hour it may be made");
        assert!(is_asked(&board, late) && is_asked(&board, long_ago), "{:?}", board.unrecorded);
        assert!(board.women.iter().all(|woman| woman.case != long_ago), "her other visits are over");
        let line = board.unrecorded.iter().find(|one| one.case == late).unwrap();
        assert_eq!((line.last, line.case_manager.as_str()), (day(-1), "Joke de Vries"));
        let hers = scene.app.pricks_to_record(scene.joke).await.unwrap();
        assert_eq!(hers.iter().map(|one| one.case).collect::<Vec<_>>(), [long_ago, late], "the longest ago first");
        assert_eq!(scene.app.pricks_to_record(scene.selin).await.unwrap(), []);
        let unrecorded = VisitStands::Unrecorded { first: day(-5), last: day(-1), in_hospital: false };
        assert_eq!(stands(&scene, late, VisitCode::HeelPrick).await, unrecorded);
        let plan = scene.app.visit_plan(scene.joke, long_ago).await.unwrap();
        assert_eq!(plan.visits.iter().map(|visit| visit.code).collect::<Vec<_>>(), [VisitCode::HeelPrick]);

        let made = VisitDecision::Made { on: day(-3), who: scene.anne.person };
        scene.give(scene.joke, late, heel_prick(made)).await;
        let elsewhere = VisitDecision::NotNeeded { reason: "in het ziekenhuis geprikt".into() };
        scene.give(scene.joke, long_ago, heel_prick(elsewhere)).await;
        let board = planner.board().await;
        assert!(!is_asked(&board, late) && !is_asked(&board, long_ago));
        assert_eq!(scene.app.pricks_to_record(scene.joke).await.unwrap(), []);
        assert_eq!(stands(&scene, late, VisitCode::HeelPrick).await, VisitStands::Made);
        let woman = board.women.iter().find(|woman| woman.case == late).unwrap();
        assert!(woman.face_names.iter().any(|face| face.name == "Anne Bakker"), "who came is a face that she met: {woman:?}");
    }

    async fn pn_04_a_heel_prick_that_was_not_made_in_time_is_planned_as_soon_as_somebody_can(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        for case in [woman(&scene, 53, 8).await, woman(&scene, 54, 15).await] {
            let missed = VisitDecision::NotMade { reason: "zij was niet thuis".into() };
            scene.give(scene.joke, case, heel_prick(missed)).await;
            let board = planner.roster(Occasion::Days).await;
            assert!(!is_asked(&board, case) && board.broken.is_empty(), "{:?}", board.broken);
            let of_hers = |visit: &&regie_app::BoardVisit| visit.case == case && visit.purpose == Purpose::HeelPrick;
            let visit = board.visits.iter().find(of_hers).unwrap();
            assert!((TODAY..=day(1)).contains(&visit.on), "{visit:?}");
            assert_eq!(stands(&scene, case, VisitCode::HeelPrick).await, VisitStands::Belated);
            let made = VisitDecision::Made { on: TODAY, who: scene.joke.person };
            scene.give(scene.joke, case, heel_prick(made)).await;
            assert!(planner.board().await.waiting.iter().all(|one| one.case != case || one.purpose != Purpose::HeelPrick));
        }
    }

    async fn pn_04_who_had_the_heel_prick_on_her_roster_is_asked_what_became_of_it(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let case = woman(&scene, 55, 3).await;
        let board = planner.roster(Occasion::Days).await;
        let of_hers = |visit: &&regie_app::BoardVisit| visit.case == case && visit.purpose == Purpose::HeelPrick;
        let visit = board.visits.iter().find(of_hers).unwrap().clone();
        let visitor = [scene.joke, scene.anne, scene.selin].into_iter().find(|one| one.person == visit.midwife).unwrap();
        planner.give(RegionCommand::TellClient { case }).await;
        scene.app.clock().set(morning(day(5)));
        let own = scene.app.own_visits(visitor, None).await.unwrap();
        assert!(own.unrecorded.iter().any(|one| one.case == case && one.planned.is_some()), "{:?}", own.unrecorded);
        assert!(scene.app.pricks_to_record(visitor).await.unwrap().iter().any(|one| one.case == case));
        // Who visits her records it, whether the case is hers to open or not.
        let made = VisitDecision::Made { on: visit.on, who: visitor.person };
        scene.app.command_case(&by(visitor), case, &heel_prick(made)).await.unwrap();
        assert!(scene.app.own_visits(visitor, None).await.unwrap().unrecorded.iter().all(|one| one.case != case));
    }

    async fn pn_04_who_comes_home_on_the_last_day_of_the_heel_prick_has_it_at_her_first_visit(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let case = woman(&scene, 56, 4).await;
        // Home on the seventh day, of which the hours until noon still count.
        let birth = BirthDetails { at: Some(12 * 60), discharged: Some(day(3)), ..BirthDetails::default() };
        scene.give(scene.joke, case, CaseCommand::DetailBirth { birth }).await;
        assert_eq!(stands(&scene, case, VisitCode::HeelPrick).await, VisitStands::ToCome);
        assert_eq!(stands(&scene, case, VisitCode::Home).await, VisitStands::Over, "the heel prick does its work");
        let board = planner.roster(Occasion::Days).await;
        let of_hers = |visit: &&regie_app::BoardVisit| visit.case == case && visit.on == day(3);
        let hers: Vec<_> = board.visits.iter().filter(of_hers).map(|visit| (visit.purpose, visit.start < 12 * 3_600)).collect();
        assert_eq!(hers, [(Purpose::HeelPrick, true)]);
    }

    async fn pn_04_a_heel_prick_that_was_the_hospitals_is_asked_after_once_she_is_home(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let (there, home, late) = (woman(&scene, 57, 5).await, woman(&scene, 58, 9).await, woman(&scene, 59, 12).await);
        let comes_home = async |case: CaseId, on| {
            let birth = BirthDetails { at: Some(8 * 60), discharged: Some(on), ..BirthDetails::default() };
            scene.give(scene.joke, case, CaseCommand::DetailBirth { birth }).await;
        };
        comes_home(there, day(3)).await;
        comes_home(home, day(-1)).await;
        comes_home(late, day(-1)).await;
        assert_eq!(stands(&scene, there, VisitCode::HeelPrick).await, VisitStands::InHospital { home: day(3) });
        let board = planner.board().await;
        assert!(!is_asked(&board, there), "she is in hospital still");
        for (case, last) in [(home, day(-2)), (late, day(-5))] {
            let asked = board.unrecorded.iter().find(|one| one.case == case).unwrap();
            assert_eq!((asked.last, asked.in_hospital), (last, true));
            let hers = scene.app.pricks_to_record(scene.joke).await.unwrap();
            assert!(hers.iter().any(|one| one.case == case && one.in_hospital));
        }
        let elsewhere = VisitDecision::NotNeeded { reason: "in het ziekenhuis gedaan".into() };
        scene.give(scene.joke, there, heel_prick(elsewhere.clone())).await;
        assert_eq!(stands(&scene, there, VisitCode::HeelPrick).await, VisitStands::LeftOut);
        scene.give(scene.joke, home, heel_prick(elsewhere)).await;
        scene.give(scene.joke, late, heel_prick(VisitDecision::NotMade { reason: "ontslag was te vroeg".into() })).await;
        let board = planner.roster(Occasion::Days).await;
        assert!(!is_asked(&board, home) && !is_asked(&board, late));
        let pricked = |visit: &regie_app::BoardVisit| visit.case == late && visit.purpose == Purpose::HeelPrick;
        assert!(board.visits.iter().any(|visit| pricked(visit) && visit.on <= day(1)), "{:?}", board.visits);
    }

    async fn pn_04_a_heel_prick_agreed_for_days_in_which_she_proves_to_be_in_hospital_is_no_visit(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let case = woman(&scene, 60, 2).await;
        let agreed = VisitDecision::Agreed {
            means: regie_care::region::Means::Home,
            first: day(2),
            last: day(3),
            from: None,
            until: None,
        };
        scene.give(scene.joke, case, heel_prick(agreed)).await;
        assert_eq!(stands(&scene, case, VisitCode::HeelPrick).await, VisitStands::ToCome);
        let birth = BirthDetails { at: Some(8 * 60), discharged: Some(day(7)), ..BirthDetails::default() };
        scene.give(scene.joke, case, CaseCommand::DetailBirth { birth }).await;
        let board = planner.roster(Occasion::Days).await;
        assert!(board.visits.iter().all(|visit| visit.case != case || visit.purpose != Purpose::HeelPrick));
        assert_eq!(stands(&scene, case, VisitCode::HeelPrick).await, VisitStands::InHospital { home: day(7) });
    }
}
