//! `/intake/nieuw`: finding a client or entering her; `/intake/nieuw/{client}`: opening her case, and on to the intake.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::{AppError, Request};
use regie_care::case::OpenCase;
use regie_care::case::records::TeamMember;
use regie_care::client::{Identity, RegisterClient, SourceNumber};
use regie_care::identity::{Bsn, VNumber};
use regie_care::ids::ClientId;
use regie_care::vocabulary::anchor;
use regie_pathway::{AnchorId, PathwayId};

use super::error::error_page;
use super::flash;
use super::forms::FormError;
use super::forms::read::seat;
use super::read::{Asked, Posted};
use super::visitor::Visitor;
use crate::fields::{FieldError, Fields};
use crate::fill::new_intake::{Entering, TEAM, open_page, page};
use crate::pages::Here;
use crate::render;
use crate::state::WebState;
use crate::texts::Texts;

/// How many clients a search shows.
const FOUND: u32 = 20;

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Asked(query): Asked,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let seat = visitor.person.seat;
    let search = match query.filled("zoek") {
        Some(text) => Some((text, state.app.search_clients(seat, text, None, FOUND).await.map_err(failed)?)),
        None => None,
    };
    let interrupted = state.app.interrupted_intakes(seat).await.map_err(failed)?;
    Ok(answer(&state, &visitor, StatusCode::OK, Entering { search, interrupted, ..Entering::default() }))
}

pub(super) async fn enter(
    State(state): State<WebState>,
    visitor: Visitor,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    let again = |refusal, doubles| {
        let entering = Entering { posted: Some(&fields), refusal, doubles, ..Entering::default() };
        answer(&state, &visitor, StatusCode::UNPROCESSABLE_ENTITY, entering)
    };
    let identity = match identity(&fields, &visitor.person.org_name, visitor.t) {
        Ok(identity) => identity,
        Err(why) => return Ok(again(Some(why), Vec::new())),
    };
    if !fields.on("toch") {
        match state.app.possible_doubles(visitor.person.seat, &identity).await {
            Ok(doubles) if doubles.is_empty() => {}
            Ok(doubles) => return Ok(again(None, doubles)),
            Err(AppError::Refused(refused)) => return Ok(again(Some(visitor.t.refusal(&refused)), Vec::new())),
            Err(error) => return Err(error_page(&state, &visitor, error)),
        }
    }
    let request = request(&visitor, &fields, "/intake/nieuw");
    match state.app.register_client(&request, &RegisterClient { identity }).await {
        Ok(done) => {
            let next = Redirect::to(&format!("/intake/nieuw/{}", done.id));
            Ok((flash::set("said-client-entered"), next).into_response())
        }
        Err(AppError::Refused(refused)) => Ok(again(Some(visitor.t.refusal(&refused)), Vec::new())),
        Err(error) => Err(error_page(&state, &visitor, error)),
    }
}

fn answer(state: &WebState, visitor: &Visitor, status: StatusCode, entering: Entering<'_>) -> Response {
    let (chrome, key) = (visitor.chrome(Here::Caseload), visitor.key(state, None));
    render::page_with(status, &page(&visitor.desk(state), chrome, key, entering))
}

/// Who she is, as typed; her number is that of the practice's own system.
fn identity(fields: &Fields, practice: &str, t: Texts) -> Result<Identity, String> {
    let text = |name: &str| fields.text(name).to_owned();
    let refused = |code: &str, message: String| {
        let key = format!("refusal-{code}");
        if t.has(&key) { t.of(&key).into_owned() } else { message }
    };
    let bsn = fields.filled("bsn").map(Bsn::parse).transpose();
    let bsn = bsn.map_err(|error| refused(error.code(), error.to_string()))?;
    let v_number = fields.filled("v-nummer").map(VNumber::parse).transpose();
    let v_number = v_number.map_err(|error| refused(error.code(), error.to_string()))?;
    let birth_date = fields.day_or_none("geboren");
    let birth_date =
        birth_date.map_err(|_| t.one("field-error-date", "field", t.of("letter-birth-date")).into_owned())?;
    Ok(Identity {
        family_name: text("achternaam"),
        given_name: text("voornaam"),
        birth_date,
        bsn,
        v_number,
        language: text("spreekt"),
        interpreter: fields.code("tolk").unwrap_or_default(),
        phone: text("telefoon"),
        site: text("verblijf"),
        source: fields
            .filled("nummer")
            .map(|number| SourceNumber { source: practice.to_owned(), number: number.to_owned() }),
        notes: text("opmerkingen"),
    })
}

pub(super) async fn show_open(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let client = client_of(id).map_err(|error| error_page(&state, &visitor, error))?;
    offer(&state, &visitor, StatusCode::OK, client, &Fields::default(), None).await
}

pub(super) async fn open(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    let client = client_of(id).map_err(|error| error_page(&state, &visitor, error))?;
    let command = match command(&state, &visitor, client, &fields) {
        Ok(command) => command,
        Err(error) => {
            let why = unread(visitor.t, &error);
            return offer(&state, &visitor, StatusCode::UNPROCESSABLE_ENTITY, client, &fields, Some(why)).await;
        }
    };
    let request = request(&visitor, &fields, &format!("/intake/nieuw/{client}"));
    match state.app.open_case(&request, &command).await {
        Ok(done) => {
            let next = Redirect::to(&format!("/casus/{}/intake", done.id));
            Ok((flash::set("said-case-opened"), next).into_response())
        }
        Err(AppError::Refused(refused)) => {
            let why = Some(visitor.t.refusal(&refused));
            offer(&state, &visitor, StatusCode::UNPROCESSABLE_ENTITY, client, &fields, why).await
        }
        Err(error) => Err(error_page(&state, &visitor, error)),
    }
}

/// The page to open a case, with what was typed.
async fn offer(
    state: &WebState,
    visitor: &Visitor,
    status: StatusCode,
    client: ClientId,
    fields: &Fields,
    refusal: Option<String>,
) -> Result<Response, Response> {
    let file = state.app.client_file(visitor.person.seat, client).await;
    let file = file.map_err(|error| error_page(state, visitor, error))?;
    let (chrome, key) = (visitor.chrome(Here::Caseload), visitor.key(state, None));
    let page = open_page(&visitor.desk(state), chrome, key, &file, fields, refusal);
    Ok(render::page_with(status, &page))
}

fn command(state: &WebState, visitor: &Visitor, client: ClientId, fields: &Fields) -> Result<OpenCase, FormError> {
    let seat_of = |name: &'static str| seat(fields.need(name)?).ok_or(FieldError::NotAChoice(name));
    let pathway = PathwayId::from(fields.need("zorgpad")?);
    let desk = visitor.desk(state);
    let counts = desk
        .pathways
        .current(&pathway, desk.today)
        .is_some_and(|definition| definition.anchors().iter().any(|known| known.id.as_str() == anchor::DUE));
    let due = fields.day_or_none("uitgerekend")?.filter(|_| counts);
    let mut team = Vec::new();
    for (name, role) in TEAM {
        let Some(org) = fields.filled(name) else { continue };
        let org = org.parse().map_err(|_| FieldError::NotAChoice(name))?;
        team.push(TeamMember { role, org, contact_person: None });
    }
    Ok(OpenCase {
        client,
        case_manager: seat_of("casemanager")?,
        deputy: seat_of("plaatsvervanger")?,
        on: fields.day("datum")?,
        pathway,
        anchors: due.into_iter().map(|day| (AnchorId::from(anchor::DUE), day)).collect(),
        facts: [].into(),
        team,
    })
}

fn unread(t: Texts, error: &FormError) -> String {
    let FormError::Field(error) = error else { return t.of("field-error-unseen").into_owned() };
    let label = match error.field() {
        "casemanager" => t.of("who-manager"),
        "plaatsvervanger" => t.of("who-deputy"),
        "zorgpad" => t.of("field-pathway"),
        "uitgerekend" => t.of("column-due"),
        "datum" => t.of("open-case-on"),
        _ => t.of("people-title"),
    };
    t.one(error.text_key(), "field", label).into_owned()
}

/// What a form asks, and by whom.
fn request(visitor: &Visitor, fields: &Fields, path: &str) -> Request {
    Request { actor: visitor.person.actor(), seen: None, key: fields.request_key(path, "") }
}

fn client_of(id: String) -> Result<ClientId, AppError> {
    id.parse().map_err(|_| AppError::NotFound { what: "client", id })
}
