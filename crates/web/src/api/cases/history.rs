//! Who changed what on a case, and when.

use axum::extract::State;
use regie_care::ids::CaseId;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;

use crate::api::Routes;
use crate::api::extract::{Id, Query};
use crate::api::paging::{self, Page};
use crate::problem::{ChangeLine, Problem};
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(history)]
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct HistoryQuery {
    /// How many, from 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page begins, as `next` of the page before.
    cursor: Option<String>,
}

/// The history of a case
///
/// Newest first.
#[utoipa::path(
    get, path = "/cases/{id}/history", tag = "cases",
    params(("id" = CaseId, Path, description = "Which case."), HistoryQuery),
    responses((status = 200, description = "A page of the history.", body = Page<ChangeLine>))
)]
async fn history(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<CaseId>,
    Query(query): Query<HistoryQuery>,
) -> Result<axum::Json<Page<ChangeLine>>, Problem> {
    let limit = paging::limit(query.limit)?;
    let before: Option<u64> = paging::after(query.cursor.as_deref())?;
    let lines = state.app.history(signed_in.person.seat, id, before, limit as usize + 1).await;
    let (lines, next) = paging::cut(lines.map_err(|error| state.problem(error))?, limit, |line| line.seq);
    let directory = state.app.directory();
    let items = lines.iter().map(|line| ChangeLine::of(line, &directory)).collect();
    Ok(axum::Json(Page::new(items, next.as_ref())))
}
