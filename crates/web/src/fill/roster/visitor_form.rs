//! The form of who visits and when: as she does now, where she is chosen; else as most do.

use regie_app::{VisitorLine, WeekBoard};
use regie_care::ids::PersonId;
use regie_care::region::Visitor;

use super::clock;
use crate::pages::Choice;
use crate::pages::roster::VisitorForm;

/// The form, for somebody who visits already or for somebody new.
pub(super) fn visitor_form(board: &WeekBoard, chosen: Option<PersonId>, places: &[Choice]) -> VisitorForm {
    let known = board.visitors.iter().find(|line| Some(line.visitor.person) == chosen);
    let by = |is: &dyn Fn(&Visitor) -> bool, otherwise: bool| known.map_or(otherwise, |line| is(&line.visitor));
    let time = |of: fn(&Visitor) -> u16, otherwise: u16| {
        clock(u32::from(known.map_or(otherwise, |line| of(&line.visitor))) * 60)
    };
    let base = known.map_or("", |line| line.visitor.base.as_str());
    let place = |place: &Choice| if place.value == base { place.clone().chosen() } else { place.clone() };
    let midwife = |line: &VisitorLine| {
        let choice = Choice::new(line.visitor.person.to_string(), line.name.clone());
        if Some(line.visitor.person) == chosen { choice.chosen() } else { choice }
    };
    VisitorForm {
        midwives: board.visitors.iter().map(midwife).collect(),
        from: time(|visitor| visitor.from, 9 * 60),
        until: time(|visitor| visitor.until, 13 * 60),
        days: (1..=7)
            .map(|day: u8| (usize::from(day), by(&|visitor| visitor.weekdays.contains(&day), day < 6)))
            .collect(),
        heel_prick: by(&|visitor| visitor.heel_prick, true),
        infected: by(&|visitor| visitor.infected_households, false),
        places: places.iter().map(place).collect(),
        open: known.is_some() || board.visitors.is_empty(),
    }
}
