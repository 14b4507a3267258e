//! Where a case stands on the board of a pathway (CM-03, CM-09).
//!
//! The pathway names the choice whose options are the columns; care knows no step by its id. Since when and why follows from
//! the decisions that set it.

use std::borrow::Cow;

use regie_pathway::{self as pathway, FactKind, FactValue, Life, Occurrence, Text};

use crate::case::Case;
use crate::case::state::{Deviation, Run};
use crate::pathways::Pathways;
use crate::view::{BoardRow, ByHand, Placed};

/// The row of a pathway that has a board and runs on the case.
pub(super) fn row(case: &Case, run: &Run, pathways: &Pathways) -> Option<BoardRow> {
    let definition = pathways.of(run).filter(|_| run.state.ended().is_none())?;
    let fact = definition.board().filter(|fact| !fact.sealed)?;
    // Everybody of the organisation reads a board: a decision that rests on what is sealed gives no reason there (PS-02).
    let state = if definition.seals() { Cow::Owned(run.state.unsealed(definition)) } else { Cow::Borrowed(&run.state) };
    let level = match state.fact(&fact.id).or(fact.default.as_ref()) {
        Some(FactValue::Choice(level)) => Some(level.clone()),
        _ => None,
    };
    let mut decisions: Vec<Decision<'_>> =
        state.occurrences().filter_map(|one| Decision::of(definition, &fact.id, one)).collect();
    // Of one day, the one that entered the course last counts as the last.
    decisions.sort_by_key(|decision| decision.on);
    if let Some(placed) = run.deviation.as_ref().and_then(|one| by_hand(fact, level.as_deref(), one)) {
        let since = run.deviation.as_ref().map(|deviation| deviation.on);
        return Some(BoardRow { case: case.id, pathway: run.pathway.clone(), level, since, why: Some(placed) });
    }
    // What was told without a reason since, as an older case may have been, no decision explains.
    let stands = |decision: &&Decision<'_>| level.as_deref() == Some(decision.level);
    let deciding = decisions.last().filter(stands);
    let since = deciding.and_then(|_| decisions.iter().rev().take_while(|one| stands(one)).last()).map(|one| one.on);
    let why = deciding.map(|decision| decision.placed());
    Some(BoardRow { case: case.id, pathway: run.pathway.clone(), level, since, why })
}

/// Why a case stands where somebody set it otherwise than the table says.
fn by_hand(fact: &pathway::Fact, level: Option<&str>, deviation: &Deviation) -> Option<Placed> {
    if deviation.fact != fact.id || level != Some(deviation.level.as_str()) {
        return None;
    }
    let title = |level: &String| match &fact.answer {
        FactKind::Choice { options } => {
            let option = options.iter().find(|option| option.id == *level);
            option.map_or_else(|| Text::same(level.as_str()), |option| option.title.clone())
        }
        _ => Text::same(level.as_str()),
    };
    let (reason, said) = (deviation.reason.clone(), deviation.said.as_ref().map(title));
    let by = deviation.by.seat().map(|seat| seat.person);
    Some(Placed { step: fact.ask.clone(), rows: Vec::new(), why: None, by_hand: Some(ByHand { reason, said, by }) })
}

/// A step that was done in a way that sets the choice.
struct Decision<'a> {
    on: pathway::Date,
    level: &'a str,
    step: &'a pathway::Step,
    occurrence: &'a Occurrence,
}

impl<'a> Decision<'a> {
    fn of(definition: &'a pathway::Definition, fact: &pathway::FactId, occurrence: &'a Occurrence) -> Option<Self> {
        let Life::Done { on, outcome: Some(outcome) } = &occurrence.life else { return None };
        let step = definition.step(&occurrence.step)?;
        let outcome = step.outcomes.iter().find(|known| known.id == *outcome)?;
        match definition.sets(outcome, fact)? {
            FactValue::Choice(level) => Some(Self { on: *on, level, step, occurrence }),
            _ => None,
        }
    }

    fn placed(&self) -> Placed {
        let ruling = self.occurrence.decided.as_ref();
        Placed {
            step: self.step.title.clone(),
            rows: ruling.map(|ruling| ruling.rows.clone()).unwrap_or_default(),
            why: ruling.map(|ruling| ruling.why.clone()),
            by_hand: None,
        }
    }
}
