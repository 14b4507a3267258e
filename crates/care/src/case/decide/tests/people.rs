//! Opening, deputies, the team and the trusted person.

use crate::case::decide::open;
use crate::case::records::{Deputyship, TeamMember, TrustedPerson};
use crate::case::{CaseCommand, CaseEvent, OpenCase, decide};
use crate::fixtures::{
    ADA, CASE, COA, COEN, FATMA, GC_A, GP, GUUS, INGE, JGZ, JOKE, MARIE, NADIA, OTHER_GC_A, SANNE, TESS, ctx, ctx_in,
    day, directory, give, opened_case, opening, opening_day, recorded,
};
use crate::seat::{OrgKind, Seat};

use super::check;

fn open_outcome(command: &OpenCase) -> &'static str {
    open(CASE, command, &ctx(JOKE, opening_day()), &[]).map_or_else(|refusal| refusal.code(), |_| "done")
}

#[test]
fn az_01_a_case_begins_with_one_case_manager_and_another_person_as_her_deputy() {
    let case = opened_case();
    assert_eq!(case.case_manager, JOKE);
    assert_eq!(case.first_line, JOKE);
    assert_eq!(case.deputy_on(opening_day()), Some(FATMA));
    assert_eq!(case.deputy_on(day(12, 31)), Some(FATMA));
    assert_eq!(case.team_org(OrgKind::GcA), Some(GC_A));
    assert!(case.run(&opening().pathway).is_some_and(|run| run.state.started().is_some()));
}

#[test]
fn az_01_a_case_cannot_begin_without_two_fit_people() {
    let elsewhere = Seat::new(JOKE.person, NADIA.org);
    for (what, case_manager, deputy, expected) in [
        ("as it should be", JOKE, FATMA, "done"),
        ("her own deputy", JOKE, JOKE, "deputy-is-case-manager"),
        ("a deputy of another practice", JOKE, NADIA, "unfit-person"),
        ("an assistant as deputy", JOKE, INGE, "unfit-person"),
        ("an assistant as case manager", INGE, FATMA, "unfit-person"),
        ("an administrator as case manager", ADA, FATMA, "unfit-person"),
        ("a seat she does not have", elsewhere, NADIA, "unfit-person"),
        ("a GP, who gives no obstetric care", GUUS, GUUS, "unfit-organisation"),
        ("the COA", COEN, COEN, "unfit-person"),
        ("second line, to which a case is handed over", SANNE, TESS, "unfit-organisation"),
    ] {
        assert_eq!(open_outcome(&OpenCase { case_manager, deputy, ..opening() }), expected, "{what}");
    }
}

#[test]
fn a_case_may_be_opened_late_but_not_in_the_future_or_in_another_age() {
    for (on, expected) in [
        (day(3, 2), "done"),
        (day(1, 20), "done"),
        (day(3, 3), "in-future"),
        (jiff::civil::date(2024, 3, 1), "too-early"),
        (jiff::civil::date(1926, 3, 2), "too-early"),
    ] {
        assert_eq!(open_outcome(&OpenCase { on, ..opening() }), expected, "{on}");
    }
}

#[test]
fn an_opening_names_only_what_exists_and_fits() {
    let member = |role, org| TeamMember { role, org, contact_person: None };
    let unknown = crate::ids::OrgId::new(ulid::Ulid(999));
    for (what, team, expected) in [
        ("nobody yet", vec![], "done"),
        ("an unknown organisation", vec![member(OrgKind::Gp, unknown)], "unfit-organisation"),
        ("the COA as health centre", vec![member(OrgKind::GcA, COA)], "unfit-organisation"),
        ("two health centres", vec![member(OrgKind::GcA, GC_A), member(OrgKind::GcA, OTHER_GC_A)], "implausible"),
    ] {
        assert_eq!(open_outcome(&OpenCase { team, ..opening() }), expected, "{what}");
    }
    let pathway = "no-such-pathway".into();
    let refusal = open(CASE, &OpenCase { pathway, ..opening() }, &ctx(JOKE, opening_day()), &[]).unwrap_err();
    assert_eq!(refusal.code(), "unknown-pathway");
    assert!(refusal.to_string().contains("az-verloskunde"), "names what is known: {refusal}");
}

#[test]
fn an_organisation_that_ended_takes_no_new_part() {
    let mut directory = directory();
    directory.orgs.get_mut(&GP).unwrap().ended = true;
    let ctx = ctx_in(&directory, JOKE, opening_day());
    assert_eq!(open(CASE, &opening(), &ctx, &[]).unwrap_err().code(), "unfit-organisation");
}

#[test]
fn az_01_the_deputy_is_fixed_by_date_and_falls_back_to_the_one_before() {
    let mut case = opened_case();
    let today = day(6, 1);
    let holiday = CaseCommand::NameDeputy { deputy: MARIE, from: day(7, 1), until: Some(day(7, 31)) };
    give(&mut case, &ctx(JOKE, today), &holiday).unwrap();
    for (on, expected) in [(today, FATMA), (day(7, 1), MARIE), (day(7, 31), MARIE), (day(8, 1), FATMA)] {
        assert_eq!(case.deputy_on(on), Some(expected), "{on}");
    }
    let name = |deputy, from, until| CaseCommand::NameDeputy { deputy, from, until };
    check(
        &case,
        &ctx(JOKE, today),
        &[
            ("the case manager herself", name(JOKE, today, None), "deputy-is-case-manager"),
            ("someone of another practice", name(NADIA, today, None), "unfit-person"),
            ("an assistant", name(INGE, today, None), "unfit-person"),
            ("in hindsight", name(MARIE, day(5, 31), None), "too-early"),
            ("an end before its start", name(MARIE, day(7, 2), Some(day(7, 1))), "too-early"),
            ("the same again", holiday, "nothing-to-do"),
            ("for good", name(MARIE, today, None), "done"),
        ],
    );
}

#[test]
fn the_team_has_one_organisation_per_function() {
    let mut case = opened_case();
    let ctx = ctx(JOKE, day(3, 3));
    let set = |role, org, contact_person: Option<&str>| CaseCommand::SetTeamMember {
        member: TeamMember { role, org, contact_person: contact_person.map(str::to_owned) },
    };
    check(
        &case,
        &ctx,
        &[
            ("as it is", set(OrgKind::Jgz, JGZ, None), "nothing-to-do"),
            ("the wrong kind", set(OrgKind::Jgz, GP, None), "unfit-organisation"),
            ("whom to ask for, left blank", set(OrgKind::Jgz, JGZ, Some("  ")), "empty"),
            ("whom to ask for", set(OrgKind::Jgz, JGZ, Some("Jef")), "done"),
        ],
    );
    give(&mut case, &ctx, &set(OrgKind::GcA, OTHER_GC_A, None)).unwrap();
    assert_eq!(case.team_org(OrgKind::GcA), Some(OTHER_GC_A));
    assert_eq!(case.team.len(), 5);
}

#[test]
fn az_02_the_client_names_the_person_she_trusts_and_may_take_it_back() {
    let mut case = opened_case();
    let ctx = ctx(JOKE, day(3, 3));
    let person = |name: &str, phone: Option<&str>| TrustedPerson {
        name: name.to_owned(),
        relation: "zus".to_owned(),
        phone: phone.map(str::to_owned),
    };
    let named = |name, phone| CaseCommand::NameTrustedPerson { person: person(name, phone) };
    check(
        &case,
        &ctx,
        &[
            ("nobody by name", named(" ", None), "empty"),
            ("a blank number", named("Selam", Some("")), "empty"),
            ("nobody to take back", CaseCommand::RemoveTrustedPerson, "nothing-to-do"),
        ],
    );
    give(&mut case, &ctx, &named("Selam", Some("06-1"))).unwrap();
    assert_eq!(case.trusted, Some(person("Selam", Some("06-1"))));
    check(&case, &ctx, &[("the same", named("Selam", Some("06-1")), "nothing-to-do")]);
    give(&mut case, &ctx, &CaseCommand::RemoveTrustedPerson).unwrap();
    assert_eq!(case.trusted, None);
}

#[test]
fn a_journal_that_does_not_begin_with_the_opening_has_no_case() {
    let at = recorded(&ctx(JOKE, opening_day()));
    let stray = CaseEvent::Reopened { reason: "x".to_owned() };
    assert_eq!(crate::case::evolve::begin(CASE, &stray, at), None);
    assert_eq!(crate::case::replay(CASE, [(stray, at)]), None);
    assert_eq!(crate::case::replay(CASE, []), None);
}

#[test]
fn events_that_do_not_fit_change_nothing() {
    let case = opened_case();
    let at = recorded(&ctx(JOKE, opening_day()));
    let deputy = Deputyship { deputy: TESS, from: opening_day(), until: None };
    for stray in [
        CaseEvent::SignalAcknowledged { no: 0, by: JOKE },
        CaseEvent::SignalAcknowledged { no: 7, by: JOKE },
        CaseEvent::HandoverAccepted { no: 1, by: SANNE, deputy: deputy.clone(), actions: vec![], moves_on: None },
        CaseEvent::ActionDone { no: u32::MAX, on: opening_day(), note: String::new() },
        CaseEvent::Opened { client: case.client, case_manager: SANNE, deputy, on: opening_day() },
        CaseEvent::DelegationEnded { pathway: "other".into(), step: "x".into(), nth: 1, sealed: false },
    ] {
        let mut after = case.clone();
        crate::case::evolve(&mut after, &stray, at);
        assert_eq!(after, case, "{stray:?}");
    }
}

#[test]
fn a_closed_case_refuses_all_but_reopening_and_lets_the_day_pass() {
    let mut case = opened_case();
    let close = CaseCommand::Close {
        on: day(3, 4),
        reason: crate::case::records::ClosingReason::OpenedByMistake,
        note: "dubbel geopend".to_owned(),
        died_on: None,
    };
    give(&mut case, &ctx(JOKE, day(3, 4)), &close).unwrap();
    let ctx = ctx(JOKE, day(3, 5));
    check(
        &case,
        &ctx,
        &[
            ("a command", CaseCommand::RemoveTrustedPerson, "case-closed"),
            ("reopening", CaseCommand::Reopen { reason: "verkeerde casus".to_owned() }, "done"),
        ],
    );
    assert_eq!(decide(&case, &CaseCommand::Tick, &ctx), Ok(vec![]));
}
