//! Who is signed in: the session cookie, and the extractors that read it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use regie_app::{AppError, NewSession, SignedIn as Person};
use regie_care::seat::Actor;

use crate::problem::Problem;
use crate::state::WebState;

/// The name of the cookie. Its value is a random token that means nothing elsewhere.
pub const COOKIE: &str = "regie_session";

/// The session of a request: nobody, or a person and the token by which she is known. For pages, which send who is not
/// signed in to the sign-in page.
#[derive(Debug, Clone, Default)]
pub struct Session {
    /// The token as the cookie has it, whether or not it is known.
    pub token: Option<String>,
    /// Who it is.
    pub person: Option<Person>,
}

impl Session {
    /// Reads the session of a request.
    ///
    /// # Errors
    /// When the sessions cannot be read. That nobody is signed in is no error.
    pub async fn of(state: &WebState, headers: &HeaderMap) -> Result<Self, AppError> {
        let Some(token) = token(headers) else { return Ok(Self::default()) };
        match state.app.session(&token).await {
            Ok(person) => Ok(Self { token: Some(token), person: Some(person) }),
            Err(AppError::NotSignedIn) => Ok(Self { token: Some(token), person: None }),
            Err(error) => Err(error),
        }
    }
}

impl FromRequestParts<WebState> for Session {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        Self::of(state, &parts.headers).await.map_err(|error| state.problem(error))
    }
}

/// A person who is signed in. For the JSON API, which answers 401 to everybody else.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The token.
    pub token: String,
    /// Who it is.
    pub person: Person,
}

impl SignedIn {
    /// The actor of her commands.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        self.person.actor()
    }
}

impl FromRequestParts<WebState> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        match Session::from_request_parts(parts, state).await? {
            Session { token: Some(token), person: Some(person) } => Ok(Self { token, person }),
            _ => Err(state.problem(AppError::NotSignedIn)),
        }
    }
}

/// The `Set-Cookie` of a new session. The browser forgets it when the session ends.
///
/// # Errors
/// When the token cannot stand in a header, which no token of Regie does.
pub fn cookie(state: &WebState, session: &NewSession) -> Result<HeaderValue, AppError> {
    let seconds = session.expires_at.duration_since(state.app.moment().now).as_secs().max(0);
    header_value(&session.token, seconds, state.options.secure_cookies)
}

/// The `Set-Cookie` that makes the browser forget its session.
///
/// # Errors
/// As [`cookie`].
pub fn no_cookie(state: &WebState) -> Result<HeaderValue, AppError> {
    header_value("", 0, state.options.secure_cookies)
}

fn header_value(token: &str, seconds: i64, secure: bool) -> Result<HeaderValue, AppError> {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::try_from(text).map_err(|error| AppError::Internal(format!("session cookie: {error}")))
}

/// The token in the request's cookies; the first, where a browser sends several.
pub(crate) fn token(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, token)| *name == COOKIE && !token.is_empty())
        .map(|(_, token)| token.to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        assert_eq!(token(&headers), None);
        headers.append(header::COOKIE, "lang=en; other=a=b".parse().unwrap());
        headers.append(header::COOKIE, "theme=dark;regie_session=abc".parse().unwrap());
        assert_eq!(token(&headers).as_deref(), Some("abc"));
        headers.clear();
        headers.append(header::COOKIE, "xregie_session=abc; regie_session=".parse().unwrap());
        assert_eq!(token(&headers), None);
    }

    #[test]
    fn the_cookie_is_out_of_reach_for_scripts_and_other_sites() {
        let value = header_value("abc", 60, true).unwrap();
        assert_eq!(value, "regie_session=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure");
        let forgotten = header_value("", 0, false).unwrap();
        assert_eq!(forgotten, "regie_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }
}
