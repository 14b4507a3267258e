//! *Vandaag*: what I do today, by urgency; what waits for others; the absent colleague's board (AZ-14).

use askama::Template;
use jiff::civil::{Date, DateTime};
use regie_care::case::records::HandoverCode;

use super::new_intake::InterruptedLine;
use super::notice::{NoticeLine, NoticeList};
use super::visits::PrickLine;
use super::work::{self, WorkLine};
use super::{Chrome, FormKey};
use crate::texts::Texts;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "today.html")]
pub struct TodayPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today in Europe/Amsterdam.
    pub today: Date,
    /// The part of the day.
    pub greeting: Greeting,
    /// First name, for the greeting.
    pub first_name: String,
    /// Along with every form.
    pub key: FormKey,
    /// How many visits the roster has her make today, in words, for who visits for the region.
    pub own_visits: Option<String>,
    /// The heel pricks of which she has to record what became of them.
    pub pricks: Vec<PrickLine>,
    /// The visits that the roster has with nobody who is there, for who plans.
    pub visits: Vec<PrickLine>,
    /// Urgent particulars that the case manager has not acknowledged: hers, then those of whom she stands in for.
    pub urgent: Vec<WorkLine>,
    /// Acute handovers that wait for an answer, now.
    pub acute: Vec<WorkLine>,
    /// Handovers of hers that were declined, as long as she has not read so.
    pub declined: Vec<NoticeLine>,
    /// What she began and did not finish.
    pub begun: Vec<InterruptedLine>,
    /// Too late, the longest first.
    pub late: Vec<WorkLine>,
    /// To do today.
    pub now: Vec<WorkLine>,
    /// To do within seven days.
    pub week: Vec<WorkLine>,
    /// May be done already, and has time.
    pub later: Vec<WorkLine>,
    /// Handovers from or to her that nobody answered in time.
    pub overdue: Vec<WorkLine>,
    /// Handovers that wait for my answer.
    pub answers: Vec<WorkLine>,
    /// What I wait for.
    pub waiting: Vec<WorkLine>,
    /// What was told to her and she has not read, and what must still be told to others, as far as there is any.
    pub told: Vec<NoticeList>,
    /// How many lines of mine do not fit.
    pub left_off: u64,
    /// For whom I stand in.
    pub boards: Vec<Board>,
    /// How many lines of theirs do not fit.
    pub boards_left_off: u64,
    /// Whether she hears of them as her network's coordinator.
    pub coordinates: bool,
    /// For a coordinator: handovers that nobody answered in time.
    pub alarms: Vec<Alarm>,
}

/// A handover that nobody answered in time: nothing of the client.
#[derive(Debug, Clone)]
pub struct Alarm {
    /// Who is still accountable: an organisation.
    pub from: String,
    /// Who should have answered: an organisation.
    pub to: String,
    /// What kind of handover.
    pub code: HandoverCode,
    /// How many days too late.
    pub days: u64,
    /// Whom to call about it: name and number.
    pub call: Vec<(String, String)>,
    /// Where it stands, for who may see it.
    pub href: Option<String>,
}

/// The board of an absent colleague.
#[derive(Debug, Clone)]
pub struct Board {
    /// Who is away.
    pub name: String,
    /// Until when; `None` when not known.
    pub until: Option<Date>,
    /// Her lines, but for what is urgent.
    pub lines: Vec<WorkLine>,
}

/// The part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Greeting {
    /// 6 to 12.
    Morning,
    /// 12 to 18.
    Afternoon,
    /// 18 to 24.
    Evening,
    /// 0 to 6.
    Night,
}

impl Greeting {
    /// The part of the day of a civil time.
    #[must_use]
    pub fn at(time: DateTime) -> Self {
        match time.hour() {
            0..6 => Self::Night,
            6..12 => Self::Morning,
            12..18 => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}

impl Texts {
    /// `Goedemorgen Joke`.
    #[must_use]
    pub fn greeting(&self, greeting: &Greeting, name: &str) -> String {
        let key = match greeting {
            Greeting::Morning => "greeting-morning",
            Greeting::Afternoon => "greeting-afternoon",
            Greeting::Evening => "greeting-evening",
            Greeting::Night => "greeting-night",
        };
        self.one(key, "name", name).into_owned()
    }
}

impl TodayPage {
    /// Everything to be done by me, what is urgent as a deputy along.
    #[must_use]
    pub fn todo_count(&self) -> usize {
        let mine = self.urgent.len() + self.late.len() + self.now.len() + self.week.len() + self.later.len();
        mine + self.acute.len() + self.overdue.len() + self.answers.len()
    }

    /// Whether nothing at all is to be done.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.alarms.is_empty() && self.todo_count() == 0
    }

    /// The key of the heading over the handovers that nobody answered.
    #[must_use]
    pub const fn alarms_heading(&self) -> &'static str {
        if self.coordinates { "today-alarms" } else { "today-practice-alarms" }
    }

    /// The same, its lines numbered from top to bottom.
    #[must_use]
    pub fn numbered(mut self) -> Self {
        let own = [
            &mut self.urgent,
            &mut self.acute,
            &mut self.overdue,
            &mut self.late,
            &mut self.now,
            &mut self.week,
            &mut self.later,
            &mut self.answers,
            &mut self.waiting,
        ];
        let boards = self.boards.iter_mut().map(|board| &mut board.lines);
        for (row, line) in own.into_iter().chain(boards).flatten().enumerate() {
            line.row = row + 1;
        }
        self
    }

    /// The parts of *Te doen* that have lines: key of the heading, lines.
    #[must_use]
    pub fn todo(&self) -> Vec<(&'static str, &[WorkLine])> {
        [("today-late", &self.late), ("today-now", &self.now), ("today-week", &self.week), ("today-later", &self.later)]
            .into_iter()
            .filter(|(_, lines)| !lines.is_empty())
            .map(|(key, lines)| (key, lines.as_slice()))
            .collect()
    }
}
