//! `GET /bord`.

use axum::extract::State;
use axum::http::StatusCode;
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
    // Whoever kept an address of before asks with `pad`.
    let pathway = query.filled("zorgpad").or_else(|| query.filled("pad")).map(PathwayId::from);
    let board = state.app.board(visitor.person.seat, pathway.as_ref()).await;
    let board = board.map_err(|error| error_page(&state, &visitor, error))?;
    let status = if board.unknown.is_some() { StatusCode::NOT_FOUND } else { StatusCode::OK };
    Ok(render::page_with(status, &page(&visitor.desk(&state), visitor.chrome(Here::Board), &board)))
}
