//! What a planner sets by hand, held against what is needed and who may (PN-04): what could not be kept is refused with why,
//! and never set aside in silence.

use jiff::civil::Date;
use regie_care::region::{Means, Pin, PlannedVisit, Purpose};
use regie_care::wording;

use super::board::{is_told, name, shown};
use super::need::{Need, Woman};
use super::view::PinView;
use super::visitors::{Off, off};
use super::{Now, search};
use crate::error::AppError;

/// Why a visit cannot be with her on that day.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Unkept {
    /// It may not be on that day.
    OtherDays { first: Date, last: Date },
    /// She makes no visits then.
    Off(Off),
    /// She does no heel pricks.
    NoHeelPrick,
    /// The household is infected, and somebody else is set apart for it.
    NotSetApart,
    /// The client has another visit on that day.
    HasVisit(PlannedVisit),
    /// The midwife has another visit then that was told or set for those hours.
    HasOther(PlannedVisit),
    /// Her hours of that day do not hold it, beside what must be then.
    NoRoom,
}

/// Why a pin cannot be kept, as things stand.
fn unkept(now: &Now, woman: &Woman, need: &Need, pin: Pin) -> Option<Unkept> {
    let region = &now.region.state;
    if !(need.first..=need.last).contains(&pin.on) {
        return Some(Unkept::OtherDays { first: need.first, last: need.last });
    }
    let visitor = region.visitors.get(&pin.midwife)?;
    if let Some(why) = off(visitor, region, &now.directory, pin.on) {
        return Some(Unkept::Off(why));
    }
    let set_apart = region.visitors.values().any(|one| one.infected_households);
    let physical = need.means == Means::Home;
    match need.purpose {
        Purpose::HeelPrick if !visitor.heel_prick => Some(Unkept::NoHeelPrick),
        _ if woman.infected && physical && set_apart && !visitor.infected_households => Some(Unkept::NotSetApart),
        _ => None,
    }
}

/// Another visit that the client has on the day of a pin, and that nobody set on another day.
fn beside<'n>(now: &'n Now, woman: &Woman, need: &Need, pin: Pin) -> Option<&'n PlannedVisit> {
    let region = &now.region.state;
    let stays = |visit: &&PlannedVisit| {
        visit.visit != need.visit && region.pins.get(&visit.visit).is_none_or(|set| set.on == pin.on)
    };
    let is_open = |visit: &&PlannedVisit| woman.needs.iter().any(|open| open.visit == visit.visit);
    let on_the_roster = shown(now).into_iter().flat_map(|roster| &roster.visits);
    let mut that_day = on_the_roster.filter(|visit| visit.on == pin.on && visit.case == woman.case);
    that_day.find(|visit| stays(visit) && is_open(visit))
}

/// Whether a visit of hers can be on that day only: somebody set it so, or it has no other.
fn must_be_then(now: &Now, woman: &Woman, visit: &PlannedVisit) -> bool {
    let is_only_day = |open: &Need| open.visit == visit.visit && (open.first, open.last) == (visit.on, visit.on);
    let pin = now.region.state.pins.get(&visit.visit);
    pin.is_some_and(|set| set.on == visit.on) || woman.needs.iter().any(is_only_day)
}

/// A visit of hers on the day of a pin that keeps the hours at which this one would have to be.
fn at_its_hours(now: &Now, woman: &Woman, need: &Need, pin: Pin) -> Option<Unkept> {
    let (from, until) = need.hours?;
    let (from, until) = (u32::from(from) * 60, (u32::from(until) + u32::from(need.minutes)) * 60);
    let hers = shown(now).into_iter().flat_map(|roster| &roster.visits);
    let hers = hers.filter(|visit| visit.midwife == pin.midwife && visit.on == pin.on && visit.case != woman.case);
    let hers = hers.filter(|visit| is_told(now, visit) || now.region.state.pins.contains_key(&visit.visit));
    let is_then = |visit: &PlannedVisit| visit.start < until && from < visit.start + u32::from(visit.minutes) * 60;
    let mut then = hers.filter(|visit| is_then(visit));
    then.next().cloned().map(Unkept::HasOther)
}

/// What a planner set of a visit, and whether that can still be kept.
pub(super) fn of(now: &Now, woman: &Woman, need: &Need) -> Option<PinView> {
    let pin = now.region.state.pins.get(&need.visit)?;
    Some(PinView { name: name(now, pin.midwife), on: pin.on, can: unkept(now, woman, need, *pin).is_none() })
}

/// Refuses what could not be kept.
///
/// # Errors
/// With the reason, where the visit is needed and cannot be with her on that day. What is no visit the rules refuse.
pub(super) fn check(now: &Now, visit: &str, pin: Pin) -> Result<(), AppError> {
    let mut needs = now.care.women.iter().flat_map(|woman| woman.needs.iter().map(move |need| (woman, need)));
    let Some((woman, need)) = needs.find(|(_, need)| need.visit == visit) else { return Ok(()) };
    let why = match (unkept(now, woman, need, pin), beside(now, woman, need, pin)) {
        (Some(why), _) => why,
        (None, Some(other)) if must_be_then(now, woman, other) => Unkept::HasVisit(other.clone()),
        (None, _) if search::can_hold(now, visit, pin)? => return Ok(()),
        (None, Some(other)) => Unkept::HasVisit(other.clone()),
        (None, None) => at_its_hours(now, woman, need, pin).unwrap_or(Unkept::NoRoom),
    };
    let (code, said) = told(now, pin, &why);
    Err(AppError::refused(code, said))
}

/// The code of a refusal, and what it says.
fn told(now: &Now, pin: Pin, why: &Unkept) -> (&'static str, String) {
    let (day, who) = (wording::day(pin.on), name(now, pin.midwife));
    match why {
        Unkept::OtherDays { first, last } => {
            let (first, last) = (wording::day(*first), wording::day(*last));
            (
                "pin-outside-days",
                format!("this visit may be from {} to {}; choose one of those days", first.en, last.en),
            )
        }
        Unkept::Off(_) => {
            ("not-her-day", format!("{who} makes no visits on {}; choose another day or midwife", day.en))
        }
        Unkept::NoHeelPrick => ("pin-no-heel-prick", format!("{who} does no heel pricks; choose who does")),
        Unkept::NotSetApart => (
            "pin-not-set-apart",
            format!("the household is infected; choose who is set apart for that instead of {who}"),
        ),
        Unkept::HasVisit(other) => (
            "pin-other-visit",
            format!(
                "she has a visit on {} already, by {}; choose another day, or set that one on another day first",
                day.en,
                name(now, other.midwife)
            ),
        ),
        Unkept::HasOther(other) => (
            "pin-at-that-time",
            format!(
                "{who} has a visit at {:02}:{:02} on {}, the time that was agreed for this one; choose another day or midwife",
                other.start / 3_600,
                other.start / 60 % 60,
                day.en
            ),
        ),
        Unkept::NoRoom => {
            ("pin-no-room", format!("{who} has no room for it on {}; choose another day or midwife", day.en))
        }
    }
}
