//! Why nobody makes a visit: its true cause, so that a planner knows what would help (PN-04).

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::postnatal::{heel_prick_days, heel_prick_visit_days};
use regie_care::region::{Purpose, Roster};
use regie_care::wording;
use regie_pathway::Text;
use regie_roster::impossible::{Why, impossible};
use regie_roster::input::Pin;

use super::Now;
use super::board::name;
use super::need::{Need, Woman};
use super::visitors::off;

/// Of each visit that the roster leaves with nobody: why.
pub(super) fn of(now: &Now, roster: &Roster) -> BTreeMap<String, Text> {
    let left: BTreeSet<&str> = roster.unplanned.iter().map(|one| one.visit.as_str()).collect();
    let question = now.question(false);
    let Some(instance) = question.instance().filter(|_| !left.is_empty()) else { return BTreeMap::new() };
    let mut free = instance.clone();
    free.clients.iter_mut().flat_map(|client| &mut client.visits).for_each(|visit| visit.pinned = Pin::default());
    let alone = |instance| -> BTreeMap<String, Why> {
        let found = impossible(instance).unwrap_or_default();
        found.into_iter().map(|one| (one.visit, one.why)).collect()
    };
    let (as_pinned, anyhow) = (alone(&instance), alone(&free));
    let women = now.care.women.iter();
    let needs = women.flat_map(|woman| woman.needs_soon(now.moment.today).map(move |need| (woman, need)));
    needs
        .filter(|(_, need)| left.contains(need.visit.as_str()))
        .map(|(woman, need)| {
            let why = match (anyhow.get(&need.visit), as_pinned.get(&need.visit)) {
                (Some(why), _) => never(now, woman, need, why),
                (None, alone) => in_this_roster(now, woman, need, roster, alone),
            };
            (need.visit.clone(), why)
        })
        .collect()
}

/// Nobody could, were it the only visit that there is.
fn never(now: &Now, woman: &Woman, need: &Need, why: &Why) -> Text {
    let (heel_prick, clock) = (need.purpose == Purpose::HeelPrick, now.question(false).earliest());
    if let Some(over) = today_is_over(now, woman, need, clock) {
        return over;
    }
    let is_closed = need.last == now.moment.today && need.hours.is_some_and(|(_, until)| u32::from(until) * 60 < clock);
    match why {
        Why::NoHours if is_closed => {
            Text::new("de afgesproken tijd is vandaag al voorbij", "the time that was agreed is past today")
        }
        Why::NoHours if heel_prick && woman.birth.at.is_none() => Text::new(
            "zonder het uur van de geboorte is niet zeker dat het nog mag",
            "without the hour of birth it is not certain that it still may be",
        ),
        Why::NoHours if heel_prick => {
            Text::new("de 168 uur na de geboorte zijn voorbij", "the 168 hours after birth are over")
        }
        Why::NobodyCan { .. } => {
            Text::new("niemand die visites doet, mag de hielprik doen", "nobody who visits does heel pricks")
        }
        Why::NobodyMay if woman.infected => Text::new(
            "infectieklachten in huis, en wie daarvoor apart staat mag dit niet",
            "an infection at home, and who is set apart for that may not do this",
        ),
        Why::NobodyWorks => {
            Text::new("op deze dagen werkt niemand die dit mag doen", "nobody who may do this works on these days")
        }
        Why::NoTime => Text::new(
            "wie dit mag doen, heeft er op deze dagen geen uren meer voor",
            "who may do this has no hours left for it on these days",
        ),
        other => Text::new(other.told(), "nobody can make it on any of its days"),
    }
}

/// It had to be today, and today nobody visits any more: no lack of people, but somebody must call her now.
fn today_is_over(now: &Now, woman: &Woman, need: &Need, clock: u32) -> Option<Text> {
    let (region, today) = (&now.region.state, now.moment.today);
    let at_work =
        |day: Date| region.visitors.values().filter(move |one| off(one, region, &now.directory, day).is_none());
    let (_, last) = heel_prick_days(woman.born, woman.birth.at);
    let visit_days = [last, heel_prick_visit_days(woman.born, woman.birth.at).1];
    let by = woman
        .birth
        .at
        .filter(|_| need.purpose == Purpose::HeelPrick && !need.belated && visit_days.contains(&need.last));
    // Its last hours are at night, before anybody begins.
    let ends_early = by.is_some_and(|by| at_work(last).all(|one| by < one.from));
    let only_today = need.last == today || (ends_early && need.last == today.saturating_add(1.days()));
    let is_over = at_work(today).next().is_some() && at_work(today).all(|one| u32::from(one.until) * 60 <= clock);
    if !(only_today && is_over) {
        return None;
    }
    Some(match by {
        Some(by) => {
            let (day, clock) = (wording::day(last), format!("{:02}:{:02}", by / 60, by % 60));
            Text::new(
                format!("uiterlijk {} om {clock}, en vandaag gaat niemand meer langs: regel het nu", day.nl),
                format!("by {} at {clock}, and nobody visits any more today: arrange it now", day.en),
            )
        }
        None => Text::new(
            "het moest vandaag, en vandaag gaat niemand meer langs: bel haar",
            "it had to be today, and nobody visits any more today: call her",
        ),
    })
}

/// Somebody could, were it not for what a planner set, another visit of hers, or the other visits.
fn in_this_roster(now: &Now, woman: &Woman, need: &Need, roster: &Roster, alone: Option<&Why>) -> Text {
    if let Some(pin) = now.region.state.pins.get(&need.visit) {
        let (who, day) = (name(now, pin.midwife), wording::day(pin.on));
        return Text::new(
            format!("vastgezet bij {who} op {}, en daar past het niet", day.nl),
            format!("pinned to {who} on {}, where it does not fit", day.en),
        );
    }
    if let Some(told) = now.region.state.told.get(&need.visit).filter(|_| alone.is_some()) {
        let (who, day) = (name(now, told.midwife), wording::day(told.on));
        return Text::new(
            format!("verteld is {who} op {}, en dat kan niet meer", day.nl),
            format!("she was told {} comes on {}, which cannot be any more", who, day.en),
        );
    }
    if taken_by_her_own(woman, need, roster) {
        return Text::new(
            "op de dagen dat het kan, is er al een andere visite bij haar",
            "on its days she has another visit already",
        );
    }
    Text::new(
        "wie het mag doen, heeft op deze dagen geen plaats meer",
        "who may do this has no room left on these days",
    )
}

/// On each of its days another visit of hers comes in its place: each of her visits is on a later day than the one before.
fn taken_by_her_own(woman: &Woman, need: &Need, roster: &Roster) -> bool {
    let place = |visit: &str| woman.needs.iter().position(|one| one.visit == visit);
    let Some(own) = place(&need.visit) else { return false };
    let others = || {
        let hers = roster.visits.iter().filter(|visit| visit.case == woman.case && visit.visit != need.visit);
        hers.filter_map(|visit| Some((place(&visit.visit)?, visit.on)))
    };
    let mut days = need.first.series(1.day()).take_while(|day| *day <= need.last);
    days.all(|day| others().any(|(at, on)| if at < own { on >= day } else { on <= day }))
}
