//! The fences of the pure rooms, each with a deliberate breach.

use super::*;
use crate::breach::told;
use crate::workspace::sample::{file, package, workspace};

#[test]
fn the_real_pure_rooms_are_pure() {
    let real = crate::workspace::here().unwrap();
    let files = crate::workspace::text_files(&real.root).unwrap();
    assert_eq!(told(&breaches(&real, &files)), "");
}

#[test]
fn a_runtime_in_a_pure_room_is_a_breach_with_its_reason() {
    for (name, reason) in [
        ("tokio", "runtime"),
        ("tokio-util", "runtime"),
        ("sqlx", "database"),
        ("rand_core", "random"),
        ("tower-http", "pages"),
        ("timeline", "nobody has looked"),
    ] {
        let told = told(&outside_crates(&package("regie-care", &[name], &[])));
        assert!(told.contains(reason), "{name}: {told}");
    }
}

#[test]
fn tests_and_reaching_rooms_may_use_more() {
    let tests_only = package("regie-care", &["jiff", "serde"], &["tokio", "proptest"]);
    assert_eq!(outside_crates(&tests_only), []);
    assert_eq!(outside_crates(&package("regie-app", &["tokio"], &[])), []);
}

#[test]
fn a_file_read_in_a_pure_room_is_a_breach_with_its_line() {
    let source = "//! Reads std::fs.\nfn read() {\n    std::fs::read(\"x\");\n}\n";
    let found = told(&outside_modules(&file("crates/pathway/src/a.rs", source)));
    assert!(found.contains("crates/pathway/src/a.rs:3"), "{found}");
    assert!(found.contains("`std::fs`"), "{found}");
    assert_eq!(outside_modules(&file("crates/store/src/a.rs", source)), []);
    assert_eq!(outside_modules(&file("crates/pathway/tests/a.rs", source)), []);
}

#[test]
fn a_group_of_imports_hides_nothing() {
    let source = "use std::{\n    collections::{BTreeMap, BTreeSet},\n    env::var,\n    fmt,\n    thread,\n};\n";
    let found = told(&outside_modules(&file("crates/care/src/a.rs", source)));
    assert!(found.contains("`std::env`"), "{found}");
    assert!(found.contains("`std::thread`"), "{found}");
    assert_eq!(found.lines().count(), 2, "{found}");
}

#[test]
fn words_that_only_look_alike_pass() {
    let source = "use my_std::fs;\nuse std::fsx;\nuse std::{fmt, iter};\n";
    assert_eq!(outside_modules(&file("crates/care/src/a.rs", source)), []);
}

#[test]
fn code_after_a_test_module_is_still_looked_at() {
    let source = "#[cfg(test)]\n#[allow(x)]\nmod tests {\n    use std::fs;\n}\nuse std::net::IpAddr;\n";
    let found = told(&outside_modules(&file("crates/care/src/a.rs", source)));
    assert!(found.contains("a.rs:6"), "{found}");
    assert_eq!(found.lines().count(), 1, "{found}");
    let elsewhere = "#[cfg(test)]\nmod tests;\nuse std::net::IpAddr;\n";
    assert_eq!(outside_modules(&file("crates/care/src/a.rs", elsewhere)).len(), 1);
}

#[test]
fn a_missing_ban_and_a_missing_file_are_breaches() {
    let workspace = workspace(vec![package("regie-care", &[], &[])]);
    let whole = |wanted: &[&str]| {
        let rows: Vec<_> = wanted.iter().map(|ban| format!("{{ path = \"{ban}\", reason = \"so\" }}")).collect();
        format!("disallowed-methods = [{}]", rows.join(", "))
    };
    let root = file("clippy.toml", &whole(ROOT_BANS));
    let care = file("crates/care/clippy.toml", &whole(PURE_BANS));
    assert_eq!(told(&breaches(&workspace, &[root.clone(), care])), "");

    let shorter = file("crates/care/clippy.toml", &whole(&PURE_BANS[1..]));
    let found = told(&breaches(&workspace, &[root.clone(), shorter]));
    assert!(found.contains("does not ban `jiff::Timestamp::now`"), "{found}");

    let found = told(&breaches(&workspace, &[root]));
    assert!(found.contains("crates/care/clippy.toml: the file is missing"), "{found}");
}

/// The bans bite: clippy itself, finding the real files where cargo finds them, refuses a stopwatch in a pure room only.
#[test]
fn clippy_refuses_a_stopwatch_in_a_pure_room() {
    let stopwatch = "std::time::Instant::now().elapsed().as_secs()";
    let (pure, other) = clippy(stopwatch);
    assert!(pure.contains("disallowed method `std::time::Instant::now`"), "{pure}");
    assert!(pure.contains("nothing here may hang on how long it takes"), "{pure}");
    assert!(!other.contains("disallowed"), "{other}");
    assert!(other.contains("Finished"), "{other}");
}

/// And a clock in every room.
#[test]
fn clippy_refuses_a_clock_in_every_room() {
    let clock = "std::time::SystemTime::now().elapsed().map_or(0, |gone| gone.as_secs())";
    let (pure, other) = clippy(clock);
    assert!(pure.contains("pure: take `now` as a value"), "{pure}");
    assert!(other.contains("the clock is read in one place"), "{other}");
    let (pure, other) = clippy("1");
    assert!(!pure.contains("disallowed") && pure.contains("Finished"), "{pure}");
    assert!(!other.contains("disallowed") && other.contains("Finished"), "{other}");
}

/// What clippy says of a function with that body in a pure room and in another, each under the project's own clippy.toml.
fn clippy(body: &str) -> (String, String) {
    let real = crate::workspace::here().unwrap().root;
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    std::fs::write(at("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"pure\", \"other\"]\n").unwrap();
    for room in ["pure", "other"] {
        std::fs::create_dir_all(at(room).join("src")).unwrap();
        let manifest = format!("[package]\nname = \"{room}\"\nedition = \"2024\"\n");
        std::fs::write(at(room).join("Cargo.toml"), manifest).unwrap();
        let source = format!("//! A room.\n/// A number.\npub fn number() -> u64 {{ {body} }}\n");
        std::fs::write(at(room).join("src/lib.rs"), source).unwrap();
    }
    std::fs::copy(real.join("clippy.toml"), at("clippy.toml")).unwrap();
    std::fs::copy(real.join("crates/pathway/clippy.toml"), at("pure/clippy.toml")).unwrap();
    let told = |room: &str| {
        let output = crate::workspace::cargo()
            .args(["clippy", "--offline", "--color", "never", "--package", room])
            .current_dir(folder.path())
            .env("CARGO_TARGET_DIR", at("target"))
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    (told("pure"), told("other"))
}
