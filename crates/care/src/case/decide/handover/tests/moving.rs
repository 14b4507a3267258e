//! Who is around a client who moves, before and from the day of the move.

use super::*;
use crate::case::Recorded;
use crate::case::records::{Deputyship, TeamMember};
use crate::rows::case_rows;
use crate::seat::Actor;
use crate::view::ViewRow;

const MOVES: Date = jiff::civil::date(2026, 8, 10);

fn moves(place: &str) -> HandoverKind {
    HandoverKind::Relocation { moves_on: MOVES, coa: Some(OTHER_COA), gc_a: Some(OTHER_GC_A), place: place.to_owned() }
}

fn accepted(handover: HandoverKind, on: Date) -> Case {
    let mut case = opened_case();
    give(&mut case, &ctx(JOKE, today()), &propose(handover, OTHER_PRACTICE, None)).unwrap();
    give(&mut case, &ctx(NADIA, on), &accept(1, LOTTE)).unwrap();
    case
}

fn around(case: &Case) -> [Option<OrgId>; 2] {
    [OrgKind::Coa, OrgKind::GcA].map(|role| case.team_org(role))
}

#[test]
fn az_10_place_coa_and_gc_a_change_on_the_day_of_the_move_and_accountability_at_acceptance() {
    let mut case = accepted(moves("AZC Budel"), day(8, 4));
    assert_eq!(case.case_manager, NADIA, "accountability moves at once");
    assert_eq!(around(&case), [Some(COA), Some(GC_A)], "she lives there still");
    let arriving = case.arriving.clone().unwrap();
    assert_eq!((arriving.on, arriving.place.as_str()), (MOVES, "AZC Budel"));
    let due = case_rows(&case, ctx(JOKE, day(8, 4)).pathways);
    let due = due.into_iter().find_map(|row| if let ViewRow::Case(row) = row { row.next_due } else { None });
    assert!(due.is_some_and(|due| due <= MOVES), "the clock comes by itself");

    let before = give(&mut case, &system(day(8, 9)), &CaseCommand::Tick).unwrap();
    assert!(before.iter().all(|event| event.kind() != "moved"));
    let moved = CaseEvent::Moved { coa: Some(OTHER_COA), gc_a: Some(OTHER_GC_A), place: "AZC Budel".to_owned() };
    assert!(give(&mut case, &system(MOVES), &CaseCommand::Tick).unwrap().contains(&moved));
    assert_eq!(around(&case), [Some(OTHER_COA), Some(OTHER_GC_A)]);
    assert_eq!(case.arriving, None);
    assert!(case.leaving.iter().any(|leaving| leaving.org == COA), "until and including that day");
    let again = give(&mut case, &system(MOVES), &CaseCommand::Tick).unwrap();
    assert!(again.iter().all(|event| event.kind() != "moved"), "once");
}

#[test]
fn az_10_a_move_of_today_or_before_takes_effect_at_acceptance() {
    for on in [MOVES, day(8, 12)] {
        let case = accepted(moves("AZC Budel"), on);
        assert_eq!(around(&case), [Some(OTHER_COA), Some(OTHER_GC_A)], "{on}");
        assert_eq!(case.arriving, None);
    }
    let stays = HandoverKind::Relocation { moves_on: MOVES, coa: None, gc_a: None, place: String::new() };
    assert_eq!(accepted(stays, day(8, 4)).arriving, None, "nothing changes that day");
}

#[test]
fn az_10_who_names_another_before_the_move_has_the_last_word() {
    let mut case = accepted(moves(""), day(8, 4));
    let set = |role, org, person: Option<&str>| CaseCommand::SetTeamMember {
        member: TeamMember { role, org, contact_person: person.map(str::to_owned) },
    };
    give(&mut case, &ctx(NADIA, day(8, 5)), &set(OrgKind::Coa, COA, Some("P. Smit"))).unwrap();
    assert_eq!(case.arriving.as_ref().unwrap().coa, Some(OTHER_COA), "another person there changes nothing");
    give(&mut case, &ctx(NADIA, day(8, 5)), &set(OrgKind::GcA, OTHER_GC_A, None)).unwrap();
    assert_eq!(case.arriving.as_ref().map(|arriving| (arriving.coa, arriving.gc_a)), Some((Some(OTHER_COA), None)));
    give(&mut case, &ctx(NADIA, day(8, 6)), &set(OrgKind::Coa, OTHER_COA, None)).unwrap();
    assert_eq!(case.arriving, None);
}

#[test]
fn az_10_a_journal_from_before_moves_at_acceptance_as_it_did() {
    let json = format!(
        r#"{{"kind":"handover-accepted","no":1,"by":{},"deputy":{},"actions":[]}}"#,
        serde_json::to_string(&NADIA).unwrap(),
        serde_json::to_string(&Deputyship { deputy: LOTTE, from: day(8, 4), until: None }).unwrap()
    );
    let event: CaseEvent = serde_json::from_str(&json).unwrap();
    let mut case = opened_case();
    give(&mut case, &ctx(JOKE, today()), &propose(moves("AZC Budel"), OTHER_PRACTICE, None)).unwrap();
    let at = "2026-08-04T10:00:00Z".parse().unwrap();
    crate::case::evolve(&mut case, &event, Recorded { by: Actor::Person(NADIA), at });
    assert_eq!(around(&case), [Some(OTHER_COA), Some(OTHER_GC_A)]);
    assert_eq!(case.arriving, None);
}

fn call_off(hand_back_by: Option<Date>) -> CaseCommand {
    CaseCommand::CallOffMove { no: 1, reason: "Het COA heeft geen plaats".to_owned(), hand_back_by }
}

fn moves_another_day(moves_on: Date) -> CaseCommand {
    CaseCommand::ChangeMove { no: 1, moves_on, reason: "Het COA verzet de verhuizing".to_owned() }
}

#[test]
fn az_10_a_move_called_off_leaves_her_where_she_is_and_who_accepted_accountable() {
    for by in [NADIA, LOTTE, JOKE] {
        let mut case = accepted(moves("AZC Budel"), day(8, 4));
        give(&mut case, &ctx(by, day(8, 5)), &call_off(None)).unwrap();
        assert_eq!((case.case_manager, case.deputy_on(MOVES)), (NADIA, Some(LOTTE)), "{by:?}");
        assert_eq!((around(&case), case.arriving.clone()), ([Some(COA), Some(GC_A)], None));
        let events = give(&mut case, &system(MOVES), &CaseCommand::Tick).unwrap();
        assert!(events.iter().all(|event| event.kind() != "moved"));
        let over = give(&mut case, &system(day(8, 11)), &CaseCommand::Tick).unwrap();
        let over: Vec<_> = over.into_iter().filter(|event| event.kind() == "involvement-ended").collect();
        assert_eq!(over, [CaseEvent::InvolvementEnded { org: PRACTICE }], "the site keeps who is around her");
        assert_eq!(around(&case), [Some(COA), Some(GC_A)]);
        let said = crate::history::describe(&over[0], &case, &directory(), ctx(JOKE, MOVES).pathways).what.nl;
        assert!(said.starts_with("De cliënt is niet verhuisd"), "{said}");
    }
}

#[test]
fn az_10_who_does_not_move_goes_back_by_a_handshake() {
    let mut case = accepted(moves("AZC Budel"), day(8, 4));
    give(&mut case, &ctx(NADIA, day(8, 5)), &call_off(Some(day(8, 7)))).unwrap();
    let (no, back) = case.pending_handover().unwrap();
    assert_eq!((no, back.proposal.to_org, back.proposal.to_person), (2, PRACTICE, Some(JOKE.person)));
    assert_eq!((case.case_manager, &back.proposal.handover), (NADIA, &HandoverKind::Return));
    assert!(back.proposal.note.contains("Het COA heeft geen plaats"), "{}", back.proposal.note);
    let proposed = CaseEvent::HandoverProposed { no, proposal: back.proposal.clone() };
    let said = crate::history::describe(&proposed, &case, &directory(), ctx(JOKE, MOVES).pathways).what;
    assert!(said.nl.contains("(teruggave aan Verloskundigen Ter Apel)"), "{}", said.nl);
    assert!(said.en.contains("(handing back to Verloskundigen Ter Apel)"), "{}", said.en);
    give(&mut case, &ctx(JOKE, day(8, 6)), &accept(2, FATMA)).unwrap();
    assert_eq!((case.case_manager, case.first_line, case.deputy_on(day(8, 6))), (JOKE, JOKE, Some(FATMA)));
    let later = give(&mut case, &system(day(8, 11)), &CaseCommand::Tick).unwrap();
    let gone = later.iter().filter(|event| event.kind() == "involvement-ended");
    assert_eq!(gone.count(), 0, "who has her back does not leave: {later:?}");
    // Who was not asked at once is asked later in the same way, and nobody else is.
    let mut kept = accepted(moves(""), day(8, 4));
    give(&mut kept, &ctx(NADIA, day(8, 5)), &call_off(None)).unwrap();
    assert_eq!(refused(&kept, NADIA, &propose(HandoverKind::Return, HOSPITAL, None)).code(), "unfit-organisation");
    give(&mut kept, &ctx(NADIA, today()), &propose(HandoverKind::Return, PRACTICE, None)).unwrap();
}

#[test]
fn az_10_a_move_on_another_day_takes_everybody_along_to_that_day() {
    let mut case = accepted(moves("AZC Budel"), day(8, 4));
    give(&mut case, &ctx(JOKE, day(8, 5)), &moves_another_day(day(8, 20))).unwrap();
    let arriving = case.arriving.clone().unwrap();
    assert_eq!((arriving.on, arriving.place.as_str(), arriving.gc_a), (day(8, 20), "AZC Budel", Some(OTHER_GC_A)));
    assert!(case.leaving.iter().all(|leaving| leaving.until == day(8, 20)) && case.leaving.len() == 3);
    assert_eq!(case.handovers[0].formerly, Some(MOVES), "which day it was is still known");
    for on in [MOVES, day(8, 11), day(8, 19)] {
        let events = give(&mut case, &system(on), &CaseCommand::Tick).unwrap();
        assert!(events.iter().all(|event| !matches!(event.kind(), "moved" | "involvement-ended")), "{on}");
    }
    let events = give(&mut case, &ctx(NADIA, day(8, 19)), &moves_another_day(day(8, 19))).unwrap();
    assert!(events.iter().any(|event| event.kind() == "moved"), "on the day itself at once");
    assert_eq!(around(&case), [Some(OTHER_COA), Some(OTHER_GC_A)]);
}

#[test]
fn az_10_what_was_put_in_the_team_too_early_is_put_back() {
    let mut case = accepted(moves(""), day(8, 4));
    let member = TeamMember { role: OrgKind::GcA, org: OTHER_GC_A, contact_person: None };
    give(&mut case, &ctx(NADIA, day(8, 5)), &CaseCommand::SetTeamMember { member }).unwrap();
    assert_eq!(around(&case), [Some(COA), Some(OTHER_GC_A)]);
    give(&mut case, &ctx(NADIA, day(8, 6)), &call_off(None)).unwrap();
    assert_eq!(around(&case), [Some(COA), Some(GC_A)]);
}

#[test]
fn az_10_only_a_move_that_is_still_to_come_is_called_off_and_by_its_two_sides() {
    let case = accepted(moves(""), day(8, 4));
    let answer = |case: &Case, by: Seat, on: Date, command: &CaseCommand| {
        give(&mut case.clone(), &ctx(by, on), command).map(|_| ()).map_err(|refusal| refusal.code())
    };
    for by in [FATMA, MARIE, SANNE, COEN] {
        assert_eq!(answer(&case, by, day(8, 5), &call_off(None)), Err("not-yours"), "{by:?}");
    }
    assert_eq!(answer(&case, JOKE, day(8, 5), &call_off(Some(day(8, 7)))), Err("not-yours"), "she asks no case back");
    assert_eq!(answer(&case, NADIA, MOVES, &call_off(None)), Err("already-settled"), "the day has come");
    assert_eq!(answer(&case, NADIA, day(8, 5), &moves_another_day(MOVES)), Err("same-day"));
    assert_eq!(answer(&case, NADIA, day(8, 5), &moves_another_day(day(8, 4))), Err("too-early"));
    assert_eq!(answer(&case, NADIA, day(8, 5), &moves_another_day(jiff::civil::date(2027, 8, 4))), Err("too-late"));
    let mut off = case.clone();
    give(&mut off, &ctx(NADIA, day(8, 5)), &call_off(None)).unwrap();
    assert_eq!(answer(&off, NADIA, day(8, 6), &call_off(None)), Err("already-settled"));
    assert_eq!(answer(&in_hospital(), SANNE, today(), &call_off(None)), Err("no-such-thing"), "no move at all");
    let mut asked = opened_case();
    give(&mut asked, &ctx(JOKE, today()), &propose(moves(""), OTHER_PRACTICE, None)).unwrap();
    assert_eq!(answer(&asked, JOKE, today(), &call_off(None)), Err("already-settled"), "a proposal is withdrawn");
}
