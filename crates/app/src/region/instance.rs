//! The region as the question that the solver answers, and its answers as rosters.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::directory::Directory;
use regie_care::ids::{CaseId, PersonId};
use regie_care::region::{Means, PlannedBreak, PlannedVisit, Purpose, Region, Roster, Unplanned, Visitor};
use regie_roster::check::Verdict;
use regie_roster::costs::{Bill, Costs, Law};
use regie_roster::input::{self, Client, Format, Instance, Lateness, Midwife, Pin, Promise, Shift, Travel, Visit};
use regie_roster::plan::{Pause, Plan, PlanFormat, Route, Stop};

use super::Care;
use super::need::{LAST_DAY, Need, Woman};
use super::visitors::off;

/// The skill of the heel prick.
const HEEL_PRICK: &str = "heel-prick";
/// Where somebody is of whom it is not known where.
const MIDDLE: &str = "\u{0}middle";
/// By road it is so much further than as the crow flies, in thousandths.
const DETOUR: i64 = 1_300;
/// Metres in an hour, in a region of villages and towns.
const SPEED: i64 = 60_000;
/// Seconds for parking and ringing.
const PARKING: i64 = 240;
/// Seconds between the making of a roster and its first visit at the least, up to the next whole half hour.
const LEAD: u32 = 1_800;
/// Seconds that a visit may shift at no cost: who was given a time thinks of it as that time.
const TIME_TOLERANCE: i64 = 300;
/// How many days are planned: until the last visit of a child that is born today.
pub(super) const DAYS: u16 = LAST_DAY as u16 + 1;

/// What the question is made of.
pub(super) struct Question<'a> {
    pub(super) care: &'a Care,
    pub(super) region: &'a Region,
    pub(super) directory: &'a Directory,
    pub(super) today: Date,
    /// What time it is, in seconds after midnight: nothing is planned before it.
    pub(super) time: u32,
    /// What stands is a promise: changes cost.
    pub(super) promised: bool,
    /// Whose visits may move although they were told, each at its price: what they were told leaves something undone.
    pub(super) released: BTreeSet<CaseId>,
}

impl Question<'_> {
    /// The instance; `None` when nobody visits or nothing is needed.
    pub(super) fn instance(&self) -> Option<Instance> {
        let midwives: Vec<Midwife> = self.region.visitors.values().map(|visitor| self.midwife(visitor)).collect();
        let clients: Vec<Client> = self
            .care
            .women
            .iter()
            .filter(|woman| woman.needs_soon(self.today).next().is_some())
            .map(|woman| self.client(woman))
            .collect();
        if midwives.is_empty() || clients.is_empty() {
            return None;
        }
        Some(Instance {
            format: Format::One,
            name: self.region.network.clone(),
            first_day: self.today,
            days: DAYS,
            now: i64::from(self.earliest()),
            travel: Travel::Coordinates {
                places: self.places(),
                detour_thousandths: DETOUR,
                speed: SPEED,
                parking: PARKING,
            },
            midwives,
            clients,
            links: Vec::new(),
            lateness: Lateness::Refused,
            costs: Costs { time_tolerance: TIME_TOLERANCE, ..Costs::default() },
            law: Law::with_breaks(),
        })
    }

    /// When the first visit that is new today can begin: midwives must hear of it and get there.
    pub(super) fn earliest(&self) -> u32 {
        if self.time == 0 { 0 } else { (self.time + LEAD).div_ceil(LEAD) * LEAD }
    }

    fn places(&self) -> Vec<input::Place> {
        let known = self.region.places.values();
        let mut places: Vec<input::Place> = known
            .map(|place| input::Place { id: place.name.clone(), latitude: place.latitude, longitude: place.longitude })
            .collect();
        let count = i64::try_from(places.len().max(1)).unwrap_or(1);
        let (latitude, longitude) =
            places.iter().fold((0, 0), |(north, east), place| (north + place.latitude, east + place.longitude));
        places.push(input::Place { id: MIDDLE.to_owned(), latitude: latitude / count, longitude: longitude / count });
        places
    }

    fn place(&self, name: &str) -> String {
        if self.region.places.contains_key(name.trim()) { name.trim().to_owned() } else { MIDDLE.to_owned() }
    }

    fn day(&self, date: Date) -> u16 {
        u16::try_from((date - self.today).get_days()).unwrap_or(0)
    }

    fn works(&self, person: PersonId, day: Date) -> bool {
        let visitor = self.region.visitors.get(&person);
        visitor.is_some_and(|visitor| off(visitor, self.region, self.directory, day).is_none())
    }

    fn midwife(&self, visitor: &Visitor) -> Midwife {
        let days = self.today.series(1.day()).zip(0..DAYS);
        let works = days.filter(|(date, _)| off(visitor, self.region, self.directory, *date).is_none());
        let (start, end) = (i64::from(visitor.from) * 60, i64::from(visitor.until) * 60);
        let shifts = works.map(|(_, day)| Shift { day, start, end }).collect();
        // What the roster had her do up to yesterday counts for the law's days on end.
        let visits = self.region.roster.iter().flat_map(|standing| &standing.roster.visits);
        let worked: BTreeSet<Date> =
            visits.filter(|visit| visit.midwife == visitor.person).map(|visit| visit.on).collect();
        let before = |days: i64| self.today.saturating_sub(days.days());
        let on_end = (1..=6).take_while(|days| worked.contains(&before(*days))).count();
        let skills = visitor.heel_prick.then(|| HEEL_PRICK.to_owned()).into_iter().collect();
        Midwife {
            id: visitor.person.to_string(),
            home: self.place(&visitor.base),
            shifts,
            skills,
            infected_households: visitor.infected_households,
            days_worked: u16::try_from(on_end).unwrap_or(0),
            ended_before: (on_end > 0).then(|| 86_400 - end),
            worked_before: i64::try_from(worked.iter().filter(|day| **day < self.today).count()).unwrap_or(0)
                * (end - start),
            capacity: None,
            fixed_cost: 0,
            travel_percent: 100,
        }
    }

    fn client(&self, woman: &Woman) -> Client {
        let at = woman.birth.at.and_then(|at| {
            let (hour, minute) = (i8::try_from(at / 60).ok()?, i8::try_from(at % 60).ok()?);
            jiff::civil::Time::new(hour, minute, 0, 0).ok()
        });
        Client {
            id: woman.case.to_string(),
            place: self.place(&woman.site),
            born: at.map(|at| woman.born.to_datetime(at)),
            born_on: at.is_none().then_some(woman.born),
            home_on: woman.birth.discharged.filter(|home| *home > self.today).map(|home| self.day(home)),
            attending: woman.attending.map(|person| person.to_string()),
            infected: woman.infected,
            seen: woman.faces().map(|person| person.to_string()).collect(),
            known: woman.known().into_iter().map(|person| person.to_string()).collect(),
            only: Vec::new(),
            visits: woman.needs_soon(self.today).map(|need| self.visit(woman.case, need)).collect(),
        }
    }

    /// Where a visit is to stay, and for how long that holds: what has begun, what a planner set, and what a client was told.
    fn pin(&self, case: CaseId, need: &Need) -> Pin {
        let stays = |midwife: PersonId, on: Date, start: Option<u32>| {
            let fits = (need.first..=need.last).contains(&on) && self.works(midwife, on);
            let start = start.map(i64::from);
            fits.then(|| Pin { midwife: Some(midwife.to_string()), day: Some(self.day(on)), start })
        };
        let begun = self.standing(&need.visit).filter(|was| was.on == self.today && was.start < self.earliest());
        let told = self.told(&need.visit).filter(|_| !self.released.contains(&case));
        match (begun, self.region.pins.get(&need.visit), told) {
            (Some(begun), ..) => stays(begun.midwife, begun.on, Some(begun.start)),
            (None, Some(pin), _) => stays(pin.midwife, pin.on, None),
            // As long as the midwife is there.
            (None, None, Some(told)) => stays(told.midwife, told.on, Some(told.start)),
            (None, None, None) => None,
        }
        .unwrap_or_default()
    }

    /// What holds of a visit.
    fn standing(&self, visit: &str) -> Option<&PlannedVisit> {
        self.region.roster.as_ref().and_then(|standing| standing.roster.visit(visit))
    }

    /// What the client was told of a visit that is still to come, as long as the roster that holds has it so: where a planner
    /// accepted something else she must hear that, and the next roster does not move it back.
    fn told(&self, visit: &str) -> Option<&PlannedVisit> {
        let is_to_come = |told: &&PlannedVisit| (told.on, told.start) >= (self.today, self.time);
        let place = |visit: &PlannedVisit| (visit.midwife, visit.on, visit.start);
        let holds = |told: &&PlannedVisit| self.standing(visit).is_none_or(|standing| place(standing) == place(told));
        self.region.told.get(visit).filter(is_to_come).filter(holds)
    }

    /// Whether a roster has each visit of a woman as she was told.
    pub(super) fn keeps_told(&self, roster: &Roster, case: CaseId) -> bool {
        let place = |visit: &PlannedVisit| (visit.midwife, visit.on, visit.start);
        let needs = self.care.women.iter().filter(|woman| woman.case == case).flat_map(|woman| &woman.needs);
        let mut told = needs.filter_map(|need| self.told(&need.visit));
        told.all(|told| roster.visit(&told.visit).is_some_and(|is| place(is) == place(told)))
    }

    /// The women whose told visits may be in the way of what is left undone: their own, and those of others on its days.
    pub(super) fn in_the_way(&self, undone: &BTreeSet<&str>) -> BTreeSet<CaseId> {
        let needs = || self.care.women.iter().flat_map(|woman| woman.needs.iter().map(move |need| (woman.case, need)));
        let waits: Vec<&Need> =
            needs().filter(|(_, need)| undone.contains(need.visit.as_str())).map(|(_, need)| need).collect();
        let told = needs().filter_map(|(case, need)| Some((case, self.told(&need.visit)?.on)));
        let beside = |on: Date| waits.iter().any(|need| (need.first..=need.last).contains(&on));
        told.filter(|(_, on)| beside(*on)).map(|(case, _)| case).collect()
    }

    fn visit(&self, case: CaseId, need: &Need) -> Visit {
        let (first, last) = (self.day(need.first), self.day(need.last));
        let skills = (need.purpose == Purpose::HeelPrick).then(|| HEEL_PRICK.to_owned());
        let told = self.told(&need.visit);
        let promise =
            told.or(self.standing(&need.visit)).filter(|was| self.promised && was.on >= self.today).map(|was| {
                Promise {
                    midwife: was.midwife.to_string(),
                    day: self.day(was.on),
                    start: i64::from(was.start),
                    told: told.is_some(),
                }
            });
        Visit {
            id: need.visit.clone(),
            purpose: purpose(need),
            means: means(need.means),
            seconds: i64::from(need.minutes) * 60,
            first_day: first,
            last_day: last,
            window: need
                .hours
                .map(|(from, until)| input::Hours { from: i64::from(from) * 60, until: i64::from(until) * 60 + 59 }),
            skills: skills.into_iter().collect(),
            load: 0,
            pinned: self.pin(case, need),
            promised: promise,
        }
    }

    /// A roster as a plan of the instance: what it holds of visits that are still to be made, by who is there.
    pub(super) fn plan(&self, instance: &Instance, roster: &Roster) -> Plan {
        self.laid(instance, roster, |visit| self.works(visit.midwife, visit.on))
    }

    /// A roster as a plan of the instance: what it holds of visits that are still to be made, whether she is there or not.
    pub(super) fn plan_as_written(&self, instance: &Instance, roster: &Roster) -> Plan {
        self.laid(instance, roster, |_| true)
    }

    fn laid(&self, instance: &Instance, roster: &Roster, takes: impl Fn(&PlannedVisit) -> bool) -> Plan {
        let needed: BTreeSet<&str> = instance.visits().map(|(_, visit)| visit.id.as_str()).collect();
        let mut routes: BTreeMap<(u16, String), Vec<Stop>> = BTreeMap::new();
        let mut planned = BTreeSet::new();
        for visit in &roster.visits {
            if visit.on >= self.today
                && self.day(visit.on) < DAYS
                && takes(visit)
                && needed.contains(visit.visit.as_str())
            {
                planned.insert(visit.visit.as_str());
                let stop = Stop { visit: visit.visit.clone(), start: i64::from(visit.start) };
                routes.entry((self.day(visit.on), visit.midwife.to_string())).or_default().push(stop);
            }
        }
        routes.values_mut().for_each(|stops| stops.sort_by_key(|stop| stop.start));
        let unplanned = needed.iter().filter(|visit| !planned.contains(*visit)).map(|visit| (*visit).to_owned());
        Plan {
            format: PlanFormat::One,
            instance: instance.name.clone(),
            bill: Bill::default(),
            unplanned: unplanned.collect(),
            routes: routes
                .into_iter()
                .map(|((day, midwife), stops)| Route { day, midwife, stops, breaks: Vec::new() })
                .collect(),
        }
    }

    /// A plan that the checker passed, as a roster.
    pub(super) fn roster(&self, plan: &Plan, verdict: &Verdict) -> Roster {
        let needs: BTreeMap<&str, (CaseId, &Need)> = self
            .care
            .women
            .iter()
            .flat_map(|woman| woman.needs.iter().map(|need| (need.visit.as_str(), (woman.case, need))))
            .collect();
        let visits = plan.stops().filter_map(|(route, stop)| {
            let (case, need) = needs.get(stop.visit.as_str())?;
            Some(PlannedVisit {
                visit: need.visit.clone(),
                case: *case,
                purpose: need.purpose,
                means: need.means,
                midwife: route.midwife.parse().ok()?,
                on: self.today.saturating_add(i64::from(route.day).days()),
                start: u32::try_from(stop.start).ok()?,
                minutes: need.minutes,
            })
        });
        let unplanned = plan.unplanned.iter().filter_map(|visit| {
            let (case, need) = needs.get(visit.as_str())?;
            Some(Unplanned { visit: need.visit.clone(), case: *case, purpose: need.purpose })
        });
        let visits: Vec<PlannedVisit> = visits.collect();
        let told = needs.keys().filter_map(|visit| self.told(visit));
        let is_kept = |told: &PlannedVisit| {
            let place = |visit: &PlannedVisit| (visit.midwife, visit.on, visit.start);
            visits.iter().any(|visit| visit.visit == told.visit && place(visit) == place(told))
        };
        let broken = told.filter(|told| !is_kept(told)).count();
        Roster {
            breaks: plan.routes.iter().flat_map(breaks).collect(),
            broken_promises: u32::try_from(broken).unwrap_or(u32::MAX),
            visits,
            unplanned: unplanned.collect(),
            bill: verdict.bill.units.clone(),
            faces: u32::try_from(verdict.figures.faces_per_client()).unwrap_or(u32::MAX),
            travel: u32::try_from(verdict.figures.travel_seconds).unwrap_or(u32::MAX),
        }
    }
}

/// The breaks of a midwife's day, each with the visit that comes after it.
fn breaks(route: &Route) -> impl Iterator<Item = PlannedBreak> {
    let after = |pause: &Pause| route.stops.iter().find(|stop| stop.start >= pause.until);
    route.breaks.iter().filter_map(move |pause| {
        let (from, until) = (u32::try_from(pause.from).ok()?, u32::try_from(pause.until).ok()?);
        Some(PlannedBreak { before: after(pause)?.visit.clone(), from, until })
    })
}

/// What a visit is for. A heel prick after its hours is bound to its days and its skill alone: the hours are lost.
fn purpose(need: &Need) -> input::Purpose {
    match need.purpose {
        Purpose::ComingHome => input::Purpose::ComingHome,
        Purpose::HeelPrick if !need.belated => input::Purpose::HeelPrick,
        Purpose::Check | Purpose::HeelPrick => input::Purpose::Check,
        Purpose::Last => input::Purpose::Last,
    }
}

fn means(means: Means) -> input::Means {
    match means {
        Means::Home => input::Means::Physical,
        Means::Video => input::Means::Video,
        Means::Phone => input::Means::Phone,
    }
}
