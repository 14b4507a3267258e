//! What you typed of a client who is not entered yet, or of a case that is not open yet.

use std::collections::BTreeMap;

use axum::extract::State;
use jiff::Timestamp;
use regie_app::{Keeping, Registering, RegistrationDraft};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::Routes;
use super::body::Body;
use super::extract::Id;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(list), routes!(keep, discard)]
}

/// A registration that you began.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct RegistrationView {
    /// Of what: `registration-` and a ULID of your choosing for a client without a record, `client-` and her id for the
    /// opening of her case.
    about: String,
    /// What stands in the fields, by their name on the page: `achternaam`, `geboren`, `casemanager`.
    typed: BTreeMap<String, String>,
    /// How often it was saved.
    rev: u64,
    /// When it was saved last.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

impl From<RegistrationDraft> for RegistrationView {
    fn from(draft: RegistrationDraft) -> Self {
        Self { about: draft.about.to_string(), typed: draft.typed, rev: draft.rev, at: draft.at }
    }
}

/// The registrations that you began.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct RegistrationsView {
    /// The last one first.
    drafts: Vec<RegistrationView>,
}

/// What stands in the fields of a registration.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct RegistrationTyped {
    /// By the name of the field on the page. It need not be readable yet; what is empty may be left out.
    typed: BTreeMap<String, String>,
    /// The revision of your draft on which this rests; 0 when there was none.
    #[serde(default)]
    rev: u64,
}

/// What came of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct KeptRegistration {
    /// The draft; absent when nothing was typed.
    draft: Option<RegistrationView>,
}

/// What became of a registration.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct DiscardedRegistration {
    /// Whether there was any.
    discarded: bool,
}

/// The registrations that you began
///
/// Your own drafts of clients and cases that are not registered yet; no part of the record, and nobody else reads them.
#[utoipa::path(
    get, path = "/registrations", tag = "clients",
    responses((status = 200, description = "Your drafts.", body = RegistrationsView))
)]
async fn list(State(state): State<WebState>, signed_in: SignedIn) -> Result<axum::Json<RegistrationsView>, Problem> {
    let drafts = state.app.registrations(signed_in.person.seat).await.map_err(|error| state.problem(error))?;
    Ok(axum::Json(RegistrationsView { drafts: drafts.into_iter().map(RegistrationView::from).collect() }))
}

/// Keep what is typed of a registration
///
/// Refused with 409 `draft-newer` when you saved it elsewhere since revision `rev`. Registering by `POST /clients` or
/// `POST /cases` leaves it: throw it away then.
#[utoipa::path(
    put, path = "/registrations/{id}", tag = "clients",
    params(("id" = String, Path, description = "Of what, as `about` says.")), request_body = RegistrationTyped,
    responses((status = 200, description = "Kept.", body = KeptRegistration))
)]
async fn keep(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<Registering>,
    Body { value, .. }: Body<RegistrationTyped>,
) -> Result<axum::Json<KeptRegistration>, Problem> {
    let kept = state.app.keep_registration(signed_in.person.seat, id, &value.typed, Some(value.rev)).await;
    match kept.map_err(|error| state.problem(error))? {
        Keeping::Kept(draft) => Ok(axum::Json(KeptRegistration { draft: Some(draft.into()) })),
        Keeping::NothingNew => Ok(axum::Json(KeptRegistration { draft: None })),
        Keeping::Newer(draft) => Err(Problem::draft_newer(draft.rev, draft.at)),
    }
}

/// Throw your draft of a registration away
#[utoipa::path(
    delete, path = "/registrations/{id}", tag = "clients",
    params(("id" = String, Path, description = "Of what, as `about` says.")),
    responses((status = 200, description = "There is none any more.", body = DiscardedRegistration))
)]
async fn discard(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<Registering>,
) -> Result<axum::Json<DiscardedRegistration>, Problem> {
    let discarded = state.app.drop_registration(signed_in.person.seat, id).await;
    discarded.map(|discarded| axum::Json(DiscardedRegistration { discarded })).map_err(|error| state.problem(error))
}
