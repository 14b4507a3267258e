//! What a page's route reads of a request. What cannot be read is only a status here: the page that tells of it is made
//! where all errors of pages are, in [`super::error::speak`].

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::fields::Fields;
use crate::urlencoded;

/// What forms post.
const FORM: &str = "application/x-www-form-urlencoded";

/// The fields of a posted form.
#[derive(Debug)]
pub struct Posted(pub Fields);

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        if !is_form(request.headers()) {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let bytes = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        urlencoded::fields(&bytes).map(Self).map_err(|_| StatusCode::BAD_REQUEST.into_response())
    }
}

pub(super) fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(FORM)
}

/// The fields behind the `?` of an address.
#[derive(Debug)]
pub struct Asked(pub Fields);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, StatusCode> {
        let query = parts.uri.query().unwrap_or_default();
        urlencoded::fields(query.as_bytes()).map(Self).map_err(|_| StatusCode::BAD_REQUEST)
    }
}
