//! `/relaties`: organisations, professionals, absences and the rota, and what changes them.

mod absences;
mod organisations;
mod people;
mod rota;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use regie_app::{AppError, Request};

use super::flash;
use super::forms::{FormError, field_problem};
use super::visitor::Visitor;
use crate::fields::Fields;
use crate::fill::several::why_not;
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

/// Why a form did not come through.
enum Failure {
    Form(FormError),
    App(AppError),
}

impl From<FormError> for Failure {
    fn from(error: FormError) -> Self {
        Self::Form(error)
    }
}

impl From<crate::fields::FieldError> for Failure {
    fn from(error: crate::fields::FieldError) -> Self {
        Self::Form(error.into())
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

/// What a form asks, by whom, with the version that she saw.
fn request(visitor: &Visitor, path: &str, fields: &Fields) -> Result<Request, FormError> {
    Ok(Request {
        actor: visitor.person.actor(),
        seen: fields.number_or_none("versie")?,
        key: fields.request_key(path, ""),
    })
}

/// Back to where the form stood, which then says that it is recorded.
fn recorded(fields: &Fields, path: &str) -> Response {
    let back = fields.back().unwrap_or(path).to_owned();
    (flash::set("said-recorded"), Redirect::to(&back)).into_response()
}

/// What the page says of a form that comes back with all that was typed.
///
/// # Errors
/// Those that no other try would mend, which have a page of their own.
fn again(
    state: &WebState,
    visitor: &Visitor,
    fields: Fields,
    failure: Failure,
) -> Result<(StatusCode, Tried), AppError> {
    let t = visitor.t;
    let (status, problem) = match failure {
        Failure::Form(FormError::NoSuchForm) => {
            return Err(AppError::NotFound { what: "form", id: fields.text("doe").to_owned() });
        }
        Failure::Form(error) => (StatusCode::UNPROCESSABLE_ENTITY, field_problem(t, &error)),
        Failure::App(AppError::Changed(changed)) => {
            let by = regie_app::name_of(changed.by, &state.app.directory());
            (StatusCode::CONFLICT, t.one("relations-changed", "by", by).into_owned())
        }
        Failure::App(error @ (AppError::Refused(_) | AppError::KeyReused)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, why_not(t, &error))
        }
        Failure::App(error) => return Err(error),
    };
    Ok((status, Tried { posted: fields, problem: Some(problem) }))
}
