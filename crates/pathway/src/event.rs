//! What happened in a pathway. The journal keeps these; a state is nothing but their sum.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    date_window::Window,
    fact::FactValue,
    ids::{AnchorId, ContentHash, FactId, OutcomeId, PathwayId, StepId},
    lifecycle::Cause,
    ruling::Ruling,
    state::Lateness,
    whom::Whom,
};

/// Why a window moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Because {
    /// A clinical date was corrected.
    Anchor {
        /// Which date.
        anchor: AnchorId,
        /// What it was.
        was: Option<Date>,
        /// What it is now.
        now: Date,
    },
    /// The step that the window counts from ended.
    StepEnded {
        /// Which step.
        step: StepId,
        /// When.
        on: Date,
    },
    /// The appointment was let go.
    Unpinned,
    /// A clinical date was recorded by mistake.
    Retracted {
        /// Which date.
        anchor: AnchorId,
    },
    /// An answer was corrected, or taken back.
    Fact {
        /// Which fact.
        fact: FactId,
        /// What it is now; nothing when the question is open again.
        now: Option<FactValue>,
    },
    /// The step that it waits for was not done after all.
    Reopened {
        /// Which step.
        step: StepId,
    },
    /// The step that it waits for was done once more and ended otherwise.
    EndedOtherwise {
        /// Which step.
        step: StepId,
    },
    /// Something that is sealed: as told to who is not named on the seal. The journal keeps what it was.
    Sealed,
}

impl Because {
    /// Whether what opened it does not hold any more, so that it must not stand open: a mistake was taken back, or a step
    /// ended otherwise than before.
    pub(crate) fn takes_back(&self) -> bool {
        match self {
            Self::Retracted { .. } | Self::Fact { .. } | Self::Reopened { .. } | Self::EndedOtherwise { .. } => true,
            Self::Anchor { .. } | Self::StepEnded { .. } | Self::Unpinned | Self::Sealed => false,
        }
    }
}

/// Something that happened. Events carry no behaviour: replaying them has no effects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Event {
    /// The client entered the pathway.
    Started {
        /// Which pathway.
        pathway: PathwayId,
        /// Its version, as people name it.
        #[schema(value_type = String)]
        version: Arc<str>,
        /// The exact file that the case runs on from now.
        hash: ContentHash,
        /// The date of entry.
        entry: Date,
    },
    /// A clinical date became known or was corrected.
    AnchorSet {
        /// Which date.
        anchor: AnchorId,
        /// What it is now.
        date: Date,
        /// What it was before.
        was: Option<Date>,
        /// Why it was corrected.
        reason: Option<String>,
    },
    /// A clinical date had been recorded by mistake and is not known after all.
    AnchorRetracted {
        /// Which date.
        anchor: AnchorId,
        /// What it was.
        was: Date,
        /// Why.
        reason: String,
    },
    /// A fact became known or was corrected.
    FactSet {
        /// Which fact.
        fact: FactId,
        /// Its value.
        value: FactValue,
    },
    /// An answer had been given by mistake; what holds by default holds again.
    FactRetracted {
        /// Which fact.
        fact: FactId,
        /// What was answered.
        was: FactValue,
        /// Why.
        reason: String,
    },
    /// A step stands in the course: for the first time, or again after a correction. It waits.
    Planned {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        nth: u16,
        /// Its window, as soon as the dates it counts from are known.
        window: Option<Window>,
        /// Set when its own window has passed and this is a window to catch up in.
        late: Option<Lateness>,
        /// What made its window known, or made it wait again; nothing when it enters the course.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<Because>,
    },
    /// A discretionary step was called for. It waits.
    Added {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        nth: u16,
        /// Its window, as soon as the dates it counts from are known.
        window: Option<Window>,
        /// Set when its own window has passed and this is a window to catch up in.
        late: Option<Lateness>,
    },
    /// A step is to be done from now.
    Opened {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        nth: u16,
        /// The date.
        on: Date,
        /// Its window; a window that counts from the opening is known from here.
        window: Option<Window>,
        /// Set when its own window has passed and this is a window to catch up in.
        late: Option<Lateness>,
    },
    /// A window moved.
    Moved {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        nth: u16,
        /// The window now.
        window: Window,
        /// Set when its own window has passed and this is a window to catch up in.
        late: Option<Lateness>,
        /// The step was open, but its window now starts in the future: it waits again.
        waits: bool,
        /// Why.
        because: Because,
    },
    /// An appointment was made.
    Pinned {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        nth: u16,
        /// The appointment.
        date: Date,
    },
    /// An appointment was let go.
    Unpinned {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        nth: u16,
    },
    /// A step was done.
    Completed {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        nth: u16,
        /// The date on which it was done.
        on: Date,
        /// How it ended.
        outcome: Option<OutcomeId>,
        /// The row of the decision table that said so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decided: Option<Ruling>,
        /// What was said with it, where the step asks for words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<String>,
        /// To whom she was referred, or with whom the appointment is, where the step asks that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        whom: Option<Whom>,
        /// The day that the step asks, as that of an appointment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        day: Option<Date>,
    },
    /// A step was left out on purpose.
    Skipped {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        nth: u16,
        /// The date of the decision.
        on: Date,
        /// Why.
        reason: String,
    },
    /// A step had been said to be done or skipped by mistake. It waits.
    Reopened {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        nth: u16,
        /// Why.
        reason: String,
    },
    /// A step was not done in time.
    Missed {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        nth: u16,
        /// The date on which that was established.
        on: Date,
        /// Why.
        why: Cause,
    },
    /// A step is no longer called for.
    Cancelled {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        nth: u16,
        /// The date on which that was established.
        on: Date,
        /// Why.
        cause: Cause,
    },
    /// The pathway ended for this case.
    Ended {
        /// The date.
        on: Date,
        /// Why.
        cause: String,
    },
}

impl Event {
    /// The kind as it stands in the journal, for example `opened`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Started { .. } => "started",
            Self::AnchorSet { .. } => "anchor-set",
            Self::AnchorRetracted { .. } => "anchor-retracted",
            Self::FactSet { .. } => "fact-set",
            Self::FactRetracted { .. } => "fact-retracted",
            Self::Planned { .. } => "planned",
            Self::Added { .. } => "added",
            Self::Opened { .. } => "opened",
            Self::Moved { .. } => "moved",
            Self::Pinned { .. } => "pinned",
            Self::Unpinned { .. } => "unpinned",
            Self::Completed { .. } => "completed",
            Self::Skipped { .. } => "skipped",
            Self::Reopened { .. } => "reopened",
            Self::Missed { .. } => "missed",
            Self::Cancelled { .. } => "cancelled",
            Self::Ended { .. } => "ended",
        }
    }

    /// The occurrence that the event is about, if it is about one.
    #[must_use]
    pub fn occurrence(&self) -> Option<(&StepId, u16)> {
        match self {
            Self::Planned { step, nth, .. }
            | Self::Added { step, nth, .. }
            | Self::Opened { step, nth, .. }
            | Self::Moved { step, nth, .. }
            | Self::Pinned { step, nth, .. }
            | Self::Unpinned { step, nth }
            | Self::Completed { step, nth, .. }
            | Self::Skipped { step, nth, .. }
            | Self::Reopened { step, nth, .. }
            | Self::Missed { step, nth, .. }
            | Self::Cancelled { step, nth, .. } => Some((step, *nth)),
            Self::Started { .. }
            | Self::AnchorSet { .. }
            | Self::AnchorRetracted { .. }
            | Self::FactSet { .. }
            | Self::FactRetracted { .. }
            | Self::Ended { .. } => None,
        }
    }
}
