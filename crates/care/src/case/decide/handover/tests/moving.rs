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
