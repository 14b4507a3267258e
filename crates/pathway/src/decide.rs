//! From a command to events, or to a refusal that says why not. Pure: the same question gets the same answer.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;

use crate::{
    board::Board,
    command::Command,
    criterion::{Subject, parse::nearest},
    date_window::{TERM_DAYS, date_of, day_of},
    definition::Definition,
    event::{Because, Event},
    fact::{FactKind, FactValue},
    ids::{AnchorId, FactId, OutcomeId, StepId},
    left_out::TakesBack,
    lifecycle::{Cause, Life, Move},
    refusal::Refusal,
    ruling,
    says::says_nothing,
    settle::Queue,
    state::{Occurrence, State},
    step::{Base, Step},
    whom::Whom,
};

/// Before entry, a step can have been done elsewhere in the same pregnancy, at most.
const BEFORE_ENTRY_DAYS: i32 = TERM_DAYS + 14;

/// Decides what a command brings about. `today` is the civil date in Europe/Amsterdam.
///
/// # Errors
/// A [`Refusal`] when the command cannot be carried out; nothing has changed then.
pub fn decide(def: &Definition, state: &State, command: &Command, today: Date) -> Result<Vec<Event>, Refusal> {
    if let Command::Start { entry, anchors, facts } = command {
        if state.started().is_some() {
            return Err(Refusal::AlreadyStarted);
        }
        return Decision::new(def, None, Board::empty(def), today).start(*entry, anchors, facts);
    }
    let started = state.started().ok_or(Refusal::NotStarted)?;
    if state.ended().is_some() {
        return if *command == Command::Tick { Ok(Vec::new()) } else { Err(Refusal::Ended) };
    }
    if started.hash != def.hash {
        return Err(Refusal::OtherVersion { pinned: started.hash.clone(), given: def.hash.clone() });
    }
    let mut decision = Decision::new(def, Some(state), Board::of(def, state), today);
    match command {
        Command::Start { .. } | Command::Tick => {}
        Command::SetAnchor { anchor, date, reason } => {
            let at = decision.anchor_at(anchor)?;
            decision.refuse_implausible(at, *date)?;
            decision.refuse_anchor_ruled_out(at, *date)?;
            decision.set_anchor(at, *date, reason.clone());
        }
        Command::RetractAnchor { anchor, reason } => decision.retract_anchor(anchor, reason)?,
        Command::RetractFact { fact, reason } => decision.retract_fact(fact, reason)?,
        Command::SetFact { fact, value } => {
            let at = decision.fact_at(fact, value)?;
            decision.refuse_past_the_table(at, value)?;
            decision.refuse_fact_ruled_out(at, value)?;
            decision.refuse_changed_answer(at, value)?;
            decision.set_fact(at, value);
        }
        Command::Complete { step, nth, on, outcome, words, whom, day } => {
            let said = Said { outcome: outcome.as_ref(), words: words.as_deref(), whom: whom.as_ref(), day: *day };
            decision.complete((step, *nth), *on, &said)?;
        }
        Command::Skip { step, nth, reason } => decision.skip(step, *nth, reason)?,
        Command::Reopen { step, nth, reason } => decision.reopen(step, *nth, reason)?,
        Command::Plan { step, nth, date } => decision.pin(step, *nth, *date)?,
        Command::Unplan { step, nth } => decision.unpin(step, *nth)?,
        Command::Add { step } => decision.add(step)?,
        Command::End { cause } => return decision.end(cause),
    }
    decision.settle()?;
    Ok(decision.events)
}

/// What is said with a step that was done.
struct Said<'c> {
    outcome: Option<&'c OutcomeId>,
    words: Option<&'c str>,
    whom: Option<&'c Whom>,
    day: Option<Date>,
}

/// A decision in the making: the board as it changes, and the events so far.
pub(crate) struct Decision<'d> {
    pub(crate) board: Board<'d>,
    /// The state before the command; none when it starts the pathway.
    pub(crate) before: Option<&'d State>,
    pub(crate) today: Date,
    pub(crate) events: Vec<Event>,
    pub(crate) queue: Queue,
    /// What is being corrected.
    pub(crate) because: Option<Because>,
    /// What changed outside of the file, where a proof left things out, and what it takes back.
    pub(crate) outside: Option<(Subject, TakesBack)>,
}

impl<'d> Decision<'d> {
    pub(crate) fn new(def: &'d Definition, before: Option<&'d State>, board: Board<'d>, today: Date) -> Self {
        let room = if before.is_none() { 2 * def.steps.len() + 8 } else { 8 };
        let queue = Queue::of_all(def.steps.len());
        Self { board, before, today, events: Vec::with_capacity(room), queue, because: None, outside: None }
    }

    /// Records an event about an occurrence, here and in the outcome.
    pub(crate) fn happen(&mut self, slot: usize, event: impl FnOnce(StepId, u16) -> Event) {
        let slot = &mut self.board.slots[slot];
        let event = event(slot.occurrence.step.clone(), slot.occurrence.nth);
        slot.occurrence.apply(&event);
        self.events.push(event);
        self.queue.changed(self.board.def, slot.step);
    }

    /// Puts an occurrence in the course.
    pub(crate) fn enter_course(&mut self, step: u16, nth: u16, event: impl FnOnce(StepId, u16) -> Event) -> usize {
        let event = event(self.board.step(step).id.clone(), nth);
        if let Event::Planned { step: id, window, late, .. } | Event::Added { step: id, window, late, .. } = &event {
            let occurrence = Occurrence::planned(id.clone(), nth, *window, *late);
            self.board.push(step, occurrence);
        }
        self.events.push(event);
        self.queue.changed(self.board.def, step);
        self.board.slots.len() - 1
    }

    pub(crate) fn miss(&mut self, slot: usize, on: Date, why: Cause) {
        self.happen(slot, |step, nth| Event::Missed { step, nth, on, why });
        self.after_end(slot, on);
    }

    /// Windows that count from the end of this step are known from here.
    pub(crate) fn after_end(&mut self, slot: usize, on: Date) {
        let step = self.board.slots[slot].step;
        let because = Because::StepEnded { step: self.board.step(step).id.clone(), on };
        self.rearrange(Base::Step(step), &because);
        self.move_next(slot, on, &because);
    }

    fn start(
        mut self,
        entry: Date,
        anchors: &BTreeMap<AnchorId, Date>,
        facts: &BTreeMap<FactId, FactValue>,
    ) -> Result<Vec<Event>, Refusal> {
        self.refuse_future(entry)?;
        let def = self.board.def;
        self.events.push(Event::Started {
            pathway: def.id.clone(),
            version: Arc::clone(&def.version),
            hash: def.hash.clone(),
            entry,
        });
        self.board.entry = Some(day_of(entry));
        for (anchor, date) in anchors {
            let at = self.anchor_at(anchor)?;
            self.board.anchors[usize::from(at)] = Some(day_of(*date));
            self.events.push(Event::AnchorSet { anchor: anchor.clone(), date: *date, was: None, reason: None });
        }
        for (anchor, date) in anchors {
            self.refuse_implausible(self.anchor_at(anchor)?, *date)?;
        }
        for (fact, value) in facts {
            let at = self.fact_at(fact, value)?;
            self.refuse_past_the_table(at, value)?;
            self.board.facts[usize::from(at)] = def.facts[usize::from(at)].answer.compact(value);
            self.events.push(Event::FactSet { fact: fact.clone(), value: value.clone() });
        }
        for (anchor, date) in anchors {
            self.refuse_guard(def.anchor_guards[usize::from(self.anchor_at(anchor)?)].as_ref(), anchor.as_str(), date)?;
        }
        for (fact, value) in facts {
            self.refuse_fact_ruled_out(self.fact_at(fact, value)?, value)?;
        }
        self.plan_course(entry);
        for (anchor, date) in anchors {
            self.mark(self.anchor_at(anchor)?, *date);
        }
        self.settle()?;
        Ok(self.events)
    }

    fn set_anchor(&mut self, at: u16, date: Date, reason: Option<String>) {
        let was = self.board.anchors[usize::from(at)].map(date_of);
        if was == Some(date) {
            return;
        }
        let anchor = self.board.def.anchors[usize::from(at)].id.clone();
        self.board.anchors[usize::from(at)] = Some(day_of(date));
        self.events.push(Event::AnchorSet { anchor: anchor.clone(), date, was, reason });
        let because = Because::Anchor { anchor, was, now: date };
        self.because = Some(because.clone());
        self.rearrange(Base::Anchor(at), &because);
        self.take_back(Subject::Anchor(at));
        self.mark(at, date);
    }

    /// A milestone that marks this anchor took place on its date.
    pub(crate) fn mark(&mut self, anchor: u16, date: Date) {
        for slot in 0..self.board.slots.len() {
            if self.board.step_of(slot).marks != Some(anchor) {
                continue;
            }
            let outcome = match &self.board.occurrence(slot).life {
                Life::Done { on, .. } if *on == date => continue,
                Life::Done { outcome, .. } => outcome.clone(),
                life if life.status().after(Move::Complete).is_some() => None,
                _ => continue,
            };
            self.happen(slot, |step, nth| Event::Completed {
                step,
                nth,
                on: date,
                outcome,
                decided: None,
                words: None,
                whom: None,
                day: None,
            });
            self.after_end(slot, date);
        }
    }

    fn set_fact(&mut self, at: u16, value: &FactValue) {
        let fact = &self.board.def.facts[usize::from(at)];
        let told = self.before.and_then(|state| state.fact(&fact.id)) == Some(value);
        if told
            && !self.board.def.is_measured(&fact.id)
            && self.board.facts[usize::from(at)] == fact.answer.compact(value)
        {
            return;
        }
        let was = std::mem::replace(&mut self.board.facts[usize::from(at)], fact.answer.compact(value));
        self.events.push(Event::FactSet { fact: fact.id.clone(), value: value.clone() });
        // To be told what held already changes nothing.
        if was == self.board.facts[usize::from(at)] {
            return;
        }
        self.because = Some(Because::Fact { fact: fact.id.clone(), now: Some(value.clone()) });
        self.let_go(Subject::Fact(at), "");
    }

    fn complete(&mut self, (step, nth): (&StepId, Option<u16>), on: Date, said: &Said<'_>) -> Result<(), Refusal> {
        let slot = self.slot_for(step, nth, Move::Complete, "completed")?;
        self.refuse_future(on)?;
        let earliest =
            date_of(self.board.entry.unwrap_or_else(|| day_of(self.today)).saturating_sub(BEFORE_ENTRY_DAYS));
        if on < earliest {
            return Err(Refusal::TooLongAgo { date: on, earliest });
        }
        self.refuse_waiting_for_anchor(slot)?;
        self.refuse_before_its_turn(slot)?;
        self.refuse_before_its_date(slot, on)?;
        self.refuse_before_its_turn_came(slot, on)?;
        self.refuse_before_the_day(slot, on)?;
        let rule = self.board.step_of(slot);
        let (outcome, decided) = match ruling::settle(&self.board, rule, said.outcome, on) {
            Some(settled) => settled.map(|(outcome, decided)| (Some(outcome), Some(decided)))?,
            None => (said.outcome.cloned(), None),
        };
        let choices = || rule.outcomes.iter().map(|outcome| outcome.id.clone()).collect();
        let ended_as = match &outcome {
            None if rule.outcomes.is_empty() => None,
            None => return Err(Refusal::OutcomeNeeded { step: step.clone(), choices: choices() }),
            Some(wanted) => {
                let known = rule.outcomes.iter().find(|outcome| outcome.id == *wanted);
                Some(known.ok_or_else(|| Refusal::UnknownOutcome {
                    step: step.clone(),
                    outcome: wanted.clone(),
                    choices: choices(),
                })?)
            }
        };
        refuse_other_words(rule, said.words)?;
        let (whom, day) = (self.whom(rule, said.whom)?, self.asked_day(rule, on, said.day)?);
        if let Some(anchor) = rule.marks {
            self.refuse_implausible(anchor, on)?;
            self.refuse_anchor_ruled_out(anchor, on)?;
        }
        for sets in ended_as.into_iter().flat_map(|outcome| &outcome.sets) {
            self.refuse_fact_ruled_out(sets.fact, &sets.value)?;
        }
        let at = self.board.slots[slot].step;
        let words = said.words.map(str::to_owned);
        self.happen(slot, |step, nth| Event::Completed { step, nth, on, outcome, decided, words, whom, day });
        if self.board.occurrence(slot).nth > 1 {
            // It ended otherwise than the time before, perhaps: what hung on that outcome is called for no more.
            let before = self.because.replace(Because::EndedOtherwise { step: step.clone() });
            self.let_go(Subject::Step(at), "");
            self.because = before;
        }
        for sets in ended_as.into_iter().flat_map(|outcome| &outcome.sets) {
            self.set_fact(sets.fact, &sets.value);
        }
        self.after_end(slot, on);
        if let Some(anchor) = rule.marks {
            self.set_anchor(anchor, on, None);
        }
        Ok(())
    }

    fn skip(&mut self, step: &StepId, nth: Option<u16>, reason: &str) -> Result<(), Refusal> {
        refuse_empty(reason)?;
        let slot = self.slot_for(step, nth, Move::Skip, "skipped")?;
        self.refuse_to_skip(slot)?;
        let on = self.today;
        self.happen(slot, |step, nth| Event::Skipped { step, nth, on, reason: reason.to_owned() });
        self.after_end(slot, on);
        Ok(())
    }

    fn add(&mut self, step: &StepId) -> Result<(), Refusal> {
        let at = self.step_at(step)?;
        let rule = self.board.step(at);
        if !rule.discretionary {
            return Err(Refusal::NotDiscretionary { step: step.clone() });
        }
        let last = self.board.last_of(at);
        if let Some(last) = last.filter(|last| last.status().is_live()) {
            return Err(Refusal::AlreadyAdded { step: step.clone(), nth: last.nth });
        }
        let called_for =
            rule.opens.as_ref().filter(|criterion| criterion.eval(&self.board) == crate::criterion::eval::Truth::False);
        if let Some(criterion) = called_for {
            return Err(Refusal::NotCalledFor { step: step.clone(), criterion: criterion.text.to_string() });
        }
        if let Some(criterion) = rule.ends.as_ref().filter(|_| self.board.ends(at)) {
            return Err(Refusal::NotCalledFor { step: step.clone(), criterion: format!("not ({})", criterion.text) });
        }
        let nth = last.map_or(1, |last| last.nth.saturating_add(1));
        if last.is_some_and(|last| last.nth == nth) {
            return Err(Refusal::AlreadyAdded { step: step.clone(), nth });
        }
        let window = rule.window.as_ref().and_then(|rule| self.board.window(rule, None));
        let (window, late) = match self.judge(at, None, window, self.today) {
            crate::arrange::Verdict::Stands(window, late) => (Some(window), late),
            // Somebody calls for it now, so that its window has passed does not make it missed.
            crate::arrange::Verdict::Passed(window, _) => (Some(window), None),
            crate::arrange::Verdict::Unknown => (None, None),
        };
        self.enter_course(at, nth, |step, nth| Event::Added { step, nth, window, late });
        Ok(())
    }

    fn end(mut self, cause: &str) -> Result<Vec<Event>, Refusal> {
        refuse_empty(cause)?;
        let on = self.today;
        for slot in 0..self.board.slots.len() {
            if self.board.occurrence(slot).status().is_live() {
                let why = Cause::PathwayEnded { cause: cause.to_owned() };
                self.happen(slot, |step, nth| Event::Cancelled { step, nth, on, cause: why });
            }
        }
        self.events.push(Event::Ended { on, cause: cause.to_owned() });
        Ok(self.events)
    }

    pub(crate) fn step_at(&self, step: &StepId) -> Result<u16, Refusal> {
        let index = &self.board.def.step_index;
        index.get(step).copied().ok_or_else(|| Refusal::UnknownStep {
            step: step.clone(),
            near: nearest(step.as_str(), index.keys().map(StepId::as_str)).map(str::to_owned),
        })
    }

    pub(crate) fn anchor_at(&self, anchor: &AnchorId) -> Result<u16, Refusal> {
        let index = &self.board.def.anchor_index;
        index.get(anchor).copied().ok_or_else(|| Refusal::UnknownAnchor {
            anchor: anchor.clone(),
            near: nearest(anchor.as_str(), index.keys().map(AnchorId::as_str)).map(str::to_owned),
        })
    }

    pub(crate) fn fact_named(&self, fact: &FactId) -> Result<u16, Refusal> {
        let index = &self.board.def.fact_index;
        index.get(fact).copied().ok_or_else(|| Refusal::UnknownFact {
            fact: fact.clone(),
            near: nearest(fact.as_str(), index.keys().map(FactId::as_str)).map(str::to_owned),
        })
    }

    fn fact_at(&self, fact: &FactId, value: &FactValue) -> Result<u16, Refusal> {
        let at = self.fact_named(fact)?;
        let kind = &self.board.def.facts[usize::from(at)].answer;
        if kind.accepts(value) {
            return Ok(at);
        }
        let (from, to) = match kind {
            FactKind::Number { from, to } => (*from, *to),
            FactKind::YesNo | FactKind::Choice { .. } | FactKind::Date | FactKind::Text => (None, None),
        };
        let (expected, given) = (kind.expected(), value.to_string());
        Err(Refusal::WrongFactValue { fact: fact.clone(), expected, from, to, given })
    }

    /// The occurrence that a command means: the one named, else the first that is live, else the last that can follow.
    pub(crate) fn slot_for(
        &self,
        step: &StepId,
        nth: Option<u16>,
        by: Move,
        action: &'static str,
    ) -> Result<usize, Refusal> {
        let at = self.step_at(step)?;
        let allows = |slot: &usize| self.board.occurrence(*slot).status().after(by).is_some();
        let slots = || self.board.slots_of(at);
        let found = match nth {
            Some(nth) => slots().find(|slot| self.board.occurrence(*slot).nth == nth),
            None => slots()
                .find(|slot| self.board.occurrence(*slot).status().is_live())
                .or_else(|| slots().filter(allows).last())
                .or_else(|| slots().last()),
        };
        let slot = found.ok_or_else(|| Refusal::NoOccurrence { step: step.clone(), nth })?;
        let occurrence = self.board.occurrence(slot);
        if allows(&slot) {
            return Ok(slot);
        }
        Err(Refusal::NotAllowed { step: step.clone(), nth: occurrence.nth, status: occurrence.status(), action })
    }
}

/// A weighing that nobody can read afterwards was not recorded (PS-04).
fn refuse_other_words(rule: &Step, words: Option<&str>) -> Result<(), Refusal> {
    match (&rule.words, words) {
        (Some(ask), said) if said.is_none_or(says_nothing) => {
            Err(Refusal::WordsNeeded { step: rule.id.clone(), ask: ask.clone() })
        }
        (None, Some(_)) => Err(Refusal::WordsNotAsked { step: rule.id.clone() }),
        _ => Ok(()),
    }
}

pub(crate) fn refuse_empty(reason: &str) -> Result<(), Refusal> {
    if says_nothing(reason) { Err(Refusal::ReasonNeeded) } else { Ok(()) }
}
