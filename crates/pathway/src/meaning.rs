//! What a step means to care: words from closed lists, that care knows how to act on.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Text;

/// Work that is recorded on the case itself, and that does a step: `does = "…"` in the file.
///
/// The list is closed: care must know how each of them is recorded. A step without `does` is done by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = StepWork)]
pub enum Work {
    /// The intake: done when the medical, psychological and social history are there.
    Intake,
    /// The evaluation of the care with the client.
    Evaluation,
    /// The letter with which she is referred to second or third line.
    ReferralLetter,
    /// The care diagnosis over all life domains (CM-01).
    CareDiagnosis,
    /// A version of the treatment plan: the first, or one that adjusts it (CM-01, CM-08, PS-05).
    CarePlan,
    /// Fixing the treatment plan, as the MDO does (PS-06).
    FixedPlan,
    /// Naming who coordinates (PS-04).
    Coordinator,
    /// Naming who coordinates after the birth (PS-06).
    CoordinatorAfterBirth,
    /// The coordinating provider hands over to whoever coordinates after the birth (PS-07).
    CoordinationHandover,
    /// A letter with the plan that was fixed and what was agreed, to whom the step names with `to` (PS-06).
    PlanLetter,
    /// A letter that hands the care over after the birth, to whom the step names with `to` (PS-07, AZ-15).
    HandoverLetter,
    /// The pregnancy declaration, which names the case manager, to whom the step names with `to` (AZ-05).
    PregnancyDeclaration,
}

impl Work {
    /// Every work with its word in the file.
    pub const ALL: [(&'static str, Self); 12] = [
        ("intake", Self::Intake),
        ("evaluation", Self::Evaluation),
        ("referral-letter", Self::ReferralLetter),
        ("care-diagnosis", Self::CareDiagnosis),
        ("care-plan", Self::CarePlan),
        ("fixed-plan", Self::FixedPlan),
        ("coordinator", Self::Coordinator),
        ("coordinator-after-birth", Self::CoordinatorAfterBirth),
        ("coordination-handover", Self::CoordinationHandover),
        ("plan-letter", Self::PlanLetter),
        ("handover-letter", Self::HandoverLetter),
        ("pregnancy-declaration", Self::PregnancyDeclaration),
    ];

    /// Its word in the file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Evaluation => "evaluation",
            Self::ReferralLetter => "referral-letter",
            Self::CareDiagnosis => "care-diagnosis",
            Self::CarePlan => "care-plan",
            Self::FixedPlan => "fixed-plan",
            Self::Coordinator => "coordinator",
            Self::CoordinatorAfterBirth => "coordinator-after-birth",
            Self::CoordinationHandover => "coordination-handover",
            Self::PlanLetter => "plan-letter",
            Self::HandoverLetter => "handover-letter",
            Self::PregnancyDeclaration => "pregnancy-declaration",
        }
    }

    /// Whether recording it does the step at once. The intake comes in parts, so that somebody says when it is done.
    #[must_use]
    pub const fn does_at_once(self) -> bool {
        match self {
            Self::Intake => false,
            Self::Evaluation
            | Self::ReferralLetter
            | Self::CareDiagnosis
            | Self::CarePlan
            | Self::FixedPlan
            | Self::Coordinator
            | Self::CoordinatorAfterBirth
            | Self::CoordinationHandover
            | Self::PlanLetter
            | Self::HandoverLetter
            | Self::PregnancyDeclaration => true,
        }
    }

    /// Whether it is a letter to a party that the step names with `to`.
    #[must_use]
    pub const fn is_letter_to(self) -> bool {
        matches!(self, Self::PlanLetter | Self::HandoverLetter | Self::PregnancyDeclaration)
    }
}

/// With whom a contact is had that does a step, `with = "…"` in the file, or to whom a letter goes that does it:
/// `to = ["…"]`. A contact with another, or a letter to another, does not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// The client herself.
    Client,
    /// A relative, or whoever she trusts.
    Relative,
    /// An organisation that takes part in the care, whichever.
    Provider,
    /// A midwife practice.
    MidwifePractice,
    /// The GP.
    Gp,
    /// The health centre for asylum seekers.
    GcA,
    /// The reception agency.
    Coa,
    /// Youth health care.
    Jgz,
    /// The municipality's centre for youth and family.
    Cjg,
    /// Maternity care at home.
    Kraamzorg,
    /// Nursing at home: the district nurse.
    HomeCare,
    /// A hospital.
    Hospital,
    /// The reporting point for domestic violence and child abuse.
    VeiligThuis,
    /// A palliative team or hospice.
    PalliativeTeam,
    /// Mental health care.
    MentalHealth,
}

impl Party {
    /// Every party with its word in the file.
    pub const ALL: [(&'static str, Self); 15] = [
        ("client", Self::Client),
        ("relative", Self::Relative),
        ("provider", Self::Provider),
        ("midwife-practice", Self::MidwifePractice),
        ("gp", Self::Gp),
        ("gc-a", Self::GcA),
        ("coa", Self::Coa),
        ("jgz", Self::Jgz),
        ("cjg", Self::Cjg),
        ("kraamzorg", Self::Kraamzorg),
        ("home-care", Self::HomeCare),
        ("hospital", Self::Hospital),
        ("veilig-thuis", Self::VeiligThuis),
        ("palliative-team", Self::PalliativeTeam),
        ("mental-health", Self::MentalHealth),
    ];

    /// As people call it in a sentence: *met de huisarts*.
    #[must_use]
    pub fn named(self) -> Text {
        match self {
            Self::Client => Text::new("de cliënt", "the client"),
            Self::Relative => Text::new("een naaste", "a relative"),
            Self::Provider => Text::new("een andere zorgverlener", "another provider"),
            Self::MidwifePractice => Text::new("een verloskundigenpraktijk", "a midwife practice"),
            Self::Gp => Text::new("de huisarts", "the GP"),
            Self::GcA => Text::new("het GC A", "the GC A"),
            Self::Coa => Text::new("het COA", "the COA"),
            Self::Jgz => Text::new("de JGZ", "youth health care"),
            Self::Cjg => Text::new("het CJG", "the CJG"),
            Self::Kraamzorg => Text::new("de kraamzorg", "maternity home care"),
            Self::HomeCare => Text::new("de wijkverpleging", "the district nurse"),
            Self::Hospital => Text::new("het ziekenhuis", "the hospital"),
            Self::VeiligThuis => Text::same("Veilig Thuis"),
            Self::PalliativeTeam => Text::new("het palliatief team", "the palliative team"),
            Self::MentalHealth => Text::new("de ggz", "mental health care"),
        }
    }
}

/// One of these, as people say it: *de huisarts of het GC A*; `None` when there are none.
#[must_use]
pub fn one_of(parties: &[Party]) -> Option<Text> {
    let (last, before) = parties.split_last()?;
    let last = last.named();
    if before.is_empty() {
        return Some(last);
    }
    let named: Vec<Text> = before.iter().map(|party| party.named()).collect();
    let listed = |of: fn(&Text) -> &str| named.iter().map(of).collect::<Vec<_>>().join(", ");
    Some(Text::new(
        format!("{} of {}", listed(|text| &text.nl), last.nl),
        format!("{} or {}", listed(|text| &text.en), last.en),
    ))
}

/// On which kind of meeting a case is discussed: `meeting = "…"` in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Gathering {
    /// Of the network (VSV).
    Vsv,
    /// Inside one organisation.
    ClientMeeting,
    /// Of providers of several organisations on the plans of single clients (PS-06).
    Mdo,
}

impl Gathering {
    /// Every kind with its word in the file.
    pub const ALL: [(&'static str, Self); 3] =
        [("vsv", Self::Vsv), ("client-meeting", Self::ClientMeeting), ("mdo", Self::Mdo)];

    /// As people call it in a sentence: *op het MDO*.
    #[must_use]
    pub fn named(self) -> Text {
        match self {
            Self::Vsv => Text::new("het VSV-overleg", "the VSV meeting"),
            Self::ClientMeeting => Text::new("het cliëntenoverleg", "the client meeting"),
            Self::Mdo => Text::new("het MDO", "the MDO"),
        }
    }
}

/// In which line of care a role does its steps, whoever is accountable: `done-in = "…"` in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DoneIn {
    /// They stay with the first-line case manager while second line is accountable.
    FirstLine,
    /// Second or third line does them; while first line is accountable, its case manager waits for them.
    SecondLine,
}

impl DoneIn {
    /// Both with their word in the file.
    pub const ALL: [(&'static str, Self); 2] = [("first-line", Self::FirstLine), ("second-line", Self::SecondLine)];
}
