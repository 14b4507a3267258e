//! A roster as it is written down: who goes where, on which day, in which order and at what time.

use serde::{Deserialize, Serialize};

use crate::costs::Bill;

/// The name and version of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum PlanFormat {
    /// The first version.
    #[default]
    #[serde(rename = "regie-plan-1")]
    One,
}

/// A roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Plan {
    /// The format's name and version.
    pub format: PlanFormat,
    /// The name of the instance.
    pub instance: String,
    /// What the solver says that it costs; the checker says it again.
    pub bill: Bill,
    /// The days of the midwives that have visits, by day and then by midwife.
    pub routes: Vec<Route>,
    /// The visits that nobody makes.
    pub unplanned: Vec<String>,
}

/// A midwife's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Route {
    /// The day.
    pub day: u16,
    /// The midwife.
    pub midwife: String,
    /// Her visits in order.
    pub stops: Vec<Stop>,
    /// When she is free between two visits, where her day must have breaks (`[law]` `breaks`); read by people, judged from
    /// the times of her visits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<Pause>,
}

/// A break in a midwife's day, in seconds after midnight: after one visit, before the way to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Pause {
    /// When it begins.
    pub from: i64,
    /// When it ends.
    pub until: i64,
}

/// A visit in a midwife's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Stop {
    /// The visit.
    pub visit: String,
    /// When it begins, in seconds after midnight.
    pub start: i64,
}

impl Plan {
    /// Every stop with its route.
    pub fn stops(&self) -> impl Iterator<Item = (&Route, &Stop)> {
        self.routes.iter().flat_map(|route| route.stops.iter().map(move |stop| (route, stop)))
    }
}
