//! The decision to centralise postnatal care, on what it rested, and who was told of it (PN-02).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::case::Recorded;

/// The phase of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = RegionPhase)]
pub enum Phase {
    /// The shifts carry what is needed.
    Green,
    /// A shortage may come.
    Orange,
    /// A shortage is likely: time to decide, before it is there.
    Red,
}

/// A day that may fall short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Shortage {
    /// The day.
    pub date: Date,
    /// How likely, in thousandths.
    pub chance: u32,
}

/// What a forecast says of the phase, with the rule and the days that decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Foreseen {
    /// The phase.
    pub phase: Phase,
    /// The days that decided; none when green.
    pub because: Vec<Shortage>,
    /// So many days of any seven …
    pub rule_days: u16,
    /// … with at least this chance of shortage, in thousandths, make the phase.
    pub rule_chance: u32,
    /// The first day on which a shortage is likelier than not.
    pub likely_from: Option<Date>,
    /// Minutes of a visitor's day that a visit takes, by which need and capacity were counted.
    pub visit_minutes: u16,
}

/// What was decided about the organisation of postnatal care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Organising {
    /// The region does the visits together (phase 3, red).
    Centralise,
    /// Each practice does its own again.
    EndCentralising,
    /// The latest decision is taken back before it begins.
    Withdraw,
}

/// The decision to centralise postnatal care, or to end that (PN-02).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Decision {
    /// What was decided.
    pub organising: Organising,
    /// On which day.
    pub on: Date,
    /// From which day it holds.
    pub from: Date,
    /// For the health insurer: who.
    pub insurer: String,
    /// For the midwives: who.
    pub midwives: String,
    /// Why.
    pub reason: String,
}

/// Who takes part in the chain and must be taken along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Partner {
    /// The VSV.
    Vsv,
    /// The hospital: gynaecologists and paediatricians.
    Hospital,
    /// Maternity care at home.
    Kraamzorg,
    /// ROAZ or veiligheidsregio.
    Roaz,
    /// The women in care.
    Clients,
}

impl Partner {
    /// All of them, in the order of the source.
    pub const ALL: [Self; 5] = [Self::Vsv, Self::Hospital, Self::Kraamzorg, Self::Roaz, Self::Clients];

    /// The code as in forms and in the journal.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vsv => "vsv",
            Self::Hospital => "hospital",
            Self::Kraamzorg => "kraamzorg",
            Self::Roaz => "roaz",
            Self::Clients => "clients",
        }
    }
}

/// That a partner was told of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PartnerTold {
    /// Who.
    pub partner: Partner,
    /// On which day.
    pub on: Date,
    /// How, and who there.
    pub how: String,
}

/// A decision with who was told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRecord {
    /// The decision.
    pub decision: Decision,
    /// Who recorded it, and when.
    pub recorded: Recorded,
    /// What the forecast said when it was recorded; nothing where that was not kept yet.
    pub foreseen: Option<Foreseen>,
    /// Who was told, in the order in which that was recorded.
    pub told: Vec<PartnerTold>,
}
