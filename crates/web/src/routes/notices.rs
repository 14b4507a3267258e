//! `GET /berichten`: all that is still to be read; `GET /te-vertellen`: all that is still to be sent. Newest first.

use axum::extract::State;
use axum::response::Response;
use regie_app::{AppError, NoticePlace, OutboxNotice};

use super::error::error_page;
use super::link::with_query;
use super::visitor::Visitor;
use super::{read, today};
use crate::fields::Fields;
use crate::fill::notice::list;
use crate::fill::today::Notices;
use crate::pages::Here;
use crate::pages::notice::ListKind;
use crate::render;
use crate::state::WebState;

/// Notices of a page.
const ROWS: u32 = 50;

pub(super) async fn to_read(
    State(state): State<WebState>,
    visitor: Visitor,
    read::Asked(query): read::Asked,
) -> Result<Response, Response> {
    show(&state, &visitor, &query, ListKind::ToRead).await.map_err(|error| error_page(&state, &visitor, error))
}

pub(super) async fn to_tell(
    State(state): State<WebState>,
    visitor: Visitor,
    read::Asked(query): read::Asked,
) -> Result<Response, Response> {
    show(&state, &visitor, &query, ListKind::ToTell).await.map_err(|error| error_page(&state, &visitor, error))
}

async fn show(state: &WebState, visitor: &Visitor, query: &Fields, kind: ListKind) -> Result<Response, AppError> {
    let (seat, before) = (visitor.person.seat, before(query)?);
    let mut found = match kind {
        ListKind::ToRead => state.app.to_read(seat, before.as_ref(), ROWS + 1).await?,
        ListKind::ToTell => state.app.to_tell(seat, before.as_ref(), ROWS + 1).await?,
    };
    let more = found.notices.len() > ROWS as usize;
    found.notices.truncate(ROWS as usize);
    let next = found.notices.last().filter(|_| more).map(|last| next_page(kind, last));
    let lines = today::about(state, visitor, found.notices).await?;
    let notices = Notices { kind, lines, total: found.total };
    let chrome = visitor.chrome(Here::Elsewhere);
    Ok(render::page(&list(&visitor.desk(state), chrome, &notices, next)))
}

fn next_page(kind: ListKind, last: &OutboxNotice) -> String {
    let place = last.place();
    with_query(kind.path(), &[("na", &place.at.to_string()), ("na-bericht", &place.id)])
}

/// The place before which the page begins.
fn before(fields: &Fields) -> Result<Option<NoticePlace>, AppError> {
    let Some(at) = fields.filled("na") else { return Ok(None) };
    let at = at.parse().map_err(|_| AppError::Invalid {
        field: "na",
        message: format!("'{at}' is no moment: follow the button to the next page, or begin anew"),
    })?;
    Ok(Some(NoticePlace { at, id: fields.text("na-bericht").to_owned() }))
}
