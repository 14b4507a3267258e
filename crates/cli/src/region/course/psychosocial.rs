//! Psychosocial care beside the midwife's: a problem found at the screening, care by the hospital's clinic, a plan that was
//! fixed at the MDO, and a letter about it that is still to be sent.

use jiff::civil::Date;
use regie_app::AppError;
use regie_care::case::CaseCommand;
use regie_care::case::letter::Addressee;
use regie_care::plan::{Consent, GoalDraft, LifeDomain, MeasureDraft, PlanDraft, Responsible, TookPart};
use regie_care::seat::Seat;
use regie_pathway::{Command, FactValue, Whom};

use super::Course;
use crate::region::shift;

const PATHWAY: &str = "psychosociaal";
/// So many days after the referral her appointment is.
const APPOINTMENT_DAYS: i64 = 8;

/// A day of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chapter {
    /// The screening finds a problem, no child is in danger.
    Found,
    /// She consents to contact with her care, and the problems are complex.
    Complex,
    /// She is referred.
    Referred,
    /// She came to her appointment.
    Seen,
    /// The plan is drafted with her.
    Planned,
    /// The MDO fixes it, and who the blueprint names is told.
    Discussed,
}

/// Tells a day of it.
pub fn tell(course: &mut Course<'_>, day: Date, chapter: Chapter) -> Result<(), AppError> {
    let (midwife, (_, _, coordinator)) = (course.at_work(day), course.hospital());
    match chapter {
        Chapter::Found => {
            let start = CaseCommand::StartPathway {
                pathway: PATHWAY.into(),
                anchors: std::collections::BTreeMap::new(),
                facts: std::collections::BTreeMap::new(),
            };
            course.give(day, 9, midwife, &start)?;
            course.done(day, midwife, &[("screening", Some("problem")), ("kindcheck", Some("safe"))])?;
            course.done(day, midwife, &[("consider-officer", Some("not-needed")), ("inventory-care", None)])
        }
        Chapter::Complex => {
            course.done(day, midwife, &[("ask-consent", Some("given")), ("contact-care", None)])?;
            course.done(day, midwife, &[("consider-voorzorg", Some("not-enrolled"))])?;
            course.answer(day, midwife, "abuse-now", FactValue::YesNo(false))?;
            course.answer(day, midwife, "resources", FactValue::Choice("lacking".into()))?;
            course.answer(day, midwife, "severity", FactValue::Choice("serious".into()))?;
            course.done(day, midwife, &[("complexity", Some("complex")), ("consent-specialised", Some("given"))])
        }
        Chapter::Referred => {
            let clinic = Whom::Org { org: coordinator.org.to_string() };
            course.arranged(day, midwife, "refer-specialised", Some(clinic), None)?;
            course.give(day, 15, midwife, &CaseCommand::NameCoordinator { coordinator, after_birth: false })?;
            course.arranged(day, midwife, "make-appointment", None, Some(shift(day, APPOINTMENT_DAYS)))
        }
        Chapter::Seen => {
            course.done(day, coordinator, &[("appointment", Some("attended"))])?;
            course.done(day, coordinator, &[("consent-coordinator", Some("given")), ("contact-again", None)])?;
            course.done(day, coordinator, &[("kindcheck-again", Some("safe"))])
        }
        Chapter::Planned => {
            let (plan, took_part) = course.plan(day);
            let revise = CaseCommand::RevisePlan { plan, reason: None, took_part, consent: Consent::Agreed };
            course.give(day, 11, coordinator, &revise)?;
            course.done(day, coordinator, &[("plan-mdo", None)])
        }
        Chapter::Discussed => {
            course.done(day, coordinator, &[("mdo", None)])?;
            let after_birth = CaseCommand::NameCoordinator { coordinator: midwife, after_birth: true };
            course.give(day, 14, coordinator, &after_birth)?;
            course.done(day, coordinator, &[("agree-continuity", None)])?;
            course.give(day, 15, coordinator, &CaseCommand::FixPlan { on: day, agenda: None })?;
            course.tell_of_plan(day, coordinator)
        }
    }
}

impl Course<'_> {
    fn done(&mut self, day: Date, by: Seat, steps: &[(&str, Option<&str>)]) -> Result<(), AppError> {
        for (step, outcome) in steps {
            let outcome = outcome.map(Into::into);
            let command = Command::complete(*step, day).with_outcome(outcome);
            self.give(day, 14, by, &CaseCommand::Pathway { pathway: PATHWAY.into(), command })?;
        }
        Ok(())
    }

    /// To whom she is referred, or for which day her appointment is.
    fn arranged(
        &mut self,
        on: Date,
        by: Seat,
        step: &str,
        whom: Option<Whom>,
        day: Option<Date>,
    ) -> Result<(), AppError> {
        let command = Command::Complete { step: step.into(), nth: None, on, outcome: None, words: None, whom, day };
        self.give(on, 14, by, &CaseCommand::Pathway { pathway: PATHWAY.into(), command })
    }

    fn answer(&mut self, day: Date, by: Seat, fact: &str, value: FactValue) -> Result<(), AppError> {
        let command = Command::SetFact { fact: fact.into(), value };
        self.give(day, 14, by, &CaseCommand::Pathway { pathway: PATHWAY.into(), command })
    }

    fn plan(&self, day: Date) -> (PlanDraft, TookPart) {
        let goal = |domain, wanted: &str, means: &str, measures| GoalDraft {
            no: None,
            domain,
            wanted: wanted.to_owned(),
            means: means.to_owned(),
            evaluation: "in gesprek met de cliënt".to_owned(),
            evaluate_on: shift(day, 56),
            measures,
        };
        let measure = |what: &str, responsible, days| MeasureDraft {
            no: None,
            what: what.to_owned(),
            responsible,
            by: shift(day, days),
        };
        let (hospital, _, coordinator) = self.hospital();
        let seat = Responsible::Professional { seat: coordinator };
        let talks = vec![
            measure("Tweewekelijks gesprek op de POP-poli", seat, 21),
            measure("Slaap en stemming navragen bij elk consult", Responsible::CaseManager, 28),
        ];
        let room = vec![measure("Rustiger kamer aanvragen bij het COA", Responsible::CaseManager, 18)];
        let goals = vec![
            goal(
                LifeDomain::Mental,
                "Slaapt weer door en durft de bevalling aan",
                "gesprekken, psycho-educatie",
                talks,
            ),
            goal(LifeDomain::Housing, "Een kamer waar zij met de baby tot rust komt", "overleg met het COA", room),
        ];
        let continuity =
            "De POP-poli blijft bereikbaar tot zes weken na de bevalling, ook na een verhuizing.".to_owned();
        let took_part = TookPart { client: true, carers: Vec::new(), orgs: vec![hospital] };
        (PlanDraft { goals, continuity }, took_part)
    }

    /// Whom the blueprint names has a letter about the plan; whoever else is around her is still to get one.
    fn tell_of_plan(&mut self, day: Date, by: Seat) -> Result<(), AppError> {
        let chain = self.chain;
        let cjg = Addressee::Elsewhere {
            name: "CJG Westerwolde".to_owned(),
            address: "Hoofdstraat 1, 9551 AA Sellingen".to_owned(),
        };
        for (step, to) in [
            ("report-plan-gp", Addressee::Org { org: chain.gp }),
            ("report-plan-kraamzorg", Addressee::Org { org: chain.kraamzorg }),
            ("report-plan-cjg", cjg),
            ("report-plan-jgz", Addressee::Org { org: chain.jgz }),
            ("report-plan-midwife", Addressee::Person { seat: self.manager }),
        ] {
            let (pathway, step, to) = (PATHWAY.into(), step.into(), vec![to]);
            self.give(day, 16, by, &CaseCommand::SendLetter { pathway, step, nth: 1, to, note: String::new() })?;
        }
        Ok(())
    }
}
