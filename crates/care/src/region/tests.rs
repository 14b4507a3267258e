#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::date;

use super::*;
use crate::case::Recorded;
use crate::fixtures::{FATMA, JOKE, directory};
use crate::seat::Actor;

const TODAY: Date = date(2026, 6, 1);

fn stamp() -> Recorded {
    Recorded { by: Actor::Person(JOKE), at: Timestamp::UNIX_EPOCH }
}

fn region() -> Region {
    let network = directory().org(JOKE.org).unwrap().network.clone();
    Region::new(RegionId::of_network(&network), &network)
}

fn carry_out(region: &mut Region, command: &RegionCommand, today: Date) -> Result<(), Refusal> {
    for event in decide(region, command, Given { directory: &directory(), today, foreseen: None })? {
        let json = serde_json::to_value(&event).unwrap();
        assert_eq!(json["kind"], event.kind());
        assert_eq!(serde_json::from_value::<RegionEvent>(json).unwrap(), event);
        evolve(region, &event, stamp());
    }
    Ok(())
}

fn visitor(person: PersonId) -> Visitor {
    Visitor {
        person,
        weekdays: BTreeSet::from([1, 2, 3, 4, 5]),
        from: 540,
        until: 1020,
        heel_prick: true,
        infected_households: false,
        base: String::new(),
    }
}

fn visit(name: &str, midwife: PersonId, on: Date) -> PlannedVisit {
    PlannedVisit {
        visit: name.to_owned(),
        case: crate::fixtures::CASE,
        purpose: Purpose::Check,
        means: Means::Home,
        midwife,
        on,
        start: 36_000,
        minutes: 40,
    }
}

fn proposed(region: &mut Region, visits: Vec<PlannedVisit>, from: Date) {
    let roster = Roster { visits, ..Roster::default() };
    for event in propose(roster, from, Occasion::Days) {
        evolve(region, &event, stamp());
    }
}

#[test]
fn pn_04_a_proposal_is_no_roster_until_a_planner_accepts_it() {
    let mut region = region();
    assert_eq!(carry_out(&mut region, &RegionCommand::Accept, TODAY).unwrap_err().code(), "no-proposal");
    proposed(&mut region, vec![visit("a", JOKE.person, TODAY)], TODAY);
    assert!(region.roster.is_none());
    let tomorrow = TODAY.tomorrow().unwrap();
    assert_eq!(carry_out(&mut region, &RegionCommand::Accept, tomorrow).unwrap_err().code(), "old-proposal");
    carry_out(&mut region, &RegionCommand::Accept, TODAY).unwrap();
    assert_eq!(region.roster.as_ref().unwrap().roster.visits.len(), 1);
    assert!(region.proposal.is_none() && region.before.is_none());
}

#[test]
fn pn_04_changes_are_told_against_what_stood_before_today() {
    let mut region = region();
    let tomorrow = TODAY.tomorrow().unwrap();
    proposed(&mut region, vec![visit("a", JOKE.person, TODAY), visit("b", JOKE.person, tomorrow)], TODAY);
    carry_out(&mut region, &RegionCommand::Accept, TODAY).unwrap();
    for midwife in [FATMA.person, JOKE.person] {
        proposed(&mut region, vec![visit("b", midwife, tomorrow)], tomorrow);
        carry_out(&mut region, &RegionCommand::Accept, tomorrow).unwrap();
    }
    let standing = region.roster.as_ref().unwrap();
    assert!(standing.roster.visit("a").is_some(), "what was planned for yesterday stays readable");
    assert_eq!(region.before.as_ref().unwrap().on, TODAY, "two acceptances on one day leave yesterday what it was");
}

#[test]
fn pn_04_a_pin_is_for_a_visitor_on_a_day_of_hers() {
    let mut region = region();
    let pin = |midwife: PersonId, on| RegionCommand::Pin { visit: "a".to_owned(), pin: Pin { midwife, on } };
    assert_eq!(carry_out(&mut region, &pin(JOKE.person, TODAY), TODAY).unwrap_err().code(), "no-such-visit");
    proposed(&mut region, vec![visit("a", JOKE.person, TODAY)], TODAY);
    carry_out(&mut region, &RegionCommand::Accept, TODAY).unwrap();
    assert_eq!(carry_out(&mut region, &pin(JOKE.person, TODAY), TODAY).unwrap_err().code(), "no-visitor");
    carry_out(&mut region, &RegionCommand::SetVisitor { visitor: visitor(JOKE.person) }, TODAY).unwrap();
    let sunday = date(2026, 6, 7);
    assert_eq!(carry_out(&mut region, &pin(JOKE.person, sunday), TODAY).unwrap_err().code(), "not-her-day");
    carry_out(&mut region, &pin(JOKE.person, TODAY), TODAY).unwrap();
    assert_eq!(carry_out(&mut region, &pin(JOKE.person, TODAY), TODAY).unwrap_err().code(), "nothing-to-do");
    let illness = Illness { person: JOKE.person, from: TODAY, until: date(2026, 6, 3) };
    carry_out(&mut region, &RegionCommand::FallIll { illness }, TODAY).unwrap();
    let ill = carry_out(&mut region, &pin(JOKE.person, date(2026, 6, 2)), TODAY);
    assert_eq!(ill.unwrap_err().code(), "not-her-day");
}

#[test]
fn pn_02_a_decision_names_who_decided_and_why_and_who_was_told() {
    let mut region = region();
    let told = PartnerTold { partner: Partner::Hospital, on: TODAY, how: "gebeld met de dienstdoende".to_owned() };
    let tell = RegionCommand::TellPartner { told };
    assert_eq!(carry_out(&mut region, &tell, TODAY).unwrap_err().code(), "no-decision");
    let decision = |insurer: &str, on| Decision {
        organising: Organising::Centralise,
        on,
        from: date(2026, 6, 8),
        insurer: insurer.to_owned(),
        midwives: "kring Noord".to_owned(),
        reason: "vanaf half juni te weinig verloskundigen".to_owned(),
    };
    let decide = |insurer, on| RegionCommand::Decide { decision: decision(insurer, on) };
    assert_eq!(carry_out(&mut region, &decide("", TODAY), TODAY).unwrap_err().code(), "empty");
    let later = decide("Menzis", date(2026, 6, 2));
    assert_eq!(carry_out(&mut region, &later, TODAY).unwrap_err().code(), "region-days");
    carry_out(&mut region, &decide("Menzis", TODAY), TODAY).unwrap();
    carry_out(&mut region, &tell, TODAY).unwrap();
    assert_eq!(region.decisions[0].told[0].partner, Partner::Hospital);
    assert!(!region.centralises(TODAY) && region.centralises(date(2026, 6, 8)), "from the day that was decided");
    // Before it begins it cannot end, and can be withdrawn; then nothing is left of it.
    let other = |organising, from| RegionCommand::Decide {
        decision: Decision { organising, from, ..decision("Menzis", TODAY) },
    };
    let end = |from| other(Organising::EndCentralising, from);
    assert_eq!(carry_out(&mut region, &end(date(2026, 6, 8)), TODAY).unwrap_err().code(), "region-days");
    let begun = date(2026, 6, 8);
    let withdraw = other(Organising::Withdraw, begun);
    assert_eq!(carry_out(&mut region.clone(), &withdraw, begun).unwrap_err().code(), "nothing-to-withdraw");
    carry_out(&mut region.clone(), &end(date(2026, 6, 9)), TODAY).unwrap();
    carry_out(&mut region, &withdraw, TODAY).unwrap();
    assert!(!region.centralises(begun) && !region.centralises(date(2026, 7, 1)), "it was withdrawn");
    assert_eq!(carry_out(&mut region, &withdraw, TODAY).unwrap_err().code(), "nothing-to-withdraw");
    carry_out(&mut region, &decide("Menzis", TODAY), TODAY).unwrap();
    assert!(region.centralises(begun), "and can be decided again");
    // What was decided before it holds again, and the end of that too can be withdrawn.
    carry_out(&mut region, &end(date(2026, 6, 20)), TODAY).unwrap();
    assert!(!region.centralises(date(2026, 6, 20)));
    carry_out(&mut region, &withdraw, TODAY).unwrap();
    assert!(region.centralises(date(2026, 6, 20)), "it no longer ends");
    carry_out(&mut region, &end(date(2026, 6, 21)), TODAY).unwrap();
    assert!(!region.centralises(date(2026, 6, 21)));
}

#[test]
fn a_region_is_found_by_the_name_of_its_network() {
    assert_eq!(RegionId::of_network("VSV Noord"), RegionId::of_network(" VSV Noord "));
    assert_ne!(RegionId::of_network("VSV Noord"), RegionId::of_network("VSV Zuid"));
    let text = RegionId::of_network("VSV Noord").to_string();
    assert_eq!(text.parse::<RegionId>().unwrap(), RegionId::of_network("VSV Noord"), "{text}");
}
