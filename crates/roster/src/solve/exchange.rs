//! Small steps between midwives: a client goes over to the midwife of a client nearby with all her visits, or the two change
//! places. Where every client keeps one face and days are full, taking many out seldom finds these.

use crate::dice::Dice;
use crate::problem::{NONE, Problem};
use crate::solve::block;
use crate::solve::insert;
use crate::solve::state::State;

/// How many of the clients nearby are looked at.
const NEAR: usize = 40;
/// Throws until there is a pair for which there is room.
const THROWS: usize = 10;
/// So many times in a thousand the other client is any, not one nearby.
const FAR: u32 = 150;
/// So many times in a thousand the clients change places, rather than one joining the other.
const BOTH: u32 = 600;

/// Two clients with different midwives; both change places, or the first joins the midwife of the second.
struct Pair {
    one: usize,
    other: usize,
    mine: usize,
    theirs: usize,
    both: bool,
}

/// Takes the step; false, and nothing has changed, when no pair was found.
pub fn exchange(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let Some(pair) = (0..THROWS).find_map(|_| thrown(state, dice)) else { return false };
    take_out(state, pair.one);
    if pair.both {
        take_out(state, pair.other);
    }
    let mut pool: Vec<u32> = state.taken_out();
    block::under(state, pair.one, pair.theirs, &mut pool);
    if pair.both {
        block::under(state, pair.other, pair.mine, &mut pool);
    }
    if !pool.is_empty() {
        insert::greedy(state, dice, &mut pool);
    }
    true
}

/// A pair for which there is room.
fn thrown(state: &State<'_>, dice: &mut Dice) -> Option<Pair> {
    let problem = state.problem;
    let one = dice.below(problem.clients.len());
    let near = &problem.near[one];
    let other = match near.is_empty() || dice.thousandth(FAR) {
        true => dice.below(problem.clients.len()),
        false => near[dice.below(near.len().min(NEAR))] as usize,
    };
    let both = dice.thousandth(BOTH);
    let (mine, theirs) = (lead(state, one)?, lead(state, other)?);
    let fits = mine != theirs
        && has_room(state, theirs, one, both.then_some(other))
        && (!both || has_room(state, mine, other, Some(one)));
    fits.then_some(Pair { one, other, mine, theirs, both })
}

/// Can a midwife carry what a client needs on the days that are given, were another client gone?
fn has_room(state: &State<'_>, midwife: usize, client: usize, gone: Option<usize>) -> bool {
    let problem = state.problem;
    let most = problem.midwives[midwife].capacity;
    most == i64::MAX
        || problem.visits_of(client).map(|visit| &problem.visits[visit]).filter(|visit| visit.hours.len() == 1).all(
            |visit| {
                let route = usize::from(visit.first_day) * problem.midwife_count + midwife;
                let leaves = |other: &usize| state.at[*other] as usize == route;
                let left = gone.map_or(0..0, |gone| problem.visits_of(gone)).filter(leaves);
                let left: i64 = left.map(|other| problem.visits[other].load).sum();
                state.routes[route].load - left + visit.load <= most
            },
        )
}

/// Who makes most of a client's visits.
fn lead(state: &State<'_>, client: usize) -> Option<usize> {
    let problem: &Problem = state.problem;
    let faces = || {
        let routes = state.at[problem.visits_of(client)].iter().filter(|route| **route != NONE);
        routes.map(|route| problem.midwife_of(*route))
    };
    faces().max_by_key(|face| (faces().filter(|other| other == face).count(), *face))
}

fn take_out(state: &mut State<'_>, client: usize) {
    for visit in state.problem.clients[client].visits.clone() {
        state.remove(visit);
    }
}
