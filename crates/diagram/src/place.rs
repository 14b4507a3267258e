//! In which row and column each box stands.

use crate::{Arrow, Chart, order::Flow};

/// So many boxes of one kind of place stand under each other before a further column is begun.
const DEEP: usize = 4;

/// A row and a column of the grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) row: usize,
    pub(crate) column: usize,
}

/// Where everything stands.
pub(crate) struct Places {
    /// Per box.
    pub(crate) cells: Vec<Cell>,
    /// Per band, its first row and the one after its last.
    pub(crate) bands: Vec<(usize, usize)>,
}

/// Gives each box a cell of its own.
pub(crate) fn place(chart: &Chart, arrows: &[Arrow], columns: usize) -> Places {
    let mut places = Places { cells: Vec::new(), bands: Vec::new() };
    let (mut first, mut row) = (0, 0);
    for band in &chart.bands {
        let count = band.boxes.len();
        let own = |at: usize| at.checked_sub(first).filter(|at| *at < count);
        let within: Vec<(usize, usize)> =
            arrows.iter().filter_map(|arrow| Some((own(arrow.from)?, own(arrow.to)?))).collect();
        let mut page = Page { columns, row, column: 0, height: 0, cells: vec![Cell::default(); count] };
        page.fill(&Flow::new(count, &within));
        let end = page.row + page.height;
        places.bands.push((row, end));
        places.cells.append(&mut page.cells);
        (first, row) = (first + count, end);
    }
    places
}

/// A band being filled, block by block: a block is as high as the longest of its columns.
struct Page {
    columns: usize,
    /// The first row of the block.
    row: usize,
    /// The next column of the block.
    column: usize,
    /// The rows of the block.
    height: usize,
    cells: Vec<Cell>,
}

impl Page {
    fn fill(&mut self, flow: &Flow) {
        let layers = flow.layers();
        let mut alone: Vec<usize> = Vec::new();
        for group in flow.groups() {
            if let [one] = group.as_slice() {
                alone.push(*one);
                continue;
            }
            self.run(&std::mem::take(&mut alone));
            self.group(flow, &layers, &group);
        }
        self.run(&alone);
    }

    /// Begins a new block under this one.
    fn turn(&mut self) {
        self.row += self.height;
        (self.column, self.height) = (0, 0);
    }

    /// Boxes without arrows between them: as words in a text.
    fn run(&mut self, boxes: &[usize]) {
        if boxes.is_empty() {
            return;
        }
        let free = self.columns - self.column;
        if self.column > 0 && boxes.len() > free * self.height {
            self.turn();
        }
        let (first, width) = (self.column, self.columns - self.column);
        for (nth, at) in boxes.iter().enumerate() {
            self.cells[*at] = Cell { row: self.row + nth / width, column: first + nth % width };
        }
        self.height = self.height.max(boxes.len().div_ceil(width));
        self.column = self.columns.min(first + boxes.len().min(width));
    }

    /// Boxes with arrows between them: what comes at the same time stands in one column.
    fn group(&mut self, flow: &Flow, layers: &[usize], group: &[usize]) {
        let last = group.iter().map(|at| layers[*at]).max().unwrap_or(0);
        let mut columns: Vec<Vec<usize>> = Vec::new();
        let mut ranks: Vec<(usize, usize)> = Vec::new();
        for layer in 0..=last {
            let mut boxes: Vec<usize> = group.iter().copied().filter(|at| layers[*at] == layer).collect();
            // Under what leads to it: the mean of their ranks, in thousandths.
            boxes.sort_by_key(|at| {
                let before: Vec<usize> = flow
                    .before(*at)
                    .filter_map(|from| ranks.iter().find(|(of, _)| *of == from))
                    .map(|(_, r)| *r)
                    .collect();
                (before.iter().sum::<usize>() * 1000 / before.len().max(1), *at)
            });
            ranks.extend(boxes.iter().enumerate().map(|(rank, at)| (*at, rank)));
            let deep = boxes.len().div_ceil(boxes.len().div_ceil(DEEP).max(1)).max(1);
            columns.extend(boxes.chunks(deep).map(<[usize]>::to_vec));
        }
        if self.column > 0 && columns.len() > self.columns - self.column {
            self.turn();
        }
        for boxes in columns {
            if self.column == self.columns {
                self.turn();
            }
            for (nth, at) in boxes.iter().enumerate() {
                self.cells[*at] = Cell { row: self.row + nth, column: self.column };
            }
            self.height = self.height.max(boxes.len());
            self.column += 1;
        }
    }
}
