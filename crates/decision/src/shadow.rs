//! Rows that never decide, because their cells let nothing through or because other rows take it all.

use std::collections::BTreeSet;

use crate::{
    Example, Finding, HitPolicy, Table,
    lint::{example, regions_of},
    row_set::RowSet,
    table::Index,
};

/// So many sets of rows are looked at, for all rows together.
const MOST_SETS: usize = 100_000;

/// The rows that never decide, and whether the search went all the way.
pub(crate) fn find(table: &Table) -> (Vec<Finding>, bool) {
    let index = &table.index;
    let in_order = matches!(table.hit, HitPolicy::First | HitPolicy::Priority);
    let mut found = Vec::new();
    let mut left = MOST_SETS;
    let mut whole = true;
    for row in index.all.iter() {
        let number = index.order[row] + 1;
        if never_matches(index, row) {
            found.push(Finding::Unreachable { row: number, by: Vec::new(), example: Example::default() });
            continue;
        }
        let before = RowSet::first_rows(row);
        if !in_order {
            continue;
        }
        match covered(index, before, row, &mut left) {
            None => whole = false,
            Some(false) => {}
            Some(true) => {
                let by = table.row_numbers(fewest(index, before, row, &mut left));
                let regions: Vec<_> = index.columns.iter().map(|column| regions_of(column, row)).collect();
                found.push(Finding::Unreachable { row: number, by, example: example(table, &regions) });
            }
        }
    }
    found.sort_by_key(Finding::row);
    (found, whole)
}

fn never_matches(index: &Index, row: usize) -> bool {
    index.columns.iter().any(|column| !column.patterns.iter().any(|pattern| pattern.contains(row)))
}

/// Those of `by` without which they would not take all of `row`. The last go first, so that the earliest remain.
fn fewest(index: &Index, mut by: RowSet, row: usize, left: &mut usize) -> RowSet {
    let candidates: Vec<usize> = by.iter().collect();
    for candidate in candidates.into_iter().rev() {
        let mut without = by;
        without.remove(candidate);
        if covered(index, without, row, left) == Some(true) {
            by = without;
        }
    }
    by
}

/// Do the rows of `by` together take all that `row` lets through? `None` when that takes too long to say.
fn covered(index: &Index, by: RowSet, row: usize, left: &mut usize) -> Option<bool> {
    let mut covers_from = vec![by];
    for column in index.columns.iter().rev() {
        let within = column.patterns.iter().filter(|pattern| pattern.contains(row));
        let last = covers_from[covers_from.len() - 1];
        covers_from.push(within.fold(last, |covers, pattern| covers.and(pattern)));
    }
    covers_from.reverse();
    let mut cover = Cover { index, row, covers_from, seen: BTreeSet::new(), most: *left };
    let answer = cover.from(0, by);
    *left -= cover.seen.len();
    answer
}

struct Cover<'t> {
    index: &'t Index,
    row: usize,
    /// The rows that take all of the row from a column on.
    covers_from: Vec<RowSet>,
    /// What has been found to be covered.
    seen: BTreeSet<(usize, RowSet)>,
    /// So many of them may be.
    most: usize,
}

impl Cover<'_> {
    fn from(&mut self, column: usize, left: RowSet) -> Option<bool> {
        if left.is_empty() {
            return Some(false);
        }
        if !left.and(&self.covers_from[column]).is_empty() || self.seen.contains(&(column, left)) {
            return Some(true);
        }
        if self.seen.len() >= self.most {
            return None;
        }
        let (index, row) = (self.index, self.row);
        for pattern in index.columns[column].patterns.iter().filter(|pattern| pattern.contains(row)) {
            if !self.from(column + 1, left.and(pattern))? {
                return Some(false);
            }
        }
        self.seen.insert((column, left));
        Some(true)
    }
}
