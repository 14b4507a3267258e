//! *Zorgpaden*: the list, one pathway as a drawing with everything that its file says, and the course of a case on it.

use askama::Template;
use jiff::civil::Date;

use super::Chrome;
use crate::diagram::{DiagramView, Sign};
use crate::texts::{Chip, StepState, Texts};

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "pathways.html")]
pub struct PathwaysPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// The pathways.
    pub rows: Vec<PathwayRow>,
}

/// A pathway in the list.
#[derive(Debug, Clone)]
pub struct PathwayRow {
    /// Its name in the address.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether new cases can start on it.
    pub in_use: bool,
    /// Its version.
    pub version: String,
    /// From when it is valid.
    pub from: Option<Date>,
    /// How many steps it has.
    pub steps: usize,
    /// What is proved of it, in a few words.
    pub proof: Chip,
}

/// One pathway.
#[derive(Debug, Clone, Template)]
#[template(path = "pathway.html")]
pub struct PathwayPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// In the list.
    pub row: PathwayRow,
    /// Of which pathway it is a network's variant: that pathway and the network.
    pub variant: Option<(String, String)>,
    /// The text that it was made from.
    pub source: String,
    /// The drawing.
    pub diagram: DiagramView,
    /// The steps by stage.
    pub stages: Vec<StageView>,
    /// The decision tables.
    pub tables: Vec<TableView>,
    /// What holds in every course.
    pub proof: ProofView,
}

/// A stage.
#[derive(Debug, Clone)]
pub struct StageView {
    /// Its title.
    pub title: String,
    /// Its steps.
    pub steps: Vec<StepView>,
}

/// A step as its file says it.
#[derive(Debug, Clone)]
pub struct StepView {
    /// The id of its element.
    pub target: String,
    /// Its title.
    pub title: String,
    /// What it is.
    pub sign: Sign,
    /// What it is, and who does it.
    pub by: String,
    /// What is particular about it, in a few words each.
    pub marks: Vec<String>,
    /// What is said of it: a heading and the words.
    pub facts: Vec<(String, String)>,
    /// The decision table that decides it: where it stands, and its title.
    pub table: Option<(Option<String>, String)>,
    /// The ways in which it can end and what can open then; the first without a title, however it ends.
    pub outcomes: Vec<OutcomeLine>,
    /// The passage that asks for it.
    pub source: String,
    /// Each time that it stands in a case; none where no case is shown.
    pub times: Vec<TimeView>,
}

/// A way in which a step can end.
#[derive(Debug, Clone)]
pub struct OutcomeLine {
    /// What it is called; nothing for however it ends.
    pub title: Option<String>,
    /// What can open then: element and title.
    pub leads: Vec<(String, String)>,
    /// Why nothing follows from it.
    pub nothing: Option<String>,
}

/// One time that a step stands in a case.
#[derive(Debug, Clone)]
pub struct TimeView {
    /// Where it stands; `None` where that is not told.
    pub state: Option<StepState>,
    /// Since when, until when.
    pub when: String,
    /// Why, in sentences.
    pub why: Vec<String>,
    /// The id of its element on the case page.
    pub line: Option<String>,
}

/// A decision table.
#[derive(Debug, Clone)]
pub struct TableView {
    /// The id of its element.
    pub target: String,
    /// What it decides.
    pub title: String,
    /// How it decides, its version and when it is valid.
    pub notes: Vec<String>,
    /// The questions.
    pub asks: Vec<String>,
    /// The rows.
    pub rows: Vec<TableRow>,
    /// The passage that it renders.
    pub source: String,
}

impl TableView {
    /// The answers of a row, each with its question.
    pub fn told<'a>(&'a self, row: &'a TableRow) -> impl Iterator<Item = (&'a String, &'a String)> {
        self.asks.iter().zip(&row.when)
    }

    /// How many columns stand before the outcome.
    #[must_use]
    pub fn width(&self) -> usize {
        self.asks.len()
    }
}

/// A row of a decision table.
#[derive(Debug, Clone)]
pub struct TableRow {
    /// Its number; nothing for what holds when no row matches.
    pub number: Option<usize>,
    /// One answer per question.
    pub when: Vec<String>,
    /// How it decides.
    pub is: String,
    /// Why.
    pub why: String,
    /// The passage that it renders.
    pub source: String,
}

/// What holds in every course, and what is proved of that.
#[derive(Debug, Clone, Default)]
pub struct ProofView {
    /// What must be said of the proof as a whole.
    pub note: String,
    /// What the file promises.
    pub own: Vec<PromiseView>,
    /// What every pathway promises.
    pub every: Vec<PromiseView>,
}

/// A promise.
#[derive(Debug, Clone)]
pub struct PromiseView {
    /// What it says.
    pub says: String,
    /// Whether it is proved.
    pub verdict: Chip,
    /// What was looked at; nothing where nothing was.
    pub states: String,
    /// The shortest course that breaks it: days and what happens.
    pub story: Vec<(String, String)>,
    /// What is wrong at its end.
    pub conclusion: String,
    /// The passage that asks for it.
    pub source: String,
}

/// The course of a case on a pathway.
#[derive(Debug, Clone, Template)]
#[template(path = "course.html")]
pub struct CoursePage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today; of a past case, the day on which it stood so.
    pub today: Date,
    /// The case, as in its address.
    pub case: String,
    /// The client's name.
    pub name: String,
    /// That the client died.
    pub died: Option<regie_care::case::Death>,
    /// The page of the pathway, where that shows this very text.
    pub page: Option<String>,
    /// Its title.
    pub title: String,
    /// The version on which the case runs.
    pub version: String,
    /// When it began, and when it ended and why.
    pub began: String,
    /// The drawing, with where its steps stand.
    pub diagram: DiagramView,
    /// The steps by stage.
    pub stages: Vec<StageView>,
}
