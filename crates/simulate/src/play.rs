//! One course played forward on the engine.

use std::collections::{BTreeMap, BTreeSet};

use regie_pathway::{
    AnchorId, Command, Date, Definition, Fact, FactId, FactKind, Life, Offset, Refusal, Step, StepId, StepKind, Whom,
    decide, evolve, next_due,
};
use regie_pathway::{Ask, State};

use crate::stream::Stream;
use crate::{Assumptions, Begin, Course, Span, Tally};

/// A course that would go on for ever within a day is left here, and told ([`crate::Forecast::cut`]).
const MOST_TURNS: u32 = 5_000;
/// A decision asks at most so many questions.
const MOST_QUESTIONS: usize = 64;
/// An appointment that a step makes is so many days ahead.
const APPOINTMENT_DAYS: i32 = 14;
const REASON: &str = "in de verwachting overgeslagen";

/// Plays one course and counts what was done within the span.
pub(crate) fn play(course: &Course<'_>, assumptions: &Assumptions, span: Span, stream: Stream, tally: &mut Tally) {
    let mut player = Player {
        def: course.definition,
        assumptions,
        span,
        stream,
        state: State::default(),
        today: span.from,
        ticked: None,
        days: BTreeMap::new(),
        left: BTreeSet::new(),
        falls: Vec::new(),
        tally,
    };
    if player.begin(&course.begin) {
        player.go();
    }
}

/// Whether a question is answered before anybody is asked: no step answers it, no decision asks for it, and that it is
/// answered is not itself what steps wait for.
pub(crate) fn answered_at_the_start(def: &Definition, fact: &Fact) -> bool {
    let by_step =
        def.steps().iter().flat_map(|step| &step.outcomes).any(|outcome| def.sets(outcome, &fact.id).is_some());
    fact.default.is_none() && !by_step && !asked_by_table(def, &fact.id) && !def.is_news(&fact.id)
}

/// Whether a decision table looks at an answer.
pub(crate) fn asked_by_table(def: &Definition, fact: &FactId) -> bool {
    def.tables().any(|table| table.input(fact.as_str()).is_some())
}

/// Whether a step marks a date, so that it need not be assumed.
pub(crate) fn is_marked(def: &Definition, anchor: &AnchorId) -> bool {
    def.steps().iter().any(|step| def.marks(step) == Some(anchor))
}

type Key = (StepId, u16);

struct Player<'p, 'd> {
    def: &'d Definition,
    assumptions: &'p Assumptions,
    span: Span,
    stream: Stream,
    state: State,
    today: Date,
    /// The last day on which the clock was given.
    ticked: Option<Date>,
    /// On which day each open step is done.
    days: BTreeMap<Key, Date>,
    /// What cannot be done: something is not known.
    left: BTreeSet<Key>,
    /// Dates that no step marks, and when they fall.
    falls: Vec<(AnchorId, Date)>,
    tally: &'p mut Tally,
}

impl Player<'_, '_> {
    fn begin(&mut self, begin: &Begin) -> bool {
        match begin {
            Begin::Stands(state) => self.state = state.clone(),
            Begin::Enters { on, anchors, facts } => {
                self.today = *on;
                let start = Command::Start { entry: *on, anchors: anchors.clone(), facts: facts.clone() };
                if *on > self.span.last() || !self.give(&start) {
                    self.tally.refused += u32::from(*on <= self.span.last());
                    return false;
                }
            }
        }
        let Some(entry) = self.state.started().map(|started| started.entry) else { return false };
        if self.state.ended().is_some() {
            return false;
        }
        for anchor in self.def.anchors() {
            let Some(falls) = self.assumptions.date(self.def, &anchor.id) else { continue };
            let days = u32::try_from(falls.last - falls.first).map_or(1, |days| days + 1);
            // Drawn for every course alike, so that what is known already does not shift the other draws.
            let (hit, nth) = (self.stream.below(1000) < falls.share, self.stream.below(days));
            if hit && self.state.anchor(&anchor.id).is_none() {
                let after = falls.first + i32::try_from(nth).unwrap_or(0);
                self.falls.push((anchor.id.clone(), Offset::Days(after).after_date(entry).max(self.today)));
            }
        }
        for fact in self.def.facts() {
            if answered_at_the_start(self.def, fact) && self.state.fact(&fact.id).is_none() {
                self.answer(fact);
            }
        }
        true
    }

    fn go(&mut self) {
        for _ in 0..MOST_TURNS {
            self.choose_days();
            let clock = next_due(self.def, &self.state).filter(|day| self.ticked.is_none_or(|ticked| *day > ticked));
            let falls = self.falls.iter().map(|(_, day)| *day);
            let next = self.days.values().copied().chain(clock).chain(falls).min();
            let Some(next) = next.filter(|day| *day <= self.span.last()) else { return };
            self.today = self.today.max(next);
            if self.ticked != Some(self.today) {
                self.give(&Command::Tick);
                self.ticked = Some(self.today);
            }
            self.let_dates_fall();
            let due: Vec<Key> =
                self.days.iter().filter(|(_, day)| **day <= self.today).map(|(key, _)| key.clone()).collect();
            for key in due {
                self.days.remove(&key);
                if self.is_open(&key) && !self.done(&key) {
                    self.left.insert(key);
                }
            }
        }
        self.tally.cut += 1;
    }

    fn is_open(&self, (step, nth): &Key) -> bool {
        self.state.occurrence(step, *nth).is_some_and(|one| matches!(one.life, Life::Open { .. }))
    }

    /// Gives each step that came to be open a day of what is left of its window.
    fn choose_days(&mut self) {
        let open: Vec<(Key, Option<Date>, Option<Date>)> = self
            .state
            .occurrences()
            .filter(|one| matches!(one.life, Life::Open { .. }))
            .map(|one| ((one.step.clone(), one.nth), one.pinned, one.window.map(|window| window.until())))
            .collect();
        self.days.retain(|key, _| open.iter().any(|(known, ..)| known == key));
        for (key, pinned, until) in open {
            if self.days.contains_key(&key) || self.left.contains(&key) {
                continue;
            }
            let left = until.map_or(0, |until| (until - self.today).get_days());
            let drawn = self.stream.below(u32::try_from(left).map_or(1, |left| left + 1));
            let drawn = Offset::Days(i32::try_from(drawn).unwrap_or(0)).after_date(self.today);
            self.days.insert(key, pinned.map_or(drawn, |pinned| pinned.max(self.today)));
        }
    }

    fn let_dates_fall(&mut self) {
        let (today, mut due) = (self.today, Vec::new());
        self.falls.retain(|(anchor, day)| {
            let falls = *day <= today;
            if falls {
                due.push(anchor.clone());
            }
            !falls
        });
        for anchor in due {
            self.give(&Command::SetAnchor { anchor, date: today, reason: None });
        }
    }

    /// Does a step, or leaves it out.
    fn done(&mut self, (id, nth): &Key) -> bool {
        let Some(step) = self.def.step(id) else { return false };
        if self.stream.below(1000) < self.assumptions.skipped(self.def, id) {
            return self.give(&Command::Skip { step: id.clone(), nth: Some(*nth), reason: REASON.to_owned() });
        }
        let outcome = if step.is_decided_by_table() { None } else { self.outcome(step) };
        let words = step.words.as_ref().map(|_| REASON.to_owned());
        let complete = Command::Complete {
            step: id.clone(),
            nth: Some(*nth),
            on: self.today,
            outcome,
            words,
            whom: step.whom.as_ref().map(|_| Whom::Elsewhere { name: REASON.to_owned() }),
            day: step.day.as_ref().map(|_| Offset::Days(APPOINTMENT_DAYS).after_date(self.today)),
        };
        for _ in 0..MOST_QUESTIONS {
            match decide(self.def, &self.state, &complete, self.today) {
                Ok(events) => {
                    events.iter().for_each(|event| evolve(&mut self.state, event));
                    self.count(step);
                    return true;
                }
                Err(Refusal::Undecided { missing, .. }) => {
                    let asked = missing.iter().find_map(|ask| match ask {
                        Ask::Fact { fact, .. } => self.def.fact(fact),
                        Ask::Anchor { .. } => None,
                    });
                    if !asked.is_some_and(|fact| self.answer(fact)) {
                        return false;
                    }
                }
                Err(_) => return false,
            }
        }
        false
    }

    fn outcome(&mut self, step: &Step) -> Option<regie_pathway::OutcomeId> {
        let alike = || vec![1; step.outcomes.len()];
        let shares = self.assumptions.outcomes(self.def, step).unwrap_or_else(alike);
        self.stream.pick(&shares).map(|at| step.outcomes[at].id.clone())
    }

    fn answer(&mut self, fact: &Fact) -> bool {
        let value = self.assumptions.answer(self.def, fact, &mut self.stream);
        value.is_some_and(|value| self.give(&Command::SetFact { fact: fact.id.clone(), value }))
    }

    /// What happens to somebody is nobody's work.
    fn count(&mut self, step: &Step) {
        if step.kind != StepKind::Milestone && self.today >= self.span.from {
            self.tally.add(&step.by, self.today, self.assumptions.minutes(self.def, step));
        }
    }

    fn give(&mut self, command: &Command) -> bool {
        match decide(self.def, &self.state, command, self.today) {
            Ok(events) => {
                events.iter().for_each(|event| evolve(&mut self.state, event));
                true
            }
            Err(_) => false,
        }
    }
}

/// Whether an answer is drawn though nobody said how often which: every answer alike.
pub(crate) fn is_drawn(fact: &Fact) -> bool {
    matches!(fact.answer, FactKind::YesNo | FactKind::Choice { .. })
}
