//! The words for every code of the case.

use std::borrow::Cow;

use regie_care::case::records::{Channel, ClosingReason, Direction, HandoverCode, Situation, Urgency};
use regie_care::seat::{Line, OrgKind, Role};
use regie_care::view::{Phase, Relation};

use super::Texts;

/// Where a step stands, as the page shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Does not concern her yet.
    Waiting,
    /// Can be done now.
    Open,
    /// Can be done now, and its last day is past.
    Late,
    /// A day was set for it.
    Planned,
    /// Done.
    Done,
    /// Left out, with a reason.
    Skipped,
    /// Its time passed without it.
    Missed,
    /// No longer applies.
    Cancelled,
}

impl StepState {
    /// All of them, in the order of the legend.
    pub const ALL: [Self; 8] = [
        Self::Done,
        Self::Late,
        Self::Open,
        Self::Planned,
        Self::Waiting,
        Self::Missed,
        Self::Skipped,
        Self::Cancelled,
    ];

    /// The class in the stylesheet and the id of its mark in the drawing.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Open => "open",
            Self::Late => "late",
            Self::Planned => "planned",
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Missed => "missed",
            Self::Cancelled => "cancelled",
        }
    }
}

impl Texts {
    /// Where a step stands.
    #[must_use]
    pub fn step_state(&self, state: &StepState) -> Cow<'static, str> {
        self.of(match state {
            StepState::Waiting => "state-waiting",
            StepState::Open => "state-open",
            StepState::Late => "state-late",
            StepState::Planned => "state-planned",
            StepState::Done => "state-done",
            StepState::Skipped => "state-skipped",
            StepState::Missed => "state-missed",
            StepState::Cancelled => "state-cancelled",
        })
    }

    /// How a contact took place.
    #[must_use]
    pub fn channel(&self, channel: &Channel) -> Cow<'static, str> {
        self.of(match channel {
            Channel::Visit => "channel-visit",
            Channel::HomeVisit => "channel-home-visit",
            Channel::Phone => "channel-phone",
            Channel::Video => "channel-video",
            Channel::SecureMail => "channel-secure-mail",
            Channel::Fax => "channel-fax",
            Channel::Letter => "channel-letter",
        })
    }

    /// Who spoke to whom.
    #[must_use]
    pub fn direction(&self, direction: &Direction) -> Cow<'static, str> {
        self.of(match direction {
            Direction::Incoming => "direction-incoming",
            Direction::Outgoing => "direction-outgoing",
        })
    }

    /// How soon.
    #[must_use]
    pub fn urgency(&self, urgency: &Urgency) -> Cow<'static, str> {
        self.of(match urgency {
            Urgency::Normal => "urgency-normal",
            Urgency::Urgent => "urgency-urgent",
        })
    }

    /// The kind of an organisation.
    #[must_use]
    pub fn org_kind(&self, kind: &OrgKind) -> Cow<'static, str> {
        self.of(match kind {
            OrgKind::MidwifePractice => "org-midwife-practice",
            OrgKind::Gp => "org-gp",
            OrgKind::GcA => "org-gc-a",
            OrgKind::Coa => "org-coa",
            OrgKind::Jgz => "org-jgz",
            OrgKind::Cjg => "org-cjg",
            OrgKind::Kraamzorg => "org-kraamzorg",
            OrgKind::HomeCare => "org-home-care",
            OrgKind::Hospital => "org-hospital",
            OrgKind::VeiligThuis => "org-veilig-thuis",
            OrgKind::PalliativeTeam => "org-palliative-team",
            OrgKind::MentalHealth => "org-mental-health",
        })
    }

    /// What a person does at an organisation.
    #[must_use]
    pub fn role(&self, role: &Role) -> Cow<'static, str> {
        self.of(match role {
            Role::Midwife => "role-midwife",
            Role::Doctor => "role-doctor",
            Role::Nurse => "role-nurse",
            Role::Assistant => "role-assistant",
            Role::Logistics => "role-logistics",
            Role::Coordinator => "role-coordinator",
            Role::Administrator => "role-administrator",
        })
    }

    /// First or second line.
    #[must_use]
    pub fn care_line(&self, line: &Line) -> Cow<'static, str> {
        self.of(match line {
            Line::First => "line-first",
            Line::Second => "line-second",
        })
    }

    /// Why accountability moves.
    #[must_use]
    pub fn handover(&self, code: &HandoverCode) -> Cow<'static, str> {
        self.of(match code {
            HandoverCode::Colleague => "handover-colleague",
            HandoverCode::Planned => "handover-planned",
            HandoverCode::Acute => "handover-acute",
            HandoverCode::Relocation => "handover-relocation",
            HandoverCode::Return => "handover-return",
        })
    }

    /// For what one approaches a case manager.
    #[must_use]
    pub fn situation(&self, situation: &Situation) -> Cow<'static, str> {
        self.of(match situation {
            Situation::Psychosocial => "situation-psychosocial",
            Situation::MedicalPregnancy => "situation-medical-pregnancy",
            Situation::Birth => "situation-birth",
            Situation::Postnatal => "situation-postnatal",
            Situation::Logistics => "situation-logistics",
            Situation::Other => "situation-other",
        })
    }

    /// Why a case ended.
    #[must_use]
    pub fn closing(&self, reason: &ClosingReason) -> Cow<'static, str> {
        self.of(match reason {
            ClosingReason::Completed => "closing-completed",
            ClosingReason::PregnancyEnded => "closing-pregnancy-ended",
            ClosingReason::OutOfReach => "closing-out-of-reach",
            ClosingReason::Declined => "closing-declined",
            ClosingReason::Died => "closing-died",
            ClosingReason::OpenedByMistake => "closing-opened-by-mistake",
        })
    }

    /// Where a case is in its course.
    #[must_use]
    pub fn phase(&self, phase: &Phase) -> Cow<'static, str> {
        self.of(match phase {
            Phase::Pregnancy => "phase-pregnancy",
            Phase::Postnatal => "phase-postnatal",
            Phase::Ended => "phase-ended",
            Phase::Closed => "phase-closed",
        })
    }

    /// What an organisation has to do with a case.
    #[must_use]
    pub fn relation(&self, relation: &Relation) -> Cow<'static, str> {
        self.of(match relation {
            Relation::Accountable => "relation-accountable",
            Relation::FirstLine => "relation-first-line",
            Relation::Receiving => "relation-receiving",
            Relation::Sharing => "relation-sharing",
            Relation::Team => "relation-team",
            Relation::Logistics => "relation-logistics",
            Relation::Former => "relation-former",
        })
    }

    /// Ja, nee, or not asked yet.
    #[must_use]
    pub fn yes_no(&self, value: &Option<bool>) -> Cow<'static, str> {
        self.of(match value {
            Some(true) => "yes",
            Some(false) => "no",
            None => "not-asked",
        })
    }
}
