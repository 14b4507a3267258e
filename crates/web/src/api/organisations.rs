//! Organisations: who takes part, and how to reach them.

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use regie_app::AppError;
use regie_care::ids::{OrgId, PersonId};
use regie_care::organisation::{ContactPoints, DutyShift, OrgCommand, Organisation, RegisterOrg};
use regie_care::seat::OrgKind;
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

/// An organisation.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct OrganisationView {
    /// Which.
    id: OrgId,
    /// Its name.
    name: String,
    /// Its kind.
    kind: OrgKind,
    /// The network (VSV) in which it takes part.
    network: String,
    /// How to reach it.
    contact: ContactPoints,
    /// Who is on duty now, where the rota says so.
    on_duty: Option<PersonId>,
    /// Whether it no longer takes part.
    ended: bool,
}

impl OrganisationView {
    fn of(org: &Organisation, now: Timestamp) -> Self {
        Self {
            id: org.id,
            name: org.name.clone(),
            kind: org.kind,
            network: org.network.clone(),
            contact: org.contact.clone(),
            on_duty: org.on_duty(now),
            ended: org.ended,
        }
    }
}

/// An organisation with its rota.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct OrganisationDetail {
    /// The organisation.
    #[serde(flatten)]
    organisation: OrganisationView,
    /// Turns of duty that have not ended yet, in order.
    duty: Vec<DutyShift>,
}

/// Which organisations.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct OrganisationQuery {
    /// Only of this kind.
    #[param(inline)]
    kind: Option<OrgKind>,
    /// How many, from 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page begins, as `next` of the page before.
    cursor: Option<String>,
}

/// List organisations
///
/// By name; those that ended are among them.
#[utoipa::path(
    get, path = "/organisations", tag = "directory", params(OrganisationQuery),
    responses((status = 200, description = "A page of organisations.", body = Page<OrganisationView>))
)]
async fn list(
    State(state): State<WebState>,
    _: SignedIn,
    Query(query): Query<OrganisationQuery>,
) -> Result<axum::Json<Page<OrganisationView>>, Problem> {
    let limit = paging::limit(query.limit)?;
    let after: Option<(String, OrgId)> = paging::after(query.cursor.as_deref())?;
    let (directory, now) = (state.app.directory(), state.app.moment().now);
    let wanted = directory.orgs.values().filter(|org| query.kind.is_none_or(|kind| kind == org.kind));
    let place = |org: &&Organisation| (org.name.clone(), org.id);
    let (items, next) = paging::slice(wanted, place, after.as_ref(), limit);
    Ok(axum::Json(Page::new(items.into_iter().map(|org| OrganisationView::of(org, now)).collect(), next.as_ref())))
}

/// One organisation
#[utoipa::path(
    get, path = "/organisations/{id}", tag = "directory", params(("id" = OrgId, Path, description = "Which.")),
    responses((status = 200, description = "The organisation.", body = OrganisationDetail))
)]
async fn one(
    State(state): State<WebState>,
    _: SignedIn,
    Id(id): Id<OrgId>,
) -> Result<axum::Json<OrganisationDetail>, Problem> {
    let (directory, now) = (state.app.directory(), state.app.moment().now);
    let org = directory
        .org(id)
        .ok_or_else(|| state.problem(AppError::NotFound { what: "organisation", id: id.to_string() }))?;
    Ok(axum::Json(OrganisationDetail {
        organisation: OrganisationView::of(org, now),
        duty: org.duty.iter().filter(|shift| shift.until > now).cloned().collect(),
    }))
}

/// Register an organisation
#[utoipa::path(
    post, path = "/organisations", tag = "directory", params(CommandHeaders), request_body = RegisterOrg,
    responses((status = 201, description = "Registered.", body = Outcome))
)]
async fn register(State(state): State<WebState>, command: Command<RegisterOrg>) -> Result<Response, Problem> {
    let outcome = state.app.register_org(&command.request, &command.value).await;
    created("organisations", outcome.map_err(|error| state.problem(error))?)
}

/// Change an organisation
///
/// Its name and contact points, its rota, or its end.
#[utoipa::path(
    post, path = "/organisations/{id}/commands", tag = "directory",
    params(("id" = OrgId, Path, description = "Which."), CommandHeaders), request_body = OrgCommand,
    responses((status = 200, description = "Done.", body = Outcome))
)]
async fn command(
    State(state): State<WebState>,
    Id(id): Id<OrgId>,
    command: Command<OrgCommand>,
) -> Result<Response, Problem> {
    let outcome = state.app.command_org(&command.request, id, &command.value).await;
    outcome.map(done).map_err(|error| state.problem(error))
}
