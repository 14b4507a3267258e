//! What somebody typed and did not record yet. Drafts must be deletable and are no part of the record, so they are plain
//! rows and not in the journal (decision 16).

use jiff::Timestamp;

use crate::value::Row;
use crate::{Store, StoreError, StreamId};

/// A form that somebody filled in and did not record yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// Who typed it.
    pub person: String,
    /// For which organisation.
    pub org: String,
    /// The stream of what it is about.
    pub about: String,
    /// Which form.
    pub form: String,
    /// How often it was saved; 1 at first.
    pub rev: u64,
    /// How often the thing that it would change had been recorded when she began to type.
    pub seen: u64,
    /// What she typed, as JSON text that the store never looks into.
    pub fields: String,
    /// When it was saved last.
    pub at: Timestamp,
}

/// What was typed does not belong in logs.
impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Draft").field("about", &self.about).field("form", &self.form).finish_non_exhaustive()
    }
}

const COLUMNS: &str = "person, org, about, form, rev, seen, fields, at";

impl Store {
    /// Saves a draft over the one of the revision before, or as a new one. Returns false, and saves nothing, when
    /// there is one of another revision: the same person went on elsewhere.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_draft(&self, draft: &Draft) -> Result<bool, StoreError> {
        let sql = "INSERT INTO draft (person, org, about, form, rev, seen, fields, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (person, org, about, form) DO UPDATE \
                   SET rev = excluded.rev, seen = excluded.seen, fields = excluded.fields, at = excluded.at \
                   WHERE draft.rev = excluded.rev - 1 RETURNING form";
        let args = vec![
            draft.person.as_str().into(),
            draft.org.as_str().into(),
            draft.about.as_str().into(),
            draft.form.as_str().into(),
            number(draft.rev).into(),
            number(draft.seen).into(),
            draft.fields.as_str().into(),
            draft.at.into(),
        ];
        Ok(!self.run(sql, args).await?.is_empty())
    }

    /// Somebody's drafts about one thing, by form.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn drafts(&self, person: &str, org: &str, about: &StreamId) -> Result<Vec<Draft>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM draft WHERE person = $1 AND org = $2 AND about = $3 ORDER BY form LIMIT 100"
        );
        let args = [person.into(), org.into(), about.as_str().into()];
        self.query(sql, &args).await?.into_iter().map(draft).collect()
    }

    /// Everybody's drafts about one thing, the one that was saved last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn drafts_about(&self, about: &StreamId) -> Result<Vec<Draft>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM draft WHERE about = $1 ORDER BY at DESC, person, org, form LIMIT 100");
        self.query(sql, &[about.as_str().into()]).await?.into_iter().map(draft).collect()
    }

    /// All drafts of somebody for one organisation, the one that was saved last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn drafts_of(&self, person: &str, org: &str) -> Result<Vec<Draft>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM draft WHERE person = $1 AND org = $2 ORDER BY at DESC, about, form LIMIT 100"
        );
        self.query(sql, &[person.into(), org.into()]).await?.into_iter().map(draft).collect()
    }

    /// All drafts of somebody of one form, for whichever organisation, the one that was saved last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn drafts_of_form(&self, person: &str, form: &str) -> Result<Vec<Draft>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM draft WHERE person = $1 AND form = $2 ORDER BY at DESC, about, org LIMIT 100"
        );
        self.query(sql, &[person.into(), form.into()]).await?.into_iter().map(draft).collect()
    }

    /// Throws a draft away; false when there was none.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn delete_draft(
        &self,
        person: &str,
        org: &str,
        about: &StreamId,
        form: &str,
    ) -> Result<bool, StoreError> {
        let sql = "DELETE FROM draft WHERE person = $1 AND org = $2 AND about = $3 AND form = $4 RETURNING form";
        let args = vec![person.into(), org.into(), about.as_str().into(), form.into()];
        Ok(!self.run(sql, args).await?.is_empty())
    }

    /// Throws away everybody's drafts about one thing; returns how many.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn delete_drafts_about(&self, about: &StreamId) -> Result<u64, StoreError> {
        let sql = "DELETE FROM draft WHERE about = $1 RETURNING form";
        Ok(self.run(sql, vec![about.as_str().into()]).await?.len() as u64)
    }

    /// Throws away the drafts about cases that are closed; returns how many.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn delete_drafts_of_closed_cases(&self) -> Result<u64, StoreError> {
        // `about` is `case-` and the case's id.
        let sql = "DELETE FROM draft WHERE EXISTS (SELECT 1 FROM view_case WHERE case_id = substr(about, 6) \
                   AND closed_on IS NOT NULL) RETURNING form";
        Ok(self.run(sql, Vec::new()).await?.len() as u64)
    }
}

/// Counts stay far below what an integer of the database holds.
fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn draft(mut row: Row) -> Result<Draft, StoreError> {
    let count = |value: i64| u64::try_from(value).unwrap_or_default();
    Ok(Draft {
        person: row.text(0)?,
        org: row.text(1)?,
        about: row.text(2)?,
        form: row.text(3)?,
        rev: count(row.int(4)?),
        seen: count(row.int(5)?),
        fields: row.text(6)?,
        at: row.moment(7)?,
    })
}
