//! When to look again, and what stands between now and closing.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    board::{Board, Gate},
    criterion::eval::Truth,
    date_window::{Window, date_of},
    definition::Definition,
    ids::StepId,
    lifecycle::Status,
    state::State,
    text::Text,
};

/// The next date on which `Tick` would change something; nothing when only a person or a fact can.
#[must_use]
pub fn next_due(def: &Definition, state: &State) -> Option<Date> {
    state.started()?;
    if state.ended().is_some() {
        return None;
    }
    let board = Board::of(def, state);
    let dates = (0..board.slots.len()).filter_map(|slot| match board.occurrence(slot).status() {
        Status::Waiting => {
            let step = board.slots[slot].step;
            match board.gate(slot) {
                Gate::From(day) if !board.ends(step) => {
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
    /// What the page shows.
    pub title: Text,
    /// Waiting or open.
    pub status: Status,
    /// The step is required; steps that are not do not keep a case from closing and are not listed.
    pub required: bool,
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
    let open_ones = board.slots.iter().filter(|slot| {
        let step = board.step(slot.step);
        step.required
            && match slot.occurrence.status() {
                Status::Open => true,
                Status::Waiting => board.may_yet_open(slot.step),
                Status::Done | Status::Skipped | Status::Missed | Status::Cancelled => false,
            }
    });
    open_ones
        .map(|slot| {
            let step = board.step(slot.step);
            Outstanding {
                step: step.id.clone(),
                nth: slot.occurrence.nth,
                title: step.title.clone(),
                status: slot.occurrence.status(),
                required: step.required,
                window: slot.occurrence.window,
            }
        })
        .collect()
}
