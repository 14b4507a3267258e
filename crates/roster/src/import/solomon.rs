//! Solomon's instances: one day, equal vehicles with a capacity, hard windows.

use crate::import::{MOST_VEHICLES, customer, empty, stop, straight, ticks, vehicle, wrong};
use crate::input::{Hours, Instance};
use crate::problem::InputError;

pub(super) fn read(text: &str) -> Result<Instance, InputError> {
    let name = text.lines().next().unwrap_or("solomon").trim();
    let rows: Vec<Vec<f64>> = text
        .lines()
        .filter_map(|line| line.split_whitespace().map(|word| word.parse().ok()).collect::<Option<Vec<f64>>>())
        .filter(|row| !row.is_empty())
        .collect();
    let [fleet, customers @ ..] = rows.as_slice() else { return Err(wrong(&"Solomon: there are no rows")) };
    let (&[count, capacity], Some(depot)) = (fleet.as_slice(), customers.first()) else {
        return Err(wrong(&"Solomon: the first row of numbers is the fleet: number and capacity"));
    };
    if customers.iter().any(|row| row.len() != 7) {
        return Err(wrong(&"Solomon: a customer is number, x, y, demand, ready, due, service"));
    }
    let points: Vec<(f64, f64)> = customers.iter().map(|row| (row[1], row[2])).collect();
    let mut instance = empty(name, 1, straight(&points));
    let hours = (ticks(depot[4]), ticks(depot[5]));
    for number in 0..(count as usize).min(MOST_VEHICLES) {
        let mut one = vehicle(format!("vehicle {}", number + 1), "0", 1, hours);
        one.capacity = Some(capacity as i64);
        instance.midwives.push(one);
    }
    for (number, row) in customers.iter().enumerate().skip(1) {
        let window = Hours { from: ticks(row[4]), until: ticks(row[5]) };
        let mut visit = stop(number.to_string(), 0, ticks(row[6]), Some(window));
        visit.load = row[3] as i64;
        instance.clients.push(customer(number.to_string(), number.to_string(), vec![visit]));
    }
    Ok(instance)
}
