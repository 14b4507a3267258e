//! What is typed in a form of a case is kept until it is sent: while it is typed, by a button, and before it is tried.

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::{AppError, CaseForm, FormDraft, Keeping};
use regie_care::ids::CaseId;
use regie_care::intake::Typed;

use super::drafting::{asks_for_json, told, typed};
use super::error::error_page;
use super::visitor::Visitor;
use super::{flash, sign_in};
use crate::fields::Fields;
use crate::fill::drafted::Kept;
use crate::state::WebState;

/// What pages fill in by themselves, and is no reason to keep a form.
const PROPOSED: [&str; 17] = [
    "antwoord-voor",
    "brief-voor",
    "vanaf",
    "datum",
    "tijd",
    "met-hoe",
    "kanaal",
    "met",
    "richting",
    "van",
    "nr",
    "zorgpad",
    "stap",
    "aan",
    "agenda",
    "doelnr",
    "uitvoerder",
];

/// What stands in the way of sending a form.
pub enum Instead {
    /// The answer: keeping it or throwing it away was all that was asked.
    Answer(Box<Response>),
    /// She went on with it elsewhere.
    Newer(Kept),
}

/// Which form is posted, where its draft is kept.
pub fn form_of(fields: &Fields) -> Option<CaseForm> {
    fields.filled("vorm")?.parse().ok()
}

/// Keeps what was typed in a form that stands at `at`, whatever is asked next by `button`.
///
/// # Errors
/// What stands in the way of sending it.
pub async fn keep(
    state: &WebState,
    visitor: &Visitor,
    (case, form): (CaseId, &CaseForm),
    headers: &HeaderMap,
    (fields, button): (&Fields, &str),
    at: &str,
) -> Result<Kept, Instead> {
    let seat = visitor.person.seat;
    let answer = |response: Response| Instead::Answer(Box::new(response));
    if button == "weggooien" {
        let dropped = state.app.drop_case_form(seat, case, form).await;
        dropped.map_err(|error| answer(error_page(state, visitor, error)))?;
        return Err(answer((flash::set("said-draft-dropped"), Redirect::to(at)).into_response()));
    }
    let typed = typed(fields);
    let kept = kept(state, visitor, (case, form), (fields, &typed), asks_for_json(headers)).await;
    if asks_for_json(headers) {
        let stands = |draft: &FormDraft| (draft.rev, draft.at);
        return Err(answer(told(visitor, state, kept, stands, "registration-no-draft")));
    }
    let asks_only_that = fields.filled("taal").is_some() || button == "bewaren";
    let kept = match kept {
        Ok(Keeping::Kept(draft)) => Kept::of(Some(&draft)),
        Ok(Keeping::NothingNew) => Kept::default(),
        Ok(Keeping::Newer(newer)) => return Err(Instead::Newer(Kept::behind(newer, typed))),
        // What may not be kept may not be sent either: whoever sends it is told why, with all that was typed.
        Err(AppError::Denied { .. } | AppError::Refused(_)) if !asks_only_that => Kept::default(),
        Err(error) => return Err(answer(error_page(state, visitor, error))),
    };
    if fields.filled("taal").is_some() {
        return Err(answer(sign_in::in_language(&fields.with("terug", at))));
    }
    if button == "bewaren" {
        return Err(answer((flash::set("said-draft-kept"), Redirect::to(at)).into_response()));
    }
    Ok(kept)
}

/// Keeps it over the draft that the page was made with. To a button, two notes are one from then on.
async fn kept(
    state: &WebState,
    visitor: &Visitor,
    (case, form): (CaseId, &CaseForm),
    (fields, typed): (&Fields, &Typed),
    script: bool,
) -> Result<Keeping<FormDraft>, AppError> {
    let rev = fields.number_or_none("concept").ok().flatten();
    let says = |name: &String| {
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        let choice = stem == "actie" || PROPOSED.contains(&name.as_str()) || PROPOSED.contains(&stem);
        !choice || name.ends_with("-reden")
    };
    let nothing = !typed.keys().any(says);
    let (seat, app) = (visitor.person.seat, &state.app);
    match app.keep_case_form(seat, (case, form), typed, rev, nothing).await? {
        Keeping::Newer(newer) if *form == CaseForm::Note && !script => {
            let both = [newer.typed.get("notitie"), typed.get("notitie")];
            let both: Vec<&str> = both.into_iter().flatten().map(String::as_str).collect();
            let mut typed = typed.clone();
            typed.insert("notitie".to_owned(), both.join("\n"));
            app.keep_case_form(seat, (case, form), &typed, None, nothing).await
        }
        kept => Ok(kept),
    }
}
