//! A visit that nobody can make is named with the reason, and it is left out of the best plan; nothing else is.
#![allow(clippy::unwrap_used, reason = "in tests")]

use std::collections::BTreeSet;

use regie_roster::Instance;
use regie_roster::check::check;
use regie_roster::generate::{Spec, World};
use regie_roster::impossible::{Impossible, Why, impossible};
use regie_roster::input::{Hours, Link, Purpose};
use regie_roster::solve::{Effort, Rounds, solve};

fn region() -> Instance {
    let spec = Spec { midwives: 5, dedicated: 1, births_in_ten_days: 12, mornings: 1, ..Spec::default() };
    World::new(&spec).first_morning()
}

/// What is wrong once the instance is changed at its first visit of this purpose that can be made.
fn changed(change: impl FnOnce(&mut Instance, (usize, usize))) -> (Instance, Vec<Impossible>, String) {
    let mut instance = region();
    assert_eq!(impossible(&instance).unwrap(), [], "as it was generated");
    let mut all = (0..instance.clients.len())
        .flat_map(|client| (0..instance.clients[client].visits.len()).map(move |visit| (client, visit)));
    let at = all.find(|(client, visit)| instance.clients[*client].visits[*visit].purpose == Purpose::Check).unwrap();
    let name = instance.clients[at.0].visits[at.1].id.clone();
    change(&mut instance, at);
    let found = impossible(&instance).unwrap();
    (instance, found, name)
}

fn why(change: impl FnOnce(&mut Instance, (usize, usize))) -> Why {
    let (instance, found, name) = changed(change);
    let one = found.iter().find(|one| one.visit == name).unwrap().clone();
    assert!(!one.why.told().is_empty());
    let found = solve(&instance, None, &Effort::cold(1), &mut Rounds(60)).unwrap();
    assert!(found.plan.unplanned.contains(&name), "{:?}", found.plan.unplanned);
    assert!(check(&instance, &found.plan).is_sound());
    one.why
}

#[test]
fn pn_04_each_reason_for_which_nobody_can_make_a_visit_is_told() {
    let skills: BTreeSet<String> = ["vacuümextractie".to_owned()].into();
    let needed = skills.clone();
    assert_eq!(
        why(|instance, (client, visit)| instance.clients[client].visits[visit].skills = needed),
        Why::NobodyCan { skills }
    );
    let nobody = vec!["m-elders".to_owned()];
    let only = move |instance: &mut Instance, (client, _): (usize, usize)| instance.clients[client].only = nobody;
    assert!(changed(only).1.iter().all(|one| one.why == Why::NobodyMay));
    assert_eq!(
        why(|instance, (client, visit)| {
            let visit = &mut instance.clients[client].visits[visit];
            visit.pinned.day = Some(visit.last_day + 1);
        }),
        Why::NoHours
    );
    assert_eq!(
        why(|instance, (client, visit)| {
            instance.clients[client].visits[visit].window = Some(Hours { from: 3_600, until: 7_200 });
        }),
        Why::NoTime
    );
    assert_eq!(
        why(|instance, (client, visit)| {
            let visit = &mut instance.clients[client].visits[visit];
            visit.load = 2;
            instance.midwives.iter_mut().for_each(|midwife| midwife.capacity = Some(1));
        }),
        Why::TooMuch
    );
    assert_eq!(
        why(|instance, (client, visit)| {
            let (first, last) = {
                let visit = &instance.clients[client].visits[visit];
                (visit.first_day, visit.last_day)
            };
            for midwife in &mut instance.midwives {
                midwife.shifts.retain(|shift| !(first..=last).contains(&shift.day));
            }
        }),
        Why::NobodyWorks
    );
}

#[test]
fn two_visits_at_once_that_one_person_alone_may_make_are_both_told() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/frozen/small.json")).unwrap();
    let mut instance: Instance = serde_json::from_str(&text).unwrap();
    instance.days = 1;
    instance.midwives.truncate(1);
    instance.clients.truncate(2);
    for client in &mut instance.clients {
        (client.only, client.infected) = (Vec::new(), false);
        client.visits.truncate(1);
        for visit in &mut client.visits {
            (visit.purpose, visit.first_day, visit.last_day, visit.window) = (Purpose::Check, 0, 0, None);
            visit.skills.clear();
        }
        (client.born, client.born_on, client.home_on) = (None, None, None);
    }
    instance.midwives[0].shifts = vec![regie_roster::input::Shift { day: 0, start: 0, end: 80_000 }];
    instance.law = regie_roster::costs::Law::none();
    assert_eq!(impossible(&instance).unwrap(), []);
    let [first, second] = [0, 1].map(|client| instance.clients[client].visits[0].id.clone());
    instance.links = vec![Link { first: first.clone(), second: second.clone(), least: 0, most: 0 }];
    let found = impossible(&instance).unwrap();
    let expected = [(first.clone(), second.clone()), (second, first)];
    let told: Vec<(String, Why)> = found.into_iter().map(|one| (one.visit, one.why)).collect();
    assert_eq!(told, expected.map(|(visit, other)| (visit, Why::OnePerson { other })));
    instance.links[0].most = 80_000;
    assert_eq!(impossible(&instance).unwrap(), [], "one after the other she can");
}

#[test]
fn pn_04_who_is_set_apart_for_infected_households_can_do_what_is_due_there() {
    for (midwives, births) in [(6, 30), (8, 50), (10, 60), (12, 80)] {
        let spec = Spec { seed: 7, midwives, dedicated: 2, births_in_ten_days: births, ..Spec::default() };
        let instance = World::new(&spec).first_morning();
        assert!(instance.clients.iter().any(|client| client.infected), "{midwives}");
        assert_eq!(impossible(&instance).unwrap(), [], "{midwives}");
    }
}
