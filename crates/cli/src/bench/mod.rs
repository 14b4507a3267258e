//! `regie bench`: speed and size, each figure beside its target, and the write path beside the raw floor that the same
//! disk gave in the same run. A missed target is told and counted; it is no failure of the command.

mod commands;
mod lists;
mod pages;
mod planning;
mod region;
mod report;
mod scratch;
mod size;
mod spread;

use std::time::Duration;

use crate::args::BenchArgs;
use crate::failure::Failure;
use report::Report;
use scratch::Scratch;

/// The parts of the measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Commands,
    Lists,
    Pages,
    Size,
    Planning,
    Region,
}

/// In the order in which they run: the region first, since its memory is the most that this process ever had.
const PARTS: [(Part, &str); 6] = [
    (Part::Region, "region"),
    (Part::Commands, "commands"),
    (Part::Lists, "lists"),
    (Part::Pages, "pages"),
    (Part::Size, "size"),
    (Part::Planning, "planning"),
];

/// The seed of every region that is measured.
const SEED: u64 = 7;

/// Runs `regie bench`.
pub async fn run(args: &BenchArgs, json: bool) -> Result<(), Failure> {
    let parts = parts(&args.only)?;
    let [smaller, larger] = sizes(&args.cases)?;
    let time = Duration::from_secs(args.seconds.max(1));
    let mut report = Report::new(args.seconds.max(1), json);
    let server = args.database.as_deref().map(server).transpose()?;
    let scratches: Vec<Scratch<'_>> = std::iter::once(Scratch::Sqlite).chain(server.map(Scratch::Postgres)).collect();
    for part in parts {
        match part {
            Part::Region => report.add(region::measure().await?)?,
            Part::Planning => report.add(planning::measure(time)?)?,
            Part::Size => report.add(size::measure(smaller.min(size::CASES)).await?)?,
            Part::Commands => {
                for scratch in &scratches {
                    report.add(commands::measure(scratch, time).await?)?;
                }
            }
            Part::Lists => {
                for scratch in &scratches {
                    report.add(lists::measure(scratch, [smaller, larger], time).await?)?;
                }
            }
            Part::Pages => {
                for scratch in &scratches {
                    report.add(pages::measure(scratch, [smaller, larger], time).await?)?;
                }
            }
        }
    }
    report.finish()
}

fn server(url: &str) -> Result<&str, Failure> {
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        return Ok(url);
    }
    let use_it = "--database names a PostgreSQL server, `postgres://USER@HOST/DATABASE`: SQLite is measured without it";
    Err(Failure::WrongUse(use_it.to_owned()))
}

fn parts(only: &[String]) -> Result<Vec<Part>, Failure> {
    let named = |name: &String| {
        PARTS.iter().find(|(_, known)| known == name).map(|(part, _)| *part).ok_or_else(|| {
            let names = PARTS.map(|(_, name)| name).join(", ");
            Failure::WrongUse(format!("`{name}` is no part of the benchmark: take some of {names}"))
        })
    };
    let chosen = only.iter().map(named).collect::<Result<Vec<_>, _>>()?;
    let all = PARTS.into_iter().map(|(part, _)| part);
    Ok(all.filter(|part| chosen.is_empty() || chosen.contains(part)).collect())
}

fn sizes(cases: &[u32]) -> Result<[u32; 2], Failure> {
    match *cases {
        [smaller, larger] if 0 < smaller && smaller < larger => Ok([smaller, larger]),
        _ => Err(Failure::WrongUse("--cases takes two numbers, the smaller first: 10000,100000".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_choice_every_part_is_measured_in_order() {
        assert_eq!(parts(&[]).unwrap(), PARTS.map(|(part, _)| part));
        let chosen = parts(&["planning".to_owned(), "lists".to_owned()]).unwrap();
        assert_eq!(chosen, [Part::Lists, Part::Planning]);
    }

    #[test]
    fn only_a_server_is_a_place_for_throw_away_databases() {
        assert!(matches!(server("sqlite:regie.db"), Err(Failure::WrongUse(_))));
        assert_eq!(server("postgres://regie@localhost/x").unwrap(), "postgres://regie@localhost/x");
    }

    #[test]
    fn an_unknown_part_and_sizes_that_do_not_grow_are_wrong_use() {
        assert!(matches!(parts(&["speed".to_owned()]), Err(Failure::WrongUse(_))));
        for wrong in [&[][..], &[10], &[10, 10], &[0, 10], &[1, 2, 3]] {
            assert!(matches!(sizes(wrong), Err(Failure::WrongUse(_))), "{wrong:?}");
        }
        assert_eq!(sizes(&[10, 20]).unwrap(), [10, 20]);
    }
}
