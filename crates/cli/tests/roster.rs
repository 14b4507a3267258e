//! A region's day on the command line: made, planned, checked, asked, replanned, forecast.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

mod common;

use common::{done, file, run};

#[test]
fn pn_04_a_roster_is_made_checked_explained_and_replanned() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let region = file("crates/roster/frozen/small.json").display().to_string();
    let (plan, again, today, mended) = (path("plan"), path("again"), path("today"), path("mended"));
    let solve = |out: &str| done(&["roster", "solve", &region, "--rounds", "48", "--out", out, "--json"]);
    let told = solve(&plan).json();
    assert_eq!(told["verdict"]["figures"]["unplanned"], 0);
    solve(&again);
    assert_eq!(std::fs::read_to_string(&plan).unwrap(), std::fs::read_to_string(&again).unwrap());
    let compared = done(&["roster", "compare", &region, &plan, &again]);
    assert!(compared.out.contains("0 wijzigingen"), "{compared:?}");

    let written: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&plan).unwrap()).unwrap();
    // What a plan says of itself is not believed.
    let altered = path("altered");
    let with = |field: &str, value: serde_json::Value| {
        let mut plan = written.clone();
        *plan.pointer_mut(field).unwrap() = value;
        std::fs::write(&altered, plan.to_string()).unwrap();
        run(&["roster", "check", &region, &altered])
    };
    let cheap = with("/bill/total", 1.into());
    assert!(cheap.status == 1 && cheap.out.contains("het plan zegt zelf dat het 1 kost"), "{cheap:?}");
    let other = with("/instance", "elsewhere".into());
    assert!(other.status != 0 && format!("{other:?}").contains("a plan of `elsewhere`"), "{other:?}");
    let nobody = run(&["roster", "stand-ins", &region, &plan, "m99"]);
    assert!(nobody.status != 0 && format!("{nobody:?}").contains("there is no midwife"), "{nobody:?}");
    let route = &written["routes"][0];
    let (midwife, visit) = (route["midwife"].as_str().unwrap(), route["stops"][0]["visit"].as_str().unwrap());
    let why = done(&["roster", "why", &region, &plan, visit, "--json"]).json();
    assert_eq!(why["midwife"], midwife);
    let stand_ins = done(&["roster", "stand-ins", &region, &plan, midwife, "--until", "0", "--json"]).json();
    assert_eq!(stand_ins.as_array().map(Vec::len), route["stops"].as_array().map(Vec::len));

    done(&[
        "roster",
        "replan",
        &region,
        &plan,
        "--ill",
        midwife,
        "--until",
        "0",
        "--rounds",
        "48",
        "--out",
        &mended,
        "--instance-out",
        &today,
        "--json",
    ]);
    done(&["roster", "check", &today, &mended]);
    // She is not there on that day, so the old plan no longer stands.
    let refused = run(&["roster", "check", &today, &plan]);
    assert_eq!(refused.status, 1, "{refused:?}");
    assert!(refused.out.contains("REGEL GEBROKEN Shift"), "{refused:?}");
}

#[test]
fn pn_01_a_generated_region_is_forecast_and_less_capacity_turns_it_red() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (region, outlook) = (path("region"), path("outlook"));
    done(&["roster", "generate", "--midwives", "14", "--births", "90", "--out", &region, "--outlook", &outlook]);
    let phase = |capacity: &str| {
        let made = done(&["roster", "forecast", &outlook, "--capacity-percent", capacity, "--json"]).json();
        assert_eq!(made["days"].as_array().map(Vec::len), Some(42));
        made["ruling"]["phase"].as_str().unwrap().to_owned()
    };
    assert_eq!((phase("100").as_str(), phase("30").as_str()), ("green", "red"));
}

#[test]
fn a_file_that_is_no_instance_is_refused_with_its_name() {
    let readme = file("README.md").display().to_string();
    let refused = run(&["roster", "solve", &readme, "--seconds", "1"]);
    assert_eq!(refused.status, 1, "{refused:?}");
    assert!(refused.err.contains("README.md") && refused.err.contains("docs/roster-format.md"), "{refused:?}");
}

#[test]
fn a_visit_that_nobody_can_make_is_named_with_the_reason_and_ours_is_planned_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (region, plan) = (path("region.json"), path("plan.json"));
    done(&["roster", "generate", "--midwives", "4", "--births", "8", "--seed", "5", "--out", &region]);
    let mut instance: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&region).unwrap()).unwrap();
    let visit = &mut instance["clients"][0]["visits"][0];
    visit["skills"] = serde_json::json!(["vacuümextractie"]);
    let name = visit["id"].as_str().unwrap().to_owned();
    std::fs::write(&region, instance.to_string()).unwrap();
    let told = done(&["roster", "solve", &region, "--rounds", "50", "--out", &plan]);
    let line = told.out.lines().find(|line| line.contains(&name)).expect(&told.out);
    assert!(line.starts_with("niet gepland: ") && line.contains("vacuümextractie"), "{line}");
    done(&["roster", "check", &region, &plan]);
    // A customer whom no vehicle reaches before its window closes: of a public instance every visit must be made.
    let (far, none) = (path("far.txt"), path("none.json"));
    let text = "FAR\n\nVEHICLE\nNUMBER CAPACITY\n 1 10\n\nCUSTOMER\nCUST NO. XCOORD. YCOORD. DEMAND READY TIME DUE DATE SERVICE TIME\n
 0 0 0 0 0 100 0\n 1 30 40 5 0 20 10\n 2 6 8 5 0 19 10\n";
    std::fs::write(&far, text).unwrap();
    let refused = run(&["roster", "solve", &far, "--rounds", "50", "--out", &none]);
    assert_eq!(refused.status, 1, "{refused:?}");
    assert!(refused.out.contains("\n1: ") && refused.out.contains("niet op tijd"), "{refused:?}");
    assert!(!refused.out.contains("\n2: ") && !std::path::Path::new(&none).exists(), "{refused:?}");
}
