//! What holds for files that nobody wrote: nothing panics, a cone says what the whole file says, and a told course breaks
//! its promise on the engine.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use proptest::prelude::*;
use regie_made_up::{Shape, pathway};
use regie_pathway::{Claim, Command, Date, Definition, Guarantee, State, Truth, decide, evolve, next_due, outstanding};
use regie_prove::{Cone, Limits, Prover, Story, Task, Verdict};

const FEW: Limits = Limits { states: 1_000, days: 400 };
const MORE: Limits = Limits { states: 3_000, days: 400 };

fn read(text: &str) -> Prover {
    Prover::read("made-up.toml", text).unwrap_or_else(|errors| panic!("{text}\n{errors:#?}"))
}

/// Plays a story with nothing but the engine, and says whether the guarantee is broken at its end.
fn breaks(def: &Definition, guarantee: &Guarantee, story: &Story) -> bool {
    let mut state = State::default();
    let mut held_since: Option<Date> = None;
    let mut today = story.commands[0].0;
    let mut held = false;
    let mut look = |state: &State, today: Date, held_since: &mut Option<Date>| {
        if let Claim::Whenever { whenever, then, .. } = &guarantee.claim {
            let owes = whenever.truth(def, state) == Truth::True && then.truth(def, state) != Truth::True;
            *held_since = if owes { held_since.or(Some(today)) } else { None };
        }
        if let Claim::EachTime { comes, then } = &guarantee.claim {
            let holds = comes.truth(def, state) == Truth::True;
            if holds && !held && then.truth(def, state) != Truth::True {
                *held_since = held_since.or(Some(today));
            }
            held = holds;
        }
    };
    // The clock runs until the story ends.
    let mut commands = story.commands.clone();
    commands.extend(story.until.map(|until| (until, Command::Tick)));
    for (day, command) in commands {
        while let Some(due) = next_due(def, &state).filter(|due| *due <= day && *due > today) {
            today = due;
            for event in decide(def, &state, &Command::Tick, due).unwrap() {
                evolve(&mut state, &event);
            }
            look(&state, today, &mut held_since);
        }
        today = day;
        for event in decide(def, &state, &command, day).unwrap() {
            evolve(&mut state, &event);
        }
        look(&state, today, &mut held_since);
    }
    broken_now(def, guarantee, &state, held_since, today)
}

fn broken_now(def: &Definition, guarantee: &Guarantee, state: &State, since: Option<Date>, today: Date) -> bool {
    match &guarantee.claim {
        Claim::Whenever { within, .. } => {
            since.is_some_and(|since| within.is_zero() || today > within.after_date(since))
        }
        Claim::EachTime { .. } => since.is_some(),
        Claim::AtClose(condition) => outstanding(def, state).is_empty() && condition.truth(def, state) != Truth::True,
        Claim::Never(condition) => condition.truth(def, state) == Truth::True,
    }
}

fn is_cut(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Cut { .. })
}

/// As many files as `REGIE_MADE_UP` says.
#[expect(clippy::disallowed_methods, reason = "a longer search is asked for in the environment")]
fn cases(otherwise: u32) -> ProptestConfig {
    let cases = std::env::var("REGIE_MADE_UP").ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    ProptestConfig { failure_persistence: None, cases, max_shrink_iters: 200, ..ProptestConfig::default() }
}

/// On its cones a guarantee is proved or refuted as on the whole file.
fn compare_guarantees(text: &str, few: &Limits) {
    let prover = read(text);
    for at in 0..prover.definition().guarantees().len() {
        let on_cone = &prover.prove(&Task::Guarantee(at), few)[0].verdict;
        let whole = Cone::whole(prover.definition());
        let parts = prover.parts_of(at);
        let on_whole = parts.fold(Verdict::Proved, |so_far, part| so_far.and(prover.on_cone(part, &whole, few).0));
        if !is_cut(on_cone) && !is_cut(&on_whole) {
            assert_eq!(on_cone.is_proved(), on_whole.is_proved(), "{text}\n{on_cone:?}\n{on_whole:?}");
        }
    }
}

/// What every file promises of its steps is proved or refuted step by step as of all of them together.
fn compare_steps(text: &str, few: &Limits) {
    let prover = read(text);
    let all: Vec<_> = prover.definition().steps().iter().map(|step| step.id.clone()).collect();
    let together = prover.prove(&Task::Steps(all), few);
    let tasks = prover.tasks().into_iter().filter(|task| matches!(task, Task::Steps(_)));
    let apart = regie_prove::gather(tasks.flat_map(|task| prover.prove(&task, few)));
    for (one, other) in apart.iter().zip(&together) {
        assert_eq!(one.id, other.id);
        if !is_cut(&one.verdict) && !is_cut(&other.verdict) {
            assert_eq!(one.verdict.is_proved(), other.verdict.is_proved(), "{text}\n{one:?}\n{other:?}");
        }
    }
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn a_cone_says_what_the_whole_file_says(text in pathway(Shape::few(2))) {
        compare_guarantees(&text, &FEW);
    }

    #[test]
    fn a_cone_says_what_the_whole_file_says_of_a_chain(text in pathway(Shape::few(3))) {
        compare_guarantees(&text, &MORE);
    }

    #[test]
    fn a_cone_says_what_the_whole_file_says_whatever_the_language_has(text in pathway(Shape::all(2))) {
        compare_guarantees(&text, &MORE);
    }

    #[test]
    fn steps_keep_apart_what_they_keep_together(text in pathway(Shape::few(3))) {
        compare_steps(&text, &MORE);
    }

    #[test]
    fn what_is_refuted_breaks_its_promise_on_the_engine(text in pathway(Shape::few(4))) {
        let prover = read(&text);
        for (at, guarantee) in prover.definition().guarantees().iter().enumerate() {
            if let Some(story) = prover.prove(&Task::Guarantee(at), &FEW)[0].verdict.story() {
                // Alternatives between `or` each count of what is promised each time, so that a part of it is broken.
                let is_each_time = matches!(guarantee.claim, Claim::EachTime { .. });
                let is_broken = if is_each_time {
                    prover.parts_of(at).any(|part| breaks(prover.definition_in_parts(), part, story))
                } else {
                    breaks(prover.definition(), guarantee, story)
                };
                prop_assert!(is_broken, "{}\n{}", text, story.told().nl);
                prop_assert!(!story.told().en.is_empty() && !story.conclusion.nl.is_empty());
            }
        }
    }
}

/// Files that chance found: each began on its cone otherwise than whole.
#[test]
fn what_opens_or_has_ended_as_she_comes_is_so_on_the_cone_too() {
    const HEAD: &str = r#"
[pathway]
id = "found"
version = "1"
title = { nl = "Gevonden" }
[anchors]
born = { title = { nl = "bevalling" }, plausible = "entry-30d..today" }
[roles]
r = { nl = "rol" }
[facts]
line = { kind = "choice", ask = { nl = "Lijn?" }, options = { first = { nl = "1" }, second = { nl = "2" } } }
[[step]]
id = "s0"
title = { nl = "Stap 0" }
kind = "task"
by = "r"
[[step]]
id = "s1"
title = { nl = "Stap 1" }
kind = "task"
by = "r"
"#;
    let found = [
        ("s0 is open", "line is second", "at-close = \"born or s1 is not missed\""),
        ("born and s0 is done", "born or s1 is not open", "never = \"s1 is missed\""),
        ("s0 is done", "s1 is waiting and line is second", "never = \"s1 is missed\""),
    ];
    for (opens, ends, claim) in found {
        let step = format!("opens = \"{opens}\"\nends = \"{ends}\"\n");
        let text = format!("{HEAD}{step}[[guarantee]]\nid = \"one\"\nsays = {{ nl = \"Een\" }}\n{claim}\n");
        compare_guarantees(&text, &FEW);
        let verdict = &read(&text).prove(&Task::Guarantee(0), &FEW)[0].verdict;
        assert!(verdict.story().is_some(), "{text}\n{verdict:?}");
    }
}

/// Another: what a step opened stays open when that step goes on, though an answer that is changed would take it back. On a
/// cone one question stands in the place of both.
#[test]
fn what_a_step_opened_stays_open_on_the_cone_too_when_that_step_ends() {
    const FILE: &str = r#"
[pathway]
id = "found"
version = "1"
title = { nl = "Gevonden" }
[roles]
r = { nl = "rol" }
[facts]
on = { kind = "yes-no", default = false, ask = { nl = "Aan?" } }
[[step]]
id = "s0"
title = { nl = "Stap 0" }
kind = "task"
by = "r"
required = true
[[step]]
id = "s1"
title = { nl = "Stap 1" }
kind = "task"
by = "r"
opens = "s0 is open or on"
"#;
    for claim in ["at-close = \"not (s1 is open)\"", "whenever = \"s1 is open\"\nthen = \"on or s0 is open\""] {
        let text = format!("{FILE}[[guarantee]]\nid = \"one\"\nsays = {{ nl = \"Een\" }}\n{claim}\n");
        compare_guarantees(&text, &FEW);
        let verdict = &read(&text).prove(&Task::Guarantee(0), &FEW)[0].verdict;
        assert!(verdict.story().is_some(), "{text}\n{verdict:?}");
    }
}

/// Others: what a criterion says of several answers together, or of one that is taken back, can be the same while something
/// is taken back by it.
#[test]
fn an_answer_takes_back_on_the_cone_too_though_the_question_in_its_place_says_the_same() {
    const HEAD: &str = r#"
[pathway]
id = "found"
version = "1"
title = { nl = "Gevonden" }
[roles]
r = { nl = "rol" }
[facts]
on = { kind = "yes-no", default = true, ask = { nl = "Aan?" } }
danger = { kind = "yes-no", ask = { nl = "Gevaar?" } }
age = { kind = "number", from = 0, to = 120, ask = { nl = "Leeftijd?" } }
[[step]]
id = "s0"
title = { nl = "Stap 0" }
kind = "task"
by = "r"
"#;
    const MORE: &str = r#"
[[step]]
id = "s1"
title = { nl = "Stap 1" }
kind = "task"
by = "r"
opens = "s0 is open"
[[step]]
id = "s2"
title = { nl = "Stap 2" }
kind = "task"
by = "r"
sealed = true
opens = "danger"
"#;
    let found = [
        // Of age, and of age: nothing is taken back.
        ("ends = \"age >= 18 and s0 is waiting\"", "s0 is cancelled", true),
        // Of age or on, and then of age alone: that it is on is taken back.
        ("ends = \"(age >= 18 or on) and s0 is waiting\"", "s0 is cancelled", false),
        // Danger opens a sealed step, so that it is taken back and not denied.
        ("opens = \"danger\"\nrepeat = \"each-time\"", "s0 is waiting and s1 is done", false),
        ("opens = \"danger\"\nrepeat = \"each-time\"", "s0 is open and danger is known and not danger", true),
    ];
    for (says, never, holds) in found {
        let promise = format!("[[guarantee]]\nid = \"one\"\nsays = {{ nl = \"Een\" }}\nnever = \"{never}\"\n");
        let text = format!("{HEAD}{says}\n{MORE}{promise}");
        compare_guarantees(&text, &FEW);
        let verdict = &read(&text).prove(&Task::Guarantee(0), &FEW)[0].verdict;
        assert_eq!(verdict.is_proved(), holds, "{text}\n{verdict:?}");
        assert_eq!(verdict.story().is_some(), !holds, "{text}\n{verdict:?}");
    }
}
