//! How far along a client is.

use jiff::civil::Date;
use regie_care::case::Case;
use regie_care::view::{CaseRow, Phase};
use regie_care::vocabulary::{self, fact};
use regie_pathway::{AnchorId, FactId, FactValue, gestation};

use crate::texts::{Course, days_between};

/// A clinical date of the case: of the first pathway that knows it.
pub(super) fn anchor(case: &Case, id: &str) -> Option<Date> {
    let id = AnchorId::from(id);
    case.runs.iter().find_map(|run| run.state.anchor(&id))
}

/// Whether the pregnancy ended before it could end in a birth.
pub(super) fn is_lost(case: &Case) -> bool {
    let id = FactId::from(fact::PREGNANCY_LOST);
    case.runs.iter().any(|run| run.state.fact(&id) == Some(&FactValue::YesNo(true)))
}

/// How far along the client of a case is.
pub(super) fn of_case(case: &Case, today: Date) -> Course {
    if let Some(death) = case.death() {
        return Course::Died(death);
    }
    course(is_lost(case), anchor(case, vocabulary::anchor::DUE), anchor(case, vocabulary::anchor::BORN), today)
}

/// How far along the client of a row is.
pub(super) fn of_row(row: &CaseRow, today: Date) -> Course {
    if let Some(death) = row.died {
        return Course::Died(death);
    }
    course(row.phase == Phase::Ended, row.due, row.born, today)
}

fn course(lost: bool, due: Option<Date>, born: Option<Date>, today: Date) -> Course {
    if lost {
        return Course::Ended;
    }
    if let Some(days) = born.and_then(|born| u32::try_from(days_between(born, today)).ok()) {
        return Course::Postnatal { days };
    }
    let days = due.map(|due| gestation(due, today).in_days()).and_then(|days| u16::try_from(days).ok());
    match days {
        // Below 7, so that it fits.
        Some(days) => Course::Pregnant { weeks: days / 7, days: u8::try_from(days % 7).unwrap_or_default() },
        None => Course::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::course;
    use crate::texts::Course;

    #[test]
    fn the_birth_counts_before_the_due_date_and_a_loss_before_both() {
        let (due, born, today) = (Some(date(2027, 1, 24)), Some(date(2026, 11, 20)), date(2026, 11, 22));
        assert_eq!(course(false, due, None, today), Course::Pregnant { weeks: 31, days: 0 });
        assert_eq!(course(false, due, born, today), Course::Postnatal { days: 2 });
        assert_eq!(course(true, due, born, today), Course::Ended);
        assert_eq!(course(false, None, None, today), Course::Unknown);
        assert_eq!(course(false, Some(date(2028, 1, 1)), None, today), Course::Unknown, "before conception");
    }
}
