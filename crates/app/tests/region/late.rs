//! Days that are long, and stays that are (PN-04): breaks, and who comes home after the tenth day.

use jiff::ToSpan;
use regie_care::case::CaseCommand;
use regie_care::postnatal::{BirthDetails, VisitCode, VisitDecision};
use regie_care::region::{Occasion, RegionCommand, Visitor};
use regie_testkit::{TestDb, on_both_databases};

use super::common::{TODAY, morning, scene};
use super::{birth, day, pregnant, region, visitor};

on_both_databases! {
    async fn pn_04_who_visits_all_day_has_half_an_hour_between_two_visits(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        // Anne alone, from eight to six, for twelve women.
        for (number, born) in (30_u32..).zip([-1, -1, -2, -2, -3, -3]) {
            let case = pregnant(&scene, number, scene.joke, day(2)).await;
            birth(&scene, case, scene.joke, day(born)).await;
        }
        scene.app.clock().set(morning(TODAY));
        for person in [scene.joke.person, scene.selin.person] {
            planner.give(RegionCommand::RemoveVisitor { person }).await;
        }
        let long = Visitor { from: 8 * 60, until: 18 * 60, ..visitor(scene.anne.person) };
        planner.give(RegionCommand::SetVisitor { visitor: long }).await;
        let board = planner.roster(Occasion::Days).await;
        let mut longest = 0;
        for on in &board.days {
            let hers: Vec<_> = board.visits.iter().filter(|visit| visit.on == *on).collect();
            let (Some(first), Some(last)) = (hers.first(), hers.last()) else { continue };
            let works = last.start + u32::from(last.minutes) * 60 - first.start;
            longest = longest.max(works);
            let pauses = hers.iter().filter_map(|visit| visit.break_before).map(|(from, until)| until - from);
            if works > 330 * 60 {
                assert!(pauses.sum::<u32>() >= 1_800, "{on}: {works} seconds, {hers:?}");
            }
            for pair in hers.windows(2) {
                if let Some((from, until)) = pair[1].break_before {
                    assert!(pair[0].start + u32::from(pair[0].minutes) * 60 <= from && until <= pair[1].start);
                }
            }
        }
        assert!(longest > 330 * 60, "{longest}");
        let own = scene.app.own_visits(scene.anne, None).await.unwrap();
        let shown = |visit: &regie_app::BoardVisit| (visit.visit.clone(), visit.break_before);
        let today: Vec<_> = board.visits.iter().filter(|visit| visit.on == TODAY).map(shown).collect();
        let hers: Vec<_> = own.visits.iter().map(|visit| (visit.visit.clone(), visit.break_before)).collect();
        assert_eq!(hers, today);
    }

    async fn pn_04_who_comes_home_after_the_tenth_day_is_visited_then(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let case = pregnant(&scene, 40, scene.joke, day(-12)).await;
        birth(&scene, case, scene.joke, day(-12)).await;
        scene.app.clock().set(morning(TODAY));
        let hers = |board: &regie_app::WeekBoard| -> Vec<_> {
            board.visits.iter().filter(|visit| visit.case == case).map(|visit| (visit.visit.clone(), visit.on)).collect()
        };
        assert!(planner.board().await.women.iter().all(|woman| woman.case != case), "as far as is known it is over");
        let home = |on| CaseCommand::DetailBirth {
            birth: BirthDetails { discharged: Some(on), ..BirthDetails::default() },
        };
        // She comes home in three weeks: the planner sees her and why she has no visit yet.
        scene.give(scene.joke, case, home(day(20))).await;
        let board = planner.roster(Occasion::Days).await;
        let line = board.women.iter().find(|woman| woman.case == case).unwrap();
        assert_eq!((line.home_late, line.needs_none, hers(&board)), (Some(day(20)), false, Vec::new()));
        assert!(board.waiting.iter().all(|one| one.case != case), "nobody need look for a day yet");
        // Sooner: there is one visit, on that day.
        scene.give(scene.joke, case, home(day(2))).await;
        let board = planner.roster(Occasion::Days).await;
        assert_eq!(hers(&board), [(format!("{case}/home"), day(2))]);
        let plan = scene.app.visit_plan(scene.joke, case).await.unwrap();
        let codes: Vec<VisitCode> = plan.visits.iter().map(|visit| visit.code).collect();
        // The heel prick was the hospital's, and is asked after when she is home.
        assert_eq!((plan.home_late, codes), (Some(day(2)), vec![VisitCode::HeelPrick, VisitCode::Home]));
        // Nobody came on that day: it is still to be made.
        scene.app.clock().set(morning(day(4)));
        let board = planner.board().await;
        assert!(board.waiting.iter().any(|one| one.case == case && one.last == day(5)), "{:?}", board.waiting);
        // Or a midwife decides that it is not needed.
        let decision = VisitDecision::NotNeeded { reason: "Gisteren op de polikliniek gezien.".to_owned() };
        scene.give(scene.joke, case, CaseCommand::AgreeVisit { visit: VisitCode::Home, decision }).await;
        let board = planner.board().await;
        assert!(board.waiting.iter().all(|one| one.case != case));
        assert!(board.women.iter().any(|woman| woman.case == case && woman.needs_none));
        scene.app.clock().set(morning(day(5).saturating_add(1.days())));
        assert!(planner.board().await.women.iter().all(|woman| woman.case != case), "and then it is over");
    }
}
