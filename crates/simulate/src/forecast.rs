//! From runs to a forecast: the mean, and the band in which four of five runs lie.

use std::collections::BTreeMap;
use std::fmt;

use regie_pathway::{Date, Definition, Offset, RoleId, Text};
use serde::{Serialize, Serializer};

use crate::play::{answered_at_the_start, asked_by_table, is_drawn, is_marked};
use crate::{Assumptions, Span};

/// A week by ISO 8601: from Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Week {
    year: i16,
    week: i8,
}

impl Week {
    /// The week of a day.
    #[must_use]
    pub fn of(day: Date) -> Self {
        let iso = day.iso_week_date();
        Self { year: iso.year(), week: iso.week() }
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-W{:02}", self.year, self.week)
    }
}

impl Serialize for Week {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What was done in one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    work: BTreeMap<(RoleId, Week), Work>,
    /// Courses that were left because they would not come to an end within a day.
    pub(crate) cut: u32,
    /// Courses that the engine did not let start.
    pub(crate) refused: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Work {
    steps: u32,
    /// Steps of which it is known how long they take.
    timed: u32,
    minutes: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, role: &RoleId, on: Date, minutes: Option<u32>) {
        let work = self.work.entry((role.clone(), Week::of(on))).or_default();
        work.steps += 1;
        work.timed += u32::from(minutes.is_some());
        work.minutes += u64::from(minutes.unwrap_or(0));
    }

    /// How many steps were done.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.work.values().map(|work| u64::from(work.steps)).sum()
    }
}

/// The work of one role in one week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct WeekWork {
    /// Steps, the mean of all runs, in thousandths.
    pub steps: u64,
    /// Of ten runs, one has at most so many steps.
    pub low: u32,
    /// Of ten runs, one has at least so many steps.
    pub high: u32,
    /// Minutes, the mean of all runs, of those steps of which it is known.
    pub minutes: u64,
    /// Steps of which it is not known how long they take, in thousandths.
    pub untimed: u64,
}

/// The work of one role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct RoleWeeks {
    /// Which role.
    pub role: RoleId,
    /// What it is called.
    pub title: Text,
    /// Week by week, in the order of [`Forecast::weeks`].
    pub weeks: Vec<WeekWork>,
    /// All weeks together.
    pub all: WeekWork,
}

/// What the forecast rests on besides the assumptions file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Assumed {
    /// All outcomes of a step are taken as equally likely.
    Outcomes {
        /// The pathway.
        pathway: String,
        /// The step.
        step: String,
    },
    /// All answers to a question are taken as equally likely.
    Answers {
        /// The pathway.
        pathway: String,
        /// The question.
        fact: String,
    },
    /// Nobody answers a question, since nothing says what the answers are.
    NoAnswer {
        /// The pathway.
        pathway: String,
        /// The question.
        fact: String,
    },
    /// A date never falls, since no step marks it and nothing says when.
    NoDate {
        /// The pathway.
        pathway: String,
        /// The date.
        anchor: String,
    },
    /// A step that somebody must call for is never called for.
    NotCalledFor {
        /// The pathway.
        pathway: String,
        /// The step.
        step: String,
    },
}

/// The forecast.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Forecast {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// How many runs it is made of.
    pub runs: usize,
    /// The weeks.
    pub weeks: Vec<Week>,
    /// The roles, by the name of the role.
    pub roles: Vec<RoleWeeks>,
    /// What it rests on besides the assumptions file.
    pub assumed: Vec<Assumed>,
    /// Courses of all runs that did not come to an end within a day, and were left there.
    pub cut: u32,
    /// Courses of all runs that the engine did not let start: a date that is not plausible.
    pub refused: u32,
}

pub(crate) fn gather(definitions: &[&Definition], by: &Assumptions, span: Span, runs: &[Tally]) -> Forecast {
    let days = (0..i32::from(span.weeks) * 7).map(|day| Offset::Days(day).after_date(span.from));
    let mut weeks: Vec<Week> = days.map(Week::of).collect();
    weeks.dedup();
    let mut roles: BTreeMap<&RoleId, Text> = BTreeMap::new();
    for definition in definitions {
        for role in definition.roles() {
            roles.entry(&role.id).or_insert_with(|| role.title.clone());
        }
    }
    let none = Work::default();
    let of_role = |(role, title): (&RoleId, Text)| {
        let of_week = |week: &Week| -> Vec<Work> {
            runs.iter().map(|run| *run.work.get(&(role.clone(), *week)).unwrap_or(&none)).collect()
        };
        let all = |run: &Tally| {
            let of_role = run.work.iter().filter(|((of, _), _)| of == role);
            of_role.fold(none, |sum, (_, work)| Work {
                steps: sum.steps + work.steps,
                timed: sum.timed + work.timed,
                minutes: sum.minutes + work.minutes,
            })
        };
        RoleWeeks {
            role: role.clone(),
            title,
            weeks: weeks.iter().map(|week| sum_up(&of_week(week))).collect(),
            all: sum_up(&runs.iter().map(all).collect::<Vec<_>>()),
        }
    };
    let roles: Vec<RoleWeeks> = roles.into_iter().map(of_role).filter(|role| role.all.steps > 0).collect();
    Forecast {
        from: span.from,
        until: span.last(),
        runs: runs.len(),
        roles,
        assumed: definitions.iter().flat_map(|definition| assumed(definition, by)).collect(),
        cut: runs.iter().map(|run| run.cut).sum(),
        refused: runs.iter().map(|run| run.refused).sum(),
        weeks,
    }
}

fn sum_up(runs: &[Work]) -> WeekWork {
    let mut counts: Vec<u32> = runs.iter().map(|work| work.steps).collect();
    counts.sort_unstable();
    // The nearest rank: of ten runs the first and the ninth.
    let rank = |tenths: usize| counts.get((counts.len() * tenths).div_ceil(10).saturating_sub(1)).copied().unwrap_or(0);
    let mean = |sum: u64| (sum + runs.len() as u64 / 2) / (runs.len() as u64).max(1);
    let steps: u64 = runs.iter().map(|work| u64::from(work.steps)).sum();
    let timed: u64 = runs.iter().map(|work| u64::from(work.timed)).sum();
    WeekWork {
        steps: mean(steps * 1000),
        low: rank(1),
        high: rank(9),
        minutes: mean(runs.iter().map(|work| work.minutes).sum()),
        untimed: mean((steps - timed) * 1000),
    }
}

fn assumed(definition: &Definition, by: &Assumptions) -> Vec<Assumed> {
    let pathway = || definition.id().to_string();
    let mut found = Vec::new();
    for step in definition.steps() {
        if step.discretionary {
            found.push(Assumed::NotCalledFor { pathway: pathway(), step: step.id.to_string() });
        } else if step.outcomes.len() > 1 && !step.is_decided_by_table() && by.outcomes(definition, step).is_none() {
            found.push(Assumed::Outcomes { pathway: pathway(), step: step.id.to_string() });
        }
    }
    for fact in definition.facts() {
        let drawn = answered_at_the_start(definition, fact) || asked_by_table(definition, &fact.id);
        if !drawn || fact.default.is_some() || by.answers(definition, &fact.id) {
            continue;
        }
        let fact_id = fact.id.to_string();
        found.push(if is_drawn(fact) {
            Assumed::Answers { pathway: pathway(), fact: fact_id }
        } else {
            Assumed::NoAnswer { pathway: pathway(), fact: fact_id }
        });
    }
    for anchor in definition.anchors() {
        if !is_marked(definition, &anchor.id) && by.date(definition, &anchor.id).is_none() {
            found.push(Assumed::NoDate { pathway: pathway(), anchor: anchor.id.to_string() });
        }
    }
    found
}
