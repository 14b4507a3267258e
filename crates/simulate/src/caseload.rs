//! A caseload that is thought of: how many cases come when, on which pathway.

use std::collections::BTreeMap;

use regie_pathway::{AnchorId, Date, Definition, FactId, FactKind, FactValue, Offset};
use serde::Deserialize;
use toml::value::Datetime;

use crate::{Begin, Course, Span, assumptions};

/// What is wrong with a caseload file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongCaseload {
    /// It cannot be read.
    #[error("{file}: {why}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the reader says, with the line.
        why: String,
    },
    /// An arrival cannot be played.
    #[error("{file}: arrival {nth} (`{pathway}`): {why}")]
    Arrival {
        /// The file.
        file: String,
        /// Which one, from 1.
        nth: usize,
        /// Its pathway.
        pathway: String,
        /// Why, and how to mend it.
        why: String,
    },
}

/// A caseload that is thought of.
#[derive(Clone, Debug)]
pub struct Caseload {
    file: String,
    span: Span,
    arrivals: Vec<Arrival>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Written {
    from: Datetime,
    #[serde(default = "half_a_year")]
    weeks: u16,
    #[serde(default)]
    arrival: Vec<Arrival>,
}

const fn half_a_year() -> u16 {
    26
}

/// The longest look ahead.
const MOST_WEEKS: u16 = 520;
/// The most cases of one arrival.
const MOST_CASES: u32 = 100_000;

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Arrival {
    pathway: String,
    cases: u32,
    first: Datetime,
    last: Option<Datetime>,
    #[serde(default)]
    anchors: BTreeMap<String, toml::Value>,
    #[serde(default)]
    facts: BTreeMap<String, toml::Value>,
}

impl Caseload {
    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong with it, with the line.
    pub fn read(file: &str, text: &str) -> Result<Self, WrongCaseload> {
        let unreadable = |why: String| WrongCaseload::Unreadable { file: file.to_owned(), why };
        let written: Written =
            toml::from_str(text).map_err(|error| unreadable(error.to_string().trim_end().to_owned()))?;
        let from = day(&written.from).ok_or_else(|| unreadable("`from` is no day; write 2026-12-01".to_owned()))?;
        if written.weeks == 0 || written.weeks > MOST_WEEKS {
            return Err(unreadable(format!("`weeks` is {}; it is 1 to {MOST_WEEKS}", written.weeks)));
        }
        let span = Span { from, weeks: written.weeks };
        Ok(Self { file: file.to_owned(), span, arrivals: written.arrival })
    }

    /// What is looked at.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Its courses, spread evenly over the days on which they come.
    ///
    /// # Errors
    /// When a pathway is not among these, or an arrival says what its pathway does not know.
    pub fn courses<'d>(&self, definitions: &[&'d Definition]) -> Result<Vec<Course<'d>>, WrongCaseload> {
        let mut courses = Vec::new();
        for (at, arrival) in self.arrivals.iter().enumerate() {
            let wrong = |why: String| WrongCaseload::Arrival {
                file: self.file.clone(),
                nth: at + 1,
                pathway: arrival.pathway.clone(),
                why,
            };
            let definition = definitions.iter().find(|known| known.id().as_str() == arrival.pathway);
            let definition = definition.ok_or_else(|| {
                let known: Vec<&str> = definitions.iter().map(|known| known.id().as_str()).collect();
                wrong(format!("there is no such pathway here; give its file along with {}", known.join(", ")))
            })?;
            if arrival.cases > MOST_CASES {
                return Err(wrong(format!("{} cases; at most {MOST_CASES} in one arrival", arrival.cases)));
            }
            let facts = arrival.facts(definition).map_err(wrong)?;
            for on in arrival.days().map_err(wrong)? {
                let anchors = arrival.anchors(definition, on).map_err(wrong)?;
                courses.push(Course { definition, begin: Begin::Enters { on, anchors, facts: facts.clone() } });
            }
        }
        Ok(courses)
    }
}

impl Arrival {
    /// The day on which each case comes: in the middle of its share of the days.
    fn days(&self) -> Result<Vec<Date>, String> {
        let bad = |name| format!("`{name}` is no day; write 2026-12-01");
        let first = day(&self.first).ok_or_else(|| bad("first"))?;
        let last = self.last.as_ref().map_or(Some(first), day).ok_or_else(|| bad("last"))?;
        let span = i64::from((last - first).get_days()) + 1;
        if span < 1 {
            return Err(format!("`last` ({last}) comes before `first` ({first})"));
        }
        let place = |nth: u32| (2 * i64::from(nth) + 1) * span / (2 * i64::from(self.cases));
        Ok((0..self.cases)
            .map(|nth| Offset::Days(i32::try_from(place(nth)).unwrap_or(i32::MAX)).after_date(first))
            .collect())
    }

    fn anchors(&self, definition: &Definition, entry: Date) -> Result<BTreeMap<AnchorId, Date>, String> {
        let date = |(name, value): (&String, &toml::Value)| {
            let anchor = definition.anchors().iter().find(|anchor| anchor.id.as_str() == name);
            let known = || {
                let known: Vec<&str> = definition.anchors().iter().map(|anchor| anchor.id.as_str()).collect();
                format!("there is no date `{name}`; there is {}", known.join(", "))
            };
            let id = anchor.ok_or_else(known)?.id.clone();
            let help = || format!("`{name}` is no day; write 2026-12-01, \"entry+20w\" or \"entry-10d\"");
            let date = match value {
                toml::Value::Datetime(written) => day(written),
                toml::Value::String(text) => from_entry(text, entry),
                _ => None,
            };
            Ok((id, date.ok_or_else(help)?))
        };
        self.anchors.iter().map(date).collect()
    }

    fn facts(&self, definition: &Definition) -> Result<BTreeMap<FactId, FactValue>, String> {
        let answer = |(name, value): (&String, &toml::Value)| {
            let id = FactId::from(name.as_str());
            let fact = definition.fact(&id).ok_or_else(|| format!("there is no question `{name}`"))?;
            let value = match (value, &fact.answer) {
                (toml::Value::Boolean(yes), _) => FactValue::YesNo(*yes),
                (toml::Value::Integer(number), _) => FactValue::Number(*number),
                (toml::Value::Datetime(written), _) => {
                    FactValue::Date(day(written).ok_or_else(|| format!("`{name}` is no day"))?)
                }
                (toml::Value::String(text), FactKind::Text) => FactValue::Text(text.clone()),
                (toml::Value::String(text), _) => FactValue::Choice(text.clone()),
                _ => return Err(format!("`{name}` takes {}", fact.answer.expected())),
            };
            if !fact.answer.accepts(&value) {
                return Err(format!("`{name}` takes {}", fact.answer.expected()));
            }
            Ok((id, value))
        };
        self.facts.iter().map(answer).collect()
    }
}

fn day(written: &Datetime) -> Option<Date> {
    let date = written.date?;
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}

/// `entry+20w`, `entry-10d`, `entry`.
fn from_entry(text: &str, entry: Date) -> Option<Date> {
    let rest = text.trim().strip_prefix("entry")?.trim();
    let days = match rest.split_at_checked(1) {
        None => 0,
        Some(("+", size)) => assumptions::days(size.trim())?,
        Some(("-", size)) => -assumptions::days(size.trim())?,
        Some(_) => return None,
    };
    Some(Offset::Days(days).after_date(entry))
}
