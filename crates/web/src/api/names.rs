//! Ids with the names that people know them by.

use regie_care::directory::Directory;
use regie_care::ids::{OrgId, PersonId};
use regie_care::seat::Seat;
use serde::Serialize;
use utoipa::ToSchema;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PersonName {
    /// Who.
    pub id: PersonId,
    /// Her name.
    pub name: String,
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OrgName {
    /// Which.
    pub id: OrgId,
    /// Its name.
    pub name: String,
}

/// A person at an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SeatName {
    /// Who.
    pub person: PersonName,
    /// For which organisation she acts.
    pub org: OrgName,
}

impl PersonName {
    /// A person by name; the name is empty when the directory does not know her.
    #[must_use]
    pub fn of(id: PersonId, directory: &Directory) -> Self {
        Self { id, name: directory.person(id).map(|person| person.name.clone()).unwrap_or_default() }
    }
}

impl OrgName {
    /// An organisation by name; the name is empty when the directory does not know it.
    #[must_use]
    pub fn of(id: OrgId, directory: &Directory) -> Self {
        Self { id, name: directory.org(id).map(|org| org.name.clone()).unwrap_or_default() }
    }
}

impl SeatName {
    /// A seat by name.
    #[must_use]
    pub fn of(seat: Seat, directory: &Directory) -> Self {
        Self { person: PersonName::of(seat.person, directory), org: OrgName::of(seat.org, directory) }
    }
}
