//! The level of a case on the board of its pathway (CM-03): the decision table says it, and who sets another says why.

use regie_pathway::{self as pathway, ByTables, FactValue};

use super::draft::Draft;
use super::standing::words;
use super::steps;
use crate::case::state::Case;
use crate::case::{CaseEvent, Context, Refusal};

/// Sets the level otherwise than the tables say, with the reason. What they say themselves is set without.
pub(super) fn set(
    case: &Case,
    ctx: &Context<'_>,
    id: &pathway::PathwayId,
    level: &str,
    reason: &str,
) -> Result<Vec<CaseEvent>, Refusal> {
    let run = steps::running(case, id)?;
    let definition = steps::pinned(ctx, run)?;
    let Some(fact) = definition.board() else {
        let problem = "has no board, so there is no level to set";
        return Err(Refusal::Implausible { field: "pathway", problem });
    };
    let reason = words("reason", reason)?;
    let value = FactValue::Choice(level.to_owned());
    let command = pathway::Command::SetFact { fact: fact.id.clone(), value: value.clone() };
    let ByTables { tables, says } = pathway::by_tables(definition, &run.state, &fact.id, ctx.today);
    let known = run.deviation.as_ref().is_some_and(|known| known.level == level && known.reason == reason);
    let mut draft = Draft::new(case, ctx);
    if !tables.is_empty() && !says.contains(&value) && fact.answer.accepts(&value) && !known {
        let (fact, level) = (fact.id.clone(), level.to_owned());
        let said = says.first().map(ToString::to_string);
        draft.push(CaseEvent::LevelSet { pathway: id.clone(), fact, level, said, tables, reason });
    }
    steps::carry_out(&mut draft, id, &command)?;
    let events = draft.finish();
    if events.is_empty() { Err(Refusal::NothingToDo { what: "this level" }) } else { Ok(events) }
}

/// Refuses an answer that sets the level otherwise than the tables say. What a table alone decides the pathway itself keeps.
pub(super) fn refuse_past_the_tables(
    definition: &pathway::Definition,
    state: &pathway::State,
    fact: &pathway::FactId,
    value: &FactValue,
    today: pathway::Date,
) -> Result<(), Refusal> {
    let level = match value {
        FactValue::Choice(level) if definition.board().is_some_and(|board| board.id == *fact) => level.clone(),
        _ => return Ok(()),
    };
    let ByTables { tables, says } = pathway::by_tables(definition, state, fact, today);
    if tables.is_empty() || says.contains(value) || state.fact(fact) == Some(value) {
        return Ok(());
    }
    Err(Refusal::LevelByTable { level, said: says.first().map(ToString::to_string) })
}

/// The same for the answers with which a pathway starts: no table has decided yet.
pub(super) fn refuse_at_the_start(
    definition: &pathway::Definition,
    facts: &std::collections::BTreeMap<pathway::FactId, FactValue>,
    today: pathway::Date,
) -> Result<(), Refusal> {
    let none = pathway::State::default();
    facts.iter().try_for_each(|(fact, value)| refuse_past_the_tables(definition, &none, fact, value, today))
}
