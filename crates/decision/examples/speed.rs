//! How long a table takes to answer. Run it with `--release`.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "it measures time and prints it"
)]

use std::{hint::black_box, process::ExitCode, time::Instant};

use regie_decision::{Given, HitPolicy, Kind, RawTable, Table, Verdict, lint};

/// More than this is too slow.
const MOST_NANOSECONDS: u128 = 2_000;
const ROUNDS: u32 = 40_000;
/// The best of these is told: what another program on the machine takes is none of the table's time.
const BATCHES: usize = 7;

/// Four inputs and five rows: single or complex (PS-03).
fn complexity() -> RawTable {
    RawTable::new("complexity", HitPolicy::First)
        .input("hindered", Kind::YesNo)
        .input("child-at-risk", Kind::YesNo)
        .input("abuse-now", Kind::YesNo)
        .input("consent-current-care", Kind::choice(&["given", "refused", "no-current-care"]))
        .output("complexity", Kind::choice(&["complex", "single"]))
        .row(&["-", "yes", "-", "-"], &["complex"], "")
        .row(&["-", "-", "yes", "-"], &["complex"], "")
        .row(&["-", "-", "-", "refused"], &["complex"], "")
        .row(&["yes", "-", "-", "-"], &["complex"], "")
        .row(&["no", "no", "no", "not(refused)"], &["single"], "")
}

/// Eight inputs of every kind and a hundred rows.
fn large() -> RawTable {
    let mut raw = RawTable::new("large", HitPolicy::First)
        .input("age", Kind::whole_number(Some(0)))
        .input("weight", Kind::number())
        .input("seen-on", Kind::Date)
        .input("risk", Kind::choice(&["low", "middle", "high"]))
        .input("remark", Kind::Text)
        .output("large", Kind::choice(&["a", "b"]));
    for place in 0..3 {
        raw = raw.input(&format!("sign-{place}"), Kind::YesNo);
    }
    for row in 0..99 {
        let age = format!("[{row}..{}]", row + 5);
        let weight = format!("> {row}.5");
        let early = "< date(\"2026-06-01\")";
        raw = raw.row(&[&age, &weight, early, "low, middle", "not(\"x\")", "yes", "-", "no"], &["a"], "");
    }
    raw.row(&["-"; 8], &["b"], "")
}

fn nanoseconds(work: impl Fn()) -> u128 {
    let batch = || {
        let start = Instant::now();
        (0..ROUNDS).for_each(|_| work());
        start.elapsed().as_nanos() / u128::from(ROUNDS)
    };
    (0..BATCHES).map(|_| batch()).min().unwrap_or(u128::MAX)
}

fn is_decided(table: &Table, given: &[Given<'_>]) -> bool {
    matches!(black_box(table).decide_in_order(black_box(given)), Ok(Verdict::Decided(_)))
}

fn main() -> ExitCode {
    let (Ok(small), Ok(large)) = (Table::compile(complexity()), Table::compile(large())) else {
        println!("the tables do not compile");
        return ExitCode::FAILURE;
    };
    let (no, yes, unknown) = (Given::YesNo(false), Given::YesNo(true), Given::Unknown);
    let day = Given::Date(jiff::civil::date(2026, 3, 1));
    let (age, weight) = (Given::Number(50.into()), Given::Number(70.into()));
    let all = [age, weight, day, Given::Choice("middle"), Given::Text("y"), yes, no, no];
    let some = [age, unknown, day, Given::Choice("middle"), Given::Text("y"), unknown, unknown, no];
    let cases: [(&str, &Table, &[Given<'_>], bool); 6] = [
        ("4 inputs, 5 rows, all known", &small, &[no, no, no, Given::Choice("given")], true),
        ("4 inputs, 5 rows, decided in spite of two unknown", &small, &[no, yes, unknown, unknown], true),
        ("4 inputs, 5 rows, one question left", &small, &[no, no, unknown, Given::Choice("given")], false),
        ("4 inputs, 5 rows, nothing known", &small, &[], false),
        ("8 inputs, 100 rows, all known", &large, &all, true),
        ("8 inputs, 100 rows, three unknown", &large, &some, false),
    ];
    let mut quick = true;
    for (name, table, given, decided) in cases {
        if is_decided(table, given) != decided {
            println!("{name}: the answer is not what it should be");
            return ExitCode::FAILURE;
        }
        let took = nanoseconds(|| {
            black_box(is_decided(table, given));
        });
        // What is asked holds where everything is known.
        let all_known = given.len() == table.inputs().len() && !given.contains(&unknown);
        quick &= !all_known || took <= MOST_NANOSECONDS;
        println!("{took:>6} ns  {name}");
    }
    let start = Instant::now();
    let findings = lint(&large, 20).findings.len();
    println!("{:>6} µs  lint of 8 inputs, 100 rows: {findings} findings", start.elapsed().as_micros());
    if quick { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
