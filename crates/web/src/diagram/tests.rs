#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;

use super::*;
use crate::texts::Lang;

/// Every pathway that comes with Regie.
fn shipped() -> Vec<Definition> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../pathways");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path().join("pathway.toml");
        if let Ok(text) = std::fs::read_to_string(&path) {
            found.push(Definition::parse(&path.display().to_string(), &text).unwrap());
        }
    }
    assert!(found.len() >= 8);
    found
}

fn views() -> impl Iterator<Item = (Definition, DiagramView)> {
    shipped()
        .into_iter()
        .flat_map(|definition| Lang::ALL.map(|lang| (definition.clone(), diagram(Texts::get(lang), &definition, None))))
}

#[test]
fn every_step_and_every_table_of_every_pathway_is_drawn_once() {
    for (definition, view) in views() {
        let targets: Vec<&str> = view.boxes.iter().map(|one| one.target.as_str()).collect();
        let unique: BTreeSet<&str> = targets.iter().copied().collect();
        assert_eq!(unique.len(), targets.len(), "{}", definition.id());
        let steps = definition.steps().iter().map(|step| step_target(step.id.as_str()));
        let tables = definition.tables_in_words().into_iter().map(|table| table_target(&table.id));
        let wanted: BTreeSet<String> = steps.chain(tables).collect();
        assert_eq!(wanted, targets.into_iter().map(str::to_owned).collect(), "{}", definition.id());
    }
}

#[test]
fn no_box_of_any_pathway_covers_another_and_all_words_stand_in_their_box() {
    for (definition, view) in views() {
        for (at, one) in view.boxes.iter().enumerate() {
            let lines = one
                .title
                .iter()
                .chain(&one.by)
                .chain(one.outcomes.iter().flat_map(|outcome| outcome.lines.iter().chain(&outcome.far)));
            let lines = lines.chain(&one.far);
            for line in lines {
                let end =
                    line.x + letters::measure(&line.text, if one.title.contains(line) { TITLE_RUN } else { SMALL });
                let inside = line.x > one.x && end < one.x + one.width && line.y > one.y && line.y < one.y + one.height;
                assert!(inside, "{}: {line:?} in {one:?}", definition.id());
            }
            assert!(one.title.iter().all(|line| !line.text.ends_with('…')), "{}: {:?}", definition.id(), one.title);
            for other in &view.boxes[at + 1..] {
                let beside = one.x + one.width <= other.x || other.x + other.width <= one.x;
                let under = one.y + one.height <= other.y || other.y + other.height <= one.y;
                assert!(beside || under, "{}: {} and {}", definition.id(), one.target, other.target);
            }
        }
    }
}

#[test]
fn what_lies_stages_further_is_named_in_the_box_instead_of_crossing_all_between() {
    let all = shipped();
    let definition = all.iter().find(|one| one.id().as_str() == "psychosociaal").unwrap();
    let view = diagram(Texts::get(Lang::Nl), definition, None);
    let kindcheck = view.boxes.iter().find(|one| one.target == "stap-kindcheck").unwrap();
    let danger = kindcheck.outcomes.iter().find(|outcome| !outcome.far.is_empty()).unwrap();
    assert!(danger.far[0].text.starts_with("↓ Meldcode") && danger.exit.is_none(), "{danger:?}");
    let plan = Plan::new(Texts::get(Lang::Nl), definition, None);
    for arrow in plan.chart().arrows {
        assert!(plan.band(arrow.from).abs_diff(plan.band(arrow.to)) <= 1, "{arrow:?}");
    }
}

#[test]
fn a_pathway_is_drawn_alike_each_time() {
    for (definition, view) in views().take(4) {
        let again = Lang::ALL.map(|lang| diagram(Texts::get(lang), &definition, None));
        assert!(again.contains(&view));
    }
}

#[test]
fn the_way_that_a_case_went_is_marked_and_no_other() {
    let all = shipped();
    let definition = all.iter().find(|one| one.id().as_str() == "psychosociaal").unwrap();
    let done = |outcome: &str| StepStanding {
        state: Some(StepState::Done),
        words: "gedaan".to_owned(),
        told: String::new(),
        done: Some(Some(outcome.into())),
    };
    let standings = Standings::from([("screening".into(), done("problem"))]);
    let view = diagram(Texts::get(Lang::Nl), definition, Some(&standings));
    let screening = view.boxes.iter().find(|one| one.target == "stap-screening").unwrap();
    let chosen: Vec<bool> = screening.outcomes.iter().map(|outcome| outcome.chosen).collect();
    assert_eq!(chosen, [false, true]);
    let taken = view.arrows.iter().filter(|arrow| arrow.taken).count();
    assert!((1..view.arrows.len()).contains(&taken), "{taken} of {}", view.arrows.len());
    assert_eq!(view.states, [StepState::Done]);
}
