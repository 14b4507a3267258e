//! The forecast of the region's visits, from the due dates in care and the visitors' weeks (PN-01), and what it would be
//! when partners' scenarios come true (PN-02).

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::day::time_of;
use regie_care::region::Region;
use regie_roster::costs::Breaks;
use regie_roster::forecast::births::Births;
use regie_roster::forecast::{Forecast, Outlook, Pregnancy, Profile, Rule, Scenario, forecast};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::need::{LAST_DAY, Woman};
use super::norm::{Course, norm};
use super::visitors::minutes_on;
use super::{Now, seconds_of_day};

/// Six weeks.
const DAYS: u16 = 42;
/// Minutes beside those with her that each visit takes at least: the way, parking, the notes (`Region::PACE`).
const LEAST_BESIDE: u16 = 15;
/// A roster of fewer visits says nothing of the ways in the region.
const ENOUGH: usize = 10;

/// What a visit takes of a visitor's day. Need and capacity are counted in visits, so this is the one measure of both: the
/// roster's own durations and ways, as its checker counted them. Only while there is no roster to measure by it is what a
/// planner set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pace {
    /// With the way.
    pub(super) minutes: u16,
    /// The roster's visits, minutes with her and minutes of way, on average; nothing where it was set.
    pub(super) measured: Option<(usize, u16, u16)>,
}

impl Pace {
    pub(super) fn of(region: &Region) -> Self {
        let roster = region.roster.as_ref().map(|standing| &standing.roster);
        let Some(roster) = roster.filter(|roster| roster.visits.len() >= ENOUGH) else {
            return Self { minutes: region.pace.max(1), measured: None };
        };
        let count = u32::try_from(roster.visits.len()).unwrap_or(u32::MAX);
        let care: u32 = roster.visits.iter().map(|visit| u32::from(visit.minutes)).sum();
        let mean = |sum: u32| u16::try_from(sum.div_ceil(count)).unwrap_or(u16::MAX);
        // A quarter of an hour for notes and parking goes with every visit, however near: the midwives of a calm week may each
        // start next door, those of a short one do not.
        let (care, way) = (mean(care), mean(roster.travel / 60).max(LEAST_BESIDE));
        Self { minutes: care.saturating_add(way).max(1), measured: Some((roster.visits.len(), care, way)) }
    }
}

/// What is left of so many minutes without the breaks that the roster takes off too (Arbeidstijdenwet 5:4).
fn without_breaks(minutes: u32) -> u32 {
    let steps = Breaks::statutory().steps.into_iter().filter(|step| i64::from(minutes) * 60 > step.more_than);
    let least = steps.map(|step| step.least / 60).max().unwrap_or(0);
    minutes.saturating_sub(u32::try_from(least).unwrap_or(0))
}

/// What partners expect (PN-02). It changes the forecast, not the facts; what is left out is as usual.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct WhatIf {
    /// Visits per birth in hundredths of the usual: 120 when there is too little maternity care at home.
    pub visits_percent: u32,
    /// Women come home so many days earlier.
    pub days_earlier: u16,
    /// What can be carried in hundredths of the usual.
    pub capacity_percent: u32,
}

impl WhatIf {
    /// Within what a forecast can reckon with: 10 to 300 hundredths, at most 5 days.
    #[must_use]
    pub fn within_bounds(self) -> Self {
        let percent = |given: u32| if given == 0 { 100 } else { given.clamp(10, 300) };
        Self {
            visits_percent: percent(self.visits_percent),
            days_earlier: self.days_earlier.min(5),
            capacity_percent: percent(self.capacity_percent),
        }
    }

    /// Whether everything is as usual.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        let Self { visits_percent, days_earlier, capacity_percent } = self.within_bounds();
        (visits_percent, days_earlier, capacity_percent) == (100, 0, 100)
    }
}

/// What each of a woman's coming days brings: a chance in thousandths.
fn chances(woman: &Woman, (today, clock): (Date, u32), planned: &BTreeMap<&str, (Date, u32)>) -> Vec<u32> {
    let mut chances = vec![0u32; usize::from(DAYS)];
    let mut add = |day: Date, chance: u32| {
        let place = usize::try_from((day - today).get_days()).ok().and_then(|day| chances.get_mut(day));
        if let Some(place) = place {
            *place = (*place + chance).min(1_000);
        }
    };
    for need in &woman.needs {
        if let Some((day, start)) = planned.get(need.visit.as_str()).filter(|(day, _)| *day >= today) {
            // What has begun today takes none of the hours that are left.
            if (*day, *start) >= (today, clock) {
                add(*day, 1_000);
            }
            continue;
        }
        let length = u32::try_from((need.last - need.first).get_days() + 1).unwrap_or(1);
        for day in need.first.series(1.day()).take_while(|day| *day <= need.last) {
            add(day, 1_000 / length);
        }
    }
    chances
}

/// Whether today is over: who visited today has no hours left for a visit, and none of the roster is still to begin.
pub(super) fn today_is_over(now: &Now) -> bool {
    let Now { region, directory, moment, .. } = now;
    let (region, today, clock) = (&region.state, moment.today, seconds_of_day(time_of(moment.now)));
    let pace = u32::from(Pace::of(region).minutes);
    let visits = |from: u32| {
        let hers =
            region.visitors.values().map(|one| without_breaks(minutes_on(one, region, directory, (today, from))));
        hers.sum::<u32>() / pace
    };
    let standing = region.roster.iter().flat_map(|standing| &standing.roster.visits);
    let is_to_begin = standing.into_iter().any(|visit| visit.on == today && visit.start >= clock);
    visits(0) > 0 && visits(clock / 60) == 0 && !is_to_begin
}

/// The forecast as things stand.
pub(super) fn of(now: &Now, what_if: WhatIf) -> Forecast {
    let Now { region, care, directory, moment } = now;
    let (region, today, clock) = (&region.state, moment.today, seconds_of_day(time_of(moment.now)));
    let standing = region.roster.iter().flat_map(|standing| &standing.roster.visits);
    let planned: BTreeMap<&str, (Date, u32)> =
        standing.map(|visit| (visit.visit.as_str(), (visit.on, visit.start))).collect();
    let profile = |hospital: bool| {
        let mut by_day = vec![0u32; usize::try_from(LAST_DAY).unwrap_or_default() + 1];
        norm(Course::usual(hospital)).iter().for_each(|visit| visit.spread(&mut by_day));
        Profile { by_day }
    };
    let pace = u32::from(Pace::of(region).minutes);
    let capacity = today.series(1.day()).take(usize::from(DAYS)).map(|day| {
        let from = if day == today { clock / 60 } else { 0 };
        let hers = region.visitors.values().map(|one| without_breaks(minutes_on(one, region, directory, (day, from))));
        hers.sum::<u32>() / pace
    });
    let outlook = Outlook {
        today,
        days: DAYS,
        pregnancies: care
            .pregnant
            .iter()
            .map(|one| Pregnancy {
                due: one.due,
                first_child: one.first_child,
                caesarean: one.caesarean,
                hospital: one.hospital,
            })
            .collect(),
        in_care: care.women.iter().map(|woman| chances(woman, (today, clock), &planned)).collect(),
        profile: profile(false),
        hospital_profile: Some(profile(true)),
        capacity: capacity.collect(),
        births: Births::default(),
        rule: Rule::default(),
    };
    let WhatIf { visits_percent, days_earlier, capacity_percent } = what_if.within_bounds();
    let foreseen =
        forecast(&outlook, &Scenario { name: String::new(), visits_percent, days_earlier, capacity_percent });
    if today_is_over(now) { foreseen.first_day_over() } else { foreseen }
}
