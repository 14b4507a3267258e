//! The numbers that people ask for.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::check::Read;
use crate::check::ways::Ways;
use crate::input::{Means, Purpose};

/// How good a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Figures {
    /// Visits that somebody makes.
    pub planned: usize,
    /// Visits that nobody makes.
    pub unplanned: usize,
    /// Days of midwives with visits.
    pub workdays: usize,
    /// Seconds of travel.
    pub travel_seconds: i64,
    /// Metres of travel.
    pub travel_metres: i64,
    /// Clients who meet anybody.
    pub clients: usize,
    /// The faces that they meet, all together, with those whom they had met before.
    pub faces: usize,
    /// Clients of whom the attending midwife works in these days.
    pub attending_wanted: usize,
    /// Clients whom the attending midwife visits or has visited.
    pub attending_met: usize,
    /// Heel pricks that are needed.
    pub heel_pricks: usize,
    /// Heel pricks that are planned.
    pub heel_pricks_planned: usize,
    /// Visits of yesterday's roster that have another face.
    pub changed_faces: usize,
    /// Visits of yesterday's roster that are on another day.
    pub changed_days: usize,
    /// Changes of face or day of which the client had been told.
    pub broken_promises: usize,
}

pub(super) fn figures(read: &Read<'_>, ways: &Ways<'_>) -> Figures {
    let mut figures = Figures::default();
    for client in &read.instance.clients {
        let mut faces: BTreeSet<&str> = client.seen.iter().map(String::as_str).collect();
        for visit in &client.visits {
            let made = read.made.get(visit.id.as_str());
            figures.heel_pricks += usize::from(visit.purpose == Purpose::HeelPrick);
            figures.heel_pricks_planned += usize::from(visit.purpose == Purpose::HeelPrick && made.is_some());
            let Some(made) = made else {
                figures.unplanned += 1;
                continue;
            };
            figures.planned += 1;
            faces.insert(&made.midwife.id);
            if let Some(promise) = &visit.promised {
                let (face, day) = (promise.midwife != made.midwife.id, promise.day != made.day);
                figures.changed_faces += usize::from(face);
                figures.changed_days += usize::from(day);
                figures.broken_promises += usize::from(promise.told && (face || day));
            }
        }
        figures.clients += usize::from(!faces.is_empty());
        figures.faces += faces.len();
        if let Some(attending) = client.attending.as_deref().filter(|name| read.midwives.contains_key(name)) {
            figures.attending_wanted += 1;
            figures.attending_met += usize::from(faces.contains(attending));
        }
    }
    for day in read.days.iter().filter(|day| !day.stops.is_empty()) {
        figures.workdays += 1;
        let mut place = day.midwife.home.as_str();
        let in_person = day.stops.iter().filter(|(_, _, visit)| visit.means == Means::Physical);
        for there in in_person.map(|(_, client, _)| client.place.as_str()).chain([day.midwife.home.as_str()]) {
            let (seconds, metres) = ways.way(place, there);
            figures.travel_seconds += seconds;
            figures.travel_metres += metres;
            place = there;
        }
    }
    figures
}

impl Figures {
    /// Different faces per client, in thousandths.
    pub fn faces_per_client(&self) -> usize {
        self.faces * 1_000 / self.clients.max(1)
    }
}
