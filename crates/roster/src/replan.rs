//! From yesterday's roster to today's: what was done is done, what was planned becomes a promise, and a midwife who falls ill
//! leaves her visits to others.

use std::collections::BTreeMap;

use crate::input::{Client, Instance, Promise, Shift, Visit};
use crate::plan::{Plan, Route, Stop};

/// Every planned visit with its day, midwife and time.
fn planned(plan: &Plan) -> BTreeMap<&str, (&Route, &Stop)> {
    plan.stops().map(|(route, stop)| (stop.visit.as_str(), (route, stop))).collect()
}

/// The same days again, with what the plan holds as promises: for a change in the course of a day. Clients of the first
/// `told_days` days have been told.
#[must_use]
pub fn promised(instance: &Instance, plan: &Plan, told_days: u16) -> Instance {
    let mut next = instance.clone();
    let planned = planned(plan);
    for visit in next.clients.iter_mut().flat_map(|client| &mut client.visits) {
        if let Some((route, stop)) = planned.get(visit.id.as_str()) {
            let told = route.day < told_days || visit.promised.as_ref().is_some_and(|promise| promise.told);
            visit.promised = Some(Promise { midwife: route.midwife.clone(), day: route.day, start: stop.start, told });
        }
    }
    next
}

/// What a day leaves behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Morning {
    /// The instance of the next day, before its new births.
    pub instance: Instance,
    /// The plan as it now stands, a day shorter: where the search begins.
    pub plan: Plan,
    /// Visits that nobody made and that can no longer be made.
    pub missed: Vec<String>,
}

/// The next morning: the first day's visits have been made, every day counts one less, and the rest of the plan is promised.
/// `shifts` are the midwives' shifts seen from the new first day; `told_days` as in [`promised`].
#[must_use]
pub fn next_morning(instance: &Instance, plan: &Plan, shifts: &dyn Fn(&str) -> Vec<Shift>, told_days: u16) -> Morning {
    let mut next = promised(instance, plan, told_days + 1);
    next.first_day = instance.first_day.saturating_add(jiff::Span::new().days(1));
    let planned = planned(plan);
    let mut missed = Vec::new();
    for client in &mut next.clients {
        let mut open = Vec::new();
        for visit in std::mem::take(&mut client.visits) {
            match planned.get(visit.id.as_str()) {
                Some((route, _)) if route.day == 0 => client.seen.push(route.midwife.clone()),
                None if visit.last_day == 0 => missed.push(visit.id),
                _ => open.push(a_day_less(visit)),
            }
        }
        client.visits = open;
        client.home_on = client.home_on.map(|day| day.saturating_sub(1));
    }
    next.clients.retain(|client| !client.visits.is_empty());
    for midwife in &mut next.midwives {
        let worked = plan.routes.iter().any(|route| route.day == 0 && route.midwife == midwife.id);
        midwife.days_worked = if worked { midwife.days_worked + 1 } else { 0 };
        let end = midwife.shifts.iter().find(|shift| shift.day == 0 && worked).map(|shift| shift.end);
        midwife.ended_before = end.map(|end| 86_400 - end);
        let shift = midwife.shifts.iter().find(|shift| shift.day == 0 && worked);
        midwife.worked_before += shift.map_or(0, |shift| shift.end - shift.start);
        midwife.shifts = shifts(&midwife.id);
    }
    let routes = plan.routes.iter().filter(|route| route.day > 0);
    let routes = routes.map(|route| Route { day: route.day - 1, ..route.clone() }).collect();
    let left = |visit: &&String| !missed.contains(visit);
    let unplanned = plan.unplanned.iter().filter(left).cloned().collect();
    let plan = Plan { routes, unplanned, ..plan.clone() };
    Morning { instance: next, plan, missed }
}

fn a_day_less(mut visit: Visit) -> Visit {
    visit.first_day = visit.first_day.saturating_sub(1);
    visit.last_day = visit.last_day.saturating_sub(1);
    visit.pinned.day = visit.pinned.day.map(|day| day.saturating_sub(1));
    if let Some(promise) = &mut visit.promised {
        promise.day = promise.day.saturating_sub(1);
    }
    visit
}

/// A midwife falls ill from one day to another, both included: her shifts go, and what was pinned to her becomes a promise
/// that the client was told, because it cannot be kept and must be dear to break. Yields the visits that were freed.
pub fn falls_ill(instance: &mut Instance, midwife: &str, from: u16, until: u16) -> Vec<String> {
    for ill in instance.midwives.iter_mut().filter(|one| one.id == midwife) {
        ill.shifts.retain(|shift| shift.day < from || shift.day > until);
    }
    let mut freed = Vec::new();
    for visit in instance.clients.iter_mut().flat_map(|client: &mut Client| &mut client.visits) {
        let pinned_to_her = visit.pinned.midwife.as_deref() == Some(midwife);
        let on_ill_day = |day: u16| (from..=until).contains(&day);
        let day = visit.pinned.day.or(visit.promised.as_ref().map(|promise| promise.day));
        let only_then = on_ill_day(visit.first_day) && on_ill_day(visit.last_day);
        if pinned_to_her && (day.is_some_and(on_ill_day) || only_then) {
            let start = visit.pinned.start.unwrap_or_default();
            let promise = Promise { midwife: midwife.to_owned(), day: day.unwrap_or(from), start, told: true };
            visit.promised.get_or_insert(promise).told = true;
            visit.pinned.midwife = None;
            freed.push(visit.id.clone());
        }
    }
    freed
}

/// How two plans differ, visit by visit.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Change {
    /// Planned now, not before.
    Added {
        /// The visit.
        visit: String,
    },
    /// Planned before, not now.
    Dropped {
        /// The visit.
        visit: String,
    },
    /// Planned otherwise.
    Moved {
        /// The visit.
        visit: String,
        /// Who came before and who comes now, where that differs.
        face: Option<(String, String)>,
        /// The day before and now, where that differs.
        day: Option<(u16, u16)>,
        /// The start before and now, where the day is the same and the start differs.
        start: Option<(i64, i64)>,
    },
}

/// What has changed from one plan to another, by visit.
#[must_use]
pub fn compare(old: &Plan, new: &Plan) -> Vec<Change> {
    let (old, new) = (planned(old), planned(new));
    let mut changes: Vec<Change> = new
        .keys()
        .filter(|visit| !old.contains_key(*visit))
        .map(|visit| Change::Added { visit: (*visit).to_owned() })
        .collect();
    for (visit, (was, stop)) in &old {
        let visit = (*visit).to_owned();
        let Some((is, now)) = new.get(visit.as_str()) else {
            changes.push(Change::Dropped { visit });
            continue;
        };
        let face = (was.midwife != is.midwife).then(|| (was.midwife.clone(), is.midwife.clone()));
        let day = (was.day != is.day).then_some((was.day, is.day));
        let start = (day.is_none() && stop.start != now.start).then_some((stop.start, now.start));
        if face.is_some() || day.is_some() || start.is_some() {
            changes.push(Change::Moved { visit, face, day, start });
        }
    }
    changes
}
