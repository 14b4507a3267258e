//! Lines of work: on *Vandaag* and on the case, with what can be done about them in place.

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;
use regie_care::case::Case;
use regie_care::case::records::No;
use regie_care::case::state::{HandoverLife, HandoverRecord};
use regie_care::intake::is_whole;
use regie_pathway::Work;

use super::case::tab::place;
use super::{Choice, FormKey};
use crate::texts::{Chip, Course, Texts, Tone};

/// A line of work (AZ-14): what, for whom, until when, why, and the action at the line.
#[derive(Debug, Clone)]
pub struct WorkLine {
    /// The case, as in its URL.
    pub case: String,
    /// Names the line on the page; letters, digits and `-` only.
    pub item: String,
    /// The client's name.
    pub client: String,
    /// How far along she is.
    pub course: Course,
    /// What else helps to recognise her: site, second line, taken over from.
    pub place: String,
    /// What is to be done.
    pub what: String,
    /// Why, in one or two sentences.
    pub why: String,
    /// Only who is named on the case's seal sees it (PS-02).
    pub sealed: bool,
    /// How much time is left.
    pub chip: Chip,
    /// More in a few words: interpreter, who does it.
    pub notes: Vec<Chip>,
    /// What can be done here.
    pub act: Act,
    /// The how manyth line of the page it is: its id, and where its forms come back to. When it is done, the next line
    /// has its place, so that she goes on where she was.
    pub row: usize,
}

/// A line of work as it stands on *Vandaag*. A template of its own: the page has five lists of them.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/work.html")]
pub struct Item<'a> {
    t: &'a Texts,
    line: &'a WorkLine,
    key: FormKey,
    today: &'a Date,
}

// Its template escapes whatever it shows.
impl HtmlSafe for Item<'_> {}

/// A line of work with its forms.
#[must_use]
pub fn item<'a>(t: &'a Texts, line: &'a WorkLine, key: &FormKey, today: &'a Date) -> Item<'a> {
    let key = FormKey { back: format!("{}#regel-{}", key.back, line.row), ..key.clone() };
    Item { t, line, key, today }
}

/// What can be done at a line.
#[derive(Debug, Clone)]
pub enum Act {
    /// Nothing: the name leads to the case.
    Look,
    /// `Ik weet het` (AZ-06).
    Acknowledge {
        /// The signal.
        no: No,
    },
    /// Do, plan, skip or delegate a step.
    Step(StepAct),
    /// Report an action done, or drop it.
    Action {
        /// The action.
        no: No,
        /// Whether she may drop it: not what her organisation carries out for another's plan.
        may_drop: bool,
    },
    /// Evaluate a goal of the treatment plan: that asks for more than a line, so it leads to the goal.
    Goal {
        /// The goal.
        no: No,
    },
    /// Accept or decline a handover: that asks for more than a line, so it leads to the form on the case.
    Answer {
        /// The handover.
        no: No,
        /// The number of who hands over.
        phone: Option<String>,
    },
    /// Record the result that came.
    Result {
        /// The investigation.
        no: No,
    },
    /// Record the feedback that came.
    Feedback {
        /// The expectation.
        no: No,
        /// Whether it is owed on a sealed step.
        sealed: bool,
        /// The number to ask after it.
        phone: Option<String>,
    },
    /// Waiting for someone who can be called.
    Call {
        /// The number.
        phone: String,
    },
    /// The referral letter that must follow.
    Letter {
        /// The handover.
        no: No,
    },
    /// The client's wish for shared case management.
    Sharing,
}

/// What a form about a step needs to know.
#[derive(Debug, Clone)]
pub struct StepAct {
    /// The pathway.
    pub pathway: String,
    /// The step.
    pub step: String,
    /// Which occurrence.
    pub nth: u16,
    /// Whether its time has come, and no later day was set for it: then its first button says that it is done.
    pub now: bool,
    /// The outcomes, where it has any; value is the outcome's id.
    pub outcomes: Vec<Choice>,
    /// What is asked in words when it is done.
    pub words: Option<String>,
    /// What is asked of to whom, when it is done.
    pub whom: Option<Box<AskedWhom>>,
    /// What is asked of the day, when it is done.
    pub day: Option<String>,
    /// Whether it is done on the page of the case alone, since it asks more than fits here.
    pub at_case: bool,
    /// The day that was set for it.
    pub planned: Option<Date>,
    /// The first day of its window, where that is known.
    pub from: Option<Date>,
    /// Whom it can be given to; value is `person:org`.
    pub delegates: Vec<Choice>,
    /// Whether someone else does it now.
    pub delegated: bool,
    /// Whether she may settle it: do it or leave it out. If not, she may plan it only.
    pub settle: bool,
    /// Whether it may be left out; what must be done in its turn is not.
    pub skip: bool,
    /// Whether giving it away asks a reason: of a sealed step it does.
    pub reason: bool,
    /// The work on the case that does it, where it is not done by hand.
    pub by_work: Option<ByWork>,
    /// Whether a meeting does it: then the agenda is near.
    pub meeting: bool,
}

/// Whom a step asks: one of the directory, or a name.
#[derive(Debug, Clone)]
pub struct AskedWhom {
    /// What is asked: *Verwezen naar*.
    pub label: String,
    /// The organisations that give care; value is the id.
    pub choices: Vec<Choice>,
    /// The name of who is meant, where she is not among them.
    pub name: String,
}

/// Where work is recorded that does a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkPlace {
    /// A part of the page of the case, by its anchor.
    OnCase(&'static str),
    /// The pages of the history.
    Intake,
    /// The page of the letter that the step sends.
    Letter,
}

/// A step that is done by recording its work elsewhere on the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByWork {
    /// Where that is recorded.
    pub at: WorkPlace,
    /// What the link to it says.
    pub key: &'static str,
    /// Whether such work stands on the case already, so that a step can be said to be done by it.
    pub recorded: bool,
}

impl ByWork {
    /// How a step that this work does is done. Without the case nothing is known to stand on it.
    #[must_use]
    pub fn of(work: Work, case: Option<&Case>) -> Self {
        let (at, key) = match work {
            Work::Intake => (WorkPlace::Intake, "do-take-intake"),
            Work::Evaluation => (WorkPlace::OnCase("evaluatie"), "do-evaluate"),
            Work::CareDiagnosis => (WorkPlace::OnCase("zorgdiagnostiek"), "add-diagnosis"),
            Work::CarePlan => (WorkPlace::OnCase("zorgplan-bijstellen"), "do-write-plan"),
            Work::FixedPlan => (WorkPlace::OnCase("vaststellen"), "do-fix"),
            Work::Coordinator | Work::CoordinatorAfterBirth => (WorkPlace::OnCase("coordinatie"), "add-coordinator"),
            Work::CoordinationHandover => (WorkPlace::OnCase("coordinatie-overdragen"), "do-hand-over"),
            Work::ReferralLetter => (WorkPlace::OnCase("overdracht"), "do-refer"),
            Work::PlanLetter | Work::HandoverLetter | Work::PregnancyDeclaration => {
                (WorkPlace::Letter, "do-write-letter-to")
            }
        };
        Self { at, key, recorded: case.is_some_and(|case| stands(work, case)) }
    }
}

/// Whether work of this kind stands on the case. A letter's own step is done by sending it: of one that stands nothing is left
/// to say.
fn stands(work: Work, case: &Case) -> bool {
    let Case { evaluations, care_plan, handovers, .. } = case;
    match work {
        Work::Intake => is_whole(case),
        Work::Evaluation => !evaluations.is_empty(),
        Work::CareDiagnosis => !care_plan.diagnoses.is_empty(),
        Work::CarePlan => !care_plan.versions.is_empty(),
        Work::FixedPlan => care_plan.versions.iter().any(|one| one.fixed.is_some()),
        Work::Coordinator => care_plan.coordinator.is_some(),
        Work::CoordinatorAfterBirth => care_plan.after_birth.is_some(),
        Work::CoordinationHandover => care_plan.handed_over,
        Work::ReferralLetter => handovers.iter().any(letter_stands),
        Work::PlanLetter | Work::HandoverLetter | Work::PregnancyDeclaration => false,
    }
}

/// Whether a handover that was not declined or taken back has its letter.
const fn letter_stands(handover: &HandoverRecord) -> bool {
    handover.letter.is_some() && matches!(handover.life, HandoverLife::Proposed { .. } | HandoverLife::Accepted(..))
}

impl StepAct {
    /// Names one of its forms within the page, for the field `sleutel`.
    #[must_use]
    pub fn form_name(&self, verb: &str) -> String {
        format!("{}.{}.{}.{verb}", self.pathway, self.step, self.nth)
    }

    /// Where on the page of the case it is.
    #[must_use]
    pub fn on_the_case(&self, case: &str) -> String {
        format!("/casus/{case}#{}", step_anchor(&self.pathway, &self.step, self.nth))
    }

    /// Where the work is recorded that does it.
    #[must_use]
    pub fn place(&self, case: &str, work: &ByWork) -> String {
        match work.at {
            WorkPlace::Intake => format!("/casus/{case}/intake"),
            WorkPlace::OnCase(anchor) => place(case, anchor),
            WorkPlace::Letter => {
                format!("/casus/{case}/brief?zorgpad={}&stap={}&nr={}", self.pathway, self.step, self.nth)
            }
        }
    }

    /// Whether the work that does it stands on the case and its time has come: all that is left is to say so.
    #[must_use]
    pub fn done_by_work(&self) -> bool {
        self.settle && self.now && !self.at_case && self.by_work.is_some_and(|work| work.recorded)
    }

    /// Whether its form to say that it is done is offered beside the first buttons: before its time, also for what work does
    /// once such work stands on the case.
    #[must_use]
    pub fn by_hand(&self) -> bool {
        self.settle && !self.now && !self.at_case && self.by_work.is_none_or(|work| work.recorded)
    }

    /// The letter that may do it before its time. Other work does a step only once that is open.
    #[must_use]
    pub fn early_letter(&self) -> Option<ByWork> {
        self.by_work.filter(|work| self.settle && !self.now && work.at == WorkPlace::Letter)
    }

    /// Whether there is more to do than the first buttons offer.
    #[must_use]
    pub const fn has_more(&self) -> bool {
        self.settle || self.delegated || !self.delegates.is_empty()
    }

    /// The planned day, or the first one on which it can be done from the given one on, as a date field wants it.
    #[must_use]
    pub fn day_or(&self, day: &Date) -> Date {
        self.planned.unwrap_or_else(|| self.from.map_or(*day, |from| from.max(*day)))
    }
}

impl WorkLine {
    /// Where the client's name leads.
    #[must_use]
    pub fn href(&self) -> String {
        match self.act {
            Act::Step(_) | Act::Look => format!("/casus/{}#{}", self.case, self.item),
            Act::Goal { no } => place(&self.case, &format!("doel-{no}")),
            Act::Answer { .. } | Act::Letter { .. } | Act::Call { .. } => place(&self.case, "overdracht"),
            Act::Acknowledge { .. } => place(&self.case, "bijzonderheden"),
            Act::Action { .. } => place(&self.case, "acties"),
            Act::Result { .. } => place(&self.case, "onderzoeken"),
            Act::Feedback { sealed: true, .. } => place(&self.case, "verzegeld"),
            Act::Feedback { .. } => place(&self.case, "terugkoppeling"),
            Act::Sharing => place(&self.case, "gedeeld"),
        }
    }

    /// Whether it is too late or urgent.
    #[must_use]
    pub fn is_alarm(&self) -> bool {
        self.chip.tone == Tone::Alarm
    }
}

/// The id of a step's element on the case page, and of its mark on the line.
#[must_use]
pub fn step_anchor(pathway: &str, step: &str, nth: u16) -> String {
    format!("stap-{pathway}-{step}-{nth}")
}

impl Texts {
    /// Why an urgent signal stands on top: who reported it, who took it.
    #[must_use]
    pub fn signal_why(&self, taken_by: Option<&str>) -> String {
        match taken_by {
            Some(name) => self.one("why-signal-taken-by", "name", name).into_owned(),
            None => self.of("why-signal").into_owned(),
        }
    }
}
