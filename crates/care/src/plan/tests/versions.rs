//! Versions with what changed and why (CM-08), and that a replay of them equals what happened.

use proptest::prelude::*;

use super::*;
use crate::case::state::ActionLife;
use crate::case::{self, Recorded};
use crate::fixtures::{CASE, FATMA, KAAT, recorded};
use crate::history::describe;
use crate::notice::any::any_event;
use crate::plan::{GoalLife, PlanChange, changes, changes_in_words};
use crate::seat::Actor;

/// Version 1: a room, and help with it.
fn planned() -> Case {
    let mut case = fixtures::opened_case();
    let measures = vec![
        measure("eigen kamer aanvragen", Responsible::CaseManager, march(20)),
        measure("huisbezoek", Responsible::Professional { seat: KAAT }, march(18)),
    ];
    let goals =
        vec![goal("een eigen slaapkamer", day(4, 14), measures), goal("minder zorgen om geld", day(5, 1), Vec::new())];
    done(&mut case, &on(JOKE, march(3)), &revise(goals, None));
    case
}

/// What the second version says: the first goal, of which one measure changes, one is new and one is left out.
fn second() -> Vec<GoalDraft> {
    let moved = MeasureDraft {
        no: Some(2),
        ..measure("huisbezoek met tolk", Responsible::Professional { seat: FATMA }, march(25))
    };
    let new = measure("brief van de huisarts", Responsible::CaseManager, march(28));
    vec![GoalDraft { no: Some(1), ..goal("een eigen slaapkamer", day(4, 21), vec![moved, new]) }]
}

#[test]
fn cm_08_a_revision_needs_a_reason_and_what_changed_is_computed() {
    let mut case = planned();
    let today = on(JOKE, march(12));
    let goals = second();
    assert_eq!(refused(&case, &today, &revise(goals.clone(), Some("  "))).code(), "empty");
    done(&mut case, &today, &revise(goals, Some("de aanvraag is afgewezen")));

    assert_eq!(case.care_plan.versions.len(), 2);
    assert_eq!(case.care_plan.versions[1].reason.as_deref(), Some("de aanvraag is afgewezen"));
    let told: Vec<String> = changes_in_words(&case, 2, today.directory).into_iter().map(|text| text.nl).collect();
    assert_eq!(
        told,
        [
            "Evaluatie van ‘een eigen slaapkamer’: was 14 april 2026, is 21 april 2026",
            "Maatregel: was ‘huisbezoek’, is ‘huisbezoek met tolk’",
            "Laatste dag van ‘huisbezoek met tolk’: was 18 maart 2026, is 25 maart 2026",
            "‘huisbezoek met tolk’: was voor Kaat Postma (Kraamzorg Noord), is voor Fatma Yildiz (Verloskundigen Ter Apel)",
            "Nieuwe maatregel: brief van de huisarts",
            "Maatregel niet meer in het plan: eigen kamer aanvragen",
            "Doel niet meer in het plan: minder zorgen om geld (losgelaten)",
        ]
    );
    assert!(changes_in_words(&case, 1, today.directory).is_empty(), "the first version changed nothing");
    // What left the plan is no longer asked of anybody, and says why.
    assert_eq!(case.actions[0].life, ActionLife::Dropped("de aanvraag is afgewezen".into()));
    assert_eq!(case.care_plan.goals[1].life, GoalLife::Dropped { reason: "de aanvraag is afgewezen".into() });
    assert_eq!((case.actions[1].plan.what.as_str(), case.actions[1].plan.who), ("huisbezoek met tolk", Some(FATMA)));
    assert_eq!(case.actions.len(), 3, "a measure that changes stays the same action");
}

#[test]
fn cm_08_a_version_that_changes_nothing_is_refused_and_what_was_done_stays_in_it() {
    let mut case = planned();
    let report = CaseCommand::CompleteAction { no: 1, on: march(10), note: String::new() };
    done(&mut case, &on(JOKE, march(10)), &report);
    let today = on(JOKE, march(12));
    let listed = MeasureDraft { no: Some(1), ..measure("eigen kamer aanvragen", Responsible::CaseManager, march(20)) };
    let again = vec![GoalDraft { no: Some(1), ..goal("een eigen slaapkamer", day(4, 14), vec![listed]) }];
    assert_eq!(refused(&case, &today, &revise(again, Some("kijken"))).code(), "already-settled");

    let goals = second();
    done(&mut case, &today, &revise(goals, Some("opnieuw bekeken")));
    let measures: Vec<_> = case.care_plan.versions[1].plan.goals[0].measures.iter().map(|one| one.no).collect();
    assert_eq!(measures, [1, 2, 3], "the measure that was done stands in the new version by itself");
    let known = |no, what: &str, who, by| MeasureDraft { no: Some(no), ..measure(what, who, by) };
    let same = vec![GoalDraft {
        no: Some(1),
        ..goal(
            "een eigen slaapkamer",
            day(4, 21),
            vec![
                known(2, "huisbezoek met tolk", Responsible::Professional { seat: FATMA }, march(25)),
                known(3, "brief van de huisarts", Responsible::CaseManager, march(28)),
            ],
        )
    }];
    assert_eq!(refused(&case, &today, &revise(same, Some("nog eens"))).code(), "nothing-to-do");
}

#[test]
fn cm_08_every_event_of_the_plan_is_told_in_dutch() {
    let mut case = planned();
    let today = on(JOKE, march(12));
    let mut told: Vec<(String, Option<String>)> = Vec::new();
    let mut tell = |case: &mut Case, command: &CaseCommand| {
        for event in done(case, &today, command) {
            let line = describe(&event, case, today.directory, today.pathways);
            told.push((line.what.nl, line.detail));
        }
    };
    tell(&mut case, &CaseCommand::DiagnoseCare { diagnosis: diagnosis(march(12), None) });
    let goals = second();
    tell(&mut case, &revise(goals, Some("de aanvraag is afgewezen")));
    assert_eq!(crate::plan::lacks(&case, &SHIPPED), []);
    tell(&mut case, &CaseCommand::FixPlan { on: march(12), agenda: None });
    tell(&mut case, &CaseCommand::NameCoordinator { coordinator: KAAT, after_birth: false });
    tell(&mut case, &CaseCommand::NameCoordinator { coordinator: FATMA, after_birth: true });
    let evaluation = crate::plan::GoalEvaluation {
        on: march(12),
        finding: "er is uitzicht op een kamer".into(),
        result: crate::plan::Evaluated::Partly { next: Some(day(4, 10)) },
    };
    tell(&mut case, &CaseCommand::EvaluateGoal { goal: 1, evaluation });
    let lines: Vec<&str> = told.iter().map(|(what, _)| what.as_str()).collect();
    assert_eq!(
        lines,
        [
            "Zorgdiagnostiek op alle levensgebieden, 12 maart 2026",
            "Zorgplan bijgesteld, versie 2: de aanvraag is afgewezen; de cliënt is akkoord",
            "Zorgplan, versie 2, definitief vastgesteld op 12 maart 2026",
            "Coördinerend zorgverlener: Kaat Postma (Kraamzorg Noord)",
            "Coördinerend zorgverlener na de bevalling: Fatma Yildiz (Verloskundigen Ter Apel)",
            "Doel geëvalueerd op 12 maart 2026: een eigen slaapkamer. Deels bereikt, opnieuw op 10 april 2026",
        ]
    );
    assert!(told[0].1.as_ref().unwrap().contains("wonen: deelt een kamer met drie anderen"), "{told:?}");
    assert!(told[1].1.as_ref().unwrap().starts_with("Evaluatie van ‘een eigen slaapkamer’"), "{told:?}");
}

/// As the journal keeps an event and gives it back.
fn kept(event: &CaseEvent) -> CaseEvent {
    serde_json::from_str(&serde_json::to_string(event).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn cm_08_replay_equals_live_with_any_events_of_the_plan_among_them(
        events in prop::collection::vec(any_event(), 0..60)
    ) {
        let mut live = planned();
        let history: Vec<(CaseEvent, Recorded)> = {
            let ctx = on(JOKE, march(13));
            events.into_iter().map(|event| (event, recorded(&ctx))).collect()
        };
        let mut replayed = live.clone();
        for (event, recorded) in &history {
            case::evolve(&mut live, event, *recorded);
            case::evolve(&mut replayed, &kept(event), *recorded);
            // Whatever comes in: an open measure belongs to a goal that is known, and open goals stand in the plan.
            for action in live.actions.iter().filter(|action| action.life == ActionLife::Open) {
                let goal = action.measure.as_ref().map(|measure| measure.goal);
                prop_assert!(goal.is_none_or(|goal| goal as usize <= live.care_plan.goals.len().max(3)));
            }
        }
        prop_assert_eq!(&live, &replayed);
        prop_assert_eq!(live.id, CASE);
        prop_assert!(history.iter().all(|(_, recorded)| recorded.by == Actor::Person(JOKE)));
    }

    #[test]
    fn cm_08_equal_plans_differ_in_nothing_and_different_plans_in_something(
        one in any_plan(), other in any_plan()
    ) {
        prop_assert!(changes(&one, &one).is_empty());
        let found: Vec<PlanChange> = changes(&one, &other);
        prop_assert_eq!(found.is_empty(), one == other, "{:?}", found);
    }
}

/// Plans of few goals and few words, so that two are often nearly the same.
fn any_plan() -> impl Strategy<Value = crate::plan::Plan> {
    let measure = (0_usize..2, 18_i8..20, any::<bool>()).prop_map(|(what, by, client)| {
        let responsible = if client { Responsible::Client } else { Responsible::CaseManager };
        (["bellen", "schrijven"][what].to_owned(), responsible, march(by))
    });
    let goal = (0_usize..2, 0_usize..2, 14_i8..16, prop::collection::vec(measure, 0..3));
    prop::collection::vec(goal, 0..3).prop_map(|goals| crate::plan::Plan {
        goals: goals
            .into_iter()
            .zip(1..)
            .map(|((wanted, domain, evaluate_on, measures), no)| crate::plan::Goal {
                no,
                domain: LifeDomain::ALL[domain],
                wanted: ["rust", "een kamer"][wanted].to_owned(),
                means: String::new(),
                evaluation: "gesprek".into(),
                evaluate_on: day(4, evaluate_on),
                measures: measures
                    .into_iter()
                    .zip(no * 10..)
                    .map(|((what, responsible, by), no)| crate::plan::Measure { no, what, responsible, by })
                    .collect(),
            })
            .collect(),
        continuity: String::new(),
    })
}
