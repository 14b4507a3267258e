//! AZ-12: agreements per situation, the client's own request, and when sharing ends.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]
#![allow(clippy::type_complexity, reason = "a table of cases is read by its rows")]

use jiff::civil::Date;

use crate::case::records::{Agreement, HandoverKind, ReferralLetter, Situation};
use crate::case::state::Case;
use crate::case::{CaseCommand, CaseEvent, Refusal};
use crate::fixtures::*;
use crate::ids::OrgId;
use crate::seat::Seat;

use Situation::{Birth, Logistics, MedicalPregnancy, Other, Postnatal, Psychosocial};

fn today() -> Date {
    day(9, 21)
}

fn agree(rows: &[(Situation, Seat)]) -> CaseCommand {
    let agreements = rows.iter().map(|&(situation, case_manager)| Agreement { situation, case_manager }).collect();
    CaseCommand::AgreeSharing { agreements, from: today() }
}

/// Sanne for the medical side and the birth, Joke for everything else.
fn usual() -> CaseCommand {
    agree(&[(Psychosocial, JOKE), (MedicalPregnancy, SANNE), (Birth, SANNE), (Other, JOKE)])
}

fn shared() -> Case {
    let mut case = opened_case();
    give(&mut case, &ctx(JOKE, today()), &usual()).unwrap();
    case
}

fn handed_over(mut case: Case, from: Seat, handover: HandoverKind, by: Seat, deputy: Seat) -> (Case, Vec<CaseEvent>) {
    let (to_org, to_person): (OrgId, _) = (by.org, Some(by.person));
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover,
        to_org,
        to_person,
        note: String::new(),
        answer_by: today(),
    };
    give(&mut case, &ctx(from, today()), &propose).unwrap();
    let no = case.pending_handover().unwrap().0;
    let accept = CaseCommand::AcceptHandover { no, deputy, actions: Vec::new() };
    let events = give(&mut case, &ctx(by, today()), &accept).unwrap();
    (case, events)
}

fn planned() -> HandoverKind {
    let text = || "x".to_owned();
    HandoverKind::Planned {
        letter: ReferralLetter {
            reason: text(),
            history: text(),
            findings: text(),
            question: text(),
            psychosocial: text(),
            case_manager: Some(JOKE.person),
        },
    }
}

#[test]
fn az_12_agreements_name_one_case_manager_per_situation() {
    let all_but_birth =
        [(Psychosocial, JOKE), (MedicalPregnancy, SANNE), (Postnatal, JOKE), (Logistics, JOKE)].as_slice();
    let rows: Vec<(&str, Vec<(Situation, Seat)>, &str)> = vec![
        ("the rest to first line", vec![(Psychosocial, JOKE), (Birth, SANNE), (Other, JOKE)], ""),
        ("the rest to second line", vec![(Psychosocial, JOKE), (Other, TESS), (Logistics, JOKE)], ""),
        ("every situation by name", [all_but_birth, &[(Birth, SANNE), (Other, JOKE)]].concat(), ""),
        ("twice", vec![(Psychosocial, JOKE), (Birth, SANNE), (Birth, JOKE), (Other, JOKE)], "agreements"),
        ("nobody for the birth", all_but_birth.to_vec(), "agreements"),
        ("nothing at all", vec![], "psychosocial-stays-first-line"),
        ("psychosocial to second line", vec![(Psychosocial, SANNE), (Other, JOKE)], "psychosocial-stays-first-line"),
        ("psychosocial left to the rest", vec![(Birth, SANNE), (Other, JOKE)], "psychosocial-stays-first-line"),
        ("psychosocial to a colleague", vec![(Psychosocial, MARIE), (Other, SANNE)], "psychosocial-stays-first-line"),
        ("one for everything", vec![(Psychosocial, JOKE), (Other, JOKE)], "not-shared"),
        ("two of the practice", vec![(Psychosocial, JOKE), (Other, MARIE)], "not-shared"),
        ("the coordinator", vec![(Psychosocial, JOKE), (Birth, REGINA), (Other, JOKE)], "unfit-person"),
        ("the GP", vec![(Psychosocial, JOKE), (Birth, GUUS), (Other, JOKE)], "unfit-organisation"),
        (
            "who works elsewhere",
            vec![(Psychosocial, JOKE), (Birth, Seat::new(NADIA.person, HOSPITAL)), (Other, JOKE)],
            "unfit-person",
        ),
    ];
    for (what, agreements, code) in rows {
        let mut case = opened_case();
        match give(&mut case, &ctx(JOKE, today()), &agree(&agreements)) {
            Ok(_) => {
                assert_eq!(code, "", "{what}");
                assert_eq!(case.sharing.len(), agreements.len());
            }
            Err(refusal) => assert_eq!(refusal.code(), code, "{what}: {refusal}"),
        }
    }
}

#[test]
fn az_12_the_accountable_case_manager_agrees_in_either_line() {
    let first = opened_case();
    let (second, _) = handed_over(opened_case(), JOKE, planned(), SANNE, TESS);
    let away = directory_without(JOKE, day(9, 1), None);
    let there = directory();
    for (what, case, actor, is_away, may) in [
        ("case manager", &first, JOKE, false, true),
        ("deputy", &first, FATMA, false, false),
        ("deputy while she is away", &first, FATMA, true, true),
        ("the hospital while first line is accountable", &first, SANNE, false, false),
        ("the hospital that is accountable", &second, SANNE, false, true),
        ("first line while the hospital is accountable", &second, JOKE, false, false),
    ] {
        let directory = if is_away { &away } else { &there };
        let answer = give(&mut case.clone(), &ctx_in(directory, actor, today()), &usual());
        assert_eq!(
            answer.as_ref().map(|_| ()).map_err(Refusal::code),
            if may { Ok(()) } else { Err("not-yours") },
            "{what}"
        );
    }
    let without_sanne = agree(&[(Psychosocial, JOKE), (Birth, TESS), (Other, JOKE)]);
    let refusal = give(&mut second.clone(), &ctx(SANNE, today()), &without_sanne).unwrap_err();
    assert_eq!(refusal.code(), "not-shared", "the accountable one has a part in it");
}

#[test]
fn az_12_agreements_start_on_a_day_of_the_case_and_can_be_replaced() {
    let mut case = shared();
    let joke = ctx(JOKE, today());
    assert_eq!(give(&mut case, &joke, &usual()).unwrap_err().code(), "nothing-to-do");
    give(&mut case, &joke, &agree(&[(Psychosocial, JOKE), (Birth, TESS), (Other, JOKE)])).unwrap();
    assert_eq!(case.sharing[1].case_manager, TESS);
    for (from, code) in [(day(3, 1), "too-early"), (day(9, 22), "in-future")] {
        let CaseCommand::AgreeSharing { agreements, .. } = usual() else { unreachable!() };
        let command = CaseCommand::AgreeSharing { agreements, from };
        assert_eq!(give(&mut case, &joke, &command).unwrap_err().code(), code);
    }
}

#[test]
fn az_12_sharing_lasts_as_long_as_its_people_are_the_case_managers() {
    let relocation = HandoverKind::Relocation { moves_on: today(), coa: None, gc_a: None, place: String::new() };
    let rows: [(&str, HandoverKind, Seat, Seat, bool); 4] = [
        ("to second line, as agreed", planned(), SANNE, TESS, true),
        ("to someone else in second line", planned(), TESS, SANNE, false),
        ("to a colleague in first line", HandoverKind::Colleague, MARIE, FATMA, false),
        ("the client moves", relocation, NADIA, LOTTE, false),
    ];
    for (what, kind, by, deputy, lasts) in rows {
        let (case, events) = handed_over(shared(), JOKE, kind, by, deputy);
        let ended =
            events.iter().any(|event| matches!(event, CaseEvent::SharingEnded { reason } if !reason.is_empty()));
        assert_eq!((case.sharing.is_empty(), ended), (!lasts, !lasts), "{what}");
    }
    let (second, _) = handed_over(shared(), JOKE, planned(), SANNE, TESS);
    let (back, _) = handed_over(second.clone(), SANNE, HandoverKind::Return, JOKE, FATMA);
    assert!(!back.sharing.is_empty(), "back to the same first-line case manager");
    let (elsewhere, _) = handed_over(second, SANNE, HandoverKind::Return, MARIE, FATMA);
    assert!(elsewhere.sharing.is_empty(), "another first-line case manager makes her own agreements");
}

#[test]
fn az_12_ending_needs_a_reason_and_someone_who_shares() {
    let end = |reason: &str| CaseCommand::EndSharing { reason: reason.to_owned() };
    for (case, actor, reason, code) in [
        (shared(), JOKE, "Terug in de eerste lijn", ""),
        (shared(), JOKE, " ", "empty"),
        (shared(), SANNE, "Klaar", "not-yours"),
        (opened_case(), JOKE, "Klaar", "nothing-to-do"),
    ] {
        let mut case = case;
        match give(&mut case, &ctx(actor, today()), &end(reason)) {
            Ok(_) => assert!(code.is_empty() && case.sharing.is_empty()),
            Err(refusal) => assert_eq!(refusal.code(), code),
        }
    }
}

#[test]
fn az_12_a_request_that_cannot_be_met_is_answered() {
    let mut case = opened_case();
    let joke = ctx(JOKE, today());
    let request = |on, wish: &str| CaseCommand::RequestSharing { on, wish: wish.to_owned() };
    let decline = |reason: &str| CaseCommand::DeclineSharingRequest { reason: reason.to_owned() };
    assert_eq!(give(&mut case, &joke, &decline("Kan niet")).unwrap_err(), Refusal::NoSharingRequest);
    assert_eq!(give(&mut case, &joke, &request(day(9, 22), "Joke erbij")).unwrap_err().code(), "in-future");
    assert_eq!(give(&mut case, &joke, &request(day(3, 1), "Joke erbij")).unwrap_err().code(), "too-early");
    assert_eq!(give(&mut case, &joke, &request(today(), "")).unwrap_err().code(), "empty");
    give(&mut case, &ctx(INGE, today()), &request(today(), "Joke erbij houden")).unwrap();
    assert_eq!(give(&mut case, &joke, &request(today(), "Nog eens")).unwrap_err().code(), "nothing-to-do");
    assert_eq!(give(&mut case, &joke, &decline("  ")).unwrap_err().code(), "empty");
    assert_eq!(give(&mut case, &ctx(INGE, today()), &decline("Nee")).unwrap_err().code(), "not-yours");
    give(&mut case, &joke, &decline("De zorg gaat geheel naar de tweede lijn")).unwrap();
    let answered = case.sharing_request.as_ref().unwrap();
    assert_eq!(answered.declined.as_deref(), Some("De zorg gaat geheel naar de tweede lijn"));
    assert_eq!(give(&mut case, &joke, &decline("Nog eens")).unwrap_err(), Refusal::NoSharingRequest);
    give(&mut case, &joke, &request(today(), "Ik vraag het opnieuw")).unwrap();
    give(&mut case, &joke, &usual()).unwrap();
    assert_eq!(case.sharing_request, None, "met after all");
    assert_eq!(give(&mut case, &joke, &request(today(), "Al zo")).unwrap_err().code(), "nothing-to-do");
}
