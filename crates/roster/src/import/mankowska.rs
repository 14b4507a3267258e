//! Mankowska's instances: one day, caregivers with abilities, some patients who need two of them at once or one after the
//! other, lateness that costs.

use serde::Deserialize;

use crate::import::{customer, empty, stop, ticks, vehicle, wrong};
use crate::input::{Hours, Instance, Lateness, Link, Travel};
use crate::problem::InputError;

/// Longer than any day of these instances.
const END: i64 = 100_000_000;

#[derive(Debug, Deserialize)]
struct File {
    patients: Vec<Patient>,
    caregivers: Vec<Caregiver>,
    distances: Vec<Vec<f64>>,
}

#[derive(Debug, Deserialize)]
struct Patient {
    id: String,
    time_window: (f64, f64),
    required_caregivers: Vec<Required>,
    synchronization: Option<Synchronization>,
}

#[derive(Debug, Deserialize)]
struct Required {
    service: String,
    duration: f64,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Synchronization {
    Simultaneous,
    Sequential { distance: (f64, f64) },
}

#[derive(Debug, Deserialize)]
struct Caregiver {
    id: String,
    abilities: Vec<String>,
}

pub(super) fn read(value: serde_json::Value) -> Result<Instance, InputError> {
    let file: File = serde_json::from_value(value).map_err(|error| wrong(&error))?;
    let matrix: Vec<Vec<i64>> = file.distances.iter().map(|row| row.iter().map(|way| ticks(*way)).collect()).collect();
    let places = (0..matrix.len()).map(|number| number.to_string()).collect();
    let travel = Travel::Matrix { places, seconds: matrix.clone(), metres: matrix };
    let mut instance = empty(&format!("hhcrsp-{}", file.patients.len()), 1, travel);
    instance.lateness = Lateness::Costs;
    (instance.costs.late, instance.costs.worst_late) = (1, 1);
    for caregiver in file.caregivers {
        let mut one = vehicle(caregiver.id, "0", 1, (0, END));
        one.skills = caregiver.abilities.into_iter().collect();
        instance.midwives.push(one);
    }
    for (number, patient) in (1..).zip(file.patients) {
        let window = Hours { from: ticks(patient.time_window.0), until: ticks(patient.time_window.1) };
        let mut visits = Vec::new();
        for (part, needed) in (1..).zip(&patient.required_caregivers) {
            let mut visit = stop(format!("{}/{part}", patient.id), 0, ticks(needed.duration), Some(window));
            visit.skills.insert(needed.service.clone());
            visits.push(visit);
        }
        if let ([first, second], Some(how)) = (visits.as_slice(), &patient.synchronization) {
            let (least, most) = match how {
                Synchronization::Simultaneous => (0, 0),
                Synchronization::Sequential { distance: (least, most) } => (ticks(*least), ticks(*most)),
            };
            instance.links.push(Link { first: first.id.clone(), second: second.id.clone(), least, most });
        }
        instance.clients.push(customer(patient.id, format!("{number}"), visits));
    }
    Ok(instance)
}
