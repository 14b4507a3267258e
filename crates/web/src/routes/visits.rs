//! `GET /visites`, a midwife's own day; `/casus/{id}/kraamvisites`, a woman's visits as the visiting midwife sets them (PN-04).

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use regie_app::{AppError, Request};
use regie_care::case::CaseCommand;
use regie_care::ids::CaseId;
use regie_care::postnatal::{BirthDetails, VisitCode, VisitDecision};

use super::error::error_page;
use super::failed::Failed;
use super::flash;
use super::forms::FormError;
use super::read::{Asked, Posted};
use super::roster::minutes;
use super::visitor::Visitor;
use crate::fields::{FieldError, Fields};
use crate::fill::visits;
use crate::pages::{Here, Said};
use crate::render;
use crate::state::WebState;
use crate::texts::Texts;

pub(super) async fn own_day(
    State(state): State<WebState>,
    visitor: Visitor,
    Asked(query): Asked,
) -> Result<Response, Response> {
    let day = query.text("dag").parse::<Date>().ok();
    let own = state.app.own_visits(visitor.person.seat, day).await;
    let own = own.map_err(|error| error_page(&state, &visitor, error))?;
    Ok(render::page(&visits::own_day(&visitor.desk(&state), visitor.chrome(Here::Today), &own, query.text("dag"))))
}

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    answer(&state, &visitor, id, Said::default(), None).await.map_err(|error| error_page(&state, &visitor, error))
}

async fn answer(
    state: &WebState,
    visitor: &Visitor,
    id: String,
    said: Said,
    posted: Option<&Fields>,
) -> Result<Response, AppError> {
    let case = id.parse::<CaseId>().map_err(|_| AppError::NotFound { what: "case", id })?;
    let plan = state.app.visit_plan(visitor.person.seat, case).await?;
    let key = visitor.key(state, None);
    let page = visits::visits(&visitor.desk(state), visitor.chrome(Here::Elsewhere), &plan, key, said);
    Ok(render::page(&match posted {
        Some(posted) => page.with(posted),
        None => page,
    }))
}

pub(super) async fn post(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Response {
    let Err(failed) = carry_out(&state, &visitor, &id, &fields).await else {
        return (flash::set("said-recorded"), Redirect::to(&address(&id))).into_response();
    };
    let unread = |error: &FormError| unread(visitor.t, error);
    let shown = match failed.said(&state, &visitor, &id, unread, |field| refused_at(visitor.t, field)) {
        Ok((status, said)) => answer(&state, &visitor, id, said, Some(&fields)).await.map(|page| (status, page)),
        Err(error) => Err(error),
    };
    match shown {
        Ok((status, mut page)) => {
            *page.status_mut() = status;
            page
        }
        Err(error) => error_page(&state, &visitor, error),
    }
}

/// What is wrong with a field, as this page calls it.
fn unread(t: Texts, error: &FormError) -> String {
    let FormError::Field(error) = error else { return t.of("field-error-unseen").into_owned() };
    let label = match error.field() {
        "uur" => "visits-hour",
        "waar" => "visits-place",
        "thuis" => "visits-discharged",
        "sectio" => "visits-caesarean",
        "hoe" => "visits-how",
        "van" => "visits-first-day",
        "tot" => "visits-last-day",
        "vanaf" => "visits-not-before",
        "uiterlijk" => "visits-not-after",
        "reden" => "visits-why-not",
        "waarom" => "visits-why-not-made",
        "datum" => "visits-made-on",
        "wie" => "visits-made-who",
        _ => return t.of("field-error-unseen").into_owned(),
    };
    t.one(error.text_key(), "field", t.of(label)).into_owned()
}

/// What this page calls the field that a refusal names.
fn refused_at(t: Texts, field: &str) -> Option<String> {
    let label = match field {
        "first" => "visits-first-day",
        "last" => "visits-last-day",
        "from" => "visits-not-before",
        "until" => "visits-not-after",
        "at" => "visits-hour",
        "discharged" => "visits-discharged",
        "planned-caesarean" => "visits-caesarean",
        "reason" => "visits-why-not",
        "on" => "visits-made-on",
        "who" => "visits-made-who",
        _ => return None,
    };
    Some(t.of(label).into_owned())
}

fn address(id: &str) -> String {
    format!("/casus/{id}/kraamvisites")
}

async fn carry_out(state: &WebState, visitor: &Visitor, id: &str, fields: &Fields) -> Result<(), Failed> {
    let case = id.parse::<CaseId>().map_err(|_| AppError::NotFound { what: "case", id: id.to_owned() })?;
    let request = Request {
        actor: visitor.person.actor(),
        seen: fields.number_or_none("versie").map_err(FormError::from)?,
        key: fields.request_key(&address(id), ""),
    };
    let command = command(fields)?;
    state.app.command_case(&request, case, &command).await?;
    Ok(())
}

/// What a form asks: about one visit, or about the birth.
fn command(fields: &Fields) -> Result<CaseCommand, FormError> {
    if fields.filled("visite").is_none() {
        return Ok(CaseCommand::DetailBirth { birth: birth(fields)? });
    }
    let visit = VisitCode::of(fields.need("visite")?).ok_or(FieldError::NotAChoice("visite"))?;
    let decision = match fields.text("doe") {
        "gewoon" => VisitDecision::AsUsual,
        "niet" => VisitDecision::NotNeeded { reason: fields.need("reden")?.to_owned() },
        "gedaan" => VisitDecision::Made { on: fields.day("datum")?, who: fields.code("wie")? },
        "niet-gedaan" => VisitDecision::NotMade { reason: fields.need("waarom")?.to_owned() },
        _ => VisitDecision::Agreed {
            means: fields.code("hoe")?,
            first: fields.day("van")?,
            last: fields.day("tot")?,
            from: time(fields, "vanaf")?,
            until: time(fields, "uiterlijk")?,
        },
    };
    Ok(CaseCommand::AgreeVisit { visit, decision })
}

fn birth(fields: &Fields) -> Result<BirthDetails, FormError> {
    Ok(BirthDetails {
        at: time(fields, "uur")?,
        place: fields.filled("waar").map(|_| fields.code("waar")).transpose()?,
        planned_caesarean: fields.day_or_none("sectio")?,
        discharged: fields.day_or_none("thuis")?,
        infected: match fields.text("klachten") {
            "ja" => Some(true),
            "nee" => Some(false),
            _ => None,
        },
    })
}

fn time(fields: &Fields, name: &'static str) -> Result<Option<u16>, FormError> {
    fields.filled(name).map(|_| minutes(fields, name)).transpose()
}
