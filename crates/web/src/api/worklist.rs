//! *Vandaag*: what a person does, answers and waits for, and the boards of absent colleagues (AZ-14).

use axum::extract::State;
use jiff::civil::Date;
use regie_app::{DeputyBoard, HandoverAlarm, WorkLine};
use regie_care::case::records::{HandoverCode, No};
use regie_care::directory::Directory;
use regie_care::ids::{CaseId, ClientId};
use regie_care::view::{Lane, Phase, WorkKind};
use regie_pathway::Text;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::Routes;
use super::names::{OrgName, PersonName};
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(worklist)]
}

/// A person's board.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Worklist {
    /// The day.
    today: Date,
    /// Urgent particulars that she has not acknowledged.
    urgent: Vec<WorkLineView>,
    /// Her own work, earliest last day first.
    todo: Vec<WorkLineView>,
    /// Handovers that wait for her answer, or for anyone's of her organisation.
    answers: Vec<WorkLineView>,
    /// What she waits for.
    waiting: Vec<WorkLineView>,
    /// How many of her lines are left off for want of room: those with the latest last days, never urgent ones.
    left_off: u64,
    /// Absent colleagues whose deputy she is.
    boards: Vec<Board>,
    /// How many of their lines are left off.
    boards_left_off: u64,
    /// For a network's coordinator: handovers that nobody answered in time.
    alarms: Vec<HandoverAlarmView>,
}

/// A handover that nobody answered in time, without anything of the client.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct HandoverAlarmView {
    /// The case.
    case: CaseId,
    /// The number of the handover within it.
    no: No,
    /// What kind of handover.
    code: HandoverCode,
    /// The organisation that is still accountable.
    from: OrgName,
    /// The organisation that should have answered.
    to: OrgName,
    /// The last day for an answer.
    answer_by: Date,
    /// How many days ago that was.
    days: i32,
}

/// The board of an absent colleague.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Board {
    /// Who is away.
    absent: PersonName,
    /// Her last day away, where it is known.
    until: Option<Date>,
    /// Her work, earliest last day first.
    lines: Vec<WorkLineView>,
}

/// A line of work.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct WorkLineView {
    /// The case.
    case: CaseId,
    /// The client.
    client: ClientId,
    /// Her name.
    client_name: String,
    /// Where the case is in its course.
    phase: Phase,
    /// À terme datum.
    due: Option<Date>,
    /// What it is within the case, such as `signal:3`.
    item: String,
    /// Where it stands.
    lane: Lane,
    /// What kind of work it is.
    work: WorkKind,
    /// What, in words.
    title: Text,
    /// First day.
    from: Date,
    /// Best day.
    target: Date,
    /// Last day.
    until: Date,
    /// Whether the last day has gone by.
    overdue: bool,
    /// Whether only those see it who are named on the case's seal (PS-02).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    sealed: bool,
    /// Who is responsible; absent when anyone of the organisation may take it.
    owner: Option<PersonName>,
    /// The accountable case manager.
    case_manager: PersonName,
}

impl WorkLineView {
    fn of(line: WorkLine, directory: &Directory, today: Date) -> Self {
        let WorkLine { work, case, client } = line;
        Self {
            case: case.case,
            client: client.client,
            client_name: client.full_name(),
            phase: case.phase,
            due: case.due,
            item: work.item,
            lane: work.lane,
            work: work.work,
            title: work.title,
            from: work.from,
            target: work.target,
            until: work.until,
            overdue: work.until < today,
            sealed: work.sealed,
            owner: work.owner.map(|owner| PersonName::of(owner, directory)),
            case_manager: PersonName::of(case.case_manager, directory),
        }
    }
}

/// What I do today
///
/// What has begun or begins within a week: urgent particulars, work, handovers to answer, what I wait for, and the
/// boards of absent colleagues whose deputy I am. A coordinator gets the handovers of her network that nobody answered
/// in time, without anything of the client; an administrator gets an empty board.
#[utoipa::path(
    get, path = "/worklist", tag = "lists",
    responses((status = 200, description = "The board.", body = Worklist))
)]
async fn worklist(State(state): State<WebState>, signed_in: SignedIn) -> Result<axum::Json<Worklist>, Problem> {
    let board = state.app.today(signed_in.person.seat).await.map_err(|error| state.problem(error))?;
    let (directory, today) = (state.app.directory(), board.today);
    let lines = |lines: Vec<WorkLine>| -> Vec<WorkLineView> {
        lines.into_iter().map(|line| WorkLineView::of(line, &directory, today)).collect()
    };
    let of_colleague = |board: DeputyBoard| Board {
        absent: PersonName::of(board.absent, &directory),
        until: board.until,
        lines: lines(board.lines),
    };
    let alarm = |alarm: HandoverAlarm| HandoverAlarmView {
        case: alarm.case,
        no: alarm.no,
        code: alarm.code,
        from: OrgName::of(alarm.from, &directory),
        to: OrgName::of(alarm.to, &directory),
        answer_by: alarm.answer_by,
        days: alarm.days,
    };
    Ok(axum::Json(Worklist {
        today,
        urgent: lines(board.urgent),
        todo: lines(board.todo),
        answers: lines(board.answers),
        waiting: lines(board.waiting),
        left_off: board.left_off,
        boards: board.boards.into_iter().map(of_colleague).collect(),
        boards_left_off: board.boards_left_off,
        alarms: board.alarms.into_iter().map(alarm).collect(),
    }))
}
