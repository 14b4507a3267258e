//! What goes in its turn is not dated before what it follows on; that it is told late changes nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use jiff::civil::date;
use regie_pathway::{Command, Date, Definition, FactValue, State, decide, evolve};

const HEAD: &str = r#"
[pathway]
id = "proef"
version = "1"
title = { nl = "Proef" }
[anchors]
[roles]
midwife = { nl = "verloskundige" }
[facts]
danger = { kind = "yes-no", ask = { nl = "Is er gevaar?" } }
"#;
const CHAIN: &str = r#"
[[step]]
id = "talk"
title = { nl = "Gesprek", en = "Talk" }
[step.outcome.held]
title = { nl = "Gevoerd" }
[step.outcome.refused]
title = { nl = "Geweigerd" }
[[step]]
id = "look"
title = { nl = "Kijken", en = "Look" }
[[step]]
id = "weigh"
title = { nl = "Wegen", en = "Weigh" }
opens = "danger or talk is refused or ((look is done or look is skipped) and talk is held)"
in-turn = true
[[step]]
id = "loose"
title = { nl = "Los", en = "Loose" }
opens = "look is done"
"#;
const START: Date = date(2026, 6, 1);
const TODAY: Date = date(2026, 6, 22);

struct Course {
    def: Definition,
    state: State,
    today: Date,
}

impl Course {
    fn of(steps: &str) -> Self {
        let steps = steps.replace("[[step]]", "[[step]]\nkind = \"task\"\nby = \"midwife\"");
        let def = Definition::parse("proef.toml", &format!("{HEAD}{steps}")).unwrap_or_else(|why| panic!("{why:#?}"));
        let mut course = Self { def, state: State::default(), today: TODAY };
        let start = Command::Start { entry: START, anchors: BTreeMap::new(), facts: BTreeMap::new() };
        assert_eq!(course.give(&start), "done");
        course
    }

    fn give(&mut self, command: &Command) -> String {
        match decide(&self.def, &self.state, command, self.today) {
            Ok(events) => {
                events.iter().for_each(|event| evolve(&mut self.state, event));
                "done".to_owned()
            }
            Err(refusal) if refusal.code() == "before-its-turn" => refusal.to_string(),
            Err(refusal) => refusal.code().to_owned(),
        }
    }

    fn done(&mut self, step: &str, outcome: Option<&str>, day: i8) -> String {
        let (step, on, outcome) = (step, date(2026, 6, day), outcome.map(Into::into));
        self.give(&Command::complete(step, on).with_outcome(outcome))
    }
}

#[test]
fn ps_04_what_goes_in_turn_is_not_dated_before_what_it_follows_on() {
    let mut course = Course::of(CHAIN);
    assert_eq!(course.done("look", None, 12), "done");
    assert_eq!(course.done("talk", Some("held"), 10), "done");
    assert_eq!(
        course.done("weigh", None, 11),
        "step `weigh` cannot have been done on 2026-06-11: it follows on “Look”, which was done on 2026-06-12; give a day \
         from then on, or reopen that step and record when it was done",
        "the last of what must both be done"
    );
    assert_eq!(course.done("weigh", None, 12), "done", "ten days ago, and told today");
    assert_eq!(course.done("loose", None, 5), "done", "what does not go in turn may be done before");
}

#[test]
fn of_alternatives_the_first_that_holds_counts_and_an_answer_has_no_day() {
    let mut course = Course::of(CHAIN);
    assert_eq!(course.done("look", None, 9), "done");
    assert_eq!(course.done("talk", Some("refused"), 15), "done");
    assert!(course.done("weigh", None, 14).contains("“Talk”, which was done on 2026-06-15"));
    let danger = Command::SetFact { fact: "danger".into(), value: FactValue::YesNo(true) };
    assert_eq!(course.give(&danger), "done");
    assert_eq!(course.done("weigh", None, 2), "done", "the danger may have been there before she was asked");
}

#[test]
fn what_followed_on_the_first_time_is_not_held_to_the_second() {
    let mut course = Course::of(
        "[[step]]\nid = \"a\"\ntitle = { nl = \"A\" }\nopens = \"danger\"\nrepeat = \"each-time\"\n[[step]]\nid = \
         \"b\"\ntitle = { nl = \"B\" }\nopens = \"a is done and a is not open\"\nrepeat = \"each-time\"\nin-turn = true",
    );
    let danger = |yes| Command::SetFact { fact: "danger".into(), value: FactValue::YesNo(yes) };
    course.today = date(2026, 6, 2);
    course.give(&danger(true));
    assert_eq!(course.done("a", None, 2), "done");
    course.today = date(2026, 6, 10);
    course.give(&danger(false));
    course.give(&danger(true));
    assert_eq!(course.done("a", None, 10), "done");
    course.today = TODAY;
    assert_eq!(course.done("b", None, 1).split(':').next(), Some("step `b` cannot have been done on 2026-06-01"));
    assert_eq!(course.done("b", None, 5), "done", "of the first round, which the second did not close");
}
