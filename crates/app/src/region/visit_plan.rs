//! A woman's postnatal visits as who visits her sets them, with what became of each (PN-04).

use jiff::civil::Date;
use regie_care::case::{Case, CaseCommand};
use regie_care::ids::{CaseId, PersonId};
use regie_care::policy::{CaseAction, Subject};
use regie_care::postnatal::{self, BirthDetails, EXTRAS, VisitCode, VisitDecision, heel_prick_days, last_day};
use regie_care::region::{Means, PlannedVisit, Purpose};
use regie_care::seat::{Actor, Seat};
use regie_care::vocabulary::anchor;
use serde::Serialize;
use utoipa::ToSchema;

use super::need::Woman;
use super::visitors::somebody_works;
use super::{Now, board};
use crate::app::App;
use crate::error::AppError;
use crate::history::name_of;

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
    /// Who may have made a visit: who visits in the region and who looks after her, the asking one first.
    pub visitors: Vec<(PersonId, String)>,
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
    /// What became of it.
    pub stands: VisitStands,
    /// Nobody who visits for the region works on any of its days in its hours: as it stands it cannot be planned.
    pub nobody_works: bool,
    /// The roster has it: by whom, on which day, from when in seconds after midnight.
    pub planned: Option<(String, Date, u32)>,
    /// Whom the roster has for it.
    pub visitor: Option<PersonId>,
}

/// What became of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum VisitStands {
    /// It is still to be made.
    ToCome,
    /// A heel prick that nobody made inside its hours: it is to be made as soon as somebody can.
    Belated,
    /// It was made.
    Made,
    /// Its days went by, and nobody recorded what became of it.
    Unrecorded {
        /// The first of its days.
        first: Date,
        /// The last.
        last: Date,
        /// She was in hospital on all of them: it was to be made there.
        in_hospital: bool,
    },
    /// A heel prick all of whose days she is in hospital: it is made there, and asked after once she is home.
    InHospital {
        /// The day on which she comes home.
        home: Date,
    },
    /// It is not needed.
    LeftOut,
    /// Another visit took its place, or it does not come with this birth.
    Over,
}

impl App {
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
        Ok(VisitPlan {
            visitors: visitors(&now, &case.state, seat),
            ..plan_of(&now, &case.state, client.identity.full_name(), version, may_set)
        })
    }
}

fn plan_of(now: &Now, case: &Case, client: String, version: Option<u64>, may_set: bool) -> VisitPlan {
    let born = postnatal::born(case);
    let woman = now.care.woman(case.id);
    let visited = woman.filter(|woman| woman.is_visited(now.moment.today));
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
        next_extra: visited.and((1..=EXTRAS).find(extra)).map(VisitCode::Extra),
        visits,
        may_set,
        visitors: Vec::new(),
    }
}

/// Who may have visited her: who asks, the region's visitors, and those who look after her.
fn visitors(now: &Now, case: &Case, seat: Seat) -> Vec<(PersonId, String)> {
    let of_case = [case.case_manager.person, case.first_line.person].into_iter();
    let deputies = case.deputies.iter().map(|deputyship| deputyship.deputy.person);
    let mut others: Vec<(PersonId, String)> = Vec::new();
    for person in now.region.state.visitors.keys().copied().chain(of_case).chain(deputies) {
        if person != seat.person && others.iter().all(|(known, _)| *known != person) {
            others.push((person, board::name(now, person)));
        }
    }
    others.sort_by(|one, other| one.1.cmp(&other.1));
    [(seat.person, board::name(now, seat.person))].into_iter().chain(others).collect()
}

/// What became of a visit: it is to be made, was made, or its days went by.
fn stands(woman: &Woman, (code, visit): (VisitCode, &str), decision: Option<&VisitDecision>) -> VisitStands {
    let need = woman.needs.iter().find(|need| need.visit == visit);
    let unrecorded = woman.unrecorded.iter().find(|one| one.visit == visit);
    match (need, unrecorded) {
        (Some(need), _) if need.belated => VisitStands::Belated,
        (Some(_), _) => VisitStands::ToCome,
        (None, Some(one)) => VisitStands::Unrecorded { first: one.first, last: one.last, in_hospital: one.in_hospital },
        (None, None) if woman.made.iter().any(|made| made == visit) => VisitStands::Made,
        (None, None) => match decision {
            Some(VisitDecision::NotNeeded { .. }) => VisitStands::LeftOut,
            _ => match woman.prick_in_hospital {
                Some(home) if code == VisitCode::HeelPrick => VisitStands::InHospital { home },
                _ => VisitStands::Over,
            },
        },
    }
}

fn visits_of(now: &Now, case: &Case, woman: &Woman) -> Vec<SetVisit> {
    let norm = [VisitCode::Home, VisitCode::FirstCheck, VisitCode::HeelPrick, VisitCode::SecondCheck, VisitCode::Last];
    // Who comes home late has one of these, and the heel prick was the hospital's; after the postnatal period nothing else is asked.
    let late = [VisitCode::Home, VisitCode::HeelPrick];
    let norm = match woman.home_late() {
        Some(_) => &late[..],
        None if now.moment.today > last_day(woman.born, &woman.birth) => &norm[2..3],
        None => &norm[..],
    };
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
            nobody_works: need.is_some_and(|need| {
                let region = &now.region.state;
                !region.visitors.is_empty()
                    && !somebody_works(need, (woman.born, woman.birth.at), region, &now.directory, now.moment.today)
            }),
            stands: stands(woman, (code, &name), record.map(|record| &record.decision)),
            visitor: planned.map(|visit| visit.midwife),
            planned: planned.map(|visit| (board::name(now, visit.midwife), visit.on, visit.start)),
        }
    };
    norm.iter().chain(extras).copied().map(one).collect()
}
