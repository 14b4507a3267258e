//! What the plan's events do to the state. Total: a version, goal or measure of another number changes nothing.

use super::{add, change};
use crate::case::event::CaseEvent;
use crate::case::records::Recorded;
use crate::case::records::{ActionPlan, No};
use crate::case::state::{ActionLife, ActionRecord, Case, index};
use crate::day::day_of;
use crate::plan::{
    Consent, DiagnosisRecord, Evaluated, Fixed, Goal, GoalLife, GoalRecord, Measure, MeasureOf, Plan, PlanVersion,
    TookPart,
};

/// Adds an event of the plan.
pub(super) fn evolve(case: &mut Case, event: &CaseEvent, recorded: Recorded) {
    use CaseEvent as E;
    match event {
        E::CareDiagnosed { diagnosis } => {
            case.care_plan.diagnoses.push(DiagnosisRecord { diagnosis: diagnosis.clone(), by: recorded.by });
        }
        E::PlanRevised { version, plan, reason, took_part, consent } => {
            revise(case, *version, plan, reason.as_deref(), (took_part, consent), recorded);
        }
        E::PlanFixed { version, on, agenda } => change(&mut case.care_plan.versions, *version, |version| {
            version.fixed = Some(Fixed { on: *on, agenda: *agenda });
        }),
        E::GoalEvaluated { goal, evaluation } => {
            change(&mut case.care_plan.goals, *goal, |record| {
                record.life = GoalLife::after(&evaluation.result);
                record.evaluations.push(evaluation.clone());
            });
            if let Evaluated::Dropped { reason } = &evaluation.result {
                drop_measures(case, reason, |measure, _| measure.goal == *goal);
            }
        }
        E::CoordinatorNamed { coordinator, after_birth: true } => case.care_plan.after_birth = Some(*coordinator),
        E::CoordinatorNamed { coordinator, after_birth: false } => case.care_plan.coordinator = Some(*coordinator),
        E::CoordinationHandedOver { to, .. } => {
            case.care_plan.coordinator = Some(*to);
            case.care_plan.handed_over = true;
        }
        _ => {}
    }
}

/// A version takes the place of the last: its goals and measures are the ones that are pursued from now on.
fn revise(
    case: &mut Case,
    version: No,
    plan: &Plan,
    reason: Option<&str>,
    (took_part, consent): (&TookPart, &Consent),
    recorded: Recorded,
) {
    if index(version) != Some(case.care_plan.versions.len()) {
        return;
    }
    let why = reason.unwrap_or("staat niet meer in het plan");
    for goal in &plan.goals {
        set_goal(case, goal);
        for measure in &goal.measures {
            set_measure(case, goal.no, measure);
        }
    }
    let in_plan = |no: No| plan.goals.iter().any(|goal| goal.no == no);
    for (no, record) in (1..).zip(&mut case.care_plan.goals) {
        if record.life.is_open() && !in_plan(no) {
            record.life = GoalLife::Dropped { reason: why.to_owned() };
        }
    }
    let listed = |no: No| plan.goals.iter().flat_map(|goal| &goal.measures).any(|measure| measure.no == no);
    drop_measures(case, why, |_, no| !listed(no));
    case.care_plan.versions.push(PlanVersion {
        plan: plan.clone(),
        reason: reason.map(str::to_owned),
        took_part: took_part.clone(),
        consent: consent.clone(),
        on: day_of(recorded.at),
        by: recorded.by,
        fixed: None,
    });
}

fn set_goal(case: &mut Case, goal: &Goal) {
    let life = GoalLife::Set { evaluate_on: goal.evaluate_on };
    let known = index(goal.no).is_some_and(|at| at < case.care_plan.goals.len());
    if known {
        change(&mut case.care_plan.goals, goal.no, |record| {
            record.goal = goal.clone();
            record.life.evaluate_by(goal.evaluate_on);
        });
    } else {
        add(&mut case.care_plan.goals, goal.no, || GoalRecord { goal: goal.clone(), evaluations: Vec::new(), life });
    }
}

/// A measure is an action: one of the version before says from now on what this one says, a new one is added.
fn set_measure(case: &mut Case, goal: No, measure: &Measure) {
    let plan = ActionPlan { what: measure.what.clone(), who: measure.responsible.seat(), by: measure.by };
    let of = MeasureOf { goal, responsible: measure.responsible.clone() };
    let known = index(measure.no).is_some_and(|at| at < case.actions.len());
    if known {
        change(&mut case.actions, measure.no, |record| {
            if record.life == ActionLife::Open && record.measure.as_ref().is_some_and(|known| known.goal == goal) {
                (record.plan, record.measure) = (plan, Some(of));
            }
        });
    } else {
        add(&mut case.actions, measure.no, || ActionRecord {
            plan,
            agenda: None,
            measure: Some(of),
            life: ActionLife::Open,
        });
    }
}

fn drop_measures(case: &mut Case, reason: &str, which: impl Fn(&MeasureOf, No) -> bool) {
    for (no, record) in (1..).zip(&mut case.actions) {
        let falls = record.life == ActionLife::Open && record.measure.as_ref().is_some_and(|one| which(one, no));
        if falls {
            record.life = ActionLife::Dropped(reason.to_owned());
        }
    }
}
