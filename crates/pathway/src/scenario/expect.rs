//! What a scenario expects after a moment, one line each.

use std::fmt;

use jiff::civil::Date;

use crate::{
    definition::Definition,
    explain::explain,
    ids::{AnchorId, StepId},
    lifecycle::Status,
    next_due::{next_due, outstanding},
    state::{Occurrence, State},
};

/// One line of `expect`:
///
/// * `birth-plan open`, `evaluation-midway 2 waiting`: where a step stands (the newest occurrence unless numbered);
/// * `birth-plan absent`: the course does not hold it;
/// * `birth-plan window 2026-11-08..2026-11-22`, `birth-plan no-window`;
/// * `birth-plan late`, `birth-plan overdue`, `birth-plan planned 2026-11-12`;
/// * `due known`, `born unknown`: a clinical date;
/// * `outstanding intake, birth-plan`, `nothing outstanding`, `outstanding without handover-jgz`;
/// * `next 2026-11-08`, `next never`: when the clock changes something again;
/// * `ended`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    text: String,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    Stands(StepId, Option<u16>, Status),
    Absent(StepId),
    Window(StepId, Option<u16>, Date, Date),
    NoWindow(StepId, Option<u16>),
    Late(StepId, Option<u16>),
    Overdue(StepId, Option<u16>),
    Planned(StepId, Option<u16>, Date),
    Anchor(AnchorId, bool),
    Outstanding(Vec<StepId>),
    NotOutstanding(StepId),
    Next(Option<Date>),
    Ended,
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn window(text: &str) -> Option<(Date, Date)> {
    let (from, until) = text.split_once("..")?;
    Some((from.parse().ok()?, until.parse().ok()?))
}

impl Expectation {
    /// Reads a line; nothing when it makes no sense.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let what = match words.as_slice() {
            ["ended"] => What::Ended,
            ["nothing", "outstanding"] => What::Outstanding(Vec::new()),
            ["outstanding", "without", step] => What::NotOutstanding(StepId::from(*step)),
            ["outstanding", steps @ ..] if !steps.is_empty() => {
                let names = steps.iter().map(|step| StepId::from(step.trim_end_matches(',')));
                What::Outstanding(names.collect())
            }
            ["next", "never"] => What::Next(None),
            ["next", date] => What::Next(Some(date.parse().ok()?)),
            [anchor, "known"] => What::Anchor(AnchorId::from(*anchor), true),
            [anchor, "unknown"] => What::Anchor(AnchorId::from(*anchor), false),
            [step, nth, rest @ ..] if nth.parse::<u16>().is_ok() => {
                Self::about(StepId::from(*step), nth.parse().ok(), rest)?
            }
            [step, rest @ ..] => Self::about(StepId::from(*step), None, rest)?,
            [] => return None,
        };
        Some(Self { text: text.to_owned(), what })
    }

    fn about(step: StepId, nth: Option<u16>, words: &[&str]) -> Option<What> {
        Some(match words {
            ["absent"] => What::Absent(step),
            ["late"] => What::Late(step, nth),
            ["overdue"] => What::Overdue(step, nth),
            ["no-window"] => What::NoWindow(step, nth),
            ["planned", date] => What::Planned(step, nth, date.parse().ok()?),
            ["window", dates] => {
                let (from, until) = window(dates)?;
                What::Window(step, nth, from, until)
            }
            [status] => What::Stands(step, nth, Status::from_word(status)?),
            _ => return None,
        })
    }

    /// Whether it holds; if not, what holds instead.
    ///
    /// # Errors
    /// A sentence that says what was expected and what is the case.
    pub fn check(&self, def: &Definition, state: &State, today: Date) -> Result<(), String> {
        let found = match &self.what {
            What::Stands(step, nth, status) => {
                let one = one(def, state, step, *nth)?;
                (one.status() != *status).then(|| format!("it is {}", one.status().word()))
            }
            What::Absent(step) => {
                let held = state.occurrences().any(|one| one.step == *step);
                held.then(|| "the course holds it".to_owned())
            }
            What::Window(step, nth, from, until) => {
                let window = one(def, state, step, *nth)?.window;
                let fits = window.is_some_and(|window| window.from() == *from && window.until() == *until);
                (!fits).then(|| window.map_or("it has no window".into(), |window| format!("its window is {window}")))
            }
            What::NoWindow(step, nth) => {
                one(def, state, step, *nth)?.window.map(|window| format!("its window is {window}"))
            }
            What::Late(step, nth) => one(def, state, step, *nth)?.late.is_none().then(|| "it is not late".to_owned()),
            What::Overdue(step, nth) => {
                let nth = one(def, state, step, *nth)?.nth;
                let overdue = explain(def, state, step, nth, today).is_some_and(|told| told.overdue);
                (!overdue).then(|| "it is not overdue".to_owned())
            }
            What::Planned(step, nth, date) => {
                let pinned = one(def, state, step, *nth)?.pinned;
                (pinned != Some(*date)).then(|| {
                    pinned.map_or("it has no appointment".into(), |pinned| format!("it is planned on {pinned}"))
                })
            }
            What::Anchor(anchor, known) => {
                let date = state.anchor(anchor);
                (date.is_some() != *known)
                    .then(|| date.map_or("it is not known".into(), |date| format!("it is {date}")))
            }
            What::Outstanding(steps) => {
                let found: Vec<StepId> = outstanding(def, state).into_iter().map(|one| one.step).collect();
                let names: Vec<&str> = found.iter().map(StepId::as_str).collect();
                (found != *steps).then(|| format!("outstanding are: {}", names.join(", ")))
            }
            What::NotOutstanding(step) => {
                let held = outstanding(def, state).iter().any(|one| one.step == *step);
                held.then(|| "it is outstanding".to_owned())
            }
            What::Next(date) => {
                let next = next_due(def, state);
                (next != *date).then(|| next.map_or("it is never".into(), |next| format!("it is {next}")))
            }
            What::Ended => state.ended().is_none().then(|| "it has not ended".to_owned()),
        };
        found.map_or(Ok(()), |found| Err(format!("expected `{}`, but {found}", self.text)))
    }
}

fn one<'s>(def: &Definition, state: &'s State, step: &StepId, nth: Option<u16>) -> Result<&'s Occurrence, String> {
    if def.step(step).is_none() {
        return Err(format!("there is no step `{step}` in the pathway"));
    }
    let held = state.occurrences().filter(|one| one.step == *step);
    let found = match nth {
        Some(nth) => held.into_iter().find(|one| one.nth == nth),
        None => held.max_by_key(|one| one.nth),
    };
    found.ok_or_else(|| {
        format!("the course does not hold `{step}`{}", nth.map(|nth| format!(" {nth}")).unwrap_or_default())
    })
}
