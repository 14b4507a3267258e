//! What of a refusal can be mended on the form itself: only then is saving offered once more.

use regie_app::Refused;
use serde_json::Value;

use crate::fields::Shape;
use crate::pages::again::{AgainField, Control};
use crate::texts::Texts;

/// Refused for what was filled in: filled in otherwise it can be saved.
const MENDABLE: [&str; 52] = [
    "actions-undecided",
    "agreements",
    "appointment-in-past",
    "appointment-too-late",
    "away-that-day",
    "before-care-began",
    "before-its-date",
    "before-its-turn",
    "before-the-day",
    "contact-with-another",
    "control-character",
    "day-implausible",
    "day-needed",
    "day-not-asked",
    "death-elsewhere",
    "deputy-is-case-manager",
    "diagnosis-incomplete",
    "empty",
    "implausible",
    "implausible-date",
    "in-future",
    "letter-incomplete",
    "letter-names-another",
    "no-phone-number",
    // Another reason for closing asks for less.
    "not-ready-to-close",
    "nothing-to-do",
    "outcome-needed",
    "past-its-window",
    "plan-faulty",
    "plan-incomplete",
    "psychosocial-stays-first-line",
    "reason-needed",
    "same-day",
    "sealed-step-by-contact",
    "too-early",
    "too-late",
    "too-long",
    "too-long-ago",
    "unfit-organisation",
    "unfit-person",
    "unknown-outcome",
    "unknown-pathway",
    "visit-at-night",
    "visit-hours",
    "visit-in-person",
    "visit-stays",
    "visit-to-come",
    "whom-needed",
    "whom-not-asked",
    "words-needed",
    "words-not-asked",
    "wrong-fact-value",
];

/// The posted fields that a part of a command may come from.
const POSTED: [(&str, &[&str]); 24] = [
    ("about", &["over"]),
    ("answer-by", &["antwoord-voor"]),
    ("by", &["voor", "vervolg-voor"]),
    ("carer-load", &["draaglast"]),
    ("client-view", &["clientervaring"]),
    ("contact-person", &["contactpersoon"]),
    ("day", &["dag"]),
    ("died-on", &["overleden-op"]),
    ("finding", &["wat-gevonden"]),
    ("from", &["vanaf", "van"]),
    ("letter-by", &["brief-voor"]),
    ("moves-on", &["verhuist-op"]),
    ("name", &["naam", "met-naam"]),
    ("note", &["notitie", "toelichting", "overdracht"]),
    ("on", &["datum"]),
    ("outcome", &["besproken", "uitkomst"]),
    ("question", &["vraag"]),
    ("reason", &["reden", "waarom"]),
    ("result", &["uitslag"]),
    ("subject", &["onderwerp"]),
    ("text", &["tekst"]),
    ("until", &["tot"]),
    ("what", &["wat"]),
    ("whom", &["bij-wie", "bij-naam"]),
];

/// Whether it would be saved, filled in otherwise: what was refused is mended in a field that stands on the form.
#[must_use]
pub fn can_be_mended(refused: &Refused, typed: &[AgainField]) -> bool {
    MENDABLE.contains(&refused.code) && typed.iter().any(is_shown)
}

/// Why it was refused, with the field by the name that it has on the form.
#[must_use]
pub fn said(t: Texts, refused: &Refused, typed: &[AgainField]) -> String {
    let field = refused.detail.get("field").and_then(Value::as_str).unwrap_or_default();
    let posted = POSTED.iter().find(|(part, _)| *part == field).map_or::<&[&str], _>(&[], |(_, names)| names);
    let label = typed.iter().filter(|one| is_shown(one)).find(|one| posted.contains(&one.name.as_str()));
    t.refusal_at(refused, label.map(|one| one.label.clone()))
}

fn is_shown(field: &AgainField) -> bool {
    field.control != Control::Typed(Shape::Hidden)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::MENDABLE;

    /// Refused whatever is filled in: something else comes first, or it is done with.
    const PAST_MENDING: [&str; 53] = [
        "already-added",
        "already-open",
        "already-settled",
        "already-started",
        "anchor-not-known",
        "answer-stands",
        "born-already",
        "case-closed",
        "case-not-closed",
        "decided-at-step",
        "decided-otherwise",
        "deputy-names-herself",
        "ended",
        "evaluation-not-recorded",
        "fact-not-known",
        "handover-pending",
        "intake-incomplete",
        "letter-not-sent",
        "level-by-table",
        "must-be-done",
        "network-decides",
        "no-appointment",
        "no-care-plan",
        "no-coordinator-after-birth",
        "no-occurrence",
        "no-row",
        "no-sharing-request",
        "no-such-thing",
        "not-allowed",
        "not-born-yet",
        "not-called-for",
        "not-discretionary",
        "not-its-turn",
        "not-shared",
        "not-started",
        "not-the-last",
        "not-the-receiver",
        "not-yours",
        "other-version",
        "pathway-not-running",
        "pathway-runs",
        "reads-by-office",
        "referral-letter-not-sent",
        "rests-on-sealed",
        "ruled-out",
        "table-not-valid",
        "undecided",
        "unknown-anchor",
        "unknown-fact",
        "unknown-step",
        "unsettled",
        "waits-for-anchor",
        "work-not-recorded",
    ];

    fn codes(source: &str) -> BTreeSet<&str> {
        let codes = source.split("=> \"").skip(1).filter_map(|rest| rest.split('"').next());
        codes.filter(|code| code.chars().all(|c| c.is_ascii_lowercase() || c == '-')).collect()
    }

    #[test]
    fn g_04_of_every_refusal_it_is_said_whether_the_form_can_mend_it() {
        let care = codes(include_str!("../../../../care/src/case/refusal.rs"));
        let visit = codes(include_str!("../../../../care/src/case/refusal/visit.rs"));
        let pathway = codes(include_str!("../../../../pathway/src/refusal.rs"));
        let told = codes(include_str!("../../../../pathway/src/whom.rs"));
        let pathway = pathway.union(&told).copied().collect();
        let undecided: Vec<&str> = care
            .union(&pathway)
            .chain(&visit)
            .copied()
            .filter(|code| MENDABLE.contains(code) == PAST_MENDING.contains(code))
            .collect();
        assert!(undecided.is_empty(), "say of these whether the form can mend them: {undecided:?}");
    }
}
