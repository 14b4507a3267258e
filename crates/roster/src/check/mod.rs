//! The checker: recomputes from the written plan whether it can be carried out and what every unit of cost adds. It shares
//! the types of the question and of the answer with the solver and nothing else, not even the ways between places; a test
//! reads the files of this module and sees to that.

mod bill;
mod days;
mod figures;
mod rules;
mod ways;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::costs::Bill;
use crate::input::{Client, Instance, Midwife, Visit};
use crate::plan::{Plan, Route, Stop};

pub use figures::Figures;

/// What the checker says of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Verdict {
    /// What makes it impossible or unlawful; empty is a plan that can be shown.
    pub faults: Vec<Fault>,
    /// What it costs, recomputed.
    pub bill: Bill,
    /// How good it is, in numbers that people ask for.
    pub figures: Figures,
}

impl Verdict {
    /// The plan can be carried out.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }
}

/// A rule that a plan breaks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Fault {
    /// The rule.
    pub rule: Rule,
    /// Where, and how.
    pub what: String,
    /// The visits that it is about; all of a midwife's where it is about her days together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<String>,
}

impl Fault {
    fn new(rule: Rule, what: String) -> Self {
        Self { rule, what, visits: Vec::new() }
    }

    fn about(mut self, visit: &str) -> Self {
        self.visits.push(visit.to_owned());
        self
    }
}

/// The rules that no plan may break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Names are known, each visit is there once, and what is not planned is said.
    Whole,
    /// On a day on which it may be, a client's visits in their order on rising days.
    Day,
    /// Not in person before she is home.
    Home,
    /// The heel prick 72 to 168 hours after birth.
    HeelPrick,
    /// Inside its window.
    Window,
    /// There is time to get there, and for what comes before.
    Time,
    /// Inside the shift, way home included.
    Shift,
    /// By someone who may.
    Skill,
    /// In infected households only the midwife who is set apart for them.
    Dedicated,
    /// Never to a clean household after an infected one on the same day.
    CleanFirst,
    /// What was pinned stays.
    Pinned,
    /// No more than she can carry.
    Capacity,
    /// Rest between days (ATW 5:3).
    DailyRest,
    /// Days on end (ATW 5:5).
    DaysOnEnd,
    /// Hours of a shift and of seven days (ATW 5:7).
    Hours,
    /// Breaks in a long day (ATW 5:4).
    Break,
    /// Visits that hang together in time.
    Link,
}

/// The plan with its names looked up; what cannot be looked up is a fault and left out.
struct Read<'p> {
    instance: &'p Instance,
    midwives: BTreeMap<&'p str, &'p Midwife>,
    days: Vec<Day<'p>>,
    /// Each planned visit: on which day, by whom, at what time.
    made: BTreeMap<&'p str, Made<'p>>,
}

/// A midwife's day with its names looked up.
struct Day<'p> {
    route: &'p Route,
    midwife: &'p Midwife,
    stops: Vec<(&'p Stop, &'p Client, &'p Visit)>,
}

#[derive(Clone, Copy)]
struct Made<'p> {
    day: u16,
    midwife: &'p Midwife,
    start: i64,
}

/// No time of a day is later.
const LATEST: i64 = 1 << 40;

/// Checks a plan against its instance, one that `Problem::new` does not refuse.
#[must_use]
pub fn check(instance: &Instance, plan: &Plan) -> Verdict {
    let mut faults = Vec::new();
    let read = read(instance, plan, &mut faults);
    let ways = ways::Ways::of(instance);
    rules::visits(&read, &mut faults);
    days::days(&read, &ways, &mut faults);
    days::law(&read, &mut faults);
    rules::links(&read, &mut faults);
    faults.sort();
    faults.dedup();
    Verdict { faults, bill: bill::bill(&read, &ways), figures: figures::figures(&read, &ways) }
}

fn read<'p>(instance: &'p Instance, plan: &'p Plan, faults: &mut Vec<Fault>) -> Read<'p> {
    let midwives = instance.midwives.iter().map(|one| (one.id.as_str(), one)).collect();
    let visits: BTreeMap<&str, (&Client, &Visit)> =
        instance.visits().map(|(client, visit)| (visit.id.as_str(), (client, visit))).collect();
    let mut read = Read { instance, midwives, days: Vec::new(), made: BTreeMap::new() };
    let mut unsaid = Vec::new();
    let mut whole = |what: String| faults.push(Fault::new(Rule::Whole, what));
    let mut seen: BTreeMap<(u16, &str), ()> = BTreeMap::new();
    for route in &plan.routes {
        let Some(midwife) = read.midwives.get(route.midwife.as_str()).copied() else {
            whole(format!("there is no midwife `{}`", route.midwife));
            continue;
        };
        if seen.insert((route.day, &route.midwife), ()).is_some() {
            whole(format!("`{}` has two routes on day {}", route.midwife, route.day));
        }
        let mut day = Day { route, midwife, stops: Vec::new() };
        for stop in &route.stops {
            let Some((client, visit)) = visits.get(stop.visit.as_str()).copied() else {
                whole(format!("there is no visit `{}`", stop.visit));
                continue;
            };
            if !(0..=LATEST).contains(&stop.start) {
                whole(format!("`{}` cannot begin at {}", stop.visit, stop.start));
                continue;
            }
            let made = Made { day: route.day, midwife, start: stop.start };
            if read.made.insert(&visit.id, made).is_some() {
                whole(format!("the visit `{}` is planned twice", visit.id));
            }
            day.stops.push((stop, client, visit));
        }
        read.days.push(day);
    }
    for name in visits.keys() {
        let said = plan.unplanned.iter().any(|other| other == name);
        if read.made.contains_key(name) == said {
            let what = format!("the visit `{name}` is neither planned nor said to be unplanned, or both");
            unsaid.push(Fault::new(Rule::Whole, what).about(name));
        }
    }
    faults.append(&mut unsaid);
    read
}

#[cfg(test)]
mod tests;
