//! *Vandaag*: what a person does, answers and waits for, and the boards of absent colleagues (AZ-14).

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::ids::PersonId;
use regie_care::policy::Subject;
use regie_care::seat::Seat;
use regie_care::view::Lane;
use regie_store::views::WorkLine;

use crate::app::App;
use crate::error::AppError;

/// How far ahead a board looks, in days.
const AHEAD: i64 = 7;

/// The most lines of a board. Nobody has more than a day's reading of work; the caseload shows everything.
const MOST: u32 = 200;

/// A person's board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    /// The day.
    pub today: Date,
    /// Urgent particulars that she has not acknowledged.
    pub urgent: Vec<WorkLine>,
    /// Her own work, earliest last day first.
    pub todo: Vec<WorkLine>,
    /// Handovers that wait for her answer, or for anyone's of her organisation.
    pub answers: Vec<WorkLine>,
    /// What she waits for.
    pub waiting: Vec<WorkLine>,
    /// Absent colleagues whose deputy she is, each with the urgent and the other work.
    pub boards: Vec<DeputyBoard>,
}

/// The board of an absent colleague.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeputyBoard {
    /// Who is away.
    pub absent: PersonId,
    /// Until when; `None` when that is not known yet.
    pub until: Option<Date>,
    /// Her lines, earliest last day first.
    pub lines: Vec<WorkLine>,
}

impl App {
    /// The board of the person in this seat.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn today(&self, seat: Seat) -> Result<Today, AppError> {
        let moment = self.moment();
        let subject = Subject::Worklist { person: seat.person };
        self.authorise(regie_care::seat::Actor::Person(seat), &subject, moment)?;
        let horizon = moment.today.saturating_add(AHEAD.days());
        let store = &self.inner.store;
        let (own, deputy) = futures::try_join!(
            store.worklist(seat.person, seat.org, horizon, MOST),
            store.deputy_worklist(seat.person, moment.today, horizon, MOST),
        )?;
        let mut board = Today {
            today: moment.today,
            urgent: Vec::new(),
            todo: Vec::new(),
            answers: Vec::new(),
            waiting: Vec::new(),
            boards: self.boards(deputy, moment.today),
        };
        for line in own {
            match line.work.lane {
                Lane::Urgent => board.urgent.push(line),
                Lane::Todo => board.todo.push(line),
                Lane::Answer => board.answers.push(line),
                Lane::Waiting => board.waiting.push(line),
            }
        }
        Ok(board)
    }

    fn boards(&self, lines: Vec<WorkLine>, today: Date) -> Vec<DeputyBoard> {
        let directory = self.directory();
        let mut boards: Vec<DeputyBoard> = Vec::new();
        for line in lines {
            let absent = line.case.case_manager;
            match boards.iter_mut().find(|board| board.absent == absent) {
                Some(board) => board.lines.push(line),
                None => {
                    let absences = directory.person(absent).map(|person| person.absences.as_slice());
                    let until = absences
                        .unwrap_or_default()
                        .iter()
                        .find(|absence| absence.covers(today))
                        .and_then(|absence| absence.until);
                    boards.push(DeputyBoard { absent, until, lines: vec![line] });
                }
            }
        }
        boards
    }
}
