//! What a roster costs the people in it: faces and promises of a client, runs and load of a midwife.

use crate::problem::{NONE, Problem};

/// The faces that one client meets, few enough to be searched in a row.
#[derive(Default)]
struct Faces {
    few: [u32; 24],
    count: usize,
}

impl Faces {
    #[inline]
    fn add(&mut self, face: u32) {
        if !self.few[..self.count].contains(&face) && self.count < self.few.len() {
            self.few[self.count] = face;
            self.count += 1;
        }
    }
}

/// What a client's part of the roster costs, were `instead` in its route rather than where `at` says.
#[inline]
pub fn client_cost(problem: &Problem, at: &[u32], client: usize, instead: (u32, u32)) -> i64 {
    cost_of(problem, client, |visit| if visit == instead.0 { instead.1 } else { at[visit as usize] })
}

/// As [`client_cost`], with the routes of the client's visits alone.
pub fn client_cost_of(problem: &Problem, routes: &[u32], client: usize) -> i64 {
    let first = problem.clients[client].visits.start;
    cost_of(problem, client, |visit| routes[(visit - first) as usize])
}

#[inline]
fn cost_of(problem: &Problem, client: usize, route_of: impl Fn(u32) -> u32) -> i64 {
    let (ready, costs) = (&problem.clients[client], &problem.costs);
    let mut faces = Faces::default();
    for face in &ready.seen {
        faces.add(*face);
    }
    let (mut cost, mut last, mut attended) = (0, ready.last_seen, ready.attended || ready.attending == NONE);
    let (mut comes, mut known) = (false, ready.known.is_empty());
    for visit in ready.visits.clone() {
        let route = route_of(visit);
        if route == NONE {
            cost += costs.unvisited;
            continue;
        }
        let face = problem.midwife_of(route) as u32;
        faces.add(face);
        attended |= face == ready.attending;
        (comes, known) = (true, known || ready.known.contains(&face));
        if last != NONE && last != face {
            cost += costs.face_switch;
        }
        last = face;
        if let Some(promise) = &problem.visits[visit as usize].promised {
            if promise.midwife != face {
                cost += promise.face_cost;
            }
            if usize::from(promise.day) != problem.day_of(route) {
                cost += promise.day_cost;
            }
        }
    }
    if !attended {
        cost += costs.no_attending_visit;
    }
    if comes && !known {
        cost += costs.no_known_face;
    }
    cost + costs.extra_face * (faces.count.saturating_sub(1) as i64)
}

/// May a visit be on a day, seen from the client's other visits? Each is on a later day than the one before it in the list.
#[inline]
pub fn order_allows(problem: &Problem, at: &[u32], visit: u32, day: usize) -> bool {
    let range = &problem.clients[problem.visits[visit as usize].client as usize].visits;
    let day_of = |other: u32| {
        let route = at[other as usize];
        (route != NONE).then(|| problem.day_of(route))
    };
    problem.linked
        || ((range.start..visit).all(|other| day_of(other).is_none_or(|earlier| earlier < day))
            && (visit + 1..range.end).all(|other| day_of(other).is_none_or(|later| later > day)))
}

/// What a midwife's part of the roster costs: runs of days on end, and her share of the load.
#[inline]
pub fn midwife_cost(problem: &Problem, midwife: usize, days: u64, seconds: i64) -> i64 {
    if days == 0 && seconds == 0 {
        return 0;
    }
    let (ready, costs) = (&problem.midwives[midwife], &problem.costs);
    // A run begins on a day of which the day before is free.
    let carried = u64::from(ready.days_worked > 0);
    let runs = (days & !((days << 1) | carried)).count_ones();
    let load = if ready.available > 0 { costs.unfair_load * seconds / 60 * seconds / ready.available } else { 0 };
    costs.run * i64::from(runs) + load
}

/// May a midwife work on a day, seen from her other days? Days on end, rest between days, hours of a week.
pub fn may_work(problem: &Problem, midwife: usize, days: u64, day: usize) -> bool {
    let (ready, law) = (&problem.midwives[midwife], &problem.law);
    let works = |other: usize| days >> other & 1 == 1;
    let shift = |other: usize| problem.shifts[other * problem.midwife_count + midwife].unwrap_or((0, 0));
    let mut on_end = 1;
    let mut first = day;
    while first > 0 && works(first - 1) {
        first -= 1;
        on_end += 1;
    }
    if first == 0 {
        on_end += usize::from(ready.days_worked);
    }
    let mut last = day;
    while last + 1 < problem.day_count && works(last + 1) {
        last += 1;
        on_end += 1;
    }
    let (start, end) = shift(day);
    let rested_before = match day.checked_sub(1) {
        Some(before) => !works(before) || i64::from(start) + 86_400 - i64::from(shift(before).1) >= law.daily_rest,
        None => ready.ended_before.is_none_or(|before| before + i64::from(start) >= law.daily_rest),
    };
    let after = day + 1;
    let rested_after = after >= problem.day_count
        || !works(after)
        || i64::from(shift(after).0) + 86_400 - i64::from(end) >= law.daily_rest;
    on_end <= usize::from(law.days_on_end)
        && rested_before
        && rested_after
        && (law.longest_week == i64::MAX || week_allows(problem, midwife, days | 1 << day, day))
        && ready.seconds_left.is_none_or(|left| worked(problem, midwife, days | 1 << day) <= left)
}

/// Seconds of the shifts that a midwife works.
fn worked(problem: &Problem, midwife: usize, days: u64) -> i64 {
    let shifts = (0..problem.day_count).filter(|day| days >> day & 1 == 1);
    let seconds =
        |day: usize| problem.shifts[day * problem.midwife_count + midwife].map_or(0, |(start, end)| end - start);
    shifts.map(|day| i64::from(seconds(day))).sum()
}

fn week_allows(problem: &Problem, midwife: usize, days: u64, day: usize) -> bool {
    let hours = |other: usize| match problem.shifts[other * problem.midwife_count + midwife] {
        Some((start, end)) if days >> other & 1 == 1 => i64::from(end - start),
        _ => 0,
    };
    (day.saturating_sub(6)..=day)
        .all(|first| (first..(first + 7).min(problem.day_count)).map(hours).sum::<i64>() <= problem.law.longest_week)
}
