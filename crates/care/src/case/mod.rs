//! The case: one client's episode of care under one accountable case manager.
//!
//! `decide` judges a command against the state and answers with events or a refusal; `evolve` adds an event to the
//! state. Both are pure: time, ids, the directory and the pathways come in as values.

pub mod command;
pub mod context;
pub mod death;
pub mod decide;
pub mod deputies;
pub mod event;
pub mod evolve;
pub mod letter;
pub mod moving;
pub mod obstacle;
pub mod open_work;
pub mod records;
pub mod refusal;
pub mod seal;
pub mod state;

pub use command::{CaseCommand, CompletedStep, OpenCase};
pub use context::Context;
pub use death::Death;
pub use decide::decide;
pub use event::CaseEvent;
pub use evolve::{evolve, replay};
pub use obstacle::Obstacle;
pub use records::Recorded;
pub use refusal::{PlanFault, Refusal};
pub use state::Case;
