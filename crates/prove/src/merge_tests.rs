//! Merged states must have the same future: every move leads both to states that are merged again.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::{HashMap, VecDeque};

use proptest::prelude::*;
use regie_made_up::{Shape, pathway};
use regie_pathway::{Definition, Status, Step, StepId, TakesBack, outstanding};

use crate::moves::{Move, Moves, Node};

type Key = Box<[i32]>;

/// Where each move leads, in the order of the keys: occurrences may be numbered differently.
fn futures(moves: &Moves<'_>, node: &Node) -> Vec<(Key, Option<Move>)> {
    let mut futures: Vec<_> = nexts(moves, node).map(|(next, by)| (moves.key(&next), by)).collect();
    futures.sort_by(|(a, _), (b, _)| a.cmp(b));
    futures
}

/// Where one comes to from here, and by which move; by none when it happens outside of the cone.
fn nexts<'m>(moves: &'m Moves<'_>, node: &'m Node) -> impl Iterator<Item = (Node, Option<Move>)> + 'm {
    let all = moves.moves(node).into_iter().chain(moves.waits(node, None));
    let after = all.filter_map(|one| Some((moves.after(node, &one)?, Some(one))));
    after.chain(moves.happens_outside(node).into_iter().map(|next| (next, None)))
}

/// What can be seen of the steps: of one that no criterion names, done and skipped are alike, and not seen once it went on.
fn visible(text: &str, node: &Node) -> Vec<(StepId, Status)> {
    let named = |step: &StepId| text.contains(&format!("{step} is "));
    let seen = node.state.occurrences().filter(|one| named(&one.step) || one.status().is_live());
    let mut seen: Vec<_> = seen.map(|one| (one.step.clone(), one.status())).collect();
    seen.sort();
    seen.dedup();
    seen
}

fn check(text: &str, most: usize) {
    let def = Definition::parse("made-up.toml", text).unwrap_or_else(|errors| panic!("{text}\n{errors:#?}"));
    check_moves(text, &Moves::of(&def, crate::moves::first_day(&def)), most);
}

/// The same with tables left out, and a question that stands in the place of steps.
fn check_as_on_a_cone(text: &str, most: usize) {
    let whole = Definition::parse("made-up.toml", text).unwrap_or_else(|errors| panic!("{text}\n{errors:#?}"));
    let left: String =
        text.lines().filter(|line| !line.starts_with("table = ")).map(|line| format!("{line}\n")).collect();
    let def = Definition::parse("made-up.toml", &left).unwrap_or_else(|errors| panic!("{left}\n{errors:#?}"));
    let def = def.deciding_freely(|step| whole.step(step).is_some_and(Step::is_decided_by_table));
    let ways = def.taken_back_by(&"on".into()).into_iter().chain([TakesBack::Nothing]);
    let changes = ways.flat_map(|way| [(true, way), (false, way)]).collect();
    let moves = Moves::of(&def, crate::moves::first_day(&def)).asking(vec![("on".into(), changes)]);
    check_moves(&left, &moves, most);
}

fn check_moves(text: &str, moves: &Moves<'_>, most: usize) {
    let def = moves.def;
    let mut seen: HashMap<Key, Node> = HashMap::new();
    let mut ahead: VecDeque<Node> = moves.starts().into_iter().map(|(node, _)| node).collect();
    while let Some(node) = ahead.pop_front() {
        if seen.len() > most {
            return;
        }
        let key = moves.key(&node);
        if let Some(known) = seen.get(&key) {
            assert_eq!(visible(text, known), visible(text, &node), "{text}\n{:#?}\n{:#?}", known.state, node.state);
            let left = |node: &Node| {
                let left = outstanding(def, &node.state).into_iter();
                left.map(|one| one.step).collect::<std::collections::BTreeSet<_>>()
            };
            assert_eq!(left(known), left(&node), "{text}");
            let (one, other) = (futures(moves, known), futures(moves, &node));
            let keys = |futures: &[(Key, Option<Move>)]| futures.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
            if keys(&one) != keys(&other) {
                let at = one.iter().zip(&other).position(|((a, _), (b, _))| a != b).unwrap_or(0);
                panic!(
                    "{text}\n{} {:#?}\n{} {:#?}\n{:?}\n{:?}\n{key:?}",
                    known.today,
                    known.state,
                    node.today,
                    node.state,
                    one.get(at),
                    other.get(at)
                );
            }
            continue;
        }
        ahead.extend(nexts(moves, &node).map(|(next, _)| next));
        seen.insert(key, node);
    }
}

/// As many files as `REGIE_MADE_UP` says.
#[expect(clippy::disallowed_methods, reason = "a longer search is asked for in the environment")]
fn cases(otherwise: u32) -> ProptestConfig {
    let cases = std::env::var("REGIE_MADE_UP").ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    ProptestConfig { failure_persistence: None, cases, max_shrink_iters: 400, ..ProptestConfig::default() }
}

/// A proof looks at tables as if they held on every day.
fn on_every_day(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with("valid-")).map(|line| format!("{line}\n")).collect()
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn merged_states_have_one_future(text in pathway(Shape::few(3))) {
        check(&text, 150);
    }

    #[test]
    fn merged_states_have_one_future_whatever_the_language_has(text in pathway(Shape::all(3))) {
        check(&on_every_day(&text), 100);
    }

    #[test]
    fn merged_states_have_one_future_where_tables_are_left_out(text in pathway(Shape::all(3))) {
        check_as_on_a_cone(&on_every_day(&text), 100);
    }
}
