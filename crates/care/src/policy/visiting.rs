//! Who visits a woman by the roster of these days may see and set her visits, and nothing else of her case (PN-04).
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use jiff::{Timestamp, ToSpan};

use super::world::*;
use super::*;
use crate::case::Recorded;
use crate::fixtures::gives;
use crate::ids::RegionId;
use crate::region::{Means, PlannedVisit, Purpose, Region, Roster, Standing};

/// A midwife of the network whose organisation has nothing to do with the case.
fn stranger(directory: &mut Directory) -> Seat {
    let org = directory.orgs.get_mut(&ELSEWHERE).unwrap();
    org.network = "VSV Emmen".to_owned();
    seat(ELSEWHERE, Role::Midwife)
}

/// A region whose roster has her visit the woman on a day.
fn region(midwife: PersonId, on: Date) -> Region {
    let visit = PlannedVisit {
        visit: "check".to_owned(),
        case: case().id,
        purpose: Purpose::Check,
        means: Means::Home,
        midwife,
        on,
        start: 36_000,
        minutes: 40,
    };
    let recorded = Recorded { by: Actor::System, at: Timestamp::UNIX_EPOCH };
    let roster = Roster { visits: vec![visit], ..Roster::default() };
    let mut region = Region::new(RegionId::of_network("VSV Emmen"), "VSV Emmen");
    region.roster = Some(Standing { roster, on: TODAY, recorded });
    region
}

fn judge(directory: &Directory, seat: Seat, region: Option<&Region>, action: CaseAction<'_>) -> Verdict {
    allow(Actor::Person(seat), directory, TODAY, &Subject::Visits { case: &case(), region, action })
}

#[test]
fn pn_04_who_visits_her_on_these_days_sets_her_visits_and_nothing_else_of_her_case() {
    let mut directory = directory();
    let midwife = stranger(&mut directory);
    let region = region(midwife.person, TODAY);
    for command in samples() {
        let verdict = judge(&directory, midwife, Some(&region), gives(&command));
        match command {
            CaseCommand::AgreeVisit { .. } | CaseCommand::DetailBirth { .. } => {
                assert_eq!(verdict, allowed(Ground::Visits), "{command:?}");
            }
            _ => assert!(!verdict.is_allowed(), "{command:?}"),
        }
        assert!(!judge(&directory, midwife, None, gives(&command)).is_allowed(), "without a roster: {command:?}");
    }
    assert_eq!(judge(&directory, midwife, Some(&region), CaseAction::View), allowed(Ground::Visits), "her visits");
    let of_case = Subject::Case { case: &case(), action: CaseAction::View };
    assert_eq!(allow(Actor::Person(midwife), &directory, TODAY, &of_case), denied(Denial::NoRelation), "not the case");
    for action in [CaseAction::ViewSummary, CaseAction::ViewOwnActions, CaseAction::ViewHandover] {
        assert!(!judge(&directory, midwife, Some(&region), action).is_allowed());
    }
}

#[test]
fn pn_04_the_ground_lasts_from_the_roster_until_a_week_after_her_last_visit() {
    let mut directory = directory();
    let midwife = stranger(&mut directory);
    let on = |days: i64| {
        let region = region(midwife.person, TODAY.saturating_add(days.days()));
        judge(&directory, midwife, Some(&region), CaseAction::View)
    };
    assert_eq!([3, 0, -7].map(on), [allowed(Ground::Visits); 3]);
    assert_eq!(on(-8), denied(Denial::NoRelation));
}

#[test]
fn pn_04_another_midwifes_visit_and_another_networks_roster_open_nothing() {
    let mut directory = directory();
    let midwife = stranger(&mut directory);
    let another = region(seat(SHARER, Role::Midwife).person, TODAY);
    assert_eq!(judge(&directory, midwife, Some(&another), CaseAction::View), denied(Denial::NoRelation));
    let hers = region(midwife.person, TODAY);
    let weert = Region { network: "VSV Weert".to_owned(), ..hers.clone() };
    assert_eq!(judge(&directory, midwife, Some(&weert), CaseAction::View), denied(Denial::NoRelation));
    let org = directory.orgs.get_mut(&ELSEWHERE).unwrap();
    org.network = "VSV Zwolle".to_owned();
    assert_eq!(judge(&directory, midwife, Some(&hers), CaseAction::View), denied(Denial::NoRelation), "she moved on");
}

#[test]
fn pn_04_a_visit_on_the_roster_is_the_ground_of_midwives_alone() {
    let mut directory = directory();
    stranger(&mut directory);
    for (role, _) in ROLES.into_iter().filter(|(role, _)| *role != Role::Midwife) {
        let seat = seat(ELSEWHERE, role);
        let region = region(seat.person, TODAY);
        assert!(!judge(&directory, seat, Some(&region), CaseAction::View).is_allowed(), "{role:?}");
    }
    let at_coa = seat(COA, Role::Midwife);
    let region = region(at_coa.person, TODAY);
    assert_eq!(judge(&directory, at_coa, Some(&region), CaseAction::View), denied(Denial::LogisticsOnly));
}

#[test]
fn pn_04_who_may_do_it_on_the_case_may_do_it_whatever_the_roster_says() {
    for command in samples() {
        let on_the_case = Subject::Case { case: &case(), action: gives(&command) };
        let expected = allow(Actor::Person(case_manager()), &directory(), TODAY, &on_the_case);
        assert_eq!(judge(&directory(), case_manager(), None, gives(&command)), expected, "{command:?}");
    }
}
