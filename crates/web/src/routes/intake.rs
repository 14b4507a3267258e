//! `/casus/{id}/intake`: the anamnese, part by part. Every button keeps what is typed.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::{AppError, IntakeFile, Keeping, Request, RequestKey};
use regie_care::ids::CaseId;
use regie_care::intake::{Form as History, Part, Typed};

use super::drafting::{asks_for_json, told};
use super::error::error_page;
use super::flash;
use super::read::{self, Asked};
use super::visitor::Visitor;
use crate::fields::Fields;
use crate::fill::intake::{self as fill, OVERVIEW, Posted, Shown};
use crate::pages::Here;
use crate::render;
use crate::state::WebState;

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let case = case_of(id).map_err(failed)?;
    let file = state.app.intake(visitor.person.seat, case).await.map_err(failed)?;
    let part = match query.filled("deel") {
        _ if !file.may_record => None,
        Some(OVERVIEW) => None,
        Some(code) => Some(part_of(code).map_err(failed)?),
        None => fill::first_open(&file),
    };
    let shown = part.map(|part| Shown { part, posted: None });
    Ok(answer(&state, &visitor, StatusCode::OK, case, &file, shown))
}

/// What was posted: of which history which part, what stood in its fields, and which button was pressed.
struct Form {
    of: History,
    part: Part,
    posted: Posted,
    button: String,
    key: Option<RequestKey>,
}

pub(super) async fn keep(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    headers: HeaderMap,
    read::Posted(fields): read::Posted,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let case = case_of(id).map_err(failed)?;
    let seat = visitor.person.seat;
    let asked = state.app.intake(seat, case).await.map_err(failed)?.form;
    let form = form(case, asked, &fields).map_err(failed)?;
    if form.button == "weggooien" {
        state.app.drop_intake_draft(seat, case, form.part).await.map_err(failed)?;
        return Ok((flash::set("said-draft-dropped"), to_part(case, form.part.code())).into_response());
    }
    let Form { part, posted, .. } = &form;
    let kept = state.app.keep_intake_draft(seat, case, *part, &posted.typed, (posted.seen, posted.rev)).await;
    if asks_for_json(&headers) {
        return Ok(told(&visitor, &state, kept, |draft| (draft.rev, draft.at), "intake-no-draft"));
    }
    match kept {
        Err(error) => Ok(refused(&state, &visitor, case, form, error).await),
        Ok(Keeping::Newer(newer)) => {
            let posted = Posted { newer: Some(newer), ..form.posted };
            again(&state, &visitor, StatusCode::CONFLICT, case, form.part, posted).await.map_err(failed)
        }
        Ok(kept) => Ok(go_on(&state, &visitor, case, form, kept).await),
    }
}

/// The draft is safe: what the button asks for besides.
async fn go_on(state: &WebState, visitor: &Visitor, case: CaseId, form: Form, kept: Keeping) -> Response {
    if let Some(to) = form.button.strip_prefix("naar-") {
        return to_part(case, to).into_response();
    }
    if form.button != "vastleggen" {
        return (flash::set("said-draft-kept"), to_part(case, form.part.code())).into_response();
    }
    if kept == Keeping::NothingNew && form.posted.typed.values().any(|text| !text.trim().is_empty()) {
        return to_part(case, after(form.of, form.part)).into_response();
    }
    let section = match form.of.read(form.part, &form.posted.typed) {
        Ok(section) => section,
        Err(wrong) => {
            let posted = Posted { wrong: Some(wrong), ..saved(form.posted, &kept) };
            let page = again(state, visitor, StatusCode::UNPROCESSABLE_ENTITY, case, form.part, posted).await;
            return page.unwrap_or_else(|error| error_page(state, visitor, error));
        }
    };
    let request = Request { actor: visitor.person.actor(), seen: None, key: form.key.clone() };
    match state.app.record_intake(&request, case, &section, form.posted.seen).await {
        Ok(_) => (flash::set("said-intake-recorded"), to_part(case, after(form.of, form.part))).into_response(),
        Err(error) => {
            let posted = saved(form.posted, &kept);
            refused(state, visitor, case, Form { posted, ..form }, error).await
        }
    }
}

/// What was posted, of the revision at which it is kept now.
fn saved(posted: Posted, kept: &Keeping) -> Posted {
    match kept {
        Keeping::Kept(draft) => Posted { rev: draft.rev, ..posted },
        Keeping::NothingNew | Keeping::Newer(_) => posted,
    }
}

/// The page again, with all that was typed, and why it did not come through.
async fn refused(state: &WebState, visitor: &Visitor, case: CaseId, form: Form, error: AppError) -> Response {
    let t = visitor.t;
    let (status, refusal) = match &error {
        AppError::Refused(refused) => (StatusCode::UNPROCESSABLE_ENTITY, Some(t.refusal(refused))),
        AppError::Invalid { .. } => (StatusCode::UNPROCESSABLE_ENTITY, Some(t.of("intake-too-long").into_owned())),
        AppError::KeyReused => (StatusCode::UNPROCESSABLE_ENTITY, Some(t.of("refused-key-reused").into_owned())),
        AppError::Changed(_) => (StatusCode::CONFLICT, None),
        _ => return error_page(state, visitor, error),
    };
    let implausible = match &error {
        AppError::Refused(refused) if refused.code == "implausible" && form.part == Part::Medical => {
            Some(("para", "intake-para-too-many"))
        }
        _ => None,
    };
    let refusal = implausible.map(|(_, why)| t.of(why).into_owned()).or(refusal);
    let posted = Posted { refusal, implausible, ..form.posted };
    let page = again(state, visitor, status, case, form.part, posted).await;
    page.unwrap_or_else(|error| error_page(state, visitor, error))
}

async fn again(
    state: &WebState,
    visitor: &Visitor,
    status: StatusCode,
    case: CaseId,
    part: Part,
    posted: Posted,
) -> Result<Response, AppError> {
    let file = state.app.intake(visitor.person.seat, case).await?;
    let shown = Some(Shown { part, posted: Some(posted) });
    Ok(answer(state, visitor, status, case, &file, shown))
}

fn answer(
    state: &WebState,
    visitor: &Visitor,
    status: StatusCode,
    case: CaseId,
    file: &IntakeFile,
    shown: Option<Shown>,
) -> Response {
    let chrome = visitor.chrome(Here::Elsewhere);
    let page = fill::page(&visitor.desk(state), chrome, visitor.nonce(state), &case.to_string(), file, shown);
    render::page_with(status, &page)
}

fn form(case: CaseId, of: History, fields: &Fields) -> Result<Form, AppError> {
    let part = part_of(fields.text("deel"))?;
    let count = |name: &'static str| {
        let read = fields.number_or_none(name).map_err(|error| invalid(name, error.to_string()))?;
        Ok::<u64, AppError>(read.unwrap_or(0))
    };
    let typed: Typed = of
        .questions(part)
        .iter()
        .filter_map(|question| {
            // As typed, also the blanks around it.
            let (_, text) = fields.iter().find(|(name, _)| *name == question.name)?;
            Some((question.name.to_owned(), text.to_owned()))
        })
        .collect();
    let key = fields.filled("sleutel").map(|key| {
        let body = format!("/casus/{case}/intake\n{}\n{typed:?}", part.code());
        RequestKey::new(format!("form:{case}:intake:{key}"), body.as_bytes())
    });
    let posted = Posted { typed, seen: count("gezien")?, rev: count("concept")?, ..Posted::default() };
    Ok(Form { of, part, posted, button: fields.text("doe").to_owned(), key })
}

fn invalid(field: &'static str, message: String) -> AppError {
    AppError::Invalid { field, message }
}

fn part_of(code: &str) -> Result<Part, AppError> {
    code.parse().map_err(|_| AppError::NotFound { what: "part of the intake", id: code.to_owned() })
}

fn case_of(id: String) -> Result<CaseId, AppError> {
    id.parse().map_err(|_| AppError::NotFound { what: "case", id })
}

/// Where she goes on after a part.
fn after(of: History, part: Part) -> &'static str {
    let next = of.parts().iter().skip_while(|one| **one != part).nth(1);
    next.map_or(OVERVIEW, |next| next.code())
}

/// A part that nobody knows is answered by the page itself.
fn to_part(case: CaseId, code: &str) -> Redirect {
    let known = code.parse::<Part>().map_or(OVERVIEW, Part::code);
    Redirect::to(&format!("/casus/{case}/intake?deel={known}"))
}
