//! *Zorgplan*: care diagnosis and plan by life domain, with its versions (CM-01, CM-08, PS-05 to PS-07).

use std::collections::BTreeSet;

use regie_app::{App, FormDraft, name_of};
use regie_care::case::CaseCommand;
use regie_care::case::records::No;
use regie_care::case::state::{ActionLife, AgendaLife, Case, numbered};
use regie_care::ids::OrgId;
use regie_care::plan::{
    self, Consent, Evaluated, Goal, GoalEvaluation, GoalLife, GoalRecord, LifeDomain, Measure, PlanVersion, Responsible,
};
use regie_care::seat::{OrgKind, Role};
use regie_care::vocabulary::anchor;
use regie_care::wording;
use regie_pathway::AnchorId;

use super::Desk;
use super::going_on::GoingOn;
use super::names::{capital, seat_value};
use super::records::Titles;
use crate::pages::Choice;
use crate::pages::case::care_plan::{
    CarePlanView, DomainView, GoalDraftView, GoalEvaluationView, GoalText, GoalView, MayPlan, MeasureDraftView,
    MeasureView, VersionView,
};
use crate::texts::{Chip, Tone};

/// How many new goals the form has room for, and new measures of each goal.
const ROOM: usize = 2;

/// What she may do with the plan.
#[must_use]
pub fn may(app: &App, desk: &Desk, case: &Case) -> MayPlan {
    let may = |command: CaseCommand| case.is_open() && app.may_command(desk.seat, case, &command);
    let name = |after_birth| CaseCommand::NameCoordinator { coordinator: desk.seat, after_birth };
    let born = AnchorId::from(anchor::BORN);
    let has_birth = |run| desk.pathways.of(run).is_some_and(|definition| definition.anchor(&born).is_some());
    MayPlan {
        write: may(CaseCommand::FixPlan { on: desk.today, agenda: None }),
        name: may(name(false)),
        name_after: may(name(true)),
        birth: case.runs.iter().any(has_birth),
    }
}

impl Desk {
    /// The section.
    pub(super) fn care_plan(
        &self,
        case: &Case,
        may: MayPlan,
        titles: &Titles,
        begun: Option<&FormDraft>,
    ) -> CarePlanView {
        let plan = &case.care_plan;
        let named = |seat: Option<_>| seat.map(|seat| self.seat_name(seat));
        let born = AnchorId::from(anchor::BORN);
        let is_born = case.runs.iter().any(|run| run.state.anchor(&born).is_some());
        let current = plan.current();
        let last = plan.diagnoses.last();
        let taking_part: BTreeSet<OrgId> =
            current.map(|(_, version)| version.took_part.orgs.iter().copied().collect()).unwrap_or_default();
        CarePlanView {
            coordinator: named(plan.coordinator),
            after_birth: named(plan.after_birth),
            handed_over: plan.handed_over,
            can_hand_over: is_born && plan.after_birth.is_some() && !plan.handed_over,
            domains: LifeDomain::ALL.map(|domain| self.domain(case, domain)).into(),
            diagnosed: last.map(|record| (record.diagnosis.on, name_of(record.by, &self.directory))),
            carer_load: last.and_then(|record| record.diagnosis.carer_load),
            version: current.map(|(no, version)| self.version(case, no, version, titles)),
            to_confirm: plan::is_to_be_confirmed(case, &self.pathways),
            lacks: current
                .filter(|(_, version)| version.fixed.is_none())
                .map(|_| plan::lacks_to_fix(case, &self.pathways, false))
                .unwrap_or_default()
                .iter()
                .map(|lack| capital(&self.text(&lack.in_words())))
                .collect(),
            continuity: current.map(|(_, version)| version.plan.continuity.clone()).unwrap_or_default(),
            older: numbered(&plan.versions)
                .rev()
                .skip(1)
                .map(|(no, version)| self.version(case, no, version, titles))
                .collect(),
            settled: numbered(&plan.goals)
                .filter(|(_, record)| !record.life.is_open())
                .map(|(no, record)| self.goal(case, no, record))
                .collect(),
            draft: if may.write { self.draft(case, begun) } else { Vec::new() },
            took_part: self
                .caring(case)
                .into_iter()
                .map(|choice| {
                    let chosen = choice.value.parse().is_ok_and(|org: OrgId| taking_part.contains(&org));
                    if chosen { choice.chosen() } else { choice }
                })
                .collect(),
            carers: current.map(|(_, version)| version.took_part.carers.join(", ")).unwrap_or_default(),
            meetings: numbered(&case.agenda)
                .filter(|(_, place)| matches!(place.life, AgendaLife::Discussed(_)))
                .map(|(no, place)| Choice::new(no.to_string(), self.meeting(titles, place.meeting)))
                .collect(),
            coordinators: if may.name || may.name_after { self.coordinators(case) } else { Vec::new() },
            may,
        }
    }

    fn domain(&self, case: &Case, domain: LifeDomain) -> DomainView {
        let last = case.care_plan.diagnoses.last();
        let finding = last.and_then(|record| record.diagnosis.domains.get(&domain)).cloned().unwrap_or_default();
        let goals = case.care_plan.open_goals().filter(|(_, record)| record.goal.domain == domain);
        DomainView {
            code: domain.code(),
            title: self.domain_title(domain),
            found: finding.found,
            strength: finding.strength,
            carers: finding.carers,
            load: finding.load,
            goals: goals.map(|(no, record)| self.goal(case, no, record)).collect(),
        }
    }

    fn domain_title(&self, domain: LifeDomain) -> String {
        capital(&self.text(&wording::life_domain(domain)))
    }

    fn goal(&self, case: &Case, no: No, record: &GoalRecord) -> GoalView {
        let goal = &record.goal;
        GoalView {
            no,
            domain: self.domain_title(goal.domain),
            wanted: goal.wanted.clone(),
            means: goal.means.clone(),
            evaluation: goal.evaluation.clone(),
            evaluate_on: record.life.evaluate_on(),
            chip: self.goal_chip(&record.life),
            measures: plan::measure_lives(case, goal).map(|(measure, life)| self.measure(measure, life)).collect(),
            evaluations: record.evaluations.iter().rev().map(|one| self.evaluation(one)).collect(),
        }
    }

    fn goal_chip(&self, life: &GoalLife) -> Chip {
        let t = self.t;
        match life {
            GoalLife::Set { evaluate_on } => {
                let chip = t.due_chip(evaluate_on, &self.today);
                Chip::new(chip.tone, t.one("goal-evaluate-on", "day", t.near(evaluate_on, &self.today)))
            }
            GoalLife::Partly { evaluate_on: Some(day) } => {
                Chip::new(Tone::Plain, t.one("goal-partly-until", "day", t.near(day, &self.today)))
            }
            GoalLife::Partly { evaluate_on: None } => t.chip_of(Tone::Plain, "goal-partly"),
            GoalLife::Reached => t.chip_of(Tone::Good, "goal-reached"),
            GoalLife::Dropped { reason } => Chip::new(Tone::Quiet, t.one("goal-dropped", "reason", reason)),
        }
    }

    fn measure(&self, measure: &Measure, life: Option<&ActionLife>) -> MeasureView {
        let t = self.t;
        let chip = match life {
            None | Some(ActionLife::Open) => t.due_chip(&measure.by, &self.today),
            Some(ActionLife::Done(on, _)) => Chip::new(Tone::Good, t.one("done-on", "day", t.near(on, &self.today))),
            Some(ActionLife::Dropped(_)) => t.chip_of(Tone::Quiet, "state-cancelled"),
        };
        MeasureView { what: measure.what.clone(), who: self.responsible(&measure.responsible), chip }
    }

    /// Who carries out a measure.
    pub(super) fn responsible(&self, responsible: &Responsible) -> String {
        match responsible {
            Responsible::Professional { seat } => self.seat_name(*seat),
            other => capital(&self.text(&wording::responsible(other, &self.directory))),
        }
    }

    fn evaluation(&self, evaluation: &GoalEvaluation) -> GoalEvaluationView {
        let t = self.t;
        let again = |key, day| t.one(key, "day", t.near(day, &self.today)).into_owned();
        let result = match &evaluation.result {
            Evaluated::GoesOn { next } => again("goal-goes-on", next),
            Evaluated::Partly { next: Some(next) } => again("goal-partly-until", next),
            Evaluated::Partly { next: None } => t.of("goal-partly").into_owned(),
            Evaluated::Reached => t.of("goal-reached").into_owned(),
            Evaluated::Dropped { reason } => t.one("goal-dropped", "reason", reason).into_owned(),
        };
        GoalEvaluationView { on: evaluation.on, result, finding: evaluation.finding.clone() }
    }

    fn version(&self, case: &Case, no: No, version: &PlanVersion, titles: &Titles) -> VersionView {
        let t = self.t;
        let mut took_part: Vec<String> = Vec::new();
        if version.took_part.client {
            took_part.push(t.of("with-client").into_owned());
        }
        took_part.extend(version.took_part.carers.iter().cloned());
        took_part.extend(version.took_part.orgs.iter().map(|org| self.org(*org)));
        let (consent, consent_why) = match &version.consent {
            Consent::Agreed => (t.chip_of(Tone::Good, "consent-agreed"), String::new()),
            Consent::NotAgreed { why } => (t.chip_of(Tone::Warn, "consent-not-agreed"), why.clone()),
            Consent::NotAsked { why } => (t.chip_of(Tone::Plain, "consent-not-asked"), why.clone()),
        };
        let changes = plan::changes_in_words(case, no, &self.directory);
        VersionView {
            no,
            on: version.on,
            by: name_of(version.by, &self.directory),
            reason: version.reason.clone(),
            changes: changes.iter().map(|change| self.text(change)).collect(),
            took_part: took_part.join(", "),
            consent,
            consent_why,
            fixed: version.fixed.as_ref().map(|fixed| {
                let place = fixed.agenda.and_then(|no| regie_care::case::state::by_no(&case.agenda, no));
                (fixed.on, place.map(|place| self.meeting(titles, place.meeting)).unwrap_or_default())
            }),
            goals: version.plan.goals.iter().map(|goal| self.goal_text(goal)).collect(),
        }
    }

    fn goal_text(&self, goal: &Goal) -> GoalText {
        let measure = |measure: &Measure| {
            let by = self.t.one("until-day", "day", self.t.day(&measure.by, &self.today));
            format!("{} · {} · {by}", measure.what, self.responsible(&measure.responsible))
        };
        GoalText {
            domain: self.domain_title(goal.domain),
            wanted: goal.wanted.clone(),
            measures: goal.measures.iter().map(measure).collect(),
        }
    }

    /// What the form starts from: what holds now, and over it what she typed before.
    fn draft(&self, case: &Case, begun: Option<&FormDraft>) -> Vec<GoalDraftView> {
        let open = case.care_plan.open_goals().map(|(no, record)| (Some(no), Some(record)));
        let mut places = open.chain(std::iter::repeat_n((None, None), ROOM)).collect::<Vec<_>>();
        let going_on = begun.map(|begun| GoingOn::of(case, &begun.typed));
        let more = going_on.as_ref().map_or(0, |going_on| going_on.new_goals().saturating_sub(ROOM));
        places.extend(std::iter::repeat_n((None, None), more));
        let views = places.into_iter().zip(1..).map(|((no, record), at)| self.goal_draft(case, at, no, record));
        match going_on {
            Some(going_on) => going_on.put_in(views.collect()),
            None => views.collect(),
        }
    }

    fn goal_draft(&self, case: &Case, at: usize, no: Option<No>, record: Option<&GoalRecord>) -> GoalDraftView {
        let goal = record.map(|record| &record.goal);
        let domains = LifeDomain::ALL.map(|domain| {
            let choice = Choice::new(domain.code(), self.domain_title(domain));
            if goal.is_some_and(|goal| goal.domain == domain) { choice.chosen() } else { choice }
        });
        let is_open = |measure: &&Measure| {
            let life = regie_care::case::state::by_no(&case.actions, measure.no).map(|action| &action.life);
            life == Some(&ActionLife::Open)
        };
        let open = goal.into_iter().flat_map(|goal: &Goal| &goal.measures).filter(is_open).map(Some);
        let measures = open.chain(std::iter::repeat_n(None, ROOM)).zip(1..);
        let words = |text: fn(&Goal) -> &String| goal.map(text).cloned().unwrap_or_default();
        GoalDraftView {
            at,
            no,
            domains: domains.into(),
            wanted: words(|goal| &goal.wanted),
            means: words(|goal| &goal.means),
            evaluation: words(|goal| &goal.evaluation),
            evaluate_on: record.and_then(|record| record.life.evaluate_on()),
            measures: measures
                .map(|(measure, place)| MeasureDraftView {
                    at: format!("{at}-{place}"),
                    no: measure.map(|measure| measure.no),
                    what: measure.map(|measure| measure.what.clone()).unwrap_or_default(),
                    who: self.doers(case, measure.map(|measure| &measure.responsible)),
                    carer: match measure.map(|measure| &measure.responsible) {
                        Some(Responsible::Carer { name }) => name.clone(),
                        _ => String::new(),
                    },
                    by: measure.map(|measure| measure.by),
                })
                .collect(),
        }
    }

    /// Who can carry out a measure: the case manager of the moment, the client, a carer, a professional, an organisation.
    pub(super) fn doers(&self, case: &Case, now: Option<&Responsible>) -> Vec<Choice> {
        let t = self.t;
        let chosen = now.map_or_else(|| "case-manager".to_owned(), responsible_value);
        let fixed = [("case-manager", "who-manager"), ("client", "plan-by-client"), ("carer", "plan-by-carer")];
        let mut all: Vec<Choice> = fixed.map(|(value, key)| Choice::new(value, t.of(key))).into();
        all.extend(self.seats(case));
        // The COA too: it carries out what is logistics.
        all.extend(self.around(case).into_iter().map(|org| Choice::new(format!("org:{}", org.value), org.label)));
        all.iter_mut().for_each(|choice| choice.chosen = choice.value == chosen);
        all
    }

    /// The organisations around the client that give care: not the COA.
    fn caring(&self, case: &Case) -> Vec<Choice> {
        let mut around = self.around(case);
        around.retain(|choice| {
            let kind = choice.value.parse().ok().and_then(|org: OrgId| self.directory.kind(org));
            kind != Some(OrgKind::Coa)
        });
        around
    }

    /// Who can coordinate: the professionals who take part, but no assistants.
    fn coordinators(&self, case: &Case) -> Vec<Choice> {
        let own = [case.case_manager.org, case.first_line.org];
        let orgs: BTreeSet<OrgId> = own.into_iter().chain(case.orgs_around()).collect();
        let fits = |role: Role| role.gives_care() && role != Role::Assistant;
        orgs.into_iter()
            .filter(|org| self.directory.kind(*org).is_some_and(|kind| kind != OrgKind::Coa))
            .flat_map(|org| self.people(org, fits))
            .collect()
    }
}

/// Who carries out a measure, as the form posts it.
fn responsible_value(responsible: &Responsible) -> String {
    match responsible {
        Responsible::CaseManager => "case-manager".to_owned(),
        Responsible::Client => "client".to_owned(),
        Responsible::Carer { .. } => "carer".to_owned(),
        Responsible::Org { org } => format!("org:{org}"),
        Responsible::Professional { seat } => seat_value(*seat),
    }
}
