//! Pathways as data: definition, parse, lint, criteria, decide and evolve.
//!
//! Pure: no clock, no randomness, no IO. Today is a value that comes in.

mod appointment;
mod arrange;
mod board;
mod coming;
mod command;
mod criterion;
mod date_window;
mod decide;
mod definition;
mod diagnostic;
mod dmn;
mod event;
mod explain;
mod fact;
mod footprint;
mod guarantee;
mod guard;
mod ids;
mod influence;
mod lifecycle;
mod links;
mod lint;
mod may_yet;
mod meaning;
mod nearness;
mod next_due;
mod overlay;
mod parse;
pub mod proof;
mod refusal;
mod retract;
mod ruling;
mod says;
pub mod scenario;
mod sealing;
mod settle;
mod state;
mod step;
mod told;
mod words;

pub use appointment::last_day;
pub use coming::{Coming, Expected, Outlook, Undecided, ahead, expected, outlook};
pub use command::Command;
pub use criterion::eval::Truth;
pub use date_window::{DisorderedWindow, GestationalAge, Offset, Window, gestation};
pub use decide::decide;
pub use definition::{Alternatives, Anchor, Definition, Role, Stage};
pub use diagnostic::{Diagnostic, Severity};
pub use dmn::{FromDmn, tables_of_dmn};
pub use event::{Because, Event};
pub use explain::{Ask, Explanation, explain};
pub use fact::{ChoiceOption, Fact, FactKind, FactValue};
pub use footprint::Footprints;
pub use guarantee::{Claim, Condition, Guarantee, Standing};
pub use guard::{can_be_asked, waits_for};
pub use ids::{
    AlternativesId, AnchorId, ContentHash, FactId, GuaranteeId, OutcomeId, PathwayId, RoleId, StageId, StepId,
};
pub use influence::Reads;
pub use jiff::civil::Date;
pub use lifecycle::{Cause, LIFECYCLE, Life, Move, Status};
pub use links::{Link, Way};
pub use lint::{lint, lint_together};
pub use meaning::{DoneIn, Party, Work};
pub use next_due::{Outstanding, next_due, outstanding};
pub use overlay::{Composed, Overlay, Variant};
pub use refusal::Refusal;
pub use regie_decision::Text;
pub use ruling::{Advice, ByTables, Ruling, by_tables};
pub use says::says_nothing;
pub use state::{Ended, Lateness, Occurrence, Started, State, evolve};
pub use step::{Feedback, Outcome, Step, StepKind};
pub use told::{ToldRow, ToldTable};
pub use words::{in_words, with_article};
