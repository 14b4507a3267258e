//! Steps outside of a local cone: what a criterion says of them becomes a question that may be answered at any time, either
//! way. That allows more than the steps could bring about, and costs one fact instead of a step and all that it hangs on.

use std::collections::BTreeSet;

use regie_pathway::{Definition, FactId};
use toml::{Table, Value};

use crate::cone::Cone;

/// Begins the name of such a question: no name of a file has two hyphens in its midst by chance.
const OUTSIDE: &str = "outside--";

/// Whether a fact stands for a step outside of the cone.
pub fn is_outside(fact: &FactId) -> bool {
    fact.as_str().starts_with(OUTSIDE)
}

/// Puts questions in the place of steps outside of the cone, in every criterion of the file.
pub fn answer(file: &mut Table, def: &Definition, cone: &Cone) {
    let mut asked = BTreeSet::new();
    for (key, value) in file.iter_mut().filter(|(key, _)| ["step", "anchors", "facts"].contains(&key.as_str())) {
        let rules: Vec<&mut Table> = match value {
            Value::Array(steps) if key == "step" => steps.iter_mut().filter_map(Value::as_table_mut).collect(),
            Value::Table(named) => named.iter_mut().filter_map(|(_, rule)| rule.as_table_mut()).collect(),
            _ => Vec::new(),
        };
        for rule in rules {
            for key in ["opens", "ends", "only-while"] {
                in_criterion(rule, key, def, cone, &mut asked);
            }
            if let Some(repeat) = rule.get_mut("repeat").and_then(Value::as_table_mut) {
                in_criterion(repeat, "while", def, cone, &mut asked);
            }
        }
    }
    let facts = file.entry("facts").or_insert_with(|| Value::Table(Table::new()));
    for name in asked {
        let begins = name.ends_with("--waiting");
        let fact = format!("kind = \"yes-no\"\ndefault = {begins}\nask = {{ nl = \"{name}\" }}");
        if let (Some(facts), Ok(fact)) = (facts.as_table_mut(), fact.parse::<Table>()) {
            facts.insert(name, Value::Table(fact));
        }
    }
}

fn in_criterion(rule: &mut Table, key: &str, def: &Definition, cone: &Cone, asked: &mut BTreeSet<String>) {
    let Some(criterion) = rule.get(key).and_then(Value::as_str) else { return };
    let spaced = criterion.replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let is_outside = |word: &str| def.step(&word.into()).is_some() && !cone.steps.contains(word);
    let (mut written, mut at) = (Vec::new(), 0);
    while let Some(word) = words.get(at) {
        let negated = words.get(at + 2) == Some(&"not");
        match words.get(at + 2 + usize::from(negated)) {
            Some(status) if words.get(at + 1) == Some(&"is") && is_outside(word) => {
                let name = format!("{OUTSIDE}{word}--{status}");
                written.push(format!("{}{name}", if negated { "not " } else { "" }));
                asked.insert(name);
                at += 3 + usize::from(negated);
            }
            _ => {
                written.push((*word).to_owned());
                at += 1;
            }
        }
    }
    rule.insert(key.into(), Value::String(written.join(" ")));
}
