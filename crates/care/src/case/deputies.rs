//! Who stands in for a case manager, and on which days (AZ-01).

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::state::Case;
use crate::directory::Directory;
use crate::ids::PersonId;
use crate::person::Absence;
use crate::presence::is_away;
use crate::seat::Seat;

/// From when until when a person is the fixed deputy (vaste plaatsvervanger, AZ-01).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Deputyship {
    /// The deputy.
    pub deputy: Seat,
    /// First day.
    pub from: Date,
    /// Last day; absent while open-ended.
    pub until: Option<Date>,
}

impl Deputyship {
    /// Whether the deputyship holds on `day`.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Days one after the other on which the same holds of who stands in for a case manager who is away.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// First day.
    pub from: Date,
    /// Last day; absent when there is none.
    pub until: Option<Date>,
    /// The deputy who is there; `None` when none is.
    pub there: Option<PersonId>,
    /// Who is named first and is away herself, where nobody is there; `None` also when nobody is named at all.
    pub missed: Option<PersonId>,
}

/// The deputyships of one case manager that hold on `day`, in the order in which they stand in: who was named for a while,
/// the last one first, and then the fixed one, whom a cover that is away herself gives way to. They are given in the order
/// in which they were named.
fn in_order<'a>(
    hers: impl DoubleEndedIterator<Item = &'a Deputyship>,
    day: Date,
) -> impl Iterator<Item = &'a Deputyship> {
    let mut fixed_named = false;
    hers.rev().filter(move |known| known.holds_on(day)).take_while(move |known| {
        let past = fixed_named;
        fixed_named |= known.until.is_none();
        !past
    })
}

/// Who stands in on which days of an absence of a case manager, by the deputyships that were named for her in one case, in
/// the order in which they were named. [`Presence::deputy_there`](crate::presence::Presence::deputy_there) says the same of
/// one day.
#[must_use]
pub fn stretches(hers: &[Deputyship], days: &Absence, directory: &Directory) -> Vec<Stretch> {
    let after = |until: Option<Date>| until.and_then(|until| until.tomorrow().ok());
    let named = hers.iter().flat_map(|known| [Some(known.from), after(known.until)]);
    let deputies: BTreeSet<PersonId> = hers.iter().map(|known| known.deputy.person).collect();
    let absences = deputies.iter().flat_map(|deputy| directory.away_with(*deputy, days));
    let absences = absences.flat_map(|absence| [Some(absence.from), after(absence.until)]);
    let begins: BTreeSet<Date> = named.chain(absences).flatten().chain([days.from]).collect();
    let mut stretches: Vec<Stretch> = Vec::new();
    for from in begins.into_iter().filter(|day| days.covers(*day)) {
        let mut deputies = in_order(hers.iter(), from).map(|known| known.deputy).peekable();
        let first = deputies.peek().map(|deputy| deputy.person);
        let there = deputies.find(|deputy| !is_away(directory, *deputy, from)).map(|deputy| deputy.person);
        let missed = first.filter(|_| there.is_none());
        match stretches.last_mut() {
            Some(last) if (last.there, last.missed) == (there, missed) => {}
            Some(last) => {
                last.until = from.yesterday().ok();
                stretches.push(Stretch { from, until: days.until, there, missed });
            }
            None => stretches.push(Stretch { from, until: days.until, there, missed }),
        }
    }
    stretches
}

impl Case {
    /// The accountable case manager's deputy on `day`.
    #[must_use]
    pub fn deputy_on(&self, day: Date) -> Option<Seat> {
        self.deputy_of(self.case_manager, day)
    }

    /// The deputy of a case manager of this case on `day`: the deputyship of hers named last that holds.
    #[must_use]
    pub fn deputy_of(&self, manager: Seat, day: Date) -> Option<Seat> {
        self.deputies_of(manager, day).next().map(|known| known.deputy)
    }

    /// The deputies of a case manager of this case on `day`, in the order in which they stand in: who was named for a
    /// while, the last one first, and then the fixed one, whom a cover that is away herself gives way to.
    pub fn deputies_of(&self, manager: Seat, day: Date) -> impl Iterator<Item = &Deputyship> {
        in_order(self.deputies.iter().filter(move |known| self.stands_in_for(known.deputy) == manager), day)
    }

    /// The fixed deputy of the accountable case manager on `day`, and who stands in before her for a while.
    #[must_use]
    pub fn fixed_and_cover(&self, day: Date) -> (Option<Seat>, Option<&Deputyship>) {
        let fixed = self.deputies_of(self.case_manager, day).find(|known| known.until.is_none());
        let cover = self.deputies_of(self.case_manager, day).next().filter(|known| known.until.is_some());
        (fixed.map(|known| known.deputy), cover)
    }

    /// Whether this person is a deputy on `today` or on a later day: a deputyship of hers that no later one covers.
    #[must_use]
    pub fn will_have_deputy(&self, deputy: Seat, today: Date) -> bool {
        let to_come = |known: &Deputyship| known.until.is_none_or(|until| today <= until);
        self.deputies.iter().enumerate().any(|(place, hers)| {
            let covers = |later: &Deputyship| {
                let begins = later.from <= hers.from.max(today);
                let lasts = later.until.is_none_or(|until| hers.until.is_some_and(|hers| hers <= until));
                begins && lasts && self.stands_in_for(later.deputy) == self.stands_in_for(deputy)
            };
            hers.deputy == deputy && to_come(hers) && !self.deputies.iter().skip(place + 1).any(covers)
        })
    }

    /// The days on which somebody is deputy, one after the other: from the first day of each deputyship of hers to its last, or
    /// to the day before one that takes its place.
    pub(crate) fn deputy_terms(&self, deputy: Seat) -> impl Iterator<Item = (Date, Option<Date>)> {
        let manager = self.stands_in_for(deputy);
        self.deputies.iter().enumerate().filter(move |(_, hers)| hers.deputy == deputy).filter_map(
            move |(place, hers)| {
                let replaces = |later: &&Deputyship| {
                    let lasts = later.until.is_none_or(|until| hers.until.is_some_and(|hers| hers <= until));
                    lasts && self.stands_in_for(later.deputy) == manager
                };
                let replaced = self.deputies.iter().skip(place + 1).filter(replaces).map(|later| later.from).min();
                let ends = replaced.and_then(|from| from.yesterday().ok());
                let until = hers.until.into_iter().chain(ends).min();
                until.is_none_or(|until| hers.from <= until).then_some((hers.from, until))
            },
        )
    }

    /// For whom a deputy stands in: a deputy in the first line for the first-line case manager, who still owes letters
    /// and is owed feedback while second line is accountable (AZ-11); any other for the accountable case manager.
    #[must_use]
    pub fn stands_in_for(&self, deputy: Seat) -> Seat {
        let first_line = self.first_line;
        if deputy.org == first_line.org && first_line.org != self.case_manager.org {
            first_line
        } else {
            self.case_manager
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::fixtures::*;

    fn away(directory: &mut Directory, seat: Seat, from: Date, until: Option<Date>) {
        directory.people.change(seat.person, |person| person.absences.push(Absence { from, until }));
    }

    #[test]
    fn az_01_who_stands_in_is_told_day_by_day_as_the_board_has_it() {
        let mut directory = directory();
        let hers = [
            Deputyship { deputy: FATMA, from: day(3, 2), until: None },
            Deputyship { deputy: MARIE, from: day(4, 6), until: Some(day(4, 10)) },
        ];
        let leave = Absence { from: day(4, 6), until: Some(day(4, 20)) };
        let told = |directory: &Directory| -> Vec<_> {
            let stretches = stretches(&hers, &leave, directory);
            stretches.iter().map(|known| (known.from, known.until.unwrap(), known.there, known.missed)).collect()
        };
        let (marie, fatma) = (Some(MARIE.person), Some(FATMA.person));
        let (cover, fixed) = ((day(4, 6), day(4, 10)), (day(4, 11), day(4, 20)));
        assert_eq!(told(&directory), [(cover.0, cover.1, marie, None), (fixed.0, fixed.1, fatma, None)]);

        away(&mut directory, MARIE, day(4, 8), None);
        let gave_way = [(day(4, 6), day(4, 7), marie, None), (day(4, 8), day(4, 20), fatma, None)];
        assert_eq!(told(&directory), gave_way, "the fixed deputy follows while the cover is away herself");

        away(&mut directory, FATMA, day(4, 10), Some(day(4, 11)));
        let with_nobody = [
            (day(4, 6), day(4, 7), marie, None),
            (day(4, 8), day(4, 9), fatma, None),
            (day(4, 10), day(4, 10), None, marie),
            (day(4, 11), day(4, 11), None, fatma),
            (day(4, 12), day(4, 20), fatma, None),
        ];
        assert_eq!(told(&directory), with_nobody);
        let case = Case { deputies: hers.to_vec(), ..opened_case() };
        for (from, until, there, _) in with_nobody {
            for today in [from, until] {
                let presence = crate::presence::Presence { directory: &directory, now: morning(today), today };
                assert_eq!(presence.deputy_there(&case, JOKE).map(|seat| seat.person), there, "{today}");
            }
        }
        assert_eq!(stretches(&[], &leave, &directory).len(), 1, "nobody is named on any day");
    }
}
