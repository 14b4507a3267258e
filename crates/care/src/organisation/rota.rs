//! What a rota leaves open: moments without anybody on duty, and turns of somebody who is away or has left.

use jiff::{Timestamp, ToSpan as _};

use super::{DutyShift, Organisation};
use crate::day::day_of;
use crate::directory::Directory;
use crate::seat::{Role, Seat};

/// A time in which nobody is on duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// From this moment.
    pub from: Timestamp,
    /// Until this moment, not included.
    pub until: Timestamp,
}

/// Why a turn of duty will not be done as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RotaDoubt {
    /// She is absent on a day of it.
    Away,
    /// She no longer gives care there.
    Left,
}

impl Organisation {
    /// The moments between `from` and `until` for which the rota names nobody, in order. Who calls the emergency number
    /// then is answered by whoever is there (AZ-02).
    #[must_use]
    pub fn gaps(&self, from: Timestamp, until: Timestamp) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let mut covered = from;
        for shift in self.duty.iter().filter(|shift| shift.until > from && shift.from < until) {
            if shift.from > covered {
                gaps.push(Gap { from: covered, until: shift.from });
            }
            covered = covered.max(shift.until);
        }
        if covered < until {
            gaps.push(Gap { from: covered, until });
        }
        gaps
    }

    /// Why this turn will not be done by the person whom it names; `None` when nothing speaks against it.
    #[must_use]
    pub fn doubt(&self, shift: &DutyShift, directory: &Directory) -> Option<RotaDoubt> {
        let role = directory.role(Seat::new(shift.person, self.id));
        if !matches!(role, Some(Role::Midwife | Role::Doctor | Role::Nurse)) {
            return Some(RotaDoubt::Left);
        }
        // Its end is not part of it: a turn until midnight does not reach into the next day.
        let end = shift.until.checked_sub(1.second()).unwrap_or(shift.until);
        let (first, last) = (day_of(shift.from), day_of(end));
        let absences = directory.person(shift.person).map(|person| person.absences.as_slice()).unwrap_or_default();
        let away = absences.iter().any(|away| away.from <= last && away.until.is_none_or(|until| first <= until));
        away.then_some(RotaDoubt::Away)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::fixtures::*;
    use crate::person::Absence;

    fn at(date: jiff::civil::Date) -> Timestamp {
        morning(date)
    }

    fn shift(person: Seat, from: i8, until: i8) -> DutyShift {
        DutyShift { person: person.person, from: at(day(4, from)), until: at(day(4, until)) }
    }

    #[test]
    fn az_02_moments_without_anybody_on_duty_are_told() {
        let mut directory = directory();
        let org = directory.orgs.get_mut(&PRACTICE).unwrap();
        let whole = [Gap { from: at(day(4, 1)), until: at(day(4, 8)) }];
        assert_eq!(org.gaps(at(day(4, 1)), at(day(4, 8))), whole, "no rota at all");
        org.duty = vec![shift(JOKE, 2, 3), shift(FATMA, 3, 4), shift(MARIE, 6, 9)];
        let gaps = org.gaps(at(day(4, 1)), at(day(4, 8)));
        let gap = |from, until| Gap { from: at(day(4, from)), until: at(day(4, until)) };
        assert_eq!(gaps, [gap(1, 2), gap(4, 6)]);
        assert_eq!(org.gaps(at(day(4, 6)), at(day(4, 8))), []);
    }

    #[test]
    fn az_02_a_turn_of_who_is_away_or_gone_is_doubted() {
        let mut directory = directory();
        let turn = shift(JOKE, 2, 3);
        let org = directory.orgs[&PRACTICE].clone();
        assert_eq!(org.doubt(&turn, &directory), None);
        let away = Absence { from: day(4, 3), until: None };
        directory.people.change(JOKE.person, |joke| joke.absences = vec![away]);
        assert_eq!(org.doubt(&turn, &directory), Some(RotaDoubt::Away));
        assert_eq!(org.doubt(&shift(JOKE, 1, 2), &directory), None, "that is before");
        directory.people.change(JOKE.person, |person| person.roles.clear());
        assert_eq!(org.doubt(&turn, &directory), Some(RotaDoubt::Left));
    }
}
