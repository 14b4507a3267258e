//! How long things took: percentiles from sorted whole nanoseconds.

use std::time::Duration;

/// The times of one measurement, sorted.
#[derive(Debug)]
pub struct Spread(Vec<u64>);

impl Spread {
    /// Sorts the times.
    pub fn of(times: impl IntoIterator<Item = Duration>) -> Self {
        let nanos = |time: Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let mut sorted: Vec<u64> = times.into_iter().map(nanos).collect();
        sorted.sort_unstable();
        Self(sorted)
    }

    /// How many times were taken.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The smallest time that at least `percent` of all times do not exceed, in milliseconds; 0 when there are none.
    #[expect(clippy::cast_precision_loss, reason = "times of a list are far below 2^53 nanoseconds")]
    pub fn percentile(&self, percent: usize) -> f64 {
        let rank = (self.0.len() * percent).div_ceil(100).max(1);
        self.0.get(rank - 1).map_or(0.0, |nanos| *nanos as f64 / 1e6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_time_that_was_measured() {
        let spread = Spread::of((1..=200).rev().map(Duration::from_millis));
        assert_eq!(spread.count(), 200);
        let found = [1, 50, 99, 100].map(|percent| spread.percentile(percent));
        assert_eq!(found, [2.0, 100.0, 198.0, 200.0]);
        assert_eq!(Spread::of([Duration::from_millis(3)]).percentile(99), 3.0);
        assert_eq!(Spread::of([]).percentile(50), 0.0);
    }
}
