//! Signing in and out, choosing a seat and a language.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use regie_app::{AppError, NewSession};

use super::error::error_page_for_nobody;
use super::read::{Asked, Posted};
use super::{unsent, visitor};
use crate::caller::Caller;
use crate::fields::Fields;
use crate::pages::Chrome;
use crate::pages::sign_in::{SignInPage, SignInProblem};
use crate::render;
use crate::session::{self, Session};
use crate::state::WebState;
use crate::texts::{Lang, Texts};
use crate::throttle::Wait;

/// How long a chosen language is remembered, in seconds.
const LANGUAGE_KEPT: u32 = 365 * 24 * 60 * 60;

/// The routes of signing in and out.
pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/aanmelden", get(show).post(sign_in))
        .route("/afmelden", post(sign_out))
        .route("/plek", post(switch_seat))
        .route("/taal", post(choose_language))
}

async fn show(State(state): State<WebState>, headers: HeaderMap, Asked(query): Asked) -> Response {
    let t = visitor::language(&headers);
    match Session::of(&state, &headers).await {
        Ok(Session { person: Some(_), .. }) => Redirect::to("/vandaag").into_response(),
        Ok(Session { token, .. }) => {
            let back = query.back().unwrap_or("/vandaag");
            let kept = (back == unsent::PATH).then_some(SignInProblem::Kept);
            let problem = kept.or_else(|| token.map(|_| SignInProblem::Expired));
            render::page(&page(t, String::new(), back.to_owned(), problem))
        }
        Err(error) => error_page_for_nobody(&state, t, error),
    }
}

async fn sign_in(
    State(state): State<WebState>,
    headers: HeaderMap,
    Caller(address): Caller,
    Posted(fields): Posted,
) -> Response {
    let t = visitor::language(&headers);
    let (account, back) = (fields.text("gebruiker").to_owned(), fields.back().unwrap_or("/vandaag").to_owned());
    // The password is taken as typed: spaces may belong to it.
    let password = fields.iter().find(|(name, _)| *name == "wachtwoord").map_or("", |(_, value)| value);
    let attempt = match state.throttle.admit(&account, address, state.app.moment().now) {
        Ok(attempt) => attempt,
        Err(wait) => return too_often(t, account, back, wait),
    };
    match state.app.sign_in(&account, password).await {
        Ok(new) => {
            attempt.give_back();
            match begin(&state, new, back).await {
                Ok(begun) => begun,
                Err(error) => error_page_for_nobody(&state, t, error),
            }
        }
        Err(AppError::NotSignedIn) => {
            let page = page(t, account, back, Some(SignInProblem::Wrong));
            render::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => {
            attempt.give_back();
            error_page_for_nobody(&state, t, error)
        }
    }
}

/// She is in: where she was going, unless something waits that she sent when she was not signed in; that she gets first,
/// at the seat from which she filled it in.
async fn begin(state: &WebState, mut new: NewSession, back: String) -> Result<Response, AppError> {
    let seat = new.signed_in.seat;
    let waiting = state.app.unsent(seat.person).await?;
    let back = match waiting.first() {
        Some(_) => unsent::PATH,
        None if back == unsent::PATH => "/vandaag",
        None => back.as_str(),
    };
    if let Some(newest) = waiting.first().filter(|newest| newest.seat != seat)
        && state.app.directory().role(newest.seat).is_some()
    {
        new = state.app.switch_seat(&new.token, newest.seat.org).await?;
    }
    Ok(([(header::SET_COOKIE, session::cookie(state, &new)?)], Redirect::to(back)).into_response())
}

fn too_often(t: Texts, account: String, back: String, wait: Wait) -> Response {
    let problem = SignInProblem::Wait { minutes: wait.minutes() };
    let page = page(t, account, back, Some(problem));
    let mut response = render::page_with(StatusCode::TOO_MANY_REQUESTS, &page);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.seconds()));
    response
}

async fn sign_out(State(state): State<WebState>, session: Session) -> Response {
    if let Some(token) = &session.token
        && let Err(error) = state.app.sign_out(token).await
    {
        return error_page_for_nobody(&state, Texts::get(Lang::Nl), error);
    }
    match session::no_cookie(&state) {
        Ok(cookie) => ([(header::SET_COOKIE, cookie)], Redirect::to("/aanmelden")).into_response(),
        Err(error) => error_page_for_nobody(&state, Texts::get(Lang::Nl), error),
    }
}

async fn switch_seat(
    State(state): State<WebState>,
    headers: HeaderMap,
    session: Session,
    Posted(fields): Posted,
) -> Response {
    let t = visitor::language(&headers);
    let (Some(token), Ok(org)) = (session.token, fields.text("plek").parse()) else {
        return Redirect::to("/vandaag").into_response();
    };
    let switched = match state.app.switch_seat(&token, org).await {
        Ok(new) => session::cookie(&state, &new),
        Err(error) => Err(error),
    };
    match switched {
        Ok(cookie) => ([(header::SET_COOKIE, cookie)], Redirect::to("/vandaag")).into_response(),
        Err(error) => error_page_for_nobody(&state, t, error),
    }
}

async fn choose_language(Posted(fields): Posted) -> Response {
    in_language(&fields)
}

/// Back to where she was, in the language that she chose.
pub(super) fn in_language(fields: &Fields) -> Response {
    let back = Redirect::to(fields.back().unwrap_or("/vandaag"));
    let Some(lang) = Lang::parse(fields.text("taal")) else { return back.into_response() };
    let cookie = format!("taal={}; Path=/; SameSite=Lax; Max-Age={LANGUAGE_KEPT}", lang.code());
    match HeaderValue::try_from(cookie) {
        Ok(cookie) => (AppendHeaders([(header::SET_COOKIE, cookie)]), back).into_response(),
        Err(_) => back.into_response(),
    }
}

fn page(t: Texts, account: String, back: String, problem: Option<SignInProblem>) -> SignInPage {
    SignInPage { t, chrome: Chrome::signed_out("/aanmelden"), account, back, problem }
}
