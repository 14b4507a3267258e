//! What is recorded after a roster was made: the page says what it breaks, and nobody accepts what cannot be (PN-04).

use std::collections::BTreeSet;

use regie_care::case::CaseCommand;
use regie_care::ids::{CaseId, PersonId};
use regie_care::postnatal::{BirthDetails, VisitCode, VisitDecision};
use regie_care::region::{Illness, Means, Occasion, Pin, Purpose, RegionCommand, Visitor};
use regie_testkit::{TestDb, on_both_databases};

use super::common::{Scene, TODAY, by, morning, scene};
use super::{day, region, visitor};

/// By whoever of the two is her case manager.
async fn set(scene: &Scene, case: CaseId, command: CaseCommand) {
    for seat in [scene.joke, scene.selin] {
        if scene.app.command_case(&by(seat), case, &command).await.is_ok() {
            return;
        }
    }
    panic!("neither may");
}

on_both_databases! {
    async fn pn_04_who_has_nobody_left_to_come_keeps_no_known_face_and_the_head_counts_it(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let board = planner.roster(Occasion::Days).await;
        let needed = board.figures.planned;
        assert!(needed > 0 && board.figures.unplanned == 0 && board.women.iter().all(|woman| woman.keeps_known_face));
        for person in [scene.joke.person, scene.anne.person, scene.selin.person] {
            let illness = Illness { person, from: TODAY, until: day(14) };
            planner.give(RegionCommand::FallIll { illness }).await;
        }
        let board = planner.board().await;
        let figures = &board.figures;
        assert_eq!((figures.planned, figures.unplanned, figures.overtaken), (0, 0, needed), "the old head is no longer true");
        assert!(board.women.iter().all(|woman| !woman.keeps_known_face));
        assert!(board.broken.len() == needed && board.broken.iter().all(|one| one.absent), "{:?}", board.broken);
        let board = planner.roster(Occasion::Days).await;
        assert!(board.visits.is_empty() && board.broken.is_empty() && board.figures.unplanned == needed);
        assert!(board.women.iter().all(|woman| !woman.keeps_known_face), "nobody comes: that is no known face");
        assert!(board.waiting.iter().all(|one| one.why.is_some()), "{:?}", board.waiting);
    }

    async fn pn_04_what_was_recorded_since_and_breaks_the_roster_is_told_by_visit_until_it_is_made_anew(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let apart = Visitor { infected_households: true, ..visitor(scene.anne.person) };
        planner.give(RegionCommand::SetVisitor { visitor: apart }).await;
        let board = planner.roster(Occasion::Days).await;
        assert!(board.broken.is_empty(), "{:?}", board.broken);
        let is_theirs = |visit: &&regie_app::BoardVisit| {
            visit.midwife != scene.anne.person && visit.means == Means::Home && visit.on > TODAY
        };
        let theirs = board.visits.iter().find(is_theirs).unwrap().clone();
        let infected = BirthDetails { infected: Some(true), ..BirthDetails::default() };
        set(&scene, theirs.case, CaseCommand::DetailBirth { birth: infected }).await;
        let board = planner.board().await;
        let broken = board.broken.iter().find(|one| one.visit == theirs.visit).unwrap();
        assert!(!broken.absent && broken.why.en.contains("infection"), "{broken:?}");
        planner.roster(Occasion::Days).await;
        assert_eq!(planner.board().await.broken, []);
    }

    async fn pn_04_a_proposal_that_was_overtaken_is_not_accepted(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let board = planner.roster(Occasion::Days).await;
        let visit = board.visits.iter().find(|visit| visit.on > TODAY).unwrap().clone();
        let other = if visit.midwife == scene.joke.person { scene.selin.person } else { scene.joke.person };
        scene.app.propose_roster(&by(planner.seat), Occasion::Days).await.unwrap();
        let pin = Pin { midwife: other, on: visit.on };
        planner.give(RegionCommand::Pin { visit: visit.visit.clone(), pin }).await;
        let refused = planner.refused(RegionCommand::Accept).await;
        assert!(refused.contains("pinned to"), "{refused}");
        planner.give(RegionCommand::Unpin { visit: visit.visit.clone() }).await;
        let illness = Illness { person: visit.midwife, from: visit.on, until: visit.on };
        planner.give(RegionCommand::FallIll { illness }).await;
        let refused = planner.refused(RegionCommand::Accept).await;
        assert!(refused.contains("she is ill that day"), "{refused}");
        planner.roster(Occasion::Illness { person: visit.midwife }).await;
    }

    async fn pn_04_a_visit_that_is_at_another_time_only_is_listed_and_who_was_told_must_hear_it_again(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let board = planner.roster(Occasion::Days).await;
        let check = |visit: &&regie_app::BoardVisit| {
            visit.visit.ends_with("/check-2") && visit.on > TODAY && visit.start < 12 * 3_600
        };
        let was = board.visits.iter().find(check).unwrap().clone();
        planner.give(RegionCommand::TellClient { case: was.case }).await;
        let means = Means::Video;
        let (from, until) = (Some(12 * 60), Some(12 * 60 + 30));
        let decision = VisitDecision::Agreed { means, first: was.on, last: was.on, from, until };
        let command = CaseCommand::AgreeVisit { visit: VisitCode::SecondCheck, decision };
        set(&scene, was.case, command).await;
        assert!(planner.board().await.broken.iter().any(|one| one.visit == was.visit && !one.absent));
        scene.app.propose_roster(&by(planner.seat), Occasion::Days).await.unwrap();
        let board = planner.board().await;
        let changes = board.proposal.unwrap().changes;
        let change = changes.iter().find(|change| change.visit == was.visit).unwrap();
        assert!(change.told && !change.day, "{change:?}");
        let told = changes.iter().filter(|change| change.told).count();
        assert_eq!(usize::try_from(board.figures.broken_promises), Ok(told));
        planner.give(RegionCommand::Accept).await;
        let again = |board: &regie_app::WeekBoard| board.women.iter().filter(|woman| woman.tell_again).count();
        let board = planner.board().await;
        assert!(again(&board) >= 1 && board.women.iter().any(|woman| woman.case == was.case && woman.tell_again));
        planner.give(RegionCommand::TellClient { case: was.case }).await;
        let board = planner.board().await;
        assert!(board.women.iter().any(|woman| woman.case == was.case && !woman.tell_again && woman.told));
    }

    async fn pn_04_what_her_hours_cannot_hold_is_not_pinned_and_each_face_is_counted_once(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let short = Visitor { until: 9 * 60 + 30, ..visitor(scene.anne.person) };
        planner.give(RegionCommand::SetVisitor { visitor: short }).await;
        let board = planner.roster(Occasion::Days).await;
        let prick = board.visits.iter().find(|visit| visit.purpose == Purpose::HeelPrick && visit.on > TODAY).unwrap();
        let pin = Pin { midwife: scene.anne.person, on: prick.on };
        let refused = planner.refused(RegionCommand::Pin { visit: prick.visit.clone(), pin }).await;
        assert!(refused.contains("has no room"), "{refused}");
        let new = board.women.iter().flat_map(|woman| &woman.face_names).filter(|face| face.new).count();
        assert!(new > 0 && board.figures.new_faces == new, "who never came is a new face: {new}");
        // The deputy is new to her too, and costs nothing; the case manager attended, and is to come once, at a price.
        let bill = board.figures.bill.iter().find(|(unit, _)| unit.en == "extra faces").map_or(0, |(_, cost)| *cost);
        let mut extra = 0;
        for woman in &board.women {
            let case = scene.app.case_file(scene.joke, woman.case).await.unwrap().case.state.clone();
            let deputies: BTreeSet<PersonId> = case.deputies.iter().map(|one| one.deputy.person).collect();
            let hers = board.visits.iter().filter(|visit| visit.case == woman.case).map(|visit| visit.midwife);
            extra += hers.filter(|who| !deputies.contains(who)).collect::<BTreeSet<_>>().len();
        }
        assert_eq!((extra > 0, bill), (true, 20_000 * i64::try_from(extra).unwrap()));
        assert!(board.women.iter().all(|woman| woman.faces == woman.face_names.len()));
    }

    async fn pn_04_what_a_planner_accepted_against_what_was_told_is_not_moved_back_and_can_be_pinned(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let board = planner.roster(Occasion::Days).await;
        let of_anne = |visit: &&regie_app::BoardVisit| visit.midwife != scene.joke.person && visit.on > TODAY;
        let was = board.visits.iter().find(of_anne).unwrap().clone();
        planner.give(RegionCommand::TellClient { case: was.case }).await;
        let illness = Illness { person: was.midwife, from: was.on, until: was.on };
        planner.give(RegionCommand::FallIll { illness }).await;
        planner.roster(Occasion::Illness { person: was.midwife }).await;
        planner.give(RegionCommand::Recover { person: was.midwife }).await;
        let at = |board: &regie_app::WeekBoard| {
            let visit = board.visits.iter().find(|visit| visit.visit == was.visit).unwrap();
            (visit.midwife, visit.on, visit.start)
        };
        let accepted = at(&planner.board().await);
        assert_ne!(accepted, (was.midwife, was.on, was.start), "she was ill");
        let (midwife, on, _) = accepted;
        planner.give(RegionCommand::Pin { visit: was.visit.clone(), pin: Pin { midwife, on } }).await;
        planner.give(RegionCommand::Unpin { visit: was.visit.clone() }).await;
        assert_eq!(at(&planner.roster(Occasion::Days).await), accepted, "what she was told before is no promise any more");
    }

    async fn pn_01_what_is_left_of_today_is_counted_by_the_clock(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        planner.roster(Occasion::Days).await;
        let today = async || scene.app.region_forecast(planner.seat, regie_app::WhatIf::default()).await.unwrap().days[0].clone();
        let at_eight = today().await;
        assert!(at_eight.capacity > 0 && at_eight.expected > 0, "{at_eight:?}");
        // After the last hour of everybody who visits.
        scene.app.clock().set(morning(TODAY) + jiff::SignedDuration::from_hours(10));
        let evening = today().await;
        assert_eq!((evening.capacity, evening.expected), (0, 0), "what has begun takes nothing more: {evening:?}");
    }

    async fn pn_01_a_day_that_is_over_is_no_shortage(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let forecast = async || scene.app.region_forecast(planner.seat, regie_app::WhatIf::default()).await.unwrap();
        let morning_of = forecast().await;
        assert!(!morning_of.days.iter().any(|day| day.over));
        // There is no roster: what may be made today or later asks for something today until nobody visits any more.
        scene.app.clock().set(morning(TODAY) + jiff::SignedDuration::from_hours(10));
        let evening = forecast().await;
        assert!(evening.days[0].over && evening.days[0].short == 0, "{:?}", evening.days[0]);
        assert!(evening.days.iter().skip(1).all(|day| !day.over));
        assert_ne!(evening.foreseen.likely_from, Some(TODAY));
    }
}
