//! How far a state is from one in which a criterion holds: a guess, which says where to look first for such a course.

use crate::{
    board::Board,
    criterion::{
        Node,
        eval::{Truth, World, eval_node},
    },
    guarantee::{Condition, Standing},
    ids::StepId,
    lifecycle::Status,
};

impl Standing<'_> {
    /// About how many things must yet be done or told before a criterion of a guarantee holds, or before it does not: 0 when
    /// that is so now. Neither a lower nor an upper bound.
    #[must_use]
    pub fn distance(&self, condition: &Condition, holds: bool) -> u32 {
        let mut guess = Guess { board: &self.0, under_way: vec![false; self.0.def.steps.len()] };
        let branches = condition.0.branches.iter().map(|(_, node)| node);
        if holds { guess.nearest(branches, true) } else { guess.all(branches, false) }
    }
}

impl Standing<'_> {
    /// About how many things must yet be done or told before a step opens; as [`Self::distance`].
    #[must_use]
    pub fn far_from_opening(&self, step: &StepId) -> u32 {
        let Some(at) = self.0.def.step_index.get(step) else { return FAR };
        Guess { board: &self.0, under_way: vec![false; self.0.def.steps.len()] }.opening(*at)
    }
}

struct Guess<'b, 'd> {
    board: &'b Board<'d>,
    /// Steps that are being looked at: what hangs on itself is far.
    under_way: Vec<bool>,
}

/// Farther than anything that can be reached.
const FAR: u32 = 1_000;

impl Guess<'_, '_> {
    fn nearest<'n>(&mut self, nodes: impl Iterator<Item = &'n Node>, holds: bool) -> u32 {
        nodes.map(|node| self.node(node, holds)).min().unwrap_or(FAR)
    }

    fn all<'n>(&mut self, nodes: impl Iterator<Item = &'n Node>, holds: bool) -> u32 {
        nodes.map(|node| self.node(node, holds)).sum::<u32>().min(FAR)
    }

    fn node(&mut self, node: &Node, holds: bool) -> u32 {
        let truth = eval_node(node, self.board);
        if (truth == Truth::True) == holds {
            return 0;
        }
        match node {
            Node::Not(inner) => self.node(inner, !holds),
            Node::All(parts) if holds => self.all(parts.iter(), true),
            Node::All(parts) => self.nearest(parts.iter(), false),
            Node::Any(parts) if holds => self.nearest(parts.iter(), true),
            Node::Any(parts) => self.all(parts.iter(), false),
            Node::StepIs(step, status) if holds => self.step(*step, *status),
            Node::StepOutcome(step, _) if holds => self.step(*step, Status::Done),
            Node::FactKnown(fact) | Node::FactYes(fact) | Node::FactChoice(fact, _) | Node::FactCompare(fact, ..) => {
                self.answer(*fact)
            }
            Node::Anchor(_) | Node::AnchorKnown(_) | Node::StepIs(..) | Node::StepOutcome(..) => 1,
        }
    }

    fn answer(&mut self, fact: u16) -> u32 {
        let guard = self.board.def.fact_guards[usize::from(fact)].as_ref();
        1 + guard.map_or(0, |guard| self.nearest(guard.branches.iter().map(|(_, node)| node), true))
    }

    fn step(&mut self, step: u16, status: Status) -> u32 {
        match status {
            Status::Waiting | Status::Cancelled => 1,
            Status::Open => self.opening(step),
            Status::Skipped | Status::Missed => 1 + self.opening(step),
            Status::Done => 1 + self.opening(step) + self.unanswered(step),
        }
    }

    fn opening(&mut self, step: u16) -> u32 {
        if self.board.step_is(step, Status::Open) == Truth::True {
            return 0;
        }
        if std::mem::replace(&mut self.under_way[usize::from(step)], true) {
            return FAR;
        }
        let opens = self.board.step(step).opens.as_ref();
        let far = opens.map_or(0, |opens| self.nearest(opens.branches.iter().map(|(_, node)| node), true));
        self.under_way[usize::from(step)] = false;
        (1 + far).min(FAR)
    }

    /// What the table of the step must yet be told.
    fn unanswered(&self, step: u16) -> u32 {
        let decider = self.board.def.decider(self.board.step(step));
        let facts = decider.into_iter().flat_map(|decider| &decider.facts);
        let open = facts.filter(|fact| self.board.fact_known(**fact) != Truth::True).count();
        u32::try_from(open).unwrap_or(FAR)
    }
}
