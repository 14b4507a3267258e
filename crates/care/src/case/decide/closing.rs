//! Evaluation with the client, closing and reopening (AZ-15).

use jiff::ToSpan;
use jiff::civil::Date;
use regie_pathway as pathway;

use super::draft::Draft;
use super::standing::{self, words};
use super::{by_work, check, steps};
use crate::case::records::{ClosingReason, Evaluation};
use crate::case::state::Case;
use crate::case::{CaseEvent, Context, Death, Refusal};
use crate::charge::Charge;
use crate::closing;

/// Records the evaluation with the client, and completes the pathway's step for it where that is open.
pub(super) fn evaluate(case: &Case, ctx: &Context<'_>, evaluation: &Evaluation) -> Result<Vec<CaseEvent>, Refusal> {
    if !standing::leads(case, ctx) {
        return Err(Refusal::NotYours {
            who: "the case manager, her deputy or the first-line case manager",
            mend: "ask one of them to evaluate the care with the client",
        });
    }
    happened_since_opening(case, ctx, evaluation.on)?;
    let client_view = words("client-view", &evaluation.client_view)?;
    let lessons = evaluation.lessons.trim().to_owned();
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::Evaluated { evaluation: Evaluation { on: evaluation.on, client_view, lessons } });
    by_work::evaluation_does(&mut draft, ctx, evaluation.on)?;
    Ok(draft.finish())
}

/// Closes the case, or refuses with everything that is missing.
pub(super) fn close(
    case: &Case,
    ctx: &Context<'_>,
    (on, died_on): (Date, Option<Date>),
    reason: ClosingReason,
    note: &str,
) -> Result<Vec<CaseEvent>, Refusal> {
    if !standing::decides(case, ctx) {
        return Err(Refusal::NotYours {
            who: "the accountable case manager, or her deputy while she is away,",
            mend: "ask her to close the case",
        });
    }
    happened_since_opening(case, ctx, on)?;
    let note = if closing::needs_evaluation(reason) { note.trim().to_owned() } else { words("note", note)? };
    let died_on = day_of_death(case, on, died_on, reason)?;
    let obstacles = closing::obstacles_for(case, ctx.pathways, reason);
    if !obstacles.is_empty() {
        return Err(Refusal::NotReadyToClose { obstacles });
    }
    if reason == ClosingReason::Declined {
        // What was due falls away with it: why she wants no more stands on the case.
        words("note", &note)?;
    }
    // First the closing, which remembers the pathways as they stood; a reopened case goes on with them.
    let mut events = vec![CaseEvent::Closed { on, reason, note, died_on }];
    for run in case.runs.iter().filter(|run| run.state.ended().is_none()) {
        let command = pathway::Command::End { cause: cause(reason).to_owned() };
        events.extend(steps::pathway_events(case, ctx, &run.pathway, &command)?);
    }
    Ok(events)
}

/// The day of death that a closing records: everybody who sees the case must read it. A pathway that knows it rules.
fn day_of_death(case: &Case, on: Date, died_on: Option<Date>, reason: ClosingReason) -> Result<Option<Date>, Refusal> {
    const FIELD: &str = "died-on";
    if reason != ClosingReason::Died {
        return died_on.map_or(Ok(None), |_| Err(Refusal::DeathElsewhere));
    }
    let known = match case.death() {
        Some(Death::On(day)) => Some(day),
        Some(Death::DayUnknown) | None => None,
    };
    let day = died_on.or(known).ok_or(Refusal::Empty { field: FIELD })?;
    if let Some(latest) = [Some(on), known].into_iter().flatten().min().filter(|latest| day > *latest) {
        return Err(Refusal::TooLate { field: FIELD, on: day, latest });
    }
    check::not_before(FIELD, day, known.unwrap_or(case.opened_on.saturating_sub(1.months())))?;
    Ok(Some(day))
}

/// Undoes a closing; the case goes on under the same case manager.
pub(super) fn reopen(case: &Case, ctx: &Context<'_>, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    if case.is_open() {
        return Err(Refusal::NotClosed);
    }
    if !standing::is_case_manager(case, ctx) && !standing::is_deputy(case, ctx) {
        return Err(Refusal::NotYours {
            who: "the case manager under whom it was closed, or her deputy",
            mend: "ask her to reopen it, or open a new case for this client",
        });
    }
    let reason = words("reason", reason)?;
    // While it was closed nobody kept her from leaving.
    let charge = Charge::of_case(case);
    check::may_manage(ctx, charge, "case-manager", case.case_manager)?;
    check::may_manage(ctx, charge, "first-line", case.first_line)?;
    Ok(vec![CaseEvent::Reopened { reason }])
}

fn happened_since_opening(case: &Case, ctx: &Context<'_>, on: Date) -> Result<(), Refusal> {
    check::not_before("on", on, case.opened_on)?;
    check::not_in_future("on", on, ctx.today)
}

/// Why the pathways end, as the journal keeps it.
const fn cause(reason: ClosingReason) -> &'static str {
    match reason {
        ClosingReason::Completed => "De casus is afgesloten: de zorg is afgerond",
        ClosingReason::PregnancyEnded => "De casus is afgesloten: de zwangerschap is voortijdig geëindigd",
        ClosingReason::OutOfReach => "De casus is afgesloten: de cliënt is uit beeld",
        ClosingReason::Declined => "De casus is afgesloten: de cliënt ziet af van verdere zorg",
        ClosingReason::Died => "De casus is afgesloten: de cliënt is overleden",
        ClosingReason::OpenedByMistake => "De casus is afgesloten: hij was ten onrechte geopend",
    }
}

#[cfg(test)]
mod tests;
