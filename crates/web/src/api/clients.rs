//! Clients: who she is, and records that may be the same person.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use regie_care::client::{ClientCommand, Identity, Reason, RegisterClient};
use regie_care::directory::Directory;
use regie_care::ids::{CaseId, ClientId};
use regie_care::view::{CaseRow, ClientRow, Phase};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::Routes;
use super::body::Body;
use super::command::{Command, CommandHeaders, Outcome, created, done, versioned};
use super::extract::{Id, Query};
use super::names::{OrgName, PersonName};
use super::paging::{self, Page};
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(search, register), routes!(one), routes!(duplicates), routes!(command), routes!(suspected, possible)]
}

/// A client in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct ClientLine {
    /// Which record.
    id: ClientId,
    /// Family name.
    family_name: String,
    /// Given name.
    given_name: String,
    /// Day of birth.
    birth_date: Option<Date>,
    /// BSN, where she has one.
    bsn: Option<String>,
    /// V-number, where she has one.
    v_number: Option<String>,
    /// Where she stays.
    site: String,
    /// The record that goes on instead of this one.
    merged_into: Option<ClientId>,
    /// How many suspected duplicates wait for somebody to look; `/clients/{id}/duplicates` names them.
    suspicions: u32,
}

impl From<ClientRow> for ClientLine {
    fn from(row: ClientRow) -> Self {
        Self {
            id: row.client,
            family_name: row.family_name,
            given_name: row.given_name,
            birth_date: row.birth_date,
            bsn: row.bsn,
            v_number: row.v_number,
            site: row.site,
            merged_into: row.merged_into,
            suspicions: row.suspicions,
        }
    }
}

/// A client's record.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct ClientView {
    /// Which record.
    id: ClientId,
    /// The version of the record.
    version: u64,
    /// Who she is.
    identity: Identity,
    /// The record that goes on instead of this one, and why they were merged.
    merged: Option<MergeView>,
    /// Records that were merged into this one.
    absorbed: Vec<ClientId>,
    /// How many suspected duplicates wait for somebody to look.
    suspicions: usize,
    /// Her cases, open and closed.
    cases: Vec<CaseOfClient>,
}

/// Into which record this one was merged.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct MergeView {
    /// The record that goes on.
    into: ClientId,
    /// Why.
    reason: String,
}

/// A case of a client.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct CaseOfClient {
    /// Which case.
    case: CaseId,
    /// Where it is in its course.
    phase: Phase,
    /// The accountable case manager.
    case_manager: PersonName,
    /// Her organisation.
    org: OrgName,
    /// When the care began.
    opened_on: Date,
    /// When it ended.
    closed_on: Option<Date>,
}

impl CaseOfClient {
    pub(super) fn of(row: &CaseRow, directory: &Directory) -> Self {
        Self {
            case: row.case,
            phase: row.phase,
            case_manager: PersonName::of(row.case_manager, directory),
            org: OrgName::of(row.org, directory),
            opened_on: row.opened_on,
            closed_on: row.closed_on,
        }
    }
}

/// Records that may be the same person.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Duplicates {
    /// One per other record, in the order in which they came up.
    items: Vec<SuspicionView>,
}

/// A suspicion that two records are one person.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct SuspicionView {
    /// The other record.
    other: ClientId,
    /// How strong, from 1 to 100.
    score: u8,
    /// Why.
    reasons: Vec<Reason>,
    /// Why it was set aside, once someone did.
    dismissed: Option<String>,
}

/// Whom to find.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ClientQuery {
    /// A part of the name, or the whole BSN or V-number; all clients of the organisation when absent.
    #[param(max_length = 200)]
    search: Option<String>,
    /// How many, from 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page begins, as `next` of the page before.
    cursor: Option<String>,
}

/// Find clients
///
/// Among those with whom your organisation has to do, by name.
#[utoipa::path(
    get, path = "/clients", tag = "clients", params(ClientQuery),
    responses((status = 200, description = "A page of clients.", body = Page<ClientLine>))
)]
async fn search(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Query(query): Query<ClientQuery>,
) -> Result<axum::Json<Page<ClientLine>>, Problem> {
    let limit = paging::limit(query.limit)?;
    let after: Option<(String, ClientId)> = paging::after(query.cursor.as_deref())?;
    let after = after.as_ref().map(|(value, client)| (value.as_str(), *client));
    let text = paging::search_text("search", query.search.unwrap_or_default())?;
    let found = state.app.search_clients(signed_in.person.seat, &text, after, limit + 1).await;
    let place = |row: &ClientRow| (row.search.clone(), row.client);
    let (rows, next) = paging::cut(found.map_err(|error| state.problem(error))?, limit, place);
    Ok(axum::Json(Page::new(rows.into_iter().map(Into::into).collect(), next.as_ref())))
}

/// One client
#[utoipa::path(
    get, path = "/clients/{id}", tag = "clients", params(("id" = ClientId, Path, description = "Which record.")),
    responses((status = 200, description = "The record.", body = ClientView,
               headers(("ETag" = String, description = "The version, for `If-Match`."))))
)]
async fn one(State(state): State<WebState>, signed_in: SignedIn, Id(id): Id<ClientId>) -> Result<Response, Problem> {
    let file = state.app.client_file(signed_in.person.seat, id).await.map_err(|error| state.problem(error))?;
    let (version, client, directory) = (file.client.version, file.client.state, state.app.directory());
    let view = ClientView {
        id,
        version,
        suspicions: client.open_suspicions().count(),
        merged: client.merged.map(|merge| MergeView { into: merge.into, reason: merge.reason }),
        absorbed: client.absorbed,
        identity: client.identity,
        cases: file.cases.iter().map(|row| CaseOfClient::of(row, &directory)).collect(),
    };
    Ok(versioned(version, axum::Json(view)))
}

/// Records that may be the same person
///
/// Proposed at registration and import, or by somebody who noticed (G-07).
#[utoipa::path(
    get, path = "/clients/{id}/duplicates", tag = "clients",
    params(("id" = ClientId, Path, description = "Which record.")),
    responses((status = 200, description = "The suspicions.", body = Duplicates))
)]
async fn duplicates(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<ClientId>,
) -> Result<axum::Json<Duplicates>, Problem> {
    let file = state.app.client_file(signed_in.person.seat, id).await.map_err(|error| state.problem(error))?;
    let view = |suspicion: regie_care::client::Suspicion| SuspicionView {
        other: suspicion.other,
        score: suspicion.score,
        reasons: suspicion.reasons,
        dismissed: suspicion.dismissed,
    };
    Ok(axum::Json(Duplicates { items: file.client.state.suspicions.into_iter().map(view).collect() }))
}

/// Which page of the suspected doubles.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct SuspectedQuery {
    /// How many, from 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page begins, as `next` of the page before.
    cursor: Option<String>,
}

/// Records that wait for a judgement
///
/// All that may be somebody else's double and were not judged yet, of your organisation's clients and of those who have
/// no case (G-07). Merge them, or say that they are two people, with a command on the record.
#[utoipa::path(
    get, path = "/duplicates", tag = "clients", params(SuspectedQuery),
    responses((status = 200, description = "A page of records, oldest first.", body = Page<ClientLine>))
)]
async fn suspected(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Query(query): Query<SuspectedQuery>,
) -> Result<axum::Json<Page<ClientLine>>, Problem> {
    let limit = paging::limit(query.limit)?;
    let after: Option<ClientId> = paging::after(query.cursor.as_deref())?;
    let found = state.app.suspected_doubles(signed_in.person.seat, after, limit + 1).await;
    let (rows, next) = paging::cut(found.map_err(|error| state.problem(error))?, limit, |row| row.client);
    Ok(axum::Json(Page::new(rows.into_iter().map(Into::into).collect(), next.as_ref())))
}

/// Records that may be of a client who is about to be entered.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct PossibleDoubles {
    /// Strongest first.
    items: Vec<PossibleDoubleView>,
}

/// A record that may be of the same person.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct PossibleDoubleView {
    /// The record; absent when it is not for you to see: she is in care elsewhere.
    client: Option<ClientId>,
    /// Her name there.
    name: Option<String>,
    /// Her day of birth there.
    birth_date: Option<Date>,
    /// Why it may be her.
    reasons: Vec<Reason>,
}

/// Look for doubles before a client is entered
///
/// Nothing is stored. Registering her proposes the same records for merging (G-07).
#[utoipa::path(
    post, path = "/duplicates", tag = "clients", request_body = RegisterClient,
    responses((status = 200, description = "The records that may be hers.", body = PossibleDoubles))
)]
async fn possible(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Body { value, .. }: Body<RegisterClient>,
) -> Result<axum::Json<PossibleDoubles>, Problem> {
    let found = state.app.possible_doubles(signed_in.person.seat, &value.identity).await;
    let view = |double: regie_app::PossibleDouble| PossibleDoubleView {
        client: double.known.as_ref().map(|(id, _)| *id),
        name: double.known.as_ref().map(|(_, identity)| identity.full_name()),
        birth_date: double.known.as_ref().and_then(|(_, identity)| identity.birth_date),
        reasons: double.reasons,
    };
    let items = found.map_err(|error| state.problem(error))?.into_iter().map(view).collect();
    Ok(axum::Json(PossibleDoubles { items }))
}

/// Register a client
///
/// At least a family name, and a BSN, a V-number, or a birth date with the number of the source system. Records that may
/// be the same person are proposed for merging, never merged by themselves (G-07).
#[utoipa::path(
    post, path = "/clients", tag = "clients", params(CommandHeaders), request_body = RegisterClient,
    responses((status = 201, description = "Registered.", body = Outcome))
)]
async fn register(State(state): State<WebState>, command: Command<RegisterClient>) -> Result<Response, Problem> {
    let outcome = state.app.register_client(&command.request, &command.value).await;
    created("clients", outcome.map_err(|error| state.problem(error))?)
}

/// Carry out a command on a client's record
///
/// Correct it, merge it into another, undo that, or say that two records are two people.
#[utoipa::path(
    post, path = "/clients/{id}/commands", tag = "clients",
    params(("id" = ClientId, Path, description = "Which record."), CommandHeaders), request_body = ClientCommand,
    responses((status = 200, description = "Done.", body = Outcome))
)]
async fn command(
    State(state): State<WebState>,
    Id(id): Id<ClientId>,
    command: Command<ClientCommand>,
) -> Result<Response, Problem> {
    let outcome = state.app.command_client(&command.request, id, &command.value).await;
    outcome.map(done).map_err(|error| state.problem(error))
}
