//! Reading what stands in the address: ids in the path, and the query. What is wrong becomes a problem.

use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use regie_app::{AppError, Registering};
use regie_care::ids::{CaseId, ClientId, MeetingId, OrgId, PersonId};
use serde::de::DeserializeOwned;

use crate::problem::Problem;
use crate::state::WebState;

/// The one id in the path. What cannot be an id names nothing: 404, as for an id that is not there.
#[derive(Debug)]
pub struct Id<T>(pub T);

/// What an id names, in messages.
pub trait Named: FromStr {
    /// What it is called.
    const WHAT: &'static str;
}

macro_rules! named {
    ($($id:ty => $what:literal),+ $(,)?) => {
        $(impl Named for $id {
            const WHAT: &'static str = $what;
        })+
    };
}

named!(
    CaseId => "case",
    ClientId => "client",
    OrgId => "organisation",
    PersonId => "person",
    MeetingId => "meeting",
    Registering => "registration",
    String => "thing",
);

impl<T: Named> FromRequestParts<WebState> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        let axum::extract::Path(text) = axum::extract::Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::of_status(StatusCode::NOT_FOUND))?;
        match text.parse() {
            Ok(id) if !text.contains('\0') => Ok(Self(id)),
            _ => Err(state.problem(AppError::NotFound { what: T::WHAT, id: text })),
        }
    }
}

/// The query of an address.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<WebState> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &WebState) -> Result<Self, Problem> {
        axum::extract::Query::try_from_uri(&parts.uri).map(|axum::extract::Query(query)| Self(query)).map_err(
            |rejection| {
                let detail = rejection.body_text();
                let detail = detail.strip_prefix("Failed to deserialize query string: ").unwrap_or(&detail).to_owned();
                Problem::new(StatusCode::BAD_REQUEST, "bad-query", "The query cannot be read", detail)
            },
        )
    }
}
