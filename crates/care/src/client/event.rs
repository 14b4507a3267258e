//! Everything that can happen to a client's record, as the journal keeps it.

use serde::{Deserialize, Serialize};

use super::Identity;
use super::duplicate::Reason;
use crate::ids::ClientId;

/// An event of a client's record. The journal adds who and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum ClientEvent {
    /// She was entered.
    Registered {
        /// Who she is.
        identity: Identity,
    },
    /// Something about her was corrected or changed.
    IdentityCorrected {
        /// All that is known from here on.
        identity: Identity,
        /// Why; may be empty when only phone, site, language or notes changed.
        reason: String,
    },
    /// Another record may be the same person. Written to both streams.
    DuplicateSuspected {
        /// The other record.
        other: ClientId,
        /// Why.
        reasons: Vec<Reason>,
        /// How strong, from 0 to 100.
        score: u8,
    },
    /// Someone looked: it is not the same person. Written to both streams.
    DuplicateDismissed {
        /// The other record.
        other: ClientId,
        /// Why not.
        reason: String,
    },
    /// This record goes on as another.
    Merged {
        /// The record that goes on.
        into: ClientId,
        /// Why.
        reason: String,
    },
    /// Another record was merged into this one: the other half of `merged`.
    Absorbed {
        /// The record that ends.
        other: ClientId,
        /// Why.
        reason: String,
    },
    /// The merge was a mistake; this record stands on its own again.
    MergeUndone {
        /// Why.
        reason: String,
    },
    /// The other half of `merge-undone`.
    Released {
        /// The record that stands on its own again.
        other: ClientId,
        /// Why.
        reason: String,
    },
}

impl ClientEvent {
    /// The kind as the journal's column has it, equal to the payload's `kind`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Registered { .. } => "registered",
            Self::IdentityCorrected { .. } => "identity-corrected",
            Self::DuplicateSuspected { .. } => "duplicate-suspected",
            Self::DuplicateDismissed { .. } => "duplicate-dismissed",
            Self::Merged { .. } => "merged",
            Self::Absorbed { .. } => "absorbed",
            Self::MergeUndone { .. } => "merge-undone",
            Self::Released { .. } => "released",
        }
    }
}
