//! The steps of a case's pathways: where each stands, and why.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use regie_app::{CaseFile, PlannedStep};
use regie_care::directory::Directory;
use regie_care::ids::CaseId;
use regie_care::pathways::Pathways;
use regie_pathway::{
    self as pathway, Ask, Lateness, Life, Occurrence, PathwayId, RoleId, StageId, StepId, StepKind, Text, Whom, Window,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::readable_file_of;
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
struct StepPlan {
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
    /// Whether only those see it who are named on the seal (PS-02).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    sealed: bool,
    /// Where it stands.
    life: Life,
    /// What is asked in words when it is done: `complete` is refused without `words` then (`words-needed`).
    #[serde(skip_serializing_if = "Option::is_none")]
    asks_words: Option<Text>,
    /// What was said with it when it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<String>,
    /// What is asked of to whom when it is done: `complete` is refused without `whom` then (`whom-needed`), unless somebody
    /// is meant already.
    #[serde(skip_serializing_if = "Option::is_none")]
    asks_whom: Option<Text>,
    /// To whom she was referred, or with whom the appointment is.
    #[serde(skip_serializing_if = "Option::is_none")]
    whom: Option<Whom>,
    /// What is asked of the day when it is done: `complete` is refused without `day` then (`day-needed`).
    #[serde(skip_serializing_if = "Option::is_none")]
    asks_day: Option<Text>,
    /// That day, as of the appointment.
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<Date>,
    /// Whether it is open and past its last day.
    overdue: bool,
    /// Its window, as soon as the dates from which it counts are known; before that the one that is foreseen.
    window: Option<Window>,
    /// Whether the window is only foreseen: as if every step before it were done on its best day, and the birth were on
    /// the due date.
    foreseen: bool,
    /// The appointment.
    planned: Option<Date>,
    /// The last day of its window as the dates stand now, where the appointment lies after it: the step is as due as if it
    /// had no appointment. What must be done cannot be planned so late (`past-its-window`); the window may also have moved
    /// since.
    #[serde(skip_serializing_if = "Option::is_none")]
    planned_past: Option<Date>,
    /// The window in which it should have been done, when it is to be caught up.
    late: Option<Lateness>,
    /// Why it stands where it stands, sentence by sentence.
    why: Vec<Text>,
    /// What to ask next, where it depends on something unknown.
    ask: Vec<Ask>,
    /// What must hold before it can be done or skipped, while that does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    waits_for: Option<Text>,
    /// The passage of the source text that asks for the step.
    source: String,
}

impl PlannedStepView {
    fn of(planned: &PlannedStep, foreseen: &Foreseen, file: &CaseFile, directory: &Directory) -> Self {
        let PlannedStep { pathway, step, occurrence, explanation } = planned;
        let run = file.case.state.run(pathway);
        let foreseen = occurrence.window.is_none().then(|| foreseen.window(pathway, occurrence)).flatten();
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
            sealed: step.sealed,
            life: occurrence.life.clone(),
            asks_words: step.words.clone(),
            words: occurrence.words.clone(),
            asks_whom: step.whom.clone(),
            whom: occurrence.whom.clone(),
            asks_day: step.day.clone(),
            day: occurrence.day,
            overdue: explanation.overdue,
            window: occurrence.window.or(foreseen),
            foreseen: foreseen.is_some(),
            planned: occurrence.pinned,
            planned_past: explanation.planned_past,
            late: occurrence.late,
            why: explanation.sentences.clone(),
            ask: explanation.unknown.clone(),
            waits_for: explanation.waits_for.clone(),
            source: explanation.source.clone(),
        }
    }
}

/// The windows of steps whose dates are not known yet, as they are foreseen.
struct Foreseen(BTreeMap<(PathwayId, StepId, u16), Window>);

impl Foreseen {
    fn of(file: &CaseFile, pathways: &Pathways) -> Self {
        let mut windows = BTreeMap::new();
        for run in &file.case.state.runs {
            let Some(definition) = pathways.of(run) else { continue };
            for coming in pathway::ahead(definition, &run.state, file.moment.today) {
                let key = (run.pathway.clone(), coming.occurrence.step.clone(), coming.occurrence.nth);
                windows.extend(coming.window.map(|window| (key, window)));
            }
        }
        Self(windows)
    }

    fn window(&self, pathway: &PathwayId, occurrence: &Occurrence) -> Option<Window> {
        self.0.get(&(pathway.clone(), occurrence.step.clone(), occurrence.nth)).copied()
    }
}

/// The plan of a case, with the reasons
#[utoipa::path(
    get, path = "/cases/{id}/plan", tag = "cases", params(("id" = CaseId, Path, description = "Which case.")),
    responses((status = 200, description = "The plan.", body = StepPlan,
               headers(("ETag" = String, description = "The version, for `If-Match`."))))
)]
async fn plan(State(state): State<WebState>, signed_in: SignedIn, Id(id): Id<CaseId>) -> Result<Response, Problem> {
    let file = readable_file_of(&state, &signed_in, id).await?;
    let (directory, foreseen) = (state.app.directory(), Foreseen::of(&file, &file.pathways));
    let version = file.case.version;
    let steps = file.plan.iter().map(|planned| PlannedStepView::of(planned, &foreseen, &file, &directory)).collect();
    Ok(versioned(version, axum::Json(StepPlan { version, today: file.moment.today, steps })))
}
