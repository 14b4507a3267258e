//! The router: the API, room for the pages, and what stands around every answer.

use std::any::Any;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use futures::StreamExt;
use regie_app::App;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};

use crate::problem::{PROBLEM_JSON, Problem};
use crate::routes;
use crate::state::{Options, WebState};
use crate::{api, pages};

/// The largest body that is read.
pub const LARGEST_BODY: usize = 1024 * 1024;

/// How much of a too large body is read and thrown away, so that the sender hears the answer instead of a reset.
const DRAINED: usize = 32 * 1024 * 1024;

/// How long a request may take.
const LONGEST: Duration = Duration::from_secs(30);

/// Nothing from elsewhere, no frames, no plugins, no scripts within pages.
const CONTENT_SECURITY: &str = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
                                object-src 'none'";

/// The server: the pages, the JSON API and what stands around them.
pub fn router(app: App, options: Options) -> Router {
    router_with_pages(app, options, routes::pages())
}

/// The server with other pages: the JSON API under `/api`, and `pages` everywhere else. The pages' own fallback answers
/// unknown addresses outside of the API.
pub fn router_with_pages(app: App, options: Options, pages: Router<WebState>) -> Router {
    let state = WebState::new(app, options);
    surround(pages.merge(api::router()).with_state(state.clone()), state)
}

/// Puts around all routes what no answer goes without. The last one added sees a request first.
fn surround(routes: Router, state: WebState) -> Router {
    routes.layer(DefaultBodyLimit::max(LARGEST_BODY)).layer(
        ServiceBuilder::new()
            .layer(TraceLayer::new_for_http().make_span_with(span).on_response(DefaultOnResponse::new()))
            .layer(unless_set(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY))
            .layer(unless_set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .layer(unless_set(header::REFERRER_POLICY, "same-origin"))
            .layer(unless_set(header::CACHE_CONTROL, "no-store"))
            .layer(CompressionLayer::new())
            .layer(middleware::from_fn_with_state(state.clone(), speak))
            .layer(middleware::from_fn_with_state(state, routes::unsent::keep))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST))
            .layer(CsrfLayer::new().with_rejection_response(|_: ProtectionError| cross_site()))
            .layer(middleware::from_fn(refuse_large_bodies)),
    )
}

fn unless_set(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// The query is left out: it may hold what somebody searched for.
fn span<B>(request: &axum::http::Request<B>) -> tracing::Span {
    tracing::info_span!("request", method = %request.method(), path = request.uri().path())
}

fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let said = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    tracing::error!(panic = said, "a request made Regie panic");
    Problem::of_status(StatusCode::INTERNAL_SERVER_ERROR).into_response()
}

fn cross_site() -> Response {
    let detail = "this request came from another site; send it from Regie's own pages, or without a browser";
    let problem = Problem::new(StatusCode::FORBIDDEN, "cross-site", "From another site", detail);
    (Extension(pages::error::Problem::CrossSite), problem).into_response()
}

/// Every error speaks to whom it is told, also those of the router itself: pages to people, problems to programs.
async fn speak(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path == "/api" || path.starts_with("/api/") {
        speak_problem_json(next.run(request).await)
    } else {
        routes::error::speak(state, request, next).await
    }
}

/// Under `/api` every error is a problem.
fn speak_problem_json(response: Response) -> Response {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let is_problem = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == PROBLEM_JSON);
    if !is_error || is_problem {
        return response;
    }
    let (parts, _) = response.into_parts();
    let mut problem = Problem::of_status(status).into_response();
    for (name, value) in &parts.headers {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            problem.headers_mut().insert(name, value.clone());
        }
    }
    problem
}

/// Refuses a body that says that it is too large, and reads on for a while: a sender who is cut off in the middle would
/// see a broken connection instead of the reason. A body that does not say its size is stopped at the limit.
async fn refuse_large_bodies(request: Request, next: Next) -> Response {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let too_large = length.and_then(|text| text.parse::<u64>().ok()).is_some_and(|length| length > LARGEST_BODY as u64);
    if !too_large {
        return next.run(request).await;
    }
    drain(request.into_body()).await;
    Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE).into_response()
}

async fn drain(body: Body) {
    let mut chunks = body.into_data_stream();
    let mut read = 0;
    while let Some(Ok(chunk)) = chunks.next().await {
        read += Bytes::len(&chunk);
        if read > DRAINED {
            return;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]
mod tests {
    use axum::routing::{get, post};
    use regie_app::{Clock, Ids};
    use regie_testkit::TestDb;
    use tower::ServiceExt;

    use super::*;

    async fn answer(request: Request) -> Response {
        let routes = Router::new()
            .route("/api/broken", get(|| async { panic!("a defect") as String }))
            .route("/api/text", get(|| async { "regie ".repeat(1000) }))
            .route("/api/echo", post(|body: String| async move { body }))
            .route("/broken", get(|| async { panic!("a defect") as String }))
            .route("/page", get(|| async { ([(header::CACHE_CONTROL, "public")], "page") }));
        let db = TestDb::sqlite();
        let app = App::new(db.open().await, Clock::System, Ids::seeded(7)).await.unwrap();
        surround(routes, WebState::new(app, Options::default())).oneshot(request).await.unwrap()
    }

    fn get_of(path: &str) -> Request {
        Request::get(path).body(Body::empty()).unwrap()
    }

    #[tokio::test]
    async fn a_panic_becomes_a_problem_that_tells_nothing_of_the_inside() {
        let response = answer(get_of("/api/broken")).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()[header::CONTENT_TYPE], PROBLEM_JSON);
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        assert!(!String::from_utf8_lossy(&body).contains("a defect"));
    }

    #[tokio::test]
    async fn a_panic_behind_a_page_becomes_a_page_that_tells_nothing_of_the_inside() {
        let response = answer(get_of("/broken")).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
        let body = axum::body::to_bytes(response.into_body(), 100_000).await.unwrap();
        let page = String::from_utf8_lossy(&body);
        assert!(page.contains("Er ging iets mis") && !page.contains("a defect"), "{page}");
    }

    #[tokio::test]
    async fn every_answer_forbids_frames_sniffing_and_keeping() {
        for path in ["/api/text", "/api/broken", "/api/nothing", "/page"] {
            let headers = answer(get_of(path)).await.headers().clone();
            assert!(headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("frame-ancestors 'none'"));
            assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
            assert_eq!(headers[header::REFERRER_POLICY], "same-origin", "{path}");
            let kept = if path == "/page" { "public" } else { "no-store" };
            assert_eq!(headers[header::CACHE_CONTROL], kept, "{path}");
        }
    }

    #[tokio::test]
    async fn long_answers_are_compressed_for_who_can_read_that() {
        let mut request = get_of("/api/text");
        assert!(answer(get_of("/api/text")).await.headers().get(header::CONTENT_ENCODING).is_none());
        request.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        assert_eq!(answer(request).await.headers()[header::CONTENT_ENCODING], "gzip");
    }

    #[tokio::test]
    async fn a_body_that_says_that_it_is_too_large_is_refused_and_one_of_the_limit_is_not() {
        let send = |length: usize| {
            Request::post("/api/echo")
                .header(header::CONTENT_LENGTH, length)
                .body(Body::from("x".repeat(length)))
                .unwrap()
        };
        assert_eq!(answer(send(LARGEST_BODY)).await.status(), StatusCode::OK);
        let refused = answer(send(LARGEST_BODY + 1)).await;
        assert_eq!(refused.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(refused.headers()[header::CONTENT_TYPE], PROBLEM_JSON);
    }
}
