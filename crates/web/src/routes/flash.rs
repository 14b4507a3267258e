//! What just happened, said once on the next page: a short-lived cookie that holds the key of a text and nothing else.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{AppendHeaders, Response};

use super::cookies::cookie;
use crate::pages::Flash;
use crate::texts::{Texts, Tone};

/// The cookie.
const COOKIE: &str = "melding";
/// The texts that may be said: a cookie cannot make a page say anything else.
const KEYS: &str = "said-";
/// Those that ask for attention.
const WARNINGS: &str = "said-warn-";
/// Longer than a redirect takes, and gone before anyone wonders.
const FORGET: &str = "melding=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0";

/// Lets the next page say the text `key`, which starts with `said-`. A key that cannot stand in a cookie is not said.
pub fn set(key: &str) -> AppendHeaders<Option<(HeaderName, HeaderValue)>> {
    AppendHeaders(value(key).map(|value| (header::SET_COOKIE, value)))
}

fn value(key: &str) -> Option<HeaderValue> {
    let plain = key.starts_with(KEYS) && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let text = format!("{COOKIE}={key}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
    plain.then(|| HeaderValue::try_from(text).ok()).flatten()
}

/// What the page is to say, when a form left something.
#[must_use]
pub fn take(headers: &HeaderMap, t: Texts) -> Option<Flash> {
    let key = cookie(headers, COOKIE).filter(|key| key.starts_with(KEYS) && t.has(key))?;
    let tone = if key.starts_with(WARNINGS) { Tone::Warn } else { Tone::Good };
    Some(Flash { tone, text: t.of(key).into_owned() })
}

/// Makes the browser forget what a page has said.
pub(super) async fn forget_shown(request: Request, next: Next) -> Response {
    let waits = cookie(request.headers(), COOKIE).is_some();
    let mut response = next.run(request).await;
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html"));
    if waits && is_page && response.status() == StatusCode::OK {
        response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_static(FORGET));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn a_cookie_holds_a_key_and_nothing_else() {
        assert!(value("said-recorded").is_some());
        for other in ["recorded", "said-a; Path=/x", "said-a\r\nX: y", "said-<b>"] {
            assert!(value(other).is_none(), "{other:?}");
        }
    }
}
