//! The texts of notices. Each says what happened, who is accountable now, and what the receiver should do.

use regie_pathway::Text;

use crate::case::records::{Agreement, HandoverKind, Proposal, ReferralLetter};
use crate::ids::OrgId;
use crate::seat::Seat;
use crate::wording::{self, Names};

/// What is said: a title without medical content, the full text, and the text for who sees logistics only.
pub(super) struct Say {
    pub(super) title: Text,
    /// For who may read medical content; `None` when there is none.
    pub(super) medical: Option<Text>,
    /// For everyone else; `None` when nothing is left to say without it.
    pub(super) logistics: Option<Text>,
}

impl Say {
    /// A text without medical content, the same for everyone.
    pub(super) fn plain(title: Text, body: Text) -> Self {
        Self { title, medical: None, logistics: Some(body) }
    }

    /// A text only for who may read medical content.
    pub(super) fn medical(title: Text, body: Text) -> Self {
        Self { title, medical: Some(body), logistics: None }
    }
}

/// The text under [`super::ContentPolicy::NoContent`].
pub(super) fn something_waits() -> Text {
    Text::new(
        "Er staat iets voor je klaar in Regie. Meld je aan om het te zien, of bel de casemanager.",
        "Something waits for you in Regie. Sign in to see it, or call the case manager.",
    )
}

/// A paragraph with what a person wrote, when she wrote anything.
pub(super) fn with_note(mut text: Text, label: &Text, note: &str) -> Text {
    let note = note.trim();
    if !note.is_empty() {
        text.nl.push_str(&format!("\n\n{}: {note}", label.nl));
        text.en.push_str(&format!("\n\n{}: {note}", label.en));
    }
    text
}

/// The proposal as the receiver reads it.
pub(super) fn proposal(names: Names<'_>, proposal: &Proposal) -> Text {
    let (kind, by) = (wording::proposed(proposal, names.directory), wording::day(proposal.answer_by));
    let from = names.reach(proposal.from);
    let mut text = Text::new(
        format!(
            "{from} vraagt u het casemanagement over te nemen ({}). Antwoord uiterlijk {}: aanvaarden of afwijzen. \
             Tot u aanvaardt, blijft zij casemanager.",
            kind.nl, by.nl
        ),
        format!(
            "{from} asks you to take over case management ({}). Answer by {}: accept or decline. \
             Until you accept, she stays case manager.",
            kind.en, by.en
        ),
    );
    if let Some(moves) = moves(&proposal.handover) {
        text.nl.push_str(&format!(" {}", moves.nl));
        text.en.push_str(&format!(" {}", moves.en));
    }
    if let HandoverKind::Acute { letter_by } = proposal.handover {
        let day = wording::day(letter_by);
        text.nl.push_str(&format!(" De verwijsbrief volgt uiterlijk {}.", day.nl));
        text.en.push_str(&format!(" The referral letter follows by {}.", day.en));
    }
    text
}

/// When and whereto she moves, where that is why she is handed over.
pub(super) fn moves(handover: &HandoverKind) -> Option<Text> {
    let HandoverKind::Relocation { moves_on, place, .. } = handover else { return None };
    let day = wording::day(*moves_on);
    Some(if place.is_empty() {
        Text::new(format!("De cliënt verhuist op {}.", day.nl), format!("The client moves on {}.", day.en))
    } else {
        Text::new(
            format!("De cliënt verhuist op {} naar {place}.", day.nl),
            format!("The client moves on {} to {place}.", day.en),
        )
    })
}

/// The referral letter in full, with the case manager of the organisation that sends it, and how to reach her (AZ-11).
pub(super) fn letter(names: Names<'_>, letter: &ReferralLetter, from: OrgId) -> Text {
    let case_manager = letter.case_manager.map(|person| names.reach(Seat::new(person, from))).unwrap_or_default();
    let parts = [
        ("Reden van verwijzing", "Reason for referral", letter.reason.as_str()),
        ("Voorgeschiedenis", "History", letter.history.as_str()),
        ("Beloop en bevindingen", "Course and findings", letter.findings.as_str()),
        ("Vraagstelling", "Question", letter.question.as_str()),
        ("Psychosociale bijzonderheden", "Psychosocial particulars", letter.psychosocial.as_str()),
        ("Casemanager", "Case manager", case_manager.as_str()),
    ];
    let nl: Vec<String> = parts.iter().map(|(nl, _, text)| format!("{nl}: {text}")).collect();
    let en: Vec<String> = parts.iter().map(|(_, en, text)| format!("{en}: {text}")).collect();
    Text::new(nl.join("\n\n"), en.join("\n\n"))
}

/// One line per situation: who is approached, and how to reach her (AZ-12).
pub(super) fn agreements(names: Names<'_>, agreements: &[Agreement]) -> Text {
    let mut text = Text::default();
    for agreement in agreements {
        let (situation, reach) = (wording::situation(agreement.situation), names.reach(agreement.case_manager));
        text.nl.push_str(&format!("\n– {}: {reach}", situation.nl));
        text.en.push_str(&format!("\n– {}: {reach}", situation.en));
    }
    text
}
