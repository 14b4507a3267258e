//! What stands between a case and its closing, and whether sharing it should be considered.

use axum::extract::State;
use regie_care::case::Obstacle;
use regie_care::case::records::Situation;
use regie_care::ids::CaseId;
use regie_care::sharing::Ground;
use regie_pathway::Text;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::whole_file_of;
use crate::api::Routes;
use crate::api::extract::Id;
use crate::api::names::SeatName;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(closing), routes!(sharing)]
}

/// Whether a case can close.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Closing {
    /// Whether nothing stands in the way.
    ready: bool,
    /// What does.
    obstacles: Vec<Obstacle>,
}

/// Shared case management of a case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Sharing {
    /// Who is approached for which situation; empty when nothing was agreed.
    agreed: Vec<AgreementView>,
    /// Why sharing might be considered now.
    suggestions: Vec<SuggestionView>,
}

/// Who is approached for one situation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct AgreementView {
    /// For what.
    pub(super) situation: Situation,
    /// Which case manager.
    pub(super) case_manager: SeatName,
}

/// A reason to consider shared case management.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct SuggestionView {
    /// The group to which the client belongs.
    ground: Ground,
    /// Why she does.
    reason: Text,
    /// The passage of the source text.
    source: String,
}

/// What stands between a case and its closing
#[utoipa::path(
    get, path = "/cases/{id}/closing", tag = "cases", params(("id" = CaseId, Path, description = "Which case.")),
    responses((status = 200, description = "The obstacles.", body = Closing))
)]
async fn closing(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<CaseId>,
) -> Result<axum::Json<Closing>, Problem> {
    let obstacles = whole_file_of(&state, &signed_in, id).await?.obstacles;
    Ok(axum::Json(Closing { ready: obstacles.is_empty(), obstacles }))
}

/// Shared case management: what was agreed, and whether to consider it
#[utoipa::path(
    get, path = "/cases/{id}/sharing", tag = "cases", params(("id" = CaseId, Path, description = "Which case.")),
    responses((status = 200, description = "Agreements and suggestions.", body = Sharing))
)]
async fn sharing(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<CaseId>,
) -> Result<axum::Json<Sharing>, Problem> {
    let file = whole_file_of(&state, &signed_in, id).await?;
    let directory = state.app.directory();
    let agreed = file.case.state.sharing.iter().map(|agreement| AgreementView {
        situation: agreement.situation,
        case_manager: SeatName::of(agreement.case_manager, &directory),
    });
    let suggestions = file.suggestions.into_iter().map(|suggestion| SuggestionView {
        ground: suggestion.ground,
        reason: suggestion.reason,
        source: suggestion.source.to_owned(),
    });
    Ok(axum::Json(Sharing { agreed: agreed.collect(), suggestions: suggestions.collect() }))
}
