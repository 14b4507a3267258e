//! Why a visit is where it is, and who could stand in (PN-04).

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::ids::PersonId;
use regie_care::region::{PlannedVisit, Roster};
use regie_care::wording;
use regie_pathway::Text;
use regie_roster::reasons::{self, Because, Reason, Reasons};
use regie_roster::{Instance, Plan};

use super::board::{name, shown};
use super::instance::Question;
use super::need::{Need, Woman};
use super::view::{Alternative, StandIn, StandInChoice, StandInList, VisitReason};
use super::{Now, why_not, words};
use crate::error::AppError;

/// The roster that is shown laid beside what is needed now.
struct Laid {
    instance: Instance,
    plan: Plan,
}

fn lay(now: &Now, question: &Question<'_>) -> Option<Laid> {
    let instance = question.instance()?;
    let empty = Roster::default();
    let plan = question.plan(&instance, shown(now).unwrap_or(&empty));
    Some(Laid { instance, plan })
}

fn unreadable(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("the roster: {error}"))
}

fn needed<'n>(now: &'n Now, visit: &str) -> Option<(&'n Woman, &'n Need)> {
    let all = now.care.women.iter().flat_map(|woman| woman.needs_soon(now.moment.today).map(move |need| (woman, need)));
    all.into_iter().find(|(_, need)| need.visit == visit)
}

/// What speaks for a visit's place. Of what the client was told, that it was is the reason, and another place has its price;
/// so it has where the roster was left as it stood although another would have been a little better.
fn found(now: &Now, woman: &Woman, need: &Need) -> Result<Option<Reason>, AppError> {
    let region = &now.region.state;
    let ask = |question: &Question<'_>| -> Result<Option<Reason>, AppError> {
        let Some(Laid { instance, plan }) = lay(now, question) else { return Ok(None) };
        Reasons::new(&instance, &plan).and_then(|reasons| reasons.of(&need.visit)).map(Some).map_err(unreadable)
    };
    let as_it_stood = || Question { released: BTreeSet::from([woman.case]), ..now.question(true) };
    if region.told.contains_key(&need.visit) && !region.pins.contains_key(&need.visit) {
        return ask(&as_it_stood());
    }
    // Without promises of its own: that it stands in the roster is no reason to stand there.
    let found = ask(&now.question(false))?;
    let is_better = found.as_ref().is_some_and(|found| found.next.iter().any(|next| next.extra < 0));
    if is_better { ask(&as_it_stood()) } else { Ok(found) }
}

/// Why a visit is where it is.
pub(super) fn of(now: &Now, visit: &str) -> Result<VisitReason, AppError> {
    let missing = || AppError::not_found("visit", visit);
    let (woman, need) = needed(now, visit).ok_or_else(missing)?;
    if let Some(overtaken) = overtaken_by_pin(now, woman, need) {
        return Ok(overtaken);
    }
    let found = found(now, woman, need)?.ok_or_else(missing)?;
    if let Some(planned) = shown(now).and_then(|roster| roster.visit(visit)).filter(|one| !is_at(now, &found, one)) {
        return Ok(as_shown(now, woman, need, (planned, recorded_since())));
    }
    let cause =
        shown(now).and_then(|roster| why_not::of(now, roster).remove(visit)).filter(|_| found.midwife.is_none());
    Ok(VisitReason {
        visit: visit.to_owned(),
        client: woman.name.clone(),
        purpose: need.purpose,
        midwife: found.midwife.as_ref().map(|midwife| named(now, midwife)),
        on: found.day.map(|day| date(now, day)),
        because: cause.map_or_else(
            || found.because.iter().map(|one| said(now, woman, &found, one)).collect(),
            |cause| vec![cause],
        ),
        first: need.first,
        last: need.last,
        pin: super::pins::of(now, woman, need),
        next: found.next.iter().filter_map(|next| alternative(now, woman, next)).collect(),
    })
}

/// A visit that a planner set elsewhere since the roster was made: the board shows it where it was, and so does this.
fn overtaken_by_pin(now: &Now, woman: &Woman, need: &Need) -> Option<VisitReason> {
    let pin = now.region.state.pins.get(&need.visit)?;
    let planned =
        shown(now)?.visit(&need.visit).filter(|planned| (planned.midwife, planned.on) != (pin.midwife, pin.on))?;
    let (who, day) = (name(now, pin.midwife), wording::day(pin.on));
    let can = super::pins::of(now, woman, need).is_some_and(|pin| pin.can);
    let said = if can {
        Text::new(
            format!("vastgezet bij {who} op {}: in het volgende rooster staat de visite daar", day.nl),
            format!("pinned to {who} on {}: the next roster puts it there", day.en),
        )
    } else {
        Text::new(
            format!(
                "vastgezet bij {who} op {}, maar dat kan niet meer: het volgende rooster zoekt een andere dag of een ander",
                day.nl
            ),
            format!(
                "pinned to {who} on {}, which cannot be any more: the next roster looks for another day or midwife",
                day.en
            ),
        )
    };
    Some(as_shown(now, woman, need, (planned, said)))
}

fn recorded_since() -> Text {
    Text::new(
        "sinds dit rooster is er iets vastgelegd: waarom, en wat anders kan, wordt met het volgende rooster berekend",
        "something was recorded since this roster: why, and what else could be, is computed with the next roster",
    )
}

/// Whether what was found is where the roster has the visit.
fn is_at(now: &Now, found: &Reason, planned: &PlannedVisit) -> bool {
    found.midwife.as_deref() == Some(planned.midwife.to_string().as_str())
        && found.day.map(|day| date(now, day)) == Some(planned.on)
}

/// A visit where the board has it, with what stands in for the reasons until the next roster.
fn as_shown(now: &Now, woman: &Woman, need: &Need, (planned, said): (&PlannedVisit, Text)) -> VisitReason {
    VisitReason {
        visit: need.visit.clone(),
        client: woman.name.clone(),
        purpose: need.purpose,
        midwife: Some(name(now, planned.midwife)),
        on: Some(planned.on),
        because: vec![said],
        next: Vec::new(),
        first: need.first,
        last: need.last,
        pin: super::pins::of(now, woman, need),
    }
}

/// A reason in words. Who looks after her and never came is no face that she knows: it is said what she is.
fn said(now: &Now, woman: &Woman, found: &Reason, because: &Because) -> Text {
    let person = found.midwife.as_ref().and_then(|midwife| midwife.parse::<PersonId>().ok());
    let met = person.is_some_and(|person| woman.met(person));
    match because {
        Because::KnownFace { visits: 0 } if !met => Text::new(
            "zij is haar casemanager of vaste waarnemer, en kwam nog niet bij haar",
            "she is her case manager or deputy, and did not come to her yet",
        ),
        Because::OnlyShe if woman.infected && person.is_some_and(|person| is_alone_apart(now, person)) => Text::new(
            "alleen zij gaat naar gezinnen met infectieklachten",
            "she alone visits households with complaints of an infection",
        ),
        other => words::because(&kept(now, &found.visit, other)),
    }
}

/// Whether a midwife is the only one who is set apart for infected households.
fn is_alone_apart(now: &Now, person: PersonId) -> bool {
    let apart = now.region.state.visitors.values().filter(|visitor| visitor.infected_households);
    apart.map(|visitor| visitor.person).eq([person])
}

/// What was told stays as what a planner set does, and so does what has begun; it is said as what it is.
fn kept(now: &Now, visit: &str, because: &Because) -> Because {
    let told = now.region.state.told.contains_key(visit);
    match because {
        Because::Pinned if !now.region.state.pins.contains_key(visit) => Because::AsBefore { told },
        other => other.clone(),
    }
}

/// Who could make the visits of a midwife on these days.
pub(super) fn stand_ins(now: &Now, person: PersonId, from: Date, until: Date) -> Result<StandInList, AppError> {
    let mut list = StandInList { midwife: person, name: name(now, person), visits: Vec::new() };
    // As if she were well, so that her visits are hers; what stands was promised.
    let mut well = now.region.state.clone();
    well.ill.retain(|ill| ill.person != person);
    let question = Question { region: &well, ..now.question(true) };
    let Some(Laid { instance, plan }) = lay(now, &question) else { return Ok(list) };
    let day = |date: Date| u16::try_from((date - now.moment.today).get_days().max(0)).unwrap_or(u16::MAX);
    let reasons = Reasons::new(&instance, &plan).map_err(unreadable)?;
    let found = reasons.replacements(&person.to_string(), day(from), day(until));
    list.visits = found
        .iter()
        .filter_map(|one| {
            let (woman, need) = needed(now, &one.visit)?;
            Some(StandIn {
                visit: one.visit.clone(),
                client: woman.name.clone(),
                purpose: need.purpose,
                on: date(now, one.day),
                ranked: one
                    .ranked
                    .iter()
                    .filter_map(|choice| {
                        let place = alternative(now, woman, &choice.place)?;
                        Some(StandInChoice { kind: choice.kind.into(), place })
                    })
                    .collect(),
                unmet: one.unmet.map(words::unmet),
            })
        })
        .collect();
    Ok(list)
}

fn alternative(now: &Now, woman: &Woman, next: &reasons::Alternative) -> Option<Alternative> {
    let midwife: PersonId = next.midwife.parse().ok()?;
    let units: BTreeMap<&String, &i64> = next.units.iter().collect();
    Some(Alternative {
        midwife,
        name: name(now, midwife),
        on: date(now, next.day),
        known_face: woman.met(midwife),
        extra: next.extra,
        units: units.into_iter().map(|(unit, cost)| (words::unit(unit), *cost)).collect(),
    })
}

fn named(now: &Now, midwife: &str) -> String {
    midwife.parse().map_or_else(|_| midwife.to_owned(), |person| name(now, person))
}

fn date(now: &Now, day: u16) -> Date {
    now.moment.today.saturating_add(i64::from(day).days())
}
