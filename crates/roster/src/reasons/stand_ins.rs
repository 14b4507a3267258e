//! Who could make the visits of a midwife who falls ill: another that day, else another day, else a call; or why nothing of
//! that can be.

use serde::Serialize;

use super::{Alternative, Reasons, TOLD, ranked};
use crate::check::check;
use crate::input::{Instance, Means, Promise, Purpose};
use crate::plan::Plan;
use crate::problem::Problem;
use crate::solve::state::Spot;
use crate::solve::written;

/// A call takes no longer than this.
const CALL: i64 = 20 * 60;
/// How many places of a kind are priced to the last unit.
const PRICED: usize = 6;

/// A visit of somebody who falls ill, with what could be done, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Replacement {
    /// The visit.
    pub visit: String,
    /// On which day it is planned.
    pub day: u16,
    /// What could be done: others that day and the best other day, the cheapest first; then a call.
    pub ranked: Vec<Choice>,
    /// Why nothing can, when nothing can.
    pub unmet: Option<Unmet>,
}

/// One thing that could be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Choice {
    /// What.
    pub kind: ChoiceKind,
    /// By whom, on which day, and what it costs.
    #[serde(flatten)]
    pub place: Alternative,
}

/// What could be done when a midwife falls ill, from the best for the client to the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChoiceKind {
    /// Another midwife comes on the same day.
    SameDay,
    /// Somebody comes on another day inside the visit's window; she herself too, where she is well again.
    OtherDay,
    /// A call instead of a check in person.
    Call,
}

/// Why a visit cannot be made by anybody else, on any of its days, nor as a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unmet {
    /// Nobody else may: the skill, the household, or who is allowed.
    NobodyMay,
    /// Who may does not work on any of its days.
    NobodyWorks,
    /// Who may and works has no room on any of its days: her visits, her hours, or the law.
    NoRoom,
}

impl Unmet {
    /// In Dutch.
    pub fn told(self) -> &'static str {
        match self {
            Self::NobodyMay => "niemand anders mag deze visite doen",
            Self::NobodyWorks => "wie deze visite mag doen, werkt op geen van de mogelijke dagen",
            Self::NoRoom => "wie deze visite mag doen, heeft op geen van de mogelijke dagen nog plaats",
        }
    }
}

impl ChoiceKind {
    /// In Dutch.
    pub fn told(self) -> &'static str {
        match self {
            Self::SameDay => "dezelfde dag",
            Self::OtherDay => "andere dag",
            Self::Call => "bellen in plaats van langsgaan",
        }
    }
}

/// Who is missing, and on which days, both included.
#[derive(Clone, Copy)]
struct Missing<'m> {
    midwife: &'m str,
    from: u16,
    until: u16,
}

impl Missing<'_> {
    fn is(&self, midwife: &str, day: u16) -> bool {
        midwife == self.midwife && (self.from..=self.until).contains(&day)
    }
}

impl Reasons<'_> {
    /// What could be done about the visits of a midwife on some days, both included. What was pinned to her is free here, and
    /// counts as told to the client.
    pub fn replacements(&self, midwife: &str, from: u16, until: u16) -> Vec<Replacement> {
        let missing = Missing { midwife, from, until };
        let hers = self.plan.stops().filter(|(route, _)| missing.is(&route.midwife, route.day));
        let hers: Vec<(u16, &str)> = hers.map(|(route, stop)| (route.day, stop.visit.as_str())).collect();
        let freed = freed(self.instance, self.plan, &hers);
        // It was read before; names do not change by freeing.
        let Ok(problem) = Problem::new(&freed) else { return Vec::new() };
        let free = Reasons { instance: &freed, problem, plan: self.plan };
        hers.into_iter().filter_map(|(day, visit)| free.replacement(visit, day, missing)).collect()
    }

    fn replacement(&self, visit: &str, day: u16, missing: Missing<'_>) -> Option<Replacement> {
        let number = self.number(visit).ok()?;
        let mut state = self.state();
        let spots = self.others(ranked(&mut state, number), missing);
        let on_day = |spot: &Spot| self.problem.day_of(spot.route) == usize::from(day);
        let choice = |kind, spot: &Spot| Choice { kind, place: self.alternative(&state, number, *spot) };
        // The search judges a place roughly: more are priced than are told.
        let priced = |kind, is_same: bool, told: usize| {
            let places = spots.iter().filter(|spot| on_day(spot) == is_same).take(PRICED);
            let mut priced: Vec<Choice> = places.map(|spot| choice(kind, spot)).collect();
            priced.sort_by_key(|choice| choice.place.extra);
            priced.truncate(told);
            priced
        };
        let mut ranked = priced(ChoiceKind::SameDay, true, TOLD);
        ranked.extend(priced(ChoiceKind::OtherDay, false, 1));
        ranked.sort_by_key(|choice| choice.place.extra);
        ranked.extend(self.call(number, day, missing));
        let unmet = ranked.is_empty().then(|| self.unmet(number, missing));
        Some(Replacement { visit: visit.to_owned(), day, ranked, unmet })
    }

    fn others(&self, mut spots: Vec<Spot>, missing: Missing<'_>) -> Vec<Spot> {
        let who = |spot: &Spot| self.problem.midwife_names[self.problem.midwife_of(spot.route)].as_str();
        spots.retain(|spot| !missing.is(who(spot), self.problem.day_of(spot.route) as u16));
        spots
    }

    /// A call instead of a check in person: on the same day if it can be, else on the best other day.
    fn call(&self, number: u32, day: u16, missing: Missing<'_>) -> Option<Choice> {
        let (_, written_visit) = self.instance.visits().nth(number as usize)?;
        if written_visit.purpose != Purpose::Check || written_visit.means != Means::Physical {
            return None;
        }
        let mut called = self.instance.clone();
        let visits = called.clients.iter_mut().flat_map(|client| &mut client.visits);
        for visit in visits.filter(|visit| visit.id == written_visit.id) {
            visit.means = Means::Phone;
            visit.seconds = visit.seconds.min(CALL);
        }
        let problem = Problem::new(&called).ok()?;
        let called = Reasons { instance: &called, problem, plan: self.plan };
        let mut state = called.state();
        let spots = called.others(ranked(&mut state, number), missing);
        let on_day = |spot: &&Spot| called.problem.day_of(spot.route) == usize::from(day);
        let spot = spots.iter().find(on_day).or(spots.first())?;
        let after = called.bill_with(&state, number, *spot);
        let before = check(self.instance, &written(self.instance, &self.state())).bill;
        Some(Choice { kind: ChoiceKind::Call, place: called.at(*spot, &before, &after) })
    }

    fn unmet(&self, number: u32, missing: Missing<'_>) -> Unmet {
        let problem = &self.problem;
        let routes = &problem.visits[number as usize].routes;
        let working = |route: &u32| {
            !missing.is(&problem.midwife_names[problem.midwife_of(*route)], problem.day_of(*route) as u16)
        };
        if routes.iter().any(working) {
            return Unmet::NoRoom;
        }
        // Would anybody else be able to, did she work on all days?
        let mut willing = self.instance.clone();
        for midwife in &mut willing.midwives {
            let length = |shift: &crate::input::Shift| shift.end - shift.start;
            let Some(longest) = midwife.shifts.iter().copied().max_by_key(length) else { continue };
            midwife.shifts = (0..willing.days).map(|day| crate::input::Shift { day, ..longest }).collect();
        }
        let may = Problem::new(&willing).is_ok_and(|problem| {
            let routes = &problem.visits[number as usize].routes;
            routes.iter().any(|route| problem.midwife_names[problem.midwife_of(*route)] != missing.midwife)
        });
        if may { Unmet::NobodyWorks } else { Unmet::NobodyMay }
    }
}

/// The question with her visits free of what was set for her: that cannot be kept, so that it counts as a promise told.
fn freed(instance: &Instance, plan: &Plan, hers: &[(u16, &str)]) -> Instance {
    let mut freed = instance.clone();
    let visits = freed.clients.iter_mut().flat_map(|client| &mut client.visits);
    for visit in visits.filter(|visit| !visit.pinned.is_empty()) {
        let Some((day, _)) = hers.iter().find(|(_, name)| *name == visit.id) else { continue };
        let planned = plan.stops().find(|(_, stop)| stop.visit == visit.id);
        if let Some((route, stop)) = planned {
            let promise = Promise { midwife: route.midwife.clone(), day: *day, start: stop.start, told: true };
            visit.promised.get_or_insert(promise).told = true;
        }
        visit.pinned = crate::input::Pin::default();
    }
    freed
}
