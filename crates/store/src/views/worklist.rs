//! *Vandaag*: what a person does, answers and waits for; and the board of an absent colleague (AZ-14).

use jiff::civil::Date;
use regie_care::ids::{CaseId, OrgId, PersonId};
use regie_care::view::{CaseRow, ClientRow, WorkRow};

use super::read::{self, Columns};
use super::{CASE, CLIENT, WORK, columns};
use crate::value::Row;
use crate::{Store, StoreError, Value};

/// A line of work with the case and the client that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkLine {
    /// The work.
    pub work: WorkRow,
    /// The case.
    pub case: CaseRow,
    /// The client.
    pub client: ClientRow,
}

impl Store {
    /// What a person has on her board: everything of hers that has begun by `horizon`, and the handovers that anyone
    /// of her organisation may answer. Earliest last day first, at most `limit` lines.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn worklist(
        &self,
        person: PersonId,
        org: OrgId,
        horizon: Date,
        limit: u32,
    ) -> Result<Vec<WorkLine>, StoreError> {
        let mine = select("w.owner = $1 AND w.from_day <= $2 ORDER BY w.until_day, w.case_id, w.item LIMIT $3 + 0");
        let args = [Value::Text(person.to_string()), Value::Text(horizon.to_string()), Value::Int(i64::from(limit))];
        let mut lines = lines(self.query(mine, &args).await?)?;
        let anyone = select(
            "w.org_id = $1 AND w.lane = 'answer' AND w.owner IS NULL ORDER BY w.until_day, w.case_id, w.item LIMIT $2 + 0",
        );
        let args = [Value::Text(org.to_string()), Value::Int(i64::from(limit))];
        lines.extend(self::lines(self.query(anyone, &args).await?)?);
        Ok(lines)
    }

    /// The boards of absent colleagues: the work of cases whose owner is absent on `today` and of which this person is
    /// the deputy on that day. Earliest last day first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn deputy_worklist(
        &self,
        person: PersonId,
        today: Date,
        horizon: Date,
        limit: u32,
    ) -> Result<Vec<WorkLine>, StoreError> {
        // The deputyship named last holds. The cases come first, then their work by its key: `||` keeps the database
        // from going through all that the absent owner has, once for each of her cases.
        let sql = select(
            "w.case_id IN (SELECT d.case_id FROM view_deputy d WHERE d.deputy = $1 AND d.from_day <= $2 \
             AND (d.until_day IS NULL OR d.until_day >= $2) AND NOT EXISTS (SELECT 1 FROM view_deputy l \
             WHERE l.case_id = d.case_id AND l.no > d.no AND l.from_day <= $2 \
             AND (l.until_day IS NULL OR l.until_day >= $2))) \
             AND w.owner || '' = c.case_manager AND c.case_manager <> $1 \
             AND EXISTS (SELECT 1 FROM view_absence a WHERE a.person = c.case_manager AND a.from_day <= $2 \
             AND (a.until_day IS NULL OR a.until_day >= $2)) \
             AND w.from_day <= $3 ORDER BY w.until_day, w.case_id, w.item LIMIT $4 + 0",
        );
        let args = [
            Value::Text(person.to_string()),
            Value::Text(today.to_string()),
            Value::Text(horizon.to_string()),
            Value::Int(i64::from(limit)),
        ];
        lines(self.query(sql, &args).await?)
    }

    /// The handovers that wait for an answer of this organisation.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn handovers_in(&self, org: OrgId, limit: u32) -> Result<Vec<WorkLine>, StoreError> {
        let sql = select("w.org_id = $1 AND w.lane = 'answer' ORDER BY w.until_day, w.case_id, w.item LIMIT $2 + 0");
        let args = [Value::Text(org.to_string()), Value::Int(i64::from(limit))];
        lines(self.query(sql, &args).await?)
    }

    /// The cases on which a tick would change something on `today`, after the case `after`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn due_ticks(&self, today: Date, after: Option<CaseId>, limit: u32) -> Result<Vec<CaseId>, StoreError> {
        // `||` keeps the database on the index of days: in the order of the key it would read every case there is.
        let sql = "SELECT case_id FROM view_case WHERE next_due <= $1 AND case_id || '' > $2 \
                   ORDER BY case_id || '' LIMIT $3 + 0";
        let after = after.map(|case| case.to_string()).unwrap_or_default();
        let args = [Value::Text(today.to_string()), Value::Text(after), Value::Int(i64::from(limit))];
        self.query(sql, &args).await?.into_iter().map(|row| Columns::new(row).parsed()).collect()
    }
}

fn select(condition: &str) -> String {
    format!(
        "SELECT {}, {}, {} FROM view_work w JOIN view_case c ON c.case_id = w.case_id \
         JOIN view_client k ON k.client_id = c.client_id WHERE {condition}",
        columns("w", &WORK),
        columns("c", &CASE),
        columns("k", &CLIENT),
    )
}

fn lines(rows: Vec<Row>) -> Result<Vec<WorkLine>, StoreError> {
    let line = |row| {
        let mut row = Columns::new(row);
        Ok(WorkLine { work: read::work(&mut row)?, case: read::case(&mut row)?, client: read::client(&mut row)? })
    };
    rows.into_iter().map(line).collect()
}
