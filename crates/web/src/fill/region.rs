//! *Regio*.

use std::fmt::Write as _;

use jiff::civil::Date;
use regie_app::{AwayVisitor, Change, DecisionView, ForecastDay, RegionForecast, VisitPace, VisitorDay, name_of};
use regie_care::region::{Foreseen, Organising, Partner, Phase, not_withdrawn};
use regie_care::wording;

use super::Desk;
use super::names::capital;
use super::several::chosen;
use crate::pages::region::{
    DecisionBlock, ForecastChart, ForecastRow, HistoryEntry, RegionPage, TypedDecision, WhatIfField, WhatIfFields,
};
use crate::pages::{Choice, Chrome, FormKey};
use crate::texts::{Chip, Tone, days_between};

const WIDTH: i32 = 900;
const HEIGHT: i32 = 270;
const LEFT: f64 = 38.0;
const RIGHT: f64 = 890.0;
const TOP: i32 = 12;
const BOTTOM: i32 = 236;
/// Up to so many who have a free day are named.
const NAMED: usize = 4;

/// What else the page needs besides the forecast.
pub struct Around {
    /// What the forms post along.
    pub key: FormKey,
    /// Whether she plans.
    pub plans: bool,
    /// What was wrong with what was posted.
    pub wrong: String,
    /// What somebody else changed meanwhile, newest first.
    pub meanwhile: Vec<String>,
    /// What was typed before it was refused.
    pub typed: TypedDecision,
    /// The history, newest first.
    pub history: Vec<Change>,
    /// What was asked of what partners expect.
    pub what_if: [AskedNumber; 3],
}

/// A number that was asked in the address: what was typed, and what it was reckoned with.
#[derive(Debug, Clone)]
pub struct AskedNumber {
    /// Its name.
    pub name: &'static str,
    /// How the page calls it.
    pub label: &'static str,
    /// What was typed; what is usual where nothing was.
    pub typed: String,
    /// What can be reckoned with: from, to, and as usual.
    pub bounds: (u32, u32, u32),
    /// The number, where it is one of those.
    pub number: Option<u32>,
}

/// The page.
#[must_use]
pub fn page(desk: &Desk, chrome: Chrome, forecast: &RegionForecast, around: Around) -> RegionPage {
    let partner = |partner: Partner| Choice::new(partner.code(), capital(&desk.text(&wording::partner(partner))));
    let organising = |code: &str, one| Choice::new(code, capital(&desk.text(&wording::organising(one))));
    let likely = |day: &ForecastDay| day.short >= 500;
    // What nobody began, nobody ends.
    let latest = not_withdrawn(forecast.decisions.iter(), |decision| decision.organising).next();
    let ends = latest.is_some_and(|latest| latest.organising == Organising::Centralise);
    let centralise = organising("centralise", Organising::Centralise);
    let end = organising("end-centralising", Organising::EndCentralising);
    let begins = latest.is_some_and(|latest| latest.from > desk.today);
    let withdraw = begins.then(|| organising("withdraw", Organising::Withdraw));
    let organisings = [Some(centralise), ends.then_some(end), withdraw].into_iter().flatten().collect();
    RegionPage {
        t: desk.t,
        chrome,
        today: desk.today,
        network: forecast.network.clone(),
        wrong: around.wrong,
        meanwhile: around.meanwhile,
        phase: desk.phase_of_region(forecast.foreseen.phase),
        why: desk.why_phase(forecast),
        rests_on: desk
            .t
            .with(
                "region-rests-on",
                &[("women", &forecast.women), ("pregnant", &forecast.pregnant), ("visitors", &forecast.visitors)],
            )
            .into_owned(),
        rests_on_pace: desk.visit_pace(&forecast.pace),
        rests_on_births: desk
            .t
            .two("region-rests-on-births", "caesareans", forecast.caesareans, "hospital", forecast.hospital)
            .into_owned(),
        chart: desk.forecast_chart(&forecast.days),
        rows: forecast
            .days
            .iter()
            .map(|day| ForecastRow {
                day: desk.weekday_and_day(day.date),
                expected: desk.decimal(day.expected),
                band: format!("{}–{}", day.low, day.high),
                capacity: day.capacity,
                away: desk.not_there(&day.away),
                short: day.short / 10,
                over: day.over,
                likely: likely(day),
            })
            .collect(),
        what_if: desk.what_if(&around.what_if),
        plans: around.plans,
        key: around.key,
        decisions: forecast.decisions.iter().enumerate().map(|(at, one)| desk.decision(one, at == 0)).collect(),
        organisings: chosen(organisings, &around.typed.what),
        partners: chosen(Partner::ALL.map(partner).into(), &around.typed.partner),
        typed: of_today(around.typed, desk.today),
        history: around.history.iter().map(|change| desk.region_change(change)).collect(),
    }
}

/// Where no day was typed, today stands.
fn of_today(typed: TypedDecision, today: Date) -> TypedDecision {
    let or_today = |day: String| if day.is_empty() { today.to_string() } else { day };
    TypedDecision { on: or_today(typed.on), from: or_today(typed.from), ..typed }
}

impl Desk {
    fn what_if(&self, asked: &[AskedNumber]) -> WhatIfFields {
        let field = |one: &AskedNumber| {
            let (least, most, usual) = one.bounds;
            let label = self.t.of(one.label).into_owned();
            let wrong = || {
                let said: [(&str, &dyn crate::texts::IntoArg); 5] =
                    [("field", &label), ("typed", &one.typed), ("least", &least), ("most", &most), ("usual", &usual)];
                self.t.with("region-what-if-wrong", &said).into_owned()
            };
            let fault = if one.number.is_none() { wrong() } else { String::new() };
            WhatIfField { name: one.name, label, value: one.typed.clone(), fault }
        };
        WhatIfFields {
            fields: asked.iter().map(field).collect(),
            usual: asked.iter().all(|one| one.number == Some(one.bounds.2)),
        }
    }

    fn phase_of_region(&self, phase: Phase) -> Chip {
        match phase {
            Phase::Green => Chip::new(Tone::Good, self.t.of("region-phase-green")),
            Phase::Orange => Chip::new(Tone::Warn, self.t.of("region-phase-orange")),
            Phase::Red => Chip::new(Tone::Alarm, self.t.of("region-phase-red")),
        }
    }

    /// The rule that decided, the days that it counted, and from when a shortage is likely.
    fn why_phase(&self, forecast: &RegionForecast) -> Vec<String> {
        let foreseen = &forecast.foreseen;
        let mut why = self.rule_and_days(foreseen);
        why.extend(self.stretch(forecast));
        if !foreseen.because.is_empty() {
            why.extend(self.away_then(forecast));
        }
        why.push(match foreseen.likely_from {
            Some(day) => {
                let ahead = days_between(self.today, day);
                self.t.two("region-likely-from", "day", self.t.day_long(&day), "ahead", ahead).into_owned()
            }
            None => self.t.of("region-not-likely").into_owned(),
        });
        if forecast.days.first().is_some_and(|day| day.over) {
            why.push(self.t.of("region-today-over").into_owned());
        }
        if let Some(usual) = &forecast.usual {
            let phase = self.phase_of_region(usual.phase).text;
            why.push(self.t.one("region-usual-phase", "phase", phase.to_lowercase()).into_owned());
        }
        why
    }

    /// The whole stretch of such days, where it goes on after those that decided: it ends before a week without one.
    fn stretch(&self, forecast: &RegionForecast) -> Option<String> {
        let foreseen = &forecast.foreseen;
        let first = foreseen.because.first()?.date;
        let short = forecast.days.iter().filter(|day| day.date >= first && day.short >= foreseen.rule_chance);
        let mut all: Vec<Date> = Vec::new();
        for day in short {
            if all.last().is_none_or(|last| days_between(*last, day.date) <= 7) {
                all.push(day.date);
            }
        }
        let last = all.last().filter(|_| all.len() > foreseen.because.len())?;
        let (from, until) = (self.weekday_and_day(first), self.weekday_and_day(*last));
        let count = all.len();
        Some(self.t.with("region-stretch", &[("from", &from), ("until", &until), ("count", &count)]).into_owned())
    }

    /// The rule that decided, and the days that it counted.
    fn rule_and_days(&self, foreseen: &Foreseen) -> Vec<String> {
        let rule = match foreseen.phase {
            Phase::Green => "region-rule-green",
            Phase::Orange | Phase::Red => "region-rule-met",
        };
        let mut why =
            vec![self.t.two(rule, "days", foreseen.rule_days, "chance", foreseen.rule_chance / 10).into_owned()];
        if !foreseen.because.is_empty() {
            let days = foreseen.because.iter();
            let days: Vec<String> =
                days.map(|day| format!("{} ({}%)", self.weekday_and_day(day.date), day.chance / 10)).collect();
            why.push(self.t.one("region-because", "days", days.join(", ")).into_owned());
        }
        why
    }

    /// What the forecast said when a decision was recorded.
    fn rested_on(&self, foreseen: &Foreseen) -> String {
        let phase = self.phase_of_region(foreseen.phase).text.to_lowercase();
        let stood = self.t.two("region-stood-at", "phase", phase, "minutes", foreseen.visit_minutes).into_owned();
        [vec![stood], self.rule_and_days(foreseen)].concat().join(" ")
    }

    /// Who is not there on the days that decided; days on which the same people are away stand together.
    fn away_then(&self, forecast: &RegionForecast) -> Vec<String> {
        let mut then: Vec<(String, Vec<String>)> = Vec::new();
        for day in &forecast.days {
            let away = self.not_there(&day.away);
            if away.is_empty() || !forecast.foreseen.because.iter().any(|short| short.date == day.date) {
                continue;
            }
            let name = self.weekday_and_day(day.date);
            match then.iter_mut().find(|(other, _)| *other == away) {
                Some((_, days)) => days.push(name),
                None => then.push((away, vec![name])),
            }
        }
        let said =
            |(away, days): (String, Vec<String>)| self.t.two("region-away-then", "days", days.join(", "), "away", away);
        then.into_iter().map(|one| said(one).into_owned()).collect()
    }

    /// `afwezig: Anne Visser, Selin Kaya; vrij: Joke Bakker`. Of many who are free their number says enough.
    fn not_there(&self, away: &[AwayVisitor]) -> String {
        let of = |why: VisitorDay| -> Option<String> {
            let names: Vec<&str> = away.iter().filter(|one| one.why == why).map(|one| one.name.as_str()).collect();
            let said = self.t.of(super::roster::off_key(why));
            match names.len() {
                0 => None,
                many if many > NAMED && why == VisitorDay::Free => Some(format!("{said}: {many}")),
                _ => Some(format!("{said}: {}", names.join(", "))),
            }
        };
        let all = [VisitorDay::Ill, VisitorDay::Away, VisitorDay::Duty, VisitorDay::Free].into_iter().filter_map(of);
        all.collect::<Vec<_>>().join("; ")
    }

    fn visit_pace(&self, pace: &VisitPace) -> String {
        let VisitPace { minutes, visits, care, way } = pace;
        match visits {
            0 => self.t.one("region-pace-set", "minutes", minutes),
            _ => self.t.with(
                "region-pace-measured",
                &[("minutes", minutes), ("visits", visits), ("care", care), ("way", way)],
            ),
        }
        .into_owned()
    }

    /// `ma 7 dec`.
    pub(super) fn weekday_and_day(&self, day: Date) -> String {
        format!("{} {}", self.t.weekday_short(&day), self.t.day(&day, &self.today))
    }

    /// Thousandths as people write them: one place behind the comma.
    pub(super) fn decimal(&self, thousandths: u64) -> String {
        let tenths = (thousandths + 50) / 100;
        self.t.two("decimal", "whole", tenths / 10, "tenths", tenths % 10).into_owned()
    }

    fn forecast_chart(&self, days: &[ForecastDay]) -> ForecastChart {
        let most = days.iter().map(|day| day.high.max(day.capacity)).max().unwrap_or(0).max(4) + 1;
        let last = f64::from(u32::try_from(days.len().max(2) - 1).unwrap_or(1));
        let x = |at: usize| LEFT + (RIGHT - LEFT) * f64::from(u32::try_from(at).unwrap_or(0)) / last;
        let y = |value: f64| f64::from(BOTTOM) - f64::from(BOTTOM - TOP) * value / f64::from(most);
        let line = |values: Vec<f64>| -> String {
            let mut path = String::new();
            for (at, value) in values.into_iter().enumerate() {
                // Writing to a string cannot fail.
                let _ = write!(path, "{}{:.1} {:.1}", if at == 0 { 'M' } else { 'L' }, x(at), y(value));
            }
            path
        };
        let mut band = line(days.iter().map(|day| f64::from(day.high)).collect());
        for (at, day) in days.iter().enumerate().rev() {
            let _ = write!(band, "L{:.1} {:.1}", x(at), y(f64::from(day.low)));
        }
        band.push('Z');
        let half = (RIGHT - LEFT) / last / 2.0;
        let mut capacity = String::new();
        for (at, day) in days.iter().enumerate() {
            let (from, until) = ((x(at) - half).max(LEFT), (x(at) + half).min(RIGHT));
            let word = if at == 0 { 'M' } else { 'L' };
            let height = y(f64::from(day.capacity));
            let _ = write!(capacity, "{word}{from:.1} {height:.1}H{until:.1}");
        }
        let step = usize::try_from(most.div_ceil(6)).unwrap_or(1).max(1);
        let levels = (0..=most).step_by(step).map(|level| (format!("{:.1}", y(f64::from(level))), level.to_string()));
        let every_week = days.iter().enumerate().step_by(7);
        let short = days.iter().enumerate().filter(|(_, day)| day.short >= 500);
        let expected = |day: &ForecastDay| f64::from(u32::try_from(day.expected).unwrap_or(u32::MAX)) / 1_000.0;
        ForecastChart {
            width: WIDTH,
            height: HEIGHT,
            about: self.t.of("region-chart-about").into_owned(),
            band,
            expected: line(days.iter().map(expected).collect()),
            capacity,
            short: short.map(|(at, _)| (format!("{:.1}", x(at) - half), format!("{:.1}", half * 2.0))).collect(),
            edges: (TOP, BOTTOM),
            levels: levels.collect(),
            days: every_week.map(|(at, day)| (format!("{:.1}", x(at)), self.t.day(&day.date, &self.today))).collect(),
        }
    }

    fn decision(&self, one: &DecisionView, latest: bool) -> DecisionBlock {
        let what = capital(&self.text(&wording::organising(one.organising)));
        let told = one.told.iter().map(|told| {
            let partner = capital(&self.text(&wording::partner(told.partner)));
            (partner, format!("{}: {}", self.t.day(&told.on, &self.today), told.how))
        });
        let untold = Partner::ALL.into_iter().filter(|partner| !one.told.iter().any(|told| told.partner == *partner));
        let recorded_at = self.t.moment(&one.recorded_at, &self.today);
        DecisionBlock {
            what: match one.organising {
                Organising::Withdraw => self.t.of("region-withdrawn"),
                _ => self.t.two("region-decided", "what", what, "from", self.t.day_full(&one.from)),
            }
            .into_owned(),
            reason: one.reason.clone(),
            rested_on: one.foreseen.as_ref().map(|foreseen| self.rested_on(foreseen)).unwrap_or_default(),
            by: self
                .t
                .with(
                    "region-decided-by",
                    &[("day", &self.t.day_full(&one.on)), ("insurer", &one.insurer), ("midwives", &one.midwives)],
                )
                .into_owned(),
            recorded: self.t.two("region-recorded", "who", &one.recorded_by, "at", recorded_at).into_owned(),
            told: told.collect(),
            untold: untold.map(|partner| self.text(&wording::partner(partner))).collect(),
            latest,
        }
    }

    pub(super) fn region_change(&self, change: &Change) -> HistoryEntry {
        HistoryEntry {
            at: self.t.moment(&change.at, &self.today),
            by: name_of(change.by, &self.directory),
            what: self.text(&change.line.what),
            detail: change.line.detail.clone(),
        }
    }
}
