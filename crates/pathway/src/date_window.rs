//! Dates, windows of dates and gestational age. Days, never moments: a deadline cannot slip over a time zone.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A pregnancy counts 40 weeks to the due date.
pub(crate) const TERM_DAYS: i32 = 280;

/// Days since 1970-01-01, so that planning is integer arithmetic.
pub(crate) fn day_of(date: Date) -> i32 {
    // The civil calendar in 400-year eras, each year starting on 1 March.
    let (year, month, day) = (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The date of a day number; beyond the calendar it stops at the first or last date.
pub(crate) fn date_of(day: i32) -> Date {
    let shifted = day.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = era * 400 + year_of_era + i32::from(month <= 2);
    let edge = if day < 0 { Date::MIN } else { Date::MAX };
    match (i16::try_from(year), i8::try_from(month), i8::try_from(day_of_month)) {
        (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day).unwrap_or(edge),
        _ => edge,
    }
}

/// Moves a day by workdays (Monday to Friday; public holidays count as workdays).
pub(crate) fn add_workdays(day: i32, workdays: i32) -> i32 {
    let direction = workdays.signum();
    let mut day = day;
    let mut left = workdays.abs();
    while left > 0 {
        day = day.saturating_add(direction);
        // 1970-01-01 was a Thursday: 0 is Monday.
        if (day.rem_euclid(7) + 3) % 7 < 5 {
            left -= 1;
        }
    }
    day
}

/// How far a date lies from another: whole days, or workdays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Offset {
    /// Calendar days; weeks are seven of them.
    Days(i32),
    /// Monday to Friday; public holidays are not taken into account.
    Workdays(i32),
}

impl Offset {
    pub(crate) const ZERO: Self = Self::Days(0);

    /// No time at all.
    #[must_use]
    pub fn is_zero(self) -> bool {
        matches!(self, Self::Days(0) | Self::Workdays(0))
    }

    pub(crate) fn after_day(self, day: i32) -> i32 {
        match self {
            Self::Days(days) => day.saturating_add(days),
            Self::Workdays(days) => add_workdays(day, days),
        }
    }

    /// The date that lies this far from the given one.
    #[must_use]
    pub fn after_date(self, date: Date) -> Date {
        date_of(self.after_day(day_of(date)))
    }

    /// The fewest and the most calendar days that this can be, whatever the weekday.
    pub(crate) fn range(self) -> (i32, i32) {
        match self {
            Self::Days(days) => (days, days),
            Self::Workdays(0) => (0, 0),
            Self::Workdays(days) => {
                let count = days.abs();
                let (least, most) = (count + 2 * ((count - 1) / 5), count + 2 * ((count + 4) / 5));
                if days > 0 { (least, most) } else { (-most, -least) }
            }
        }
    }
}

/// A span of dates in which a step is due: it opens on `from`, is best done on `target`, and is overdue after `until`.
/// Always `from <= target <= until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Window {
    from: Date,
    target: Date,
    until: Date,
}

/// The three dates of a window are not in order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a window runs from ≤ target ≤ until, but got {from}, {target}, {until}: put the dates in order")]
pub struct DisorderedWindow {
    from: Date,
    target: Date,
    until: Date,
}

impl Window {
    /// A window of three dates.
    ///
    /// # Errors
    /// When they are not in order.
    pub fn new(from: Date, target: Date, until: Date) -> Result<Self, DisorderedWindow> {
        if from <= target && target <= until {
            Ok(Self { from, target, until })
        } else {
            Err(DisorderedWindow { from, target, until })
        }
    }

    /// A window whose end is leading: a start that would lie after it is drawn back to it.
    pub(crate) fn of_days(from: i32, target: Option<i32>, until: i32) -> Self {
        let from = from.min(until);
        let target = target.unwrap_or(from + (until - from) / 2).clamp(from, until);
        let (first, last) = (date_of(from), date_of(until));
        // At the edge of the calendar several days become one date, in order.
        Self { from: first, target: date_of(target), until: last }
    }

    /// As long as another, with its best day as far in, from another day on; of nothing, that one day.
    pub(crate) fn as_long_as(other: Option<Self>, from: i32) -> Self {
        let (target, length) =
            other.map_or((0, 0), |other| (day_of(other.target) - day_of(other.from), other.length_in_days()));
        Self::of_days(from, Some(from.saturating_add(target)), from.saturating_add(length))
    }

    /// The day on which the step opens.
    #[must_use]
    pub fn from(&self) -> Date {
        self.from
    }

    /// The best day.
    #[must_use]
    pub fn target(&self) -> Date {
        self.target
    }

    /// The last day on which it is in time.
    #[must_use]
    pub fn until(&self) -> Date {
        self.until
    }

    /// Whether the date lies in the window.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.from <= date && date <= self.until
    }

    /// Days from start to end; 0 for a window of one day.
    #[must_use]
    pub fn length_in_days(&self) -> i32 {
        day_of(self.until) - day_of(self.from)
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.from, self.until)
    }
}

impl<'de> Deserialize<'de> for Window {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Raw {
            from: Date,
            target: Date,
            until: Date,
        }
        let Raw { from, target, until } = Raw::deserialize(deserializer)?;
        Self::new(from, target, until).map_err(serde::de::Error::custom)
    }
}

/// How far a pregnancy is, in completed weeks and days: `31w0d`. The due date is 40w0d.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = i32)]
pub struct GestationalAge(i32);

impl GestationalAge {
    /// The age in days since the start of the count; negative before it.
    #[must_use]
    pub fn in_days(self) -> i32 {
        self.0
    }
}

impl fmt::Display for GestationalAge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let days = self.0.unsigned_abs();
        write!(f, "{sign}{}w{}d", days / 7, days % 7)
    }
}

/// The gestational age on a date, given the due date.
#[must_use]
pub fn gestation(due: Date, on: Date) -> GestationalAge {
    GestationalAge(TERM_DAYS - (day_of(due) - day_of(on)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn day_numbers_agree_with_the_calendar() {
        let mut day = date(1899, 12, 1);
        let mut number = day_of(day);
        while day < date(2105, 1, 1) {
            assert_eq!(day_of(day), number, "{day}");
            assert_eq!(date_of(number), day);
            day = day.tomorrow().unwrap();
            number += 1;
        }
        assert_eq!(day_of(date(1970, 1, 1)), 0);
        assert_eq!(date_of(day_of(Date::MAX)), Date::MAX);
        assert_eq!(date_of(day_of(Date::MIN)), Date::MIN);
        assert_eq!(date_of(i32::MAX), Date::MAX);
        assert_eq!(date_of(i32::MIN), Date::MIN);
    }

    #[test]
    fn workdays_skip_the_weekend() {
        let friday = date(2026, 11, 20);
        assert_eq!(Offset::Workdays(1).after_date(friday), date(2026, 11, 23));
        assert_eq!(Offset::Workdays(10).after_date(friday), date(2026, 12, 4));
        assert_eq!(Offset::Workdays(-1).after_date(date(2026, 11, 23)), friday);
        assert_eq!(Offset::Workdays(0).after_date(date(2026, 11, 21)), date(2026, 11, 21));
    }

    #[test]
    fn the_range_of_workdays_holds_on_every_weekday() {
        for workdays in -23..=23 {
            let offset = Offset::Workdays(workdays);
            let (least, most) = offset.range();
            for day in 0..7 {
                let moved = offset.after_day(day) - day;
                assert!((least..=most).contains(&moved), "{workdays} workdays from {day}: {moved}");
            }
        }
    }

    #[test]
    fn a_window_is_in_order_or_is_no_window() {
        let (a, b) = (date(2026, 1, 1), date(2026, 1, 2));
        assert!(Window::new(b, b, a).is_err());
        assert!(Window::new(a, b, b).is_ok());
        assert!(
            serde_json::from_str::<Window>(r#"{"from":"2026-01-02","target":"2026-01-02","until":"2026-01-01"}"#)
                .is_err()
        );
        let drawn_back = Window::of_days(10, None, 4);
        assert_eq!((drawn_back.from(), drawn_back.until()), (date_of(4), date_of(4)));
    }

    #[test]
    fn the_due_date_is_40w0d() {
        let due = date(2027, 1, 24);
        assert_eq!(gestation(due, due).to_string(), "40w0d");
        assert_eq!(gestation(due, date(2026, 11, 8)).to_string(), "29w0d");
        assert_eq!(gestation(due, date(2026, 4, 18)).to_string(), "-0w1d");
    }
}
