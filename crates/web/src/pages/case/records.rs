//! What was recorded on a case, line by line.

use jiff::Timestamp;
use jiff::civil::Date;
use regie_care::case::records::{Channel, Direction, HandoverCode, No, Urgency};

use super::May;
use crate::pages::Choice;
use crate::texts::{Chip, Texts, Tone};

/// A contact.
#[derive(Debug, Clone)]
pub struct ContactLine {
    /// Its number.
    pub no: No,
    /// The day.
    pub on: Date,
    /// The way.
    pub channel: Channel,
    /// Who began.
    pub direction: Direction,
    /// With whom.
    pub with: String,
    /// Minutes.
    pub minutes: Option<u16>,
    /// Whether an interpreter took part.
    pub interpreter: bool,
    /// What was said.
    pub note: String,
    /// Who had it.
    pub by: String,
    /// Whether the note was corrected later.
    pub corrected: bool,
    /// Whether she may correct it.
    pub may_correct: bool,
}

impl ContactLine {
    /// Who spoke to whom: `GC A Ter Apel belde`, `GC A Ter Apel gebeld`, `aan de huisarts`.
    #[must_use]
    pub fn whom(&self, t: &Texts) -> String {
        let key = match (self.channel, self.direction) {
            (Channel::Visit | Channel::HomeVisit, _) => return self.with.clone(),
            (Channel::Phone | Channel::Video, Direction::Incoming) => "quick-called-us",
            (Channel::Phone | Channel::Video, Direction::Outgoing) => "quick-we-called",
            (Channel::SecureMail | Channel::Fax | Channel::Letter, Direction::Incoming) => "contact-from",
            (Channel::SecureMail | Channel::Fax | Channel::Letter, Direction::Outgoing) => "contact-to",
        };
        t.one(key, "name", &self.with).into_owned()
    }
}

/// A particular.
#[derive(Debug, Clone)]
pub struct SignalLine {
    /// Its number.
    pub no: No,
    /// How soon.
    pub urgency: Urgency,
    /// What.
    pub text: String,
    /// From whom.
    pub from: String,
    /// Who took it.
    pub taken_by: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Who acknowledged it, and when.
    pub acknowledged: Option<(String, Timestamp)>,
}

impl SignalLine {
    /// Whether it still waits for the case manager.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.acknowledged.is_none()
    }

    /// Whether it is urgent.
    #[must_use]
    pub const fn is_urgent(&self) -> bool {
        matches!(self.urgency, Urgency::Urgent)
    }
}

/// Examination or treatment elsewhere.
#[derive(Debug, Clone)]
pub struct InvestigationLine {
    /// Its number.
    pub no: No,
    /// What.
    pub what: String,
    /// By whom.
    pub by: String,
    /// Since when.
    pub on: Date,
    /// When a result is expected.
    pub result_due: Option<Date>,
    /// The result and its day.
    pub result: Option<(Date, String)>,
}

impl InvestigationLine {
    /// Where it stands.
    #[must_use]
    pub fn chip(&self, t: &Texts, today: &Date) -> Chip {
        match (&self.result, &self.result_due) {
            (Some((on, _)), _) => Chip::new(Tone::Good, t.one("result-on", "day", t.near(on, today))),
            (None, Some(due)) => t.waiting(&self.on, due, today),
            (None, None) => Chip::new(Tone::Quiet, t.one("since-day", "day", t.near(&self.on, today))),
        }
    }
}

/// What other providers were told.
#[derive(Debug, Clone)]
pub struct InformedLine {
    /// To whom.
    pub to: String,
    /// About what.
    pub subject: String,
    /// The text.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// An action.
#[derive(Debug, Clone)]
pub struct ActionLine {
    /// Its number.
    pub no: No,
    /// What.
    pub what: String,
    /// Who, in words.
    pub who: String,
    /// By when.
    pub by: Date,
    /// From which meeting, in words; empty otherwise.
    pub from: String,
    /// How it was settled; `None` while open.
    pub settled: Option<Settled>,
    /// Whether it is a measure of the treatment plan, of which every change is a version.
    pub is_measure: bool,
    /// Whether this reader may report it done.
    pub may_report: bool,
}

/// How an action or feedback was settled.
#[derive(Debug, Clone)]
pub struct Settled {
    /// Whether it was done or received; else dropped or waived.
    pub done: bool,
    /// `gedaan op 3 dec`, `vervallen`.
    pub when: String,
    /// Note or reason.
    pub text: String,
}

impl Settled {
    /// A chip that says so.
    #[must_use]
    pub fn chip(&self) -> Chip {
        Chip::new(if self.done { Tone::Good } else { Tone::Quiet }, self.when.clone())
    }
}

impl ActionLine {
    /// Where it stands.
    #[must_use]
    pub fn chip(&self, t: &Texts, today: &Date) -> Chip {
        self.settled.as_ref().map_or_else(|| t.until(today.min(&self.by), &self.by, today), Settled::chip)
    }
}

/// A place on an agenda.
#[derive(Debug, Clone)]
pub struct Agenda {
    /// Its number.
    pub no: No,
    /// The meeting, with its day in words.
    pub meeting: String,
    /// What is asked.
    pub question: String,
    /// Where it stands.
    pub life: AgendaState,
}

/// Where a place on an agenda stands.
#[derive(Debug, Clone)]
pub enum AgendaState {
    /// Will be discussed.
    Waiting,
    /// Was discussed, with this outcome.
    Discussed(String),
    /// Was taken off, for this reason.
    Withdrawn(String),
}

/// A handover.
#[derive(Debug, Clone)]
pub struct HandoverView {
    /// Its number.
    pub no: No,
    /// Why.
    pub code: HandoverCode,
    /// Why, in words.
    pub kind: String,
    /// When and whereto she moves and who is around her there, by its label, as long as that is to come.
    pub facts: Vec<(String, String)>,
    /// The accountable person on the sending side.
    pub from: String,
    /// To whom: organisation, and the person where named.
    pub to: String,
    /// What the receiver should know.
    pub note: String,
    /// When it was proposed.
    pub at: Timestamp,
    /// Last day for an answer.
    pub answer_by: Date,
    /// Where it stands.
    pub life: HandoverState,
    /// The day on which she moves with it, and why she does not after all.
    pub moves: Option<(Date, Option<String>)>,
    /// The letter: `None` when no letter belongs to it.
    pub letter: Option<LetterState>,
    /// What the letter says, part by part; empty when there is none to read.
    pub letter_parts: Vec<(String, String)>,
    /// The open actions, about which the receiver decides at acceptance: number and text.
    pub actions: Vec<(No, String)>,
}

/// Where the handshake stands.
#[derive(Debug, Clone)]
pub enum HandoverState {
    /// Waits for the receiver.
    Proposed {
        /// Whether the alarm went.
        alarmed: bool,
    },
    /// The receiver is accountable.
    Accepted {
        /// Who.
        by: String,
        /// When.
        at: Timestamp,
    },
    /// The sender stayed accountable.
    Declined {
        /// Who declined.
        by: String,
        /// Why.
        reason: String,
    },
    /// The sender took it back.
    Withdrawn {
        /// Why.
        reason: String,
    },
}

/// Where the letter of a handover stands.
#[derive(Debug, Clone)]
pub enum LetterState {
    /// Sent.
    Sent,
    /// Must follow before this day.
    Owed {
        /// Last day.
        by: Date,
    },
}

impl HandoverView {
    /// Whether it waits for an answer.
    #[must_use]
    pub const fn is_pending(&self) -> bool {
        matches!(self.life, HandoverState::Proposed { .. })
    }

    /// Whether the alarm went.
    #[must_use]
    pub const fn is_alarmed(&self) -> bool {
        matches!(self.life, HandoverState::Proposed { alarmed: true })
    }

    /// The day by which the letter must follow.
    #[must_use]
    pub const fn letter_owed(&self) -> Option<Date> {
        match self.letter {
            Some(LetterState::Owed { by }) => Some(by),
            _ => None,
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn chip(&self, t: &Texts, today: &Date) -> Chip {
        match &self.life {
            HandoverState::Proposed { alarmed: true } => Chip::new(Tone::Alarm, t.of("no-answer")),
            HandoverState::Proposed { .. } => t.waiting(&crate::texts::civil(self.at).date(), &self.answer_by, today),
            HandoverState::Accepted { at, .. } => {
                Chip::new(Tone::Good, t.one("accepted-on", "day", t.near(&crate::texts::civil(*at).date(), today)))
            }
            HandoverState::Declined { .. } => Chip::new(Tone::Warn, t.of("declined")),
            HandoverState::Withdrawn { .. } => Chip::new(Tone::Quiet, t.of("withdrawn")),
        }
    }

    /// That the move that was agreed on does not take place, and why; empty when it does.
    #[must_use]
    pub fn called_off(&self, t: &Texts) -> String {
        match &self.moves {
            Some((_, Some(reason))) => t.one("move-called-off", "reason", reason).into_owned(),
            Some((_, None)) | None => String::new(),
        }
    }

    /// Whether she may call off its move, or set it to another day.
    #[must_use]
    pub fn is_movable(&self, may: &May) -> bool {
        may.moves == Some(self.no)
    }

    /// The day of the move as a form posts it.
    #[must_use]
    pub fn moves_on(&self) -> String {
        self.moves.as_ref().map(|(day, _)| day.to_string()).unwrap_or_default()
    }

    /// What came of it, in a sentence.
    #[must_use]
    pub fn outcome(&self, t: &Texts, today: &Date) -> String {
        match &self.life {
            HandoverState::Proposed { alarmed: false } => {
                t.two("handover-waits", "to", &self.to, "day", t.near(&self.answer_by, today))
            }
            HandoverState::Proposed { alarmed: true } => {
                t.two("handover-alarmed", "to", &self.to, "day", t.near(&self.answer_by, today))
            }
            HandoverState::Accepted { by, at } => t.two("handover-accepted", "by", by, "when", t.moment(at, today)),
            HandoverState::Declined { by, reason } => t.two("handover-declined", "by", by, "reason", reason),
            HandoverState::Withdrawn { reason } => t.one("handover-withdrawn", "reason", reason),
        }
        .into_owned()
    }
}

/// Feedback that another party owes.
#[derive(Debug, Clone)]
pub struct FeedbackLine {
    /// Its number.
    pub no: No,
    /// From whom; empty where no organisation is known.
    pub from: String,
    /// About what.
    pub about: String,
    /// Agreed last day.
    pub by: Date,
    /// How it was settled; `None` while it is owed.
    pub settled: Option<Settled>,
}

impl FeedbackLine {
    /// From whom, and by when.
    #[must_use]
    pub fn agreed(&self, t: &Texts, today: &Date) -> String {
        let day = t.day(&self.by, today);
        if self.from.is_empty() {
            return t.one("feedback-agreed-by", "day", day).into_owned();
        }
        t.two("feedback-agreed", "from", self.from.as_str(), "day", day).into_owned()
    }

    /// Where it stands.
    #[must_use]
    pub fn chip(&self, t: &Texts, today: &Date) -> Chip {
        self.settled.as_ref().map_or_else(|| t.until(today.min(&self.by), &self.by, today), Settled::chip)
    }
}

/// Shared case management on this case (AZ-12).
#[derive(Debug, Clone, Default)]
pub struct SharingView {
    /// What was agreed; empty when there is none.
    pub agreements: Vec<AgreementLine>,
    /// Why it is suggested for this case, in words; empty when it is not.
    pub suggestions: Vec<String>,
    /// The client's own words, when she asked for it, and the day.
    pub wish: Option<(Date, String)>,
    /// Why her wish cannot be met, once answered.
    pub declined: Option<String>,
    /// The situations about which is agreed.
    pub situations: Vec<SharedSituation>,
}

impl SharingView {
    /// Whether it is agreed.
    #[must_use]
    pub fn is_agreed(&self) -> bool {
        !self.agreements.is_empty()
    }

    /// Whether the client waits for an answer.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.wish.is_some() && self.declined.is_none() && !self.is_agreed()
    }
}

/// One situation about which is agreed who is approached for it.
#[derive(Debug, Clone)]
pub struct SharedSituation {
    /// The field in which she is named: `situatie-birth`.
    pub name: String,
    /// The situation in words.
    pub label: String,
    /// Who can be named. Chosen is who was agreed; as long as nothing is, for psychosocial care the case manager in the
    /// first line, with whom it stays.
    pub who: Vec<Choice>,
}

/// Who is approached for one situation.
#[derive(Debug, Clone)]
pub struct AgreementLine {
    /// The situation in words.
    pub situation: String,
    /// Whom.
    pub who: String,
}

/// An evaluation with the client.
#[derive(Debug, Clone)]
pub struct EvaluationLine {
    /// The day.
    pub on: Date,
    /// What the client said.
    pub client_view: String,
    /// What we learn.
    pub lessons: String,
}

/// A line of history.
#[derive(Debug, Clone)]
pub struct HistoryLine {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: String,
    /// What, in a sentence.
    pub what: String,
}
