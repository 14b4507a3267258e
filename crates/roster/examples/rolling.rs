//! A month of mornings, each replanned from the one before, and the forecast held beside what came:
//! `rolling SECONDS [SEED] [MORNINGS]`. Status 1 when a figure misses what it must reach.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a measurement"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use regie_roster::check::check;
use regie_roster::dice::Dice;
use regie_roster::forecast::{Outlook, Profile, Scenario, forecast};
use regie_roster::generate::{Spec, World};
use regie_roster::input::Purpose;
use regie_roster::solve::{Effort, Pace, Progress, solve};

struct Clock(Instant, Duration);

impl Pace for Clock {
    fn spent(&mut self, _: &Progress) -> u32 {
        (self.0.elapsed().as_micros() * 1_000 / self.1.as_micros()) as u32
    }
}

/// What the mornings came to, of those who are born in them.
#[derive(Default)]
struct Lived {
    faces: BTreeMap<String, BTreeSet<String>>,
    /// Whose care came to its last visit, and who attended the birth, where she works here.
    ended: BTreeMap<String, Option<String>>,
    heel_pricks: usize,
    missed: usize,
    missed_heel_pricks: usize,
    changed: usize,
    broken: usize,
    unsound: usize,
}

fn main() -> ExitCode {
    let arguments: Vec<u64> = std::env::args().skip(1).map(|word| word.parse().unwrap()).collect();
    let (seconds, seed) = (arguments[0], arguments.get(1).copied().unwrap_or(1));
    let mornings = arguments.get(2).copied().unwrap_or(30) as u16;
    let spec =
        Spec { seed, midwives: 14, dedicated: 2, births_in_ten_days: 70, mornings: mornings + 1, ..Spec::default() };
    let lived = live(&spec, mornings, Duration::from_secs(seconds));
    // Whose care is over: of the others the faces are not all known yet.
    let whole = lived.ended.keys().filter_map(|client| lived.faces.get(client));
    let (clients, faces) = whole.fold((0, 0), |(clients, faces), one| (clients + 1_usize, faces + one.len()));
    let wanted: Vec<(&String, &String)> =
        lived.ended.iter().filter_map(|(client, attending)| Some((client, attending.as_ref()?))).collect();
    let met = wanted.iter().filter(|(client, attending)| lived.faces[*client].contains(*attending)).count();
    println!(
        "{mornings} mornings, {seconds} s each, seed {seed}: {clients} births followed to the last visit; {} visits missed, {} plans unsound",
        lived.missed, lived.unsound
    );
    let of = |part: usize, whole: usize| part as f64 * 100.0 / whole.max(1) as f64;
    let births = lived.faces.len().max(1) as f64;
    println!(
        "changed promises per birth: {:.2} of face or day, of which told {:.2}",
        lived.changed as f64 / births,
        lived.broken as f64 / births
    );
    let heel_pricks = lived.heel_pricks + lived.missed_heel_pricks;
    let (held, days) = calibration(seed);
    let figures = [
        ("different faces per client", faces as f64 / clients.max(1) as f64, (0.0, 2.2), "at most 2.2"),
        ("attending midwife visits, %", of(met, wanted.len()), (98.0, 100.0), "at least 98"),
        ("heel prick in its window, %", of(lived.heel_pricks, heel_pricks), (100.0, 100.0), "100"),
        ("days inside the forecast's band, %", of(held, days), (75.0, 85.0), "75 to 85"),
    ];
    let mut all = lived.unsound == 0;
    for (what, value, (least, most), target) in figures {
        let holds = (least..=most).contains(&value);
        all &= holds;
        println!("{what:<36} {value:>7.2}   target {target}: {}", if holds { "holds" } else { "MISSED" });
    }
    if all { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn live(spec: &Spec, mornings: u16, time: Duration) -> Lived {
    let world = World::new(spec);
    let mut lived = Lived::default();
    let (mut instance, mut start) = (world.first_morning(), None);
    let followed: BTreeSet<&str> =
        world.births().iter().filter(|birth| birth.day >= 0).map(|birth| birth.client.as_str()).collect();
    for number in 0..mornings {
        let effort = if number == 0 { Effort::cold(spec.seed) } else { Effort::warm(spec.seed) };
        let plan = solve(&instance, start.as_ref(), &effort, &mut Clock(Instant::now(), time)).unwrap().plan;
        let verdict = check(&instance, &plan);
        lived.unsound += usize::from(!verdict.is_sound());
        lived.changed += verdict.figures.changed_faces + verdict.figures.changed_days;
        lived.broken += verdict.figures.broken_promises;
        let today: BTreeMap<&str, &str> = plan
            .stops()
            .filter(|(route, _)| route.day == 0)
            .map(|(route, stop)| (stop.visit.as_str(), route.midwife.as_str()))
            .collect();
        let names: BTreeSet<&str> = instance.midwives.iter().map(|midwife| midwife.id.as_str()).collect();
        let pricks: BTreeSet<&str> = instance
            .visits()
            .filter(|(client, visit)| followed.contains(client.id.as_str()) && visit.purpose == Purpose::HeelPrick)
            .map(|(_, visit)| visit.id.as_str())
            .collect();
        for (client, visit) in instance.visits().filter(|(client, _)| followed.contains(client.id.as_str())) {
            let Some(midwife) = today.get(visit.id.as_str()) else { continue };
            lived.faces.entry(client.id.clone()).or_default().insert((*midwife).to_owned());
            lived.heel_pricks += usize::from(visit.purpose == Purpose::HeelPrick);
            if visit.purpose == Purpose::Last {
                let attending = client.attending.clone().filter(|name| names.contains(name.as_str()));
                lived.ended.insert(client.id.clone(), attending);
            }
        }
        let morning = world.next_morning(&instance, &plan, 2);
        lived.missed += morning.missed.len();
        lived.missed_heel_pricks += morning.missed.iter().filter(|visit| pricks.contains(visit.as_str())).count();
        (instance, start) = (morning.instance, Some(morning.plan));
    }
    lived
}

/// Of the days of thirty regions how many had as many visits as the band of the forecast holds.
fn calibration(seed: u64) -> (usize, usize) {
    let (mut held, mut days) = (0, 0);
    for region in 0..30 {
        let spec = Spec { seed: seed * 1_000 + region, mornings: 42, births_in_ten_days: 60, ..Spec::default() };
        let world = World::new(&spec);
        let (mut dice, profile) = (Dice::of_part(spec.seed, 99), Profile::default());
        let mut visits = [0u32; 42];
        for birth in world.births().iter().filter(|birth| birth.day >= 0) {
            for (after, chance) in (0i32..).zip(&profile.by_day) {
                let came = dice.thousandth(*chance);
                if let (true, Some(count)) = (came, visits.get_mut((birth.day + after) as usize)) {
                    *count += 1;
                }
            }
        }
        let outlook = Outlook { in_care: Vec::new(), profile, ..world.outlook(42) };
        // The first days hang on births of before, which are left out here.
        for (day, visits) in forecast(&outlook, &Scenario::default()).days.iter().zip(visits).skip(11) {
            days += 1;
            held += usize::from((day.low..=day.high).contains(&visits));
        }
    }
    (held, days)
}
