//! From an error to the page that tells of it.

use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::AppError;

use super::link::with_query;
use super::visitor::{Visitor, language};
use crate::pages::error::{ErrorPage, Problem};
use crate::pages::{Chrome, Here};
use crate::render::page_with;
use crate::state::WebState;
use crate::texts::Texts;

/// After how many seconds to try again when the database is away or busy.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// How much of a random token names an error in the log.
const REFERENCE: usize = 8;

/// The way to the sign-in page and back.
#[must_use]
pub fn sign_in(back: &str) -> Response {
    let back = if back == "/" { "" } else { back };
    Redirect::to(&with_query("/aanmelden", &[("terug", back)])).into_response()
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
    let (problem, detail) = match error {
        AppError::NotSignedIn => return sign_in(&chrome.path),
        AppError::Denied { message, .. } => (Problem::Forbidden, message.in_language(t.code()).to_owned()),
        AppError::NotFound { .. } => (Problem::NotFound, String::new()),
        AppError::Refused(refused) => (Problem::Refused, refused.message),
        AppError::Changed(_) => (Problem::Conflict, String::new()),
        AppError::Invalid { .. } => (Problem::BadRequest, said.clone()),
        AppError::KeyReused => (Problem::Conflict, String::new()),
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
        Problem::Unavailable => tracing::warn!(said, "a page had to wait for the database"),
        _ => {}
    }
    let mut response = page_with(problem.status(), &ErrorPage { t, chrome, problem, detail, reference });
    if problem == Problem::Unavailable {
        response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
    }
    response
}

/// The page for an address that leads nowhere; with the menu for who is signed in.
pub(super) async fn no_such_page(uri: Uri, headers: HeaderMap, visitor: Result<Visitor, Response>) -> Response {
    let chrome = match &visitor {
        Ok(visitor) => visitor.chrome(Here::Elsewhere),
        Err(_) => Chrome::signed_out(uri.path()),
    };
    let page =
        ErrorPage { t: language(&headers), chrome, problem: Problem::NotFound, detail: String::new(), reference: None };
    page_with(Problem::NotFound.status(), &page)
}
