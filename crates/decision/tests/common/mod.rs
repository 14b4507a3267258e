//! Small random tables, and the plain meaning of a table: every combination looked at, one by one.
#![allow(dead_code, reason = "each test file uses its own part")]

use proptest::prelude::*;
use regie_decision::{
    Aggregator, Decimal, Given, HitPolicy, Kind, NumberRange, Outcome, RawOtherwise, RawTable, Table, Text, Value,
    Verdict,
};

/// What a table comes to, in plain terms.
#[derive(Clone, Debug, PartialEq)]
pub enum Plain {
    One(Vec<Value>),
    Many(Vec<Vec<Value>>),
    Number(Decimal),
    Nothing,
    Conflict,
}

/// The rows, from 0, whose cells all let the values through.
pub fn matching(table: &Table, values: &[Value]) -> Vec<usize> {
    let holds = |row: &usize| table.rows()[*row].when.iter().zip(values).all(|(cell, value)| cell.accepts(value));
    (0..table.rows().len()).filter(holds).collect()
}

fn weights(table: &Table, row: usize) -> Vec<usize> {
    let pairs = table.outputs().iter().zip(&table.rows()[row].is);
    pairs
        .filter_map(|(output, value)| match (&output.kind, value) {
            (Kind::Choice(options), Value::Choice(option)) => options.iter().position(|known| known == option),
            _ => None,
        })
        .collect()
}

/// The matching rows in the order in which the policy looks at them.
pub fn in_order(table: &Table, values: &[Value]) -> Vec<usize> {
    let mut rows = matching(table, values);
    if matches!(table.hit(), HitPolicy::Priority | HitPolicy::OutputOrder) {
        rows.sort_by_key(|row| weights(table, *row));
    }
    rows
}

/// What the table comes to for these values, by the words of DMN 1.3, chapter 8.2.11.
pub fn meaning(table: &Table, values: &[Value]) -> Plain {
    let rows = in_order(table, values);
    let is = |row: usize| table.rows()[row].is.clone();
    let numbers =
        || rows.iter().map(|row| if let Value::Number(number) = is(*row)[0] { number } else { Decimal::ZERO });
    match (table.hit(), rows.as_slice()) {
        (HitPolicy::Collect(None) | HitPolicy::RuleOrder | HitPolicy::OutputOrder, []) => {
            Plain::Many(table.otherwise().map(|otherwise| otherwise.is.clone()).into_iter().collect())
        }
        (HitPolicy::Collect(None) | HitPolicy::RuleOrder | HitPolicy::OutputOrder, rows) => {
            Plain::Many(rows.iter().map(|row| is(*row)).collect())
        }
        (HitPolicy::Collect(Some(Aggregator::Count)), rows) => Plain::Number(rows.len().into()),
        (_, []) => table.otherwise().map_or(Plain::Nothing, |otherwise| Plain::One(otherwise.is.clone())),
        (HitPolicy::Collect(Some(Aggregator::Sum)), _) => Plain::Number(numbers().sum()),
        (HitPolicy::Collect(Some(Aggregator::Min)), _) => Plain::Number(numbers().min().unwrap()),
        (HitPolicy::Collect(Some(Aggregator::Max)), _) => Plain::Number(numbers().max().unwrap()),
        (HitPolicy::Unique, [_, _, ..]) => Plain::Conflict,
        (HitPolicy::Any, rows) if rows.iter().any(|row| is(*row) != is(rows[0])) => Plain::Conflict,
        (_, [first, ..]) => Plain::One(is(*first)),
    }
}

/// The verdict in plain terms; `None` when undecided.
pub fn plain(verdict: &Verdict<'_>) -> Option<Plain> {
    Some(match verdict {
        Verdict::Decided(decided) => match decided.outcome() {
            Outcome::One(values) => Plain::One(values.to_vec()),
            Outcome::List(rows) => Plain::Many(rows.into_iter().map(<[Value]>::to_vec).collect()),
            Outcome::Number(number) => Plain::Number(number),
        },
        Verdict::Uncovered => Plain::Nothing,
        Verdict::Conflict { .. } => Plain::Conflict,
        Verdict::Undecided { .. } => return None,
    })
}

pub fn givens(values: &[Option<Value>]) -> Vec<Given<'_>> {
    values.iter().map(|value| Given::from(value.as_ref())).collect()
}

/// Values of a kind such that every region of the cells below has one.
pub fn domain(kind: &Kind) -> Vec<Value> {
    match kind {
        Kind::YesNo => vec![Value::YesNo(false), Value::YesNo(true)],
        Kind::Choice(options) => options.iter().map(|option| Value::choice(option)).collect(),
        Kind::Number(range) => {
            let halves = (-2..=10).map(|half| Decimal::from(half) / Decimal::TWO);
            halves.filter(|number| range.holds(*number)).map(|number| Value::Number(number.normalize())).collect()
        }
        Kind::Date => (1..=7).map(|day| Value::Date(jiff::civil::date(2026, 1, day))).collect(),
        Kind::Text => ["x", "y", "something else"].map(Value::text).to_vec(),
    }
}

/// Every combination of the columns' values.
pub fn product(columns: &[Vec<Value>]) -> Vec<Vec<Value>> {
    columns.iter().fold(vec![Vec::new()], |rows, column| {
        rows.iter()
            .flat_map(|row| column.iter().map(|value| [row.as_slice(), std::slice::from_ref(value)].concat()))
            .collect()
    })
}

pub fn all_values(table: &Table) -> Vec<Vec<Value>> {
    product(&table.inputs().iter().map(|input| domain(&input.kind)).collect::<Vec<_>>())
}

/// A literal that can stand in a cell of this kind.
fn literal(kind: &Kind) -> BoxedStrategy<String> {
    match kind {
        Kind::YesNo => prop::sample::select(vec!["yes", "no"]).prop_map(str::to_owned).boxed(),
        Kind::Choice(options) => {
            prop::sample::select(options.clone()).prop_map(|option| Value::choice(&option).to_string()).boxed()
        }
        Kind::Number(_) => (0..=4_i32).prop_map(|number| number.to_string()).boxed(),
        Kind::Date => (2..=6_i8).prop_map(|day| format!("date(\"2026-01-0{day}\")")).boxed(),
        Kind::Text => prop::sample::select(vec!["\"x\"", "\"y\""]).prop_map(str::to_owned).boxed(),
    }
}

fn test(kind: &Kind) -> BoxedStrategy<String> {
    let one = literal(kind);
    if !matches!(kind, Kind::Number(_) | Kind::Date) {
        return one;
    }
    let compared = (prop::sample::select(vec!["<", "<=", ">", ">="]), literal(kind))
        .prop_map(|(sign, value)| format!("{sign} {value}"));
    let interval =
        (literal(kind), literal(kind), prop::sample::select(vec!['[', '(']), prop::sample::select(vec![']', ')']));
    let interval = interval.prop_map(|(one, other, open, close)| {
        // Literals of one kind are equally long here, so the order of their texts is theirs.
        let (low, high) = if one <= other { (one, other) } else { (other, one) };
        if low == high { format!("[{low}..{high}]") } else { format!("{open}{low}..{high}{close}") }
    });
    prop_oneof![one, compared, interval].boxed()
}

fn cell(kind: &Kind) -> BoxedStrategy<String> {
    let list = |least: usize| prop::collection::vec(test(kind), least..3).prop_map(|tests| tests.join(", "));
    prop_oneof![
        3 => Just("-".to_owned()),
        4 => list(1),
        1 => list(1).prop_map(|tests| format!("not({tests})")),
    ]
    .boxed()
}

fn kind() -> impl Strategy<Value = Kind> {
    let within = NumberRange { whole: false, least: Some(Decimal::ZERO), most: Some(Decimal::from(3)) };
    let whole = NumberRange { whole: true, least: Some(Decimal::ZERO), most: None };
    prop::sample::select(vec![
        Kind::YesNo,
        Kind::choice(&["a", "b", "c"]),
        Kind::number(),
        Kind::Number(within),
        Kind::Number(whole),
        Kind::Date,
        Kind::Text,
    ])
}

fn policies() -> Vec<HitPolicy> {
    HitPolicy::names().filter_map(HitPolicy::named).collect()
}

fn outcome(hit: HitPolicy) -> (Kind, BoxedStrategy<String>) {
    match hit {
        HitPolicy::Collect(Some(_)) => {
            (Kind::number(), prop::sample::select(vec!["0", "1", "2.5", "-1"]).prop_map(str::to_owned).boxed())
        }
        _ => {
            let options = prop::sample::select(vec!["p", "q", "r"]).prop_map(str::to_owned);
            (Kind::choice(&["p", "q", "r"]), options.boxed())
        }
    }
}

/// A small table with one of these policies, or with any when there are none.
pub fn tables(hits: &[HitPolicy]) -> impl Strategy<Value = Table> + use<> {
    let hits = if hits.is_empty() { policies() } else { hits.to_vec() };
    let head = (prop::sample::select(hits), prop::collection::vec(kind(), 1..=3), prop::bool::weighted(0.2));
    head.prop_flat_map(|(hit, kinds, otherwise)| {
        let (outcome_kind, outcomes) = outcome(hit);
        let cells: Vec<BoxedStrategy<String>> = kinds.iter().map(cell).collect();
        let rows = prop::collection::vec((cells, outcomes.clone()), 1..=6);
        (rows, outcomes).prop_map(move |(rows, default)| {
            let mut raw = RawTable::new("table", hit).output("outcome", outcome_kind.clone());
            for (place, kind) in kinds.iter().enumerate() {
                raw = raw.input(&format!("input-{place}"), kind.clone());
            }
            for (when, is) in &rows {
                let when: Vec<&str> = when.iter().map(String::as_str).collect();
                raw = raw.row(&when, &[is], "because");
            }
            let may = hit != HitPolicy::Collect(Some(Aggregator::Count));
            raw.otherwise = (otherwise && may).then(|| RawOtherwise {
                is: vec![default],
                why: Text::same("nothing else"),
                source: String::new(),
            });
            Table::compile(raw).unwrap()
        })
    })
}
