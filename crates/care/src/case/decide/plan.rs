//! Care diagnosis and the treatment plan by life domain (CM-01, CM-08), fixing it at the MDO and who coordinates (PS-04
//! to PS-07).

use jiff::civil::Date;
use regie_pathway::{self as pathway, Work};

use super::draft::Draft;
use super::standing::words;
use super::{by_work, check, follow, sealing, steps};
use crate::case::records::No;
use crate::case::state::{AgendaLife, Case, by_no};
use crate::case::{CaseEvent, Context, Refusal};
use crate::plan::{
    self, CareDiagnosis, Evaluated, Finding, GoalEvaluation, GoalLife, GoalRecord, LifeDomain, lacks_to_fix,
};
use crate::seat::{Role, Seat};
use crate::vocabulary::{anchor, fact};

/// The heaviest that care can be for a carer.
const HEAVIEST: u8 = 10;

/// Records a care diagnosis: every life domain is looked at, also when there is nothing to find (CM-01). How heavy the
/// care is for the carers is told to every pathway that asks it.
pub(super) fn diagnose(case: &Case, ctx: &Context<'_>, given: &CareDiagnosis) -> Result<Vec<CaseEvent>, Refusal> {
    check::happened("on", given.on, ctx.today)?;
    if given.carer_load.is_some_and(|load| load > HEAVIEST) {
        let problem = "is more than 10; give a number from 0 (not heavy) to 10 (cannot go on)";
        return Err(Refusal::Implausible { field: "carer-load", problem });
    }
    let trimmed = |finding: &Finding| Finding {
        found: finding.found.trim().to_owned(),
        strength: finding.strength.trim().to_owned(),
        carers: finding.carers.trim().to_owned(),
        load: finding.load.trim().to_owned(),
    };
    let domains = given.domains.iter().map(|(domain, finding)| (*domain, trimmed(finding))).collect();
    let diagnosis = CareDiagnosis { domains, ..given.clone() };
    let looked_at = |domain: &LifeDomain| diagnosis.domains.get(domain).is_some_and(|one| !one.found.is_empty());
    let missing: Vec<_> =
        LifeDomain::ALL.into_iter().filter(|domain| !looked_at(domain)).map(LifeDomain::code).collect();
    if !missing.is_empty() {
        return Err(Refusal::DiagnosisIncomplete { missing });
    }
    if case.care_plan.diagnoses.last().is_some_and(|last| last.diagnosis == diagnosis) {
        return Err(Refusal::NothingToDo { what: "this care diagnosis" });
    }
    let (on, load) = (diagnosis.on, diagnosis.carer_load);
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::CareDiagnosed { diagnosis });
    if let Some(load) = load {
        let value = pathway::FactValue::Number(load.into());
        steps::tell(&mut draft, &pathway::Command::SetFact { fact: fact::CARER_LOAD.into(), value })?;
    }
    by_work::work_does(&mut draft, ctx, Work::CareDiagnosis, on)?;
    Ok(draft.finish())
}

/// Fixes the version that holds, as the MDO does (PS-06); a draft may be incomplete, what is fixed may not be. What was fixed
/// before is confirmed, where a pathway asks for it now.
pub(super) fn fix(case: &Case, ctx: &Context<'_>, on: Date, agenda: Option<No>) -> Result<Vec<CaseEvent>, Refusal> {
    let (version, current) = case.care_plan.current().ok_or(Refusal::NoCarePlan)?;
    if current.fixed.is_some() && !plan::is_to_be_confirmed(case, ctx.pathways) {
        return Err(Refusal::NothingToDo { what: "that this version of the plan is fixed" });
    }
    check::happened("on", on, ctx.today)?;
    check::not_before("on", on, current.on)?;
    if let Some(no) = agenda
        && !matches!(check::numbered(&case.agenda, "place on an agenda,", no)?.life, AgendaLife::Discussed(_))
    {
        let problem = "was not discussed yet; record first what the meeting said";
        return Err(Refusal::Implausible { field: "agenda", problem });
    }
    let lacks = lacks_to_fix(case, ctx.pathways, agenda.is_some());
    if !lacks.is_empty() {
        return Err(Refusal::PlanIncomplete { lacks });
    }
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::PlanFixed { version, on, agenda });
    by_work::work_does(&mut draft, ctx, Work::FixedPlan, on)?;
    Ok(draft.finish())
}

/// Evaluates a goal: what was found, and whether it goes on (CM-08).
pub(super) fn evaluate(
    case: &Case,
    ctx: &Context<'_>,
    no: No,
    evaluation: &GoalEvaluation,
) -> Result<Vec<CaseEvent>, Refusal> {
    open_goal(case, no)?;
    check::happened("on", evaluation.on, ctx.today)?;
    let finding = words("finding", &evaluation.finding)?;
    if let Some(next) = evaluation.result.next() {
        check::not_before("next", next, ctx.today)?;
    }
    let result = match &evaluation.result {
        Evaluated::Dropped { reason } => Evaluated::Dropped { reason: words("reason", reason)? },
        other => other.clone(),
    };
    let let_go = match &result {
        Evaluated::Dropped { reason } => Some(reason.clone()),
        Evaluated::GoesOn { .. } | Evaluated::Partly { .. } | Evaluated::Reached => None,
    };
    let evaluation = GoalEvaluation { on: evaluation.on, finding, result };
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::GoalEvaluated { goal: no, evaluation });
    if let Some(reason) = let_go {
        follow::as_it_stands(&mut draft, &reason)?;
    }
    Ok(draft.finish())
}

/// The goal of that number, while it is pursued.
pub(super) fn open_goal(case: &Case, no: No) -> Result<&GoalRecord, Refusal> {
    let record = by_no(&case.care_plan.goals, no).ok_or(Refusal::NoSuch { what: "goal", no })?;
    let how = match record.life {
        GoalLife::Reached => "reached",
        GoalLife::Dropped { .. } => "dropped",
        GoalLife::Partly { evaluate_on: None } => "reached in part",
        GoalLife::Set { .. } | GoalLife::Partly { evaluate_on: Some(_) } => return Ok(record),
    };
    Err(Refusal::Settled { what: "goal", no, how })
}

/// Names the coordinating provider, or who coordinates after the birth (PS-04, PS-06). The case manager stays
/// accountable.
pub(super) fn name_coordinator(
    case: &Case,
    ctx: &Context<'_>,
    coordinator: Seat,
    after_birth: bool,
) -> Result<Vec<CaseEvent>, Refusal> {
    check::can_be_given_work(case, ctx, "coordinator", coordinator)?;
    if ctx.directory.role(coordinator) == Some(Role::Assistant) {
        return Err(Refusal::Unfit { field: "coordinator", problem: "does not treat or nurse clients" });
    }
    let named = if after_birth { case.care_plan.after_birth } else { case.care_plan.coordinator };
    if named == Some(coordinator) {
        return Err(Refusal::NothingToDo { what: "who coordinates" });
    }
    let work = if after_birth { Work::CoordinatorAfterBirth } else { Work::Coordinator };
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::CoordinatorNamed { coordinator, after_birth });
    if !after_birth {
        sealing::give_coordinator_hers(&mut draft, ctx, case.care_plan.coordinator);
    }
    by_work::work_does(&mut draft, ctx, work, ctx.today)?;
    Ok(draft.finish())
}

/// After the birth the coordinating provider hands over to whoever coordinates from now on (PS-07).
pub(super) fn hand_over(case: &Case, ctx: &Context<'_>, note: &str) -> Result<Vec<CaseEvent>, Refusal> {
    let to = case.care_plan.after_birth.ok_or(Refusal::NoCoordinatorAfterBirth)?;
    if case.care_plan.handed_over {
        return Err(Refusal::NothingToDo { what: "that coordination was handed over" });
    }
    let born = pathway::AnchorId::from(anchor::BORN);
    if case.runs.iter().all(|run| run.state.anchor(&born).is_none()) {
        return Err(Refusal::Implausible { field: "birth", problem: "is not known yet; record it first" });
    }
    check::can_be_given_work(case, ctx, "coordinator", to)?;
    let note = words("note", note)?;
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::CoordinationHandedOver { to, note });
    by_work::work_does(&mut draft, ctx, Work::CoordinationHandover, ctx.today)?;
    Ok(draft.finish())
}
