//! The pure rooms: the same input gives the same answer, so nothing from outside comes in but values.
//!
//! Three fences: the crates they use (here), the modules of the standard library they name (here), and the functions and
//! types that `clippy.toml` bans by name (clippy checks the code, this module checks that the bans are written down).

use serde::Deserialize;

use crate::breach::Breach;
use crate::law::{Purity, ROOMS, Room, room, room_name};
use crate::workspace::{Package, TextFile, Workspace};

/// What a pure room may use from outside. Anything else wants a row here, with a thought about clocks, chance and IO.
const MAY_USE: &[&str] = &[
    "jiff",
    "quick-xml",
    "rust_decimal",
    "serde",
    "serde_json",
    "sha2",
    "strsim",
    "thiserror",
    "toml",
    "ulid",
    "utoipa",
];

/// Crates that will never get a row, by how their name begins, with the reason.
const NEVER: &[(&str, &str)] = &[
    ("tokio", "it is a runtime"),
    ("async-std", "it is a runtime"),
    ("futures", "nothing here waits"),
    ("sqlx", "it is a database"),
    ("axum", "it serves pages"),
    ("tower", "it serves pages"),
    ("hyper", "it speaks to the network"),
    ("reqwest", "it speaks to the network"),
    ("rand", "it draws at random"),
    ("fastrand", "it draws at random"),
    ("getrandom", "it draws at random"),
    ("uuid", "it draws at random"),
    ("chrono", "it reads the clock; time is jiff's"),
    ("time", "it reads the clock; time is jiff's"),
    ("tracing", "a pure answer carries its reason itself"),
    ("tempfile", "it writes files"),
];

/// Modules of the standard library that reach outside.
const OUTSIDE: &[(&str, &str)] = &[
    ("env", "an answer may not hang on how the machine is set"),
    ("fs", "texts come in as values"),
    ("io", "texts come in as values"),
    ("net", "nothing here speaks to the network"),
    ("os", "nothing here knows the machine"),
    ("process", "nothing here ends or starts a program"),
    ("thread", "no order but the order of the input"),
];

/// What the clippy.toml of every pure room bans.
const PURE_BANS: &[&str] = &[
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
    "jiff::tz::TimeZone::system",
    "rand::random",
    "rand::rng",
    "sqlx::Pool",
    "sqlx::query",
    "std::env::var",
    "std::thread::spawn",
    "std::time::Instant",
    "std::time::Instant::now",
    "std::time::SystemTime",
    "std::time::SystemTime::now",
    "tokio::runtime::Runtime",
    "tokio::spawn",
    "ulid::Ulid::generate",
];

/// What the clippy.toml at the root bans for everyone else.
const ROOT_BANS: &[&str] = &[
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
    "jiff::tz::TimeZone::system",
    "rand::random",
    "rand::rng",
    "std::time::SystemTime::now",
    "ulid::Ulid::generate",
];

/// Every breach of purity in the manifests, the sources and the clippy.toml files.
pub fn breaches(workspace: &Workspace, files: &[TextFile]) -> Vec<Breach> {
    let mut found: Vec<Breach> = workspace.packages.iter().flat_map(outside_crates).collect();
    found.extend(files.iter().flat_map(outside_modules));
    found.extend(bans(files, "clippy.toml", ROOT_BANS));
    for package in &workspace.packages {
        let name = room_name(&package.name);
        if room(name).is_some_and(is_pure) {
            found.extend(bans(files, &format!("crates/{name}/clippy.toml"), PURE_BANS));
        }
    }
    found
}

fn is_pure(room: &Room) -> bool {
    room.purity == Purity::Pure
}

fn outside_crates(package: &Package) -> Vec<Breach> {
    let Some(room) = room(room_name(&package.name)).filter(|room| is_pure(room)) else {
        return Vec::new();
    };
    let foreign = package.dependencies.iter().filter(|dependency| {
        !dependency.is_dev() && dependency.path.is_none() && !MAY_USE.contains(&dependency.name.as_str())
    });
    foreign
        .map(|dependency| {
            let name = &dependency.name;
            let place = format!("{}, Cargo.toml", package.name);
            let wrong = format!("the pure room `{}` may not use `{name}`", room.name);
            match NEVER.iter().find(|(start, _)| begins_with(name, start)) {
                Some((_, reason)) => {
                    Breach::new(place, format!("{wrong}: {reason}"), "Take what it gives as a value from outside")
                }
                None => Breach::new(
                    place,
                    format!("{wrong}: nobody has looked at it yet"),
                    "If it knows no clock, chance or IO, give it a row in MAY_USE of xtask/src/pure.rs",
                ),
            }
        })
        .collect()
}

/// `tokio-util` and `rand_core` begin with `tokio` and `rand`; `timeline` does not begin with `time`.
fn begins_with(name: &str, start: &str) -> bool {
    name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
}

fn outside_modules(file: &TextFile) -> Vec<Breach> {
    let of_pure_room = ROOMS
        .iter()
        .filter(|room| is_pure(room))
        .any(|room| file.path.starts_with(&format!("crates/{}/src/", room.name)) && file.path.ends_with(".rs"));
    if !of_pure_room || is_test_file(&file.path) {
        return Vec::new();
    }
    let code = without_tests_and_comments(&file.text);
    let mut found = Vec::new();
    for (number, line) in &code {
        for (module, reason) in OUTSIDE {
            if names_module(line, module) {
                found.push(outside_breach(&format!("{}:{number}", file.path), module, reason));
            }
        }
    }
    for module in grouped_modules(&code) {
        if let Some((module, reason)) = OUTSIDE.iter().find(|(name, _)| *name == module) {
            found.push(outside_breach(&file.path, module, reason));
        }
    }
    found
}

fn outside_breach(place: &str, module: &str, reason: &str) -> Breach {
    Breach::new(
        place,
        format!("a pure room names `std::{module}`: {reason}"),
        "Take what it gives as a value, or move the code to `app`, `store` or `cli`",
    )
}

fn is_test_file(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs") || path.ends_with("_tests.rs")
}

/// The lines that are code and no test, with their numbers. A test module written in the file ends at the first `}` that
/// stands at the margin, as rustfmt puts it.
fn without_tests_and_comments(text: &str) -> Vec<(usize, &str)> {
    let mut kept = Vec::new();
    let mut after_test_mark = false;
    let mut in_tests = false;
    for (index, line) in text.lines().enumerate() {
        let code = line.trim();
        if in_tests {
            in_tests = line != "}";
        } else if after_test_mark {
            if code.starts_with('#') || code.starts_with("//") {
                continue;
            }
            in_tests = code.ends_with('{');
            after_test_mark = false;
        } else if code.starts_with("#[cfg(test)]") {
            after_test_mark = true;
        } else if !code.starts_with("//") {
            kept.push((index + 1, line));
        }
    }
    kept
}

/// Does the line name `std::MODULE`?
fn names_module(line: &str, module: &str) -> bool {
    let path = format!("std::{module}");
    line.match_indices(&path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + path.len()..].chars().next();
        let part_of_word = |near: Option<char>| near.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !part_of_word(before) && !part_of_word(after)
    })
}

/// The modules that `use std::{…}` names at its first level.
fn grouped_modules(code: &[(usize, &str)]) -> Vec<String> {
    let joined: String = code.iter().map(|(_, line)| line.trim()).collect();
    let mut modules = Vec::new();
    for (at, start) in joined.match_indices("std::{") {
        let mut depth = 1;
        let mut word = String::new();
        for c in joined[at + start.len()..].chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 || (depth == 1 && c == ',') {
                let first = word.split([':', ' ']).next().unwrap_or_default();
                modules.push(first.to_owned());
                word.clear();
            } else {
                word.push(c);
            }
            if depth == 0 {
                break;
            }
        }
    }
    modules
}

/// The parts of a clippy.toml that are looked at.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct ClippyFile {
    #[serde(default)]
    disallowed_methods: Vec<Ban>,
    #[serde(default)]
    disallowed_types: Vec<Ban>,
}

#[derive(Debug, Deserialize)]
struct Ban {
    path: String,
    reason: String,
}

fn bans(files: &[TextFile], path: &str, wanted: &[&str]) -> Vec<Breach> {
    let Some(file) = files.iter().find(|file| file.path == path) else {
        return vec![Breach::new(path, "the file is missing", "Copy it from crates/pathway/clippy.toml")];
    };
    let written: ClippyFile = match toml::from_str(&file.text) {
        Ok(written) => written,
        Err(error) => {
            let said = error.to_string().replace('\n', " ");
            let wrong = format!("it cannot be read: {said}");
            return vec![Breach::new(path, wrong, "Every ban is { path, reason }")];
        }
    };
    let all: Vec<Ban> = written.disallowed_methods.into_iter().chain(written.disallowed_types).collect();
    let missing = wanted
        .iter()
        .filter(|ban| !all.iter().any(|written| written.path == **ban && !written.reason.trim().is_empty()));
    missing.map(|ban| Breach::new(path, format!("it does not ban `{ban}`"), "Ban it, with the reason")).collect()
}

#[cfg(test)]
#[path = "pure_tests.rs"]
mod tests;
