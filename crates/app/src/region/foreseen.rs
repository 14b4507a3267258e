//! What the region's pages and the API show of the forecast and the decisions: plain values (PN-01, PN-02).

use jiff::Timestamp;
use jiff::civil::Date;
use regie_care::region::{Foreseen, Organising, PartnerTold, Phase, Region, Shortage};
use regie_roster::forecast::{self, Forecast};
use serde::Serialize;
use utoipa::ToSchema;

use super::Now;
use super::board::{name, visitor_day};
use super::outlook::{self, Pace, WhatIf};
use super::view::VisitorDay;
use crate::history::name_of;

/// Somebody who makes no visits on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AwayVisitor {
    /// Who.
    pub name: String,
    /// Why: leave, illness, a turn of duty, or no day of hers.
    pub why: VisitorDay,
}

/// How long a visit takes of a visitor's day: the one measure of need and capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct VisitPace {
    /// Minutes, with the way.
    pub minutes: u16,
    /// How many visits of the roster that was measured by; 0 where a planner set it, because there is no roster yet.
    pub visits: usize,
    /// Of those the minutes with her, on average.
    pub care: u16,
    /// And of the way.
    pub way: u16,
}

/// A day of the forecast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ForecastDay {
    /// The day.
    pub date: Date,
    /// Visits expected, in thousandths.
    pub expected: u64,
    /// The band that holds four of five days: from here.
    pub low: u32,
    /// To here.
    pub high: u32,
    /// Visits that the visitors can make.
    pub capacity: u32,
    /// How likely it is that more is needed, in thousandths.
    pub short: u32,
    /// Who makes no visits that day, and why.
    pub away: Vec<AwayVisitor>,
    /// It is today, and nobody visits any more: it is no shortage.
    pub over: bool,
}

/// A decision with who recorded it and who was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct DecisionView {
    /// What was decided.
    pub organising: Organising,
    /// On which day.
    pub on: Date,
    /// From which day it holds.
    pub from: Date,
    /// For the health insurer: who.
    pub insurer: String,
    /// For the midwives: who.
    pub midwives: String,
    /// Why.
    pub reason: String,
    /// Who recorded it.
    pub recorded_by: String,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// What the forecast said then; nothing of a decision from before that was kept.
    pub foreseen: Option<Foreseen>,
    /// Who was told.
    pub told: Vec<PartnerTold>,
}

/// The forecast of a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RegionForecast {
    /// The network.
    pub network: String,
    /// The region's version.
    pub version: u64,
    /// Today.
    pub today: Date,
    /// What partners expect, as it was reckoned with.
    pub what_if: WhatIf,
    /// Six weeks from today.
    pub days: Vec<ForecastDay>,
    /// The phase, with what decided it.
    #[serde(flatten)]
    pub foreseen: Foreseen,
    /// The phase as usual, where what partners expect was reckoned with.
    pub usual: Option<Foreseen>,
    /// Women who gave birth in the last ten days.
    pub women: usize,
    /// Women whose child is not born yet.
    pub pregnant: usize,
    /// Of those, who has a planned caesarean: it counts on its day instead of around the due date.
    pub caesareans: usize,
    /// Of those, who gives birth in hospital, as far as is known: she comes home a day later.
    pub hospital: usize,
    /// How many visit for the region.
    pub visitors: usize,
    /// What a visit takes of their days.
    pub pace: VisitPace,
    /// Whether the region centralises today.
    pub centralises: bool,
    /// The decisions, newest first.
    pub decisions: Vec<DecisionView>,
}

/// What a forecast says of the phase.
pub(super) fn foreseen(region: &Region, forecast: &Forecast) -> Foreseen {
    let ruling = &forecast.ruling;
    let (phase, rule_days, rule_chance) = match ruling.phase {
        forecast::Phase::Green => (Phase::Green, ruling.rule.orange_days, ruling.rule.orange_chance),
        forecast::Phase::Orange => (Phase::Orange, ruling.rule.orange_days, ruling.rule.orange_chance),
        forecast::Phase::Red => (Phase::Red, ruling.rule.red_days, ruling.rule.red_chance),
    };
    Foreseen {
        phase,
        because: ruling.because.iter().map(|day| Shortage { date: day.date, chance: day.chance }).collect(),
        rule_days,
        rule_chance,
        likely_from: ruling.likely_from,
        visit_minutes: Pace::of(region).minutes,
    }
}

/// The forecast as it is shown; `usual` is the one without what partners expect, where that was reckoned with.
pub(super) fn view(now: &Now, forecast: &Forecast, what_if: WhatIf, usual: Option<&Forecast>) -> RegionForecast {
    let (region, today) = (&now.region.state, now.moment.today);
    let is_over = outlook::today_is_over(now);
    let decisions = region.decisions.iter().rev().map(|record| DecisionView {
        organising: record.decision.organising,
        on: record.decision.on,
        from: record.decision.from,
        insurer: record.decision.insurer.clone(),
        midwives: record.decision.midwives.clone(),
        reason: record.decision.reason.clone(),
        recorded_by: name_of(record.recorded.by, &now.directory),
        recorded_at: record.recorded.at,
        foreseen: record.foreseen.clone(),
        told: record.told.clone(),
    });
    RegionForecast {
        network: region.network.clone(),
        version: now.region.version,
        today,
        what_if: what_if.within_bounds(),
        days: forecast
            .days
            .iter()
            .map(|day| ForecastDay {
                date: day.date,
                expected: day.expected,
                low: day.low,
                high: day.high,
                capacity: day.capacity,
                short: day.short,
                away: away(now, day.date),
                over: day.date == today && is_over,
            })
            .collect(),
        foreseen: foreseen(region, forecast),
        usual: usual.map(|usual| foreseen(region, usual)),
        women: now.care.women.len(),
        pregnant: now.care.pregnant.len(),
        caesareans: now.care.pregnant.iter().filter(|one| one.caesarean.is_some()).count(),
        hospital: now.care.pregnant.iter().filter(|one| one.hospital).count(),
        visitors: region.visitors.len(),
        pace: pace(region),
        centralises: region.centralises(today),
        decisions: decisions.collect(),
    }
}

/// Who makes no visits on a day: those who are ill or away first.
fn away(now: &Now, day: Date) -> Vec<AwayVisitor> {
    let visitors = now.region.state.visitors.values();
    let all = visitors.map(|one| AwayVisitor { name: name(now, one.person), why: visitor_day(now, one, day) });
    let mut away: Vec<AwayVisitor> = all.filter(|one| one.why != VisitorDay::Works).collect();
    away.sort_by(|one, other| (one.why, &one.name).cmp(&(other.why, &other.name)));
    away
}

fn pace(region: &Region) -> VisitPace {
    let Pace { minutes, measured } = Pace::of(region);
    let (visits, care, way) = measured.unwrap_or_default();
    VisitPace { minutes, visits, care, way }
}
