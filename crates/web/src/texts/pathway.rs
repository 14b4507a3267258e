//! The words for what a pathway consists of.

use std::borrow::Cow;

use regie_app::Found;
use regie_pathway::{StepKind, Work};

use super::{Chip, Texts, Tone};
use crate::diagram::Sign;

impl Texts {
    /// What sort of thing a step is.
    #[must_use]
    pub fn step_kind(&self, kind: StepKind) -> Cow<'static, str> {
        self.sign(&crate::diagram::sign(kind))
    }

    /// What a sign in the drawing means.
    #[must_use]
    pub fn sign(&self, sign: &Sign) -> Cow<'static, str> {
        self.of(match sign {
            Sign::Contact => "kind-contact",
            Sign::Task => "kind-task",
            Sign::Question => "kind-question",
            Sign::Decision => "kind-decision",
            Sign::Table => "kind-table",
            Sign::Meeting => "kind-meeting",
            Sign::Letter => "kind-letter",
            Sign::Referral => "kind-referral",
            Sign::Consent => "kind-consent",
            Sign::Milestone => "kind-milestone",
        })
    }

    /// By what work on the case a step is done.
    #[must_use]
    pub fn done_by(&self, work: Work) -> Cow<'static, str> {
        self.one(
            "mark-by-work",
            "work",
            self.of(match work {
                Work::Intake => "by-intake",
                Work::Evaluation => "by-evaluation",
                Work::ReferralLetter => "by-referral-letter",
                Work::CareDiagnosis => "work-care-diagnosis",
                Work::CarePlan => "work-care-plan",
                Work::FixedPlan => "work-fixed-plan",
                Work::Coordinator => "work-coordinator",
                Work::CoordinatorAfterBirth => "work-coordinator-after-birth",
                Work::CoordinationHandover => "work-coordination-handover",
                Work::PlanLetter => "work-plan-letter",
                Work::HandoverLetter => "work-handover-letter",
                Work::PregnancyDeclaration => "work-pregnancy-declaration",
            }),
        )
    }

    /// What was found of a promise; `None` where nobody looked.
    #[must_use]
    pub fn verdict(&self, found: Option<Found>) -> Chip {
        match found {
            Some(Found::Proved) => Chip::new(Tone::Good, self.of("verdict-proved")),
            Some(Found::Refuted) => Chip::new(Tone::Alarm, self.of("verdict-refuted")),
            Some(Found::Unfinished) | None => Chip::new(Tone::Warn, self.of("verdict-open")),
        }
    }
}
