//! What a network makes of a pathway keeps the promises of the pathway, or is refuted by a course that breaks one.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::{fs, path::Path};

use regie_pathway::Overlay;
use regie_prove::{Limits, Prover, Story, Task};

/// As much as an unoptimised build can look at in a moment.
const FEW: Limits = Limits { states: 2_000, days: 1_000 };

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
fn under_the_head(rest: &str) -> String {
    let example = file("psychosociaal/overlays/vsv-noord/overlay.toml");
    let head = example.split("\n[facts]").next().unwrap();
    format!("{head}\n{rest}")
}

fn changed(rest: &str) -> Prover {
    both(&under_the_head(rest))
}

/// The course that breaks a guarantee.
fn broken(prover: &Prover, guarantee: &str) -> Option<Story> {
    let at = prover.definition().guarantees().iter().position(|one| one.id == guarantee).unwrap();
    let reports = prover.prove(&Task::Guarantee(at), &FEW);
    reports[0].verdict.story().cloned()
}

/// Whether the guarantee holds on every course.
fn proved(prover: &Prover, guarantee: &str) -> bool {
    let at = prover.definition().guarantees().iter().position(|one| one.id == guarantee).unwrap();
    prover.prove(&Task::Guarantee(at), &FEW)[0].verdict.is_proved()
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
fn cm_02_the_proof_beside_the_example_overlay_is_of_the_overlay_and_its_pathway_as_they_stand() {
    let prover = both(&file("psychosociaal/overlays/vsv-noord/overlay.toml"));
    let proof = file("psychosociaal/overlays/vsv-noord/proof.json");
    let hash = format!("\"hash\": \"{}\"", prover.definition().hash());
    assert!(proof.contains(&hash), "run `cargo xtask prove`, and look at what changed in the proof");
}

/// What an overlay that weakens its pathway is told, by code and step.
fn refused(rest: &str) -> Vec<(&'static str, String)> {
    let base = file("psychosociaal/pathway.toml");
    let overlay = Overlay::read("overlay.toml", &under_the_head(rest)).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let errors = overlay.over("pathway.toml", &base).expect_err("an overlay may not ask less");
    errors.into_iter().map(|error| (error.code, error.message)).collect()
}

#[test]
fn ps_02_no_overlay_keeps_a_refusal_or_a_danger_from_the_meldcode() {
    for narrower in ["child-at-risk or suspicion", "consent-specialised is refused"] {
        let told = refused(&format!("[[change]]\nstep = \"meldcode-signals\"\nopens = \"{narrower}\"\n"));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].0 == "weakens" && told[0].1.contains("meldcode-signals"), "{told:?}");
    }
    let untouched = changed("");
    for guarantee in ["refusal-or-no-show-opens-meldcode", "danger-opens-meldcode"] {
        assert!(broken(&untouched, guarantee).is_none(), "{guarantee}: as the pathway has it");
    }
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
  { when = ["no-suspicion", "-"], is = "no-suspicion", why = { nl = "er is geen vermoeden" } },
  { when = ["neither", "no"], is = "report",    why = { nl = "hulp is niet mogelijk" } },
  { when = ["-", "yes"],  is = "arrange-help", why = { nl = "hulp is mogelijk" } },
  { when = ["-", "no"],   is = "report",       why = { nl = "hulp is niet mogelijk" } },
]
"#;
    assert!(proved(&changed(""), "reporting-is-the-norm"), "as the pathway has it");
    let story =
        broken(&changed(lenient), "reporting-is-the-norm").expect("a course on which it is decided not to report");
    let told = story.told().nl;
    assert!(
        told.contains("uitkomst: Acute onveiligheid")
            && told.ends_with(
                "geldt nog niet: “Meldcode stap 5, eerste beslissing: is melden bij Veilig Thuis noodzakelijk?”: Melden bij \
                 Veilig Thuis."
            ),
        "{told}"
    );
}
