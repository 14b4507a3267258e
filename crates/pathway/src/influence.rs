//! What a part of the file can hang on, directly: so that a proof looks only at what can touch what it proves.

use std::collections::BTreeSet;

use regie_decision::{Cell, Test};

use crate::{
    criterion::{Criterion, Node, Subject},
    date_window::day_of,
    definition::Definition,
    fact::FactValue,
    guarantee::Guarantee,
    ids::{AnchorId, FactId, OutcomeId, StepId},
    step::{Base, Bound, Outcome, Repeat, Step},
};

/// What something looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// Steps whose status, outcome or end it looks at.
    pub steps: BTreeSet<StepId>,
    /// Facts whose answer it looks at.
    pub facts: BTreeSet<FactId>,
    /// Anchors of which it looks at whether they are known.
    pub anchors: BTreeSet<AnchorId>,
    /// Anchors from whose date it counts; they are among `anchors`.
    pub dates: BTreeSet<AnchorId>,
}

impl Reads {
    /// Takes in what another looks at.
    pub fn extend(&mut self, other: Self) {
        self.steps.extend(other.steps);
        self.facts.extend(other.facts);
        self.anchors.extend(other.anchors);
        self.dates.extend(other.dates);
    }

    fn criterion(&mut self, def: &Definition, criterion: &Criterion) {
        for subject in criterion.subjects() {
            match subject {
                Subject::Anchor(at) => drop(self.anchors.insert(def.anchors[usize::from(at)].id.clone())),
                Subject::Fact(at) => drop(self.facts.insert(def.facts[usize::from(at)].id.clone())),
                Subject::Step(at) => drop(self.steps.insert(def.steps[usize::from(at)].id.clone())),
            }
        }
    }

    fn bound(&mut self, def: &Definition, bound: &Bound) {
        match bound.base {
            Base::Anchor(at) => {
                let anchor = &def.anchors[usize::from(at)].id;
                self.anchors.insert(anchor.clone());
                self.dates.insert(anchor.clone());
            }
            Base::Step(at) => drop(self.steps.insert(def.steps[usize::from(at)].id.clone())),
            Base::Entry | Base::Opened | Base::Today => {}
        }
    }
}

/// The criteria of a step.
pub(crate) fn criteria(step: &Step) -> impl Iterator<Item = &Criterion> {
    let while_ = match &step.repeat {
        Some(Repeat::Every { while_, .. }) => while_.as_ref(),
        Some(Repeat::EachTime | Repeat::EachReason | Repeat::EachAnswer) | None => None,
    };
    [step.opens.as_ref(), step.ends.as_ref(), while_].into_iter().flatten()
}

/// The dates that a step counts with.
pub(crate) fn bounds(step: &Step) -> impl Iterator<Item = &Bound> {
    step.window.iter().flat_map(|window| window.bounds()).chain(&step.lapses)
}

impl Step {
    /// When its window had passed before anybody could know, it is caught up, and not missed.
    #[must_use]
    pub fn is_caught_up(&self) -> bool {
        self.late_entry.is_some()
    }

    /// It is missed when it was open for too long.
    #[must_use]
    pub fn may_lapse(&self) -> bool {
        self.lapses.is_some()
    }

    /// While what it comes again every so often, as written in the file; nothing when it does not, or for ever.
    #[must_use]
    pub fn comes_again_while(&self) -> Option<&str> {
        match &self.repeat {
            Some(Repeat::Every { while_, .. }) => while_.as_ref().map(|criterion| &*criterion.text),
            Some(Repeat::EachTime | Repeat::EachReason | Repeat::EachAnswer) | None => None,
        }
    }

    /// Whether it comes again when this number is answered once more, since its `opens` compares it.
    pub(crate) fn is_raised_by(&self, fact: u16) -> bool {
        let mut compares = false;
        for opens in self.opens.iter().filter(|_| self.repeat == Some(Repeat::EachAnswer)) {
            opens.each_atom(&mut |atom| compares |= matches!(atom, Node::FactCompare(of, ..) if *of == fact));
        }
        compares
    }

    /// It is one of several steps of which one is done.
    #[must_use]
    pub fn is_alternative(&self) -> bool {
        self.alternative_of.is_some()
    }
}

impl Definition {
    /// What the course of a step can hang on: its criteria, what its dates count from, the date that it marks, the steps
    /// that it is an alternative to, and the answers that its outcomes may not give.
    #[must_use]
    pub fn step_reads(&self, step: &Step) -> Reads {
        let mut reads = Reads::default();
        criteria(step).for_each(|criterion| reads.criterion(self, criterion));
        reads.extend(self.step_counts_from(step));
        for sets in step.outcomes.iter().flat_map(|outcome| &outcome.sets) {
            if self.fact_guards[usize::from(sets.fact)].is_some() {
                reads.facts.insert(self.facts[usize::from(sets.fact)].id.clone());
            }
        }
        reads
    }

    /// Of these what is more than what its criteria say: what its dates count from, the date that it marks, and the steps
    /// that it is an alternative to.
    #[must_use]
    pub fn step_counts_from(&self, step: &Step) -> Reads {
        let mut reads = Reads::default();
        bounds(step).for_each(|bound| reads.bound(self, bound));
        reads.anchors.extend(self.marks(step).cloned());
        if step.alternative_of.is_some() {
            let group = self.steps.iter().filter(|other| other.alternative_of == step.alternative_of);
            reads.steps.extend(group.map(|other| other.id.clone()));
        }
        reads
    }

    /// What the table looks at that decides a step.
    #[must_use]
    pub fn table_reads(&self, step: &Step) -> Reads {
        let facts = self.decider(step).into_iter().flat_map(|decider| &decider.facts);
        let facts = facts.map(|at| self.facts[usize::from(*at)].id.clone()).collect();
        Reads { facts, ..Reads::default() }
    }

    /// What says whether a fact can be answered: its `only-while`.
    #[must_use]
    pub fn fact_reads(&self, fact: &FactId) -> Reads {
        let mut reads = Reads::default();
        let guard = self.fact_index.get(fact).and_then(|at| self.fact_guards[usize::from(*at)].as_ref());
        guard.into_iter().for_each(|guard| reads.criterion(self, guard));
        reads
    }

    /// What says whether an anchor can be set: its `only-while`.
    #[must_use]
    pub fn anchor_reads(&self, anchor: &AnchorId) -> Reads {
        let mut reads = Reads::default();
        let guard = self.anchor_index.get(anchor).and_then(|at| self.anchor_guards[usize::from(*at)].as_ref());
        guard.into_iter().for_each(|guard| reads.criterion(self, guard));
        reads
    }

    /// What the plausible dates of an anchor count from.
    #[must_use]
    pub fn plausible_reads(&self, anchor: &AnchorId) -> Reads {
        let mut reads = Reads::default();
        for (earliest, latest) in self.anchor(anchor).into_iter().filter_map(|anchor| anchor.plausible.as_ref()) {
            reads.bound(self, earliest);
            reads.bound(self, latest);
        }
        reads
    }

    /// What a guarantee looks at.
    #[must_use]
    pub fn guarantee_reads(&self, guarantee: &Guarantee) -> Reads {
        let mut reads = Reads::default();
        for condition in guarantee.claim.conditions() {
            reads.criterion(self, &condition.0);
        }
        reads
    }

    /// The answers that an outcome gives.
    pub fn answers_of<'o>(&'o self, outcome: &'o Outcome) -> impl Iterator<Item = (&'o FactId, &'o FactValue)> {
        outcome.sets.iter().map(|sets| (&self.facts[usize::from(sets.fact)].id, &sets.value))
    }

    /// The step by which a fact is answered that a decision table decides: the indication, which nobody answers past its
    /// table (CM-02). Of the choice by which a board is laid out another answer may be given with a reason, so that it has none.
    #[must_use]
    pub fn decided_at(&self, fact: &FactId) -> Option<&Step> {
        if self.board().is_some_and(|board| board.id == *fact) {
            return None;
        }
        let answers = |outcome| self.answers_of(outcome).any(|(known, _)| known == fact);
        self.steps.iter().find(|step| step.is_decided_by_table() && step.outcomes.iter().any(answers))
    }

    /// The steps whose criteria name this outcome of a step.
    #[must_use]
    pub fn named_by(&self, step: &StepId, outcome: &OutcomeId) -> Vec<&StepId> {
        let (Some(at), Some(rule)) = (self.step_index.get(step), self.step(step)) else { return Vec::new() };
        let which = rule.outcomes.iter().position(|known| known.id == *outcome);
        let names = |other: &&Step| {
            let mut found = false;
            for criterion in criteria(other) {
                criterion.each_atom(&mut |atom| {
                    found |= matches!(atom, Node::StepOutcome(of, is) if of == at && Some(usize::from(*is)) == which);
                });
            }
            found
        };
        self.steps.iter().filter(names).map(|other| &other.id).collect()
    }

    /// Whether a step asks if the fact has been answered at all: then the answer is news, as that a course has ended is.
    #[must_use]
    pub fn is_news(&self, fact: &FactId) -> bool {
        let Some(at) = self.fact_index.get(fact) else { return false };
        let mut found = false;
        for criterion in self.steps.iter().flat_map(criteria) {
            criterion.each_atom(&mut |atom| found |= matches!(atom, Node::FactKnown(known) if known == at));
        }
        found
    }

    /// Whether a question is a measurement: the same answer once more is news too, since a step comes again for it.
    #[must_use]
    pub fn is_measured(&self, fact: &FactId) -> bool {
        self.fact_index.get(fact).is_some_and(|at| self.steps.iter().any(|step| step.is_raised_by(*at)))
    }

    /// Whether a step, once begun, is planned again and again with nothing that ever ends it.
    #[must_use]
    pub fn never_rests(&self, step: &Step) -> bool {
        matches!(&step.repeat, Some(Repeat::Every { while_: None, .. })) && step.ends.is_none()
    }

    /// The numbers that some criterion or table compares a fact with, in order; day numbers since 1970 for a date.
    #[must_use]
    pub fn thresholds(&self, fact: &FactId) -> Vec<i64> {
        let Some(at) = self.fact_index.get(fact) else { return Vec::new() };
        let mut found = BTreeSet::new();
        let in_guarantees = self.guarantees.iter().flat_map(|one| one.claim.conditions()).map(|one| &one.0);
        let guards = self.fact_guards.iter().chain(&self.anchor_guards).flatten();
        for criterion in self.steps.iter().flat_map(criteria).chain(guards).chain(in_guarantees) {
            criterion.each_atom(&mut |atom| {
                if let Node::FactCompare(of, _, value) = atom
                    && of == at
                {
                    found.insert(*value);
                }
            });
        }
        for decider in &self.tables {
            let columns = decider.facts.iter().enumerate().filter(|(_, column)| *column == at);
            for cell in
                columns.flat_map(|(column, _)| decider.table.rows().iter().filter_map(move |row| row.when.get(column)))
            {
                found.extend(cell_edges(cell));
            }
        }
        found.into_iter().collect()
    }

    /// How many days after an anchor something that counts from it changes its mind: a window opens, or has passed. In
    /// order; negative before the anchor.
    #[must_use]
    pub fn turns_after(&self, anchor: &AnchorId) -> Vec<i32> {
        let Some(at) = self.anchor_index.get(anchor) else { return Vec::new() };
        let mut days = BTreeSet::new();
        let mut turn = |bound: &Bound, later: i32| {
            if bound.base == Base::Anchor(*at) {
                days.insert(bound.offset.range().1 + later);
            }
        };
        for step in &self.steps {
            step.window.iter().for_each(|window| {
                turn(&window.from, 0);
                turn(&window.until, 1);
            });
            step.lapses.iter().for_each(|lapses| turn(lapses, 1));
        }
        for (earliest, latest) in self.anchors.iter().filter_map(|anchor| anchor.plausible.as_ref()) {
            turn(earliest, 0);
            turn(latest, 1);
        }
        days.into_iter().collect()
    }
}

/// The whole numbers at which the answer of a cell can change.
fn cell_edges(cell: &Cell) -> Vec<i64> {
    let tests: &[Test] = match cell {
        Cell::Any => &[],
        Cell::OneOf(tests) | Cell::NoneOf(tests) => tests,
    };
    let values = tests.iter().flat_map(|test| match test {
        Test::Is(value) | Test::Less(value) | Test::AtMost(value) | Test::More(value) | Test::AtLeast(value) => {
            vec![value]
        }
        Test::Between { low, high, .. } => vec![low, high],
    });
    let numbers = values.filter_map(|value| match value {
        regie_decision::Value::Number(number) => i64::try_from(number.floor()).ok(),
        regie_decision::Value::Date(date) => Some(i64::from(day_of(*date))),
        _ => None,
    });
    numbers.collect()
}
