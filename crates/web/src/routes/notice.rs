//! `GET /bericht/{id}`: a notice as a page to read or to print.

use axum::extract::State;
use axum::response::Response;
use regie_app::{AppError, OutboxNotice};
use regie_care::notice::ContentPolicy;

use super::error::error_page;
use super::today::visited;
use super::visitor::Visitor;
use crate::api::extract::Id;
use crate::fill::notice::{About, Opens, page};
use crate::pages::Here;
use crate::render;
use crate::state::WebState;

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<String>,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let notice = state.app.notice(visitor.person.seat, &id).await.map_err(failed)?;
    let about = about(&state, &visitor, &notice).await.map_err(failed)?;
    let chrome = visitor.chrome(Here::Elsewhere);
    let key = visitor.key(&state, None);
    Ok(render::page(&page(&visitor.desk(&state), chrome, key, &notice, about)))
}

/// Whom the notice is about, as far as the letter may say it and she may know it.
async fn about(state: &WebState, visitor: &Visitor, notice: &OutboxNotice) -> Result<Option<About>, AppError> {
    let seat = visitor.person.seat;
    let case = match state.app.case_logistics(seat, notice.case).await {
        Ok(case) => case,
        Err(AppError::Denied { .. } | AppError::NotFound { .. }) => {
            return match visited(state, visitor, notice).await? {
                Some(visited) => Ok(Some(About::visited(visited))),
                None => Ok(state.app.client_of_move(seat, notice).await?.map(About::told)),
            };
        }
        Err(error) => return Err(error),
    };
    let of_visits = notice.notice.subject.is_of_visits();
    let mut about = About {
        opens: if of_visits { Opens::Visits } else { Opens::Case },
        name: case.name,
        site: case.site,
        language: case.language,
        identity: None,
        first: case.who.into_iter().next(),
        case_manager: None,
    };
    match state.app.case_file(seat, notice.case).await {
        Ok(file) => {
            about.case_manager = Some((file.case.state.case_manager, file.who.case_manager));
            about.identity = Some(file.client.identity).filter(|_| notice.notice.policy == ContentPolicy::Medical);
        }
        Err(AppError::Denied { .. } | AppError::NotFound { .. }) => {}
        Err(error) => return Err(error),
    }
    Ok(Some(about))
}
