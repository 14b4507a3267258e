//! `GET /vandaag`.

use axum::extract::State;
use axum::response::Response;
use regie_app::{AppError, OpenNotices, OutboxNotice, Visited};
use regie_care::notice::Subject;
use regie_care::seat::Actor;

use super::error::error_page;
use super::new_intake::interruptions;
use super::visitor::Visitor;
use crate::fill::interrupted::Interruptions;
use crate::fill::today::{Notice, Notices, Told, page};
use crate::pages::Here;
use crate::pages::notice::ListKind;
use crate::render;
use crate::state::WebState;

/// How many of the notices still to be told the page shows; the newest.
const SHOWN: u32 = 6;

/// How many of what she has not read are asked for: room for those shown, with a few declined handovers among them.
const UNREAD: u32 = 2 * SHOWN;

pub(super) async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let seat = visitor.person.seat;
    let app = &state.app;
    // Declined handovers stand on top: she is still accountable and may think that she is not.
    let (board, declined, unread, to_tell, own_visits, mut pricks, visits) = futures::try_join!(
        app.today(seat),
        app.declined_to_read(seat),
        app.to_read(seat, None, UNREAD),
        app.to_tell(seat, None, SHOWN),
        app.own_visits_today(seat),
        app.pricks_to_record(seat),
        app.urgent_visits(seat),
    )
    .map_err(failed)?;
    // Who plans as well reads it once, among the visits.
    pricks.retain(|prick| !prick.nobody || visits.iter().all(|visit| visit.case != prick.case));
    let mut others = unread.notices;
    others.retain(|notice| notice.notice.subject != Subject::HandoverDeclined);
    others.truncate(SHOWN as usize);
    let to_read = OpenNotices { notices: others, total: unread.total.saturating_sub(declined.len() as u64) };
    let declined = about(&state, &visitor, declined).await.map_err(failed)?;
    let mut told = Told { declined, own_visits, pricks, visits, ..Told::default() };
    for (kind, found) in [(ListKind::ToRead, to_read), (ListKind::ToTell, to_tell)] {
        let lines = about(&state, &visitor, found.notices).await.map_err(failed)?;
        told.lists.push(Notices { kind, lines, total: found.total });
    }
    told.begun = begun(&state, &visitor).await.map_err(failed)?;
    let chrome = visitor.chrome(Here::Today);
    let key = visitor.key(&state, None);
    Ok(render::page(&page(&visitor.desk(&state), chrome, key, &visitor.person.name, board, &told)))
}

/// What she herself began and did not finish: it goes on from here.
async fn begun(state: &WebState, visitor: &Visitor) -> Result<Interruptions, AppError> {
    let seat = visitor.person.seat;
    let mut begun = interruptions(state, visitor).await?;
    begun.without_case.retain(|row| row.registered.by == Actor::Person(seat));
    Ok(begun)
}

/// The notices with whom they are about, as far as she may know it.
pub(super) async fn about(
    state: &WebState,
    visitor: &Visitor,
    found: Vec<OutboxNotice>,
) -> Result<Vec<Notice>, AppError> {
    let cases = found.iter().map(|notice| notice.case).collect();
    let names = state.app.client_names(visitor.person.seat, &cases).await?;
    let mut notices = Vec::with_capacity(found.len());
    for notice in found {
        let client = match names.get(&notice.case) {
            Some(name) => Some(name.clone()),
            // Of a case that has moved on without her she is told whom her own organisation knew.
            None => match visited(state, visitor, &notice).await? {
                Some(visited) => Some(visited.name),
                None => match state.app.former_client(visitor.person.seat, notice.case).await? {
                    Some(name) => Some(name),
                    None => state.app.client_of_move(visitor.person.seat, &notice).await?,
                },
            },
        };
        notices.push(Notice { notice, client });
    }
    Ok(notices)
}

/// Whom a notice of visits is about, for who makes or plans them and may not open the case.
pub(super) async fn visited(
    state: &WebState,
    visitor: &Visitor,
    notice: &OutboxNotice,
) -> Result<Option<Visited>, AppError> {
    match notice.notice.subject.is_of_visits() {
        true => state.app.visited(visitor.person.seat, notice.case).await,
        false => Ok(None),
    }
}
