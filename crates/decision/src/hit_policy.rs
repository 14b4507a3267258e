//! What it means when several rows match.

use std::fmt;

/// How the rows that match become one answer (DMN 1.3, chapter 8.2.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitPolicy {
    /// At most one row can match.
    Unique,
    /// The first row that matches decides.
    First,
    /// The row whose outcome weighs most decides: outcomes are declared in order of weight.
    Priority,
    /// Several rows may match if they say the same.
    Any,
    /// All rows that match, in the order of the table; or one number made of them.
    Collect(Option<Aggregator>),
    /// All rows that match, in the order of the table.
    RuleOrder,
    /// All rows that match, in the order of weight of their outcomes.
    OutputOrder,
}

/// How COLLECT makes one number of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregator {
    /// The numbers added up.
    Sum,
    /// The smallest.
    Min,
    /// The largest.
    Max,
    /// How many rows match.
    Count,
}

/// Every policy with its name in a pathway file, and in DMN the `hitPolicy` and the `aggregation`.
const NAMES: &[(HitPolicy, &str, &str, Option<&str>)] = &[
    (HitPolicy::Unique, "unique", "UNIQUE", None),
    (HitPolicy::First, "first", "FIRST", None),
    (HitPolicy::Priority, "priority", "PRIORITY", None),
    (HitPolicy::Any, "any", "ANY", None),
    (HitPolicy::Collect(None), "collect", "COLLECT", None),
    (HitPolicy::Collect(Some(Aggregator::Sum)), "collect-sum", "COLLECT", Some("SUM")),
    (HitPolicy::Collect(Some(Aggregator::Min)), "collect-min", "COLLECT", Some("MIN")),
    (HitPolicy::Collect(Some(Aggregator::Max)), "collect-max", "COLLECT", Some("MAX")),
    (HitPolicy::Collect(Some(Aggregator::Count)), "collect-count", "COLLECT", Some("COUNT")),
    (HitPolicy::RuleOrder, "rule-order", "RULE ORDER", None),
    (HitPolicy::OutputOrder, "output-order", "OUTPUT ORDER", None),
];

impl HitPolicy {
    /// Every policy, by its name in a pathway file.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(_, name, ..)| *name)
    }

    /// The policy of this name in a pathway file: `unique`, `first`, `priority`, `any`, `collect`, `collect-sum` …
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known, ..)| *known == name).map(|(policy, ..)| *policy)
    }

    /// The policy of these two attributes in DMN.
    pub(crate) fn of_dmn(hit_policy: &str, aggregation: Option<&str>) -> Option<Self> {
        NAMES.iter().find(|(_, _, hit, by)| *hit == hit_policy && *by == aggregation).map(|(policy, ..)| *policy)
    }

    /// The two attributes in DMN.
    pub(crate) fn in_dmn(self) -> (&'static str, Option<&'static str>) {
        let row = NAMES.iter().find(|(policy, ..)| *policy == self);
        row.map_or(("UNIQUE", None), |(_, _, hit, by)| (*hit, *by))
    }

    /// Do the outcomes need a declared order of weight?
    pub(crate) fn needs_weights(self) -> bool {
        matches!(self, Self::Priority | Self::OutputOrder)
    }

    /// Is it an answer when no row matches? An empty list is, and so is a count of nought.
    pub(crate) fn may_be_empty(self) -> bool {
        matches!(self, Self::Collect(None | Some(Aggregator::Count)) | Self::RuleOrder | Self::OutputOrder)
    }
}

impl fmt::Display for HitPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hit, by) = self.in_dmn();
        f.write_str(hit)?;
        by.map_or(Ok(()), |by| write!(f, " {by}"))
    }
}
