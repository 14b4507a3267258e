//! What a network makes of a pathway keeps the promises of the pathway, or is refuted by a course that breaks one.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::{fs, path::Path};

use regie_pathway::Overlay;
use regie_prove::{Limits, Prover, Story, Task};

/// As much as an unoptimised build can look at in a moment.
const FEW: Limits = Limits { states: 1_000, days: 1_000 };

fn file(path: &str) -> String {
    let pathways = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pathways");
    fs::read_to_string(pathways.join(path)).unwrap()
}

fn both(overlay: &str) -> Prover {
    let base = file("psychosociaal/pathway.toml");
    let overlay = Overlay::read("overlay.toml", overlay).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let both = overlay.over("pathway.toml", &base).unwrap_or_else(|errors| panic!("{errors:#?}"));
    Prover::read("both.toml", &both.text).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

/// The head of the example with something else under it.
fn changed(rest: &str) -> Prover {
    let example = file("psychosociaal/overlays/vsv-noord/overlay.toml");
    let head = example.split("\n[facts]").next().unwrap();
    both(&format!("{head}\n{rest}"))
}

/// The course that breaks a guarantee.
fn broken(prover: &Prover, guarantee: &str) -> Option<Story> {
    let at = prover.definition().guarantees().iter().position(|one| one.id == guarantee).unwrap();
    let reports = prover.prove(&Task::Guarantee(at), &FEW);
    reports[0].verdict.story().cloned()
}

#[test]
fn cm_02_the_example_overlay_breaks_no_guarantee_of_its_pathway_nor_its_own() {
    let prover = both(&file("psychosociaal/overlays/vsv-noord/overlay.toml"));
    let mut proved = 0;
    for (at, guarantee) in prover.definition().guarantees().iter().enumerate() {
        let reports = prover.prove(&Task::Guarantee(at), &FEW);
        assert_eq!(reports[0].verdict.story().map(|story| story.told().nl), None, "{}", guarantee.id);
        proved += usize::from(reports[0].verdict.is_proved());
    }
    assert!(proved > 3, "{proved}");
}

#[test]
fn ps_02_no_overlay_keeps_a_refusal_or_a_danger_from_the_meldcode() {
    let narrowed = changed("[[change]]\nstep = \"meldcode-signals\"\nopens = \"child-at-risk or suspicion\"\n");
    let story = broken(&narrowed, "refusal-or-no-show-opens-meldcode").expect("a refusal is left without the Meldcode");
    assert!(!story.moments.is_empty());
    let other = changed("[[change]]\nstep = \"meldcode-signals\"\nopens = \"consent-specialised is refused\"\n");
    assert!(broken(&other, "danger-opens-meldcode").is_some());
    assert!(broken(&changed(""), "danger-opens-meldcode").is_none(), "as the pathway has it");
}

#[test]
fn ps_02_no_criteria_of_a_network_s_own_take_the_duty_to_report_away() {
    let lenient = r#"
[[table]]
id      = "meldcode-decision"
version = "noord-1"
title   = { nl = "Melden of hulp organiseren" }
hit     = "first"
inputs  = ["unsafety", "help-works"]
rows    = [
  { when = ["-", "yes"],  is = "arrange-help", why = { nl = "hulp is mogelijk" } },
  { when = ["-", "no"],   is = "report",       why = { nl = "hulp is niet mogelijk" } },
]
"#;
    let story = broken(&changed(lenient), "report-is-a-duty").expect("acute unsafety is not reported");
    assert!(story.told().nl.contains("hulp"), "{}", story.told().nl);
}
