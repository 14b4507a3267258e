//! How a step can stand when the pathway may be closed: a required step stands in the way until it is behind. So what a
//! criterion says of required steps may be the same wherever the pathway may be closed, and then nobody needs to look at
//! the steps themselves.

use regie_pathway::{Definition, Step};

use crate::{
    cone::Cone,
    outside::negated,
    parts::{outermost, without_brackets},
};

/// More ways for the steps of a criterion to stand are not gone through.
const MOST_WAYS: usize = 4_096;

/// What a criterion over steps says wherever the pathway may be closed; nothing when it can say either.
pub fn answer(def: &Definition, criterion: &str) -> Option<bool> {
    let mut steps: Vec<&Step> = Vec::new();
    for word in words(criterion) {
        steps.extend(def.step(&word.into()).filter(|step| !steps.contains(step)));
    }
    let ways: Vec<Vec<&str>> = steps.iter().map(|step| behind(step)).collect::<Option<_>>()?;
    let count = ways.iter().try_fold(1_usize, |count, ways| count.checked_mul(ways.len()))?;
    if count > MOST_WAYS {
        return None;
    }
    let mut answers = (0..count).map(|mut number| {
        let mut stands = Vec::new();
        for (step, ways) in steps.iter().zip(&ways) {
            stands.push((step.id.as_str(), ways[number % ways.len()]));
            number /= ways.len();
        }
        holds(criterion, &stands)
    });
    let first = answers.next()??;
    answers.all(|one| one == Some(first)).then_some(first)
}

/// What holds nowhere where the pathway may be closed, as far as the cone can say: while a required step that nothing opens
/// or ends comes again, it stands in the way.
pub fn never(def: &Definition, cone: &Cone) -> Vec<String> {
    let comes_back = |step: &&Step| {
        let free = step.discretionary || step.opens().is_some() || step.ends().is_some() || step.is_alternative();
        step.required && !free && !cone.steps.contains(&step.id)
    };
    let in_cone = |criterion: &&str| {
        words(criterion).all(|word| {
            (def.step(&word.into()).is_none() || cone.steps.contains(word))
                && (def.fact(&word.into()).is_none() || cone.facts.contains(word))
                && (def.anchor(&word.into()).is_none() || cone.anchors.contains(word))
        })
    };
    let steps = def.steps().iter().filter(comes_back);
    steps.filter_map(Step::comes_again_while).filter(in_cone).map(str::to_owned).collect()
}

fn words(criterion: &str) -> impl Iterator<Item = &str> {
    criterion.split(|c: char| c.is_whitespace() || c == '(' || c == ')')
}

/// The ways in which a step that stands in the way of closing can be behind: `done`, one of its outcomes, or `skipped`.
/// Nothing for a step that may as well be missed, be called for no more, or come again.
fn behind(step: &Step) -> Option<Vec<&str>> {
    let may_be_missed = step.window_rule().is_some() && !step.is_caught_up();
    let free = step.repeats() || step.discretionary || step.opens().is_some() || step.ends().is_some();
    if !step.required
        || free
        || may_be_missed
        || step.may_lapse()
        || step.is_alternative()
        || step.is_decided_by_table()
    {
        return None;
    }
    let outcomes: Vec<&str> = step.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
    let done = if outcomes.is_empty() { vec!["done"] } else { outcomes };
    Some(done.into_iter().chain(["skipped"]).collect())
}

/// Whether a criterion holds when each step stands as said.
fn holds(criterion: &str, stands: &[(&str, &str)]) -> Option<bool> {
    let criterion = without_brackets(criterion);
    for (word, all) in [(" or ", false), (" and ", true)] {
        let parts = outermost(criterion, word);
        if parts.len() > 1 {
            let parts: Vec<bool> = parts.into_iter().map(|part| holds(part, stands)).collect::<Option<_>>()?;
            return Some(if all { parts.iter().all(|one| *one) } else { parts.iter().any(|one| *one) });
        }
    }
    if let Some(inner) = negated(criterion) {
        return holds(inner, stands).map(|holds| !holds);
    }
    let words: Vec<&str> = criterion.split_whitespace().collect();
    let [step, "is", status @ ..] = words.as_slice() else { return None };
    let (_, stands) = stands.iter().find(|(id, _)| id == step)?;
    let is = |word: &str| word == *stands || (word == "done" && *stands != "skipped");
    match status {
        ["not", word] => Some(!is(word)),
        [word] => Some(is(word)),
        _ => None,
    }
}
