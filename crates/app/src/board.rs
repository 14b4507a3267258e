//! The board: who gets how much care, and why (CM-03, CM-09).
//!
//! One list for a whole organisation, whoever is case manager: a team that carries its caseload together reads it every
//! morning. Which choice makes the columns is said by the pathway.

use regie_care::policy::{OrgAction, Subject};
use regie_care::seat::{Actor, Seat};
use regie_pathway::{FactKind, PathwayId, Text};
use regie_store::views::BoardLine;

use crate::app::App;
use crate::error::AppError;

/// The most cases of a board that are shown; the board says how many there are.
const MOST: u32 = 500;

/// The board of one pathway at one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// The boards that this organisation has cases on, the fullest first.
    pub boards: Vec<BoardName>,
    /// Which of them this is; `None` when there are none, or when another was asked for that is no board.
    pub pathway: Option<PathwayId>,
    /// What was asked for, when it is no board.
    pub unknown: Option<PathwayId>,
    /// The question of which the answers are the columns.
    pub question: Text,
    /// The columns, in the order of the pathway file; the last gathers who has no level yet, where there are any.
    pub columns: Vec<BoardColumn>,
    /// How many cases are left off for want of room.
    pub left_off: u64,
}

/// A board by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardName {
    /// The pathway.
    pub pathway: PathwayId,
    /// What it is called.
    pub title: Text,
    /// How many open cases of the organisation it has.
    pub cases: u64,
}

/// A column of a board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardColumn {
    /// The option; `None` for the cases without a level.
    pub level: Option<String>,
    /// What it is called.
    pub title: Text,
    /// The cases, who stands there longest first.
    pub lines: Vec<BoardLine>,
}

impl App {
    /// The board of a pathway for the seat's organisation; without one, the board with the most cases.
    ///
    /// # Errors
    /// When the actor may not see the caseload, or the store cannot be read.
    pub async fn board(&self, seat: Seat, pathway: Option<&PathwayId>) -> Result<Board, AppError> {
        let subject = Subject::Org { org: seat.org, action: OrgAction::ViewCaseload };
        self.authorise(Actor::Person(seat), &subject, self.moment())?;
        let store = &self.inner.store;
        let boards: Vec<BoardName> = store
            .boards(seat.org)
            .await?
            .into_iter()
            .map(|(pathway, cases)| BoardName { title: self.title_of(&pathway), pathway, cases })
            .collect();
        let unknown = pathway.filter(|asked| !self.is_board(asked, &boards)).cloned();
        if unknown.is_some() {
            let (question, columns) = (Text::default(), Vec::new());
            return Ok(Board { boards, pathway: None, unknown, question, columns, left_off: 0 });
        }
        let chosen = pathway.cloned().or_else(|| boards.first().map(|board| board.pathway.clone()));
        let Some(chosen) = chosen else {
            let (question, columns) = (Text::default(), Vec::new());
            return Ok(Board { boards, pathway: None, unknown, question, columns, left_off: 0 });
        };
        // Whatever was asked for: only a pathway that has cases here is looked up.
        let all = boards.iter().find(|board| board.pathway == chosen).map_or(0, |board| board.cases);
        let lines = if all == 0 { Vec::new() } else { store.board(seat.org, &chosen, MOST).await? };
        let left_off = all.saturating_sub(lines.len() as u64);
        let (question, columns) = self.columns(&chosen, lines);
        Ok(Board { boards, pathway: Some(chosen), unknown: None, question, columns, left_off })
    }

    /// Whether cases of the seat's organisation stand on a board that she may see. A menu asks: where the store cannot be
    /// read it has no entry, and the page that was asked for says why.
    pub async fn has_board(&self, seat: Seat) -> bool {
        let subject = Subject::Org { org: seat.org, action: OrgAction::ViewCaseload };
        let may = self.authorise(Actor::Person(seat), &subject, self.moment()).is_ok();
        may && self.inner.store.has_board(seat.org).await.unwrap_or(false)
    }

    /// Whether the pathway has a board: cases of this organisation stand on it, or the file of today names one.
    fn is_board(&self, pathway: &PathwayId, boards: &[BoardName]) -> bool {
        let stands = boards.iter().any(|board| board.pathway == *pathway);
        let current = || self.pathways().current(pathway, self.moment().today).cloned();
        stands || current().is_some_and(|definition| definition.board().is_some())
    }

    fn title_of(&self, pathway: &PathwayId) -> Text {
        let definition = self.pathways().current(pathway, self.moment().today).cloned();
        definition.map_or_else(|| Text::same(pathway.as_str()), |definition| definition.title().clone())
    }

    /// Every option is a column, also one that nobody stands in. What an older version of the file called otherwise gets a
    /// column of its own.
    fn columns(&self, pathway: &PathwayId, lines: Vec<BoardLine>) -> (Text, Vec<BoardColumn>) {
        let definition = self.pathways().current(pathway, self.moment().today).cloned();
        let fact = definition.as_ref().and_then(|definition| definition.board());
        let question = fact.map(|fact| fact.ask.clone()).unwrap_or_default();
        let options = match fact.map(|fact| &fact.answer) {
            Some(FactKind::Choice { options }) => options.as_slice(),
            _ => &[],
        };
        let column = |level: &str, title: &Text| BoardColumn {
            level: Some(level.to_owned()),
            title: title.clone(),
            lines: Vec::new(),
        };
        let mut columns: Vec<BoardColumn> =
            options.iter().map(|option| column(option.id.as_str(), &option.title)).collect();
        for line in lines {
            let level = line.place.level.clone();
            match columns.iter_mut().find(|column| column.level == level) {
                Some(column) => column.lines.push(line),
                None => {
                    let title =
                        level.as_deref().map_or_else(|| Text::new("nog niet bepaald", "not decided yet"), Text::same);
                    columns.push(BoardColumn { level, title, lines: vec![line] });
                }
            }
        }
        columns.sort_by_key(|column| column.level.is_none());
        (question, columns)
    }
}
