//! Whether a roster still keeps every rule, held against what is known now: the checker reads it again each time that it is
//! shown, because what was recorded since may have broken it (PN-04).

use std::collections::{BTreeMap, BTreeSet};

use regie_care::day::time_of;
use regie_care::ids::{CaseId, PersonId};
use regie_care::region::{PlannedVisit, Roster};
use regie_care::wording;
use regie_pathway::Text;
use regie_roster::check::{Rule, check};

use super::board::{name, proposed, shown};
use super::instance::Question;
use super::view::BrokenVisit;
use super::visitors::off;
use super::{Now, seconds_of_day, words};
use crate::error::AppError;

/// Why a visit cannot be made as it is written.
enum Cause {
    /// A rule of the checker.
    Rule(Rule),
    /// Its hour went by before anybody had accepted it.
    Past,
}

/// The visits of a roster that what is known now breaks.
pub(super) fn broken(now: &Now, roster: &Roster) -> Vec<BrokenVisit> {
    // What was told may move in a proposal, and what has begun is told of by its hour.
    let released = now.care.women.iter().map(|woman| woman.case).collect();
    let question = Question { time: 0, released, ..now.question(false) };
    let Some(instance) = question.instance() else { return Vec::new() };
    let plan = question.plan_as_written(&instance, roster);
    let faults = check(&instance, &plan).faults;
    let mut causes: BTreeMap<&str, Cause> = BTreeMap::new();
    for fault in &faults {
        for visit in &fault.visits {
            causes.entry(visit.as_str()).or_insert(Cause::Rule(fault.rule));
        }
    }
    for visit in passed(now, roster) {
        causes.entry(visit.visit.as_str()).or_insert(Cause::Past);
    }
    let planned = roster.visits.iter().filter(|visit| visit.on >= now.moment.today);
    let told = planned.filter_map(|visit| Some(line(now, visit, causes.get(visit.visit.as_str())?)));
    let mut told: Vec<BrokenVisit> = told.collect();
    told.sort_by(|one, other| (&one.client, one.on).cmp(&(&other.client, other.on)));
    told
}

/// What a proposal has today before now and the roster that holds has not so: nobody could have known.
fn passed<'r>(now: &'r Now, roster: &'r Roster) -> impl Iterator<Item = &'r PlannedVisit> {
    let is_proposed = proposed(now).is_some_and(|proposal| std::ptr::eq(&raw const proposal.roster, roster));
    let clock = seconds_of_day(time_of(now.moment.now));
    let holds = move |visit: &PlannedVisit| {
        let standing = now.region.state.roster.as_ref().and_then(|standing| standing.roster.visit(&visit.visit));
        standing.is_some_and(|was| (was.midwife, was.on, was.start) == (visit.midwife, visit.on, visit.start))
    };
    let is_past = move |visit: &&PlannedVisit| visit.on == now.moment.today && visit.start < clock;
    roster.visits.iter().filter(move |visit| is_proposed && is_past(visit) && !holds(visit))
}

fn line(now: &Now, visit: &PlannedVisit, cause: &Cause) -> BrokenVisit {
    let woman = now.care.women.iter().find(|woman| woman.case == visit.case);
    let why = match cause {
        Cause::Past => Text::new("dat tijdstip is al voorbij", "that time is past"),
        Cause::Rule(rule) => because(now, visit, *rule),
    };
    let clock = seconds_of_day(time_of(now.moment.now));
    BrokenVisit {
        visit: visit.visit.clone(),
        case: visit.case,
        client: woman.map(|woman| woman.name.clone()).unwrap_or_default(),
        purpose: visit.purpose,
        midwife: name(now, visit.midwife),
        on: visit.on,
        start: visit.start,
        absent: is_absent(now, visit.midwife, visit),
        begun: visit.on < now.moment.today || (visit.on == now.moment.today && visit.start < clock),
        why,
    }
}

fn because(now: &Now, visit: &PlannedVisit, rule: Rule) -> Text {
    let region = &now.region.state;
    let away = region.visitors.get(&visit.midwife).map(|visitor| off(visitor, region, &now.directory, visit.on));
    match away {
        None => Text::new("zij maakt geen kraamvisites meer", "she makes no postnatal visits any more"),
        Some(Some(why)) => words::away(why),
        Some(None) => match (rule, region.pins.get(&visit.visit)) {
            (Rule::Pinned, Some(pin)) => {
                let (who, day) = (name(now, pin.midwife), wording::day(pin.on));
                Text::new(format!("vastgezet bij {who} op {}", day.nl), format!("pinned to {who} on {}", day.en))
            }
            _ => words::rule(rule),
        },
    }
}

/// Whether the midwife of a visit is not there on its day.
pub(super) fn is_absent(now: &Now, midwife: PersonId, visit: &PlannedVisit) -> bool {
    let region = &now.region.state;
    let visitor = region.visitors.get(&midwife);
    visitor.is_none_or(|visitor| off(visitor, region, &now.directory, visit.on).is_some())
}

/// Refuses to accept a proposal that what was recorded since breaks.
///
/// # Errors
/// With each visit that cannot be made so any more, and why.
pub(super) fn acceptable(now: &Now) -> Result<(), AppError> {
    if proposed(now).is_none() {
        return Ok(());
    }
    let broken = shown(now).map(|roster| broken(now, roster)).unwrap_or_default();
    if broken.is_empty() {
        return Ok(());
    }
    let lines: BTreeSet<String> = broken.iter().map(|one| format!("{}: {}", one.client, one.why.en)).collect();
    let lines: Vec<String> = lines.into_iter().collect();
    Err(AppError::refused(
        "proposal-overtaken",
        format!("what was recorded since breaks this proposal ({}); ask for a new one", lines.join("; ")),
    ))
}

/// Refuses to record that a client was told of visits that cannot be made so any more.
///
/// # Errors
/// With each of them as it stands, and why it cannot be.
pub(super) fn tellable(now: &Now, case: CaseId) -> Result<(), AppError> {
    let standing = now.region.state.roster.as_ref();
    let mut broken = standing.map(|standing| broken(now, &standing.roster)).unwrap_or_default();
    broken.retain(|one| one.case == case && !one.begun);
    if broken.is_empty() {
        return Ok(());
    }
    let line = |one: &BrokenVisit| format!("{} on {}: {}", one.midwife, wording::day(one.on).en, one.why.en);
    let lines: Vec<String> = broken.iter().map(line).collect();
    Err(AppError::refused(
        "told-does-not-hold",
        format!("what would be told does not hold ({}); make the roster anew first", lines.join("; ")),
    ))
}
