//! People who work with Regie: their seats, and whether they are away.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use regie_app::AppError;
use regie_care::charge;
use regie_care::directory::Directory;
use regie_care::ids::{OrgId, PersonId};
use regie_care::person::{Absence, Person, PersonCommand, RegisterPerson};
use regie_care::seat::Role;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::Routes;
use super::command::{Command, CommandHeaders, Outcome, created, done};
use super::extract::{Id, Query};
use super::paging::{self, Page};
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(list, register), routes!(one), routes!(command)]
}

/// A person.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct PersonView {
    /// Who.
    id: PersonId,
    /// Her name.
    name: String,
    /// Her number; empty when she is reached through her organisation.
    phone: String,
    /// Where she works, and as what.
    seats: Vec<PersonSeat>,
    /// Her absence, when she is away today.
    absent: Option<Absence>,
}

/// Where a person works.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct PersonSeat {
    /// The organisation.
    org: OrgId,
    /// Its name.
    org_name: String,
    /// What she does there.
    role: Role,
}

impl PersonView {
    fn of(person: &Person, directory: &Directory, today: Date) -> Self {
        let seat = |(org, role): (&OrgId, &Role)| PersonSeat {
            org: *org,
            org_name: directory.org(*org).map(|org| org.name.clone()).unwrap_or_default(),
            role: *role,
        };
        Self {
            id: person.id,
            name: person.name.clone(),
            phone: person.phone.clone(),
            seats: person.roles.iter().map(seat).collect(),
            absent: person.absence_on(today).cloned(),
        }
    }
}

/// Which people.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PeopleQuery {
    /// Only those with a seat at this organisation.
    org: Option<OrgId>,
    /// Only those who may be accountable for a case, or deputy.
    may_manage_cases: Option<bool>,
    /// How many, from 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page begins, as `next` of the page before.
    cursor: Option<String>,
}

impl PeopleQuery {
    fn wants(&self, person: &Person, directory: &Directory) -> bool {
        let manages =
            |org: &OrgId, role: &Role| directory.kind(*org).is_some_and(|kind| charge::may_manage(kind, *role));
        let fits = |org: &OrgId, role: &Role| self.may_manage_cases.is_none_or(|may| may == manages(org, role));
        match self.org {
            Some(org) => person.roles.get(&org).is_some_and(|role| fits(&org, role)),
            None => self.may_manage_cases.is_none() || person.roles.iter().any(|(org, role)| fits(org, role)),
        }
    }
}

/// List people
///
/// By name.
#[utoipa::path(
    get, path = "/people", tag = "directory", params(PeopleQuery),
    responses((status = 200, description = "A page of people.", body = Page<PersonView>))
)]
async fn list(
    State(state): State<WebState>,
    _: SignedIn,
    Query(query): Query<PeopleQuery>,
) -> Result<axum::Json<Page<PersonView>>, Problem> {
    let limit = paging::limit(query.limit)?;
    let after: Option<(String, PersonId)> = paging::after(query.cursor.as_deref())?;
    let (directory, today) = (state.app.directory(), state.app.moment().today);
    let wanted = directory.people.values().filter(|person| query.wants(person, &directory));
    let place = |person: &&Person| (person.name.clone(), person.id);
    let (people, next) = paging::slice(wanted, place, after.as_ref(), limit);
    let items = people.into_iter().map(|person| PersonView::of(person, &directory, today)).collect();
    Ok(axum::Json(Page::new(items, next.as_ref())))
}

/// One person
#[utoipa::path(
    get, path = "/people/{id}", tag = "directory", params(("id" = PersonId, Path, description = "Who.")),
    responses((status = 200, description = "The person.", body = PersonView))
)]
async fn one(
    State(state): State<WebState>,
    _: SignedIn,
    Id(id): Id<PersonId>,
) -> Result<axum::Json<PersonView>, Problem> {
    let directory = state.app.directory();
    let person =
        directory.person(id).ok_or_else(|| state.problem(AppError::NotFound { what: "person", id: id.to_string() }))?;
    Ok(axum::Json(PersonView::of(person, &directory, state.app.moment().today)))
}

/// Register a person
///
/// Her seats follow with the command `join`.
#[utoipa::path(
    post, path = "/people", tag = "directory", params(CommandHeaders), request_body = RegisterPerson,
    responses((status = 201, description = "Registered.", body = Outcome))
)]
async fn register(State(state): State<WebState>, command: Command<RegisterPerson>) -> Result<Response, Problem> {
    let outcome = state.app.register_person(&command.request, &command.value).await;
    created("people", outcome.map_err(|error| state.problem(error))?)
}

/// Change a person
///
/// Her name and number, her seats, her absences. While she is away her board is her deputies'.
#[utoipa::path(
    post, path = "/people/{id}/commands", tag = "directory",
    params(("id" = PersonId, Path, description = "Who."), CommandHeaders), request_body = PersonCommand,
    responses((status = 200, description = "Done.", body = Outcome))
)]
async fn command(
    State(state): State<WebState>,
    Id(id): Id<PersonId>,
    command: Command<PersonCommand>,
) -> Result<Response, Problem> {
    let outcome = state.app.command_person(&command.request, id, &command.value).await;
    outcome.map(done).map_err(|error| state.problem(error))
}
