//! The civil day of a moment, where a list needs it. Every such question is asked in Europe/Amsterdam.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// The zone's rules as they were when this program was built: an answer may not hang on how the machine is set.
static AMSTERDAM: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZoneDatabase::bundled().get("Europe/Amsterdam").unwrap_or(TimeZone::UTC));

/// The day in Europe/Amsterdam on which `at` falls.
#[must_use]
pub fn day_of(at: Timestamp) -> Date {
    AMSTERDAM.to_datetime(at).date()
}

/// What the clock in Europe/Amsterdam shows at `at`.
#[must_use]
pub fn time_of(at: Timestamp) -> Time {
    AMSTERDAM.to_datetime(at).time()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::day_of;

    #[test]
    fn a_moment_before_midnight_utc_is_the_next_day_in_amsterdam() {
        assert_eq!(day_of("2026-11-22T22:59:59Z".parse().unwrap()), date(2026, 11, 22));
        assert_eq!(day_of("2026-11-22T23:00:00Z".parse().unwrap()), date(2026, 11, 23));
        assert_eq!(day_of("2026-07-01T22:00:00Z".parse().unwrap()), date(2026, 7, 2), "summer time");
    }
}
