//! Walks through the whole pathway that do what comes next, to see which steps open: what a walk opens is not dead, and
//! nothing needs to be proved of it. Every other walk is an easy one, in which each question gets its easy answer: what
//! opens only where nothing is the matter, chance seldom finds. The same walks in every run.

use std::collections::BTreeSet;

use regie_pathway::{Command, Definition, FactId, FactKind, FactValue, Status, StepId};

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
    for walk in 0..WALKS.min(limits.states) {
        let is_easy = walk % 2 == 1;
        let Some((mut node, _)) = starts.get(die.below(starts.len())).cloned() else { return opened };
        for _ in 0..MOVES {
            opened.extend(
                node.state.occurrences().filter(|one| one.status() == Status::Open).map(|one| one.step.clone()),
            );
            if opened.len() == def.steps().len() {
                return opened;
            }
            let all = moves.moves(&node).into_iter().chain(moves.waits(&node, None)).collect();
            let Some(one) = next(def, &node, is_easy, all, &mut die) else { break };
            if let Some(after) = moves.after(&node, &one) {
                node = after;
            }
        }
    }
    opened
}

/// What comes next: mostly something that is open is done, else time goes by, and now and then something becomes known; on an
/// easy walk first of all what a table asks.
fn next(def: &Definition, node: &Node, is_easy: bool, all: Vec<Move>, die: &mut Die) -> Option<Move> {
    let is_open = |step: &StepId| node.state.occurrences().any(|one| one.step == *step && one.status() == Status::Open);
    let (mut done, mut told, mut waits) = (Vec::new(), Vec::new(), Vec::new());
    for one in all {
        match &one {
            // An appointment that is still ahead opens nothing that one of today does not.
            Move::Give(Command::Complete { day: Some(day), .. }) if *day > node.today => {}
            Move::Give(Command::Complete { step, .. }) if is_open(step) => done.push(one),
            Move::Give(Command::SetFact { .. } | Command::SetAnchor { .. } | Command::Add { .. }) => told.push(one),
            Move::Wait(_) => waits.push(one),
            Move::Give(_) => {}
        }
    }
    if is_easy {
        told = easily_told(def, node, told);
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

/// Easy answers, and of those first what a table asks of which the step is open.
fn easily_told(def: &Definition, node: &Node, told: Vec<Move>) -> Vec<Move> {
    let open = node.state.occurrences().filter(|one| one.status() == Status::Open);
    let asked = open.filter_map(|one| def.step(&one.step)).flat_map(|step| def.table_reads(step).facts);
    let asked: BTreeSet<FactId> = asked.filter(|fact| node.state.fact(fact).is_none()).collect();
    let is_asked = |one: &Move| matches!(one, Move::Give(Command::SetFact { fact, .. }) if asked.contains(fact));
    let (asked, others): (Vec<Move>, Vec<Move>) = told.into_iter().filter(|one| easy(def, one)).partition(is_asked);
    if asked.is_empty() { others } else { asked }
}

/// Whether it tells nothing out of the ordinary: no, or the first of the answers.
fn easy(def: &Definition, one: &Move) -> bool {
    let Move::Give(Command::SetFact { fact, value }) = one else { return true };
    match (value, def.fact(fact).map(|fact| &fact.answer)) {
        (FactValue::YesNo(yes), _) => !yes,
        (FactValue::Choice(option), Some(FactKind::Choice { options })) => {
            options.first().is_some_and(|first| first.id == *option)
        }
        _ => true,
    }
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
