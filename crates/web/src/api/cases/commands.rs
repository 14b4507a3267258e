//! Opening a case, and every command on one.

use axum::extract::State;
use axum::response::Response;
use regie_care::case::{CaseCommand, OpenCase};
use regie_care::ids::CaseId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::api::Routes;
use crate::api::command::{Command, CommandHeaders, Outcome, created, done};
use crate::api::extract::Id;
use crate::problem::Problem;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(open), routes!(command), routes!(at_once)]
}

/// Open a case
///
/// From here on one person is accountable (AZ-01). The pathway starts with the anchors and facts that are known.
#[utoipa::path(
    post, path = "/cases", tag = "cases", params(CommandHeaders), request_body = OpenCase,
    responses((status = 201, description = "Opened.", body = Outcome))
)]
async fn open(State(state): State<WebState>, command: Command<OpenCase>) -> Result<Response, Problem> {
    let outcome = state.app.open_case(&command.request, &command.value).await;
    created("cases", outcome.map_err(|error| state.problem(error))?)
}

/// Carry out a command on a case
///
/// What each kind does stands with its schema. A refusal names its reason; closing names all that is missing.
#[utoipa::path(
    post, path = "/cases/{id}/commands", tag = "cases",
    params(("id" = CaseId, Path, description = "Which case."), CommandHeaders), request_body = CaseCommand,
    responses((status = 200, description = "Done.", body = Outcome))
)]
async fn command(
    State(state): State<WebState>,
    Id(id): Id<CaseId>,
    command: Command<CaseCommand>,
) -> Result<Response, Problem> {
    let outcome = state.app.command_case(&command.request, id, &command.value).await;
    outcome.map(done).map_err(|error| state.problem(error))
}

/// Several commands on one case.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct AtOnce {
    /// In the order in which they are judged: each on what the ones before it would leave.
    #[schema(min_items = 1, max_items = 10)]
    commands: Vec<CaseCommand>,
}

/// Carry out several commands on a case, all or none
///
/// For what is one act to who does it: a telephone note, the action that takes it up again and the particular that the case
/// manager must know. They are stored together under one key; when one is refused nothing is stored.
#[utoipa::path(
    post, path = "/cases/{id}/commands/at-once", tag = "cases",
    params(("id" = CaseId, Path, description = "Which case."), CommandHeaders), request_body = AtOnce,
    responses((status = 200, description = "Done.", body = Outcome))
)]
async fn at_once(
    State(state): State<WebState>,
    Id(id): Id<CaseId>,
    command: Command<AtOnce>,
) -> Result<Response, Problem> {
    let outcome = state.app.command_case_at_once(&command.request, id, &command.value.commands).await;
    outcome.map(done).map_err(|error| state.problem(error))
}
