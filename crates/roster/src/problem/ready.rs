//! Making an instance ready.

use crate::input::{self, Instance, Means, Purpose};
use crate::problem::names::{InputError, Names};
use crate::problem::{Client, Midwife, NONE, Problem, Promise, Visit, bounds, is_linked, travel};

/// Hours that nothing can begin in.
pub const NO_HOURS: (i32, i32) = (i32::MAX, i32::MIN);
/// The end of time, far from where adding overflows.
const LATE: i64 = 1 << 29;
const DAY: i64 = 86_400;
/// How many neighbours a client has at most.
const NEIGHBOURS: usize = 120;

/// The names of an instance.
struct Register<'i> {
    places: Names<'i>,
    midwives: Names<'i>,
    visits: Names<'i>,
}

pub(super) fn ready(instance: &Instance) -> Result<Problem, InputError> {
    bounds::check(instance)?;
    let (kept, places) = travel::places(instance)?;
    let midwives = Names::of("midwife", instance.midwives.iter().map(|midwife| midwife.id.as_str()))?;
    let visits = Names::of("visit", instance.visits().map(|(_, visit)| visit.id.as_str()))?;
    Names::of("client", instance.clients.iter().map(|client| client.id.as_str()))?;
    let mut register = Register { places, midwives, visits };
    if instance.days == 0 || instance.days > Instance::MOST_DAYS || instance.midwives.is_empty() {
        let wrong = format!("there must be a midwife, and 1 to {} days", Instance::MOST_DAYS);
        return Err(InputError::Outside { place: instance.name.clone(), wrong });
    }
    let shifts = shifts(instance)?;
    let mut problem = Problem {
        midwife_count: instance.midwives.len(),
        day_count: usize::from(instance.days),
        place_count: kept.len(),
        legs: travel::legs(instance, &kept)?,
        visits: Vec::new(),
        clients: Vec::new(),
        midwives: midwives_of(instance, &register)?,
        shifts,
        costs: instance.costs.clone(),
        law: instance.law.clone(),
        breaks: breaks(instance),
        least_piece: instance.law.breaks.as_ref().map_or(0, |breaks| to_tick(breaks.least_piece)),
        timed: false,
        linked: is_linked(instance),
        links: Vec::new(),
        near: Vec::new(),
        visit_names: instance.visits().map(|(_, visit)| visit.id.clone()).collect(),
        midwife_names: instance.midwives.iter().map(|midwife| midwife.id.clone()).collect(),
    };
    for client in &instance.clients {
        add_client(&mut problem, instance, client, &mut register)?;
    }
    problem.timed = problem.visits.iter().any(|visit| visit.promised.is_some_and(|promise| promise.time_cost > 0));
    problem.links = links(instance, &register)?;
    if problem.linked && (instance.days > 1 || instance.law.breaks.is_some()) {
        let wrong = "links and lateness that costs are for instances of one day without breaks".to_owned();
        return Err(InputError::Outside { place: instance.name.clone(), wrong });
    }
    problem.near = near(&problem);
    twins(&mut problem, instance);
    Ok(problem)
}

/// How much break belongs to how long a day; nothing shorter than the shortest piece is one.
fn breaks(instance: &Instance) -> Vec<(i32, i32)> {
    let rule = instance.law.breaks.iter();
    let steps = rule.flat_map(|rule| rule.steps.iter().map(|step| (step.more_than, step.least, rule.least_piece)));
    let asked = steps.filter(|(_, least, _)| *least > 0);
    asked.map(|(more_than, least, piece)| (to_tick(more_than), to_tick(least.max(piece)))).collect()
}

fn shifts(instance: &Instance) -> Result<Vec<Option<(i32, i32)>>, InputError> {
    let count = instance.midwives.len();
    let mut shifts = vec![None; usize::from(instance.days) * count];
    for (number, midwife) in instance.midwives.iter().enumerate() {
        for shift in midwife.shifts.iter().filter(|shift| shift.day < instance.days) {
            let outside = |wrong: String| InputError::Outside { place: format!("midwife `{}`", midwife.id), wrong };
            let slot = &mut shifts[usize::from(shift.day) * count + number];
            if slot.is_some() {
                return Err(outside(format!("two shifts on day {}", shift.day)));
            }
            if shift.end < shift.start || shift.start < 0 || shift.end > LATE {
                return Err(outside(format!("the shift of day {} ends before it begins", shift.day)));
            }
            if shift.end - shift.start > instance.law.longest_shift {
                return Err(outside(format!("the shift of day {} is longer than the law allows", shift.day)));
            }
            *slot = Some((to_tick(shift.start), to_tick(shift.end)));
        }
    }
    Ok(shifts)
}

fn midwives_of(instance: &Instance, register: &Register<'_>) -> Result<Vec<Midwife>, InputError> {
    let one = |midwife: &input::Midwife| {
        let shifts = midwife.shifts.iter().filter(|shift| shift.day < instance.days);
        let available: i64 = shifts.map(|shift| shift.end - shift.start).sum();
        let left = instance.law.sixteen_weeks.saturating_sub(midwife.worked_before);
        Ok(Midwife {
            home: register.places.find(&format!("midwife `{}`", midwife.id), &midwife.home)?,
            days_worked: midwife.days_worked,
            ended_before: midwife.ended_before,
            seconds_left: Some(left).filter(|left| *left < available),
            capacity: midwife.capacity.unwrap_or(i64::MAX),
            day_cost: instance.costs.workday + midwife.fixed_cost,
            travel_percent: midwife.travel_percent,
            available,
            twin: 0,
        })
    };
    instance.midwives.iter().map(one).collect()
}

/// Whom a client knows of those who work in these days.
fn known(client: &input::Client, register: &Register<'_>, count: u32) -> Vec<u32> {
    let mut known: Vec<u32> = client.known.iter().filter_map(|name| register.midwives.get(name)).collect();
    known.retain(|midwife| *midwife < count);
    known.sort_unstable();
    known.dedup();
    known
}

fn add_client<'i>(
    problem: &mut Problem,
    instance: &'i Instance,
    client: &'i input::Client,
    register: &mut Register<'i>,
) -> Result<(), InputError> {
    let number = problem.clients.len() as u32;
    let first = problem.visits.len() as u32;
    let place = register.places.find(&format!("client `{}`", client.id), &client.place)?;
    for visit in &client.visits {
        let ready = visit_of(problem, instance, client, visit, register, (number, place))?;
        problem.visits.push(ready);
    }
    let mut seen: Vec<u32> = Vec::new();
    for face in &client.seen {
        let face = register.midwives.find_or_add(face);
        if !seen.contains(&face) {
            seen.push(face);
        }
    }
    let count = problem.midwife_count as u32;
    let attending = client.attending.as_deref().and_then(|name| register.midwives.get(name));
    problem.clients.push(Client {
        visits: first..problem.visits.len() as u32,
        attended: attending.is_some_and(|attending| seen.contains(&attending)),
        attending: attending.filter(|attending| *attending < count).unwrap_or(NONE),
        last_seen: client.seen.last().and_then(|face| register.midwives.get(face)).unwrap_or(NONE),
        known: known(client, register, count),
        seen,
        place,
    });
    Ok(())
}

fn visit_of<'i>(
    problem: &Problem,
    instance: &Instance,
    client: &input::Client,
    visit: &'i input::Visit,
    register: &mut Register<'i>,
    (number, place): (u32, u32),
) -> Result<Visit, InputError> {
    let outside = |wrong: &str| InputError::Outside { place: format!("visit `{}`", visit.id), wrong: wrong.to_owned() };
    if visit.purpose == Purpose::HeelPrick && client.born.is_none() && client.born_on.is_none() {
        return Err(outside("a heel prick needs the moment of birth, or at least its day"));
    }
    if client.born.is_some() && client.born_on.is_some() {
        return Err(outside("give its client the moment of birth or the day alone, not both"));
    }
    if visit.seconds < 0 || visit.seconds > LATE || visit.last_day < visit.first_day {
        return Err(outside("it must take some time, and its last day not be before its first"));
    }
    let physical = visit.means == Means::Physical;
    let hours: Vec<(i32, i32)> =
        (visit.first_day..=visit.last_day).map(|day| hours_on(instance, client, visit, day)).collect();
    let mut ready = Visit {
        client: number,
        place,
        physical,
        infected: physical && client.infected,
        seconds: to_tick(visit.seconds),
        first_day: visit.first_day,
        hours,
        routes: Vec::new(),
        load: visit.load,
        promised: visit.promised.as_ref().map(|promise| promise_of(instance, promise, register)),
    };
    let may: Vec<bool> = instance.midwives.iter().map(|midwife| may_visit(instance, client, visit, midwife)).collect();
    let count = problem.midwife_count;
    for route in 0..problem.shifts.len() {
        let (low, high) = ready.hours_on(route / count);
        if problem.shifts[route].is_some() && may[route % count] && low <= high {
            ready.routes.push(route as u32);
        }
    }
    Ok(ready)
}

fn promise_of<'i>(instance: &Instance, promise: &'i input::Promise, register: &mut Register<'i>) -> Promise {
    let costs = &instance.costs;
    let nearness = costs.nearness_percent.get(usize::from(promise.day)).or(costs.nearness_percent.last());
    let told = if promise.told { costs.told_percent } else { 100 };
    let weighed = |cost: i64| cost * nearness.copied().unwrap_or(100) * told / 10_000;
    Promise {
        midwife: register.midwives.find_or_add(&promise.midwife),
        day: promise.day,
        start: to_tick(promise.start),
        face_cost: weighed(costs.changed_face),
        day_cost: weighed(costs.changed_day),
        time_cost: weighed(costs.changed_time),
    }
}

/// Whether a midwife may make a visit at all: skills, the dedicated midwife, who is allowed, who is pinned.
pub(crate) fn may_visit(
    instance: &Instance,
    client: &input::Client,
    visit: &input::Visit,
    midwife: &input::Midwife,
) -> bool {
    let infected = client.infected && visit.means == Means::Physical && instance.has_dedicated();
    visit.skills.is_subset(&midwife.skills)
        && (!infected || midwife.infected_households)
        && (client.only.is_empty() || client.only.contains(&midwife.id))
        && visit.pinned.midwife.as_ref().is_none_or(|pinned| *pinned == midwife.id)
}

fn hours_on(instance: &Instance, client: &input::Client, visit: &input::Visit, day: u16) -> (i32, i32) {
    let home = client.home_on.is_none_or(|home| day >= home || visit.means != Means::Physical);
    if day >= instance.days || !home || visit.pinned.day.is_some_and(|pinned| pinned != day) {
        return NO_HOURS;
    }
    let (mut low, mut high) = visit.window.map_or((0, LATE), |window| (window.from, window.until));
    match visit.pinned.start {
        Some(start) => (low, high) = (low.max(start), high.min(start)),
        None if day == 0 => low = low.max(instance.now),
        None => {}
    }
    if instance.lateness == input::Lateness::Costs {
        high = LATE;
    }
    if visit.purpose == Purpose::HeelPrick
        && let Some((latest, earliest)) = birth(client)
    {
        let since = |moment| seconds_from(instance, moment) - i64::from(day) * DAY;
        (low, high) = (low.max(since(latest) + 72 * 3_600), high.min(since(earliest) + 168 * 3_600));
    }
    if low > high { NO_HOURS } else { (to_tick(low.max(0)), to_tick(high)) }
}

/// The latest and the earliest moment at which the child may have been born.
fn birth(client: &input::Client) -> Option<(jiff::civil::DateTime, jiff::civil::DateTime)> {
    let whole_day = |on: jiff::civil::Date| {
        let midnight = on.to_datetime(jiff::civil::Time::midnight());
        (midnight.saturating_add(jiff::Span::new().days(1)), midnight)
    };
    client.born.map(|born| (born, born)).or_else(|| client.born_on.map(whole_day))
}

/// Seconds from the first day's midnight; days have 24 hours here.
fn seconds_from(instance: &Instance, moment: jiff::civil::DateTime) -> i64 {
    let zero = instance.first_day.to_datetime(jiff::civil::Time::midnight());
    moment.duration_since(zero).as_secs()
}

fn links(instance: &Instance, register: &Register<'_>) -> Result<Vec<(u32, u32, i32, i32)>, InputError> {
    let one = |link: &input::Link| {
        let first = register.visits.find("links", &link.first)?;
        let second = register.visits.find("links", &link.second)?;
        Ok((first, second, to_tick(link.least), to_tick(link.most)))
    };
    instance.links.iter().map(one).collect()
}

fn near(problem: &Problem) -> Vec<Vec<u32>> {
    let all = 0..problem.clients.len() as u32;
    let near_one = |client: u32| {
        let from = problem.clients[client as usize].place;
        let mut others: Vec<u32> = all.clone().filter(|other| *other != client).collect();
        let way = |other: &u32| (problem.leg(from, problem.clients[*other as usize].place).seconds, *other);
        if others.len() > NEIGHBOURS {
            others.select_nth_unstable_by_key(NEIGHBOURS, way);
            others.truncate(NEIGHBOURS);
        }
        others.sort_unstable_by_key(way);
        others
    };
    all.clone().map(near_one).collect()
}

/// In an instance of one day midwives who differ in name only are tried once while they are free.
fn twins(problem: &mut Problem, instance: &Instance) {
    let nobody_known = instance.clients.iter().all(|client| {
        client.attending.is_none()
            && client.seen.is_empty()
            && client.known.is_empty()
            && client.only.is_empty()
            && client.visits.iter().all(|visit| visit.pinned.midwife.is_none() && visit.promised.is_none())
    });
    for number in 0..problem.midwife_count {
        let same = |other: &usize| {
            let (one, two) = (&instance.midwives[number], &instance.midwives[*other]);
            input::Midwife { id: String::new(), ..one.clone() } == input::Midwife { id: String::new(), ..two.clone() }
        };
        let first = (0..number).find(|other| nobody_known && problem.day_count == 1 && same(other));
        problem.midwives[number].twin = first.unwrap_or(number) as u32;
    }
}

/// A number that has been held to `LATE` before fits.
fn to_tick(value: i64) -> i32 {
    value.clamp(-LATE, LATE) as i32
}
