//! The golden scenarios, told through the whole application: what people do, what the journal keeps, who is told.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

mod common;

use common::{done, file, run};
use regie_testkit::TestDb;

const SCENARIOS: &str = "pathways/az-verloskunde/scenarios";

fn scenarios() -> Vec<String> {
    let paths = told_of(SCENARIOS);
    assert_eq!(paths.len(), 9, "{paths:?}");
    paths
}

fn told_of(folder: &str) -> Vec<String> {
    let folder = file(folder);
    let mut paths: Vec<String> = std::fs::read_dir(&folder)
        .expect("the scenarios")
        .map(|entry| entry.unwrap().path().display().to_string())
        .filter(|path| path.ends_with(".toml"))
        .collect();
    paths.sort();
    paths
}

fn name(path: &str) -> String {
    std::path::Path::new(path).file_stem().unwrap().to_str().unwrap().to_owned()
}

#[test]
fn az_03_every_told_course_plays_through_the_application_as_it_is_told() {
    for path in scenarios() {
        let said = run(&["run", &path]);
        assert_eq!(said.status, 0, "{path}: {}", said.err);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name(&path), said.out);
        });
    }
}

#[test]
fn cm_10_every_course_of_the_other_programmes_plays_through_the_application_to_its_close() {
    let programmes =
        ["bemoeizorg-act", "dementie", "ggz-fact", "kinderpalliatief", "palliatief", "postnataal", "psychosociaal"];
    let mut refused = Vec::new();
    for path in programmes.iter().flat_map(|programme| told_of(&format!("pathways/{programme}/scenarios"))) {
        let said = run(&["run", &path]);
        if said.status != 0 {
            refused.push(format!("{path}: {}", said.err));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn ps_02_the_told_course_of_what_is_sealed_plays_as_it_is_told() {
    let path = file("pathways/psychosociaal/scenarios/11-verzegeld.toml").display().to_string();
    let said = run(&["run", &path]);
    assert_eq!(said.status, 0, "{path}: {}", said.err);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name(&path), said.out);
    });
}

#[test]
fn az_03_a_told_course_as_json_and_again_is_the_same() {
    let path = &scenarios()[0];
    let first = done(&["run", "--json", path]);
    assert_eq!(first.out, done(&["run", "--json", path]).out);
    let json = first.json();
    assert_eq!(json["failures"].as_array().map(Vec::len), Some(0));
    assert_eq!(json["chapters"][0]["journal"][0]["kind"], "opened");
}

#[test]
fn g_09_a_told_course_leaves_a_database_that_verifies() {
    let db = TestDb::sqlite();
    let path = &scenarios()[4];
    done(&["run", path, "--database", db.url()]);
    done(&["verify", "--database", db.url()]);
    let again = run(&["run", path, "--database", db.url()]);
    assert_eq!(again.status, 1);
    assert!(again.err.contains("not empty"), "{again:?}");
}

#[test]
fn a_course_that_comes_out_otherwise_is_told_with_its_line() {
    let db = TestDb::sqlite();
    let text = std::fs::read_to_string(&scenarios()[6]).unwrap();
    let wrong = db.file("anders.toml");
    std::fs::write(&wrong, text.replacen("\"birth-plan cancelled\"", "\"birth-plan open\"", 1)).unwrap();
    let said = run(&["run", wrong.to_str().unwrap()]);
    assert_eq!(said.status, 1);
    assert!(said.err.contains("line ") && said.err.contains("expected `birth-plan open`"), "{}", said.err);
}

#[test]
fn the_pathway_file_is_checked_shown_and_run_on_the_engine_alone() {
    let pathway = file("pathways/az-verloskunde/pathway.toml").display().to_string();
    let said = done(&["pathway", "check", &pathway]);
    assert!(said.out.ends_with("1 files, 0 errors, 0 warnings\n"), "{said:?}");
    let shown = done(&["pathway", "show", &pathway]).out;
    for words in [
        "Geboorteplan bespreken",
        "29w0d t/m 31w0d, bij voorkeur 30w0d",
        "casemanager",
        "verplicht",
        "Nacontrole en afsluiting",
    ] {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    let scenarios = scenarios();
    let args: Vec<&str> =
        ["pathway", "run", &pathway].into_iter().chain(scenarios.iter().map(String::as_str)).collect();
    let played = done(&args).out;
    assert!(played.contains("Geboorteplan bespreken: gedaan op"), "{played}");
}

#[test]
fn a_pathway_with_an_error_has_status_1_with_file_line_and_help() {
    let db = TestDb::sqlite();
    let text = std::fs::read_to_string(file("pathways/az-verloskunde/pathway.toml")).unwrap();
    let broken = db.file("pathway.toml");
    std::fs::write(&broken, text.replace("29w0d..30w0d..31w0d", "31w0d..30w0d..29w0d")).unwrap();
    for command in ["check", "show"] {
        let said = run(&["pathway", command, broken.to_str().unwrap()]);
        assert_eq!(said.status, 1, "{said:?}");
        let told = format!("{}{}", said.out, said.err);
        assert!(told.contains("pathway.toml:") && told.contains("error[") && told.contains("help:"), "{told}");
    }
    let json = run(&["pathway", "check", "--json", broken.to_str().unwrap()]).json();
    assert!(json["errors"].as_u64().unwrap() > 0 && json["diagnostics"][0]["line"].as_u64().unwrap() > 0, "{json}");
}
