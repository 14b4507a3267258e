//! Every pathway that is shipped is proved whole, its proof stands beside it, and each of its guarantees bites.
//!
//! Optimised builds only: `cargo test --release -p regie-prove --test shipped`, which is the stage `prove` of `cargo xtask
//! test`. With `REGIE_WRITE_PROOFS=1` the proofs are written instead of compared.
#![cfg(not(debug_assertions))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a test may fail loudly")]

use std::{
    collections::BTreeSet,
    fs,
    path::PathBuf,
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};

use regie_pathway::Overlay;
use regie_prove::{Limits, Prover, Report, Task, Verdict, gather, mutate::mutants, proof, proof_text};

const SHIPPED: [&str; 8] = [
    "az-verloskunde",
    "bemoeizorg-act",
    "dementie",
    "ggz-fact",
    "kinderpalliatief",
    "palliatief",
    "postnataal",
    "psychosociaal",
];

/// The overlays that come along as examples, each with the pathway that it changes.
const OVERLAYS: [(&str, &str); 1] = [("psychosociaal/overlays/vsv-noord", "psychosociaal")];

fn folder(id: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../pathways")).join(id)
}

fn read(id: &str) -> String {
    fs::read_to_string(folder(id).join("pathway.toml")).unwrap()
}

/// An overlay and its pathway together.
fn both(folder_of_it: &str, of: &str) -> String {
    let overlay = fs::read_to_string(folder(folder_of_it).join("overlay.toml")).unwrap();
    let overlay = Overlay::read("overlay.toml", &overlay).unwrap_or_else(|errors| panic!("{errors:#?}"));
    overlay.over("pathway.toml", &read(of)).unwrap_or_else(|errors| panic!("{errors:#?}")).text
}

fn prover(id: &str, text: &str) -> Prover {
    Prover::read(id, text).unwrap_or_else(|errors| panic!("{id}: {errors:#?}"))
}

/// Every task of a file, on two threads.
fn prove(prover: &Prover) -> Vec<Report> {
    let (tasks, next) = (prover.tasks(), AtomicUsize::new(0));
    let work = || {
        let mut done = Vec::new();
        while let Some((at, task)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, tasks.get(at)?)))
        {
            done.push((at, prover.prove(task, &Limits::default())));
        }
        done
    };
    let mut done: Vec<(usize, Vec<Report>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    done.sort_by_key(|(at, _)| *at);
    gather(done.into_iter().flat_map(|(_, reports)| reports))
}

#[test]
fn the_shipped_pathways_are_those_in_the_folder() {
    let there = fs::read_dir(folder("")).unwrap().map(|one| one.unwrap().file_name().into_string().unwrap());
    assert_eq!(there.collect::<BTreeSet<_>>(), SHIPPED.map(str::to_owned).into_iter().collect());
}

#[test]
fn every_shipped_pathway_is_proved_whole_and_its_proof_stands_beside_it() {
    let write = std::env::var_os("REGIE_WRITE_PROOFS").is_some();
    let mut wrong = Vec::new();
    let overlays = OVERLAYS.map(|(folder, of)| (folder, both(folder, of)));
    for (id, text) in SHIPPED.map(|id| (id, read(id))).into_iter().chain(overlays) {
        let prover = prover(id, &text);
        let began = Instant::now();
        let reports = prove(&prover);
        let proof = proof(prover.definition(), &reports);
        println!("{id}: {} states, {:.1} s", proof.states, began.elapsed().as_secs_f64());
        for report in reports.iter().filter(|report| !report.verdict.is_proved()) {
            let told = report.verdict.story().map(|story| story.told().nl);
            wrong.push(format!("{id}: {}: {:?} {}", report.id, report.verdict, told.unwrap_or_default()));
        }
        let path = folder(id).join("proof.json");
        if write {
            fs::write(&path, proof_text(&proof)).unwrap();
        } else if fs::read_to_string(&path).ok() != Some(proof_text(&proof)) {
            wrong.push(format!(
                "{id}: proof.json is of another text: run `cargo xtask prove`, and look at what changed"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A guarantee that no mutant breaks would say nothing.
fn each_guarantee_bites(id: &str) {
    let text = read(id);
    let mutants = mutants(&text);
    let prover = prover(id, &text);
    assert!(!prover.definition().guarantees().is_empty());
    let mut spared = Vec::new();
    for (at, guarantee) in prover.definition().guarantees().iter().enumerate() {
        let reads = prover.definition().guarantee_reads(guarantee);
        let near = |what: &str| {
            let names =
                reads.steps.iter().map(|step| step.as_str()).chain(reads.facts.iter().map(|fact| fact.as_str()));
            names.into_iter().any(|name| what.contains(name))
        };
        let (close, far): (Vec<_>, Vec<_>) = mutants.iter().partition(|mutant| near(&mutant.what));
        // First a short look at every mutant, then a long one at those of the steps that the guarantee speaks of.
        let tried = close.iter().chain(&far).map(|mutant| (mutant, 2_000));
        let killer = tried.chain(close.iter().map(|mutant| (mutant, 30_000))).find(|(mutant, states)| {
            let Ok(mutated) = Prover::read("mutant", &mutant.text) else { return false };
            let reports = mutated.prove(&Task::Guarantee(at), &Limits { states: *states, days: 1_000 });
            matches!(reports.first().map(|report| &report.verdict), Some(Verdict::Refuted { .. }))
        });
        let killer = killer.map(|(mutant, _)| &mutant.what);
        println!("{id}: {}: {:?}", guarantee.id, killer);
        if killer.is_none() {
            spared.push(guarantee.id.to_string());
        }
    }
    assert!(spared.is_empty(), "{id}: no mutant refutes {spared:?}");
}

macro_rules! bites {
    ($($test:ident of $id:literal),* $(,)?) => {
        $(
            #[test]
            fn $test() {
                each_guarantee_bites($id);
            }
        )*
    };
}

bites! {
    az_15_each_guarantee_of_the_midwifery_pathway_bites of "az-verloskunde",
    each_guarantee_of_outreaching_care_bites of "bemoeizorg-act",
    each_guarantee_of_dementia_care_bites of "dementie",
    each_guarantee_of_fact_bites of "ggz-fact",
    each_guarantee_of_palliative_care_for_children_bites of "kinderpalliatief",
    pz_01_each_guarantee_of_palliative_care_bites of "palliatief",
    each_guarantee_of_postnatal_care_bites of "postnataal",
    ps_02_each_guarantee_of_psychosocial_care_bites of "psychosociaal",
}
