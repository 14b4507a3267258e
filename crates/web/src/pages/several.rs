//! Several cases handed over at once: which, to whom, what would become of each, and what became of it (AZ-01, AZ-10).

use askama::Template;
use jiff::civil::Date;

use super::caseload::CaseloadRow;
use super::{Choice, Chrome};
use crate::fields::Fields;
use crate::texts::Texts;

/// What happens to each of the cases; the code is that of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A colleague stands in for a time, or for good.
    Leave,
    /// A colleague is asked to become case manager.
    Departure,
    /// Another practice is asked, since the clients move.
    Move,
}

impl Way {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Leave, Self::Departure, Self::Move];

    /// As the form posts it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Leave => "verlof",
            Self::Departure => "vertrek",
            Self::Move => "verhuizing",
        }
    }

    /// From the form.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }

    /// The key of its name.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Leave => "several-leave",
            Self::Departure => "several-departure",
            Self::Move => "several-move",
        }
    }

    /// The key of the sentence that explains it.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Leave => "several-leave-hint",
            Self::Departure => "several-departure-hint",
            Self::Move => "several-move-hint",
        }
    }
}

/// The page on which they are chosen.
#[derive(Debug, Clone, Template)]
#[template(path = "several.html")]
pub struct SeveralPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// Text searched for.
    pub query: String,
    /// Case managers to filter by.
    pub managers: Vec<Choice>,
    /// Deputies to filter by.
    pub deputies: Vec<Choice>,
    /// The cases of which her organisation is accountable, with these filters.
    pub rows: Vec<SeveralRow>,
    /// Whether there are more than are shown.
    pub more: bool,
    /// Where all of these are chosen.
    pub choose_all: String,
    /// Where none is.
    pub choose_none: String,
    /// Colleagues who can stand in.
    pub stand_ins: Vec<Choice>,
    /// Colleagues who can become case manager.
    pub colleagues: Vec<Choice>,
    /// Who is away in that time.
    pub away: Vec<Choice>,
    /// Practices elsewhere.
    pub practices: Vec<Choice>,
    /// Reception agencies.
    pub coas: Vec<Choice>,
    /// Health centres.
    pub gc_as: Vec<Choice>,
    /// What was posted, to be shown again.
    pub posted: Fields,
    /// The last day for an answer that is proposed.
    pub answer_by: Date,
    /// What is wrong with what was posted.
    pub problem: Option<String>,
    /// For whom the page was made.
    pub nonce: String,
}

impl SeveralPage {
    /// What was typed in a field.
    #[must_use]
    pub fn typed(&self, name: &str) -> &str {
        self.posted.text(name)
    }

    /// What was typed in a field of days, or what is proposed for it.
    #[must_use]
    pub fn typed_or(&self, name: &str, day: &Date) -> String {
        self.posted.filled(name).map_or_else(|| day.to_string(), str::to_owned)
    }

    /// Whether this way is chosen.
    #[must_use]
    pub fn is(&self, way: &Way) -> bool {
        Way::parse(self.posted.text("wat")).unwrap_or(Way::Leave) == *way
    }
}

/// A case to choose.
#[derive(Debug, Clone)]
pub struct SeveralRow {
    /// The line of the caseload.
    pub row: CaseloadRow,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// What would become of each case, or what became of it.
#[derive(Debug, Clone, Template)]
#[template(path = "several_report.html")]
pub struct ReportPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// What happens, in a sentence.
    pub what: String,
    /// Whether it was done; before that it is only foreseen.
    pub done: bool,
    /// That who stands in or takes over is away herself, with the days.
    pub away: Option<String>,
    /// The cases for which it goes through.
    pub through: Vec<ReportLine>,
    /// Those for which it is refused, with the reason.
    pub refused: Vec<ReportLine>,
    /// Who is recorded as away, and whether that goes through.
    pub leave: Option<ReportLine>,
    /// Who would be told, and how often.
    pub told: Vec<ToldCount>,
    /// What was posted, to be posted again.
    pub posted: Vec<(String, String)>,
    /// By which a second click is recognised.
    pub nonce: String,
}

/// One case of a report.
#[derive(Debug, Clone)]
pub struct ReportLine {
    /// As in its URL; empty for a line that is not about a case.
    pub case: String,
    /// The client's name, or whose line it is.
    pub name: String,
    /// Tells her apart from another of the same name; empty for a name that is hers alone.
    pub told_apart: String,
    /// What happens with it, or why not.
    pub what: String,
}

/// How many notices somebody gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldCount {
    /// When.
    pub when: String,
    /// To whom.
    pub to: String,
    /// How it reaches her.
    pub how: String,
    /// How many.
    pub count: usize,
}
