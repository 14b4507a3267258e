//! Steps that a decision table decides: what it says now, and what it said when the step was done.

use jiff::civil::Date;
use regie_decision::{Decided, Decimal, Given, InputId, Outcome as Answer, Verdict};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Text,
    board::Board,
    date_window::date_of,
    definition::{DecisionTable, Definition},
    explain::Ask,
    fact::{Compact, FactKind, FactValue},
    ids::{FactId, OutcomeId},
    refusal::Refusal,
    state::State,
    step::{Outcome, Step},
};

/// The row of a table that decided a step, and why. The journal keeps it: a later version of the table changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Ruling {
    /// Which table.
    pub table: String,
    /// Its version, when it has one of its own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// The row, counted from 1; several when one of them holds, whatever is still unknown; none when no row matched and
    /// what holds otherwise decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<usize>,
    /// The reason that the row gives; of several rows each reason, joined by *or*.
    pub why: Text,
}

impl Ruling {
    /// The numbers of its rows: `2`, `1 or 2`; nothing when no row matched.
    pub(crate) fn numbers(&self, or: &str) -> Option<String> {
        let numbers: Vec<String> = self.rows.iter().map(usize::to_string).collect();
        (!numbers.is_empty()).then(|| numbers.join(&format!(" {or} ")))
    }
}

/// What the table of an open step says as things stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Advice {
    /// It is decided, whatever is still unknown.
    Decided {
        /// How the step will end.
        outcome: OutcomeId,
        /// The row and the reason.
        ruling: Ruling,
    },
    /// Answers are missing that can still change the outcome: the first is the next to ask.
    Undecided {
        /// The questions.
        missing: Vec<Ask>,
    },
}

impl DecisionTable {
    /// What it can decide.
    pub(crate) fn outcomes(&self) -> impl Iterator<Item = &str> {
        let kinds = self.table.outputs().iter().map(|output| &output.kind);
        kinds
            .flat_map(|kind| match kind {
                regie_decision::Kind::Choice(options) => options.as_slice(),
                _ => &[],
            })
            .map(|option| &**option)
    }
}

impl Definition {
    /// The decision tables, in the order of the file.
    pub fn tables(&self) -> impl Iterator<Item = &regie_decision::Table> {
        self.tables.iter().map(|known| &known.table)
    }

    /// The table that decides a step.
    #[must_use]
    pub fn table_of(&self, step: &Step) -> Option<&regie_decision::Table> {
        self.decider(step).map(|known| &known.table)
    }

    pub(crate) fn decider(&self, step: &Step) -> Option<&DecisionTable> {
        step.table.and_then(|at| self.tables.get(usize::from(at)))
    }
}

/// What the table of a step says on a day; nothing for a step that no table decides, and nothing to who may not read the
/// answers on which it rests.
///
/// # Errors
/// When the table is not valid on that day, or has no answer for what is known.
pub(crate) fn advice(board: &Board<'_>, step: &Step, on: Date) -> Option<Result<Advice, Refusal>> {
    let decider = board.def.decider(step)?;
    if board.def.veiled && board.def.rests_on_sealed(step) {
        return None;
    }
    Some(ask(board, step, decider, on))
}

fn ask(board: &Board<'_>, step: &Step, decider: &DecisionTable, on: Date) -> Result<Advice, Refusal> {
    let table = &decider.table;
    if !table.is_valid_on(on) {
        return Err(Refusal::TableNotValid {
            table: table.id().to_string(),
            on,
            from: table.valid_from(),
            until: table.valid_until(),
        });
    }
    let no_answer = || Refusal::NoRow { step: step.id.clone(), table: table.id().to_string() };
    let mut facts = decider.facts.iter();
    let verdict = table.decide(|_| facts.next().map_or(Given::Unknown, |fact| given(board, *fact)));
    // What a fact holds was checked against the same kinds when it was set.
    match verdict.map_err(|_| no_answer())? {
        Verdict::Decided(decided) => {
            let option = decided.value().and_then(|value| match value {
                regie_decision::Value::Choice(option) => Some(&**option),
                _ => None,
            });
            let outcome = option.and_then(|option| step.outcomes.iter().find(|known| known.id == option));
            let outcome: &Outcome = outcome.ok_or_else(no_answer)?;
            Ok(Advice::Decided { outcome: outcome.id.clone(), ruling: ruling(table, &decided) })
        }
        Verdict::Undecided { missing } => Ok(Advice::Undecided { missing: questions(board.def, &missing) }),
        Verdict::Uncovered | Verdict::Conflict { .. } => Err(no_answer()),
    }
}

/// By what it was decided. A row that only may hold is never told as the reason: then each that may is told, and that one
/// of them holds.
fn ruling(table: &regie_decision::Table, decided: &Decided<'_>) -> Ruling {
    let sure = decided.hits().find(|hit| hit.sure);
    let mut hits: Vec<_> = sure.map_or_else(|| decided.hits().collect(), |hit| vec![hit]);
    hits.sort_by_key(|hit| hit.row);
    let mut reasons: Vec<&regie_decision::Text> = Vec::new();
    let otherwise = table.otherwise().filter(|_| sure.is_none()).filter(|known| match decided.outcome() {
        Answer::One(values) => known.is == values,
        Answer::List(_) | Answer::Number(_) => false,
    });
    for why in hits.iter().map(|hit| hit.why).chain(otherwise.map(|known| &known.why)) {
        if !reasons.contains(&why) {
            reasons.push(why);
        }
    }
    let joined =
        |said: fn(&regie_decision::Text) -> &str, or| reasons.iter().map(|why| said(why)).collect::<Vec<_>>().join(or);
    Ruling {
        table: table.id().to_string(),
        version: table.version().to_owned(),
        rows: hits.iter().map(|hit| hit.row).collect(),
        why: Text::new(joined(|why| &why.nl, " of "), joined(|why| &why.en, " or ")),
    }
}

/// What the decision tables of a pathway say of a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByTables {
    /// The tables that decide steps which answer it; none when the answer is nobody's but a person's.
    pub tables: Vec<String>,
    /// What they say now; nothing while they miss answers, or rest on what is sealed.
    pub says: Vec<FactValue>,
}

/// What the decision tables say of a fact on this day, whether or not the steps that they decide are open.
#[must_use]
pub fn by_tables(def: &Definition, state: &State, fact: &FactId, on: Date) -> ByTables {
    let board = Board::of(def, state);
    let mut found = ByTables::default();
    for step in &def.steps {
        let Some(decider) = def.decider(step) else { continue };
        let answer = |outcome: &OutcomeId| {
            let outcome = step.outcomes.iter().find(|known| known.id == *outcome)?;
            def.sets(outcome, fact).cloned()
        };
        let table = decider.table.id().to_string();
        if found.tables.contains(&table) || !step.outcomes.iter().any(|outcome| answer(&outcome.id).is_some()) {
            continue;
        }
        found.tables.push(table);
        if def.rests_on_sealed(step) {
            continue;
        }
        if let Some(Ok(Advice::Decided { outcome, .. })) = advice(&board, step, on) {
            found.says.extend(answer(&outcome));
        }
    }
    found
}

/// How a step that a table decides ends, when somebody completes it. A person may name the outcome, and is told when the
/// table says otherwise; she need not. The table must be valid on the day `on` which it was decided, which may lie before
/// the day on which that is recorded.
///
/// # Errors
/// When an answer is missing, or the table says otherwise.
pub(crate) fn settle(
    board: &Board<'_>,
    step: &Step,
    wanted: Option<&OutcomeId>,
    on: Date,
) -> Option<Result<(OutcomeId, Ruling), Refusal>> {
    let advice = advice(board, step, on)?;
    Some(advice.and_then(|advice| match advice {
        Advice::Undecided { missing } => Err(Refusal::Undecided { step: step.id.clone(), missing }),
        Advice::Decided { outcome, ruling } if wanted.is_some_and(|wanted| *wanted != outcome) => {
            Err(Refusal::DecidedOtherwise { step: step.id.clone(), outcome, ruling: Box::new(ruling) })
        }
        Advice::Decided { outcome, ruling } => Ok((outcome, ruling)),
    }))
}

fn given<'d>(board: &Board<'d>, fact: u16) -> Given<'d> {
    let kind = &board.def.facts[usize::from(fact)].answer;
    match (board.facts[usize::from(fact)], kind) {
        (Some(Compact::Yes(yes)), _) => Given::YesNo(yes),
        (Some(Compact::Choice(at)), FactKind::Choice { options }) => {
            options.get(usize::from(at)).map_or(Given::Unknown, |option| Given::Choice(&option.id))
        }
        (Some(Compact::Number(day)), FactKind::Date) => {
            i32::try_from(day).map_or(Given::Unknown, |day| Given::Date(date_of(day)))
        }
        (Some(Compact::Number(number)), _) => Given::Number(Decimal::from(number)),
        (Some(Compact::Choice(_) | Compact::Text) | None, _) => Given::Unknown,
    }
}

fn questions(def: &Definition, missing: &[InputId]) -> Vec<Ask> {
    let facts = missing.iter().filter_map(|input| def.facts.iter().find(|fact| fact.id == input.as_str()));
    facts.map(|fact| Ask::Fact { fact: fact.id.clone(), ask: fact.ask.clone() }).collect()
}
