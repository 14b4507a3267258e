//! What of a pathway is sealed (PS-02), and how the rest of it is told to who is not named on the seal.
//!
//! Everything that such a person reads is made of the open part of the state and of the veiled definition: so nothing that
//! is sealed can change a word of it, whoever tells it.

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    command::Command,
    criterion::{Criterion, Node, Subject},
    decide::decide,
    definition::Definition,
    event::{Because, Event},
    fact::{Fact, FactKind, FactValue},
    ids::{FactId, StepId},
    lifecycle::{Cause, Life},
    refusal::Refusal,
    state::{Occurrence, State},
    step::Step,
    words,
};

impl Definition {
    /// Whether anything of this pathway is sealed.
    #[must_use]
    pub fn seals(&self) -> bool {
        self.steps.iter().any(|step| step.sealed) || self.facts.iter().any(|fact| fact.sealed)
    }

    /// Whether only those may know of this event who are named on the seal: it is about a sealed step or a sealed answer.
    #[must_use]
    pub fn is_sealed(&self, event: &Event) -> bool {
        match event {
            Event::FactSet { fact, .. } | Event::FactRetracted { fact, .. } => {
                self.fact(fact).is_some_and(|fact| fact.sealed)
            }
            other => other.occurrence().is_some_and(|(step, _)| self.step(step).is_some_and(|step| step.sealed)),
        }
    }

    /// Whether a decision table decides the step, and looks at a sealed answer.
    #[must_use]
    pub fn rests_on_sealed(&self, step: &Step) -> bool {
        self.decider(step).is_some_and(|decider| decider.facts.iter().any(|fact| self.facts[usize::from(*fact)].sealed))
    }

    /// Whether an answer that was given is changed to this one only by taking it back with a reason first: it is sealed, or
    /// a sealed step opens by it. That it is so after all, which opens such a step, needs no more than to be said.
    #[must_use]
    pub fn answer_stands(&self, fact: &Fact, told: &FactValue, now: &FactValue) -> bool {
        match (told, now) {
            _ if told == now => false,
            (FactValue::YesNo(false), FactValue::YesNo(true)) => fact.sealed && !self.opens_a_sealed_step(fact),
            _ => self.answers_stand(fact),
        }
    }

    /// Whether an answer to this fact is such that it may have to be taken back first.
    #[must_use]
    pub fn answers_stand(&self, fact: &Fact) -> bool {
        fact.sealed || self.opens_a_sealed_step(fact)
    }

    pub(crate) fn opens_a_sealed_step(&self, fact: &Fact) -> bool {
        let Some(at) = self.fact_index.get(&fact.id) else { return false };
        let sealed = self.steps.iter().filter(|step| step.sealed).filter_map(|step| step.opens.as_ref());
        let mut opened_by = sealed.flat_map(Criterion::subjects);
        self.opens_sealed_outside.contains(at) || opened_by.any(|subject| subject == Subject::Fact(*at))
    }

    /// The pathway as it is told to who is not named on the seal: sealed steps and questions have no words, criteria say
    /// *wat verzegeld is* where they look at them, and what a table says by a sealed answer is not told beforehand.
    #[must_use]
    pub fn veiled(&self) -> Self {
        let mut veiled = Self { veiled: true, ..self.clone() };
        for step in veiled.steps.iter_mut().filter(|step| step.sealed) {
            step.title = words::sealed();
            step.source.clear();
            (step.discretionary, step.required, step.must_be_done) = (false, false, false);
            (step.feedback, step.does, step.in_turn) = (None, None, false);
            (step.words, step.whom, step.whom_as, step.day) = (None, None, None, None);
            for outcome in &mut step.outcomes {
                outcome.title = words::sealed();
            }
        }
        for fact in veiled.facts.iter_mut().filter(|fact| fact.sealed) {
            fact.ask = words::sealed();
            if let FactKind::Choice { options } = &mut fact.answer {
                options.iter_mut().for_each(|option| option.title = words::sealed());
            }
        }
        veiled
    }

    /// Whether this is the pathway as told to who is not named on the seal.
    #[must_use]
    pub fn is_veiled(&self) -> bool {
        self.veiled
    }

    /// An event of a step or an answer that is not sealed, without what it says of those that are: on what a decision
    /// rests, and what moved or ended a step.
    #[must_use]
    pub fn veil(&self, event: &Event) -> Event {
        let mut told = event.clone();
        match &mut told {
            Event::Planned { because: Some(because), .. } | Event::Moved { because, .. }
                if self.speaks_of_sealed(because) =>
            {
                *because = Because::Sealed;
            }
            Event::Completed { step, decided, words, .. }
                if self.step(step).is_some_and(|step| self.rests_on_sealed(step)) =>
            {
                (*decided, *words) = (None, None);
            }
            Event::Missed { why: cause, .. } | Event::Cancelled { cause, .. } => self.veil_cause(cause),
            _ => {}
        }
        told
    }

    /// Whether an atom of a criterion looks at something that the reader may not know of.
    pub(crate) fn veils(&self, atom: &Node) -> bool {
        self.veiled && atom.subject().is_some_and(|subject| self.seals_subject(subject))
    }

    pub(crate) fn seals_subject(&self, subject: Subject) -> bool {
        match subject {
            Subject::Anchor(_) => false,
            Subject::Fact(fact) => self.facts[usize::from(fact)].sealed,
            Subject::Step(step) => self.steps[usize::from(step)].sealed,
        }
    }

    fn speaks_of_sealed(&self, because: &Because) -> bool {
        match because {
            Because::Fact { fact, .. } => self.fact(fact).is_some_and(|fact| fact.sealed),
            Because::StepEnded { step, .. } | Because::Reopened { step } | Because::EndedOtherwise { step } => {
                self.step(step).is_some_and(|step| step.sealed)
            }
            Because::Anchor { .. } | Because::Unpinned | Because::Retracted { .. } | Because::Sealed => false,
        }
    }

    fn veil_cause(&self, cause: &mut Cause) {
        let (Cause::Ended { criterion } | Cause::EndedBeforeEntry { criterion }) = cause else { return };
        let name = |part: &str| {
            let step = self.step(&part.into()).is_some_and(|step| step.sealed);
            step || self.fact(&part.into()).is_some_and(|fact| fact.sealed)
        };
        let mut names = criterion.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        if names.any(name) {
            *criterion = Arc::from(words::sealed().nl);
        }
    }

    fn veil_occurrence(&self, occurrence: &mut Occurrence) {
        if self.step(&occurrence.step).is_some_and(|step| self.rests_on_sealed(step)) {
            (occurrence.decided, occurrence.words) = (None, None);
        }
        if let Life::Missed { why: cause, .. } | Life::Cancelled { cause, .. } = &mut occurrence.life {
            self.veil_cause(cause);
        }
    }
}

impl State {
    /// The state as far as it is not sealed: without sealed steps and answers, and without what the others say of them.
    #[must_use]
    pub fn unsealed(&self, def: &Definition) -> Self {
        let mut open = self.clone();
        open.occurrences.retain(|occurrence| !def.step(&occurrence.step).is_some_and(|step| step.sealed));
        open.occurrences.iter_mut().for_each(|occurrence| def.veil_occurrence(occurrence));
        open.facts.retain(|fact, _| !def.fact(fact).is_some_and(|fact| fact.sealed));
        open
    }
}

impl Definition {
    /// How a command that names a sealed step or a sealed fact is refused to who is not named on the seal: as it would be
    /// if there were no such name.
    #[must_use]
    pub fn as_if_unknown(&self, state: &State, command: &Command, today: Date) -> Refusal {
        let mut asked = command.clone();
        let (mut step, mut fact) = (StepId::from(""), FactId::from(""));
        match &mut asked {
            Command::Complete { step: named, .. }
            | Command::Skip { step: named, .. }
            | Command::Plan { step: named, .. }
            | Command::Unplan { step: named, .. }
            | Command::Reopen { step: named, .. }
            | Command::Add { step: named } => std::mem::swap(&mut step, named),
            Command::SetFact { fact: named, .. } | Command::RetractFact { fact: named, .. } => {
                std::mem::swap(&mut fact, named);
            }
            Command::Start { .. }
            | Command::SetAnchor { .. }
            | Command::RetractAnchor { .. }
            | Command::Tick
            | Command::End { .. } => {}
        }
        match decide(self, state, &asked, today) {
            Err(Refusal::UnknownFact { .. }) => Refusal::UnknownFact { fact, near: None },
            Err(Refusal::UnknownStep { .. }) | Ok(_) => Refusal::UnknownStep { step, near: None },
            Err(other) => other,
        }
    }
}
