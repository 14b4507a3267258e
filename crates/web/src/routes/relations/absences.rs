//! Who of an organisation is away, now and to come, and what that means for who is approached (AZ-02).

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use regie_app::AppError;
use regie_care::ids::PersonId;
use regie_care::person::{Absence, Person};
use regie_care::policy::Subject;

use super::people::{cases, command};
use super::{end, request};
use crate::fields::Fields;
use crate::fill::several::chosen;
use crate::pages::Here;
use crate::pages::relations::{AbsencesPage, Tried};
use crate::render;
use crate::routes::error::error_page;
use crate::routes::failed::Failed;
use crate::routes::forms::Reader;
use crate::routes::link::with_query;
use crate::routes::read::Posted;
use crate::routes::visitor::Visitor;
use crate::state::WebState;

pub(super) async fn list(State(state): State<WebState>, visitor: Visitor) -> Result<Response, Response> {
    page(&state, &visitor, StatusCode::OK, Tried::default()).await
}

async fn page(state: &WebState, visitor: &Visitor, status: StatusCode, tried: Tried) -> Result<Response, Response> {
    let desk = visitor.desk(state);
    let own = desk.seat.org;
    let may = |person: &Person| state.app.may(desk.seat, &Subject::Absence { person: person.id });
    let mut colleagues: Vec<Person> = desk.directory.people.of(own).map(|(person, _)| person.clone()).collect();
    colleagues.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    let mut rows = Vec::new();
    for person in &colleagues {
        if person.absences.iter().all(|absence| absence.until.is_some_and(|until| until < desk.today)) {
            continue;
        }
        let cases = cases(state, &desk, person).await.map_err(|error: AppError| error_page(state, visitor, error))?;
        rows.extend(desk.absence_rows(person, may(person), cases.as_deref()));
    }
    rows.sort_by_key(|row| (!row.now, row.from));
    let people = desk.people(own, |_| true).into_iter().filter(|choice| {
        let id = choice.value.split(':').next().unwrap_or_default();
        colleagues.iter().any(|person| person.id.to_string() == id && may(person))
    });
    let people = chosen(people.collect(), tried.posted.text("wie"));
    let page = AbsencesPage {
        t: visitor.t,
        chrome: visitor.chrome(Here::Relations),
        today: desk.today,
        org: desk.org(own),
        rows,
        people,
        key: visitor.key(state, None),
        tried,
    };
    Ok(render::page_with(status, &page))
}

pub(super) async fn record(
    State(state): State<WebState>,
    visitor: Visitor,
    Posted(fields): Posted,
) -> Result<Response, Response> {
    if let Some(tried) =
        clash(&state, &visitor, &fields, None).await.map_err(|error| error_page(&state, &visitor, error))?
    {
        return page(&state, &visitor, StatusCode::UNPROCESSABLE_ENTITY, tried).await;
    }
    let done = carry_out(&state, &visitor, &fields).await;
    let again = |status, tried| page(&state, &visitor, status, tried);
    end(&state, &visitor, fields, "/relaties/afwezig", done, again).await
}

/// What to show before an absence is recorded in which a case would have neither case manager nor deputy; nothing when that is
/// not so, or she wants it all the same.
pub(super) async fn clash(
    state: &WebState,
    visitor: &Visitor,
    fields: &Fields,
    whose: Option<PersonId>,
) -> Result<Option<Tried>, AppError> {
    let days = fields.day("vanaf").and_then(|from| Ok(Absence { from, until: fields.day_or_none("tot")? }));
    let reader = Reader { fields, seat: visitor.person.seat };
    let whose = whose.map_or_else(|| reader.person("wie").ok(), Some);
    let (Some(person), Ok(absence)) = (whose, days) else { return Ok(None) };
    if fields.text("doe") != "afwezig" || fields.on("toch") {
        return Ok(None);
    }
    let clashes = state.app.clashes(visitor.person.seat, person, &absence).await?;
    let told = visitor.desk(state).clashes(person, &clashes);
    Ok((!clashes.is_empty()).then(|| Tried {
        posted: fields.clone(),
        problem: Some(told),
        way_on: Some(with_query("/caseload/overdragen", &[("casemanager", &person.to_string())])),
        changes: Vec::new(),
    }))
}

async fn carry_out(state: &WebState, visitor: &Visitor, fields: &Fields) -> Result<(), Failed> {
    let person = Reader { fields, seat: visitor.person.seat }.person("wie")?;
    let command = command(fields, visitor)?;
    let request = request(visitor, "/relaties/afwezig", fields)?;
    state.app.command_person(&request, person, &command).await?;
    Ok(())
}
