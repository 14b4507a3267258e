//! `/intake/nieuw`: finding a client or entering her. What is typed is kept until she is entered.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::{AppError, Begun, Keeping, Registering, Request};
use regie_care::client::{Identity, RegisterClient, SourceNumber};
use regie_care::identity::{Bsn, VNumber};

use super::drafting::{self, asks_for_json, told_of};
use super::error::error_page;
use super::flash;
use super::read::{Asked, Posted};
use super::visitor::Visitor;
use crate::fields::Fields;
use crate::fill::interrupted::Interruptions;
use crate::fill::new_intake::{Drafted, Entering, address, page};
use crate::pages::Here;
use crate::render;
use crate::state::WebState;
use crate::texts::Texts;

/// How many clients a search shows.
const FOUND: u32 = 20;

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Asked(query): Asked,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let seat = visitor.person.seat;
    state.app.may_open_cases(seat).map_err(failed)?;
    let search = match query.filled("zoek") {
        Some(text) => Some((text, state.app.search_clients(seat, text, None, FOUND).await.map_err(failed)?)),
        None => None,
    };
    let about = about(&state, &query, "concept").map_err(failed)?;
    let draft = match query.filled("concept") {
        Some(_) => state.app.registration(seat, about).await.map_err(failed)?,
        None => None,
    };
    let fields = draft.as_ref().map(|draft| drafting::fields(&draft.typed));
    let mut interrupted = interruptions(&state, &visitor).await.map_err(failed)?;
    // Here new clients come in: what is begun of the cases themselves stands on Vandaag.
    (interrupted.forms, interrupted.meetings) = (Vec::new(), Vec::new());
    interrupted.registrations.retain(|(draft, _)| draft.about != about);
    let drafted = Drafted::of(about, draft.as_ref());
    let entering = Entering { search, interrupted, posted: fields.as_ref(), ..Entering::default() };
    Ok(answer(&state, &visitor, StatusCode::OK, drafted, entering))
}

/// All that she began and did not finish, and the clients of her organisation without a case.
pub(super) async fn interruptions(state: &WebState, visitor: &Visitor) -> Result<Interruptions, AppError> {
    let seat = visitor.person.seat;
    let Begun { intakes, registrations, forms, meetings } = state.app.begun(seat).await?;
    let mut begun = Interruptions { intakes, forms, meetings, ..Interruptions::default() };
    if state.app.may_open_cases(seat).is_ok() {
        begun.without_case = state.app.clients_without_case(seat).await?;
    }
    for draft in registrations {
        let name = match draft.about {
            Registering::Client(_) => None,
            Registering::Case(client) => {
                Some(state.app.client_file(seat, client).await?.client.state.identity.full_name())
            }
        };
        begun.registrations.push((draft, name));
    }
    Ok(begun)
}

/// Which registration a form or an address is of; a new one when it names none.
fn about(state: &WebState, fields: &Fields, name: &'static str) -> Result<Registering, AppError> {
    match fields.filled(name) {
        None => Ok(Registering::Client(state.app.ids().ulid(state.app.moment().now))),
        Some(text) => match text.parse() {
            Ok(about @ Registering::Client(_)) => Ok(about),
            _ => Err(AppError::NotFound { what: "registration", id: text.to_owned() }),
        },
    }
}

pub(super) async fn enter(
    State(state): State<WebState>,
    visitor: Visitor,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let about = about(&state, &fields, "inschrijving").map_err(failed)?;
    let seat = visitor.person.seat;
    if fields.text("doe") == "weggooien" {
        state.app.drop_registration(seat, about).await.map_err(failed)?;
        return Ok((flash::set("said-draft-dropped"), Redirect::to("/intake/nieuw")).into_response());
    }
    let kept = drafting::keep(&state, &visitor, about, &fields).await;
    if asks_for_json(&headers) {
        return Ok(told_of(&visitor, &state, kept));
    }
    let entering = |refusal| Entering { posted: Some(&fields), refusal, ..Entering::default() };
    let drafted = match kept {
        Ok(Keeping::Kept(draft)) => Drafted::of(about, Some(&draft)),
        Ok(Keeping::NothingNew) => Drafted::of(about, None),
        Ok(Keeping::Newer(newer)) => {
            return Ok(answer(
                &state,
                &visitor,
                StatusCode::CONFLICT,
                drafting::behind(newer, &fields),
                entering(None),
            ));
        }
        Err(AppError::Invalid { .. }) => {
            let too_long = entering(Some(visitor.t.of("intake-too-long").into_owned()));
            let drafted = Drafted::of(about, None);
            return Ok(answer(&state, &visitor, StatusCode::UNPROCESSABLE_ENTITY, drafted, too_long));
        }
        Err(error) => return Err(failed(error)),
    };
    if fields.text("doe") == "bewaren" {
        return Ok((flash::set("said-draft-kept"), Redirect::to(&address(about))).into_response());
    }
    register(&state, &visitor, &fields, drafted).await
}

/// The draft is safe: she is entered, or the form comes back with why not.
async fn register(
    state: &WebState,
    visitor: &Visitor,
    fields: &Fields,
    drafted: Drafted,
) -> Result<Response, Response> {
    let about = drafted.about;
    let again = |drafted, refusal, doubles| {
        let entering = Entering { posted: Some(fields), refusal, doubles, ..Entering::default() };
        answer(state, visitor, StatusCode::UNPROCESSABLE_ENTITY, drafted, entering)
    };
    let request = request(visitor, fields, "/intake/nieuw");
    // A second click is no second client, nor a double of the first.
    let before = state.app.answered_before(&request).await;
    if let Some(done) = before.map_err(|error| error_page(state, visitor, error))? {
        return Ok(entered(state, visitor, about, &done.id).await);
    }
    let identity = match identity(fields, &visitor.person.org_name, visitor.t) {
        Ok(identity) => identity,
        Err(why) => return Ok(again(drafted, Some(why), Vec::new())),
    };
    if !fields.on("toch") {
        match state.app.possible_doubles(visitor.person.seat, &identity).await {
            Ok(doubles) if doubles.is_empty() => {}
            Ok(doubles) => return Ok(again(drafted, None, doubles)),
            Err(AppError::Refused(refused)) => {
                return Ok(again(drafted, Some(visitor.t.refusal(&refused)), Vec::new()));
            }
            Err(error) => return Err(error_page(state, visitor, error)),
        }
    }
    match state.app.register_client(&request, &RegisterClient { identity }).await {
        Ok(done) => Ok(entered(state, visitor, about, &done.id).await),
        Err(AppError::Refused(refused)) => Ok(again(drafted, Some(visitor.t.refusal(&refused)), Vec::new())),
        Err(error) => Err(error_page(state, visitor, error)),
    }
}

/// She is entered: on to the opening of her case.
async fn entered(state: &WebState, visitor: &Visitor, about: Registering, client: &str) -> Response {
    state.app.registered(visitor.person.seat, about).await;
    (flash::set("said-client-entered"), Redirect::to(&format!("/intake/nieuw/{client}"))).into_response()
}

fn answer(
    state: &WebState,
    visitor: &Visitor,
    status: StatusCode,
    drafted: Drafted,
    entering: Entering<'_>,
) -> Response {
    let (chrome, key) = (visitor.chrome(Here::Caseload), visitor.key(state, None));
    render::page_with(status, &page(&visitor.desk(state), chrome, key, drafted, entering))
}

/// What a form asks, and by whom: the same request, whatever revision its draft is of by now.
pub(super) fn request(visitor: &Visitor, fields: &Fields, path: &str) -> Request {
    let key = fields.with("concept", "").request_key(path, "");
    Request { actor: visitor.person.actor(), seen: None, key }
}

/// Who she is, as typed; her number is that of the practice's own system.
fn identity(fields: &Fields, practice: &str, t: Texts) -> Result<Identity, String> {
    let text = |name: &str| fields.text(name).to_owned();
    let refused = |code: &str, message: String| {
        let key = format!("refusal-{code}");
        if t.has(&key) { t.of(&key).into_owned() } else { message }
    };
    let bsn = fields.filled("bsn").map(Bsn::parse).transpose();
    let bsn = bsn.map_err(|error| refused(error.code(), error.to_string()))?;
    let v_number = fields.filled("v-nummer").map(VNumber::parse).transpose();
    let v_number = v_number.map_err(|error| refused(error.code(), error.to_string()))?;
    let birth_date = fields.day_or_none("geboren");
    let birth_date =
        birth_date.map_err(|_| t.one("field-error-date", "field", t.of("letter-birth-date")).into_owned())?;
    Ok(Identity {
        family_name: text("achternaam"),
        given_name: text("voornaam"),
        birth_date,
        bsn,
        v_number,
        language: text("spreekt"),
        interpreter: fields.code("tolk").unwrap_or_default(),
        phone: text("telefoon"),
        site: text("verblijf"),
        source: fields
            .filled("nummer")
            .map(|number| SourceNumber { source: practice.to_owned(), number: number.to_owned() }),
        notes: text("opmerkingen"),
    })
}
