//! When to look again, and what stands between now and closing.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    Text,
    board::{Board, Gate},
    coming::is_decided,
    criterion::eval::Truth,
    date_window::{Window, date_of},
    definition::Definition,
    ids::StepId,
    lifecycle::Status,
    state::State,
};

/// The next date on which `Tick` would change something; nothing when only a person or a fact can.
#[must_use]
pub fn next_due(def: &Definition, state: &State) -> Option<Date> {
    state.started()?;
    if state.ended().is_some() {
        return None;
    }
    on_board(&Board::of(def, state))
}

/// The same for a pathway that started and did not end.
pub(crate) fn on_board(board: &Board<'_>) -> Option<Date> {
    let dates = (0..board.slots.len()).filter_map(|slot| match board.occurrence(slot).status() {
        Status::Waiting => {
            let step = board.slots[slot].step;
            match board.gate(slot) {
                Gate::From(day) if !board.ends(step) && !board.waits_its_turn(slot) => {
                    let called_for = board.opens(step) == Truth::True || board.stood_open(slot);
                    called_for.then(|| date_of(day))
                }
                Gate::From(_) | Gate::Free | Gate::Shut => None,
            }
        }
        Status::Open => board.lapses(slot).and_then(|until| until.tomorrow().ok()),
        Status::Done | Status::Skipped | Status::Missed | Status::Cancelled => None,
    });
    dates.min()
}

/// A required step that stands between now and closing (AZ-15).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Outstanding {
    /// Which step.
    pub step: StepId,
    /// Which occurrence.
    pub nth: u16,
    /// What the page shows: of alternatives what they have in common, while nobody knows which it will be.
    pub title: Text,
    /// Waiting or open.
    pub status: Status,
    /// The step is required; steps that are not do not keep a case from closing and are not listed.
    pub required: bool,
    /// It is open, or is called for and only its time is yet to come; else it may yet come to be called for.
    pub certain: bool,
    /// Its window, as soon as the dates it counts from are known.
    pub window: Option<Window>,
}

/// The required steps that are still to be done, or that may yet come to be called for.
#[must_use]
pub fn outstanding(def: &Definition, state: &State) -> Vec<Outstanding> {
    if state.ended().is_some() {
        return Vec::new();
    }
    let board = Board::of(def, state);
    let mut told: Vec<u16> = Vec::new();
    let mut outstanding = Vec::new();
    for slot in &board.slots {
        let step = board.step(slot.step);
        let counts = step.required
            && match slot.occurrence.status() {
                Status::Open => true,
                Status::Waiting => board.may_yet_open(slot.step),
                Status::Done | Status::Skipped | Status::Missed | Status::Cancelled => false,
            };
        let certain = slot.occurrence.status() == Status::Open || board.is_for_client(slot.step);
        // Of alternatives one is done, so that they stand in the way once.
        let group = step.alternative_of.filter(|_| !certain);
        if !counts || (group.is_some() && is_decided(&board, slot.step)) || group.is_some_and(|at| told.contains(&at)) {
            continue;
        }
        told.extend(group);
        let title = group.map_or(&step.title, |at| &def.alternatives[usize::from(at)].title);
        outstanding.push(Outstanding {
            step: step.id.clone(),
            nth: slot.occurrence.nth,
            title: title.clone(),
            status: slot.occurrence.status(),
            required: step.required,
            certain,
            window: slot.occurrence.window,
        });
    }
    outstanding
}
