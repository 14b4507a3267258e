//! What can go wrong between a caller and the disk.

use crate::StreamId;

/// Why a read, a small write or a whole-database operation did not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The disk, or the space given to the database, is used up.
    #[error("the database is full ({0}): free disk space, then try again")]
    Full(String),
    /// The database cannot be reached or did not answer in time; it may be back in a moment.
    #[error("the database cannot be reached ({0}): try again in a moment, and see that it runs")]
    Unavailable(String),
    /// The database refused the statement; trying again changes nothing.
    #[error("the database refused this: {0}")]
    Refused(String),
    /// What the caller handed in cannot be stored or asked.
    #[error("{0}")]
    Invalid(String),
    /// What is stored contradicts itself; `regie verify` tells more.
    #[error("the database holds what cannot be true ({0}): run `regie verify`")]
    Corrupt(String),
    /// The store was closed.
    #[error("the store is closed: the program is stopping")]
    Closed,
    /// The address names no database this program knows.
    #[error("`{url}` is no database address ({reason}): write `sqlite:PATH` or `postgres://USER@HOST/DATABASE`")]
    Address {
        /// The address as given, without its password.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// There is no such SQLite file, and none was to be made.
    #[error("there is no database at {0}: name one that exists; `regie serve` and `regie import` make a new one")]
    Absent(String),
    /// The schema could not be brought to the version this program needs.
    #[error("the schema cannot be brought up to date: {0}")]
    Migration(String),
    /// A file could not be read or written.
    #[error("{0}")]
    File(String),
}

/// Why a commit did not happen. Nothing of a refused commit is stored, unless `in_doubt` says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// Somebody else appended to this stream meanwhile: load it again and decide again.
    #[error("{stream} stands at version {actual}, not at {expected}: it was changed meanwhile")]
    Conflict {
        /// The stream that moved on.
        stream: StreamId,
        /// The version the caller had decided on.
        expected: u64,
        /// The version it stands at now; read the events after `expected` to see what changed.
        actual: u64,
    },
    /// What the decision rests on changed meanwhile, in another stream: look again and decide again.
    #[error("what this rests on was changed meanwhile")]
    Overtaken,
    /// This actor already sent a command with this key; the answer given then follows.
    #[error("a command with this idempotency key was already carried out")]
    DuplicateReceipt {
        /// Hash of the request the key was first used for: a different one means the key was used twice by mistake.
        request_hash: String,
        /// The response that was stored with it.
        response: String,
    },
    /// The commit itself is malformed (a row that does not fit its table, an empty stream name, a NUL character).
    #[error("this commit cannot be stored: {0}")]
    Invalid(String),
    /// The disk, or the space given to the database, is used up. Nothing was stored.
    #[error("the database is full ({0}): free disk space, then try again")]
    Full(String),
    /// The database cannot be reached or did not answer in time.
    #[error(
        "the database cannot be reached ({reason}): {}", doubt(.in_doubt)
    )]
    Unavailable {
        /// What the database or the network said.
        reason: String,
        /// True when the connection broke while the commit was under way: it may or may not be stored.
        in_doubt: bool,
    },
    /// The database refused a statement of this commit; trying again changes nothing.
    #[error("the database refused this: {0}")]
    Refused(String),
    /// The store was closed.
    #[error("the store is closed: the program is stopping")]
    Closed,
}

/// What the database said, sorted by what can be done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// No space left.
    Full(String),
    /// The connection is of no use any more.
    Lost(String),
    /// Somebody else keeps us waiting too long.
    Busy(String),
    /// Two transactions met: roll back and try again.
    Clash(String),
    /// The statement is wrong.
    Refused(String),
}

fn doubt(in_doubt: &bool) -> &'static str {
    if *in_doubt {
        "whether this was stored is unknown, look before you repeat it"
    } else {
        "nothing was stored, try again in a moment"
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Full(reason) => Self::Full(reason),
            Failure::Lost(reason) | Failure::Busy(reason) => Self::Unavailable(reason),
            Failure::Clash(reason) | Failure::Refused(reason) => Self::Refused(reason),
        }
    }
}

impl From<CommitError> for StoreError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Full(reason) => Self::Full(reason),
            CommitError::Unavailable { reason, .. } => Self::Unavailable(reason),
            CommitError::Closed => Self::Closed,
            CommitError::Invalid(reason) => Self::Invalid(reason),
            CommitError::Refused(reason) => Self::Refused(reason),
            other => Self::Refused(other.to_string()),
        }
    }
}
