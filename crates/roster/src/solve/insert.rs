//! Putting visits in, one by one: greedily in a thrown order with blinks, or the one first that would regret waiting most.

use crate::dice::Dice;
use crate::problem::{NONE, Problem};
use crate::solve::state::{Spot, State};

/// So many times in a thousand a greedy search looks away from a route.
const BLINK: u32 = 12;

/// Puts in what fits, in a thrown order, each where it is cheapest.
pub fn greedy(state: &mut State<'_>, dice: &mut Dice, pool: &mut Vec<u32>) {
    sort(state.problem, dice, pool);
    for visit in std::mem::take(pool) {
        match cheapest(state, visit, Some(&mut *dice)) {
            Some(spot) => state.insert(visit, spot.route, spot.at),
            None => pool.push(visit),
        }
    }
}

/// The cheapest spot for a visit that costs less than leaving it out.
pub fn cheapest(state: &mut State<'_>, visit: u32, mut dice: Option<&mut Dice>) -> Option<Spot> {
    let problem = state.problem;
    // Leaving out is part of `people_cost`: whatever is below 0 is better than that.
    let mut best = Spot { cost: 0, route: NONE, at: 0 };
    let mut free_twins: [u32; 8] = [NONE; 8];
    let mut twins = 0;
    for &route in &problem.visits[visit as usize].routes {
        if state.routes[route as usize].is_empty() && problem.day_count == 1 {
            let twin = problem.midwives[problem.midwife_of(route)].twin;
            if free_twins[..twins].contains(&twin) {
                continue;
            }
            if twins < free_twins.len() {
                free_twins[twins] = twin;
                twins += 1;
            }
        }
        let Some(people) = state.people_cost(visit, route) else { continue };
        if people >= best.cost || dice.as_mut().is_some_and(|dice| dice.thousandth(BLINK)) {
            continue;
        }
        if let Some((way, at)) = state.best_in(visit, route)
            && people + way < best.cost
        {
            best = Spot { cost: people + way, route, at };
        }
    }
    (best.route != NONE).then_some(best)
}

fn sort(problem: &Problem, dice: &mut Dice, pool: &mut [u32]) {
    dice.shuffle(pool);
    let visit = |number: &u32| &problem.visits[*number as usize];
    let home = problem.midwives[0].home;
    match dice.weighted(&[4, 3, 2, 1, 3]) {
        0 => {}
        1 => pool.sort_by_key(|number| visit(number).routes.len()),
        2 => pool.sort_by_key(|number| std::cmp::Reverse(problem.leg(home, visit(number).place).seconds)),
        3 => pool.sort_by_key(|number| problem.leg(home, visit(number).place).seconds),
        _ => pool.sort_by_key(|number| {
            let hours = visit(number).hours.iter();
            hours.filter(|(low, high)| low <= high).map(|(low, high)| i64::from(*high) - i64::from(*low)).sum::<i64>()
        }),
    }
}

/// One visit's spots, one per route.
struct Row {
    visit: u32,
    spots: Vec<Spot>,
}

/// Puts in what fits; always first the visit that loses most when it does not get its best spot but the next ones.
pub fn regret(state: &mut State<'_>, dice: &mut Dice, pool: &mut Vec<u32>, depth: usize) {
    dice.shuffle(pool);
    let mut rows: Vec<Row> = std::mem::take(pool).into_iter().map(|visit| row(state, visit)).collect();
    while !rows.is_empty() {
        let Some((chosen, spot)) = most_regretted(&rows, depth) else { break };
        let Row { visit, .. } = rows.swap_remove(chosen);
        state.insert(visit, spot.route, spot.at);
        let client = state.problem.visits[visit as usize].client;
        for other in &mut rows {
            if state.problem.visits[other.visit as usize].client == client {
                *other = row(state, other.visit);
            } else {
                refresh(state, other, spot.route);
            }
        }
    }
    pool.extend(rows.iter().map(|row| row.visit));
}

fn row(state: &mut State<'_>, visit: u32) -> Row {
    let problem = state.problem;
    let spots = problem.visits[visit as usize].routes.iter().filter_map(|route| spot(state, visit, *route)).collect();
    Row { visit, spots }
}

fn spot(state: &mut State<'_>, visit: u32, route: u32) -> Option<Spot> {
    let people = state.people_cost(visit, route)?;
    let (way, at) = state.best_in(visit, route)?;
    Some(Spot { cost: people + way, route, at })
}

/// After a change of `route`: that route's spot, and the spots in which the same midwife would begin a day.
fn refresh(state: &mut State<'_>, row: &mut Row, route: u32) {
    let midwife = state.problem.midwife_of(route);
    let visit = row.visit;
    let of_midwife = |spot: &Spot| state.problem.midwife_of(spot.route) == midwife;
    let stale: Vec<u32> = row.spots.iter().filter(|spot| of_midwife(spot)).map(|spot| spot.route).collect();
    if stale.is_empty() {
        return;
    }
    row.spots.retain(|spot| !stale.contains(&spot.route));
    for route in stale {
        row.spots.extend(spot(state, visit, route));
    }
}

fn most_regretted(rows: &[Row], depth: usize) -> Option<(usize, Spot)> {
    let mut chosen: Option<(i64, usize, Spot)> = None;
    for (number, row) in rows.iter().enumerate() {
        let mut best = [Spot { cost: 0, route: NONE, at: 0 }; 4];
        let depth = depth.min(best.len());
        for spot in row.spots.iter().filter(|spot| spot.cost < 0) {
            if spot.cost < best[depth - 1].cost {
                best[depth - 1] = *spot;
                best[..depth].sort_by_key(|spot| (spot.cost, spot.route));
            }
        }
        if best[0].route == NONE {
            continue;
        }
        let regret: i64 = best[1..depth].iter().map(|next| next.cost - best[0].cost).sum();
        if chosen.is_none_or(|(most, ..)| regret > most) {
            chosen = Some((regret, number, best[0]));
        }
    }
    chosen.map(|(_, number, spot)| (number, spot))
}
