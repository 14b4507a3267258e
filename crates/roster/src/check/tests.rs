#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use super::*;
use crate::costs::{Breaks, Costs, Law};
use crate::input::{Format, Hours, Lateness, Link, Means, Pin, Promise, Purpose, Shift, Travel};
use crate::plan::{Pause, PlanFormat};

const HOUR: i64 = 3_600;

fn midwife(id: &str) -> Midwife {
    Midwife {
        id: id.to_owned(),
        home: "office".to_owned(),
        shifts: (0..8).map(|day| Shift { day, start: 8 * HOUR, end: 16 * HOUR }).collect(),
        skills: ["heel-prick".to_owned()].into(),
        infected_households: false,
        days_worked: 0,
        ended_before: None,
        worked_before: 0,
        capacity: None,
        fixed_cost: 0,
        travel_percent: 100,
    }
}

fn visit(id: &str, day: u16) -> Visit {
    Visit {
        id: id.to_owned(),
        purpose: Purpose::Check,
        means: Means::Physical,
        seconds: HOUR,
        first_day: day,
        last_day: day,
        window: None,
        skills: std::collections::BTreeSet::new(),
        load: 1,
        pinned: Pin::default(),
        promised: None,
    }
}

fn client(id: &str, place: &str, visits: Vec<Visit>) -> Client {
    Client {
        id: id.to_owned(),
        place: place.to_owned(),
        born: Some("2026-11-20T12:00:00".parse().unwrap()),
        born_on: None,
        home_on: Some(0),
        attending: Some("anna".to_owned()),
        infected: false,
        seen: Vec::new(),
        known: Vec::new(),
        only: Vec::new(),
        visits,
    }
}

/// Two midwives at an office; one client ten minutes to the east, one ten minutes to the west, a visit each on days 0 and 1.
fn region() -> Instance {
    let way = vec![vec![0, 600, 600], vec![600, 0, 1_200], vec![600, 1_200, 0]];
    Instance {
        format: Format::One,
        name: "two".to_owned(),
        first_day: "2026-11-23".parse().unwrap(),
        days: 8,
        now: 0,
        travel: Travel::Matrix {
            places: ["office", "east", "west"].map(str::to_owned).to_vec(),
            seconds: way.clone(),
            metres: way,
        },
        midwives: vec![midwife("anna"), midwife("bea")],
        clients: vec![
            client("e", "east", vec![visit("e1", 0), visit("e2", 1)]),
            client("w", "west", vec![visit("w1", 0), visit("w2", 1)]),
        ],
        links: Vec::new(),
        lateness: Lateness::Refused,
        costs: Costs::default(),
        law: Law::default(),
    }
}

fn route(day: u16, midwife: &str, stops: &[(&str, i64)]) -> Route {
    let stops = stops.iter().map(|(visit, start)| Stop { visit: (*visit).to_owned(), start: *start }).collect();
    Route { day, midwife: midwife.to_owned(), stops, breaks: Vec::new() }
}

const FIRST: i64 = 8 * HOUR + 600;
const SECOND: i64 = FIRST + HOUR + 1_200;

fn plan() -> Plan {
    Plan {
        format: PlanFormat::One,
        instance: "two".to_owned(),
        bill: Bill::default(),
        routes: vec![
            route(0, "anna", &[("e1", FIRST), ("w1", SECOND)]),
            route(1, "anna", &[("e2", FIRST), ("w2", SECOND)]),
        ],
        unplanned: Vec::new(),
    }
}

fn rules(instance: &Instance, plan: &Plan) -> Vec<Rule> {
    check(instance, plan).faults.iter().map(|fault| fault.rule).collect()
}

/// The rules that are broken after a change of the instance.
fn after(change: impl FnOnce(&mut Instance)) -> Vec<Rule> {
    let mut changed = region();
    change(&mut changed);
    rules(&changed, &plan())
}

/// The rules that are broken after a change of the plan.
fn planned(change: impl FnOnce(&mut Plan)) -> Vec<Rule> {
    let mut changed = plan();
    change(&mut changed);
    rules(&region(), &changed)
}

#[test]
fn pn_04_a_plan_that_keeps_every_rule_is_sound_and_billed_to_the_second() {
    let verdict = check(&region(), &plan());
    assert_eq!(verdict.faults, []);
    let units: Vec<(&str, i64)> = verdict.bill.units.iter().map(|(unit, cost)| (unit.as_str(), *cost)).collect();
    // Two days of 40 minutes on the road; one run; four hours of visits in eight shifts of eight hours.
    let load = 4 * (4 * HOUR) / 60 * (4 * HOUR) / (64 * HOUR);
    assert_eq!(units, [("run", 1_500), ("travel", 4_800), ("unfair-load", load), ("workday", 1_200)]);
    assert_eq!(verdict.figures.faces_per_client(), 1_000);
    assert_eq!(verdict.figures.attending_met, 2);
}

#[test]
fn pn_04_every_rule_of_a_visit_is_checked() {
    assert_eq!(after(|region| region.clients[0].visits[0].first_day = 5), [Rule::Day]);
    assert_eq!(after(|region| region.clients[0].home_on = Some(1)), [Rule::Home]);
    assert_eq!(after(|region| region.clients[0].visits[0].purpose = Purpose::HeelPrick), [Rule::HeelPrick]);
    let window = Hours { from: 12 * HOUR, until: 13 * HOUR };
    assert_eq!(after(|region| region.clients[0].visits[0].window = Some(window)), [Rule::Window]);
    assert_eq!(after(|region| region.clients[0].visits[0].skills = ["x".to_owned()].into()), [Rule::Skill]);
    assert_eq!(after(|region| region.clients[0].only = vec!["bea".to_owned()]), [Rule::Skill; 2]);
    assert_eq!(after(|region| region.now = 12 * HOUR), [Rule::Window; 2], "nothing begins before now");
    let pin = Pin { midwife: Some("bea".to_owned()), ..Pin::default() };
    assert_eq!(after(|region| region.clients[0].visits[0].pinned = pin), [Rule::Pinned]);
    let swapped = planned(|plan| (plan.routes[0].day, plan.routes[1].day) = (1, 0));
    assert_eq!(swapped, [Rule::Day; 6]);
}

#[test]
fn pn_04_the_heel_prick_counts_hours_not_days() {
    let heel = |born: &str| {
        after(|region| {
            region.clients[0].visits[0].purpose = Purpose::HeelPrick;
            region.clients[0].born = Some(born.parse().unwrap());
        })
    };
    // The visit is at 8:10 on the 23rd.
    assert_eq!(heel("2026-11-20T08:10:00"), []);
    assert_eq!(heel("2026-11-20T08:10:01"), [Rule::HeelPrick]);
    assert_eq!(heel("2026-11-16T08:10:00"), []);
    assert_eq!(heel("2026-11-16T08:09:59"), [Rule::HeelPrick]);
}

#[test]
fn pn_04_without_the_hour_of_birth_the_heel_prick_is_in_time_whatever_it_was() {
    let heel = |born: &str| {
        after(|region| {
            region.clients[0].visits[0].purpose = Purpose::HeelPrick;
            region.clients[0].born = None;
            region.clients[0].born_on = Some(born.parse().unwrap());
        })
    };
    // The visit is at 8:10 on the 23rd. Born late on the 20th it would be too early, born early on the 16th too late.
    assert_eq!(heel("2026-11-20"), [Rule::HeelPrick]);
    assert_eq!(heel("2026-11-19"), []);
    assert_eq!(heel("2026-11-17"), []);
    assert_eq!(heel("2026-11-16"), [Rule::HeelPrick]);
}

#[test]
fn pn_04_infected_households_have_their_own_midwife_and_come_last() {
    assert_eq!(after(|region| region.clients[1].infected = true), []);
    assert_eq!(after(|region| region.clients[0].infected = true), [Rule::CleanFirst; 2]);
    let dedicated = after(|region| {
        region.clients[1].infected = true;
        region.midwives[1].infected_households = true;
    });
    assert_eq!(dedicated, [Rule::Dedicated; 2]);
}

#[test]
fn pn_04_time_shift_and_load_are_checked() {
    assert_eq!(planned(|plan| plan.routes[0].stops[1].start -= 1), [Rule::Time]);
    assert_eq!(planned(|plan| plan.routes[0].stops[1].start = 15 * HOUR), [Rule::Shift]);
    assert_eq!(after(|region| region.midwives[0].shifts.retain(|shift| shift.day > 0)), [Rule::Shift]);
    assert_eq!(after(|region| region.midwives[0].capacity = Some(1)), [Rule::Capacity; 2]);
    // A call is made from where she is: the way to the west is saved.
    let mut call = region();
    call.clients[1].visits[0].means = Means::Phone;
    let mut sooner = plan();
    sooner.routes[0].stops[1].start = FIRST + HOUR;
    assert_eq!(rules(&call, &sooner), []);
}

#[test]
fn pn_04_the_working_time_law_is_checked() {
    assert_eq!(after(|region| region.midwives[0].days_worked = 5), [Rule::DaysOnEnd]);
    assert_eq!(after(|region| region.midwives[0].ended_before = Some(2 * HOUR)), [Rule::DailyRest]);
    assert_eq!(after(|region| region.midwives[0].shifts[0].end = 22 * HOUR), [Rule::DailyRest, Rule::Hours]);
    assert_eq!(after(|region| region.law.longest_week = 15 * HOUR), [Rule::Hours]);
    // Two shifts of eight hours, and 48 hours a week on average in sixteen weeks.
    assert_eq!(after(|region| region.midwives[0].worked_before = (16 * 48 - 16) * HOUR), []);
    assert_eq!(after(|region| region.midwives[0].worked_before = (16 * 48 - 16) * HOUR + 1), [Rule::Hours]);
}

#[test]
fn pn_04_a_long_day_without_its_break_is_refused_by_name() {
    // From 8:00 to 13:50 and a second, with a visit of so many minutes, so much later.
    let day = |first: i64, second: i64, visit: i64| {
        let mut region = region();
        region.law.breaks = Some(Breaks::statutory());
        region.clients[0].visits[0].seconds = first;
        region.clients[1].visits[0].seconds = visit;
        let mut plan = plan();
        plan.routes[0].stops[1].start = second;
        check(&region, &plan)
    };
    let second = FIRST + 2 * HOUR + 1_200;
    let rules = |verdict: Verdict| verdict.faults.iter().map(|fault| fault.rule).collect::<Vec<_>>();
    // Leaving at 8:00, home five and a half hours later: the ways are three times ten minutes and more.
    let last = 5 * HOUR + 1_800 - 2 * HOUR - 600 - 1_200 - 600;
    assert_eq!(rules(day(2 * HOUR, second, last)), [], "five and a half hours ask for none");
    let told = day(2 * HOUR, second, last + 1);
    assert!(told.faults[0].what.contains("`anna` works 19801 seconds on day 0 with 0 seconds of break"), "{told:?}");
    assert_eq!(rules(told), [Rule::Break]);
    // Waiting is a break.
    assert_eq!(rules(day(2 * HOUR, second + 1_799, last)), [Rule::Break]);
    assert_eq!(rules(day(2 * HOUR, second + 1_800, last)), []);
    // Without the rule nothing is asked.
    let mut without = region();
    without.clients[1].visits[0].seconds = 4 * HOUR;
    assert_eq!(super::tests::rules(&without, &plan()), []);
}

#[test]
fn pn_04_breaks_come_in_pieces_of_a_quarter_and_a_very_long_day_has_more() {
    let mut region = region();
    region.law.breaks = Some(Breaks::statutory());
    region.midwives[0].shifts[0] = Shift { day: 0, start: 7 * HOUR, end: 19 * HOUR };
    region.clients.push(client("n", "east", vec![visit("n1", 0)]));
    // Three visits at the east: there at 8:10, back 610 seconds after the last ends.
    region.clients[1].place = "east".to_owned();
    let planned = |pauses: [i64; 2], last: i64| {
        let mut region = region.clone();
        region.clients[2].visits[0].seconds = last;
        let second = FIRST + HOUR + pauses[0];
        let third = second + HOUR + pauses[1];
        let mut plan = plan();
        plan.routes = vec![
            route(0, "anna", &[("e1", FIRST), ("w1", second), ("n1", third)]),
            route(1, "anna", &[("e2", FIRST), ("w2", SECOND)]),
        ];
        rules(&region, &plan)
    };
    assert_eq!(planned([900, 900], 4 * HOUR), []);
    assert_eq!(planned([899, 1_700], 4 * HOUR), [Rule::Break], "a piece under a quarter counts for nothing");
    assert_eq!(planned([900, 900], 8 * HOUR - 900), [Rule::Break], "more than ten hours ask for three quarters");
    assert_eq!(planned([900, 1_800], 8 * HOUR - 900), []);
}

#[test]
fn pn_04_a_break_that_is_written_lies_where_she_is_free() {
    let mut region = region();
    region.law.breaks = Some(Breaks::statutory());
    let said = |from: i64, until: i64| {
        let mut plan = plan();
        plan.routes[0].stops[1].start = SECOND + 1_800;
        plan.routes[0].breaks = vec![Pause { from, until }];
        rules(&region, &plan)
    };
    let free = FIRST + HOUR;
    assert_eq!(said(free, free + 1_800), []);
    assert_eq!(said(free + 600, free + 1_500), []);
    assert_eq!(said(free, free + 1_801), [Rule::Break]);
    assert_eq!(said(free, free + 600), [Rule::Break]);
    assert_eq!(said(i64::MIN, i64::MAX), [Rule::Break]);
}

#[test]
fn a_plan_is_whole() {
    assert_eq!(planned(|plan| plan.unplanned.push("e1".to_owned())), [Rule::Whole]);
    assert_eq!(planned(|plan| drop(plan.routes[0].stops.pop())), [Rule::Whole]);
    assert_eq!(planned(|plan| plan.routes[0].midwife = "carla".to_owned()), [Rule::Whole; 3]);
    assert_eq!(planned(|plan| plan.routes.push(plan.routes[0].clone())), [Rule::Whole; 3]);
}

#[test]
fn visits_that_hang_together_are_checked() {
    let link = |least, most| Link { first: "e1".to_owned(), second: "w1".to_owned(), least, most };
    // They are by one visitor, so the link is broken whatever the times.
    assert_eq!(after(|region| region.links.push(link(0, 9 * HOUR))), [Rule::Link]);
}

#[test]
fn pn_04_changes_cost_by_what_was_told_and_how_near_they_are() {
    let promise = |day, told| Some(Promise { midwife: "bea".to_owned(), day, start: FIRST, told });
    let face = |day, told| {
        let mut changed = region();
        changed.clients[0].visits[1].promised = promise(day, told);
        check(&changed, &plan()).bill.units
    };
    assert_eq!(face(1, false)["changed-face"], 6_000);
    assert_eq!(face(1, true)["changed-face"], 60_000);
    assert_eq!(face(2, false)["changed-day"], 2_400);
    assert!(face(7, false)["changed-face"] < face(2, false)["changed-face"]);
}

/// The promise of the module: its files name the question's and the answer's types, and nothing of the solver.
#[test]
fn the_checker_shares_no_code_with_the_solver() {
    let files = [
        include_str!("mod.rs"),
        include_str!("bill.rs"),
        include_str!("days.rs"),
        include_str!("figures.rs"),
        include_str!("rules.rs"),
        include_str!("ways.rs"),
    ];
    let allowed = ["check", "costs::Bill", "input", "plan"];
    for line in files.iter().flat_map(|file| file.lines()).filter(|line| line.contains("crate::")) {
        let path = line.split("crate::").nth(1).unwrap();
        assert!(allowed.iter().any(|start| path.starts_with(start)), "{line}");
    }
}

#[test]
fn pn_04_somebody_known_is_to_come_and_who_is_not_here_is_not_waited_for() {
    let unit = |known: &[&str]| {
        let mut asked = region();
        asked.clients[0].known = known.iter().map(|name| (*name).to_owned()).collect();
        check(&asked, &plan()).bill.units.get("no-known-face").copied().unwrap_or(0)
    };
    let price = Costs::default().no_known_face;
    assert_eq!([unit(&[]), unit(&["anna"]), unit(&["bea", "anna"]), unit(&["carla"])], [0; 4]);
    assert_eq!([unit(&["bea"]), unit(&["bea", "carla"])], [price; 2]);
}
