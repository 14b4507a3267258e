//! What commands bring in and events carry: the diagnosis, the plan with its goals and measures, an evaluation.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::case::records::No;
use crate::ids::OrgId;
use crate::seat::Seat;

/// A life domain. The first four are those of the report on case management (paragraph 5.a.1: "de vier domeinen van
/// zorg, wonen en sociaal en geestelijk welzijn"); the fifth gathers what it names beside them (paragraphs 3.c.4 and
/// 3.e.3: dagbesteding, hulp bij het zoeken van werk of passende activiteiten, schuldsanering, maatschappelijke
/// participatie).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LifeDomain {
    /// Zorg: health, care and daily functioning.
    Care,
    /// Wonen.
    Housing,
    /// Sociaal welzijn: family, contacts, loneliness.
    Social,
    /// Geestelijk welzijn: mood, meaning, coping.
    Mental,
    /// Werk, dagbesteding en geld.
    DailyLife,
}

impl LifeDomain {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 5] = [Self::Care, Self::Housing, Self::Social, Self::Mental, Self::DailyLife];

    /// The word in JSON and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Care => "care",
            Self::Housing => "housing",
            Self::Social => "social",
            Self::Mental => "mental",
            Self::DailyLife => "daily-life",
        }
    }
}

/// What was found in one life domain (paragraph 4.a: "de problemen van de verzekerde op verschillende levensterreinen,
/// de mogelijkheden en belastbaarheid van het informele systeem, en andere oplossingen").
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Finding {
    /// What is found; also when it is that there are no problems.
    pub found: String,
    /// What the client herself can do.
    pub strength: String,
    /// What informal carers do and can do.
    pub carers: String,
    /// How that weighs on them.
    pub load: String,
}

/// Care diagnosis over all life domains on one day (CM-01).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CareDiagnosis {
    /// The day.
    pub on: Date,
    /// Each life domain with what was found there.
    pub domains: BTreeMap<LifeDomain, Finding>,
    /// How heavy the care is for the informal carers, from 0 (not) to 10 (they cannot go on); absent when there are
    /// none, or when it was not asked. A pathway that asks it hears it (CM-08).
    #[serde(default)]
    pub carer_load: Option<u8>,
}

/// Who carries out a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Responsible {
    /// Whoever is case manager.
    CaseManager,
    /// A professional, by name and organisation.
    Professional {
        /// Who.
        seat: Seat,
    },
    /// An organisation.
    Org {
        /// Which.
        org: OrgId,
    },
    /// The client herself.
    Client,
    /// An informal carer.
    Carer {
        /// Her or his name.
        name: String,
    },
}

impl Responsible {
    /// A professional by name, or the case manager of the moment.
    #[must_use]
    pub const fn of(seat: Option<Seat>) -> Self {
        match seat {
            Some(seat) => Self::Professional { seat },
            None => Self::CaseManager,
        }
    }

    /// The professional to whose work it belongs. What the client, a carer or an organisation does is watched over by
    /// the case manager.
    #[must_use]
    pub const fn seat(&self) -> Option<Seat> {
        match self {
            Self::Professional { seat } => Some(*seat),
            Self::CaseManager | Self::Org { .. } | Self::Client | Self::Carer { .. } => None,
        }
    }

    /// The organisation that sees to it, by whoever of its people is there.
    #[must_use]
    pub const fn org(&self) -> Option<OrgId> {
        match self {
            Self::Org { org } => Some(*org),
            Self::CaseManager | Self::Professional { .. } | Self::Client | Self::Carer { .. } => None,
        }
    }

    /// Whether others than the case manager and a professional by name do it: she waits for it.
    #[must_use]
    pub const fn is_elsewhere(&self) -> bool {
        matches!(self, Self::Org { .. } | Self::Client | Self::Carer { .. })
    }
}

/// A measure as a command gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct MeasureDraft {
    /// The number of its action, for a measure of the version before; absent for a new one.
    #[serde(default)]
    pub no: Option<No>,
    /// What is done.
    pub what: String,
    /// By whom.
    pub responsible: Responsible,
    /// By when.
    pub by: Date,
}

/// A goal as a command gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct GoalDraft {
    /// Its number, for a goal of the version before; absent for a new one.
    #[serde(default)]
    pub no: Option<No>,
    /// In which life domain.
    pub domain: LifeDomain,
    /// The wanted result.
    pub wanted: String,
    /// The means.
    #[serde(default)]
    pub means: String,
    /// How it is evaluated.
    pub evaluation: String,
    /// When it is evaluated.
    pub evaluate_on: Date,
    /// What is done for it.
    #[serde(default)]
    pub measures: Vec<MeasureDraft>,
}

/// A plan as a command gives it: what is pursued from now on. A goal or measure of the version before that is left out
/// leaves the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PlanDraft {
    /// The goals.
    pub goals: Vec<GoalDraft>,
    /// What was agreed on continuity of care: who is there when, who stands in, what happens after the birth or a move.
    #[serde(default)]
    pub continuity: String,
}

/// A measure of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Measure {
    /// The number of its action on the case, which says whether it was done.
    pub no: No,
    /// What is done.
    pub what: String,
    /// By whom.
    pub responsible: Responsible,
    /// By when.
    pub by: Date,
}

/// A goal of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Goal {
    /// Its number on the case, the same in every version.
    pub no: No,
    /// In which life domain.
    pub domain: LifeDomain,
    /// The wanted result.
    pub wanted: String,
    /// The means.
    pub means: String,
    /// How it is evaluated.
    pub evaluation: String,
    /// When it is evaluated, as this version has it; an evaluation may set a later day.
    pub evaluate_on: Date,
    /// What is done for it.
    pub measures: Vec<Measure>,
}

/// A version of the plan: goals, means, measures and how they are reached (paragraph 4.a).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Plan {
    /// The goals.
    pub goals: Vec<Goal>,
    /// What was agreed on continuity of care.
    pub continuity: String,
}

/// Who took part in writing a version (PS-05: "in overleg met de huidige hulpverlening en in overleg met de cliënt").
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct TookPart {
    /// The client herself.
    pub client: bool,
    /// Informal carers, by name.
    pub carers: Vec<String>,
    /// The organisations that give care now.
    pub orgs: Vec<OrgId>,
}

/// Whether the client agrees to a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Consent {
    /// She does.
    Agreed,
    /// She does not.
    NotAgreed {
        /// Why not, in her words.
        why: String,
    },
    /// She was not asked yet.
    NotAsked {
        /// Why not.
        why: String,
    },
}

/// How a goal stands after an evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Evaluated {
    /// Not reached yet: it goes on.
    GoesOn {
        /// When it is evaluated again.
        next: Date,
    },
    /// Reached in part; it goes on when there is a next day, else it rests at that.
    Partly {
        /// When it is evaluated again.
        #[serde(default)]
        next: Option<Date>,
    },
    /// Reached.
    Reached,
    /// No longer pursued.
    Dropped {
        /// Why not.
        reason: String,
    },
}

impl Evaluated {
    /// When the goal is evaluated again.
    #[must_use]
    pub const fn next(&self) -> Option<Date> {
        match self {
            Self::GoesOn { next } => Some(*next),
            Self::Partly { next } => *next,
            Self::Reached | Self::Dropped { .. } => None,
        }
    }
}

/// The evaluation of a goal (CM-08).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct GoalEvaluation {
    /// The day.
    pub on: Date,
    /// What was found.
    pub finding: String,
    /// How the goal stands now.
    pub result: Evaluated,
}
