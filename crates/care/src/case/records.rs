//! What a case keeps: the records that commands bring in, events carry and the state holds.
//!
//! Things inside a case are numbered from 1 in the order in which they were recorded; the number and the case's id
//! together name them for ever.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use regie_pathway as pathway;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use super::deputies::Deputyship;
use crate::ids::{OrgId, PersonId};
use crate::intake::{Form, Part};
use crate::seat::{Actor, OrgKind, Seat};

/// The number of a thing inside its case, counted from 1 per kind of thing.
pub type No = u32;

/// An organisation in the team around the client, with the named person there where one is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TeamMember {
    /// In which function it takes part.
    pub role: OrgKind,
    /// The organisation.
    pub org: OrgId,
    /// Whom to ask for there.
    pub contact_person: Option<String>,
}

/// The person whom the client trusts, where she named one (AZ-02).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TrustedPerson {
    /// Her or his name.
    pub name: String,
    /// What she or he is to the client: zus, partner, vrijwilliger.
    pub relation: String,
    /// How to reach her or him.
    pub phone: Option<String>,
}

/// One part of the structured intake (AZ-04).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "section", rename_all = "kebab-case")]
pub enum IntakeSection {
    /// Medische anamnese.
    Medical(MedicalHistory),
    /// Psychische anamnese.
    Psychological(PsychologicalHistory),
    /// Sociale anamnese.
    Social(SocialHistory),
    /// A part of the history of other than midwifery care (PZ-01, CM-01).
    History(OtherHistory),
}

/// A part of the history of other than midwifery care.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OtherHistory {
    /// Which history.
    pub form: Form,
    /// Which part of it.
    pub part: Part,
    /// The answers by the name of the question; what was not answered is absent.
    pub answers: BTreeMap<String, String>,
}

/// Medische anamnese, obstetric history included.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct MedicalHistory {
    /// Number of pregnancies, this one included.
    pub gravida: Option<u8>,
    /// Number of births.
    pub para: Option<u8>,
    /// Sectio caesarea in de anamnese.
    pub caesarean_before: Option<bool>,
    /// Hypertensie, chronic or in an earlier pregnancy.
    pub hypertension: Option<bool>,
    /// Chronic illness and earlier operations.
    pub conditions: String,
    /// Medication in use.
    pub medication: String,
    /// Allergies.
    pub allergies: String,
    /// Infections and vaccinations that matter (TBC, hepatitis B, hiv, lues).
    pub infections: String,
    /// Genital mutilation (vgv), as far as the client told.
    pub genital_mutilation: Option<bool>,
    /// Other remarks.
    pub notes: String,
}

/// Psychische anamnese.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct PsychologicalHistory {
    /// Complaints now: sleep, mood, anxiety.
    pub complaints: String,
    /// Earlier or present treatment.
    pub treatment: String,
    /// What she went through and wants known (flight, violence, loss).
    pub trauma: String,
    /// Use of alcohol, tobacco or drugs.
    pub substance_use: String,
    /// Other remarks.
    pub notes: String,
}

/// Sociale anamnese.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct SocialHistory {
    /// Partner: with her, elsewhere, unknown.
    pub partner: String,
    /// Children with her and elsewhere.
    pub children: String,
    /// People who support her.
    pub support: String,
    /// Housing and what it lacks.
    pub housing: String,
    /// Stage of the asylum procedure.
    pub procedure: String,
    /// Whether she is safe at home or on the site.
    pub safety: String,
    /// Other remarks.
    pub notes: String,
}

/// How a contact took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// At the practice.
    Visit,
    /// At the client's home or room.
    HomeVisit,
    /// By telephone.
    Phone,
    /// By video.
    Video,
    /// By secure mail (Zorgmail).
    SecureMail,
    /// By fax or scan.
    Fax,
    /// By letter.
    Letter,
}

/// With whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum With {
    /// The client herself.
    Client,
    /// A relative or the trusted person.
    Relative {
        /// Who.
        name: String,
    },
    /// Another organisation.
    Org {
        /// Which.
        org: OrgId,
    },
}

/// Who spoke to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// They came to us.
    Incoming,
    /// We went to them.
    Outgoing,
}

/// What took place: with whom, how, how long (AZ-06, G-02).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Contact {
    /// The day.
    pub on: Date,
    /// The way.
    pub channel: Channel,
    /// With whom.
    pub with: With,
    /// Who began.
    pub direction: Direction,
    /// How long, in minutes.
    pub minutes: Option<u16>,
    /// Whether an interpreter took part.
    #[serde(default)]
    pub interpreter: bool,
    /// What was said.
    pub note: String,
}

/// How soon a signal must reach the case manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// To know.
    Normal,
    /// Spoed: stays on top until the case manager has acknowledged it.
    Urgent,
}

/// A particular (bijzonderheid) that must reach the case manager (AZ-06).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Signal {
    /// How soon.
    pub urgency: Urgency,
    /// What is the matter.
    pub text: String,
    /// From whom it came.
    pub from: With,
}

/// Examination or treatment by another provider (AZ-07).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Investigation {
    /// What is examined or treated.
    pub what: String,
    /// By which organisation.
    pub by: OrgId,
    /// Asked for, or heard of, on this day.
    pub on: Date,
    /// When a result is expected.
    pub result_due: Option<Date>,
}

/// Something agreed that a person will do (AZ-08, AZ-14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ActionPlan {
    /// What.
    pub what: String,
    /// Who; absent means the case manager of the moment.
    pub who: Option<Seat>,
    /// By when.
    pub by: Date,
}

/// What the referral letter must say to be complete (AZ-11, "complete verwijsbrief").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ReferralLetter {
    /// Why she is referred.
    pub reason: String,
    /// Obstetric and medical history that matters.
    pub history: String,
    /// The course of this pregnancy and the findings.
    pub findings: String,
    /// What is asked of the receiver.
    pub question: String,
    /// Psychosocial particulars and running support.
    pub psychosocial: String,
    /// Who the case manager is, as printed on the letter.
    pub case_manager: Option<PersonId>,
}

impl ReferralLetter {
    /// The parts that are still empty, by their Dutch names; an empty list means the letter is complete.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let parts = [
            (&self.reason, "reden van verwijzing"),
            (&self.history, "voorgeschiedenis"),
            (&self.findings, "beloop en bevindingen"),
            (&self.question, "vraagstelling"),
            (&self.psychosocial, "psychosociale bijzonderheden"),
        ];
        let mut missing: Vec<&'static str> =
            parts.iter().filter(|(text, _)| pathway::says_nothing(text)).map(|(_, name)| *name).collect();
        if self.case_manager.is_none() {
            missing.push("naam van de casemanager");
        }
        missing
    }
}

/// Why accountability moves, and what that asks of the sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum HandoverKind {
    /// To a colleague in the same organisation (leave, departure).
    Colleague,
    /// Foreseen, to second or third line, with a complete letter (AZ-11).
    Planned {
        /// The complete referral letter.
        letter: ReferralLetter,
    },
    /// Acute, to second or third line, by whoever is on duty; the letter follows (AZ-11).
    Acute {
        /// Last day on which the letter must be sent.
        letter_by: Date,
    },
    /// The client moves to another site and practice (AZ-10).
    Relocation {
        /// Day of the move.
        moves_on: Date,
        /// The reception agency at the new site.
        coa: Option<OrgId>,
        /// The health centre at the new site.
        gc_a: Option<OrgId>,
        /// Where she will stay, by name; empty where it is not known yet.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        place: String,
    },
    /// From second line back to first line, for the postnatal period (AZ-13).
    Return,
}

/// The code of a handover kind, for lists and texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HandoverCode {
    /// To a colleague.
    Colleague,
    /// Foreseen, to second line.
    Planned,
    /// Acute, to second line.
    Acute,
    /// The client moves.
    Relocation,
    /// Back to first line.
    Return,
}

impl HandoverKind {
    /// The code without its data.
    #[must_use]
    pub const fn code(&self) -> HandoverCode {
        match self {
            Self::Colleague => HandoverCode::Colleague,
            Self::Planned { .. } => HandoverCode::Planned,
            Self::Acute { .. } => HandoverCode::Acute,
            Self::Relocation { .. } => HandoverCode::Relocation,
            Self::Return => HandoverCode::Return,
        }
    }
}

/// A handover as it was proposed. Until it is accepted the sender stays accountable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Proposal {
    /// Why and under which conditions.
    pub handover: HandoverKind,
    /// The accountable case manager at that moment.
    pub from: Seat,
    /// Who proposed it: the case manager, her deputy, or in an acute case who was on duty.
    pub proposed_by: Seat,
    /// The receiving organisation.
    pub to_org: OrgId,
    /// The receiving person where she is already known.
    pub to_person: Option<PersonId>,
    /// What the receiver should know.
    pub note: String,
    /// Last day for an answer; after it both sides and the network's coordinator are alarmed.
    pub answer_by: Date,
    /// What the sender proposes about open actions; the receiver has the last word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub work: Vec<(No, ActionDecision)>,
}

/// What the receiver decides about one open action: nothing travels along blindly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum ActionDecision {
    /// The receiver takes it over.
    Take,
    /// It stays with who has it.
    Keep,
    /// It is not needed any more.
    Drop {
        /// Why not.
        reason: String,
    },
}

/// For what one approaches which case manager in shared case management (AZ-12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Situation {
    /// Psychosocial care: direction always stays with the first-line case manager.
    Psychosocial,
    /// Medical questions about the pregnancy.
    MedicalPregnancy,
    /// The birth.
    Birth,
    /// The postnatal period.
    Postnatal,
    /// Logistics: appointments, transport, moves.
    Logistics,
    /// Everything else.
    Other,
}

/// Who is approached for one situation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Agreement {
    /// For which situation.
    pub situation: Situation,
    /// Which case manager.
    pub case_manager: Seat,
}

/// Feedback that another party owes (AZ-11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Expectation {
    /// From which organisation; unknown where the pathway promises it on behalf of a role that no organisation of the team
    /// has. Who notes an expectation herself always names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<OrgId>,
    /// About what.
    pub about: String,
    /// Agreed last day.
    pub by: Date,
    /// The step after which it is owed. Where that step is sealed, so is the expectation (PS-04).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepTurn>,
}

/// A step of a pathway, and which turn of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StepTurn {
    /// The pathway.
    pub pathway: pathway::PathwayId,
    /// The step.
    pub step: pathway::StepId,
    /// Which turn.
    pub nth: u16,
}

/// Why a case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClosingReason {
    /// The care is complete.
    Completed,
    /// The pregnancy ended early.
    PregnancyEnded,
    /// The client left the country or disappeared from view (MOB).
    OutOfReach,
    /// The client declined further care.
    Declined,
    /// The client died.
    Died,
    /// The case was opened by mistake or twice.
    OpenedByMistake,
}

/// The evaluation of the care with the client (AZ-15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Evaluation {
    /// The day.
    pub on: Date,
    /// What the client said of the care.
    pub client_view: String,
    /// What we learn from it.
    pub lessons: String,
}

/// Who did something and when, as the journal recorded it beside the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded {
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
}
