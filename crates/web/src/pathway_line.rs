//! The pathway as one drawn line: a pure function from points in time to places in a drawing.
//!
//! Weeks of gestation run evenly up to the birth; the first two weeks after it are stretched, because most of the
//! postnatal moments lie there; then time runs evenly again. Marks that would touch are pushed apart, labels are
//! stacked in rows so that neither another label nor a leader crosses them, and windows that overlap get lanes.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::texts::{StepState, days_between};

/// A moment of the pathway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinePoint {
    /// The id of the element that tells more, without `#`.
    pub target: String,
    /// Short name, shown at the mark.
    pub label: String,
    /// Where it stands.
    pub state: StepState,
    /// The day of the mark: done, planned, or the best day of the window.
    pub at: Date,
    /// First and last day of its window.
    pub window: Option<(Date, Date)>,
    /// Name, state and dates in words: what a screen reader says and a pointer shows.
    pub title: String,
}

/// By what the line counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Weeks of gestation up to the due date; `born` once there is a birth.
    Gestation {
        /// À terme datum: 40 weeks.
        due: Date,
        /// Day of birth.
        born: Option<Date>,
    },
    /// Months, when no due date is known or the pregnancy ended early.
    Calendar,
}

/// What stands at a place of the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TickKind {
    /// So many weeks of gestation.
    Gestation(i64),
    /// The due date.
    Due,
    /// The birth.
    Birth,
    /// So many weeks after birth or due date.
    After(i64),
    /// The first day of a month.
    Month(Date),
}

/// A place on the axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tick {
    /// Where.
    pub x: f64,
    /// What.
    pub kind: TickKind,
}

/// A window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Where its step stands.
    pub state: StepState,
}

/// A mark with its label.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Middle of the mark.
    pub x: f64,
    /// Baseline of the label.
    pub label_y: f64,
    /// The label, cut where it is too long.
    pub label: String,
    /// The whole text.
    pub title: String,
    /// Where it leads.
    pub target: String,
    /// Where the step stands.
    pub state: StepState,
}

/// A moment in the list that a narrow screen shows instead of the drawing. Nothing is gathered here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListMark {
    /// Where it leads.
    pub target: String,
    /// Name, state and dates in words.
    pub title: String,
    /// Where the step stands.
    pub state: StepState,
    /// Whether this is the first one after today: today's line is drawn before it.
    pub first_after_today: bool,
}

/// The drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width in pixels at full size.
    pub width: f64,
    /// Height in pixels at full size.
    pub height: f64,
    /// Where the line begins.
    pub left: f64,
    /// Where the line ends.
    pub right: f64,
    /// Height of the line.
    pub line_y: f64,
    /// Lower end of today's line and of the ticks.
    pub floor: f64,
    /// Baseline of the words at the ticks.
    pub ticks_y: f64,
    /// Today, when it lies on the line.
    pub today: Option<f64>,
    /// How far the line is behind us.
    pub past: f64,
    /// Places on the axis, from left to right.
    pub ticks: Vec<Tick>,
    /// Windows.
    pub bands: Vec<Band>,
    /// Marks, from left to right.
    pub marks: Vec<Mark>,
    /// The same moments as a list.
    pub list: Vec<ListMark>,
}

const WIDTH: f64 = 1120.0;
const LEFT: f64 = 18.0;
/// Room for the last label.
const RIGHT_MARGIN: f64 = 214.0;
const TODAY_ROW: f64 = 22.0;
const LABEL_ROW: f64 = 19.0;
/// Two marks are at least this far apart: a finger hits one of them (WCAG 2.2, 2.5.8).
const MARK_GAP: f64 = 25.0;
/// Width of a letter at the size of the labels, on the wide side.
const LETTER: f64 = 6.7;
const LONGEST_LABEL: usize = 31;
const STRETCHED_DAYS: i64 = 14;
const STRETCH: f64 = 4.0;
const GESTATION_DAYS: i64 = 280;
const TICK_GAP: f64 = 56.0;
/// So many alike at one place become one mark.
const CROWD: usize = 5;

/// Draws the line. `points` may be in any order and may be empty.
#[must_use]
pub fn draw(axis: Axis, today: Date, points: &[LinePoint]) -> Drawing {
    let scale = Scale::new(axis, today, points);
    let mut sorted: Vec<LinePoint> = points.to_vec();
    // What is of one day stays in the order of the file: the screening before what it led to.
    sorted.sort_by_key(|point| point.at);
    let gathered = gather(&sorted, &scale);
    let order: Vec<&LinePoint> = gathered.iter().collect();

    let places = spread(&order.iter().map(|point| scale.x(point.at)).collect::<Vec<_>>(), MARK_GAP);
    let labels: Vec<String> = order.iter().map(|point| shorten(&point.label)).collect();
    let rows = stack(&places, &labels);
    let row_count = rows.iter().max().map_or(0, |row| row + 1);
    let line_y = TODAY_ROW + lane_height(row_count, LABEL_ROW) + 22.0;

    let (bands, lanes) = bands(&sorted, &scale, line_y);
    let floor = line_y + 20.0 + lane_height(lanes.saturating_sub(1), 9.0);
    let marks = order
        .iter()
        .zip(places)
        .zip(labels)
        .zip(rows)
        .map(|(((point, x), label), row)| Mark {
            x,
            label_y: line_y - 22.0 - lane_height(row, LABEL_ROW),
            label,
            title: point.title.clone(),
            target: point.target.clone(),
            state: point.state,
        })
        .collect();

    let on_line = scale.covers(today).then(|| scale.x(today));
    Drawing {
        width: WIDTH,
        height: floor + 28.0,
        left: LEFT,
        right: scale.right(),
        line_y,
        floor,
        ticks_y: floor + 18.0,
        today: on_line,
        past: scale.x(today.clamp(scale.start, scale.end)),
        ticks: ticks(axis, &scale),
        bands,
        marks,
        list: list(&sorted, today),
    }
}

fn list(sorted: &[LinePoint], today: Date) -> Vec<ListMark> {
    let turn = sorted.partition_point(|point| point.at <= today);
    let mark = |(place, point): (usize, &LinePoint)| ListMark {
        target: point.target.clone(),
        title: point.title.clone(),
        state: point.state,
        first_after_today: place == turn,
    };
    sorted.iter().enumerate().map(mark).collect()
}

/// Where a day lies on the line.
struct Scale {
    start: Date,
    end: Date,
    /// Birth or due date; days around it run at different speeds.
    turn: Option<Date>,
    per_day: f64,
}

impl Scale {
    fn new(axis: Axis, today: Date, points: &[LinePoint]) -> Self {
        let days = || points.iter().flat_map(|p| [Some(p.at), p.window.map(|w| w.0), p.window.map(|w| w.1)]).flatten();
        let turn = match axis {
            Axis::Gestation { due, born } => Some(born.unwrap_or(due)),
            Axis::Calendar => None,
        };
        let pivot = turn.unwrap_or(today);
        let first = days().min().unwrap_or(pivot).min(pivot.saturating_sub(70.days()));
        let last =
            days().max().unwrap_or(pivot).max(pivot.saturating_add(if turn.is_some() { 49.days() } else { 14.days() }));
        let mut scale =
            Self { start: first.saturating_sub(7.days()), end: last.saturating_add(5.days()), turn, per_day: 1.0 };
        scale.per_day = (WIDTH - LEFT - RIGHT_MARGIN) / scale.units(scale.end).max(1.0);
        scale
    }

    /// Evenly running units from the start to a day.
    fn units(&self, day: Date) -> f64 {
        let whole = days_between(self.start, day);
        let stretched = self.turn.map_or(0, |turn| days_between(turn, day).clamp(0, STRETCHED_DAYS));
        small(whole - stretched) + small(stretched) * STRETCH
    }

    fn x(&self, day: Date) -> f64 {
        round(LEFT + self.units(day.clamp(self.start, self.end)) * self.per_day)
    }

    fn right(&self) -> f64 {
        self.x(self.end)
    }

    fn covers(&self, day: Date) -> bool {
        self.start <= day && day <= self.end
    }
}

/// Makes one mark of many alike at one place, such as eight extra consults in a week: pushed apart, they would stand at
/// days that are not theirs. The mark has the name of the first and says how many more there are.
fn gather(sorted: &[LinePoint], scale: &Scale) -> Vec<LinePoint> {
    let mut gathered: Vec<LinePoint> = Vec::with_capacity(sorted.len());
    let mut rest = sorted;
    while let Some(first) = rest.first() {
        let near = |point: &&LinePoint| point.state == first.state && scale.x(point.at) - scale.x(first.at) < MARK_GAP;
        let alike = rest.iter().take_while(near).count();
        let (group, others) = rest.split_at(alike);
        rest = others;
        if alike < CROWD {
            gathered.extend_from_slice(group);
            continue;
        }
        let titles: Vec<&str> = group.iter().map(|point| point.title.as_str()).collect();
        gathered.push(LinePoint {
            label: format!("{} +{}", first.label, alike - 1),
            title: titles.join("; "),
            ..first.clone()
        });
    }
    gathered
}

/// Pushes places apart to at least `gap`, moving each as little as can be (pool adjacent violators).
fn spread(places: &[f64], gap: f64) -> Vec<f64> {
    // With the gap taken out, the places only have to be in order.
    let mut pools: Vec<(f64, usize)> = Vec::with_capacity(places.len());
    for (index, place) in places.iter().enumerate() {
        let mut pool = (place - count(index) * gap, 1_usize);
        while let Some(&(mean, size)) = pools.last() {
            if mean <= pool.0 {
                break;
            }
            let total = size + pool.1;
            pool = ((mean * count(size) + pool.0 * count(pool.1)) / count(total), total);
            pools.pop();
        }
        pools.push(pool);
    }
    let ordered = pools.into_iter().flat_map(|(mean, size)| std::iter::repeat_n(mean, size));
    ordered.enumerate().map(|(index, mean)| round((mean + count(index) * gap).max(LEFT + count(index) * gap))).collect()
}

/// Gives each label a row, counted upwards from the line, so that it crosses no label and no leader.
///
/// From right to left: a label that reaches over marks further right goes above the highest of their labels.
fn stack(places: &[f64], labels: &[String]) -> Vec<usize> {
    let mut rows = vec![0; places.len()];
    for index in (0..places.len()).rev() {
        let reach = places[index] + count(labels[index].chars().count()) * LETTER + 9.0;
        rows[index] = (index + 1..places.len())
            .take_while(|&other| places[other] < reach)
            .map(|other| rows[other] + 1)
            .max()
            .unwrap_or(0);
    }
    rows
}

/// The windows: on the line itself, and in thin lanes under it where they overlap. Also the number of lanes.
fn bands(order: &[LinePoint], scale: &Scale, line_y: f64) -> (Vec<Band>, usize) {
    let mut windows: Vec<(f64, f64, StepState)> = order
        .iter()
        .filter_map(|point| point.window.map(|(from, until)| (scale.x(from), scale.x(until), point.state)))
        .map(|(from, until, state)| (from, until.max(from + 6.0), state))
        .collect();
    windows.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    windows.dedup();
    let mut lanes: Vec<f64> = Vec::new();
    let mut bands = Vec::with_capacity(windows.len());
    for (from, until, state) in windows {
        let free = lanes.iter().position(|end| *end + 2.0 <= from);
        let lane = free.unwrap_or(lanes.len());
        match lanes.get_mut(lane) {
            Some(end) => *end = until,
            None => lanes.push(until),
        }
        let (y, height) = match lane {
            0 => (line_y - 11.0, 22.0),
            under => (line_y + 15.0 + lane_height(under - 1, 9.0), 6.0),
        };
        bands.push(Band { x: from, y, width: round(until - from), height, state });
    }
    (bands, lanes.len())
}

fn ticks(axis: Axis, scale: &Scale) -> Vec<Tick> {
    let wanted: Vec<(Date, TickKind)> = match axis {
        Axis::Gestation { due, born } => {
            let turn = born.unwrap_or(due);
            let conceived = due.saturating_sub(GESTATION_DAYS.days());
            let before = (1..=11)
                .map(|step| step * 4)
                .map(|week| (conceived.saturating_add((week * 7).days()), TickKind::Gestation(week)));
            let after =
                [1, 2, 4, 6, 8, 10, 12].map(|week| (turn.saturating_add((week * 7).days()), TickKind::After(week)));
            let turned = (turn, if born.is_some() { TickKind::Birth } else { TickKind::Due });
            // The turn comes first: where room is short, it stays.
            std::iter::once(turned).chain(before.filter(|(day, _)| *day < turn)).chain(after).collect()
        }
        Axis::Calendar => {
            let first = scale.start.first_of_month();
            (1..=24).map(|month| first.saturating_add(month.months())).map(|day| (day, TickKind::Month(day))).collect()
        }
    };
    let mut ticks: Vec<Tick> = Vec::new();
    for (day, kind) in wanted.into_iter().filter(|(day, _)| scale.covers(*day)) {
        let x = scale.x(day);
        if ticks.iter().all(|tick| (tick.x - x).abs() >= TICK_GAP) {
            ticks.push(Tick { x, kind });
        }
    }
    ticks.sort_by(|one, other| one.x.total_cmp(&other.x));
    ticks
}

fn shorten(label: &str) -> String {
    if label.chars().count() <= LONGEST_LABEL {
        return label.to_owned();
    }
    let mut short: String = label.chars().take(LONGEST_LABEL - 1).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

fn lane_height(lanes: usize, height: f64) -> f64 {
    count(lanes) * height
}

/// One decimal is finer than any screen.
fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Exact: days and weeks of one course are far below 2³¹.
fn small(value: i64) -> f64 {
    i32::try_from(value).map_or(f64::from(i32::MAX), f64::from)
}

/// Exact: a drawing has far fewer than 2³² things.
fn count(value: usize) -> f64 {
    u32::try_from(value).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests;
