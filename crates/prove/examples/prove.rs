//! Proves a pathway file and says how long each part took.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "an example speaks to the person who runs it, and measures"
)]

use std::time::Instant;

use regie_prove::{Limits, Prover};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("a pathway file");
    let states = arguments.next().and_then(|states| states.parse().ok()).unwrap_or(Limits::default().states);
    let text = std::fs::read_to_string(&path).expect("the file can be read");
    let prover = Prover::read(&path, &text).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let limits = Limits { states, ..Limits::default() };
    let began = Instant::now();
    // What is named after the number of states is all that is proved: `refer-relevant`.
    let only = std::env::args().nth(3).unwrap_or_default();
    for task in prover.tasks().into_iter().filter(|task| format!("{task:?}").contains(&only)) {
        let start = Instant::now();
        let reports = prover.prove(&task, &limits);
        println!("{task:?} {} ms", start.elapsed().as_millis());
        for report in reports {
            let told = report.verdict.story().map(|story| story.told().nl).unwrap_or_default();
            let word = format!("{:?}", report.verdict);
            println!("  {} {} {} {told}", report.id, report.states, &word[..word.len().min(24)]);
        }
    }
    println!("{} ms", began.elapsed().as_millis());
}
