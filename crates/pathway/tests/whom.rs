//! A step that asks to whom and for which day: not recorded without, counted from that day, and as sealed as it is (PS-03,
//! PS-04).
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use jiff::civil::date;
use regie_pathway::{Command, Date, Definition, Event, Refusal, State, Status, Whom, Window, decide, evolve, explain};

const HEAD: &str = r#"
[pathway]
id = "proef"
version = "1"
title = { nl = "Proef" }
[anchors]
born = { title = { nl = "bevalling" } }
[roles]
midwife = { nl = "verloskundige" }
expert = { nl = "deskundige" }
"#;
const STEPS: &str = r#"
[[step]]
id = "refer"
whom = { nl = "Verwezen naar", en = "Referred to" }
feedback = { from = "expert", within = "10 workdays" }
[[step]]
id = "make"
whom = { nl = "Afspraak bij", en = "Appointment with" }
whom-as = "refer"
day = { nl = "Dag van de afspraak", en = "Day of the appointment" }
[[step]]
id = "came"
opens = "make is done or make is skipped"
window = "make..make+1d..make+7d"
late-entry = "7d"
required = true
must-be-done = true
in-turn = true
[step.outcome.showed]
title = { nl = "Verschenen" }
[step.outcome.no-show]
title = { nl = "Niet verschenen" }
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
    today: Date,
}

/// The POP clinic, which is not in the directory.
fn pop() -> Option<Whom> {
    Some(Whom::Elsewhere { name: "POP-poli".to_owned() })
}

fn org() -> Option<Whom> {
    Some(Whom::Org { org: "01J9ZC3QF5T1Y0A7M2N8B4K6XE".to_owned() })
}

impl Course {
    fn begun(steps: &str) -> Self {
        let mut course = Self { def: parsed(steps).unwrap(), state: State::default(), today: TODAY };
        course.give(&Command::Start { entry: TODAY, anchors: BTreeMap::new(), facts: BTreeMap::new() }).unwrap();
        course
    }

    fn give(&mut self, command: &Command) -> Result<Vec<Event>, Refusal> {
        let events = decide(&self.def, &self.state, command, self.today)?;
        events.iter().for_each(|event| evolve(&mut self.state, event));
        Ok(events)
    }

    fn done(&mut self, step: &str, whom: Option<Whom>, day: Option<Date>) -> Result<Vec<Event>, Refusal> {
        let (step, on) = (step.into(), self.today);
        self.give(&Command::Complete { step, nth: None, on, outcome: None, words: None, whom, day })
    }

    fn checked(&mut self, on: Date) -> Result<Vec<Event>, Refusal> {
        let outcome = Some("no-show".into());
        let step = "came";
        self.give(&Command::complete(step, on).with_outcome(outcome))
    }

    fn day_comes(&mut self, day: Date) {
        self.today = day;
        self.give(&Command::Tick).unwrap();
    }

    fn one(&self, step: &str) -> &regie_pathway::Occurrence {
        self.state.occurrence(&step.into(), 1).unwrap()
    }

    fn text(&self, step: &str) -> String {
        explain(&self.def, &self.state, &step.into(), 1, self.today).unwrap().text().nl
    }
}

#[test]
fn ps_03_a_referral_says_to_whom_and_is_not_recorded_without() {
    let mut course = Course::begun(STEPS);
    let nobody = [None, Some(Whom::Elsewhere { name: " \u{200b}".to_owned() }), Some(Whom::Org { org: String::new() })];
    for whom in nobody {
        let refused = course.done("refer", whom, None).unwrap_err();
        assert_eq!(refused.code(), "whom-needed");
        assert!(refused.to_string().contains("Referred to"), "{refused}");
    }
    assert_eq!(course.done("refer", pop(), Some(TODAY)).unwrap_err().code(), "day-not-asked");
    assert_eq!(course.done("other", pop(), None).unwrap_err().code(), "whom-not-asked");
    let events = course.done("refer", pop(), None).unwrap();
    let json = serde_json::to_string(&events).unwrap();
    assert!(json.contains(r#""whom":{"kind":"elsewhere","name":"POP-poli"}"#), "{json}");
    assert_eq!(serde_json::from_str::<Vec<Event>>(&json).unwrap(), events);
    assert_eq!(course.one("refer").whom, pop());
    assert!(course.text("refer").contains("Verwezen naar: POP-poli."), "{}", course.text("refer"));
    course.give(&Command::Reopen { step: "refer".into(), nth: None, reason: "vergissing".into() }).unwrap();
    assert_eq!(course.one("refer").whom, None, "what was said of it stays in the journal");
}

#[test]
fn ps_04_the_appointment_is_with_whom_she_was_referred_to_unless_another_is_named() {
    let mut course = Course::begun(STEPS);
    let day = Some(date(2026, 7, 6));
    assert_eq!(course.done("make", None, day).unwrap_err().code(), "whom-needed", "she was referred to nobody yet");
    course.done("refer", org(), None).unwrap();
    course.done("make", None, day).unwrap();
    assert_eq!(course.one("make").whom, org());
    course.give(&Command::Reopen { step: "make".into(), nth: None, reason: "elders".into() }).unwrap();
    course.done("make", pop(), day).unwrap();
    assert_eq!(course.one("make").whom, pop());
}

#[test]
fn ps_04_the_day_of_the_appointment_carries_the_window_of_the_check() {
    let mut course = Course::begun(STEPS);
    let day = date(2026, 7, 6);
    course.done("refer", org(), None).unwrap();
    assert_eq!(course.done("make", None, None).unwrap_err().code(), "day-needed");
    for (other, why) in [(date(2026, 6, 21), "before it was made"), (date(2027, 6, 24), "more than a year ahead")] {
        assert_eq!(course.done("make", None, Some(other)).unwrap_err().code(), "day-implausible", "{why}");
    }
    course.done("make", None, Some(day)).unwrap();
    let window = |from: Date, until: Date| Window::new(from, from.tomorrow().unwrap(), until).unwrap();
    assert_eq!(course.one("came").window, Some(window(day, date(2026, 7, 13))));
    assert_eq!(course.one("came").status(), Status::Waiting, "not asked before its day");
    assert!(course.text("came").contains("6 juli 2026"), "{}", course.text("came"));
    assert!(course.text("came").contains("de dag van de afspraak"), "{}", course.text("came"));
    course.day_comes(date(2026, 7, 5));
    assert_eq!(course.checked(date(2026, 7, 5)).unwrap_err().code(), "not-its-turn");
    course.day_comes(day);
    assert_eq!(course.one("came").status(), Status::Open);
    course.day_comes(date(2026, 7, 8));
    let refused = course.checked(date(2026, 7, 5)).unwrap_err();
    assert_eq!(refused.code(), "before-the-day");
    assert!(refused.to_string().contains("the day of the appointment, which is 2026-07-06"), "{refused}");
    course.checked(day).unwrap();
    assert_eq!(course.one("came").status(), Status::Done);
}

#[test]
fn ps_04_an_appointment_that_was_called_off_gets_another_day() {
    let mut course = Course::begun(STEPS);
    course.done("refer", org(), None).unwrap();
    course.done("make", None, Some(date(2026, 7, 6))).unwrap();
    course.day_comes(date(2026, 7, 6));
    course.give(&Command::Reopen { step: "make".into(), nth: None, reason: "arts ziek".into() }).unwrap();
    assert_eq!((course.one("came").status(), course.one("came").window), (Status::Waiting, None));
    assert_eq!((course.one("make").status(), course.one("make").day), (Status::Open, None));
    course.done("make", None, Some(date(2026, 7, 20))).unwrap();
    assert_eq!(course.one("came").window.map(|window| window.from()), Some(date(2026, 7, 20)));
    assert_eq!(course.one("came").status(), Status::Waiting);
}

#[test]
fn ps_04_an_appointment_that_is_recorded_late_is_checked_all_the_same() {
    let mut course = Course::begun(STEPS);
    course.done("refer", org(), None).unwrap();
    course.day_comes(date(2026, 8, 3));
    let made = Command::Complete {
        step: "make".into(),
        nth: None,
        on: TODAY,
        outcome: None,
        words: None,
        whom: None,
        day: Some(date(2026, 7, 6)),
    };
    course.give(&made).unwrap();
    assert_eq!(course.one("came").status(), Status::Open);
    assert_eq!(course.one("came").window.map(|window| window.until()), Some(date(2026, 8, 10)), "to catch up in");
    course.checked(date(2026, 7, 6)).unwrap();
}

#[test]
fn ps_04_without_an_appointment_the_check_counts_from_when_that_was_left_out() {
    let mut course = Course::begun(STEPS);
    course.give(&Command::Skip { step: "make".into(), nth: None, reason: "de poli belt haar".into() }).unwrap();
    assert_eq!(course.one("came").status(), Status::Open);
    assert_eq!(course.one("came").window.map(|window| window.from()), Some(TODAY));
}

#[test]
fn ps_02_to_whom_and_when_are_as_sealed_as_their_step() {
    let sealed = STEPS.replace("[[step]]", "[[step]]\nsealed = true");
    let mut course = Course::begun(&sealed);
    course.done("refer", pop(), None).unwrap();
    let events = course.done("make", None, Some(date(2026, 7, 6))).unwrap();
    assert!(course.def.is_sealed(&events[0]), "as an event");
    let open = course.state.unsealed(&course.def);
    assert!(!format!("{open:?}").contains("POP") && !format!("{open:?}").contains("2026-07-06"), "{open:?}");
    let veiled = course.def.veiled();
    for step in ["refer", "make"] {
        let step = veiled.step(&step.into()).unwrap();
        assert_eq!((&step.whom, &step.day), (&None, &None), "nor is it told that it is asked");
    }
}

#[test]
fn what_was_done_before_this_was_asked_stays_readable() {
    let old = r#"{"kind":"completed","step":"make","nth":1,"on":"2026-06-22","outcome":null}"#;
    let event: Event = serde_json::from_str(old).unwrap();
    let mut course = Course::begun(STEPS);
    evolve(&mut course.state, &event);
    assert_eq!((course.one("make").whom.clone(), course.one("make").day), (None, None));
    let again = serde_json::to_string(&event).unwrap();
    assert!(!again.contains("whom") && !again.contains("day"), "{again}");
}

#[test]
fn what_cannot_be_asked_is_refused_in_the_file() {
    let asks = "whom = { nl = \"Naar wie?\" }\n";
    let cases = [
        (format!("[[step]]\nid = \"a\"\nmarks = \"born\"\n{asks}"), "asks-nobody"),
        (format!("[[step]]\nid = \"a\"\ndoes = \"intake\"\n{asks}"), "asks-nobody"),
        ("[[step]]\nid = \"a\"\nmeeting = \"mdo\"\nday = { nl = \"Dag\" }".to_owned(), "asks-nobody"),
        ("[[step]]\nid = \"a\"\nwhom-as = \"a\"".to_owned(), "missing-key"),
        (format!("[[step]]\nid = \"a\"\nwhom-as = \"a\"\n{asks}"), "asks-nobody"),
        (format!("[[step]]\nid = \"a\"\nwhom-as = \"b\"\n{asks}"), "unknown-step"),
        (format!("[[step]]\nid = \"b\"\n[[step]]\nid = \"a\"\nwhom-as = \"b\"\n{asks}"), "asks-nobody"),
        (
            format!("[[step]]\nid = \"b\"\nsealed = true\n{asks}[[step]]\nid = \"a\"\nwhom-as = \"b\"\n{asks}"),
            "seal-shows",
        ),
    ];
    for (steps, code) in cases {
        let errors = parsed(&steps).unwrap_err();
        assert!(errors.contains(code), "{steps}\n{errors}");
    }
}
