//! The world as it may yet become: what stands between now and the end of a course.

use std::cell::RefCell;

use crate::{
    board::Board,
    criterion::{
        Subject,
        eval::{Truth, World},
    },
    fact::Compact,
    lifecycle::Status,
    step::Step,
};

impl Board<'_> {
    /// Whether the step could still come to open, whatever becomes of other steps and open questions.
    pub(crate) fn may_yet_open(&self, step: u16) -> bool {
        MayYet::of(self).may_open(step)
    }

    /// Whether the step is for this client: nothing but the course of other steps keeps it from opening.
    pub(crate) fn is_for_client(&self, step: u16) -> bool {
        let Some(criterion) = self.step(step).opens.as_ref() else { return true };
        let world = MayYet::of(self);
        world.may_open(step) && criterion.unknowns(&world).iter().all(|subject| matches!(subject, Subject::Step(_)))
    }
}

/// What is not final or not answered is unknown; a step that can never open, as things stand, stays as it is.
struct MayYet<'b, 'd> {
    board: &'b Board<'d>,
    /// Per step, once asked, whether it can open. Steps share what they wait for, so that without this the asking grows
    /// with the number of ways through them. It ends: a file in which steps wait for one another in a circle is refused.
    known: RefCell<Vec<Option<bool>>>,
    /// The decisions that are being asked about: one that hangs on itself may yet be taken.
    deciding: RefCell<Vec<u16>>,
}

impl<'b, 'd> MayYet<'b, 'd> {
    fn of(board: &'b Board<'d>) -> Self {
        Self { board, known: RefCell::default(), deciding: RefCell::default() }
    }

    fn may_open(&self, step: u16) -> bool {
        let opens = self.board.step(step).opens.as_ref();
        opens.is_none_or(|criterion| criterion.eval(self) != Truth::False)
    }

    /// Whether the step is behind, or waits for what cannot come; the latter can still be cancelled. What somebody would have
    /// to call for, and nobody did, stands in nobody's way.
    fn is_settled(&self, step: u16) -> bool {
        let mut held = self.board.occurrences_of(step).map(|one| one.status()).peekable();
        if held.peek().is_none() {
            return self.board.step(step).discretionary;
        }
        let mut live = held.filter(|status| status.is_live()).peekable();
        live.peek().is_none() || (live.all(|status| status == Status::Waiting) && !self.can_open(step))
    }

    /// What its exit criterion may yet come to say is not looked into: steps may well name one another there.
    fn may_be_cancelled(&self, step: u16) -> bool {
        self.board.step(step).ends.is_some() && self.board.occurrences_of(step).any(|one| one.status().is_live())
    }

    /// Whether a table may yet decide a fact that no table decided: some step that answers it is still to be done. Once these
    /// are all behind, skipped with a reason or called for no more, nobody answers it any more.
    fn may_be_decided(&self, fact: u16) -> bool {
        let def = self.board.def;
        if def.decided_at(&def.facts[usize::from(fact)].id).is_none() || self.deciding.borrow().contains(&fact) {
            return true;
        }
        self.deciding.borrow_mut().push(fact);
        let answers =
            |step: &Step| step.outcomes.iter().flat_map(|outcome| &outcome.sets).any(|sets| sets.fact == fact);
        let mut deciders = (0..).zip(&def.steps).filter(|(_, step)| answers(step)).map(|(at, _)| at);
        let may = deciders.any(|step| !self.is_settled(step));
        self.deciding.borrow_mut().pop();
        may
    }

    fn can_open(&self, step: u16) -> bool {
        let at = usize::from(step);
        if let Some(known) = self.known.borrow().get(at).copied().flatten() {
            return known;
        }
        let can = self.may_open(step);
        let mut known = self.known.borrow_mut();
        known.resize(self.board.def.steps.len(), None);
        known[at] = Some(can);
        can
    }
}

impl World for MayYet<'_, '_> {
    fn anchor_known(&self, anchor: u16) -> Truth {
        match self.board.anchor_known(anchor) {
            Truth::True => Truth::True,
            Truth::False | Truth::Unknown => Truth::Unknown,
        }
    }

    fn fact(&self, fact: u16) -> Option<Compact> {
        self.board.fact(fact)
    }

    fn fact_known(&self, fact: u16) -> Truth {
        match self.board.fact_known(fact) {
            Truth::True => Truth::True,
            Truth::False | Truth::Unknown => Truth::Unknown,
        }
    }

    /// Not while what was answered rules it out: a woman without problems is not asked whether they endanger a child.
    fn may_be_answered(&self, fact: u16) -> bool {
        let guard = self.board.def.fact_guards[usize::from(fact)].as_ref();
        guard.is_none_or(|guard| guard.eval(self) != Truth::False) && self.may_be_decided(fact)
    }

    fn step_is(&self, step: u16, status: Status) -> Truth {
        let now = self.board.step_is(step, status);
        let passing = status.is_live() || now != Truth::True;
        let turns = matches!(status, Status::Waiting | Status::Cancelled) && self.may_be_cancelled(step);
        if passing && (turns || !self.is_settled(step)) { Truth::Unknown } else { now }
    }

    fn step_outcome(&self, step: u16, outcome: u16) -> Truth {
        if self.is_settled(step) { self.board.step_outcome(step, outcome) } else { Truth::Unknown }
    }
}
