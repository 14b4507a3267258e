//! Adaptive large-neighbourhood search: take some out, put them in anew, keep what is better and now and then what is not.

use crate::dice::Dice;
use crate::problem::Problem;
use crate::solve::above::Price;
use crate::solve::home::Trial;
use crate::solve::remove::{Ruin, ruin};
use crate::solve::state::State;
use crate::solve::{Effort, Pace, Progress, block, exchange, insert, polish};

/// How often the caller is asked whether to go on.
const ASK_EVERY: u64 = 16;
/// Visits that are put in together at first.
const FIRST_CHUNK: usize = 24;
/// After so many rounds the ways are weighed again.
const WEIGH_EVERY: u64 = 200;

/// So many times in a thousand a round is one of exchanges, where there are days.
const EXCHANGING: u32 = 500;
/// Steps of one round of exchanges.
const EXCHANGES: usize = 12;
/// What midwives carry above what they can may grow by one exchange by so many times the heat, in cost.
const ABOVE: i64 = 4;
/// Steps that cost more than so many times the heat are not worth the polish.
const HOPELESS: i64 = 2;
/// A search of one day begins so many times cooler; found by trial.
const COOLER: i64 = 3;

/// The ways of putting in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Repair {
    Greedy,
    Regret(usize),
    Blocks,
}

/// A choice of ways, more often of those that have helped.
struct Ways<T> {
    ways: Vec<T>,
    weights: Vec<u64>,
    score: Vec<u64>,
    used: Vec<u64>,
}

impl<T: Copy> Ways<T> {
    fn new(ways: &[T]) -> Self {
        let count = ways.len();
        Self { ways: ways.to_vec(), weights: vec![1_000; count], score: vec![0; count], used: vec![0; count] }
    }

    fn choose(&mut self, dice: &mut Dice) -> (usize, T) {
        let at = dice.weighted(&self.weights);
        (at, self.ways[at])
    }

    fn credit(&mut self, at: usize, score: u64, effort: u64) {
        self.score[at] += score * 1_000;
        self.used[at] += effort.max(1);
    }

    /// A fifth of the old weight gives way to what was scored per unit of effort.
    fn weigh(&mut self) {
        let rate = |at: usize| self.score[at] / self.used[at].max(1);
        let most = (0..self.ways.len()).map(rate).max().unwrap_or(0).max(1);
        let rates: Vec<u64> = (0..self.ways.len()).map(|at| rate(at) * 1_000 / most).collect();
        for (at, rate) in rates.into_iter().enumerate() {
            if self.used[at] > 0 {
                self.weights[at] = (self.weights[at] * 4 / 5 + rate / 5).max(60);
            }
            (self.score[at], self.used[at]) = (0, 0);
        }
    }
}

/// The best roster that was met: the order of each route.
struct Best {
    cost: i64,
    routes: Vec<Vec<u32>>,
    /// The routes that are no longer as they were kept.
    stale: Vec<u32>,
    is_stale: Vec<bool>,
}

impl Best {
    fn new(state: &State<'_>) -> Self {
        let count = state.routes.len();
        let mut best = Self {
            cost: i64::MAX,
            routes: vec![Vec::new(); count],
            stale: (0..count as u32).collect(),
            is_stale: vec![true; count],
        };
        best.keep(state);
        best
    }

    /// What has changed since [`State::begin`] is no longer as it was kept; kept anew where it is better.
    fn note(&mut self, state: &State<'_>) {
        for route in state.touched() {
            if !std::mem::replace(&mut self.is_stale[route as usize], true) {
                self.stale.push(route);
            }
        }
        if state.cost < self.cost && state.above == 0 {
            self.keep(state);
        }
    }

    /// The roster at hand is another one altogether.
    fn all_stale(&mut self) {
        self.stale = (0..self.routes.len() as u32).collect();
        self.is_stale.fill(true);
    }

    fn keep(&mut self, state: &State<'_>) {
        self.cost = state.cost;
        for route in self.stale.drain(..) {
            let route = route as usize;
            self.is_stale[route] = false;
            self.routes[route].clear();
            self.routes[route].extend(state.routes[route].visits());
        }
    }

    fn state<'p>(&self, problem: &'p Problem, tried: u64) -> State<'p> {
        let mut state = State::new(problem);
        for (route, visits) in self.routes.iter().enumerate() {
            if !visits.is_empty() {
                state.fill(route as u32, visits);
            }
        }
        state.tried = tried;
        state
    }
}

/// A search under way.
struct Search<'p> {
    state: State<'p>,
    dice: Dice,
    best: Best,
    heat: i64,
    /// What an exchange may add to what midwives carry above what they can, in cost.
    most_above: i64,
    /// Whether somebody can stay at home.
    trial: Option<Trial<'p>>,
    one_day: bool,
    ruins: Ways<Ruin>,
    repairs: Ways<Repair>,
}

/// Searches from `state` on until the caller's pace is up; yields the best roster met, and the rounds made.
pub fn search<'p>(mut state: State<'p>, effort: &Effort, pace: &mut dyn Pace) -> (State<'p>, u64) {
    let problem = state.problem;
    let mut dice = Dice::of_part(effort.seed, 1);
    if !state.unplanned.is_empty() {
        begin_with(&mut state, &mut dice);
    }
    let hottest = hottest(&state, effort);
    let one_day = problem.day_count == 1;
    let repairs = [Repair::Greedy, Repair::Regret(2), Repair::Regret(3), Repair::Blocks];
    let mut search = Search {
        best: Best::new(&state),
        state,
        dice,
        heat: hottest,
        most_above: 0,
        trial: None,
        one_day,
        ruins: Ways::new(if one_day { &Ruin::ONE_DAY[..] } else { &Ruin::ALL[..] }),
        repairs: Ways::new(if one_day { &repairs[..1] } else { &repairs[..] }),
    };
    let mut price = Price::first(&mut search.state, hottest);
    if effort.sends_home && price.is_some() {
        search.trial = Some(Trial::first(&search.state));
    }
    let (mut round, mut spent) = (0u64, 0);
    loop {
        if round.is_multiple_of(ASK_EVERY) {
            let (best, unplanned) = (search.best.cost, search.state.unplanned.len());
            spent = pace.spent(&Progress { round, best, unplanned, tried: search.state.tried });
            if spent >= 1_000 || problem.visits.is_empty() {
                break;
            }
            search.heat = cooled(hottest, i64::from(spent));
            search.most_above = search.heat * ABOVE;
            search.try_at_home(spent);
        }
        round += 1;
        if !one_day && search.dice.thousandth(EXCHANGING) {
            for _ in 0..EXCHANGES {
                search.exchange();
            }
        } else {
            search.rebuild();
        }
        if let Some(price) = &mut price {
            price.count(&mut search.state, i64::from(spent));
        }
        if round.is_multiple_of(WEIGH_EVERY) {
            search.ruins.weigh();
            search.repairs.weigh();
        }
    }
    (search.best.state(problem, search.state.tried), round)
}

impl Search<'_> {
    /// Takes some out and puts them in anew.
    fn rebuild(&mut self) {
        let (old, tried) = (self.state.cost, self.state.tried);
        let (ruin_at, way) = self.ruins.choose(&mut self.dice);
        let (repair_at, repair) = self.repairs.choose(&mut self.dice);
        self.state.begin();
        self.change(way, repair);
        let effort = (self.state.tried - tried) / 64 + 1;
        let score = match self.state.cost {
            cost if cost < self.best.cost && self.state.above == 0 => 20,
            cost if cost < old => 6,
            cost if cost == old => 0,
            _ => 1,
        };
        let score = if self.settle(old) { score } else { 0 };
        self.ruins.credit(ruin_at, score, effort);
        self.repairs.credit(repair_at, score, effort);
    }

    /// Ends the trial when it is time: what was worse is taken back; and begins the next.
    fn try_at_home(&mut self, spent: u32) {
        let Self { state, dice, best, trial: Some(trial), .. } = self else { return };
        if spent < trial.until {
            return;
        }
        if !trial.holds() {
            trial.back(state);
            best.all_stale();
        }
        if trial.next(state, dice, spent) {
            best.all_stale();
        } else {
            self.trial = None;
        }
    }

    fn change(&mut self, way: Ruin, repair: Repair) {
        let Self { state, dice, .. } = self;
        let size = match way {
            Ruin::Strings => 10,
            Ruin::Single => 1 + dice.below(8),
            _ => 4 + dice.below(26),
        };
        let mut left: Vec<u32> = state.unplanned.clone();
        dice.shuffle(&mut left);
        left.truncate(12);
        let mut pool = ruin(state, dice, way, size);
        pool.extend(left);
        match repair {
            Repair::Greedy => insert::greedy(state, dice, &mut pool),
            Repair::Regret(depth) => insert::regret(state, dice, &mut pool, depth),
            Repair::Blocks => {
                block::blocks(state, dice, &mut pool);
                insert::greedy(state, dice, &mut pool);
            }
        }
        if !self.one_day {
            polish::polish(state);
        }
    }

    /// A small step between two midwives.
    fn exchange(&mut self) {
        let old = self.state.cost;
        self.state.begin();
        if exchange::exchange(&mut self.state, &mut self.dice, self.most_above) {
            if self.state.cost <= old + HOPELESS * self.heat {
                polish::polish(&mut self.state);
            }
            self.settle(old);
        }
    }

    /// Keeps the change, or leads back from it.
    fn settle(&mut self, old: i64) -> bool {
        let keeps = self.state.cost <= old + self.heat * self.dice.cooling() / 1_024;
        if keeps {
            self.best.note(&self.state);
            if let Some(trial) = &mut self.trial {
                trial.note(&self.state);
            }
        } else {
            self.state.undo();
        }
        keeps
    }
}

/// Puts in what is unplanned, some clients at a time, those first whose visits come first.
fn begin_with(state: &mut State<'_>, dice: &mut Dice) {
    let problem = state.problem;
    let mut pool = state.unplanned.clone();
    let first_day = |visit: &u32| {
        let client = problem.visits[*visit as usize].client as usize;
        (problem.visits[problem.visits_of(client).start].first_day, client, *visit)
    };
    pool.sort_unstable_by_key(first_day);
    let mut left = Vec::new();
    for some in pool.chunks(FIRST_CHUNK) {
        let mut some = some.to_vec();
        block::blocks(state, dice, &mut some);
        left.extend(some);
    }
    insert::greedy(state, dice, &mut left);
}

/// The first heat: so many hundredths of a mean way between stops.
fn hottest(state: &State<'_>, effort: &Effort) -> i64 {
    let (mut legs, mut cost) = (1i64, 0i64);
    for route in state.routes.iter().filter(|route| !route.is_empty()) {
        for pair in route.nodes.windows(2) {
            cost += i64::from(state.problem.leg(pair[0].place, pair[1].place).cost);
            legs += 1;
        }
    }
    let whole = if state.problem.day_count == 1 { 100 * COOLER } else { 100 };
    (cost / legs * effort.heat_percent / whole).max(1)
}

/// Seven halvings over the whole run, straight in between.
fn cooled(hottest: i64, spent: i64) -> i64 {
    let halvings = 7 * spent;
    let part = halvings % 1_000;
    (hottest >> (halvings / 1_000)) * (2_000 - part) / 2_000
}
