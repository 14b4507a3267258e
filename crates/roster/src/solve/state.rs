//! The roster under search: `route[day][midwife]`, what it costs, and the way back to how it was.

use crate::plan::Plan;
use crate::problem::{NONE, Problem};
use crate::solve::people::{client_cost, may_work, midwife_cost, order_allows};
use crate::solve::route::{Node, Route};

/// Nothing instead of anything.
const AS_IT_IS: (u32, u32) = (NONE, NONE);

/// The price of what may not be.
pub const NOT_ALLOWED: i64 = i64::MAX;

/// Where a visit could be put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// What it adds to the cost of the roster.
    pub cost: i64,
    /// The route.
    pub route: u32,
    /// Before which node.
    pub at: usize,
}

/// The roster under search.
#[derive(Debug, Clone)]
pub struct State<'p> {
    /// The question.
    pub problem: &'p Problem,
    /// The days of the midwives.
    pub routes: Vec<Route>,
    /// The route of each visit.
    pub at: Vec<u32>,
    /// The visits that nobody makes.
    pub unplanned: Vec<u32>,
    /// What it all costs.
    pub cost: i64,
    /// How many insertions have been tried.
    pub tried: u64,
    /// What midwives carry above what they can, all days together; 0 in a roster that can be carried out.
    pub above: i64,
    /// Who gets no visit now, by midwife.
    pub at_home: Vec<bool>,
    /// What a unit above what a midwife can carry costs; [`NOT_ALLOWED`] where that may not be.
    above_price: i64,
    load: Vec<i64>,
    days: Vec<u64>,
    client_costs: Vec<i64>,
    midwife_costs: Vec<i64>,
    journal: Journal,
}

/// How it was before the changes since the last [`State::begin`].
#[derive(Debug, Clone, Default)]
struct Journal {
    routes: Vec<(u32, Route)>,
    touched: Vec<bool>,
    spare: Vec<Route>,
    midwives: Vec<usize>,
    at: Vec<(u32, u32)>,
    unplanned: Vec<u32>,
    above: i64,
    cost: i64,
}

impl<'p> State<'p> {
    /// Nobody visits anybody.
    pub fn new(problem: &'p Problem) -> Self {
        let routes: Vec<Route> = (0..problem.shifts.len()).map(|route| Route::free(problem, route as u32)).collect();
        let at = vec![NONE; problem.visits.len()];
        let client_costs: Vec<i64> =
            (0..problem.clients.len()).map(|client| client_cost(problem, &at, client, AS_IT_IS)).collect();
        let journal = Journal { touched: vec![false; routes.len()], ..Journal::default() };
        Self {
            problem,
            cost: client_costs.iter().sum(),
            unplanned: (0..problem.visits.len() as u32).collect(),
            routes,
            at,
            tried: 0,
            above: 0,
            at_home: vec![false; problem.midwife_count],
            above_price: NOT_ALLOWED,
            load: vec![0; problem.midwife_count],
            days: vec![0; problem.midwife_count],
            client_costs,
            midwife_costs: vec![0; problem.midwife_count],
            journal,
        }
    }

    /// From here on [`State::undo`] leads back.
    pub fn begin(&mut self) {
        self.journal.at.clear();
        self.journal.unplanned.clone_from(&self.unplanned);
        (self.journal.cost, self.journal.above) = (self.cost, self.above);
        while let Some((route, old)) = self.journal.routes.pop() {
            self.journal.touched[route as usize] = false;
            self.journal.spare.push(old);
        }
    }

    /// The routes that have changed since [`State::begin`].
    pub fn touched(&self) -> Vec<u32> {
        self.journal.routes.iter().map(|(route, _)| *route).collect()
    }

    /// How it was at [`State::begin`].
    pub fn undo(&mut self) {
        while let Some((route, old)) = self.journal.routes.pop() {
            self.journal.touched[route as usize] = false;
            let changed = std::mem::replace(&mut self.routes[route as usize], old);
            self.journal.spare.push(changed);
            self.mark_day(route);
            self.journal.midwives.push(self.problem.midwife_of(route));
        }
        let at = std::mem::take(&mut self.journal.at);
        for (visit, old) in at.iter().rev() {
            let new = self.at[*visit as usize];
            self.count(*visit, new, -1);
            self.at[*visit as usize] = *old;
            self.count(*visit, *old, 1);
        }
        for (visit, _) in &at {
            self.refresh_client(*visit);
        }
        self.journal.at = at;
        while let Some(midwife) = self.journal.midwives.pop() {
            self.midwife_costs[midwife] = midwife_cost(self.problem, midwife, self.days[midwife], self.load[midwife]);
        }
        self.unplanned.clone_from(&self.journal.unplanned);
        (self.cost, self.above) = (self.journal.cost, self.journal.above);
    }

    /// From now on a unit above what a midwife can carry costs so much; call it between changes, for the way back is gone.
    pub fn price_above(&mut self, price: i64) {
        let old = if self.above > 0 { self.above_price } else { 0 };
        self.cost += (price - old) * self.above;
        self.above_price = price;
        self.begin();
    }

    /// What so many units above what a midwife can carry cost; None where that may not be.
    #[inline]
    pub fn cost_above(&self, units: i64) -> Option<i64> {
        match units {
            0 => Some(0),
            _ if self.above_price == NOT_ALLOWED => (units < 0).then_some(0),
            _ => Some(units * self.above_price),
        }
    }

    fn count(&mut self, visit: u32, route: u32, sign: i64) {
        if route != NONE {
            let seconds = i64::from(self.problem.visits[visit as usize].seconds);
            self.load[self.problem.midwife_of(route)] += sign * seconds;
        }
    }

    fn mark_day(&mut self, route: u32) {
        let (day, midwife) = (self.problem.day_of(route), self.problem.midwife_of(route));
        if self.routes[route as usize].is_empty() {
            self.days[midwife] &= !(1 << day);
        } else {
            self.days[midwife] |= 1 << day;
        }
    }

    fn refresh_client(&mut self, visit: u32) {
        let client = self.problem.visits[visit as usize].client as usize;
        let new = client_cost(self.problem, &self.at, client, AS_IT_IS);
        self.cost += new - std::mem::replace(&mut self.client_costs[client], new);
    }

    fn touch(&mut self, route: u32) {
        if !std::mem::replace(&mut self.journal.touched[route as usize], true) {
            let mut old = self.journal.spare.pop().unwrap_or_default();
            old.clone_from(&self.routes[route as usize]);
            self.journal.routes.push((route, old));
        }
    }

    /// The route has changed: its cost, the midwife's and the client's. False when it has become impossible.
    fn settle(&mut self, visit: u32, route: u32) -> bool {
        let changed = &mut self.routes[route as usize];
        let (old, above) = (changed.cost, changed.above(self.problem, route));
        let possible = changed.schedule(self.problem, route);
        let above = changed.above(self.problem, route) - above;
        self.above += above;
        self.cost += changed.cost - old + if above == 0 { 0 } else { above * self.above_price };
        self.mark_day(route);
        let midwife = self.problem.midwife_of(route);
        let new = midwife_cost(self.problem, midwife, self.days[midwife], self.load[midwife]);
        self.cost += new - std::mem::replace(&mut self.midwife_costs[midwife], new);
        self.refresh_client(visit);
        possible
    }

    /// Puts a visit before node `at` of a route, where it has been found to fit.
    pub fn insert(&mut self, visit: u32, route: u32, at: usize) {
        let possible = self.put(visit, route, at);
        debug_assert!(possible, "route {route} became impossible");
    }

    /// Gives a free route its visits, an order that has been found possible as a whole.
    pub fn fill(&mut self, route: u32, visits: &[u32]) {
        let mut possible = true;
        for visit in visits {
            let last = self.routes[route as usize].nodes.len() - 1;
            possible = self.put(*visit, route, last);
        }
        debug_assert!(possible, "route {route} is impossible");
    }

    fn put(&mut self, visit: u32, route: u32, at: usize) -> bool {
        self.touch(route);
        let node = Node { visit, place: 0, start: 0, depart: 0, latest: 0 };
        self.routes[route as usize].nodes.insert(at, node);
        self.journal.at.push((visit, self.at[visit as usize]));
        self.at[visit as usize] = route;
        self.count(visit, route, 1);
        if let Some(place) = self.unplanned.iter().position(|other| *other == visit) {
            self.unplanned.swap_remove(place);
        }
        self.settle(visit, route)
    }

    /// Takes a visit out; nothing when it is not planned. Without it the midwife may make a call from elsewhere and then have
    /// longer to go: where that makes her day impossible, its last visits come out too.
    pub fn remove(&mut self, visit: u32) {
        let route = self.at[visit as usize];
        let mut possible = route == NONE || self.take_out(visit);
        while !possible {
            let last = self.routes[route as usize].visits().last();
            possible = last.is_none_or(|last| self.take_out(last));
        }
    }

    /// The visits that have come out since [`State::begin`] and are still out.
    pub fn taken_out(&self) -> Vec<u32> {
        let mut out: Vec<u32> = self
            .journal
            .at
            .iter()
            .filter(|(visit, old)| *old != NONE && self.at[*visit as usize] == NONE)
            .map(|(visit, _)| *visit)
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    fn take_out(&mut self, visit: u32) -> bool {
        let route = self.at[visit as usize];
        self.touch(route);
        self.routes[route as usize].nodes.retain(|node| node.visit != visit);
        self.journal.at.push((visit, route));
        self.count(visit, route, -1);
        self.at[visit as usize] = NONE;
        self.unplanned.push(visit);
        self.settle(visit, route)
    }

    /// Gives a route another order of the same visits; false, and nothing has changed, when that is impossible.
    pub fn reorder(&mut self, route: u32, order: &[u32]) -> bool {
        self.touch(route);
        let changed = &mut self.routes[route as usize];
        let (old_cost, old): (i64, Vec<u32>) = (changed.cost, changed.visits().collect());
        for (node, visit) in changed.nodes[1..].iter_mut().zip(order) {
            node.visit = *visit;
        }
        let better = changed.schedule(self.problem, route);
        if better {
            self.cost += changed.cost - old_cost;
        } else {
            for (node, visit) in changed.nodes[1..].iter_mut().zip(&old) {
                node.visit = *visit;
            }
            changed.schedule(self.problem, route);
        }
        better
    }

    /// What a visit in a route adds apart from the way: faces, promises, the midwife's runs and load, the day itself. None
    /// when it may not be there.
    #[inline]
    pub fn people_cost(&self, visit: u32, route: u32) -> Option<i64> {
        let problem = self.problem;
        let (day, midwife) = (problem.day_of(route), problem.midwife_of(route));
        let ready = &problem.visits[visit as usize];
        if self.at_home[midwife] || !order_allows(problem, &self.at, visit, day) {
            return None;
        }
        let there = &self.routes[route as usize];
        let above = (there.load + ready.load - problem.midwives[midwife].capacity).max(0);
        let mut cost = self.cost_above(above - there.above(problem, route))?;
        let mut days = self.days[midwife];
        if there.is_empty() {
            if !may_work(problem, midwife, days, day) {
                return None;
            }
            days |= 1 << day;
            cost += problem.midwives[midwife].day_cost;
        }
        let load = self.load[midwife] + i64::from(ready.seconds);
        cost += midwife_cost(problem, midwife, days, load) - self.midwife_costs[midwife];
        let client = ready.client as usize;
        Some(cost + client_cost(problem, &self.at, client, (visit, route)) - self.client_costs[client])
    }

    /// The cheapest place for a visit in a route, apart from [`State::people_cost`].
    #[inline]
    pub fn best_in(&mut self, visit: u32, route: u32) -> Option<(i64, usize)> {
        let there = &self.routes[route as usize];
        let mut best: Option<(i64, usize)> = None;
        for at in there.positions(self.problem, visit) {
            self.tried += 1;
            let most = best.map_or(i64::MAX, |(least, _)| least);
            if let Some(cost) = there.try_below(self.problem, route, visit, at, most)
                && best.is_none_or(|(least, _)| cost < least)
            {
                best = Some((cost, at));
            }
        }
        best
    }

    /// What a client's part costs now.
    pub fn cost_of_client(&self, client: usize) -> i64 {
        self.client_costs[client]
    }

    /// Takes over a written plan as far as it fits; what does not fit stays unplanned.
    pub fn take_over(&mut self, plan: &Plan) {
        let number = |names: &[String], name: &str| names.iter().position(|other| other == name);
        let visits: std::collections::BTreeMap<&str, u32> =
            self.problem.visit_names.iter().map(String::as_str).zip(0..).collect();
        for written in &plan.routes {
            let Some(midwife) = number(&self.problem.midwife_names, &written.midwife) else { continue };
            let route = (usize::from(written.day) * self.problem.midwife_count + midwife) as u32;
            for stop in &written.stops {
                let Some(visit) = visits.get(stop.visit.as_str()).copied() else { continue };
                let ready = &self.problem.visits[visit as usize];
                if self.at[visit as usize] != NONE || !ready.routes.contains(&route) {
                    continue;
                }
                let last = self.routes[route as usize].nodes.len() - 1;
                let fits = self.routes[route as usize].positions(self.problem, visit).contains(&last)
                    && self.people_cost(visit, route).is_some()
                    && self.routes[route as usize].try_at(self.problem, route, visit, last).is_some();
                if fits {
                    self.insert(visit, route, last);
                } else if self.people_cost(visit, route).is_some()
                    && let Some((_, at)) = self.best_in(visit, route)
                {
                    self.insert(visit, route, at);
                }
            }
        }
    }
}
