//! A cell: which values of its input it lets through.

use std::{cmp::Ordering, fmt};

use crate::{Kind, Value, parse, problem::Mistake};

/// The unary tests of one cell (DMN 1.3, grammar rule 14).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// `-`: whatever the value is.
    Any,
    /// `"a", "b"`: at least one of the tests holds.
    OneOf(Vec<Test>),
    /// `not("a", "b")`: none of the tests holds.
    NoneOf(Vec<Test>),
}

/// One test of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// `18`: the same value.
    Is(Value),
    /// `< 18`.
    Less(Value),
    /// `<= 18`.
    AtMost(Value),
    /// `> 18`.
    More(Value),
    /// `>= 18`.
    AtLeast(Value),
    /// `[1..5)`.
    Between {
        /// Where the interval begins.
        low: Value,
        /// Does it hold its beginning?
        from: Edge,
        /// Where the interval ends.
        high: Value,
        /// Does it hold its end?
        to: Edge,
    },
}

/// Whether an interval holds its end point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// `[1` or `5]`.
    Included,
    /// `(1` or `5)`, also written `]1` and `5[`.
    Excluded,
}

impl Cell {
    /// Reads a cell under an input of this kind.
    pub(crate) fn parse(text: &str, kind: &Kind) -> Result<Self, Mistake> {
        parse::cell(text, kind)
    }

    /// Does the cell let the value through? This is the plain meaning; tables decide by regions, which is faster and the same.
    #[must_use]
    pub fn accepts(&self, value: &Value) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(tests) => tests.iter().any(|test| test.accepts(value)),
            Self::NoneOf(tests) => !tests.iter().any(|test| test.accepts(value)),
        }
    }

    /// The values at which the answer can change.
    pub(crate) fn boundaries(&self) -> impl Iterator<Item = &Value> {
        let tests: &[Test] = match self {
            Self::Any => &[],
            Self::OneOf(tests) | Self::NoneOf(tests) => tests,
        };
        tests.iter().flat_map(Test::boundaries)
    }

    /// As DMN writes it: valid S-FEEL.
    #[must_use]
    pub fn to_sfeel(&self) -> String {
        self.written(&Value::to_sfeel)
    }

    fn written(&self, literal: &dyn Fn(&Value) -> String) -> String {
        let list = |tests: &[Test]| tests.iter().map(|test| test.written(literal)).collect::<Vec<_>>().join(", ");
        match self {
            Self::Any => "-".to_owned(),
            Self::OneOf(tests) => list(tests),
            Self::NoneOf(tests) => format!("not({})", list(tests)),
        }
    }
}

/// As a pathway file writes it: `yes`, `single, none`, `< 18`.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(&Value::to_string))
    }
}

impl Test {
    /// Does the test hold? A value of another kind never passes.
    #[must_use]
    pub fn accepts(&self, value: &Value) -> bool {
        let ordered = |bound: &Value| compare(value, bound);
        match self {
            Self::Is(wanted) => value == wanted,
            Self::Less(bound) => ordered(bound) == Some(Ordering::Less),
            Self::AtMost(bound) => ordered(bound).is_some_and(Ordering::is_le),
            Self::More(bound) => ordered(bound) == Some(Ordering::Greater),
            Self::AtLeast(bound) => ordered(bound).is_some_and(Ordering::is_ge),
            Self::Between { low, from, high, to } => {
                let after = ordered(low).is_some_and(|order| order.is_gt() || (order.is_eq() && from.holds()));
                let before = ordered(high).is_some_and(|order| order.is_lt() || (order.is_eq() && to.holds()));
                after && before
            }
        }
    }

    fn boundaries(&self) -> impl Iterator<Item = &Value> {
        let (one, other) = match self {
            Self::Is(value) | Self::Less(value) | Self::AtMost(value) | Self::More(value) | Self::AtLeast(value) => {
                (value, None)
            }
            Self::Between { low, high, .. } => (low, Some(high)),
        };
        std::iter::once(one).chain(other)
    }

    fn written(&self, literal: &dyn Fn(&Value) -> String) -> String {
        match self {
            Self::Is(value) => literal(value),
            Self::Less(bound) => format!("< {}", literal(bound)),
            Self::AtMost(bound) => format!("<= {}", literal(bound)),
            Self::More(bound) => format!("> {}", literal(bound)),
            Self::AtLeast(bound) => format!(">= {}", literal(bound)),
            Self::Between { low, from, high, to } => {
                let open = if from.holds() { '[' } else { '(' };
                let close = if to.holds() { ']' } else { ')' };
                format!("{open}{}..{}{close}", literal(low), literal(high))
            }
        }
    }
}

impl Edge {
    fn holds(self) -> bool {
        self == Self::Included
    }
}

/// The order of two numbers or two days; others have none.
pub(crate) fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => Some(one.cmp(other)),
        (Value::Date(one), Value::Date(other)) => Some(one.cmp(other)),
        _ => None,
    }
}
