//! What still stands between a case and its closing (AZ-15).

use regie_pathway as pathway;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::records::No;

/// A thing that still stands between a case and its closing (AZ-15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Obstacle {
    /// A required step of a pathway is not settled.
    Step {
        /// The pathway.
        pathway: pathway::PathwayId,
        /// The step.
        step: pathway::StepId,
        /// Its title.
        title: pathway::Text,
    },
    /// The care was not evaluated with the client.
    Evaluation,
    /// A handover waits for its answer.
    Handover {
        /// Its number.
        no: No,
    },
    /// The letter of an acute handover was not sent.
    Letter {
        /// The handover's number.
        no: No,
    },
    /// An urgent signal was not acknowledged.
    Signal {
        /// Its number.
        no: No,
    },
    /// An action is open.
    Action {
        /// Its number.
        no: No,
        /// What was to be done.
        what: String,
    },
    /// A goal of the treatment plan was not evaluated to its end (CM-08).
    Goal {
        /// Its number.
        no: No,
        /// The wanted result.
        wanted: String,
    },
    /// Feedback is owed and neither received nor waived.
    Feedback {
        /// Its number.
        no: No,
        /// About what.
        about: String,
    },
    /// The client's request for shared case management waits for an answer (AZ-12).
    SharingRequest,
}
