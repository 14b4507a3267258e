//! An error page says about whom it is and which step, leads back there, and gives back what was typed.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Response;
use regie_app::CaseFile;
use regie_care::ids::CaseId;

use super::forms::again;
use super::visitor::Visitor;
use crate::fields::{Fields, Shape};
use crate::pages::again::{AgainField, Control};
use crate::pages::case::Tab;
use crate::pages::error::{About, ErrorPage, Place, Problem, Retry};
use crate::pages::work::step_anchor;
use crate::render::page_with;
use crate::state::WebState;
use crate::texts::Texts;

/// What was posted, along with the answer: for whoever tells what went wrong with it.
#[derive(Debug, Clone)]
pub(crate) struct Sent(pub Fields);

/// The same answer with the page that says more. Where that cannot be told, as it was.
pub(super) async fn with_place(state: &WebState, mut asked: Parts, page: ErrorPage, response: Response) -> Response {
    let sent = response.extensions().get::<Sent>().map(|sent| sent.0.clone());
    // Where the database is away nobody is known, and what was typed is given back all the same.
    let visitor = Visitor::from_request_parts(&mut asked, state).await.ok();
    let place = place(state, (visitor.as_ref(), page.t), asked.uri.path(), sent.as_ref(), page.problem).await;
    let mut told = page_with(response.status(), &ErrorPage { place, ..page });
    for (name, value) in response.headers() {
        if ![header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_ENCODING].contains(name) {
            told.headers_mut().insert(name, value.clone());
        }
    }
    told
}

async fn place(
    state: &WebState,
    (visitor, t): (Option<&Visitor>, Texts),
    path: &str,
    sent: Option<&Fields>,
    problem: Problem,
) -> Place {
    let mut place = Place::default();
    let mut parts = path.trim_matches('/').split('/');
    let (area, id, form) = (parts.next().unwrap_or_default(), parts.next(), parts.next().unwrap_or_default());
    let case = id.filter(|_| matches!(area, "casus" | "overdracht")).and_then(|id| id.parse::<CaseId>().ok());
    let mut typed = Vec::new();
    if let Some(sent) = sent {
        typed = AgainField::of_any_form(t, sent);
        place.back = sent.back().map(str::to_owned);
    }
    if let (Some(case), Some(visitor)) = (case, visitor)
        && let Ok(file) = state.app.case_file(visitor.person.seat, case).await
    {
        if let Some(sent) = sent
            && let Ok((_, fields)) = again::of_case(state, visitor, (case, form), sent).await
        {
            typed = fields;
        }
        place.about = Some(about(t, &file, (case, form), sent));
    }
    place.retry = sent.filter(|_| problem.may_pass()).map(|sent| retry(path, sent));
    let shown = |field: &AgainField| field.control != Control::Typed(Shape::Hidden) && !field.value.trim().is_empty();
    place.typed = if place.retry.is_some() { typed } else { typed.into_iter().filter(shown).collect() };
    place
}

/// About whom, which step or form, and where that stands.
fn about(t: Texts, file: &CaseFile, (case, form): (CaseId, &str), sent: Option<&Fields>) -> About {
    let nothing = Fields::default();
    let fields = sent.unwrap_or(&nothing);
    let what = again::what(t, file, form, fields);
    let at = again::step(file, fields).map_or_else(
        || Tab::of(form).unwrap_or(Tab::Overview).path(case),
        |step| {
            let (pathway, nth) = (fields.text("zorgpad"), fields.number("nr").unwrap_or(1));
            format!("{}#{}", Tab::Plan.path(case), step_anchor(pathway, step.id.as_str(), nth))
        },
    );
    About { client: file.client.identity.full_name(), what, at }
}

/// The form once more, under the key with which it was sent: what was stored by then after all is not stored twice.
fn retry(path: &str, sent: &Fields) -> Retry {
    let key = sent.text("sleutel").to_owned();
    let own = ["versie", "terug"].into_iter().filter_map(|name| Some((name.to_owned(), sent.filled(name)?.to_owned())));
    let along = own.chain((!key.is_empty()).then(|| ("sleutel".to_owned(), key))).collect();
    Retry { action: path.to_owned(), along }
}
