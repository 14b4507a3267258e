//! How often what happens: `[pathway.outcomes.step]`, shares in thousandths.

use std::collections::BTreeMap;

use regie_pathway::{AnchorId, Definition, Fact, FactId, FactKind, FactValue, Step, StepId};
use serde::Deserialize;

use crate::stream::Stream;

/// Everything that makes one whole.
const WHOLE: u32 = 1000;

/// What is wrong with an assumptions file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongAssumption {
    /// It cannot be read.
    #[error("{file}: {why}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the reader says, with the line.
        why: String,
    },
    /// It names what is not there.
    #[error("{file}: [{place}] speaks of {what} `{name}`, which `{pathway}` does not have; it has {known}")]
    Unknown {
        /// The file.
        file: Box<str>,
        /// Where.
        place: Box<str>,
        /// What sort of thing.
        what: &'static str,
        /// Its name.
        name: Box<str>,
        /// The pathway.
        pathway: Box<str>,
        /// What there is.
        known: Box<str>,
    },
    /// Shares do not make a whole.
    #[error("{file}: [{place}] adds up to {sum}; shares are thousandths and make 1000 together")]
    NotWhole {
        /// The file.
        file: String,
        /// Where.
        place: String,
        /// The sum.
        sum: u64,
    },
    /// A time is not understood.
    #[error("{file}: [{place}] says `{text}`; write days or weeks: `10d`, `4w`")]
    NoTime {
        /// The file.
        file: String,
        /// Where.
        place: String,
        /// What it says.
        text: String,
    },
}

/// How often what happens, per pathway. The default says nothing, so that everything is equally likely.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assumptions {
    pathways: BTreeMap<String, Told>,
}

type Shares = BTreeMap<String, u32>;

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
struct Told {
    outcomes: BTreeMap<String, Shares>,
    answers: BTreeMap<String, Shares>,
    dates: BTreeMap<String, TellsDate>,
    skipped: Shares,
    minutes: Shares,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct TellsDate {
    #[serde(default = "whole")]
    share: u32,
    first: String,
    last: String,
}

const fn whole() -> u32 {
    WHOLE
}

/// The days between which a clinical date falls, from the start of the course, and in how many of a thousand cases it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Falls {
    pub(crate) share: u32,
    pub(crate) first: i32,
    pub(crate) last: i32,
}

impl Assumptions {
    /// Reads a file. What it says of pathways that are not among these is kept and not looked at.
    ///
    /// # Errors
    /// What is wrong first, with its place.
    pub fn read(file: &str, text: &str, definitions: &[&Definition]) -> Result<Self, WrongAssumption> {
        let unreadable = |error: toml::de::Error| WrongAssumption::Unreadable {
            file: file.to_owned(),
            why: error.to_string().trim_end().to_owned(),
        };
        let pathways: BTreeMap<String, Told> = toml::from_str(text).map_err(unreadable)?;
        for definition in definitions {
            if let Some(told) = pathways.get(definition.id().as_str()) {
                Checker { file, definition }.all(told)?;
            }
        }
        Ok(Self { pathways })
    }

    fn of(&self, definition: &Definition) -> Option<&Told> {
        self.pathways.get(definition.id().as_str())
    }

    /// The shares of the outcomes of a step, in the order of the file; nothing when the file says nothing.
    pub(crate) fn outcomes(&self, definition: &Definition, step: &Step) -> Option<Vec<u32>> {
        let shares = self.of(definition)?.outcomes.get(step.id.as_str())?;
        Some(step.outcomes.iter().map(|outcome| shares.get(outcome.id.as_str()).copied().unwrap_or(0)).collect())
    }

    /// An answer to a question: as the file says, or else every answer alike. Nothing for a number, date or text of which
    /// the file says nothing.
    pub(crate) fn answer(&self, definition: &Definition, fact: &Fact, stream: &mut Stream) -> Option<FactValue> {
        let told = self.of(definition).and_then(|told| told.answers.get(fact.id.as_str()));
        let (values, shares): (Vec<FactValue>, Vec<u32>) = match told {
            Some(told) => told.iter().filter_map(|(name, share)| Some((value(fact, name)?, *share))).unzip(),
            None => alike(fact).into_iter().map(|value| (value, 1)).unzip(),
        };
        stream.pick(&shares).and_then(|at| values.get(at).cloned())
    }

    /// Whether the file says how a question is answered.
    pub(crate) fn answers(&self, definition: &Definition, fact: &FactId) -> bool {
        self.of(definition).is_some_and(|told| told.answers.contains_key(fact.as_str()))
    }

    /// When a clinical date falls that no step marks.
    pub(crate) fn date(&self, definition: &Definition, anchor: &AnchorId) -> Option<Falls> {
        let told = self.of(definition)?.dates.get(anchor.as_str())?;
        Some(Falls { share: told.share, first: days(&told.first)?, last: days(&told.last)? })
    }

    /// In how many of a thousand times a step is left out.
    pub(crate) fn skipped(&self, definition: &Definition, step: &StepId) -> u32 {
        self.of(definition).and_then(|told| told.skipped.get(step.as_str())).copied().unwrap_or(0)
    }

    /// How long a step takes, in minutes.
    pub(crate) fn minutes(&self, definition: &Definition, step: &Step) -> Option<u32> {
        let told = self.of(definition).and_then(|told| told.minutes.get(step.id.as_str())).copied();
        told.or(step.takes)
    }
}

/// `10d`, `4w`: days.
pub(crate) fn days(text: &str) -> Option<i32> {
    let unit = match text.chars().last()? {
        'd' => 1,
        'w' => 7,
        _ => return None,
    };
    let count: i32 = text[..text.len() - 1].trim().parse().ok()?;
    (0..=5000).contains(&count).then(|| count * unit)
}

/// Every answer that a question offers.
fn alike(fact: &Fact) -> Vec<FactValue> {
    match &fact.answer {
        FactKind::YesNo => vec![FactValue::YesNo(true), FactValue::YesNo(false)],
        FactKind::Choice { options } => options.iter().map(|option| FactValue::Choice(option.id.clone())).collect(),
        FactKind::Number { .. } | FactKind::Date | FactKind::Text => Vec::new(),
    }
}

fn value(fact: &Fact, name: &str) -> Option<FactValue> {
    let value = match &fact.answer {
        FactKind::YesNo => match name {
            "yes" => FactValue::YesNo(true),
            "no" => FactValue::YesNo(false),
            _ => return None,
        },
        FactKind::Choice { .. } => FactValue::Choice(name.to_owned()),
        FactKind::Number { .. } => FactValue::Number(name.parse().ok()?),
        FactKind::Date => FactValue::Date(name.parse().ok()?),
        FactKind::Text => FactValue::Text(name.to_owned()),
    };
    fact.answer.accepts(&value).then_some(value)
}

struct Checker<'a> {
    file: &'a str,
    definition: &'a Definition,
}

impl Checker<'_> {
    fn all(&self, told: &Told) -> Result<(), WrongAssumption> {
        for (name, shares) in &told.outcomes {
            let place = self.place("outcomes", name);
            let step = self.step(&place, name)?;
            let outcomes: Vec<&str> = step.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
            for outcome in shares.keys() {
                if !outcomes.contains(&outcome.as_str()) {
                    return Err(self.unknown(&place, "an outcome", outcome, &outcomes));
                }
            }
            self.whole(&place, shares)?;
        }
        for (name, shares) in &told.answers {
            let place = self.place("answers", name);
            let facts: Vec<&str> = self.definition.facts().iter().map(|fact| fact.id.as_str()).collect();
            let fact = self.definition.fact(&name.as_str().into());
            let fact = fact.ok_or_else(|| self.unknown(&place, "a question", name, &facts))?;
            for answer in shares.keys() {
                if value(fact, answer).is_none() {
                    return Err(self.unknown(&place, "an answer", answer, &[&fact.answer.expected()]));
                }
            }
            self.whole(&place, shares)?;
        }
        for (name, falls) in &told.dates {
            let place = self.place("dates", name);
            let anchors: Vec<&str> = self.definition.anchors().iter().map(|anchor| anchor.id.as_str()).collect();
            if !anchors.contains(&name.as_str()) {
                return Err(self.unknown(&place, "a date", name, &anchors));
            }
            for text in [&falls.first, &falls.last] {
                if days(text).is_none() {
                    return Err(WrongAssumption::NoTime { file: self.file.to_owned(), place, text: text.clone() });
                }
            }
            self.share(&place, falls.share)?;
        }
        for (part, shares) in [("skipped", &told.skipped), ("minutes", &told.minutes)] {
            for (name, share) in shares {
                let place = self.place(part, name);
                self.step(&place, name)?;
                if part == "skipped" {
                    self.share(&place, *share)?;
                }
            }
        }
        Ok(())
    }

    fn place(&self, part: &str, name: &str) -> String {
        format!("{}.{part}.{name}", self.definition.id())
    }

    fn step(&self, place: &str, name: &str) -> Result<&Step, WrongAssumption> {
        let steps: Vec<&str> = self.definition.steps().iter().map(|step| step.id.as_str()).collect();
        self.definition.step(&name.into()).ok_or_else(|| self.unknown(place, "a step", name, &steps))
    }

    fn whole(&self, place: &str, shares: &Shares) -> Result<(), WrongAssumption> {
        let sum: u64 = shares.values().copied().map(u64::from).sum();
        if sum == u64::from(WHOLE) {
            return Ok(());
        }
        Err(WrongAssumption::NotWhole { file: self.file.to_owned(), place: place.to_owned(), sum })
    }

    fn share(&self, place: &str, share: u32) -> Result<(), WrongAssumption> {
        if share <= WHOLE {
            return Ok(());
        }
        Err(WrongAssumption::NotWhole { file: self.file.to_owned(), place: place.to_owned(), sum: share.into() })
    }

    fn unknown(&self, place: &str, what: &'static str, name: &str, known: &[&str]) -> WrongAssumption {
        WrongAssumption::Unknown {
            file: self.file.into(),
            place: place.into(),
            what,
            name: name.into(),
            pathway: self.definition.id().as_str().into(),
            known: known.join(", ").into(),
        }
    }
}
