//! What an input or an output can be.

use std::{fmt, sync::Arc};

use jiff::civil::Date;
use rust_decimal::Decimal;

/// A value, as cells, outcomes and examples hold it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Yes or no.
    YesNo(bool),
    /// One of the options that the input or output declares.
    Choice(Arc<str>),
    /// An exact decimal number.
    Number(Decimal),
    /// A day.
    Date(Date),
    /// Free text.
    Text(Arc<str>),
}

impl Value {
    /// An option.
    #[must_use]
    pub fn choice(option: &str) -> Self {
        Self::Choice(Arc::from(option))
    }

    /// A free text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(Arc::from(text))
    }

    /// As DMN writes it: `true`, `"single"`, `1.5`, `date("2026-01-01")`.
    #[must_use]
    pub fn to_sfeel(&self) -> String {
        match self {
            Self::YesNo(yes) => yes.to_string(),
            Self::Choice(text) | Self::Text(text) => quoted(text),
            Self::Number(number) => number.normalize().to_string(),
            Self::Date(date) => format!("date(\"{date}\")"),
        }
    }
}

/// As a pathway file writes it: `yes`, `single`, `1.5`, `date("2026-01-01")`, `"free text"`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::YesNo(true) => f.write_str("yes"),
            Self::YesNo(false) => f.write_str("no"),
            Self::Choice(option) if is_plain_word(option) => f.write_str(option),
            other => f.write_str(&other.to_sfeel()),
        }
    }
}

/// Words that mean something else in a cell.
const TAKEN: &[&str] = &["date", "duration", "false", "no", "not", "null", "time", "true", "yes"];

/// Can the option stand in a cell without quotes?
pub(crate) fn is_plain_word(option: &str) -> bool {
    let starts = option.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    let goes_on = option.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    starts && goes_on && !option.ends_with('-') && !option.contains("--") && !TAKEN.contains(&option)
}

/// A string literal of FEEL.
pub(crate) fn quoted(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for c in text.chars() {
        match c {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            // What cannot stand in XML.
            other if other.is_control() || matches!(other, '\u{FFFE}' | '\u{FFFF}') => {
                literal.push_str(&format!("\\u{:04X}", u32::from(other)));
            }
            other => literal.push(other),
        }
    }
    literal.push('"');
    literal
}

/// What is known of one input when a table is asked. Borrowed, so that asking copies nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given<'v> {
    /// Nobody has answered yet.
    Unknown,
    /// Yes or no.
    YesNo(bool),
    /// One of the declared options.
    Choice(&'v str),
    /// A number.
    Number(Decimal),
    /// A day.
    Date(Date),
    /// Free text.
    Text(&'v str),
}

impl Given<'_> {
    pub(crate) fn kind_name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::YesNo(_) => "yes-no",
            Self::Choice(_) => "choice",
            Self::Number(_) => "number",
            Self::Date(_) => "date",
            Self::Text(_) => "text",
        }
    }
}

impl<'v> From<&'v Value> for Given<'v> {
    fn from(value: &'v Value) -> Self {
        match value {
            Value::YesNo(yes) => Self::YesNo(*yes),
            Value::Choice(option) => Self::Choice(option),
            Value::Number(number) => Self::Number(*number),
            Value::Date(date) => Self::Date(*date),
            Value::Text(text) => Self::Text(text),
        }
    }
}

impl<'v> From<Option<&'v Value>> for Given<'v> {
    fn from(value: Option<&'v Value>) -> Self {
        value.map_or(Self::Unknown, Self::from)
    }
}
