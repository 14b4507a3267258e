//! Statement texts: fixed ones, and those over many rows.

use std::collections::HashMap;
use std::sync::Arc;

use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

use crate::Table;
use crate::dialect::Engine;
use crate::error::Failure;
use crate::value::{Cell, Rows};

/// A statement text: written in the source, or made once and shared.
#[derive(Debug, Clone)]
pub(crate) enum Sql {
    Fixed(&'static str),
    Made(Arc<str>),
}

impl From<&'static str> for Sql {
    fn from(text: &'static str) -> Self {
        Self::Fixed(text)
    }
}

impl From<String> for Sql {
    fn from(text: String) -> Self {
        Self::Made(text.into())
    }
}

impl Sql {
    pub(crate) fn into_sql(self) -> SqlStr {
        match self {
            Self::Fixed(text) => text.into_sql_str(),
            // Made only from names of tables and columns in this program, never from input.
            Self::Made(text) => AssertSqlSafe(text).into_sql_str(),
        }
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Int,
}

/// A statement over many rows: one text for any number of them, so that it stays prepared on the connection.
#[derive(Debug)]
pub(crate) struct RowsStatement {
    text: Arc<str>,
    kinds: Vec<Kind>,
}

impl RowsStatement {
    /// `text` holds `{rows}` once; `kinds` are the columns of a row.
    pub(crate) fn new(engine: Engine, text: &str, kinds: impl Into<Vec<Kind>>) -> Self {
        let kinds = kinds.into();
        Self { text: text.replace("{rows}", &engine.rows(&kinds)).into(), kinds }
    }

    pub(crate) fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    pub(crate) fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Refuses a number in a column of text and the reverse, which one database would let pass, and a first column
    /// without a value: it is part of every key.
    pub(crate) fn check(&self, rows: &Rows<'_>) -> Result<(), Failure> {
        let fits = |(index, cell): (usize, &Cell<'_>)| {
            let column = index % self.kinds.len();
            match (cell, self.kinds[column]) {
                (Cell::Null, _) => column > 0,
                (Cell::Int(_), kind) => kind == Kind::Int,
                (Cell::Text(_), kind) => kind == Kind::Text,
            }
        };
        match rows.cells().iter().enumerate().find(|cell| !fits(*cell)) {
            None => Ok(()),
            Some((index, cell)) => Err(Failure::Refused(format!(
                "value {} of a row is {cell:?}, which its column cannot hold, in: {}",
                index % self.kinds.len() + 1,
                self.text
            ))),
        }
    }
}

/// Statements over many rows, to be carried one after the other; those without rows are left out.
#[derive(Debug, Default)]
pub(crate) struct Script<'a> {
    parts: Vec<(&'a RowsStatement, Rows<'a>)>,
}

impl<'a> Script<'a> {
    /// Adds a statement over these rows.
    ///
    /// # Errors
    /// `Refused` for rows that the statement cannot hold.
    pub(crate) fn add(&mut self, statement: &'a RowsStatement, rows: Rows<'a>) -> Result<(), Failure> {
        statement.check(&rows)?;
        if !rows.cells().is_empty() {
            self.parts.push((statement, rows));
        }
        Ok(())
    }

    pub(crate) fn parts(&self) -> &[(&'a RowsStatement, Rows<'a>)] {
        &self.parts
    }
}

/// The statements that change one view.
#[derive(Debug)]
pub(crate) struct ViewStatements {
    pub(crate) put: RowsStatement,
    pub(crate) remove: RowsStatement,
    pub(crate) insert: RowsStatement,
}

impl ViewStatements {
    /// Makes them for a table whose columns hold `kinds`.
    ///
    /// # Errors
    /// `Refused` when the table in the database has not the columns this program expects.
    pub(crate) fn new(engine: Engine, table: &Table, columns: &HashMap<String, Kind>) -> Result<Self, Failure> {
        let kind = |column: &&str| {
            let missing = || Failure::Refused(format!("there is no column {}.{column} in the database", table.name));
            columns.get(*column).copied().ok_or_else(missing)
        };
        let kinds: Vec<Kind> = table.columns.iter().map(kind).collect::<Result<_, _>>()?;
        let (name, all, key) = (table.name, table.columns.join(", "), table.key_columns().join(", "));
        let set: Vec<String> = table.columns[table.key_columns().len()..]
            .iter()
            .map(|column| format!("{column} = excluded.{column}"))
            .collect();
        let then = if set.is_empty() { "NOTHING".to_owned() } else { format!("UPDATE SET {}", set.join(", ")) };
        let insert = format!("INSERT INTO {name} ({all}) {{rows}}");
        Ok(Self {
            put: RowsStatement::new(engine, &format!("{insert} ON CONFLICT ({key}) DO {then}"), kinds.clone()),
            remove: RowsStatement::new(
                engine,
                &format!("DELETE FROM {name} WHERE ({key}) IN ({{rows}})"),
                &kinds[..table.key_columns().len()],
            ),
            insert: RowsStatement::new(engine, &insert, kinds),
        })
    }
}
