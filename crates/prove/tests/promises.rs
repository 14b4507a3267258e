//! Small files that break one promise each, and the stories that tell so.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use regie_prove::{Cone, Cut, Limits, Prover, Report, Task, Verdict};

const HEAD: &str = r#"
[pathway]
id = "small"
version = "1"
title = { nl = "Klein" }
[anchors]
born = { title = { nl = "bevalling", en = "birth" } }
[roles]
r = { nl = "verloskundige", en = "midwife" }
[facts]
on = { kind = "yes-no", default = false, ask = { nl = "Aan?", en = "On?" } }
"#;

const TABLE: &str = r#"
[[table]]
id = "t"
title = { nl = "Tabel" }
hit = "unique"
inputs = ["on"]
rows = [
  { when = ["yes"], is = "complex", why = { nl = "Aan" } },
  { when = ["no"], is = "single", why = { nl = "Uit" } },
]
"#;

fn step(id: &str, more: &str) -> String {
    format!(
        "[[step]]\nid = \"{id}\"\nkind = \"task\"\nby = \"r\"\ntitle = {{ nl = \"Stap {id}\", en = \"Step {id}\" }}\n{more}\n"
    )
}

fn guarantee(claim: &str) -> String {
    format!("[[guarantee]]\nid = \"promise\"\nsays = {{ nl = \"Belofte\" }}\n{claim}\n")
}

fn prove(parts: &[&str]) -> Vec<Report> {
    let text = format!("{HEAD}{}", parts.concat());
    let prover = Prover::read("small.toml", &text).unwrap_or_else(|errors| panic!("{text}\n{errors:#?}"));
    prover.prove_all(&Limits::default())
}

fn verdict(parts: &[&str], id: &str) -> Verdict {
    prove(parts).into_iter().find(|report| report.id == id).unwrap().verdict
}

fn told(parts: &[&str], id: &str) -> String {
    verdict(parts, id).story().unwrap_or_else(|| panic!("{id} holds")).told().nl
}

#[test]
fn what_follows_at_once_is_proved_and_what_does_not_is_told() {
    let kept = guarantee("whenever = \"on\"\nthen = \"a is not waiting\"");
    assert_eq!(verdict(&[&step("a", "opens = \"on\"\nrequired = true"), &kept], "promise"), Verdict::Proved);
    let told = told(&[&step("a", "opens = \"on and born\"\nrequired = true"), &kept], "promise");
    assert_eq!(
        told,
        "2026-01-05 In zorg sinds 5 januari 2026. “Aan?” ja.\n\
         Sinds 2026-01-05 geldt: “Aan?” ja. Op 2026-01-05 geldt nog niet: “Stap a” wacht niet."
    );
}

#[test]
fn what_follows_in_time_is_proved_and_what_comes_a_day_late_is_told() {
    let promise =
        |days: &str| guarantee(&format!("whenever = \"born\"\nthen = \"a is not waiting\"\nwithin = \"{days}\""));
    // Ten days after the birth it opens, whenever that was: a birth that is recorded late makes it open at once.
    let waits = step("a", "window = \"born+10d..born+20d\"\nlate-entry = \"7d\"");
    assert_eq!(verdict(&[&waits, &promise("24d")], "promise"), Verdict::Proved);
    let told = told(&[&waits, &promise("9d")], "promise");
    assert!(told.contains("geldt nog niet: “Stap a” wacht niet"), "{told}");
}

#[test]
fn a_course_that_may_close_without_it_is_told() {
    let promise = guarantee("at-close = \"a is done or a is skipped\"");
    assert_eq!(verdict(&[&step("a", "required = true"), &promise], "promise"), Verdict::Proved);
    assert!(told(&[&step("a", ""), &promise], "promise").contains("en toch geldt niet"));
}

/// The proof looks at `c` and what it waits for; the course that is told does first what comes before that.
#[test]
fn a_told_course_does_first_what_comes_first() {
    let steps = [
        step(
            "a",
            "[step.outcome.given]\ntitle = { nl = \"Gegeven\" }\n[step.outcome.refused]\ntitle = { nl = \"Geweigerd\" }",
        ),
        step("b", "opens = \"a is refused and on\""),
        step("c", "opens = \"b is done\""),
    ];
    let told = told(&[&steps.concat(), &guarantee("never = \"c is done\"")], "promise");
    let places =
        ["Stap a, met als uitkomst: Geweigerd", "doet: Stap b", "doet: Stap c"].map(|words| told.find(words).unwrap());
    assert!(places.is_sorted(), "{told}");
    assert!(told.contains("“Aan?” ja"), "{told}");
}

/// What is promised each time this or that comes to hold is owed for the one while the other holds already.
#[test]
fn each_alternative_of_what_is_promised_each_time_counts() {
    let promise = guarantee("each-time = \"not born or a is done\"\nthen = \"a is not done\"");
    let told = told(&[&step("a", ""), &promise], "promise");
    assert_eq!(told.lines().count(), 3, "the start, the step and what is broken: {told}");
    assert!(told.contains("gaat gelden: “Stap a” is gedaan"), "{told}");
}

#[test]
fn a_step_that_can_never_open_is_dead() {
    let told = told(&[&step("a", "opens = \"on\"\nends = \"on\"")], "no-dead-steps");
    assert_eq!(told, "“Stap a” komt in geen enkel verloop aan de orde.");
    // It waits for a step that is dead itself: no criterion alone tells that.
    let waits = step("b", "opens = \"a is open\"");
    let verdict = verdict(&[&step("a", "opens = \"on\"\nends = \"on\""), &waits], "no-dead-steps");
    assert!(verdict.story().is_some());
}

#[test]
fn a_required_step_that_always_comes_back_keeps_the_course_from_ending() {
    let parts = [step("a", "required = true\nrepeat = { every = \"7d\" }")];
    assert!(told(&[&parts[0]], "course-can-end").contains("kan nooit meer uit de weg"));
    assert!(told(&[&parts[0]], "nothing-repeats-for-ever").contains("while"));
    let ends = step("a", "required = true\nrepeat = { every = \"7d\", while = \"on\" }");
    assert_eq!(verdict(&[&ends], "course-can-end"), Verdict::Proved);
    assert_eq!(verdict(&[&ends], "nothing-repeats-for-ever"), Verdict::Proved);
}

#[test]
fn a_refusal_leads_somewhere_or_the_file_says_why_not() {
    let outcome = |more: &str| {
        step(
            "a",
            &format!(
                "[step.outcome.refused]\ntitle = {{ nl = \"Geweigerd\" }}\n{more}\n[step.outcome.given]\ntitle = {{ nl = \"Gegeven\" }}"
            ),
        )
    };
    let id = "refusal-and-no-show-lead-somewhere";
    assert!(verdict(&[&outcome("adverse = true")], id).story().is_some());
    assert_eq!(verdict(&[&outcome("adverse = true\nthen-nothing = { nl = \"Vrijwillig.\" }")], id), Verdict::Proved);
    assert_eq!(verdict(&[&outcome("adverse = true"), &step("b", "opens = \"a is refused\"")], id), Verdict::Proved);
    let answers = outcome("adverse = true\nsets = { on = true }");
    assert!(verdict(&[&answers], id).story().is_some(), "an answer that nothing reads leads nowhere");
    assert_eq!(verdict(&[&answers, &step("b", "opens = \"on\"")], id), Verdict::Proved);
}

#[test]
fn a_referral_without_feedback_is_told() {
    let referral = |more: &str| step("a", more).replace("\"task\"", "\"referral\"");
    assert!(verdict(&[&referral("")], "referral-has-feedback").story().is_some());
    let feedback = "feedback = { from = \"r\", within = \"10 workdays\" }";
    assert_eq!(verdict(&[&referral(feedback)], "referral-has-feedback"), Verdict::Proved);
}

#[test]
fn what_was_left_unseen_is_told() {
    let text = format!(
        "{HEAD}{}{}",
        step("a", "window = \"born..born+3d\"\nlate-entry = \"4d\""),
        guarantee("never = \"a is done and a is missed\"")
    );
    let prover = Prover::read("small.toml", &text).unwrap();
    let reports = prover.prove_all(&Limits { states: 3, days: 100 });
    let promise = reports.iter().find(|report| report.id == "promise").unwrap();
    assert_eq!(promise.verdict, Verdict::Cut { by: vec![Cut::States] });
}

#[test]
fn a_table_decides_in_the_proof_as_in_the_file() {
    let decides = step("a", "table = \"t\"\n[step.outcome.complex]\ntitle = { nl = \"Complex\" }\n[step.outcome.single]\ntitle = { nl = \"Enkelvoudig\" }").replace("\"task\"", "\"decision\"");
    let unanswered = HEAD.replace(", default = false", "");
    let prove = |claim: &str| {
        let text = format!("{unanswered}{TABLE}{decides}{}", guarantee(claim));
        let prover = Prover::read("small.toml", &text).unwrap_or_else(|errors| panic!("{text}\n{errors:#?}"));
        prover.prove_all(&Limits::default()).into_iter().find(|report| report.id == "promise").unwrap().verdict
    };
    // Without the table this would be refuted: a decision could be complex with nothing known.
    assert_eq!(prove("never = \"a is complex and on is not known\""), Verdict::Proved);
    assert!(prove("never = \"a is complex\"").story().is_some());
}

/// What its table decided is asked anew when an answer under it changes: a promise that speaks of the step itself holds of
/// its second decision too, and not of the first alone.
#[test]
fn a_promise_of_a_decided_step_holds_of_each_time_that_it_is_decided() {
    let decides = |more: &str| {
        let outcomes = "[step.outcome.complex]\ntitle = { nl = \"Complex\" }\n[step.outcome.single]\ntitle = { nl = \"Enkelvoudig\" }";
        step("a", &format!("table = \"t\"\n{more}{outcomes}")).replace("\"task\"", "\"decision\"")
    };
    let prove = |parts: &[&str]| {
        let text = format!("{}{TABLE}{}", HEAD.replace(", default = false", ""), parts.concat());
        let prover = Prover::read("small.toml", &text).unwrap_or_else(|errors| panic!("{text}\n{errors:#?}"));
        prover.prove(&Task::Guarantee(0), &Limits::default()).remove(0).verdict
    };
    let again = guarantee("never = \"a is complex and a is open\"");
    let told = |verdict: Verdict| verdict.story().unwrap_or_else(|| panic!("{verdict:?}")).told().nl;
    assert!(told(prove(&[&decides(""), &again])).contains("Nu staat open"));
    // Of one that comes again every so often, a turn is brought forward, or asked for where none was to come.
    let turns = "repeat = { every = \"4w\", while = \"born and not born\" }\n";
    assert!(told(prove(&[&decides(turns), &again])).contains("Nu staat open"));
    // What counts from its end is moved by what is decided anew.
    let counts = step("b", "window = \"a+3d..a+5d\"");
    let moved = guarantee("never = \"b is waiting and a is complex and a is open\"");
    assert!(prove(&[&decides(""), &counts, &moved]).story().is_some());
    // When the answers change back, there is nothing to decide anew; it never ends as it did.
    assert!(prove(&[&decides(""), &guarantee("never = \"a is cancelled\"")]).story().is_some());
    let ends = guarantee("never = \"a is complex and on is not known\"");
    assert_eq!(prove(&[&decides(""), &ends]), Verdict::Proved);
}

/// The engine knows who does each step: a file that does not say so is refused before any proof.
#[test]
fn somebody_is_responsible_for_every_step_or_the_file_is_refused() {
    assert_eq!(verdict(&[&step("a", "")], "somebody-is-responsible"), Verdict::Proved);
    let nobody = format!("{HEAD}{}", step("a", "").replace("by = \"r\"", "by = \"nobody\""));
    let refused = Prover::read("small.toml", &nobody).err().unwrap();
    assert!(refused.iter().any(|one| one.message.contains("nobody")), "{refused:#?}");
}

#[test]
fn what_may_be_closed_has_nothing_required_open_and_every_ending_has_a_reason() {
    let parts = [step("a", "required = true\nends = \"on\""), step("b", "required = true\nlapses = \"born+3d\"")];
    for id in ["nothing-open-at-close", "required-ends-with-reason"] {
        assert_eq!(verdict(&[&parts[0], &parts[1]], id), Verdict::Proved, "{id}");
    }
}

/// The one thing, or the other, or both: each part is proved on its own, and says what the whole says.
#[test]
fn a_guarantee_in_parts_says_what_it_says_in_one() {
    let steps = [step("a", "opens = \"on\""), step("b", "opens = \"on\"\nrequired = true")];
    let both = |claim: &str| verdict(&[&steps[0], &steps[1], &guarantee(claim)], "promise");
    assert_eq!(
        both("whenever = \"on or a is open\"\nthen = \"(a is not waiting and b is not waiting)\""),
        Verdict::Proved
    );
    assert!(both("whenever = \"on or not on\"\nthen = \"b is not waiting\"").story().is_some());
    assert_eq!(both("never = \"(on or b is open) and (a is waiting and b is open)\""), Verdict::Proved);
    assert!(both("never = \"on and (a is done or b is done)\"").story().is_some());
    assert_eq!(
        both("at-close = \"on is not known or not on or (b is not open and (b is done or b is skipped))\""),
        Verdict::Proved
    );
    assert!(both("at-close = \"not on or (b is not open and a is done)\"").story().is_some());
}

/// What comes back while a fact holds keeps the course open, though it lies outside of what is looked at.
#[test]
fn what_comes_back_for_ever_keeps_the_course_from_closing() {
    let visit =
        |more: &str| step("visit", &format!("required = true\nrepeat = {{ every = \"1d\", while = \"on\" }}\n{more}"));
    let closes = step("b", "required = true\nopens = \"not on\"");
    let promise = guarantee("at-close = \"b is done or b is skipped\"");
    assert_eq!(verdict(&[&visit(""), &closes, &promise], "promise"), Verdict::Proved);
    let told = told(&[&visit("ends = \"born\""), &closes, &promise], "promise");
    assert!(told.contains("toch geldt niet"), "{told}");
}

/// More answers than can be looked at, each of which may matter, and a course through five steps.
#[test]
fn what_is_too_wide_to_look_at_is_refuted_by_a_course_with_nothing_needless() {
    let facts: String =
        (0..6).map(|at| format!("f{at} = {{ kind = \"yes-no\", ask = {{ nl = \"Vraag {at}?\" }} }}\n")).collect();
    let answers: Vec<String> = (0..6).map(|at| format!("f{at}")).collect();
    let mut steps = step("a", "");
    for (before, id) in [("a", "b"), ("b", "c"), ("c", "d")] {
        steps += &step(id, &format!("in-turn = true\nopens = \"{before} is done\""));
    }
    steps += &step("e", &format!("in-turn = true\nopens = \"d is done and ({})\"", answers.join(" or ")));
    let promise = guarantee("never = \"e is done\"");
    let text = format!("{HEAD}{facts}{steps}{promise}");
    let prover = Prover::read("wide.toml", &text).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let few = Limits { states: 400, days: 1_000 };
    let at = prover.tasks().into_iter().find(|task| matches!(task, Task::Guarantee(_))).unwrap();
    let verdict = prover.prove(&at, &few).remove(0).verdict;
    let story = verdict.story().unwrap_or_else(|| panic!("{verdict:?}"));
    // The start, five steps, and an answer.
    assert_eq!(story.commands.len(), 7, "{}", story.told().nl);
    let part = prover.parts_of(0).next().unwrap();
    let (breadth_first, _) = prover.on_cone(part, &Cone::whole(prover.definition()), &few);
    assert_eq!(breadth_first, Verdict::Cut { by: vec![Cut::States] }, "it is too wide to look at whole");
}
