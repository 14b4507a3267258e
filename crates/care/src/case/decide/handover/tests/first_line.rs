//! What stays with the first-line case manager while second line is accountable (AZ-11, AZ-12, AZ-13).

use regie_pathway as pathway;

use super::*;
use crate::case::records::Deputyship;
use crate::policy::{self, Denial, Ground, Subject, Verdict};
use crate::rows::case_rows;
use crate::seat::Actor;
use crate::view::{Lane, Relation, ViewRow, WorkRow};

fn may(case: &Case, seat: Seat, command: &CaseCommand) -> Verdict {
    let subject = Subject::Case { case, action: gives(command) };
    policy::allow(Actor::Person(seat), &directory(), today(), &subject)
}

fn complete(step: &str) -> CaseCommand {
    on_az(pathway::Command::complete(step, today()))
}

fn work(case: &Case, item: &str) -> WorkRow {
    let rows = case_rows(case, ctx(JOKE, today()).pathways);
    let found = rows.into_iter().find_map(|row| match row {
        ViewRow::Work(row) if row.item == item => Some(row),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no {item}"))
}

/// In hospital, with extra support of which second line must hear.
fn with_support() -> Case {
    let mut case = opened_case();
    let support =
        pathway::Command::SetFact { fact: "psychosocial-support".into(), value: pathway::FactValue::YesNo(true) };
    give(&mut case, &ctx(JOKE, today()), &on_az(support)).unwrap();
    handed_over(case, JOKE, planned(), SANNE, TESS)
}

#[test]
fn az_12_the_first_line_case_manager_does_the_steps_that_the_text_leaves_to_her() {
    for step in ["share-support", "inform-gca-second-line"] {
        let mut case = with_support();
        let row = work(&case, &format!("step:az-verloskunde:{step}:1"));
        assert_eq!((row.owner, row.org, row.lane), (Some(JOKE.person), PRACTICE, Lane::Todo), "{step}");
        for who in [JOKE, FATMA] {
            assert_eq!(may(&case, who, &complete(step)), first_line(), "{step}");
        }
        assert!(may(&case, SANNE, &complete(step)).is_allowed(), "who is accountable may always");
        assert!(!may(&case, INGE, &complete(step)).is_allowed(), "an assistant gives no care");
        give(&mut case, &ctx(JOKE, today()), &complete(step)).unwrap();
        assert_eq!(case.runs[0].state.occurrence(&step.into(), 1).unwrap().status(), pathway::Status::Done);
    }
    let case = with_support();
    let row = work(&case, "step:az-verloskunde:birth-plan:1");
    assert_eq!(row.owner, Some(SANNE.person));
    assert_eq!(may(&case, JOKE, &complete("birth-plan")), Verdict::Denied { why: Denial::NotAccountable });
}

fn first_line() -> Verdict {
    Verdict::Allowed { because: Ground::Relation(Relation::FirstLine) }
}

#[test]
fn az_11_the_deputy_of_the_first_line_case_manager_stays_hers_while_second_line_is_accountable() {
    let mut case = in_hospital();
    assert_eq!(case.deputy_on(today()), Some(TESS), "of the accountable case manager");
    assert_eq!(case.deputy_of(JOKE, today()), Some(FATMA), "of the first-line case manager");
    let rows = case_rows(&case, ctx(JOKE, today()).pathways);
    let deputies: Vec<_> = rows
        .iter()
        .filter_map(|row| match row {
            ViewRow::Deputy(row) => Some((row.deputy, row.org, row.absent, row.until)),
            _ => None,
        })
        .collect();
    assert_eq!(deputies, [(FATMA.person, PRACTICE, JOKE.person, None), (TESS.person, HOSPITAL, SANNE.person, None)]);

    let name = CaseCommand::NameDeputy { deputy: MARIE, from: today(), until: None };
    assert_eq!(may(&case, FATMA, &name), first_line());
    give(&mut case, &ctx(FATMA, today()), &name).unwrap();
    assert_eq!((case.deputy_of(JOKE, today()), case.deputy_on(today())), (Some(MARIE), Some(TESS)));
    let other = CaseCommand::NameDeputy { deputy: TESS, from: today(), until: None };
    assert!(!may(&case, JOKE, &other).is_allowed(), "the hospital's deputies are the hospital's");

    let case = handed_over(case, SANNE, HandoverKind::Return, JOKE, FATMA);
    assert_eq!((case.case_manager, case.deputy_on(today())), (JOKE, Some(FATMA)));
    let holding: Vec<&Deputyship> = case.deputies.iter().filter(|known| known.holds_on(today())).collect();
    assert_eq!(holding.len(), 1, "all others ended: {:?}", case.deputies);
}

#[test]
fn az_13_a_first_line_case_manager_who_leaves_hands_what_is_hers_to_a_colleague() {
    let mut case = in_hospital();
    let name = |case_manager| CaseCommand::NameFirstLine { case_manager };
    for (who, to, code) in [
        (SANNE, MARIE, "not-yours"),
        (FATMA, NADIA, "unfit-person"),
        (FATMA, INGE, "unfit-person"),
        (FATMA, JOKE, "nothing-to-do"),
        (JOKE, FATMA, "deputy-is-case-manager"),
    ] {
        assert_eq!(refused(&case, who, &name(to)).code(), code, "{who:?} names {to:?}");
    }
    assert_eq!(refused(&opened_case(), JOKE, &name(MARIE)).code(), "not-yours", "in first line there is a handover");
    assert_eq!(may(&case, JOKE, &name(MARIE)), first_line());
    give(&mut case, &ctx(JOKE, today()), &name(MARIE)).unwrap();
    assert_eq!((case.case_manager, case.first_line), (SANNE, MARIE));
    assert_eq!(case.deputy_of(MARIE, today()), Some(FATMA), "her deputy comes along");
    assert_eq!(work(&case, "feedback:1").owner, Some(MARIE.person));
}

#[test]
fn az_11_the_first_line_case_manager_may_do_without_feedback_that_is_owed_to_her() {
    let case = in_hospital();
    let waive = CaseCommand::WaiveFeedback { no: 1, reason: "Telefonisch gehoord".to_owned(), sealed: false };
    assert_eq!(may(&case, JOKE, &waive), first_line());
    give(&mut case.clone(), &ctx(JOKE, today()), &waive).unwrap();
    assert_eq!(refused(&case, INGE, &waive).code(), "not-yours");
}
