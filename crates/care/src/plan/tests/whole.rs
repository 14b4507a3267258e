//! Care diagnosis over all life domains, ending in a plan of goals, means and measures (CM-01).

use super::*;
use crate::case::records::No;
use crate::case::state::ActionLife;
use crate::fixtures::{CLIENT, FATMA, GUUS, KAAT, NADIA, OTHER_COA};
use crate::plan::GoalLife;
use crate::view::{Lane, WorkKind};

#[test]
fn cm_01_a_care_diagnosis_looks_at_every_life_domain_the_carers_strength_and_load_included() {
    let mut case = fixtures::opened_case();
    let mut half = diagnosis(march(3), Some(6));
    half.domains.remove(&LifeDomain::Mental);
    half.domains.get_mut(&LifeDomain::Social).unwrap().found = "  ".into();
    let refusal = refused(&case, &on(JOKE, march(3)), &CaseCommand::DiagnoseCare { diagnosis: half });
    assert_eq!(refusal, Refusal::DiagnosisIncomplete { missing: vec!["social", "mental"] });

    let too_heavy = CaseCommand::DiagnoseCare { diagnosis: diagnosis(march(3), Some(11)) };
    assert_eq!(refused(&case, &on(JOKE, march(3)), &too_heavy).code(), "implausible");
    let tomorrow = CaseCommand::DiagnoseCare { diagnosis: diagnosis(march(4), None) };
    assert_eq!(refused(&case, &on(JOKE, march(3)), &tomorrow).code(), "in-future");

    let whole = CaseCommand::DiagnoseCare { diagnosis: diagnosis(march(3), Some(6)) };
    done(&mut case, &on(JOKE, march(3)), &whole);
    let kept = &case.care_plan.diagnoses[0].diagnosis;
    let housing = &kept.domains[&LifeDomain::Housing];
    assert_eq!(
        (housing.carers.as_str(), housing.load.as_str()),
        ("haar zus kookt en gaat mee naar afspraken", "de zus slaapt slecht")
    );
    assert_eq!(refused(&case, &on(JOKE, march(3)), &whole).code(), "nothing-to-do");
}

#[test]
fn cm_01_measures_are_the_actions_of_who_is_responsible_and_stand_in_no_second_list() {
    let mut case = fixtures::opened_case();
    let measures = vec![
        measure("eigen kamer aanvragen", Responsible::CaseManager, march(20)),
        measure("huisbezoek", Responsible::Professional { seat: KAAT }, march(18)),
        measure("dagboek bijhouden", Responsible::Client, march(30)),
        measure("meegaan naar het consult", Responsible::Carer { name: " Hodan ".into() }, march(25)),
        measure("medicatie nakijken", Responsible::Org { org: GP }, march(27)),
    ];
    done(&mut case, &on(JOKE, march(3)), &revise(vec![goal("een eigen slaapkamer", day(4, 14), measures)], None));

    let of = |no: No| row(&case, &format!("action:{no}"));
    assert_eq!((of(1).owner, of(1).lane, of(1).until), (Some(JOKE.person), Lane::Todo, march(20)));
    assert_eq!((of(2).owner, of(2).org, of(2).lane), (Some(KAAT.person), KAAT.org, Lane::Todo));
    for no in 3..=5 {
        assert_eq!((of(no).owner, of(no).lane), (Some(JOKE.person), Lane::Waiting), "the case manager waits for it");
    }
    assert_eq!(of(3).work, WorkKind::Action { no: 3 });
    assert_eq!(of(3).title.nl, "dagboek bijhouden (door de cliënt)");
    assert_eq!(of(4).title.nl, "meegaan naar het consult (door Hodan)");
    assert_eq!(case.actions.len(), 5, "and nothing is kept twice");

    let report = CaseCommand::CompleteAction { no: 1, on: march(10), note: String::new() };
    done(&mut case, &on(JOKE, march(10)), &report);
    let goal_of = &case.care_plan.goals[0].goal;
    let lives: Vec<_> = super::super::measure_lives(&case, goal_of).map(|(_, life)| life.cloned()).collect();
    assert_eq!(
        lives[0],
        Some(ActionLife::Done(march(10), String::new())),
        "what is done as an action is done in the plan"
    );
    assert_eq!(lives[1], Some(ActionLife::Open));

    // Giving it to somebody else changes who is responsible in the plan too.
    let given = CaseCommand::ReassignAction { no: 2, to: Some(FATMA), reason: Some("Kaat is ziek".into()) };
    done(&mut case, &on(JOKE, march(11)), &given);
    let responsible = case.actions[1].measure.as_ref().map(|measure| measure.responsible.clone());
    assert_eq!(responsible, Some(Responsible::Professional { seat: FATMA }));
}

#[test]
fn cm_01_a_plan_that_cannot_be_is_refused() {
    let case = fixtures::opened_case();
    let today = on(JOKE, march(3));
    let code = |goals: Vec<GoalDraft>| refused(&case, &today, &revise(goals, None)).code();
    let with = |one: MeasureDraft| vec![goal("rust", day(4, 14), vec![one])];
    assert_eq!(code(Vec::new()), "empty");
    assert_eq!(code(vec![goal(" ", day(4, 14), Vec::new())]), "empty");
    assert_eq!(code(vec![goal("rust", march(2), Vec::new())]), "too-early");
    assert_eq!(code(with(measure("bellen", Responsible::CaseManager, march(2)))), "too-early");
    assert_eq!(
        code(with(measure("bellen", Responsible::Professional { seat: NADIA }, march(9)))),
        "unfit-organisation"
    );
    let elsewhere = Responsible::Org { org: OTHER_COA };
    assert_eq!(code(with(measure("bellen", elsewhere, march(9)))), "unfit-organisation");
    assert_eq!(code(with(measure("bellen", Responsible::Carer { name: " ".into() }, march(9)))), "empty");
    let unknown = GoalDraft { no: Some(3), ..goal("rust", day(4, 14), Vec::new()) };
    assert_eq!(code(vec![unknown]), "no-such-thing");
    let unknown = MeasureDraft { no: Some(9), ..measure("bellen", Responsible::CaseManager, march(9)) };
    assert_eq!(code(with(unknown)), "no-such-thing");
    let many = std::iter::repeat_n(goal("rust", day(4, 14), Vec::new()), 41).collect();
    assert_eq!(code(many), "implausible");
    let fix = CaseCommand::FixPlan { on: march(3), agenda: None };
    assert_eq!(refused(&case, &today, &fix), Refusal::NoCarePlan);
    assert_eq!(case.client, CLIENT);
}

#[test]
fn cm_01_a_case_closes_only_once_its_goals_are_evaluated() {
    let mut case = fixtures::opened_case();
    done(&mut case, &on(JOKE, march(3)), &revise(vec![goal("een eigen slaapkamer", day(4, 14), Vec::new())], None));
    let obstacle = crate::case::Obstacle::Goal { no: 1, wanted: "een eigen slaapkamer".into() };
    assert!(crate::closing::obstacles(&case, &SHIPPED).contains(&obstacle));
    let evaluation = crate::plan::GoalEvaluation {
        on: march(20),
        finding: "zij heeft een kamer".into(),
        result: crate::plan::Evaluated::Reached,
    };
    done(&mut case, &on(JOKE, march(20)), &CaseCommand::EvaluateGoal { goal: 1, evaluation: evaluation.clone() });
    assert_eq!(case.care_plan.goals[0].life, GoalLife::Reached);
    assert!(!crate::closing::obstacles(&case, &SHIPPED).contains(&obstacle));
    let again = refused(&case, &on(JOKE, march(20)), &CaseCommand::EvaluateGoal { goal: 1, evaluation });
    assert_eq!(again.code(), "already-settled");
}

#[test]
fn cm_01_who_must_do_something_for_the_plan_hears_it_and_once() {
    use crate::notice::{Receiver, notices};
    let before = fixtures::opened_case();
    let mut case = before.clone();
    let measures = vec![
        measure("eigen kamer aanvragen", Responsible::CaseManager, march(20)),
        measure("bloed prikken", Responsible::Professional { seat: GUUS }, march(18)),
        measure("medicatie nakijken", Responsible::Org { org: GP }, march(27)),
        measure("dagboek bijhouden", Responsible::Client, march(30)),
    ];
    let today = on(JOKE, march(3));
    let events = done(&mut case, &today, &revise(vec![goal("rust", day(4, 14), measures.clone())], None));
    let told = |before: &Case, events: &[CaseEvent], after: &Case| -> Vec<Receiver> {
        notices(Some(before), events, after, &today).into_iter().map(|notice| notice.receiver).collect()
    };
    assert_eq!(told(&before, &events, &case), [Receiver::Person(GUUS.person), Receiver::Org(GP)]);

    let known = measures.into_iter().zip(1..).map(|(one, no)| MeasureDraft { no: Some(no), ..one }).collect();
    let same = GoalDraft { no: Some(1), wanted: "rust in huis".into(), ..goal("rust", day(4, 14), known) };
    let first = case.clone();
    let events = done(&mut case, &today, &revise(vec![same], Some("scherper gezegd")));
    assert!(told(&first, &events, &case).is_empty(), "nothing changed for them");
}
