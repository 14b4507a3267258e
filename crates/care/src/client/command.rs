//! Everything that can be asked of a client's record.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Identity;
use super::duplicate::Reason;
use crate::ids::ClientId;

/// Registers a client. The one command that has no record yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RegisterClient {
    /// Who she is: at least a family name and a BSN, a V-number, or a birth date with a source number.
    pub identity: Identity,
}

/// A command on a client's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum ClientCommand {
    /// Corrects or completes who she is. All fields are given, also those that stay.
    CorrectIdentity {
        /// All that is known.
        identity: Box<Identity>,
        /// Why; needed when a name, the birth date or a number changes.
        #[serde(default)]
        reason: String,
    },
    /// Says that another record may be the same person.
    SuspectDuplicate {
        /// The other record.
        other: ClientId,
        /// Why.
        reasons: Vec<Reason>,
        /// How strong, from 0 to 100.
        score: u8,
    },
    /// Says that it is not.
    DismissDuplicate {
        /// The other record.
        other: ClientId,
        /// Why not.
        reason: String,
    },
    /// Merges this record into another, undoably.
    Merge {
        /// The record that goes on.
        into: ClientId,
        /// Why.
        reason: String,
    },
    /// Undoes that.
    UndoMerge {
        /// Why.
        reason: String,
    },
}

impl ClientCommand {
    /// The other record that this command is about and that `decide` must be given: for undoing a merge that is the
    /// record into which this one was merged, which only the state knows.
    #[must_use]
    pub const fn other(&self) -> Option<ClientId> {
        match self {
            Self::SuspectDuplicate { other, .. } | Self::DismissDuplicate { other, .. } => Some(*other),
            Self::Merge { into, .. } => Some(*into),
            Self::CorrectIdentity { .. } | Self::UndoMerge { .. } => None,
        }
    }
}
