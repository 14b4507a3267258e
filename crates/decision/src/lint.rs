//! What is doubtful in a table that can decide: overlaps, gaps, rows that never decide, outcomes that no row gives.

use std::fmt;

use crate::{
    Cell, HitPolicy, InputId, Kind, OutputId, Table, Value,
    column::Column,
    gaps::{self, Boxed},
    shadow,
};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// There are cases for which the table has no answer, or two.
    Error,
    /// The table answers, but probably not as meant.
    Warning,
}

/// Values that show a finding. Inputs that do not matter to it are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Example(pub Vec<(InputId, Value)>);

/// Something doubtful. Rows are numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Two rows match together, which the hit policy does not allow.
    Overlap {
        /// The rows.
        rows: (usize, usize),
        /// Values for which both match.
        example: Example,
    },
    /// No row matches.
    Gap {
        /// A row's cells that would fill the gap, one per input.
        cells: Vec<Cell>,
        /// Values for which no row matches.
        example: Example,
    },
    /// A row never decides.
    Unreachable {
        /// The row.
        row: usize,
        /// The rows that together take everything from it; none when its own cells let nothing through.
        by: Vec<usize>,
        /// Values for which it matches and another row decides.
        example: Example,
    },
    /// An option is declared that the table never gives.
    UnusedOutcome {
        /// The output.
        output: OutputId,
        /// The option.
        option: Value,
    },
}

/// What [`lint`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The findings, errors first.
    pub findings: Vec<Finding>,
    /// So many more were found than were wanted.
    pub left_out: usize,
    /// Was everything searched? Not where a table is too large, or made to be hard: then it may have more findings.
    pub complete: bool,
}

/// Looks for what is doubtful; names at most `most` findings of each sort.
#[must_use]
pub fn lint(table: &Table, most: usize) -> Report {
    let mut report = Report { findings: Vec::new(), left_out: 0, complete: true };
    report.take(overlaps(table), most);
    if !table.hit.may_be_empty() && table.otherwise.is_none() {
        let (gaps, whole) = gaps::find(table);
        report.complete &= whole;
        report.take(gaps.iter().map(|gap| gap_finding(table, gap)), most);
    }
    let (shadowed, whole) = shadow::find(table);
    report.complete &= whole;
    report.take(shadowed, most);
    report.take(unused(table), most);
    report.findings.sort_by_key(Finding::severity);
    report
}

impl Report {
    fn take(&mut self, found: impl IntoIterator<Item = Finding>, most: usize) {
        let mut found = found.into_iter();
        self.findings.extend(found.by_ref().take(most));
        self.left_out += found.count();
    }
}

impl Finding {
    /// A stable name, for example `gap`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Overlap { .. } => "overlap",
            Self::Gap { .. } => "gap",
            Self::Unreachable { .. } => "unreachable-row",
            Self::UnusedOutcome { .. } => "unused-outcome",
        }
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Overlap { .. } | Self::Gap { .. } => Severity::Error,
            Self::Unreachable { .. } | Self::UnusedOutcome { .. } => Severity::Warning,
        }
    }

    /// The row to look at, from 1.
    #[must_use]
    pub fn row(&self) -> Option<usize> {
        match self {
            Self::Overlap { rows: (_, row), .. } | Self::Unreachable { row, .. } => Some(*row),
            Self::Gap { .. } | Self::UnusedOutcome { .. } => None,
        }
    }

    /// How to mend it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Overlap { rows: (one, other), .. } => {
                format!("Narrow a cell of row {one} or {other}, or choose a hit policy that says which one decides")
            }
            Self::Gap { cells, .. } => {
                let cells: Vec<String> = cells.iter().map(Cell::to_string).collect();
                format!("Add a row for: {}", cells.join(" | "))
            }
            Self::Unreachable { by, .. } if by.is_empty() => "Mend the cell that lets no value through".to_owned(),
            Self::Unreachable { row, .. } => format!("Take row {row} out, or put it where it can decide"),
            Self::UnusedOutcome { .. } => "Take the option out, or write the row that gives it".to_owned(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overlap { rows: (one, other), example } => {
                write!(f, "rows {one} and {other} both match, for example {example}")
            }
            Self::Gap { example, .. } => write!(f, "no row matches, for example {example}"),
            Self::Unreachable { row, by, .. } if by.is_empty() => write!(f, "row {row} can never match"),
            Self::Unreachable { row, by, example } => {
                let by: Vec<String> = by.iter().map(ToString::to_string).collect();
                let (word, verb) = if by.len() == 1 { ("row", "takes") } else { ("rows", "take") };
                let by = by.join(", ");
                write!(f, "row {row} never decides: {word} {by} {verb} all of it, for example {example}")
            }
            Self::UnusedOutcome { output, option } => write!(f, "nothing makes `{output}` {option}"),
        }
    }
}

impl fmt::Display for Example {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("always");
        }
        for (place, (input, value)) in self.0.iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            write!(f, "{comma}{input} = {value}")?;
        }
        Ok(())
    }
}

/// A sample of each column whose regions are not all of it.
pub(crate) fn example(table: &Table, regions: &[Option<Vec<usize>>]) -> Example {
    let columns = table.index.columns.iter().zip(&table.inputs).zip(regions);
    let told = columns.filter_map(|((column, input), regions)| {
        let value = column.sample(regions.as_deref()?)?;
        Some((input.id.clone(), value.clone()))
    });
    Example(told.collect())
}

/// The regions of a column that a row lets through; `None` when it lets all through.
pub(crate) fn regions_of(column: &Column, row: usize) -> Option<Vec<usize>> {
    let all = column.inhabited().all(|(_, region)| region.rows.contains(row));
    (!all).then(|| column.inhabited().filter(|(_, region)| region.rows.contains(row)).map(|(place, _)| place).collect())
}

fn gap_finding(table: &Table, gap: &Boxed) -> Finding {
    let columns = table.index.columns.iter().zip(gap);
    let cells = columns.map(|(column, regions)| regions.as_ref().map_or(Cell::Any, |regions| column.cell_of(regions)));
    Finding::Gap { cells: cells.collect(), example: example(table, gap) }
}

/// Pairs of rows that match together and may not. Two rows meet when they meet in every column, so pairs are enough.
fn overlaps(table: &Table) -> impl Iterator<Item = Finding> + '_ {
    let index = &table.index;
    let differ = |one: usize, other: usize| index.outcomes[one] != index.outcomes[other];
    let rows = match table.hit {
        HitPolicy::Unique | HitPolicy::Any => table.rows.len(),
        _ => 0,
    };
    let pairs = (0..rows).flat_map(move |other| (0..other).map(move |one| (one, other)));
    pairs.filter(move |(one, other)| table.hit == HitPolicy::Unique || differ(*one, *other)).filter_map(
        |(one, other)| {
            let shared: Option<Vec<Option<Vec<usize>>>> =
                table.index.columns.iter().map(|column| shared_regions(column, one, other)).collect();
            // Neither policy reorders the rows, so a place is a row.
            Some(Finding::Overlap { rows: (one + 1, other + 1), example: example(table, &shared?) })
        },
    )
}

/// The regions that both rows let through, `Some(None)` for all; `None` when there are none.
fn shared_regions(column: &Column, one: usize, other: usize) -> Option<Option<Vec<usize>>> {
    if column.always.contains(one) && column.always.contains(other) {
        return Some(None);
    }
    let shared: Vec<usize> = column
        .inhabited()
        .filter(|(_, region)| region.rows.contains(one) && region.rows.contains(other))
        .map(|(place, _)| place)
        .collect();
    (!shared.is_empty()).then_some(Some(shared))
}

fn unused(table: &Table) -> Vec<Finding> {
    let mut found = Vec::new();
    for (column, output) in table.outputs.iter().enumerate() {
        let Kind::Choice(options) = &output.kind else { continue };
        for option in options {
            let option = Value::Choice(option.clone());
            let otherwise = table.otherwise.iter().map(|otherwise| &otherwise.is);
            let given = table.rows.iter().map(|row| &row.is).chain(otherwise).any(|is| is.get(column) == Some(&option));
            if !given {
                found.push(Finding::UnusedOutcome { output: output.id.clone(), option });
            }
        }
    }
    found
}
