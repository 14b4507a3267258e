//! A region's postnatal care: the forecast, the roster and the decision to centralise (PN-01, PN-02, PN-04).
//!
//! What is needed follows from the cases of the network's practices, what can be carried from its visitors. The search runs
//! off the request's thread and is bounded in time; what it finds is a proposal, checked before anybody sees it, and a
//! planner accepts it or not.

mod board;
mod foreseen;
mod held;
mod instance;
mod need;
mod norm;
mod outlook;
mod own;
mod pins;
mod reasons;
mod search;
mod unrecorded;
mod urgent;
mod view;
mod visit_plan;
mod visiting;
mod visitors;
mod why_not;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::day::time_of;
use regie_care::directory::Directory;
use regie_care::ids::{CaseId, PersonId, RegionId};
use regie_care::notice;
use regie_care::policy::{RegionAction, Subject};
use regie_care::region::{self, Occasion, Region, RegionCommand, RegionEvent};
use regie_care::seat::{Actor, OrgKind, Seat};
use regie_store::NewJob;

use self::instance::Question;
use regie_care::postnatal::{AFTER_LATE_HOME, LONGEST_STAY};

use self::need::Woman;
use crate::aggregate::Aggregate;
use crate::app::App;
use crate::change_case::notice_job;
use crate::clock::Moment;
use crate::error::{AppError, Change};
use crate::execute::{Along, Changed, Done, Request};
use crate::load::Loaded;

pub(crate) use visiting::Visiting;

pub use foreseen::{AwayVisitor, DecisionView, ForecastDay, RegionForecast, VisitPace};
pub use outlook::WhatIf;
pub use own::{OwnDay, OwnVisit, Visited};
pub use unrecorded::{PrickToRecord, UnrecordedPrick};
pub use urgent::UrgentVisit;
pub use view::{
    Alternative, BoardVisit, BrokenVisit, ChoiceKind, Face, KnownAway, PinView, ProposalView, RosterChange,
    RosterFigures, StandIn, StandInChoice, StandInList, VisitReason, VisitorDay, VisitorLine, WaitingVisit, WeekBoard,
    WomanLine,
};
pub use visit_plan::{BirthFacts, SetVisit, VisitPlan, VisitStands};

/// A pregnancy in care.
#[derive(Debug, Clone, Copy)]
struct Pregnant {
    due: Date,
    first_child: bool,
    /// The day of a planned caesarean.
    caesarean: Option<Date>,
    /// She gives birth in hospital, as far as is known.
    hospital: bool,
}

/// What a region has in care.
#[derive(Debug, Clone, Default)]
struct Care {
    women: Vec<Woman>,
    /// Whose postnatal period is over, while nobody recorded what became of the heel prick.
    past: Vec<Woman>,
    pregnant: Vec<Pregnant>,
}

impl Care {
    fn add(&mut self, woman: Option<Woman>, today: Date) {
        match woman {
            Some(woman) if woman.is_visited(today) => self.women.push(woman),
            Some(woman) if woman.heel_prick_unrecorded().is_some() => self.past.push(woman),
            _ => {}
        }
    }

    /// The woman of a case, while something of her visits is to be planned or recorded.
    fn woman(&self, case: CaseId) -> Option<&Woman> {
        self.women.iter().chain(&self.past).find(|woman| woman.case == case)
    }
}

fn seconds_of_day(time: jiff::civil::Time) -> u32 {
    let part = |value: i8| u32::try_from(value).unwrap_or_default();
    part(time.hour()) * 3_600 + part(time.minute()) * 60 + part(time.second())
}

/// A region with all that its roster rests on, as it is now.
struct Now {
    region: Arc<Loaded<Region>>,
    care: Care,
    directory: Arc<Directory>,
    moment: Moment,
}

impl Now {
    fn question(&self, promised: bool) -> Question<'_> {
        Question {
            care: &self.care,
            region: &self.region.state,
            directory: &self.directory,
            today: self.moment.today,
            time: seconds_of_day(time_of(self.moment.now)),
            promised,
            released: BTreeSet::new(),
        }
    }
}

impl App {
    /// The network for which the seat acts, when she may do that.
    fn region_of(&self, seat: Seat, action: RegionAction) -> Result<String, AppError> {
        let directory = self.directory();
        let network = directory.org(seat.org).map(|org| org.network.clone()).unwrap_or_default();
        self.authorise(Actor::Person(seat), &Subject::Region { network: &network, action }, self.moment())?;
        Ok(network)
    }

    /// Whether the seat has a region to look at: the menu says so.
    #[must_use]
    pub fn has_region(&self, seat: Seat) -> bool {
        self.region_of(seat, RegionAction::Forecast).is_ok()
    }

    /// Whether she plans for it.
    #[must_use]
    pub fn plans_region(&self, seat: Seat) -> bool {
        self.region_of(seat, RegionAction::Plan).is_ok()
    }

    async fn region_now(&self, network: &str) -> Result<Now, AppError> {
        let id = RegionId::of_network(network);
        let region = match self.current::<Region>(id).await {
            Err(AppError::NotFound { .. }) => Arc::new(Loaded::new(Region::new(id, network), 0)),
            loaded => loaded?,
        };
        let moment = self.moment();
        let care = self.region_care(network, moment.today).await?;
        Ok(Now { region, care, directory: self.directory(), moment })
    }

    /// The pregnancies and births of the network's practices.
    async fn region_care(&self, network: &str, today: Date) -> Result<Care, AppError> {
        let directory = self.directory();
        let practices = directory.orgs.values().filter(|org| org.kind == OrgKind::MidwifePractice);
        let mut practices: Vec<_> = practices.filter(|org| org.network == network).map(|org| org.id).collect();
        practices.sort_unstable();
        // Who is in hospital for long is visited when she comes home.
        let since = today.saturating_sub(i64::from(LONGEST_STAY + AFTER_LATE_HOME).days());
        let mut lines = Vec::new();
        for practice in practices {
            lines.extend(self.inner.store.region_lines(practice, since).await?);
        }
        let born = lines.iter().filter(|line| line.case.born.is_some());
        let cases = self.current_cases(&born.map(|line| line.case.case).collect()).await?;
        let mut care = Care::default();
        for line in lines {
            match (line.case.born, line.case.due) {
                (Some(born), _) => {
                    let Some(case) = cases.get(&line.case.case) else { continue };
                    care.add(Woman::of(&case.state, &line.client, born, today), today);
                }
                (None, Some(due)) => {
                    let caesarean = line.case.caesarean;
                    care.pregnant.push(Pregnant {
                        due,
                        first_child: line.case.first_child.unwrap_or(false),
                        caesarean,
                        hospital: caesarean.is_some() || line.case.in_hospital.unwrap_or(false),
                    });
                }
                (None, None) => {}
            }
        }
        Ok(care)
    }

    /// The forecast of the seat's region, its phase with the rule that decided, and the decisions so far; changed by what
    /// partners expect, where something is given.
    ///
    /// # Errors
    /// When she may not see it, or the store cannot be read.
    pub async fn region_forecast(&self, seat: Seat, what_if: WhatIf) -> Result<RegionForecast, AppError> {
        let network = self.region_of(seat, RegionAction::Forecast)?;
        let now = self.region_now(&network).await?;
        let of = |what_if| outlook::of(&now, what_if);
        let usual = (!what_if.is_usual()).then(|| of(WhatIf::default()));
        Ok(foreseen::view(&now, &of(what_if), what_if, usual.as_ref()))
    }

    /// The week board of the seat's region: the proposal where there is one, else the roster that holds.
    ///
    /// # Errors
    /// When she may not plan, or the store cannot be read.
    pub async fn week_board(&self, seat: Seat, from: Option<Date>) -> Result<WeekBoard, AppError> {
        let network = self.region_of(seat, RegionAction::Plan)?;
        let now = self.region_now(&network).await?;
        Ok(board::of(&now, from))
    }

    /// Why a visit is where it is, and what the next best would cost.
    ///
    /// # Errors
    /// When she may not plan, there is no such visit, or the store cannot be read.
    pub async fn visit_reason(&self, seat: Seat, visit: &str) -> Result<VisitReason, AppError> {
        let network = self.region_of(seat, RegionAction::Plan)?;
        let now = self.region_now(&network).await?;
        let visit = visit.to_owned();
        off_the_request(move || reasons::of(&now, &visit)).await
    }

    /// Who could make the visits of a midwife on some days, the best first for each.
    ///
    /// # Errors
    /// When she may not plan, or the store cannot be read.
    pub async fn stand_ins(
        &self,
        seat: Seat,
        person: PersonId,
        from: Date,
        until: Date,
    ) -> Result<StandInList, AppError> {
        let network = self.region_of(seat, RegionAction::Plan)?;
        let now = self.region_now(&network).await?;
        off_the_request(move || reasons::stand_ins(&now, person, from, until)).await
    }

    /// Searches a roster for the coming days and puts it before the planner. What stands is where the search begins, and a
    /// change of it costs.
    ///
    /// # Errors
    /// When the actor may not plan, there is nobody who visits or nobody to visit, or somebody changed the region meanwhile.
    pub async fn propose_roster(&self, request: &Request, occasion: Occasion) -> Result<Done, AppError> {
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        let (network, id) = self.planned_region(request).await?;
        let now = self.region_now(&network).await?;
        let (today, seen) = (now.moment.today, now.region.version);
        // One at a time: a search takes all the cores that there are.
        let _alone = self.inner.searching.lock().await;
        let roster = off_the_request(move || search::roster(&now)).await?;
        // What was searched rests on the region as it was: who changed it meanwhile is told of by a new search.
        let request = Request { seen: Some(request.seen.unwrap_or(seen)), ..request.clone() };
        let decide = |_: &Region, moment: Moment| {
            self.authorise(request.actor, &Subject::Region { network: &network, action: RegionAction::Plan }, moment)?;
            Ok(region::propose(roster.clone(), today, occasion))
        };
        let (done, _) = self.change::<Region>(&request, id, decide, |_| Along::default()).await?;
        Ok(done)
    }

    /// Carries out a command on the seat's region.
    ///
    /// # Errors
    /// When the actor may not plan, the rules refuse it, or somebody changed it meanwhile.
    pub async fn command_region(&self, request: &Request, command: &RegionCommand) -> Result<Done, AppError> {
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        let (network, id) = self.planned_region(request).await?;
        if let RegionCommand::Pin { visit, pin } = command {
            let (now, visit, pin) = (self.region_now(&network).await?, visit.clone(), *pin);
            off_the_request(move || pins::check(&now, &visit, pin)).await?;
        }
        match command {
            RegionCommand::Accept => held::acceptable(&self.region_now(&network).await?)?,
            RegionCommand::TellClient { case } => held::tellable(&self.region_now(&network).await?, *case)?,
            _ => {}
        }
        let foreseen = match command {
            RegionCommand::Decide { .. } => {
                let now = self.region_now(&network).await?;
                Some(foreseen::foreseen(&now.region.state, &outlook::of(&now, WhatIf::default())))
            }
            _ => None,
        };
        let directory = self.directory();
        let decide = |state: &Region, moment: Moment| {
            self.authorise(request.actor, &Subject::Region { network: &network, action: RegionAction::Plan }, moment)?;
            let given = region::Given { directory: &directory, today: moment.today, foreseen: foreseen.as_ref() };
            Ok(region::decide(state, command, given)?)
        };
        let told =
            |changed: Changed<'_, Region>| Along { jobs: moved(request, changed, &directory), ..Along::default() };
        let (done, _) = self.change::<Region>(request, id, decide, told).await?;
        Ok(done)
    }

    /// The history of the seat's region, newest first: who did what, when and why.
    ///
    /// # Errors
    /// When she may not plan, or the store cannot be read.
    pub async fn region_history(&self, seat: Seat, limit: usize) -> Result<Vec<Change>, AppError> {
        let network = self.region_of(seat, RegionAction::Plan)?;
        let id = RegionId::of_network(&network);
        let mut changes = match self.changes_since::<Region>(id, 0, Actor::Person(seat)).await {
            Err(AppError::NotFound { .. }) => Vec::new(),
            changes => changes?,
        };
        changes.reverse();
        changes.truncate(limit);
        Ok(changes)
    }

    /// The region of who asks, begun by her when nobody did before.
    async fn planned_region(&self, request: &Request) -> Result<(String, RegionId), AppError> {
        let seat = request.actor.seat().ok_or_else(|| AppError::not_found("region", "system"))?;
        let network = self.region_of(seat, RegionAction::Plan)?;
        let id = RegionId::of_network(&network);
        if matches!(self.current::<Region>(id).await, Err(AppError::NotFound { .. })) {
            let begun = vec![RegionEvent::Begun { network: network.clone() }];
            let plain = Request::by(request.actor);
            match self.create::<Region>(&plain, self.moment(), id, begun, |_, _| Along::default()).await {
                // Somebody else was as quick.
                Err(error) if error.is_overtaken() => {}
                begun => drop(begun?),
            }
        }
        Ok((network, id))
    }
}

/// Whoever gets a visit that was another's, or loses one, hears it.
fn moved(request: &Request, changed: Changed<'_, Region>, directory: &Directory) -> Vec<NewJob> {
    let Changed { before, after, moment, .. } = changed;
    let Some(sender) = request.actor.seat() else { return Vec::new() };
    let stream = Region::stream(after.id);
    let told = notice::visits_moved(&before.state, after, request.actor, directory, moment.today);
    let job = |(index, (case, notice)): (usize, (CaseId, notice::Notice))| {
        notice_job(format!("{stream}:{}:{index}", before.version), case, sender.org, &notice)
    };
    told.into_iter().enumerate().map(job).collect()
}

const NOTHING_TO_PLAN: &str = "there is nobody who visits, or nobody who needs a visit in the coming days";

/// Computes what takes long where it holds nobody up.
async fn off_the_request<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| AppError::Internal(error.to_string()))?
}
