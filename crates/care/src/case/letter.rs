//! Letters that do a step: the plan and what was agreed, fed back to everybody involved, the handover after the birth, and
//! the pregnancy declaration (PS-06, PS-07, AZ-05, AZ-15).
//!
//! Sending is what does the step. What was sent waits in the outbox until it was read or printed and sent; one that did not
//! arrive is owed again.

use jiff::Timestamp;
use regie_pathway::{Definition, Party, PathwayId, StepId, Work};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::records::No;
use super::state::Case;
use crate::ids::OrgId;
use crate::seat::{OrgKind, Seat};

/// To whom a letter goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Addressee {
    /// An organisation of the directory.
    Org {
        /// Which.
        org: OrgId,
    },
    /// A professional of the directory.
    Person {
        /// Who, and where she works.
        seat: Seat,
    },
    /// Somebody who is not in the directory: it is printed, and sent to this address.
    Elsewhere {
        /// Her name, or that of her organisation.
        name: String,
        /// Street and place, secure mail or fax.
        address: String,
    },
}

/// A letter that does a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Letter {
    /// The pathway.
    pub pathway: PathwayId,
    /// The step.
    pub step: StepId,
    /// Which occurrence of it.
    pub nth: u16,
    /// What kind of letter: `plan-letter`, `handover-letter` or `pregnancy-declaration`.
    pub work: Work,
    /// To whom.
    pub to: Addressee,
    /// The version of the treatment plan that it holds; `None` when there was none.
    pub version: Option<No>,
    /// What the sender added.
    pub note: String,
    /// Who sent it.
    pub by: Seat,
}

/// Whether a letter that goes to these parties may go to an organisation of this kind: never to the COA.
#[must_use]
pub fn may_be_told(asked: &[Party], kind: OrgKind) -> bool {
    kind != OrgKind::Coa && (asked.contains(&Party::Provider) || asked.contains(&kind.party()))
}

/// A letter that was sent, and whether it came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterRecord {
    /// What was sent, and to whom.
    pub letter: Letter,
    /// When.
    pub at: Timestamp,
    /// Why it did not arrive, and when that was found out.
    pub returned: Option<(Timestamp, String)>,
}

impl LetterRecord {
    /// Whether it was sent for this occurrence of a step, and did not come back.
    #[must_use]
    pub fn does(&self, pathway: &PathwayId, step: &StepId, nth: u16) -> bool {
        let letter = &self.letter;
        self.returned.is_none() && letter.pathway == *pathway && letter.step == *step && letter.nth == nth
    }
}

/// Whether the letters of a pathway tell of the treatment plan: where a step of it writes, fixes or sends that. Another's
/// plan is not theirs to pass on, as the midwife's handover does not tell of psychosocial care.
#[must_use]
pub fn tells_of_plan(definition: &Definition) -> bool {
    let plans = |work| matches!(work, Work::CarePlan | Work::FixedPlan | Work::PlanLetter);
    definition.steps().iter().any(|step| step.does.is_some_and(plans))
}

/// Whether the sender must write something herself: a handover is in her words, and a letter about a plan that was not fixed
/// says nothing else.
#[must_use]
pub const fn needs_note(work: Work, version: Option<No>) -> bool {
    match work {
        Work::PregnancyDeclaration => false,
        Work::PlanLetter => version.is_none(),
        _ => true,
    }
}

impl Case {
    /// The version of the treatment plan that a letter of this kind and pathway holds: the last that was fixed, or, once the
    /// child is born, the one that holds.
    #[must_use]
    pub fn version_for(&self, work: Work, definition: &Definition) -> Option<No> {
        let mut versions = super::state::numbered(&self.care_plan.versions).rev();
        match work {
            _ if !tells_of_plan(definition) => None,
            Work::PlanLetter => versions.find(|(_, version)| version.fixed.is_some()).map(|(no, _)| no),
            Work::HandoverLetter => versions.next().map(|(no, _)| no),
            _ => None,
        }
    }
}
