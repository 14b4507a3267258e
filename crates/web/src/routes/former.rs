//! `GET /overgedragen`: the cases that an organisation handed over, by what identifies the client.

use axum::extract::State;
use axum::response::Response;
use regie_app::{AppError, Cursor, FormerLine};
use regie_care::ids::CaseId;

use super::error::error_page;
use super::link::with_query;
use super::read;
use super::visitor::Visitor;
use crate::pages::Here;
use crate::pages::former::{FormerPage, FormerRow};
use crate::render;
use crate::state::WebState;

/// Rows of a page.
const ROWS: u32 = 200;

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    read::Asked(query): read::Asked,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let search = query.filled("zoek");
    let case = query.filled("na-casus").map(str::parse::<CaseId>).transpose();
    let case = case.map_err(|error| failed(AppError::Invalid { field: "na-casus", message: error.to_string() }))?;
    let after = case.map(|case| Cursor { value: query.text("na").to_owned(), case });
    let found = state.app.former_cases(visitor.person.seat, search, after.as_ref(), ROWS + 1).await;
    let mut lines = found.map_err(failed)?;
    let more = lines.len() > ROWS as usize;
    lines.truncate(ROWS as usize);
    let next = lines.last().filter(|_| more).map(|last| next_page(search.unwrap_or_default(), last));
    Ok(render::page(&FormerPage {
        t: visitor.t,
        chrome: visitor.chrome(Here::Caseload),
        query: search.unwrap_or_default().to_owned(),
        rows: lines.into_iter().map(row).collect(),
        next,
    }))
}

fn row(line: FormerLine) -> FormerRow {
    FormerRow { case: line.case.to_string(), client: line.name, birth_date: line.birth_date, until: line.until }
}

fn next_page(search: &str, last: &FormerLine) -> String {
    let Cursor { value, case } = &last.cursor;
    with_query("/overgedragen", &[("zoek", search), ("na", value), ("na-casus", &case.to_string())])
}
