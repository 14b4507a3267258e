//! Why a step stands where it stands, in sentences that a midwife would say.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    Text,
    board::{Board, Gate},
    criterion::{Criterion, Subject, eval::Truth},
    date_window::{Window, date_of},
    definition::Definition,
    ids::{AnchorId, FactId, OutcomeId, StepId},
    lifecycle::{Life, Status},
    ruling::{self, Advice, Ruling},
    state::{Occurrence, State},
    step::{Base, Bound, Repeat, Step},
    whom::Whom,
    words::{self, both, moment},
};

/// A question whose answer would settle whether a step is called for, or when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Ask {
    /// A clinical date.
    Anchor {
        /// Which date.
        anchor: AnchorId,
        /// The question.
        ask: Text,
    },
    /// A fact.
    Fact {
        /// Which fact.
        fact: FactId,
        /// The question.
        ask: Text,
    },
}

impl Ask {
    /// The question.
    #[must_use]
    pub fn question(&self) -> &Text {
        match self {
            Self::Anchor { ask, .. } | Self::Fact { ask, .. } => ask,
        }
    }
}

/// Why a step stands where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Explanation {
    /// Which step.
    pub step: StepId,
    /// Which occurrence.
    pub nth: u16,
    /// What the page shows for the step.
    pub title: Text,
    /// Where it stands.
    pub status: Status,
    /// Open and past its last day.
    pub overdue: bool,
    /// The last day of its window as known now, where its appointment lies after that: it is no less due for that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned_past: Option<Date>,
    /// The sentences, without the source passage.
    pub sentences: Vec<Text>,
    /// What to ask next.
    pub unknown: Vec<Ask>,
    /// What must hold before it can be done or skipped, while that does not hold: [`crate::waits_for`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<Text>,
    /// What its decision table says as things stand, while it is to be decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<Advice>,
    /// The passage of the source text that asks for the step.
    pub source: String,
}

impl Explanation {
    /// Everything in one paragraph, the source passage last.
    #[must_use]
    pub fn text(&self) -> Text {
        let mut parts: Vec<&Text> = self.sentences.iter().collect();
        let source = Text::new(format!("Bron: {}", self.source), format!("Source: {}", self.source));
        if !self.source.is_empty() {
            parts.push(&source);
        }
        both(&parts, (" ", " "))
    }
}

/// Explains one occurrence on a date; nothing when the course does not hold it.
#[must_use]
pub fn explain(def: &Definition, state: &State, step: &StepId, nth: u16, today: Date) -> Option<Explanation> {
    let at = *def.step_index.get(step)?;
    let board = Board::of(def, state);
    let slot = board.slots_of(at).find(|slot| board.occurrence(*slot).nth == nth)?;
    let teller = Teller::new(&board, slot, today);
    let sentences = teller.sentences();
    let rule = teller.rule;
    Some(Explanation {
        step: step.clone(),
        nth,
        title: rule.title.clone(),
        status: teller.occurrence.status(),
        overdue: board.is_overdue(slot, today),
        planned_past: board.planned_past(slot),
        sentences,
        unknown: teller.unknown(),
        waits_for: board.waits_for(slot),
        advice: teller.advice(),
        source: rule.source.clone(),
    })
}

/// What to ask to know whether a waiting step is called for, and when.
pub(crate) fn questions(board: &Board<'_>, slot: usize, today: Date) -> Vec<Ask> {
    Teller::new(board, slot, today).unknown()
}

struct Teller<'b, 'd> {
    board: &'b Board<'d>,
    slot: usize,
    rule: &'d Step,
    occurrence: &'b Occurrence,
    today: Date,
    /// The due date, when the window of this step counts in gestational age.
    due: Option<Date>,
}

fn sentence(nl: impl Into<String>, en: impl Into<String>) -> Text {
    Text::new(nl, en)
}

impl<'b, 'd> Teller<'b, 'd> {
    fn new(board: &'b Board<'d>, slot: usize, today: Date) -> Self {
        let rule = board.step_of(slot);
        let by_weeks = |bound: &Bound| bound.text.starts_with(|first: char| first.is_ascii_digit());
        let counts_weeks = rule.window.as_ref().is_some_and(|window| window.bounds().any(by_weeks));
        let due = board.def.gestation.filter(|_| counts_weeks).and_then(|due| board.anchors[usize::from(due)]);
        Self { board, slot, rule, occurrence: board.occurrence(slot), today, due: due.map(date_of) }
    }

    /// A day, in weeks of pregnancy as long as there is one: not after the day that a milestone marked, such as the birth.
    fn moment(&self, on: Date) -> Text {
        let marked = self.board.def.steps.iter().filter_map(|step| step.marks);
        let over = marked.filter_map(|at| self.board.anchors[usize::from(at)]).any(|day| date_of(day) < on);
        moment(on, self.due.filter(|_| !over))
    }

    fn sentences(&self) -> Vec<Text> {
        let mut sentences = vec![self.standing()];
        if self.occurrence.status().is_live() {
            sentences.extend(self.late());
            sentences.extend(self.appointment());
            sentences.extend(self.advised());
            sentences.extend(self.questions());
        }
        sentences.extend(self.decided());
        sentences.extend(self.said());
        sentences.extend(self.arranged());
        sentences
    }

    fn standing(&self) -> Text {
        let def = self.board.def;
        let ends = self.rule.ends.as_ref();
        match &self.occurrence.life {
            Life::Waiting => self.waiting(),
            Life::Open { since } => {
                let since = self.moment(*since);
                let start = sentence(format!("Open sinds {}", since.nl), format!("Open since {}", since.en));
                self.with_window(start)
            }
            Life::Done { on, outcome } => {
                let on = self.moment(*on);
                let outcome = outcome.as_ref().and_then(|id| self.rule.outcomes.iter().find(|known| known.id == *id));
                match outcome {
                    Some(outcome) => sentence(
                        format!("Gedaan op {}: {}.", on.nl, outcome.title.nl),
                        format!("Done on {}: {}.", on.en, outcome.title.en),
                    ),
                    None => sentence(format!("Gedaan op {}.", on.nl), format!("Done on {}.", on.en)),
                }
            }
            Life::Skipped { on, reason } => {
                let on = self.moment(*on);
                sentence(format!("Overgeslagen op {}: {reason}.", on.nl), format!("Skipped on {}: {reason}.", on.en))
            }
            Life::Missed { on, why } => {
                let (on, why) = (self.moment(*on), words::cause(def, ends, why, self.due));
                sentence(
                    format!("Gemist, vastgesteld op {}: {}.", on.nl, why.nl),
                    format!("Missed, found on {}: {}.", on.en, why.en),
                )
            }
            Life::Cancelled { on, cause } => {
                let (on, cause) = (self.moment(*on), words::cause(def, ends, cause, self.due));
                sentence(
                    format!("Vervallen op {}: {}.", on.nl, cause.nl),
                    format!("Cancelled on {}: {}.", on.en, cause.en),
                )
            }
        }
    }

    /// The start of a sentence, with the window and what it counts from behind it.
    fn with_window(&self, start: Text) -> Text {
        let (Some(window), None) = (self.occurrence.window, self.occurrence.late) else {
            return both(&[&start, &Text::same(".")], ("", ""));
        };
        let (span, counted) = (self.span(window), self.counted());
        let overdue = if self.board.is_overdue(self.slot, self.today) {
            sentence("; te laat", "; overdue")
        } else {
            Text::default()
        };
        sentence(
            format!("{}, te doen {}{}{}.", start.nl, span.nl, counted.nl, overdue.nl),
            format!("{}, window {}{}{}.", start.en, span.en, counted.en, overdue.en),
        )
    }

    fn span(&self, window: Window) -> Text {
        let (from, until) = (words::in_words(window.from()), words::in_words(window.until()));
        match self.due {
            Some(due) => {
                let (first, last) = (crate::gestation(due, window.from()), crate::gestation(due, window.until()));
                sentence(
                    format!("{first}–{last} ({} t/m {})", from.nl, until.nl),
                    format!("{first}–{last} ({} to {})", from.en, until.en),
                )
            }
            None => sentence(format!("{} t/m {}", from.nl, until.nl), format!("{} to {}", from.en, until.en)),
        }
    }

    /// `, gerekend vanaf de à terme datum 24 januari 2027`.
    fn counted(&self) -> Text {
        if let (Some(Repeat::Every { every, .. }), false) = (&self.rule.repeat, self.board.follows_rule(self.slot)) {
            let every = words::duration(*every);
            return sentence(
                format!(", {} na de vorige keer", every.nl),
                format!(", {} after the time before", every.en),
            );
        }
        let Some(rule) = &self.rule.window else { return Text::default() };
        let mut bases: Vec<Base> = Vec::new();
        let mut parts: Vec<Text> = Vec::new();
        for bound in rule.bounds() {
            if bases.contains(&bound.base) {
                continue;
            }
            bases.push(bound.base);
            let zero = Bound { offset: crate::Offset::ZERO, ..bound.clone() };
            let noun = words::base(self.board.def, bound);
            let day = self.board.bound(&zero, None, None).filter(|_| bound.base != Base::Opened);
            parts.push(match day.map(|day| words::in_words(date_of(day))) {
                Some(date) => both(&[&noun, &date], (" ", " ")),
                None => noun,
            });
        }
        let nouns = both(&parts.iter().collect::<Vec<_>>(), (" en ", " and "));
        sentence(format!(", gerekend vanaf {}", nouns.nl), format!(", counted from {}", nouns.en))
    }

    fn waiting(&self) -> Text {
        let step = self.board.slots[self.slot].step;
        let gate = self.board.gate(self.slot);
        if let (Some(opens), truth) = (&self.rule.opens, self.board.opens(step))
            && truth != Truth::True
        {
            let wanted = words::clause::awaited(self.board, opens);
            let start = sentence(format!("Begint zodra {}", wanted.nl), format!("Begins as soon as {}", wanted.en));
            return self.with_window(start);
        }
        match gate {
            Gate::From(day) => {
                let from = self.moment(date_of(day));
                self.with_window(sentence(format!("Aan de beurt vanaf {}", from.nl), format!("Due from {}", from.en)))
            }
            Gate::Shut => {
                let missing = self.missing_dates();
                sentence(
                    format!("Wacht op {}: de datum is nog niet bekend.", missing.nl),
                    format!("Waits for {}: the date is not known yet.", missing.en),
                )
            }
            Gate::Free => {
                sentence("Gaat open zodra de casus wordt bijgewerkt.", "Opens when the case is next updated.")
            }
        }
    }

    fn missing_dates(&self) -> Text {
        let mut missing: Vec<Text> = Vec::new();
        for bound in self.rule.window.iter().flat_map(|rule| rule.bounds()) {
            if bound.base != Base::Opened && self.board.bound(bound, None, None).is_none() {
                let noun = words::base(self.board.def, bound);
                if !missing.contains(&noun) {
                    missing.push(noun);
                }
            }
        }
        both(&missing.iter().collect::<Vec<_>>(), (" en ", " and "))
    }

    fn late(&self) -> Option<Text> {
        let late = self.occurrence.late?;
        let (original, found) = (self.span(late.original), self.moment(late.found));
        let until = words::in_words(self.occurrence.window?.until());
        let counted = self.counted();
        Some(sentence(
            format!(
                "Inhalen t/m {}: de eigen periode {}{} was op {} al voorbij.",
                until.nl, original.nl, counted.nl, found.nl
            ),
            format!(
                "To be caught up by {}: its own window {}{} had passed on {}.",
                until.en, original.en, counted.en, found.en
            ),
        ))
    }

    fn appointment(&self) -> Option<Text> {
        let pinned = self.occurrence.pinned?;
        let date = self.moment(pinned);
        let before = self.occurrence.window.is_some_and(|window| pinned < window.from());
        let past = self.board.planned_past(self.slot);
        let (nl, en) = match past.map(|last| self.moment(last)) {
            Some(last) => (
                format!(", na het einde van de periode ({})", last.nl),
                format!(", after the end of the window ({})", last.en),
            ),
            None if before => (", buiten de periode".to_owned(), ", outside the window".to_owned()),
            None => (String::new(), String::new()),
        };
        Some(sentence(
            format!("Afspraak op {}{nl}; schuift niet mee als een datum verandert.", date.nl),
            format!("Appointment on {}{en}; it does not move along when a date changes.", date.en),
        ))
    }

    /// What the table says of a step that is to be decided.
    fn advice(&self) -> Option<Advice> {
        if !self.occurrence.status().is_live() {
            return None;
        }
        ruling::advice(self.board, self.rule, self.today)?.ok()
    }

    fn advised(&self) -> Option<Text> {
        let Advice::Decided { outcome, ruling } = self.advice()? else { return None };
        let (title, why) = (self.outcome(&outcome), self.because(&ruling));
        Some(sentence(format!("Wordt: {}, {}.", title.nl, why.nl), format!("Will be: {}, {}.", title.en, why.en)))
    }

    /// By which row it was decided: `Besloten: complex, want er is actueel misbruik (regel 2 van Enkelvoudig of complex).`
    fn decided(&self) -> Option<Text> {
        let ruling = self.occurrence.decided.as_ref()?;
        let Life::Done { outcome: Some(outcome), .. } = &self.occurrence.life else { return None };
        let (title, why) = (self.outcome(outcome), self.because(ruling));
        Some(sentence(format!("Besloten: {}, {}.", title.nl, why.nl), format!("Decided: {}, {}.", title.en, why.en)))
    }

    /// What was said with it: `Waarop berust de weging? “…”`
    fn said(&self) -> Option<Text> {
        let (ask, said) = (self.rule.words.as_ref()?, self.occurrence.words.as_ref()?);
        Some(sentence(format!("{} “{said}”", ask.nl), format!("{} “{said}”", ask.en)))
    }

    /// To whom, and for which day: `Verwezen naar: … Dag van de afspraak: 3 april 2026.` An organisation that is known by its
    /// id alone is named by who knows it.
    fn arranged(&self) -> Option<Text> {
        let name = self.rule.whom.as_ref().zip(self.occurrence.whom.as_ref()).and_then(|(ask, whom)| match whom {
            Whom::Elsewhere { name } => Some(sentence(format!("{}: {name}.", ask.nl), format!("{}: {name}.", ask.en))),
            Whom::Org { .. } => None,
        });
        let day = self.rule.day.as_ref().zip(self.occurrence.day).map(|(ask, day)| {
            let day = words::in_words(day);
            sentence(format!("{}: {}.", ask.nl, day.nl), format!("{}: {}.", ask.en, day.en))
        });
        let told: Vec<Text> = name.into_iter().chain(day).collect();
        (!told.is_empty()).then(|| both(&told.iter().collect::<Vec<_>>(), (" ", " ")))
    }

    fn outcome(&self, id: &OutcomeId) -> Text {
        let known = self.rule.outcomes.iter().find(|known| known.id == *id);
        known.map_or_else(|| Text::same(id.as_str()), |known| words::in_a_sentence(&known.title))
    }

    fn because(&self, ruling: &Ruling) -> Text {
        let title = self.board.def.table_of(self.rule).map(regie_decision::Table::title);
        let title = title.map_or_else(|| Text::same(ruling.table.as_str()), |title| Text::new(&title.nl, &title.en));
        let row = match (ruling.numbers("of"), ruling.numbers("or")) {
            (Some(nl), Some(en)) => sentence(format!("regel {nl}"), format!("row {en}")),
            _ => sentence("geen enkele regel", "no row"),
        };
        sentence(
            format!("want {} ({} van: {})", ruling.why.nl, row.nl, title.nl),
            format!("because {} ({} of: {})", ruling.why.en, row.en, title.en),
        )
    }

    fn unknown(&self) -> Vec<Ask> {
        match self.occurrence.status() {
            Status::Waiting => self.unknown_dates_and_facts(),
            Status::Open => match self.advice() {
                Some(Advice::Undecided { missing }) => missing,
                Some(Advice::Decided { .. }) | None => Vec::new(),
            },
            Status::Done | Status::Skipped | Status::Missed | Status::Cancelled => Vec::new(),
        }
    }

    fn unknown_dates_and_facts(&self) -> Vec<Ask> {
        let mut subjects =
            self.rule.opens.as_ref().map_or_else(Vec::new, |opens: &Criterion| opens.unknowns(self.board));
        for bound in self.rule.window.iter().flat_map(|rule| rule.bounds()) {
            if let Base::Anchor(anchor) = bound.base
                && self.board.anchors[usize::from(anchor)].is_none()
                && !subjects.contains(&Subject::Anchor(anchor))
            {
                subjects.push(Subject::Anchor(anchor));
            }
        }
        let def = self.board.def;
        let asks = subjects.into_iter().filter_map(|subject| match subject {
            Subject::Anchor(anchor) => {
                let anchor = &def.anchors[usize::from(anchor)];
                let title = words::with_article(&anchor.title);
                let ask = Text::new(format!("Wat is {}?", title.nl), format!("What is {}?", title.en));
                Some(Ask::Anchor { anchor: anchor.id.clone(), ask })
            }
            Subject::Fact(fact) if def.veiled && def.facts[usize::from(fact)].sealed => None,
            Subject::Fact(fact) => {
                let fact = &def.facts[usize::from(fact)];
                Some(Ask::Fact { fact: fact.id.clone(), ask: fact.ask.clone() })
            }
            Subject::Step(_) => None,
        });
        asks.collect()
    }

    /// What it waits for says itself which answers are missing; a decision does not.
    fn questions(&self) -> Option<Text> {
        if self.occurrence.status() == Status::Waiting {
            return None;
        }
        let facts: Vec<Text> = self
            .unknown()
            .iter()
            .filter(|ask| matches!(ask, Ask::Fact { .. }))
            .map(|ask| ask.question().clone())
            .collect();
        if facts.is_empty() {
            return None;
        }
        let questions = both(&facts.iter().collect::<Vec<_>>(), (" ", " "));
        Some(sentence(
            format!("Eerst beantwoorden: {}", questions.nl),
            format!("To be answered first: {}", questions.en),
        ))
    }
}
