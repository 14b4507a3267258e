//! That the client died: whoever sees the case must read so, and nobody may speak of her as living.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use regie_pathway::{AnchorId, FactId, FactValue};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::records::ClosingReason;
use super::state::Case;
use crate::vocabulary::{anchor, fact};

/// That the client died.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Death {
    /// On this day.
    On(Date),
    /// On a day that nobody recorded.
    DayUnknown,
}

/// How [`Death::DayUnknown`] is written.
const UNKNOWN: &str = "day-unknown";

impl fmt::Display for Death {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(day) => day.fmt(f),
            Self::DayUnknown => f.write_str(UNKNOWN),
        }
    }
}

impl FromStr for Death {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == UNKNOWN { Ok(Self::DayUnknown) } else { text.parse().map(Self::On) }
    }
}

impl Case {
    /// That the client died, as far as the case knows: by the date of a pathway, by why it was closed, or by the answer to
    /// why the care ends.
    #[must_use]
    pub fn death(&self) -> Option<Death> {
        let died = AnchorId::from(anchor::DIED);
        let day = self.runs.iter().find_map(|run| run.state.anchor(&died));
        let closed = self.closed.as_ref().filter(|closing| closing.reason == ClosingReason::Died);
        if let Some(day) = day.or_else(|| closed?.died_on) {
            return Some(Death::On(day));
        }
        let ended = FactId::from(fact::CLOSING);
        let says_so = |answer: &FactValue| matches!(answer, FactValue::Choice(why) if why == fact::DIED);
        let told = self.runs.iter().filter_map(|run| run.state.fact(&ended)).any(says_so);
        (closed.is_some() || told).then_some(Death::DayUnknown)
    }
}
