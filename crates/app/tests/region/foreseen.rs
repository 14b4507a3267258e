//! What the forecast is measured by, and who is away on its days (PN-01).

use regie_app::{VisitorDay, WhatIf};
use regie_care::region::{Illness, Occasion, RegionCommand, Visitor};
use regie_testkit::{TestDb, on_both_databases};

use super::common::{TODAY, scene};
use super::{day, region, visitor};

on_both_databases! {
    async fn pn_01_need_and_capacity_are_counted_in_what_the_roster_takes(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        planner.give(RegionCommand::SetPace { minutes: 120 }).await;
        let before = scene.app.region_forecast(planner.seat, WhatIf::default()).await.unwrap();
        assert_eq!((before.pace.minutes, before.pace.visits), (120, 0), "nothing to measure by yet");
        assert_eq!(before.days[1].capacity, 6, "three times four hours");
        let board = planner.roster(Occasion::Days).await;
        let after = scene.app.region_forecast(planner.seat, WhatIf::default()).await.unwrap();
        let pace = after.pace;
        assert!(pace.visits >= 10 && pace.visits >= board.visits.len(), "{pace:?}");
        let care: u32 = board.visits.iter().map(|visit| u32::from(visit.minutes)).sum();
        assert!(pace.minutes == pace.care + pace.way && u32::from(pace.care) >= care / 30, "{pace:?}");
        assert!(pace.minutes < 120, "{pace:?}");
        assert_eq!(after.days[1].capacity, 3 * 240 / u32::from(pace.minutes));
        // A day of eight hours carries what seven and a half do: her break is no visit.
        let long = Visitor { from: 8 * 60, until: 16 * 60, ..visitor(scene.anne.person) };
        planner.give(RegionCommand::SetVisitor { visitor: long }).await;
        let longer = scene.app.region_forecast(planner.seat, WhatIf::default()).await.unwrap();
        assert_eq!(longer.days[1].capacity, (2 * 240 + 450) / u32::from(pace.minutes));
    }

    async fn pn_01_the_forecast_says_who_is_away_and_why(db: TestDb) {
        let scene = scene(db.open().await).await;
        let planner = region(&scene).await;
        let illness = Illness { person: scene.anne.person, from: TODAY, until: day(2) };
        planner.give(RegionCommand::FallIll { illness }).await;
        let weekdays = [1, 2, 3, 4, 5].into();
        let visitor = Visitor { weekdays, ..visitor(scene.selin.person) };
        planner.give(RegionCommand::SetVisitor { visitor }).await;
        let forecast = scene.app.region_forecast(scene.joke, WhatIf::default()).await.unwrap();
        for one in &forecast.days {
            let away: Vec<VisitorDay> = one.away.iter().map(|away| away.why).collect();
            let weekend = one.date.weekday().to_monday_one_offset() > 5;
            let mut expected = Vec::new();
            expected.extend(weekend.then_some(VisitorDay::Free));
            expected.extend((one.date <= day(2)).then_some(VisitorDay::Ill));
            assert_eq!(away, expected, "{}", one.date);
        }
    }
}
