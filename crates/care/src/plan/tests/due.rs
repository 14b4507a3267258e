//! What comes due by itself: evaluations, reassessment, and thresholds that raise an action (CM-08).

use super::*;
use crate::fixtures::KAAT;
use crate::plan::{Evaluated, GoalEvaluation};
use crate::view::{Lane, WorkKind};

const DEMENTIE: &str = "dementie";

/// Dementia with case management called for, so that the plan is asked for.
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
fn cm_08_a_load_of_the_carer_over_the_threshold_opens_the_action_each_time() {
    let mut case = dementia();
    let mut weigh = |on_day: Date, load: u8| {
        let diagnosis = CaseCommand::DiagnoseCare { diagnosis: diagnosis(on_day, Some(load)) };
        done(&mut case, &on(JOKE, on_day), &diagnosis);
        (1..=3).map(|nth| status(&case, DEMENTIE, "relieve-carer", nth)).collect::<Vec<_>>()
    };
    assert_eq!(weigh(march(4), 6), [Some(Status::Waiting), None, None], "under the threshold nothing opens");
    assert_eq!(weigh(march(5), 8)[0], Some(Status::Open), "7 and over: relieve the carer now");
    let today = on(JOKE, march(6));
    done(&mut case, &today, &complete(DEMENTIE, "relieve-carer", march(6), None));
    let mut weigh = |on_day: Date, load: u8| {
        let diagnosis = CaseCommand::DiagnoseCare { diagnosis: diagnosis(on_day, Some(load)) };
        done(&mut case, &on(JOKE, on_day), &diagnosis);
        (1..=2).map(|nth| status(&case, DEMENTIE, "relieve-carer", nth)).collect::<Vec<_>>()
    };
    assert_eq!(weigh(march(10), 5)[0], Some(Status::Done));
    assert_eq!(weigh(march(20), 9), [Some(Status::Done), Some(Status::Open)], "and again when it is too heavy again");
    assert_eq!(row(&case, "step:dementie:relieve-carer:2").owner, Some(JOKE.person));
    done(&mut case, &on(JOKE, march(21)), &complete(DEMENTIE, "relieve-carer", march(21), None));
    let heavy = CaseCommand::DiagnoseCare { diagnosis: diagnosis(march(28), Some(9)) };
    done(&mut case, &on(JOKE, march(28)), &heavy);
    let third = status(&case, DEMENTIE, "relieve-carer", 3);
    assert_eq!(third, Some(Status::Open), "as heavy as before when it is asked again: what was done was not enough");
}

#[test]
fn cm_09_what_a_team_shares_is_on_the_board_of_whoever_is_there() {
    let case = case_with("bemoeizorg-act", march(2));
    let signal = row(&case, "step:bemoeizorg-act:take-signal:1#org");
    assert_eq!((signal.owner, signal.org, signal.lane), (None, JOKE.org, Lane::Todo));
    assert_eq!(work(&case).iter().filter(|row| row.item.contains("take-signal")).count(), 1, "once");
}

#[test]
fn cm_09_a_refusal_is_no_reason_to_close_for_a_team_that_goes_again() {
    use crate::case::records::ClosingReason;
    let mut case = case_with("bemoeizorg-act", march(2));
    done(&mut case, &on(JOKE, march(2)), &complete("bemoeizorg-act", "take-signal", march(2), None));
    fixtures::indicated(&mut case, &on(JOKE, march(3)), "bemoeizorg-act", "for-team");
    done(&mut case, &on(JOKE, march(4)), &complete("bemoeizorg-act", "outreach", march(4), Some("refused")));
    let owes = |case: &Case, reason| {
        let left = crate::closing::obstacles_for(case, &SHIPPED, reason);
        left.iter().any(|one| matches!(one, crate::case::Obstacle::Step { step, .. } if step.as_str() == "team-round"))
    };
    for reason in [ClosingReason::Declined, ClosingReason::OutOfReach, ClosingReason::Completed] {
        assert!(owes(&case, reason), "{reason:?}: only a reason of its own ends it");
    }
    let moved = answer("bemoeizorg-act", "closing", FactValue::Choice("moved-away".into()));
    done(&mut case, &on(JOKE, march(5)), &moved);
    assert!(!owes(&case, ClosingReason::Declined));
}

#[test]
fn cm_08_reassessment_comes_due_by_itself_and_what_it_finds_reopens_the_plan() {
    let mut case = dementia();
    let today = on(JOKE, march(9));
    let two = |case: &Case| ["care-diagnosis", "carer-strength"].map(|step| status(case, DEMENTIE, step, 1));
    assert_eq!(two(&case), [Some(Status::Open); 2]);
    done(&mut case, &today, &CaseCommand::DiagnoseCare { diagnosis: diagnosis(march(9), None) });
    assert_eq!(two(&case), [Some(Status::Done); 2], "one diagnosis does both: nothing is entered twice");

    assert_eq!(status(&case, DEMENTIE, "care-plan", 1), Some(Status::Open));
    let by_hand = complete(DEMENTIE, "care-plan", march(9), None);
    let refusal = refused(&case, &today, &by_hand);
    assert_eq!(refusal, Refusal::WorkNotRecorded { work: pathway::Work::CarePlan }, "nobody ticks it");
    done(
        &mut case,
        &today,
        &revise(
            vec![goal(
                "langer thuis",
                day(5, 4),
                vec![measure("dagopvang zoeken", Responsible::CaseManager, day(4, 1))],
            )],
            None,
        ),
    );
    assert_eq!(status(&case, DEMENTIE, "care-plan", 1), Some(Status::Done));

    // Twelve weeks on it stands on the board, without anybody planning it.
    let due = case.run(&DEMENTIE.into()).unwrap().state.occurrence(&"reassess".into(), 1).unwrap().window.unwrap();
    assert_eq!((due.from(), due.until()), (day(5, 25), day(6, 15)));
    let later = on(JOKE, day(6, 1));
    give(&mut case, &later, &CaseCommand::Tick).unwrap();
    assert_eq!(status(&case, DEMENTIE, "reassess", 1), Some(Status::Open));
    done(&mut case, &later, &complete(DEMENTIE, "reassess", day(6, 1), Some("plan-must-change")));
    assert_eq!(status(&case, DEMENTIE, "adjust-plan", 1), Some(Status::Open));
    assert!(status(&case, DEMENTIE, "reassess", 2).is_some(), "the next one is set already");

    // The first version does not do the step that came up after it; a new version does, and says how it ended.
    let by_hand = complete(DEMENTIE, "adjust-plan", day(6, 2), Some("adjusted"));
    assert_eq!(refused(&case, &on(JOKE, day(6, 2)), &by_hand).code(), "work-not-recorded");
    let listed = MeasureDraft { no: Some(1), ..measure("dagopvang zoeken", Responsible::CaseManager, day(4, 1)) };
    let goals = vec![GoalDraft { no: Some(1), ..goal("langer thuis, met dagopvang", day(8, 3), vec![listed]) }];
    done(&mut case, &on(JOKE, day(6, 2)), &revise(goals, Some("herhaalde zorgdiagnostiek")));
    assert_eq!(status(&case, DEMENTIE, "adjust-plan", 1), Some(Status::Done));
    let outdated = case.run(&DEMENTIE.into()).unwrap().state.fact(&"plan-outdated".into()).cloned();
    assert_eq!(outdated, Some(FactValue::YesNo(false)));
}

#[test]
fn cm_08_the_evaluation_of_a_goal_stands_on_the_board_of_who_coordinates_from_a_week_before() {
    let mut case = fixtures::opened_case();
    done(&mut case, &on(JOKE, march(3)), &revise(vec![goal("een eigen slaapkamer", day(4, 14), Vec::new())], None));
    let due = row(&case, "goal:1");
    assert_eq!((due.owner, due.lane, due.work), (Some(JOKE.person), Lane::Todo, WorkKind::Goal { no: 1 }));
    assert_eq!((due.from, due.target, due.until), (day(4, 7), day(4, 14), day(4, 14)));
    assert_eq!(due.title.nl, "Doel evalueren: een eigen slaapkamer");

    done(&mut case, &on(JOKE, march(4)), &CaseCommand::NameCoordinator { coordinator: KAAT, after_birth: false });
    assert_eq!(row(&case, "goal:1").owner, Some(KAAT.person));
    assert_eq!(case.case_manager, JOKE, "who is accountable does not change");

    let evaluate = |case: &mut Case, on_day: Date, result: Evaluated| {
        let evaluation = GoalEvaluation { on: on_day, finding: "besproken".into(), result };
        done(case, &on(KAAT, on_day), &CaseCommand::EvaluateGoal { goal: 1, evaluation });
    };
    evaluate(&mut case, day(4, 14), Evaluated::GoesOn { next: day(5, 12) });
    assert_eq!(row(&case, "goal:1").until, day(5, 12), "the next one comes by itself");
    evaluate(&mut case, day(5, 12), Evaluated::Partly { next: None });
    assert!(work(&case).iter().all(|row| row.item != "goal:1"));
    assert_eq!(case.care_plan.goals[0].evaluations.len(), 2);
}

#[test]
fn cm_08_a_goal_that_is_let_go_says_why_and_so_do_its_measures() {
    let mut case = fixtures::opened_case();
    let measures = vec![measure("eigen kamer aanvragen", Responsible::CaseManager, march(20))];
    done(&mut case, &on(JOKE, march(3)), &revise(vec![goal("een eigen slaapkamer", day(4, 14), measures)], None));
    let drop = |reason: &str| CaseCommand::EvaluateGoal {
        goal: 1,
        evaluation: GoalEvaluation {
            on: march(12),
            finding: "zij verhuist".into(),
            result: Evaluated::Dropped { reason: reason.into() },
        },
    };
    assert_eq!(refused(&case, &on(JOKE, march(12)), &drop(" ")).code(), "empty");
    done(&mut case, &on(JOKE, march(12)), &drop("zij verhuist naar familie"));
    assert!(work(&case).iter().all(|row| !row.item.starts_with("action:")));
}
