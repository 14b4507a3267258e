//! Visits that were agreed beside those of the norm: neither the heel prick nor the closing visit drops out for them (PN-04).

use jiff::SignedDuration;
use jiff::civil::Date;
use regie_app::VisitStands;
use regie_care::case::CaseCommand;
use regie_care::postnatal::{BirthDetails, VisitCode, VisitDecision};
use regie_care::region::{Means, Occasion, Purpose};
use regie_testkit::{TestDb, on_both_databases};

use super::common::{TODAY, by, morning, scene};
use super::unrecorded::{heel_prick, stands, woman};
use super::{day, region};

fn agreed(first: Date, last: Date) -> VisitDecision {
    VisitDecision::Agreed { means: Means::Home, first, last, from: None, until: None }
}

fn extra(on: Date) -> CaseCommand {
    CaseCommand::AgreeVisit { visit: VisitCode::Extra(1), decision: agreed(on, on) }
}

on_both_databases! {
    async fn pn_04_a_visit_agreed_for_the_only_day_of_the_heel_prick_does_not_push_it_off_the_roster(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let case = woman(&scene, 61, 6).await;
        let nobody_works = async |at| {
            let birth = BirthDetails { at: Some(at), ..BirthDetails::default() };
            scene.give(scene.joke, case, CaseCommand::DetailBirth { birth }).await;
            let plan = scene.app.visit_plan(scene.joke, case).await.unwrap();
            plan.visits.iter().find(|visit| visit.code == VisitCode::HeelPrick).unwrap().nobody_works
        };
        scene.give(scene.joke, case, heel_prick(agreed(day(1), day(1)))).await;
        assert!(nobody_works(8 * 60 + 30).await, "its last hours are over before anybody begins");
        assert!(!nobody_works(12 * 60).await);
        scene.give(scene.joke, case, extra(day(1))).await;
        assert_eq!(stands(&scene, case, VisitCode::HeelPrick).await, VisitStands::ToCome);
        assert_eq!(stands(&scene, case, VisitCode::Extra(1)).await, VisitStands::Over, "the heel prick does its work");
        let board = planner.roster(Occasion::Days).await;
        let pricked = |visit: &regie_app::BoardVisit| visit.case == case && visit.purpose == Purpose::HeelPrick;
        assert!(board.visits.iter().any(|visit| pricked(visit) && visit.on == day(1)), "{:?}", board.waiting);
    }

    async fn pn_04_a_visit_agreed_for_the_last_day_is_the_closing_visit(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let case = woman(&scene, 62, 5).await;
        scene.give(scene.joke, case, extra(day(5))).await;
        assert_eq!(stands(&scene, case, VisitCode::Last).await, VisitStands::ToCome);
        assert_eq!(stands(&scene, case, VisitCode::Extra(1)).await, VisitStands::Over, "the closing visit does its work");
        let board = planner.roster(Occasion::Days).await;
        let last = board.visits.iter().find(|visit| visit.case == case && visit.purpose == Purpose::Last).unwrap();
        assert_eq!(last.on, day(5), "on the day that was agreed");
    }

    async fn pn_04_a_closing_visit_agreed_sooner_takes_no_other_visit_along(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = woman(&scene, 64, 5).await;
        let last = CaseCommand::AgreeVisit { visit: VisitCode::Last, decision: agreed(day(3), day(3)) };
        scene.give(scene.joke, case, last).await;
        scene.give(scene.joke, case, extra(day(4))).await;
        for code in [VisitCode::Last, VisitCode::SecondCheck, VisitCode::Extra(1)] {
            assert_eq!(stands(&scene, case, code).await, VisitStands::ToCome, "{code:?}");
        }
    }

    async fn pn_04_what_is_left_of_today_can_be_agreed_and_what_is_past_cannot(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = woman(&scene, 63, 3).await;
        let at = |from, until| CaseCommand::AgreeVisit {
            visit: VisitCode::FirstCheck,
            decision: VisitDecision::Agreed { means: Means::Home, first: TODAY, last: TODAY, from, until },
        };
        scene.app.clock().set(morning(TODAY) + SignedDuration::from_hours(4));
        let refused = scene.app.command_case(&by(scene.joke), case, &at(None, Some(10 * 60))).await.unwrap_err();
        assert!(refused.to_string().contains("last"), "{refused}");
        scene.give(scene.joke, case, at(Some(15 * 60), None)).await;
        scene.app.clock().set(morning(TODAY) + SignedDuration::from_hours(14));
        assert!(scene.app.command_case(&by(scene.joke), case, &at(None, None)).await.is_err(), "nobody visits any more");
    }
}
