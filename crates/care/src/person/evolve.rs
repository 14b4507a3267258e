//! Adds events to a person. Total: an event that does not fit is ignored.

use std::collections::BTreeMap;

use super::{Person, PersonEvent};
use crate::ids::PersonId;

/// The person that begins with this event; `None` for any event but `registered`.
#[must_use]
pub fn begin(id: PersonId, event: &PersonEvent) -> Option<Person> {
    match event {
        PersonEvent::Registered { name, phone } => {
            Some(Person { id, name: name.clone(), phone: phone.clone(), roles: BTreeMap::new(), absences: Vec::new() })
        }
        _ => None,
    }
}

/// Adds an event.
pub fn evolve(person: &mut Person, event: &PersonEvent) {
    match event {
        PersonEvent::Registered { .. } => {}
        PersonEvent::Changed { name, phone } => {
            person.name.clone_from(name);
            person.phone.clone_from(phone);
        }
        PersonEvent::Joined { org, role } => {
            person.roles.insert(*org, *role);
        }
        PersonEvent::Left { org } => {
            person.roles.remove(org);
        }
        PersonEvent::AbsenceSet { absence } => {
            let place = person.absences.partition_point(|known| known.from < absence.from);
            person.absences.insert(place, absence.clone());
        }
        PersonEvent::AbsenceEnded { from, until: None } => person.absences.retain(|known| known.from != *from),
        PersonEvent::AbsenceEnded { from, until: Some(until) } => {
            for absence in person.absences.iter_mut().filter(|known| known.from == *from) {
                absence.until = Some(*until);
            }
        }
    }
}

/// The person that a whole stream adds up to; `None` when it does not begin with `registered`.
#[must_use]
pub fn replay(id: PersonId, events: impl IntoIterator<Item = PersonEvent>) -> Option<Person> {
    let mut events = events.into_iter();
    let mut person = begin(id, &events.next()?)?;
    events.for_each(|event| evolve(&mut person, &event));
    Some(person)
}
