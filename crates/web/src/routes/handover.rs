//! `/casus/{id}/overdracht/{soort}`: a handover step by step; `/overdracht/{id}`: the receiver's answer.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::{AppError, CaseFile, Extent};
use regie_care::ids::CaseId;
use regie_care::policy::Denial;

use super::case::{Wanted, whole};
use super::error::error_page;
use super::flash;
use super::forms::{Failure, FormError, carry_out, case_command, field_problem};
use super::read::Posted;
use super::visitor::Visitor;
use crate::fields::Fields;
use crate::fill::handover::{acceptance, answer, form, is_open, kind, preview};
use crate::fill::several::why_not;
use crate::pages::case::{CasePage, Tab};
use crate::pages::handover::Way;
use crate::pages::{FormKey, Here};
use crate::render;
use crate::state::WebState;

/// A case with its page as far as the forms need it.
struct At {
    id: CaseId,
    way: Way,
    file: CaseFile,
    page: CasePage,
}

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, way)): Path<(String, String)>,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let at = at(&state, &visitor, id, &way).await.map_err(failed)?;
    Ok(asked(&state, &visitor, &at, &Fields::default(), None))
}

pub(super) async fn submit(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, way)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let at = at(&state, &visitor, id, &way).await.map_err(failed)?;
    let (name, button) = match at.way {
        Way::Handover(_) => ("overdracht", "voorstellen"),
        Way::Shared => ("gedeeld", "afspreken"),
    };
    let filled = fields.with("doe", button).with("soort", &kind(at.way));
    if fields.text("doe") == "wijzigen" {
        return Ok(asked(&state, &visitor, &at, &filled, None));
    }
    let done = if fields.text("doe") == "bevestigen" {
        carry_out(&state, &visitor, at.id, name, &filled).await.map(|()| {
            let said = if at.way == Way::Shared { "said-recorded" } else { "said-handover-proposed" };
            (flash::set(said), Redirect::to(&Tab::Handover.path(at.id))).into_response()
        })
    } else {
        look(&state, &visitor, &at, name, &filled).await
    };
    match done {
        Ok(response) => Ok(response),
        Err(failure) => Ok(again(&state, &visitor, &at, &filled, failure)),
    }
}

/// The case, its page and the way, as far as that is open to her.
async fn at(state: &WebState, visitor: &Visitor, id: String, way: &str) -> Result<At, AppError> {
    let way = Way::parse(way).ok_or_else(|| AppError::NotFound { what: "page", id: way.to_owned() })?;
    let id = id.parse::<CaseId>().map_err(|_| AppError::NotFound { what: "case", id })?;
    let file = state.app.case_file(visitor.person.seat, id).await?;
    let page = whole(state, visitor, id, file.clone(), Wanted::newest(Tab::Handover)).await?;
    if is_open(&file, &page, way) {
        return Ok(At { id, way, file, page });
    }
    let why = if file.extent == Extent::Whole { Denial::NotAccountable } else { Denial::NotAcceptedYet };
    Err(AppError::Denied { code: why.code(), message: why.text() })
}

/// The form, with what was posted and what is wrong with that.
fn asked(
    state: &WebState,
    visitor: &Visitor,
    at: &At,
    posted: &Fields,
    problem: Option<(StatusCode, String)>,
) -> Response {
    let (status, problem) = problem.map_or((StatusCode::OK, None), |(status, problem)| (status, Some(problem)));
    let key =
        FormKey { version: Some(at.file.case.version), nonce: visitor.nonce(state), back: Tab::Handover.path(at.id) };
    let (desk, chrome) = (visitor.desk(state), visitor.chrome(Here::Elsewhere));
    render::page_with(status, &form(&desk, chrome, key, (at.way, &at.page), &at.file, posted, problem))
}

/// What would happen, and who would be told.
async fn look(state: &WebState, visitor: &Visitor, at: &At, name: &str, fields: &Fields) -> Result<Response, Failure> {
    let seat = visitor.person.seat;
    let command = case_command(name, fields, seat)?;
    let foreseen = state.app.foresee_case(seat, at.id, &command).await?;
    let own = |name: &str| !matches!(name, "doe" | "sleutel" | "versie" | "soort" | "terug");
    let posted = fields.iter().filter(|(name, _)| own(name));
    let posted = posted.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let (desk, chrome, nonce) = (visitor.desk(state), visitor.chrome(Here::Elsewhere), visitor.nonce(state));
    let page = preview(&desk, chrome, (at.way, &at.page), (&at.file, &foreseen), &command, posted, nonce);
    Ok(render::page(&page))
}

/// The form again, with everything that was typed and what is wrong with it.
fn again(state: &WebState, visitor: &Visitor, at: &At, fields: &Fields, failure: Failure) -> Response {
    let t = visitor.t;
    let problem = match failure {
        Failure::Form(FormError::NoSuchForm) => {
            let error = AppError::NotFound { what: "form", id: fields.text("doe").to_owned() };
            return error_page(state, visitor, error);
        }
        Failure::Form(error) => (StatusCode::UNPROCESSABLE_ENTITY, field_problem(t, &error)),
        Failure::Fields(_) => (StatusCode::UNPROCESSABLE_ENTITY, t.of("field-error-unseen").into_owned()),
        Failure::App(AppError::Changed(changed)) => {
            let by = regie_app::name_of(changed.by, &state.app.directory());
            (StatusCode::CONFLICT, t.one("handover-changed", "by", by).into_owned())
        }
        Failure::App(error @ (AppError::Refused(_) | AppError::KeyReused)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, why_not(t, &error))
        }
        Failure::App(error) => return error_page(state, visitor, error),
    };
    asked(state, visitor, at, fields, Some(problem))
}

/// The receiver's page. Who has nothing to answer is led to the case.
pub(super) async fn receive(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let id = id.parse::<CaseId>().map_err(|_| failed(AppError::NotFound { what: "case", id }))?;
    let seat = visitor.person.seat;
    let file = state.app.case_file(seat, id).await.map_err(failed)?;
    let page = whole(&state, &visitor, id, file.clone(), Wanted::newest(Tab::Handover)).await.map_err(failed)?;
    if !page.may.answer {
        return Ok(Redirect::to(&Tab::Handover.path(id)).into_response());
    }
    let desk = visitor.desk(&state);
    let foreseen = match acceptance(&desk, &file) {
        Some(command) => state.app.foresee_case(seat, id, &command).await.ok(),
        None => None,
    };
    let chrome = visitor.chrome(Here::Elsewhere);
    match answer(&desk, chrome, page, &file, foreseen.as_ref()) {
        Some(page) => Ok(render::page(&page)),
        None => Ok(Redirect::to(&Tab::Handover.path(id)).into_response()),
    }
}
