//! What happens outside of a file that a proof made smaller: tables and steps that were left out go on deciding and ending.
//! Nobody in the file does that, so that there is no command for it; what follows from it is what follows in the engine.

use jiff::civil::Date;

use crate::{
    board::Board,
    criterion::{Criterion, Subject},
    date_window::{Window, day_of},
    decide::Decision,
    definition::Definition,
    event::{Because, Event},
    fact::FactValue,
    ids::{FactId, StepId},
    state::State,
    step::{Repeat, Step},
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

    /// The definition with answers that stand as they do in the whole file, where one opens a sealed step that was left out: such
    /// an answer is taken back before another is given.
    #[must_use]
    pub fn standing_as(mut self, whole: &Self) -> Self {
        let opens_sealed = (0..).zip(&self.facts).filter(|(_, fact)| {
            let known = whole.fact(&fact.id);
            known.is_some_and(|known| whole.opens_a_sealed_step(known))
        });
        self.opens_sealed_outside = opens_sealed.map(|(at, _)| at).collect();
        self
    }

    /// The ways to take back what hangs on a fact that make a difference in this file.
    #[must_use]
    pub fn taken_back_by(&self, fact: &FactId) -> Vec<TakesBack> {
        let Some(at) = self.fact_index.get(fact) else { return Vec::new() };
        let speaks = |criterion: &Criterion| criterion.subjects().contains(&Subject::Fact(*at));
        let ends = self.steps.iter().filter_map(|step| step.ends.as_ref()).any(speaks);
        let opened: Vec<&Step> = self.steps.iter().filter(|step| step.opens.as_ref().is_some_and(speaks)).collect();
        let has = |holds: fn(&Step) -> bool| opened.iter().any(|step| holds(step));
        let either = |both: bool| [false, true].into_iter().filter(move |one| both || !one);
        let (sealed, each_time) = (has(|step| step.sealed), has(Step::repeats_each_time));
        let opened = either(sealed)
            .filter(|_| !opened.is_empty())
            .flat_map(|sealed| either(each_time).map(move |each_time| TakesBack::Opened { sealed, each_time }));
        ends.then_some(TakesBack::Ended).into_iter().chain(opened).collect()
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

/// What a change outside of a smaller file takes back in it. What a question stands for can change in ways that a new answer
/// to the question does not show: by a step that goes on, by a step that was done once more, by one of the answers of which it
/// says the same together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TakesBack {
    /// Nothing: what it opened or ended stays so.
    Nothing,
    /// What had ended by it comes back.
    Ended,
    /// What had ended by it comes back, and what it opened waits again.
    Opened {
        /// Sealed steps too: what changed is sealed itself.
        sealed: bool,
        /// What is to be done each time that it holds too: it never held.
        each_time: bool,
    },
}

/// What follows when a question in the place of steps and answers comes to be answered so, or is answered so already and
/// something that it stands for changes. Nothing when nothing follows.
#[must_use]
pub fn stands_otherwise(
    def: &Definition,
    state: &State,
    (fact, value): (&FactId, &FactValue),
    takes_back: TakesBack,
    today: Date,
) -> Option<Vec<Event>> {
    let at = *def.fact_index.get(fact)?;
    let mut decision = Decision::new(def, Some(state), Board::of(def, state), today);
    let now = def.facts[usize::from(at)].answer.compact(value)?;
    if decision.board.facts[usize::from(at)].replace(now) != Some(now) {
        decision.events.push(Event::FactSet { fact: fact.clone(), value: value.clone() });
    }
    decision.because = Some(Because::Fact { fact: fact.clone(), now: Some(value.clone()) });
    decision.outside = Some((Subject::Fact(at), takes_back));
    match takes_back {
        TakesBack::Nothing => decision.because = None,
        TakesBack::Ended => decision.take_back(Subject::Fact(at)),
        TakesBack::Opened { .. } => decision.let_go(Subject::Fact(at), ""),
    }
    if decision.events.is_empty() {
        return None;
    }
    decision.settle().ok()?;
    Some(decision.events)
}

impl Decision<'_> {
    /// What a change outside takes back because of the subject, if that is what changed there.
    pub(crate) fn outside(&self, subject: Subject) -> Option<TakesBack> {
        self.outside.filter(|(changed, _)| *changed == subject).map(|(_, takes_back)| takes_back)
    }

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
