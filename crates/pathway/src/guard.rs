//! What cannot be recorded: a date in the future or beyond what is plausible, what rules out what was recorded before, an
//! answer past the table that decides it, a step that is not called for yet, and one that counts from a date which is not
//! known, or is later.

use std::fmt::Display;

use jiff::civil::Date;

use crate::{
    Text,
    board::Board,
    criterion::{Criterion, eval::Truth},
    date_window::{date_of, day_of},
    decide::Decision,
    definition::Definition,
    fact::FactValue,
    ids::{FactId, StepId},
    lifecycle::{Cause, Life},
    refusal::Refusal,
    state::State,
    step::Base,
    words,
};

/// Whether nothing that was recorded rules an answer out: who has not given birth is not asked how the child was born. A
/// fact that the pathway does not know cannot be answered.
#[must_use]
pub fn can_be_asked(def: &Definition, state: &State, fact: &FactId) -> bool {
    let guard = def.facts().iter().position(|known| known.id == *fact).and_then(|at| def.fact_guards.get(at));
    guard.is_some_and(|guard| guard.as_ref().is_none_or(|guard| guard.eval(&Board::of(def, state)) != Truth::False))
}

/// What must hold before an occurrence can be done or skipped, in words; nothing when it can be. No step is done or skipped
/// while its `opens` does not hold: no contact with current care before the client consents, no plan sent round before there
/// is one. A step of which only the window has not begun may be done early, unless it is `in-turn`. What opened stays to be
/// done, also where its criterion holds no more; what lapsed stood open once, and may be recorded late.
#[must_use]
pub fn waits_for(def: &Definition, state: &State, step: &StepId, nth: u16) -> Option<Text> {
    let board = Board::of(def, state);
    let slot = board.slots_of(*def.step_index.get(step)?).find(|slot| board.occurrence(*slot).nth == nth)?;
    board.waits_for(slot)
}

impl Board<'_> {
    /// Whether an occurrence waits for more than its time: see [`waits_for`].
    pub(crate) fn waits(&self, slot: usize) -> bool {
        let step = self.slots[slot].step;
        match &self.occurrence(slot).life {
            Life::Waiting => self.holds_back(step),
            Life::Missed { why: Cause::Lapsed { .. }, .. } => false,
            Life::Missed { .. } => self.opens(step) != Truth::True,
            Life::Open { .. } | Life::Done { .. } | Life::Skipped { .. } | Life::Cancelled { .. } => false,
        }
    }

    /// Whether what waits of a step waits for more than its time.
    pub(crate) fn holds_back(&self, step: u16) -> bool {
        self.step(step).in_turn || self.opens(step) != Truth::True
    }

    /// The same of an occurrence, and for what.
    pub(crate) fn waits_for(&self, slot: usize) -> Option<Text> {
        if !self.waits(slot) {
            return None;
        }
        let opens = self.step_of(slot).opens.as_ref().filter(|_| self.opens(self.slots[slot].step) != Truth::True);
        let until = opens.map(|opens| words::clause::awaited(self, opens));
        Some(until.unwrap_or_else(|| Text::new("het er tijd voor is", "its window opens")))
    }
}

impl Decision<'_> {
    pub(crate) fn refuse_future(&self, date: Date) -> Result<(), Refusal> {
        if date > self.today { Err(Refusal::InFuture { date, today: self.today }) } else { Ok(()) }
    }

    pub(crate) fn refuse_implausible(&self, anchor: u16, date: Date) -> Result<(), Refusal> {
        let rule = &self.board.def.anchors[usize::from(anchor)];
        let Some((earliest, latest)) = &rule.plausible else { return Ok(()) };
        let today = Some(day_of(self.today));
        let earliest = self.board.bound(earliest, None, today).map(date_of);
        let latest = self.board.bound(latest, None, today).map(date_of);
        if earliest.is_some_and(|earliest| date < earliest) || latest.is_some_and(|latest| date > latest) {
            return Err(Refusal::ImplausibleDate { anchor: rule.id.clone(), date, earliest, latest });
        }
        Ok(())
    }

    /// A date that is known may be corrected; a new one must not contradict what was recorded.
    pub(crate) fn refuse_anchor_ruled_out(&self, anchor: u16, date: Date) -> Result<(), Refusal> {
        let at = usize::from(anchor);
        if self.board.anchors[at].is_some() {
            return Ok(());
        }
        let def = self.board.def;
        self.refuse_guard(def.anchor_guards[at].as_ref(), def.anchors[at].id.as_str(), &date)
    }

    /// What holds by default can always be answered: it takes a mistake back.
    pub(crate) fn refuse_fact_ruled_out(&self, fact: u16, value: &FactValue) -> Result<(), Refusal> {
        let (at, def) = (usize::from(fact), self.board.def);
        let known = &def.facts[at];
        if def.defaults[at].is_some() && known.answer.compact(value) == def.defaults[at] {
            return Ok(());
        }
        self.refuse_guard(def.fact_guards[at].as_ref(), known.id.as_str(), value)
    }

    pub(crate) fn refuse_guard(
        &self,
        guard: Option<&Criterion>,
        name: &str,
        value: &impl Display,
    ) -> Result<(), Refusal> {
        match guard.filter(|guard| guard.eval(&self.board) == Truth::False) {
            None => Ok(()),
            Some(guard) => Err(Refusal::RuledOut {
                name: name.to_owned(),
                value: value.to_string(),
                criterion: guard.text.to_string(),
                only_while: words::clause::clause(self.board.def, guard),
            }),
        }
    }

    /// On some answers sealed steps rest: such an answer is taken back with a reason before another is given (PS-02). That
    /// holds whether or not any of those steps is open, so that the refusal tells nothing.
    pub(crate) fn refuse_changed_answer(&self, fact: u16, value: &FactValue) -> Result<(), Refusal> {
        let known = &self.board.def.facts[usize::from(fact)];
        let told = self.before.and_then(|state| state.fact(&known.id));
        if told.is_some_and(|told| self.board.def.answer_stands(known, told, value)) {
            return Err(Refusal::AnswerStands { fact: known.id.clone(), ask: known.ask.clone() });
        }
        Ok(())
    }

    /// What a decision table decides is answered at its step alone, also when the pathway begins: an indication is not got
    /// round (CM-02). What it holds already may be said once more.
    pub(crate) fn refuse_past_the_table(&self, fact: u16, value: &FactValue) -> Result<(), Refusal> {
        let known = &self.board.def.facts[usize::from(fact)];
        let holds = self.before.and_then(|state| state.fact(&known.id)) == Some(value);
        match self.board.def.decided_at(&known.id).filter(|_| !holds) {
            None => Ok(()),
            Some(step) => {
                Err(Refusal::DecidedAtStep { fact: known.id.clone(), step: step.id.clone(), title: step.title.clone() })
            }
        }
    }

    /// What comes before a step is not passed over (PS-04): see [`waits_for`].
    pub(crate) fn refuse_before_its_turn(&self, slot: usize) -> Result<(), Refusal> {
        let waits = self.board.waits_for(slot);
        waits.map_or(Ok(()), |until| Err(Refusal::NotItsTurn { step: self.board.step_of(slot).id.clone(), until }))
    }

    /// Nor is it skipped at all when it must be done: its own case never closes without it, whatever the reason.
    pub(crate) fn refuse_to_skip(&self, slot: usize) -> Result<(), Refusal> {
        let rule = self.board.step_of(slot);
        if rule.in_turn && rule.must_be_done {
            return Err(Refusal::MustBeDone { step: rule.id.clone() });
        }
        self.refuse_before_its_turn(slot)
    }

    /// A visit after the birth cannot have been made while nobody knows of a birth. A milestone that marks a date makes
    /// it known itself.
    pub(crate) fn refuse_waiting_for_anchor(&self, slot: usize) -> Result<(), Refusal> {
        let rule = self.board.step_of(slot);
        let bounds =
            rule.window.iter().flat_map(|window| window.bounds()).filter(|_| rule.marks.is_none() && !rule.early);
        let unknown = bounds.filter_map(|bound| match bound.base {
            Base::Anchor(anchor) if self.board.anchors[usize::from(anchor)].is_none() => Some(anchor),
            _ => None,
        });
        unknown.map(|anchor| &self.board.def.anchors[usize::from(anchor)]).next().map_or(Ok(()), |anchor| {
            Err(Refusal::WaitsForAnchor {
                step: rule.id.clone(),
                anchor: anchor.id.clone(),
                date: words::with_article(&anchor.title),
            })
        })
    }

    /// A visit after the birth cannot have been made on a day before the birth (AZ-03). A due date is no happening: what
    /// counts in gestational age is done before it.
    pub(crate) fn refuse_before_its_date(&self, slot: usize, on: Date) -> Result<(), Refusal> {
        let (rule, def) = (self.board.step_of(slot), self.board.def);
        let Some(from) = rule.window.as_ref().map(|window| &window.from).filter(|_| !rule.early) else { return Ok(()) };
        let Base::Anchor(at) = from.base else { return Ok(()) };
        if def.gestation == Some(at) || rule.marks == Some(at) || from.offset.range().0 < 0 {
            return Ok(());
        }
        let anchor = &def.anchors[usize::from(at)];
        match self.board.anchors[usize::from(at)].map(date_of).filter(|since| on < *since) {
            None => Ok(()),
            Some(since) => Err(Refusal::BeforeItsDate {
                step: rule.id.clone(),
                on,
                anchor: anchor.id.clone(),
                date: words::with_article(&anchor.title),
                since,
            }),
        }
    }
}
