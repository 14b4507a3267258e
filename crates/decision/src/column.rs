//! One input of a table, cut into the regions on which all its cells agree with themselves.
//!
//! Every bound in a cell is a point; between two points lies a region. On a region no cell changes its mind, so one sample
//! stands for all its values, and the rows that let the sample through are the rows that let the region through.

use std::sync::Arc;

use jiff::{ToSpan, civil::Date};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::{Cell, Edge, Given, Kind, NumberRange, Test, Value, row_set::RowSet};

/// The regions of one input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    points: Points,
    pub regions: Vec<Region>,
    /// The rows that let every value through.
    pub always: RowSet,
    /// The different sets of rows of the regions that values can lie in.
    pub patterns: Vec<RowSet>,
}

/// A region, and the rows that let it through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub rows: RowSet,
    /// A value that lies in it; none when no value can.
    pub sample: Option<Value>,
}

/// What cuts the column: which region a value lies in.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Points {
    /// Region 0 is no, region 1 is yes.
    YesNo,
    /// One region per option.
    Choice(Vec<Arc<str>>),
    /// Below the first point, the first point, between the first and the second, …
    Number(Vec<Decimal>, NumberRange),
    /// The same with days.
    Date(Vec<Date>),
    /// One region per text that a cell names, and one for all other texts.
    Text(Vec<Arc<str>>),
}

/// Why a value fits in no region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    Kind,
    Option,
    Range(NumberRange),
}

impl Column {
    /// The column of an input with these cells, in the order of decision.
    pub(crate) fn new(kind: &Kind, cells: &[&Cell]) -> Self {
        let (points, samples) = cut(kind, cells);
        let regions: Vec<Region> = samples.into_iter().map(|sample| Region::new(sample, cells)).collect();
        let mut always = RowSet::first_rows(cells.len());
        let mut patterns: Vec<RowSet> = Vec::new();
        for region in regions.iter().filter(|region| region.sample.is_some()) {
            always = always.and(&region.rows);
            if !patterns.contains(&region.rows) {
                patterns.push(region.rows);
            }
        }
        Self { points, regions, always, patterns }
    }

    /// The rows that let the value through; `None` when it is unknown.
    pub(crate) fn rows(&self, given: Given<'_>) -> Result<Option<&RowSet>, Misfit> {
        let place = match (&self.points, given) {
            (_, Given::Unknown) => return Ok(None),
            (Points::YesNo, Given::YesNo(yes)) => usize::from(yes),
            (Points::Choice(options), Given::Choice(option)) => {
                options.iter().position(|known| &**known == option).ok_or(Misfit::Option)?
            }
            (Points::Number(points, range), Given::Number(number)) => {
                if !range.holds(number) {
                    return Err(Misfit::Range(*range));
                }
                place_among(points, &number)
            }
            (Points::Date(points), Given::Date(date)) => place_among(points, &date),
            (Points::Text(texts), Given::Text(text)) => {
                texts.iter().position(|known| &**known == text).unwrap_or(texts.len())
            }
            _ => return Err(Misfit::Kind),
        };
        Ok(self.regions.get(place).map(|region| &region.rows))
    }

    /// The regions that values can lie in.
    pub(crate) fn inhabited(&self) -> impl Iterator<Item = (usize, &Region)> {
        self.regions.iter().enumerate().filter(|(_, region)| region.sample.is_some())
    }

    /// The first value, in the order of the regions, that lies in one of them.
    pub(crate) fn sample(&self, regions: &[usize]) -> Option<&Value> {
        regions.iter().find_map(|place| self.regions[*place].sample.as_ref())
    }

    /// The cell that lets exactly these regions through.
    pub(crate) fn cell_of(&self, chosen: &[usize]) -> Cell {
        if self.inhabited().all(|(place, _)| chosen.contains(&place)) {
            return Cell::Any;
        }
        let samples = |places: &[usize]| {
            let values = places.iter().filter_map(|place| self.regions[*place].sample.clone());
            values.map(Test::Is).collect::<Vec<_>>()
        };
        match &self.points {
            Points::YesNo | Points::Choice(_) => Cell::OneOf(samples(chosen)),
            Points::Text(texts) if chosen.contains(&texts.len()) => {
                let others: Vec<usize> = (0..texts.len()).filter(|place| !chosen.contains(place)).collect();
                Cell::NoneOf(samples(&others))
            }
            Points::Text(_) => Cell::OneOf(samples(chosen)),
            Points::Number(points, _) => {
                let points: Vec<Value> = points.iter().map(|point| Value::Number(*point)).collect();
                Cell::OneOf(self.runs(chosen).into_iter().map(|run| self.span(run, &points)).collect())
            }
            Points::Date(points) => {
                let points: Vec<Value> = points.iter().map(|point| Value::Date(*point)).collect();
                Cell::OneOf(self.runs(chosen).into_iter().map(|run| self.span(run, &points)).collect())
            }
        }
    }

    /// The chosen regions as runs without a hole; regions without values are no hole.
    fn runs(&self, chosen: &[usize]) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut open = false;
        for (place, _) in self.inhabited() {
            let inside = chosen.contains(&place);
            match runs.last_mut() {
                Some(run) if inside && open => run.1 = place,
                _ if inside => runs.push((place, place)),
                _ => {}
            }
            open = inside;
        }
        runs
    }

    /// The test that lets the regions of a run through. Odd regions are points, even ones lie between points.
    fn span(&self, (start, end): (usize, usize), points: &[Value]) -> Test {
        let first = self.inhabited().next().is_some_and(|(place, _)| place == start);
        let last = self.inhabited().last().is_some_and(|(place, _)| place == end);
        let point = |place: usize| points[place / 2].clone();
        let low = (!first).then(|| match start % 2 {
            1 => (point(start), Edge::Included),
            _ => (point(start - 1), Edge::Excluded),
        });
        let high = (!last).then(|| match end % 2 {
            1 => (point(end), Edge::Included),
            _ => (point(end + 1), Edge::Excluded),
        });
        match (low, high) {
            (Some((low, from)), Some((high, to))) if low == high && from == to => Test::Is(low),
            (Some((low, from)), Some((high, to))) => Test::Between { low, from, high, to },
            (Some((low, Edge::Included)), None) => Test::AtLeast(low),
            (Some((low, Edge::Excluded)), None) => Test::More(low),
            (None, Some((high, Edge::Included))) => Test::AtMost(high),
            (None, Some((high, Edge::Excluded))) => Test::Less(high),
            // All of it, which `cell_of` has already called Any.
            (None, None) => Test::Is(points[0].clone()),
        }
    }
}

impl Region {
    fn new(sample: Option<Value>, cells: &[&Cell]) -> Self {
        let mut rows = RowSet::EMPTY;
        if let Some(sample) = &sample {
            cells.iter().enumerate().filter(|(_, cell)| cell.accepts(sample)).for_each(|(row, _)| rows.insert(row));
        }
        Self { rows, sample }
    }
}

/// The region of a value among sorted points: odd when it is a point.
fn place_among<T: Ord>(points: &[T], value: &T) -> usize {
    match points.binary_search(value) {
        Ok(point) => 2 * point + 1,
        Err(before) => 2 * before,
    }
}

/// The points of a column and a sample of each of its regions.
fn cut(kind: &Kind, cells: &[&Cell]) -> (Points, Vec<Option<Value>>) {
    let bounds = || cells.iter().flat_map(|cell| cell.boundaries());
    match kind {
        Kind::YesNo => (Points::YesNo, vec![Some(Value::YesNo(false)), Some(Value::YesNo(true))]),
        Kind::Choice(options) => {
            let samples = options.iter().map(|option| Some(Value::Choice(Arc::clone(option)))).collect();
            (Points::Choice(options.clone()), samples)
        }
        Kind::Number(range) => {
            let numbers = bounds().filter_map(|value| match value {
                Value::Number(number) => Some(*number),
                _ => None,
            });
            let points = sorted(numbers.chain(range.least).chain(range.most));
            let samples = samples(&points, |low, high| number_between(low, high, *range));
            let holds = |sample: Option<Decimal>| sample.filter(|sample| range.holds(*sample)).map(Value::Number);
            (Points::Number(points, *range), samples.into_iter().map(holds).collect())
        }
        Kind::Date => {
            let dates = bounds().filter_map(|value| match value {
                Value::Date(date) => Some(*date),
                _ => None,
            });
            let points = sorted(dates);
            let samples = samples(&points, date_between);
            (Points::Date(points), samples.into_iter().map(|sample| sample.map(Value::Date)).collect())
        }
        Kind::Text => {
            let texts = sorted(bounds().filter_map(|value| match value {
                Value::Text(text) => Some(Arc::clone(text)),
                _ => None,
            }));
            let mut other = "…".to_owned();
            while texts.iter().any(|text| **text == *other) {
                other.push('…');
            }
            let samples =
                texts.iter().map(|text| Some(Value::Text(Arc::clone(text)))).chain([Some(Value::text(&other))]);
            (Points::Text(texts.clone()), samples.collect())
        }
    }
}

fn sorted<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort();
    values.dedup();
    values
}

/// A sample below the first point, each point, one between it and the next, and one above the last.
fn samples<T: Copy>(points: &[T], between: impl Fn(Option<T>, Option<T>) -> Option<T>) -> Vec<Option<T>> {
    let mut samples = vec![between(None, points.first().copied())];
    for (place, point) in points.iter().enumerate() {
        samples.push(Some(*point));
        samples.push(between(Some(*point), points.get(place + 1).copied()));
    }
    samples
}

/// The plainest number strictly between the two: as few decimals as can be.
fn number_between(low: Option<Decimal>, high: Option<Decimal>, range: NumberRange) -> Option<Decimal> {
    let inside = |number: &Decimal| low.is_none_or(|low| low < *number) && high.is_none_or(|high| *number < high);
    let Some(low) = low else {
        let Some(high) = high else { return Some(Decimal::ZERO) };
        let below = high.round_dp_with_strategy(0, RoundingStrategy::ToPositiveInfinity).checked_sub(Decimal::ONE);
        return below.filter(inside);
    };
    let most_decimals = if range.whole { 0 } else { 28 };
    (0..=most_decimals).find_map(|decimals| {
        let step = Decimal::try_new(1, decimals).ok()?;
        let floor = low.round_dp_with_strategy(decimals, RoundingStrategy::ToNegativeInfinity);
        floor.checked_add(step).map(|number| number.normalize()).filter(inside)
    })
}

/// A day strictly between the two.
fn date_between(low: Option<Date>, high: Option<Date>) -> Option<Date> {
    match (low, high) {
        (None, None) => Some(jiff::civil::date(2000, 1, 1)),
        (None, Some(high)) => high.checked_sub(1.day()).ok(),
        (Some(low), high) => low.checked_add(1.day()).ok().filter(|day| high.is_none_or(|high| *day < high)),
    }
}
