//! How arrows run: out of a box to the right, along the gutter, through the channel above the row of the other box, and
//! along the gutter to its left into it. All arrows of one exit share their way as far as it is the same.

use std::collections::BTreeMap;

use crate::{
    Area, Arrow, Drawing, Point, Route, Size, Style,
    place::{Cell, Places},
};

/// Something that runs along a gutter or a channel, and needs a track there. Between the two ends, which are counted
/// coarsely: channel above row n is 2n, row n itself 2n + 1; of gutters and columns the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    from: usize,
    to: usize,
}

impl Run {
    const fn at(place: usize) -> Self {
        Self { from: place, to: place }
    }

    fn reach(&mut self, place: usize) {
        self.from = self.from.min(place);
        self.to = self.to.max(place);
    }
}

/// An exit of a box: from which box, and which of its exits.
type Exit = (usize, usize);

/// The runs of one gutter or channel by their owner, and afterwards the track of each.
#[derive(Default)]
struct Tracks<K> {
    runs: BTreeMap<K, Run>,
    tracks: BTreeMap<K, usize>,
    count: usize,
}

impl<K: Ord + Copy> Tracks<K> {
    fn reach(&mut self, owner: K, places: [usize; 2]) {
        let run = self.runs.entry(owner).or_insert_with(|| Run::at(places[0]));
        places.into_iter().for_each(|place| run.reach(place));
    }

    /// First fit, from the first to begin.
    fn settle(&mut self) {
        let mut order: Vec<(Run, K)> = self.runs.iter().map(|(owner, run)| (*run, *owner)).collect();
        order.sort_unstable();
        let mut ends: Vec<usize> = Vec::new();
        for (run, owner) in order {
            let free = ends.iter().position(|end| *end < run.from);
            let track = free.unwrap_or(ends.len());
            match ends.get_mut(track) {
                Some(end) => *end = run.to,
                None => ends.push(run.to),
            }
            self.tracks.insert(owner, track);
        }
        self.count = ends.len();
    }

    fn track(&self, owner: &K) -> i32 {
        whole(self.tracks.get(owner).copied().unwrap_or(0))
    }
}

/// Which way the arrows take.
struct Ways<'a> {
    cells: &'a [Cell],
    /// Per gutter, what leaves the boxes to its left.
    leaving: Vec<Tracks<Exit>>,
    /// Per gutter, what comes to the boxes to its right, by the row whose channel it comes from.
    arriving: Vec<Tracks<(Exit, usize)>>,
    /// Per row, what runs in the channel above it.
    across: Vec<Tracks<Exit>>,
}

impl<'a> Ways<'a> {
    fn new(arrows: &[Arrow], places: &'a Places, columns: usize) -> Self {
        let rows = places.bands.last().map_or(0, |(_, end)| *end);
        let mut ways = Self {
            cells: &places.cells,
            leaving: (0..=columns).map(|_| Tracks::default()).collect(),
            arriving: (0..=columns).map(|_| Tracks::default()).collect(),
            across: (0..rows).map(|_| Tracks::default()).collect(),
        };
        for arrow in arrows.iter().filter(|arrow| !is_straight(&places.cells, arrows, arrow)) {
            ways.enter(arrow);
        }
        ways.leaving.iter_mut().for_each(Tracks::settle);
        ways.arriving.iter_mut().for_each(Tracks::settle);
        ways.across.iter_mut().for_each(Tracks::settle);
        ways
    }

    fn enter(&mut self, arrow: &Arrow) {
        let (from, to, exit) = (self.cells[arrow.from], self.cells[arrow.to], (arrow.from, arrow.exit));
        let gutter = from.column + 1;
        let (leaves, enters) = (2 * from.row + 1, 2 * to.row + 1);
        if to.column == gutter {
            self.leaving[gutter].reach(exit, [leaves, enters]);
            return;
        }
        let channel = 2 * to.row;
        self.leaving[gutter].reach(exit, [leaves, channel]);
        self.across[to.row].reach(exit, [2 * gutter, 2 * to.column]);
        self.arriving[to.column].reach((exit, to.row), [channel, enters]);
    }
}

/// From the first exit to the box beside it and nowhere else.
fn is_straight(cells: &[Cell], arrows: &[Arrow], arrow: &Arrow) -> bool {
    let (from, to) = (cells[arrow.from], cells[arrow.to]);
    let beside = from.row == to.row && from.column + 1 == to.column;
    let alike = |other: &&Arrow| other.from == arrow.from && other.exit == arrow.exit;
    beside && arrow.exit == 0 && arrows.iter().filter(alike).count() == 1
}

/// The measures of the grid.
struct Grid {
    /// Per gutter, where it begins.
    gutters: Vec<i32>,
    /// Per column, its left edge.
    columns: Vec<i32>,
    /// Per row, where its channel begins.
    channels: Vec<i32>,
    /// Per row, its upper edge.
    rows: Vec<i32>,
    bands: Vec<Area>,
    width: i32,
    height: i32,
}

impl Grid {
    fn new(sizes: &[&Size], ways: &Ways<'_>, places: &Places, style: &Style) -> Self {
        let (mut gutters, mut columns, mut x) = (Vec::new(), Vec::new(), style.padding);
        for (leaving, arriving) in ways.leaving.iter().zip(&ways.arriving) {
            gutters.push(x);
            // The outermost gutters are needed only where something runs in them.
            let outermost = gutters.len() == 1 || gutters.len() == ways.leaving.len();
            let tracks = leaving.count + arriving.count;
            x += if outermost && tracks == 0 { 0 } else { 2 * style.room + whole(tracks.max(1) - 1) * style.track };
            columns.push(x);
            x += style.width;
        }
        // After the last gutter there is no column.
        let width = columns.pop().unwrap_or(x) + style.padding;

        let (mut channels, mut rows, mut bands, mut y) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for (at, (first, end)) in places.bands.iter().enumerate() {
            y += if at > 0 { style.gap } else { 0 };
            let top = y;
            y += style.heading;
            for row in *first..*end {
                channels.push(y);
                let tracks = ways.across[row].count;
                let least = if row == *first { 0 } else { style.padding };
                y += if tracks == 0 { least } else { style.padding + whole(tracks) * style.track };
                rows.push(y);
                let heights = places.cells.iter().zip(sizes).filter(|(cell, _)| cell.row == row);
                y += heights.map(|(_, size)| size.height).max().unwrap_or(0);
            }
            y += style.padding;
            bands.push(Area { x: 0, y: top, width, height: y - top });
        }
        Self { gutters, columns, channels, rows, bands, width, height: y }
    }
}

/// Draws boxes and arrows.
pub(crate) fn route(sizes: &[&Size], arrows: &[Arrow], places: &Places, style: &Style) -> Drawing {
    let ways = Ways::new(arrows, places, style.columns);
    let grid = Grid::new(sizes, &ways, places, style);
    let area = |(cell, size): (&Cell, &&Size)| Area {
        x: grid.columns[cell.column],
        y: grid.rows[cell.row],
        width: style.width,
        height: size.height,
    };
    let boxes: Vec<Area> = places.cells.iter().zip(sizes).map(area).collect();
    let pen = Pen { ways: &ways, grid: &grid, boxes: &boxes, sizes, style };
    let routes = arrows
        .iter()
        .map(|arrow| Route {
            arrow: *arrow,
            points: if is_straight(&places.cells, arrows, arrow) { pen.straight(arrow) } else { pen.around(arrow) },
        })
        .collect();
    Drawing { width: grid.width, height: grid.height, bands: grid.bands, boxes, routes }
}

struct Pen<'a> {
    ways: &'a Ways<'a>,
    grid: &'a Grid,
    boxes: &'a [Area],
    sizes: &'a [&'a Size],
    style: &'a Style,
}

impl Pen<'_> {
    fn entry(&self, at: usize) -> Point {
        Point { x: self.boxes[at].x, y: self.boxes[at].y + self.style.entry }
    }

    fn straight(&self, arrow: &Arrow) -> Vec<Point> {
        let entry = self.entry(arrow.to);
        vec![Point { x: self.boxes[arrow.from].right(), ..entry }, entry]
    }

    fn around(&self, arrow: &Arrow) -> Vec<Point> {
        let (from, to) = (self.ways.cells[arrow.from], self.ways.cells[arrow.to]);
        let (gutter, exit) = (from.column + 1, (arrow.from, arrow.exit));
        let area = self.boxes[arrow.from];
        let leaves = Point { x: area.right(), y: area.y + self.sizes[arrow.from].exits[arrow.exit] };
        let entry = self.entry(arrow.to);
        let leaving = &self.ways.leaving[gutter];
        let out = self.grid.gutters[gutter] + self.style.room + leaving.track(&exit) * self.style.track;
        if to.column == gutter {
            return vec![leaves, Point { x: out, ..leaves }, Point { x: out, ..entry }, entry];
        }
        let beside = whole(self.ways.leaving[to.column].count) + self.ways.arriving[to.column].track(&(exit, to.row));
        let into = self.grid.gutters[to.column] + self.style.room + beside * self.style.track;
        let half = self.style.padding / 2;
        let across = self.grid.channels[to.row] + half + self.ways.across[to.row].track(&exit) * self.style.track;
        vec![
            leaves,
            Point { x: out, ..leaves },
            Point { x: out, y: across },
            Point { x: into, y: across },
            Point { x: into, ..entry },
            entry,
        ]
    }
}

/// Exact: a drawing has far fewer than 2³¹ things.
fn whole(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
