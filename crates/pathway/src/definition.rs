//! A compiled pathway.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    Text,
    criterion::Criterion,
    diagnostic::Diagnostic,
    fact::{Compact, Fact, FactValue},
    ids::{AlternativesId, AnchorId, ContentHash, FactId, PathwayId, RoleId, StageId, StepId},
    meaning::DoneIn,
    step::{Bound, Outcome, Step},
};

/// A clinical date that windows count from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Its name.
    pub id: AnchorId,
    /// What the page shows.
    pub title: Text,
    /// The dates between which it can lie.
    pub(crate) plausible: Option<(Bound, Bound)>,
    pub(crate) place: usize,
}

impl Anchor {
    /// Its name in a sentence: `de bevalling`, `the birth`.
    #[must_use]
    pub fn named(&self) -> Text {
        crate::words::with_article(&self.title)
    }
}

/// Somebody who does steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Role {
    /// Its name.
    pub id: RoleId,
    /// What the page shows.
    pub title: Text,
    /// Where its steps are done, when that does not follow who is accountable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_in: Option<DoneIn>,
    /// Whether its steps are done by the case's coordinating provider, once she is named; the case manager stays
    /// accountable (PS-05).
    pub coordinates: bool,
    /// Whether a team with one caseload does its steps: whoever of it is there (CM-09).
    pub team: bool,
    /// Byte place in the file, for the linter.
    #[serde(skip)]
    pub(crate) place: usize,
}

/// A part of the course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Stage {
    /// Its name.
    pub id: StageId,
    /// What the page shows.
    pub title: Text,
    /// All its steps are sealed (PS-02).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sealed: bool,
    /// The order of all its steps is fixed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub in_turn: bool,
    /// Byte place in the file, for the linter.
    #[serde(skip)]
    pub(crate) place: usize,
}

/// Steps of which one is done, depending on an answer: told as one thing while nobody knows which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Alternatives {
    /// Their name.
    pub id: AlternativesId,
    /// What the page shows while it is undecided.
    pub title: Text,
    /// Byte place in the file, for the linter.
    #[serde(skip)]
    pub(crate) place: usize,
}

/// A decision table of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DecisionTable {
    pub(crate) table: regie_decision::Table,
    /// Its inputs, in their order.
    pub(crate) facts: Vec<u16>,
    /// Byte place in the file, for the linter.
    pub(crate) place: usize,
    /// The byte place of each row.
    pub(crate) row_places: Vec<usize>,
}

/// A compiled pathway. Immutable; share it behind an `Arc`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    pub(crate) id: PathwayId,
    pub(crate) variant: Option<crate::overlay::Variant>,
    pub(crate) version: Arc<str>,
    pub(crate) valid_from: Option<Date>,
    pub(crate) title: Text,
    pub(crate) source: String,
    pub(crate) hash: ContentHash,
    pub(crate) gestation: Option<u16>,
    /// The choice by which a board puts its cases in columns.
    pub(crate) board: Option<u16>,
    pub(crate) anchors: Vec<Anchor>,
    pub(crate) roles: Vec<Role>,
    pub(crate) facts: Vec<Fact>,
    /// Per anchor, while what it can be set.
    pub(crate) anchor_guards: Vec<Option<Criterion>>,
    /// Per fact, while what it can be answered with anything but its default.
    pub(crate) fact_guards: Vec<Option<Criterion>>,
    pub(crate) stages: Vec<Stage>,
    pub(crate) alternatives: Vec<Alternatives>,
    pub(crate) steps: Vec<Step>,
    pub(crate) tables: Vec<DecisionTable>,
    pub(crate) guarantees: Vec<crate::guarantee::Guarantee>,
    pub(crate) step_index: BTreeMap<StepId, u16>,
    pub(crate) anchor_index: BTreeMap<AnchorId, u16>,
    pub(crate) fact_index: BTreeMap<FactId, u16>,
    /// Per fact, what holds as long as nobody said otherwise.
    pub(crate) defaults: Vec<Option<Compact>>,
    /// Per step, the steps whose criteria speak of it.
    pub(crate) watchers: Vec<Vec<u16>>,
    /// Byte place of each fact in the file, for the linter.
    pub(crate) fact_places: Vec<usize>,
    pub(crate) lines: crate::parse::place::Lines,
    /// It is told to somebody who is not named on the seal: [`Definition::veiled`].
    pub(crate) veiled: bool,
    /// Facts by which a sealed step opens that a proof left out: [`Definition::standing_as`].
    pub(crate) opens_sealed_outside: Vec<u16>,
}

impl Definition {
    /// Reads a pathway file. `source_name` is the name under which diagnostics speak of it.
    ///
    /// # Errors
    /// Every error in the file, each with its place and how to mend it.
    pub fn parse(source_name: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        crate::parse::definition(source_name, text)
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> &PathwayId {
        &self.id
    }

    /// Its version, as people name it.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// From when it may be used for new cases.
    #[must_use]
    pub fn valid_from(&self) -> Option<Date> {
        self.valid_from
    }

    /// What the page shows.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// The text that it was made from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// SHA-256 of the file text: the version that a case pins.
    #[must_use]
    pub fn hash(&self) -> &ContentHash {
        &self.hash
    }

    /// The steps, in the order of the file.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// One step.
    #[must_use]
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.step_index.get(id).map(|at| &self.steps[usize::from(*at)])
    }

    /// The clinical dates, in the order of the file.
    #[must_use]
    pub fn anchors(&self) -> &[Anchor] {
        &self.anchors
    }

    /// One clinical date.
    #[must_use]
    pub fn anchor(&self, id: &AnchorId) -> Option<&Anchor> {
        self.anchor_index.get(id).map(|at| &self.anchors[usize::from(*at)])
    }

    /// The anchor that is 40w0d, when the pathway counts in gestational age.
    #[must_use]
    pub fn gestation_anchor(&self) -> Option<&AnchorId> {
        self.gestation.map(|at| &self.anchors[usize::from(at)].id)
    }

    /// The choice of which the options are the columns of a board, when the pathway has one (CM-03).
    #[must_use]
    pub fn board(&self) -> Option<&Fact> {
        self.board.map(|at| &self.facts[usize::from(at)])
    }

    /// The answer that an outcome of a step gives to a fact; nothing when it says nothing about it.
    #[must_use]
    pub fn sets<'a>(&self, outcome: &'a Outcome, fact: &FactId) -> Option<&'a FactValue> {
        let at = self.fact_index.get(fact)?;
        outcome.sets.iter().find(|sets| sets.fact == *at).map(|sets| &sets.value)
    }

    /// The facts, in the order of the file.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// One fact.
    #[must_use]
    pub fn fact(&self, id: &FactId) -> Option<&Fact> {
        self.fact_index.get(id).map(|at| &self.facts[usize::from(*at)])
    }

    /// The roles, in the order of the file.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Who does a step.
    #[must_use]
    pub fn role_of(&self, step: &Step) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == step.by)
    }

    /// In which line a step is done, when that does not follow who is accountable.
    #[must_use]
    pub fn done_in(&self, step: &Step) -> Option<DoneIn> {
        self.role_of(step)?.done_in
    }

    /// The stages, in the order of the file.
    #[must_use]
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// When a step may open, in words; nothing when nothing but its window says so.
    #[must_use]
    pub fn opens_in_words(&self, step: &Step) -> Option<Text> {
        step.opens.as_ref().map(|criterion| crate::words::criterion(self, criterion))
    }

    /// The window of a step, in words.
    #[must_use]
    pub fn window_in_words(&self, step: &Step) -> Option<Text> {
        step.window.as_ref().map(|rule| crate::words::window(self, rule))
    }

    /// The steps of which this is one, of which one is done.
    #[must_use]
    pub fn alternatives(&self, step: &Step) -> Option<&Alternatives> {
        step.alternative_of.map(|at| &self.alternatives[usize::from(at)])
    }

    /// The anchor that completing this step sets, for example the birth.
    #[must_use]
    pub fn marks(&self, step: &Step) -> Option<&AnchorId> {
        step.marks.map(|at| &self.anchors[usize::from(at)].id)
    }
}
