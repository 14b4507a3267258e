//! How many whole pregnancies one core plans in a second: `cargo run --release -p regie-pathway --example plan_rate`.
#![allow(clippy::print_stdout, clippy::expect_used, reason = "an example speaks to a terminal and may fail loudly")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a measurement needs a stopwatch")]

use std::{collections::BTreeMap, hint::black_box, time::Instant};

use regie_pathway::{AnchorId, Command, Date, Definition, State, decide, evolve};

fn main() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../pathways/az-verloskunde/pathway.toml");
    let text = std::fs::read_to_string(path).expect("the pathway file is readable");
    let def = Definition::parse("pathway.toml", &text).expect("the pathway is sound");
    let today = Date::constant(2026, 6, 1);
    let commands: Vec<Command> = (0..64)
        .map(|days| {
            let due = today.checked_add(jiff::Span::new().days(100 + days)).expect("a date next year");
            let anchors = BTreeMap::from([(AnchorId::from("due"), due)]);
            Command::Start { entry: today, anchors, facts: BTreeMap::new() }
        })
        .collect();
    let fresh = State::default();
    let rate = |work: &dyn Fn(&Command)| {
        let mut best = 0.0_f64;
        for _ in 0..5 {
            let start = Instant::now();
            let rounds = 2_000_u32;
            for _ in 0..rounds {
                commands.iter().for_each(work);
            }
            best = best.max(f64::from(rounds) * 64.0 / start.elapsed().as_secs_f64());
        }
        best
    };
    let planned = rate(&|command| {
        black_box(decide(&def, &fresh, command, today)).expect("the start is allowed");
    });
    let folded = rate(&|command| {
        let mut state = State::default();
        for event in decide(&def, &fresh, command, today).expect("the start is allowed") {
            evolve(&mut state, &event);
        }
        black_box(state);
    });
    println!(
        "decide(Start): {planned:.0} cases/s; decide and evolve: {folded:.0} cases/s; {} steps",
        def.steps().len()
    );
}
