//! What a decision table said or says of a step, in one sentence, and the question that comes next.

use regie_app::PlannedStep;
use regie_pathway::{Advice, Ask, Definition, Fact, Life, OutcomeId, Ruling};

use super::Desk;
use super::names::capital;

impl Desk {
    /// `Complex, want er is actueel misbruik of mishandeling (regel 2).` Nothing for a step that no table decided.
    pub(super) fn decided(&self, step: &PlannedStep) -> Option<String> {
        let ruling = step.occurrence.decided.as_ref()?;
        match &step.occurrence.life {
            Life::Done { outcome: Some(outcome), .. } => Some(self.sentence("decision-is", step, outcome, ruling)),
            _ => None,
        }
    }

    /// `Wordt: Complex, want …`: what the table says of an open step as things stand.
    pub(super) fn will_be(&self, step: &PlannedStep) -> Option<String> {
        match step.explanation.advice.as_ref()? {
            Advice::Decided { outcome, ruling } => Some(self.sentence("decision-will-be", step, outcome, ruling)),
            Advice::Undecided { .. } => None,
        }
    }

    fn sentence(&self, key: &'static str, step: &PlannedStep, outcome: &OutcomeId, ruling: &Ruling) -> String {
        let t = self.t;
        let known = step.step.outcomes.iter().find(|known| known.id == *outcome);
        let outcome = known.map_or_else(|| outcome.to_string(), |known| self.text(&known.title));
        let rows: Vec<String> = ruling.rows.iter().map(usize::to_string).collect();
        let or = format!(" {} ", t.of("or"));
        let row = match rows.as_slice() {
            [] => t.of("decision-no-row"),
            some => t.one("decision-row", "rows", some.join(&or)),
        };
        t.with(key, &[("outcome", &capital(&outcome)), ("why", &self.text(&ruling.why)), ("row", &row)]).into_owned()
    }
}

/// The question to ask next, so that an open step can be decided.
pub(super) fn next_question<'d>(definition: &'d Definition, step: &PlannedStep) -> Option<&'d Fact> {
    match step.explanation.advice.as_ref()? {
        Advice::Undecided { missing } => missing.iter().find_map(|ask| match ask {
            Ask::Fact { fact, .. } => definition.fact(fact),
            Ask::Anchor { .. } => None,
        }),
        Advice::Decided { .. } => None,
    }
}
