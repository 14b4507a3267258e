//! Sets of rows, small enough to be copied about.

/// The most rows of a table. A larger one is no longer a table that people can check.
pub const MOST_ROWS: usize = WORDS * 64;

const WORDS: usize = 4;

/// A set of rows, by their place in the order of decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowSet([u64; WORDS]);

impl RowSet {
    pub(crate) const EMPTY: Self = Self([0; WORDS]);

    /// The first `count` rows.
    pub(crate) fn first_rows(count: usize) -> Self {
        let mut set = Self::EMPTY;
        (0..count).for_each(|row| set.insert(row));
        set
    }

    pub(crate) fn insert(&mut self, row: usize) {
        self.0[row / 64] |= 1 << (row % 64);
    }

    pub(crate) fn remove(&mut self, row: usize) {
        self.0[row / 64] &= !(1 << (row % 64));
    }

    pub(crate) fn contains(self, row: usize) -> bool {
        self.0[row / 64] >> (row % 64) & 1 == 1
    }

    #[must_use]
    pub(crate) fn and(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word &= other);
        self
    }

    #[must_use]
    pub(crate) fn or(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(crate) fn is_within(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).all(|(word, other)| word & !other == 0)
    }

    pub(crate) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The row that comes first.
    pub(crate) fn first(&self) -> Option<usize> {
        let place = self.0.iter().position(|word| *word != 0)?;
        Some(place * 64 + self.0[place].trailing_zeros() as usize)
    }

    /// The rows up to `row`, itself included.
    #[must_use]
    pub(crate) fn up_to(mut self, row: usize) -> Self {
        self.0[row / 64] &= u64::MAX >> (63 - row % 64);
        self.0[row / 64 + 1..].fill(0);
        self
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = usize> {
        let mut left = self;
        std::iter::from_fn(move || {
            let row = left.first()?;
            left.remove(row);
            Some(row)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_know_their_rows_in_order() {
        let mut set = RowSet::EMPTY;
        for row in [250, 3, 64, 63] {
            set.insert(row);
        }
        assert_eq!(set.iter().collect::<Vec<_>>(), [3, 63, 64, 250]);
        assert_eq!(set.up_to(63).iter().collect::<Vec<_>>(), [3, 63]);
        assert_eq!(set.up_to(64).iter().collect::<Vec<_>>(), [3, 63, 64]);
        assert_eq!((set.first(), set.count()), (Some(3), 4));
        assert_eq!(RowSet::first_rows(65).count(), 65);
        assert!(set.up_to(63).is_within(&set) && !set.is_within(&set.up_to(63)));
        assert!(RowSet::EMPTY.is_empty() && RowSet::EMPTY.first().is_none());
    }
}
