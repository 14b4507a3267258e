//! Who works where: organisations of several kinds, and professionals seated in them.

use std::fmt;
use std::str::FromStr;

use regie_pathway::Party;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{InvalidId, OrgId, PersonId};

/// The kinds of organisation in the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OrgKind {
    /// Verloskundigenpraktijk: first line.
    MidwifePractice,
    /// Huisarts.
    Gp,
    /// The health centre for asylum seekers.
    GcA,
    /// Reception agency: logistics only, never medical content.
    Coa,
    /// Youth health care.
    Jgz,
    /// Centrum voor Jeugd en Gezin: the municipality's centre for youth and family.
    Cjg,
    /// Maternity care at home.
    Kraamzorg,
    /// Second or third line.
    Hospital,
    /// Nursing at home: the district nurse (wijkverpleging).
    HomeCare,
    /// The statutory reporting point for domestic violence and child abuse.
    VeiligThuis,
    /// A palliative team or hospice: of its own, or in which institutions work together (PZ-01).
    PalliativeTeam,
    /// Mental health care: a neighbourhood, ACT or dementia team (CM-10).
    MentalHealth,
}

/// First line (midwife practice, GP, GC A) or second line (hospital).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    /// Eerste lijn.
    First,
    /// Tweede of derde lijn.
    Second,
}

impl OrgKind {
    /// The line in which this kind of organisation gives obstetric care; `None` when it gives none.
    #[must_use]
    pub const fn line(self) -> Option<Line> {
        match self {
            Self::MidwifePractice => Some(Line::First),
            Self::Hospital => Some(Line::Second),
            Self::Gp
            | Self::GcA
            | Self::Coa
            | Self::Jgz
            | Self::Cjg
            | Self::Kraamzorg
            | Self::HomeCare
            | Self::VeiligThuis
            | Self::PalliativeTeam
            | Self::MentalHealth => None,
        }
    }

    /// As a pathway file calls it, where it says with whom a contact is had.
    #[must_use]
    pub const fn party(self) -> Party {
        match self {
            Self::MidwifePractice => Party::MidwifePractice,
            Self::Gp => Party::Gp,
            Self::GcA => Party::GcA,
            Self::Coa => Party::Coa,
            Self::Jgz => Party::Jgz,
            Self::Cjg => Party::Cjg,
            Self::Kraamzorg => Party::Kraamzorg,
            Self::HomeCare => Party::HomeCare,
            Self::Hospital => Party::Hospital,
            Self::VeiligThuis => Party::VeiligThuis,
            Self::PalliativeTeam => Party::PalliativeTeam,
            Self::MentalHealth => Party::MentalHealth,
        }
    }
}

/// What a person does at an organisation. It decides what she may do in Regie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Verloskundige, in a practice or in a hospital (klinisch verloskundige).
    Midwife,
    /// Arts: obstetrician, GP or GC A doctor.
    Doctor,
    /// Verpleegkundige: GC A, JGZ, kraamzorg.
    Nurse,
    /// Praktijkassistente: keeps agenda and particulars.
    Assistant,
    /// COA staff and others who see logistics only.
    Logistics,
    /// Network coordinator: hears alarms, plans meetings.
    Coordinator,
    /// Keeps accounts, organisations and rotas; no client's care.
    Administrator,
}

impl Role {
    /// Whether she gives care or keeps its agenda: she reads what is medical, as far as her organisation takes part.
    #[must_use]
    pub const fn gives_care(self) -> bool {
        matches!(self, Self::Midwife | Self::Doctor | Self::Nurse | Self::Assistant)
    }
}

/// A person at an organisation: the seat from which she acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Seat {
    /// The person.
    pub person: PersonId,
    /// The organisation for which she acts.
    pub org: OrgId,
}

impl Seat {
    /// Seats a person at an organisation.
    #[must_use]
    pub const fn new(person: PersonId, org: OrgId) -> Self {
        Self { person, org }
    }
}

/// Who does something: a person in a seat, or Regie itself (the daily tick, an import).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Actor {
    /// A person who is signed in.
    Person(Seat),
    /// Regie itself.
    System,
}

impl Actor {
    /// The seat of a person; `None` for Regie itself.
    #[must_use]
    pub const fn seat(self) -> Option<Seat> {
        match self {
            Self::Person(seat) => Some(seat),
            Self::System => None,
        }
    }
}

/// As the journal keeps it: `PERSON@ORG`, or `system`.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(seat) => write!(f, "{}@{}", seat.person, seat.org),
            Self::System => f.write_str("system"),
        }
    }
}

impl FromStr for Actor {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        match text.split_once('@') {
            Some((person, org)) => Ok(Self::Person(Seat::new(person.parse()?, org.parse()?))),
            None if text == "system" => Ok(Self::System),
            None => Err(InvalidId { what: "actor", given: text.to_owned() }),
        }
    }
}
