//! What every file promises of each of its steps, watched along all courses of the step's cone.

use std::collections::BTreeMap;

use regie_pathway::{
    Command, Definition, FactId, Life, Occurrence, OutcomeId, Reads, State, Status, Step, StepId, decide, evolve,
    outstanding,
};

use crate::{
    explore::{Onlooker, Say},
    moves::{Move, Node},
    outside::is_outside,
};

/// Watches steps: whether they ever open, whether they can always come to rest, and how they stand when all is done.
pub struct StepCourse<'d> {
    def: &'d Definition,
    /// The whole pathway.
    whole: &'d Definition,
    steps: &'d [StepId],
    /// Per step the first state in which it is open.
    pub opens: BTreeMap<StepId, u32>,
    /// The first state in which an open step has nobody who does it.
    pub nobody: Option<(u32, StepId)>,
    /// The first state that may be closed although a required step is open.
    pub open_at_close: Option<(u32, StepId)>,
    /// The first state that may be closed and in which a required step then ends without a reason.
    pub no_reason: Option<(u32, StepId)>,
    /// Per state a step that stands between it and closing.
    in_the_way: Vec<Option<StepId>>,
    /// Per state: what lies beyond was not looked at.
    cut: Vec<bool>,
    edges: Vec<(u32, u32)>,
    /// Per state what tables have decided by then.
    decided: Vec<Vec<FactId>>,
    /// The definition allows exactly the courses of the file.
    exact: bool,
}

impl<'d> StepCourse<'d> {
    /// Of steps of a definition that holds their cone.
    pub fn of(def: &'d Definition, whole: &'d Definition, steps: &'d [StepId], exact: bool) -> Self {
        Self {
            def,
            whole,
            steps,
            opens: BTreeMap::new(),
            nobody: None,
            open_at_close: None,
            no_reason: None,
            in_the_way: Vec::new(),
            cut: Vec::new(),
            edges: Vec::new(),
            decided: Vec::new(),
            exact,
        }
    }

    /// The first state from which no course comes to an end, as far as was looked, and a step that is in its way.
    pub fn stuck(&self) -> Option<(u32, StepId)> {
        let reaching = self.reach(|at| self.in_the_way[at].is_none() || self.cut[at]);
        let at = reaching.iter().position(|reaches| !reaches)?;
        Some((u32::try_from(at).ok()?, self.in_the_way[at].clone()?))
    }

    /// Backwards from the states that are chosen.
    fn reach(&self, from: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut before: Vec<Vec<u32>> = vec![Vec::new(); self.in_the_way.len()];
        for (from, to) in &self.edges {
            before[*to as usize].push(*from);
        }
        let mut reaches: Vec<bool> = (0..self.in_the_way.len()).map(from).collect();
        let mut ahead: Vec<usize> = (0..reaches.len()).filter(|at| reaches[*at]).collect();
        while let Some(at) = ahead.pop() {
            for from in &before[at] {
                let from = *from as usize;
                if !reaches[from] {
                    reaches[from] = true;
                    ahead.push(from);
                }
            }
        }
        reaches
    }

    /// The whole pathway allows the move too: a way out that only a wide cone has is none.
    fn can_be_relied_on(&self, from: u32, by: &Move) -> bool {
        match by {
            Move::Give(Command::SetAnchor { .. } | Command::Start { .. }) => false,
            // What a table decides is decided once its step is done, one way or the other, and stands in nobody's way once that
            // step is behind and decided nothing. That it would be decided anew nobody can rely on.
            Move::Give(Command::SetFact { fact, .. }) => {
                let decided = || self.decided.get(from as usize).is_some_and(|known| known.contains(fact));
                !is_outside(fact) && !decided()
            }
            Move::Give(Command::Complete { step, outcome, .. }) => {
                self.whole.step(step).is_some_and(|step| self.can_end_as(step, outcome.as_ref()))
            }
            Move::Give(_) | Move::Wait(_) => true,
        }
    }

    /// The whole pathway does not refuse that a step ends so: no table decides otherwise, it marks no date, and what the
    /// outcome answers may always be answered.
    fn can_end_as(&self, step: &Step, outcome: Option<&OutcomeId>) -> bool {
        let Some(outcome) = outcome else { return self.whole.marks(step).is_none() };
        let ended_as = step.outcomes.iter().find(|known| known.id == *outcome);
        let free = |fact: &FactId| self.whole.fact_reads(fact) == Reads::default();
        self.whole.marks(step).is_none()
            && self.whole.table_of(step).is_none()
            && ended_as.is_some_and(|outcome| self.whole.answers_of(outcome).all(|(fact, _)| free(fact)))
    }

    fn at_close(&mut self, at: u32, node: &Node) {
        let required = |one: &&Occurrence| self.def.step(&one.step).is_some_and(|step| step.required);
        if let Some(open) = node.state.occurrences().filter(required).find(|one| one.status() == Status::Open) {
            self.open_at_close.get_or_insert_with(|| (at, open.step.clone()));
        }
        let closed = closed(self.def, node);
        if let Some(one) = closed.occurrences().filter(required).find(|one| !ended_with_reason(&one.life)) {
            self.no_reason.get_or_insert_with(|| (at, one.step.clone()));
        }
    }
}

/// The state after the pathway ends there.
fn closed(def: &Definition, node: &Node) -> State {
    let mut state = node.state.clone();
    let end = Command::End { cause: "afgerond".into() };
    for event in decide(def, &node.state, &end, node.today).unwrap_or_default() {
        evolve(&mut state, &event);
    }
    state
}

/// Done, skipped with a reason, or missed or cancelled by a cause that has a name.
fn ended_with_reason(life: &Life) -> bool {
    match life {
        Life::Done { .. } | Life::Missed { .. } | Life::Cancelled { .. } => true,
        Life::Skipped { reason, .. } => !reason.trim().is_empty(),
        Life::Waiting | Life::Open { .. } => false,
    }
}

impl Onlooker for StepCourse<'_> {
    fn see(&mut self, at: u32, node: &Node) -> Say {
        for one in node.state.occurrences().filter(|one| one.status() == Status::Open) {
            if self.steps.contains(&one.step) && !self.opens.contains_key(&one.step) {
                self.opens.insert(one.step.clone(), at);
            }
            if self.def.step(&one.step).is_none_or(|step| self.def.role_of(step).is_none()) {
                self.nobody.get_or_insert_with(|| (at, one.step.clone()));
            }
        }
        let in_the_way = outstanding(self.def, &node.state).into_iter().next().map(|one| one.step);
        if in_the_way.is_none() {
            self.at_close(at, node);
        }
        self.in_the_way.push(in_the_way);
        let told = node.state.facts().map(|(fact, _)| fact);
        self.decided.push(told.filter(|fact| self.whole.decided_at(fact).is_some()).cloned().collect());
        self.cut.push(false);
        Say::GoOn
    }

    fn edge(&mut self, from: u32, to: u32, by: &Move) {
        if from != to && (self.exact || self.can_be_relied_on(from, by)) {
            self.edges.push((from, to));
        }
    }

    fn cut(&mut self, at: u32) {
        self.cut[at as usize] = true;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]
mod tests {
    use regie_pathway::Cause;

    use super::*;
    use crate::moves::{Moves, first_day};

    const FILE: &str = r#"
[pathway]
id = "small"
version = "1"
title = { nl = "Klein" }
[roles]
r = { nl = "rol" }
[[step]]
id = "a"
kind = "task"
by = "r"
title = { nl = "A" }
required = true
"#;

    /// No file can bring these about, since the engine keeps them; so the watch itself is tried.
    #[test]
    fn the_watch_at_closing_sees_what_is_open_and_what_ends_without_a_reason() {
        let def = Definition::parse("small.toml", FILE).unwrap();
        let other = Definition::parse("small.toml", &FILE.replace("\"1\"", "\"2\"")).unwrap();
        let steps = [StepId::from("a")];
        let (node, _) = Moves::of(&def, first_day(&def)).starts().remove(0);
        let mut course = StepCourse::of(&def, &def, &steps, true);
        course.at_close(0, &node);
        assert!(course.open_at_close.is_some(), "it is open");
        assert!(course.no_reason.is_none(), "ending cancels it, by a cause that has a name");
        // Of another version the pathway cannot be ended, so that the step stays as it is.
        let mut course = StepCourse::of(&other, &other, &steps, true);
        course.at_close(0, &node);
        assert!(course.no_reason.is_some(), "it never ends");
    }

    #[test]
    fn a_reason_is_more_than_nothing_and_a_cause_has_a_name() {
        let on = regie_pathway::Date::constant(2026, 1, 5);
        assert!(!ended_with_reason(&Life::Open { since: on }) && !ended_with_reason(&Life::Waiting));
        assert!(!ended_with_reason(&Life::Skipped { on, reason: " ".into() }));
        assert!(ended_with_reason(&Life::Skipped { on, reason: "elders gedaan".into() }));
        assert!(ended_with_reason(&Life::Missed { on, why: Cause::Lapsed { until: on } }));
    }
}
