//! What must be answered before a step can begin.

use regie_app::PlannedStep;
use regie_pathway::{Ask, Status};

use super::Teller;

impl Teller<'_> {
    /// The questions that a step waits for.
    pub(super) fn asked_first(&self, step: &PlannedStep) -> Vec<Ask> {
        let waits = step.occurrence.status() == Status::Waiting;
        let asks = match self.undecided(step) {
            Some(undecided) => undecided.asks.as_slice(),
            None if waits && !(self.definition.is_veiled() && self.definition.rests_on_sealed(&step.step)) => {
                step.explanation.unknown.as_slice()
            }
            None => &[],
        };
        asks.to_vec()
    }

    /// Whether the sentence that says why a step waits names this question already.
    pub(super) fn says(&self, why: &str, ask: &Ask) -> bool {
        match ask {
            Ask::Fact { ask, .. } => why.contains(&format!("“{}”", self.desk.text(ask))),
            Ask::Anchor { anchor, .. } => {
                let anchor = self.definition.anchors().iter().find(|known| known.id == *anchor);
                anchor.is_some_and(|anchor| why.contains(&self.desk.text(&anchor.title)))
            }
        }
    }
}

/// Where on the case a question is answered.
pub(super) const fn place(ask: &Ask) -> &'static str {
    match ask {
        Ask::Anchor { .. } => "datums",
        Ask::Fact { .. } => "gegevens",
    }
}
