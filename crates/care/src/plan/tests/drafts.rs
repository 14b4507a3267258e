//! A draft may be incomplete, what is fixed may not be (CM-01, PS-06); and every fault is told at its place.

use super::*;
use crate::case::state::ActionLife;
use crate::case::{Obstacle, PlanFault};
use crate::fixtures::{FATMA, KAAT, VSV};
use crate::plan::{PlanLack, changes_in_words, lacks, lacks_to_fix};

const DEMENTIE: &str = "dementie";

fn bare(wanted: &str) -> GoalDraft {
    goal(wanted, day(5, 4), Vec::new())
}

fn with_measure(wanted: &str) -> GoalDraft {
    goal(wanted, day(5, 4), vec![measure("bellen", Responsible::CaseManager, march(20))])
}

/// Dementia with case management called for.
fn dementia() -> Case {
    let mut case = case_with(DEMENTIE, march(2));
    let today = on(JOKE, march(3));
    done(&mut case, &today, &complete(DEMENTIE, "diagnosis-made", march(3), Some("made")));
    for (fact, value) in [("wants-care", true), ("needs-coherence", true), ("simple-means", false)] {
        done(&mut case, &today, &answer(DEMENTIE, fact, FactValue::YesNo(value)));
    }
    done(&mut case, &today, &complete(DEMENTIE, "indication", march(3), Some("case-management")));
    case
}

#[test]
fn cm_01_a_plan_comes_out_of_a_care_diagnosis_and_every_goal_has_a_measure_before_it_is_one() {
    let mut case = dementia();
    let today = on(JOKE, march(4));
    done(&mut case, &today, &revise(vec![bare("langer thuis")], None));
    let goal = PlanLack::Measures { goal: 1, wanted: "langer thuis".into() };
    assert_eq!(lacks(&case, &SHIPPED), [PlanLack::Diagnosis, goal.clone()], "it is a draft");
    done(&mut case, &on(JOKE, march(9)), &CaseCommand::DiagnoseCare { diagnosis: diagnosis(march(9), None) });
    assert_eq!(lacks(&case, &SHIPPED), [PlanLack::OlderThanDiagnosis, goal]);
    assert_eq!(status(&case, DEMENTIE, "care-plan", 1), Some(Status::Open), "the draft is not the plan");
    let by_hand = complete(DEMENTIE, "care-plan", march(9), None);
    assert_eq!(refused(&case, &on(JOKE, march(9)), &by_hand).code(), "plan-incomplete");

    let next = GoalDraft { no: Some(1), ..with_measure("langer thuis") };
    done(&mut case, &on(JOKE, march(10)), &revise(vec![next], Some("na de zorgdiagnostiek")));
    assert_eq!(lacks(&case, &SHIPPED), []);
    assert_eq!(status(&case, DEMENTIE, "care-plan", 1), Some(Status::Done));
}

#[test]
fn ps_06_fixing_is_refused_with_all_that_a_plan_lacks() {
    let mut case = case_with("psychosociaal", march(2));
    let today = on(JOKE, march(4));
    let mut draft = revise(vec![bare("rust"), with_measure("slapen")], None);
    if let CaseCommand::RevisePlan { plan, consent, .. } = &mut draft {
        plan.continuity = String::new();
        *consent = Consent::NotAsked { why: "zij was er niet".into() };
    }
    done(&mut case, &today, &draft);
    let fix = CaseCommand::FixPlan { on: march(4), agenda: None };
    let Refusal::PlanIncomplete { lacks } = refused(&case, &today, &fix) else { panic!("another refusal") };
    let expected = [
        PlanLack::Measures { goal: 1, wanted: "rust".into() },
        PlanLack::ClientNotAsked,
        PlanLack::Continuity,
        PlanLack::Meeting,
    ];
    assert_eq!(lacks, expected);
    assert!(lacks.iter().all(|lack| !lack.in_words().nl.is_empty() && lack.in_words().nl != lack.in_words().en));

    let goals = vec![GoalDraft { no: Some(2), ..with_measure("slapen") }];
    let goals = goals.into_iter().map(|one| GoalDraft { measures: Vec::new(), ..one });
    let kept = MeasureDraft { no: Some(1), ..measure("bellen", Responsible::CaseManager, march(20)) };
    let goals = goals.map(|one| GoalDraft { measures: vec![kept.clone()], ..one }).collect();
    done(&mut case, &today, &revise(goals, Some("met haar besproken")));
    let Refusal::PlanIncomplete { lacks } = refused(&case, &today, &fix) else { panic!("another refusal") };
    assert_eq!(lacks, [PlanLack::Meeting], "the blueprint has the MDO fix it");
    done(&mut case, &today, &CaseCommand::PutOnAgenda { meeting: VSV, question: "plan".into() });
    let spoken =
        CaseCommand::RecordDiscussion { no: 1, outcome: "akkoord".into(), decisions: Vec::new(), inform: Vec::new() };
    done(&mut case, &today, &spoken);
    assert_eq!(lacks_to_fix(&case, &SHIPPED, true), []);
    done(&mut case, &today, &CaseCommand::FixPlan { on: march(4), agenda: Some(1) });
    assert!(crate::closing::obstacles(&case, &SHIPPED).iter().any(|one| matches!(one, Obstacle::Goal { no: 2, .. })));
}

#[test]
fn cm_01_five_faults_are_told_at_once_each_at_its_place() {
    let mut case = fixtures::opened_case();
    let today = on(JOKE, march(3));
    done(&mut case, &today, &revise(vec![with_measure("rust")], None));
    let goals = vec![
        GoalDraft { evaluation: " ".into(), evaluate_on: march(1), ..bare("") },
        goal("slapen", day(4, 14), vec![measure("", Responsible::Carer { name: " ".into() }, march(1))]),
    ];
    let Refusal::PlanFaulty { faults } = refused(&case, &today, &revise(goals, None)) else {
        panic!("another refusal")
    };
    let told: Vec<(&str, &str)> =
        faults.iter().map(|PlanFault { at, problem }| (at.as_str(), problem.code())).collect();
    let expected = [
        ("reason", "empty"),
        ("plan.goals[0].wanted", "empty"),
        ("plan.goals[0].evaluation", "empty"),
        ("plan.goals[0].evaluate-on", "too-early"),
        ("plan.goals[1].measures[0].what", "empty"),
        ("plan.goals[1].measures[0].by", "too-early"),
        ("plan.goals[1].measures[0].responsible", "empty"),
    ];
    assert_eq!(told, expected);
}

/// A plan with a measure of Kaat's and one of the case manager's.
fn planned() -> Case {
    let mut case = fixtures::opened_case();
    let measures = vec![
        measure("eigen kamer aanvragen", Responsible::CaseManager, march(20)),
        measure("huisbezoek", Responsible::Professional { seat: KAAT }, march(18)),
    ];
    done(&mut case, &on(JOKE, march(3)), &revise(vec![goal("een eigen slaapkamer", day(4, 14), measures)], None));
    case
}

#[test]
fn cm_08_giving_a_measure_to_somebody_else_or_dropping_it_is_a_version_with_what_changed_and_why() {
    let mut case = planned();
    let today = on(JOKE, march(9));
    let give = |reason: Option<&str>| CaseCommand::ReassignAction {
        no: 2,
        to: Some(FATMA),
        reason: reason.map(str::to_owned),
    };
    assert_eq!(refused(&case, &today, &give(None)), Refusal::Empty { field: "reason" });
    done(&mut case, &today, &give(Some("Kaat is ziek")));
    assert_eq!((case.actions[1].plan.who, case.care_plan.versions.len()), (Some(FATMA), 2));
    let second = case.care_plan.current().unwrap().1;
    assert_eq!((second.reason.as_deref(), second.fixed.is_none()), (Some("Kaat is ziek"), true));
    assert_eq!(second.consent, Consent::NotAsked { why: "Kaat is ziek".into() });
    assert_eq!(second.plan.goals[0].measures[1].responsible, Responsible::Professional { seat: FATMA });
    assert_eq!(case.care_plan.goals[0].goal.measures[1].responsible, Responsible::Professional { seat: FATMA });
    let told = |case: &Case, no| -> Vec<String> {
        changes_in_words(case, no, today.directory).into_iter().map(|text| text.nl).collect()
    };
    let given = "‘huisbezoek’: was voor Kaat Postma (Kraamzorg Noord), is voor Fatma Yildiz (Verloskundigen Ter Apel)";
    assert_eq!(told(&case, 2), [given]);

    done(&mut case, &today, &CaseCommand::DropAction { no: 1, reason: "er is geen kamer".into() });
    assert_eq!(case.actions[0].life, ActionLife::Dropped("er is geen kamer".into()));
    assert_eq!(told(&case, 3), ["Maatregel niet meer in het plan: eigen kamer aanvragen"]);
    assert_eq!(case.care_plan.current().unwrap().1.reason.as_deref(), Some("er is geen kamer"));
}

#[test]
fn cm_08_letting_a_goal_go_is_a_version_too() {
    let mut case = planned();
    let evaluation = crate::plan::GoalEvaluation {
        on: march(12),
        finding: "zij verhuist".into(),
        result: crate::plan::Evaluated::Dropped { reason: "zij verhuist naar familie".into() },
    };
    done(&mut case, &on(JOKE, march(12)), &CaseCommand::EvaluateGoal { goal: 1, evaluation });
    let (no, version) = case.care_plan.current().unwrap();
    assert_eq!((no, version.plan.goals.len()), (2, 0));
    assert_eq!(version.reason.as_deref(), Some("zij verhuist naar familie"));
}

#[test]
fn cm_08_what_a_handover_decides_about_measures_is_a_version_too() {
    use crate::case::records::{ActionDecision, HandoverKind};
    let mut case = planned();
    let propose = CaseCommand::ProposeHandover {
        handover: HandoverKind::Colleague,
        to_org: FATMA.org,
        to_person: Some(FATMA.person),
        note: "verlof".into(),
        work: Vec::new(),
        answer_by: march(12),
    };
    done(&mut case, &on(JOKE, march(9)), &propose);
    let accept = CaseCommand::AcceptHandover { no: 1, deputy: JOKE, actions: vec![(1, ActionDecision::Keep)] };
    done(&mut case, &on(FATMA, march(9)), &accept);
    let (no, version) = case.care_plan.current().unwrap();
    assert_eq!(no, 2);
    assert_eq!(version.plan.goals[0].measures[0].responsible, Responsible::Professional { seat: JOKE });
    assert!(version.reason.as_deref().unwrap().contains("overdracht"));
}
