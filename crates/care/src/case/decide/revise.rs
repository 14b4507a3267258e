//! Writing a version of the treatment plan (CM-01, CM-08, PS-05).

use std::collections::BTreeSet;

use jiff::civil::Date;
use regie_pathway::{Work, says_nothing};

use super::draft::Draft;
use super::standing::words;
use super::{by_work, check, plan};
use crate::case::records::No;
use crate::case::state::{ActionLife, Case, by_no};
use crate::case::{CaseEvent, Context, PlanFault, Refusal};
use crate::ids::OrgId;
use crate::plan::{Consent, Goal, GoalDraft, Measure, MeasureDraft, Plan, PlanDraft, Responsible, TookPart};
use crate::seat::OrgKind;

/// The most goals of a plan, and measures of a goal.
const MOST: usize = 40;

/// Writes the first version of the plan, or one that takes the place of the last; from the second on with a reason. All that
/// cannot be so is told at once, each fault at its place.
pub(super) fn revise(
    case: &Case,
    ctx: &Context<'_>,
    given: &PlanDraft,
    reason: Option<&str>,
    took_part: &TookPart,
    consent: &Consent,
) -> Result<Vec<CaseEvent>, Refusal> {
    let current = case.care_plan.current();
    let reason = reason.map(str::trim).filter(|reason| !says_nothing(reason));
    let mut faults = Faults::default();
    if current.is_some() && reason.is_none() {
        faults.add("reason", Refusal::Empty { field: "reason" });
    }
    let consent = faults.take("consent.why", consent_of(consent));
    let took_part = part_of(ctx, took_part, &mut faults);
    let plan = plan_of(case, ctx, given, &mut faults);
    let Some(consent) = consent.filter(|_| faults.0.is_empty()) else { return Err(faults.refusal()) };
    if current.is_some_and(|(_, last)| last.plan == plan && last.took_part == took_part && last.consent == consent) {
        return Err(Refusal::NothingToDo { what: "this version of the plan" });
    }
    let version = check::next_no(&case.care_plan.versions);
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::PlanRevised { version, plan, reason: reason.map(str::to_owned), took_part, consent });
    by_work::work_does(&mut draft, ctx, Work::CarePlan, ctx.today)?;
    Ok(draft.finish())
}

/// What is wrong with the plan, in its order.
#[derive(Default)]
struct Faults(Vec<PlanFault>);

impl Faults {
    fn add(&mut self, at: impl Into<String>, problem: Refusal) {
        self.0.push(PlanFault { at: at.into(), problem: Box::new(problem) });
    }

    fn take<T>(&mut self, at: impl Into<String>, result: Result<T, Refusal>) -> Option<T> {
        result.map_err(|problem| self.add(at, problem)).ok()
    }

    fn refusal(self) -> Refusal {
        Refusal::PlanFaulty { faults: self.0 }
    }
}

fn consent_of(given: &Consent) -> Result<Consent, Refusal> {
    Ok(match given {
        Consent::Agreed => Consent::Agreed,
        Consent::NotAgreed { why } => Consent::NotAgreed { why: words("consent.why", why)? },
        Consent::NotAsked { why } => Consent::NotAsked { why: words("consent.why", why)? },
    })
}

fn part_of(ctx: &Context<'_>, given: &TookPart, faults: &mut Faults) -> TookPart {
    for (at, org) in given.orgs.iter().enumerate() {
        faults.take(format!("took-part.orgs[{at}]"), check::caring_org(ctx, "took-part.orgs", *org));
    }
    let mut carers = Vec::new();
    for (at, name) in given.carers.iter().enumerate() {
        carers.extend(faults.take(format!("took-part.carers[{at}]"), words("took-part.carers", name)));
    }
    TookPart { client: given.client, carers, orgs: given.orgs.clone() }
}

fn plan_of(case: &Case, ctx: &Context<'_>, given: &PlanDraft, faults: &mut Faults) -> Plan {
    if given.goals.is_empty() {
        faults.add("plan.goals", Refusal::Empty { field: "goals" });
    }
    if given.goals.len() > MOST || given.goals.iter().any(|goal| goal.measures.len() > MOST) {
        let problem = "are too many; a plan has at most 40 goals, and a goal at most 40 measures";
        faults.add("plan.goals", Refusal::Implausible { field: "goals", problem });
        return Plan::default();
    }
    let mut numbers = Numbers { goal: check::next_no(&case.care_plan.goals), ..Numbers::default() };
    numbers.measure = check::next_no(&case.actions);
    let read = |(at, goal)| numbers.goal(case, ctx, goal, &format!("plan.goals[{at}]"), faults);
    let goals = given.goals.iter().enumerate().map(read).collect();
    Plan { goals, continuity: given.continuity.trim().to_owned() }
}

/// Gives new goals and measures their numbers, and sees to it that no number is used twice.
#[derive(Default)]
struct Numbers {
    goal: No,
    measure: No,
    goals: BTreeSet<No>,
    measures: BTreeSet<No>,
}

impl Numbers {
    fn goal(&mut self, case: &Case, ctx: &Context<'_>, given: &GoalDraft, at: &str, faults: &mut Faults) -> Goal {
        let before = given.no.map(|no| plan::open_goal(case, no)).transpose();
        let before = faults.take(format!("{at}.no"), before).flatten();
        let wanted = faults.take(format!("{at}.wanted"), words("wanted", &given.wanted)).unwrap_or_default();
        let evaluation =
            faults.take(format!("{at}.evaluation"), words("evaluation", &given.evaluation)).unwrap_or_default();
        let stood = before.and_then(|record| record.life.evaluate_on());
        faults.take(format!("{at}.evaluate-on"), to_come("evaluate-on", given.evaluate_on, stood, ctx));
        let no = given.no.unwrap_or(self.goal);
        if given.no.is_none() {
            self.goal = self.goal.saturating_add(1);
        }
        if !self.goals.insert(no) {
            let problem = "name one goal twice; name each once";
            faults.add(format!("{at}.no"), Refusal::Implausible { field: "goals", problem });
        }
        let mut measures: Vec<Measure> = before.map(|record| done(case, &record.goal)).unwrap_or_default();
        for (place, measure) in given.measures.iter().enumerate() {
            let place = format!("{at}.measures[{place}]");
            measures.extend(self.measure(case, ctx, no, measure, &place, faults));
        }
        let means = given.means.trim().to_owned();
        Goal { no, domain: given.domain, wanted, means, evaluation, evaluate_on: given.evaluate_on, measures }
    }

    fn measure(
        &mut self,
        case: &Case,
        ctx: &Context<'_>,
        goal: No,
        given: &MeasureDraft,
        at: &str,
        faults: &mut Faults,
    ) -> Option<Measure> {
        let what = faults.take(format!("{at}.what"), words("what", &given.what));
        let before = given.no.map(|no| open_measure(case, goal, no)).transpose();
        let before = faults.take(format!("{at}.no"), before).flatten();
        faults.take(format!("{at}.by"), to_come("by", given.by, before, ctx));
        let no = given.no.unwrap_or(self.measure);
        if given.no.is_none() {
            self.measure = self.measure.saturating_add(1);
        }
        if !self.measures.insert(no) {
            let problem = "name one measure twice; name each once";
            faults.add(format!("{at}.no"), Refusal::Implausible { field: "measures", problem });
        }
        let responsible = faults.take(format!("{at}.responsible"), responsible(case, ctx, &given.responsible));
        Some(Measure { no, what: what?, responsible: responsible?, by: given.by })
    }
}

/// A day that is still to come, unless it stood so already.
fn to_come(field: &'static str, day: Date, stood: Option<Date>, ctx: &Context<'_>) -> Result<(), Refusal> {
    if stood == Some(day) { Ok(()) } else { check::not_before(field, day, ctx.today) }
}

/// The last day of a measure of this goal that is still to be done.
fn open_measure(case: &Case, goal: No, no: No) -> Result<Date, Refusal> {
    let of_goal = |action: &&crate::case::state::ActionRecord| {
        action.measure.as_ref().is_some_and(|measure| measure.goal == goal)
    };
    let action =
        by_no(&case.actions, no).filter(of_goal).ok_or(Refusal::NoSuch { what: "measure of this goal,", no })?;
    match action.life {
        ActionLife::Open => Ok(action.plan.by),
        ActionLife::Done(..) => Err(Refusal::Settled { what: "measure", no, how: "done" }),
        ActionLife::Dropped(_) => Err(Refusal::Settled { what: "measure", no, how: "dropped" }),
    }
}

/// The measures of a goal that were done: they stay with it, so that a version shows what was done for it.
fn done(case: &Case, goal: &Goal) -> Vec<Measure> {
    let is_done = |measure: &&Measure| {
        by_no(&case.actions, measure.no).is_some_and(|action| matches!(action.life, ActionLife::Done(..)))
    };
    goal.measures.iter().filter(is_done).cloned().collect()
}

fn responsible(case: &Case, ctx: &Context<'_>, given: &Responsible) -> Result<Responsible, Refusal> {
    match given {
        Responsible::CaseManager | Responsible::Client => {}
        Responsible::Professional { seat } => check::can_be_given_work(case, ctx, "responsible", *seat)?,
        Responsible::Org { org } => by_organisation(case, ctx, *org)?,
        Responsible::Carer { name } => return Ok(Responsible::Carer { name: words("responsible", name)? }),
    }
    Ok(given.clone())
}

/// An organisation that gives care. The COA carries out what is logistics (transport, housing, appointments), where it takes
/// part in the case: it reads that measure and nothing else of the plan.
fn by_organisation(case: &Case, ctx: &Context<'_>, org: OrgId) -> Result<(), Refusal> {
    let found = check::org(ctx, "responsible", org)?;
    if found.kind == OrgKind::Coa && !check::takes_part(case, org) {
        let problem = "is a COA that takes no part in this case; put it in the team first";
        return Err(Refusal::UnfitOrg { field: "responsible", problem });
    }
    Ok(())
}
