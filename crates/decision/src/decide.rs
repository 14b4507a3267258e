//! Asking a table.

use rust_decimal::Decimal;

use crate::{
    Aggregator, Given, HitPolicy, InputId, Kind, NumberRange, Table, Text, Value,
    column::Misfit,
    complete::{self, Completions},
    row_set::RowSet,
};

/// What a table answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict<'t> {
    /// The outcome is certain, whatever the inputs that are still unknown turn out to be.
    Decided(Decided<'t>),
    /// The outcome still hangs on what is unknown.
    Undecided {
        /// The unknown inputs that can still change the outcome, in the order of the table: the first is the next question.
        missing: Vec<InputId>,
    },
    /// No row matches: a gap of the table, which [`crate::lint`] shows.
    Uncovered,
    /// Rows that may not match together do: an overlap of the table, which [`crate::lint`] shows.
    Conflict {
        /// Their numbers, from 1.
        rows: Vec<usize>,
    },
}

/// A certain outcome with the rows that gave it.
#[derive(Clone, PartialEq, Eq)]
pub struct Decided<'t> {
    table: &'t Table,
    answer: Answer,
    hits: RowSet,
    sure: RowSet,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<'t> {
    /// One value per output.
    One(&'t [Value]),
    /// Of several rows: COLLECT, RULE ORDER, OUTPUT ORDER.
    List(Vec<&'t [Value]>),
    /// COLLECT with an aggregator.
    Number(Decimal),
}

/// A row that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit<'t> {
    /// Its number, from 1.
    pub row: usize,
    /// Do its cells hold by what is known? If not, they may hold, and the outcome is the same if they do not.
    pub sure: bool,
    /// One value per output.
    pub is: &'t [Value],
    /// The reason, as it is told to people.
    pub why: &'t Text,
    /// The passage of the source.
    pub source: &'t str,
}

/// An input was given something that it cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongValue {
    /// It is of another kind.
    #[error("`{input}` was given a value of kind {given}; give one of kind {wanted}")]
    Kind {
        /// The input.
        input: InputId,
        /// The kind of what was given.
        given: &'static str,
        /// The kind that the table declares.
        wanted: String,
    },
    /// It is none of the options.
    #[error("`{input}` was given {given:?}; its options are {}", .options.join(", "))]
    Option {
        /// The input.
        input: InputId,
        /// What was given.
        given: String,
        /// What the table declares.
        options: Vec<String>,
    },
    /// It is a number that the input cannot be.
    #[error("`{input}` was given {given}; give {range}")]
    Range {
        /// The input.
        input: InputId,
        /// What was given.
        given: Decimal,
        /// What the table declares.
        range: NumberRange,
    },
}

/// What a set of matching rows comes to; equal for equal outcomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// An outcome by its number.
    One(u16),
    Many(Vec<u16>),
    Number(Decimal),
    Nothing,
    Conflict,
}

impl Table {
    /// Asks the table. `given` says what is known of each input; it is called once per input, in their order.
    ///
    /// # Errors
    /// [`WrongValue`] when an input is given something that it cannot be.
    pub fn decide<'v>(&self, mut given: impl FnMut(&InputId) -> Given<'v>) -> Result<Verdict<'_>, WrongValue> {
        let mut rows = self.index.all;
        let mut unknown = 0_u64;
        for (place, (column, input)) in self.index.columns.iter().zip(&self.inputs).enumerate() {
            let value = given(&input.id);
            match column.rows(value) {
                Ok(Some(matching)) => rows = rows.and(matching),
                Ok(None) => unknown |= 1 << place,
                Err(misfit) => return Err(wrong(input.id.clone(), &input.kind, value, misfit)),
            }
        }
        Ok(self.verdict(rows, unknown))
    }

    /// Asks the table with one value per input, in their order; what the list is too short for is unknown.
    ///
    /// # Errors
    /// [`WrongValue`] when an input is given something that it cannot be.
    pub fn decide_in_order(&self, given: &[Given<'_>]) -> Result<Verdict<'_>, WrongValue> {
        let mut given = given.iter();
        self.decide(|_| given.next().copied().unwrap_or(Given::Unknown))
    }

    fn verdict(&self, rows: RowSet, unknown: u64) -> Verdict<'_> {
        if unknown == 0 {
            let answer = self.answer(rows);
            let hits = self.hits(&answer, rows);
            return self.as_verdict(answer, hits, rows);
        }
        let mut completions = Completions::new(self);
        match completions.outcome(rows, unknown) {
            Some((answer, hits)) => {
                let sure = complete::sure(&self.index, rows, unknown);
                self.as_verdict(answer, hits, sure)
            }
            None => {
                let missing = completions.missing(rows, unknown);
                Verdict::Undecided { missing: missing.map(|column| self.input_id(column).clone()).collect() }
            }
        }
    }

    fn as_verdict(&self, answer: Answer, hits: RowSet, sure: RowSet) -> Verdict<'_> {
        match answer {
            Answer::Nothing => Verdict::Uncovered,
            Answer::Conflict => Verdict::Conflict { rows: self.row_numbers(hits) },
            answer => Verdict::Decided(Decided { table: self, answer, hits, sure }),
        }
    }

    /// The numbers, from 1 and sorted, of rows known by their place.
    pub(crate) fn row_numbers(&self, rows: RowSet) -> Vec<usize> {
        let mut numbers: Vec<usize> = rows.iter().map(|row| self.index.order[row] + 1).collect();
        numbers.sort_unstable();
        numbers
    }

    /// What exactly these matching rows come to.
    pub(crate) fn answer(&self, rows: RowSet) -> Answer {
        let index = &self.index;
        let otherwise = || index.otherwise.map_or(Answer::Nothing, Answer::One);
        let Some(first) = rows.first() else {
            return match self.hit {
                HitPolicy::Collect(Some(Aggregator::Count)) => Answer::Number(Decimal::ZERO),
                // A list of what holds otherwise, or of nothing.
                hit if hit.may_be_empty() => Answer::Many(index.otherwise.into_iter().collect()),
                _ => otherwise(),
            };
        };
        match self.hit {
            HitPolicy::First | HitPolicy::Priority => Answer::One(index.outcomes[first]),
            HitPolicy::Unique if rows.count() > 1 => Answer::Conflict,
            HitPolicy::Unique => Answer::One(index.outcomes[first]),
            HitPolicy::Any => index.shared_outcome(rows).map_or(Answer::Conflict, Answer::One),
            HitPolicy::Collect(None) | HitPolicy::RuleOrder | HitPolicy::OutputOrder => {
                Answer::Many(rows.iter().map(|row| index.outcomes[row]).collect())
            }
            HitPolicy::Collect(Some(aggregator)) => self.aggregate(aggregator, rows),
        }
    }

    fn aggregate(&self, aggregator: Aggregator, rows: RowSet) -> Answer {
        let numbers = rows.iter().filter_map(|row| match self.rows[self.index.order[row]].is.first() {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        });
        let number = match aggregator {
            Aggregator::Count => Some(Decimal::from(rows.count())),
            // `check::sum` has seen that the sum cannot grow too large.
            Aggregator::Sum => Some(numbers.fold(Decimal::ZERO, |sum, number| sum.saturating_add(number))),
            Aggregator::Min => numbers.min(),
            Aggregator::Max => numbers.max(),
        };
        number.map_or(Answer::Nothing, |number| Answer::Number(number.normalize()))
    }

    /// The rows that made the answer.
    pub(crate) fn hits(&self, answer: &Answer, rows: RowSet) -> RowSet {
        match (self.hit, rows.first()) {
            (HitPolicy::First | HitPolicy::Priority, Some(first)) => rows.up_to(first),
            (HitPolicy::Collect(Some(Aggregator::Min | Aggregator::Max)), Some(_)) => {
                let Answer::Number(number) = answer else { return rows };
                let mut hits = RowSet::EMPTY;
                let has = |row: &usize| self.rows[self.index.order[*row]].is.contains(&Value::Number(*number));
                rows.iter().filter(has).for_each(|row| hits.insert(row));
                hits
            }
            _ => rows,
        }
    }
}

impl<'t> Decided<'t> {
    /// The outcome.
    #[must_use]
    pub fn outcome(&self) -> Outcome<'t> {
        match &self.answer {
            Answer::One(number) => Outcome::One(self.values(*number)),
            Answer::Many(numbers) => Outcome::List(numbers.iter().map(|number| self.values(*number)).collect()),
            Answer::Number(number) => Outcome::Number(*number),
            Answer::Nothing | Answer::Conflict => Outcome::List(Vec::new()),
        }
    }

    fn values(&self, number: u16) -> &'t [Value] {
        let index = &self.table.index;
        match index.outcomes.iter().position(|outcome| *outcome == number) {
            Some(row) => &self.table.rows[index.order[row]].is,
            None => self.table.otherwise.as_ref().map_or(&[], |otherwise| &otherwise.is),
        }
    }

    /// The outcome where it is one value: tables with one output that name one row.
    #[must_use]
    pub fn value(&self) -> Option<&'t Value> {
        match self.outcome() {
            Outcome::One([value]) => Some(value),
            _ => None,
        }
    }

    /// The rows that decided, in their order of decision; those that hold for sure come first. Empty when no row matches.
    pub fn hits(&self) -> impl Iterator<Item = Hit<'t>> + use<'t> {
        let (table, sure) = (self.table, self.sure);
        let unsure = self.hits.iter().filter(move |row| !sure.contains(*row));
        let places = self.hits.and(&sure).iter().chain(unsure);
        places.map(move |place| {
            let row = &table.rows[table.index.order[place]];
            Hit {
                row: table.index.order[place] + 1,
                sure: sure.contains(place),
                is: &row.is,
                why: &row.why,
                source: &row.source,
            }
        })
    }

    /// The reason to tell and its source: that of the first row that decided, or of what holds otherwise.
    #[must_use]
    pub fn reason(&self) -> Option<(&'t Text, &'t str)> {
        let otherwise = || self.table.otherwise.as_ref().map(|otherwise| (&otherwise.why, otherwise.source.as_str()));
        self.hits().next().map(|hit| (hit.why, hit.source)).or_else(otherwise)
    }

    /// The table that decided.
    #[must_use]
    pub fn table(&self) -> &'t Table {
        self.table
    }
}

impl std::fmt::Debug for Decided<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rows: Vec<usize> = self.hits().map(|hit| hit.row).collect();
        f.debug_struct("Decided").field("outcome", &self.outcome()).field("rows", &rows).finish()
    }
}

fn wrong(input: InputId, kind: &Kind, given: Given<'_>, misfit: Misfit) -> WrongValue {
    match (misfit, given, kind) {
        (Misfit::Range(range), Given::Number(given), _) => WrongValue::Range { input, given, range },
        (Misfit::Option, Given::Choice(option), Kind::Choice(options)) => WrongValue::Option {
            input,
            given: option.to_owned(),
            options: options.iter().map(ToString::to_string).collect(),
        },
        _ => WrongValue::Kind { input, given: given.kind_name(), wanted: kind.to_string() },
    }
}
