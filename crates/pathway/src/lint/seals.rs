//! Where a sealed step or answer shows through in what is not sealed (PS-02).

use super::{Linter, criteria};
use crate::{
    criterion::Node,
    step::{Base, Step},
};

impl Linter<'_> {
    pub(super) fn seals(&mut self) {
        for step in &self.def.steps {
            if step.sealed { self.tells_openly(step) } else { self.reads_sealed(step) }
        }
    }

    /// What a sealed step does that everybody sees.
    fn tells_openly(&mut self, step: &Step) {
        for outcome in &step.outcomes {
            for sets in &outcome.sets {
                let fact = &self.def.facts[usize::from(sets.fact)];
                if !fact.sealed {
                    let message = format!(
                        "step `{}` is sealed, but its outcome `{}` sets `{}`, which everybody reads",
                        step.id, outcome.id, fact.id
                    );
                    self.warn(
                        "seal-tells",
                        step.place,
                        message,
                        "seal the fact too, or set it in a step that is not sealed",
                    );
                }
            }
        }
        if let Some(anchor) = step.marks {
            let anchor = &self.def.anchors[usize::from(anchor)].id;
            let message = format!("step `{}` is sealed, but sets the date `{anchor}`, which everybody reads", step.id);
            self.warn("seal-tells", step.place, message, "let a step that is not sealed mark it");
        }
    }

    /// What a step that everybody sees tells of what is sealed. That a sealed step is settled may be told: the steps after
    /// it wait for that. How it ended, and what was answered, may not.
    fn reads_sealed(&mut self, step: &Step) {
        let mut told: Vec<String> = Vec::new();
        for criterion in criteria(step) {
            criterion.each_atom(&mut |atom| {
                let name = match atom {
                    Node::StepOutcome(of, _) if self.def.steps[usize::from(*of)].sealed => {
                        format!("how step `{}` ended", self.def.steps[usize::from(*of)].id)
                    }
                    Node::FactYes(fact) | Node::FactChoice(fact, _) | Node::FactCompare(fact, ..)
                        if self.def.facts[usize::from(*fact)].sealed =>
                    {
                        format!("the answer to `{}`", self.def.facts[usize::from(*fact)].id)
                    }
                    _ => return,
                };
                if !told.contains(&name) {
                    told.push(name);
                }
            });
        }
        for what in told {
            let message = format!("everybody who sees step `{}` open knows {what}, which is sealed", step.id);
            self.warn(
                "seal-shows",
                step.place,
                message,
                "seal this step too, or let it wait only until that step is settled",
            );
        }
        let counts = |base: Base| matches!(base, Base::Step(of) if self.def.steps[usize::from(of)].sealed);
        if step.window.as_ref().is_some_and(|window| window.bounds().any(|bound| counts(bound.base))) {
            let message = format!("the window of step `{}` tells when a sealed step was done", step.id);
            self.warn("seal-shows", step.place, message, "count it from `opened`, or seal this step too");
        }
        let all_sealed = |facts: &[u16]| facts.iter().all(|fact| self.def.facts[usize::from(*fact)].sealed);
        if self.def.decider(step).is_some_and(|decider| all_sealed(&decider.facts)) {
            let message =
                format!("step `{}` is decided by nothing but sealed answers, so that its outcome tells them", step.id);
            self.warn("seal-shows", step.place, message, "seal this step too");
        }
    }
}
