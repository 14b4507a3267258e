//! Two programmes in one case: what is known of the client counts for both, what one of them decides is its own (CM-02).

use super::*;

const DEMENTIE: &str = "dementie";
const FACT: &str = "ggz-fact";

fn fact(case: &Case, id: &str, fact: &str) -> Option<FactValue> {
    case.run(&id.into()).unwrap().state.fact(&fact.into()).cloned()
}

fn start(id: &str) -> CaseCommand {
    CaseCommand::StartPathway { pathway: id.into(), anchors: BTreeMap::new(), facts: BTreeMap::new() }
}

/// Whether any step of the team's that follows its indication came up.
fn team_works(case: &Case) -> bool {
    ["hand-back", "treatment", "care-diagnosis"].iter().any(|step| status(case, FACT, step, 1) == Some(Status::Open))
}

/// Both programmes run from the first day; dementia decided that case management is called for.
fn both() -> Case {
    let mut case = case_with(DEMENTIE, march(2));
    done(&mut case, &on(JOKE, march(2)), &start(FACT));
    done(&mut case, &on(JOKE, march(3)), &complete(DEMENTIE, "diagnosis-made", march(3), Some("made")));
    for (name, value) in [("wants-care", true), ("needs-coherence", true), ("simple-means", false)] {
        done(&mut case, &on(JOKE, march(3)), &answer(DEMENTIE, name, FactValue::YesNo(value)));
    }
    done(&mut case, &on(JOKE, march(3)), &complete(DEMENTIE, "indication", march(3), Some("case-management")));
    case
}

#[test]
fn cm_02_one_pathway_s_indication_is_not_the_other_s() {
    let mut case = both();
    assert_eq!(fact(&case, DEMENTIE, "called-for"), Some(FactValue::YesNo(true)));
    assert_eq!(fact(&case, FACT, "wants-care"), None, "that she wants the one care says nothing of the other");
    assert_eq!(fact(&case, FACT, "called-for"), None, "nobody decided that yet");
    assert!(!team_works(&case));
    done(&mut case, &on(JOKE, march(4)), &complete(FACT, "intake", march(4), Some("independent")));
    assert!(!team_works(&case), "the indication of the team itself comes first");
    // Nobody answers past the table, in either of them or with a start; taken back in one, it stands in the other.
    for (id, told) in [(FACT, true), (FACT, false), (DEMENTIE, false)] {
        let told = answer(id, "called-for", FactValue::YesNo(told));
        let refusal = refused(&case, &on(JOKE, march(4)), &told);
        assert_eq!(refusal.code(), "decided-at-step");
        assert!(refusal.to_string().contains("`indication`"), "{refusal}");
    }
    let facts = BTreeMap::from([("guided".into(), FactValue::YesNo(true))]);
    let start = CaseCommand::StartPathway { pathway: "palliatief".into(), anchors: BTreeMap::new(), facts };
    assert_eq!(refused(&case, &on(JOKE, march(4)), &start).code(), "decided-at-step");
    fixtures::indicated(&mut case, &on(JOKE, march(4)), FACT, "called-for");
    assert_eq!(fact(&case, DEMENTIE, "called-for"), Some(FactValue::YesNo(true)));
    let back = pathway::Command::RetractFact { fact: "called-for".into(), reason: "vergissing".into() };
    done(&mut case, &on(JOKE, march(4)), &CaseCommand::Pathway { pathway: FACT.into(), command: back });
    assert_eq!(fact(&case, DEMENTIE, "called-for"), Some(FactValue::YesNo(true)));
}

#[test]
fn cm_02_a_pathway_that_starts_later_does_not_take_over_what_another_decided() {
    let mut case = case_with(DEMENTIE, march(2));
    fixtures::indicated(&mut case, &on(JOKE, march(3)), DEMENTIE, "called-for");
    for (name, value) in [("self-reliant", true), ("plan-outdated", true), ("ends-here", true)] {
        done(&mut case, &on(JOKE, march(3)), &answer(DEMENTIE, name, FactValue::YesNo(value)));
    }
    done(&mut case, &on(JOKE, march(4)), &start(FACT));
    assert_eq!(fact(&case, FACT, "self-reliant"), Some(FactValue::YesNo(true)), "a fact about her goes in");
    for name in ["called-for", "plan-outdated", "ends-here", "level"] {
        assert_eq!(fact(&case, FACT, name), None, "{name}");
    }
}

#[test]
fn cm_03_a_level_set_in_one_pathway_leaves_the_other_where_it_stands() {
    let mut case = both();
    let today = on(JOKE, march(5));
    for (id, level) in [(DEMENTIE, "coordination"), (FACT, "intensive")] {
        let set = CaseCommand::SetLevel { pathway: id.into(), level: level.into(), reason: "zo besproken".into() };
        done(&mut case, &today, &set);
    }
    assert_eq!(fact(&case, DEMENTIE, "level"), Some(FactValue::Choice("coordination".into())));
    assert_eq!(fact(&case, FACT, "level"), Some(FactValue::Choice("intensive".into())));
}

#[test]
fn cm_02_the_end_of_one_pathway_cancels_nothing_in_the_other() {
    let mut case = both();
    let before: Vec<_> = case.run(&DEMENTIE.into()).unwrap().state.occurrences().cloned().collect();
    assert!(before.iter().any(|one| one.status() == Status::Open));
    done(&mut case, &on(JOKE, march(6)), &answer(FACT, "ends-here", FactValue::YesNo(true)));
    done(&mut case, &on(JOKE, march(6)), &answer(FACT, "plan-outdated", FactValue::YesNo(true)));
    let after: Vec<_> = case.run(&DEMENTIE.into()).unwrap().state.occurrences().cloned().collect();
    assert_eq!(before, after);
    assert_eq!((fact(&case, DEMENTIE, "ends-here"), fact(&case, DEMENTIE, "plan-outdated")), (None, None));
    // What is a fact about her counts for both.
    done(&mut case, &on(JOKE, march(6)), &answer(FACT, "stable", FactValue::YesNo(false)));
    assert_eq!(fact(&case, DEMENTIE, "stable"), Some(FactValue::YesNo(false)));
}
