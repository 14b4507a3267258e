//! `cargo xtask crash`: nothing that was acknowledged is ever lost.
//!
//! `regie load` gives commands and prints what was acknowledged. It is killed while it does, the disk is filled under it,
//! its PostgreSQL is taken away; afterwards every acknowledged command must be in the journal, `regie verify` must be clean,
//! and where the program lived on it must have gone on by itself.

mod chance;
mod disk;
mod load;
mod outage;
mod proof;
mod vanish;

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::failure::Failure;
use crate::postgres::{Cluster, Durability};
use crate::{need, workspace};
use chance::Chance;
use load::Load;
use proof::Acked;

/// Kills after which the next one gets an empty database: also migrations and the first filling are cut off that way.
const KILLS_PER_DATABASE: u32 = 10;
/// Kills of the short form, per database.
const SHORT: u32 = 3;

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Plan {
    kills: u32,
    sqlite: bool,
    postgres: bool,
    release: bool,
}

/// What was seen.
#[derive(Debug, Default)]
struct Seen {
    kills: u32,
    acknowledged: u64,
    /// Sentences on what went wrong.
    wrong: Vec<String>,
    /// What could not be tried on this machine, and why.
    left_out: Vec<String>,
}

/// Runs the chore.
///
/// # Errors
/// [`Failure::NotClean`] when anything acknowledged was lost, a verification was not clean, or service did not return.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    carry_out(plan(arguments)?)
}

/// The short form, a stage of `cargo xtask test`.
///
/// # Errors
/// As [`run`].
pub fn short() -> Result<(), Failure> {
    carry_out(Plan { kills: SHORT, sqlite: true, postgres: true, release: false })
}

fn plan(arguments: &[String]) -> Result<Plan, Failure> {
    let wrong = || {
        Failure::WrongUse("`crash` takes `--runs NUMBER`, `--database sqlite|postgres|both` and `--release`".to_owned())
    };
    let mut plan = Plan { kills: 50, sqlite: true, postgres: true, release: false };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let (name, value) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None if argument == "--release" => (argument.as_str(), None),
            None => (argument.as_str(), arguments.next().map(String::as_str)),
        };
        match (name, value) {
            ("--runs", Some(number)) => plan.kills = number.parse().map_err(|_| wrong())?,
            ("--database", Some("sqlite")) => (plan.sqlite, plan.postgres) = (true, false),
            ("--database", Some("postgres")) => (plan.sqlite, plan.postgres) = (false, true),
            ("--database", Some("both")) => (plan.sqlite, plan.postgres) = (true, true),
            ("--release", None) => plan.release = true,
            _ => return Err(wrong()),
        }
    }
    Ok(plan)
}

fn carry_out(plan: Plan) -> Result<(), Failure> {
    let regie = workspace::program(plan.release)?;
    let mut chance = Chance::new();
    let mut seen = Seen::default();
    if plan.sqlite {
        kill_on_sqlite(&regie, plan.kills, &mut chance, &mut seen)?;
        disk::fill_up(&regie, &mut seen)?;
    }
    if plan.postgres {
        let programs = need::postgres_or_install()?;
        kill_on_postgres(&regie, &programs, plan.kills, &mut chance, &mut seen)?;
        vanish::take_away(&regie, &programs, &mut seen)?;
    }
    for reason in &seen.left_out {
        println!("left out: {reason}");
    }
    for what in &seen.wrong {
        println!("WRONG: {what}");
    }
    let Seen { kills, acknowledged, wrong, .. } = &seen;
    println!("crash: {kills} kills, {acknowledged} acknowledged commands, {} things wrong", wrong.len());
    if wrong.is_empty() { Ok(()) } else { Err(Failure::NotClean) }
}

fn kill_on_sqlite(regie: &Path, kills: u32, chance: &mut Chance, seen: &mut Seen) -> Result<(), Failure> {
    for begin in (0..kills).step_by(KILLS_PER_DATABASE as usize) {
        let folder = Folder::new()?;
        let url = format!("sqlite:{}", folder.0.join("regie.db").display());
        kill_often(regie, "sqlite", &url, begin..kills.min(begin + KILLS_PER_DATABASE), chance, seen)?;
    }
    Ok(())
}

fn kill_on_postgres(
    regie: &Path,
    programs: &Path,
    kills: u32,
    chance: &mut Chance,
    seen: &mut Seen,
) -> Result<(), Failure> {
    for begin in (0..kills).step_by(KILLS_PER_DATABASE as usize) {
        let cluster = Cluster::start(programs, Durability::Kept)?;
        let numbers = begin..kills.min(begin + KILLS_PER_DATABASE);
        kill_often(regie, "postgres", &cluster.url(), numbers, chance, seen)?;
    }
    Ok(())
}

/// Kills again and again on one growing database. The first kill comes whenever it comes, the later ones under load.
fn kill_often(
    regie: &Path,
    name: &str,
    url: &str,
    numbers: std::ops::Range<u32>,
    chance: &mut Chance,
    seen: &mut Seen,
) -> Result<(), Failure> {
    let mut acked = Acked::default();
    let first = numbers.start;
    for number in numbers {
        let mut load = Load::start(regie, url)?;
        if number > first && !load.await_acks(1, Duration::from_secs(60)) {
            seen.wrong.push(format!("{name}, run {}: no command was acknowledged: {}", number + 1, load.told()));
        }
        let time = chance.between(200, 1_500);
        std::thread::sleep(Duration::from_millis(time));
        let heard = load.kill()?;
        seen.kills += 1;
        seen.acknowledged += heard.acks;
        acked.take(&heard);
        let wrong = proof::wrong(regie, url, &acked)?;
        let verdict = if wrong.is_empty() { "every one is there, verify is clean" } else { "NOT CLEAN" };
        println!("{name}, kill {}: after {time} ms, {} acknowledged: {verdict}", number + 1, heard.acks);
        seen.wrong.extend(wrong.into_iter().map(|what| format!("{name}, kill {}: {what}", number + 1)));
    }
    Ok(())
}

/// A temporary folder that goes away with this value.
#[derive(Debug)]
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, Failure> {
        let path =
            std::env::temp_dir().join(format!("regie-crash-{}-{:08x}", std::process::id(), Chance::new().next()));
        std::fs::create_dir(&path).map_err(Failure::system(format!("make {}", path.display())))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A temporary folder that stays is no reason to hide how the run ended.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(arguments: &[&str]) -> Option<Plan> {
        plan(&arguments.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>()).ok()
    }

    #[test]
    fn without_a_word_both_databases_are_killed_fifty_times() {
        assert_eq!(planned(&[]), Some(Plan { kills: 50, sqlite: true, postgres: true, release: false }));
        let chosen = planned(&["--runs", "7", "--database=postgres", "--release"]);
        assert_eq!(chosen, Some(Plan { kills: 7, sqlite: false, postgres: true, release: true }));
    }

    #[test]
    fn what_cannot_be_read_is_wrong_use() {
        for wrong in [&["--runs"][..], &["--runs", "many"], &["--database", "mysql"], &["sqlite"], &["--release=no"]] {
            assert_eq!(planned(wrong), None, "{wrong:?}");
        }
    }
}
