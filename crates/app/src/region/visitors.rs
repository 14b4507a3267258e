//! When the visitors can visit: their own week, without absences, illness and turns of duty.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use regie_care::directory::Directory;
use regie_care::postnatal::heel_prick_days;
use regie_care::region::{Purpose, Region, Visitor};

use super::need::Need;

/// Why a visitor makes no visits on a day of hers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Off {
    /// It is no day of hers.
    Free,
    /// The directory has her away.
    Away,
    /// She is ill.
    Ill,
    /// She has a turn of duty: births come first.
    Duty,
}

/// Why she makes no visits on a day; `None` when she does.
pub(super) fn off(visitor: &Visitor, region: &Region, directory: &Directory, day: Date) -> Option<Off> {
    let weekday = u8::try_from(day.weekday().to_monday_one_offset()).unwrap_or_default();
    if !visitor.weekdays.contains(&weekday) {
        Some(Off::Free)
    } else if region.is_ill(visitor.person, day) {
        Some(Off::Ill)
    } else if directory.is_absent(visitor.person, day) {
        Some(Off::Away)
    } else {
        on_duty(visitor, directory, day).then_some(Off::Duty)
    }
}

/// Whether a turn of duty begins on that day and covers her visiting hours.
fn on_duty(visitor: &Visitor, directory: &Directory, day: Date) -> bool {
    let hour = i8::try_from(visitor.from / 60).unwrap_or(0).min(23);
    let minute = i8::try_from(visitor.from % 60).unwrap_or(0);
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    let Ok(begin) = day.at(hour, minute, 0, 0).to_zoned(zone) else { return false };
    let seats = directory.person(visitor.person).map(|person| &person.roles);
    seats.into_iter().flatten().any(|(org, _)| directory.on_duty(*org, begin.timestamp()) == Some(visitor.person))
}

/// Whether the hours of a visitor on one of its days hold a visit, were it her only one. A heel prick whose hour of birth is
/// known may on its first and its last day be made in a part of the day alone.
pub(super) fn somebody_works(
    need: &Need,
    born: (Date, Option<u16>),
    region: &Region,
    directory: &Directory,
    today: Date,
) -> bool {
    let hours_on = |day: Date| {
        let (from, until) = need.hours.unwrap_or((0, 24 * 60));
        let is_bound = need.purpose == Purpose::HeelPrick && !need.belated;
        match (born.1.filter(|_| is_bound), heel_prick_days(born.0, born.1)) {
            (Some(at), (first, _)) if day == first => (from.max(at), until),
            (Some(at), (_, last)) if day == last => (from, until.min(at)),
            _ => (from, until),
        }
    };
    let holds = |visitor: &Visitor, day: Date| {
        let (from, until) = hours_on(day);
        from.max(visitor.from) <= until.min(visitor.until.saturating_sub(need.minutes))
            && off(visitor, region, directory, day).is_none()
    };
    let may = |visitor: &&Visitor| need.purpose != Purpose::HeelPrick || visitor.heel_prick;
    let days = || need.first.max(today).series(1.day()).take_while(|day| *day <= need.last);
    region.visitors.values().filter(may).any(|visitor| days().any(|day| holds(visitor, day)))
}

/// Minutes in which she can visit on a day, not before so many minutes after midnight.
pub(super) fn minutes_on(
    visitor: &Visitor,
    region: &Region,
    directory: &Directory,
    (day, earliest): (Date, u32),
) -> u32 {
    match off(visitor, region, directory, day) {
        None => u32::from(visitor.until).saturating_sub(u32::from(visitor.from).max(earliest)),
        Some(_) => 0,
    }
}
