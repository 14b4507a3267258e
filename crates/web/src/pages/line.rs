//! A pathway drawn on the case page.

use jiff::civil::Date;

use crate::pathway_line::{Axis, Drawing, LinePoint, TickKind, draw};
use crate::texts::{StepState, Texts};

/// One pathway of a case.
#[derive(Debug, Clone)]
pub struct LineView {
    /// The pathway's name in the address.
    pub pathway: String,
    /// The pathway's title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Why it is not the version that would begin here now.
    pub kept: Option<String>,
    /// The day that is told of as today.
    pub today: Date,
    /// The drawing.
    pub drawing: Drawing,
}

impl LineView {
    /// Draws a pathway.
    #[must_use]
    pub fn new(pathway: String, title: String, version: String, axis: Axis, today: Date, points: &[LinePoint]) -> Self {
        Self { pathway, title, version, kept: None, today, drawing: draw(axis, today, points) }
    }

    /// The states that occur, for the legend.
    #[must_use]
    pub fn legend(&self) -> Vec<StepState> {
        StepState::ALL.into_iter().filter(|state| self.drawing.marks.iter().any(|mark| mark.state == *state)).collect()
    }

    /// The words beside the line of today: its date when the line tells of a day that is past.
    #[must_use]
    pub fn today_name(&self, t: &Texts) -> String {
        t.near(&self.today, &self.today)
    }

    /// Whether today comes after the last mark.
    #[must_use]
    pub fn all_past(&self) -> bool {
        !self.drawing.list.is_empty() && self.drawing.list.iter().all(|mark| !mark.first_after_today)
    }
}

impl Texts {
    /// `24w`, `bevalling`, `+2 wk`, `nov`.
    #[must_use]
    pub fn tick(&self, kind: &TickKind) -> String {
        match kind {
            TickKind::Gestation(weeks) => self.one("tick-gestation", "weeks", weeks.unsigned_abs()).into_owned(),
            TickKind::Due => self.of("tick-due").into_owned(),
            TickKind::Birth => self.of("tick-birth").into_owned(),
            TickKind::After(weeks) => self.one("tick-after", "weeks", weeks.unsigned_abs()).into_owned(),
            TickKind::Month(day) => self.month_short(day),
        }
    }

    /// What a mark says to a screen reader and under a pointer: name, state and days.
    #[must_use]
    pub fn mark_title(&self, label: &str, state: &StepState, when: &str) -> String {
        let state = self.step_state(state);
        self.with("mark-title", &[("label", &label), ("state", &state), ("when", &when)]).into_owned()
    }
}
