//! An answer that changes without changing what a criterion says of it takes nothing back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use jiff::civil::{Date, date};
use regie_pathway::{Command, Definition, FactValue, State, Status, decide, evolve};

const FIRST: Date = date(2026, 3, 2);

const FILE: &str = r#"
[pathway]
id = "small"
version = "1"
title = { nl = "Klein" }
[roles]
r = { nl = "rol" }
[facts]
age = { kind = "number", from = 0, to = 120, ask = { nl = "Leeftijd?" } }
danger = { kind = "yes-no", ask = { nl = "Gevaar?" } }
note = { kind = "text", ask = { nl = "Wat nog?" } }
[[step]]
id = "talk"
title = { nl = "Gesprek" }
kind = "task"
by = "r"
[[step]]
id = "adult"
title = { nl = "Als volwassene" }
kind = "task"
by = "r"
opens = "age >= 18 or talk is open"
[[step]]
id = "safety"
title = { nl = "Veiligheid" }
kind = "task"
by = "r"
opens = "danger and talk is open or talk is open"
[[step]]
id = "quiet"
title = { nl = "Zonder zorg" }
kind = "task"
by = "r"
ends = "age >= 18 or note is known or talk is open"
"#;

struct Case {
    def: Definition,
    state: State,
}

impl Case {
    fn begun() -> Self {
        let mut case = Self { def: Definition::parse("small.toml", FILE).unwrap(), state: State::default() };
        case.give(&Command::Start { entry: FIRST, anchors: [].into(), facts: [].into() });
        case
    }

    fn give(&mut self, command: &Command) {
        let events = decide(&self.def, &self.state, command, FIRST).unwrap();
        events.iter().for_each(|event| evolve(&mut self.state, event));
    }

    fn answer(&mut self, fact: &str, value: FactValue) {
        self.give(&Command::SetFact { fact: fact.into(), value });
    }

    fn talk(&mut self) {
        let (step, on) = ("talk", FIRST);
        self.give(&Command::complete(step, on));
    }

    fn is(&self, step: &str, status: Status) -> bool {
        self.state.occurrence(&step.into(), 1).unwrap().status() == status
    }
}

#[test]
fn what_a_step_opened_stays_open_when_an_answer_says_the_same_as_before() {
    let mut case = Case::begun();
    case.answer("age", FactValue::Number(3));
    case.talk();
    assert!(case.is("adult", Status::Open), "opened by the talk");
    case.answer("age", FactValue::Number(4));
    assert!(case.is("adult", Status::Open), "she is no adult, as before");
    case.answer("age", FactValue::Number(18));
    case.answer("age", FactValue::Number(19));
    assert!(case.is("adult", Status::Open), "she is of age, as before");
    case.answer("age", FactValue::Number(17));
    assert!(case.is("adult", Status::Waiting), "that she is of age was a mistake, and it holds no more");
}

#[test]
fn an_answer_that_denies_what_nobody_said_takes_nothing_back() {
    let mut case = Case::begun();
    case.talk();
    case.answer("danger", FactValue::YesNo(false));
    assert!(case.is("safety", Status::Open), "it was not opened by danger");
}

#[test]
fn what_an_answer_said_is_taken_back_though_a_step_went_on_meanwhile() {
    let mut case = Case::begun();
    case.answer("danger", FactValue::YesNo(true));
    case.talk();
    assert!(case.is("safety", Status::Open));
    case.answer("danger", FactValue::YesNo(false));
    assert!(case.is("safety", Status::Waiting), "what it hung on was a mistake");
}

#[test]
fn what_ended_by_something_else_does_not_come_back_for_another_text_or_number() {
    let mut case = Case::begun();
    case.answer("age", FactValue::Number(3));
    case.talk();
    assert!(case.is("quiet", Status::Missed), "it had ended while they talked");
    case.answer("age", FactValue::Number(4));
    assert!(case.is("quiet", Status::Missed), "which an age does not change");
    case.answer("note", FactValue::Text("a".into()));
    case.answer("note", FactValue::Text("b".into()));
    assert!(case.is("quiet", Status::Missed), "the note stands in other words");
}
