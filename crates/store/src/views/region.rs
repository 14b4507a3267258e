//! What a region's postnatal care is reckoned from: the pregnancies and the births of its practices (PN-01).

use jiff::civil::Date;
use regie_care::ids::{CaseId, OrgId};
use regie_care::seat::Seat;
use regie_care::view::{CaseRow, ClientRow};

use super::read::{self, Columns};
use super::{CASE, CLIENT, columns};
use crate::value::Row;
use crate::{Store, StoreError, Value};

/// A case of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionLine {
    /// The case.
    pub case: CaseRow,
    /// The client.
    pub client: ClientRow,
}

impl Store {
    /// The open cases that a practice has, or that come back to it, of women who are pregnant or gave birth on `since` or
    /// later; by case, so that the same cases always come in the same order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn region_lines(&self, practice: OrgId, since: Date) -> Result<Vec<RegionLine>, StoreError> {
        let sql = format!(
            "SELECT {}, {} FROM view_case c JOIN view_client k ON k.client_id = c.client_id \
             WHERE c.practice_id = $1 AND (c.phase = 'pregnancy' OR (c.phase = 'postnatal' AND c.born >= $2)) \
             ORDER BY c.case_id",
            columns("c", &CASE),
            columns("k", &CLIENT),
        );
        let args = [Value::Text(practice.to_string()), Value::Text(since.to_string())];
        self.query(sql, &args).await?.into_iter().map(line).collect()
    }

    /// The open cases of a case manager whose client gave birth on `since` or later.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn births_of(&self, case_manager: Seat, since: Date) -> Result<Vec<CaseId>, StoreError> {
        let sql = "SELECT c.case_id FROM view_case c WHERE c.org_id = $1 AND c.case_manager = $2 \
             AND c.phase = 'postnatal' AND c.born >= $3 ORDER BY c.case_id";
        let args = [
            Value::Text(case_manager.org.to_string()),
            Value::Text(case_manager.person.to_string()),
            Value::Text(since.to_string()),
        ];
        let rows = self.query(sql.to_owned(), &args).await?;
        rows.into_iter().map(|row| Columns::new(row).parsed()).collect()
    }
}

fn line(row: Row) -> Result<RegionLine, StoreError> {
    let mut row = Columns::new(row);
    Ok(RegionLine { case: read::case(&mut row)?, client: read::client(&mut row)? })
}
