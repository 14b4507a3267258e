//! Files that nobody wrote, by the thousand: each is read, linted, proved as far as it takes a moment, and run; some with an
//! overlay over it. Nothing panics, and nothing is left without a word.
//!
//! Some of them in the daily tests; `REGIE_MADE_UP=10000 cargo test --release -p regie-prove --test made_up` makes as many
//! as one likes, and looks further into each. The same number makes the same files; `REGIE_MADE_UP_SEED` makes others.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use regie_made_up::{Shape, overlay, pathway};
use regie_pathway::{
    Command, Composed, Date, Definition, Diagnostic, FactKind, FactValue, Overlay, Severity, State, Status, Whom,
    decide, evolve, lint, next_due, outstanding,
};
use regie_prove::{Limits, Prover, Verdict};

/// Some states of each promise: enough to get into every part of the prover, few enough for ten thousand files.
const FEW: Limits = Limits { states: if cfg!(debug_assertions) { 8 } else { 100 }, days: 120 };
const FIRST: Date = jiff::civil::date(2026, 3, 2);

#[expect(clippy::disallowed_methods, reason = "a longer search is asked for in the environment")]
fn number(variable: &str, otherwise: u32) -> u32 {
    match std::env::var(variable) {
        Ok(text) => text.parse().unwrap_or_else(|error| panic!("{variable}={text}: {error}")),
        Err(_) => otherwise,
    }
}

fn legible(found: &[Diagnostic]) {
    for one in found {
        assert!(!one.message.is_empty() && !one.help.is_empty() && one.line > 0, "{one:?}");
    }
}

/// What a reader may ask of any definition.
fn looked_at(def: &Definition) {
    legible(&lint(def));
    for step in def.steps() {
        let told = [def.opens_in_words(step), def.ends_in_words(step), def.window_in_words(step)];
        assert!(told.into_iter().flatten().all(|text| !text.nl.is_empty() && !text.en.is_empty()), "{}", step.id);
    }
    for table in def.tables() {
        let xml = def.table_as_dmn(table.id().as_str()).unwrap();
        let back = regie_pathway::tables_of_dmn(&xml).unwrap();
        assert!(back.iter().all(|one| one.file.is_ok()), "{back:?}\n{xml}");
    }
}

fn answer(kind: &FactKind, by: usize) -> FactValue {
    match kind {
        FactKind::YesNo => FactValue::YesNo(by.is_multiple_of(2)),
        FactKind::Choice { options } => FactValue::Choice(options[by % options.len()].id.clone()),
        FactKind::Number { .. } => FactValue::Number(i64::try_from(by % 70).unwrap()),
        FactKind::Date => {
            FactValue::Date(FIRST.saturating_add(jiff::Span::new().days(i64::try_from(by % 200).unwrap())))
        }
        FactKind::Text => FactValue::Text("x".into()),
    }
}

/// What is decided comes to rest: the clock finds nothing to do on the same day.
fn give(def: &Definition, state: &mut State, command: &Command, today: Date) {
    match decide(def, state, command, today) {
        Ok(events) => {
            events.iter().for_each(|event| evolve(state, event));
            assert_eq!(decide(def, state, &Command::Tick, today), Ok(Vec::new()), "after {command:?}");
            assert!(next_due(def, state).is_none_or(|next| next > today), "after {command:?}");
        }
        Err(refusal) => assert!(!refusal.to_string().is_empty() && refusal.code() != "unsettled", "{refusal}"),
    }
}

/// One course: what the wishes say is done while the days go by.
fn run(def: &Definition, wishes: &[usize]) {
    let mut state = State::default();
    let (facts, anchors) = (BTreeMap::new(), BTreeMap::new());
    give(def, &mut state, &Command::Start { entry: FIRST, anchors, facts }, FIRST);
    let mut today = FIRST;
    for wish in wishes {
        today = today.saturating_add(jiff::Span::new().days(i64::try_from(wish % 9).unwrap()));
        let step = &def.steps()[wish / 7 % def.steps().len()];
        let fact = &def.facts()[wish / 7 % def.facts().len()];
        let anchor = &def.anchors()[wish / 7 % def.anchors().len()];
        let outcome = step.outcomes.get(wish / 64 % (step.outcomes.len() + 1)).map(|outcome| outcome.id.clone());
        let command = match wish % 7 {
            0 | 1 => Command::Complete {
                step: step.id.clone(),
                nth: None,
                on: today,
                outcome,
                words: step.words.as_ref().map(|_| "zo is het".to_owned()).filter(|_| wish % 5 > 0),
                whom: step
                    .whom
                    .as_ref()
                    .map(|_| Whom::Elsewhere { name: "de kliniek".into() })
                    .filter(|_| wish % 4 > 0),
                day: step
                    .day
                    .as_ref()
                    .map(|_| today.saturating_add(jiff::Span::new().days(i64::try_from(wish % 30).unwrap()))),
            },
            2 => Command::SetFact { fact: fact.id.clone(), value: answer(&fact.answer, *wish) },
            3 => Command::SetAnchor { anchor: anchor.id.clone(), date: today, reason: Some("gemeten".into()) },
            4 => Command::Add { step: step.id.clone() },
            5 => Command::Skip { step: step.id.clone(), nth: None, reason: "elders".into() },
            _ => Command::Tick,
        };
        give(def, &mut state, &command, today);
    }
    let live = state.occurrences().filter(|one| one.status() == Status::Open).count();
    assert!(outstanding(def, &state).len() <= state.occurrences().count() && live <= state.occurrences().count());
}

fn prove(name: &str, text: &str) -> [u32; 3] {
    let prover = Prover::read(name, text).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let mut verdicts = [0; 3];
    for report in prover.prove_all(&FEW) {
        match report.verdict {
            Verdict::Proved => verdicts[0] += 1,
            Verdict::Refuted { story } => {
                assert!(!story.told().nl.is_empty() && !story.told().en.is_empty());
                verdicts[1] += 1;
            }
            Verdict::Cut { by } => {
                assert!(by.iter().all(|one| !one.in_words().nl.is_empty()));
                verdicts[2] += 1;
            }
        }
    }
    verdicts
}

/// What an overlay makes of the file, when it may.
fn overlaid(base: &str, over: &str) -> Option<Composed> {
    match Overlay::read("overlay.toml", over).and_then(|overlay| overlay.over("made-up.toml", base)) {
        Ok(both) => Some(both),
        Err(errors) => {
            assert!(!errors.is_empty() && errors.iter().all(|error| error.severity == Severity::Error));
            legible(&errors);
            None
        }
    }
}

/// What is on in the pathway is on in what an overlay makes of it, and its promises are there.
fn asks_no_less(base: &Definition, both: &Definition) {
    for step in base.steps() {
        let Some(now) = both.step(&step.id) else {
            assert!(!step.required && !step.must_be_done && !step.even_if_she_leaves && !step.sealed, "{}", step.id);
            continue;
        };
        for (was, is) in [
            (step.required, now.required),
            (step.must_be_done, now.must_be_done),
            (step.even_if_she_leaves, now.even_if_she_leaves),
            (step.sealed, now.sealed),
            (now.discretionary, step.discretionary),
        ] {
            assert!(!was || is, "{}", step.id);
        }
        for outcome in step.outcomes.iter().filter(|outcome| outcome.adverse) {
            assert!(now.outcomes.iter().any(|one| one.id == outcome.id && one.adverse), "{}", step.id);
        }
    }
    for guarantee in base.guarantees() {
        let texts = |one: &regie_pathway::Guarantee| {
            one.claim.conditions().iter().map(|condition| condition.text().to_owned()).collect::<Vec<_>>()
        };
        assert!(both.guarantees().iter().any(|one| one.id == guarantee.id && texts(one) == texts(guarantee)));
    }
}

#[test]
fn ten_thousand_files_that_nobody_wrote_are_read_linted_proved_and_run() {
    let count = number("REGIE_MADE_UP", 40);
    let seed = number("REGIE_MADE_UP_SEED", 1);
    let config = Config { cases: count, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let files = (pathway(Shape::all(7)), overlay(), prop::collection::vec(0..1_usize << 16, 0..30));
    let seen = std::cell::RefCell::new(([0_u32; 3], 0_u32));
    let result = runner.run(&files, |(text, over, wishes)| {
        let def = Definition::parse("made-up.toml", &text).unwrap_or_else(|errors| panic!("{text}\n{errors:#?}"));
        looked_at(&def);
        run(&def, &wishes);
        let verdicts = prove("made-up.toml", &text);
        let both = overlaid(&text, &over);
        if let Some(both) = &both {
            asks_no_less(&def, &both.definition);
            looked_at(&both.definition);
            run(&both.definition, &wishes);
        }
        let mut seen = seen.borrow_mut();
        seen.0.iter_mut().zip(verdicts).for_each(|(all, some)| *all += some);
        seen.1 += u32::from(both.is_some());
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let ([proved, refuted, cut], overlaid) = seen.into_inner();
    println!("{count} files: {proved} promises proved, {refuted} refuted, {cut} cut; {overlaid} with an overlay");
    assert!(
        proved > count && refuted > count / 4 && cut > 0 && overlaid > count / 20,
        "the files have something in them"
    );
}
