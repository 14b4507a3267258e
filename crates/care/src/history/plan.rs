//! Care diagnosis, treatment plan and coordination in words.

use regie_pathway::{Date, Text};

use super::HistoryLine;
use super::case::Telling;
use crate::case::records::No;
use crate::case::state::by_no;
use crate::plan::{CareDiagnosis, Consent, Evaluated, GoalEvaluation, changes_in_words};
use crate::seat::Seat;
use crate::wording;

pub(super) fn diagnosed(diagnosis: &CareDiagnosis) -> HistoryLine {
    let on = wording::day(diagnosis.on);
    let found = diagnosis.domains.iter().map(|(domain, finding)| {
        let domain = wording::life_domain(*domain).nl;
        format!("{domain}: {}", finding.found)
    });
    HistoryLine::new(
        format!("Zorgdiagnostiek op alle levensgebieden, {}", on.nl),
        format!("Care diagnosis over all life domains, {}", on.en),
    )
    .saying(&found.collect::<Vec<_>>().join("; "))
}

/// The first version, or what a later one changed and why.
pub(super) fn revised(tell: &Telling<'_>, version: No, reason: Option<&str>, consent: &Consent) -> HistoryLine {
    let (nl, en) = match consent {
        Consent::Agreed => ("; de cliënt is akkoord", "; the client agrees"),
        Consent::NotAgreed { .. } => ("; de cliënt is niet akkoord", "; the client does not agree"),
        Consent::NotAsked { .. } => ("; nog niet met de cliënt besproken", "; not discussed with the client yet"),
    };
    let what = if version <= 1 {
        Text::new(format!("Zorgplan opgesteld{nl}"), format!("Treatment plan written{en}"))
    } else {
        let why = reason.unwrap_or_default();
        Text::new(
            format!("Zorgplan bijgesteld, versie {version}: {why}{nl}"),
            format!("Treatment plan revised, version {version}: {why}{en}"),
        )
    };
    let changed = changes_in_words(tell.case, version, tell.names.directory);
    let changed: Vec<String> = changed.into_iter().map(|change| change.nl).collect();
    HistoryLine::new(what.nl, what.en).saying(&changed.join("; "))
}

pub(super) fn fixed(version: No, on: Date, at_meeting: bool) -> HistoryLine {
    let on = wording::day(on);
    let (nl, en) = if at_meeting { (" in overleg", " in a meeting") } else { ("", "") };
    HistoryLine::new(
        format!("Zorgplan, versie {version}, definitief vastgesteld{nl} op {}", on.nl),
        format!("Treatment plan, version {version}, fixed{en} on {}", on.en),
    )
}

pub(super) fn evaluated(tell: &Telling<'_>, goal: No, evaluation: &GoalEvaluation) -> HistoryLine {
    let record = by_no(&tell.case.care_plan.goals, goal);
    let wanted = record.map_or_else(|| goal.to_string(), |record| record.goal.wanted.clone());
    let on = wording::day(evaluation.on);
    let result = match &evaluation.result {
        Evaluated::GoesOn { next } => {
            wording::fill("nog niet bereikt, opnieuw op {}", "not reached yet, again on {}", &wording::day(*next))
        }
        Evaluated::Partly { next: Some(next) } => {
            wording::fill("deels bereikt, opnieuw op {}", "reached in part, again on {}", &wording::day(*next))
        }
        Evaluated::Partly { next: None } => Text::new("deels bereikt", "reached in part"),
        Evaluated::Reached => Text::new("bereikt", "reached"),
        Evaluated::Dropped { reason } => wording::fill("losgelaten: {}", "dropped: {}", &Text::same(reason.as_str())),
    };
    HistoryLine::new(
        format!("Doel geëvalueerd op {}: {wanted}. {}", on.nl, first_up(&result.nl)),
        format!("Goal evaluated on {}: {wanted}. {}", on.en, first_up(&result.en)),
    )
    .saying(&evaluation.finding)
}

fn first_up(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub(super) fn coordinator(tell: &Telling<'_>, coordinator: Seat, after_birth: bool) -> HistoryLine {
    let who = tell.names.seat(coordinator);
    if after_birth {
        HistoryLine::new(
            format!("Coördinerend zorgverlener na de bevalling: {who}"),
            format!("Coordinating provider after the birth: {who}"),
        )
    } else {
        HistoryLine::new(format!("Coördinerend zorgverlener: {who}"), format!("Coordinating provider: {who}"))
    }
}

pub(super) fn handed_over(tell: &Telling<'_>, to: Seat, note: &str) -> HistoryLine {
    let who = tell.names.seat(to);
    HistoryLine::new(
        format!("Coördinatie na de bevalling overgedragen aan {who}"),
        format!("Coordination after the birth handed over to {who}"),
    )
    .saying(note)
}
