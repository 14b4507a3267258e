//! Care diagnosis and the treatment plan by life domain: what is found, what is wanted, who does what, and how it is
//! evaluated (CM-01, CM-08, PS-05 to PS-07).
//!
//! Every revision is a version that keeps who took part and why it was made; what changed between two versions is
//! computed ([`changes`]), never typed. A measure is an action of the case: it is done, dropped and given to somebody
//! else where every action is, and stands in no second list.

mod changes;
mod records;
mod state;
#[cfg(test)]
mod tests;
mod whole;

pub use changes::{GoalField, PlanChange, changes, changes_in_words};
pub use records::{
    CareDiagnosis, Consent, Evaluated, Finding, Goal, GoalDraft, GoalEvaluation, LifeDomain, Measure, MeasureDraft,
    Plan, PlanDraft, Responsible, TookPart,
};
pub use state::{
    CarePlan, DiagnosisRecord, Fixed, GoalLife, GoalRecord, MeasureOf, PlanVersion, coordinating, measure_lives,
};
pub(crate) use whole::does_the_work;
pub use whole::{PlanLack, is_to_be_confirmed, lacks, lacks_to_fix};
