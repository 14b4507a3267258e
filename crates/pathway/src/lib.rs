//! Pathways as data: definition, parse, lint, criteria, decide and evolve.
//!
//! Pure: no clock, no randomness, no IO. Today is a value that comes in.

mod arrange;
mod board;
mod coming;
mod command;
mod criterion;
mod date_window;
mod decide;
mod definition;
mod diagnostic;
mod event;
mod explain;
mod fact;
mod guard;
mod ids;
mod lifecycle;
mod lint;
mod next_due;
mod parse;
mod refusal;
mod retract;
pub mod scenario;
mod settle;
mod state;
mod text;
mod words;

pub use coming::{Coming, Outlook, Undecided, ahead, expected, outlook};
pub use command::Command;
pub use date_window::{DisorderedWindow, GestationalAge, Offset, Window, gestation};
pub use decide::decide;
pub use definition::{Alternatives, Anchor, Definition, Feedback, Outcome, Role, Stage, Step, StepKind};
pub use diagnostic::{Diagnostic, Severity};
pub use event::{Because, Event};
pub use explain::{Ask, Explanation, explain};
pub use fact::{ChoiceOption, Fact, FactKind, FactValue};
pub use ids::{AlternativesId, AnchorId, ContentHash, FactId, OutcomeId, PathwayId, RoleId, StageId, StepId};
pub use jiff::civil::Date;
pub use lifecycle::{Cause, LIFECYCLE, Life, Move, Status};
pub use lint::lint;
pub use next_due::{Outstanding, next_due, outstanding};
pub use refusal::Refusal;
pub use state::{Ended, Lateness, Occurrence, Started, State, evolve};
pub use text::Text;
pub use words::in_words;
