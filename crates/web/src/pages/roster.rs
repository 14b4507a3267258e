//! *Regio*, the roster: the week by midwife and by client, each visit explained, and what happens when a midwife falls ill
//! (PN-04).

use askama::Template;
use jiff::civil::Date;

use super::{Choice, Chrome, FormKey};
use crate::texts::{Chip, Texts};

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "roster.html")]
pub struct RosterPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// The network.
    pub network: String,
    /// What was wrong with what was posted; empty when nothing was.
    pub wrong: String,
    /// What somebody else changed meanwhile, newest first.
    pub meanwhile: Vec<String>,
    /// What the forms post along.
    pub key: FormKey,
    /// The roster that is shown, in a sentence: a proposal, or who accepted it when.
    pub standing: String,
    /// Whether it is a proposal.
    pub proposed: bool,
    /// What the checker says of it.
    pub figures: Vec<String>,
    /// The visits that what was recorded since breaks.
    pub broken: Vec<BrokenLine>,
    /// The heel pricks of which nobody recorded whether they were made, with whom to call.
    pub unrecorded: Vec<UnrecordedLine>,
    /// Who must hear again when who comes; empty when nobody must.
    pub again: String,
    /// When the roster was accepted beside which the changes stand.
    pub since: String,
    /// What it costs, unit by unit.
    pub bill: Vec<(String, i64)>,
    /// What a proposal would change, or what changed since yesterday.
    pub changes: Vec<ChangeLine>,
    /// Of those the visits that are at another time only.
    pub later: Vec<ChangeLine>,
    /// Visits that are on nobody's day.
    pub waiting: Vec<WaitingLine>,
    /// The days of the board.
    pub days: Vec<DayHead>,
    /// The midwives' weeks.
    pub rows: Vec<MidwifeRow>,
    /// The first and the last of those days, in words.
    pub span: String,
    /// The clients.
    pub women: Vec<WomanRow>,
    /// The visit that is explained.
    pub explained: Option<Explained>,
    /// The visits of somebody who is ill.
    pub stand_ins: Option<StandIns>,
    /// The map of a day.
    pub map: DayMap,
    /// From when and until when she is asked for who may be ill.
    pub ill_days: (String, String),
    /// The midwives who visit.
    pub midwives: Vec<Choice>,
    /// Who visits and when, as a form.
    pub visitor: VisitorForm,
    /// Midwives who could visit as well.
    pub others: Vec<Choice>,
    /// Minutes that a visit takes.
    pub pace: u16,
    /// The week before and after.
    pub weeks: (String, String),
    /// What the addresses of a visit and of a day go on with: the week that is shown.
    pub week: String,
}

/// Who visits and when, as a form.
#[derive(Debug, Clone)]
pub struct VisitorForm {
    /// Those who visit; the one whose form it is chosen.
    pub midwives: Vec<Choice>,
    /// From when, `09:00`.
    pub from: String,
    /// Until when.
    pub until: String,
    /// On which weekdays, Monday 1.
    pub days: Vec<(usize, bool)>,
    /// She does heel pricks.
    pub heel_prick: bool,
    /// She is set apart for infected households.
    pub infected: bool,
    /// From where she starts.
    pub places: Vec<Choice>,
    /// It stands open.
    pub open: bool,
}

/// A heel prick of which nobody recorded whether it was made.
#[derive(Debug, Clone)]
pub struct UnrecordedLine {
    /// Whose.
    pub client: String,
    /// What tells her from another of that name.
    pub told_apart: String,
    /// Until when it could be made, and with whom it stood.
    pub what: String,
    /// Who is accountable.
    pub manager: String,
    /// How she is reached.
    pub phone: String,
}

/// A visit that what was recorded since breaks.
#[derive(Debug, Clone)]
pub struct BrokenLine {
    /// Its name.
    pub visit: String,
    /// The client.
    pub client: String,
    /// What tells her from another of that name.
    pub told_apart: String,
    /// What it is for, with whom and when.
    pub what: String,
    /// Why it cannot be made so.
    pub why: String,
}

/// A change of the roster.
#[derive(Debug, Clone)]
pub struct ChangeLine {
    /// The client.
    pub client: String,
    /// What tells her from another of that name.
    pub told_apart: String,
    /// What changed.
    pub what: String,
    /// The client had been told.
    pub told: bool,
}

/// A visit that is on nobody's day.
#[derive(Debug, Clone)]
pub struct WaitingLine {
    /// Its name.
    pub visit: String,
    /// The client.
    pub client: String,
    /// What tells her from another of that name; empty where nobody else bears it.
    pub told_apart: String,
    /// What it is for, and when it may be.
    pub what: String,
    /// The roster found nobody for it.
    pub impossible: bool,
    /// Why; empty where it is not known.
    pub why: String,
    /// There is a roster, and this came after it.
    pub newer: bool,
    /// A heel prick that could still be in time, if the hour of birth were known.
    pub needs_hour: bool,
    /// Who is accountable for her care.
    pub manager: String,
    /// How she is reached.
    pub manager_phone: String,
}

/// The head of a day.
#[derive(Debug, Clone)]
pub struct DayHead {
    /// Its name.
    pub name: String,
    /// As in addresses.
    pub date: Date,
    /// Whether it is today.
    pub today: bool,
}

/// A midwife's week.
#[derive(Debug, Clone)]
pub struct MidwifeRow {
    /// Her name.
    pub name: String,
    /// Her id.
    pub person: String,
    /// When she is ill.
    pub ill: Option<String>,
    /// When she visits, in words.
    pub hours: String,
    /// Her days, in order.
    pub cells: Vec<Cell>,
}

/// A midwife's day.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The day's name.
    pub day: String,
    /// Why she makes no visits; empty when she works.
    pub off: String,
    /// Her visits.
    pub visits: Vec<VisitLine>,
}

/// A visit on the board.
#[derive(Debug, Clone)]
pub struct VisitLine {
    /// Its name.
    pub visit: String,
    /// When it begins.
    pub at: String,
    /// The client.
    pub client: String,
    /// What tells her from another of that name.
    pub told_apart: String,
    /// The midwife's break before it; empty where there is none.
    pub pause: String,
    /// What it is for, and how.
    pub what: String,
    /// By whom, where the board is by client.
    pub midwife: String,
    /// What stands beside it: pinned, told, made, protective equipment.
    pub marks: Vec<Chip>,
    /// Whether it is the one explained.
    pub chosen: bool,
}

/// A client with her visits.
#[derive(Debug, Clone)]
pub struct WomanRow {
    /// Her case.
    pub case: String,
    /// Her name.
    pub name: String,
    /// What tells her from another of that name.
    pub told_apart: String,
    /// Where she stays, when her child was born, and who attended.
    pub about: String,
    /// That she comes home after the tenth day, and what she then has; empty where she does not.
    pub late: String,
    /// Faces, and whether she keeps one whom she knows; nothing before the first roster.
    pub faces: Option<Chip>,
    /// Who those are, and which of them are new.
    pub face_names: String,
    /// Where nobody whom she knows comes: who those are, and why not.
    pub known_away: String,
    /// What else stands beside her.
    pub marks: Vec<Chip>,
    /// Her visits.
    pub visits: Vec<VisitLine>,
    /// She can be told.
    pub tell: bool,
}

/// A visit explained.
#[derive(Debug, Clone)]
pub struct Explained {
    /// Its name.
    pub visit: String,
    /// Whose, what for, by whom and when.
    pub title: String,
    /// What speaks for it.
    pub because: Vec<String>,
    /// Where else it could be.
    pub next: Vec<NextBest>,
    /// The midwives, hers chosen.
    pub midwives: Vec<Choice>,
    /// Its day.
    pub on: String,
    /// Where it is pinned.
    pub pinned: String,
    /// On which days it may be.
    pub days: String,
}

/// Where a visit could be as well.
#[derive(Debug, Clone)]
pub struct NextBest {
    /// Who.
    pub name: String,
    /// Her id.
    pub person: String,
    /// When.
    pub day: String,
    /// As in forms.
    pub date: Date,
    /// The client knows her.
    pub known: bool,
    /// What it would cost more, in words.
    pub cost: String,
}

/// The visits of somebody who is ill.
#[derive(Debug, Clone)]
pub struct StandIns {
    /// Her name.
    pub name: String,
    /// Her id.
    pub person: String,
    /// From when.
    pub from: Date,
    /// Until when.
    pub until: Date,
    /// Those days in words.
    pub days: String,
    /// She was recorded as ill already.
    pub recorded: bool,
    /// Her visits.
    pub visits: Vec<StandInLine>,
}

/// A visit of somebody who is ill.
#[derive(Debug, Clone)]
pub struct StandInLine {
    /// Whose and when.
    pub title: String,
    /// What could be done: what kind of thing, and by whom and when.
    pub ranked: Vec<(String, NextBest)>,
    /// Why nothing can be done; empty when something can.
    pub unmet: String,
}

/// A day on the map.
#[derive(Debug, Clone, Default)]
pub struct DayMap {
    /// Which day.
    pub title: String,
    /// Width at full size.
    pub width: i32,
    /// Height at full size.
    pub height: i32,
    /// The places: where, and what they are called.
    pub places: Vec<(String, String, String)>,
    /// The midwives' ways.
    pub ways: Vec<Way>,
    /// Places of clients that nobody located.
    pub unknown: usize,
}

/// A midwife's way on a day.
#[derive(Debug, Clone)]
pub struct Way {
    /// The class of its line.
    pub class: String,
    /// Its line.
    pub path: String,
    /// Who.
    pub name: String,
    /// Her stops in order, in words.
    pub stops: Vec<String>,
}
