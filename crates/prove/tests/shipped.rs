//! Every pathway that is shipped keeps its promises, and each promise of the midwifery pathway bites.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::{fs, path::PathBuf};

use regie_prove::{Limits, Prover, Task, Verdict, mutate::mutants};

fn pathways() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../pathways"))
}

fn read(id: &str) -> String {
    fs::read_to_string(pathways().join(id).join("pathway.toml")).unwrap()
}

/// As much as an unoptimised build can look at, and what every file promises of each step only of the midwifery pathway
/// after birth; `regie pathway prove` looks further, and at all of it.
const FEW: Limits = Limits { states: 1_000, days: 1_000 };

#[test]
fn no_shipped_pathway_breaks_a_promise() {
    let mut proved = 0;
    for folder in fs::read_dir(pathways()).unwrap() {
        let id = folder.unwrap().file_name().into_string().unwrap();
        let prover = Prover::read(&id, &read(&id)).unwrap_or_else(|errors| panic!("{errors:#?}"));
        let tasks = prover.tasks();
        let looked_at = tasks.iter().filter(|task| id == "postnataal" || !matches!(task, Task::Steps(_)));
        for report in looked_at.flat_map(|task| prover.prove(task, &FEW)) {
            let told = report.verdict.story().map(|story| story.told().nl);
            assert_eq!(told, None, "{id}: {}", report.id);
            proved += usize::from(report.verdict.is_proved());
        }
    }
    assert!(proved > 10, "{proved}");
}

#[test]
fn az_15_the_midwifery_pathway_keeps_every_guarantee() {
    let prover = Prover::read("az", &read("az-verloskunde")).unwrap();
    for at in 0..prover.definition().guarantees().len() {
        let reports = prover.prove(&Task::Guarantee(at), &Limits::default());
        assert!(reports[0].verdict.is_proved(), "{}: {:?}", reports[0].id, reports[0].verdict);
    }
}

/// A guarantee that no mutant breaks would say nothing.
#[test]
fn az_15_each_guarantee_of_the_midwifery_pathway_is_refuted_by_a_mutant() {
    let text = read("az-verloskunde");
    let mutants = mutants(&text);
    let prover = Prover::read("az", &text).unwrap();
    assert!(!prover.definition().guarantees().is_empty());
    for (at, guarantee) in prover.definition().guarantees().iter().enumerate() {
        let reads = prover.definition().guarantee_reads(guarantee);
        let near = |what: &str| {
            let names =
                reads.steps.iter().map(|step| step.as_str()).chain(reads.facts.iter().map(|fact| fact.as_str()));
            names.into_iter().any(|name| what.contains(name))
        };
        let killer = mutants.iter().filter(|mutant| near(&mutant.what)).find(|mutant| {
            let Ok(mutated) = Prover::read("mutant", &mutant.text) else { return false };
            let reports = mutated.prove(&Task::Guarantee(at), &Limits { states: 2_000, days: 1_000 });
            matches!(reports.first().map(|report| &report.verdict), Some(Verdict::Refuted { .. }))
        });
        println!("{}: {:?}", guarantee.id, killer.map(|mutant| &mutant.what));
        assert!(killer.is_some(), "no mutant refutes `{}`", guarantee.id);
    }
}
