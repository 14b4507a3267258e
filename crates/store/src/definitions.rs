//! The texts of the pathways that this installation ever ran on, by content hash.

use jiff::Timestamp;

use crate::value::Row;
use crate::{Store, StoreError};

/// The text of one version of a pathway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// SHA-256 of the text in hexadecimal: what a case pins.
    pub hash: String,
    /// The name that diagnostics print.
    pub name: String,
    /// The text.
    pub text: String,
    /// Since when this installation knows it.
    pub at: Timestamp,
}

impl Definition {
    pub(crate) fn read(mut row: Row) -> Result<Self, StoreError> {
        Ok(Self { hash: row.text(0)?, name: row.text(1)?, text: row.text(2)?, at: row.moment(3)? })
    }
}

impl Store {
    /// Every text that was ever kept, the one that was known first before the others.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn definitions(&self) -> Result<Vec<Definition>, StoreError> {
        let rows = self.query("SELECT hash, name, text, at FROM definition ORDER BY at, hash", &[]).await?;
        rows.into_iter().map(Definition::read).collect()
    }

    /// The text with this hash, if it is kept.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn definition(&self, hash: &str) -> Result<Option<Definition>, StoreError> {
        let rows = self.query("SELECT hash, name, text, at FROM definition WHERE hash = $1", &[hash.into()]).await?;
        rows.into_iter().next().map(Definition::read).transpose()
    }

    /// Keeps a text; one that is kept already stays as it is.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn keep_definition(&self, definition: &Definition) -> Result<(), StoreError> {
        let sql = "INSERT INTO definition (hash, name, text, at) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (hash) DO NOTHING";
        let texts = [&definition.hash, &definition.name, &definition.text];
        let mut args: Vec<_> = texts.map(|text| text.as_str().into()).into();
        args.push(definition.at.into());
        self.run(sql, args).await.map(drop)
    }
}
