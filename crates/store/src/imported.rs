//! What an import took in last, by source record.

use jiff::Timestamp;

use crate::{Store, StoreError};

/// What was taken in from one record of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The client who was entered or corrected by it.
    pub client: String,
    /// Hash of what the record said of her.
    pub hash: String,
    /// Whether her case and its history were entered too.
    pub settled: bool,
}

impl Store {
    /// What was last taken in from this record; `None` when nothing was.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn imported(&self, source: &str, number: &str) -> Result<Option<Imported>, StoreError> {
        let sql = "SELECT client, hash, settled FROM imported WHERE source = $1 AND number = $2";
        let row = self.query(sql, &[source.into(), number.into()]).await?.into_iter().next();
        row.map(|mut row| Ok(Imported { client: row.text(0)?, hash: row.text(1)?, settled: row.int(2)? != 0 }))
            .transpose()
    }

    /// Notes what was taken in from this record.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn note_imported(
        &self,
        source: &str,
        number: &str,
        imported: &Imported,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO imported (source, number, client, hash, settled, at) VALUES ($1, $2, $3, $4, $5, $6) \
                   ON CONFLICT (source, number) DO UPDATE SET client = excluded.client, hash = excluded.hash, \
                   settled = excluded.settled, at = excluded.at";
        let texts = [source, number, &imported.client, &imported.hash];
        let mut args: Vec<_> = texts.map(Into::into).into();
        args.extend([imported.settled.into(), at.into()]);
        self.run(sql, args).await.map(drop)
    }
}
