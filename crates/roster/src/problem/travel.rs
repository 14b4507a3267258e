//! The ways between the places, once and for all in whole seconds and metres.

use std::collections::BTreeSet;

use crate::costs::Costs;
use crate::input::{Instance, Place, Travel};
use crate::problem::Leg;
use crate::problem::names::{InputError, Names};

/// The mean radius of the earth in metres.
const EARTH: f64 = 6_371_008.8;

/// The places that somebody lives at: their names, and their numbers in the file. Others cost room and time for nothing.
pub(super) fn places(instance: &Instance) -> Result<(Vec<usize>, Names<'_>), InputError> {
    let names: Vec<&str> = match &instance.travel {
        Travel::Coordinates { places, .. } => places.iter().map(|place| place.id.as_str()).collect(),
        Travel::Matrix { places, seconds, metres } => {
            let count = places.len();
            let whole = |matrix: &Vec<Vec<i64>>| matrix.len() == count && matrix.iter().all(|row| row.len() == count);
            if !whole(seconds) || !whole(metres) {
                let wrong = format!("a matrix must have {count} rows and columns, one per place");
                return Err(InputError::Outside { place: "travel".to_owned(), wrong });
            }
            places.iter().map(String::as_str).collect()
        }
    };
    Names::of("place", names.iter().copied())?;
    let homes = instance.midwives.iter().map(|midwife| midwife.home.as_str());
    let used: BTreeSet<&str> = homes.chain(instance.clients.iter().map(|client| client.place.as_str())).collect();
    let kept: Vec<usize> = (0..names.len()).filter(|number| used.contains(names[*number])).collect();
    let names = Names::of("place", kept.iter().map(|number| names[*number]))?;
    Ok((kept, names))
}

/// The ways between the kept places.
pub(super) fn legs(instance: &Instance, kept: &[usize]) -> Result<Vec<Leg>, InputError> {
    let costs = &instance.costs;
    let all = kept.iter().flat_map(|from| kept.iter().map(move |to| (*from, *to)));
    match &instance.travel {
        Travel::Coordinates { places, detour_thousandths, speed, parking } => {
            if *speed <= 0 {
                let wrong = "the speed must be more than 0 metres in an hour".to_owned();
                return Err(InputError::Outside { place: "travel".to_owned(), wrong });
            }
            all.map(|(from, to)| {
                let metres = metres(&places[from], &places[to]) * detour_thousandths / 1_000;
                let seconds = if metres == 0 { 0 } else { metres * 3_600 / speed + parking };
                leg(costs, seconds, metres)
            })
            .collect()
        }
        Travel::Matrix { seconds, metres, .. } => {
            all.map(|(from, to)| leg(costs, seconds[from][to], metres[from][to])).collect()
        }
    }
}

fn leg(costs: &Costs, seconds: i64, metres: i64) -> Result<Leg, InputError> {
    let times = |one: i64, other: i64| one.saturating_mul(other);
    let cost = times(costs.travel_second, seconds).saturating_add(times(costs.travel_metre, metres));
    match (i32::try_from(seconds), i32::try_from(cost)) {
        (Ok(seconds), Ok(cost)) if seconds >= 0 && cost >= 0 => Ok(Leg { seconds, cost }),
        _ => Err(InputError::Outside {
            place: "travel".to_owned(),
            wrong: format!("a way of {seconds} seconds and {metres} metres cannot be planned"),
        }),
    }
}

/// Metres as the crow flies (haversine), rounded.
fn metres(from: &Place, to: &Place) -> i64 {
    let radians = |millionths: i64| (millionths as f64 / 1_000_000.0).to_radians();
    let (north, other_north) = (radians(from.latitude), radians(to.latitude));
    let up = ((other_north - north) / 2.0).sin();
    let along = ((radians(to.longitude) - radians(from.longitude)) / 2.0).sin();
    let half = up * up + north.cos() * other_north.cos() * along * along;
    (2.0 * EARTH * half.sqrt().min(1.0).asin()).round() as i64
}
