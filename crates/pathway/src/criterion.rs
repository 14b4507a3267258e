//! Criteria: true, false or **unknown** (Kleene's three values), where unknown names the question to ask next.

pub(crate) mod eval;
pub(crate) mod parse;

use std::sync::Arc;

use crate::lifecycle::Status;

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

impl Comparison {
    pub(crate) fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::GreaterOrEqual => left >= right,
            Self::Greater => left > right,
        }
    }
}

/// A criterion with its names resolved to places in the definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// The anchor is set; as long as it is not, this is unknown: it may still happen.
    Anchor(u16),
    AnchorKnown(u16),
    FactKnown(u16),
    FactYes(u16),
    FactChoice(u16, u16),
    FactCompare(u16, Comparison, i64),
    StepIs(u16, Status),
    StepOutcome(u16, u16),
    Not(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
}

/// What a criterion speaks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    Anchor(u16),
    Fact(u16),
    Step(u16),
}

impl Node {
    /// The one subject of an atom; nothing for `not`, `and`, `or`.
    pub(crate) fn subject(&self) -> Option<Subject> {
        match self {
            Self::Anchor(anchor) | Self::AnchorKnown(anchor) => Some(Subject::Anchor(*anchor)),
            Self::FactKnown(fact) | Self::FactYes(fact) | Self::FactChoice(fact, _) | Self::FactCompare(fact, ..) => {
                Some(Subject::Fact(*fact))
            }
            Self::StepIs(step, _) | Self::StepOutcome(step, _) => Some(Subject::Step(*step)),
            Self::Not(_) | Self::All(_) | Self::Any(_) => None,
        }
    }

    /// Calls back for every atom.
    pub(crate) fn each_atom<'n>(&'n self, visit: &mut impl FnMut(&'n Self)) {
        match self {
            Self::Not(inner) => inner.each_atom(visit),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.each_atom(visit)),
            atom => visit(atom),
        }
    }
}

/// A criterion as compiled: its text for people, and its branches for the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Criterion {
    /// As it stands in the file.
    pub(crate) text: Arc<str>,
    /// The alternatives of the outermost `or`, each with its own text, so that a cause can be named exactly.
    pub(crate) branches: Vec<(Arc<str>, Node)>,
}

impl Criterion {
    pub(crate) fn each_atom<'n>(&'n self, visit: &mut impl FnMut(&'n Node)) {
        self.branches.iter().for_each(|(_, node)| node.each_atom(visit));
    }

    /// The subjects, each once, in a fixed order.
    pub(crate) fn subjects(&self) -> Vec<Subject> {
        let mut subjects = Vec::new();
        self.each_atom(&mut |atom| subjects.extend(atom.subject()));
        subjects.sort_unstable();
        subjects.dedup();
        subjects
    }
}
