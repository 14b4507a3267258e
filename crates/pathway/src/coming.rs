//! What this client can expect: the lines of a worklist.

use crate::{
    board::Board,
    definition::Definition,
    lifecycle::Status,
    state::{Occurrence, State},
};

/// The occurrences that are open, and those that nothing but a date or the course of other steps holds back. A step
/// that waits for an answer about the client is not expected yet: a check-up by the attending midwife, for example,
/// while nobody asked from whom the client wants it.
#[must_use]
pub fn expected<'s>(def: &Definition, state: &'s State) -> Vec<&'s Occurrence> {
    if state.ended().is_some() {
        return Vec::new();
    }
    let board = Board::of(def, state);
    let is_expected = |occurrence: &&Occurrence| match occurrence.status() {
        Status::Open => true,
        Status::Waiting => def.step_index.get(&occurrence.step).is_some_and(|step| board.is_for_client(*step)),
        Status::Done | Status::Skipped | Status::Missed | Status::Cancelled => false,
    };
    state.occurrences().filter(is_expected).collect()
}
