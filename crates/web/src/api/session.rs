//! Signing in and out, and from which seat one acts.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use regie_app::{AppError, NewSession, SignedIn as Person};
use regie_care::ids::{OrgId, PersonId};
use regie_care::seat::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::Routes;
use super::body::Body;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::session::{self, Session, SignedIn};
use crate::state::WebState;
use crate::throttle::Wait;

pub(super) fn routes() -> Routes {
    vec![routes!(sign_in, me, sign_out), routes!(switch_seat)]
}

/// Name and password.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Credentials {
    /// The login name, in any case.
    #[schema(max_length = 200)]
    login: String,
    /// The password.
    #[schema(format = Password, max_length = 1000)]
    password: String,
}

/// From which of her organisations she acts.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct SeatChoice {
    /// The organisation.
    org: OrgId,
}

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Me {
    /// Who.
    person: PersonId,
    /// Her name.
    name: String,
    /// For which organisation she acts.
    org: OrgId,
    /// Its name.
    org_name: String,
    /// What she does there.
    role: Role,
    /// All organisations for which she may act.
    seats: Vec<SeatView>,
    /// Until when the session holds; only in the answer that begins it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
}

/// A seat: an organisation and what she does there.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct SeatView {
    /// The organisation.
    org: OrgId,
    /// Its name.
    org_name: String,
    /// What she does there.
    role: Role,
}

impl Me {
    fn of(state: &WebState, person: &Person, expires_at: Option<Timestamp>) -> Self {
        let directory = state.app.directory();
        let seats = directory.person(person.seat.person).map(|known| {
            let seat = |(org, role): (&OrgId, &Role)| SeatView {
                org: *org,
                org_name: directory.org(*org).map(|org| org.name.clone()).unwrap_or_default(),
                role: *role,
            };
            known.roles.iter().map(seat).collect()
        });
        Self {
            person: person.seat.person,
            name: person.name.clone(),
            org: person.seat.org,
            org_name: person.org_name.clone(),
            role: person.role,
            seats: seats.unwrap_or_default(),
            expires_at,
        }
    }
}

/// Sign in
///
/// Sets the session cookie. A person with several seats begins in the first; `PUT /session/seat` changes it.
#[utoipa::path(
    post, path = "/session", tag = "session", security(()), request_body = Credentials,
    responses(
        (status = 200, description = "Signed in.", body = Me, headers(("Set-Cookie" = String, description = "The session."))),
        (status = 401, description = "Name and password do not belong together.", body = Problem,
         content_type = "application/problem+json"),
        (status = 429, description = "This name or this address tried too often; try again after `Retry-After` seconds.",
         body = Problem, content_type = "application/problem+json",
         headers(("Retry-After" = u64, description = "Seconds to wait."))),
    )
)]
async fn sign_in(
    State(state): State<WebState>,
    Caller(address): Caller,
    body: Body<Credentials>,
) -> Result<Response, Problem> {
    let Credentials { login, password } = body.value;
    // No login has a NUL, and not every database can be asked for one.
    let login = login.replace('\0', "\u{fffd}");
    let attempt = state.throttle.admit(&login, address, state.app.moment().now).map_err(too_often)?;
    let begun = state.app.sign_in(&login, &password).await;
    if let Err(AppError::NotSignedIn) = begun {
        let detail = "this name and password do not belong together; check both";
        return Err(Problem::new(StatusCode::UNAUTHORIZED, "wrong-credentials", "Not signed in", detail));
    }
    attempt.give_back();
    begin(&state, &begun.map_err(|error| state.problem(error))?)
}

fn too_often(wait: Wait) -> Problem {
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-tries", "Too many tries", wait.to_string())
        .retry_after(wait.seconds())
}

/// Who is signed in
#[utoipa::path(get, path = "/session", tag = "session", responses((status = 200, description = "You are.", body = Me)))]
async fn me(State(state): State<WebState>, signed_in: SignedIn) -> axum::Json<Me> {
    axum::Json(Me::of(&state, &signed_in.person, None))
}

/// Sign out
///
/// Ends the session, and is no error when there is none.
#[utoipa::path(
    delete, path = "/session", tag = "session", security(()),
    responses((status = 204, description = "Signed out.", headers(("Set-Cookie" = String, description = "No session."))))
)]
async fn sign_out(State(state): State<WebState>, session: Session) -> Result<Response, Problem> {
    if let Some(token) = session.token {
        state.app.sign_out(&token).await.map_err(|error| state.problem(error))?;
    }
    let cookie = session::no_cookie(&state).map_err(|error| state.problem(error))?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// Act from another seat
///
/// The old session ends; the answer sets the cookie of the new one.
#[utoipa::path(
    put, path = "/session/seat", tag = "session", request_body = SeatChoice,
    responses((status = 200, description = "You act for that organisation now.", body = Me))
)]
async fn switch_seat(
    State(state): State<WebState>,
    signed_in: SignedIn,
    body: Body<SeatChoice>,
) -> Result<Response, Problem> {
    let org = body.value.org;
    let begun = state.app.switch_seat(&signed_in.token, org).await.map_err(|error| match error {
        // Her session is good: it is the seat that she has not.
        AppError::NotSignedIn => {
            let detail = "you have no seat at this organisation; choose one of those that GET /session names";
            Problem::new(StatusCode::FORBIDDEN, "no-seat", "Not for this person", detail).at_field("org")
        }
        other => state.problem(other),
    })?;
    begin(&state, &begun)
}

fn begin(state: &WebState, begun: &NewSession) -> Result<Response, Problem> {
    let cookie = session::cookie(state, begun).map_err(|error| state.problem(error))?;
    let me = Me::of(state, &begun.signed_in, Some(begun.expires_at));
    Ok(([(header::SET_COOKIE, cookie)], axum::Json(me)).into_response())
}
