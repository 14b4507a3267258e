//! What an overlay may not make weaker in a step that counts, told over the pathway of psychosocial care as it ships.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod overlay;

use std::{fs, path::Path};

use regie_pathway::{Composed, Diagnostic, Overlay};

use overlay::{place, told};

const HEAD: &str = r#"[overlay]
id         = "noord"
of         = "psychosociaal"
of-version = "2026.1"
network    = "VSV Noord"
version    = "2026.3"
title      = { nl = "Psychosociale zorg in het noorden" }
"#;

/// Over the shipped pathway of psychosocial care: refused, once, at this place.
fn refused_over_psychosocial(rest: &str, needle: &str, says: &str) {
    let (text, result) = over_psychosocial(rest);
    let errors = result.err().unwrap_or_else(|| panic!("accepted: {rest}"));
    assert_eq!(errors.len(), 1, "{rest}\n{}", told(&errors));
    assert_eq!((errors[0].code, errors[0].file.as_str()), ("weakens", "noord.toml"), "{}", errors[0]);
    assert_eq!((errors[0].line, errors[0].column), place(&text, needle), "{}", errors[0]);
    assert!(errors[0].message.contains(says) && !errors[0].help.is_empty(), "{}", errors[0]);
}

fn over_psychosocial(rest: &str) -> (String, Result<Composed, Vec<Diagnostic>>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pathways/psychosociaal/pathway.toml");
    let base = fs::read_to_string(path).unwrap();
    let text = format!("{}{rest}", HEAD);
    let result = Overlay::read("noord.toml", &text).unwrap().over("base.toml", &base);
    (text, result)
}

fn changed(step: &str, rest: &str) -> String {
    format!("\n[[change]]\nstep = \"{step}\"\n{rest}\n")
}

#[test]
fn cm_02_no_overlay_cancels_a_step_that_counts_nor_lets_it_lapse() {
    let refused = |step: &str, rest: &str, says: &str| {
        refused_over_psychosocial(&changed(step, rest), rest.split(" =").next().unwrap(), says);
    };
    refused("consider-officer", "ends = \"screening is done\"", "goes on asking");
    refused("kindcheck", "ends = \"screening is done\"", "closing depends");
    refused("report-plan-gp", "ends = \"report-plan-jgz is done\"", "goes on asking");
    refused("handover-gp", "ends = \"pregnancy-lost or doubt\"", "closing depends");
    for step in ["meldcode-weigh", "meldcode-signals", "meldcode-talk"] {
        refused(step, "lapses = \"opened+0d\"", "be missed");
    }
    for step in ["consent-specialised", "appointment"] {
        refused(step, "lapses = \"opened+1d\"", "be missed");
    }
    refused("handover-postpartum", "early = true", "before its date");
    refused("consider-officer", "repeat = { every = \"52w\" }", "less often");
    refused_over_psychosocial(&changed("kindcheck", "without = [\"window\"]"), "\"window\"]", "never late");
    refused_over_psychosocial(&changed("handover-gp", "without = [\"late-entry\"]"), "\"late-entry\"]", "misses");
}

#[test]
fn cm_02_a_step_that_counts_is_called_for_no_less() {
    let less = "less often than";
    let handover = changed("handover-gp", "opens = \"came and doubt\"");
    refused_over_psychosocial(&handover, "opens =", "closing depends");
    for (step, opens) in [
        ("consent-coordinator", "came and doubt"),
        ("screening", "doubt"),
        ("contact-care", "ppm and consent-care is given and not doubt"),
    ] {
        refused_over_psychosocial(&changed(step, &format!("opens = \"{opens}\"")), "opens =", less);
    }
    for (step, opens) in [
        ("consent-coordinator", "came or doubt"),
        ("consider-officer", "doubt or ppm"),
        ("contact-care", "(ppm or doubt) and consent-care is given"),
        ("refer-relevant", "complexity is single and not (doubt and ppm)"),
    ] {
        let (_, result) = over_psychosocial(&changed(step, &format!("opens = \"{opens}\"")));
        assert!(result.is_ok(), "{step}: {opens}: {}", told(&result.unwrap_err()));
    }
}

#[test]
fn cm_02_a_step_that_counts_is_due_no_later_than_a_network_may_put_it_off() {
    for (step, window, says) in [
        ("meldcode-signals", "opened..opened+2000w..opened+4000w", "later"),
        ("meldcode-signals", "opened..opened+3d", "later"),
        ("kindcheck", "opened..opened+500w", "later"),
        ("inventory-care", "opened..opened+15d", "later"),
        ("screening", "entry..entry+29d", "later"),
        ("screening", "entry-30d..entry-20d", "over before"),
        ("screening", "opened..opened+7d", "something else"),
        ("refer-relevant", "born..opened+7d", "something else"),
    ] {
        refused_over_psychosocial(&changed(step, &format!("window = \"{window}\"")), "window =", says);
    }
    for (step, window) in [
        ("meldcode-signals", "opened..opened+1d"),
        ("kindcheck", "opened..opened+2d..opened+3d"),
        ("inventory-care", "opened..opened+14d"),
        ("screening", "entry..entry+14d..entry+28d"),
        ("ask-persisting", "refer-relevant+3w..refer-relevant+8w"),
        ("later-signal", "opened..opened+20w"),
    ] {
        let (_, result) = over_psychosocial(&changed(step, &format!("window = \"{window}\"")));
        assert!(result.is_ok(), "{step}: {window}: {}", told(&result.unwrap_err()));
    }
}

#[test]
fn cm_02_how_a_step_that_counts_ends_says_what_it_said() {
    let sets = "outcome.refused.sets = { ppm = false }";
    refused_over_psychosocial(&changed("consent-specialised", sets), "ppm = false", "does not answer `ppm`");
    let titles = "outcome.safe.title = { nl = \"Er zijn zorgen\" }";
    refused_over_psychosocial(&changed("kindcheck", titles), "title = { nl = \"Er", "what it means");
    let text = format!("{titles}\noutcome.at-risk.title = {{ nl = \"Veilig\" }}");
    let errors = over_psychosocial(&changed("kindcheck", &text)).1.unwrap_err();
    assert_eq!(errors.iter().map(|error| error.code).collect::<Vec<_>>(), ["weakens"; 2], "swapped");
}

#[test]
fn cm_02_criteria_of_a_network_s_own_look_at_no_less_and_do_not_run_out() {
    let table = |more: &str, inputs: &str, rows: &str| {
        let head = "id = \"complexity\"\nversion = \"n1\"\ntitle = { nl = \"Eigen\" }\nhit = \"first\"";
        format!("\n[[table]]\n{head}\n{more}inputs = [{inputs}]\nrows = [\n{rows}]\n")
    };
    let row = |when: &str, is: &str| format!("{{ when = [{when}], is = \"{is}\", why = {{ nl = \"zo\" }} }},\n");
    let doubt = row("\"yes\"", "complex") + &row("\"no\"", "single");
    refused_over_psychosocial(&table("", "\"doubt\"", &doubt), "inputs =", "does not look at `child-at-risk`");
    let all = "\"child-at-risk\", \"abuse-now\", \"suspicion\", \"consent-care\", \"resources\", \"severity\"";
    let any = "\"-\", \"-\", \"-\", \"-\", \"-\", \"-\"";
    let nothing = row("\"-\", \"-\", \"-\", \"-\", \"-\", \"mild\"", "single") + &row(any, "complex");
    refused_over_psychosocial(&table("", all, &nothing), "inputs =", "does not look at `child-at-risk`");
    let whole = row("\"no\", \"no\", \"no\", \"given\", \"sufficient\", \"mild\"", "single") + &row(any, "complex");
    refused_over_psychosocial(&table("valid-until = 2026-06-30\n", all, &whole), "valid-until", "runs out");
    refused_over_psychosocial(&table("valid-from = 2027-01-01\n", all, &whole), "valid-from", "begins later");
    let (_, fits) = over_psychosocial(&table("", all, &whole));
    assert!(fits.is_ok(), "{}", told(&fits.unwrap_err()));
}
