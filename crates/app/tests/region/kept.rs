//! What the roster keeps when it is made again: what has begun, what a client was told and what a planner set (PN-04); and
//! that it says so where something cannot be kept.

use std::collections::BTreeSet;

use regie_app::WeekBoard;
use regie_care::case::CaseCommand;
use regie_care::ids::{CaseId, PersonId};
use regie_care::postnatal::BirthDetails;
use regie_care::region::{Illness, Occasion, Pin, Purpose, RegionCommand, Visitor};
use regie_testkit::{TestDb, on_both_databases};

use super::common::{TODAY, by, morning, scene};
use super::{birth, day, pregnant, region, visitor};

fn place<'b>(board: &'b WeekBoard, case: CaseId, end: &str) -> Option<&'b regie_app::BoardVisit> {
    board.visits.iter().find(|visit| visit.case == case && visit.visit.ends_with(end))
}

on_both_databases! {
    async fn pn_04_nothing_is_planned_before_now_and_what_has_begun_stays(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let board = planner.roster(Occasion::Days).await;
        let now = 10 * 3_600 + 600;
        scene.app.clock().set(morning(TODAY) + jiff::SignedDuration::from_mins(70));
        let is_begun = |visit: &&regie_app::BoardVisit| visit.on == TODAY && visit.start < now;
        let begun = |board: &WeekBoard| -> BTreeSet<(String, PersonId, u32)> {
            let begun = board.visits.iter().filter(is_begun);
            begun.map(|visit| (visit.visit.clone(), visit.midwife, visit.start)).collect()
        };
        assert!(!begun(&board).is_empty(), "somebody is under way");
        let again = planner.roster(Occasion::Days).await;
        assert_eq!(begun(&again), begun(&board));
        // Who fell ill made none of hers: they are planned anew, and not before now.
        let (_, lost, _) = begun(&board).first().cloned().unwrap();
        let illness = Illness { person: lost, from: TODAY, until: day(3) };
        planner.give(RegionCommand::FallIll { illness }).await;
        let after = planner.roster(Occasion::Illness { person: lost }).await;
        let mut stay = begun(&board);
        stay.retain(|(_, midwife, _)| *midwife != lost);
        assert_eq!(begun(&after), stay);
    }

    async fn pn_04_a_told_call_gives_way_to_a_heel_prick_that_can_only_be_today(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let case = pregnant(&scene, 20, scene.joke, day(-5)).await;
        birth(&scene, case, scene.joke, day(-7)).await;
        scene.app.clock().set(morning(TODAY));
        let board = planner.board_after_planning().await;
        let call = place(&board, case, "/check-2").unwrap().visit.clone();
        let pin = Pin { midwife: scene.joke.person, on: TODAY };
        planner.give(RegionCommand::Pin { visit: call.clone(), pin }).await;
        let board = planner.board_after_planning().await;
        assert_eq!(place(&board, case, "/check-2").unwrap().on, TODAY);
        planner.give(RegionCommand::Unpin { visit: call }).await;
        planner.give(RegionCommand::TellClient { case }).await;
        let at = BirthDetails { at: Some(20 * 60), ..BirthDetails::default() };
        scene.give(scene.joke, case, CaseCommand::DetailBirth { birth: at }).await;
        scene.app.propose_roster(&by(planner.seat), Occasion::Days).await.unwrap();
        let board = planner.board().await;
        assert_eq!(place(&board, case, "/heel-prick").map(|visit| visit.on), Some(TODAY), "{:?}", board.waiting);
        assert_ne!(place(&board, case, "/check-2").map(|visit| visit.on), Some(TODAY));
        let changes = &board.proposal.unwrap().changes;
        assert!(changes.iter().any(|change| change.purpose == Purpose::Check && change.told), "{changes:?}");
        let told = changes.iter().filter(|change| change.told).count();
        assert_eq!(usize::try_from(board.figures.broken_promises), Ok(told), "each is listed, and no other");
    }

    async fn pn_04_who_was_to_come_and_never_came_is_no_known_face(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        planner.roster(Occasion::Days).await;
        for person in [scene.joke.person, scene.selin.person] {
            let illness = Illness { person, from: TODAY, until: day(10) };
            planner.give(RegionCommand::FallIll { illness }).await;
        }
        let keep = |board: &WeekBoard| board.women.iter().filter(|woman| woman.keeps_known_face).count();
        let first = planner.roster(Occasion::Days).await;
        let again = planner.roster(Occasion::Days).await;
        assert_eq!(keep(&first), keep(&again), "to make the same roster again makes nobody known");
    }

    async fn pn_04_what_cannot_be_pinned_is_refused_and_a_pin_shows_before_the_next_roster(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let apart = Visitor { heel_prick: false, ..visitor(scene.anne.person) };
        planner.give(RegionCommand::SetVisitor { visitor: apart }).await;
        let board = planner.roster(Occasion::Days).await;
        let prick = board.visits.iter().find(|visit| visit.purpose == Purpose::HeelPrick && visit.on > TODAY).unwrap();
        let pin = |midwife, on| RegionCommand::Pin { visit: prick.visit.clone(), pin: Pin { midwife, on } };
        let refused = planner.refused(pin(scene.joke.person, day(11))).await;
        assert!(refused.contains("may be from"), "{refused}");
        let refused = planner.refused(pin(scene.anne.person, prick.on)).await;
        assert!(refused.contains("does no heel pricks"), "{refused}");
        let other = if prick.midwife == scene.joke.person { scene.selin } else { scene.joke };
        planner.give(pin(other.person, prick.on)).await;
        let board = planner.board().await;
        let shown = board.visits.iter().find(|visit| visit.visit == prick.visit).unwrap();
        let set = shown.pin.as_ref().unwrap();
        assert!(!shown.pinned && set.can && set.on == prick.on, "{set:?}");
        // The reasons stand where the board has it, and say when the pin comes true.
        let reason = scene.app.visit_reason(planner.seat, &prick.visit).await.unwrap();
        assert_eq!((reason.midwife.as_ref(), reason.on), (Some(&shown.midwife_name), Some(shown.on)), "{reason:?}");
        assert!(reason.because[0].nl.contains("in het volgende rooster") && reason.next.is_empty(), "{reason:?}");
        let illness = Illness { person: other.person, from: TODAY, until: day(10) };
        planner.give(RegionCommand::FallIll { illness }).await;
        let board = planner.roster(Occasion::Illness { person: other.person }).await;
        let shown = board.visits.iter().find(|visit| visit.visit == prick.visit).unwrap();
        assert!(!shown.pin.as_ref().unwrap().can, "she is ill: that it is not kept is said");
    }

    async fn pn_04_a_pin_on_a_day_on_which_she_has_another_visit_is_refused_until_that_one_is_set_elsewhere(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let board = planner.roster(Occasion::Days).await;
        let pairs = board.visits.iter().flat_map(|one| board.visits.iter().map(move |other| (one, other)));
        let mut refused = Vec::new();
        for (one, other) in pairs.filter(|(one, other)| one.case == other.case && one.visit != other.visit) {
            let (stays, pin) = (Pin { midwife: other.midwife, on: other.on }, Pin { midwife: one.midwife, on: other.on });
            planner.give(RegionCommand::Pin { visit: other.visit.clone(), pin: stays }).await;
            refused.push(planner.refused(RegionCommand::Pin { visit: one.visit.clone(), pin }).await);
            planner.give(RegionCommand::Unpin { visit: other.visit.clone() }).await;
            if refused.iter().any(|why| why.contains("has a visit on")) {
                break;
            }
        }
        assert!(refused.pop().is_some_and(|why| why.contains("has a visit on")), "{refused:?}");
        assert!(refused.iter().all(|why| why.contains("may be from")), "{refused:?}");
        // What stands beside a pin is told where the board has it.
        for visit in &board.visits {
            let reason = scene.app.visit_reason(planner.seat, &visit.visit).await.unwrap();
            assert_eq!((reason.midwife.as_ref(), reason.on), (Some(&visit.midwife_name), Some(visit.on)), "{reason:?}");
        }
    }

    async fn pn_04_a_deputy_who_never_came_is_a_new_face_in_every_list(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let board = planner.roster(Occasion::Days).await;
        let mut asked = 0;
        for visit in &board.visits {
            let woman = board.women.iter().find(|woman| woman.case == visit.case).unwrap();
            let new = woman.face_names.iter().find(|face| face.name == visit.midwife_name).unwrap().new;
            assert_eq!(visit.known_face, !new, "{visit:?}");
            let reason = scene.app.visit_reason(planner.seat, &visit.visit).await.unwrap();
            // Her case manager attended, and nobody else came yet.
            for next in reason.next {
                asked += 1;
                assert_eq!(next.known_face, woman.attending.as_ref() == Some(&next.name), "{next:?}");
            }
        }
        assert!(asked > 0);
    }

    async fn pn_04_a_roster_of_somebody_who_fell_ill_is_overtaken(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let board = planner.roster(Occasion::Days).await;
        assert_eq!(board.figures.overtaken, 0);
        let hers = board.visits.iter().filter(|visit| visit.midwife == scene.joke.person && visit.on <= day(6)).count();
        let illness = Illness { person: scene.joke.person, from: TODAY, until: day(6) };
        planner.give(RegionCommand::FallIll { illness }).await;
        assert_eq!(planner.board().await.figures.overtaken, hers);
        let board = planner.roster(Occasion::Illness { person: scene.joke.person }).await;
        assert_eq!(board.figures.overtaken, 0);
        assert!(!board.changes.is_empty() && board.changed_since.is_some(), "what changed can be read after accepting");
    }
}
