//! What a person, or the clock, may ask of a pathway.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    fact::FactValue,
    ids::{AnchorId, FactId, OutcomeId, StepId},
    whom::Whom,
};

/// A wish, which [`crate::decide`] turns into events or a refusal. Where `nth` is left out, the first occurrence that
/// the command can act on is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum Command {
    /// The client enters the pathway; the whole course is planned.
    Start {
        /// The date of entry: today or earlier.
        entry: Date,
        /// The clinical dates that are known.
        #[serde(default)]
        anchors: BTreeMap<AnchorId, Date>,
        /// The facts that are known.
        #[serde(default)]
        facts: BTreeMap<FactId, FactValue>,
    },
    /// A clinical date becomes known or is corrected; every window that counts from it and is not pinned moves.
    SetAnchor {
        /// Which date.
        anchor: AnchorId,
        /// The date.
        date: Date,
        /// Why it was corrected.
        #[serde(default)]
        reason: Option<String>,
    },
    /// A clinical date was recorded by mistake (on the wrong client) and is not known after all; what hung on it and is
    /// neither done, skipped nor pinned waits again.
    RetractAnchor {
        /// Which date.
        anchor: AnchorId,
        /// Why; not empty.
        reason: String,
    },
    /// An answer was given by mistake, and the question is open again; what it opened and is neither done nor skipped
    /// waits again.
    RetractFact {
        /// Which fact.
        fact: FactId,
        /// Why; not empty.
        reason: String,
    },
    /// A fact becomes known or is corrected.
    SetFact {
        /// Which fact.
        fact: FactId,
        /// Its value.
        value: FactValue,
    },
    /// A step was done: on time, early, or recorded late.
    Complete {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        #[serde(default)]
        nth: Option<u16>,
        /// The date on which it was done: today or earlier.
        on: Date,
        /// How it ended; needed when the step tells outcomes apart.
        #[serde(default)]
        outcome: Option<OutcomeId>,
        /// The words that the step asks for with it, as on what a weighing rests; left out where it asks none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<String>,
        /// To whom she was referred, or with whom the appointment is, where the step asks that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        whom: Option<Whom>,
        /// The day that the step asks, as that of an appointment: windows that count from the step count from it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        day: Option<Date>,
    },
    /// A step is left out on purpose.
    Skip {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        #[serde(default)]
        nth: Option<u16>,
        /// Why; not empty.
        reason: String,
    },
    /// A step was said to be done or skipped by mistake: it is to be done after all. The date and the answers that came
    /// with it are taken back too.
    Reopen {
        /// Which step.
        step: StepId,
        /// Which occurrence; left out, the last that was done or skipped.
        #[serde(default)]
        nth: Option<u16>,
        /// Why; not empty.
        reason: String,
    },
    /// An appointment is made: the step is pinned to the date and does not move along with corrections. What must be done
    /// is not planned after the last day of its window; anything else that is, is as due as without.
    Plan {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        #[serde(default)]
        nth: Option<u16>,
        /// The appointment: today or later.
        date: Date,
    },
    /// The appointment is let go; the step follows its window again.
    Unplan {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        #[serde(default)]
        nth: Option<u16>,
    },
    /// A discretionary step is called for.
    Add {
        /// Which step.
        step: StepId,
    },
    /// Time went by.
    Tick,
    /// The pathway ends for this case; everything that waits or is open is cancelled.
    End {
        /// Why; not empty.
        cause: String,
    },
}

impl Command {
    /// That a step was done on a day, and nothing more of it.
    #[must_use]
    pub fn complete(step: impl Into<StepId>, on: Date) -> Self {
        Self::Complete { step: step.into(), nth: None, on, outcome: None, words: None, whom: None, day: None }
    }

    /// The same with how it ended; another command stays what it is.
    #[must_use]
    pub fn with_outcome(mut self, ended: Option<OutcomeId>) -> Self {
        if let Self::Complete { outcome, .. } = &mut self {
            *outcome = ended;
        }
        self
    }
}
