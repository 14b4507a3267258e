//! `/besprekingen`: the meetings; `/besprekingen/{id}`: one with its agenda; `/besprekingen/{id}/afdruk`: on paper.
//!
//! The page of a meeting is one form: whatever button is pressed, what stands in all other fields comes along and is kept as
//! a draft, also without script.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::{AppError, FormDraft, Request};
use regie_care::ids::{CaseId, MeetingId};
use regie_care::intake::Typed;
use regie_care::meeting::{MeetingCommand, PlanMeeting};

use super::drafting::{self, asks_for_json, told};
use super::error::error_page;
use super::flash;
use super::forms::{Failure, FormError, carry_out, field_problem};
use super::link::with_query;
use super::read::{Asked, Posted};
use super::visitor::Visitor;
use crate::fields::{FieldError, Fields, shape};
use crate::fill::meetings::{Besides, Planning, list, page};
use crate::pages::Here;
use crate::pages::meetings::{MeetingPage, MeetingPrint, Trouble};
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
    let draft = state.app.meeting_draft(visitor.person.seat, id).await.map_err(failed)?;
    let besides = Besides {
        query,
        typed: draft.as_ref().map(|draft| drafting::fields(&draft.typed)).unwrap_or_default(),
        draft: draft.map(|draft| (draft.rev, draft.at)),
        ..Besides::default()
    };
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
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let id = meeting_of(id).map_err(failed)?;
    if asks_for_json(&headers) {
        return Ok(saved_while_typing(&state, &visitor, id, &fields).await);
    }
    if fields.text("doe") == "weggooien" {
        state.app.drop_meeting_draft(visitor.person.seat, id).await.map_err(failed)?;
        return Ok((flash::set("said-draft-dropped"), Redirect::to(&format!("/besprekingen/{id}"))).into_response());
    }
    let done = match Pressed::of(&fields) {
        Some(pressed) => of_case(&state, &visitor, id, &pressed, &fields).await,
        None => of_meeting(&state, &visitor, id, &fields).await,
    };
    match done.map_err(failed)? {
        Ok(response) => Ok(response),
        Err(trouble) => {
            let status =
                if trouble.changes.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
            let besides = Besides { trouble: Some(trouble), typed: fields, ..Besides::default() };
            Ok(render::page_with(status, &whole(&state, &visitor, id, besides).await.map_err(failed)?))
        }
    }
}

/// How a button of the page ends: with an answer, or with the page again.
type Ended = Result<Result<Response, Trouble>, AppError>;

/// A button about one case on the page: `besproken.CASE.NO`, `intrekken.CASE.NO`, `plaatsen.CASE`.
struct Pressed {
    doe: String,
    case: CaseId,
    /// What the names of its fields begin with.
    part: String,
}

impl Pressed {
    fn of(fields: &Fields) -> Option<Self> {
        let (doe, part) = fields.text("doe").split_once('.')?;
        let case = part.split('.').next()?.parse().ok()?;
        Some(Self { doe: doe.to_owned(), case, part: format!("{part}.") })
    }
}

/// Carries out what was asked of one case, and keeps all else that stands on the page.
async fn of_case(state: &WebState, visitor: &Visitor, id: MeetingId, pressed: &Pressed, fields: &Fields) -> Ended {
    let Pressed { doe, case, part } = pressed;
    let nonce = format!("{}.{part}", fields.text("sleutel"));
    let own = fields.under(part).with("doe", doe).with("sleutel", &nonce).with("overleg", &id.to_string());
    if let Err(failure) = carry_out(state, visitor, *case, "agenda", &own).await {
        return why(state, visitor, failure).map(Err);
    }
    keep(state, visitor, id, fields, Some(part)).await?;
    let anchor = part.trim_end_matches('.').replace('.', "-");
    let at = if doe == "plaatsen" { String::new() } else { format!("#punt-{anchor}") };
    Ok(Ok((flash::set("said-recorded"), Redirect::to(&format!("/besprekingen/{id}{at}"))).into_response()))
}

/// Carries out what was asked of the meeting itself.
async fn of_meeting(state: &WebState, visitor: &Visitor, id: MeetingId, fields: &Fields) -> Ended {
    let doe = fields.text("doe");
    if matches!(doe, "bewaren" | "zoeken") {
        keep(state, visitor, id, fields, None).await?;
        let page = format!("/besprekingen/{id}");
        let page = if doe == "zoeken" { with_query(&page, &[("zoek", fields.text("zoek"))]) } else { page };
        return Ok(Ok(Redirect::to(&page).into_response()));
    }
    let read = (|| {
        let seen = fields.number_or_none("versie")?;
        let command = match doe {
            "gehouden" => MeetingCommand::Hold { minutes: fields.text("verslag").to_owned() },
            "afzeggen" => MeetingCommand::Cancel { reason: fields.need("reden")?.to_owned() },
            _ => MeetingCommand::Move { on: fields.day("datum")? },
        };
        Ok::<_, FieldError>((seen, command))
    })();
    let refused = |reason: String| Ok(Err(Trouble { reason, changes: Vec::new() }));
    let (seen, command) = match read {
        Ok(read) => read,
        Err(error) => return refused(unread(visitor.t, &error)),
    };
    // Whoever closes the meeting is told first what was not discussed.
    if matches!(command, MeetingCommand::Hold { .. }) && !fields.on("toch") {
        let page = whole(state, visitor, id, Besides::default()).await?;
        if page.is_open && !page.waiting().is_empty() {
            return refused(visitor.t.of("meeting-undiscussed-first").into_owned());
        }
    }
    let request = request(visitor, fields, &format!("/besprekingen/{id}"), seen);
    match state.app.command_meeting(&request, id, &command).await {
        Ok(_) => {
            if matches!(command, MeetingCommand::Move { .. }) {
                keep(state, visitor, id, fields, None).await?;
            }
            Ok(Ok((flash::set("said-recorded"), Redirect::to(&format!("/besprekingen/{id}"))).into_response()))
        }
        Err(error) => trouble(state, visitor, error).map(Err),
    }
}

/// Keeps what stands on the page as her draft, but the part that is done.
async fn keep(
    state: &WebState,
    visitor: &Visitor,
    id: MeetingId,
    fields: &Fields,
    done: Option<&String>,
) -> Result<(), AppError> {
    let typed = typed(fields, done.map(String::as_str));
    state.app.keep_meeting_draft(visitor.person.seat, id, &typed, None).await.map(|_| ())
}

async fn saved_while_typing(state: &WebState, visitor: &Visitor, id: MeetingId, fields: &Fields) -> Response {
    let seat = visitor.person.seat;
    let kept = match fields.number_or_none("concept") {
        Ok(rev) => state.app.keep_meeting_draft(seat, id, &typed(fields, None), rev).await,
        Err(error) => Err(AppError::Invalid { field: "concept", message: error.to_string() }),
    };
    told(visitor, state, kept, |draft: &FormDraft| (draft.rev, draft.at), "registration-no-draft")
}

/// What was typed on the page.
fn typed(fields: &Fields, done: Option<&str>) -> Typed {
    let says = |name: &str, value: &str| {
        let last = name.rsplit('.').next().unwrap_or(name);
        let own = matches!(last, "sleutel" | "versie" | "nr" | "doe" | "terug" | "concept" | "zoek" | "datum" | "toch");
        !own && !value.trim().is_empty() && done.is_none_or(|done| !name.starts_with(done))
    };
    drafting::lines(fields.iter().filter(|(name, value)| says(name, value)))
}

/// Why a form about a case did not come through.
fn why(state: &WebState, visitor: &Visitor, failure: Failure) -> Result<Trouble, AppError> {
    let refused = |reason: String| Ok(Trouble { reason, changes: Vec::new() });
    match failure {
        Failure::Form(FormError::NoSuchForm) => Err(AppError::NotFound { what: "form", id: String::new() }),
        Failure::Form(FormError::Field(error)) => refused(unread(visitor.t, &error)),
        Failure::Form(error) => refused(field_problem(visitor.t, &error)),
        Failure::Fields(_) | Failure::Elsewhere => refused(visitor.t.of("field-error-unseen").into_owned()),
        Failure::App(error) => trouble(state, visitor, error),
    }
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
    besides.me.clone_from(&visitor.person.name);
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
