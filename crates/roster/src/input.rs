//! What a roster is made of: the region, its days, midwives and clients. One JSON format, `regie-roster-1`, described in
//! `docs/roster-format.md`; `import` makes the same of public instances.
//!
//! Every number is an integer. Times of the day are seconds after midnight, days are counted from the first day. Imported
//! instances count in their own ticks instead of seconds.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::costs::{Costs, Law};

/// The name and version of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Format {
    /// The first version.
    #[default]
    #[serde(rename = "regie-roster-1")]
    One,
}

/// A region for which visits are to be divided over days and midwives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Instance {
    /// The format's name and version.
    pub format: Format,
    /// What it is called in reports.
    pub name: String,
    /// Day 0.
    pub first_day: Date,
    /// How many days are planned, at most [`Instance::MOST_DAYS`].
    pub days: u16,
    /// What time it is on day 0, in seconds after midnight: nothing begins earlier that day but what is pinned to its time.
    #[serde(default, skip_serializing_if = "is_midnight")]
    pub now: i64,
    /// How long it takes from place to place.
    pub travel: Travel,
    /// Who visits.
    pub midwives: Vec<Midwife>,
    /// Who is visited.
    pub clients: Vec<Client>,
    /// Visits that hang together in time, for two visitors at once; only in instances of one day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// What happens at the end of a window.
    #[serde(default, skip_serializing_if = "Lateness::is_refused")]
    pub lateness: Lateness,
    /// The units of cost.
    #[serde(default)]
    pub costs: Costs,
    /// The working-time law.
    #[serde(default)]
    pub law: Law,
}

fn is_midnight(now: &i64) -> bool {
    *now == 0
}

impl Instance {
    /// The longest horizon: days are kept as bits of a word.
    pub const MOST_DAYS: u16 = 60;

    /// Every visit with its client.
    pub fn visits(&self) -> impl Iterator<Item = (&Client, &Visit)> {
        self.clients.iter().flat_map(|client| client.visits.iter().map(move |visit| (client, visit)))
    }

    /// The region has somebody who is set apart for infected households (PN-04), so nobody else may go there.
    pub fn has_dedicated(&self) -> bool {
        self.midwives.iter().any(|midwife| midwife.infected_households)
    }
}

/// What happens at the end of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lateness {
    /// A visit may not begin after its window.
    #[default]
    Refused,
    /// It may, and each tick costs; only in instances of one day.
    Costs,
}

impl Lateness {
    fn is_refused(&self) -> bool {
        *self == Self::Refused
    }
}

/// How long it takes from place to place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Travel {
    /// Over the sphere, times a factor for the roads.
    Coordinates {
        /// The places with where they are.
        places: Vec<Place>,
        /// The way by road, in thousandths of the way as the crow flies.
        detour_thousandths: i64,
        /// Metres in an hour.
        speed: i64,
        /// Seconds for parking and ringing, on every way longer than nothing.
        parking: i64,
    },
    /// As given; rows and columns in the order of `places`.
    Matrix {
        /// The names of the places.
        places: Vec<String>,
        /// Seconds from row to column.
        seconds: Vec<Vec<i64>>,
        /// Metres from row to column.
        metres: Vec<Vec<i64>>,
    },
}

/// A place on earth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Place {
    /// Its name.
    pub id: String,
    /// Latitude in millionths of a degree.
    pub latitude: i64,
    /// Longitude in millionths of a degree.
    pub longitude: i64,
}

/// Somebody who visits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Midwife {
    /// Her name in this file.
    pub id: String,
    /// Where her day begins and ends.
    pub home: String,
    /// When she can visit, at most once a day.
    pub shifts: Vec<Shift>,
    /// What she may do.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub skills: BTreeSet<String>,
    /// She is set apart for infected households.
    #[serde(default, skip_serializing_if = "is_false")]
    pub infected_households: bool,
    /// How many days she has worked on end up to the first day.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub days_worked: u16,
    /// When her last shift before the first day ended, in seconds before its midnight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_before: Option<i64>,
    /// Seconds of shifts worked in the 111 days before the first day: with those of the plan they stay within the law's sixteen
    /// weeks, whichever sixteen weeks these are.
    #[serde(default, skip_serializing_if = "is_zero_cost")]
    pub worked_before: i64,
    /// How much she can carry on a day, where visits have a load.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<i64>,
    /// What each day on which she has a visit costs, on top of the unit `workday`.
    #[serde(default, skip_serializing_if = "is_zero_cost")]
    pub fixed_cost: i64,
    /// Her travel costs so many hundredths of the common.
    #[serde(default = "hundred", skip_serializing_if = "is_hundred")]
    pub travel_percent: i64,
}

/// Hours in which a midwife can visit: she leaves home at the start or later, and is back at the end or earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Shift {
    /// The day.
    pub day: u16,
    /// Seconds after midnight.
    pub start: i64,
    /// Seconds after midnight; more than a day's where it ends the next morning.
    pub end: i64,
}

/// Somebody who is visited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Client {
    /// Her name in this file.
    pub id: String,
    /// Where she is visited.
    pub place: String,
    /// When her child was born, in civil time; a heel prick needs it, or `born_on`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<DateTime>,
    /// The day on which her child was born, where the hour is not known: a heel prick must then be in time whatever the hour
    /// was. Not beside `born`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born_on: Option<Date>,
    /// The day on which she is home; no visit in person before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home_on: Option<u16>,
    /// Who attended the birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attending: Option<String>,
    /// Somebody in the household has an infection.
    #[serde(default, skip_serializing_if = "is_false")]
    pub infected: bool,
    /// Who has visited before the first day, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<String>,
    /// Whom she knows: who visited or attended, who looks after her, or who was announced to her. Of those who work in these
    /// days one is to come; empty asks nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<String>,
    /// Who may visit; empty is everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<String>,
    /// What she still needs, in the order in which it must happen, each on a later day than the one before.
    pub visits: Vec<Visit>,
}

/// A visit that is needed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Visit {
    /// Its name, unique in the file.
    pub id: String,
    /// What it is for.
    pub purpose: Purpose,
    /// How it is made.
    #[serde(default)]
    pub means: Means,
    /// How long it takes.
    pub seconds: i64,
    /// The first day on which it may be.
    pub first_day: u16,
    /// The last day on which it may be.
    pub last_day: u16,
    /// When on the day it may begin; at any time without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Hours>,
    /// What the visitor must be able to do.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub skills: BTreeSet<String>,
    /// How much it takes of the visitor's capacity.
    #[serde(default, skip_serializing_if = "is_zero_cost")]
    pub load: i64,
    /// What a planner has set: it stays.
    #[serde(default, skip_serializing_if = "Pin::is_empty")]
    pub pinned: Pin,
    /// Where yesterday's roster had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Promise>,
}

/// What a visit is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// On the day of coming home.
    ComingHome,
    /// The heel prick, 72 to 168 hours after birth.
    HeelPrick,
    /// In between.
    Check,
    /// The last one.
    Last,
}

/// How a visit is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// At the client's home.
    #[default]
    Physical,
    /// By video, from wherever the midwife is.
    Video,
    /// By telephone, from wherever the midwife is.
    Phone,
}

/// A part of a day, in seconds after midnight; both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Hours {
    /// Not before.
    pub from: i64,
    /// Not after.
    pub until: i64,
}

/// What a planner has set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Pin {
    /// Who comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub midwife: Option<String>,
    /// On which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<u16>,
    /// At what time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<i64>,
}

impl Pin {
    /// Nothing is set.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Where yesterday's roster had a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Promise {
    /// Who would come.
    pub midwife: String,
    /// On which day.
    pub day: u16,
    /// At what time.
    pub start: i64,
    /// The client has been told.
    #[serde(default, skip_serializing_if = "is_false")]
    pub told: bool,
}

/// The second visit begins so long after the first: `least` = `most` = 0 is together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Link {
    /// The visit that is first.
    pub first: String,
    /// The visit that is second.
    pub second: String,
    /// At least so much later.
    pub least: i64,
    /// At most so much later.
    pub most: i64,
}

fn is_false(value: &bool) -> bool {
    !value
}

fn is_zero(value: &u16) -> bool {
    *value == 0
}

fn is_zero_cost(value: &i64) -> bool {
    *value == 0
}

fn hundred() -> i64 {
    100
}

fn is_hundred(value: &i64) -> bool {
    *value == 100
}
