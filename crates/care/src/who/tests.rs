#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::date;
use proptest::prelude::*;
use ulid::Ulid;

use super::*;
use crate::case::records::{Agreement, Deputyship, HandoverKind, Proposal};
use crate::case::state::{HandoverLife, HandoverRecord, Intake};
use crate::ids::ClientId;
use crate::organisation::{ContactPoints, DutyShift, Organisation};
use crate::person::{Absence, Person};
use crate::seat::{OrgKind, Role, Seat};

const PRACTICE: OrgId = OrgId::new(Ulid(1));
const HOSPITAL: OrgId = OrgId::new(Ulid(2));
const JOKE: Seat = Seat::new(PersonId::new(Ulid(11)), PRACTICE);
const FATMA: Seat = Seat::new(PersonId::new(Ulid(12)), PRACTICE);
const MARIE: Seat = Seat::new(PersonId::new(Ulid(13)), PRACTICE);
const SANNE: Seat = Seat::new(PersonId::new(Ulid(14)), HOSPITAL);

const TODAY: Date = date(2026, 5, 6);

fn now() -> Timestamp {
    "2026-05-06T08:00:00Z".parse().unwrap()
}

fn directory() -> Directory {
    let mut directory = Directory::default();
    for (id, name, kind, phone, emergency) in [
        (PRACTICE, "Verloskundigen Ter Apel", OrgKind::MidwifePractice, "0599-100100", "0599-112112"),
        (HOSPITAL, "Ziekenhuis Emmen", OrgKind::Hospital, "0591-200200", ""),
    ] {
        let contact = ContactPoints { phone: phone.into(), emergency: emergency.into(), ..ContactPoints::default() };
        let (name, network) = (name.to_owned(), "VSV Emmen".to_owned());
        directory.orgs.insert(id, Organisation { id, name, kind, network, contact, duty: Vec::new(), ended: false });
    }
    for (seat, name, phone) in [
        (JOKE, "Joke de Vries", "06-11111111"),
        (FATMA, "Fatma Yildiz", "06-22222222"),
        (MARIE, "Marie Jansen", ""),
        (SANNE, "Sanne Mulder", "06-44444444"),
    ] {
        let roles = BTreeMap::from([(seat.org, Role::Midwife)]);
        let person = Person { id: seat.person, name: name.into(), phone: phone.into(), roles, absences: Vec::new() };
        directory.people.insert(person);
    }
    directory
}

fn away(directory: &mut Directory, seat: Seat, from: Date, until: Option<Date>) {
    directory.people.change(seat.person, |person| person.absences.push(Absence { from, until }));
}

fn on_duty(directory: &mut Directory, seat: Seat) {
    let shift = DutyShift { person: seat.person, from: now(), until: now() + Span::new().hours(8) };
    directory.orgs.get_mut(&seat.org).unwrap().duty.push(shift);
}

fn case() -> Case {
    Case {
        id: CaseId::new(Ulid(1)),
        client: ClientId::new(Ulid(2)),
        opened_on: date(2026, 1, 5),
        case_manager: JOKE,
        first_line: JOKE,
        deputies: vec![Deputyship { deputy: FATMA, from: date(2026, 1, 5), until: None }],
        team: BTreeMap::new(),
        trusted: Some(TrustedPerson {
            name: "Zahra".into(),
            relation: "zus".into(),
            phone: Some("06-99999999".into()),
        }),
        runs: Vec::new(),
        intake: Intake::default(),
        contacts: Vec::new(),
        signals: Vec::new(),
        investigations: Vec::new(),
        notices: Vec::new(),
        letters: Vec::new(),
        agenda: Vec::new(),
        actions: Vec::new(),
        handovers: Vec::new(),
        expectations: Vec::new(),
        sharing: Vec::new(),
        sharing_request: None,
        leaving: Vec::new(),
        arriving: None,
        care_plan: crate::plan::CarePlan::default(),
        postnatal: crate::postnatal::Postnatal::default(),
        evaluations: Vec::new(),
        closed: None,
        seal: None,
        sealed_events: 0,
    }
}

fn card(directory: &Directory) -> WhoCard {
    who_now(&case(), directory, now(), TODAY)
}

#[test]
fn az_02_in_normal_times_it_is_the_case_manager() {
    let card = card(&directory());
    assert_eq!(card.first.standing, Standing::CaseManager);
    assert_eq!((card.first.name.as_str(), card.first.phone.as_str()), ("Joke de Vries", "06-11111111"));
    assert_eq!(card.first.reason, None);
    assert_eq!(card.emergency.phone, "0599-112112");
    assert_eq!(card.trusted.unwrap().name, "Zahra");
}

#[test]
fn az_02_in_her_absence_it_is_the_deputy_until_she_is_back() {
    let mut directory = directory();
    away(&mut directory, JOKE, date(2026, 5, 3), Some(date(2026, 5, 10)));
    let first = card(&directory).first;
    assert_eq!((first.standing, first.name.as_str()), (Standing::Deputy, "Fatma Yildiz"));
    assert_eq!((first.since, first.until), (Some(date(2026, 5, 3)), Some(date(2026, 5, 10))));
    assert_eq!(
        first.reason.unwrap().nl,
        "Joke de Vries is afwezig van 3 mei 2026 tot en met 10 mei 2026; Fatma Yildiz neemt waar."
    );
    let back = who_now(&case(), &directory, now(), date(2026, 5, 11));
    assert_eq!(back.first.standing, Standing::CaseManager);
}

#[test]
fn az_02_when_both_are_away_it_is_who_is_on_duty_and_else_the_organisation() {
    let mut directory = directory();
    away(&mut directory, JOKE, date(2026, 5, 3), None);
    away(&mut directory, FATMA, date(2026, 5, 6), Some(date(2026, 5, 6)));
    let first = card(&directory).first;
    assert_eq!((first.standing, first.person), (Standing::Organisation, None));
    assert_eq!(first.phone, "0599-100100");
    assert_eq!(
        first.reason.unwrap().nl,
        "Joke de Vries is afwezig sinds 3 mei 2026 en vervanger Fatma Yildiz is er ook niet; bel de organisatie."
    );

    on_duty(&mut directory, MARIE);
    let first = card(&directory).first;
    assert_eq!((first.standing, first.name.as_str()), (Standing::OnDuty, "Marie Jansen"));
    assert_eq!(first.phone, "0599-100100", "she has no number of her own, so her organisation's");

    away(&mut directory, MARIE, TODAY, None);
    let ill = card(&directory);
    assert_eq!(ill.first.standing, Standing::Organisation, "the rota was made before she fell ill");
    assert_eq!(ill.emergency.on_duty, None);
}

#[test]
fn az_02_a_case_manager_who_left_the_practice_is_not_approached() {
    let mut directory = directory();
    directory.people.change(JOKE.person, |person| person.roles.clear());
    let first = card(&directory).first;
    assert_eq!(first.standing, Standing::Deputy);
    assert_eq!(first.reason.unwrap().nl, "Joke de Vries werkt hier niet meer; Fatma Yildiz neemt waar.");
}

#[test]
fn az_10_during_a_pending_handover_the_sender_is_still_the_one() {
    let mut case = case();
    let proposal = Proposal {
        work: Vec::new(),
        handover: HandoverKind::Acute { letter_by: TODAY },
        from: JOKE,
        proposed_by: JOKE,
        to_org: HOSPITAL,
        to_person: Some(SANNE.person),
        note: String::new(),
        answer_by: date(2026, 5, 8),
    };
    let life = HandoverLife::Proposed { alarmed: false };
    case.handovers.push(HandoverRecord { proposal, at: now(), life, letter: None, called_off: None, formerly: None });
    let card = who_now(&case, &directory(), now(), TODAY);
    assert_eq!(card.first.person, Some(JOKE.person));
    let told = card.for_audience(Audience::Provider);
    let coming = told.last().unwrap();
    assert_eq!(coming.whom, "Sanne Mulder");
    assert_eq!(
        coming.note.as_ref().unwrap().nl,
        "Tot zij aanvaardt blijft Joke de Vries casemanager; antwoord uiterlijk 8 mei 2026."
    );
    for audience in [Audience::Client, Audience::Coa] {
        assert!(card.for_audience(audience).iter().all(|line| line.whom != "Sanne Mulder"), "nothing is settled yet");
    }

    case.handovers[0].life = HandoverLife::Accepted(SANNE, now());
    case.case_manager = SANNE;
    let card = who_now(&case, &directory(), now(), TODAY);
    assert_eq!((card.first.name.as_str(), card.coming), ("Sanne Mulder", None));
    assert_eq!(card.emergency.phone, "0591-200200", "the hospital's first number, as it has no other");
}

fn shared() -> WhoCard {
    let mut case = case();
    case.sharing = [(Situation::Psychosocial, JOKE), (Situation::Birth, SANNE), (Situation::Logistics, JOKE)]
        .map(|(situation, case_manager)| Agreement { situation, case_manager })
        .to_vec();
    let mut directory = directory();
    away(&mut directory, JOKE, date(2026, 5, 3), Some(date(2026, 5, 10)));
    on_duty(&mut directory, MARIE);
    who_now(&case, &directory, now(), TODAY)
}

#[test]
fn az_12_the_card_says_whom_to_approach_for_which_situation() {
    let told = shared().for_audience(Audience::GcA);
    let lines: Vec<(&str, &str, &str)> =
        told.iter().map(|line| (line.for_what.nl.as_str(), line.whom.as_str(), line.phone.as_str())).collect();
    assert_eq!(
        lines,
        [
            ("Bijzonderheden rond de zwangerschap", "Fatma Yildiz", "06-22222222"),
            ("Spoed", "Marie Jansen", "0599-112112"),
            ("Voor psychosociale zorg", "Fatma Yildiz", "06-22222222"),
            ("Voor de bevalling", "Sanne Mulder", "06-44444444"),
            ("Voor afspraken, vervoer en verhuizing", "Fatma Yildiz", "06-22222222"),
            ("Vertrouwenspersoon van de cliënt", "Zahra", "06-99999999"),
        ]
    );
    assert_eq!(told[1].note.as_ref().unwrap().nl, "Wie opneemt geeft het door aan de casemanager, Joke de Vries.");
}

#[test]
fn az_12_the_coa_reads_names_and_numbers_only() {
    let told = shared().for_audience(Audience::Coa);
    assert!(told.iter().all(|line| line.note.is_none()));
    let all = serde_json::to_string(&told).unwrap();
    for medical in ["bevalling", "psychosoc", "zwanger", "birth", "Zahra", "afwezig"] {
        assert!(!all.contains(medical), "{medical} in {all}");
    }
    assert!(all.contains("Sanne Mulder") && all.contains("Afspraken, vervoer en verhuizing"));
}

#[test]
fn az_02_the_client_reads_one_person_and_one_emergency_number() {
    let told = card(&directory()).for_audience(Audience::Client);
    assert_eq!(told[0].for_what.nl, "Voor al uw vragen en afspraken");
    assert_eq!(told[0].whom, "Joke de Vries");
    assert_eq!((told[1].whom.as_str(), told[1].phone.as_str()), ("Verloskundigen Ter Apel", "0599-112112"));
    assert_eq!(told[2].whom, "Zahra");
}

proptest! {
    #[test]
    fn cm_11_there_is_always_exactly_one_first_contact_with_a_number(
        absences in prop::collection::vec((0_usize..4, -20_i32..20, prop::option::of(0_i32..20)), 0..8),
        turns in prop::collection::vec((0_usize..4, -12_i64..12, 1_i64..24), 0..5),
        deputies in prop::collection::vec((0_usize..4, -20_i32..20, prop::option::of(0_i32..20)), 0..4),
        left in prop::collection::vec(0_usize..4, 0..2),
        second_line: bool,
    ) {
        let seats = [JOKE, FATMA, MARIE, SANNE];
        let day = |offset: i32| TODAY.saturating_add(Span::new().days(offset));
        let mut directory = directory();
        for (who, from, length) in &absences {
            away(&mut directory, seats[*who], day(*from), length.map(|length| day(from + length)));
        }
        for (who, from, hours) in &turns {
            let from = now() + Span::new().hours(*from);
            let shift = DutyShift { person: seats[*who].person, from, until: from + Span::new().hours(*hours) };
            let event = crate::organisation::OrgEvent::DutySet { shift };
            crate::organisation::evolve(directory.orgs.get_mut(&seats[*who].org).unwrap(), &event);
        }
        for who in left {
            directory.people.change(seats[who].person, |person| person.roles.clear());
        }
        let mut case = case();
        case.case_manager = if second_line { SANNE } else { JOKE };
        case.deputies = deputies
            .iter()
            .map(|(who, from, length)| Deputyship {
                deputy: seats[*who],
                from: day(*from),
                until: length.map(|length| day(from + length)),
            })
            .collect();
        let card = who_now(&case, &directory, now(), TODAY);
        prop_assert!(!card.first.phone.is_empty() && !card.first.name.is_empty());
        prop_assert!(!card.emergency.phone.is_empty());
        prop_assert_eq!(card.first.reason.is_none(), card.first.standing == Standing::CaseManager);
        if let Some(person) = card.first.person {
            prop_assert!(!directory.is_absent(person, TODAY), "nobody who is away is named");
            prop_assert!(directory.role(Seat::new(person, card.first.org)).is_some(), "she works there");
        } else {
            prop_assert_eq!(card.first.standing, Standing::Organisation);
        }
        for audience in [Audience::Client, Audience::Provider, Audience::GcA, Audience::Coa] {
            let told = card.for_audience(audience);
            prop_assert_eq!(&told[0].phone, &card.first.phone);
            prop_assert_eq!(&told[1].phone, &card.emergency.phone);
        }
    }
}

#[test]
fn az_02_everyone_reads_the_card_in_her_own_words() {
    let mut directory = directory();
    let seat = |kind: OrgKind, role: Role, no: u128, directory: &mut Directory| {
        let seat = Seat::new(PersonId::new(Ulid(no)), OrgId::new(Ulid(no)));
        let of = |name: &str| name.to_owned();
        let (contact, duty, network) = (ContactPoints::default(), Vec::new(), String::new());
        let org = Organisation { id: seat.org, name: of("x"), kind, network, contact, duty, ended: false };
        directory.orgs.insert(seat.org, org);
        let roles = BTreeMap::from([(seat.org, role)]);
        let person = Person { id: seat.person, name: of("y"), phone: String::new(), roles, absences: Vec::new() };
        directory.people.insert(person);
        seat
    };
    let rows = [
        (OrgKind::Coa, Role::Logistics, Audience::Coa),
        (OrgKind::Coa, Role::Nurse, Audience::Coa),
        (OrgKind::GcA, Role::Nurse, Audience::GcA),
        (OrgKind::GcA, Role::Logistics, Audience::Coa),
        (OrgKind::Gp, Role::Doctor, Audience::Provider),
    ];
    for (no, (kind, role, audience)) in (7000..).zip(rows) {
        let seat = seat(kind, role, no, &mut directory);
        assert_eq!(Audience::of(seat, &directory), audience, "{kind:?} {role:?}");
    }
    let nobody = Seat::new(PersonId::new(Ulid(9999)), OrgId::new(Ulid(9999)));
    assert_eq!(Audience::of(nobody, &directory), Audience::Coa);
    let closed = WhoCard { closed_on: Some(TODAY), ..card(&directory) };
    let first = &closed.for_audience(Audience::Coa)[0];
    assert!(first.note.as_ref().is_some_and(|note| note.nl.starts_with("De zorg is afgesloten op")), "{first:?}");
}
