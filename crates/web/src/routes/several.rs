//! `/caseload/overdragen`: several cases at once, for a leave, a departure or a move. Chosen, looked at, then done.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use regie_app::{AppError, CaseFilter, CaseLine, CaseSort, MOST_AT_ONCE, Request, Several};
use regie_care::ids::{CaseId, PersonId};
use regie_care::person::Absence;
use regie_care::policy::Denial;
use regie_care::seat::Role;

use super::error::error_page;
use super::forms::{FormError, Reader, field_problem};
use super::read::{Asked, Posted};
use super::visitor::Visitor;
use crate::fields::{FieldError, Fields};
use crate::fill::several::{page, why_not};
use crate::pages::Here;
use crate::pages::several::{ReportLine, ReportPage, Way};
use crate::render;
use crate::state::WebState;

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Asked(query): Asked,
) -> Result<Response, Response> {
    choose(&state, &visitor, &query, None).await.map_err(|error| error_page(&state, &visitor, error))
}

pub(super) async fn submit(
    State(state): State<WebState>,
    visitor: Visitor,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let wanted = match read(&fields, &visitor) {
        Ok(wanted) if fields.text("doe") != "wijzigen" => wanted,
        Ok(_) => return choose(&state, &visitor, &fields, None).await.map_err(failed),
        Err(error) => return choose(&state, &visitor, &fields, Some(error)).await.map_err(failed),
    };
    let report = if fields.text("doe") == "uitvoeren" {
        carry_out(&state, &visitor, &fields, &wanted).await
    } else {
        foresee(&state, &visitor, &fields, &wanted).await
    };
    report.map(|page| render::page(&page)).map_err(failed)
}

/// What was asked for.
struct Wanted {
    cases: Vec<CaseId>,
    several: Several,
    away: Option<(PersonId, Absence)>,
}

fn read(fields: &Fields, visitor: &Visitor) -> Result<Wanted, FormError> {
    let reader = Reader { fields, seat: visitor.person.seat };
    let cases: Result<Vec<CaseId>, FormError> =
        fields.all("casus").map(|id| id.parse().map_err(|_| FieldError::NotAChoice("casus").into())).collect();
    let cases = cases?;
    if cases.is_empty() {
        return Err(FieldError::Missing("casus").into());
    }
    let mut away = None;
    let several = match Way::parse(fields.need("wat")?).ok_or(FieldError::NotAChoice("wat"))? {
        Way::Leave => {
            let (from, until) = (fields.day("vanaf")?, fields.day_or_none("tot")?);
            if fields.filled("afwezig").is_some() {
                away = Some((reader.person("afwezig")?, Absence { from, until }));
            }
            Several::Deputy { deputy: reader.seat_of("vervanger")?, from, until }
        }
        Way::Departure => Several::Colleague {
            to_person: reader.person("naar-persoon")?,
            note: reader.text("toelichting"),
            answer_by: fields.day("antwoord-voor")?,
        },
        Way::Move => Several::Relocation {
            to_org: reader.org("naar")?,
            to_person: None,
            moves_on: fields.day("verhuist-op")?,
            coa: reader.org_or_stays("coa")?,
            gc_a: reader.org_or_stays("gca")?,
            note: reader.text("bij-verhuizing"),
            answer_by: fields.day("antwoord-praktijk-voor")?,
        },
    };
    Ok(Wanted { cases, several, away })
}

/// The page on which they are chosen, with what was posted and what is wrong with that.
async fn choose(
    state: &WebState,
    visitor: &Visitor,
    fields: &Fields,
    wrong: Option<FormError>,
) -> Result<Response, AppError> {
    let desk = visitor.desk(state);
    let role = desk.directory.role(desk.seat).unwrap_or(Role::Logistics);
    if !desk.may_manage(desk.seat) {
        let why = Denial::Role(role);
        return Err(AppError::Denied { code: why.code(), message: why.text() });
    }
    let (lines, more) = cases(state, visitor, fields).await?;
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let problem = wrong.map(|error| field_problem(visitor.t, &error));
    let chrome = visitor.chrome(Here::Caseload);
    Ok(render::page_with(status, &page(&desk, chrome, fields, &lines, (more, problem), visitor.nonce(state))))
}

/// The open cases with these filters, and whether there are more.
async fn cases(state: &WebState, visitor: &Visitor, fields: &Fields) -> Result<(Vec<CaseLine>, bool), AppError> {
    let person = |field: &'static str| {
        let id = fields.filled(field).map(str::parse::<PersonId>).transpose();
        id.map_err(|error| AppError::Invalid { field, message: error.to_string() })
    };
    let filter = CaseFilter {
        case_manager: person("casemanager")?,
        deputy: person("plaatsvervanger")?,
        search: fields.filled("zoek").map(str::to_owned),
        ..CaseFilter::default()
    };
    let most = u32::try_from(MOST_AT_ONCE).unwrap_or(u32::MAX);
    let seat = visitor.person.seat;
    let mut lines = state.app.caseload(seat, &filter, CaseSort::CaseManager, None, most.saturating_add(1)).await?;
    let more = lines.len() > MOST_AT_ONCE;
    lines.truncate(MOST_AT_ONCE);
    Ok((lines, more))
}

async fn foresee(
    state: &WebState,
    visitor: &Visitor,
    fields: &Fields,
    wanted: &Wanted,
) -> Result<ReportPage, AppError> {
    let (desk, seat) = (visitor.desk(state), visitor.person.seat);
    let told = state.app.foresee_several(seat, &wanted.cases, &wanted.several).await?;
    let what = desk.several(&wanted.several);
    let (through, refused) = desk.report(&told, "");
    let leave = match &wanted.away {
        Some((person, absence)) => {
            let foreseen = state.app.foresee_leave(seat, *person, absence).await;
            Some(leave_line(visitor, &desk.person(*person), absence, foreseen.err()))
        }
        None => None,
    };
    Ok(ReportPage {
        t: visitor.t,
        chrome: visitor.chrome(Here::Caseload),
        what,
        done: false,
        away: desk.away_herself(&wanted.several),
        through,
        refused,
        leave,
        told: desk.told_counts(&told),
        posted: posted(fields),
        nonce: visitor.nonce(state),
    })
}

async fn carry_out(
    state: &WebState,
    visitor: &Visitor,
    fields: &Fields,
    wanted: &Wanted,
) -> Result<ReportPage, AppError> {
    let desk = visitor.desk(state);
    let request =
        Request { actor: visitor.person.actor(), seen: None, key: fields.request_key("/caseload/overdragen", "") };
    let told = state.app.hand_over_several(&request, &wanted.cases, &wanted.several).await?;
    let (through, refused) = desk.report(&told, "");
    // Only once somebody stands in: of who is away without that nobody would know whom to approach.
    let leave = match &wanted.away {
        Some((person, absence)) if !through.is_empty() => {
            let recorded = state.app.leave_with(&request, *person, absence.clone()).await;
            Some(leave_line(visitor, &desk.person(*person), absence, recorded.err()))
        }
        Some((person, _)) => Some(ReportLine {
            case: String::new(),
            name: desk.person(*person),
            told_apart: String::new(),
            what: visitor.t.of("several-leave-not-recorded").into_owned(),
        }),
        None => None,
    };
    Ok(ReportPage {
        t: visitor.t,
        chrome: visitor.chrome(Here::Caseload),
        what: desk.several(&wanted.several),
        done: true,
        away: None,
        through,
        refused,
        leave,
        told: Vec::new(),
        posted: Vec::new(),
        nonce: String::new(),
    })
}

fn leave_line(visitor: &Visitor, name: &str, absence: &Absence, refused: Option<AppError>) -> ReportLine {
    let t = visitor.t;
    let what = match (refused, absence.until) {
        (Some(error), _) => t.one("several-leave-refused", "why", why_not(t, &error)).into_owned(),
        (None, Some(until)) => {
            t.two("several-away", "from", t.day_full(&absence.from), "until", t.day_full(&until)).into_owned()
        }
        (None, None) => t.one("several-away-open", "from", t.day_full(&absence.from)).into_owned(),
    };
    ReportLine { case: String::new(), name: name.to_owned(), told_apart: String::new(), what }
}

/// What is posted again with the confirmation.
fn posted(fields: &Fields) -> Vec<(String, String)> {
    let own = |name: &str| !matches!(name, "doe" | "sleutel");
    fields.iter().filter(|(name, _)| own(name)).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
