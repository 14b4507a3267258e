//! `GET /casus/{id}/kaart`: whom to approach now, for what and how, to print for one reader (AZ-02).

use axum::extract::{Path, State};
use axum::response::Response;
use regie_app::AppError;
use regie_care::ids::CaseId;
use regie_care::who::Audience;

use super::error::error_page;
use super::read::Asked;
use super::visitor::Visitor;
use crate::fill::card::{Card, page};
use crate::pages::Here;
use crate::pages::card::audience_of;
use crate::render;
use crate::state::WebState;

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let asked = id.parse::<CaseId>().map_err(|_| failed(AppError::NotFound { what: "case", id }))?;
    let wished = match query.filled("voor") {
        Some(code) => Some(audience_of(code).ok_or_else(no_such_audience).map_err(failed)?),
        None => None,
    };
    let card = card(&state, &visitor, asked, wished).await.map_err(failed)?;
    Ok(render::page(&page(&visitor.desk(&state), visitor.chrome(Here::Elsewhere), card)))
}

/// The card that she wishes. Who does not see the case can have her own alone (COA), and gets it without asking.
async fn card(state: &WebState, visitor: &Visitor, case: CaseId, wished: Option<Audience>) -> Result<Card, AppError> {
    let seat = visitor.person.seat;
    let own = Audience::of(seat, &state.app.directory());
    let id = case.to_string();
    let file = match state.app.case_file(seat, case).await {
        Ok(file) => file,
        Err(AppError::Denied { .. }) if wished.is_none_or(|wished| wished == own) => {
            let found = state.app.case_logistics(seat, case).await?;
            return Ok(Card { id, name: found.name, died: found.died, audience: own, advice: found.who, all: false });
        }
        Err(error) => return Err(error),
    };
    let audience = wished.unwrap_or(Audience::Client);
    let died = file.case.state.death();
    let (name, advice) = (file.client.identity.full_name(), file.who.for_audience(audience));
    Ok(Card { id, name, died, audience, advice, all: true })
}

fn no_such_audience() -> AppError {
    let message = "ask for client, zorgverlener, gca or coa".to_owned();
    AppError::Invalid { field: "voor", message }
}
