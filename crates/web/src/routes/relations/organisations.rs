//! Organisations and how to reach them: the list, one of them, a new one.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use regie_app::AppError;
use regie_care::ids::OrgId;
use regie_care::organisation::{ContactPoints, OrgCommand, RegisterOrg};
use regie_care::policy::{OrgAction, Subject};
use regie_care::seat::OrgKind;

use super::{end, request};
use crate::fields::Fields;
use crate::pages::Here;
use crate::pages::relations::{OrganisationPage, OrganisationsPage, Tried};
use crate::render;
use crate::routes::error::error_page;
use crate::routes::failed::Failed;
use crate::routes::forms::FormError;
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
    let kind = query.filled("soort").map(|_| query.code::<OrgKind>("soort")).transpose();
    let kind = kind.map_err(|error| AppError::Invalid { field: "soort", message: error.to_string() })?;
    let network = desk.directory.org(desk.seat.org).map(|org| org.network.clone()).unwrap_or_default();
    let page = OrganisationsPage {
        t: visitor.t,
        chrome: visitor.chrome(Here::Relations),
        query: query.text("zoek").to_owned(),
        kinds: desk.kinds(query.text("soort")),
        rows: desk.org_rows(query.text("zoek"), kind),
        may_register: state.app.may(desk.seat, &Subject::RegisterOrg),
        network,
        key: visitor.key(state, None),
        tried,
    };
    Ok(render::page_with(status, &page))
}

pub(super) async fn register(
    State(state): State<WebState>,
    visitor: Visitor,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    let done = async {
        let command = RegisterOrg {
            name: fields.text("naam").to_owned(),
            org_kind: fields.code("functie")?,
            network: fields.text("netwerk").to_owned(),
            contact: contact(&fields),
        };
        let request = request(&visitor, "/relaties", &fields)?;
        state.app.register_org(&request, &command).await?;
        Ok::<_, Failed>(())
    };
    let done = done.await;
    let again = async |status, tried| {
        let page = all(&state, &visitor, &Fields::default(), status, tried);
        page.map_err(|error| error_page(&state, &visitor, error))
    };
    end(&state, &visitor, fields, "/relaties", done, again).await
}

/// How to reach it, as typed.
fn contact(fields: &Fields) -> ContactPoints {
    let text = |name: &str| fields.text(name).to_owned();
    ContactPoints {
        phone: text("telefoon"),
        emergency: text("spoednummer"),
        fax: text("fax"),
        secure_mail: text("zorgmail"),
        address: text("adres"),
        contact_person: text("aanspreekpunt"),
        hours: text("bereikbaar"),
    }
}

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let id = org_id(id).map_err(|error| error_page(&state, &visitor, error))?;
    one(&state, &visitor, id, StatusCode::OK, Tried::default()).await
}

async fn one(
    state: &WebState,
    visitor: &Visitor,
    id: OrgId,
    status: StatusCode,
    tried: Tried,
) -> Result<Response, Response> {
    let loaded = state.app.known_organisation(id).await.map_err(|error| error_page(state, visitor, error))?;
    let (desk, org) = (visitor.desk(state), loaded.state);
    let may = |action| !org.ended && state.app.may(desk.seat, &Subject::Org { org: id, action });
    let page = OrganisationPage {
        t: visitor.t,
        chrome: visitor.chrome(Here::Relations),
        row: desk.org_row(&org),
        fax: org.contact.fax.clone(),
        secure_mail: org.contact.secure_mail.clone(),
        address: org.contact.address.clone(),
        people: desk.person_rows("", Some(id)).0,
        has_rota: org.kind.line().is_some() || !org.duty.is_empty(),
        may_change: may(OrgAction::ManageContact),
        may_end: may(OrgAction::Manage),
        key: visitor.key(state, Some(loaded.version)),
        tried,
    };
    Ok(render::page_with(status, &page))
}

pub(super) async fn change(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    let id = org_id(id).map_err(|error| error_page(&state, &visitor, error))?;
    let path = format!("/relaties/organisatie/{id}");
    let done = async {
        let command = match fields.text("doe") {
            "wijzigen" => OrgCommand::Change { name: fields.text("naam").to_owned(), contact: contact(&fields) },
            "beeindigen" => OrgCommand::End,
            _ => return Err(Failed::Form(FormError::NoSuchForm)),
        };
        let request = request(&visitor, &path, &fields)?;
        state.app.command_org(&request, id, &command).await?;
        Ok::<_, Failed>(())
    };
    let done = done.await;
    let again = |status, tried| one(&state, &visitor, id, status, tried);
    end(&state, &visitor, fields, &path, done, again).await
}

/// The organisation that an address names.
pub(super) fn org_id(id: String) -> Result<OrgId, AppError> {
    id.parse().map_err(|_| AppError::NotFound { what: "organisation", id })
}
