//! Remarks about a pathway that can be used, but probably not as meant. Beside the engine, not in it.

mod satisfy;
mod seals;
mod tables;
mod together;

use crate::{
    criterion::{Criterion, Node, Subject},
    definition::Definition,
    diagnostic::{Diagnostic, Severity},
    fact::FactKind,
    step::{Base, Bound, Repeat, Step, StepKind},
};

pub use self::together::lint_together;

/// Every remark, in the order of the file.
#[must_use]
pub fn lint(def: &Definition) -> Vec<Diagnostic> {
    let mut linter = Linter { def, found: Vec::new() };
    linter.unused();
    linter.ranges();
    linter.tables();
    linter.seals();
    let can_open = satisfy::can_open(def);
    for (step, can_open) in def.steps.iter().zip(can_open) {
        linter.step(step, can_open);
    }
    linter.found.sort_by(|one, other| one.place().cmp(&other.place()));
    linter.found
}

struct Linter<'d> {
    def: &'d Definition,
    found: Vec<Diagnostic>,
}

impl Linter<'_> {
    fn warn(&mut self, code: &'static str, at: usize, message: String, help: &str) {
        self.found.push(self.def.lines.diagnostic(Severity::Warning, code, at, message, help));
    }

    /// Whoever fills in a number must see which numbers can be meant.
    fn ranges(&mut self) {
        for (fact, place) in self.def.facts.iter().zip(&self.def.fact_places) {
            if fact.answer == (FactKind::Number { from: None, to: None }) {
                let message = format!("fact `{}` takes any number, also one that nobody can mean", fact.id);
                self.warn(
                    "number-without-range",
                    *place,
                    message,
                    "give its range: `from = 0, to = 10`, or one of the two",
                );
            }
        }
    }

    fn unused(&mut self) {
        let mut used: Vec<Subject> = self.def.steps.iter().flat_map(criteria).flat_map(Criterion::subjects).collect();
        used.extend(self.def.gestation.map(Subject::Anchor));
        used.extend(self.def.tables.iter().flat_map(|known| &known.facts).map(|fact| Subject::Fact(*fact)));
        used.extend(self.def.steps.iter().filter_map(|step| step.marks).map(Subject::Anchor));
        let in_steps = self.def.steps.iter().flat_map(bounds);
        let in_anchors = self.def.anchors.iter().filter_map(|anchor| anchor.plausible.as_ref());
        for bound in in_steps.chain(in_anchors.flat_map(|(earliest, latest)| [earliest, latest])) {
            if let Base::Anchor(anchor) = bound.base {
                used.push(Subject::Anchor(anchor));
            }
        }
        for (fact, at) in self.def.facts.iter().zip(0..) {
            if !used.contains(&Subject::Fact(at)) {
                let message = format!("fact `{}` is asked, but no criterion and no table looks at it", fact.id);
                self.warn(
                    "unused-fact",
                    self.def.fact_places[usize::from(at)],
                    message,
                    "use it in an `opens`, an `ends` or a table, or leave it out",
                );
            }
        }
        for (anchor, at) in self.def.anchors.iter().zip(0..) {
            if !used.contains(&Subject::Anchor(at)) {
                let message = format!("no window and no criterion counts from anchor `{}`", anchor.id);
                self.warn("unused-anchor", anchor.place, message, "count a window from it, or leave it out");
            }
        }
        for role in &self.def.roles {
            let by = self.def.steps.iter().any(|step| step.by == role.id);
            let from = self.def.steps.iter().filter_map(|step| step.feedback.as_ref()).any(|word| word.from == role.id);
            if !by && !from {
                self.warn(
                    "unused-role",
                    role.place,
                    format!("role `{}` does nothing", role.id),
                    "give it a step, or leave it out",
                );
            }
        }
        for (alternatives, at) in self.def.alternatives.iter().zip(0..) {
            if self.def.steps.iter().filter(|step| step.alternative_of == Some(at)).count() < 2 {
                self.warn(
                    "lonely-alternative",
                    alternatives.place,
                    format!("alternatives `{}` have fewer than two steps", alternatives.id),
                    "name the steps of which one is done with `alternative-of`, or leave it out",
                );
            }
        }
        for stage in &self.def.stages {
            if !self.def.steps.iter().any(|step| step.stage.as_ref() == Some(&stage.id)) {
                self.warn(
                    "unused-stage",
                    stage.place,
                    format!("stage `{}` has no steps", stage.id),
                    "give it a step, or leave it out",
                );
            }
        }
    }

    fn step(&mut self, step: &Step, can_open: bool) {
        if step.source.trim().is_empty() {
            let message = format!("step `{}` names no passage of the source text", step.id);
            self.warn("no-source", step.place, message, "add source = \"…\", so that it can be read beside the text");
        }
        let at_closing = [
            (step.must_be_done, "must-be-done"),
            (step.even_if_she_leaves, "even-if-she-leaves"),
            (step.even_if_she_dies, "even-if-she-dies"),
        ];
        for (holds, key) in at_closing {
            if holds && !step.required {
                let message =
                    format!("`{key}` of step `{}` has no meaning: closing does not ask for the step", step.id);
                self.warn("not-asked-at-closing", step.place, message, "add required = true, or leave it out");
            }
        }
        if step.with.is_some() && !step.kind.by_contact() {
            let message = format!("`with` of step `{}` has no meaning: no contact does a step of its kind", step.id);
            self.warn("no-contact", step.place, message, "write kind = \"contact\", or leave it out");
        }
        if step.in_turn && step.opens.is_none() && step.window.is_none() {
            let message = format!("`in-turn` of step `{}` has no meaning: it waits for nothing", step.id);
            self.warn("no-turn", step.place, message, "say with `opens` what comes first, or leave it out");
        }
        let compares = || (0..).take(self.def.facts.len()).any(|fact| step.is_raised_by(fact));
        if step.repeat == Some(Repeat::EachAnswer) && !compares() {
            let message = format!(
                "`repeat = \"each-answer\"` of step `{}` has no meaning: its `opens` compares no number",
                step.id
            );
            self.warn("no-answer", step.place, message, "write repeat = \"each-time\"");
        }
        if !can_open {
            let message =
                format!("step `{}` can never open: its `opens` cannot hold while its `ends` does not", step.id);
            self.warn("never-opens", step.place, message, "mend the criterion, or leave the step out");
        }
        let may_have_passed = step.window.as_ref().is_some_and(|rule| {
            let dated = matches!(rule.until.base, Base::Anchor(_) | Base::Step(_));
            dated && !rule.uses(Base::Opened)
        });
        if may_have_passed && step.late_entry.is_none() {
            let message = format!("when the window of step `{}` has passed at entry, it is missed", step.id);
            self.warn("no-late-entry", step.place, message, "add late-entry = \"7d\" to have it caught up instead");
        }
        for (outcome, at) in step.outcomes.iter().zip(0..) {
            // That something was considered and not done is worth recording, whatever follows from it.
            let answered = matches!(step.kind, StepKind::Consent | StepKind::Decision | StepKind::Question);
            if !answered && outcome.sets.is_empty() && !self.mentions(step, at) {
                let message = format!("nothing follows from outcome `{}` of step `{}`", outcome.id, step.id);
                self.warn(
                    "idle-outcome",
                    step.place,
                    message,
                    "let it set a fact, name it in a criterion, or leave it out",
                );
            }
        }
    }

    fn mentions(&self, step: &Step, outcome: u16) -> bool {
        let mut found = false;
        let wanted = self.def.step_index.get(&step.id).copied();
        for criterion in self.def.steps.iter().flat_map(criteria) {
            criterion.each_atom(&mut |atom| {
                found |= matches!(atom, Node::StepOutcome(of, which) if Some(*of) == wanted && *which == outcome);
            });
        }
        found
    }
}

fn criteria(step: &Step) -> impl Iterator<Item = &Criterion> {
    let while_ = match &step.repeat {
        Some(Repeat::Every { while_, .. }) => while_.as_ref(),
        Some(Repeat::EachTime | Repeat::EachReason | Repeat::EachAnswer) | None => None,
    };
    [step.opens.as_ref(), step.ends.as_ref(), while_].into_iter().flatten()
}

fn bounds(step: &Step) -> impl Iterator<Item = &Bound> {
    step.window.iter().flat_map(|rule| rule.bounds()).chain(step.lapses.as_ref())
}
