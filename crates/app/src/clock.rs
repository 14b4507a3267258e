//! The only place where Regie asks what time it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use jiff::civil::Date;
use regie_care::day::day_of;

/// Where the time comes from: the machine, or a value that a test or a told course sets.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands where it was set, in microseconds since 1970 UTC.
    Set(Arc<AtomicI64>),
}

/// A moment and the civil day that it falls on in Europe/Amsterdam.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The moment, in whole microseconds.
    pub now: Timestamp,
    /// The day on which a midwife would date it.
    pub today: Date,
}

impl Clock {
    /// A clock that stands at `moment` until it is set again.
    #[must_use]
    pub fn standing_at(moment: Timestamp) -> Self {
        Self::Set(Arc::new(AtomicI64::new(moment.as_microsecond())))
    }

    /// Sets a standing clock. The machine's clock cannot be set and stays as it is.
    pub fn set(&self, moment: Timestamp) {
        if let Self::Set(micros) = self {
            micros.store(moment.as_microsecond(), Ordering::Release);
        }
    }

    /// What time it is.
    #[must_use]
    pub fn moment(&self) -> Moment {
        let micros = match self {
            #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine for the time")]
            Self::System => Timestamp::now().as_microsecond(),
            Self::Set(micros) => micros.load(Ordering::Acquire),
        };
        Moment::at(Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH))
    }
}

impl Moment {
    /// The moment with its civil day.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        Self { now, today: day_of(now) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_evening_in_utc_is_already_tomorrow_in_amsterdam() {
        let moment: Timestamp = "2026-07-01T22:30:00Z".parse().unwrap();
        assert_eq!(Moment::at(moment).today, jiff::civil::date(2026, 7, 2));
    }

    #[test]
    fn a_standing_clock_moves_only_when_it_is_set() {
        let start: Timestamp = "2026-11-22T08:00:00Z".parse().unwrap();
        let clock = Clock::standing_at(start);
        assert_eq!(clock.moment(), clock.moment());
        let later: Timestamp = "2026-11-23T08:00:00Z".parse().unwrap();
        clock.set(later);
        assert_eq!(clock.moment().now, later);
    }
}
