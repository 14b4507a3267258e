//! What must be told to whom after a command: pure, from the events and the case before and after.
//!
//! A notice does not name the client: the channel that delivers it does so, as far as the receiver's policy and the
//! channel's safety allow. A receiver hears about one subject once per command. Who sees logistics only never gets a
//! medical text: that is decided in one place, [`Desk::tell`].

#[cfg(test)]
pub(crate) mod any;
mod cover;
mod died;
mod double;
mod handover;
mod letter;
mod moving;
mod plan;
mod sealed;
#[cfg(test)]
mod tests;
mod texts;
#[cfg(test)]
mod visiting;
mod visits;
mod work;

use std::fmt;

use regie_pathway::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::case::records::{ClosingReason, No};
use crate::case::{Case, CaseEvent, Context};
use crate::ids::{ClientId, OrgId, PersonId};
use crate::seat::{OrgKind, Role, Seat};
use crate::wording::Names;
pub use cover::cover_stays;
pub use died::told_of_death;
pub use double::second_case;
pub use letter::{Written, letter_text};
use texts::Say;
pub use visits::{visits_moved, visits_set};

/// To whom a notice goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Receiver {
    /// A professional.
    Person(PersonId),
    /// An organisation, on its secure address.
    Org(OrgId),
    /// The client herself.
    Client(ClientId),
    /// Somebody who is not in the directory: it is printed, and sent to the address that it bears.
    Elsewhere,
}

/// The name under which the outbox keeps the receiver: `person-01J…`, `org-01J…`, `client-01J…`.
impl fmt::Display for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(person) => fmt::Debug::fmt(person, f),
            Self::Org(org) => fmt::Debug::fmt(org, f),
            Self::Client(client) => fmt::Debug::fmt(client, f),
            Self::Elsewhere => f.write_str("elsewhere"),
        }
    }
}

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Somebody else is case manager from now on (AZ-10).
    NewCaseManager,
    /// A person became deputy.
    DeputyNamed,
    /// A handover waits for an answer.
    HandoverProposed,
    /// It was accepted.
    HandoverAccepted,
    /// It was declined: the sender stays accountable.
    HandoverDeclined,
    /// It was taken back.
    HandoverWithdrawn,
    /// Nobody answered in time.
    HandoverUnanswered,
    /// A move that was agreed on is called off, or on another day (AZ-10).
    MoveChanged,
    /// The referral letter (AZ-11).
    ReferralLetter,
    /// An urgent signal (AZ-06).
    UrgentSignal,
    /// What other providers must know (AZ-07).
    ProvidersInformed,
    /// Someone has something to do (AZ-08).
    ActionAssigned,
    /// Someone does a step for the case manager (AZ-09).
    StepDelegated,
    /// Who coordinates (PS-04, PS-06, PS-07).
    CoordinatorNamed,
    /// Who is approached for which situation (AZ-12).
    SharingAgreed,
    /// One case manager is approached for everything again.
    SharingEnded,
    /// A request for shared case management cannot be met (AZ-12).
    SharingRequestDeclined,
    /// Somebody may read from now on what is sealed of a case (PS-02). For her alone: no other hears that there is anything.
    SealedReader,
    /// Two records turned out to be one client, who has another open case: two people who each think they are the one
    /// (AZ-01).
    SecondCase,
    /// A woman's postnatal visits were set otherwise, or what they rest on is known now (PN-04).
    VisitsSet,
    /// A postnatal visit goes to another midwife (PN-04).
    VisitsMoved,
    /// The plan that was fixed and what was agreed (PS-06).
    PlanLetter,
    /// The handover after the birth (PS-07, AZ-15).
    HandoverLetter,
    /// The pregnancy declaration (AZ-05).
    PregnancyDeclaration,
    /// The client died, and the case is closed (AZ-15).
    ClientDied,
}

impl Subject {
    /// Whether only its receiver may know that there is such a notice.
    #[must_use]
    pub const fn is_sealed(self) -> bool {
        matches!(self, Self::SealedReader)
    }

    /// Whether it is about postnatal visits: who makes or plans them need not be of the case.
    #[must_use]
    pub const fn is_of_visits(self) -> bool {
        matches!(self, Self::VisitsSet | Self::VisitsMoved)
    }

    /// A stable code, equal to its form in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NewCaseManager => "new-case-manager",
            Self::DeputyNamed => "deputy-named",
            Self::HandoverProposed => "handover-proposed",
            Self::HandoverAccepted => "handover-accepted",
            Self::HandoverDeclined => "handover-declined",
            Self::HandoverWithdrawn => "handover-withdrawn",
            Self::HandoverUnanswered => "handover-unanswered",
            Self::MoveChanged => "move-changed",
            Self::ReferralLetter => "referral-letter",
            Self::UrgentSignal => "urgent-signal",
            Self::ProvidersInformed => "providers-informed",
            Self::ActionAssigned => "action-assigned",
            Self::StepDelegated => "step-delegated",
            Self::CoordinatorNamed => "coordinator-named",
            Self::SharingAgreed => "sharing-agreed",
            Self::SharingEnded => "sharing-ended",
            Self::SharingRequestDeclined => "sharing-request-declined",
            Self::SealedReader => "sealed-reader",
            Self::SecondCase => "second-case",
            Self::VisitsSet => "visits-set",
            Self::VisitsMoved => "visits-moved",
            Self::PlanLetter => "plan-letter",
            Self::HandoverLetter => "handover-letter",
            Self::PregnancyDeclaration => "pregnancy-declaration",
            Self::ClientDied => "client-died",
        }
    }
}

/// What a notice may hold, and so over which channels it may go. From open to closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContentPolicy {
    /// Only that something waits in Regie.
    NoContent,
    /// Who, where, when and how to reach; nothing about health.
    Logistics,
    /// Medical content: only over a secure channel.
    Medical,
}

/// Something that must be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Notice {
    /// To whom.
    pub receiver: Receiver,
    /// About what.
    pub subject: Subject,
    /// What it holds.
    pub policy: ContentPolicy,
    /// The title; never medical.
    pub title: Text,
    /// The text; paragraphs are separated by an empty line.
    pub body: Text,
    /// Which letter of the case it is, where it is one that does a step (PS-06, PS-07).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<SentLetter>,
}

impl Notice {
    /// Who is not in the directory and gets it all the same.
    #[must_use]
    pub fn elsewhere(&self) -> Option<&Elsewhere> {
        self.letter.as_ref()?.elsewhere.as_ref()
    }
}

/// A letter that does a step, as its notice bears it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SentLetter {
    /// Its number on the case.
    pub no: No,
    /// To whom, where she is not in the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Elsewhere>,
}

/// Somebody who is not in the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Elsewhere {
    /// Her name, or that of her organisation.
    pub name: String,
    /// Where it is sent.
    pub address: String,
}

/// What must be told after a command, in the order in which it happened.
///
/// `before` is the case before the command (`None` when the command opened it), `after` the case after all `events`.
#[must_use]
pub fn notices(before: Option<&Case>, events: &[CaseEvent], after: &Case, ctx: &Context<'_>) -> Vec<Notice> {
    let mut desk = Desk { before, after, ctx: *ctx, names: Names { directory: ctx.directory }, notices: Vec::new() };
    for event in events {
        desk.hear(event);
    }
    // Last, so that what everybody reads is numbered as if there were nothing sealed.
    desk.newly_named();
    desk.notices
}

/// Where notices are collected.
struct Desk<'a> {
    before: Option<&'a Case>,
    after: &'a Case,
    ctx: Context<'a>,
    names: Names<'a>,
    notices: Vec<Notice>,
}

/// Somebody who can be told something.
#[derive(Clone, Copy)]
enum To {
    /// A person, in the seat from which she looks.
    Seat(Seat),
    Org(OrgId),
    Client,
    /// Somebody who is not in the directory, and to whom a person chose to write.
    Elsewhere,
}

impl Desk<'_> {
    fn sharing(&mut self, event: &CaseEvent) {
        match event {
            CaseEvent::SharingAgreed { agreements, from } => self.sharing_agreed(agreements, *from),
            CaseEvent::SharingEnded { .. } => self.sharing_ended(),
            CaseEvent::SharingRequestDeclined { reason } => self.sharing_declined(reason),
            _ => {}
        }
    }

    fn hear(&mut self, event: &CaseEvent) {
        use CaseEvent as E;
        match event {
            E::Opened { case_manager, deputy, .. } => self.opened(*case_manager, deputy),
            E::DeputyNamed { deputyship } => self.deputy_named(deputyship),
            E::HandoverProposed { no, proposal } => self.proposed(*no, proposal),
            E::HandoverAccepted { no, by, deputy, .. } => self.accepted(*no, *by, deputy),
            E::HandoverDeclined { no, by, reason } => self.declined(*no, *by, reason),
            E::HandoverWithdrawn { no, reason } => self.withdrawn(*no, reason),
            E::HandoverUnanswered { no, coordinators } => self.unanswered(*no, coordinators),
            E::MoveCalledOff { .. } | E::MoveChanged { .. } => self.the_move(event),
            E::ReferralLetterSent { no, letter } => self.letter_sent(*no, letter),
            E::SignalRaised { no, signal, taken_by } => self.signal(*no, signal, *taken_by),
            E::ProvidersInformed { orgs, subject, text, .. } => self.informed(orgs, subject, text),
            E::ActionSet { action, .. } => self.action(action),
            E::ActionReassigned { no, .. } => self.reassigned(*no),
            // What is sealed is never written down in a message, which others send, print and file. Who may read it from
            // now on is told that she may, and no more.
            E::StepDelegated { sealed: true, .. } => {}
            E::StepDelegated { pathway, step, nth, to, .. } => self.delegated(pathway, step, *nth, *to),
            E::SharingAgreed { .. } | E::SharingEnded { .. } | E::SharingRequestDeclined { .. } => self.sharing(event),
            E::LetterSent { no, letter } => self.letter_to(*no, letter),
            E::FirstLineNamed { case_manager } => self.first_line_named(*case_manager),
            E::PlanRevised { .. } => self.plan_revised(),
            E::CoordinatorNamed { coordinator, after_birth } => self.coordinator(*coordinator, *after_birth),
            E::Closed { reason: ClosingReason::Died, died_on, .. } => self.died(*died_on),
            E::CoordinationHandedOver { to, note } => self.coordination_handed_over(*to, note),
            E::CareDiagnosed { .. }
            | E::PlanFixed { .. }
            | E::LevelSet { .. }
            | E::GoalEvaluated { .. }
            | E::TeamMemberSet { .. }
            | E::InvolvementEnded { .. }
            | E::Moved { .. }
            | E::TrustedPersonNamed { .. }
            | E::TrustedPersonRemoved
            | E::Pathway { .. }
            | E::DelegationEnded { .. }
            | E::ReaderNamed { .. }
            | E::ReaderStruck { .. }
            | E::SealedNoteWritten { .. }
            | E::IntakeRecorded { .. }
            | E::ContactRecorded { .. }
            | E::ContactCorrected { .. }
            | E::SignalAcknowledged { .. }
            | E::InvestigationNoted { .. }
            | E::InvestigationResult { .. }
            | E::AgendaPut { .. }
            | E::AgendaWithdrawn { .. }
            | E::AgendaDiscussed { .. }
            | E::ActionDone { .. }
            | E::LetterReturned { .. }
            | E::ActionDropped { .. }
            | E::FeedbackExpected { .. }
            | E::FeedbackReceived { .. }
            | E::FeedbackWaived { .. }
            | E::SharingRequested { .. }
            // Who must hear of these hangs on the region's roster too: `visits_set`.
            | E::VisitAgreed { .. }
            | E::BirthDetailed { .. }
            | E::Evaluated { .. }
            | E::Closed { .. }
            | E::Reopened { .. } => {}
        }
    }

    /// Tells somebody something, as far as she may know it. A second text on the same subject joins the first.
    fn tell(&mut self, to: To, subject: Subject, say: &Say) {
        let notice = self.notice(to, subject, say);
        let known = self
            .notices
            .iter_mut()
            .find(|known| known.receiver == notice.receiver && known.subject == subject && known.letter.is_none());
        match known {
            Some(known) => join(known, notice.policy, &notice.body),
            None => self.notices.push(notice),
        }
    }

    fn notice(&self, to: To, subject: Subject, say: &Say) -> Notice {
        let cleared = self.may_read_medical(to);
        let (policy, body) = match (&say.medical, &say.logistics) {
            (Some(medical), _) if cleared => (ContentPolicy::Medical, medical.clone()),
            (_, Some(logistics)) => (ContentPolicy::Logistics, logistics.clone()),
            (_, None) => (ContentPolicy::NoContent, texts::something_waits()),
        };
        let receiver = match to {
            To::Seat(seat) => Receiver::Person(seat.person),
            To::Org(org) => Receiver::Org(org),
            To::Client => Receiver::Client(self.after.client),
            To::Elsewhere => Receiver::Elsewhere,
        };
        Notice { receiver, subject, policy, title: say.title.clone(), body, letter: None }
    }

    /// The client reads what concerns her. An organisation does unless it is the COA; a person does in a role of care.
    /// What the directory does not know reads nothing medical.
    fn may_read_medical(&self, to: To) -> bool {
        let cares = |org: OrgId| self.ctx.directory.kind(org).is_some_and(|kind| kind != OrgKind::Coa);
        match to {
            To::Client | To::Elsewhere => true,
            To::Org(org) => cares(org),
            To::Seat(seat) => {
                let role = self.ctx.directory.role(seat);
                cares(seat.org) && role.is_some_and(Role::gives_care)
            }
        }
    }

    /// Whether this person gave the command: she need not be told what she did herself.
    fn is_actor(&self, person: PersonId) -> bool {
        self.ctx.actor.seat().is_some_and(|seat| seat.person == person)
    }
}

fn join(known: &mut Notice, policy: ContentPolicy, body: &Text) {
    known.policy = known.policy.max(policy);
    if known.body.nl.split("\n\n").all(|paragraph| paragraph != body.nl) {
        for (text, more) in [(&mut known.body.nl, &body.nl), (&mut known.body.en, &body.en)] {
            text.push_str("\n\n");
            text.push_str(more);
        }
    }
}
