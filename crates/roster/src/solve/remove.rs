//! Taking visits out, so that they can be put in anew.

use crate::dice::Dice;
use crate::problem::NONE;
use crate::solve::state::State;

/// The longest day that is emptied, in stops.
const EMPTIED: usize = 10;

/// The most visits that are put in anew because a midwife stays at home.
const SENT_HOME: usize = 150;

/// The ways of taking out; each is a neighbourhood in which a roster can get better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ruin {
    /// All visits of some clients.
    Clients,
    /// All visits of a client and of her neighbours.
    Related,
    /// A midwife's week.
    Week,
    /// Some midwives of a day.
    Day,
    /// All visits of the clients whose part costs most: many faces, broken promises.
    Fragmented,
    /// All visits of all clients whom a midwife visits on a day, so that the day can become free.
    Emptied,
    /// All visits of the clients on strings of stops that lie near each other.
    Bundles,
    /// Strings of stops that lie near each other, on one day.
    Strings,
    /// Single visits anywhere.
    Single,
    /// All visits of all clients whom a midwife visits, who stays at home while they are put in anew.
    AtHome,
}

impl Ruin {
    /// Those among which a search chooses by what they have brought.
    pub const ALL: [Self; 9] = [
        Self::Clients,
        Self::Related,
        Self::Week,
        Self::Day,
        Self::Fragmented,
        Self::Emptied,
        Self::Bundles,
        Self::Strings,
        Self::Single,
    ];

    /// Those that mean something when there is one day.
    pub const ONE_DAY: [Self; 3] = [Self::Strings, Self::Single, Self::Day];
}

/// Takes out about `size` visits and yields them. The state has just begun.
pub fn ruin(state: &mut State<'_>, dice: &mut Dice, ruin: Ruin, size: usize) -> Vec<u32> {
    let visits = match ruin {
        Ruin::Clients => clients(state, dice, size),
        Ruin::Related => related(state, dice, size),
        Ruin::Week => week(state, dice, size),
        Ruin::Day => day(state, dice, size),
        Ruin::Fragmented => fragmented(state, dice, size),
        Ruin::Emptied => emptied(state, dice),
        Ruin::Bundles => bundles(state, dice, size),
        Ruin::Strings => strings(state, dice, size),
        Ruin::AtHome => at_home(state, dice),
        Ruin::Single => (0..size).map(|_| dice.below(state.at.len()) as u32).collect(),
    };
    for visit in visits {
        state.remove(visit);
    }
    state.taken_out()
}

fn of_client(state: &State<'_>, client: usize) -> impl Iterator<Item = u32> + use<> {
    state.problem.clients[client].visits.clone()
}

fn clients(state: &State<'_>, dice: &mut Dice, size: usize) -> Vec<u32> {
    let mut out = Vec::new();
    for _ in 0..size {
        if out.len() >= size {
            break;
        }
        out.extend(of_client(state, dice.below(state.problem.clients.len())));
    }
    out
}

fn related(state: &State<'_>, dice: &mut Dice, size: usize) -> Vec<u32> {
    let seed = dice.below(state.problem.clients.len());
    let mut out: Vec<u32> = of_client(state, seed).collect();
    for other in &state.problem.near[seed] {
        if out.len() >= size {
            break;
        }
        if dice.thousandth(600) {
            out.extend(of_client(state, *other as usize));
        }
    }
    out
}

fn week(state: &State<'_>, dice: &mut Dice, size: usize) -> Vec<u32> {
    let problem = state.problem;
    let (midwife, first) = (dice.below(problem.midwife_count), dice.below(problem.day_count));
    let mut out = Vec::new();
    for day in first..(first + 7).min(problem.day_count) {
        if out.len() >= size {
            break;
        }
        out.extend(state.routes[day * problem.midwife_count + midwife].visits());
    }
    out
}

fn day(state: &State<'_>, dice: &mut Dice, size: usize) -> Vec<u32> {
    let problem = state.problem;
    let first = dice.below(problem.day_count) * problem.midwife_count;
    let mut routes: Vec<usize> =
        (first..first + problem.midwife_count).filter(|route| !state.routes[*route].is_empty()).collect();
    dice.shuffle(&mut routes);
    let mut out = Vec::new();
    for route in routes {
        if out.len() >= size {
            break;
        }
        out.extend(state.routes[route].visits());
    }
    out
}

fn fragmented(state: &State<'_>, dice: &mut Dice, size: usize) -> Vec<u32> {
    let mut out = Vec::new();
    for _ in 0..size {
        if out.len() >= size {
            break;
        }
        let worst = (0..6).map(|_| dice.below(state.problem.clients.len()));
        let Some(worst) = worst.max_by_key(|client| state.cost_of_client(*client)) else { break };
        out.extend(of_client(state, worst));
        if let Some(near) = state.problem.near[worst].first() {
            out.extend(of_client(state, *near as usize));
        }
    }
    out
}

fn emptied(state: &State<'_>, dice: &mut Dice) -> Vec<u32> {
    let route = state.at[dice.below(state.at.len())];
    if route == NONE {
        return Vec::new();
    }
    let stops = state.routes[route as usize].visits();
    if stops.clone().count() > EMPTIED {
        return Vec::new();
    }
    stops.flat_map(|visit| of_client(state, state.problem.visits[visit as usize].client as usize)).collect()
}

/// Whoever is home may get visits again when the caller says so.
fn at_home(state: &mut State<'_>, dice: &mut Dice) -> Vec<u32> {
    let problem = state.problem;
    let mut thrown = || {
        let midwife = dice.below(problem.midwife_count);
        let stops =
            (0..problem.day_count).map(|day| state.routes[day * problem.midwife_count + midwife].visits().count());
        (stops.sum::<usize>(), midwife)
    };
    let working = [thrown(), thrown()].into_iter().filter(|(stops, _)| *stops > 0).min();
    let Some((_, midwife)) = working else { return Vec::new() };
    let hers = |client: &usize| {
        let mut routes = state.at[problem.visits_of(*client)].iter().filter(|route| **route != NONE);
        routes.any(|route| problem.midwife_of(*route) == midwife)
    };
    let clients = (0..problem.clients.len()).filter(hers);
    let visits: Vec<u32> = clients.flat_map(|client| of_client(state, client)).collect();
    if visits.len() > SENT_HOME {
        return Vec::new();
    }
    state.at_home[midwife] = true;
    visits
}

fn bundles(state: &State<'_>, dice: &mut Dice, size: usize) -> Vec<u32> {
    let problem = state.problem;
    let per_client = (problem.visits.len() / problem.clients.len()).max(1);
    let stops = strings(state, dice, (size / per_client).max(2));
    stops.into_iter().flat_map(|visit| of_client(state, problem.visits[visit as usize].client as usize)).collect()
}

/// Slack induction by string removals (Christiaens and Vanden Berghe 2020), on the day of a thrown visit.
fn strings(state: &State<'_>, dice: &mut Dice, size: usize) -> Vec<u32> {
    let problem = state.problem;
    let seed = dice.below(state.at.len()) as u32;
    let route = state.at[seed as usize];
    if route == NONE {
        return Vec::new();
    }
    let day = problem.day_of(route);
    let longest = 10.min(size.max(2));
    let count = 1 + dice.below((4 * size / (2 + longest)).max(1));
    let mut ruined: Vec<u32> = Vec::new();
    let mut out = Vec::new();
    let client = problem.visits[seed as usize].client;
    let near = std::iter::once(client).chain(problem.near[client as usize].iter().copied());
    for other in near {
        if ruined.len() >= count {
            break;
        }
        let on_day = |visit: &u32| {
            let route = state.at[*visit as usize];
            route != NONE && problem.day_of(route) == day && !ruined.contains(&route)
        };
        let Some(visit) = problem.clients[other as usize].visits.clone().find(on_day) else { continue };
        let route = state.at[visit as usize];
        ruined.push(route);
        out.extend(string(state, dice, route, visit, longest));
    }
    out
}

/// Some stops on end that hold a visit; now and then with some in the middle that stay.
fn string(state: &State<'_>, dice: &mut Dice, route: u32, visit: u32, longest: usize) -> Vec<u32> {
    let stops: Vec<u32> = state.routes[route as usize].visits().collect();
    let length = 1 + dice.below(stops.len().min(longest));
    let place = stops.iter().position(|stop| *stop == visit).unwrap_or(0);
    let split = length > 1 && length < stops.len() && dice.thousandth(500);
    let keep = if split { 1 + dice.below((stops.len() - length).min(3)) } else { 0 };
    let span = length + keep;
    let first = place.saturating_sub(span - 1) + dice.below((place.min(stops.len() - span) + 1).min(span));
    let first = first.min(stops.len() - span);
    let kept_from = first + dice.below(length + 1);
    (first..first + span).filter(|at| !(kept_from..kept_from + keep).contains(at)).map(|at| stops[at]).collect()
}
