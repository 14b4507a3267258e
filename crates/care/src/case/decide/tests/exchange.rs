//! Contacts, signals, investigations and telling other providers.

use crate::case::records::{Channel, Contact, Direction, Investigation, Signal, Urgency, With};
use crate::case::state::Awareness;
use crate::case::{CaseCommand, CaseEvent, Context};
use crate::fixtures::{
    COA, FATMA, GC_A, GP, HOSPITAL, INGE, JOKE, MARIE, NOOR, VEILIG_THUIS, ctx, ctx_in, day, directory_without, give,
    opened_case, system,
};
use crate::seat::Actor;

use super::{check, outcome};

fn urgent() -> CaseCommand {
    CaseCommand::RaiseSignal {
        signal: Signal {
            urgency: Urgency::Urgent,
            text: "RR 150/100, hoofdpijn".to_owned(),
            from: With::Org { org: GC_A },
        },
    }
}

fn contact(on: jiff::civil::Date, note: &str) -> Contact {
    Contact {
        on,
        channel: Channel::Phone,
        with: With::Org { org: GC_A },
        direction: Direction::Incoming,
        minutes: Some(10),
        interpreter: false,
        note: note.to_owned(),
    }
}

fn record(contact: Contact) -> CaseCommand {
    CaseCommand::RecordContact { contact, completes: vec![] }
}

#[test]
fn az_06_the_exchange_with_gc_a_is_kept_both_ways() {
    let mut case = opened_case();
    let today = day(4, 1);
    let answer = Contact { direction: Direction::Outgoing, ..contact(today, "teruggebeld: afspraak verzet") };
    give(&mut case, &ctx(MARIE, today), &record(contact(today, "GC A vraagt naar de uitslag"))).unwrap();
    give(&mut case, &ctx(JOKE, today), &record(answer)).unwrap();
    let kept: Vec<_> = case.contacts.iter().map(|record| (record.by, record.contact.direction)).collect();
    assert_eq!(kept, [(MARIE, Direction::Incoming), (JOKE, Direction::Outgoing)]);

    let correct = |no, note: &str, reason: &str| CaseCommand::CorrectContact {
        no,
        note: note.to_owned(),
        reason: reason.to_owned(),
    };
    check(
        &case,
        &ctx(JOKE, today),
        &[
            ("tomorrow's", record(contact(day(4, 2), "x")), "in-future"),
            ("of long ago", record(contact(jiff::civil::date(1999, 4, 1), "x")), "too-early"),
            ("without a word", record(contact(today, " \n")), "empty"),
            ("of no time", record(Contact { minutes: Some(0), ..contact(today, "x") }), "implausible"),
            ("longer than a day", record(Contact { minutes: Some(1441), ..contact(today, "x") }), "implausible"),
            (
                "with no relative",
                record(Contact { with: With::Relative { name: String::new() }, ..contact(today, "x") }),
                "empty",
            ),
            ("correcting what is not there", correct(3, "x", "y"), "no-such-thing"),
            ("correcting number nought", correct(0, "x", "y"), "no-such-thing"),
            ("correcting without a reason", correct(1, "x", ""), "empty"),
            ("correcting nothing", correct(1, "GC A vraagt naar de uitslag", "y"), "nothing-to-do"),
        ],
    );
    assert_eq!(outcome(&case, &system(today), &record(contact(today, "x"))), "not-yours");

    give(&mut case, &ctx(MARIE, today), &correct(1, "GC A vraagt naar de echo", "vergist")).unwrap();
    assert_eq!(case.contacts[0].contact.note, "GC A vraagt naar de echo");
    assert!(case.contacts[0].corrected);
    assert!(!case.contacts[1].corrected);
}

#[test]
fn az_06_an_urgent_message_taken_by_a_stand_in_stays_open_until_the_case_manager_acknowledges_it() {
    let mut case = opened_case();
    let today = day(4, 1);
    give(&mut case, &ctx(MARIE, today), &urgent()).unwrap();
    assert_eq!(case.signals[0].taken_by, Some(MARIE));
    assert_eq!(case.signals[0].acknowledged, None);

    let acknowledge = CaseCommand::AcknowledgeSignal { no: 1 };
    for (what, actor) in [("who took it", MARIE), ("the deputy of a case manager who is there", FATMA), ("GC A", NOOR)]
    {
        assert_eq!(outcome(&case, &ctx(actor, today), &acknowledge), "not-yours", "{what}");
    }
    assert_eq!(outcome(&case, &system(today), &acknowledge), "not-yours");
    give(&mut case, &ctx(JOKE, today), &acknowledge).unwrap();
    assert_eq!(case.signals[0].acknowledged.map(|(by, _)| by), Some(JOKE));
    check(
        &case,
        &ctx(JOKE, today),
        &[
            ("twice", acknowledge, "already-settled"),
            ("what is not there", CaseCommand::AcknowledgeSignal { no: 2 }, "no-such-thing"),
        ],
    );
}

#[test]
fn az_06_what_the_case_manager_takes_herself_she_knows_at_once() {
    let mut case = opened_case();
    let events = give(&mut case, &ctx(JOKE, day(4, 1)), &urgent()).unwrap();
    assert!(matches!(
        events[..],
        [CaseEvent::SignalRaised { no: 1, .. }, CaseEvent::SignalAcknowledged { no: 1, by: JOKE }]
    ));
    assert!(!case.signals[0].by_deputy);
}

#[test]
fn az_06_the_deputy_acknowledges_in_her_absence_and_the_case_manager_still_hears_of_it() {
    let mut case = opened_case();
    let today = day(7, 10);
    let away = directory_without(JOKE, day(7, 1), Some(day(7, 31)));
    let acknowledge = CaseCommand::AcknowledgeSignal { no: 1 };
    give(&mut case, &ctx(MARIE, today), &urgent()).unwrap();

    assert_eq!(outcome(&case, &ctx_in(&away, MARIE, today), &acknowledge), "not-yours");
    give(&mut case, &ctx_in(&away, FATMA, today), &acknowledge).unwrap();
    assert_eq!(case.signals[0].acknowledged.map(|(by, _)| by), Some(FATMA));
    assert!(case.signals[0].by_deputy, "passed on, not yet known to the case manager");
    assert_eq!(outcome(&case, &ctx_in(&away, FATMA, today), &acknowledge), "already-settled");

    give(&mut case, &ctx_in(&away, JOKE, day(8, 1)), &acknowledge).unwrap();
    assert_eq!(case.signals[0].acknowledged.map(|(by, _)| by), Some(JOKE));
    assert!(!case.signals[0].by_deputy);
    assert_eq!(outcome(&case, &ctx_in(&away, JOKE, day(8, 1)), &acknowledge), "already-settled");
}

#[test]
fn az_06_with_the_deputy_away_too_who_is_there_acknowledges_and_the_case_manager_reads_it_later() {
    let mut case = opened_case();
    let today = day(7, 10);
    let mut away = directory_without(JOKE, day(7, 1), Some(day(7, 31)));
    away.people.change(FATMA.person, |fatma| fatma.roles.clear());
    let acknowledge = CaseCommand::AcknowledgeSignal { no: 1 };
    give(&mut case, &ctx(MARIE, today), &urgent()).unwrap();
    let obstacle = crate::case::Obstacle::Signal { no: 1 };
    let stands_in_the_way =
        |case: &crate::case::Case| crate::closing::obstacles(case, ctx(JOKE, today).pathways).contains(&obstacle);
    assert_eq!(outcome(&case, &ctx_in(&away, INGE, today), &acknowledge), "not-yours", "an assistant");
    assert_eq!(outcome(&case, &ctx_in(&away, NOOR, today), &acknowledge), "not-yours", "of another organisation");
    give(&mut case, &ctx_in(&away, MARIE, today), &acknowledge).unwrap();
    assert_eq!(case.awareness(&case.signals[0]), Awareness::ToBeRead);
    assert!(stands_in_the_way(&case), "she has not read it herself");
    assert_eq!(outcome(&case, &ctx_in(&away, MARIE, today), &acknowledge), "already-settled");
    give(&mut case, &ctx_in(&away, JOKE, day(8, 1)), &acknowledge).unwrap();
    assert_eq!(case.awareness(&case.signals[0]), Awareness::Known);
    assert!(!stands_in_the_way(&case));
}

#[test]
fn az_06_a_stand_in_who_becomes_case_manager_knows_what_she_acknowledged() {
    let today = day(7, 10);
    let away = directory_without(JOKE, day(7, 1), Some(day(7, 31)));
    let mut case = opened_case();
    give(&mut case, &ctx(MARIE, today), &urgent()).unwrap();
    give(&mut case, &ctx_in(&away, FATMA, today), &CaseCommand::AcknowledgeSignal { no: 1 }).unwrap();
    for (manager, awareness) in [(FATMA, Awareness::Known), (MARIE, Awareness::ToBeRead)] {
        let case = crate::case::Case { case_manager: manager, ..case.clone() };
        assert_eq!(case.awareness(&case.signals[0]), awareness);
    }
}

#[test]
fn az_06_a_signal_says_what_and_from_whom() {
    let case = opened_case();
    let signal = |text: &str, from| CaseCommand::RaiseSignal {
        signal: Signal { urgency: Urgency::Normal, text: text.to_owned(), from },
    };
    let unknown = With::Org { org: crate::ids::OrgId::new(ulid::Ulid(999)) };
    check(
        &case,
        &ctx(MARIE, day(4, 1)),
        &[
            ("nothing", signal("", With::Client), "empty"),
            ("from nobody known", signal("buikpijn", unknown), "unfit-organisation"),
            ("from the client", signal("buikpijn", With::Client), "done"),
        ],
    );
    let by_regie = Context { actor: Actor::System, ..ctx(JOKE, day(4, 1)) };
    assert_eq!(outcome(&case, &by_regie, &signal("bericht via Zorgmail", With::Org { org: GC_A })), "done");
}

#[test]
fn az_07_examination_elsewhere_is_kept_until_its_result_is_there() {
    let mut case = opened_case();
    let today = day(4, 1);
    let note = |what: &str, by, result_due| CaseCommand::NoteInvestigation {
        investigation: Investigation { what: what.to_owned(), by, on: today, result_due },
    };
    check(
        &case,
        &ctx(JOKE, today),
        &[
            ("nothing", note("", HOSPITAL, None), "empty"),
            ("by the COA", note("echo", COA, None), "unfit-organisation"),
            ("a result before the question", note("echo", HOSPITAL, Some(day(3, 31))), "too-early"),
        ],
    );
    give(&mut case, &ctx(JOKE, today), &note("longfoto (TBC)", HOSPITAL, Some(day(4, 15)))).unwrap();
    assert_eq!(case.investigations[0].result, None);

    let result = |no, on, text: &str| CaseCommand::RecordResult { no, on, result: text.to_owned() };
    check(
        &case,
        &ctx(JOKE, day(4, 10)),
        &[
            ("before it was asked", result(1, day(3, 1), "gb"), "too-early"),
            ("tomorrow's", result(1, day(4, 11), "gb"), "in-future"),
            ("without a word", result(1, day(4, 9), ""), "empty"),
            ("of nothing", result(2, day(4, 9), "gb"), "no-such-thing"),
        ],
    );
    give(&mut case, &ctx(JOKE, day(4, 10)), &result(1, day(4, 9), "geen afwijkingen")).unwrap();
    assert_eq!(case.investigations[0].result, Some((day(4, 9), "geen afwijkingen".to_owned())));
    check(&case, &ctx(JOKE, day(4, 10)), &[("twice", result(1, day(4, 9), "gb"), "already-settled")]);
}

#[test]
fn az_07_other_providers_are_told_what_matters_and_the_coa_never() {
    let mut case = opened_case();
    let today = day(4, 1);
    let inform = |orgs: &[crate::ids::OrgId], text: &str| CaseCommand::InformProviders {
        orgs: orgs.to_vec(),
        subject: "zwangerschapsdiabetes".to_owned(),
        text: text.to_owned(),
    };
    check(
        &case,
        &ctx(JOKE, today),
        &[
            ("nobody", inform(&[], "x"), "empty"),
            ("nothing", inform(&[GP], " "), "empty"),
            ("the COA among them", inform(&[GP, COA], "x"), "unfit-organisation"),
            ("someone who takes no part", inform(&[VEILIG_THUIS], "x"), "unfit-organisation"),
            ("a hospital that has nothing to do with her", inform(&[HOSPITAL], "x"), "unfit-organisation"),
        ],
    );
    let investigation = Investigation { what: "OGTT".to_owned(), by: HOSPITAL, on: today, result_due: None };
    give(&mut case, &ctx(JOKE, today), &CaseCommand::NoteInvestigation { investigation }).unwrap();
    give(&mut case, &ctx(JOKE, today), &inform(&[HOSPITAL, GP, GC_A, GP], "OGTT afwijkend")).unwrap();
    assert_eq!(case.notices[0].orgs, [HOSPITAL, GP, GC_A], "each once");
}
