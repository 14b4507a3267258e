//! Appointments: which day can be planned, and when one lies after the window in which the step is due.
//!
//! What care must have done is not planned past its window at all. Any other step is, for a reason that its planner knows;
//! but it is no less due for that, so that no list shows it as put off. A window may also move away under an appointment
//! that stands, as when a clinical date is corrected: the day that counts is the last one of the window as it is now.

use jiff::civil::Date;

use crate::{
    board::Board,
    date_window::{date_of, day_of},
    decide::Decision,
    definition::Definition,
    event::{Because, Event},
    ids::StepId,
    lifecycle::{Move, Status},
    refusal::Refusal,
    state::State,
    step::Base,
};

/// An appointment lies at most so long after the last day of the window.
const LATEST_APPOINTMENT_DAYS: i32 = 84;
/// An appointment lies at most so far ahead.
const FARTHEST_APPOINTMENT_DAYS: i32 = 366;

/// The last day on which an occurrence is in time, as the dates that its window counts from are known now; nothing while
/// they are not. The window that the occurrence itself has stays as it was when the appointment was made.
#[must_use]
pub fn last_day(def: &Definition, state: &State, step: &StepId, nth: u16) -> Option<Date> {
    let board = Board::of(def, state);
    let slot = board.slots_of(*def.step_index.get(step)?).find(|slot| board.occurrence(*slot).nth == nth)?;
    board.last_day(slot)
}

impl Board<'_> {
    /// See [`last_day`].
    pub(crate) fn last_day(&self, slot: usize) -> Option<Date> {
        let occurrence = self.occurrence(slot);
        let stood_still = occurrence.pinned.is_some() && occurrence.late.is_none() && self.follows_rule(slot);
        let rule = self.step_of(slot).window.as_ref().filter(|_| stood_still);
        let window = rule.and_then(|rule| self.window(rule, None)).or(occurrence.window);
        window.map(|window| window.until())
    }

    /// The last day of the window, where the appointment for what is still to be done lies after it.
    pub(crate) fn planned_past(&self, slot: usize) -> Option<Date> {
        let occurrence = self.occurrence(slot);
        let pinned = occurrence.pinned.filter(|_| occurrence.status().is_live())?;
        self.last_day(slot).filter(|last| pinned > *last)
    }

    /// Open and past its last day.
    pub(crate) fn is_overdue(&self, slot: usize, today: Date) -> bool {
        let occurrence = self.occurrence(slot);
        let last = self.last_day(slot).or(occurrence.pinned);
        occurrence.status() == Status::Open && last.is_some_and(|last| last < today)
    }
}

impl Decision<'_> {
    pub(crate) fn pin(&mut self, step: &StepId, nth: Option<u16>, date: Date) -> Result<(), Refusal> {
        let slot = self.slot_for(step, nth, Move::Skip, "planned")?;
        if date < self.today {
            return Err(Refusal::AppointmentInPast { date, today: self.today });
        }
        self.refuse_past_its_window(slot, date)?;
        let latest = self.latest_appointment(slot);
        if date > latest {
            return Err(Refusal::AppointmentTooLate { step: step.clone(), date, earliest: self.today, latest });
        }
        if self.board.occurrence(slot).pinned != Some(date) {
            self.happen(slot, |step, nth| Event::Pinned { step, nth, date });
        }
        Ok(())
    }

    /// What must be done is not put off by planning it (PS-04).
    fn refuse_past_its_window(&self, slot: usize, date: Date) -> Result<(), Refusal> {
        let rule = self.board.step_of(slot);
        match self.board.last_day(slot).filter(|last| rule.must_be_done && date > *last) {
            None => Ok(()),
            Some(last) => Err(Refusal::PastItsWindow { step: rule.id.clone(), date, last }),
        }
    }

    /// Twelve weeks after the window (or today, once that has passed), and never more than a year ahead.
    fn latest_appointment(&self, slot: usize) -> Date {
        let today = day_of(self.today);
        let after_window =
            self.board.last_day(slot).map(|last| day_of(last).max(today).saturating_add(LATEST_APPOINTMENT_DAYS));
        let farthest = today.saturating_add(FARTHEST_APPOINTMENT_DAYS);
        date_of(after_window.map_or(farthest, |latest| latest.min(farthest)))
    }

    pub(crate) fn unpin(&mut self, step: &StepId, nth: Option<u16>) -> Result<(), Refusal> {
        let slot = self.slot_for(step, nth, Move::Skip, "unplanned")?;
        let occurrence = self.board.occurrence(slot);
        if occurrence.pinned.is_none() {
            return Err(Refusal::NoAppointment { step: step.clone(), nth: occurrence.nth });
        }
        self.happen(slot, |step, nth| Event::Unpinned { step, nth });
        let rule = self.board.step_of(slot).window.as_ref();
        let own_clock_runs =
            self.board.occurrence(slot).status() == Status::Open && rule.is_some_and(|rule| rule.uses(Base::Opened));
        if self.board.follows_rule(slot) && !own_clock_runs {
            // Where the date that its window counts from is not known, only the appointment held it.
            let held = rule.is_some_and(|rule| !rule.uses(Base::Opened) && self.board.window(rule, None).is_none());
            let occurrence = self.board.occurrence(slot);
            if held && (occurrence.window.is_some() || occurrence.status() == Status::Open) {
                self.plan_anew(slot);
            } else {
                self.move_window(slot, &Because::Unpinned);
            }
        }
        Ok(())
    }
}
