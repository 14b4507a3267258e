//! What an overlay may change, held against the pathway that it changes. All of it is checked by what the pathway is, not by
//! what comes out: that its guarantees hold on what comes out is for the proof.

use super::weaker;
use crate::{
    criterion::Node,
    definition::Definition,
    guarantee::Guarantee,
    ids::StepId,
    parse::{
        head::id_of,
        table::{Reader, Words},
    },
    step::Step,
};

/// What a step is, and so stays.
const KEPT: [&str; 10] =
    ["kind", "does", "with", "to", "meeting", "table", "marks", "alternative-of", "whom-as", "day"];
/// What an overlay replaces as it likes.
const FREE: [&str; 9] = ["title", "by", "stage", "source", "window", "late-entry", "lapses", "early", "feedback"];
/// What calls for a step: fixed where closing depends on the step.
const CALLS: [&str; 3] = ["opens", "ends", "repeat"];
/// What can be turned on, and never off.
const ONLY_ON: [&str; 6] = ["required", "must-be-done", "even-if-she-leaves", "even-if-she-dies", "sealed", "in-turn"];
/// What can be left out by name.
const DROPPED: [&str; 7] = ["opens", "ends", "window", "late-entry", "lapses", "repeat", "stage"];

/// Everything that an overlay changes.
pub(super) struct Changes<'c> {
    file: &'c Reader<'c>,
    base: &'c Definition,
    changed: Vec<StepId>,
}

impl<'c> Changes<'c> {
    /// Reports everything that does not fit the pathway or would weaken it.
    pub(super) fn check(file: &'c Reader<'c>, base: &'c Definition) {
        let mut changes = Self { file, base, changed: Vec::new() };
        for block in file.blocks("change") {
            changes.change(&block);
        }
        for block in file.blocks("remove") {
            changes.remove(&block);
        }
        changes.added();
    }

    /// The step that a block names.
    fn step(&self, block: &Reader<'_>) -> Option<(&'c Step, Words)> {
        let words = block.required("step", "step = \"a-step\", one of the pathway that this overlay changes")?;
        let Some(step) = self.base.step(&StepId::from(words.value.as_str())) else {
            let names = self.base.steps().iter().map(|step| step.id.as_str());
            let help = match crate::criterion::parse::nearest(&words.value, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("name a step of `{}`; a new one is a [[step]]", self.base.id()),
            };
            let message = format!("`{}` has no step `{}`", self.base.id(), words.value);
            block.error("unknown-step", words.at, message, help);
            return None;
        };
        Some((step, words))
    }

    fn change(&mut self, block: &Reader<'_>) {
        let Some((step, words)) = self.step(block) else { return };
        if self.changed.contains(&step.id) {
            let message = format!("step `{}` is changed twice", step.id);
            block.error("duplicate-id", words.at, message, "write all that changes in it in one [[change]]");
        }
        self.changed.push(step.id.clone());
        for key in KEPT.into_iter().filter(|key| block.has(key)) {
            let message =
                format!("`{key}` of step `{}` says what the step is, which an overlay leaves as it is", step.id);
            let help = "leave it out; for another kind of step add a [[step]] of your own";
            block.error("kept", block.place(key), message, help);
        }
        keeps_questions(block, step);
        for key in FREE {
            block.has(key);
        }
        let asked_for = step.must_be_done || step.even_if_she_leaves || step.even_if_she_dies;
        for key in CALLS.into_iter().filter(|key| block.has(key)) {
            if asked_for {
                weakens(block, key, step, "says when the step is called for, and closing depends on this step");
            }
        }
        for key in ONLY_ON.into_iter().filter(|key| block.has(key)) {
            if !block.flag(key) && is_on(step, key) {
                weakens(block, key, step, "is true in the pathway");
            }
        }
        if block.has("discretionary") && block.flag("discretionary") && !step.discretionary {
            weakens(
                block,
                "discretionary",
                step,
                "is not true in the pathway: the step comes without being called for",
            );
        }
        let moves = block.has("stage") || block.texts("without").iter().any(|words| words.value == "stage");
        if moves && step.sealed && !(block.has("sealed") && block.flag("sealed")) {
            let message = format!("step `{}` is sealed, which another stage may not seal", step.id);
            block.error(
                "weakens",
                block.place("stage"),
                message,
                "add sealed = true, so that it stays so wherever it stands",
            );
        }
        if moves && step.in_turn && !(block.has("in-turn") && block.flag("in-turn")) {
            let message = format!("step `{}` has its turn, which another stage may not give it", step.id);
            let help = "add in-turn = true, so that it keeps its turn wherever it stands";
            block.error("weakens", block.place("stage"), message, help);
        }
        self.dropped(block, step, asked_for);
        self.outcomes(block, step);
        block.finish();
    }

    fn dropped(&self, block: &Reader<'_>, step: &Step, asked_for: bool) {
        for words in block.texts("without") {
            if !DROPPED.contains(&words.value.as_str()) {
                let message = format!("`{}` cannot be left out of a step", words.value);
                block.error("weakens", words.at, message, format!("only these can: {}", DROPPED.join(", ")));
            } else if asked_for && CALLS.contains(&words.value.as_str()) {
                let message = format!(
                    "`{}` of step `{}` says when the step is called for, and closing depends on this step",
                    words.value, step.id
                );
                block.error("weakens", words.at, message, HELP);
            }
        }
    }

    /// The ways to end stay: their answers, and that they are a refusal or a no-show. What can be put beside them may not
    /// be a way round them.
    fn outcomes(&self, block: &Reader<'_>, step: &Step) {
        let Some(table) = block.table("outcome", format!("the outcomes of step `{}`", step.id)) else { return };
        for (name, at, outcome) in table.named() {
            let Some(outcome) = outcome else { continue };
            let Some(known) = step.outcomes.iter().find(|known| known.id == *name) else {
                if step.table.is_none() && self.depended_on(step) {
                    let message = format!(
                        "`{name}` would be one more way to end step `{}`, beside those that the pathway reckons with",
                        step.id
                    );
                    let help = "ask what you want to know in a [[step]] of your own";
                    block.error("weakens", at, message, help);
                }
                continue;
            };
            if outcome.has("adverse") && !outcome.flag("adverse") && known.adverse {
                weakens(&outcome, "adverse", step, "is true in the pathway");
            }
            if outcome.has("then-nothing") && known.then_nothing.is_none() {
                weakens(&outcome, "then-nothing", step, "is not in the pathway: something follows");
            }
            if outcome.has("title") && outcome.title("title") != known.title && weaker::counts(step) {
                let why = "says what it means to end so, which stays as it is where the step counts";
                weakens(&outcome, "title", step, why);
            }
            for (fact, fact_at, _) in outcome.table("sets", "`sets`").map(|sets| sets.pairs()).unwrap_or_default() {
                let set = |(known, _): (&crate::ids::FactId, _)| *known == *fact;
                if self.base.answers_of(known).any(set) {
                    let message = format!("outcome `{name}` of step `{}` answers `{fact}` already", step.id);
                    let help = "leave it out; an overlay adds answers and changes none";
                    outcome.error("weakens", fact_at, message, help);
                } else if self.base.fact(&fact.into()).is_some() {
                    let message = format!(
                        "outcome `{name}` of step `{}` does not answer `{fact}` in the pathway, where other steps wait for it",
                        step.id
                    );
                    let help = "let it answer a question of your own, declared under [facts] of the overlay";
                    outcome.error("weakens", fact_at, message, help);
                }
            }
            outcome.finish();
        }
    }

    /// Whether a refusal of this step, or a guarantee, reckons with the ways in which it can end.
    fn depended_on(&self, step: &Step) -> bool {
        let at = self.base.step_index.get(&step.id).copied();
        let names = |guarantee: &Guarantee| {
            let mut found = false;
            for condition in guarantee.claim.conditions() {
                condition.0.each_atom(&mut |atom| found |= matches!(atom, Node::StepOutcome(of, _) if Some(*of) == at));
            }
            found
        };
        step.outcomes.iter().any(|outcome| outcome.adverse) || self.base.guarantees().iter().any(names)
    }

    fn remove(&mut self, block: &Reader<'_>) {
        block.required("why", "why = \"…\", so that it can be read beside the pathway");
        let step = self.step(block);
        block.finish();
        let Some((step, words)) = step else { return };
        if let Some(reason) = self.needed_because(step) {
            let message = format!("step `{}` cannot be removed: {reason}", step.id);
            let help = "leave it; when it is not done, it is skipped with a reason, and somebody can see that";
            block.error("weakens", words.at, message, help);
        }
        if self.changed.contains(&step.id) {
            let message = format!("step `{}` is changed and removed", step.id);
            block.error("duplicate-id", words.at, message, "do one of the two");
        }
        self.changed.push(step.id.clone());
    }

    fn needed_because(&self, step: &Step) -> Option<String> {
        if let Some(key) = ONLY_ON.into_iter().find(|key| is_on(step, key)) {
            return Some(format!("the pathway says `{key}` of it"));
        }
        if step.does.is_some() || step.marks.is_some() {
            return Some("the case's own work or a date hangs on it".to_owned());
        }
        if step.outcomes.iter().any(|outcome| outcome.adverse) {
            return Some("it can end in a refusal or a no-show, after which something must follow".to_owned());
        }
        let guarantee =
            self.base.guarantees().iter().find(|one| self.base.guarantee_reads(one).steps.contains(&step.id));
        if let Some(guarantee) = guarantee {
            return Some(format!("guarantee `{}` speaks of it", guarantee.id));
        }
        let others = self.base.steps().iter().filter(|other| other.id != step.id && !self.changed.contains(&other.id));
        let names = |other: &&Step| self.base.step_reads(other).steps.contains(&step.id);
        others.into_iter().find(names).map(|other| format!("step `{}` counts on it", other.id))
    }

    /// What comes new has a name of its own; only a table takes the place of another.
    fn added(&self) {
        for (section, known) in [
            ("anchors", self.base.anchors().iter().map(|one| one.id.as_str()).collect::<Vec<_>>()),
            ("facts", self.base.facts().iter().map(|one| one.id.as_str()).collect()),
            ("roles", self.base.roles().iter().map(|one| one.id.as_str()).collect()),
            ("alternatives", self.base.alternatives.iter().map(|one| one.id.as_str()).collect()),
        ] {
            let Some(named) = self.file.table(section, format!("[{section}]")) else { continue };
            for (name, at, _) in named.named().into_iter().filter(|(name, ..)| known.contains(name)) {
                self.already_there(at, section, name);
            }
        }
        for (section, known) in [
            ("stage", self.base.stages().iter().map(|one| one.id.as_str()).collect::<Vec<_>>()),
            ("step", self.base.steps().iter().map(|one| one.id.as_str()).collect()),
            ("guarantee", self.base.guarantees().iter().map(|one| one.id.as_str()).collect()),
        ] {
            for block in self.file.blocks(section) {
                let id = id_of(&block);
                if known.contains(&id.as_str()) {
                    self.already_there(block.place("id"), section, &id);
                }
            }
        }
        for block in self.file.blocks("table") {
            let id = id_of(&block);
            let replaces = self.base.tables.iter().any(|known| *known.table.id() == id.as_str());
            if replaces && !block.has("version") {
                let message = format!("table `{id}` takes the place of the pathway's, and says no `version`");
                let help = "add version = \"…\": a decision tells by which version of the criteria it was made";
                block.error("missing-key", block.place("id"), message, help);
            }
        }
    }

    fn already_there(&self, at: usize, section: &str, name: &str) {
        let help = match section {
            "step" => "change it with [[change]], or give the new step a name of its own",
            "guarantee" => "the guarantees of a pathway stay as they are; give your own another name",
            _ => "an overlay adds names and changes none; choose another name",
        };
        let message = format!("`{}` has `{name}` already", self.base.id());
        self.file.error("kept", at, message, help);
    }
}

/// What is asked in words with a step, and of whom, is asked in every network.
fn keeps_questions(block: &Reader<'_>, step: &Step) {
    for (key, asked, what) in [("words", &step.words, "words"), ("whom", &step.whom, "whom")] {
        if block.has(key) && asked.is_some() {
            let message =
                format!("`{key}` of step `{}` says what is asked with it, which an overlay leaves as it is", step.id);
            let help = format!("leave it out; a step that asks for no {what} may get it");
            block.error("kept", block.place(key), message, help);
        }
    }
}

const HELP: &str = "leave it as it is in the pathway: an overlay asks more, or at another time, and never less";

fn weakens(block: &Reader<'_>, key: &'static str, step: &Step, why: &str) {
    let message = format!("`{key}` of step `{}` {why}", step.id);
    block.error("weakens", block.place(key), message, HELP);
}

fn is_on(step: &Step, key: &str) -> bool {
    match key {
        "required" => step.required,
        "must-be-done" => step.must_be_done,
        "even-if-she-leaves" => step.even_if_she_leaves,
        "even-if-she-dies" => step.even_if_she_dies,
        "sealed" => step.sealed,
        "in-turn" => step.in_turn,
        _ => false,
    }
}
