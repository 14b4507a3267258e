//! The engine on small pathways, rule by rule.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use jiff::civil::date;
use regie_pathway::{
    AnchorId, Ask, Cause, Command, Date, Definition, Event, FactId, FactValue, Life, Refusal, State, Status, StepId,
    decide, evolve, explain, next_due, outstanding,
};

const HEAD: &str = r#"
[pathway]
id = "proef"
version = "1"
title = { nl = "Proef" }
gestation = "due"
[anchors]
due  = { title = { nl = "à terme datum" }, plausible = "entry-14w..entry+40w" }
born = { title = { nl = "bevalling" }, plausible = "16w0d..today" }
[roles]
midwife = { nl = "verloskundige" }
[facts]
ill  = { kind = "yes-no", ask = { nl = "Is zij ziek?" } }
line = { kind = "choice", default = "first", ask = { nl = "Welke lijn?" }, options = { first = { nl = "eerste lijn" }, second = { nl = "tweede lijn" } } }
age  = { kind = "number", ask = { nl = "Hoe oud is zij?" } }
"#;

fn pathway(steps: &str) -> Definition {
    let steps = steps.replace("[[step]]", "[[step]]\nkind = \"task\"\nby = \"midwife\"\ntitle = { nl = \"Stap\" }");
    Definition::parse("proef.toml", &format!("{HEAD}{steps}")).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

struct Case<'d> {
    def: &'d Definition,
    state: State,
    today: Date,
}

impl<'d> Case<'d> {
    fn start(def: &'d Definition, entry: Date, due: Option<Date>) -> Self {
        let mut case = Self { def, state: State::default(), today: entry };
        let anchors = due.into_iter().map(|due| (AnchorId::from("due"), due)).collect();
        case.act(Command::Start { entry, anchors, facts: BTreeMap::new() }).unwrap();
        case
    }

    fn act(&mut self, command: Command) -> Result<Vec<Event>, Refusal> {
        let events = decide(self.def, &self.state, &command, self.today)?;
        events.iter().for_each(|event| evolve(&mut self.state, event));
        Ok(events)
    }

    fn on(&mut self, today: Date) -> &mut Self {
        self.today = today;
        self.act(Command::Tick).unwrap();
        self
    }

    fn done(&mut self, step: &str) -> Result<Vec<Event>, Refusal> {
        self.act(Command::complete(step, self.today))
    }

    fn anchor(&mut self, anchor: &str, date: Date) -> Vec<Event> {
        self.act(Command::SetAnchor { anchor: anchor.into(), date, reason: None }).unwrap()
    }

    fn fact(&mut self, fact: &str, value: FactValue) -> Vec<Event> {
        self.act(Command::SetFact { fact: fact.into(), value }).unwrap()
    }

    fn status(&self, step: &str, nth: u16) -> Status {
        self.state.occurrence(&step.into(), nth).unwrap().status()
    }

    fn window(&self, step: &str, nth: u16) -> (Date, Date) {
        let window = self.state.occurrence(&step.into(), nth).unwrap().window.unwrap();
        (window.from(), window.until())
    }

    fn told(&self, step: &str) -> String {
        explain(self.def, &self.state, &step.into(), 1, self.today).unwrap().text().nl
    }
}

const DUE: Date = date(2027, 1, 24);
const TODAY: Date = date(2026, 6, 22);

#[test]
fn a_step_opens_on_the_first_day_of_its_window() {
    let def = pathway("[[step]]\nid = \"a\"\nwindow = \"29w0d..31w0d\"");
    let mut case = Case::start(&def, TODAY, Some(DUE));
    assert_eq!(next_due(&def, &case.state), Some(date(2026, 11, 8)));
    assert_eq!(case.on(date(2026, 11, 7)).status("a", 1), Status::Waiting);
    assert_eq!(case.on(date(2026, 11, 8)).status("a", 1), Status::Open);
    assert_eq!(next_due(&def, &case.state), None);
}

#[test]
fn an_open_step_stays_open_and_is_overdue() {
    let def = pathway("[[step]]\nid = \"a\"\nwindow = \"entry..entry+7d\"");
    let mut case = Case::start(&def, TODAY, None);
    case.on(date(2026, 8, 1));
    let overdue = |today| explain(&def, &case.state, &"a".into(), 1, today).unwrap().overdue;
    assert!(overdue(case.today) && !overdue(date(2026, 6, 29)));
    assert!(case.told("a").contains("te laat"), "{}", case.told("a"));
}

#[test]
fn a_step_that_lapses_is_missed_the_day_after() {
    let def = pathway("[[step]]\nid = \"a\"\nwindow = \"entry..entry+7d\"\nlapses = \"entry+10d\"");
    let mut case = Case::start(&def, TODAY, None);
    assert_eq!(next_due(&def, &case.state), Some(date(2026, 7, 3)));
    assert_eq!(case.on(date(2026, 7, 2)).status("a", 1), Status::Open);
    case.on(date(2026, 7, 3));
    let life = &case.state.occurrence(&"a".into(), 1).unwrap().life;
    assert_eq!(*life, Life::Missed { on: date(2026, 7, 3), why: Cause::Lapsed { until: date(2026, 7, 2) } });
}

#[test]
fn late_entry_gives_a_window_to_catch_up_in_or_names_what_was_missed() {
    let def = pathway(
        "[[step]]\nid = \"a\"\nwindow = \"10w0d..12w0d\"\nlate-entry = \"7d\"\n[[step]]\nid = \"b\"\nwindow = \"10w0d..12w0d\"",
    );
    let case = Case::start(&def, date(2026, 12, 6), Some(DUE));
    assert_eq!((case.status("a", 1), case.window("a", 1)), (Status::Open, (date(2026, 12, 6), date(2026, 12, 13))));
    let late = case.state.occurrence(&"a".into(), 1).unwrap().late.unwrap();
    assert_eq!(late.original.until(), date(2026, 7, 12));
    assert_eq!(case.status("b", 1), Status::Missed);
    assert!(
        case.told("b").contains("de periode 10w0d (28 juni 2026) t/m 12w0d (12 juli 2026) was al voorbij"),
        "{}",
        case.told("b")
    );
}

#[test]
fn a_window_that_passed_before_its_step_was_called_for_is_late_then() {
    let steps = "[[step]]\nid = \"a\"\nopens = \"ill\"\nwindow = \"entry..entry+7d\"\nlate-entry = \"3d\"\n[[step]]\nid = \"b\"\nopens = \"ill\"\nwindow = \"entry..entry+7d\"";
    let def = pathway(steps);
    let mut case = Case::start(&def, TODAY, None);
    case.on(date(2026, 8, 1)).fact("ill", FactValue::YesNo(true));
    assert_eq!((case.status("a", 1), case.window("a", 1)), (Status::Open, (date(2026, 8, 1), date(2026, 8, 4))));
    assert_eq!(case.status("b", 1), Status::Missed);
}

#[test]
fn an_exit_cancels_and_names_its_cause() {
    let def = pathway("[[step]]\nid = \"a\"\nends = \"ill or born\"\nwindow = \"29w0d..31w0d\"\nrequired = true");
    let mut case = Case::start(&def, TODAY, Some(DUE));
    case.fact("ill", FactValue::YesNo(true));
    let Life::Cancelled { cause, .. } = &case.state.occurrence(&"a".into(), 1).unwrap().life else { panic!() };
    assert_eq!(*cause, Cause::Ended { criterion: "ill".into() });
    assert!(case.told("a").contains("Vervallen op 9w1d (22 juni 2026): “Is zij ziek?” ja."), "{}", case.told("a"));
    // A mistake is taken back whole.
    case.fact("ill", FactValue::YesNo(false));
    assert_eq!((case.status("a", 1), case.window("a", 1)), (Status::Waiting, (date(2026, 11, 8), date(2026, 11, 22))));
}

#[test]
fn an_exit_that_held_at_entry_makes_the_step_missed() {
    let def = pathway("[[step]]\nid = \"a\"\nends = \"born\"\nwindow = \"29w0d..31w0d\"\nlate-entry = \"7d\"");
    let mut case = Case { def: &def, state: State::default(), today: date(2027, 1, 20) };
    let anchors = BTreeMap::from([("due".into(), DUE), ("born".into(), date(2027, 1, 10))]);
    case.act(Command::Start { entry: case.today, anchors, facts: BTreeMap::new() }).unwrap();
    assert_eq!(case.status("a", 1), Status::Missed);
    assert!(case.told("a").contains("al vóór de start van de zorg: de bevalling is bekend"), "{}", case.told("a"));
}

#[test]
fn unknown_is_neither_yes_nor_no_and_names_the_question() {
    let def = pathway("[[step]]\nid = \"a\"\nopens = \"line is first and not ill and age < 18\"\nrequired = true");
    let mut case = Case::start(&def, TODAY, None);
    assert_eq!(case.status("a", 1), Status::Waiting);
    let explained = explain(&def, &case.state, &"a".into(), 1, TODAY).unwrap();
    let asked: Vec<&str> = explained
        .unknown
        .iter()
        .map(|ask| match ask {
            Ask::Fact { fact, .. } => fact.as_str(),
            Ask::Anchor { anchor, .. } => anchor.as_str(),
        })
        .collect();
    assert_eq!(asked, ["ill", "age"]);
    let told = explained.text().nl;
    assert!(told.starts_with("Begint zodra ") && told.contains("“Hoe oud is zij?” beantwoord is"), "{told}");
    for question in ["Is zij ziek?", "Hoe oud is zij?"] {
        assert_eq!(told.matches(question).count(), 1, "once: {told}");
    }
    assert_eq!(outstanding(&def, &case.state).len(), 1, "what may yet be called for stands in the way");
    case.fact("age", FactValue::Number(18));
    assert_eq!(outstanding(&def, &case.state).len(), 0);
    case.fact("age", FactValue::Number(17));
    case.fact("ill", FactValue::YesNo(false));
    assert_eq!(case.status("a", 1), Status::Open);
}

#[test]
fn an_appointment_does_not_move_and_may_lie_outside_the_window() {
    let def = pathway("[[step]]\nid = \"a\"\nwindow = \"29w0d..31w0d\"");
    let mut case = Case::start(&def, TODAY, Some(DUE));
    case.act(Command::Plan { step: "a".into(), nth: None, date: date(2026, 11, 2) }).unwrap();
    assert!(case.told("a").contains("Afspraak op 28w1d (2 november 2026), buiten de periode"), "{}", case.told("a"));
    case.anchor("due", date(2027, 2, 3));
    assert_eq!(case.window("a", 1).0, date(2026, 11, 8));
    assert_eq!(case.on(date(2026, 11, 2)).status("a", 1), Status::Open, "it opens for its appointment");
    case.act(Command::Unplan { step: "a".into(), nth: None }).unwrap();
    assert_eq!(case.window("a", 1).0, date(2026, 11, 18));
    assert_eq!(case.status("a", 1), Status::Waiting);
    let refused = case.act(Command::Unplan { step: "a".into(), nth: None }).unwrap_err();
    assert_eq!(refused.code(), "no-appointment");
}

#[test]
fn a_correction_makes_an_open_step_wait_and_back_again() {
    let def =
        pathway("[[step]]\nid = \"a\"\nwindow = \"29w0d..31w0d\"\n[[step]]\nid = \"b\"\nwindow = \"20w0d..22w0d\"");
    let mut case = Case::start(&def, TODAY, Some(DUE));
    case.on(date(2026, 11, 9));
    let before: Vec<_> = case.state.occurrences().map(|one| (one.life.clone(), one.window, one.late)).collect();
    case.anchor("due", date(2027, 3, 20));
    assert_eq!((case.status("a", 1), case.status("b", 1)), (Status::Waiting, Status::Open));
    case.anchor("due", date(2026, 10, 1));
    assert_eq!(case.status("a", 1), Status::Missed);
    case.anchor("due", DUE);
    let after: Vec<_> = case.state.occurrences().map(|one| (one.life.clone(), one.window, one.late)).collect();
    assert_eq!(before, after);
}

#[test]
fn a_window_can_count_from_the_end_of_another_step() {
    let def = pathway("[[step]]\nid = \"a\"\n[[step]]\nid = \"b\"\nwindow = \"a+1w..a+2w\"");
    let mut case = Case::start(&def, TODAY, None);
    assert!(case.told("b").contains("Wacht op “Stap”: de datum is nog niet bekend."), "{}", case.told("b"));
    case.done("a").unwrap();
    assert_eq!(case.window("b", 1), (date(2026, 6, 29), date(2026, 7, 6)));
}

#[test]
fn a_window_can_count_from_the_opening() {
    let def = pathway("[[step]]\nid = \"a\"\nopens = \"ill\"\nwindow = \"opened..opened+5 workdays\"");
    let mut case = Case::start(&def, TODAY, None);
    assert_eq!(next_due(&def, &case.state), None);
    case.on(date(2026, 7, 3)).fact("ill", FactValue::YesNo(true));
    assert_eq!(case.window("a", 1), (date(2026, 7, 3), date(2026, 7, 10)));
}

#[test]
fn a_repeating_step_comes_back_while_its_criterion_holds() {
    let def = pathway(
        "[[step]]\nid = \"a\"\nwindow = \"entry..entry+3d\"\nrepeat = { every = \"28d\", while = \"line is first\" }",
    );
    let mut case = Case::start(&def, TODAY, None);
    case.done("a").unwrap();
    assert_eq!((case.status("a", 2), case.window("a", 2)), (Status::Waiting, (date(2026, 7, 20), date(2026, 7, 23))));
    case.on(date(2026, 7, 21)).done("a").unwrap();
    assert_eq!(case.window("a", 3).0, date(2026, 8, 18));
    assert!(case.state.occurrence(&"a".into(), 4).is_none());
    let explained = explain(&def, &case.state, &"a".into(), 3, case.today).unwrap().text().nl;
    assert!(explained.contains("4 weken na de vorige keer"), "{explained}");
    case.fact("line", FactValue::Choice("second".into()));
    case.done("a").unwrap();
    assert!(case.state.occurrence(&"a".into(), 4).is_none());
}

#[test]
fn a_step_for_each_time_opens_again_when_its_criterion_holds_anew() {
    let def = pathway("[[step]]\nid = \"a\"\nopens = \"line is second\"\nrepeat = \"each-time\"");
    let mut case = Case::start(&def, TODAY, None);
    for nth in 1..=3 {
        case.fact("line", FactValue::Choice("second".into()));
        assert_eq!(case.status("a", nth), Status::Open);
        case.done("a").unwrap();
        assert!(case.state.occurrence(&"a".into(), nth + 1).is_none(), "not before it stopped holding");
        case.fact("line", FactValue::Choice("first".into()));
        assert_eq!(case.status("a", nth + 1), Status::Waiting);
    }
}

#[test]
fn a_step_for_each_reason_opens_again_when_one_comes_beside_another() {
    let def = pathway(
        "[[step]]\nid = \"a\"\nopens = \"line is second or ill or age >= 40\"\nrepeat = \"each-reason\"\n\
         [[step]]\nid = \"b\"\nopens = \"line is second or ill or age >= 40\"\nrepeat = \"each-time\"",
    );
    let mut case = Case::start(&def, TODAY, None);
    case.fact("line", FactValue::Choice("second".into()));
    case.fact("ill", FactValue::YesNo(true));
    assert!(case.state.occurrence(&"a".into(), 2).is_none(), "while it is open, one more reason is taken along");
    case.done("a").unwrap();
    case.done("b").unwrap();
    assert!(case.state.occurrence(&"a".into(), 2).is_none(), "what held before it was done is no new reason");
    case.fact("age", FactValue::Number(41));
    assert_eq!(case.status("a", 2), Status::Open);
    assert!(case.state.occurrence(&"b".into(), 2).is_none(), "its criterion as a whole held all the time");
    case.done("a").unwrap();
    case.fact("age", FactValue::Number(42));
    assert!(case.state.occurrence(&"a".into(), 3).is_none(), "the same reason is not a new one");
    case.fact("ill", FactValue::YesNo(false));
    assert!(case.state.occurrence(&"a".into(), 3).is_none(), "a reason less is none more");
    case.fact("ill", FactValue::YesNo(true));
    assert_eq!(case.status("a", 3), Status::Open, "a reason that comes back is new");
    case.done("a").unwrap();
    for (fact, value) in
        [("ill", FactValue::YesNo(false)), ("age", FactValue::Number(20)), ("line", FactValue::Choice("first".into()))]
    {
        case.fact(fact, value);
    }
    assert_eq!(case.status("a", 4), Status::Waiting, "as each time, it waits for the next");
    case.fact("ill", FactValue::YesNo(true));
    assert_eq!(case.status("a", 4), Status::Open);
}

#[test]
fn what_is_measured_again_raises_its_step_again_while_it_holds() {
    let def = pathway(
        "[[step]]\nid = \"a\"\nopens = \"ill and age >= 40\"\nrepeat = \"each-answer\"\n\
         [[step]]\nid = \"b\"\nopens = \"ill and age >= 40\"\nrepeat = \"each-time\"",
    );
    let mut case = Case::start(&def, TODAY, None);
    case.fact("ill", FactValue::YesNo(true));
    case.fact("age", FactValue::Number(41));
    case.fact("age", FactValue::Number(42));
    assert!(case.state.occurrence(&"a".into(), 2).is_none(), "while it is open, once is enough");
    case.done("a").unwrap();
    case.done("b").unwrap();
    case.fact("ill", FactValue::YesNo(true));
    assert!(case.state.occurrence(&"a".into(), 2).is_none(), "that was said and measured nothing");
    case.fact("age", FactValue::Number(42));
    assert_eq!(case.status("a", 2), Status::Open, "the same measured again");
    case.done("a").unwrap();
    case.fact("age", FactValue::Number(45));
    assert_eq!(case.status("a", 3), Status::Open, "and more");
    case.done("a").unwrap();
    case.fact("age", FactValue::Number(20));
    assert_eq!(case.status("a", 4), Status::Waiting);
    case.fact("age", FactValue::Number(44));
    assert_eq!(case.status("a", 4), Status::Open, "it comes to hold again");
    assert!(case.state.occurrence(&"b".into(), 3).is_none());
}

#[test]
fn what_nobody_called_for_stands_in_nobodys_way() {
    let def = pathway(
        "[[step]]\nid = \"extra\"\ndiscretionary = true\n\
         [[step]]\nid = \"a\"\nopens = \"extra is done\"\nrequired = true",
    );
    let mut case = Case::start(&def, TODAY, None);
    assert!(outstanding(&def, &case.state).is_empty());
    case.act(Command::Add { step: "extra".into() }).unwrap();
    assert_eq!(outstanding(&def, &case.state).len(), 1, "now it may come to that");
    case.done("extra").unwrap();
    assert_eq!(case.status("a", 1), Status::Open);
}

#[test]
fn a_discretionary_step_is_added_when_called_for() {
    let def = pathway("[[step]]\nid = \"a\"\ndiscretionary = true\nopens = \"line is second\"\n[[step]]\nid = \"b\"");
    let mut case = Case::start(&def, TODAY, None);
    assert!(case.state.occurrence(&"a".into(), 1).is_none());
    let add = || Command::Add { step: "a".into() };
    assert_eq!(case.act(add()).unwrap_err().code(), "not-called-for");
    case.fact("line", FactValue::Choice("second".into()));
    case.act(add()).unwrap();
    assert_eq!(case.status("a", 1), Status::Open);
    assert_eq!(case.act(add()).unwrap_err().code(), "already-added");
    case.done("a").unwrap();
    case.act(add()).unwrap();
    assert_eq!(case.status("a", 2), Status::Open);
    assert_eq!(case.act(Command::Add { step: "b".into() }).unwrap_err().code(), "not-discretionary");
}

#[test]
fn a_milestone_and_its_date_are_one() {
    let def = pathway(
        "[[step]]\nid = \"birth\"\nmarks = \"born\"\nwindow = \"37w0d..42w0d\"\n[[step]]\nid = \"visit\"\nwindow = \"born..born+10d\"",
    );
    let mut case = Case::start(&def, TODAY, Some(DUE));
    case.today = date(2027, 1, 20);
    case.act(Command::complete("birth", date(2027, 1, 18))).unwrap();
    assert_eq!(case.state.anchor(&"born".into()), Some(date(2027, 1, 18)));
    case.anchor("born", date(2027, 1, 17));
    assert_eq!(
        case.state.occurrence(&"birth".into(), 1).unwrap().life,
        Life::Done { on: date(2027, 1, 17), outcome: None }
    );
    assert_eq!(case.window("visit", 1), (date(2027, 1, 17), date(2027, 1, 27)));
}

#[test]
fn a_milestone_that_was_cancelled_by_mistake_takes_the_date_that_came_meanwhile() {
    let def = pathway("[[step]]\nid = \"birth\"\nmarks = \"born\"\nwindow = \"37w0d..42w0d\"\nends = \"ill\"");
    let mut case = Case::start(&def, TODAY, Some(DUE));
    case.fact("ill", FactValue::YesNo(true));
    case.today = date(2027, 1, 20);
    case.anchor("born", date(2027, 1, 18));
    assert_eq!(case.status("birth", 1), Status::Cancelled);
    case.fact("ill", FactValue::YesNo(false));
    assert_eq!(
        case.state.occurrence(&"birth".into(), 1).unwrap().life,
        Life::Done { on: date(2027, 1, 18), outcome: None }
    );
}

#[test]
fn what_was_done_early_or_is_recorded_late_counts() {
    let def = pathway(
        "[[step]]\nid = \"early\"\nwindow = \"29w0d..31w0d\"\n[[step]]\nid = \"late\"\nwindow = \"2w0d..3w0d\"\n[[step]]\nid = \"c\"",
    );
    let mut case = Case::start(&def, TODAY, Some(DUE));
    assert_eq!((case.status("early", 1), case.status("late", 1)), (Status::Waiting, Status::Missed));
    case.done("early").unwrap();
    let on = date(2026, 5, 1);
    case.act(Command::complete("late", on)).unwrap();
    assert_eq!((case.status("early", 1), case.status("late", 1)), (Status::Done, Status::Done));
    let complete = |on| Command::complete("c", on);
    assert_eq!(case.act(complete(date(2026, 6, 23))).unwrap_err().code(), "in-future");
    assert_eq!(case.act(complete(date(2016, 6, 22))).unwrap_err().code(), "too-long-ago");
    assert_eq!(case.done("early").unwrap_err().code(), "not-allowed");
}

#[test]
fn outcomes_set_facts_and_must_be_named() {
    let def = pathway(
        "[[step]]\nid = \"a\"\n[step.outcome.yes-ill]\ntitle = { nl = \"Ziek\" }\nsets = { ill = true }\n[[step]]\nid = \"b\"\nopens = \"a is yes-ill and ill\"",
    );
    let mut case = Case::start(&def, TODAY, None);
    assert_eq!(case.done("a").unwrap_err().code(), "outcome-needed");
    let complete = |outcome: &str| Command::complete("a", TODAY).with_outcome(Some(outcome.into()));
    assert_eq!(case.act(complete("well")).unwrap_err().code(), "unknown-outcome");
    case.act(complete("yes-ill")).unwrap();
    assert_eq!(case.state.fact(&FactId::from("ill")), Some(&FactValue::YesNo(true)));
    assert_eq!(case.status("b", 1), Status::Open);
    assert!(case.told("a").contains("Gedaan op 22 juni 2026: Ziek."), "{}", case.told("a"));
}

#[test]
fn refusals_have_a_code_and_say_how_to_mend() {
    let def = pathway("[[step]]\nid = \"intake\"");
    let state = State::default();
    assert_eq!(decide(&def, &state, &Command::Tick, TODAY).unwrap_err().code(), "not-started");
    let future = Command::Start { entry: date(2026, 7, 1), anchors: BTreeMap::new(), facts: BTreeMap::new() };
    assert_eq!(decide(&def, &state, &future, TODAY).unwrap_err().code(), "in-future");
    let mut case = Case::start(&def, TODAY, None);
    let again = Command::Start { entry: TODAY, anchors: BTreeMap::new(), facts: BTreeMap::new() };
    assert_eq!(case.act(again).unwrap_err().code(), "already-started");
    let refused = case.done("intke").unwrap_err();
    assert_eq!((refused.code(), refused.to_string().contains("did you mean `intake`?")), ("unknown-step", true));
    let set = |fact: &str, value| Command::SetFact { fact: fact.into(), value };
    assert_eq!(case.act(set("il", FactValue::YesNo(true))).unwrap_err().code(), "unknown-fact");
    assert_eq!(case.act(set("ill", FactValue::Number(1))).unwrap_err().code(), "wrong-fact-value");
    let anchor = |anchor: &str, date| Command::SetAnchor { anchor: anchor.into(), date, reason: None };
    assert_eq!(case.act(anchor("do", DUE)).unwrap_err().code(), "unknown-anchor");
    let refused = case.act(anchor("due", date(2027, 8, 24))).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "`due` cannot be 2027-08-24: a date between 2026-03-16 and 2027-03-29 was expected; check the date"
    );
    assert_eq!(case.act(anchor("born", date(2026, 6, 23))).unwrap_err().code(), "implausible-date");
    let nth = Command::Skip { step: "intake".into(), nth: Some(2), reason: "x".into() };
    assert_eq!(case.act(nth).unwrap_err().code(), "no-occurrence");
    let no_reason = Command::Skip { step: "intake".into(), nth: None, reason: " ".into() };
    assert_eq!(case.act(no_reason).unwrap_err().code(), "reason-needed");
    let past = Command::Plan { step: "intake".into(), nth: None, date: date(2026, 6, 21) };
    assert_eq!(case.act(past).unwrap_err().code(), "appointment-in-past");
    let other = pathway("[[step]]\nid = \"other\"");
    assert_eq!(decide(&other, &case.state, &Command::Tick, TODAY).unwrap_err().code(), "other-version");
    case.act(Command::End { cause: "klaar".into() }).unwrap();
    assert_eq!(case.done("intake").unwrap_err().code(), "ended");
    assert_eq!(case.act(Command::Tick).unwrap(), []);
}

#[test]
fn skipping_lets_what_waits_for_it_go_on() {
    let def = pathway(
        "[[step]]\nid = \"a\"\nrequired = true\n[[step]]\nid = \"b\"\nopens = \"a is skipped\"\n[[step]]\nid = \"c\"\nopens = \"b is open\"",
    );
    let mut case = Case::start(&def, TODAY, None);
    case.act(Command::Skip { step: "a".into(), nth: None, reason: "elders gedaan".into() }).unwrap();
    assert_eq!((case.status("b", 1), case.status("c", 1)), (Status::Open, Status::Open));
    assert_eq!(outstanding(&def, &case.state), []);
    assert!(case.told("a").contains("Overgeslagen op 22 juni 2026: elders gedaan."));
}

#[test]
fn what_was_cancelled_while_open_comes_back_only_if_it_is_still_called_for() {
    let def = pathway("[[step]]\nid = \"a\"\nopens = \"line is second\"\nends = \"ill\"\nwindow = \"entry..entry+9d\"");
    let line = |line: &str| Command::SetFact { fact: "line".into(), value: FactValue::Choice(line.into()) };
    let ill = |yes| Command::SetFact { fact: "ill".into(), value: FactValue::YesNo(yes) };
    for (meanwhile, status) in [("first", Status::Waiting), ("second", Status::Open)] {
        let mut case = Case::start(&def, TODAY, None);
        case.act(line("second")).unwrap();
        case.act(ill(true)).unwrap();
        assert_eq!(case.status("a", 1), Status::Cancelled);
        case.act(line(meanwhile)).unwrap();
        for sick in [false, true, false] {
            case.act(ill(sick)).unwrap();
        }
        assert_eq!(case.status("a", 1), status, "{meanwhile}");
    }
}

#[test]
fn ending_cancels_everything_that_is_live() {
    let def = pathway("[[step]]\nid = \"a\"\n[[step]]\nid = \"b\"\nopens = \"ill\"\n[[step]]\nid = \"c\"");
    let mut case = Case::start(&def, TODAY, None);
    case.done("c").unwrap();
    case.act(Command::End { cause: "verhuisd naar het buitenland".into() }).unwrap();
    let statuses = ["a", "b", "c"].map(|step| case.status(step, 1));
    assert_eq!(statuses, [Status::Cancelled, Status::Cancelled, Status::Done]);
    assert_eq!(next_due(&def, &case.state), None);
    assert!(case.told("a").contains("het zorgpad is beëindigd: verhuisd naar het buitenland"));
}

#[test]
fn feedback_is_due_in_workdays() {
    let def = pathway("[[step]]\nid = \"a\"\nfeedback = { from = \"midwife\", within = \"10 workdays\" }");
    let feedback = def.step(&StepId::from("a")).unwrap().feedback.clone().unwrap();
    assert_eq!(feedback.due(date(2026, 11, 20)), date(2026, 12, 4));
}

#[test]
fn commands_and_events_survive_json() {
    let json =
        r#"{"kind":"start","entry":"2026-06-22","anchors":{"due":"2027-01-24"},"facts":{"ill":{"yes-no":true}}}"#;
    let command: Command = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::from_str::<Command>(&serde_json::to_string(&command).unwrap()).unwrap(), command);
    assert!(serde_json::from_str::<Command>(r#"{"kind":"add","step":"a","x":1}"#).is_err());
    let def = pathway("[[step]]\nid = \"a\"\nends = \"ill\"\nwindow = \"2w0d..3w0d\"\nlate-entry = \"7d\"");
    for event in decide(&def, &State::default(), &command, TODAY).unwrap() {
        let json = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), event, "{json}");
        assert!(json.contains(&format!(r#""kind":"{}""#, event.kind())), "{json}");
    }
}
