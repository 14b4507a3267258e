//! The few kinds of value the database knows, and the shape of a view table.

use std::fmt;

use jiff::Timestamp;
use serde::Serialize;

use crate::StoreError;

/// One cell. Every column is `TEXT` or `BIGINT`; a moment is stored as microseconds UTC.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// No value.
    Null,
    /// A whole number: a count, a date as an ordinal, microseconds UTC, 0 or 1.
    Int(i64),
    /// Text, without NUL characters (PostgreSQL cannot hold them).
    Text(String),
}

impl Value {
    /// Texts as one JSON array, for [`Engine::texts`](crate::dialect::Engine::texts).
    pub(crate) fn texts<T: fmt::Display>(texts: impl IntoIterator<Item = T>) -> Self {
        let texts: Vec<serde_json::Value> =
            texts.into_iter().map(|text| serde_json::Value::String(text.to_string())).collect();
        Self::Text(serde_json::Value::Array(texts).to_string())
    }

    pub(crate) fn cell(&self) -> Cell<'_> {
        match self {
            Self::Null => Cell::Null,
            Self::Int(number) => Cell::Int(*number),
            Self::Text(text) => Cell::Text(text),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Int(number) => write!(f, "{number}"),
            Self::Text(text) => write!(f, "{text:?}"),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Int(i64::from(yes))
    }
}

impl From<Timestamp> for Value {
    fn from(at: Timestamp) -> Self {
        Self::Int(at.as_microsecond())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A cell on its way to the database, borrowed so that a batch copies each text once.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(untagged)]
pub(crate) enum Cell<'a> {
    Null,
    Int(i64),
    Text(&'a str),
}

/// Rows of one width, laid end to end.
#[derive(Debug, Default)]
pub(crate) struct Rows<'a> {
    cells: Vec<Cell<'a>>,
}

impl<'a> Rows<'a> {
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = Cell<'a>>) {
        self.cells.extend(row);
    }

    pub(crate) fn cells(&self) -> &[Cell<'a>] {
        &self.cells
    }
}

/// One row read from the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row(pub(crate) Vec<Value>);

impl Row {
    /// The text in column `index`.
    ///
    /// # Errors
    /// `Corrupt` when the column is missing, null or a number.
    pub(crate) fn text(&mut self, index: usize) -> Result<String, StoreError> {
        match self.0.get_mut(index) {
            Some(Value::Text(text)) => Ok(std::mem::take(text)),
            other => Err(unexpected("text", index, other.as_deref())),
        }
    }

    /// The number in column `index`.
    ///
    /// # Errors
    /// `Corrupt` when the column is missing, null or text.
    pub(crate) fn int(&self, index: usize) -> Result<i64, StoreError> {
        match self.0.get(index) {
            Some(Value::Int(number)) => Ok(*number),
            other => Err(unexpected("a number", index, other)),
        }
    }

    /// A number that cannot be negative: a version, a count.
    ///
    /// # Errors
    /// `Corrupt` as for [`Row::int`], and when it is negative.
    pub(crate) fn count(&self, index: usize) -> Result<u64, StoreError> {
        u64::try_from(self.int(index)?).map_err(|_| unexpected("a count", index, self.0.get(index)))
    }

    /// The text in column `index`, if any.
    ///
    /// # Errors
    /// `Corrupt` when the column is missing or a number.
    pub(crate) fn optional_text(&mut self, index: usize) -> Result<Option<String>, StoreError> {
        match self.0.get_mut(index) {
            Some(Value::Null) => Ok(None),
            Some(Value::Text(text)) => Ok(Some(std::mem::take(text))),
            other => Err(unexpected("text or null", index, other.as_deref())),
        }
    }

    /// The moment in column `index`.
    ///
    /// # Errors
    /// `Corrupt` as for [`Row::int`], and when the number is outside the calendar.
    pub(crate) fn moment(&self, index: usize) -> Result<Timestamp, StoreError> {
        Timestamp::from_microsecond(self.int(index)?).map_err(|error| StoreError::Corrupt(error.to_string()))
    }

    /// The moment in column `index`, if any.
    ///
    /// # Errors
    /// `Corrupt` as for [`Row::moment`].
    pub(crate) fn optional_moment(&self, index: usize) -> Result<Option<Timestamp>, StoreError> {
        match self.0.get(index) {
            Some(Value::Null) => Ok(None),
            _ => self.moment(index).map(Some),
        }
    }
}

fn unexpected(wanted: &str, index: usize, found: Option<&Value>) -> StoreError {
    let found = found.map_or_else(|| "nothing".to_owned(), ToString::to_string);
    StoreError::Corrupt(format!("column {index} holds {found} where {wanted} belongs"))
}

/// A view table: rows that are a pure function of the journal and can be dropped and rebuilt at any time.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// Name of the table in the schema.
    pub name: &'static str,
    /// How many of the first columns are the primary key (at least one).
    pub key: usize,
    /// All columns, the key first.
    pub columns: &'static [&'static str],
}

impl Table {
    pub(crate) fn key_columns(&self) -> &'static [&'static str] {
        &self.columns[..self.key.min(self.columns.len())]
    }

    pub(crate) fn key_of<'v>(&self, values: &'v [Value]) -> &'v [Value] {
        &values[..self.key.min(values.len())]
    }

    /// Says what is wrong with a row or key that does not fit this table.
    pub(crate) fn fits(&self, values: &[Value], width: usize) -> Result<(), String> {
        if values.len() != width {
            return Err(format!("a row for {} has {} values, it needs {width}", self.name, values.len()));
        }
        if self.key_of(values).contains(&Value::Null) {
            return Err(format!("a row for {} has a null in its key", self.name));
        }
        for value in values {
            if matches!(value, Value::Text(text) if text.contains('\0')) {
                return Err(format!("a row for {} holds a NUL character", self.name));
            }
        }
        Ok(())
    }
}
