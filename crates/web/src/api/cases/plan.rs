//! The steps of a case's pathways: where each stands, and why.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use regie_app::{CaseFile, PlannedStep};
use regie_care::directory::Directory;
use regie_care::ids::CaseId;
use regie_pathway::{Ask, Lateness, Life, PathwayId, RoleId, StageId, StepId, StepKind, Text, Window};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::whole_file_of;
use crate::api::Routes;
use crate::api::command::versioned;
use crate::api::extract::Id;
use crate::api::names::SeatName;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(plan)]
}

/// The plan of a case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Plan {
    /// The version of the case.
    version: u64,
    /// The day for which it was told.
    today: Date,
    /// Every step of every pathway, in the order of the files.
    steps: Vec<PlannedStepView>,
}

/// A step of the plan.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct PlannedStepView {
    /// The pathway.
    pathway: PathwayId,
    /// The step.
    step: StepId,
    /// Which occurrence of it, from 1.
    nth: u16,
    /// What sort of thing it is.
    kind: StepKind,
    /// What it is called.
    title: Text,
    /// To which part of the course it belongs.
    stage: Option<StageId>,
    /// The role that does it.
    by: RoleId,
    /// Who does it for the case manager, who stays responsible (AZ-09).
    delegated_to: Option<SeatName>,
    /// Whether it stands between now and closing.
    required: bool,
    /// Whether it is done only when somebody calls for it.
    discretionary: bool,
    /// Where it stands.
    life: Life,
    /// Whether it is open and past its last day.
    overdue: bool,
    /// Its window, as soon as the dates from which it counts are known.
    window: Option<Window>,
    /// The appointment.
    planned: Option<Date>,
    /// The window in which it should have been done, when it is to be caught up.
    late: Option<Lateness>,
    /// Why it stands where it stands, sentence by sentence.
    why: Vec<Text>,
    /// What to ask next, where it depends on something unknown.
    ask: Vec<Ask>,
    /// The passage of the source text that asks for the step.
    source: String,
}

impl PlannedStepView {
    fn of(planned: &PlannedStep, file: &CaseFile, directory: &Directory) -> Self {
        let PlannedStep { pathway, step, occurrence, explanation } = planned;
        let run = file.case.state.run(pathway);
        let delegated = run.and_then(|run| run.delegations.get(&(step.id.clone(), occurrence.nth)));
        Self {
            pathway: pathway.clone(),
            step: step.id.clone(),
            nth: occurrence.nth,
            kind: step.kind,
            title: step.title.clone(),
            stage: step.stage.clone(),
            by: step.by.clone(),
            delegated_to: delegated.map(|seat| SeatName::of(*seat, directory)),
            required: step.required,
            discretionary: step.discretionary,
            life: occurrence.life.clone(),
            overdue: explanation.overdue,
            window: occurrence.window,
            planned: occurrence.pinned,
            late: occurrence.late,
            why: explanation.sentences.clone(),
            ask: explanation.unknown.clone(),
            source: explanation.source.clone(),
        }
    }
}

/// The plan of a case, with the reasons
#[utoipa::path(
    get, path = "/cases/{id}/plan", tag = "cases", params(("id" = CaseId, Path, description = "Which case.")),
    responses((status = 200, description = "The plan.", body = Plan,
               headers(("ETag" = String, description = "The version, for `If-Match`."))))
)]
async fn plan(State(state): State<WebState>, signed_in: SignedIn, Id(id): Id<CaseId>) -> Result<Response, Problem> {
    let file = whole_file_of(&state, &signed_in, id).await?;
    let directory = state.app.directory();
    let version = file.case.version;
    let steps = file.plan.iter().map(|planned| PlannedStepView::of(planned, &file, &directory)).collect();
    Ok(versioned(version, axum::Json(Plan { version, today: file.moment.today, steps })))
}
