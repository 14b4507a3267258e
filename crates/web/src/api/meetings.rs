//! Meetings: of the VSV, and the practice's client meeting (AZ-08, AZ-14).

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use regie_app::AgendaLine;
use regie_care::case::records::{ActionPlan, No};
use regie_care::case::state::AgendaLife;
use regie_care::directory::Directory;
use regie_care::ids::{CaseId, ClientId, MeetingId};
use regie_care::meeting::{MeetingCommand, MeetingKind, MeetingLife, PlanMeeting};
use regie_care::view::MeetingRow;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::Routes;
use super::command::{Command, CommandHeaders, Outcome, created, done, versioned};
use super::extract::{Id, Query};
use super::names::{OrgName, PersonName};
use super::paging::{self, Page};
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(list, plan), routes!(one), routes!(agenda), routes!(minutes), routes!(command)]
}

/// A meeting in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct MeetingLine {
    /// Which.
    id: MeetingId,
    /// Who calls it.
    org: OrgName,
    /// The kind: `vsv`, `mdo` or `client-meeting`.
    meeting_kind: String,
    /// The network in which it is held.
    network: String,
    /// The day.
    on: Date,
    /// Its title.
    title: String,
    /// Whether it was held.
    held: bool,
    /// Whether it was called off.
    cancelled: bool,
}

impl MeetingLine {
    fn of(row: MeetingRow, directory: &Directory) -> Self {
        Self {
            id: row.meeting,
            org: OrgName::of(row.org, directory),
            meeting_kind: row.meeting_kind,
            network: row.network,
            on: row.on,
            title: row.title,
            held: row.held,
            cancelled: row.cancelled,
        }
    }
}

/// A meeting.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct MeetingView {
    /// Which.
    id: MeetingId,
    /// The version of the meeting.
    version: u64,
    /// Who calls it.
    org: OrgName,
    /// Its kind.
    meeting_kind: MeetingKind,
    /// The network in which it is held.
    network: String,
    /// The day.
    on: Date,
    /// Its title.
    title: String,
    /// Where it stands.
    life: MeetingLifeView,
}

/// Where a meeting stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum MeetingLifeView {
    /// Will be held.
    Planned,
    /// Was held.
    Held {
        /// What was said in general.
        minutes: String,
    },
    /// Will not be held.
    Cancelled {
        /// Why.
        reason: String,
    },
}

impl From<MeetingLife> for MeetingLifeView {
    fn from(life: MeetingLife) -> Self {
        match life {
            MeetingLife::Planned => Self::Planned,
            MeetingLife::Held(minutes) => Self::Held { minutes },
            MeetingLife::Cancelled(reason) => Self::Cancelled { reason },
        }
    }
}

/// A case on an agenda.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct AgendaItem {
    /// The case.
    case: CaseId,
    /// Its number on the case, for `record-discussion`.
    no: No,
    /// The client.
    client: ClientId,
    /// Her name.
    client_name: String,
    /// The accountable case manager.
    case_manager: PersonName,
    /// What is asked.
    question: String,
    /// Whether it still waits to be discussed.
    waiting: bool,
}

impl AgendaItem {
    fn of(line: AgendaLine, directory: &Directory) -> Self {
        Self {
            case: line.case.case,
            no: line.no,
            client: line.client.client,
            client_name: line.client.full_name(),
            case_manager: PersonName::of(line.case.case_manager, directory),
            question: line.question,
            waiting: line.waiting,
        }
    }
}

/// What was said of the cases on an agenda.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct MeetingMinutes {
    /// One per case, those still to be discussed first.
    items: Vec<MinutesItem>,
    /// How many cases stand on it besides, in whose care you take no part.
    not_yours: usize,
}

/// What was said of one case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct MinutesItem {
    /// The case.
    case: CaseId,
    /// Its number on the case.
    no: No,
    /// The client's name.
    client_name: String,
    /// The accountable case manager.
    case_manager: PersonName,
    /// What was asked.
    question: String,
    /// What was said; absent until it was discussed.
    outcome: Option<String>,
    /// The actions that came of it.
    actions: Vec<ActionPlan>,
}

/// Which meetings, and which page of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct MeetingsQuery {
    /// The first day; today when absent. May lie any time back.
    from: Option<Date>,
    /// The last day; without end when absent.
    until: Option<Date>,
    /// How many, from 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page begins, as `next` of the page before. Ask for the same days along with it.
    cursor: Option<String>,
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct MeetingQuery {
    /// How many, from 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page begins, as `next` of the page before.
    cursor: Option<String>,
}

/// List meetings
///
/// Those of your network by day: from today on, or between the days that you give, however long ago.
#[utoipa::path(
    get, path = "/meetings", tag = "meetings", params(MeetingsQuery),
    responses((status = 200, description = "A page of meetings.", body = Page<MeetingLine>))
)]
async fn list(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Query(query): Query<MeetingsQuery>,
) -> Result<axum::Json<Page<MeetingLine>>, Problem> {
    let limit = paging::limit(query.limit)?;
    if let (Some(from), Some(until)) = (query.from, query.until)
        && until < from
    {
        let detail = format!("'until' is {until}, before 'from', {from}; give a later day");
        return Err(paging::bad_query("until", detail));
    }
    let after: Option<(Date, MeetingId)> = paging::after(query.cursor.as_deref())?;
    let rows = state.app.meetings(signed_in.person.seat, (query.from, query.until), after, limit + 1).await;
    let (rows, next) = paging::cut(rows.map_err(|error| state.problem(error))?, limit, |row| (row.on, row.meeting));
    let directory = state.app.directory();
    let items = rows.into_iter().map(|row| MeetingLine::of(row, &directory)).collect();
    Ok(axum::Json(Page::new(items, next.as_ref())))
}

/// One meeting
#[utoipa::path(
    get, path = "/meetings/{id}", tag = "meetings", params(("id" = MeetingId, Path, description = "Which meeting.")),
    responses((status = 200, description = "The meeting.", body = MeetingView,
               headers(("ETag" = String, description = "The version, for `If-Match`."))))
)]
async fn one(State(state): State<WebState>, signed_in: SignedIn, Id(id): Id<MeetingId>) -> Result<Response, Problem> {
    let found = state.app.meeting(signed_in.person.seat, id, None, 1).await;
    let (loaded, _) = found.map_err(|error| state.problem(error))?;
    let (version, meeting) = (loaded.version, loaded.state);
    let view = MeetingView {
        id,
        version,
        org: OrgName::of(meeting.org, &state.app.directory()),
        meeting_kind: meeting.kind,
        network: meeting.network,
        on: meeting.on,
        title: meeting.title,
        life: meeting.life.into(),
    };
    Ok(versioned(version, axum::Json(view)))
}

/// The agenda of a meeting
///
/// The cases on it that you may see.
#[utoipa::path(
    get, path = "/meetings/{id}/agenda", tag = "meetings",
    params(("id" = MeetingId, Path, description = "Which meeting."), MeetingQuery),
    responses((status = 200, description = "A page of the agenda.", body = Page<AgendaItem>))
)]
async fn agenda(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<MeetingId>,
    Query(query): Query<MeetingQuery>,
) -> Result<axum::Json<Page<AgendaItem>>, Problem> {
    let limit = paging::limit(query.limit)?;
    let after: Option<(CaseId, No)> = paging::after(query.cursor.as_deref())?;
    let found = state.app.meeting(signed_in.person.seat, id, after, limit + 1).await;
    let (_, lines) = found.map_err(|error| state.problem(error))?;
    let (lines, next) = paging::cut(lines, limit, |line: &AgendaLine| (line.case.case, line.no));
    let directory = state.app.directory();
    let items = lines.into_iter().map(|line| AgendaItem::of(line, &directory)).collect();
    Ok(axum::Json(Page::new(items, next.as_ref())))
}

/// The minutes of a meeting, per case
///
/// What was said of the cases that you may see, and the actions that came of it; of the others only how many there are.
#[utoipa::path(
    get, path = "/meetings/{id}/minutes", tag = "meetings",
    params(("id" = MeetingId, Path, description = "Which meeting.")),
    responses((status = 200, description = "The minutes.", body = MeetingMinutes))
)]
async fn minutes(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<MeetingId>,
) -> Result<axum::Json<MeetingMinutes>, Problem> {
    let file = state.app.meeting_file(signed_in.person.seat, id).await.map_err(|error| state.problem(error))?;
    let directory = state.app.directory();
    let item = |place: &regie_app::Place| {
        let outcome = place.record().and_then(|record| match &record.life {
            AgendaLife::Discussed(outcome) => Some(outcome.clone()),
            AgendaLife::Waiting | AgendaLife::Withdrawn(_) => None,
        });
        MinutesItem {
            case: place.line.case.case,
            no: place.no,
            client_name: place.line.client.full_name(),
            case_manager: PersonName::of(place.line.case.case_manager, &directory),
            question: place.line.question.clone(),
            outcome,
            actions: place.actions().map(|(_, action)| action.plan.clone()).collect(),
        }
    };
    Ok(axum::Json(MeetingMinutes { items: file.places.iter().map(item).collect(), not_yours: file.hidden }))
}

/// Plan a meeting
#[utoipa::path(
    post, path = "/meetings", tag = "meetings", params(CommandHeaders), request_body = PlanMeeting,
    responses((status = 201, description = "Planned.", body = Outcome))
)]
async fn plan(State(state): State<WebState>, command: Command<PlanMeeting>) -> Result<Response, Problem> {
    let outcome = state.app.plan_meeting(&command.request, &command.value).await;
    created("meetings", outcome.map_err(|error| state.problem(error))?)
}

/// Carry out a command on a meeting
///
/// Move it, record that it was held, or call it off. What was said of a case is recorded on the case.
#[utoipa::path(
    post, path = "/meetings/{id}/commands", tag = "meetings",
    params(("id" = MeetingId, Path, description = "Which meeting."), CommandHeaders), request_body = MeetingCommand,
    responses((status = 200, description = "Done.", body = Outcome))
)]
async fn command(
    State(state): State<WebState>,
    Id(id): Id<MeetingId>,
    command: Command<MeetingCommand>,
) -> Result<Response, Problem> {
    let outcome = state.app.command_meeting(&command.request, id, &command.value).await;
    outcome.map(done).map_err(|error| state.problem(error))
}
