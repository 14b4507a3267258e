//! What must be told: my own notices, and the outbox of my organisation (AZ-05, AZ-06, AZ-10, AZ-12).

use axum::extract::State;
use jiff::Timestamp;
use regie_app::{AppError, NoticePlace, OutboxNotice};
use regie_care::directory::Directory;
use regie_care::ids::CaseId;
use regie_care::notice::{ContentPolicy, Receiver, SentLetter, Subject};
use regie_pathway::Text;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::Routes;
use super::extract::{Id, Query};
use super::names::OrgName;
use super::paging::{self, Page};
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(mine), routes!(outbox), routes!(one), routes!(delivered)]
}

/// A notice.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct NoticeView {
    /// Its id.
    id: String,
    /// The case that it is about.
    case: CaseId,
    /// On whose behalf it is sent.
    sender: OrgName,
    /// To whom.
    receiver: Receiver,
    /// The receiver's name; absent for a client, whose name stands on the case.
    receiver_name: Option<String>,
    /// About what.
    subject: Subject,
    /// What it holds, and so over which channels it may go.
    policy: ContentPolicy,
    /// Its title.
    title: Text,
    /// Its text; paragraphs are separated by an empty line.
    body: Text,
    /// Which letter of the case it is, where it is one that does a step.
    letter: Option<SentLetter>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// When it was read, or printed and sent; absent while it waits.
    #[schema(value_type = Option<String>, format = DateTime)]
    delivered_at: Option<Timestamp>,
    /// When it became needless before anybody read or sent it.
    #[schema(value_type = Option<String>, format = DateTime)]
    lapsed_at: Option<Timestamp>,
}

impl NoticeView {
    fn of(notice: OutboxNotice, directory: &Directory) -> Self {
        let receiver_name = match notice.notice.receiver {
            Receiver::Person(person) => directory.person(person).map(|person| person.name.clone()),
            Receiver::Org(org) => directory.org(org).map(|org| org.name.clone()),
            Receiver::Client(_) => None,
            Receiver::Elsewhere => notice.notice.elsewhere().map(|to| to.name.clone()),
        };
        Self {
            id: notice.id,
            case: notice.case,
            sender: OrgName::of(notice.sender, directory),
            receiver: notice.notice.receiver,
            receiver_name,
            subject: notice.notice.subject,
            policy: notice.notice.policy,
            title: notice.notice.title,
            body: notice.notice.body,
            letter: notice.notice.letter,
            at: notice.at,
            delivered_at: notice.delivered_at,
            lapsed_at: notice.lapsed_at,
        }
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct NoticeQuery {
    /// How many, from 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page begins, as `next` of the page before.
    cursor: Option<String>,
}

/// What I was told
///
/// Newest first.
#[utoipa::path(
    get, path = "/notices", tag = "notices", params(NoticeQuery),
    responses((status = 200, description = "A page of notices.", body = Page<NoticeView>))
)]
async fn mine(State(state): State<WebState>, signed_in: SignedIn, query: Query<NoticeQuery>) -> Listed {
    let seat = signed_in.person.seat;
    list(&state, query, async |before, limit| state.app.notices_for(seat, before, limit).await).await
}

/// What my organisation must tell others
///
/// Newest first; for now printed and sent by hand, then marked as delivered.
#[utoipa::path(
    get, path = "/outbox", tag = "notices", params(NoticeQuery),
    responses((status = 200, description = "A page of notices.", body = Page<NoticeView>))
)]
async fn outbox(State(state): State<WebState>, signed_in: SignedIn, query: Query<NoticeQuery>) -> Listed {
    let seat = signed_in.person.seat;
    list(&state, query, async |before, limit| state.app.outbox(seat, before, limit).await).await
}

/// A page of notices, or why there is none.
type Listed = Result<axum::Json<Page<NoticeView>>, Problem>;

/// One page of a list that gives so many notices from before a place on.
async fn list(
    state: &WebState,
    Query(query): Query<NoticeQuery>,
    read: impl AsyncFnOnce(Option<&NoticePlace>, u32) -> Result<Vec<OutboxNotice>, AppError>,
) -> Listed {
    let limit = paging::limit(query.limit)?;
    let before: Option<NoticePlace> = paging::after(query.cursor.as_deref())?;
    let notices = read(before.as_ref(), limit + 1).await.map_err(|error| state.problem(error))?;
    let (notices, next) = paging::cut(notices, limit, OutboxNotice::place);
    let directory = state.app.directory();
    let items = notices.into_iter().map(|notice| NoticeView::of(notice, &directory)).collect();
    Ok(axum::Json(Page::new(items, next.as_ref())))
}

/// One notice
#[utoipa::path(
    get, path = "/notices/{id}", tag = "notices", params(("id" = String, Path, description = "Which.")),
    responses((status = 200, description = "The notice.", body = NoticeView))
)]
async fn one(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<String>,
) -> Result<axum::Json<NoticeView>, Problem> {
    let notice = state.app.notice(signed_in.person.seat, &id).await.map_err(|error| state.problem(error))?;
    Ok(axum::Json(NoticeView::of(notice, &state.app.directory())))
}

/// Mark a notice as read, or as printed and sent
///
/// A second time changes nothing.
#[utoipa::path(
    post, path = "/notices/{id}/delivered", tag = "notices", params(("id" = String, Path, description = "Which.")),
    responses((status = 200, description = "The notice as it stands now.", body = NoticeView))
)]
async fn delivered(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<String>,
) -> Result<axum::Json<NoticeView>, Problem> {
    let seat = signed_in.person.seat;
    state.app.notice_delivered(seat, &id).await.map_err(|error| state.problem(error))?;
    let notice = state.app.notice(seat, &id).await.map_err(|error| state.problem(error))?;
    Ok(axum::Json(NoticeView::of(notice, &state.app.directory())))
}
