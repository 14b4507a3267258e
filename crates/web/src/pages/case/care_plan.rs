//! *Zorgplan*: care diagnosis and plan by life domain, with its versions (CM-01, CM-08, PS-05 to PS-07).

use jiff::civil::Date;
use regie_care::case::records::No;

use crate::pages::Choice;
use crate::texts::{Chip, Texts, Tone};

/// The section.
#[derive(Debug, Clone, Default)]
pub struct CarePlanView {
    /// Who coordinates, where somebody was named.
    pub coordinator: Option<String>,
    /// Who coordinates after the birth.
    pub after_birth: Option<String>,
    /// Whether coordination was handed over already.
    pub handed_over: bool,
    /// Whether it can be handed over now: the child is born, and somebody was named.
    pub can_hand_over: bool,
    /// The life domains, each with what was found, and the goals there.
    pub domains: Vec<DomainView>,
    /// When the last care diagnosis was made, and by whom.
    pub diagnosed: Option<(Date, String)>,
    /// How heavy the care is for the informal carers, 0 to 10.
    pub carer_load: Option<u8>,
    /// The version that holds now.
    pub version: Option<VersionView>,
    /// Whether that was fixed before its pathway asked for it, and is to be confirmed now.
    pub to_confirm: bool,
    /// What the version that holds lacks before it can be fixed, one sentence each; empty when it is fixed.
    pub lacks: Vec<String>,
    /// What was agreed on continuity of care.
    pub continuity: String,
    /// The versions before it, newest first.
    pub older: Vec<VersionView>,
    /// Goals that are settled.
    pub settled: Vec<GoalView>,
    /// What the form for the next version starts from: the goals that are pursued, then room for new ones.
    pub draft: Vec<GoalDraftView>,
    /// The organisations that may have taken part, with those of the version before ticked.
    pub took_part: Vec<Choice>,
    /// The informal carers of the version before, by name.
    pub carers: String,
    /// Places on agendas that were discussed; value is the number.
    pub meetings: Vec<Choice>,
    /// Who can coordinate; value is `person:org`.
    pub coordinators: Vec<Choice>,
    /// What this reader may do.
    pub may: MayPlan,
}

/// What somebody may do with the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MayPlan {
    /// Diagnose, write, fix and evaluate.
    pub write: bool,
    /// Name who coordinates now.
    pub name: bool,
    /// Name who coordinates after the birth, and hand over to her.
    pub name_after: bool,
    /// Whether there is a birth to come or gone by in the pathways of this case.
    pub birth: bool,
}

/// One life domain.
#[derive(Debug, Clone)]
pub struct DomainView {
    /// Its code in forms.
    pub code: &'static str,
    /// Its name.
    pub title: String,
    /// What was found.
    pub found: String,
    /// What the client herself can do.
    pub strength: String,
    /// What informal carers do and can do.
    pub carers: String,
    /// How that weighs on them.
    pub load: String,
    /// The goals that are pursued there.
    pub goals: Vec<GoalView>,
}

/// A goal.
#[derive(Debug, Clone)]
pub struct GoalView {
    /// Its number.
    pub no: No,
    /// Its life domain.
    pub domain: String,
    /// The wanted result.
    pub wanted: String,
    /// The means.
    pub means: String,
    /// How it is evaluated.
    pub evaluation: String,
    /// When it is evaluated next; `None` once it is settled.
    pub evaluate_on: Option<Date>,
    /// How it stands.
    pub chip: Chip,
    /// The measures.
    pub measures: Vec<MeasureView>,
    /// Its evaluations, newest first.
    pub evaluations: Vec<GoalEvaluationView>,
}

/// A measure.
#[derive(Debug, Clone)]
pub struct MeasureView {
    /// What.
    pub what: String,
    /// By whom.
    pub who: String,
    /// How it stands.
    pub chip: Chip,
}

/// An evaluation of a goal.
#[derive(Debug, Clone)]
pub struct GoalEvaluationView {
    /// The day.
    pub on: Date,
    /// How the goal stood then.
    pub result: String,
    /// What was found.
    pub finding: String,
}

/// A version of the plan.
#[derive(Debug, Clone)]
pub struct VersionView {
    /// Its number.
    pub no: No,
    /// When it was written, and by whom.
    pub on: Date,
    /// By whom.
    pub by: String,
    /// Why it was made.
    pub reason: Option<String>,
    /// What changed, one sentence each.
    pub changes: Vec<String>,
    /// Who took part, in words; empty when nobody was named.
    pub took_part: String,
    /// Whether the client agrees.
    pub consent: Chip,
    /// Why she does not, or was not asked.
    pub consent_why: String,
    /// When it was fixed, and in which meeting where that is known.
    pub fixed: Option<(Date, String)>,
    /// The goals that it says.
    pub goals: Vec<GoalText>,
}

/// A goal as a version says it.
#[derive(Debug, Clone)]
pub struct GoalText {
    /// Its life domain.
    pub domain: String,
    /// The wanted result.
    pub wanted: String,
    /// Its measures: what, by whom, by when.
    pub measures: Vec<String>,
}

/// A goal in the form.
#[derive(Debug, Clone)]
pub struct GoalDraftView {
    /// Its place in the form, from 1.
    pub at: usize,
    /// The number of a goal that is pursued already.
    pub no: Option<No>,
    /// The life domains, with its own chosen.
    pub domains: Vec<Choice>,
    /// The wanted result.
    pub wanted: String,
    /// The means.
    pub means: String,
    /// How it is evaluated.
    pub evaluation: String,
    /// When it is evaluated.
    pub evaluate_on: Option<Date>,
    /// The measures still to be done, then room for new ones.
    pub measures: Vec<MeasureDraftView>,
}

/// A measure in the form.
#[derive(Debug, Clone)]
pub struct MeasureDraftView {
    /// Its place in the form: that of the goal, a hyphen, and its own.
    pub at: String,
    /// The number of a measure that stands already.
    pub no: Option<No>,
    /// What.
    pub what: String,
    /// Who can do it, with who does it now chosen.
    pub who: Vec<Choice>,
    /// The name of the informal carer, where one does it.
    pub carer: String,
    /// By when.
    pub by: Option<Date>,
}

impl CarePlanView {
    /// Whether there is anything to show.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.version.is_none() && self.diagnosed.is_none()
    }

    /// Whether the version that holds was fixed.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.version.as_ref().is_some_and(|version| version.fixed.is_some())
    }
}

impl DomainView {
    /// Whether nothing was found and nothing is pursued here.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.found.is_empty() && self.goals.is_empty()
    }
}

impl GoalDraftView {
    /// Whether it is room for a new goal.
    #[must_use]
    pub const fn is_new(&self) -> bool {
        self.no.is_none()
    }

    /// The day of its evaluation as a date field wants it.
    #[must_use]
    pub fn day(&self) -> String {
        self.evaluate_on.map(|day| day.to_string()).unwrap_or_default()
    }
}

impl MeasureDraftView {
    /// The last day as a date field wants it.
    #[must_use]
    pub fn day(&self) -> String {
        self.by.map(|day| day.to_string()).unwrap_or_default()
    }
}

impl Texts {
    /// How a goal or measure stands that is to be done by a day.
    #[must_use]
    pub fn due_chip(&self, day: &Date, today: &Date) -> Chip {
        self.until(today.min(day), day, today)
    }

    /// A chip of a text.
    #[must_use]
    pub fn chip_of(&self, tone: Tone, key: &str) -> Chip {
        Chip::new(tone, self.of(key))
    }
}
