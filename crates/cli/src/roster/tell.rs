//! Verdicts, comparisons and forecasts as lines.

use std::fmt::Write as _;

use regie_roster::Plan;
use regie_roster::check::Verdict;
use regie_roster::forecast::{Forecast, Phase};
use regie_roster::import::Origin;
use regie_roster::impossible::Impossible;
use regie_roster::reasons::unit_told;
use regie_roster::replan::Change;
use serde::Serialize;

/// A visit that nobody makes, and why.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Left {
    /// Which.
    pub visit: String,
    /// Whether no roster could have it.
    pub impossible: bool,
    /// Why, in words.
    pub because: String,
}

/// The visits that a plan leaves out, each with the reason.
pub fn unplanned(plan: &Plan, cannot: &[Impossible]) -> Vec<Left> {
    let one = |visit: &String| {
        let why = cannot.iter().find(|one| one.visit == *visit).map(|one| one.why.told());
        let impossible = why.is_some();
        let room = || "wie het mag doen, heeft op haar dagen geen plaats meer".to_owned();
        Left { visit: visit.clone(), impossible, because: why.unwrap_or_else(room) }
    };
    plan.unplanned.iter().map(one).collect()
}

/// The visits that nobody can make.
pub fn impossible(cannot: &[Impossible]) -> String {
    let mut text = format!("{} visites kan niemand doen; er is niets geschreven", cannot.len());
    for one in cannot {
        let _ = write!(text, "\n{}: {}", one.visit, one.why.told());
    }
    text
}

/// What the checker says.
pub fn verdict(verdict: &Verdict, origin: Origin) -> String {
    let mut text = String::new();
    for fault in &verdict.faults {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "REGEL GEBROKEN {:?}: {}", fault.rule, fault.what);
    }
    let figures = &verdict.figures;
    let _ = writeln!(text, "{} visites gepland, {} niet", figures.planned, figures.unplanned);
    if origin == Origin::Regie {
        let _ = writeln!(
            text,
            "gezichten per cliënt {}, parteur {} van {}, hielprik {} van {}, reistijd {} uur in {} werkdagen",
            decimal(figures.faces_per_client() as i64),
            figures.attending_met,
            figures.attending_wanted,
            figures.heel_pricks_planned,
            figures.heel_pricks,
            figures.travel_seconds / 3_600,
            figures.workdays
        );
    }
    for (unit, cost) in &verdict.bill.units {
        let _ = writeln!(text, "{cost:>14} {}", unit_told(unit));
    }
    let _ = write!(text, "{:>14} totaal", verdict.bill.total);
    if origin != Origin::Regie {
        let _ = write!(text, "\n{:>14} volgens de maat van {origin:?}", decimal(origin.objective(verdict.bill.total)));
    }
    text
}

fn decimal(thousandths: i64) -> String {
    format!("{},{:03}", thousandths / 1_000, thousandths % 1_000)
}

/// Two plans side by side.
pub fn comparison(old: &Verdict, new: &Verdict, changes: &[Change]) -> String {
    let mut text = String::new();
    let units: std::collections::BTreeSet<&String> = old.bill.units.keys().chain(new.bill.units.keys()).collect();
    for unit in units {
        let cost = |verdict: &Verdict| verdict.bill.units.get(unit).copied().unwrap_or_default();
        let (before, after) = (cost(old), cost(new));
        let _ = writeln!(text, "{before:>14} {after:>14} {:>+12} {}", after - before, unit_told(unit));
    }
    let (before, after) = (old.bill.total, new.bill.total);
    let _ = writeln!(text, "{before:>14} {after:>14} {:>+12} totaal", after - before);
    for change in changes {
        let _ = match change {
            Change::Added { visit } => writeln!(text, "{visit}: nieuw gepland"),
            Change::Dropped { visit } => writeln!(text, "{visit}: niet meer gepland"),
            Change::Moved { visit, face, day, start } => {
                let face = face.as_ref().map(|(old, new)| format!(" {old} -> {new}"));
                let day = day.map(|(old, new)| format!(" dag {old} -> {new}"));
                let start = start.map(|(old, new)| format!(" {} -> {}", clock(old), clock(new)));
                let all = [face, day, start].into_iter().flatten().collect::<String>();
                writeln!(text, "{visit}:{all}")
            }
        };
    }
    let _ = write!(text, "{} wijzigingen", changes.len());
    text
}

fn clock(seconds: i64) -> String {
    format!("{:02}:{:02}", seconds / 3_600, seconds / 60 % 60)
}

/// The days of a forecast, and the phase.
pub fn forecast(made: &Forecast) -> String {
    let mut text = String::from("datum       verwacht  band     capaciteit  kans op tekort\n");
    for day in &made.days {
        let _ = writeln!(
            text,
            "{}  {:>8}  {:>3}-{:<3}  {:>10}  {:>3}%",
            day.date,
            decimal(day.expected as i64),
            day.low,
            day.high,
            day.capacity,
            day.short / 10
        );
    }
    let phase = match made.ruling.phase {
        Phase::Green => "GROEN",
        Phase::Orange => "ORANJE",
        Phase::Red => "ROOD",
    };
    let _ = write!(text, "fase {phase}");
    for day in &made.ruling.because {
        let _ = write!(text, "\n  {}: kans op tekort {}%", day.date, day.chance / 10);
    }
    if let Some(date) = made.ruling.likely_from {
        let _ = write!(text, "\neen tekort is waarschijnlijk vanaf {date}");
    }
    text
}
