//! What is sealed in a pathway, and how the rest of it is told (PS-02, PS-04).

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use regie_pathway::{Command, Date, Definition, Event, FactValue, Refusal, State, Whom, decide, evolve, explain, lint};

const HEAD: &str = r#"
[pathway]
id = "p"
version = "1"
title = { nl = "Pad", en = "Path" }
[anchors]
born = { title = { nl = "bevalling", en = "birth" } }
[roles]
midwife = { nl = "verloskundige", en = "midwife" }
[facts]
danger = { kind = "yes-no", sealed = true, ask = { nl = "Is er gevaar?", en = "Is there danger?" } }
means = { kind = "yes-no", ask = { nl = "Zijn er hulpbronnen?", en = "Are there resources?" } }
[[stage]]
id = "code"
title = { nl = "Code", en = "Code" }
sealed = true
[[table]]
id = "hard"
title = { nl = "Zwaar of licht", en = "Hard or light" }
hit = "first"
inputs = ["danger", "means"]
rows = [
  { when = ["yes", "-"], is = "hard", why = { nl = "er is gevaar", en = "there is danger" } },
  { when = ["no", "no"], is = "hard", why = { nl = "er zijn geen hulpbronnen", en = "there are no resources" } },
  { when = ["no", "yes"], is = "light", why = { nl = "er zijn hulpbronnen", en = "there are resources" } },
]
[[step]]
id = "check"
kind = "question"
by = "midwife"
title = { nl = "Veiligheidscheck", en = "Safety check" }
window = "entry..entry+7d"
sealed = true
source = "bron"
[step.outcome.safe]
title = { nl = "Veilig", en = "Safe" }
sets = { danger = false }
[step.outcome.unsafe]
title = { nl = "Onveilig", en = "Unsafe" }
sets = { danger = true }
[[step]]
id = "weigh"
kind = "task"
by = "midwife"
stage = "code"
title = { nl = "Wegen", en = "Weigh" }
opens = "danger"
window = "opened..opened+2d"
source = "bron"
[[step]]
id = "next"
kind = "task"
by = "midwife"
title = { nl = "Vervolgen", en = "Go on" }
opens = "means is known and (check is done or check is skipped)"
window = "opened..opened+7d"
source = "bron"
[[step]]
id = "decide"
kind = "decision"
table = "hard"
by = "midwife"
title = { nl = "Besluiten", en = "Decide" }
window = "entry..entry+14d"
source = "bron"
[step.outcome.hard]
title = { nl = "Zwaar", en = "Hard" }
[step.outcome.light]
title = { nl = "Licht", en = "Light" }
"#;

fn day(day: i8) -> Date {
    Date::constant(2026, 3, day)
}

fn definition(more: &str) -> Definition {
    Definition::parse("p.toml", &format!("{HEAD}{more}")).unwrap_or_else(|wrong| panic!("{}", wrong[0]))
}

fn give(def: &Definition, state: &mut State, command: &Command, on: Date) -> Vec<Event> {
    let events = decide(def, state, command, on).unwrap();
    events.iter().for_each(|event| evolve(state, event));
    events
}

/// The steps that are recorded with words.
const ASK_WORDS: [&str; 3] = ["meldcode-weigh", "meldcode-decide", "meldcode-help"];

fn complete(step: &str, outcome: Option<&str>) -> Command {
    let words = ASK_WORDS.contains(&step).then(|| "gewogen".to_owned());
    Command::Complete {
        step: step.into(),
        nth: None,
        on: day(2),
        outcome: outcome.map(Into::into),
        words,
        whom: None,
        day: None,
    }
}

fn started(def: &Definition) -> State {
    let mut state = State::default();
    give(def, &mut state, &Command::Start { entry: day(2), anchors: [].into(), facts: [].into() }, day(2));
    state
}

fn means(yes: bool) -> Command {
    Command::SetFact { fact: "means".into(), value: FactValue::YesNo(yes) }
}

#[test]
fn ps_02_without_what_is_sealed_two_courses_are_the_same_state_and_the_same_story() {
    let def = definition("");
    let course = |outcome: &str| {
        let mut state = started(&def);
        let mut events = Vec::new();
        for command in [complete("check", Some(outcome)), means(false), complete("decide", None)] {
            events.extend(give(&def, &mut state, &command, day(2)));
        }
        (state, events)
    };
    let ((safe, quiet), (unsafe_, loud)) = (course("safe"), course("unsafe"));
    assert!(loud.len() > quiet.len(), "the code opened");
    let open = |events: &[Event]| -> Vec<Event> {
        events.iter().filter(|event| !def.is_sealed(event)).map(|event| def.veil(event)).collect()
    };
    assert_eq!(open(&quiet), open(&loud));
    assert_ne!(safe, unsafe_);
    let (safe, unsafe_) = (safe.unsealed(&def), unsafe_.unsealed(&def));
    assert_eq!(safe, unsafe_);
    let veiled = def.veiled();
    let story = |state: &State| {
        let told = state.occurrences().map(|one| explain(&veiled, state, &one.step, one.nth, day(3)).unwrap());
        told.map(|one| format!("{} {:?}", one.text().nl, one.unknown)).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(story(&safe), story(&unsafe_));
    for secret in ["gevaar", "Veiligheidscheck", "Onveilig", "Wegen", "regel"] {
        assert!(!story(&unsafe_).contains(secret), "{secret} in {}", story(&unsafe_));
    }
    assert!(story(&unsafe_).contains("Zwaar."), "{}", story(&unsafe_));
    assert!(!story(&unsafe_).contains("verzegeld"), "not even that there is a reason: {}", story(&unsafe_));
}

#[test]
fn ps_02_what_waits_for_a_sealed_step_waits_for_something_sealed() {
    let def = definition("");
    let mut state = started(&def);
    give(&def, &mut state, &means(true), day(2));
    let open = state.unsealed(&def);
    let told = |step: &str| explain(&def.veiled(), &open, &step.into(), 1, day(3)).unwrap();
    assert!(told("next").text().nl.contains("zodra er meer is vastgelegd"), "{}", told("next").text().nl);
    // What the table asks is not asked of who may not know, nor what it would say.
    assert_eq!((told("decide").advice, told("decide").unknown), (None, vec![]));
    assert!(explain(&def.veiled(), &open, &"check".into(), 1, day(3)).is_none());
}

#[test]
fn ps_02_a_command_on_a_sealed_step_is_refused_as_one_on_a_step_that_is_not_there() {
    let def = definition("");
    let state = started(&def);
    let refused = |command: &Command| def.as_if_unknown(&state, command, day(2)).to_string();
    let unknown = |command: &Command| decide(&def, &state, command, day(2)).unwrap_err().to_string();
    assert_eq!(
        refused(&complete("check", Some("safe"))),
        unknown(&complete("qqqqq", Some("safe"))).replace("qqqqq", "check")
    );
    let set = |fact: &str| Command::SetFact { fact: fact.into(), value: FactValue::YesNo(true) };
    assert_eq!(refused(&set("danger")), unknown(&set("qqqqqq")).replace("qqqqqq", "danger"));
    assert!(matches!(def.as_if_unknown(&State::default(), &set("danger"), day(2)), Refusal::NotStarted));
}

#[test]
fn ps_02_lint_says_where_a_seal_shows_through() {
    let codes = |more: &str| -> Vec<(&'static str, String)> {
        let found = lint(&definition(more)).into_iter().filter(|one| one.code.starts_with("seal"));
        found.map(|one| (one.code, one.message)).collect()
    };
    assert_eq!(codes(""), [], "that a sealed step is settled may be told");
    let step = |id: &str, more: &str| {
        format!(
            "[[step]]\nid = \"{id}\"\nkind = \"question\"\nby = \"midwife\"\ntitle = {{ nl = \"S\" }}\nsource = \"b\"\n{more}\n"
        )
    };
    for (more, code, says) in [
        (step("a", "opens = \"danger\""), "seal-shows", "the answer to `danger`"),
        (step("a", "opens = \"check is unsafe\""), "seal-shows", "how step `check` ended"),
        (step("a", "window = \"check..check+7d\"\nlate-entry = \"7d\""), "seal-shows", "when a sealed step was done"),
        (
            step("a", "sealed = true\n[step.outcome.told]\ntitle = { nl = \"Ja\" }\nsets = { means = true }"),
            "seal-tells",
            "sets `means`",
        ),
        (
            step("a", "sealed = true\nmarks = \"born\"").replace("question", "milestone"),
            "seal-tells",
            "the date `born`",
        ),
    ] {
        let found = codes(&more);
        assert!(found.iter().any(|(found, message)| *found == code && message.contains(says)), "{more}: {found:?}");
    }
}

/// What stands in the shipped pathway.
fn psychosocial() -> Definition {
    Definition::parse("psychosociaal", include_str!("../../../pathways/psychosociaal/pathway.toml")).unwrap()
}

fn answer(fact: &str, value: FactValue) -> Command {
    Command::SetFact { fact: fact.into(), value }
}

fn code(def: &Definition, state: &State, command: &Command) -> &'static str {
    decide(def, state, command, day(2)).map_or_else(|refused| refused.code(), |_| "done")
}

/// Screened, and a child may be in danger: the Meldcode is open.
fn in_danger(def: &Definition) -> State {
    let mut state = started(def);
    give(def, &mut state, &complete("screening", Some("problem")), day(2));
    give(def, &mut state, &complete("kindcheck", Some("at-risk")), day(2));
    state
}

fn status(state: &State, step: &str) -> &'static str {
    state.occurrence(&step.into(), 1).unwrap().status().word()
}

#[test]
fn ps_04_the_steps_of_the_meldcode_are_taken_in_their_order_and_the_decision_is_never_skipped() {
    let def = psychosocial();
    let mut state = in_danger(&def);
    let skip = |step: &str| Command::Skip { step: step.into(), nth: None, reason: "acuut".to_owned() };
    for step in ["meldcode-consult", "meldcode-talk", "report-veilig-thuis", "tell-gp-feedback"] {
        assert_eq!(code(&def, &state, &complete(step, None)), "not-its-turn", "{step}");
    }
    assert_eq!(code(&def, &state, &complete("meldcode-weigh", Some("acute"))), "not-its-turn");
    assert_eq!(code(&def, &state, &skip("meldcode-consult")), "not-its-turn");
    let told = decide(&def, &state, &complete("meldcode-talk", None), day(2)).unwrap_err();
    assert!(told.to_string().contains("Meldcode step 2"), "the refusal says what comes first: {told}");
    for command in [
        complete("meldcode-signals", None),
        complete("meldcode-consult", None),
        skip("meldcode-talk"),
        complete("meldcode-weigh", Some("acute")),
    ] {
        give(&def, &mut state, &command, day(2));
    }
    assert_eq!(code(&def, &state, &skip("meldcode-decide")), "must-be-done");
    assert_eq!(code(&def, &state, &complete("report-veilig-thuis", None)), "not-its-turn");
    give(&def, &mut state, &complete("meldcode-decide", None), day(2));
    assert_eq!(code(&def, &state, &skip("report-veilig-thuis")), "must-be-done");
    let reported = complete("report-veilig-thuis", None);
    assert_eq!(code(&def, &state, &reported), "whom-needed");
    let Command::Complete { step, nth, on, outcome, words, day, .. } = reported else { panic!() };
    let whom = Some(Whom::Elsewhere { name: "Veilig Thuis Groningen".to_owned() });
    assert_eq!(code(&def, &state, &Command::Complete { step, nth, on, outcome, words, whom, day }), "done");
}

#[test]
fn ps_02_what_everybody_reads_takes_no_sealed_step_back() {
    let def = psychosocial();
    let mut state = started(&def);
    give(&def, &mut state, &complete("screening", Some("problem")), day(2));
    let reason = || "bij de verkeerde cliënt".to_owned();
    let retract = Command::RetractFact { fact: "ppm".into(), reason: reason() };
    let reopen = Command::Reopen { step: "screening".into(), nth: None, reason: reason() };
    for command in [retract, reopen] {
        let mut state = state.clone();
        give(&def, &mut state, &command, day(2));
        assert_eq!((status(&state, "kindcheck"), status(&state, "consider-officer")), ("open", "open"), "{command:?}");
        // Who is named ends it, with a reason; when there is a problem after all, it is asked again.
        give(&def, &mut state, &Command::Skip { step: "kindcheck".into(), nth: None, reason: reason() }, day(2));
        give(&def, &mut state, &answer("ppm", FactValue::YesNo(true)), day(2));
        assert_eq!(state.occurrence(&"kindcheck".into(), 2).unwrap().status().word(), "open");
    }
}

#[test]
fn ps_02_an_answer_on_which_sealed_steps_rest_is_taken_back_with_a_reason_before_another_is_given() {
    let def = psychosocial();
    let mut state = in_danger(&def);
    for fact in ["ppm", "child-at-risk"] {
        assert_eq!(code(&def, &state, &answer(fact, FactValue::YesNo(false))), "answer-stands", "{fact}");
        assert_eq!(code(&def, &state, &answer(fact, FactValue::YesNo(true))), "done", "{fact}: as it is");
    }
    // The same where no Meldcode is open, so that the refusal tells nothing; that it is so after all may just be said.
    let mut quiet = started(&def);
    give(&def, &mut quiet, &answer("ppm", FactValue::YesNo(false)), day(2));
    give(&def, &mut quiet, &answer("ppm", FactValue::YesNo(true)), day(2));
    assert_eq!(code(&def, &quiet, &answer("ppm", FactValue::YesNo(false))), "answer-stands");
    give(&def, &mut quiet, &answer("help-works", FactValue::YesNo(false)), day(2));
    assert_eq!(
        code(&def, &quiet, &answer("help-works", FactValue::YesNo(true))),
        "answer-stands",
        "it lowers the duty"
    );
    assert_eq!(
        code(&def, &state, &Command::RetractFact { fact: "child-at-risk".into(), reason: " ".into() }),
        "reason-needed"
    );
    give(&def, &mut state, &Command::RetractFact { fact: "child-at-risk".into(), reason: "ander kind".into() }, day(2));
    assert_eq!(status(&state, "meldcode-signals"), "open", "the Kindcheck itself still says so");
    give(
        &def,
        &mut state,
        &Command::Reopen { step: "kindcheck".into(), nth: None, reason: "ander kind".into() },
        day(2),
    );
    assert_eq!(status(&state, "meldcode-signals"), "waiting");
    assert_eq!(code(&def, &state, &answer("child-at-risk", FactValue::YesNo(false))), "done");
}

#[test]
fn ps_03_no_outcome_that_everybody_sees_tells_that_the_kindcheck_found_danger() {
    let def = psychosocial();
    let choice = |value: &str| FactValue::Choice(value.to_owned());
    let (table, step) = ("complexity", def.step(&"complexity".into()).unwrap());
    assert_eq!(def.table_of(step).map(|table| table.id().to_string()).as_deref(), Some(table));
    let asked = ["child-at-risk", "abuse-now", "suspicion", "consent-care", "resources", "severity"];
    let options: [Vec<Option<FactValue>>; 6] = [
        vec![None, Some(FactValue::YesNo(true)), Some(FactValue::YesNo(false))],
        vec![None, Some(FactValue::YesNo(true)), Some(FactValue::YesNo(false))],
        vec![None, Some(FactValue::YesNo(true)), Some(FactValue::YesNo(false))],
        vec![None, Some(choice("given")), Some(choice("refused"))],
        vec![None, Some(choice("sufficient")), Some(choice("lacking"))],
        vec![None, Some(choice("mild")), Some(choice("serious"))],
    ];
    let decided = |picks: &[usize]| {
        let mut facts = std::collections::BTreeMap::from([("ppm".into(), FactValue::YesNo(true))]);
        for (at, pick) in picks.iter().enumerate() {
            facts.extend(options[at][*pick].clone().map(|value| (asked[at].into(), value)));
        }
        let mut state = State::default();
        give(&def, &mut state, &Command::Start { entry: day(2), anchors: [].into(), facts }, day(2));
        decide(&def, &state, &complete("complexity", None), day(2)).is_ok_and(|events| {
            events.iter().any(|event| matches!(event, Event::Completed { outcome: Some(outcome), .. } if outcome.as_str() == "complex"))
        })
    };
    let sealed: Vec<bool> = asked.iter().map(|fact| def.fact(&(*fact).into()).unwrap().sealed).collect();
    // Whatever of it everybody reads, and however little: where danger makes it complex, something else could have.
    let all = (0..3_usize.pow(6)).map(|code| [243, 81, 27, 9, 3, 1].map(|place| code / place % 3));
    let all: Vec<([usize; 6], bool)> = all.map(|picks| (picks, decided(&picks))).collect();
    let same_to_all = |a: &[usize; 6], b: &[usize; 6]| (0..6).all(|at| sealed[at] || a[at] == b[at]);
    let safe = |picks: &[usize; 6]| picks[..3] == [2, 2, 2];
    for (dangerous, _) in all.iter().filter(|(picks, decided)| *decided && picks[..3].contains(&1)) {
        let innocent = all.iter().any(|(other, decided)| *decided && safe(other) && same_to_all(dangerous, other));
        assert!(innocent, "{dangerous:?} is complex by nothing but danger");
    }
}
