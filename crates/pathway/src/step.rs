//! A step of a compiled pathway: what it is, when it comes, how it can end.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Text,
    criterion::Criterion,
    date_window::Offset,
    fact::FactValue,
    ids::{OutcomeId, RoleId, StageId, StepId},
    meaning::{Gathering, Party, Work},
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

impl StepKind {
    /// Whether a contact can do a step of this kind.
    #[must_use]
    pub const fn by_contact(self) -> bool {
        matches!(self, Self::Contact | Self::Task | Self::Question)
    }
}

/// How a step repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// The next occurrence is planned a fixed time after the previous one ended, while the criterion does not fail.
    Every { every: Offset, while_: Option<Criterion> },
    /// Once more each time that `opens` comes to hold anew.
    EachTime,
    /// The same, and once more for each of the alternatives of `opens` that comes to hold beside one that holds already.
    EachReason,
    /// The same as each time, and once more when a number that `opens` compares is answered again and it holds still.
    EachAnswer,
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
    /// With whom the contact is had that does it: one with another does not.
    pub with: Option<Party>,
    /// To whom the letter goes that does it, one of these; empty where no letter does it.
    pub to: Vec<Party>,
    /// The meeting that does it: a task by having the case on its agenda, a meeting by what was said there. Somebody may say
    /// so by hand all the same.
    pub meeting: Option<Gathering>,
    /// Care is not complete unless it is done: neither skipped nor missed.
    pub must_be_done: bool,
    /// It stands between now and closing also when the client is out of reach or declines further care.
    pub even_if_she_leaves: bool,
    /// It stands between now and closing also when the client has died: what her relatives and her child are owed (PZ-03).
    pub even_if_she_dies: bool,
    /// Only those see it who are named on the case's seal (PS-02): by itself, or with its whole stage.
    pub sealed: bool,
    /// Its order is fixed, by itself or with its stage: it is not done before its window begins either, and not skipped at
    /// all when it must be done (PS-04).
    pub in_turn: bool,
    /// What is asked in words when it is done, as on what a weighing rests: without an answer it is not.
    pub words: Option<Text>,
    /// What is asked of to whom or with whom, when it is done: an organisation or a name.
    pub whom: Option<Text>,
    /// The step whose answer holds where nobody else is named.
    pub(crate) whom_as: Option<u16>,
    /// What is asked of the day when it is done, as *Dag van de afspraak*: windows that count from this step count from it.
    pub day: Option<Text>,
    /// How long the work takes, in minutes, when the file says so.
    pub takes: Option<u32>,
    /// The ways in which it can end, when it tells them apart.
    pub outcomes: Vec<Outcome>,
    /// The decision table that says which of them.
    pub(crate) table: Option<u16>,
    /// The table that decides it was left out: [`Definition::deciding_freely`](crate::Definition::deciding_freely).
    pub(crate) decides_freely: bool,
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

    /// Whether the table that decides it was left out of this definition for a proof, so that it may end in any way.
    #[must_use]
    pub fn decides_freely(&self) -> bool {
        self.decides_freely
    }

    /// Whether it is decided anew when a table comes to decide otherwise.
    pub(crate) fn is_decided_anew(&self) -> bool {
        self.table.is_some() || self.decides_freely
    }

    /// Whether more than one occurrence can be planned by itself.
    #[must_use]
    pub fn repeats(&self) -> bool {
        self.repeat.is_some()
    }

    pub(crate) fn repeats_every(&self) -> bool {
        matches!(self.repeat, Some(Repeat::Every { .. }))
    }

    /// It comes again each time that something comes to hold, and what happened stays to be done.
    #[must_use]
    pub fn repeats_each_time(&self) -> bool {
        matches!(self.repeat, Some(Repeat::EachTime | Repeat::EachReason | Repeat::EachAnswer))
    }
}
