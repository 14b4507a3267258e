//! Public instances: read by what is in them, solved, checked, and held beside the best that is published.
//!
//! They lie beside the project in `../shared/data/roster`; where they do not, the tests that need them say so.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::path::Path;

use regie_roster::check::{Rule, check};
use regie_roster::import::{Origin, read};
use regie_roster::solve::{Effort, Rounds, solve};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/roster");

/// The text of a public instance.
fn text(name: &str) -> Option<String> {
    let path = Path::new(DATA).join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("skipped: {} is not there", path.display());
    }
    text
}

/// The objective in thousandths after so many rounds, by the checker.
fn objective(text: &str, origin: Origin, rounds: u64) -> i64 {
    let (instance, found_origin) = read(text).unwrap();
    assert_eq!(found_origin, origin);
    let found = solve(&instance, None, &Effort::cold(1), &mut Rounds(rounds)).unwrap();
    let verdict = check(&instance, &found.plan);
    assert_eq!(verdict.faults, []);
    assert_eq!(verdict.bill.total, found.plan.bill.total);
    assert_eq!(verdict.figures.unplanned, 0);
    origin.objective(verdict.bill.total)
}

#[test]
fn solomon_is_read_and_solved_to_the_best_known() {
    // Clusters are easy: after few rounds nothing better is known.
    for (name, best) in [("solomon/C101.txt", 828_940), ("solomon/C201.txt", 591_560)] {
        if let Some(text) = text(name) {
            let found = objective(&text, Origin::Solomon, 3_000);
            assert!(found.abs_diff(best) < 30, "{name}: {found}");
        }
    }
}

#[test]
fn mankowska_is_read_and_solved_to_the_best_published() {
    if let Some(text) = text("mankowska/InstanzCPLEX_HCSRP_10_1.json") {
        let found = objective(&text, Origin::Mankowska, 200_000);
        assert!(found.abs_diff(218_199) < 2, "{found}");
    }
}

#[test]
fn hconvrp_keeps_one_vehicle_per_customer() {
    if let Some(text) = text("hconvrp/medium-25/b1.txt") {
        let (instance, _) = read(&text).unwrap();
        assert_eq!((instance.days, instance.midwives.len(), instance.clients.len()), (5, 4, 50));
        let found = solve(&instance, None, &Effort::cold(1), &mut Rounds(3_000)).unwrap();
        let verdict = check(&instance, &found.plan);
        assert_eq!(verdict.faults, []);
        assert_eq!((verdict.figures.faces_per_client(), verdict.figures.unplanned), (1_000, 0));
    }
}

/// Two customers, one vehicle: C101 in small.
const SMALL: &str = "SMALL\n\nVEHICLE\nNUMBER CAPACITY\n 1 10\n\nCUSTOMER\nCUST NO. XCOORD. YCOORD. DEMAND READY TIME DUE DATE SERVICE TIME\n
 0 0 0 0 0 100 0\n 1 3 4 5 20 30 10\n 2 6 8 5 0 19 10\n";

#[test]
fn what_a_solomon_row_says_is_kept() {
    let (instance, origin) = read(SMALL).unwrap();
    assert_eq!((origin, instance.name.as_str(), instance.midwives[0].capacity), (Origin::Solomon, "SMALL", Some(10)));
    let found = solve(&instance, None, &Effort::cold(1), &mut Rounds(50)).unwrap();
    // 2 first, because 1 opens at 20: there at 10, on at 20, at 1 at 25.
    let stops: Vec<(&str, i64)> = found.plan.stops().map(|(_, stop)| (stop.visit.as_str(), stop.start)).collect();
    assert_eq!(stops, [("2", 10_000), ("1", 25_000)]);
    assert_eq!(found.plan.bill.total, 20_000);
    let mut early = found.plan.clone();
    early.routes[0].stops[1].start = 19_000;
    let rules: Vec<Rule> = check(&instance, &early).faults.iter().map(|fault| fault.rule).collect();
    assert_eq!(rules, [Rule::Window, Rule::Time]);
}

/// One customer on two days, two vehicles of which the cheap one may not go there.
const CONSISTENT: &str =
    "NAME TINY\nMAXTIME 100\nDAYS 2\nFLEET SIZE 2\nVEHICLE TYPES 2\nTYPE1 1 10 5 1 1\nTYPE2 1 10 7 2.5 1\n
CUSTOMERS 1\nDEPOT 0 0\nCUSTOMERCOORDINATES\n3 4 0\nCUSTOMERDEMANDS\n1 4 4\nCOMPATIBILITY RESTRICTIONS\n1 0 1\n";

#[test]
fn what_an_hconvrp_row_says_is_kept() {
    let (instance, origin) = read(CONSISTENT).unwrap();
    assert_eq!((origin, instance.clients[0].only.as_slice()), (Origin::Hconvrp, &["type 2 no. 1".to_owned()][..]));
    let found = solve(&instance, None, &Effort::cold(1), &mut Rounds(50)).unwrap();
    // Twice 7 for the day and 10 there and back at 2.5.
    assert_eq!(check(&instance, &found.plan).bill.total, 2 * (7_000 + 25_000));
}

#[test]
fn what_is_not_an_instance_is_refused_with_the_reason() {
    for (text, part) in
        [("", "neither"), ("{\"format\": \"x\"}", "unknown variant"), ("{", "EOF"), ("a,b\n1,2\n", "neither")]
    {
        let told = read(text).unwrap_err().to_string();
        assert!(told.contains(part) && told.contains("docs/roster-format.md"), "{told}");
    }
}

#[test]
fn numbers_that_would_overflow_are_refused_by_name() {
    let small = |change: &dyn Fn(&mut serde_json::Value)| {
        use regie_roster::generate::{Spec, World};
        let region = World::new(&Spec { midwives: 3, births_in_ten_days: 5, mornings: 1, ..Spec::default() });
        let mut value = serde_json::to_value(region.first_morning()).unwrap();
        change(&mut value);
        let (instance, _) = read(&value.to_string()).unwrap();
        solve(&instance, None, &Effort::cold(1), &mut Rounds(1)).unwrap_err().to_string()
    };
    let huge = i64::MAX;
    assert!(small(&|region| region["costs"]["extra-face"] = huge.into()).contains("extra-face"));
    assert!(small(&|region| region["costs"]["unfair-load"] = (-1).into()).contains("unfair-load"));
    assert!(small(&|region| region["midwives"][0]["travel-percent"] = huge.into()).contains("travel-percent"));
    assert!(small(&|region| region["travel"]["places"][0]["latitude"] = huge.into()).contains("latitude"));
    assert!(small(&|region| region["midwives"][0]["home"] = "nowhere".into()).contains("nowhere"));
    let twice = |region: &mut serde_json::Value| {
        let again = region["midwives"][0].clone();
        region["midwives"].as_array_mut().unwrap().push(again);
    };
    assert!(small(&twice).contains("twice"));
}

#[test]
fn our_own_format_is_what_it_is_written_as() {
    use regie_roster::generate::{Spec, World};
    let instance =
        World::new(&Spec { midwives: 5, births_in_ten_days: 10, mornings: 1, ..Spec::default() }).first_morning();
    let written = serde_json::to_string(&instance).unwrap();
    assert_eq!(read(&written).unwrap(), (instance, Origin::Regie));
}

#[test]
fn pn_04_who_attended_a_birth_is_a_midwife_of_the_file() {
    use regie_roster::generate::{Spec, World};
    let mut instance =
        World::new(&Spec { midwives: 5, births_in_ten_days: 10, mornings: 1, ..Spec::default() }).first_morning();
    instance.clients[0].attending = Some("m99".to_owned());
    let told = read(&serde_json::to_string(&instance).unwrap()).unwrap_err().to_string();
    assert!(told.contains(&instance.clients[0].id) && told.contains("attending") && told.contains("`m99`"), "{told}");
}
