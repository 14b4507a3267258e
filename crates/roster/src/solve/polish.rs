//! The order within a midwife's day: or-opt (some stops elsewhere) and 2-opt (a part turned round).

use crate::problem::Problem;
use crate::solve::route::Route;
use crate::solve::state::State;

/// The longest day that is polished; longer ones are left to the search.
const LONGEST: usize = 40;
/// The longest day that is polished by trying every order whole.
const LONGEST_TRIED: usize = 16;
/// The longest part of a day that or-opt moves elsewhere.
const PART: usize = 3;

/// Makes the touched days better, each until no single move helps.
pub fn polish(state: &mut State<'_>) {
    for route in state.touched() {
        let stops = state.routes[route as usize].nodes.len().saturating_sub(2);
        if !(3..=LONGEST).contains(&stops) {
            continue;
        }
        // Where a day costs nothing but its ways, a move is judged by the ways that it changes.
        if state.routes[route as usize].costs_ways_only(state.problem) {
            while let Some(order) = shorter(state, route) {
                if !state.reorder(route, &order) {
                    break;
                }
            }
        } else if stops <= LONGEST_TRIED {
            while better_order(state, route) {}
        }
    }
}

/// A part of the order, from the first to the last stop, both included, made otherwise.
#[derive(Debug, Clone, Copy)]
enum Move {
    Turned(usize, usize),
    Rotated(usize, usize, usize),
}

impl Move {
    fn of(self, order: &[u32]) -> Vec<u32> {
        let mut other = order.to_vec();
        match self {
            Self::Turned(from, to) => other[from..=to].reverse(),
            Self::Rotated(from, to, by) => other[from..=to].rotate_left(by),
        }
        other
    }
}

/// The ways of a day, with home as the first place and the last.
struct Ways<'s> {
    problem: &'s Problem,
    places: Vec<u32>,
    /// What the ways up to a place cost, there and back.
    there: Vec<i64>,
    back: Vec<i64>,
}

impl<'s> Ways<'s> {
    fn new(problem: &'s Problem, route: &Route) -> Self {
        let places: Vec<u32> = route.nodes.iter().map(|node| node.place).collect();
        let sums = |leg: &dyn Fn(u32, u32) -> i32| {
            let mut sum = 0;
            let legs = places.windows(2).map(|pair| i64::from(leg(pair[0], pair[1])));
            std::iter::once(0)
                .chain(legs)
                .map(|leg| {
                    sum += leg;
                    sum
                })
                .collect()
        };
        let there = sums(&|from, to| problem.leg(from, to).cost);
        let back = sums(&|from, to| problem.leg(to, from).cost);
        Self { problem, places, there, back }
    }

    #[inline]
    fn way(&self, from: usize, to: usize) -> i64 {
        i64::from(self.problem.leg(self.places[from], self.places[to]).cost)
    }

    /// What turning round the places `from..=to` adds.
    #[inline]
    fn turned(&self, from: usize, to: usize) -> i64 {
        let inside = self.back[to] - self.back[from] - self.there[to] + self.there[from];
        let old = self.way(from - 1, from) + self.way(to, to + 1);
        self.way(from - 1, to) + self.way(from, to + 1) - old + inside
    }

    /// What it adds when the first `by` of the places `from..=to` come last.
    #[inline]
    fn rotated(&self, from: usize, to: usize, by: usize) -> i64 {
        let (last, next) = (from + by - 1, from + by);
        let old = self.way(from - 1, from) + self.way(last, next) + self.way(to, to + 1);
        self.way(from - 1, next) + self.way(to, from) + self.way(last, to + 1) - old
    }
}

/// The order that shortens the ways most of those that one move makes and that are possible.
fn shorter(state: &State<'_>, route: u32) -> Option<Vec<u32>> {
    let day = &state.routes[route as usize];
    let order: Vec<u32> = day.visits().collect();
    let ways = Ways::new(state.problem, day);
    let mut best: (i64, Option<Vec<u32>>) = (0, None);
    let mut consider = |added: i64, one: Move| {
        if added < best.0 {
            let other = one.of(&order);
            if day.allows(state.problem, route, &other) {
                best = (added, Some(other));
            }
        }
    };
    // Stop `s` is place `s + 1`.
    for from in 0..order.len() {
        for to in from + 1..order.len() {
            consider(ways.turned(from + 1, to + 1), Move::Turned(from, to));
            let long = to + 1 - from;
            for by in (1..long).filter(|by| *by <= PART || long - by <= PART) {
                consider(ways.rotated(from + 1, to + 1, by), Move::Rotated(from, to, by));
            }
        }
    }
    best.1
}

fn better_order(state: &mut State<'_>, route: u32) -> bool {
    let order: Vec<u32> = state.routes[route as usize].visits().collect();
    let mut trial = state.routes[route as usize].clone();
    let now = trial.cost;
    let mut best = (now, None);
    let mut consider = |one: Move| {
        let other = one.of(&order);
        if let Some(cost) = cost_of(state.problem, &mut trial, route, &other)
            && cost < best.0
        {
            best = (cost, Some(other));
        }
    };
    for from in 0..order.len() {
        for to in from + 1..order.len() {
            consider(Move::Turned(from, to));
            if to > from + 1 {
                consider(Move::Rotated(from, to, 1));
                consider(Move::Rotated(from, to, to - from));
                if to > from + 2 {
                    consider(Move::Rotated(from, to, 2));
                }
            }
        }
    }
    match best.1 {
        Some(order) => state.reorder(route, &order),
        None => false,
    }
}

fn cost_of(problem: &Problem, trial: &mut Route, route: u32, order: &[u32]) -> Option<i64> {
    for (node, visit) in trial.nodes[1..].iter_mut().zip(order) {
        node.visit = *visit;
    }
    trial.schedule(problem, route).then_some(trial.cost)
}
