//! Overlays and tables on the command line, and what may not be taken into service.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

mod common;

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::Stdio,
};

use common::{done, file, regie, run};
use regie_testkit::TestDb;

const BASE: &str = r#"[pathway]
id      = "proef"
version = "1"
title   = { nl = "Proef" }
source  = "Proefboek"

[roles]
midwife = { nl = "verloskundige" }

[facts]
danger = { kind = "yes-no", sealed = true, ask = { nl = "Is er gevaar?" } }

[[table]]
id     = "way"
title  = { nl = "Welke weg" }
hit    = "unique"
inputs = ["danger"]
rows   = [
  { when = ["yes"], is = "act",  why = { nl = "er is gevaar" } },
  { when = ["no"],  is = "rest", why = { nl = "er is geen gevaar" } },
]

[[step]]
id       = "decide"
kind     = "decision"
by       = "midwife"
table    = "way"
sealed   = true
title    = { nl = "Kies" }
window   = "entry..entry+7d"
required = true
source   = "Weg"

[step.outcome.act]
title = { nl = "Handelen" }

[step.outcome.rest]
title = { nl = "Rust" }

[[step]]
id       = "act"
kind     = "task"
by       = "midwife"
title    = { nl = "Handel" }
opens    = "danger"
sealed   = true
required = true
source   = "Handelen"

[[guarantee]]
id       = "danger-is-acted-on"
says     = { nl = "Is er gevaar, dan wordt gehandeld." }
whenever = "danger"
then     = "act is not waiting"
source   = "Handelen"
"#;

const HEAD: &str = "[overlay]\nid = \"noord\"\nof = \"proef\"\nof-version = \"1\"\nnetwork = \"VSV Noord\"\nversion = \"2\"\n\
                    title = { nl = \"Proef noord\" }\n";
const STRICTER: &str = "\n[[change]]\nstep = \"decide\"\nwindow = \"entry..entry+3d\"\n";
/// It may be written, and that it promises what does not hold shows in the proof only.
const WEAKER: &str = r#"
[[guarantee]]
id    = "nobody-is-in-danger"
says  = { nl = "Er is nooit gevaar." }
never = "danger"
"#;

/// A folder with the pathway and an overlay.
fn folder(overlay: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("proef.toml"), BASE).unwrap();
    std::fs::write(folder.path().join("noord.toml"), format!("{HEAD}{overlay}")).unwrap();
    folder
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

#[test]
fn cm_02_an_overlay_is_checked_shown_and_proved_with_the_pathway_beside_it() {
    let folder = folder(STRICTER);
    let overlay = path(folder.path(), "noord.toml");
    assert!(done(&["pathway", "check", &overlay]).out.contains("1 files, 0 errors, 0 warnings"));
    let shown = done(&["pathway", "show", &overlay]).out;
    assert!(
        shown.contains("Proef noord (proef@noord, versie 2)\nvariant voor VSV Noord van proef, versie 1"),
        "{shown}"
    );
    assert!(shown.contains("binnen 3 dagen na de start van de zorg"), "{shown}");
    let json = done(&["pathway", "show", "--json", &overlay]).json();
    assert_eq!((json["id"].as_str(), json["variant"]["of"].as_str()), (Some("proef@noord"), Some("proef")));
    assert!(done(&["pathway", "prove", &overlay]).out.contains("danger-is-acted-on"));
    // Elsewhere, with the pathway named.
    let alone = tempfile::tempdir().unwrap();
    std::fs::copy(&overlay, alone.path().join("noord.toml")).unwrap();
    let moved = path(alone.path(), "noord.toml");
    let said = run(&["pathway", "check", &moved]);
    assert!(said.status == 1 && said.err.contains("put `proef.toml` beside it"), "{said:?}");
    done(&["pathway", "check", &moved, "--base", &path(folder.path(), "proef.toml")]);
}

#[test]
fn cm_02_an_overlay_that_promises_what_does_not_hold_is_refuted_with_the_course() {
    let folder = folder(WEAKER);
    let overlay = path(folder.path(), "noord.toml");
    done(&["pathway", "check", &overlay]);
    let said = run(&["pathway", "prove", &overlay]);
    assert_eq!(said.status, 1, "{said:?}");
    assert!(said.out.contains("WEERLEGD") && said.out.contains("nobody-is-in-danger"), "{said:?}");
    // What may not even be written is told at its line.
    std::fs::write(&overlay, format!("{HEAD}\n[[change]]\nstep = \"act\"\nrequired = false\n")).unwrap();
    let said = run(&["pathway", "check", &overlay]);
    assert_eq!(said.status, 1, "{said:?}");
    assert!(said.out.contains("noord.toml:11:1: error[weakens]: `required` of step `act`"), "{said:?}");
}

/// What `regie serve` says first: where it listens, or why not.
fn serve(pathways: &Path, db: &TestDb) -> (String, i32) {
    let folder = pathways.display().to_string();
    let args = ["serve", "--listen", "127.0.0.1:0", "--database", db.url(), "--pathways", &folder];
    let mut child = regie(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    if line.starts_with("listening on") {
        child.kill().unwrap();
        child.wait().unwrap();
        return (line, 0);
    }
    let output = child.wait_with_output().unwrap();
    (String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
}

#[tokio::test]
async fn cm_02_only_what_holds_is_taken_into_service() {
    let db = TestDb::sqlite();
    let (weaker, stricter) = (folder(WEAKER), folder(STRICTER));
    let (said, status) = serve(weaker.path(), &db);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("noord.toml (proef@noord) is not taken into service:"), "{said}");
    assert!(said.contains("nobody-is-in-danger") && said.contains("Is er gevaar?"), "with the course: {said}");
    let kept = |db: &TestDb| {
        let db = db.url().to_owned();
        async move {
            let store = regie_store::Store::open(&db).await.unwrap();
            let names = store.definitions().await.unwrap().into_iter().map(|one| one.name).collect::<Vec<_>>();
            store.close().await;
            names
        }
    };
    assert!(!kept(&db).await.iter().any(|name| name.ends_with("noord.toml")), "nothing of it is kept");
    let (said, status) = serve(stricter.path(), &db);
    assert_eq!(status, 0, "{said}");
    assert_eq!(kept(&db).await.iter().filter(|name| name.ends_with("noord.toml")).count(), 1);
    // An overlay that no longer fits what it changes.
    std::fs::write(stricter.path().join("proef.toml"), BASE.replace("version = \"1\"", "version = \"1b\"")).unwrap();
    let (said, status) = serve(stricter.path(), &db);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("error[other-base]") && said.contains("of-version = \"1b\""), "{said}");
    let empty = tempfile::tempdir().unwrap();
    let (said, status) = serve(empty.path(), &db);
    assert!(status == 1 && said.contains("no pathway there"), "{said}");
}

#[test]
fn cm_02_a_pathway_is_shown_with_its_questions_tables_and_guarantees() {
    let folder = folder("");
    let shown = done(&["pathway", "show", &path(folder.path(), "proef.toml")]).out;
    for told in [
        "  Kies    besluit  verloskundige  binnen 1 week na de start van de zorg  verplicht, verzegeld",
        "Vragen\n  vraag          naam    antwoord   hoe\n  Is er gevaar?  danger  ja of nee  verzegeld",
        "Beslistabel way: Welke weg",
        "  1    ja   Handelen  er is gevaar\n  2    nee  Rust      er is geen gevaar",
        "Waarborgen\n  danger-is-acted-on: Is er gevaar, dan wordt gehandeld.\n    zolang geldt: “Is er gevaar?” ja; geldt ook:",
    ] {
        assert!(shown.contains(told), "{told}\nin\n{shown}");
    }
    let json = done(&["pathway", "show", "--json", &path(folder.path(), "proef.toml")]).json();
    assert_eq!(json["guarantees"][0]["claim"]["whenever"], "danger");
    assert_eq!((json["facts"][0]["sealed"].as_bool(), json["tables"][0]["id"].as_str()), (Some(true), Some("way")));
}

#[test]
fn cm_02_a_table_goes_out_as_dmn_and_comes_back() {
    let folder = folder("");
    let pathway = path(folder.path(), "proef.toml");
    let xml = done(&["pathway", "dmn", &pathway, "--table", "way"]).out;
    assert!(xml.contains("<decisionTable") && xml.contains("er is gevaar"), "{xml}");
    assert_eq!(done(&["pathway", "dmn", &pathway]).out, xml, "the only one");
    let model = path(folder.path(), "way.dmn");
    std::fs::write(&model, &xml).unwrap();
    let text = done(&["pathway", "table", &model]).out;
    assert!(text.contains("[[table]]\nid = \"way\"") && text.contains("when = [\"yes\"], is = \"act\""), "{text}");
    let json = done(&["pathway", "table", "--json", &model]).json();
    assert_eq!(json["tables"][0]["decision"], "way");
    assert!(json["tables"][0]["toml"].as_str().unwrap().contains("[[table]]"));
    for (args, told) in [
        (["pathway", "dmn", &pathway, "--table", "wya"].as_slice(), "it has: way"),
        (&["pathway", "table", &model, "--decision", "other"], "the model has `way`"),
    ] {
        let said = run(args);
        assert!(said.status == 1 && said.err.contains(told), "{args:?}: {said:?}");
    }
    let said = run(&["pathway", "table", &pathway]);
    assert!(said.status == 2 && said.err.contains("this is a pathway file and no DMN model"), "{said:?}");
    assert!(said.err.contains("`regie pathway dmn` makes a model"), "{said:?}");
}

#[test]
fn cm_02_a_pathway_is_named_by_its_file_its_folder_or_its_name() {
    let (folder, shipped) = (file("pathways/postnataal").display().to_string(), "postnataal");
    let by_file = file("pathways/postnataal/pathway.toml").display().to_string();
    let shown = done(&["pathway", "show", &by_file]).out;
    for name in [folder.as_str(), shipped] {
        assert_eq!(done(&["pathway", "show", name]).out, shown, "{name}");
        assert!(done(&["pathway", "check", name]).out.contains("1 files, 0 errors"), "{name}");
    }
    assert!(shown.lines().all(|line| line.chars().count() <= 100), "{shown}");
    let english = done(&["pathway", "show", shipped, "--lang", "en"]).out;
    assert!(english.contains("Guarantees\n") && english.contains("version ") && !english.contains("Waarborgen"));
    // The told courses of a folder, without naming each.
    assert!(done(&["pathway", "run", &folder]).out.contains("Hielprik"));
    let proved = done(&["pathway", "dmn", "psychosociaal", "--table", "complexity"]).out;
    assert!(proved.contains("<decisionTable"), "{proved}");
    let overlay = file("pathways/psychosociaal/overlays/vsv-noord").display().to_string();
    assert!(done(&["pathway", "show", &overlay, "--base", "psychosociaal"]).out.contains("variant voor VSV Noord"));
}

#[test]
fn what_means_nothing_on_the_command_line_is_refused_in_a_sentence() {
    let nowhere = tempfile::tempdir().unwrap();
    let empty = nowhere.path().display().to_string();
    for (args, told) in [
        (["pathway", "show", "psychosociaal", "--base", "dementie"].as_slice(), "this is no overlay; leave --base out"),
        (&["pathway", "prove", "postnataal", "--states", "0"], "with no state nothing can be proved"),
        (&["pathway", "prove", "postnataal", "--write"], "so that nothing lies beside it"),
        (&["pathway", "run", "postnataal"], "so that nothing lies beside it"),
        (&["pathway", "show", &empty], "neither a pathway.toml nor an overlay.toml"),
    ] {
        let said = run(args);
        assert!(said.status == 2 && said.err.contains(told), "{args:?}: {said:?}");
    }
    let said = run(&["pathway", "show", "psychosocial"]);
    assert!(said.status == 1 && said.err.contains("comes with Regie: az-verloskunde"), "{said:?}");
}

#[test]
fn cm_02_two_variants_for_one_network_are_not_taken_into_service() {
    let folder = folder(STRICTER);
    let second =
        format!("{}{STRICTER}", HEAD.replace("id = \"noord\"", "id = \"north\"").replace("VSV Noord", "vsv noord"));
    std::fs::write(folder.path().join("second.toml"), second).unwrap();
    let (said, status) = serve(folder.path(), &TestDb::sqlite());
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("both change `proef` for vsv noord"), "{said}");
}

#[test]
fn cm_02_the_example_overlay_is_found_with_its_pathway() {
    let overlay = file("pathways/psychosociaal/overlays/vsv-noord/overlay.toml").display().to_string();
    let told = file("pathways/psychosociaal/overlays/vsv-noord/scenarios/1-minderjarig-en-zonder-hulpbronnen.toml");
    done(&["pathway", "check", &overlay]);
    assert!(done(&["pathway", "run", &overlay, &told.display().to_string()]).out.contains("psychosociaal@vsv-noord"));
}
