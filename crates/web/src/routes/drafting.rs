//! Forms whose draft is kept on the server: what the script that saves while typing is told, and the registrations.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use regie_app::{AppError, Keeping, Registering, RegistrationDraft};
use regie_care::intake::Typed;

use super::visitor::Visitor;
use crate::fields::Fields;
use crate::fill::new_intake::Drafted;
use crate::state::WebState;

/// What goes along with every form, and is not typed.
const NOT_TYPED: [&str; 10] =
    ["sleutel", "concept", "inschrijving", "doe", "toch", "terug", "versie", "taal", "soort", "vorm"];

/// The fields in which several can be ticked, as far as they come back as fields.
const SEVERAL: [&str; 2] = ["aan", "terugkoppelen"];

/// Whether the script asks, and not the form.
pub fn asks_for_json(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|kinds| kinds == "application/json")
}

/// What the script that saves while typing is told: the revision, and a sentence to show.
pub fn told<D>(
    visitor: &Visitor,
    state: &WebState,
    kept: Result<Keeping<D>, AppError>,
    stands: impl Fn(&D) -> (u64, Timestamp),
    nothing: &'static str,
) -> Response {
    let (t, today) = (visitor.t, state.app.moment().today);
    let answer = |status: StatusCode, rev: u64, said: String| {
        (status, [(header::CACHE_CONTROL, "no-store")], axum::Json(serde_json::json!({ "rev": rev, "said": said })))
            .into_response()
    };
    match kept {
        Ok(Keeping::Kept(draft)) => {
            let (rev, at) = stands(&draft);
            answer(StatusCode::OK, rev, t.draft_saved(&visitor.person.name, &at, &today))
        }
        Ok(Keeping::NothingNew) => answer(StatusCode::OK, 0, t.of(nothing).into_owned()),
        Ok(Keeping::Newer(draft)) => {
            let (rev, at) = stands(&draft);
            let when = t.moment(&at, &today);
            answer(StatusCode::CONFLICT, rev, t.one("intake-newer", "when", when).into_owned())
        }
        Err(AppError::Refused(refused)) => answer(StatusCode::UNPROCESSABLE_ENTITY, 0, t.refusal(&refused)),
        Err(AppError::Invalid { .. }) => {
            answer(StatusCode::UNPROCESSABLE_ENTITY, 0, t.of("intake-too-long").into_owned())
        }
        Err(AppError::Denied { message, .. }) => {
            answer(StatusCode::FORBIDDEN, 0, message.in_language(t.code()).to_owned())
        }
        Err(_) => answer(StatusCode::SERVICE_UNAVAILABLE, 0, t.of("intake-not-saved").into_owned()),
    }
}

/// Keeps what stands in the fields of a registration.
pub async fn keep(
    state: &WebState,
    visitor: &Visitor,
    about: Registering,
    fields: &Fields,
) -> Result<Keeping<RegistrationDraft>, AppError> {
    let rev = fields
        .number_or_none("concept")
        .map_err(|error| AppError::Invalid { field: "concept", message: error.to_string() })?;
    state.app.keep_registration(visitor.person.seat, about, &typed(fields), rev).await
}

/// What the script is told of a registration.
pub fn told_of(visitor: &Visitor, state: &WebState, kept: Result<Keeping<RegistrationDraft>, AppError>) -> Response {
    told(visitor, state, kept, |draft| (draft.rev, draft.at), "registration-no-draft")
}

/// What a draft holds, as the fields that it was made of.
pub fn fields(typed: &Typed) -> Fields {
    let mut pairs = Vec::new();
    for (name, text) in typed {
        match SEVERAL.contains(&name.rsplit('.').next().unwrap_or(name)) {
            true => pairs.extend(text.lines().map(|line| (name.clone(), line.to_owned()))),
            false => pairs.push((name.clone(), text.clone())),
        }
    }
    pairs.into()
}

/// What stands in the way of a page that is older than a draft.
pub fn behind(newer: RegistrationDraft, here: &Fields) -> Drafted {
    Drafted::behind(newer, typed(here))
}

/// What was typed: without what is empty, and without the choice that says that nothing is chosen. Several ticks under one
/// name become lines.
pub fn typed(fields: &Fields) -> Typed {
    let says = |name: &str, value: &str| {
        !value.trim().is_empty() && !NOT_TYPED.contains(&name) && (name, value) != ("tolk", "unknown")
    };
    lines(fields.iter().filter(|(name, value)| says(name, value)))
}

/// Fields by name; several values under one name as lines.
pub fn lines<'f>(fields: impl Iterator<Item = (&'f str, &'f str)>) -> Typed {
    let mut typed = Typed::new();
    for (name, value) in fields {
        let text = typed.entry(name.to_owned()).or_default();
        *text = if text.is_empty() { value.to_owned() } else { format!("{text}\n{value}") };
    }
    typed
}
