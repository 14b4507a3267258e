//! The programmes' own rows on the shipped files: screening (PS-01) and palliative care (PZ-01 to PZ-03). What the files
//! promise in every course is proved elsewhere; here it is told once, by hand, as the source text has it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use regie_pathway::{
    AnchorId, Command, Definition, Event, FactId, FactValue, Refusal, State, Status, decide, evolve, next_due,
    outstanding,
};

const START: Date = date(2026, 3, 2);

/// One client's course on a shipped pathway.
struct Course {
    definition: Definition,
    state: State,
    today: Date,
}

impl Course {
    fn start(pathway: &str, facts: &[(&str, FactValue)]) -> Self {
        let name = format!("../../pathways/{pathway}/pathway.toml");
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&name)).unwrap();
        let definition = Definition::parse(&name, &text).unwrap_or_else(|wrong| panic!("{}", wrong[0]));
        let mut course = Self { definition, state: State::default(), today: START };
        let facts = facts.iter().map(|(fact, value)| (FactId::from(*fact), value.clone())).collect();
        course.give(&Command::Start { entry: START, anchors: BTreeMap::new(), facts }).unwrap();
        course
    }

    fn give(&mut self, command: &Command) -> Result<Vec<Event>, Refusal> {
        let events = decide(&self.definition, &self.state, command, self.today)?;
        events.iter().for_each(|event| evolve(&mut self.state, event));
        Ok(events)
    }

    /// Does a step today, its newest turn.
    fn does(&mut self, step: &str, outcome: Option<&str>) -> &mut Self {
        let command = Command::complete(step, self.today).with_outcome(outcome.map(Into::into));
        self.give(&command).unwrap_or_else(|refused| panic!("{step} on {}: {refused}", self.today));
        self
    }

    fn knows(&mut self, fact: &str, value: FactValue) -> &mut Self {
        let command = Command::SetFact { fact: fact.into(), value };
        self.give(&command).unwrap_or_else(|refused| panic!("{fact}: {refused}"));
        self
    }

    /// Lets the days go by, each of them.
    fn until(&mut self, day: Date) -> &mut Self {
        while self.today < day {
            self.today = self.today.saturating_add(1.days());
            if next_due(&self.definition, &self.state).is_some_and(|due| due <= self.today) {
                self.give(&Command::Tick).unwrap();
            }
        }
        self
    }

    /// Where the newest turn of a step stands.
    fn status(&self, step: &str) -> Status {
        let newest = self.state.occurrences().filter(|it| it.step.as_str() == step).max_by_key(|it| it.nth);
        newest.unwrap_or_else(|| panic!("no step {step}")).life.status()
    }

    fn times_done(&self, step: &str) -> usize {
        let done = |it: &&regie_pathway::Occurrence| it.step.as_str() == step && it.life.status() == Status::Done;
        self.state.occurrences().filter(done).count()
    }

    fn is_outstanding(&self, step: &str) -> bool {
        outstanding(&self.definition, &self.state).iter().any(|it| it.step.as_str() == step)
    }

    /// In which row the table of a decision found its answer, as the journal keeps it.
    fn decides(&mut self, step: &str) -> (String, String) {
        let command = Command::complete(step, self.today);
        let events = self.give(&command).unwrap_or_else(|refused| panic!("{step}: {refused}"));
        events
            .iter()
            .find_map(|event| match event {
                Event::Completed { outcome: Some(outcome), decided: Some(ruling), .. } => {
                    Some((outcome.to_string(), ruling.why.nl.clone()))
                }
                _ => None,
            })
            .expect("a decision by a table says its row")
    }
}

fn choice(option: &str) -> FactValue {
    FactValue::Choice(option.to_owned())
}

#[test]
fn ps_01_she_is_screened_at_intake_and_no_problem_means_no_action_now_which_is_recorded() {
    let mut course = Course::start("psychosociaal", &[]);
    assert_eq!(course.status("screening"), Status::Open, "screening is due from the intake on");
    course.does("screening", Some("no-problem"));
    for step in ["kindcheck", "inventory-care", "ask-consent", "complexity", "meldcode-signals"] {
        assert_eq!(course.status(step), Status::Waiting, "{step}");
        assert!(!course.is_outstanding(step), "{step} stands between nobody and closing");
    }
    assert_eq!(course.times_done("screening"), 1, "that nothing was found is on record");
    assert_eq!(course.state.fact(&FactId::from("ppm")), Some(&FactValue::YesNo(false)));
}

#[test]
fn ps_01_a_later_signal_opens_what_the_screening_would_have_opened() {
    let mut course = Course::start("psychosociaal", &[]);
    course.does("screening", Some("no-problem")).until(date(2026, 5, 4));
    course.give(&Command::Add { step: "later-signal".into() }).unwrap();
    course.does("later-signal", Some("problem"));
    assert_eq!(course.status("kindcheck"), Status::Open);
    assert_eq!(course.status("consider-officer"), Status::Open);
    assert!(course.is_outstanding("inventory-care"));
}

#[test]
fn ps_01_whatever_instrument_finds_the_problem_the_kindcheck_comes_first() {
    let mut course = Course::start("psychosociaal", &[]);
    course.does("screening", Some("problem"));
    assert_eq!(course.status("kindcheck"), Status::Open);
    assert_eq!(course.status("inventory-care"), Status::Waiting, "vervolgens inventariseert zij de hulpverlening");
    course.does("kindcheck", Some("safe"));
    assert_eq!(course.status("inventory-care"), Status::Open);
}

/// A referral of which everything is known that text box 5 and chapter 2 ask.
fn referral() -> Vec<(&'static str, FactValue)> {
    vec![
        ("reason", choice("psychosocial")),
        ("life-expectancy", choice("over-half-a-year")),
        ("functioning", choice("fair-to-good")),
        ("aims", choice("combination")),
        ("surprise", choice("not-surprised")),
    ]
}

fn palliative() -> Course {
    let mut course = Course::start("palliatief", &referral());
    course.does("take-referral", Some("longer"));
    course
}

fn spoken_with_both(course: &mut Course) {
    course.does("contact-gp", None).does("contact-nurse", Some("spoken"));
}

#[test]
fn pz_01_what_the_referral_lacks_is_asked_and_nothing_when_it_lacks_nothing() {
    for lacks in ["reason", "life-expectancy", "functioning", "aims", "surprise"] {
        let mut facts = referral();
        facts.retain(|(fact, _)| *fact != lacks);
        let mut course = Course::start("palliatief", &facts);
        course.does("take-referral", Some("longer"));
        assert_eq!(course.status("ask-referrer"), Status::Open, "without {lacks}");
    }
    assert_eq!(palliative().status("ask-referrer"), Status::Waiting);
}

#[test]
fn pz_01_wish_complexity_regular_care_and_the_surprise_question_decide_together() {
    let rows = [
        ("unwanted", "beyond", "not-enough", "not-surprised", "regular-care-suffices", "wensen nu geen casemanager"),
        ("wanted", "beyond", "able-and-willing", "surprised", "case-manager", "gewenst, en complex"),
        ("wanted", "within", "able-and-willing", "not-surprised", "regular-care-suffices", "kunnen en willen het doen"),
        ("wanted", "within", "not-enough", "not-surprised", "case-manager", "het laatste levensjaar is gemarkeerd"),
        ("wanted", "within", "not-enough", "surprised", "regular-care-suffices", "later opnieuw aanmelden kan altijd"),
    ];
    for (wish, complexity, regular, surprise, outcome, because) in rows {
        let mut course = palliative();
        spoken_with_both(&mut course);
        course.knows("wish", choice(wish)).knows("complexity", choice(complexity));
        course.knows("regular-care", choice(regular)).knows("surprise", choice(surprise));
        let (decided, why) = course.decides("decide-together");
        assert_eq!(decided, outcome, "{wish} {complexity} {regular} {surprise}");
        assert!(why.contains(because), "{why}");
    }
}

#[test]
fn pz_01_a_one_off_question_goes_to_the_consultation_team_and_waits_for_nobody() {
    let mut course = Course::start("palliatief", &[]);
    course.does("take-referral", Some("one-off"));
    assert_eq!(course.decides("decide-together").0, "consultation-team");
    assert_eq!(course.status("ask-consultation-team"), Status::Open);
    assert_eq!(course.status("first-visit"), Status::Waiting);
}

#[test]
fn pz_02_gp_and_district_nurse_are_approached_from_the_first_day_and_nothing_is_decided_before() {
    let course = Course::start("palliatief", &[]);
    for step in ["contact-gp", "contact-nurse"] {
        assert_eq!(course.status(step), Status::Open, "{step} waits for nothing");
        let window = course.state.occurrences().find(|it| it.step.as_str() == step).unwrap().window.unwrap();
        assert_eq!(window.from(), START);
    }
    let mut course = palliative();
    course.does("contact-gp", None);
    assert_eq!(course.status("decide-together"), Status::Waiting, "the district nurse was not spoken to yet");
    course.does("contact-nurse", Some("spoken"));
    assert_eq!(course.status("decide-together"), Status::Open);
}

fn guided() -> Course {
    let mut course = palliative();
    spoken_with_both(&mut course);
    course.knows("wish", choice("wanted")).knows("complexity", choice("beyond"));
    course.decides("decide-together");
    course
}

#[test]
fn pz_02_the_patient_is_told_who_does_what_and_told_again() {
    let mut course = guided();
    assert_eq!(course.status("tell-who-does-what"), Status::Open);
    course.does("tell-who-does-what", None);
    assert_eq!(course.status("tell-who-does-what"), Status::Waiting, "the next time is set");
    course.until(START.saturating_add(9.weeks()));
    assert_eq!(course.status("tell-who-does-what"), Status::Open, "and comes by itself");
}

/// How many days lie between a contact in this phase and the last day of the next.
fn days_to_next_contact(course: &Course, step: &str) -> i32 {
    let newest = course.state.occurrences().filter(|it| it.step.as_str() == step).max_by_key(|it| it.nth);
    let window = newest.unwrap().window.expect("the next contact has its window");
    (window.until() - course.today).get_days()
}

#[test]
fn pz_03_the_frequency_of_contact_follows_the_phase() {
    let mut days = Vec::new();
    for (phase, step) in
        [("early", "contact-early"), ("deteriorating", "contact-deteriorating"), ("dying", "contact-dying")]
    {
        let mut course = guided();
        course.does("first-visit", None).knows("phase", choice(phase));
        let mut waited = 0;
        while course.status(step) != Status::Open {
            let next = course.today.saturating_add(1.days());
            course.until(next);
            waited += 1;
            assert!(waited < 60, "{step} opens in phase {phase}");
        }
        course.does(step, None);
        days.push(days_to_next_contact(&course, step));
    }
    assert!(days[0] > days[1] && days[1] > days[2], "each phase asks for contact more often: {days:?}");
    assert!(days[2] <= 2, "in the dying phase there is contact every day");
}

#[test]
fn pz_03_she_is_followed_into_hospital_and_hospice_and_the_support_goes_on() {
    let mut course = guided();
    course.does("first-visit", None);
    for (place, step) in [("hospital", "follow-to-hospital"), ("hospice", "follow-to-hospice")] {
        course.knows("place", choice(place));
        assert_eq!(course.status(step), Status::Open, "{place}");
        assert_eq!(course.status("keep-contact-gp"), Status::Waiting, "a move ends nothing");
        course.does(step, None);
    }
    assert_eq!(course.status("hospital-to-gp"), Status::Open, "out of hospital: was the GP told?");
}

#[test]
fn pz_03_after_death_the_relatives_are_offered_aftercare_as_long_as_they_wish() {
    let mut course = guided();
    course.does("first-visit", None).until(date(2026, 3, 20));
    let died = Command::SetAnchor { anchor: AnchorId::from("died"), date: course.today, reason: None };
    course.give(&died).unwrap();
    course.until(date(2026, 4, 4));
    assert_eq!(course.status("offer-aftercare"), Status::Open);
    assert!(course.is_outstanding("offer-aftercare"), "the case does not close before it was offered");
    course.does("offer-aftercare", Some("wanted"));
    course.until(date(2026, 4, 20)).does("aftercare-talk", Some("again"));
    assert_ne!(course.status("aftercare-talk"), Status::Done, "another talk is set");
    course.until(date(2026, 6, 10)).does("aftercare-talk", Some("enough"));
    assert!(!course.is_outstanding("aftercare-talk"));
}

#[test]
fn ps_01_what_says_that_a_child_is_in_danger_is_not_argued_away_by_an_empty_screening() {
    let mut course = Course::start("psychosociaal", &[]);
    course.does("screening", Some("problem")).does("kindcheck", Some("at-risk"));
    assert_eq!(course.status("meldcode-signals"), Status::Open);
    let emptied = Command::SetFact { fact: "ppm".into(), value: FactValue::YesNo(false) };
    assert_eq!(course.give(&emptied).unwrap_err().code(), "answer-stands");
    assert_eq!(course.status("meldcode-signals"), Status::Open, "the Meldcode stands");
    assert!(course.is_outstanding("meldcode-signals"));
    course.give(&Command::RetractFact { fact: "ppm".into(), reason: "verkeerde cliënt".to_owned() }).unwrap();
    assert_eq!(course.status("meldcode-signals"), Status::Open, "the Meldcode stands");
}

#[test]
fn cm_02_what_a_table_decides_is_answered_at_its_step_alone() {
    for (pathway, fact) in [
        ("palliatief", "guided"),
        ("dementie", "called-for"),
        ("kinderpalliatief", "called-for"),
        ("bemoeizorg-act", "for-team"),
        ("ggz-fact", "called-for"),
        ("postnataal", "central"),
    ] {
        let yes = FactValue::YesNo(true);
        let mut course = Course::start(pathway, &[]);
        let step = course.definition.decided_at(&fact.into()).unwrap().id.clone();
        for value in [yes.clone(), FactValue::YesNo(false)] {
            let refused = course.give(&Command::SetFact { fact: fact.into(), value }).unwrap_err();
            assert_eq!(refused.code(), "decided-at-step", "{pathway}");
            assert!(refused.to_string().contains(&format!("`{step}`")), "{refused}");
        }
        let facts = BTreeMap::from([(FactId::from(fact), yes)]);
        let start = Command::Start { entry: START, anchors: BTreeMap::new(), facts };
        let refused = decide(&course.definition, &State::default(), &start, START).unwrap_err();
        assert_eq!(refused.code(), "decided-at-step", "{pathway} begins otherwise");
    }
    // The level on a board may be set otherwise, with a reason: that is asked where the case is.
    let mut course = Course::start("dementie", &[]);
    course.knows("level", FactValue::Choice("intensive".into()));
}

#[test]
fn cm_03_a_threshold_that_is_crossed_or_measured_again_raises_its_action_again() {
    let mut course = guided();
    for (times, (measured, raised)) in [(8, true), (8, true), (9, true), (4, false), (7, true)].into_iter().enumerate()
    {
        course.knows("worst-symptom", FactValue::Number(measured));
        assert_eq!(course.status("symptom-action") == Status::Open, raised, "{times}: {measured}");
        if raised {
            course.does("symptom-action", None);
        }
    }
    for (pathway, measured) in [
        ("palliatief", "worst-symptom"),
        ("dementie", "carer-load"),
        ("kinderpalliatief", "parents-load"),
        ("bemoeizorg-act", "days-unseen"),
        ("ggz-fact", "wellbeing"),
    ] {
        assert!(Course::start(pathway, &[]).definition.is_measured(&measured.into()), "{pathway}");
    }
}
