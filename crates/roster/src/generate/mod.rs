//! A region that never was: places, midwives, pregnancies and births from a seed, and its mornings one after the other. Each
//! kind of thing has throws of its own, so that one more midwife does not change the births.

mod care;
mod people;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::costs::{Costs, Law};
use crate::forecast::births::Births;
use crate::forecast::{Outlook, Pregnancy, Profile, Rule};
use crate::input::{Client, Format, Instance, Lateness, Midwife, Place, Shift, Travel};
use crate::plan::Plan;
use crate::replan::{Morning, next_morning};

pub use people::Birth;

/// When shifts begin and end.
const SHIFT: (i64, i64) = (8 * 3_600, 16 * 3_600 + 1_800);

/// What kind of region to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Spec {
    /// The seed.
    pub seed: u64,
    /// The first morning.
    pub first_day: Date,
    /// Days that are planned ahead.
    pub days: u16,
    /// How many midwives.
    pub midwives: u16,
    /// Midwives who are set apart for infected households.
    pub dedicated: u16,
    /// Births in ten days.
    pub births_in_ten_days: u32,
    /// Centres in which people live.
    pub towns: u16,
    /// Mornings that will be asked for, at most.
    pub mornings: u16,
    /// Births at home, in thousandths.
    pub home_births: u32,
    /// Planned caesareans, in thousandths.
    pub caesareans: u32,
    /// First children, in thousandths.
    pub first_children: u32,
    /// Infected households, in thousandths.
    pub infected: u32,
    /// Births attended by somebody who makes no visits here, in thousandths.
    pub attended_elsewhere: u32,
    /// Weeks of leave, in thousandths of all weeks.
    pub leave: u32,
    /// Long days have breaks.
    pub breaks: bool,
}

impl Default for Spec {
    fn default() -> Self {
        Self {
            seed: 1,
            first_day: Date::constant(2026, 11, 23),
            days: 14,
            midwives: 20,
            dedicated: 3,
            births_in_ten_days: 130,
            towns: 9,
            mornings: 40,
            home_births: 160,
            caesareans: 80,
            first_children: 450,
            infected: 30,
            attended_elsewhere: 250,
            leave: 60,
            breaks: false,
        }
    }
}

/// A region with all that will happen in it.
#[derive(Debug, Clone)]
pub struct World {
    spec: Spec,
    places: Vec<Place>,
    midwives: Vec<Midwife>,
    /// Per midwife, whether she works on each day from the first morning on.
    works: BTreeMap<String, Vec<bool>>,
    births: Vec<Birth>,
}

impl World {
    /// The region that belongs to a spec.
    pub fn new(spec: &Spec) -> Self {
        people::world(spec, &Births::default())
    }

    /// All births, past and to come: the truth that a forecast is held to.
    pub fn births(&self) -> &[Birth] {
        &self.births
    }

    /// The first morning: everybody who is in care, as if nobody had visited yet whose day has not come.
    pub fn first_morning(&self) -> Instance {
        let name = format!("region-{}-{}", self.spec.seed, self.spec.midwives);
        let mut instance = Instance {
            format: Format::One,
            name,
            first_day: self.spec.first_day,
            days: self.spec.days,
            now: 0,
            travel: self.travel(&[]),
            midwives: self.midwives.clone(),
            clients: Vec::new(),
            links: Vec::new(),
            lateness: Lateness::Refused,
            costs: Costs::default(),
            law: if self.spec.breaks { Law::with_breaks() } else { Law::default() },
        };
        for midwife in &mut instance.midwives {
            midwife.shifts = self.shifts(&midwife.id, 0);
        }
        let born = self.births.iter().filter(|birth| birth.day < 0);
        instance.clients = born.filter_map(|birth| self.client(birth, 0)).collect();
        instance.travel = self.travel(&instance.clients);
        instance
    }

    /// The morning after: what the plan did on its first day, and the births of that day.
    pub fn next_morning(&self, instance: &Instance, plan: &Plan, told_days: u16) -> Morning {
        let today = (instance.first_day - self.spec.first_day).get_days() + 1;
        let mut morning = next_morning(instance, plan, &|midwife| self.shifts(midwife, today), told_days);
        let born = self.births.iter().filter(|birth| birth.day == today - 1);
        let new: Vec<Client> = born.filter_map(|birth| self.client(birth, today)).collect();
        for visit in new.iter().flat_map(|client| &client.visits) {
            morning.plan.unplanned.push(visit.id.clone());
        }
        morning.instance.clients.extend(new);
        morning.instance.travel = self.travel(&morning.instance.clients);
        morning
    }

    /// The places of these clients and of all midwives.
    fn travel(&self, clients: &[Client]) -> Travel {
        let homes = self.midwives.iter().map(|midwife| midwife.home.as_str());
        let used: BTreeSet<&str> = homes.chain(clients.iter().map(|client| client.place.as_str())).collect();
        Travel::Coordinates {
            places: self.places.iter().filter(|place| used.contains(place.id.as_str())).cloned().collect(),
            detour_thousandths: 1_300,
            speed: 40_000,
            parking: 180,
        }
    }

    /// What a forecast of the first morning is made from, for so many days: the due dates, the care that runs, and what the
    /// shifts carry when a visit takes three quarters of an hour with the way to it.
    pub fn outlook(&self, days: u16) -> Outlook {
        let date = |day: i32| self.spec.first_day.saturating_add(jiff::Span::new().days(day));
        let unborn = self.births.iter().filter(|birth| birth.day >= 0);
        let pregnancies = unborn.map(|birth| Pregnancy {
            due: date(birth.due),
            first_child: birth.first_child,
            caesarean: birth.caesarean.map(date),
            hospital: false,
        });
        let born = self.births.iter().filter(|birth| birth.day < 0);
        let in_care = born.filter_map(|birth| self.client(birth, 0)).map(|client| care::chances(&client, days));
        let working = |day: u16| self.works.values().filter(|days| days.get(usize::from(day)) == Some(&true)).count();
        Outlook {
            today: self.spec.first_day,
            days,
            pregnancies: pregnancies.collect(),
            in_care: in_care.collect(),
            profile: Profile::default(),
            hospital_profile: None,
            capacity: (0..days).map(|day| working(day) as u32 * (SHIFT.1 - SHIFT.0) as u32 / 2_700).collect(),
            births: Births::default(),
            rule: Rule::default(),
        }
    }

    fn shifts(&self, midwife: &str, today: i32) -> Vec<Shift> {
        let Some(works) = self.works.get(midwife) else { return Vec::new() };
        let on = |day: &u16| works.get((today + i32::from(*day)) as usize).copied().unwrap_or(false);
        (0..self.spec.days).filter(on).map(|day| Shift { day, start: SHIFT.0, end: SHIFT.1 }).collect()
    }

    fn client(&self, birth: &Birth, today: i32) -> Option<Client> {
        care::client(birth, today, self.spec.first_day)
    }
}
