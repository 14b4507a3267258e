//! The directory: which organisations and people there are, who is away, and who is on duty.
//!
//! Folded from the streams of organisations and people; small enough to stay in memory whole. Decisions ask it
//! instead of a database.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{OrgId, PersonId};
use crate::organisation::Organisation;
use crate::person::Person;
use crate::seat::{OrgKind, Role, Seat};

/// All organisations and people that Regie knows.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// Organisations by id.
    pub orgs: HashMap<OrgId, Organisation>,
    /// People by id.
    pub people: HashMap<PersonId, Person>,
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
        self.people.get(&id)
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

    /// Who is on duty at an organisation at a moment (dienstdoende), where the rota says so.
    #[must_use]
    pub fn on_duty(&self, org: OrgId, at: Timestamp) -> Option<PersonId> {
        self.org(org)?.on_duty(at)
    }
}
