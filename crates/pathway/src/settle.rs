//! The cascade: what a change sets in motion, until nothing moves any more.
//!
//! Entries first, exits deferred: a step opens or is planned before others are cancelled, and a cancelled step may let
//! another one open, so the two alternate until both are at rest.
//!
//! It comes to rest. Within one cascade an occurrence only goes forward (waiting → open → final: at most two moves;
//! the arrows back are taken by corrections, before the cascade). A step gets at most two new occurrences: one that
//! had passed already and, planned from today, one in the future; each of them again makes at most two moves beside
//! being planned, and each end moves every window that counts from it at most once. [`limit`] counts these, and the
//! cascade is refused beyond it.

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    arrange::Verdict,
    board::{Board, Gate},
    criterion::eval::{Truth, eval_node},
    date_window::{Window, day_of},
    decide::Decision,
    definition::Definition,
    event::{Because, Event},
    ids::OutcomeId,
    lifecycle::{Cause, Life, Status},
    refusal::Refusal,
    ruling::{self, Advice},
    state::{Lateness, Occurrence},
    step::{Base, Repeat, Step},
};

/// The steps to look at again, each at most once at a time, in the order in which they changed.
pub(crate) struct Queue {
    steps: Vec<u16>,
    next: usize,
    queued: Vec<bool>,
}

impl Queue {
    pub(crate) fn of_all(steps: usize) -> Self {
        Self { steps: (0..).take(steps).collect(), next: 0, queued: vec![true; steps] }
    }

    fn none_of(steps: usize) -> Self {
        Self { steps: Vec::new(), next: 0, queued: vec![false; steps] }
    }

    fn push(&mut self, step: u16) {
        if !std::mem::replace(&mut self.queued[usize::from(step)], true) {
            self.steps.push(step);
        }
    }

    fn pop(&mut self) -> Option<u16> {
        let step = *self.steps.get(self.next)?;
        self.next += 1;
        self.queued[usize::from(step)] = false;
        Some(step)
    }

    /// A step changed: it and those whose criteria speak of it must look again.
    pub(crate) fn changed(&mut self, def: &Definition, step: u16) {
        self.push(step);
        for watcher in &def.watchers[usize::from(step)] {
            self.push(*watcher);
        }
    }
}

/// More events than this no cascade can bring about.
fn limit(board: &Board<'_>) -> usize {
    let steps = board.def.steps.len();
    let occurrences = board.slots.len() + 2 * steps;
    3 * occurrences + occurrences * occurrences.min(64) + 16
}

impl Decision<'_> {
    /// Lets the cascade run until nothing moves.
    pub(crate) fn settle(&mut self) -> Result<(), Refusal> {
        let limit = self.events.len() + limit(&self.board);
        let mut deferred = Queue::none_of(self.board.def.steps.len());
        loop {
            while let Some(step) = self.queue.pop() {
                if self.enter(step) {
                    deferred.push(step);
                }
                if self.events.len() > limit {
                    return Err(Refusal::Unsettled { steps: self.events.len() });
                }
            }
            match deferred.pop() {
                Some(step) => self.exit(step),
                None => return Ok(()),
            }
        }
    }

    /// Lets a step open; says whether its exit must be looked at. Facts and dates stand still within a cascade, and a
    /// step that an exit speaks of puts this one back in the queue when it changes, so what does not hold now need not
    /// be asked again.
    fn enter(&mut self, step: u16) -> bool {
        if self.board.step(step).repeats() {
            self.plan_next(step);
        }
        if self.board.step(step).table.is_some() {
            self.decide_again(step);
        }
        if self.board.ends(step) {
            return true;
        }
        let mut next = self.board.first_slot(step);
        while let Some(slot) = next {
            // Dates are cheaper to look at than criteria, and most of a course waits for its dates.
            if self.board.occurrence(slot).status() == Status::Waiting
                && self.is_time(slot)
                && !self.board.waits_its_turn(slot)
                && (self.board.opens(step) == Truth::True || self.board.stood_open(slot))
            {
                self.open(slot);
            }
            next = self.board.next_slot(slot);
        }
        self.board.step(step).lapses.is_some()
    }

    fn is_time(&self, slot: usize) -> bool {
        match self.board.gate(slot) {
            Gate::Free => true,
            Gate::From(day) => day <= day_of(self.today),
            Gate::Shut => false,
        }
    }

    fn open(&mut self, slot: usize) {
        let (window, late) = match self.window_at_opening(slot) {
            Verdict::Unknown => (None, None),
            Verdict::Stands(window, late) => (Some(window), late),
            Verdict::Passed(window, on) => {
                self.miss(slot, on, Cause::WindowPassed { window });
                return;
            }
        };
        // Already lapsed: opening and missing it must not arrive together.
        if late.is_none()
            && let Some(until) = self.board.lapses(slot).filter(|until| *until < self.today)
        {
            self.lapse(slot, until);
            return;
        }
        let original = late.map(|late| late.original).or(window);
        let remembered = original.and_then(|original| self.board.occurrence(slot).memory(original)?.opened);
        let on = remembered.or_else(|| self.stood_open_since(slot)).unwrap_or(self.today);
        self.happen(slot, |step, nth| Event::Opened { step, nth, on, window, late });
    }

    /// The window with which a step opens: counted from today if it counts from the opening, and judged again when
    /// only now it has come to be called for.
    fn window_at_opening(&self, slot: usize) -> Verdict {
        let occurrence = self.board.occurrence(slot);
        let step = self.board.slots[slot].step;
        let rule = self.board.step(step);
        let own_clock = rule.window.as_ref().filter(|rule| rule.uses(Base::Opened) && self.board.follows_rule(slot));
        if let Some(window) = own_clock {
            let since = self.stood_open_since(slot);
            let window = self.board.window(window, Some(day_of(since.unwrap_or(self.today))));
            return match (occurrence.pinned, since) {
                (None, None) => self.judge(step, None, window, self.today),
                _ => window.map_or(Verdict::Unknown, |window| Verdict::Stands(window, None)),
            };
        }
        let Some(window) = occurrence.window else { return Verdict::Unknown };
        let stands = Verdict::Stands(window, occurrence.late);
        let original = occurrence.late.map_or(window, |late| late.original);
        if window.until() >= self.today
            || occurrence.pinned.is_some()
            || rule.discretionary
            || occurrence.memory(original).is_some()
            || !self.came_to_hold(step)
        {
            return stands;
        }
        let late = Lateness { original, found: self.today };
        match self.judge(step, None, Some(late.original), self.today) {
            Verdict::Unknown => stands,
            verdict => verdict,
        }
    }

    /// The day on which a step that counts from its own opening opened before: what was taken back and is so after all
    /// goes on where it was.
    fn stood_open_since(&self, slot: usize) -> Option<Date> {
        let own_clock = self.board.step_of(slot).window.as_ref().is_none_or(|rule| rule.uses(Base::Opened));
        self.board.occurrence(slot).stood_since.filter(|_| own_clock && self.board.follows_rule(slot))
    }

    /// Whether the step has come to be called for by this very command, rather than by the passing of time.
    fn came_to_hold(&self, step: u16) -> bool {
        self.before.is_some_and(|state| Board::of(self.board.def, state).opens(step) != Truth::True)
    }

    pub(crate) fn lapse(&mut self, slot: usize, until: Date) {
        let on = until.tomorrow().unwrap_or(until);
        self.miss(slot, on, Cause::Lapsed { until });
    }

    fn exit(&mut self, step: u16) {
        let ended = self.board.step(step).ends.as_ref().and_then(|ends| ends.holding(&self.board)).cloned();
        if ended.is_none() && self.board.step(step).lapses.is_none() {
            return;
        }
        let mut next = self.board.first_slot(step);
        while let Some(slot) = next {
            if self.board.occurrence(slot).status().is_live() {
                self.exit_one(slot, ended.clone());
            }
            next = self.board.next_slot(slot);
        }
    }

    fn exit_one(&mut self, slot: usize, ended: Option<Arc<str>>) {
        let on = self.today;
        if let Some(criterion) = ended {
            if self.before.is_none() && self.board.is_for_client(self.board.slots[slot].step) {
                self.miss(slot, on, Cause::EndedBeforeEntry { criterion });
            } else {
                self.happen(slot, |step, nth| Event::Cancelled { step, nth, on, cause: Cause::Ended { criterion } });
            }
        } else if self.board.occurrence(slot).status() == Status::Open
            && let Some(until) = self.board.lapses(slot).filter(|until| *until < self.today)
        {
            self.lapse(slot, until);
        }
    }

    /// A table that by now decides otherwise than when its step was done asks for a new decision (CM-02); when it decides
    /// as it did after all, there is nothing to decide anew.
    fn decide_again(&mut self, step: u16) {
        let Some(decided) = self.decision_of(step) else { return };
        let advice = ruling::advice(&self.board, self.board.step(step), self.today);
        if let Some(Ok(Advice::Decided { outcome: now, .. })) = advice {
            self.decided_again(step, decided == Some(now));
        }
    }

    /// How a step was decided of which it may be asked whether that stands; nothing when it may not.
    pub(crate) fn decision_of(&self, step: u16) -> Option<Option<OutcomeId>> {
        let rule = self.board.step(step);
        let done = |one: &Occurrence| match &one.life {
            Life::Done { outcome, .. } => Some(outcome.clone()),
            _ => None,
        };
        let decided = self.board.occurrences_of(step).filter_map(done);
        if rule.repeats_every() {
            return decided.filter(Option::is_some).last();
        }
        let last = self.board.last_of(step)?;
        let withdrawn = matches!(last.life, Life::Cancelled { cause: Cause::DecisionStands, .. });
        let asked_anew = last.nth > 1 && last.pinned.is_none() && !rule.repeats();
        let is_asked = done(last).is_some() || withdrawn || asked_anew && last.status().is_live();
        if is_asked { decided.last() } else { None }
    }

    /// A step of which it may be asked whether its decision stands, once that is known.
    pub(crate) fn decided_again(&mut self, step: u16, stands: bool) {
        if self.board.step(step).repeats_every() {
            self.turn_decided_again(step, stands);
            return;
        }
        let Some(last_slot) = self.board.slots_of(step).last() else { return };
        let last = self.board.occurrence(last_slot);
        if last.status().is_live() {
            if stands {
                let (on, cause) = (self.today, Cause::DecisionStands);
                self.happen(last_slot, |step, nth| Event::Cancelled { step, nth, on, cause });
            }
        } else if !stands && !self.board.ends(step) {
            let Some(nth) = last.nth.checked_add(1) else { return };
            let window = self.window_to_decide_in(step);
            let (late, because) = (None, None);
            self.enter_course(step, nth, |step, nth| Event::Planned { step, nth, window, late, because });
        }
    }

    /// The same of a step that comes again every so often: the next turn is brought forward, so that the time to the one
    /// after it counts from the new decision; when the table decides as it did after all, that turn goes back to its day.
    /// Where no turn was to come, one is asked for.
    fn turn_decided_again(&mut self, step: u16, stands: bool) {
        let Some(last) = self.board.slots_of(step).last() else { return };
        let occurrence = self.board.occurrence(last);
        let from_today = self.shifted(occurrence.window, day_of(self.today));
        match &occurrence.life {
            Life::Done { .. } | Life::Cancelled { cause: Cause::DecisionStands, .. } => {
                if let Some(nth) = occurrence.nth.checked_add(1).filter(|_| !stands && !self.board.ends(step)) {
                    let (window, late, because) = (Some(from_today), None, None);
                    self.enter_course(step, nth, |step, nth| Event::Planned { step, nth, window, late, because });
                }
            }
            Life::Waiting | Life::Open { .. } if occurrence.pinned.is_some() || occurrence.late.is_some() => {}
            Life::Waiting if !stands => {
                let is_ahead = occurrence.window.is_some_and(|window| window.from() > self.today);
                if is_ahead && self.board.opens(step) == Truth::True {
                    self.put_turn(last, from_today);
                }
            }
            Life::Waiting | Life::Open { .. } if stands => match self.goes_back_to(last) {
                Some(regular) if self.goes_on(step) => self.put_turn(last, regular),
                Some(_) => {
                    let (on, cause) = (self.today, Cause::DecisionStands);
                    self.happen(last, |step, nth| Event::Cancelled { step, nth, on, cause });
                }
                None => {}
            },
            _ => {}
        }
    }

    /// Gives a turn other days because its table decides otherwise than before, or no more.
    fn put_turn(&mut self, slot: usize, window: Window) {
        let Some(because) = self.because.clone() else { return };
        let waits = self.board.occurrence(slot).status() == Status::Open && window.from() > self.today;
        self.happen(slot, |step, nth| Event::Moved { step, nth, window, late: None, waits, because });
    }

    /// The window of its rule; where that has passed, one of the same length from today, since nobody could know before.
    fn window_to_decide_in(&self, step: u16) -> Option<Window> {
        let window = self.board.window(self.board.step(step).window.as_ref()?, None)?;
        let passed = window.until() < self.today;
        Some(if passed { self.shifted(Some(window), day_of(self.today)) } else { window })
    }

    fn plan_next(&mut self, step: u16) {
        let Some(nth) = self.board.last_of(step).and_then(|last| last.nth.checked_add(1)) else { return };
        // What was asked once more for nothing changes nothing.
        let withdrawn = |one: &&Occurrence| matches!(one.life, Life::Cancelled { cause: Cause::DecisionStands, .. });
        let Some(last) = self.board.occurrences_of(step).filter(|one| !withdrawn(one)).last() else { return };
        let ended = match &last.life {
            Life::Done { on, .. } | Life::Skipped { on, .. } => *on,
            // What was not called for does not come back; without this, a step could end its own repetitions for ever.
            Life::Missed { why: Cause::EndedBeforeEntry { .. }, .. } => return,
            Life::Missed { .. } => self.today,
            Life::Waiting | Life::Open { .. } | Life::Cancelled { .. } => return,
        };
        if self.board.ends(step) {
            return;
        }
        match &self.board.step(step).repeat {
            Some(Repeat::EachTime | Repeat::EachReason | Repeat::EachAnswer)
                if self.board.opens(step) != Truth::True || self.has_a_new_reason(step, last.nth) =>
            {
                let rule = self.board.step(step).window.as_ref();
                let window = rule.and_then(|rule| self.board.window(rule, None));
                let (late, because) = (None, None);
                self.enter_course(step, nth, |step, nth| Event::Planned { step, nth, window, late, because });
            }
            Some(Repeat::Every { every, .. }) => {
                if self.goes_on(step) {
                    let window = self.shifted(
                        last.late.map_or(last.window, |late| Some(late.original)),
                        every.after_day(day_of(ended)),
                    );
                    let verdict = self.judge(step, None, Some(window), self.today);
                    let (window, late) = match verdict {
                        Verdict::Stands(window, late) => (window, late),
                        Verdict::Unknown | Verdict::Passed(..) => (window, None),
                    };
                    let slot = self.enter_course(step, nth, |step, nth| Event::Planned {
                        step,
                        nth,
                        window: Some(window),
                        late,
                        because: None,
                    });
                    if let Verdict::Passed(window, on) = verdict {
                        self.miss(slot, on, Cause::WindowPassed { window });
                    }
                }
            }
            Some(Repeat::EachTime | Repeat::EachReason | Repeat::EachAnswer) | None => {}
        }
    }

    /// Whether by this very command one of the alternatives of `opens` came to hold that did not hold before it, of a step
    /// that comes again for each; or a number was answered again that `opens` compares, of one that comes again for that. The
    /// time that was planned for it already counts for all that came with the command.
    fn has_a_new_reason(&self, step: u16, last: u16) -> bool {
        let rule = self.board.step(step);
        let (Some(opens), Some(state)) = (&rule.opens, self.before) else { return false };
        let before = Board::of(self.board.def, state);
        let holds_anew = |node| eval_node(node, &before) != Truth::True && eval_node(node, &self.board) == Truth::True;
        before.last_of(step).is_some_and(|one| one.nth == last)
            && match &rule.repeat {
                Some(Repeat::EachReason) => opens.branches.iter().any(|(_, node)| holds_anew(node)),
                Some(Repeat::EachAnswer) => self.events.iter().any(|event| self.is_answer_that_raises(rule, event)),
                Some(Repeat::EachTime | Repeat::Every { .. }) | None => false,
            }
    }

    fn is_answer_that_raises(&self, rule: &Step, event: &Event) -> bool {
        let Event::FactSet { fact, .. } = event else { return false };
        self.board.def.fact_index.get(fact).is_some_and(|at| rule.is_raised_by(*at))
    }

    /// Whether a step that comes again every so often still does.
    fn goes_on(&self, step: u16) -> bool {
        match &self.board.step(step).repeat {
            Some(Repeat::Every { while_: Some(criterion), .. }) => criterion.eval(&self.board) == Truth::True,
            _ => true,
        }
    }

    /// The next time of a repeating step counts from the end of this one, also when that is recorded anew.
    pub(crate) fn move_next(&mut self, slot: usize, on: Date, because: &Because) {
        let (Some(Repeat::Every { every, .. }), Some(next)) =
            (&self.board.step_of(slot).repeat, self.board.next_slot(slot))
        else {
            return;
        };
        let (ended, following) = (self.board.occurrence(slot), self.board.occurrence(next));
        let length = ended.late.map_or(ended.window, |late| Some(late.original));
        let window = self.shifted(length, every.after_day(day_of(on)));
        let waits = following.status() == Status::Waiting && following.pinned.is_none();
        if waits && following.late.is_none() && following.window != Some(window) {
            let because = because.clone();
            self.happen(next, |step, nth| Event::Moved { step, nth, window, late: None, waits: false, because });
        }
    }

    /// The window of the occurrence before, as long as it was, starting on another day.
    pub(crate) fn shifted(&self, before: Option<Window>, from: i32) -> Window {
        Window::as_long_as(before, from)
    }
}
