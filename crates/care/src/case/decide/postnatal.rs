//! What the visiting midwife decides about a visit, and what is recorded of a birth (PN-01, PN-04).

use jiff::ToSpan;
use jiff::civil::Date;

use super::check;
use crate::case::command::CaseCommand;
use crate::case::context::Context;
use crate::case::event::CaseEvent;
use crate::case::refusal::{Refusal, VisitRefusal};
use crate::case::state::Case;
use crate::day::time_of;
use crate::ids::PersonId;
use crate::postnatal::{
    BirthDetails, EARLIEST_BEGIN, HEEL_PRICK_FROM, LATEST_BEGIN, LONGEST_STAY, VisitCode, VisitDecision, born,
    heel_prick_visit_days, home_late, is_time, last_day, may_call,
};
use crate::region::{Means, Purpose};

/// The furthest day of a planned caesarean: a pregnancy lasts no longer.
const FURTHEST: i64 = 300;

/// Judges what is asked of the visits and of the birth.
pub(super) fn decide(case: &Case, ctx: &Context<'_>, command: &CaseCommand) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::AgreeVisit { visit, decision } => agree_visit(case, ctx, *visit, decision),
        CaseCommand::DetailBirth { birth } => detail_birth(case, ctx, *birth),
        _ => Ok(Vec::new()),
    }
}

/// Decides about one visit: how, on which days and at what time; or that it is not needed, or as usual again.
fn agree_visit(
    case: &Case,
    ctx: &Context<'_>,
    visit: VisitCode,
    decision: &VisitDecision,
) -> Result<Vec<CaseEvent>, Refusal> {
    let by = check::person(ctx)?;
    let born = born(case).ok_or(Refusal::NotBorn)?;
    let known = case.postnatal.visits.get(&visit).map(|record| &record.decision);
    match decision {
        VisitDecision::AsUsual if known.is_none() => return Err(Refusal::NothingToDo { what: "this visit" }),
        VisitDecision::AsUsual => {}
        VisitDecision::NotNeeded { reason } => {
            // Who comes home late has one visit, which the hospital or the GP may have made needless.
            let late = home_late(born, &case.postnatal.birth).is_some();
            if matches!(visit.purpose(), Purpose::ComingHome | Purpose::Last) && !late {
                return Err(VisitRefusal::Stays.into());
            }
            check::not_empty("reason", reason)?;
        }
        VisitDecision::Made { on, who } => made(ctx, visit, born, *on, *who)?,
        VisitDecision::NotMade { reason } => {
            let earliest = match visit.purpose() {
                Purpose::HeelPrick => heel_prick_visit_days(born, case.postnatal.birth.at).1,
                Purpose::ComingHome | Purpose::Check | Purpose::Last => born,
            };
            if ctx.today <= earliest {
                return Err(VisitRefusal::ToCome { until: earliest }.into());
            }
            check::not_empty("reason", reason)?;
        }
        VisitDecision::Agreed { means, first, last, from, until } => {
            if *means != Means::Home && !may_call(visit.purpose()) {
                return Err(VisitRefusal::InPerson.into());
            }
            days(case, born, visit, *first, *last)?;
            hours(*from, *until)?;
            check::not_before("last", *last, first_day_left(ctx, *until))?;
        }
    }
    if known == Some(decision) {
        return Err(Refusal::NothingToDo { what: "this visit" });
    }
    Ok(vec![CaseEvent::VisitAgreed { visit, decision: decision.clone(), by }])
}

/// By somebody who is known, after the birth and not in the future; a heel prick not before its hours begin.
fn made(ctx: &Context<'_>, visit: VisitCode, born: Date, on: Date, who: PersonId) -> Result<(), Refusal> {
    let earliest = match visit.purpose() {
        Purpose::HeelPrick => born.saturating_add(HEEL_PRICK_FROM.days()),
        Purpose::ComingHome | Purpose::Check | Purpose::Last => born,
    };
    check::not_before("on", on, earliest)?;
    check::not_in_future("on", on, ctx.today)?;
    let unknown = Refusal::Unfit { field: "who", problem: "is nobody of the directory" };
    let person = ctx.directory.person(who).ok_or(unknown)?;
    // On the first day of an absence she may have come before it began.
    if person.absence_on(on).is_some_and(|absence| absence.from < on) {
        return Err(VisitRefusal::Away { field: "who", on }.into());
    }
    Ok(())
}

/// Inside the postnatal period, and a heel prick inside its hours.
fn days(case: &Case, born: Date, visit: VisitCode, first: Date, last: Date) -> Result<(), Refusal> {
    let (earliest, latest) = match visit.purpose() {
        Purpose::HeelPrick => heel_prick_visit_days(born, case.postnatal.birth.at),
        _ => (born, last_day(born, &case.postnatal.birth)),
    };
    check::not_before("first", first, earliest)?;
    check::not_before("last", last, first)?;
    if last > latest {
        return Err(Refusal::TooLate { field: "last", on: last, latest });
    }
    Ok(())
}

/// The first day on which a visit with these hours can still begin: today no more once they are over.
fn first_day_left(ctx: &Context<'_>, until: Option<u16>) -> Date {
    let (clock, latest) = (time_of(ctx.now), until.unwrap_or(LATEST_BEGIN).min(LATEST_BEGIN));
    let minutes =
        u16::try_from(clock.hour()).unwrap_or_default() * 60 + u16::try_from(clock.minute()).unwrap_or_default();
    if minutes > latest { ctx.today.saturating_add(1.days()) } else { ctx.today }
}

fn hours(from: Option<u16>, until: Option<u16>) -> Result<(), Refusal> {
    let (begin, end) = (from.unwrap_or(0), until.unwrap_or(24 * 60 - 1));
    if !is_time(begin) || !is_time(end) || begin > end {
        return Err(VisitRefusal::Hours.into());
    }
    if begin > LATEST_BEGIN {
        return Err(VisitRefusal::AtNight { field: "from" }.into());
    }
    if end < EARLIEST_BEGIN {
        return Err(VisitRefusal::AtNight { field: "until" }.into());
    }
    Ok(())
}

/// Records what of a birth the visits rest on; it replaces what was recorded before.
fn detail_birth(case: &Case, ctx: &Context<'_>, birth: BirthDetails) -> Result<Vec<CaseEvent>, Refusal> {
    let (known, born) = (case.postnatal.birth, born(case));
    if birth == known {
        return Err(Refusal::NothingToDo { what: "this" });
    }
    if let Some(at) = birth.at.filter(|at| known.at != Some(*at)) {
        born.ok_or(Refusal::NotBorn)?;
        if !is_time(at) {
            return Err(Refusal::Implausible { field: "at", problem: "is no time of the day" });
        }
    }
    if let Some(on) = birth.planned_caesarean.filter(|on| known.planned_caesarean != Some(*on)) {
        if born.is_some() {
            return Err(Refusal::BornAlready);
        }
        check::not_before("planned-caesarean", on, ctx.today)?;
        let latest = ctx.today.saturating_add(FURTHEST.days());
        if on > latest {
            return Err(Refusal::TooLate { field: "planned-caesarean", on, latest });
        }
    }
    if let Some(on) = birth.discharged.filter(|on| known.discharged != Some(*on)) {
        let born = born.ok_or(Refusal::NotBorn)?;
        check::not_before("discharged", on, born)?;
        let latest = born.saturating_add(i64::from(LONGEST_STAY).days());
        if on > latest {
            return Err(Refusal::TooLate { field: "discharged", on, latest });
        }
    }
    Ok(vec![CaseEvent::BirthDetailed { birth }])
}
