//! The breaks of a long day (ATW 5:4). The search gives a day one break, whole, between two visits: there where it delays her
//! least, then nearest to the middle of her day. Waiting is a break when it is long enough; where no whole one fits, the
//! pieces that are there anyway may do.

use crate::plan::Pause;
use crate::problem::{NONE, Problem};
use crate::solve::route::{Node, Route};

/// Seconds of break that belong to a day of so many seconds.
#[inline]
pub fn needed(problem: &Problem, lasts: i32) -> i32 {
    problem.breaks.iter().rev().find(|(more_than, _)| lasts > *more_than).map_or(0, |(_, least)| *least)
}

impl Route {
    /// The break that lies before a node.
    #[inline]
    pub(super) fn pause_before(&self, at: usize) -> i32 {
        if at == self.pause_at { self.pause } else { 0 }
    }

    /// When she must leave home for her first visit.
    pub(super) fn leaves(&self, problem: &Problem) -> i32 {
        self.nodes[1].start - problem.leg(self.nodes[0].place, self.nodes[1].place).seconds
    }

    /// Finds a place for her break in a day that is possible without one; false when there is none.
    pub(super) fn take_breaks(&mut self, problem: &Problem, route: u32) -> bool {
        let (Some((shortest, _)), last) = (problem.breaks.first(), self.nodes.len() - 1) else { return true };
        self.lasts = *shortest;
        if last < 2 {
            return true;
        }
        let lasted = self.nodes[last].start - self.leaves(problem);
        if lasted <= self.lasts {
            return true;
        }
        for (step, (_, least)) in problem.breaks.iter().enumerate() {
            let until = problem.breaks.get(step + 1).map_or(i32::MAX, |(more_than, _)| *more_than);
            if lasted <= until
                && let Some(at) = self.place_of(problem, *least, until)
            {
                (self.pause_at, self.pause, self.lasts) = (at, *least, until);
                return self.lay_out(problem, route);
            }
        }
        // The pieces are as they are: whatever changes, the day is laid out anew.
        self.lasts = i32::MIN;
        let pieces = self.gaps(problem).map(|(_, free)| free).filter(|free| *free >= problem.least_piece);
        pieces.sum::<i32>() >= needed(problem, lasted)
    }

    /// Before which node a break of this length fits so that the day lasts no longer than `until`.
    fn place_of(&self, problem: &Problem, least: i32, until: i32) -> Option<usize> {
        let (left, back) = (self.leaves(problem), self.nodes[self.nodes.len() - 1].start);
        let mut best: Option<(i32, i32, usize)> = None;
        for (at, free) in self.gaps(problem) {
            let node = &self.nodes[at];
            let delay = (least - free).max(0);
            let fits = node.start + delay <= node.latest;
            if fits && (back + delay - left <= until || self.back_after(problem, at, delay) - left <= until) {
                let off_middle = (2 * self.nodes[at - 1].depart + least - left - back).abs();
                let here = (delay, off_middle, at);
                best = Some(best.map_or(here, |other| other.min(here)));
            }
        }
        best.map(|(_, _, at)| at)
    }

    /// When she is home where a visit begins so much later.
    fn back_after(&self, problem: &Problem, at: usize, delay: i32) -> i32 {
        let mut delay = delay;
        for number in at + 1..self.nodes.len() {
            delay = (delay - self.free_before(problem, number)).max(0);
        }
        self.nodes[self.nodes.len() - 1].start + delay
    }

    /// What is free before a node, the way taken off.
    fn free_before(&self, problem: &Problem, at: usize) -> i32 {
        let (before, node) = (&self.nodes[at - 1], &self.nodes[at]);
        node.start - before.depart - problem.leg(before.place, node.place).seconds
    }

    /// What is free before each visit but the first.
    pub(super) fn gaps(&self, problem: &Problem) -> impl Iterator<Item = (usize, i32)> {
        (2..self.nodes.len() - 1).map(|at| (at, self.free_before(problem, at)))
    }

    /// Whether a visit before node `at`, between `start` and the latest that it may be, leaves the day possible with its break
    /// as it lies; `leaves` is when she must go there, `on` when she is at the next node. Nothing where only laying out the
    /// whole day can tell.
    #[inline]
    pub(super) fn keeps_breaks(
        &self,
        problem: &Problem,
        at: usize,
        (start, high): (i32, i32),
        leaves: i32,
        on: i32,
    ) -> Option<bool> {
        let (next, back) = (&self.nodes[at], self.nodes[self.nodes.len() - 1].start);
        // Were the break elsewhere, it would be sooner by as much at most.
        let (spare, after) = if at == self.pause_at { (0, self.pause) } else { (self.pause, 0) };
        if start - spare > high || on - spare > next.latest {
            return Some(false);
        }
        if start > high {
            return None;
        }
        let leaves = if at == 1 { leaves } else { self.leaves(problem) };
        let fits = |on: i32, until: i32| on <= next.latest && back + (on - next.start).max(0) - leaves <= until;
        if fits(on + after, self.lasts) {
            return Some(true);
        }
        // A day that has none yet, with its first break right after the new visit.
        let (_, least) = problem.breaks[0];
        let until = problem.breaks.get(1).map_or(i32::MAX, |(more_than, _)| *more_than);
        let takes_one = self.pause == 0 && self.lasts > 0 && at + 1 < self.nodes.len();
        (takes_one && fits(on + least, until)).then_some(true)
    }

    /// What one more visit before node `at` adds, by laying out the whole day.
    pub(super) fn try_whole(&self, problem: &Problem, route: u32, visit: u32, at: usize) -> Option<i64> {
        let mut order: Vec<u32> = Vec::with_capacity(self.nodes.len());
        order.extend(self.visits());
        order.insert(at - 1, visit);
        let midwife = &problem.midwives[problem.midwife_of(route)];
        // What the day itself costs is counted with the people.
        let day = if self.is_empty() { midwife.day_cost } else { 0 };
        Some(self.ordered(problem, route, &order)?.cost - self.cost - day)
    }

    /// The day with these visits in this order; nothing when that is not possible.
    pub(super) fn ordered(&self, problem: &Problem, route: u32, order: &[u32]) -> Option<Self> {
        let home = self.nodes[0];
        let visits = order.iter().map(|visit| Node { visit: *visit, ..home });
        let nodes = std::iter::once(home).chain(visits).chain([Node { visit: NONE, ..home }]).collect();
        let mut other = Self { nodes, ..Self::default() };
        other.schedule(problem, route).then_some(other)
    }

    /// When she is free, where the law asks for breaks.
    pub fn breaks(&self, problem: &Problem) -> Vec<Pause> {
        let last = self.nodes.len() - 1;
        if last < 2 || needed(problem, self.nodes[last].start - self.leaves(problem)) == 0 {
            return Vec::new();
        }
        let pieces = self.gaps(problem).filter(|(_, free)| *free >= problem.least_piece);
        let pause = |(at, free): (usize, i32)| {
            let from = i64::from(self.nodes[at - 1].depart);
            Pause { from, until: from + i64::from(free) }
        };
        pieces.map(pause).collect()
    }
}
