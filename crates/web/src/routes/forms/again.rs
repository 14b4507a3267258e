//! A form that did not come through comes back with everything that was typed, and says why.

use axum::http::StatusCode;
use axum::response::Response;
use regie_app::{AppError, CaseFile, Change, name_of};
use regie_care::case::Obstacle;
use regie_care::ids::CaseId;
use regie_pathway::Step;

use super::mend;
use super::read::FormError;
use super::{Failure, Wrong};
use crate::fields::{FieldError, Fields, Shape, shape};
use crate::fill::drafted::Kept;
use crate::pages::again::{AgainField, AgainPage, Control, Why};
use crate::pages::case::{HistoryLine, Tab, drafts};
use crate::pages::draft::DraftBar;
use crate::pages::{Choice, FormKey, Here};
use crate::render;
use crate::routes;
use crate::routes::case::Wanted;
use crate::routes::error::error_page;
use crate::routes::kept;
use crate::routes::visitor::Visitor;
use crate::state::WebState;
use crate::texts::Texts;

/// The page that offers the form again; errors that no other try would mend get their own page.
pub async fn page(
    state: &WebState,
    visitor: &Visitor,
    (case, form): (CaseId, &str),
    fields: &Fields,
    failure: Failure,
    kept: Option<Kept>,
) -> Response {
    let t = visitor.t;
    let refused = match &failure {
        Failure::App(AppError::Refused(refused)) => Some(refused.clone()),
        _ => None,
    };
    let Told { status, why, unread, wrong } = match told(state, t, form, failure) {
        Ok(told) => told,
        Err(error) => return error_page(state, visitor, error),
    };
    let file = match state.app.case_file(visitor.person.seat, case).await {
        Ok(file) => file,
        Err(error) => return error_page(state, visitor, error),
    };
    let version = file.case.version;
    let what = what(t, &file, form, fields);
    let (outcomes, asked_day) = (outcomes(t, &file, fields), asked_day(t, &file, fields));
    let offers = match routes::case::whole(state, visitor, case, file, Wanted::newest(Tab::Overview)).await {
        Ok(offers) => offers,
        Err(error) => return error_page(state, visitor, error),
    };
    let key = FormKey {
        version: Some(version),
        nonce: visitor.nonce(state),
        back: fields.back().map_or_else(|| format!("/casus/{case}"), str::to_owned),
    };
    let (fields, draft) = over_draft(state, visitor, case, fields, kept);
    let mut typed = AgainField::from_posted(&fields, form, &offers);
    typed.iter_mut().for_each(|field| field.offer("uitkomst", t.of("field-outcome"), &outcomes));
    if let Some(label) = asked_day {
        typed.iter_mut().filter(|field| field.name == "dag").for_each(|field| field.label.clone_from(&label));
    }
    let save = refused.as_ref().is_none_or(|refused| mend::can_be_mended(refused, &typed));
    let why = match refused {
        Some(refused) => why.said(mend::said(t, &refused, &typed)),
        None => why,
    };
    let why = unread.map_or(why, |error| field_reason(t, &error, &typed));
    let why = if wrong.is_empty() { why } else { at_their_fields(t, &wrong, &mut typed) };
    let page = AgainPage {
        t,
        draft,
        chrome: visitor.chrome(Here::Elsewhere),
        today: offers.today,
        why,
        client: offers.head.name.clone(),
        what,
        action: offers.post(form),
        key,
        fields: typed,
        save,
    };
    render::page_with(status, &page)
}

/// How it stands with the draft of the form; what is sent next goes over what is kept by now.
fn over_draft(
    state: &WebState,
    visitor: &Visitor,
    case: CaseId,
    fields: &Fields,
    kept: Option<Kept>,
) -> (Fields, Option<DraftBar>) {
    let Some((form, kept)) = kept::form_of(fields).zip(kept) else { return (fields.clone(), None) };
    let over = fields.with("concept", &kept.rev.to_string());
    (over, Some(visitor.desk(state).draft_bar(drafts::place(case, &form), kept)))
}

/// How the step that a form is about can end, also when somebody else ended it meanwhile.
fn outcomes(t: Texts, file: &CaseFile, fields: &Fields) -> Vec<Choice> {
    let outcomes = step(file, fields).map(|step| step.outcomes.as_slice()).unwrap_or_default();
    outcomes.iter().map(|one| Choice::new(one.id.as_str(), t.both(&one.title))).collect()
}

/// What the step asks of the day, where it asks one.
fn asked_day(t: Texts, file: &CaseFile, fields: &Fields) -> Option<String> {
    step(file, fields)?.day.as_ref().map(|ask| t.both(ask).to_owned())
}

/// Which step or form it is, in words; empty for what has no name on the page.
pub fn what(t: Texts, file: &CaseFile, form: &str, fields: &Fields) -> String {
    if let Some(step) = step(file, fields) {
        return t.both(&step.title).to_owned();
    }
    let key = match form {
        "" => return String::new(),
        "datum" => "add-date",
        "contact" => "field-note",
        "signaal" => "add-signal",
        "onderzoek" => "add-investigation",
        "terugkoppeling" => "add-feedback",
        "informeren" => "add-informed",
        "actie" => "add-action",
        "agenda" => "add-agenda",
        "brief" => "letter-title",
        "team" => "add-member",
        "client" => "add-client-reach",
        "plaatsvervanger" => "add-deputy",
        "eerste-lijn" => "add-first-line",
        "vertrouwenspersoon" => "add-trusted",
        "zorgdiagnostiek" => "add-diagnosis",
        "vaststellen" => "add-fix",
        "evaluatie" => "add-evaluation",
        "intake" => "do-intake",
        "gedeeld" => "sharing-title",
        other => match Tab::of(other) {
            Some(tab) => tab.key(),
            None => return String::new(),
        },
    };
    t.of(key).into_owned()
}

/// The step that a form is about.
pub fn step<'f>(file: &'f CaseFile, fields: &Fields) -> Option<&'f Step> {
    let run = file.case.state.runs.iter().find(|run| run.pathway.as_str() == fields.text("zorgpad"))?;
    file.pathways.of(run)?.step(&fields.text("stap").into())
}

/// The fields of a form about a case that was sent too early or too late: chosen anew from what the case offers now, and
/// whom it is about. What is no form of the case's own pages is not known here.
///
/// # Errors
/// When she may not see the case any more.
pub async fn of_case(
    state: &WebState,
    visitor: &Visitor,
    (case, form): (CaseId, &str),
    fields: &Fields,
) -> Result<(String, Vec<AgainField>), AppError> {
    let file = state.app.case_file(visitor.person.seat, case).await?;
    let offers = routes::case::whole(state, visitor, case, file, Wanted::newest(Tab::Overview)).await?;
    let own = !matches!(super::case_command(form, fields, visitor.person.seat), Err(FormError::NoSuchForm));
    let typed =
        if own { AgainField::from_posted(fields, form, &offers) } else { AgainField::of_any_form(visitor.t, fields) };
    Ok((offers.head.name.clone(), typed))
}

/// What is told of a form that did not come through.
struct Told {
    status: StatusCode,
    why: Why,
    /// The one field that cannot be read.
    unread: Option<FieldError>,
    /// What is wrong, by the name of the field.
    wrong: Vec<(String, Wrong)>,
}

impl Told {
    fn refused(why: Why) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, why, unread: None, wrong: Vec::new() }
    }

    fn at_fields(wrong: Vec<(String, Wrong)>) -> Self {
        Self { wrong, ..Self::refused(Why::Refused { reason: String::new(), missing: Vec::new() }) }
    }
}

/// Reads a failure that another try may mend.
///
/// # Errors
/// The error that no other try would mend.
fn told(state: &WebState, t: Texts, form: &str, failure: Failure) -> Result<Told, AppError> {
    Ok(match failure {
        Failure::Form(FormError::NoSuchForm) => {
            return Err(AppError::NotFound { what: "form", id: form.to_owned() });
        }
        Failure::Form(FormError::Several(unread)) => {
            let faults = unread.faults.into_iter().map(|(name, error)| (name, Wrong::Unread(error)));
            Told::at_fields(faults.collect())
        }
        Failure::Fields(several) => Told::at_fields(several),
        Failure::Form(FormError::Field(error)) => Told { unread: Some(error), ..Told::at_fields(Vec::new()) },
        Failure::App(AppError::Refused(refused)) => {
            let reason = t.refusal(&refused);
            let missing = missing(t, &refused.detail);
            Told::refused(Why::Refused { reason, missing })
        }
        Failure::Elsewhere => {
            let reason = t.of("draft-elsewhere").into_owned();
            let why = Why::Refused { reason, missing: Vec::new() };
            Told { status: StatusCode::CONFLICT, ..Told::refused(why) }
        }
        Failure::App(AppError::KeyReused) => Told::refused(again_reason(t)),
        Failure::App(AppError::Changed(changed)) => {
            let directory = state.app.directory();
            let why = Why::Changed {
                by: name_of(changed.by, &directory),
                at: changed.at,
                changes: changed.changes.iter().rev().map(|change| line(t, change, &directory)).collect(),
            };
            Told { status: StatusCode::CONFLICT, ..Told::refused(why) }
        }
        Failure::App(error) => return Err(error),
    })
}

fn line(t: Texts, change: &Change, directory: &regie_care::directory::Directory) -> HistoryLine {
    HistoryLine { at: change.at, who: name_of(change.by, directory), what: t.both(&change.line.what).to_owned() }
}

/// Names the field as the page does. One that nobody sees is not hers to mend.
fn field_reason(t: Texts, error: &FieldError, typed: &[AgainField]) -> Why {
    let key = error.text_key();
    let shown = typed.iter().find(|field| field.name == error.field());
    let label = match shown {
        Some(field) => Some(field.label.clone()).filter(|_| field.control != Control::Typed(Shape::Hidden)),
        None => Some(shape(error.field()))
            .filter(|(shape, _)| *shape != Shape::Hidden)
            .map(|(_, key)| t.of(key).into_owned()),
    };
    let reason = label.map_or_else(|| t.of("field-error-unseen"), |label| t.one(key, "field", label));
    Why::Refused { reason: reason.into_owned(), missing: Vec::new() }
}

/// Puts each fault at its field, and says how many there are; one of a field that was not posted is told on top.
fn at_their_fields(t: Texts, wrong: &[(String, Wrong)], typed: &mut [AgainField]) -> Why {
    let mut missing = Vec::new();
    for (name, wrong) in wrong {
        let field = typed.iter_mut().find(|field| field.name == *name);
        let label = field.as_ref().map_or_else(|| t.of(shape(name).1).into_owned(), |field| field.label.clone());
        let said = match wrong {
            Wrong::Unread(error) => t.one(error.text_key(), "field", label).into_owned(),
            Wrong::Refused(refused) => t.refusal(refused),
        };
        match field.filter(|field| field.control != Control::Typed(Shape::Hidden)) {
            Some(field) => field.fault = said,
            None => missing.push(said),
        }
    }
    Why::Refused { reason: t.one("refused-fields", "count", wrong.len()).into_owned(), missing }
}

fn again_reason(t: Texts) -> Why {
    Why::Refused { reason: t.of("refused-key-reused").into_owned(), missing: Vec::new() }
}

/// What a refusal lists as missing, in words.
fn missing(t: Texts, detail: &serde_json::Value) -> Vec<String> {
    let obstacles: Vec<Obstacle> =
        detail.get("obstacles").and_then(|list| serde_json::from_value(list.clone()).ok()).unwrap_or_default();
    let parts: Vec<String> =
        detail.get("missing").and_then(|list| serde_json::from_value(list.clone()).ok()).unwrap_or_default();
    let mut missing: Vec<String> = Vec::new();
    // A step and the evaluation may go by the same words: then once.
    for words in obstacles.iter().map(|obstacle| t.obstacle(obstacle)).chain(parts) {
        if !missing.contains(&words) {
            missing.push(words);
        }
    }
    missing
}
