//! The first programme: its file, its told courses, and what a midwife is told about them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::{collections::BTreeMap, fmt::Write as _, path::PathBuf};

use regie_pathway::{
    Command, Date, Definition, Event, FactValue, Life, OutcomeId, State, Status, StepId, decide, evolve, explain,
    outstanding,
    scenario::{Scenario, play},
};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../pathways/az-verloskunde")
}

fn az() -> Definition {
    let text = std::fs::read_to_string(folder().join("pathway.toml")).unwrap();
    Definition::parse("pathway.toml", &text).unwrap_or_else(|errors| {
        panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

fn scenario(name: &str) -> Scenario {
    let text = std::fs::read_to_string(folder().join("scenarios").join(name)).unwrap();
    Scenario::parse(name, &text).unwrap_or_else(|errors| {
        panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

/// The course as a list that a person can read beside the scenario.
fn course(def: &Definition, name: &str) -> String {
    let scenario = scenario(name);
    let played = play(def, &scenario);
    assert_eq!(played.failures, Vec::<String>::new(), "{name}");
    assert!(played.not_played.is_empty(), "{name} holds care steps");
    let mut list = format!("{}\n", scenario.title);
    let mut day = None;
    for moment in &played.moments {
        for event in &moment.events {
            let date = if day == Some(moment.date) { String::new() } else { moment.date.to_string() };
            day = Some(moment.date);
            writeln!(list, "{date:10}  {}", told(event)).unwrap();
        }
    }
    list.push_str("\nAt the end\n");
    for one in played.state.occurrences() {
        let life = match &one.life {
            Life::Done { on, .. } | Life::Skipped { on, .. } | Life::Missed { on, .. } | Life::Cancelled { on, .. } => {
                on.to_string()
            }
            Life::Open { since } => since.to_string(),
            Life::Waiting => String::new(),
        };
        writeln!(list, "{:30} {} {:10} {life}", one.step, one.nth, one.status().word()).unwrap();
    }
    list
}

fn told(event: &Event) -> String {
    let json = serde_json::to_value(event).unwrap();
    let mut words = vec![event.kind().to_owned()];
    for (key, value) in json.as_object().unwrap() {
        let hidden = ["kind", "hash", "version", "pathway", "nth"].contains(&key.as_str());
        if hidden || value.is_null() || value == false {
            continue;
        }
        words.push(match (key.as_str(), value) {
            ("step", step) => step.as_str().unwrap().to_owned(),
            ("window", window) => format!("{}..{}", window["from"].as_str().unwrap(), window["until"].as_str().unwrap()),
            ("late", late) => format!("late (window until {})", late["original"]["until"].as_str().unwrap()),
            (key, serde_json::Value::String(text)) => format!("{key}: {text}"),
            (key, other) => format!("{key}: {other}"),
        });
    }
    words.join("  ")
}

macro_rules! golden {
    ($($test:ident: $file:literal),+ $(,)?) => {$(
        #[test]
        fn $test() {
            insta::assert_snapshot!(stringify!($test), course(&az(), $file));
        }
    )+};
}

golden! {
    az_03_planned_course: "1-een-gewone-zwangerschap.toml",
    az_03_due_date_corrected_at_twenty_weeks: "2-a-terme-datum-verbeterd.toml",
    az_03_birth_at_36w2d: "3-bevalling-met-36w2d.toml",
    az_03_arrival_at_33_weeks: "4-aankomst-met-33-weken.toml",
    az_13_second_line_and_back: "5-tweede-lijn-en-terug.toml",
    az_10_moved_twice: "6-twee-keer-verhuisd.toml",
    az_03_miscarriage: "7-miskraam.toml",
    az_03_check_up_in_second_line: "8-nacontrole-in-de-tweede-lijn.toml",
}

#[test]
fn every_told_course_is_played() {
    let files = std::fs::read_dir(folder().join("scenarios")).unwrap();
    assert_eq!(files.count(), 8, "a scenario was added: give it a test above");
}
