//! After every step of every operator the roster costs what it costs when it is counted anew, and the way back leads back.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use proptest::prelude::*;

use crate::check::check;
use crate::costs::{BreakStep, Breaks};
use crate::dice::Dice;
use crate::generate::{Spec, World};
use crate::input::{Instance, Means};
use crate::problem::{NONE, Problem};
use crate::replan::promised;
use crate::solve::remove::{Ruin, ruin};
use crate::solve::state::State;
use crate::solve::{Effort, Rounds, block, exchange, insert, laid_out, polish, written};

fn region(seed: u64) -> Instance {
    let breaks = seed.is_multiple_of(2);
    let spec = Spec {
        seed,
        midwives: 7,
        dedicated: 2,
        births_in_ten_days: 20,
        days: 9,
        infected: 150,
        breaks,
        ..Spec::default()
    };
    let mut instance = World::new(&spec).first_morning();
    let mut dice = Dice::new(seed);
    for visit in instance.clients.iter_mut().flat_map(|client| &mut client.visits) {
        if dice.thousandth(100) {
            visit.means = Means::Phone;
        }
    }
    if seed.is_multiple_of(4) {
        // Breaks far oftener than the law has them: most days need one, many more than one length of it.
        let step = |more_than: i64, least: i64| BreakStep { more_than: more_than * 60, least: least * 60 };
        let steps = vec![step(100, 30), step(210, 60), step(330, 75)];
        instance.law.breaks = Some(Breaks { least_piece: 900, steps });
    }
    let names: Vec<String> = instance.midwives.iter().map(|midwife| midwife.id.clone()).collect();
    for client in &mut instance.clients {
        client.known = names.iter().filter(|_| dice.thousandth(200)).cloned().collect();
    }
    instance
}

/// Routes, the route of each visit, cost.
type Picture = (Vec<Vec<u32>>, Vec<u32>, i64);

fn picture(state: &State<'_>) -> Picture {
    (state.routes.iter().map(|route| route.visits().collect()).collect(), state.at.clone(), state.cost)
}

fn holds(instance: &Instance, state: &State<'_>) {
    let mut anew = State::new(state.problem);
    for (route, visits) in picture(state).0.iter().enumerate().filter(|(_, visits)| !visits.is_empty()) {
        anew.fill(route as u32, visits);
    }
    assert_eq!((anew.cost, &anew.at), (state.cost, &state.at));
    let verdict = check(instance, &laid_out(instance, state, |route, _| route.clone()));
    assert_eq!(verdict.faults, []);
    assert_eq!(verdict.bill.total, state.cost);
    let plan = written(instance, state);
    let verdict = check(instance, &plan);
    assert_eq!(verdict.faults, []);
    assert_eq!(verdict.bill.total, plan.bill.total);
    assert!(plan.bill.total <= state.cost, "what was promised costs nothing");
    for (visit, route) in state.at.iter().enumerate() {
        assert_eq!(*route == NONE, state.unplanned.contains(&(visit as u32)));
    }
}

fn step(state: &mut State<'_>, dice: &mut Dice, number: usize) {
    if number == Ruin::ALL.len() {
        exchange::exchange(state, dice, 0);
    } else {
        let mut pool = ruin(state, dice, Ruin::ALL[number], 12);
        match dice.below(3) {
            0 => insert::greedy(state, dice, &mut pool),
            1 => insert::regret(state, dice, &mut pool, 2),
            _ => block::blocks(state, dice, &mut pool),
        }
        state.at_home.fill(false);
    }
    if dice.thousandth(500) {
        polish::polish(state);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_step_is_counted_as_if_anew_and_can_be_taken_back(seed in 0u64..100_000, replanned: bool) {
        let mut instance = region(seed);
        if replanned {
            let problem = Problem::new(&instance).unwrap();
            let mut state = State::new(&problem);
            block::blocks(&mut state, &mut Dice::new(seed), &mut (0..problem.visits.len() as u32).collect());
            let plan = written(&instance, &state);
            instance = promised(&instance, &plan, 2);
        }
        let problem = Problem::new(&instance).unwrap();
        let (mut state, mut dice) = (State::new(&problem), Dice::new(seed + 1));
        block::blocks(&mut state, &mut dice, &mut (0..problem.visits.len() as u32).collect());
        holds(&instance, &state);
        for number in (0..=Ruin::ALL.len()).cycle().take(5 * (Ruin::ALL.len() + 1)) {
            let before = picture(&state);
            state.begin();
            step(&mut state, &mut dice, number);
            holds(&instance, &state);
            if dice.thousandth(400) {
                state.undo();
                prop_assert_eq!(before, picture(&state));
                holds(&instance, &state);
            }
        }
    }
}

#[test]
fn an_exchange_brings_clients_to_other_midwives_with_all_their_visits() {
    let instance = region(4);
    let problem = Problem::new(&instance).unwrap();
    let (mut state, mut dice) = (State::new(&problem), Dice::new(1));
    block::blocks(&mut state, &mut dice, &mut (0..problem.visits.len() as u32).collect());
    let faces = |state: &State<'_>, client: usize| {
        let routes = state.at[problem.visits_of(client)].iter().filter(|route| **route != NONE);
        let mut faces: Vec<usize> = routes.map(|route| problem.midwife_of(*route)).collect();
        faces.sort_unstable();
        faces.dedup();
        faces
    };
    let all = |state: &State<'_>| (0..problem.clients.len()).map(|client| faces(state, client)).collect::<Vec<_>>();
    let mut whole = 0;
    for _ in 0..200 {
        let before = all(&state);
        state.begin();
        exchange::exchange(&mut state, &mut dice, 0);
        let after = all(&state);
        let other = |client: &usize| before[*client] != after[*client];
        whole += (0..problem.clients.len()).filter(other).filter(|client| after[*client].len() == 1).count();
        state.undo();
    }
    assert!(whole > 20, "{whole}");
}

#[test]
fn what_is_carried_above_what_can_be_is_counted_at_its_price_and_no_roster_found_has_it() {
    let mut instance = region(11);
    for visit in instance.clients.iter_mut().flat_map(|client| &mut client.visits) {
        visit.load = 1;
    }
    instance.midwives.iter_mut().for_each(|midwife| midwife.capacity = Some(2));
    let problem = Problem::new(&instance).unwrap();
    let (mut state, mut dice) = (State::new(&problem), Dice::new(3));
    state.price_above(500);
    block::blocks(&mut state, &mut dice, &mut (0..problem.visits.len() as u32).collect());
    let mut met = 0;
    for number in (0..=Ruin::ALL.len()).cycle().take(80) {
        let before = (picture(&state), state.above);
        state.begin();
        if dice.thousandth(200) {
            let mut pool = ruin(&mut state, &mut dice, Ruin::AtHome, 0);
            block::blocks(&mut state, &mut dice, &mut pool);
            assert!(state.at.iter().all(|at| *at == NONE || !state.at_home[problem.midwife_of(*at)]));
            state.at_home.fill(false);
        } else {
            step(&mut state, &mut dice, number);
        }
        let mut anew = State::new(&problem);
        anew.price_above(500);
        for (route, visits) in picture(&state).0.iter().enumerate().filter(|(_, visits)| !visits.is_empty()) {
            anew.fill(route as u32, visits);
        }
        assert_eq!((anew.cost, anew.above), (state.cost, state.above));
        met += usize::from(state.above > 0);
        if dice.thousandth(400) {
            state.undo();
            assert_eq!(before, (picture(&state), state.above));
        }
    }
    assert!(met > 10, "{met}");
    let (cost, above) = (state.cost, state.above);
    state.price_above(700);
    assert_eq!(state.cost - cost, 200 * above);
    let found = crate::solve::solve(&instance, None, &Effort::cold(1), &mut Rounds(300)).unwrap();
    assert!(check(&instance, &found.plan).is_sound());
}
