//! Measures that an organisation carries out: whose work they are, who reads them, and who reports them done (CM-01, PS-05).

use super::*;
use crate::case::state::ActionLife;
use crate::fixtures::{COA, COEN, HOSPITAL, JEF, JGZ, NADIA, SANNE};
use crate::notice::{ContentPolicy, Receiver, notices};
use crate::policy::{self, CaseAction, Denial, Ground, Subject, Verdict};
use crate::seat::Actor;
use crate::view::{Lane, WorkKind};

fn judge(case: &Case, seat: Seat, action: CaseAction<'_>) -> Verdict {
    let ctx = on(seat, march(9));
    policy::allow(Actor::Person(seat), ctx.directory, march(9), &Subject::Case { case, action })
}

/// A plan with one measure for that organisation.
fn planned(what: &str, org: crate::ids::OrgId) -> Case {
    let mut case = fixtures::opened_case();
    let measures = vec![measure(what, Responsible::Org { org }, march(20))];
    done(&mut case, &on(JOKE, march(3)), &revise(vec![goal("rust", day(4, 14), measures)], None));
    case
}

fn report() -> CaseCommand {
    CaseCommand::CompleteAction { no: 1, on: march(9), note: "gedaan".into() }
}

#[test]
fn cm_01_a_measure_of_an_organisation_is_the_work_of_whoever_is_there_and_she_may_read_it_and_report_it_done() {
    let mut case = planned("groeicurve nakijken", HOSPITAL);
    assert!(!crate::policy::involved(&case).contains_key(&HOSPITAL), "it takes no other part in the case");
    let theirs = row(&case, "action:1#org");
    assert_eq!((theirs.owner, theirs.org, theirs.lane), (None, HOSPITAL, Lane::Todo));
    assert_eq!((theirs.work, theirs.title.nl.as_str()), (WorkKind::Action { no: 1 }, "groeicurve nakijken"));
    let watched = row(&case, "action:1");
    assert_eq!((watched.owner, watched.lane), (Some(JOKE.person), Lane::Waiting));

    let report = report();
    let own = Verdict::Allowed { because: Ground::Own };
    assert_eq!(judge(&case, SANNE, CaseAction::ViewOwnActions), own, "she reads what belongs to it");
    assert_eq!(judge(&case, SANNE, CaseAction::Command(&report, &SHIPPED)), own, "and reports it done");
    assert!(!judge(&case, SANNE, CaseAction::View).is_allowed(), "not the case");
    assert!(!judge(&case, NADIA, CaseAction::Command(&report, &SHIPPED)).is_allowed(), "nor does anybody else");
    done(&mut case, &on(SANNE, march(9)), &report);
    assert!(work(&case).iter().all(|row| !row.item.starts_with("action:")));
    assert!(!judge(&case, SANNE, CaseAction::ViewOwnActions).is_allowed(), "once it is done nothing is left to see");
}

#[test]
fn cm_01_who_takes_part_in_the_care_reports_the_measure_of_her_organisation_done_too() {
    let case = planned("groeicurve nakijken", JGZ);
    let report = report();
    assert!(judge(&case, JEF, CaseAction::Command(&report, &SHIPPED)).is_allowed(), "a nurse of the team");
    assert!(judge(&case, JEF, CaseAction::View).is_allowed());
    let others = planned("medicatie nakijken", GP);
    assert!(!judge(&others, JEF, CaseAction::Command(&report, &SHIPPED)).is_allowed(), "and not that of another");
}

#[test]
fn cm_01_the_coa_carries_out_logistics_and_reads_that_measure_only() {
    let mut case = planned("vervoer naar de afspraak", COA);
    let theirs = row(&case, "action:1#org");
    assert_eq!((theirs.owner, theirs.org), (None, COA));
    let report = report();
    let own = Verdict::Allowed { because: Ground::Own };
    assert_eq!(judge(&case, COEN, CaseAction::Command(&report, &SHIPPED)), own);
    assert!(judge(&case, COEN, CaseAction::ViewLogistics).is_allowed());
    for action in [CaseAction::View, CaseAction::ViewSummary, CaseAction::ViewOwnActions] {
        assert_eq!(judge(&case, COEN, action), Verdict::Denied { why: Denial::LogisticsOnly }, "{action:?}");
    }
    let other = CaseCommand::CompleteAction { no: 2, on: march(9), note: String::new() };
    let more = vec![GoalDraft {
        no: Some(1),
        ..goal(
            "rust",
            day(4, 14),
            vec![
                MeasureDraft {
                    no: Some(1),
                    ..measure("vervoer naar de afspraak", Responsible::Org { org: COA }, march(20))
                },
                measure("medicatie nakijken", Responsible::Org { org: GP }, march(20)),
            ],
        )
    }];
    done(&mut case, &on(JOKE, march(4)), &revise(more, Some("huisarts erbij")));
    assert!(!judge(&case, COEN, CaseAction::Command(&other, &SHIPPED)).is_allowed(), "not those of others");
    done(&mut case, &on(COEN, march(9)), &report);
    assert_eq!(case.actions[0].life, ActionLife::Done(march(9), "gedaan".into()));
}

#[test]
fn cm_01_a_coa_that_takes_no_part_carries_out_nothing_and_the_one_that_does_reads_no_typed_text_in_its_notice() {
    let mut case = fixtures::opened_case();
    let today = on(JOKE, march(3));
    let with = |org| {
        let measures = vec![measure("vervoer naar de psychiater", Responsible::Org { org }, march(20))];
        revise(vec![goal("rust", day(4, 14), measures)], None)
    };
    assert_eq!(refused(&case, &today, &with(crate::fixtures::OTHER_COA)).code(), "unfit-organisation");
    let before = case.clone();
    let events = done(&mut case, &today, &with(COA));
    let told = notices(Some(&before), &events, &case, &today);
    let [notice] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((notice.receiver, notice.policy), (Receiver::Org(COA), ContentPolicy::Logistics));
    assert!(!notice.body.nl.contains("psychiater"), "{}", notice.body.nl);
}
