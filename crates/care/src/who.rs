//! Whom to approach now, for what, and how: one card (AZ-02, CM-11).
//!
//! In normal times the case manager, in her absence the deputy, in an emergency the on-duty number. There is always
//! exactly one first contact: when nobody else can be reached it is the organisation itself, and the card says so.

mod advice;
mod reach;

use jiff::Timestamp;
use jiff::civil::Date;
use regie_pathway::Text;
use serde::Serialize;
use utoipa::ToSchema;

pub use advice::{Advice, Audience};
use reach::Reach;

use crate::case::Case;
use crate::case::records::{Situation, TrustedPerson};
use crate::directory::Directory;
use crate::ids::{CaseId, OrgId, PersonId};
use crate::wording;

/// As what somebody is approached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The case manager herself.
    CaseManager,
    /// Her deputy, while she is away.
    Deputy,
    /// Who is on duty, while both are away.
    OnDuty,
    /// The organisation's number, when nobody in person can be named.
    Organisation,
}

/// Somebody to approach: a person where one can be named, and always an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PointOfContact {
    /// As what.
    pub standing: Standing,
    /// The person; absent when it is the organisation's number.
    pub person: Option<PersonId>,
    /// The organisation.
    pub org: OrgId,
    /// The person's name, or the organisation's.
    pub name: String,
    /// The organisation's name.
    pub org_name: String,
    /// Her own number, or the organisation's. Empty only when the directory knows no number of either.
    pub phone: String,
    /// The day from which she stands in; absent for the case manager herself.
    pub since: Option<Date>,
    /// The last day on which she stands in, where it is known.
    pub until: Option<Date>,
    /// Why it is not the case manager, in words.
    pub reason: Option<Text>,
}

/// The number for emergencies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Emergency {
    /// The accountable organisation.
    pub org: OrgId,
    /// Its name.
    pub org_name: String,
    /// The number, answered day and night.
    pub phone: String,
    /// The name of who is on duty now, where the rota says so.
    pub on_duty: Option<String>,
}

/// Whom to approach for one situation while case management is shared (AZ-12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SituationContact {
    /// For what.
    pub situation: Situation,
    /// Whom.
    pub contact: PointOfContact,
}

/// A handover that waits for its answer: until then nothing on the card changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Coming {
    /// To which organisation.
    pub org_name: String,
    /// To whom, where she is already known.
    pub name: Option<String>,
    /// Last day for an answer.
    pub answer_by: Date,
}

/// The card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct WhoCard {
    /// Of which case.
    pub case: CaseId,
    /// The name of the accountable case manager, also while she is away.
    pub case_manager: String,
    /// Whom to approach now.
    pub first: PointOfContact,
    /// In an emergency.
    pub emergency: Emergency,
    /// Whom the client trusts, where she named one.
    pub trusted: Option<TrustedPerson>,
    /// Per situation, while case management is shared; empty otherwise.
    pub situations: Vec<SituationContact>,
    /// A handover under way.
    pub coming: Option<Coming>,
    /// Since when the case is closed; the card then says who was its case manager.
    pub closed_on: Option<Date>,
}

/// Whom to approach at this moment. `today` is the civil day of `at` in Europe/Amsterdam.
#[must_use]
pub fn who_now(case: &Case, directory: &Directory, at: Timestamp, today: Date) -> WhoCard {
    let reach = Reach { directory, at, today };
    let situations = case.sharing.iter().map(|agreement| SituationContact {
        situation: agreement.situation,
        contact: reach.contact(case, agreement.case_manager),
    });
    let coming = case.pending_handover().map(|(_, handover)| Coming {
        org_name: reach.org_name(handover.proposal.to_org).to_owned(),
        name: handover.proposal.to_person.map(|person| reach.person_name(person).to_owned()),
        answer_by: handover.proposal.answer_by,
    });
    WhoCard {
        case: case.id,
        case_manager: reach.person_name(case.case_manager.person).to_owned(),
        first: reach.contact(case, case.case_manager),
        emergency: reach.emergency(case.case_manager.org),
        trusted: case.trusted.clone(),
        situations: situations.collect(),
        coming: coming.filter(|_| case.is_open()),
        closed_on: case.closed.as_ref().map(|closing| closing.on),
    }
}

#[cfg(test)]
mod tests;
