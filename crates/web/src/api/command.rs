//! What every command has in common: who asks, what she saw, and the key by which a repeated request is known.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use regie_app::{Done, RequestKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body::Body;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The longest idempotency key.
const LONGEST_KEY: usize = 200;

/// The headers of a command.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct CommandHeaders {
    /// Names this request: sent again with the same key it is answered as before and not carried out twice. 1 to 200
    /// printable ASCII characters.
    #[param(rename = "Idempotency-Key", required = false, min_length = 1, max_length = 200, pattern = "^[!-~]+$")]
    pub idempotency_key: Option<String>,
    /// The version that you saw, as in the header `ETag` of an earlier answer: the command is refused with 409 when
    /// somebody changed it since. Without this header any version will do.
    #[param(rename = "If-Match", required = false, pattern = "^(W/)?\"[0-9]{1,19}\"$", example = "\"7\"")]
    pub if_match: Option<String>,
}

/// A command as it came in: signed in first, then the headers, then the body.
#[derive(Debug)]
pub struct Command<T> {
    /// Who asks, and what she saw.
    pub request: regie_app::Request,
    /// What she asks.
    pub value: T,
}

impl<T: DeserializeOwned + Serialize> FromRequest<WebState> for Command<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let signed_in = SignedIn::from_request_parts(&mut parts, state).await?;
        let seen = if_match(&parts.headers)?;
        let key = idempotency_key(&parts.headers)?;
        let method = parts.method.clone();
        // A nested router takes its prefix off the path, for all requests alike.
        let path = parts.uri.path().to_owned();
        let Body { value, bytes } = Body::from_request(Request::from_parts(parts, body), state).await?;
        let key = key.map(|key| RequestKey::new(key, &identity(&method, &path, &bytes)));
        Ok(Self { request: regie_app::Request { actor: signed_in.actor(), seen, key }, value })
    }
}

/// The bytes that tell one request from another.
fn identity(method: &Method, path: &str, body: &[u8]) -> Vec<u8> {
    [method.as_str().as_bytes(), b" ", path.as_bytes(), b"\n", body].concat()
}

fn if_match(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    // A proxy that compresses makes a weak tag of a strong one; a version stays the same version.
    let tag = text.strip_prefix("W/").unwrap_or(text);
    let version = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')).and_then(|tag| tag.parse().ok());
    version.map(Some).ok_or_else(|| {
        let detail = "give the version that you saw in quotes, as the header ETag had it: If-Match: \"7\"";
        bad_header("If-Match", detail)
    })
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let fits = value.as_bytes().iter().all(u8::is_ascii_graphic) && (1..=LONGEST_KEY).contains(&value.len());
    match value.to_str() {
        Ok(key) if fits => Ok(Some(key.to_owned())),
        _ => Err(bad_header(
            "Idempotency-Key",
            "give 1 to 200 printable ASCII characters without spaces, such as a UUID",
        )),
    }
}

fn bad_header(name: &'static str, detail: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad-header", "A header cannot be read", detail).at_field(name)
}

/// What a command brought about.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Outcome {
    /// The id of the thing that changed.
    pub id: String,
    /// The version at which it stands now.
    pub version: u64,
    /// What happened, by kind, in order; empty when nothing had to change.
    pub events: Vec<String>,
}

impl From<Done> for Outcome {
    fn from(done: Done) -> Self {
        Self { id: done.id, version: done.version, events: done.events }
    }
}

/// The answer to a command on something that was there.
#[must_use]
pub fn done(done: Done) -> Response {
    versioned(done.version, axum::Json(Outcome::from(done)))
}

/// The answer to a command that made something new: 201, and where it is.
///
/// # Errors
/// When the address cannot stand in a header, which no id of Regie does.
pub fn created(collection: &str, done: Done) -> Result<Response, Problem> {
    let location = HeaderValue::try_from(format!("/api/v1/{collection}/{}", done.id))
        .map_err(|_| Problem::of_status(StatusCode::INTERNAL_SERVER_ERROR))?;
    let mut response = versioned(done.version, axum::Json(Outcome::from(done)));
    *response.status_mut() = StatusCode::CREATED;
    response.headers_mut().insert(header::LOCATION, location);
    Ok(response)
}

/// An answer with the version that a later command may name as seen.
#[must_use]
pub fn versioned(version: u64, body: impl IntoResponse) -> Response {
    let mut response = body.into_response();
    if let Ok(tag) = HeaderValue::try_from(format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    fn with(name: HeaderName, value: &[u8]) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_bytes(value).unwrap())])
    }

    #[test]
    fn if_match_names_a_version_in_quotes() {
        assert_eq!(if_match(&HeaderMap::new()).unwrap(), None);
        assert_eq!(if_match(&with(header::IF_MATCH, b"\"7\"")).unwrap(), Some(7));
        assert_eq!(if_match(&with(header::IF_MATCH, b"W/\"7\"")).unwrap(), Some(7));
        assert_eq!(if_match(&with(header::IF_MATCH, b"*")).unwrap(), None);
        for wrong in [b"7".as_slice(), b"\"x\"", b"\"\"", b"\"1\", \"2\"", b"\"-1\"", b"\xff"] {
            assert_eq!(if_match(&with(header::IF_MATCH, wrong)).unwrap_err().code(), "bad-header");
        }
    }

    #[test]
    fn a_key_is_short_and_printable() {
        assert_eq!(idempotency_key(&with(IDEMPOTENCY_KEY, b"a-1")).unwrap().as_deref(), Some("a-1"));
        for wrong in [b"".as_slice(), b"a b", b"\xc3\xa9", &[b'a'; 201]] {
            assert_eq!(idempotency_key(&with(IDEMPOTENCY_KEY, wrong)).unwrap_err().code(), "bad-header");
        }
    }

    #[test]
    fn requests_differ_by_method_path_and_body() {
        let one = identity(&Method::POST, "/a", b"{}");
        assert_eq!(one, identity(&Method::POST, "/a", b"{}"));
        assert_ne!(one, identity(&Method::PUT, "/a", b"{}"));
        assert_ne!(one, identity(&Method::POST, "/b", b"{}"));
        assert_ne!(one, identity(&Method::POST, "/a", b"{ }"));
    }
}
