//! What holds of every drawing.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use proptest::prelude::*;
use regie_diagram::{Area, Arrow, Band, Chart, Drawing, Point, Size, Style, draw};

const STYLE: Style = Style { columns: 4, width: 200, entry: 16, heading: 30, padding: 14, gap: 12, track: 6, room: 14 };

fn size() -> impl Strategy<Value = Size> {
    (0_i32..4).prop_map(|outcomes| Size {
        height: 60 + 20 * outcomes,
        exits: std::iter::once(28).chain((0..outcomes).map(|nth| 50 + 20 * nth)).collect(),
    })
}

fn chart() -> impl Strategy<Value = Chart> {
    let bands = prop::collection::vec(prop::collection::vec(size(), 0..9), 1..5);
    let arrows = prop::collection::vec((0_usize..36, 0_usize..5, 0_usize..36), 0..60);
    (bands, arrows).prop_map(|(bands, arrows)| Chart {
        bands: bands.into_iter().map(|boxes| Band { boxes }).collect(),
        arrows: arrows.into_iter().map(|(from, exit, to)| Arrow { from, exit, to }).collect(),
    })
}

fn lines(points: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    points.windows(2).map(|pair| (pair[0].min(pair[1]), pair[0].max(pair[1])))
}

/// They share more than an edge.
fn overlap(one: &Area, other: &Area) -> bool {
    one.x < other.right() && other.x < one.right() && one.y < other.bottom() && other.y < one.bottom()
}

/// The line goes through the inside of the box, or along its edge.
fn touches(line: (Point, Point), area: &Area) -> bool {
    line.0.x <= area.right() && area.x <= line.1.x && line.0.y <= area.bottom() && area.y <= line.1.y
}

fn is_whole(chart: &Chart, drawing: &Drawing) {
    let count = chart.bands.iter().map(|band| band.boxes.len()).sum::<usize>();
    assert_eq!(drawing.boxes.len(), count, "each box stands once");
    for (at, one) in drawing.boxes.iter().enumerate() {
        assert!(one.x >= 0 && one.right() <= drawing.width && one.y >= 0 && one.bottom() <= drawing.height);
        for other in &drawing.boxes[at + 1..] {
            assert!(!overlap(one, other), "{one:?} and {other:?}");
        }
    }
    let mut first = 0;
    for (band, area) in chart.bands.iter().zip(&drawing.bands) {
        for one in &drawing.boxes[first..first + band.boxes.len()] {
            assert!(area.y + STYLE.heading <= one.y && one.bottom() <= area.bottom(), "{one:?} in {area:?}");
        }
        first += band.boxes.len();
    }
}

fn arrows_run_free(drawing: &Drawing) {
    for route in &drawing.routes {
        let (first, last) = (route.points[0], *route.points.last().unwrap());
        let (from, to) = (drawing.boxes[route.arrow.from], drawing.boxes[route.arrow.to]);
        assert!(first.x == from.right() && from.y <= first.y && first.y <= from.bottom(), "leaves its box: {route:?}");
        assert!(last.x == to.x && to.y <= last.y && last.y <= to.bottom(), "enters its box: {route:?}");
        for line in lines(&route.points) {
            assert!(line.0.x == line.1.x || line.0.y == line.1.y, "level or upright: {route:?}");
            for (at, area) in drawing.boxes.iter().enumerate() {
                let own = (at == route.arrow.from && (line.0 == first || line.1 == first))
                    || (at == route.arrow.to && (line.0 == last || line.1 == last));
                assert!(own || !touches(line, area), "{route:?} meets box {at} {area:?}");
            }
        }
    }
}

/// Two arrows lie on each other only where they come from one exit or go to one box.
fn arrows_stay_apart(drawing: &Drawing) {
    for (at, one) in drawing.routes.iter().enumerate() {
        for other in &drawing.routes[at + 1..] {
            let alike = one.arrow.to == other.arrow.to
                || (one.arrow.from == other.arrow.from && one.arrow.exit == other.arrow.exit);
            for (first, second) in lines(&one.points).flat_map(|a| lines(&other.points).map(move |b| (a, b))) {
                let level = first.0.y == first.1.y && second.0.y == second.1.y && first.0.y == second.0.y;
                let upright = first.0.x == first.1.x && second.0.x == second.1.x && first.0.x == second.0.x;
                let beside = (level && first.0.x < second.1.x && second.0.x < first.1.x)
                    || (upright && first.0.y < second.1.y && second.0.y < first.1.y);
                assert!(alike || !beside, "{one:?} and {other:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_box_covers_another_and_no_arrow_meets_one_that_is_not_its_own(chart in chart()) {
        let drawing = draw(&chart, &STYLE);
        is_whole(&chart, &drawing);
        arrows_run_free(&drawing);
        arrows_stay_apart(&drawing);
        prop_assert_eq!(drawing, draw(&chart, &STYLE), "the same chart is drawn alike");
    }
}

fn boxes(count: usize) -> Band {
    Band { boxes: vec![Size { height: 60, exits: vec![28] }; count] }
}

#[test]
fn a_row_of_steps_is_joined_by_straight_lines_and_goes_on_at_the_next_row() {
    let arrows = (0..5).map(|from| Arrow { from, exit: 0, to: from + 1 }).collect();
    let drawing = draw(&Chart { bands: vec![boxes(6)], arrows }, &STYLE);
    let rows: Vec<i32> = drawing.boxes.iter().map(|one| one.y).collect();
    assert!(rows[..4].iter().all(|row| *row == rows[0]) && rows[4] == rows[5] && rows[3] < rows[4], "{rows:?}");
    let corners: Vec<usize> = drawing.routes.iter().map(|route| route.points.len()).collect();
    assert_eq!(corners, [2, 2, 2, 6, 2]);
}

#[test]
fn what_cannot_be_drawn_is_left_out() {
    let arrows = vec![
        Arrow { from: 0, exit: 0, to: 0 },
        Arrow { from: 0, exit: 3, to: 1 },
        Arrow { from: 0, exit: 0, to: 9 },
        Arrow { from: 1, exit: 0, to: 0 },
        Arrow { from: 1, exit: 0, to: 0 },
    ];
    let drawing = draw(&Chart { bands: vec![boxes(2)], arrows }, &STYLE);
    assert_eq!(drawing.routes.len(), 1);
    let none = draw(&Chart::default(), &STYLE);
    assert!(none.boxes.is_empty() && none.bands.is_empty());
}
