//! Instances from texts: our own format, and three public ones, told apart by what is in them.
//!
//! Public instances become the same [`Instance`] with the costs of their own benchmark, so that the solver, the checker and
//! the reports are the same for all. Their numbers with decimals are taken times [`SCALE`].

mod hconvrp;
mod mankowska;
mod solomon;

use jiff::civil::Date;

use crate::costs::{Costs, Law};
use crate::input::{Client, Format, Hours, Instance, Lateness, Means, Midwife, Pin, Purpose, Shift, Travel, Visit};
use crate::problem::InputError;

/// Ticks in a unit of a public instance.
pub const SCALE: i64 = 1_000;
/// Types of vehicle that are read.
const MOST_TYPES: usize = 100;
/// Vehicles of a type that are read; no instance has as many customers.
const MOST_VEHICLES: usize = 2_000;

/// What a text turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Our own format.
    Regie,
    /// Solomon's vehicle routing with time windows. The objective is distance; the unit `workday` counts vehicles.
    Solomon,
    /// Home health care with synchronised visits (Mankowska, Meisel and Bierwirth 2014). The objective is the mean of
    /// distance, total and worst lateness.
    Mankowska,
    /// Consistent routing with a mixed fleet (Stavropoulou 2022), one vehicle per customer over all days. The objective is
    /// the cost of vehicles per day and of distance.
    Hconvrp,
}

impl Origin {
    /// The benchmark's own objective for a total of ours, in thousandths.
    pub fn objective(self, total: i64) -> i64 {
        match self {
            Self::Mankowska => total / 3,
            Self::Regie | Self::Solomon | Self::Hconvrp => total,
        }
    }
}

/// Reads an instance, whatever it is of the known ones.
///
/// # Errors
/// When it is none of them, or cannot be read.
pub fn read(text: &str) -> Result<(Instance, Origin), InputError> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') {
        let value: serde_json::Value = serde_json::from_str(start).map_err(|error| wrong(&error))?;
        if value.get("patients").is_some() {
            return Ok((mankowska::read(value)?, Origin::Mankowska));
        }
        // Read again from the text, so that an error has a line.
        let instance: Instance = serde_json::from_str(start).map_err(|error| wrong(&error))?;
        attending_is_there(&instance)?;
        return Ok((instance, Origin::Regie));
    }
    if start.contains("CUSTOMERDEMANDS") {
        return Ok((hconvrp::read(start)?, Origin::Hconvrp));
    }
    if start.contains("VEHICLE") && start.contains("CUST") {
        return Ok((solomon::read(start)?, Origin::Solomon));
    }
    Err(wrong(&"neither our own format nor one of Solomon, Mankowska, HConVRP"))
}

/// In a file who attended a birth is one of its midwives, or left out: a name that is nobody's is a slip of the pen. What the
/// product plans may name somebody who makes no visits.
fn attending_is_there(instance: &Instance) -> Result<(), InputError> {
    let is_there = |name: &&String| instance.midwives.iter().any(|midwife| midwife.id == **name);
    for client in &instance.clients {
        if let Some(name) = client.attending.as_ref().filter(|name| !is_there(name)) {
            let place = format!("client `{}`: attending", client.id);
            return Err(InputError::Unknown { place, kind: "midwife", name: name.clone() });
        }
    }
    Ok(())
}

fn wrong(error: &dyn std::fmt::Display) -> InputError {
    InputError::Format(error.to_string())
}

/// A number of a public instance in ticks.
fn ticks(number: f64) -> i64 {
    (number * SCALE as f64).round() as i64
}

/// The straight ways between points, in ticks.
fn straight(points: &[(f64, f64)]) -> Travel {
    let way = |one: &(f64, f64), other: &(f64, f64)| ticks((one.0 - other.0).hypot(one.1 - other.1));
    let matrix: Vec<Vec<i64>> = points.iter().map(|one| points.iter().map(|other| way(one, other)).collect()).collect();
    Travel::Matrix {
        places: (0..points.len()).map(|number| number.to_string()).collect(),
        seconds: matrix.clone(),
        metres: matrix,
    }
}

/// An instance without people in it yet.
fn empty(name: &str, days: u16, travel: Travel) -> Instance {
    Instance {
        format: Format::One,
        name: name.to_owned(),
        first_day: Date::constant(2000, 1, 1),
        days,
        now: 0,
        travel,
        midwives: Vec::new(),
        clients: Vec::new(),
        links: Vec::new(),
        lateness: Lateness::Refused,
        costs: Costs { travel_metre: 1, ..Costs::bare() },
        law: Law::none(),
    }
}

fn vehicle(id: String, home: &str, days: u16, (start, end): (i64, i64)) -> Midwife {
    Midwife {
        id,
        home: home.to_owned(),
        shifts: (0..days).map(|day| Shift { day, start, end }).collect(),
        skills: std::collections::BTreeSet::new(),
        infected_households: false,
        days_worked: 0,
        ended_before: None,
        worked_before: 0,
        capacity: None,
        fixed_cost: 0,
        travel_percent: 100,
    }
}

fn customer(id: String, place: String, visits: Vec<Visit>) -> Client {
    Client {
        id,
        place,
        born: None,
        born_on: None,
        home_on: None,
        attending: None,
        infected: false,
        seen: Vec::new(),
        known: Vec::new(),
        only: Vec::new(),
        visits,
    }
}

fn stop(id: String, day: u16, seconds: i64, window: Option<Hours>) -> Visit {
    Visit {
        id,
        purpose: Purpose::Check,
        means: Means::Physical,
        seconds,
        first_day: day,
        last_day: day,
        window,
        skills: std::collections::BTreeSet::new(),
        load: 0,
        pinned: Pin::default(),
        promised: None,
    }
}
