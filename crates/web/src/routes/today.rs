//! `GET /vandaag`.

use axum::extract::State;
use axum::response::Response;
use regie_app::{AppError, OpenNotices, OutboxNotice};
use regie_care::notice::Subject;

use super::error::error_page;
use super::visitor::Visitor;
use crate::fill::today::{Notice, Notices, Told, page};
use crate::pages::Here;
use crate::pages::notice::ListKind;
use crate::render;
use crate::state::WebState;

/// How many of the notices still to be told the page shows; the newest.
const SHOWN: u32 = 12;

/// How many of what she has not read is looked through for handovers that were declined: those stand on top, since she is
/// still accountable and may think that she is not.
const LOOKED_THROUGH: u32 = 100;

pub(super) async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let seat = visitor.person.seat;
    let app = &state.app;
    let (board, unread, to_tell, own_visits) = futures::try_join!(
        app.today(seat),
        app.to_read(seat, None, LOOKED_THROUGH),
        app.to_tell(seat, None, SHOWN),
        app.own_visits_today(seat),
    )
    .map_err(failed)?;
    let is_declined = |notice: &OutboxNotice| notice.notice.subject == Subject::HandoverDeclined;
    let (declined, mut others): (Vec<_>, Vec<_>) = unread.notices.into_iter().partition(is_declined);
    others.truncate(SHOWN as usize);
    let to_read = OpenNotices { notices: others, total: unread.total.saturating_sub(declined.len() as u64) };
    let mut told =
        Told { declined: about(&state, &visitor, declined).await.map_err(failed)?, lists: Vec::new(), own_visits };
    for (kind, found) in [(ListKind::ToRead, to_read), (ListKind::ToTell, to_tell)] {
        let lines = about(&state, &visitor, found.notices).await.map_err(failed)?;
        told.lists.push(Notices { kind, lines, total: found.total });
    }
    let chrome = visitor.chrome(Here::Today);
    let key = visitor.key(&state, None);
    Ok(render::page(&page(&visitor.desk(&state), chrome, key, &visitor.person.name, board, &told)))
}

/// The notices with whom they are about, as far as she may know it.
pub(super) async fn about(
    state: &WebState,
    visitor: &Visitor,
    found: Vec<OutboxNotice>,
) -> Result<Vec<Notice>, AppError> {
    let seat = visitor.person.seat;
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
