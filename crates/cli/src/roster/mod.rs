//! `regie roster`: makes, checks and explains visit rosters, and forecasts visits. `docs/roster-format.md` describes the files.

mod ask;
mod search;
mod tell;

use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use regie_roster::check::check;
use regie_roster::forecast::{Outlook, Scenario, forecast};
use regie_roster::generate::{Spec, World};
use regie_roster::import::{Origin, read};
use regie_roster::impossible::impossible;
use regie_roster::problem::Problem;
use regie_roster::replan::{compare, falls_ill, promised};
use regie_roster::solve::Effort;
use regie_roster::{Instance, Plan};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::args::{RosterCommand, RosterFile, RosterForecast, RosterGenerate, RosterReplan, RosterSearch};
use crate::failure::Failure;
use crate::output;

/// Runs a `regie roster` command.
pub fn run(command: RosterCommand, as_json: bool) -> Result<(), Failure> {
    let began = Instant::now();
    match command {
        RosterCommand::Solve { file, start, search } => {
            let (instance, origin) = instance(&file)?;
            let start = start.as_deref().map(a_plan).transpose()?;
            solve(&instance, origin, start.as_ref(), (began, &search), as_json)
        }
        RosterCommand::Check { file, plan } => {
            let (instance, origin) = instance(&file)?;
            let plan = plan_of(&instance, &plan)?;
            let verdict = check(&instance, &plan);
            // A plan that says nothing of its cost says nothing wrong.
            let is_true = plan.bill.total == 0 || plan.bill == verdict.bill;
            if as_json {
                output::json(
                    &json!({ "objective-thousandths": objective(origin, verdict.bill.total), "verdict": verdict }),
                )?;
            } else {
                output::line(tell::verdict(&verdict, origin))?;
                if !is_true {
                    let (said, found) = (plan.bill.total, verdict.bill.total);
                    output::line(format!(
                        "REGEL GEBROKEN: het plan zegt zelf dat het {said} kost; nagerekend is dat {found}"
                    ))?;
                    output::line(
                        "Komt het plan uit `replan`? Controleer het dan tegen het bestand van `--instance-out`: dat weet wat beloofd was.",
                    )?;
                }
            }
            if verdict.is_sound() && is_true { Ok(()) } else { Err(Failure::Told) }
        }
        RosterCommand::Replan(args) => replan(began, args, as_json),
        RosterCommand::Compare { file, old, new } => {
            let (instance, _) = instance(&file)?;
            let (old, new) = (plan_of(&instance, &old)?, plan_of(&instance, &new)?);
            let changes = compare(&old, &new);
            let (before, after) = (check(&instance, &old), check(&instance, &new));
            if as_json {
                return output::json(&json!({ "old": before, "new": after, "changes": changes }));
            }
            output::line(tell::comparison(&before, &after, &changes))
        }
        RosterCommand::Why { file, plan, visit } => {
            let (instance, _) = instance(&file)?;
            ask::why(&instance, &plan_of(&instance, &plan)?, &visit, as_json)
        }
        RosterCommand::StandIns { file, plan, ill } => {
            let (instance, _) = instance(&file)?;
            ask::stand_ins(&instance, &plan_of(&instance, &plan)?, &ill, as_json)
        }
        RosterCommand::Convert { file, out } => write_json(&out, &instance(&file)?.0),
        RosterCommand::Generate(args) => generate(&args, as_json),
        RosterCommand::Forecast(args) => tell_forecast(&args, as_json),
    }
}

/// Searches, checks what was found, and writes it only when it is sound. A visit that nobody can make is named with the reason:
/// of a public instance, where every visit must be made, before anything is searched.
fn solve(
    instance: &Instance,
    origin: Origin,
    start: Option<&Plan>,
    (began, args): (Instant, &RosterSearch),
    as_json: bool,
) -> Result<(), Failure> {
    let cannot = impossible(instance).map_err(|error| Failure::Refused(error.to_string()))?;
    if origin != Origin::Regie && !cannot.is_empty() {
        if as_json {
            output::json(&json!({ "impossible": cannot }))?
        } else {
            output::line(tell::impossible(&cannot))?
        }
        return Err(Failure::Told);
    }
    let effort = if start.is_some() { Effort::warm(args.seed) } else { Effort::cold(args.seed) };
    let found = search::best_of_two(instance, start, &effort, (began, args))?;
    let mut plan = found.plan;
    let verdict = check(instance, &plan);
    if !verdict.is_sound() {
        output::line(tell::verdict(&verdict, origin))?;
        return Err(Failure::Refused("the roster that was found breaks rules; nothing was written".to_owned()));
    }
    if verdict.bill.total != plan.bill.total {
        let (said, found) = (plan.bill.total, verdict.bill.total);
        return Err(Failure::Refused(format!("the solver says {said}, the checker {found}; nothing was written")));
    }
    plan.bill = verdict.bill.clone();
    write_json(&args.out, &plan)?;
    let left = tell::unplanned(&plan, &cannot);
    let told = json!({ "unplanned": left, "rounds": found.rounds, "insertions-tried": found.tried, "milliseconds": found.milliseconds,
        "objective-thousandths": objective(origin, verdict.bill.total), "verdict": verdict });
    match (as_json, args.out == Path::new("-")) {
        (_, true) => Ok(()),
        (true, false) => output::json(&told),
        (false, false) => output::line(format!(
            "{}{}\n{} rondes, {} invoegingen per seconde",
            tell::verdict(&verdict, origin),
            left.iter().map(|one| format!("\nniet gepland: {}: {}", one.visit, one.because)).collect::<String>(),
            found.rounds,
            found.tried * 1_000 / found.milliseconds.max(1)
        )),
    }
}

fn objective(origin: Origin, total: i64) -> Option<i64> {
    (origin != Origin::Regie).then(|| origin.objective(total))
}

fn replan(began: Instant, args: RosterReplan, as_json: bool) -> Result<(), Failure> {
    let (today, origin) = instance(&args.file)?;
    let plan = a_plan(&args.plan)?;
    let mut today = promised(&today, &plan, args.told_days);
    if let Some(midwife) = &args.ill {
        let until = ill_until(&today, midwife, args.from, args.until)?;
        falls_ill(&mut today, midwife, args.from, until);
    }
    if let Some(out) = &args.instance_out {
        write_json(out, &today)?;
    }
    solve(&today, origin, Some(&plan), (began, &args.search), as_json)
}

/// The last day of an illness: as given, or the last that is planned.
fn ill_until(instance: &Instance, midwife: &str, from: u16, until: Option<u16>) -> Result<u16, Failure> {
    let (wrong, last) = (|why| Err(Failure::WrongUse(why)), instance.days.saturating_sub(1));
    if !instance.midwives.iter().any(|one| one.id == midwife) {
        let known: Vec<&str> = instance.midwives.iter().take(5).map(|one| one.id.as_str()).collect();
        return wrong(format!(
            "there is no midwife `{midwife}`; those of this file are {} and so on",
            known.join(", ")
        ));
    }
    if from > last {
        return wrong(format!(
            "--from {from}: the file plans the days 0 to {last}; give the first of those on which she is ill"
        ));
    }
    match until.unwrap_or(last) {
        until if until < from => wrong(format!("--until {until} is before --from {from}; give a day from {from} on")),
        until => Ok(until),
    }
}

fn generate(args: &RosterGenerate, as_json: bool) -> Result<(), Failure> {
    let spec = Spec {
        seed: args.seed,
        days: args.days,
        breaks: args.breaks,
        midwives: args.midwives,
        dedicated: args.midwives.div_ceil(8).max(2).min(args.midwives),
        births_in_ten_days: args.births,
        ..Spec::default()
    };
    if spec.days == 0 || spec.days > Instance::MOST_DAYS || spec.midwives == 0 {
        return Err(Failure::WrongUse(format!("1 to {} days and at least one midwife", Instance::MOST_DAYS)));
    }
    let world = World::new(&spec);
    let instance = world.first_morning();
    write_json(&args.out, &instance)?;
    if let Some(out) = &args.outlook {
        write_json(out, &world.outlook(42))?;
    }
    let (clients, visits) = (instance.clients.len(), instance.visits().count());
    match (args.out == Path::new("-"), as_json) {
        (true, _) => Ok(()),
        (false, true) => output::json(&json!({ "name": instance.name, "clients": clients, "visits": visits })),
        (false, false) => output::line(format!("{}: {clients} cliënten, {visits} visites", instance.name)),
    }
}

fn tell_forecast(args: &RosterForecast, as_json: bool) -> Result<(), Failure> {
    let outlook: Outlook = from_json(&args.file)?;
    let scenario = Scenario {
        name: String::new(),
        visits_percent: args.visits_percent,
        days_earlier: args.days_earlier,
        capacity_percent: args.capacity_percent,
    };
    let made = forecast(&outlook, &scenario);
    if as_json { output::json(&made) } else { output::line(tell::forecast(&made)) }
}

/// Reads an instance, whatever its format, and changes its units where a file says so.
fn instance(file: &RosterFile) -> Result<(Instance, Origin), Failure> {
    let (mut instance, origin) = read(&text(&file.file)?).map_err(|error| at(&file.file, error))?;
    if let Some(costs) = &file.costs {
        let changes = text(costs)?;
        regie_roster::costs::change_units(&mut instance.costs, &mut instance.law, &changes)
            .map_err(|error| at(costs, error))?;
    }
    // Names that nothing has and numbers that nothing can be: told before anything is computed.
    Problem::new(&instance).map_err(|error| at(&file.file, error))?;
    Ok((instance, origin))
}

/// A file that should be a plan; what it is else is said, where that can be seen.
fn a_plan(path: &Path) -> Result<Plan, Failure> {
    from_json(path).or_else(|unread| {
        let read: serde_json::Value = from_json(path)?;
        let what = match (read.get("routes"), read.get("midwives").or_else(|| read.get("clients"))) {
            (Some(_), _) => return Err(unread),
            (None, Some(_)) => "it is an instance and not a plan",
            (None, None) => "it is not a plan",
        };
        Err(at(path, format!("{what}; give a file that `regie roster solve --out` or `replan --out` wrote")))
    })
}

/// A plan of this instance.
fn plan_of(instance: &Instance, path: &Path) -> Result<Plan, Failure> {
    let plan = a_plan(path)?;
    if plan.instance == instance.name {
        return Ok(plan);
    }
    let wrong = format!("it is a plan of `{}`; give one of `{}`, or that instance", plan.instance, instance.name);
    Err(at(path, wrong))
}

fn at(path: &Path, error: impl std::fmt::Display) -> Failure {
    Failure::Refused(format!("{}: {error}", path.display()))
}

fn text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error))
}

fn from_json<T: DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    serde_json::from_str(&text(path)?).map_err(|error| at(path, error))
}

/// Writes JSON to a file, or to standard output for `-`.
fn write_json(path: &Path, value: &impl Serialize) -> Result<(), Failure> {
    if path == Path::new("-") {
        return output::json(value);
    }
    let text = serde_json::to_string_pretty(value).map_err(|error| at(path, error))?;
    let written = std::fs::File::create(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| Failure::file(path, &error))
}
