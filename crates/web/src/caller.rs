//! From which address a request came.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::state::WebState;

/// What a proxy adds the caller's address to.
const FORWARDED: &str = "x-forwarded-for";

/// The address of whoever asks, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller(pub Option<IpAddr>);

impl FromRequestParts<WebState> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Self::Rejection> {
        if state.options.behind_proxy {
            return Ok(Self(forwarded(&parts.headers)));
        }
        let connection = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(connection.map(|ConnectInfo(address)| address.ip())))
    }
}

/// The last address: the one that the proxy in front added itself. What stands before it, anybody can have written.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED).iter().next_back()?.to_str().ok()?;
    let text = last.rsplit(',').next().unwrap_or(last).trim();
    text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_proxy_added_is_believed() {
        let mut headers = HeaderMap::new();
        assert_eq!(forwarded(&headers), None);
        headers.append(FORWARDED, "203.0.113.9".parse().unwrap());
        headers.append(FORWARDED, "10.0.0.1, 192.0.2.7".parse().unwrap());
        assert_eq!(forwarded(&headers), Some("192.0.2.7".parse().unwrap()));
        for (text, address) in
            [("[2001:db8::1]:443", Some("2001:db8::1")), ("192.0.2.7:80", Some("192.0.2.7")), ("unknown", None)]
        {
            headers.insert(FORWARDED, text.parse().unwrap());
            assert_eq!(forwarded(&headers), address.map(|address| address.parse().unwrap()), "{text}");
        }
    }
}
