//! `/casus/{id}/brief`: the letter that does a step, to whom it goes and what stands in it (PS-06, PS-07, AZ-05, AZ-15).

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::{AppError, CaseFile, CaseForm};
use regie_care::case::CaseCommand;
use regie_care::case::letter::tells_of_plan;
use regie_care::ids::CaseId;
use regie_care::policy::Denial;
use regie_pathway::{PathwayId, StepId};

use super::drafting;
use super::error::error_page;
use super::flash;
use super::forms::{Failure, FormError, carry_out, field_problem};
use super::visitor::Visitor;
use crate::fields::Fields;
use crate::fill::drafted::Kept;
use crate::fill::letter::{Asked, Filled, form};
use crate::fill::several::why_not;
use crate::pages::case::Tab;
use crate::pages::{Chrome, Drafting, FormKey, Here};
use crate::render;
use crate::state::WebState;

/// How the page is called in the address.
pub(super) const NAME: &str = "brief";

/// Which step of which case.
#[derive(Debug, Clone)]
struct Which {
    case: CaseId,
    pathway: PathwayId,
    step: StepId,
    nth: u16,
}

impl Which {
    /// From the address or the form.
    fn read(case: CaseId, fields: &Fields) -> Result<Self, AppError> {
        let unknown = || AppError::NotFound { what: "letter", id: fields.text("stap").to_owned() };
        let nth = fields.number("nr").map_err(|_| unknown())?;
        let (pathway, step) = (PathwayId::from(fields.text("zorgpad")), StepId::from(fields.text("stap")));
        Ok(Self { case, pathway, step, nth })
    }

    fn form(&self) -> CaseForm {
        CaseForm::Letter { pathway: self.pathway.clone(), step: self.step.clone(), nth: self.nth }
    }
}

/// The page: `/casus/{id}/brief?zorgpad=…&stap=…&nr=…`.
pub(super) async fn show(
    state: &WebState,
    visitor: &Visitor,
    id: String,
    query: &Fields,
) -> Result<Response, Response> {
    let shown = async {
        let case = id.parse::<CaseId>().map_err(|_| AppError::NotFound { what: "case", id })?;
        let which = Which::read(case, query)?;
        let draft = state.app.case_form(visitor.person.seat, case, &which.form()).await?;
        let typed = draft.as_ref().map(|draft| drafting::fields(&draft.typed)).unwrap_or_default();
        answer(state, visitor, &which, (&typed, Kept::of(draft.as_ref())), None).await
    };
    shown.await.map_err(|error| error_page(state, visitor, error))
}

/// Sends it; what is refused comes back with what was typed.
pub(super) async fn send(state: &WebState, visitor: &Visitor, case: CaseId, fields: &Fields, kept: Kept) -> Response {
    let problem = match carry_out(state, visitor, case, NAME, fields).await {
        Ok(()) => {
            if let Ok(which) = Which::read(case, fields) {
                state.app.case_form_sent(visitor.person.seat, case, &which.form()).await;
            }
            return (flash::set("said-letter-sent"), Redirect::to(&Tab::Overview.path(case))).into_response();
        }
        Err(failure) => match problem(state, visitor, failure) {
            Ok(problem) => problem,
            Err(error) => return error_page(state, visitor, error),
        },
    };
    again(state, visitor, case, (fields, kept), problem).await
}

/// She went on with it elsewhere: nothing is sent before she has seen that.
pub(super) async fn behind(
    state: &WebState,
    visitor: &Visitor,
    case: CaseId,
    fields: &Fields,
    newer: Kept,
) -> Response {
    let problem = (StatusCode::CONFLICT, visitor.t.of("draft-elsewhere").into_owned());
    again(state, visitor, case, (fields, newer), problem).await
}

async fn again(
    state: &WebState,
    visitor: &Visitor,
    case: CaseId,
    typed: (&Fields, Kept),
    problem: (StatusCode, String),
) -> Response {
    let shown = match Which::read(case, typed.0) {
        Ok(which) => answer(state, visitor, &which, typed, Some(problem)).await,
        Err(error) => Err(error),
    };
    shown.unwrap_or_else(|error| error_page(state, visitor, error))
}

/// The page, with what was typed and what is wrong with that.
async fn answer(
    state: &WebState,
    visitor: &Visitor,
    which: &Which,
    (typed, kept): (&Fields, Kept),
    problem: Option<(StatusCode, String)>,
) -> Result<Response, AppError> {
    let seat = visitor.person.seat;
    let file = state.app.case_file(seat, which.case).await?;
    let asked = asked(state, visitor, which, &file)?;
    let letters = state.app.letters_of_case(seat, &file.case.state).await?;
    let (status, problem) = problem.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let key =
        FormKey { version: Some(file.case.version), nonce: visitor.nonce(state), back: Tab::Overview.path(which.case) };
    let drafting = Some(Drafting { form: "brief".to_owned(), action: format!("/casus/{}/brief", which.case) });
    let (desk, chrome) = (visitor.desk(state), Chrome { drafting, ..visitor.chrome(Here::Elsewhere) });
    let page = form(&desk, (chrome, key), &file, &asked, &letters, Filled { typed, kept, problem });
    Ok(render::page_with(status, &page))
}

/// The step, where a letter does it and she may send that.
fn asked(state: &WebState, visitor: &Visitor, which: &Which, file: &CaseFile) -> Result<Asked, AppError> {
    let Which { pathway, step, nth, .. } = which.clone();
    let case = &file.case.state;
    let missing = || AppError::NotFound { what: "letter", id: which.step.to_string() };
    let run = case.run(&pathway).ok_or_else(missing)?;
    let definition = file.pathways.of(run).ok_or_else(missing)?;
    let found = definition.step(&step).ok_or_else(missing)?;
    let work = found.does.filter(|work| work.is_letter_to()).ok_or_else(missing)?;
    run.state.occurrence(&step, nth).ok_or_else(missing)?;
    let (title, to) = (found.title.clone(), found.to.clone());
    let send = CaseCommand::SendLetter {
        pathway: pathway.clone(),
        step: step.clone(),
        nth,
        to: Vec::new(),
        note: String::new(),
    };
    if !state.app.may_command(visitor.person.seat, case, &send) {
        let why = Denial::NotAccountable;
        return Err(AppError::Denied { code: why.code(), message: why.text() });
    }
    let (with_plan, version) = (tells_of_plan(definition), case.version_for(work, definition));
    Ok(Asked { pathway, step, nth, title, work, with_plan, version, to })
}

/// What is wrong, and the status that says so.
///
/// # Errors
/// The error that no other try would mend.
fn problem(state: &WebState, visitor: &Visitor, failure: Failure) -> Result<(StatusCode, String), AppError> {
    let t = visitor.t;
    let said = match failure {
        Failure::Form(FormError::NoSuchForm) => return Err(AppError::NotFound { what: "form", id: String::new() }),
        Failure::Form(error) => field_problem(t, &error),
        Failure::Fields(_) | Failure::Elsewhere => t.of("field-error-unseen").into_owned(),
        Failure::App(AppError::Changed(changed)) => {
            let by = regie_app::name_of(changed.by, &state.app.directory());
            return Ok((StatusCode::CONFLICT, t.one("letter-changed", "by", by).into_owned()));
        }
        Failure::App(error @ (AppError::Refused(_) | AppError::KeyReused)) => why_not(t, &error),
        Failure::App(error) => return Err(error),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, said))
}
