//! Levels of intensity as a board, scaled up and down by criteria (CM-03, CM-09).

use super::*;
use crate::view::BoardRow;

const FACT: &str = "ggz-fact";

fn place(case: &Case, id: &str) -> Option<BoardRow> {
    let rows = case_rows(case, &SHIPPED).into_iter();
    rows.filter_map(|row| if let ViewRow::Board(row) = row { Some(row) } else { None })
        .find(|row| row.pathway.as_str() == id)
}

/// Facts by yes and no.
fn say(case: &mut Case, on_day: Date, id: &str, facts: &[(&str, bool)]) {
    for (fact, value) in facts {
        done(case, &on(JOKE, on_day), &answer(id, fact, FactValue::YesNo(*value)));
    }
}

/// Dementia up to the decision on its intensity.
fn dementia() -> Case {
    let id = "dementie";
    let mut case = case_with(id, march(2));
    done(&mut case, &on(JOKE, march(3)), &complete(id, "diagnosis-made", march(3), Some("made")));
    say(&mut case, march(3), id, &[("wants-care", true), ("needs-coherence", true), ("simple-means", false)]);
    done(&mut case, &on(JOKE, march(3)), &complete(id, "indication", march(3), Some("case-management")));
    done(&mut case, &on(JOKE, march(4)), &CaseCommand::DiagnoseCare { diagnosis: diagnosis(march(4), None) });
    case
}

#[test]
fn cm_03_a_case_stands_on_the_board_by_the_choice_that_its_pathway_names_with_since_when_and_why() {
    let id = "dementie";
    let mut case = dementia();
    let before = place(&case, id).expect("on the board");
    assert_eq!((before.level, before.since, before.why), (None, None, None), "not decided yet, and yet on the board");
    say(&mut case, march(5), id, &[("frequent-adjustment", false), ("stable", true), ("self-reliant", false)]);
    done(&mut case, &on(JOKE, march(5)), &complete(id, "intensity", march(5), Some("coordination")));
    let decided = place(&case, id).unwrap();
    assert_eq!((decided.level.as_deref(), decided.since), (Some("coordination"), Some(march(5))));
    let why = decided.why.unwrap();
    assert_eq!(why.rows, [3]);
    assert_eq!(why.why.unwrap().nl, "stabiel, maar niet zelfredzaam: één partij houdt de samenhang in het oog");

    // Worse: the table decides otherwise, and the case moves up.
    say(&mut case, march(20), id, &[("frequent-adjustment", true)]);
    give(&mut case, &on(JOKE, march(20)), &CaseCommand::Tick).unwrap();
    done(&mut case, &on(JOKE, march(20)), &complete(id, "intensity", march(20), Some("intensive")));
    let up = place(&case, id).unwrap();
    assert_eq!((up.level.as_deref(), up.since), (Some("intensive"), Some(march(20))));
    // Another level than the table says needs a reason, and is shown as what it is.
    let today = on(JOKE, march(25));
    let by_hand = answer(id, "level", FactValue::Choice("self-management".into()));
    let said = Refusal::LevelByTable { level: "self-management".into(), said: Some("intensive".into()) };
    assert_eq!(refused(&case, &today, &by_hand), said);
    let set = |reason: &str| CaseCommand::SetLevel {
        pathway: id.into(),
        level: "self-management".into(),
        reason: reason.into(),
    };
    assert_eq!(refused(&case, &today, &set(" ")).code(), "empty");
    let events = done(&mut case, &today, &set("de dochter is bij haar ingetrokken"));
    let line = crate::history::describe(&events[0], &case, today.directory, today.pathways);
    assert_eq!(line.what.nl, "Niveau gezet op zelfmanagement, afgeweken van de tabel, die zegt: intensief");
    assert_eq!(line.detail.as_deref(), Some("de dochter is bij haar ingetrokken"));
    let told = place(&case, id).unwrap();
    assert_eq!((told.level.as_deref(), told.since), (Some("self-management"), Some(march(25))));
    let by_hand = told.why.unwrap().by_hand.unwrap();
    assert_eq!(by_hand.reason, "de dochter is bij haar ingetrokken");
    assert_eq!((by_hand.said.unwrap().nl.as_str(), by_hand.by), ("intensief", Some(JOKE.person)));
    assert_eq!(refused(&case, &today, &set("de dochter is bij haar ingetrokken")).code(), "nothing-to-do");
    // What the table says itself takes the place of what was set by hand, without a reason.
    done(&mut case, &on(JOKE, march(26)), &answer(id, "level", FactValue::Choice("intensive".into())));
    assert_eq!(place(&case, id).unwrap().why.unwrap().by_hand, None);
    assert!(place(&case, "az-verloskunde").is_none(), "a pathway without a board has none");
}

#[test]
fn cm_09_flexible_scaling_moves_a_case_up_and_down_the_board() {
    let mut case = case_with(FACT, march(2));
    let definition = SHIPPED.of(case.run(&FACT.into()).unwrap()).unwrap();
    assert_eq!(definition.board().map(|fact| fact.id.as_str()), Some("level"));
    let today = |of_month| on(JOKE, march(of_month));
    let level = FactValue::Choice("coordination".into());
    let said = Refusal::LevelByTable { level: "coordination".into(), said: None };
    assert_eq!(refused(&case, &today(3), &answer(FACT, "level", level.clone())), said, "nor before the table decides");
    let reason = "zo kwam zij van de afdeling".to_owned();
    done(&mut case, &today(3), &CaseCommand::SetLevel { pathway: FACT.into(), level: "coordination".into(), reason });
    let start = CaseCommand::StartPathway {
        pathway: "dementie".into(),
        anchors: BTreeMap::new(),
        facts: BTreeMap::from([("level".into(), level)]),
    };
    assert_eq!(refused(&case, &today(3), &start).code(), "level-by-table", "nor with the start");
    fixtures::indicated(&mut case, &today(3), FACT, "called-for");
    for number in [-5, 11] {
        let out = answer(FACT, "wellbeing", FactValue::Number(number));
        let refusal = refused(&case, &today(3), &out);
        assert_eq!(refusal.code(), "wrong-fact-value");
        assert!(refusal.to_string().contains("from 0 to 10"), "{refusal}");
    }
    done(&mut case, &today(3), &answer(FACT, "wellbeing", FactValue::Number(7)));
    assert_eq!(status(&case, FACT, "scale-up", 1), Some(Status::Waiting));
    done(&mut case, &today(4), &answer(FACT, "wellbeing", FactValue::Number(3)));
    assert_eq!(status(&case, FACT, "scale-up", 1), Some(Status::Open), "below 5 it is to be decided at once");
    done(&mut case, &today(4), &complete(FACT, "scale-up", march(4), Some("intensive")));
    let up = place(&case, FACT).unwrap();
    assert_eq!((up.level.as_deref(), up.since), (Some("intensive"), Some(march(4))));
    let why = up.why.unwrap();
    assert_eq!(why.rows, [1], "the criterion that moved her stands beside it");
    assert!(!why.why.unwrap().nl.is_empty());
    say(&mut case, march(12), FACT, &[("stable", false)]);
    done(&mut case, &today(12), &answer(FACT, "wellbeing", FactValue::Number(6)));
    done(&mut case, &today(12), &complete(FACT, "scale-down", march(12), Some("case-management")));
    let down = place(&case, FACT).unwrap();
    assert_eq!((down.level.as_deref(), down.since), (Some("case-management"), Some(march(12))));
}

#[test]
fn cm_09_a_closed_case_leaves_the_board() {
    let mut case = dementia();
    let close = CaseCommand::Close {
        on: march(6),
        reason: crate::case::records::ClosingReason::OpenedByMistake,
        note: "dubbel".into(),
        died_on: None,
    };
    done(&mut case, &on(JOKE, march(6)), &close);
    assert!(place(&case, "dementie").is_none());
}
