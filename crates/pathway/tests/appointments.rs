//! Appointments: planning puts nothing off that must be done, and hides nothing that is late.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use jiff::civil::date;
use regie_pathway::{
    AnchorId, Command, Date, Definition, Event, Refusal, State, decide, evolve, explain, last_day, outlook,
};

const HEAD: &str = r#"
[pathway]
id = "proef"
version = "1"
title = { nl = "Proef" }
gestation = "due"
[anchors]
due  = { title = { nl = "à terme datum" } }
[roles]
midwife = { nl = "verloskundige" }
"#;
const DUE: Date = date(2027, 1, 24);
const TODAY: Date = date(2026, 6, 22);

struct Course {
    def: Definition,
    state: State,
    today: Date,
}

impl Course {
    fn of(steps: &str) -> Self {
        let steps = steps.replace("[[step]]", "[[step]]\nkind = \"task\"\nby = \"midwife\"\ntitle = { nl = \"Stap\" }");
        let def = Definition::parse("proef.toml", &format!("{HEAD}{steps}")).unwrap_or_else(|why| panic!("{why:#?}"));
        let mut course = Self { def, state: State::default(), today: TODAY };
        let anchors = BTreeMap::from([(AnchorId::from("due"), DUE)]);
        course.act(Command::Start { entry: TODAY, anchors, facts: BTreeMap::new() }).unwrap();
        course
    }

    fn act(&mut self, command: Command) -> Result<Vec<Event>, Refusal> {
        let events = decide(&self.def, &self.state, &command, self.today)?;
        events.iter().for_each(|event| evolve(&mut self.state, event));
        Ok(events)
    }

    fn on(&mut self, today: Date) -> &mut Self {
        self.today = today;
        self.act(Command::Tick).unwrap();
        self
    }

    fn plan(&mut self, date: Date) -> Result<Vec<Event>, Refusal> {
        self.act(Command::Plan { step: "a".into(), nth: None, date })
    }

    fn due(&mut self, date: Date) {
        self.act(Command::SetAnchor { anchor: "due".into(), date, reason: Some("echo".into()) }).unwrap();
    }

    fn last_day(&self) -> Option<Date> {
        last_day(&self.def, &self.state, &"a".into(), 1)
    }

    /// What its planner is told: the day after which it was planned, whether it is late, and in words.
    fn told(&self) -> (Option<Date>, bool, String) {
        let told = explain(&self.def, &self.state, &"a".into(), 1, self.today).unwrap();
        (told.planned_past, told.overdue, told.text().nl)
    }
}

#[test]
fn ps_04_what_must_be_done_is_not_planned_past_its_window() {
    let mut course = Course::of("[[step]]\nid = \"a\"\nwindow = \"opened..opened..opened+1d\"\nmust-be-done = true");
    let refused = course.plan(date(2026, 7, 13)).unwrap_err();
    assert_eq!(refused.code(), "past-its-window");
    assert_eq!(
        refused.to_string(),
        "step `a` must be done by 2026-06-23, so that it cannot be planned for 2026-07-13: choose a day up to \
         2026-06-23; where none will do, leave it unplanned and do it as soon as possible, and it stays on the list of \
         what is due"
    );
    course.plan(date(2026, 6, 23)).unwrap();
    assert_eq!(course.told().0, None);
    // Once the window has passed there is no day left to plan it on: it is late, and stays so.
    course.on(date(2026, 6, 25));
    assert_eq!(course.plan(date(2026, 6, 25)).unwrap_err().code(), "past-its-window");
    assert!(course.told().1);
}

#[test]
fn what_is_planned_past_its_window_says_so_and_is_no_less_due() {
    let mut course = Course::of("[[step]]\nid = \"a\"\nwindow = \"entry..entry+2d..entry+7d\"");
    course.plan(date(2026, 7, 20)).unwrap();
    let (past, overdue, words) = course.told();
    assert_eq!((past, overdue), (Some(date(2026, 6, 29)), false));
    assert!(words.contains("Afspraak op 20 juli 2026, na het einde van de periode (29 juni 2026)"), "{words}");
    assert!(course.on(date(2026, 6, 30)).told().1, "late by its window, whatever was planned");
    course.plan(date(2026, 6, 30)).unwrap();
    assert_eq!(course.told().0, Some(date(2026, 6, 29)), "a new appointment makes up for nothing");
    course.act(Command::complete("a", course.today)).unwrap();
    assert_eq!(course.told().0, None, "what was done is not planned any more");
}

#[test]
fn a_window_that_moves_away_under_an_appointment_shows_it() {
    let mut course = Course::of("[[step]]\nid = \"a\"\nwindow = \"29w0d..31w0d\"\nmust-be-done = true");
    course.plan(date(2026, 11, 20)).unwrap();
    assert_eq!((course.last_day(), course.told().0), (Some(date(2026, 11, 22)), None));
    // Three weeks further than was thought: the appointment stands, and lies after the window.
    course.due(date(2027, 1, 3));
    assert_eq!(course.last_day(), Some(date(2026, 11, 1)));
    assert_eq!(course.told().0, Some(date(2026, 11, 1)));
    let ahead = outlook(&course.def, &course.state);
    assert_eq!(ahead.expected.iter().map(|one| one.last_day).collect::<Vec<_>>(), [Some(date(2026, 11, 1))]);
    assert_eq!(course.plan(date(2026, 11, 2)).unwrap_err().code(), "past-its-window");
    // And the other way: what lay after the window lies in it.
    course.due(DUE);
    assert_eq!(course.told().0, None);
}

#[test]
fn a_plan_made_before_the_window_is_known_shows_once_it_is() {
    let mut course = Course::of(
        "[[step]]\nid = \"first\"\n[[step]]\nid = \"a\"\nopens = \"first is done\"\nwindow = \
         \"opened..opened+2d..opened+5d\"\nmust-be-done = true",
    );
    course.plan(date(2026, 7, 20)).unwrap();
    assert_eq!(course.told().0, None, "nobody knows yet");
    course.act(Command::complete("first", TODAY)).unwrap();
    assert_eq!(course.told().0, Some(date(2026, 6, 27)));
}
