//! The care diagnosis and the treatment plan of a case, with its versions (CM-01, CM-08).

use axum::extract::State;
use jiff::civil::Date;
use regie_app::name_of;
use regie_care::case::Case;
use regie_care::case::records::No;
use regie_care::case::state::{ActionLife, by_no, numbered};
use regie_care::directory::Directory;
use regie_care::ids::CaseId;
use regie_care::pathways::Pathways;
use regie_care::plan::{
    CareDiagnosis, Consent, Fixed, Goal, GoalEvaluation, GoalLife, Plan, PlanChange, PlanLack, PlanVersion, TookPart,
    changes, changes_in_words, lacks_to_fix,
};
use regie_pathway::Text;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::readable_file_of;
use crate::api::Routes;
use crate::api::extract::Id;
use crate::api::names::SeatName;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(care_plan)]
}

/// Care diagnosis, treatment plan and who coordinates.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct CarePlanView {
    /// The coordinating provider, where one was named. The case manager stays accountable.
    coordinator: Option<SeatName>,
    /// Who coordinates after the birth.
    after_birth: Option<SeatName>,
    /// Whether coordination was handed over after the birth.
    handed_over: bool,
    /// Care diagnoses over all life domains, oldest first.
    diagnoses: Vec<DiagnosisView>,
    /// Every goal that ever was in the plan.
    goals: Vec<GoalView>,
    /// The versions of the plan, oldest first; the last one holds.
    versions: Vec<VersionView>,
    /// What the last one lacks before it can be fixed; nothing when it is fixed.
    lacks: Vec<LackView>,
}

/// Something that a plan lacks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct LackView {
    /// What.
    lack: PlanLack,
    /// The same as a sentence.
    text: Text,
}

/// A care diagnosis.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct DiagnosisView {
    /// What was found.
    diagnosis: CareDiagnosis,
    /// Who recorded it.
    by: String,
}

/// A goal as it stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct GoalView {
    /// Its number.
    no: No,
    /// As the last version that has it says. The number of a measure is that of its action on the case.
    goal: Goal,
    /// How it stands.
    life: GoalLife,
    /// Its evaluations, oldest first.
    evaluations: Vec<GoalEvaluation>,
    /// The measures of it that were done, by number.
    done: Vec<No>,
}

/// A version of the plan.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct VersionView {
    /// Its number.
    version: No,
    /// Its content.
    plan: Plan,
    /// Why it was made; from the second version on there always is a reason.
    reason: Option<String>,
    /// What it changed from the version before: computed.
    changes: Vec<ChangeView>,
    /// Who took part.
    took_part: TookPart,
    /// Whether the client agrees.
    consent: Consent,
    /// The day on which it was written.
    on: Date,
    /// Who wrote it.
    by: String,
    /// Where it was fixed, as the MDO does.
    fixed: Option<Fixed>,
}

/// One thing that a version changed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct ChangeView {
    /// What.
    change: PlanChange,
    /// The same as a sentence.
    text: Text,
}

impl CarePlanView {
    fn of(case: &Case, pathways: &Pathways, directory: &Directory) -> Self {
        let plan = &case.care_plan;
        let name = |seat: Option<_>| seat.map(|seat| SeatName::of(seat, directory));
        Self {
            coordinator: name(plan.coordinator),
            after_birth: name(plan.after_birth),
            handed_over: plan.handed_over,
            diagnoses: plan
                .diagnoses
                .iter()
                .map(|record| DiagnosisView { diagnosis: record.diagnosis.clone(), by: name_of(record.by, directory) })
                .collect(),
            goals: numbered(&plan.goals)
                .map(|(no, record)| GoalView {
                    no,
                    goal: record.goal.clone(),
                    life: record.life.clone(),
                    evaluations: record.evaluations.clone(),
                    done: record
                        .goal
                        .measures
                        .iter()
                        .map(|measure| measure.no)
                        .filter(|no| is_done(case, *no))
                        .collect(),
                })
                .collect(),
            lacks: plan
                .current()
                .filter(|(_, version)| version.fixed.is_none())
                .map(|_| lacks_to_fix(case, pathways, false))
                .unwrap_or_default()
                .into_iter()
                .map(|lack| LackView { text: lack.in_words(), lack })
                .collect(),
            versions: numbered(&plan.versions)
                .map(|(no, version)| version_view(case, no, version, directory))
                .collect(),
        }
    }
}

fn is_done(case: &Case, measure: No) -> bool {
    by_no(&case.actions, measure).is_some_and(|action| matches!(action.life, ActionLife::Done(..)))
}

fn version_view(case: &Case, no: No, version: &PlanVersion, directory: &Directory) -> VersionView {
    let before = no.checked_sub(1).and_then(|before| by_no(&case.care_plan.versions, before));
    let changed = before.map(|before| changes(&before.plan, &version.plan)).unwrap_or_default();
    let texts = changes_in_words(case, no, directory);
    VersionView {
        version: no,
        plan: version.plan.clone(),
        reason: version.reason.clone(),
        changes: changed.into_iter().zip(texts).map(|(change, text)| ChangeView { change, text }).collect(),
        took_part: version.took_part.clone(),
        consent: version.consent.clone(),
        on: version.on,
        by: name_of(version.by, directory),
        fixed: version.fixed.clone(),
    }
}

/// The care diagnosis and the treatment plan by life domain
///
/// Goals with their evaluations, and every version with who took part, what changed and why. It is changed by the commands
/// `diagnose-care`, `revise-plan`, `fix-plan`, `evaluate-goal`, `name-coordinator` and `hand-over-coordination`; a measure is
/// an action of the case.
#[utoipa::path(
    get, path = "/cases/{id}/care-plan", tag = "cases", params(("id" = CaseId, Path, description = "Which case.")),
    responses((status = 200, description = "The plan.", body = CarePlanView))
)]
async fn care_plan(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<CaseId>,
) -> Result<axum::Json<CarePlanView>, Problem> {
    let file = readable_file_of(&state, &signed_in, id).await?;
    Ok(axum::Json(CarePlanView::of(&file.case.state, &file.pathways, &state.app.directory())))
}
