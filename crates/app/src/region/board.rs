//! The week board: the roster by day, midwife and client.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::ids::{CaseId, PersonId};
use regie_care::postnatal::heel_prick_days;
use regie_care::region::{PlannedVisit, Proposal, Purpose, Roster, Visitor};
use regie_pathway::Text;
use regie_roster::costs::Costs;

use super::need::Woman;
use super::own::phone_of;
use super::view::{
    BoardVisit, Face, KnownAway, ProposalView, RosterChange, RosterFigures, VisitorDay, VisitorLine, WaitingVisit,
    WeekBoard, WomanLine,
};
use super::visitors::{Off, off};
use super::{Now, held, pins, unrecorded, why_not, words};
use crate::history::name_of;

/// The unit of the bill for a face more.
const EXTRA_FACE: &str = "extra-face";
/// How many days a board shows.
const DAYS: i64 = 7;

/// A midwife's name.
pub(super) fn name(now: &Now, person: PersonId) -> String {
    now.directory.person(person).map(|person| person.name.clone()).unwrap_or_default()
}

/// The proposal of today, where there is one.
pub(super) fn proposed(now: &Now) -> Option<&Proposal> {
    now.region.state.proposal.as_ref().filter(|proposal| proposal.from == now.moment.today)
}

/// The roster that is shown: the proposal where there is one, else what holds.
pub(super) fn shown(now: &Now) -> Option<&Roster> {
    let standing = now.region.state.roster.as_ref().map(|standing| &standing.roster);
    proposed(now).map(|proposal| &proposal.roster).or(standing)
}

/// The board from a day on; from today when none is given.
pub(super) fn of(now: &Now, from: Option<Date>) -> WeekBoard {
    let (region, today) = (&now.region.state, now.moment.today);
    let from = from.unwrap_or(today).clamp(today.saturating_sub(14.days()), today.saturating_add(14.days()));
    let days: Vec<Date> = (0..DAYS).map(|day| from.saturating_add(day.days())).collect();
    let empty = Roster::default();
    let roster = shown(now).unwrap_or(&empty);
    let women: BTreeMap<CaseId, &Woman> = now.care.women.iter().map(|woman| (woman.case, woman)).collect();
    let visits = roster.visits.iter().filter(|visit| days.contains(&visit.on));
    let mut visits: Vec<BoardVisit> =
        visits.map(|visit| board_visit(now, roster, visit, women.get(&visit.case).copied())).collect();
    visits.sort_by(|one, other| {
        (one.on, &one.midwife_name, one.start).cmp(&(other.on, &other.midwife_name, other.start))
    });
    let standing = region.roster.as_ref();
    let proposal = proposed(now).map(|proposal| ProposalView {
        occasion: proposal.occasion,
        by: name_of(proposal.recorded.by, &now.directory),
        at: proposal.recorded.at,
        // Beside no roster everything is new, which tells nothing.
        changes: standing.map_or_else(Vec::new, |standing| changes(now, &standing.roster, &proposal.roster)),
    });
    let since_yesterday = match (&region.before, standing) {
        (Some(before), Some(standing)) if standing.on == today => changes(now, &before.roster, &standing.roster),
        _ => Vec::new(),
    };
    let women_lines: Vec<WomanLine> = now.care.women.iter().map(|woman| woman_line(now, woman, roster)).collect();
    WeekBoard {
        network: region.network.clone(),
        version: now.region.version,
        today,
        visits,
        waiting: waiting(now, roster),
        visitors: visitors(now, &days),
        figures: figures(now, roster, &women_lines, proposal.as_ref()),
        broken: held::broken(now, roster),
        unrecorded: unrecorded::of(now),
        women: women_lines,
        places: region.places.values().map(|one| (one.name.clone(), one.latitude, one.longitude)).collect(),
        proposal,
        accepted: standing.map(|standing| (name_of(standing.recorded.by, &now.directory), standing.recorded.at)),
        changes: since_yesterday,
        changed_since: region.before.as_ref().map(|before| before.recorded.at),
        pace: region.pace,
        days,
    }
}

pub(super) fn is_told(now: &Now, visit: &PlannedVisit) -> bool {
    let told = now.region.state.told.get(&visit.visit);
    told.is_some_and(|told| (told.midwife, told.on, told.start) == (visit.midwife, visit.on, visit.start))
}

fn board_visit(now: &Now, roster: &Roster, visit: &PlannedVisit, woman: Option<&Woman>) -> BoardVisit {
    let pin = now.region.state.pins.get(&visit.visit);
    let need = woman.and_then(|woman| woman.needs.iter().find(|need| need.visit == visit.visit));
    let pinned = pin.is_some_and(|pin| (pin.midwife, pin.on) == (visit.midwife, visit.on));
    let elsewhere = woman.zip(need).filter(|_| !pinned).and_then(|(woman, need)| pins::of(now, woman, need));
    BoardVisit {
        visit: visit.visit.clone(),
        case: visit.case,
        client: woman.map(|woman| woman.name.clone()).unwrap_or_default(),
        site: woman.map(|woman| woman.site.clone()).unwrap_or_default(),
        purpose: visit.purpose,
        // What the midwife set after the roster was made holds.
        means: need.map_or(visit.means, |need| need.means),
        agreed: need.is_some_and(|need| need.agreed),
        hours: need.and_then(|need| need.hours),
        midwife: visit.midwife,
        midwife_name: name(now, visit.midwife),
        on: visit.on,
        start: visit.start,
        minutes: visit.minutes,
        break_before: roster.break_before(&visit.visit),
        pinned,
        pin: elsewhere,
        told: is_told(now, visit),
        made: woman.is_some_and(|woman| woman.made.contains(&visit.visit)),
        known_face: woman.is_some_and(|woman| woman.met(visit.midwife)),
        infected: woman.is_some_and(|woman| woman.infected),
    }
}

fn waiting(now: &Now, roster: &Roster) -> Vec<WaitingVisit> {
    let planned: BTreeSet<&str> =
        roster.visits.iter().filter(|visit| visit.on >= now.moment.today).map(|visit| visit.visit.as_str()).collect();
    let women = now.care.women.iter();
    let needs = women.flat_map(|woman| woman.needs_soon(now.moment.today).map(move |need| (woman, need)));
    let mut causes = why_not::of(now, roster);
    needs
        .filter(|(_, need)| !planned.contains(need.visit.as_str()))
        .map(|(woman, need)| WaitingVisit {
            visit: need.visit.clone(),
            case: woman.case,
            client: woman.name.clone(),
            purpose: need.purpose,
            first: need.first,
            last: need.last,
            means: need.means,
            needs_hour: need.purpose == Purpose::HeelPrick
                && woman.birth.at.is_none()
                && need.last > heel_prick_days(woman.born, None).1,
            impossible: roster.unplanned.iter().any(|one| one.visit == need.visit),
            why: causes.remove(&need.visit),
            case_manager: name(now, woman.manager.person),
            case_manager_phone: phone_of(now, woman.manager),
        })
        .collect()
}

pub(super) fn visitor_day(now: &Now, visitor: &Visitor, day: Date) -> VisitorDay {
    match off(visitor, &now.region.state, &now.directory, day) {
        None => VisitorDay::Works,
        Some(Off::Free) => VisitorDay::Free,
        Some(Off::Away) => VisitorDay::Away,
        Some(Off::Ill) => VisitorDay::Ill,
        Some(Off::Duty) => VisitorDay::Duty,
    }
}

/// Whom she knows, and why none of them comes.
fn known_away(now: &Now, woman: &Woman, known: BTreeSet<PersonId>) -> Vec<KnownAway> {
    let days: BTreeSet<Date> = woman
        .needs
        .iter()
        .flat_map(|need| need.first.series(1.day()).take_while(|day| *day <= need.last))
        .filter(|day| *day >= now.moment.today)
        .collect();
    let one = |person: PersonId| {
        let visitor = now.region.state.visitors.get(&person);
        let stands: BTreeSet<VisitorDay> =
            visitor.into_iter().flat_map(|visitor| days.iter().map(|day| visitor_day(now, visitor, *day))).collect();
        KnownAway { name: name(now, person), visits: visitor.is_some(), days: stands.into_iter().collect() }
    };
    known.into_iter().map(one).collect()
}

fn visitors(now: &Now, days: &[Date]) -> Vec<VisitorLine> {
    let region = &now.region.state;
    let mut lines: Vec<VisitorLine> = region
        .visitors
        .values()
        .map(|visitor| {
            let ill = region.ill.iter().find(|ill| ill.person == visitor.person && ill.until >= now.moment.today);
            VisitorLine {
                name: name(now, visitor.person),
                days: days.iter().map(|day| visitor_day(now, visitor, *day)).collect(),
                ill_from: ill.map(|ill| ill.from),
                ill_until: ill.map(|ill| ill.until),
                visitor: visitor.clone(),
            }
        })
        .collect();
    lines.sort_by(|one, other| one.name.cmp(&other.name));
    lines
}

fn woman_line(now: &Now, woman: &Woman, roster: &Roster) -> WomanLine {
    let today = now.moment.today;
    let coming: Vec<&PlannedVisit> =
        roster.visits.iter().filter(|visit| visit.case == woman.case && visit.on >= today).collect();
    let known = woman.known();
    let comes = |visit: &&PlannedVisit| known.contains(&visit.midwife) && !held::is_absent(now, visit.midwife, visit);
    let keeps_known_face = if coming.is_empty() {
        woman.needs_soon(today).next().is_none()
    } else {
        coming.iter().copied().any(|visit| comes(&visit))
    };
    let faces: BTreeSet<PersonId> =
        woman.seen.iter().copied().chain(coming.iter().map(|visit| visit.midwife)).collect();
    // Whom she never met is a new face, also when she is her deputy.
    let face = |person: &PersonId| Face { name: name(now, *person), new: !woman.met(*person) };
    WomanLine {
        case: woman.case,
        client: woman.client,
        name: woman.name.clone(),
        birth_date: woman.birth_date,
        site: woman.site.clone(),
        born: woman.born,
        attending: woman.attending.map(|person| name(now, person)),
        infected: woman.infected,
        place_unknown: !now.region.state.places.contains_key(woman.site.trim()),
        faces: faces.len(),
        face_names: faces.iter().map(face).collect(),
        keeps_known_face,
        known_away: if keeps_known_face { Vec::new() } else { known_away(now, woman, known) },
        home_late: woman.home_late(),
        needs_none: woman.needs.is_empty(),
        told: coming.iter().all(|visit| is_told(now, visit)) && told_otherwise(now, Some(woman.case)) == 0,
        tell_again: told_otherwise(now, Some(woman.case)) > 0,
    }
}

/// Coming visits of which a client was told, and that are otherwise in the roster that holds, or not in it.
fn told_otherwise(now: &Now, case: Option<CaseId>) -> usize {
    let region = &now.region.state;
    let Some(standing) = &region.roster else { return 0 };
    let made = |visit: &str| now.care.women.iter().any(|woman| woman.made.iter().any(|made| made == visit));
    let is_otherwise = |told: &&PlannedVisit| {
        let is = standing.roster.visit(&told.visit);
        let place = |visit: &PlannedVisit| (visit.midwife, visit.on, visit.start);
        is.is_none_or(|is| place(is) != place(told)) && !made(&told.visit)
    };
    let coming = region.told.values().filter(|told| told.on >= now.moment.today);
    coming.filter(|told| case.is_none_or(|case| told.case == case)).filter(is_otherwise).count()
}

fn figures(now: &Now, roster: &Roster, women: &[WomanLine], proposal: Option<&ProposalView>) -> RosterFigures {
    let coming = || roster.visits.iter().filter(|visit| visit.on >= now.moment.today);
    let is_there = |visit: &&PlannedVisit| !held::is_absent(now, visit.midwife, visit);
    let planned: BTreeSet<&str> = coming().filter(is_there).map(|visit| visit.visit.as_str()).collect();
    let on_roster: BTreeSet<&str> = coming().map(|visit| visit.visit.as_str()).collect();
    let needs = now.care.women.iter().flat_map(|woman| woman.needs_soon(now.moment.today));
    let faces = women.iter().map(|woman| woman.faces).sum::<usize>() * 1_000 / women.len().max(1);
    let new_faces = women.iter().flat_map(|woman| &woman.face_names).filter(|face| face.new).count();
    let broken = proposal.map_or_else(
        || told_otherwise(now, None),
        |proposal| proposal.changes.iter().filter(|change| change.told).count(),
    );
    RosterFigures {
        planned: planned.len(),
        unplanned: needs.filter(|need| !on_roster.contains(need.visit.as_str())).count(),
        overtaken: coming().filter(|visit| !is_there(visit)).count(),
        faces: u32::try_from(faces).unwrap_or(u32::MAX),
        new_faces,
        travel_minutes: roster.travel / 60,
        broken_promises: u32::try_from(broken).unwrap_or(u32::MAX),
        bill: bill(roster, extra_faces(now, roster)),
    }
}

/// The faces that a roster brings and the solver pays for: those who neither came before nor look after her.
fn extra_faces(now: &Now, roster: &Roster) -> usize {
    let brought = |woman: &Woman| {
        let hers: BTreeSet<PersonId> = woman.faces().collect();
        let coming = roster.visits.iter().filter(|visit| visit.case == woman.case && visit.on >= now.moment.today);
        coming.map(|visit| visit.midwife).filter(|person| !hers.contains(person)).collect::<BTreeSet<_>>().len()
    };
    now.care.women.iter().map(brought).sum()
}

/// What the roster costs. Of the faces only those count that it brings: whom a client has already, no roster could spare her.
fn bill(roster: &Roster, extra_faces: usize) -> Vec<(Text, i64)> {
    let faces = Costs::default().extra_face * i64::try_from(extra_faces).unwrap_or(i64::MAX);
    let cost =
        |(unit, cost): (&String, &i64)| if unit == EXTRA_FACE { (unit.clone(), faces) } else { (unit.clone(), *cost) };
    let units = roster.bill.iter().map(cost).filter(|(_, cost)| *cost != 0);
    units.map(|(unit, cost)| (words::unit(&unit), cost)).collect()
}

/// What is different from today on.
fn changes(now: &Now, old: &Roster, new: &Roster) -> Vec<RosterChange> {
    let today = now.moment.today;
    let coming = |roster: &Roster| -> BTreeMap<String, PlannedVisit> {
        let visits = roster.visits.iter().filter(|visit| visit.on >= today);
        visits.map(|visit| (visit.visit.clone(), visit.clone())).collect()
    };
    let (old, new) = (coming(old), coming(new));
    let women: BTreeMap<CaseId, &Woman> = now.care.women.iter().map(|woman| (woman.case, woman)).collect();
    let place = |visit: &PlannedVisit| (name(now, visit.midwife), visit.on, visit.start);
    let mut changes = Vec::new();
    for visit in old.keys().chain(new.keys().filter(|visit| !old.contains_key(*visit))) {
        let (was, is) = (old.get(visit), new.get(visit));
        let Some(any) = is.or(was) else { continue };
        let differs = |of: fn(&PlannedVisit) -> (PersonId, Date)| match (was, is) {
            (Some(was), Some(is)) => of(was) != of(is),
            _ => true,
        };
        let told = was.is_some_and(|was| is_told(now, was));
        let later = was.zip(is).is_some_and(|(was, is)| was.start != is.start);
        if !differs(|visit| (visit.midwife, visit.on)) && !later {
            continue;
        }
        let Some(woman) = women.get(&any.case) else { continue };
        changes.push(RosterChange {
            visit: visit.clone(),
            case: any.case,
            client: woman.name.clone(),
            purpose: any.purpose,
            was: was.map(place),
            is: is.map(place),
            face: was.zip(is).is_some_and(|(was, is)| was.midwife != is.midwife),
            day: was.zip(is).is_some_and(|(was, is)| was.on != is.on),
            told,
        });
    }
    changes.sort_by(|one, other| one.client.cmp(&other.client));
    changes
}
