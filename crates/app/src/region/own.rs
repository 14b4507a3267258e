//! A visiting midwife's own day, and what she decides about the visits of a woman whom she visits (PN-04).
//!
//! She need not be of the woman's practice: that the roster has her visit is the ground on which she sees what she must know
//! for it, and sets how it goes on. The case itself stays closed to her.

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::case::{Case, CaseCommand};
use regie_care::ids::{CaseId, PersonId, RegionId};
use regie_care::policy::{CaseAction, RegionAction, Subject};
use regie_care::postnatal::{self, BirthDetails, EXTRAS, VisitCode, VisitDecision, heel_prick_days};
use regie_care::region::{Means, PlannedVisit, Purpose, Region};
use regie_care::seat::{Actor, Seat};
use regie_care::vocabulary::anchor;
use regie_pathway::Text;
use serde::Serialize;
use utoipa::ToSchema;

use super::need::Woman;
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

/// A woman's postnatal visits, with what was decided about each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct VisitPlan {
    /// Which case.
    pub case: CaseId,
    /// The case's version, for who may see the case itself.
    pub version: Option<u64>,
    /// Her name.
    pub client: String,
    /// That she died.
    pub died: Option<regie_care::case::Death>,
    /// When her child was born.
    pub born: Option<Date>,
    /// The due date.
    pub due: Option<Date>,
    /// Of the birth.
    pub birth: BirthFacts,
    /// Her visits, in the order in which they come; none before the birth or after the postnatal period.
    pub visits: Vec<SetVisit>,
    /// The day on which she comes home, where that is after the tenth day: she is visited once then.
    pub home_late: Option<Date>,
    /// Which extra visit can be added next.
    pub next_extra: Option<VisitCode>,
    /// Whether she may decide about them.
    pub may_set: bool,
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

/// What is known of a birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct BirthFacts {
    /// As recorded.
    pub details: BirthDetails,
    /// The days on which the heel prick may be made.
    pub heel_prick: Option<(Date, Date)>,
}

/// A visit, whether it is as usual or as the midwife set it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SetVisit {
    /// Which.
    pub code: VisitCode,
    /// What it is for.
    pub purpose: Purpose,
    /// How.
    pub means: Means,
    /// The first day on which it may be.
    pub first: Option<Date>,
    /// The last.
    pub last: Option<Date>,
    /// When on the day it may begin, in minutes after midnight.
    pub hours: Option<(u16, u16)>,
    /// What was decided; nothing while it is as usual.
    pub decision: Option<VisitDecision>,
    /// Who decided.
    pub by: Option<String>,
    /// It took place, or its days are past.
    pub past: bool,
    /// The roster has it: by whom, on which day, from when in seconds after midnight.
    pub planned: Option<(String, Date, u32)>,
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
        Ok(OwnDay { network, today, day, days, visits })
    }

    /// A woman's postnatal visits: for who may see her case, and for who visits her.
    ///
    /// # Errors
    /// When she may see neither, or the store cannot be read.
    pub async fn visit_plan(&self, seat: Seat, id: CaseId) -> Result<VisitPlan, AppError> {
        let case = self.current_case(id).await?;
        let moment = self.moment();
        let network = self.network_of(case.state.first_line);
        let visiting = self.visiting(&case.state).await?;
        self.authorise(Actor::Person(seat), &visiting.subject(&case.state, CaseAction::View), moment)?;
        let opens = self.may(seat, &Subject::Case { case: &case.state, action: CaseAction::View });
        let pathways = self.pathways();
        let usual = CaseCommand::DetailBirth { birth: BirthDetails::default() };
        let may_set = self.may(seat, &visiting.subject(&case.state, CaseAction::Command(&usual, &pathways)));
        let now = self.region_now(&network).await?;
        let client = self.load::<regie_care::client::Client>(case.state.client, case.state.client).await?.state;
        let version = opens.then(|| case.version_for(Actor::Person(seat), moment.today));
        Ok(plan_of(&now, &case.state, client.identity.full_name(), version, may_set))
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

    fn network_of(&self, practice: Seat) -> String {
        self.directory().org(practice.org).map(|org| org.network.clone()).unwrap_or_default()
    }
}

fn hers(region: &Region, person: PersonId) -> impl Iterator<Item = &PlannedVisit> {
    let standing = region.roster.iter().flat_map(|standing| &standing.roster.visits);
    standing.filter(move |visit| visit.midwife == person)
}

fn own_visit(now: &Now, woman: &Woman, visit: &PlannedVisit, opens_case: bool) -> OwnVisit {
    let need = woman.needs.iter().find(|need| need.visit == visit.visit);
    let manager = now.directory.person(woman.manager.person);
    let own_number = manager.map(|person| person.phone.clone()).filter(|phone| !phone.is_empty());
    let standing = now.region.state.roster.as_ref();
    let of_org = now.directory.org(woman.manager.org).map(|org| org.contact.phone.clone());
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
        case_manager_phone: own_number.or(of_org).unwrap_or_default(),
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

fn plan_of(now: &Now, case: &Case, client: String, version: Option<u64>, may_set: bool) -> VisitPlan {
    let born = postnatal::born(case);
    let woman = now.care.women.iter().find(|woman| woman.case == case.id);
    let mut visits: Vec<SetVisit> = woman.map(|woman| visits_of(now, case, woman)).unwrap_or_default();
    visits.sort_by_key(|visit| (visit.last, visit.code));
    let extra = |number: &u8| !case.postnatal.visits.contains_key(&VisitCode::Extra(*number));
    let mut anchors = case.runs.iter().flat_map(|run| run.state.anchors());
    VisitPlan {
        case: case.id,
        version,
        client,
        died: case.death(),
        born,
        due: anchors.find(|(id, _)| id.as_str() == anchor::DUE).map(|(_, date)| date),
        birth: BirthFacts {
            details: case.postnatal.birth,
            heel_prick: born.map(|born| heel_prick_days(born, case.postnatal.birth.at)),
        },
        home_late: woman.and_then(Woman::home_late),
        next_extra: woman.and((1..=EXTRAS).find(extra)).map(VisitCode::Extra),
        visits,
        may_set,
    }
}

fn visits_of(now: &Now, case: &Case, woman: &Woman) -> Vec<SetVisit> {
    let norm = [VisitCode::Home, VisitCode::FirstCheck, VisitCode::HeelPrick, VisitCode::SecondCheck, VisitCode::Last];
    // Who comes home late has the first of these alone.
    let norm = if woman.home_late().is_some() { &norm[..1] } else { &norm[..] };
    let extras = case.postnatal.visits.keys().filter(|code| matches!(code, VisitCode::Extra(_)));
    let standing = now.region.state.roster.iter().flat_map(|standing| &standing.roster.visits);
    let planned: Vec<&PlannedVisit> = standing.filter(|visit| visit.case == woman.case).collect();
    let one = |code: VisitCode| {
        let name = format!("{}/{}", woman.case, code.code());
        let need = woman.needs.iter().find(|need| need.visit == name);
        let record = case.postnatal.visits.get(&code);
        let planned = planned.iter().find(|visit| visit.visit == name);
        SetVisit {
            code,
            purpose: code.purpose(),
            means: need.map(|need| need.means).or(planned.map(|visit| visit.means)).unwrap_or(Means::Home),
            first: need.map(|need| need.first).or(planned.map(|visit| visit.on)),
            last: need.map(|need| need.last).or(planned.map(|visit| visit.on)),
            hours: need.and_then(|need| need.hours),
            decision: record.map(|record| record.decision.clone()),
            by: record.map(|record| name_of(Actor::Person(record.by), &now.directory)),
            past: need.is_none(),
            planned: planned.map(|visit| (board::name(now, visit.midwife), visit.on, visit.start)),
        }
    };
    norm.iter().chain(extras).copied().map(one).collect()
}
