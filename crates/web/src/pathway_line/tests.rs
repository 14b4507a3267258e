#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::*;

const DUE: Date = date(2027, 1, 24);
const TODAY: Date = date(2026, 11, 22);

fn point(label: &str, at: Date, window: Option<(Date, Date)>) -> LinePoint {
    LinePoint {
        target: format!("stap-{label}"),
        label: label.to_owned(),
        state: StepState::Waiting,
        at,
        window,
        title: label.to_owned(),
    }
}

fn at_gestation(weeks: i64) -> Date {
    DUE.saturating_sub(280.days()).saturating_add((weeks * 7).days())
}

fn planned_course() -> Vec<LinePoint> {
    let mut points = vec![
        point("Intake", at_gestation(9), Some((at_gestation(8), at_gestation(12)))),
        point("Zorgpad bespreken", at_gestation(16), Some((at_gestation(12), at_gestation(20)))),
        point("Geboorteplan bespreken", at_gestation(30), Some((at_gestation(29), at_gestation(31)))),
        point("Voorbereiding op de bevalling", at_gestation(36), Some((at_gestation(35), at_gestation(37)))),
        point(
            "Nacontrole",
            DUE.saturating_add(42.days()),
            Some((DUE.saturating_add(39.days()), DUE.saturating_add(45.days()))),
        ),
    ];
    for (label, day) in [
        ("Kraambezoek casemanager", 4),
        ("Kraambezoek parteur", 4),
        ("Hielprik", 4),
        ("Kraambezoek derde", 4),
        ("Overdracht JGZ", 9),
    ] {
        points.push(point(label, DUE.saturating_add(day.days()), Some((DUE, DUE.saturating_add((day * 2).days())))));
    }
    points
}

fn drawn(points: &[LinePoint]) -> Drawing {
    draw(Axis::Gestation { due: DUE, born: None }, TODAY, points)
}

#[test]
fn an_empty_pathway_still_has_a_line_and_today() {
    let drawing = drawn(&[]);
    assert!(drawing.marks.is_empty());
    assert!(drawing.today.is_some());
    assert!(drawing.left < drawing.right && drawing.right <= drawing.width);
}

#[test]
fn marks_keep_the_order_of_their_days_and_room_for_a_finger() {
    let drawing = drawn(&planned_course());
    assert_eq!(drawing.marks.len(), 10);
    for pair in drawing.marks.windows(2) {
        assert!(pair[1].x - pair[0].x >= 24.0, "{} and {} touch", pair[0].label, pair[1].label);
    }
    assert_eq!(drawing.list.iter().filter(|mark| mark.first_after_today).count(), 1);
    let first_coming = drawing.list.iter().find(|mark| mark.first_after_today).unwrap();
    assert_eq!(first_coming.title, "Voorbereiding op de bevalling");
}

#[test]
fn no_label_crosses_another_label_or_a_leader() {
    let drawing = drawn(&planned_course());
    for (index, mark) in drawing.marks.iter().enumerate() {
        let end = mark.x + count(mark.label.chars().count()) * LETTER;
        for other in &drawing.marks[index + 1..] {
            let passes_under = other.x < end && other.label_y <= mark.label_y;
            assert!(!passes_under, "'{}' is crossed by the leader of '{}'", mark.label, other.label);
        }
        assert!(mark.label_y >= TODAY_ROW - 1.0, "'{}' sticks out at the top", mark.label);
        assert!(end <= drawing.width, "'{}' sticks out at the right", mark.label);
    }
}

#[test]
fn a_crowd_of_alike_marks_becomes_one_that_names_them_all() {
    let mut points = planned_course();
    for number in 0..8 {
        points.push(point(&format!("Extra consult {number}"), at_gestation(33).saturating_add(1.days()), None));
    }
    let drawing = drawn(&points);
    assert_eq!(drawing.marks.len(), 11);
    let crowd = drawing.marks.iter().find(|mark| mark.label == "Extra consult 0 +7").expect("one mark for eight");
    assert!(crowd.title.contains("Extra consult 7"));
    assert_eq!(drawing.list.len(), 18, "the list names each");
    let day = at_gestation(33).saturating_add(1.days());
    let scale = Scale::new(Axis::Gestation { due: DUE, born: None }, TODAY, &points);
    assert!((crowd.x - scale.x(day)).abs() < 1.0, "it stands at its own day");
}

#[test]
fn windows_that_overlap_lie_in_lanes() {
    let drawing = drawn(&planned_course());
    for (index, band) in drawing.bands.iter().enumerate() {
        for other in &drawing.bands[index + 1..] {
            let beside = band.x + band.width <= other.x || other.x + other.width <= band.x;
            let apart = band.y + band.height <= other.y || other.y + other.height <= band.y;
            assert!(beside || apart);
        }
        assert!(band.y + band.height <= drawing.floor);
    }
}

#[test]
fn the_axis_turns_at_birth_and_the_birth_is_always_named() {
    let born = date(2026, 12, 29);
    let drawing = draw(Axis::Gestation { due: DUE, born: Some(born) }, TODAY, &planned_course());
    let place = drawing.ticks.iter().position(|tick| tick.kind == TickKind::Birth).expect("the birth");
    assert!(drawing.ticks[..place].iter().all(|tick| matches!(tick.kind, TickKind::Gestation(week) if week <= 36)));
    assert!(drawing.ticks[place + 1..].iter().all(|tick| matches!(tick.kind, TickKind::After(_))));
    for pair in drawing.ticks.windows(2) {
        assert!(pair[1].x - pair[0].x >= TICK_GAP);
    }
}

#[test]
fn without_a_due_date_the_line_counts_months() {
    let drawing = draw(Axis::Calendar, TODAY, &planned_course());
    assert!(!drawing.ticks.is_empty());
    assert!(drawing.ticks.iter().all(|tick| matches!(tick.kind, TickKind::Month(day) if day.day() == 1)));
}

#[test]
fn days_at_the_end_of_time_are_drawn_at_the_edge() {
    let drawing = draw(Axis::Gestation { due: Date::MAX, born: None }, Date::MIN, &[point("x", Date::MAX, None)]);
    assert!(drawing.marks[0].x.is_finite());
}

#[test]
fn long_labels_are_cut_and_keep_their_title() {
    let long = "Bespreken van het geboorteplan met cliënt, tolk en vertrouwenspersoon";
    let drawing = drawn(&[point(long, at_gestation(30), None)]);
    assert!(drawing.marks[0].label.chars().count() <= LONGEST_LABEL);
    assert!(drawing.marks[0].label.ends_with('…'));
    assert_eq!(drawing.marks[0].title, long);
}
