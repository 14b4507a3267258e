//! The JSON API, `/api/v1`: one file per group of endpoints, with their data, descriptions and handlers.

pub mod board;
pub mod body;
pub mod caseload;
pub mod cases;
pub mod clients;
pub mod command;
pub mod extract;
pub mod foretold;
pub mod health;
pub mod meetings;
pub mod names;
pub mod notices;
pub mod organisations;
pub mod paging;
pub mod pathways;
pub mod people;
pub mod region;
pub mod registrations;
pub mod session;
pub mod several;
pub mod worklist;

use std::sync::Arc;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::openapi;
use crate::problem::Problem;
use crate::state::WebState;

/// The routes of one group of endpoints, each with its description and the schemas that it needs.
pub(crate) type Routes = Vec<UtoipaMethodRouter<WebState>>;

/// Every route of the API, each with its description.
fn described() -> (Router<WebState>, OpenApi) {
    let groups = [
        health::routes(),
        session::routes(),
        worklist::routes(),
        caseload::routes(),
        several::routes(),
        board::routes(),
        cases::routes(),
        foretold::routes(),
        clients::routes(),
        registrations::routes(),
        meetings::routes(),
        notices::routes(),
        organisations::routes(),
        people::routes(),
        region::routes(),
        pathways::routes(),
    ];
    let v1 = groups.into_iter().flatten().fold(OpenApiRouter::new(), enter);
    OpenApiRouter::with_openapi(openapi::empty()).nest("/api/v1", v1).split_for_parts()
}

/// Enters routes into the router and its description. Two types with one name would describe each other wrongly.
fn enter(router: OpenApiRouter<WebState>, routes: UtoipaMethodRouter<WebState>) -> OpenApiRouter<WebState> {
    if let Some(known) = &router.get_openapi().components {
        for (name, schema) in &routes.0 {
            let same = known.schemas.get(name).is_none_or(|other| other == schema);
            debug_assert!(same, "two different types are both called '{name}' in the description of the API");
        }
    }
    router.routes(routes)
}

/// The description of the API.
#[must_use]
pub fn document() -> OpenApi {
    openapi::complete(described().1)
}

/// The routes of the API, its description, and the answer for what is not there.
pub(crate) fn router() -> Router<WebState> {
    let (routes, document) = described();
    let text: Arc<str> = serde_json::to_string(&openapi::complete(document)).unwrap_or_default().into();
    let serve = move || async move { ([(header::CONTENT_TYPE, "application/json")], text.to_string()) };
    routes.route("/api/v1/openapi.json", get(serve)).route("/api/{*unknown}", axum::routing::any(unknown))
}

async fn unknown() -> impl IntoResponse {
    Problem::of_status(StatusCode::NOT_FOUND)
}
