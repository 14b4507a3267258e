//! Deciding while something is unknown: what all ways to fill it in come to.
//!
//! The ways to fill in an unknown input are its regions, and of a region only its set of rows matters. So the search goes input
//! by input over sets of rows that still match, never over the product of all values, and stops at the first two that differ.

use std::{collections::BTreeSet, ops::ControlFlow};

use crate::{HitPolicy, Table, decide::Answer, row_set::RowSet, table::Index};

/// After so many steps the search gives up and says that the outcome is open, and that what is unknown matters. To know better
/// is, at its worst, a problem that nobody can solve quickly; real tables take a handful of steps.
const MOST_STEPS: usize = 20_000;

/// A search of so few steps does not gain by remembering where it has been.
const FEW_STEPS: usize = 64;

/// One search.
pub(crate) struct Completions<'t> {
    table: &'t Table,
    steps: usize,
    seen: BTreeSet<(u64, RowSet)>,
    found: Option<(Answer, RowSet)>,
}

/// The unknown columns of a set.
fn columns(unknown: u64) -> impl Iterator<Item = usize> {
    let mut left = unknown;
    std::iter::from_fn(move || {
        let column = (left != 0).then(|| left.trailing_zeros() as usize)?;
        left &= left - 1;
        Some(column)
    })
}

/// The rows that match whatever the unknown columns turn out to be.
pub(crate) fn sure(index: &Index, rows: RowSet, unknown: u64) -> RowSet {
    columns(unknown).fold(rows, |sure, column| sure.and(&index.columns[column].always))
}

impl<'t> Completions<'t> {
    pub(crate) fn new(table: &'t Table) -> Self {
        Self { table, steps: 0, seen: BTreeSet::new(), found: None }
    }

    /// What every way to fill in the unknown columns comes to, with all rows that may have decided; `None` when they differ.
    pub(crate) fn outcome(&mut self, rows: RowSet, unknown: u64) -> Option<(Answer, RowSet)> {
        self.restart();
        match self.explore(rows, unknown) {
            ControlFlow::Continue(()) => self.found.take(),
            ControlFlow::Break(()) => None,
        }
    }

    /// The unknown columns that can still change the outcome; where the search gave up, those that may.
    pub(crate) fn missing(&mut self, rows: RowSet, unknown: u64) -> impl Iterator<Item = usize> + use<> {
        self.restart();
        let matters: Vec<usize> = columns(unknown).filter(|column| self.matters(rows, unknown, *column)).collect();
        matters.into_iter()
    }

    fn restart(&mut self) {
        self.steps = 0;
        self.seen.clear();
        self.found = None;
    }

    /// Goes over all completions; breaks off when two differ, or when there are too many.
    fn explore(&mut self, rows: RowSet, unknown: u64) -> ControlFlow<()> {
        if let Some((answer, hits)) = self.settled(rows, unknown) {
            return self.note(answer, hits);
        }
        self.step()?;
        let Some(column) = self.next_column(rows, unknown) else { return ControlFlow::Continue(()) };
        let left = unknown & !(1 << column);
        if self.has_been_at(unknown, rows) {
            return ControlFlow::Continue(());
        }
        for pattern in &self.table.index.columns[column].patterns {
            self.explore(rows.and(pattern), left)?;
        }
        ControlFlow::Continue(())
    }

    fn step(&mut self) -> ControlFlow<()> {
        self.steps += 1;
        if self.steps > MOST_STEPS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn has_been_at(&mut self, unknown: u64, rows: RowSet) -> bool {
        self.steps > FEW_STEPS && !self.seen.insert((unknown, rows))
    }

    fn note(&mut self, answer: Answer, hits: RowSet) -> ControlFlow<()> {
        match &mut self.found {
            None => self.found = Some((answer, hits)),
            Some((known, all)) if *known == answer => *all = all.or(&hits),
            Some(_) => return ControlFlow::Break(()),
        }
        ControlFlow::Continue(())
    }

    /// The first unknown column on which one of the rows hangs.
    fn next_column(&self, rows: RowSet, unknown: u64) -> Option<usize> {
        columns(unknown).find(|column| !rows.is_within(&self.table.index.columns[*column].always))
    }

    /// What all completions come to, where that can be said without going over them; the rows are those that may match.
    fn settled(&self, rows: RowSet, unknown: u64) -> Option<(Answer, RowSet)> {
        let index = &self.table.index;
        let sure = sure(index, rows, unknown);
        if sure == rows {
            let answer = self.table.answer(rows);
            let hits = self.table.hits(&answer, rows);
            return Some((answer, hits));
        }
        match self.table.hit {
            HitPolicy::First | HitPolicy::Priority => {
                let reach = sure.first().map_or(rows, |first| rows.up_to(first));
                let outcome = index.shared_outcome(reach)?;
                let certain = !sure.is_empty() || index.otherwise == Some(outcome);
                certain.then_some((Answer::One(outcome), reach))
            }
            HitPolicy::Any => {
                let outcome = index.shared_outcome(rows);
                match outcome {
                    Some(outcome) => {
                        let certain = !sure.is_empty() || index.otherwise == Some(outcome);
                        certain.then_some((Answer::One(outcome), rows))
                    }
                    None if !sure.is_empty() && index.shared_outcome(sure).is_none() => Some((Answer::Conflict, rows)),
                    None => None,
                }
            }
            HitPolicy::Unique if sure.count() > 1 => Some((Answer::Conflict, rows)),
            _ => None,
        }
    }

    /// Are there two completions that differ in this column alone and in what they come to?
    fn matters(&mut self, rows: RowSet, unknown: u64, column: usize) -> bool {
        self.seen.clear();
        self.differs(rows, unknown & !(1 << column), column).is_break()
    }

    /// Breaks off when the column is found to matter, or when there is too much to look at.
    fn differs(&mut self, rows: RowSet, others: u64, column: usize) -> ControlFlow<()> {
        if self.settled(rows, others | 1 << column).is_some() {
            return ControlFlow::Continue(());
        }
        self.step()?;
        if self.has_been_at(others, rows) {
            return ControlFlow::Continue(());
        }
        let patterns = |column: usize| &self.table.index.columns[column].patterns;
        let Some(other) = self.next_column(rows, others) else {
            let mut answers = patterns(column).iter().map(|pattern| self.table.answer(rows.and(pattern)));
            let first = answers.next();
            let same = answers.all(|answer| Some(answer) == first);
            return if same { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        };
        for pattern in patterns(other) {
            self.differs(rows.and(pattern), others & !(1 << other), column)?;
        }
        ControlFlow::Continue(())
    }
}
