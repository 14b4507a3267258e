//! What a command would bring about, and who would be told: asked before it is given.

use axum::extract::State;
use jiff::civil::Date;
use regie_care::case::CaseCommand;
use regie_care::directory::Directory;
use regie_care::foresee::{Foreseen, Foretold, Occasion};
use regie_care::ids::CaseId;
use regie_care::notice::{ContentPolicy, Receiver, Subject};
use regie_pathway::Text;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::Routes;
use super::command::{Command, CommandHeaders};
use super::extract::Id;
use super::names::SeatName;
use crate::problem::Problem;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(preview)]
}

/// When somebody would be told.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum When {
    /// As soon as the command is given.
    AtOnce,
    /// Once the receiver of the handover accepts.
    Accepted,
    /// If she declines.
    Declined,
    /// If nobody answers in time.
    Unanswered,
}

/// Something that would be told.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ForetoldView {
    /// When.
    when: When,
    /// The last day for an answer, after which it would be told.
    answer_by: Option<Date>,
    /// To whom.
    receiver: Receiver,
    /// The receiver's name; absent for a client, whose name stands on the case.
    receiver_name: Option<String>,
    /// About what.
    subject: Subject,
    /// What it would hold, and so over which channels it may go.
    policy: ContentPolicy,
    /// Its title.
    title: Text,
    /// Its text; paragraphs are separated by an empty line.
    body: Text,
}

impl ForetoldView {
    fn of(told: &Foretold, directory: &Directory) -> Self {
        let (when, answer_by) = match told.on {
            Occasion::AtOnce => (When::AtOnce, None),
            Occasion::Accepted => (When::Accepted, None),
            Occasion::Declined => (When::Declined, None),
            Occasion::Unanswered { answer_by } => (When::Unanswered, Some(answer_by)),
        };
        let notice = &told.notice;
        let receiver_name = match notice.receiver {
            Receiver::Person(person) => directory.person(person).map(|person| person.name.clone()),
            Receiver::Org(org) => directory.org(org).map(|org| org.name.clone()),
            Receiver::Client(_) => None,
            Receiver::Elsewhere => notice.elsewhere().map(|to| to.name.clone()),
        };
        Self {
            when,
            answer_by,
            receiver: notice.receiver,
            receiver_name,
            subject: notice.subject,
            policy: notice.policy,
            title: notice.title.clone(),
            body: notice.body.clone(),
        }
    }
}

/// What a command would bring about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PreviewView {
    /// What would happen, by kind, in order.
    events: Vec<String>,
    /// Who would be told what, and when.
    told: Vec<ForetoldView>,
    /// Who is taken to accept a proposed handover; absent where nobody at the receiver can, and without a proposal.
    receiver: Option<SeatName>,
    /// Whether the proposal names her. Otherwise any midwife or doctor there may accept, and the texts that name her are
    /// those of one of them.
    receiver_is_named: bool,
}

impl PreviewView {
    /// As the API tells it.
    pub fn of(foreseen: &Foreseen, directory: &Directory) -> Self {
        Self {
            events: foreseen.events.iter().map(|event| event.kind().to_owned()).collect(),
            told: foreseen.told.iter().map(|told| ForetoldView::of(told, directory)).collect(),
            receiver: foreseen.receiver.map(|seat| SeatName::of(seat, directory)),
            receiver_is_named: foreseen.receiver_is_named,
        }
    }
}

/// Foresee a command on a case
///
/// What it would bring about, and who would be told what, as soon as it is given and, of a proposed handover, on the
/// answer or without one. Nothing is stored; a refusal is that of the command itself.
#[utoipa::path(
    post, path = "/cases/{id}/preview", tag = "cases",
    params(("id" = CaseId, Path, description = "Which case."), CommandHeaders), request_body = CaseCommand,
    responses((status = 200, description = "What it would bring about.", body = PreviewView))
)]
async fn preview(
    State(state): State<WebState>,
    Id(id): Id<CaseId>,
    command: Command<CaseCommand>,
) -> Result<axum::Json<PreviewView>, Problem> {
    let Some(seat) = command.request.actor.seat() else {
        return Err(state.problem(regie_app::AppError::NotSignedIn));
    };
    let foreseen = state.app.foresee_case(seat, id, &command.value).await;
    let foreseen = foreseen.map_err(|error| state.problem(error))?;
    Ok(axum::Json(PreviewView::of(&foreseen, &state.app.directory())))
}
