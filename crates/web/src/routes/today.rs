//! `GET /vandaag`.

use axum::extract::State;
use axum::response::Response;
use regie_app::{AppError, OutboxNotice};
use regie_care::notice::Receiver;

use super::error::error_page;
use super::visitor::Visitor;
use crate::fill::today::{Notice, page};
use crate::pages::Here;
use crate::render;
use crate::state::WebState;

/// How many notices are looked through for those still to be told.
const LOOKED_THROUGH: u32 = 200;
/// How many of them the page shows; the newest.
const SHOWN: usize = 12;

pub(super) async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let seat = visitor.person.seat;
    let board = state.app.today(seat).await.map_err(failed)?;
    let notices = to_tell(&state, &visitor).await.map_err(failed)?;
    let chrome = visitor.chrome(Here::Today);
    let key = visitor.key(&state, None);
    Ok(render::page(&page(&visitor.desk(&state), chrome, key, &visitor.person.name, board, &notices)))
}

/// What she has not read yet, and what her organisation has not sent yet, newest first.
async fn to_tell(state: &WebState, visitor: &Visitor) -> Result<Vec<Notice>, AppError> {
    let seat = visitor.person.seat;
    let mut found = state.app.notices_for(seat, None, LOOKED_THROUGH).await?;
    match state.app.outbox(seat, None, LOOKED_THROUGH).await {
        Ok(outbox) => {
            let to_others = |notice: &OutboxNotice| !matches!(notice.notice.receiver, Receiver::Person(_));
            found.extend(outbox.into_iter().filter(to_others));
        }
        // Who may not see the outbox has nothing to send.
        Err(AppError::Denied { .. }) => {}
        Err(error) => return Err(error),
    }
    found.retain(|notice| notice.delivered_at.is_none());
    found.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.id.cmp(&other.id)));
    found.truncate(SHOWN);
    let mut notices = Vec::with_capacity(found.len());
    for notice in found {
        let client = match state.app.case_logistics(seat, notice.case).await {
            Ok(case) => Some(case.name),
            // She was told of a case that has moved on without her.
            Err(AppError::Denied { .. } | AppError::NotFound { .. }) => None,
            Err(error) => return Err(error),
        };
        notices.push(Notice { notice, client });
    }
    Ok(notices)
}
