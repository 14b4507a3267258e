//! What the events of a plan add up to.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::records::{CareDiagnosis, Consent, Evaluated, Goal, GoalEvaluation, Plan, Responsible, TookPart};
use crate::case::records::No;
use crate::case::state::{ActionLife, Case, by_no, numbered};
use crate::seat::{Actor, Seat};

/// The care diagnoses, the plan with its versions, and who coordinates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CarePlan {
    /// Care diagnoses, oldest first.
    pub diagnoses: Vec<DiagnosisRecord>,
    /// Versions of the plan, oldest first; the number is the place plus one.
    pub versions: Vec<PlanVersion>,
    /// Every goal that ever was in the plan; the number is the place plus one.
    pub goals: Vec<GoalRecord>,
    /// The coordinating provider.
    pub coordinator: Option<Seat>,
    /// Who coordinates after the birth, once that was handed over (PS-06).
    pub after_birth: Option<Seat>,
    /// Whether coordination was handed over after the birth (PS-07).
    pub handed_over: bool,
}

/// A care diagnosis and who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiagnosisRecord {
    /// The diagnosis.
    pub diagnosis: CareDiagnosis,
    /// Who recorded it.
    pub by: Actor,
}

/// A version of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanVersion {
    /// Its content.
    pub plan: Plan,
    /// Why it was made; from the second version on there always is a reason (CM-08).
    pub reason: Option<String>,
    /// Who took part.
    pub took_part: TookPart,
    /// Whether the client agrees.
    pub consent: Consent,
    /// The day on which it was written.
    pub on: Date,
    /// Who wrote it.
    pub by: Actor,
    /// Where it was fixed (PS-06).
    pub fixed: Option<Fixed>,
}

/// That a version was fixed, as the MDO does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Fixed {
    /// The day.
    pub on: Date,
    /// The case's place on the agenda of the meeting that fixed it, where that meeting is in Regie.
    pub agenda: Option<No>,
}

/// A goal and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalRecord {
    /// As the last version that has it says.
    pub goal: Goal,
    /// Its evaluations, oldest first.
    pub evaluations: Vec<GoalEvaluation>,
    /// How it stands.
    pub life: GoalLife,
}

/// How a goal stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum GoalLife {
    /// Set, and to be evaluated.
    Set {
        /// When.
        evaluate_on: Date,
    },
    /// Reached in part; while there is a day, it goes on.
    Partly {
        /// When it is evaluated again.
        evaluate_on: Option<Date>,
    },
    /// Reached.
    Reached,
    /// No longer pursued.
    Dropped {
        /// Why not.
        reason: String,
    },
}

impl GoalLife {
    /// When it is evaluated next; a goal without is settled.
    #[must_use]
    pub const fn evaluate_on(&self) -> Option<Date> {
        match self {
            Self::Set { evaluate_on } => Some(*evaluate_on),
            Self::Partly { evaluate_on } => *evaluate_on,
            Self::Reached | Self::Dropped { .. } => None,
        }
    }

    /// Whether it is still pursued.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.evaluate_on().is_some()
    }

    /// As it stands after an evaluation.
    #[must_use]
    pub fn after(result: &Evaluated) -> Self {
        match result {
            Evaluated::GoesOn { next } => Self::Set { evaluate_on: *next },
            Evaluated::Partly { next } => Self::Partly { evaluate_on: *next },
            Evaluated::Reached => Self::Reached,
            Evaluated::Dropped { reason } => Self::Dropped { reason: reason.clone() },
        }
    }

    /// With another day for its evaluation, while it is open.
    pub(crate) fn evaluate_by(&mut self, day: Date) {
        match self {
            Self::Set { evaluate_on } | Self::Partly { evaluate_on: Some(evaluate_on) } => *evaluate_on = day,
            Self::Partly { evaluate_on: None } | Self::Reached | Self::Dropped { .. } => {}
        }
    }
}

/// What makes an action a measure of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureOf {
    /// For which goal.
    pub goal: No,
    /// Who carries it out.
    pub responsible: Responsible,
}

impl CarePlan {
    /// The version that holds now, with its number.
    #[must_use]
    pub fn current(&self) -> Option<(No, &PlanVersion)> {
        numbered(&self.versions).next_back()
    }

    /// The goals that are pursued, with their numbers.
    pub fn open_goals(&self) -> impl Iterator<Item = (No, &GoalRecord)> {
        numbered(&self.goals).filter(|(_, record)| record.life.is_open())
    }
}

/// Who coordinates: the coordinating provider where one was named, else the case manager (PS-04).
#[must_use]
pub fn coordinating(case: &Case) -> Seat {
    case.care_plan.coordinator.unwrap_or(case.case_manager)
}

/// The measures of a goal that are in its last version, each with how its action stands.
pub fn measure_lives<'a>(
    case: &'a Case,
    goal: &'a Goal,
) -> impl Iterator<Item = (&'a super::Measure, Option<&'a ActionLife>)> {
    goal.measures.iter().map(|measure| (measure, by_no(&case.actions, measure.no).map(|action| &action.life)))
}
