//! A day's ways on a map: the region's places, and who goes from where to where.

use std::fmt::Write as _;

use jiff::civil::Date;
use regie_app::{BoardVisit, WeekBoard};
use regie_care::region::Means;
use regie_care::wording;

use super::Desk;
use super::roster::clock;
use crate::pages::roster::{DayMap, Way};

const WIDTH: i32 = 640;
const HEIGHT: i32 = 400;
/// Room for the names of places.
const MARGIN: f64 = 56.0;
/// So many ways have a look of their own.
const LOOKS: usize = 6;

/// Where places lie on the drawing: north up, as far apart as they are.
struct Projection {
    west: f64,
    north: f64,
    scale: f64,
    squeeze: f64,
}

impl Projection {
    fn of(places: &[(String, i64, i64)]) -> Self {
        let degrees = |value: i64| value as f64 / 1_000_000.0;
        let least = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::INFINITY, f64::min);
        let most = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::NEG_INFINITY, f64::max);
        let (south, north) = (
            least(&mut places.iter().map(|place| degrees(place.1))),
            most(&mut places.iter().map(|place| degrees(place.1))),
        );
        let (west, east) = (
            least(&mut places.iter().map(|place| degrees(place.2))),
            most(&mut places.iter().map(|place| degrees(place.2))),
        );
        let squeeze = ((north + south) / 2.0).to_radians().cos().max(0.1);
        let (width, height) = (((east - west) * squeeze).max(0.01), (north - south).max(0.01));
        let room = |size: i32| f64::from(size) - 2.0 * MARGIN;
        Self { west, north, squeeze, scale: (room(WIDTH) / width).min(room(HEIGHT) / height) }
    }

    fn at(&self, latitude: i64, longitude: i64) -> (f64, f64) {
        let degrees = |value: i64| value as f64 / 1_000_000.0;
        let x = MARGIN + (degrees(longitude) - self.west) * self.squeeze * self.scale;
        let y = MARGIN + (self.north - degrees(latitude)) * self.scale;
        (x, y)
    }
}

impl Desk {
    pub(super) fn day_map(&self, board: &WeekBoard, day: Date) -> DayMap {
        let places = &board.places;
        let mut map = DayMap { title: self.t.day_long(&day), width: WIDTH, height: HEIGHT, ..DayMap::default() };
        let projection = Projection::of(places);
        map.places = places
            .iter()
            .map(|(name, latitude, longitude)| {
                let (x, y) = projection.at(*latitude, *longitude);
                (format!("{x:.1}"), format!("{y:.1}"), name.clone())
            })
            .collect();
        let find = |name: &str| {
            places.iter().find(|place| place.0 == name.trim()).map(|place| projection.at(place.1, place.2))
        };
        for (number, line) in board.visitors.iter().enumerate() {
            let hers: Vec<&BoardVisit> =
                board.visits.iter().filter(|visit| visit.midwife == line.visitor.person && visit.on == day).collect();
            if hers.is_empty() {
                continue;
            }
            let in_person = |visit: &&&BoardVisit| visit.means == Means::Home;
            map.unknown += hers.iter().filter(in_person).filter(|visit| find(&visit.site).is_none()).count();
            let stops: Vec<(f64, f64)> = hers.iter().filter(in_person).filter_map(|visit| find(&visit.site)).collect();
            // Who only calls goes nowhere.
            let base = find(&line.visitor.base).filter(|_| !stops.is_empty());
            let mut path = String::new();
            // A little beside each other, so that two ways between the same places are both seen.
            let beside = (number % LOOKS) as f64 * 3.0 - 7.0;
            for (at, (x, y)) in base.into_iter().chain(stops).chain(base).enumerate() {
                let word = if at == 0 { 'M' } else { 'L' };
                // Writing to a string cannot fail.
                let _ = write!(path, "{word}{:.1} {:.1}", x + beside, y + beside);
            }
            map.ways.push(Way {
                class: format!("way-{}", number % LOOKS + 1),
                path,
                name: line.name.clone(),
                stops: hers
                    .iter()
                    .map(|visit| {
                        // A call is on her list, and no place on her way.
                        let how = match visit.means {
                            Means::Home => visit.site.clone(),
                            Means::Video | Means::Phone => self.text(&wording::means(visit.means)),
                        };
                        format!("{} {}, {how}", clock(visit.start), visit.client)
                    })
                    .collect(),
            });
        }
        map
    }
}
