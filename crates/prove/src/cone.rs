//! The cone of influence: the steps, facts and dates that can touch what is to be proved, and nothing else.
//!
//! Facts and dates come from outside, at any moment and with any value that the file allows. So a step that only *gives*
//! an answer, or marks a date, is no part of the cone: that it did so is a move that the exploration makes anyway. Where
//! one outcome gives two of the cone's answers at once it is, since together is not the same as one after the other. And
//! what a decision table decides nobody answers past it: where the table is in the cone, so is every step that gives such an
//! answer; where it is not, the answer may come at any moment, which allows more than the file.

use std::collections::BTreeSet;

use regie_pathway::{AnchorId, Definition, FactId, Reads, Step, StepId};

/// What a proof looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cone {
    /// The steps.
    pub steps: BTreeSet<StepId>,
    /// Those among the steps that are there only because one of their outcomes gives two things at once.
    pub givers: BTreeSet<StepId>,
    /// The facts.
    pub facts: BTreeSet<FactId>,
    /// The anchors.
    pub anchors: BTreeSet<AnchorId>,
    /// The anchors from whose date something counts.
    pub dates: BTreeSet<AnchorId>,
    /// How much of the file it keeps.
    pub detail: Detail,
}

/// How much of the file a cone keeps. With less detail it allows more courses than the file: what is proved of these is
/// proved; what is refuted must be played on the whole pathway, and if that does not go along, looked at in more detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail {
    /// How many rounds of steps that are only named in a criterion are kept; of those further out, what criteria say of
    /// them is an answer from outside. Without a number, all are kept.
    rings: Option<u8>,
    /// Facts that steps hang on are kept; else only those of what is to be proved, and what a criterion says of the others
    /// is an answer from outside too.
    facts: bool,
    /// Tables decide; else a step that a table decides may end in any way.
    tables: bool,
    /// A step that is there only for the answers it gives stands in its course, and plausible dates are as in the file:
    /// exactly the courses of the file. Else the one may be done at any time, and plausible dates that count from outside
    /// the cone are wide.
    exact: bool,
}

impl Detail {
    /// The least detail.
    pub const NARROW: Self = Self { rings: Some(0), facts: false, tables: false, exact: false };
    /// The least detail in which the answers to its questions are told apart.
    pub const LOCAL: Self = Self { rings: Some(0), facts: true, tables: false, exact: false };
    /// Exactly the courses of the file.
    pub const EXACT: Self = Self { rings: None, facts: true, tables: true, exact: true };
    /// From the least to the most.
    pub const ALL: [Self; 9] = [
        Self::NARROW,
        Self { rings: Some(0), facts: false, tables: true, exact: false },
        Self::LOCAL,
        Self { rings: Some(0), facts: true, tables: true, exact: false },
        Self { rings: Some(1), facts: true, tables: true, exact: false },
        Self { rings: Some(2), facts: true, tables: true, exact: false },
        Self { rings: Some(3), facts: true, tables: true, exact: false },
        Self { rings: None, facts: true, tables: true, exact: false },
        Self::EXACT,
    ];

    /// Whether tables decide.
    pub(crate) fn has_tables(self) -> bool {
        self.tables
    }

    /// Whether the facts that steps hang on are kept.
    pub(crate) fn has_facts(self) -> bool {
        self.facts
    }

    /// Whether some step may be left outside.
    pub(crate) fn leaves_outside(self) -> bool {
        self.rings.is_some()
    }

    /// Whether exactly the courses of the file are kept.
    pub(crate) fn is_exact(self) -> bool {
        self.exact
    }
}

impl Cone {
    /// Everything that can touch the seed.
    #[must_use]
    pub fn around(def: &Definition, seed: Reads, detail: Detail) -> Self {
        let mut reads = seed;
        if reads.steps.is_empty() {
            // A definition has a step; the first one does.
            reads.steps.extend(def.steps().first().map(|step| step.id.clone()));
        }
        let mut named = with_alternatives(def, &reads.steps);
        let mut givers = fill(def, &mut reads, &named, detail);
        for _ in 0..detail.rings.unwrap_or(0) {
            let names = |step: &StepId| def.step(step).map(|step| def.step_reads(step).steps);
            let next: Vec<BTreeSet<StepId>> = reads.steps.iter().filter_map(names).collect();
            reads.steps.extend(next.into_iter().flatten());
            named = with_alternatives(def, &reads.steps);
            givers = fill(def, &mut reads, &named, detail);
        }
        givers.retain(|step| !reads.steps.contains(step));
        reads.steps.extend(givers.iter().cloned());
        let Reads { steps, facts, anchors, dates } = reads;
        Self { steps, givers, facts, anchors, dates, detail }
    }

    /// The whole file.
    #[must_use]
    pub fn whole(def: &Definition) -> Self {
        let anchors: BTreeSet<AnchorId> = def.anchors().iter().map(|anchor| anchor.id.clone()).collect();
        Self {
            steps: def.steps().iter().map(|step| step.id.clone()).collect(),
            givers: BTreeSet::new(),
            facts: def.facts().iter().map(|fact| fact.id.clone()).collect(),
            dates: anchors.clone(),
            anchors,
            detail: Detail::EXACT,
        }
    }
}

/// These steps and those to which they are alternatives.
fn with_alternatives(def: &Definition, steps: &BTreeSet<StepId>) -> BTreeSet<StepId> {
    let known = steps.iter().filter_map(|step| def.step(step)).filter(|step| step.is_alternative());
    let groups = known.flat_map(|step| def.step_counts_from(step).steps);
    let groups = groups.filter(|step| def.step(step).is_some_and(Step::is_alternative));
    steps.iter().cloned().chain(groups).collect()
}

/// Takes in everything that what is there hangs on; says which steps are there only for what they give.
fn fill(def: &Definition, reads: &mut Reads, named: &BTreeSet<StepId>, detail: Detail) -> BTreeSet<StepId> {
    let mut givers = BTreeSet::new();
    let mut before = None;
    while before.as_ref() != Some(&*reads) {
        before = Some(reads.clone());
        grow(def, reads, named, detail);
        let together = def.steps().iter().filter(|step| gives_together(def, step, reads));
        let together: BTreeSet<StepId> = together.map(|step| step.id.clone()).collect();
        reads.steps.extend(deciders(def, reads, &together, detail));
        if detail.exact {
            reads.steps.extend(together);
        } else {
            givers = together;
            reads.anchors.extend(givers.iter().filter_map(|step| def.marks(def.step(step)?)).cloned());
        }
    }
    givers
}

/// Every step that gives an answer which a table of the cone decides; of exactly the courses of the file, which any table
/// decides.
fn deciders(def: &Definition, reads: &Reads, together: &BTreeSet<StepId>, detail: Detail) -> BTreeSet<StepId> {
    let gives = |step: &Step, fact: &FactId| {
        step.outcomes.iter().any(|outcome| def.answers_of(outcome).any(|(given, _)| given == fact))
    };
    let in_cone = |step: &&Step| reads.steps.contains(&step.id) || together.contains(&step.id);
    let decided = reads.facts.iter().filter(|fact| def.decided_at(fact).is_some()).filter(|fact| {
        let mut tables = def.steps().iter().filter(in_cone).filter(|step| step.is_decided_by_table());
        detail.exact || (detail.tables && tables.any(|step| gives(step, fact)))
    });
    let givers = decided.flat_map(|fact| def.steps().iter().filter(move |step| gives(step, fact)));
    givers.map(|step| step.id.clone()).collect()
}

fn grow(def: &Definition, reads: &mut Reads, named: &BTreeSet<StepId>, detail: Detail) {
    let known = reads.clone();
    for step in known.steps.iter().filter_map(|step| def.step(step)) {
        let mut read = def.step_reads(step);
        if detail.leaves_outside() {
            read.steps = def.step_counts_from(step).steps;
        }
        // Of a step that is there only because something counts from it, the answers are not told apart.
        if !detail.facts || (detail.leaves_outside() && !named.contains(&step.id)) {
            read.facts.clear();
        }
        reads.extend(read);
    }
    let guards = known.facts.iter().map(|fact| def.fact_reads(fact));
    for mut guard in guards.chain(known.anchors.iter().map(|anchor| def.anchor_reads(anchor))) {
        if detail.leaves_outside() {
            guard.steps.clear();
        }
        if !detail.facts {
            guard.facts.clear();
        }
        reads.extend(guard);
    }
    if detail.tables {
        known.steps.iter().filter_map(|step| def.step(step)).for_each(|step| reads.extend(def.table_reads(step)));
    }
    if detail.exact {
        known.anchors.iter().for_each(|anchor| reads.extend(def.plausible_reads(anchor)));
    }
}

/// One outcome of the step gives two things at once that the cone looks at.
fn gives_together(def: &Definition, step: &Step, reads: &Reads) -> bool {
    let marks = def.marks(step).is_some_and(|anchor| reads.anchors.contains(anchor));
    step.outcomes.iter().any(|outcome| {
        let answers = def.answers_of(outcome).filter(|(fact, _)| reads.facts.contains(*fact)).count();
        answers + usize::from(marks) > 1
    })
}
