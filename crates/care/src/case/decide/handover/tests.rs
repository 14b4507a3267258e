//! AZ-10: the handshake by which accountability moves.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]
#![allow(clippy::type_complexity, reason = "a table of cases is read by its rows")]

use jiff::civil::Date;

use crate::case::records::{ActionDecision, ActionPlan, HandoverKind, No, ReferralLetter};
use crate::case::state::{Case, HandoverLife};
use crate::case::{CaseCommand, CaseEvent, Refusal};
use crate::fixtures::*;
use crate::ids::OrgId;
use crate::seat::{OrgKind, Role, Seat};

mod first_line;
mod handshake;
mod moving;
mod referral;

/// 30w0d.
fn today() -> Date {
    day(8, 3)
}

fn letter() -> ReferralLetter {
    ReferralLetter {
        reason: "Groeivertraging".to_owned(),
        history: "G2P1".to_owned(),
        findings: "Groei op p5".to_owned(),
        question: "Overname van de zorg".to_owned(),
        psychosocial: "Maatschappelijk werk loopt".to_owned(),
        case_manager: Some(JOKE.person),
    }
}

fn planned() -> HandoverKind {
    HandoverKind::Planned { letter: letter() }
}

fn acute() -> HandoverKind {
    HandoverKind::Acute { letter_by: day(8, 4) }
}

fn relocation() -> HandoverKind {
    HandoverKind::Relocation {
        moves_on: day(8, 10),
        coa: Some(OTHER_COA),
        gc_a: Some(OTHER_GC_A),
        place: String::new(),
    }
}

fn propose(handover: HandoverKind, to_org: OrgId, to: Option<Seat>) -> CaseCommand {
    let to_person = to.map(|seat| seat.person);
    CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover,
        to_org,
        to_person,
        note: "Zie dossier".to_owned(),
        answer_by: day(8, 5),
    }
}

fn accept(no: No, deputy: Seat) -> CaseCommand {
    CaseCommand::AcceptHandover { no, deputy, actions: Vec::new() }
}

fn decline(no: No, reason: &str) -> CaseCommand {
    CaseCommand::DeclineHandover { no, reason: reason.to_owned() }
}

fn withdraw(no: No, reason: &str) -> CaseCommand {
    CaseCommand::WithdrawHandover { no, reason: reason.to_owned() }
}

/// The case after a handover that was proposed by `from` and accepted by `by`.
fn handed_over(mut case: Case, from: Seat, handover: HandoverKind, by: Seat, deputy: Seat) -> Case {
    give(&mut case, &ctx(from, today()), &propose(handover, by.org, Some(by))).unwrap();
    let no = case.pending_handover().unwrap().0;
    give(&mut case, &ctx(by, today()), &accept(no, deputy)).unwrap();
    case
}

fn in_hospital() -> Case {
    handed_over(opened_case(), JOKE, planned(), SANNE, TESS)
}

fn refused(case: &Case, actor: Seat, command: &CaseCommand) -> Refusal {
    give(&mut case.clone(), &ctx(actor, today()), command).unwrap_err()
}

#[test]
fn az_10_the_old_case_manager_stays_accountable_until_the_new_one_accepts() {
    let mut case = opened_case();
    give(&mut case, &ctx(JOKE, today()), &propose(relocation(), OTHER_PRACTICE, None)).unwrap();
    assert_eq!(case.case_manager, JOKE, "proposed is not accepted");
    assert_eq!(case.deputy_on(today()), Some(FATMA));

    give(&mut case, &ctx(NADIA, today()), &accept(1, LOTTE)).unwrap();
    assert_eq!((case.case_manager, case.first_line), (NADIA, NADIA));
    assert_eq!(case.deputy_on(today()), Some(LOTTE));
    assert!(matches!(&case.handovers[0].life, HandoverLife::Accepted(by, _) if by == &NADIA));
}

#[test]
fn az_10_who_may_propose_which_handover() {
    let first = opened_case();
    let second = in_hospital();
    let away = directory_without(JOKE, day(8, 1), Some(day(8, 9)));
    let there = directory();
    let rows: Vec<(&str, &Case, HandoverKind, OrgId, Option<Seat>, Seat, bool, bool)> = vec![
        // what, case, kind, to, to whom, who proposes, case manager away, may
        ("case manager to a colleague", &first, HandoverKind::Colleague, PRACTICE, Some(MARIE), JOKE, false, true),
        ("her deputy to a colleague", &first, HandoverKind::Colleague, PRACTICE, Some(MARIE), FATMA, false, true),
        ("a third one to herself", &first, HandoverKind::Colleague, PRACTICE, Some(MARIE), MARIE, false, false),
        ("the assistant", &first, HandoverKind::Colleague, PRACTICE, Some(MARIE), INGE, false, false),
        ("case manager on a move", &first, relocation(), OTHER_PRACTICE, None, JOKE, false, true),
        ("deputy on a move", &first, relocation(), OTHER_PRACTICE, None, FATMA, false, true),
        ("the receiver on a move", &first, relocation(), OTHER_PRACTICE, None, NADIA, false, false),
        ("case manager, foreseen", &first, planned(), HOSPITAL, None, JOKE, false, true),
        ("deputy, foreseen", &first, planned(), HOSPITAL, None, FATMA, false, false),
        ("deputy, foreseen, case manager away", &first, planned(), HOSPITAL, None, FATMA, true, true),
        ("a third one, foreseen", &first, planned(), HOSPITAL, None, MARIE, true, false),
        ("the hospital gives back", &second, HandoverKind::Return, PRACTICE, None, SANNE, false, true),
        ("its deputy gives back", &second, HandoverKind::Return, PRACTICE, None, TESS, false, true),
        ("first line takes back", &second, HandoverKind::Return, PRACTICE, None, JOKE, false, false),
    ];
    for (what, case, kind, to_org, to, actor, is_away, may) in rows {
        let directory = if is_away { &away } else { &there };
        let answer = give(&mut case.clone(), &ctx_in(directory, actor, today()), &propose(kind, to_org, to));
        match answer {
            Ok(_) => assert!(may, "{what} should be refused"),
            Err(refusal) => assert!(!may && refusal.code() == "not-yours", "{what}: {refusal}"),
        }
    }
}

#[test]
fn az_10_each_handover_goes_to_the_right_kind_of_receiver() {
    let first = opened_case();
    let second = in_hospital();
    let wrong_site =
        HandoverKind::Relocation { moves_on: day(8, 10), coa: Some(OTHER_GC_A), gc_a: None, place: String::new() };
    let wrong_gc_a =
        HandoverKind::Relocation { moves_on: day(8, 10), coa: None, gc_a: Some(COA), place: String::new() };
    let unknown = OrgId::new(ulid::Ulid(999));
    let rows: Vec<(&str, &Case, Seat, HandoverKind, OrgId, Option<Seat>, &str)> = vec![
        (
            "colleague elsewhere",
            &first,
            JOKE,
            HandoverKind::Colleague,
            OTHER_PRACTICE,
            Some(NADIA),
            "unfit-organisation",
        ),
        ("nobody named", &first, JOKE, HandoverKind::Colleague, PRACTICE, None, "empty"),
        ("herself", &first, JOKE, HandoverKind::Colleague, PRACTICE, Some(JOKE), "unfit-person"),
        ("the assistant", &first, JOKE, HandoverKind::Colleague, PRACTICE, Some(INGE), "unfit-person"),
        ("referral to a practice", &first, JOKE, planned(), OTHER_PRACTICE, None, "unfit-organisation"),
        ("acute to the GP", &first, JOKE, acute(), GP, None, "unfit-organisation"),
        ("move to the same practice", &first, JOKE, relocation(), PRACTICE, None, "unfit-organisation"),
        ("move to a hospital", &first, JOKE, relocation(), HOSPITAL, None, "unfit-organisation"),
        ("COA is a GC A", &first, JOKE, wrong_site, OTHER_PRACTICE, None, "unfit-organisation"),
        ("GC A is the COA", &first, JOKE, wrong_gc_a, OTHER_PRACTICE, None, "unfit-organisation"),
        ("return from first line", &first, JOKE, HandoverKind::Return, OTHER_PRACTICE, None, "unfit-organisation"),
        ("return to the COA", &second, SANNE, HandoverKind::Return, COA, None, "unfit-organisation"),
        ("a move to where she came from", &second, SANNE, relocation(), PRACTICE, None, "unfit-organisation"),
        ("unknown", &first, JOKE, relocation(), unknown, None, "unfit-organisation"),
        ("who does not work there", &first, JOKE, planned(), HOSPITAL, Some(NADIA), "unfit-person"),
        ("the coordinator", &first, JOKE, planned(), HOSPITAL, Some(REGINA), "unfit-person"),
    ];
    for (what, case, actor, kind, to_org, to, code) in rows {
        let refusal = refused(case, actor, &propose(kind, to_org, to));
        assert_eq!(refusal.code(), code, "{what}: {refusal}");
    }
}

#[test]
fn az_10_days_must_make_sense() {
    let case = opened_case();
    let moves = |moves_on| HandoverKind::Relocation { moves_on, coa: None, gc_a: None, place: String::new() };
    let acute_by = |letter_by| HandoverKind::Acute { letter_by };
    let rows: Vec<(HandoverKind, OrgId, Date, Result<(), &str>)> = vec![
        (planned(), HOSPITAL, day(8, 2), Err("too-early")),
        (planned(), HOSPITAL, day(8, 3), Ok(())),
        (planned(), HOSPITAL, day(8, 17), Ok(())),
        (planned(), HOSPITAL, day(8, 18), Err("too-late")),
        (acute(), HOSPITAL, day(8, 5), Ok(())),
        (acute(), HOSPITAL, day(8, 6), Err("too-late")),
        (acute_by(day(8, 2)), HOSPITAL, day(8, 4), Err("too-early")),
        (acute_by(day(8, 5)), HOSPITAL, day(8, 4), Ok(())),
        (acute_by(day(8, 6)), HOSPITAL, day(8, 4), Err("too-late")),
        (moves(day(7, 1)), OTHER_PRACTICE, day(8, 4), Ok(())),
        (moves(day(3, 1)), OTHER_PRACTICE, day(8, 4), Err("too-early")),
        (moves(day(12, 31)), OTHER_PRACTICE, day(8, 4), Ok(())),
        (moves(jiff::civil::date(2027, 12, 31)), OTHER_PRACTICE, day(8, 4), Err("too-late")),
    ];
    for (handover, to_org, answer_by, expected) in rows {
        let what = format!("{handover:?} answered by {answer_by}");
        let command = CaseCommand::ProposeHandover {
            work: Vec::new(),
            handover,
            to_org,
            to_person: None,
            note: String::new(),
            answer_by,
        };
        let answer = give(&mut case.clone(), &ctx(JOKE, today()), &command);
        assert_eq!(answer.as_ref().map(|_| ()).map_err(Refusal::code), expected, "{what}");
    }
}

#[test]
fn az_10_a_move_that_became_known_afterwards_is_handed_over_from_the_day_of_opening() {
    let moved = HandoverKind::Relocation { moves_on: day(3, 1), coa: None, gc_a: None, place: String::new() };
    let (to_org, answer_by) = (OTHER_PRACTICE, opening_day());
    let command = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: moved,
        to_org,
        to_person: None,
        note: String::new(),
        answer_by,
    };
    give(&mut opened_case(), &ctx(JOKE, opening_day()), &command).unwrap();
}

#[test]
fn az_10_only_the_receiver_answers() {
    let away = directory_without(NADIA, day(8, 1), None);
    let there = directory();
    // to whom, is she away, who answers, may
    let rows: [(Option<Seat>, bool, Seat, bool); 9] = [
        (None, false, NADIA, true),
        (None, false, LOTTE, true),
        (None, false, JOKE, false),
        (None, false, FATMA, false),
        (None, false, SANNE, false),
        (None, false, COEN, false),
        (Some(NADIA), false, NADIA, true),
        (Some(NADIA), false, LOTTE, false),
        (Some(NADIA), true, LOTTE, true),
    ];
    for (to, is_away, actor, may) in rows {
        let mut case = opened_case();
        give(&mut case, &ctx(JOKE, today()), &propose(relocation(), OTHER_PRACTICE, to)).unwrap();
        let deputy = if actor == LOTTE { NADIA } else { LOTTE };
        let directory = if is_away { &away } else { &there };
        for command in [accept(1, deputy), decline(1, "Geen plaats")] {
            let answer = give(&mut case.clone(), &ctx_in(directory, actor, today()), &command);
            match answer {
                Ok(_) => assert!(may, "{actor:?} answered a handover to {to:?}"),
                Err(refusal) => assert!(!may && refusal.code() == "not-the-receiver", "{actor:?}: {refusal}"),
            }
        }
    }
}

#[test]
fn az_10_who_left_holds_nothing_up() {
    let mut gone = directory();
    for seat in [JOKE, NADIA] {
        gone.people.change(seat.person, |person| person.roles.clear());
    }
    let mut case = opened_case();
    let fatma = ctx_in(&gone, FATMA, today());
    give(&mut case, &fatma, &propose(planned(), HOSPITAL, None)).unwrap();
    give(&mut case, &fatma, &withdraw(1, "Toch een verhuizing")).unwrap();
    give(&mut case, &ctx(JOKE, today()), &propose(relocation(), OTHER_PRACTICE, Some(NADIA))).unwrap();
    give(&mut case, &ctx_in(&gone, LOTTE, today()), &accept(2, LOTTE)).unwrap_err();
    let mut colleague = gone.clone();
    colleague.people.change(TESS.person, |tess| {
        tess.roles.insert(OTHER_PRACTICE, Role::Midwife);
    });
    let deputy = Seat::new(TESS.person, OTHER_PRACTICE);
    give(&mut case, &ctx_in(&colleague, LOTTE, today()), &accept(2, deputy)).unwrap();
    assert_eq!(case.case_manager, LOTTE, "the handover was for Nadia, who no longer works there");
}

#[test]
fn az_10_a_colleague_cannot_be_bypassed_by_the_sender() {
    let away = directory_without(MARIE, day(8, 1), None);
    let mut case = opened_case();
    give(&mut case, &ctx(JOKE, today()), &propose(HandoverKind::Colleague, PRACTICE, Some(MARIE))).unwrap();
    let mut by_sender = case.clone();
    let refusal = give(&mut by_sender, &ctx_in(&away, JOKE, today()), &accept(1, FATMA)).unwrap_err();
    assert_eq!(refusal.code(), "not-the-receiver", "Marie is away, but Joke cannot accept her own handover");
    give(&mut case, &ctx(MARIE, today()), &accept(1, JOKE)).unwrap();
    assert_eq!((case.case_manager, case.first_line), (MARIE, MARIE));
}

#[test]
fn az_10_the_new_deputy_is_a_colleague_of_the_receiver() {
    let mut case = opened_case();
    give(&mut case, &ctx(JOKE, today()), &propose(relocation(), OTHER_PRACTICE, None)).unwrap();
    for (deputy, code) in [(NADIA, "deputy-is-case-manager"), (FATMA, "unfit-person")] {
        assert_eq!(refused(&case, NADIA, &accept(1, deputy)).code(), code);
    }
    let mut hospital = opened_case();
    give(&mut hospital, &ctx(JOKE, today()), &propose(planned(), HOSPITAL, None)).unwrap();
    assert_eq!(refused(&hospital, SANNE, &accept(1, REGINA)).code(), "unfit-person", "a coordinator is no deputy");
}

#[test]
fn az_10_declined_or_withdrawn_it_stays_with_the_sender_who_may_try_again() {
    let answers: [(Seat, CaseCommand, &str); 5] = [
        (NADIA, decline(1, "Geen plaats"), "declined"),
        (JOKE, withdraw(1, "De verhuizing gaat niet door"), "withdrawn by the sender"),
        (FATMA, withdraw(1, "De verhuizing gaat niet door"), "withdrawn by the sender"),
        (NADIA, decline(1, "  "), ""),
        (NADIA, withdraw(1, "Niet van mij"), ""),
    ];
    for (actor, command, how) in answers {
        let mut case = opened_case();
        give(&mut case, &ctx(JOKE, today()), &propose(relocation(), OTHER_PRACTICE, None)).unwrap();
        let answer = give(&mut case, &ctx(actor, today()), &command);
        assert_eq!(case.case_manager, JOKE);
        if how.is_empty() {
            assert!(matches!(answer, Err(Refusal::Empty { .. } | Refusal::NotYours { .. })), "{command:?}");
            continue;
        }
        answer.unwrap();
        let settled = Refusal::Settled { what: "handover", no: 1, how };
        assert_eq!(refused(&case, NADIA, &accept(1, LOTTE)), settled);
        give(&mut case, &ctx(JOKE, today()), &propose(relocation(), OTHER_PRACTICE, None)).unwrap();
        assert_eq!(case.pending_handover().unwrap().0, 2);
    }
}

#[test]
fn az_10_one_handover_waits_at_a_time() {
    let mut case = opened_case();
    give(&mut case, &ctx(JOKE, today()), &propose(relocation(), OTHER_PRACTICE, None)).unwrap();
    assert_eq!(refused(&case, JOKE, &propose(planned(), HOSPITAL, None)), Refusal::HandoverPending { no: 1 });
    assert_eq!(refused(&case, NADIA, &accept(2, LOTTE)), Refusal::NoSuch { what: "handover", no: 2 });
}

#[test]
fn az_10_every_open_action_of_the_case_manager_is_decided_anew() {
    let mut case = opened_case();
    let joke = ctx(JOKE, today());
    for (what, who) in
        [("Tolk regelen", None), ("Bellen met GC A", Some(JOKE)), ("Weegschaal", Some(INGE)), ("Oud", None)]
    {
        let action = ActionPlan { what: what.to_owned(), who, by: day(8, 20) };
        give(&mut case, &joke, &CaseCommand::SetAction { action }).unwrap();
    }
    let done = CaseCommand::CompleteAction { no: 4, on: today(), note: "Gedaan".to_owned() };
    give(&mut case, &joke, &done).unwrap();
    give(&mut case, &joke, &propose(relocation(), OTHER_PRACTICE, None)).unwrap();

    use ActionDecision::{Drop, Keep, Take};
    let answer = |actions| CaseCommand::AcceptHandover { no: 1, deputy: LOTTE, actions };
    let because = |reason: &str| Drop { reason: reason.to_owned() };
    let rows: Vec<(Vec<(No, ActionDecision)>, &str)> = vec![
        (vec![], "decide about every open action before accepting; without a decision: number 1, 2"),
        (vec![(1, Take)], "decide about every open action before accepting; without a decision: number 2"),
        (vec![(1, Take), (2, Keep), (9, Take)], "there is no action number 9 on this case"),
        (vec![(1, Take), (2, Keep), (4, Take)], "action number 4 was already settled: it is done"),
        (vec![(1, Take), (2, Keep), (1, Keep)], "action number 1 was already settled: it is decided twice"),
        (vec![(1, Take), (2, because(" "))], "'actions.reason' is empty"),
    ];
    for (actions, says) in rows {
        let refusal = refused(&case, NADIA, &answer(actions)).to_string();
        assert!(refusal.starts_with(says), "{refusal}");
    }
    give(&mut case, &ctx(NADIA, today()), &answer(vec![(1, Take), (2, Keep), (3, because("Is er al"))])).unwrap();
    assert_eq!(case.actions[0].plan.who, None, "taken over: the case manager of the moment does it");
    assert_eq!(case.actions[1].plan.who, Some(JOKE), "kept: who had it still does it");
    assert!(matches!(&case.actions[2].life, crate::case::state::ActionLife::Dropped(why) if why == "Is er al"));
}

fn is_alarm(event: &CaseEvent) -> bool {
    matches!(event, CaseEvent::HandoverUnanswered { no: 1, .. })
}

#[test]
fn az_10_no_answer_in_time_raises_the_alarm_once() {
    let mut case = opened_case();
    give(&mut case, &ctx(JOKE, today()), &propose(relocation(), OTHER_PRACTICE, None)).unwrap();
    let mut alarms = |on| {
        let events = give(&mut case, &system(on), &CaseCommand::Tick).unwrap();
        events.into_iter().filter(is_alarm).count()
    };
    assert_eq!(alarms(day(8, 5)), 0, "the last day for an answer");
    assert_eq!(alarms(day(8, 6)), 1);
    assert_eq!(alarms(day(8, 7)), 0, "once is enough");
    assert_eq!(case.case_manager, JOKE);
    let warned = |directory: &crate::directory::Directory| {
        let mut case = opened_case();
        give(&mut case, &ctx(JOKE, today()), &propose(relocation(), OTHER_PRACTICE, None)).unwrap();
        let tick = crate::case::Context { actor: crate::seat::Actor::System, ..ctx_in(directory, JOKE, day(8, 6)) };
        let event = give(&mut case, &tick, &CaseCommand::Tick).unwrap().into_iter().find(is_alarm).unwrap();
        crate::history::describe(&event, &case, directory, tick.pathways).what.nl
    };
    let mut none = directory();
    none.people.remove(REGINA.person);
    let sides = "Overdracht niet op tijd beantwoord; beide kanten";
    assert_eq!(warned(&directory()), format!("{sides} en coördinator Regina Kok zijn gewaarschuwd"));
    assert_eq!(warned(&none), format!("{sides} zijn gewaarschuwd"), "it says who was really warned");
    give(&mut case, &ctx(NADIA, day(8, 7)), &accept(1, LOTTE)).unwrap();
    assert_eq!(case.case_manager, NADIA, "late is better than never");
}
