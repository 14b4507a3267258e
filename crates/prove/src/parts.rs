//! A guarantee of several parts is proved part by part, each on a smaller cone: *never this or that* is never the one and
//! never the other; *at closing this and that* is the one and the other; so is *then this and that*, when it is at once.

use toml::{Table, Value};

/// What stands between the name of a guarantee and the number of its part.
const PART: &str = "-part-";

/// The file with every guarantee in parts, and of each guarantee the names of its parts.
pub fn in_parts(mut file: Table) -> (Table, Vec<Vec<String>>) {
    let mut names = Vec::new();
    let mut parts = Vec::new();
    for guarantee in file.get("guarantee").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table) {
        let id = guarantee.get("id").and_then(Value::as_str).unwrap_or_default();
        let split = split(guarantee);
        let of_one = split.into_iter().enumerate().map(|(at, mut part)| {
            let name = format!("{id}{PART}{}", at + 1);
            part.insert("id".into(), Value::String(name.clone()));
            parts.push(Value::Table(part));
            name
        });
        names.push(of_one.collect());
    }
    if !parts.is_empty() {
        file.insert("guarantee".into(), Value::Array(parts));
    }
    (file, names)
}

fn split(guarantee: &Table) -> Vec<Table> {
    let text = |key: &str| guarantee.get(key).and_then(Value::as_str);
    let (key, parts) = match (text("never"), text("at-close"), text("then")) {
        (Some(never), ..) => ("never", outermost(never, " or ")),
        (_, Some(close), _) => ("at-close", conjuncts(close)),
        (.., Some(then)) if text("within").is_none() => ("then", conjuncts(then)),
        _ => return vec![guarantee.clone()],
    };
    let with = |part: &str| {
        let mut one = guarantee.clone();
        one.insert(key.into(), Value::String(part.to_owned()));
        one
    };
    parts.into_iter().map(with).collect()
}

/// `or` binds looser, so that what it joins is one.
fn conjuncts(criterion: &str) -> Vec<&str> {
    if outermost(criterion, " or ").len() > 1 { vec![criterion] } else { outermost(criterion, " and ") }
}

/// Splits at a word where no bracket is open.
pub fn outermost<'c>(criterion: &'c str, word: &str) -> Vec<&'c str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in criterion.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ' ' if depth == 0 && at >= from && criterion[at..].starts_with(word) => {
                parts.push(&criterion[from..at]);
                from = at + word.len();
            }
            _ => {}
        }
    }
    parts.push(&criterion[from..]);
    parts
}
