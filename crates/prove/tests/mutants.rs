//! What a pathway file must not lose, taken away by hand: each command of the source text that is left out, weakened or turned
//! round is refuted by a guarantee, with a dated story, or refused when the file is read.
//!
//! Optimised builds only: `cargo test --release -p regie-prove --test mutants`, in the stage `prove` of `cargo xtask test`.
#![cfg(not(debug_assertions))]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::{fs, path::PathBuf};

use regie_prove::{Limits, Prover, Report, Task, Verdict};

#[path = "mutants/programmes.rs"]
mod programmes;

/// What is done to the text of a file.
enum Change {
    /// One passage of a step is another; what it was and what it is.
    Step(&'static str, &'static str, &'static str),
    /// The same anywhere in the file, where it stands once.
    Text(&'static str, &'static str),
    /// A step is gone.
    Gone(&'static str),
}

use Change::{Gone, Step, Text};

fn read(id: &str) -> String {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../pathways")).join(id).join("pathway.toml");
    fs::read_to_string(path).unwrap()
}

/// The place of a step's text, up to the next block that is not its own.
fn of_step(text: &str, id: &str) -> std::ops::Range<usize> {
    let from = text
        .match_indices("[[step]]")
        .map(|(at, _)| at)
        .find(|at| text[*at..].lines().nth(1).is_some_and(|line| line.ends_with(&format!("\"{id}\""))))
        .unwrap_or_else(|| panic!("no step {id}"));
    let rest = &text[from + 2..];
    from..from + 2 + rest.find("\n[[").unwrap_or(rest.len())
}

fn changed(text: &str, change: &Change) -> String {
    match change {
        Gone(id) => format!("{}{}", &text[..of_step(text, id).start], &text[of_step(text, id).end..]),
        Step(id, was, is) => {
            let place = of_step(text, id);
            let step = &text[place.clone()];
            assert_eq!(step.matches(was).count(), 1, "{id}: {was}");
            format!("{}{}{}", &text[..place.start], step.replace(was, is), &text[place.end..])
        }
        Text(was, is) => {
            assert_eq!(text.matches(was).count(), 1, "{was}");
            text.replace(was, is)
        }
    }
}

fn proved(id: &str, guarantee: &str, changes: &[Change]) -> Report {
    let mut text = read(id);
    for change in changes {
        text = changed(&text, change);
    }
    let prover = Prover::read("mutant.toml", &text).unwrap_or_else(|errors| panic!("{guarantee}: {errors:#?}"));
    let at = prover.definition().guarantees().iter().position(|one| one.id == *guarantee);
    let at = at.unwrap_or_else(|| panic!("{id} has no guarantee {guarantee}"));
    prover.prove(&Task::Guarantee(at), &Limits { states: 100_000, days: 1_000 }).remove(0)
}

/// A guarantee refutes the file with this change, by a course with dates. Without the change it is proved, which the proof
/// beside the file says.
fn refuted(id: &str, guarantee: &str, changes: &[Change]) {
    let report = proved(id, guarantee, changes);
    assert!(matches!(report.verdict, Verdict::Refuted { .. }), "{id}: {guarantee}: {:?}", report.verdict);
    let story = report.verdict.story().unwrap();
    assert!(!story.moments.is_empty() && story.told().nl.contains("2026-"), "{}", story.told().nl);
    assert!(!report.says.nl.is_empty() && !report.says.en.is_empty() && !report.source.is_empty());
}

/// The file with a step gone is refused: a guarantee speaks of the step, and the message says which.
fn refused(id: &str, guarantee: &str, step: &'static str) {
    let text = read(id);
    let says = Prover::read("whole.toml", &text).unwrap();
    let says = says.definition().guarantees().iter().find(|one| one.id == *guarantee).unwrap().says.nl.clone();
    let errors = Prover::read("mutant.toml", &changed(&text, &Gone(step))).err();
    let errors = errors.unwrap_or_else(|| panic!("{id} is read without {step}"));
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|one| one.contains(step) && one.contains(&says)), "{id}: {step}: {told:#?}");
}

const PS: &str = "psychosociaal";

#[test]
fn ps_02_without_consent_there_is_no_contact_and_no_referral() {
    let consent = "ppm and consent-care is given";
    refuted(PS, "no-contact-without-consent", &[Step("contact-care", consent, "ppm")]);
    refuted(PS, "consent-brings-contact", &[Step("contact-care", consent, "ppm and consent-care is refused")]);
    let again = "\"consent-coordinator is given\"";
    refuted(PS, "no-contact-without-consent-again", &[Step("contact-again", again, "\"came\"")]);
    let refused_again = "\"consent-coordinator is refused\"";
    refuted(PS, "consent-brings-contact-again", &[Step("contact-again", again, refused_again)]);
    let given = "consent-specialised is given";
    for step in ["refer-specialised", "make-appointment", "agree-coordinator"] {
        refuted(PS, "no-referral-without-consent", &[Step(step, given, "complexity is complex")]);
        refuted(PS, "consent-brings-appointment", &[Step(step, given, "consent-specialised is given and doubt")]);
        refuted(PS, "consent-brings-appointment", &[Step(step, " or consent-again is given", "")]);
        refuted(PS, "withdrawn-is-not-referred", &[Step(step, " and not specialised-withdrawn", "")]);
    }
    let told = |answer: &'static str| [Step("consent-again", answer, "")];
    refuted(PS, "consent-is-told-again", &told("sets  = { specialised-withdrawn = false }\n"));
    refuted(PS, "withdrawal-counts", &told("sets  = { specialised-withdrawn = true }\n"));
}

#[test]
fn ps_02_what_is_found_opens_the_kindcheck_each_time() {
    let sets = "sets  = { ppm = true }";
    refuted(PS, "problem-is-recorded", &[Step("later-signal", sets, "")]);
    refuted(PS, "problem-is-recorded", &[Step("screening", sets, "")]);
    refused(PS, "problem-is-recorded", "later-signal");
    refuted(PS, "problem-opens-kindcheck", &[Step("kindcheck", "\"ppm\"", "\"ppm and doubt\"")]);
    refused(PS, "problem-opens-kindcheck", "consider-officer");
    refuted(PS, "problem-back-kindcheck-back", &[Step("kindcheck", "repeat   = \"each-time\"\n", "")]);
    let after = "ppm and (kindcheck is done or kindcheck is skipped) and kindcheck is not open";
    refuted(PS, "kindcheck-comes-first", &[Step("inventory-care", after, "ppm")]);
    refuted(PS, "kindcheck-comes-first", &[Step("inventory-care", after, "ppm and kindcheck is open")]);
    let listed = "ppm and (inventory-care is done or inventory-care is skipped)";
    refuted(PS, "inventory-before-consent", &[Step("ask-consent", listed, "ppm")]);
    refuted(PS, "voorzorg-is-considered", &[Step("consider-voorzorg", "\"ppm and", "\"doubt and ppm and")]);
    refused(PS, "voorzorg-is-considered", "consider-voorzorg");
    let contacted = "(consent-care is refused or contact-care is done or contact-care is skipped)";
    refuted(PS, "voorzorg-is-considered", &[Step("consider-voorzorg", contacted, "consent-care is given")]);
    refuted(PS, "voorzorg-comes-last", &[Step("consider-voorzorg", contacted, "ppm")]);
    refuted(PS, "complexity-follows", &[Step("complexity", "\"ppm and", "\"doubt and ppm and")]);
    for key in ["must-be-done = true\n", "in-turn  = true"] {
        refuted(PS, "complexity-is-not-skipped", &[Step("complexity", key, "")]);
    }
    refuted(PS, "complexity-is-decided", &[Step("complexity", "\"ppm and", "\"doubt and ppm and")]);
}

#[test]
fn ps_03_every_ground_makes_complex_and_doubt_counts_as_complex() {
    let row = |when: &str| format!("{{ when = [{when}],");
    let text = read(PS);
    for when in [
        "\"yes\", \"-\", \"-\", \"-\", \"-\", \"-\"",
        "\"-\", \"yes\", \"-\", \"-\", \"-\", \"-\"",
        "\"-\", \"-\", \"yes\", \"-\", \"-\", \"-\"",
        "\"-\", \"-\", \"-\", \"refused\", \"-\", \"-\"",
        "\"-\", \"-\", \"-\", \"-\", \"lacking\", \"-\"",
        "\"no\", \"no\", \"no\", \"given\", \"sufficient\", \"serious\"",
    ] {
        let at = text.find(&row(when)).unwrap_or_else(|| panic!("{when}"));
        let row: &'static str = text[at..at + text[at..].find('\n').unwrap()].to_owned().leak();
        let single: &'static str = row.replace("is = \"complex\"", "is = \"single\"").leak();
        refuted(PS, "grounds-make-complex", &[Text(row, single)]);
    }
    let opens = "complexity is complex or (complexity is single and doubt)";
    refuted(PS, "doubt-counts-as-complex", &[Step("consent-specialised", opens, "complexity is complex")]);
    refuted(PS, "doubt-counts-as-complex", &[Step("consent-specialised", opens, "complexity is single and doubt")]);
    refuted(PS, "single-refers", &[Step("refer-relevant", "complexity is single", "complexity is complex")]);
    refuted(PS, "single-asks-doubt", &[Step("ask-doubt", "complexity is single", "complexity is complex")]);
    refused(PS, "single-asks-doubt", "ask-doubt");
    refuted(PS, "doubt-is-asked", &[Step("refer-relevant", "ask-doubt is done and ", "")]);
    refuted(PS, "doubt-is-asked", &[Step("refer-relevant", " and not doubt", "")]);
    for step in ["ask-doubt", "ask-persisting"] {
        refuted(PS, "doubt-counts", &[Step(step, "sets  = { doubt = true }\n", "")]);
    }
    for key in ["must-be-done = true\n", "in-turn  = true"] {
        refuted(PS, "doubt-is-not-skipped", &[Step("ask-doubt", key, "")]);
    }
    refused(PS, "persisting-is-asked", "ask-persisting");
    refuted(PS, "persisting-is-asked", &[Step("ask-persisting", "required = true\n", "")]);
    let skipped = "(refer-relevant is done or refer-relevant is skipped)";
    refuted(PS, "persisting-is-asked", &[Step("ask-persisting", skipped, "refer-relevant is done")]);
}

#[test]
fn ps_02_every_reason_opens_the_meldcode_also_after_one_that_is_over() {
    let text = read(PS);
    let at = of_step(&text, "meldcode-signals");
    let opens = text[at].lines().find(|line| line.starts_with("opens")).unwrap().to_owned();
    let without = |reason: &str| -> Change {
        let less = opens.replace(&format!(" or {reason}"), "").replace(&format!("\"{reason} or "), "\"");
        assert_ne!(less, opens, "{reason}");
        Step("meldcode-signals", opens.clone().leak(), less.leak())
    };
    for reason in ["child-at-risk", "suspicion", "abuse-now"] {
        refuted(PS, "danger-opens-meldcode", &[without(reason)]);
    }
    for reason in [
        "(kindcheck is at-risk and kindcheck is not open)",
        "kindcheck-again is at-risk",
        "(new-suspicion is suspected and new-suspicion is not open)",
    ] {
        refuted(PS, "danger-opens-meldcode", &[without(reason)]);
    }
    for reason in [
        "consent-specialised is refused",
        "specialised-withdrawn",
        "appointment is no-show",
        "(next-appointment is no-show and next-appointment is not open)",
        "consent-coordinator is refused",
    ] {
        refuted(PS, "refusal-or-no-show-opens-meldcode", &[without(reason)]);
    }
    for repeat in ["", "repeat   = \"each-time\"\n"] {
        for guarantee in ["danger-opens-meldcode", "refusal-or-no-show-opens-meldcode"] {
            refuted(PS, guarantee, &[Step("meldcode-signals", "repeat   = \"each-reason\"\n", repeat)]);
        }
    }
    refused(PS, "danger-opens-meldcode", "new-suspicion");
    refused(PS, "refusal-or-no-show-opens-meldcode", "next-appointment");
}

#[test]
fn ps_02_the_meldcode_goes_by_its_five_steps_each_time() {
    let again = "repeat   = \"each-time\"\n";
    for (step, guarantee) in [
        ("meldcode-consult", "meldcode-consult-follows"),
        ("meldcode-talk", "meldcode-talk-follows"),
        ("meldcode-weigh", "meldcode-weigh-follows"),
    ] {
        refuted(PS, guarantee, &[Step(step, again, "")]);
    }
    for (step, before, guarantee) in [
        ("meldcode-consult", "meldcode-signals", "meldcode-consult-in-turn"),
        ("meldcode-talk", "meldcode-consult", "meldcode-talk-in-turn"),
        ("meldcode-weigh", "meldcode-talk", "meldcode-weigh-in-turn"),
    ] {
        let after: &'static str = format!("({before} is done or {before} is skipped) and {before} is not open").leak();
        refuted(PS, guarantee, &[Step(step, after, format!("{before} is open").leak())]);
    }
    let asked = " and (unsafety is not neither or (meldcode-possible is done and meldcode-possible is not open))";
    let weighed = format!("meldcode-weigh is done and meldcode-weigh is not open{asked}").leak();
    refuted(PS, "meldcode-decision-in-turn", &[Step("meldcode-decide", weighed, "meldcode-weigh is open")]);
    refuted(PS, "meldcode-decision-in-turn", &[Step("meldcode-decide", asked, "")]);
    refuted(PS, "meldcode-asks-for-help-each-round", &[Step("meldcode-possible", "repeat   = \"each-time\"\n", "")]);
    let answered = "meldcode-possible is done and meldcode-possible is not open";
    refuted(PS, "meldcode-answer-brings-decision", &[Step("meldcode-decide", answered, "help-works")]);
    let in_turn = Text("sealed = true\nin-turn = true\n", "sealed = true\n");
    refuted(PS, "meldcode-is-weighed-and-decided", &[in_turn]);
    let weighed = "meldcode-weigh is done and";
    refuted(PS, "meldcode-decision-follows", &[Step("meldcode-decide", weighed, "unsafety is acute and")]);
    let report = "meldcode-decide is report and";
    let acute = "meldcode-decide is report and unsafety is acute and";
    refuted(PS, "decision-to-report-is-carried-out", &[Step("report-veilig-thuis", report, acute)]);
    for step in ["meldcode-weigh", "meldcode-possible", "meldcode-decide", "meldcode-help"] {
        refuted(PS, "meldcode-is-weighed-and-decided", &[Step(step, "must-be-done = true\n", "")]);
    }
    let to_help = "(meldcode-decide is report or meldcode-decide is arrange-help)";
    for one in ["meldcode-decide is report", "meldcode-decide is arrange-help"] {
        refuted(PS, "meldcode-help-follows", &[Step("meldcode-help", to_help, one)]);
    }
    refuted(PS, "report-is-not-skipped", &[Step("report-veilig-thuis", "must-be-done = true\n", "")]);
    refuted(PS, "feedback-reaches-gp", &[Step("tell-gp-feedback", "required = true\n", "")]);
    refused(PS, "feedback-reaches-gp", "tell-gp-feedback");
    let reported = "report-veilig-thuis is done and";
    let acute = "report-veilig-thuis is done and unsafety is acute and";
    refuted(PS, "feedback-is-checked", &[Step("tell-gp-feedback", reported, acute)]);
}

#[test]
fn ps_02_reporting_is_the_professional_norm() {
    for (was, is) in [
        ("[\"acute\", \"-\"],       is = \"report\"", "[\"acute\", \"-\"],       is = \"arrange-help\""),
        ("[\"structural\", \"-\"],  is = \"report\"", "[\"structural\", \"-\"],  is = \"arrange-help\""),
        ("[\"neither\", \"no\"],    is = \"report\"", "[\"neither\", \"no\"],    is = \"arrange-help\""),
    ] {
        refuted(PS, "reporting-is-the-norm", &[Text(was, is)]);
    }
}

#[test]
fn ps_04_what_follows_the_appointment_follows() {
    for (step, guarantee) in [
        ("consent-specialised", "complex-asks-consent"),
        ("agree-coordinator", "coordinator-is-named"),
        ("appointment", "appointment-is-followed"),
    ] {
        let may_be_skipped = |key| Step(step, key, "");
        refuted(PS, guarantee, &[may_be_skipped("must-be-done = true\n")]);
        refuted(PS, guarantee, &[may_be_skipped("in-turn  = true")]);
    }
    let came = "opens    = \"came\"\n";
    for step in ["consent-coordinator", "kindcheck-again"] {
        let late = "opens    = \"came and doubt\"\n";
        refuted(PS, "coordinator-sets-to-work", &[Step(step, came, late)]);
        refused(PS, "coordinator-sets-to-work", step);
    }
    let asked = "came and (consent-coordinator is done or consent-coordinator is skipped)";
    refuted(PS, "plan-waits-for-consent", &[Step("draft-plan", asked, "came")]);
    let contacted = " and (consent-coordinator is not given or contact-again is done or contact-again is skipped)";
    refuted(PS, "plan-waits-for-consent", &[Step("draft-plan", contacted, "")]);
    let agreed = "came and consent-coordinator is given";
    refuted(PS, "plan-follows-consent", &[Step("draft-plan", asked, agreed)]);
    refuted(PS, "plan-follows-consent", &[Step("draft-plan", "consent-coordinator is not given or", "")]);
    refused(PS, "plan-follows-consent", "draft-plan");
    let drafted = "came and (draft-plan is done or draft-plan is skipped)";
    refuted(PS, "mdo-is-planned-last", &[Step("plan-mdo", drafted, "came")]);
    refuted(PS, "plan-brings-mdo", &[Step("plan-mdo", drafted, "came and draft-plan is done")]);
    refused(PS, "plan-brings-mdo", "plan-mdo");
    for step in ["appointment", "next-appointment"] {
        refuted(PS, "coming-counts", &[Step(step, "sets  = { came = true }\n", "")]);
    }
    // What is required after them waits for them, so that each is left out by being there only when somebody calls for it.
    for step in ["mdo", "fix-plan", "name-postpartum", "agree-continuity"] {
        let not_called_for = "required = true\ndiscretionary = true\n";
        refuted(PS, "mdo-decides", &[Step(step, "required = true\n", not_called_for)]);
    }
}

#[test]
fn ps_05_plan_and_handover_reach_everyone() {
    let decided = "(fix-plan is done or fix-plan is skipped)";
    for to in ["gp", "kraamzorg", "cjg", "jgz", "midwife", "others"] {
        let letter: &'static str = format!("report-plan-{to}").leak();
        refuted(PS, "plan-goes-round-complete", &[Step(letter, decided, "plan-mdo is done")]);
        refuted(PS, "plan-reaches-everyone", &[Step(letter, "required = true\n", "")]);
        refused(PS, "plan-reaches-everyone", letter);
        let handover: &'static str = format!("handover-{to}").leak();
        refuted(PS, "handover-after-birth", &[Step(handover, "required = true\n", "")]);
        refused(PS, "handover-after-birth", handover);
    }
    refuted(PS, "handover-after-birth", &[Step("handover-postpartum", "late-entry = \"7d\"\n", "")]);
    let ends = "ends     = \"pregnancy-lost or ended-otherwise\"\n";
    for less in ["ends     = \"pregnancy-lost\"\n", "ends     = \"ended-otherwise\"\n", ""] {
        for step in ["name-postpartum", "report-plan-kraamzorg"] {
            refuted(PS, "no-birth-no-handover", &[Step(step, ends, less)]);
        }
    }
}
