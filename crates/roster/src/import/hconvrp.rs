//! HConVRP instances: several days, vehicles of several types, each customer by one vehicle on all days.
//!
//! That a customer has one vehicle is a rule there. Here it is the unit `extra-face`, dearer than anything that it could save,
//! so that a plan which breaks it is seen at once. The consistency of arrival times is not part of the files.

use crate::import::{MOST_TYPES, MOST_VEHICLES, SCALE, customer, empty, stop, straight, vehicle, wrong};
use crate::input::Instance;
use crate::problem::InputError;

/// More than any plan costs in distance.
const ONE_VEHICLE: i64 = 100_000_000;

/// The words of the text with what has been read of them.
struct Words<'t> {
    lines: Vec<Vec<&'t str>>,
}

impl Words<'_> {
    /// The numbers behind a name that stands alone on its line with them.
    fn after(&self, name: &[&str]) -> Result<Vec<f64>, InputError> {
        let line = self.lines.iter().find(|line| line.starts_with(name));
        let numbers = line.map(|line| numbers(&line[name.len()..]));
        numbers.ok_or_else(|| wrong(&format!("HConVRP: there is no line `{}`", name.join(" "))))
    }

    /// The rows of numbers below a heading.
    fn below(&self, heading: &str) -> Vec<Vec<f64>> {
        let rows = self.lines.iter().skip_while(|line| line.first() != Some(&heading)).skip(1);
        rows.take_while(|line| line[0].parse::<f64>().is_ok()).map(|line| numbers(line)).collect()
    }
}

fn numbers(words: &[&str]) -> Vec<f64> {
    words.iter().filter_map(|word| word.parse().ok()).collect()
}

pub(super) fn read(text: &str) -> Result<Instance, InputError> {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let words = Words { lines: lines.filter(|line| !line.is_empty()).collect() };
    let first = |name: &[&str]| words.after(name)?.first().copied().ok_or_else(|| wrong(&"HConVRP: no number"));
    let name = words.lines.iter().find(|line| line[0] == "NAME").and_then(|line| line.get(1)).unwrap_or(&"hconvrp");
    let (days, longest) = (first(&["DAYS"])? as u16, (first(&["MAXTIME"])? * SCALE as f64) as i64);
    let depot = words.after(&["DEPOT"])?;
    let customers = words.below("CUSTOMERCOORDINATES");
    let &[x, y] = depot.as_slice() else { return Err(wrong(&"HConVRP: the depot has two coordinates")) };
    let points: Vec<(f64, f64)> = std::iter::once((x, y))
        .chain(customers.iter().filter(|row| row.len() > 1).map(|row| (row[0], row[1])))
        .collect();
    let mut instance = empty(name, days, straight(&points));
    instance.costs.extra_face = ONE_VEHICLE;
    for kind in 1..=(first(&["VEHICLE", "TYPES"])? as usize).min(MOST_TYPES) {
        let row = words.after(&[format!("TYPE{kind}").as_str()])?;
        let &[count, capacity, fixed, variable, speed] = row.as_slice() else {
            return Err(wrong(&"HConVRP: a type is number, capacity, fixed cost, variable cost, speed"));
        };
        if speed != 1.0 {
            return Err(wrong(&"HConVRP: speeds other than 1 are not read"));
        }
        for number in 1..=(count as usize).min(MOST_VEHICLES) {
            let mut one = vehicle(format!("type {kind} no. {number}"), "0", days, (0, longest));
            one.capacity = Some(capacity as i64);
            one.fixed_cost = (fixed * SCALE as f64) as i64;
            one.travel_percent = (variable * 100.0).round() as i64;
            instance.midwives.push(one);
        }
    }
    for demand in words.below("CUSTOMERDEMANDS") {
        let number = demand.first().copied().unwrap_or_default() as usize;
        let service = number
            .checked_sub(1)
            .and_then(|at| customers.get(at))
            .and_then(|row| row.get(2))
            .copied()
            .unwrap_or_default();
        let visits = (0u16..).zip(demand.iter().skip(1)).filter(|(_, load)| **load > 0.0).map(|(day, load)| {
            let mut visit = stop(format!("{number}/{day}"), day, (service * SCALE as f64) as i64, None);
            visit.load = *load as i64;
            visit
        });
        instance.clients.push(customer(number.to_string(), number.to_string(), visits.collect()));
    }
    only_compatible(&mut instance, &words);
    Ok(instance)
}

/// Where the file ends with rows of a customer and a 1 or 0 per vehicle, only the vehicles with a 1 may go there.
fn only_compatible(instance: &mut Instance, words: &Words<'_>) {
    for row in words.below("COMPATIBILITY") {
        let Some(number) = row.first().map(|number| (*number as i64).to_string()) else { continue };
        let vehicles = instance.midwives.iter().zip(row.iter().skip(1));
        let only: Vec<String> = vehicles.filter(|(_, may)| **may != 0.0).map(|(one, _)| one.id.clone()).collect();
        let all = only.len() == instance.midwives.len();
        if let Some(client) = instance.clients.iter_mut().find(|client| client.id == number && !all) {
            client.only = only;
        }
    }
}
