//! Overlaps, gaps and rows that never decide: by example, and against every combination looked at one by one.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeSet;

use common::{Plain, all_values, in_order, matching, meaning, tables};
use proptest::prelude::*;
use regie_decision::{Example, Finding, HitPolicy, Kind, RawTable, Severity, Table, Value, lint};

const PLENTY: usize = 10_000;

fn told(table: &Table) -> Vec<String> {
    let report = lint(table, 5);
    assert!(report.complete);
    report.findings.iter().map(|finding| format!("{finding}. {}", finding.help())).collect()
}

fn age_table(hit: HitPolicy, rows: &[(&str, &str)]) -> Table {
    let mut raw =
        RawTable::new("t", hit).input("age", Kind::whole_number(Some(0))).output("t", Kind::choice(&["a", "b"]));
    for (when, is) in rows {
        raw = raw.row(&[when], &[is], "because");
    }
    Table::compile(raw).unwrap()
}

#[test]
fn a_gap_is_shown_with_the_row_that_would_fill_it() {
    let table = age_table(HitPolicy::Unique, &[("< 18", "a"), ("[20..64]", "b")]);
    let expected = ["no row matches, for example age = 18. Add a row for: [18..20), > 64"];
    assert_eq!(told(&table), expected);
    let table = age_table(HitPolicy::Unique, &[("< 18", "a"), ("> 17", "b")]);
    assert_eq!(told(&table), [""; 0], "whole numbers leave nothing between 17 and 18");
    let decimals = RawTable::new("t", HitPolicy::Unique)
        .input("fever", Kind::number())
        .output("t", Kind::YesNo)
        .row(&["< 38"], &["no"], "")
        .row(&["> 38.5"], &["yes"], "");
    let expected = ["no row matches, for example fever = 38. Add a row for: [38..38.5]"];
    assert_eq!(told(&Table::compile(decimals).unwrap()), expected);
}

#[test]
fn gaps_are_joined_to_few_boxes() {
    let raw = RawTable::new("t", HitPolicy::First)
        .input("risk", Kind::choice(&["low", "middle", "high"]))
        .input("agreed", Kind::YesNo)
        .input("name", Kind::Text)
        .output("t", Kind::choice(&["a", "b"]))
        .row(&["high", "yes", "-"], &["a"], "")
        .row(&["-", "no", "not(\"x\")"], &["b"], "");
    let expected = [
        "no row matches, for example agreed = no, name = \"x\". Add a row for: - | no | \"x\"",
        "no row matches, for example risk = low, agreed = yes. Add a row for: low, middle | yes | -",
    ];
    assert_eq!(told(&Table::compile(raw).unwrap()), expected);
}

#[test]
fn an_overlap_is_shown_with_the_values_that_matter() {
    let rows: &[(&str, &str)] = &[("< 18", "a"), (">= 16", "b")];
    let expected = [
        "rows 1 and 2 both match, for example age = 16. Narrow a cell of row 1 or 2, or choose a hit policy that says which one decides",
    ];
    assert_eq!(told(&age_table(HitPolicy::Unique, rows)), expected);
    assert_eq!(told(&age_table(HitPolicy::Any, rows)), expected);
    assert_eq!(told(&age_table(HitPolicy::First, rows)), [""; 0]);
    let same = age_table(HitPolicy::Any, &[("< 18", "a"), ("-", "a")]);
    assert_eq!(told(&same), ["nothing makes `t` b. Take the option out, or write the row that gives it"]);
}

#[test]
fn a_row_that_never_decides_names_those_that_take_it() {
    let table = age_table(HitPolicy::First, &[("< 18", "a"), ("5", "b"), (">= 10", "b"), ("[12..20]", "a")]);
    let expected = [
        "row 2 never decides: row 1 takes all of it, for example age = 5. Take row 2 out, or put it where it can decide",
        "row 4 never decides: rows 1, 3 take all of it, for example age = 12. Take row 4 out, or put it where it can decide",
    ];
    assert_eq!(told(&table), [expected[0], &expected[1].replace("rows 1, 3 take", "row 3 takes")]);
    let both = age_table(HitPolicy::First, &[("< 18", "a"), (">= 18", "b"), ("[12..20]", "a")]);
    assert!(told(&both)[0].starts_with("row 3 never decides: rows 1, 2 take all of it"), "{:?}", told(&both));
    // By weight, row 2 is looked at before row 1.
    let weighed = age_table(HitPolicy::Priority, &[("< 18", "b"), ("-", "a")]);
    assert!(told(&weighed)[0].starts_with("row 1 never decides: row 2 takes all of it"), "{:?}", told(&weighed));
    let empty = age_table(HitPolicy::Unique, &[(">= 0", "a"), ("< 0", "b")]);
    assert_eq!(told(&empty), ["row 2 can never match. Mend the cell that lets no value through"]);
}

#[test]
fn what_is_not_all_says_so() {
    let table = age_table(HitPolicy::Unique, &[("-", "a"), ("-", "b"), ("-", "a"), ("-", "b")]);
    let report = lint(&table, 2);
    assert_eq!((report.findings.len(), report.left_out), (2, 4), "six pairs of four rows");
    assert!(report.complete, "all of it was searched");
    assert!(report.findings.iter().all(|finding| finding.severity() == Severity::Error));
    assert_eq!(report.findings[0], Finding::Overlap { rows: (1, 2), example: Example::default() });
    assert_eq!(report.findings[0].to_string(), "rows 1 and 2 both match, for example always");
}

#[test]
fn large_tables_are_looked_at_without_going_over_their_product() {
    // 2^40 combinations, each row about one column, and one that takes the rest.
    let mut raw = RawTable::new("t", HitPolicy::First).output("t", Kind::choice(&["a", "b"]));
    for input in 0..40 {
        raw = raw.input(&format!("sign-{input}"), Kind::YesNo);
    }
    for row in 0..40 {
        let when: Vec<&str> = (0..40).map(|column| if column == row { "yes" } else { "-" }).collect();
        raw = raw.row(&when, &["a"], "");
    }
    let open = Table::compile(raw.clone()).unwrap();
    let report = lint(&open, 5);
    assert!(report.complete);
    let gaps: Vec<_> = report.findings.iter().filter(|finding| finding.code() == "gap").collect();
    assert_eq!(gaps.len(), 1);
    let closed = Table::compile(raw.row(&["no"; 40], &["b"], "").row(&["-"; 40], &["b"], "")).unwrap();
    let report = lint(&closed, 5);
    assert!(report.complete);
    assert_eq!(report.findings.len(), 1);
    assert_eq!((report.findings[0].code(), report.findings[0].row()), ("unreachable-row", Some(42)));
}

/// Rows that ask about three of many columns each, as hard satisfiability problems do: the search must end and say whether
/// it went all the way.
#[test]
fn a_table_made_to_be_hard_ends() {
    let mut raw = RawTable::new("t", HitPolicy::First).output("t", Kind::choice(&["a", "b"]));
    for input in 0..60 {
        raw = raw.input(&format!("i{input}"), Kind::YesNo);
    }
    let mut dice = 12345_u64;
    let mut roll = |sides: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((dice >> 33) % sides).unwrap()
    };
    for _ in 0..255 {
        let mut when = ["-"; 60];
        for _ in 0..3 {
            when[roll(60)] = if roll(2) == 0 { "yes" } else { "no" };
        }
        raw = raw.row(&when, &["a"], "");
    }
    let table = Table::compile(raw).unwrap();
    let report = lint(&table, 5);
    assert!(!report.complete || report.findings.len() < 20);
    let verdict = table.decide(|_| regie_decision::Given::Unknown).unwrap();
    assert!(matches!(verdict, regie_decision::Verdict::Undecided { .. }), "{verdict:?}");
}

/// The values that agree with the example.
fn agrees(table: &Table, example: &Example, values: &[Value]) -> bool {
    example.0.iter().all(|(id, value)| {
        let column = table.inputs().iter().position(|input| input.id == *id).unwrap();
        // A sample may lie between the values that are gone over here; the one in its region stands for it.
        same_region(table, column, value, &values[column])
    })
}

/// Do all cells of the column treat the two alike?
fn same_region(table: &Table, column: usize, one: &Value, other: &Value) -> bool {
    table.rows().iter().all(|row| row.when[column].accepts(one) == row.when[column].accepts(other))
}

fn pairs(hit: HitPolicy, table: &Table, all: &[Vec<Value>]) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    if !matches!(hit, HitPolicy::Unique | HitPolicy::Any) {
        return found;
    }
    for values in all {
        let rows = matching(table, values);
        for (place, other) in rows.iter().enumerate() {
            let may = |one: &&usize| hit == HitPolicy::Unique || table.rows()[**one].is != table.rows()[*other].is;
            found.extend(rows[..place].iter().filter(may).map(|one| (one + 1, other + 1)));
        }
    }
    found
}

/// The rows that never decide, counted from 1.
fn idle(table: &Table, all: &[Vec<Value>]) -> BTreeSet<usize> {
    let decides = |row: usize| {
        all.iter().any(|values| match table.hit() {
            HitPolicy::First | HitPolicy::Priority => in_order(table, values).first() == Some(&row),
            _ => matching(table, values).contains(&row),
        })
    };
    (0..table.rows().len()).filter(|row| !decides(*row)).map(|row| row + 1).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn lint_finds_what_looking_at_everything_finds(table in tables(&[])) {
        let all = all_values(&table);
        let report = lint(&table, PLENTY);
        prop_assert!(report.complete);
        let mut overlaps = BTreeSet::new();
        let mut shadowed = BTreeSet::new();
        let mut gaps = Vec::new();
        for finding in &report.findings {
            prop_assert!(!finding.to_string().is_empty());
            match finding {
                Finding::Overlap { rows, example } => {
                    overlaps.insert(*rows);
                    let shown = all.iter().filter(|values| agrees(&table, example, values));
                    let mut shown = shown.map(|values| matching(&table, values)).peekable();
                    prop_assert!(shown.peek().is_some());
                    prop_assert!(shown.any(|matching| [rows.0 - 1, rows.1 - 1].iter().all(|row| matching.contains(row))));
                }
                Finding::Gap { cells, example } => {
                    let mut shown = all.iter().filter(|values| agrees(&table, example, values)).peekable();
                    prop_assert!(shown.peek().is_some());
                    prop_assert!(shown.all(|values| meaning(&table, values) == Plain::Nothing), "{}", example);
                    gaps.push(cells);
                }
                Finding::Unreachable { row, by, .. } => {
                    shadowed.insert(*row);
                    for values in all.iter().filter(|values| matching(&table, values).contains(&(row - 1))) {
                        let matching = matching(&table, values);
                        prop_assert!(by.iter().any(|by| matching.contains(&(by - 1))));
                    }
                }
                Finding::UnusedOutcome { option, .. } => {
                    let given = table.rows().iter().any(|row| row.is.contains(option));
                    prop_assert!(!given);
                }
            }
        }
        prop_assert_eq!(overlaps, pairs(table.hit(), &table, &all));
        prop_assert_eq!(shadowed, idle(&table, &all));
        for values in &all {
            let uncovered = meaning(&table, values) == Plain::Nothing;
            let boxes = gaps.iter().filter(|cells| cells.iter().zip(values).all(|(cell, value)| cell.accepts(value))).count();
            prop_assert_eq!(boxes, usize::from(uncovered), "{:?} in {:?}", values, gaps);
        }
    }
}
