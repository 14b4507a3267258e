//! *Casus*: one frame (who she is, whom to approach now) around parts with addresses of their own: [`Tab`].

mod around;
pub mod care_plan;
pub mod drafts;
pub mod head;
pub mod intake;
pub mod parts;
pub mod plan;
pub mod records;
pub mod sealed;
pub mod tab;

use askama::Template;
use jiff::Timestamp;
use jiff::civil::Date;
use regie_care::case::records::{HandoverCode, No};
use regie_care::seat::Line;
use regie_care::vocabulary::anchor;

pub use self::care_plan::CarePlanView;
pub use self::drafts::Drafts;
pub use self::head::{CaseHead, CaseState, Elsewhere, Team, WhoCard};
pub use self::intake::{Intake, IntakeValue};
pub use self::plan::{Anchor, Discretionary, Fact, FactInput, StepLine};
pub use self::records::{
    ActionLine, Agenda, AgreementLine, ContactLine, EvaluationLine, FeedbackLine, HandoverView, HistoryLine,
    InformedLine, InvestigationLine, SharedSituation, SharingView, SignalLine,
};
pub use self::tab::Tab;
use super::letter::LetterLine;
use super::line::LineView;
use super::notice::NoticeLine;
use super::{Choice, Chrome, FormKey};
use crate::texts::{Chip, Texts};

/// So much to do leaves the last contacts room beside what lies ahead; with more they go under that.
const CALM: usize = 3;

/// The page. All its forms post to `/casus/{id}/…` and come back to the part on which they stand.
#[derive(Debug, Clone, Template)]
#[template(path = "case.html")]
pub struct CasePage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Which part is shown.
    pub tab: Tab,
    /// Today.
    pub today: Date,
    /// The case, as in its URL.
    pub id: String,
    /// Whether the reader may see all of it. If not, she has a handover to answer and sees what that takes, or kept an
    /// action and sees that.
    pub whole: bool,
    /// Whether she sees what belongs to the actions that stayed with her, and nothing else.
    pub own_actions: bool,
    /// Whether those are measures that her organisation carries out, and not what stayed with her at a handover.
    pub own_measures: bool,
    /// The day on which the case stood so, when her organisation last took part in the care and she reads its own record;
    /// `None` for the case as it is.
    pub stood_on: Option<Date>,
    /// To whom it was handed over, and how to reach her, where it is told as it stood in the past.
    pub handed_to: Option<String>,
    /// Along with every form.
    pub key: FormKey,
    /// Who she is.
    pub head: CaseHead,
    /// Open or closed.
    pub state: CaseState,
    /// In which line the case manager works.
    pub care_line: Line,
    /// A second open case elsewhere: two people who each think they are the one.
    pub elsewhere: Vec<Elsewhere>,
    /// What this user may do here.
    pub may: May,
    /// The pathways as lines.
    pub lines: Vec<LineView>,
    /// Whom to approach now (AZ-02).
    pub who: WhoCard,
    /// The organisations around her.
    pub team: Team,
    /// Steps to be done now.
    pub now: Vec<StepLine>,
    /// Steps that come later.
    pub later: Vec<StepLine>,
    /// Steps that are settled: done, skipped, missed, cancelled; newest first.
    pub past: Vec<StepLine>,
    /// Steps that can be added.
    pub discretionary: Vec<Discretionary>,
    /// Pathways that can be started beside those that run.
    pub startable: Vec<Choice>,
    /// Those that are not hers, by title: and why.
    pub not_hers: Vec<(String, String)>,
    /// Dates that windows count from.
    pub anchors: Vec<Anchor>,
    /// Facts of the pathways, unknown ones first.
    pub facts: Vec<Fact>,
    /// Particulars, not acknowledged first.
    pub signals: Vec<SignalLine>,
    /// Contacts, newest first.
    pub contacts: Vec<ContactLine>,
    /// Examination and treatment elsewhere.
    pub investigations: Vec<InvestigationLine>,
    /// What other providers were told.
    pub informed: Vec<InformedLine>,
    /// Letters that did a step, those that are not there yet first.
    pub letters: Vec<LetterLine>,
    /// Actions, open ones first.
    pub actions: Vec<ActionLine>,
    /// Places on agendas.
    pub agenda: Vec<Agenda>,
    /// Handovers, the pending one first.
    pub handovers: Vec<HandoverView>,
    /// Feedback owed by others.
    pub feedback: Vec<FeedbackLine>,
    /// Shared case management.
    pub sharing: SharingView,
    /// The anamnese.
    pub intake: Intake,
    /// The care diagnosis and the treatment plan.
    pub care_plan: CarePlanView,
    /// Whether the plan stands alone, to be printed: without forms, its versions open.
    pub printing: bool,
    /// Evaluations with the client.
    pub evaluations: Vec<EvaluationLine>,
    /// What was written and must be or was sent.
    pub notices: Vec<NoticeLine>,
    /// What still stands between now and closing (AZ-15).
    pub obstacles: Vec<ObstacleLine>,
    /// Who did what when, newest first.
    pub history: Vec<HistoryLine>,
    /// Where older history is.
    pub older_history: Option<String>,
    /// Whether newer history stands on a page before this one.
    pub newer_history: bool,
    /// What is sealed, for who is named on it; `None` for all others (PS-02).
    pub sealed: Option<sealed::SealedRecord>,
    /// What the forms choose from.
    pub choices: Choices,
    /// What she typed in the forms and did not send.
    pub drafts: Drafts,
}

/// Something that stands between now and closing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObstacleLine {
    /// What, in words.
    pub words: String,
    /// The id of the element where it is dealt with; `None` when that is not on the case now.
    pub anchor: Option<String>,
    /// When a step is to be done.
    pub when: Option<Chip>,
    /// Why it cannot be done yet, and what to do until then.
    pub note: Option<String>,
}

/// What the user may do on this case. What she may not is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct May {
    /// Record contacts, particulars and examinations elsewhere: everyone who takes part in the care.
    pub record: bool,
    /// Do steps, answer facts, correct dates, take the intake, inform others.
    pub care: bool,
    /// Do the steps that stay with the first line while second line is accountable.
    pub first_line_steps: bool,
    /// Do the steps of the coordinating provider, who she is (PS-05).
    pub coordinated_steps: bool,
    /// Say to whom in the first line the case returns.
    pub first_line: bool,
    /// Appointments, the people around her, actions.
    pub plan: bool,
    /// Meetings' agendas.
    pub agenda: bool,
    /// Record the evaluation with the client.
    pub evaluate: bool,
    /// Deputies, delegation.
    pub direct: bool,
    /// Shared case management.
    pub share: bool,
    /// Acknowledge urgent particulars: the case manager, or her deputy while she is away.
    pub acknowledge: bool,
    /// Propose handovers to a colleague, another practice or back.
    pub propose: bool,
    /// Propose a planned one to second line.
    pub propose_planned: bool,
    /// Propose an acute one: who is on duty may.
    pub propose_acute: bool,
    /// Withdraw the pending handover.
    pub withdraw: bool,
    /// Answer the pending handover.
    pub answer: bool,
    /// Call off or set to another day the move of this handover, which is still to come.
    pub moves: Option<No>,
    /// Propose to give the case back with that.
    pub hand_back: bool,
    /// Propose to give back the case of who did not move after all to the practice that handed her over.
    pub give_back: bool,
    /// Send the letter that an acute handover still owes.
    pub letter: bool,
    /// Close, or reopen.
    pub close: bool,
    /// What she may do with the treatment plan.
    pub care_plan: care_plan::MayPlan,
}

/// A quick note as it is typed: of now, or of when she began it.
#[derive(Debug, Clone, Default)]
pub struct QuickNote {
    /// The day, as posted.
    pub on: String,
    /// The time: `14:10`.
    pub time: String,
    /// When it is of, in words.
    pub when: String,
    /// What was said.
    pub note: String,
    /// By when it is taken up again, as posted.
    pub follow_up: String,
    /// Whether the case manager must know it now.
    pub urgent: bool,
    /// How often her draft was saved.
    pub rev: u64,
    /// When it was saved last.
    pub saved: Option<Timestamp>,
    /// Her own name, for the draft.
    pub me: String,
}

impl QuickNote {
    /// Her draft in words; that there is none.
    #[must_use]
    pub fn draft_line(&self, t: &Texts, today: &Date) -> String {
        match &self.saved {
            Some(at) => t.draft_saved(&self.me, at, today),
            None => t.of("note-no-draft").into_owned(),
        }
    }
}

/// What the forms choose from; labels in the user's language.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// With whom and how at once: for a quick note.
    pub quick: Vec<Choice>,
    /// What stands in the fields of a quick note.
    pub note: QuickNote,
    /// Colleagues who can act or stand in; value is `person:org`.
    pub colleagues: Vec<Choice>,
    /// Who can be the case manager in the first line, besides who is; value is `person:org`.
    pub first_line: Vec<Choice>,
    /// Everyone who can do an action or be case manager for a situation; value is `person:org`.
    pub seats: Vec<Choice>,
    /// Organisations of the team.
    pub team: Vec<Choice>,
    /// All organisations by name.
    pub orgs: Vec<Choice>,
    /// Hospitals.
    pub hospitals: Vec<Choice>,
    /// Midwife practices but the own one.
    pub practices: Vec<Choice>,
    /// Health centres for asylum seekers.
    pub gc_as: Vec<Choice>,
    /// Reception sites.
    pub coas: Vec<Choice>,
    /// Meetings to come.
    pub meetings: Vec<Choice>,
    /// Ways of contact, by code.
    pub channels: Vec<Choice>,
    /// With whom: `client`, `relative`, or an organisation's id.
    pub with: Vec<Choice>,
    /// Open steps whose work a contact can do; value is `pathway:step:nth`.
    pub steps: Vec<Choice>,
    /// Functions in the team, by code.
    pub functions: Vec<Choice>,
    /// Reasons to close, by code.
    pub closing: Vec<Choice>,
    /// Who hears it when the client died.
    pub told_of_death: Vec<String>,
    /// Suggested last day for answering a handover.
    pub answer_by: Option<Date>,
    /// Suggested last day for the letter after an acute handover.
    pub letter_by: Option<Date>,
    /// What the form of a referral letter begins with: the letter that brought nobody the last time.
    pub draft: LetterDraft,
}

/// The parts of a referral letter, to write on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LetterDraft {
    /// Why she is referred.
    pub reason: String,
    /// History.
    pub history: String,
    /// Course and findings.
    pub findings: String,
    /// What is asked.
    pub question: String,
    /// Psychosocial particulars.
    pub psychosocial: String,
}

/// The treatment plan alone, to be printed.
#[derive(Debug, Clone, Template)]
#[template(path = "care_plan.html")]
pub struct CarePlanPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// The case.
    pub page: CasePage,
}

impl CasePage {
    /// Handovers that still wait for an answer.
    #[must_use]
    pub fn pending(&self) -> Option<&HandoverView> {
        self.handovers.iter().find(|handover| handover.is_pending())
    }

    /// From when an evaluation counts that is asked for before closing, where it cannot be had yet.
    #[must_use]
    pub fn evaluation_note(&self) -> Option<&str> {
        self.obstacles.iter().find_map(|one| one.note.as_deref())
    }

    /// Whether a pathway of hers knows a birth, so that it can be recorded.
    #[must_use]
    pub fn has_birth(&self) -> bool {
        self.anchors.iter().any(|one| one.anchor == anchor::BORN)
    }

    /// Particulars that the case manager has not acknowledged.
    #[must_use]
    pub fn open_signals(&self) -> usize {
        self.signals.iter().filter(|signal| signal.is_open()).count()
    }

    /// What others should have answered by today, the longest ago first. Where on the page, what, and since when.
    #[must_use]
    pub fn unanswered(&self) -> Vec<(&'static str, String, Chip)> {
        let (t, today) = (&self.t, &self.today);
        let results = self.investigations.iter().filter(|one| one.result.is_none());
        let results =
            results.filter_map(|one| Some((one.result_due.filter(|due| due <= today)?, one))).map(|(due, one)| {
                let words = t.two("unanswered-result", "what", one.what.as_str(), "by", one.by.as_str()).into_owned();
                (due, ("onderzoeken", words, one.chip(t, today)))
            });
        let owed = self.feedback.iter().filter(|one| one.settled.is_none() && one.by <= *today);
        let owed = owed.map(|one| (one.by, ("terugkoppeling", one.about.clone(), one.chip(t, today))));
        let mut unanswered: Vec<_> = results.chain(owed).collect();
        unanswered.sort_by_key(|(by, _)| *by);
        unanswered.into_iter().map(|(_, line)| line).collect()
    }

    /// Whether so little is to be done that the last contacts find room beside what lies ahead.
    #[must_use]
    pub fn is_calm(&self) -> bool {
        self.now.len() + self.open_actions().len() + self.open_signals() <= CALM
    }

    /// Whether a handover could be proposed now, by whom it is to.
    #[must_use]
    pub fn can_be_handed_over(&self) -> bool {
        self.pending().is_none() && self.state.is_open()
    }

    /// The kinds of handover that she can propose from here: a return starts in second line, a referral in first.
    #[must_use]
    pub fn handover_forms(&self) -> Vec<HandoverCode> {
        let second = matches!(self.care_line, Line::Second);
        let elsewhere = if second {
            [HandoverCode::Return, HandoverCode::Relocation].as_slice()
        } else {
            [HandoverCode::Relocation, HandoverCode::Planned, HandoverCode::Acute].as_slice()
        };
        let is_hers = |code: &HandoverCode| match code {
            HandoverCode::Planned => self.may.propose_planned,
            HandoverCode::Acute => self.may.propose_acute,
            HandoverCode::Colleague | HandoverCode::Relocation | HandoverCode::Return => self.may.propose,
        };
        let back = self.may.give_back.then_some(HandoverCode::Return);
        let all = std::iter::once(HandoverCode::Colleague).chain(back).chain(elsewhere.iter().copied());
        all.filter(is_hers).collect()
    }

    /// The code of a handover as posted in `soort`.
    #[must_use]
    pub const fn code(&self, kind: &HandoverCode) -> &'static str {
        match kind {
            HandoverCode::Colleague => "colleague",
            HandoverCode::Planned => "planned",
            HandoverCode::Acute => "acute",
            HandoverCode::Relocation => "relocation",
            HandoverCode::Return => "return",
        }
    }

    /// The parts that there are to see: one for who sees no more than what she must answer or do.
    #[must_use]
    pub fn tabs(&self) -> Vec<Tab> {
        if !self.whole {
            return Vec::new();
        }
        let closing = self.stood_on.is_none();
        Tab::ALL.into_iter().filter(|tab| *tab != Tab::Closing || closing).collect()
    }

    /// Where a part is; of a record of the past, the same part of that record.
    #[must_use]
    pub fn tab_path(&self, tab: &Tab) -> String {
        let own = if self.stood_on.is_some() { "?eigen-dossier=ja" } else { "" };
        format!("{}{own}", tab.path(&self.id))
    }

    /// Where the part with this name is.
    #[must_use]
    pub fn part(&self, name: &str) -> String {
        self.tab_path(&Tab::of(name).unwrap_or(Tab::Overview))
    }

    /// Where an element of the case stands.
    #[must_use]
    pub fn place(&self, anchor: &str) -> String {
        format!("{}#{anchor}", self.tab_path(&Tab::holding(anchor)))
    }

    /// How much on a part waits: a handover without answer, what stands before closing.
    #[must_use]
    pub fn tab_count(&self, tab: &Tab) -> Option<usize> {
        let count = match tab {
            Tab::Handover => self.handovers.iter().filter(|handover| handover.is_pending()).count(),
            Tab::Closing if self.state.is_open() => self.obstacles.len(),
            _ => 0,
        };
        (count > 0).then_some(count)
    }

    /// Steps by pathway: its title, and those of its own; without a title when only one pathway runs.
    #[must_use]
    pub fn by_pathway<'a>(&self, steps: &'a [StepLine]) -> Vec<(&str, Vec<&'a StepLine>)> {
        if self.lines.len() < 2 {
            return vec![("", steps.iter().collect())];
        }
        let of = |line: &LineView| steps.iter().filter(|step| step.pathway == line.pathway).collect::<Vec<_>>();
        let groups = self.lines.iter().map(|line| (line.title.as_str(), of(line)));
        groups.filter(|(_, steps)| !steps.is_empty()).collect()
    }

    /// Actions that are not settled yet.
    #[must_use]
    pub fn open_actions(&self) -> Vec<&ActionLine> {
        self.actions.iter().filter(|action| action.settled.is_none()).collect()
    }

    /// The path that a form of this page posts to.
    #[must_use]
    pub fn post(&self, form: &str) -> String {
        format!("/casus/{}/{form}", self.id)
    }
}
