//! To whom she was referred, and for which day her appointment is: what a step may ask when it is done (PS-03, PS-04).
//!
//! A referral of which nobody knows where it went is not followed, and an appointment without a day is not checked on its
//! day. Windows that count from a step that asks a day count from that day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use crate::{
    Text,
    board::Board,
    date_window::{Offset, date_of},
    decide::Decision,
    definition::Definition,
    ids::StepId,
    lifecycle::{Life, Status},
    says::says_nothing,
    state::{Occurrence, State},
    step::{Base, Step},
    words,
};

/// Why a step is not recorded: what it asks of whom and when was not told so that anybody can follow it.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum NotTold {
    /// Nobody is named.
    #[error("step `{step}` is recorded with whom it concerns ({}): name an organisation, or write a name", .ask.en)]
    WhomNeeded {
        /// Which step.
        step: StepId,
        /// What is asked.
        ask: Text,
    },
    /// The step asks for nobody.
    #[error("step `{step}` does not ask with whom or to whom: leave `whom` out, or write it in a note")]
    WhomNotAsked {
        /// Which step.
        step: StepId,
    },
    /// No day is given.
    #[error("step `{step}` is recorded with a day ({}): give `day`", .ask.en)]
    DayNeeded {
        /// Which step.
        step: StepId,
        /// What is asked.
        ask: Text,
    },
    /// The step asks for no day.
    #[error("step `{step}` asks for no day: leave `day` out; `on` is the day on which it was done")]
    DayNotAsked {
        /// Which step.
        step: StepId,
    },
    /// The day lies before the step was done, or too far ahead.
    #[error("{day} cannot be the day that step `{step}` asks ({}): give one from {earliest} to {latest}", .ask.en)]
    DayImplausible {
        /// Which step.
        step: StepId,
        /// What is asked.
        ask: Text,
        /// As given.
        day: Date,
        /// The first possible day.
        earliest: Date,
        /// The last possible day.
        latest: Date,
    },
    /// What follows on that day cannot have been done before it.
    #[error(
        "step `{step}` cannot have been done on {on}: it follows on {}, which is {since}; give a day from then on, or reopen \
         the step that says which day and record another",
        .date.en
    )]
    BeforeTheDay {
        /// Which step.
        step: StepId,
        /// The day on which it is said to have been done.
        on: Date,
        /// The day that it follows on, as people call it.
        date: Text,
        /// That day.
        since: Date,
    },
}

impl NotTold {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WhomNeeded { .. } => "whom-needed",
            Self::WhomNotAsked { .. } => "whom-not-asked",
            Self::DayNeeded { .. } => "day-needed",
            Self::DayNotAsked { .. } => "day-not-asked",
            Self::DayImplausible { .. } => "day-implausible",
            Self::BeforeTheDay { .. } => "before-the-day",
        }
    }
}

/// The day that a step asks lies at most so long after the day on which the step was done.
const FARTHEST_DAYS: i32 = 366;

/// To whom a client is referred, or with whom she has an appointment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum Whom {
    /// An organisation that is known, by the id that it has in the directory.
    Org {
        /// Its id.
        org: String,
    },
    /// One that is not known, or somebody in practice for herself: by name.
    Elsewhere {
        /// Her name, or that of her organisation.
        name: String,
    },
}

impl Whom {
    fn says_nothing(&self) -> bool {
        let (Self::Org { org: said } | Self::Elsewhere { name: said }) = self;
        says_nothing(said)
    }
}

impl Occurrence {
    /// The day from which windows count that count from this step: the one that it asked, or else when it ended.
    pub(crate) fn counts_from(&self) -> Option<Date> {
        let asked = self.day.filter(|_| self.status() == Status::Done);
        asked.or_else(|| self.life.ended_on())
    }
}

impl Step {
    /// Whether it asks to whom or for which day, so that it is done on a form of its own.
    #[must_use]
    pub fn asks_whom_or_when(&self) -> bool {
        self.whom.is_some() || self.day.is_some()
    }
}

impl Definition {
    /// Who is meant where nobody is named: who was named at the step from which this one takes it.
    #[must_use]
    pub fn whom_before<'s>(&self, state: &'s State, step: &Step) -> Option<&'s Whom> {
        let before = self.steps.get(usize::from(step.whom_as?))?;
        let done = state.occurrences().filter(|one| one.step == before.id && one.status() == Status::Done);
        done.last()?.whom.as_ref()
    }

    /// The step that asks the day from which this one counts, as the making of an appointment.
    #[must_use]
    pub fn day_asked_by(&self, step: &Step) -> Option<&Step> {
        let Base::Step(at) = step.window.as_ref()?.from.base else { return None };
        self.steps.get(usize::from(at)).filter(|asks| asks.day.is_some())
    }
}

impl Board<'_> {
    /// Who was named when a step was last done.
    fn named_at(&self, step: u16) -> Option<&Whom> {
        let done = self.occurrences_of(step).filter(|one| matches!(one.life, Life::Done { .. }));
        done.last()?.whom.as_ref()
    }
}

impl Decision<'_> {
    /// To whom, as it is recorded: as it was said, or else as at the step that this one takes it from. Refused when the step
    /// asks for it and nobody is named.
    pub(crate) fn whom(&self, rule: &Step, said: Option<&Whom>) -> Result<Option<Whom>, NotTold> {
        let Some(ask) = &rule.whom else {
            return match said {
                None => Ok(None),
                Some(_) => Err(NotTold::WhomNotAsked { step: rule.id.clone() }),
            };
        };
        let as_before = || rule.whom_as.and_then(|step| self.board.named_at(step));
        let whom = said.filter(|whom| !whom.says_nothing()).or_else(as_before);
        whom.cloned().map(Some).ok_or_else(|| NotTold::WhomNeeded { step: rule.id.clone(), ask: ask.clone() })
    }

    /// The day that the step asks: not before it was done, and not more than a year after.
    pub(crate) fn asked_day(&self, rule: &Step, on: Date, said: Option<Date>) -> Result<Option<Date>, NotTold> {
        let (ask, day) = match (&rule.day, said) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return Err(NotTold::DayNotAsked { step: rule.id.clone() }),
            (Some(ask), None) => return Err(NotTold::DayNeeded { step: rule.id.clone(), ask: ask.clone() }),
            (Some(ask), Some(day)) => (ask, day),
        };
        let latest = Offset::Days(FARTHEST_DAYS).after_date(on);
        if day < on || day > latest {
            return Err(NotTold::DayImplausible { step: rule.id.clone(), ask: ask.clone(), day, earliest: on, latest });
        }
        Ok(Some(day))
    }

    /// Whether she came to an appointment is not known before its day.
    pub(crate) fn refuse_before_the_day(&self, slot: usize, on: Date) -> Result<(), NotTold> {
        let rule = self.board.step_of(slot);
        let Some(from) = rule.window.as_ref().map(|window| &window.from).filter(|_| !rule.early) else { return Ok(()) };
        let Base::Step(at) = from.base else { return Ok(()) };
        let before = self.board.step(at);
        if before.day.is_none() || from.offset.range().0 < 0 {
            return Ok(());
        }
        match self.board.ended(at).map(date_of).filter(|since| on < *since) {
            None => Ok(()),
            Some(since) => {
                let noun = words::step_as_base(before);
                Err(NotTold::BeforeTheDay { step: rule.id.clone(), on, date: noun, since })
            }
        }
    }
}
