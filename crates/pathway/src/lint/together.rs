//! What is doubtful in pathway files that run beside each other in one case: what is told to one is told to every other that
//! asks by the same name.

use crate::{
    definition::Definition,
    diagnostic::{Diagnostic, Severity},
    fact::{Fact, FactKind},
};

/// Remarks about names that several pathways share and ask otherwise: an answer to the one question would count as an
/// answer to the other. Variants of one pathway never run beside each other, and what is of one pathway alone is shared
/// with none.
#[must_use]
pub fn lint_together(definitions: &[&Definition]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, definition) in definitions.iter().enumerate() {
        for (fact, place) in definition.facts.iter().zip(&definition.fact_places) {
            let earlier = definitions.iter().take(at).filter(|other| other.id.shared() != definition.id.shared());
            let asked = earlier.filter_map(|other| Some((other, other.fact(&fact.id)?)));
            let Some((other, _)) =
                asked.into_iter().find(|(_, known)| !fact.own && !known.own && !same_question(fact, known))
            else {
                continue;
            };
            let message =
                format!("`{}` and `{}` both ask `{}`, and ask it otherwise", definition.id, other.id, fact.id);
            let help =
                "an answer in one of them counts in the other: ask the same, choose another name, or add own = true";
            found.push(definition.lines.diagnostic(Severity::Warning, "other-question", *place, message, help));
        }
    }
    found
}

fn same_question(one: &Fact, other: &Fact) -> bool {
    one.ask.nl.trim() == other.ask.nl.trim() && one.sealed == other.sealed && same_answers(&one.answer, &other.answer)
}

fn same_answers(one: &FactKind, other: &FactKind) -> bool {
    match (one, other) {
        (FactKind::Choice { options: one }, FactKind::Choice { options: other }) => {
            one.len() == other.len() && one.iter().all(|option| other.iter().any(|known| known.id == option.id))
        }
        _ => one == other,
    }
}
