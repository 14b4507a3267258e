//! What changed from one version of a plan to the next: computed from the two, never typed (CM-08).

use jiff::civil::Date;
use regie_pathway::Text;
use serde::Serialize;
use utoipa::ToSchema;

use super::records::{Goal, Measure, Plan, Responsible};
use super::state::{GoalLife, GoalRecord};
use crate::case::Case;
use crate::case::records::No;
use crate::case::state::{ActionLife, by_no};
use crate::directory::Directory;
use crate::wording::{self, Names};

/// One thing that a version changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
#[expect(missing_docs, reason = "a goal and a measure go by their numbers; `was` and `is` say what they say")]
pub enum PlanChange {
    /// A goal that the version before does not have.
    GoalAdded { goal: No, wanted: String },
    /// A goal that this version no longer has.
    GoalLeft { goal: No, wanted: String },
    /// A part of a goal that says something else.
    GoalReworded { goal: No, field: GoalField, was: String, is: String },
    /// Another day for the evaluation of a goal.
    EvaluationMoved { goal: No, wanted: String, was: Date, is: Date },
    /// A new measure.
    MeasureAdded { goal: No, measure: No, what: String },
    /// A measure that this version no longer has.
    MeasureLeft { goal: No, measure: No, what: String },
    /// A measure that says something else.
    MeasureReworded { goal: No, measure: No, was: String, is: String },
    /// Another last day for a measure.
    MeasureMoved { goal: No, measure: No, what: String, was: Date, is: Date },
    /// Somebody else carries out a measure.
    MeasureGiven { goal: No, measure: No, what: String, was: Responsible, is: Responsible },
    /// What was agreed on continuity says something else.
    ContinuityReworded { was: String, is: String },
}

/// A part of a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GoalField {
    /// Its life domain.
    Domain,
    /// The wanted result.
    Wanted,
    /// The means.
    Means,
    /// How it is evaluated.
    Evaluation,
}

/// What changed from `old` to `new`: goals in the order of the new plan, then those that it no longer has. Equal plans
/// give nothing, and different plans something.
#[must_use]
pub fn changes(old: &Plan, new: &Plan) -> Vec<PlanChange> {
    let mut found = Vec::new();
    for goal in &new.goals {
        match old.goals.iter().find(|before| before.no == goal.no) {
            Some(before) => within_goal(before, goal, &mut found),
            None => {
                found.push(PlanChange::GoalAdded { goal: goal.no, wanted: goal.wanted.clone() });
                found.extend(goal.measures.iter().map(|measure| added(goal.no, measure)));
            }
        }
    }
    let left = old.goals.iter().filter(|goal| new.goals.iter().all(|other| other.no != goal.no));
    found.extend(left.map(|goal| PlanChange::GoalLeft { goal: goal.no, wanted: goal.wanted.clone() }));
    if old.continuity != new.continuity {
        found.push(PlanChange::ContinuityReworded { was: old.continuity.clone(), is: new.continuity.clone() });
    }
    found
}

fn within_goal(old: &Goal, new: &Goal, found: &mut Vec<PlanChange>) {
    let goal = new.no;
    let domain = |goal: &Goal| wording::life_domain(goal.domain).nl;
    let (was, is) = (domain(old), domain(new));
    let parts = [
        (GoalField::Domain, &was, &is),
        (GoalField::Wanted, &old.wanted, &new.wanted),
        (GoalField::Means, &old.means, &new.means),
        (GoalField::Evaluation, &old.evaluation, &new.evaluation),
    ];
    for (field, was, is) in parts {
        if was != is {
            found.push(PlanChange::GoalReworded { goal, field, was: was.clone(), is: is.clone() });
        }
    }
    if old.evaluate_on != new.evaluate_on {
        let (was, is) = (old.evaluate_on, new.evaluate_on);
        found.push(PlanChange::EvaluationMoved { goal, wanted: new.wanted.clone(), was, is });
    }
    for measure in &new.measures {
        match old.measures.iter().find(|before| before.no == measure.no) {
            Some(before) => within_measure(goal, before, measure, found),
            None => found.push(added(goal, measure)),
        }
    }
    let left = old.measures.iter().filter(|one| new.measures.iter().all(|other| other.no != one.no));
    found.extend(left.map(|one| PlanChange::MeasureLeft { goal, measure: one.no, what: one.what.clone() }));
}

fn within_measure(goal: No, old: &Measure, new: &Measure, found: &mut Vec<PlanChange>) {
    let (measure, what) = (new.no, new.what.clone());
    if old.what != new.what {
        found.push(PlanChange::MeasureReworded { goal, measure, was: old.what.clone(), is: what.clone() });
    }
    if old.by != new.by {
        found.push(PlanChange::MeasureMoved { goal, measure, what: what.clone(), was: old.by, is: new.by });
    }
    if old.responsible != new.responsible {
        let (was, is) = (old.responsible.clone(), new.responsible.clone());
        found.push(PlanChange::MeasureGiven { goal, measure, what, was, is });
    }
}

fn added(goal: No, measure: &Measure) -> PlanChange {
    PlanChange::MeasureAdded { goal, measure: measure.no, what: measure.what.clone() }
}

/// What a version changed, in words, one sentence each; nothing for the first. A goal or measure that left the plan is
/// told with what became of it.
#[must_use]
pub fn changes_in_words(case: &Case, version: No, directory: &Directory) -> Vec<Text> {
    let plan = &case.care_plan;
    let before = version.checked_sub(1).and_then(|before| by_no(&plan.versions, before));
    let (Some(before), Some(now)) = (before, by_no(&plan.versions, version)) else { return Vec::new() };
    let names = Names { directory };
    changes(&before.plan, &now.plan).iter().map(|change| sentence(case, change, names)).collect()
}

fn sentence(case: &Case, change: &PlanChange, names: Names<'_>) -> Text {
    let pair = |was: &str, is: &str| (or_nothing(was), or_nothing(is));
    match change {
        PlanChange::GoalAdded { wanted, .. } => {
            Text::new(format!("Nieuw doel: {wanted}"), format!("New goal: {wanted}"))
        }
        PlanChange::GoalLeft { goal, wanted } => {
            let became = by_no(&case.care_plan.goals, *goal).map(became_of_goal).unwrap_or_default();
            Text::new(
                format!("Doel niet meer in het plan: {wanted}{}", became.nl),
                format!("Goal no longer in the plan: {wanted}{}", became.en),
            )
        }
        PlanChange::GoalReworded { field, was, is, .. } => {
            let ((was, is), part) = (pair(was, is), goal_field(*field));
            Text::new(
                format!("{}: was ‘{}’, is ‘{}’", part.nl, was.nl, is.nl),
                format!("{}: was ‘{}’, is ‘{}’", part.en, was.en, is.en),
            )
        }
        PlanChange::EvaluationMoved { wanted, was, is, .. } => {
            moved(&Text::new(format!("Evaluatie van ‘{wanted}’"), format!("Evaluation of ‘{wanted}’")), *was, *is)
        }
        PlanChange::MeasureAdded { what, .. } => {
            Text::new(format!("Nieuwe maatregel: {what}"), format!("New measure: {what}"))
        }
        PlanChange::MeasureLeft { measure, what, .. } => {
            let done = by_no(&case.actions, *measure).is_some_and(|one| matches!(one.life, ActionLife::Done(..)));
            let (nl, en) = if done { (" (gedaan)", " (done)") } else { ("", "") };
            Text::new(
                format!("Maatregel niet meer in het plan: {what}{nl}"),
                format!("Measure no longer in the plan: {what}{en}"),
            )
        }
        PlanChange::MeasureReworded { was, is, .. } => {
            Text::new(format!("Maatregel: was ‘{was}’, is ‘{is}’"), format!("Measure: was ‘{was}’, is ‘{is}’"))
        }
        PlanChange::MeasureMoved { what, was, is, .. } => {
            moved(&Text::new(format!("Laatste dag van ‘{what}’"), format!("Last day of ‘{what}’")), *was, *is)
        }
        PlanChange::MeasureGiven { what, was, is, .. } => {
            let (was, is) = (names.responsible(was), names.responsible(is));
            Text::new(
                format!("‘{what}’: was voor {}, is voor {}", was.nl, is.nl),
                format!("‘{what}’: was for {}, is for {}", was.en, is.en),
            )
        }
        PlanChange::ContinuityReworded { was, is } => {
            let (was, is) = pair(was, is);
            Text::new(
                format!("Afspraken over continuïteit: was ‘{}’, is ‘{}’", was.nl, is.nl),
                format!("Agreements on continuity: was ‘{}’, is ‘{}’", was.en, is.en),
            )
        }
    }
}

fn or_nothing(text: &str) -> Text {
    if text.is_empty() { Text::new("niets", "nothing") } else { Text::same(text) }
}

fn moved(what: &Text, was: Date, is: Date) -> Text {
    let (was, is) = (wording::day(was), wording::day(is));
    Text::new(
        format!("{}: was {}, is {}", what.nl, was.nl, is.nl),
        format!("{}: was {}, is {}", what.en, was.en, is.en),
    )
}

fn became_of_goal(record: &GoalRecord) -> Text {
    match &record.life {
        GoalLife::Set { .. } => Text::default(),
        GoalLife::Partly { .. } => Text::new(" (deels bereikt)", " (reached in part)"),
        GoalLife::Reached => Text::new(" (bereikt)", " (reached)"),
        GoalLife::Dropped { .. } => Text::new(" (losgelaten)", " (dropped)"),
    }
}

fn goal_field(field: GoalField) -> Text {
    match field {
        GoalField::Domain => Text::new("Levensgebied", "Life domain"),
        GoalField::Wanted => Text::new("Gewenst resultaat", "Wanted result"),
        GoalField::Means => Text::new("Middelen", "Means"),
        GoalField::Evaluation => Text::new("Hoe wij evalueren", "How it is evaluated"),
    }
}
