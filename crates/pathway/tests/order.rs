//! What comes first comes first: no step is done or skipped while its `opens` does not hold.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use jiff::civil::date;
use regie_pathway::{
    Command, Date, Definition, Event, FactValue, Refusal, State, Status, decide, evolve, explain, outlook, waits_for,
};

const TODAY: Date = date(2026, 6, 22);

/// A course on its first day.
struct Course {
    def: Definition,
    state: State,
}

impl Course {
    fn of(text: &str) -> Self {
        let def = Definition::parse("proef.toml", text).unwrap_or_else(|errors| panic!("{errors:#?}"));
        let mut course = Self { def, state: State::default() };
        course.give(&Command::Start { entry: TODAY, anchors: BTreeMap::new(), facts: BTreeMap::new() }).unwrap();
        course
    }

    fn small(steps: &str) -> Self {
        let head = r#"
[pathway]
id = "proef"
version = "1"
title = { nl = "Proef" }
[anchors]
born = { title = { nl = "bevalling", en = "birth" } }
[roles]
midwife = { nl = "verloskundige" }
[facts]
ill = { kind = "yes-no", ask = { nl = "Is zij ziek?", en = "Is she ill?" } }
"#;
        let steps = steps.replace("[[step]]", "[[step]]\nkind = \"task\"\nby = \"midwife\"\ntitle = { nl = \"Stap\" }");
        Self::of(&format!("{head}{steps}"))
    }

    fn give(&mut self, command: &Command) -> Result<Vec<Event>, Refusal> {
        let events = decide(&self.def, &self.state, command, TODAY)?;
        events.iter().for_each(|event| evolve(&mut self.state, event));
        Ok(events)
    }

    fn done(&mut self, step: &str) -> &'static str {
        self.ended(step, None)
    }

    fn ended(&mut self, step: &str, outcome: Option<&str>) -> &'static str {
        let outcome = outcome.map(Into::into);
        code(self.give(&Command::complete(step, TODAY).with_outcome(outcome)))
    }

    fn skipped(&mut self, step: &str) -> &'static str {
        code(self.give(&Command::Skip { step: step.into(), nth: None, reason: "niet nodig".into() }))
    }

    fn ill(&mut self, yes: bool) {
        self.give(&Command::SetFact { fact: "ill".into(), value: FactValue::YesNo(yes) }).unwrap();
    }

    fn status(&self, step: &str) -> Status {
        self.state.occurrence(&step.into(), 1).unwrap().status()
    }

    fn waits_for(&self, step: &str) -> Option<String> {
        waits_for(&self.def, &self.state, &step.into(), 1).map(|text| text.en)
    }
}

fn code(given: Result<Vec<Event>, Refusal>) -> &'static str {
    given.map_or_else(|refusal| refusal.code(), |_| "ok")
}

#[test]
fn ps_04_a_step_is_neither_done_nor_skipped_while_what_opens_it_is_false_or_unknown() {
    let mut course = Course::small("[[step]]\nid = \"a\"\nopens = \"ill\"");
    assert_eq!((course.done("a"), course.skipped("a")), ("not-its-turn", "not-its-turn"));
    course.ill(false);
    assert_eq!((course.done("a"), course.skipped("a")), ("not-its-turn", "not-its-turn"));
    assert!(course.waits_for("a").unwrap().contains("Is she ill?"), "{:?}", course.waits_for("a"));
    let told = explain(&course.def, &course.state, &"a".into(), 1, TODAY).unwrap();
    assert_eq!(told.waits_for.map(|text| text.en), course.waits_for("a"));
    course.ill(true);
    assert_eq!((course.waits_for("a"), course.status("a")), (None, Status::Open));
    assert_eq!(course.done("a"), "ok");
}

#[test]
fn what_waits_for_its_window_alone_is_done_early_unless_it_is_in_turn() {
    let steps = "[[step]]\nid = \"a\"\nwindow = \"entry+7d..entry+9d\"\n\
                 [[step]]\nid = \"b\"\nwindow = \"entry+7d..entry+9d\"\nopens = \"a is done\"\n\
                 [[step]]\nid = \"c\"\nwindow = \"entry+7d..entry+9d\"\nopens = \"a is done\"\nin-turn = true";
    let mut course = Course::small(steps);
    assert_eq!((course.done("b"), course.done("c")), ("not-its-turn", "not-its-turn"));
    let ahead = outlook(&course.def, &course.state).expected;
    let waits: Vec<_> = ahead.iter().map(|one| (one.occurrence.step.as_str(), one.waits)).collect();
    assert_eq!(waits, [("a", false), ("b", true), ("c", true)], "what lies ahead says so too");
    assert_eq!((course.done("a"), course.done("b")), ("ok", "ok"), "a week early");
    assert_eq!((course.done("c"), course.waits_for("c").unwrap().as_str()), ("not-its-turn", "its window opens"));
}

#[test]
fn what_was_too_late_at_entry_is_recorded_late_only_after_what_comes_before_it() {
    let steps = "[[step]]\nid = \"a\"\n[[step]]\nid = \"b\"\nwindow = \"entry-9d..entry-7d\"\nopens = \"a is done\"\n\
                 [[step]]\nid = \"c\"\nopens = \"ill\"\nlapses = \"entry-1d\"\nwindow = \"entry-9d..entry\"";
    let mut course = Course::small(steps);
    assert_eq!((course.status("b"), course.done("b")), (Status::Missed, "not-its-turn"));
    assert_eq!((course.done("a"), course.done("b")), ("ok", "ok"));
    // What lapsed stood open, or would have: that it was done after all may be recorded, whatever holds by now.
    course.ill(true);
    assert_eq!(course.status("c"), Status::Missed);
    course.ill(false);
    assert_eq!(course.done("c"), "ok");
}

/// Nobody talks about her with others before she agreed, whatever the page or the program that asks.
#[test]
fn ps_01_current_care_is_not_contacted_before_she_consents_nor_when_she_refuses() {
    let text = include_str!("../../../pathways/psychosociaal/pathway.toml");
    for (answer, contact) in [("refused", "not-its-turn"), ("given", "ok")] {
        let mut course = Course::of(text);
        assert_eq!(course.ended("screening", Some("problem")), "ok");
        assert_eq!(course.ended("kindcheck", Some("safe")), "ok");
        assert_eq!(course.done("inventory-care"), "ok");
        assert_eq!((course.done("contact-care"), course.skipped("contact-care")), ("not-its-turn", "not-its-turn"));
        assert_eq!(course.ended("ask-consent", Some(answer)), "ok");
        assert_eq!(course.done("contact-care"), contact, "{answer}");
    }
}
