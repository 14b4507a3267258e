//! `GET /regio`, and the forms on it: decisions and who was told (PN-01, PN-02).

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use regie_app::{AppError, Request, WhatIf};
use regie_care::region::{Decision, PartnerTold, RegionCommand};

use super::error::error_page;
use super::failed::Failed;
use super::forms::FormError;
use super::read::{Asked, Posted};
use super::visitor::Visitor;
use super::{flash, roster};
use crate::fields::{FieldError, Fields};
use crate::fill::region::{Around, AskedNumber, page};
use crate::pages::region::TypedDecision;
use crate::pages::{Here, Said};
use crate::render;
use crate::state::WebState;
use crate::texts::Texts;

/// Lines of the history on the page.
const HISTORY: usize = 40;

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Asked(query): Asked,
) -> Result<Response, Response> {
    let nothing = Typed { form: "", fields: &Fields::default() };
    answer(&state, &visitor, &query, nothing, Said::default())
        .await
        .map_err(|error| error_page(&state, &visitor, error))
}

async fn answer(
    state: &WebState,
    visitor: &Visitor,
    query: &Fields,
    typed: Typed<'_>,
    said: Said,
) -> Result<Response, AppError> {
    let seat = visitor.person.seat;
    let asked = asked_what_if(query);
    let forecast = state.app.region_forecast(seat, what_if(&asked)).await?;
    let plans = state.app.plans_region(seat);
    let history = if plans { state.app.region_history(seat, HISTORY).await? } else { Vec::new() };
    let text = |name: &str| typed.fields.text(name).to_owned();
    let around = Around {
        key: visitor.key(state, Some(forecast.version).filter(|begun| *begun > 0)),
        plans,
        wrong: said.why,
        meanwhile: said.changes,
        typed: TypedDecision {
            form: typed.form.to_owned(),
            what: text("wat"),
            on: text("datum"),
            from: text("vanaf"),
            insurer: text("verzekeraar"),
            midwives: text("verloskundigen"),
            reason: text("reden"),
            partner: text("wie"),
            how: text("hoe"),
        },
        history,
        what_if: asked,
    };
    Ok(render::page(&page(&visitor.desk(state), visitor.chrome(Here::Region), &forecast, around)))
}

/// What partners expect, field by field; one that no forecast can reckon with is left as usual, and keeps what was typed.
fn asked_what_if(query: &Fields) -> [AskedNumber; 3] {
    let asked = |name: &'static str, label: &'static str, (least, most, usual): (u32, u32, u32)| {
        let typed = query.filled(name).map_or_else(|| usual.to_string(), str::to_owned);
        let number = typed.parse::<u32>().ok().filter(|number| (least..=most).contains(number));
        AskedNumber { name, label, typed, bounds: (least, most, usual), number }
    };
    [
        asked("visites", "region-what-if-visits", (10, 300, 100)),
        asked("eerder", "region-what-if-earlier", (0, 5, 0)),
        asked("capaciteit", "region-what-if-capacity", (10, 300, 100)),
    ]
}

fn what_if([visits, earlier, capacity]: &[AskedNumber; 3]) -> WhatIf {
    let of = |asked: &AskedNumber| asked.number.unwrap_or(asked.bounds.2);
    WhatIf {
        visits_percent: of(visits),
        days_earlier: u16::try_from(of(earlier)).unwrap_or_default(),
        capacity_percent: of(capacity),
    }
}

pub(super) async fn post(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(form): Path<String>,
    Posted(fields): Posted,
) -> Response {
    posted(&state, &visitor, &form, &fields).await
}

/// The forms that ask for a roster, and accept it or not, are posted to the page's own address.
pub(super) async fn roster(State(state): State<WebState>, visitor: Visitor, Posted(fields): Posted) -> Response {
    posted(&state, &visitor, "rooster", &fields).await
}

async fn posted(state: &WebState, visitor: &Visitor, form: &str, fields: &Fields) -> Response {
    let done = carry_out(state, visitor, form, fields).await;
    let failed = match done {
        Ok(back) => return (flash::set("said-recorded"), Redirect::to(&back)).into_response(),
        Err(failed) => failed,
    };
    let said = failed.said(
        state,
        visitor,
        form,
        |error| unread(visitor.t, form, error),
        |field| refused_at(visitor.t, form, field),
    );
    let shown = match said {
        Ok((status, said)) if matches!(form, "besluit" | "ingelicht") => {
            let typed = Typed { form, fields };
            answer(state, visitor, &Fields::default(), typed, said).await.map(|page| (status, page))
        }
        Ok((status, said)) => roster::answer(state, visitor, fields, said).await.map(|page| (status, page)),
        Err(error) => Err(error),
    };
    match shown {
        Ok((status, mut page)) => {
            *page.status_mut() = status;
            page
        }
        Err(error) => error_page(state, visitor, error),
    }
}

/// What is wrong with a field, as its form calls it.
fn unread(t: Texts, form: &str, error: &FormError) -> String {
    let FormError::Field(error) = error else { return t.of("region-form-wrong").into_owned() };
    let label = match (form, error.field()) {
        ("besluit", "wat") => "region-what",
        ("besluit", "datum") => "region-decided-on",
        ("besluit", "vanaf") => "region-holds-from",
        ("besluit", "verzekeraar") => "region-insurer",
        ("besluit", "verloskundigen") => "region-midwives",
        ("besluit", "reden") => "region-reason",
        ("ingelicht", "wie") => "region-partner",
        ("ingelicht", "datum") => "field-date",
        ("ingelicht", "hoe") => "region-how",
        ("ziek", "van") => "roster-ill-first",
        ("ziek", "tot") => "roster-ill-last-day",
        ("visiteur", "van") => "roster-from",
        ("visiteur", "tot") => "roster-until",
        ("visite", "datum") => "region-day",
        ("plek", "naam") => "roster-place",
        ("plek", "breedte") => "roster-latitude",
        ("plek", "lengte") => "roster-longitude",
        ("tempo", "minuten") => "roster-pace",
        (_, "wie") => "roster-midwife",
        _ => return t.of("region-form-wrong").into_owned(),
    };
    let key = match (form, error) {
        ("plek", FieldError::NotANumber(_)) => "field-error-degrees",
        _ => error.text_key(),
    };
    t.one(key, "field", t.of(label)).into_owned()
}

/// What its form calls the field that a refusal names.
fn refused_at(t: Texts, form: &str, field: &str) -> Option<String> {
    let label = match (form, field) {
        ("besluit", "on") => "region-decided-on",
        ("besluit", "from") => "region-holds-from",
        ("besluit", "insurer") => "region-insurer",
        ("besluit", "midwives") => "region-midwives",
        ("besluit", "reason") => "region-reason",
        ("ingelicht", "on") => "field-date",
        ("ingelicht", "how") => "region-how",
        ("ziek", "from") => "roster-ill-first",
        ("ziek", "until") => "roster-ill-last-day",
        ("visiteur", "base") => "roster-base",
        ("plek", "name") => "roster-place",
        _ => return None,
    };
    Some(t.of(label).into_owned())
}

/// A form with what was typed in it.
struct Typed<'a> {
    form: &'a str,
    fields: &'a Fields,
}

async fn carry_out(state: &WebState, visitor: &Visitor, form: &str, fields: &Fields) -> Result<String, Failed> {
    let request = Request {
        actor: visitor.person.actor(),
        seen: fields.number_or_none("versie").map_err(FormError::from)?,
        key: fields.request_key(&format!("/regio/{form}"), ""),
    };
    let command = match form {
        "besluit" => decision(fields)?,
        "ingelicht" => partner(fields)?,
        _ => return roster::carry_out(state, &request, form, fields).await,
    };
    state.app.command_region(&request, &command).await?;
    Ok(fields.back().unwrap_or("/regio").to_owned())
}

fn decision(fields: &Fields) -> Result<RegionCommand, FormError> {
    let decision = Decision {
        organising: fields.code("wat")?,
        on: fields.day("datum")?,
        from: fields.day("vanaf")?,
        insurer: fields.need("verzekeraar")?.to_owned(),
        midwives: fields.need("verloskundigen")?.to_owned(),
        reason: fields.need("reden")?.to_owned(),
    };
    Ok(RegionCommand::Decide { decision })
}

fn partner(fields: &Fields) -> Result<RegionCommand, FormError> {
    let told =
        PartnerTold { partner: fields.code("wie")?, on: fields.day("datum")?, how: fields.need("hoe")?.to_owned() };
    Ok(RegionCommand::TellPartner { told })
}
