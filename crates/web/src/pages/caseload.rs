//! *Caseload*: who is whose case manager and deputy (AZ-01).

use askama::Template;
use jiff::civil::Date;
use regie_care::seat::Line;
use regie_care::view::Phase;

use super::{Choice, Chrome};
use crate::texts::{Course, Texts};

/// The page. Filters are the query: `zoek`, `casemanager`, `plaatsvervanger`, `fase`, `sorteer`.
#[derive(Debug, Clone, Template)]
#[template(path = "caseload.html")]
pub struct CaseloadPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// Text searched for.
    pub query: String,
    /// Case managers to filter by; value is the person's id.
    pub managers: Vec<Choice>,
    /// Deputies to filter by; value is the person's id.
    pub deputies: Vec<Choice>,
    /// Phases to filter by; value is the phase's code.
    pub phases: Vec<Choice>,
    /// Whether she may open a case here.
    pub opens: bool,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The code of the column sorted by.
    pub sorted: String,
    /// Whether how far the care is may be shown: not to who gets logistics only.
    pub care: bool,
    /// How many cases there are in all with these filters; `None` when there are more than fit on this page.
    pub total: Option<usize>,
    /// The rows of this page.
    pub rows: Vec<CaseloadRow>,
    /// Where the next page is.
    pub next: Option<String>,
    /// Where these rows can be had as CSV.
    pub csv: String,
    /// Where several of them can be handed over at once, for who may be accountable for cases.
    pub several: Option<String>,
}

/// A column's heading.
#[derive(Debug, Clone)]
pub struct Column {
    /// What it is.
    pub kind: ColumnKind,
    /// Where a click on it leads; `None` when it cannot be sorted by.
    pub href: Option<String>,
    /// How it is sorted now: `ascending`, `descending` or `none`, as `aria-sort` says it.
    pub sort: &'static str,
}

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Name.
    Client,
    /// Gestation or days after birth.
    Course,
    /// À terme datum.
    Due,
    /// Where she stays.
    Site,
    /// Case manager.
    Manager,
    /// Deputy.
    Deputy,
    /// The next appointment, or the first last day of what is open where that comes before.
    Next,
}

impl ColumnKind {
    /// All columns, in order.
    pub const ALL: [Self; 7] =
        [Self::Client, Self::Course, Self::Due, Self::Site, Self::Manager, Self::Deputy, Self::Next];

    /// Whether it tells how far the care is.
    #[must_use]
    pub const fn is_care(self) -> bool {
        matches!(self, Self::Course | Self::Due | Self::Next)
    }
}

/// A case.
#[derive(Debug, Clone)]
pub struct CaseloadRow {
    /// As in its URL.
    pub case: String,
    /// The client's name.
    pub client: String,
    /// Her day of birth.
    pub birth_date: Option<Date>,
    /// The number of her file: V-number or BSN; empty where this reader may not know it.
    pub number: String,
    /// What tells her from another of the same name on this list: her day of birth, or a number. Empty where nobody else
    /// is called so.
    pub told_apart: String,
    /// How far along she is.
    pub course: Course,
    /// À terme datum.
    pub due: Option<Date>,
    /// Where she stays.
    pub site: String,
    /// The case manager's name.
    pub manager: String,
    /// Whether she is away today: then the deputy is the one to approach.
    pub manager_away: bool,
    /// The case manager's organisation, when it is not the user's own.
    pub elsewhere: Option<String>,
    /// The fixed deputy's name, or that of who stands in where there is none; empty when there is neither on this day.
    pub deputy: String,
    /// Whether she is away today as well.
    pub deputy_away: bool,
    /// Who stands in for a while before the fixed deputy, and until when.
    pub cover: Option<(String, Date)>,
    /// Where the case is.
    pub phase: Phase,
    /// In which line its case manager works.
    pub line: Line,
    /// First last day of what is open.
    pub next: Option<Date>,
    /// Urgent signals not acknowledged.
    pub urgent: u32,
    /// The last day on which her organisation takes part, where it handed the case over and the client moves away.
    pub until: Option<Date>,
}

impl CaseloadRow {
    /// Whether the first last day is past.
    #[must_use]
    pub fn is_late(&self, today: &Date) -> bool {
        self.next.is_some_and(|next| next < *today)
    }

    /// Whether the case manager works in second line.
    #[must_use]
    pub const fn is_second_line(&self) -> bool {
        matches!(self.line, Line::Second)
    }

    /// Whether the phase adds something to the course: closed or ended early.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Closed | Phase::Ended)
    }
}

impl Texts {
    /// A column's heading.
    #[must_use]
    pub fn column(&self, kind: &ColumnKind) -> String {
        self.of(match kind {
            ColumnKind::Client => "column-client",
            ColumnKind::Course => "column-course",
            ColumnKind::Due => "column-due",
            ColumnKind::Site => "column-site",
            ColumnKind::Manager => "column-manager",
            ColumnKind::Deputy => "column-deputy",
            ColumnKind::Next => "column-next",
        })
        .into_owned()
    }
}
