//! Whether this node can serve.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::Routes;
use crate::problem::Problem;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(health)]
}

/// A node that can serve.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Health {
    /// Always `ok`; what is not well answers 503.
    status: &'static str,
    /// The version of Regie.
    version: &'static str,
}

/// Whether this node can serve
///
/// Asks the database. For load balancers and monitors.
#[utoipa::path(
    get, path = "/health", tag = "server", security(()),
    responses((status = 200, description = "It can.", body = Health))
)]
async fn health(State(state): State<WebState>) -> Result<axum::Json<Health>, Problem> {
    state.app.store().ping().await.map_err(|error| state.problem(error.into()))?;
    Ok(axum::Json(Health { status: "ok", version: env!("CARGO_PKG_VERSION") }))
}
