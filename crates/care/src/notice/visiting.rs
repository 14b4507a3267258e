//! Who hears of a woman's postnatal visits (PN-04).
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use jiff::Timestamp;
use jiff::civil::Date;

use super::{ContentPolicy, Notice, Receiver, Subject, visits_moved, visits_set};
use crate::case::{CaseEvent, Recorded};
use crate::fixtures::{CASE, FATMA, INGE, JOKE, NADIA, REGINA, ctx, day, directory, opened_case};
use crate::ids::{PersonId, RegionId};
use crate::postnatal::{BirthDetails, VisitCode, VisitDecision};
use crate::region::{Means, PlannedVisit, Purpose, Region, Roster, Standing, Unplanned};
use crate::seat::Actor;

const TODAY: Date = jiff::civil::date(2026, 5, 11);

fn visit(code: &str, midwife: PersonId, on: Date) -> PlannedVisit {
    PlannedVisit {
        visit: format!("{CASE}/{code}"),
        case: CASE,
        purpose: Purpose::HeelPrick,
        means: Means::Home,
        midwife,
        on,
        start: 10 * 3_600 + 15 * 60,
        minutes: 45,
    }
}

fn region(visits: Vec<PlannedVisit>) -> Region {
    let network = directory().org(JOKE.org).unwrap().network.clone();
    let mut region = Region::new(RegionId::of_network(&network), &network);
    let recorded = Recorded { by: Actor::Person(REGINA), at: Timestamp::UNIX_EPOCH };
    region.roster = Some(Standing { roster: Roster { visits, ..Roster::default() }, on: TODAY, recorded });
    region
}

fn receivers(notices: &[Notice]) -> Vec<Receiver> {
    let mut receivers: Vec<Receiver> = notices.iter().map(|notice| notice.receiver).collect();
    receivers.sort_unstable();
    receivers
}

fn of(people: &[PersonId]) -> Vec<Receiver> {
    let mut receivers: Vec<Receiver> = people.iter().copied().map(Receiver::Person).collect();
    receivers.sort_unstable();
    receivers
}

fn agreed() -> CaseEvent {
    let decision =
        VisitDecision::Agreed { means: Means::Phone, first: TODAY, last: TODAY, from: Some(11 * 60), until: None };
    CaseEvent::VisitAgreed { visit: VisitCode::SecondCheck, decision, by: NADIA }
}

#[test]
fn pn_04_when_another_midwife_sets_her_visits_her_case_manager_who_visits_her_and_the_planner_hear() {
    let case = opened_case();
    let region = region(vec![
        visit("check-2", NADIA.person, TODAY),
        visit("last", FATMA.person, day(5, 13)),
        visit("home", INGE.person, day(5, 10)),
    ]);
    let told = visits_set(&[agreed()], &case, Some(&region), &ctx(NADIA, TODAY));
    assert_eq!(receivers(&told), of(&[JOKE.person, FATMA.person, REGINA.person]), "not who did it, nor who is done");
    assert!(told.iter().all(|notice| notice.subject == Subject::VisitsSet));
    let to = |person| told.iter().find(|notice| notice.receiver == Receiver::Person(person)).unwrap();
    assert!(to(JOKE.person).body.nl.contains("tweede controle"), "{:?}", to(JOKE.person));
    assert!(to(JOKE.person).body.nl.contains("Vastgelegd door Nadia el Amrani"), "{:?}", to(JOKE.person));
    assert!(to(REGINA.person).body.nl.ends_with("Maak zo nodig een nieuw rooster."), "{:?}", to(REGINA.person));
    assert_ne!(to(REGINA.person).policy, ContentPolicy::Medical);
}

#[test]
fn pn_04_the_planner_does_not_read_how_the_birth_went() {
    let birth = BirthDetails { planned_caesarean: Some(TODAY), ..BirthDetails::default() };
    let told = visits_set(&[CaseEvent::BirthDetailed { birth }], &opened_case(), None, &ctx(NADIA, TODAY));
    let to = |person| told.iter().find(|notice| notice.receiver == Receiver::Person(person)).unwrap();
    assert!(to(JOKE.person).body.nl.contains("keizersnede"), "{:?}", to(JOKE.person));
    assert_eq!(to(JOKE.person).policy, ContentPolicy::Medical);
    assert!(!to(REGINA.person).body.nl.contains("keizersnede"), "{:?}", to(REGINA.person));
}

#[test]
fn pn_04_a_visit_that_goes_to_another_midwife_is_told_to_both_once_per_woman() {
    let (tomorrow, yesterday) = (day(5, 12), day(5, 10));
    let before = region(vec![
        visit("home", JOKE.person, yesterday),
        visit("heel-prick", JOKE.person, tomorrow),
        visit("check-2", JOKE.person, day(5, 13)),
        visit("last", FATMA.person, day(5, 14)),
        visit("extra-1", INGE.person, day(5, 15)),
    ]);
    let mut after = region(vec![
        visit("heel-prick", FATMA.person, tomorrow),
        visit("check-2", FATMA.person, day(5, 13)),
        visit("last", FATMA.person, day(5, 13)),
    ]);
    let unplanned = Unplanned { visit: format!("{CASE}/extra-1"), case: CASE, purpose: Purpose::Check };
    after.roster.as_mut().unwrap().roster.unplanned.push(unplanned);
    let told = visits_moved(&before, &after, Actor::Person(REGINA), &directory(), TODAY);
    let notices: Vec<Notice> = told.iter().map(|(_, notice)| notice.clone()).collect();
    assert_eq!(receivers(&notices), of(&[JOKE.person, FATMA.person, INGE.person]));
    assert!(told.iter().all(|(case, notice)| *case == CASE && notice.policy == ContentPolicy::Logistics));
    let to = |person| notices.iter().find(|notice| notice.receiver == Receiver::Person(person)).unwrap();
    let (lost, got) = (&to(JOKE.person).body.nl, &to(FATMA.person).body.nl);
    assert!(lost.starts_with("De hielprik op 12 mei 2026 om 10:15 doe jij niet meer: Fatma"), "{lost}");
    assert_eq!(
        (lost.split("\n\n").count(), got.split("\n\n").count()),
        (2, 2),
        "a day alone is no other midwife: {got}"
    );
    assert!(got.starts_with("De hielprik op 12 mei 2026 om 10:15 is nu van jou. Tot nu toe stond Joke"), "{got}");
    assert!(to(INGE.person).body.nl.contains("nog niemand"), "{:?}", to(INGE.person));
    let by_fatma = visits_moved(&before, &after, Actor::Person(FATMA), &directory(), TODAY);
    assert!(by_fatma.iter().all(|(_, notice)| notice.receiver != Receiver::Person(FATMA.person)), "she did it");
    assert!(visits_moved(&after, &after, Actor::Person(REGINA), &directory(), TODAY).is_empty());
}
