//! The rules about one visit, one client, and visits that hang together.

use crate::check::{Fault, Made, Read, Rule};
use crate::input::{Client, Lateness, Means, Purpose, Visit};

pub(super) fn visits(read: &Read<'_>, faults: &mut Vec<Fault>) {
    for client in &read.instance.clients {
        let mut last: Option<u16> = None;
        for visit in &client.visits {
            let Some(made) = read.made.get(visit.id.as_str()) else { continue };
            one(read, client, visit, made, faults);
            if read.instance.links.is_empty() && last.is_some_and(|last| made.day <= last) {
                let what = format!("`{}` is on day {}, not after the visit before it", visit.id, made.day);
                faults.push(Fault::new(Rule::Day, what).about(&visit.id));
            }
            last = Some(made.day);
        }
    }
}

fn one(read: &Read<'_>, client: &Client, visit: &Visit, made: &Made<'_>, faults: &mut Vec<Fault>) {
    let instance = read.instance;
    let mut broken = |rule: Rule, what: &str| {
        let what = format!("`{}` by `{}` on day {} at {}: {what}", visit.id, made.midwife.id, made.day, made.start);
        faults.push(Fault::new(rule, what).about(&visit.id));
    };
    let Made { day, midwife, start } = *made;
    if day < visit.first_day || day > visit.last_day || day >= instance.days {
        broken(Rule::Day, &format!("it may be on days {} to {}", visit.first_day, visit.last_day));
    }
    let physical = visit.means == Means::Physical;
    if let Some(home) = client.home_on.filter(|home| physical && day < *home) {
        broken(Rule::Home, &format!("she is home on day {home}"));
    }
    if visit.purpose == Purpose::HeelPrick {
        let begins = i64::from(day) * 86_400 + start;
        let since =
            |moment: jiff::civil::DateTime| begins - moment.duration_since(instance.first_day.at(0, 0, 0, 0)).as_secs();
        // Of a birth of which only the day is known both ends of the day must do.
        let ages = match (client.born, client.born_on) {
            (Some(born), _) => Some((since(born), since(born))),
            (None, Some(on)) => {
                let midnight = since(on.at(0, 0, 0, 0));
                Some((midnight - 86_400, midnight))
            }
            (None, None) => None,
        };
        if ages.is_none_or(|(youngest, oldest)| youngest < 72 * 3_600 || oldest > 168 * 3_600) {
            broken(Rule::HeelPrick, "it must be 72 to 168 hours after birth");
        }
    }
    if let Some(window) = visit.window {
        let late = instance.lateness == Lateness::Refused && start > window.until;
        if start < window.from || late {
            broken(Rule::Window, &format!("it may begin from {} to {}", window.from, window.until));
        }
    }
    if day == 0 && start < instance.now && visit.pinned.start.is_none() {
        broken(Rule::Window, &format!("it is {} already", instance.now));
    }
    if !visit.skills.iter().all(|skill| midwife.skills.contains(skill)) {
        broken(Rule::Skill, "she may not do what it needs");
    }
    if !client.only.is_empty() && !client.only.contains(&midwife.id) {
        broken(Rule::Skill, "she is not among those who may visit this client");
    }
    let dedicated = instance.midwives.iter().any(|other| other.infected_households);
    if client.infected && physical && dedicated && !midwife.infected_households {
        broken(Rule::Dedicated, "the household is infected and another midwife is set apart for it");
    }
    let pin = &visit.pinned;
    let kept = pin.midwife.as_ref().is_none_or(|pinned| *pinned == midwife.id)
        && pin.day.is_none_or(|pinned| pinned == day)
        && pin.start.is_none_or(|pinned| pinned == start);
    if !kept {
        broken(Rule::Pinned, "it was pinned elsewhere");
    }
}

pub(super) fn links(read: &Read<'_>, faults: &mut Vec<Fault>) {
    for link in &read.instance.links {
        let (first, second) = (read.made.get(link.first.as_str()), read.made.get(link.second.as_str()));
        let (Some(first), Some(second)) = (first, second) else { continue };
        let later = second.start - first.start;
        if first.day != second.day || later < link.least || later > link.most || first.midwife.id == second.midwife.id {
            faults.push(Fault::new(
                Rule::Link,
                format!(
                    "`{}` begins {later} after `{}`; it must be {} to {}, by another visitor on the same day",
                    link.second, link.first, link.least, link.most
                ),
            ));
        }
    }
}
