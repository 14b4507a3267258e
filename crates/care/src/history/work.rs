//! Agenda, actions and feedback in words.

use regie_pathway::{Date, Text};

use super::HistoryLine;
use super::case::Telling;
use crate::case::records::{ActionPlan, Expectation, No};
use crate::case::state::by_no;
use crate::seat::Seat;
use crate::wording;

pub(super) fn agenda_put(question: &str) -> HistoryLine {
    HistoryLine::new("Op de agenda van een overleg gezet", "Put on a meeting's agenda").saying(question)
}

pub(super) fn agenda_withdrawn(reason: &str) -> HistoryLine {
    HistoryLine::new("Van de agenda gehaald", "Taken off the agenda").saying(reason)
}

pub(super) fn agenda_discussed(outcome: &str) -> HistoryLine {
    HistoryLine::new("Besproken in overleg", "Discussed in a meeting").saying(outcome)
}

pub(super) fn action_set(tell: &Telling<'_>, action: &ActionPlan) -> HistoryLine {
    let (what, by) = (&action.what, wording::day(action.by));
    let who = action.who.map(|seat| tell.names.person(seat.person));
    let (nl, en) = (who.unwrap_or("de casemanager"), who.unwrap_or("the case manager"));
    HistoryLine::new(
        format!("Actie voor {nl}, uiterlijk {}: {what}", by.nl),
        format!("Action for {en}, by {}: {what}", by.en),
    )
}

pub(super) fn action_done(tell: &Telling<'_>, no: No, on: Date, note: &str) -> HistoryLine {
    let (what, on) = (action(tell, no), wording::day(on));
    HistoryLine::new(format!("Actie gedaan op {}: {what}", on.nl), format!("Action done on {}: {what}", on.en))
        .saying(note)
}

pub(super) fn action_dropped(tell: &Telling<'_>, no: No, reason: &str) -> HistoryLine {
    let what = action(tell, no);
    HistoryLine::new(format!("Actie vervallen: {what}"), format!("Action dropped: {what}")).saying(reason)
}

pub(super) fn action_reassigned(tell: &Telling<'_>, no: No, to: Option<Seat>) -> HistoryLine {
    let what = action(tell, no);
    let who = to.map(|seat| tell.names.person(seat.person));
    let (nl, en) = (who.unwrap_or("de casemanager"), who.unwrap_or("the case manager"));
    HistoryLine::new(format!("Actie naar {nl}: {what}"), format!("Action given to {en}: {what}"))
}

/// What the action is; its number where the case does not have it.
fn action(tell: &Telling<'_>, no: No) -> String {
    by_no(&tell.case.actions, no).map_or_else(|| no.to_string(), |record| record.plan.what.clone())
}

pub(super) fn feedback_expected(tell: &Telling<'_>, expectation: &Expectation) -> HistoryLine {
    let by = wording::day(expectation.by);
    let (nl, en) = expectation
        .from
        .map(|from| tell.names.org(from))
        .map_or_else(Default::default, |from| (format!(" van {from}"), format!(" from {from}")));
    HistoryLine::new(
        format!("Terugkoppeling verwacht{nl}, uiterlijk {}", by.nl),
        format!("Feedback expected{en} by {}", by.en),
    )
    .saying(&expectation.about)
}

pub(super) fn feedback_received(tell: &Telling<'_>, no: (No, bool), on: Date, text: &str) -> HistoryLine {
    let (about, on) = (expectation(tell, no), wording::day(on));
    HistoryLine::new(
        format!("Terugkoppeling ontvangen op {}: {}", on.nl, about.nl),
        format!("Feedback received on {}: {}", on.en, about.en),
    )
    .saying(text)
}

pub(super) fn feedback_waived(tell: &Telling<'_>, no: (No, bool), reason: &str) -> HistoryLine {
    let about = expectation(tell, no);
    HistoryLine::new(
        format!("Terugkoppeling niet meer nodig: {}", about.nl),
        format!("Feedback no longer needed: {}", about.en),
    )
    .saying(reason)
}

/// What the feedback is about, of its own list when it is sealed; its number where the case does not have it.
fn expectation(tell: &Telling<'_>, (no, sealed): (No, bool)) -> Text {
    let under_seal = || tell.case.seal.as_ref().and_then(|seal| by_no(&seal.expectations, no));
    let record = if sealed { under_seal() } else { by_no(&tell.case.expectations, no) };
    record.map_or_else(
        || Text::same(no.to_string()),
        |record| {
            let run = record.expectation.step.as_ref().and_then(|turn| tell.case.run(&turn.pathway));
            wording::feedback_about(&record.expectation, run.and_then(|run| tell.pathways.of(run)))
        },
    )
}
