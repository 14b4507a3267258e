//! A cover that came with a leave ends with it (AZ-01).
//!
//! Who stands in for a while is named in each case, for the days of the leave. When the leave ends earlier, or never was, the
//! fixed deputy follows again; a cover of other days was agreed apart and stays.

use jiff::civil::Date;

use super::super::command::CaseCommand;
use super::super::context::Context;
use super::super::event::CaseEvent;
use super::super::records::Deputyship;
use super::super::refusal::Refusal;
use super::super::state::Case;
use crate::ids::PersonId;
use crate::person::Absence;
use crate::seat::{Actor, Seat};

/// A cover that goes on after the leave for which it was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverStays {
    /// For whom she stands in.
    pub manager: Seat,
    /// The cover.
    pub cover: Deputyship,
    /// The fixed deputy, who would follow.
    pub fixed: Option<Seat>,
    /// Why she cannot; `None` where there is none.
    pub refusal: Option<Refusal>,
}

/// Ends the cover that was named in this case for the days of an absence of `manager`, who is there again from `back` on;
/// `None` where there is no such cover. Nobody names a deputy here, so that it does not matter who recorded the end.
///
/// # Errors
/// When nobody can follow: then the cover stays until the end that it has.
#[must_use]
pub fn end_cover(
    case: &Case,
    ctx: &Context<'_>,
    manager: PersonId,
    absence: &Absence,
    back: Date,
) -> Option<Result<Vec<CaseEvent>, CoverStays>> {
    let manager = [case.case_manager, case.first_line].into_iter().find(|seat| {
        let cover = case.deputies_of(*seat, back).next();
        let same = cover.is_some_and(|cover| (cover.from, cover.until) == (absence.from, absence.until));
        seat.person == manager && absence.until.is_some() && same
    })?;
    let mut deputies = case.deputies_of(manager, back);
    let cover = deputies.next()?.clone();
    let fixed = deputies.find(|known| known.until.is_none()).map(|known| known.deputy);
    let stays = |refusal| CoverStays { manager, cover: cover.clone(), fixed, refusal };
    let Some(deputy) = fixed else { return Some(Err(stays(None))) };
    let ctx = Context { actor: Actor::System, ..*ctx };
    let command = CaseCommand::NameDeputy { deputy, from: back, until: None };
    Some(super::decide(case, &command, &ctx).map_err(|refusal| stays(Some(refusal))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::*;

    fn covered() -> (Case, Absence) {
        let leave = Absence { from: day(4, 1), until: Some(day(4, 20)) };
        let cover = Deputyship { deputy: MARIE, from: leave.from, until: leave.until };
        let mut case = opened_case();
        case.deputies.push(cover);
        (case, leave)
    }

    #[test]
    fn az_01_the_fixed_deputy_follows_when_the_leave_ends() {
        let (case, leave) = covered();
        let ctx = ctx(FATMA, day(4, 6));
        let ended = end_cover(&case, &ctx, JOKE.person, &leave, day(4, 6));
        let deputyship = Deputyship { deputy: FATMA, from: day(4, 6), until: None };
        assert_eq!(ended, Some(Ok(vec![CaseEvent::DeputyNamed { deputyship }])), "also where she recorded it herself");
        let other_days = Absence { until: Some(day(4, 21)), ..leave };
        assert_eq!(end_cover(&case, &ctx, JOKE.person, &other_days, day(4, 6)), None, "agreed apart");
        assert_eq!(end_cover(&case, &ctx, MARIE.person, &leave, day(4, 6)), None);
        assert_eq!(end_cover(&case, &ctx, JOKE.person, &leave, day(4, 21)), None, "it is over");
    }

    #[test]
    fn az_01_a_cover_that_cannot_end_is_said_to_stay() {
        let (mut case, leave) = covered();
        let mut directory = directory();
        directory.people.change(FATMA.person, |fatma| fatma.roles.clear());
        let ctx = Context { directory: &directory, ..ctx(MARIE, day(4, 6)) };
        let stays = end_cover(&case, &ctx, JOKE.person, &leave, day(4, 6)).map(Result::unwrap_err);
        let cover = case.deputies.last().cloned();
        let told = stays.as_ref().map(|stays| (stays.fixed, stays.refusal.as_ref().map(Refusal::code)));
        assert_eq!(told, Some((Some(FATMA), Some("unfit-person"))));
        assert_eq!(stays.map(|stays| stays.cover), cover);
        case.deputies.remove(0);
        let stays = end_cover(&case, &ctx, JOKE.person, &leave, day(4, 6)).map(Result::unwrap_err);
        assert_eq!(stays.map(|stays| (stays.fixed, stays.refusal)), Some((None, None)));
    }
}
