//! The on-duty rota of an organisation: who answers in an emergency, and when nobody does (AZ-02).

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::DateTime;
use jiff::{Timestamp, ToSpan};
use regie_care::ids::OrgId;
use regie_care::organisation::{DutyShift, OrgCommand};
use regie_care::policy::{OrgAction, Subject};
use regie_care::seat::Role;

use super::organisations::org_id;
use super::{end, request};
use crate::fields::{FieldError, Fields};
use crate::fill::several::chosen;
use crate::pages::Here;
use crate::pages::relations::{RotaPage, Tried};
use crate::render;
use crate::routes::error::error_page;
use crate::routes::failed::Failed;
use crate::routes::forms::{FormError, Reader};
use crate::routes::read::{Asked, Posted};
use crate::routes::visitor::Visitor;
use crate::state::WebState;
use crate::texts::{civil, moment_of};

/// How many days ahead gaps are looked for.
const DAYS: i64 = 14;
/// At which hour a proposed turn begins and ends.
const CHANGE_OF_DUTY: i8 = 8;

/// The rota of her own organisation, or of the one that is asked for.
pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Asked(query): Asked,
) -> Result<Response, Response> {
    if let Some(org) = query.filled("organisatie") {
        let org = org_id(org.to_owned()).map_err(|error| error_page(&state, &visitor, error))?;
        return Ok(Redirect::to(&format!("/relaties/dienst/{org}")).into_response());
    }
    page(&state, &visitor, visitor.person.seat.org, StatusCode::OK, Tried::default()).await
}

pub(super) async fn of_org(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let id = org_id(id).map_err(|error| error_page(&state, &visitor, error))?;
    page(&state, &visitor, id, StatusCode::OK, Tried::default()).await
}

async fn page(
    state: &WebState,
    visitor: &Visitor,
    id: OrgId,
    status: StatusCode,
    tried: Tried,
) -> Result<Response, Response> {
    let desk = visitor.desk(state);
    let loaded = state.app.known_organisation(id).await.map_err(|error| error_page(state, visitor, error))?;
    let org = loaded.state;
    let carers = desk.people(id, |role| matches!(role, Role::Midwife | Role::Doctor | Role::Nurse));
    // A new turn is proposed after the last one, from one change of duty to the next.
    let last = org.duty.last().map(|shift| civil(shift.until)).filter(|end| end.date() >= desk.today);
    let begin = last.unwrap_or_else(|| desk.today.at(CHANGE_OF_DUTY, 0, 0, 0));
    let end = begin.checked_add(1.day()).unwrap_or(begin);
    let page = RotaPage {
        t: visitor.t,
        chrome: visitor.chrome(Here::Relations),
        org: org.name.clone(),
        org_id: id.to_string(),
        orgs: desk.orgs_on_duty(&id.to_string()),
        emergency: org.emergency_phone().to_owned(),
        now: org.on_duty(desk.now).map(|person| desk.person(person)).unwrap_or_default(),
        turns: org.duty.iter().filter(|shift| shift.until > desk.now).map(|shift| desk.turn(&org, shift)).collect(),
        gaps: desk.gaps(&org, DAYS),
        days: DAYS,
        people: chosen(carers, tried.posted.text("wie")),
        may: !org.ended && state.app.may(desk.seat, &Subject::Org { org: id, action: OrgAction::ManageRota }),
        from: minutes(begin),
        until: minutes(end),
        key: visitor.key(state, Some(loaded.version)),
        tried,
    };
    Ok(render::page_with(status, &page))
}

/// As an input of a day and a time has it.
fn minutes(at: DateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M").to_string()
}

pub(super) async fn change(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    let id = org_id(id).map_err(|error| error_page(&state, &visitor, error))?;
    let path = format!("/relaties/dienst/{id}");
    let done = async {
        let command = command(&fields, &visitor)?;
        let request = request(&visitor, &path, &fields)?;
        state.app.command_org(&request, id, &command).await?;
        Ok::<_, Failed>(())
    };
    let done = done.await;
    let again = |status, tried| page(&state, &visitor, id, status, tried);
    end(&state, &visitor, fields, &path, done, again).await
}

fn command(fields: &Fields, visitor: &Visitor) -> Result<OrgCommand, FormError> {
    let reader = Reader { fields, seat: visitor.person.seat };
    let person = reader.person("wie")?;
    Ok(match fields.text("doe") {
        "zetten" => {
            let (from, until) = (civil_moment(fields, "begin")?, civil_moment(fields, "einde")?);
            OrgCommand::SetDuty { shift: DutyShift { person, from, until } }
        }
        "intrekken" => {
            let (from, until) = (moment(fields, "begin")?, moment(fields, "einde")?);
            OrgCommand::WithdrawDuty { shift: DutyShift { person, from, until } }
        }
        _ => return Err(FormError::NoSuchForm),
    })
}

/// A moment as the clock in the Netherlands shows it.
fn civil_moment(fields: &Fields, name: &'static str) -> Result<Timestamp, FieldError> {
    let at: DateTime = fields.need(name)?.parse().map_err(|_| FieldError::NotADate(name))?;
    moment_of(at).ok_or(FieldError::NotADate(name))
}

/// A moment as this page wrote it itself.
fn moment(fields: &Fields, name: &'static str) -> Result<Timestamp, FieldError> {
    fields.need(name)?.parse().map_err(|_| FieldError::NotADate(name))
}
