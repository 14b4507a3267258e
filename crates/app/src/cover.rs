//! A cover that came with a leave ends with it (AZ-01).
//!
//! Who stands in for a while is named in each case, for the days of the leave. When the leave ends earlier, or never was, the
//! fixed deputy follows again in those cases; a cover of other days was agreed apart and stays.

use jiff::ToSpan as _;
use jiff::civil::Date;
use regie_care::case::{Case, CaseCommand};
use regie_care::ids::{CaseId, OrgId, PersonId};
use regie_care::person::{Absence, PersonCommand};
use regie_care::seat::{Actor, Seat};
use regie_store::views::{CaseFilter, CaseSort, Scope};

use crate::app::App;
use crate::error::AppError;
use crate::execute::Request;

/// How many cases are read at once.
const PAGE: u32 = 200;

impl App {
    /// The absence that a command ends or shortens; `None` when it does neither.
    pub(crate) fn absence_that_ends(&self, person: PersonId, command: &PersonCommand) -> Option<Absence> {
        let PersonCommand::EndAbsence { from, .. } = command else { return None };
        self.directory().person(person)?.absences.iter().find(|known| known.from == *from).cloned()
    }

    /// Ends the covers that were named for the days of this absence, now that it lasts until `until`, or never was.
    pub(crate) async fn end_covers(
        &self,
        person: PersonId,
        absence: &Absence,
        until: Option<Date>,
    ) -> Result<(), AppError> {
        let today = self.moment().today;
        // The first day on which she is there again, today at the earliest.
        let back = until.map_or(absence.from, |until| until.saturating_add(1.day())).max(today);
        let seats: Vec<OrgId> =
            self.directory().person(person).map(|known| known.roles.keys().copied().collect()).unwrap_or_default();
        for org in seats {
            for case in self.cases_of(Seat::new(person, org)).await? {
                let known = self.current_case(case).await?;
                let Some(deputy) = after_cover(&known.state, Seat::new(person, org), absence, back) else { continue };
                // It follows from the end of the leave, whoever recorded that: nobody names a deputy here.
                let request = Request::by(Actor::System);
                let command = CaseCommand::NameDeputy { deputy, from: back, until: None };
                match self.command_case(&request, case, &command).await {
                    // The fixed deputy cannot be any more: the cover stays until the end that it has.
                    Ok(_) | Err(AppError::Refused(_)) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// The open cases of a case manager.
    async fn cases_of(&self, manager: Seat) -> Result<Vec<CaseId>, AppError> {
        let filter = CaseFilter { case_manager: Some(manager.person), ..CaseFilter::default() };
        let (scope, today, store) = (Scope::Caseload(manager.org), self.moment().today, &self.inner.store);
        let (mut cases, mut after) = (Vec::new(), None);
        loop {
            let lines = store.caseload(scope, today, &filter, CaseSort::Name, after.as_ref(), PAGE).await?;
            cases.extend(lines.iter().map(|line| line.case.case));
            let last = lines.len() < PAGE as usize;
            after = lines.into_iter().next_back().map(|line| line.cursor);
            if last || after.is_none() {
                return Ok(cases);
            }
        }
    }
}

/// The fixed deputy who follows when the cover for this absence ends; `None` where there is no such cover.
fn after_cover(case: &Case, manager: Seat, absence: &Absence, back: Date) -> Option<Seat> {
    let mut deputies = case.deputies_of(manager, back);
    let cover = deputies.next()?;
    let same = cover.until.is_some() && (cover.from, cover.until) == (absence.from, absence.until);
    deputies.find(|known| known.until.is_none()).filter(|_| same).map(|known| known.deputy)
}
