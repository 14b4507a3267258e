//! What happens outside of a file that a proof made smaller: tables and steps that were left out go on deciding and ending.
//! Nobody in the file does that, so that there is no command for it; what follows from it is what follows in the engine.

use jiff::civil::Date;

use crate::{
    board::Board,
    date_window::{Window, day_of},
    decide::Decision,
    definition::Definition,
    event::{Because, Event},
    fact::FactValue,
    ids::{FactId, StepId},
    state::State,
    step::Repeat,
};

impl Definition {
    /// The definition with steps whose table was left out: each ends in any way, and may be [asked anew](asked_anew) at any
    /// time.
    #[must_use]
    pub fn deciding_freely(mut self, decides_freely: impl Fn(&StepId) -> bool) -> Self {
        for step in &mut self.steps {
            step.decides_freely = step.table.is_none() && decides_freely(&step.id);
        }
        self
    }
}

/// What follows when the table that was left out of a step comes to decide otherwise than the step was decided, or, when
/// that `stands`, as it was after all. Nothing when nothing follows.
#[must_use]
pub fn asked_anew(def: &Definition, state: &State, step: &StepId, stands: bool, today: Date) -> Option<Vec<Event>> {
    let at = *def.step_index.get(step).filter(|at| def.steps[usize::from(**at)].decides_freely)?;
    let mut decision = Decision::new(def, Some(state), Board::of(def, state), today);
    decision.decision_of(at)?;
    // Which answer changed nobody knows here; that one did is what counts.
    decision.because = Some(Because::EndedOtherwise { step: step.clone() });
    decision.decided_again(at, stands);
    decision.settle().ok()?;
    Some(decision.events).filter(|events| !events.is_empty())
}

/// What follows when a question in the place of steps is answered otherwise because one of them stands otherwise: what
/// opened or ended by it stays so, where another answer of a person would take that back. Nothing when it is answered so
/// already.
#[must_use]
pub fn stands_otherwise(
    def: &Definition,
    state: &State,
    fact: &FactId,
    value: &FactValue,
    today: Date,
) -> Option<Vec<Event>> {
    let at = usize::from(*def.fact_index.get(fact)?);
    let mut decision = Decision::new(def, Some(state), Board::of(def, state), today);
    let now = def.facts[at].answer.compact(value)?;
    if decision.board.facts[at].replace(now) == Some(now) {
        return None;
    }
    decision.events.push(Event::FactSet { fact: fact.clone(), value: value.clone() });
    decision.settle().ok()?;
    Some(decision.events)
}

impl Decision<'_> {
    /// The window to which a turn goes back that was brought forward. Where its table was left out it has all its time
    /// again, from today: nobody needs to know then when the turn before it was. It may be brought forward at any time
    /// before that, so that it comes no later than on its day.
    pub(crate) fn goes_back_to(&self, slot: usize) -> Option<Window> {
        let (rule, now) = (self.board.step_of(slot), self.board.occurrence(slot));
        let Some(Repeat::Every { every, .. }) = rule.repeat.as_ref().filter(|_| rule.decides_freely) else {
            return self.board.brought_forward(slot);
        };
        let has_come = now.window.is_some_and(|window| window.from() <= self.today);
        (now.nth > 1 && has_come).then(|| self.shifted(now.window, every.after_day(day_of(self.today))))
    }
}
