//! A visiting midwife's own day (PN-04).
//!
//! She need not be of the woman's practice: that the roster has her visit is the ground on which she sees what she must know
//! for it. The case itself stays closed to her.

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::ids::{CaseId, PersonId, RegionId};
use regie_care::policy::{CaseAction, RegionAction, Subject};
use regie_care::postnatal::heel_prick_days;
use regie_care::region::{Illness, Means, PlannedVisit, Purpose, Region};
use regie_care::seat::{Actor, Seat};
use regie_pathway::Text;
use serde::Serialize;
use utoipa::ToSchema;

use super::need::Woman;
use super::unrecorded::{self, UnrecordedPrick};
use super::{Now, board, words};
use crate::app::App;
use crate::error::AppError;
use crate::history::name_of;

/// How many days ahead she can look.
const AHEAD: i64 = 7;

/// A midwife's visits of a day, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OwnDay {
    /// The network.
    pub network: String,
    /// Today.
    pub today: Date,
    /// The day shown.
    pub day: Date,
    /// How many visits she has on each of the coming days.
    pub days: Vec<(Date, usize)>,
    /// Her visits of the day.
    pub visits: Vec<OwnVisit>,
    /// That she is reported ill, now or in the coming days.
    pub ill: Option<Illness>,
    /// Heel pricks that were hers and whose days went by, without anybody recording whether they were made.
    pub unrecorded: Vec<UnrecordedPrick>,
}

/// A visit as who makes it must know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OwnVisit {
    /// Its name.
    pub visit: String,
    /// Whose.
    pub case: CaseId,
    /// Her name.
    pub client: String,
    /// Her own date of birth: many bear one name.
    pub birth_date: Option<Date>,
    /// Where she is visited.
    pub site: String,
    /// How she is called.
    pub phone: String,
    /// Which language she speaks.
    pub language: String,
    /// Whether an interpreter is needed.
    pub interpreter: bool,
    /// What it is for.
    pub purpose: Purpose,
    /// How.
    pub means: Means,
    /// When it begins, in seconds after midnight.
    pub start: u32,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// Her break before it: from when until when, in seconds after midnight.
    pub break_before: Option<(u32, u32)>,
    /// When it may begin, where the midwife set that, in minutes after midnight.
    pub hours: Option<(u16, u16)>,
    /// What is due at this visit.
    pub due: Vec<Text>,
    /// When the child was born.
    pub born: Date,
    /// Who is accountable for her care.
    pub case_manager: String,
    /// How the case manager is reached: her own number, or that of where she works.
    pub case_manager_phone: String,
    /// There are complaints of an infection in the household: protective equipment.
    pub infected: bool,
    /// The client was told of it as it stands.
    pub told: bool,
    /// It took place.
    pub made: bool,
    /// Whether the case itself is hers to open.
    pub opens_case: bool,
}

/// A woman whose visits somebody makes or plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visited {
    /// Her name.
    pub name: String,
    /// Where she stays.
    pub site: String,
    /// Her visits may be seen; else they are planned only.
    pub visits: bool,
}

impl App {
    /// How many visits the roster has her make today: *Vandaag* leads to them. Nobody else's are counted.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn own_visits_today(&self, seat: Seat) -> Result<Option<usize>, AppError> {
        let Ok(network) = self.region_of(seat, RegionAction::OwnVisits) else { return Ok(None) };
        let region = match self.current::<Region>(RegionId::of_network(&network)).await {
            Err(AppError::NotFound { .. }) => return Ok(None),
            region => region?,
        };
        if !region.state.visitors.contains_key(&seat.person) {
            return Ok(None);
        }
        let today = self.moment().today;
        Ok(Some(hers(&region.state, seat.person).filter(|visit| visit.on == today).count()))
    }

    /// Her own visits of a day by the roster that holds: whom, where, how, what is due, and who is accountable. Nobody else's.
    ///
    /// # Errors
    /// When she is no midwife, or the store cannot be read.
    pub async fn own_visits(&self, seat: Seat, day: Option<Date>) -> Result<OwnDay, AppError> {
        let network = self.region_of(seat, RegionAction::OwnVisits)?;
        let now = self.region_now(&network).await?;
        let today = now.moment.today;
        let day = day.unwrap_or(today).clamp(today, today.saturating_add((AHEAD - 1).days()));
        let on = |date: Date| hers(&now.region.state, seat.person).filter(move |visit| visit.on == date);
        let days = today.series(1.day()).take(AHEAD as usize).map(|date| (date, on(date).count())).collect();
        let mut visits = Vec::new();
        for visit in on(day) {
            let Some(woman) = now.care.women.iter().find(|woman| woman.case == visit.case) else { continue };
            let case = self.current_case(visit.case).await?;
            let subject = Subject::Case { case: &case.state, action: CaseAction::View };
            visits.push(own_visit(&now, woman, visit, self.may(seat, &subject)));
        }
        visits.sort_by_key(|visit| visit.start);
        let mut unrecorded = unrecorded::of(&now);
        unrecorded.retain(|one| hers(&now.region.state, seat.person).any(|visit| visit.visit == one.visit));
        let ill = now.region.state.ill.iter().find(|ill| ill.person == seat.person && ill.until >= today).copied();
        Ok(OwnDay { network, today, day, days, visits, ill, unrecorded })
    }

    /// A woman whose visits the seat makes or plans: for what she is told of them. Nobody when she does neither.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn visited(&self, seat: Seat, id: CaseId) -> Result<Option<Visited>, AppError> {
        let case = self.current_case(id).await?;
        let network = self.network_of(case.state.first_line);
        let visiting = self.visiting(&case.state).await?;
        let visits = self.may(seat, &visiting.subject(&case.state, CaseAction::View));
        let plans = self.may(seat, &Subject::Region { network: &network, action: RegionAction::Plan });
        let knows_her = visits || (plans && visiting.plans_for(id));
        if !knows_her {
            return Ok(None);
        }
        let client = self.load::<regie_care::client::Client>(case.state.client, case.state.client).await?.state;
        Ok(Some(Visited { name: client.identity.full_name(), site: client.identity.site.clone(), visits }))
    }

    pub(super) fn network_of(&self, practice: Seat) -> String {
        self.directory().org(practice.org).map(|org| org.network.clone()).unwrap_or_default()
    }
}

fn hers(region: &Region, person: PersonId) -> impl Iterator<Item = &PlannedVisit> {
    let standing = region.roster.iter().flat_map(|standing| &standing.roster.visits);
    standing.filter(move |visit| visit.midwife == person)
}

/// Her own number, or that of where she works.
pub(super) fn phone_of(now: &Now, seat: Seat) -> String {
    let own = now.directory.person(seat.person).map(|person| person.phone.clone()).filter(|phone| !phone.is_empty());
    let of_org = now.directory.org(seat.org).map(|org| org.contact.phone.clone());
    own.or(of_org).unwrap_or_default()
}

fn own_visit(now: &Now, woman: &Woman, visit: &PlannedVisit, opens_case: bool) -> OwnVisit {
    let need = woman.needs.iter().find(|need| need.visit == visit.visit);
    let standing = now.region.state.roster.as_ref();
    OwnVisit {
        visit: visit.visit.clone(),
        case: visit.case,
        client: woman.name.clone(),
        birth_date: woman.birth_date,
        site: woman.site.clone(),
        phone: woman.phone.clone(),
        language: woman.language.clone(),
        interpreter: woman.interpreter,
        purpose: visit.purpose,
        means: need.map_or(visit.means, |need| need.means),
        start: visit.start,
        minutes: need.map_or(visit.minutes, |need| need.minutes),
        break_before: standing.and_then(|standing| standing.roster.break_before(&visit.visit)),
        hours: need.and_then(|need| need.hours),
        due: words::due(visit.purpose, woman.attending == Some(visit.midwife), heel_prick_until(woman)),
        born: woman.born,
        case_manager: name_of(Actor::Person(woman.manager), &now.directory),
        case_manager_phone: phone_of(now, woman.manager),
        infected: woman.infected,
        told: board::is_told(now, visit),
        made: woman.made.contains(&visit.visit),
        opens_case,
    }
}

/// Until when the heel prick may be made: the hour where it is known.
fn heel_prick_until(woman: &Woman) -> (Date, Option<u16>) {
    (heel_prick_days(woman.born, woman.birth.at).1, woman.birth.at)
}
