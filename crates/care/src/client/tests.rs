#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use jiff::civil::date;
use ulid::Ulid;

use super::super::{SourceNumber, begin, evolve, replay};
use super::*;
use crate::case::records::Recorded;
use crate::identity::{Bsn, VNumber};
use crate::seat::Actor;

const ENTERED: Recorded = Recorded { by: Actor::System, at: jiff::Timestamp::UNIX_EPOCH };

fn client_id(n: u128) -> ClientId {
    ClientId::new(Ulid(n))
}

fn amina() -> Identity {
    Identity {
        family_name: "Haile".into(),
        given_name: "Amina".into(),
        birth_date: Some(date(1994, 3, 12)),
        v_number: Some(VNumber::parse("2301555417").unwrap()),
        phone: "06-12345678".into(),
        ..Identity::default()
    }
}

fn record(n: u128, identity: Identity) -> Client {
    begin(client_id(n), &ClientEvent::Registered { identity }, ENTERED).unwrap()
}

const TODAY: Date = date(2026, 6, 1);

fn score(one: &Identity, other: &Identity) -> Option<(u8, Vec<Reason>)> {
    duplicate::candidates(one, [(client_id(9), other)]).pop().map(|found| (found.score, found.reasons))
}

#[test]
fn g_07_registration_needs_a_name_and_something_that_tells_her_from_others() {
    let register_one = |identity| register(client_id(1), &RegisterClient { identity }, [], TODAY);
    assert_eq!(register_one(amina()).unwrap().len(), 1);
    let nameless = Identity { family_name: " ".into(), ..amina() };
    assert_eq!(register_one(nameless).unwrap_err().code(), "empty");
    let vague = Identity { v_number: None, ..amina() };
    assert_eq!(register_one(vague.clone()), Err(Refusal::NotIdentifiable));
    let source = Some(SourceNumber { source: "VP Noorderlicht".into(), number: "10127".into() });
    assert!(register_one(Identity { source: source.clone(), ..vague.clone() }).is_ok());
    assert_eq!(register_one(Identity { source, birth_date: None, ..vague }), Err(Refusal::NotIdentifiable));
    for birth_date in [date(2026, 6, 2), date(1900, 1, 1)] {
        let refusal = register_one(Identity { birth_date: Some(birth_date), ..amina() }).unwrap_err();
        assert_eq!(refusal.code(), "birth-date");
    }
}

#[test]
fn g_07_a_second_registration_is_kept_and_proposed_on_both_records_never_merged() {
    let first = amina();
    let again = Identity { given_name: "Aminah".into(), v_number: None, bsn: Bsn::parse("116211131").ok(), ..amina() };
    let changes = register(client_id(2), &RegisterClient { identity: again }, [(client_id(1), &first)], TODAY).unwrap();
    let kinds: Vec<_> = changes.iter().map(|(stream, event)| (*stream, event.kind())).collect();
    assert_eq!(
        kinds,
        [(client_id(2), "registered"), (client_id(2), "duplicate-suspected"), (client_id(1), "duplicate-suspected"),]
    );
    let mut one = record(1, first);
    evolve(&mut one, &changes[2].1);
    assert_eq!(one.open_suspicions().next().unwrap().other, client_id(2));
    assert_eq!(one.merged, None);
}

#[test]
fn g_07_a_merge_is_undoable_and_leaves_both_records_as_they_were() {
    let (one, two) = (record(1, amina()), record(2, amina()));
    let merge = ClientCommand::Merge { into: two.id, reason: "zelfde vrouw, gebeld".into() };
    let changes = decide(&one, &merge, Some(&two), TODAY).unwrap();
    let (mut merged, mut kept) = (one.clone(), two.clone());
    assert_eq!(changes[0].0, one.id);
    assert_eq!(changes[1].0, two.id);
    evolve(&mut merged, &changes[0].1);
    evolve(&mut kept, &changes[1].1);
    assert_eq!(merged.merged.as_ref().unwrap().into, two.id);
    assert_eq!(kept.absorbed, [one.id]);

    let correct = ClientCommand::CorrectIdentity { identity: Box::new(amina()), reason: String::new() };
    assert_eq!(decide(&merged, &correct, None, TODAY), Err(Refusal::Merged { into: two.id }));

    let undo = ClientCommand::UndoMerge { reason: "toch een nicht".into() };
    for ((_, event), record) in decide(&merged, &undo, Some(&kept), TODAY).unwrap().iter().zip([&mut merged, &mut kept])
    {
        evolve(record, event);
    }
    assert_eq!((merged, kept), (one.clone(), two));
    assert_eq!(decide(&one, &undo, None, TODAY), Err(Refusal::NotMerged));
}

#[test]
fn g_07_a_merge_goes_only_into_another_record_that_goes_on_itself() {
    let (one, mut two) = (record(1, amina()), record(2, amina()));
    let into = |into, reason: &str| ClientCommand::Merge { into, reason: reason.into() };
    assert_eq!(decide(&one, &into(one.id, "x"), Some(&one), TODAY), Err(Refusal::Itself));
    assert_eq!(decide(&one, &into(two.id, "x"), None, TODAY), Err(Refusal::NoSuchClient { other: two.id }));
    assert_eq!(decide(&one, &into(two.id, " "), Some(&two), TODAY).unwrap_err().code(), "empty");
    evolve(&mut two, &ClientEvent::Merged { into: client_id(3), reason: "x".into() });
    assert_eq!(
        decide(&one, &into(two.id, "x"), Some(&two), TODAY),
        Err(Refusal::OtherMerged { other: two.id, into: client_id(3) })
    );
}

#[test]
fn g_07_a_suspicion_can_be_set_aside_with_a_reason() {
    let (one, two) = (record(1, amina()), record(2, amina()));
    let suspect = ClientCommand::SuspectDuplicate { other: two.id, reasons: vec![Reason::SameName], score: 75 };
    let changes = decide(&one, &suspect, Some(&two), TODAY).unwrap();
    let mut one = one;
    evolve(&mut one, &changes[0].1);
    assert_eq!(decide(&one, &suspect, Some(&two), TODAY), Err(Refusal::NothingToDo));
    let dismiss = ClientCommand::DismissDuplicate { other: two.id, reason: "tweelingzus".into() };
    let changes = decide(&one, &dismiss, Some(&two), TODAY).unwrap();
    assert_eq!(changes[1].0, two.id);
    evolve(&mut one, &changes[0].1);
    assert_eq!(one.open_suspicions().count(), 0);
    assert_eq!(one.suspicions.len(), 1, "what was set aside stays readable");
    assert_eq!(decide(&one, &dismiss, Some(&two), TODAY), Err(Refusal::NotSuspected { other: two.id }));
}

#[test]
fn g_07_a_correction_proposes_whom_it_makes_alike_once() {
    let bsn = Bsn::parse("116211131").ok();
    let holder = Identity { family_name: "Tesfay".into(), v_number: None, bsn, ..amina() };
    let corrected = Identity { bsn, ..amina() };
    let mut one = record(1, amina());
    let others = [(client_id(1), &corrected), (client_id(2), &holder)];
    let changes = doubles_of_corrected(&one, &corrected, others);
    let kinds: Vec<_> = changes.iter().map(|(stream, event)| (*stream, event.kind())).collect();
    assert_eq!(kinds, [(client_id(1), "duplicate-suspected"), (client_id(2), "duplicate-suspected")]);
    evolve(&mut one, &changes[0].1);
    assert!(doubles_of_corrected(&one, &corrected, others).is_empty(), "proposed already");
    let aside = ClientEvent::DuplicateDismissed { other: client_id(2), reason: "BSN verwisseld".into() };
    evolve(&mut one, &aside);
    assert!(doubles_of_corrected(&one, &corrected, others).is_empty(), "set aside on the same ground");
    let weak = ClientEvent::DuplicateSuspected { other: client_id(2), reasons: vec![Reason::SameName], score: 70 };
    evolve(&mut one, &weak);
    evolve(&mut one, &aside);
    assert_eq!(doubles_of_corrected(&one, &corrected, others).len(), 2, "a stronger ground counts anew");
}

#[test]
fn a_change_of_who_she_is_needs_a_reason_a_new_phone_does_not() {
    let one = record(1, amina());
    let correct =
        |identity: Identity| ClientCommand::CorrectIdentity { identity: Box::new(identity), reason: String::new() };
    let phone = Identity { phone: "06-87654321".into(), ..amina() };
    assert!(decide(&one, &correct(phone), None, TODAY).is_ok());
    let name = Identity { family_name: "Hailu".into(), ..amina() };
    assert_eq!(decide(&one, &correct(name), None, TODAY).unwrap_err().code(), "empty");
    assert_eq!(decide(&one, &correct(amina()), None, TODAY), Err(Refusal::NothingToDo));
}

#[test]
fn g_07_doubles_are_scored_with_reasons() {
    let bare = Identity { v_number: None, phone: String::new(), ..amina() };
    let same = |change: fn(&mut Identity)| {
        let mut other = Identity { v_number: None, phone: String::new(), ..amina() };
        change(&mut other);
        other
    };
    assert_eq!(score(&amina(), &amina()), Some((100, vec![Reason::SameVNumber])));
    assert_eq!(score(&bare, &same(|_| {})), Some((85, vec![Reason::SameName, Reason::SameBirthDate])));
    let swapped = same(|other| std::mem::swap(&mut other.family_name, &mut other.given_name));
    assert_eq!(score(&bare, &swapped), Some((82, vec![Reason::SwappedNames, Reason::SameBirthDate])));
    let american = same(|other| other.birth_date = Some(date(1994, 12, 3)));
    assert_eq!(score(&bare, &american), Some((79, vec![Reason::SameName, Reason::DayAndMonthSwapped])));
    let typo = same(|other| other.birth_date = Some(date(1994, 3, 13)));
    assert_eq!(score(&bare, &typo), Some((75, vec![Reason::SameName, Reason::BirthDateOneDigitOff])));
    let letter = same(|other| other.given_name = "Aminah".into());
    assert_eq!(score(&bare, &letter).unwrap().1, [Reason::SimilarName, Reason::SameBirthDate]);

    let sister = same(|other| other.given_name = "Selam".into());
    assert_eq!(score(&bare, &sister), None, "a sister born on the same day by the papers");
    let stranger = same(|other| other.birth_date = Some(date(1988, 7, 21)));
    assert_eq!(score(&bare, &stranger), None, "the same common name");
    let with_bsn = |number: &str| Identity { bsn: Bsn::parse(number).ok(), ..bare.clone() };
    assert_eq!(score(&with_bsn("116211131"), &with_bsn("393671173")), None, "two valid BSNs are two people");
}

#[test]
fn g_07_a_first_of_january_says_less() {
    let new_year = Identity { birth_date: Some(date(1990, 1, 1)), v_number: None, ..amina() };
    let same = Identity { phone: String::new(), ..new_year.clone() };
    assert_eq!(score(&new_year, &same).unwrap().0, 70);
    let nearly = Identity { given_name: "Amine".into(), ..same };
    assert_eq!(score(&new_year, &nearly), None);
}

#[test]
fn events_survive_the_journal_and_replay_equals_live() {
    let events = vec![
        ClientEvent::Registered { identity: amina() },
        ClientEvent::DuplicateSuspected { other: client_id(2), reasons: vec![Reason::SameBsn], score: 100 },
        ClientEvent::DuplicateDismissed { other: client_id(2), reason: "nicht".into() },
        ClientEvent::Absorbed { other: client_id(3), reason: "zelfde".into() },
        ClientEvent::Released { other: client_id(3), reason: "toch niet".into() },
        ClientEvent::IdentityCorrected { identity: amina(), reason: String::new() },
        ClientEvent::Merged { into: client_id(4), reason: "dubbel".into() },
        ClientEvent::MergeUndone { reason: "vergissing".into() },
    ];
    for event in &events {
        let json = serde_json::to_value(event).unwrap();
        assert_eq!(json["kind"], event.kind());
        assert_eq!(serde_json::from_value::<ClientEvent>(json).unwrap(), *event);
    }
    let client = replay(client_id(1), events, ENTERED).unwrap();
    assert_eq!((client.absorbed.len(), client.merged, client.suspicions.len()), (0, None, 1));
}
