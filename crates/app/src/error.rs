//! What can go wrong in a use case. Web pages and the JSON API each map this enum in one function.

use jiff::Timestamp;
use regie_care::case::PlanFault;
use regie_care::history::HistoryLine;
use regie_care::plan::PlanLack;
use regie_care::seat::Actor;
use regie_pathway::{NotTold, Refusal as Unfit, Text};
use regie_store::{CommitError, StoreError};
use serde_json::{Value, json};

/// The code of what may be stored and may not.
const IN_DOUBT: &str = "in-doubt";

/// The code of a decision that rests on what another node changed meanwhile. It is decided again; nobody is told.
const OVERTAKEN: &str = "overtaken";

/// The code of what too many changed at once.
const BUSY: &str = "busy";

/// Why a use case did not happen. Nothing changed, unless `Unavailable` says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// No one is signed in, or the name or password is wrong.
    #[error("sign in first, with a name and password that belong together")]
    NotSignedIn,
    /// The person is known but may not do this.
    #[error("{}", .message.en)]
    Denied {
        /// A stable code.
        code: &'static str,
        /// Why, and who could.
        message: Text,
    },
    /// There is no such thing, or it is not for this person to know of.
    #[error("there is no {what} '{id}' that you can see")]
    NotFound {
        /// What kind of thing.
        what: &'static str,
        /// The id as given.
        id: String,
    },
    /// The rules of care or of a pathway refuse it.
    #[error("{}", .0.message)]
    Refused(Box<Refused>),
    /// Someone else changed it since this person looked.
    #[error("changed meanwhile by {} at {}", .0.by, .0.at)]
    Changed(Box<ChangedMeanwhile>),
    /// The request itself is malformed.
    #[error("{field}: {message}")]
    Invalid {
        /// Which part of the request.
        field: &'static str,
        /// What is wrong and how to mend it.
        message: String,
    },
    /// The same idempotency key came with another request.
    #[error("this idempotency key was already used for another request; use a new key for a new request")]
    KeyReused,
    /// The database cannot be reached or is full; trying again later may help.
    #[error("{message}")]
    Unavailable {
        /// `full`, `unreachable`, `busy`, or `in-doubt`: only then it is unknown whether the change was stored.
        code: &'static str,
        /// What to do.
        message: String,
    },
    /// What is stored cannot be understood. A defect or tampering; `regie verify` tells more.
    #[error("the journal holds something that this version cannot read: {0}; run `regie verify`")]
    Corrupt(String),
    /// A defect of Regie itself.
    #[error("Regie failed inside: {0}")]
    Internal(String),
}

/// A refusal by the rules, with its data for machines.
#[derive(Debug, Clone)]
pub struct Refused {
    /// A stable code, such as `not-ready-to-close`.
    pub code: &'static str,
    /// What is wrong and how to mend it.
    pub message: String,
    /// What the refusal names, such as the obstacles; `null` when the message says it all.
    pub detail: Value,
    /// Refusals of parts of the command, where there are several, each with its part.
    pub parts: Vec<(String, Refused)>,
}

/// What somebody else did since this person looked.
#[derive(Debug)]
pub struct ChangedMeanwhile {
    /// Who changed it last.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// The version that this person saw.
    pub seen: u64,
    /// The version now.
    pub now: u64,
    /// What changed, oldest first.
    pub changes: Vec<Change>,
}

/// One line of a history: who did what, when.
#[derive(Debug, Clone)]
pub struct Change {
    /// Place in the stream.
    pub seq: u64,
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// What.
    pub line: HistoryLine,
}

impl AppError {
    /// Whether nobody can say if the change was stored: to be looked at before it is repeated without a key.
    #[must_use]
    pub fn is_in_doubt(&self) -> bool {
        matches!(self, Self::Unavailable { code: IN_DOUBT, .. })
    }

    /// Others changed the same thing again and again meanwhile; nothing is wrong with the database.
    pub(crate) fn busy() -> Self {
        let message = "many people change this at once; try again in a moment".to_owned();
        Self::Unavailable { code: BUSY, message }
    }

    /// What a decision rests on was changed meanwhile: look anew and decide again.
    pub(crate) fn overtaken() -> Self {
        Self::Unavailable { code: OVERTAKEN, message: "what this rests on was changed meanwhile".to_owned() }
    }

    /// Whether it is [`AppError::overtaken`].
    pub(crate) fn is_overtaken(&self) -> bool {
        matches!(self, Self::Unavailable { code: OVERTAKEN, .. })
    }

    /// Whether it is [`AppError::busy`].
    pub(crate) fn is_busy(&self) -> bool {
        matches!(self, Self::Unavailable { code: BUSY, .. })
    }

    /// A refusal whose message says it all.
    pub(crate) fn refused(code: &'static str, message: String) -> Self {
        Self::Refused(Box::new(Refused { code, message, detail: Value::Null, parts: Vec::new() }))
    }

    /// A thing that is not there, or not for this person.
    pub(crate) fn not_found(what: &'static str, id: impl ToString) -> Self {
        Self::NotFound { what, id: id.to_string() }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full(_) => Self::Unavailable { code: "full", message: error.to_string() },
            StoreError::Unavailable(_) | StoreError::Closed => {
                Self::Unavailable { code: "unreachable", message: error.to_string() }
            }
            StoreError::Corrupt(what) => Self::Corrupt(what),
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<CommitError> for AppError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Full(_) => Self::Unavailable { code: "full", message: error.to_string() },
            CommitError::Unavailable { in_doubt: true, .. } => {
                Self::Unavailable { code: IN_DOUBT, message: error.to_string() }
            }
            CommitError::Unavailable { .. } | CommitError::Closed => {
                Self::Unavailable { code: "unreachable", message: error.to_string() }
            }
            // What this rests on was changed meanwhile by another node: its own stream or one that it named.
            CommitError::Conflict { .. } | CommitError::Overtaken => Self::overtaken(),
            CommitError::Invalid(message) => Self::Invalid { field: "body", message },
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<regie_care::case::Refusal> for AppError {
    fn from(refusal: regie_care::case::Refusal) -> Self {
        Self::Refused(Box::new(Refused::from(&refusal)))
    }
}

impl From<&regie_care::case::Refusal> for Refused {
    fn from(refusal: &regie_care::case::Refusal) -> Self {
        let mut detail = names(refusal);
        if let Some(field) = field(refusal)
            && let Some(detail) = detail.as_object_mut()
        {
            detail.entry("field").or_insert_with(|| field.into());
        }
        let detail = if detail.as_object().is_some_and(serde_json::Map::is_empty) { Value::Null } else { detail };
        let parts = match refusal {
            regie_care::case::Refusal::PlanFaulty { faults } if faults.len() > 1 => {
                faults.iter().map(|fault| (fault.at.clone(), located(fault))).collect()
            }
            _ => Vec::new(),
        };
        Self { code: refusal.code(), message: refusal.to_string(), detail, parts }
    }
}

/// What a refusal names, for machines and for texts in another language.
fn names(refusal: &regie_care::case::Refusal) -> Value {
    use regie_care::case::Refusal as R;
    match refusal {
        R::PlanFaulty { faults } => match faults.as_slice() {
            [only] => located(only).detail,
            _ => json!({}),
        },
        R::PlanIncomplete { lacks } => {
            json!({ "lacks": lacks, "lacking": lacks.iter().map(PlanLack::in_words).collect::<Vec<_>>() })
        }
        R::ContactWithAnother { step, title, with } => {
            json!({ "field": "completes", "step": step, "title": title, "with": with })
        }
        R::LevelByTable { level, said } => json!({ "level": level, "said": said }),
        R::NotReadyToClose { obstacles } => json!({ "obstacles": obstacles }),
        R::LetterIncomplete { missing } => json!({ "missing": missing }),
        R::ActionsUndecided { undecided } => json!({ "undecided": undecided }),
        R::Pathway(Unfit::ImplausibleDate { earliest, latest, .. }) => {
            json!({ "earliest": earliest, "latest": latest })
        }
        R::Pathway(Unfit::AppointmentTooLate { earliest, latest, .. }) => {
            json!({ "earliest": earliest, "latest": latest })
        }
        R::Pathway(Unfit::PastItsWindow { last, .. }) => json!({ "last": last }),
        R::Pathway(Unfit::BeforeItsTurn { after, since, .. }) => json!({ "earliest": since, "after": after }),
        R::BeforeCareBegan { began, .. } => json!({ "earliest": began }),
        R::Pathway(Unfit::WaitsForAnchor { anchor, date, .. }) => json!({ "anchor": anchor, "date": date }),
        R::Pathway(Unfit::NotItsTurn { until, .. }) => json!({ "until": until }),
        R::Pathway(Unfit::DecidedAtStep { fact, step, title }) => json!({ "fact": fact, "step": step, "title": title }),
        R::Pathway(Unfit::AnswerStands { fact, ask }) => json!({ "fact": fact, "ask": ask }),
        R::Pathway(Unfit::WordsNeeded { ask, .. }) => json!({ "field": "words", "questions": [{ "ask": ask }] }),
        R::Pathway(Unfit::NotTold(not_told)) => told(not_told),
        R::Pathway(Unfit::Undecided { missing, .. }) => json!({ "questions": missing }),
        R::Pathway(Unfit::DecidedOtherwise { outcome, ruling, .. }) => json!({ "outcome": outcome, "ruling": ruling }),
        R::Pathway(Unfit::WrongFactValue { fact, from, to, .. }) => json!({ "field": fact, "from": from, "to": to }),
        R::IntakeIncomplete { missing } => json!({ "parts": missing }),
        R::DiagnosisIncomplete { missing } => json!({ "domains": missing }),
        R::WorkNotRecorded { work } => json!({ "work": work.word() }),
        R::TooEarly { earliest, .. } => json!({ "earliest": earliest }),
        R::TooLate { latest, .. } => json!({ "latest": latest }),
        _ => json!({}),
    }
}

/// What of whom and when was not told: the field, what is asked there, and what can be given.
fn told(refusal: &NotTold) -> Value {
    match refusal {
        NotTold::WhomNeeded { ask, .. } => json!({ "field": "whom", "ask": ask }),
        NotTold::WhomNotAsked { .. } => json!({ "field": "whom" }),
        NotTold::DayNeeded { ask, .. } => json!({ "field": "day", "ask": ask }),
        NotTold::DayNotAsked { .. } => json!({ "field": "day" }),
        NotTold::DayImplausible { earliest, latest, .. } => {
            json!({ "field": "day", "earliest": earliest, "latest": latest })
        }
        NotTold::BeforeTheDay { since, .. } => json!({ "field": "on", "earliest": since }),
    }
}

/// The part of the command that a refusal is about.
fn field(refusal: &regie_care::case::Refusal) -> Option<&str> {
    use regie_care::case::Refusal as R;
    match refusal {
        R::Empty { field }
        | R::InFuture { field, .. }
        | R::TooEarly { field, .. }
        | R::TooLate { field, .. }
        | R::Implausible { field, .. }
        | R::Unfit { field, .. }
        | R::UnfitOrg { field, .. } => Some(field),
        R::TooLong { field, .. } | R::ControlCharacter { field, .. } => Some(field),
        R::Visit(refused) => refused.field(),
        _ => None,
    }
}

/// A fault of a plan as a refusal of its own, at its place.
fn located(fault: &PlanFault) -> Refused {
    let mut refused = Refused::from(fault.problem.as_ref());
    match &mut refused.detail {
        Value::Object(detail) => {
            detail.insert("field".to_owned(), fault.at.clone().into());
        }
        other => *other = json!({ "field": fault.at }),
    }
    refused
}

macro_rules! refusal_of {
    ($($room:ident),+) => {
        $(impl From<regie_care::$room::Refusal> for AppError {
            fn from(refusal: regie_care::$room::Refusal) -> Self {
                let detail = match &refusal {
                    regie_care::$room::Refusal::Text(text) => json!({ "field": text.field() }),
                    other => named_by::$room(other),
                };
                Self::Refused(Box::new(Refused {
                    code: refusal.code(),
                    message: refusal.to_string(),
                    detail,
                    parts: Vec::new(),
                }))
            }
        })+
    };
}

refusal_of!(person, client, organisation, meeting, region);

/// What a refusal of each room names, besides a text.
mod named_by {
    use serde_json::{Value, json};

    pub fn person(refusal: &regie_care::person::Refusal) -> Value {
        match refusal {
            regie_care::person::Refusal::StillNamed(named) => json!({ "named": named }),
            _ => Value::Null,
        }
    }

    pub const fn client(_: &regie_care::client::Refusal) -> Value {
        Value::Null
    }

    pub const fn organisation(_: &regie_care::organisation::Refusal) -> Value {
        Value::Null
    }

    pub const fn meeting(_: &regie_care::meeting::Refusal) -> Value {
        Value::Null
    }

    pub fn region(refusal: &regie_care::region::Refusal) -> Value {
        match refusal {
            regie_care::region::Refusal::Days { field, earliest, latest } => {
                json!({ "field": field, "earliest": earliest, "latest": latest })
            }
            _ => Value::Null,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g_10_what_may_be_stored_has_a_code_of_its_own() {
        let unavailable =
            |in_doubt| AppError::from(CommitError::Unavailable { reason: "cut off".to_owned(), in_doubt });
        assert!(unavailable(true).is_in_doubt() && !unavailable(true).is_busy());
        assert!(!unavailable(false).is_in_doubt());
        assert!(matches!(unavailable(false), AppError::Unavailable { code: "unreachable", .. }));
        assert!(AppError::busy().is_busy() && !AppError::busy().is_in_doubt());
    }
}
