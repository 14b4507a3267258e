//! The ways between places, by name.

use std::collections::BTreeMap;

use crate::input::{Instance, Place, Travel};

/// The ways between the places of an instance.
pub(super) struct Ways<'i> {
    travel: &'i Travel,
    numbers: BTreeMap<&'i str, usize>,
}

impl<'i> Ways<'i> {
    pub(super) fn of(instance: &'i Instance) -> Self {
        let names: Vec<&str> = match &instance.travel {
            Travel::Coordinates { places, .. } => places.iter().map(|place| place.id.as_str()).collect(),
            Travel::Matrix { places, .. } => places.iter().map(String::as_str).collect(),
        };
        Self { travel: &instance.travel, numbers: names.into_iter().zip(0..).collect() }
    }

    /// Seconds and metres; nothing where a place is unknown.
    pub(super) fn way(&self, from: &str, to: &str) -> (i64, i64) {
        let (Some(from), Some(to)) = (self.numbers.get(from).copied(), self.numbers.get(to).copied()) else {
            return (0, 0);
        };
        match self.travel {
            Travel::Matrix { seconds, metres, .. } => (seconds[from][to], metres[from][to]),
            Travel::Coordinates { places, detour_thousandths, speed, parking } => {
                let metres = crow(&places[from], &places[to]) * detour_thousandths / 1_000;
                match metres {
                    0 => (0, 0),
                    _ => (metres * 3_600 / (*speed).max(1) + parking, metres),
                }
            }
        }
    }
}

/// Metres over the sphere between two places, rounded.
fn crow(one: &Place, other: &Place) -> i64 {
    const DIAMETER: f64 = 2.0 * 6_371_008.8;
    let angle = |millionths: i64| (millionths as f64 / 1_000_000.0).to_radians();
    let half_sine = |one: i64, other: i64| ((angle(other) - angle(one)) / 2.0).sin().powi(2);
    let chord = half_sine(one.latitude, other.latitude)
        + angle(one.latitude).cos() * angle(other.latitude).cos() * half_sine(one.longitude, other.longitude);
    (DIAMETER * chord.sqrt().atan2((1.0 - chord).max(0.0).sqrt())).round() as i64
}
