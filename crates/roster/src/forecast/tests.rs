#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use super::*;
use crate::dice::Dice;
use crate::generate::{Spec, World};

fn outlook(pregnancies: Vec<Pregnancy>, capacity: u32) -> Outlook {
    Outlook {
        today: "2026-11-23".parse().unwrap(),
        days: 42,
        pregnancies,
        in_care: Vec::new(),
        profile: Profile::default(),
        hospital_profile: None,
        capacity: vec![capacity; 42],
        births: Births::default(),
        rule: Rule::default(),
    }
}

fn due(date: &str) -> Pregnancy {
    Pregnancy { due: date.parse().unwrap(), first_child: false, caesarean: None, hospital: false }
}

#[test]
fn pn_01_the_sum_of_even_chances_is_the_binomial() {
    let counts = counts([ONE / 2; 4].into_iter());
    let sixteenths: Vec<u64> = counts.iter().map(|share| share * 16 / ONE).collect();
    assert_eq!(sixteenths, [1, 4, 6, 4, 1]);
}

#[test]
fn pn_01_a_planned_caesarean_is_visited_as_the_profile_says() {
    let planned = Pregnancy { caesarean: Some("2026-11-25".parse().unwrap()), ..due("2026-12-02") };
    let forecast = forecast(&outlook(vec![planned], 10), &Scenario::default());
    let expected: Vec<u64> = forecast.days[..6].iter().map(|day| day.expected).collect();
    assert_eq!(expected[..3], [0, 0, 0]);
    assert!(expected[3].abs_diff(600) <= 1 && expected[4].abs_diff(550) <= 1, "{expected:?}");
}

#[test]
fn pn_02_what_is_planned_is_planned_whatever_partners_expect() {
    let with = Outlook { in_care: vec![vec![1_000, 400]], ..outlook(Vec::new(), 10) };
    let of = |visits_percent| {
        let days = forecast(&with, &Scenario { visits_percent, ..Scenario::default() }).days;
        [days[0].expected, days[1].expected].map(|expected| (expected + 5) / 10)
    };
    assert_eq!([of(50), of(100), of(200)], [[100, 20], [100, 40], [100, 80]]);
}

#[test]
fn pn_01_who_gives_birth_in_hospital_is_visited_from_her_coming_home_on() {
    let planned = Pregnancy { caesarean: Some("2026-11-25".parse().unwrap()), hospital: true, ..due("2026-12-02") };
    let later = Some(Profile { by_day: vec![0, 0, 0, 1_000] });
    let with = Outlook { hospital_profile: later, ..outlook(vec![planned], 10) };
    let days = forecast(&with, &Scenario::default()).days;
    let expected: Vec<usize> = (0..days.len()).filter(|day| days[*day].expected > 0).collect();
    assert_eq!(expected, [5], "on the third day after the planned day, and no other");
}

#[test]
fn pn_01_a_woman_who_is_overdue_is_expected_now_and_not_in_the_past() {
    // Twelve days past her due date: the child comes today, tomorrow, or the day after.
    let forecast = forecast(&outlook(vec![due("2026-11-11")], 10), &Scenario::default());
    let visits: u64 = forecast.days.iter().map(|day| day.expected).sum();
    let profile: u64 = Profile::default().by_day.iter().map(|chance| u64::from(*chance)).sum();
    assert!(visits.abs_diff(profile) < 20, "{visits} of {profile}");
    assert!(forecast.days[20].expected == 0);
}

#[test]
fn pn_01_the_phase_turns_before_the_shortage_is_there() {
    let many = vec![due("2026-12-20"); 60];
    let phase = |capacity| forecast(&outlook(many.clone(), capacity), &Scenario::default()).ruling;
    assert_eq!(phase(60).phase, Phase::Green);
    assert_eq!(phase(1).phase, Phase::Red);
    let phases: Vec<Phase> = (1..60).rev().map(|capacity| phase(capacity).phase).collect();
    assert!(phases.is_sorted(), "{phases:?}");
    assert!(phases.contains(&Phase::Orange));
    let red = phase(8);
    assert!(red.because.len() >= 2 && red.because.iter().all(|day| day.chance >= 500), "{red:?}");
    // It is said weeks ahead.
    assert!(red.likely_from.unwrap() > "2026-12-07".parse().unwrap(), "{red:?}");
}

#[test]
fn pn_02_scenarios_change_the_forecast() {
    let many = outlook(vec![due("2026-12-10"); 40], 25);
    let sum = |scenario: &Scenario| -> u64 { forecast(&many, scenario).days.iter().map(|day| day.expected).sum() };
    let usual = sum(&Scenario::default());
    let kraamzorg = Scenario { visits_percent: 130, ..Scenario::default() };
    assert!(sum(&kraamzorg).abs_diff(usual * 13 / 10) < usual / 50);
    let ill = forecast(&many, &Scenario { capacity_percent: 50, ..Scenario::default() });
    assert_eq!(ill.days[0].capacity, 12);
    let earlier = |days| sum(&Scenario { days_earlier: days, ..Scenario::default() });
    assert!(earlier(1) > usual, "a day earlier at home is a day more to visit: {} and {usual}", earlier(1));
    assert!((1..5).all(|days| earlier(days + 1) >= earlier(days)), "earlier discharge never means less work");
}

/// What happens in a generated region, held beside what was forecast of it on a morning.
#[test]
fn pn_01_the_band_holds_four_fifths_of_the_days_of_generated_regions() {
    let (mut held, mut days) = (0, 0);
    for seed in 0..30 {
        let spec = Spec { seed, mornings: 42, births_in_ten_days: 60, ..Spec::default() };
        let world = World::new(&spec);
        let mut dice = Dice::of_part(seed, 99);
        let profile = Profile::default();
        // Care as the profile has it, independent from day to day.
        let mut visits = [0u32; 42];
        for birth in world.births() {
            for (after, chance) in (0i32..).zip(&profile.by_day) {
                let day = birth.day + after;
                if birth.day >= 0 && (0..42).contains(&day) && dice.thousandth(*chance) {
                    visits[day as usize] += 1;
                }
            }
        }
        let date = |day: i32| spec.first_day.saturating_add(jiff::Span::new().days(day));
        let unborn = world.births().iter().filter(|birth| birth.day >= 0);
        let pregnancies: Vec<Pregnancy> = unborn
            .map(|birth| Pregnancy {
                due: date(birth.due),
                first_child: birth.first_child,
                caesarean: birth.caesarean.map(date),
                hospital: false,
            })
            .collect();
        let made = forecast(&Outlook { today: spec.first_day, ..outlook(pregnancies, 50) }, &Scenario::default());
        // The first days hang on births of before, which are left out here.
        for (day, visits) in made.days.iter().zip(visits).skip(11) {
            days += 1;
            held += u32::from((day.low..=day.high).contains(&visits));
        }
    }
    let share = held * 1_000 / days;
    assert!((750..=850).contains(&share), "{share} of 1000");
}
