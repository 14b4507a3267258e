//! What leads to what: after which steps a step can open, and by which of their ways to end. A drawing of a pathway is made
//! of these; the engine itself reads criteria only.
//!
//! A step that asks for two things of which the one comes after the other anyhow is drawn after the later one alone, so
//! that a drawing shows the way and not every condition. Conditions that no step settles make no link: they are told in
//! words ([`Definition::opens_in_words`]).

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    criterion::{
        Node,
        eval::{Truth, World, eval_node},
    },
    definition::Definition,
    fact::{Compact, FactValue},
    ids::{OutcomeId, StepId},
    lifecycle::Status,
    step::{Base, Step},
};

/// In which way a step makes way for another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Way {
    /// By being done, however it ends.
    Done,
    /// By ending so.
    Outcome {
        /// Which of its outcomes.
        outcome: OutcomeId,
    },
    /// By being left out.
    Skipped,
    /// By not being done in time.
    Missed,
    /// By no longer being called for.
    Cancelled,
    /// By opening.
    Opened,
}

/// One step makes way for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Link {
    /// The step that goes before.
    pub from: StepId,
    /// In which ways, in the order of the file.
    pub ways: Vec<Way>,
    /// The step that can open then.
    pub to: StepId,
}

/// A step and a way in which it makes way: the outcome by its place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Source {
    step: u16,
    by: By,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Done,
    Outcome(u16),
    Skipped,
    Missed,
    Cancelled,
    Opened,
}

/// One thing that must hold before a step opens, and what can bring it about.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Need {
    /// Any of these.
    by: Vec<Source>,
}

impl Need {
    /// Whatever step brings this about brings the other about too.
    fn implies(&self, other: &Self) -> bool {
        let covered = |source: &Source| {
            let done = matches!(source.by, By::Outcome(_)) && other.by.contains(&Source { by: By::Done, ..*source });
            done || other.by.contains(source)
        };
        !self.by.is_empty() && self.by.iter().all(covered)
    }

    /// The one step that goes before it.
    fn one_step(&self) -> Option<u16> {
        let first = self.by.first()?.step;
        self.by.iter().all(|source| source.step == first).then_some(first)
    }
}

impl Definition {
    /// What leads to what, in the order of the steps that open.
    #[must_use]
    pub fn links(&self) -> Vec<Link> {
        let needs: Vec<Vec<Need>> = self.steps.iter().map(|step| needs(self, step)).collect();
        let mut links = Vec::new();
        for (at, to) in (0_u16..).zip(&self.steps) {
            let inherited = inherited(&needs, at);
            let own = needs[usize::from(at)].iter();
            let fresh = own.filter(|need| !inherited.iter().any(|before| before.implies(need)));
            let mut sources: Vec<Source> = fresh.flat_map(|need| need.by.iter().copied()).collect();
            sources = sources.into_iter().flat_map(|source| self.ways_of(to, source)).collect();
            sources.retain(|source| source.step != at && !blocks(self, to, *source));
            sources.sort_unstable();
            sources.dedup();
            links.extend(sources.chunk_by(|one, other| one.step == other.step).map(|alike| link(self, alike, to)));
        }
        links
    }

    /// A step that is done ends in one of its ways: when some of them keep the other shut, those that do not.
    fn ways_of(&self, to: &Step, source: Source) -> Vec<Source> {
        let outcomes = (0_u16..).take(self.steps[usize::from(source.step)].outcomes.len());
        let ways: Vec<Source> = outcomes.map(|outcome| Source { by: By::Outcome(outcome), ..source }).collect();
        let some_block = source.by == By::Done && ways.iter().any(|way| blocks(self, to, *way));
        if some_block { ways } else { vec![source] }
    }
}

fn link(def: &Definition, alike: &[Source], to: &Step) -> Link {
    let from = &def.steps[usize::from(alike[0].step)];
    let every_outcome =
        (0_u16..).take(from.outcomes.len()).all(|outcome| alike.iter().any(|source| source.by == By::Outcome(outcome)));
    // Two outcomes are told apart, even where both lead there.
    let is_done = alike.iter().any(|source| source.by == By::Done) || (every_outcome && from.outcomes.len() > 2);
    let way = |source: &Source| match source.by {
        By::Outcome(_) if is_done => None,
        By::Outcome(outcome) => Some(Way::Outcome { outcome: from.outcomes[usize::from(outcome)].id.clone() }),
        By::Done => None,
        By::Skipped => Some(Way::Skipped),
        By::Missed => Some(Way::Missed),
        By::Cancelled => Some(Way::Cancelled),
        By::Opened => Some(Way::Opened),
    };
    let ways = is_done.then_some(Way::Done).into_iter().chain(alike.iter().filter_map(way)).collect();
    Link { from: from.id.clone(), ways, to: to.id.clone() }
}

/// What must hold for every step that must have gone before this one.
fn inherited(needs: &[Vec<Need>], of: u16) -> Vec<Need> {
    let mut found: Vec<Need> = Vec::new();
    let mut seen = vec![of];
    let mut next = vec![of];
    while let Some(at) = next.pop() {
        for step in needs[usize::from(at)].iter().filter_map(Need::one_step) {
            if !seen.contains(&step) {
                seen.push(step);
                next.push(step);
                found.extend(needs[usize::from(step)].iter().cloned());
            }
        }
    }
    found
}

/// What must hold before a step opens: the parts of its criterion, and what its window counts from.
fn needs(def: &Definition, step: &Step) -> Vec<Need> {
    let mut found = Vec::new();
    if let Some(opens) = &step.opens {
        match opens.branches.as_slice() {
            [(_, one)] => conjuncts(def, one, false, &mut found),
            several => {
                let parts: Vec<&Node> = several.iter().map(|(_, node)| node).collect();
                found.push(need(def, parts.iter().map(|node| (*node, false))));
            }
        }
    }
    for bound in step.window.iter().flat_map(|rule| rule.bounds()) {
        let by = match bound.base {
            Base::Step(at) => vec![Source { step: at, by: By::Done }],
            Base::Anchor(anchor) => marked_by(def, anchor),
            Base::Entry | Base::Opened | Base::Today => Vec::new(),
        };
        let counted = Need { by };
        let told = |known: &Need| known.by.iter().any(|one| counted.by.iter().any(|other| one.step == other.step));
        if !found.iter().any(told) {
            found.push(counted);
        }
    }
    found.retain(|need| !need.by.is_empty());
    found
}

fn conjuncts(def: &Definition, node: &Node, negated: bool, found: &mut Vec<Need>) {
    match (node, negated) {
        (Node::Not(inner), _) => conjuncts(def, inner, !negated, found),
        (Node::All(parts), false) | (Node::Any(parts), true) => {
            parts.iter().for_each(|part| conjuncts(def, part, negated, found));
        }
        _ => found.push(need(def, [(node, negated)].into_iter())),
    }
}

fn need<'n>(def: &Definition, parts: impl Iterator<Item = (&'n Node, bool)>) -> Need {
    let mut need = Need { by: Vec::new() };
    parts.for_each(|(node, negated)| literals(def, node, negated, &mut need));
    need.by.sort_unstable();
    need.by.dedup();
    need
}

fn literals(def: &Definition, node: &Node, negated: bool, need: &mut Need) {
    match node {
        Node::Not(inner) => literals(def, inner, !negated, need),
        Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| literals(def, part, negated, need)),
        Node::StepIs(..) | Node::StepOutcome(..) => need.by.extend(of_step(node, negated)),
        Node::Anchor(anchor) | Node::AnchorKnown(anchor) => {
            if !negated {
                need.by.extend(marked_by(def, *anchor));
            }
        }
        Node::FactKnown(fact) | Node::FactYes(fact) | Node::FactChoice(fact, _) | Node::FactCompare(fact, ..) => {
            need.by.extend(settled_by(def, *fact, node, negated));
        }
    }
}

fn of_step(node: &Node, negated: bool) -> Option<Source> {
    let (step, by) = match (node, negated) {
        (Node::StepOutcome(step, outcome), false) => (*step, By::Outcome(*outcome)),
        (Node::StepIs(step, Status::Done), false) => (*step, By::Done),
        (Node::StepIs(step, Status::Skipped), false) => (*step, By::Skipped),
        (Node::StepIs(step, Status::Missed), false) => (*step, By::Missed),
        (Node::StepIs(step, Status::Cancelled), false) => (*step, By::Cancelled),
        (Node::StepIs(step, Status::Open), false) | (Node::StepIs(step, Status::Waiting), true) => (*step, By::Opened),
        _ => return None,
    };
    Some(Source { step, by })
}

fn marked_by(def: &Definition, anchor: u16) -> Vec<Source> {
    let steps = (0_u16..).zip(&def.steps).filter(|(_, step)| step.marks == Some(anchor));
    steps.map(|(step, _)| Source { step, by: By::Done }).collect()
}

/// The outcomes that answer a question so that the atom holds; none when it holds as long as nobody says otherwise.
fn settled_by(def: &Definition, fact: u16, atom: &Node, negated: bool) -> Vec<Source> {
    let holds = |value: Option<Compact>| {
        let world = After { step: u16::MAX, by: By::Opened, facts: vec![(fact, value)], again: false };
        eval_node(atom, &world) == Truth::from(!negated)
    };
    if def.defaults[usize::from(fact)].is_some_and(|default| holds(Some(default))) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, step) in (0_u16..).zip(&def.steps) {
        for (nth, outcome) in (0_u16..).zip(&step.outcomes) {
            let said = outcome.sets.iter().find(|sets| sets.fact == fact).map(|sets| compact(def, fact, &sets.value));
            if said.is_some_and(holds) {
                found.push(Source { step: at, by: By::Outcome(nth) });
            }
        }
    }
    found
}

fn compact(def: &Definition, fact: u16, value: &FactValue) -> Option<Compact> {
    def.facts[usize::from(fact)].answer.compact(value)
}

/// A step that ended in this way does not let the other open, whatever else holds.
fn blocks(def: &Definition, to: &Step, source: Source) -> bool {
    let Some(opens) = &to.opens else { return false };
    let from = &def.steps[usize::from(source.step)];
    let facts = match source.by {
        By::Outcome(outcome) => {
            let sets = from.outcomes[usize::from(outcome)].sets.iter();
            sets.map(|sets| (sets.fact, compact(def, sets.fact, &sets.value))).collect()
        }
        _ => Vec::new(),
    };
    let world = After { step: source.step, by: source.by, facts, again: from.repeats() };
    opens.eval(&world) == Truth::False
}

/// What is known when nothing is but that one step ended in one way, and what that answered.
struct After {
    step: u16,
    by: By,
    facts: Vec<(u16, Option<Compact>)>,
    /// It comes again, so that it can stand in several places at once.
    again: bool,
}

impl World for After {
    // What is not known to be so may yet be, or may have been.
    fn anchor_known(&self, _: u16) -> Truth {
        Truth::Unknown
    }

    fn fact(&self, fact: u16) -> Option<Compact> {
        self.facts.iter().find(|(known, _)| *known == fact).and_then(|(_, value)| *value)
    }

    fn fact_known(&self, fact: u16) -> Truth {
        if self.fact(fact).is_some() { Truth::True } else { Truth::Unknown }
    }

    fn step_is(&self, step: u16, status: Status) -> Truth {
        let now = match self.by {
            By::Done | By::Outcome(_) => Status::Done,
            By::Skipped => Status::Skipped,
            By::Missed => Status::Missed,
            By::Cancelled => Status::Cancelled,
            By::Opened => Status::Open,
        };
        match (step == self.step, now == status) {
            (true, true) => Truth::True,
            (true, false) if !self.again => Truth::False,
            _ => Truth::Unknown,
        }
    }

    fn step_outcome(&self, step: u16, outcome: u16) -> Truth {
        match self.by {
            By::Outcome(ended) if step == self.step => Truth::from(ended == outcome),
            By::Skipped | By::Missed | By::Cancelled | By::Opened if step == self.step => Truth::False,
            _ => Truth::Unknown,
        }
    }
}
