//! Signing in and out, choosing a seat and a language.

use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use regie_app::AppError;
use serde::Deserialize;

use super::error::error_page_for_nobody;
use super::visitor;
use crate::fields::Fields;
use crate::pages::Chrome;
use crate::pages::sign_in::{SignInPage, SignInProblem};
use crate::render;
use crate::session::{self, Session};
use crate::state::WebState;
use crate::texts::{Lang, Texts};

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

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    terug: String,
}

async fn show(State(state): State<WebState>, headers: HeaderMap, Query(back): Query<Back>) -> Response {
    let t = visitor::language(&headers);
    match Session::of(&state, &headers).await {
        Ok(Session { person: Some(_), .. }) => Redirect::to("/vandaag").into_response(),
        Ok(Session { token, .. }) => {
            let problem = token.map(|_| SignInProblem::Expired);
            render::page(&page(t, String::new(), local(&back.terug), problem))
        }
        Err(error) => error_page_for_nobody(&state, t, error),
    }
}

async fn sign_in(
    State(state): State<WebState>,
    headers: HeaderMap,
    posted: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Response {
    let t = visitor::language(&headers);
    let fields = Fields::from(posted.map(|Form(pairs)| pairs).unwrap_or_default());
    let (account, back) = (fields.text("gebruiker").to_owned(), fields.back().unwrap_or("/vandaag").to_owned());
    // The password is taken as typed: spaces may belong to it.
    let password = fields.iter().find(|(name, _)| *name == "wachtwoord").map_or("", |(_, value)| value);
    match state.app.sign_in(&account, password).await {
        Ok(new) => match session::cookie(&state, &new) {
            Ok(cookie) => ([(header::SET_COOKIE, cookie)], Redirect::to(&back)).into_response(),
            Err(error) => error_page_for_nobody(&state, t, error),
        },
        Err(AppError::NotSignedIn) => {
            let page = page(t, account, back, Some(SignInProblem::Wrong));
            render::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => error_page_for_nobody(&state, t, error),
    }
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
    posted: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Response {
    let t = visitor::language(&headers);
    let fields = Fields::from(posted.map(|Form(pairs)| pairs).unwrap_or_default());
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

async fn choose_language(posted: Result<Form<Vec<(String, String)>>, FormRejection>) -> Response {
    let fields = Fields::from(posted.map(|Form(pairs)| pairs).unwrap_or_default());
    let back = Redirect::to(fields.back().unwrap_or("/vandaag"));
    let Some(lang) = Lang::parse(fields.text("taal")) else { return back.into_response() };
    let cookie = format!("taal={}; Path=/; SameSite=Lax; Max-Age={LANGUAGE_KEPT}", lang.code());
    match HeaderValue::try_from(cookie) {
        Ok(cookie) => (AppendHeaders([(header::SET_COOKIE, cookie)]), back).into_response(),
        Err(_) => back.into_response(),
    }
}

fn page(t: Texts, account: String, back: String, problem: Option<SignInProblem>) -> SignInPage {
    SignInPage { t, chrome: Chrome::signed_out("/aanmelden"), account, back, problem, demo: Vec::new() }
}

/// A path of this site, or *Vandaag*.
fn local(path: &str) -> String {
    let pairs = vec![("terug".to_owned(), path.to_owned())];
    Fields::from(pairs).back().unwrap_or("/vandaag").to_owned()
}
