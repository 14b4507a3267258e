//! Handover as a handshake: proposed → accepted | declined | withdrawn (AZ-10, AZ-11, AZ-13).
//!
//! Until the receiver accepts, the sender is accountable; nobody but the receiver can move accountability.

use jiff::ToSpan as _;
use jiff::civil::Date;
use regie_pathway as pathway;

use super::draft::Draft;
use super::standing::{self, words};
use super::{by_work, check, follow, steps};
use crate::case::records::{
    ActionDecision, Deputyship, Expectation, HandoverCode, HandoverKind, No, Proposal, ReferralLetter,
};
use crate::case::state::{ActionLife, ActionRecord, Case, ExpectationLife, HandoverLife, HandoverRecord, numbered};
use crate::case::{CaseEvent, Context, Refusal};
use crate::charge::Charge;
use crate::ids::{OrgId, PersonId};
use crate::presence::Presence;
use crate::seat::{Line, OrgKind, Seat};
use crate::sharing::Circle;
use crate::text::LINE;
use crate::vocabulary::fact;

/// Days within which a foreseen handover must be answered.
pub const ANSWER_WITHIN: i32 = 14;
/// Days within which an acute handover must be answered.
pub const ACUTE_ANSWER_WITHIN: i32 = 2;
/// Days within which the letter of an acute handover must follow.
pub const LETTER_WITHIN: i32 = 2;
/// Days after the last day for an answer by which second line must have fed back to first line.
pub const FEEDBACK_WITHIN: i32 = 14;
/// Days back that a move may lie when its handover is proposed: a client is sometimes moved unannounced.
pub const MOVED_AT_MOST: i32 = 60;
/// Days ahead that a move may lie.
pub const MOVES_WITHIN: i32 = 180;
/// What second line feeds back after a handover (AZ-11).
pub const FEEDBACK_ABOUT: &str = "Verloop na de overdracht";

/// Why no feedback is owed, and the letter is once more, after a handover that was declined.
pub(crate) const DECLINED: &str = "De overdracht is geweigerd.";

/// The same after one that was taken back.
pub(crate) const WITHDRAWN: &str = "De overdracht is ingetrokken.";

const HANDOVER: &str = "handover";
const ASK_CASE_MANAGER: &str = "ask her to propose it";
const RECEIVERS: &str = "a midwife or doctor of the receiving organisation";
const NAMED_RECEIVER: &str =
    "the person to whom it was proposed, or a midwife or doctor of her organisation while she is away,";

/// Proposes to hand the case over. A planned handover sends its letter with the proposal.
pub(super) fn propose(
    case: &Case,
    ctx: &Context<'_>,
    handover: &HandoverKind,
    (to_org, to_person): (OrgId, Option<PersonId>),
    note: &str,
    answer_by: Date,
    work: &[(No, ActionDecision)],
) -> Result<Vec<CaseEvent>, Refusal> {
    if let Some((no, _)) = case.pending_handover() {
        return Err(Refusal::HandoverPending { no });
    }
    let proposed_by = proposer(case, ctx, handover.code())?;
    let within = if matches!(handover, HandoverKind::Acute { .. }) { ACUTE_ANSWER_WITHIN } else { ANSWER_WITHIN };
    between("answer-by", answer_by, ctx.today, later(ctx.today, within))?;
    receiving_org(case, ctx, handover.code(), to_org)?;
    receiving_person(case, ctx, handover.code(), to_org, to_person)?;
    decisions_fit(case, work)?;
    let handover = conditions(case, ctx, handover)?;
    let owes_feedback = matches!(handover, HandoverKind::Planned { .. } | HandoverKind::Acute { .. });

    let proposal = Proposal {
        handover,
        from: case.case_manager,
        proposed_by,
        to_org,
        to_person,
        note: note.trim().to_owned(),
        answer_by,
        work: work.to_vec(),
    };
    let mut draft = Draft::new(case, ctx);
    let sends_letter = matches!(proposal.handover, HandoverKind::Planned { .. });
    draft.push(CaseEvent::HandoverProposed { no: check::next_no(&case.handovers), proposal });
    if owes_feedback {
        let expectation = feedback(to_org, answer_by);
        draft.push(CaseEvent::FeedbackExpected { no: check::next_no(&case.expectations), expectation, sealed: false });
    }
    if sends_letter {
        by_work::letter_does(&mut draft, ctx)?;
    }
    Ok(draft.finish())
}

/// Accepts a handover: the actor becomes accountable, and every open action is decided about.
pub(super) fn accept(
    case: &Case,
    ctx: &Context<'_>,
    no: No,
    deputy: Seat,
    actions: &[(No, ActionDecision)],
) -> Result<Vec<CaseEvent>, Refusal> {
    let proposal = &pending(case, no)?.proposal;
    let by = receiver(case, ctx, proposal)?;
    check::deputy(ctx, Charge::of_case(case), by, deputy)?;
    decided_all(case, proposal, actions)?;

    let deputy = Deputyship { deputy, from: ctx.today, until: None };
    let moves_on = match &proposal.handover {
        HandoverKind::Relocation { moves_on, .. } => Some(*moves_on).filter(|day| *day > ctx.today),
        _ => None,
    };
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::HandoverAccepted { no, by, deputy, actions: actions.to_vec(), moves_on });
    if let Some(command) = care_line(ctx, proposal.from.org, by.org) {
        steps::tell(&mut draft, &command)?;
    }
    draft.step(|case, ctx| Ok(sharing_after(case, ctx).into_iter().collect()))?;
    follow::as_it_stands(&mut draft, "bij de overdracht is opnieuw besloten wie wat doet")?;
    Ok(draft.finish())
}

/// Declines a handover; the sender stays accountable.
pub(super) fn decline(case: &Case, ctx: &Context<'_>, no: No, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    let proposal = &pending(case, no)?.proposal;
    let by = receiver(case, ctx, proposal)?;
    let reason = words("reason", reason)?;
    come_to_nothing(case, ctx, no, CaseEvent::HandoverDeclined { no, by, reason }, DECLINED)
}

/// Ends a proposal: it owes no feedback, and its letter has brought nobody.
fn come_to_nothing(
    case: &Case,
    ctx: &Context<'_>,
    no: No,
    event: CaseEvent,
    why: &str,
) -> Result<Vec<CaseEvent>, Refusal> {
    let record = check::numbered(&case.handovers, HANDOVER, no)?;
    let mut draft = Draft::new(case, ctx);
    draft.push(event);
    if let Some(waived) = waive_feedback(case, &record.proposal, why) {
        draft.push(waived);
    }
    if record.letter.is_some() {
        by_work::letter_is_owed_again(&mut draft, ctx, why)?;
    }
    Ok(draft.finish())
}

/// Takes a proposal back.
pub(super) fn withdraw(case: &Case, ctx: &Context<'_>, no: No, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    let proposal = &pending(case, no)?.proposal;
    let proposed_it = ctx.actor.seat() == Some(proposal.proposed_by);
    if !proposed_it && !standing::is_case_manager(case, ctx) && !standing::is_deputy(case, ctx) {
        return Err(Refusal::NotYours {
            who: "the case manager, her deputy or who proposed this handover",
            mend: "the receiver can decline it",
        });
    }
    let reason = words("reason", reason)?;
    come_to_nothing(case, ctx, no, CaseEvent::HandoverWithdrawn { no, reason }, WITHDRAWN)
}

/// Sends the letter that an acute handover owes.
pub(super) fn send_letter(
    case: &Case,
    ctx: &Context<'_>,
    no: No,
    letter: &ReferralLetter,
) -> Result<Vec<CaseEvent>, Refusal> {
    let record = check::numbered(&case.handovers, HANDOVER, no)?;
    if !matches!(record.proposal.handover, HandoverKind::Acute { .. }) {
        return Err(Refusal::NoSuch { what: "acute handover", no });
    }
    let settled = |how| Err(Refusal::Settled { what: HANDOVER, no, how });
    match record.life {
        HandoverLife::Declined(..) => return settled("it was declined, so that no letter is owed"),
        HandoverLife::Withdrawn(..) => return settled("it was withdrawn, so that no letter is owed"),
        HandoverLife::Proposed { .. } | HandoverLife::Accepted(..) => {}
    }
    if record.letter.is_some() {
        return settled("its letter was sent");
    }
    let from = record.proposal.from;
    // On whose board it stands: a colleague may be first-line case manager since.
    let owes = if from.org == case.first_line.org { case.first_line } else { from };
    let stands_in =
        |seat: Seat| seat.org == from.org && standing::is_away(ctx, owes) && standing::manages(case, ctx, seat);
    if !ctx
        .actor
        .seat()
        .is_some_and(|seat| [from, owes, record.proposal.proposed_by].contains(&seat) || stands_in(seat))
    {
        return Err(Refusal::NotYours {
            who: "the case manager who handed over, who proposed it for her, or a midwife or doctor of her organisation \
                  while she is away,",
            mend: "ask one of them to complete and send the letter",
        });
    }
    let letter = complete(letter, from)?;
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::ReferralLetterSent { no, letter });
    by_work::letter_does(&mut draft, ctx)?;
    Ok(draft.finish())
}

/// The alarm for a handover to which no answer came in time; given once.
#[must_use]
pub(super) fn unanswered(case: &Case, ctx: &Context<'_>) -> Vec<CaseEvent> {
    case.pending_handover()
        .filter(|(_, record)| record.life == HandoverLife::Proposed { alarmed: false })
        .filter(|(_, record)| record.proposal.answer_by < ctx.today)
        .map(|(no, record)| {
            let sides = [record.proposal.from.org, record.proposal.to_org];
            CaseEvent::HandoverUnanswered { no, coordinators: Presence::of(ctx).coordinators(&sides) }
        })
        .into_iter()
        .collect()
}

/// Who may propose this kind of handover: an acute one whoever is on duty, a foreseen one the case manager.
fn proposer(case: &Case, ctx: &Context<'_>, code: HandoverCode) -> Result<Seat, Refusal> {
    let (may, who, mend) = match code {
        HandoverCode::Planned => (
            standing::decides(case, ctx),
            "the case manager, or her deputy while she is away,",
            "ask her to propose it, or propose an acute handover if it cannot wait",
        ),
        HandoverCode::Acute => (
            standing::is_case_manager(case, ctx) || standing::is_deputy(case, ctx) || is_on_duty(case, ctx),
            "who is on duty at the case manager's organisation, the case manager or her deputy",
            "call the emergency number of that organisation",
        ),
        HandoverCode::Colleague | HandoverCode::Relocation | HandoverCode::Return => (
            standing::is_case_manager(case, ctx) || standing::is_deputy(case, ctx),
            "the case manager or her deputy",
            ASK_CASE_MANAGER,
        ),
    };
    ctx.actor.seat().filter(|_| may).ok_or(Refusal::NotYours { who, mend })
}

/// Whether the actor is on duty for the accountable organisation. Where its rota is silent for this moment, any of its
/// midwives and doctors who is there to act counts as on duty: an empty rota may not hold up an emergency.
fn is_on_duty(case: &Case, ctx: &Context<'_>) -> bool {
    ctx.actor.seat().is_some_and(|seat| {
        seat.org == case.case_manager.org
            && match ctx.directory.on_duty(seat.org, ctx.now) {
                Some(on_duty) => on_duty == seat.person,
                None => standing::manages(case, ctx, seat),
            }
    })
}

fn receiving_org(case: &Case, ctx: &Context<'_>, code: HandoverCode, to_org: OrgId) -> Result<(), Refusal> {
    let unfit = |problem| Err(Refusal::UnfitOrg { field: "to-org", problem });
    let (org, charge) = (check::org(ctx, "to-org", to_org)?, Charge::of_case(case));
    let elsewhere = to_org != case.case_manager.org;
    match code {
        HandoverCode::Colleague if elsewhere => {
            unfit("is another than the case manager's; choose her own, or another kind of handover")
        }
        HandoverCode::Colleague => Ok(()),
        _ if !elsewhere => unfit("is where the case manager works; hand over to a colleague instead"),
        HandoverCode::Planned | HandoverCode::Acute if org.kind != OrgKind::Hospital => {
            unfit("is not second or third line; choose a hospital")
        }
        HandoverCode::Planned | HandoverCode::Acute if !charge.accountable.contains(&org.kind) => {
            unfit("does not do the care of this pathway; the case manager stays accountable wherever the client is")
        }
        HandoverCode::Return
            if ctx.directory.kind(case.case_manager.org) != Some(OrgKind::Hospital)
                && case.stayed_with() != Some(to_org) =>
        {
            unfit(
                "cannot get the case back; only second line gives a case back, or who was to get a client who does not \
                 move after all",
            )
        }
        HandoverCode::Relocation | HandoverCode::Return if !charge.begins_at.contains(&org.kind) => {
            unfit(match charge.is_midwifery() {
                true => "is not a midwife practice; choose one",
                false => "does not do the care of this pathway; choose an organisation that does",
            })
        }
        HandoverCode::Relocation if to_org == case.first_line.org => {
            unfit("is the practice from which she came; return the case to first line instead")
        }
        HandoverCode::Planned | HandoverCode::Acute | HandoverCode::Relocation | HandoverCode::Return => Ok(()),
    }
}

fn receiving_person(
    case: &Case,
    ctx: &Context<'_>,
    code: HandoverCode,
    to_org: OrgId,
    to_person: Option<PersonId>,
) -> Result<(), Refusal> {
    match to_person {
        None if code == HandoverCode::Colleague => Err(Refusal::Empty { field: "to-person" }),
        None => Ok(()),
        Some(person) if Seat::new(person, to_org) == case.case_manager => {
            Err(Refusal::Unfit { field: "to-person", problem: "is the case manager herself, not a colleague" })
        }
        Some(person) => check::may_manage(ctx, Charge::of_case(case), "to-person", Seat::new(person, to_org)),
    }
}

/// What each kind of handover asks of the sender; gives it back as it will be kept.
fn conditions(case: &Case, ctx: &Context<'_>, handover: &HandoverKind) -> Result<HandoverKind, Refusal> {
    match handover {
        HandoverKind::Colleague | HandoverKind::Return => {}
        HandoverKind::Planned { letter } => {
            return Ok(HandoverKind::Planned { letter: complete(letter, case.case_manager)? });
        }
        HandoverKind::Acute { letter_by } => {
            between("letter-by", *letter_by, ctx.today, later(ctx.today, LETTER_WITHIN))?;
        }
        HandoverKind::Relocation { moves_on, coa, gc_a, place } => {
            // Also before the opening: a case may be entered after she was moved.
            between("moves-on", *moves_on, later(ctx.today, -MOVED_AT_MOST), later(ctx.today, MOVES_WITHIN))?;
            for (field, org, kind, problem) in [
                ("coa", coa, OrgKind::Coa, "is not a reception agency (COA); choose the one at the new site"),
                ("gc-a", gc_a, OrgKind::GcA, "is not a health centre (GC A); choose the one at the new site"),
            ] {
                let Some(org) = *org else { continue };
                if check::org(ctx, field, org)?.kind != kind {
                    return Err(Refusal::UnfitOrg { field, problem });
                }
            }
            let place = place.split_whitespace().collect::<Vec<_>>().join(" ");
            let length = place.chars().count();
            if length > LINE {
                return Err(Refusal::TooLong { field: "place".to_owned(), length, most: LINE });
            }
            return Ok(HandoverKind::Relocation { moves_on: *moves_on, coa: *coa, gc_a: *gc_a, place });
        }
    }
    Ok(handover.clone())
}

/// A letter must be complete, and names the case manager who hands over, whoever sends it (AZ-11).
fn complete(letter: &ReferralLetter, from: Seat) -> Result<ReferralLetter, Refusal> {
    if letter.case_manager.is_some_and(|named| named != from.person) {
        return Err(Refusal::LetterNamesAnother);
    }
    let letter = ReferralLetter { case_manager: Some(from.person), ..letter.clone() };
    let missing = letter.missing();
    if missing.is_empty() { Ok(letter) } else { Err(Refusal::LetterIncomplete { missing }) }
}

fn pending(case: &Case, no: No) -> Result<&HandoverRecord, Refusal> {
    let record = check::numbered(&case.handovers, HANDOVER, no)?;
    let how = match record.life {
        HandoverLife::Proposed { .. } => return Ok(record),
        HandoverLife::Accepted(..) => "accepted",
        HandoverLife::Declined(..) => "declined",
        HandoverLife::Withdrawn(..) => "withdrawn by the sender",
    };
    Err(Refusal::Settled { what: HANDOVER, no, how })
}

/// The actor, if she may answer: seated at the receiver, able to manage cases, and not the sender herself.
fn receiver(case: &Case, ctx: &Context<'_>, proposal: &Proposal) -> Result<Seat, Refusal> {
    let refused = if proposal.to_person.is_some() { NAMED_RECEIVER } else { RECEIVERS };
    ctx.actor
        .seat()
        .filter(|seat| seat.org == proposal.to_org && standing::manages(case, ctx, *seat) && *seat != case.case_manager)
        .filter(|seat| {
            proposal
                .to_person
                .is_none_or(|named| named == seat.person || standing::is_away(ctx, Seat::new(named, seat.org)))
        })
        .ok_or(Refusal::NotTheReceiver { receiver: refused })
}

/// Decisions are about open actions, one for each; who drops one says why.
fn decisions_fit(case: &Case, decisions: &[(No, ActionDecision)]) -> Result<(), Refusal> {
    const ACTION: &str = "action";
    for (place, (no, decision)) in decisions.iter().enumerate() {
        let settled = |how| Refusal::Settled { what: ACTION, no: *no, how };
        let record = check::numbered(&case.actions, ACTION, *no)?;
        match record.life {
            ActionLife::Open => {}
            ActionLife::Done(..) => return Err(settled("it is done")),
            ActionLife::Dropped(..) => return Err(settled("it was dropped")),
        }
        if decisions.iter().take(place).any(|(earlier, _)| earlier == no) {
            return Err(settled("it is decided twice in this answer; leave one decision"));
        }
        if let ActionDecision::Drop { reason } = decision {
            check::not_empty("actions.reason", reason)?;
        }
    }
    Ok(())
}

/// Every open action that hangs on the old case manager needs a decision; nothing travels along blindly.
fn decided_all(case: &Case, proposal: &Proposal, decisions: &[(No, ActionDecision)]) -> Result<(), Refusal> {
    decisions_fit(case, decisions)?;
    let hangs_on_sender = |action: &ActionRecord| {
        action.life == ActionLife::Open && action.plan.who.is_none_or(|who| who == proposal.from)
    };
    let undecided: Vec<No> = numbered(&case.actions)
        .filter(|(no, action)| hangs_on_sender(action) && !decisions.iter().any(|(decided, _)| decided == no))
        .map(|(no, _)| no)
        .collect();
    if undecided.is_empty() { Ok(()) } else { Err(Refusal::ActionsUndecided { undecided }) }
}

/// In which line the care is given from now on, for every pathway that asks; nothing when it stays where it was.
fn care_line(ctx: &Context<'_>, from: OrgId, to: OrgId) -> Option<pathway::Command> {
    let line = |org| ctx.directory.kind(org).and_then(OrgKind::line);
    let now = line(to)?;
    let value = match now {
        Line::First => fact::FIRST,
        Line::Second => fact::SECOND,
    };
    let (fact, value) = (pathway::FactId::from(fact::CARE_LINE), pathway::FactValue::Choice(value.to_owned()));
    (line(from) != Some(now)).then_some(pathway::Command::SetFact { fact, value })
}

/// Shared case management ends when the people it names are no longer the case managers (AZ-12).
pub(super) fn sharing_after(after: &Case, ctx: &Context<'_>) -> Option<CaseEvent> {
    if after.sharing.is_empty() {
        return None;
    }
    let breach = Circle::of(after).breach(&after.sharing, ctx.directory)?;
    Some(CaseEvent::SharingEnded { reason: breach.why_ended().nl })
}

fn feedback(to_org: OrgId, answer_by: Date) -> Expectation {
    Expectation {
        from: Some(to_org),
        about: FEEDBACK_ABOUT.to_owned(),
        by: later(answer_by, FEEDBACK_WITHIN),
        step: None,
    }
}

/// A handover that did not come about owes no feedback.
fn waive_feedback(case: &Case, proposal: &Proposal, reason: &str) -> Option<CaseEvent> {
    if !matches!(proposal.handover, HandoverKind::Planned { .. } | HandoverKind::Acute { .. }) {
        return None;
    }
    let owed = feedback(proposal.to_org, proposal.answer_by);
    numbered(&case.expectations)
        .rev()
        .find(|(_, record)| record.life == ExpectationLife::Waiting && record.expectation == owed)
        .map(|(no, _)| CaseEvent::FeedbackWaived { no, reason: reason.to_owned(), sealed: false })
}

pub(super) fn between(field: &'static str, on: Date, earliest: Date, latest: Date) -> Result<(), Refusal> {
    check::not_before(field, on, earliest)?;
    if on > latest { Err(Refusal::TooLate { field, on, latest }) } else { Ok(()) }
}

pub(super) fn later(date: Date, days: i32) -> Date {
    date.saturating_add(days.days())
}

#[cfg(test)]
mod tests;
