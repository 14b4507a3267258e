//! What the browser can ask for.

pub mod assets;
mod card;
mod case;
mod caseload;
pub mod cookies;
pub mod error;
pub mod flash;
mod former;
mod forms;
pub mod link;
mod notice;
mod notices;
mod read;
mod sign_in;
mod today;
pub mod visitor;

use axum::response::Redirect;
use axum::routing::get;
use axum::{Router, middleware};

pub use self::forms::{FormError, case_command};
use crate::state::WebState;

/// Every page, with the fallback that says that a page is not there.
pub fn pages() -> Router<WebState> {
    Router::new()
        .route("/", get(|| async { Redirect::to("/vandaag") }))
        .route("/vandaag", get(today::show))
        .route("/casus/{id}", get(case::show))
        .route("/casus/{id}/kaart", get(card::show))
        .route("/caseload", get(caseload::show))
        .route("/caseload.csv", get(caseload::csv))
        .route("/overgedragen", get(former::show))
        .route("/bericht/{id}", get(notice::show))
        .route("/berichten", get(notices::show))
        .merge(forms::routes())
        .merge(sign_in::routes())
        .merge(assets::router())
        .fallback(error::no_such_page)
        .layer(middleware::from_fn(flash::forget_shown))
}
