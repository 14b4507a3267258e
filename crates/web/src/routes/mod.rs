//! What the browser can ask for.

pub mod assets;
mod board;
mod card;
mod case;
mod caseload;
pub mod cookies;
pub(crate) mod drafting;
pub mod error;
mod failed;
pub mod flash;
mod former;
mod forms;
mod handover;
mod intake;
mod kept;
mod letter;
pub mod link;
mod meetings;
mod new_case;
mod new_intake;
mod notice;
mod notices;
mod pathways;
mod read;
mod recalled;
mod region;
mod relations;
mod roster;
mod several;
mod sign_in;
mod today;
pub mod unsent;
pub mod visitor;
mod visits;

use axum::response::Redirect;
use axum::routing::get;
use axum::{Router, middleware};

pub use self::forms::{FormError, STAYS, case_command};
use crate::state::WebState;

/// Every page, with the fallback that says that a page is not there.
pub fn pages() -> Router<WebState> {
    Router::new()
        .route("/", get(|| async { Redirect::to("/vandaag") }))
        .route("/vandaag", get(today::show))
        .route("/casus/{id}", get(case::show))
        .route("/casus/{id}/kaart", get(card::show))
        .route("/casus/{id}/{part}", get(case::part))
        .route("/casus/{id}/overdracht/{soort}", get(handover::show).post(handover::submit))
        .route("/overdracht/{id}", get(handover::receive))
        .route("/casus/{id}/zorgplan/afdruk", get(case::plan))
        .route("/visites", get(visits::own_day))
        .route("/casus/{id}/kraamvisites", get(visits::show).post(visits::post))
        .route("/casus/{id}/intake", get(intake::show).post(intake::keep))
        .route("/besprekingen", get(meetings::show_list).post(meetings::plan))
        .route("/besprekingen/{id}", get(meetings::show).post(meetings::command))
        .route("/besprekingen/{id}/afdruk", get(meetings::print))
        .route("/intake/nieuw", get(new_intake::show).post(new_intake::enter))
        .route("/intake/nieuw/{client}", get(new_case::show).post(new_case::open))
        .route("/casus/{id}/zorgpad/{pathway}", get(pathways::course))
        .route("/zorgpaden", get(pathways::list))
        .route("/zorgpaden/{id}", get(pathways::show))
        .route("/bord", get(board::show))
        .route("/regio", get(region::show))
        .route("/regio/rooster", get(roster::show).post(region::roster))
        .route("/regio/{form}", axum::routing::post(region::post))
        .route("/onverstuurd", get(unsent::show).post(unsent::drop))
        .route("/caseload", get(caseload::show))
        .route("/caseload.csv", get(caseload::csv))
        .route("/caseload/overdragen", get(several::show).post(several::submit))
        .route("/overgedragen", get(former::show))
        .route("/bericht/{id}", get(notice::show))
        .route("/berichten", get(notices::to_read))
        .route("/te-vertellen", get(notices::to_tell))
        .merge(relations::routes())
        .merge(forms::routes())
        .merge(sign_in::routes())
        .merge(assets::router())
        .fallback(error::no_such_page)
        .layer(middleware::from_fn(flash::forget_shown))
}
