//! A step that asks for words: not recorded without, kept with it, and as sealed as it is (PS-04).
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use jiff::civil::date;
use regie_pathway::{Command, Date, Definition, Event, Refusal, State, decide, evolve, explain};

const HEAD: &str = r#"
[pathway]
id = "proef"
version = "1"
title = { nl = "Proef" }
[anchors]
born = { title = { nl = "bevalling" } }
[roles]
midwife = { nl = "verloskundige" }
"#;
const WEIGH: &str = r#"
[[step]]
id = "weigh"
sealed = true
words = { nl = "Waarop berust de weging?", en = "On what does it rest?" }
[step.outcome.safe]
title = { nl = "Veilig" }
[[step]]
id = "other"
"#;
const TODAY: Date = date(2026, 6, 22);

fn parsed(steps: &str) -> Result<Definition, String> {
    let steps = steps.replace("[[step]]", "[[step]]\nkind = \"task\"\nby = \"midwife\"\ntitle = { nl = \"Stap\" }");
    let told = |errors: Vec<regie_pathway::Diagnostic>| format!("{errors:#?}");
    Definition::parse("proef.toml", &format!("{HEAD}{steps}")).map_err(told)
}

struct Course {
    def: Definition,
    state: State,
}

impl Course {
    fn begun() -> Self {
        let mut course = Self { def: parsed(WEIGH).unwrap(), state: State::default() };
        course.give(&Command::Start { entry: TODAY, anchors: BTreeMap::new(), facts: BTreeMap::new() }).unwrap();
        course
    }

    fn give(&mut self, command: &Command) -> Result<Vec<Event>, Refusal> {
        let events = decide(&self.def, &self.state, command, TODAY)?;
        events.iter().for_each(|event| evolve(&mut self.state, event));
        Ok(events)
    }

    fn weighed(&mut self, words: Option<&str>) -> Result<Vec<Event>, Refusal> {
        let (outcome, words) = (Some("safe".into()), words.map(str::to_owned));
        self.give(&Command::Complete {
            step: "weigh".into(),
            nth: None,
            on: TODAY,
            outcome,
            words,
            whom: None,
            day: None,
        })
    }

    fn words(&self) -> Option<&str> {
        self.state.occurrence(&"weigh".into(), 1).unwrap().words.as_deref()
    }
}

#[test]
fn ps_04_a_weighing_is_recorded_with_words_and_not_without() {
    let mut course = Course::begun();
    for unseen in [None, Some(""), Some(" \n"), Some("\u{200b}\u{2060}")] {
        let refused = course.weighed(unseen).unwrap_err();
        assert_eq!(refused.code(), "words-needed", "{unseen:?}");
        assert_eq!(refused.to_string(), "step `weigh` is recorded with words: On what does it rest?");
    }
    let events = course.weighed(Some("zij is bang voor hem")).unwrap();
    let json = serde_json::to_string(&events).unwrap();
    assert!(json.contains("zij is bang voor hem"), "{json}");
    assert_eq!(serde_json::from_str::<Vec<Event>>(&json).unwrap(), events);
    assert_eq!(course.words(), Some("zij is bang voor hem"));
    let told = explain(&course.def, &course.state, &"weigh".into(), 1, TODAY).unwrap().text().nl;
    assert!(told.contains("Waarop berust de weging? “zij is bang voor hem”"), "{told}");
    let again = Command::Reopen { step: "weigh".into(), nth: None, reason: "vergissing".into() };
    course.give(&again).unwrap();
    assert_eq!(course.words(), None, "what was said of it stays in the journal");
    let other = |words| Command::Complete {
        step: "other".into(),
        nth: None,
        on: TODAY,
        outcome: None,
        words,
        whom: None,
        day: None,
    };
    assert_eq!(course.give(&other(Some("zomaar".into()))).unwrap_err().code(), "words-not-asked");
    course.give(&other(None)).unwrap();
}

#[test]
fn ps_02_words_are_as_sealed_as_their_step() {
    let mut course = Course::begun();
    let events = course.weighed(Some("zij is bang voor hem")).unwrap();
    assert!(course.def.is_sealed(&events[0]), "as an event");
    let open = course.state.unsealed(&course.def);
    assert!(!format!("{open:?}").contains("bang"), "{open:?}");
    assert_eq!(course.def.veiled().step(&"weigh".into()).unwrap().words, None, "nor is it told that words are asked");
}

#[test]
fn what_was_done_before_words_were_asked_stays_readable() {
    let old = r#"{"kind":"completed","step":"weigh","nth":1,"on":"2026-06-22","outcome":"safe"}"#;
    let event: Event = serde_json::from_str(old).unwrap();
    let mut course = Course::begun();
    evolve(&mut course.state, &event);
    assert_eq!((course.words(), serde_json::to_string(&event).unwrap().contains("words")), (None, false));
}

#[test]
fn words_are_not_asked_where_nobody_is_asked() {
    for key in ["marks = \"born\"", "does = \"intake\""] {
        let errors = parsed(&format!("[[step]]\nid = \"a\"\n{key}\nwords = {{ nl = \"Waarom?\" }}")).unwrap_err();
        assert!(errors.contains("words-of-nobody"), "{errors}");
    }
    let errors = parsed("[[step]]\nid = \"a\"\nwords = \"Waarom?\"").unwrap_err();
    assert!(errors.contains("words"), "{errors}");
}
