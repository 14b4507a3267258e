//! `cargo xtask bench-roster`: our roster solver beside OR-tools and PyVRP, on the same machine, with the same time and two
//! cores each. Every plan is scored by `regie roster check` and by nothing else; what a peer cannot do is told, not left out.

mod peers;
mod report;
mod set;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::failure::Failure;
use crate::workspace;

use peers::{Peers, Solver};
use report::{Report, Row};
use set::{Family, Instance};

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    seconds: Vec<u64>,
    seeds: u64,
    only: Vec<String>,
    rolling: bool,
    /// Ours only, beside what is published.
    alone: bool,
    /// A program to measure instead of the one of this checkout.
    regie: Option<PathBuf>,
}

/// Compares, or with `--rolling` lives through a month of mornings.
///
/// # Errors
/// When the command line cannot be read, or the program or the peers cannot be built. A target that is missed is told and
/// is no failure.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    let plan = plan(arguments)?;
    if plan.rolling { rolling(&plan) } else { compare(&plan) }
}

fn plan(arguments: &[String]) -> Result<Plan, Failure> {
    let wrong = || {
        Failure::WrongUse(
            "`bench-roster` takes `--seconds N,N`, `--seeds N`, `--only NAME,NAME`, `--regie PROGRAM`, `--alone` and `--rolling`"
                .to_owned(),
        )
    };
    let mut plan =
        Plan { seconds: vec![10, 60], seeds: 5, only: Vec::new(), rolling: false, alone: false, regie: None };
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let given = match word.as_str() {
            "--rolling" => Some(&mut plan.rolling),
            "--alone" => Some(&mut plan.alone),
            _ => None,
        };
        if let Some(given) = given {
            *given = true;
            continue;
        }
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name, value),
            None => (word.as_str(), words.next().ok_or_else(wrong)?.as_str()),
        };
        let whole = |text: &str| text.parse::<u64>().ok().filter(|number| *number > 0).ok_or_else(wrong);
        match name {
            "--seconds" => plan.seconds = value.split(',').map(whole).collect::<Result<_, _>>()?,
            "--seeds" => plan.seeds = whole(value)?,
            "--regie" => plan.regie = Some(PathBuf::from(value)),
            "--only" => plan.only = value.split(',').map(str::to_owned).collect(),
            _ => return Err(wrong()),
        }
    }
    Ok(plan)
}

fn compare(plan: &Plan) -> Result<(), Failure> {
    let root = workspace::here()?.root;
    let regie = plan.regie.clone().map_or_else(|| Regie::build(&root), |program| Ok(Regie(program)))?;
    let scratch = peers::cache()?.join("plans");
    std::fs::create_dir_all(&scratch).map_err(Failure::system(format!("make {}", scratch.display())))?;
    let instances = set::instances(&root, &plan.only)?;
    let peers = if plan.alone { None } else { Some(Peers::install(&root)?) };
    if let Some(peers) = &peers {
        println!("{}", peers.versions());
    }
    println!("{}", report::HEADING);
    let mut report = Report::default();
    for instance in &instances {
        let own = scratch.join(format!("{}.json", instance.name));
        regie.convert(&instance.file, &own)?;
        for seconds in &plan.seconds {
            for seed in 1..=plan.seeds {
                let work = Work { instance, file: &own, scratch: &scratch, seconds: *seconds, seed };
                for row in rows(&regie, peers.as_ref(), &work)? {
                    println!("{}", row.line());
                    report.add(row);
                }
            }
        }
    }
    for line in report.summary() {
        println!("{line}");
    }
    Ok(())
}

/// One instance, one time, one seed.
struct Work<'w> {
    instance: &'w Instance,
    file: &'w Path,
    scratch: &'w Path,
    seconds: u64,
    seed: u64,
}

/// Every solver on one piece of work. Instances with visits at once have no peer here: they are held to the published best.
fn rows(regie: &Regie, peers: Option<&Peers>, work: &Work<'_>) -> Result<Vec<Row>, Failure> {
    let row = |solver: Solver, scored| Row::new(work.instance, solver, work.seconds, work.seed, scored);
    let ours = work.scratch.join("ours.json");
    let scored = regie.solve(&work.instance.file, &ours, work.seconds, work.seed)?;
    let mut rows = vec![row(Solver::Regie, Some(scored))];
    let Some(peers) = peers.filter(|_| work.instance.family != Family::Mankowska) else { return Ok(rows) };
    // Yesterday's roster: another search of ours, a tenth as long.
    let yesterday = work.scratch.join("yesterday.json");
    regie.solve(&work.instance.file, &yesterday, (work.seconds / 10).max(1), work.seed + 1_000)?;
    for solver in [Solver::OrTools, Solver::OrToolsWarm, Solver::PyVrp] {
        let out = work.scratch.join("peer.json");
        let start = (solver == Solver::OrToolsWarm).then_some(yesterday.as_path());
        let found = peers.solve(solver, work.file, &out, work.seconds, work.seed, start)?;
        let scored = if found { Some(regie.check(&work.instance.file, &out)?) } else { None };
        rows.push(row(solver, scored));
    }
    Ok(rows)
}

/// What the checker says of a plan.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Scored {
    objective_thousandths: Option<i64>,
    verdict: Verdict,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Verdict {
    faults: Vec<serde_json::Value>,
    bill: Bill,
    figures: Figures,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Bill {
    total: i64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Figures {
    planned: u64,
    unplanned: u64,
    travel_seconds: i64,
    clients: u64,
    faces: u64,
}

/// The program, built optimised.
struct Regie(PathBuf);

impl Regie {
    fn build(root: &Path) -> Result<Self, Failure> {
        let mut build = workspace::cargo();
        build.args(["build", "--release", "--locked", "--package", "regie-cli", "--bin", "regie"]);
        build.args(["--message-format", "json"]).current_dir(root).stderr(Stdio::inherit());
        let output = build.output().map_err(Failure::system("run cargo build"))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let made = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let program = made.filter_map(|line| Some(PathBuf::from(line.get("executable")?.as_str()?))).next_back();
        match program.filter(|_| output.status.success()) {
            Some(program) => Ok(Self(program)),
            None => Err(Failure::Missing("regie does not build; cargo said why".to_owned())),
        }
    }

    fn roster(&self, words: &[&str]) -> Result<String, Failure> {
        let mut command = Command::new(&self.0);
        command.args(["--json", "roster"]).args(words).stderr(Stdio::piped());
        let output = command.output().map_err(Failure::system("run regie roster"))?;
        // Status 1 of `check` is a plan with faults, which is told in its answer.
        if output.stdout.is_empty() && !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(Failure::Missing(format!("regie roster {}: {said}", words.join(" "))));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn convert(&self, file: &Path, out: &Path) -> Result<(), Failure> {
        self.roster(&["convert", &text(file), "--out", &text(out)]).map(|_| ())
    }

    fn solve(&self, file: &Path, out: &Path, seconds: u64, seed: u64) -> Result<Scored, Failure> {
        let (seconds, seed) = (seconds.to_string(), seed.to_string());
        self.roster(&["solve", &text(file), "--seconds", &seconds, "--seed", &seed, "--out", &text(out)])?;
        self.check(file, out)
    }

    fn check(&self, file: &Path, plan: &Path) -> Result<Scored, Failure> {
        let said = self.roster(&["check", &text(file), &text(plan)])?;
        serde_json::from_str(&said).map_err(|error| Failure::Missing(format!("what the checker said: {error}")))
    }
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// The month of mornings and the calibration of the forecast, seed by seed.
fn rolling(plan: &Plan) -> Result<(), Failure> {
    let root = workspace::here()?.root;
    let seconds = plan.seconds.first().copied().unwrap_or(10).to_string();
    let mut clean = true;
    for seed in 1..=plan.seeds {
        let mut run = workspace::cargo();
        run.args([
            "run",
            "--quiet",
            "--release",
            "--locked",
            "--package",
            "regie-roster",
            "--example",
            "rolling",
            "--",
        ]);
        run.args([seconds.as_str(), &seed.to_string()]).current_dir(&root);
        clean &= run.status().map_err(Failure::system("run the rolling example"))?.success();
    }
    if clean { Ok(()) } else { Err(Failure::NotClean) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(words: &[&str]) -> Option<Plan> {
        plan(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()).ok()
    }

    #[test]
    fn short_runs_are_possible_and_what_is_unknown_is_wrong_use() {
        let whole =
            Plan { seconds: vec![10, 60], seeds: 5, only: Vec::new(), rolling: false, alone: false, regie: None };
        assert_eq!(planned(&[]), Some(whole));
        let only = vec!["small".to_owned()];
        let short = Plan { seconds: vec![10], seeds: 1, only, rolling: true, alone: true, regie: None };
        assert_eq!(planned(&["--seconds", "10", "--seeds=1", "--only", "small", "--rolling", "--alone"]), Some(short));
        for wrong in [&["--seconds"][..], &["--seconds", "0"], &["--seeds", "many"], &["--cores", "4"]] {
            assert_eq!(planned(wrong), None, "{wrong:?}");
        }
    }
}
