//! The board of an organisation: its cases by level (CM-03, CM-09).

use axum::extract::State;
use axum::http::StatusCode;
use jiff::civil::Date;
use regie_app::{Board, BoardLine};
use regie_care::directory::Directory;
use regie_care::ids::{CaseId, ClientId};
use regie_care::seat::Seat;
use regie_care::view::Placed;
use regie_pathway::{PathwayId, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::Routes;
use super::extract::Query;
use super::names::SeatName;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(board)]
}

/// Which board.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// The pathway; without it the board with the most cases.
    pathway: Option<String>,
}

/// A board.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct BoardView {
    /// The boards that your organisation has cases on.
    boards: Vec<BoardNameView>,
    /// Which of them this is.
    pathway: Option<PathwayId>,
    /// The question of which the answers are the columns.
    question: Text,
    /// The columns, in the order of the pathway; cases without a level come last.
    columns: Vec<ColumnView>,
    /// How many cases are left off for want of room.
    left_off: u64,
}

/// A board by name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct BoardNameView {
    /// The pathway.
    pathway: PathwayId,
    /// What it is called.
    title: Text,
    /// How many open cases of yours it has.
    cases: u64,
}

/// A column of a board.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct ColumnView {
    /// The level; absent for the cases of which it is not decided.
    level: Option<String>,
    /// What it is called.
    title: Text,
    /// The cases, who stands there longest first.
    cases: Vec<OnBoard>,
}

/// A case on a board.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct OnBoard {
    /// The case.
    case: CaseId,
    /// The client.
    client: ClientId,
    /// Her name.
    name: String,
    /// Who is accountable.
    case_manager: SeatName,
    /// Since when she stands there, where a decision put her there.
    since: Option<Date>,
    /// The decision with its row and reason.
    why: Option<Placed>,
}

impl BoardView {
    fn of(board: Board, directory: &Directory) -> Self {
        let name =
            |one: regie_app::BoardName| BoardNameView { pathway: one.pathway, title: one.title, cases: one.cases };
        let column = |one: regie_app::BoardColumn| ColumnView {
            level: one.level,
            title: one.title,
            cases: one.lines.iter().map(|line| OnBoard::of(line, directory)).collect(),
        };
        Self {
            boards: board.boards.into_iter().map(name).collect(),
            pathway: board.pathway,
            question: board.question,
            columns: board.columns.into_iter().map(column).collect(),
            left_off: board.left_off,
        }
    }
}

impl OnBoard {
    fn of(line: &BoardLine, directory: &Directory) -> Self {
        Self {
            case: line.case.case,
            client: line.client.client,
            name: line.client.full_name(),
            case_manager: SeatName::of(Seat::new(line.case.case_manager, line.case.org), directory),
            since: line.place.since,
            why: line.place.why.clone(),
        }
    }
}

/// What was asked for is no board; says which there are.
fn no_board(asked: &PathwayId, board: &Board) -> Problem {
    let known: Vec<&str> = board.boards.iter().map(|one| one.pathway.as_str()).collect();
    let (known, bekend) = if known.is_empty() {
        ("no case of yours stands on a board".to_owned(), "er staat geen casus van jullie op een bord".to_owned())
    } else {
        (format!("choose one of: {}", known.join(", ")), format!("kies een van: {}", known.join(", ")))
    };
    let detail = format!("pathway '{asked}' has no board; {known}");
    Problem::new(StatusCode::NOT_FOUND, "no-such-board", "Not found", detail)
        .at_field("pathway")
        .in_dutch(format!("Zorgpad ‘{asked}’ heeft geen bord; {bekend}."))
}

/// Your organisation's cases by level of intensity
///
/// One list for the whole team, whoever is case manager. Which choice makes the columns is said by the pathway (`board`). What
/// is no board is answered with 404, which names those that are.
#[utoipa::path(
    get, path = "/board", tag = "cases", params(Asked),
    responses((status = 200, description = "The board.", body = BoardView))
)]
async fn board(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<axum::Json<BoardView>, Problem> {
    let pathway = asked.pathway.as_deref().map(PathwayId::from);
    let board = state.app.board(signed_in.person.seat, pathway.as_ref()).await;
    let board = board.map_err(|error| state.problem(error))?;
    if let Some(unknown) = &board.unknown {
        return Err(no_board(unknown, &board));
    }
    Ok(axum::Json(BoardView::of(board, &state.app.directory())))
}
