//! Told courses: a scenario file is read by a midwife and played by a test.
//!
//! ```toml
//! title   = "Een gewone zwangerschap"
//! tells   = "…"
//! pathway = "az-verloskunde"
//!
//! [[on]]
//! date    = 2026-06-01
//! tells   = "Zij komt voor de intake."
//! pathway = { kind = "complete", step = "intake" }
//! expect  = ["intake done", "discuss-pathway waiting", "next 2026-06-08"]
//! ```
//!
//! Between two moments the clock runs: `Tick` on every date on which something is due. In a `complete`, `on` may be left
//! out: it is the date of the moment. A moment may hold a `care` table, a command of the care room, which this room keeps
//! as it is and lists as not played. `refused = "code"` says that the pathway command is refused.

mod expect;
mod play;
mod read;

pub use self::{
    expect::Expectation,
    play::{Played, PlayedMoment, play, tick_until},
};

use jiff::civil::Date;

use crate::{command::Command, diagnostic::Diagnostic, ids::PathwayId};

/// A told course.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// What it is about.
    pub title: String,
    /// The story, quoting the source text.
    pub tells: String,
    /// Which pathway it runs on.
    pub pathway: PathwayId,
    /// What happens, in the order of time.
    pub on: Vec<Moment>,
}

/// Something that happens on a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// The date.
    pub date: Date,
    /// The story at this point; may be empty.
    pub tells: String,
    /// A pathway command, if there is one.
    pub pathway: Option<Command>,
    /// A command of the care room, as it stands in the file.
    pub care: Option<toml::Value>,
    /// The code with which the pathway command is refused, if it is.
    pub refused: Option<String>,
    /// What holds afterwards.
    pub expect: Vec<Expectation>,
    /// Line in the file, for messages.
    pub line: usize,
}

impl Scenario {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// Every error in the file, each with its place and how to mend it.
    pub fn parse(source_name: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        read::scenario(source_name, text)
    }
}
