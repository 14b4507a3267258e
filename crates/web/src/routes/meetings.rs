//! `/besprekingen`: the meetings; `/besprekingen/{id}`: one with its agenda; `/besprekingen/{id}/afdruk`: on paper.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::{AppError, Request};
use regie_care::ids::MeetingId;
use regie_care::meeting::{MeetingCommand, PlanMeeting};

use super::error::error_page;
use super::flash;
use super::read::{Asked, Posted};
use super::visitor::Visitor;
use crate::fields::{FieldError, Fields, shape};
use crate::fill::meetings::{Besides, Planning, list, page};
use crate::pages::Here;
use crate::pages::meetings::{MeetingPage, MeetingPrint, Trouble, TypedMeeting};
use crate::render;
use crate::state::WebState;
use crate::texts::Texts;

/// How many meetings the list shows.
const SHOWN: u32 = 200;

pub(super) async fn show_list(State(state): State<WebState>, visitor: Visitor) -> Result<Response, Response> {
    offer(&state, &visitor, StatusCode::OK, Planning::default()).await
}

async fn offer(
    state: &WebState,
    visitor: &Visitor,
    status: StatusCode,
    planning: Planning,
) -> Result<Response, Response> {
    let seat = visitor.person.seat;
    let rows = state.app.meetings_around(seat, SHOWN).await.map_err(|error| error_page(state, visitor, error))?;
    let (chrome, key) = (visitor.chrome(Here::Meetings), visitor.key(state, None));
    let may_plan = state.app.may_plan_meetings(seat);
    Ok(render::page_with(status, &list(&visitor.desk(state), chrome, key, &rows, may_plan, planning)))
}

pub(super) async fn plan(
    State(state): State<WebState>,
    visitor: Visitor,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    let command = (|| {
        let meeting_kind = fields.code("soort")?;
        let (on, title) = (fields.day("datum")?, fields.need("titel")?.to_owned());
        Ok::<_, FieldError>(PlanMeeting { meeting_kind, org: visitor.person.seat.org, on, title })
    })();
    let again = |why: String| {
        let text = |name: &str| fields.text(name).to_owned();
        let planning = Planning { kind: text("soort"), on: text("datum"), title: text("titel"), refusal: Some(why) };
        offer(&state, &visitor, StatusCode::UNPROCESSABLE_ENTITY, planning)
    };
    let command = match command {
        Ok(command) => command,
        Err(error) => return again(unread(visitor.t, &error)).await,
    };
    match state.app.plan_meeting(&request(&visitor, &fields, "/besprekingen", None), &command).await {
        Ok(done) => {
            let next = Redirect::to(&format!("/besprekingen/{}", done.id));
            Ok((flash::set("said-meeting-planned"), next).into_response())
        }
        Err(AppError::Refused(refused)) => again(visitor.t.refusal(&refused)).await,
        Err(error) => Err(error_page(&state, &visitor, error)),
    }
}

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let id = meeting_of(id).map_err(failed)?;
    let query = query.text("zoek").to_owned();
    let besides = Besides { query, ..Besides::default() };
    Ok(render::page(&whole(&state, &visitor, id, besides).await.map_err(failed)?))
}

pub(super) async fn print(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let id = meeting_of(id).map_err(failed)?;
    let page = whole(&state, &visitor, id, Besides::default()).await.map_err(failed)?;
    let (t, chrome, minutes) = (visitor.t, page.chrome.clone(), query.text("wat") == "verslag");
    Ok(render::page(&MeetingPrint { t, chrome, page, minutes }))
}

pub(super) async fn command(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let id = meeting_of(id).map_err(failed)?;
    let read = (|| {
        let seen = fields.number_or_none("versie")?;
        let command = match fields.text("doe") {
            "gehouden" => MeetingCommand::Hold { minutes: fields.text("verslag").to_owned() },
            "afzeggen" => MeetingCommand::Cancel { reason: fields.need("reden")?.to_owned() },
            _ => MeetingCommand::Move { on: fields.day("datum")? },
        };
        Ok::<_, FieldError>((seen, command))
    })();
    // Whoever closes the meeting is told first what was not discussed.
    let holds = matches!(read, Ok((_, MeetingCommand::Hold { .. }))) && !fields.on("toch");
    let shown = if holds { Some(whole(&state, &visitor, id, Besides::default()).await.map_err(failed)?) } else { None };
    let trouble = match read {
        Ok(_) if shown.is_some_and(|page| page.is_open && !page.waiting().is_empty()) => {
            Trouble { reason: visitor.t.of("meeting-undiscussed-first").into_owned(), changes: Vec::new() }
        }
        Err(error) => Trouble { reason: unread(visitor.t, &error), changes: Vec::new() },
        Ok((seen, command)) => {
            let request = request(&visitor, &fields, &format!("/besprekingen/{id}"), seen);
            match state.app.command_meeting(&request, id, &command).await {
                Ok(_) => {
                    let next = Redirect::to(&format!("/besprekingen/{id}"));
                    return Ok((flash::set("said-recorded"), next).into_response());
                }
                Err(error) => trouble(&state, &visitor, error).map_err(failed)?,
            }
        }
    };
    let status = if trouble.changes.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
    let text = |name: &str| fields.text(name).to_owned();
    let typed = TypedMeeting { minutes: text("verslag"), reason: text("reden"), on: text("datum") };
    let besides = Besides { trouble: Some(trouble), typed, ..Besides::default() };
    Ok(render::page_with(status, &whole(&state, &visitor, id, besides).await.map_err(failed)?))
}

/// Why it did not come through, where another try may mend that.
fn trouble(state: &WebState, visitor: &Visitor, error: AppError) -> Result<Trouble, AppError> {
    let desk = visitor.desk(state);
    match error {
        AppError::Refused(refused) => Ok(Trouble { reason: visitor.t.refusal(&refused), changes: Vec::new() }),
        AppError::KeyReused => {
            Ok(Trouble { reason: visitor.t.of("refused-key-reused").into_owned(), changes: Vec::new() })
        }
        AppError::Changed(changed) => {
            let changes = changed.changes.iter().rev().map(|change| desk.history_line(change)).collect();
            Ok(Trouble { reason: desk.meeting_changed(changed.by, changed.at), changes })
        }
        error => Err(error),
    }
}

/// The meeting with its agenda, and what could be put on it.
async fn whole(
    state: &WebState,
    visitor: &Visitor,
    id: MeetingId,
    mut besides: Besides,
) -> Result<MeetingPage, AppError> {
    let seat = visitor.person.seat;
    let file = state.app.meeting_file(seat, id).await?;
    let search = Some(besides.query.as_str()).filter(|query| !query.is_empty());
    besides.proposals = match state.app.cases_for_agenda(seat, &file, search).await {
        Ok(lines) => lines,
        // Who has no caseload puts nothing on an agenda.
        Err(AppError::Denied { .. } | AppError::Invalid { .. }) => Vec::new(),
        Err(error) => return Err(error),
    };
    let (chrome, nonce) = (visitor.chrome(Here::Meetings), visitor.nonce(state));
    Ok(page(&visitor.desk(state), chrome, &nonce, &file, besides))
}

fn unread(t: Texts, error: &FieldError) -> String {
    let label = match error.field() {
        "soort" => t.of("meeting-kind"),
        "titel" => t.of("meeting-title"),
        field => t.of(shape(field).1),
    };
    t.one(error.text_key(), "field", label).into_owned()
}

/// What a form asks, and by whom.
fn request(visitor: &Visitor, fields: &Fields, path: &str, seen: Option<u64>) -> Request {
    Request { actor: visitor.person.actor(), seen, key: fields.request_key(path, "") }
}

fn meeting_of(id: String) -> Result<MeetingId, AppError> {
    id.parse().map_err(|_| AppError::NotFound { what: "meeting", id })
}
