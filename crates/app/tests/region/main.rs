//! A region's forecast, its roster and the decision to centralise, on both databases.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod agreed;
#[path = "../common/mod.rs"]
mod common;
mod foreseen;
mod kept;
mod late;
mod since;
mod unrecorded;

use std::collections::BTreeSet;

use common::{Scene, TODAY, by, morning, scene};
use jiff::ToSpan;
use jiff::civil::Date;
use regie_app::{WeekBoard, WhatIf};
use regie_care::case::{CaseCommand, OpenCase};
use regie_care::ids::{CaseId, PersonId};
use regie_care::notice::Subject;
use regie_care::postnatal::{BirthDetails, BirthPlace, VisitCode, VisitDecision};
use regie_care::region::{Decision, Illness, Means, Occasion, Organising, Phase, Pin, Purpose, RegionCommand, Visitor};
use regie_care::seat::{Role, Seat};
use regie_pathway::{Command, FactValue};
use regie_testkit::{TestDb, on_both_databases};

fn day(days: i64) -> Date {
    TODAY.saturating_add(days.days())
}

/// A pregnancy of Joke's or Selin's, in care since three weeks ago.
async fn pregnant(scene: &Scene, number: u32, manager: Seat, due: Date) -> CaseId {
    scene.app.clock().set(morning(day(-21)));
    let client = scene.client(&format!("Client{number}"), &format!("23012{number:05}")).await;
    let deputy = if manager == scene.joke { scene.selin } else { scene.joke };
    let command = OpenCase {
        client,
        case_manager: manager,
        deputy,
        on: day(-21),
        pathway: "az-verloskunde".into(),
        anchors: [("due".into(), due)].into(),
        facts: [].into(),
        team: Vec::new(),
    };
    scene.app.open_case(&by(manager), &command).await.unwrap().id.parse().unwrap()
}

async fn birth(scene: &Scene, case: CaseId, manager: Seat, on: Date) {
    scene.app.clock().set(morning(on));
    let outcome = Some("case-manager".into());
    let command = Command::complete("birth", on).with_outcome(outcome);
    scene.give(manager, case, CaseCommand::Pathway { pathway: "az-verloskunde".into(), command }).await;
}

fn visitor(person: PersonId) -> Visitor {
    Visitor {
        person,
        weekdays: BTreeSet::from([1, 2, 3, 4, 5, 6, 7]),
        from: 9 * 60,
        until: 13 * 60,
        heel_prick: true,
        infected_households: false,
        base: String::new(),
    }
}

struct Planner<'s> {
    scene: &'s Scene,
    seat: Seat,
}

impl Planner<'_> {
    async fn give(&self, command: RegionCommand) {
        self.scene.app.command_region(&by(self.seat), &command).await.unwrap();
    }

    async fn refused(&self, command: RegionCommand) -> String {
        self.scene.app.command_region(&by(self.seat), &command).await.unwrap_err().to_string()
    }

    async fn roster(&self, occasion: Occasion) -> WeekBoard {
        self.scene.app.propose_roster(&by(self.seat), occasion).await.unwrap();
        let proposed = self.board().await;
        let Some(proposal) = &proposed.proposal else { panic!("nothing holds before she accepts it") };
        assert!(proposed.accepted.is_some() || proposal.changes.is_empty(), "beside no roster nothing changes");
        self.give(RegionCommand::Accept).await;
        self.board().await
    }

    async fn board_after_planning(&self) -> WeekBoard {
        self.roster(Occasion::Days).await
    }

    async fn board(&self) -> WeekBoard {
        self.scene.app.week_board(self.seat, None).await.unwrap()
    }
}

/// Six births of the last week, of Joke and Selin in turn; Joke, Anne and Selin visit.
async fn region(scene: &Scene) -> Planner<'_> {
    let managers = [scene.joke, scene.selin];
    for number in 0..6_u32 {
        let manager = managers[number as usize % 2];
        let case = pregnant(scene, number, manager, day(2)).await;
        birth(scene, case, manager, day(-i64::from(number))).await;
    }
    scene.app.clock().set(morning(TODAY));
    let seat = scene.colleague("Marijke Smit", scene.practice, Role::Coordinator).await;
    let planner = Planner { scene, seat };
    for person in [scene.joke.person, scene.anne.person, scene.selin.person] {
        planner.give(RegionCommand::SetVisitor { visitor: visitor(person) }).await;
    }
    planner
}

on_both_databases! {
    async fn pn_04_a_planner_makes_the_roster_loses_a_midwife_and_every_client_keeps_a_known_face(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let board = planner.roster(Occasion::Days).await;
        assert!(board.visits.len() >= 10 && board.waiting.is_empty(), "{:?}", board.waiting);
        assert!(board.women.iter().all(|woman| woman.keeps_known_face));
        // What a client was told and what the planner set stays.
        let told = board.visits.iter().find(|visit| visit.midwife != scene.joke.person).unwrap().clone();
        planner.give(RegionCommand::TellClient { case: told.case }).await;
        let other = board.visits.iter().find(|visit| visit.case != told.case).unwrap().clone();
        let pin = Pin { midwife: scene.anne.person, on: other.on };
        planner.give(RegionCommand::Pin { visit: other.visit.clone(), pin }).await;
        let illness = Illness { person: scene.joke.person, from: TODAY, until: day(6) };
        let list = scene.app.stand_ins(planner.seat, scene.joke.person, TODAY, day(6)).await.unwrap();
        // She herself only when she is well again.
        let hers = |place: &regie_app::Alternative| place.midwife == scene.joke.person && place.on <= day(6);
        let offered = |one: &regie_app::StandIn| !one.ranked.iter().any(|next| hers(&next.place));
        assert!(!list.visits.is_empty() && list.visits.iter().all(offered), "{list:?}");
        assert!(list.visits.iter().any(|one| !one.ranked.is_empty()), "{list:?}");
        planner.give(RegionCommand::FallIll { illness }).await;
        let board = planner.roster(Occasion::Illness { person: scene.joke.person }).await;
        assert!(board.visits.iter().all(|visit| visit.midwife != scene.joke.person), "she is ill");
        assert!(board.waiting.is_empty(), "a visit that nobody could take over as it stood found another day: {board:?}");
        let kept = board.visits.iter().find(|visit| visit.visit == told.visit).unwrap();
        assert_eq!((kept.midwife, kept.on, kept.start, kept.told), (told.midwife, told.on, told.start, true));
        let pinned = board.visits.iter().find(|visit| visit.visit == other.visit).unwrap();
        assert_eq!((pinned.midwife, pinned.on, pinned.pinned), (scene.anne.person, other.on, true));
        let reason = scene.app.visit_reason(planner.seat, &other.visit).await.unwrap();
        assert!(reason.because.iter().any(|text| text.nl.contains("vastgezet")), "{reason:?}");
        let history = scene.app.region_history(planner.seat, 50).await.unwrap();
        assert!(history.iter().any(|change| change.line.what.nl.starts_with("Ziek: Joke")), "who and why is kept");
        assert_eq!(db_is_whole(&scene).await, 0);
    }

    async fn pn_04_an_infected_household_is_visited_by_who_is_set_apart_for_it(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let apart = Visitor { infected_households: true, ..visitor(scene.anne.person) };
        planner.give(RegionCommand::SetVisitor { visitor: apart }).await;
        let board = planner.board().await;
        let ill = board.women[0].case;
        let manager = if board.women[0].attending.as_deref() == Some("Joke de Vries") { scene.joke } else { scene.selin };
        scene.give(manager, ill, CaseCommand::StartPathway {
            pathway: "postnataal".into(),
            anchors: [("born".into(), board.women[0].born)].into(),
            facts: [("infected".into(), FactValue::YesNo(true))].into(),
        }).await;
        let board = planner.roster(Occasion::Days).await;
        let hers: Vec<_> = board.visits.iter().filter(|visit| visit.case == ill).collect();
        let in_person = |visit: &&&regie_app::BoardVisit| visit.means == regie_care::region::Means::Home;
        assert!(hers.iter().filter(in_person).count() > 0);
        assert!(hers.iter().filter(in_person).all(|visit| visit.midwife == scene.anne.person && visit.infected));
        let one = hers.iter().find(in_person).unwrap().visit.clone();
        planner.give(RegionCommand::TellClient { case: ill }).await;
        let reason = scene.app.visit_reason(planner.seat, &one).await.unwrap();
        assert!(reason.because.iter().any(|text| text.nl.contains("alleen zij gaat naar gezinnen met infectie")), "{reason:?}");
        // Without that pathway it is recorded with the birth, and there it can be over too.
        let over = BirthDetails { infected: Some(false), ..BirthDetails::default() };
        scene.give(manager, ill, CaseCommand::DetailBirth { birth: over }).await;
        let board = planner.roster(Occasion::Days).await;
        assert!(board.visits.iter().all(|visit| !visit.infected), "nobody is infected any more");
    }

    async fn pn_04_a_woman_whom_nobody_known_can_visit_is_told_apart_with_the_reason(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let board = planner.roster(Occasion::Days).await;
        // Both midwives whom her women know fall ill: a stranger comes, and the roster says why.
        for person in [scene.joke.person, scene.selin.person] {
            let illness = Illness { person, from: TODAY, until: day(10) };
            planner.give(RegionCommand::FallIll { illness }).await;
        }
        let after = planner.roster(Occasion::Illness { person: scene.joke.person }).await;
        for woman in &after.women {
            let was = board.women.iter().find(|one| one.case == woman.case).unwrap();
            assert!(was.keeps_known_face && was.known_away.is_empty());
            // Who was to come and never came is no known face.
            let comes = after.visits.iter().any(|visit| visit.case == woman.case);
            assert_eq!(woman.keeps_known_face, !comes, "{woman:?}");
            let ill = |one: &regie_app::KnownAway| one.days == [regie_app::VisitorDay::Ill];
            assert!(woman.keeps_known_face || woman.known_away.iter().any(ill), "{woman:?}");
        }
        assert!(after.women.iter().any(|woman| !woman.keeps_known_face), "{after:?}");
    }

    async fn pn_04_who_visits_her_sets_her_visits_and_the_roster_keeps_to_that(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        // Only a midwife of another practice visits, to whom the cases are closed.
        for person in [scene.joke.person, scene.anne.person, scene.selin.person] {
            planner.give(RegionCommand::RemoveVisitor { person }).await;
        }
        planner.give(RegionCommand::SetVisitor { visitor: visitor(scene.nadia.person) }).await;
        let check = |board: &WeekBoard| board.visits.iter().find(|visit| visit.visit.ends_with("/check-2")).unwrap().clone();
        let first = planner.board_after_planning().await;
        let visited = |case: &CaseId| first.visits.iter().any(|visit| visit.case == *case);
        let mut strangers = first.women.iter().filter(|woman| visited(&woman.case));
        assert!(strangers.all(|woman| !woman.keeps_known_face), "that the roster holds makes nobody known: {first:?}");
        let no_visitors = |woman: &regie_app::WomanLine| woman.known_away.iter().all(|one| !one.visits);
        assert!(first.women.iter().filter(|woman| visited(&woman.case)).all(no_visitors), "why is told: {first:?}");
        let before = check(&first);
        assert_eq!(before.means, Means::Video, "as usual");
        let decision = VisitDecision::Agreed {
            means: Means::Phone,
            first: before.on,
            last: before.on,
            from: Some(11 * 60),
            until: Some(12 * 60),
        };
        let command = CaseCommand::AgreeVisit { visit: VisitCode::SecondCheck, decision };
        let refused = scene.app.command_case(&by(scene.lotte), before.case, &command).await.unwrap_err();
        assert!(matches!(refused, regie_app::AppError::Denied { .. }), "she visits nobody: {refused}");
        let no_case = scene.app.case_file(scene.nadia, before.case).await.unwrap_err();
        assert!(matches!(no_case, regie_app::AppError::Denied { .. }), "the case stays closed to her: {no_case}");
        scene.app.command_case(&by(scene.nadia), before.case, &command).await.unwrap();
        let again = |board: &WeekBoard| board.visits.iter().find(|visit| visit.visit == before.visit).unwrap().clone();
        let now = again(&planner.board().await);
        assert_eq!((now.means, now.agreed, now.hours), (Means::Phone, true, Some((660, 720))), "seen at once");
        let after = again(&planner.board_after_planning().await);
        assert_eq!((after.means, after.on), (Means::Phone, before.on));
        assert!((11 * 3_600..=12 * 3_600 + 59).contains(&after.start), "{after:?}");
        let plan = scene.app.visit_plan(scene.nadia, before.case).await.unwrap();
        let set = plan.visits.iter().find(|visit| visit.code == VisitCode::SecondCheck).unwrap();
        assert_eq!((set.by.as_deref(), plan.may_set, plan.version), (Some("Nadia Bos"), true, None));
        assert!(scene.app.visit_plan(scene.lotte, before.case).await.is_err());
        // The heel prick cannot be a call, whoever asks.
        let decision = VisitDecision::Agreed { means: Means::Phone, first: before.on, last: before.on, from: None, until: None };
        let prick = CaseCommand::AgreeVisit { visit: VisitCode::HeelPrick, decision };
        let refused = scene.app.command_case(&by(scene.nadia), before.case, &prick).await.unwrap_err();
        assert!(refused.to_string().contains("in person"), "{refused}");
        assert_eq!(db_is_whole(&scene).await, 0);
    }

    async fn pn_04_whose_visit_moves_and_who_gets_it_hear_it_and_so_do_those_around_her_when_it_is_set(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        planner.give(RegionCommand::SetVisitor { visitor: visitor(scene.nadia.person) }).await;
        let before = planner.board_after_planning().await;
        let told = async |seat: Seat, subject: Subject| {
            let unread = scene.app.to_read(seat, None, 50).await.unwrap().notices;
            unread.into_iter().filter(|notice| notice.notice.subject == subject).collect::<Vec<_>>()
        };
        assert!(told(scene.joke, Subject::VisitsMoved).await.is_empty(), "a first roster takes nothing from anybody");
        let moved = before.visits.iter().find(|visit| visit.midwife == scene.joke.person).unwrap().clone();
        let pin = Pin { midwife: scene.nadia.person, on: moved.on };
        planner.give(RegionCommand::Pin { visit: moved.visit.clone(), pin }).await;
        planner.board_after_planning().await;
        for seat in [scene.joke, scene.nadia] {
            let notices = told(seat, Subject::VisitsMoved).await;
            let hers = notices.iter().filter(|notice| notice.case == moved.case).count();
            assert_eq!(hers, 1, "{seat:?}: {notices:?}");
            let visited = scene.app.visited(seat, moved.case).await.unwrap().unwrap();
            assert!(visited.visits && visited.name.contains("Client"), "she reads whom it is about: {visited:?}");
        }
        assert!(scene.app.visited(scene.lotte, moved.case).await.unwrap().is_none());
        let planned = scene.app.visited(planner.seat, moved.case).await.unwrap().unwrap();
        assert!(!planned.visits, "a planner knows her by name, and sets no visits");
        // Nadia, who is not of the practice, sets it: the case manager and the planner hear.
        let decision =
            VisitDecision::Agreed { means: Means::Home, first: day(2), last: day(2), from: None, until: None };
        let command = CaseCommand::AgreeVisit { visit: VisitCode::FirstCheck, decision };
        scene.app.command_case(&by(scene.nadia), moved.case, &command).await.unwrap();
        let manager = scene.app.case_file(scene.joke, moved.case).await.unwrap().case.state.case_manager;
        for seat in [manager, planner.seat] {
            assert_eq!(told(seat, Subject::VisitsSet).await.len(), 1, "{seat:?}");
        }
        assert!(told(scene.nadia, Subject::VisitsSet).await.is_empty(), "she did it");
        assert_eq!(db_is_whole(&scene).await, 0, "the journal proves the outbox");
        // Once the roster has somebody else visit her, setting her visits is no longer Nadia's.
        planner.give(RegionCommand::Unpin { visit: moved.visit.clone() }).await;
        planner.give(RegionCommand::RemoveVisitor { person: scene.nadia.person }).await;
        planner.board_after_planning().await;
        let again = CaseCommand::AgreeVisit { visit: VisitCode::FirstCheck, decision: VisitDecision::AsUsual };
        let refused = scene.app.command_case(&by(scene.nadia), moved.case, &again).await.unwrap_err();
        assert!(matches!(refused, regie_app::AppError::Denied { .. }), "{refused}");
    }

    async fn pn_04_the_heel_prick_counts_from_the_hour_of_birth_once_it_is_known(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let prick = |board: &WeekBoard, case: CaseId| {
            let visit = board.visits.iter().find(|visit| visit.case == case && visit.visit.ends_with("/heel-prick"));
            visit.map(|visit| (visit.on, visit.start))
        };
        // Born three days ago: without the hour the heel prick waits for the fourth day.
        let board = planner.board_after_planning().await;
        let born = |board: &WeekBoard, days: i64| board.women.iter().find(|woman| woman.born == day(-days)).unwrap().case;
        let third = born(&board, 3);
        assert!(prick(&board, third).unwrap().0 >= day(1));
        let detail = |at| CaseCommand::DetailBirth { birth: BirthDetails { at: Some(at), ..BirthDetails::default() } };
        // At ten in the morning: from ten today on.
        scene.give(scene.selin, third, detail(10 * 60)).await;
        let today = VisitDecision::Agreed { means: Means::Home, first: TODAY, last: TODAY, from: None, until: None };
        scene.give(scene.selin, third, CaseCommand::AgreeVisit { visit: VisitCode::HeelPrick, decision: today }).await;
        let (on, start) = prick(&planner.board_after_planning().await, third).unwrap();
        assert!(on == TODAY && start >= 10 * 3_600, "{on} {start}");
        // At three in the afternoon, when her visitors are home again: not today.
        scene.give(scene.selin, third, detail(15 * 60)).await;
        let board = planner.board_after_planning().await;
        assert_eq!(prick(&board, third), None);
        assert!(board.waiting.iter().any(|one| one.case == third && one.impossible), "{:?}", board.waiting);
    }

    async fn pn_04_without_the_hour_a_heel_prick_on_the_seventh_day_says_that_the_hour_is_needed(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let case = pregnant(&scene, 20, scene.joke, day(-5)).await;
        birth(&scene, case, scene.joke, day(-7)).await;
        scene.app.clock().set(morning(TODAY));
        let board = planner.board_after_planning().await;
        let waits = board.waiting.iter().find(|one| one.case == case && one.purpose == Purpose::HeelPrick).unwrap();
        assert!(waits.needs_hour && waits.impossible, "{waits:?}");
        let birth = BirthDetails { at: Some(11 * 60 + 30), ..BirthDetails::default() };
        scene.give(scene.joke, case, CaseCommand::DetailBirth { birth }).await;
        let board = planner.board_after_planning().await;
        let made = board.visits.iter().find(|visit| visit.case == case && visit.purpose == Purpose::HeelPrick).unwrap();
        assert!(made.on == TODAY && made.start <= 11 * 3_600 + 1_800, "before the 168 hours are over: {made:?}");
    }

    async fn pn_04_a_midwifes_own_day_holds_her_visits_and_nobody_elses(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        planner.give(RegionCommand::SetVisitor { visitor: visitor(scene.nadia.person) }).await;
        assert_eq!(scene.app.own_visits_today(scene.joke).await.unwrap(), Some(0), "nothing holds yet");
        assert_eq!(scene.app.own_visits_today(scene.lotte).await.unwrap(), None, "she visits nobody");
        let board = planner.board_after_planning().await;
        for seat in [scene.joke, scene.anne, scene.selin, scene.nadia] {
            for ahead in 0..7 {
                let own = scene.app.own_visits(seat, Some(day(ahead))).await.unwrap();
                let hers = board.visits.iter().filter(|visit| visit.midwife == seat.person && visit.on == day(ahead));
                let mut expected: Vec<(u32, String)> = hers.map(|visit| (visit.start, visit.visit.clone())).collect();
                expected.sort();
                let found: Vec<(u32, String)> = own.visits.iter().map(|visit| (visit.start, visit.visit.clone())).collect();
                assert_eq!(found, expected, "{seat:?} on day {ahead}");
                assert_eq!(own.days[usize::try_from(ahead).unwrap()], (day(ahead), expected.len()));
                for visit in own.visits {
                    assert!(!visit.due.is_empty() && !visit.case_manager.is_empty() , "{visit:?}");
                    assert_eq!(visit.opens_case, seat != scene.nadia, "another practice's case stays closed");
                }
            }
        }
        for seat in [scene.nurse, scene.coa, scene.doctor] {
            assert!(scene.app.own_visits(seat, None).await.is_err(), "{seat:?}");
        }
        assert!(scene.app.own_visits(scene.lotte, None).await.unwrap().visits.is_empty());
    }

    async fn pn_01_a_planned_caesarean_counts_on_its_day_and_a_birth_in_hospital_later(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let case = pregnant(&scene, 30, scene.joke, day(30)).await;
        scene.app.clock().set(morning(TODAY));
        let usual = scene.app.region_forecast(planner.seat, WhatIf::default()).await.unwrap();
        assert_eq!((usual.caesareans, usual.hospital), (0, 0));
        let birth = BirthDetails { planned_caesarean: Some(day(20)), ..BirthDetails::default() };
        scene.give(scene.joke, case, CaseCommand::DetailBirth { birth }).await;
        let planned = scene.app.region_forecast(planner.seat, WhatIf::default()).await.unwrap();
        assert_eq!((planned.caesareans, planned.hospital), (1, 1), "seen in what the numbers rest on");
        let sure: Vec<Date> = planned.days.iter().filter(|one| one.low > 0 && one.date > day(10)).map(|one| one.date).collect();
        assert!(sure.contains(&day(22)), "home on the second day after it: {sure:?}");
        assert!(planned.days.iter().filter(|one| one.date > day(11)).all(|one| (day(22)..=day(30)).contains(&one.date) == (one.expected > 0)));
        let place = BirthDetails { place: Some(BirthPlace::Hospital), ..BirthDetails::default() };
        scene.give(scene.joke, case, CaseCommand::DetailBirth { birth: place }).await;
        let hospital = scene.app.region_forecast(planner.seat, WhatIf::default()).await.unwrap();
        assert_eq!((hospital.caesareans, hospital.hospital), (0, 1));
    }

    async fn pn_01_red_is_seen_two_weeks_ahead_with_the_rule_that_decided(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let calm = scene.app.region_forecast(scene.joke, WhatIf::default()).await.unwrap();
        assert_eq!((calm.foreseen.phase, calm.foreseen.because.len()), (Phase::Green, 0), "a midwife sees what is coming");
        assert_eq!(calm.days.len(), 42);
        for number in 10..42 {
            pregnant(&scene, number, scene.joke, day(12)).await;
        }
        scene.app.clock().set(morning(TODAY));
        planner.give(RegionCommand::SetPace { minutes: 120 }).await;
        let busy = scene.app.region_forecast(planner.seat, WhatIf::default()).await.unwrap();
        assert_eq!(busy.foreseen.phase, Phase::Red, "{:?}", busy.days);
        let likely = busy.foreseen.likely_from.unwrap();
        assert!(likely > day(9) && likely < day(22), "before the shortage, not when it is there: {likely}");
        assert!(busy.foreseen.because.iter().all(|shortage| shortage.chance >= busy.foreseen.rule_chance));
        assert!(busy.foreseen.because.len() >= usize::from(busy.foreseen.rule_days));
        // The decision keeps what it rested on, whatever comes later.
        let decision = Decision {
            organising: Organising::Centralise,
            on: TODAY,
            from: day(7),
            insurer: "Menzis".into(),
            midwives: "Kring Noord".into(),
            reason: "over twee weeken te weinig verloskundigen".into(),
        };
        planner.give(RegionCommand::Decide { decision }).await;
        planner.give(RegionCommand::SetPace { minutes: 15 }).await;
        let later = scene.app.region_forecast(planner.seat, WhatIf::default()).await.unwrap();
        assert_ne!(later.foreseen.phase, Phase::Red);
        assert_eq!(later.decisions[0].foreseen.as_ref(), Some(&busy.foreseen));
        assert_eq!(busy.foreseen.visit_minutes, 120);
    }

    async fn pn_02_a_partners_scenario_changes_the_forecast_and_not_the_facts(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let usual = scene.app.region_forecast(planner.seat, WhatIf::default()).await.unwrap();
        let what_if = WhatIf { visits_percent: 150, days_earlier: 1, capacity_percent: 50 };
        let worse = scene.app.region_forecast(planner.seat, what_if).await.unwrap();
        let sum = |days: &[regie_app::ForecastDay]| days.iter().map(|day| day.expected).sum::<u64>();
        assert!(sum(&worse.days) > sum(&usual.days));
        assert_eq!((usual.usual.as_ref(), worse.usual.as_ref()), (None, Some(&usual.foreseen)), "beside it stands the usual");
        assert!(worse.days.iter().zip(&usual.days).all(|(one, other)| one.capacity <= other.capacity.div_ceil(2)));
        assert_eq!(scene.app.region_forecast(planner.seat, WhatIf::default()).await.unwrap(), usual);
    }

    async fn g_01_only_the_networks_coordinator_plans_and_another_network_sees_nothing(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        for seat in [scene.joke, scene.nurse, scene.coa] {
            assert!(scene.app.week_board(seat, None).await.is_err(), "{seat:?}");
            assert!(scene.app.command_region(&by(seat), &RegionCommand::Accept).await.is_err());
            assert!(scene.app.propose_roster(&by(seat), Occasion::Days).await.is_err());
        }
        assert!(scene.app.region_forecast(scene.nurse, WhatIf::default()).await.is_err());
        let unknown = planner.refused(RegionCommand::Unpin { visit: "x".to_owned() }).await;
        assert!(unknown.contains("nothing differs"), "{unknown}");
    }
}

/// How many streams do not verify.
async fn db_is_whole(scene: &Scene) -> usize {
    let views = regie_app::Views { pathways: &scene.app.pathways() };
    let report = scene.app.store().verify(Some(&views), &mut |_| {}).await.unwrap();
    report.breaches.len()
}
