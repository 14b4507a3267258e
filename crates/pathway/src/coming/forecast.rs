//! The dates that are expected under what is known: a pure look ahead that records nothing.

use jiff::civil::Date;

use crate::{
    board::Board,
    date_window::{Window, day_of},
    step::{Base, Bound},
};

/// What dates and ends of steps are taken to be while they are not known: a milestone happens on the best day of its
/// window (a birth on the due date), a step is done on its appointment or on its best day, and nothing in the past.
pub(super) struct Forecast<'b, 'd> {
    board: &'b Board<'d>,
    anchors: Vec<Option<i32>>,
    ended: Vec<Option<i32>>,
}

impl<'b, 'd> Forecast<'b, 'd> {
    pub(super) fn of(board: &'b Board<'d>, today: Date) -> Self {
        let ended = (0..).take(board.def.steps.len()).map(|step| board.ended(step)).collect();
        let mut forecast = Self { board, anchors: board.anchors.clone(), ended };
        // Windows count from what stands before them without a circle, so that each round makes more known.
        while forecast.learn(day_of(today)) {}
        forecast
    }

    /// Takes what is still open at its best day; says whether that was news.
    fn learn(&mut self, today: i32) -> bool {
        let mut news = false;
        for slot in 0..self.board.slots.len() {
            let occurrence = self.board.occurrence(slot);
            let step = self.board.slots[slot].step;
            if !occurrence.status().is_live() || !self.board.is_for_client(step) {
                continue;
            }
            let window = occurrence.window.or_else(|| self.window(slot));
            let Some(aim) = occurrence.pinned.or(window.map(|window| window.target())) else { continue };
            let day = day_of(aim).max(today);
            let marked = self.board.step(step).marks.map(|anchor| &mut self.anchors[usize::from(anchor)]);
            for place in marked.into_iter().chain([&mut self.ended[usize::from(step)]]) {
                news |= place.is_none();
                place.get_or_insert(day);
            }
        }
        news
    }

    /// The window that an occurrence will probably have; nothing when it counts from an opening that nobody can foresee.
    pub(super) fn window(&self, slot: usize) -> Option<Window> {
        let rule = self.board.step_of(slot).window.as_ref().filter(|_| self.board.follows_rule(slot))?;
        let day = |bound: &Bound| {
            let base = match bound.base {
                Base::Anchor(anchor) => self.anchors[usize::from(anchor)],
                Base::Step(step) => self.ended[usize::from(step)],
                Base::Entry => self.board.entry,
                Base::Opened | Base::Today => None,
            };
            base.map(|day| bound.offset.after_day(day))
        };
        let target = match &rule.target {
            Some(target) => Some(day(target)?),
            None => None,
        };
        Some(Window::of_days(day(&rule.from)?, target, day(&rule.until)?))
    }
}
