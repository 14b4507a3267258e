//! Every pathway that is shipped: it reads, nobody has a remark on it, and every course told of it comes out as told.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use regie_pathway::{
    Definition, lint, lint_together,
    scenario::{Scenario, play},
};

fn folders() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pathways");
    let mut folders: Vec<PathBuf> = fs::read_dir(all).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn definition(folder: &Path) -> Definition {
    let path = folder.join("pathway.toml");
    let text = fs::read_to_string(&path).unwrap();
    let name = format!("{}/pathway.toml", folder.file_name().unwrap().display());
    Definition::parse(&name, &text).unwrap_or_else(|wrong| {
        let told: Vec<String> = wrong.iter().map(ToString::to_string).collect();
        panic!("{}", told.join("\n"))
    })
}

#[test]
fn cm_10_every_shipped_pathway_reads_without_a_remark() {
    let mut remarks = Vec::new();
    for folder in folders() {
        let definition = definition(&folder);
        assert_eq!(definition.id().as_str(), folder.file_name().unwrap().to_str().unwrap(), "named as its folder");
        remarks.extend(lint(&definition).iter().map(ToString::to_string));
    }
    assert!(remarks.is_empty(), "{}", remarks.join("\n"));
}

#[test]
fn cm_02_pathways_that_run_beside_each_other_ask_the_same_by_the_same_name() {
    let definitions: Vec<Definition> = folders().iter().map(|folder| definition(folder)).collect();
    let beside: Vec<&Definition> = definitions.iter().collect();
    let remarks: Vec<String> = lint_together(&beside).iter().map(ToString::to_string).collect();
    assert!(remarks.is_empty(), "{}", remarks.join("\n"));
    // Not its own any more, the child's place is another question than the patient's.
    let of = |id: &str| beside.iter().find(|one| one.id().as_str() == id).unwrap();
    let text = fs::read_to_string(
        folders().iter().find(|one| one.ends_with("kinderpalliatief")).unwrap().join("pathway.toml"),
    );
    let child = text.unwrap().replace("default = \"hospital\", own = true", "default = \"hospital\"");
    let child = Definition::parse("kind.toml", &child).unwrap();
    let remarks = lint_together(&[of("palliatief"), &child]);
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    assert!(remarks[0].code == "other-question" && remarks[0].message.contains("`place`"), "{}", remarks[0]);
    assert!(lint_together(&[&child, &child]).is_empty(), "a pathway runs once in a case");
}

#[test]
fn cm_02_what_a_pathway_decides_itself_is_its_own_and_what_is_true_of_her_is_shared() {
    for (id, own, shared) in [
        ("dementie", ["called-for", "level", "ends-here", "plan-outdated"], "carer-load"),
        ("ggz-fact", ["called-for", "level", "ends-here", "plan-outdated"], "stable"),
        ("bemoeizorg-act", ["for-team", "level", "closing", "plan-outdated"], "self-reliant"),
        ("kinderpalliatief", ["called-for", "place", "ends-here", "plan-outdated"], "parents-load"),
    ] {
        let definition = folders().iter().find(|one| one.ends_with(id)).map(|folder| definition(folder)).unwrap();
        let is_own = |fact: &str| definition.fact(&fact.into()).unwrap().own;
        assert!(own.into_iter().all(is_own), "{id}");
        assert!(!is_own(shared), "{id}");
    }
}

#[test]
fn cm_10_every_told_course_comes_out_as_told() {
    let mut failures = Vec::new();
    for folder in folders() {
        let definition = definition(&folder);
        let mut told: Vec<PathBuf> =
            fs::read_dir(folder.join("scenarios")).unwrap().map(|entry| entry.unwrap().path()).collect();
        told.sort();
        assert!(told.len() >= 3, "{}: a pathway is told by at least three courses", folder.display());
        for path in told {
            let name = path.file_name().unwrap().to_str().unwrap();
            let scenario = Scenario::parse(name, &fs::read_to_string(&path).unwrap())
                .unwrap_or_else(|wrong| panic!("{}: {}", path.display(), wrong[0]));
            let played = play(&definition, &scenario);
            failures.extend(played.failures.iter().map(|failure| format!("{}: {failure}", definition.id())));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
