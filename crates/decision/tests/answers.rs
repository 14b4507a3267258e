//! Asking tables: each hit policy, and what is known in part.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod common;

use common::{Plain, all_values, domain, givens, in_order, matching, meaning, plain, product, tables};
use proptest::prelude::*;
use regie_decision::{
    Decided, Given, HitPolicy, InputId, Kind, NumberRange, Outcome, RawTable, Table, Value, Verdict, WrongValue,
};

fn age_and_risk(hit: HitPolicy) -> Table {
    let raw = RawTable::new("approval", hit)
        .input("age", Kind::whole_number(Some(0)))
        .input("risk", Kind::choice(&["high", "low"]))
        .output("approval", Kind::choice(&["declined", "approved"]))
        .row(&[">= 18", "low"], &["approved"], "grown up, low risk")
        .row(&["< 18", "-"], &["declined"], "too young")
        .row(&["-", "high"], &["declined"], "high risk");
    Table::compile(raw).unwrap()
}

fn decided<'t>(verdict: &Verdict<'t>) -> Decided<'t> {
    match verdict {
        Verdict::Decided(decided) => decided.clone(),
        other => panic!("{other:?}"),
    }
}

fn rows(verdict: &Verdict<'_>) -> Vec<(usize, bool)> {
    decided(verdict).hits().map(|hit| (hit.row, hit.sure)).collect()
}

#[test]
fn the_answer_names_row_reason_and_outcome() {
    let table = age_and_risk(HitPolicy::First);
    let verdict = table.decide_in_order(&[Given::Number(17.into()), Given::Choice("high")]).unwrap();
    let answer = decided(&verdict);
    assert_eq!(answer.value(), Some(&Value::choice("declined")));
    assert_eq!(rows(&verdict), [(2, true)]);
    assert_eq!(answer.reason().unwrap().0.nl, "too young");
}

#[test]
fn what_is_unknown_is_asked_only_if_it_matters() {
    let table = age_and_risk(HitPolicy::First);
    let ask = |age: Given<'static>, risk: Given<'static>| table.decide_in_order(&[age, risk]).unwrap();
    let missing =
        |inputs: &[&str]| Verdict::Undecided { missing: inputs.iter().map(|id| InputId::from(*id)).collect() };
    assert_eq!(ask(Given::Unknown, Given::Unknown), missing(&["age", "risk"]));
    assert_eq!(ask(Given::Unknown, Given::Choice("low")), missing(&["age"]));
    assert_eq!(ask(Given::Number(18.into()), Given::Unknown), missing(&["risk"]));
    // Whatever the age is, high risk is declined: row 3 for sure, row 2 perhaps.
    let verdict = ask(Given::Unknown, Given::Choice("high"));
    assert_eq!(decided(&verdict).value(), Some(&Value::choice("declined")));
    assert_eq!(rows(&verdict), [(3, true), (2, false)]);
    assert_eq!(decided(&verdict).reason().unwrap().0.nl, "high risk");
    let verdict = ask(Given::Number(17.into()), Given::Unknown);
    assert_eq!(rows(&verdict), [(2, true)]);
}

#[test]
fn rows_that_together_leave_no_choice_decide() {
    let raw = RawTable::new("t", HitPolicy::Unique)
        .input("age", Kind::number())
        .output("t", Kind::choice(&["same", "other"]))
        .row(&["< 18"], &["same"], "young")
        .row(&[">= 18"], &["same"], "grown");
    let table = Table::compile(raw).unwrap();
    let verdict = table.decide(|_| Given::Unknown).unwrap();
    assert_eq!(rows(&verdict), [(1, false), (2, false)]);
}

#[test]
fn each_policy_makes_its_own_answer_of_the_same_rows() {
    let young_and_high = [Given::Number(17.into()), Given::Choice("high")];
    for (name, expected) in [
        ("unique", Plain::Conflict),
        ("first", Plain::One(vec![Value::choice("declined")])),
        ("priority", Plain::One(vec![Value::choice("declined")])),
        ("any", Plain::One(vec![Value::choice("declined")])),
        ("collect", Plain::Many(vec![vec![Value::choice("declined")]; 2])),
        ("collect-count", Plain::Number(2.into())),
        ("rule-order", Plain::Many(vec![vec![Value::choice("declined")]; 2])),
        ("output-order", Plain::Many(vec![vec![Value::choice("declined")]; 2])),
    ] {
        let table = age_and_risk(HitPolicy::named(name).unwrap());
        let verdict = table.decide_in_order(&young_and_high).unwrap();
        assert_eq!(plain(&verdict), Some(expected), "{name}");
        if let Verdict::Conflict { rows } = verdict {
            assert_eq!(rows, [2, 3]);
        }
    }
}

#[test]
fn a_value_that_cannot_be_is_refused() {
    let raw = RawTable::new("t", HitPolicy::First)
        .input("age", Kind::Number(NumberRange { whole: true, least: Some(0.into()), most: Some(120.into()) }))
        .input("risk", Kind::choice(&["high", "low"]))
        .output("t", Kind::YesNo)
        .row(&["-", "-"], &["yes"], "always");
    let table = Table::compile(raw).unwrap();
    let ask = |age, risk| table.decide_in_order(&[age, risk]).unwrap_err();
    let told = |error: WrongValue| error.to_string();
    assert_eq!(
        told(ask(Given::YesNo(true), Given::Unknown)),
        "`age` was given a value of kind yes-no; give one of kind number"
    );
    assert_eq!(
        told(ask(Given::Number(121.into()), Given::Unknown)),
        "`age` was given 121; give a whole number from 0 to 120"
    );
    assert_eq!(
        told(ask(Given::Number("1.5".parse().unwrap()), Given::Unknown)),
        "`age` was given 1.5; give a whole number from 0 to 120"
    );
    assert_eq!(
        told(ask(Given::Unknown, Given::Choice("middling"))),
        "`risk` was given \"middling\"; its options are high, low"
    );
}

#[test]
fn numbers_are_exact() {
    let raw = RawTable::new("t", HitPolicy::Collect(Some(regie_decision::Aggregator::Sum)))
        .input("x", Kind::number())
        .output("t", Kind::number())
        .row(&[">= 0.3"], &["0.1"], "")
        .row(&["[0.3..0.3]"], &["0.2"], "");
    let table = Table::compile(raw).unwrap();
    let verdict = table.decide_in_order(&[Given::Number("0.30".parse().unwrap())]).unwrap();
    assert_eq!(decided(&verdict).outcome(), Outcome::Number("0.3".parse().unwrap()));
}

#[test]
fn thirty_unknown_inputs_take_no_time() {
    let mut raw = RawTable::new("t", HitPolicy::First).output("t", Kind::choice(&["yes-it-is", "no-it-is-not"]));
    for input in 0..30 {
        raw = raw.input(&format!("sign-{input}"), Kind::YesNo);
    }
    for row in 0..30 {
        let when: Vec<&str> = (0..30).map(|column| if column == row { "yes" } else { "-" }).collect();
        raw = raw.row(&when, &["yes-it-is"], "a sign");
    }
    raw = raw.row(&["-"; 30], &["no-it-is-not"], "no sign");
    let table = Table::compile(raw).unwrap();
    let Verdict::Undecided { missing } = table.decide(|_| Given::Unknown).unwrap() else { panic!("decided") };
    assert_eq!(missing.len(), 30);
    // One sign decides, whatever the others are.
    let verdict = table.decide(|id| if *id == "sign-29" { Given::YesNo(true) } else { Given::Unknown }).unwrap();
    assert_eq!(rows(&verdict).first(), Some(&(30, true)));
}

fn some_known(table: &Table) -> impl Strategy<Value = Vec<Option<Value>>> + use<> {
    let columns: Vec<_> = table
        .inputs()
        .iter()
        .map(|input| prop::option::weighted(0.4, prop::sample::select(domain(&input.kind))))
        .collect();
    columns
}

/// Every way to fill in what is unknown.
fn completions(table: &Table, known: &[Option<Value>]) -> Vec<Vec<Value>> {
    let columns: Vec<Vec<Value>> = table
        .inputs()
        .iter()
        .zip(known)
        .map(|(input, value)| value.clone().map_or_else(|| domain(&input.kind), |value| vec![value]))
        .collect();
    product(&columns)
}

/// The unknown inputs for which two completions differ in nothing else and come to something else.
fn mattering(table: &Table, known: &[Option<Value>]) -> Vec<InputId> {
    let completions = completions(table, known);
    let matters = |column: &usize| {
        completions.iter().any(|values| {
            domain(&table.inputs()[*column].kind).iter().any(|other| {
                let mut changed = values.clone();
                changed[*column] = other.clone();
                meaning(table, values) != meaning(table, &changed)
            })
        })
    };
    let unknown = (0..known.len()).filter(|column| known[*column].is_none());
    unknown.filter(matters).map(|column| table.inputs()[column].id.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_table_means_what_its_cells_say(table in tables(&[])) {
        for values in all_values(&table) {
            let given: Vec<Given<'_>> = values.iter().map(Given::from).collect();
            let verdict = table.decide_in_order(&given).unwrap();
            prop_assert_eq!(plain(&verdict), Some(meaning(&table, &values)), "{:?}", values);
        }
    }

    #[test]
    fn first_is_the_first_row_that_matches(table in tables(&[HitPolicy::First])) {
        for values in all_values(&table) {
            let given: Vec<Given<'_>> = values.iter().map(Given::from).collect();
            let verdict = table.decide_in_order(&given).unwrap();
            match matching(&table, &values).first() {
                Some(first) => prop_assert_eq!(rows(&verdict), [(first + 1, true)]),
                None => prop_assert!(!matches!(verdict, Verdict::Decided(decided) if decided.hits().next().is_some())),
            }
        }
    }

    #[test]
    fn what_is_known_in_part_comes_to_what_all_completions_come_to(
        (table, known) in tables(&[]).prop_flat_map(|table| { let known = some_known(&table); (Just(table), known) })
    ) {
        let verdict = table.decide_in_order(&givens(&known)).unwrap();
        let all = completions(&table, &known);
        let first = meaning(&table, &all[0]);
        if all.iter().all(|values| meaning(&table, values) == first) {
            prop_assert_eq!(plain(&verdict), Some(first));
        } else {
            prop_assert_eq!(&verdict, &Verdict::Undecided { missing: mattering(&table, &known) });
        }
        if let Verdict::Decided(decided) = &verdict {
            for hit in decided.hits().filter(|hit| hit.sure) {
                prop_assert!(all.iter().all(|values| matching(&table, values).contains(&(hit.row - 1))));
            }
            if matches!(table.hit(), HitPolicy::First | HitPolicy::Priority) {
                let named: Vec<usize> = decided.hits().map(|hit| hit.row - 1).collect();
                for row in all.iter().filter_map(|values| in_order(&table, values).first().copied()) {
                    prop_assert!(named.contains(&row), "row {} is not among {:?}", row, named);
                }
            }
        }
    }
}
