//! *Bord*.

use regie_app::{Board, BoardLine};
use regie_care::view::{ByHand, Placed};

use super::Desk;
use super::names::capital;
use crate::pages::board::{BoardCase, BoardColumnView, BoardPage};
use crate::pages::{Choice, Chrome};

/// The page.
#[must_use]
pub fn page(desk: &Desk, chrome: Chrome, board: &Board) -> BoardPage {
    let boards = board.boards.iter().map(|one| {
        let choice = Choice::new(one.pathway.as_str(), format!("{} ({})", desk.text(&one.title), one.cases));
        if board.pathway.as_ref() == Some(&one.pathway) { choice.chosen() } else { choice }
    });
    let chosen = board.boards.iter().find(|one| board.pathway.as_ref() == Some(&one.pathway));
    BoardPage {
        t: desk.t,
        chrome,
        today: desk.today,
        boards: boards.collect(),
        unknown: board.unknown.as_ref().map(ToString::to_string),
        title: chosen.map(|one| desk.text(&one.title)).unwrap_or_default(),
        columns: board
            .columns
            .iter()
            .map(|column| BoardColumnView {
                title: capital(&desk.text(&column.title)),
                undecided: column.level.is_none(),
                cases: column.lines.iter().map(|line| desk.on_board(line)).collect(),
            })
            .collect(),
        left_off: board.left_off,
    }
}

impl Desk {
    fn on_board(&self, line: &BoardLine) -> BoardCase {
        let case = &line.case;
        BoardCase {
            case: case.case.to_string(),
            client: line.client.full_name(),
            died: case.died,
            manager: self.person(case.case_manager),
            manager_away: self.directory.is_absent(case.case_manager, self.today),
            since: line.place.since,
            why: line.place.why.as_ref().map(|why| self.placed(why)).unwrap_or_default(),
            by_hand: line.place.why.as_ref().is_some_and(|why| why.by_hand.is_some()),
            urgent: case.urgent,
            next: case.next_until,
        }
    }

    /// `Afgeweken van de tabel (intensief), omdat de dochter bij haar introk. Joke de Vries`.
    fn by_hand(&self, by_hand: &ByHand) -> String {
        let said = match &by_hand.said {
            Some(said) => self.t.one("board-past-table", "said", self.text(said)),
            None => self.t.of("board-before-table"),
        };
        let who = by_hand.by.map(|person| self.person(person)).unwrap_or_default();
        format!("{said} {}", self.t.two("board-because", "reason", &by_hand.reason, "who", who))
    }

    /// `Stabiel, maar niet zelfredzaam (regel 3)`; without a table the step that decided it.
    fn placed(&self, placed: &Placed) -> String {
        if let Some(by_hand) = &placed.by_hand {
            return self.by_hand(by_hand);
        }
        let Some(why) = &placed.why else { return self.text(&placed.step) };
        let why = capital(&self.text(why));
        let rows: Vec<String> = placed.rows.iter().map(usize::to_string).collect();
        if rows.is_empty() {
            return why;
        }
        format!("{why} ({})", self.t.one("board-row", "row", rows.join(", ")))
    }
}
