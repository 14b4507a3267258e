//! How long the shipped pathways take to evaluate a criterion and a decision table: `cargo run --release -p regie-pathway
//! --example speed`. Status 1 when one is slower than it may be.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "an example measures, prints, and stops when it cannot"
)]

use std::{collections::BTreeMap, fs, hint::black_box, path::Path, process::ExitCode, time::Instant};

use regie_decision::{Given, Kind, Table};
use regie_pathway::{Command, Date, Definition, Standing, State, Status, decide, evolve};

/// More than this is too slow, on average over a pathway.
const MOST_PER_CRITERION: f64 = 200.0;
/// More than this is too slow, for the slowest table.
const MOST_PER_TABLE: f64 = 2_000.0;
/// The best of these is told: what another program on the machine takes is none of theirs.
const BATCHES: usize = 9;
const ROUNDS: u32 = 2_000;

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pathways");
    let entries = fs::read_dir(folder).expect("the pathways");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a folder").path()).collect();
    paths.sort();
    let (mut criterion, mut table) = (0.0_f64, 0.0_f64);
    for path in paths {
        let file = path.join("pathway.toml");
        let text = fs::read_to_string(&file).expect("a pathway");
        let definition = Definition::parse(&file.display().to_string(), &text).expect("a sound pathway");
        let (each, count, states) = criteria(&definition);
        let tables = definition.tables().map(|table| (decides(table), table.rows().len()));
        let (took, rows) = tables.max_by(|one, other| one.0.total_cmp(&other.0)).unwrap_or_default();
        println!(
            "{:>16}: {count:>3} criteria in {states:>2} states, {each:>4.0} ns each; slowest table {rows:>2} rows, {took:>4.0} ns",
            definition.id().as_str()
        );
        (criterion, table) = (criterion.max(each), table.max(took));
    }
    let held = [
        ("a criterion, in the slowest pathway", criterion, MOST_PER_CRITERION),
        ("the slowest table", table, MOST_PER_TABLE),
    ]
    .map(|(what, took, most)| {
        println!("{what}: {took:.0} ns of at most {most:.0}, {:.2} of it", took / most);
        took <= most
    });
    if held == [true; 2] { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Nanoseconds for each criterion of a pathway, on average along a course; how many there are, and in how many states.
fn criteria(definition: &Definition) -> (f64, usize, usize) {
    let states = course(definition);
    let standings: Vec<Standing<'_>> = states.iter().map(|state| Standing::of(definition, state)).collect();
    let conditions: Vec<_> = definition.guarantees().iter().flat_map(|one| one.claim.conditions()).collect();
    let count = standings.first().map_or(0, |standing| standing.opens().count()) + conditions.len();
    let took = nanoseconds(|| {
        for standing in black_box(&standings) {
            standing.opens().for_each(|truth| _ = black_box(truth));
            conditions.iter().for_each(|condition| _ = black_box(standing.truth(condition)));
        }
    });
    (took / (count * standings.len()) as f64, count, standings.len())
}

/// The states of a course in which whatever is open is done in its first way, one after the other.
fn course(definition: &Definition) -> Vec<State> {
    let today: Date = jiff::civil::date(2026, 6, 1);
    let due = definition.gestation_anchor().map(|anchor| (anchor.clone(), jiff::civil::date(2026, 10, 12)));
    let (mut state, mut states) = (State::default(), Vec::new());
    let start = Command::Start { entry: today, anchors: due.into_iter().collect(), facts: BTreeMap::new() };
    decide(definition, &state, &start, today).expect("it starts").iter().for_each(|event| evolve(&mut state, event));
    loop {
        states.push(state.clone());
        let open = state.occurrences().filter(|one| one.status() == Status::Open);
        let mut done = open.filter_map(|one| {
            let rule = definition.step(&one.step)?;
            let outcome = rule.outcomes.first().map(|outcome| outcome.id.clone());
            let words = rule.words.as_ref().map(|_| "gewogen".to_owned());
            let (step, nth) = (one.step.clone(), Some(one.nth));
            decide(
                definition,
                &state,
                &Command::Complete { step, nth, on: today, outcome, words, whom: None, day: None },
                today,
            )
            .ok()
        });
        let next = done.next().filter(|_| states.len() < 60);
        drop(done);
        let Some(events) = next else { return states };
        events.iter().for_each(|event| evolve(&mut state, event));
    }
}

/// Nanoseconds in which a table decides when everything is known.
fn decides(table: &Table) -> f64 {
    let given: Vec<Given<'_>> = table.inputs().iter().map(|input| known(&input.kind)).collect();
    nanoseconds(|| _ = black_box(black_box(table).decide_in_order(black_box(&given))))
}

fn known(kind: &Kind) -> Given<'_> {
    match kind {
        Kind::YesNo => Given::YesNo(false),
        Kind::Choice(options) => options.last().map_or(Given::Unknown, |option| Given::Choice(option)),
        Kind::Number(_) => Given::Number(7.into()),
        Kind::Date => Given::Date(jiff::civil::date(2026, 6, 1)),
        Kind::Text => Given::Text("x"),
    }
}

fn nanoseconds(work: impl Fn()) -> f64 {
    let batch = || {
        let began = Instant::now();
        (0..ROUNDS).for_each(|_| work());
        began.elapsed().as_nanos() as f64 / f64::from(ROUNDS)
    };
    (0..BATCHES).map(|_| batch()).fold(f64::INFINITY, f64::min)
}
