//! What the forms of the pages post: read into a command, carried out, and back to where the person was.
//!
//! Nothing typed is lost: a form that was refused, or that met a change by somebody else, comes back filled in.

pub(super) mod again;
mod care;
mod care_plan;
mod client;
mod handover;
mod letter;
mod mend;
mod plan;
pub(super) mod read;
mod records;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use regie_app::{AppError, Refused, Request};
use regie_care::case::CaseCommand;
use regie_care::ids::CaseId;
use regie_care::seat::Seat;

use crate::api::extract::Id;
use crate::fields::{FieldError, Fields};
use crate::pages::case::drafts;
use crate::routes::error::error_page;
use crate::routes::flash;
use crate::routes::kept::{self, Instead};
use crate::routes::letter as letter_page;
use crate::routes::read::Posted;
use crate::routes::visitor::Visitor;
use crate::state::WebState;

pub(super) use self::handover::unread_of_relocation;
use self::read::Unread;
pub use self::read::{FormError, STAYS};
pub(super) use self::read::{Reader, field_problem};

/// The routes of all forms about a case and of the notices.
pub fn routes() -> Router<WebState> {
    Router::new().route("/casus/{id}/{part}", post(case_form)).route("/bericht/{id}", post(notice_sent))
}

/// Carries out one form about a case.
async fn case_form(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, form)): Path<(String, String)>,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Response {
    let Ok(case) = id.parse::<CaseId>() else {
        return error_page(&state, &visitor, AppError::NotFound { what: "case", id });
    };
    let typing = kept::form_of(&fields);
    let mut saved = None;
    if let Some(typing) = &typing {
        let (at, button) = (drafts::place(case, typing), fields.text("doe"));
        match kept::keep(&state, &visitor, (case, typing), &headers, (&fields, button), &at).await {
            Ok(kept) => saved = Some(kept),
            Err(Instead::Answer(answer)) => return *answer,
            Err(Instead::Newer(kept)) => {
                if form == letter_page::NAME && fields.text("doe") == "versturen" {
                    return letter_page::behind(&state, &visitor, case, &fields, kept).await;
                }
                return again::page(&state, &visitor, (case, &form), &fields, Failure::Elsewhere, Some(kept)).await;
            }
        }
    }
    if form == letter_page::NAME && fields.text("doe") == "versturen" {
        return letter_page::send(&state, &visitor, case, &fields, saved.unwrap_or_default()).await;
    }
    let done = match form.as_str() {
        client::NAME => client::correct(&state, &visitor, case, &fields).await,
        _ => carry_out(&state, &visitor, case, &form, &fields).await,
    };
    match done {
        Ok(()) => {
            if let Some(typing) = &typing {
                state.app.case_form_sent(visitor.person.seat, case, typing).await;
            }
            (flash::set(said(&form, &fields)), Redirect::to(&after(case, &form, &fields))).into_response()
        }
        Err(failure) => again::page(&state, &visitor, (case, &form), &fields, failure, saved).await,
    }
}

/// Where she goes once a form is carried out. Who declined a handover has nothing to do with the case any more.
fn after(case: CaseId, form: &str, fields: &Fields) -> String {
    match (form, fields.text("doe")) {
        ("overdracht", "weigeren") => "/vandaag".to_owned(),
        _ => fields.back().map_or_else(|| format!("/casus/{case}"), str::to_owned),
    }
}

/// Why a form did not come through.
pub(crate) enum Failure {
    /// A field cannot be read.
    Form(FormError),
    /// Several fields are wrong, each by its name.
    Fields(Vec<(String, Wrong)>),
    /// She went on with it elsewhere.
    Elsewhere,
    /// The use case refused or failed.
    App(AppError),
}

/// What is wrong with a field.
pub(crate) enum Wrong {
    /// It cannot be read.
    Unread(FieldError),
    /// The rules refuse what it says.
    Refused(Refused),
}

impl From<FormError> for Failure {
    fn from(error: FormError) -> Self {
        Self::Form(error)
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

pub(super) async fn carry_out(
    state: &WebState,
    visitor: &Visitor,
    case: CaseId,
    form: &str,
    fields: &Fields,
) -> Result<(), Failure> {
    let seat = visitor.person.seat;
    let command = match case_command(form, fields, seat) {
        Err(FormError::Several(unread)) => return Err(several(state, visitor, case, fields, *unread).await),
        read => read?,
    };
    let address = format!("/casus/{case}/{form}");
    let request = Request {
        actor: visitor.person.actor(),
        seen: fields.number_or_none("versie").map_err(FormError::from)?,
        // The same request, whatever revision its draft is of by now.
        key: fields.with("concept", "").request_key(&address, ""),
    };
    let mut commands = vec![command];
    commands.extend(records::follows(form, &Reader { fields, seat })?);
    if form == "datum" {
        commands.extend(plan::answered_with(&Reader { fields, seat })?);
    }
    state
        .app
        .command_case_at_once(&request, case, &commands)
        .await
        .map_err(|error| at_fields(form, fields, seat, error))?;
    Ok(())
}

/// All that is wrong with a form of which some fields cannot be read: those, and what the rules refuse of the others.
async fn several(state: &WebState, visitor: &Visitor, case: CaseId, fields: &Fields, unread: Unread) -> Failure {
    let mut wrong: Vec<(String, Wrong)> =
        unread.faults.into_iter().map(|(name, error)| (name, Wrong::Unread(error))).collect();
    let weighed = state.app.weigh_case(visitor.person.actor(), case, &unread.weighed).await;
    if let Err(error) = weighed
        && let Failure::Fields(more) = at_fields("zorgplan", fields, visitor.person.seat, error)
    {
        let known: Vec<String> = wrong.iter().map(|(name, _)| name.clone()).collect();
        wrong.extend(more.into_iter().filter(|(name, _)| !known.contains(name)));
    }
    Failure::Fields(wrong)
}

/// What the rules refuse of a plan, each fault at its field.
fn at_fields(form: &str, fields: &Fields, seat: Seat, error: AppError) -> Failure {
    let mut refused = match error {
        AppError::Refused(refused) if form == "zorgplan" => refused,
        other => return Failure::App(other),
    };
    let field = |detail: &serde_json::Value| {
        let part = detail.get("field")?.as_str()?.to_owned();
        care_plan::field_of(fields, seat, &part)
    };
    if let Some(name) = field(&refused.detail) {
        return Failure::Fields(vec![(name, Wrong::Refused(*refused))]);
    }
    let several: Vec<(String, Wrong)> = refused
        .parts
        .drain(..)
        .filter_map(|(part, one)| Some((care_plan::field_of(fields, seat, &part)?, Wrong::Refused(one))))
        .collect();
    if several.is_empty() { Failure::App(AppError::Refused(refused)) } else { Failure::Fields(several) }
}

/// The command that the fields of a form ask for; `seat` is who posted it.
///
/// # Errors
/// When there is no such form, or a field cannot be read.
pub fn case_command(form: &str, fields: &Fields, seat: Seat) -> Result<CaseCommand, FormError> {
    command(form, &Reader { fields, seat })
}

fn command(form: &str, reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    match form {
        "stap" => plan::step(reader),
        "datum" => plan::anchor(reader),
        "gegeven" => plan::fact(reader),
        "contact" => records::contact(reader),
        "signaal" => records::signal(reader),
        "onderzoek" => records::investigation(reader),
        "terugkoppeling" => records::feedback(reader),
        "informeren" => records::inform(reader),
        "actie" => records::action(reader),
        "agenda" => records::agenda(reader),
        "brief" => letter::letter(reader),
        "team" => care::team_member(reader),
        "plaatsvervanger" => care::deputy(reader),
        "eerste-lijn" => care::first_line(reader),
        "vertrouwenspersoon" => care::trusted_person(reader),
        "verzegeld" => care::sealed(reader),
        "zorgdiagnostiek" => care_plan::diagnosis(reader),
        "zorgplan" => care_plan::plan(reader),
        "vaststellen" => care_plan::fix(reader),
        "doel" => care_plan::evaluation(reader),
        "coordinatie" => care_plan::coordinator(reader),
        "evaluatie" => care::evaluation(reader),
        "afsluiten" => care::close(reader),
        "heropenen" => care::reopen(reader),
        "overdracht" => handover::handover(reader),
        "gedeeld" => handover::sharing(reader),
        _ => Err(FormError::NoSuchForm),
    }
}

/// The key of the sentence that says what just happened.
fn said(form: &str, fields: &Fields) -> &'static str {
    match (form, fields.text("doe")) {
        ("stap", "gedaan") => "said-step-done",
        ("stap", "plannen") => "said-step-planned",
        ("stap", "overslaan") => "said-step-skipped",
        ("stap", "terugdraaien") => "said-step-reopened",
        ("datum" | "gegeven", "intrekken") => "said-taken-back",
        ("contact", "snel") => match (fields.filled("vervolg-voor").is_some(), fields.on("spoed")) {
            (true, true) => "said-noted-both",
            (true, false) => "said-noted-follow-up",
            (false, true) => "said-noted-urgent",
            (false, false) => "said-noted",
        },
        ("signaal", "bevestigen") => "said-acknowledged",
        ("overdracht", "voorstellen") => "said-handover-proposed",
        ("overdracht", "aanvaarden") => "said-handover-accepted",
        ("overdracht", "weigeren") => "said-handover-declined",
        ("overdracht", "afblazen") => "said-move-called-off",
        ("overdracht", "verzetten") => "said-move-changed",
        ("afsluiten", _) => "said-closed",
        ("zorgplan", _) => "said-plan-written",
        ("vaststellen", _) => "said-plan-fixed",
        ("doel", _) => "said-goal-evaluated",
        _ => "said-recorded",
    }
}

/// A notice was printed and sent, or read.
async fn notice_sent(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<String>,
    Posted(fields): Posted,
) -> Response {
    match state.app.notice_delivered(visitor.person.seat, &id).await {
        Ok(()) => {
            let back = fields.back().unwrap_or("/vandaag").to_owned();
            let said = if fields.text("doe") == "gelezen" { "said-notice-read" } else { "said-notice-sent" };
            (flash::set(said), Redirect::to(&back)).into_response()
        }
        Err(error) => error_page(&state, &visitor, error),
    }
}
