//! The first programme: its file, its told courses, and what a midwife is told about them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::{collections::BTreeMap, fmt::Write as _, path::PathBuf};

use regie_pathway::{
    Command, Date, Definition, Event, FactValue, Life, OutcomeId, State, Status, StepId, ahead, can_be_asked, decide,
    evolve, expected, explain, lint, outstanding,
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
    az_03_stillbirth: "9-doodgeboorte.toml",
}

#[test]
fn every_told_course_is_played() {
    let files = std::fs::read_dir(folder().join("scenarios")).unwrap();
    assert_eq!(files.count(), 9, "a scenario was added: give it a test above");
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
        "Open sinds 29w0d (8 november 2026), te doen 29w0d–31w0d (8 november 2026 t/m 22 november 2026), gerekend vanaf \
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
            "Begint zodra “Wie heeft de bevalling begeleid?” beantwoord is met “een andere eerstelijns verloskundige”. \
             Bron: "
        ),
        "{nl}"
    );
    let (nl, _) = told(&def, &state, "handover-jgz", today);
    assert!(nl.starts_with("Wacht op de bevalling: de datum is nog niet bekend."), "{nl}");
}

#[test]
fn az_03_what_was_missed_at_33_weeks_is_named() {
    let entry = Date::constant(2026, 12, 6);
    let (def, state) = started(entry, DUE);
    let (nl, _) = told(&def, &state, "birth-plan", entry);
    assert!(
        nl.starts_with(
            "Open sinds 33w0d (6 december 2026). Inhalen t/m 13 december 2026: de eigen periode 29w0d–31w0d (8 november \
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
    let complete =
        |step: &str, outcome: &str| Command::complete(step, born).with_outcome(Some(OutcomeId::from(outcome)));
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
fn az_03_nobody_is_asked_what_cannot_be() {
    let asked = |state: &State, fact: &str| can_be_asked(&az(), state, &fact.into());
    let (def, mut state) = started(Date::constant(2026, 6, 22), DUE);
    assert!(asked(&state, "pregnancy-lost") && !asked(&state, "stillborn") && !asked(&state, "no-such-fact"));
    let born = Command::SetAnchor { anchor: "born".into(), date: Date::constant(2027, 1, 20), reason: None };
    act(&def, &mut state, born, Date::constant(2027, 1, 20));
    assert!(!asked(&state, "pregnancy-lost") && asked(&state, "stillborn"));
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
    let (talk, message) = ("closing-talk-after-loss", "handover-gp-after-loss");
    assert_eq!([talk, message].map(|step| status(&state, step)), [Status::Open, Status::Open]);
    act(&def, &mut state, lost(false), Date::constant(2026, 7, 6));
    assert_eq!(windows(&state), before);
    // What the loss had opened is gone, from the worklist and from what stands in the way of closing.
    assert_eq!([talk, message].map(|step| status(&state, step)), [Status::Waiting, Status::Waiting]);
    assert!(expected(&def, &state).iter().all(|one| !one.step.as_str().ends_with("loss")));
    assert!(outstanding(&def, &state).iter().all(|one| !one.step.as_str().ends_with("loss")));
    // If it was true after all, they are due since the day on which it was first known.
    act(&def, &mut state, lost(true), Date::constant(2026, 7, 9));
    let again = state.occurrence(&talk.into(), 1).unwrap();
    assert_eq!(again.life, Life::Open { since: Date::constant(2026, 7, 6) });
    assert_eq!(again.window.unwrap().until(), Date::constant(2026, 8, 3));
    // What was done stays done.
    let done = Command::complete(message, Date::constant(2026, 7, 9));
    act(&def, &mut state, done, Date::constant(2026, 7, 9));
    act(&def, &mut state, lost(false), Date::constant(2026, 7, 10));
    assert_eq!([talk, message].map(|step| status(&state, step)), [Status::Waiting, Status::Done]);
}

#[test]
fn az_03_no_miscarriage_after_a_birth_and_no_birth_after_a_miscarriage() {
    let (def, mut state) = started(Date::constant(2026, 6, 22), DUE);
    let lost = |yes| Command::SetFact { fact: "pregnancy-lost".into(), value: FactValue::YesNo(yes) };
    let today = Date::constant(2026, 11, 16);
    let born = Command::SetAnchor { anchor: "born".into(), date: today, reason: None };
    act(&def, &mut state, lost(true), today);
    let refusal = decide(&def, &state, &born, today).unwrap_err();
    assert_eq!(refusal.code(), "ruled-out");
    act(&def, &mut state, lost(false), today);
    act(&def, &mut state, born, today);
    let refusal = decide(&def, &state, &lost(true), today).unwrap_err();
    assert_eq!(refusal.code(), "ruled-out");
    assert_eq!(
        refusal.to_string(),
        "`pregnancy-lost` cannot be yes: that is possible only while `not born` holds; take back first what was \
         recorded by mistake"
    );
    let retract = Command::RetractAnchor { anchor: "born".into(), reason: "verkeerde cliënt".into() };
    act(&def, &mut state, retract, today);
    act(&def, &mut state, lost(true), today);
    assert_eq!(state.fact(&"pregnancy-lost".into()), Some(&FactValue::YesNo(true)));
}

#[test]
fn az_03_what_counts_from_the_birth_cannot_be_done_before_it() {
    let (def, state) = started(Date::constant(2026, 6, 22), DUE);
    let today = Date::constant(2026, 11, 16);
    for step in ["visit-case-manager", "check-up-case-manager", "evaluation", "handover-jgz"] {
        let done = Command::complete(step, today);
        let refusal = decide(&def, &state, &done, today).unwrap_err();
        assert_eq!(refusal.code(), "waits-for-anchor", "{step}");
        assert!(refusal.to_string().ends_with("which is not known: record the birth first"), "{refusal}");
    }
    // Word to her GP goes out whenever she leaves.
    let word = Command::complete("handover-gp", today);
    assert!(decide(&def, &state, &word, today).is_ok());
    // What another practice did before she came can be recorded, and so can a birth of which the due date is not known.
    let late = Date::constant(2026, 12, 6);
    let (def, state) = started(late, DUE);
    let on = Date::constant(2026, 11, 15);
    let elsewhere = Command::complete("birth-plan", on);
    assert!(decide(&def, &state, &elsewhere, late).is_ok());
    let def = az();
    let mut state = State::default();
    let start = Command::Start { entry: late, anchors: BTreeMap::new(), facts: BTreeMap::new() };
    act(&def, &mut state, start, late);
    let birth = Command::complete("birth", late).with_outcome(Some("colleague".into()));
    assert!(decide(&def, &state, &birth, late).is_ok());
}

#[test]
fn az_03_what_counts_from_the_birth_is_not_done_on_a_day_before_it() {
    let (def, mut state) = started(Date::constant(2026, 6, 22), DUE);
    let (birth, today) = (Date::constant(2027, 1, 20), Date::constant(2027, 1, 25));
    act(&def, &mut state, Command::SetAnchor { anchor: "born".into(), date: birth, reason: None }, today);
    let visit = |on: Date| Command::complete("visit-case-manager", on);
    let refusal = decide(&def, &state, &visit(Date::constant(2027, 1, 19)), today).unwrap_err();
    assert_eq!(refusal.code(), "before-its-date");
    assert_eq!(
        refusal.to_string(),
        "step `visit-case-manager` cannot have been done on 2027-01-19: it follows on the birth, which was on 2027-01-20; \
         give a day from then on, or correct that date"
    );
    assert!(decide(&def, &state, &visit(birth), today).is_ok());
    // Word to her GP may go out early.
    let on = Date::constant(2027, 1, 4);
    let word = Command::complete("handover-gp", on);
    assert!(decide(&def, &state, &word, today).is_ok());
}

#[test]
fn az_03_a_step_said_to_be_done_by_mistake_is_taken_back() {
    let (def, mut state) = started(Date::constant(2026, 6, 22), DUE);
    let today = Date::constant(2026, 7, 1);
    act(&def, &mut state, Command::Tick, today);
    let before = state.clone();
    let done =
        |step: &str, on, outcome: Option<&str>| Command::complete(step, on).with_outcome(outcome.map(OutcomeId::from));
    let reopen = |step: &str| Command::Reopen { step: step.into(), nth: None, reason: "verkeerde cliënt".into() };
    assert_eq!(decide(&def, &state, &reopen("intake"), today).unwrap_err().code(), "not-allowed");
    act(&def, &mut state, done("intake", today, None), today);
    assert_eq!(status(&state, "pregnancy-declaration"), Status::Open);
    let no_reason = Command::Reopen { step: "intake".into(), nth: None, reason: " ".into() };
    assert_eq!(decide(&def, &state, &no_reason, today).unwrap_err().code(), "reason-needed");
    act(&def, &mut state, reopen("intake"), today);
    let seen = |state: &State| -> Vec<_> {
        state.occurrences().map(|one| (one.step.clone(), one.life.clone(), one.window)).collect()
    };
    assert_eq!(seen(&state), seen(&before), "the declaration waits for the intake again");
    // Skipped by mistake: the same.
    act(&def, &mut state, Command::Skip { step: "intake".into(), nth: None, reason: "elders".into() }, today);
    act(&def, &mut state, reopen("intake"), today);
    assert_eq!(seen(&state), seen(&before));

    // A birth takes its date and who attended it along.
    let birth = Date::constant(2027, 1, 20);
    act(&def, &mut state, Command::Tick, birth);
    let before = state.clone();
    act(&def, &mut state, done("birth", birth, Some("colleague")), birth);
    assert_eq!(status(&state, "visit-attending-midwife"), Status::Open);
    act(&def, &mut state, reopen("birth"), birth);
    assert_eq!((state.anchor(&"born".into()), state.fact(&"attended-by".into())), (None, None));
    assert_eq!(seen(&state), seen(&before));
    // So does retracting the date.
    act(&def, &mut state, done("birth", birth, Some("colleague")), birth);
    let retract = Command::RetractAnchor { anchor: "born".into(), reason: "verkeerde cliënt".into() };
    act(&def, &mut state, retract, birth);
    assert_eq!(state.fact(&"attended-by".into()), None);
    assert_eq!(seen(&state), seen(&before));
}

#[test]
fn az_03_an_answer_given_by_mistake_is_open_again() {
    let (def, mut state) = started(Date::constant(2026, 6, 22), DUE);
    let today = Date::constant(2026, 9, 1);
    let second = Command::SetFact { fact: "care-line".into(), value: FactValue::Choice("second".into()) };
    act(&def, &mut state, second.clone(), today);
    // She came back: GC A must still hear what was agreed, and the handover is still evaluated with her.
    let first = Command::SetFact { fact: "care-line".into(), value: FactValue::Choice("first".into()) };
    act(&def, &mut state, first, today);
    assert_eq!(status(&state, "evaluation-midway"), Status::Open);
    // She never went.
    act(&def, &mut state, second, today);
    let retract = || Command::RetractFact { fact: "care-line".into(), reason: "verkeerde cliënt".into() };
    act(&def, &mut state, retract(), today);
    assert_eq!(status(&state, "evaluation-midway"), Status::Waiting);
    assert_eq!(state.fact(&"care-line".into()), None);
    assert_eq!(decide(&def, &state, &retract(), today).unwrap_err().code(), "fact-not-known");
}

#[test]
fn az_03_an_appointment_lies_within_reach() {
    let (def, mut state) = started(Date::constant(2026, 6, 22), DUE);
    let today = Date::constant(2026, 6, 22);
    let plan = |step: &str, date| Command::Plan { step: step.into(), nth: None, date };
    let refusal = decide(&def, &state, &plan("home-visit", Date::constant(2099, 1, 1)), today).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "an appointment on 2099-01-01 is too late: step `home-visit` can be planned from 2026-06-22 to 2027-03-21; check \
         the year"
    );
    let far = decide(&def, &state, &plan("visit-case-manager", Date::constant(2027, 6, 24)), today).unwrap_err();
    assert_eq!(far.code(), "appointment-too-late", "no window yet: a year ahead at most");
    // After the window is allowed, and is late once the window has ended.
    act(&def, &mut state, plan("intake", Date::constant(2026, 7, 20)), today);
    act(&def, &mut state, Command::Tick, Date::constant(2026, 7, 7));
    let overdue = |today| explain(&def, &state, &"intake".into(), 1, today).unwrap().overdue;
    assert!(!overdue(Date::constant(2026, 7, 6)) && overdue(Date::constant(2026, 7, 7)));
}

#[test]
fn az_03_the_whole_course_lies_ahead_from_the_first_day() {
    let entry = Date::constant(2026, 6, 22);
    let (def, state) = started(entry, DUE);
    let list: Vec<String> = ahead(&def, &state, entry)
        .iter()
        .map(|one| {
            let span = one.window.map_or("-".into(), |window| format!("{}..{}", window.from(), window.until()));
            let asks = one.undecided.iter().flat_map(|what| &what.asks);
            let asks: Vec<&str> = asks.map(|ask| ask.question().nl.as_str()).collect();
            let title = one.undecided.as_ref().map_or(one.occurrence.step.as_str(), |what| &what.title.nl);
            format!("{title} {span} {}", asks.join(" ")).trim_end().to_owned()
        })
        .collect();
    assert_eq!(
        list,
        [
            "intake 2026-06-22..2026-07-06",
            "pregnancy-declaration 2026-06-29..2026-07-06",
            "discuss-pathway 2026-07-06..2026-08-24",
            "birth-plan 2026-11-08..2026-11-22",
            "home-visit 2026-11-29..2026-12-27",
            "birth-preparation 2026-12-20..2027-01-03",
            "birth 2027-01-03..2027-02-07",
            "visit-case-manager 2027-01-24..2027-02-03",
            "Kraambezoek door de verloskundige die de bevalling heeft begeleid 2027-01-24..2027-02-03 Wie heeft de \
             bevalling begeleid?",
            "checkup-preference 2027-01-24..2027-02-03",
            "Nacontrole 2027-02-28..2027-03-21 Van wie wil de cliënt de nacontrole krijgen?",
            "evaluation 2027-02-28..2027-03-21",
            "handover-gp 2027-02-03..2027-02-14",
            "handover-jgz 2027-02-03..2027-02-14",
        ]
    );
}

#[test]
fn az_15_a_check_up_of_which_one_is_done_stands_in_the_way_once() {
    let (def, mut state) = started(Date::constant(2026, 6, 22), DUE);
    let check_ups = |state: &State| -> Vec<String> {
        let left = outstanding(&def, state);
        left.into_iter().filter(|one| one.step.as_str().starts_with("check-up")).map(|one| one.title.nl).collect()
    };
    assert_eq!(check_ups(&state), ["Nacontrole"]);
    let by = |who: &str| Command::SetFact { fact: "checkup-by".into(), value: FactValue::Choice(who.into()) };
    act(&def, &mut state, by("case-manager"), Date::constant(2026, 7, 1));
    assert_eq!(check_ups(&state), ["Nacontrole door de casemanager"]);
    // From whom she wants it is asked first; once one is done, there is no second check-up.
    let (_, mut state) = started(Date::constant(2026, 6, 22), DUE);
    let born = Command::SetAnchor { anchor: "born".into(), date: Date::constant(2027, 1, 24), reason: None };
    act(&def, &mut state, born, Date::constant(2027, 1, 24));
    let on = Date::constant(2027, 3, 8);
    let done = Command::complete("check-up-attending-midwife", on);
    assert_eq!(decide(&def, &state, &done, on).unwrap_err().code(), "not-its-turn");
    act(&def, &mut state, by("attending-midwife"), on);
    act(&def, &mut state, done, on);
    assert_eq!(check_ups(&state), Vec::<String>::new());
    assert!(ahead(&def, &state, on).iter().all(|one| !one.occurrence.step.as_str().starts_with("check-up-")));
}

fn status(state: &State, step: &str) -> Status {
    state.occurrence(&step.into(), 1).unwrap().status()
}

#[test]
fn az_03_a_birth_entered_on_the_wrong_client_is_retracted() {
    let (def, mut state) = started(Date::constant(2026, 6, 22), DUE);
    let today = Date::constant(2026, 11, 16);
    act(&def, &mut state, Command::Tick, today);
    let seen = |state: &State| -> Vec<_> {
        state.occurrences().map(|one| (one.step.clone(), one.life.clone(), one.window)).collect()
    };
    let before = seen(&state);
    let born = Command::SetAnchor { anchor: "born".into(), date: today, reason: None };
    act(&def, &mut state, born.clone(), today);
    let visit = Command::Plan { step: "visit-case-manager".into(), nth: None, date: Date::constant(2026, 11, 18) };
    act(&def, &mut state, visit, today);
    act(&def, &mut state, Command::Tick, Date::constant(2026, 12, 1));
    let status = |state: &State, step: &str| state.occurrence(&step.into(), 1).unwrap().status();
    assert_eq!(
        ["birth", "birth-plan", "handover-gp"].map(|step| status(&state, step)),
        [Status::Done, Status::Cancelled, Status::Open]
    );

    let retract = |reason: &str| Command::RetractAnchor { anchor: "born".into(), reason: reason.into() };
    let today = Date::constant(2026, 12, 2);
    assert_eq!(decide(&def, &state, &retract(" "), today).unwrap_err().code(), "reason-needed");
    act(&def, &mut state, retract("Verkeerde cliënt"), today);
    assert_eq!(state.anchor(&"born".into()), None);
    assert_eq!(
        ["birth", "birth-plan", "handover-gp"].map(|step| status(&state, step)),
        [Status::Waiting, Status::Open, Status::Waiting]
    );
    let visit = state.occurrence(&"visit-case-manager".into(), 1).unwrap();
    assert_eq!(
        (visit.status(), visit.pinned),
        (Status::Open, Some(Date::constant(2026, 11, 18))),
        "an appointment stays"
    );
    act(&def, &mut state, Command::Unplan { step: "visit-case-manager".into(), nth: None }, today);
    let differs: Vec<_> = seen(&state).into_iter().filter(|one| !before.contains(one)).map(|one| one.0).collect();
    let meanwhile: Vec<StepId> = ["home-visit"].map(StepId::from).into();
    assert_eq!(differs, meanwhile, "only what came up in the meantime differs");
    assert_eq!(decide(&def, &state, &retract("Nog eens"), today).unwrap_err().code(), "anchor-not-known");

    let truly = Date::constant(2027, 1, 20);
    let complete = Command::complete("birth", truly).with_outcome(Some(OutcomeId::from("colleague")));
    act(&def, &mut state, complete, truly);
    assert_eq!(state.anchor(&"born".into()), Some(truly), "the real birth can be recorded");
    assert_eq!(status(&state, "visit-attending-midwife"), Status::Open);
}
