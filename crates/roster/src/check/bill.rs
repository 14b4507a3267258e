//! What a plan costs, unit by unit, from what is written in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::ways::Ways;
use crate::check::{Day, Made, Read};
use crate::costs::Bill;
use crate::input::{Client, Lateness, Means, Midwife, Promise};

pub(super) fn bill(read: &Read<'_>, ways: &Ways<'_>) -> Bill {
    let mut bill = Bill::default();
    for client in &read.instance.clients {
        faces(read, client, &mut bill);
        for visit in &client.visits {
            if let (Some(made), Some(promise)) = (read.made.get(visit.id.as_str()), &visit.promised) {
                changes(read, made, promise, &mut bill);
            }
        }
    }
    for day in read.days.iter().filter(|day| !day.stops.is_empty()) {
        bill.add("workday", read.instance.costs.workday);
        bill.add("fixed-cost", day.midwife.fixed_cost);
        bill.add("travel", travel(read, ways, day));
    }
    for midwife in &read.instance.midwives {
        days_of(read, midwife, &mut bill);
    }
    lateness(read, &mut bill);
    bill
}

fn faces(read: &Read<'_>, client: &Client, bill: &mut Bill) {
    let costs = &read.instance.costs;
    let made: Vec<&str> = client
        .visits
        .iter()
        .filter_map(|visit| read.made.get(visit.id.as_str()))
        .map(|made| made.midwife.id.as_str())
        .collect();
    let mut known = client.known.iter().filter(|name| read.midwives.contains_key(name.as_str())).peekable();
    if !made.is_empty() && known.peek().is_some() && !known.any(|name| made.contains(&name.as_str())) {
        bill.add("no-known-face", costs.no_known_face);
    }
    let missing = (client.visits.len() - made.len()) as i64;
    bill.add("unvisited", costs.unvisited * missing);
    let all: Vec<&str> = client.seen.iter().map(String::as_str).chain(made).collect();
    let different: BTreeSet<&&str> = all.iter().collect();
    bill.add("extra-face", costs.extra_face * (different.len().max(1) as i64 - 1));
    let planned_from = client.seen.len().max(1);
    let switches = (planned_from..all.len()).filter(|at| all[*at] != all[at - 1]).count() as i64;
    bill.add("face-switch", costs.face_switch * switches);
    let works_here = client.attending.as_ref().filter(|name| read.midwives.contains_key(name.as_str()));
    if works_here.is_some_and(|attending| !all.contains(&attending.as_str())) {
        bill.add("no-attending-visit", costs.no_attending_visit);
    }
}

fn changes(read: &Read<'_>, made: &Made<'_>, promise: &Promise, bill: &mut Bill) {
    let costs = &read.instance.costs;
    let by_day = &costs.nearness_percent;
    let nearness = by_day.get(usize::from(promise.day)).or(by_day.last()).copied().unwrap_or(100);
    let told = if promise.told { costs.told_percent } else { 100 };
    let mut changed = |unit: &str, is: bool, cost: i64| {
        if is {
            bill.add(unit, cost * nearness * told / 10_000);
        }
    };
    changed("changed-face", made.midwife.id != promise.midwife, costs.changed_face);
    changed("changed-day", made.day != promise.day, costs.changed_day);
    let shifted = (made.start - promise.start).abs() > costs.time_tolerance;
    changed("changed-time", shifted, costs.changed_time);
}

fn travel(read: &Read<'_>, ways: &Ways<'_>, day: &Day<'_>) -> i64 {
    let costs = &read.instance.costs;
    let home = day.midwife.home.as_str();
    let in_person = day.stops.iter().filter(|(_, _, visit)| visit.means == Means::Physical);
    let mut places: Vec<&str> = in_person.map(|(_, client, _)| client.place.as_str()).collect();
    places.insert(0, home);
    places.push(home);
    let legs = places.windows(2).map(|pair| ways.way(pair[0], pair[1]));
    let cost: i64 = legs.map(|(seconds, metres)| costs.travel_second * seconds + costs.travel_metre * metres).sum();
    cost * day.midwife.travel_percent / 100
}

fn days_of(read: &Read<'_>, midwife: &Midwife, bill: &mut Bill) {
    let costs = &read.instance.costs;
    let own: BTreeMap<u16, &Day<'_>> = read
        .days
        .iter()
        .filter(|day| day.midwife.id == midwife.id && !day.stops.is_empty())
        .map(|day| (day.route.day, day))
        .collect();
    let begins = |day: &u16| match day.checked_sub(1) {
        Some(before) => !own.contains_key(&before),
        None => midwife.days_worked == 0,
    };
    bill.add("run", costs.run * own.keys().filter(|day| begins(day)).count() as i64);
    let seconds: i64 = own.values().flat_map(|day| &day.stops).map(|(_, _, visit)| visit.seconds).sum();
    let shifts = midwife.shifts.iter().filter(|shift| shift.day < read.instance.days);
    let available: i64 = shifts.map(|shift| shift.end - shift.start).sum();
    if available > 0 {
        bill.add("unfair-load", costs.unfair_load * seconds / 60 * seconds / available);
    }
}

fn lateness(read: &Read<'_>, bill: &mut Bill) {
    if read.instance.lateness != Lateness::Costs {
        return;
    }
    let late: Vec<i64> = read
        .instance
        .visits()
        .filter_map(|(_, visit)| Some((read.made.get(visit.id.as_str())?.start, visit.window?)))
        .map(|(start, window)| (start - window.until).max(0))
        .collect();
    bill.add("late", read.instance.costs.late * late.iter().sum::<i64>());
    bill.add("worst-late", read.instance.costs.worst_late * late.into_iter().max().unwrap_or(0));
}
