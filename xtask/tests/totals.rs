//! `cargo xtask test` on a small workspace of its own: the totals, the exit status, the server that tests find.
#![allow(clippy::unwrap_used, reason = "a test may break off")]

use std::path::Path;
use std::process::Command;

const GOOD: &str = "
    #[test]
    fn the_server_answers() {
        let url = std::env::var(\"REGIE_TEST_POSTGRES\").unwrap();
        let address = url.split('@').nth(1).unwrap().split('/').next().unwrap();
        std::net::TcpStream::connect(address).unwrap();
    }
    #[test]
    fn the_browser_is_there() {
        let program = std::env::var(\"REGIE_TEST_CHROMIUM\").unwrap();
        assert!(std::path::Path::new(&program).exists(), \"{program}\");
    }
    #[test]
    #[ignore = \"counted as skipped\"]
    fn later() {}
";
const BAD: &str = "
    #[test]
    fn breaks() { panic!(\"on purpose\") }
";
const BROKEN_OFF: &str = "
    #[test]
    fn breaks_off() { std::process::abort() }
";

/// The exit status, the last line and all lines of `cargo xtask test --only test` with those test binaries.
fn run(binaries: &[(&str, &str)]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let manifest = "[package]\nname = \"fixture\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n";
    write("Cargo.toml", manifest);
    write("Cargo.lock", "version = 4\n\n[[package]]\nname = \"fixture\"\nversion = \"0.1.0\"\n");
    write("src/lib.rs", "");
    for (name, text) in binaries {
        write(&format!("tests/{name}.rs"), text);
    }
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["test", "--only", "test"])
        .env("CARGO_MANIFEST_DIR", folder.path())
        .env("CARGO_TARGET_DIR", folder.path().join("target"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let last = said.lines().last().unwrap_or_default().to_owned();
    (output.status.code(), last, said + &told)
}

#[test]
fn good_tests_are_added_up_and_end_well() {
    let (status, last, all) = run(&[("one", GOOD), ("two", "#[test]\nfn holds() {}\n")]);
    assert_eq!(last, "3 passed, 0 failed, 1 skipped", "{all}");
    assert_eq!(status, Some(0), "{all}");
}

#[test]
fn a_failing_test_does_not_keep_the_others_from_running() {
    let (status, last, all) = run(&[("a_bad", BAD), ("good", GOOD)]);
    assert_eq!(last, "2 passed, 1 failed, 1 skipped", "{all}");
    assert_eq!(status, Some(1), "{all}");
}

#[test]
fn a_binary_that_breaks_off_is_a_failure_though_it_counts_none() {
    let (status, last, all) = run(&[("a_broken_off", BROKEN_OFF), ("good", GOOD)]);
    assert_eq!(last, "2 passed, 0 failed, 1 skipped", "{all}");
    assert_eq!(status, Some(1), "{all}");
}

#[test]
fn no_test_at_all_is_a_failure() {
    let (status, last, all) = run(&[]);
    assert_eq!(last, "0 passed, 0 failed, 0 skipped", "{all}");
    assert_eq!(status, Some(1), "{all}");
}
