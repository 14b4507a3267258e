//! `regie pathway simulate`: the work that a caseload will ask, per role and week.

use std::fmt::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use regie_app::{Clock, SHIPPED_PATHWAYS, case_event, known_pathways};
use regie_care::case::{Case, replay};
use regie_care::ids::CaseId;
use regie_care::pathways::Pathways;
use regie_pathway::Definition;
use regie_simulate::{
    Assumed, Assumptions, Begin, Caseload, Course, Forecast, RoleWeeks, Simulation, Span, Tally, WeekWork,
};
use regie_store::{Store, StreamId};

use crate::args::SimulateArgs;
use crate::failure::Failure;
use crate::output;
use crate::pathway::{lines, source};

/// Streams that are read at once.
const PAGE: u32 = 500;

/// Runs `regie pathway simulate`.
pub async fn run(args: SimulateArgs, as_json: bool) -> Result<(), Failure> {
    let assumptions = args.assume.as_deref().map(source::read).transpose()?;
    let read = |definitions: &[&Definition]| match &assumptions {
        Some((name, text)) => Assumptions::read(name, text, definitions).map_err(refused),
        None => Ok(Assumptions::default()),
    };
    let forecast = match (&args.caseload, &args.database) {
        (Some(caseload), _) => {
            let (name, text) = source::read(caseload)?;
            let caseload = Caseload::read(&name, &text).map_err(refused)?;
            let definitions = definitions(&args.files)?;
            let definitions: Vec<&Definition> = definitions.iter().collect();
            let assumptions = read(&definitions)?;
            let courses = caseload.courses(&definitions).map_err(refused)?;
            play(&Simulation::new(courses, &assumptions, caseload.span(), args.seed), args.runs)
        }
        (None, Some(url)) => {
            let (pathways, cases) = open_cases(url).await?;
            let courses = standing(&pathways, &cases);
            let mut definitions: Vec<&Definition> = courses.iter().map(|course| course.definition).collect();
            definitions.sort_by(|one, other| one.hash().cmp(other.hash()));
            definitions.dedup_by(|one, other| one.hash() == other.hash());
            let assumptions = read(&definitions)?;
            let from = args.from.unwrap_or_else(|| Clock::System.moment().today);
            let span = Span { from, weeks: args.weeks.clamp(1, 520) };
            play(&Simulation::new(courses, &assumptions, span, args.seed), args.runs)
        }
        (None, None) => {
            let message = "say whose work: --caseload FILE, or --database URL for the open cases of a database";
            return Err(Failure::WrongUse(message.to_owned()));
        }
    };
    if as_json { output::json(&forecast) } else { output::line(table(&forecast)) }
}

fn refused(error: impl std::fmt::Display) -> Failure {
    Failure::Refused(error.to_string())
}

/// These files, or else the pathways that come with Regie.
fn definitions(files: &[std::path::PathBuf]) -> Result<Vec<Definition>, Failure> {
    if files.is_empty() {
        let shipped = SHIPPED_PATHWAYS.iter();
        return shipped
            .map(|(name, text)| Definition::parse(name, text).map_err(|found| Failure::Refused(lines(&found))))
            .collect();
    }
    files.iter().map(|file: &std::path::PathBuf| Ok(source::pathway(Path::new(file), None)?.definition)).collect()
}

/// The open cases of a database, read only. Nothing of a case but counts leaves this command.
async fn open_cases(url: &str) -> Result<(Pathways, Vec<Case>), Failure> {
    let store = Store::open_existing(url).await?;
    let read = cases_in(&store).await;
    store.close().await;
    read
}

async fn cases_in(store: &Store) -> Result<(Pathways, Vec<Case>), Failure> {
    let pathways = known_pathways(store).await?;
    let mut cases = Vec::new();
    let mut after: Option<StreamId> = None;
    loop {
        let page = store.streams("case-", after.as_ref(), PAGE).await?;
        let Some((last, _)) = page.last() else { return Ok((pathways, cases)) };
        after = Some(last.clone());
        for (stream, _) in page {
            let Some(id) = stream.as_str().strip_prefix("case-").and_then(|id| id.parse::<CaseId>().ok()) else {
                continue;
            };
            let events = store.events(&stream, 0).await?;
            let events = events.iter().map(case_event).collect::<Result<Vec<_>, _>>()?;
            cases.extend(replay(id, events).filter(Case::is_open));
        }
    }
}

/// Every pathway that runs on these cases, as it stands.
fn standing<'d>(pathways: &'d Pathways, cases: &[Case]) -> Vec<Course<'d>> {
    let runs = cases.iter().flat_map(|case| &case.runs);
    let course = |run: &regie_care::case::state::Run| {
        let definition = pathways.of(run)?;
        Some(Course { definition, begin: Begin::Stands(run.state.clone()) })
    };
    runs.filter_map(course).collect()
}

/// Every run, on as many threads as there are cores; what comes out does not depend on how many.
fn play(simulation: &Simulation<'_>, runs: u32) -> Forecast {
    let runs = runs.clamp(1, 100_000);
    let next = AtomicU32::new(0);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let work = || {
        let mut done: Vec<(u32, Tally)> = Vec::new();
        loop {
            let nth = next.fetch_add(1, Ordering::Relaxed);
            if nth >= runs {
                return done;
            }
            done.push((nth, simulation.run(nth)));
        }
    };
    let mut done: Vec<(u32, Tally)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let joined = workers.into_iter().map(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.flatten().collect()
    });
    done.sort_by_key(|(nth, _)| *nth);
    simulation.gather(&done.into_iter().map(|(_, tally)| tally).collect::<Vec<_>>())
}

/// A table per role would be long: one line per week, one column per role.
fn table(forecast: &Forecast) -> String {
    let mut text = format!(
        "Verwacht werk van {} t/m {}, het gemiddelde van {} keer spelen; tussen haakjes waar vier van de vijf keren in liggen.\n\n",
        forecast.from, forecast.until, forecast.runs
    );
    if forecast.roles.is_empty() {
        text.push_str("Er is geen werk in deze weken.\n");
    }
    let names = std::iter::once("week".to_owned()).chain(forecast.roles.iter().map(|role| role.title.nl.clone()));
    let mut rows: Vec<Vec<String>> = vec![names.collect()];
    for (at, week) in forecast.weeks.iter().enumerate() {
        let cells = forecast.roles.iter().map(|role| role.weeks.get(at).map(cell).unwrap_or_default());
        rows.push(std::iter::once(week.to_string()).chain(cells).collect());
    }
    rows.push(std::iter::once("samen".to_owned()).chain(forecast.roles.iter().map(|role| cell(&role.all))).collect());
    text.push_str(&aligned(&rows));
    for note in notes(forecast) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n{note}");
    }
    text.trim_end().to_owned()
}

/// `12,3 (9–15) 4u35`
fn cell(work: &WeekWork) -> String {
    if work.steps == 0 {
        return "–".to_owned();
    }
    let tenths = (work.steps + 50) / 100;
    let mut text = format!("{},{} ({}–{})", tenths / 10, tenths % 10, work.low, work.high);
    if work.minutes > 0 {
        // Writing to a string cannot fail.
        let _ = write!(text, " {}u{:02}", work.minutes / 60, work.minutes % 60);
    }
    text
}

fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", cells.join("  ").trim_end());
    }
    text
}

/// What the forecast rests on, so that nobody takes it for more than it is.
fn notes(forecast: &Forecast) -> Vec<String> {
    let mut notes = Vec::new();
    let mut group = |heading: &str, names: Vec<String>| {
        if !names.is_empty() {
            notes.push(format!("{heading} {}", names.join(", ")));
        }
    };
    let of = |name: fn(&Assumed) -> Option<String>| forecast.assumed.iter().filter_map(name).collect::<Vec<_>>();
    group(
        "Aangenomen, elke uitkomst even vaak:",
        of(|one| match one {
            Assumed::Outcomes { pathway, step } => Some(format!("{pathway}.outcomes.{step}")),
            _ => None,
        }),
    );
    group(
        "Aangenomen, elk antwoord even vaak:",
        of(|one| match one {
            Assumed::Answers { pathway, fact } => Some(format!("{pathway}.answers.{fact}")),
            _ => None,
        }),
    );
    group(
        "Wordt nooit beantwoord:",
        of(|one| match one {
            Assumed::NoAnswer { pathway, fact } => Some(format!("{pathway}.answers.{fact}")),
            _ => None,
        }),
    );
    group(
        "Valt nooit:",
        of(|one| match one {
            Assumed::NoDate { pathway, anchor } => Some(format!("{pathway}.dates.{anchor}")),
            _ => None,
        }),
    );
    group(
        "Niet meegeteld, want alleen als iemand erom vraagt:",
        of(|one| match one {
            Assumed::NotCalledFor { pathway, step } => Some(format!("{pathway}.{step}")),
            _ => None,
        }),
    );
    let untimed = |role: &RoleWeeks| (role.all.untimed > 0 && role.all.minutes > 0).then(|| role.title.nl.clone());
    group("Niet van elke stap is bekend hoe lang zij duurt; de uren zijn een ondergrens voor:", {
        forecast.roles.iter().filter_map(untimed).collect()
    });
    if forecast.refused > 0 {
        notes.push(format!(
            "Niet gestart, want een datum is niet aannemelijk: {} casussen in alle keren samen.",
            forecast.refused
        ));
    }
    if forecast.cut > 0 {
        notes.push(format!("Afgebroken, want er kwam op een dag geen eind aan: {} in alle keren samen.", forecast.cut));
    }
    notes
}
