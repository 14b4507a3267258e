//! Steps that a decision table decides (CM-02, PS-03).

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use regie_pathway::{
    Advice, Ask, Command, Definition, Event, FactId, FactValue, Refusal, Severity, State, Status, StepId, decide,
    evolve, explain, lint, outstanding,
};

const TODAY: Date = date(2026, 3, 2);

fn file(table: &str, step: &str) -> String {
    format!(
        r#"
[pathway]
id         = "small"
version    = "1"
valid-from = 2026-01-01
title      = {{ nl = "Klein" }}
source     = "bron"

[roles]
midwife = {{ nl = "verloskundige", en = "midwife" }}

[facts]
at-risk   = {{ kind = "yes-no", ask = {{ nl = "Is een kind in gevaar?", en = "Is a child in danger?" }} }}
resources = {{ kind = "choice", ask = {{ nl = "Zijn er hulpbronnen?", en = "Are there resources?" }}, options = {{ enough = {{ nl = "genoeg" }}, few = {{ nl = "te weinig" }} }} }}
score     = {{ kind = "number", from = 0, ask = {{ nl = "Welke score?", en = "Which score?" }} }}

[[table]]
id     = "complexity"
title  = {{ nl = "Enkelvoudig of complex", en = "Single or complex" }}
{table}

[[step]]
id       = "complexity-decided"
kind     = "decision"
table    = "complexity"
by       = "midwife"
title    = {{ nl = "Complexiteit bepalen", en = "Decide complexity" }}
window   = "entry..entry+7d"
required = true
source   = "Stap 2"
{step}

[[step]]
id       = "refer"
kind     = "task"
by       = "midwife"
title    = {{ nl = "Verwijzen", en = "Refer" }}
opens    = "complexity-decided is complex"
window   = "opened..opened+7d"
source   = "Stap 2"
"#
    )
}

const TABLE: &str = r#"hit    = "first"
inputs = ["at-risk", "resources", "score"]
source = "voetnoot 1"
rows = [
  { when = ["yes", "-", "-"],      is = "complex", why = { nl = "een kind is in gevaar", en = "a child is in danger" } },
  { when = ["no", "few", "-"],     is = "complex", why = { nl = "er zijn te weinig hulpbronnen", en = "resources are few" } },
  { when = ["no", "enough", "<10"], is = "single", why = { nl = "het is licht", en = "it is mild" } },
  { when = ["no", "enough", ">=10"], is = "complex", why = { nl = "de score is hoog", en = "the score is high" } },
]"#;

const STEP: &str = r#"
[step.outcome.single]
title = { nl = "Enkelvoudig", en = "Single" }

[step.outcome.complex]
title = { nl = "Complex", en = "Complex" }
"#;

fn definition() -> Definition {
    Definition::parse("small.toml", &file(TABLE, STEP)).unwrap_or_else(|wrong| panic!("{}", wrong[0]))
}

fn started(def: &Definition, facts: &[(&str, FactValue)]) -> State {
    let facts: BTreeMap<FactId, FactValue> =
        facts.iter().map(|(fact, value)| (FactId::from(*fact), value.clone())).collect();
    let mut state = State::default();
    let start = Command::Start { entry: TODAY, anchors: BTreeMap::new(), facts };
    carry_out(def, &mut state, &start).unwrap();
    state
}

fn carry_out(def: &Definition, state: &mut State, command: &Command) -> Result<Vec<Event>, Refusal> {
    let events = decide(def, state, command, TODAY)?;
    events.iter().for_each(|event| evolve(state, event));
    Ok(events)
}

fn step() -> StepId {
    StepId::from("complexity-decided")
}

fn complete(outcome: Option<&str>) -> Command {
    Command::complete(step(), TODAY).with_outcome(outcome.map(Into::into))
}

fn choice(option: &str) -> FactValue {
    FactValue::Choice(option.to_owned())
}

#[test]
fn ps_03_the_table_decides_and_the_event_says_by_which_row_and_why() {
    let def = definition();
    for (facts, outcome, row) in [
        (vec![("at-risk", FactValue::YesNo(true))], "complex", 1),
        (vec![("at-risk", FactValue::YesNo(false)), ("resources", choice("few"))], "complex", 2),
        (
            vec![
                ("at-risk", FactValue::YesNo(false)),
                ("resources", choice("enough")),
                ("score", FactValue::Number(9)),
            ],
            "single",
            3,
        ),
        (
            vec![
                ("at-risk", FactValue::YesNo(false)),
                ("resources", choice("enough")),
                ("score", FactValue::Number(10)),
            ],
            "complex",
            4,
        ),
    ] {
        let mut state = started(&def, &facts);
        let events = carry_out(&def, &mut state, &complete(None)).unwrap();
        let Some(Event::Completed { outcome: Some(ended), decided: Some(decision), .. }) = events.first() else {
            panic!("{events:?}");
        };
        assert_eq!((ended.as_str(), &decision.rows[..]), (outcome, &[row][..]));
        assert_eq!(decision.table, "complexity");
        let refer = state.occurrence(&StepId::from("refer"), 1).unwrap();
        assert_eq!(refer.status() == regie_pathway::Status::Open, outcome == "complex", "what follows, follows");
        let told = explain(&def, &state, &step(), 1, TODAY).unwrap().text();
        assert!(told.nl.contains(&format!("(regel {row} van: Enkelvoudig of complex)")), "{}", told.nl);
    }
}

#[test]
fn ps_03_what_is_not_known_is_never_told_as_the_reason() {
    let def = definition();
    let mut state = started(&def, &[("resources", choice("few"))]);
    carry_out(&def, &mut state, &complete(None)).unwrap();
    let decided = state.occurrence(&step(), 1).unwrap().decided.clone().unwrap();
    assert_eq!(decided.rows, [1, 2], "complex, whether a child is in danger or not");
    assert_eq!(decided.why.en, "a child is in danger or resources are few");
    let told = explain(&def, &state, &step(), 1, TODAY).unwrap().text();
    assert!(told.en.contains("(row 1 or 2 of: Single or complex)"), "{}", told.en);
}

#[test]
fn cm_02_what_is_missing_is_asked_and_only_what_can_still_matter() {
    let def = definition();
    let mut state = started(&def, &[("at-risk", FactValue::YesNo(false))]);
    let missing = |refused: Result<Vec<Event>, Refusal>| match refused {
        Err(Refusal::Undecided { missing, .. }) => {
            missing.iter().map(|ask| ask.question().nl.clone()).collect::<Vec<String>>()
        }
        other => panic!("{other:?}"),
    };
    let asked = missing(carry_out(&def, &mut state, &complete(None)));
    assert_eq!(asked, ["Zijn er hulpbronnen?", "Welke score?"]);
    let explained = explain(&def, &state, &step(), 1, TODAY).unwrap();
    assert!(
        matches!(&explained.unknown[0], Ask::Fact { fact, .. } if fact.as_str() == "resources"),
        "the next question"
    );
    let enough = Command::SetFact { fact: "resources".into(), value: choice("enough") };
    carry_out(&def, &mut state, &enough).unwrap();
    assert_eq!(missing(carry_out(&def, &mut state, &complete(None))), ["Welke score?"]);
    let few = Command::SetFact { fact: "resources".into(), value: choice("few") };
    carry_out(&def, &mut state, &few).unwrap();
    let explained = explain(&def, &state, &step(), 1, TODAY).unwrap();
    assert!(matches!(explained.advice, Some(Advice::Decided { ref outcome, .. }) if outcome.as_str() == "complex"));
    carry_out(&def, &mut state, &complete(None)).unwrap();
}

#[test]
fn cm_02_nobody_can_decide_otherwise_than_the_table() {
    let def = definition();
    let mut state = started(&def, &[("at-risk", FactValue::YesNo(true))]);
    let refused = carry_out(&def, &mut state, &complete(Some("single"))).unwrap_err();
    assert_eq!(refused.code(), "decided-otherwise");
    assert!(refused.to_string().contains("row 1 of table `complexity`: a child is in danger"), "{refused}");
    carry_out(&def, &mut state, &complete(Some("complex"))).unwrap();
}

#[test]
fn cm_02_a_table_decides_only_while_it_is_valid() {
    let dated = |dates: &str| TABLE.replace("source =", &format!("{dates}\nsource ="));
    let outcome = |dates: &str| {
        let def = Definition::parse("small.toml", &file(&dated(dates), STEP)).unwrap();
        let mut state = started(&def, &[("at-risk", FactValue::YesNo(true))]);
        carry_out(&def, &mut state, &complete(None)).map(drop).map_err(|refused| refused.code())
    };
    assert_eq!(outcome("valid-until = 2026-03-02"), Ok(()));
    assert_eq!(outcome("valid-until = 2026-03-01"), Err("table-not-valid"));
    assert_eq!(outcome("valid-from = 2026-03-03"), Err("table-not-valid"));
}

#[test]
fn what_is_wrong_in_a_table_is_told_at_its_place() {
    for (was, is, code, line) in [
        (r#""at-risk", "resources""#, r#""at-rusk", "resources""#, "unknown-fact", 21),
        (r#"hit    = "first""#, r#"hit    = "collect""#, "unknown-word", 20),
        (r#"["yes", "-", "-"]"#, r#"["perhaps", "-", "-"]"#, "wrong-kind", 24),
        (r#"["no", "few", "-"]"#, r#"["no", "fewer", "-"]"#, "unknown-option", 25),
        (r#"["no", "few", "-"]"#, r#"["no", "few"]"#, "wrong-width", 25),
        (r#"is = "single""#, r#"is = "easy""#, "missing-outcome", 33),
    ] {
        let wrong = Definition::parse("small.toml", &file(&TABLE.replace(was, is), STEP)).unwrap_err();
        let told: Vec<(&str, usize)> = wrong.iter().map(|wrong| (wrong.code, wrong.line)).collect();
        assert!(told.contains(&(code, line)), "{is}: {told:?} {}", wrong[0]);
    }
}

#[test]
fn cm_02_gaps_overlaps_and_rows_that_never_decide_are_told() {
    let found = |table: &str| {
        let def = Definition::parse("small.toml", &file(table, STEP)).unwrap();
        lint(&def).into_iter().map(|found| (found.code, found.severity, found.message)).collect::<Vec<_>>()
    };
    assert_eq!(found(TABLE), []);
    let gap = found(&TABLE.replace(r#"">=10""#, r#"">10""#));
    assert!(gap.iter().any(|(code, severity, message)| {
        *code == "gap" && *severity == Severity::Error && message.contains("score = 10")
    }));
    let overlap = found(&TABLE.replace(r#"hit    = "first""#, r#"hit    = "unique""#).replace(r#""<10""#, r#""<=10""#));
    assert!(overlap.iter().any(|(code, ..)| *code == "overlap"), "{overlap:?}");
    let shadowed = found(&TABLE.replace(r#"["no", "few", "-"]"#, r#"["yes", "few", "-"]"#));
    assert!(shadowed.iter().any(|(code, ..)| *code == "unreachable-row"), "{shadowed:?}");
}

#[test]
fn cm_02_when_the_table_would_decide_otherwise_the_decision_is_due_again() {
    let def = definition();
    let facts =
        [("at-risk", FactValue::YesNo(false)), ("resources", choice("enough")), ("score", FactValue::Number(3))];
    let mut state = started(&def, &facts);
    carry_out(&def, &mut state, &complete(None)).unwrap();
    let set = |fact: &str, value: FactValue| Command::SetFact { fact: fact.into(), value };
    carry_out(&def, &mut state, &set("score", FactValue::Number(4))).unwrap();
    assert!(state.occurrence(&step(), 2).is_none(), "the same outcome by other answers stands");
    carry_out(&def, &mut state, &set("at-risk", FactValue::YesNo(true))).unwrap();
    let again = state.occurrence(&step(), 2).unwrap();
    assert_eq!(again.status(), regie_pathway::Status::Open);
    assert_eq!(state.occurrence(&step(), 1).unwrap().decided.as_ref().unwrap().rows, [3], "what was, stays");
    carry_out(&def, &mut state, &complete(None)).unwrap();
    let refer = |state: &State| state.occurrence(&StepId::from("refer"), 1).unwrap().status();
    assert_eq!(refer(&state), regie_pathway::Status::Open);
    assert!(state.occurrence(&step(), 3).is_none());
    carry_out(&def, &mut state, &set("at-risk", FactValue::YesNo(false))).unwrap();
    carry_out(&def, &mut state, &complete(None)).unwrap();
    assert_eq!(refer(&state), regie_pathway::Status::Waiting, "what hung on the outcome before is let go");
}

#[test]
fn cm_02_what_hung_on_the_outcome_before_is_let_go_in_any_window_but_each_time_is_each_time() {
    let again = |window: &str, repeat: &str| {
        let text = file(TABLE, STEP).replace("\"opened..opened+7d\"", &format!("\"{window}\"\n{repeat}"));
        let def = Definition::parse("small.toml", &text).unwrap();
        let mut state = started(&def, &[("at-risk", FactValue::YesNo(true)), ("resources", choice("enough"))]);
        carry_out(&def, &mut state, &complete(None)).unwrap();
        for (fact, value) in [("score", FactValue::Number(3)), ("at-risk", FactValue::YesNo(false))] {
            carry_out(&def, &mut state, &Command::SetFact { fact: fact.into(), value }).unwrap();
        }
        carry_out(&def, &mut state, &complete(None)).unwrap();
        state.occurrence(&StepId::from("refer"), 1).unwrap().status()
    };
    for window in ["opened..opened+7d", "entry..entry+60d"] {
        assert_eq!(again(window, ""), regie_pathway::Status::Waiting, "{window}");
        assert_eq!(again(window, "repeat = \"each-time\""), regie_pathway::Status::Open, "{window}");
    }
}

#[test]
fn az_15_what_waits_for_a_step_that_cannot_come_does_not_stand_in_the_way() {
    let text = file(TABLE, STEP)
        .replace("window   = \"entry..entry+7d\"", "opens    = \"at-risk\"\nwindow   = \"entry..entry+7d\"")
        .replace("window   = \"opened..opened+7d\"", "window   = \"opened..opened+7d\"\nrequired = true");
    let def = Definition::parse("small.toml", &text).unwrap();
    let left = |facts: &[(&str, FactValue)]| {
        let state = started(&def, facts);
        outstanding(&def, &state).iter().map(|left| left.step.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(left(&[]), ["complexity-decided", "refer"], "as long as nobody knows, both may come");
    assert_eq!(left(&[("at-risk", FactValue::YesNo(false))]), Vec::<String>::new());
}

#[test]
fn az_15_what_waits_for_a_step_to_be_cancelled_stands_in_the_way_while_it_may_be() {
    let ending = "opens    = \"at-risk\"\nends     = \"resources is few\"\nwindow   = \"entry..entry+7d\"";
    let text = file(TABLE, STEP)
        .replace("window   = \"entry..entry+7d\"", ending)
        .replace("complexity-decided is complex", "complexity-decided is cancelled")
        .replace("window   = \"opened..opened+7d\"", "window   = \"opened..opened+7d\"\nrequired = true");
    let def = Definition::parse("small.toml", &text).unwrap();
    let mut state = started(&def, &[("at-risk", FactValue::YesNo(false))]);
    let left = |state: &State| outstanding(&def, state).iter().map(|left| left.step.to_string()).collect::<Vec<_>>();
    assert_eq!(left(&state), ["refer"], "it never opens, but may be cancelled");
    let few = Command::SetFact { fact: "resources".into(), value: choice("few") };
    carry_out(&def, &mut state, &few).unwrap();
    let refer = state.occurrence(&StepId::from("refer"), 1).unwrap();
    assert_eq!(refer.status(), regie_pathway::Status::Open);
}

#[test]
fn cm_02_the_table_must_be_valid_on_the_day_on_which_it_was_decided() {
    let table = TABLE.replace("source =", "valid-until = 2026-03-02\nsource =");
    let def = Definition::parse("small.toml", &file(&table, STEP)).unwrap();
    let state = started(&def, &[("at-risk", FactValue::YesNo(true))]);
    let decided = |on: Date| {
        let command = Command::complete(step(), on);
        decide(&def, &state, &command, date(2026, 3, 4)).map(drop).map_err(|refused| refused.code())
    };
    assert_eq!(decided(TODAY), Ok(()), "recorded two days later");
    assert_eq!(decided(date(2026, 3, 3)), Err("table-not-valid"));
}

#[test]
fn cm_02_a_decision_that_is_due_again_is_withdrawn_when_the_earlier_one_holds_again() {
    let def = definition();
    let mut state = started(&def, &[("at-risk", FactValue::YesNo(true)), ("resources", choice("enough"))]);
    carry_out(&def, &mut state, &complete(None)).unwrap();
    let set = |fact: &str, value: FactValue| Command::SetFact { fact: fact.into(), value };
    let at_risk = |state: &mut State, yes: bool| {
        carry_out(&def, state, &set("at-risk", FactValue::YesNo(yes))).unwrap();
    };
    carry_out(&def, &mut state, &set("score", FactValue::Number(3))).unwrap();
    at_risk(&mut state, false);
    let status = |state: &State, nth: u16| state.occurrence(&step(), nth).unwrap().status();
    assert_eq!(status(&state, 2), Status::Open);
    assert!(outstanding(&def, &state).iter().any(|left| left.step == step()));
    at_risk(&mut state, true);
    assert_eq!(status(&state, 2), Status::Cancelled);
    assert!(outstanding(&def, &state).iter().all(|left| left.step != step()), "it stands in the way no more");
    let told = explain(&def, &state, &step(), 2, TODAY).unwrap().text();
    assert!(told.nl.contains("het eerdere besluit geldt weer"), "{}", told.nl);
    assert!(told.en.contains("the earlier decision holds again"), "{}", told.en);
    at_risk(&mut state, false);
    assert_eq!(status(&state, 3), Status::Open, "and is asked once more when it does not");
    carry_out(&def, &mut state, &complete(None)).unwrap();
    assert!(state.occurrence(&step(), 4).is_none());
}

#[test]
fn cm_02_a_decision_that_is_due_again_is_not_overdue_on_its_first_day() {
    let def = definition();
    let mut state = started(&def, &[("at-risk", FactValue::YesNo(true)), ("resources", choice("enough"))]);
    carry_out(&def, &mut state, &complete(None)).unwrap();
    let later = date(2026, 6, 1);
    for (fact, value) in [("score", FactValue::Number(3)), ("at-risk", FactValue::YesNo(false))] {
        let command = Command::SetFact { fact: fact.into(), value };
        for event in decide(&def, &state, &command, later).unwrap() {
            evolve(&mut state, &event);
        }
    }
    let again = state.occurrence(&step(), 2).unwrap();
    let window = again.window.unwrap();
    assert_eq!((again.status(), window.from(), window.until()), (Status::Open, later, date(2026, 6, 8)));
}

/// A decision that comes again every eight weeks.
fn repeating() -> Definition {
    let repeats = "window   = \"opened..opened+7d\"\nopens    = \"resources is known\"\nrepeat   = { every = \"8w\", while = \"resources is known\" }";
    let text = file(TABLE, STEP).replace("window   = \"entry..entry+7d\"", repeats);
    Definition::parse("small.toml", &text).unwrap_or_else(|wrong| panic!("{}", wrong[0]))
}

#[test]
fn cm_02_when_the_table_would_decide_otherwise_between_two_turns_the_next_turn_is_brought_forward() {
    let def = repeating();
    let mut state = started(&def, &[("at-risk", FactValue::YesNo(true)), ("resources", choice("enough"))]);
    carry_out(&def, &mut state, &complete(None)).unwrap();
    let turn = |state: &State, nth: u16| {
        let one = state.occurrence(&step(), nth).unwrap();
        (one.status(), one.window.map(|window| (window.from(), window.until())))
    };
    let regular = (Status::Waiting, Some((date(2026, 4, 27), date(2026, 5, 4))));
    assert_eq!(turn(&state, 2), regular, "eight weeks later");
    let set = |fact: &str, value: FactValue| Command::SetFact { fact: fact.into(), value };
    carry_out(&def, &mut state, &set("score", FactValue::Number(3))).unwrap();
    assert_eq!(turn(&state, 2), regular, "the same outcome stands");
    carry_out(&def, &mut state, &set("at-risk", FactValue::YesNo(false))).unwrap();
    assert_eq!(turn(&state, 2), (Status::Open, Some((TODAY, date(2026, 3, 9)))), "single by now: decided anew at once");
    carry_out(&def, &mut state, &set("at-risk", FactValue::YesNo(true))).unwrap();
    assert_eq!(turn(&state, 2), regular, "complex after all: it goes back to its day");
    carry_out(&def, &mut state, &set("at-risk", FactValue::YesNo(false))).unwrap();
    carry_out(&def, &mut state, &complete(None)).unwrap();
    assert_eq!(turn(&state, 2).0, Status::Done);
    assert_eq!(turn(&state, 3), regular, "and the turn after it counts from the new decision");
    assert!(state.occurrence(&step(), 4).is_none());
}

#[test]
fn cm_02_a_decision_that_comes_again_no_more_is_due_when_its_table_decides_otherwise() {
    let repeats = "window   = \"opened..opened+7d\"\nrepeat   = { every = \"8w\", while = \"at-risk\" }";
    let text = file(TABLE, STEP).replace("window   = \"entry..entry+7d\"", repeats);
    let def = Definition::parse("small.toml", &text).unwrap();
    let mut state = started(&def, &[("at-risk", FactValue::YesNo(false)), ("resources", choice("few"))]);
    carry_out(&def, &mut state, &complete(None)).unwrap();
    assert!(state.occurrence(&step(), 2).is_none(), "nobody is at risk, so it does not come again");
    let set = |fact: &str, value: FactValue| Command::SetFact { fact: fact.into(), value };
    carry_out(&def, &mut state, &set("score", FactValue::Number(3))).unwrap();
    carry_out(&def, &mut state, &set("resources", choice("enough"))).unwrap();
    assert_eq!(state.occurrence(&step(), 2).unwrap().status(), Status::Open);
    carry_out(&def, &mut state, &set("resources", choice("few"))).unwrap();
    assert_eq!(state.occurrence(&step(), 2).unwrap().status(), Status::Cancelled, "the earlier decision holds again");
    carry_out(&def, &mut state, &set("at-risk", FactValue::YesNo(true))).unwrap();
    let again = state.occurrence(&step(), 3).unwrap();
    assert_eq!(again.status(), Status::Waiting, "what was asked for nothing does not keep it from coming again");
}
