//! The solver. Its core knows no clock: the caller's [`Pace`] says how much of the run is spent, and the same seed with the
//! same number of rounds gives the same roster.

mod above;
mod block;
mod exchange;
mod home;
mod insert;
mod order;
pub(crate) mod people;
mod polish;
mod remove;
pub(crate) mod route;
mod search;
pub(crate) mod state;
#[cfg(test)]
mod tests;

use crate::costs::Bill;
use crate::input::Instance;
use crate::plan::{Plan, PlanFormat, Route, Stop};
use crate::problem::{InputError, NONE, Problem};
use crate::solve::state::State;

pub(crate) use insert::cheapest;

/// How a search is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effort {
    /// The seed: each gives a search of its own.
    pub seed: u64,
    /// The first heat of annealing, in hundredths of the mean way between stops.
    pub heat_percent: i64,
    /// Tries, while it is hot, whether a midwife can stay at home altogether, where what midwives carry is bounded.
    pub sends_home: bool,
}

impl Effort {
    /// The search beside this one: from the next seed, and everybody works.
    pub fn beside(&self) -> Self {
        Self { seed: self.seed.wrapping_add(1), heat_percent: self.heat_percent, sends_home: false }
    }

    /// From nothing.
    pub fn cold(seed: u64) -> Self {
        Self { seed, heat_percent: 300, sends_home: true }
    }

    /// From a roster that is good already.
    pub fn warm(seed: u64) -> Self {
        Self { seed, heat_percent: 20, sends_home: false }
    }
}

/// How far a search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Rounds made.
    pub round: u64,
    /// The cost of the best roster so far.
    pub best: i64,
    /// Visits that nobody makes in the roster at hand.
    pub unplanned: usize,
    /// Insertions tried.
    pub tried: u64,
}

/// Who decides how long a search goes on.
pub trait Pace {
    /// How much of the run is spent, in thousandths; 1000 or more ends it.
    fn spent(&mut self, progress: &Progress) -> u32;
}

/// So many rounds, whatever the time: the same seed then gives the same roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounds(pub u64);

impl Pace for Rounds {
    fn spent(&mut self, progress: &Progress) -> u32 {
        match progress.round {
            round if round >= self.0 => 1_000,
            round => u32::try_from(round * 1_000 / self.0).unwrap_or(1_000),
        }
    }
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The roster.
    pub plan: Plan,
    /// Rounds made.
    pub rounds: u64,
    /// Insertions tried.
    pub tried: u64,
}

/// Searches for a good roster, from `start` on where there is one.
///
/// # Errors
/// When the instance cannot be planned at all.
pub fn solve(
    instance: &Instance,
    start: Option<&Plan>,
    effort: &Effort,
    pace: &mut dyn Pace,
) -> Result<Found, InputError> {
    let problem = Problem::new(instance)?;
    if problem.linked {
        return order::solve(instance, &problem, effort, pace);
    }
    let mut state = State::new(&problem);
    if let Some(start) = start {
        state.take_over(start);
    }
    let (state, rounds) = search::search(state, effort, pace);
    Ok(Found { plan: written(instance, &state), rounds, tried: state.tried })
}

/// Writes a roster down, with the times that were promised where the order leaves room for them.
pub(crate) fn written(instance: &Instance, state: &State<'_>) -> Plan {
    laid_out(instance, state, |route, number| route.as_promised(state.problem, number))
}

/// Writes a roster down with each day as it is laid out.
fn laid_out(instance: &Instance, state: &State<'_>, lay_out: impl Fn(&route::Route, u32) -> route::Route) -> Plan {
    let problem = state.problem;
    let (mut routes, mut saved) = (Vec::new(), 0);
    for (number, route) in state.routes.iter().enumerate().filter(|(_, route)| !route.is_empty()) {
        let number = number as u32;
        let laid = lay_out(route, number);
        saved += route.cost - laid.cost;
        let stops = laid
            .nodes
            .iter()
            .filter(|node| node.visit != NONE)
            .map(|node| Stop { visit: problem.visit_names[node.visit as usize].clone(), start: i64::from(node.start) });
        routes.push(Route {
            day: problem.day_of(number) as u16,
            midwife: problem.midwife_names[problem.midwife_of(number)].clone(),
            stops: stops.collect(),
            breaks: laid.breaks(problem),
        });
    }
    let mut unplanned = state.unplanned.clone();
    unplanned.sort_unstable();
    Plan {
        format: PlanFormat::One,
        instance: instance.name.clone(),
        bill: Bill { total: state.cost - saved, ..Bill::default() },
        routes,
        unplanned: unplanned.into_iter().map(|visit| problem.visit_names[visit as usize].clone()).collect(),
    }
}
