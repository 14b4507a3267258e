//! `GET /casus/{id}`: the whole case for those who take part in the care, who to call for those who get logistics only;
//! `?eigen-dossier=ja` the own record of an organisation that took part before.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use regie_app::{AppError, CaseFile};
use regie_care::ids::{CaseId, MeetingId};

use super::error::error_page;
use super::read::Asked;
use super::visitor::Visitor;
use crate::fields::Fields;
use crate::fill::Desk;
use crate::fill::case::{Around, page};
use crate::fill::logistics;
use crate::fill::may::may;
use crate::pages::case::{CarePlanPage, CasePage, May};
use crate::pages::{FormKey, Here};
use crate::render;
use crate::state::WebState;

/// How many meetings to come are offered.
const MEETINGS: u32 = 30;
/// Lines of history that come with the case.
const RECENT: usize = 15;
/// Lines of one page of older history.
const HISTORY: usize = 60;

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let asked = id.parse::<CaseId>().map_err(|_| failed(AppError::NotFound { what: "case", id }))?;
    let seat = visitor.person.seat;
    if query.filled("eigen-dossier").is_some() {
        let file = state.app.past_case_file(seat, asked).await.map_err(failed)?;
        return Ok(render::page(&past(&state, &visitor, asked, file, &query).await.map_err(failed)?));
    }
    match state.app.case_file(seat, asked).await {
        Ok(file) => {
            let before = query.number_or_none::<u64>("geschiedenis").ok().flatten();
            let page = whole(&state, &visitor, asked, file, before).await.map_err(failed)?;
            Ok(render::page(&page))
        }
        Err(denied @ AppError::Denied { .. }) => outside(&state, &visitor, asked, &query, denied).await.map_err(failed),
        Err(error) => Err(failed(error)),
    }
}

/// The treatment plan alone, to be printed.
pub(super) async fn plan(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let asked = id.parse::<CaseId>().map_err(|_| failed(AppError::NotFound { what: "case", id }))?;
    let file = state.app.case_file(visitor.person.seat, asked).await.map_err(failed)?;
    if !file.extent.tells_care() {
        let why = regie_care::policy::Denial::NotAcceptedYet;
        return Err(failed(AppError::Denied { code: why.code(), message: why.text() }));
    }
    let page = whole(&state, &visitor, asked, file, None).await.map_err(failed)?;
    let page = CasePage { printing: true, ..page };
    Ok(render::page(&CarePlanPage { t: visitor.t, chrome: visitor.chrome(Here::Elsewhere), page }))
}

/// For who takes no part in the care now: whom to approach for who gets logistics only, its own record for an organisation
/// that took part before; everybody else is told why not.
async fn outside(
    state: &WebState,
    visitor: &Visitor,
    id: CaseId,
    query: &Fields,
    denied: AppError,
) -> Result<Response, AppError> {
    let seat = visitor.person.seat;
    match state.app.case_logistics(seat, id).await {
        Ok(case) => {
            let chrome = visitor.chrome(Here::Elsewhere);
            return Ok(render::page(&logistics::page(&visitor.desk(state), chrome, case)));
        }
        Err(AppError::Denied { .. }) => {}
        Err(error) => return Err(error),
    }
    match state.app.past_case_file(seat, id).await {
        Ok(file) => Ok(render::page(&past(state, visitor, id, file, query).await?)),
        Err(AppError::Denied { .. }) => Err(denied),
        Err(error) => Err(error),
    }
}

/// The case as it stood when her organisation last took part: to read, with nothing to do and nobody to approach.
async fn past(
    state: &WebState,
    visitor: &Visitor,
    id: CaseId,
    mut file: CaseFile,
    query: &Fields,
) -> Result<CasePage, AppError> {
    let before = query.number_or_none::<u64>("geschiedenis").ok().flatten();
    if before.is_some() {
        file.history = state.app.history(visitor.person.seat, id, before, HISTORY).await?;
    }
    let t = visitor.t.by_date();
    let desk = Desk { t, today: file.moment.today, now: file.moment.now, ..visitor.desk(state) };
    let around = Around {
        chrome: visitor.chrome(Here::Elsewhere),
        key: FormKey::default(),
        may: May::default(),
        meetings: Vec::new(),
        titles: BTreeMap::new(),
        notices: state.app.notices_of_case(visitor.person.seat, id).await?,
        history: if before.is_some() { HISTORY } else { RECENT },
    };
    Ok(page(&desk, around, &file))
}

/// The page of a case, with as much of it as she may see.
pub(super) async fn whole(
    state: &WebState,
    visitor: &Visitor,
    id: CaseId,
    mut file: CaseFile,
    before: Option<u64>,
) -> Result<CasePage, AppError> {
    let seat = visitor.person.seat;
    if let Some(before) = before {
        file.history = state.app.history(seat, id, Some(before), HISTORY).await?;
    }
    let meetings = state.app.meetings(seat, None, MEETINGS).await?;
    let mut titles: BTreeMap<MeetingId, (String, jiff::civil::Date)> =
        meetings.iter().map(|meeting| (meeting.meeting, (meeting.title.clone(), meeting.on))).collect();
    for place in &file.case.state.agenda {
        if titles.contains_key(&place.meeting) || !file.extent.tells_care() {
            continue;
        }
        match state.app.meeting(seat, place.meeting, None, 0).await {
            Ok((meeting, _)) => {
                titles.insert(place.meeting, (meeting.state.title, meeting.state.on));
            }
            Err(AppError::Denied { .. } | AppError::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    let notices = state.app.notices_of_case(seat, id).await?;
    let desk = visitor.desk(state);
    let around = Around {
        chrome: visitor.chrome(Here::Elsewhere),
        key: FormKey { version: Some(file.case.version), nonce: visitor.nonce(state), back: format!("/casus/{id}") },
        may: may(&state.app, &desk, &file.case.state),
        meetings,
        titles,
        notices,
        history: if before.is_some() { HISTORY } else { RECENT },
    };
    Ok(page(&desk, around, &file))
}
