//! Forecasts of caseloads that can be counted by hand, and of every pathway that comes with Regie.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use regie_pathway::Definition;
use regie_simulate::{Assumed, Assumptions, Caseload, Forecast, Simulation, Span, Tally, WeekWork};

const TWO_STEPS: &str = r#"
[pathway]
id = "small"
version = "1"
title = { nl = "Klein" }

[roles]
nurse  = { nl = "verpleegkundige" }
doctor = { nl = "arts" }

[facts]
fever = { kind = "yes-no", ask = { nl = "Koorts?" } }

[[table]]
id = "who"
title = { nl = "Wie" }
hit = "unique"
inputs = ["fever"]
rows = [
  { when = ["yes"], is = "doctor", why = { nl = "er is koorts" } },
  { when = ["no"], is = "nobody", why = { nl = "er is geen koorts" } },
]

[[step]]
id = "look"
kind = "contact"
by = "nurse"
title = { nl = "Kijken" }
window = "entry..entry"
takes = "30min"

[[step]]
id = "who"
kind = "decision"
table = "who"
by = "nurse"
title = { nl = "Wie is nodig" }
opens = "look is done"
window = "look..look"

[step.outcome.doctor]
title = { nl = "arts" }

[step.outcome.nobody]
title = { nl = "niemand" }

[[step]]
id = "visit"
kind = "contact"
by = "doctor"
title = { nl = "Bezoek" }
opens = "who is doctor"
window = "look+7d..look+7d"
takes = "1h"

[step.outcome.better]
title = { nl = "beter" }

[step.outcome.worse]
title = { nl = "slechter" }

[[step]]
id = "extra"
kind = "task"
by = "nurse"
title = { nl = "Extra" }
discretionary = true
"#;

/// Ten cases, all on the Monday of week 50.
const TEN: &str = "from = 2026-12-07\nweeks = 2\n[[arrival]]\npathway = \"small\"\ncases = 10\nfirst = 2026-12-07\n";

fn small() -> Definition {
    Definition::parse("small", TWO_STEPS).unwrap_or_else(|wrong| panic!("{wrong:?}"))
}

fn forecast(definition: &Definition, caseload: &str, assumptions: &str, runs: u32, seed: u64) -> Forecast {
    let caseload = Caseload::read("caseload.toml", caseload).unwrap();
    let assumptions = Assumptions::read("assumptions.toml", assumptions, &[definition]).unwrap();
    let courses = caseload.courses(&[definition]).unwrap();
    let simulation = Simulation::new(courses, &assumptions, caseload.span(), seed);
    let tallies: Vec<Tally> = (0..runs).map(|run| simulation.run(run)).collect();
    simulation.gather(&tallies)
}

fn weeks(forecast: &Forecast, role: &str) -> Vec<WeekWork> {
    forecast.roles.iter().find(|known| known.role.as_str() == role).unwrap().weeks.clone()
}

#[test]
fn cm_03_ten_cases_that_can_go_one_way_only_are_counted_to_the_step() {
    let told = "[small.answers.fever]\nyes = 1000\n[small.minutes]\nwho = 5\n";
    let forecast = forecast(&small(), TEN, told, 5, 1);
    let names: Vec<String> = forecast.weeks.iter().map(ToString::to_string).collect();
    assert_eq!(names, ["2026-W50", "2026-W51"]);
    let looked = WeekWork { steps: 20_000, low: 20, high: 20, minutes: 350, untimed: 0 };
    assert_eq!(weeks(&forecast, "nurse"), [looked, WeekWork::default()]);
    let visits = WeekWork { steps: 10_000, low: 10, high: 10, minutes: 600, untimed: 0 };
    assert_eq!(weeks(&forecast, "doctor"), [WeekWork::default(), visits]);
    assert_eq!((forecast.cut, forecast.refused), (0, 0));
    let assumed = |kind: Assumed| forecast.assumed.contains(&kind);
    assert!(assumed(Assumed::Outcomes { pathway: "small".into(), step: "visit".into() }));
    assert!(assumed(Assumed::NotCalledFor { pathway: "small".into(), step: "extra".into() }));
    assert!(!assumed(Assumed::Answers { pathway: "small".into(), fact: "fever".into() }), "that was told");
}

#[test]
fn shares_show_in_the_mean_and_the_band_and_all_weeks_add_up() {
    let forecast = forecast(&small(), TEN, "[small.answers.fever]\nyes = 200\nno = 800\n", 1000, 7);
    let doctor = weeks(&forecast, "doctor")[1];
    // Two of ten, give or take; four of five runs see none to four.
    assert!((1_850..2_150).contains(&doctor.steps), "{doctor:?}");
    assert!(doctor.low <= 1 && (3..=4).contains(&doctor.high), "{doctor:?}");
    for role in &forecast.roles {
        let sum: u64 = role.weeks.iter().map(|week| week.steps).sum();
        assert!(sum.abs_diff(role.all.steps) <= 2, "{role:?}");
    }
    let nurse = weeks(&forecast, "nurse")[0];
    assert_eq!((nurse.steps, nurse.untimed), (20_000, 10_000), "nobody said how long deciding takes");
}

#[test]
fn a_seed_decides_everything() {
    let told = |seed| forecast(&small(), TEN, "", 20, seed);
    assert_eq!(told(3), told(3));
    assert_ne!(told(3), told(4));
}

#[test]
fn who_leaves_a_step_out_does_not_do_what_follows() {
    let told = "[small.answers.fever]\nyes = 1000\n[small.skipped]\nlook = 1000\n";
    assert_eq!(forecast(&small(), TEN, told, 3, 1).roles, []);
}

#[test]
fn arrivals_are_spread_over_their_days() {
    let spread = "from = 2026-12-07\nweeks = 2\n[[arrival]]\npathway = \"small\"\ncases = 4\nfirst = 2026-12-07\n\
                  last = 2026-12-20\n";
    let forecast = forecast(&small(), spread, "[small.answers.fever]\nno = 1000\n", 1, 1);
    assert_eq!(weeks(&forecast, "nurse").iter().map(|week| week.steps).collect::<Vec<_>>(), [4_000, 4_000]);
}

#[test]
fn a_file_that_says_what_is_not_there_is_refused_with_the_place() {
    let small = small();
    let wrong = |text: &str| Assumptions::read("a.toml", text, &[&small]).unwrap_err().to_string();
    assert!(
        wrong("[small.outcomes.visit]\nbeter = 1000\n").contains("[small.outcomes.visit] speaks of an outcome `beter`")
    );
    assert!(wrong("[small.answers.fever]\nyes = 500\n").contains("adds up to 500"));
    assert!(wrong("[small.answers.fever]\nmaybe = 1000\n").contains("it has yes or no"));
    assert!(wrong("[small.skipped]\nnothing = 1\n").contains("it has look, who, visit, extra"));
    assert!(wrong("[small.minuts]\nlook = 1\n").contains("line 1"));
    let caseload = Caseload::read("c.toml", &TEN.replace("\"small\"", "\"large\"")).unwrap();
    let why = caseload.courses(&[&small]).unwrap_err().to_string();
    assert!(why.contains("arrival 1 (`large`)") && why.contains("small"), "{why}");
    let text = format!("{TEN}anchors = {{ born = \"entry\" }}\n");
    let why = Caseload::read("c.toml", &text).unwrap().courses(&[&small]).unwrap_err().to_string();
    assert!(why.contains("there is no date `born`"), "{why}");
    assert!(Caseload::read("c.toml", "from = 12:00:00\n").unwrap_err().to_string().contains("is no day"));
}

#[test]
fn every_pathway_that_comes_with_regie_can_be_played_and_comes_to_an_end() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../pathways");
    let mut played = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path().join("pathway.toml");
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let definition = Definition::parse(&path.display().to_string(), &text).unwrap();
        let marked =
            |id: &str| definition.steps().iter().any(|step| definition.marks(step).is_some_and(|it| it.as_str() == id));
        let known = |id: &str| definition.anchor(&id.into()).is_some();
        let due = match () {
            () if known("due") => "anchors = { due = \"entry+20w\" }\n",
            () if known("born") && !marked("born") => "anchors = { born = \"entry\" }\n",
            () => "",
        };
        let caseload = format!(
            "from = 2026-12-07\nweeks = 52\n[[arrival]]\npathway = \"{}\"\ncases = 6\nfirst = 2026-12-07\n{due}",
            definition.id()
        );
        let forecast = forecast(&definition, &caseload, "", 4, 1);
        let steps: u64 = forecast.roles.iter().map(|role| role.all.steps).sum();
        assert!(
            steps > 6_000 && forecast.cut == 0 && forecast.refused == 0,
            "{}: {steps} steps, {} cut, {} refused",
            definition.id(),
            forecast.cut,
            forecast.refused
        );
        played += 1;
    }
    assert!(played >= 8);
}

#[test]
fn what_stands_already_goes_on_from_the_first_day() {
    use regie_pathway::{Command, decide, evolve};
    let small = small();
    let first = jiff_date("2026-12-01");
    let mut state = regie_pathway::State::default();
    let start = Command::Start { entry: first, anchors: Default::default(), facts: Default::default() };
    for event in decide(&small, &state, &start, first).unwrap() {
        evolve(&mut state, &event);
    }
    let course = regie_simulate::Course { definition: &small, begin: regie_simulate::Begin::Stands(state) };
    let assumptions = Assumptions::default();
    let span = Span { from: jiff_date("2026-12-07"), weeks: 1 };
    let simulation = Simulation::new(vec![course], &assumptions, span, 1);
    // What should have been done on the first of December is done on the first day that is looked at.
    assert_eq!(weeks(&simulation.gather(&[simulation.run(0)]), "nurse")[0].steps, 2_000);
}

fn jiff_date(text: &str) -> regie_pathway::Date {
    text.parse().unwrap()
}
