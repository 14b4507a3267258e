//! The way to a step: a course that was found on a cone may do a step of which the cone does not know what comes before it.
//! On the whole pathway that is done first, whatever brings the step nearer.

use regie_pathway::{
    Ask, Command, Date, Definition, FactId, FactValue, OutcomeId, Outstanding, Refusal, Standing, State, Step, StepId,
    decide, evolve, explain, outstanding, waits_for,
};

use crate::moves::{answers, days, whom, words};

/// Reason given where one is asked.
pub const REASON: &str = "afgesproken met de cliënt";

/// Where a course stands on the whole pathway.
#[derive(Clone, Copy)]
pub struct Way<'d, 's> {
    pub def: &'d Definition,
    pub state: &'s State,
    pub today: Date,
}

impl Way<'_, '_> {
    /// What brings a step nearer that waits for what comes before it; nothing when it waits for its time alone, or nothing
    /// brings it nearer. The answers that are kept are not changed for it.
    pub fn towards(&self, step: &StepId, nth: u16, kept: &[FactId]) -> Option<Vec<Command>> {
        waits_for(self.def, self.state, step, nth)?;
        let far = |state: &State| Standing::of(self.def, state).far_from_opening(step);
        let now = far(self.state);
        let nearest = |ways: &mut dyn Iterator<Item = Vec<Command>>| {
            let keeps = |state: &State| kept.iter().all(|fact| state.fact(fact) == self.state.fact(fact));
            let after = |way: &[Command]| self.after_all(way).filter(keeps);
            let tried = ways.filter_map(|way| Some((far(&after(&way)?), way)));
            tried.min_by_key(|(far, _)| *far).filter(|(far, _)| *far < now).map(|(_, way)| way)
        };
        nearest(&mut self.commands().map(|command| vec![command])).or_else(|| nearest(&mut self.decisions()))
    }

    /// A step that is called for and that this one names, done or skipped without changing the answers that are kept: where
    /// nothing brings it nearer as the crow flies, since another answer would be nearer still.
    pub fn around(&self, step: &StepId, kept: &[FactId]) -> Option<Command> {
        let named = self.def.step_reads(self.def.step(step)?).steps;
        let keeps = |state: &State| kept.iter().all(|fact| state.fact(fact) == self.state.fact(fact));
        let of_named = |command: &Command| match command {
            Command::Complete { step, .. } | Command::Skip { step, .. } => named.contains(step),
            _ => false,
        };
        self.commands().filter(of_named).find(|command| self.after(command).is_some_and(|state| keeps(&state)))
    }

    /// How a fact that a table decides comes to be so: what the table asks is answered until it decides so, and the step
    /// is done.
    pub fn decided(&self, fact: &FactId, value: &FactValue) -> Option<Vec<Command>> {
        let step = self.def.decided_at(fact)?;
        let mut answers = step.outcomes.iter().map(|outcome| (outcome, self.def.answers_of(outcome)));
        answers.find_map(|(outcome, mut answers)| {
            answers.find(|(given, so)| *given == fact && *so == value)?;
            self.deciding(step, &outcome.id)
        })
    }

    /// Every decision that is called for and rests on a table, decided in each of its ways.
    fn decisions(&self) -> impl Iterator<Item = Vec<Command>> + '_ {
        let live = self.state.occurrences().filter(|one| one.status().is_live());
        let called_for = live.filter(|one| waits_for(self.def, self.state, &one.step, one.nth).is_none());
        let by_table = called_for.filter_map(|one| self.def.step(&one.step).filter(|step| step.is_decided_by_table()));
        by_table.flat_map(|step| step.outcomes.iter().filter_map(|outcome| self.deciding(step, &outcome.id)))
    }

    fn deciding(&self, step: &Step, outcome: &OutcomeId) -> Option<Vec<Command>> {
        let asked: Vec<FactId> = self.def.table_reads(step).facts.into_iter().collect();
        let (words, step, outcome) = (words(step), step.id.clone(), Some(outcome.clone()));
        self.answering(
            &asked,
            &Command::Complete { step, nth: None, on: self.today, outcome, words, whom: None, day: None },
        )
    }

    /// The answers, as few as will do, after which a step can end so; and that it does, unless these answers call for more to
    /// come before it.
    fn answering(&self, asked: &[FactId], end: &Command) -> Option<Vec<Command>> {
        match decide(self.def, self.state, end, self.today) {
            Ok(_) => Some(vec![end.clone()]),
            Err(Refusal::Undecided { missing, .. }) => {
                let first = missing.iter().find_map(|ask| match ask {
                    Ask::Fact { fact, .. } => asked.iter().find(|one| *one == fact),
                    Ask::Anchor { .. } => None,
                });
                self.answered(asked, first?, end)
            }
            Err(Refusal::DecidedOtherwise { .. }) => asked.iter().find_map(|fact| self.answered(asked, fact, end)),
            Err(Refusal::NotItsTurn { .. }) => Some(Vec::new()),
            Err(_) => None,
        }
    }

    fn answered(&self, asked: &[FactId], fact: &FactId, end: &Command) -> Option<Vec<Command>> {
        let rest: Vec<FactId> = asked.iter().filter(|one| *one != fact).cloned().collect();
        answers(self.def, self.def.fact(fact)?).into_iter().find_map(|value| {
            let answer = Command::SetFact { fact: fact.clone(), value };
            let state = self.after(&answer)?;
            let way = Way { def: self.def, state: &state, today: self.today };
            Some([vec![answer], way.answering(&rest, end)?].concat())
        })
    }

    /// An answer after which a step waits for fewer answers: it is called for by then, or it is not.
    pub fn past(&self, one: &Outstanding) -> Option<Command> {
        let asks = |state: &State| {
            let mut left = outstanding(self.def, state).into_iter();
            let waits = left.any(|other| {
                (&other.step, other.nth) == (&one.step, one.nth)
                    && waits_for(self.def, state, &one.step, one.nth).is_some()
            });
            let told = explain(self.def, state, &one.step, one.nth, self.today).filter(|_| waits);
            told.map_or(0, |told| 1 + told.unknown.len())
        };
        let answers = self.asked(one).into_iter();
        let tried = answers.filter_map(|command| Some((asks(&self.after(&command)?), command)));
        let (fewest, command) = tried.min_by_key(|(asks, _)| *asks)?;
        (fewest < asks(self.state)).then_some(command)
    }

    /// Whatever is called for, done in each way or skipped; and every answer.
    fn commands(&self) -> impl Iterator<Item = Command> + '_ {
        let live = self.state.occurrences().filter(|one| one.status().is_live());
        let called_for = live.filter(|one| waits_for(self.def, self.state, &one.step, one.nth).is_none());
        let ended = called_for.flat_map(|one| {
            let skip = Command::Skip { step: one.step.clone(), nth: Some(one.nth), reason: REASON.to_owned() };
            self.done(&one.step, one.nth).chain([skip])
        });
        let told = self.def.facts().iter().flat_map(|fact| {
            let values = answers(self.def, fact).into_iter();
            values.map(|value| Command::SetFact { fact: fact.id.clone(), value })
        });
        ended.chain(told)
    }

    /// A step done in each of its ways; as its table decides, where it has one.
    fn done<'a>(&'a self, step: &'a StepId, nth: u16) -> impl Iterator<Item = Command> + 'a {
        let rule = self.def.step(step).filter(|step| self.def.table_of(step).is_none());
        let outcomes = rule.map(|step| step.outcomes.as_slice()).unwrap_or_default();
        let none = outcomes.is_empty().then_some(None);
        let outcomes = none.into_iter().chain(outcomes.iter().map(|outcome| Some(outcome.id.clone())));
        let (nth, on) = (Some(nth), self.today);
        let rule = self.def.step(step);
        let (words, whom) = (rule.and_then(words), rule.and_then(whom));
        let day = rule.and_then(|rule| days(rule, on).into_iter().next().flatten());
        outcomes.map(move |outcome| {
            let (words, whom) = (words.clone(), whom.clone());
            Command::Complete { step: step.clone(), nth, on, outcome, words, whom, day }
        })
    }

    /// How a step that is not skipped ends: done in a way that is possible, or first an answer that its table asks.
    pub fn ending(&self, one: &Outstanding) -> Option<Command> {
        self.done(&one.step, one.nth).chain(self.asked(one)).find(|command| self.after(command).is_some())
    }

    /// The answers that are asked before a step goes on; of each question the one first after which the least follows.
    fn asked(&self, one: &Outstanding) -> Vec<Command> {
        let asked = explain(self.def, self.state, &one.step, one.nth, self.today).map(|told| told.unknown);
        let facts = asked.iter().flatten().filter_map(|ask| match ask {
            Ask::Fact { fact, .. } => self.def.fact(fact),
            Ask::Anchor { .. } => None,
        });
        let answers = facts.flat_map(|fact| answers(self.def, fact).into_iter().rev().map(|value| (&fact.id, value)));
        answers.map(|(fact, value)| Command::SetFact { fact: fact.clone(), value }).collect()
    }

    fn after_all(&self, commands: &[Command]) -> Option<State> {
        let (first, rest) = commands.split_first()?;
        let state = self.after(first)?;
        if rest.is_empty() {
            return Some(state);
        }
        Way { def: self.def, state: &state, today: self.today }.after_all(rest)
    }

    fn after(&self, command: &Command) -> Option<State> {
        let events = decide(self.def, self.state, command, self.today).ok().filter(|events| !events.is_empty())?;
        let mut state = self.state.clone();
        events.iter().for_each(|event| evolve(&mut state, event));
        Some(state)
    }
}
