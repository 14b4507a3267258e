//! `cargo xtask test`: everything that must hold before a change lands.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::need::{self, Tools};
use crate::postgres::{Cluster, Durability};
use crate::tally::Tally;
use crate::{check, crash, pages, workspace};

/// The parts of the run, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Format,
    Clippy,
    Check,
    Deny,
    Test,
    Pages,
    Prove,
    Crash,
}

const STAGES: [Stage; 8] =
    [Stage::Format, Stage::Clippy, Stage::Check, Stage::Deny, Stage::Test, Stage::Pages, Stage::Prove, Stage::Crash];

impl Stage {
    fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Clippy => "clippy",
            Self::Check => "check",
            Self::Deny => "deny",
            Self::Test => "test",
            Self::Pages => "pages",
            Self::Prove => "prove",
            Self::Crash => "crash",
        }
    }
}

/// Every warning is refused; and every function longer than the `too-many-lines-threshold` of the clippy.toml files.
const CLIPPY: &[&str] =
    &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings", "-D", "clippy::too_many_lines"];

/// How a stage ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Good,
    Bad,
    /// What it needs is not there, and the run goes on without it.
    LeftOut,
}

impl Verdict {
    fn of(good: bool) -> Self {
        if good { Self::Good } else { Self::Bad }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Bad => "FAILED",
            Self::LeftOut => "left out",
        }
    }
}

/// Runs all stages, or those named with `--only`. A stage that fails does not keep the next from running; the last line is
/// always the totals of the tests when they were asked for.
///
/// # Errors
/// [`Failure::NotClean`] when a stage failed or no test ran; otherwise when the machine lacks what the tests need.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    let chosen = chosen(arguments)?;
    let tools = if chosen.contains(&Stage::Test) { Some(need::tools()?) } else { None };
    let mut tally = Tally::default();
    let mut ended: Vec<(Stage, Verdict, Duration)> = Vec::new();
    for stage in chosen {
        println!("\n── {} ──", stage.name());
        let began = Instant::now();
        let verdict = run_stage(stage, tools.as_ref(), &mut tally).unwrap_or_else(|failure| {
            println!("{failure}");
            Verdict::Bad
        });
        ended.push((stage, verdict, began.elapsed()));
    }
    println!();
    for (stage, verdict, took) in &ended {
        println!("{:<8} {:<9} {:>7.1} s", stage.name(), verdict.word(), took.as_secs_f64());
    }
    let good = ended.iter().all(|(_, verdict, _)| *verdict != Verdict::Bad);
    if tools.is_some() {
        if !tally.ran() {
            println!("no test ran, and that is a failure");
        }
        println!("{tally}");
    }
    if good { Ok(()) } else { Err(Failure::NotClean) }
}

/// The stages that the arguments ask for.
fn chosen(arguments: &[String]) -> Result<Vec<Stage>, Failure> {
    let mut chosen = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let name = match argument.as_str() {
            "--only" => arguments.next().map(String::as_str),
            other => other.strip_prefix("--only="),
        };
        let stage = name.and_then(|name| STAGES.into_iter().find(|stage| stage.name() == name));
        chosen.push(stage.ok_or_else(|| {
            let names = STAGES.map(Stage::name).join(", ");
            Failure::WrongUse(format!("`test` takes `--only STAGE`, where STAGE is one of {names}"))
        })?);
    }
    if chosen.is_empty() {
        return Ok(STAGES.to_vec());
    }
    Ok(STAGES.into_iter().filter(|stage| chosen.contains(stage)).collect())
}

fn run_stage(stage: Stage, tools: Option<&Tools>, tally: &mut Tally) -> Result<Verdict, Failure> {
    match (stage, tools) {
        (Stage::Format, _) => succeeds(&["fmt", "--all", "--check"]),
        (Stage::Clippy, _) => succeeds(CLIPPY),
        (Stage::Check, _) => Ok(Verdict::of(check::run(&[]).is_ok())),
        (Stage::Deny, _) => deny(),
        (Stage::Crash, _) => crash::short().map(|()| Verdict::Good),
        (Stage::Pages, _) => pages::hold().map(Verdict::of),
        (Stage::Prove, _) => prove(tally),
        (Stage::Test, Some(tools)) => test(tools, tally),
        (Stage::Test, None) => Err(Failure::Missing("the tests need PostgreSQL and Chromium".to_owned())),
    }
}

/// A cargo command in the workspace, whatever folder the chore is called from.
fn cargo(arguments: &[&str]) -> Result<Command, Failure> {
    let mut command = workspace::cargo();
    command.args(arguments).current_dir(workspace::here()?.root).stdin(Stdio::null());
    Ok(command)
}

fn succeeds(arguments: &[&str]) -> Result<Verdict, Failure> {
    let status = cargo(arguments)?.status().map_err(Failure::system(format!("run cargo {}", arguments.join(" "))))?;
    Ok(Verdict::of(status.success()))
}

fn deny() -> Result<Verdict, Failure> {
    let there = cargo(&["deny", "--version"])?.output().is_ok_and(|output| output.status.success());
    if there {
        return succeeds(&["deny", "--log-level", "error", "check"]);
    }
    println!("cargo-deny is not installed: licences and known weaknesses of the crates were not looked at");
    Ok(Verdict::LeftOut)
}

/// What the cases of property tests grow from.
const SEED: &str = "PROPTEST_RNG_SEED";

/// Property tests make the same cases in every run, so that what lands is judged alike everywhere; whoever sets another seed
/// searches elsewhere.
fn seed() -> OsString {
    std::env::var_os(SEED).unwrap_or_else(|| "20260105".into())
}

/// All tests, on both databases: a test that needs PostgreSQL finds it in `REGIE_TEST_POSTGRES`, a browser in
/// `REGIE_TEST_CHROMIUM` and what drives it in `REGIE_TEST_CHROMEDRIVER`.
fn test(tools: &Tools, tally: &mut Tally) -> Result<Verdict, Failure> {
    let cluster = Cluster::start(&tools.postgres, Durability::Lost)?;
    let mut child = cargo(&["test", "--workspace", "--locked", "--no-fail-fast"])?
        .env("REGIE_TEST_POSTGRES", cluster.url())
        .env("REGIE_TEST_CHROMIUM", &tools.browser.chromium)
        .env("REGIE_TEST_CHROMEDRIVER", &tools.browser.chromedriver)
        .env("CI", "true")
        .env("INSTA_UPDATE", "no")
        .env(SEED, seed())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(Failure::system("run cargo test"))?;
    if let Some(output) = child.stdout.take() {
        relay(BufReader::new(output), &mut std::io::stdout(), tally)?;
    }
    let status = child.wait().map_err(Failure::system("wait for cargo test"))?;
    if !status.success() && !tally.failed() {
        println!(
            "cargo test ended with {status} though no test failed: it did not compile, or a test binary broke off"
        );
    }
    Ok(Verdict::of(status.success() && tally.ran() && !tally.failed()))
}

/// The shipped pathways, proved to the end in an optimised build: in another one that takes many times as long.
const PROVE: &[&str] =
    &["test", "--release", "--locked", "-p", "regie-prove", "--test", "shipped", "--test", "mutants"];

fn prove(tally: &mut Tally) -> Result<Verdict, Failure> {
    let mut child =
        cargo(PROVE)?.stdout(Stdio::piped()).spawn().map_err(Failure::system("run cargo test --release"))?;
    if let Some(output) = child.stdout.take() {
        relay(BufReader::new(output), &mut std::io::stdout(), tally)?;
    }
    let status = child.wait().map_err(Failure::system("wait for cargo test --release"))?;
    Ok(Verdict::of(status.success()))
}

/// Proves the shipped pathways and writes what came of it; says whether everything holds.
///
/// # Errors
/// When cargo cannot be run.
pub fn proofs_written() -> Result<bool, Failure> {
    let mut command = cargo(PROVE)?;
    command.args(["--", "--nocapture", "every_shipped_pathway"]).env("REGIE_WRITE_PROOFS", "1");
    Ok(command.status().map_err(Failure::system("run cargo test --release"))?.success())
}

/// Passes every line on as it comes, and counts.
fn relay(mut output: impl BufRead, out: &mut impl Write, tally: &mut Tally) -> Result<(), Failure> {
    let mut line = Vec::new();
    loop {
        line.clear();
        let length = output.read_until(b'\n', &mut line).map_err(Failure::system("read what cargo test says"))?;
        if length == 0 {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&line);
        tally.hear(&text);
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .map_err(Failure::system("pass on what cargo test says"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(arguments: &[&str]) -> Option<Vec<&'static str>> {
        let arguments: Vec<String> = arguments.iter().map(|text| (*text).to_owned()).collect();
        let stages = chosen(&arguments).ok()?;
        Some(stages.into_iter().map(Stage::name).collect())
    }

    #[test]
    fn without_a_choice_all_stages_run() {
        assert_eq!(choose(&[]).unwrap(), ["format", "clippy", "check", "deny", "test", "pages", "prove", "crash"]);
    }

    #[test]
    fn chosen_stages_run_in_their_order() {
        let chosen = choose(&["--only", "test", "--only=format"]).unwrap();
        assert_eq!(chosen, ["format", "test"]);
    }

    #[test]
    fn an_unknown_stage_is_wrong_use() {
        for wrong in [&["--only", "polish"][..], &["--only"], &["polish"]] {
            let arguments: Vec<String> = wrong.iter().map(|text| (*text).to_owned()).collect();
            let failure = chosen(&arguments).unwrap_err();
            assert_eq!(failure.status(), 2);
            assert!(
                failure.to_string().contains("format, clippy, check, deny, test, pages, prove, crash"),
                "{failure}"
            );
        }
    }

    #[test]
    fn relay_passes_on_and_counts_over_all_binaries() {
        let said = "test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured\n\
                    noise \n\
                    test result: ok. 1 passed; 0 failed; 1 ignored; 0 measured";
        let mut tally = Tally::default();
        let mut passed_on = Vec::new();
        relay(said.as_bytes(), &mut passed_on, &mut tally).unwrap();
        assert_eq!(passed_on, said.as_bytes());
        assert_eq!(tally.to_string(), "3 passed, 0 failed, 1 skipped");
    }
}
