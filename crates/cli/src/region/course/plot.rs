//! What a course will be: its dates, and what is particular about it on which days.

use jiff::civil::Date;
use rand::RngExt;
use rand::rngs::StdRng;

use super::psychosocial::Chapter;
use crate::region::shift;

/// Every so many courses the same turns come round; a number that shares no factor with the number of sites and
/// midwives, so that each of them gets each turn.
const ROUND: u32 = 59;

/// The day after birth on which the heel prick is made.
const HEEL_PRICK: i64 = 4;
/// Whose heel prick nobody recorded.
const FORGOTTEN: u8 = 11;

/// Something that happens on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    UrgentSignal,
    Signal,
    Action,
    Investigation,
    Question,
    Relocate { answer_within: i64 },
    AcceptRelocation,
    ToColleague { answer_within: i64 },
    ToSecondLine,
    AcceptedBySecondLine,
    DeclinedBySecondLine,
    Acute { letter: bool },
    ShareCare,
    AskToShare,
    PutOnAgenda,
    ReturnToFirstLine,
    AcceptReturn,
    Loss,
    Vanish,
    PlanCaesarean,
    HeelPrick,
    Psychosocial(Chapter),
}

/// What is particular about a course, besides its phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Plain,
    Urgent,
    RelocationUnderWay,
    RelocationUnanswered,
    Relocated,
    ColleagueUnderWay,
    SecondLine,
    SecondLineDeclined,
    AcuteLetterOwed,
    AcuteLetterSent,
    Shared,
    OnAgenda,
    Lost,
    Returned,
    Vanished,
    Asks,
    ArrivesLate,
    JustBorn,
    Caesarean,
    Psychosocial,
}

impl Turn {
    /// By number, so that a small region has some of each too.
    fn of(number: u32) -> Self {
        match number % ROUND {
            4 | 52 => Self::Urgent,
            7 => Self::RelocationUnderWay,
            9 if (number / ROUND).is_multiple_of(3) => Self::RelocationUnanswered,
            11 => Self::Relocated,
            18 => Self::SecondLine,
            20 => Self::SecondLineDeclined,
            21 => Self::ColleagueUnderWay,
            22 => Self::AcuteLetterOwed,
            26 => Self::AcuteLetterSent,
            29 => Self::Shared,
            34 => Self::OnAgenda,
            37 => Self::Lost,
            40 => Self::Returned,
            43 => Self::ArrivesLate,
            49 => Self::Vanished,
            1 | 31 => Self::JustBorn,
            15 => Self::Psychosocial,
            16 => Self::Caesarean,
            56 => Self::Asks,
            _ => Self::Plain,
        }
    }

    /// In which weeks of the course, counted as weeks of pregnancy also after birth, it can be today.
    const fn weeks(self) -> std::ops::Range<i64> {
        match self {
            Self::Plain => 7..80,
            Self::Urgent => 12..42,
            Self::RelocationUnderWay | Self::RelocationUnanswered => 14..36,
            Self::Relocated => 16..46,
            Self::ColleagueUnderWay => 10..37,
            Self::SecondLine | Self::SecondLineDeclined => 26..38,
            Self::AcuteLetterOwed | Self::AcuteLetterSent => 28..38,
            Self::Shared => 36..38,
            Self::OnAgenda | Self::Asks => 16..38,
            Self::Psychosocial => 24..34,
            Self::Lost => 11..22,
            Self::Returned => 42..70,
            Self::Vanished => 16..40,
            Self::ArrivesLate => 34..60,
            Self::JustBorn => 40..41,
            Self::Caesarean => 31..37,
        }
    }
}

/// What a course will be.
#[derive(Debug, Clone)]
pub struct Plot {
    turn: Turn,
    /// First day of care.
    pub entry: Date,
    /// À terme datum.
    pub due: Date,
    /// The day of birth, unless the pregnancy is lost.
    pub born: Date,
    /// Whether she needs an interpreter.
    pub interpreter: bool,
    /// A number that gives the course its habits.
    pub lot: u8,
    turns: Vec<(Date, Happening)>,
}

impl Plot {
    /// Draws a course.
    pub fn draw(rng: &mut StdRng, number: u32, today: Date) -> Self {
        let turn = Turn::of(number);
        let mut age = rng.random_range(turn.weeks()) * 7 + rng.random_range(0..7);
        let around = rng.random_range(-12..9);
        if turn == Turn::JustBorn {
            // Born in the last eight days, whenever she was due.
            age = 280 + around + rng.random_range(1..9);
        }
        let due = shift(today, 280 - age);
        let born = shift(due, around);
        let yesterday = shift(today, -1);
        let entry_day = match turn {
            Turn::ArrivesLate => rng.random_range(33 * 7..34 * 7),
            _ => rng.random_range(7 * 7..12 * 7).min(age - 1),
        };
        let entry = shift(due, entry_day - 280).min(yesterday);
        let mut plot = Self {
            turn,
            entry,
            due,
            born,
            interpreter: rng.random_range(0..4) != 0,
            lot: rng.random_range(0..=u8::MAX),
            turns: Vec::new(),
        };
        plot.turns = plot.plan(rng, number, today);
        // One in sixteen is forgotten, or done and not recorded: somebody must ask.
        if !plot.lost() && plot.lot % 16 != FORGOTTEN {
            plot.turns.push((shift(born, HEEL_PRICK), Happening::HeelPrick));
        }
        plot.turns.retain(|(day, _)| *day >= entry && *day <= yesterday);
        plot
    }

    /// Whether the pregnancy is lost.
    pub fn lost(&self) -> bool {
        self.turn == Turn::Lost
    }

    /// The hour of birth as the midwife notes it, in minutes after midnight: of two in three who gave birth just now.
    pub fn hour(&self) -> Option<u16> {
        let noted = self.turn == Turn::JustBorn && !self.lot.is_multiple_of(3);
        noted.then(|| u16::from(self.lot) * 5)
    }

    /// The days on which something particular happens.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        self.turns.iter().map(|(day, _)| *day)
    }

    /// What happens on a day, in order.
    pub fn on(&self, day: Date) -> Vec<Happening> {
        self.turns.iter().filter(|(on, _)| *on == day).map(|(_, happening)| *happening).collect()
    }

    fn plan(&self, rng: &mut StdRng, number: u32, today: Date) -> Vec<(Date, Happening)> {
        use Happening as H;
        let ago = |days: i64| shift(today, -days);
        match self.turn {
            Turn::Plain | Turn::ArrivesLate | Turn::JustBorn => self.small_things(number, today),
            Turn::Urgent => vec![(ago(1), H::UrgentSignal)],
            Turn::RelocationUnderWay => vec![(ago(2), H::Relocate { answer_within: 4 })],
            Turn::RelocationUnanswered => vec![(ago(6), H::Relocate { answer_within: 4 })],
            Turn::Relocated => {
                let on = rng.random_range(8..40);
                vec![(ago(on), H::Relocate { answer_within: 6 }), (ago(on - 2), H::AcceptRelocation)]
            }
            Turn::ColleagueUnderWay => vec![(ago(5), H::ToColleague { answer_within: 8 })],
            Turn::SecondLine => {
                let on = rng.random_range(5..15);
                vec![(ago(on), H::ToSecondLine), (ago(on - 1), H::AcceptedBySecondLine)]
            }
            Turn::SecondLineDeclined => vec![(ago(5), H::ToSecondLine), (ago(4), H::DeclinedBySecondLine)],
            Turn::AcuteLetterOwed => vec![(ago(1 + i64::from(number % 3)), H::Acute { letter: false })],
            Turn::AcuteLetterSent => vec![(ago(9), H::Acute { letter: true })],
            Turn::Shared => vec![(ago(4), H::ShareCare)],
            Turn::OnAgenda => vec![(ago(3), H::PutOnAgenda)],
            Turn::Lost => vec![(ago(rng.random_range(2..30)), H::Loss)],
            Turn::Returned => vec![
                (shift(self.born, -8), H::ToSecondLine),
                (shift(self.born, -7), H::AcceptedBySecondLine),
                (shift(self.born, 1), H::ReturnToFirstLine),
                (shift(self.born, 2), H::AcceptReturn),
            ],
            Turn::Vanished => vec![(ago(rng.random_range(3..40)), H::Vanish)],
            Turn::Asks => vec![(ago(2), H::AskToShare)],
            Turn::Caesarean => vec![(ago(4), H::PlanCaesarean)],
            Turn::Psychosocial => {
                let chapters = [
                    (41, Chapter::Found),
                    (37, Chapter::Complex),
                    (35, Chapter::Referred),
                    (24, Chapter::Seen),
                    (14, Chapter::Planned),
                    (3, Chapter::Discussed),
                ];
                chapters.map(|(days, chapter)| (ago(days), H::Psychosocial(chapter))).to_vec()
            }
        }
    }

    /// What happens on ordinary days: an action, an examination elsewhere, a particular, a question.
    fn small_things(&self, number: u32, today: Date) -> Vec<(Date, Happening)> {
        let day = shift(today, -1 - i64::from(self.lot % 5));
        if self.born < shift(today, -40) {
            return Vec::new();
        }
        match number / 2 % 11 {
            0 => vec![(day, Happening::Action)],
            2 => vec![(shift(day, -6), Happening::Investigation)],
            5 => vec![(day, Happening::Signal)],
            7 => vec![(day, Happening::Question)],
            _ => Vec::new(),
        }
    }
}
