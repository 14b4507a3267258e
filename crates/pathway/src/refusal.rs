//! Why a command is refused. The messages say what is wrong and how to mend it.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    Text,
    explain::Ask,
    ids::{AnchorId, ContentHash, FactId, OutcomeId, StepId},
    lifecycle::Status,
    ruling::Ruling,
    whom::NotTold,
};

/// A command that cannot be carried out. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Refusal {
    /// Only `Start` can come first.
    #[error("the pathway has not started: start it first")]
    NotStarted,
    /// `Start` came twice.
    #[error("the pathway has started already: change dates and facts instead")]
    AlreadyStarted,
    /// The pathway has ended for this case.
    #[error("the pathway has ended for this case: start a new one for new care")]
    Ended,
    /// The case runs on another version of the file.
    #[error("the case runs on version {pinned} of the pathway, not on {given}: decide with the version it pins")]
    OtherVersion {
        /// What the case pins.
        pinned: ContentHash,
        /// What was offered.
        given: ContentHash,
    },
    /// No such step.
    #[error("there is no step `{step}` in this pathway{}", did_you_mean(.near))]
    UnknownStep {
        /// As given.
        step: StepId,
        /// The nearest name.
        near: Option<String>,
    },
    /// No such anchor.
    #[error("there is no date `{anchor}` in this pathway{}", did_you_mean(.near))]
    UnknownAnchor {
        /// As given.
        anchor: AnchorId,
        /// The nearest name.
        near: Option<String>,
    },
    /// A date that is not known cannot be retracted.
    #[error("`{anchor}` is not known: there is nothing to retract")]
    AnchorNotKnown {
        /// Which date.
        anchor: AnchorId,
    },
    /// No such fact.
    #[error("there is no fact `{fact}` in this pathway{}", did_you_mean(.near))]
    UnknownFact {
        /// As given.
        fact: FactId,
        /// The nearest name.
        near: Option<String>,
    },
    /// The value does not fit the fact.
    #[error("`{fact}` takes {expected}, not `{given}`: give a possible answer")]
    WrongFactValue {
        /// Which fact.
        fact: FactId,
        /// What fits.
        expected: String,
        /// The smallest number that fits, where the file gives one.
        from: Option<i64>,
        /// The largest.
        to: Option<i64>,
        /// What was given.
        given: String,
    },
    /// The date lies outside what is plausible.
    #[error("`{anchor}` cannot be {date}: a date {} was expected; check the date", between(*.earliest, *.latest))]
    ImplausibleDate {
        /// Which date.
        anchor: AnchorId,
        /// As given.
        date: Date,
        /// The first plausible date, if there is one.
        earliest: Option<Date>,
        /// The last plausible date, if there is one.
        latest: Option<Date>,
    },
    /// It cannot be so beside what was recorded before.
    #[error(
        "`{name}` cannot be {value}: that is possible only while `{criterion}` holds; take back first what was recorded \
         by mistake"
    )]
    RuledOut {
        /// The date or the fact.
        name: String,
        /// As given.
        value: String,
        /// As written in the file.
        criterion: String,
        /// The same in words.
        only_while: Text,
    },
    /// Nobody answered this question.
    #[error("`{fact}` is not answered: there is nothing to retract")]
    FactNotKnown {
        /// Which fact.
        fact: FactId,
    },
    /// A step counts from a date that is not known, so that it cannot have been done.
    #[error("step `{step}` counts from `{anchor}`, which is not known: record {} first", .date.en)]
    WaitsForAnchor {
        /// Which step.
        step: StepId,
        /// The date that is not known.
        anchor: AnchorId,
        /// The date, as people call it.
        date: Text,
    },
    /// A step that follows on something cannot have been done before that took place.
    #[error(
        "step `{step}` cannot have been done on {on}: it follows on {}, which was on {since}; give a day from then on, or \
         correct that date",
        .date.en
    )]
    BeforeItsDate {
        /// Which step.
        step: StepId,
        /// The day on which it is said to have been done.
        on: Date,
        /// The date that it counts from.
        anchor: AnchorId,
        /// That date, as people call it.
        date: Text,
        /// When that was.
        since: Date,
    },
    /// A step that goes in its turn cannot have been done before the one that it follows on.
    #[error(
        "step `{step}` cannot have been done on {on}: it follows on “{}”, which was done on {since}; give a day from then \
         on, or reopen that step and record when it was done",
        .after.en
    )]
    BeforeItsTurn {
        /// Which step.
        step: StepId,
        /// The day on which it is said to have been done.
        on: Date,
        /// The step that it follows on, as people call it.
        after: Text,
        /// When that was done, skipped or missed.
        since: Date,
    },
    /// A step is not called for yet: its `opens` does not hold, or it is `in-turn` and its window has not begun.
    #[error("step `{step}` waits until {}: record first what comes before it", .until.en)]
    NotItsTurn {
        /// Which step.
        step: StepId,
        /// What comes before it, in words.
        until: Text,
    },
    /// What must be done, in its turn, is not skipped.
    #[error(
        "step `{step}` must be done and cannot be skipped: do it, or reopen the step before it if that was a mistake"
    )]
    MustBeDone {
        /// Which step.
        step: StepId,
    },
    /// On this answer sealed steps rest: another is not just put in its place.
    #[error("`{fact}` was answered before, and more rests on that: take the answer back first, with the reason")]
    AnswerStands {
        /// Which question.
        fact: FactId,
        /// The question.
        ask: Text,
    },
    /// A decision table decides it, at a step that says by which row (CM-02).
    #[error("`{fact}` is decided at step `{step}`: answer what its table asks and decide there, or reopen that step")]
    DecidedAtStep {
        /// Which fact.
        fact: FactId,
        /// At which step.
        step: StepId,
        /// That step, as people call it.
        title: Text,
    },
    /// The next time of the step is under way already.
    #[error("step `{step}` ({nth}) cannot be reopened, since it was taken up again after that: reopen the last one")]
    NotTheLast {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        nth: u16,
    },
    /// What has not happened yet cannot be recorded.
    #[error("{date} lies in the future (today is {today}): record it when it has happened, or plan it")]
    InFuture {
        /// As given.
        date: Date,
        /// Today.
        today: Date,
    },
    /// Too long before the client entered.
    #[error("{date} is too long ago: nothing of this pathway was done before {earliest}; check the year")]
    TooLongAgo {
        /// As given.
        date: Date,
        /// The first sensible date.
        earliest: Date,
    },
    /// The step has no such occurrence.
    #[error("step `{step}` has no occurrence {}: it is not in the course (add it if it is discretionary)", nth_or_any(*.nth))]
    NoOccurrence {
        /// Which step.
        step: StepId,
        /// As given.
        nth: Option<u16>,
    },
    /// The lifecycle knows no such move.
    #[error("step `{step}` ({nth}) is {} and cannot be {action}", .status.word())]
    NotAllowed {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        nth: u16,
        /// Where it stands.
        status: Status,
        /// What was asked: `completed`, `skipped`, `planned`, `unplanned`, `reopened`.
        action: &'static str,
    },
    /// The step tells outcomes apart.
    #[error("say how step `{step}` ended: {}", list(.choices))]
    OutcomeNeeded {
        /// Which step.
        step: StepId,
        /// The outcomes.
        choices: Vec<OutcomeId>,
    },
    /// The step asks for words, and nothing was said that anybody can read.
    #[error("step `{step}` is recorded with words: {}", .ask.en)]
    WordsNeeded {
        /// Which step.
        step: StepId,
        /// What is asked.
        ask: Text,
    },
    /// The step asks for no words.
    #[error("step `{step}` asks for no words: leave them out, or write them in a note")]
    WordsNotAsked {
        /// Which step.
        step: StepId,
    },
    /// To whom or for which day was not told.
    #[error(transparent)]
    NotTold(#[from] NotTold),
    /// The step has no such outcome.
    #[error("step `{step}` cannot end as `{outcome}`; {}", outcomes(.choices))]
    UnknownOutcome {
        /// Which step.
        step: StepId,
        /// As given.
        outcome: OutcomeId,
        /// The outcomes; empty when the step tells none apart.
        choices: Vec<OutcomeId>,
    },
    /// Answers are missing on which the decision hangs.
    #[error("step `{step}` cannot be decided yet: answer first {}", asks(.missing))]
    Undecided {
        /// Which step.
        step: StepId,
        /// The questions, the next one first.
        missing: Vec<Ask>,
    },
    /// The decision table says otherwise.
    #[error(
        "step `{step}` is decided as `{outcome}`, by {} of table `{}`: {}; correct the answers if they are wrong",
        row(.ruling), .ruling.table, .ruling.why.en
    )]
    DecidedOtherwise {
        /// Which step.
        step: StepId,
        /// What the table decides.
        outcome: OutcomeId,
        /// By which row, and why.
        ruling: Box<Ruling>,
    },
    /// The decision table has no answer, or two.
    #[error(
        "table `{table}` has no answer for step `{step}`: check the pathway file, which tells for what it has none"
    )]
    NoRow {
        /// Which step.
        step: StepId,
        /// Which table.
        table: String,
    },
    /// The decision table is not in force on this day.
    #[error("table `{table}` is not valid on {on}, but {}: use a version of the pathway that is", between(*.from, *.until))]
    TableNotValid {
        /// Which table.
        table: String,
        /// The day on which it was to decide.
        on: Date,
        /// The first day on which it is valid.
        from: Option<Date>,
        /// The last day on which it is valid.
        until: Option<Date>,
    },
    /// A reason is needed.
    #[error("a reason is needed: say in a few words why")]
    ReasonNeeded,
    /// An appointment lies in the past.
    #[error(
        "an appointment on {date} lies in the past (today is {today}): choose today or later, or record the step as done"
    )]
    AppointmentInPast {
        /// As given.
        date: Date,
        /// Today.
        today: Date,
    },
    /// What must be done is not planned for a day after the last one of its window.
    #[error(
        "step `{step}` must be done by {last}, so that it cannot be planned for {date}: choose a day up to {last}; where \
         none will do, leave it unplanned and do it as soon as possible, and it stays on the list of what is due"
    )]
    PastItsWindow {
        /// Which step.
        step: StepId,
        /// As given.
        date: Date,
        /// The last day of its window.
        last: Date,
    },
    /// Nobody makes an appointment for so late a day.
    #[error(
        "an appointment on {date} is too late: step `{step}` can be planned from {earliest} to {latest}; check the year"
    )]
    AppointmentTooLate {
        /// Which step.
        step: StepId,
        /// As given.
        date: Date,
        /// The first possible day: today.
        earliest: Date,
        /// The last possible day.
        latest: Date,
    },
    /// There is no appointment to let go.
    #[error("step `{step}` ({nth}) has no appointment to let go")]
    NoAppointment {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        nth: u16,
    },
    /// Only discretionary steps are added by hand.
    #[error("step `{step}` is planned by the pathway itself and cannot be added: only discretionary steps can")]
    NotDiscretionary {
        /// Which step.
        step: StepId,
    },
    /// The criterion of a discretionary step fails.
    #[error("step `{step}` cannot be added now: it asks that `{criterion}`")]
    NotCalledFor {
        /// Which step.
        step: StepId,
        /// As written in the file.
        criterion: String,
    },
    /// The step was added and is still to be done.
    #[error("step `{step}` ({nth}) was added already and is not done yet: complete or skip it first")]
    AlreadyAdded {
        /// Which step.
        step: StepId,
        /// Which occurrence.
        nth: u16,
    },
    /// The cascade did not come to rest; the proof in `settle` says that this cannot happen.
    #[error("the pathway does not come to rest after {steps} moves: report this with the pathway file")]
    Unsettled {
        /// How many moves were made.
        steps: usize,
    },
}

impl Refusal {
    /// A stable name, for example `implausible-date`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::AlreadyStarted => "already-started",
            Self::Ended => "ended",
            Self::OtherVersion { .. } => "other-version",
            Self::UnknownStep { .. } => "unknown-step",
            Self::UnknownAnchor { .. } => "unknown-anchor",
            Self::AnchorNotKnown { .. } => "anchor-not-known",
            Self::UnknownFact { .. } => "unknown-fact",
            Self::WrongFactValue { .. } => "wrong-fact-value",
            Self::ImplausibleDate { .. } => "implausible-date",
            Self::RuledOut { .. } => "ruled-out",
            Self::FactNotKnown { .. } => "fact-not-known",
            Self::WaitsForAnchor { .. } => "waits-for-anchor",
            Self::BeforeItsDate { .. } => "before-its-date",
            Self::BeforeItsTurn { .. } => "before-its-turn",
            Self::NotItsTurn { .. } => "not-its-turn",
            Self::MustBeDone { .. } => "must-be-done",
            Self::AnswerStands { .. } => "answer-stands",
            Self::DecidedAtStep { .. } => "decided-at-step",
            Self::NotTheLast { .. } => "not-the-last",
            Self::AppointmentTooLate { .. } => "appointment-too-late",
            Self::PastItsWindow { .. } => "past-its-window",
            Self::InFuture { .. } => "in-future",
            Self::TooLongAgo { .. } => "too-long-ago",
            Self::NoOccurrence { .. } => "no-occurrence",
            Self::NotAllowed { .. } => "not-allowed",
            Self::OutcomeNeeded { .. } => "outcome-needed",
            Self::WordsNeeded { .. } => "words-needed",
            Self::WordsNotAsked { .. } => "words-not-asked",
            Self::NotTold(not_told) => not_told.code(),
            Self::UnknownOutcome { .. } => "unknown-outcome",
            Self::Undecided { .. } => "undecided",
            Self::DecidedOtherwise { .. } => "decided-otherwise",
            Self::NoRow { .. } => "no-row",
            Self::TableNotValid { .. } => "table-not-valid",
            Self::ReasonNeeded => "reason-needed",
            Self::AppointmentInPast { .. } => "appointment-in-past",
            Self::NoAppointment { .. } => "no-appointment",
            Self::NotDiscretionary { .. } => "not-discretionary",
            Self::NotCalledFor { .. } => "not-called-for",
            Self::AlreadyAdded { .. } => "already-added",
            Self::Unsettled { .. } => "unsettled",
        }
    }
}

fn did_you_mean(near: &Option<String>) -> String {
    near.as_ref().map(|near| format!(": did you mean `{near}`?")).unwrap_or_default()
}

fn asks(missing: &[Ask]) -> String {
    missing.iter().map(|ask| ask.question().en.as_str()).collect::<Vec<_>>().join(" ")
}

fn row(ruling: &Ruling) -> String {
    ruling.numbers("or").map_or_else(|| "what holds otherwise".into(), |numbers| format!("row {numbers}"))
}

fn between(earliest: Option<Date>, latest: Option<Date>) -> String {
    match (earliest, latest) {
        (Some(earliest), Some(latest)) if earliest == latest => format!("of {earliest} and no other"),
        (Some(earliest), Some(latest)) => format!("between {earliest} and {latest}"),
        (Some(earliest), None) => format!("from {earliest}"),
        (None, Some(latest)) => format!("until {latest}"),
        (None, None) => "of the calendar".into(),
    }
}

fn nth_or_any(nth: Option<u16>) -> String {
    nth.map_or_else(|| "that can be meant".into(), |nth| nth.to_string())
}

fn list(choices: &[OutcomeId]) -> String {
    choices.iter().map(OutcomeId::as_str).collect::<Vec<_>>().join(", ")
}

fn outcomes(choices: &[OutcomeId]) -> String {
    if choices.is_empty() { "leave the outcome out".into() } else { format!("choose {}", list(choices)) }
}
