//! What a command on a woman's visits rests on beside her case: the roster of her region. It says who visits her, which is a
//! ground to set her visits, and who must hear of it (PN-04).

use std::sync::Arc;

use regie_care::case::{Case, CaseCommand, CaseEvent, Context};
use regie_care::ids::{CaseId, RegionId};
use regie_care::notice;
use regie_care::policy::{CaseAction, Subject};
use regie_care::postnatal::VisitDecision;
use regie_care::region::{Region, Roster};
use regie_store::{Append, NewJob};

use crate::aggregate::Aggregate;
use crate::app::App;
use crate::change_case::notice_job;
use crate::error::AppError;
use crate::load::Loaded;

/// The region of a case, as it is now; nothing in it while nobody began one.
pub(crate) struct Visiting {
    id: RegionId,
    region: Option<Arc<Loaded<Region>>>,
}

impl App {
    /// The region of a case's practice.
    pub(crate) async fn visiting(&self, case: &Case) -> Result<Visiting, AppError> {
        let network = self.directory().org(case.first_line.org).map(|org| org.network.clone()).unwrap_or_default();
        let id = RegionId::of_network(&network);
        let region = match self.current::<Region>(id).await {
            Err(AppError::NotFound { .. }) => None,
            region => Some(region?),
        };
        Ok(Visiting { id, region })
    }
}

impl Visiting {
    fn state(&self) -> Option<&Region> {
        self.region.as_ref().map(|region| &region.state)
    }

    /// Whether she is on the roster, or somebody looks for a day for her: then a planner knows her by name.
    pub(crate) fn plans_for(&self, case: CaseId) -> bool {
        let rosters = self.state().into_iter().flat_map(|region| &region.roster).map(|standing| &standing.roster);
        let planned = |roster: &Roster| {
            roster.visits.iter().any(|visit| visit.case == case) || roster.unplanned.iter().any(|one| one.case == case)
        };
        rosters.into_iter().any(planned)
    }

    /// What is asked of the policy.
    pub(crate) fn subject<'a>(&'a self, case: &'a Case, action: CaseAction<'a>) -> Subject<'a> {
        Subject::Visits { case, region: self.state(), action }
    }

    /// Refuses that a visit was made by somebody who is recorded as ill on its day.
    ///
    /// # Errors
    /// When she was.
    pub(crate) fn was_well(&self, command: &CaseCommand) -> Result<(), AppError> {
        let CaseCommand::AgreeVisit { decision: VisitDecision::Made { on, who }, .. } = command else { return Ok(()) };
        if self.state().is_some_and(|region| region.fell_ill_before(*who, *on)) {
            let message = format!("she is recorded as ill on {on}; choose who came, or ask who plans to mend that");
            return Err(AppError::refused("ill-that-day", message));
        }
        Ok(())
    }

    /// That the roster is still the one on which it was decided.
    pub(crate) fn unchanged(&self) -> Append {
        let expected = self.region.as_ref().map_or(0, |region| region.version);
        Append { stream: Region::stream(self.id), expected, events: Vec::new() }
    }

    /// Who must hear of it, each once.
    pub(crate) fn jobs(&self, events: &[CaseEvent], after: &Case, seen: u64, context: &Context<'_>) -> Vec<NewJob> {
        let sender = context.actor.seat().map_or(after.case_manager.org, |seat| seat.org);
        let stream = Case::stream(after.id);
        let told = notice::visits_set(events, after, self.state(), context).into_iter().enumerate();
        told.map(|(index, notice)| notice_job(format!("{stream}:{seen}:visits-{index}"), after.id, sender, &notice))
            .collect()
    }
}
