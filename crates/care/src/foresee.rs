//! What a command would bring about, and who would be told: decided, added up and told by the same functions that do so
//! when it is given, and kept nowhere (AZ-10, AZ-11, AZ-12).
//!
//! A handover is a handshake, so that most of what is told comes later. What follows on the answer, or on its absence, is
//! foreseen too.

use jiff::civil::Date;

use crate::case::records::Recorded;
use crate::case::records::{ActionDecision, Deputyship, No, Proposal};
use crate::case::state::{ActionLife, numbered};
use crate::case::{self, Case, CaseCommand, CaseEvent, Context, Refusal};
use crate::charge::Charge;
use crate::notice::{self, Notice};
use crate::presence::Presence;
use crate::seat::{Actor, Seat};

/// When somebody would be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occasion {
    /// As soon as the command is given.
    AtOnce,
    /// Once the receiver accepts.
    Accepted,
    /// If she declines.
    Declined,
    /// If nobody answers; the alarm goes the day after this one.
    Unanswered {
        /// The last day for an answer.
        answer_by: Date,
    },
}

/// Something that would be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foretold {
    /// When.
    pub on: Occasion,
    /// To whom, and what.
    pub notice: Notice,
}

/// What a command would bring about.
#[derive(Debug, Clone)]
pub struct Foreseen {
    /// What would happen.
    pub events: Vec<CaseEvent>,
    /// The case as it would stand then.
    pub after: Case,
    /// Who would be told what, in the order of the occasions.
    pub told: Vec<Foretold>,
    /// Who is taken to accept a proposed handover; `None` where nobody at the receiver can, and without a proposal.
    pub receiver: Option<Seat>,
    /// Whether the proposal names her: otherwise any midwife or doctor there may accept, and the texts that name her are
    /// those of one of them.
    pub receiver_is_named: bool,
}

/// Decides a command on a case without keeping anything.
///
/// # Errors
/// As [`case::decide`].
pub fn foresee(case: &Case, command: &CaseCommand, ctx: &Context<'_>) -> Result<Foreseen, Refusal> {
    let events = case::decide(case, command, ctx)?;
    let after = add(case, &events, ctx);
    let mut foreseen = Foreseen {
        told: tell(Occasion::AtOnce, Some(case), &events, &after, ctx),
        receiver: None,
        receiver_is_named: false,
        events,
        after,
    };
    let proposed = foreseen.events.iter().find_map(|event| match event {
        CaseEvent::HandoverProposed { no, proposal } => Some((*no, proposal.clone())),
        _ => None,
    });
    if let Some((no, proposal)) = proposed {
        foreseen.receiver_is_named = proposal.to_person.is_some();
        answers(&mut foreseen, no, &proposal, ctx);
    }
    Ok(foreseen)
}

/// Adds what follows on the answer to a proposal.
fn answers(foreseen: &mut Foreseen, no: No, proposal: &Proposal, ctx: &Context<'_>) {
    let case = foreseen.after.clone();
    let managers = managers(proposal, Charge::of_case(&case), ctx);
    if let Some(by) = managers.first().copied() {
        foreseen.receiver = Some(by);
        let receiver = Context { actor: Actor::Person(by), ..*ctx };
        let deputy = managers.get(1).copied().unwrap_or(by);
        let events = accepted(&case, no, by, deputy, &receiver);
        let after = add(&case, &events, &receiver);
        foreseen.told.extend(tell(Occasion::Accepted, Some(&case), &events, &after, &receiver));
        let events = [CaseEvent::HandoverDeclined { no, by, reason: String::new() }];
        let after = add(&case, &events, &receiver);
        foreseen.told.extend(tell(Occasion::Declined, Some(&case), &events, &after, &receiver));
    }
    let system = Context { actor: Actor::System, ..*ctx };
    let coordinators = Presence::of(ctx).coordinators(&[proposal.from.org, proposal.to_org]);
    let events = [CaseEvent::HandoverUnanswered { no, coordinators }];
    let after = add(&case, &events, &system);
    let on = Occasion::Unanswered { answer_by: proposal.answer_by };
    foreseen.told.extend(tell(on, Some(&case), &events, &after, &system));
}

/// What her acceptance brings; of a practice with one midwife, who has no deputy there, as far as it can be told.
fn accepted(case: &Case, no: No, by: Seat, deputy: Seat, ctx: &Context<'_>) -> Vec<CaseEvent> {
    let open = numbered(&case.actions).filter(|(_, action)| action.life == ActionLife::Open);
    let actions: Vec<(No, ActionDecision)> = open.map(|(no, _)| (no, ActionDecision::Take)).collect();
    let command = CaseCommand::AcceptHandover { no, deputy, actions };
    case::decide(case, &command, ctx).unwrap_or_else(|_| {
        let deputy = Deputyship { deputy, from: ctx.today, until: None };
        vec![CaseEvent::HandoverAccepted { no, by, deputy, actions: Vec::new(), moves_on: None }]
    })
}

/// Who may accept: the person named, or else the midwives and doctors of the organisation, those who are there first.
fn managers(proposal: &Proposal, charge: &Charge, ctx: &Context<'_>) -> Vec<Seat> {
    let org = proposal.to_org;
    let fits = |role| ctx.directory.kind(org).is_some_and(|kind| charge.covers(kind, role));
    let people = ctx.directory.people.of(org).filter(|(_, role)| fits(*role));
    let mut seats: Vec<Seat> =
        people.map(|(person, _)| Seat::new(person.id, org)).filter(|seat| *seat != proposal.from).collect();
    seats.sort_by_key(|seat| {
        let named = proposal.to_person == Some(seat.person);
        (!named, ctx.directory.is_absent(seat.person, ctx.today), seat.person)
    });
    seats
}

fn add(case: &Case, events: &[CaseEvent], ctx: &Context<'_>) -> Case {
    let mut after = case.clone();
    for event in events {
        case::evolve(&mut after, event, Recorded { by: ctx.actor, at: ctx.now });
    }
    after
}

fn tell(on: Occasion, before: Option<&Case>, events: &[CaseEvent], after: &Case, ctx: &Context<'_>) -> Vec<Foretold> {
    notice::notices(before, events, after, ctx).into_iter().map(|notice| Foretold { on, notice }).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::case::records::HandoverKind;
    use crate::fixtures::*;
    use crate::ids::PersonId;
    use crate::notice::{Receiver, Subject};

    fn relocation(to_person: Option<Seat>) -> CaseCommand {
        CaseCommand::ProposeHandover {
            work: Vec::new(),
            handover: HandoverKind::Relocation {
                moves_on: day(4, 10),
                coa: Some(OTHER_COA),
                gc_a: Some(OTHER_GC_A),
                place: String::new(),
            },
            to_org: OTHER_PRACTICE,
            to_person: to_person.map(|seat| seat.person),
            note: "Luul spreekt Tigrinya.".to_owned(),
            answer_by: day(4, 4),
        }
    }

    fn whom(foreseen: &Foreseen, on: Occasion) -> BTreeSet<(Receiver, Subject)> {
        let told = foreseen.told.iter().filter(|told| told.on == on);
        told.map(|told| (told.notice.receiver, told.notice.subject)).collect()
    }

    #[test]
    fn az_10_who_will_be_told_of_a_relocation_is_known_before_it_is_proposed() {
        let (case, ctx) = (opened_case(), ctx(JOKE, day(4, 1)));
        let before = case.clone();
        let foreseen = foresee(&case, &relocation(Some(NADIA)), &ctx).unwrap();
        assert_eq!(case, before, "nothing changed");
        assert_eq!((foreseen.receiver, foreseen.receiver_is_named), (Some(NADIA), true));
        let asked = whom(&foreseen, Occasion::AtOnce);
        assert!(asked.contains(&(Receiver::Person(NADIA.person), Subject::HandoverProposed)), "{asked:?}");
        let told = whom(&foreseen, Occasion::Accepted);
        for org in [OTHER_COA, OTHER_GC_A] {
            assert!(told.contains(&(Receiver::Org(org), Subject::NewCaseManager)), "{told:?}");
        }
        assert!(told.contains(&(Receiver::Person(JOKE.person), Subject::HandoverAccepted)), "{told:?}");
        let declined = whom(&foreseen, Occasion::Declined);
        assert_eq!(declined, BTreeSet::from([(Receiver::Person(JOKE.person), Subject::HandoverDeclined)]));
        let alarm = whom(&foreseen, Occasion::Unanswered { answer_by: day(4, 4) });
        for seat in [JOKE, NADIA] {
            assert!(alarm.contains(&(Receiver::Person(seat.person), Subject::HandoverUnanswered)), "{alarm:?}");
        }
    }

    #[test]
    fn az_10_what_is_foreseen_is_what_is_told() {
        let (case, ctx) = (opened_case(), ctx(JOKE, day(4, 1)));
        let command = relocation(None);
        let foreseen = foresee(&case, &command, &ctx).unwrap();
        let events = case::decide(&case, &command, &ctx).unwrap();
        assert_eq!(foreseen.events, events);
        let told = notice::notices(Some(&case), &events, &add(&case, &events, &ctx), &ctx);
        let at_once = foreseen.told.into_iter().filter(|told| told.on == Occasion::AtOnce);
        assert_eq!(at_once.map(|told| told.notice).collect::<Vec<_>>(), told);
        assert!(!foreseen.receiver_is_named);
    }

    #[test]
    fn az_10_where_nobody_can_accept_that_is_foreseen() {
        let (case, mut directory) = (opened_case(), directory());
        let there: Vec<PersonId> = directory.people.of(OTHER_PRACTICE).map(|(person, _)| person.id).collect();
        there.into_iter().for_each(|id| directory.people.change(id, |person| person.roles.clear()));
        let ctx = ctx_in(&directory, JOKE, day(4, 1));
        let foreseen = foresee(&case, &relocation(None), &ctx).unwrap();
        assert_eq!(foreseen.receiver, None);
        assert!(whom(&foreseen, Occasion::Accepted).is_empty());
        let refused = foresee(&case, &relocation(Some(NADIA)), &ctx).unwrap_err();
        assert_eq!(refused.code(), "unfit-person");
    }
}
