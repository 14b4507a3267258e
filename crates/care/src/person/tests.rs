#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use jiff::civil::date;
use proptest::prelude::*;
use ulid::Ulid;

use super::super::{begin, evolve, replay};
use super::*;
use crate::ids::PersonId;
use crate::organisation::{ContactPoints, Organisation};

const JOKE: PersonId = PersonId::new(Ulid(1));
const PRACTICE: OrgId = OrgId::new(Ulid(2));
const COA: OrgId = OrgId::new(Ulid(3));
const GONE: OrgId = OrgId::new(Ulid(4));

fn directory() -> Directory {
    let mut directory = Directory::default();
    for (id, kind, ended) in
        [(PRACTICE, OrgKind::MidwifePractice, false), (COA, OrgKind::Coa, false), (GONE, OrgKind::Hospital, true)]
    {
        let (name, network, contact) = (format!("{kind:?}"), "VSV Emmen".to_owned(), ContactPoints::default());
        directory.orgs.insert(id, Organisation { id, name, kind, network, contact, duty: Vec::new(), ended });
    }
    directory
}

fn joke() -> Person {
    let command = RegisterPerson { name: " Joke de Vries ".into(), phone: "06-10203040".into() };
    begin(JOKE, &register(&command).unwrap()[0]).unwrap()
}

fn give(person: &mut Person, command: &PersonCommand) -> Result<(), &'static str> {
    for event in decide(person, command, &directory(), Named::default()).map_err(|refusal| refusal.code())? {
        evolve(person, &event);
    }
    Ok(())
}

fn away(from: Date, until: Option<Date>) -> PersonCommand {
    PersonCommand::SetAbsence { absence: Absence { from, until } }
}

#[test]
fn she_takes_a_seat_that_exists_and_leaves_it() {
    let mut joke = joke();
    assert_eq!(joke.name, "Joke de Vries");
    let join = |org, role| PersonCommand::Join { org, role };
    assert_eq!(give(&mut joke, &join(PRACTICE, Role::Midwife)), Ok(()));
    assert_eq!(give(&mut joke, &join(PRACTICE, Role::Midwife)), Err("nothing-to-do"));
    assert_eq!(give(&mut joke, &join(COA, Role::Midwife)), Err("role-at-coa"), "logistics only, never medical content");
    assert_eq!(give(&mut joke, &join(COA, Role::Logistics)), Ok(()));
    assert_eq!(give(&mut joke, &join(PRACTICE, Role::Logistics)), Err("logistics-elsewhere"));
    assert_eq!(give(&mut joke, &join(GONE, Role::Doctor)), Err("no-such-organisation"));
    assert_eq!(give(&mut joke, &PersonCommand::Leave { org: PRACTICE }), Ok(()));
    assert_eq!(give(&mut joke, &PersonCommand::Leave { org: PRACTICE }), Err("not-there"));
}

#[test]
fn az_01_nobody_leaves_while_open_cases_name_her() {
    let mut joke = joke();
    let join = |role| PersonCommand::Join { org: PRACTICE, role };
    give(&mut joke, &join(Role::Midwife)).unwrap();
    let named = Named { case_manager: 3, deputy: 2 };
    let leave = PersonCommand::Leave { org: PRACTICE };
    let refusal = decide(&joke, &leave, &directory(), named).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "she cannot leave: she is case manager of 3 open cases there and deputy in 2; hand those over, and name another \
         deputy, first"
    );
    assert_eq!(
        decide(&joke, &leave, &directory(), Named { case_manager: 0, deputy: 1 }).unwrap_err().code(),
        "still-named"
    );
    for (role, may) in [(Role::Doctor, true), (Role::Assistant, false), (Role::Administrator, false)] {
        let answer = decide(&joke, &join(role), &directory(), named);
        assert_eq!(answer.is_ok(), may, "another role is no way around it: {role:?} {answer:?}");
    }
    assert!(decide(&joke, &leave, &directory(), Named::default()).is_ok());
}

#[test]
fn az_01_a_person_is_named_as_case_manager_and_as_deputy_from_today_on() {
    use crate::case::CaseCommand;
    use crate::fixtures::{FATMA, JOKE, MARIE, ctx, day, give, opened_case};
    let mut case = opened_case();
    let named = |case: &Case, seat, today| {
        let mut named = Named::default();
        named.count(case, seat, today);
        (named.case_manager, named.deputy)
    };
    let today = day(4, 1);
    assert_eq!(named(&case, JOKE, today), (1, 0));
    assert_eq!(named(&case, FATMA, today), (0, 1));
    let name = |from, until| CaseCommand::NameDeputy { deputy: MARIE, from, until };
    give(&mut case, &ctx(JOKE, today), &name(day(5, 1), Some(day(5, 31)))).unwrap();
    assert_eq!((named(&case, FATMA, today), named(&case, MARIE, today)), ((0, 1), (0, 1)), "May is to come");
    assert_eq!(named(&case, MARIE, day(6, 1)), (0, 0), "and over");
    give(&mut case, &ctx(JOKE, today), &name(today, None)).unwrap();
    assert_eq!(named(&case, FATMA, today), (0, 0), "covered by another");
    case.closed = Some(crate::case::state::Closing {
        died_on: None,
        on: today,
        reason: crate::case::records::ClosingReason::Completed,
        note: String::new(),
        runs: Vec::new(),
    });
    assert_eq!(named(&case, JOKE, today), (0, 0));
}

#[test]
fn an_absence_does_not_overlap_another_and_names_the_one_in_the_way() {
    let mut joke = joke();
    assert_eq!(give(&mut joke, &away(date(2026, 5, 3), Some(date(2026, 5, 10)))), Ok(()));
    assert_eq!(give(&mut joke, &away(date(2026, 5, 3), Some(date(2026, 5, 1)))), Err("backwards"));
    let refusal = decide(&joke, &away(date(2026, 5, 10), None), &directory(), Named::default()).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "she is already away from 2026-05-03 until 2026-05-10; change that absence instead"
    );
    assert_eq!(give(&mut joke, &away(date(2026, 6, 1), None)), Ok(()), "illness: no last day yet");
    assert_eq!(give(&mut joke, &away(date(2027, 1, 1), None)), Err("absence-overlaps"));
    assert!(joke.absent_on(date(2027, 1, 1)) && !joke.absent_on(date(2026, 5, 11)));
}

#[test]
fn she_comes_back_early_or_later_or_was_never_away() {
    let mut joke = joke();
    give(&mut joke, &away(date(2026, 6, 1), None)).unwrap();
    give(&mut joke, &away(date(2026, 5, 3), Some(date(2026, 5, 10)))).unwrap();
    let end = |from, until| PersonCommand::EndAbsence { from, until };
    assert_eq!(give(&mut joke, &end(date(2026, 6, 1), Some(date(2026, 6, 9)))), Ok(()));
    assert!(!joke.absent_on(date(2026, 6, 10)));
    assert_eq!(give(&mut joke, &end(date(2026, 5, 3), Some(date(2026, 6, 1)))), Err("absence-overlaps"));
    assert_eq!(give(&mut joke, &end(date(2026, 5, 3), Some(date(2026, 5, 2)))), Err("backwards"));
    assert_eq!(give(&mut joke, &end(date(2026, 5, 3), None)), Ok(()));
    assert_eq!(give(&mut joke, &end(date(2026, 5, 3), None)), Err("no-such-absence"));
    assert_eq!(joke.absences, [Absence { from: date(2026, 6, 1), until: Some(date(2026, 6, 9)) }]);
}

#[test]
fn events_survive_the_journal() {
    let absence = Absence { from: date(2026, 6, 1), until: None };
    let events = vec![
        PersonEvent::Registered { name: "Joke".into(), phone: String::new() },
        PersonEvent::Changed { name: "Joke de Vries".into(), phone: "06".into() },
        PersonEvent::Joined { org: PRACTICE, role: Role::Midwife },
        PersonEvent::AbsenceSet { absence },
        PersonEvent::AbsenceEnded { from: date(2026, 6, 1), until: None },
        PersonEvent::Left { org: PRACTICE },
    ];
    for event in &events {
        let json = serde_json::to_value(event).unwrap();
        assert_eq!(json["kind"], event.kind());
        assert_eq!(serde_json::from_value::<PersonEvent>(json).unwrap(), *event);
    }
    let joke = replay(JOKE, events).unwrap();
    assert!(joke.roles.is_empty() && joke.absences.is_empty());
}

proptest! {
    #[test]
    fn absences_stay_ordered_and_apart(wishes in prop::collection::vec((0_i32..200, prop::option::of(-3_i32..40), any::<bool>()), 1..25)) {
        let mut joke = joke();
        let day = |days: i32| date(2026, 1, 1).saturating_add(jiff::Span::new().days(days));
        for (from, length, end) in wishes {
            let until = length.map(|length| day(from + length));
            let command = if end {
                PersonCommand::EndAbsence { from: day(from), until }
            } else {
                away(day(from), until)
            };
            let _refused_or_done = give(&mut joke, &command);
        }
        let apart = |pair: &[Absence]| pair[0].from < pair[1].from && !pair[0].overlaps(&pair[1]);
        prop_assert!(joke.absences.windows(2).all(apart));
    }
}
