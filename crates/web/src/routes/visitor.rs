//! Who asks for a page, in which language, and what stands around her page.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::response::Response;
use regie_app::{AppError, SignedIn, session_mark};

use super::cookies::{LANGUAGE, cookie};
use super::{error, flash};
use crate::fill::Desk;
use crate::pages::{Choice, Chrome, Flash, FormKey, Here, User};
use crate::session::Session;
use crate::state::WebState;
use crate::texts::{Lang, Texts};

/// How much of a random token makes a form's key: 64 bits, for one person and one day.
pub(super) const NONCE: usize = 16;

/// A person who is signed in and asks for a page. Who is not signed in is sent to the sign-in page.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// Who.
    pub person: SignedIn,
    /// Her session's token.
    pub token: String,
    /// The words in her language.
    pub t: Texts,
    /// Path and query of what she asked for.
    pub path: String,
    /// How she stands over her pages.
    user: User,
    /// What a form left to say.
    flash: Option<Flash>,
}

/// The words in the language of whoever asks: chosen before, or as the browser wishes.
#[must_use]
pub fn language(headers: &HeaderMap) -> Texts {
    let wished = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Texts::get(Lang::choose(cookie(headers, LANGUAGE), wished))
}

impl FromRequestParts<WebState> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Response> {
        let t = language(&parts.headers);
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        // A form cannot be asked for again after signing in; the page that it stood on can.
        let back = if parts.method == Method::GET { path.as_str() } else { "/vandaag" };
        match Session::of(state, &parts.headers).await {
            Ok(Session { token: Some(token), person: Some(person) }) => {
                let user = user(state, t, &person).await;
                Ok(Self { person, token, t, user, flash: flash::take(&parts.headers, t), path })
            }
            Ok(_) => Err(error::sign_in(back)),
            Err(AppError::NotSignedIn) => Err(error::sign_in(back)),
            Err(error) => Err(error::answer(state, t, Chrome::signed_out(back), error)),
        }
    }
}

impl Visitor {
    /// What stands around her page.
    #[must_use]
    pub fn chrome(&self, here: Here) -> Chrome {
        Chrome { flash: self.flash.clone(), ..Chrome::new(self.user.clone(), here, self.path.clone()) }
    }

    /// A value that is new for every page shown, by which a second click on the same button is recognised. Behind it stands
    /// for which session the page was made: a form that outlives the session is known to be hers.
    #[must_use]
    pub fn nonce(&self, state: &WebState) -> String {
        let mut nonce = state.app.ids().token();
        nonce.truncate(NONCE);
        nonce + &session_mark(&self.token)
    }

    /// What her forms post along; they come back to this page.
    #[must_use]
    pub fn key(&self, state: &WebState, version: Option<u64>) -> FormKey {
        FormKey { version, nonce: self.nonce(state), back: self.path.clone() }
    }

    /// What it takes to put the answers of the use cases into her words.
    #[must_use]
    pub fn desk(&self, state: &WebState) -> Desk {
        let moment = state.app.moment();
        Desk {
            t: self.t,
            seat: self.person.seat,
            today: moment.today,
            now: moment.now,
            directory: state.app.directory(),
            pathways: state.app.pathways().clone(),
        }
    }
}

async fn user(state: &WebState, t: Texts, person: &SignedIn) -> User {
    let directory = state.app.directory();
    let roles = directory.person(person.seat.person).map(|person| &person.roles);
    let seats = roles.into_iter().flatten().map(|(org, role)| {
        let name = directory.org(*org).map_or("", |org| org.name.as_str());
        let choice = Choice::new(org.to_string(), format!("{name} ({})", t.role(role)));
        if *org == person.seat.org { choice.chosen() } else { choice }
    });
    let region = state.app.has_region(person.seat);
    let (caseload, board) = (state.app.has_caseload(person.seat), state.app.has_board(person.seat).await);
    let (name, org, seats) = (person.name.clone(), person.org_name.clone(), seats.collect());
    User { name, org, seats, caseload, board, region }
}
