//! Several cases handed over at once, with an answer for each (AZ-01, AZ-10).

use axum::extract::State;
use regie_app::{AppError, OneOfSeveral, Several};
use regie_care::ids::CaseId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::Routes;
use super::command::{Command, CommandHeaders, Outcome};
use super::foretold::PreviewView;
use crate::problem::Problem;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(hand_over)]
}

/// Which cases, and what happens to each.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct HandOverSeveral {
    /// The cases, from 1 to 200.
    #[schema(min_items = 1, max_items = 200)]
    cases: Vec<CaseId>,
    /// What happens to each of them.
    to: Several,
    /// Only to see what would become of each; nothing is stored.
    #[serde(default)]
    preview: bool,
}

/// What became of each case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct SeveralReport {
    /// Whether it was only foreseen.
    preview: bool,
    /// For how many cases it was done, or would be.
    done: usize,
    /// For how many it was refused, or would be.
    refused: usize,
    /// Each case, in the order given, once.
    cases: Vec<SeveralLine>,
}

/// What became of one case: exactly one of `done`, `foreseen` and `problem` is there.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct SeveralLine {
    /// Which case.
    case: CaseId,
    /// The client's name, where it is for you to know.
    client_name: Option<String>,
    /// What was done.
    done: Option<Outcome>,
    /// What would be done.
    foreseen: Option<PreviewView>,
    /// Why it was refused, or would be; this case stays as it is.
    problem: Option<Problem>,
}

/// Hand several cases over
///
/// For a leave, a departure, or a site that closes: one command per case. What is refused for one leaves the others as they
/// are; the report says of each case what became of it, and the status is 200 also when all were refused. Send an
/// `Idempotency-Key`: sent again, each case answers as before. With `preview` nothing is stored.
#[utoipa::path(
    post, path = "/caseload/handovers", tag = "lists", params(CommandHeaders), request_body = HandOverSeveral,
    responses((status = 200, description = "What became of each case.", body = SeveralReport))
)]
async fn hand_over(
    State(state): State<WebState>,
    command: Command<HandOverSeveral>,
) -> Result<axum::Json<SeveralReport>, Problem> {
    let HandOverSeveral { cases, to, preview } = &command.value;
    let failed = |error| state.problem(error);
    let Some(seat) = command.request.actor.seat() else { return Err(failed(AppError::NotSignedIn)) };
    if command.request.seen.is_some() {
        let message = "several cases have a version each; leave the header out".to_owned();
        return Err(failed(AppError::Invalid { field: "If-Match", message }));
    }
    let lines = if *preview {
        let told = state.app.foresee_several(seat, cases, to).await.map_err(failed)?;
        let directory = state.app.directory();
        told.into_iter().map(|one| line(&state, one, |seen| (None, Some(PreviewView::of(&seen, &directory))))).collect()
    } else {
        let told = state.app.hand_over_several(&command.request, cases, to).await.map_err(failed)?;
        told.into_iter().map(|one| line(&state, one, |done| (Some(Outcome::from(done)), None))).collect()
    };
    Ok(axum::Json(report(*preview, lines)))
}

fn report(preview: bool, cases: Vec<SeveralLine>) -> SeveralReport {
    let refused = cases.iter().filter(|line| line.problem.is_some()).count();
    SeveralReport { preview, done: cases.len() - refused, refused, cases }
}

fn line<T>(
    state: &WebState,
    one: OneOfSeveral<T>,
    tell: impl Fn(T) -> (Option<Outcome>, Option<PreviewView>),
) -> SeveralLine {
    let (told, problem) = match one.result {
        Ok(value) => (tell(value), None),
        Err(error) => ((None, None), Some(state.problem(error))),
    };
    let (done, foreseen) = told;
    SeveralLine { case: one.case, client_name: one.client, done, foreseen, problem }
}
