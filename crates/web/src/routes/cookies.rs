//! Cookies of the pages: the language, and what just happened.

use axum::http::{HeaderMap, header};

/// The cookie in which a chosen language stays.
pub const LANGUAGE: &str = "taal";

/// The value of a cookie; the first, where a browser sends several.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == wanted && !value.is_empty())
        .map(|(_, value)| value)
}
