//! Each diagnostic has a code, a place, a sentence of help, and a test.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use regie_pathway::{Definition, Diagnostic, DoneIn, Severity, Work, lint, scenario::Scenario};

/// A sound pathway, without remarks, that the tests break in one place each.
const SOUND: &str = r#"[pathway]
id        = "proef"
version   = "1"
title     = { nl = "Proef" }
gestation = "due"

[anchors]
due  = { title = { nl = "à terme datum" }, plausible = "entry-2w..entry+40w" }
born = { title = { nl = "bevalling" } }

[roles]
midwife = { nl = "verloskundige" }

[facts]
age  = { kind = "number", from = 0, to = 120, ask = { nl = "Hoe oud is zij?" } }
line = { kind = "choice", ask = { nl = "Welke lijn?" }, options = { first = { nl = "eerste" }, second = { nl = "tweede" } } }
ill  = { kind = "yes-no", ask = { nl = "Is zij ziek?" } }

[[stage]]
id    = "pregnancy"
title = { nl = "Zwangerschap" }

[[step]]
id     = "intake"
kind   = "contact"
by     = "midwife"
title  = { nl = "Intake" }
stage  = "pregnancy"
window = "entry..entry+14d"
source = "Intake"

[[step]]
id         = "visit"
kind       = "contact"
by         = "midwife"
title      = { nl = "Bezoek" }
opens      = "intake is done and (age < 18 or line is second) and not ill"
ends       = "born"
window     = "29w0d..30w0d..31w0d"
late-entry = "7d"
source     = "Bezoek"

[step.outcome.well]
title = { nl = "Goed" }
sets  = { ill = false }
"#;

fn parse(text: &str) -> Result<Definition, Vec<Diagnostic>> {
    Definition::parse("proef.toml", text)
}

fn place(text: &str, needle: &str) -> (usize, usize) {
    let at = text.find(needle).unwrap_or_else(|| panic!("the test looks for `{needle}`"));
    let line = text[..at].matches('\n').count() + 1;
    let column = text[..at].rsplit('\n').next().unwrap().chars().count() + 1;
    (line, column)
}

/// Puts `new` in the place of `old` and expects exactly one error, pointing at `needle`.
fn broken(old: &str, new: &str, code: &str, needle: &str, help: &str) -> Diagnostic {
    assert!(SOUND.contains(old), "the test replaces `{old}`");
    let text = SOUND.replacen(old, new, 1);
    let errors = parse(&text).expect_err("the file is broken");
    assert_eq!(errors.len(), 1, "{errors:#?}");
    let error = errors.into_iter().next().unwrap();
    assert_eq!((error.code, error.severity), (code, Severity::Error), "{error}");
    assert_eq!((error.line, error.column), place(&text, needle), "{error}");
    assert!(error.help.contains(help), "help of: {error}");
    error
}

/// As [`broken`], for an error that makes what follows from it wrong as well: it comes among the errors.
fn broken_among(old: &str, new: &str, code: &str, needle: &str, help: &str) {
    let text = SOUND.replacen(old, new, 1);
    let errors = parse(&text).expect_err("the file is broken");
    let at = place(&text, needle);
    let found = errors.iter().find(|error| (error.code, error.line, error.column) == (code, at.0, at.1));
    assert!(found.is_some_and(|error| error.help.contains(help)), "{errors:#?}");
}

/// Puts `new` in the place of `old` and expects exactly one warning, pointing at `needle`.
fn remarked(old: &str, new: &str, code: &str, needle: &str) {
    assert!(SOUND.contains(old), "the test replaces `{old}`");
    let text = SOUND.replacen(old, new, 1);
    let remarks = lint(&parse(&text).unwrap_or_else(|errors| panic!("{errors:#?}")));
    assert_eq!(remarks.len(), 1, "{remarks:#?}");
    assert_eq!((remarks[0].code, remarks[0].severity), (code, Severity::Warning));
    assert_eq!((remarks[0].line, remarks[0].column), place(&text, needle), "{}", remarks[0]);
    assert!(!remarks[0].help.is_empty());
}

#[test]
fn cm_03_a_number_says_in_which_range_it_lies() {
    let range = "from = 0, to = 120, ";
    remarked(range, "", "number-without-range", "age  = { kind");
    assert_eq!(lint(&parse(&SOUND.replacen("from = 0, ", "", 1)).unwrap()), [], "one end will do");
    broken(range, "from = 120, to = 0, ", "empty-range", "from = 120", "smaller");
    broken(range, "from = \"0\", ", "wrong-type", "\"0\"", "from = 0");
    broken("{ kind = \"yes-no\",", "{ kind = \"yes-no\", least = 0,", "unknown-key", "least = 0,", "known here");
}

#[test]
fn the_sound_file_has_no_remarks() {
    assert_eq!(lint(&parse(SOUND).unwrap()), []);
}

#[test]
fn toml_syntax() {
    broken("version   = \"1\"", "version   = \"1", "toml-syntax", "\ntitle     = ", "mend the TOML");
}

#[test]
fn unknown_key_suggests_the_nearest() {
    broken("late-entry = \"7d\"", "late-enty = \"7d\"", "unknown-key", "late-enty", "did you mean `late-entry`?");
    let error = broken("[pathway]\n", "[pathway]\ncolour = 1\n", "unknown-key", "colour", "known here: ");
    assert_eq!(
        error.to_string(),
        "proef.toml:2:1: error[unknown-key]: [pathway] knows no key `colour`\n  help: known here: board, gestation, id, of, source, title, valid-from, version"
    );
    broken("[roles]", "[tables]\n\n[roles]", "unknown-key", "tables]", "did you mean `table`?");
}

#[test]
fn missing_key() {
    broken("kind   = \"contact\"\n", "", "missing-key", "[[step]]", "kind = \"contact\"");
    broken("window     = \"29w0d..30w0d..31w0d\"\n", "", "missing-key", "late-entry", "add a window");
}

#[test]
fn missing_dutch_title() {
    broken("{ nl = \"Intake\" }", "{ en = \"Intake\" }", "missing-title", "title  =", "nl = ");
    broken("title  = { nl = \"Intake\" }\n", "", "missing-title", "[[step]]", "add title = ");
}

#[test]
fn wrong_type() {
    broken("source = \"Intake\"", "source = 3", "wrong-type", "3\n", "a text between quotes");
    broken("source = \"Intake\"", "required = \"yes\"\nsource = \"Intake\"", "wrong-type", "\"yes\"", "true or false");
}

#[test]
fn bad_id() {
    broken("[facts]", "[facts]\nA_b = { kind = \"text\", ask = { nl = \"?\" } }", "bad-id", "A_b", "lower-case");
    broken(
        "[facts]",
        "[facts]\nopened = { kind = \"text\", ask = { nl = \"?\" } }",
        "bad-id",
        "opened",
        "another name",
    );
    broken("[step.outcome.well]", "[step.outcome.done]", "bad-id", "done]", "another name");
}

#[test]
fn unknown_alternatives() {
    broken(
        "window = \"entry..entry+14d\"",
        "window = \"entry..entry+14d\"\nalternative-of = \"talk\"",
        "unknown-alternatives",
        "talk\"",
        "declare it under [alternatives]",
    );
}

#[test]
fn only_while_takes_a_criterion() {
    broken("ill  = { kind", "ill  = { only-while = \"not brn\", kind", "unknown-name", "brn", "did you mean `born`?");
    broken("born = { title", "born = { only-while = \"not il\", title", "unknown-name", "il\"", "did you mean `ill`?");
}

#[test]
fn duplicate_id() {
    broken_among(
        "id     = \"intake\"",
        "id     = \"visit\"",
        "duplicate-id",
        "id         = \"visit\"",
        "a name of its own",
    );
    broken_among(
        "[facts]",
        "[facts]\nborn = { kind = \"text\", ask = { nl = \"?\" } }",
        "duplicate-id",
        "born = { kind",
        "of its own",
    );
}

#[test]
fn unknown_word() {
    broken("kind   = \"contact\"", "kind   = \"contract\"", "unknown-word", "contract", "did you mean `contact`?");
    broken_among("kind = \"yes-no\"", "kind = \"boolean\"", "unknown-word", "boolean", "yes-no");
    broken("line is second", "line is secnd", "unknown-word", "secnd", "did you mean `second`?");
    broken("intake is done", "intake is xyz", "unknown-word", "xyz", "followed by waiting");
}

#[test]
fn words_of_closed_lists() {
    let step = |line: &str| format!("{line}\nsource = \"Intake\"");
    let error = broken(
        "source = \"Intake\"",
        &step("does = \"evaluatoin\""),
        "unknown-word",
        "evaluatoin",
        "did you mean `evaluation`?",
    );
    let works: Vec<&str> = Work::ALL.iter().map(|(word, _)| *word).collect();
    assert_eq!(
        error.message,
        format!("`evaluatoin` is no work that a case records; expected one of {}", works.join(", "))
    );
    broken("source = \"Intake\"", &step("does = \"xyz\""), "unknown-word", "xyz", "choose one of these");
    broken("source = \"Intake\"", &step("does = true"), "wrong-type", "true", "a text between quotes");
    let role = "midwife = { nl = \"verloskundige\" }";
    let in_line = |line: &str| format!("midwife = {{ nl = \"verloskundige\", done-in = {line} }}");
    let error = broken(role, &in_line("\"fist-line\""), "unknown-word", "fist-line", "did you mean `first-line`?");
    assert_eq!(error.message, "`fist-line` is no line of care; expected one of first-line, second-line");
    broken(role, &in_line("2"), "wrong-type", "2 }", "a text between quotes");
    let elsewhere = role.replace("nl =", "elsewhere = true, nl =");
    broken(role, &elsewhere, "unknown-key", "elsewhere", "known here: coordinates, done-in, en, nl, team");
}

#[test]
fn what_a_step_says_of_its_work_its_line_and_its_closing_is_read() {
    let text = SOUND.replacen("nl = \"verloskundige\"", "nl = \"verloskundige\", done-in = \"first-line\"", 1);
    let told = "does = \"intake\"\nrequired = true\nmust-be-done = true\neven-if-she-leaves = true\nwindow = \"entry";
    let text = text.replacen("window = \"entry", told, 1);
    let def = parse(&text).unwrap_or_else(|errors| panic!("{errors:#?}"));
    assert_eq!(lint(&def), []);
    let [intake, visit] = ["intake", "visit"].map(|id| def.step(&id.into()).unwrap());
    assert_eq!((intake.does, visit.does), (Some(Work::Intake), None));
    assert_eq!((intake.must_be_done, visit.must_be_done), (true, false));
    assert_eq!((intake.even_if_she_leaves, visit.even_if_she_leaves), (true, false));
    assert_eq!((def.done_in(intake), def.done_in(visit)), (Some(DoneIn::FirstLine), Some(DoneIn::FirstLine)));
    assert_eq!(parse(SOUND).unwrap().done_in(visit), None);
}

#[test]
fn board() {
    let with = |board: &str| format!("gestation = \"due\"\nboard     = \"{board}\"");
    let def = parse(&SOUND.replacen("gestation = \"due\"", &with("line"), 1)).unwrap();
    assert_eq!(def.board().map(|fact| fact.id.as_str()), Some("line"));
    assert!(parse(SOUND).unwrap().board().is_none());
    broken("gestation = \"due\"", &with("age"), "wrong-fact-type", "age\"", "of kind \"choice\"");
    broken("gestation = \"due\"", &with("visit"), "unknown-fact", "visit\"", "declared under [facts]");
}

#[test]
fn outcome_of_work() {
    let with = |does: &str| {
        let is_letter = Work::ALL.iter().any(|(word, work)| *word == does && work.is_letter_to());
        let to = if is_letter { "to         = [\"gp\"]\n" } else { "" };
        format!("does       = \"{does}\"\n{to}source     = \"Bezoek\"")
    };
    for (does, _) in Work::ALL.into_iter().filter(|(_, work)| work.does_at_once()) {
        let one = SOUND.replacen("source     = \"Bezoek\"", &with(does), 1);
        assert!(parse(&one).is_ok(), "one way to end leaves nothing to choose");
        let two =
            format!("{}\n\n[step.outcome.unwell]\ntitle = {{ nl = \"Niet goed\" }}\n\n[step.outcome.well]", with(does));
        broken(
            "source     = \"Bezoek\"\n\n[step.outcome.well]",
            &two,
            "outcome-of-work",
            "outcome.unwell]",
            "leave one outcome at most",
        );
    }
    let intake = SOUND.replacen("source     = \"Bezoek\"", &with("intake"), 1);
    assert!(parse(&intake).is_ok(), "somebody says when the intake is done, and how");
}

#[test]
fn a_letter_says_to_whom_it_goes_and_is_never_sealed() {
    let with = |more: &str| format!("{more}source     = \"Bezoek\"");
    let asked = |more: &str, code: &str, at: &str, help: &str| {
        broken("source     = \"Bezoek\"", &with(more), code, at, help);
    };
    let sound = with("does       = \"plan-letter\"\nto         = [\"gp\", \"gc-a\"]\n");
    assert!(parse(&SOUND.replacen("source     = \"Bezoek\"", &sound, 1)).is_ok());
    let declared = with("does       = \"pregnancy-declaration\"\nto         = [\"gp\", \"gc-a\"]\n");
    assert!(parse(&SOUND.replacen("source     = \"Bezoek\"", &declared, 1)).is_ok());
    asked("does       = \"plan-letter\"\n", "missing-key", "does       = \"plan", "add to = ");
    asked("does       = \"pregnancy-declaration\"\n", "missing-key", "does       = \"preg", "add to = ");
    asked("to         = [\"gp\"]\n", "no-letter", "to         = [", "plan-letter");
    asked(
        "does       = \"plan-letter\"\nto         = [\"coa\"]\n",
        "no-letter",
        "to         = [",
        "name who gives care",
    );
    let wrong = with("does       = \"plan-letter\"\nto         = [\"gpp\"]\n");
    broken_among("source     = \"Bezoek\"", &wrong, "unknown-word", "\"gpp\"", "did you mean `gp`?");
    let sealed = "does       = \"plan-letter\"\nto         = [\"gp\"]\nsealed     = true\n";
    asked(sealed, "sealed-letter", "does       = \"plan", "leave `sealed`");
}

#[test]
fn wrong_fact_type() {
    broken("age < 18", "age", "wrong-fact-type", "age or", "age >= 1");
    broken("age < 18", "age < young", "wrong-fact-type", "young", "whole number");
    broken("age < 18", "line < 2", "wrong-fact-type", "line < 2", "line is first");
    broken("age < 18", "ill is second", "wrong-fact-type", "second or", "known, yes, no");
    broken("sets  = { ill = false }", "sets  = { ill = \"no\" }", "wrong-fact-type", "\"no\"", "possible answer");
}

#[test]
fn unknown_names() {
    broken("ends       = \"born\"", "ends       = \"borne\"", "unknown-name", "borne", "did you mean `born`?");
    broken("by     = \"midwife\"", "by     = \"midwive\"", "unknown-role", "midwive", "did you mean `midwife`?");
    broken("stage  = \"pregnancy\"", "stage  = \"pregnant\"", "unknown-stage", "pregnant", "did you mean `pregnancy`?");
    broken_among("gestation = \"due\"", "gestation = \"dew\"", "unknown-anchor", "dew", "40w0d");
    broken("entry..entry+14d", "entry..borne+14d", "unknown-anchor", "borne+14d", "did you mean `born`?");
    broken("sets  = { ill = false }", "sets  = { il = false }", "unknown-fact", "il = false", "did you mean `ill`?");
}

#[test]
fn bad_window() {
    broken("entry..entry+14d", "entry", "bad-window", "entry\"\nsource", "29w0d..31w0d");
    broken("entry..entry+14d", "entry..entry+14x", "bad-window", "entry+14x", "born+10d");
    broken("29w0d..30w0d..31w0d", "29w0d..30w9d..31w0d", "bad-window", "30w9d", "0 to 6");
    broken("entry..entry+14d", "opened+2d..opened+9d", "bad-window", "opened+2d", "count from the step before");
    broken("entry..entry+14d", "age..age+9d", "bad-window", "age..age", "anchor");
    broken("entry-2w..entry+40w", "opened..entry+40w", "bad-window", "opened", "anchors, entry or today");
}

#[test]
fn gestational_age_needs_a_due_date() {
    let text = SOUND.replacen("gestation = \"due\"\n", "", 1);
    let errors = parse(&text).unwrap_err();
    assert!(
        errors.iter().all(|error| error.code == "bad-window" && error.help.contains("gestation = \"due\"")),
        "{errors:#?}"
    );
}

#[test]
fn a_window_cannot_start_after_it_ends() {
    broken("29w0d..30w0d..31w0d", "31w0d..29w0d", "window-reversed", "31w0d", "in order");
    broken("entry..entry+14d", "entry+8d..entry+5 workdays", "window-reversed", "entry+8d", "in order");
    broken("entry-2w..entry+40w", "entry+2w..entry-1w", "window-reversed", "entry+2w", "in order");
}

#[test]
fn bad_criterion_points_into_the_text() {
    broken("intake is done and", "intake done and", "bad-criterion", "intake done", "intake is done");
    broken("line is second) and", "line is second and", "bad-criterion", "\"\nends", "reads like");
    broken("not ill", "not", "bad-criterion", "\"\nends", "reads like");
    broken("not ill", "not ill & age", "bad-criterion", "& age", "and");
    let deep = format!("{}ill{}", "(".repeat(40), ")".repeat(40));
    let errors = parse(&SOUND.replacen("not ill", &deep, 1)).unwrap_err();
    assert_eq!(errors[0].code, "bad-criterion");
}

#[test]
fn columns_count_characters() {
    let text = SOUND.replacen("plausible = \"entry", "plausible = \"emtry", 1);
    let errors = parse(&text).unwrap_err();
    assert_eq!((errors[0].line, errors[0].column), place(&text, "emtry"));
}

#[test]
fn bad_duration() {
    broken("late-entry = \"7d\"", "late-entry = \"soon\"", "bad-duration", "soon", "7d");
    broken(
        "late-entry = \"7d\"",
        "repeat = { every = \"0d\" }\nlate-entry = \"7d\"",
        "bad-duration",
        "every",
        "one day",
    );
    broken("late-entry = \"7d\"", "late-entry = \"99999999 workdays\"", "bad-duration", "99999999", "7d");
}

#[test]
fn steps_cannot_wait_for_one_another() {
    let error = broken(
        "stage  = \"pregnancy\"\n",
        "opens  = \"visit is done\"\n",
        "opens-cycle",
        "id     = \"intake\"",
        "take the other step out",
    );
    assert!(error.message.contains("intake → visit → intake"), "{error}");
    broken(
        "29w0d..30w0d..31w0d",
        "visit+1d..visit+2d",
        "opens-cycle",
        "id         = \"visit\"",
        "take the other step out",
    );
}

#[test]
fn too_large() {
    let mut text = SOUND.to_owned();
    text.push_str(&"# x\n".repeat(300_000));
    assert_eq!(parse(&text).unwrap_err()[0].code, "too-large");
}

#[test]
fn every_error_is_reported_at_once_in_the_order_of_the_file() {
    let text = SOUND.replacen("by     = \"midwife\"", "by     = \"nobody\"", 1).replacen(
        "ends       = \"born\"",
        "ends       = \"gone\"",
        1,
    );
    let codes: Vec<_> = parse(&text).unwrap_err().into_iter().map(|error| error.code).collect();
    assert_eq!(codes, ["unknown-role", "unknown-name"]);
}

#[test]
fn lint_unused() {
    remarked(
        "[facts]",
        "[facts]\nshoe = { kind = \"number\", from = 30, ask = { nl = \"?\" } }",
        "unused-fact",
        "shoe",
    );
    remarked("[roles]", "[roles]\nnurse = { nl = \"verpleegkundige\" }", "unused-role", "nurse");
    remarked("[anchors]", "[anchors]\ndied = { title = { nl = \"overlijden\" } }", "unused-anchor", "died");
    remarked("[facts]", "[alternatives]\ntalk = { nl = \"Gesprek\" }\n\n[facts]", "lonely-alternative", "talk");
    remarked(
        "[[stage]]",
        "[[stage]]\nid = \"later\"\ntitle = { nl = \"Later\" }\n\n[[stage]]",
        "unused-stage",
        "id = \"later\"",
    );
}

#[test]
fn lint_no_source() {
    remarked("source = \"Intake\"\n", "", "no-source", "id     = \"intake\"");
}

#[test]
fn lint_not_asked_at_closing() {
    for flag in ["must-be-done", "even-if-she-leaves"] {
        let told = format!("{flag} = true\nsource = \"Intake\"");
        remarked("source = \"Intake\"", &told, "not-asked-at-closing", "id     = \"intake\"");
        let required = SOUND.replacen("source = \"Intake\"", &format!("required = true\n{told}"), 1);
        assert_eq!(lint(&parse(&required).unwrap()), []);
    }
}

#[test]
fn lint_no_late_entry() {
    remarked("late-entry = \"7d\"\n", "", "no-late-entry", "id         = \"visit\"");
}

#[test]
fn lint_never_opens() {
    remarked(
        "(age < 18 or line is second)",
        "line is second and age < 18 and age > 20",
        "never-opens",
        "id         = \"visit\"",
    );
    remarked(
        "ends       = \"born\"",
        "ends       = \"born or intake is done\"",
        "never-opens",
        "id         = \"visit\"",
    );
}

#[test]
fn lint_idle_outcome() {
    remarked("sets  = { ill = false }\n", "", "idle-outcome", "id         = \"visit\"");
}

const TOLD: &str = r#"title   = "Proef"
tells   = "Er was eens"
pathway = "proef"

[[on]]
date    = 2026-06-01
pathway = { kind = "start", entry = 2026-06-01 }
expect  = ["intake open"]

[[on]]
date    = 2026-06-02
pathway = { kind = "complete", step = "intake" }
"#;

fn untold(old: &str, new: &str, code: &str, needle: &str) {
    let text = TOLD.replacen(old, new, 1);
    let errors = Scenario::parse("told.toml", &text).expect_err("the scenario is broken");
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert_eq!(errors[0].code, code);
    assert_eq!((errors[0].line, errors[0].column), place(&text, needle), "{}", errors[0]);
    assert!(!errors[0].help.is_empty());
}

#[test]
fn scenario_errors() {
    assert_eq!(Scenario::parse("told.toml", TOLD).unwrap().on.len(), 2);
    untold("step = \"intake\"", "stap = \"intake\"", "bad-command", "{ kind = \"complete\"");
    untold("intake open", "intake ajar", "bad-expectation", "\"intake ajar\"");
    untold("date    = 2026-06-02", "date    = 2026-05-02", "wrong-order", "[[on]]\ndate    = 2026-05-02");
    untold("tells   = \"Er was eens\"\n", "", "missing-key", "title");
    untold("expect  =", "expects =", "unknown-key", "expects");
}

#[test]
fn cm_02_what_is_not_told_of_a_table_is_counted() {
    let row = "  { when = [\"-\"], is = \"well\", why = { nl = \"zo is het\" } },\n";
    let rows = row.repeat(5);
    let table = format!(
        "[[table]]\nid = \"way\"\ntitle = {{ nl = \"Weg\" }}\nhit = \"unique\"\ninputs = [\"age\"]\nrows = [\n{rows}]\n\n[[step]]\nid     = \"intake\""
    );
    let text = SOUND.replacen("[[step]]\nid     = \"intake\"", &table, 1);
    let remarks = lint(&parse(&text).unwrap_or_else(|errors| panic!("{errors:#?}")));
    assert_eq!(remarks.iter().filter(|remark| remark.code == "overlap").count(), 5, "{remarks:#?}");
    let more = remarks.iter().find(|remark| remark.code == "more-in-table").unwrap();
    assert_eq!((more.message.as_str(), more.severity), ("table `way`: 5 more findings like these", Severity::Warning));
    assert!(!remarks.iter().any(|remark| remark.code == "table-not-searched"));
}
