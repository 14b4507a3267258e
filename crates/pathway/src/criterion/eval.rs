//! Evaluating a criterion over what is known.

use std::sync::Arc;

use super::{Criterion, Node, Subject};
use crate::{fact::Compact, lifecycle::Status};

/// True, false, or not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It does not hold.
    False,
    /// What would say so is not known.
    Unknown,
    /// It holds.
    True,
}

impl Truth {
    fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}

impl From<bool> for Truth {
    fn from(yes: bool) -> Self {
        if yes { Self::True } else { Self::False }
    }
}

/// What a criterion may look at.
pub(crate) trait World {
    /// Whether the anchor has a date.
    fn anchor_known(&self, anchor: u16) -> Truth;
    /// The value of a fact, its default included.
    fn fact(&self, fact: u16) -> Option<Compact>;
    /// Whether an answer to the fact has been given.
    fn fact_known(&self, fact: u16) -> Truth {
        self.fact(fact).is_some().into()
    }
    /// Whether the fact, while it has no answer, can come to have one. Where it cannot, what asks for its answer is
    /// false: it will never hold.
    fn may_be_answered(&self, _fact: u16) -> bool {
        true
    }
    /// Whether any occurrence of the step has this status.
    fn step_is(&self, step: u16, status: Status) -> Truth;
    /// Whether the step, when last done, ended in this outcome.
    fn step_outcome(&self, step: u16, outcome: u16) -> Truth;
}

/// The truth of a part of a criterion.
pub(crate) fn eval_node(node: &Node, world: &impl World) -> Truth {
    match node {
        Node::Anchor(anchor) => match world.anchor_known(*anchor) {
            Truth::True => Truth::True,
            Truth::False | Truth::Unknown => Truth::Unknown,
        },
        Node::AnchorKnown(anchor) => world.anchor_known(*anchor),
        Node::FactKnown(fact) => world.fact_known(*fact),
        Node::FactYes(fact) => match world.fact(*fact) {
            Some(Compact::Yes(yes)) => yes.into(),
            _ => unanswered(world, *fact),
        },
        Node::FactChoice(fact, option) => match world.fact(*fact) {
            Some(Compact::Choice(chosen)) => (chosen == *option).into(),
            _ => unanswered(world, *fact),
        },
        Node::FactCompare(fact, comparison, value) => match world.fact(*fact) {
            Some(Compact::Number(number)) => comparison.holds(number, *value).into(),
            _ => unanswered(world, *fact),
        },
        Node::StepIs(step, status) => world.step_is(*step, *status),
        Node::StepOutcome(step, outcome) => world.step_outcome(*step, *outcome),
        Node::Not(inner) => eval_node(inner, world).not(),
        Node::All(parts) => all(parts.iter().map(|part| eval_node(part, world))),
        Node::Any(parts) => any(parts.iter().map(|part| eval_node(part, world))),
    }
}

fn unanswered(world: &impl World, fact: u16) -> Truth {
    if world.may_be_answered(fact) { Truth::Unknown } else { Truth::False }
}

fn all(parts: impl Iterator<Item = Truth>) -> Truth {
    let mut result = Truth::True;
    for part in parts {
        match part {
            Truth::False => return Truth::False,
            Truth::Unknown => result = Truth::Unknown,
            Truth::True => {}
        }
    }
    result
}

fn any(parts: impl Iterator<Item = Truth>) -> Truth {
    let mut result = Truth::False;
    for part in parts {
        match part {
            Truth::True => return Truth::True,
            Truth::Unknown => result = Truth::Unknown,
            Truth::False => {}
        }
    }
    result
}

impl Criterion {
    /// The truth of the whole.
    pub(crate) fn eval(&self, world: &impl World) -> Truth {
        any(self.branches.iter().map(|(_, node)| eval_node(node, world)))
    }

    /// Whether something that it says of the subject held before and holds no more. Only then can what followed from it be
    /// taken back because of the subject: of somebody who turns 19 it still says that she is of age.
    pub(crate) fn says_no_more(&self, subject: Subject, before: &impl World, now: &impl World) -> bool {
        self.branches
            .iter()
            .any(|(_, node)| says_no_more(node, subject, true, &|node| (eval_node(node, before), eval_node(node, now))))
    }

    /// The text of the first alternative that holds.
    pub(crate) fn holding(&self, world: &impl World) -> Option<&Arc<str>> {
        self.branches.iter().find(|(_, node)| eval_node(node, world) == Truth::True).map(|(text, _)| text)
    }

    /// The anchors and facts whose answer could settle the criterion; empty when it is settled.
    pub(crate) fn unknowns(&self, world: &impl World) -> Vec<Subject> {
        let mut found = Vec::new();
        if self.eval(world) == Truth::Unknown {
            for (_, node) in &self.branches {
                collect_unknowns(node, world, &mut found);
            }
        }
        let mut seen = Vec::new();
        found.retain(|subject| {
            let new = !seen.contains(subject);
            seen.push(*subject);
            new
        });
        found
    }
}

/// Of each atom what it says where it stands: under a `not`, that it is false.
fn says_no_more(node: &Node, subject: Subject, says: bool, truths: &impl Fn(&Node) -> (Truth, Truth)) -> bool {
    match node {
        Node::Not(inner) => says_no_more(inner, subject, !says, truths),
        Node::All(parts) | Node::Any(parts) => parts.iter().any(|part| says_no_more(part, subject, says, truths)),
        atom => {
            let (before, now) = truths(atom);
            atom.subject() == Some(subject) && before == says.into() && now != says.into()
        }
    }
}

/// A part that is settled needs no answers: `no and ?` is `no` whatever the answer.
fn collect_unknowns(node: &Node, world: &impl World, found: &mut Vec<Subject>) {
    if eval_node(node, world) != Truth::Unknown {
        return;
    }
    match node {
        Node::Not(inner) => collect_unknowns(inner, world, found),
        Node::All(parts) | Node::Any(parts) => {
            parts.iter().for_each(|part| collect_unknowns(part, world, found));
        }
        atom => found.extend(atom.subject()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Truth::{False, True, Unknown};

    #[test]
    fn kleene_tables() {
        for (left, right, and, or) in [
            (True, Unknown, Unknown, True),
            (False, Unknown, False, Unknown),
            (Unknown, Unknown, Unknown, Unknown),
            (True, False, False, True),
        ] {
            for pair in [[left, right], [right, left]] {
                assert_eq!(all(pair.into_iter()), and);
                assert_eq!(any(pair.into_iter()), or);
            }
        }
        assert_eq!(Unknown.not(), Unknown);
        assert_eq!((all([].into_iter()), any([].into_iter())), (True, False));
    }

    struct OneFact(Option<Compact>);

    impl World for OneFact {
        fn anchor_known(&self, _: u16) -> Truth {
            False
        }
        fn fact(&self, fact: u16) -> Option<Compact> {
            self.0.filter(|_| fact == 0)
        }
        fn step_is(&self, _: u16, _: Status) -> Truth {
            False
        }
        fn step_outcome(&self, _: u16, _: u16) -> Truth {
            False
        }
    }

    #[test]
    fn unknown_names_only_what_could_settle_it() {
        let node = Node::All(vec![Node::FactYes(0), Node::FactYes(1), Node::Anchor(0)]);
        let criterion = Criterion { text: "x".into(), branches: vec![("x".into(), node)] };
        assert_eq!(criterion.unknowns(&OneFact(Some(Compact::Yes(true)))), [Subject::Fact(1), Subject::Anchor(0)]);
        assert_eq!(criterion.unknowns(&OneFact(Some(Compact::Yes(false)))), []);
        assert_eq!(criterion.eval(&OneFact(Some(Compact::Yes(false)))), False);
        assert_eq!(criterion.eval(&OneFact(None)), Unknown);
    }
}
