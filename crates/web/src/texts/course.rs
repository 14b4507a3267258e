//! How far along a client is, in words.

use regie_care::case::Death;

use super::Texts;

/// Where a client is in her pregnancy or after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// No due date is known yet.
    Unknown,
    /// Pregnant for so many whole weeks and days.
    Pregnant {
        /// Whole weeks.
        weeks: u16,
        /// Days over, 0 to 6.
        days: u8,
    },
    /// Gave birth so many days ago; the day of birth is day 0.
    Postnatal {
        /// Days since the birth.
        days: u32,
    },
    /// The pregnancy ended early.
    Ended,
    /// The client died.
    Died(Death),
}

impl Course {
    /// Whether the client died.
    #[must_use]
    pub const fn is_death(&self) -> bool {
        matches!(self, Self::Died(_))
    }
}

impl Texts {
    /// `overleden op 3 maart 2026`.
    #[must_use]
    pub fn death(&self, death: &Death) -> String {
        match death {
            Death::On(day) => self.one("died-on", "day", self.day_full(day)).into_owned(),
            Death::DayUnknown => self.of("died-day-unknown").into_owned(),
        }
    }

    /// `Overleden op 3 maart 2026`.
    #[must_use]
    pub fn death_said(&self, death: &Death) -> String {
        match death {
            Death::On(day) => self.one("head-died-on", "day", self.day_full(day)).into_owned(),
            Death::DayUnknown => self.of("head-died").into_owned(),
        }
    }

    /// `33w2d`, `dag 4 na de bevalling`, `5 weken na de bevalling`; empty when nothing is known.
    #[must_use]
    pub fn course(&self, course: &Course) -> String {
        match course {
            Course::Unknown => String::new(),
            Course::Pregnant { weeks, days } => format!("{weeks}w{days}d"),
            Course::Postnatal { days } if *days < 14 => self.one("course-day", "days", *days).into_owned(),
            Course::Postnatal { days } => self.one("course-weeks", "weeks", *days / 7).into_owned(),
            Course::Ended => self.of("course-ended").into_owned(),
            Course::Died(death) => self.death(death),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Lang, Texts};
    use super::Course;

    #[test]
    fn how_far_along() {
        let t = Texts::get(Lang::Nl);
        assert_eq!(t.course(&Course::Pregnant { weeks: 33, days: 2 }), "33w2d");
        assert_eq!(t.course(&Course::Postnatal { days: 4 }), "dag 4 na de bevalling");
        assert_eq!(t.course(&Course::Postnatal { days: 41 }), "5 weken na de bevalling");
        assert_eq!(t.course(&Course::Unknown), "");
    }
}
