//! *Zorgpaden*: what the files say, in the reader's words.

use regie_app::{Found, Promise, Proof, Readable};
use regie_pathway::{Definition, Link, Stage, Step, ToldRow, ToldTable, Way, one_of};

use super::Desk;
use super::names::capital;
use crate::diagram::{diagram, sign, step_target, table_target};
use crate::pages::Chrome;
use crate::pages::pathways::{
    OutcomeLine, PathwayPage, PathwayRow, PathwaysPage, PromiseView, ProofView, StageView, StepView, TableRow,
    TableView,
};
use crate::texts::{Chip, Tone};

/// The list.
#[must_use]
pub fn list(desk: &Desk, chrome: Chrome, known: &[Readable]) -> PathwaysPage {
    let mut rows: Vec<PathwayRow> = known.iter().map(|one| desk.pathway_row(one)).collect();
    rows.sort_by(|one, other| other.in_use.cmp(&one.in_use).then_with(|| one.title.cmp(&other.title)));
    PathwaysPage { t: desk.t, chrome, rows }
}

/// One pathway.
#[must_use]
pub fn page(desk: &Desk, chrome: Chrome, known: &Readable) -> PathwayPage {
    let definition = &known.definition;
    let variant = definition.variant();
    PathwayPage {
        t: desk.t,
        chrome,
        row: desk.pathway_row(known),
        variant: variant.map(|variant| (variant.of.to_string(), variant.network.clone())),
        source: definition.source().to_owned(),
        diagram: diagram(desk.t, definition, None),
        stages: desk.stages(definition, Some("")),
        tables: definition.tables_in_words().iter().map(|table| desk.table(table)).collect(),
        proof: desk.proof(known),
    }
}

impl Desk {
    fn pathway_row(&self, known: &Readable) -> PathwayRow {
        let definition = &known.definition;
        PathwayRow {
            id: definition.id().to_string(),
            title: self.text(definition.title()),
            in_use: known.in_use,
            version: definition.version().to_owned(),
            from: definition.valid_from(),
            steps: definition.steps().len(),
            proof: self.proved(known),
        }
    }

    /// How much of what the file promises is proved.
    fn proved(&self, known: &Readable) -> Chip {
        let promised = known.definition.guarantees().len();
        let proved = known.proof().map_or(0, |proof| {
            let own = proof.promises.iter().filter(|promise| !promise.built_in);
            own.filter(|promise| promise.verdict == Found::Proved).count()
        });
        let all = known.proof().is_some_and(|proof| proof.promises.iter().all(|one| one.verdict == Found::Proved));
        let tone = if all { Tone::Good } else { Tone::Warn };
        Chip::new(tone, self.t.two("proved-of", "proved", proved, "promised", promised))
    }

    /// The stages with their steps, in the order of the file; `tables` is the page on which the decision tables stand.
    pub(super) fn stages(&self, definition: &Definition, tables: Option<&str>) -> Vec<StageView> {
        let links = definition.links();
        let stages: Vec<Option<&Stage>> = definition.stages().iter().map(Some).chain([None]).collect();
        let view = |stage: Option<&Stage>| {
            let id = stage.map(|stage| &stage.id);
            let steps = definition.steps().iter().filter(|step| step.stage.as_ref() == id);
            StageView {
                title: stage.map_or_else(|| self.t.of("no-stage").into_owned(), |stage| self.text(&stage.title)),
                steps: steps.map(|step| self.told_step(definition, step, &links, tables)).collect(),
            }
        };
        stages.into_iter().map(view).filter(|stage| !stage.steps.is_empty()).collect()
    }

    fn told_step(&self, definition: &Definition, step: &Step, links: &[Link], tables: Option<&str>) -> StepView {
        let role = definition.role_of(step).map(|role| self.text(&role.title)).unwrap_or_default();
        let table = definition.table_of(step).map(|table| {
            let href = tables.map(|page| format!("{page}#{}", table_target(table.id().as_str())));
            (href, self.text(table.title()))
        });
        StepView {
            target: step_target(step.id.as_str()),
            title: self.text(&step.title),
            sign: sign(step.kind),
            by: format!("{} · {role}", capital(&self.t.step_kind(step.kind))),
            marks: self.marks(step),
            facts: self.said_of(definition, step),
            table,
            outcomes: self.outcome_lines(definition, step, links),
            source: step.source.clone(),
            times: Vec::new(),
        }
    }

    fn marks(&self, step: &Step) -> Vec<String> {
        let t = self.t;
        let marks = [
            (step.required, t.of("mark-required")),
            (step.discretionary, t.of("mark-on-call")),
            (step.must_be_done, t.of("mark-must")),
            (step.even_if_she_leaves, t.of("mark-leaves")),
            (step.even_if_she_dies, t.of("mark-dies")),
            (step.sealed, t.of("mark-sealed")),
            (step.in_turn, t.of("mark-in-turn")),
        ];
        let mut marks: Vec<String> =
            marks.into_iter().filter(|(holds, _)| *holds).map(|(_, mark)| mark.into_owned()).collect();
        marks.extend(step.does.map(|work| t.done_by(work).into_owned()));
        marks.extend(step.with.map(|party| t.one("mark-with", "with", t.both(&party.named())).into_owned()));
        marks.extend(step.meeting.map(|kind| t.one("mark-meeting", "meeting", t.both(&kind.named())).into_owned()));
        marks.extend(one_of(&step.to).map(|to| t.one("mark-to", "to", t.both(&to)).into_owned()));
        marks
    }

    /// When it opens, in what time it is done, when it ends, how it comes again and what is expected back.
    fn said_of(&self, definition: &Definition, step: &Step) -> Vec<(String, String)> {
        let t = self.t;
        let said = [
            (t.of("step-opens"), definition.opens_in_words(step)),
            (t.of("step-window"), definition.window_in_words(step)),
            (t.of("step-again"), definition.repeats_in_words(step)),
            (t.of("step-ends"), definition.ends_in_words(step)),
            (t.of("step-feedback"), definition.feedback_in_words(step)),
        ];
        said.into_iter()
            .filter_map(|(heading, words)| Some((heading.into_owned(), capital(&self.text(&words?)))))
            .collect()
    }

    fn outcome_lines(&self, definition: &Definition, step: &Step, links: &[Link]) -> Vec<OutcomeLine> {
        let onwards: Vec<&Link> = links.iter().filter(|link| link.from == step.id).collect();
        let leads = |fits: &dyn Fn(&Way) -> bool| -> Vec<(String, String)> {
            let fitting = onwards.iter().filter(|link| link.ways.iter().any(fits));
            fitting
                .filter_map(|link| definition.step(&link.to))
                .map(|to| (step_target(to.id.as_str()), self.text(&to.title)))
                .collect()
        };
        let anyhow = leads(&|way| !matches!(way, Way::Outcome { .. }));
        let mut lines = Vec::new();
        if !anyhow.is_empty() {
            lines.push(OutcomeLine { title: None, leads: anyhow, nothing: None });
        }
        lines.extend(step.outcomes.iter().map(|outcome| OutcomeLine {
            title: Some(self.text(&outcome.title)),
            leads: leads(&|way| matches!(way, Way::Outcome { outcome: id } if *id == outcome.id)),
            nothing: outcome.then_nothing.as_ref().map(|why| self.text(why)),
        }));
        lines
    }

    fn table(&self, table: &ToldTable) -> TableView {
        let t = self.t;
        let version = Some(&table.version).filter(|version| !version.is_empty());
        let notes = [
            Some(capital(&self.text(&table.hit))),
            version.map(|version| t.one("table-version", "version", version).into_owned()),
            table.valid_from.map(|day| t.one("table-from", "day", t.day_full(&day)).into_owned()),
            table.valid_until.map(|day| t.one("table-until", "day", t.day_full(&day)).into_owned()),
        ];
        let row = |(at, row): (usize, &ToldRow)| TableRow {
            number: Some(at + 1),
            when: row.when.iter().map(|when| self.text(when)).collect(),
            is: self.text(&row.is),
            why: capital(&self.text(&row.why)),
            source: row.source.clone(),
        };
        let otherwise = table.otherwise.as_ref().map(|row_| TableRow { number: None, ..row((0, row_)) });
        TableView {
            target: table_target(&table.id),
            title: self.text(&table.title),
            notes: notes.into_iter().flatten().collect(),
            asks: table.asks.iter().map(|ask| self.text(ask)).collect(),
            rows: table.rows.iter().enumerate().map(row).chain(otherwise).collect(),
            source: table.source.clone(),
        }
    }

    /// What holds in every course. Without a proof of this very text, what the file promises is told as not proved.
    fn proof(&self, known: &Readable) -> ProofView {
        let t = self.t;
        match known.proof() {
            Some(proof) => ProofView {
                note: t.one("proof-states", "count", proof.states).into_owned(),
                own: self.promises(proof, false),
                every: self.promises(proof, true),
            },
            None => ProofView {
                note: t.of(if known.proved_otherwise() { "proof-of-another" } else { "proof-none" }).into_owned(),
                own: known.definition.guarantees().iter().map(|promise| self.unproved(promise)).collect(),
                every: Vec::new(),
            },
        }
    }

    fn promises(&self, proof: &Proof, built_in: bool) -> Vec<PromiseView> {
        let t = self.t;
        let view = |promise: &Promise| PromiseView {
            says: self.text(&promise.says),
            verdict: t.verdict(Some(promise.verdict)),
            states: if promise.states == 0 {
                t.of("proof-by-text").into_owned()
            } else {
                t.one("proof-seen", "count", promise.states).into_owned()
            },
            story: promise.story.iter().map(|moment| (t.day_full(&moment.date), self.text(&moment.tells))).collect(),
            conclusion: promise.conclusion.as_ref().map(|text| self.text(text)).unwrap_or_default(),
            source: promise.source.clone(),
        };
        proof.promises.iter().filter(|promise| promise.built_in == built_in).map(view).collect()
    }

    fn unproved(&self, promise: &regie_pathway::Guarantee) -> PromiseView {
        PromiseView {
            says: self.text(&promise.says),
            verdict: self.t.verdict(None),
            states: String::new(),
            story: Vec::new(),
            conclusion: String::new(),
            source: promise.source.clone(),
        }
    }
}
