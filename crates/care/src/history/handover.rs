//! Handovers, shared case management and closing in words.

use std::collections::BTreeSet;

use regie_pathway::Date;

use super::HistoryLine;
use super::case::Telling;
use crate::case::records::{
    Agreement, ClosingReason, Evaluation, HandoverCode, HandoverKind, No, Proposal, ReferralLetter,
};
use crate::case::state::by_no;
use crate::seat::{OrgKind, Seat};
use crate::wording;

pub(super) fn declined(tell: &Telling<'_>, by: Seat, reason: &str) -> HistoryLine {
    let who = tell.names.seat(by);
    HistoryLine::new(format!("Overdracht geweigerd door {who}"), format!("Handover declined by {who}")).saying(reason)
}

pub(super) fn withdrawn(reason: &str) -> HistoryLine {
    HistoryLine::new("Voorstel tot overdracht ingetrokken", "Proposed handover withdrawn").saying(reason)
}

pub(super) fn called_off(reason: &str) -> HistoryLine {
    HistoryLine::new("De verhuizing gaat niet door", "The move is called off").saying(reason)
}

pub(super) fn move_changed(on: Date, reason: &str) -> HistoryLine {
    let on = wording::day(on);
    HistoryLine::new(format!("De verhuizing is nu op {}", on.nl), format!("The move is on {} now", on.en))
        .saying(reason)
}

pub(super) fn letter_sent(tell: &Telling<'_>, no: No, letter: &ReferralLetter) -> HistoryLine {
    let handover = by_no(&tell.case.handovers, no);
    let to = handover.map_or("", |handover| tell.names.org(handover.proposal.to_org));
    HistoryLine::new(format!("Verwijsbrief verstuurd aan {to}"), format!("Referral letter sent to {to}"))
        .saying(&letter.reason)
}

pub(super) fn sharing_ended(reason: &str) -> HistoryLine {
    HistoryLine::new("Gedeeld casemanagement beëindigd", "Shared case management ended").saying(reason)
}

pub(super) fn sharing_requested(on: Date, wish: &str) -> HistoryLine {
    let on = wording::day(on);
    HistoryLine::new(
        format!("Cliënt vroeg op {} om gedeeld casemanagement", on.nl),
        format!("The client asked for shared case management on {}", on.en),
    )
    .saying(wish)
}

pub(super) fn sharing_declined(reason: &str) -> HistoryLine {
    HistoryLine::new(
        "Gedeeld casemanagement is niet mogelijk; cliënt en GC A zijn ingelicht",
        "Shared case management is not possible; client and GC A were told",
    )
    .saying(reason)
}

pub(super) fn evaluated(evaluation: &Evaluation) -> HistoryLine {
    let on = wording::day(evaluation.on);
    HistoryLine::new(
        format!("Zorg geëvalueerd met de cliënt op {}", on.nl),
        format!("Care evaluated with the client on {}", on.en),
    )
    .saying(&evaluation.client_view)
}

pub(super) fn closed(on: Date, reason: ClosingReason, note: &str, died_on: Option<Date>) -> HistoryLine {
    let (on, why, died) = (wording::day(on), wording::closing(reason), died_on.map(wording::day));
    let (died_nl, died_en) =
        died.map_or_else(Default::default, |day| (format!(" op {}", day.nl), format!(" on {}", day.en)));
    HistoryLine::new(
        format!("Zorg afgesloten op {}: {}{died_nl}", on.nl, why.nl),
        format!("Care closed on {}: {}{died_en}", on.en, why.en),
    )
    .saying(note)
}

pub(super) fn proposed(tell: &Telling<'_>, proposal: &Proposal) -> HistoryLine {
    let (kind, by) = (wording::proposed(proposal, tell.names.directory), wording::day(proposal.answer_by));
    let to = match proposal.to_person {
        Some(person) => tell.names.seat(Seat::new(person, proposal.to_org)),
        None => tell.names.org(proposal.to_org).to_owned(),
    };
    let (nl, en) = conditions(tell, &proposal.handover);
    HistoryLine::new(
        format!("Overdracht voorgesteld aan {to} ({}){nl}, antwoord uiterlijk {}", kind.nl, by.nl),
        format!("Handover proposed to {to} ({}){en}, answer by {}", kind.en, by.en),
    )
    .saying(&proposal.note)
}

/// When and whereto she moves and who is around her there; until when the letter may follow.
fn conditions(tell: &Telling<'_>, handover: &HandoverKind) -> (String, String) {
    match handover {
        HandoverKind::Relocation { moves_on, coa, gc_a, place } => {
            let day = wording::day(*moves_on);
            let (mut nl, mut en) = (format!(", verhuist op {}", day.nl), format!(", moves on {}", day.en));
            if !place.is_empty() {
                nl.push_str(&format!(" naar {place}"));
                en.push_str(&format!(" to {place}"));
            }
            for org in [coa, gc_a].into_iter().flatten() {
                let name = tell.names.org(*org);
                nl.push_str(&format!(", {name}"));
                en.push_str(&format!(", {name}"));
            }
            (nl, en)
        }
        HandoverKind::Acute { letter_by } => {
            let day = wording::day(*letter_by);
            (format!(", brief uiterlijk {}", day.nl), format!(", letter by {}", day.en))
        }
        HandoverKind::Colleague | HandoverKind::Planned { .. } | HandoverKind::Return => Default::default(),
    }
}

/// Who is case manager is logistics, unless her organisation gives away that the client is in hospital care.
pub(super) fn accepted(tell: &Telling<'_>, by: Seat) -> HistoryLine {
    let who = tell.names.seat(by);
    let line = HistoryLine::new(
        format!("Overdracht aanvaard: {who} is nu casemanager"),
        format!("Handover accepted: {who} is case manager now"),
    );
    match tell.names.directory.kind(by.org) {
        Some(OrgKind::MidwifePractice) => line.logistics(),
        _ => line,
    }
}

pub(super) fn unanswered(tell: &Telling<'_>, no: No, coordinators: &BTreeSet<Seat>) -> HistoryLine {
    let handover = by_no(&tell.case.handovers, no);
    let names: Vec<&str> = coordinators.iter().map(|seat| tell.names.person(seat.person)).collect();
    let line = if names.is_empty() {
        HistoryLine::new(
            "Overdracht niet op tijd beantwoord; beide kanten zijn gewaarschuwd",
            "Handover not answered in time; both sides were warned",
        )
    } else {
        let names = names.join(", ");
        HistoryLine::new(
            format!("Overdracht niet op tijd beantwoord; beide kanten en coördinator {names} zijn gewaarschuwd"),
            format!("Handover not answered in time; both sides and coordinator {names} were warned"),
        )
    };
    match handover.map(|handover| handover.proposal.handover.code()) {
        Some(HandoverCode::Relocation | HandoverCode::Colleague) => line.logistics(),
        _ => line,
    }
}

pub(super) fn sharing_agreed(tell: &Telling<'_>, agreements: &[Agreement], from: Date) -> HistoryLine {
    let from = wording::day(from);
    let words = |en: bool| {
        let lines = agreements.iter().map(|agreement| {
            let situation = wording::situation(agreement.situation);
            let situation = if en { situation.en } else { situation.nl };
            format!("{situation}: {}", tell.names.person(agreement.case_manager.person))
        });
        lines.collect::<Vec<_>>().join("; ")
    };
    HistoryLine::new(
        format!("Gedeeld casemanagement vanaf {}: {}", from.nl, words(false)),
        format!("Shared case management from {}: {}", from.en, words(true)),
    )
}
