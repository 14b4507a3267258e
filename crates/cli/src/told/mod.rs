//! Told courses played through the whole application: the same commands as people give, on a clock that is moved along.
//!
//! A scenario file tells a pathway's course (`regie_pathway::scenario`). Here its moments are played as commands on a
//! case:
//!
//! * the first, `pathway = { kind = "start", … }`, opens the case of the cast's client at the practice De Ooievaar;
//! * another `pathway` is given by whoever is case manager at that moment;
//! * `care` is a command on the case as the API takes it, or a list of them, with two keys more: `by`, who gives it
//!   (the case manager of the moment when left out), and `at`, at what time (`"21:30"`). People and organisations are
//!   written by the names of the cast (see `docs/told-courses.md`). With these two keys alone it says who gives the `pathway` command;
//! * a moment with both is played by its `care`: `pathway` then says what that means to the pathway, so that the course
//!   can be played on the engine alone too;
//! * `refused = "code"` says that the command is refused.
//!
//! Between two moments the days come one by one, as the worker lets them come.

mod cast;
mod journal;
mod names;
mod play;

pub use journal::text;
pub use play::{Telling, play};
