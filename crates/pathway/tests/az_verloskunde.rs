//! The first programme: its file, its told courses, and what a midwife is told about them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::{collections::BTreeMap, fmt::Write as _, path::PathBuf};

use regie_pathway::{
    Command, Date, Definition, Event, FactValue, Life, OutcomeId, State, Status, StepId, decide, evolve, explain, lint,
    outstanding,
    scenario::{Scenario, play},
};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../pathways/az-verloskunde")
}

fn az() -> Definition {
    let text = std::fs::read_to_string(folder().join("pathway.toml")).unwrap();
    Definition::parse("pathway.toml", &text)
        .unwrap_or_else(|errors| panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

fn scenario(name: &str) -> Scenario {
    let text = std::fs::read_to_string(folder().join("scenarios").join(name)).unwrap();
    Scenario::parse(name, &text)
        .unwrap_or_else(|errors| panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

/// The course as a list that a person can read beside the scenario.
fn course(def: &Definition, name: &str) -> String {
    let scenario = scenario(name);
    let played = play(def, &scenario);
    assert_eq!(played.failures, Vec::<String>::new(), "{name}");
    let mut list = format!("{}\n", scenario.title);
    let mut day = None;
    for moment in &played.moments {
        for event in &moment.events {
            let date = if day == Some(moment.date) { String::new() } else { moment.date.to_string() };
            day = Some(moment.date);
            writeln!(list, "{date:10}  {}", event_line(event)).unwrap();
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

fn event_line(event: &Event) -> String {
    let json = serde_json::to_value(event).unwrap();
    let mut words = vec![event.kind().to_owned()];
    for (key, value) in json.as_object().unwrap() {
        let hidden = ["kind", "hash", "version", "pathway", "nth"].contains(&key.as_str());
        if hidden || value.is_null() || value == false {
            continue;
        }
        words.push(match (key.as_str(), value) {
            ("step", step) => step.as_str().unwrap().to_owned(),
            ("window", window) => {
                format!("{}..{}", window["from"].as_str().unwrap(), window["until"].as_str().unwrap())
            }
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

#[test]
fn the_file_has_no_remarks() {
    let remarks: Vec<String> = lint(&az()).iter().map(ToString::to_string).collect();
    assert_eq!(remarks, Vec::<String>::new());
}

/// Where a told course stands at its end.
fn after(name: &str) -> (Definition, State) {
    let def = az();
    let played = play(&def, &scenario(name));
    (def, played.state)
}

fn told(def: &Definition, state: &State, step: &str, today: Date) -> (String, String) {
    let text = explain(def, state, &StepId::from(step), 1, today).unwrap().text();
    (text.nl, text.en)
}

fn started(entry: Date, due: Date) -> (Definition, State) {
    let def = az();
    let anchors = BTreeMap::from([("due".into(), due)]);
    let mut state = State::default();
    act(&def, &mut state, Command::Start { entry, anchors, facts: BTreeMap::new() }, entry);
    (def, state)
}

fn act(def: &Definition, state: &mut State, command: Command, today: Date) {
    decide(def, state, &command, today).unwrap().iter().for_each(|event| evolve(state, event));
}

const DUE: Date = Date::constant(2027, 1, 24);

#[test]
fn az_03_a_midwife_reads_why_a_step_is_open() {
    let today = Date::constant(2026, 11, 16);
    let (def, mut state) = started(Date::constant(2026, 6, 22), DUE);
    act(&def, &mut state, Command::Tick, Date::constant(2026, 11, 8));
    let (nl, en) = told(&def, &state, "birth-plan", today);
    assert_eq!(
        nl,
        "Open sinds 29w0d (8 november 2026), venster 29w0d–31w0d (8 november 2026 t/m 22 november 2026), gerekend vanaf \
         de à terme datum 24 januari 2027. Bron: Vaste contactmomenten: geboorteplan, rond de 30 weken."
    );
    assert_eq!(
        en,
        "Open since 29w0d (8 November 2026), window 29w0d–31w0d (8 November 2026 to 22 November 2026), counted from the \
         due date 24 January 2027. Source: Vaste contactmomenten: geboorteplan, rond de 30 weken."
    );
    let (nl, _) = told(&def, &state, "visit-attending-midwife", today);
    assert!(
        nl.starts_with(
            "Wacht tot geldt: “Wie heeft de bevalling begeleid?” een andere eerstelijns verloskundige. \
             Nog te vragen: Wie heeft de bevalling begeleid? Bron: "
        ),
        "{nl}"
    );
    let (nl, _) = told(&def, &state, "handover-jgz", today);
    assert!(nl.starts_with("Wacht: nog niet bekend is de bevalling."), "{nl}");
}

#[test]
fn az_03_what_was_missed_at_33_weeks_is_named() {
    let entry = Date::constant(2026, 12, 6);
    let (def, state) = started(entry, DUE);
    let (nl, _) = told(&def, &state, "birth-plan", entry);
    assert!(
        nl.starts_with(
            "Open sinds 33w0d (6 december 2026). Inhalen t/m 13 december 2026: het eigen venster 29w0d–31w0d (8 november \
             2026 t/m 22 november 2026), gerekend vanaf de à terme datum 24 januari 2027 was op 33w0d (6 december 2026) \
             al voorbij."
        ),
        "{nl}"
    );
}

#[test]
fn az_03_a_due_date_fourteen_months_off_is_refused() {
    let def = az();
    let entry = Date::constant(2026, 6, 22);
    let anchors = BTreeMap::from([("due".into(), Date::constant(2027, 8, 24))]);
    let start = Command::Start { entry, anchors, facts: BTreeMap::new() };
    let refusal = decide(&def, &State::default(), &start, entry).unwrap_err();
    assert_eq!(refusal.code(), "implausible-date");
    assert!(refusal.to_string().contains("between 2026-03-16 and 2027-03-29"), "{refusal}");
}

#[test]
fn az_03_who_does_the_check_up_is_what_the_client_prefers() {
    let (def, mut state) = started(Date::constant(2026, 6, 22), DUE);
    let born = Date::constant(2027, 1, 22);
    let complete = |step: &str, outcome: &str| Command::Complete {
        step: step.into(),
        nth: None,
        on: born,
        outcome: Some(OutcomeId::from(outcome)),
    };
    act(&def, &mut state, complete("birth", "colleague"), born);
    act(&def, &mut state, complete("checkup-preference", "case-manager"), born);
    act(&def, &mut state, Command::Tick, Date::constant(2027, 2, 26));
    let status = |state: &State, step: &str| state.occurrence(&step.into(), 1).unwrap().status();
    assert_eq!(status(&state, "check-up-case-manager"), Status::Open);
    assert_eq!(status(&state, "check-up-attending-midwife"), Status::Cancelled);
}

#[test]
fn az_09_the_case_manager_answers_for_the_home_visit() {
    let def = az();
    let visit = def.step(&"home-visit".into()).unwrap();
    assert_eq!((visit.by.as_str(), visit.required), ("case-manager", true));
    assert!(visit.source.contains("ook als een ander het uitvoert"));
}

#[test]
fn az_11_word_is_expected_back_from_second_line() {
    let def = az();
    let feedback = def.step(&"refer-second-line".into()).unwrap().feedback.clone().unwrap();
    assert_eq!(feedback.from.as_str(), "second-line");
    assert_eq!(feedback.due(Date::constant(2027, 1, 4)), Date::constant(2027, 1, 18));
}

#[test]
fn az_15_evaluation_and_handovers_stand_between_now_and_closing() {
    let (def, state) = started(Date::constant(2026, 6, 22), DUE);
    let open = outstanding(&def, &state);
    for step in ["evaluation", "handover-gp", "handover-jgz"] {
        assert!(open.iter().any(|one| one.step == step), "{step} is outstanding from the start");
    }
    // Handed over midway: the evaluation with the client is asked for as well.
    let (def, mut state) = started(Date::constant(2026, 6, 22), DUE);
    let second = Command::SetFact { fact: "care-line".into(), value: FactValue::Choice("second".into()) };
    act(&def, &mut state, second, Date::constant(2026, 9, 1));
    assert!(outstanding(&def, &state).iter().any(|one| one.step == "evaluation-midway"));
    // After a miscarriage no handover to JGZ is asked for.
    let (def, state) = after("7-miskraam.toml");
    assert_eq!(outstanding(&def, &state), []);
}

#[test]
fn a_mistaken_miscarriage_is_taken_back_whole() {
    let (def, mut state) = started(Date::constant(2026, 6, 22), DUE);
    let lost = |yes| Command::SetFact { fact: "pregnancy-lost".into(), value: FactValue::YesNo(yes) };
    let windows = |state: &State| -> Vec<_> {
        state
            .occurrences()
            .filter(|one| !one.step.as_str().ends_with("loss"))
            .map(|one| (one.status(), one.window))
            .collect()
    };
    let before = windows(&state);
    act(&def, &mut state, lost(true), Date::constant(2026, 7, 6));
    assert_ne!(windows(&state), before);
    act(&def, &mut state, lost(false), Date::constant(2026, 7, 6));
    assert_eq!(windows(&state), before);
}
