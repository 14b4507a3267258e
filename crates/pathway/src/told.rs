//! What a file says of its steps and tables, in the words of a person.

use regie_decision::{Cell, Edge, HitPolicy, Table, Test, Value};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    Date, Text,
    definition::{DecisionTable, Definition},
    fact::{Fact, FactKind},
    step::{Repeat, Step},
    words::{self, both},
};

/// A decision table as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ToldTable {
    /// Its name.
    pub id: String,
    /// What it decides, as a heading.
    pub title: Text,
    /// Its version, when it has one of its own.
    pub version: String,
    /// The first day on which it may decide.
    pub valid_from: Option<Date>,
    /// The last day on which it may decide.
    pub valid_until: Option<Date>,
    /// What it means when several rows match.
    pub hit: Text,
    /// The passage of the source that it renders.
    pub source: String,
    /// The questions that it looks at.
    pub asks: Vec<Text>,
    /// The rows, the first one first: a decision calls it row 1.
    pub rows: Vec<ToldRow>,
    /// What holds when no row matches.
    pub otherwise: Option<ToldRow>,
}

/// A row of a decision table as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ToldRow {
    /// One answer per question; `–` where any will do.
    pub when: Vec<Text>,
    /// How it decides.
    pub is: Text,
    /// Why.
    pub why: Text,
    /// The passage of the source.
    pub source: String,
}

impl Definition {
    /// The decision tables, in the order of the file.
    #[must_use]
    pub fn tables_in_words(&self) -> Vec<ToldTable> {
        self.tables.iter().map(|known| self.told_table(known)).collect()
    }

    /// When a step is no longer called for, in words.
    #[must_use]
    pub fn ends_in_words(&self, step: &Step) -> Option<Text> {
        step.ends.as_ref().map(|criterion| words::criterion(self, criterion))
    }

    /// How a step comes again, in words.
    #[must_use]
    pub fn repeats_in_words(&self, step: &Step) -> Option<Text> {
        match step.repeat.as_ref()? {
            Repeat::EachTime => Some(Text::new("elke keer dat het opnieuw geldt", "each time that it holds again")),
            Repeat::EachReason => Some(Text::new(
                "elke keer dat er een reden bij komt, ook als een andere al gold",
                "each time that a reason comes up, also when another held already",
            )),
            Repeat::EachAnswer => Some(Text::new(
                "elke keer dat het opnieuw wordt gemeten en geldt",
                "each time that it is measured again and holds",
            )),
            Repeat::Every { every, while_ } => {
                let every = words::duration(*every);
                let again =
                    Text::new(format!("{} na de vorige keer", every.nl), format!("{} after the time before", every.en));
                Some(match while_ {
                    Some(criterion) => {
                        let criterion = words::criterion(self, criterion);
                        both(&[&again, &criterion], (", zolang ", ", as long as "))
                    }
                    None => again,
                })
            }
        }
    }

    /// From whom word is expected back on a step and within what time, in words.
    #[must_use]
    pub fn feedback_in_words(&self, step: &Step) -> Option<Text> {
        let feedback = step.feedback.as_ref()?;
        let from = self.roles.iter().find(|role| role.id == feedback.from).map(|role| &role.title);
        let from = from.cloned().unwrap_or_else(|| Text::same(feedback.from.as_str()));
        let within = words::duration(feedback.within);
        Some(Text::new(
            format!("{} meldt terug binnen {}", from.nl, within.nl),
            format!("{} reports back within {}", from.en, within.en),
        ))
    }

    fn told_table(&self, known: &DecisionTable) -> ToldTable {
        let table: &Table = &known.table;
        let facts: Vec<&Fact> = known.facts.iter().map(|at| &self.facts[usize::from(*at)]).collect();
        let title = |id: &str| self.outcome_title(table, id);
        let is = |values: &[Value]| {
            let named: Vec<Text> = values.iter().map(|value| title(&value.to_string())).collect();
            both(&named.iter().collect::<Vec<_>>(), (", ", ", "))
        };
        let rows = table.rows().iter().map(|row| ToldRow {
            when: row.when.iter().zip(&facts).map(|(when, fact)| cell(when, fact)).collect(),
            is: is(&row.is),
            why: row.why.clone(),
            source: row.source.clone(),
        });
        let otherwise = table.otherwise().map(|otherwise| ToldRow {
            when: Vec::new(),
            is: is(&otherwise.is),
            why: otherwise.why.clone(),
            source: otherwise.source.clone(),
        });
        ToldTable {
            id: table.id().to_string(),
            title: table.title().clone(),
            version: table.version().to_owned(),
            valid_from: table.valid_from(),
            valid_until: table.valid_until(),
            hit: hit(table.hit()),
            source: table.source().to_owned(),
            asks: facts.iter().map(|fact| fact.ask.clone()).collect(),
            rows: rows.collect(),
            otherwise,
        }
    }

    /// What the step that a table decides calls one of its outcomes.
    fn outcome_title(&self, table: &Table, id: &str) -> Text {
        let decided = self.steps.iter().filter(|step| self.table_of(step).is_some_and(|of| of.id() == table.id()));
        let mut outcomes = decided.flat_map(|step| &step.outcomes);
        outcomes.find(|outcome| outcome.id.as_str() == id).map_or_else(|| Text::same(id), |known| known.title.clone())
    }
}

fn hit(policy: HitPolicy) -> Text {
    match policy {
        HitPolicy::First => Text::new("de eerste regel die klopt, beslist", "the first row that matches decides"),
        HitPolicy::Unique => Text::new("er klopt altijd precies één regel", "exactly one row matches"),
        HitPolicy::Any => {
            Text::new("kloppen er meer regels, dan zeggen ze hetzelfde", "rows that match together say the same")
        }
        HitPolicy::Priority => Text::new(
            "van de regels die kloppen, beslist de zwaarste",
            "of the rows that match, the weightiest decides",
        ),
        HitPolicy::Collect(_) | HitPolicy::RuleOrder | HitPolicy::OutputOrder => {
            Text::new("alle regels die kloppen, tellen mee", "all rows that match count")
        }
    }
}

/// What a cell asks of an answer.
fn cell(cell: &Cell, fact: &Fact) -> Text {
    let list = |tests: &[Test], join| {
        let told: Vec<Text> = tests.iter().map(|one| test(one, fact)).collect();
        both(&told.iter().collect::<Vec<_>>(), join)
    };
    match cell {
        Cell::Any => Text::same("–"),
        Cell::OneOf(tests) => list(tests, (" of ", " or ")),
        Cell::NoneOf(tests) => {
            let told = list(tests, (" of ", " or "));
            Text::new(format!("niet {}", told.nl), format!("not {}", told.en))
        }
    }
}

fn test(test: &Test, fact: &Fact) -> Text {
    let of_date = fact.answer == FactKind::Date;
    let with = |at: &Value, number: (&str, &str), date: (&str, &str)| {
        let ((nl, en), at) = (if of_date { date } else { number }, value(at, fact));
        Text::new(format!("{nl} {}", at.nl), format!("{en} {}", at.en))
    };
    match test {
        Test::Is(is) => value(is, fact),
        Test::Less(at) => with(at, ("minder dan", "less than"), ("vóór", "before")),
        Test::AtMost(at) => with(at, ("hoogstens", "at most"), ("uiterlijk", "by")),
        Test::More(at) => with(at, ("meer dan", "more than"), ("na", "after")),
        Test::AtLeast(at) => with(at, ("minstens", "at least"), ("vanaf", "from")),
        Test::Between { low, from: Edge::Included, high, to: Edge::Included } => {
            both(&[&value(low, fact), &value(high, fact)], (" t/m ", " to "))
        }
        Test::Between { low, from, high, to } => {
            let low = match from {
                Edge::Included => with(low, ("minstens", "at least"), ("vanaf", "from")),
                Edge::Excluded => with(low, ("meer dan", "more than"), ("na", "after")),
            };
            let high = match to {
                Edge::Included => with(high, ("hoogstens", "at most"), ("uiterlijk", "by")),
                Edge::Excluded => with(high, ("minder dan", "less than"), ("vóór", "before")),
            };
            both(&[&low, &high], (" en ", " and "))
        }
    }
}

fn value(value: &Value, fact: &Fact) -> Text {
    match (value, &fact.answer) {
        (Value::YesNo(true), _) => Text::new("ja", "yes"),
        (Value::YesNo(false), _) => Text::new("nee", "no"),
        (Value::Choice(id), FactKind::Choice { options }) => {
            let known = options.iter().find(|option| *option.id == **id);
            known.map_or_else(|| Text::same(&**id), |option| option.title.clone())
        }
        (Value::Date(day), _) => words::in_words(*day),
        (Value::Text(text) | Value::Choice(text), _) => Text::same(&**text),
        (Value::Number(_), _) => Text::same(value.to_string()),
    }
}
