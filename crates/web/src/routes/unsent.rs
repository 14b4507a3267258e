//! What is sent after the session ended is kept for who filled it in, and given back when she signs in (decision 16).
//!
//! Every form bears the mark of the session for which its page was made. A form of somebody else, left open on a shared
//! computer, is never carried out under the name of who sits there now.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::{AppError, Owner, Unsent, session_mark};
use regie_care::ids::CaseId;

use super::drafting::asks_for_json;
use super::error::{SignInFirst, error_page, error_page_for_nobody, sign_in};
use super::flash;
use super::forms::again;
use super::read::{Posted, is_form};
use super::recalled::Sent;
use super::visitor::{NONCE, Visitor, language};
use crate::fields::Fields;
use crate::pages::again::AgainField;
use crate::pages::unsent::UnsentPage;
use crate::pages::{FormKey, Here};
use crate::router::LARGEST_BODY;
use crate::session::{Session, token};
use crate::state::WebState;
use crate::{render, urlencoded};

/// Where it is given back.
pub const PATH: &str = "/onverstuurd";

/// Keeps a form that comes when nobody is signed in, or somebody else; throws away what was kept of one that was sent again.
pub(crate) async fn keep(State(state): State<WebState>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !is_form(request.headers()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let (headers, path) =
        (parts.headers.clone(), parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned());
    let fields = urlencoded::fields(&bytes).unwrap_or_default();
    let request = Request::from_parts(parts, Body::from(bytes));
    match guard(&state, &headers, &path, &fields).await {
        Ok(Guarded::Elses(answer)) => answer,
        Ok(Guarded::Goes(owner)) => {
            let response = next.run(request).await;
            let mut answer = after(&state, &headers, (&path, &fields), owner, response).await;
            answer.extensions_mut().insert(Sent(fields));
            answer
        }
        Err(error) => error_page_for_nobody(&state, language(&headers), error),
    }
}

/// What is known of a form before it is carried out.
enum Guarded {
    /// It can be tried; whose it is, where it bears a mark of another session than this one or there is none.
    Goes(Option<Owner>),
    /// It was somebody else's, and this is the answer.
    Elses(Response),
}

async fn guard(state: &WebState, headers: &HeaderMap, path: &str, fields: &Fields) -> Result<Guarded, AppError> {
    let Some(mark) = mark(fields) else { return Ok(Guarded::Goes(None)) };
    if token(headers).is_some_and(|token| session_mark(&token) == mark) && fields.filled("onverstuurd").is_none() {
        return Ok(Guarded::Goes(None));
    }
    let Some(owner) = state.app.made_for(mark).await? else { return Ok(Guarded::Goes(None)) };
    match Session::of(state, headers).await?.person {
        Some(person) if person.seat.person != owner.person() => {
            keep_for(state, owner, path, fields).await?;
            if asks_for_json(headers) {
                return Ok(Guarded::Elses(sign_in("/vandaag")));
            }
            Ok(Guarded::Elses((flash::set("said-warn-not-hers"), Redirect::to("/vandaag")).into_response()))
        }
        _ => Ok(Guarded::Goes(Some(owner))),
    }
}

/// The form was tried. Where nobody was signed in it is kept; the script that saves while typing tries again by itself.
async fn after(
    state: &WebState,
    headers: &HeaderMap,
    (path, fields): (&str, &Fields),
    owner: Option<Owner>,
    response: Response,
) -> Response {
    if response.extensions().get::<SignInFirst>().is_some() {
        if asks_for_json(headers) {
            return response;
        }
        let owner = match (owner, mark(fields)) {
            (None, Some(mark)) => state.app.made_for(mark).await,
            (owner, _) => Ok(owner),
        };
        let kept = match owner {
            Ok(Some(owner)) => keep_for(state, owner, path, fields).await,
            Ok(None) => Ok(false),
            Err(error) => Err(error),
        };
        return match kept {
            Ok(true) => sign_in(PATH),
            Ok(false) => response,
            Err(error) => error_page_for_nobody(state, language(headers), error),
        };
    }
    let status = response.status();
    let answered = status.is_success() || status.is_redirection();
    let told = matches!(status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT);
    // Once it is answered, what she typed stands in the record or on the page before her.
    if let (Some(owner), Some(key)) = (owner, fields.filled("onverstuurd"))
        && (answered || told)
        && let Err(error) = state.app.drop_unsent(owner.person(), key).await
    {
        tracing::warn!(%error, "what was sent after all could not be thrown away");
    }
    response
}

async fn keep_for(state: &WebState, owner: Owner, path: &str, fields: &Fields) -> Result<bool, AppError> {
    // What was kept before and is sent once more without a session stays under its first name.
    let key = fields.filled("onverstuurd").or_else(|| fields.filled("sleutel")).unwrap_or_default().to_owned();
    let own = |name: &str| name != "sleutel" && name != "onverstuurd";
    let typed = fields.iter().filter(|(name, _)| own(name));
    let typed: Vec<(String, String)> = typed.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    state.app.keep_unsent(owner, &key, path, &typed).await
}

/// The mark of the session for which the form's page was made.
fn mark(fields: &Fields) -> Option<&str> {
    let key = fields.filled("sleutel")?;
    let key = key.split_once('.').map_or(key, |(nonce, _)| nonce);
    let mark = key.get(NONCE..)?;
    let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    (mark.len() == MARK && mark.bytes().all(hexadecimal)).then_some(mark)
}

/// The length of a mark.
const MARK: usize = 32;

/// `GET /onverstuurd`: the newest of what she sent when she was not signed in.
pub(super) async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let mut waiting = state.app.unsent(visitor.person.seat.person).await.map_err(failed)?;
    waiting.retain(|one| one.seat == visitor.person.seat);
    let more = waiting.len().saturating_sub(1);
    let Some(newest) = waiting.into_iter().next() else { return Ok(Redirect::to("/vandaag").into_response()) };
    let page = page(&state, &visitor, newest, more).await.map_err(failed)?;
    Ok(render::page(&page))
}

async fn page(state: &WebState, visitor: &Visitor, kept: Unsent, more: usize) -> Result<UnsentPage, AppError> {
    let t = visitor.t;
    let Unsent { key, path, fields, at, .. } = kept;
    let fields = Fields::from(fields);
    let (client, typed, unread) = match about(state, visitor, &path, &fields).await {
        Ok((client, typed)) => (client, typed, String::new()),
        Err(AppError::Denied { message, .. }) => (String::new(), Vec::new(), message.in_language(t.code()).to_owned()),
        Err(error @ AppError::NotFound { .. }) => (String::new(), Vec::new(), error.to_string()),
        Err(error) => return Err(error),
    };
    Ok(UnsentPage {
        t,
        chrome: visitor.chrome(Here::Elsewhere),
        today: state.app.moment().today,
        at,
        client,
        unread,
        action: path,
        key: FormKey {
            version: fields.number_or_none("versie").unwrap_or_default(),
            nonce: visitor.nonce(state),
            back: fields.back().unwrap_or("/vandaag").to_owned(),
        },
        number: key,
        fields: typed,
        more,
    })
}

/// The client whom a form is about and its fields, when she may see that still.
async fn about(
    state: &WebState,
    visitor: &Visitor,
    path: &str,
    fields: &Fields,
) -> Result<(String, Vec<AgainField>), AppError> {
    let mut parts = path.split(['/', '?']).skip(1);
    let case = match (parts.next(), parts.next()) {
        (Some("casus"), Some(id)) => id.parse::<CaseId>().ok(),
        _ => None,
    };
    let Some(case) = case else { return Ok((String::new(), AgainField::of_any_form(visitor.t, fields))) };
    let form = parts.next().unwrap_or_default();
    if form == "kraamvisites" {
        let plan = state.app.visit_plan(visitor.person.seat, case).await?;
        return Ok((plan.client, AgainField::of_any_form(visitor.t, fields)));
    }
    again::of_case(state, visitor, (case, form), fields).await
}

/// `POST /onverstuurd`: she throws it away.
pub(super) async fn drop(State(state): State<WebState>, visitor: Visitor, Posted(fields): Posted) -> Response {
    match state.app.drop_unsent(visitor.person.seat.person, fields.text("nr")).await {
        Ok(_) => {
            let back = fields.back().unwrap_or("/vandaag").to_owned();
            (flash::set("said-unsent-dropped"), Redirect::to(&back)).into_response()
        }
        Err(error) => error_page(&state, &visitor, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_for_which_session_it_was_made() {
        let of = |key: &str| Fields::from(vec![("sleutel".to_owned(), key.to_owned())]);
        let hash = session_mark("a token");
        for key in [format!("0123456789abcdef{hash}"), format!("0123456789abcdef{hash}.contact")] {
            assert_eq!(mark(&of(&key)), Some(hash.as_str()));
        }
        for odd in ["", "k", "0123456789abcdef.contact", "0123456789abcdef%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%"] {
            assert_eq!(mark(&of(odd)), None, "{odd}");
        }
    }
}
