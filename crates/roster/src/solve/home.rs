//! Whether a midwife can stay at home altogether. Where each day that somebody works costs and days are almost full, her clients fit in
//! elsewhere only after many rounds: she is kept at home for a part of the search, and what was met then is laid beside what was
//! met before.

use crate::dice::Dice;
use crate::solve::remove::{Ruin, ruin};
use crate::solve::state::State;
use crate::solve::{block, insert, polish};

/// How long a trial lasts, and when the last one ends, in thousandths of the search.
const LENGTH: u32 = 15;
const TRYING: u32 = 450;
/// After so many trials in a row that brought nothing, everybody is needed.
const IN_VAIN: u32 = 5;
/// So many times in a thousand somebody who is at home may work again, where somebody is.
const BACK_TO_WORK: u32 = 300;

/// A trial under way.
pub struct Trial<'p> {
    before: State<'p>,
    /// The least cost that was met without it.
    without: i64,
    /// The least cost met in it of a roster that can be carried out.
    met: i64,
    /// Trials in a row that were taken back.
    in_vain: u32,
    /// When it ends, in thousandths of the search.
    pub until: u32,
}

impl<'p> Trial<'p> {
    /// The first, in which everybody works.
    pub fn first(state: &State<'p>) -> Self {
        Self { before: state.clone(), without: i64::MAX, met: i64::MAX, in_vain: 0, until: LENGTH }
    }

    /// Counts a roster that was met.
    pub fn note(&mut self, state: &State<'_>) {
        if state.above == 0 {
            self.met = self.met.min(state.cost);
        }
    }

    /// Whether it is no worse so.
    pub fn holds(&mut self) -> bool {
        let holds = self.met <= self.without;
        if holds {
            (self.without, self.in_vain) = (self.met, 0);
        } else {
            self.in_vain += 1;
        }
        holds
    }

    /// As it was before.
    pub fn back(&self, state: &mut State<'p>) {
        let tried = state.tried;
        state.clone_from(&self.before);
        state.tried = tried;
    }

    /// The next one; false when there is none any more, and everybody may work.
    pub fn next(&mut self, state: &mut State<'p>, dice: &mut Dice, spent: u32) -> bool {
        if spent >= TRYING || self.in_vain >= IN_VAIN {
            state.at_home.fill(false);
            return false;
        }
        self.before.clone_from(state);
        (self.met, self.until) = (i64::MAX, spent + LENGTH);
        let home: Vec<usize> = (0..state.at_home.len()).filter(|midwife| state.at_home[*midwife]).collect();
        state.begin();
        if !home.is_empty() && dice.thousandth(BACK_TO_WORK) {
            state.at_home[home[dice.below(home.len())]] = false;
        } else {
            let mut pool = ruin(state, dice, Ruin::AtHome, 0);
            block::blocks(state, dice, &mut pool);
            insert::greedy(state, dice, &mut pool);
            polish::polish(state);
        }
        true
    }
}
