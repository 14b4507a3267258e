//! A guarantee of several parts is proved part by part, each on a smaller cone: *never this or that* is never the one and
//! never the other; *at closing this and that* is the one and the other; so are *whenever this or that* and *then this and
//! that*, when it is at once. *Each time this or that* is each time the one and each time the other: what comes to hold
//! beside what holds already counts.

use toml::{Table, Value};

/// What stands between the name of a guarantee and the number of its part.
const PART: &str = "-part-";
/// A guarantee that would fall into more parts is proved whole.
const MOST_PARTS: usize = 24;

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
    let with = |one: &Table, key: &str, part: String| {
        let mut one = one.clone();
        one.insert(key.into(), Value::String(part));
        one
    };
    let all = |key: &str, parts: Vec<String>| -> Vec<Table> {
        parts.into_iter().map(|part| with(guarantee, key, part)).collect()
    };
    match (text("never"), text("at-close"), text("whenever"), text("then")) {
        (Some(never), ..) => all("never", alternatives(never)),
        (_, Some(close), ..) => all("at-close", demands(close)),
        (.., Some(whenever), Some(then)) if text("within").is_none() => {
            let each = alternatives(whenever).into_iter().map(|part| with(guarantee, "whenever", part));
            each.flat_map(|one| demands(then).into_iter().map(move |part| with(&one, "then", part))).collect()
        }
        (.., None, Some(then)) if text("each-time").is_some() => {
            let each = alternatives(text("each-time").unwrap_or_default());
            let each = each.into_iter().map(|part| with(guarantee, "each-time", part));
            each.flat_map(|one| demands(then).into_iter().map(move |part| with(&one, "then", part))).collect()
        }
        _ => vec![guarantee.clone()],
    }
}

/// Criteria that each must hold for this one to hold: what stands between the outermost `and`, after `or` is drawn inwards.
fn demands(criterion: &str) -> Vec<String> {
    distributed(criterion, [" and ", " or "]).unwrap_or_else(|| vec![criterion.to_owned()])
}

/// Criteria of which one must hold for this one to hold.
fn alternatives(criterion: &str) -> Vec<String> {
    distributed(criterion, [" or ", " and "]).unwrap_or_else(|| vec![criterion.to_owned()])
}

/// The parts of a criterion between the outer words, each of which knows only the inner word; nothing when there would be
/// too many. Both words distribute over one another in three values too.
fn distributed(criterion: &str, [outer, inner]: [&str; 2]) -> Option<Vec<String>> {
    let criterion = without_brackets(criterion);
    // `or` binds looser, so that it is split first.
    for word in [" or ", " and "] {
        let parts = outermost(criterion, word);
        if parts.len() == 1 {
            continue;
        }
        let parts: Vec<Vec<String>> =
            parts.into_iter().map(|part| distributed(part, [outer, inner])).collect::<Option<_>>()?;
        if word == outer {
            return Some(parts.concat());
        }
        let mut combined = vec![String::new()];
        for part in parts {
            let join = |so_far: &String, one: &String| {
                if so_far.is_empty() { one.clone() } else { format!("{so_far}{inner}{one}") }
            };
            combined = combined.iter().flat_map(|so_far| part.iter().map(move |one| join(so_far, one))).collect();
            if combined.len() > MOST_PARTS {
                return None;
            }
        }
        return Some(combined);
    }
    Some(vec![criterion.to_owned()])
}

/// Without brackets that hold all of it.
pub fn without_brackets(criterion: &str) -> &str {
    let criterion = criterion.trim();
    let Some(inside) = criterion.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { return criterion };
    let mut depth = 1_usize;
    for c in inside.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return criterion;
        }
    }
    without_brackets(inside)
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
