//! Why a visit is where it is, and who could stand in (PN-04).

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::ids::PersonId;
use regie_care::region::Roster;
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
    let found = found(now, woman, need)?.ok_or_else(missing)?;
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

/// A reason in words. Who looks after her and never came is no face that she knows: it is said what she is.
fn said(now: &Now, woman: &Woman, found: &Reason, because: &Because) -> Text {
    let person = found.midwife.as_ref().and_then(|midwife| midwife.parse::<PersonId>().ok());
    let met = person.is_some_and(|person| woman.seen.contains(&person) || woman.attending == Some(person));
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
        known_face: woman.knows(midwife),
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
