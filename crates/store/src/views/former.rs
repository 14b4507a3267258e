//! The cases that an organisation handed over (AZ-10). Which they are stands in the views; what it knew of the client
//! then does not, for a view says what is so now.

use jiff::civil::Date;
use regie_care::ids::{CaseId, OrgId};

use super::read::Columns;
use crate::{Store, StoreError, Value};

impl Store {
    /// The cases that an organisation handed over and in which it has no part any more, each with the last day of it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn former_cases(&self, org: OrgId) -> Result<Vec<(CaseId, Option<Date>)>, StoreError> {
        let sql = "SELECT case_id, until_day FROM view_involved \
                   WHERE org_id = $1 AND open IN (0, 1) AND relation = 'former' ORDER BY case_id";
        let rows = self.query(sql, &[Value::Text(org.to_string())]).await?;
        let line = |row| {
            let mut row = Columns::new(row);
            Ok((row.parsed()?, row.optional()?))
        };
        rows.into_iter().map(line).collect()
    }
}
