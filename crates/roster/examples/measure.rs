//! Measures the solver on one instance: `measure FILE SECONDS [SEED] [COSTS]`, in seconds of this program on a processor
//! where the system tells them (Linux), else of the clock; `HEAT`, `ROUNDS` and `BESIDE`
//! (the second search of the two) in the environment change the effort. The room itself reads no clock; this does.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a measurement"
)]

use std::time::{Duration, Instant};

use regie_roster::import::read;
use regie_roster::solve::{Effort, Pace, Progress, Rounds, solve};

struct Clock(Instant, Duration);

impl Pace for Clock {
    fn spent(&mut self, _: &Progress) -> u32 {
        (on_processor().unwrap_or_else(|| self.0.elapsed()).as_micros() * 1_000 / self.1.as_micros()) as u32
    }
}

/// How long this program has been on a processor.
fn on_processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let (mut instance, origin) = read(&std::fs::read_to_string(&arguments[1]).unwrap()).unwrap();
    let seconds: u64 = arguments[2].parse().unwrap();
    let seed: u64 = arguments.get(3).map_or(1, |seed| seed.parse().unwrap());
    if let Some(costs) = arguments.get(4) {
        regie_roster::costs::change_units(&mut instance.costs, &mut instance.law, costs).unwrap();
    }
    let mut effort = Effort::cold(seed);
    if let Ok(heat) = std::env::var("HEAT") {
        effort.heat_percent = heat.parse().unwrap();
    }
    if std::env::var("BESIDE").is_ok() {
        effort = effort.beside();
    }
    let mut clock = Clock(Instant::now(), Duration::from_secs(seconds));
    let found = match std::env::var("ROUNDS") {
        Ok(rounds) => solve(&instance, None, &effort, &mut Rounds(rounds.parse().unwrap())),
        Err(_) => solve(&instance, None, &effort, &mut clock),
    };
    let found = found.unwrap();
    let took = clock.0.elapsed();
    let verdict = regie_roster::check::check(&instance, &found.plan);
    println!(
        "{}: {:.3} ({} rounds, {:.1} M insertions a second, {} routes) sound {} same cost {}",
        arguments[1].rsplit('/').next().unwrap(),
        origin.objective(verdict.bill.total) as f64 / 1000.0,
        found.rounds,
        found.tried as f64 / took.as_secs_f64() / 1e6,
        found.plan.routes.len(),
        verdict.is_sound(),
        verdict.bill.total == found.plan.bill.total,
    );
    println!("{:?}\n{:?}", verdict.bill.units, verdict.figures);
    println!("{:?}", verdict.faults.iter().take(5).collect::<Vec<_>>());
}
