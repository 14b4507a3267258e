//! The caseload: who is whose case manager and deputy (AZ-01).

use axum::extract::State;
use jiff::civil::Date;
use regie_app::{CaseFilter, CaseLine, CaseSort, Cursor, FormerLine};
use regie_care::case::Death;
use regie_care::directory::Directory;
use regie_care::ids::{CaseId, ClientId, PersonId};
use regie_care::seat::Line;
use regie_care::view::{Phase, Relation};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::Routes;
use super::extract::Query;
use super::names::{OrgName, PersonName};
use super::paging::{self, Page};
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(caseload), routes!(former)]
}

/// A line of the caseload.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct CaseLineView {
    /// The case.
    case: CaseId,
    /// The client.
    client: ClientId,
    /// Her name.
    client_name: String,
    /// That she died.
    died: Option<Death>,
    /// Where she stays.
    site: String,
    /// The language she speaks.
    language: String,
    /// Whether an interpreter is needed.
    interpreter: bool,
    /// The one accountable person.
    case_manager: PersonName,
    /// Her organisation.
    org: OrgName,
    /// The deputy today.
    deputy: Option<PersonName>,
    /// Until when she stands in, where she does so for a while.
    deputy_until: Option<Date>,
    /// The fixed deputy, whoever stands in for a while.
    fixed_deputy: Option<PersonName>,
    /// What your organisation has to do with the case.
    relation: Relation,
    /// The last day on which it takes part: it handed the case over, and the client moves away from it on this day.
    until: Option<Date>,
    /// How far the care is; only for an organisation that directs it.
    care: Option<CareColumns>,
}

/// How far the care of a case is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct CareColumns {
    /// Where the case is in its course.
    phase: Phase,
    /// In which line the case manager works.
    line: Line,
    /// The client's day of birth.
    birth_date: Option<Date>,
    /// À terme datum.
    due: Option<Date>,
    /// The day on which the child was born.
    born: Option<Date>,
    /// When the care began.
    opened_on: Date,
    /// When it ended.
    closed_on: Option<Date>,
    /// The earliest last day of what is open now.
    next_until: Option<Date>,
    /// How many urgent particulars wait to be acknowledged.
    urgent: u32,
}

impl CaseLineView {
    fn of(line: CaseLine, directory: &Directory) -> Self {
        let CaseLine { case, client, deputy, deputy_until, fixed, relation, until, .. } = line;
        let directs = matches!(relation, Relation::Accountable | Relation::FirstLine);
        Self {
            case: case.case,
            client: client.client,
            client_name: client.full_name(),
            died: case.died,
            site: client.site,
            language: client.language,
            interpreter: client.interpreter,
            case_manager: PersonName::of(case.case_manager, directory),
            org: OrgName::of(case.org, directory),
            deputy: deputy.map(|deputy| PersonName::of(deputy, directory)),
            deputy_until,
            fixed_deputy: fixed.map(|deputy| PersonName::of(deputy, directory)),
            relation,
            until,
            care: directs.then_some(CareColumns {
                phase: case.phase,
                line: case.line,
                birth_date: client.birth_date,
                due: case.due,
                born: case.born,
                opened_on: case.opened_on,
                closed_on: case.closed_on,
                next_until: case.next_until,
                urgent: case.urgent,
            }),
        }
    }
}

/// Which cases, in which order.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct CaseloadQuery {
    /// Only under this case manager.
    case_manager: Option<PersonId>,
    /// Only with this deputy today.
    deputy: Option<PersonId>,
    /// Only in this phase; without it, all but the closed ones.
    #[param(inline)]
    phase: Option<Phase>,
    /// Words, each a part of the client's name, in any order; or her whole BSN or V-number.
    #[param(max_length = 200)]
    search: Option<String>,
    /// In which order; by name when absent.
    #[param(inline)]
    sort: Option<Sort>,
    /// How many, from 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page begins, as `next` of the page before, asked in the same order.
    cursor: Option<String>,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Sort {
    /// By family name.
    Name,
    /// By due date, cases without one last.
    Due,
    /// By the earliest last day of what is open, cases with nothing open last.
    NextUntil,
    /// By the case manager's name.
    CaseManager,
    /// By the name of the deputy of today, cases without one last.
    Deputy,
}

impl From<Sort> for CaseSort {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Name => Self::Name,
            Sort::Due => Self::Due,
            Sort::NextUntil => Self::NextUntil,
            Sort::CaseManager => Self::CaseManager,
            Sort::Deputy => Self::Deputy,
        }
    }
}

/// The caseload of my organisation
///
/// A practice or hospital sees the cases for which it is accountable or which return to it, and those that it handed over
/// as long as the client has not moved; every other organisation
/// sees the names of the clients with whom it has to do and whom to approach, without anything medical.
#[utoipa::path(
    get, path = "/caseload", tag = "lists", params(CaseloadQuery),
    responses((status = 200, description = "A page of cases.", body = Page<CaseLineView>))
)]
async fn caseload(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Query(query): Query<CaseloadQuery>,
) -> Result<axum::Json<Page<CaseLineView>>, Problem> {
    let limit = paging::limit(query.limit)?;
    let order = query.sort.unwrap_or(Sort::Name);
    let after = paging::after::<(Sort, String, CaseId)>(query.cursor.as_deref())?;
    if after.as_ref().is_some_and(|(of, ..)| *of != order) {
        let detail = "this cursor is of a page in another order; ask in that order, or begin without a cursor";
        return Err(paging::bad_query("cursor", detail.to_owned()));
    }
    let after = after.map(|(_, value, case)| Cursor { value, case });
    let filter = CaseFilter {
        reader: None,
        case_manager: query.case_manager,
        deputy: query.deputy,
        phase: query.phase,
        search: query.search.map(|text| paging::search_text("search", text)).transpose()?,
    };
    let lines = state.app.caseload(signed_in.person.seat, &filter, order.into(), after.as_ref(), limit + 1).await;
    let lines = lines.map_err(|error| state.problem(error))?;
    let place = |line: &CaseLine| (order, line.cursor.value.clone(), line.cursor.case);
    let (lines, next) = paging::cut(lines, limit, place);
    let directory = state.app.directory();
    let items = lines.into_iter().map(|line| CaseLineView::of(line, &directory)).collect();
    Ok(axum::Json(Page::new(items, next.as_ref())))
}

/// A case that your organisation handed over.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct FormerCase {
    /// The case; `/cases/{id}` gives your own record of it.
    case: CaseId,
    /// The client's name, as you knew it then.
    client_name: String,
    /// Her day of birth, as you knew it then.
    birth_date: Option<Date>,
    /// The last day on which your organisation took part.
    until: Option<Date>,
}

/// Which of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct FormerQuery {
    /// Words, each a part of the client's name, in any order; or her whole BSN or V-number.
    #[param(max_length = 200)]
    search: Option<String>,
    /// How many, from 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page begins, as `next` of the page before.
    cursor: Option<String>,
}

/// What my organisation handed over
///
/// By the client's name, with nothing that came after the handover. Your organisation goes on reading what it recorded
/// (AZ-10).
#[utoipa::path(
    get, path = "/caseload/former", tag = "lists", params(FormerQuery),
    responses((status = 200, description = "A page of cases.", body = Page<FormerCase>))
)]
async fn former(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Query(query): Query<FormerQuery>,
) -> Result<axum::Json<Page<FormerCase>>, Problem> {
    let limit = paging::limit(query.limit)?;
    let after = paging::after::<(String, CaseId)>(query.cursor.as_deref())?;
    let after = after.map(|(value, case)| Cursor { value, case });
    let search = query.search.map(|text| paging::search_text("search", text)).transpose()?;
    let seat = signed_in.person.seat;
    let lines = state.app.former_cases(seat, search.as_deref(), after.as_ref(), limit + 1).await;
    let lines = lines.map_err(|error| state.problem(error))?;
    let place = |line: &FormerLine| (line.cursor.value.clone(), line.cursor.case);
    let (lines, next) = paging::cut(lines, limit, place);
    let item = |line: FormerLine| {
        let FormerLine { case, name, birth_date, until, .. } = line;
        FormerCase { case, client_name: name, birth_date, until }
    };
    Ok(axum::Json(Page::new(lines.into_iter().map(item).collect(), next.as_ref())))
}
