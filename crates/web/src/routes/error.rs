//! From an error to the page that tells of it.

use axum::Extension;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::AppError;
use regie_care::policy::Denial;

use super::link::with_query;
use super::recalled;
use super::visitor::{Visitor, language};
use crate::pages::error::{ErrorPage, Place, Problem};
use crate::pages::{Chrome, Here};
use crate::render::page_with;
use crate::state::WebState;
use crate::texts::{Lang, Texts};

/// After how many seconds to try again when the database is away or busy.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// How much of a random token names an error in the log.
const REFERENCE: usize = 8;

/// Goes along with an answer that leads to the sign-in page.
#[derive(Debug, Clone, Copy)]
pub(super) struct SignInFirst;

/// The way to the sign-in page and back.
#[must_use]
pub fn sign_in(back: &str) -> Response {
    let back = if back == "/" { "" } else { back };
    (Extension(SignInFirst), Redirect::to(&with_query("/aanmelden", &[("terug", back)]))).into_response()
}

/// The page that tells of an error of the use cases. Nobody signed in is no error page but the way to sign in.
#[must_use]
pub fn error_page(state: &WebState, visitor: &Visitor, error: AppError) -> Response {
    answer(state, visitor.t, visitor.chrome(Here::Elsewhere), error)
}

/// The same where nobody is signed in.
#[must_use]
pub fn error_page_for_nobody(state: &WebState, t: Texts, error: AppError) -> Response {
    answer(state, t, Chrome::signed_out("/aanmelden"), error)
}

pub(super) fn answer(state: &WebState, t: Texts, chrome: Chrome, error: AppError) -> Response {
    let said = error.to_string();
    let in_doubt = error.is_in_doubt();
    let (problem, detail) = match error {
        AppError::NotSignedIn => return sign_in(&chrome.path),
        AppError::Denied { code, message } => (denied(code), message.in_language(t.code()).to_owned()),
        AppError::NotFound { .. } => (Problem::NotFound, String::new()),
        AppError::Refused(refused) => (Problem::Refused, t.refusal(&refused)),
        AppError::Changed(_) => (Problem::Conflict, String::new()),
        // What cannot be read was no form of ours: the exact words are for who wrote the address.
        AppError::Invalid { .. } => {
            (Problem::BadRequest, if t.lang() == Lang::En { said.clone() } else { String::new() })
        }
        AppError::KeyReused => (Problem::Conflict, String::new()),
        AppError::Unavailable { .. } if in_doubt => (Problem::InDoubt, String::new()),
        AppError::Unavailable { .. } => (Problem::Unavailable, String::new()),
        AppError::Corrupt(_) | AppError::Internal(_) => (Problem::Internal, String::new()),
    };
    let mut reference = None;
    match problem {
        Problem::Internal => {
            let mut name = state.app.ids().token();
            name.truncate(REFERENCE);
            tracing::error!(reference = name, said, "a page failed inside");
            reference = Some(name);
        }
        Problem::Unavailable | Problem::InDoubt => tracing::warn!(said, "a page had to wait for the database"),
        _ => {}
    }
    let page = ErrorPage { t, chrome, problem, detail, reference, place: Place::default() };
    let mut response = page_with(problem.status(), &page);
    response.extensions_mut().insert(page);
    if problem.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
    }
    response
}

/// Whether the care of this client is none of hers, or only this is not for her to do.
fn denied(code: &str) -> Problem {
    if code == Denial::NoRelation.code() { Problem::Forbidden } else { Problem::NotYours }
}

/// The page for an address that leads nowhere; with the menu for who is signed in.
pub(super) async fn no_such_page(uri: Uri, headers: HeaderMap, visitor: Result<Visitor, Response>) -> Response {
    let chrome = match &visitor {
        Ok(visitor) => visitor.chrome(Here::Elsewhere),
        Err(_) => Chrome::signed_out(uri.path()),
    };
    let (t, problem, place) = (language(&headers), Problem::NotFound, Place::default());
    let page = ErrorPage { t, chrome, problem, detail: String::new(), reference: None, place };
    let mut response = page_with(problem.status(), &page);
    response.extensions_mut().insert(page);
    response
}

/// The header under which a page for people comes.
const HTML: &str = "text/html";

/// Puts around the pages what the router, the readers of requests and the layers cannot know: every error is a page in
/// the reader's language, with the menu for who is signed in.
pub(crate) async fn speak(state: WebState, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    if let Some(page) = response.extensions().get::<ErrorPage>().cloned() {
        return recalled::with_place(&state, asked, page, response).await;
    }
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_page = kind.is_some_and(|kind| kind.starts_with(HTML));
    if is_page || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let problem = match response.extensions().get::<Problem>() {
        Some(problem) => *problem,
        // What was posted and given up for lack of time may be stored by now.
        None if status == StatusCode::SERVICE_UNAVAILABLE && asked.method == Method::POST => Problem::InDoubt,
        None => Problem::of_status(status),
    };
    let t = language(&asked.headers);
    // What failed inside may fail again when it is asked who this is.
    let known = status.is_client_error();
    let chrome = if known { chrome_of(&state, asked.clone()).await } else { Chrome::signed_out("/vandaag") };
    let page = ErrorPage { t, chrome, problem, detail: String::new(), reference: None, place: Place::default() };
    let mut told = page_with(problem.status(), &page);
    for (name, value) in response.headers() {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            told.headers_mut().insert(name, value.clone());
        }
    }
    if problem.status() == StatusCode::SERVICE_UNAVAILABLE {
        told.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
    }
    if known { recalled::with_place(&state, asked, page, told).await } else { told }
}

async fn chrome_of(state: &WebState, mut asked: Parts) -> Chrome {
    // What was posted cannot be asked for again when the language is changed.
    let path = if asked.method == Method::GET { asked.uri.path().to_owned() } else { "/vandaag".to_owned() };
    match Visitor::from_request_parts(&mut asked, state).await {
        Ok(visitor) => Chrome { path, ..visitor.chrome(Here::Elsewhere) },
        Err(_) => Chrome::signed_out(path),
    }
}
