//! A region's postnatal care: forecast, roster and the decision to centralise (PN-01, PN-02, PN-04).

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use regie_app::{OwnDay, RegionForecast, StandInList, VisitPlan, VisitReason, WeekBoard, WhatIf};
use regie_care::case::CaseCommand;
use regie_care::ids::{CaseId, PersonId};
use regie_care::postnatal::{BirthDetails, VisitCode, VisitDecision};
use regie_care::region::{Occasion, RegionCommand};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::Routes;
use super::command::{Command, CommandHeaders, Outcome, done, versioned};
use super::extract::{Id, Query};
use crate::problem::{ChangeLine, Problem};
use crate::session::SignedIn;
use crate::state::WebState;

/// Lines of a history at most.
const HISTORY: usize = 200;

pub(super) fn routes() -> Routes {
    vec![
        routes!(forecast),
        routes!(board),
        routes!(reason),
        routes!(stand_ins),
        routes!(history),
        routes!(own_day),
        routes!(visit_plan, agree),
        routes!(propose),
        routes!(command),
    ]
}

/// What partners expect; what is left out is as usual.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Scenario {
    /// Visits per birth in hundredths of the usual, 10 to 300.
    #[serde(default)]
    #[param(required = false)]
    visits_percent: u32,
    /// Women come home so many days earlier, at most 5.
    #[serde(default)]
    #[param(required = false)]
    days_earlier: u16,
    /// What can be carried in hundredths of the usual, 10 to 300.
    #[serde(default)]
    #[param(required = false)]
    capacity_percent: u32,
}

/// The forecast of your region
///
/// Visits per day for six weeks with a band that holds four of five, beside what the visitors can make; the phase with the
/// rule that decided, and the decisions so far. For the midwives and the coordinator of a network; it names no client.
#[utoipa::path(
    get, path = "/region/forecast", tag = "region", params(Scenario),
    responses((status = 200, description = "The forecast.", body = RegionForecast))
)]
async fn forecast(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Query(asked): Query<Scenario>,
) -> Result<axum::Json<RegionForecast>, Problem> {
    let Scenario { visits_percent, days_earlier, capacity_percent } = asked;
    let what_if = WhatIf { visits_percent, days_earlier, capacity_percent };
    let forecast = state.app.region_forecast(signed_in.person.seat, what_if).await;
    forecast.map(axum::Json).map_err(|error| state.problem(error))
}

/// Which week.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Week {
    /// The first day; today when absent.
    from: Option<Date>,
}

/// A week of your region's roster
///
/// The proposal where there is one, else the roster that holds; with what changed since yesterday. For the coordinator.
#[utoipa::path(
    get, path = "/region/board", tag = "region", params(Week),
    responses((status = 200, description = "The week.", body = WeekBoard,
               headers(("ETag" = String, description = "The version, for `If-Match`."))))
)]
async fn board(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Query(asked): Query<Week>,
) -> Result<Response, Problem> {
    let board = state.app.week_board(signed_in.person.seat, asked.from).await.map_err(|error| state.problem(error))?;
    Ok(versioned(board.version, axum::Json(board)))
}

/// Which visit.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct OneVisit {
    /// Its name, as on the board.
    visit: String,
}

/// Why a visit is where it is
///
/// What speaks for this midwife and this day, and what the next best would cost.
#[utoipa::path(
    get, path = "/region/reason", tag = "region", params(OneVisit),
    responses((status = 200, description = "The reason.", body = VisitReason))
)]
async fn reason(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Query(asked): Query<OneVisit>,
) -> Result<axum::Json<VisitReason>, Problem> {
    let reason = state.app.visit_reason(signed_in.person.seat, &asked.visit).await;
    reason.map(axum::Json).map_err(|error| state.problem(error))
}

/// Whose visits, and on which days.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Missing {
    /// The midwife.
    midwife: PersonId,
    /// The first day.
    from: Date,
    /// The last day.
    until: Date,
}

/// Who could stand in for a midwife
///
/// For each of her visits on these days who could make it, the best first.
#[utoipa::path(
    get, path = "/region/stand-ins", tag = "region", params(Missing),
    responses((status = 200, description = "Her visits.", body = StandInList))
)]
async fn stand_ins(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Query(asked): Query<Missing>,
) -> Result<axum::Json<StandInList>, Problem> {
    let list = state.app.stand_ins(signed_in.person.seat, asked.midwife, asked.from, asked.until).await;
    list.map(axum::Json).map_err(|error| state.problem(error))
}

/// The history of your region
///
/// Who proposed, accepted, pinned, told, fell ill and decided, when and why; newest first, at most 200 lines.
#[utoipa::path(
    get, path = "/region/history", tag = "region",
    responses((status = 200, description = "The history.", body = Vec<ChangeLine>))
)]
async fn history(State(state): State<WebState>, signed_in: SignedIn) -> Result<axum::Json<Vec<ChangeLine>>, Problem> {
    let changes = state.app.region_history(signed_in.person.seat, HISTORY).await;
    let changes = changes.map_err(|error| state.problem(error))?;
    let directory = state.app.directory();
    Ok(axum::Json(changes.iter().map(|change| ChangeLine::of(change, &directory)).collect()))
}

/// Which day.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct OwnDayOf {
    /// Today, or one of the six days after it; today when absent.
    #[serde(default)]
    #[param(required = false)]
    day: Option<Date>,
}

/// Your own visits of a day
///
/// In order, by the roster that holds: whom, where, how, what is due and who is accountable for her care. For midwives; nobody
/// else's visits.
#[utoipa::path(
    get, path = "/region/visits", tag = "region", params(OwnDayOf),
    responses((status = 200, description = "Your visits.", body = OwnDay))
)]
async fn own_day(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Query(asked): Query<OwnDayOf>,
) -> Result<axum::Json<OwnDay>, Problem> {
    let own = state.app.own_visits(signed_in.person.seat, asked.day).await;
    own.map(axum::Json).map_err(|error| state.problem(error))
}

/// The postnatal visits of a woman
///
/// What is planned and what was decided about each. For who may see her case, and for who visits her by the roster.
#[utoipa::path(
    get, path = "/cases/{id}/visits", tag = "region", params(("id" = CaseId, Path, description = "Which case.")),
    responses((status = 200, description = "Her visits.", body = VisitPlan))
)]
async fn visit_plan(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<CaseId>,
) -> Result<axum::Json<VisitPlan>, Problem> {
    let plan = state.app.visit_plan(signed_in.person.seat, id).await;
    plan.map(axum::Json).map_err(|error| state.problem(error))
}

/// What is decided about a woman's visits.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
enum VisitCommand {
    /// About one visit: how, on which days, at what time; that it is not needed; or as usual again.
    AgreeVisit {
        /// Which.
        visit: VisitCode,
        /// What.
        decision: VisitDecision,
    },
    /// What of the birth the visits rest on.
    DetailBirth {
        /// All of it; it replaces what was recorded before.
        birth: BirthDetails,
    },
}

/// Decide about the postnatal visits of a woman
///
/// For who may give commands on her case, and for who visits her by the roster. The same commands are among those of the case.
#[utoipa::path(
    post, path = "/cases/{id}/visits", tag = "region",
    params(("id" = CaseId, Path, description = "Which case."), CommandHeaders), request_body = VisitCommand,
    responses((status = 200, description = "Done.", body = Outcome))
)]
async fn agree(
    State(state): State<WebState>,
    Id(id): Id<CaseId>,
    command: Command<VisitCommand>,
) -> Result<Response, Problem> {
    let asked = match command.value {
        VisitCommand::AgreeVisit { visit, decision } => CaseCommand::AgreeVisit { visit, decision },
        VisitCommand::DetailBirth { birth } => CaseCommand::DetailBirth { birth },
    };
    let outcome = state.app.command_case(&command.request, id, &asked).await;
    outcome.map(done).map_err(|error| state.problem(error))
}

/// Why a roster is asked for.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct AskRoster {
    /// For the coming days, or because a midwife fell ill.
    occasion: Occasion,
}

/// Ask for a roster
///
/// Searches for some seconds; what is found has passed the checker and is a proposal until a planner accepts it.
#[utoipa::path(
    post, path = "/region/proposals", tag = "region", params(CommandHeaders), request_body = AskRoster,
    responses((status = 200, description = "Proposed.", body = Outcome))
)]
async fn propose(State(state): State<WebState>, command: Command<AskRoster>) -> Result<Response, Problem> {
    let outcome = state.app.propose_roster(&command.request, command.value.occasion).await;
    outcome.map(done).map_err(|error| state.problem(error))
}

/// Carry out a command on your region
///
/// Accept or drop a proposal, pin or unpin a visit, record that a client was told or a midwife is ill, say who visits when
/// and where places are, record the decision to centralise and who was told of it.
#[utoipa::path(
    post, path = "/region/commands", tag = "region", params(CommandHeaders), request_body = RegionCommand,
    responses((status = 200, description = "Done.", body = Outcome))
)]
async fn command(State(state): State<WebState>, command: Command<RegionCommand>) -> Result<Response, Problem> {
    let outcome = state.app.command_region(&command.request, &command.value).await;
    outcome.map(done).map_err(|error| state.problem(error))
}
