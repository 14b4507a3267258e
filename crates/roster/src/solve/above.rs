//! What it costs while searching that a midwife carries more than she can. Where days are almost full, the way from one good
//! roster to a better one leads through rosters that nobody can carry out: they may be met, at a price that falls while the
//! search meets too few of them and rises while it meets too many.

use crate::solve::state::State;

/// After so many rounds the price is set anew.
const EVERY: u32 = 40;
/// Rounds in a thousand that are to end in a roster that can be carried out, at the beginning and at the end.
const WANTED: (i64, i64) = (200, 500);

/// The price of a unit above what a midwife can carry.
pub struct Price {
    now: i64,
    rounds: u32,
    sound: u32,
}

impl Price {
    /// Nothing where nobody's carrying is bounded, or there is one day: there the rules are kept at every step.
    pub fn first(state: &mut State<'_>, mean_leg: i64) -> Option<Self> {
        let problem = state.problem;
        let bounded = problem.midwives.iter().any(|midwife| midwife.capacity < i64::MAX);
        let load: i64 = problem.visits.iter().map(|visit| visit.load).sum();
        if !bounded || load == 0 || problem.day_count == 1 {
            return None;
        }
        let mean_load = (load / problem.visits.len() as i64).max(1);
        let now = (mean_leg / mean_load).max(1);
        state.price_above(now);
        Some(Self { now, rounds: 0, sound: 0 })
    }

    /// Counts a round; sets the price anew when it is time. `spent` is in thousandths of the search.
    pub fn count(&mut self, state: &mut State<'_>, spent: i64) {
        self.rounds += 1;
        self.sound += u32::from(state.above == 0);
        if self.rounds < EVERY {
            return;
        }
        let wanted = WANTED.0 + (WANTED.1 - WANTED.0) * spent / 1_000;
        let enough = i64::from(self.sound) * 1_000 >= wanted * i64::from(self.rounds);
        self.now = if enough { self.now * 7 / 8 } else { self.now * 8 / 7 + 1 }.clamp(1, 1 << 40);
        (self.rounds, self.sound) = (0, 0);
        state.price_above(self.now);
    }
}
