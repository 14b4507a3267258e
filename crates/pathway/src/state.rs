//! The state of one pathway on one case: the sum of its events, computed without the definition.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    date_window::Window,
    event::{Because, Event},
    fact::FactValue,
    ids::{AnchorId, ContentHash, FactId, PathwayId, StepId},
    lifecycle::{Cause, Life, Status},
    ruling::Ruling,
    whom::Whom,
};

/// A step whose own window had passed, and which is to be caught up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Lateness {
    /// The window in which it should have been done.
    pub original: Window,
    /// The date on which it was found to have passed.
    pub found: Date,
}

/// One time that a step is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Which step.
    pub step: StepId,
    /// Counts from 1; more than 1 only for a step that repeats or was added again.
    pub nth: u16,
    /// Where it stands.
    pub life: Life,
    /// Its window, as soon as the dates it counts from are known.
    pub window: Option<Window>,
    /// Its appointment.
    pub pinned: Option<Date>,
    /// Set when `window` is one to catch up in.
    pub late: Option<Lateness>,
    /// The row of a decision table by which it was done.
    pub decided: Option<Ruling>,
    /// What was said with it when it was done, where the step asks for words.
    pub words: Option<String>,
    /// To whom she was referred, or with whom the appointment is, where the step asks that.
    pub whom: Option<Whom>,
    /// The day that the step asks when it is done, as that of an appointment.
    pub day: Option<Date>,
    /// Windows it had before a correction, so that correcting back restores what was.
    pub(crate) past: Vec<Past>,
    /// The day on which it opened, once it no longer stands open.
    pub(crate) stood_since: Option<Date>,
    /// It stood open when it was cancelled.
    pub(crate) cancelled_open: bool,
}

/// A window that an occurrence once had, and what had become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Past {
    pub(crate) window: Window,
    pub(crate) found: Option<Date>,
    pub(crate) opened: Option<Date>,
    /// It stood open by a mistake that was taken back.
    pub(crate) taken_back: bool,
}

impl Occurrence {
    #[inline]
    pub(crate) fn planned(step: StepId, nth: u16, window: Option<Window>, late: Option<Lateness>) -> Self {
        Self {
            step,
            nth,
            life: Life::Waiting,
            window,
            pinned: None,
            late,
            decided: None,
            words: None,
            whom: None,
            day: None,
            past: Vec::new(),
            stood_since: None,
            cancelled_open: false,
        }
    }

    /// The status without its data.
    #[must_use]
    pub fn status(&self) -> Status {
        self.life.status()
    }

    /// The day to aim for: the appointment if there is one, else the target of the window.
    #[must_use]
    pub fn aim(&self) -> Option<Date> {
        self.pinned.or(self.window.map(|window| window.target()))
    }

    fn remember(&mut self) {
        let (found, opened) = match &self.life {
            Life::Missed { on, why: Cause::WindowPassed { .. } } => (Some(*on), None),
            Life::Open { since } => (None, Some(*since)),
            _ => (None, None),
        };
        self.stood_since = opened.or(self.stood_since);
        let found = self.late.map(|late| late.found).or(found);
        let Some(window) = self.late.map(|late| late.original).or(self.window) else { return };
        let before = self.memory(window);
        let taken_back = opened.is_none() && before.is_some_and(|past| past.taken_back);
        let opened = opened.or_else(|| before.and_then(|past| past.opened));
        self.past.retain(|past| past.window != window);
        self.past.push(Past { window, found, opened, taken_back });
    }

    /// What made it open was a mistake: that it stood open is remembered, but does not make it open again, in whichever
    /// window it did.
    fn take_back_opening(&mut self) {
        if matches!(self.life, Life::Open { .. }) {
            self.past.iter_mut().for_each(|past| past.taken_back = true);
        }
    }

    /// What is remembered of a window that this occurrence had before.
    pub(crate) fn memory(&self, window: Window) -> Option<Past> {
        self.past.iter().find(|past| past.window == window).copied()
    }

    /// Applies an event about this occurrence.
    pub(crate) fn apply(&mut self, event: &Event) {
        match event {
            Event::Planned { window, late, because, .. } => {
                self.remember();
                if because.as_ref().is_some_and(Because::takes_back) {
                    self.take_back_opening();
                }
                (self.life, self.window, self.late) = (Life::Waiting, *window, *late);
            }
            Event::Added { window, late, .. } => {
                self.remember();
                (self.life, self.window, self.late) = (Life::Waiting, *window, *late);
            }
            Event::Opened { on, window, late, .. } => {
                self.cancelled_open = false;
                (self.life, self.window, self.late) = (Life::Open { since: *on }, *window, *late);
            }
            Event::Moved { window, late, waits, .. } => {
                self.remember();
                (self.window, self.late) = (Some(*window), *late);
                let moved_to = late.map_or(*window, |late| late.original);
                let opened = self.memory(moved_to).and_then(|past| past.opened);
                if *waits {
                    self.life = Life::Waiting;
                } else if let (Life::Open { since }, Some(opened)) = (&mut self.life, opened) {
                    *since = opened;
                }
            }
            Event::Pinned { date, .. } => self.pinned = Some(*date),
            Event::Unpinned { .. } => self.pinned = None,
            Event::Completed { on, outcome, decided, words, whom, day, .. } => {
                self.remember();
                self.decided.clone_from(decided);
                self.words.clone_from(words);
                (self.whom, self.day) = (whom.clone(), *day);
                self.life = Life::Done { on: *on, outcome: outcome.clone() };
            }
            Event::Skipped { on, reason, .. } => {
                self.remember();
                self.life = Life::Skipped { on: *on, reason: reason.clone() };
            }
            Event::Reopened { .. } => {
                (self.life, self.decided, self.words) = (Life::Waiting, None, None);
                (self.whom, self.day) = (None, None);
            }
            Event::Missed { on, why, .. } => self.miss(*on, why),
            Event::Cancelled { on, cause, .. } => {
                self.remember();
                // Cancelled once more before it opened again, it still is what was cancelled while open.
                self.cancelled_open |= matches!(self.life, Life::Open { .. });
                self.life = Life::Cancelled { on: *on, cause: cause.clone() };
            }
            Event::Started { .. }
            | Event::AnchorSet { .. }
            | Event::AnchorRetracted { .. }
            | Event::FactSet { .. }
            | Event::FactRetracted { .. }
            | Event::Ended { .. } => {}
        }
    }

    fn miss(&mut self, on: Date, why: &Cause) {
        if let Cause::WindowPassed { window } = why {
            if self.window != Some(*window) {
                self.remember();
            }
            (self.window, self.late) = (Some(*window), None);
        }
        self.life = Life::Missed { on, why: why.clone() };
    }
}

/// How the pathway started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// Which pathway.
    pub pathway: PathwayId,
    /// Its version, as people name it.
    pub version: Arc<str>,
    /// The exact file that the case runs on.
    pub hash: ContentHash,
    /// The date of entry.
    pub entry: Date,
}

/// How the pathway ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The date.
    pub on: Date,
    /// Why.
    pub cause: String,
}

/// Where one pathway stands on one case. The default has not started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    started: Option<Started>,
    pub(crate) anchors: BTreeMap<AnchorId, Date>,
    pub(crate) facts: BTreeMap<FactId, FactValue>,
    pub(crate) occurrences: Vec<Occurrence>,
    ended: Option<Ended>,
}

impl State {
    /// How it started, once it has.
    #[must_use]
    pub fn started(&self) -> Option<&Started> {
        self.started.as_ref()
    }

    /// How it ended, once it has.
    #[must_use]
    pub fn ended(&self) -> Option<&Ended> {
        self.ended.as_ref()
    }

    /// A clinical date, when known.
    #[must_use]
    pub fn anchor(&self, anchor: &AnchorId) -> Option<Date> {
        self.anchors.get(anchor).copied()
    }

    /// The clinical dates that are known.
    pub fn anchors(&self) -> impl Iterator<Item = (&AnchorId, Date)> {
        self.anchors.iter().map(|(anchor, date)| (anchor, *date))
    }

    /// A fact as it was told; a default of the pathway does not show here.
    #[must_use]
    pub fn fact(&self, fact: &FactId) -> Option<&FactValue> {
        self.facts.get(fact)
    }

    /// The facts that were told.
    pub fn facts(&self) -> impl Iterator<Item = (&FactId, &FactValue)> {
        self.facts.iter()
    }

    /// Every occurrence, in the order in which it entered the course.
    pub fn occurrences(&self) -> impl Iterator<Item = &Occurrence> {
        self.occurrences.iter()
    }

    /// One occurrence of a step; counts from 1.
    #[must_use]
    pub fn occurrence(&self, step: &StepId, nth: u16) -> Option<&Occurrence> {
        self.occurrences.iter().find(|occurrence| occurrence.nth == nth && occurrence.step == *step)
    }
}

/// Adds an event to the state. Total: it accepts every event, needs no definition and has no effects.
pub fn evolve(state: &mut State, event: &Event) {
    match event {
        Event::Started { pathway, version, hash, entry } => {
            state.started = Some(Started {
                pathway: pathway.clone(),
                version: Arc::clone(version),
                hash: hash.clone(),
                entry: *entry,
            });
        }
        Event::AnchorSet { anchor, date, .. } => {
            state.anchors.insert(anchor.clone(), *date);
        }
        Event::AnchorRetracted { anchor, .. } => {
            state.anchors.remove(anchor);
        }
        Event::FactSet { fact, value } => {
            state.facts.insert(fact.clone(), value.clone());
        }
        Event::FactRetracted { fact, .. } => {
            state.facts.remove(fact);
        }
        Event::Ended { on, cause } => state.ended = Some(Ended { on: *on, cause: cause.clone() }),
        about_one => {
            let Some((step, nth)) = about_one.occurrence() else { return };
            let known = state.occurrences.iter_mut().find(|known| known.nth == nth && known.step == *step);
            match (known, about_one) {
                (Some(occurrence), _) => occurrence.apply(about_one),
                (None, Event::Planned { window, late, .. } | Event::Added { window, late, .. }) => {
                    state.occurrences.push(Occurrence::planned(step.clone(), nth, *window, *late));
                }
                // A journal that lost the planning still shows what became of the step.
                (None, _) => {
                    let mut occurrence = Occurrence::planned(step.clone(), nth, None, None);
                    occurrence.apply(about_one);
                    state.occurrences.push(occurrence);
                }
            }
        }
    }
}
