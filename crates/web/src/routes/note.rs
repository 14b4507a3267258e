//! The quick note of a case as it is typed: kept until it is recorded, also when the language is changed on the way.

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::{AppError, FormDraft, Keeping};
use regie_care::ids::CaseId;
use regie_care::intake::Typed;

use super::drafting::{asks_for_json, told};
use super::error::error_page;
use super::visitor::Visitor;
use super::{flash, sign_in};
use crate::fields::Fields;
use crate::state::WebState;

/// What is typed, and of when it is.
const TYPED: [&str; 6] = ["met-hoe", "notitie", "vervolg-voor", "spoed", "datum", "tijd"];

/// What the buttons of the note do besides recording it; `None` where it is to be recorded, which keeps it first.
pub async fn kept(
    state: &WebState,
    visitor: &Visitor,
    case: CaseId,
    headers: &HeaderMap,
    fields: &Fields,
) -> Option<Response> {
    let (button, seat) = (fields.text("doe"), visitor.person.seat);
    let back = || Redirect::to(fields.back().unwrap_or("/vandaag"));
    if button == "weggooien" {
        return Some(match state.app.drop_note(seat, case).await {
            Ok(_) => (flash::set("said-draft-dropped"), back()).into_response(),
            Err(error) => error_page(state, visitor, error),
        });
    }
    let kept = keep(state, visitor, case, fields, asks_for_json(headers)).await;
    if asks_for_json(headers) {
        return Some(told(visitor, state, kept, |draft| (draft.rev, draft.at), "note-no-draft"));
    }
    let language = fields.filled("taal");
    if language.is_none() && button != "bewaren" {
        return None;
    }
    Some(match (kept, language) {
        (Err(error), _) => error_page(state, visitor, error),
        (Ok(_), Some(_)) => sign_in::in_language(fields),
        (Ok(_), None) => (flash::set("said-draft-kept"), back()).into_response(),
    })
}

/// Keeps what is typed. A page tells the script when she went on elsewhere; to a button both are one note from then on.
async fn keep(
    state: &WebState,
    visitor: &Visitor,
    case: CaseId,
    fields: &Fields,
    script: bool,
) -> Result<Keeping<FormDraft>, AppError> {
    let seat = visitor.person.seat;
    let rev = fields.number_or_none("concept").ok().flatten();
    let mut typed = typed(fields);
    match state.app.keep_note(seat, case, &typed, rev).await? {
        Keeping::Newer(newer) if !script => {
            let both = [newer.typed.get("notitie"), typed.get("notitie")];
            let both: Vec<&str> = both.into_iter().flatten().map(String::as_str).collect();
            typed.insert("notitie".to_owned(), both.join("\n"));
            state.app.keep_note(seat, case, &typed, None).await
        }
        kept => Ok(kept),
    }
}

fn typed(fields: &Fields) -> Typed {
    let typed = fields.iter().filter(|(name, value)| TYPED.contains(name) && !value.trim().is_empty());
    typed.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
