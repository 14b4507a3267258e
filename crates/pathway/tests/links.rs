//! What leads to what, as a drawing of a pathway shows it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use regie_pathway::{Definition, Way};

fn shipped(id: &str) -> Definition {
    let path = format!("{}/../../pathways/{id}/pathway.toml", env!("CARGO_MANIFEST_DIR"));
    Definition::parse(&path, &std::fs::read_to_string(&path).unwrap()).unwrap()
}

/// `step` or `step:outcome` of every way that leads to a step.
fn before(def: &Definition, to: &str) -> Vec<String> {
    let links = def.links();
    let ways = links.iter().filter(|link| link.to == to).flat_map(|link| {
        link.ways.iter().map(|way| match way {
            Way::Done => link.from.to_string(),
            Way::Outcome { outcome } => format!("{}:{outcome}", link.from),
            other => format!("{}:{other:?}", link.from),
        })
    });
    ways.collect()
}

#[test]
fn ps_01_a_problem_found_leads_to_the_kindcheck_and_no_problem_to_a_later_signal() {
    let def = shipped("psychosociaal");
    assert_eq!(before(&def, "kindcheck"), ["screening:problem", "later-signal:problem"]);
    assert_eq!(before(&def, "later-signal"), ["screening:no-problem", "screening:Skipped"]);
    assert_eq!(before(&def, "screening"), [""; 0], "it opens on a date");
}

#[test]
fn a_step_is_drawn_after_the_last_of_what_it_waits_for() {
    let def = shipped("psychosociaal");
    // That there is a problem, and who answered that, goes before the consent.
    assert_eq!(before(&def, "contact-care"), ["ask-consent:given"]);
    let complexity = before(&def, "complexity");
    assert!(complexity.contains(&"ask-consent".to_owned()) && !complexity.iter().any(|way| way.contains("screening")));
}

#[test]
fn a_window_that_counts_from_the_birth_comes_after_the_birth() {
    let def = shipped("az-verloskunde");
    let birth =
        def.steps().iter().find(|step| def.marks(step).is_some_and(|it| it.as_str() == "born")).expect("a birth");
    let after = def.links().into_iter().filter(|link| link.from == birth.id).count();
    assert!(after >= 3, "{after}");
}

#[test]
fn every_link_joins_two_steps_and_names_outcomes_that_there_are() {
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../pathways")).unwrap() {
        let def = shipped(entry.unwrap().file_name().to_str().unwrap());
        for link in def.links() {
            let from = def.step(&link.from).expect("a step");
            assert!(def.step(&link.to).is_some() && link.from != link.to && !link.ways.is_empty(), "{link:?}");
            for way in &link.ways {
                if let Way::Outcome { outcome } = way {
                    assert!(from.outcomes.iter().any(|known| known.id == *outcome), "{link:?}");
                }
            }
        }
    }
}

#[test]
fn windows_are_told_as_people_say_them() {
    let def = shipped("psychosociaal");
    let told = |id: &str| def.window_in_words(def.step(&id.into()).unwrap()).unwrap().nl;
    assert_eq!(told("screening"), "binnen 2 weken na de start van de zorg, bij voorkeur na 1 week");
    assert_eq!(told("kindcheck"), "binnen 3 dagen nadat dit openging, bij voorkeur na 1 dag");
}

#[test]
fn cm_02_a_decision_table_reads_as_questions_answers_and_reasons() {
    let def = shipped("psychosociaal");
    let tables = def.tables_in_words();
    let table = tables.iter().find(|table| table.id == "complexity").unwrap();
    assert_eq!(table.hit.nl, "de eerste regel die klopt, beslist");
    assert_eq!(table.asks[1].nl, "Is er actueel misbruik en/of mishandeling?");
    let row: Vec<&str> = table.rows[3].when.iter().map(|cell| cell.nl.as_str()).collect();
    assert_eq!(row, ["–", "–", "–", "geen toestemming", "–", "–"]);
    assert_eq!((table.rows[0].is.nl.as_str(), table.rows[0].when[0].nl.as_str()), ("Complex", "ja"));
}
