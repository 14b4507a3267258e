//! `GET /bord`.

use axum::extract::State;
use axum::response::Response;
use regie_pathway::PathwayId;

use super::error::error_page;
use super::read::Asked;
use super::visitor::Visitor;
use crate::fill::board::page;
use crate::pages::Here;
use crate::render;
use crate::state::WebState;

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Asked(query): Asked,
) -> Result<Response, Response> {
    let pathway = query.filled("pad").map(PathwayId::from);
    let board = state.app.board(visitor.person.seat, pathway.as_ref()).await;
    let board = board.map_err(|error| error_page(&state, &visitor, error))?;
    Ok(render::page(&page(&visitor.desk(&state), visitor.chrome(Here::Board), &board)))
}
