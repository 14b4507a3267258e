//! Heel pricks whose days went by without anybody recording whether they were made (PN-04): who plans, who had it on her
//! roster and who is accountable are told, until one of them records what became of it.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::case::Case;
use regie_care::ids::{CaseId, PersonId, RegionId};
use regie_care::postnatal::{LONGEST_STAY, born};
use regie_care::region::{Purpose, Region};
use regie_care::seat::{Actor, Seat};
use serde::Serialize;
use utoipa::ToSchema;

use super::need::{Unrecorded, Woman, needs, unrecorded};
use super::own::phone_of;
use super::{Now, board};
use crate::app::App;
use crate::error::AppError;
use crate::history::name_of;

/// A heel prick of which nobody recorded whether it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct UnrecordedPrick {
    /// The visit's name.
    pub visit: String,
    /// Whose.
    pub case: CaseId,
    /// Her name.
    pub client: String,
    /// Her own date of birth: many bear one name.
    pub birth_date: Option<Date>,
    /// When her child was born.
    pub born: Date,
    /// The last day on which it could be made.
    pub last: Date,
    /// She was in hospital on all of its days: it was to be made there.
    pub in_hospital: bool,
    /// With whom it was on the roster, and on which day.
    pub planned: Option<(String, Date)>,
    /// Who is accountable for her care.
    pub case_manager: String,
    /// How the case manager is reached.
    pub case_manager_phone: String,
}

/// One of which somebody must find out what became of it, or who makes it: on her *Vandaag*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrickToRecord {
    /// Whose.
    pub case: CaseId,
    /// Her name.
    pub client: String,
    /// The last day on which it could be made.
    pub last: Date,
    /// She was in hospital on all of its days: it was to be made there.
    pub in_hospital: bool,
    /// It is to be made by tomorrow, and the roster has nobody for it.
    pub nobody: bool,
}

/// Those of the whole region, the longest ago first.
pub(super) fn of(now: &Now) -> Vec<UnrecordedPrick> {
    let women = now.care.women.iter().chain(&now.care.past);
    let mut all: Vec<UnrecordedPrick> = women.filter_map(|woman| line(now, woman)).collect();
    all.sort_by(|one, other| (one.last, &one.client).cmp(&(other.last, &other.client)));
    all
}

fn line(now: &Now, woman: &Woman) -> Option<UnrecordedPrick> {
    let prick = woman.heel_prick_unrecorded()?;
    let standing = now.region.state.roster.as_ref();
    let planned = standing.and_then(|standing| standing.roster.visit(&prick.visit));
    Some(UnrecordedPrick {
        visit: prick.visit.clone(),
        case: woman.case,
        client: woman.name.clone(),
        birth_date: woman.birth_date,
        born: woman.born,
        last: prick.last,
        in_hospital: prick.in_hospital,
        planned: planned.map(|visit| (board::name(now, visit.midwife), visit.on)),
        case_manager: name_of(Actor::Person(woman.manager), &now.directory),
        case_manager_phone: phone_of(now, woman.manager),
    })
}

impl App {
    /// The heel pricks that the seat has to account for and of which nobody recorded what became of them, of the women whose
    /// case manager she is and those that the roster had her make; and those of her women that must be made by tomorrow and
    /// that the roster leaves with nobody.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn pricks_to_record(&self, seat: Seat) -> Result<Vec<PrickToRecord>, AppError> {
        let today = self.moment().today;
        let since = today.saturating_sub(i64::from(LONGEST_STAY).days());
        let lines = self.inner.store.births_of(seat, since).await?;
        let mut cases: BTreeSet<CaseId> = lines.into_iter().collect();
        let network = self.directory().org(seat.org).map(|org| org.network.clone()).unwrap_or_default();
        let mut with_nobody = BTreeSet::new();
        match self.current::<Region>(RegionId::of_network(&network)).await {
            Err(AppError::NotFound { .. }) => {}
            region => {
                let region = region?;
                with_nobody = nobodys(&region.state).filter(|case| cases.contains(case)).collect();
                cases.extend(of_her_roster(&region.state, seat.person, today));
            }
        }
        let mut found = Vec::new();
        for (id, case) in self.current_cases(&cases).await? {
            let unrecorded = heel_prick_unrecorded(&case.state, today);
            let urgent = with_nobody.contains(&id).then(|| heel_prick_by_tomorrow(&case.state, today)).flatten();
            let Some(last) = unrecorded.as_ref().map(|prick| prick.last).or(urgent) else { continue };
            let client = self.load::<regie_care::client::Client>(case.state.client, case.state.client).await?.state;
            found.push(PrickToRecord {
                case: id,
                client: client.identity.full_name(),
                last,
                in_hospital: unrecorded.as_ref().is_some_and(|prick| prick.in_hospital),
                nobody: unrecorded.is_none(),
            });
        }
        found.sort_by_key(|one| one.last);
        Ok(found)
    }
}

/// The cases whose heel prick the roster had her make before today.
fn of_her_roster(region: &Region, person: PersonId, today: Date) -> impl Iterator<Item = CaseId> {
    let visits = region.roster.iter().flat_map(|standing| &standing.roster.visits);
    let hers = visits.filter(move |visit| visit.midwife == person && visit.on < today);
    hers.filter(|visit| visit.purpose == Purpose::HeelPrick).map(|visit| visit.case)
}

/// The cases whose heel prick the roster leaves with nobody.
fn nobodys(region: &Region) -> impl Iterator<Item = CaseId> {
    let unplanned = region.roster.iter().flat_map(|standing| &standing.roster.unplanned);
    unplanned.filter(|one| one.purpose == Purpose::HeelPrick).map(|one| one.case)
}

/// The last day of a heel prick that is to be made today or tomorrow.
fn heel_prick_by_tomorrow(case: &Case, today: Date) -> Option<Date> {
    let needs = needs(case, born(case)?, today)?;
    let prick = needs.iter().find(|need| need.purpose == Purpose::HeelPrick)?;
    (prick.last <= today.saturating_add(1.days())).then_some(prick.last)
}

/// The heel prick, where its days went by unrecorded.
fn heel_prick_unrecorded(case: &Case, today: Date) -> Option<Unrecorded> {
    let visits = unrecorded(case, born(case)?, today)?;
    visits.into_iter().find(|one| one.purpose == Purpose::HeelPrick)
}
