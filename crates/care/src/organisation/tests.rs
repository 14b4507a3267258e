#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use ulid::Ulid;

use super::super::{begin, evolve, replay};
use super::*;
use crate::ids::OrgId;
use crate::person::Person;

const PRACTICE: OrgId = OrgId::new(Ulid(1));

fn person(n: u128) -> PersonId {
    PersonId::new(Ulid(n))
}

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + hour * 3600).unwrap()
}

fn turn(n: u128, from: i64, until: i64) -> DutyShift {
    DutyShift { person: person(n), from: at(from), until: at(until) }
}

fn practice() -> Organisation {
    let events = register(&RegisterOrg {
        name: "Verloskundigenpraktijk De Ooievaar".into(),
        org_kind: OrgKind::MidwifePractice,
        network: "VSV Emmen".into(),
        contact: ContactPoints { phone: "0599-100100".into(), ..ContactPoints::default() },
    });
    begin(PRACTICE, &events.unwrap()[0]).unwrap()
}

fn staff() -> Directory {
    let mut directory = Directory::default();
    for (n, role) in [(1, Role::Midwife), (2, Role::Midwife), (3, Role::Assistant)] {
        let roles = BTreeMap::from([(PRACTICE, role)]);
        let name = format!("Persoon {n}");
        let colleague = Person { id: person(n), name, phone: String::new(), roles, absences: Vec::new() };
        directory.people.insert(colleague);
    }
    directory
}

fn give(org: &mut Organisation, command: &OrgCommand) -> Result<(), Refusal> {
    for event in decide(org, command, &staff(), 0)? {
        evolve(org, &event);
    }
    Ok(())
}

#[test]
fn cm_11_a_practice_or_hospital_always_has_a_phone_number() {
    let register_with = |org_kind, phone: &str, emergency: &str| {
        register(&RegisterOrg {
            name: "X".into(),
            org_kind,
            network: "VSV Emmen".into(),
            contact: ContactPoints { phone: phone.into(), emergency: emergency.into(), ..ContactPoints::default() },
        })
    };
    assert_eq!(register_with(OrgKind::Hospital, "", "").unwrap_err().code(), "no-phone-number");
    assert_eq!(register_with(OrgKind::MidwifePractice, "geen", "").unwrap_err().code(), "no-phone-number");
    assert_eq!(register_with(OrgKind::Gp, "", "n.v.t.").unwrap_err().code(), "no-phone-number");
    assert!(register_with(OrgKind::Gp, "", "").is_ok());
    assert_eq!(practice().emergency_phone(), "0599-100100", "the first number where there is no other");
}

#[test]
fn a_turn_replaces_what_it_overlaps_and_leaves_the_rest() {
    let mut org = practice();
    give(&mut org, &OrgCommand::SetDuty { shift: turn(1, 0, 24) }).unwrap();
    give(&mut org, &OrgCommand::SetDuty { shift: turn(2, 8, 16) }).unwrap();
    assert_eq!(org.duty, [turn(1, 0, 8), turn(2, 8, 16), turn(1, 16, 24)]);
    assert_eq!(org.on_duty(at(7)), Some(person(1)));
    assert_eq!(org.on_duty(at(8)), Some(person(2)), "the end is not included");
    assert_eq!(org.on_duty(at(24)), None);
    assert_eq!(org.on_duty(at(-1)), None);
    give(&mut org, &OrgCommand::WithdrawDuty { shift: turn(2, 8, 16) }).unwrap();
    assert_eq!(org.on_duty(at(9)), None);
    assert_eq!(give(&mut org, &OrgCommand::WithdrawDuty { shift: turn(2, 8, 16) }), Err(Refusal::NoSuchTurn));
}

#[test]
fn a_turn_that_cannot_be_is_refused() {
    let mut org = practice();
    let mut set = |shift| give(&mut org, &OrgCommand::SetDuty { shift }).map_err(|refusal| refusal.code());
    assert_eq!(set(turn(1, 8, 8)), Err("backwards"));
    assert_eq!(set(turn(1, 0, 24 * 7 + 1)), Err("turn-too-long"));
    assert_eq!(set(turn(1, 0, 24 * 7)), Ok(()));
    assert_eq!(set(turn(1, 0, 24 * 7)), Err("nothing-to-do"));
    assert_eq!(set(turn(3, 0, 8)), Err("unfit-person"), "an assistant gives no care");
    assert_eq!(set(turn(9, 0, 8)), Err("unfit-person"), "she does not work there");
}

#[test]
fn an_organisation_that_ended_changes_no_more() {
    let mut org = practice();
    give(&mut org, &OrgCommand::End).unwrap();
    assert_eq!(give(&mut org, &OrgCommand::SetDuty { shift: turn(1, 0, 8) }), Err(Refusal::Ended));
}

#[test]
fn az_01_an_organisation_with_open_cases_does_not_end() {
    let org = practice();
    let refusal = decide(&org, &OrgCommand::End, &staff(), 2).unwrap_err();
    assert_eq!(refusal.code(), "still-accountable");
    assert_eq!(refusal.to_string(), "this organisation has 2 open cases; hand them over to another first");
    assert!(decide(&org, &OrgCommand::SetDuty { shift: turn(1, 0, 8) }, &staff(), 2).is_ok());
}

#[test]
fn events_survive_the_journal() {
    let contact = ContactPoints { phone: "0599-1".into(), ..ContactPoints::default() };
    let events = vec![
        OrgEvent::Registered {
            name: "A".into(),
            org_kind: OrgKind::Gp,
            network: "VSV".into(),
            contact: contact.clone(),
        },
        OrgEvent::Changed { name: "B".into(), contact },
        OrgEvent::DutySet { shift: turn(1, 0, 8) },
        OrgEvent::DutyWithdrawn { shift: turn(1, 0, 8) },
        OrgEvent::Ended,
    ];
    for event in &events {
        let json = serde_json::to_value(event).unwrap();
        assert_eq!(json["kind"], event.kind());
        assert_eq!(serde_json::from_value::<OrgEvent>(json).unwrap(), *event);
    }
    let org = replay(PRACTICE, events).unwrap();
    assert_eq!((org.name.as_str(), org.ended, org.duty.len()), ("B", true, 0));
}

proptest! {
    #[test]
    fn the_rota_stays_ordered_and_the_last_word_counts(
        turns in prop::collection::vec((1_u128..3, 0_i64..60, 1_i64..48), 1..20),
        moment in 0_i64..110,
    ) {
        let mut org = practice();
        let mut expected = None;
        for (who, from, hours) in turns {
            let shift = turn(who, from, from + hours);
            if (from..from + hours).contains(&moment) {
                expected = Some(person(who));
            }
            evolve(&mut org, &OrgEvent::DutySet { shift });
        }
        prop_assert!(org.duty.iter().all(|shift| shift.from < shift.until));
        prop_assert!(org.duty.windows(2).all(|pair| pair[0].until <= pair[1].from));
        prop_assert_eq!(org.on_duty(at(moment)), expected);
    }
}
