//! The state laid out beside the definition: places instead of names, day numbers instead of dates.

use jiff::civil::Date;

use crate::{
    criterion::eval::{Truth, World},
    date_window::{Window, date_of, day_of},
    definition::Definition,
    fact::Compact,
    lifecycle::{Cause, Life, Status},
    state::{Occurrence, State},
    step::{Base, Bound, Repeat, Step, WindowRule},
};

/// An occurrence and the place of its step.
pub(crate) struct Slot {
    pub(crate) step: u16,
    pub(crate) occurrence: Occurrence,
    /// The slot of the step's next occurrence.
    next: Option<u32>,
}

/// The first and the last slot of a step's occurrences, which are linked, so that no step looks through all slots.
#[derive(Clone, Copy)]
struct Chain {
    first: u32,
    last: u32,
}

/// What the engine looks at.
pub(crate) struct Board<'d> {
    pub(crate) def: &'d Definition,
    pub(crate) entry: Option<i32>,
    pub(crate) anchors: Vec<Option<i32>>,
    pub(crate) facts: Vec<Option<Compact>>,
    pub(crate) slots: Vec<Slot>,
    chains: Vec<Option<Chain>>,
}

/// When a waiting occurrence may open, as far as dates go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gate {
    /// No date holds it back.
    Free,
    /// From this day.
    From(i32),
    /// The dates that it counts from are not known yet.
    Shut,
}

impl<'d> Board<'d> {
    /// An empty board, on which nobody has entered yet.
    pub(crate) fn empty(def: &'d Definition) -> Self {
        Self {
            def,
            entry: None,
            anchors: vec![None; def.anchors.len()],
            facts: def.defaults.clone(),
            slots: Vec::with_capacity(def.steps.len() + 2),
            chains: vec![None; def.steps.len()],
        }
    }

    /// The board of a state. What the definition does not know is left aside.
    pub(crate) fn of(def: &'d Definition, state: &State) -> Self {
        let mut board = Self::empty(def);
        board.entry = state.started().map(|started| day_of(started.entry));
        for (anchor, date) in &state.anchors {
            if let Some(at) = def.anchor_index.get(anchor) {
                board.anchors[usize::from(*at)] = Some(day_of(*date));
            }
        }
        for (fact, value) in &state.facts {
            if let Some(at) = def.fact_index.get(fact)
                && let Some(compact) = def.facts[usize::from(*at)].answer.compact(value)
            {
                board.facts[usize::from(*at)] = Some(compact);
            }
        }
        for occurrence in &state.occurrences {
            if let Some(step) = def.step_index.get(&occurrence.step) {
                board.push(*step, occurrence.clone());
            }
        }
        board
    }

    /// Adds an occurrence behind the others of its step.
    #[inline]
    pub(crate) fn push(&mut self, step: u16, occurrence: Occurrence) {
        let Ok(at) = u32::try_from(self.slots.len()) else { return };
        let chain = &mut self.chains[usize::from(step)];
        match chain {
            Some(chain) => {
                self.slots[chain.last as usize].next = Some(at);
                chain.last = at;
            }
            None => *chain = Some(Chain { first: at, last: at }),
        }
        self.slots.push(Slot { step, occurrence, next: None });
    }

    /// The slot of a step's first occurrence.
    pub(crate) fn first_slot(&self, step: u16) -> Option<usize> {
        self.chains[usize::from(step)].map(|chain| chain.first as usize)
    }

    /// The slot of the next occurrence of the same step.
    pub(crate) fn next_slot(&self, slot: usize) -> Option<usize> {
        self.slots[slot].next.map(|next| next as usize)
    }

    pub(crate) fn step(&self, step: u16) -> &'d Step {
        &self.def.steps[usize::from(step)]
    }

    pub(crate) fn step_of(&self, slot: usize) -> &'d Step {
        self.step(self.slots[slot].step)
    }

    pub(crate) fn occurrence(&self, slot: usize) -> &Occurrence {
        &self.slots[slot].occurrence
    }

    /// The places of a step's occurrences, oldest first.
    pub(crate) fn slots_of(&self, step: u16) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.first_slot(step), |slot| self.next_slot(*slot))
    }

    pub(crate) fn occurrences_of(&self, step: u16) -> impl Iterator<Item = &Occurrence> {
        self.slots_of(step).map(|slot| self.occurrence(slot))
    }

    /// The newest occurrence of a step.
    pub(crate) fn last_of(&self, step: u16) -> Option<&Occurrence> {
        self.chains[usize::from(step)].map(|chain| self.occurrence(chain.last as usize))
    }

    /// The day on which a step was last done, skipped or missed; the day that it asked, where it asks one.
    pub(crate) fn ended(&self, step: u16) -> Option<i32> {
        self.step_ended(step)
    }

    fn step_ended(&self, step: u16) -> Option<i32> {
        self.occurrences_of(step).filter_map(Occurrence::counts_from).last().map(day_of)
    }

    /// Whether the day of a date or of the end of a step is known.
    pub(crate) fn knows(&self, base: Base) -> bool {
        match base {
            Base::Anchor(anchor) => self.anchors[usize::from(anchor)].is_some(),
            Base::Step(step) => self.step_ended(step).is_some(),
            Base::Entry | Base::Opened | Base::Today => true,
        }
    }

    /// The day of a bound, when what it counts from is known.
    pub(crate) fn bound(&self, bound: &Bound, opened: Option<i32>, today: Option<i32>) -> Option<i32> {
        let base = match bound.base {
            Base::Anchor(anchor) => self.anchors[usize::from(anchor)],
            Base::Step(step) => self.step_ended(step),
            Base::Entry => self.entry,
            Base::Opened => opened,
            Base::Today => today,
        };
        base.map(|day| bound.offset.after_day(day))
    }

    /// The window of a rule, when what it counts from is known.
    pub(crate) fn window(&self, rule: &WindowRule, opened: Option<i32>) -> Option<Window> {
        let from = self.bound(&rule.from, opened, None)?;
        let until = self.bound(&rule.until, opened, None)?;
        let target = match &rule.target {
            Some(target) => Some(self.bound(target, opened, None)?),
            None => None,
        };
        Some(Window::of_days(from, target, until))
    }

    /// Whether the window follows from the rule; later occurrences of a repeating step count from the one before.
    pub(crate) fn follows_rule(&self, slot: usize) -> bool {
        !(self.occurrence(slot).nth > 1 && self.step_of(slot).repeats_every())
    }

    /// When a waiting occurrence may open, as far as dates go.
    pub(crate) fn gate(&self, slot: usize) -> Gate {
        let occurrence = self.occurrence(slot);
        let pinned = occurrence.pinned.map(day_of);
        let from = match (occurrence.window, &self.step_of(slot).window) {
            (Some(window), _) => Some(day_of(window.from())),
            (None, None) => return Gate::Free,
            (None, Some(rule)) if rule.from.base == Base::Opened => return Gate::Free,
            (None, Some(rule)) if rule.uses(Base::Opened) => self.bound(&rule.from, None, None),
            (None, Some(_)) => None,
        };
        match (from, pinned) {
            (Some(from), Some(pinned)) => Gate::From(from.min(pinned)),
            (Some(day), None) | (None, Some(day)) => Gate::From(day),
            (None, None) => Gate::Shut,
        }
    }

    /// The last day on which an open occurrence can be done, when the step lapses.
    pub(crate) fn lapses(&self, slot: usize) -> Option<Date> {
        let occurrence = self.occurrence(slot);
        let bound = self.step_of(slot).lapses.as_ref()?;
        let since = match occurrence.life {
            Life::Open { since } => Some(day_of(since)),
            _ => None,
        };
        let last = date_of(self.bound(bound, since, None)?);
        let catch_up = occurrence.late.and(occurrence.window).map(|window| window.until());
        Some(last.max(catch_up.unwrap_or(last)).max(occurrence.pinned.unwrap_or(last)))
    }

    /// The window that a turn has by the turn before it, when it has another: it was brought forward, because its table came
    /// to decide otherwise. A turn after a miss counts from the day on which it was planned, which nobody remembers.
    pub(crate) fn brought_forward(&self, slot: usize) -> Option<Window> {
        let Some(Repeat::Every { every, .. }) = &self.step_of(slot).repeat else { return None };
        let withdrawn = |one: &Occurrence| matches!(one.life, Life::Cancelled { cause: Cause::DecisionStands, .. });
        let before = self.slots_of(self.slots[slot].step).take_while(|other| *other < slot);
        let before = before.map(|other| self.occurrence(other)).filter(|one| !withdrawn(one)).last()?;
        let (Life::Done { on, .. } | Life::Skipped { on, .. }) = &before.life else { return None };
        let length = before.late.map_or(before.window, |late| Some(late.original));
        let regular = Window::as_long_as(length, every.after_day(day_of(*on)));
        let now = self.occurrence(slot);
        (now.late.is_none() && now.pinned.is_none() && now.window != Some(regular)).then_some(regular)
    }

    /// Whether a waiting occurrence stood open in the very window that it has: a date was corrected to and fro, and its
    /// criterion, which held once, is not asked again.
    pub(crate) fn stood_open(&self, slot: usize) -> bool {
        let occurrence = self.occurrence(slot);
        // What is to be done each time stays to be done; that it was cancelled by mistake does not change that. Anything
        // else comes back only if it is called for: what it hung on may have changed while it was cancelled.
        if occurrence.cancelled_open {
            return self.step_of(slot).repeats_each_time();
        }
        let window = occurrence.late.map(|late| late.original).or(occurrence.window);
        let past = window.and_then(|window| occurrence.memory(window));
        past.is_some_and(|past| past.opened.is_some() && !past.taken_back)
    }

    /// Whether an earlier time of the same step is still to be done: one that was reopened comes before the next.
    pub(crate) fn waits_its_turn(&self, slot: usize) -> bool {
        let before = self.slots_of(self.slots[slot].step).take_while(|other| *other < slot);
        before.into_iter().any(|other| self.occurrence(other).status().is_live())
    }

    pub(crate) fn opens(&self, step: u16) -> Truth {
        self.step(step).opens.as_ref().map_or(Truth::True, |criterion| criterion.eval(self))
    }

    pub(crate) fn ends(&self, step: u16) -> bool {
        self.step(step).ends.as_ref().is_some_and(|criterion| criterion.eval(self) == Truth::True)
    }
}

impl World for Board<'_> {
    fn anchor_known(&self, anchor: u16) -> Truth {
        self.anchors[usize::from(anchor)].is_some().into()
    }

    fn fact(&self, fact: u16) -> Option<Compact> {
        self.facts[usize::from(fact)]
    }

    fn step_is(&self, step: u16, status: Status) -> Truth {
        self.occurrences_of(step).any(|one| one.status() == status).into()
    }

    fn step_outcome(&self, step: u16, outcome: u16) -> Truth {
        let endings = self.occurrences_of(step).filter_map(|one| match &one.life {
            Life::Done { outcome, .. } => Some(outcome.as_ref()),
            _ => None,
        });
        let wanted = &self.step(step).outcomes[usize::from(outcome)].id;
        (endings.last().flatten() == Some(wanted)).into()
    }
}
