//! On which days a step that goes in its turn can have been done: not before what it follows on.
//!
//! What it follows on is what its `opens` says, where that speaks of steps: of parts that must all hold the last day
//! counts, of alternatives the first that holds. An answer has no day, so that what opened by one is bounded by nothing;
//! nor is a step that was recorded late: only the days on which things were done count, not those on which they were told.

use jiff::civil::Date;

use crate::{
    board::Board,
    criterion::{
        Node,
        eval::{Truth, eval_node},
    },
    decide::Decision,
    ids::OutcomeId,
    lifecycle::{Life, Status},
    refusal::Refusal,
    state::Occurrence,
    words,
};

/// The end of a step, which another follows on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct End {
    on: Date,
    step: u16,
}

impl Decision<'_> {
    /// A weighing is not done before the talk that it weighs (PS-04).
    pub(crate) fn refuse_before_its_turn_came(&self, slot: usize, on: Date) -> Result<(), Refusal> {
        let rule = self.board.step_of(slot);
        let last = rule.opens.as_ref().filter(|_| rule.in_turn).and_then(|opens| {
            let since = match self.board.occurrence(slot).life {
                Life::Open { since } => since,
                _ => self.today,
            };
            self.board.any_end(opens.branches.iter().map(|(_, node)| node), since)
        });
        let Some(End { on: since, step }) = last.filter(|last| on < last.on) else { return Ok(()) };
        let before = self.board.step(step);
        // Who may not read what is sealed is told the day alone.
        let title = if before.sealed && !rule.sealed { words::sealed() } else { before.title.clone() };
        Err(Refusal::BeforeItsTurn { step: rule.id.clone(), on, after: title, since })
    }
}

impl Board<'_> {
    /// The day from which a part of a criterion holds, as far as that hangs on the ends of steps. Of several times of a
    /// step the last counts that ended before the other opened.
    fn end_of(&self, node: &Node, opened: Date) -> Option<End> {
        match node {
            Node::StepIs(step, status @ (Status::Done | Status::Skipped | Status::Missed)) => {
                self.end_of_step(*step, opened, |one| one.status() == *status)
            }
            Node::StepOutcome(step, outcome) => {
                let wanted: &OutcomeId = &self.step(*step).outcomes[usize::from(*outcome)].id;
                self.end_of_step(
                    *step,
                    opened,
                    |one| matches!(&one.life, Life::Done { outcome: Some(ended), .. } if ended == wanted),
                )
            }
            Node::All(parts) => parts.iter().filter_map(|part| self.end_of(part, opened)).max(),
            Node::Any(parts) => self.any_end(parts.iter(), opened),
            Node::StepIs(..)
            | Node::Not(_)
            | Node::Anchor(_)
            | Node::AnchorKnown(_)
            | Node::FactKnown(_)
            | Node::FactYes(_)
            | Node::FactChoice(..)
            | Node::FactCompare(..) => None,
        }
    }

    fn any_end<'n>(&self, parts: impl Iterator<Item = &'n Node>, opened: Date) -> Option<End> {
        let holding = parts.filter(|part| eval_node(part, self) == Truth::True);
        let ends: Option<Vec<End>> = holding.map(|part| self.end_of(part, opened)).collect();
        ends?.into_iter().min()
    }

    fn end_of_step(&self, step: u16, opened: Date, counts: impl Fn(&Occurrence) -> bool) -> Option<End> {
        let ends = self.occurrences_of(step).filter(|one| counts(one)).filter_map(|one| one.life.ended_on());
        let ends: Vec<Date> = ends.collect();
        let on = ends.iter().rev().find(|on| **on <= opened).or(ends.first())?;
        Some(End { on: *on, step })
    }
}
