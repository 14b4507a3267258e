//! Mornings one after the other, with new births each day: what a region would live through.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use regie_roster::check::check;
use regie_roster::generate::{Spec, World};
use regie_roster::input::Purpose;
use regie_roster::solve::{Effort, Rounds, solve};

/// What a run of mornings came to.
#[derive(Debug, Default)]
struct Lived {
    faces: BTreeMap<String, BTreeSet<String>>,
    attending: BTreeMap<String, String>,
    missed: usize,
    heel_pricks: usize,
    broken_promises: usize,
}

fn live(spec: &Spec, mornings: u16, rounds: u64) -> Lived {
    let world = World::new(spec);
    let mut lived = Lived::default();
    let mut instance = world.first_morning();
    let mut start = None;
    // Only those who are born under this roster are followed: earlier faces are not ours.
    let followed: BTreeSet<&str> =
        world.births().iter().filter(|birth| birth.day >= 0).map(|birth| birth.client.as_str()).collect();
    for number in 0..mornings {
        let effort = if number == 0 { Effort::cold(7) } else { Effort::warm(7) };
        let plan = solve(&instance, start.as_ref(), &effort, &mut Rounds(rounds)).unwrap().plan;
        let verdict = check(&instance, &plan);
        assert_eq!(verdict.faults, [], "morning {number}");
        lived.broken_promises += verdict.figures.broken_promises;
        let done: BTreeMap<&str, &str> = plan
            .stops()
            .filter(|(route, _)| route.day == 0)
            .map(|(route, stop)| (stop.visit.as_str(), route.midwife.as_str()))
            .collect();
        for (client, visit) in instance.visits().filter(|(client, _)| followed.contains(client.id.as_str())) {
            if let Some(midwife) = done.get(visit.id.as_str()) {
                lived.faces.entry(client.id.clone()).or_default().insert((*midwife).to_owned());
                lived.heel_pricks += usize::from(visit.purpose == Purpose::HeelPrick);
                if let (Purpose::Last, Some(attending)) = (visit.purpose, &client.attending) {
                    lived.attending.insert(client.id.clone(), attending.clone());
                }
            }
        }
        let morning = world.next_morning(&instance, &plan, 2);
        lived.missed += morning.missed.len();
        (instance, start) = (morning.instance, Some(morning.plan));
    }
    lived
}

#[test]
fn pn_04_over_a_month_of_mornings_faces_stay_few_and_no_heel_prick_is_missed() {
    let spec = Spec { midwives: 14, dedicated: 2, births_in_ten_days: 70, mornings: 31, ..Spec::default() };
    let lived = live(&spec, 30, 120);
    let faces: usize = lived.faces.values().map(BTreeSet::len).sum();
    let per_client = faces * 1_000 / lived.faces.len();
    let met = lived.attending.iter().filter(|(client, attending)| lived.faces[*client].contains(*attending)).count();
    let told = format!(
        "{} clients, faces per client {per_client}/1000, attending met {met} of {}, missed {}, heel pricks {}, told and broken {}",
        lived.faces.len(),
        lived.attending.len(),
        lived.missed,
        lived.heel_pricks,
        lived.broken_promises
    );
    println!("{told}");
    assert!(lived.faces.len() > 150 && lived.attending.len() > 60, "{told}");
    assert!(per_client <= 2_200, "{told}");
    assert_eq!(lived.missed, 0, "{told}");
    assert!(met * 100 >= lived.attending.len() * 90, "{told}");
}
