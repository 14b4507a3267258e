//! What was recorded on a case: intake, contacts, particulars, investigations, evaluations.

use jiff::Timestamp;
use jiff::civil::Date;
use regie_care::case::Case;
use regie_care::case::records::{
    Contact, Evaluation, Investigation, MedicalHistory, No, OtherHistory, PsychologicalHistory, Signal, SocialHistory,
};
use regie_care::case::state::{
    AgendaLife, AgendaRecord, ContactRecord, InvestigationRecord, NoticeRecord, SharingRequest, SignalRecord, numbered,
};
use regie_care::directory::Directory;
use regie_care::ids::MeetingId;
use serde::Serialize;
use utoipa::ToSchema;

use super::closing::AgreementView;
use crate::api::names::{OrgName, SeatName};

/// What was recorded. Things are numbered from 1 per list; commands name them by their number.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Records {
    /// Medische anamnese.
    medical: Option<MedicalHistory>,
    /// Psychische anamnese.
    psychological: Option<PsychologicalHistory>,
    /// Sociale anamnese.
    social: Option<SocialHistory>,
    /// The history of other than midwifery care, part by part.
    history: Vec<OtherHistory>,
    /// Contacts, oldest first.
    contacts: Vec<ContactView>,
    /// Particulars.
    signals: Vec<SignalView>,
    /// Examination and treatment elsewhere.
    investigations: Vec<InvestigationView>,
    /// What other providers were told.
    informed: Vec<InformedView>,
    /// Places on meetings' agendas.
    agenda: Vec<AgendaPlace>,
    /// Who is approached for which situation, while case management is shared.
    sharing: Vec<AgreementView>,
    /// The client's request for shared case management.
    sharing_request: Option<SharingRequestView>,
    /// Evaluations with the client.
    evaluations: Vec<Evaluation>,
}

/// A contact.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct ContactView {
    /// Its number.
    no: No,
    /// The contact.
    contact: Contact,
    /// Who had it.
    by: SeatName,
    /// Whether its note was corrected later.
    corrected: bool,
}

/// A particular.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct SignalView {
    /// Its number.
    no: No,
    /// The particular.
    signal: Signal,
    /// Who took it.
    taken_by: Option<SeatName>,
    /// When it came in.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who acknowledged it, and when.
    acknowledged: Option<Acknowledged>,
}

/// That a particular was acknowledged.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Acknowledged {
    /// By whom.
    by: SeatName,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Whether that was the deputy: the case manager must still hear of it.
    by_deputy: bool,
}

/// Examination or treatment elsewhere.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct InvestigationView {
    /// Its number.
    no: No,
    /// What, by whom.
    investigation: Investigation,
    /// Its result.
    result: Option<ResultView>,
}

/// A result.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct ResultView {
    /// The day.
    on: Date,
    /// What it says.
    text: String,
}

/// What other providers were told.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct InformedView {
    /// To whom.
    orgs: Vec<OrgName>,
    /// About what.
    subject: String,
    /// The text.
    text: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// A place on an agenda.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct AgendaPlace {
    /// Its number.
    no: No,
    /// Which meeting.
    meeting: MeetingId,
    /// What is asked.
    question: String,
    /// Where it stands.
    life: AgendaPlaceLife,
}

/// Where a place on an agenda stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum AgendaPlaceLife {
    /// Will be discussed.
    Waiting,
    /// Was discussed.
    Discussed {
        /// What was said.
        outcome: String,
    },
    /// Was taken off.
    Withdrawn {
        /// Why.
        reason: String,
    },
}

/// The client's request for shared case management.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct SharingRequestView {
    /// The day.
    on: Date,
    /// In her words.
    wish: String,
    /// Why it cannot be, once answered so.
    declined: Option<String>,
}

impl Records {
    /// All records of a case.
    pub(super) fn of(case: &Case, directory: &Directory) -> Self {
        Self {
            medical: case.intake.medical.clone(),
            psychological: case.intake.psychological.clone(),
            social: case.intake.social.clone(),
            history: case.intake.history.values().cloned().collect(),
            contacts: numbered(&case.contacts).map(|(no, record)| contact(no, record, directory)).collect(),
            signals: numbered(&case.signals).map(|(no, record)| signal(no, record, directory)).collect(),
            investigations: numbered(&case.investigations).map(|(no, record)| investigation(no, record)).collect(),
            informed: case.notices.iter().map(|record| informed(record, directory)).collect(),
            agenda: numbered(&case.agenda).map(|(no, record)| agenda(no, record)).collect(),
            sharing: case
                .sharing
                .iter()
                .map(|agreement| AgreementView {
                    situation: agreement.situation,
                    case_manager: SeatName::of(agreement.case_manager, directory),
                })
                .collect(),
            sharing_request: case.sharing_request.as_ref().map(|SharingRequest { on, wish, declined }| {
                SharingRequestView { on: *on, wish: wish.clone(), declined: declined.clone() }
            }),
            evaluations: case.evaluations.clone(),
        }
    }
}

fn contact(no: No, record: &ContactRecord, directory: &Directory) -> ContactView {
    ContactView {
        no,
        contact: record.contact.clone(),
        by: SeatName::of(record.by, directory),
        corrected: record.corrected,
    }
}

fn signal(no: No, record: &SignalRecord, directory: &Directory) -> SignalView {
    SignalView {
        no,
        signal: record.signal.clone(),
        taken_by: record.taken_by.map(|seat| SeatName::of(seat, directory)),
        at: record.at,
        acknowledged: record.acknowledged.map(|(by, at)| Acknowledged {
            by: SeatName::of(by, directory),
            at,
            by_deputy: record.by_deputy,
        }),
    }
}

fn investigation(no: No, record: &InvestigationRecord) -> InvestigationView {
    let result = record.result.as_ref().map(|(on, text)| ResultView { on: *on, text: text.clone() });
    InvestigationView { no, investigation: record.investigation.clone(), result }
}

fn informed(record: &NoticeRecord, directory: &Directory) -> InformedView {
    InformedView {
        orgs: record.orgs.iter().map(|org| OrgName::of(*org, directory)).collect(),
        subject: record.subject.clone(),
        text: record.text.clone(),
        at: record.at,
    }
}

fn agenda(no: No, record: &AgendaRecord) -> AgendaPlace {
    let life = match &record.life {
        AgendaLife::Waiting => AgendaPlaceLife::Waiting,
        AgendaLife::Discussed(outcome) => AgendaPlaceLife::Discussed { outcome: outcome.clone() },
        AgendaLife::Withdrawn(reason) => AgendaPlaceLife::Withdrawn { reason: reason.clone() },
    };
    AgendaPlace { no, meeting: record.meeting, question: record.question.clone(), life }
}
