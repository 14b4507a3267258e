//! A pathway as a drawing: its stages as bands, its steps and decision tables as boxes, and arrows to what can open next.
//! A pure function of the definition and, when a case is shown on it, of where its steps stand.

mod view;

use std::collections::BTreeMap;

use regie_diagram::{Area, Arrow, Band, Chart, Point, Route, Size, Style, draw};
use regie_pathway::{Definition, Link, OutcomeId, Stage, Step, StepId, StepKind, Text, ToldTable, Way};

pub use self::view::{ArrowView, BandView, BoxView, DiagramView, Line, OutcomeView, Sign, Standing};
use crate::letters;
use crate::texts::{StepState, Texts};

const STYLE: Style = Style { columns: 4, width: 232, entry: 18, heading: 34, padding: 14, gap: 12, track: 6, room: 14 };
/// Where words begin, beside the sign.
const INDENT: i32 = 32;
/// Between words and the edge of a box.
const MARGIN: i32 = 8;
const TITLE: i32 = 13;
/// How wide a title runs: it is bold.
const TITLE_RUN: i32 = 14;
const TITLE_LINE: i32 = 17;
const SMALL: i32 = 12;
const SMALL_LINE: i32 = 15;
const MOST_TITLE_LINES: usize = 7;
/// How many steps of one stage far away a box names.
const MOST_FAR: usize = 2;

/// Where a step of a case stands, in few words and in many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepStanding {
    /// Where; `None` where that is not told.
    pub state: Option<StepState>,
    /// Since when, until when, in few words.
    pub words: String,
    /// The whole of it.
    pub told: String,
    /// How it was done, when it was.
    pub done: Option<Option<OutcomeId>>,
}

/// Where the steps of a case stand.
pub type Standings = BTreeMap<StepId, StepStanding>;

/// The element that tells more of a step.
#[must_use]
pub fn step_target(step: &str) -> String {
    format!("stap-{step}")
}

/// The element that tells more of a decision table.
#[must_use]
pub fn table_target(table: &str) -> String {
    format!("tabel-{table}")
}

/// What a kind of step is drawn as.
#[must_use]
pub const fn sign(kind: StepKind) -> Sign {
    match kind {
        StepKind::Contact => Sign::Contact,
        StepKind::Task => Sign::Task,
        StepKind::Question => Sign::Question,
        StepKind::Decision => Sign::Decision,
        StepKind::Meeting => Sign::Meeting,
        StepKind::Letter => Sign::Letter,
        StepKind::Referral => Sign::Referral,
        StepKind::Consent => Sign::Consent,
        StepKind::Milestone => Sign::Milestone,
    }
}

/// Draws a pathway; with `standings`, the course of a case on it.
#[must_use]
pub fn diagram(t: Texts, definition: &Definition, standings: Option<&Standings>) -> DiagramView {
    let plan = Plan::new(t, definition, standings);
    let chart = plan.chart();
    let drawing = draw(&chart, &STYLE);
    let mut boxes: Vec<BoxView> = plan.cards().zip(&drawing.boxes).map(|(card, area)| plan.boxed(card, area)).collect();
    for route in &drawing.routes {
        let start = route.points.first().map(|point| (point.x, point.y));
        match route.arrow.exit.checked_sub(1) {
            None => boxes[route.arrow.from].exit = start,
            Some(nth) => boxes[route.arrow.from].outcomes[nth].exit = start,
        }
    }
    let title = |(area, (title, _)): (&Area, &(String, Vec<Card<'_>>))| BandView {
        y: area.y,
        height: area.height,
        title: Line { x: STYLE.padding, y: area.y + 22, text: title.clone() },
    };
    let mut kinds: Vec<Sign> = boxes.iter().map(|one| one.sign).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let shown =
        |state: &StepState| boxes.iter().any(|one| one.state.as_ref().is_some_and(|at| at.state == Some(*state)));
    DiagramView {
        width: drawing.width,
        height: drawing.height,
        label: t.one("diagram-label", "title", plan.words(definition.title())).into_owned(),
        about: t.two("diagram-about", "steps", definition.steps().len(), "stages", plan.bands.len()).into_owned(),
        bands: drawing.bands.iter().zip(&plan.bands).map(title).collect(),
        arrows: drawing.routes.iter().map(|route| plan.arrow(route)).collect(),
        states: StepState::ALL.into_iter().filter(shown).collect(),
        kinds,
        boxes,
    }
}

/// What stands in a box.
enum Card<'a> {
    Step(&'a Step),
    Table(Box<ToldTable>),
}

/// What is drawn, before it has places.
struct Plan<'a> {
    t: Texts,
    definition: &'a Definition,
    standings: Option<&'a Standings>,
    /// Title and boxes.
    bands: Vec<(String, Vec<Card<'a>>)>,
    /// What leads beyond a whole stage. An arrow so long would cross all that lies between, so that the box names it.
    far: Vec<Far>,
}

/// What an exit of a step leads to beyond a whole stage.
struct Far {
    from: StepId,
    exit: usize,
    /// The band that it leads to, and whether that comes later.
    band: usize,
    ahead: bool,
    /// What the step there is called.
    title: String,
}

impl<'a> Plan<'a> {
    fn new(t: Texts, definition: &'a Definition, standings: Option<&'a Standings>) -> Self {
        let mut plan = Self { t, definition, standings, bands: Vec::new(), far: Vec::new() };
        let mut tables = definition.tables_in_words();
        let stages: Vec<Option<&Stage>> = definition.stages().iter().map(Some).chain([None]).collect();
        for stage in stages {
            let id = stage.map(|stage| &stage.id);
            let steps: Vec<&Step> = definition.steps().iter().filter(|step| step.stage.as_ref() == id).collect();
            let mut cards = Vec::new();
            for step in steps {
                // Beside the first step that it decides.
                let decides = definition.table_of(step).map(|table| table.id().to_string());
                if let Some(at) = tables.iter().position(|table| Some(&table.id) == decides.as_ref()) {
                    cards.push(Card::Table(Box::new(tables.remove(at))));
                }
                cards.push(Card::Step(step));
            }
            if !cards.is_empty() {
                let title = stage.map(|stage| plan.words(&stage.title));
                plan.bands.push((title.unwrap_or_else(|| plan.t.of("no-stage").into_owned()), cards));
            }
        }
        plan.far = plan.links().filter_map(|(arrow, from, to)| plan.far_link(&arrow, from, &to)).collect();
        plan
    }

    /// What leads to what: between boxes, and between which steps.
    fn links(&self) -> impl Iterator<Item = (Arrow, StepId, StepId)> {
        let arrows = |link: Link| {
            let (Some(from), Some(to)) = (self.place(&link.from), self.place(&link.to)) else { return Vec::new() };
            let step = self.definition.step(&link.from);
            let exit = |way: &Way| match way {
                Way::Outcome { outcome } => {
                    step.and_then(|step| step.outcomes.iter().position(|one| one.id == *outcome)).map_or(0, |at| at + 1)
                }
                _ => 0,
            };
            let mut exits: Vec<usize> = link.ways.iter().map(exit).collect();
            exits.dedup();
            exits.into_iter().map(|exit| (Arrow { from, exit, to }, link.from.clone(), link.to.clone())).collect()
        };
        self.definition.links().into_iter().flat_map(arrows)
    }

    /// In which band a box lies.
    fn band(&self, place: usize) -> usize {
        let ends = self.bands.iter().scan(0, |end, (_, cards)| {
            *end += cards.len();
            Some(*end)
        });
        ends.take_while(|end| *end <= place).count()
    }

    /// Whether an arrow would run past a whole stage.
    fn is_far(&self, arrow: &Arrow) -> bool {
        self.band(arrow.from).abs_diff(self.band(arrow.to)) > 1
    }

    fn far_link(&self, arrow: &Arrow, from: StepId, to: &StepId) -> Option<Far> {
        let (band, ahead) = (self.band(arrow.to), arrow.to > arrow.from);
        let title = self.definition.step(to).map(|step| self.words(&step.title))?;
        self.is_far(arrow).then_some(Far { from, exit: arrow.exit, band, ahead, title })
    }

    /// Writes what an exit of a step leads to beyond a whole stage: each step, or where they are many only their stage.
    fn write_far(&self, pen: &mut Pen, step: &StepId, exit: usize) -> Vec<Line> {
        let mut stages: BTreeMap<(usize, bool), Vec<&str>> = BTreeMap::new();
        for one in self.far.iter().filter(|one| one.from == *step && one.exit == exit) {
            stages.entry((one.band, one.ahead)).or_default().push(&one.title);
        }
        let mut lines = Vec::new();
        for ((band, ahead), titles) in stages {
            let sign = if ahead { '↓' } else { '↑' };
            let stage = self.bands.get(band).map_or("", |(title, _)| title.as_str());
            let words = if titles.len() > MOST_FAR {
                let steps = self.t.one("pathway-steps", "count", titles.len());
                vec![format!("{sign} {stage} ({steps})")]
            } else {
                titles.iter().map(|title| format!("{sign} {title}")).collect()
            };
            lines.extend(words.iter().flat_map(|words| pen.lines(words, SMALL, MARGIN, 2)));
        }
        lines
    }

    fn words(&self, text: &Text) -> String {
        text.in_language(self.t.code()).to_owned()
    }

    fn cards(&self) -> impl Iterator<Item = &Card<'a>> {
        self.bands.iter().flat_map(|(_, cards)| cards)
    }

    fn place(&self, step: &StepId) -> Option<usize> {
        self.cards().position(|card| matches!(card, Card::Step(one) if one.id == *step))
    }

    fn chart(&self) -> Chart {
        let mut arrows: Vec<Arrow> = self.links().map(|(arrow, ..)| arrow).filter(|one| !self.is_far(one)).collect();
        for (from, card) in self.cards().enumerate() {
            let Card::Table(table) = card else { continue };
            let decided = |step: &&Step| self.definition.table_of(step).is_some_and(|of| of.id().as_str() == table.id);
            let steps = self.definition.steps().iter().filter(decided);
            arrows.extend(steps.filter_map(|step| Some(Arrow { from, exit: 0, to: self.place(&step.id)? })));
        }
        let band =
            |(_, cards): &(String, Vec<Card<'_>>)| Band { boxes: cards.iter().map(|card| self.size(card)).collect() };
        Chart { bands: self.bands.iter().map(band).collect(), arrows }
    }

    /// The words of a box, as if its corner were at nought.
    fn boxed_at_nought(&self, card: &Card<'_>) -> BoxView {
        match card {
            Card::Step(step) => self.step(step),
            Card::Table(table) => self.table(table),
        }
    }

    fn size(&self, card: &Card<'_>) -> Size {
        let view = self.boxed_at_nought(card);
        let ends: Vec<i32> = view.outcomes.iter().skip(1).map(|next| next.top).chain([view.height]).collect();
        let middles = view.outcomes.iter().zip(ends).map(|(outcome, end)| outcome.top.midpoint(end));
        Size { height: view.height, exits: std::iter::once(STYLE.entry + 12).chain(middles).collect() }
    }

    fn boxed(&self, card: &Card<'_>, area: &Area) -> BoxView {
        let mut view = self.boxed_at_nought(card);
        (view.x, view.y) = (area.x, area.y);
        let outcomes = view.outcomes.iter_mut();
        let words = outcomes.flat_map(|outcome| {
            outcome.top += area.y;
            outcome.lines.iter_mut().chain(&mut outcome.far)
        });
        let state = view.state.as_mut().map(|state| &mut state.words);
        for line in view.title.iter_mut().chain(view.by.as_mut()).chain(state).chain(&mut view.far).chain(words) {
            line.x += area.x;
            line.y += area.y;
        }
        view
    }

    fn table(&self, table: &ToldTable) -> BoxView {
        let mut pen = Pen::new();
        let title = pen.lines(&self.words(&table.title), TITLE, INDENT, MOST_TITLE_LINES);
        let rows = self.t.one("table-rows", "rows", table.rows.len()).into_owned();
        let by = pen.lines(&rows, SMALL, INDENT, 1).pop();
        BoxView {
            x: 0,
            y: 0,
            width: STYLE.width,
            height: pen.end(),
            target: self.table_told_at(&table.id),
            told: format!("{}: {}", self.t.of("kind-table"), self.words(&table.title)),
            sign: Sign::Table,
            on_call: false,
            again: false,
            title,
            by,
            state: None,
            far: Vec::new(),
            outcomes: Vec::new(),
            exit: None,
        }
    }

    /// On the course of a case the table is told at the step that it decides.
    fn table_told_at(&self, table: &str) -> String {
        let decided = |step: &&Step| self.definition.table_of(step).is_some_and(|of| of.id().as_str() == table);
        match self.standings.and_then(|_| self.definition.steps().iter().find(decided)) {
            Some(step) => step_target(step.id.as_str()),
            None => table_target(table),
        }
    }

    fn step(&self, step: &Step) -> BoxView {
        let mut pen = Pen::new();
        let title = self.words(&step.title);
        let role = self.definition.role_of(step).map(|role| self.words(&role.title)).unwrap_or_default();
        let standing = self.standings.and_then(|standings| standings.get(&step.id));
        let title_lines = pen.lines(&title, TITLE, INDENT, MOST_TITLE_LINES);
        let by = pen.lines(&role, SMALL, INDENT, 1).pop();
        let state = standing.and_then(|standing| {
            let words = pen.lines(&standing.words, SMALL, INDENT, 1).pop()?;
            Some(Standing { state: standing.state, words })
        });
        let far = self.write_far(&mut pen, &step.id, 0);
        let ended = standing.and_then(|standing| standing.done.as_ref()).and_then(Option::as_ref);
        let outcomes: Vec<OutcomeView> = step
            .outcomes
            .iter()
            .zip(1..)
            .map(|(outcome, exit)| {
                let top = pen.rule();
                let lines = pen.lines(&self.words(&outcome.title), SMALL, MARGIN, 3);
                let far = self.write_far(&mut pen, &step.id, exit);
                OutcomeView { top, lines, far, exit: None, chosen: ended == Some(&outcome.id) }
            })
            .collect();
        let kind = self.t.step_kind(step.kind);
        let told = standing.map(|standing| standing.told.as_str()).filter(|told| !told.is_empty());
        BoxView {
            x: 0,
            y: 0,
            width: STYLE.width,
            height: pen.end(),
            target: step_target(step.id.as_str()),
            told: [Some(format!("{title} ({kind}, {role})").as_str()), told]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(": "),
            sign: sign(step.kind),
            on_call: step.discretionary,
            again: step.repeats(),
            title: title_lines,
            by,
            state,
            far,
            outcomes,
            exit: None,
        }
    }

    fn arrow(&self, route: &Route) -> ArrowView {
        let from = self.cards().nth(route.arrow.from);
        let taken = match from {
            Some(Card::Step(step)) => {
                let done = self.standings.and_then(|standings| standings.get(&step.id)?.done.as_ref());
                done.is_some_and(|ended| match route.arrow.exit.checked_sub(1) {
                    None => true,
                    Some(nth) => step.outcomes.get(nth).is_some_and(|outcome| ended.as_ref() == Some(&outcome.id)),
                })
            }
            Some(Card::Table(_)) | None => false,
        };
        let end = route.points.last().copied().unwrap_or(Point { x: 0, y: 0 });
        ArrowView { path: path(&route.points), head: format!("M{} {}l-8-4.5v9z", end.x, end.y), taken }
    }
}

/// Writes a box from top to bottom.
struct Pen {
    y: i32,
}

impl Pen {
    const fn new() -> Self {
        Self { y: 9 }
    }

    /// Words under what was written, at most so many lines.
    fn lines(&mut self, words: &str, size: i32, x: i32, most: usize) -> Vec<Line> {
        let step = if size == TITLE { TITLE_LINE } else { SMALL_LINE };
        let run = if size == TITLE { TITLE_RUN } else { size };
        let broken = letters::lines(words, run, STYLE.width - x - MARGIN, most);
        let line = |text| {
            self.y += step;
            Line { x, y: self.y - 4, text }
        };
        broken.into_iter().map(line).collect()
    }

    /// Begins a part of its own.
    fn rule(&mut self) -> i32 {
        let top = self.end();
        self.y = top + 4;
        top
    }

    /// Where it ends.
    const fn end(&self) -> i32 {
        self.y + 6
    }
}

/// How far a corner is rounded.
const ROUND: i32 = 5;

/// The path through corners, which are rounded where there is room; it ends where the head begins.
fn path(points: &[Point]) -> String {
    let mut words = String::new();
    for (at, point) in points.iter().enumerate() {
        let word = match (at.checked_sub(1).and_then(|at| points.get(at)), points.get(at + 1)) {
            (None, _) => format!("M{} {}", point.x, point.y),
            (Some(_), None) => format!("L{} {}", point.x - 6, point.y),
            (Some(before), Some(after)) => {
                let (first, last) = (towards(point, before), towards(point, after));
                format!("L{} {}Q{} {} {} {}", first.x, first.y, point.x, point.y, last.x, last.y)
            }
        };
        words.push_str(&word);
    }
    words
}

/// A little way from one corner to another.
fn towards(from: &Point, to: &Point) -> Point {
    let little = |from: i32, to: i32| from + ((to - from) / 2).clamp(-ROUND, ROUND);
    Point { x: little(from.x, to.x), y: little(from.y, to.y) }
}

#[cfg(test)]
mod tests;
