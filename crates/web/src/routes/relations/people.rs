//! Professionals: the list, one of them, a new one.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use regie_app::{AppError, StandIns};
use regie_care::ids::{OrgId, PersonId};
use regie_care::person::{Absence, Person, PersonCommand, RegisterPerson};
use regie_care::policy::{OrgAction, Subject};
use regie_care::seat::{Role, Seat};

use super::{end, request};
use crate::fields::Fields;
use crate::fill::Desk;
use crate::pages::relations::{PeoplePage, PersonPage, Tried};
use crate::pages::{Choice, Here};
use crate::render;
use crate::routes::error::error_page;
use crate::routes::failed::Failed;
use crate::routes::forms::{FormError, Reader};
use crate::routes::read::{Asked, Posted};
use crate::routes::visitor::Visitor;
use crate::state::WebState;

pub(super) async fn list(
    State(state): State<WebState>,
    visitor: Visitor,
    Asked(query): Asked,
) -> Result<Response, Response> {
    let page = all(&state, &visitor, &query, StatusCode::OK, Tried::default());
    page.map_err(|error| error_page(&state, &visitor, error))
}

fn all(
    state: &WebState,
    visitor: &Visitor,
    query: &Fields,
    status: StatusCode,
    tried: Tried,
) -> Result<Response, AppError> {
    let desk = visitor.desk(state);
    let org = query.filled("organisatie").map(str::parse::<OrgId>).transpose();
    let org = org.map_err(|error| AppError::Invalid { field: "organisatie", message: error.to_string() })?;
    let (rows, more) = desk.person_rows(query.text("zoek"), org);
    let page = PeoplePage {
        t: visitor.t,
        chrome: visitor.chrome(Here::Relations),
        query: query.text("zoek").to_owned(),
        orgs: desk.all_orgs(query.text("organisatie")),
        roles: desk.roles(tried.posted.text("functie")),
        rows,
        more,
        may_register: state.app.may(desk.seat, &Subject::RegisterPerson),
        key: visitor.key(state, None),
        tried,
    };
    Ok(render::page_with(status, &page))
}

/// A new colleague: entered, and given her seat at the organisation of who enters her.
pub(super) async fn register(
    State(state): State<WebState>,
    visitor: Visitor,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    let done = async {
        let role: Role = fields.code("functie")?;
        let command =
            RegisterPerson { name: fields.text("naam").to_owned(), phone: fields.text("telefoon").to_owned() };
        let first = request(&visitor, "/relaties/mensen", &fields)?;
        let id = state.app.register_person(&first, &command).await?.id;
        let person: PersonId = id.parse().map_err(|_| AppError::NotFound { what: "person", id: id.clone() })?;
        let seat = request(&visitor, &format!("/relaties/persoon/{person}"), &fields)?;
        let org = visitor.person.seat.org;
        state.app.command_person(&seat, person, &PersonCommand::Join { org, role }).await?;
        Ok::<_, Failed>(person)
    };
    let (done, hers, fields) = match done.await {
        // On to the page of the new colleague, whatever page the form stood on.
        Ok(person) => (Ok(()), format!("/relaties/persoon/{person}"), Fields::default()),
        Err(failed) => (Err(failed), String::new(), fields),
    };
    let again = async |status, tried| {
        let page = all(&state, &visitor, &Fields::default(), status, tried);
        page.map_err(|error| error_page(&state, &visitor, error))
    };
    end(&state, &visitor, fields, &hers, done, again).await
}

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let id = person_id(id).map_err(|error| error_page(&state, &visitor, error))?;
    one(&state, &visitor, id, StatusCode::OK, Tried::default()).await
}

async fn one(
    state: &WebState,
    visitor: &Visitor,
    id: PersonId,
    status: StatusCode,
    tried: Tried,
) -> Result<Response, Response> {
    let failed = |error| error_page(state, visitor, error);
    let loaded = state.app.known_person(id).await.map_err(failed)?;
    let (desk, person) = (visitor.desk(state), loaded.state);
    let own = desk.directory.role(Seat::new(id, desk.seat.org)).is_some();
    let cases = if own { cases(state, &desk, &person).await.map_err(failed)? } else { None };
    let may_seat = |org: OrgId| state.app.may(desk.seat, &Subject::Org { org, action: OrgAction::ManagePeople });
    let seats = |org: &OrgId| may_seat(*org).then(|| Choice::new(org.to_string(), desk.org(*org)));
    let may_absent = state.app.may(desk.seat, &Subject::Absence { person: id });
    let page = PersonPage {
        t: visitor.t,
        chrome: visitor.chrome(Here::Relations),
        today: desk.today,
        row: desk.person_row(&person),
        own_phone: person.phone.clone(),
        absences: desk.absence_rows(&person, may_absent, cases.as_deref()),
        orgs: seats(&desk.seat.org).into_iter().collect(),
        roles: desk.roles(tried.posted.text("functie")),
        leaves: person.roles.keys().filter_map(seats).collect(),
        may_absent,
        may_change: state.app.may(desk.seat, &Subject::ChangePerson { person: id }),
        key: visitor.key(state, Some(loaded.version)),
        tried,
    };
    Ok(render::page_with(status, &page))
}

/// To whom her cases fall while she is away, as far as it is for the reader to know.
pub(super) async fn cases(state: &WebState, desk: &Desk, person: &Person) -> Result<Option<Vec<StandIns>>, AppError> {
    match state.app.deputyships(desk.seat, person.id).await {
        Ok(mut cases) => {
            cases.retain(|known| known.case_manager == person.id);
            Ok(Some(cases))
        }
        Err(AppError::Denied { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

pub(super) async fn change(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    let id = person_id(id).map_err(|error| error_page(&state, &visitor, error))?;
    let path = format!("/relaties/persoon/{id}");
    let clash = super::absences::clash(&state, &visitor, &fields, Some(id)).await;
    if let Some(tried) = clash.map_err(|error| error_page(&state, &visitor, error))? {
        return one(&state, &visitor, id, StatusCode::UNPROCESSABLE_ENTITY, tried).await;
    }
    let done = async {
        let command = command(&fields, &visitor)?;
        let request = request(&visitor, &path, &fields)?;
        state.app.command_person(&request, id, &command).await?;
        Ok::<_, Failed>(())
    };
    let done = done.await;
    let again = |status, tried| one(&state, &visitor, id, status, tried);
    end(&state, &visitor, fields, &path, done, again).await
}

/// The command that a form about a person asks for.
pub(super) fn command(fields: &Fields, visitor: &Visitor) -> Result<PersonCommand, FormError> {
    let reader = Reader { fields, seat: visitor.person.seat };
    Ok(match fields.text("doe") {
        "wijzigen" => PersonCommand::Change { name: reader.text("naam"), phone: reader.text("telefoon") },
        "afwezig" => PersonCommand::SetAbsence {
            absence: Absence { from: fields.day("vanaf")?, until: fields.day_or_none("tot")? },
        },
        "terug" => PersonCommand::EndAbsence { from: fields.day("begin")?, until: Some(fields.day("tot")?) },
        "nooit" => PersonCommand::EndAbsence { from: fields.day("begin")?, until: None },
        "plek" => PersonCommand::Join { org: reader.org("organisatie")?, role: fields.code("functie")? },
        "weg" => PersonCommand::Leave { org: reader.org("organisatie")? },
        _ => return Err(FormError::NoSuchForm),
    })
}

fn person_id(id: String) -> Result<PersonId, AppError> {
    id.parse().map_err(|_| AppError::NotFound { what: "person", id })
}
