//! What lies ahead of this client: the lines of a worklist, and when to look again.

mod forecast;

use jiff::civil::Date;

use self::forecast::Forecast;
use crate::{
    Text,
    board::Board,
    criterion::Subject,
    date_window::Window,
    definition::Definition,
    explain::{self, Ask},
    lifecycle::Status,
    next_due,
    state::{Occurrence, State},
};

/// An occurrence that a client can expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected<'s> {
    /// Which.
    pub occurrence: &'s Occurrence,
    /// It waits for more than its time, so that it can be neither done nor skipped yet: [`crate::waits_for`].
    pub waits: bool,
    /// The last day on which it is in time, as known now: [`crate::last_day`].
    pub last_day: Option<Date>,
}

/// What lies ahead in a pathway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook<'s> {
    /// The occurrences that are open, and those that nothing but a date or the course of other steps holds back. A step
    /// that waits for an answer about the client is not expected yet: a check-up by the attending midwife, for example,
    /// while nobody asked from whom the client wants it.
    pub expected: Vec<Expected<'s>>,
    /// As [`crate::next_due`] says it.
    pub next_due: Option<Date>,
}

/// What this client can expect, and the next date on which `Tick` would change something.
#[must_use]
pub fn outlook<'s>(def: &Definition, state: &'s State) -> Outlook<'s> {
    if state.ended().is_some() {
        return Outlook { expected: Vec::new(), next_due: None };
    }
    let board = Board::of(def, state);
    let expected = |occurrence: &'s Occurrence| {
        let step = def.step_index.get(&occurrence.step).copied();
        let waits = match (occurrence.status(), step) {
            (Status::Open, _) => false,
            (Status::Waiting, Some(step)) if board.is_for_client(step) => board.holds_back(step),
            _ => return None,
        };
        let own = |slot: &usize| board.occurrence(*slot).nth == occurrence.nth;
        let last_day = match step.filter(|_| occurrence.pinned.is_some()) {
            Some(step) => board.slots_of(step).find(own).and_then(|slot| board.last_day(slot)),
            None => occurrence.window.map(|window| window.until()),
        };
        Some(Expected { occurrence, waits, last_day })
    };
    Outlook {
        expected: state.occurrences().filter_map(expected).collect(),
        next_due: state.started().and_then(|_| next_due::on_board(&board)),
    }
}

/// The occurrences of an [`outlook`], for who does not ask when to look again.
#[must_use]
pub fn expected<'s>(def: &Definition, state: &'s State) -> Vec<&'s Occurrence> {
    outlook(def, state).expected.into_iter().map(|one| one.occurrence).collect()
}

/// Something that lies ahead of this client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming<'s> {
    /// Its occurrence; of undecided alternatives the first.
    pub occurrence: &'s Occurrence,
    /// Its window, or the one that is expected: as if every step before it were done on its best day, and the birth
    /// were on the due date.
    pub window: Option<Window>,
    /// Set while nobody knows whether, or which of several alternatives, is called for.
    pub undecided: Option<Undecided>,
}

/// What depends on an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// What to call it: the title of the alternatives, or else of the step.
    pub title: Text,
    /// What to ask.
    pub asks: Vec<Ask>,
}

/// The whole course that lies ahead (AZ-03), from the first day on: what is open, what waits for its date or for other
/// steps, and what depends on an answer about the client. Alternatives of which one is done are told once.
#[must_use]
pub fn ahead<'s>(def: &Definition, state: &'s State, today: Date) -> Vec<Coming<'s>> {
    if state.started().is_none() || state.ended().is_some() {
        return Vec::new();
    }
    let board = Board::of(def, state);
    let forecast = Forecast::of(&board, today);
    let mut told: Vec<u16> = Vec::new();
    let mut coming = Vec::new();
    for occurrence in &state.occurrences {
        let Some(&step) = def.step_index.get(&occurrence.step) else { continue };
        let Some(slot) = board.slots_of(step).find(|slot| board.occurrence(*slot).nth == occurrence.nth) else {
            continue;
        };
        let window = occurrence.window.or_else(|| forecast.window(slot));
        let certain = match occurrence.status() {
            Status::Open => true,
            Status::Waiting => board.is_for_client(step),
            Status::Done | Status::Skipped | Status::Missed | Status::Cancelled => continue,
        };
        if certain {
            coming.push(Coming { occurrence, window, undecided: None });
            continue;
        }
        let alternatives = def.steps[usize::from(step)].alternative_of;
        let is_told = alternatives.is_some_and(|group| told.contains(&group));
        if is_told || !board.waits_for_an_answer(step) || is_decided(&board, step) {
            continue;
        }
        told.extend(alternatives);
        let title =
            alternatives.map_or(&def.steps[usize::from(step)].title, |at| &def.alternatives[usize::from(at)].title);
        let asks = explain::questions(&board, slot, today);
        let asks = asks.into_iter().filter(|ask| matches!(ask, Ask::Fact { .. })).collect();
        coming.push(Coming { occurrence, window, undecided: Some(Undecided { title: title.clone(), asks }) });
    }
    coming
}

/// Whether another of its alternatives is called for, or was done or skipped already.
pub(crate) fn is_decided(board: &Board<'_>, step: u16) -> bool {
    let Some(group) = board.step(step).alternative_of else { return false };
    (0..board.slots.len()).any(|slot| {
        let other = board.slots[slot].step;
        other != step
            && board.step(other).alternative_of == Some(group)
            && match board.occurrence(slot).status() {
                Status::Open | Status::Done | Status::Skipped => true,
                Status::Waiting => board.is_for_client(other),
                Status::Missed | Status::Cancelled => false,
            }
    })
}

impl Board<'_> {
    /// Whether nothing but answers about the client, and the course of other steps, says whether the step is called for.
    fn waits_for_an_answer(&self, step: u16) -> bool {
        let opens = self.step(step).opens.as_ref();
        self.may_yet_open(step)
            && opens.is_some_and(|opens| opens.unknowns(self).iter().any(|subject| matches!(subject, Subject::Fact(_))))
    }
}
