//! `/relaties`: organisations, professionals, absences and the rota, and what changes them.

mod absences;
mod organisations;
mod people;
mod rota;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use regie_app::Request;

use super::error::error_page;
use super::failed::Failed;
use super::flash;
use super::forms::{FormError, field_problem};
use super::visitor::Visitor;
use crate::fields::Fields;
use crate::pages::Said;
use crate::pages::relations::Tried;
use crate::state::WebState;

/// The routes.
pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route("/relaties", get(organisations::list).post(organisations::register))
        .route("/relaties/organisatie/{id}", get(organisations::show).post(organisations::change))
        .route("/relaties/mensen", get(people::list).post(people::register))
        .route("/relaties/persoon/{id}", get(people::show).post(people::change))
        .route("/relaties/afwezig", get(absences::list).post(absences::record))
        .route("/relaties/dienst", get(rota::show))
        .route("/relaties/dienst/{id}", get(rota::of_org))
        .route("/relaties/dienst/{id}", post(rota::change))
}

/// What a form asks, by whom, with the version that she saw.
fn request(visitor: &Visitor, path: &str, fields: &Fields) -> Result<Request, FormError> {
    Ok(Request {
        actor: visitor.person.actor(),
        seen: fields.number_or_none("versie")?,
        key: fields.request_key(path, ""),
    })
}

/// How every form ends: back to where it stood, which then says that it is recorded; or the page again, by `page`, with
/// what was typed and why it did not come through.
async fn end<F>(
    state: &WebState,
    visitor: &Visitor,
    fields: Fields,
    path: &str,
    done: Result<(), Failed>,
    page: impl FnOnce(StatusCode, Tried) -> F,
) -> Result<Response, Response>
where
    F: Future<Output = Result<Response, Response>>,
{
    let Err(failed) = done else {
        let back = fields.back().unwrap_or(path).to_owned();
        return Ok((flash::set("said-recorded"), Redirect::to(&back)).into_response());
    };
    let said = failed.said(state, visitor, fields.text("doe"), |error| field_problem(visitor.t, error), |_| None);
    let (status, Said { why, changes }) = said.map_err(|error| error_page(state, visitor, error))?;
    page(status, Tried { posted: fields, problem: Some(why), changes, way_on: None }).await
}
