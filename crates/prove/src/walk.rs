//! Walks through the whole pathway that do what comes next, to see which steps open: what a walk opens is not dead, and
//! nothing needs to be proved of it. The same walks in every run.

use std::collections::BTreeSet;

use regie_pathway::{Command, Definition, Status, StepId};

use crate::{
    moves::{Move, Moves, Node, first_day},
    verdict::Limits,
};

const WALKS: usize = 600;
const MOVES: usize = 160;

/// The steps that some walk opened.
pub fn opened(def: &Definition, limits: &Limits) -> BTreeSet<StepId> {
    let moves = Moves::of(def, first_day(def));
    let starts = moves.starts();
    let mut opened = BTreeSet::new();
    let mut die = Die(0x9E37_79B9_7F4A_7C15);
    for _ in 0..WALKS.min(limits.states) {
        let Some((mut node, _)) = starts.get(die.below(starts.len())).cloned() else { return opened };
        for _ in 0..MOVES {
            opened.extend(
                node.state.occurrences().filter(|one| one.status() == Status::Open).map(|one| one.step.clone()),
            );
            if opened.len() == def.steps().len() {
                return opened;
            }
            let all = moves.moves(&node).into_iter().chain(moves.waits(&node, None)).collect();
            let Some(one) = next(&node, all, &mut die) else { break };
            if let Some(after) = moves.after(&node, &one) {
                node = after;
            }
        }
    }
    opened
}

/// What comes next: mostly something that is open is done, else time goes by, and now and then something becomes known.
fn next(node: &Node, all: Vec<Move>, die: &mut Die) -> Option<Move> {
    let is_open = |step: &StepId| node.state.occurrences().any(|one| one.step == *step && one.status() == Status::Open);
    let (mut done, mut told, mut waits) = (Vec::new(), Vec::new(), Vec::new());
    for one in all {
        match &one {
            Move::Give(Command::Complete { step, .. }) if is_open(step) => done.push(one),
            Move::Give(Command::SetFact { .. } | Command::SetAnchor { .. } | Command::Add { .. }) => told.push(one),
            Move::Wait(_) => waits.push(one),
            Move::Give(_) => {}
        }
    }
    let order = match die.below(8) {
        0..=3 => [done, told, waits],
        4 | 5 => [waits, done, told],
        _ => [told, done, waits],
    };
    let mut from = order.into_iter().find(|kind| !kind.is_empty())?;
    let at = die.below(from.len());
    Some(from.swap_remove(at))
}

/// Throws that are the same each time: a walk must not hang on chance.
struct Die(u64);

impl Die {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0).checked_rem(count).unwrap_or(0)
    }
}
