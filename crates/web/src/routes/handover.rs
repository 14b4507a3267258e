//! `/casus/{id}/overdracht/{soort}`: a handover step by step; `/overdracht/{id}`: the receiver's answer.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::{AppError, CaseFile, CaseForm, Extent};
use regie_care::case::records::HandoverCode;
use regie_care::ids::CaseId;
use regie_care::policy::Denial;

use super::case::{Wanted, whole};
use super::drafting;
use super::error::error_page;
use super::flash;
use super::forms::{Failure, FormError, Reader, carry_out, case_command, field_problem, unread_of_relocation};
use super::kept::{self, Instead};
use super::read::Posted;
use super::visitor::Visitor;
use crate::fields::Fields;
use crate::fill::drafted::Kept;
use crate::fill::handover::{Filled, acceptance, answer, form, is_open, kind, preview};
use crate::fill::several::why_not;
use crate::pages::case::{CasePage, Tab, drafts};
use crate::pages::handover::Way;
use crate::pages::{Chrome, Drafting, FormKey, Here};
use crate::render;
use crate::state::WebState;

/// A case with its page as far as the forms need it.
struct At {
    id: CaseId,
    way: Way,
    file: CaseFile,
    page: CasePage,
}

impl At {
    fn form(&self) -> CaseForm {
        self.way.code().map_or(CaseForm::Sharing, CaseForm::Handover)
    }
}

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, way)): Path<(String, String)>,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let at = at(&state, &visitor, id, &way).await.map_err(failed)?;
    let draft = state.app.case_form(visitor.person.seat, at.id, &at.form()).await.map_err(failed)?;
    let posted = draft.as_ref().map(|draft| drafting::fields(&draft.typed).with("soort", &kind(at.way)));
    Ok(asked(&state, &visitor, &at, &posted.unwrap_or_default(), Kept::of(draft.as_ref()), None))
}

pub(super) async fn submit(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, way)): Path<(String, String)>,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let at = at(&state, &visitor, id, &way).await.map_err(failed)?;
    let (name, button) = match at.way {
        Way::Handover(_) => ("overdracht", "voorstellen"),
        Way::Shared => ("gedeeld", "afspreken"),
    };
    let filled = fields.with("doe", button).with("soort", &kind(at.way));
    let (form, stands) = (at.form(), at.way.at(&at.page.id));
    let button = fields.text("doe");
    let kept = match kept::keep(&state, &visitor, (at.id, &form), &headers, (&filled, button), &stands).await {
        Ok(kept) => kept,
        Err(Instead::Answer(answer)) => return Ok(*answer),
        Err(Instead::Newer(newer)) => {
            let why = Some((StatusCode::CONFLICT, visitor.t.of("draft-elsewhere").into_owned()));
            return Ok(asked(&state, &visitor, &at, &filled, newer, why));
        }
    };
    if fields.text("doe") == "wijzigen" {
        return Ok(asked(&state, &visitor, &at, &filled, kept, None));
    }
    let done = if fields.text("doe") == "bevestigen" {
        send(&state, &visitor, &at, name, &filled).await
    } else {
        look(&state, &visitor, &at, name, &filled).await
    };
    match done {
        Ok(response) => Ok(response),
        Err(failure) => Ok(again(&state, &visitor, &at, (&filled, kept), failure)),
    }
}

/// Sends it; then nothing of it is to be kept.
async fn send(state: &WebState, visitor: &Visitor, at: &At, name: &str, filled: &Fields) -> Result<Response, Failure> {
    carry_out(state, visitor, at.id, name, filled).await?;
    state.app.case_form_sent(visitor.person.seat, at.id, &at.form()).await;
    let said = if at.way == Way::Shared { "said-recorded" } else { "said-handover-proposed" };
    Ok((flash::set(said), Redirect::to(&Tab::Handover.path(at.id))).into_response())
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
    kept: Kept,
    problem: Option<(StatusCode, String)>,
) -> Response {
    let (status, problem) = problem.map_or((StatusCode::OK, None), |(status, problem)| (status, Some(problem)));
    let key =
        FormKey { version: Some(at.file.case.version), nonce: visitor.nonce(state), back: Tab::Handover.path(at.id) };
    let drafting = Some(Drafting { form: "overdracht".to_owned(), action: at.way.at(&at.page.id) });
    let chrome = Chrome { drafting, ..visitor.chrome(Here::Elsewhere) };
    let filled = Filled { posted, kept, problem };
    render::page_with(status, &form(&visitor.desk(state), chrome, key, (at.way, &at.page), &at.file, filled))
}

/// What would happen, and who would be told.
async fn look(state: &WebState, visitor: &Visitor, at: &At, name: &str, fields: &Fields) -> Result<Response, Failure> {
    let seat = visitor.person.seat;
    let command = case_command(name, fields, seat)?;
    let foreseen = state.app.foresee_case(seat, at.id, &command).await?;
    let own = |name: &str| !matches!(name, "doe" | "sleutel" | "versie" | "soort" | "terug" | "concept");
    let posted = fields.iter().filter(|(name, _)| own(name));
    let posted = posted.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let (desk, chrome, nonce) = (visitor.desk(state), visitor.chrome(Here::Elsewhere), visitor.nonce(state));
    let page = preview(&desk, chrome, (at.way, &at.page), (&at.file, &foreseen), &command, posted, nonce);
    Ok(render::page(&page))
}

/// The form again, with everything that was typed and what is wrong with it.
fn again(state: &WebState, visitor: &Visitor, at: &At, (fields, kept): (&Fields, Kept), failure: Failure) -> Response {
    let t = visitor.t;
    let problem = match failure {
        Failure::Form(FormError::NoSuchForm) => {
            let error = AppError::NotFound { what: "form", id: fields.text("doe").to_owned() };
            return error_page(state, visitor, error);
        }
        Failure::Form(error) => {
            let reader = Reader { fields, seat: visitor.person.seat };
            let all = match at.way {
                Way::Handover(HandoverCode::Relocation) => unread_of_relocation(&reader),
                _ => Vec::new(),
            };
            let all = if all.is_empty() { vec![error] } else { all };
            let said: Vec<String> = all.iter().map(|error| field_problem(t, error)).collect();
            (StatusCode::UNPROCESSABLE_ENTITY, said.join(" "))
        }
        Failure::Fields(_) | Failure::Elsewhere => {
            (StatusCode::UNPROCESSABLE_ENTITY, t.of("field-error-unseen").into_owned())
        }
        Failure::App(AppError::Changed(changed)) => {
            let by = regie_app::name_of(changed.by, &state.app.directory());
            (StatusCode::CONFLICT, t.one("handover-changed", "by", by).into_owned())
        }
        Failure::App(error @ (AppError::Refused(_) | AppError::KeyReused)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, why_not(t, &error))
        }
        Failure::App(error) => return error_page(state, visitor, error),
    };
    asked(state, visitor, at, fields, kept, Some(problem))
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
    let form = page.pending().map(|view| CaseForm::Accept(view.no));
    let drafting = form.map(|form| Drafting { form: drafts::element(&form), action: page.post("overdracht") });
    let chrome = Chrome { drafting, ..visitor.chrome(Here::Elsewhere) };
    match answer(&desk, chrome, page, &file, foreseen.as_ref()) {
        Some(page) => Ok(render::page(&page)),
        None => Ok(Redirect::to(&Tab::Handover.path(id)).into_response()),
    }
}
