//! `GET /caseload` and `GET /caseload.csv`.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use regie_app::{AppError, CaseFilter, CaseLine, CaseSort, Cursor};
use regie_care::ids::{CaseId, PersonId};

use super::error::error_page;
use super::read;
use super::visitor::Visitor;
use crate::fields::Fields;
use crate::fill::caseload::{Asked, csv_text, page};
use crate::pages::Here;
use crate::render;
use crate::state::WebState;

/// Rows of a page.
const ROWS: u32 = 200;
/// Rows that are read at once for the CSV.
const PART: u32 = 500;

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    read::Asked(query): read::Asked,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let (asked, after) = asked(&query).map_err(failed)?;
    let seat = visitor.person.seat;
    let lines = state.app.caseload(seat, &asked.filter, asked.sort, after.as_ref(), ROWS + 1).await;
    let mut lines = lines.map_err(failed)?;
    let more = lines.len() > ROWS as usize;
    lines.truncate(ROWS as usize);
    let total = (!more && after.is_none()).then_some(lines.len());
    let next = lines.last().filter(|_| more).map(|last| asked.query_after(&last.cursor));
    let chrome = visitor.chrome(Here::Caseload);
    Ok(render::page(&page(&visitor.desk(&state), chrome, &asked, &lines, total, next)))
}

pub(super) async fn csv(
    State(state): State<WebState>,
    visitor: Visitor,
    read::Asked(query): read::Asked,
) -> Result<Response, Response> {
    let (asked, _) = asked(&query).map_err(|error| error_page(&state, &visitor, error))?;
    let lines = all(&state, &visitor, &asked).await.map_err(|error| error_page(&state, &visitor, error))?;
    let desk = visitor.desk(&state);
    let name = format!("attachment; filename=\"caseload-{}.csv\"", desk.today);
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, csv_text(&desk, &lines)).into_response())
}

async fn all(state: &WebState, visitor: &Visitor, asked: &Asked) -> Result<Vec<CaseLine>, AppError> {
    let mut lines: Vec<CaseLine> = Vec::new();
    loop {
        let after = lines.last().map(|line| line.cursor.clone());
        let part = state.app.caseload(visitor.person.seat, &asked.filter, asked.sort, after.as_ref(), PART).await?;
        let last = part.len() < PART as usize;
        lines.extend(part);
        if last {
            return Ok(lines);
        }
    }
}

/// What is asked for, and after which row the page begins.
fn asked(fields: &Fields) -> Result<(Asked, Option<Cursor>), AppError> {
    let invalid = |field: &'static str| move |message: String| AppError::Invalid { field, message };
    let case_manager = fields.filled("casemanager").map(str::parse::<PersonId>).transpose();
    let deputy = fields.filled("plaatsvervanger").map(str::parse::<PersonId>).transpose();
    let phase = fields.filled("fase").map(|_| fields.code("fase")).transpose();
    let case = fields.filled("na-casus").map(str::parse::<CaseId>).transpose();
    let filter = CaseFilter {
        reader: None,
        case_manager: case_manager.map_err(|error| invalid("casemanager")(error.to_string()))?,
        deputy: deputy.map_err(|error| invalid("plaatsvervanger")(error.to_string()))?,
        phase: phase.map_err(|error| invalid("fase")(error.to_string()))?,
        search: fields.filled("zoek").map(str::to_owned),
    };
    let sort = match fields.text("sorteer") {
        "terme" => CaseSort::Due,
        "eerst" => CaseSort::NextUntil,
        "casemanager" => CaseSort::CaseManager,
        "plaatsvervanger" => CaseSort::Deputy,
        _ => CaseSort::Name,
    };
    let case = case.map_err(|error| invalid("na-casus")(error.to_string()))?;
    let after = case.map(|case| Cursor { value: fields.text("na").to_owned(), case });
    Ok((Asked { filter, sort, search: fields.text("zoek").to_owned() }, after))
}
