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
    // What is told by hand since, no decision explains.
    done(&mut case, &on(JOKE, march(25)), &answer(id, "level", FactValue::Choice("self-management".into())));
    let told = place(&case, id).unwrap();
    assert_eq!((told.level.as_deref(), told.since, told.why), (Some("self-management"), None, None));
    assert!(place(&case, "az-verloskunde").is_none(), "a pathway without a board has none");
}

#[test]
fn cm_09_flexible_scaling_moves_a_case_up_and_down_the_board() {
    let mut case = case_with(FACT, march(2));
    let definition = SHIPPED.of(case.run(&FACT.into()).unwrap()).unwrap();
    assert_eq!(definition.board().map(|fact| fact.id.as_str()), Some("level"));
    let today = |of_month| on(JOKE, march(of_month));
    done(&mut case, &today(3), &answer(FACT, "level", FactValue::Choice("coordination".into())));
    done(&mut case, &today(3), &answer(FACT, "called-for", FactValue::YesNo(true)));
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
    };
    done(&mut case, &on(JOKE, march(6)), &close);
    assert!(place(&case, "dementie").is_none());
}
