//! `/intake/nieuw/{client}`: opening the case of a client, and on to the intake. What is typed is kept until it is open.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::{AppError, Keeping, Registering};
use regie_care::case::OpenCase;
use regie_care::case::records::TeamMember;
use regie_care::charge::Charge;
use regie_care::ids::ClientId;
use regie_care::intake::Form;
use regie_care::vocabulary::anchor;
use regie_pathway::{AnchorId, PathwayId, Work};

use super::drafting::{self, asks_for_json, told_of};
use super::error::error_page;
use super::flash;
use super::forms::FormError;
use super::forms::read::seat;
use super::new_intake::request;
use super::read::Posted;
use super::visitor::Visitor;
use crate::fields::{FieldError, Fields};
use crate::fill::new_intake::{Drafted, TEAM, address, open_page};
use crate::pages::Here;
use crate::render;
use crate::state::WebState;
use crate::texts::Texts;

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    state.app.may_open_cases(visitor.person.seat).map_err(failed)?;
    let client = client_of(id).map_err(failed)?;
    let about = Registering::Case(client);
    let draft = state.app.registration(visitor.person.seat, about).await.map_err(failed)?;
    let fields = draft.as_ref().map(|draft| drafting::fields(&draft.typed)).unwrap_or_default();
    offer(&state, &visitor, (StatusCode::OK, Drafted::of(about, draft.as_ref())), client, &fields, None).await
}

pub(super) async fn open(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let client = client_of(id).map_err(failed)?;
    let (about, seat) = (Registering::Case(client), visitor.person.seat);
    if fields.text("doe") == "weggooien" {
        state.app.drop_registration(seat, about).await.map_err(failed)?;
        return Ok((flash::set("said-draft-dropped"), Redirect::to(&address(about))).into_response());
    }
    let kept = drafting::keep(&state, &visitor, about, &fields).await;
    if asks_for_json(&headers) {
        return Ok(told_of(&visitor, &state, kept));
    }
    let drafted = match kept {
        Ok(Keeping::Kept(draft)) => Drafted::of(about, Some(&draft)),
        Ok(Keeping::NothingNew) => Drafted::of(about, None),
        Ok(Keeping::Newer(newer)) => {
            let told = (StatusCode::CONFLICT, drafting::behind(newer, &fields));
            return offer(&state, &visitor, told, client, &fields, None).await;
        }
        Err(AppError::Invalid { .. }) => {
            let (told, why) = (Drafted::of(about, None), visitor.t.of("intake-too-long").into_owned());
            let told = (StatusCode::UNPROCESSABLE_ENTITY, told);
            return offer(&state, &visitor, told, client, &fields, Some(why)).await;
        }
        Err(error) => return Err(failed(error)),
    };
    if fields.text("doe") == "bewaren" {
        return Ok((flash::set("said-draft-kept"), Redirect::to(&address(about))).into_response());
    }
    let command = match command(&state, &visitor, client, &fields) {
        Ok(command) => command,
        Err(error) => {
            let why = unread(visitor.t, &error);
            let told = (StatusCode::UNPROCESSABLE_ENTITY, drafted);
            return offer(&state, &visitor, told, client, &fields, Some(why)).await;
        }
    };
    let request = request(&visitor, &fields, &format!("/intake/nieuw/{client}"));
    match state.app.open_case(&request, &command).await {
        Ok(done) => {
            state.app.registered(seat, about).await;
            let (said, next) = match begins_with_intake(&state, &visitor, &command.pathway) {
                true => ("said-case-opened", format!("/casus/{}/intake", done.id)),
                false => ("said-other-case-opened", format!("/casus/{}", done.id)),
            };
            Ok((flash::set(said), Redirect::to(&next)).into_response())
        }
        Err(AppError::Refused(refused)) => {
            let told = (StatusCode::UNPROCESSABLE_ENTITY, drafted);
            offer(&state, &visitor, told, client, &fields, Some(visitor.t.refusal(&refused))).await
        }
        Err(error) => Err(failed(error)),
    }
}

/// Whether a pathway has a history taken: then that is where she begins.
fn begins_with_intake(state: &WebState, visitor: &Visitor, pathway: &PathwayId) -> bool {
    if Charge::of(pathway).history != Form::Midwifery {
        return true;
    }
    let desk = visitor.desk(state);
    let definition = desk.pathways.current(pathway, desk.today);
    definition.is_some_and(|definition| definition.steps().iter().any(|step| step.does == Some(Work::Intake)))
}

/// The page to open a case, with what was typed.
async fn offer(
    state: &WebState,
    visitor: &Visitor,
    (status, drafted): (StatusCode, Drafted),
    client: ClientId,
    fields: &Fields,
    refusal: Option<String>,
) -> Result<Response, Response> {
    let file = state.app.client_file(visitor.person.seat, client).await;
    let file = file.map_err(|error| error_page(state, visitor, error))?;
    let (chrome, key) = (visitor.chrome(Here::Caseload), visitor.key(state, None));
    let page = open_page(&visitor.desk(state), chrome, key, drafted, &file, fields, refusal);
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

fn client_of(id: String) -> Result<ClientId, AppError> {
    id.parse().map_err(|_| AppError::NotFound { what: "client", id })
}
