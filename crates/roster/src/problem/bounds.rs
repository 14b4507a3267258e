//! Numbers within which nothing overflows, checked before anything is computed with them.

use crate::costs::BreakStep;
use crate::input::{Instance, Travel};
use crate::problem::names::InputError;

/// The most that a unit of cost may be.
const COST: i64 = 1_000_000_000;
/// The most that a time or a way may be.
const TIME: i64 = 1 << 29;
/// The most that a load may be.
const LOAD: i64 = 1 << 40;
/// How many of a kind there may be.
const COUNT: usize = 20_000;

pub(super) fn check(instance: &Instance) -> Result<(), InputError> {
    let within = |place: &str, name: &str, value: i64, most: i64| {
        if (0..=most).contains(&value) {
            return Ok(());
        }
        Err(InputError::Outside { place: place.to_owned(), wrong: format!("{name} is {value}; it may be 0 to {most}") })
    };
    costs(instance, &within)?;
    within(&instance.name, "now", instance.now, TIME)?;
    breaks(instance, &within)?;
    if instance.midwives.len() > COUNT || instance.visits().count() > COUNT || instance.clients.len() > COUNT {
        let wrong = format!("more than {COUNT} midwives, clients or visits");
        return Err(InputError::Outside { place: instance.name.clone(), wrong });
    }
    for midwife in &instance.midwives {
        within(&midwife.id, "fixed-cost", midwife.fixed_cost, COST)?;
        within(&midwife.id, "travel-percent", midwife.travel_percent, 100_000)?;
        within(&midwife.id, "capacity", midwife.capacity.unwrap_or_default(), LOAD)?;
        within(&midwife.id, "worked-before", midwife.worked_before, TIME)?;
        within(&midwife.id, "ended-before", midwife.ended_before.unwrap_or_default(), TIME)?;
    }
    for (_, visit) in instance.visits() {
        within(&visit.id, "load", visit.load, LOAD)?;
        within(&visit.id, "seconds", visit.seconds, TIME)?;
        if let Some(window) = visit.window {
            within(&visit.id, "from", window.from, TIME)?;
            within(&visit.id, "until", window.until, TIME)?;
        }
        if usize::from(visit.last_day.saturating_sub(visit.first_day)) > usize::from(Instance::MOST_DAYS) * 4 {
            let wrong = "its days are too many".to_owned();
            return Err(InputError::Outside { place: visit.id.clone(), wrong });
        }
    }
    for link in &instance.links {
        within("links", "least", link.least, TIME)?;
        within("links", "most", link.most, TIME)?;
    }
    if let Travel::Coordinates { places, detour_thousandths, speed, parking } = &instance.travel {
        within("travel", "detour-thousandths", *detour_thousandths, 1_000_000)?;
        within("travel", "speed", *speed, TIME)?;
        within("travel", "parking", *parking, TIME)?;
        for place in places {
            within(
                &place.id,
                "latitude, from the south pole,",
                place.latitude.saturating_add(90_000_000),
                180_000_000,
            )?;
            within(
                &place.id,
                "longitude, from the date line,",
                place.longitude.saturating_add(180_000_000),
                360_000_000,
            )?;
        }
    }
    Ok(())
}

fn breaks(
    instance: &Instance,
    within: &impl Fn(&str, &str, i64, i64) -> Result<(), InputError>,
) -> Result<(), InputError> {
    let Some(rule) = &instance.law.breaks else { return Ok(()) };
    within("law: breaks", "least-piece", rule.least_piece, TIME)?;
    for step in &rule.steps {
        within("law: breaks", "more-than", step.more_than, TIME)?;
        within("law: breaks", "least", step.least, TIME)?;
    }
    let rises = |pair: &[BreakStep]| pair[0].more_than < pair[1].more_than && pair[0].least <= pair[1].least;
    if !rule.steps.windows(2).all(rises) {
        let wrong = "steps must rise: longer days come later and have no less break".to_owned();
        return Err(InputError::Outside { place: "law: breaks".to_owned(), wrong });
    }
    Ok(())
}

fn costs(
    instance: &Instance,
    within: &impl Fn(&str, &str, i64, i64) -> Result<(), InputError>,
) -> Result<(), InputError> {
    let costs = &instance.costs;
    for (name, value) in [
        ("unvisited", costs.unvisited),
        ("no-attending-visit", costs.no_attending_visit),
        ("no-known-face", costs.no_known_face),
        ("extra-face", costs.extra_face),
        ("face-switch", costs.face_switch),
        ("run", costs.run),
        ("workday", costs.workday),
        ("changed-face", costs.changed_face),
        ("changed-day", costs.changed_day),
        ("changed-time", costs.changed_time),
        ("time-tolerance", costs.time_tolerance),
        ("travel-second", costs.travel_second),
        ("travel-metre", costs.travel_metre),
        ("late", costs.late),
        ("worst-late", costs.worst_late),
    ] {
        within("costs", name, value, COST)?;
    }
    within("costs", "unfair-load", costs.unfair_load, 10_000)?;
    within("costs", "told-percent", costs.told_percent, 100_000)?;
    for percent in &costs.nearness_percent {
        within("costs", "nearness-percent", *percent, 10_000)?;
    }
    Ok(())
}
