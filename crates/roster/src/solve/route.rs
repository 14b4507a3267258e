//! A midwife's day: the order of her visits with the earliest starts and the latest that still fit, and what one more visit
//! would cost.

mod breaks;
mod promised;

use crate::problem::{NONE, Problem};

/// A place in a day: home, a visit, home.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// The visit; none for home.
    pub visit: u32,
    /// Where the midwife then is; with a call, where she was.
    pub place: u32,
    /// The earliest start.
    pub start: i32,
    /// When she can go on.
    pub depart: i32,
    /// The latest start that leaves the rest of the day possible.
    pub latest: i32,
}

/// A midwife's day.
#[derive(Debug, Clone, Default)]
pub struct Route {
    /// Home, the visits, home.
    pub nodes: Vec<Node>,
    /// Travel, changed times, and the day itself.
    pub cost: i64,
    /// What she carries.
    pub load: i64,
    /// The last node with a visit in person to a household without infection; 0 is none.
    pub last_clean: usize,
    /// The first node with a visit to an infected household; the last node where there is none.
    pub first_infected: usize,
    /// Before which node her break lies; 0 where there is none.
    pause_at: usize,
    /// How long it is at least.
    pause: i32,
    /// How long the day may last with that break; a longer one is to be laid out anew.
    lasts: i32,
}

impl Route {
    /// No visits.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 2
    }

    /// The visits in order.
    pub fn visits(&self) -> impl Iterator<Item = u32> + Clone {
        self.nodes.iter().map(|node| node.visit).filter(|visit| *visit != NONE)
    }

    /// What she carries above what she can.
    #[inline]
    pub fn above(&self, problem: &Problem, route: u32) -> i64 {
        (self.load - problem.midwives[problem.midwife_of(route)].capacity).max(0)
    }

    /// A day without visits; none where the midwife has no shift.
    pub fn free(problem: &Problem, route: u32) -> Self {
        let mut free = Self::default();
        if let Some((start, end)) = problem.shifts[route as usize] {
            let home = problem.midwives[problem.midwife_of(route)].home;
            let node = Node { visit: NONE, place: home, start, depart: start, latest: end };
            free.nodes = vec![node, node];
            free.schedule(problem, route);
        }
        free
    }

    /// Computes everything from the order of the visits; false when the day is not possible. What she carries is not
    /// judged here: [`State`](crate::solve::state::State) does.
    pub fn schedule(&mut self, problem: &Problem, route: u32) -> bool {
        if problem.shifts[route as usize].is_none() {
            return self.nodes.is_empty();
        }
        (self.pause_at, self.pause, self.lasts) = (0, 0, i32::MAX);
        self.lay_out(problem, route) && (problem.breaks.is_empty() || self.take_breaks(problem, route))
    }

    /// Computes starts and costs with the break where it lies; false when they are not possible.
    fn lay_out(&mut self, problem: &Problem, route: u32) -> bool {
        let (day, midwife) = (problem.day_of(route), &problem.midwives[problem.midwife_of(route)]);
        let Some((begin, end)) = problem.shifts[route as usize] else { return false };
        let last = self.nodes.len() - 1;
        (self.load, self.last_clean, self.first_infected) = (0, 0, last);
        let (mut way, mut time_cost, mut possible) = (0i64, 0, true);
        let mut before = Node { visit: NONE, place: midwife.home, start: begin, depart: begin, latest: end };
        self.nodes[0] = before;
        for at in 1..last {
            let number = self.nodes[at].visit;
            let visit = &problem.visits[number as usize];
            let place = if visit.physical { visit.place } else { before.place };
            let leg = problem.leg(before.place, place);
            let (low, high) = visit.hours_on(day);
            let start = low.max(before.depart + leg.seconds + self.pause_before(at));
            possible &= start <= high;
            way += i64::from(leg.cost);
            self.load += visit.load;
            time_cost += time_cost_of(problem, number, start);
            if visit.infected {
                self.first_infected = self.first_infected.min(at);
            } else if visit.physical {
                self.last_clean = at;
            }
            before = Node { visit: number, place, start, depart: start + visit.seconds, latest: high };
            self.nodes[at] = before;
        }
        let leg = problem.leg(before.place, midwife.home);
        way += i64::from(leg.cost);
        let back = before.depart + leg.seconds;
        self.nodes[last] = Node { visit: NONE, place: midwife.home, start: back, depart: back, latest: end };
        possible &= back <= end && self.last_clean < self.first_infected;
        self.look_back(problem);
        let day_cost = if last > 1 { midwife.day_cost } else { 0 };
        self.cost = way * midwife.travel_percent / 100 + time_cost + day_cost;
        possible
    }

    /// The latest starts that leave the rest of the day possible, the break with it.
    fn look_back(&mut self, problem: &Problem) {
        for at in (1..self.nodes.len() - 1).rev() {
            let next = self.nodes[at + 1];
            let pause = self.pause_before(at + 1);
            let node = &mut self.nodes[at];
            let busy = node.depart - node.start + problem.leg(node.place, next.place).seconds + pause;
            node.latest = node.latest.min(next.latest - busy);
        }
    }

    /// No call is among the visits and no time costs: another order costs what its ways cost.
    pub fn costs_ways_only(&self, problem: &Problem) -> bool {
        !problem.timed && self.visits().all(|visit| problem.visits[visit as usize].physical)
    }

    /// Could the visits in person of this day be made in another order?
    pub fn allows(&self, problem: &Problem, route: u32, order: &[u32]) -> bool {
        let (day, last) = (problem.day_of(route), self.nodes[self.nodes.len() - 1]);
        let (mut place, mut depart, mut infected) = (self.nodes[0].place, self.nodes[0].depart, false);
        let mut leaves = None;
        for number in order {
            let visit = &problem.visits[*number as usize];
            let (low, high) = visit.hours_on(day);
            let there = problem.leg(place, visit.place).seconds;
            let start = low.max(depart + there);
            if start > high || (infected && !visit.infected) {
                return false;
            }
            leaves.get_or_insert(start - there);
            infected |= visit.infected;
            (place, depart) = (visit.place, start + visit.seconds);
        }
        let back = depart + problem.leg(place, last.place).seconds;
        let needs_breaks = breaks::needed(problem, back - leaves.unwrap_or(back)) > 0;
        back <= last.latest && (!needs_breaks || self.ordered(problem, route, order).is_some())
    }

    /// The positions at which a visit may stand: infected households come after all others in person.
    #[inline]
    pub fn positions(&self, problem: &Problem, visit: u32) -> std::ops::RangeInclusive<usize> {
        let visit = &problem.visits[visit as usize];
        if visit.infected {
            self.last_clean + 1..=self.nodes.len() - 1
        } else if visit.physical {
            1..=self.first_infected
        } else {
            1..=self.nodes.len() - 1
        }
    }

    /// What one more visit before node `at` adds in travel and changed times; none when it does not fit.
    pub fn try_at(&self, problem: &Problem, route: u32, visit: u32, at: usize) -> Option<i64> {
        self.try_below(problem, route, visit, at, i64::MAX)
    }

    /// As [`Route::try_at`], where nothing that costs as much as `most` is of use: it need not be found out whether that fits.
    #[inline]
    pub fn try_below(&self, problem: &Problem, route: u32, visit: u32, at: usize, most: i64) -> Option<i64> {
        let next = &self.nodes[at];
        let after_call = next.visit != NONE && !problem.visits[next.visit as usize].physical;
        let ready = &problem.visits[visit as usize];
        let free = problem.breaks.is_empty();
        if (ready.physical && after_call) || (free && problem.timed) {
            return match free {
                true => self.try_slowly(problem, route, visit, at),
                false => self.try_whole(problem, route, visit, at),
            };
        }
        let before = &self.nodes[at - 1];
        let (low, high) = ready.hours_on(problem.day_of(route));
        let there = if ready.physical { ready.place } else { before.place };
        let (to, from) = (problem.leg(before.place, there), problem.leg(there, next.place));
        let start = low.max(before.depart + to.seconds);
        let on = start + ready.seconds + from.seconds;
        if free && (start > high || on > next.latest) {
            return None;
        }
        let way = to.cost + from.cost - problem.leg(before.place, next.place).cost;
        let cost = i64::from(way) * problem.midwives[problem.midwife_of(route)].travel_percent / 100;
        if free {
            return Some(cost);
        }
        if cost >= most && !problem.timed {
            return None;
        }
        match self.keeps_breaks(problem, at, (start, high), start - to.seconds, on) {
            Some(true) if !problem.timed => Some(cost),
            Some(false) => None,
            _ => self.try_whole(problem, route, visit, at),
        }
    }

    /// As [`Route::try_at`], by walking through the rest of the day.
    fn try_slowly(&self, problem: &Problem, route: u32, visit: u32, at: usize) -> Option<i64> {
        let day = problem.day_of(route);
        let before = &self.nodes[at - 1];
        let (mut place, mut depart) = (before.place, before.depart);
        let (mut way, mut old_way, mut old_place, mut time_cost) = (0i64, 0i64, before.place, 0i64);
        let rest = self.nodes[at..self.nodes.len() - 1].iter();
        for (number, old) in std::iter::once((visit, None)).chain(rest.map(|node| (node.visit, Some(node)))) {
            let ready = &problem.visits[number as usize];
            let there = if ready.physical { ready.place } else { place };
            let leg = problem.leg(place, there);
            let (low, high) = ready.hours_on(day);
            let start = low.max(depart + leg.seconds);
            if start > high {
                return None;
            }
            way += i64::from(leg.cost);
            time_cost += time_cost_of(problem, number, start);
            (place, depart) = (there, start + ready.seconds);
            if let Some(old) = old {
                old_way += i64::from(problem.leg(old_place, old.place).cost);
                old_place = old.place;
                time_cost -= time_cost_of(problem, number, old.start);
                if old.place == place && old.start == start {
                    // From here on the day is as it was.
                    return Some(self.cost_of(problem, route, way - old_way) + time_cost);
                }
            }
        }
        let home = &self.nodes[self.nodes.len() - 1];
        let leg = problem.leg(place, home.place);
        if depart + leg.seconds > home.latest {
            return None;
        }
        way += i64::from(leg.cost);
        old_way += i64::from(problem.leg(old_place, home.place).cost);
        Some(self.cost_of(problem, route, way - old_way) + time_cost)
    }

    fn cost_of(&self, problem: &Problem, route: u32, way: i64) -> i64 {
        way * problem.midwives[problem.midwife_of(route)].travel_percent / 100
    }
}

/// What it costs that a visit begins at another time than yesterday's roster had.
#[inline]
fn time_cost_of(problem: &Problem, visit: u32, start: i32) -> i64 {
    match problem.visits[visit as usize].promised {
        Some(promise) if i64::from((start - promise.start).abs()) > problem.costs.time_tolerance => promise.time_cost,
        _ => 0,
    }
}
