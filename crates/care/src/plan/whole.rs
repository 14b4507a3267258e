//! Whether a plan is whole: a draft may be incomplete, what is fixed may not be.
//!
//! "De zorgdiagnostiek mondt uit in een zorgbehandelplan, waarin de te behalen doelen, de middelen en maatregelen die daarvoor
//! nodig zijn, en de manier waarop de doelen zijn te bereiken" (report on case management, paragraph 4.a). "Tijdens het MDO
//! wordt een definitief behandelplan vastgesteld … en worden afspraken gemaakt over de continuïteit van zorg" (blueprint on
//! psychosocial care, step 4).

use regie_pathway::{Definition, Status, Text, Work};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::records::Consent;
use crate::case::Case;
use crate::case::records::No;
use crate::pathways::Pathways;

/// Something that a plan still lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum PlanLack {
    /// No care diagnosis was made: a plan comes out of one.
    Diagnosis,
    /// The version was written before the care diagnosis.
    OlderThanDiagnosis,
    /// Nothing is done for a goal.
    Measures {
        /// The number of the goal.
        goal: No,
        /// Its wanted result.
        wanted: String,
    },
    /// It was not discussed with the client.
    ClientNotAsked,
    /// What was agreed on continuity of care.
    Continuity,
    /// The MDO that the pathway asks for did not discuss it.
    Meeting,
}

impl PlanLack {
    /// What is lacking and how to mend it.
    #[must_use]
    pub fn in_words(&self) -> Text {
        match self {
            Self::Diagnosis => Text::new(
                "er is nog geen zorgdiagnostiek; leg die eerst vast",
                "there is no care diagnosis yet; record it first",
            ),
            Self::OlderThanDiagnosis => Text::new(
                "deze versie is van voor de zorgdiagnostiek; stel het plan daarna bij",
                "this version is from before the care diagnosis; revise the plan after it",
            ),
            Self::Measures { wanted, .. } => Text::new(
                format!("het doel ‘{wanted}’ heeft nog geen maatregel"),
                format!("the goal ‘{wanted}’ has no measure yet"),
            ),
            Self::ClientNotAsked => Text::new(
                "deze versie is nog niet met de cliënt besproken; stel haar bij met wat de cliënt ervan vindt",
                "this version was not discussed with the client yet; revise it with what she says of it",
            ),
            Self::Continuity => Text::new(
                "er zijn nog geen afspraken over de continuïteit van zorg",
                "nothing is agreed on continuity of care yet",
            ),
            Self::Meeting => Text::new(
                "het zorgpad vraagt eerst een MDO; leg het MDO vast, of noem het overleg dat het plan besprak",
                "the pathway asks for an MDO first; record it, or name the meeting that discussed the plan",
            ),
        }
    }
}

/// What the version that holds lacks as a plan: it comes out of a care diagnosis, and something is done for
/// every goal. The blueprint on psychosocial care has the plan drafted without a diagnosis (step 3).
#[must_use]
pub fn lacks(case: &Case, pathways: &Pathways) -> Vec<PlanLack> {
    let Some((_, version)) = case.care_plan.current() else { return Vec::new() };
    let first = case.care_plan.diagnoses.iter().map(|record| record.diagnosis.on).min();
    let diagnosis = match first {
        None => asks_diagnosis(case, pathways).then_some(PlanLack::Diagnosis),
        Some(first) if version.on < first => Some(PlanLack::OlderThanDiagnosis),
        Some(_) => None,
    };
    let bare = version.plan.goals.iter().filter(|goal| goal.measures.is_empty());
    let bare = bare.map(|goal| PlanLack::Measures { goal: goal.no, wanted: goal.wanted.clone() });
    diagnosis.into_iter().chain(bare).collect()
}

/// What stands between the version that holds and fixing it; `discussed` says that a meeting is named which spoke of it.
#[must_use]
pub fn lacks_to_fix(case: &Case, pathways: &Pathways, discussed: bool) -> Vec<PlanLack> {
    let mut lacking = lacks(case, pathways);
    let Some((_, version)) = case.care_plan.current() else { return lacking };
    if matches!(version.consent, Consent::NotAsked { .. }) {
        lacking.push(PlanLack::ClientNotAsked);
    }
    if asks_meeting(case, pathways) {
        if version.plan.continuity.is_empty() {
            lacking.push(PlanLack::Continuity);
        }
        if !discussed && !may_fix_now(case, pathways) {
            lacking.push(PlanLack::Meeting);
        }
    }
    lacking
}

/// Whether a care diagnosis comes before the plan, as CM-01 has it; not where the pathway that asks for a plan asks for none.
fn asks_diagnosis(case: &Case, pathways: &Pathways) -> bool {
    let under_way = case.runs.iter().filter(|run| run.state.ended().is_none());
    let definitions: Vec<&Definition> = under_way.filter_map(|run| pathways.of(run)).collect();
    let asks = |work| definitions.iter().any(|one| one.steps().iter().any(|step| step.does == Some(work)));
    asks(Work::CareDiagnosis) || !(asks(Work::CarePlan) || asks(Work::FixedPlan))
}

/// Whether the version that holds was fixed before a pathway asked for it, as before the MDO, and it asks for it now: then it
/// is confirmed as it stands, or there is a new version.
#[must_use]
pub fn is_to_be_confirmed(case: &Case, pathways: &Pathways) -> bool {
    let fixed = case.care_plan.current().is_some_and(|(_, version)| version.fixed.is_some());
    fixed && fixing(case, pathways).any(|status| status == Status::Open)
}

/// Whether a pathway of the case has the plan fixed, as the MDO does (PS-06).
fn asks_meeting(case: &Case, pathways: &Pathways) -> bool {
    fixing(case, pathways).next().is_some()
}

/// Whether the step that fixes the plan is there to be done: its pathway opens it after the MDO.
fn may_fix_now(case: &Case, pathways: &Pathways) -> bool {
    fixing(case, pathways).all(|status| status == Status::Open)
}

/// How the last occurrence of every step stands that fixes the plan.
fn fixing<'a>(case: &'a Case, pathways: &'a Pathways) -> impl Iterator<Item = Status> {
    let under_way = case.runs.iter().filter(|run| run.state.ended().is_none());
    under_way.filter_map(move |run| {
        let definition = pathways.of(run)?;
        let fixes = |step| definition.step(step).is_some_and(|step| step.does == Some(Work::FixedPlan));
        let last = run.state.occurrences().filter(|one| fixes(&one.step)).last()?;
        Some(last.status())
    })
}

/// Whether the plan does the work of a step of this pathway. Where the pathway has it fixed later, a draft does; elsewhere
/// the plan must be whole.
pub(crate) fn does_the_work(case: &Case, pathways: &Pathways, definition: &Definition) -> bool {
    let fixed_later = definition.steps().iter().any(|step| step.does == Some(Work::FixedPlan));
    fixed_later || lacks(case, pathways).is_empty()
}
