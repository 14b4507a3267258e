//! Why a client's record refuses a command. Every refusal says what is wrong and how to mend it.

use jiff::civil::Date;

use crate::ids::ClientId;
use crate::text::BadText;

/// A command that a client's record refuses. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A text is empty, too long, or holds what cannot be kept.
    #[error(transparent)]
    Text(#[from] BadText),
    /// Nothing by which she can be told from another (G-07).
    #[error("nothing tells her from another; give a BSN, a V-number, or a birth date with the source's number")]
    NotIdentifiable,
    /// A birth date that cannot be.
    #[error(
        "the birth date {birth_date} cannot be: it is not between {earliest} and {latest}; check it or leave it out"
    )]
    BirthDate {
        /// As given.
        birth_date: Date,
        /// The first possible day.
        earliest: Date,
        /// The last possible day.
        latest: Date,
    },
    /// The command would change nothing.
    #[error("nothing differs from what is known already")]
    NothingToDo,
    /// This record was merged; the other goes on.
    #[error("this record was merged into client {into}; work there, or undo the merge first")]
    Merged {
        /// The record that goes on.
        into: ClientId,
    },
    /// Undoing what was never done.
    #[error("this record is not merged into another; there is nothing to undo")]
    NotMerged,
    /// A record and itself.
    #[error("this is the same record; choose another")]
    Itself,
    /// The other record is itself merged.
    #[error("client {other} was itself merged into {into}; merge with {into} instead")]
    OtherMerged {
        /// The record as given.
        other: ClientId,
        /// The one that goes on.
        into: ClientId,
    },
    /// The other record was not found.
    #[error("there is no client {other}; search again")]
    NoSuchClient {
        /// As given.
        other: ClientId,
    },
    /// Dismissing what nobody suspects.
    #[error("nobody suspects client {other} of being the same person; there is nothing to set aside")]
    NotSuspected {
        /// As given.
        other: ClientId,
    },
    /// A suspicion without a reason or with an impossible score.
    #[error("a suspicion needs at least one reason and a score from 1 to 100; this has {reasons} and {score}")]
    Baseless {
        /// How many reasons there are.
        reasons: usize,
        /// The score.
        score: u8,
    },
}

impl Refusal {
    /// A stable code for problem+json and for texts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Text(bad) => bad.code(),
            Self::NotIdentifiable => "not-identifiable",
            Self::BirthDate { .. } => "birth-date",
            Self::NothingToDo => "nothing-to-do",
            Self::Merged { .. } => "client-merged",
            Self::NotMerged => "client-not-merged",
            Self::Itself => "same-client",
            Self::OtherMerged { .. } => "other-client-merged",
            Self::NoSuchClient { .. } => "no-such-client",
            Self::NotSuspected { .. } => "not-suspected",
            Self::Baseless { .. } => "baseless-suspicion",
        }
    }
}
