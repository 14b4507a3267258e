//! Windows: what a step gets when it is planned, when a date it counts from changes, and when that was too late.

use jiff::civil::Date;

use crate::{
    criterion::Subject,
    date_window::{Window, date_of, day_of},
    decide::Decision,
    event::{Because, Event},
    lifecycle::{Cause, Life, Status},
    state::{Lateness, Occurrence},
    step::{Base, Step},
};

/// What becomes of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// What it counts from is not known yet.
    Unknown,
    /// It stands; with lateness, it is a window to catch up in.
    Stands(Window, Option<Lateness>),
    /// It had passed, and the step has no rule for late entry.
    Passed(Window, Date),
}

impl Verdict {
    /// What an occurrence has now.
    pub(crate) fn standing(now: &Occurrence) -> Self {
        now.window.map_or(Self::Unknown, |window| Self::Stands(window, now.late))
    }

    fn placing(self) -> (Option<Window>, Option<Lateness>) {
        match self {
            Self::Unknown => (None, None),
            Self::Stands(window, late) => (Some(window), late),
            Self::Passed(window, _) => (Some(window), None),
        }
    }
}

/// The window to catch up in.
fn catch_up(step: &Step, late: Lateness) -> Option<Window> {
    let first = day_of(late.found);
    Some(Window::of_days(first, Some(first), step.late_entry?.after_day(first)))
}

fn passed(step: &Step, original: Window, found: Date) -> Verdict {
    let late = Lateness { original, found };
    catch_up(step, late).map_or(Verdict::Passed(original, found), |window| Verdict::Stands(window, Some(late)))
}

/// Missed because its window had passed, or because it had ended, before it could open.
fn was_too_late(now: &Occurrence) -> bool {
    let before_opening = |why: &Cause| matches!(why, Cause::WindowPassed { .. } | Cause::EndedBeforeEntry { .. });
    matches!(&now.life, Life::Missed { why, .. } if before_opening(why))
}

impl Decision<'_> {
    /// Judges a window against a date: the entry when the course is planned, later on today.
    pub(crate) fn judge(&self, step: u16, now: Option<&Occurrence>, window: Option<Window>, against: Date) -> Verdict {
        let Some(window) = window else { return Verdict::Unknown };
        let past = now.and_then(|now| now.memory(window));
        let verdict = self.judge_by_dates(step, now, window, against);
        let called_for = || self.board.is_for_client(step) && !self.board.ends(step);
        match verdict {
            // Nobody is late with what is not called for.
            Verdict::Stands(_, Some(_)) if !called_for() => Verdict::Stands(window, None),
            Verdict::Passed(..) if past.is_none() && !called_for() => Verdict::Stands(window, None),
            verdict => verdict,
        }
    }

    fn judge_by_dates(&self, step: u16, now: Option<&Occurrence>, window: Window, against: Date) -> Verdict {
        let rule = self.board.step(step);
        // A window that it had before gets the judgement it had before: correcting back restores what was.
        if let Some(past) = now.and_then(|now| now.memory(window)) {
            return match past.found {
                Some(found) => passed(rule, window, found),
                None => Verdict::Stands(window, None),
            };
        }
        if window.until() >= against {
            return Verdict::Stands(window, None);
        }
        match now {
            Some(Occurrence { late: Some(late), .. }) => passed(rule, window, late.found),
            // What was overdue stays overdue; what was missed may be missed still.
            Some(now @ Occurrence { window: Some(old), late: None, .. })
                if old.until() < against && !was_too_late(now) =>
            {
                Verdict::Stands(window, None)
            }
            _ => passed(rule, window, self.today),
        }
    }

    /// Puts every step that is not discretionary in the course.
    pub(crate) fn plan_course(&mut self, entry: Date) {
        for at in 0..self.board.def.steps.len() {
            let Ok(step) = u16::try_from(at) else { return };
            let rule = self.board.step(step);
            if rule.discretionary {
                continue;
            }
            let window = rule.window.as_ref().and_then(|rule| self.board.window(rule, None));
            let verdict = self.judge(step, None, window, entry);
            let (window, late) = verdict.placing();
            let because = None;
            let slot = self.enter_course(step, 1, |step, nth| Event::Planned { step, nth, window, late, because });
            if let Verdict::Passed(window, on) = verdict {
                self.miss(slot, on, Cause::WindowPassed { window });
            }
        }
    }

    /// Moves every window that counts from the base, is not pinned and is not final.
    pub(crate) fn rearrange(&mut self, base: Base, because: &Because) {
        for slot in 0..self.board.slots.len() {
            let Some(rule) = &self.board.step_of(slot).window else { continue };
            if !rule.uses(base) || !self.board.follows_rule(slot) {
                continue;
            }
            let occurrence = self.board.occurrence(slot);
            let own_clock_runs = occurrence.status() == Status::Open && rule.uses(Base::Opened);
            if occurrence.status().is_live() && occurrence.pinned.is_none() && !own_clock_runs {
                self.move_window(slot, because);
            }
        }
    }

    /// Gives a live occurrence the window that its rule says now.
    pub(crate) fn move_window(&mut self, slot: usize, because: &Because) {
        let step = self.board.slots[slot].step;
        let Some(rule) = &self.board.step(step).window else { return };
        let window = self.board.window(rule, None);
        let occurrence = self.board.occurrence(slot);
        let (was, was_late, open) = (occurrence.window, occurrence.late, occurrence.status() == Status::Open);
        match self.judge(step, Some(occurrence), window, self.today) {
            Verdict::Unknown => {}
            Verdict::Passed(window, on) => self.miss(slot, on, Cause::WindowPassed { window }),
            Verdict::Stands(window, late)
                if was == Some(window) && was_late == late && !(open && window.from() > self.today) => {}
            Verdict::Stands(window, late) if was.is_none() && !open => {
                let (window, because) = (Some(window), Some(because.clone()));
                self.happen(slot, |step, nth| Event::Planned { step, nth, window, late, because });
            }
            Verdict::Stands(window, late) => {
                let waits = open && window.from() > self.today;
                let because = because.clone();
                self.happen(slot, |step, nth| Event::Moved { step, nth, window, late, waits, because });
                if waits {
                    self.take_back(Subject::Step(step));
                }
            }
        }
    }

    /// A correction takes back what followed from the error: a step missed or cancelled because of it waits again.
    pub(crate) fn take_back(&mut self, corrected: Subject) {
        for slot in 0..self.board.slots.len() {
            if !self.is_taken_back(slot, corrected) {
                self.name_anew(slot, corrected);
                continue;
            }
            let step = self.board.slots[slot].step;
            self.plan_anew(slot);
            // The date that it marks may have become known meanwhile.
            if let Some(marked) = self.board.step(step).marks
                && let Some(day) = self.board.anchors[usize::from(marked)]
            {
                self.mark(marked, date_of(day));
            }
            // It comes to an end: only a final occurrence is taken back, and what makes it final again in here, its
            // window, is not a cause that another step's status can take back.
            self.take_back(Subject::Step(step));
        }
    }

    /// Plans an occurrence anew, with the window that its rule says now; missed at once where that has passed.
    pub(crate) fn plan_anew(&mut self, slot: usize) {
        let step = self.board.slots[slot].step;
        let occurrence = self.board.occurrence(slot);
        let rule = self.board.step(step).window.as_ref();
        let verdict = match (occurrence.window, occurrence.pinned) {
            (Some(window), Some(_)) => Verdict::Stands(window, occurrence.late),
            (window, None) if !self.board.follows_rule(slot) => self.judge(step, Some(occurrence), window, self.today),
            _ => {
                let window = rule.and_then(|rule| self.board.window(rule, None));
                self.judge(step, Some(occurrence), window, self.today)
            }
        };
        let lapsed = matches!(occurrence.life, Life::Missed { why: Cause::Lapsed { .. }, .. });
        let (window, late) = verdict.placing();
        let because = self.because.clone();
        self.happen(slot, |step, nth| Event::Planned { step, nth, window, late, because });
        if let Verdict::Passed(window, on) = verdict {
            self.miss(slot, on, Cause::WindowPassed { window });
        } else if lapsed && let Some(until) = self.board.lapses(slot).filter(|until| *until < self.today) {
            self.lapse(slot, until);
        }
    }

    /// The window of a missed occurrence, when the correction gave it another one.
    fn other_window(&self, slot: usize, corrected: Subject) -> Option<Window> {
        let Life::Missed { why: Cause::WindowPassed { window: missed }, .. } = &self.board.occurrence(slot).life else {
            return None;
        };
        let Subject::Anchor(anchor) = corrected else { return None };
        let rule = self.board.step_of(slot).window.as_ref()?;
        if !rule.uses(Base::Anchor(anchor)) || !self.board.follows_rule(slot) {
            return None;
        }
        self.board.window(rule, None).filter(|window| window != missed)
    }

    fn judge_again(&self, slot: usize, window: Window) -> Verdict {
        self.judge(self.board.slots[slot].step, Some(self.board.occurrence(slot)), Some(window), self.today)
    }

    /// A step that is missed under the corrected date as well names the dates that it is missed by now.
    fn name_anew(&mut self, slot: usize, corrected: Subject) {
        let Life::Missed { on, .. } = self.board.occurrence(slot).life else { return };
        let Some(window) = self.other_window(slot, corrected) else { return };
        if matches!(self.judge_again(slot, window), Verdict::Passed(..)) {
            let why = Cause::WindowPassed { window };
            self.happen(slot, |step, nth| Event::Missed { step, nth, on, why });
        }
    }

    /// The last date of a lapsed occurrence, when the correction gave it another one.
    fn other_lapse(&self, slot: usize, corrected: Subject, until: Date) -> Option<Date> {
        let Subject::Anchor(anchor) = corrected else { return None };
        let bound = self.board.step_of(slot).lapses.as_ref()?;
        if bound.base != Base::Anchor(anchor) {
            return None;
        }
        self.board.lapses(slot).filter(|now| *now != until)
    }

    fn is_taken_back(&self, slot: usize, corrected: Subject) -> bool {
        let step = self.board.slots[slot].step;
        let rule = self.board.step(step);
        let cause = match &self.board.occurrence(slot).life {
            Life::Missed { why, .. } => why,
            Life::Cancelled { cause, .. } => cause,
            _ => return false,
        };
        // When the next occurrence has taken over, the one before stays as it was.
        let is_last = self.board.next_slot(slot).is_none();
        if self.board.ends(step) || (rule.repeats() && !is_last) {
            return false;
        }
        match cause {
            Cause::Ended { .. } | Cause::EndedBeforeEntry { .. } => {
                rule.ends.as_ref().is_some_and(|ends| self.says_no_more(ends, corrected))
            }
            Cause::WindowPassed { .. } => {
                let stands = |window| matches!(self.judge_again(slot, window), Verdict::Stands(..));
                self.lost_its_date(slot, corrected) || self.other_window(slot, corrected).is_some_and(stands)
            }
            Cause::Lapsed { until } => {
                self.lost_its_date(slot, corrected) || self.other_lapse(slot, corrected, *until).is_some()
            }
            Cause::DecisionStands | Cause::PathwayEnded { .. } => false,
        }
    }

    /// Whether its window or its lapsing counts from something that is not known any more.
    pub(crate) fn lost_its_date(&self, slot: usize, corrected: Subject) -> bool {
        let base = match corrected {
            Subject::Anchor(anchor) => Base::Anchor(anchor),
            Subject::Step(step) => Base::Step(step),
            Subject::Fact(_) => return false,
        };
        let rule = self.board.step_of(slot);
        let counts = rule.window.as_ref().is_some_and(|window| window.uses(base) && self.board.follows_rule(slot));
        let lapses = rule.lapses.as_ref().is_some_and(|bound| bound.base == base);
        (counts || lapses) && !self.board.knows(base)
    }
}
