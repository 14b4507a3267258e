//! Typed facts: what a pathway asks about a client.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Text, date_window::day_of, ids::FactId, says::says_nothing};

/// The value of a fact, as `{"yes-no":true}`, `{"choice":"first"}`, `{"number":3}`, `{"date":"2026-01-31"}` or `{"text":"…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FactValue {
    /// Yes or no.
    YesNo(bool),
    /// One of the options that the pathway declares.
    Choice(String),
    /// A whole number.
    Number(i64),
    /// A date.
    Date(Date),
    /// Free text; a criterion can only ask whether it is known.
    Text(String),
}

impl fmt::Display for FactValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::YesNo(true) => f.write_str("yes"),
            Self::YesNo(false) => f.write_str("no"),
            Self::Choice(text) | Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Date(date) => date.fmt(f),
        }
    }
}

/// One answer of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ChoiceOption {
    /// The name in criteria, for example `second`.
    pub id: String,
    /// What the page shows.
    pub title: Text,
}

/// What kind of answer a fact takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum FactKind {
    /// Yes or no.
    YesNo,
    /// One of the options.
    Choice {
        /// In the order of the file.
        options: Vec<ChoiceOption>,
    },
    /// A whole number.
    Number {
        /// The smallest that can be answered.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(required = false)]
        from: Option<i64>,
        /// The largest that can be answered.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(required = false)]
        to: Option<i64>,
    },
    /// A date.
    Date,
    /// Free text.
    Text,
}

impl FactKind {
    /// What a person may fill in, for messages: `yes or no`, `one of first, second`.
    #[must_use]
    pub fn expected(&self) -> String {
        match self {
            Self::YesNo => "yes or no".into(),
            Self::Choice { options } => {
                let names: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
                format!("one of {}", names.join(", "))
            }
            Self::Number { from: Some(from), to: Some(to) } => format!("a whole number from {from} to {to}"),
            Self::Number { from: Some(from), to: None } => format!("a whole number from {from}"),
            Self::Number { from: None, to: Some(to) } => format!("a whole number up to {to}"),
            Self::Number { from: None, to: None } => "a whole number".into(),
            Self::Date => "a date (yyyy-mm-dd)".into(),
            Self::Text => "text".into(),
        }
    }

    /// Whether the value fits.
    #[must_use]
    pub fn accepts(&self, value: &FactValue) -> bool {
        self.compact(value).is_some()
    }

    /// The value in the form that criteria compare; nothing when it does not fit this kind.
    pub(crate) fn compact(&self, value: &FactValue) -> Option<Compact> {
        match (self, value) {
            (Self::YesNo, FactValue::YesNo(yes)) => Some(Compact::Yes(*yes)),
            (Self::Choice { options }, FactValue::Choice(choice)) => {
                let at = options.iter().position(|option| option.id == *choice)?;
                Some(Compact::Choice(u16::try_from(at).ok()?))
            }
            (Self::Number { from, to }, FactValue::Number(number)) => {
                let fits = from.is_none_or(|from| from <= *number) && to.is_none_or(|to| *number <= to);
                fits.then_some(Compact::Number(*number))
            }
            (Self::Date, FactValue::Date(date)) => Some(Compact::Number(i64::from(day_of(*date)))),
            (Self::Text, FactValue::Text(text)) if !says_nothing(text) => Some(Compact::Text),
            _ => None,
        }
    }
}

/// A fact that the pathway asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Fact {
    /// Its name in criteria.
    pub id: FactId,
    /// What kind of answer it takes.
    pub answer: FactKind,
    /// The question to put to a person.
    pub ask: Text,
    /// What holds as long as nobody said otherwise.
    pub default: Option<FactValue>,
    /// Only those read the answer who are named on the case's seal (PS-02).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    pub sealed: bool,
    /// It is of this pathway alone: another pathway on the same case that asks by the same name neither hears the answer
    /// nor gives its own. So the file says it, and so is every fact that follows from this pathway's own decision: its
    /// board, and what a step decided by a table sets.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    pub own: bool,
}

/// A fact's value as criteria see it: small, and copied rather than cloned. A date is its day number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compact {
    Yes(bool),
    Choice(u16),
    Number(i64),
    Text,
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn a_value_says_its_own_kind_in_json() {
        for (value, json) in [
            (FactValue::YesNo(true), r#"{"yes-no":true}"#),
            (FactValue::Choice("first".into()), r#"{"choice":"first"}"#),
            (FactValue::Number(3), r#"{"number":3}"#),
            (FactValue::Date(jiff::civil::date(2026, 1, 31)), r#"{"date":"2026-01-31"}"#),
            (FactValue::Text("rust".into()), r#"{"text":"rust"}"#),
        ] {
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
            assert_eq!(serde_json::from_str::<FactValue>(json).unwrap(), value);
        }
    }

    #[test]
    fn a_kind_accepts_only_its_own_values() {
        let options = vec![ChoiceOption { id: "first".into(), title: Text::same("eerste") }];
        let choice = FactKind::Choice { options };
        assert!(choice.accepts(&FactValue::Choice("first".into())));
        assert!(!choice.accepts(&FactValue::Choice("third".into())));
        assert!(!FactKind::YesNo.accepts(&FactValue::Number(1)));
        assert!(!FactKind::Text.accepts(&FactValue::Text("  ".into())));
    }

    #[test]
    fn cm_03_a_number_lies_in_the_range_that_the_file_gives() {
        let score = FactKind::Number { from: Some(0), to: Some(10) };
        assert_eq!(score.expected(), "a whole number from 0 to 10");
        for (number, fits) in [(-5, false), (0, true), (10, true), (11, false)] {
            assert_eq!(score.accepts(&FactValue::Number(number)), fits, "{number}");
        }
        let days = FactKind::Number { from: Some(0), to: None };
        assert!(days.accepts(&FactValue::Number(400)) && !days.accepts(&FactValue::Number(-1)));
        assert_eq!(days.expected(), "a whole number from 0");
    }
}
