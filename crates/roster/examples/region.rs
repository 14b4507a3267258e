//! Measures a region: `region MIDWIVES BIRTHS_IN_TEN_DAYS SECONDS [SEED]`: cold, then one morning later, warm.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a measurement"
)]

use std::time::{Duration, Instant};

use regie_roster::check::check;
use regie_roster::generate::{Spec, World};
use regie_roster::solve::{Effort, Pace, Progress, solve};

struct Clock(Instant, Duration);

impl Pace for Clock {
    fn spent(&mut self, _: &Progress) -> u32 {
        (self.0.elapsed().as_micros() * 1_000 / self.1.as_micros()) as u32
    }
}

fn main() {
    let arguments: Vec<u64> = std::env::args().skip(1).map(|word| word.parse().unwrap()).collect();
    let seed = arguments.get(3).copied().unwrap_or(1);
    let spec = Spec {
        seed,
        midwives: arguments[0] as u16,
        dedicated: (arguments[0] / 10).max(2) as u16,
        births_in_ten_days: arguments[1] as u32,
        ..Spec::default()
    };
    let world = World::new(&spec);
    let instance = world.first_morning();
    let tell = |what: &str, instance: &regie_roster::Instance, start: Option<&regie_roster::Plan>, effort: Effort| {
        let mut clock = Clock(Instant::now(), Duration::from_secs(arguments[2]));
        let found = solve(instance, start, &effort, &mut clock).unwrap();
        let took = clock.0.elapsed();
        let verdict = check(instance, &found.plan);
        println!(
            "{what}: {} clients, {} visits: {} in {:.1} s ({} rounds, {:.1} M insertions a second) sound {} same cost {}",
            instance.clients.len(),
            instance.visits().count(),
            verdict.bill.total,
            took.as_secs_f64(),
            found.rounds,
            found.tried as f64 / took.as_secs_f64() / 1e6,
            verdict.is_sound(),
            verdict.bill.total == found.plan.bill.total,
        );
        println!(
            "  {:?}\n  faces per client {}; {:?}",
            verdict.bill.units,
            verdict.figures.faces_per_client(),
            verdict.figures
        );
        println!("  {:?}", verdict.faults.iter().take(3).collect::<Vec<_>>());
        found.plan
    };
    let plan = tell("cold", &instance, None, Effort::cold(seed));
    let morning = world.next_morning(&instance, &plan, 2);
    println!("missed {}", morning.missed.len());
    tell("next morning, warm", &morning.instance, Some(&morning.plan), Effort::warm(seed));
}
