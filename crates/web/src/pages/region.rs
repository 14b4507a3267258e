//! *Regio*: what is coming in postnatal care, the phase with its rule, and the decision to centralise (PN-01, PN-02).

use askama::Template;
use jiff::civil::Date;

use super::{Choice, Chrome, FormKey};
use crate::texts::{Chip, Texts};

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "region.html")]
pub struct RegionPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// The network.
    pub network: String,
    /// What was wrong with what was posted; empty when nothing was.
    pub wrong: String,
    /// What somebody else changed meanwhile, newest first.
    pub meanwhile: Vec<String>,
    /// The phase.
    pub phase: Chip,
    /// The rule that decided, the days, and from when a shortage is likely.
    pub why: Vec<String>,
    /// What the numbers rest on.
    pub rests_on: String,
    /// What a visit takes of a visitor's day, and how that is known.
    pub rests_on_pace: String,
    /// What is known of the births to come: planned caesareans and hospital.
    pub rests_on_births: String,
    /// The chart.
    pub chart: ForecastChart,
    /// The same as numbers.
    pub rows: Vec<ForecastRow>,
    /// What if.
    pub what_if: WhatIfFields,
    /// Whether she plans.
    pub plans: bool,
    /// What the forms post along.
    pub key: FormKey,
    /// The decisions, newest first.
    pub decisions: Vec<DecisionBlock>,
    /// What can be decided.
    pub organisings: Vec<Choice>,
    /// Whom to tell.
    pub partners: Vec<Choice>,
    /// What was typed before it was refused.
    pub typed: TypedDecision,
    /// Who did what with the roster, newest first.
    pub history: Vec<HistoryEntry>,
}

/// Visits per day as a drawing.
#[derive(Debug, Clone, Default)]
pub struct ForecastChart {
    /// Width at full size.
    pub width: i32,
    /// Height at full size.
    pub height: i32,
    /// What it shows, in a sentence.
    pub about: String,
    /// The band of four fifths.
    pub band: String,
    /// The expected number.
    pub expected: String,
    /// What the visitors can make.
    pub capacity: String,
    /// Days that likely fall short: the middle of each, and how wide a day is.
    pub short: Vec<(String, String)>,
    /// Upper and lower edge of the drawing.
    pub edges: (i32, i32),
    /// Numbers at the left: height and words.
    pub levels: Vec<(String, String)>,
    /// Days at the bottom: place and words.
    pub days: Vec<(String, String)>,
}

/// A day of the forecast.
#[derive(Debug, Clone)]
pub struct ForecastRow {
    /// The day.
    pub day: String,
    /// Visits expected.
    pub expected: String,
    /// The band.
    pub band: String,
    /// What the visitors can make.
    pub capacity: u32,
    /// Who makes no visits, and why; empty where everybody does.
    pub away: String,
    /// How likely a shortage is, in hundredths.
    pub short: u32,
    /// It is today, and nobody visits any more.
    pub over: bool,
    /// Whether it is likelier than not.
    pub likely: bool,
}

/// What partners expect.
#[derive(Debug, Clone)]
pub struct WhatIfFields {
    /// Each number.
    pub fields: Vec<WhatIfField>,
    /// Nothing is asked but what is usual.
    pub usual: bool,
}

/// A number that partners expect, as it was typed.
#[derive(Debug, Clone)]
pub struct WhatIfField {
    /// Its name in the address.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
    /// What stands in it.
    pub value: String,
    /// What is wrong with that; empty when nothing is.
    pub fault: String,
}

/// A decision with who was told.
#[derive(Debug, Clone)]
pub struct DecisionBlock {
    /// What and from when.
    pub what: String,
    /// Why.
    pub reason: String,
    /// What the forecast said then; empty of a decision from before that was kept.
    pub rested_on: String,
    /// Who decided.
    pub by: String,
    /// Who recorded it, and when.
    pub recorded: String,
    /// Who was told: partner, and when and how.
    pub told: Vec<(String, String)>,
    /// Who was not told yet.
    pub untold: Vec<String>,
    /// Whether it is the latest: only of that partners are told.
    pub latest: bool,
}

/// A decision, or that a partner was told of it, as it was typed; of today when nothing was.
#[derive(Debug, Clone, Default)]
pub struct TypedDecision {
    /// In which form: `besluit` or `ingelicht`.
    pub form: String,
    /// What was decided.
    pub what: String,
    /// The day.
    pub on: String,
    /// From which day it holds.
    pub from: String,
    /// Which partner was told.
    pub partner: String,
    /// For the insurer.
    pub insurer: String,
    /// For the midwives.
    pub midwives: String,
    /// Why.
    pub reason: String,
    /// How a partner was told.
    pub how: String,
}

/// A line of the history.
#[derive(Debug, Clone)]
pub struct HistoryEntry {
    /// When.
    pub at: String,
    /// Who.
    pub by: String,
    /// What.
    pub what: String,
    /// What was written with it.
    pub detail: Option<String>,
}
