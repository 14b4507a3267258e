//! Model checking of pathway files: every course that a file allows is explored on the engine itself (`decide`, `evolve`,
//! `next_due`), so that there is no second meaning of the language.
//!
//! A guarantee is proved on its cone of influence ([`Cone`]): the file is reduced to what can touch it, and read again.
//! The clock visits only days on which some date comes to mean something else, and the day after; states that have the
//! same future are one ([`regie_pathway::Footprints`]). What is refuted is played again on the whole pathway and told as a
//! dated story; a course that the whole pathway does not allow refutes nothing. It is the shortest, unless there was too
//! much to look at: then it is one that was found by going first where it seemed near, without what it can do without.
//!
//! **What is explored.** Starts with nothing known, with one date known or with one answer; every live step done in each of
//! its ways, skipped, or done after it was missed; every answer that criteria tell apart, at any moment and changed as
//! often as one likes; dates set so that today lies before, at the edges of and after every window, and one of them
//! corrected once; discretionary steps called for; the clock; and, on a cone, what happens outside of it: tables that decide
//! otherwise, and steps that stand otherwise. **What is not:** appointments, and mistakes taken back by hand (`reopen`, `retract`). Public holidays do not exist, and a course starts on a Monday.
//!
//! Pure: no clock, no threads. Who wants the tasks of a [`Prover`] done side by side does so outside.

mod begin;
mod built_in;
mod closing;
mod cone;
mod explore;
mod moves;
pub mod mutate;
mod outside;
mod parts;
mod promise;
mod proof;
mod prover;
mod reduce;
mod step_course;
mod story;
mod verdict;
mod walk;
mod way;

#[cfg(test)]
mod merge_tests;

pub use cone::{Cone, Detail};
pub use proof::{proof, text as proof_text};
pub use prover::{Prover, Task, gather};
pub use verdict::{Cut, Limits, Moment, Report, Story, Verdict};
