//! Days, windows and moments in words.

use std::borrow::Cow;
use std::sync::LazyLock;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};

use super::Texts;

#[expect(clippy::expect_used, reason = "the time zone database is compiled in (feature tzdb-bundle-always)")]
static AMSTERDAM: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Europe/Amsterdam").expect("Europe/Amsterdam is in the bundled database"));

/// The civil date and time of a moment in Europe/Amsterdam.
#[must_use]
pub fn civil(at: Timestamp) -> DateTime {
    AMSTERDAM.to_datetime(at)
}

/// The moment at which the clock in Europe/Amsterdam shows this; of an hour that comes twice the first one, of one that is
/// left out the one after it. `None` outside of the years that there are.
#[must_use]
pub fn moment_of(at: DateTime) -> Option<Timestamp> {
    AMSTERDAM.to_timestamp(at).ok()
}

/// How strongly something asks for attention. Never said by colour alone: the words say it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    Plain,
    /// Past, or waiting.
    Quiet,
    /// In order.
    Good,
    /// Soon, or to watch.
    Warn,
    /// Too late, or urgent.
    Alarm,
}

impl Tone {
    /// The class in the stylesheet.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Quiet => "quiet",
            Self::Good => "ok",
            Self::Warn => "warn",
            Self::Alarm => "alarm",
        }
    }
}

/// A few words in a rounded box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// How strongly.
    pub tone: Tone,
    /// The words.
    pub text: String,
}

impl Chip {
    /// Makes one.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9", "month-10",
    "month-11", "month-12",
];
const SHORT_MONTHS: [&str; 12] = [
    "month-short-1",
    "month-short-2",
    "month-short-3",
    "month-short-4",
    "month-short-5",
    "month-short-6",
    "month-short-7",
    "month-short-8",
    "month-short-9",
    "month-short-10",
    "month-short-11",
    "month-short-12",
];
const WEEKDAYS: [&str; 7] = ["weekday-1", "weekday-2", "weekday-3", "weekday-4", "weekday-5", "weekday-6", "weekday-7"];

/// A day of another year that is this near is understood without its year.
const NEAR_DAYS: i64 = 150;

/// The number of days from `from` to `to`; negative when `to` lies before.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}

impl Texts {
    /// `maandag 16 november 2026`.
    #[must_use]
    pub fn day_long(&self, day: &Date) -> String {
        let weekday = self.weekday(*day);
        let text = self.with(
            "date-long",
            &[
                ("weekday", &weekday),
                ("day", &day.day().unsigned_abs()),
                ("month", &self.month(*day, &MONTHS)),
                ("year", &year(*day)),
            ],
        );
        text.into_owned()
    }

    /// `16 november 2026`.
    #[must_use]
    pub fn day_full(&self, day: &Date) -> String {
        let month = self.month(*day, &MONTHS);
        self.with("date-full", &[("day", &day.day().unsigned_abs()), ("month", &month), ("year", &year(*day))])
            .into_owned()
    }

    /// `16 nov`, with the year when that is not plain: in another year and not near.
    #[must_use]
    pub fn day(&self, day: &Date, today: &Date) -> String {
        let month = self.month(*day, &SHORT_MONTHS);
        let number = day.day().unsigned_abs();
        let plain = day.year() == today.year() || days_between(*today, *day).abs() <= NEAR_DAYS;
        if plain && !self.by_date {
            self.two("date-short", "day", number, "month", month).into_owned()
        } else {
            self.with("date-short-year", &[("day", &number), ("month", &month), ("year", &year(*day))]).into_owned()
        }
    }

    /// `vandaag`, `morgen`, `gisteren`, else as [`Texts::day`].
    #[must_use]
    pub fn near(&self, day: &Date, today: &Date) -> String {
        match days_between(*today, *day) {
            _ if self.by_date => self.day(day, today),
            0 => self.of("today").into_owned(),
            1 => self.of("tomorrow").into_owned(),
            -1 => self.of("yesterday").into_owned(),
            _ => self.day(day, today),
        }
    }

    /// `vandaag 07:40`, `15 nov 19:12`.
    #[must_use]
    pub fn moment(&self, at: &Timestamp, today: &Date) -> String {
        let at = civil(*at);
        self.two("moment", "day", self.near(&at.date(), today), "time", clock(at)).into_owned()
    }

    /// `07:40`.
    #[must_use]
    pub fn clock(&self, at: &Timestamp) -> String {
        clock(civil(*at))
    }

    /// A window of days: `29 okt – 16 nov`.
    #[must_use]
    pub fn span(&self, from: &Date, until: &Date, today: &Date) -> String {
        if from == until {
            return self.near(from, today);
        }
        self.two("date-span", "from", self.day(from, today), "until", self.day(until, today)).into_owned()
    }

    /// How much time is left: `3 dagen te laat`, `t/m vandaag`, `t/m 24 nov`, `vanaf 3 dec`.
    #[must_use]
    pub fn until(&self, from: &Date, until: &Date, today: &Date) -> Chip {
        let left = days_between(*today, *until);
        if left < 0 {
            return Chip::new(Tone::Alarm, self.one("days-late", "days", -left));
        }
        if *from > *today {
            return Chip::new(Tone::Quiet, self.one("from-day", "day", self.day(from, today)));
        }
        let tone = if left <= 1 { Tone::Warn } else { Tone::Plain };
        Chip::new(tone, self.one("until-day", "day", self.near(until, today)))
    }

    /// Since when something waits: `sinds 19 nov`, or how late it is once the agreed day is past.
    #[must_use]
    pub fn waiting(&self, since: &Date, until: &Date, today: &Date) -> Chip {
        let left = days_between(*today, *until);
        if left < 0 {
            return Chip::new(Tone::Alarm, self.one("days-late", "days", -left));
        }
        Chip::new(Tone::Quiet, self.one("since-day", "day", self.near(since, today)))
    }

    /// `nov`.
    #[must_use]
    pub fn month_short(&self, day: &Date) -> String {
        self.month(*day, &SHORT_MONTHS).into_owned()
    }

    /// `ma`: the weekday as it is abbreviated, in Dutch with two letters, in English with three.
    #[must_use]
    pub fn weekday_short(&self, day: &Date) -> String {
        let letters = if self.code() == "nl" { 2 } else { 3 };
        self.weekday(*day).chars().take(letters).collect()
    }

    /// `maandag` for 1, to `zondag` for 7.
    #[must_use]
    pub fn weekday_no(&self, number: &usize) -> Cow<'static, str> {
        self.of(WEEKDAYS[number.saturating_sub(1) % WEEKDAYS.len()])
    }

    fn weekday(&self, day: Date) -> Cow<'static, str> {
        let place = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
        self.of(WEEKDAYS[place % WEEKDAYS.len()])
    }

    fn month(&self, day: Date, names: &[&'static str; 12]) -> Cow<'static, str> {
        let place = usize::from(day.month().unsigned_abs()).saturating_sub(1);
        self.of(names[place % names.len()])
    }
}

/// A year as a text, so that no language puts a thousands separator in it.
fn year(day: Date) -> String {
    day.year().to_string()
}

fn clock(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{Lang, Texts};
    use super::{Tone, days_between};

    #[test]
    fn days_are_written_as_a_dutch_reader_writes_them() {
        let t = Texts::get(Lang::Nl);
        let today = date(2026, 11, 16);
        assert_eq!(t.day_long(&today), "maandag 16 november 2026");
        assert_eq!(t.day_full(&date(2027, 1, 24)), "24 januari 2027");
        assert_eq!(t.day(&date(2026, 11, 24), &today), "24 nov");
        assert_eq!(t.day(&date(2027, 3, 2), &today), "2 mrt");
        assert_eq!(t.day(&date(2027, 8, 2), &today), "2 aug 2027");
        assert_eq!(t.day(&date(2026, 1, 2), &today), "2 jan");
        assert_eq!(t.near(&date(2026, 11, 17), &today), "morgen");
        assert_eq!(t.near(&date(2026, 11, 15), &today), "gisteren");
        assert_eq!(t.span(&date(2026, 10, 29), &today, &today), "29 okt – 16 nov");
        assert_eq!(Texts::get(Lang::En).day_long(&today), "Monday 16 November 2026");
    }

    #[test]
    fn az_10_what_is_told_of_a_past_day_names_every_date() {
        let t = Texts::get(Lang::Nl).by_date();
        let then = date(2026, 11, 16);
        assert_eq!(t.near(&then, &then), "16 nov 2026");
        assert_eq!(t.near(&date(2026, 11, 17), &then), "17 nov 2026");
        assert_eq!(t.until(&date(2026, 11, 1), &then, &then).text, "t/m 16 nov 2026");
        assert_eq!(t.moment(&"2026-11-16T06:40:00Z".parse().expect("a moment"), &then), "16 nov 2026 07:40");
    }

    #[test]
    fn the_chip_says_how_much_time_is_left() {
        let t = Texts::get(Lang::Nl);
        let today = date(2026, 11, 16);
        let chip = |from, until| t.until(&from, &until, &today);
        assert_eq!(chip(date(2026, 11, 1), date(2026, 11, 13)).text, "3 dagen te laat");
        assert_eq!(chip(date(2026, 11, 1), date(2026, 11, 13)).tone, Tone::Alarm);
        assert_eq!(chip(date(2026, 11, 1), today).text, "t/m vandaag");
        assert_eq!(chip(date(2026, 11, 1), today).tone, Tone::Warn);
        assert_eq!(chip(today, date(2026, 11, 24)).text, "t/m 24 nov");
        assert_eq!(chip(date(2026, 12, 3), date(2026, 12, 9)).text, "vanaf 3 dec");
        assert_eq!(t.waiting(&date(2026, 11, 12), &date(2026, 11, 19), &today).text, "sinds 12 nov");
        assert_eq!(t.waiting(&date(2026, 11, 2), &date(2026, 11, 15), &today).text, "1 dag te laat");
    }

    #[test]
    fn moments_are_told_in_dutch_civil_time() {
        let t = Texts::get(Lang::Nl);
        let today = date(2026, 11, 16);
        let winter = "2026-11-16T06:40:00Z".parse().expect("a moment");
        let summer = "2026-07-01T22:30:00Z".parse().expect("a moment");
        assert_eq!(t.moment(&winter, &today), "vandaag 07:40");
        assert_eq!(t.moment(&summer, &today), "2 jul 00:30");
        assert_eq!(days_between(date(2026, 2, 27), date(2026, 3, 2)), 3);
    }
}
