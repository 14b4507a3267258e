//! Putting all open visits of a client in at once: for each midwife who could lead, the pattern of days that suits her best,
//! with the attending midwife once where that pays and others only where the lead cannot; the client first that would regret
//! waiting most. This is what keeps faces together over days; one visit at a time cannot see it.

use std::collections::BTreeMap;

use crate::dice::Dice;
use crate::problem::NONE;
use crate::solve::people::client_cost;
use crate::solve::state::{Spot, State};

/// A pattern for a client: which visit where, and what that is thought to add.
#[derive(Debug, Clone)]
struct Pattern {
    cost: i64,
    spots: Vec<(u32, Spot)>,
}

/// The spots of the open visits of one client.
struct Open {
    client: usize,
    visits: Vec<Vec<Spot>>,
    numbers: Vec<u32>,
    best: Option<(i64, Pattern)>,
}

/// Puts in client by client; what has no pattern stays in the pool.
pub fn blocks(state: &mut State<'_>, dice: &mut Dice, pool: &mut Vec<u32>) {
    dice.shuffle(pool);
    let mut of_clients: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for visit in std::mem::take(pool) {
        of_clients.entry(state.problem.visits[visit as usize].client as usize).or_default().push(visit);
    }
    let mut open: Vec<Open> = Vec::new();
    for (client, mut numbers) in of_clients {
        numbers.sort_unstable();
        let visits = numbers.iter().map(|visit| spots(state, *visit)).collect();
        let mut one = Open { client, visits, numbers, best: None };
        one.best = best_two(state, &one);
        open.push(one);
    }
    while !open.is_empty() {
        let regret = |one: &Open| one.best.as_ref().map(|(regret, _)| *regret);
        let Some(chosen) = (0..open.len()).max_by_key(|at| regret(&open[*at])) else { break };
        let one = open.swap_remove(chosen);
        let Some((_, pattern)) = one.best else {
            pool.extend(one.numbers);
            continue;
        };
        let changed = put_in(state, &pattern);
        pool.extend(one.numbers.iter().filter(|visit| state.at[**visit as usize] == NONE));
        for other in &mut open {
            refresh(state, other, &changed);
        }
    }
}

/// Puts in what is open of one client under a given lead; what does not fit stays in the pool.
pub fn under(state: &mut State<'_>, client: usize, lead: usize, pool: &mut Vec<u32>) {
    let problem = state.problem;
    let of_client = |visit: &u32| problem.visits[*visit as usize].client as usize == client;
    let mut numbers: Vec<u32> = pool.iter().copied().filter(of_client).collect();
    numbers.sort_unstable();
    let ready = &problem.clients[client];
    let wanted = ready.attending != NONE && !ready.attended && ready.attending as usize != lead;
    let attending = wanted.then_some(ready.attending as usize);
    let mut visits = Vec::with_capacity(numbers.len());
    for visit in &numbers {
        let routes = problem.visits[*visit as usize].routes.iter().filter(|route| {
            let midwife = problem.midwife_of(**route);
            midwife == lead || Some(midwife) == attending
        });
        visits.push(routes.filter_map(|route| spot(state, *visit, *route)).collect());
    }
    let open = Open { client, visits, numbers, best: None };
    let Some(mut pattern) = Board::new(state, &open).pattern_of(state, &open, lead) else { return };
    if let Some(attending) = attending {
        with_attending(state, &open, &mut pattern, attending);
    }
    put_in(state, &pattern);
    pool.retain(|visit| state.at[*visit as usize] == NONE);
}

/// Where a visit could go, without regard to the client's other open visits: the way, the midwife's day, runs and load.
fn spots(state: &mut State<'_>, visit: u32) -> Vec<Spot> {
    let problem = state.problem;
    problem.visits[visit as usize].routes.iter().filter_map(|route| spot(state, visit, *route)).collect()
}

fn spot(state: &mut State<'_>, visit: u32, route: u32) -> Option<Spot> {
    let people = state.people_cost(visit, route)?;
    let (way, at) = state.best_in(visit, route)?;
    let client = state.problem.visits[visit as usize].client as usize;
    let alone = client_cost(state.problem, &state.at, client, (visit, route)) - state.cost_of_client(client);
    Some(Spot { cost: people + way - alone, route, at })
}

fn refresh(state: &mut State<'_>, open: &mut Open, changed: &[u32]) {
    let mut stale = false;
    for (visit, spots) in open.numbers.iter().zip(&mut open.visits) {
        for route in changed {
            let Some(old) = spots.iter().position(|spot| spot.route == *route) else { continue };
            stale = true;
            match spot(state, *visit, *route) {
                Some(new) => spots[old] = new,
                None => {
                    spots.swap_remove(old);
                }
            }
        }
    }
    if stale {
        open.best = best_two(state, open);
    }
}

/// The best pattern and what the next lead would cost more.
fn best_two(state: &State<'_>, open: &Open) -> Option<(i64, Pattern)> {
    let mut best: Option<Pattern> = None;
    let mut next = i64::MAX / 4;
    let board = Board::new(state, open);
    let ready = &state.problem.clients[open.client];
    for lead in board.leads(state, open) {
        let Some(mut pattern) = board.pattern_of(state, open, lead) else { continue };
        if ready.attending != NONE && !ready.attended && ready.attending as usize != lead {
            with_attending(state, open, &mut pattern, ready.attending as usize);
        }
        match &mut best {
            Some(least) if pattern.cost >= least.cost => next = next.min(pattern.cost),
            _ => next = next.min(best.replace(pattern).map_or(i64::MAX / 4, |old| old.cost)),
        }
    }
    let best = best.filter(|pattern| pattern.cost < 0)?;
    Some((next - best.cost, best))
}

/// The spots of a client's open visits by day: the cheapest of all midwives.
struct Board {
    first: usize,
    days: usize,
    cheapest: Vec<Option<Spot>>,
}

/// How many leads are looked at in earnest.
const LEADS: usize = 7;

impl Board {
    fn new(state: &State<'_>, open: &Open) -> Self {
        let day_of = |spot: &Spot| state.problem.day_of(spot.route);
        let all = || open.visits.iter().flatten().map(day_of);
        let (first, last) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
        let days = last + 1 - first;
        let mut cheapest: Vec<Option<Spot>> = vec![None; days * open.numbers.len()];
        for (k, spots) in open.visits.iter().enumerate() {
            for spot in spots {
                let least = &mut cheapest[k * days + day_of(spot) - first];
                if least.is_none_or(|least| spot.cost < least.cost) {
                    *least = Some(*spot);
                }
            }
        }
        Self { first, days, cheapest }
    }

    /// The midwives who are most likely to lead well: by their cheapest spots without regard to days, known faces first.
    fn leads(&self, state: &State<'_>, open: &Open) -> Vec<usize> {
        let problem = state.problem;
        let mut least: Vec<i64> = vec![i64::MAX; problem.midwife_count];
        let mut score: Vec<i64> = vec![0; problem.midwife_count];
        let mut able: Vec<bool> = vec![false; problem.midwife_count];
        for spots in &open.visits {
            least.fill(problem.costs.extra_face + problem.costs.face_switch);
            for spot in spots {
                let midwife = problem.midwife_of(spot.route);
                able[midwife] = true;
                least[midwife] = least[midwife].min(spot.cost);
            }
            for (score, least) in score.iter_mut().zip(&least) {
                *score += least;
            }
        }
        let ready = &problem.clients[open.client];
        for known in ready.visits.clone().filter_map(|visit| {
            let route = state.at[visit as usize];
            (route != NONE).then(|| problem.midwife_of(route))
        }) {
            score[known] -= problem.costs.extra_face;
        }
        for known in ready.seen.iter().filter(|face| (**face as usize) < problem.midwife_count) {
            score[*known as usize] -= problem.costs.extra_face;
        }
        for known in &ready.known {
            score[*known as usize] -= problem.costs.no_known_face;
        }
        if ready.attending != NONE && !ready.attended {
            score[ready.attending as usize] -= problem.costs.no_attending_visit;
        }
        let mut leads: Vec<usize> = (0..problem.midwife_count).filter(|midwife| able[*midwife]).collect();
        if leads.len() > LEADS {
            leads.select_nth_unstable_by_key(LEADS, |midwife| (score[*midwife], *midwife));
            leads.truncate(LEADS);
        }
        leads.sort_unstable();
        leads
    }

    /// The days for each visit under one lead, on rising days; others stand in where the lead cannot, for the price of a
    /// face.
    fn pattern_of(&self, state: &State<'_>, open: &Open, lead: usize) -> Option<Pattern> {
        let problem = state.problem;
        let stand_in = problem.costs.extra_face + 2 * problem.costs.face_switch;
        let (count, wide) = (open.numbers.len(), self.days + 1);
        let mut own: Vec<Option<Spot>> = vec![None; self.days * count];
        for (k, spots) in open.visits.iter().enumerate() {
            for spot in spots.iter().filter(|spot| problem.midwife_of(spot.route) == lead) {
                own[k * self.days + problem.day_of(spot.route) - self.first] = Some(*spot);
            }
        }
        // after[k][d]: the least cost of visits k.. when the first of them is on day d or later.
        let mut after = vec![0i64; wide * (count + 1)];
        let mut choice: Vec<Option<Spot>> = vec![None; wide * count];
        for k in (0..count).rev() {
            after[k * wide + self.days] = problem.costs.unvisited + after[(k + 1) * wide + self.days];
            for day in (0..self.days).rev() {
                let here = k * wide + day;
                let mut least = problem.costs.unvisited + after[here + wide];
                let mut chosen = None;
                if after[here + 1] < least {
                    (least, chosen) = (after[here + 1], choice[here + 1]);
                }
                let slot = k * self.days + day;
                let other = self.cheapest[slot].map(|spot| (spot.cost + stand_in, spot));
                for (cost, spot) in own[slot].map(|spot| (spot.cost, spot)).into_iter().chain(other) {
                    if cost + after[here + wide + 1] < least {
                        (least, chosen) = (cost + after[here + wide + 1], Some(spot));
                    }
                }
                after[here] = least;
                choice[here] = chosen;
            }
        }
        let mut spots = Vec::with_capacity(count);
        let mut day = 0;
        for (k, number) in open.numbers.iter().enumerate() {
            if let Some(spot) = choice[k * wide + day] {
                day = problem.day_of(spot.route) - self.first + 1;
                spots.push((*number, spot));
            }
        }
        (!spots.is_empty()).then(|| Pattern { cost: cost_of(state, open.client, &spots), spots })
    }
}

/// One visit by the attending midwife, where that is cheaper in all.
fn with_attending(state: &State<'_>, open: &Open, pattern: &mut Pattern, attending: usize) {
    let mut best = pattern.clone();
    for at in 0..pattern.spots.len() {
        let (visit, now) = pattern.spots[at];
        let Some(k) = open.numbers.iter().position(|number| *number == visit) else { continue };
        let day_before = at.checked_sub(1).map(|before| state.problem.day_of(pattern.spots[before].1.route));
        let day_after = pattern.spots.get(at + 1).map(|(_, after)| state.problem.day_of(after.route));
        for spot in &open.visits[k] {
            let day = state.problem.day_of(spot.route);
            let fits = day_before.is_none_or(|before| before < day) && day_after.is_none_or(|after| day < after);
            if spot.route == now.route || state.problem.midwife_of(spot.route) != attending || !fits {
                continue;
            }
            let mut other = pattern.spots.clone();
            other[at].1 = *spot;
            let cost = cost_of(state, open.client, &other);
            if cost < best.cost {
                best = Pattern { cost, spots: other };
            }
        }
    }
    *pattern = best;
}

/// What a pattern adds: its spots, and the client's part as it would become.
fn cost_of(state: &State<'_>, client: usize, spots: &[(u32, Spot)]) -> i64 {
    let range = state.problem.visits_of(client);
    let first = range.start;
    let mut at: Vec<u32> = state.at[range].to_vec();
    for (visit, spot) in spots {
        at[*visit as usize - first] = spot.route;
    }
    let new = crate::solve::people::client_cost_of(state.problem, &at, client);
    spots.iter().map(|(_, spot)| spot.cost).sum::<i64>() + new - state.cost_of_client(client)
}

/// The spots lie on different days, so that each is as good as when it was found, but for the midwife's days and the order
/// of the client's visits; what no longer fits stays out. Yields the routes whose spots have changed.
fn put_in(state: &mut State<'_>, pattern: &Pattern) -> Vec<u32> {
    let mut changed = Vec::new();
    for (visit, spot) in &pattern.spots {
        if state.people_cost(*visit, spot.route).is_some() {
            state.insert(*visit, spot.route, spot.at);
            changed.push(spot.route);
        }
    }
    changed
}
