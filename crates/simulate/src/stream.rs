//! A stream of draws that a seed decides: SplitMix64.

/// Draws, one after another.
#[derive(Clone, Debug)]
pub(crate) struct Stream(u64);

impl Stream {
    /// The stream of one course in one run.
    pub(crate) fn new(seed: u64, run: u32, course: u64) -> Self {
        let mut stream = Self(seed);
        for part in [u64::from(run), course] {
            stream.0 = stream.next() ^ part.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
        stream
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `count`; 0 when there is none.
    pub(crate) fn below(&mut self, count: u32) -> u32 {
        let drawn = u128::from(self.next()) * u128::from(count);
        // The product is below 2⁶⁴ times a 32-bit number.
        u32::try_from(drawn >> 64).unwrap_or(0)
    }

    /// The place of one of these shares, each as likely as it is large; nothing when all are 0.
    pub(crate) fn pick(&mut self, shares: &[u32]) -> Option<usize> {
        let mut left = self.below(shares.iter().sum());
        shares.iter().position(|share| {
            let hit = left < *share;
            left = left.saturating_sub(*share);
            hit
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_decides_and_runs_and_courses_differ() {
        let drawn = |seed, run, course| {
            let mut stream = Stream::new(seed, run, course);
            [0; 8].map(|_| stream.below(1000))
        };
        assert_eq!(drawn(1, 2, 3), drawn(1, 2, 3));
        assert_ne!(drawn(1, 2, 3), drawn(2, 2, 3));
        assert_ne!(drawn(1, 2, 3), drawn(1, 3, 3));
        assert_ne!(drawn(1, 2, 3), drawn(1, 2, 4));
    }

    #[test]
    fn shares_come_as_often_as_they_are_large() {
        let mut stream = Stream::new(7, 0, 0);
        let mut counts = [0_u32; 3];
        for _ in 0..10_000 {
            counts[stream.pick(&[100, 0, 900]).unwrap_or(1)] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!((850..1150).contains(&counts[0]), "{counts:?}");
        assert_eq!(stream.pick(&[0, 0]), None);
    }
}
