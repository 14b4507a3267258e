//! What could be done about the visits of a midwife who falls ill.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use regie_roster::check::check;
use regie_roster::input::Instance;
use regie_roster::plan::Plan;
use regie_roster::reasons::{ChoiceKind, Reasons, Replacement, Unmet};
use serde_json::{Value, json};

/// Anna, Bea and Carla, ten minutes from everybody. Anna and Carla work on days 0 to 3; Bea on day 1.
fn region(clients: Value) -> Instance {
    let shifts = |days: &[u16]| -> Vec<Value> {
        days.iter().map(|day| json!({ "day": day, "start": 28_800, "end": 57_600 })).collect()
    };
    serde_json::from_value(json!({
        "format": "regie-roster-1", "name": "three", "first-day": "2026-11-23", "days": 4,
        "travel": { "kind": "matrix", "places": ["office", "east"],
            "seconds": [[0, 600], [600, 0]], "metres": [[0, 600], [600, 0]] },
        "midwives": [
            { "id": "anna", "home": "office", "shifts": shifts(&[0, 1, 2, 3]), "skills": ["heel-prick", "scan"] },
            { "id": "bea", "home": "office", "shifts": shifts(&[1]), "skills": ["heel-prick"] },
            { "id": "carla", "home": "office", "shifts": shifts(&[0, 1, 2, 3]) },
        ],
        "clients": clients,
    }))
    .unwrap()
}

fn visit(id: &str, purpose: &str, days: [u16; 2], skill: Option<&str>) -> Value {
    let skills: Vec<&str> = skill.into_iter().collect();
    json!({ "id": id, "purpose": purpose, "seconds": 2_400, "first-day": days[0], "last-day": days[1], "skills": skills })
}

fn client(id: &str, only: &[&str], visits: Vec<Value>) -> Value {
    json!({ "id": id, "place": "east", "born-on": "2026-11-19", "only": only, "visits": visits })
}

/// Anna makes all visits on day 0, one after the other.
fn annas_day(instance: &Instance) -> Plan {
    let stops: Vec<Value> = instance
        .visits()
        .enumerate()
        .map(|(at, (_, visit))| json!({ "visit": visit.id, "start": 29_400 + 2_400 * at }))
        .collect();
    let plan: Plan = serde_json::from_value(json!({
        "format": "regie-plan-1", "instance": "three", "bill": { "units": {}, "total": 0 }, "unplanned": [],
        "routes": [{ "day": 0, "midwife": "anna", "stops": stops }],
    }))
    .unwrap();
    assert_eq!(check(instance, &plan).faults, []);
    plan
}

fn asked(instance: &Instance) -> Vec<Replacement> {
    Reasons::new(instance, &annas_day(instance)).unwrap().replacements("anna", 0, 0)
}

fn kinds(one: &Replacement) -> Vec<(ChoiceKind, &str, u16)> {
    one.ranked.iter().map(|choice| (choice.kind, choice.place.midwife.as_str(), choice.place.day)).collect()
}

#[test]
fn pn_04_another_midwife_that_day_goes_before_another_day_and_that_before_a_call() {
    let instance = region(json!([client("e", &[], vec![visit("e/check", "check", [0, 2], None)])]));
    let all = asked(&instance);
    assert_eq!(kinds(&all[0])[0], (ChoiceKind::SameDay, "carla", 0));
    assert_eq!(kinds(&all[0])[1].0, ChoiceKind::OtherDay);
    assert_ne!(kinds(&all[0])[1].2, 0, "and she herself may come when she is well again");
    assert_eq!(kinds(&all[0])[2], (ChoiceKind::Call, "carla", 0));
    for choice in &all[0].ranked {
        assert_eq!(choice.place.units.values().sum::<i64>(), choice.place.extra, "{choice:?}");
    }
    assert_eq!(all[0].unmet, None);
}

#[test]
fn pn_04_a_visit_that_nobody_can_take_over_that_day_goes_to_the_best_other_day_of_its_window() {
    let heel_prick = visit("e/heel-prick", "heel-prick", [0, 2], Some("heel-prick"));
    let all = asked(&region(json!([client("e", &[], vec![heel_prick])])));
    let found = kinds(&all[0]);
    assert_eq!(found.len(), 1, "no call instead of a heel prick: {found:?}");
    assert_eq!(found[0].0, ChoiceKind::OtherDay);
    assert!([("anna", 1), ("bea", 1), ("anna", 2)].contains(&(found[0].1, found[0].2)), "{found:?}");
}

#[test]
fn pn_04_where_nothing_can_be_done_it_is_said_why() {
    let today = |id: &str, skill| visit(id, "last", [0, 0], skill);
    let all = asked(&region(json!([
        client("e", &[], vec![today("e/last", Some("heel-prick"))]),
        client("f", &[], vec![today("f/last", Some("scan"))]),
        client("g", &["anna"], vec![today("g/last", None)]),
    ])));
    let why: Vec<Option<Unmet>> = all.iter().map(|one| one.unmet).collect();
    assert_eq!(why, [Some(Unmet::NobodyWorks), Some(Unmet::NobodyMay), Some(Unmet::NobodyMay)]);
    let mut full = region(json!([client("e", &[], vec![today("e/last", None)])]));
    full.midwives[2].shifts[0].end = 28_800 + 1_200 + 2_399;
    assert_eq!(asked(&full)[0].unmet, Some(Unmet::NoRoom), "a second too little for the way and the visit");
}

#[test]
fn pn_04_what_was_pinned_to_her_is_free_and_counts_as_told() {
    let mut instance = region(json!([client("e", &[], vec![visit("e/check", "check", [0, 2], None)])]));
    let pinned = &mut instance.clients[0].visits[0].pinned;
    (pinned.midwife, pinned.day) = (Some("anna".to_owned()), Some(0));
    let all = asked(&instance);
    let visits = all[0].ranked.iter().filter(|choice| choice.kind != ChoiceKind::Call);
    let costs: Vec<i64> = visits.map(|choice| choice.place.extra).collect();
    assert!(costs.is_sorted(), "the cheapest first, on whichever day: {costs:?}");
    let carla = all[0].ranked.iter().find(|choice| choice.place.midwife == "carla").unwrap();
    assert_eq!(carla.kind, ChoiceKind::SameDay);
    assert_eq!(carla.place.units["changed-face"], 60_000, "a change of what was told");
}
