//! `GET /zorgpaden`, `GET /zorgpaden/{id}`: what the pathways say; `GET /casus/{id}/zorgpad/{pathway}`: a case's course on one.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::{AppError, CaseFile};
use regie_care::ids::CaseId;
use regie_pathway::{Definition, PathwayId};

use super::error::error_page;
use super::visitor::Visitor;
use crate::fill::{Desk, course_page, pathways};
use crate::pages::Here;
use crate::render;
use crate::state::WebState;

pub(super) async fn list(State(state): State<WebState>, visitor: Visitor) -> Response {
    let chrome = visitor.chrome(Here::Pathways);
    render::page(&pathways::list(&visitor.desk(&state), chrome, &state.app.library()))
}

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let known = state.app.readable(&PathwayId::from(id.as_str()));
    let known = known.ok_or_else(|| error_page(&state, &visitor, AppError::NotFound { what: "pathway", id }))?;
    Ok(render::page(&pathways::page(&visitor.desk(&state), visitor.chrome(Here::Pathways), &known)))
}

pub(super) async fn course(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, pathway)): Path<(String, String)>,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let asked = id.parse::<CaseId>().map_err(|_| failed(AppError::NotFound { what: "case", id }))?;
    let pathway = PathwayId::from(pathway.as_str());
    let file = file(&state, &visitor, asked).await.map_err(failed)?;
    if !file.extent.tells_care() {
        return Ok(Redirect::to(&format!("/casus/{asked}")).into_response());
    }
    let pinned = file.case.state.run(&pathway).and_then(|run| file.pathways.of(run)).map(Definition::id);
    let current = state.app.readable(pinned.unwrap_or(&pathway));
    let current = current.as_ref().map(|known| known.definition.hash());
    let t = if file.moment.today == state.app.moment().today { visitor.t } else { visitor.t.by_date() };
    let desk = Desk { t, today: file.moment.today, now: file.moment.now, ..visitor.desk(&state) };
    let page = course_page::page(&desk, visitor.chrome(Here::Elsewhere), &file, &pathway, current);
    let page = page.ok_or_else(|| failed(AppError::NotFound { what: "pathway", id: pathway.to_string() }))?;
    Ok(render::page(&page))
}

/// The case as she may see it; as it stood, for an organisation that took part before.
async fn file(state: &WebState, visitor: &Visitor, id: CaseId) -> Result<CaseFile, AppError> {
    let seat = visitor.person.seat;
    match state.app.case_file(seat, id).await {
        Err(denied @ AppError::Denied { .. }) => match state.app.past_case_file(seat, id).await {
            Err(AppError::Denied { .. }) => Err(denied),
            other => other,
        },
        other => other,
    }
}
