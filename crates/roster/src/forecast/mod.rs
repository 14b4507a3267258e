//! The forecast (PN-01): how many visits the region will need on each of the coming days, beside what its shifts can carry,
//! and whether a shortage comes.
//!
//! Every woman is visited at most once a day, and women give birth independently of each other; so the number of visits of a
//! day is a sum of independent yes-or-no's, and its distribution is computed exactly by convolution, in fixed-point integers.

pub mod births;
mod phase;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::forecast::births::{Births, FIRST, WHOLE};

pub use phase::{Phase, Rule, Ruling, Shortage};

/// One, as a fixed-point number.
pub(crate) const ONE: u64 = 1 << 32;

/// What a forecast is made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Outlook {
    /// Day 0: the day for which the forecast is made.
    pub today: Date,
    /// How many days.
    pub days: u16,
    /// The women whose child is not born yet.
    pub pregnancies: Vec<Pregnancy>,
    /// Visits per day of those who are in care already: each a chance in thousandths, day by day; 1000 is a visit that is
    /// planned, which no scenario changes.
    #[serde(default)]
    pub in_care: Vec<Vec<u32>>,
    /// What a birth brings.
    #[serde(default)]
    pub profile: Profile,
    /// What a birth in hospital brings, where that differs.
    #[serde(default)]
    pub hospital_profile: Option<Profile>,
    /// Visits that the shifts of each day can carry.
    pub capacity: Vec<u32>,
    /// When births come.
    #[serde(default)]
    pub births: Births,
    /// The rule of the phases.
    #[serde(default)]
    pub rule: Rule,
}

/// A woman whose child is not born yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Pregnancy {
    /// The due date.
    pub due: Date,
    /// Her first child.
    #[serde(default)]
    pub first_child: bool,
    /// The date of a planned caesarean.
    #[serde(default)]
    pub caesarean: Option<Date>,
    /// She gives birth in hospital, and comes home later: what a birth brings is then the outlook's `hospital-profile`.
    #[serde(default)]
    pub hospital: bool,
}

/// How likely a visit is on each day after birth, in thousandths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Profile {
    /// From the day of birth on.
    pub by_day: Vec<u32>,
}

impl Default for Profile {
    /// Somewhat under five visits in ten days.
    fn default() -> Self {
        Self { by_day: vec![0, 600, 550, 500, 550, 550, 450, 400, 400, 350, 350] }
    }
}

/// What partners expect (PN-02): it changes the forecast, not the facts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Scenario {
    /// Its name: shortage of kraamzorg, earlier discharge.
    pub name: String,
    /// Visits per birth in hundredths of the usual; 0 is the usual.
    pub visits_percent: u32,
    /// Women come home so many days earlier, at the earliest on the day of birth, and are visited on those days too.
    pub days_earlier: u16,
    /// Capacity in hundredths of the usual; 0 is the usual.
    pub capacity_percent: u32,
}

/// A day of the forecast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Day {
    /// The date.
    pub date: Date,
    /// Visits expected, in thousandths.
    pub expected: u64,
    /// The band of four fifths: from here.
    pub low: u32,
    /// The band of four fifths: to here.
    pub high: u32,
    /// What the shifts can carry.
    pub capacity: u32,
    /// How likely it is that more is needed than the shifts can carry, in thousandths.
    pub short: u32,
}

/// A forecast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Forecast {
    /// The days from today on.
    pub days: Vec<Day>,
    /// The phase, and the rule that decided.
    pub ruling: Ruling,
}

/// Makes a forecast.
#[must_use]
pub fn forecast(outlook: &Outlook, scenario: &Scenario) -> Forecast {
    let profile = profile_under(&outlook.profile, scenario);
    let in_hospital = outlook.hospital_profile.as_ref().map(|profile| profile_under(profile, scenario));
    let of = |pregnancy: &Pregnancy| match &in_hospital {
        Some(later) if pregnancy.hospital => visits_of(outlook, pregnancy, later),
        _ => visits_of(outlook, pregnancy, &profile),
    };
    let chances: Vec<Vec<u64>> = outlook.pregnancies.iter().map(of).collect();
    let days: Vec<Day> = (0..usize::from(outlook.days))
        .map(|day| {
            let born = chances.iter().map(|chances| chances[day]);
            let in_care = outlook.in_care.iter().filter_map(|chances| chances.get(day)).map(|chance| match chance {
                // What is planned is planned, whatever partners expect.
                1_000.. => ONE,
                chance => {
                    let percent = u64::from(percent(scenario.visits_percent));
                    (u64::from(*chance) * ONE / 1_000 * percent / 100).min(ONE)
                }
            });
            let capacity = outlook.capacity.get(day).copied().unwrap_or(0) * percent(scenario.capacity_percent) / 100;
            day_of(outlook, day, &counts(born.chain(in_care)), capacity)
        })
        .collect();
    let ruling = outlook.rule.ruling(&days);
    Forecast { days, ruling }
}

impl Forecast {
    /// The same while nobody visits any more on its first day: a day that is over asks for nothing and falls short of nothing.
    #[must_use]
    pub fn first_day_over(mut self) -> Self {
        if let Some(first) = self.days.first_mut() {
            *first = Day { date: first.date, expected: 0, low: 0, high: 0, capacity: 0, short: 0 };
        }
        self.ruling = self.ruling.rule.ruling(&self.days);
        self
    }
}

fn percent(given: u32) -> u32 {
    if given == 0 { 100 } else { given }
}

/// What a birth brings in a scenario: no chance above one. Each day that she is home earlier is as the first day at home; what
/// comes after it stays, so that earlier discharge never means less work.
fn profile_under(profile: &Profile, scenario: &Scenario) -> Vec<u64> {
    let home = profile.by_day.iter().position(|chance| *chance > 0).unwrap_or_default();
    let earliest = home.saturating_sub(usize::from(scenario.days_earlier));
    let first = profile.by_day.get(home).copied().unwrap_or_default();
    let by_day = profile.by_day.iter().enumerate();
    let chances = by_day.map(|(day, chance)| if (earliest..home).contains(&day) { first } else { *chance });
    chances.map(|chance| u64::from(chance * percent(scenario.visits_percent) / 100).min(1_000)).collect()
}

/// How likely one woman is visited on each day: over all days on which her child may be born, given that it is not yet.
fn visits_of(outlook: &Outlook, pregnancy: &Pregnancy, profile: &[u64]) -> Vec<u64> {
    let since = |date: Date| (date - outlook.today).get_days();
    let mut births: Vec<(i32, u64)> = match pregnancy.caesarean {
        Some(date) => vec![(since(date), u64::from(WHOLE))],
        None => {
            let shares = outlook.births.of(pregnancy.first_child).iter();
            shares.zip(FIRST..).map(|(share, day)| (since(pregnancy.due) + day, u64::from(*share))).collect()
        }
    };
    births.retain(|(day, _)| *day >= 0);
    let mut whole: u64 = births.iter().map(|(_, share)| share).sum();
    if whole == 0 {
        // Past every day that is known: it can only be today.
        births = vec![(0, 1)];
        whole = 1;
    }
    let mut visits = vec![0u64; usize::from(outlook.days)];
    for (day, share) in births {
        for (after, chance) in (0i32..).zip(profile) {
            if let Some(visit) = usize::try_from(day + after).ok().and_then(|day| visits.get_mut(day)) {
                *visit += share * chance;
            }
        }
    }
    visits.into_iter().map(|sum| (u128::from(sum) * u128::from(ONE) / u128::from(whole) / 1_000) as u64).collect()
}

/// The distribution of a sum of independent yes-or-no's.
fn counts(chances: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut counts = vec![ONE];
    for chance in chances.filter(|chance| *chance > 0) {
        let chance = chance.min(ONE);
        counts.push(0);
        for at in (0..counts.len()).rev() {
            let stays = u128::from(counts[at]) * u128::from(ONE - chance);
            let comes = if at > 0 { u128::from(counts[at - 1]) * u128::from(chance) } else { 0 };
            counts[at] = ((stays + comes) / u128::from(ONE)) as u64;
        }
        while counts.len() > 1 && counts.last() == Some(&0) {
            counts.pop();
        }
    }
    counts
}

fn day_of(outlook: &Outlook, day: usize, counts: &[u64], capacity: u32) -> Day {
    let whole: u64 = counts.iter().sum();
    let mean: u128 = counts.iter().zip(0u128..).map(|(share, count)| u128::from(*share) * count).sum();
    let (low, high) = band(counts, whole);
    let over: u64 = counts.iter().skip(capacity as usize + 1).sum();
    Day {
        date: outlook.today.saturating_add(jiff::Span::new().days(day as i64)),
        expected: (mean * 1_000 / u128::from(whole.max(1))) as u64,
        low,
        high,
        capacity,
        short: (u128::from(over) * 1_000 / u128::from(whole.max(1))) as u32,
    }
}

/// The band that holds as nearly as whole visits allow four fifths: from the commonest count on, always the likelier side.
fn band(counts: &[u64], whole: u64) -> (u32, u32) {
    let commonest = (0..counts.len()).max_by_key(|count| counts[*count]).unwrap_or(0);
    let (mut low, mut high, mut held) = (commonest, commonest, counts[commonest]);
    let wanted = whole / 5 * 4;
    while held < wanted {
        let below = low.checked_sub(1).map(|count| counts[count]);
        let above = counts.get(high + 1).copied();
        let next = below.max(above).unwrap_or(0);
        // Not if that would lead further away from what is wanted.
        if next == 0 || (held + next).abs_diff(wanted) > held.abs_diff(wanted) {
            break;
        }
        if below >= above {
            low -= 1;
        } else {
            high += 1;
        }
        held += next;
    }
    (low as u32, high as u32)
}

#[cfg(test)]
mod tests;
