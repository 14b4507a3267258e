//! Combinations that no row covers, as few boxes as can be.
//!
//! The sweep goes column by column and knows of each way so far only which rows still match. Ways with the same rows left
//! have the same gaps, so each set is looked at once.

use std::{collections::BTreeMap, rc::Rc};

use crate::{Table, row_set::RowSet, table::Index};

/// The regions of each column; `None` for all of them.
pub(crate) type Boxed = Vec<Option<Vec<usize>>>;

/// So many boxes are kept of one sweep; a table with more gaps than this has other worries than their number.
const MOST_BOXES: usize = 128;
/// So many sets of rows are looked at.
const MOST_SETS: usize = 20_000;

/// A box from one column on, which shares what follows with other boxes. `None` is a box without columns.
type Chain = Option<Rc<Link>>;

#[derive(PartialEq, Eq)]
struct Link {
    regions: Option<Rc<[usize]>>,
    rest: Chain,
}

struct Sweep<'t> {
    index: &'t Index,
    /// The rows that let everything through from a column on; behind the last column all do.
    covers_from: Vec<RowSet>,
    /// The box of everything from a column on.
    everything_from: Vec<Chain>,
    seen: BTreeMap<(usize, RowSet), Rc<Vec<Chain>>>,
    whole: bool,
}

/// The gaps of a table, plainest first, and whether these are all.
pub(crate) fn find(table: &Table) -> (Vec<Boxed>, bool) {
    let index = &table.index;
    let mut covers_from = vec![index.all];
    for column in index.columns.iter().rev() {
        let last = covers_from[covers_from.len() - 1];
        covers_from.push(last.and(&column.always));
    }
    covers_from.reverse();
    let mut everything_from: Vec<Chain> = vec![None];
    for _ in &index.columns {
        let rest = everything_from[everything_from.len() - 1].clone();
        everything_from.push(Some(Rc::new(Link { regions: None, rest })));
    }
    everything_from.reverse();
    let mut sweep = Sweep { index, covers_from, everything_from, seen: BTreeMap::new(), whole: true };
    let chains = sweep.from(0, index.all);
    let mut boxes: Vec<Boxed> = chains.iter().map(unchained).collect();
    merge(&mut boxes, index);
    boxes.sort_by_key(|gap| (gap.iter().flatten().count(), gap.iter().flatten().map(Vec::len).sum::<usize>()));
    (boxes, sweep.whole)
}

/// The box that a chain stands for.
fn unchained(chain: &Chain) -> Boxed {
    let links = std::iter::successors(chain.as_ref(), |link| link.rest.as_ref());
    links.map(|link| link.regions.as_ref().map(|regions| regions.to_vec())).collect()
}

impl Sweep<'_> {
    /// The gaps from this column on, when these rows are left.
    fn from(&mut self, column: usize, rows: RowSet) -> Rc<Vec<Chain>> {
        if rows.is_empty() {
            return Rc::new(vec![self.everything_from[column].clone()]);
        }
        if !rows.and(&self.covers_from[column]).is_empty() {
            return Rc::default();
        }
        if let Some(known) = self.seen.get(&(column, rows)) {
            return Rc::clone(known);
        }
        if self.seen.len() >= MOST_SETS {
            self.whole = false;
            return Rc::default();
        }
        let found = Rc::new(self.through(column, rows));
        self.seen.insert((column, rows), Rc::clone(&found));
        found
    }

    fn through(&mut self, column: usize, rows: RowSet) -> Vec<Chain> {
        let index = self.index;
        let mut by_rows: Vec<(RowSet, Vec<usize>)> = Vec::new();
        for (place, region) in index.columns[column].inhabited() {
            let left = rows.and(&region.rows);
            match by_rows.iter_mut().find(|(known, _)| *known == left) {
                Some((_, regions)) => regions.push(place),
                None => by_rows.push((left, vec![place])),
            }
        }
        let mut by_gaps: Vec<(Rc<Vec<Chain>>, Vec<usize>)> = Vec::new();
        for (left, regions) in by_rows {
            let gaps = self.from(column + 1, left);
            match by_gaps.iter_mut().find(|(known, _)| *known == gaps) {
                Some((_, known)) => known.extend(regions),
                None => by_gaps.push((gaps, regions)),
            }
        }
        let all = by_gaps.len() == 1;
        let mut boxes: Vec<Chain> = Vec::new();
        for (gaps, mut regions) in by_gaps {
            regions.sort_unstable();
            let regions: Option<Rc<[usize]>> = (!all).then(|| Rc::from(regions));
            let put_before = |rest: &Chain| Some(Rc::new(Link { regions: regions.clone(), rest: rest.clone() }));
            boxes.extend(gaps.iter().map(put_before));
        }
        if boxes.len() > MOST_BOXES {
            self.whole = false;
            boxes.truncate(MOST_BOXES);
        }
        boxes
    }
}

/// Joins boxes that differ in one column, until none do. Boxes never meet, so joining loses nothing.
fn merge(boxes: &mut Vec<Boxed>, index: &Index) {
    let mut from = 0;
    while from < boxes.len() {
        let joined = (from + 1..boxes.len()).find_map(|other| Some((other, join(&boxes[from], &boxes[other], index)?)));
        match joined {
            Some((other, both)) => {
                boxes.swap_remove(other);
                boxes[from] = both;
                from = 0;
            }
            None => from += 1,
        }
    }
}

/// The one box that is both, if they differ in one column only.
fn join(one: &Boxed, other: &Boxed, index: &Index) -> Option<Boxed> {
    let mut differing = one.iter().zip(other).enumerate().filter(|(_, (one, other))| one != other);
    let (column, (Some(here), Some(there))) = differing.next()? else { return None };
    if differing.next().is_some() {
        return None;
    }
    let mut both = one.clone();
    let mut regions: Vec<usize> = here.iter().chain(there).copied().collect();
    regions.sort_unstable();
    let all = regions.len() == index.columns[column].inhabited().count();
    both[column] = (!all).then_some(regions);
    Some(both)
}
