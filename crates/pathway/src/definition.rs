//! A compiled pathway.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Text,
    criterion::Criterion,
    date_window::Offset,
    diagnostic::Diagnostic,
    fact::{Compact, Fact, FactValue},
    ids::{AlternativesId, AnchorId, ContentHash, FactId, OutcomeId, PathwayId, RoleId, StageId, StepId},
    meaning::{DoneIn, Work},
};

/// What sort of thing a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// A contact moment with the client.
    Contact,
    /// Something to be done.
    Task,
    /// Something to be asked or found out.
    Question,
    /// Something to be decided.
    Decision,
    /// A meeting of professionals.
    Meeting,
    /// Something to be sent.
    Letter,
    /// The client goes to another provider.
    Referral,
    /// The client's consent.
    Consent,
    /// Something that happens, such as the birth.
    Milestone,
}

impl StepKind {
    /// Every kind with its word in the file.
    pub const ALL: [(&'static str, Self); 9] = [
        ("contact", Self::Contact),
        ("task", Self::Task),
        ("question", Self::Question),
        ("decision", Self::Decision),
        ("meeting", Self::Meeting),
        ("letter", Self::Letter),
        ("referral", Self::Referral),
        ("consent", Self::Consent),
        ("milestone", Self::Milestone),
    ];
}

/// What a bound counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    Anchor(u16),
    /// The date on which another step was done, skipped or missed.
    Step(u16),
    Entry,
    Opened,
    /// Only in `plausible`.
    Today,
}

/// One end of a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bound {
    pub(crate) base: Base,
    pub(crate) offset: Offset,
    /// As it stands in the file.
    pub(crate) text: Arc<str>,
}

/// The window of a step as declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WindowRule {
    pub(crate) from: Bound,
    pub(crate) target: Option<Bound>,
    pub(crate) until: Bound,
    pub(crate) text: Arc<str>,
}

impl WindowRule {
    pub(crate) fn uses(&self, base: Base) -> bool {
        self.bounds().any(|bound| bound.base == base)
    }

    pub(crate) fn bounds(&self) -> impl Iterator<Item = &Bound> {
        [Some(&self.from), self.target.as_ref(), Some(&self.until)].into_iter().flatten()
    }
}

/// How a step repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// The next occurrence is planned a fixed time after the previous one ended, while the criterion does not fail.
    Every { every: Offset, while_: Option<Criterion> },
    /// Once more each time that `opens` comes to hold anew.
    EachTime,
}

/// A fact that an outcome settles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sets {
    pub(crate) fact: u16,
    pub(crate) value: FactValue,
}

/// One of the ways in which a step can end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its name in criteria.
    pub id: OutcomeId,
    /// What the page shows.
    pub title: Text,
    pub(crate) sets: Vec<Sets>,
    /// The client refused or did not come: something must follow.
    pub adverse: bool,
    /// Why nothing follows from it, in words, when nothing does.
    pub then_nothing: Option<Text>,
}

/// Word that is expected back after a step was done, for example from second line after a referral.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Feedback {
    /// From whom.
    pub from: RoleId,
    /// Within what time after the step was done.
    pub within: Offset,
}

impl Feedback {
    /// The last day on which word is in time, when the step was done on the given date.
    #[must_use]
    pub fn due(&self, done: Date) -> Date {
        self.within.after_date(done)
    }
}

/// A step of the pathway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub id: StepId,
    /// What sort of thing it is.
    pub kind: StepKind,
    /// Who does it.
    pub by: RoleId,
    /// What the page shows.
    pub title: Text,
    /// The part of the course it belongs to.
    pub stage: Option<StageId>,
    /// The passage of the source text that asks for it; empty when the file names none.
    pub source: String,
    /// It stands between now and closing.
    pub required: bool,
    /// It is done only when somebody calls for it.
    pub discretionary: bool,
    /// The work on the case that does it.
    pub does: Option<Work>,
    /// Care is not complete unless it is done: neither skipped nor missed.
    pub must_be_done: bool,
    /// It stands between now and closing also when the client is out of reach or declines further care.
    pub even_if_she_leaves: bool,
    /// Only those see it who are named on the case's seal (PS-02): by itself, or with its whole stage.
    pub sealed: bool,
    /// It has its turn, by itself or with its stage: not done while it waits, and not skipped when it must be done (PS-04).
    pub in_turn: bool,
    /// How long the work takes, in minutes, when the file says so.
    pub takes: Option<u32>,
    /// The ways in which it can end, when it tells them apart.
    pub outcomes: Vec<Outcome>,
    /// The decision table that says which of them.
    pub(crate) table: Option<u16>,
    /// The word that is expected back.
    pub feedback: Option<Feedback>,
    pub(crate) opens: Option<Criterion>,
    pub(crate) ends: Option<Criterion>,
    pub(crate) window: Option<WindowRule>,
    pub(crate) late_entry: Option<Offset>,
    pub(crate) lapses: Option<Bound>,
    pub(crate) repeat: Option<Repeat>,
    pub(crate) marks: Option<u16>,
    /// It is one of several steps of which one is done.
    pub(crate) alternative_of: Option<u16>,
    /// It can be done while the date that it counts from is not known.
    pub(crate) early: bool,
    /// Byte place in the file, for the linter.
    pub(crate) place: usize,
}

impl Step {
    /// When it may open, as written in the file.
    #[must_use]
    pub fn opens(&self) -> Option<&str> {
        self.opens.as_ref().map(|criterion| &*criterion.text)
    }

    /// When it is no longer called for, as written in the file.
    #[must_use]
    pub fn ends(&self) -> Option<&str> {
        self.ends.as_ref().map(|criterion| &*criterion.text)
    }

    /// Its window, as written in the file.
    #[must_use]
    pub fn window_rule(&self) -> Option<&str> {
        self.window.as_ref().map(|rule| &*rule.text)
    }

    /// Whether a decision table says how it ends, so that nobody chooses.
    #[must_use]
    pub fn is_decided_by_table(&self) -> bool {
        self.table.is_some()
    }

    /// Whether more than one occurrence can be planned by itself.
    #[must_use]
    pub fn repeats(&self) -> bool {
        self.repeat.is_some()
    }

    pub(crate) fn repeats_every(&self) -> bool {
        matches!(self.repeat, Some(Repeat::Every { .. }))
    }
}

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
    /// All its steps have their turn.
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
