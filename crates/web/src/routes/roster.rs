//! `GET /regio/rooster`, and the forms on it (PN-04).

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use regie_app::{AppError, Request};
use regie_care::ids::PersonId;
use regie_care::region::{Illness, Occasion, Pin, Place, RegionCommand, Visitor};

use super::error::error_page;
use super::failed::Failed;
use super::forms::FormError;
use super::link::with_query;
use super::read::Asked;
use super::visitor::Visitor as Caller;
use crate::fields::{FieldError, Fields};
use crate::fill::roster::{Ill, Made, page};
use crate::pages::{Here, Said};
use crate::render;
use crate::state::WebState;

const ROSTER: &str = "/regio/rooster";
/// How long an illness is taken to last when nobody says.
const ILL_DAYS: i64 = 6;

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Caller,
    Asked(query): Asked,
) -> Result<Response, Response> {
    answer(&state, &visitor, &query, Said::default()).await.map_err(|error| error_page(&state, &visitor, error))
}

/// The page; `asked` holds the week, the visit to explain, who is ill and the day of the map, as far as asked for.
pub(super) async fn answer(
    state: &WebState,
    visitor: &Caller,
    asked: &Fields,
    said: Said,
) -> Result<Response, AppError> {
    let seat = visitor.person.seat;
    let day = |name: &str| asked.text(name).parse::<Date>().ok();
    let board = state.app.week_board(seat, day("vanaf")).await?;
    let today = board.today;
    let reason = match asked.filled("visite") {
        // What is no longer needed is no longer explained.
        Some(visit) => state.app.visit_reason(seat, visit).await.ok(),
        None => None,
    };
    let is_backwards = day("van").zip(day("tot")).is_some_and(|(from, until)| until < from);
    let said = if is_backwards && said.why.is_empty() {
        Said { why: visitor.t.of("roster-ill-backwards").into_owned(), ..said }
    } else {
        said
    };
    let ill = match asked.text("ziek").parse::<PersonId>() {
        Ok(person) if !is_backwards => {
            let from = day("van").unwrap_or(today);
            let until = day("tot").unwrap_or(from.saturating_add(ILL_DAYS.days()));
            let mut list = state.app.stand_ins(seat, person, from.max(today), until.max(today)).await?;
            // What is past nobody stands in for.
            list.visits.retain(|visit| visit.on <= until);
            Some(Ill { list, from, until })
        }
        _ => None,
    };
    let version = Some(board.version).filter(|begun| *begun > 0);
    let key = crate::pages::FormKey { back: String::new(), ..visitor.key(state, version) };
    let pin = (asked.text("wie").to_owned(), day("datum"));
    let shown = if board.days.contains(&today) { today } else { board.days.first().copied().unwrap_or(today) };
    let visitor_of_form = asked.text("visiteur").parse::<PersonId>().ok();
    let asked_ill = ["ziek", "van", "tot"].map(|name| asked.text(name).to_owned());
    let made = Made {
        asked_ill,
        visitor: visitor_of_form,
        day: day("dag").unwrap_or(shown),
        board,
        reason,
        pin,
        ill,
        said,
        key,
    };
    Ok(render::page(&page(&visitor.desk(state), visitor.chrome(Here::Region), made)))
}

/// Carries out one form; the address to go on with.
pub(super) async fn carry_out(
    state: &WebState,
    request: &Request,
    form: &str,
    fields: &Fields,
) -> Result<String, Failed> {
    let button = fields.text("doe");
    let command = match (form, button) {
        ("rooster", "voorstel") => {
            let occasion = match fields.filled("wie") {
                Some(_) => Occasion::Illness { person: person(fields, "wie")? },
                None => Occasion::Days,
            };
            state.app.propose_roster(request, occasion).await?;
            return Ok(ROSTER.to_owned());
        }
        ("rooster", "overnemen") => RegionCommand::Accept,
        ("rooster", "laten") => RegionCommand::Drop,
        ("visite", "vastzetten") => {
            let pin = Pin { midwife: person(fields, "wie")?, on: fields.day("datum")? };
            RegionCommand::Pin { visit: fields.need("visite")?.to_owned(), pin }
        }
        ("visite", "losmaken") => RegionCommand::Unpin { visit: fields.need("visite")?.to_owned() },
        ("verteld", _) => {
            let case = fields.need("casus")?.parse().map_err(|_| FieldError::NotAChoice("casus"))?;
            RegionCommand::TellClient { case }
        }
        ("ziek", "beter") => RegionCommand::Recover { person: person(fields, "wie")? },
        ("ziek", _) => {
            let (from, until) = (fields.day("van")?, fields.day("tot")?);
            RegionCommand::FallIll { illness: Illness { person: person(fields, "wie")?, from, until } }
        }
        ("visiteur", "weg") => RegionCommand::RemoveVisitor { person: person(fields, "wie")? },
        ("visiteur", _) => RegionCommand::SetVisitor { visitor: visitor(fields)? },
        ("plek", _) => RegionCommand::SetPlace { place: place(fields)? },
        ("tempo", _) => RegionCommand::SetPace { minutes: fields.number("minuten")? },
        _ => return Err(Failed::Form(FormError::NoSuchForm)),
    };
    state.app.command_region(request, &command).await?;
    Ok(match &command {
        RegionCommand::Pin { visit, .. } | RegionCommand::Unpin { visit } => {
            format!("{}#uitleg", with_query(ROSTER, &[("visite", visit)]))
        }
        RegionCommand::FallIll { illness } => {
            let (who, from, until) = (illness.person.to_string(), illness.from.to_string(), illness.until.to_string());
            format!("{}#ziek", with_query(ROSTER, &[("ziek", &who), ("van", &from), ("tot", &until)]))
        }
        _ => ROSTER.to_owned(),
    })
}

fn person(fields: &Fields, name: &'static str) -> Result<PersonId, FormError> {
    Ok(fields.need(name)?.parse().map_err(|_| FieldError::NotAChoice(name))?)
}

fn visitor(fields: &Fields) -> Result<Visitor, FormError> {
    let weekdays: BTreeSet<u8> = fields.all("dagen").filter_map(|day| day.parse().ok()).collect();
    Ok(Visitor {
        person: person(fields, "wie")?,
        weekdays,
        from: minutes(fields, "van")?,
        until: minutes(fields, "tot")?,
        heel_prick: fields.on("hielprik"),
        infected_households: fields.on("besmet"),
        base: fields.text("vanuit").to_owned(),
    })
}

/// `09:30`, in minutes after midnight.
pub(super) fn minutes(fields: &Fields, name: &'static str) -> Result<u16, FormError> {
    let text = fields.need(name)?;
    let (hours, minutes) = text.split_once(':').ok_or(FieldError::NotATime(name))?;
    let number = |part: &str, most: u16| part.parse::<u16>().ok().filter(|number| *number <= most);
    match (number(hours, 24), number(minutes, 59)) {
        (Some(hours), Some(minutes)) => Ok(hours * 60 + minutes),
        _ => Err(FieldError::NotATime(name).into()),
    }
}

fn place(fields: &Fields) -> Result<Place, FormError> {
    Ok(Place {
        name: fields.need("naam")?.to_owned(),
        latitude: degrees(fields, "breedte")?,
        longitude: degrees(fields, "lengte")?,
    })
}

/// `52,8775` or `52.8775`, in millionths of a degree.
fn degrees(fields: &Fields, name: &'static str) -> Result<i64, FormError> {
    let degrees: f64 = fields.need(name)?.replace(',', ".").parse().map_err(|_| FieldError::NotANumber(name))?;
    if !(-180.0..=180.0).contains(&degrees) {
        return Err(FieldError::NotANumber(name).into());
    }
    #[expect(clippy::cast_possible_truncation, reason = "within 180 degrees, so within 180 million")]
    Ok((degrees * 1_000_000.0).round() as i64)
}
