//! The work that a caseload will ask, per role and week.
//!
//! Each course is played forward on the engine itself, many times over: an open step is done on a day of its window, ends in
//! one of its ways, and what that sets in motion follows by the file's own rules. How often what happens is an
//! [`Assumptions`] file; what it does not say is taken as equally likely, and told as such ([`Forecast::assumed`]).
//!
//! No floating point and no chance from outside: shares are thousandths, and the seed decides every draw, so that the same
//! caseload, assumptions and seed give the same forecast.

mod assumptions;
mod caseload;
mod forecast;
mod play;
mod stream;

pub use assumptions::{Assumptions, WrongAssumption};
pub use caseload::{Caseload, WrongCaseload};
pub use forecast::{Assumed, Forecast, RoleWeeks, Tally, Week, WeekWork};

use regie_pathway::{AnchorId, Date, Definition, FactId, FactValue, Offset, State};
use std::collections::BTreeMap;

/// One course that is played.
#[derive(Clone, Debug)]
pub struct Course<'d> {
    /// The pathway that it runs on.
    pub definition: &'d Definition,
    /// How it begins.
    pub begin: Begin,
}

/// How a course begins.
#[derive(Clone, Debug)]
pub enum Begin {
    /// It stands so on the first day.
    Stands(State),
    /// It starts on a day.
    Enters {
        /// The day.
        on: Date,
        /// The clinical dates that are known then.
        anchors: BTreeMap<AnchorId, Date>,
        /// The answers that are known then.
        facts: BTreeMap<FactId, FactValue>,
    },
}

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: Date,
    /// So many weeks from it.
    pub weeks: u16,
}

impl Span {
    /// The last day.
    #[must_use]
    pub fn last(&self) -> Date {
        Offset::Days(i32::from(self.weeks) * 7 - 1).after_date(self.from)
    }
}

/// A caseload to be played, many times.
#[derive(Debug)]
pub struct Simulation<'d> {
    courses: Vec<Course<'d>>,
    assumptions: &'d Assumptions,
    span: Span,
    seed: u64,
}

impl<'d> Simulation<'d> {
    /// Prepares.
    #[must_use]
    pub fn new(courses: Vec<Course<'d>>, assumptions: &'d Assumptions, span: Span, seed: u64) -> Self {
        Self { courses, assumptions, span, seed }
    }

    /// How many courses there are.
    #[must_use]
    pub fn courses(&self) -> usize {
        self.courses.len()
    }

    /// Plays every course once. Runs do not depend on each other: they can be played in any order, and side by side.
    #[must_use]
    pub fn run(&self, nth: u32) -> Tally {
        let mut tally = Tally::default();
        for (at, course) in self.courses.iter().enumerate() {
            let stream = stream::Stream::new(self.seed, nth, at as u64);
            play::play(course, self.assumptions, self.span, stream, &mut tally);
        }
        tally
    }

    /// The forecast of these runs.
    #[must_use]
    pub fn gather(&self, runs: &[Tally]) -> Forecast {
        let mut definitions: Vec<&Definition> = Vec::new();
        for course in &self.courses {
            if !definitions.iter().any(|known| known.hash() == course.definition.hash()) {
                definitions.push(course.definition);
            }
        }
        forecast::gather(&definitions, self.assumptions, self.span, runs)
    }
}
