//! The rules about a midwife's day, and about her days together.

use std::collections::BTreeMap;

use crate::check::ways::Ways;
use crate::check::{Day, Fault, Read, Rule};
use crate::input::{Means, Midwife, Shift};
use crate::plan::Pause;

pub(super) fn days(read: &Read<'_>, ways: &Ways<'_>, faults: &mut Vec<Fault>) {
    for day in &read.days {
        let (number, name) = (day.route.day, &day.midwife.id);
        let Some(shift) = shift(day.midwife, number) else {
            faults.push(about_day(day, Rule::Shift, format!("`{name}` does not work on day {number}")));
            continue;
        };
        timing(day, shift, ways, faults);
        breaks(read, day, ways, faults);
        let mut infected = false;
        for (stop, client, visit) in &day.stops {
            if visit.means == Means::Physical {
                if infected && !client.infected {
                    let what = format!("`{name}` on day {number}: `{}` comes after an infected household", stop.visit);
                    faults.push(Fault::new(Rule::CleanFirst, what).about(&stop.visit));
                }
                infected |= client.infected;
            }
        }
        let load: i64 = day.stops.iter().map(|(_, _, visit)| visit.load).sum();
        if let Some(capacity) = day.midwife.capacity.filter(|capacity| load > *capacity) {
            let what = format!("`{name}` carries {load} on day {number}, more than {capacity}");
            faults.push(about_day(day, Rule::Capacity, what));
        }
    }
}

/// Goes through the day: nobody is in two places, and there is time for every way.
fn timing(day: &Day<'_>, shift: &Shift, ways: &Ways<'_>, faults: &mut Vec<Fault>) {
    let (mut place, mut free) = (day.midwife.home.as_str(), shift.start);
    for (stop, client, visit) in &day.stops {
        let there = if visit.means == Means::Physical { client.place.as_str() } else { place };
        let arrival = free + ways.way(place, there).0;
        if stop.start < arrival {
            let what = format!(
                "`{}` on day {}: `{}` begins at {}, but she is there at {arrival}",
                day.midwife.id, day.route.day, stop.visit, stop.start
            );
            faults.push(Fault::new(Rule::Time, what).about(&stop.visit));
        }
        (place, free) = (there, stop.start + visit.seconds);
    }
    let back = free + ways.way(place, &day.midwife.home).0;
    if back > shift.end {
        let what = format!("`{}` is back at {back} on day {}, after {}", day.midwife.id, day.route.day, shift.end);
        let last = day.stops.last().map(|(stop, ..)| stop.visit.as_str());
        faults.push(last.into_iter().fold(Fault::new(Rule::Shift, what), Fault::about));
    }
}

/// Goes through the day again for its breaks: it begins when she must leave for her first visit and ends when she is home.
/// What lies between two visits beside the way is free; it is a break when it is long enough.
fn breaks(read: &Read<'_>, day: &Day<'_>, ways: &Ways<'_>, faults: &mut Vec<Fault>) {
    let (Some(rule), Some((first, ..))) = (&read.instance.law.breaks, day.stops.first()) else { return };
    let (name, number, home) = (&day.midwife.id, day.route.day, day.midwife.home.as_str());
    let (mut place, mut since): (&str, Option<i64>) = (home, None);
    let (mut left, mut free): (i64, Vec<Pause>) = (first.start, Vec::new());
    for (stop, client, visit) in &day.stops {
        let there = if visit.means == Means::Physical { client.place.as_str() } else { place };
        let departs = stop.start - ways.way(place, there).0;
        match since {
            None => left = departs,
            Some(from) if departs - from >= rule.least_piece => free.push(Pause { from, until: departs }),
            Some(_) => {}
        }
        (place, since) = (there, Some(stop.start + visit.seconds));
    }
    let worked = since.unwrap_or(left) + ways.way(place, home).0 - left;
    let least = rule.steps.iter().filter(|step| worked > step.more_than).map(|step| step.least).max().unwrap_or(0);
    let has: i64 = free.iter().map(|pause| pause.until - pause.from).sum();
    if has < least {
        let what =
            format!("`{name}` works {worked} seconds on day {number} with {has} seconds of break; at least {least}");
        faults.push(about_day(day, Rule::Break, what));
    }
    for said in &day.route.breaks {
        let is_free = free.iter().any(|pause| pause.from <= said.from && said.until <= pause.until);
        if !is_free || said.until - said.from < rule.least_piece {
            let what =
                format!("`{name}` has no break on day {number} from {} to {}, as is said", said.from, said.until);
            faults.push(about_day(day, Rule::Break, what));
        }
    }
}

/// A fault of a midwife's day as a whole: about all that she has on it.
fn about_day(day: &Day<'_>, rule: Rule, what: String) -> Fault {
    day.stops.iter().fold(Fault::new(rule, what), |fault, (stop, ..)| fault.about(&stop.visit))
}

fn shift(midwife: &Midwife, day: u16) -> Option<&Shift> {
    midwife.shifts.iter().find(|shift| shift.day == day)
}

/// The working-time law, over the days on which a midwife has visits.
pub(super) fn law(read: &Read<'_>, faults: &mut Vec<Fault>) {
    let mut worked: BTreeMap<&str, BTreeMap<u16, &Shift>> = BTreeMap::new();
    for day in read.days.iter().filter(|day| !day.stops.is_empty()) {
        if let Some(shift) = shift(day.midwife, day.route.day) {
            worked.entry(&day.midwife.id).or_default().insert(day.route.day, shift);
        }
    }
    for (name, days) in worked {
        let Some(midwife) = read.midwives.get(name) else { continue };
        let hers = || read.days.iter().filter(|day| day.midwife.id == name);
        let mut broken = |rule: Rule, what: String| {
            let fault = Fault::new(rule, format!("`{name}` {what}"));
            faults.push(hers().flat_map(|day| &day.stops).fold(fault, |fault, (stop, ..)| fault.about(&stop.visit)));
        };
        rest(read, midwife, &days, &mut broken);
        hours(read, midwife, &days, &mut broken);
    }
}

fn rest(read: &Read<'_>, midwife: &Midwife, days: &BTreeMap<u16, &Shift>, broken: &mut impl FnMut(Rule, String)) {
    let law = &read.instance.law;
    let mut on_end = u64::from(midwife.days_worked);
    let mut free_since = midwife.ended_before.map(|before| -before);
    let mut expected = 0;
    for (day, shift) in days {
        let from = i64::from(*day) * 86_400 + shift.start;
        if let Some(rest) = free_since.map(|since| from - since).filter(|rest| *rest < law.daily_rest) {
            broken(Rule::DailyRest, format!("rests {rest} seconds before day {day}"));
        }
        on_end = if *day == expected { on_end + 1 } else { 1 };
        if on_end > u64::from(law.days_on_end) {
            broken(Rule::DaysOnEnd, format!("works for the {on_end}th day on end on day {day}"));
        }
        expected = day + 1;
        // Rest is between days that follow each other; after a free day there is always enough.
        free_since = Some(i64::from(*day) * 86_400 + shift.end);
    }
}

fn hours(read: &Read<'_>, midwife: &Midwife, days: &BTreeMap<u16, &Shift>, broken: &mut impl FnMut(Rule, String)) {
    let law = &read.instance.law;
    for (day, shift) in days {
        if shift.end - shift.start > law.longest_shift {
            broken(Rule::Hours, format!("has a shift on day {day} that is too long"));
        }
        let week: i64 = days.range(*day..day + 7).map(|(_, shift)| shift.end - shift.start).sum();
        if week > law.longest_week {
            broken(Rule::Hours, format!("works {week} seconds in the seven days from day {day}"));
        }
    }
    let planned: i64 = days.values().map(|shift| shift.end - shift.start).sum();
    let all = midwife.worked_before + planned;
    if all > law.sixteen_weeks {
        broken(Rule::Hours, format!("works {all} seconds in sixteen weeks, with those before day 0"));
    }
}
