//! What holds for every course, whatever happens.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]
#![allow(clippy::too_many_lines, reason = "a made-up pathway is made in one go")]

use std::{collections::BTreeMap, sync::LazyLock};

use jiff::{Span, civil::date};
use proptest::prelude::*;
use regie_pathway::{
    Command, Date, Definition, Event, FactKind, FactValue, LIFECYCLE, Life, Move, Occurrence, Refusal, State, Status,
    Window, decide, evolve, explain, next_due, outstanding, waits_for,
};

/// What the two pathways with repeating steps begin with.
const REPEATING_HEAD: &str = r#"
[pathway]
id = "repeat"
version = "1"
title = { nl = "Herhaling" }
[anchors]
seen = { title = { nl = "gezien" } }
[roles]
r = { nl = "rol" }
[facts]
on  = { kind = "yes-no", default = true, ask = { nl = "Doorgaan?" } }
age = { kind = "number", ask = { nl = "Leeftijd?" } }
"#;

const REPEATING: &str = r#"
[[step]]
id = "weekly"
kind = "contact"
by = "r"
title = { nl = "Wekelijks" }
window = "seen..seen+3d"
lapses = "seen+30d"
late-entry = "2d"
repeat = { every = "7d", while = "on" }
[[step]]
id = "strict"
kind = "contact"
by = "r"
title = { nl = "Strikt" }
opens = "on and age >= 18"
ends = "weekly is missed"
window = "seen-10d..seen+2d"
lapses = "seen+20d"
repeat = { every = "1d" }
[[step]]
id = "again"
kind = "task"
by = "r"
title = { nl = "Telkens" }
opens = "not on or weekly is open"
window = "entry..weekly+5 workdays"
repeat = "each-time"
"#;

const DISCRETIONARY: &str = r#"
[pathway]
id = "extra"
version = "1"
title = { nl = "Extra" }
gestation = "due"
[anchors]
due = { title = { nl = "datum" } }
seen = { title = { nl = "gezien" } }
[roles]
r = { nl = "rol" }
[facts]
line = { kind = "choice", ask = { nl = "Lijn?" }, options = { first = { nl = "1" }, second = { nl = "2" } } }
born = { kind = "date", ask = { nl = "Geboren?" } }
note = { kind = "text", ask = { nl = "Wat nog?" } }
[[step]]
id = "extra"
kind = "meeting"
by = "r"
title = { nl = "Extra" }
discretionary = true
opens = "line is not second"
ends = "note is known"
window = "entry..20w0d..seen+1w"
late-entry = "3 workdays"
[step.outcome.good]
title = { nl = "Goed" }
sets = { line = "first" }
[step.outcome.bad]
title = { nl = "Slecht" }
sets = { line = "second" }
[[step]]
id = "mile"
kind = "milestone"
by = "r"
title = { nl = "Gezien" }
marks = "seen"
window = "20w0d..25w0d"
[[step]]
id = "after"
kind = "task"
by = "r"
title = { nl = "Erna" }
opens = "extra is good or (mile is done and born < 2026-08-01)"
ends = "extra is bad"
window = "opened..mile+10d..opened+30d"
required = true
"#;

/// Criteria that look at no fleeting status of another step (waiting, open, missed): what such a status set in motion
/// between two corrections has happened, and a repetition that went on is not undone.
const REPEATING_BY_FACTS: &str = r#"
[[step]]
id = "weekly"
kind = "contact"
by = "r"
title = { nl = "Wekelijks" }
window = "seen..seen+3d"
late-entry = "2d"
repeat = { every = "7d", while = "on" }
[[step]]
id = "strict"
kind = "contact"
by = "r"
title = { nl = "Strikt" }
opens = "on and age >= 18"
ends = "age >= 60"
window = "seen-10d..seen+2d"
[[step]]
id = "lapsing"
kind = "contact"
by = "r"
title = { nl = "Vervalt" }
window = "seen-5d..seen+5d"
lapses = "seen+20d"
[[step]]
id = "again"
kind = "task"
by = "r"
title = { nl = "Telkens" }
opens = "not on"
window = "opened..weekly+5 workdays"
repeat = "each-time"
"#;

static PATHWAYS: LazyLock<Vec<Definition>> = LazyLock::new(|| {
    let az = concat!(env!("CARGO_MANIFEST_DIR"), "/../../pathways/az-verloskunde/pathway.toml");
    let az = std::fs::read_to_string(az).unwrap();
    let repeating = [REPEATING, REPEATING_BY_FACTS].map(|steps| format!("{REPEATING_HEAD}{steps}"));
    let [by_status, by_facts] = &repeating;
    [&az, by_status, DISCRETIONARY, by_facts]
        .iter()
        .map(|text| Definition::parse("p.toml", text).unwrap_or_else(|errors| panic!("{errors:#?}")))
        .collect()
});

const FIRST: Date = date(2026, 6, 1);

fn day(days: i64) -> Date {
    FIRST.checked_add(Span::new().days(days)).unwrap()
}

/// The number of the command that reopens a step.
const REOPEN: u8 = 14;

/// A command in numbers, made concrete by the pathway it is given to.
#[derive(Clone, Debug)]
struct Wish {
    later: i64,
    what: u8,
    which: usize,
    value: usize,
    days: i64,
    nth: Option<u16>,
}

fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    let later = prop_oneof![4 => 0_i64..3, 2 => 0_i64..40, 1 => -5_i64..0];
    let days = prop_oneof![8 => -60_i64..200, 1 => -2_000_000_i64..2_000_000];
    let nth = prop_oneof![4 => Just(None), 1 => (0_u16..4).prop_map(Some)];
    let wish = (later, 0_u8..16, any::<prop::sample::Index>(), any::<prop::sample::Index>(), days, nth);
    let wish = wish.prop_map(|(later, what, which, value, days, nth)| Wish {
        later,
        what,
        which: which.index(1 << 16),
        value: value.index(1 << 16),
        days,
        nth,
    });
    prop::collection::vec(wish, 1..50)
}

fn fact_value(kind: &FactKind, wish: &Wish) -> FactValue {
    match kind {
        FactKind::YesNo => FactValue::YesNo(wish.value.is_multiple_of(2)),
        FactKind::Choice { options } => FactValue::Choice(options[wish.value % options.len()].id.clone()),
        FactKind::Number { .. } => FactValue::Number(i64::try_from(wish.value % 40).unwrap()),
        FactKind::Date => FactValue::Date(far(wish.days)),
        FactKind::Text => FactValue::Text(if wish.value.is_multiple_of(3) { String::new() } else { "x".into() }),
    }
}

/// A date that may lie at the edge of the calendar.
fn far(days: i64) -> Date {
    FIRST.saturating_add(Span::new().days(days))
}

fn command(def: &Definition, wish: &Wish, today: Date) -> Command {
    let step = def.steps()[wish.which % def.steps().len()].clone();
    let nth = wish.nth;
    match wish.what {
        0 | 1 => {
            let anchor = &def.anchors()[wish.which % def.anchors().len()];
            Command::SetAnchor { anchor: anchor.id.clone(), date: far(wish.days), reason: None }
        }
        2 | 3 => {
            let fact = &def.facts()[wish.which % def.facts().len()];
            Command::SetFact { fact: fact.id.clone(), value: fact_value(&fact.answer, wish) }
        }
        4..=6 => {
            let outcome = step.outcomes.get(wish.value % (step.outcomes.len() + 1)).map(|outcome| outcome.id.clone());
            let on = if wish.value.is_multiple_of(3) { far(wish.days) } else { today };
            Command::Complete { step: step.id, nth, on, outcome, words: None, whom: None, day: None }
        }
        7 => Command::Skip { step: step.id, nth, reason: "elders".into() },
        8 => Command::Plan {
            step: step.id,
            nth,
            date: if wish.value.is_multiple_of(4) { far(wish.days) } else { today },
        },
        9 => Command::Unplan { step: step.id, nth },
        10 => Command::Add { step: step.id },
        12 => {
            let anchor = &def.anchors()[wish.which % def.anchors().len()];
            Command::RetractAnchor { anchor: anchor.id.clone(), reason: "verkeerde cliënt".into() }
        }
        REOPEN => Command::Reopen { step: step.id, nth, reason: "vergissing".into() },
        15 => {
            let fact = &def.facts()[wish.which % def.facts().len()];
            Command::RetractFact { fact: fact.id.clone(), reason: "vergissing".into() }
        }
        13 if wish.value.is_multiple_of(16) => Command::End { cause: "klaar".into() },
        _ => Command::Tick,
    }
}

fn start(def: &Definition, due: i64, known: bool) -> (State, Vec<Event>) {
    let anchors = def.anchors().iter().take(usize::from(known)).map(|anchor| (anchor.id.clone(), day(due))).collect();
    let start = Command::Start { entry: FIRST, anchors, facts: BTreeMap::new() };
    let events = decide(def, &State::default(), &start, FIRST).unwrap();
    let mut state = State::default();
    evolve_all(&mut state, &events);
    (state, events)
}

fn evolve_all(state: &mut State, events: &[Event]) {
    events.iter().for_each(|event| evolve(state, event));
}

/// Gives a command and says what came of it; a refusal changes nothing.
fn give(def: &Definition, state: &mut State, command: &Command, today: Date) -> Result<Vec<Event>, Refusal> {
    let events = decide(def, state, command, today)?;
    evolve_all(state, &events);
    Ok(events)
}

/// A state like one that a person may meet: somewhere in a course whose clock did not run backwards (which would open
/// steps that are not due yet), at rest on its last day.
fn at_rest(def: &Definition, due: i64, wishes: Vec<Wish>) -> (State, Date) {
    let wishes: Vec<Wish> = wishes.into_iter().map(|wish| Wish { later: wish.later.max(0), ..wish }).collect();
    let (mut state, _, today) = live(def, start(def, due, true).0, &wishes);
    // The day may have gone on with a refused command; let the clock catch up first.
    let _ended = give(def, &mut state, &Command::Tick, today);
    (state, today)
}

/// The state that the journal's text adds up to.
fn replayed<'e>(events: impl IntoIterator<Item = &'e Event>) -> State {
    let mut state = State::default();
    for event in events {
        let json = serde_json::to_string(event).unwrap();
        evolve(&mut state, &serde_json::from_str(&json).unwrap());
    }
    state
}

fn in_order(window: Option<Window>) -> bool {
    window.is_none_or(|window| window.from() <= window.target() && window.target() <= window.until())
}

/// The lifecycle allows every change between two states, one arrow or several. What is done stays so, unless a mistake
/// was taken back.
fn reachable(from: Status, to: Status, taken_back: bool) -> bool {
    let mut seen = vec![from];
    let mut at = 0;
    while at < seen.len() {
        let here = seen[at];
        seen.extend(
            LIFECYCLE
                .iter()
                .filter(|(start, by, _)| *start == here && (taken_back || !matches!(by, Move::Retract | Move::Reopen)))
                .map(|(.., end)| *end)
                .filter(|end| !seen.contains(end))
                .collect::<Vec<_>>(),
        );
        at += 1;
    }
    seen.contains(&to)
}

fn check(def: &Definition, before: &State, state: &State, command: &Command, today: Date) {
    let taken_back = matches!(command, Command::RetractAnchor { .. } | Command::Reopen { .. });
    for one in state.occurrences() {
        assert!(in_order(one.window), "{one:?}");
        assert!(in_order(one.late.map(|late| late.original)), "{one:?}");
        if let Some(was) = before.occurrence(&one.step, one.nth) {
            assert!(reachable(was.status(), one.status(), taken_back), "{was:?} became {one:?}");
        }
        let told = explain(def, state, &one.step, one.nth, today).unwrap();
        assert!(told.sentences.iter().all(|sentence| !sentence.nl.is_empty() && !sentence.en.is_empty()));
    }
    let outstanding = outstanding(def, state);
    assert!(outstanding.iter().all(|one| one.status.is_live()));
}

/// What somebody says to be done or skipped did not wait for what comes before it.
fn in_its_turn(def: &Definition, before: &State, now: &State, command: &Command) {
    let (Command::Complete { step, .. } | Command::Skip { step, .. }) = command else { return };
    for one in now.occurrences().filter(|one| one.step == *step) {
        let settled = matches!(one.status(), Status::Done | Status::Skipped);
        if let Some(was) = before.occurrence(step, one.nth).filter(|was| settled && was.status() != one.status()) {
            assert_eq!(waits_for(def, before, step, one.nth), None, "{was:?} became {one:?}");
        }
    }
}

/// Plays the wishes; returns where it ended, every event, and the last day.
fn live(def: &Definition, state: State, wishes: &[Wish]) -> (State, Vec<Event>, Date) {
    let (mut state, mut all, mut today) = (state, Vec::new(), FIRST);
    for wish in wishes {
        today = today.saturating_add(Span::new().days(wish.later));
        let before = state.clone();
        let command = command(def, wish, today);
        match give(def, &mut state, &command, today) {
            Ok(events) => {
                in_its_turn(def, &before, &state, &command);
                all.extend(events);
                // What was decided has come to rest: the clock finds nothing to do on the same day.
                assert_eq!(decide(def, &state, &Command::Tick, today), Ok(Vec::new()), "after {wish:?}");
            }
            Err(refusal) => assert!(!refusal.to_string().is_empty() && refusal.code() != "unsettled", "{refusal}"),
        }
        check(def, &before, &state, &command, today);
    }
    (state, all, today)
}

/// What a person sees of an occurrence. Of one that is no longer live, its window does not count any more; the day on
/// which a miss or cancellation was established is left aside too: taken back and established once more, that is a
/// later day.
fn visible(one: &Occurrence) -> (Life, Option<Window>, Option<regie_pathway::Lateness>, Option<Date>) {
    match one.life.clone() {
        Life::Missed { why, .. } => (Life::Missed { on: FIRST, why }, None, None, one.pinned),
        Life::Cancelled { cause, .. } => (Life::Cancelled { on: FIRST, cause }, None, None, one.pinned),
        life => (life, one.window, one.late, one.pinned),
    }
}

/// Nothing that a person sees differs, of what is not pinned.
fn same_to_the_eye(before: &State, now: &State) -> Result<(), TestCaseError> {
    for one in before.occurrences().filter(|one| one.pinned.is_none()) {
        let now = now.occurrence(&one.step, one.nth).unwrap();
        prop_assert_eq!(visible(now), visible(one), "{} {}", one.step, one.nth);
    }
    prop_assert_eq!(now.occurrences().count(), before.occurrences().count());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn az_03_nothing_panics_and_replay_equals_live(which in 0_usize..4, due in -60_i64..250, known: bool, wishes in wishes()) {
        let def = &PATHWAYS[which];
        let due = if which == 0 { due.max(-60) } else { due };
        let (state, started) = start(def, due, known);
        let (live, events, _) = live(def, state, &wishes);
        prop_assert_eq!(replayed(started.iter().chain(&events)), live);
    }

    #[test]
    fn the_same_question_gets_the_same_answer(which in 0_usize..4, due in 0_i64..250, wishes in wishes()) {
        let def = &PATHWAYS[which];
        let (state, _, today) = live(def, start(def, due, true).0, &wishes);
        for wish in &wishes {
            let command = command(def, wish, today);
            prop_assert_eq!(decide(def, &state, &command, today), decide(def, &state, &command, today));
        }
    }

    #[test]
    fn az_03_correcting_back_and_forth_is_the_identity(
        which in prop::sample::select(vec![0_usize, 2, 3]),
        due in 0_i64..250,
        wishes in wishes(),
        anchor: prop::sample::Index,
        other in prop::collection::vec(-40_i64..300, 1..4),
    ) {
        let def = &PATHWAYS[which];
        let (before, today) = at_rest(def, due, wishes);
        let anchor = &def.anchors()[anchor.index(def.anchors().len())];
        // A milestone that it marks stays done.
        if let Some(date) = before.anchor(&anchor.id) {
            let mut state = before.clone();
            let set = |date| Command::SetAnchor { anchor: anchor.id.clone(), date, reason: None };
            let mut moved = false;
            for date in other.into_iter().map(day).chain([date]) {
                moved |= give(def, &mut state, &set(date), today).is_ok_and(|events| !events.is_empty());
            }
            if moved && state.anchor(&anchor.id) == Some(date) {
                same_to_the_eye(&before, &state)?;
            }
        }
    }

    #[test]
    fn az_03_recording_a_date_and_retracting_it_is_the_identity(
        which in prop::sample::select(vec![0_usize, 2, 3]),
        due in 0_i64..250,
        wishes in wishes(),
        anchor: prop::sample::Index,
        date in -40_i64..300,
    ) {
        let def = &PATHWAYS[which];
        // A step that somebody reopened stands open because she said so, also where what once opened it was taken back
        // meanwhile; to take it back again lets it go.
        let wishes = wishes.into_iter().filter(|wish| wish.what != REOPEN).collect();
        let (mut before, today) = at_rest(def, due, wishes);
        let anchor = def.anchors()[anchor.index(def.anchors().len())].id.clone();
        let retract = Command::RetractAnchor { anchor: anchor.clone(), reason: "verkeerde cliënt".into() };
        let _unknown_already = give(def, &mut before, &retract, today);
        let set = Command::SetAnchor { anchor: anchor.clone(), date: day(date), reason: None };
        let mut state = before.clone();
        if give(def, &mut state, &set, today).is_ok() {
            give(def, &mut state, &retract, today).unwrap();
            prop_assert_eq!(state.anchor(&anchor), None);
            same_to_the_eye(&before, &state)?;
        }
    }

    #[test]
    fn az_03_a_step_done_or_skipped_and_taken_back_is_the_identity(
        due in 0_i64..250,
        wishes in wishes(),
        step: prop::sample::Index,
        outcome: prop::sample::Index,
        skip: bool,
    ) {
        let def = &PATHWAYS[0];
        let (before, today) = at_rest(def, due, wishes);
        let live: Vec<&Occurrence> = before.occurrences().filter(|one| one.status().is_live()).collect();
        if !live.is_empty() {
            let one = live[step.index(live.len())];
            let (id, nth, rule) = (one.step.clone(), Some(one.nth), def.step(&one.step).unwrap());
            let outcome = (!rule.outcomes.is_empty()).then(|| rule.outcomes[outcome.index(rule.outcomes.len())].id.clone());
            let (step, reason) = (id.clone(), "vergissing".to_owned());
            let settle = if skip {
                Command::Skip { step: id, nth, reason: reason.clone() }
            } else {
                Command::Complete { step: id, nth, on: today, outcome, words: None, whom: None, day: None }
            };
            let mut state = before.clone();
            let events = give(def, &mut state, &settle, today).unwrap_or_default();
            // An answer that was known before is open again, so that the course differs; a next time stays in the course.
            let answered = !rule.outcomes.is_empty() && !skip;
            let marks = def.marks(rule).is_some_and(|anchor| before.anchor(anchor).is_some());
            let repeats = state.occurrences().count() != before.occurrences().count();
            let differs = answered && before.facts().count() > 0;
            if !(events.is_empty() || differs || marks || repeats) {
                give(def, &mut state, &Command::Reopen { step, nth, reason }, today).unwrap();
                same_to_the_eye(&before, &state)?;
            }
        }
    }

    #[test]
    fn az_03_answering_and_taking_the_answer_back_is_the_identity(
        due in 0_i64..250,
        wishes in wishes(),
        fact: prop::sample::Index,
        value: prop::sample::Index,
    ) {
        let def = &PATHWAYS[0];
        // A step that was reopened stands open although the answer that opened it was taken back.
        let wishes = wishes.into_iter().filter(|wish| wish.what != 14).collect();
        let (before, today) = at_rest(def, due, wishes);
        let unanswered: Vec<_> = def.facts().iter().filter(|fact| before.fact(&fact.id).is_none()).collect();
        if !unanswered.is_empty() {
            let fact = unanswered[fact.index(unanswered.len())];
            let wish = Wish { later: 0, what: 2, which: 0, value: value.index(1 << 16), days: 0, nth: None };
            let set = Command::SetFact { fact: fact.id.clone(), value: fact_value(&fact.answer, &wish) };
            let mut state = before.clone();
            if give(def, &mut state, &set, today).is_ok() {
                let retract = Command::RetractFact { fact: fact.id.clone(), reason: "vergissing".into() };
                give(def, &mut state, &retract, today).unwrap();
                same_to_the_eye(&before, &state)?;
            }
        }
    }

    #[test]
    fn made_up_pathways_come_to_rest_and_replay(text in regie_made_up::pathway(regie_made_up::Shape::all(9)), due in 0_i64..250, known: bool, wishes in wishes()) {
        let def = Definition::parse("made-up.toml", &text).unwrap_or_else(|errors| panic!("{text}\n{errors:#?}"));
        let remarks = regie_pathway::lint(&def);
        prop_assert!(remarks.iter().all(|remark| !remark.help.is_empty()));
        let (state, started) = start(&def, due, known);
        let (live, events, _) = live(&def, state, &wishes);
        prop_assert_eq!(replayed(started.iter().chain(&events)), live);
    }

    #[test]
    fn the_clock_tells_when_it_changes_something(which in 0_usize..4, due in 0_i64..250, wishes in wishes()) {
        let def = &PATHWAYS[which];
        let (state, _, today) = live(def, start(def, due, true).0, &wishes);
        if let Some(next) = next_due(def, &state).filter(|next| *next > today) {
            prop_assert_ne!(decide(def, &state, &Command::Tick, next), Ok(Vec::new()));
            let eve = next.yesterday().unwrap();
            prop_assert_eq!(decide(def, &state, &Command::Tick, eve), Ok(Vec::new()));
        }
    }
}
