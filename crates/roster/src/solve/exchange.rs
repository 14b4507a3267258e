//! Small steps between midwives: a client goes over to the midwife of a client nearby with all her visits, or the two change
//! places. Where every client keeps one face and days are full, taking many out seldom finds these.

use crate::dice::Dice;
use crate::problem::{NONE, Problem};
use crate::solve::block;
use crate::solve::insert;
use crate::solve::state::State;

/// How many of the clients nearby are looked at.
const NEAR: usize = 40;
/// So many times in a thousand the other client is any, not one nearby.
const FAR: u32 = 150;
/// So many times in a thousand the clients change places, rather than one joining the other.
const BOTH: u32 = 600;

/// Takes the step; false, and nothing has changed, when there is none from the client that was thrown.
pub fn exchange(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let problem = state.problem;
    let one = dice.below(problem.clients.len());
    let near = &problem.near[one];
    let other = match near.is_empty() || dice.thousandth(FAR) {
        true => dice.below(problem.clients.len()),
        false => near[dice.below(near.len().min(NEAR))] as usize,
    };
    let (mine, theirs) = (lead(state, one), lead(state, other));
    let (Some(mine), Some(theirs)) = (mine, theirs) else { return false };
    if mine == theirs {
        return false;
    }
    let both = dice.thousandth(BOTH);
    take_out(state, one);
    if both {
        take_out(state, other);
    }
    let mut pool: Vec<u32> = state.taken_out();
    block::under(state, one, theirs, &mut pool);
    if both {
        block::under(state, other, mine, &mut pool);
    }
    if !pool.is_empty() {
        insert::greedy(state, dice, &mut pool);
    }
    true
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
