//! The order within a midwife's day: or-opt (a stop or a pair elsewhere) and 2-opt (a part turned round).

use crate::problem::Problem;
use crate::solve::route::Route;
use crate::solve::state::State;

/// The longest day that is polished; longer ones are left to the search.
const LONGEST: usize = 16;

/// Makes the touched days better, each until no single move helps.
pub fn polish(state: &mut State<'_>) {
    for route in state.touched() {
        while better_order(state, route) {}
    }
}

fn better_order(state: &mut State<'_>, route: u32) -> bool {
    let order: Vec<u32> = state.routes[route as usize].visits().collect();
    if order.len() < 3 || order.len() > LONGEST {
        return false;
    }
    let mut trial = state.routes[route as usize].clone();
    let now = trial.cost;
    let mut best = (now, None);
    let mut consider = |other: &[u32]| {
        if let Some(cost) = cost_of(state.problem, &mut trial, route, other)
            && cost < best.0
        {
            best = (cost, Some(other.to_vec()));
        }
    };
    for from in 0..order.len() {
        for to in from + 1..order.len() {
            let mut other = order.clone();
            other[from..=to].reverse();
            consider(&other);
            if to > from + 1 {
                other.clone_from(&order);
                other[from..=to].rotate_left(1);
                consider(&other);
                other.clone_from(&order);
                other[from..=to].rotate_right(1);
                consider(&other);
                if to > from + 2 {
                    other.clone_from(&order);
                    other[from..=to].rotate_left(2);
                    consider(&other);
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
