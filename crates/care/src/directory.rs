//! The directory: which organisations and people there are, who is away, and who is on duty.
//!
//! Folded from the streams of organisations and people; small enough to stay in memory whole. Decisions ask it
//! instead of a database.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{OrgId, PersonId};
use crate::organisation::Organisation;
use crate::person::{Absence, Person};
use crate::seat::{OrgKind, Role, Seat};

/// All organisations and people that Regie knows.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// Organisations by id.
    pub orgs: HashMap<OrgId, Organisation>,
    /// The people.
    pub people: People,
}

/// The people that Regie knows, found by who they are and by where they work: a page asks who works somewhere many times,
/// and a region has thousands.
#[derive(Debug, Clone, Default)]
pub struct People {
    by_id: HashMap<PersonId, Person>,
    staff: HashMap<OrgId, BTreeSet<PersonId>>,
}

impl People {
    /// The person.
    #[must_use]
    pub fn get(&self, id: PersonId) -> Option<&Person> {
        self.by_id.get(&id)
    }

    /// All of them, in no order.
    pub fn values(&self) -> impl Iterator<Item = &Person> {
        self.by_id.values()
    }

    /// Who works at an organisation, with what they do there; in a fixed order.
    pub fn of(&self, org: OrgId) -> impl Iterator<Item = (&Person, Role)> {
        let staff = self.staff.get(&org).into_iter().flatten();
        staff.filter_map(move |id| {
            let person = self.by_id.get(id)?;
            Some((person, *person.roles.get(&org)?))
        })
    }

    /// Enters a person, in place of what was known of her.
    pub fn insert(&mut self, person: Person) {
        self.remove(person.id);
        for org in person.roles.keys() {
            self.staff.entry(*org).or_default().insert(person.id);
        }
        self.by_id.insert(person.id, person);
    }

    /// Changes what is known of a person.
    #[cfg(test)]
    pub(crate) fn change(&mut self, id: PersonId, change: impl FnOnce(&mut Person)) {
        let mut person = self.by_id.get(&id).cloned().unwrap_or_else(|| panic!("no person {id}"));
        change(&mut person);
        self.insert(person);
    }

    /// Takes out what is known of a person.
    pub fn remove(&mut self, id: PersonId) {
        let Some(known) = self.by_id.remove(&id) else { return };
        for org in known.roles.keys() {
            if let Some(staff) = self.staff.get_mut(org) {
                staff.remove(&id);
            }
        }
    }
}

impl Directory {
    /// The organisation.
    #[must_use]
    pub fn org(&self, id: OrgId) -> Option<&Organisation> {
        self.orgs.get(&id)
    }

    /// The person.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(id)
    }

    /// The kind of an organisation.
    #[must_use]
    pub fn kind(&self, id: OrgId) -> Option<OrgKind> {
        self.org(id).map(|org| org.kind)
    }

    /// What the person does at that organisation; `None` when she does not work there.
    #[must_use]
    pub fn role(&self, seat: Seat) -> Option<Role> {
        self.person(seat.person)?.roles.get(&seat.org).copied()
    }

    /// Whether she is away on `day`.
    #[must_use]
    pub fn is_absent(&self, person: PersonId, day: Date) -> bool {
        self.person(person).is_some_and(|person| person.absent_on(day))
    }

    /// Her absences that have a day in common with this one.
    #[must_use]
    pub fn away_with(&self, person: PersonId, absence: &Absence) -> Vec<Absence> {
        let absences = self.person(person).map(|person| person.absences.as_slice()).unwrap_or_default();
        absences.iter().filter(|known| known.overlaps(absence)).cloned().collect()
    }

    /// Who is on duty at an organisation at a moment (dienstdoende), where the rota says so.
    #[must_use]
    pub fn on_duty(&self, org: OrgId, at: Timestamp) -> Option<PersonId> {
        self.org(org)?.on_duty(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::*;

    fn at(directory: &Directory, org: OrgId) -> Vec<PersonId> {
        directory.people.of(org).map(|(person, _)| person.id).collect()
    }

    #[test]
    fn who_moves_is_found_where_she_works_now() {
        let mut directory = directory();
        assert!(at(&directory, PRACTICE).contains(&JOKE.person));
        directory.people.change(JOKE.person, |joke| {
            joke.roles.clear();
            joke.roles.insert(OTHER_PRACTICE, Role::Assistant);
        });
        assert!(!at(&directory, PRACTICE).contains(&JOKE.person));
        let there = directory.people.of(OTHER_PRACTICE).find(|(person, _)| person.id == JOKE.person);
        assert_eq!(there.map(|(_, role)| role), Some(Role::Assistant));
    }

    #[test]
    fn the_staff_of_every_organisation_is_whom_its_people_name() {
        let directory = directory();
        for org in directory.orgs.keys() {
            let mut named: Vec<PersonId> = directory
                .people
                .values()
                .filter(|person| person.roles.contains_key(org))
                .map(|person| person.id)
                .collect();
            named.sort_unstable();
            assert_eq!(at(&directory, *org), named);
        }
    }
}
