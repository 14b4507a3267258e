//! Opening a case, and every command on one.

use axum::extract::State;
use axum::response::Response;
use regie_care::case::{CaseCommand, OpenCase};
use regie_care::ids::CaseId;
use utoipa_axum::routes;

use crate::api::Routes;
use crate::api::command::{Command, CommandHeaders, Outcome, created, done};
use crate::api::extract::Id;
use crate::problem::Problem;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(open), routes!(command)]
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
