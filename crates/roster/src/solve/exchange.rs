//! Small steps between midwives: a client goes over to the midwife of a client nearby with all her visits, that one to the
//! midwife of a third, and the last stays or closes the ring. Where every client keeps one face and days are full, taking many
//! out seldom finds these.

use crate::dice::Dice;
use crate::problem::{NONE, Problem, Visit};
use crate::solve::block;
use crate::solve::insert;
use crate::solve::state::State;

/// How many of the clients nearby are looked at.
const NEAR: usize = 40;
/// Throws until there is a chain for which there is room.
const THROWS: usize = 10;
/// So many times in a thousand the next client is any, not one nearby.
const FAR: u32 = 150;
/// So many times in a thousand the last client takes the first one's place, rather than staying where she is.
const CLOSED: u32 = 600;
/// So many times in a thousand there is a third client.
const THIRD: u32 = 250;

/// Clients with different midwives; each goes over to the midwife of the next.
struct Chain {
    clients: Vec<(usize, usize)>,
    closed: bool,
}

/// Takes the step; false, and nothing has changed, when no chain was found that costs at most `most` for what midwives then
/// carry above what they can.
pub fn exchange(state: &mut State<'_>, dice: &mut Dice, most: i64) -> bool {
    let Some(chain) = (0..THROWS).find_map(|_| thrown(state, dice, most)) else { return false };
    for at in chain.moving() {
        take_out(state, chain.clients[at].0);
    }
    let mut pool: Vec<u32> = state.taken_out();
    for at in chain.moving() {
        block::under(state, chain.clients[at].0, chain.next(at).1, &mut pool);
    }
    if !pool.is_empty() {
        insert::greedy(state, dice, &mut pool);
    }
    true
}

impl Chain {
    /// The places in the chain of those who go over.
    fn moving(&self) -> std::ops::Range<usize> {
        0..self.clients.len() - usize::from(!self.closed)
    }

    /// The next client with her midwife.
    fn next(&self, at: usize) -> (usize, usize) {
        self.clients[(at + 1) % self.clients.len()]
    }
}

/// A chain for which there is room.
fn thrown(state: &State<'_>, dice: &mut Dice, most: i64) -> Option<Chain> {
    let first = dice.below(state.problem.clients.len());
    let mut clients = vec![(first, lead(state, first)?)];
    let count = if dice.thousandth(THIRD) { 3 } else { 2 };
    while clients.len() < count {
        let near = &state.problem.near[clients[clients.len() - 1].0];
        let next = match near.is_empty() || dice.thousandth(FAR) {
            true => dice.below(state.problem.clients.len()),
            false => near[dice.below(near.len().min(NEAR))] as usize,
        };
        let face = lead(state, next)?;
        if clients.iter().any(|(_, other)| *other == face) {
            return None;
        }
        clients.push((next, face));
    }
    let chain = Chain { clients, closed: dice.thousandth(CLOSED) };
    let added = |at: usize| {
        let (next, face) = chain.next(at);
        let goes = chain.moving().contains(&((at + 1) % chain.clients.len()));
        above(state, face, chain.clients[at].0, goes.then_some(next))
    };
    let added: i64 = chain.moving().map(added).sum();
    (added <= 0 || state.cost_above(added).is_some_and(|cost| cost <= most)).then_some(chain)
}

/// What a midwife would carry more above what she can, with what a client needs on the days that are given, were another gone.
fn above(state: &State<'_>, midwife: usize, client: usize, gone: Option<usize>) -> i64 {
    let problem = state.problem;
    let most = problem.midwives[midwife].capacity;
    if most == i64::MAX {
        return 0;
    }
    let given = problem.visits_of(client).map(|visit| &problem.visits[visit]).filter(|visit| visit.hours.len() == 1);
    let one = |visit: &Visit| {
        let route = usize::from(visit.first_day) * problem.midwife_count + midwife;
        let leaves = |other: &usize| state.at[*other] as usize == route;
        let left = gone.map_or(0..0, |gone| problem.visits_of(gone)).filter(leaves);
        let left: i64 = left.map(|other| problem.visits[other].load).sum();
        let load = state.routes[route].load;
        (load - left + visit.load - most).max(0) - (load - most).max(0)
    };
    given.map(one).sum()
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
