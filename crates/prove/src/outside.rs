//! Steps outside of a local cone: what a criterion says of them becomes a question that may be answered at any time, either
//! way. That allows more than the steps could bring about, and costs one fact instead of steps and all that they hang on.

use std::collections::BTreeMap;

use regie_pathway::{Definition, FactId};
use toml::{Table, Value};

use crate::{
    closing,
    cone::Cone,
    parts::{outermost, without_brackets},
};

/// Begins the name of such a question: no name of a file has two hyphens in its midst by chance.
const OUTSIDE: &str = "outside--";

/// Whether a fact stands for a step outside of the cone.
pub fn is_outside(fact: &FactId) -> bool {
    fact.as_str().starts_with(OUTSIDE)
}

/// Puts questions in the place of what is said of steps outside of the cone, in every criterion of the file: one question
/// for each part that speaks of nothing else.
///
/// Says what the questions must be answered with where the pathway may be closed.
pub fn answer(file: &mut Table, def: &Definition, cone: &Cone) -> Vec<(FactId, bool)> {
    let mut outside = Outside { def, cone, asked: BTreeMap::new() };
    for (key, value) in file.iter_mut().filter(|(key, _)| ["step", "anchors", "facts"].contains(&key.as_str())) {
        let rules: Vec<&mut Table> = match value {
            Value::Array(steps) if key == "step" => steps.iter_mut().filter_map(Value::as_table_mut).collect(),
            Value::Table(named) => named.iter_mut().filter_map(|(_, rule)| rule.as_table_mut()).collect(),
            _ => Vec::new(),
        };
        for rule in rules {
            for key in ["opens", "ends", "only-while"] {
                outside.in_criterion(rule, key);
            }
            if let Some(repeat) = rule.get_mut("repeat").and_then(Value::as_table_mut) {
                outside.in_criterion(repeat, "while");
            }
        }
    }
    let facts = file.entry("facts").or_insert_with(|| Value::Table(Table::new()));
    let mut at_close = Vec::new();
    for (criterion, (at, begins)) in outside.asked {
        let name = format!("{OUTSIDE}{at}");
        at_close.extend(closing::answer(def, &criterion).map(|answer| (FactId::from(name.as_str()), answer)));
        let fact = format!("kind = \"yes-no\"\ndefault = {begins}\nask = {{ nl = \"{name}\" }}");
        if let (Some(facts), Ok(fact)) = (facts.as_table_mut(), fact.parse::<Table>()) {
            facts.insert(name, Value::Table(fact));
        }
    }
    at_close
}

/// What is asked in the place of steps.
struct Outside<'d> {
    def: &'d Definition,
    cone: &'d Cone,
    /// Of each part of a criterion the number of its question, and whether it holds while every step waits.
    asked: BTreeMap<String, (usize, bool)>,
}

impl Outside<'_> {
    fn in_criterion(&mut self, rule: &mut Table, key: &str) {
        if let Some(criterion) = rule.get(key).and_then(Value::as_str) {
            let criterion = self.rewritten(&criterion.split_whitespace().collect::<Vec<_>>().join(" "));
            rule.insert(key.into(), Value::String(criterion));
        }
    }

    fn rewritten(&mut self, criterion: &str) -> String {
        let criterion = without_brackets(criterion);
        if let Some(begins) = self.begins(criterion) {
            let next = self.asked.len();
            let (at, _) = self.asked.entry(criterion.to_owned()).or_insert((next, begins));
            return format!("{OUTSIDE}{at}");
        }
        for word in [" or ", " and "] {
            let parts = outermost(criterion, word);
            if parts.len() > 1 {
                let (outside, inside): (Vec<&str>, Vec<&str>) =
                    parts.into_iter().partition(|part| self.begins(part).is_some());
                let mut written: Vec<String> =
                    inside.into_iter().map(|part| format!("({})", self.rewritten(part))).collect();
                if !outside.is_empty() {
                    written.push(self.rewritten(&outside.join(word)));
                }
                return written.join(word);
            }
        }
        match negated(criterion) {
            Some(inner) => format!("not ({})", self.rewritten(inner)),
            None => criterion.to_owned(),
        }
    }

    /// Of a criterion that speaks only of steps outside, whether it holds while they all wait.
    fn begins(&self, criterion: &str) -> Option<bool> {
        let criterion = without_brackets(criterion);
        for (word, all) in [(" or ", false), (" and ", true)] {
            let parts = outermost(criterion, word);
            if parts.len() > 1 {
                let begin: Vec<bool> = parts.into_iter().map(|part| self.begins(part)).collect::<Option<_>>()?;
                return Some(if all { begin.into_iter().all(|one| one) } else { begin.into_iter().any(|one| one) });
            }
        }
        if let Some(inner) = negated(criterion) {
            return self.begins(inner).map(|begins| !begins);
        }
        let words: Vec<&str> = criterion.split_whitespace().collect();
        let [step, "is", status @ ..] = words.as_slice() else { return None };
        if self.def.step(&(*step).into()).is_none() || self.cone.steps.contains(*step) {
            return None;
        }
        match status {
            ["not", status] => Some(*status != "waiting"),
            [status] => Some(*status == "waiting"),
            _ => None,
        }
    }
}

pub fn negated(criterion: &str) -> Option<&str> {
    let inner = criterion.strip_prefix("not")?;
    inner.starts_with([' ', '(']).then_some(inner)
}
