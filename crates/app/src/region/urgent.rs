//! What of the roster cannot wait: it stands on the planner's *Vandaag* (PN-04).

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::ids::CaseId;
use regie_care::policy::RegionAction;
use regie_care::region::Purpose;
use regie_care::seat::Seat;

use super::{Now, board, held};
use crate::app::App;
use crate::error::AppError;

/// A visit that the roster has with nobody who is there, and that cannot wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrgentVisit {
    /// Its name.
    pub visit: String,
    /// Whose.
    pub case: CaseId,
    /// Her name.
    pub client: String,
    /// What it is for.
    pub purpose: Purpose,
    /// On which day it is planned; of what stands with nobody, the last day on which it can be.
    pub on: Date,
    /// Who was to make it and is not there on that day; nobody where it stands with nobody.
    pub absent: Option<String>,
}

impl App {
    /// The visits that must be made by tomorrow and stand with nobody, and those of today and tomorrow that the roster has
    /// with somebody who is not there, the earliest first; nothing for who does not plan.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn urgent_visits(&self, seat: Seat) -> Result<Vec<UrgentVisit>, AppError> {
        let Ok(network) = self.region_of(seat, RegionAction::Plan) else { return Ok(Vec::new()) };
        let now = self.region_now(&network).await?;
        // Where nobody visits for the region, each practice visits its own.
        let nobody_visits = now.region.state.visitors.is_empty() && now.region.state.roster.is_none();
        Ok(if nobody_visits { Vec::new() } else { of(&now) })
    }
}

fn of(now: &Now) -> Vec<UrgentVisit> {
    let today = now.moment.today;
    let soon = today.saturating_add(1.days());
    let standing = now.region.state.roster.as_ref().map(|standing| &standing.roster);
    let needs = now.care.women.iter().flat_map(|woman| woman.needs_soon(today).map(move |need| (woman, need)));
    let urgent = |(woman, need): (&super::Woman, &super::need::Need)| {
        let planned = standing
            .and_then(|roster| roster.visit(&need.visit))
            .filter(|planned| (need.first..=need.last).contains(&planned.on));
        let (on, absent) = match planned {
            Some(planned) if planned.on <= soon && held::is_absent(now, planned.midwife, planned) => {
                (planned.on, Some(board::name(now, planned.midwife)))
            }
            None if need.last <= soon => (need.last, None),
            _ => return None,
        };
        let (visit, client) = (need.visit.clone(), woman.name.clone());
        Some(UrgentVisit { visit, case: woman.case, client, purpose: need.purpose, on, absent })
    };
    let mut all: Vec<UrgentVisit> = needs.filter_map(urgent).collect();
    all.sort_by(|one, other| (one.on, &one.client).cmp(&(other.on, &other.client)));
    all
}
