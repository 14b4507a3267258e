//! A pathway's events in words, by the titles of the definition that the case pinned.

use regie_pathway::{self as pathway, AnchorId, Because, Cause, Event, FactKind, FactValue, Text, Window};

use super::HistoryLine;
use super::case::Telling;
use crate::seat::Seat;
use crate::{whom, wording};

/// An event of a pathway.
pub(super) fn describe(tell: &Telling<'_>, id: &pathway::PathwayId, event: &Event) -> HistoryLine {
    let course = Course::of(tell, id, event);
    match event {
        Event::Started { version, entry, .. } => {
            let (title, on, whose) = (course.title(id), wording::day(*entry), course.whose());
            HistoryLine::new(
                format!("Zorgpad gestart op {}: {} ({version}{})", on.nl, title.nl, whose.nl),
                format!("Pathway started on {}: {} ({version}{})", on.en, title.en, whose.en),
            )
        }
        Event::AnchorSet { anchor, date, was, reason } => course.anchor_set(anchor, *date, *was, reason.as_deref()),
        Event::AnchorRetracted { anchor, was, reason } => course.anchor_retracted(anchor, *was).saying(reason),
        Event::FactSet { fact, value } => course.fact_set(fact, value),
        Event::FactRetracted { fact, was, reason } => course.fact_retracted(fact, was).saying(reason),
        Event::Ended { on, cause } => {
            let (title, on) = (course.title(id), wording::day(*on));
            HistoryLine::new(
                format!("Zorgpad beëindigd op {}: {}", on.nl, title.nl),
                format!("Pathway ended on {}: {}", on.en, title.en),
            )
            .saying(cause)
        }
        Event::Planned { step, nth, window, late, because } => {
            course.step(step, *nth, &course.planned(*window, late.is_some(), because.as_ref()))
        }
        Event::Added { step, nth, window, late } => {
            course.step(step, *nth, &placed(*window, late.is_some(), "toegevoegd", "added"))
        }
        Event::Opened { step, nth, on, late, .. } => course.step(step, *nth, &opened(*on, late.is_some())),
        Event::Moved { step, nth, window, because, .. } => {
            course.step(step, *nth, &moved(*window, &course.because(because)))
        }
        Event::Pinned { step, nth, date } => {
            course.step(step, *nth, &wording::fill("afspraak op {}", "appointment on {}", &wording::day(*date)))
        }
        Event::Unpinned { step, nth } => {
            course.step(step, *nth, &Text::new("afspraak vervallen", "appointment let go"))
        }
        Event::Completed { step, nth, on, outcome, decided, words, whom, day } => course
            .completed(
                (step, *nth),
                *on,
                outcome.as_ref(),
                decided.as_ref(),
                &course.arranged(tell, step, whom.as_ref(), *day),
            )
            .saying(words.as_deref().unwrap_or_default()),
        Event::Skipped { step, nth, reason, .. } => {
            course.step(step, *nth, &Text::new("overgeslagen", "skipped")).saying(reason)
        }
        Event::Reopened { step, nth, reason } => course
            .step(step, *nth, &Text::new("heropend: toch nog te doen", "reopened: still to be done"))
            .saying(reason),
        Event::Missed { step, nth, why, .. } => course.gone(step, *nth, &Text::new("gemist", "missed"), why),
        Event::Cancelled { step, nth, cause, .. } => {
            course.gone(step, *nth, &Text::new("niet meer nodig", "no longer called for"), cause)
        }
    }
}

/// A step that someone else does for the case manager, or no longer does (AZ-09).
pub(super) fn delegated(
    tell: &Telling<'_>,
    id: &pathway::PathwayId,
    step: &pathway::StepId,
    nth: u16,
    to: Option<Seat>,
) -> HistoryLine {
    let course = Course { definition: pinned(tell, id) };
    let what = match to.map(|seat| tell.names.seat(seat)) {
        Some(who) => Text::new(
            format!("{who} doet dit; de casemanager blijft verantwoordelijk"),
            format!("{who} does this; the case manager stays responsible"),
        ),
        None => Text::new("de casemanager doet dit weer zelf", "the case manager does this herself again"),
    };
    course.step(step, nth, &what)
}

struct Course<'a> {
    /// Without it ids stand for titles.
    definition: Option<&'a pathway::Definition>,
}

/// A level that was set otherwise than the table says, and why (CM-03).
pub(super) fn level(
    tell: &Telling<'_>,
    id: &pathway::PathwayId,
    fact: &pathway::FactId,
    (level, said): (&str, Option<&str>),
    reason: &str,
) -> HistoryLine {
    let course = Course { definition: pinned(tell, id) };
    let title = |level: &str| course.answer(fact, &FactValue::Choice(level.to_owned()));
    let (level, said) = (title(level), said.map(title));
    let said = said.map_or_else(
        || Text::new("die nog niet beslist", "which does not decide yet"),
        |said| wording::fill("die zegt: {}", "which says: {}", &said),
    );
    HistoryLine::new(
        format!("Niveau gezet op {}, afgeweken van de tabel, {}", level.nl, said.nl),
        format!("Level set to {}, deviating from the table, {}", level.en, said.en),
    )
    .saying(reason)
}

fn pinned<'a>(tell: &Telling<'a>, id: &pathway::PathwayId) -> Option<&'a pathway::Definition> {
    let started = tell.case.run(id)?.state.started()?;
    tell.pathways.pinned(&started.hash).map(std::convert::AsRef::as_ref)
}

impl<'a> Course<'a> {
    fn of(tell: &Telling<'a>, id: &pathway::PathwayId, event: &Event) -> Self {
        let definition = match event {
            Event::Started { hash, .. } => tell.pathways.pinned(hash).map(std::convert::AsRef::as_ref),
            _ => pinned(tell, id),
        };
        Self { definition }
    }

    fn title(&self, id: &pathway::PathwayId) -> Text {
        self.definition.map_or_else(|| Text::same(id.as_str()), |definition| definition.title().clone())
    }

    /// Of a network's variant: whose it is (CM-02).
    fn whose(&self) -> Text {
        let variant = self.definition.and_then(pathway::Definition::variant);
        variant.map_or_else(Text::default, |variant| {
            Text::new(format!(", versie van {}", variant.network), format!(", version of {}", variant.network))
        })
    }

    fn anchor(&self, id: &AnchorId) -> Text {
        let anchor = self.definition.and_then(|definition| definition.anchor(id));
        anchor.map_or_else(|| Text::same(id.as_str()), |anchor| anchor.title.clone())
    }

    fn step_title(&self, id: &pathway::StepId, nth: u16) -> Text {
        let step = self.definition.and_then(|definition| definition.step(id));
        let title = step.map_or_else(|| Text::same(id.as_str()), |step| step.title.clone());
        if nth <= 1 {
            return title;
        }
        Text::new(format!("{} ({nth}e keer)", title.nl), format!("{} (time {nth})", title.en))
    }

    /// Geboorteplan bespreken: gedaan op 16 november 2026.
    fn step(&self, id: &pathway::StepId, nth: u16, what: &Text) -> HistoryLine {
        let title = self.step_title(id, nth);
        HistoryLine::new(format!("{}: {}", title.nl, what.nl), format!("{}: {}", title.en, what.en))
    }

    fn anchor_set(
        &self,
        anchor: &AnchorId,
        date: pathway::Date,
        was: Option<pathway::Date>,
        reason: Option<&str>,
    ) -> HistoryLine {
        let (title, date) = (self.anchor(anchor), wording::day(date));
        let was = was.map_or_else(Text::default, |was| wording::fill(" (was {})", " (was {})", &wording::day(was)));
        HistoryLine::new(format!("{}: {}{}", title.nl, date.nl, was.nl), format!("{}: {}{}", title.en, date.en, was.en))
            .saying(reason.unwrap_or_default())
    }

    fn anchor_retracted(&self, anchor: &AnchorId, was: pathway::Date) -> HistoryLine {
        let (title, was) = (self.anchor(anchor), wording::day(was));
        HistoryLine::new(
            format!("{}: {} was bij vergissing vastgelegd en is ingetrokken", title.nl, was.nl),
            format!("{}: {} was recorded by mistake and was retracted", title.en, was.en),
        )
    }

    fn ask(&self, id: &pathway::FactId) -> Text {
        let fact = self.definition.and_then(|definition| definition.fact(id));
        fact.map_or_else(|| Text::same(id.as_str()), |fact| fact.ask.clone())
    }

    fn fact_retracted(&self, fact: &pathway::FactId, was: &FactValue) -> HistoryLine {
        let (ask, was) = (self.ask(fact), self.answer(fact, was));
        HistoryLine::new(
            format!("{} – antwoord ingetrokken (was: {})", ask.nl, was.nl),
            format!("{} – answer retracted (was: {})", ask.en, was.en),
        )
    }

    fn fact_set(&self, id: &pathway::FactId, value: &FactValue) -> HistoryLine {
        let (ask, answer) = (self.ask(id), self.answer(id, value));
        HistoryLine::new(format!("{} – {}", ask.nl, answer.nl), format!("{} – {}", ask.en, answer.en))
    }

    fn answer(&self, id: &pathway::FactId, value: &FactValue) -> Text {
        let fact = self.definition.and_then(|definition| definition.fact(id));
        match value {
            FactValue::YesNo(true) => Text::new("ja", "yes"),
            FactValue::YesNo(false) => Text::new("nee", "no"),
            FactValue::Date(date) => wording::day(*date),
            FactValue::Number(number) => Text::same(number.to_string()),
            FactValue::Text(text) => Text::same(text.as_str()),
            FactValue::Choice(choice) => {
                let option = fact.and_then(|fact| match &fact.answer {
                    FactKind::Choice { options } => options.iter().find(|option| option.id == *choice),
                    FactKind::YesNo | FactKind::Number { .. } | FactKind::Date | FactKind::Text => None,
                });
                option.map_or_else(|| Text::same(choice.as_str()), |option| option.title.clone())
            }
        }
    }

    fn completed(
        &self,
        (id, nth): (&pathway::StepId, u16),
        on: pathway::Date,
        outcome: Option<&pathway::OutcomeId>,
        decided: Option<&pathway::Ruling>,
        arranged: &Text,
    ) -> HistoryLine {
        let step = self.definition.and_then(|definition| definition.step(id));
        let outcome = outcome.map_or_else(Text::default, |outcome| {
            let known = step.and_then(|step| step.outcomes.iter().find(|known| known.id == *outcome));
            let title = known.map_or_else(|| Text::same(outcome.as_str()), |known| known.title.clone());
            wording::fill(" ({})", " ({})", &title)
        });
        let on = wording::day(on);
        // Who may not read why is not told that there is anything to read.
        let why = decided.map(|decided| wording::fill(", want {}", ", because {}", &decided.why)).unwrap_or_default();
        let what = Text::new(
            format!("gedaan op {}{}{}{}", on.nl, outcome.nl, why.nl, arranged.nl),
            format!("done on {}{}{}{}", on.en, outcome.en, why.en, arranged.en),
        );
        self.step(id, nth, &what)
    }

    /// To whom, and for which day: `; verwezen naar: Martini Ziekenhuis; dag van de afspraak: 3 april 2026`.
    fn arranged(
        &self,
        tell: &Telling<'_>,
        id: &pathway::StepId,
        named: Option<&pathway::Whom>,
        day: Option<pathway::Date>,
    ) -> Text {
        let step = self.definition.and_then(|definition| definition.step(id));
        let said = |ask: &Text, what: &Text| {
            let ask = pathway::in_a_sentence(ask);
            Text::new(format!("; {}: {}", ask.nl, what.nl), format!("; {}: {}", ask.en, what.en))
        };
        let named = step.and_then(|step| step.whom.as_ref()).zip(named);
        let named = named.map(|(ask, named)| said(ask, &Text::same(whom::name(named, tell.names.directory))));
        let day = step.and_then(|step| step.day.as_ref()).zip(day);
        let day = day.map(|(ask, day)| said(ask, &wording::day(day)));
        let parts = [named.unwrap_or_default(), day.unwrap_or_default()];
        Text::new(
            parts.each_ref().map(|part| part.nl.as_str()).concat(),
            parts.each_ref().map(|part| part.en.as_str()).concat(),
        )
    }

    fn gone(&self, id: &pathway::StepId, nth: u16, how: &Text, cause: &Cause) -> HistoryLine {
        let (why, said) = match cause {
            Cause::WindowPassed { window } => {
                let window = span(*window);
                (wording::fill(", de periode ({}) was al voorbij", ", its period ({}) had already passed", &window), "")
            }
            Cause::Lapsed { until } => {
                (wording::fill(", kon tot en met {}", ", was possible until {}", &wording::day(*until)), "")
            }
            Cause::Ended { .. } => (Text::new(" in dit verloop", " in this course"), ""),
            Cause::EndedBeforeEntry { .. } => {
                (Text::new(", al bij de start van het zorgpad", ", already when the pathway started"), "")
            }
            Cause::DecisionStands => {
                (Text::new(", het eerdere besluit geldt weer", ", the earlier decision holds again"), "")
            }
            Cause::PathwayEnded { cause } => {
                (Text::new(", het zorgpad is beëindigd", ", the pathway ended"), cause.as_str())
            }
        };
        self.step(id, nth, &Text::new(format!("{}{}", how.nl, why.nl), format!("{}{}", how.en, why.en))).saying(said)
    }

    /// A step in the course: for the first time, dated, or waiting again.
    fn planned(&self, window: Option<Window>, late: bool, because: Option<&Because>) -> Text {
        let Some(because) = because else {
            return placed(window, late, "hoort bij het zorgpad", "belongs to the pathway");
        };
        let again = !matches!(because, Because::Anchor { .. } | Because::StepEnded { .. } | Because::Unpinned);
        let what = match (window, again) {
            (None, _) => Text::new("wacht weer", "waits again"),
            (Some(_), true) => placed(window, late, "weer gepland", "planned again"),
            (Some(_), false) if late => placed(window, late, "verwacht", "expected"),
            (Some(window), false) => wording::fill("verwacht {}", "expected {}", &span(window)),
        };
        let why = self.because(because);
        Text::new(format!("{}, omdat {}", what.nl, why.nl), format!("{}, because {}", what.en, why.en))
    }

    /// The clause behind `omdat`, `because`.
    fn because(&self, because: &Because) -> Text {
        match because {
            Because::Anchor { anchor, was: None, now } => {
                let (title, now) = (self.named(anchor), wording::day(*now));
                Text::new(format!("{} bekend is: {}", title.nl, now.nl), format!("{} is known: {}", title.en, now.en))
            }
            Because::Anchor { anchor, now, .. } => {
                let (title, now) = (self.named(anchor), wording::day(*now));
                Text::new(format!("{} nu {} is", title.nl, now.nl), format!("{} is now {}", title.en, now.en))
            }
            Because::StepEnded { step, on } => {
                let (title, on) = (self.brief(step), wording::day(*on));
                Text::new(
                    format!("“{}” op {} is afgerond", title.nl, on.nl),
                    format!("“{}” was settled on {}", title.en, on.en),
                )
            }
            Because::Unpinned => Text::new("de afspraak verviel", "the appointment was let go"),
            Because::Retracted { anchor } => {
                wording::fill("{} is ingetrokken", "{} was retracted", &self.named(anchor))
            }
            Because::Fact { fact, now: Some(now) } => {
                let (ask, now) = (self.ask(fact), self.answer(fact, now));
                Text::new(
                    format!("het antwoord op “{}” nu is: {}", ask.nl, now.nl),
                    format!("the answer to “{}” is now: {}", ask.en, now.en),
                )
            }
            Because::Fact { fact, now: None } => {
                let ask = self.ask(fact);
                wording::fill("het antwoord op “{}” is ingetrokken", "the answer to “{}” was retracted", &ask)
            }
            Because::Reopened { step } => wording::fill("“{}” is heropend", "“{}” was reopened", &self.brief(step)),
            Because::EndedOtherwise { step } => {
                wording::fill("“{}” nu anders is afgelopen", "“{}” now ended otherwise", &self.brief(step))
            }
            Because::Sealed => Text::new("het dossier is bijgewerkt", "the record was updated"),
        }
    }

    fn named(&self, id: &AnchorId) -> Text {
        let anchor = self.definition.and_then(|definition| definition.anchor(id));
        anchor.map_or_else(|| Text::same(id.as_str()), pathway::Anchor::named)
    }

    /// The title of a step up to where it begins to explain.
    fn brief(&self, id: &pathway::StepId) -> Text {
        let title = self.step_title(id, 1);
        let head = |text: &str| text.split(':').next().unwrap_or(text).to_owned();
        Text::new(head(&title.nl), head(&title.en))
    }
}

fn span(window: Window) -> Text {
    let (from, until) = (wording::day(window.from()), wording::day(window.until()));
    if window.from() == window.until() {
        return from;
    }
    Text::new(format!("{} t/m {}", from.nl, until.nl), format!("{} to {}", from.en, until.en))
}

fn placed(window: Option<Window>, late: bool, nl: &str, en: &str) -> Text {
    match (window.map(span), late) {
        (Some(window), true) => Text::new(
            format!("{nl}, te laat voor de eigen periode; alsnog {}", window.nl),
            format!("{en}, too late for its own window; to be caught up {}", window.en),
        ),
        (Some(window), false) => Text::new(format!("{nl}, {}", window.nl), format!("{en}, {}", window.en)),
        (None, _) => Text::new(nl, en),
    }
}

fn opened(on: pathway::Date, late: bool) -> Text {
    let text = wording::fill("te doen vanaf {}", "to be done from {}", &wording::day(on));
    if late { wording::fill("{}, alsnog", "{}, to be caught up", &text) } else { text }
}

fn moved(window: Window, because: &Text) -> Text {
    let window = span(window);
    Text::new(
        format!("verschuift naar {}, omdat {}", window.nl, because.nl),
        format!("moves to {} because {}", window.en, because.en),
    )
}
