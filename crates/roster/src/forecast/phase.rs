//! The phase of the region: green, orange or red, and the rule that says so.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::forecast::Day;

/// The phase of the region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// The shifts carry what is needed.
    Green,
    /// A shortage may come: time to look for locums and to tell the partners.
    Orange,
    /// A shortage is likely: time to decide on centralising, before it is there.
    Red,
}

/// When a phase begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Rule {
    /// Orange: in any seven days, this many have at least `orange-chance` of shortage.
    pub orange_days: u16,
    /// In thousandths.
    pub orange_chance: u32,
    /// Red: in any seven days, this many have at least `red-chance` of shortage.
    pub red_days: u16,
    /// In thousandths.
    pub red_chance: u32,
}

impl Default for Rule {
    /// Two days of seven: a single bad day is mended within the region, two are a week that does not hold.
    fn default() -> Self {
        Self { orange_days: 2, orange_chance: 200, red_days: 2, red_chance: 500 }
    }
}

/// The phase, and what decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Ruling {
    /// The phase.
    pub phase: Phase,
    /// The days that decided; none when green.
    pub because: Vec<Shortage>,
    /// The first day on which a shortage is likelier than not.
    pub likely_from: Option<Date>,
    /// The rule.
    pub rule: Rule,
}

/// A day that may fall short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Shortage {
    /// The day.
    pub date: Date,
    /// How likely, in thousandths.
    pub chance: u32,
}

impl Rule {
    /// The phase of these days.
    pub(super) fn ruling(&self, days: &[Day]) -> Ruling {
        let red = week(days, self.red_days, self.red_chance);
        let orange = week(days, self.orange_days, self.orange_chance);
        let (phase, because) = match (red, orange) {
            (Some(red), _) => (Phase::Red, red),
            (None, Some(orange)) => (Phase::Orange, orange),
            (None, None) => (Phase::Green, Vec::new()),
        };
        let likely_from = days.iter().find(|day| day.short >= 500).map(|day| day.date);
        Ruling { phase, because, likely_from, rule: self.clone() }
    }
}

/// The first seven days of which so many have at least that chance.
fn week(days: &[Day], wanted: u16, chance: u32) -> Option<Vec<Shortage>> {
    let short = |some: &[Day]| -> Vec<Shortage> {
        let short = some.iter().filter(|day| day.short >= chance);
        short.map(|day| Shortage { date: day.date, chance: day.short }).collect()
    };
    let weeks = (0..days.len()).map(|first| short(&days[first..(first + 7).min(days.len())]));
    weeks.into_iter().find(|short| !short.is_empty() && short.len() >= usize::from(wanted))
}
