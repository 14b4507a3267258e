//! A treatment plan in its second version, and room for the next.

use regie_web::pages::Choice;
use regie_web::pages::case::care_plan::{
    CarePlanView, DomainView, GoalDraftView, GoalEvaluationView, GoalText, GoalView, MayPlan, MeasureDraftView,
    MeasureView, VersionView,
};
use regie_web::texts::{Chip, Texts, Tone};

use crate::sample::{LONG_NAME, RTL_NAME, in_days};

const DOMAINS: [(&str, &str); 5] = [
    ("care", "Zorg en gezondheid"),
    ("housing", "Wonen"),
    ("social", "Sociaal welzijn"),
    ("mental", "Geestelijk welzijn"),
    ("daily-life", "Werk, dagbesteding en geld"),
];

fn who() -> Vec<Choice> {
    vec![
        Choice::new("case-manager", "Casemanager").chosen(),
        Choice::new("client", "De cliënt zelf"),
        Choice::new("carer", "Een mantelzorger"),
        Choice::new("org:o1", "Huisartsenpraktijk Pieters"),
    ]
}

fn goal(no: u32) -> GoalView {
    GoalView {
        no,
        domain: "Wonen".to_owned(),
        wanted: "Een eigen slaapkamer vóór de bevalling".to_owned(),
        means: "een gesprek met de locatiemanager".to_owned(),
        evaluation: "in gesprek met haar, met tolk".to_owned(),
        evaluate_on: Some(in_days(9)),
        chip: Chip::new(Tone::Plain, "evalueren 1 dec"),
        measures: vec![
            MeasureView {
                what: "kamer aanvragen".to_owned(),
                who: "Joke de Vries".to_owned(),
                chip: Chip::new(Tone::Good, "gedaan 20 nov"),
            },
            MeasureView {
                what: "meegaan naar het gesprek".to_owned(),
                who: format!("{RTL_NAME} (mantelzorger)"),
                chip: Chip::new(Tone::Warn, "nog 2 dagen"),
            },
        ],
        evaluations: vec![GoalEvaluationView {
            on: in_days(-3),
            result: "nog niet bereikt, opnieuw 1 dec".to_owned(),
            finding: "de aanvraag ligt bij de locatie".to_owned(),
        }],
    }
}

fn version(t: Texts, no: u32) -> VersionView {
    VersionView {
        no,
        on: in_days(-4),
        by: "Joke de Vries".to_owned(),
        reason: (no > 1).then(|| "de eerste aanvraag is afgewezen".to_owned()),
        changes: if no > 1 {
            vec![
                "Nieuwe maatregel: meegaan naar het gesprek".to_owned(),
                "Evaluatie van ‘Een eigen slaapkamer’: was 24 november 2026, is 1 december 2026".to_owned(),
            ]
        } else {
            Vec::new()
        },
        took_part: "cliënt, Hodan, Huisartsenpraktijk Pieters".to_owned(),
        consent: if no > 1 {
            t.chip_of(Tone::Good, "consent-agreed")
        } else {
            t.chip_of(Tone::Warn, "consent-not-agreed")
        },
        consent_why: if no > 1 { String::new() } else { "zij wil eerst met haar zus praten".to_owned() },
        goals: vec![GoalText {
            domain: "Wonen".to_owned(),
            wanted: "Een eigen slaapkamer".to_owned(),
            measures: vec!["kamer aanvragen · Joke de Vries · t/m 20 nov".to_owned()],
        }],
        fixed: (no == 1).then(|| (in_days(-5), "MDO, 17 nov".to_owned())),
    }
}

/// A plan.
pub(super) fn plan(t: Texts) -> CarePlanView {
    let draft = |at: usize, no| GoalDraftView {
        at,
        no,
        domains: DOMAINS.map(|(code, title)| Choice::new(code, title)).into(),
        wanted: no.map_or_else(String::new, |_| "Een eigen slaapkamer".to_owned()),
        means: String::new(),
        evaluation: String::new(),
        evaluate_on: no.map(|_: u32| in_days(9)),
        measures: (1..3)
            .map(|place| MeasureDraftView {
                at: format!("{at}-{place}"),
                no: no.filter(|_| place == 1),
                what: String::new(),
                who: who(),
                carer: String::new(),
                by: None,
            })
            .collect(),
    };
    CarePlanView {
        to_confirm: false,
        lacks: vec!["Het doel ‘Minder zorgen om geld’ heeft nog geen maatregel".into()],
        coordinator: Some(LONG_NAME.to_owned()),
        after_birth: Some("Anne Bakker".to_owned()),
        handed_over: false,
        can_hand_over: true,
        domains: DOMAINS
            .map(|(code, title)| DomainView {
                code,
                title: title.to_owned(),
                found: if code == "social" { String::new() } else { "deelt een kamer met drie anderen".to_owned() },
                strength: "regelt zelf haar afspraken".to_owned(),
                carers: "haar zus kookt".to_owned(),
                load: if code == "housing" { "de zus slaapt slecht".to_owned() } else { String::new() },
                goals: if code == "housing" { vec![goal(1)] } else { Vec::new() },
            })
            .into(),
        diagnosed: Some((in_days(-9), "Joke de Vries".to_owned())),
        carer_load: Some(6),
        version: Some(version(t, 2)),
        continuity: "in het weekend neemt de huisartsenpost waar".to_owned(),
        older: vec![version(t, 1)],
        settled: vec![GoalView { no: 2, evaluate_on: None, chip: t.chip_of(Tone::Good, "goal-reached"), ..goal(2) }],
        draft: vec![draft(1, Some(1)), draft(2, None)],
        took_part: vec![Choice::new("o1", "Huisartsenpraktijk Pieters").chosen(), Choice::new("o2", "GC A Zutphen")],
        carers: "Hodan".to_owned(),
        meetings: vec![Choice::new("1", "MDO, 17 nov")],
        coordinators: vec![Choice::new("p1:o1", "Joke de Vries")],
        may: MayPlan { write: true, name: true, name_after: true, birth: true },
    }
}
