//! The proof of a pathway as a file beside it: what was proved, of which exact text, on how many states.

use regie_pathway::Definition;
use regie_pathway::proof::{Found, Promise, Proof};

use crate::verdict::{Report, Verdict};

/// The proof of a definition, from the gathered reports of all its tasks.
#[must_use]
pub fn proof(def: &Definition, reports: &[Report]) -> Proof {
    // What every file promises of its steps is proved on the same states: they count once.
    let own: u64 = reports.iter().filter(|report| !report.built_in).map(|report| count(report.states)).sum();
    let shared = reports.iter().filter(|report| report.built_in).map(|report| count(report.states)).max();
    Proof {
        pathway: def.id().clone(),
        version: def.version().to_owned(),
        hash: def.hash().clone(),
        states: own + shared.unwrap_or(0),
        promises: reports.iter().map(promise).collect(),
    }
}

/// The text of the file.
#[must_use]
pub fn text(proof: &Proof) -> String {
    // Names, numbers and texts can always be written.
    serde_json::to_string_pretty(proof).map(|text| text + "\n").unwrap_or_default()
}

fn promise(report: &Report) -> Promise {
    let (verdict, story, left_unseen) = match &report.verdict {
        Verdict::Proved => (Found::Proved, None, Vec::new()),
        Verdict::Refuted { story } => (Found::Refuted, Some(story), Vec::new()),
        Verdict::Cut { by } => (Found::Unfinished, None, by.clone()),
    };
    Promise {
        id: report.id.clone(),
        built_in: report.built_in,
        says: report.says.clone(),
        source: report.source.clone(),
        verdict,
        states: count(report.states),
        story: story.map(|story| story.moments.clone()).unwrap_or_default(),
        conclusion: story.map(|story| story.conclusion.clone()),
        left_unseen,
    }
}

fn count(states: usize) -> u64 {
    u64::try_from(states).unwrap_or(u64::MAX)
}
