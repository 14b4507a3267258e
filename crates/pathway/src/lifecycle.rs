//! The life of a step, as one table that can be read beside the design.
//!
//! waiting → open → done | skipped | missed | cancelled. Two kinds of arrow lead back, and only a *correction* takes
//! them: a fact or date that was wrong must not leave its consequences behind.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Text, date_window::Window, ids::OutcomeId};

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Planned; not yet its time, or its criterion does not hold yet.
    Waiting,
    /// To be done now.
    Open,
    /// Done.
    Done,
    /// Left out on purpose, with a reason.
    Skipped,
    /// Not done and its time has passed.
    Missed,
    /// No longer called for.
    Cancelled,
}

/// What can happen to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Move {
    /// Its time has come and its criterion holds.
    Open,
    /// Somebody did it.
    Complete,
    /// Somebody decided to leave it out.
    Skip,
    /// Its time has passed.
    Miss,
    /// Its exit criterion holds, or the case ended.
    Cancel,
    /// A corrected date or fact makes it wait again.
    Return,
    /// The date that it marks was recorded by mistake, so that it did not take place.
    Retract,
    /// It was said to be done or skipped by mistake.
    Reopen,
}

/// The whole lifecycle: what is not in this table cannot happen.
pub const LIFECYCLE: &[(Status, Move, Status)] = &[
    (Status::Waiting, Move::Open, Status::Open),
    (Status::Waiting, Move::Complete, Status::Done), // done early
    (Status::Waiting, Move::Skip, Status::Skipped),
    (Status::Waiting, Move::Miss, Status::Missed),
    (Status::Waiting, Move::Cancel, Status::Cancelled),
    (Status::Open, Move::Complete, Status::Done),
    (Status::Open, Move::Skip, Status::Skipped),
    (Status::Open, Move::Miss, Status::Missed),
    (Status::Open, Move::Cancel, Status::Cancelled),
    (Status::Open, Move::Return, Status::Waiting), // its window moved into the future
    (Status::Done, Move::Retract, Status::Waiting), // a milestone only
    (Status::Done, Move::Reopen, Status::Waiting),
    (Status::Skipped, Move::Reopen, Status::Waiting),
    (Status::Missed, Move::Complete, Status::Done),     // recorded late
    (Status::Missed, Move::Return, Status::Waiting),    // its time has not passed after all
    (Status::Cancelled, Move::Return, Status::Waiting), // it is called for after all
];

impl Status {
    /// Every status, in the order of the lifecycle.
    pub const ALL: [Self; 6] = [Self::Waiting, Self::Open, Self::Done, Self::Skipped, Self::Missed, Self::Cancelled];

    /// Where the move leads; nothing when the lifecycle does not know it.
    #[must_use]
    pub fn after(self, step: Move) -> Option<Self> {
        LIFECYCLE.iter().find(|(from, by, _)| *from == self && *by == step).map(|(_, _, to)| *to)
    }

    /// Waiting or open: it may still be done in time.
    #[must_use]
    pub fn is_live(self) -> bool {
        matches!(self, Self::Waiting | Self::Open)
    }

    /// The word used in criteria and scenarios.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Open => "open",
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Missed => "missed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The status that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// What the page shows.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Self::Waiting => Text::new("wacht", "waiting"),
            Self::Open => Text::new("open", "open"),
            Self::Done => Text::new("gedaan", "done"),
            Self::Skipped => Text::new("overgeslagen", "skipped"),
            Self::Missed => Text::new("gemist", "missed"),
            Self::Cancelled => Text::new("vervallen", "cancelled"),
        }
    }
}

/// Why a step was missed or cancelled without anybody deciding it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Cause {
    /// Its window lay in the past when the client entered, or when the date it counts from became known.
    WindowPassed {
        /// The window that had passed.
        window: Window,
    },
    /// It was open until the date on which it lapses.
    Lapsed {
        /// The last date on which it could be done.
        until: Date,
    },
    /// Its exit criterion came to hold.
    Ended {
        /// The part of the criterion that holds.
        #[schema(value_type = String)]
        criterion: Arc<str>,
    },
    /// Its exit criterion held already when the client entered.
    EndedBeforeEntry {
        /// The part of the criterion that held.
        #[schema(value_type = String)]
        criterion: Arc<str>,
    },
    /// The answers changed back: the table decides again as it did before, so that there is nothing to decide anew.
    DecisionStands,
    /// The pathway was ended for this case.
    PathwayEnded {
        /// The cause that was given.
        cause: String,
    },
}

/// Where a step stands, with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Life {
    /// Planned.
    Waiting,
    /// To be done now.
    Open {
        /// The date on which it opened.
        since: Date,
    },
    /// Done.
    Done {
        /// The date on which it was done, which may lie before the date on which it was recorded.
        on: Date,
        /// How it ended, when the step tells outcomes apart.
        outcome: Option<OutcomeId>,
    },
    /// Left out on purpose.
    Skipped {
        /// The date of the decision.
        on: Date,
        /// Why.
        reason: String,
    },
    /// Not done in time.
    Missed {
        /// The date on which that was established.
        on: Date,
        /// Why.
        why: Cause,
    },
    /// No longer called for.
    Cancelled {
        /// The date on which that was established.
        on: Date,
        /// Why.
        cause: Cause,
    },
}

impl Life {
    /// The status without its data.
    #[must_use]
    pub fn status(&self) -> Status {
        match self {
            Self::Waiting => Status::Waiting,
            Self::Open { .. } => Status::Open,
            Self::Done { .. } => Status::Done,
            Self::Skipped { .. } => Status::Skipped,
            Self::Missed { .. } => Status::Missed,
            Self::Cancelled { .. } => Status::Cancelled,
        }
    }

    /// The date on which the step was done, skipped or missed: what a window `step+7d` counts from.
    #[must_use]
    pub fn ended_on(&self) -> Option<Date> {
        match self {
            Self::Done { on, .. } | Self::Skipped { on, .. } | Self::Missed { on, .. } => Some(*on),
            Self::Waiting | Self::Open { .. } | Self::Cancelled { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_or_skipped_stays_so_until_somebody_takes_it_back() {
        for status in [Status::Done, Status::Skipped] {
            let leaves = |by: Move| !matches!(by, Move::Retract | Move::Reopen);
            assert!(LIFECYCLE.iter().all(|(from, by, _)| *from != status || !leaves(*by)));
        }
    }

    #[test]
    fn the_table_names_each_arrow_once() {
        for (at, (from, by, _)) in LIFECYCLE.iter().enumerate() {
            assert!(LIFECYCLE[at + 1..].iter().all(|(f, b, _)| (f, b) != (from, by)), "{from:?} {by:?}");
        }
    }

    #[test]
    fn every_status_has_its_word() {
        for status in Status::ALL {
            assert_eq!(Status::from_word(status.word()), Some(status));
        }
    }
}
