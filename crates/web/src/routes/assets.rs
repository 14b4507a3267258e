//! The stylesheet and what goes with it, embedded in the binary.
//!
//! Every file is served under a name that carries the hash of its content, so that a browser may keep it for ever and
//! still gets a new one after an upgrade.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Assets;

/// The one stylesheet that browsers get.
const STYLESHEET: &str = "regie.css";

/// The files it is joined of, each with one job; where two say something of the same thing, the later one holds.
const STYLES: [&str; 6] = [
    "style/base.css",
    "style/parts.css",
    "style/drawings.css",
    "style/pages.css",
    "style/narrow.css",
    "style/print.css",
];

/// The files of what is served under a name.
fn files(name: &str) -> Vec<&str> {
    if name == STYLESHEET { STYLES.to_vec() } else { vec![name] }
}

/// What is served under a name; none when a file is missing.
fn content(name: &str) -> Option<Cow<'static, [u8]>> {
    let mut parts = files(name).into_iter().map(|file| Some(Assets::get(file)?.data));
    let first = parts.next()??;
    parts.try_fold(first, |mut whole, part| {
        whole.to_mut().extend_from_slice(&part?);
        Some(whole)
    })
}

/// The stylesheet as browsers get it.
#[must_use]
pub fn stylesheet() -> String {
    content(STYLESHEET).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// Served names by file name: `regie.css` → `regie.3fa9c2d41b60.css`.
static SERVED: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let alone = Assets::iter().filter(|name| !name.starts_with("style/"));
    alone
        .chain([Cow::Borrowed(STYLESHEET)])
        .filter_map(|name| {
            let files = files(&name);
            let of_each = 6_usize.div_ceil(files.len()).max(2);
            let mut short = String::new();
            for file in files {
                let hash = Assets::get(file)?.metadata.sha256_hash();
                short.extend(hash.iter().take(of_each).map(|byte| format!("{byte:02x}")));
            }
            let (stem, kind) = name.rsplit_once('.')?;
            Some((name.to_string(), format!("{stem}.{short}.{kind}")))
        })
        .collect()
});

/// Where a file is served: `/assets/regie.3fa9c2d41b60.css`; the plain name when there is no such file.
#[must_use]
pub fn url(name: &str) -> String {
    format!("/assets/{}", SERVED.get(name).map_or(name, String::as_str))
}

/// The routes of this file: `GET /assets/{name}`.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{name}", get(serve))
}

async fn serve(Path(asked): Path<String>) -> Response {
    let found =
        SERVED.iter().find(|(_, served)| **served == asked).and_then(|(name, _)| Some((kind(name), content(name)?)));
    let Some((kind, data)) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, data.into_owned()).into_response()
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, kind)| kind) {
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("js") => "text/javascript; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::{Request, StatusCode, header};
    use tower::ServiceExt;

    use super::{Assets, STYLES, router, stylesheet, url};

    async fn get(path: &str) -> axum::response::Response {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        router().oneshot(request).await.expect("an answer")
    }

    #[test]
    fn every_file_of_the_stylesheet_is_in_it() {
        let mut embedded: Vec<_> = Assets::iter().filter(|name| name.starts_with("style/")).collect();
        embedded.sort_unstable();
        let mut joined = STYLES;
        joined.sort_unstable();
        assert_eq!(embedded, joined);
        let whole = stylesheet();
        for file in STYLES {
            let part = Assets::get(file).expect("a file").data;
            assert!(whole.contains(std::str::from_utf8(&part).expect("text")), "{file}");
        }
    }

    #[tokio::test]
    async fn the_stylesheet_is_served_for_ever_under_its_hash_only() {
        let path = url("regie.css");
        assert_ne!(path, "/assets/regie.css");
        let answer = get(&path).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
        assert!(answer.headers()[header::CACHE_CONTROL].to_str().expect("text").contains("immutable"));
        assert_eq!(get("/assets/regie.css").await.status(), StatusCode::NOT_FOUND);
        assert_eq!(get("/assets/..%2fCargo.toml").await.status(), StatusCode::NOT_FOUND);
    }
}
