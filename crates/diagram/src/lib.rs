//! Lays out a flow chart: boxes in bands, and arrows between them.
//!
//! Boxes stand in a grid that is read as text is: from left to right, and on at the next line. Arrows run in the gutters
//! between the columns and in the channels between the rows, each on a track of its own, so that they cross no box by
//! construction. Everything is counted in whole units: the same chart is always drawn alike.

mod order;
mod place;
mod route;

/// What is to be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// From top to bottom.
    pub bands: Vec<Band>,
    /// Between boxes, which are counted through all bands.
    pub arrows: Vec<Arrow>,
}

/// Boxes that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// The boxes, in the order in which they are read where no arrow says otherwise.
    pub boxes: Vec<Size>,
}

/// How large a box is, and where arrows leave it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Its height.
    pub height: i32,
    /// How far below its top each exit lies, at its right edge. The first one moves to the height of the entry where a
    /// straight line leads to the neighbour.
    pub exits: Vec<i32>,
}

/// From one box to another. An arrow to the box itself, or from or to what is not there, is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    /// Where it leaves.
    pub from: usize,
    /// By which exit.
    pub exit: usize,
    /// Where it leads.
    pub to: usize,
}

/// The measures of a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// How many boxes stand beside each other at most; at least one.
    pub columns: usize,
    /// The width of a box.
    pub width: i32,
    /// How far below its top arrows enter a box.
    pub entry: i32,
    /// The room for the heading of a band.
    pub heading: i32,
    /// Between the edge of a band and what stands in it.
    pub padding: i32,
    /// Between two bands.
    pub gap: i32,
    /// Between two arrows side by side.
    pub track: i32,
    /// The least room between an arrow and a box; an arrowhead fits in it.
    pub room: i32,
}

/// A place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
}

/// Where a box or a band stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

impl Area {
    /// Its right edge.
    #[must_use]
    pub const fn right(&self) -> i32 {
        self.x + self.width
    }

    /// Its lower edge.
    #[must_use]
    pub const fn bottom(&self) -> i32 {
        self.y + self.height
    }
}

/// An arrow as it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Which one.
    pub arrow: Arrow,
    /// Its corners, from exit to entry; each line between two of them is level or upright.
    pub points: Vec<Point>,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// The bands, in their order. One without boxes has its heading only.
    pub bands: Vec<Area>,
    /// The boxes, counted through all bands.
    pub boxes: Vec<Area>,
    /// The arrows that could be drawn, ordered by where they leave.
    pub routes: Vec<Route>,
}

/// Lays out a chart.
#[must_use]
pub fn draw(chart: &Chart, style: &Style) -> Drawing {
    let style = Style { columns: style.columns.max(1), ..*style };
    let sizes: Vec<&Size> = chart.bands.iter().flat_map(|band| &band.boxes).collect();
    let drawn = |arrow: &&Arrow| {
        let leaves = sizes.get(arrow.from).is_some_and(|size| arrow.exit < size.exits.len());
        leaves && arrow.to < sizes.len() && arrow.from != arrow.to
    };
    let mut arrows: Vec<Arrow> = chart.arrows.iter().filter(drawn).copied().collect();
    arrows.sort_unstable();
    arrows.dedup();
    let places = place::place(chart, &arrows, style.columns);
    route::route(&sizes, &arrows, &places, &style)
}
